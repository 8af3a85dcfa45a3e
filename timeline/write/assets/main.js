// Starts the reader. Where anything fails, the page stays what it is without script.

import { initFind } from "./find.js";
import { initPanel } from "./panel.js";
import { FONTS } from "./paint.js";
import { initSave } from "./save.js";
import { initStory } from "./story.js";
import { setMeasure } from "./text.js";
import { byId, FigureView } from "./view.js";

/** @implements {App} */
class Reader extends EventTarget {
  /** @type {PageData} */
  data = JSON.parse(byId("_data").textContent);
  /** @type {Choice} */
  choice = { shown: new Uint8Array(this.data.anchors.length).fill(1), chosen: -1 };
  numbers = new Intl.NumberFormat(`${this.data.chart.lang}-u-nu-latn`);
  plurals = new Intl.PluralRules(this.data.chart.lang);
  /** @type {Document[]} */
  chunks = [];
  /** @type {App["item"]} */
  item = (number) => {
    const { chunk, anchors } = this.data, place = Math.floor(number / chunk);
    if (!chunk) return byId(anchors[number]);
    const parts = document.querySelectorAll("#_events noscript"), type = "text/html";
    this.chunks[place] ??= new DOMParser().parseFromString(parts[place].textContent ?? "", type);
    return this.chunks[place].getElementById(anchors[number]);
  };

  /** @type {App["choose"]} */
  choose = (chosen, push = true) => {
    this.choice = { ...this.choice, chosen };
    this.view.settle();
    if (chosen >= 0) this.view.show(chosen);
    this.dispatchEvent(new CustomEvent("choose", { detail: { push } }));
  };

  /** @type {App["setShown"]} */
  setShown = (shown) => {
    this.choice = { ...this.choice, shown };
    this.view.settle();
    this.dispatchEvent(new Event("shown"));
  };

  /** @type {App["next"]} */
  next = (from, step) => {
    const { shown } = this.choice;
    return step > 0 ? shown.indexOf(1, from + 1) : from ? shown.lastIndexOf(1, from < 0 ? shown.length : from - 1) : -1;
  };

  /** @type {App["say"]} */
  say = (words) => {
    byId("_said").textContent = words;
  };

  /** @type {App["phrase"]} */
  phrase = (key, values = {}) => this.data.phrases[key].replace(/\{(\w+)\}/g, (_, name) => {
    const { chart: { words: { digits } } } = this.data, value = values[name];
    return typeof value === "number" ? this.numbers.format(value).replace(/\d/g, (one) => digits[+one] ?? one) : value;
  });

  /** @type {App["counted"]} */
  counted = (key, count, values) => {
    const form = `${key}.${this.plurals.select(count)}`;
    return this.phrase(form in this.data.phrases ? form : `${key}.other`, { count, ...values });
  };

  /** @type {LiveFigure} */
  view = new FigureView(this);
}

function hearKeys() {
  addEventListener("keydown", (event) => {
    const at = /** @type {Element} */ (event.target), { defaultPrevented, ctrlKey, metaKey, altKey } = event;
    if (defaultPrevented || ctrlKey || metaKey || altKey || at.closest("input, select, textarea, dialog")) return;
    if (document.querySelector("#_keys:not(:checked)")) return;
    /** @type {HTMLElement | null} */
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.matches("input") ? button.focus() : button.click();
  });
  byId("_help-button").addEventListener("click", () => byId("_help").showModal());
}

function start() {
  const ink = document.createElement("canvas").getContext("2d");
  setMeasure((words, size, bold) => {
    if (!ink) return 0;
    ink.font = `${bold ? "bold " : ""}${size}px ${FONTS}`;
    return ink.measureText(words).width;
  });
  document.documentElement.classList.add("live");
  byId("_reader").hidden = false;
  const app = new Reader();
  for (const init of [initFind, initPanel, initStory, initSave]) init(app);
  hearKeys();
}

try {
  start();
} catch (fault) {
  document.documentElement.classList.remove("live");
  byId("_reader").hidden = true;
  throw fault;
}
