// How wide a text is and where its lines break: the rules of timeline/layout/typeset.py, by the painter's own
// widths of letters. Sums of them are in em.

/** @type {[number, RegExp][]} */
const TALL = [
  [1.6, /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/], [1.5, /[\u0900-\u0dff]/], [1.45, /[\u0600-\u08ff]/],
];
// No line begins with what closes or ends with what opens, and a number stands by what it counts.
const BOUND = /\u200b(?=[^\p{L}\p{N}\p{Ps}\p{Pi}])|(?<=[\p{N}\p{Z}\p{Ps}\p{Pi}\p{Pd}])\u200b/gu;
const [letters, parts] = /** @type {const} */ (["grapheme", "word"]).map((granularity) =>
  new Intl.Segmenter(undefined, { granularity }));
/** @type {Map<string, number>} */
const widths = new Map();
/** @type {Typeset.Width} */
let bare = () => 0;

/** Takes what tells the sum of a text's advances in px. @param {Typeset.Width} fn */
export function setMeasure(fn) {
  bare = fn;
  widths.clear();
}

/** @param {string} string */
function em(string, bold = false) {
  const key = +bold + string, width = widths.get(key) ?? bare(string, 100, bold) / 100;
  if (widths.size > 4e4) widths.clear();
  widths.set(key, width);
  return width;
}

/** What any font needs, in px. @type {Typeset.Width} */
export const reserve = (string, size, bold) => (bold ? 1.25 : 1.2) * em(string, bold) * size + 1;
/** From line to line, in px. @param {number} size @param {string[]} texts */
export const leading = (size, ...texts) =>
  +(size * (TALL.find(([, script]) => script.test(texts.join()))?.[0] ?? 1.27)).toFixed(1);

/** @type {(segmenter: Intl.Segmenter, string: string) => string[]} */
const cut = (segmenter, string) => Array.from(segmenter.segment(string), ({ segment }) => segment);
/** @param {string} word */
const pieces = (word) => /^[!-~]*$/.test(word) ? [word] :
  cut(parts, word).join("\u200b").replace(BOUND, "").split("\u200b");

/** Lines of at most a width in px: as few as can be, as even as can be. @type {Typeset.Balanced} */
export function balanced(string, size, width, bold = false) {
  let limit = Math.max(width - 1, 1) / (1.02 * size);
  const all = string.split(/[ \t-\r\u2028\u2029\u3000]+/).filter(Boolean).flatMap((word) => pieces(word)
    .flatMap((piece) => em(piece, bold) > limit ? cut(letters, piece) : piece)
    .map((piece, i) => ({ piece: i ? piece : ` ${piece}`, room: em(piece, bold), gap: i ? 0 : em(" ", bold) })));
  const rooms = all.map(({ room }) => room);
  let lines = broken(all, limit), least = rooms.reduce((sum, room) => sum + room, 0) / lines.length;
  least = Math.max(least, ...rooms);
  for (let halving = 0; halving < 6 && lines.length > 1; halving++) {
    const middle = (least + limit) / 2, narrower = broken(all, middle);
    if (narrower.length > lines.length) least = middle;
    else [limit, lines] = [middle, narrower];
  }
  return lines;
}

/** @type {Typeset.Broken} */
function broken(pieces, limit) {
  const lines = [];
  let filled = Infinity;
  for (const { piece, room, gap } of pieces) {
    filled += gap + room;
    if (filled <= limit) lines[lines.length - 1] += piece;
    else {
      filled = room;
      lines.push(piece.trim());
    }
  }
  return lines;
}
