// How events are drawn on the axis: the twin of marks.py, outlines.py and the pieces of pen.py in
// timeline/layout, where it is told what each part of a mark means.

import { circle, line, path, rect, text } from "./shapes.js";
import { reserve } from "./text.js";

/** The bits of a part's flags; of an end, the one after that of its start. */
export const PART = {
  lasts: 1, hollow: 2, open: 4, unknown: 16, cut: 64, fade: 256, hatch: 1024, aside: 4096, moment: 8192,
  pole_at_end: 16384,
};
const CONFIRMED = 1, ALLEGED = 2, DISPUTED = 3;
/** @type {Record<string, number>} */
const LEAST = { closed: 5.5, open: 13.5, cut: 13.5, unknown: 14.5 }; // px of half a bar with such an end
const ASIDE = 0.68;
const POLYGONS = [[24, 0, 1], [4, 0.25, 1.27], [3, -0.5, 1.4], [4, 0, 1.3], [3, 0.5, 1.4], [6, 0, 1.12]];

/** @type {Marks.PoleOf} */
export function poleOf([, , , , , , [[first, end, flags = 0]], pole], scale) {
  if (pole !== undefined || !(flags & PART.lasts)) return scale.position(pole ?? (first + end) / 2);
  const x0 = scale.position(first), x1 = scale.ending(end), inward = Math.min(9, (x1 - x0) / 2);
  return flags & PART.pole_at_end ? x1 - inward : x0 + inward;
}

/** @type {Marks.MarkOf} */
export function markOf([, style, kind, , , , parts], scale, colour) {
  const all = parts.map((part) => pieceOf(part, scale)), asides = all.filter(({ aside }) => aside);
  const main = toldApart(all.filter(({ aside }) => !aside)), [{ x0, x1 }] = main;
  for (const other of asides) {
    if (main[1] || x0 < x1 || !isPoint(other) || Math.abs(other.x0 - x0) >= 9.9) continue;
    other.x0 = other.x1 = other.x0 < x0 ? x0 - 9.9 : x0 + 9.9; // clear of the point on which it would lie
  }
  const pieces = [...main, ...asides];
  return { kind: Math.max(kind, 0), colour, pieces, form: style >> 2, status: style & 3 };
}

/** @type {Marks.PieceOf} */
function pieceOf([first, end, flags = 0, sureFirst, sureEnd], { stretches, position, ending }) {
  const low = stretches[0].first, high = stretches[stretches.length - 1].end, length = end - first;
  const has = (/** @type {number} */ bit, side = 0) => (flags & (bit << side)) > 0;
  const isClosed = [first >= low, end <= high].map((is, n) => is && !has(84, n)); // nor open, unknown, cut
  const ends = isClosed.map((is, n) =>
    is ? "closed" : has(PART.open, n) ? "open" : has(PART.unknown, n) ? "unknown" : "cut");
  let x0 = near(position(first)), x1 = near(ending(end)), solid = has(PART.lasts), sure = null;
  let more = Math.max(LEAST[ends[0]] + LEAST[ends[1]] - x1 + x0, 0) / 2;
  if (!solid && isClosed[0] && isClosed[1] && x1 - x0 < 12) {
    const isSeen = x1 - x0 >= 0.5 || high - low <= 3000 * length;
    solid = has(PART.moment) || length < 28 * 864e8 || !isSeen;
    more = solid ? 0 : Math.max(9 - x1 + x0, 0) / 2;
    if (solid) x0 = x1 = (x0 + x1) / 2;
  }
  if (sureFirst !== undefined && sureEnd !== undefined) {
    const from = near(position(sureFirst)), to = near(ending(sureEnd)), rest = Math.max(11 - to + from, 0);
    sure = has(PART.pole_at_end) ? { x0: from - rest, x1: to } : { x0: from, x1: to + rest };
  }
  return {
    x0: x0 - more, x1: x1 + more, solid: solid && !has(PART.hollow), start: ends[0], end: ends[1], sure,
    fades: isClosed.map((is, n) => is && has(PART.fade, n)), hatched: [has(PART.hatch), has(PART.hatch, 1)],
    aside: has(PART.aside),
  };
}

// Painters count in steps of many px far off, where one place is as good as another.
const near = (/** @type {number} */ x) => Math.min(Math.max(x, -12e3), 12e3);
const isPoint = (/** @type {Piece} */ piece) => piece.x0 === piece.x1;
const isShort = (/** @type {Piece} */ piece) => piece.x1 - piece.x0 < 9.01;

/** The members of a set that do not lie on others; two where it is but one. @type {Marks.ToldApart} */
function toldApart(pieces) {
  const [first] = pieces, last = pieces[pieces.length - 1];
  let end = -Infinity;
  const kept = pieces.filter((piece) => {
    const isKept = !isShort(piece) || piece.x0 - end >= (isPoint(piece) ? 6 : 3);
    if (isKept) end = piece.x1;
    return isKept;
  });
  if (kept[1] || first === last || !isShort(first)) return kept;
  const middle = (first.x0 + last.x1) / 2, half = (first.x1 - first.x0) / 2, by = half ? half + 1.5 : 4;
  return [middle - by, middle + by].map((x) => ({ ...first, x0: x - half, x1: x + half }));
}

/** @type {Marks.DrawMark} */
export function drawMark(mark, y, radius = 5) {
  const isInFront = (/** @type {Piece} */ piece) => +(piece.aside && isPoint(piece));
  const pieces = [...mark.pieces].sort((a, b) => isInFront(a) - isInFront(b));
  return [...joints(mark, y), ...pieces.flatMap((piece) => {
    const size = piece.aside ? ASIDE : 1;
    return isPoint(piece) ? drawPoint(mark, piece, y, radius * size) : drawBar(mark, piece, y, 9 * size);
  })];
}

/** The mark as one small point. @type {Marks.Dot} */
export function dot(mark, x, y) {
  const hatched = [mark.pieces.some((piece) => !piece.aside && either(piece.hatched))];
  return drawPoint(mark, { ...mark.pieces[0], solid: mark.form !== 2, hatched, x0: x, x1: x }, y, 3.6);
}

/** @type {Marks.Point} */
export const point = (x, y, radius, kind, colour) => ground(kind, x, y, radius, colour, "paper", 1.2);

/** @param {string} words */
export const pillWidth = (words) => Math.max(16, reserve(words, 11) + 6);

/** @type {Marks.Pill} */
export const pill = (x, y, words, width) => [
  rect(x - width / 2, y - 8, width, 16, "strip", "leader", 1, 8),
  text(x, y + 3.85, words, 11, "ink", false, "middle"),
];

/** How far from its middle a pole at x ends. @param {Mark} mark @param {number} x */
export const rim = ({ pieces }, x) =>
  pieces.some((piece) => !isPoint(piece) && piece.x0 <= x && x <= piece.x1) ? 4.5 : 0;

/** From where to where it goes, in px. @param {Mark} mark */
export const reach = ({ pieces }) =>
  pieces.map(extentOf).reduce(([a, b], [c, d]) => [Math.min(a, c), Math.max(b, d)]);

/** @param {Piece} piece */
function extentOf(piece) {
  const edge = isPoint(piece) ? (piece.aside ? 3.4 : 5) : 0;
  const [before, after] = piece.fades.map((fades) => edge + (fades ? outside(piece) : 0));
  return [piece.x0 - before, piece.x1 + after];
}

/** How much of its fading lies beyond its date. @param {Piece} piece */
const outside = (piece) => piece.solid && piece.x1 - piece.x0 >= 31.5 ? 5.25 : 10.5;

/** A lane for each, bars first. @param {Mark[]} marks in the order of their poles */
export function packLanes(marks) {
  const extents = marks.map(reach), all = [...marks.keys()];
  /** @type {number[][]} */
  const [lanes, ends, last] = [[], [], []];
  const isBar = marks.map(({ pieces }) => pieces.length > 1 || !isPoint(pieces[0]));
  const bars = all.filter((n) => isBar[n]).map((n) => [...extents[n], n]);
  for (const [start, end, n] of bars.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const free = ends.findIndex((taken) => taken <= start - 2);
    lanes[n] = free < 0 ? ends.length : free;
    ends[lanes[n]] = end + 2;
  }
  for (const n of all.filter((n) => !isBar[n])) {
    const [start, end] = extents[n];
    let lane = Math.max(0, ...bars.map(([x0, x1, bar]) => (x0 < end && start < x1 ? lanes[bar] + 1 : 0)));
    while (start < last[lane]) lane++;
    last[lane] = end;
    lanes[n] = lane;
  }
  return lanes;
}

/** @type {Marks.OutlineOf} */
function outlineOf(kind, x, y, radius) {
  const [corners, turn, swell] = POLYGONS[kind % 6], r = swell * radius;
  return Array.from({ length: corners }, (_, n) => {
    const angle = Math.PI * (turn + 2 * n / corners);
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
}

/** @type {Marks.Steps} */
const opened = (places) => places.map(([x, y], n) => [n ? "L" : "M", x, y]);
/** @type {Marks.Steps} */
const closed = (places) => [...opened(places), ["Z"]];
const either = (/** @type {boolean[]} */ [start, end]) => start || end;

/** What lies where a sum is negative, what elsewhere, and the places between. @type {Marks.Parted} */
function parted(places, sum) {
  /** @type {number[][][]} */
  const parts = [[], [], []];
  places.forEach((one, n) => {
    const next = places[(n + 1) % places.length], a = sum(one), b = sum(next);
    parts[+(a >= 0)].push(one);
    const place = one.map((at, axis) => at + (next[axis] - at) * a / (a - b));
    if (a < 0 !== b < 0) parts.forEach((part) => part.push(place));
  });
  return parts;
}

/** Strokes from lower left to upper right. @type {Marks.Hatch} */
function hatch(places, gap, colour, thick = 1.1) {
  const sums = places.map(([x, y]) => x + y), low = Math.min(...sums), high = Math.max(...sums), strokes = [];
  const middle = (low + high) / 2, step = gap * Math.SQRT2, most = Math.floor((high - middle) / step);
  for (let n = -most; n <= most; n++) {
    const [, , chord] = parted(places, ([x, y]) => x + y - middle - n * step);
    if (chord[1] && Math.abs(chord[1][0] - chord[0][0]) > 0.5) strokes.push(...opened(chord));
  }
  return path(strokes, null, colour, thick);
}

/** @type {Marks.Ground} */
const ground = (kind, x, y, radius, fill, stroke, thick) => kind % 6
  ? path(closed(outlineOf(kind, x, y, radius)), fill, stroke, thick)
  : circle(x, y, radius, fill, stroke, thick);

/** An end that gets lighter. @type {Marks.Fading} */
const fading = (base, step, y, tall, colour) => ["fade1", "fade2", "tint"].map((fade, n) =>
  rect(base + step * n + Math.min(step, 0), y - tall / 2, Math.abs(step), tall, `${colour}-${fade}`));

/** @type {Marks.StrokeOut} */
const strokeOut = (x, y, size, colour, thick = 1.7) =>
  line(x - 0.75 * size, y + 1.05 * size, x + 0.75 * size, y - 1.05 * size, colour, thick);

/** @type {Marks.DrawPiece} */
function drawPoint({ kind, colour, status }, { x0: x, solid, fades, hatched, aside }, y, radius) {
  if (aside) status = 0;
  const isHatched = either(hatched) && status !== DISPUTED, thick = radius < 5 ? 1.275 : 1.7;
  const shapes = !either(fades) ? [] : [-1, 1].flatMap((way) =>
    fading(x + way * 0.6 * radius, way * 0.7 * radius, y, 1.2 * radius, colour));
  if (solid && !isHatched && status < ALLEGED) {
    const hasRing = status && radius >= 5;
    shapes.push(ground(kind, x, y, radius, colour, hasRing ? colour : "paper", 1.2));
    if (hasRing) shapes.push(ground(kind, x, y, 0.68 * radius, null, "paper", 1));
    return shapes;
  }
  shapes.push(ground(kind, x, y, radius - 0.2, "paper", colour, thick));
  let inner = outlineOf(kind, x, y, radius - thick / 2);
  if (status === ALLEGED) {
    const [upper, lower] = parted(inner, (place) => place[1] - y);
    shapes.push(path(closed(lower), solid ? colour : `${colour}-fade2`));
    inner = upper;
  }
  if (isHatched) shapes.push(hatch(inner, 2.9, colour));
  else if (status === CONFIRMED) shapes.push(ground(kind, x, y, radius * 0.4, null, colour, 1));
  else if (status === DISPUTED) shapes.push(strokeOut(x, y, radius + 2, colour));
  return shapes;
}

/** @type {Marks.DrawPiece} */
function drawBar({ colour, status }, piece, y, thick) {
  const { x0, x1, solid, fades, hatched, sure, aside } = piece, ends = [piece.start, piece.end];
  if (aside) status = 0;
  const isAlleged = status === ALLEGED, isDisputed = status === DISPUTED;
  const top = y - thick / 2, bottom = y + thick / 2;
  const inside = fades.map((is) => (is ? 10.5 - outside(piece) : 0));
  const [before, after] = ends.map((end, n) => (/open|cut/.test(end) ? 8 : inside[n]));
  const left = x0 + before, right = x1 - after, edges = [left, right], width = right - left;
  const shapes = edges.flatMap((edge, n) => {
    const all = thick + 1.5, halves = [[top, 1.5], [y + all / 4, all / 2]];
    const strips = !solid || isDisputed ? [[y, 0.6 * thick]] : isAlleged ? halves : [[y, all]];
    return fades[n] ? strips.flatMap(([at, tall]) => fading(edge, n ? 3.5 : -3.5, at, tall, colour)) : [];
  });
  if (width > 0) {
    shapes.push(rect(left, top, width, thick, "paper"));
    const start = Math.max(left, sure ? sure.x0 : left), end = Math.min(right, sure ? sure.x1 : right);
    const low = isAlleged ? y : top, middle = (start + end) / 2, isDark = solid && status < ALLEGED;
    const role = isDisputed ? solid && `${colour}-tint` : solid ? colour : isAlleged && `${colour}-fade2`;
    if (role && end > start) shapes.push(rect(start, low, end - start, bottom - low, role));
    if (either(hatched)) {
      const from = hatched[0] ? start : middle, to = hatched[1] ? end : middle, foot = isAlleged ? y : bottom;
      const area = [[from, top], [to, top], [to, foot], [from, foot]];
      const strokes = hatch(area, 4.2, isDark ? "paper" : colour, isDark ? 1.7 : 1.1);
      if (strokes.segments.length) shapes.push(strokes);
    } else if (status === CONFIRMED && width >= 9) {
      shapes.push(rect(left + 2.3, top + 2.3, width - 4.6, thick - 4.6, null, solid ? "paper" : colour));
    }
    const [isFrom, isTo] = ends.map((end, n) => end !== "unknown" && !(fades[n] && solid));
    const [from, to] = isFrom ? [right, left] : edges;
    if (isFrom && isTo) {
      shapes.push(rect(left, top, width, thick, null, colour, 1.5, ends.join() === "closed,closed" ? 2 : 0));
    } else if (isFrom || isTo) {
      shapes.push(path(opened([[from, top], [to, top], [to, bottom], [from, bottom]]), null, colour, 1.5));
    } else shapes.push(...[top, bottom].map((edge) => line(left, edge, right, edge, colour, 1.5)));
  }
  edges.forEach((edge, n) => {
    const head = closed([[edge, top - 2], [edge + (n ? 8 : -8), y], [edge, bottom + 2]]);
    if (ends[n] === "open") shapes.push(path(head, colour));
    if (ends[n] === "cut") shapes.push(path(head, "paper", colour, 1.4));
  });
  const x = left + width / 2;
  if (isDisputed) shapes.push(strokeOut(x, y, 6.5, "paper", 4.2), strokeOut(x, y, 6.5, colour));
  return shapes;
}

/** Thin lines between the pieces. @type {Marks.Joints} */
function joints({ pieces, form, colour }, y) {
  const [main, asides] = [false, true].map((is) => pieces.filter(({ aside }) => aside === is).map(extentOf));
  main.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const within = main.slice(1).map(([start], n) => [main[n][1], start]);
  const beyond = asides.flatMap(([start, end]) => [[main[main.length - 1][1], start], [end, main[0][0]]]);
  const joint = (/** @type {Role} */ role) => (/** @type {number[]} */ [x0, x1]) =>
    x1 > x0 ? [line(x0, y, x1, y, role)] : [];
  return [...within.flatMap(joint(form === 3 ? `${colour}-fade2` : colour)), ...beyond.flatMap(joint(colour))];
}
