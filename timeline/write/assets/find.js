// Finds events by words in any of their texts, by filters and a period, which the address carries.

import { dawn, zoneOf } from "./dates.js";
import { byId } from "./view.js";

const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
/** Keys of what is no text for readers. */
const UNSAID = new Set(["id", "group", "status", "source", "sources", "stance", "to", "src"]);

/** @type {Finding["On"]} */
export const on = (id, type, act) => byId(id).addEventListener(type, act);
/** @param {Uint8Array} shown */
export const howMany = (shown) => shown.reduce((sum, one) => sum + one, 0);
/** Of an event and its figures. @type {Finding["Values"]} */
export const sourcesIn = ({ sources = [], figures = [] }) =>
  sources.concat(figures).map((/** @type {any} */ one) => one.source ?? one);
/** @type {Record<string, Finding["Values"]>} */
const FILTERS = {
  group: ({ group }) => [group], person: ({ people = [] }) => people, place: ({ places = [] }) => places,
  tag: ({ tags = [] }) => tags, status: ({ status = "reported" }) => [status], source: sourcesIn,
};

/** Without case and accents. @param {string} text */
const fold = (text) =>
  (/[\x80-\uffff]/.test(text) ? text.normalize("NFKD").replace(ACCENTS, "") : text).toLowerCase();
/** Words, and phrases in quotes. @param {string} text */
const soughtIn = (text) => [...text.matchAll(/["“”„«»]([^"“”„«»]+)|[^\s"“”„«»]+/g)]
  .map(([word, phrase]) => fold(phrase ?? word).trim()).filter(Boolean);

/** @type {Finding["Texts"]} */
function textsIn(value, key = "") {
  if (typeof value !== "object") return UNSAID.has(key) ? "" : value + "\n";
  let texts = "";
  if (Array.isArray(value)) for (const one of value) texts += textsIn(one, key);
  else for (const inner in value) texts += textsIn(value[inner], inner);
  return texts;
}

/** All texts of each event. @param {PageData} data */
function indexed({ document: { groups = [], sources = {}, events }, chart, phrases }) {
  const titles = Object.fromEntries(groups.map(({ id, title }) => [id, title]));
  const cited = Object.fromEntries(Object.entries(sources).map(
    ([id, one]) => [id, [one.title, one.publisher, one.author].join("\n")]));
  return chart.events.map(([at, , , , dates]) => {
    const event = events[at], said = [textsIn(event) + dates.join(" ")];
    said.push(titles[event.group ?? ""], phrases[`status.${event.status}`], ...sourcesIn(event).map((id) => cited[id]));
    return fold(said.join("\n"));
  });
}

/** Where a year, month or day or, with 1, the next begins; NaN for others. @type {Finding["Bound"]} */
function bound({ zone, words: { digits } }, text, next) {
  const western = text.trim().replace(/\p{Nd}/gu, (one) => `${digits.includes(one) ? digits.indexOf(one) : one}`);
  const found = /^(-?\d{1,11})(?:-(\d\d))?(?:-(\d\d))?$/.exec(western)?.slice(1) ?? [];
  const parts = found.filter(Boolean).map(Number), [year, month = 1, day = 1] = parts;
  if (new Date(Date.UTC(2000 + (year % 400), month - 1, day)).getUTCMonth() !== month - 1) return NaN;
  parts[parts.length - 1] += next;
  return zoneOf(zone).boundary(dawn(parts[0], parts[1], parts[2]));
}

/** @type {() => any} */
const asked = () => [...new FormData(byId("_filters"))].filter(([, value]) => value);

/** With the chosen event and what is asked for. @param {App} app */
export function address({ data, choice }) {
  const event = encodeURIComponent(data.anchors[choice.chosen] ?? ""), query = `${new URLSearchParams(asked())}`;
  return location.href.split("#")[0] + (event || query ? "#" : "") + [event, query].filter(Boolean).join("&");
}

/** What the address asks for; nothing where it leads elsewhere on the page. @type {Finding["Given"]} */
export function given({ data }) {
  const query = new URLSearchParams(location.hash.slice(1)), [[name, value] = ["", ""], ...more] = query;
  const number = value ? -1 : data.anchors.indexOf(name);
  return number >= 0 || !name || value || more.length ? { query, number } : undefined;
}

/** @type {Finding["Matching"]} */
function matching({ document: { events }, chart }, query, index) {
  const words = soughtIn(query.get("q") ?? ""), texts = words.length ? index() : [];
  const [from, to] = ["from", "to"].map((key, next) => bound(chart, query.get(key) ?? "", next));
  const filters = Object.entries(FILTERS).map(([key, of]) => ({ of, any: new Set(query.getAll(key)) }));
  const used = filters.filter(({ any }) => any.size);
  return Uint8Array.from(chart.events, (one, number) => +(words.every((word) => texts[number].includes(word))
    && used.every(({ of, any }) => of(events[one[0]]).some((value) => any.has(value)))
    && one[6].some(([first, end]) => !(first >= to || end <= from))));
}

/** Marks words in the list and the panel. @param {string[]} words */
function markHits(words) {
  const hits = new Highlight();
  for (const root of words.length ? [byId("_list"), byId("_panel-body")] : []) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = /** @type {Text} */ (walk.currentNode), text = fold(node.data);
      for (const word of words.filter((one) => text.includes(one))) {
        const places = [...node.data.matchAll(/./gsu)].flatMap( // one letter can become none or several
          ({ 0: one, index }) => Array(fold(one).length).fill(index));
        for (let at = -1; (at = text.indexOf(word, at + 1)) >= 0; ) {
          const endOffset = places[at + word.length] ?? node.length;
          hits.add(new StaticRange(
            { startContainer: node, startOffset: places[at], endContainer: node, endOffset }));
        }
      }
    }
  }
  CSS.highlights.set("found", hits);
}

/** What keeps the list to what is shown: of a long one at first 200 items. @param {App} app */
function listing(app) {
  const list = byId("_list"), more = byId("_more"), MOST = 200;
  let timer = 0, last = -1, left = 0;
  const add = (room = MOST) => {
    const late = performance.now() + 8; // nobody who types waits for the items
    for (; room && left && performance.now() < late; room--, left--)
      list.append(app.item((last = app.next(last, 1)))?.cloneNode(true));
    if (room && left) timer = setTimeout(add, 0, room);
    more.hidden = !left;
    more.textContent = app.counted("reader.more", Math.min(left, MOST));
  };
  on("_more", "click", () => add());
  return () => {
    const { shown } = app.choice;
    if (!app.data.chunk) return [...list.children].forEach((item, number) => (item.hidden = !shown[number]));
    clearTimeout(timer);
    list.replaceChildren();
    [last, left] = [-1, howMany(shown)];
    add();
  };
}

/** @param {App} app */
export function initFind(app) {
  const { data } = app, form = byId("_filters"), search = byId("_search"), bad = byId("_bad-date"), list = listing(app);
  let timer = 0;
  /** @type {string[]} */
  let texts;
  const mark = () => "highlights" in CSS && setTimeout(() => markHits(soughtIn(search.value)));
  const look = () => {
    const shown = matching(data, new URLSearchParams(asked()), () => (texts ??= indexed(data)));
    const some = howMany(shown), count = shown.length;
    if (shown.some((one, number) => one !== app.choice.shown[number])) app.setShown(shown);
    byId("_count").textContent = app.phrase(some ? "reader.shown" : "reader.nothing", { shown: some, count });
    bad.textContent = ["_from", "_to"].map(byId).map((date) => {
      date.ariaInvalid = !!date.value && isNaN(bound(data.chart, date.value, 0));
      return date.ariaInvalid === "true" ? app.phrase("reader.bad_date", { text: date.value }) + " " : "";
    }).join("");
    bad.hidden = !bad.textContent;
    list();
    mark();
  };
  const ask = () => (look(), history.replaceState(null, "", address(app)));
  const fill = (query = new URLSearchParams()) => {
    for (const one of form.elements)
      if (one.type === "checkbox") one.checked = query.getAll(one.name).includes(one.value);
      else if (one.name) one.value = query.get(one.name) ?? "";
    look();
  };
  const read = () => fill(given(app)?.query ?? new URLSearchParams(asked()));
  on("_filters-button", "click", ({ currentTarget }) => (currentTarget.ariaExpanded = !(form.hidden = !form.hidden)));
  on("_search", "keydown", ({ key }) => key === "Escape" && ((search.value = ""), ask()));
  on("_search", "input", () => (clearTimeout(timer), (timer = setTimeout(ask, 120))));
  on("_filters", "change", ask);
  on("_filters", "submit", (event) => event.preventDefault());
  on("_reset", "click", () => (fill(), ask()));
  app.addEventListener("choose", mark);
  addEventListener("popstate", read);
  read();
}
