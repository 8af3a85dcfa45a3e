// Starts the editor: the bar, the notes about the connection, the keys that work everywhere, all parts.

import { initChanges } from "./changes.js";
import { EditorDesk, Refusal } from "./desk.js";
import { byId, counted, make } from "./dom.js";
import { initFaults } from "./faults.js";
import { initForm } from "./form.js";
import { initHelp } from "./help.js";
import { initList, openForm } from "./list.js";
import { note, unnote } from "./notes.js";
import { initPicture } from "./picture.js";
import { initRaw } from "./raw.js";
import { initTabs, showTab, shownTab } from "./tabs.js";
import { capital } from "./words.js";

const desk = new EditorDesk();

/** The bar says what the document is, and whether the file has it. */
function drawBar() {
  const { file, folder, saved, undo, redo, hash, errors } = desk.state;
  byId("file").textContent = file;
  byId("folder").textContent = folder;
  const words = saved ? "Saved" : hash ? "Not saved yet" : "New file, not saved yet";
  byId("saved").textContent = desk.online ? words : "Not connected";
  byId("saved").className = desk.online ? (saved ? "done" : "open") : "away";
  document.title = `${saved ? "" : "● "}${file} – timeline editor`;
  for (const [name, label, keys] of [["undo", undo, "Ctrl+Z"], ["redo", redo, "Ctrl+Shift+Z"]]) {
    const button = byId(String(name)), verb = name === "undo" ? "Undo" : "Redo";
    button.disabled = label === null || !desk.online;
    button.title = label === null ? verb : `${verb}: ${label} (${keys})`;
    button.querySelector(".unseen").textContent = label === null ? verb : `${verb}: ${label}`;
  }
  byId("save").disabled = saved || !desk.online;
  byId("save").title = errors ? "Errors must be mended before the file is written" : "Look at what will be written (Ctrl+S)";
}

/** What has been said of the document already: it may have been put away. */
const told = { isRestored: false, notice: /** @type {string | null} */ (null) };

/** What has to be known about the document itself. */
function drawNotes() {
  const { restored, saved, notice, hash } = desk.state, isRestored = restored && !saved;
  if (isRestored && !told.isRestored) {
    const words = "Unsaved work of an earlier time is back.";
    note("restored", { words, act: ["Go back to the saved file", () => desk.discard()] });
  } else if (!isRestored) {
    unnote("restored");
  }
  if (notice && notice !== told.notice) {
    const words = `${capital(notice)}${/[.!?]$/.test(notice) ? "" : "."}`;
    note("notice", { words, alarm: hash !== "" }); // where there is a file, something is wrong with it
  } else if (!notice) {
    unnote("notice");
  }
  Object.assign(told, { isRestored, notice });
}

/** The command that starts this editor again, for the file that it has open. */
const command = () => `timeline edit ${/[^\w./-]/.test(desk.state.file) ? `"${desk.state.file}"` : desk.state.file}`;

/** What has to be known about the connection. */
function drawConnection() {
  const kept = desk.unanswered ? ` ${counted(desk.unanswered, "edit")} not sent yet: kept in this browser.` : "";
  if (desk.trouble === "lost") {
    const words = "The editor’s server does not answer. What it has had is safe on the disk, saved or not. If it has "
      + `stopped, start it again with “${command()}” and open the address that it prints.${kept}`;
    note("connection", { words, alarm: true, stays: true });
  } else if (desk.trouble === "locked") {
    const words = `The editor has been started anew, with a new address: open the one that “${command()}” has printed.${kept}`;
    note("connection", { words, alarm: true, stays: true });
  } else {
    if (byId("note-connection")) desk.say("Connected again.");
    unnote("connection");
  }
  drawBar();
}

/** @param {CustomEvent<{count: number, lost: Op[]}>} event */
function drawRecovered({ detail: { count, lost } }) {
  if (!lost.length) return desk.say(`${counted(count, "edit")} that another window could not send: now done.`);
  const words = `${counted(lost.length, "edit")} made without a connection could not be taken in: `;
  note("recovered", { words: words + lost.map((op) => JSON.stringify(op)).join(" "), alarm: true });
}

const KEYS = {
  z: () => desk.undo(), "shift+z": () => desk.redo(), y: () => desk.redo(),
};
const LETTERS = {
  n: () => byId("add").click(), "?": () => byId("help-button").click(),
  "/": () => {
    showTab(desk, "events");
    byId("search").focus();
  },
};

/** @param {KeyboardEvent} event */
function press(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented, target } = event;
  if (defaultPrevented || altKey) return;
  const inDialog = document.querySelector("dialog[open]"), name = key.toLowerCase();
  if (ctrlKey || metaKey) {
    const act = /** @type {Record<string, () => void>} */ (KEYS)[`${shiftKey ? "shift+" : ""}${name}`];
    if (!act || inDialog) return;
    event.preventDefault();
    act();
  } else if (!inDialog && !(/** @type {Element} */ (target).closest("input, textarea, select, [contenteditable]"))) {
    const act = /** @type {Record<string, () => void>} */ (LETTERS)[key];
    if (!act || !byId("letters").checked) return;
    event.preventDefault();
    act();
  }
}

/** The focus stays near when what held it goes, as by undo: keys go on from there, and not from the start of
 * the page. */
function holdFocus() {
  /** What held the focus, and what that stood in. @type {Element[]} */
  let held = [];
  document.addEventListener("focusin", ({ target }) => {
    held = [];
    for (let one = /** @type {Element | null} */ (target); one; one = one.parentElement) held.push(one);
  });
  desk.addEventListener("change", () => setTimeout(() => {
    if (document.activeElement !== document.body || !held.length || held[0].isConnected) return;
    const near = held.find((one) => one.isConnected);
    const next = near?.closest("details")?.querySelector("summary") ?? near?.closest("[tabindex]");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }));
}

function listen() {
  holdFocus();
  byId("undo").addEventListener("click", () => desk.undo());
  byId("redo").addEventListener("click", () => desk.redo());
  byId("back").addEventListener("click", () => {
    byId("events").classList.remove("open");
    byId(byId("rows").hidden ? "search" : "rows").focus();
  });
  desk.addEventListener("change", () => {
    drawBar();
    drawNotes();
  });
  desk.addEventListener("online", drawConnection);
  desk.addEventListener("recovered", (event) => drawRecovered(/** @type {CustomEvent} */ (event)));
  desk.addEventListener("choose", (event) => {
    const { by } = /** @type {CustomEvent} */ (event).detail;
    if (by === "new") openForm(desk);
    if (by === "picture" && shownTab() === "document") showTab(desk, "events");
    if (by === "picture") byId("events").classList.add("open");
  });
  addEventListener("keydown", press, { capture: false });
  addEventListener("pagehide", () => desk.keep());
  addEventListener("beforeunload", (event) => {
    desk.keep();
    if (!desk.isSafe && desk.trouble !== "locked") event.preventDefault(); // all else the server has
  });
}

/** @param {unknown} fault */
function refuse(fault) {
  const isLocked = !location.hash || (fault instanceof Refusal && [401, 403].includes(fault.status));
  const words = isLocked
    ? "This address lacks the key of the editor. Open the whole address that “timeline edit” printed: it ends in # and a long word."
    : `The editor could not start. ${/** @type {Error} */ (fault).message}`;
  document.body.classList.add("refused");
  byId("notes").replaceChildren(make("p", { class: "plain", role: "alert" }, words));
  byId("notes").hidden = false;
}

async function start() {
  try {
    await desk.start();
  } catch (fault) {
    return refuse(fault);
  }
  const parts = [initTabs, initFaults, initList, initForm, initRaw, initChanges, initPicture, initHelp];
  for (const init of parts) init(desk);
  listen();
  drawConnection();
  drawNotes();
  if (desk.chosen < 0 && desk.events.length) desk.choose(0, "start");
}

addEventListener("hashchange", () => location.reload());
void start();
