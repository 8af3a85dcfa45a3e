// The live figure, and below it the strip of all time. What is painted is moved at once, by a transform or group
// by group, and laid out anew when the reader rests or comes to the end of what is painted.

import { compose, frame, marginOf, naturalHeight, prepare } from "./figure.js";
import { moveGroups, paintCanvas, paintSvg } from "./paint.js";
import { clampView, mostZoom, scaleOf, zoomAt } from "./scale.js";

const MANY = 1500, REST = 120, GLIDE = 220, STEP = 1.6, NEAR = 12, COLUMN = 3, FITTED = { zoom: 1, pan: 0 };

/** @type {(id: string) => any} */
export const byId = (id) => document.getElementById(id);
/** @type {(name: string) => any} */
const svgNode = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
/** @param {string} what */
const wants = (what) => matchMedia(`(prefers-${what})`);

/** @implements {LiveFigure} */
export class FigureView {
  /** What is seen, where it goes, of what it is painted, and what was seen before all of it. */
  view = FITTED; goal = FITTED; done = FITTED; before = FITTED;
  width = 0; height = 0; type = 0; margin = 0; most = 1; coming = 0; rest = 0;
  host = byId("_figure");
  strip = byId("_overview");

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.chart = app.data.chart;
    /** px to the right by px along the axis. */
    this.way = this.chart.rtl ? -1 : 1;
    this.ink = this.chart.events.length > MANY && document.createElement("canvas").getContext("2d");
    this.layer = this.ink ? this.ink.canvas : svgNode("svg");
    if (!this.ink) this.layer.append(svgNode("g"), svgNode("g"));
    this.layer.setAttribute("aria-hidden", "true");
    this.host.append(this.layer);
    this.strip.append(document.createElement("canvas"), document.createElement("div"));
    /** @type {Figure} */
    this.figure = this.resize();
    app.addEventListener("shown", () => paintStrip(this));
    const sized = new ResizeObserver(() => requestAnimationFrame(() => this.resize()));
    for (const id of ["_figure", "_fit"]) sized.observe(byId(id)); // the button grows with the type
    wants("color-scheme: dark").onchange = () => (this.settle(), paintStrip(this));
    hear(this);
    hearStrip(this);
  }

  colours() {
    return (wants("color-scheme: dark").matches && this.chart.dark) || this.chart.palette;
  }

  current() {
    return this.view === this.done ? this.figure : this.settle();
  }

  /** @returns {Figure} */
  resize() {
    const width = this.host.clientWidth, type = 0.8125 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (width === this.width && type === this.type) return this.figure;
    this.host.style.height = "";
    const height = naturalHeight(this.app.data, { width, height: this.host.clientHeight, type });
    this.host.style.height = `${height}px`;
    const middle = this.width && this.scale(this.goal).instant(this.width / 2), margin = marginOf(width);
    Object.assign(this, { width, height, type, margin, most: mostZoom(this.chart, width, margin) });
    cancelAnimationFrame(this.coming);
    this.view = this.goal = this.centred(this.goal.zoom, middle);
    paintStrip(this);
    if (this.app.choice.chosen >= 0) this.show(this.app.choice.chosen); // the panel that it opened took its place
    return this.settle();
  }

  scale(view = this.view) {
    return scaleOf(this.chart.scales, this.width, view, this.margin);
  }

  /** @param {View} view */
  clamped(view) {
    return clampView(this.chart.scales, this.width, view, this.margin, this.most);
  }

  /** @type {(zoom: number, instant: number) => View} */
  centred(zoom, instant) {
    const view = this.clamped({ zoom, pan: 0 });
    return this.clamped({ zoom, pan: this.scale(view).position(instant) - this.width / 2 });
  }

  /** @type {(factor: number, glide?: boolean, place?: number) => void} */
  zoomBy(factor, glide, place = this.width / 2) {
    this.go(zoomAt(this.chart.scales, this.width, this.goal, this.margin, this.most, place, factor), glide);
  }

  /** @type {(px: number, glide?: boolean) => void} */
  panBy(px, glide) {
    this.go({ zoom: this.goal.zoom, pan: this.goal.pan + px }, glide);
  }

  /** All; and once more, what was seen before. */
  fit() {
    const { goal } = this;
    this.go(goal.zoom === 1 ? this.before : FITTED, true);
    if (goal.zoom !== 1) this.before = goal;
  }

  /** So near that events which are one count stand apart. @param {number[]} events */
  open(events) {
    const { position, instant } = this.scale(this.goal), { zoom } = this.goal;
    const places = events.flatMap((n) => this.chart.events[n][6]).flatMap(([first, end]) => [position(first), position(end)]);
    const low = Math.min(...places), high = Math.max(...places), factor = (0.8 * this.width) / Math.max(high - low, 1);
    if (factor < 1.05 || zoom === this.most) this.app.choose(events[0]);
    else this.go(this.centred(zoom * factor, instant((low + high) / 2)), true);
  }

  /** @param {number} number */
  show(number) {
    const x = this.scale(this.goal).position(prepare(this.app.data).pole[number]) / this.width;
    if (x < 0.1 || x > 0.9) this.panBy((x - 0.5) * this.width, true);
  }

  /** @type {(to: View, glide?: boolean) => void} */
  go(to, glide) {
    const from = this.view, goal = (this.goal = this.clamped(to)), start = performance.now();
    const time = glide && !wants("reduced-motion").matches ? GLIDE : 0;
    const step = () => {
      const run = (performance.now() - start) / time, ease = 1 - (1 - run) ** 3;
      const zoom = from.zoom * (goal.zoom / from.zoom) ** ease;
      const share = goal.zoom === from.zoom ? ease : (zoom - from.zoom) / (goal.zoom - from.zoom);
      this.view = run < 1 ? { zoom, pan: from.pan + (goal.pan - from.pan) * share } : goal;
      this.draw();
      if (run < 1) this.coming = requestAnimationFrame(step);
    };
    cancelAnimationFrame(this.coming);
    this.coming = requestAnimationFrame(step);
  }

  draw() {
    const { view, done, figure, margin, width } = this, scale = this.scale();
    const now = (/** @type {number} */ place) => scale.position(figure.scale.instant(place));
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), REST);
    if (now(-figure.overscan) > margin + 1 || now(width + figure.overscan) < width - margin - 1) this.settle();
    else if (view.zoom !== done.zoom) this.paint(scale);
    else this.layer.style.transform = `translateX(${this.way * (done.pan - view.pan)}px)`;
    this.mark();
  }

  settle() {
    clearTimeout(this.rest);
    this.done = this.view;
    this.figure = compose(this.app.data, this, this.view, this.app.choice);
    this.paint();
    this.mark();
    return this.figure;
  }

  /** As composed, or carried to another scale. @param {Scale} [scale] */
  paint(scale) {
    const { ink, layer, figure: { overscan, ground, shapes, scale: { position } } } = this, groups = shapes.slice(ground);
    const axis = scale ? frame(this.figure, this.app.data, this.view) : shapes.slice(0, ground);
    const dx = scale && ((/** @type {number} */ at) => this.way * (scale.position(at) - position(at)));
    const colours = this.colours(), wide = this.width + 2 * overscan, sharp = ink ? devicePixelRatio : 1;
    layer.setAttribute("width", wide * sharp);
    layer.setAttribute("height", this.height * sharp);
    Object.assign(layer.style, { transform: "", left: `${-overscan}px`, width: `${wide}px` });
    if (ink) {
      ink.setTransform(sharp, 0, 0, sharp, overscan * sharp, 0);
      paintCanvas(axis, colours, ink);
      return paintCanvas(groups, colours, ink, dx);
    }
    layer.setAttribute("viewBox", `${-overscan} 0 ${wide} ${this.height}`);
    paintSvg(axis, colours, layer.firstChild);
    if (dx) moveGroups(layer.lastChild, groups, dx);
    else paintSvg(groups, colours, layer.lastChild);
  }

  /** What a pointer means: the nearest. @type {(event: MouseEvent) => Target | undefined} */
  target({ clientX, clientY }) {
    const { left, top } = this.host.getBoundingClientRect(), x = clientX - left, y = clientY - top;
    let near = NEAR, found;
    for (const target of this.current().targets) {
      const far = Math.max(0, target.x0 - x, x - target.x1, target.y0 - y, y - target.y1);
      if (far <= near) [near, found] = [far, target];
    }
    return found;
  }

  /** Where the window of the strip stands, and what it shows in words. */
  mark() {
    const { strip, width, chart: { events }, app } = this, all = this.scale(FITTED), { instant } = this.scale();
    const [low, high] = [0, width].map((x) => (all.position(instant(x)) / width) * 100);
    Object.assign(strip.lastChild.style, { insetInlineStart: `${low}%`, width: `${high - low}%` });
    strip.ariaValueNow = Math.round((low + high) / 2);
    const { pole } = prepare(app.data), after = pole.findIndex((at) => at >= instant(0));
    const before = pole.findLastIndex((at) => at <= instant(width));
    const [first, last] = [after, before].sort((a, b) => a - b).map((n) => events.at(n)?.[4].join(" ") ?? "");
    strip.ariaValueText = app.phrase("reader.overview_part", { first, last });
  }
}

/** What is done to the figure. @param {FigureView} live */
function hear(live) {
  const { app, host, way } = live, pointers = new Map();
  let moved = 0;
  const grip = () => {
    const [one, two = one] = pointers.values();
    return { x: (one.clientX + two.clientX) / 2, gap: Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) };
  };
  /** Along the axis. @param {number} x */
  const placeOf = (x) => way * (x - host.getBoundingClientRect()[way > 0 ? "left" : "right"]);
  Object.assign(host, /** @type {GlobalEventHandlers} */ ({
    onpointerdown(event) {
      if (event.button) return;
      moved = 0;
      pointers.set(event.pointerId, event);
      host.setPointerCapture(event.pointerId);
    },
    onpointermove(event) {
      if (!pointers.has(event.pointerId)) {
        const found = live.target(event);
        host.title = found?.words ?? "";
        host.style.cursor = found ? "pointer" : "";
        return;
      }
      const old = grip();
      pointers.set(event.pointerId, event);
      const { x, gap } = grip();
      moved += Math.abs(x - old.x) + Math.abs(gap - old.gap);
      live.panBy(way * (old.x - x));
      if (gap && old.gap) live.zoomBy(gap / old.gap, false, placeOf(x));
    },
    onlostpointercapture: (event) => pointers.delete(event.pointerId),
    onclick(event) {
      const events = moved < 4 && live.target(event)?.events;
      if (events) events[1] ? live.open(events) : app.choose(events[0]);
    },
    ondblclick: (event) => live.zoomBy(2, true, placeOf(event.clientX)),
    onwheel(event) {
      const { deltaX, deltaY, shiftKey, ctrlKey, metaKey } = event, px = event.deltaMode ? 16 : 1;
      const isAcross = shiftKey || Math.abs(deltaX) > Math.abs(deltaY);
      if (!isAcross && !ctrlKey && !metaKey && document.activeElement !== host) return; // the page scrolls
      event.preventDefault();
      const turn = Math.max(-40, Math.min(deltaY * px, 40)) * (ctrlKey ? 0.01 : 0.005);
      if (isAcross) live.panBy(way * (deltaX || deltaY) * px);
      else live.zoomBy(Math.exp(-turn), false, placeOf(event.clientX));
    },
  }));
  const pick = (/** @type {number} */ from, /** @type {1 | -1} */ step) => {
    const next = app.next(from, step);
    if (next >= 0) app.choose(next);
  };
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: () => pick(app.choice.chosen, way > 0 ? -1 : 1),
    ArrowRight: () => pick(app.choice.chosen, way > 0 ? 1 : -1),
    Home: () => pick(-1, 1),
    End: () => pick(-1, -1),
    Enter() {
      if (app.choice.chosen < 0) pick(-1, 1);
      byId("_panel").focus();
    },
  };
  /** In widths of the view. @type {Record<string, number>} */
  const pans = { ArrowLeft: -way / 4, ArrowRight: way / 4, ArrowDown: -0.25, ArrowUp: 0.25, PageUp: 1, PageDown: -1, Home: -1e9, End: 1e9 };
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    const { key, shiftKey, currentTarget } = event, pan = pans[key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (pan && (shiftKey || currentTarget !== host)) live.panBy(pan * live.width, true);
    else if (keys[key]) keys[key]();
    else return;
    event.preventDefault();
  };
  host.onkeydown = live.strip.onkeydown = onkeydown;
  byId("_zoom-in").onclick = () => live.zoomBy(STEP, true);
  byId("_zoom-out").onclick = () => live.zoomBy(1 / STEP, true);
  byId("_fit").onclick = () => live.fit();
}

/** How many events there are at each place in all of time, and what of it is cut out. @param {FigureView} live */
function paintStrip(live) {
  const { app, strip, width, way } = live, canvas = strip.firstChild, ink = canvas.getContext("2d");
  const { position, cuts } = live.scale(FITTED), colours = live.colours();
  /** @type {number[][]} */
  const counts = [[], []];
  prepare(app.data).pole.forEach((at, n) => {
    const column = Math.floor(position(at) / COLUMN);
    for (const row of app.choice.shown[n] ? counts : counts.slice(0, 1)) row[column] = (row[column] ?? 0) + 1;
  });
  const most = Math.max(...Object.values(counts[0]));
  canvas.width = strip.clientWidth * devicePixelRatio;
  canvas.height = strip.clientHeight * devicePixelRatio;
  ink.setTransform((way * canvas.width) / width, 0, 0, -canvas.height, way < 0 ? canvas.width : 0, canvas.height);
  counts.forEach((row, n) => {
    ink.fillStyle = colours[n ? "axis" : "tick"];
    row.forEach((count, column) => ink.fillRect(column * COLUMN, 0, COLUMN - 1, 0.9 * Math.sqrt(count / most)));
  });
  ink.fillStyle = colours.paper;
  for (const { x0, x1 } of cuts) ink.fillRect(x0, 0, x1 - x0, 1);
}

/** What is done to the strip. @param {FigureView} live */
function hearStrip(live) {
  const { strip, way } = live;
  let grip = 0;
  /** px of all the axis. @param {PointerEvent} event */
  const placeIn = ({ clientX }) => {
    const box = strip.getBoundingClientRect();
    return (way * live.width * (clientX - box[way > 0 ? "left" : "right"])) / box.width;
  };
  const to = (/** @type {number} */ x, glide = false) => live.go(live.centred(live.goal.zoom, live.scale(FITTED).instant(x)), glide);
  strip.onpointerdown = (/** @type {PointerEvent} */ event) => {
    const isHeld = event.target === strip.lastChild, x = placeIn(event);
    grip = isHeld ? x - live.scale(FITTED).position(live.scale().instant(live.width / 2)) : 0;
    if (!isHeld) to(x, true);
    strip.setPointerCapture(event.pointerId);
  };
  strip.onpointermove = (/** @type {PointerEvent} */ event) => {
    if (strip.hasPointerCapture(event.pointerId)) to(placeIn(event) - grip);
  };
}
