// What stands on the axis, as far as it shows: the rules of timeline/layout/ticks.py for a part of an axis. A
// cell is a whole unit, whose label stands behind the boundary where it begins.

import { civil, dawn, speech, wholes, zoneOf } from "./dates.js";
import { reserve } from "./text.js";

const PITCH = 38, INDENT = 4, TORN = 3, LABELS_APART = 6; // px
export const BOLD_SIZE = 13, FINE_SIZE = 12; // px

/** Of each stretch the two rows of what shows between two places; what began before edge is named there.
 *  @type {Ticking.Ticked} */
export function ticks(scale, chart, low, high, edge = low) {
  if (scale.made.ticks) return [bentTicks(scale, scale.made.ticks, low, high, edge)];
  const zone = zoneOf(chart.zone), clock = zoneOf(chart.clock ?? chart.zone), { words } = chart;
  const say = speech(words, civil(zone.wall(scale.stretches[0].first))[0] < 1 ? 1e3 : 100);
  return scale.stretches.map((stretch) => {
    const { first, end, x0, x1 } = stretch, none = { at: [], labels: [] };
    if (x1 < low || x0 > high) return [none, none];
    for (const [unit, step, length, lasts, above, byClock] of chart.ladder) {
      const px = (length * (x1 - x0)) / (end - first);
      if (px < PITCH / (unit === "day" ? 2 : 1) || length < Math.abs(first) * 2 ** -51) continue;
      /** @type {Ticking.On} */
      const on = [scale, stretch, byClock ? clock : zone, low, high, edge, say];
      const fine = rowOf(...on, words.ticks[unit], unit, step, length, lasts, !above);
      if (!fine) continue;
      if (!above) return [fine, none];
      const bold = rowOf(...on, words.above[above], above, 1, 6e7, true, true);
      const [{ x }] = fine.labels; // under what is named, else "1" would be of the month before
      if (bold?.labels.some(({ left, right }) => left < x && x < right)) return [bold, fine];
    }
    const left = Math.max(x0 + TORN, edge), text = say(words.ticks.year, zone.wall(scale.instant(left)));
    return [left + room(text, true) > x1 ? none : { at: [], labels: [{ x: left + INDENT, text }] }, none];
  });
}

/** @type {(text: string, bold: boolean) => number} */
const room = (text, bold) => reserve(text, bold ? BOLD_SIZE : FINE_SIZE, bold) + LABELS_APART;
/** @type {(left: number, right: number, edge: number) => number} */
const stood = (left, right, edge) => INDENT + (left < edge && edge <= right ? edge : left);

/** @type {Ticking.RowOf} */
function rowOf(scale, { first, end }, { wall, boundary }, low, high, edge, say, ...given) {
  const [words, unit, step, length, lasts, bold] = given;
  const start = wall(first), until = wall(Math.min(end, scale.instant(high)));
  const x = (/** @type {number} */ at) => scale.position(Math.min(Math.max(boundary(at), first), end));
  const labels = [], at = [];
  let whole = 0;
  for (let next = wall(Math.max(first, scale.instant(low))); next < until && whole < 400;) {
    const [begin, after] = cellAt(unit, step, length, next), torn = begin < start;
    const left = x(begin) + (torn ? TORN : 0), right = x(after);
    const text = say(words, begin), need = room(text, bold);
    if (!torn) whole = at.push(left);
    if ((lasts || !torn) && left + need <= right) {
      labels.push({ x: lasts ? stood(left, right - need, edge) : left + INDENT, text, left, right });
    }
    next = after;
  }
  return labels.length && labels.length >= whole - 2 ? { at, labels } : null;
}

/** Where the cell of a wall begins, and the next one. @type {Ticking.CellAt} */
function cellAt(unit, step, length, wall) {
  const [year, month, day] = civil(wall);
  if (unit === "year") { // as round as people count: 100 BCE, and the year 1
    const first = year > 0 ? Math.max(year - (year % step), 1) : 1 - Math.ceil((1 - year) / step) * step;
    return [dawn(first), dawn(first > 0 ? first - (first % step) + step : Math.min(first + step, 1))];
  }
  if (unit === "month") return [0, step].map((on) => dawn(year, month - ((month - 1) % step) + on));
  if (unit === "day") return [dawn(year, month, day), dawn(year, month, day + 1)];
  if (unit === "week") { // from the first of each month
    const first = Math.min(day - ((day - 1) % 7), 22);
    return [dawn(year, month, first), first < 22 ? dawn(year, month, first + 7) : dawn(year, month + 1)];
  }
  const first = wholes(wall, length) * length;
  return [first, first + length];
}

/** What finds room, in the order given. @type {Ticking.Bent} */
function bentTicks(scale, given, low, high, edge) {
  const [{ x0, x1 }] = scale.stretches;
  /** @type {Ticking.Fitted[][]} */
  const rows = [[], []];
  /** @type {boolean[]} */
  const shown = [];
  for (const [instant, text, row, until, under, least] of given) {
    const left = scale.position(instant), need = room(text, !row), right = left + need;
    const fits = scale.length >= least && (shown[under] ?? true) && right <= x1 &&
      rows[row].every((one) => one.right <= left || right <= one.left);
    shown.push(fits);
    const x = stood(Math.max(left, x0 + TORN), scale.position(until) - need, edge);
    if (fits) rows[row].push({ x, text, left, right });
  }
  const [bold, fine] = rows.map((row) => {
    const labels = row.filter(({ x, left, right }) => x <= high && x + right - left >= low);
    return { at: labels.map(({ left }) => left).filter((left) => left > x0), labels };
  });
  return [bold, fine];
}
