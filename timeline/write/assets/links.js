// What led to what: elbows below a line, as in timeline/layout/links.py. A short one lies nearer to the line
// than one that spans it; a label stands in its track where no leg comes down on it.
import { group, path, text } from "./shapes.js";
import { reserve } from "./text.js";
import { spread } from "./layers.js";
import { dot } from "./marks.js";

const FOOT = 9, FIRST = 24, PITCH = 15, BEND = 6, APART = 7;

/** @type {Rails.Rail} */
export function rail(ties, top, width, tracks) {
  const feet = stand(ties, width);
  const spans = ties.map(({ cause, effect }) => [feet[`${cause.number}>`].x, feet[`>${effect.number}`].x]);
  const rows = nest(ties, spans, tracks);
  /** @type {Shape[]} */
  const shapes = [], ends = new Set();
  const depth = (/** @type {number} */ n) => top + FIRST + PITCH * rows[n];
  for (const n of [...rows.keys()].filter((n) => rows[n] >= 0).sort((a, b) => +ties[a].chosen - +ties[b].chosen)) {
    const [from, to] = spans[n], y = depth(n), way = Math.sign(to - from) || 1, bend = Math.min(BEND, Math.abs(to - from) / 2);
    const legs = spans.filter((_, other) => rows[other] > rows[n]).flat();
    const { label, words, chosen } = ties[n], half = reserve(label, 12) / 2 + 4;
    const x = label ? gap(from, to, half, legs, width) : NaN;
    /** @type {Segment[]} */
    const steps = [["M", from, top + 12], ["L", from, y - bend], ["Q", from, y, from + way * bend, y]];
    if (x === x) steps.push(["L", x - way * half, y], ["M", x + way * half, y]);
    steps.push(["L", to - way * bend, y], ["Q", to, y, to, y - bend], ["L", to, top + 16]);
    const role = chosen ? "axis" : "link";
    shapes.push(group([
      path(steps, null, role, chosen ? 1.75 : 1.25),
      path([["M", to, top + 11], ["L", to + 3.3, top + 17], ["L", to - 3.3, top + 17], ["Z"]], role),
      ...(x === x ? [text(x, y + 4, label, 12, chosen ? "ink" : "second", false, "middle")] : []),
    ], words));
    ends.add(`${ties[n].cause.number}>`).add(`>${ties[n].effect.number}`);
  }
  for (const key of ends) shapes.push(...dot(feet[key].mark, feet[key].x, top + 7));
  const height = Math.max(-1, ...rows) < 0 ? 0 : FIRST + PITCH * Math.max(...rows) + 10;
  return { shapes, height, missing: rows.filter((row) => row < 0).length };
}

/** Where links leave an event and where they reach it, side by side. @type {Rails.Stand} */
function stand(ties, width) {
  /** @type {Rails.Feet} */
  const feet = {};
  for (const { cause, effect } of ties) {
    const way = effect.x - cause.x;
    (feet[`${cause.number}>`] ??= { ...cause, way: 0 }).way += way;
    (feet[`>${effect.number}`] ??= { ...effect, way: 0 }).way -= way;
  }
  const order = Object.values(feet).sort((a, b) => a.x - b.x || 1 / a.way - 1 / b.way);
  for (const [low, high] of [[-width / 2, 0], [0, width], [width, 1.5 * width]]) {
    const here = order.filter(({ x }) => (x >= low || low < 0) && (x < high || high > width));
    const size = Math.min(FOOT, (high - low - 6) / here.length);
    spread(here.map(({ x }) => x - size / 2), here.map(() => size), 0, low + 3, high - 3)
      .forEach((x, n) => (here[n].x = x + size / 2));
  }
  return feet;
}

/** A row for each, -1 for those that found none. @type {Rails.Nest} */
function nest(ties, spans, tracks) {
  const rows = spans.map(() => -1), [low, high] = [0, 1].map((end) => spans.map((span) => (end ? Math.max : Math.min)(...span)));
  const order = [...spans.keys()].sort((a, b) => high[a] - low[a] - high[b] + low[b]);
  for (const n of order) {
    const set = order.filter((other) => rows[other] >= 0);
    let row = Math.max(-1, ...set.filter((other) => low[n] <= low[other] && high[other] <= high[n]).map((other) => rows[other])) + 1;
    while (set.some((other) => rows[other] === row && low[n] < high[other] + APART && low[other] < high[n] + APART)) row++;
    if (row < tracks) rows[n] = row;
  }
  // the chosen event's own come first
  if (!rows.some((row, n) => row < 0 && ties[n].chosen) || ties.every((tie) => tie.chosen)) return rows;
  const own = ties.flatMap((tie, n) => (tie.chosen ? [n] : []));
  nest(own.map((n) => ties[n]), own.map((n) => spans[n]), tracks).forEach((row, n) => (rows[own[n]] = row));
  return rows.map((row, n) => (ties[n].chosen ? row : -1));
}

/** The middle of the room nearest to a track's middle. @type {Rails.Gap} */
function gap(from, to, half, legs, width) {
  let low = Math.min(from, to) + BEND + 5, high = Math.max(from, to) - BEND - 5;
  if (low < width && high > 0) [low, high] = [Math.max(low, 0), Math.min(high, width)]; // not cut at the view's edge
  const middle = (low + high) / 2;
  const stops = [low - 5, ...legs.filter((x) => low < x && x < high).sort((a, b) => a - b), high + 5];
  let best = NaN;
  stops.slice(1).forEach((stop, n) => {
    const start = stops[n] + 5 + half, end = stop - 5 - half, x = Math.min(Math.max(middle, start), end);
    if (start <= end && !(Math.abs(best - middle) <= Math.abs(x - middle))) best = x;
  });
  return best;
}
