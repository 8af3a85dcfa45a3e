// What is wrong in the file, counted in the bar and listed in a dialog, each with the way to its place.

import { byId, counted, make } from "./dom.js";
import { openForm } from "./list.js";
import { showTab } from "./tabs.js";
import { capital } from "./words.js";

const MOST = 100; // faults that are listed

/** Leads to the place of a fault: the form of its event, the document's or the text. @param {Desk} desk
 * @param {Diagnostic} fault */
function lead(desk, fault) {
  const [top, number] = fault.path;
  byId("faults").close();
  if (desk.value && top === "events" && typeof number === "number") {
    desk.choose(number, "fault");
    openForm(desk);
  } else {
    showTab(desk, desk.value && top !== undefined && top !== "events" ? "document" : "text");
  }
  desk.dispatchEvent(new CustomEvent("fault", { detail: fault }));
}

/** @param {Desk} desk @param {Diagnostic} fault */
function item(desk, fault) {
  const { severity, message, help, line, code, from, fix } = fault;
  return make("li", { class: severity },
    make("button", { type: "button", class: "fault", onclick: () => lead(desk, fault) },
      make("span", { class: `mark ${severity}`, "aria-hidden": "true" }), make("span", {}, capital(message)),
      make("span", { class: "where" }, `${severity}, line ${line}`)),
    help && make("p", { class: "hint" }, help),
    fix && make("button", { type: "button", onclick: () => desk.edit({ op: "fix", code, line, from }) }, fix.title));
}

/** @param {Desk} desk */
export function initFaults(desk) {
  const dialog = byId("faults"), button = byId("problems"), list = make("ol"), rest = make("p", { class: "hint" });
  dialog.append(make("h2", { id: "faults-title" }, "Problems"), list, rest,
    make("div", { class: "ends" }, make("button", { type: "button", onclick: () => dialog.close() }, "Close")));
  const draw = () => {
    const { diagnostics, errors, warnings } = desk.state;
    const more = errors + warnings - Math.min(MOST, diagnostics.length);
    list.replaceChildren(...diagnostics.slice(0, MOST).map((fault) => item(desk, fault)));
    rest.textContent = more > 0 ? `And ${more.toLocaleString("en")} more.` : "";
    if (!diagnostics.length) dialog.close();
  };
  const count = () => {
    const { errors, warnings } = desk.state;
    button.hidden = !errors && !warnings;
    button.className = `quiet ${errors ? "error" : "warning"}`;
    const words = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")];
    const mark = make("span", { class: `mark ${errors ? "error" : "warning"}`, "aria-hidden": "true" });
    button.replaceChildren(mark, words.filter(Boolean).join(", "));
    if (dialog.open) draw();
  };
  button.addEventListener("click", () => {
    draw();
    dialog.showModal();
  });
  desk.addEventListener("change", count);
  count();
}
