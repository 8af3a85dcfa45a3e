// The live figure: the layout of timeline/layout/horizontal.py within a given height, at any zoom. The axis
// keeps its place; what is in view and what lies on either side of it are labelled each on its own.
import { circle, group, line, path, rect, text } from "./shapes.js";
import { balanced, leading, reserve } from "./text.js";
import { scaleOf } from "./scale.js";
import { ticks } from "./ticks.js";
import { axisHeight, axisStrip } from "./axis.js";
import { candidates, settle, storey } from "./layers.js";
import { PART, dot, drawMark, markOf, packLanes, pill, pillWidth, poleOf, reach, rim } from "./marks.js";
import { rail } from "./links.js";

const LANE = 13, FIRST_LANE = 10, RUG = 20, STRIP = 38, ALL = { zoom: 1, pan: 0 };
const SIDES = { start: 0, middle: 0.5, end: 1 };

/** @type {Figures.MarginOf} */
export const marginOf = (width) => (width < 500 ? 12 : width < 900 ? 20 : 28);

/** @type {WeakMap<PageData, Figures.Known>} */
const known = new WeakMap();

/** What is made once of a page's events. @type {Figures.Prepare} */
export function prepare(data) {
  let made = known.get(data);
  if (made) return made;
  const { events } = data.chart, count = events.length;
  made = { pole: new Float64Array(count), lasts: new Uint8Array(count), labels: new Map(), bases: new Map() };
  for (let n = 0; n < count; n++) {
    const [first, end, flags = 0] = events[n][6][0];
    made.pole[n] = events[n][7] ?? (first + end) / 2;
    made.lasts[n] = +(events[n][7] === undefined && (flags & PART.lasts) > 0);
  }
  known.set(data, made);
  return made;
}

/** Where events' poles want to stand; of what began before the view, at its edge. @type {Figures.PlacesOf} */
function placesOf(data, scale) {
  const { pole, lasts } = prepare(data), { events } = data.chart, places = new Float64Array(pole.length);
  for (let n = 0; n < pole.length; n++) {
    let x = lasts[n] ? poleOf(events[n], scale) : scale.position(pole[n]);
    if (x < 9 && lasts[n] && scale.ending(events[n][6][0][1]) > 18) x = 9;
    places[n] = x;
  }
  return places;
}

/** @type {Figures.Fill} */
const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, key) => `${values[key]}`);
/** @type {Figures.TitleOf} */
const titleOf = ({ chart, document }, number) => document.events[chart.events[number][0]].title;
/** @type {Figures.TitleOf} */
const lineOf = (data, number) =>
  fill(data.phrases["event.line"], { date: data.chart.events[number][4].join(" "), title: titleOf(data, number) });
const colourOf = (/** @type {ChartEvent} */ [, , kind]) => (kind < 0 ? "group-none" : `group-${kind}`);
const dateSize = (/** @type {number} */ type) => Math.round((type * 24) / 13) / 2;

/** @type {Figures.LabelOf} */
function labelOf(data, number, { width, type }) {
  const { labels } = prepare(data), wide = width < 500 ? 132 : width < 900 ? 150 : 172;
  const key = `${number} ${type} ${wide}`, made = labels.get(key);
  if (made) return made;
  const [, , , importance, given, notes] = data.chart.events[number], bold = importance > 4;
  const column = (wide * type) / 13, small = dateSize(type);
  const dates = given.flatMap((date) => balanced(date, small, column, true)).map((one) => one.replaceAll("\u00a0", " "));
  const lines = balanced(titleOf(data, number) + (notes && `\u00a0${notes}`), type, column, bold)
    .map((one) => one.replace(`\u00a0${notes}`, ` ${notes}`));
  const widths = [...dates.map((one) => reserve(one, small, true)), ...lines.map((one) => reserve(one, type, bold))];
  const high = [...dates.map((one) => leading(small, one)), ...lines.map((one) => leading(type, one))];
  const label = { dates, lines, bold, room: 16 + Math.max(...widths), height: high.reduce((sum, each) => sum + each) };
  labels.set(key, label);
  return label;
}

/** @type {Figures.Compose} */
export function compose(data, sizes, view, choice) {
  const { width } = sizes, over = width / 2, { events } = data.chart;
  const scale = scaleOf(data.chart.scales, width, view, marginOf(width));
  const places = placesOf(data, scale);
  const { top, strip, rooms } = roomsOf(data, sizes, scale);
  const zones = [[-over, -2], [3, width - 3], [width + 2, width + over]].map(([low, high]) => {
    const weights = new Uint8Array(events.length);
    let first = events.length, end = 0;
    for (let n = 0; n < events.length; n++) {
      if (places[n] < low - 3 || places[n] > high + 3 || !(choice.shown[n] || n === choice.chosen)) continue;
      weights[n] = n === choice.chosen ? 9 : events[n][3];
      first = Math.min(first, n);
      end = n + 1;
    }
    const items = candidates(places, weights, first, end, high - low, rooms[0] + rooms[1]).map((number) => (
      { number, x: places[number], importance: weights[number], label: labelOf(data, number, sizes) }));
    return { low, high, items };
  });
  const sides = sidesOf(data, scale, zones, rooms, width);
  const labelled = sides.flatMap((side) => side.map(({ item }) => item.number)).sort((a, b) => a - b);
  /** @type {Figure} */
  const figure = { shapes: [], ground: 0, targets: [], labelled, scale, width, height: sizes.height, overscan: over, sizes, choice };
  const groups = rugOf(data, figure, places, top - RUG / 2);
  const bases = [top - (groups.length ? RUG : 0), top + strip];
  sides.forEach((side, n) => groups.push(...leadersOf(side, bases[n], 2 * n - 1, scale)));
  sides.forEach((side, n) => groups.push(...side.map((one) => drawn(data, one, bases[n], 2 * n - 1, figure))));
  const ground = frame(figure, data, view).filter((shape) => {
    if (shape.is !== "text") return true;
    const room = reserve(shape.string, shape.size, shape.bold), x = shape.x - room * SIDES[shape.anchor];
    return ![0, width].some((edge) => x < edge && x + room > edge);
  });
  figure.ground = ground.length;
  figure.shapes = [...ground, ...(data.chart.rtl ? mirrored(groups, width) : groups)];
  if (data.chart.rtl) for (const one of figure.targets) [one.x0, one.x1] = [width - one.x1, width - one.x0];
  return figure;
}

/** Where the strip lies, and the px for labels above and below it. @type {Figures.RoomsOf} */
function roomsOf(data, sizes, scale) {
  const { names, rail } = baseOf(data, sizes), { width, height } = sizes;
  const strip = axisHeight(ticks(scale, data.chart, -width / 2, 1.5 * width, 0));
  const top = names + Math.round((height - names - rail - STRIP + RUG) / 2);
  return { top, strip, rooms: [top - names - RUG, height - rail - top - strip - 4] };
}

/** The px that eras' names and links take, at any zoom what they take at the first. @type {Figures.BaseOf} */
function baseOf(data, sizes) {
  const { bases } = prepare(data), { width, height } = sizes, key = `${width} ${height}`;
  let base = bases.get(key);
  if (base) return base;
  const scale = scaleOf(data.chart.scales, width, ALL, marginOf(width));
  const tracks = Math.max(Math.min(Math.floor((height * 0.2 - 19) / 15), Math.floor(width / 150), 6), 0);
  const choice = { shown: new Uint8Array(data.chart.events.length).fill(1), chosen: -1 };
  base = { names: bandsOf(data, scale, width).height, tracks, rail: 0 };
  base.rail = railOf(data, scale, width, choice, 0, tracks).height;
  bases.set(key, base);
  return base;
}

/** What is drawn anew at each frame of a zoom. @type {Figures.Frame} */
export function frame({ sizes, choice }, data, view) {
  const { width, height } = sizes, { chart } = data, over = width / 2;
  const scale = scaleOf(chart.scales, width, view, marginOf(width));
  const { top } = roomsOf(data, sizes, scale), base = baseOf(data, sizes), y = height - base.rail + 2;
  const shapes = bandsOf(data, scale, width, height).shapes;
  shapes.push(...axisStrip(scale, ticks(scale, chart, -over, width + over, 0), top));
  const links = railOf(data, scale, width, choice, y, base.tracks);
  if (links.height) {
    for (const { x0, x1 } of scale.stretches) {
      if (x1 > -over && x0 < width + over) shapes.push(line(Math.max(x0, -over), y, Math.min(x1, width + over), y, "axis", 1.5));
    }
    shapes.push(...links.shapes);
  }
  return chart.rtl ? mirrored(shapes, width) : shapes;
}

/** @type {Figures.RailOf} */
function railOf(data, scale, width, { shown, chosen }, y, tracks) {
  const { events, links } = data.chart, over = width / 2;
  if (!links.length) return { shapes: [], height: 0, missing: 0 };
  const places = placesOf(data, scale), end = (/** @type {number} */ number) => (
    { number, x: places[number], mark: markOf(events[number], scale, colourOf(events[number])) });
  const ties = links.filter(([a, b]) => [a, b].every((n) => shown[n] || n === chosen)).map(([a, b, label]) => {
    const words = fill(data.phrases[label ? "link.words_labelled" : "link.words"], {
      cause: titleOf(data, a), effect: titleOf(data, b), label });
    return { cause: end(a), effect: end(b), label, words, chosen: a === chosen || b === chosen };
  }).filter(({ cause, effect }) => [cause, effect].some(({ x }) => x > -over && x < width + over));
  return rail(ties, y, width, tracks);
}

/** Eras from top to bottom, each with its name on a ribbon where it is seen. @type {Figures.BandsOf} */
function bandsOf({ chart }, scale, width, height = 0) {
  const over = width / 2, within = (/** @type {number} */ x) => Math.max(Math.min(x, width + over), -over);
  const bands = chart.eras.map((era) => {
    const x0 = within(scale.position(era.first)), x1 = within(scale.ending(era.end));
    const [low, high] = x1 <= 0 ? [-over, 0] : x0 >= width ? [width, width + over] : [0, width];
    const lines = balanced(era.name, 12, (high - low - 12) / 1.2);
    const room = Math.max(...lines.map((one) => reserve(one, 12))) + 12;
    const from = Math.max(Math.min(Math.max(x0, low), high - room), low);
    return { era, x0, x1, lines, from, low: Math.min(x0, from), high: Math.max(x1, from + room), y: 0 };
  }).filter(({ x0, x1 }) => x1 > x0);
  const tall = Math.max(0, ...bands.map(({ lines }) => lines.length)) * 15 + 3;
  /** @type {number[]} */
  const ends = [];
  for (const band of [...bands].sort((a, b) => a.low - b.low || b.high - a.high)) {
    let row = ends.findIndex((end) => end <= band.low);
    if (row < 0) row = ends.length;
    ends[row] = band.high;
    band.y = row * (tall + 3);
  }
  /** @type {Shape[]} */
  const shapes = [...bands].sort((a, b) => b.x1 - b.x0 - a.x1 + a.x0)
    .map(({ era, x0, x1 }) => rect(x0 + 1, 0, Math.max(x1 - x0 - 2, 2), height, `era-${era.number}`));
  for (const { era, x0, x1, lines, from, y } of bands) {
    shapes.push(group([
      rect(x0 + 1, y, Math.max(x1 - x0 - 2, 2), tall, `era-${era.number}-name`),
      ...lines.map((one, n) => text(from + 6, y + 15 * n + 12.5, one, 12, "second")),
    ], era.words));
  }
  return { shapes, height: ends.length ? ends.length * (tall + 3) + 3 : 0 };
}

/** Who is labelled above and below, with marks in lanes. @type {Figures.SidesOf} */
function sidesOf(data, scale, zones, rooms, width) {
  const clip = (/** @type {number} */ x) => Math.max(Math.min(x, 1.6 * width), -0.6 * width);
  const edges = [19.5, 19.5];
  /** @type {Figures.Standing[][]} */
  let sides = [];
  for (let trial = 0, more = true; more && trial < 4; trial++) {
    more = false;
    const free = rooms.map((room, n) => Math.max(room - edges[n], 0));
    const settled = zones.map(({ items, low, high }) => (items.length ? settle(items, free, low, high) : [[], []]));
    sides = edges.map((edge, side) => {
      const set = settled.flatMap((zone) => {
        const { near } = storey(zone[side], edge);
        return zone[side].map(({ item, spot }) => {
          const event = data.chart.events[item.number], mark = markOf(event, scale, colourOf(event));
          for (const piece of mark.pieces) [piece.x0, piece.x1] = [clip(piece.x0), clip(piece.x1)];
          return { item, spot, near, edge, mark, lane: 0 };
        });
      });
      packLanes(set.map(({ mark }) => mark)).forEach((lane, n) => (set[n].lane = lane));
      const needed = FIRST_LANE + LANE * (Math.max(0, ...set.map(({ lane }) => lane)) + 0.5) + 3;
      if (needed > edge) [edges[side], more] = [needed, true];
      return set;
    });
  }
  return sides;
}

/** From marks to labels; of marks at one place only the outermost has a line. @type {Figures.LeadersOf} */
function leadersOf(side, base, way, scale) {
  /** @type {Map<number, Figures.Standing>} */
  const heads = new Map();
  for (const one of side) if (one.lane >= (heads.get(one.item.x)?.lane ?? 0)) heads.set(one.item.x, one);
  return side.map((one) => {
    const { item: { x, number }, spot, near, edge, mark, lane } = one;
    const from = heads.get(x) === one ? FIRST_LANE + LANE * lane + rim(mark, x) : edge;
    /** @type {[number, number][]} */
    const points = [[x, from], [x, edge], [spot.pole, near[0] - 3], [spot.pole, near[spot.layer] - 3]];
    return group([path(points.map(([at, out], n) => [n ? "L" : "M", at, base + way * out]), null, "leader")], "", number, scale.instant(x));
  });
}

/** A mark and its label. @type {Figures.Drawn} */
function drawn(data, { item, spot, near, mark, lane }, base, way, { targets, sizes: { type }, choice, scale }) {
  const { number, x, label } = item, { pole, toLeft } = spot, small = dateSize(type), { colour } = mark;
  const y = base + way * (FIRST_LANE + LANE * lane), layer = near[spot.layer];
  const top = way > 0 ? base + layer : base - layer - label.height, words = lineOf(data, number);
  const shapes = [...drawMark(mark, y), line(pole, top, pole, top + label.height, colour, 2)];
  let down = top;
  const write = (/** @type {string} */ one, /** @type {number} */ size, /** @type {Role} */ role, /** @type {boolean} */ bold) => {
    const high = leading(size, one);
    shapes.push(text(toLeft ? pole - 6 : pole + 6, down + high / 2 + 0.35 * size, one, size, role, bold, toLeft ? "end" : "start"));
    down += high;
  };
  for (const one of label.dates) write(one, small, `${colour}-text`, true);
  for (const one of label.lines) write(one, type, "ink", label.bold);
  const [x0, x1] = reach(mark), left = toLeft ? pole - label.room + 6 : pole, far = label.room - 6;
  const half = Math.max(12, (x1 - x0) / 2), middle = (x0 + x1) / 2;
  targets.push({ x0: middle - half, y0: y - 12, x1: middle + half, y1: y + 12, events: [number], words },
    { x0: left, y0: top, x1: left + far, y1: top + label.height, events: [number], words });
  if (number === choice.chosen) {
    shapes.unshift(rect(left - 4, top - 4, far + 8, label.height + 8, "strip", "tick", 1, 4),
      rect(x0 - 4, y - 9, x1 - x0 + 8, 18, null, "ink", 1.5, 9));
  }
  return group(shapes, words, number, scale.instant(x));
}

/** Who has no label: small marks, and counts under bars as high as their logarithms. @type {Figures.RugOf} */
function rugOf(data, { targets, labelled, sizes: { width }, scale, choice }, places, y) {
  const { events, lang } = data.chart, { phrases } = data, has = new Set(labelled), over = width / 2;
  /** @type {number[][]} */
  const [rest, receded] = [[], []];
  places.forEach((x, n) => {
    if (x < -over || x > width + over || has.has(n)) return;
    if (choice.shown[n]) rest.push(n);
    else receded[Math.floor((x + over) / 4)] = n;
  });
  /** @type {number[][]} */
  let parts = [], wide = 0;
  for (let needed = 18; needed > wide; needed = 2 + Math.max(...parts.flatMap(({ length }) => pillWidth(countOf(length))))) {
    wide = over / Math.max(Math.floor(over / needed), 1);
    parts = [];
    for (const n of rest) (parts[Math.floor((places[n] + over) / wide)] ??= []).push(n);
  }
  const kinds = new Intl.PluralRules(lang), at = (/** @type {number} */ x) => scale.instant(x);
  const counted = (/** @type {string} */ key, /** @type {number} */ count, events = "") =>
    fill(phrases[`${key}.${kinds.select(count)}`], { count: countOf(count), events });
  const groups = receded.flatMap((n) => {
    const x = places[n], words = lineOf(data, n);
    if (parts[Math.floor((x + over) / wide)]?.length > 1) return [];
    targets.push({ x0: x - 12, y0: y - 12, x1: x + 12, y1: y + 12, events: [n], words });
    return group([circle(x, y, 2, "receded")], words, n, at(x));
  });
  parts.forEach((part, place) => {
    const low = place * wide - over, count = part.length, middle = low + wide / 2;
    const alone = Math.max(parts[place - 1] ? low + 6 : -over, Math.min(places[part[0]], parts[place + 1] ? low + wide - 6 : Infinity));
    const x = count > 1 ? middle : alone, half = Math.max(12, count > 1 ? wide / 2 : 0);
    const more = count > 12 ? [counted("mark.more", count - 12)] : [];
    const names = [...part.slice(0, 12).map((n) => lineOf(data, n)), ...more].join(phrases["list.of_phrases"]);
    const words = count > 1 ? counted("mark.events", count, names) : names;
    const high = 5 * Math.log2(count);
    groups.push(count > 1
      ? group([rect(middle - wide / 2 + 1, y - high, wide - 2, high, "strip"), ...pill(x, y, countOf(count), wide - 2)], words, -1, at(x))
      : group(dot(markOf(events[part[0]], scale, colourOf(events[part[0]])), x, y), words, part[0], at(x)));
    targets.push({ x0: x - half, y0: y - 12, x1: x + half, y1: y + 12, events: part, words });
  });
  return groups;
}

/** Exact below a thousand, then to two figures at least. */
const countOf = (/** @type {number} */ count) => (count < 1000 ? `${count}` : count < 1e4 ? `${(count / 1000).toFixed(1)}k` : `${Math.floor(count / 1000)}k`);

/** The height at which all labels stand at the first zoom, if the height given allows it. @type {Figures.NaturalHeight} */
export function naturalHeight(data, sizes) {
  const count = data.chart.events.length, choice = { shown: new Uint8Array(count).fill(1), chosen: -1 };
  let [low, high] = [count > 150 ? sizes.height : 260, sizes.height];
  while (high - low > 20) {
    const height = (low + high) / 2;
    if (compose(data, { ...sizes, height }, ALL, choice).labelled.length < count) low = height;
    else high = height;
  }
  return Math.round(high);
}

/** As they stand where all runs from right to left. @type {(shapes: Shape[], width: number) => Shape[]} */
export const mirrored = (shapes, width) => shapes.map((/** @type {any} */ shape) => {
  const flip = { ...shape };
  for (const key of ["x", "x1", "x2"]) if (key in flip) flip[key] = width - flip[key];
  if (flip.is === "rect") flip.x -= flip.width;
  if (flip.is === "text") {
    flip.anchor = { start: "end", middle: "middle", end: "start" }[/** @type {Anchor} */ (flip.anchor)];
    flip.rtl = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(flip.string) || !/\p{L}/u.test(flip.string);
  }
  if (flip.shapes) flip.shapes = mirrored(flip.shapes, width);
  flip.segments &&= flip.segments.map((/** @type {any[]} */ step) =>
    step.map((value, place) => (place % 2 ? width - value : value)));
  return flip;
});
