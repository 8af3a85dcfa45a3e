// The rows that a text is shown in. A line ends at LF, CR LF or a lone CR, as for the checker; a line longer
// than anyone reads across is folded into several rows, so that a file written in one line can be edited at
// all. Offsets are those of the text itself: a textarea, which knows LF alone, never sees them, and no line
// end is ever lost.

/** A line with more units than this is folded. */
const LONG = 2000;
/** Into rows of at most so many units, ended after a comma or a space where there is one in their second
 * half. */
const FOLD = 300;

/** @param {number} code */
const isHigh = (code) => code >= 0xd800 && code <= 0xdbff;
/** @param {number} code */
const isLow = (code) => code >= 0xdc00 && code <= 0xdfff;

/** How many of the numbers, in rising order, are less than or equal to the limit.
 * @param {number[]} numbers @param {number} limit */
export function countUpTo(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The smallest splice that makes one text of another; no half of a character beyond U+FFFF is left alone.
 * @param {string} before @param {string} after
 * @param {number} [caret] where in `after` the caret stands: what was put in ends there, if it can
 * @returns {Splice} */
export function difference(before, after, caret = after.length) {
  const shorter = Math.min(before.length, after.length);
  const most = Math.min(shorter, Math.max(0, after.length - caret));
  /** @param {number} limit */
  const alikeAtEnd = (limit) => alike(limit,
    (length) => before.slice(before.length - length) === after.slice(after.length - length),
    (at) => before.charCodeAt(before.length - 1 - at) === after.charCodeAt(after.length - 1 - at));
  let tail = alikeAtEnd(most);
  let head = alike(shorter - tail, (length) => before.slice(0, length) === after.slice(0, length),
    (at) => before.charCodeAt(at) === after.charCodeAt(at));
  if (head + tail < shorter) {  // the caret was no limit after all
    tail = alikeAtEnd(shorter - head);
  }
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) {
    head -= 1;
  }
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) {
    tail -= 1;
  }
  return [head, before.length - head - tail, after.slice(head, after.length - tail)];
}

/** How far two texts are alike: whole stretches first, which is quick, then unit by unit.
 * @param {number} most @param {(length: number) => boolean} stretch @param {(at: number) => boolean} unit */
function alike(most, stretch, unit) {
  let low = 0;
  let high = most;
  if (most > 256) {
    while (high - low > 64) {
      const middle = (low + high) >> 1;
      if (stretch(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
  while (low < most && unit(low)) {
    low += 1;
  }
  return low;
}

export class Rows {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** Where each row begins. @type {number[]} */
    this.starts = [];
    /** The rows that go on with the line of the row before. @type {number[]} */
    this.folds = [];
    scan(text, 0, text.length, true, this.starts, this.folds, 0);
  }

  get count() {
    return this.starts.length;
  }

  /** The row that an offset lies in. @param {number} offset */
  rowAt(offset) {
    return Math.max(0, countUpTo(this.starts, offset) - 1);
  }

  /** @param {number} row */
  isFold(row) {
    const place = countUpTo(this.folds, row);
    return place > 0 && this.folds[place - 1] === row;
  }

  /** Where a row's text ends, before the end of its line. @param {number} row */
  endOf(row) {
    const next = row + 1 < this.starts.length ? this.starts[row + 1] : -1;
    if (next < 0) {
      return this.text.length;
    }
    if (this.folds.length && this.isFold(row + 1)) {
      return next;
    }
    const two = this.text.charCodeAt(next - 1) === 10 && next - 2 >= this.starts[row] &&
      this.text.charCodeAt(next - 2) === 13;
    return next - (two ? 2 : 1);
  }

  /** @param {number} row */
  rowText(row) {
    return this.text.slice(this.starts[row], this.endOf(row));
  }

  /** The number of the row's line, from 1. @param {number} row */
  lineOf(row) {
    return row + 1 - countUpTo(this.folds, row);
  }

  /** The row where a line (from 1) begins. @param {number} line */
  rowOfLine(line) {
    let row = line - 1;
    for (let before = countUpTo(this.folds, row); row + 1 - before < line || (before && this.isFold(row));) {
      row += Math.max(1, line - (row + 1 - before));
      before = countUpTo(this.folds, row);
      if (row >= this.count) {
        return this.count - 1;
      }
    }
    return Math.min(Math.max(0, row), this.count - 1);
  }

  /** The end of a line as the lines about it have it. @param {number} row */
  lineEnd(row) {
    for (const near of [row, row - 1, 0]) {
      let last = Math.max(0, near);
      while (last + 1 < this.count && this.isFold(last + 1)) {
        last += 1;
      }
      if (last + 1 < this.count) {
        return this.text.slice(this.endOf(last), this.starts[last + 1]);
      }
    }
    return "\n";
  }

  /** Takes a splice in, reading again only the lines that it touches. Returns how many rows there are more.
   * @param {number} at @param {number} removed @param {string} put */
  replace(at, removed, put) {
    const old = this.text;
    let first = this.rowAt(at);
    if (this.starts[first] === at && at > 0 && old.charCodeAt(at - 1) === 13) {
      first -= 1;  // a CR and an LF may come together, or apart
    }
    while (first > 0 && this.isFold(first)) {
      first -= 1;
    }
    let next = this.rowAt(at + removed) + 1;
    while (next < this.count && this.isFold(next)) {
      next += 1;
    }
    const last = next >= this.count;
    const more = put.length - removed;
    const end = (last ? old.length : this.starts[next]) + more;
    this.text = old.slice(0, at) + put + old.slice(at + removed);
    /** @type {number[]} */
    const starts = [];
    /** @type {number[]} */
    const folds = [];
    scan(this.text, this.starts[first], end, last, starts, folds, first);
    const rows = starts.length - (next - first);
    const after = this.starts.slice(next);
    for (let row = 0; row < after.length; row += 1) {
      after[row] += more;
    }
    this.starts.length = first;
    this.starts = this.starts.concat(starts, after);
    if (this.folds.length || folds.length) {
      this.folds = this.folds.filter((row) => row < first).concat(
        folds, this.folds.filter((row) => row >= next).map((row) => row + rows));
    }
    return rows;
  }
}

/** Adds the starts of the rows between two offsets, the first of which begins a line.
 * @param {string} text @param {number} from @param {number} to
 * @param {boolean} last whether the text ends at `to`
 * @param {number[]} starts @param {number[]} folds @param {number} row the number of the first row */
function scan(text, from, to, last, starts, folds, row) {
  const ends = /\r\n?|\n/g;
  const plain = !text.slice(from, to).includes("\r");
  let start = from;
  for (;;) {
    let end;
    let next;
    if (plain) {
      end = text.indexOf("\n", start);
      next = end + 1;
    } else {
      ends.lastIndex = start;
      const found = ends.exec(text);
      end = found ? found.index : -1;
      next = found ? ends.lastIndex : 0;
    }
    const ended = end >= 0 && end < to;
    fold(text, start, ended ? end : to, starts, folds, row);
    if (!ended) {
      return;
    }
    start = next;
    if (start >= to && !last) {
      return;
    }
  }
}

/** Adds the starts of the rows of one line.
 * @param {string} text @param {number} start @param {number} end
 * @param {number[]} starts @param {number[]} folds @param {number} row */
function fold(text, start, end, starts, folds, row) {
  starts.push(start);
  if (end - start <= LONG) {
    return;
  }
  let at = start;
  while (end - at > FOLD) {
    const space = Math.max(text.lastIndexOf(",", at + FOLD - 1), text.lastIndexOf(" ", at + FOLD - 1));
    at = space > at + FOLD / 2 ? space + 1 : at + FOLD;
    if (isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))) {
      at -= 1;
    }
    folds.push(row + starts.length);
    starts.push(at);
  }
}

/** Where an offset is after a splice; out of the stretch that was replaced it goes to the end of the new one.
 * @param {number} offset @param {Splice} splice */
export function moved(offset, [at, removed, put]) {
  return offset <= at ? offset : offset >= at + removed ? offset + put.length - removed : at + put.length;
}

/** Lets an edit of the text that waits go along with a splice that came before it. Where both change the same
 * stretch, what the edit puts in stands behind, and nothing more is taken out.
 * @param {Op} op @param {Splice} splice */
export function carry(op, splice) {
  if (op.op !== "text") {
    return;
  }
  const [at, removed, put] = splice;
  if (op.at + op.removed <= at && op.at < at) {
    return;
  }
  if (op.at >= at + removed) {
    op.at += put.length - removed;
  } else {
    op.at = at + put.length;
    op.removed = 0;
  }
}
