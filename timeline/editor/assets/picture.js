// The live picture: asks for it as wide as its pane, renews it after every change, and lets one point at it.
// What is dragged in it, and the keys, are in dragging.js; what lies over the picture in overlay.js.

import { Dragging } from "./dragging.js";
import { Overlay } from "./overlay.js";
import { byId, make } from "./dom.js";

const SLIGHT = 100; // milliseconds: pictures that take no longer are drawn at once
const LULL = 150; // milliseconds after a key until any other is: the server draws it at the cost of all else
const LATEST = 1500; // milliseconds for which it waits in all
const SETTLED = 150; // milliseconds after the last change of the pane's size
const NARROWEST = 320, WIDEST = 4000; // px, as in the document's table
const STALE = "The text has errors: this is the last picture without.";
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** @type {Record<string, [value: string, words: string][]>} */
const CHOICES = {
  layout: [["", "Layout as in file"], ["auto", "Layout by itself"], ["horizontal", "Horizontal"],
    ["vertical", "Vertical"], ["lanes", "Lanes"]],
  scale: [["", "Scale as in file"], ["auto", "Scale by itself"], ["linear", "Linear"], ["breaks", "With breaks"],
    ["even", "Even steps"], ["log", "Logarithmic"]],
  width: [["", "Full width"], ["360", "360 px wide"], ["605", "605 px wide"], ["900", "900 px wide"],
    ["1200", "1200 px wide"], ["1600", "1600 px wide"]],
  theme: [["", "System colours"], ["light", "Light"], ["dark", "Dark"]],
};
const NAMES = { layout: "Layout", scale: "Scale", width: "Width", theme: "Colours" };

/** @typedef {Exclude<Picture, {fault: string}> & {options: PictureOptions}} Shown */

/** What is shown, and where everything is in it. */
export class LivePicture {
  /** @type {Shown | null} */
  shown = null;
  /** The parts of the picture that are an event's, by its data-event-id, in the order of time.
   * @type {Map<string, SVGGElement>} */
  groups = new Map();
  /** While somebody drags, the picture stays. */
  isHeld = false;

  /** @type {Record<string, string>} */
  #fields = {};
  #isAsking = false;
  #isOld = true;
  /** Milliseconds that the last picture took, and when a key was last pressed in a field. */
  #took = 0;
  #typedAt = -Infinity;
  #asked = "";

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.note = make("p", { class: "picture-note", role: "status", hidden: true });
    this.lacking = make("p", { class: "picture-note", hidden: true });
    /** @type {HTMLElement} */
    this.sheet = make("div", { class: "picture-sheet", tabindex: "-1" });
    this.overlay = new Overlay();
    byId("picture").replaceChildren(this.#bar(), this.note, this.lacking, this.sheet);
    addEventListener("input", ({ timeStamp }) => {
      this.#typedAt = timeStamp;
    }, { capture: true });
  }

  /** The options of the picture that is to be shown now. @returns {PictureOptions} */
  get options() {
    const { layout, scale, theme, width, from, to } = this.#fields;
    const pane = Math.min(Math.max(this.sheet.clientWidth, NARROWEST), WIDEST);
    return {
      layout, scale, theme: theme || (DARK.matches ? "dark" : "light"), width: Number(width) || pane,
      from: from?.trim() ?? "", to: to?.trim() ?? "",
    };
  }

  #bar() {
    const fields = Object.entries(CHOICES).map(([name, choices]) => {
      const label = /** @type {Record<string, string>} */ (NAMES)[name];
      const options = choices.map(([value, words]) => make("option", { value }, words));
      return make("select", { name, "aria-label": label, title: label, onchange: this.#set }, ...options);
    });
    const limits = [["from", "From", "the start"], ["to", "To", "the end"]].map(([name, label, hint]) => (
      make("label", {}, label, make("input", {
        name, placeholder: hint, autocomplete: "off", spellcheck: "false", size: "10", onchange: this.#set,
      }))));
    return make("div", { class: "picture-bar", role: "group", "aria-label": "How the picture is drawn" },
      ...fields, make("span", { class: "limits" }, ...limits));
  }

  #set = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
    this.#fields[field.name] = field.value;
    void this.renew();
  };

  /** The newest picture, by one request at a time. */
  async renew() {
    this.#isOld = true;
    if (this.#isAsking || this.isHeld || !this.sheet.clientWidth) return;
    this.#isAsking = true;
    while (this.#isOld && !this.isHeld) {
      await this.#lull();
      this.#isOld = false;
      const { options } = this;
      this.#asked = JSON.stringify(options);
      try {
        const asked = performance.now(), picture = await this.desk.ask("/picture", { options });
        this.#took = performance.now() - asked;
        if (this.isHeld) this.#isOld = true;
        else this.#show(picture, options);
      } catch (fault) {
        this.#tell(/** @type {Error} */ (fault).message);
      }
    }
    this.#isAsking = false;
  }

  /** Waits for a pause of the typing, where pictures take long. */
  async #lull() {
    const begun = performance.now();
    const left = () => Math.min(this.#typedAt + LULL, begun + LATEST) - performance.now();
    while (this.#took > SLIGHT && left() > 0) await new Promise((over) => setTimeout(over, left()));
  }

  /** Asks again where the pane has got another size. */
  fit() {
    if (this.#isOld || JSON.stringify(this.options) !== this.#asked) void this.renew();
  }

  /** @param {Picture} picture @param {PictureOptions} options */
  #show(picture, options) {
    if ("fault" in picture) return this.#tell(picture.fault);
    this.#tell(picture.stale ? STALE : "");
    const focused = this.focused(), same = this.shown?.svg === picture.svg;
    this.shown = { ...picture, options };
    if (!same) this.#put(picture);
    this.draw();
    if (focused && !same) (this.groups.get(focused) ?? this.sheet).focus({ preventScroll: true });
    return undefined;
  }

  /** @param {Exclude<Picture, {fault: string}>} picture */
  #put({ svg, spans, ids, width, height }) {
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const root = document.importNode(parsed, true);
    root.setAttribute("role", "group"); // an image has no parts to be chosen
    root.setAttribute("class", "live");
    for (const link of root.querySelectorAll("a")) {
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener");
    }
    const found = [...root.querySelectorAll("[data-event-id]")].map((group) => {
      const name = group.getAttribute("data-event-id") ?? "", at = spans[name]?.[2] ?? 0;
      return { name, group: /** @type {SVGGElement} */ (group), at, number: ids[name] };
    });
    const way = this.shown?.mirrored ? -1 : 1;
    found.sort((one, other) => way * (one.at - other.at) || one.number - other.number);
    this.groups = new Map(found.map(({ name, group }) => [name, group]));
    for (const group of this.groups.values()) {
      group.setAttribute("role", "button");
      group.setAttribute("tabindex", "-1");
      group.setAttribute("aria-label", group.querySelector("title")?.textContent ?? "");
    }
    this.overlay.size(width, height);
    const layers = make("div", { class: "layers" }, root, this.overlay.root, this.overlay.label);
    this.sheet.replaceChildren(layers);
    this.overlay.widen([...this.groups.values()]);
  }

  /** Which event is chosen, and which can be reached by Tab. */
  draw() {
    const { shown } = this;
    if (!shown) return;
    const chosen = this.nameOf(this.desk.chosen), first = this.groups.keys().next().value;
    const reached = chosen !== null && this.groups.has(chosen) ? chosen : first;
    for (const [name, group] of this.groups) {
      group.setAttribute("tabindex", name === (this.focused() ?? reached) ? "0" : "-1");
      group.classList.toggle("chosen", name === chosen);
      if (name === chosen) group.setAttribute("aria-current", "true");
      else group.removeAttribute("aria-current");
    }
    const group = chosen === null ? undefined : this.groups.get(chosen);
    const ends = group && chosen !== null && !shown.stale ? this.#ends(chosen) : [];
    this.overlay.choose(group, ends, shown.upright);
    const event = this.desk.events[this.desk.chosen];
    this.lacking.hidden = !event || Boolean(group) || shown.stale;
    this.lacking.textContent = "The chosen event has no mark of its own in this picture.";
  }

  /** Where the ends of a span are that can be dragged.
   * @param {string} name @returns {[DragPart, number][]} */
  #ends(name) {
    const date = this.desk.events[this.numberOf(name)]?.date, span = this.shown?.spans[name];
    if (!span || typeof date !== "string" || !date.includes("/")) return [];
    /** @type {[DragPart, number | null][]} */
    const ends = [["first", span[0]], ["last", span[1]]];
    return /** @type {[DragPart, number][]} */ (ends.filter(([, place]) => place !== null));
  }

  /** The data-event-id of the event that has the focus. @returns {string | null} */
  focused() {
    const active = document.activeElement;
    return active && this.sheet.contains(active) ? active.getAttribute("data-event-id") : null;
  }

  /** The number that the event of a part of the picture has now. @param {string} name @returns {number} */
  numberOf(name) {
    if (!name.startsWith("#")) return this.desk.events.findIndex((event) => event?.id === name);
    return this.shown?.ids[name] ?? -1;
  }

  /** The data-event-id of the event with a number. @param {number} number @returns {string | null} */
  nameOf(number) {
    const event = this.desk.events[number];
    return event ? event.id ?? `#${number}` : null;
  }

  /** Brings the chosen event into sight. */
  reveal() {
    this.overlay.reveal();
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.note.textContent = sentence;
    this.note.hidden = !sentence;
  }
}

/** @param {Desk} desk */
export function initPicture(desk) {
  const picture = new LivePicture(desk);
  new Dragging(picture);
  let timer = 0;
  new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => picture.fit(), SETTLED);
  }).observe(picture.sheet);
  DARK.addEventListener("change", () => void picture.renew());
  desk.addEventListener("change", () => {
    void picture.renew();
  });
  desk.addEventListener("online", () => {
    if (desk.online) void picture.renew();
  });
  desk.addEventListener("choose", (event) => {
    picture.draw();
    if (/** @type {CustomEvent} */ (event).detail.by !== "picture") picture.reveal();
  });
  void picture.renew();
}
