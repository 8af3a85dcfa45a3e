// Notes below the bar: what stays to be known until it is over or put away.

import { byId, make } from "./dom.js";

/** @typedef {{words: string, act?: [string, () => void], alarm?: boolean, stays?: boolean}} Note */

/** Shows a note of a kind, in place of one of the same kind. @param {string} kind @param {Note} note */
export function note(kind, { words, act, alarm, stays }) {
  const id = `note-${kind}`, before = byId(id), all = byId("notes");
  const made = make("div", { id, class: `note${alarm ? " alarm" : ""}`, role: alarm ? "alert" : "status" }, make("p", {}, words),
    act && make("button", { type: "button", onclick: act[1] }, act[0]),
    !stays && make("button", { type: "button", class: "quiet", onclick: () => unnote(kind) }, "Dismiss"));
  if (before?.textContent === made.textContent) return;
  if (before) before.replaceWith(made);
  else all.append(made);
  all.hidden = false;
}

/** @param {string} kind */
export function unnote(kind) {
  byId(`note-${kind}`)?.remove();
  byId("notes").hidden = !byId("notes").childElementCount;
}
