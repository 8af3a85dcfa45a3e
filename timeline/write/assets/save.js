// What can be taken out of the page: the figure as it stands, and the shown events as data.

import { on, shownIn, traits } from "./find.js";
import { svgText } from "./paint.js";
import { byId } from "./view.js";

const COLUMNS = "id,date,title,summary,group,importance,status,people,places,tags,sources,url".split(",");
const FORMULA = /^[=@\t\r＝＋－＠]|^[+-](?![\d.,:/~?%XTZ+-]+$)/; // numbers and dates are none

/** @param {App} app */
function svg({ data, view }) {
  const { title, documentElement: { lang } } = document, seen = ["_overview", "_count"].map(byId);
  const desc = `${seen[0].ariaValueText}. ${seen[1].textContent}`;
  return svgText(view.current(), view.colours(), data.document.title ?? title, desc, lang);
}

/** At twice its size. @param {App} app */
async function png(app) {
  const image = document.createElement("img"), canvas = document.createElement("canvas");
  Object.assign(image, { src: `data:image/svg+xml,${encodeURIComponent(svg(app))}` });
  await image.decode();
  Object.assign(canvas, { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done));
}

/** The events file, of a part of the events with the groups, sources and links that they still have: the
 *  program accepts it. @param {App} app */
function json(app) {
  const { document: file, chart } = app.data;
  const places = new Set(shownIn(app).map((number) => chart.events[number][0]));
  const events = file.events.filter((_, at) => places.has(at));
  const [ids, groups, cited] = ["id", "group", "source"]
    .map((kind) => new Set(events.flatMap((event) => traits(event)[kind])));
  const part = events.length < file.events.length && {
    groups: file.groups?.filter(({ id }) => groups.has(id)),
    sources: Object.fromEntries(Object.entries(file.sources ?? {}).filter(([id]) => cited.has(id))),
    events: events.map((event) => ({ ...event, links: event.links?.filter(({ to }) => ids.has(to)) })),
  };
  return JSON.stringify({ ...file, ...part }, null, 2) + "\n";
}

/** @param {App} app */
function csv(app) {
  const { document: { events, groups = [], sources = {} }, chart } = app.data;
  const rows = shownIn(app).map((number) => {
    const [at, , , importance] = chart.events[number], event = events[at], { status, source } = traits(event);
    const group = groups.find(({ id }) => id === event.group)?.title;
    /** @type {Record<string, any>} */
    const row = { ...event, status, importance, group };
    row.sources = [...new Set(source)].map((id) => sources[id]?.title);
    return COLUMNS.map((key) => [row[key]].flat().join("; ").replace(FORMULA, "'$&").replaceAll('"', '""'));
  });
  return "\ufeff" + [COLUMNS, ...rows].map((row) => `"${row.join('","')}"\r\n`).join("");
}

/** @param {App} app */
export function initSave(app) {
  /** @type {Record<string, (app: App) => any>} */
  const files = { svg, png, json, csv };
  on("_save-button", "click", ({ currentTarget }) => {
    const { bottom, right } = currentTarget.getBoundingClientRect(), { body } = document;
    byId("_save").style.inset = `${bottom + 4}px ${body.clientWidth - right}px auto auto`;
  });
  on("_save", "click", async ({ currentTarget, target }) => {
    const { save, type } = target.dataset, link = document.createElement("a");
    if (!save) return;
    link.download = currentTarget.dataset.name + save;
    link.href = URL.createObjectURL(new Blob([await files[save](app)], { type }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
}
