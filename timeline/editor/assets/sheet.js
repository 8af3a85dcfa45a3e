// What a form knows of the document: its values by path, with the edits that are on their way to the server
// already made, what is being typed and not sent yet, and the faults, each brought to the field in which it
// lies.

const REST = 60; // milliseconds without a key after which what was typed is sent

/** @param {unknown} one @param {unknown} other */
export const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

/** The value at a path, undefined where there is none.
 * @param {any} value @param {Path} path @returns {any} */
export function at(value, path) {
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** A copy with something else at a path, of which only what leads there is new. What is missing on the way
 * is made.
 * @param {any} value @param {Path} path @param {(around: any, step: any) => void} change @returns {any} */
function changed(value, path, change) {
  const [step, ...rest] = path;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (rest.length) {
    const inner = copy[step] ?? (typeof rest[0] === "number" ? [] : {});
    copy[step] = changed(inner, rest, change);
  } else {
    change(copy, step);
  }
  return copy;
}

/** The path of what goes with a value: inside an event a list or object that held nothing else goes, too.
 * @param {any} value @param {Path} path @returns {Path} */
function withWhatItEmpties(value, path) {
  const least = path[0] === "events" ? 3 : path.length;
  while (path.length > least && Object.keys(at(value, path.slice(0, -1)) ?? {}).length === 1)
    path = path.slice(0, -1);
  return path;
}

/** The document as an edit will leave it; as it is where the edit is none by path.
 * @param {any} value @param {Op} op */
export function applied(value, op) {
  if (op.op === "put")
    return changed(value, op.path, (around, step) => {
      around[step] = op.value;
    });
  if (op.op === "insert") {
    return changed(value, op.path, (around, step) => {
      if (Array.isArray(around)) around.splice(step, 0, op.value);
      else around[step] = op.value;
    });
  }
  if (op.op === "move") {
    return changed(value, op.path, (around, step) => around.splice(op.place, 0, ...around.splice(step, 1)));
  }
  if (op.op === "rename") {
    return changed(value, ["events", op.event, "id"], (around, step) => {
      around[step] = op.id;
    });
  }
  if (op.op !== "remove" || at(value, op.path) === undefined) return value;
  return changed(value, withWhatItEmpties(value, op.path), (around, step) => {
    if (Array.isArray(around)) around.splice(step, 1);
    else delete around[step];
  });
}

/** Where a value stands: some steps below another place. `short` names the key of an object for which a text
 * alone may stand, `isOptional` says that the object may be missing. */
export class Place {
  short = "";
  isOptional = false;

  /** @param {Path} steps @param {Place | null} around */
  constructor(steps, around = null) {
    this.steps = steps;
    this.around = around;
  }

  /** @returns {Path} */
  get path() {
    return this.around ? [...this.around.path, ...this.steps] : this.steps;
  }

  /** @param {...(string | number)} steps */
  to(...steps) {
    return new Place(steps, this);
  }
}

/** What a sheet needs of the desk. A new source that is still being written has a desk of its own.
 * @typedef {Pick<Desk, "value" | "state" | "edit" | "ask">} Small */
/** @typedef {import("./fields.js").Field} Field */

export class Sheet {
  /** Edits that are not answered. @type {Op[]} */
  #sent = [];
  /** Fields with something typed that is not sent. @type {Set<Field>} */
  #typed = new Set();
  #rest = 0;
  #now = {
    from: /** @type {any} */ (undefined),
    sent: 0,
    value: /** @type {any} */ (undefined),
    found: new Map(),
  };
  #later = 0;
  /** The fields that stand in no other one. @type {Field[]} */
  fields = [];

  /** @param {Small} desk @param {Desk} main where events are chosen and sentences said
   * @param {AbortSignal} [gone] told when the form goes */
  constructor(desk, main, gone) {
    this.desk = desk;
    this.main = main;
    this.gone = gone;
  }

  /** The document with all edits made that were sent. */
  get value() {
    return this.#current().value;
  }

  #current() {
    if (this.#now.from !== this.desk.value || this.#now.sent !== this.#sent.length) {
      const from = this.desk.value;
      const value = from && this.#sent.reduce(applied, from);
      this.#now = { from, sent: this.#sent.length, value, found: new Map() };
    }
    return this.#now;
  }

  /** What was once found out about the document as it is now. @template T
   * @param {string} name @param {(value: any) => T} find @returns {T} */
  known(name, find) {
    const { value, found } = this.#current();
    if (!found.has(name)) found.set(name, find(value));
    return found.get(name);
  }

  /** @param {Op} op @param {string} step @returns {Promise<Step | null>} */
  async send(op, step = "") {
    this.#sent.push(op);
    this.#now.sent = -1;
    this.renewSoon();
    try {
      return await this.desk.edit(op, step);
    } finally {
      this.#sent = this.#sent.filter((one) => one !== op);
      this.#now.sent = -1; // to be worked out anew
      this.renewSoon();
    }
  }

  /** Something was typed; it is sent when the typist rests, leaves the field or does something else.
   * @param {Field} field */
  type(field) {
    field.isTyped = true;
    this.#typed.add(field);
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.flush(), REST);
  }

  /** Sends what was typed. */
  flush() {
    clearTimeout(this.#rest);
    const fields = [...this.#typed];
    this.#typed.clear();
    for (const field of fields) void field.send();
  }

  /** Brings the fields up to the document, once for all that happens now. */
  renewSoon() {
    if (this.#later) return;
    this.#later = window.setTimeout(() => {
      this.#later = 0;
      this.renew();
    });
  }

  renew() {
    if (this.gone?.aborted || !this.desk.value) return;
    for (const field of this.fields) field.renew();
    this.tellFaults();
  }

  /** Tells each field the faults that lie in it and in none of its parts. */
  tellFaults() {
    /** @type {Map<string, {field: Field, faults: Diagnostic[]}>} */
    const places = new Map();
    const note = (/** @type {Field} */ field) => {
      places.set(JSON.stringify(field.place.path), { field, faults: [] });
      field.parts.forEach(note);
    };
    this.fields.forEach(note);
    for (const fault of this.desk.state.diagnostics) {
      for (let { path } = fault, length = path.length; length > 0; length -= 1) {
        const found = places.get(JSON.stringify(path.slice(0, length)));
        if (found) found.faults.push(fault);
        if (found) break;
      }
    }
    for (const { field, faults } of places.values()) field.tell(faults);
  }
}
