// Finds events by words in any of their texts, by filters and a period, which the address carries.

import { civil, dawn, zoneOf } from "./dates.js";
import { byId } from "./view.js";

const MOST = 200, TOLD = 3; // items of a long list that are added at a time; importance in a story
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g; // in other scripts marks are letters
const UNSAID = /^(id|group|status|sources?|stance|to|src)$/; // keys of what is no text for readers

/** @type {Finding["On"]} */
export const on = (id, type, act) => byId(id).addEventListener(type, act);
/** The numbers of what is shown. @param {App} app */
export const shownIn = ({ choice: { shown } }) => [...shown.keys()].filter((number) => shown[number]);
/** What filters ask of an event. @type {Finding["Traits"]} */
export const traits = (
  { id, group, people = [], places = [], tags = [], status = "reported", sources = [], figures = [] },
) => ({
  id: [id], group: [group], person: people, place: places, tag: tags, status: [status],
  source: [...sources, ...figures].map((one) => one.source ?? one),
});

const KINDS = Object.keys(traits({}));

/** Without case and accents. @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(ACCENTS, "").toLowerCase();
/** Words, and phrases in quotes. @param {string} text */
const soughtIn = (text) => fold(text).split(/["“”„«»]/)
  .flatMap((part, n) => (n % 2 ? part.trim() : part.split(/\s+/))).filter(Boolean);

/** The texts of a value, which stands under a key. @type {Finding["Texts"]} */
const textsIn = (value, key = "") => typeof value === "object"
  ? Object.keys(value).map((inner) => textsIn(value[inner], Array.isArray(value) ? key : inner)).join("\n")
  : UNSAID.test(key) ? "" : value;

/** All that is said of each event. @param {PageData} data */
const indexed = ({ document: { groups = [], sources = {}, events }, chart, phrases }) =>
  chart.events.map(([at, , , , dates]) => {
    const event = events[at], group = groups.find(({ id }) => id === event.group)?.title;
    const cited = traits(event).source.map((id) => sources[id]);
    return fold(textsIn([event, dates, group, cited, phrases[`status.${event.status}`]]));
  });

/** Where a year, month or day or, with 1, the next begins; NaN for others. @type {Finding["Bound"]} */
function bound({ zone, words }, text, next) {
  const western = [...words.digits].reduce((said, digit, n) => said.replaceAll(digit, `${n}`), text.trim());
  /** @type {[number, number?, number?]} */
  const day = /** @type {any} */ (western.split(/(?<=\d)-/).map(Number)), last = day.length - 1;
  if (!/^-?\d{1,11}(-\d\d){0,2}$/.test(western) || `${civil(dawn(...day)).slice(0, last + 1)}` !== `${day}`)
    return NaN;
  day[last] = Number(day[last]) + next;
  return zoneOf(zone).boundary(dawn(...day));
}

/** What the form holds. */
const asked = () => new URLSearchParams(/** @type {any} */ ([...new FormData(byId("_filters"))])
  .filter((/** @type {string[]} */ [, value]) => value));

/** With the chosen event and what is asked for. @param {App} app */
export function address({ data, choice }) {
  const url = new URL(location.href), event = encodeURIComponent(data.anchors[choice.chosen] ?? "");
  url.hash = [event, `${asked()}`].filter(Boolean).join("&");
  return url.href;
}

/** What the address asks for; nothing where it leads elsewhere on the page. @type {Finding["Given"]} */
export function given({ data }) {
  const query = new URLSearchParams(location.hash.slice(1)), [[name, value] = ["", ""]] = query;
  const number = value ? -1 : data.anchors.indexOf(name);
  return number < 0 && name[0] === "_" ? undefined : { query, number };
}

/** Of a story what matters, where anything does. @type {Finding["Matching"]} */
function matching({ document: { events }, chart }, query, index) {
  const words = soughtIn(query.get("q") ?? ""), texts = words.length ? index() : [];
  const [from, to] = ["from", "to"].map((key, next) => bound(chart, query.get(key) ?? "", next));
  /** @type {[string, string[]][]} */
  const wanted = KINDS.map((kind) => [kind, query.getAll(kind)]);
  const fits = (/** @type {number} */ least) => Uint8Array.from(chart.events, (
    [at, , , importance, , , parts], number) => +(importance >= least
      && words.every((word) => texts[number].includes(word))
      && wanted.every(([kind, any]) => !any[0] || traits(events[at])[kind].some((one) => any.includes(one)))
      && parts.some(([first, end]) => !(first >= to || end <= from))));
  const great = fits(query.has("story") ? TOLD : 1);
  return great.includes(1) ? great : fits(1);
}

/** @param {App} app */
export function initFind(app) {
  const { data, phrase } = app, form = byId("_filters"), list = byId("_list"), more = byId("_more");
  /** @type {string[]} */
  let texts;
  /** @type {number[]} */
  let left, timer = 0, last = "";
  const add = () => {
    for (const number of left.splice(0, MOST)) list.append(app.item(number)?.cloneNode(true));
    more.hidden = !left.length;
    more.textContent = app.counted("reader.more", Math.min(left.length, MOST));
  };
  const look = () => {
    const query = asked(), shown = matching(data, query, () => (texts ??= indexed(data)));
    if (last !== (last = `${query}`)) app.setShown(shown);
    left = shownIn(app);
    const counts = { shown: left.length, count: shown.length };
    byId("_count").textContent = phrase(left[0] >= 0 ? "reader.shown" : "reader.nothing", counts);
    byId("_bad-date").textContent = [form.from, form.to]
      .filter((date) => (date.ariaInvalid = isNaN(bound(data.chart, date.value || "1", 0))))
      .map(({ value: text }) => phrase("reader.bad_date", { text })).join(" ");
    if (data.chunk) list.replaceChildren(), add();
    else [...list.children].forEach((item, number) => (item.hidden = !shown[number]));
  };
  const ask = () => (look(), history.replaceState(null, "", address(app)));
  const fill = (query = new URLSearchParams()) => {
    for (const one of form.elements)
      if (one.type === "checkbox") one.checked = query.getAll(one.name).includes(one.value);
      else one.value = query.get(one.name) ?? "";
  };
  const read = () => (fill(given(app)?.query ?? asked()), look());
  on("_filters-button", "click", ({ currentTarget }) => (currentTarget.ariaExpanded = !(form.hidden = !form.hidden)));
  on("_filters", "keydown", ({ key }) => key === "Escape" && (byId("_filters-button").click(), byId("_filters-button").focus()));
  on("_search", "keydown", ({ key, currentTarget }) => key === "Escape" && ((currentTarget.value = ""), ask()));
  on("_search", "input", () => (clearTimeout(timer), (timer = setTimeout(ask, 120))));
  for (const id of ["_filters", "_telling"]) on(id, "change", ask);
  on("_reset", "click", () => (fill(), ask()));
  on("_more", "click", add);
  addEventListener("popstate", read);
  read();
}
