// The kinds of fields of a form. A field stands for one value of the document: it shows it, sends what is
// typed as the smallest edit, and is renewed by what others change, but never while something typed in it
// waits to be sent. A value that it cannot show is shown as JSON and left alone.

import { Combobox } from "./combobox.js";
import { at, same } from "./sheet.js";
import { capital } from "./words.js";
import { make } from "./dom.js";

/** A line of a form's table: the key, its kind, and what the kind asks for.
 * @typedef {{key: string, label: string, kind: new (sheet: Sheet, place: Place, row: Row) => any,
 * required?: boolean, hint?: string, fold?: string,
 *   half?: boolean, [more: string]: any}} Row */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./sheet.js").Place} Place */

const WORDS_REST = 80; // milliseconds without a key after which a date is put into words
let made = 0;
let visits = 0;

/** @param {Sheet} sheet @param {Place} place @param {Row} row @returns {any} */
export function build(sheet, place, row) {
  const field = new row.kind(sheet, place, row);
  field.draw();
  field.renew();
  return field;
}

/** What a field has of its own beside its value: what every kind does alike. */
export class Field {
  id = `field-${(made += 1)}`;
  /** Whether something typed is not sent yet. */
  isTyped = false;
  /** Whether the server would not have what was typed; it stays in the field. */
  isRefused = false;
  /** The value that the field shows. @type {any} */
  shown = undefined;
  step = "";
  /** The fields within. @type {any[]} */
  parts = [];
  /** What takes the text. @type {any} */
  control = null;
  #told = "[]";
  #kept = "";

  /** @param {Sheet} sheet @param {Place} place @param {Row} row */
  constructor(sheet, place, row) {
    this.sheet = sheet;
    this.place = place;
    this.row = row;
    this.body = make("div", { class: "control" });
    this.aside = make("div", { class: "aside", hidden: true });
    this.faults = make("ul", { class: "faults", id: `${this.id}-faults`, hidden: true });
    this.hint = row.hint ? make("p", { class: "hint", id: `${this.id}-hint` }, row.hint) : null;
    this.node = this.frame();
    this.node.dataset.key = row.key;
    this.node.classList.add("field");
    this.node.classList.toggle("half", Boolean(row.half));
    this.node.addEventListener("focusin", () => {
      visits += 1;
      this.step = `${this.place.path.join("/")} ${visits}`;
    });
  }

  /** A label, the control, and what is said of it. */
  frame() {
    const { label, isBare } = this.row;
    const name = make("label", { for: this.id, class: isBare ? "unseen" : null }, label);
    return make(
      "div",
      { class: isBare ? "bare" : null },
      name,
      this.body,
      this.aside,
      this.hint,
      this.faults,
    );
  }

  /** The attributes of the control. @returns {Record<string, unknown>} */
  get traits() {
    const {
      id,
      row: { key, required },
      hint,
    } = this;
    const described = `${id}-faults${hint ? ` ${id}-hint` : ""}`;
    return {
      id,
      name: key,
      "aria-describedby": described,
      "aria-required": required ? "true" : null,
      oninput: () => this.sheet.type(this),
      onfocusout: () => this.sheet.flush(),
    };
  }

  draw() {}

  /** The value in the document; of a text that is short for an object, the text. */
  get value() {
    const { path, around } = this.place;
    const held = around?.short ? at(this.sheet.value, around.path) : null;
    return typeof held === "string"
      ? this.row.key === around?.short
        ? held
        : undefined
      : at(this.sheet.value, path);
  }

  renew() {
    const { value } = this;
    const fits = value === undefined || this.fits(value);
    this.keepAside(fits ? undefined : value);
    if (!fits || this.isTyped || this.isRefused) return;
    if (!same(this.shown, value)) this.show(value);
    this.shown = value;
  }

  /** Shows a value of an unexpected shape as it is. @param {any} value */
  keepAside(value) {
    const text = value === undefined ? "" : JSON.stringify(value, null, 1);
    if (text === this.#kept) return;
    this.#kept = text;
    this.body.hidden = text !== "";
    this.aside.hidden = text === "";
    this.aside.replaceChildren(
      ...(text
        ? [
            make("pre", {}, text),
            make(
              "p",
              { class: "hint" },
              "This is not what the form expects here. It is left as it is; the tab Text can change it.",
            ),
          ]
        : []),
    );
  }

  /** Whether the field can show a value. @type {(value: any) => boolean} */
  fits() {
    return true;
  }

  /** Puts a value into the field. @type {(value: any) => void} */
  show() {}

  /** What the field says, undefined where it is empty. @returns {any} */
  read() {
    return undefined;
  }

  /** The smallest edit that brings the document to what the field says, null where it says so already.
   * @returns {Op | null} */
  op() {
    const value = this.read();
    const { path, around } = this.place;
    const { key, required } = this.row;
    const outer = path.slice(0, -1);
    const held = this.value;
    const holder = at(this.sheet.value, outer);
    if (same(held, value)) return null;
    if (value === undefined) {
      const isAlone = around?.isOptional && Object.keys(holder ?? {}).length === 1;
      if (!required || isAlone) return { op: "remove", path };
      return held === "" ? null : { op: "put", path, value: "" };
    }
    if (typeof holder === "string" && around?.short) {
      return {
        op: "put",
        path: outer,
        value: key === around.short ? value : { [around.short]: holder, [key]: value },
      };
    }
    if (holder === undefined && typeof outer.at(-1) === "number")
      return { op: "insert", path: outer, value: { [key]: value } };
    return { op: "put", path, value };
  }

  /** Sends what was typed. */
  async send() {
    const op = this.op();
    this.isTyped = false;
    this.isRefused = false;
    this.shown = op ? this.read() : this.value;
    if (op && !(await this.sheet.send(op, this.step)) && !this.isTyped) this.isRefused = true;
  }

  /** Shows the faults of the value. @param {Diagnostic[]} faults */
  tell(faults) {
    const told = JSON.stringify(
      faults.map(({ code, line, from, message, fix }) => [code, line, from, message, fix]),
    );
    if (told === this.#told) return;
    this.#told = told;
    this.faults.hidden = faults.length === 0;
    this.faults.replaceChildren(...faults.map((fault) => this.#fault(fault)));
    for (
      let within = faults.length ? this.node.closest("details") : null;
      within;
      within = within.parentElement?.closest("details") ?? null
    ) {
      within.open = true;
    }
    const isInvalid = faults.some(({ severity }) => severity === "error");
    (this.control ?? this.node).setAttribute("aria-invalid", String(isInvalid));
  }

  /** @param {Diagnostic} fault */
  #fault({ code, severity, message, help, line, from, fix }) {
    const mend = () => {
      this.sheet.flush();
      void this.sheet.send({ op: "fix", code, line, from });
      this.control?.focus();
    };
    return make(
      "li",
      { class: severity },
      make("span", {}, `${capital(message)}.`, help && !fix ? ` ${capital(help)}.` : ""),
      fix && make("button", { type: "button", class: "fix", onclick: mend }, capital(fix.title)),
    );
  }

  /** Sends an edit that is no typing, and shows at once what comes of it. @param {Op} op */
  act(op) {
    this.sheet.flush();
    const answer = this.sheet.send(op);
    this.renew();
    return answer;
  }

  focus() {
    this.control?.focus();
  }
}

/** Puts a text into an input; the caret stays at the letters where it was.
 * @param {any} input @param {string} text */
function setText(input, text) {
  const old = input.value;
  const { selectionStart: start, selectionEnd: end } = input;
  if (old === text) return;
  input.value = text;
  if (document.activeElement !== input || start === null) return;
  let head = 0;
  while (head < old.length && old[head] === text[head]) head += 1;
  const moved = (/** @type {number} */ place) =>
    place <= head ? place : Math.max(head, text.length - (old.length - place));
  input.setSelectionRange(moved(start), moved(end));
}

/** A text in one line. */
export class Line extends Field {
  draw() {
    const { placeholder, options } = this.row;
    const list = options && make("datalist", { id: `${this.id}-list` });
    this.control = make("input", {
      type: "text",
      autocomplete: "off",
      placeholder,
      dir: "auto",
      list: list && list.id,
      ...this.traits,
    });
    if (list) {
      this.control.addEventListener("focus", () =>
        list.replaceChildren(
          ...options(this.sheet).map((/** @type {string} */ value) => make("option", { value })),
        ),
      );
    }
    this.body.append(this.control, list ?? "");
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "string" && !/[\r\n]/.test(value);
  }

  /** @param {any} value */
  show(value) {
    setText(this.control, value ?? "");
  }

  /** @returns {any} */
  read() {
    return this.control.value.trim() || undefined;
  }
}

/** A text that may have line breaks, in a field that grows with it. */
export class Area extends Field {
  draw() {
    this.control = make("textarea", {
      rows: this.row.rows ?? 2,
      dir: "auto",
      placeholder: this.row.placeholder,
      ...this.traits,
    });
    this.control.addEventListener("input", () => this.grow());
    this.body.append(this.control);
  }

  grow() {
    if (CSS.supports("field-sizing: content")) return;
    const { control } = this;
    control.style.height = "auto";
    control.style.height = `${control.scrollHeight + control.offsetHeight - control.clientHeight}px`;
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "string" && !value.includes("\r");
  }

  /** @param {any} value */
  show(value) {
    setText(this.control, value ?? "");
    requestAnimationFrame(() => this.grow());
  }

  /** @returns {any} */
  read() {
    return this.control.value.trim() || undefined;
  }
}

/** A text in one line that wraps where it is long. */
export class Wrapped extends Area {
  draw() {
    super.draw();
    this.control.rows = 1;
    this.control.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
    });
    this.control.addEventListener("input", () => {
      if (this.control.value.includes("\n")) setText(this.control, this.control.value.replace(/\n+/g, " "));
    });
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "string" && !/[\r\n]/.test(value);
  }
}

/** A whole number between two bounds. */
export class Whole extends Line {
  draw() {
    super.draw();
    this.control.inputMode = "numeric";
    this.wrong = make("p", { class: "hint wrong", role: "status", hidden: true });
    this.body.append(this.wrong);
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "number";
  }

  /** @param {any} value */
  show(value) {
    setText(this.control, value === undefined ? "" : String(value));
    this.wrong.hidden = true;
  }

  /** @returns {any} */
  read() {
    return this.control.value.trim() ? Number(this.control.value) : undefined;
  }

  op() {
    const { least, most } = this.row;
    const value = this.read();
    this.wrong.hidden = value === undefined || (Number.isInteger(value) && value >= least && value <= most);
    this.wrong.textContent = this.wrong.hidden
      ? ""
      : `A whole number from ${least} to ${most} can stand here. This is not written.`;
    return this.wrong.hidden ? super.op() : null;
  }

  async send() {
    await super.send();
    this.isTyped = !this.wrong.hidden; // what cannot be written stays
  }
}

/** One of a few values. `options` gives them with their labels, `none` is what it is called where nothing is
 * said. */
export class Choice extends Field {
  #drawn = "";

  draw() {
    this.control = make("select", { ...this.traits, oninput: null, onchange: () => this.#pick() });
    this.body.append(this.control);
  }

  #pick() {
    this.sheet.type(this);
    this.sheet.flush();
  }

  /** @returns {[value: any, label: string][]} */
  get choices() {
    return this.row.options(this.sheet);
  }

  renew() {
    /** @type {[any, string][]} */
    const choices = [["", this.row.none ?? "not said"], ...this.choices],
      { value, control } = this;
    if (value !== undefined && !choices.some(([one]) => one === value))
      choices.push([value, `${value} (not known)`]);
    const drawn = JSON.stringify(choices);
    if (this.#drawn !== drawn) {
      control.replaceChildren(
        ...choices.map(([one, label]) => make("option", { value: String(one) }, label)),
      );
      this.shown = NaN; // to be chosen anew
    }
    this.#drawn = drawn;
    super.renew();
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "string" || typeof value === "number";
  }

  /** @param {any} value */
  show(value) {
    this.control.value = String(value ?? "");
  }

  /** @returns {any} */
  read() {
    const { value } = this.control;
    return value === ""
      ? undefined
      : (this.choices.find(([one]) => String(one) === value)?.[0] ?? this.value);
  }
}

/** One of a few whole numbers, side by side; the first choice says nothing. */
export class Steps extends Field {
  frame() {
    return make(
      "fieldset",
      { "aria-describedby": `${this.id}-faults` },
      make("legend", {}, this.row.label),
      this.body,
      this.aside,
      this.hint,
      this.faults,
    );
  }

  draw() {
    this.radios = this.row.values.map((/** @type {[any, string]} */ [value]) =>
      make("input", {
        type: "radio",
        name: this.id,
        value: value ?? "",
        onchange: () => {
          this.sheet.type(this);
          this.sheet.flush();
        },
      }),
    );
    this.body.classList.add("steps");
    this.row.values.forEach((/** @type {[any, string]} */ [, label], /** @type {number} */ number) => {
      this.body.append(make("label", {}, this.radios[number], make("span", {}, label)));
    });
  }

  renew() {
    if (this.value === undefined && this.shown === undefined) this.show(undefined);
    super.renew();
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "number";
  }

  /** @param {any} value */
  show(value) {
    for (const radio of this.radios) radio.checked = radio.value === String(value ?? "");
  }

  /** @returns {any} */
  read() {
    const { value } = this.radios.find((/** @type {any} */ { checked }) => checked) ?? { value: "" };
    return value ? Number(value) : undefined;
  }

  focus() {
    (this.radios.find((/** @type {any} */ { checked }) => checked) ?? this.radios[0]).focus();
  }
}

/** What dates say in words, by their text, for a document's zone and language. */
const readings = { of: "", /** @type {Map<string, Promise<DateReading>>} */ by: new Map() };

/** @param {Sheet} sheet @param {string} text @returns {Promise<DateReading>} */
function readingOf(sheet, text) {
  const { lang, timezone } = sheet.main.value ?? {};
  const of = JSON.stringify([lang, timezone]);
  if (readings.of !== of || readings.by.size > 5000) Object.assign(readings, { of, by: new Map() });
  let reading = readings.by.get(text);
  if (!reading) {
    reading = sheet.main.ask("/date", { text });
    readings.by.set(text, reading);
    reading.catch(() => readings.by.delete(text));
  }
  return reading;
}

const EXAMPLES = [
  ["2014", "the year"],
  ["2021-08", "the month"],
  ["2025-07-25", "the day"],
  ["2025-05-10T15:35", "a time of day"],
  ["1914~", "about 1914"],
  ["1914?", "perhaps 1914"],
  ["198X", "the 1980s"],
  ["2025-05-07/2025-05-10", "from … to"],
  ["2021-08-15/..", "since then, still going on"],
  ["-0044-03-15", "before our era: 0000 is 1 BCE"],
  ["Y-66E6", "66 million years ago"],
];

/** A date, which says in words how it is read. `steps`: it can be moved by a unit. `help`: with examples. */
export class Day extends Line {
  #words = 0;
  /** What the reading of the date says is wrong. */
  #fault = "";
  #pending = 0;
  /** @type {Diagnostic[]} */
  #faults = [];

  draw() {
    super.draw();
    this.control.spellcheck = false;
    this.control.classList.add("day");
    this.node.classList.toggle("steady", Boolean(this.row.steps));
    this.control.setAttribute("aria-describedby", `${this.id}-words ${this.id}-faults`);
    this.words = make("p", { class: "words", id: `${this.id}-words`, "aria-live": "polite" });
    this.control.addEventListener("input", () => this.#readSoon());
    if (this.row.steps) this.#drawSteps();
    this.body.append(this.words);
    if (this.row.help) {
      this.body.append(
        make(
          "details",
          { class: "help" },
          make("summary", {}, "How dates are written"),
          make(
            "dl",
            {},
            ...EXAMPLES.flatMap(([text, words]) => [
              make("dt", {}, make("code", {}, text)),
              make("dd", {}, words),
            ]),
          ),
        ),
      );
    }
  }

  #drawSteps() {
    const button = (/** @type {number} */ by, /** @type {string} */ label, /** @type {string} */ sign) =>
      make(
        "button",
        {
          type: "button",
          class: "quiet icon",
          "aria-label": label,
          title: `${label} (Alt+${by > 0 ? "↑" : "↓"})`,
          onclick: () => this.#move(by),
        },
        sign,
      );
    this.control.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
      event.preventDefault();
      void this.#move(event.key === "ArrowUp" ? 1 : -1);
    });
    const line = make(
      "div",
      { class: "beside" },
      button(-1, "A unit earlier", "−"),
      button(1, "A unit later", "+"),
    );
    this.control.replaceWith(line);
    line.prepend(this.control);
  }

  /** Moves the date by units; what is asked for meanwhile is done in one go. @param {number} by */
  async #move(by) {
    this.#pending += by;
    if (this.#pending !== by) return;
    this.sheet.flush();
    while (this.#pending) {
      const steps = this.#pending;
      const { path } = this.place;
      /** @type {any} */
      const moved = await this.sheet.main
        .ask("/drag", { event: path[1], part: "whole", steps })
        .catch((/** @type {Error} */ { message }) => ({ fault: message }));
      if (moved.fault) {
        this.#pending = 0;
        this.sheet.main.say(moved.fault, "error");
        return;
      }
      if (!this.isTyped) await this.sheet.send({ op: "put", path, value: moved.date }, this.step);
      this.#pending -= steps;
    }
  }

  /** @param {any} value */
  show(value) {
    super.show(value);
    void this.#read();
  }

  #readSoon() {
    clearTimeout(this.#words);
    this.#words = window.setTimeout(() => this.#read(), WORDS_REST);
  }

  async #read() {
    clearTimeout(this.#words);
    const text = this.control.value.trim();
    /** @type {any} */
    const reading = text ? await readingOf(this.sheet, text).catch(() => null) : {};
    if (text !== this.control.value.trim() || !reading) return;
    this.#say(text, reading);
  }

  /** @param {string} text @param {any} reading */
  #say(text, { words, fault }) {
    this.words.classList.toggle("wrong", Boolean(fault));
    this.#fault = fault?.message ?? "";
    if (fault) {
      const from = fault.column - 1;
      const to = from + fault.length;
      const write = () => {
        this.control.value = fault.fix;
        this.sheet.type(this);
        this.sheet.flush();
        void this.#read();
        this.control.focus();
      };
      this.words.replaceChildren(
        make("span", {}, `${capital(fault.message)}.`, fault.help && !fault.fix ? ` ${capital(fault.help)}.` : ""),
        from < text.length
          ? make("code", {}, text.slice(0, from), make("mark", {}, text.slice(from, to)), text.slice(to))
          : "",
        fault.fix
          ? make("button", { type: "button", class: "fix", onclick: write }, `Write ${fault.fix}`)
          : "",
      );
    } else {
      this.words.textContent = words ?? "";
    }
    this.tell(this.#faults);
  }

  /** What the reading has said is not said twice. @param {Diagnostic[]} faults */
  tell(faults) {
    this.#faults = faults;
    super.tell(faults.filter(({ message }) => message !== this.#fault));
    if (this.#fault) this.control.setAttribute("aria-invalid", "true");
    else if (!faults.length) this.control.setAttribute("aria-invalid", "false");
  }
}

/** A colour: by name, as #rrggbb, or picked. `palette` has the names. */
export class Colour extends Line {
  draw() {
    super.draw();
    const set = (/** @type {string} */ value) => {
      this.control.value = value;
      this.sheet.type(this);
      this.sheet.flush();
      this.#mark();
    };
    this.buttons = Object.entries(this.row.palette).map(([name, code]) => {
      const button = make("button", {
        type: "button",
        class: "swatch",
        title: name,
        "aria-label": name,
        onclick: () => set(name),
      });
      button.style.backgroundColor = code;
      return button;
    });
    this.other = make("input", {
      type: "color",
      title: "another colour",
      "aria-label": "Another colour",
      onchange: () => set(this.other.value),
    });
    this.control.placeholder = "automatic";
    this.control.addEventListener("input", () => this.#mark());
    const line = make("div", { class: "beside swatches" }, ...this.buttons, this.other);
    this.control.replaceWith(line);
    line.prepend(this.control);
    this.#mark();
  }

  /** @param {any} value */
  show(value) {
    super.show(value);
    this.#mark();
  }

  #mark() {
    const code = codeOf(this.control.value.trim(), this.row.palette);
    const names = Object.values(this.row.palette);
    this.buttons?.forEach((button, number) =>
      button.setAttribute("aria-pressed", String(names[number] === code)),
    );
    this.other.value = code ?? "#808080";
  }
}

/** A colour as #rrggbb in small letters, null where it is none.
 * @param {unknown} text @param {Record<string, string>} palette */
export function codeOf(text, palette) {
  if (typeof text !== "string") return null;
  if (Object.hasOwn(palette, text)) return palette[text];
  if (!/^#(?:[0-9a-f]{3}){1,2}$/i.test(text)) return null;
  return text.length === 7
    ? text.toLowerCase()
    : `#${[...text.slice(1)].map((digit) => digit + digit).join("")}`.toLowerCase();
}

/** One of many, by title. `options` gives them all, `titleOf` the title of a value. */
export class Pick extends Field {
  draw() {
    const { label, options, placeholder } = this.row;
    const { node, input } = new Combobox({
      id: this.id,
      label,
      placeholder,
      traits: { ...this.traits, oninput: null, onfocusout: null },
      options: () => options(this.sheet),
      rest: () => this.#title(),
      pick: (option) => this.#pick(option),
      more: () =>
        this.row.required || this.value === undefined
          ? []
          : [{ value: undefined, title: this.row.none ?? "none" }],
    });
    this.control = input;
    this.body.append(node);
    if (this.row.go) {
      this.gone = make(
        "button",
        { type: "button", class: "quiet", onclick: () => this.row.go(this.sheet, this.value) },
        "Go to it",
      );
      this.body.append(this.gone);
    }
  }

  #title() {
    return this.value === undefined ? "" : (this.row.titleOf(this.sheet, this.value) ?? this.value);
  }

  /** @param {import("./combobox.js").Option} option */
  async #pick(option) {
    this.picked = this.row.target ? await this.row.target(this.sheet, option) : option.value;
    void this.send();
    this.renew();
  }

  renew() {
    super.renew();
    const isOpen = this.control.getAttribute("aria-expanded") === "true";
    if (!isOpen && this.fits(this.value ?? "")) setText(this.control, this.#title());
    if (this.gone) this.gone.hidden = !this.row.titleOf(this.sheet, this.value);
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "string";
  }

  /** @returns {any} */
  read() {
    return this.picked;
  }
}
