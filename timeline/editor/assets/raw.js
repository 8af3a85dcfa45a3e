// The text of the file, with its faults marked in place: the tab "Text". paper.js shows it, typing.js sends
// what is typed; here are the keys, the faults, and the way from an event to its text and back.

import { byId, counted, make } from "./dom.js";
import { Paper } from "./paper.js";
import { moved } from "./rows.js";
import { Spans } from "./spans.js";
import { Typing } from "./typing.js";
import { capital } from "./words.js";

const LISTED = 100; // faults below the text
const SETTLED = 150; // milliseconds the caret rests in an event until it is chosen
/** Keys that do nothing to the text. */
const IDLE = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta", "CapsLock", "Tab", "Escape"]);

/** @typedef {Diagnostic & {start: number, end: number}} Found a fault with its offsets */

class Raw {
  /** @type {Found[]} */
  #faults = [];
  /** The fault that the pointer is on. @type {Found | null} */
  #pointed = null;
  #timer = 0;
  #listed = "";
  #said = "";

  /** @param {import("./desk.js").EditorDesk} desk */
  constructor(desk) {
    this.desk = desk;
    this.spans = new Spans(desk.text);
    this.paper = new Paper(desk.text, (splice, how) => this.#typed(splice, how), () => this.#moved());
    this.typing = new Typing(desk, {
      text: () => this.paper.text, take: (splices) => this.#take(splices), rested: () => this.#rested(),
    });
    this.place = make("span", { id: "raw-place", class: "hint" });
    this.here = make("div", { class: "here", "aria-live": "polite" });
    this.list = make("ol");
    this.summary = make("summary");
    this.details = make("details", { class: "faults", open: true, hidden: true }, this.summary, this.list);
    byId("raw").append(this.#bar(), this.paper.view, this.here, this.details);
    this.#listen();
    this.#locate();
    this.#choose();
    this.#moved();
  }

  #bar() {
    const button = (/** @type {string} */ name, /** @type {string} */ title, /** @type {() => void} */ act) =>
      make("button", { type: "button", class: "quiet", title, onclick: act }, name);
    this.steps = make("span", { class: "fault-steps", hidden: true },
      button("Next problem", "F8", () => this.#step(1)), button("Previous", "Shift+F8", () => this.#step(-1)));
    this.all = button("Mend all", "Make all mends that are certain", () => this.#mendAll());
    this.all.hidden = true;
    return make("div", { class: "text-bar" }, this.place, this.steps, this.all,
      button("Tidy", "Set out the whole file in one form: only blanks change", () => this.#tidy()),
      make("span", { id: "raw-keys", class: "unseen" }, "Tab leaves the text. Ctrl+] and Ctrl+[ indent. F8 goes to the next problem."));
  }

  #listen() {
    const { desk, paper } = this, { area } = paper;
    desk.addEventListener("choose", (event) => {
      this.#choose();
      if (/** @type {CustomEvent} */ (event).detail.by !== "text") this.#showChosen();
    });
    desk.addEventListener("fault", (event) => {
      const { line, from } = /** @type {CustomEvent<Diagnostic>} */ (event).detail;
      const found = this.#faults.find((one) => one.line === line && one.from === from);
      if (found && paper.view.clientHeight) this.#go(found);
    });
    byId("raw").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#press(event));
    desk.addEventListener("online", () => {
      area.readOnly = desk.trouble === "locked";  // what is typed could not be kept any more
    });
    area.addEventListener("blur", () => this.typing.end());
    area.addEventListener("compositionstart", () => {
      this.typing.isHeld = true;
    });
    area.addEventListener("compositionend", () => {
      paper.composed();
      this.typing.isHeld = false;
      this.typing.settle();
      this.typing.flush();
    });
    area.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => this.#point(event));
    area.addEventListener("pointerleave", () => this.#pointAt(null));
    addEventListener("beforeunload", (event) => {
      this.typing.flush();
      if (this.typing.isUnsent) event.preventDefault();
    });
  }

  // ---- What changes ----

  /** @param {Splice} splice @param {"before" | "after"} how */
  #typed([at, removed, put], how) {
    if (how === "before") {
      this.typing.before(at, removed);
    } else {
      this.#shift([at, removed, put]);
      this.typing.typed(at, removed, put.length);
    }
  }

  /** Changes from elsewhere. @param {Splice[]} splices */
  #take(splices) {
    const { paper, spans } = this, event = spans.at(paper.caret);
    const into = paper.caret - (spans.starts[event] ?? 0);
    for (const splice of splices) this.#shift(splice);
    const isLarge = splices.some(([, removed, put]) => removed > 1000 && put.length > 1000);
    paper.take(splices, moved);
    if (isLarge) {  // as by tidying: the caret stays with its event
      spans.read(paper.text);
      const start = spans.starts[event];
      if (start !== undefined && paper.selection.start === paper.selection.end) {
        const offset = Math.min(start + into, spans.ends[event] - 1);
        paper.select({ start: offset, end: offset, backward: false });
      }
    }
  }

  /** Lets the places of events and faults go along. @param {Splice} splice */
  #shift(splice) {
    const [at, removed, put] = splice;
    this.spans.shift(at, removed, put.length);
    for (const fault of this.#faults) {
      fault.start = moved(fault.start, splice);
      fault.end = Math.max(fault.start, moved(fault.end, splice));
    }
    this.#mark();
  }

  /** The text on the screen is the desk's, so that its faults and events are those on the screen. */
  #rested() {
    const { desk, spans } = this, { readable, events } = desk.state;
    if (spans.stale || (readable && events !== null && events !== spans.starts.length)) spans.read(desk.text);
    this.#locate();
    this.#choose();
  }

  /** Finds the places of the faults in the text on the screen, which is the desk's. */
  #locate() {
    const { rows } = this.paper;
    this.#faults = this.desk.state.diagnostics.map((fault) => {
      const start = rows.starts[rows.rowOfLine(fault.line)];
      return { ...fault, start: start + fault.from, end: start + Math.max(fault.to, fault.from) };
    });
    this.#pointed = null;
    this.#mark();
    this.#enlist();
    this.#tell();
    this.paper.draw();
  }

  #mark() {
    this.paper.marks = this.#faults.map(({ start, end, severity }) => ({ from: start, to: end, severity }));
  }

  // ---- Events ----

  #choose() {
    const { paper, spans, desk } = this;
    const from = spans.starts[desk.chosen] ?? 0, to = spans.ends[desk.chosen] ?? 0;
    if (paper.chosen.from === from && paper.chosen.to === to) return;
    paper.chosen = { from, to };
    paper.draw();
  }

  #showChosen() {
    const { from, to } = this.paper.chosen;
    if (to) this.paper.select({ start: from, end: from, backward: false });
  }

  /** The caret has moved: its event is chosen when it rests there. */
  #moved() {
    const { paper, spans, desk } = this, { rows, caret } = paper, row = rows.rowAt(caret);
    const line = rows.lineOf(row);
    let start = row;
    while (start > 0 && rows.isFold(start)) start -= 1;
    const column = [...paper.text.slice(rows.starts[start], caret)].length + 1;
    this.place.textContent = `Line ${line.toLocaleString("en")}, column ${column.toLocaleString("en")}`;
    this.#tell();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const event = document.activeElement === paper.area ? spans.at(paper.caret) : -1;
      if (event >= 0 && event !== desk.chosen && desk.value && !spans.stale) desk.choose(event, "text");
    }, SETTLED);
  }

  // ---- Faults ----

  /** @param {Found} fault */
  #go(fault) {
    this.paper.area.focus({ preventScroll: true });
    const end = Math.min(fault.end, this.paper.text.length);
    this.paper.select({ start: Math.min(fault.start, end), end, backward: false });
  }

  /** To the next fault, or the one before; after the last comes the first. @param {1 | -1} direction */
  #step(direction) {
    const { start } = this.paper.selection, faults = this.#faults;
    const next = direction > 0
      ? faults.find((fault) => fault.start > start) ?? faults[0]
      : faults.findLast((fault) => fault.start < start) ?? faults.at(-1);
    if (next) this.#go(next);
    else this.desk.say("There are no problems.");
  }

  /** @param {PointerEvent} event */
  #point({ clientX, clientY }) {
    const number = this.#faults.length ? this.paper.markAt(clientX, clientY) : -1;
    this.#pointAt(this.#faults[number] ?? null);
  }

  /** @param {Found | null} fault */
  #pointAt(fault) {
    if (fault === this.#pointed) return;
    this.#pointed = fault;
    this.#tell();
  }

  /** Says the fault under the pointer, or else that at the caret. */
  #tell() {
    const { caret, rows } = this.paper, row = rows.rowAt(caret);
    const from = rows.starts[row], to = rows.endOf(row);
    const there = this.#faults.filter(({ start, end }) => start <= to && end >= from);
    const fault = this.#pointed ?? there.find(({ start, end }) => start <= caret && end >= caret) ?? there[0];
    const said = fault ? JSON.stringify([fault.line, fault.from, fault.message, fault.help, fault.fix]) : "";
    if (said === this.#said) return;
    this.#said = said;
    this.here.replaceChildren(...(fault ? this.#words(fault) : []));
  }

  /** @param {Found} fault @returns {(Node | string)[]} */
  #words(fault) {
    const { severity, line, message, help, fix } = fault;
    const words = make("p", {}, make("span", { class: `mark ${severity}`, "aria-hidden": "true" }),
      make("span", {}, make("strong", {}, severity === "error" ? "Error" : "Warning"), ` in line ${line}: ${message}`,
        help && make("span", { class: "hint" }, ` ${capital(help)}.`)));
    const mend = () => void this.#mend(fault);
    return fix ? [words, make("button", { type: "button", onclick: mend }, capital(fix.title))] : [words];
  }

  /** @param {Found} fault */
  #mend({ code, line, from }) {
    this.typing.end();
    void this.desk.edit({ op: "fix", code, line, from });
    this.paper.area.focus({ preventScroll: true });
  }

  /** Makes all mends that are certain. */
  #mendAll() {
    this.typing.end();
    void this.desk.edit({ op: "mend" });
    this.paper.area.focus({ preventScroll: true });
  }

  /** The list below the text. */
  #enlist() {
    const { errors, warnings } = this.desk.state, faults = this.#faults;
    const listed = JSON.stringify(faults.map(({ line, from, message, fix }) => [line, from, message, fix]));
    if (listed === this.#listed) return;
    this.#listed = listed;
    this.details.hidden = this.steps.hidden = !faults.length;
    this.summary.textContent =
      [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
    this.list.replaceChildren(...faults.slice(0, LISTED).map((fault, number) => make("li", {},
      make("button", { type: "button", class: "fault quiet", onclick: () => this.#go(this.#faults[number]) },
        make("span", { class: `mark ${fault.severity}`, "aria-hidden": "true" }),
        make("span", { class: "where" }, `${fault.line}`), make("span", {}, fault.message),
        make("span", { class: "unseen" }, `, ${fault.severity}`)),
      fault.fix && make("button", { type: "button", class: "quiet", onclick: () => this.#mend(this.#faults[number]) },
        capital(fault.fix.title)))));
    this.all.hidden = faults.filter(({ fix }) => fix).length < 2;
    const more = errors + warnings - Math.min(LISTED, faults.length);
    if (more > 0) this.list.append(make("li", { class: "hint" }, `And ${more.toLocaleString("en")} more.`));
  }

  #tidy() {
    this.typing.end();
    void this.desk.edit({ op: "tidy" });
  }

  // ---- Keys ----

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event, { paper } = this;
    if (key === "F8") {
      event.preventDefault();
      this.#step(shiftKey ? -1 : 1);
      return;
    }
    if (target !== paper.area || event.isComposing || IDLE.has(key)) return;
    if (ctrlKey || metaKey) this.typing[key.toLowerCase() === "z" || key.toLowerCase() === "y" ? "end" : "flush"]();
    if (!(ctrlKey || metaKey) || !"csCS".includes(key)) paper.bring();
    const act = altKey ? undefined : this.#action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** What a key does that the browser does not do, or not for the whole text. @param {KeyboardEvent} event */
  #action({ key, ctrlKey, metaKey, shiftKey }) {
    const { paper } = this, { rows } = paper, isCommand = ctrlKey || metaKey;
    if (isCommand) {
      return {
        "]": () => this.#indent(1), "[": () => this.#indent(-1),
        a: () => this.#select(0, rows.text.length),
        Home: () => this.#caret(0, shiftKey), End: () => this.#caret(rows.text.length, shiftKey),
      }[key];
    }
    const row = rows.rowAt(paper.caret), column = paper.caret - rows.starts[row];
    const turn = (/** @type {number} */ by) => {
      const to = Math.min(rows.count - 1, Math.max(0, row + by));
      this.#caret(Math.min(rows.starts[to] + column, rows.endOf(to)), shiftKey);
    };
    return {
      Enter: shiftKey ? undefined : () => this.#breakLine(),
      PageDown: () => turn(paper.page), PageUp: () => turn(-paper.page),
    }[key];
  }

  /** @param {number} start @param {number} end */
  #select(start, end) {
    const { scrollTop } = this.paper.view;
    this.paper.select({ start, end, backward: false });
    this.paper.view.scrollTop = scrollTop;
  }

  /** @param {number} to @param {boolean} isExtending the selection, which keeps its other end */
  #caret(to, isExtending) {
    const { start, end, backward } = this.paper.selection;
    const anchor = isExtending ? (backward ? end : start) : to;
    this.paper.select({ start: Math.min(anchor, to), end: Math.max(anchor, to), backward: to < anchor });
  }

  /** A new line, indented as this one is, and further behind an open bracket. */
  #breakLine() {
    const { paper } = this, { start, end } = paper.selection, { rows } = paper, row = rows.rowAt(start);
    const before = rows.text.slice(rows.starts[row], start), indent = /^[ \t]*/.exec(before)?.[0] ?? "";
    const after = rows.text.slice(end, rows.endOf(rows.rowAt(end)));
    const isOpen = /[{[][ \t]*$/.test(before), isShut = /^[ \t]*[}\]]/.test(after);
    const further = isOpen ? indent + this.#unit(row) : indent;
    const put = isOpen && isShut ? `\n${further}\n${indent}` : `\n${further}`;
    paper.type(start, end - start, put);
    if (isOpen && isShut) {
      const at = paper.caret - indent.length - rows.lineEnd(rows.rowAt(start)).length;
      paper.select({ start: at, end: at, backward: false });
    }
  }

  /** What a line near a row is indented with. @param {number} row */
  #unit(row) {
    const { rows } = this.paper;
    for (let near = Math.max(0, row - 50); near < Math.min(rows.count, row + 50); near += 1) {
      const indent = /^(?:\t| +)(?=\S)/.exec(rows.rowText(near))?.[0];
      if (indent) return indent[0] === "\t" ? "\t" : " ".repeat(indent.length % 4 ? 2 : 4);
    }
    return "  ";
  }

  /** Moves the selected lines in or out. @param {1 | -1} direction */
  #indent(direction) {
    const { paper } = this, { start, end, backward } = paper.selection, { rows } = paper;
    const first = rows.rowAt(start), last = Math.max(first, rows.rowAt(Math.max(start, end - 1)));
    const unit = this.#unit(first), from = rows.starts[first];
    const indented = [];
    for (let row = first; row <= last; row += 1) {
      const text = rows.rowText(row), isFold = rows.isFold(row), isCut = !isFold && direction < 0;
      const out = isCut ? /^(?:\t| *)/.exec(text)?.[0].slice(0, unit === "\t" ? 1 : unit.length).length ?? 0 : 0;
      const into = !isFold && direction > 0 && text ? unit : "";
      indented.push(into + text.slice(out) + (row < last ? rows.text.slice(rows.endOf(row), rows.starts[row + 1]) : ""));
    }
    const put = indented.join(""), more = put.length - (rows.endOf(last) - from);
    const next = last > first ? rows.starts[first + 1] : rows.endOf(first);
    const firstMore = indented[0].length - (next - from);
    const then = { start: Math.max(from, start + firstMore), end: Math.max(from, end + more), backward };
    if (more) paper.replace(from, rows.endOf(last) - from, put, then);
  }
}

/** @param {import("./desk.js").EditorDesk} desk */
export function initRaw(desk) {
  new Raw(desk);
}
