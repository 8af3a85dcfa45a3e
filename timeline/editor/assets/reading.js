// What a text says as JSON. After most edits only the events are read that the server says may have changed:
// the others stay the objects that they were, by which others know them again.

/** What a text says as JSON, null where it cannot be read: it is being written. @param {string} text */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a text says that a step has led to: only what the step has changed is read.
 * @param {any} old what the text said before @param {string} text @param {Step} step */
export function renewed(old, text, { renewed, events: count }) {
  if (!renewed || !Array.isArray(old.events)) return parsed(text);
  const { first, removed, from, to, around: [start, end] } = renewed;
  const some = parsed(`[${text.slice(from, to)}]`);
  const around = start === undefined ? old : parsed(text.slice(0, start) + text.slice(end));
  const events = some && old.events.slice(0, first).concat(some, old.events.slice(first + removed));
  return around && events?.length === count ? { ...around, events } : parsed(text);
}
