// The panel beside the figure: the list's item of the chosen event, with its references in full. Choosing is a
// step in the browser's history, whose buttons so lead from event to event.

import { address, given, howMany } from "./find.js";
import { byId } from "./view.js";

/** @type {Reading["Built"]} */
export function built(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Where the browser forbids it, the text is selected for the reader to copy. @type {Reading["Copy"]} */
async function copy(app, button, value) {
  try {
    await navigator.clipboard.writeText(value);
    app.say(app.phrase("reader.copied"));
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 2000);
  } catch {
    byId("_panel").querySelector(".copy")?.remove();
    const field = built("textarea", { className: "copy", readOnly: true, value, ariaLabel: button.textContent });
    button.after(field);
    field.select();
    app.say(app.phrase("reader.copy_failed"));
  }
}

/** A source, and buttons that copy its citation. @type {Reading["Shown"]} */
function reference(app, number) {
  const { text, bibtex, csl } = app.data.citations[number - 1];
  const forms = { [app.phrase("reader.cite_text")]: text, BibTeX: bibtex, "CSL-JSON": JSON.stringify([csl], null, 2) };
  const buttons = Object.entries(forms).map(([name, form]) => {
    const button = built("button", { type: "button", textContent: name });
    button.addEventListener("click", () => copy(app, button, form));
    return button;
  });
  const cite = built("span", { className: "cite", role: "group", ariaLabel: app.phrase("reader.cite") }, ...buttons);
  const words = byId(`_source-${number}`).cloneNode(true).childNodes;
  const item = built("li", { className: `source-${number}`, tabIndex: -1 }, ...words, " ", cite);
  item.style.counterReset = `source ${number - 1}`;
  return item;
}

/** All that the panel shows of an event. @type {Reading["Shown"]} */
function pieces(app, number) {
  const item = /** @type {HTMLElement} */ (app.item(number));
  const article = built("article", { className: item.className }, ...item.cloneNode(true).childNodes);
  for (const one of article.querySelectorAll("[id]")) one.removeAttribute("id");
  const cited = new Set([...article.querySelectorAll("a.note")].map(({ hash }) => +hash.slice("#_source-".length)));
  if (!cited.size) return [article];
  const sources = [...cited].sort((one, other) => one - other).map((source) => reference(app, source));
  return [article, built("h4", {}, app.phrase("reader.references")),
    built("ol", { className: "sources", role: "list" }, ...sources)];
}

/** @param {App} app */
export function initPanel(app) {
  const { anchors, chart, document: { events } } = app.data;
  const panel = byId("_panel"), body = byId("_panel-body"), figure = byId("_figure");
  /** @type {[any, 1 | -1][]} */
  const ways = [[byId("_previous"), -1], [byId("_next"), 1]];
  const show = (/** @type {number} */ number) => {
    const shown = app.choice.shown[number] ? app.choice.shown : app.choice.shown.map(() => 1);
    const [at, , , , dates] = chart.events[number];
    body.replaceChildren(...pieces(app, number));
    panel.scrollTop = 0;
    for (const [button, step] of ways) button.disabled = app.next(number, step) < 0;
    app.say(app.phrase("reader.chosen", {
      number: howMany(shown.subarray(0, number + 1)), count: howMany(shown), date: dates.join(" "), title: events[at].title,
    }));
  };
  const see = () => panel.hidden || panel.scrollIntoView({ block: "nearest" });
  const read = () => {
    const there = given(app);
    if (!there || there.number === app.choice.chosen) return;
    app.choose(there.number, false);
    see();
  };
  app.addEventListener("choose", (/** @type {any} */ event) => {
    const { chosen } = app.choice, at = /** @type {any} */ (document.activeElement), wasIn = panel.contains(at);
    panel.hidden = chosen < 0;
    if (chosen >= 0) show(chosen);
    if (wasIn && (chosen < 0 || at.disabled || !at.isConnected)) (chosen < 0 ? figure : panel).focus();
    if (event.detail.push && address(app) !== location.href) history.pushState(null, "", address(app));
  });
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest("a[href^='#']");
    if (!link?.hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const number = anchors.indexOf(decodeURIComponent(link.hash.slice(1)));
    const goal = number < 0 ? panel.contains(link) && body.querySelector(`.${link.hash.slice(2)}`) : panel;
    if (!goal) return;
    event.preventDefault();
    if (number >= 0) app.choose(number);
    goal.focus();
  });
  byId("_stage").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !panel.hidden) app.choose(-1), figure.focus();
  });
  for (const [button, step] of ways) button.addEventListener("click", () => app.choose(app.next(app.choice.chosen, step)));
  byId("_close").addEventListener("click", () => app.choose(-1));
  byId("_copy-link").addEventListener("click", (/** @type {any} */ event) => copy(app, event.currentTarget, address(app)));
  addEventListener("popstate", read);
  addEventListener("load", () => requestAnimationFrame(see)); // the browser has gone to the item in the list
  read();
}
