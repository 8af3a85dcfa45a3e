// The story: the most important of the shown events, a step each, in the order of time.

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
  const turn = (/** @type {boolean} */ isOn) => {
    document.documentElement.classList.toggle("telling", isOn);
    bar.hidden = !isOn;
    button.ariaPressed = `${isOn}`;
    panel.style.touchAction = isOn ? "pan-y" : "";
    if (isOn) gather();
    const first = steps.find((number) => number >= app.choice.chosen) ?? steps[0] ?? -1;
    if (isOn && first !== app.choice.chosen) app.choose(first);
    (isOn ? byId("_story-on") : button).focus();
  };
  const go = (/** @type {boolean} */ isOn) => {
    const { chosen } = app.choice;
    const to = isOn ? steps.find((number) => number > chosen) : steps.findLast((number) => number < chosen);
    if (!bar.hidden && to !== undefined) app.choose(to);
  };
  button.addEventListener("click", () => turn(bar.hidden));
  byId("_story-end").addEventListener("click", () => turn(false));
  byId("_story-back").addEventListener("click", () => go(false));
  byId("_story-on").addEventListener("click", () => go(true));
  byId("_reader").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || bar.hidden) return;
    event.stopPropagation(); // the panel stays open
    turn(false);
  }, true);
  panel.addEventListener("pointerdown", (/** @type {PointerEvent} */ { x, y }) => (from = { x, y }));
  panel.addEventListener("pointerup", (/** @type {PointerEvent} */ { x, y, pointerType }) => {
    const far = Math.abs(x - from.x);
    if (pointerType !== "mouse" && far > SWIPE && far > Math.abs(y - from.y)) go(x < from.x !== chart.rtl);
  });
  app.addEventListener("choose", () => bar.hidden || (app.choice.chosen < 0 ? turn(false) : tell()));
  app.addEventListener("shown", () => bar.hidden || gather());
}
