// The two forms: the chosen event, and the document around the events. Each is a table of its keys, in the
// order in which they are mostly needed, with the kind of field for each; a new key of the document is one
// line here.

import { Area, Choice, Colour, Day, Line, Pick, Steps, Whole, Wrapped, build, codeOf } from "./fields.js";
import { Chips, Entries, Items, Rows, draft } from "./parts.js";
import { askToRemove } from "./asking.js";
import { Combobox } from "./combobox.js";
import { byId, counted, make } from "./dom.js";
import { Place, Sheet, at } from "./sheet.js";
import { showTab, shownTab } from "./tabs.js";

/** @typedef {import("./fields.js").Row} Row */
/** @typedef {import("./combobox.js").Option} Option */
/** @typedef {import("./fields.js").Field} Field */

/** Colours by name, as in timeline/model/table.py. */
export const PALETTE = {
  blue: "#0072b2",
  vermilion: "#d55e00",
  green: "#009e73",
  purple: "#cc79a7",
  orange: "#e69f00",
  skyblue: "#56b4e9",
  yellow: "#f0e442",
  gray: "#767676",
  black: "#000000",
};

// ---- What the document has, to be chosen from ----

/** @param {unknown} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value : []);
/** @param {unknown} value @returns {Record<string, any>} */
const object = (value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});
/** @param {any} value */
const eventsOf = (value) => list(value?.events).map(object);

/** The texts of a key in all events, the most frequent first. @param {string} key */
const usedFor = (key) => (/** @type {Sheet} */ sheet) =>
  sheet.known(`used for ${key}`, (value) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const event of eventsOf(value)) {
      for (const one of list(event[key])) {
        const text = typeof one === "string" ? one : one?.label;
        if (typeof text === "string") counts.set(text, (counts.get(text) ?? 0) + 1);
      }
    }
    return [...counts.keys()]
      .sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0))
      .slice(0, 500);
  });

/** @param {Sheet} sheet @returns {Option[]} */
const eventOptions = (sheet) =>
  sheet.known("event options", (value) =>
    eventsOf(value).map(({ id, title, date }, number) => ({
      value: typeof id === "string" ? id : undefined,
      title: String(title ?? id ?? "without a title"),
      detail: String(date ?? ""),
      number,
    })),
  );

/** The numbers of events by their ids. @param {Sheet} sheet @returns {Map<unknown, number>} */
const numbersById = (sheet) =>
  sheet.known("numbers", (value) => new Map(eventsOf(value).map(({ id }, number) => [id, number])));

/** @param {Sheet} sheet @param {unknown} id */
const eventTitle = (sheet, id) => eventOptions(sheet)[numbersById(sheet).get(id) ?? -1]?.title;

/** @param {Sheet} sheet @returns {Option[]} */
const sourceOptions = (sheet) =>
  sheet.known("source options", (value) =>
    Object.entries(object(value?.sources))
      .filter(([id]) => !id.startsWith("x-"))
      .map(([id, source]) => {
        const { title = id, publisher, author, date } = object(source);
        return {
          value: id,
          title: String(title),
          detail: [publisher ?? author, date].filter(Boolean).join(", "),
        };
      }),
  );

/** @param {Sheet} sheet @param {unknown} id */
const sourceTitle = (sheet, id) => {
  const found = sheet
    .known("sources by id", () => new Map(sourceOptions(sheet).map((one) => [one.value, one])))
    .get(id);
  return found && (found.detail ? `${found.title} (${found.detail})` : found.title);
};

/** How many events use each source, or each group. @param {Sheet} sheet @param {"sources" | "groups"} what */
const uses = (sheet, what) =>
  sheet.known(`uses of ${what}`, (value) => {
    /** @type {Map<unknown, number>} */
    const counts = new Map();
    for (const { sources, figures, group } of eventsOf(value)) {
      const used =
        what === "groups" ? [group] : [...list(sources), ...list(figures)].map((one) => one?.source ?? one);
      for (const id of new Set(used)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  });

/** The words of a text as an id that is not taken.
 * @param {unknown} text @param {(id: string) => boolean} isTaken @param {string} other */
function idOf(text, isTaken, other) {
  const words =
    String(text ?? "")
      .normalize("NFC")
      .toLowerCase()
      .replace(/['’ʼ]/g, "")
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  let made = (words[0] ?? other).slice(0, 40);
  for (const word of words.slice(1)) {
    if (made.length + 1 + word.length > 40) break;
    made += `-${word}`;
  }
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? made : `${made}-${number}`;
    if (!isTaken(id)) return id;
  }
}

/** @param {Sheet} sheet @param {unknown} title */
const newEventId = (sheet, title) => idOf(title, (id) => numbersById(sheet).has(id), "event");

// ---- The tables ----

/** @param {Record<string, string>} words @returns {() => [string, string][]} */
const words = (words) => () => Object.entries(words);

const STATUSES = words({
  confirmed: "confirmed",
  reported: "reported (said)",
  alleged: "alleged",
  disputed: "disputed",
});
const IMPORTANCES = [[undefined, "usual"], ...[1, 2, 3, 4, 5].map((one) => [one, String(one)])];

/** @type {Row[]} */
const SOURCE = [
  { key: "title", label: "Title", kind: Wrapped, required: true },
  { key: "publisher", label: "Publisher", kind: Line, half: true },
  { key: "author", label: "Author", kind: Line, half: true },
  { key: "date", label: "Published", kind: Day, half: true },
  { key: "accessed", label: "Read there on", kind: Day, half: true },
  { key: "url", label: "Address", kind: Line, placeholder: "https://…" },
  { key: "note", label: "Note", kind: Area },
];

/** @type {Row[]} */
const GROUP = [
  { key: "title", label: "Title", kind: Line, required: true, half: true },
  { key: "color", label: "Colour", kind: Colour, palette: PALETTE },
];

const source = {
  kind: Pick,
  options: sourceOptions,
  titleOf: sourceTitle,
  placeholder: "Search the sources",
};

/** @type {Row[]} */
const CITATION = [
  { key: "source", label: "Source", ...source, required: true, isBare: true },
  { key: "quote", label: "Quote", kind: Area, fold: "Quote, place, date, stance" },
  {
    key: "locator",
    label: "Where in it",
    kind: Line,
    placeholder: "p. 12",
    half: true,
    fold: "Quote, place, date, stance",
  },
  {
    key: "stance",
    label: "Stance",
    kind: Choice,
    none: "supports it",
    half: true,
    fold: "Quote, place, date, stance",
    options: words({ supports: "supports it (said)", disputes: "disputes it", mentions: "mentions it" }),
  },
  { key: "date", label: "Its own date for the event", kind: Day, fold: "Quote, place, date, stance" },
];

/** @type {Row[]} */
const FIGURE = [
  { key: "value", label: "Number", kind: Line, required: true, isBare: true, placeholder: "Number: 29 %" },
  { key: "label", label: "What it counts", kind: Wrapped, required: true },
  { key: "source", label: "Source", ...source },
];

/** @type {Row[]} */
const LINK = [
  {
    key: "to",
    label: "Event",
    kind: Pick,
    required: true,
    isBare: true,
    options: eventOptions,
    titleOf: eventTitle,
    placeholder: "Search the events",
    target: linkTarget,
    go: (/** @type {Sheet} */ sheet, /** @type {unknown} */ id) => goTo(sheet, numbersById(sheet).get(id)),
  },
  { key: "label", label: "This event …", kind: Line, placeholder: "led to", options: usedFor("links") },
];

/** @type {Row[]} */
const IMAGE = [
  {
    key: "src",
    label: "File",
    kind: Line,
    required: true,
    placeholder: "pictures/treaty.jpg",
    hint: "Beside the events file: a PNG, JPEG, GIF or WebP.",
  },
  { key: "alt", label: "What it shows", kind: Line },
  { key: "credit", label: "Who made it", kind: Line },
];

const REST = "Address and picture";

/** What is mostly needed. Made late, for some kinds of fields stand below. @returns {Row[]} */
const mainRows = () => [
  { key: "date", label: "Date", kind: Day, required: true, steps: true, help: true },
  { key: "title", label: "Title", kind: Wrapped, required: true },
  { key: "summary", label: "Summary", kind: Area, rows: 3 },
  { key: "group", label: "Group", kind: GroupChoice, half: true, none: "none" },
  { key: "status", label: "How sure it is", kind: Choice, half: true, none: "reported", options: STATUSES },
  { key: "importance", label: "Importance", kind: Steps, values: IMPORTANCES, hint: "5 matters most; usual is 3." },
];

/** @param {Sheet} sheet @param {any} value */
const citationName = (sheet, value) =>
  sourceTitle(sheet, value?.source ?? value) ?? String(value?.source ?? value);
/** @param {Sheet} _ @param {any} value */
const figureName = (_, value) => value && `${value.value ?? ""} ${value.label ?? ""}`;
/** @param {Sheet} sheet @param {any} value */
const linkName = (sheet, value) => eventTitle(sheet, value?.to) ?? value?.to;
/** @param {Sheet} _ @param {any} value */
const ownName = (_, value) => value?.title ?? value?.id;

const CITATIONS = {
  kind: Rows,
  item: CITATION,
  short: "source",
  one: "source",
  adder: addCitation,
  name: citationName,
};
const FIGURES = { kind: Rows, item: FIGURE, one: "figure", name: figureName };
const LINKS = { kind: Rows, item: LINK, one: "link", adder: addLink, name: linkName };
const WORDS = { kind: Chips, fold: "People, places, tags" };

/** @returns {Row[]} */
const eventRows = () => [
  ...mainRows(),
  { key: "sources", label: "Sources", ...CITATIONS, fold: "Sources", isBare: true },
  { key: "figures", label: "Figures", ...FIGURES, fold: "Figures", isBare: true },
  { key: "links", label: "Links", ...LINKS, fold: "Links", isBare: true },
  {
    key: "people",
    label: "People",
    ...WORDS,
    one: "person",
    options: usedFor("people"),
    placeholder: "Add a person",
  },
  {
    key: "places",
    label: "Places",
    ...WORDS,
    one: "place",
    options: usedFor("places"),
    placeholder: "Add a place",
  },
  { key: "tags", label: "Tags", ...WORDS, one: "tag", options: usedFor("tags"), placeholder: "Add a tag" },
  { key: "url", label: "Address to read on", kind: Line, fold: REST, placeholder: "https://…" },
  { key: "image", label: "Picture", kind: Items, rows: IMAGE, fold: REST },
  {
    key: "id",
    label: "Id",
    kind: Name,
    fold: "Id",
    isQuiet: true,
    hint: "What links call it. Another one goes into all links.",
  },
];

/** @type {Row[]} */
const ERA = [
  { key: "title", label: "Title", kind: Line, required: true },
  { key: "date", label: "Date", kind: Day, required: true, placeholder: "2021-08-15/.." },
  { key: "color", label: "Colour", kind: Colour, palette: PALETTE },
];

const THEMES = { auto: "as the reader has it", light: "light", dark: "dark", print: "for print" };

/** What `timeline build` makes of a file. */
export const FORMATS = ["svg", "png", "pdf", "html", "md", "txt", "description", "csl", "bib", "fragment"];

/** @type {Row[]} */
const DISPLAY = [
  {
    key: "layout",
    label: "Layout",
    kind: Choice,
    half: true,
    options: words({ auto: "automatic", horizontal: "horizontal", vertical: "vertical", lanes: "lanes" }),
  },
  {
    key: "scale",
    label: "Scale",
    kind: Choice,
    half: true,
    options: words({
      auto: "automatic",
      linear: "linear",
      breaks: "quiet times cut",
      even: "equal steps",
      log: "deep time",
    }),
  },
  { key: "theme", label: "Colours", kind: Choice, half: true, options: words(THEMES) },
  {
    key: "links",
    label: "Links drawn",
    kind: Choice,
    half: true,
    options: words({ auto: "automatic", none: "none", focus: "around the event in focus", all: "all" }),
  },
  { key: "width", label: "Width in pixels", kind: Whole, least: 320, most: 4000, half: true },
  {
    key: "columns",
    label: "Columns of labels",
    kind: Choice,
    half: true,
    none: "as there is room",
    options: () => [
      [1, "1"],
      [2, "2"],
    ],
  },
  {
    key: "formats",
    label: "What is built",
    kind: Chips,
    one: "format",
    options: () => FORMATS,
    placeholder: "Add a format",
    hint: "All where there is none.",
  },
];

/** Languages that the project has words in. */
const LANGUAGES = ["ar", "de", "en", "es", "fa", "fr", "hi", "id", "ja", "ps", "pt", "ru", "tr", "ur", "zh"];

/** @returns {Row[]} */
const documentRows = () => [
  { key: "title", label: "Title", kind: Wrapped },
  { key: "subtitle", label: "Subtitle", kind: Wrapped },
  { key: "lang", label: "Language", kind: Line, half: true, placeholder: "en", options: () => LANGUAGES },
  {
    key: "timezone",
    label: "Time zone",
    kind: Line,
    half: true,
    placeholder: "UTC",
    options: () => Intl.supportedValuesOf("timeZone"),
  },
  { key: "as_of", label: "Its own “today”", kind: Day, hint: "What is still going on ends here." },
  {
    key: "groups",
    label: "Groups",
    kind: Rows,
    item: [GROUP[0], { key: "id", label: "Id", kind: GroupId, required: true, half: true }, GROUP[1]],
    one: "group",
    fold: "Groups",
    isBare: true,
    adder: (/** @type {any} */ field) =>
      offer(field, "Add group", (over) => newGroup(field.sheet, over)),
    name: ownName,
  },
  {
    key: "eras",
    label: "Eras",
    kind: Rows,
    item: ERA,
    one: "era",
    fold: "Eras",
    isBare: true,
    name: ownName,
  },
  {
    key: "sources",
    label: "Sources",
    kind: Entries,
    item: SOURCE,
    one: "source",
    fold: "Sources",
    isBare: true,
    say: saySource,
    adder: (/** @type {any} */ field) =>
      offer(field, "Add source", (over) => newSource(field.sheet, "", over)),
  },
  { key: "display", label: "Display", kind: Items, rows: DISPLAY, fold: "Display", isBare: true },
  {
    key: "$schema",
    label: "Schema",
    kind: Line,
    fold: "For other editors",
    isQuiet: true,
    hint: "Where they find the schema of this file.",
  },
  { key: "events", label: "Events", kind: Elsewhere },
];

// ---- Kinds that only these forms have ----

/** What another part of the page shows. */
class Elsewhere extends Line {
  draw() {
    super.draw();
    this.node.hidden = true;
  }

  renew() {}
}

/** The group of an event, with its colour and a way to a new one. */
class GroupChoice extends Choice {
  draw() {
    super.draw();
    this.dot = make("span", { class: "swatch", "aria-hidden": "true" });
    this.control.before(this.dot);
    this.body.classList.add("beside");
    this.control.addEventListener("change", () => {
      if (this.control.value === NEW) this.#ask();
    });
  }

  get choices() {
    const groups = list(this.sheet.value?.groups)
      .map(object)
      .filter(({ id }) => typeof id === "string");
    return /** @type {[string, string][]} */ ([
      ...groups.map(({ id, title }) => [id, String(title ?? id)]),
      [NEW, "new group…"],
    ]);
  }

  renew() {
    super.renew();
    const group = list(this.sheet.value?.groups).find(
      (one) => one?.id === this.value && this.value !== undefined,
    );
    this.dot.style.backgroundColor = codeOf(group?.color, PALETTE) ?? "transparent";
    this.dot.hidden = !group;
  }

  /** @returns {any} */
  read() {
    return this.control.value === NEW ? this.value : super.read();
  }

  #ask() {
    this.show(this.value);
    if (this.draft) return this.draft.focus();
    const over = (/** @type {string} */ id = "") => {
      this.draft?.node.remove();
      this.draft = null;
      if (id) void this.act({ op: "put", path: this.place.path, value: id });
      this.control.focus();
    };
    this.draft = newGroup(this.sheet, over);
    this.node.after(this.draft.node);
    this.draft.focus();
  }
}

const NEW = "\u0000new"; // no id

/** The id of an event: it is sent when the field is left, with all links that lead there. */
class Name extends Line {
  draw() {
    super.draw();
    this.control.spellcheck = false;
    this.control.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") this.#leave();
      else if (event.key === "Escape" && this.isTyped) this.control.value = this.value ?? "";
      else return;
      event.preventDefault();
    });
  }

  get traits() {
    return {
      ...super.traits,
      oninput: () => {
        this.isTyped = true;
      },
      onfocusout: () => this.#leave(),
    };
  }

  #leave() {
    if (this.isTyped) this.sheet.type(this);
    this.sheet.flush();
  }

  /** @returns {Op | null} */
  op() {
    const id = this.read();
    const event = Number(this.place.path[1]);
    if (id === this.value) return null;
    if (id !== undefined) return { op: "rename", event, id };
    const linking = linkingTo(this.sheet, this.value).length;
    if (linking)
      this.sheet.main.say(`${counted(linking, "event")} link here; take these links out first.`, "error");
    if (linking) this.control.value = this.value;
    return linking ? null : { op: "remove", path: this.place.path };
  }
}

/** The id of a group, which can be changed while no event uses it. */
class GroupId extends Line {
  used = make("p", { class: "hint" });

  draw() {
    super.draw();
    this.body.append(this.used);
  }

  renew() {
    super.renew();
    const used = uses(this.sheet, "groups").get(this.value) ?? 0;
    this.control.readOnly = used > 0;
    this.used.textContent = used ? `Used by ${counted(used, "event")}.` : "";
  }
}

// ---- Links ----

/** The events that link to an id. @param {Sheet} sheet @param {unknown} id @returns {number[]} */
const linkingTo = (sheet, id) =>
  id === undefined
    ? []
    : (sheet
        .known("linking", (value) => {
          /** @type {Map<unknown, number[]>} */
          const found = new Map();
          eventsOf(value).forEach(({ links }, number) => {
            for (const to of new Set(list(links).map((link) => link?.to)))
              found.set(to, [...(found.get(to) ?? []), number]);
          });
          return found;
        })
        .get(id) ?? []);

/** @param {Sheet} sheet @param {number | undefined} number */
function goTo(sheet, number) {
  if (number !== undefined) sheet.main.choose(number, "link");
}

/** The id of the event that was picked, which gets one where it has none. @param {Sheet} sheet
 * @param {Option} option @returns {Promise<string | undefined>} */
async function linkTarget(sheet, { value, title, number = -1 }) {
  if (value !== undefined) return value;
  const id = newEventId(sheet, title);
  return (await sheet.send({ op: "rename", event: number, id })) ? id : undefined;
}

/** @param {any} field */
function addLink(field) {
  const options = () => eventOptions(field.sheet).filter(({ number }) => number !== field.place.path[1]);
  const { node } = new Combobox({
    id: `${field.id}-add`,
    label: "Add a link to an event",
    placeholder: "Add a link to …",
    options,
    rest: () => "",
    pick: async (option) => {
      const to = await linkTarget(field.sheet, option);
      if (to === undefined) return;
      void field.act({ op: "insert", path: [...field.place.path, field.count], value: { to } });
      field.parts.at(-1)?.parts[1].focus();
    },
  });
  const linked = make("div", { class: "linked" });
  field.sheet.main.addEventListener("change", () => drawLinking(field, linked), { signal: field.sheet.gone });
  drawLinking(field, linked);
  queueMicrotask(() => {
    const within = linked.closest("details");
    if (within && linked.hasChildNodes()) within.open = true;
  });
  return make("div", {}, node, linked);
}

/** Says which events link to this one. @param {any} field @param {HTMLElement} node */
function drawLinking(field, node) {
  const { sheet, place } = field;
  const { id } = object(at(sheet.value, place.path.slice(0, 2)));
  const linking = linkingTo(sheet, id);
  const drawn = JSON.stringify(linking.map((number) => [number, eventOptions(sheet)[number].title]));
  if (node.dataset.drawn === drawn) return;
  node.dataset.drawn = drawn;
  node.replaceChildren(
    ...(linking.length
      ? [
          make("p", { class: "hint" }, "Linked from"),
          make(
            "ul",
            {},
            ...linking
              .slice(0, 20)
              .map((number) =>
                make(
                  "li",
                  {},
                  make(
                    "button",
                    { type: "button", class: "quiet", onclick: () => goTo(sheet, number) },
                    eventOptions(sheet)[number].title,
                  ),
                ),
              ),
          ),
          linking.length > 20 ? make("p", { class: "hint" }, `and ${linking.length - 20} more`) : "",
        ]
      : []),
  );
}

// ---- Sources and groups that are new ----

/** A button that opens what is to be filled in. @param {any} field @param {string} words
 * @param {(over: () => void) => {node: HTMLElement, focus: () => void}} open */
function offer(field, words, open) {
  const button = make(
    "button",
    {
      type: "button",
      class: "add",
      onclick: () => {
        const over = () => {
          opened.node.replaceWith(button);
          button.focus();
        };
        const opened = open(over);
        button.replaceWith(opened.node);
        opened.focus();
      },
    },
    words,
  );
  return button;
}

/** @param {Sheet} sheet @param {(id?: string) => void} over */
function newGroup(sheet, over) {
  return draft(sheet, {
    title: "New group",
    rows: GROUP,
    over,
    add: async (value) => {
      const groups = list(sheet.value?.groups);
      const taken = new Set(groups.map((one) => one?.id));
      const id = idOf(value.title, (one) => taken.has(one), "group");
      if (await sheet.send({ op: "insert", path: ["groups", groups.length], value: { id, ...value } }))
        over(id);
    },
  });
}

/** @param {Sheet} sheet @param {string} title @param {(id?: string) => void} over */
function newSource(sheet, title, over) {
  return draft(sheet, {
    title: "New source",
    rows: SOURCE,
    start: title ? { title } : {},
    over,
    add: async (value) => {
      const sources = object(sheet.value?.sources);
      const [year = ""] = /^\d{4}/.exec(value.date ?? "") ?? [];
      const id = idOf(
        value.publisher ? `${value.publisher} ${year}` : value.title,
        (one) => Object.hasOwn(sources, one),
        "source",
      );
      if (await sheet.send({ op: "put", path: ["sources", id], value })) over(id);
    },
  });
}

/** @param {any} field */
function addCitation(field) {
  const { sheet } = field;
  const place = make("div", {});
  const cite = (/** @type {string} */ id) =>
    void field.act({ op: "insert", path: [...field.place.path, field.count], value: id });
  const { node, input } = new Combobox({
    id: `${field.id}-add`,
    label: "Add a source",
    placeholder: "Add a source …",
    rest: () => "",
    options: () => {
      const cited = new Set(list(field.value).map((one) => one?.source ?? one));
      return sourceOptions(sheet).filter(({ value }) => !cited.has(value));
    },
    more: (typed) => [
      { value: null, title: typed ? `New source “${typed}” …` : "New source …", typed },
    ],
    pick: ({ value, typed = "" }) => {
      if (value !== null) return cite(value);
      const { node: filled, focus } = newSource(sheet, typed, (id = "") => {
        place.replaceChildren(node);
        if (id) cite(id);
        input.focus();
      });
      place.replaceChildren(filled);
      focus();
    },
  });
  place.append(node);
  return place;
}

/** What is said of a source in the list of all. @param {Sheet} sheet @param {string} id @param {any} value */
function saySource(sheet, id, value) {
  const count = uses(sheet, "sources").get(id) ?? 0;
  const cited = count ? `cited by ${counted(count, "event")}` : "not cited";
  return {
    title: String(object(value).title ?? id),
    told: cited,
    refused: count ? `It is ${cited}: take it out there first.` : "",
  };
}

// ---- The forms ----

/** Why there is nothing to fill in, with a way to the text. @param {Desk} desk @param {string} words */
function notice(desk, words) {
  return make(
    "div",
    { class: "notice" },
    make("p", {}, words),
    make("button", { type: "button", onclick: () => showTab(desk, "text") }, "Open the text"),
  );
}

/** @param {Desk} desk */
function unreadable({
  state: {
    diagnostics: [first],
  },
}) {
  const words = "The text cannot be read as JSON, so there is nothing here to fill in until that is mended";
  return first ? `${words}. Line ${first.line}: ${first.message}.` : `${words}.`;
}

class EventForm {
  /** @type {Sheet | null} */
  sheet = null;
  place = new Place(["events", -1]);
  #leave = new AbortController();

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.node = byId("form");
    this.note = make("div", { hidden: true });
    this.head = make("h2", {});
    this.fields = make("div", { class: "keyed" });
    this.foot = make(
      "div",
      { class: "beside foot" },
      make("button", { type: "button", onclick: () => this.duplicate() }, "Duplicate"),
      make(
        "button",
        {
          type: "button",
          onclick: () => {
            this.sheet?.flush();
            askToRemove(desk, desk.chosen);
          },
        },
        "Remove…",
      ),
    );
    this.node.append(this.note, this.head, this.fields, this.foot);
    desk.addEventListener("choose", () => this.open());
    desk.addEventListener("change", () => this.renew());
  }

  /** Draws the form of the chosen event. */
  open() {
    const { desk } = this;
    const hadFocus = this.fields.contains(document.activeElement);
    this.sheet?.flush();
    this.#leave.abort();
    this.#leave = new AbortController();
    const event = at(desk.value, ["events", desk.chosen]);
    this.sheet = event === undefined ? null : new Sheet(desk, desk, this.#leave.signal);
    this.place = new Place(["events", desk.chosen]);
    this.fields.replaceChildren();
    if (this.sheet) {
      const field = build(this.sheet, this.place, {
        key: "",
        label: "Event",
        kind: Items,
        rows: eventRows(),
        isBare: true,
        isOptional: false,
      });
      this.sheet.fields.push(field);
      this.fields.append(field.node);
      this.sheet.tellFaults();
      if (hadFocus) field.focus();
    }
    this.node.scrollTop = 0;
    this.drawFrame();
  }

  /** Brings the form up to the document; the chosen event may have another number now. */
  renew() {
    const { desk, sheet } = this;
    if (!desk.value) return this.drawFrame();
    if (!sheet || at(desk.value, ["events", desk.chosen]) === undefined) return this.open();
    this.place.steps = ["events", desk.chosen];
    this.drawFrame();
    sheet.renewSoon();
  }

  drawFrame() {
    const { desk } = this;
    const isReadable = Boolean(desk.value);
    const isOpen = Boolean(this.sheet);
    const count = list(desk.value?.events).length;
    const words = !isReadable ? unreadable(desk) : isOpen ? "" : count ? "Choose an event in the list." : "";
    this.note.hidden = !words;
    if (words !== this.note.dataset.words)
      this.note.replaceChildren(isReadable ? make("p", { class: "hint" }, words) : notice(desk, words));
    this.note.dataset.words = words;
    this.fields.inert = !isReadable;
    this.fields.classList.toggle("inert", !isReadable);
    this.head.hidden = this.foot.hidden = !isReadable || !isOpen;
    this.head.textContent = `Event ${(desk.chosen + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`;
  }

  /** A second one like it, behind it and with an id of its own. */
  async duplicate() {
    const { desk, sheet } = this;
    const number = desk.chosen;
    sheet?.flush();
    const event = sheet && at(sheet.value, ["events", number]);
    if (!event) return;
    const value = event.id === undefined ? event : { ...event, id: newEventId(sheet, event.id) };
    const step = await desk.edit({ op: "insert", path: ["events", number + 1], value });
    if (!step) return;
    desk.choose(step.select ?? number + 1, "new");
    desk.say("This is the second one: change what is different.");
  }
}

class DocumentForm {
  /** @type {Field | null} */
  field = null;

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.sheet = new Sheet(desk, desk);
    this.note = make("div", { hidden: true });
    this.fields = make("div", { class: "keyed" });
    byId("document").append(this.note, this.fields);
    desk.addEventListener("tab", () => this.renew());
    desk.addEventListener("change", () => this.renew());
  }

  renew() {
    if (shownTab() !== "document") return;
    const { desk } = this;
    const { value } = desk;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    const words = isObject
      ? ""
      : value === null
        ? unreadable(desk)
        : "The file is to be an object, in curly brackets.";
    this.note.hidden = isObject;
    if (words !== this.note.dataset.words) this.note.replaceChildren(...(words ? [notice(desk, words)] : []));
    this.note.dataset.words = words;
    this.fields.inert = !isObject;
    this.fields.classList.toggle("inert", !isObject);
    if (!isObject) return;
    if (this.field) return this.sheet.renewSoon();
    this.field = build(this.sheet, new Place([]), {
      key: "",
      label: "Document",
      kind: Items,
      rows: documentRows(),
      isBare: true,
      isOptional: false,
    });
    this.sheet.fields.push(/** @type {Field} */ (this.field));
    this.fields.append(/** @type {Field} */ (this.field).node);
    this.sheet.tellFaults();
  }
}

/** @param {Desk} desk */
export function initForm(desk) {
  const event = new EventForm(desk);
  const whole = new DocumentForm(desk);
  const flush = () => {
    event.sheet?.flush();
    whole.sheet.flush();
  };
  // What is typed goes before what a key or the end of the page would do.
  addEventListener(
    "keydown",
    ({ ctrlKey, metaKey, key }) => {
      if ((ctrlKey || metaKey) && "zysZYS".includes(key)) flush();
    },
    { capture: true },
  );
  addEventListener("beforeunload", flush, { capture: true });
  addEventListener("pagehide", flush, { capture: true });
  event.open();
}
