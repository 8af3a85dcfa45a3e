// What led to what: elbows below a line, as in timeline/layout/links.py. A short one lies nearer to the line
// than one that spans it; a label stands in its track where no leg comes down on it.
import { group, path, text } from "./shapes.js";
import { reserve } from "./text.js";
import { spread } from "./layers.js";
import { dot } from "./marks.js";

const FOOT = 9, BEND = 6, TRACK = 15;

/** @param {number} tracks */
export const railHeight = (tracks) => tracks && 19 + TRACK * tracks;

/** All that find a track, or else the chosen event's. @type {Rails.Rail} */
export function rail(ties, top, width, tracks) {
  const [feet, pairs] = stand(ties, width);
  const spans = pairs.map(([{ x: a }, { x: b }]) => (a < b ? [a, b] : [b, a]));
  /** @type {number[]} */
  const drawn = [], /** @type {number[]} */ rows = [], long = spans.map(([low, high]) => high - low);
  for (const n of [...spans.keys()].sort((a, b) => long[a] - long[b])) {
    const [low, high] = spans[n], near = drawn.filter((m) => low < spans[m][1] + 7 && spans[m][0] < high + 7);
    rows[n] = Math.max(0, ...near.map((m) => +(low <= spans[m][0] && spans[m][1] <= high) * (rows[m] + 1)));
    while (near.some((m) => rows[m] === rows[n])) rows[n]++;
    if (rows[n] < tracks) drawn.push(n);
    else if (ties[n].chosen && ties.some(({ chosen }) => !chosen))
      return rail(ties.filter(({ chosen }) => chosen), top, width, tracks);
  }
  const shapes = drawn.sort((a, b) => +ties[a].chosen - +ties[b].chosen).map((n) => {
    const { label, words, chosen } = ties[n], [{ x: from }, { x: to }] = pairs[n], way = to > from ? 1 : -1;
    const y = top + 24 + TRACK * rows[n], bend = Math.min(BEND, long[n] / 2), role = chosen ? "axis" : "link";
    const legs = drawn.flatMap((m) => (rows[m] > rows[n] ? spans[m] : [])), half = reserve(label, 12) / 2 + 4;
    const [x] = label ? gap(spans[n], legs, half, width) : [];
    /** @type {Segment[]} */
    const broken = x ? [["L", x - way * half, y], ["M", x + way * half, y]] : [];
    return group([
      path([["M", from, top + 12], ["L", from, y - bend], ["Q", from, y, from + way * bend, y], ...broken,
        ["L", to - way * bend, y], ["Q", to, y, to, y - bend], ["L", to, top + 16]],
      null, role, chosen ? 1.75 : 1.25),
      path([["M", to, top + 11], ["L", to + 3.3, top + 17], ["L", to - 3.3, top + 17], ["Z"]], role),
      ...(x ? [text(x, y + 4, label, 12, chosen ? "ink" : "second", false, "middle")] : []),
    ], words);
  });
  const stood = feet.filter((foot) => drawn.some((n) => pairs[n].includes(foot)));
  stood.forEach(({ x, number, mark }, n) => { // one for both feet of an event
    const next = stood[n + 1]?.number === number ? stood[n + 1].x : x;
    if (stood[n - 1]?.number !== number) shapes.push(group(dot(mark, (x + next) / 2, top + 7)));
  });
  return { shapes, tracks: Math.max(-1, ...drawn.map((n) => rows[n])) + 1 };
}

/** Where links leave an event and where they reach it, side by side. @type {Rails.Stand} */
function stand(ties, width) {
  /** @type {Record<string, Rails.Foot>} */
  const feet = {};
  /** @type {Rails.FootOf} */
  const foot = (key, end, other) => {
    const one = (feet[key + end.number] ??= { ...end, way: 0 });
    one.way += other.x - end.x;
    return one;
  };
  const pairs = ties.map(({ cause, effect }) => [foot("a", cause, effect), foot("b", effect, cause)]);
  const order = Object.values(feet).sort((a, b) => a.x - b.x || 1 / a.way - 1 / b.way);
  spread(order.map(({ x }) => x - FOOT / 2), order.map(() => FOOT), 0, -width / 2, 1.5 * width)
    .forEach((x, n) => (order[n].x = x + FOOT / 2));
  return [order, pairs];
}

/** The middle of the widest place in a track for a label, in view if the track is. @type {Rails.Gap} */
function gap([low, high], legs, half, width) {
  if (low < width && high > 0) [low, high] = [Math.max(low, 0), Math.min(high, width)];
  const stops = [low, ...legs.filter((x) => low < x && x < high), high].sort((a, b) => a - b);
  const [best] = stops.slice(1).map((stop, n) => [(stop + stops[n]) / 2, stop - stops[n]])
    .sort((a, b) => b[1] - a[1]);
  return best[1] > 2 * half + 12 ? best : [];
}
