// Where each event stands in a text that may have faults. A light reading: it knows strings, brackets and
// the list "events", takes a string to end with its line at the latest, and takes a brace with the indent of
// the first event's for a new event wherever it stands. Between readings the places move along with what is
// typed.

const TOKEN = /"(?:[^"\\\n\r]|\\.)*"?|[{}[\]]/g;
const LIST = /[ \t\r\n]*:?[ \t\r\n]*\[/y;

export class Spans {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} */
    this.starts = [];
    /** Exclusive. @type {number[]} */
    this.ends = [];
    /** Whether the places may be wrong: something was changed that is not within one event. */
    this.stale = false;
    this.read(text);
  }

  /** @param {string} text */
  read(text) {
    this.starts = [];
    this.ends = [];
    this.stale = false;
    const start = listAt(text);
    if (start < 0) {
      return;
    }
    TOKEN.lastIndex = start;
    let depth = 0;
    /** @type {string | null} */
    let indent = null;
    for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
      const token = found[0];
      if (token === "{" || token === "[") {
        if (depth === 0 && token === "{") {
          indent ??= before(text, found.index);
          this.starts.push(found.index);
        } else if (token === "{" && indent && before(text, found.index) === indent) {
          this.ends.push(found.index);
          this.starts.push(found.index);
          depth = 0;
        }
        depth += 1;
      } else if (token === "}" || token === "]") {
        depth -= 1;
        if (depth < 0) {
          break;
        }
        if (depth === 0 && this.ends.length < this.starts.length) {
          this.ends.push(TOKEN.lastIndex);
        }
      }
    }
    if (this.ends.length < this.starts.length) {
      this.ends.push(text.length);
    }
  }

  /** The number of the event at an offset, its end included; -1 where there is none.
   * @param {number} offset */
  at(offset) {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && offset <= this.ends[low - 1] ? low - 1 : -1;
  }

  /** Moves the places along with a splice. @param {number} at @param {number} removed @param {number} put */
  shift(at, removed, put) {
    const end = at + removed;
    const more = put - removed;
    let within = false;
    for (let event = 0; event < this.starts.length; event += 1) {
      if (this.ends[event] <= at) {
        continue;
      }
      if (this.starts[event] < at && end < this.ends[event]) {
        within = true;
        this.ends[event] += more;
      } else {
        const start = this.starts[event];
        this.starts[event] = start >= end ? start + more : Math.min(start, at);
        this.ends[event] = Math.max(this.starts[event],
          this.ends[event] >= end ? this.ends[event] + more : at + put);
      }
    }
    this.stale ||= !within;
  }
}

/** Where the list of events goes on after its bracket, -1 where there is none. @param {string} text */
function listAt(text) {
  let depth = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const token = found[0];
    if (token === '"events"' && depth <= 1) {
      LIST.lastIndex = TOKEN.lastIndex;
      if (LIST.test(text)) {
        return LIST.lastIndex;
      }
    } else if (token === "{" || token === "[") {
      depth += 1;
    } else if (token === "}" || token === "]") {
      depth -= 1;
    }
  }
  return -1;
}

/** The blank before an offset, from the start of its line; null where there is something else.
 * @param {string} text @param {number} offset */
function before(text, offset) {
  let at = offset;
  while (at > 0 && (text[at - 1] === " " || text[at - 1] === "\t")) {
    at -= 1;
  }
  return at === 0 || text[at - 1] === "\n" || text[at - 1] === "\r" ? text.slice(at, offset) : null;
}
