// A textarea that holds only the rows about those in view, in a sheet as high as all of them: a textarea
// with a hundred thousand lines takes a third of a second for each key. What is seen is drawn behind it, row
// by row, with colours, line numbers and marks. The selection is one of the whole text and may reach beyond
// the rows that the textarea holds.

import { make } from "./dom.js";
import { countUpTo, difference, Rows } from "./rows.js";

/** With so many rows or fewer, all of them are in the textarea. */
const WHOLE = 1200;
/** Else so many above and below the middle of the view. */
const HALF = 400;
/** The textarea gets other rows when so few are left above or below the view. */
const MARGIN = 100;
/** Rows that are drawn above and below the view. */
const BEYOND = 12;
/** Milliseconds after scrolling until the textarea follows. */
const REST = 70;
const ROOM = 48; // pixels that are free behind the longest row

const TOKEN = /("(?:[^"\\]|\\.)*"?)([ \t]*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** @typedef {{from: number, to: number, severity: string}} Mark offsets of what is at fault */
/** @typedef {{start: number, end: number, backward: boolean}} Selection */

export class Paper {
  /** @type {Mark[]} */
  marks = [];
  /** The stretch that is marked in the margin. */
  chosen = { from: 0, to: 0 };
  /** @type {Selection} */
  selection = { start: 0, end: 0, backward: false };
  isComposing = false;

  /** The rows in the textarea: from, and up to. */
  #from = 0;
  #to = 0;
  /** What the textarea was given, where each of its rows begins in it, and the selection there. */
  #shown = "";
  /** @type {number[]} */
  #locals = [0];
  #put = { start: 0, end: 0 };
  #isDown = false;
  #timer = 0;
  #frame = 0;
  #height = 20;
  /** What is to come into view as soon as there is one. @type {number | null} */
  #awaited = null;

  /** @param {string} text
   * @param {(splice: Splice, how: "before" | "after") => void} typed
   *   told of each splice of the user's, before and after it is made
   * @param {() => void} pointed told when the caret has moved */
  constructor(text, typed, pointed) {
    this.rows = new Rows(text);
    this.typed = typed;
    this.pointed = pointed;
    this.area = make("textarea", {
      wrap: "off", spellcheck: "false", autocomplete: "off", autocapitalize: "off", autocorrect: "off", dir: "ltr",
      "aria-label": "Text of the file", "aria-describedby": "raw-place raw-keys",
    });
    this.gutter = make("div", { class: "raw-gutter", "aria-hidden": "true" });
    this.lines = make("div", { class: "raw-lines", "aria-hidden": "true", dir: "ltr" });
    this.sheet = make("div", { class: "raw-sheet" }, this.gutter, this.lines, this.area);
    this.view = make("div", { class: "raw-view", dir: "ltr" }, this.sheet);
    this.#listen();
    this.#hold(0);
  }

  get text() {
    return this.rows.text;
  }

  /** Where the caret is. */
  get caret() {
    return this.selection.backward ? this.selection.start : this.selection.end;
  }

  #listen() {
    const { area, view } = this;
    area.addEventListener("input", (/** @type {InputEvent} */ event) => this.#read(event));
    area.addEventListener("beforeinput", (/** @type {InputEvent} */ event) => this.#intercept(event));
    area.addEventListener("compositionstart", () => {
      this.isComposing = true;
    });
    area.addEventListener("scroll", () => this.#fit());
    for (const name of ["copy", "cut"]) {
      area.addEventListener(name, (/** @type {ClipboardEvent} */ event) => this.#copy(event));
    }
    area.addEventListener("pointerdown", () => {
      this.#isDown = true;
    });
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => {
        this.#isDown = false;
        this.#follow();
      });
    }
    document.addEventListener("selectionchange", () => {
      if (document.activeElement === area) this.#look();
    });
    view.addEventListener("scroll", () => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.draw());
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#follow(), REST);
    }, { passive: true });
    new ResizeObserver(() => {
      if (!view.clientHeight) return;
      this.#height = parseFloat(getComputedStyle(area).lineHeight) || this.#height;
      this.draw();
      this.#fit();
      if (this.#awaited !== null) this.reveal(this.#awaited);
    }).observe(view);
  }

  // ---- Changing ----

  /** Puts changes from elsewhere in; caret, selection and what is in view stay with their text.
   * @param {Splice[]} splices
   * @param {(offset: number, splice: Splice) => number} follow where an offset goes */
  take(splices, follow) {
    let top = Math.floor(this.view.scrollTop / this.#height);
    for (const [at, removed, put] of splices) {
      const isAbove = this.rows.rowAt(at + removed) < top, { start, end, backward } = this.selection;
      const row = this.rows.rowAt(at);
      this.selection = {
        start: follow(start, [at, removed, put]), end: follow(end, [at, removed, put]), backward,
      };
      const more = this.rows.replace(at, removed, put);
      if (isAbove) top += more;
      if (row < this.#from) this.#from = Math.max(0, this.#from + more);
      this.#to += more;
    }
    this.#clamp();
    if (top !== Math.floor(this.view.scrollTop / this.#height)) {
      this.#stretch();
      this.view.scrollTop = top * this.#height + this.view.scrollTop % this.#height;
    }
    this.#show();
    this.draw();
    this.#follow();
  }

  /** Makes a splice as if it were typed; the caret goes behind it, or where it is told to.
   * @param {number} at @param {number} removed @param {string} put with LF for the ends of lines
   * @param {Selection} [then] */
  type(at, removed, put, then) {
    this.replace(...this.#withEnds(at, removed, put), then);
  }

  /** The same with the ends of lines as they stand.
   * @param {number} at @param {number} removed @param {string} put
   * @param {Selection} [then] */
  replace(at, removed, put, then) {
    this.#change(at, removed, put);
    const end = at + put.length;
    this.selection = then ?? { start: end, end, backward: false };
    this.#clamp();
    this.#show();
    this.reveal(this.caret);
    this.draw();
    this.pointed();
  }

  /** @param {number} at @param {number} removed @param {string} put */
  #change(at, removed, put) {
    this.typed([at, removed, put], "before");
    this.#to += this.rows.replace(at, removed, put);
    this.typed([at, removed, put], "after");
  }

  #clamp() {
    const { count } = this.rows;
    this.#from = Math.min(this.#from, Math.max(0, count - 1));
    this.#to = count <= WHOLE ? count : Math.max(this.#from + 1, Math.min(this.#to, count));
    if (count <= WHOLE) this.#from = 0;
    else if (this.#to - this.#from > 3 * HALF) this.#hold(this.rows.rowAt(this.caret));
  }

  /** A splice with the ends of lines that its place has. A lone CR before it, or its own, must not become one
   * end of a line with an LF that stands behind.
   * @param {number} at @param {number} removed @param {string} put @returns {Splice} */
  #withEnds(at, removed, put) {
    const { text } = this.rows;
    let out = removed, written = put;
    if (put.includes("\n")) {
      const end = text[at - 1] === "\r" && put[0] === "\n" ? "\r" : this.rows.lineEnd(this.rows.rowAt(at));
      written = put.replaceAll("\n", end);
    }
    const isCut = text[at - 1] === "\r" && text[at] === "\n" && !removed;
    if (!isCut && (written ? written.endsWith("\r") : text[at - 1] === "\r")) {
      while (text[at + out] === "\n") {
        out += 1;
        written += "\r";
      }
    }
    return [at, out, written];
  }

  /** What the browser has done to the textarea. @param {InputEvent} event */
  #read(event) {
    const { area } = this, { value } = area;
    this.isComposing = event.isComposing;
    const [local, gone, put] = difference(this.#shown, value, area.selectionEnd);
    const at = this.#offset(local), removed = this.#offset(local + gone) - at;
    if (gone && !removed && !put) {
      return this.#deleteAcross(event, at);
    }
    const splice = this.#withEnds(at, removed, put), after = area.selectionEnd - local - put.length;
    this.#change(...splice);
    this.#clamp();
    const end = Math.min(splice[0] + splice[2].length + Math.max(0, after), this.text.length);
    this.selection = { start: end, end, backward: false };
    this.#show(value);
    this.draw();
    this.#fit();
    return this.pointed();
  }

  /** Deletes across the fold of a long line, where there is nothing but the fold between two rows.
   * @param {InputEvent} event @param {number} at */
  #deleteAcross(event, at) {
    const isForward = event.inputType.endsWith("Forward");
    const piece = isForward ? this.text.slice(at, at + 2) : this.text.slice(Math.max(0, at - 2), at);
    const unit = [...piece].at(isForward ? 0 : -1) ?? "";
    this.type(isForward ? at : at - unit.length, unit.length, "");
  }

  /** What is done by hand: where the selection reaches beyond the textarea. @param {InputEvent} event */
  #intercept(event) {
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      event.preventDefault();
      return;
    }
    if (event.isComposing) return;
    this.#look();
    const { start, end } = this.selection;
    if (this.#holds(start) && this.#holds(end)) return;
    event.preventDefault();
    const put = event.data ?? event.dataTransfer?.getData("text/plain") ??
      (/^insert(LineBreak|Paragraph)$/.test(event.inputType) ? "\n" : "");
    this.type(start, end - start, put.replace(/\r\n?/g, "\n"));
  }

  /** Copies the text itself, without the folds and with all that is selected.
   * @param {ClipboardEvent} event */
  #copy(event) {
    this.#look();
    const { start, end } = this.selection;
    if (start === end || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.text.slice(start, end).replace(/\r\n?/g, "\n"));
    if (event.type === "cut") this.type(start, end - start, "");
  }

  /** To be called when a word has been composed, before changes from elsewhere are taken in. */
  composed() {
    this.isComposing = false;
    this.#show();
    this.draw();
  }

  // ---- The rows in the textarea ----

  /** Whether an offset lies in the rows of the textarea. @param {number} offset */
  #holds(offset) {
    const row = this.rows.rowAt(offset);
    return row >= this.#from && row < this.#to;
  }

  /** Lets the textarea hold the rows about a row. @param {number} row */
  #hold(row) {
    const { count } = this.rows;
    this.#from = count <= WHOLE ? 0 : Math.max(0, Math.min(row - HALF, count - 2 * HALF));
    this.#to = count <= WHOLE ? count : Math.min(count, this.#from + 2 * HALF);
    this.#show();
  }

  /** Lets the textarea follow the view, unless a selection is being drawn or a word composed. */
  #follow() {
    const { view, rows } = this;
    if (this.#isDown || this.isComposing || !view.clientHeight) return;
    const first = Math.floor(view.scrollTop / this.#height);
    const last = Math.ceil((view.scrollTop + view.clientHeight) / this.#height);
    const isLow = this.#from > 0 && first - this.#from < MARGIN;
    const isHigh = this.#to < rows.count && this.#to - last < MARGIN;
    if (isLow || isHigh) {
      this.#look();
      this.#hold((first + last) >> 1);
      this.#fit();
    }
  }

  /** Gives the textarea its rows, if it does not have them. @param {string} [value] what it has */
  #show(value = this.area.value) {
    const { rows, area } = this, parts = [], locals = [];
    let local = 0;
    for (let row = this.#from; row < this.#to; row += 1) {
      const text = rows.rowText(row);
      parts.push(text);
      locals.push(local);
      local += text.length + 1;
    }
    const text = parts.join("\n");
    this.#stretch();
    if (text !== value && this.isComposing) return;
    this.#locals = locals;
    this.#shown = text;
    if (text !== value) area.value = text;
    const start = this.#local(this.selection.start), end = this.#local(this.selection.end);
    if (text !== value || area.selectionStart !== start || area.selectionEnd !== end) {
      area.setSelectionRange(start, end, this.selection.backward ? "backward" : "forward");
    }
    this.#put = { start, end };
  }

  /** Gives the sheet its size and the textarea its place. */
  #stretch() {
    const { rows, area, sheet } = this, height = this.#height;
    sheet.style.height = `${rows.count * height + 8}px`;
    sheet.style.setProperty("--digits", String(String(rows.lineOf(rows.count - 1)).length));
    area.style.top = `${this.#from * height}px`;
    area.style.height = `${(this.#to - this.#from + 1) * height}px`;
  }

  /** Makes the sheet as wide as the longest row in the textarea, which never scrolls by itself. */
  #fit() {
    const { area, sheet } = this;
    if (!this.view.clientHeight) return;
    const more = area.scrollWidth - area.clientWidth;
    if (more > 0) sheet.style.width = `${sheet.clientWidth + more + ROOM}px`;
    if (area.scrollTop || area.scrollLeft) area.scrollTo(0, 0);
  }

  /** @param {number} local an offset in the textarea */
  #offset(local) {
    const row = Math.max(0, countUpTo(this.#locals, local) - 1);
    const offset = this.rows.starts[this.#from + row] + local - this.#locals[row];
    return Math.min(offset, this.rows.endOf(this.#from + row));
  }

  /** @param {number} offset an offset in the text; beyond the textarea its nearest end counts */
  #local(offset) {
    const row = this.rows.rowAt(offset);
    if (row < this.#from) return 0;
    if (row >= this.#to) return this.#shown.length;
    const within = Math.min(offset, this.rows.endOf(row)) - this.rows.starts[row];
    return this.#locals[row - this.#from] + within;
  }

  // ---- Selection and view ----

  /** Takes over the selection of the textarea, if the user has changed it. */
  #look() {
    const { area } = this, { selectionStart: start, selectionEnd: end } = area;
    if (start === this.#put.start && end === this.#put.end) return;
    const isOne = start === end;
    this.selection = {
      start: start === this.#put.start && !isOne ? this.selection.start : this.#offset(start),
      end: end === this.#put.end && !isOne ? this.selection.end : this.#offset(end),
      backward: area.selectionDirection === "backward",
    };
    this.#put = { start, end };
    if (!this.#isDown && !this.isComposing) this.#keepRoom();
    this.pointed();
  }

  /** Other rows, where the caret comes near the end of those in the textarea. */
  #keepRoom() {
    const row = this.rows.rowAt(this.caret);
    const isLow = this.#from > 0 && row - this.#from < MARGIN / 2;
    if (isLow || (this.#to < this.rows.count && this.#to - row < MARGIN / 2)) this.#hold(row);
  }

  /** @param {Selection} selection */
  select(selection) {
    this.selection = selection;
    if (!this.#holds(this.caret)) this.#hold(this.rows.rowAt(this.caret));
    this.#show();
    this.reveal(this.caret);
    this.pointed();
  }

  /** Brings the caret into the textarea, as before a key is pressed that acts there. */
  bring() {
    this.#look();
    if (!this.#holds(this.caret)) this.select(this.selection);
  }

  /** Scrolls to an offset, if it is not in view.
   * @param {number} offset @param {number} [part] of the view above it */
  reveal(offset, part = 0.3) {
    const { view } = this, height = this.#height, row = this.rows.rowAt(offset), top = row * height;
    this.#awaited = view.clientHeight ? null : offset;
    if (this.#awaited !== null) return;
    if (top < view.scrollTop || top + height > view.scrollTop + view.clientHeight) {
      view.scrollTop = Math.max(0, top - view.clientHeight * part);
    }
    this.draw();
    this.#follow();
    const x = this.#across(row, offset), left = this.lines.offsetLeft, room = view.clientWidth - left - ROOM;
    if (x < view.scrollLeft || x > view.scrollLeft + room) view.scrollLeft = Math.max(0, x - room / 2);
  }

  /** How many pixels into its row an offset is drawn. @param {number} row @param {number} offset */
  #across(row, offset) {
    const line = [...this.lines.children].find((one) => Number(one.dataset.row) === row);
    let left = offset - this.rows.starts[row];
    if (!line || left <= 0) return 0;
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = /** @type {Text} */ (node);
      if (left <= length) {
        const range = document.createRange();
        range.setStart(node, 0);
        range.setEnd(node, left);
        return range.getBoundingClientRect().right - this.lines.getBoundingClientRect().left;
      }
      left -= length;
    }
    return 0;
  }

  /** How many rows go into the view. */
  get page() {
    return Math.max(1, Math.floor(this.view.clientHeight / this.#height) - 1);
  }

  // ---- Drawing ----

  /** Draws the rows in view. */
  draw() {
    const { view, rows } = this, height = this.#height;
    if (!view.clientHeight) return;
    const first = Math.max(0, Math.floor(view.scrollTop / height) - BEYOND);
    const last = Math.min(rows.count, Math.ceil((view.scrollTop + view.clientHeight) / height) + BEYOND);
    const from = rows.starts[first] ?? 0, to = last < rows.count ? rows.starts[last] : rows.text.length + 1;
    const marks = this.marks.filter((mark) => mark.from < to && mark.to >= from);
    const lines = [], numbers = [];
    for (let row = first; row < last; row += 1) {
      const start = rows.starts[row], text = rows.rowText(row), end = start + text.length;
      const isFold = rows.folds.length > 0 && rows.isFold(row);
      const isPart = isFold || (rows.folds.length > 0 && rows.isFold(row + 1));
      const here = marks.filter((mark) => mark.from <= end && (mark.to > start || mark.from >= start));
      const line = make("div", {}, ...pieces(text, start, here, isPart, row + 1 === rows.count));
      line.dataset.row = row;
      line.style.top = `${row * height}px`;
      const worst = here.find(({ severity }) => severity === "error") ?? here[0];
      const isChosen = start < this.chosen.to && end > this.chosen.from;
      const number = make("div", { class: isChosen ? "chosen" : null },
        worst && make("span", { class: `mark ${worst.severity}` }), isFold ? "↪" : String(rows.lineOf(row)));
      number.style.top = `${row * height}px`;
      lines.push(line);
      numbers.push(number);
    }
    this.lines.replaceChildren(...lines);
    this.gutter.replaceChildren(...numbers);
  }

  /** The number of the mark that is drawn at a point of the window, -1: none.
   * @param {number} x @param {number} y */
  markAt(x, y) {
    for (const piece of this.lines.querySelectorAll("[data-from]")) {
      for (const { left, right, top, bottom } of piece.getClientRects()) {
        if (x >= left && x <= right && y >= top && y <= bottom) {
          return this.marks.findIndex(({ from }) => from === Number(piece.dataset.from));
        }
      }
    }
    return -1;
  }
}

/** The text of a row in pieces, by what they are and by the marks on them.
 * @param {string} text @param {number} start @param {Mark[]} marks @param {boolean} isPart of a longer line
 * @param {boolean} isLast @returns {(Node | string)[]} */
function pieces(text, start, marks, isPart, isLast) {
  /** @type {{from: number, to: number, kind: string}[]} */
  const tokens = [];
  for (const found of isPart ? [] : text.matchAll(TOKEN)) {
    const [token, string, colon] = found, { index: from } = found;
    const kind = colon ? "key" : string ? "string" : "number";
    tokens.push({ from, to: from + (string ?? token).length, kind });
  }
  const faults = marks.map((mark) => ({
    ...mark, begin: Math.max(0, mark.from - start),
    end: Math.max(mark.to - start, mark.from - start + 1),
  }));
  const cuts = new Set([0, text.length]);
  for (const { from, to } of tokens) cuts.add(from).add(to);
  for (const { begin, end } of faults) cuts.add(Math.min(begin, text.length)).add(Math.min(end, text.length));
  const places = [...cuts].sort((one, other) => one - other), made = [];
  let token = 0;
  for (let place = 0; place + 1 < places.length; place += 1) {
    const from = places[place], to = places[place + 1];
    while (token < tokens.length && tokens[token].to <= from) token += 1;
    const kind = tokens[token] && tokens[token].from <= from ? tokens[token].kind : "";
    made.push(piece(text.slice(from, to), kind, faults.find(({ begin, end }) => begin <= from && end >= to)));
  }
  const behind = faults.find(({ begin }) => begin >= text.length && (begin === text.length || isLast));
  if (behind) made.push(piece(" ", "", behind));
  return made;
}

/** @param {string} text @param {string} kind @param {Mark} [fault] @returns {Node | string} */
function piece(text, kind, fault) {
  if (!kind && !fault) return text;
  const made = make("span", { class: `${kind} ${fault ? `fault ${fault.severity}` : ""}`.trim() }, text);
  if (fault) made.dataset.from = fault.from;
  return made;
}
