// Two small dialogs: the date and the title of a new event, with the date said in words; and whether an event
// is to go.

import { byId, counted, make } from "./dom.js";
import { capital } from "./words.js";

const PAUSE = 120; // milliseconds after the last key until a date is asked for
const EXAMPLES = "2014, 2025-05-10, 2025-05-07/2025-05-10, 1911~ (about 1911), 2021/.. (since 2021)";

/** A field with its name above it. @param {HTMLElement} input @param {string} name @param {Node} [below] */
const field = (input, name, below) => make("div", { class: "field" }, make("label", { for: input.id }, name), input, below);

/** How a date is read, in words as it is typed. @param {Desk} desk @param {HTMLInputElement} date
 * @param {HTMLElement} words @returns {() => Promise<boolean>} reads it now, and says
 * whether it is known to be wrong */
function readAloud(desk, date, words) {
  /** @type {number | undefined} */
  let timer;
  let told = "";
  /** @param {any} fault */
  const said = ({ message, help, fix }) => {
    const mend = () => {
      date.value = fix;
      date.focus();
      void read();
    };
    // Not on the way of Tab, where it would come between the fields while one types on; Enter leads to it.
    const offer = { type: "button", tabindex: "-1", onclick: mend };
    const mended = fix ? make("button", offer, `Write ${fix}`) : help && `(${help})`;
    return [`${capital(message)} `, ...(mended ? [mended] : [])];
  };
  const read = async () => {
    const text = date.value, answer = text && await desk.ask("/date", { text }).catch(() => null);
    const isWrong = Boolean(answer?.fault);
    if (text !== date.value || (text && text === told)) return isWrong; // typed on meanwhile, or said already
    told = answer ? text : "";
    words.classList.toggle("alarm", isWrong);
    words.replaceChildren(...(isWrong ? said(answer.fault) : [answer?.words ?? EXAMPLES]));
    return isWrong;
  };
  date.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void read(), PAUSE);
  });
  return read;
}

/** Makes the dialog of a new event, which a button of the list opens. @param {Desk} desk */
export function initAdding(desk) {
  const dialog = byId("adding"), plain = { required: true, autocomplete: "off" };
  const words = make("p", { id: "adding-words", class: "words", role: "status" });
  const date = make("input", { id: "adding-date", "aria-describedby": words.id, spellcheck: "false", ...plain });
  const title = make("input", { id: "adding-what", ...plain }), group = make("select", { id: "adding-group" });
  const read = readAloud(desk, date, words), groupField = field(group, "Group");
  let isAdding = false;
  /** Without a connection the event is kept, and comes later. */
  const leave = () => isAdding && !desk.online && dialog.close();
  const add = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (isAdding) return undefined;
    isAdding = true;
    if (await read()) {
      isAdding = false;
      return (words.querySelector("button") ?? date).focus();
    }
    const chosen = group.value ? { group: group.value } : {};
    const adding = desk.edit({ op: "add", date: date.value, title: title.value, ...chosen });
    leave();
    const step = await adding;
    isAdding = false;
    if (!step) return undefined; // the status line says why
    dialog.close();
    if (step.select !== undefined) desk.choose(step.select, "new");
    return undefined;
  };
  dialog.append(make("form", { onsubmit: add }, make("h2", { id: "adding-title" }, "New event"),
    field(date, "Date", words), field(title, "Title"), groupField,
    make("div", { class: "ends" }, make("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      make("button", { class: "main" }, "Add"))));
  desk.addEventListener("online", leave);
  byId("add").addEventListener("click", () => {
    const groups = Array.isArray(desk.value?.groups) ? desk.value.groups : [];
    group.replaceChildren(make("option", { value: "" }, "None"),
      ...groups.map((/** @type {any} */ one) => make("option", { value: one?.id }, one?.title ?? one?.id)));
    groupField.hidden = !groups.length;
    for (const input of [date, title]) input.value = "";
    void read();
    dialog.showModal();
    date.focus();
  });
}

/** Asks whether an event is to be removed, and with it the links that lead to it.
 * @param {Desk} desk @param {number} number */
export function askToRemove(desk, number) {
  const events = desk.value?.events ?? [], event = events[number], dialog = byId("removing");
  if (!event) return;
  const linking = event.id === undefined ? [] : events.filter((/** @type {any} */ other) => other !== event
    && Array.isArray(other?.links) && other.links.some((/** @type {any} */ link) => link?.to === event.id));
  const remove = async (/** @type {Event} */ pressed) => {
    pressed.preventDefault();
    dialog.close();
    await desk.edit({ op: "delete", event: number, force: linking.length > 0 });
    byId(!desk.value?.events?.length ? "add" : byId("rows").hidden ? "search" : "rows").focus();
  };
  dialog.replaceChildren(make("form", { onsubmit: remove },
    make("h2", { id: "removing-title" }, "Remove this event?"),
    make("p", {}, `${event.date ?? ""} · ${event.title ?? event.id ?? "without a title"}`),
    linking.length > 0 && make("p", {}, `Linked from ${counted(linking.length, "event")}: ${linking
      .map((/** @type {any} */ one) => `“${one.title ?? one.id}”`).slice(0, 5).join(", ")}${linking.length > 5 ? ", …" : ""}. `
      + "These links go with it."),
    make("p", { class: "hint" }, "Undo brings it back."),
    make("div", { class: "ends" }, make("button", { type: "button", onclick: () => dialog.close() }, "Keep"),
      make("button", { class: "main", autofocus: true }, "Remove"))));
  dialog.showModal();
}
