// The document as the page sees it, and the way to the server. Whatever changes the text waits in one queue
// and is sent against the newest revision; the answer brings the splices that lead there. What could not be
// sent is kept.

import { Unsent, follow } from "./unsent.js";
import { byId } from "./dom.js";
import { carry, difference } from "./rows.js";
import { parsed, renewed } from "./reading.js";
import { capital } from "./words.js";

const PAUSES = [500, 1000, 2000, 4000, 8000]; // milliseconds between attempts to find the server again
const SMALL = 16_000; // UTF-16 units that a browser sends on for a page that has gone
const DEAF = 40_000; // milliseconds without a sign of life, of which there is one every 15 s

/** An answer that is no success. */
export class Refusal extends Error {
  /** @param {number} status @param {any} answer */
  constructor(status, answer) {
    super(answer?.error ?? `The server answered with ${status}.`);
    this.status = status;
    this.answer = answer;
  }
}

/** @typedef {{op: Op, step: string, from: any, done: ((step: Step | null) => void)[], isLate?: boolean}} Edit
 * isLate: it waits for a connection, and whoever made it may no longer look */
/** @typedef {{route: string, body?: object, headers?: Record<string, string>}} Turn */
/** @typedef {"lost" | "locked"} Trouble */

export class EditorDesk extends EventTarget {
  text = "";
  online = false;
  chosen = -1;
  /** Why nothing can be sent. @type {Trouble | null} */
  trouble = null;
  /** @type {State} */
  state = /** @type {any} */ ({ revision: -1, diagnostics: [], conflicts: [] });
  /** The events as they are on the disk, null where that is not known. @type {any[] | null} */
  savedEvents = null;

  #token = location.hash.slice(1);
  /** @type {{text: string | null, value: any}} */
  #read = { text: null, value: null };
  /** Edits that have not been answered. @type {Edit[]} */
  #waiting = [];
  #isSending = false;
  /** The end of the queue of everything that brings a new revision. @type {Promise<unknown>} */
  #last = Promise.resolve();
  #unsent = new Unsent();
  #stop = () => {};

  /** What the text says as JSON; null where it cannot be read. */
  get value() {
    if (this.#read.text !== this.text) this.#read = { text: this.text, value: parsed(this.text) };
    return this.#read.value;
  }

  /** The list of events, empty where there is none that can be read. @returns {any[]} */
  get events() {
    const events = this.value?.events;
    return Array.isArray(events) ? events : [];
  }

  /** How many edits the server has not answered. */
  get unanswered() {
    return this.#waiting.length;
  }

  /** Whether the page can go: what is left to be answered is no more than one small edit on its way. */
  get isSafe() {
    const [first, ...more] = this.#waiting;
    return !first || (this.online && !more.length && JSON.stringify(first.op).length < SMALL / 2);
  }

  /** Brings the document, and from then on keeps to it. Throws where that fails at first. */
  async start() {
    await this.#open();
    this.#listen();
  }

  /** @param {number} number @param {string} by */
  choose(number, by = "") {
    this.chosen = number;
    this.dispatchEvent(new CustomEvent("choose", { detail: { by } }));
  }

  /** @param {string} sentence @param {"error"} [kind] */
  say(sentence, kind) {
    const words = capital(sentence);
    byId("said").textContent = kind ? "" : words;
    byId("alarm").textContent = kind ? words : "";
  }

  /** Sends a request that brings no new revision. Throws with the server's sentence.
   * @param {string} route @param {object} body @returns {Promise<any>} */
  async ask(route, body) {
    return (await this.#send({ route, body })).answer;
  }

  /** @param {Op} op @param {string} step @returns {Promise<Step | null>} */
  edit(op, step = "") {
    return new Promise((done) => {
      const latest = this.#waiting.at(-1), isSent = this.#isSending && this.#waiting.length === 1;
      if (latest && !isSent && step && latest.step === step && isSamePlace(latest.op, op)) {
        latest.op = op; // typed over before it was sent
        latest.done.push(done);
      } else {
        this.#waiting.push({ op, step, from: this.value, done: [done] });
      }
      if (this.trouble) {
        this.#keep();
        this.dispatchEvent(new Event("online")); // it says how many wait
      }
      void this.#sendAll();
    });
  }

  undo() {
    void this.#turn("/undo");
  }

  redo() {
    void this.#turn("/redo");
  }

  discard() {
    void this.#turn("/discard");
  }

  /** @param {string} id @param {"mine" | "theirs"} take */
  resolve(id, take) {
    void this.#turn("/resolve", { conflict: id, take });
  }

  /** Whether the file now has what the page shows. @returns {Promise<boolean>} */
  async save() {
    const step = await this.#turn("/save", {}, () => ({ "If-Match": `"${this.state.hash}"` }));
    return Boolean(step?.saved);
  }

  // ---- Sending ----

  /** @param {Turn} turn @returns {Promise<{status: number, answer: any}>} */
  async #send({ route, body = {}, headers = {} }) {
    const sent = JSON.stringify(body);
    let response;
    try {
      response = await fetch(route, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Timeline-Token": this.#token, ...headers },
        body: sent,
        keepalive: sent.length < SMALL, // it arrives also where the page is closed meanwhile
      });
    } catch {
      this.#lose("lost");
      throw new Error("The editor’s server does not answer.");
    }
    const answer = await response.json().catch(() => null);
    if (response.status === 401 || response.status === 403) this.#lose("locked");
    if (!response.ok) throw new Refusal(response.status, answer);
    return { status: response.status, answer };
  }

  /** One request after another: each against the revision that the one before has brought.
   * @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  #queue(act) {
    const mine = this.#last.then(act, act);
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** A request that brings a step, after all edits so far. Null where it was refused.
   * @param {string} route @param {object} body @param {() => Record<string, string>} headers
   * @returns {Promise<Step | null>} */
  #turn(route, body = {}, headers = () => ({})) {
    return this.#queue(async () => {
      try {
        const sent = { revision: this.state.revision, ...body };
        const { answer } = await this.#send({ route, body: sent, headers: headers() });
        this.#take(answer, route);
        return answer;
      } catch (fault) {
        if (fault instanceof Refusal && fault.status === 412) {
          this.#take(fault.answer, "/since");
          this.say("Another program has changed the file. That is taken in: look, and save again.", "error");
        } else {
          this.say(/** @type {Error} */ (fault).message, "error");
        }
        return null;
      }
    });
  }

  /** Sends the edits that wait. Where the server is gone they go on waiting. */
  async #sendAll() {
    if (this.#isSending || this.trouble) return;
    this.#isSending = true;
    await this.#queue(async () => {
      while (this.#waiting.length) {
        const [{ op, step, done, isLate }] = this.#waiting;
        let answer = null;
        try {
          answer = (await this.#send({ route: "/edit", body: { revision: this.state.revision, op, step } })).answer;
        } catch (fault) {
          if (this.trouble) return this.#keep();
          this.say(/** @type {Error} */ (fault).message, "error");
          if (isLate) this.#recover(0, [op]);
        }
        this.#waiting.shift();
        if (answer) this.#take(answer, "/edit");
        for (const tell of done) tell(answer);
      }
      this.#unsent.clear();
    }).finally(() => {
      this.#isSending = false;
    });
    if (this.#waiting.length) void this.#sendAll(); // asked for while the last answer was told
  }

  // ---- What comes back ----

  /** @param {Step} step @param {string} route */
  #take(step, route) {
    const before = this.state, old = this.value;
    let { text } = this;
    for (const [at, removed, put] of step.splices) text = text.slice(0, at) + put + text.slice(at + removed);
    const isNew = text !== this.text;
    for (const { op } of this.#waiting) for (const splice of step.splices) carry(op, splice);
    this.text = text;
    if (isNew && old) this.#read = { text, value: renewed(old, text, step) };
    this.#become(step, isNew ? old : null);
    if (step.said) this.say(step.said);
    else if (route !== "/since") this.say("");
    else if (isNew && step.hash !== before.hash) this.say("Changed by another program; taken in.");
    else if (isNew) this.say("Changed in another window.");
  }

  /** @param {State} state @param {any} old the value before, null where it is the same */
  #become(state, old) {
    this.state = state;
    if (state.saved) this.savedEvents = this.events;
    if (old && this.value) {
      this.chosen = follow(old, this.value, this.chosen, true);
      for (const edit of this.#waiting) place(edit, this.value);
    }
    if (this.value && this.chosen >= this.events.length) this.chosen = this.events.length - 1;
    this.dispatchEvent(new Event("change"));
  }

  /** The whole document: at the start, and where the thread to the server was lost. */
  async #open() {
    await this.#queue(async () => {
      const { answer } = await this.#send({ route: "/document" });
      const { text, ...state } = answer, old = this.text ? this.value : null, isNew = text !== this.text;
      if (isNew && this.text) for (const { op } of this.#waiting) carry(op, difference(this.text, text));
      this.text = text;
      this.trouble = null;
      this.#become(state, isNew ? old : null);
      this.#setOnline(true);
      this.#unsent.claim(this, (kept) => this.#restore(kept));
    });
    void this.#sendAll();
  }

  /** Waits for news from the server, and for the server itself where it is gone. */
  async #listen() {
    for (let attempt = 0; ; attempt += 1) {
      try {
        if (this.trouble) await this.#open();
        await this.#hear(() => {
          attempt = 0;
        });
      } catch {
        // said by #lose
      }
      if (this.trouble === "locked") return;
      this.#lose("lost");
      await new Promise((over) => setTimeout(over, PAUSES[Math.min(attempt, PAUSES.length - 1)]));
    }
  }

  /** Reads the stream until it ends. @param {() => void} alive */
  async #hear(alive) {
    const stop = new AbortController(), headers = { "X-Timeline-Token": this.#token };
    this.#stop = () => stop.abort();
    const response = await fetch("/stream", { headers, signal: stop.signal });
    if (response.status === 401 || response.status === 403) return this.#lose("locked");
    if (!response.ok || !response.body) throw new Refusal(response.status, null);
    alive();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let unread = "";
    for (;;) {
      const silence = setTimeout(() => stop.abort(), DEAF);
      const { value, done } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return undefined;
      const messages = (unread + value).replaceAll("\r\n", "\n").split("\n\n");
      unread = messages.pop() ?? "";
      for (const message of messages) this.#notice(message);
    }
  }

  /** One message of the stream. @param {string} message */
  #notice(message) {
    const data = message.split("\n").find((line) => line.startsWith("data:"))?.slice("data:".length);
    if (!data) return; // a sign of life
    const news = JSON.parse(data);
    void this.#queue(async () => {
      const { revision, hash, saved } = this.state;
      if (news.revision <= revision && news.hash === hash && news.saved === saved) return;
      const { answer } = await this.#send({ route: "/since", body: { revision } });
      this.#take(answer, "/since");
    }).catch(() => {});
  }

  /** @param {Trouble} trouble */
  #lose(trouble) {
    if (this.trouble === "locked") return;
    this.trouble = trouble;
    this.#stop(); // what is heard next has to be a new stream
    this.#keep();
    if (trouble === "locked") this.#unsent.release();
    this.#setOnline(false);
  }

  /** @param {boolean} online */
  #setOnline(online) {
    this.online = online;
    this.dispatchEvent(new Event("online"));
  }

  // ---- What could not be sent ----

  #keep() {
    for (const edit of this.#waiting) edit.isLate = Boolean(this.trouble);
    if (this.#waiting.length) this.#unsent.keep(this, this.#waiting);
  }

  /** Keeps what is not answered yet, as before the page goes. */
  keep() {
    if (!this.isSafe) this.#keep();
  }

  /** Sends what another window could not. @param {import("./unsent.js").Kept} kept */
  async #restore(kept) {
    const lost = [];
    for (const edit of kept.edits) {
      const op = this.#unsent.placed(edit, kept, this);
      if (!op || !await this.edit(op, edit.step)) lost.push(edit.op);
    }
    this.#recover(kept.edits.length - lost.length, lost);
  }

  /** Tells of edits that were done late, and of those that could not be.
   * @param {number} count @param {Op[]} lost */
  #recover(count, lost) {
    this.dispatchEvent(new CustomEvent("recovered", { detail: { count, lost } }));
  }
}

/** Whether an edit takes the place of another one. @param {Op} one @param {Op} other */
const isSamePlace = (one, other) => one.op === "put" && other.op === "put"
  && JSON.stringify(one.path) === JSON.stringify(other.path);

/** Lets an edit go with the event that it was made for. @param {Edit} edit @param {any} value */
function place(edit, value) {
  const { op, from } = edit;
  if (!from || !value || from === value) return;
  if ("event" in op) op.event = follow(from, value, op.event);
  else if ("path" in op && op.path[0] === "events" && typeof op.path[1] === "number") {
    if (op.path.length > 2 || op.op !== "insert") op.path = ["events", follow(from, value, op.path[1]), ...op.path.slice(2)];
  }
  edit.from = value;
}
