// Pointing at events of the picture, dragging them along the axis, and the same by keys. The server says
// where a date lands; a drop is one edit, and so one step of undo.

const STILL = 4; // px, which a pointer moves in a mere click
const BURST = 1500; // milliseconds between two keys that are one step of undo

/** @typedef {import("./picture.js").LivePicture} LivePicture */
/** What is dragged, from which place on the axis, and where the pointer was then.
 * @typedef {{name: string, number: number, date: unknown, part: DragPart, group: SVGGElement, from: number,
 *   pointer: number, x: number, y: number, isMoving: boolean}} Dragged */

export class Dragging {
  /** @type {Dragged | null} */
  #drag = null;
  /** Where it is now, and for which place there is an answer.
   * @type {{asked: number | null, place: number, answer: Drag | null}} */
  #at = { asked: null, place: 0, answer: null };
  #isAsking = false;
  #hasDragged = false;

  /** Units that keys have asked for and the server has not been asked for yet.
   * @type {{name: string, part: DragPart, steps: number} | null} */
  #keys = null;
  #isStepping = false;
  #burst = { count: 0, last: 0, what: "" };

  /** @param {LivePicture} picture */
  constructor(picture) {
    this.picture = picture;
    /** @type {HTMLElement} */
    const sheet = picture.sheet;
    sheet.addEventListener("pointerdown", (event) => this.#grasp(event));
    sheet.addEventListener("pointermove", (event) => this.#move(event));
    sheet.addEventListener("pointerup", (event) => void this.#release(event));
    sheet.addEventListener("pointercancel", () => this.#cancel());
    // A finger that drags does not scroll; which it does elsewhere.
    sheet.addEventListener("touchmove", (event) => {
      if (this.#drag && event.cancelable) event.preventDefault();
    }, { passive: false });
    sheet.addEventListener("click", (event) => this.#click(event));
    sheet.addEventListener("keydown", (event) => this.#press(event));
    sheet.addEventListener("focusin", () => picture.draw());
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#drag) return;
      event.preventDefault();
      event.stopPropagation();
      this.#cancel();
    }, { capture: true });
  }

  get #desk() {
    return this.picture.desk;
  }

  // ---- The pointer ----

  /** The event at a point of the page. @param {Event} event @returns {string | null} */
  #nameAt({ target }) {
    const group = /** @type {Element} */ (target).closest?.("[data-event-id]");
    return group?.getAttribute("data-event-id") ?? null;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const name = this.#hasDragged ? null : this.#nameAt(event);
    this.#hasDragged = false;
    if (name === null) return;
    if (/** @type {Element} */ (event.target).closest("a")) return;
    this.#choose(name);
    this.picture.groups.get(name)?.focus({ preventScroll: true });
  }

  /** @param {string} name */
  #choose(name) {
    const number = this.picture.numberOf(name);
    if (number >= 0) this.#desk.choose(number, "picture");
  }

  /** The place of the pointer in the picture, wherever that has been scrolled to.
   * @param {PointerEvent} event @returns {[x: number, y: number]} */
  #inPicture({ clientX, clientY }) {
    const { left, top } = this.picture.overlay.root.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** @param {PointerEvent} event */
  #grasp(event) {
    const { picture } = this, { shown } = picture;
    this.#hasDragged = false;
    if (event.button || !event.isPrimary || !shown || shown.stale) return;
    const part = /** @type {DragPart} */ (/** @type {Element} */ (event.target).getAttribute("data-part") ?? "whole");
    const name = part === "whole" ? this.#nameAt(event) : picture.nameOf(this.#desk.chosen);
    const group = picture.groups.get(name ?? ""), number = name === null ? -1 : picture.numberOf(name);
    if (name === null || !group || number < 0) return;
    // A finger on what is not chosen scrolls.
    if (event.pointerType === "touch" && number !== this.#desk.chosen) return;
    const from = shown.spans[name]?.[{ first: 0, last: 1, whole: 2 }[part]];
    if (from == null) return;
    const { date } = this.#desk.events[number], { pointerId: pointer } = event;
    const [x, y] = this.#inPicture(event);
    this.#drag = { name, number, date, part, group, from, pointer, x, y, isMoving: false };
    this.#at = { asked: null, place: from, answer: null };
    if (part !== "whole") event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { picture } = this, { shown, sheet, overlay } = picture, drag = this.#drag;
    if (!drag || !shown || event.pointerId !== drag.pointer) return;
    const [x, y] = this.#inPicture(event), across = x - drag.x, down = y - drag.y;
    if (!drag.isMoving) {
      if (Math.hypot(across, down) < STILL) return;
      drag.isMoving = true;
      picture.isHeld = true;
      sheet.setPointerCapture(drag.pointer);
      sheet.classList.add("dragging");
      drag.group.classList.add("leaving");
    }
    this.#at.place = drag.from + (shown.upright ? down : across);
    overlay.haunt(drag.group, drag.part, [drag.from, this.#at.place], shown);
    overlay.follow(x, y, sheet);
    void this.#ask();
  }

  /** Asks where the date would land: one question at a time, and the newest place wins. */
  async #ask() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#drag && this.#at.asked !== this.#at.place) {
      const drag = this.#drag, at = this.#at, { place } = at, answer = await this.#landing(drag, place);
      at.asked = place;
      at.answer = answer;
      if (this.#drag !== drag) continue;
      this.picture.overlay.say("fault" in answer ? answer.fault : answer.words, "fault" in answer);
    }
    this.#isAsking = false;
  }

  /** @param {Dragged} drag @param {number} place @returns {Promise<Drag>} */
  async #landing(drag, place) {
    const { shown } = this.picture, [x, y] = shown?.upright ? [0, place] : [place, 0];
    try {
      return await this.#desk.ask("/drag", { event: drag.number, part: drag.part, x, y, options: shown?.options });
    } catch (fault) {
      return { fault: /** @type {Error} */ (fault).message };
    }
  }

  /** @param {PointerEvent} event */
  async #release(event) {
    const drag = this.#drag, at = this.#at;
    if (!drag || event.pointerId !== drag.pointer) return;
    this.#drag = null;
    if (!drag.isMoving) return;
    this.#hasDragged = true;
    setTimeout(() => {
      this.#hasDragged = false;
    });
    const answer = at.asked === at.place && at.answer ? at.answer : await this.#landing(drag, at.place);
    if (at.place === drag.from) this.#desk.say("");
    else if ("fault" in answer) this.#desk.say(answer.fault, "error");
    else await this.#put(drag, answer);
    this.#settle();
  }

  #cancel() {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag?.isMoving) return;
    this.#hasDragged = true;
    this.#desk.say("Not moved.");
    this.picture.overlay.drop();
    this.#settle();
  }

  #settle() {
    const { picture } = this;
    picture.sheet.classList.remove("dragging");
    for (const group of picture.groups.values()) group.classList.remove("leaving");
    picture.isHeld = false;
    void picture.renew().then(() => picture.overlay.drop());
  }

  /** The date is put where the drag has brought it, unless somebody else has changed it meanwhile.
   * @param {{name: string, number: number, date: unknown}} drag
   * @param {{date: string, words: string}} landing @param {string} step */
  async #put({ name, date }, landing, step = "") {
    const number = this.picture.numberOf(name), event = this.#desk.events[number];
    if (event?.date !== date) return this.#desk.say("The date has been changed meanwhile; it stays.", "error");
    if (landing.date === date) return this.#desk.say(`${event.title}: ${landing.words}, as before.`);
    this.#desk.choose(number, "picture");
    if (await this.#desk.edit({ op: "put", path: ["events", number, "date"], value: landing.date }, step)) {
      this.#desk.say(`${event.title}: ${landing.words}`);
    }
    return undefined;
  }

  // ---- The keys ----

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, altKey, shiftKey, ctrlKey, metaKey } = event, name = this.#nameAt(event), { picture } = this;
    if (name === null || ctrlKey || metaKey) return;
    const right = picture.shown?.mirrored ? -1 : 1;
    const way = { ArrowRight: right, ArrowLeft: -right, ArrowDown: 1, ArrowUp: -1 }[key] ?? 0;
    if (altKey && way) {
      this.#step(name, shiftKey ? "last" : "whole", way);
    } else if (altKey || shiftKey) {
      return;
    } else if (key === "Enter" || key === " ") {
      this.#choose(name);
    } else if (way || key === "Home" || key === "End") {
      const names = [...picture.groups.keys()], at = names.indexOf(name), last = names.length - 1;
      const next = key === "Home" ? 0 : key === "End" ? last : Math.min(Math.max(at + way, 0), last);
      picture.groups.get(names[next])?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} name @param {DragPart} part @param {number} way */
  #step(name, part, way) {
    if (this.#keys?.name === name && this.#keys.part === part) this.#keys.steps += way;
    else this.#keys = { name, part, steps: way };
    void this.#stepAll();
  }

  /** Moves by all units that keys have asked for, one question at a time. */
  async #stepAll() {
    if (this.#isStepping) return;
    this.#isStepping = true;
    while (this.#keys) {
      const { name, part, steps } = this.#keys, number = this.picture.numberOf(name);
      this.#keys = null;
      if (number < 0 || !steps) continue;
      const { date } = this.#desk.events[number];
      try {
        const answer = /** @type {Drag} */ (await this.#desk.ask("/drag", { event: number, part, steps }));
        if ("fault" in answer) this.#desk.say(answer.fault, "error");
        else await this.#put({ name, number, date }, answer, this.#stepName(`${name} ${part}`));
      } catch (fault) {
        this.#desk.say(/** @type {Error} */ (fault).message, "error");
      }
    }
    this.#isStepping = false;
  }

  /** The name of the step of undo: the same while keys follow on each other. @param {string} what */
  #stepName(what) {
    const now = performance.now();
    if (what !== this.#burst.what || now - this.#burst.last > BURST) this.#burst.count += 1;
    this.#burst.what = what;
    this.#burst.last = now;
    return `move ${this.#burst.count} ${what}`;
  }
}
