// The strip of the axis: the twin of timeline/layout/axis.py.

import { line, path, rect, text } from "./shapes.js";
import { BOLD_SIZE, FINE_SIZE } from "./ticks.js";

const ROW = 18, TEAR = 3, CLEAR = 4, CUT_SIZE = 11, CUT_LEADING = 13; // px

/** One row where there is nothing for a second. @param {Ticks[]} rows */
export const axisHeight = (rows) => rows.some((one) => one.minorLabels.length) ? 2 * ROW + 2 : ROW + 6;

/** @type {Ticking.Strip} */
export function axisStrip(scale, ticks, top) {
  const tall = axisHeight(ticks), foot = top + tall;
  const above = tall > 2 * ROW ? top + ROW / 2 + 1 : top + tall / 2, below = foot - ROW / 2 - 1;
  const dash = scale.kind === "even" ? [5, 4] : [];
  /** @type {Shape[]} */
  const shapes = scale.stretches.flatMap(({ x0, x1 }, i) => {
    const { major, minor, majorLabels, minorLabels } = ticks[i];
    const inside = (/** @type {number} */ x) => x >= x0 + CLEAR && x <= x1 - CLEAR;
    return [
      rect(x0, top, x1 - x0, tall, "strip"),
      ...major.filter(inside).map((x) =>
        line(x, top, x, !minor.length || minor.includes(x) ? foot : foot - ROW, "tick")),
      ...minor.filter((x) => inside(x) && !major.includes(x))
        .map((x) => line(x, foot - ROW, x, foot, "tick")),
      ...majorLabels.map((one) => text(one.x, above + 0.35 * BOLD_SIZE, one.text, BOLD_SIZE, "ink", true)),
      ...minorLabels.map((one) => text(one.x, below + 0.35 * FINE_SIZE, one.text, FINE_SIZE, "detail")),
      ...[top, foot].map((y) => line(x0, y, x1, y, "axis", 1.5, dash)),
    ];
  });
  for (const { x0, x1, lines } of scale.cuts) {
    const first = top + tall / 2 - (CUT_LEADING * (lines.length - 1)) / 2 + 0.35 * CUT_SIZE;
    shapes.push(torn(x0, top, tall), torn(x1, top, tall), ...lines.map((words, i) =>
      text((x0 + x1) / 2, first + CUT_LEADING * i, words, CUT_SIZE, "detail", false, "middle")));
  }
  return shapes;
}

/** @type {(x: number, top: number, tall: number) => Shape} */
const torn = (x, top, tall) => path([
  ["M", x, top],
  ...[-1, 1, -1, 1].map((side, tooth) =>
    /** @type {Segment} */ (["L", x + side * TEAR, top + (tall * (tooth + 0.5)) / 4])),
  ["L", x, top + tall],
], null, "cut", 1.5);
