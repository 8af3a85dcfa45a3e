// Finds events: by words in any of their texts, by filters, by a period. The address carries what is asked for.

import { dawn, zoneOf } from "./dates.js";
import { byId } from "./view.js";

const LISTED = 200;
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
const UNSAID = new Set(["id", "group", "status", "source", "sources", "stance", "to", "src"]); // no text to a reader
/** @type {Record<string, string>} */
const PLURAL = { person: "people", place: "places", tag: "tags" };

/** @type {Finding["On"]} */
export const on = (id, type, act) => byId(id).addEventListener(type, act);
/** @param {Uint8Array} shown */
export const howMany = (shown) => shown.reduce((sum, one) => sum + one, 0);
/** Of an event and its figures. @type {Finding["Sources"]} */
export const sourcesIn = ({ sources = [], figures = [] }) => sources.concat(figures).map((one) => one.source ?? one);

/** Without case and accents. @param {string} text */
const fold = (text) => (/[\x80-\uffff]/.test(text) ? text.normalize("NFKD").replace(ACCENTS, "") : text).toLowerCase();
/** Words, and phrases in quotes. @param {string} text */
const wordsOf = (text) => [...text.matchAll(/["“”„«»]([^"“”„«»]+)|[^\s"“”„«»]+/g)]
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
    ([id, { title, publisher, author }]) => [id, [title, publisher, author].join("\n")]));
  return chart.events.map(([at, , , , dates]) => {
    const event = events[at], { group = "", status } = event;
    let texts = [textsIn(event) + dates.join(" "), titles[group], phrases[`status.${status}`]].join("\n");
    for (const id of sourcesIn(event)) texts += "\n" + cited[id];
    return fold(texts);
  });
}

/** Where a year, month or day begins or, with 1, the next; NaN for what is none. @type {Finding["Bound"]} */
function bound({ zone, words: { digits } }, text, next) {
  const western = text.replace(/\p{Nd}/gu, (one) => `${digits.includes(one) ? digits.indexOf(one) : one}`);
  const found = /^(-?\d{1,11})(?:-(\d\d))?(?:-(\d\d))?$/.exec(western.trim().replace("−", "-")) ?? [];
  const parts = found.slice(1).filter(Boolean).map(Number), [year, month = 1, day = 1] = parts;
  if (new Date(Date.UTC(2000 + (year % 400), month - 1, day)).getUTCMonth() !== month - 1) return NaN;
  parts[parts.length - 1] += next;
  return zoneOf(zone).boundary(dawn(parts[0], parts[1], parts[2]));
}

const asked = () => new URLSearchParams(/** @type {any} */ ([...new FormData(byId("_filters"))].filter(([, value]) => value)));

/** With the chosen event and what is asked for. @param {App} app */
export function address({ data, choice }) {
  const parts = [encodeURIComponent(data.anchors[choice.chosen] ?? ""), `${asked()}`].filter(Boolean);
  return location.href.split("#")[0] + (parts.length ? "#" + parts.join("&") : "");
}

/** What the address asks for; nothing where it leads to another place on the page. @type {Finding["Given"]} */
export function given({ data }) {
  const query = new URLSearchParams(location.hash.slice(1)), [[name, value] = ["", ""], ...more] = query;
  const number = value ? -1 : data.anchors.indexOf(name);
  return number >= 0 || !name || value || more.length ? { query, number } : undefined;
}

/** @type {Finding["Matching"]} */
function matching({ document: { events }, chart }, query, index) {
  const words = wordsOf(query.get("q") ?? ""), texts = words.length ? index() : [];
  const [from, to] = ["from", "to"].map((key, next) => bound(chart, query.get(key) ?? "", next));
  const kept = ["group", "person", "place", "tag", "status", "source"].filter((key) => query.has(key));
  /** @type {(event: any, key: string) => string[]} */
  const valuesOf = (event, key) => key === "source" ? sourcesIn(event) : key === "status" ? [event.status ?? "reported"]
    : [event[PLURAL[key] ?? key] ?? []].flat();
  return Uint8Array.from(chart.events, (one, number) => +(words.every((word) => texts[number].includes(word))
    && kept.every((key) => valuesOf(events[one[0]], key).some((value) => query.has(key, value)))
    && one[6].some(([first, end]) => !(first >= to || end <= from))));
}

/** @param {string[]} words */
function markHits(words) {
  const hits = new Highlight();
  for (const root of words.length ? [byId("_list"), byId("_panel-body")] : []) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = /** @type {Text} */ (walk.currentNode), text = fold(node.data);
      for (const word of words.filter((one) => text.includes(one))) {
        // One letter can be folded to none or to several.
        const places = [...node.data.matchAll(/./gsu)].flatMap(({ 0: one, index }) => Array(fold(one).length).fill(index));
        for (let at = -1; (at = text.indexOf(word, at + 1)) >= 0; ) {
          const endOffset = places[at + word.length] ?? node.length;
          hits.add(new StaticRange({ startContainer: node, startOffset: places[at], endContainer: node, endOffset }));
        }
      }
    }
  }
  CSS.highlights.set("found", hits);
}

/** What keeps the list to what is shown: of a long one at first LISTED items. @param {App} app */
function listing(app) {
  const list = byId("_list"), more = byId("_more");
  let timer = 0, last = -1, left = 0;
  const add = (room = LISTED) => {
    const late = performance.now() + 8; // nobody who types waits for the items
    for (; room && left && performance.now() < late; room--, left--)
      list.append(/** @type {Node} */ (app.item((last = app.next(last, 1)))).cloneNode(true));
    if (room && left) timer = setTimeout(add, 0, room);
    more.hidden = !left;
    more.textContent = app.counted("reader.more", Math.min(left, LISTED));
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
  const { data } = app, form = byId("_filters"), search = byId("_search"), bad = byId("_bad-date");
  const list = listing(app);
  let timer = 0;
  /** @type {string[]} */
  let texts;
  const mark = () => "highlights" in CSS && setTimeout(() => markHits(wordsOf(search.value)));
  const look = () => {
    const shown = matching(data, asked(), () => (texts ??= indexed(data))), count = shown.length;
    if (shown.some((one, number) => one !== app.choice.shown[number])) app.setShown(shown);
    const some = howMany(shown);
    byId("_count").textContent = app.phrase(some ? "reader.shown" : "reader.nothing", { shown: some, count });
    bad.textContent = ["_from", "_to"].map((id) => {
      const { value } = byId(id), isBad = value && isNaN(bound(data.chart, value, 0));
      byId(id).ariaInvalid = !!isBad;
      return isBad ? app.phrase("reader.bad_date", { text: value }) : "";
    }).join(" ").trim();
    bad.hidden = !bad.textContent;
    list();
    mark();
  };
  const ask = () => (look(), history.replaceState(null, "", address(app)));
  const fill = (/** @type {any} */ query) => {
    for (const one of form.elements)
      if (one.type === "checkbox") one.checked = query.has(one.name, one.value);
      else if (one.name) one.value = query.get(one.name) ?? "";
    look();
  };
  const read = () => fill(given(app)?.query ?? asked());
  on("_filters-button", "click", ({ currentTarget }) => (currentTarget.ariaExpanded = !(form.hidden = !form.hidden)));
  on("_search", "keydown", ({ key }) => key === "Escape" && ((search.value = ""), ask()));
  on("_search", "input", () => (clearTimeout(timer), (timer = setTimeout(ask, 120))));
  on("_filters", "change", ask);
  for (const id of ["_filters", "_find"]) on(id, "submit", (event) => event.preventDefault());
  on("_reset", "click", () => (fill(new URLSearchParams()), ask()));
  app.addEventListener("choose", mark);
  addEventListener("popstate", read);
  read();
}
