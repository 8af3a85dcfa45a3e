// The story: the events that matter alone, a step each, in the order of time.

import { on, shownIn } from "./find.js";
import { byId } from "./view.js";

const SWIPE = 50; // px

/** @param {App} app */
export function initStory(app) {
  const bar = byId("_story"), telling = byId("_telling"), button = byId("_story-button");
  const [back, forth] = ["_previous", "_next"].map(byId);
  let x0 = 0;
  const tell = () => {
    const { chosen } = app.choice, steps = shownIn(app), number = steps.filter((one) => one <= chosen).length;
    bar.hidden = !(button.ariaPressed = telling.checked);
    byId("_story-step").textContent = app.phrase("reader.story_step", { number, count: steps.length });
  };
  const turn = () => {
    telling.click();
    if (!app.choice.shown[app.choice.chosen]) app.choose(app.next(app.choice.chosen, 1));
    (telling.checked ? byId("_story-on") : button).focus();
  };
  for (const id of ["_story-button", "_story-end"]) on(id, "click", turn);
  on("_story-back", "click", () => back.click());
  on("_story-on", "click", () => forth.click());
  on("_story", "keydown", ({ key }) => key === "Escape" && turn());
  on("_panel", "pointerdown", ({ x }) => (x0 = x));
  on("_panel", "pointerup", ({ x, pointerType }) => {
    if (pointerType !== "mouse" && Math.abs(x - x0) > SWIPE) (x < x0 === app.data.chart.rtl ? back : forth).click();
  });
  for (const type of ["choose", "shown"]) app.addEventListener(type, tell);
  tell();
}
