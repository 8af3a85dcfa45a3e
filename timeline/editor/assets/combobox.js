// An input that finds one of many by their words, by the pattern of a combobox with a list. Ten thousand
// options are no matter: only the first that fit are drawn.

import { fold } from "./words.js";
import { make } from "./dom.js";

/** `folded` is what is searched, made when it is first needed; `number` that of an event; `typed` what was
 * typed.
 * @typedef {{value: any, title: string, detail?: string, folded?: string, number?: number, typed?: string}}
 * Option */
/** `rest` is what the input says while nobody types; `more` gives further options for what was typed.
 * @typedef {{id: string, label: string, placeholder?: string, traits?: Record<string, unknown>,
 *   options: () => Option[], rest: () => string, pick: (option: Option) => void,
 *   more?: (typed: string) => Option[]}} Settings */

const MOST = 50; // options shown at a time

/** The options that have all words, those that begin with them first. @param {Option[]} options
 * @param {string} typed */
function search(options, typed) {
  const sought = fold(typed),
    words = sought.split(/\s+/).filter(Boolean);
  if (!words.length) return options;
  const hits = options.filter((option) => {
    option.folded ??= fold(`${option.title} ${option.detail ?? ""} ${option.value ?? ""}`);
    return words.every((word) => option.folded?.includes(word));
  });
  const first = new Set(hits.filter(({ folded }) => folded?.startsWith(sought)));
  return [...first, ...hits.filter((option) => !first.has(option))];
}

export class Combobox {
  /** What the list shows. @type {Option[]} */
  #found = [];
  #active = -1;

  /** @param {Settings} settings */
  constructor(settings) {
    this.settings = settings;
    const { id, label, placeholder, traits } = settings;
    this.list = make("ul", {
      role: "listbox",
      id: `${id}-options`,
      class: "options",
      hidden: true,
      "aria-label": label,
    });
    this.input = make("input", {
      ...traits,
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      placeholder,
      "aria-label": label,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      oninput: () => this.#open(this.input.value.trim()),
      onfocus: () => this.input.select(),
      onclick: () => this.list.hidden && this.#open(""),
      onblur: () => this.#leave(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.node = make("div", { class: "combo" }, this.input, this.list);
  }

  /** Shows the options for what was typed. @param {string} typed */
  #open(typed) {
    const { options, more, id } = this.settings,
      hits = search(options(), typed),
      left = hits.length - MOST;
    this.#found = [...hits.slice(0, MOST), ...(more?.(typed) ?? [])];
    this.list.replaceChildren(
      ...this.#found.map((option, number) =>
        make(
          "li",
          {
            role: "option",
            id: `${id}-option-${number}`,
            onmousedown: (/** @type {Event} */ event) => event.preventDefault(), // the focus stays
            onclick: () => this.#pick(option),
          },
          make("span", {}, option.title),
          option.detail && make("small", {}, option.detail),
        ),
      ),
    );
    const rest =
      left > 0
        ? `${left.toLocaleString("en")} more: type more of it`
        : this.#found.length
          ? ""
          : "Nothing found";
    if (rest) this.list.append(make("li", { class: "left", role: "presentation" }, rest));
    this.list.hidden = false;
    this.list.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", "true");
    this.#mark(typed && this.#found.length ? 0 : -1);
  }

  #close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#mark(-1);
  }

  #leave() {
    this.#close();
    this.input.value = this.settings.rest();
  }

  /** @param {Option} option */
  #pick(option) {
    this.#close();
    this.settings.pick(option);
    this.input.value = this.settings.rest();
  }

  /** @param {number} number */
  #mark(number) {
    this.#active = number;
    [...this.list.children].forEach((item, place) =>
      item.setAttribute("aria-selected", String(place === number)),
    );
    const item = number < 0 ? null : this.list.children[number];
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, ctrlKey, metaKey } = event,
      { input, list } = this,
      count = this.#found.length;
    const by = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (by && !ctrlKey && !metaKey) {
      if (list.hidden) this.#open(input.value === this.settings.rest() ? "" : input.value.trim());
      else if (count)
        this.#mark(this.#active < 0 && by < 0 ? count - 1 : (this.#active + by + count) % count);
    } else if (key === "Enter" && !list.hidden && this.#found[this.#active])
      this.#pick(this.#found[this.#active]);
    else if (key === "Escape" && !list.hidden) this.#leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
