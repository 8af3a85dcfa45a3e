// Two dialogs before anything is written: what saving will change in the file, line by line; and, where
// another program has changed the same thing, which of the two is to stand.

import { byId, counted, make } from "./dom.js";
import { note, unnote } from "./notes.js";
import { showTab } from "./tabs.js";
import { capital } from "./words.js";

/** @typedef {import("./desk.js").EditorDesk} EditorDesk */

const SHOWN = 300; // lines of the difference that are shown at first
const LONGEST = 2000; // units of a line that are shown
const LISTED = 20; // errors
const SIGNS = { "+": "added", "-": "removed" };

/** When all that was typed has been answered; not where the server is gone. @param {EditorDesk} desk */
async function settled(desk) {
  for (let tries = 0; tries < 100; tries += 1) {
    await new Promise((over) => setTimeout(over, tries ? 50 : 0));
    if (!desk.unanswered || desk.trouble) return;
  }
}

/** @param {Changes["lines"][number]} line */
function diffLine([mark, text]) {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  if (mark === "@") return make("div", { class: "place" }, `Line ${/\+(\d+)/.exec(text)?.[1] ?? text}`);
  const said = SIGNS[/** @type {"+" | "-"} */ (mark)];
  return make(mark === "+" ? "ins" : mark === "-" ? "del" : "div", {}, make("span", { class: "sign" }, mark),
    said && make("span", { class: "unseen" }, `${said}: `), shown);
}

/** The difference, the start of it where it is long. @param {Changes["lines"]} lines */
function difference(lines) {
  const shown = make("div", { class: "diff", role: "region", "aria-label": "Difference", tabindex: "0", dir: "ltr" },
    ...lines.slice(0, SHOWN).map(diffLine));
  const rest = lines.slice(SHOWN);
  if (rest.length) {
    const more = () => {
      button.remove();
      shown.append(...rest.map(diffLine));
      shown.focus();
    };
    const button = make("button", { type: "button", onclick: more }, `Show ${counted(rest.length, "more line")}`);
    shown.append(button);
  }
  return shown;
}

class ChangesDialog {
  /** What was asked for last. */
  #asked = 0;

  /** @param {EditorDesk} desk */
  constructor(desk) {
    this.desk = desk;
    this.dialog = byId("changes");
    this.dialog.setAttribute("aria-labelledby", "changes-title");
    this.title = make("h2", { id: "changes-title" });
    this.body = make("div", { class: "stack" });
    this.ends = make("div", { class: "ends" });
    this.dialog.append(make("form", { onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      this.title, this.body, this.ends));
    byId("save").addEventListener("click", () => this.#open());
    addEventListener("keydown", (event) => this.#press(event));
    desk.addEventListener("change", () => {
      if (this.dialog.open) void this.#draw();
    });
  }

  /** Ctrl+S, also right behind a key whose edit has not been answered. @param {KeyboardEvent} event */
  async #press(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key.toLowerCase() !== "s" || !(ctrlKey || metaKey) || altKey || shiftKey) return;
    event.preventDefault();
    if (document.querySelector("dialog[open]")) return;
    await settled(this.desk);
    if (!this.desk.online) this.desk.say("Nothing can be saved while the server is away.", "error");
    else if (this.desk.state.saved) this.desk.say("Nothing to save: the file has all of it.");
    else if (!this.dialog.open) this.#open();
  }

  #open() {
    this.title.textContent = "What saving will change";
    this.body.replaceChildren(make("p", { class: "hint" }, "Looking at what has changed …"));
    this.#offer();
    this.dialog.showModal();
    void this.#draw();
  }

  async #draw() {
    const { desk } = this, asked = this.#asked += 1;
    await settled(desk);
    /** @type {Changes | Error} */
    const changes = await desk.ask("/changes", {}).catch((/** @type {Error} */ fault) => fault);
    if (asked !== this.#asked || !this.dialog.open) return;
    const { errors } = desk.state;
    this.title.textContent = errors ? "Nothing can be saved yet" : "What saving will change";
    const parts = errors ? this.#errors() : this.#conflicts();
    if (changes instanceof Error) parts.push(make("p", { class: "alarm", role: "alert" }, changes.message));
    else if (!changes.lines.length) parts.push(make("p", {}, "Nothing: the file has all of it already."));
    else parts.push(make("ul", { class: "summary" }, ...changes.summary.map((one) => make("li", {}, one))), difference(changes.lines));
    this.body.replaceChildren(...parts);
    if (!this.ends.querySelector(".sure")) this.#offer();
  }

  /** Why nothing is written. @returns {Node[]} */
  #errors() {
    const { diagnostics, errors } = this.desk.state, found = diagnostics.filter(({ severity }) => severity === "error");
    const go = (/** @type {Diagnostic} */ fault) => {
      this.dialog.close();
      showTab(this.desk, "text");
      this.desk.dispatchEvent(new CustomEvent("fault", { detail: fault }));
    };
    const more = errors - Math.min(LISTED, found.length);
    return [
      make("p", {}, `There ${errors === 1 ? "is 1 error" : `are ${errors.toLocaleString("en")} errors`} in the text. `
        + "What you have written is kept meanwhile, even when this window is closed."),
      make("ol", { class: "faults" }, ...found.slice(0, LISTED).map((fault) => make("li", {},
        make("button", { type: "button", class: "fault quiet", onclick: () => go(fault) },
          make("span", { class: "mark error", "aria-hidden": "true" }),
          make("span", { class: "where" }, `${fault.line}`), make("span", {}, fault.message)))),
      more > 0 && make("li", { class: "hint" }, `And ${more.toLocaleString("en")} more.`)),
    ];
  }

  /** What has to be chosen first. @returns {Node[]} */
  #conflicts() {
    const { conflicts } = this.desk.state;
    if (!conflicts.length) return [];
    const look = () => {
      this.dialog.close();
      byId("conflicts").showModal();
    };
    return [make("p", { class: "alarm" }, `Another program has changed the same as you in ${counted(conflicts.length, "place")}. `
      + "Choose there first; then it can be saved. "), make("p", {}, make("button", { type: "button", onclick: look }, "Look at both"))];
  }

  /** The buttons. */
  #offer() {
    const { errors, conflicts, saved } = this.desk.state;
    const isBarred = errors > 0 || conflicts.length > 0 || saved;
    const had = this.ends.contains(document.activeElement);
    this.ends.replaceChildren(
      make("button", { type: "button", class: "quiet first", disabled: saved, onclick: () => this.#ask() }, "Discard all changes…"),
      make("button", { type: "button", onclick: () => this.dialog.close() }, errors ? "Back" : "Cancel"),
      make("button", { class: "main", disabled: isBarred }, "Save"));
    if (had || !this.dialog.contains(document.activeElement) || document.activeElement === this.dialog) {
      this.ends.querySelector(isBarred ? "button:not(.first)" : ".main").focus();
    }
  }

  /** Asks once more. */
  #ask() {
    const keep = make("button", { type: "button", onclick: () => this.#offer() }, "Keep them");
    const discard = () => {
      this.desk.discard();
      this.dialog.close();
    };
    this.ends.replaceChildren(
      make("p", { class: "sure first", role: "alert" }, "Go back to the file as it is on the disk? Undo brings your changes back."),
      keep, make("button", { type: "button", class: "main", onclick: discard }, "Discard"));
    keep.focus();
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    const { errors, conflicts, saved } = this.desk.state;
    if (errors || conflicts.length || saved || this.ends.querySelector(".sure")) return;
    if (await this.desk.save()) {
      this.dialog.close();
      return;
    }
    await this.#draw();
    this.body.prepend(make("p", { class: "alarm", role: "alert" }, byId("alarm").textContent || "The file was not saved."));
  }
}

/** Words and what is between them. @param {string} text @returns {string[]} */
const wordsOf = (text) => text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^]/gu) ?? [];

/** A text with the words marked that another one does not have.
 * @param {string} text @param {string | null} other
 * @returns {(Node | string)[]} */
function marked(text, other) {
  const words = wordsOf(text), others = wordsOf(other ?? "");
  if (other === null || words.length * others.length > 250_000) return [text];
  const width = others.length + 1, longest = new Uint16Array((words.length + 1) * width);
  for (let one = words.length - 1; one >= 0; one -= 1) {
    for (let two = others.length - 1; two >= 0; two -= 1) {
      longest[one * width + two] = words[one] === others[two] ? longest[(one + 1) * width + two + 1] + 1
        : Math.max(longest[(one + 1) * width + two], longest[one * width + two + 1]);
    }
  }
  /** @type {(Node | string)[]} */
  const made = [];
  let run = "", two = 0;
  const flush = () => {
    if (run) made.push(make("mark", {}, run));
    run = "";
  };
  words.forEach((word, one) => {
    while (two < others.length && word !== others[two]
      && longest[one * width + two + 1] >= longest[(one + 1) * width + two]) two += 1;
    if (two < others.length && word === others[two]) {
      flush();
      made.push(word);
      two += 1;
    } else {
      run += word;
    }
  });
  flush();
  return made;
}

class ConflictsDialog {
  /** What has been chosen so far. @type {Map<string, "mine" | "theirs">} */
  #chosen = new Map();
  #drawn = "";

  /** @param {EditorDesk} desk */
  constructor(desk) {
    this.desk = desk;
    this.dialog = byId("conflicts");
    this.dialog.setAttribute("aria-labelledby", "conflicts-title");
    this.list = make("div", { class: "stack" });
    this.apply = make("button", { class: "main" }, "Use what is chosen");
    const all = (/** @type {"mine" | "theirs"} */ take) => make("button", { type: "button", onclick: () => this.#all(take) },
      take === "mine" ? "Choose all mine" : "Choose all theirs");
    this.dialog.append(make("form", { onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      make("h2", { id: "conflicts-title" }, "Changed here and by another program"),
      make("p", { class: "hint" }, "Nothing is saved until each is settled. Closing this keeps both."),
      this.list,
      make("div", { class: "ends" }, make("span", { class: "first" }, all("mine"), all("theirs")),
        make("button", { type: "button", onclick: () => this.dialog.close() }, "Later"), this.apply)));
    this.badge = make("button", { type: "button", id: "conflicts-button", class: "quiet error", "aria-haspopup": "dialog", hidden: true,
      onclick: () => this.#open() });
    byId("problems").before(this.badge);
    this.list.addEventListener("change", (/** @type {Event} */ { target }) => {
      const { name, value } = /** @type {HTMLInputElement} */ (target);
      this.#chosen.set(name, /** @type {"mine" | "theirs"} */ (value));
      this.#count();
    });
    this.dialog.addEventListener("toggle", () => this.#draw());
    desk.addEventListener("change", () => this.#changed());
    this.#changed();
  }

  #open() {
    this.#draw();
    this.dialog.showModal();
  }

  #changed() {
    const { conflicts } = this.desk.state, ids = conflicts.map(({ id }) => id);
    for (const id of this.#chosen.keys()) if (!ids.includes(id)) this.#chosen.delete(id);
    this.badge.hidden = !conflicts.length;
    this.badge.textContent = counted(conflicts.length, "conflict");
    if (conflicts.length) {
      note("conflicts", { words: `Another program has changed the same as you in ${counted(conflicts.length, "place")}: both are kept.`,
        act: ["Look at both", () => this.#open()], alarm: true, stays: true });
    } else {
      unnote("conflicts");
      this.dialog.close();
    }
    if (this.dialog.open) this.#draw();
  }

  #draw() {
    const { conflicts } = this.desk.state, drawn = JSON.stringify(conflicts);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.list.replaceChildren(...conflicts.map((conflict) => this.#conflict(conflict)));
    }
    this.#count();
  }

  /** @param {Conflict} conflict */
  #conflict({ id, what, base, mine, theirs }) {
    const text = (/** @type {string | null} */ json) => json === null ? [make("em", {}, "nothing")] : marked(json, base);
    /** @param {"mine" | "theirs"} take @param {string} name @param {string | null} json */
    const choice = (take, name, json) => {
      const radio = make("input", { type: "radio", name: id, value: take, checked: this.#chosen.get(id) === take });
      return make("label", {}, make("span", { class: "take" }, radio, name), make("pre", {}, ...text(json)));
    };
    return make("fieldset", {}, make("legend", {}, capital(what)), make("div", { class: "versions" },
      make("div", {}, make("span", { class: "take" }, "Before"), make("pre", {}, base ?? make("em", {}, "nothing"))),
      choice("mine", "Mine", mine), choice("theirs", "Theirs, in the file", theirs)));
  }

  #count() {
    this.apply.disabled = !this.#chosen.size;
  }

  /** @param {"mine" | "theirs"} take */
  #all(take) {
    for (const { id } of this.desk.state.conflicts) this.#chosen.set(id, take);
    for (const radio of this.list.querySelectorAll("input")) radio.checked = radio.value === take;
    this.#count();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    for (const [id, take] of this.#chosen) this.desk.resolve(id, take);
  }
}

/** @param {EditorDesk} desk */
export function initChanges(desk) {
  new ChangesDialog(desk);
  new ConflictsDialog(desk);
}
