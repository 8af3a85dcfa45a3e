// The tabs by the pattern of the ARIA guide: one of them can be reached by Tab, the arrows change between
// them. Where there is room the picture stands beside them and is none.

/** @typedef {"events" | "document" | "text" | "picture"} Tab */

import { byId } from "./dom.js";

const WIDE = matchMedia("(min-width: 56.25rem)"); // as in editor.css
/** @type {Record<Tab, string>} */
const PANELS = { events: "events", document: "document", text: "raw", picture: "picture" };
const NAMES = /** @type {Tab[]} */ (Object.keys(PANELS));
/** @type {Tab} */
let shown = "events";

const offered = () => NAMES.filter((name) => name !== "picture" || !WIDE.matches);

function draw() {
  for (const name of NAMES) {
    const tab = byId(`tab-${name}`), panel = byId(PANELS[name]), isPicture = name === "picture";
    tab.setAttribute("aria-selected", String(name === shown));
    tab.tabIndex = name === shown ? 0 : -1;
    tab.hidden = isPicture && WIDE.matches;
    panel.hidden = name !== shown && !(isPicture && WIDE.matches);
    if (isPicture) panel.setAttribute("role", WIDE.matches ? "region" : "tabpanel");
  }
}

export const shownTab = () => shown;

/** Shows a tab; the desk is told by an event "tab" with its name. @param {Desk} desk @param {Tab} name */
export function showTab(desk, name) {
  if (name === "picture" && WIDE.matches) return;
  const isNew = name !== shown;
  shown = name;
  draw();
  if (isNew) desk.dispatchEvent(new CustomEvent("tab", { detail: { name } }));
}

/** @param {Desk} desk */
export function initTabs(desk) {
  draw();
  WIDE.addEventListener("change", () => {
    if (shown === "picture") showTab(desk, "events");
    draw();
  });
  for (const name of NAMES) byId(`tab-${name}`).addEventListener("click", () => showTab(desk, name));
  byId("tabs").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const names = offered(), at = names.indexOf(shown), last = names.length - 1;
    const right = (at + 1) % names.length, left = (at + last) % names.length;
    /** @type {Record<string, number>} */
    const places = { Home: 0, End: last, ArrowRight: right, ArrowLeft: left };
    const next = places[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    showTab(desk, names[next]);
    byId(`tab-${names[next]}`).focus();
  });
}
