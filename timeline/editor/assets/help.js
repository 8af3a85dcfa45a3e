// The dialog with the keys.

import { byId, make } from "./dom.js";

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const LETTERS = "timeline-letters"; // under which the browser keeps that keys of one letter are off

/** Keys, with words between them, and what they do. @type {[string, [string, string][]][]} */
const KEYS = [
  ["Everywhere", [
    ["Ctrl+Z", "undo"],
    ["Ctrl+Shift+Z", "redo"],
    ["Ctrl+S", "see what will be written, then Enter to save"],
    ["n", "new event"],
    ["/", "search"],
    ["?", "these keys"],
    ["Esc", "close what is open"],
  ]],
  ["List of events", [
    ["↑ ↓", "choose; Home and End for the first and last"],
    ["Enter", "open the form"],
    ["Delete", "remove the event"],
    ["letters", "go to the title that begins with them"],
  ]],
  ["Date of an event", [["Alt+↑ Alt+↓", "a unit of it later, or earlier"]]],
  ["Text", [
    ["F8", "next problem; with Shift the one before"],
    ["Ctrl+] Ctrl+[", "indent more, or less"],
  ]],
  ["Picture", [
    ["← →", "go from event to event; Home and End for the first and last"],
    ["Enter", "choose the event"],
    ["Alt+← Alt+→", "move its date by one unit"],
    ["Alt+Shift+← Alt+Shift+→", "move the end of what lasts"],
    ["Esc", "let go of what is dragged"],
  ]],
];

/** @param {string} key */
const onMac = (key) => key.replace("Ctrl+", "⌘ ").replace("Shift+", "⇧ ").replace("Alt+", "⌥ ");

/** @param {string} keys */
const caps = (keys) => keys.split(" ").map((key) =>
  (key.length > 1 && key === key.toLowerCase() ? key : make("kbd", {}, IS_MAC ? onMac(key) : key)));

/** Keys of one letter disturb some: whether they are wanted is kept by the browser. */
function lettersChoice() {
  const box = make("input", { type: "checkbox", id: "letters" });
  box.checked = localStorage.getItem(LETTERS) === null;
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(LETTERS);
    else localStorage.setItem(LETTERS, "off");
  });
  return make("label", { class: "choice" }, box, "n, / and ? are keys");
}

export function initHelp() {
  const dialog = byId("help");
  dialog.append(make("h2", { id: "help-title" }, "Keys"),
    ...KEYS.flatMap(([title, keys]) => [make("h3", {}, title),
      make("dl", {}, ...keys.map(([key, does]) => make("div", {}, make("dt", {}, ...caps(key)), make("dd", {}, does))))]),
    lettersChoice(),
    make("p", { class: "hint" }, "What you change is kept at once, also over a closed window or a stopped server. "
      + "The file itself is written when you save."),
    make("div", { class: "ends" }, make("button", { type: "button", class: "main", autofocus: true, onclick: () => dialog.close() }, "Close")));
  byId("help-button").addEventListener("click", () => dialog.showModal());
}
