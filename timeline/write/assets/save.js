// What can be taken out of the page: the figure as it stands, and the shown events as data.

import { sourcesIn } from "./find.js";
import { paintCanvas, svgText } from "./paint.js";
import { built } from "./panel.js";
import { byId } from "./view.js";

const COLUMNS = [
  "id", "date", "title", "summary", "group", "importance", "status", "people", "places", "tags", "sources", "url",
];
const SHARP = 2; // px of a PNG to one of the page

/** @param {App} app */
function svgFile({ data, view }) {
  const title = data.document.title ?? document.title;
  const seen = `${byId("_overview").ariaValueText}. ${byId("_count").textContent}`;
  return svgText(view.current(), view.colours(), title, seen, document.documentElement.lang);
}

/** @param {App} app @returns {Promise<Blob>} */
function pngFile({ view }) {
  const { shapes, width, height } = view.current(), colours = view.colours();
  const canvas = built("canvas", { width: SHARP * width, height: SHARP * height }), ink = canvas.getContext("2d");
  ink.scale(SHARP, SHARP);
  ink.fillStyle = colours.paper;
  ink.fillRect(0, 0, width, height);
  paintCanvas(shapes, colours, ink);
  return new Promise((done) => canvas.toBlob(done));
}

/** The events file. Of a part of the events those alone, with the groups, sources and links that they still
 *  have, so that the program accepts it. @param {App} app */
function shownFile({ data: { document: file, chart }, choice: { shown } }) {
  if (shown.every(Boolean)) return file;
  const places = new Set(chart.events.filter((_, number) => shown[number]).map(([at]) => at));
  const events = file.events.filter((_, at) => places.has(at));
  const ids = new Set(events.map(({ id }) => id)), groups = new Set(events.map(({ group }) => group));
  const cited = new Set(events.flatMap(sourcesIn));
  return {
    ...file,
    groups: file.groups?.filter(({ id }) => groups.has(id)),
    sources: Object.fromEntries(Object.entries(file.sources ?? {}).filter(([id]) => cited.has(id))),
    events: events.map((event) => ({ ...event, links: event.links?.filter(({ to }) => ids.has(to)) })),
  };
}

/** A cell that a spreadsheet takes for what it says: never for a formula. @param {unknown} value */
function cell(value) {
  let text = `${value ?? ""}`;
  if (/^[=+\-@\t\r＝＋－＠]/.test(text) && !/^[-+]?\d[\d.,:/~?%XTZ+-]*$/.test(text)) text = "'" + text;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {App} app */
function csvFile({ data: { document: { events, groups = [], sources = {} }, chart }, choice: { shown } }) {
  const titles = new Map(groups.map(({ id, title }) => [id, title]));
  const rows = chart.events.filter((_, number) => shown[number]).map(([at, , , importance]) => {
    const event = events[at];
    /** @type {Record<string, unknown>} */
    const row = {
      status: "reported", ...event, importance, group: titles.get(event.group ?? ""),
      sources: [...new Set(sourcesIn(event))].map((id) => sources[id]?.title)
    };
    return COLUMNS.map((key) => row[key]).map((one) => cell(Array.isArray(one) ? one.join("; ") : one));
  });
  return "\ufeff" + [COLUMNS, ...rows].map((row) => row.join(",") + "\r\n").join("");
}

/** @type {Record<string, [string, (app: App) => BlobPart | Promise<BlobPart>]>} */
const FILES = {
  svg: ["image/svg+xml", svgFile],
  png: ["image/png", pngFile],
  json: ["application/json", (app) => JSON.stringify(shownFile(app), null, 2) + "\n"],
  csv: ["text/csv", csvFile],
};

/** @param {App} app */
export function initSave(app) {
  byId("_save").addEventListener("click", async (/** @type {any} */ { target }) => {
    const kind = target.closest("button")?.dataset.save;
    if (!kind) return;
    byId("_save").hidePopover?.();
    const [type, make] = FILES[kind];
    const name = (app.data.document.title ?? "").match(/[\p{L}\p{M}\p{N}]+/gu)?.join("-") || "timeline";
    const href = URL.createObjectURL(new Blob([await make(app)], { type }));
    built("a", { href, download: `${name.slice(0, 100)}.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  });
}
