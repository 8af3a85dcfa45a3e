// Edits that the server has not answered are kept by the browser, each with the event that it was made for,
// until the server is back. A window holds a lock on its own; another one that waits for the lock takes over
// when it closes.

const PREFIX = "timeline-unsent:";

/** @typedef {{op: Op, step: string, event: string | null}} KeptEdit an edit, and the JSON of its event */
/** @typedef {{size: number, sum: number, edits: KeptEdit[]}} Kept size and sum are those of the text */

/** Where an event stands now: found by its id or, without one, by all that it says; -1 where it is gone.
 * @param {any} event @param {any[]} now @param {number} number where it stood */
function found(event, now, number) {
  const id = event?.id, json = typeof id === "string" ? "" : JSON.stringify(event);
  const isSame = (/** @type {any} */ one) => (json ? JSON.stringify(one) === json : one?.id === id);
  return number < now.length && isSame(now[number]) ? number : now.findIndex(isSame);
}

/** @param {any} value @returns {any[]} */
const eventsOf = (value) => (Array.isArray(value?.events) ? value.events : []);

/** The number that an event has now. One that has changed beyond recognition is looked for at its place.
 * @param {any} old @param {any} value @param {number} number
 * @param {boolean} stay at the place of an event that is gone; else -1 */
export function follow(old, value, number, stay = false) {
  const before = eventsOf(old), now = eventsOf(value);
  if (number < 0 || number >= before.length) return number < now.length ? number : -1;
  const place = found(before[number], now, number);
  if (place >= 0 || before.length === now.length) return place >= 0 ? place : number;
  return stay ? Math.min(number, now.length - 1) : -1;
}

/** The number of the event that an edit changes, -1: none. @param {Op} op */
const eventOf = (op) => {
  if ("event" in op) return op.event;
  const [list, number] = "path" in op ? op.path : [];
  return list === "events" && typeof number === "number" && !(op.op === "insert" && op.path.length === 2) ? number : -1;
};

/** A number by which texts can be told apart. @param {string} text */
function sumOf(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return sum;
}

export class Unsent {
  #name = "";
  #release = () => {};
  #own = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  /** @type {Set<string>} */
  #asked = new Set();

  /** @param {Desk} desk */
  #prefix(desk) {
    return `${PREFIX}${desk.state.folder}/${desk.state.file}:`;
  }

  /** Takes over what other windows of this file have left, when they are gone.
   * @param {Desk} desk @param {(kept: Kept) => void} take */
  claim(desk, take) {
    if (this.#name) return;
    this.#name = this.#prefix(desk) + this.#own;
    void navigator.locks.request(this.#name, () => new Promise((over) => {
      this.#release = () => over(undefined);
    }));
    const ask = (/** @type {string} */ name) => {
      if (!name.startsWith(this.#prefix(desk)) || name === this.#name || this.#asked.has(name)) return;
      this.#asked.add(name);
      void navigator.locks.request(name, () => {
        const kept = localStorage.getItem(name);
        localStorage.removeItem(name);
        if (kept) take(JSON.parse(kept));
      });
    };
    Object.keys(localStorage).forEach(ask);
    addEventListener("storage", ({ key, newValue }) => {
      if (key && newValue) ask(key);
    });
  }

  /** Lets another window have it. */
  release() {
    this.#release();
  }

  /** @param {Desk} desk @param {{op: Op, step: string}[]} edits */
  keep(desk, edits) {
    if (!this.#name) return;
    const kept = edits.map(({ op, step }) => {
      const event = desk.value?.events?.[eventOf(op)];
      return { op, step, event: event === undefined ? null : JSON.stringify(event) };
    });
    const { text } = desk;
    try {
      localStorage.setItem(this.#name, JSON.stringify({ size: text.length, sum: sumOf(text), edits: kept }));
    } catch {
      // no room, or not allowed: what was typed stands in this window still, and closing it asks first
    }
  }

  clear() {
    if (this.#name) localStorage.removeItem(this.#name);
  }

  /** An edit for the text as it is now; null where its place is not to be found.
   * @param {KeptEdit} edit @param {Kept} kept @param {Desk} desk @returns {Op | null} */
  placed({ op, event }, kept, desk) {
    const isSameText = kept.size === desk.text.length && kept.sum === sumOf(desk.text);
    if (isSameText) return op;
    if (op.op === "text" || op.op === "fix") return null;
    if (event === null || eventOf(op) < 0) return op;
    const now = found(JSON.parse(event), eventsOf(desk.value), eventOf(op));
    if (now < 0) return null;
    return "event" in op ? { ...op, event: now }
      : "path" in op ? { ...op, path: ["events", now, ...op.path.slice(2)] } : op;
  }
}
