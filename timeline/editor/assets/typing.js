// What is typed into the text, on its way to the desk. The text on the screen runs ahead of the desk's by
// one splice that is being sent and one that is still growing; whatever comes from elsewhere is put in
// beside them.

import { difference, moved } from "./rows.js";

/** Milliseconds after a key until what was typed is sent: the first key of a burst need only be painted
 * before. */
const FIRST = 5;
const REST = 60;
/** Milliseconds without typing that end a step of undo. */
const PAUSE = 1000;

/** A stretch of a text that has become another one: [from, to) has become [from, now).
 * @typedef {{from: number, to: number, now: number}} Stretch */

/** A stretch and a splice after it, as one stretch.
 * @param {Stretch | null} stretch @param {number} at @param {number} removed @param {number} put
 * @returns {Stretch} */
function grown(stretch, at, removed, put) {
  if (!stretch) {
    return { from: at, to: at + removed, now: at + put };
  }
  const end = Math.max(stretch.now, at + removed);
  const to = stretch.to + end - stretch.now;
  return { from: Math.min(stretch.from, at), to, now: end + put - removed };
}

export class Typing {
  /** The desk's text that the splices begin from. */
  #base;
  /** That text with what is being sent. */
  #expected;
  /** What is being sent, a stretch of #base. @type {Stretch | null} */
  #sent = null;
  /** What has not been sent, a stretch of #expected. @type {Stretch | null} */
  #unsent = null;
  /** The edit that sends it. @type {(Op & {op: "text"}) | null} */
  #op = null;
  #timer = 0;
  #burst = 0;
  #last = { when: -Infinity, at: -1 };
  /** While a word is composed nothing is sent and nothing taken in. */
  isHeld = false;

  /** @param {import("./desk.js").EditorDesk} desk
   * @param {{text: () => string, take: (splices: Splice[]) => void, rested: () => void}} screen its
   *   text; what puts changes from elsewhere there; and what is told when it has the desk's text, as after
   *   each answer */
  constructor(desk, { text, take, rested }) {
    this.desk = desk;
    this.text = text;
    this.take = take;
    this.rested = rested;
    this.#base = this.#expected = desk.text;
    desk.addEventListener("change", () => {
      this.settle();
      this.flush();  // what was refused may have a place in the new text
    });
    desk.addEventListener("online", () => this.flush());
  }

  /** Whether something that was typed is not even in the desk's queue. */
  get isUnsent() {
    return this.#unsent !== null;
  }

  /** A splice that was just made on the screen.
   * @param {number} at @param {number} removed @param {number} put */
  typed(at, removed, put) {
    const now = performance.now(), rest = now - this.#last.when > PAUSE / 4 ? FIRST : REST;
    this.#unsent = grown(this.#unsent, at, removed, put);
    this.#last = { when: now, at: at + put };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), rest);
  }

  /** To be called before a splice: a pause, or another place, begins another step of undo.
   * @param {number} at @param {number} removed */
  before(at, removed) {
    const isNear = at <= this.#last.at && this.#last.at <= at + removed;
    if (!isNear || performance.now() - this.#last.when > PAUSE) {
      this.end();
    }
  }

  /** Ends the step of undo. */
  end() {
    this.flush();
    this.#burst += 1;
    this.#last = { when: -Infinity, at: -1 };
  }

  /** Sends what was typed, if nothing is on its way. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.#unsent || this.isHeld) {
      return;
    }
    if (this.#sent) {
      this.#add();
      return;
    }
    const text = this.text();
    const { from, to, now } = this.#unsent;
    const [more, removed, put] = difference(this.#expected.slice(from, to), text.slice(from, now));
    this.#unsent = null;
    if (!removed && !put) {  // it has been taken back, so that what the desk says is true of the screen again
      this.settle();
      return;
    }
    this.#sent = { from: from + more, to: from + more + removed, now: from + more + put.length };
    this.#expected = text;
    const step = `text-${this.#burst}`;
    this.#op = { op: "text", at: from + more, removed, put };
    void this.desk.edit(this.#op, step).then((answer) => this.#answered(answer));
  }

  /** Where the server is gone, adds what was typed since to the edit that waits for it: so the browser keeps
   * all of it. */
  #add() {
    const sent = this.#sent, unsent = this.#unsent;
    if (this.desk.trouble !== "lost" || this.desk.text !== this.#base || !sent || !unsent || !this.#op) {
      return;
    }
    const text = this.text(), { from, to, now } = unsent, all = grown(sent, from, to - from, now - from);
    Object.assign(this.#op, { at: all.from, removed: all.to - all.from, put: text.slice(all.from, all.now) });
    this.#sent = all;
    this.#unsent = null;
    this.#expected = text;
    this.desk.keep();
  }

  /** @param {Step | null} step null: it was refused, and stays to be sent with the next change */
  #answered(step) {
    const sent = this.#sent;
    this.#sent = null;
    if (!step && sent) {
      const unsent = this.#unsent;
      const { from, to, now } = unsent ?? { from: sent.now, to: sent.now, now: sent.now };
      this.#unsent = grown(sent, from, to - from, now - from);
      this.#expected = this.#base;
    }
    this.settle();
    if (step) {
      this.flush();
    }
  }

  /** Takes the desk's text in, with what it does not have yet beside it. */
  settle() {
    if (this.#sent || this.isHeld) {
      return;  // the answer brings both
    }
    const { text } = this.desk;
    if (text !== this.#expected) {
      this.#merge(difference(this.#expected, text));
    }
    this.#base = this.#expected = text;
    if (!this.#unsent) {
      this.rested();
    }
  }

  /** Puts a change from elsewhere into the text on the screen. @param {Splice} splice */
  #merge(splice) {
    const [at, removed, put] = splice;
    const unsent = this.#unsent;
    if (!unsent) {
      this.take([splice]);
      return;
    }
    const { from, to, now } = unsent;
    if (at >= to) {
      this.take([[at + now - to, removed, put]]);
    } else if (at + removed <= from) {
      this.take([splice]);
      const more = put.length - removed;
      this.#unsent = { from: from + more, to: to + more, now: now + more };
    } else {  // both in one place: the other's text, and what was typed behind it
      const mine = this.text().slice(from, now);
      const place = moved(to, splice);
      this.take([[from, now - from, this.#expected.slice(from, to)], splice, [place, 0, mine]]);
      this.#unsent = mine ? { from: place, to: place, now: place + mine.length } : null;
    }
  }
}
