// Starts the reader. Where anything fails, the page stays what it is without script.
import { initFind } from "./find.js";
import { initPanel } from "./panel.js";
import { FONTS } from "./paint.js";
import { initSave } from "./save.js";
import { initStory } from "./story.js";
import { setMeasure } from "./text.js";
import { byId, liveFigure } from "./view.js";

/** What the parts of the reader share. @returns {App} */
function shared() {
  /** @type {PageData} */
  const data = JSON.parse(byId("_data").textContent), { anchors, chunk, phrases, chart: { lang, words: { digits } } } = data;
  const numbers = new Intl.NumberFormat(`${lang}-u-nu-latn`), plurals = new Intl.PluralRules(lang);
  /** @type {(type: string, choice: Partial<Choice>, detail?: object) => void} */
  const change = (type, choice, detail) => {
    app.choice = { ...app.choice, ...choice };
    app.view.settle();
    app.dispatchEvent(new CustomEvent(type, { detail }));
  };
  /** @type {any} */
  const app = Object.assign(new EventTarget(), /** @satisfies {Omit<App, "view" | keyof EventTarget>} */ ({
    data, choice: { shown: new Uint8Array(anchors.length).fill(1), chosen: -1 },
    item(number) {
      if (!chunk) return byId(anchors[number]);
      const part = document.querySelectorAll("#_events noscript")[Math.floor(number / chunk)].textContent ?? "";
      const [html] = part.slice(part.indexOf(`<li id="${anchors[number]}"`)).split("\n<li id=");
      return new DOMParser().parseFromString(html, "text/html").querySelector("li");
    },
    choose(chosen, push = true) {
      change("choose", { chosen }, { push });
      app.view.show(chosen);
    },
    setShown: (shown) => change("shown", { shown }),
    next(from, step) {
      const { shown } = app.choice;
      if (step > 0) return shown.indexOf(1, from + 1);
      return from ? shown.lastIndexOf(1, from < 0 ? shown.length : from - 1) : -1;
    },
    say(words) {
      byId("_said").textContent = words;
    },
    phrase: (key, values = {}) => phrases[key].replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number"
        ? numbers.format(value).replace(/\d/g, (one) => digits[+one] ?? one) : value;
    }),
    counted(key, count, values) {
      const form = `${key}.${plurals.select(count)}`;
      return app.phrase(form in phrases ? form : `${key}.other`, { count, ...values });
    },
  }));
  app.view = liveFigure(app);
  return app;
}

const page = document.documentElement;

/** @param {boolean} isLive */
function live(isLive) {
  page.classList.toggle("live", isLive);
  byId("_reader").hidden = !isLive;
}

function start() {
  /** @type {any} */
  const ink = document.createElement("canvas").getContext("2d");
  setMeasure((words, size, bold) => {
    ink.font = `${bold ? "bold " : ""}${size}px ${FONTS}`;
    return ink.measureText(words).width;
  });
  live(true);
  const app = shared();
  for (const init of [initFind, initPanel, initStory, initSave]) init(app);
  addEventListener("keydown", (/** @type {any} */ event) => {
    const { target, key, defaultPrevented, ctrlKey, metaKey, altKey } = event;
    if (defaultPrevented || ctrlKey || metaKey || altKey || !byId("_keys").checked) return;
    if (target.closest("input, select, textarea, dialog")) return;
    /** @type {HTMLElement | null} */
    const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.matches("input") ? button.focus() : button.click();
  });
  byId("_help-button").onclick = () => byId("_help").showModal();
}

// In a frame, whoever holds it is told how tall the page is, now and whenever that changes.
const { parent } = window;
if (parent !== window) {
  const tell = () => parent.postMessage({ type: "timeline-height", height: page.offsetHeight + 1 }, "*");
  new ResizeObserver(tell).observe(page);
}

try {
  start();
} catch (fault) {
  live(false);
  throw fault;
}
