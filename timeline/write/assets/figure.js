// The live figure: the layout of timeline/layout/horizontal.py in a given height, at any zoom. The axis keeps
// its place; what is in view, and what lies on either side of it, is labelled on its own.
import { circle, group, line, path, rect, text } from "./shapes.js";
import { balanced, leading, reserve } from "./text.js";
import { scaleOf } from "./scale.js";
import { ticks } from "./ticks.js";
import { axisHeight, axisStrip } from "./axis.js";
import { candidates, settle, storey } from "./layers.js";
import { PART, dot, drawMark, markOf, packLanes, pill, pillWidth, poleOf, reach, rim, setStamps } from "./marks.js";
import { rail, railHeight } from "./links.js";

const LANE = 13, FIRST_LANE = 10, RUG = 20, A_LINK = 24, WHOLE = { zoom: 1, pan: 0 };
const WAYS = [-1, 1], SIDES = { start: 0, middle: 0.5, end: 1 };
/** @type {WeakMap<PageData, Figures.Known>} */
const known = new WeakMap();

/** @param {number} width */
export const marginOf = (width) => (width < 500 ? 12 : width < 900 ? 20 : 28);

/** What is made once of a page's events; of links, the more important come first. @type {Figures.Prepare} */
export function prepare(data) {
  let made = known.get(data);
  if (made) return made;
  setStamps(data.chart.stamps);
  const { events, links } = data.chart, count = events.length;
  const pole = new Float64Array(count), lasts = new Uint8Array(count);
  events.forEach(([, , , , , , [[first, end, flags = 0]], at], n) => {
    lasts[n] = at === undefined ? flags & PART.lasts : 0;
    pole[n] = at ?? (!lasts[n] ? (first + end) / 2 : flags & PART.pole_at_end ? end : first);
  });
  const weight = links.map(([a, b]) => Math.min(events[a][3], events[b][3]));
  const ranked = [...links.keys()].sort((a, b) => weight[b] - weight[a]).map((n) => links[n]);
  made = { pole, lasts, labels: new Map(), bases: new Map(), links: ranked };
  known.set(data, made);
  return made;
}

/** Where a pole wants to stand; that of what began before the view, at its edge. @type {Figures.PlaceOf} */
function placeOf({ chart: { events } }, number, scale, { pole, lasts }) {
  if (!lasts[number]) return scale.position(pole[number]);
  const x = poleOf(events[number], scale);
  return x < 9 && scale.ending(events[number][6][0][1]) > 18 ? 9 : x;
}

/** Those of all events; of what is far from the view, only on which side it is. @type {Figures.PlacesOf} */
function placesOf(data, scale, width) {
  const made = prepare(data), { pole, lasts } = made, [low, high] = outer(scale, width);
  return pole.map((at, n) =>
    lasts[n] || (at >= low && at <= high) ? placeOf(data, n, scale, made) : (at - low) * Infinity);
}
/** The instants between which is what is painted. @type {Figures.Outer} */
const outer = (scale, width) => [-width / 2, 1.5 * width].map(scale.instant);

/** @type {Figures.Fill} */
const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (_, key) => `${values[key]}`);
/** @type {Figures.TitleOf} */
const titleOf = ({ chart, document }, number) => document.events[chart.events[number][0]].title;
/** @type {Figures.TitleOf} */
const lineOf = (data, number) =>
  fill(data.phrases["event.line"], { date: data.chart.events[number][4].join(" "), title: titleOf(data, number) });
/** @type {Figures.MarkIn} */
const markIn = ({ chart: { events } }, number, scale) =>
  markOf(events[number], scale, events[number][2] < 0 ? "group-none" : `group-${events[number][2]}`);
/** @param {number} type */
const small = (type) => Math.round((type * 24) / 13) / 2;

/** @type {Figures.LabelOf} */
function labelOf(data, number, { width, type }) {
  const wide = width < 500 ? 132 : width < 900 ? 150 : 172, key = `${number} ${type} ${wide}`;
  const { labels } = prepare(data), made = labels.get(key), column = (wide * type) / 13, fine = small(type);
  if (made) return made;
  const [, , , importance, given, notes] = data.chart.events[number], bold = importance > 4;
  const dates = given.flatMap((date) => balanced(date, fine, column, true))
    .map((one) => one.replaceAll("\xa0", " "));
  const lines = balanced(titleOf(data, number) + (notes && `\xa0${notes}`), type, column, bold)
    .map((one) => one.replace(`\xa0${notes}`, ` ${notes}`));
  let room = 0, height = 0;
  [...dates, ...lines].forEach((one, n) => {
    const isDate = n < dates.length, size = isDate ? fine : type;
    room = Math.max(room, reserve(one, size, isDate || bold));
    height += leading(size, one);
  });
  const label = { dates, lines, bold, room: room + 16, height };
  labels.set(key, label);
  return label;
}

/** @type {Figures.Compose} */
export function compose(data, sizes, view, choice) {
  const { width, height } = sizes, overscan = width / 2, { chart } = data;
  const scale = scaleOf(chart.scales, width, view, marginOf(width)), places = placesOf(data, scale, width);
  const { names, top, bottom } = baseOf(data, sizes);
  const under = top + axisHeight(ticks(scale, chart, -overscan, width + overscan, 0));
  const rooms = [top - names - RUG, bottom - under - 4];
  const zones = [[-overscan, -2], [3, width - 3], [width + 2, width + overscan]].map(([low, high]) => {
    const weights = new Uint8Array(places.length);
    let first = places.length, end = 0;
    places.forEach((x, n) => {
      if (x < low - 3 || x > high + 3 || !(choice.shown[n] || n === choice.chosen)) return;
      weights[n] = n === choice.chosen ? 9 : chart.events[n][3];
      first = Math.min(first, n);
      end = n + 1;
    });
    const numbers = candidates(places, weights, first, end, high - low, rooms[0] + rooms[1]);
    return { low, high, items: numbers.map((number) => (
      { number, x: places[number], importance: weights[number], label: labelOf(data, number, sizes) })) };
  });
  const sides = sidesOf(data, scale, zones, rooms, width);
  const labelled = sides.flat().map(({ item }) => item.number).sort((a, b) => a - b);
  /** @type {Figure} */
  const figure = {
    shapes: [], ground: 0, targets: [], labelled, scale, width, height, overscan, sizes, choice };
  const groups = rugOf(data, figure, places, top - RUG / 2);
  const bases = [top - (groups.length ? RUG : 0), under];
  sides.forEach((side, n) => groups.push(...leadersOf(side, bases[n], WAYS[n], scale)));
  sides.forEach((side, n) => groups.push(...side.map((one) => drawn(data, one, bases[n], WAYS[n], figure))));
  const ground = frame(figure, data, view).filter((shape) => {
    if (shape.is !== "text") return true; // no tick's label is cut
    const room = reserve(shape.string, shape.size, shape.bold), x = shape.x - room * SIDES[shape.anchor];
    return ![0, width].some((edge) => x < edge && x + room > edge);
  });
  figure.ground = ground.length;
  figure.shapes = [...ground, ...(chart.rtl ? mirrored(groups, width) : groups)];
  if (chart.rtl) for (const one of figure.targets) [one.x0, one.x1] = [width - one.x1, width - one.x0];
  return figure;
}

/** Where the axis lies, between eras' names and links: these take at any zoom what they take at the first.
 *  @type {Figures.BaseOf} */
function baseOf(data, sizes) {
  const { bases } = prepare(data), { width, height } = sizes, key = `${width} ${height}`;
  let base = bases.get(key);
  if (base) return base;
  const scale = scaleOf(data.chart.scales, width, WHOLE, marginOf(width)), all = everything(data);
  const most = Math.max(Math.floor(Math.min((height * 0.2 - 19) / 15, width / 150, 6)), 0);
  const names = bandsOf(data, scale, width).height, rails = railOf(data, scale, width, all, 0, most);
  // Where there are more links than are drawn at once, others may need more tracks than these.
  const tracks = data.chart.links.length > width / A_LINK ? most : rails.tracks;
  const bottom = height - railHeight(tracks);
  base = { names, tracks, bottom, top: Math.round((bottom + names + RUG) / 2) - 19 };
  bases.set(key, base);
  return base;
}
/** @param {PageData} data */
const everything = ({ chart }) => ({ shown: new Uint8Array(chart.events.length).fill(1), chosen: -1 });

/** What is drawn anew in each frame of a zoom. @type {Figures.Frame} */
export function frame({ sizes, choice }, data, view) {
  const { width, height } = sizes, { chart } = data, low = -width / 2, high = 1.5 * width;
  const scale = scaleOf(chart.scales, width, view, marginOf(width));
  const { top, bottom, tracks } = baseOf(data, sizes), { shapes } = bandsOf(data, scale, width, height);
  const links = railOf(data, scale, width, choice, bottom + 2, tracks);
  shapes.push(...axisStrip(scale, ticks(scale, chart, low, high, 0), top));
  for (const { x0, x1 } of links.tracks ? scale.stretches : [])
    if (x1 > low && x0 < high)
      shapes.push(line(Math.max(x0, low), bottom + 2, Math.min(x1, high), bottom + 2, "axis", 1.5));
  shapes.push(...links.shapes);
  return chart.rtl ? mirrored(shapes, width) : shapes;
}

/** Of the links in view, the chosen event's and the most important. @type {Figures.RailOf} */
function railOf(data, scale, width, { shown, chosen }, y, tracks) {
  const made = prepare(data), { links, pole } = made, most = width / A_LINK;
  const [low, high] = outer(scale, width);
  const isAway = (/** @type {number} */ n) => pole[n] < low || pole[n] > high;
  /** @type {Chart["links"][]} */
  const [own, others] = [[], []];
  for (const link of links) {
    const [a, b] = link, isOwn = a === chosen || b === chosen;
    if ((!isOwn && others.length >= most) || (isAway(a) && isAway(b))) continue;
    if ((shown[a] || a === chosen) && (shown[b] || b === chosen)) (isOwn ? own : others).push(link);
  }
  /** @type {Map<number, Rails.End>} */
  const ends = new Map();
  const end = (/** @type {number} */ number) => {
    const x = placeOf(data, number, scale, made);
    const one = ends.get(number) ?? { number, x, mark: markIn(data, number, scale) };
    ends.set(number, one);
    return one;
  };
  const ties = [...own, ...others].slice(0, most).map(([a, b, label]) => {
    const key = label ? "link.words_labelled" : "link.words";
    const words = fill(data.phrases[key], { cause: titleOf(data, a), effect: titleOf(data, b), label });
    return { cause: end(a), effect: end(b), label, words, chosen: a === chosen || b === chosen };
  });
  return rail(ties, y, width, tracks);
}

/** Eras from top to bottom, each with its name on a ribbon where it is seen. @type {Figures.BandsOf} */
function bandsOf({ chart }, scale, width, height = 0) {
  const over = width / 2, within = (/** @type {number} */ x) => Math.max(Math.min(x, width + over), -over);
  const bands = chart.eras.map(({ first, end, name, words, number }) => {
    const x0 = within(scale.position(first)), x1 = within(scale.ending(end));
    const [low, high] = x1 <= 0 ? [-over, 0] : x0 >= width ? [width, width + over] : [0, width];
    const lines = balanced(name, 12, (high - low - 12) / 1.2);
    const room = Math.max(...lines.map((one) => reserve(one, 12))) + 12;
    const from = Math.max(Math.min(Math.max(x0, low), high - room), low);
    const ends = { low: Math.min(x0, from), high: Math.max(x1, from + room) };
    return { number, words, x: x0 + 1, long: x1 - x0 - 2, lines, from, ...ends };
  }).filter(({ long }) => long > -2).sort((a, b) => a.low - b.low || b.high - a.high);
  const tall = Math.max(0, ...bands.map(({ lines }) => lines.length)) * 15 + 3;
  /** @type {number[]} */
  const ends = [];
  const ribbons = bands.map(({ number, words, x, long, lines, from, low, high }) => {
    const free = ends.findIndex((end) => end <= low), row = free < 0 ? ends.length : free;
    const y = row * (tall + 3);
    ends[row] = high;
    return group([rect(x, y, Math.max(long, 2), tall, `era-${number}-name`),
      ...lines.map((one, n) => text(from + 6, y + 15 * n + 12.5, one, 12, "second"))], words);
  });
  /** @type {Shape[]} */
  const shapes = bands.sort((a, b) => b.long - a.long)
    .map(({ number, x, long }) => rect(x, 0, Math.max(long, 2), height, `era-${number}`));
  return { shapes: [...shapes, ...ribbons], height: ends.length && ends.length * (tall + 3) + 3 };
}

/** px from the strip to beyond a lane. @param {number} lane */
const edgeOf = (lane) => FIRST_LANE + LANE * (lane + 0.5) + 3;
/** Who is labelled above and below, with marks in lanes, until these have room. @type {Figures.SidesOf} */
function sidesOf(data, scale, zones, rooms, width, edges = [19.5, 19.5]) {
  const settled = zones.map(({ items, low, high }) =>
    items.length ? settle(items, rooms.map((room, n) => Math.max(room - edges[n], 0)), low, high) : [[], []]);
  const sides = edges.map((edge, side) => {
    const set = settled.flatMap((zone) => {
      const { near } = storey(zone[side], edge);
      return zone[side].map((one) => {
        const mark = markIn(data, one.item.number, scale);
        return { ...one, near, edge, mark, lane: 0 };
      });
    });
    packLanes(set.map(({ mark }) => mark)).forEach((lane, n) => (set[n].lane = lane));
    return set.filter(({ lane }) => edgeOf(lane) < Math.max(edge + 1, rooms[side] / 2));
  });
  const needed = sides.map((side, n) => Math.max(edges[n], ...side.map(({ lane }) => edgeOf(lane))));
  if (needed.some((edge, n) => edge > edges[n])) return sidesOf(data, scale, zones, rooms, width, needed);
  return sides.map((side) => { // no further out than their lanes need
    const edge = edgeOf(Math.max(0, ...side.map(({ lane }) => lane)));
    return side.map((one) => ({ ...one, edge, near: one.near.map((far) => far - one.edge + edge) }));
  });
}

/** From marks to labels; of marks at one place only the outermost has a line. @type {Figures.LeadersOf} */
function leadersOf(side, base, way, scale) {
  /** @type {Map<number, Figures.Standing>} */
  const heads = new Map();
  for (const one of side) if (one.lane >= (heads.get(one.item.x)?.lane ?? 0)) heads.set(one.item.x, one);
  return side.map((one) => {
    const { item: { x, number }, spot: { pole, layer }, near, edge, mark, lane } = one;
    const from = heads.get(x) === one ? FIRST_LANE + LANE * lane + rim(mark, x) : edge;
    const points = [[x, from], [x, edge], [pole, near[0] - 3], [pole, near[layer] - 3]];
    const leader = path(points.map(([at, out], n) => [n ? "L" : "M", at, base + way * out]), null, "leader");
    return group([leader], "", number, scale.instant(x));
  });
}

/** A mark and its label. @type {Figures.Drawn} */
function drawn(data, { item, spot, near, mark, lane }, base, way, { targets, sizes, choice, scale }) {
  const { type } = sizes, { number, x, label } = item, { pole, toLeft } = spot, { dates, height } = label;
  const y = base + way * (FIRST_LANE + LANE * lane), words = lineOf(data, number), events = [number];
  const top = base + way * near[spot.layer] - (way < 0 ? height : 0), room = label.room - 6;
  const shapes = [...drawMark(mark, y), line(pole, top, pole, top + height, mark.colour, 2)];
  let down = top;
  [...dates, ...label.lines].forEach((one, n) => {
    const dated = n < dates.length, size = dated ? small(type) : type, high = leading(size, one);
    shapes.push(text(pole + (toLeft ? -6 : 6), down + high / 2 + 0.35 * size, one, size,
      dated ? `${mark.colour}-text` : "ink", dated || label.bold, toLeft ? "end" : "start"));
    down += high;
  });
  const [x0, x1] = reach(mark), left = toLeft ? pole - room : pole, more = Math.max(0, 12 - (x1 - x0) / 2);
  targets.push({ x0: x0 - more, y0: y - 12, x1: x1 + more, y1: y + 12, events, words },
    { x0: left, y0: top, x1: left + room, y1: top + height, events, words });
  if (number === choice.chosen)
    shapes.unshift(rect(left - 4, top - 4, room + 8, height + 8, "strip", "tick", 1, 4),
      rect(x0 - 4, y - 9, x1 - x0 + 8, 18, null, "ink", 1.5, 9));
  return group(shapes, words, number, scale.instant(x));
}

/** Who has no label: small marks, and counts under bars as high as their logarithms. @type {Figures.RugOf} */
function rugOf(data, { targets, labelled, sizes: { width }, scale, choice }, places, y) {
  const { phrases } = data, has = new Set(labelled), low = -width / 2;
  /** @type {number[][]} */
  const [rest, receded] = [[], []];
  places.forEach((x, n) => {
    if (x < low || x > width - low || has.has(n)) return;
    if (choice.shown[n]) rest.push(n);
    else receded[Math.floor((x - low) / 4)] = n;
  });
  /** @type {number[][]} */
  let parts = [], wide = 0;
  for (let needed = 18; needed > wide;) {
    wide = -low / Math.max(Math.floor(-low / needed), 1);
    parts = [];
    for (const n of rest) (parts[Math.floor((places[n] - low) / wide)] ??= []).push(n);
    needed = 2 + Math.max(...parts.flatMap(({ length }) => pillWidth(countOf(length))));
  }
  const kinds = new Intl.PluralRules(data.chart.lang);
  /** @type {Figures.Counted} */
  const counted = (key, count, events = "") =>
    fill(phrases[`${key}.${kinds.select(count)}`], { count: countOf(count), events });
  /** @type {Figures.Tuft} */
  const tuft = (shapes, x, half, events, words) => {
    half = Math.max(half, 12);
    targets.push({ x0: x - half, y0: y - 12, x1: x + half, y1: y + 12, events, words });
    return group(shapes, words, events.length > 1 ? -1 : events[0], scale.instant(x));
  };
  const groups = receded.flatMap((n) => parts[Math.floor((places[n] - low) / wide)]?.length > 1 ? []
    : tuft([circle(places[n], y, 2, "receded")], places[n], 12, [n], lineOf(data, n)));
  parts.forEach((part, place) => {
    const count = part.length, from = low + place * wide, high = 5 * Math.log2(count), [n] = part;
    const names = part.slice(0, 12).map((n) => lineOf(data, n));
    if (count > 12) names.push(counted("mark.more", count - 12));
    if (count > 1) {
      const words = counted("mark.events", count, names.join(phrases["list.of_phrases"])), x = from + wide / 2;
      const bar = rect(from + 1, y - high, wide - 2, high, "strip");
      groups.push(tuft([bar, ...pill(x, y, countOf(count), wide - 2)], x, wide / 2, part, words));
    } else {
      const most = parts[place + 1] ? from + wide - 6 : Infinity; // clear of its neighbours
      const x = Math.max(parts[place - 1] ? from + 6 : low, Math.min(places[n], most));
      groups.push(tuft(dot(markIn(data, n, scale), x, y), x, 12, part, names[0]));
    }
  });
  return groups;
}

/** Exact below a thousand, then to two figures at least. @param {number} count */
const countOf = (count) => (count < 1e3 ? `${count}` : `${Math.floor(count / (count < 1e4 ? 100 : 1e3)) / (count < 1e4 ? 10 : 1)}k`);

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

/** As they stand where all runs from right to left. @type {(shapes: any[], width: number) => Shape[]} */
const mirrored = (shapes, width) => shapes.map((shape) => {
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
