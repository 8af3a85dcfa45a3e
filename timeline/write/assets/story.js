// The story: the most important of the shown events, a step each, in the order of time.

import { on } from "./find.js";
import { byId } from "./view.js";

const TOLD = 3, SWIPE = 50; // importance; px

/** @param {App} app */
export function initStory(app) {
  const { chart, anchors } = app.data, bar = byId("_story"), panel = byId("_panel"), button = byId("_story-button");
  /** @type {number[]} */
  let steps = [];
  let from = { x: 0, y: 0 };
  const tell = () => {
    const number = steps.filter((one) => one <= app.choice.chosen).length || 1;
    byId("_story-step").textContent = app.phrase("reader.story_step", { number, count: steps.length });
  };
  const gather = () => {
    const shown = [...anchors.keys()].filter((number) => app.choice.shown[number]);
    const great = shown.filter((number) => chart.events[number][3] >= TOLD);
    steps = great.length ? great : shown;
    const told = new Set(steps.map((number) => anchors[number]));
    for (const item of byId("_list").children) item.classList.toggle("told", told.has(item.id));
    tell();
  };
  const turn = (isOn = bar.hidden) => {
    document.documentElement.classList.toggle("telling", isOn);
    bar.hidden = !isOn;
    button.ariaPressed = isOn;
    panel.style.touchAction = isOn ? "pan-y" : "";
    if (!isOn) return button.focus();
    gather();
    const first = steps.find((number) => number >= app.choice.chosen) ?? steps[0];
    if (first !== undefined && first !== app.choice.chosen) app.choose(first);
    byId("_story-on").focus();
  };
  const go = (isOn = false) => {
    const { chosen } = app.choice;
    const to = isOn ? steps.find((number) => number > chosen) : steps.findLast((number) => number < chosen);
    if (!bar.hidden && to !== undefined) app.choose(to);
  };
  on("_story-button", "click", () => turn());
  on("_story-end", "click", () => turn(false));
  on("_story-back", "click", () => go());
  on("_story-on", "click", () => go(true));
  byId("_reader").addEventListener("keydown", (/** @type {any} */ event) => {
    if (event.key !== "Escape" || bar.hidden || event.target.closest("dialog, input")) return;
    event.stopPropagation(); // the panel stays open
    turn(false);
  }, true);
  on("_panel", "pointerdown", ({ x, y }) => (from = { x, y }));
  on("_panel", "pointerup", ({ x, y, pointerType }) => {
    const far = Math.abs(x - from.x);
    if (pointerType !== "mouse" && far > SWIPE && far > Math.abs(y - from.y)) go(x < from.x !== chart.rtl);
  });
  app.addEventListener("choose", () => bar.hidden || (app.choice.chosen < 0 ? turn(false) : tell()));
  app.addEventListener("shown", () => bar.hidden || gather());
}
