// How events are drawn on the axis: the twin of timeline/layout/marks.py, of outlines.py, and of the pieces in
// pen.py, where it is told what each part of a mark means.

import { circle, line, path, rect, text } from "./shapes.js";
import { reserve } from "./text.js";

export const PART = {
  lasts: 1, hollow: 2, open_start: 4, open_end: 8, unknown_start: 16, unknown_end: 32, cut_start: 64, cut_end: 128,
  fade_start: 256, fade_end: 512, hatch_start: 1024, hatch_end: 2048, aside: 4096, moment: 8192, pole_at_end: 16384,
};
export const STATUSES = ["reported", "confirmed", "alleged", "disputed"];
export const FORMS = ["date", "interval", "one", "all"];
const CONFIRMED = 1, ALLEGED = 2, DISPUTED = 3;
const ASIDE = 0.68, BAR = 9, ARROW = 8, STEP = 3.5, FADE = 10.5, RIM = 1.5;
const LEAST = { closed: 0, open: ARROW, cut: ARROW, unknown: 9 };
const POLYGONS = [[24, 0, 1], [4, 0.25, 1.27], [3, -0.5, 1.4], [4, 0, 1.3], [3, 0.5, 1.4], [6, 0, 1.12]];

/** @type {Marks.PoleOf} */
export function poleOf([, , , , , , [[first, end, flags = 0]], pole], scale) {
  if (pole !== undefined) return scale.position(pole);
  if (!(flags & PART.lasts)) return scale.position(Math.floor((first + end) / 2));
  const x0 = scale.position(first), x1 = scale.ending(end), inward = Math.min(BAR, (x1 - x0) / 2);
  return flags & PART.pole_at_end ? x1 - inward : x0 + inward;
}

/** @type {Marks.MarkOf} */
export function markOf([, style, kind, , , , parts], scale, colour) {
  const all = parts.map((part) => pieceOf(part, scale)), others = all.filter((piece) => piece.aside);
  const main = toldApart(all.filter((piece) => !piece.aside)), [{ x0 }] = main;
  for (const piece of others) {
    if (main.length > 1 || !isPoint(main[0]) || !isPoint(piece) || Math.abs(piece.x0 - x0) >= 9.9) continue;
    piece.x0 = piece.x1 = piece.x0 < x0 ? x0 - 9.9 : x0 + 9.9; // clear of the point on which it would lie
  }
  return { kind: Math.max(kind, 0), colour, pieces: [...main, ...others], form: style >> 2, status: style & 3 };
}

/** @type {Marks.PieceOf} */
function pieceOf([first, end, flags = 0, sureFirst, sureEnd], { stretches, position, ending }) {
  const low = stretches[0].first, high = stretches[stretches.length - 1].end;
  const has = (/** @type {number} */ bit) => (flags & bit) > 0;
  /** @type {End[]} */
  const ends = [first < low, end > high].map((isBeyond, n) =>
    has(4 << n) ? "open" : has(16 << n) ? "unknown" : isBeyond || has(64 << n) ? "cut" : "closed");
  const from = position(first), to = ending(end), width = to - from, lasts = has(PART.lasts);
  let solid = !has(PART.hollow), half = Math.max(width, 11 + LEAST[ends[0]] + LEAST[ends[1]]) / 2, sure = null;
  if (!lasts && width < 12 && ends.every((each) => each === "closed")) {
    const isCoarse = !has(PART.moment) && end - first >= 28 * 864e8 &&
      (width >= 0.5 || high - low <= 3000 * (end - first));
    half = isCoarse ? Math.max(width, 9) / 2 : 0;
    if (isCoarse) solid = false;
  } else solid &&= lasts;
  if (sureFirst !== undefined && sureEnd !== undefined) {
    const x0 = position(sureFirst), x1 = ending(sureEnd), more = Math.max(0, 11 - (x1 - x0));
    sure = has(PART.pole_at_end) ? { x0: x0 - more, x1 } : { x0, x1: x1 + more };
  }
  return {
    x0: (from + to) / 2 - half, x1: (from + to) / 2 + half, solid, start: ends[0], end: ends[1],
    fades: ends.map((each, n) => each === "closed" && has(256 << n)),
    hatched: [has(PART.hatch_start), has(PART.hatch_end)], sure, aside: has(PART.aside),
  };
}

const isPoint = (/** @type {Piece} */ piece) => piece.x0 === piece.x1;
const isShort = (/** @type {Piece} */ piece) => piece.x1 - piece.x0 < 9.01;

/** @type {Marks.ToldApart} */
function toldApart(pieces) {
  const [first] = pieces, kept = [first];
  for (const piece of pieces.slice(1)) {
    const room = piece.x0 - kept[kept.length - 1].x1;
    if (!isShort(piece) || room >= (isPoint(piece) ? 6 : 3)) kept.push(piece);
  }
  if (kept.length > 1 || pieces.length < 2 || !isShort(first)) return kept;
  const middle = (first.x0 + pieces[pieces.length - 1].x1) / 2, half = (first.x1 - first.x0) / 2;
  return [-1, 1].map((way) => {
    const x = middle + way * (half ? half + 1.5 : 4);
    return { ...first, x0: x - half, x1: x + half };
  });
}

/** @type {Marks.DrawMark} */
export function drawMark(mark, y, radius = 5) {
  const isInFront = (/** @type {Piece} */ piece) => +(piece.aside && isPoint(piece));
  const pieces = [...mark.pieces].sort((a, b) => isInFront(a) - isInFront(b));
  return [...joints(mark, y), ...pieces.flatMap((piece) => {
    const size = piece.aside ? ASIDE : 1;
    return isPoint(piece) ? pointOf(mark, piece, y, radius * size) : barOf(mark, piece, y, BAR * size);
  })];
}

/** The mark as one small point. @type {Marks.Dot} */
export function dot(mark, x, y) {
  const doubts = mark.pieces.some(({ aside, hatched }) => !aside && hatched.includes(true));
  const small = { solid: mark.form !== 2, hatched: [doubts], aside: false };
  return pointOf(mark, { ...mark.pieces[0], ...small, x0: x, x1: x }, y, 3.6);
}

/** @param {string} words */
export const pillWidth = (words) => Math.max(16, reserve(words, 11) + 6);

/** @type {Marks.Pill} */
export const pill = (x, y, words, width) => [
  rect(x - width / 2, y - 8, width, 16, "strip", "leader", 1, 8),
  text(x, y + 3.85, words, 11, "ink", false, "middle"),
];

/** How far from its middle a pole at x ends. @param {Mark} mark @param {number} x */
export const rim = (mark, x) =>
  mark.pieces.some((piece) => !isPoint(piece) && piece.x0 <= x && x <= piece.x1) ? BAR / 2 : 0;

/** From where to where it goes, in px. @param {Mark} mark */
export function reach({ pieces }) {
  const ends = pieces.map(reachOf);
  return [Math.min(...ends.map(([x0]) => x0)), Math.max(...ends.map(([, x1]) => x1))];
}

/** @param {Piece} piece */
function reachOf(piece) {
  const [before, after] = piece.fades.map((fades) => fades ? outside(piece) : 0);
  const edge = isPoint(piece) ? 5 * (piece.aside ? ASIDE : 1) : 0;
  return [piece.x0 - edge - before, piece.x1 + edge + after];
}

/** How much of its fading lies beyond its date. @param {Piece} piece */
const outside = (piece) => piece.solid && piece.x1 - piece.x0 >= 3 * FADE ? FADE / 2 : FADE;

/** A lane for each, bars first. @param {Mark[]} marks */
export function packLanes(marks) {
  const reaches = marks.map(reach), all = [...marks.keys()];
  /** @type {number[][]} */
  const [lanes, ends, last] = [[], [], []];
  const isBar = marks.map(({ pieces }) => pieces.length > 1 || !isPoint(pieces[0]));
  const bars = all.filter((n) => isBar[n])
    .sort((a, b) => reaches[a][0] - reaches[b][0] || reaches[a][1] - reaches[b][1]);
  for (const n of bars) {
    const free = ends.findIndex((end) => end <= reaches[n][0] - 2);
    lanes[n] = free < 0 ? ends.length : free;
    ends[lanes[n]] = reaches[n][1] + 2;
  }
  for (const n of all) {
    if (isBar[n]) continue;
    const [start, end] = reaches[n];
    const over = bars.filter((bar) => reaches[bar][0] < end && start < reaches[bar][1]);
    let lane = Math.max(-1, ...over.map((bar) => lanes[bar])) + 1;
    while (start < last[lane]) lane++;
    last[lane] = end;
    lanes[n] = lane;
  }
  return lanes;
}

// Outlines: points in turn

/** @type {Marks.OutlineOf} */
function outlineOf(kind, x, y, radius) {
  const [corners, turn, swell] = POLYGONS[kind % 6];
  return Array.from({ length: corners }, (_, n) => {
    const angle = Math.PI * (turn + 2 * n / corners);
    return [x + swell * radius * Math.cos(angle), y + swell * radius * Math.sin(angle)];
  });
}

/** @type {Marks.Steps} */
const opened = (points) => points.map(([x, y], n) => [n ? "L" : "M", x, y]);
/** @type {Marks.Steps} */
const closed = (points) => [...opened(points), ["Z"]];

/** What lies where a sum is negative, what elsewhere, and the places between. @type {Marks.Parted} */
function parted(points, sum) {
  /** @type {number[][][]} */
  const parts = [[], [], []];
  points.forEach((one, n) => {
    const next = points[(n + 1) % points.length], a = sum(one), b = sum(next);
    parts[a < 0 ? 0 : 1].push(one);
    const place = one.map((at, axis) => at + (next[axis] - at) * a / (a - b));
    if (a < 0 !== b < 0) parts.forEach((part) => part.push(place));
  });
  return parts;
}

/** Strokes from lower left to upper right. @type {Marks.Hatch} */
function hatch(points, gap) {
  const sums = points.map(([x, y]) => x + y), step = gap * Math.SQRT2;
  const low = Math.min(...sums), high = Math.max(...sums), middle = (low + high) / 2;
  const strokes = [];
  for (let n = Math.ceil((low - middle) / step); n <= (high - middle) / step; n++) {
    const [, , chord] = parted(points, ([x, y]) => x + y - middle - n * step);
    if (chord.length === 2 && Math.abs(chord[1][0] - chord[0][0]) > 0.5) strokes.push(...opened(chord));
  }
  return strokes;
}

/** @type {Marks.Ground} */
const ground = (kind, x, y, radius, fill, stroke, thick) => kind % 6
  ? path(closed(outlineOf(kind, x, y, radius)), fill, stroke, thick)
  : circle(x, y, radius, fill, stroke, thick);

/** An end that gets lighter. @type {Marks.Fading} */
const fading = (base, step, y, tall, colour) => ["fade1", "fade2", "tint"].map((fade, n) =>
  rect(base + step * n + Math.min(step, 0), y - tall / 2, Math.abs(step), tall, `${colour}-${fade}`));

/** @type {Marks.StrokeOut} */
function strokeOut(x, y, radius, colour, thick = 1.7) {
  const along = 0.75 * (radius + 2), up = 1.05 * (radius + 2);
  return line(x - along, y + up, x + along, y - up, colour, thick);
}

// Points and bars

/** @type {Marks.DrawPiece} */
function pointOf(mark, piece, y, radius) {
  const { kind, colour } = mark, { x0: x, solid, fades } = piece, status = piece.aside ? 0 : mark.status;
  const isHatched = piece.hatched.includes(true) && status !== DISPUTED;
  const shapes = [-1, 1].flatMap((way) => fades.includes(true)
    ? fading(x + way * 0.6 * radius, way * STEP * radius / 5, y, 1.2 * radius, colour) : []);
  /** @type {Shape[]} */
  const found = [...shapes];
  if (solid && !isHatched && status < ALLEGED) {
    if (!status || radius < 5) return [...shapes, ground(kind, x, y, radius, colour, "paper", 1.2)];
    return [...shapes, ground(kind, x, y, radius, colour, colour, 1.2), ground(kind, x, y, 0.68 * radius, null, "paper", 1)];
  }
  const thick = radius < 5 ? 1.275 : 1.7;
  found.push(ground(kind, x, y, radius - 0.2, "paper", colour, thick));
  let inner = outlineOf(kind, x, y, radius - thick / 2);
  if (status === ALLEGED) {
    const [upper, lower] = parted(inner, ([, at]) => at - y);
    found.push(path(closed(lower), solid ? colour : `${colour}-fade2`));
    inner = upper;
  }
  if (isHatched) found.push(path(hatch(inner, 2.9), null, colour, 1.1));
  else if (status === CONFIRMED) found.push(ground(kind, x, y, radius * 0.4, null, colour, 1));
  else if (status === DISPUTED) found.push(strokeOut(x, y, radius, colour));
  return found;
}

/** @type {Marks.DrawPiece} */
function barOf(mark, piece, y, thick) {
  const { colour } = mark, { solid, fades } = piece, status = piece.aside ? 0 : mark.status;
  const ends = [piece.start, piece.end], top = y - thick / 2, bottom = y + thick / 2;
  const [before, after] = ends.map((end, n) => /open|cut/.test(end) ? ARROW : fades[n] ? FADE - outside(piece) : 0);
  const left = piece.x0 + before, right = piece.x1 - after, bases = [left, right];
  /** @type {Shape[]} */
  const shapes = [];
  bases.forEach((base, n) => {
    const step = n ? STEP : -STEP;
    if (!fades[n]) return;
    if (!solid || status === DISPUTED) shapes.push(...fading(base, step, y, 0.6 * thick, colour));
    else if (status !== ALLEGED) shapes.push(...fading(base, step, y, thick + RIM, colour));
    else {
      shapes.push(...fading(base, step, top, RIM, colour));
      shapes.push(...fading(base, step, y + (thick + RIM) / 4, (thick + RIM) / 2, colour));
    }
  });
  if (right > left) shapes.push(...filling(piece, status, left, right, y, thick, colour), ...rimOf(piece, left, right, top, bottom, colour));
  bases.forEach((base, n) => {
    const head = closed([[base, top - 2], [base + (n ? ARROW : -ARROW), y], [base, bottom + 2]]);
    if (ends[n] === "open") shapes.push(path(head, colour));
    if (ends[n] === "cut") shapes.push(path(head, "paper", colour, 1.4));
  });
  if (status === DISPUTED) {
    const x = (left + right) / 2;
    shapes.push(strokeOut(x, y, BAR / 2, "paper", 4.2), strokeOut(x, y, BAR / 2, colour));
  }
  return shapes;
}

/** @type {Marks.Filling} */
function filling({ solid, sure, hatched }, status, left, right, y, thick, colour) {
  const top = y - thick / 2, bottom = y + thick / 2, isAlleged = status === ALLEGED;
  const shapes = [rect(left, top, right - left, thick, "paper")];
  const start = Math.max(left, sure?.x0 ?? left), end = Math.min(right, sure?.x1 ?? right);
  const role = status === DISPUTED ? solid && `${colour}-tint` : solid ? colour : isAlleged && `${colour}-fade2`;
  const from = isAlleged ? y : top;
  if (role && end > start) shapes.push(rect(start, from, end - start, bottom - from, role));
  if (hatched.includes(true)) {
    const half = (start + end) / 2, low = hatched[0] ? start : half, high = hatched[1] ? end : half;
    const to = isAlleged ? y : bottom, isDark = role === colour && !isAlleged;
    const strokes = hatch([[low, top], [high, top], [high, to], [low, to]], 4.2);
    if (strokes.length) return [...shapes, path(strokes, null, isDark ? "paper" : colour, isDark ? 1.7 : 1.1)];
  } else if (status === CONFIRMED && right - left >= 9) {
    shapes.push(rect(left + 2.3, top + 2.3, right - left - 4.6, thick - 4.6, null, solid ? "paper" : colour));
  }
  return shapes;
}

/** @type {Marks.RimOf} */
function rimOf(piece, left, right, top, bottom, colour) {
  const [start, end] = [piece.start, piece.end].map((end, n) => end !== "unknown" && !(piece.fades[n] && piece.solid));
  if (start && end) {
    const radius = piece.start === "closed" && piece.end === "closed" ? 2 : 0;
    return [rect(left, top, right - left, bottom - top, null, colour, RIM, radius)];
  }
  if (!start && !end) return [top, bottom].map((edge) => line(left, edge, right, edge, colour, RIM));
  const [from, to] = start ? [right, left] : [left, right];
  return [path(opened([[from, top], [to, top], [to, bottom], [from, bottom]]), null, colour, RIM)];
}

/** Thin lines between the pieces. @type {Marks.Joints} */
function joints({ pieces, form, colour }, y) {
  const main = pieces.filter((piece) => !piece.aside).map(reachOf).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joint = (/** @type {number} */ x0, /** @type {number} */ x1, role = colour) =>
    x1 > x0 ? [line(x0, y, x1, y, role)] : [];
  return [
    ...main.slice(1).flatMap(([x0], n) => joint(main[n][1], x0, form === 3 ? `${colour}-fade2` : colour)),
    ...pieces.filter((piece) => piece.aside).map(reachOf).flatMap(([start, end]) =>
      [...joint(main[main.length - 1][1], start), ...joint(end, main[0][0])]),
  ];
}
