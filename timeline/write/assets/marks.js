// How events stand on the axis, by the rules of timeline/layout/pen.py, and the stamps of their looks.
import { line, path, rect, text } from "./shapes.js";

/** Bits of a part's flags. */
export const PART = { lasts: 1, aside: 4096, moment: 8192, pole_at_end: 16384 };
/** @type {Chart["stamps"]} */
let stamps = {};
/** @param {Chart["stamps"]} given */
export const setStamps = (given) => void (stamps = given);

/** @type {Marks.PoleOf} */
export function poleOf([, , , , , , [[first, end, flags = 0]], pole], { position, ending }) {
  if (pole !== undefined || !(flags & PART.lasts)) return position(pole ?? (first + end) / 2);
  const x0 = position(first), x1 = ending(end), inward = Math.min(9, (x1 - x0) / 2);
  return flags & PART.pole_at_end ? x1 - inward : x0 + inward;
}

/** @type {Marks.MarkOf} */
export function markOf([, style, kind, , , , parts], scale, colour) {
  const all = parts.map((part) => pieceOf(part, `${kind},${style % 4}`, scale));
  const asides = all.filter(({ aside }) => aside);
  const main = toldApart(all.filter(({ aside }) => !aside)), [{ x0, x1 }, second] = main;
  for (const one of second || x0 < x1 ? [] : asides) // none lies on a point
    if (one.x0 === one.x1 && Math.abs(one.x0 - x0) < 9.9) one.x0 = one.x1 = one.x0 < x0 ? x0 - 9.9 : x0 + 9.9;
  return { colour, form: style >> 2, pieces: [...main, ...asides] };
}

/** @type {Marks.PieceOf} */
function pieceOf([first, end, flags = 0, sure = first, until = end], key, { stretches, position, ending }) {
  const { least, looks } = stamps[`${key},${flags & 8191}`];
  const [from, to, low, high] = [position(first), ending(end), position(sure), ending(until)]
    .map((x) => Math.max(-12e3, Math.min(x, 12e3))); // painters count in steps of many px far off
  let look = 3, long = Math.max(to - from, least);
  if (looks[1] && to - from < 12) {
    const length = end - first, axis = stretches[stretches.length - 1].end - stretches[0].first;
    const isMoment = flags & PART.moment || length < 28 * 864e8 || (to - from < 0.5 && axis > 3000 * length);
    [look, long] = isMoment ? [1, 0] : [2, Math.max(to - from, 9)];
  } else if (long >= 31.5) look = 4;
  const { shapes, rims, inset: [left, right] } = looks[look] ?? looks[0];
  const x0 = from - (long - (to - from)) / 2, more = Math.max(11 - high + low, 0);
  const known = (flags & PART.pole_at_end ? [low - more, high] : [low, high + more])
    .map((x) => Math.max(left, Math.min(x - x0, long - right)));
  return { x0, x1: x0 + long, aside: (flags & PART.aside) > 0, rims, shapes, small: looks[0].shapes, known };
}

/** The members of a set that do not lie on others; two where it is but one. @type {Marks.ToldApart} */
function toldApart(pieces) {
  const [first] = pieces, last = pieces[pieces.length - 1], long = first.x1 - first.x0;
  let end = -Infinity;
  const kept = pieces.filter(({ x0, x1 }) => {
    const isKept = x1 - x0 >= 9.01 || x0 - end >= (x1 > x0 ? 3 : 6);
    if (isKept) end = x1;
    return isKept;
  });
  if (kept[1] || first === last || long >= 9.01) return kept;
  const x0 = (first.x0 + last.x1 - long) / 2, by = long ? (long + 3) / 2 : 4;
  return [x0 - by, x0 + by].map((x) => ({ ...first, x0: x, x1: x + long }));
}

/** @type {Marks.Put} */
const put = (stamp, ...given) => JSON.parse(JSON.stringify(stamp), (_, value) =>
  typeof value[0] === "number" ? given.reduce((sum, px, n) => sum + px * (value[n] ?? 0), 0) :
  value.is === "hatch" ? hatch(value) : value);

/** Strokes from lower left to upper right. @type {Marks.Hatch} */
function hatch({ x, y, width, height, gap, stroke, thick }) {
  const step = gap * Math.SQRT2, half = (width + height) / 2;
  /** @type {Segment[]} */
  const strokes = [];
  for (let sum = half % step; sum < 2 * half; sum += step) {
    const left = Math.max(0, sum - height), right = Math.min(width, sum);
    if (right > left + 0.5) strokes.push(["M", x + right, y + sum - right], ["L", x + left, y + sum - left]);
  }
  return path(strokes, null, stroke, thick);
}

/** @type {Marks.DrawMark} */
export const drawMark = (mark, y) => [
  ...joints(mark, y),
  ...mark.pieces.flatMap(({ x0, x1, shapes, known }) => put(shapes, 1, x0, y, x1 - x0, ...known)),
];

/** The mark as one small point. @type {Marks.Dot} */
export const dot = ({ pieces: [{ small }] }, x, y) => put(small, 1, x, y, 0, 0, 0);

/** Thin lines between the pieces. @type {Marks.DrawMark} */
function joints({ pieces, form, colour }, y) {
  const [main, asides] = [false, true].map((is) => pieces.filter(({ aside }) => aside === is).map(extentOf));
  main.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const [first] = main[0], [, last] = main[main.length - 1], role = form === 3 ? `${colour}-fade2` : colour;
  return [
    ...main.slice(1).map(([start], n) => line(main[n][1], y, start, y, role)),
    ...asides.flatMap(([start, end]) => [line(last, y, start, y, colour), line(end, y, first, y, colour)]),
  ].filter(({ x1, x2 }) => x1 < x2);
}

/** From where to where it goes, in px. @param {Piece} piece */
const extentOf = ({ x0, x1, rims: [before, after] }) => [x0 - before, x1 + after];
/** @param {Mark} mark */
export const reach = ({ pieces }) =>
  pieces.map(extentOf).reduce(([a, b], [c, d]) => [Math.min(a, c), Math.max(b, d)]);

/** @type {Marks.Pill} */
export const pill = (x, y, words, width) => [
  rect(x - width / 2, y - 8, width, 16, "strip", "leader", 1, 8),
  text(x, y + 3.85, words, 11, "ink", false, "middle"),
];

/** A lane for each, points beyond bars. @param {Mark[]} marks in the order of their poles */
export function packLanes(marks) {
  /** @type {number[]} */
  const lanes = [], all = marks.map((mark, n) => {
    const [x0, x1] = reach(mark), bar = +(mark.pieces.length > 1 || mark.pieces[0].x0 < mark.pieces[0].x1);
    return { n, x0, x1, bar };
  }).sort((a, b) => b.bar - a.bar || a.bar * (a.x0 - b.x0 || a.x1 - b.x1));
  all.forEach(({ n, x0, x1, bar }, place) => {
    const near = all.slice(0, place).filter((one) => one.x0 < x1 + 4 * bar && x0 < one.x1 + 4 * bar);
    lanes[n] = bar ? 0 : Math.max(0, ...near.map((one) => one.bar && lanes[one.n] + 1));
    while (near.some((one) => lanes[one.n] === lanes[n])) lanes[n]++;
  });
  return lanes;
}
