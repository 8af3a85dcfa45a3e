// How events stand on the axis, by the rules of timeline/layout/pen.py, and the stamps of their looks.
import { line, path, rect, text } from "./shapes.js";
import { reserve } from "./text.js";

/** The bits of a part's flags; of an end, the one after that of its start. */
export const PART = {
  lasts: 1, unknown: 16, head: 68, fade: 256, aside: 4096, moment: 8192, pole_at_end: 16384,
};
/** @type {Record<string, any>} */
let looks = {};
/** @param {Chart["stamps"]} stamps */
export const setStamps = (stamps) => void (looks = stamps);

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
  const [from, to, low, high] = [position(first), ending(end), position(sure), ending(until)]
    .map((x) => Math.max(-12e3, Math.min(x, 12e3))); // painters count in steps of many px far off
  const ends = [0, 1].map((n) => (flags & PART.head << n ? 8 : flags & PART.unknown << n ? 9 : 0));
  const least = 11 + ends[0] + ends[1];
  let look = 3, long = Math.max(to - from, least);
  if (!(flags & PART.lasts) && least < 12 && to - from < 12) {
    const length = end - first, axis = stretches[stretches.length - 1].end - stretches[0].first;
    const isMoment = flags & PART.moment || length < 28 * 864e8 || (to - from < 0.5 && axis > 3000 * length);
    [look, long] = isMoment ? [1, 0] : [2, Math.max(to - from, 9)];
  } else if (long >= 31.5) look = 4;
  const x0 = from - (long - (to - from)) / 2, aside = (flags & PART.aside) > 0;
  const rim = long ? 0 : aside ? 3.4 : 5, fade = look > 3 && flags % 4 === PART.lasts ? 5.25 : 10.5;
  const more = Math.max(11 - high + low, 0);
  const fades = ends.map((px, n) => (!px && flags & PART.fade << n ? fade : 0));
  const [left, right] = ends.map((px, n) => (px % 9) + (fades[n] && 10.5 - fade));
  const known = (flags & PART.pole_at_end ? [low - more, high] : [low, high + more])
    .map((x) => Math.max(left, Math.min(x - x0, long - right)));
  const stamps = looks[`${key},${flags & 8191}`], rims = fades.map((px) => px + rim);
  return { x0, x1: x0 + long, aside, rims, stamps, look, known };
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
const put = (stamp, x, y, lengths) => stamp.map((shape) => {
  /** @type {(value: any, by?: number) => any} */
  const grown = (value, by = 0) => (typeof value === "string" ? value : typeof value === "number" ? value + by
    : Array.isArray(value) ? value.map((one, n) => grown(one, n % 2 ? x : y)) // x and y in turn
    : lengths.reduce((sum, px, n) => sum + px * value.at[n + 1], value.at[0] + by));
  /** @type {any} */
  const made = { dash: [] };
  for (const [key, value] of Object.entries(shape)) made[key] = grown(value, { x, y }[key[0]]);
  return made.is === "hatch" ? hatch(made) : made;
});

/** Strokes from lower left to upper right. @type {Marks.Hatch} */
function hatch({ x, y, width, height, gap, stroke, thick }) {
  const step = gap * Math.SQRT2, half = (width + height) / 2;
  /** @type {Segment[]} */
  const strokes = [];
  for (let n = -Math.floor(half / step); n * step <= half; n++) {
    const sum = x + half + n * step, left = Math.max(x, sum - height), right = Math.min(x + width, sum);
    if (right > left + 0.5) strokes.push(["M", right, y + sum - right], ["L", left, y + sum - left]);
  }
  return path(strokes, null, stroke, thick);
}

/** @type {Marks.DrawMark} */
export const drawMark = (mark, y) => [
  ...joints(mark, y),
  ...mark.pieces.flatMap(({ x0, x1, stamps, look, known }) => put(stamps[look], x0, y, [x1 - x0, ...known])),
];

/** The mark as one small point. @type {Marks.Dot} */
export const dot = ({ pieces: [{ stamps: [small] }] }, x, y) => put(small, x, y, [0, 0, 0]);

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
/** How far from its middle a pole at x ends. @param {Mark} mark @param {number} x */
export const rim = ({ pieces }, x) => (pieces.some(({ x0, x1 }) => x0 < x1 && x0 <= x && x <= x1) ? 4.5 : 0);

/** @param {string} words */
export const pillWidth = (words) => Math.max(16, reserve(words, 11) + 6);
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
