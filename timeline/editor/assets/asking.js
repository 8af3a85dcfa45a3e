// Two small dialogs: the date and the title of a new event, with the date said in words; and whether an event
// is to go.

import { byId, counted, make } from "./dom.js";

const PAUSE = 120; // milliseconds after the last key until a date is asked for

/** Makes the dialog of a new event. @param {Desk} desk */
export function initAdding(desk) {
  const dialog = byId("adding");
  const plain = { required: true, autocomplete: "off", spellcheck: "false" };
  const date = make("input", { id: "adding-date", "aria-describedby": "adding-words", ...plain });
  const title = make("input", { id: "adding-title-field", ...plain, spellcheck: null });
  const group = make("select", { id: "adding-group" });
  const words = make("p", { id: "adding-words", class: "words", role: "status" });
  /** @type {(input: HTMLElement, name: string, below?: Node) => HTMLElement} */
  const field = (input, name, below) => make("div", { class: "field" },
    make("label", { for: input.id }, name), input, below);
  const groupField = field(group, "Group");
  /** @type {number | undefined} */
  let timer;
  const read = async () => {
    const text = date.value;
    const answer = text && await desk.ask("/date", { text }).catch(() => null);
    if (text !== date.value) return; // typed on meanwhile
    words.classList.toggle("alarm", Boolean(answer?.fault));
    words.replaceChildren(...said(answer));
  };
  /** @param {any} answer @returns {(Node | string)[]} */
  const said = (answer) => {
    if (!answer) return ["2014, 2025-05-10, 2025-05-07/2025-05-10, 1911~ (about 1911), 2021/.. (since 2021)"];
    if (!answer.fault) return [answer.words];
    const { message, help, fix } = answer.fault;
    const mend = () => {
      date.value = fix;
      date.focus();
      void read();
    };
    const button = fix && make("button", { type: "button", onclick: mend }, `Write ${fix}`);
    return [`${message[0].toUpperCase()}${message.slice(1)}. ${help ?? ""} `, ...(button ? [button] : [])];
  };
  date.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(read, PAUSE);
  });
  let isAdding = false;
  /** Without a connection the event is kept, and comes later. */
  const leave = () => isAdding && !desk.online && dialog.close();
  desk.addEventListener("online", leave);
  const add = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const chosen = group.value ? { group: group.value } : {};
    const adding = desk.edit({ op: "add", date: date.value, title: title.value, ...chosen });
    isAdding = true;
    leave();
    const step = await adding;
    isAdding = false;
    if (!step) return void read();
    dialog.close();
    if (step.select !== undefined) desk.choose(step.select, "new");
  };
  dialog.append(make("form", { onsubmit: add }, make("h2", { id: "adding-title" }, "New event"),
    field(date, "Date", words), field(title, "Title"), groupField,
    make("div", { class: "ends" }, make("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      make("button", { class: "main" }, "Add"))));
  dialog.addEventListener("toggle", () => {
    if (!dialog.open) return;
    const groups = Array.isArray(desk.value?.groups) ? desk.value.groups : [];
    const { group: latest = "" } = desk.value?.events?.[desk.chosen] ?? {};
    group.replaceChildren(make("option", { value: "" }, "None"),
      ...groups.map((/** @type {any} */ one) => make("option", { value: one?.id }, one?.title ?? one?.id)));
    group.value = latest;
    groupField.hidden = !groups.length;
    for (const input of [date, title]) input.value = "";
    void read();
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
    byId("rows").focus();
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
