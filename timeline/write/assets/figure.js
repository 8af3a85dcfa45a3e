// The live figure: the layout of timeline/layout/horizontal.py in a given height, at any zoom. The axis keeps
// its place; what is in view, and what lies on either side of it, is labelled on its own.
import { circle, group, line, path, rect, text } from "./shapes.js";
import { balanced, leading, reserve } from "./text.js";
import { scaleOf } from "./scale.js";
import { ticks } from "./ticks.js";
import { axisHeight, axisStrip } from "./axis.js";
import { candidates, settle, storey } from "./layers.js";
import { PART, dot, drawMark, markOf, packLanes, pill, poleOf, reach, setStamps } from "./marks.js";
import { rail, railHeight } from "./links.js";

const RUG = 20, A_LINK = 24, WHOLE = { zoom: 1, pan: 0 }, ENDS = ["start", "middle", "end"];
/** @type {WeakMap<PageData, Figures.Known>} */
const known = new WeakMap();

/** @param {number} width */
export const marginOf = (width) => (width < 500 ? 12 : width < 900 ? 20 : 28);

/** What is made once of a page's events; of links, the more important come first. @type {Figures.Prepare} */
export function prepare(data) {
  const { events, links, stamps } = data.chart;
  let made = known.get(data);
  if (made) return made;
  /** @type {Figures.Weight} */
  const weight = ([a, b]) => Math.min(events[a][3], events[b][3]);
  const pole = Float64Array.from(events, ({ 6: [[first, end, flags = 0]], 7: at }) =>
    at ?? (!(flags & PART.lasts) ? (first + end) / 2 : flags & PART.pole_at_end ? end : first));
  const ranked = links.toSorted((a, b) => weight(b) - weight(a));
  setStamps(stamps);
  made = { pole, labels: new Map(), bases: new Map(), links: ranked };
  known.set(data, made);
  return made;
}

/** @type {Figures.Fill} */
const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, key) => `${values[key]}`);
/** @type {Figures.TitleOf} */
const titleOf = ({ chart, document }, number) => document.events[chart.events[number][0]].title;
/** @type {Figures.TitleOf} */
const lineOf = (data, number) =>
  fill(data.phrases["event.line"],
    { date: data.chart.events[number][4].join(" "), title: titleOf(data, number) });
/** @type {Figures.MarkIn} */
const markIn = ({ chart: { events } }, number, scale) =>
  markOf(events[number], scale, `group-${events[number][2] < 0 ? "none" : events[number][2]}`);
/** @type {Figures.ScaleAt} */
const scaleAt = ({ chart: { scales } }, width, view) => scaleOf(scales, width, view, marginOf(width));

/** @type {Figures.LabelOf} */
function labelOf(data, number, { width, type }) {
  const { labels } = prepare(data), column = ((width < 500 ? 132 : width < 900 ? 150 : 172) * type) / 13;
  const [, , , importance, dates, notes] = data.chart.events[number], key = `${number} ${column}`;
  let label = labels.get(key);
  if (label) return label;
  /** @type {(words: string, size: number, bold: boolean, isDate: boolean) => Row[]} */
  const set = (words, size, bold, isDate) => balanced(words, size, column, bold)
    .map((one) => ({ words: one.replaceAll("\xa0", " "), size, bold, isDate, tall: leading(size, one) }));
  const rows = [...dates.flatMap((date) => set(date, Math.round((type * 24) / 13) / 2, true, true)),
    ...set(titleOf(data, number) + (notes && `\xa0${notes}`), type, importance > 4, false)];
  label = { rows, room: 16 + Math.max(...rows.map(({ words, size, bold }) => reserve(words, size, bold))),
    height: rows.reduce((sum, { tall }) => sum + tall, 0) };
  labels.set(key, label);
  return label;
}

/** @type {Figures.Compose} */
export function compose(data, sizes, view, choice) {
  const { width, height } = sizes, overscan = width / 2, { chart } = data, { events } = chart;
  const { names, top, bottom } = baseOf(data, sizes), scale = scaleAt(data, width, view);
  const [low, high] = [-overscan, width + overscan].map(scale.instant);
  const places = prepare(data).pole.map((at, n) => {
    const [first, end, flags = 0] = events[n][6][0];
    if (Math.max(at, end) < low || Math.min(at, first) > high) return (at - low) * Infinity;
    const x = flags & PART.lasts ? poleOf(events[n], scale) : scale.position(at);
    return x < 9 && scale.ending(end) > 18 ? 9 : x; // of what began before the view, at its edge
  });
  const under = top + axisHeight(ticks(scale, chart, -overscan, width + overscan, 0));
  const rooms = [top - names - RUG, bottom - under - 4];
  const zones = [[-overscan, 0], [0, width], [width, width + overscan]].map(([low, high]) => {
    const weights = places.map((x, n) =>
      x < low || x >= high ? 0 : n === choice.chosen ? 9 : choice.shown[n] && events[n][3]);
    const first = Math.max(weights.findIndex(Boolean), 0), end = weights.findLastIndex(Boolean) + 1;
    const items = candidates(places, weights, first, end, high - low, rooms[0] + rooms[1]).map((number) => (
      { number, x: places[number], importance: weights[number], label: labelOf(data, number, sizes) }));
    return { low: low + 3, high: high - 3, items };
  });
  const standing = sidesOf(data, scale, zones, rooms);
  const labelled = standing.map(({ item }) => item.number).sort((a, b) => a - b);
  /** @type {Figure} */
  const figure = {
    shapes: [], ground: 0, targets: [], labelled, scale, width, height, overscan, sizes, choice };
  const rug = rugOf(data, figure, places, top - RUG / 2), bases = [top - (rug.length && RUG), under];
  const ground = frame(figure, data, view), groups = standing.map((one) => told(data, one, bases, figure));
  figure.ground = ground.length;
  figure.shapes = [...ground, ...turned(data, [...rug, ...groups], width)];
  if (chart.rtl) for (const one of figure.targets) [one.x0, one.x1] = [width - one.x1, width - one.x0];
  return figure;
}

/** Where the axis lies, between eras' names and links: these take at any zoom what they take at the first.
 *  @type {Figures.BaseOf} */
function baseOf(data, { width, height }) {
  const { bases } = prepare(data), key = `${width} ${height}`, scale = scaleAt(data, width, WHOLE);
  let base = bases.get(key);
  if (base) return base;
  const most = Math.max(Math.floor(Math.min((height * 0.2 - 19) / 15, width / 150, 6)), 0);
  const names = bandsOf(data, scale, width).height;
  const needed = railOf(data, scale, width, everything(data), 0, most).tracks;
  // Where there are more links than are drawn at once, others may need more tracks than these.
  const tracks = data.chart.links.length > width / A_LINK ? most : needed;
  const bottom = height - railHeight(tracks);
  base = { names, tracks, bottom, top: Math.round((bottom + names + RUG) / 2) - 19 };
  bases.set(key, base);
  return base;
}
/** @type {Figures.Everything} */
const everything = ({ chart }) => ({ shown: new Uint8Array(chart.events.length).fill(1), chosen: -1 });

/** What is drawn anew in each frame of a zoom; no words are cut by the view's edges. @type {Figures.Frame} */
export function frame({ sizes: { width, height }, sizes, choice }, data, view) {
  const scale = scaleAt(data, width, view), { top, bottom, tracks } = baseOf(data, sizes), { chart } = data;
  const shapes = [
    ...bandsOf(data, scale, width, height).shapes,
    ...axisStrip(scale, ticks(scale, chart, -width / 2, 1.5 * width, 0), top),
    ...(tracks ? scale.stretches : []).map(({ x0, x1 }) => line(x0, bottom + 2, x1, bottom + 2, "axis", 1.5)),
    ...railOf(data, scale, width, choice, bottom + 2, tracks).shapes,
  ].filter((shape) => {
    if (shape.is !== "text") return true;
    const room = reserve(shape.string, shape.size, shape.bold);
    const x = shape.anchor === "middle" ? shape.x - room / 2 : shape.x;
    return ![0, width].some((edge) => x < edge && x + room > edge);
  });
  return turned(data, shapes, width);
}

/** Of the links in view, the chosen event's and the most important. @type {Figures.RailOf} */
function railOf(data, scale, width, { shown, chosen }, y, tracks) {
  const { links, pole } = prepare(data), [low, high] = [-width / 2, 1.5 * width].map(scale.instant);
  const isSeen = (/** @type {number} */ n) => pole[n] >= low && pole[n] <= high;
  const isOwn = (/** @type {Chart["links"][0]} */ [a, b]) => a === chosen || b === chosen;
  const isAsked = (/** @type {number} */ n) => shown[n] || n === chosen;
  const here = links.filter(([a, b]) => (isSeen(a) || isSeen(b)) && isAsked(a) && isAsked(b));
  const end = (/** @type {number} */ number) =>
    ({ number, x: poleOf(data.chart.events[number], scale), mark: markIn(data, number, scale) });
  const first = here.sort((a, b) => +isOwn(b) - +isOwn(a)).slice(0, width / A_LINK);
  const ties = first.map((link) => {
    const [a, b, label] = link, values = { cause: titleOf(data, a), effect: titleOf(data, b), label };
    const words = fill(data.phrases[label ? "link.words_labelled" : "link.words"], values);
    return { cause: end(a), effect: end(b), label, words, chosen: isOwn(link) };
  });
  return rail(ties, y, width, tracks);
}

/** Eras from top to bottom, each with its name on a ribbon where it is seen. @type {Figures.BandsOf} */
function bandsOf({ chart }, scale, width, height = 0) {
  const over = width / 2, bands = chart.eras.map(({ first, end, name, words, number }) => {
    const x0 = scale.position(first), x1 = scale.ending(end), x = x0 + 1, long = Math.max(x1 - x0 - 2, 2);
    const [low, high] = x1 <= 0 ? [-over, 0] : x0 >= width ? [width, width + over] : [0, width];
    const lines = balanced(name, 12, (high - low - 12) / 1.2);
    const room = Math.max(...lines.map((one) => reserve(one, 12))) + 12;
    const from = Math.max(low, Math.min(Math.max(x0, low), x1 > high ? x0 : high - room));
    const named = from + room > high ? [] : lines; // no words are cut
    return {
      number, words, x, long, lines, named, from, low: Math.min(x0, from), high: Math.max(x1, from + room) };
  }).filter(({ x, long }) => x < width + over && x + long > -over)
    .sort((a, b) => a.low - b.low || b.high - a.high);
  const tall = Math.max(0, ...bands.map(({ lines }) => lines.length)) * 15 + 3;
  /** @type {number[]} */
  const ends = [];
  const ribbons = bands.map(({ number, words, x, long, named, from, low, high }) => {
    let row = 0;
    while (ends[row] > low) row++;
    const y = row * (tall + 3);
    ends[row] = high;
    return group([rect(x, y, long, tall, `era-${number}-name`),
      ...named.map((one, n) => text(from + 6, y + 15 * n + 12.5, one, 12, "second"))], words);
  });
  const grounds = bands.sort((a, b) => b.long - a.long)
    .map(({ number, x, long }) => rect(x, 0, long, height, `era-${number}`));
  return { shapes: [...grounds, ...ribbons], height: ends.length && ends.length * (tall + 3) + 3 };
}

/** px from the strip to beyond a lane. @param {number} lane */
const edgeOf = (lane) => 19.5 + 13 * lane;
/** Who is labelled above and below, with marks in lanes, until these have room. @type {Figures.SidesOf} */
function sidesOf(data, scale, zones, rooms, edges = [0, 0].map(edgeOf)) {
  const settled = zones.map(({ items, low, high }) =>
    settle(items, rooms.map((room, n) => Math.max(room - edges[n], 0)), low, high));
  const sides = edges.map((edge, side) => {
    const here = settled.flatMap((zone) => zone[side].map((one) => (
      { ...one, near: storey(zone[side], edge).near, edge, mark: markIn(data, one.item.number, scale) })));
    const lanes = packLanes(here.map(({ mark }) => mark));
    return here.map((one, n) => ({ ...one, lane: lanes[n] }))
      .filter(({ lane }) => edgeOf(lane) < Math.max(edge + 1, rooms[side] / 2));
  });
  const needed = sides.map((side, n) => Math.max(edges[n], ...side.map(({ lane }) => edgeOf(lane))));
  if (needed.some((edge, n) => edge > edges[n])) return sidesOf(data, scale, zones, rooms, needed);
  return sides.flat().sort((a, b) => a.lane - b.lane); // leaders run behind marks further out
}

/** A mark, its leader and its label. @type {Figures.Told} */
function told(data, { item, spot, near, edge, mark, lane }, bases, { targets, choice, scale }) {
  const { number, x, label: { rows, room, height } } = item, { pole, toLeft, side, layer } = spot;
  const out = (/** @type {number} */ px) => bases[side] + (side ? px : -px), y = out(edgeOf(lane) - 9.5);
  const top = out(near[layer]) - (side ? 0 : height), left = toLeft ? pole - room + 6 : pole;
  const words = lineOf(data, number), events = [number], foot = out(near[0] - 3);
  const shapes = [
    path([["M", x, y], ["L", x, out(edge)], ["L", pole, foot], ["L", pole, out(near[layer] - 3)]], null, "leader"),
    ...drawMark(mark, y), line(pole, top, pole, top + height, mark.colour, 2)];
  let down = top;
  for (const { words, size, bold, isDate, tall } of rows) {
    shapes.push(text(pole + (toLeft ? -6 : 6), down + tall / 2 + 0.35 * size, words, size,
      isDate ? `${mark.colour}-text` : "ink", bold, toLeft ? "end" : "start"));
    down += tall;
  }
  const [x0, x1] = reach(mark), more = Math.max(0, 12 - (x1 - x0) / 2);
  targets.push({ x0: x0 - more, y0: y - 12, x1: x1 + more, y1: y + 12, events, words },
    { x0: left, y0: top, x1: left + room - 6, y1: down, events, words });
  if (number === choice.chosen)
    shapes.unshift(rect(left - 4, top - 4, room + 2, height + 8, "strip", "tick", 1, 4),
      rect(x0 - 4, y - 9, x1 - x0 + 8, 18, null, "ink", 1.5, 9));
  return group(shapes, words, number, scale.instant(x));
}

/** Who has no label: small marks, and counts under bars as high as their logarithms. @type {Figures.RugOf} */
function rugOf(data, { targets, labelled, overscan, width, scale, choice }, places, y) {
  const { phrases, chart } = data, has = new Set(labelled), kinds = new Intl.PluralRules(chart.lang);
  /** @type {number[][]} */
  const [rest, receded] = [[], []], /** @type {number[][]} */ parts = [];
  places.forEach((x, n) => {
    if (x < -overscan || x > width + overscan || has.has(n)) return;
    if (choice.shown[n]) rest.push(n);
    else receded[Math.floor((x + overscan) / 4)] = n;
  });
  // So wide that a count has room.
  const wide = overscan / Math.floor(overscan / (10 + 7 * Math.min(`${rest.length}`.length, 4)));
  for (const n of rest) (parts[Math.floor((places[n] + overscan) / wide)] ??= []).push(n);
  /** @type {Figures.Tuft} */
  const tuft = (shapes, x, events, words) => {
    const half = Math.max(12, wide / 2);
    targets.push({ x0: x - half, y0: y - 12, x1: x + half, y1: y + 12, events, words });
    return group(shapes, words, events.length > 1 ? -1 : events[0], scale.instant(x));
  };
  const dots = receded.map((n) =>
    tuft([circle(places[n], y, 2, "receded")], places[n], [n], lineOf(data, n)));
  const tufts = parts.map((events, place) => {
    const count = events.length, from = place * wide - overscan, middle = from + wide / 2, [n] = events;
    const x = Math.max(from + 5, Math.min(places[n], from + wide - 5)), high = 5 * Math.log2(count);
    if (count < 2) return tuft(dot(markIn(data, n, scale), x, y), x, events, lineOf(data, n));
    const told = count < 1e3 ? `${count}` : `${+(count / 1e3).toPrecision(2)}k`;
    const names = [...events.slice(0, 12).map((n) => lineOf(data, n)), ...(count > 12 ? ["…"] : [])];
    const values = { count: told, events: names.join(phrases["list.of_phrases"]) };
    return tuft([rect(from + 1, y - high, wide - 2, high, "strip"), ...pill(middle, y, told, wide - 2)],
      middle, events, fill(phrases[`mark.events.${kinds.select(count)}`], values));
  });
  return [...dots, ...tufts].filter(Boolean); // of lists with holes
}

/** That at which all labels stand at the first zoom, or that given. @type {Figures.NaturalHeight} */
export function naturalHeight(data, sizes) {
  const choice = everything(data), count = choice.shown.length;
  let [low, high] = [count > 150 ? sizes.height : 260, sizes.height];
  while (high - low > 20) {
    const height = Math.round((low + high) / 2);
    if (compose(data, { ...sizes, height }, WHOLE, choice).labelled.length < count) low = height;
    else high = height;
  }
  return high;
}

/** As they stand where all runs from right to left. @type {Figures.Turned} */
const turned = (data, shapes, width) => !data.chart.rtl ? shapes : shapes.map((shape) => {
  const { segments, shapes: inner } = shape, flip = { ...shape };
  for (const key of ["x", "x1", "x2"]) if (key in flip) flip[key] = width - flip[key];
  if (flip.is === "rect") flip.x -= flip.width;
  if (flip.is === "text") {
    flip.anchor = ENDS[ENDS.length - 1 - ENDS.indexOf(flip.anchor)];
    flip.rtl = /[\u0590-\u08ff]|^\P{L}*$/u.test(flip.string);
  }
  if (inner) flip.shapes = turned(data, inner, width);
  flip.segments = segments?.map((/** @type {any[]} */ step) =>
    step.map((at, n) => (n % 2 ? width - at : at)));
  return flip;
});
