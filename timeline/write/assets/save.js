// What can be taken out of the page: the figure as it stands, and the shown events as data.

import { sourcesIn } from "./find.js";
import { paintCanvas, svgText } from "./paint.js";
import { built } from "./panel.js";
import { byId } from "./view.js";

const COLUMNS = "id,date,title,summary,group,importance,status,people,places,tags,sources,url".split(",");
const SHARP = 2; // px of a PNG to one of the page

/** @param {App} app */
function svgFile({ data, view }) {
  const seen = `${byId("_overview").ariaValueText}. ${byId("_count").textContent}`;
  const title = data.document.title ?? document.title;
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
function jsonFile({ data: { document: file, chart }, choice: { shown } }) {
  const places = new Set(chart.events.filter((_, number) => shown[number]).map(([at]) => at));
  const events = file.events.filter((_, at) => places.has(at)), ids = new Set(events.map(({ id }) => id));
  const groups = new Set(events.map(({ group }) => group)), cited = new Set(events.flatMap(sourcesIn));
  const part = {
    ...file,
    groups: file.groups?.filter(({ id }) => groups.has(id)),
    sources: Object.fromEntries(Object.entries(file.sources ?? {}).filter(([id]) => cited.has(id))),
    events: events.map((event) => ({ ...event, links: event.links?.filter(({ to }) => ids.has(to)) })),
  };
  return JSON.stringify(events.length < shown.length ? part : file, null, 2) + "\n";
}

/** A cell that no spreadsheet takes for a formula. @param {unknown} value */
function csvCell(value) {
  const text = `${value ?? ""}`, isNumber = /^[-+]?\d[\d.,:/~?%XTZ+-]*$/.test(text); // or a date
  const safe = (/^[=+\-@\t\r＝＋－＠]/.test(text) && !isNumber ? "'" : "") + text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {App} app */
function csvFile({ data: { document: { events, groups = [], sources = {} }, chart }, choice: { shown } }) {
  const titles = Object.fromEntries(groups.map(({ id, title }) => [id, title]));
  const rows = chart.events.filter((_, number) => shown[number]).map(([at, , , importance]) => {
    const event = events[at], group = titles[event.group ?? ""];
    const cited = [...new Set(sourcesIn(event))].map((id) => sources[id]?.title);
    /** @type {Record<string, unknown>} */
    const row = { status: "reported", ...event, importance, group, sources: cited };
    return COLUMNS.map((key) => csvCell([row[key]].flat().join("; ")));
  });
  return "\ufeff" + [COLUMNS, ...rows].map((row) => row.join(",") + "\r\n").join("");
}

/** @type {Record<string, [string, (app: App) => BlobPart | Promise<BlobPart>]>} */
const FILES = {
  svg: ["image/svg+xml", svgFile], png: ["image/png", pngFile],
  json: ["application/json", jsonFile], csv: ["text/csv", csvFile],
};

/** @param {App} app */
export function initSave(app) {
  const name = app.data.document.title?.match(/[\p{L}\p{M}\p{N}]+/gu)?.join("-").slice(0, 100) ?? "timeline";
  for (const [kind, [type, make]] of Object.entries(FILES)) {
    byId("_save").querySelector(`[data-save=${kind}]`).onclick = async () => {
      byId("_save").hidePopover?.();
      const href = URL.createObjectURL(new Blob([await make(app)], { type }));
      built("a", { href, download: `${name}.${kind}` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60000);
    };
  }
}
