// The strip of the axis: the twin of timeline/layout/axis.py.

import { line, path, rect, text } from "./shapes.js";
import { BOLD_SIZE, FINE_SIZE } from "./ticks.js";

const ROW = 18, TEAR = 3, CUT_SIZE = 11, CUT_LEADING = 13; // px

/** One row where there is nothing for a second. @param {Ticks[]} ticks */
export const axisHeight = (ticks) => ticks.some(([, fine]) => fine.labels.length) ? 2 * ROW + 2 : ROW + 6;

/** @type {Ticking.Strip} */
export function axisStrip(scale, ticks, top) {
  const tall = axisHeight(ticks), foot = top + tall, half = foot - ROW;
  const above = (tall > 2 * ROW ? top + ROW / 2 + 1 : top + tall / 2) + 0.35 * BOLD_SIZE;
  const below = foot - ROW / 2 - 1 + 0.35 * FINE_SIZE, dash = scale.kind === "even" ? [5, 4] : [];
  /** @type {Shape[]} */
  const shapes = scale.stretches.flatMap(({ x0, x1 }, i) => {
    const [bold, fine] = ticks[i], at = [...new Set([...bold.at, ...fine.at])];
    return [
      rect(x0, top, x1 - x0, tall, "strip"),
      ...at.filter((x) => x >= x0 + 4 && x <= x1 - 4).map((x) => line(x, bold.at.includes(x) ? top : half,
        x, fine.at[0] && !fine.at.includes(x) ? half : foot, "tick")),
      ...bold.labels.map((one) => text(one.x, above, one.text, BOLD_SIZE, "ink", true)),
      ...fine.labels.map((one) => text(one.x, below, one.text, FINE_SIZE, "detail")),
      ...[top, foot].map((y) => line(x0, y, x1, y, "axis", 1.5, dash)),
    ];
  });
  for (const { x0, x1, lines } of scale.cuts) {
    const first = top + tall / 2 - (CUT_LEADING * (lines.length - 1)) / 2 + 0.35 * CUT_SIZE;
    shapes.push(...[x0, x1].map((x) => torn(x, top, tall)), ...lines.map((words, i) =>
      text((x0 + x1) / 2, first + CUT_LEADING * i, words, CUT_SIZE, "detail", false, "middle")));
  }
  return shapes;
}

/** @type {(x: number, top: number, tall: number) => Shape} */
const torn = (x, top, tall) => path([0, 0.5, 1.5, 2.5, 3.5, 4].map((tooth, i) =>
  [i ? "L" : "M", x + (tooth % 1 ? (-1) ** i * TEAR : 0), top + (tall * tooth) / 4]), null, "cut", 1.5);
