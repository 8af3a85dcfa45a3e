// How wide a text is and where its lines break: the twin of timeline/layout/typeset.py and leading.py, by the
// letters' widths as the painter knows them. Sums of them are in em.

/** @type {[number, RegExp][]} */
const TALL = [
  [1.6, /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/], [1.5, /[\u0900-\u0dff]/], [1.45, /[\u0600-\u08ff]/],
];
const BLANKS = /[ \t-\r\u2028\u2029\u3000]+/;
// On either side of East Asian letters, but not after what opens, nor before what closes or continues.
const BREAK = new RegExp(
  "(?<![([{“‘«‹「『（【《〈\\p{Nd}\\u200d])(?![)\\]}”’»›」』）】》〉,.:;!?、。，．：；！？・ーっゃゅょッャュョ々\\p{M}\\u200d])" +
    "(?:(?<=W)|(?=W))".replaceAll("W", "[\\u2e80-\\ua4cf\\uf900-\\ufaff\\u{20000}-\\u{10ffff}]"), "u");
const SYLLABLE = /(?=[เแโใไເແໂໃໄ])/; // of Thai and Lao
const letters = new Intl.Segmenter();
/** @type {Map<string, number>[]} */
const widths = [new Map(), new Map()];
/** @type {Typeset.Width} */
let bare = () => 0;

/** Takes what tells the sum of a text's advances in px. @param {Typeset.Width} fn */
export function setMeasure(fn) {
  bare = fn;
  widths.forEach((known) => known.clear());
}

/** @param {string} string */
function em(string, bold = false) {
  const known = widths[+bold];
  let width = known.get(string);
  if (width === undefined) {
    if (known.size > 20000) known.clear();
    known.set(string, (width = bare(string, 100, bold) / 100));
  }
  return width;
}

/** What the named fonts need, in px. @type {Typeset.Width} */
export const measure = (string, size, bold) => 1.02 * em(string, bold) * size + 1;
/** What any font needs, in px. @type {Typeset.Width} */
export const reserve = (string, size, bold) => (bold ? 1.25 : 1.2) * em(string, bold) * size + 1;
/** From line to line, in px. @param {number} size @param {string[]} texts */
export const leading = (size, ...texts) =>
  +(size * (TALL.find(([, script]) => texts.some((one) => script.test(one)))?.[0] ?? 1.27)).toFixed(1);

/** Lines of at most a width in px: as few as can be, as even as can be. @type {Typeset.Balanced} */
export function balanced(string, size, width, bold = false) {
  const pieces = string.split(BLANKS).filter(Boolean).flatMap((word) => word.split(BREAK)
    .map((piece, i) => ({ piece, room: em(piece, bold), blank: !i })));
  let limit = Math.max(width - 1, 1) / (1.02 * size);
  let lines = broken(pieces, limit, bold);
  let [sum, widest] = [0, 0];
  for (const { room } of pieces) [sum, widest] = [sum + room, Math.max(widest, room)];
  if (lines.length < 2 || widest > limit) return lines;
  let least = Math.max(widest, sum / lines.length);
  for (let halving = 0; halving < 6; halving++) {
    const middle = (least + limit) / 2, narrower = broken(pieces, middle, bold);
    if (narrower.length > lines.length) least = middle;
    else [limit, lines] = [middle, narrower];
  }
  return lines;
}

/** @type {Typeset.Broken} */
function broken(pieces, limit, bold) {
  const lines = [];
  let row = "", filled = 0;
  for (const { piece, room, blank } of pieces) {
    let gap = blank && row ? em(" ", bold) : 0;
    if (row && filled + gap + room > limit) {
      lines.push(row);
      [row, filled, gap] = ["", 0, 0];
    }
    row += gap ? " " : "";
    filled += gap;
    for (const part of room > limit ? piece.split(SYLLABLE) : [piece]) {
      const cut = em(part, bold) > limit ? Array.from(letters.segment(part), (one) => one.segment) : [part];
      for (const one of cut) {
        if (row && filled + em(one, bold) > limit) {
          lines.push(row);
          [row, filled] = ["", 0];
        }
        row += one;
        filled += em(one, bold);
      }
    }
  }
  return row ? [...lines, row] : lines;
}
