// The list of events: found by words, in the order of the file or of time, chosen from by keys. Of a long
// list only the rows that are seen are in the page.

import { askToRemove, initAdding } from "./asking.js";
import { byId, counted, make } from "./dom.js";
import { codeOf } from "./fields.js";
import { PALETTE } from "./form.js";
import { showTab } from "./tabs.js";
import { fold } from "./words.js";

const ROW = 3.125; // rem, as in editor.css
const SPARE = 8; // rows drawn beyond either edge
const TYPING = 700; // milliseconds after which typing ahead begins anew
const PAGE_KEYS = "n/?";
const MARKS = { error: "has errors", warning: "has warnings", changed: "changed, not saved" };

/** All that an event says. @param {unknown} value @returns {string} */
const textOf = (value) => (typeof value === "object" && value ? Object.values(value).map(textOf).join("\n") : String(value));

/** What sorts dates as far as their first digits tell: the year, and what follows it. @param {unknown} date
 * @returns {[number, string]} */
function timeOf(date) {
  const [, year = "", rest = ""] = /^[^\dY-]*(Y?-?\d[\dXE]*)(.*)$/.exec(String(date ?? "").replace(/^\.?\.?\//, "")) ?? [];
  const number = Number(year.replace("Y", "").replaceAll("X", "0"));
  return year ? [number, rest.replace(/[?~%]/g, "")] : [Infinity, ""];
}

/** @param {any[]} events @returns {number[]} */
function byTime(events) {
  const times = events.map((event) => timeOf(event?.date));
  return [...events.keys()].sort((one, other) => {
    const [year, rest] = times[one], [second, more] = times[other];
    return year - second || (rest < more ? -1 : Number(rest > more)) || one - other;
  });
}

class EventList {
  /** The numbers of the events that are listed. @type {number[]} */
  rows = [];
  #sought = "";
  /** What is sought in, by events, which stay the same objects as long as they say the same.
   * @type {WeakMap<any, string>} */
  #said = new WeakMap();
  #isByTime = false;
  #typed = "";
  #typedAt = 0;
  /** What is on the disk: events by their ids, the JSON of those without. */
  #disk = { events: /** @type {any[] | null} */ (null), ids: new Map(), bare: new Set() };
  /** @type {Map<number, "error" | "warning">} */
  #faults = new Map();
  #colours = new Map();

  /** @param {import("./desk.js").EditorDesk} desk */
  constructor(desk) {
    this.desk = desk;
    this.search = make("input", {
      type: "search", id: "search", placeholder: "Search", "aria-label": "Search events", autocomplete: "off", spellcheck: "false",
      oninput: () => this.#seek(),
    });
    this.order = make("button", {
      type: "button", class: "quiet", "aria-pressed": "false", title: "In the order of time, not of the file", onclick: () => this.#turn(),
    }, "By time");
    this.add = make("button", { type: "button", id: "add", "aria-haspopup": "dialog", title: "New event (n)" }, "+ New");
    this.rail = make("div", { class: "rail", role: "none" });
    this.box = make("div", {
      id: "rows", role: "listbox", tabindex: 0, "aria-label": "Events",
      onscroll: () => this.#draw(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
      onclick: (/** @type {MouseEvent} */ event) => this.#click(event),
    }, this.rail);
    this.empty = make("p", { class: "empty", role: "status", hidden: true });
    byId("list").append(make("div", { class: "finding" }, this.search, this.order, this.add), this.box, this.empty);
    this.search.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "ArrowDown" || !this.rows.length) return;
      event.preventDefault();
      this.box.focus();
      if (!this.rows.includes(desk.chosen)) this.#go(0);
    });
    let before = 0;
    new ResizeObserver(() => {
      const { clientHeight, scrollTop } = this.box;
      const end = (this.rows.indexOf(desk.chosen) + 1) * this.height - scrollTop;
      if (!before || (end > 0 && end <= before)) this.reveal(); // what was seen stays so
      else this.#draw();
      before = clientHeight;
    }).observe(this.box);
    desk.addEventListener("change", () => this.renew());
    desk.addEventListener("choose", () => this.reveal());
  }

  get height() {
    return ROW * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  /** Reads the events anew. */
  renew() {
    const { events, state, value } = this.desk;
    this.#faults = new Map();
    for (const { path: [list, number], severity } of state.diagnostics) {
      if (list !== "events" || typeof number !== "number") continue;
      if (this.#faults.get(number) !== "error") this.#faults.set(number, severity);
    }
    const groups = Array.isArray(value?.groups) ? value.groups : [];
    this.#colours = new Map(groups.map((/** @type {any} */ group) => [group?.id, group]));
    const all = this.#isByTime ? byTime(events) : [...events.keys()];
    const words = fold(this.#sought).split(/\s+/).filter(Boolean);
    this.rows = words.length ? all.filter((number) => {
      const text = this.#textOf(events[number]);
      return words.every((word) => text.includes(word));
    }) : all;
    this.rail.style.height = `${this.rows.length * this.height}px`;
    this.box.hidden = !this.rows.length;
    this.empty.hidden = !this.box.hidden;
    this.empty.textContent = !value ? "The text cannot be read as JSON: see the tab Text."
      : events.length ? "No event has these words." : "No events yet. Press n, or the button above, for the first one.";
    byId("count").textContent = !value ? "" : words.length
      ? `${this.rows.length.toLocaleString("en")} of ${counted(events.length, "event")}` : counted(events.length, "event");
    this.#draw();
  }

  /** What is sought in for an event. @param {unknown} event @returns {string} */
  #textOf(event) {
    if (typeof event !== "object" || !event) return fold(textOf(event));
    const text = this.#said.get(event) ?? fold(textOf(event));
    this.#said.set(event, text);
    return text;
  }

  /** Scrolls to the chosen event. */
  reveal() {
    const at = this.rows.indexOf(this.desk.chosen), { height, box } = this;
    if (at >= 0 && box.clientHeight) {
      const top = at * height, bottom = top + height - box.clientHeight;
      if (box.scrollTop > top) box.scrollTop = top;
      else if (box.scrollTop < bottom) box.scrollTop = bottom;
    }
    this.#draw();
  }

  #draw() {
    const { rows, height, box, desk } = this, at = rows.indexOf(desk.chosen);
    const first = Math.max(0, Math.floor(box.scrollTop / height) - SPARE);
    const end = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + SPARE);
    const seen = Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
    if (at >= 0 && (at < first || at >= end)) seen.push(at);
    this.rail.replaceChildren(...seen.map((place) => this.#row(place, height)));
    if (at >= 0) box.setAttribute("aria-activedescendant", `row-${rows[at]}`);
    else box.removeAttribute("aria-activedescendant");
  }

  /** @param {number} place @param {number} height */
  #row(place, height) {
    const number = this.rows[place], event = this.desk.events[number] ?? {}, fault = this.#faults.get(number);
    const { date, title } = event, group = this.#colours.get(event.group);
    const dot = make("span", { class: "dot", title: group?.title ?? event.group });
    const colour = codeOf(group?.color, PALETTE);
    if (colour) dot.style.background = colour;
    else if (!event.group) dot.classList.add("none");
    const mark = (/** @type {keyof typeof MARKS} */ kind) =>
      make("span", { class: `mark ${kind}`, title: MARKS[kind] }, make("span", { class: "unseen" }, `, ${MARKS[kind]}`));
    const told = [["date", String(date ?? "no date")], ["title", String(title || "no title")]];
    const row = make("div", {
      role: "option", id: `row-${number}`, "aria-selected": number === this.desk.chosen,
      "aria-setsize": this.rows.length, "aria-posinset": place + 1,
    }, dot, make("span", { class: "told" }, ...told.map(([kind, text]) => make("span", { class: kind }, text))),
    this.#isChanged(number) && mark("changed"), fault && mark(fault));
    row.style.top = `${place * height}px`;
    return row;
  }

  /** Whether an event is not as it is on the disk. @param {number} number */
  #isChanged(number) {
    const { state, savedEvents, events } = this.desk, event = events[number];
    if (state.saved || !savedEvents) return false;
    if (this.#disk.events !== savedEvents) {
      const ids = new Map(savedEvents.map((one) => [one?.id, one]));
      const bare = savedEvents.filter((one) => one?.id === undefined).map((one) => JSON.stringify(one));
      this.#disk = { events: savedEvents, ids, bare: new Set(bare) };
    }
    const json = JSON.stringify(event), { ids, bare } = this.#disk;
    return event?.id === undefined ? !bare.has(json) : JSON.stringify(ids.get(event.id)) !== json;
  }

  #seek() {
    this.#sought = this.search.value;
    this.renew();
    this.box.scrollTop = 0;
    this.reveal();
  }

  #turn() {
    this.#isByTime = !this.#isByTime;
    this.order.setAttribute("aria-pressed", String(this.#isByTime));
    this.renew();
    this.reveal();
  }

  /** @param {number} place */
  #go(place) {
    const { rows, desk } = this;
    if (rows.length) desk.choose(rows[Math.max(0, Math.min(place, rows.length - 1))], "list");
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const row = /** @type {Element} */ (event.target).closest("[role=option]");
    if (!row) return;
    this.desk.choose(Number(row.id.slice("row-".length)), "list");
    byId("events").classList.add("open");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const { rows, desk, box } = this, at = rows.indexOf(desk.chosen), last = rows.length - 1;
    const page = Math.max(1, Math.floor(box.clientHeight / this.height) - 1);
    /** @type {Record<string, number>} */
    const places = {
      ArrowDown: at + 1, PageDown: at + page, End: last,
      ArrowUp: at < 0 ? last : at - 1, PageUp: at - page, Home: 0,
    };
    const place = places[key];
    if (place !== undefined) this.#go(place);
    else if (key === "Enter" && at >= 0) openForm(desk);
    else if (key === "Delete" && at >= 0) askToRemove(desk, desk.chosen);
    else if (!this.#ahead(key, event.timeStamp)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Goes to the next event whose title begins with what is typed; the first letter is none that the page
   * knows as a key. @param {string} key @param {number} now @returns {boolean} whether the key is taken */
  #ahead(key, now) {
    const isNew = now - this.#typedAt > TYPING, isPageKey = byId("letters").checked && PAGE_KEYS.includes(key);
    if (key.length !== 1 || (isNew && (isPageKey || key === " "))) return false;
    this.#typed = isNew ? key : this.#typed + key;
    this.#typedAt = now;
    const { rows, desk } = this, typed = fold(this.#typed);
    const from = rows.indexOf(desk.chosen) + Number(typed.length === 1);
    for (let step = 0; step < rows.length; step += 1) {
      const place = (from + step + rows.length) % rows.length;
      if (fold(String(desk.events[rows[place]]?.title ?? "")).startsWith(typed)) {
        this.#go(place);
        break;
      }
    }
    return true;
  }
}

/** Leads into the form of the chosen event. @param {Desk} desk */
export function openForm(desk) {
  showTab(desk, "events");
  byId("events").classList.add("open");
  const form = byId("form");
  /** @type {HTMLElement} */ (form.querySelector("input, textarea, select, button") ?? form).focus();
}

/** @param {any} desk */
export function initList(desk) {
  const list = new EventList(desk);
  initAdding(desk);
  list.renew();
}
