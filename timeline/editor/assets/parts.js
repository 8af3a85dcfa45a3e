// Fields within fields: lists of words, objects, lists of objects, and objects by id. Each brings its parts
// up to the document and keeps those that still stand for the same value, so that the focus stays with what
// it is on.

import { Field, Line, build } from "./fields.js";
import { fold } from "./words.js";
import { Place, Sheet, applied } from "./sheet.js";
import { counted, make } from "./dom.js";

/** @typedef {import("./fields.js").Row} Row */

/** What holds other fields: a fieldset with a legend, hidden where a fold above it says the same. */
class Group extends Field {
  frame() {
    const { label, isBare } = this.row;
    return make(
      "fieldset",
      { "aria-describedby": `${this.id}-faults` },
      make("legend", { class: isBare ? "unseen" : null }, label),
      this.hint,
      this.body,
      this.aside,
      this.faults,
    );
  }

  /** @returns {Record<string, unknown>} */
  get traits() {
    return { ...super.traits, oninput: null };
  }
}

/** One of a list of short texts. */
class Chip extends Line {
  #hasFocus = false;

  frame() {
    return make("li", {}, this.body, this.aside, this.faults);
  }

  draw() {
    super.draw();
    this.control.setAttribute("aria-label", this.row.label);
    this.control.addEventListener("focus", () => {
      this.#hasFocus = true;
    });
    this.control.addEventListener("blur", () => {
      this.#hasFocus = false;
    });
    this.control.addEventListener("input", () => this.#size());
    this.remove = make(
      "button",
      { type: "button", class: "quiet icon", "aria-label": `Remove ${this.row.label}` },
      "×",
    );
    this.body.append(this.remove);
  }

  #size() {
    this.control.size = Math.min(40, Math.max(3, this.control.value.length + 1));
  }

  renew() {
    super.renew();
    this.#size();
    this.remove.setAttribute("aria-label", `Remove ${this.value}`);
  }

  /** An emptied one goes when it is left, for it might be about to be written anew. */
  async send() {
    if (this.read() === undefined && this.#hasFocus) return;
    await super.send();
  }
}

/** A list of short texts; `options` gives those that the document has elsewhere. */
export class Chips extends Group {
  draw() {
    const { id, row } = this;
    this.list = make("ul", { class: "chips" });
    this.suggested = make("datalist", { id: `${id}-list` });
    this.control = make("input", {
      ...this.traits,
      type: "text",
      autocomplete: "off",
      dir: "auto",
      list: this.suggested.id,
      "aria-label": `Add: ${row.label.toLowerCase()}`,
      placeholder: row.placeholder,
      onfocusout: () => this.#add(),
      onfocus: () => this.#suggest(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.#add();
      },
      onpaste: (/** @type {ClipboardEvent} */ event) => {
        const lines =
          event.clipboardData
            ?.getData("text")
            .split(/[\r\n]+/)
            .filter((line) => line.trim()) ?? [];
        if (lines.length < 2) return;
        event.preventDefault();
        for (const line of lines) this.#add(line);
      },
    });
    this.body.append(this.list, this.control, this.suggested);
  }

  #suggest() {
    const has = new Set(this.value);
    this.suggested.replaceChildren(
      ...this.row
        .options(this.sheet)
        .filter((/** @type {string} */ one) => !has.has(one))
        .map((/** @type {string} */ value) => make("option", { value })),
    );
  }

  #add(text = this.control.value) {
    const value = text.trim();
    const has = this.value ?? [];
    if (text === this.control.value) this.control.value = "";
    if (!value || has.includes(value)) return;
    void this.act({ op: "insert", path: [...this.place.path, has.length], value });
    this.#suggest();
  }

  renew() {
    super.renew();
    const value = /** @type {any} */ (this.value ?? []);
    if (!Array.isArray(value)) return;
    syncParts(
      this,
      value,
      (number) => {
        const place = this.place.to(number);
        const chip = build(this.sheet, place, { key: String(number), label: this.row.one, kind: Chip });
        chip.remove.addEventListener("click", () => {
          const now = Number(place.steps[0]);
          void this.act({ op: "remove", path: place.path });
          /** @type {any} */ (this.parts[now]?.remove ?? this.control).focus();
        });
        return chip;
      },
      this.list,
    );
  }

  /** @param {any} value */
  fits(value) {
    return Array.isArray(value);
  }
}

/** Brings the fields of a list's members up to its values. Members that are alike at both ends keep their
 * fields, so that the focus stays with what it is on. @param {any} field @param {any[]} values
 * @param {(number: number) => any} draw @param {HTMLElement} list */
function syncParts(field, values, draw, list) {
  const now = values.map((value) => JSON.stringify(value));
  const { parts } = field;
  const least = Math.min(parts.length, now.length);
  let head = 0;
  let tail = 0;
  while (head < least && parts[head].json === now[head]) head += 1;
  while (tail < least - head && parts[parts.length - 1 - tail].json === now[now.length - 1 - tail]) tail += 1;
  const gone = parts.length - now.length;
  if (gone > 0) {
    const left = parts.splice(now.length - tail, gone);
    const hadFocus = left.some((/** @type {any} */ { node }) => node.contains(document.activeElement));
    for (const part of left) part.node.remove();
    if (hadFocus) (parts[now.length - tail] ?? field).focus();
  }
  for (let number = parts.length - tail; parts.length < now.length; number += 1) {
    const part = draw(number);
    list.insertBefore(part.node, parts[number]?.node ?? null);
    parts.splice(number, 0, part);
  }
  parts.forEach((/** @type {any} */ part, /** @type {number} */ number) => {
    part.place.steps = [number];
    part.json = now[number];
    part.renew();
  });
}

/** An object with known keys, by a table of rows. Rows with a `fold` stand under that heading, which is open
 * where one of its keys is there, but for those that are quiet: they are told beside it. Keys that the
 * table does not have are shown as they are. */
export class Items extends Group {
  /** @type {{fold: HTMLDetailsElement, name: string, rows: Row[], told: HTMLElement, was: boolean}[]} */
  #folds = [];
  #ownShown = "[]";

  draw() {
    this.place.isOptional = this.row.isOptional !== false;
    this.inner = make("div", { class: "fields" });
    this.own = make("div", { class: "own" });
    this.body.append(this.inner);
    /** @type {Row[]} */
    const rows = this.row.rows;
    for (const row of rows) this.#drawRow(row);
    this.body.append(this.own);
  }

  /** @param {Row} row */
  #drawRow(row) {
    const part = build(this.sheet, this.place.to(row.key), row);
    this.parts.push(part);
    if (!row.fold) return void this.inner.append(part.node);
    let found = this.#folds.find(({ name }) => name === row.fold);
    if (!found) {
      const told = make("span", { class: "told" });
      const head = make("summary", {}, make("span", {}, row.fold), told);
      const fold = make("details", { class: "fold" }, head, make("div", { class: "fields" }));
      found = { fold, name: row.fold, rows: [], told, was: false };
      this.#folds.push(found);
      this.body.append(fold);
    }
    found.rows.push(row);
    found.fold.lastElementChild?.append(part.node);
  }

  /** @param {any} value */
  fits(value) {
    return (
      (typeof value === "object" && value !== null && !Array.isArray(value)) ||
      (typeof value === "string" && this.place.short !== "")
    );
  }

  renew() {
    super.renew();
    const { value = {} } = this;
    if (!this.fits(value)) return;
    for (const part of this.parts) part.renew();
    for (const one of this.#folds) {
      const held = one.rows.filter(({ key }) => Object.hasOwn(Object(value), key));
      const isFilled = held.some(({ isQuiet }) => !isQuiet);
      if (isFilled && !one.was) one.fold.open = true;
      one.was = isFilled;
      const lists = held.map(({ key }) => value[key]).filter(Array.isArray);
      const quiet = held.find(({ isQuiet }) => isQuiet);
      const count = lists.length ? lists.reduce((sum, list) => sum + list.length, 0) : "";
      one.told.textContent = quiet ? String(value[quiet.key]) : String(count);
    }
    this.#showOwn(value);
  }

  /** @param {any} value */
  #showOwn(value) {
    const known = new Set(this.row.rows.map((/** @type {Row} */ { key }) => key));
    const keys = typeof value === "string" ? [] : Object.keys(value).filter((key) => !known.has(key));
    const own = JSON.stringify(keys.map((key) => [key, value[key]]));
    if (own === this.#ownShown) return;
    this.#ownShown = own;
    this.own.replaceChildren(
      ...(keys.length
        ? [
            make(
              "details",
              { class: "fold", open: keys.some((key) => !key.startsWith("x-")) },
              make(
                "summary",
                {},
                make("span", {}, "Other keys"),
                make("span", { class: "told" }, String(keys.length)),
              ),
              make("p", { class: "hint" }, "These are kept as they are; the tab Text can change them."),
              ...keys.map((key) =>
                make("pre", {}, `${JSON.stringify(key)}: ${JSON.stringify(value[key], null, 1)}`),
              ),
            ),
          ]
        : []),
    );
  }

  focus() {
    this.parts[0]?.focus();
  }
}

/** One member of a list of objects, with buttons that move it and take it out. */
class Item extends Items {
  frame() {
    this.title = make("span", { class: "unseen" });
    return make(
      "li",
      {},
      make(
        "fieldset",
        { "aria-describedby": `${this.id}-faults` },
        make("legend", { class: "unseen" }, this.title),
        this.body,
        this.aside,
        this.faults,
      ),
    );
  }

  /** @param {any} list the field of the list that it is in */
  setList(list) {
    this.list = list;
    const button = (
      /** @type {string} */ sign,
      /** @type {string} */ does,
      /** @type {() => void} */ onclick,
    ) => make("button", { type: "button", class: "quiet icon", title: does, onclick }, sign);
    this.up = button("↑", "Move up", () => list.move(this, -1));
    this.down = button("↓", "Move down", () => list.move(this, 1));
    this.out = button("×", "Remove", () => list.take(this));
    this.node.append(make("div", { class: "moves" }, this.up, this.down, this.out));
  }

  renew() {
    super.renew();
    const number = Number(this.place.steps[0]);
    const name = this.row.name?.(this.sheet, this.value, number) ?? `${this.row.label} ${number + 1}`;
    this.title.textContent = name;
    if (!this.list) return;
    this.up.hidden = this.down.hidden = this.list.count < 2;
    this.up.disabled = number === 0;
    this.down.disabled = number >= this.list.count - 1;
    for (const [button, does] of [
      [this.up, "Move up"],
      [this.down, "Move down"],
      [this.out, "Remove"],
    ]) {
      button.setAttribute("aria-label", `${does}: ${name}`);
    }
  }
}

/** A list of objects. `item` is the table of one, `short` the key for which a text alone may stand, `one`
 * what one is
 * called. `adder` draws what adds one; without it a button does, and the new one is written with its first
 * letter. */
export class Rows extends Group {
  /** The place of the one that is not written yet, -1: there is none. */
  #blank = -1;

  draw() {
    this.list = make("ol", { class: "rows" });
    const { adder, one } = this.row;
    const add = adder
      ? adder(this)
      : make("button", { type: "button", class: "add", onclick: () => this.#addBlank() }, `Add ${one}`);
    this.add = make("div", { class: "adder" }, add);
    this.body.append(this.list, this.add);
  }

  get count() {
    return this.value?.length ?? 0;
  }

  #addBlank() {
    this.#blank = this.count;
    this.renew();
    this.parts.at(-1)?.focus();
  }

  renew() {
    super.renew();
    const value = /** @type {any} */ (this.value ?? []);
    if (!Array.isArray(value)) return;
    if (this.#blank < value.length) this.#blank = -1; // it has been written
    const values = this.#blank < 0 ? value : [...value, undefined];
    syncParts(this, values, (number) => this.#draw(number), this.list);
    this.list.hidden = !values.length;
  }

  /** @param {number} number */
  #draw(number) {
    const place = this.place.to(number);
    place.short = this.row.short ?? "";
    const item = build(this.sheet, place, {
      key: String(number),
      label: this.row.one,
      kind: Item,
      rows: this.row.item,
      name: this.row.name,
      isOptional: false,
    });
    item.setList(this);
    item.renew();
    return item;
  }

  /** @param {any} item @param {number} by */
  move(item, by) {
    const from = Number(item.place.steps[0]);
    const button = by < 0 ? "up" : "down";
    void this.act({ op: "move", path: item.place.path, place: from + by });
    const moved = /** @type {any} */ (this.parts[from + by]);
    (moved[button].disabled ? moved[by < 0 ? "down" : "up"] : moved[button]).focus();
  }

  /** Takes one out. @param {any} item */
  take(item) {
    const number = Number(item.place.steps[0]);
    if (number >= this.count) {
      this.#blank = -1;
      this.renew();
    } else {
      void this.act({ op: "remove", path: item.place.path });
    }
    const next = /** @type {any} */ (this.parts[number] ?? this.parts[number - 1]);
    (next?.out ?? this.add.querySelector("input, button")).focus();
  }

  /** @param {any} value */
  fits(value) {
    return Array.isArray(value);
  }
}

/** One of an object's values, by its id, in a fold that is filled when it is first opened. */
class Entry extends Items {
  #isDrawn = false;
  /** The field of all. @type {any} */
  list = null;

  frame() {
    this.name = make("span", { class: "name" });
    this.told = make("span", { class: "told" });
    this.fold = make(
      "details",
      { class: "fold", ontoggle: () => this.#fill() },
      make("summary", {}, this.name, this.told),
      this.body,
      this.aside,
    );
    return make("li", {}, this.fold, this.faults);
  }

  draw() {}

  #fill() {
    if (this.#isDrawn || !this.fold.open) return;
    this.#isDrawn = true;
    super.draw();
    this.place.isOptional = false;
    this.why = make("p", { class: "hint" });
    this.out = make(
      "button",
      { type: "button", class: "quiet", onclick: () => this.list.take(this) },
      "Remove",
    );
    this.body.append(
      make("p", { class: "hint" }, "Events cite it as ", make("code", {}, this.row.key), "."),
      make("div", { class: "beside" }, this.out, this.why),
    );
    this.renew();
    this.sheet.tellFaults();
  }

  renew() {
    const { title, told, refused } = this.row.say(this.sheet, this.row.key, this.value);
    this.name.textContent = title;
    this.told.textContent = told;
    this.words = fold(`${title} ${this.row.key} ${JSON.stringify(this.value)}`);
    if (!this.#isDrawn) return;
    super.renew();
    this.out.disabled = Boolean(refused);
    this.why.textContent = refused;
  }
}

/** An object of objects by id, with a search. `say` gives the title of one, what is told beside it, and why
 * it cannot be taken out where it cannot; `adder` draws what adds one. */
export class Entries extends Group {
  draw() {
    const { one, adder } = this.row;
    this.search = make("input", {
      type: "search",
      "aria-label": `Search ${one}s`,
      placeholder: "Search",
      oninput: () => this.#sift(),
    });
    this.none = make("p", { class: "hint", role: "status" });
    this.list = make("ul", { class: "entries" });
    this.body.append(this.search, this.none, this.list, make("div", { class: "adder" }, adder(this)));
  }

  renew() {
    super.renew();
    const value = this.value ?? {};
    if (!this.fits(value)) return;
    const ids = Object.keys(value).filter((id) => !id.startsWith("x-"));
    const had = new Map(this.parts.map((part) => [part.row.key, part]));
    this.parts = ids.map((id) => had.get(id) ?? this.#draw(id));
    for (const [id, part] of had) if (!Object.hasOwn(value, id)) part.node.remove();
    this.parts.forEach((part, number) => {
      if (this.list.children[number] !== part.node)
        this.list.insertBefore(part.node, this.list.children[number] ?? null);
      part.renew();
    });
    this.search.hidden = ids.length < 6;
    this.#sift();
  }

  /** @param {string} id */
  #draw(id) {
    const entry = build(this.sheet, this.place.to(id), {
      key: id,
      label: id,
      kind: Entry,
      rows: this.row.item,
      say: this.row.say,
    });
    entry.list = this;
    return entry;
  }

  #sift() {
    const words = this.search.hidden ? [] : fold(this.search.value).split(/\s+/).filter(Boolean);
    let hits = 0;
    for (const part of /** @type {any[]} */ (this.parts)) {
      part.node.hidden = !words.every((/** @type {string} */ word) => part.words.includes(word));
      hits += part.node.hidden ? 0 : 1;
    }
    this.none.textContent = words.length ? `${counted(hits, this.row.one)} of ${this.parts.length}` : "";
  }

  /** @param {any} entry */
  take(entry) {
    const number = this.parts.indexOf(entry);
    void this.act({ op: "remove", path: entry.place.path });
    const next = /** @type {any} */ (this.parts[number] ?? this.parts[number - 1]);
    (next?.fold.querySelector("summary") ?? this.node.querySelector(".adder button")).focus();
  }

  /** @param {any} value */
  fits(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}

/** What is written as a whole before it goes into the document: fields by a table, on a desk of their own.
 * @param {Sheet} sheet @param {{title: string, rows: Row[], start?: object, add: (value: any) => void,
 * over: () => void}} settings */
export function draft(sheet, { title, rows, start = {}, add, over }) {
  /** @type {import("./sheet.js").Small} */
  const desk = {
    value: start,
    state: { ...sheet.desk.state, diagnostics: [] },
    ask: (route, body) => sheet.main.ask(route, body),
    edit: async (op) => {
      desk.value = applied(desk.value, op);
      return /** @type {any} */ ({});
    },
  };
  const own = new Sheet(desk, sheet.main);
  const fields = build(own, new Place([]), { key: "", label: title, kind: Items, rows });
  own.fields.push(fields);
  const wrong = make("p", { class: "hint wrong", role: "alert" });
  const finish = () => {
    own.flush();
    const missing = rows.find(({ key, required }) => required && !own.value[key]);
    if (!missing) return void add(own.value);
    wrong.textContent = `${missing.label} is missing.`;
    fields.parts[rows.indexOf(missing)].focus();
  };
  const node = make(
    "div",
    {
      class: "draft",
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        const isLine = event.target instanceof HTMLInputElement && event.target.type === "text";
        if (event.key === "Escape") over();
        else if (event.key === "Enter" && isLine && !event.isComposing && !event.defaultPrevented) finish();
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
    fields.node,
    wrong,
    make(
      "div",
      { class: "beside" },
      make("button", { type: "button", class: "main", onclick: finish }, "Add"),
      make("button", { type: "button", onclick: over }, "Cancel"),
    ),
  );
  const focus = () => {
    fields.focus();
    node.scrollIntoView({ block: "nearest" });
  };
  return { node, focus };
}
