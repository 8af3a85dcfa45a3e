// The panel beside the figure: the list's item of the chosen event, with its references in full. Choosing is
// a step in the browser's history, whose buttons lead from event to event.

import { address, given, howMany, on } from "./find.js";
import { byId } from "./view.js";

/** @type {Reading["Built"]} */
export function built(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Where the browser forbids it, the text is selected for the reader to copy. @type {Reading["Copy"]} */
async function copyText(app, button, value) {
  byId("_panel").querySelector(".copy")?.remove();
  try {
    await navigator.clipboard.writeText(value);
    app.say(app.phrase("reader.copied"));
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 2000);
  } catch {
    const ariaLabel = button.textContent;
    const field = built("textarea", { className: "copy", readOnly: true, value, ariaLabel });
    button.after(field);
    field.select();
    app.say(app.phrase("reader.copy_failed"));
  }
}

/** A source, and buttons that copy its citation. @type {Reading["Shown"]} */
function referenceOf(app, number) {
  const { text, bibtex, csl } = app.data.citations[number - 1];
  const json = JSON.stringify([csl], null, 2);
  const forms = { [app.phrase("reader.cite_text")]: text, BibTeX: bibtex, "CSL-JSON": json };
  const buttons = Object.entries(forms).map(([textContent, form]) => {
    const button = built("button", { type: "button", textContent });
    button.onclick = () => copyText(app, button, form);
    return button;
  });
  const ariaLabel = app.phrase("reader.cite");
  const cite = built("span", { className: "cite", role: "group", ariaLabel }, ariaLabel, " ", ...buttons);
  const words = byId(`_source-${number}`).cloneNode(true).childNodes;
  const item = built("li", { className: `source-${number}`, tabIndex: -1 }, ...words, " ", cite);
  item.style.counterReset = `source ${number - 1}`;
  return item;
}

/** All that is to be read of an event. @type {Reading["Shown"]} */
function readingOf(app, number) {
  const item = /** @type {any} */ (app.item(number)?.cloneNode(true));
  const article = built("article", { className: item.className }, ...item.childNodes);
  const notes = [...article.querySelectorAll("a.note")].map(({ hash }) => +hash.slice("#_source-".length));
  if (!notes.length) return [article];
  const sources = [...new Set(notes)].sort((a, b) => a - b).map((source) => referenceOf(app, source));
  return [article, built("h4", {}, app.phrase("reader.references")),
    built("ol", { className: "sources", role: "list" }, ...sources)];
}

/** @param {App} app */
export function initPanel(app) {
  const { anchors, chart, document: { events } } = app.data;
  const panel = byId("_panel"), body = byId("_panel-body"), figure = byId("_figure");
  /** @type {[string, 1 | -1][]} */
  const ways = [["_previous", -1], ["_next", 1]];
  const show = (/** @type {number} */ chosen) => {
    const shown = app.choice.shown[chosen] ? app.choice.shown : app.choice.shown.map(() => 1);
    const [at, , , , dates] = chart.events[chosen], { title } = events[at];
    const number = howMany(shown.subarray(0, chosen + 1)), count = howMany(shown), date = dates.join(" ");
    body.replaceChildren(...readingOf(app, chosen));
    panel.scrollTop = 0;
    for (const [id, step] of ways) byId(id).disabled = app.next(chosen, step) < 0;
    app.say(app.phrase("reader.chosen", { number, count, date, title }));
  };
  const see = () => panel.hidden || panel.scrollIntoView({ block: "nearest" });
  const read = () => {
    const number = given(app)?.number ?? app.choice.chosen;
    if (number !== app.choice.chosen) app.choose(number, false);
    see();
  };
  app.addEventListener("choose", (/** @type {any} */ { detail }) => {
    /** @type {any} */
    const at = document.activeElement, { chosen } = app.choice, wasIn = panel.contains(at);
    panel.hidden = chosen < 0;
    if (chosen >= 0) show(chosen);
    if (wasIn && (chosen < 0 || at.disabled || !at.isConnected)) (chosen < 0 ? figure : panel).focus();
    if (detail.push && address(app) !== location.href) history.pushState(null, "", address(app));
  });
  document.addEventListener("click", (/** @type {any} */ event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = decodeURIComponent(link.hash.slice(1)), number = anchors.indexOf(name);
    const goal = number >= 0 ? panel : panel.contains(link) && body.querySelector("." + name.slice(1));
    if (!goal) return;
    event.preventDefault();
    if (number >= 0) app.choose(number);
    goal.focus();
  });
  on("_stage", "keydown", ({ key }) => key === "Escape" && !panel.hidden && (app.choose(-1), figure.focus()));
  for (const [id, step] of ways) on(id, "click", () => app.choose(app.next(app.choice.chosen, step)));
  on("_close", "click", () => app.choose(-1));
  on("_copy-link", "click", ({ currentTarget }) => copyText(app, currentTarget, address(app)));
  addEventListener("popstate", read);
  addEventListener("load", () => requestAnimationFrame(see)); // the browser has gone to the item in the list
  read();
}
