// The panel beside the figure: the list's item of the chosen event, with its references in full. Choosing is
// a step in the browser's history, whose buttons lead from event to event.

import { address, given, on, shownIn } from "./find.js";
import { byId } from "./view.js";

/** Where the browser forbids it, the text is selected for the reader to copy. @type {Reading["Copy"]} */
async function copyText(app, button, value) {
  const field = Object.assign(byId("_copy"), { value, hidden: true });
  try {
    await navigator.clipboard.writeText(value);
    app.say(app.phrase("reader.copied"));
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 2000);
  } catch {
    field.hidden = false;
    field.select();
  }
}

/** A source, and buttons that copy its citation. @param {any} source */
function referenceOf(source) {
  const item = source.cloneNode(true), [, number] = source.id.split("-");
  Object.assign(item, { id: `_reference-${number}`, value: number, tabIndex: -1 });
  item.style.counterReset = `source ${number - 1}`;
  item.append(byId("_cite").content.cloneNode(true));
  return item;
}

/** @param {App} app */
export function initPanel(app) {
  const { anchors, citations } = app.data, panel = byId("_panel"), figure = byId("_figure");
  const [entry, heading, references] = byId("_panel-body").children;
  /** @type {[string, 1 | -1][]} */
  const ways = [["_previous", -1], ["_next", 1]];
  const show = (/** @type {number} */ chosen) => {
    const item = /** @type {any} */ (app.item(chosen)?.cloneNode(true));
    entry.className = item.className;
    entry.replaceChildren(...item.childNodes);
    const cited = [...document.querySelectorAll("#_sources li")].filter(({ id }) => entry.querySelector(`[href="#${id}"]`));
    references.replaceChildren(...cited.map(referenceOf));
    heading.hidden = !cited.length;
    byId("_copy").hidden = true;
    panel.scrollTop = 0;
    const numbers = app.choice.shown[chosen] ? shownIn(app) : [...anchors.keys()];
    const [date, title] = [".date", "h3"].map((part) => entry.querySelector(part).textContent);
    app.say(app.phrase("reader.chosen", { number: numbers.indexOf(chosen) + 1, count: numbers.length, date, title }));
  };
  const ends = () => ways.forEach(([id, by]) => (byId(id).disabled = app.next(app.choice.chosen, by) < 0));
  const see = () => {
    const { top } = panel.getBoundingClientRect();
    if (!panel.hidden && (top < 0 || top > 0.7 * innerHeight)) panel.scrollIntoView();
  };
  const read = () => {
    const found = given(app);
    if (!found) return;
    if (found.number !== app.choice.chosen) app.choose(found.number, false);
    see();
  };
  app.addEventListener("choose", (/** @type {any} */ { detail }) => {
    /** @type {any} */
    const at = document.activeElement, { chosen } = app.choice, wasIn = panel.contains(at);
    panel.hidden = chosen < 0;
    ends();
    if (chosen >= 0) show(chosen);
    if (wasIn && (chosen < 0 || at.disabled || !at.isConnected)) (chosen < 0 ? figure : panel).focus();
    if (detail.push && address(app) !== location.href) history.pushState(null, "", address(app));
    if (detail.push) see();
  });
  document.addEventListener("click", (/** @type {any} */ event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = decodeURIComponent(link.hash.slice(1)), number = anchors.indexOf(name);
    const goal = number >= 0 ? panel : entry.contains(link) && byId(name.replace("source", "reference"));
    if (!goal) return;
    event.preventDefault();
    if (number >= 0) app.choose(number);
    goal.focus();
  });
  app.addEventListener("shown", ends);
  on("_panel-body", "click", ({ target }) => {
    /** @type {any} */
    const source = citations[target.closest("li")?.value - 1], form = source?.[target.dataset.cite];
    if (form) copyText(app, target, form.id ? JSON.stringify([form], null, 2) : form);
  });
  on("_stage", "keydown", ({ key }) => key === "Escape" && app.choose(-1));
  for (const [id, step] of ways) on(id, "click", () => app.choose(app.next(app.choice.chosen, step)));
  on("_close", "click", () => app.choose(-1));
  on("_copy-link", "click", ({ currentTarget }) => copyText(app, currentTarget, address(app)));
  addEventListener("popstate", read);
  addEventListener("load", () => requestAnimationFrame(read)); // the browser has gone to the item in the list
  read();
}
