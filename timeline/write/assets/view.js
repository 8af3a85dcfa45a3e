// The live figure, and below it the strip of all time. What is painted is moved at once, and laid out anew
// when the reader rests or comes to its end.
import { compose, frame, marginOf, naturalHeight, prepare } from "./figure.js";
import { moveGroups, paintCanvas, paintSvg } from "./paint.js";
import { clampView, mostZoom, scaleOf, zoomAt } from "./scale.js";

const REST = 120, GLIDE = 220, PLACES = 400, FITTED = { zoom: 1, pan: 0 };
/** What is seen, where it goes, of what it is painted, and what was seen before all of it. */
let now = FITTED, goal = FITTED, done = FITTED, before = FITTED;
/** In px; way: to the right by px along the axis. */
let wide = 0, high = 0, type = 0, margin = 0, most = 1, way = 1, rest = 0;
let [app, data, host, strip, layer, ink, figure] = /** @type {any[]} */ ([]);

/** @type {(id: string) => any} */
export const byId = (id) => document.getElementById(id);
/** @type {(wish: string) => MediaQueryList} */
const wishes = (wish) => matchMedia(`(prefers-${wish})`);
const colours = () => (wishes("color-scheme: dark").matches && data.chart.dark) || data.chart.palette;
const scaleNow = (view = now) => scaleOf(data.chart.scales, wide, view, margin);
/** @type {() => Figure} */
const current = () => (now === done ? figure : rebuild());

/** @param {App} shared @returns {LiveFigure} */
export function liveFigure(shared) {
  app = shared;
  ({ data } = app);
  [host, strip] = ["_figure", "_overview"].map(byId);
  layer = host.firstChild;
  ink = layer.getContext?.("2d"); // of many events
  way = data.chart.rtl ? -1 : 1;
  resize();
  const sized = new ResizeObserver(() => requestAnimationFrame(resize));
  for (const one of [host, strip]) sized.observe(one); // the strip grows with the type
  app.addEventListener("shown", paintStrip);
  wishes("color-scheme: dark").onchange = rebuild;
  hear();
  return { show, settle: rebuild, current, colours };
}

function resize() {
  const width = host.clientWidth, root = getComputedStyle(document.documentElement);
  const size = 0.8125 * parseFloat(root.fontSize);
  if (!width || (width === wide && size === type)) return;
  const middle = wide && scaleNow(goal).instant(wide / 2);
  [wide, type, margin] = [width, size, marginOf(width)];
  host.style.height = "";
  high = naturalHeight(data, { width, height: host.clientHeight, type });
  host.style.height = `${high}px`;
  most = mostZoom(data.chart, wide, margin);
  centre(middle);
  now = goal;
  paintStrip();
  rebuild();
  show(app.choice.chosen); // the panel that it opened took its place
}

/** @type {Live.Go} */
function go(to, isEased) {
  const from = now, start = performance.now(), { zoom } = goal;
  const time = isEased && !wishes("reduced-motion").matches ? GLIDE : 0.01;
  const aim = (goal = clampView(data.chart.scales, wide, to, margin, most));
  const step = () => {
    const left = Math.max(1 - (performance.now() - start) / time, 0) ** 3;
    const mix = (/** @type {"zoom" | "pan"} */ key) => aim[key] + (from[key] - aim[key]) * left;
    if (aim !== goal) return;
    now = left ? { zoom: mix("zoom"), pan: mix("pan") } : aim;
    draw();
    if (left) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
  return goal.zoom !== zoom;
}
/** Without a place, around the chosen event that is in view. @type {Live.ZoomBy} */
function zoomBy(factor, isEased, x) {
  const at = scaleNow(goal).position(prepare(data).pole[app.choice.chosen]);
  const place = x === undefined ? (at > 0 && at < wide ? at : wide / 2) : way > 0 ? x : wide - x;
  return go(zoomAt(data.chart.scales, wide, goal, margin, most, place, factor), isEased);
}
/** @type {Live.By} */
const panBy = (px, isEased) => go({ ...goal, pan: goal.pan + px }, isEased);
/** @type {Live.By} */
const centre = (instant, isEased) => panBy(scaleNow(goal).position(instant) - wide / 2, isEased);
/** By px of the strip. @type {Live.By} */
function lead(px, isEased) {
  const { position, instant } = scaleNow(FITTED), middle = position(scaleNow(goal).instant(wide / 2));
  return centre(instant(middle + (way * px * wide) / strip.clientWidth), isEased);
}
/** @param {number} number */
function show(number) {
  const at = prepare(data).pole[number], x = scaleNow(goal).position(at) / wide;
  if (x < 0.1 || x > 0.9) centre(at, true);
}

function draw() {
  const { position } = scaleNow(), { overscan, scale } = figure;
  const [low, end] = [-overscan, wide + overscan].map((x) => position(scale.instant(x)));
  clearTimeout(rest);
  rest = setTimeout(current, REST);
  if (low > margin + 1 || end < wide - margin - 1) rebuild();
  else if (now.zoom === done.zoom) layer.style.transform = `translateX(${way * (done.pan - now.pan)}px)`;
  else paint(frame(figure, data, now), (at) => way * (position(at) - scale.position(at)));
  mark();
}

function rebuild() {
  done = now;
  figure = compose(data, { width: wide, height: high, type }, now, app.choice);
  paint(figure.shapes.slice(0, figure.ground));
  mark();
  return figure;
}

/** @type {Live.Fills} */
function paint(axis, dx) {
  const groups = figure.shapes.slice(figure.ground), sharp = devicePixelRatio;
  layer.style.transform = "";
  host.style.background = colours().paper; // the file's theme need not be the page's
  if (ink) {
    Object.assign(layer, { width: 2 * wide * sharp, height: high * sharp });
    ink.setTransform(sharp, 0, 0, sharp, figure.overscan * sharp, 0);
    paintCanvas(axis, colours(), ink);
    return paintCanvas(groups, colours(), ink, dx);
  }
  paintSvg(axis, colours(), layer.firstChild);
  if (dx) moveGroups(layer.lastChild, groups, dx);
  else paintSvg(groups, colours(), layer.lastChild);
}

/** Where the window of the strip stands and, at rest, what it shows in words. */
function mark() {
  const { pole } = prepare(data), { position } = scaleNow(FITTED);
  const [low, end] = [0, wide].map(scaleNow().instant);
  const [left, right] = [low, end].map((at) => (position(at) / wide) * 100);
  Object.assign(strip.lastChild.style, { insetInlineStart: `${left}%`, width: `${right - left}%` });
  strip.ariaValueNow = Math.round((left + right) / 2);
  if (now !== done) return;
  const [first, last] = [pole.findIndex((at) => at >= low), pole.findLastIndex((at) => at <= end)]
    .sort((a, b) => a - b).map((n) => data.chart.events.at(n)[4].join(" "));
  strip.ariaValueText = app.phrase("reader.overview_part", { first, last });
}

/** How many of the shown events there are at each place in all of time. */
function paintStrip() {
  const { position } = scaleNow(FITTED), counts = /** @type {number[]} */ ([]);
  prepare(data).pole.forEach((at, n) => {
    const x = Math.floor((position(at) / wide) * PLACES), place = way > 0 ? x : PLACES - x;
    if (app.choice.shown[n]) counts[place] = (counts[place] ?? 0) + 1;
  });
  const peak = Math.max(...Object.values(counts));
  strip.firstChild.firstChild.setAttribute("d",
    counts.map((count, x) => `M${x} 1v${-0.9 * Math.sqrt(count / peak)}`).join(""));
}

/** Pointers on an element: one pans, two pinch, one that stays taps. @type {Live.Hold} */
function hold(element, move, tap) {
  const pointers = new Map();
  let far = 0;
  const grip = () => {
    const [one, two = one] = pointers.values();
    const x = (one.offsetX + two.offsetX) / 2;
    return [x, Math.hypot(one.offsetX - two.offsetX, one.offsetY - two.offsetY)];
  };
  Object.assign(element, /** @type {GlobalEventHandlers} */ ({
    onpointerdown(event) {
      if (event.button) return;
      far = 0;
      pointers.set(event.pointerId, event);
      element.setPointerCapture(event.pointerId);
    },
    onpointermove(event) {
      if (!pointers.has(event.pointerId)) return;
      const [old, gap] = grip();
      pointers.set(event.pointerId, event);
      const [x, apart] = grip();
      far += Math.abs(x - old);
      move(x - old, apart / gap || 1, x);
    },
    onlostpointercapture: ({ pointerId }) => pointers.delete(pointerId),
    onclick: (event) => far < 4 && tap(event),
  }));
}

/** What a pointer means: the nearest. @type {(event: MouseEvent) => Target | undefined} */
function targetAt({ offsetX: x, offsetY: y }) {
  let near = 12, found;
  for (const one of current().targets) {
    const far = Math.max(0, one.x0 - x, x - one.x1, one.y0 - y, y - one.y1);
    if (far <= near) [near, found] = [far, one];
  }
  return found;
}

/** What is done to the figure and the strip. */
function hear() {
  hold(host, (px, factor, x) => (panBy(-way * px), zoomBy(factor, false, x)), (event) => {
    const [first, more] = targetAt(event)?.events ?? [];
    if (first >= 0 && !(more && zoomBy(8, true, event.offsetX))) app.choose(first); // a count comes apart
  });
  hold(strip, (px) => lead(px), ({ clientX }) => {
    const { left, width } = strip.lastChild.getBoundingClientRect();
    lead(clientX - left - width / 2, true);
  });
  host.onmousemove = (/** @type {MouseEvent} */ event) => {
    const found = event.buttons ? undefined : targetAt(event);
    host.title = found?.words ?? "";
    host.style.cursor = found ? "pointer" : "";
  };
  host.ondblclick = (/** @type {MouseEvent} */ { offsetX }) => zoomBy(2, true, offsetX);
  host.onwheel = (/** @type {WheelEvent} */ event) => {
    const { deltaX, deltaY, shiftKey, ctrlKey, metaKey, offsetX } = event;
    const isAcross = shiftKey || Math.abs(deltaX) > Math.abs(deltaY);
    if (!isAcross && !ctrlKey && !metaKey && document.activeElement !== host) return; // the page scrolls
    event.preventDefault();
    if (isAcross) panBy(way * (deltaX || deltaY));
    else zoomBy(Math.exp(Math.max(-40, Math.min(deltaY, 40)) / -150), false, offsetX);
  };
  /** @type {Record<string, number>} */
  const ways = { ArrowLeft: -way, ArrowRight: way, Home: -1e9, End: 1e9, Enter: 0 };
  host.onkeydown = strip.onkeydown = (/** @type {KeyboardEvent} */ event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event, by = ways[key], { chosen } = app.choice;
    if (ctrlKey || metaKey || altKey || by === undefined) return;
    event.preventDefault();
    if (shiftKey || event.currentTarget === strip) panBy((by * wide) / 4, true);
    else if (by || chosen < 0) {
      const next = by ** 2 === 1 ? app.next(chosen, by) : app.next(-1, by > 0 ? -1 : 1);
      if (next >= 0) app.choose(next);
    }
    if (!by) byId("_panel").focus();
  };
  byId("_zoom-in").onclick = () => zoomBy(1.6, true);
  byId("_zoom-out").onclick = () => zoomBy(0.625, true);
  byId("_fit").onclick = () => { // and once more, back
    const { zoom } = goal, old = zoom > 1 ? goal : before;
    go(zoom > 1 ? FITTED : before, true);
    before = old;
  };
}
