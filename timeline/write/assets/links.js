// What led to what: elbows below a line, as in timeline/layout/links.py. A short one lies nearer to the line
// than one that spans it; a label stands in its track where no leg comes down on it.
import { group, path, text } from "./shapes.js";
import { reserve } from "./text.js";
import { spread } from "./layers.js";
import { dot } from "./marks.js";

const FOOT = 9, BEND = 6, CLEAR_OF = 7, RAIL_PITCH = 15;

/** @type {Rails.Rail} */
export function rail(ties, top, width, tracks) {
  const feet = stand(ties, width);
  const spans = ties.map(({ cause, effect }) => [feet[`${cause.number}>`].x, feet[`>${effect.number}`].x]);
  const rows = nest(ties, spans, tracks), drawn = [...rows.keys()].filter((n) => rows[n] >= 0);
  /** @type {Map<Mark, number[]>} */
  const marks = new Map();
  const shapes = drawn.sort((a, b) => +ties[a].chosen - +ties[b].chosen).map((n) => {
    const [from, to] = spans[n], { cause, effect, label, words, chosen } = ties[n];
    const role = chosen ? "axis" : "link", legs = drawn.flatMap((m) => (rows[m] > rows[n] ? spans[m] : []));
    const y = top + 24 + RAIL_PITCH * rows[n], bend = Math.min(BEND, Math.abs(to - from) / 2);
    const way = Math.sign(to - from);
    const half = reserve(label, 12) / 2 + 4, x = label ? gap(from, to, half, legs, width) : undefined;
    for (const [{ mark }, at] of /** @type {[Rails.End, number][]} */ ([[cause, from], [effect, to]]))
      marks.set(mark, [...(marks.get(mark) ?? []), at]);
    /** @type {Segment[]} */
    const steps = [["M", from, top + 12], ["L", from, y - bend], ["Q", from, y, from + way * bend, y]];
    if (x !== undefined) steps.push(["L", x - way * half, y], ["M", x + way * half, y]);
    steps.push(["L", to - way * bend, y], ["Q", to, y, to, y - bend], ["L", to, top + 16]);
    return group([
      path(steps, null, role, chosen ? 1.75 : 1.25),
      path([["M", to, top + 11], ["L", to + 3.3, top + 17], ["L", to - 3.3, top + 17], ["Z"]], role),
      ...(x !== undefined ? [text(x, y + 4, label, 12, chosen ? "ink" : "second", false, "middle")] : []),
    ], words);
  });
  for (const [mark, xs] of marks)
    shapes.push(group(dot(mark, (Math.min(...xs) + Math.max(...xs)) / 2, top + 7)));
  return { shapes, tracks: Math.max(-1, ...rows) + 1, missing: rows.length - drawn.length };
}
/** @param {number} tracks */
export const railHeight = (tracks) => tracks && 19 + RAIL_PITCH * tracks;

/** Where links leave an event and where they reach it, side by side. @type {Rails.Stand} */
function stand(ties, width) {
  /** @type {Rails.Feet} */
  const feet = {};
  for (const { cause, effect } of ties) {
    (feet[`${cause.number}>`] ??= { ...cause, way: 0 }).way += effect.x - cause.x;
    (feet[`>${effect.number}`] ??= { ...effect, way: 0 }).way += cause.x - effect.x;
  }
  const order = Object.values(feet).sort((a, b) => a.x - b.x || 1 / a.way - 1 / b.way);
  for (const [low, high] of [[-Infinity, 0], [0, width], [width, Infinity]]) {
    const here = order.filter(({ x }) => x >= low && x < high), first = Math.max(low, -width / 2) + 3;
    const room = Math.min(high, 1.5 * width) - 3 - first, size = Math.min(FOOT, room / here.length);
    spread(here.map(({ x }) => x - size / 2), here.map(() => size), 0, first, first + room)
      .forEach((x, n) => (here[n].x = x + size / 2));
  }
  return feet;
}

/** A row for each, -1 for those that found none: the chosen event's own come first. @type {Rails.Nest} */
function nest(ties, spans, tracks) {
  const rows = spans.map(() => -1), ends = spans.map((span) => span.toSorted((a, b) => a - b));
  const order = [...ends.keys()].sort((a, b) => ends[a][1] - ends[a][0] - ends[b][1] + ends[b][0]);
  for (const n of order) {
    const [low, high] = ends[n], others = order.filter((other) => rows[other] >= 0);
    let row = 0;
    const meets = (/** @type {number} */ other) =>
      rows[other] === row && low < ends[other][1] + CLEAR_OF && ends[other][0] < high + CLEAR_OF;
    for (const other of others)
      if (low <= ends[other][0] && ends[other][1] <= high) row = Math.max(row, rows[other] + 1);
    while (row < tracks && others.some(meets)) row++;
    if (row < tracks) rows[n] = row;
  }
  const own = order.filter((n) => ties[n].chosen);
  if (own.length === order.length || own.every((n) => rows[n] >= 0)) return rows;
  const fewer = nest(own.map((n) => ties[n]), own.map((n) => spans[n]), tracks);
  return rows.map((_, n) => fewer[own.indexOf(n)] ?? -1);
}

/** A label's place near its track's middle, where it is not cut at the view's edge. @type {Rails.Gap} */
function gap(from, to, half, legs, width) {
  let low = Math.min(from, to) + BEND, high = Math.max(from, to) - BEND;
  if (low < width && high > 0) [low, high] = [Math.max(low, 0), Math.min(high, width)];
  const inside = legs.filter((x) => low < x && x < high).sort((a, b) => a - b), middle = (low + high) / 2;
  const stops = [low, ...inside, high];
  return stops.slice(1).flatMap((stop, n) => {
    const start = stops[n] + 5 + half, end = stop - 5 - half;
    return start <= end ? Math.min(Math.max(middle, start), end) : [];
  }).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
}
