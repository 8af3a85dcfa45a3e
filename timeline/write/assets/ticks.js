// What stands on the axis, as far as it shows: the twin of timeline/layout/ticks.py, cells.py and rows.py. A
// cell is a whole unit, [wall, left, right]: its label stands behind the boundary where it begins.

import { DAY, civil, dawn, tickWords, wholes, zoneOf } from "./dates.js";
import { reserve } from "./text.js";

const PITCH = 38, INDENT = 4, TORN = 3, APART = 6; // px
export const BOLD_SIZE = 13, FINE_SIZE = 12; // px
/** @type {Record<Unit, number>} */
const MEAN = {
  microsecond: 1, second: 1e6, minute: 6e7, hour: 36e8, day: DAY, week: 7 * DAY, month: 2629746e6, year: 31556952e6,
};
/** @type {[Unit, Ticking.Above, number[]][]} */
const LADDER = [
  ["microsecond", "minute", [1, 10, 100, 1e3, 1e4, 1e5]],
  ["second", "day", [1, 2, 5, 10, 15, 30]],
  ["minute", "day", [1, 2, 5, 10, 15, 30]],
  ["hour", "day", [1, 2, 3, 6, 12]],
  ["day", "month", [1]],
  ["week", "month", [1]],
  ["month", "year", [1, 3, 6]],
];

/** Of each stretch, what there is between two places; what began before edge is named there.
 *  @type {Ticking.Ticks} */
export function ticks(scale, chart, low, high, edge = low) {
  const bent = scale.made.ticks ?? (scale.kind === "even" ? [] : null);
  if (bent) return [bentTicks(scale, bent, low, high, edge)];
  const zone = zoneOf(chart.zone), clock = zoneOf(chart.clock ?? chart.zone);
  const said = tickWords(chart, civil(wholes(zone.wall(scale.stretches[0].first)))[0] < 1);
  return scale.stretches.map((stretch) => {
    if (stretch.x1 < low || stretch.x0 > high) return rows([]);
    const [calendar, hours] = [zone, clock].map((one) => wallOf(scale, stretch, one, said, low, high));
    for (const [unit, above, steps] of LADDER) {
      for (const step of MEAN[unit] < MEAN[chart.finest] ? [] : steps) {
        const axis = above === "day" || above === "minute" ? hours : calendar;
        const exact = MEAN[unit] * step > Math.abs(axis.start) * 2 ** -51; // as doubles are
        if (!exact || axis.px(MEAN[unit] * step) < PITCH / (unit === "day" ? 2 : 1)) continue;
        const found = twoRows(axis, unit, above, step, edge);
        if (found) return found;
      }
    }
    return yearRow(calendar, edge);
  });
}

/** @type {Ticking.Rows} */
const rows = (majorLabels, major = [], minorLabels = [], minor = []) => ({ major, minor, majorLabels, minorLabels });

/** A stretch by its wall clock, as far as it shows. @type {Ticking.WallOf} */
function wallOf(scale, stretch, zone, said, low, high) {
  const { first, end, x0, x1 } = stretch;
  const start = zone.wall(first);
  const from = zone.wall(Math.max(first, scale.instant(low)));
  const until = zone.wall(Math.min(end, scale.instant(high)));
  const x = (/** @type {number} */ wall) => scale.position(Math.min(Math.max(zone.boundary(wall), first), end));
  return {
    ...stretch, x, said, start, end: zone.wall(end), all: low <= x0 && x1 <= high,
    px: (length) => (length * (x1 - x0)) / (end - first),
    cells(unit, step) {
      /** @type {Ticking.Cell[]} */
      const cells = [];
      for (let wall = from, after; wall < until && cells.length < 400; wall = after) {
        let begin;
        [begin, after] = cellAt(unit, step, wall);
        cells.push([begin, x(begin) + (begin < start ? TORN : 0), x(after)]);
      }
      return cells;
    },
  };
}

/** Where the cell of a wall begins, and where the next. @type {(unit: Unit, step: number, wall: number) => number[]} */
function cellAt(unit, step, wall) {
  const [year, month, day] = civil(wholes(wall));
  if (unit === "year") {
    const first = roundYear(year, step);
    return [dawn(first), dawn(nextYear(first, step))];
  }
  if (unit === "month") return [0, step].map((on) => dawn(year, month - ((month - 1) % step) + on));
  if (unit === "week") { // counted from the first of each month
    const quarter = Math.min(Math.floor((day - 1) / 7), 3), first = dawn(year, month, 1 + 7 * quarter);
    return [first, quarter < 3 ? first + 7 * DAY : dawn(year, month + 1)];
  }
  const first = wholes(wall, MEAN[unit] * step) * MEAN[unit] * step;
  return [first, first + MEAN[unit] * step];
}

/** Years are round as people count them: 100 BCE is, the year 1 is the first after. @type {Ticking.Round} */
const roundYear = (year, step) =>
  year >= step ? year - (year % step) : year > 0 ? 1 : 1 - Math.ceil((1 - year) / step) * step;
/** @type {Ticking.Round} */
const nextYear = (year, step) =>
  year > 0 ? year - (year % step) + step : 1 - year > step ? year + step : 1;

/** The labels that fit into their cells. @type {Ticking.Fitting} */
function fitting(cells, words, size, bold = false) {
  const labels = cells.map(([wall, left, right]) => ({ x: left + INDENT, text: words(wall), right }));
  return labels.filter(({ x, text, right }) => x - INDENT + reserve(text, size, bold) + APART <= right);
}

/** @type {Ticking.TwoRows} */
function twoRows(axis, unit, above, step, edge) {
  const minor = axis.cells(unit, step), whole = minor.filter(([wall]) => wall >= axis.start);
  const lasting = step === 1 && (unit === "month" || unit === "day"); // true of any part of its cell
  const labels = fitting(lasting ? minor : whole, axis.said.unit[unit], FINE_SIZE);
  if (!labels.length || labels.length < whole.length - 2) return null;
  const major = axis.cells(above, 1), bold = fitting(major, axis.said.above[above], BOLD_SIZE, true);
  if (!axis.all && bold.length < major.length / 2) return null; // one that is named may be out of view
  const over = major.findLast(([, left]) => left < labels[0].x);
  if (!over || !bold.some(({ x }) => over[1] < x && x < over[2])) return null; // "1" would be of the month before
  stick(bold, edge, true);
  if (lasting) stick(labels, edge, false);
  return rows(bold, bounds(major, axis), labels, bounds(minor, axis));
}

/** @type {(cells: Ticking.Cell[], axis: Ticking.Wall) => number[]} */
const bounds = (cells, axis) => cells.filter(([wall]) => wall > axis.start).map(([, left]) => left);

/** The label of a cell that goes on past the edge is put there, if it fits. @type {Ticking.Stick} */
function stick(labels, edge, bold) {
  const label = labels.findLast(({ x }) => x < edge + INDENT);
  if (label && edge + reserve(label.text, bold ? BOLD_SIZE : FINE_SIZE, bold) + APART <= label.right) label.x = edge + INDENT;
}

/** @type {Ticking.YearRow} */
function yearRow(axis, edge) {
  const { year } = axis.said.unit;
  for (let power = 1; axis.px(MEAN.year * power) <= axis.x1 - axis.x0; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) {
      if (axis.px(MEAN.year * step) < PITCH) continue;
      const cells = axis.cells("year", step);
      const labels = fitting(cells.filter(([wall]) => step === 1 || wall >= axis.start), year, BOLD_SIZE, true);
      if (!labels.length || labels.length < cells.length - 2) continue;
      if (step === 1) stick(labels, edge, true);
      return (axis.all && labels.length < 2 && yearRange(axis)) || rows(labels, bounds(cells, axis));
    }
  }
  return yearRange(axis) ?? oneYear(axis);
}

/** @type {(axis: Ticking.Wall) => [number, number]} */
const yearsOf = (axis) => [civil(wholes(axis.start))[0], civil(Math.ceil(axis.end / DAY) - 1)[0]];

/** @type {(axis: Ticking.Wall, text: string, tick: number) => boolean} */
const fitsBeside = (axis, text, tick) =>
  tick + INDENT + reserve(text, BOLD_SIZE, true) <= axis.x1 - TORN - APART;

/** All years of a stretch. @type {(axis: Ticking.Wall) => Ticks | null} */
function yearRange(axis) {
  const [first, last] = yearsOf(axis);
  if (first === last || first <= -1e4 || last >= 1e4) return null;
  const text = axis.said.range(first, last), tick = axis.x0 + TORN;
  return fitsBeside(axis, text, tick) ? rows([{ x: tick + INDENT, text }]) : null;
}

/** The roundest year whose label fits, or the first. @type {(axis: Ticking.Wall) => Ticks} */
function oneYear(axis) {
  const [first, last] = yearsOf(axis);
  for (let power = 10 ** `${Math.max(Math.abs(first), Math.abs(last))}`.length; power >= 1; power /= 10) {
    for (const step of power > 1 ? [power, power / 2, power / 5] : [1]) {
      for (const year of [roundYear(last, step), nextYear(roundYear(first, step), step)]) {
        const tick = axis.x(dawn(year)), text = axis.said.unit.year(dawn(year));
        if (first < year && year <= last && tick >= axis.x0 + TORN && fitsBeside(axis, text, tick)) {
          return rows([{ x: tick + INDENT, text }], [tick]);
        }
      }
    }
  }
  const text = axis.said.unit.year(dawn(first)), tick = axis.x0 + TORN;
  return rows(fitsBeside(axis, text, tick) ? [{ x: tick + INDENT, text }] : []);
}

/** What finds room; of equal steps no day without its year and no time without its day. @type {Ticking.Bent} */
function bentTicks(scale, given, low, high, edge) {
  const even = scale.kind === "even", [{ x0, x1 }] = scale.stretches;
  /** @type {Ticking.Fitted[][]} */
  const labels = [[], []], told = ["", "", ""];
  let shown = 0; // ranks
  const drawn = (x1 - x0) / scale.made.width; // every three ranks of a logarithm ask for twice the length
  const roomy = given.filter(([, , rank]) => rank < 4 || 2 ** Math.floor((rank - 1) / 3) <= drawn);
  for (const [instant, text, rank] of even ? given : roomy.sort((a, b) => a[2] - b[2])) {
    const x = scale.position(instant);
    const add = (/** @type {number} */ row, /** @type {string} */ words) => {
      const right = x + reserve(words, row ? FINE_SIZE : BOLD_SIZE, !row) + APART;
      const fits = right <= x1 && !labels[row].some((other) => other.x < right && x < other.right);
      if (fits) labels[row].push({ x, text: words, right });
      return fits;
    };
    told[rank] = text;
    shown = even ? Math.min(shown, rank) : 2;
    if (shown > 1) add(+(rank > 0), text);
    else while (shown <= Math.min(rank, 1) && add(shown, told[shown])) shown++;
  }
  const [major, minor] = labels.map((row) => row.sort((a, b) => a.x - b.x));
  const bold = major.map(({ x, text }, i) =>
    ({ x: Math.max(x, x0 + TORN) + INDENT, text, right: major[i + 1]?.x ?? x1 }));
  stick(bold, edge, true);
  const seen = (/** @type {{ x: number, right: number }} */ { x, right }) => x <= high && right >= low;
  const [ticksOf1, ticksOf2] = [major, minor].map((row) => row.filter(seen).map(({ x }) => x).filter((x) => x > x0));
  return rows(bold.filter(seen), ticksOf1,
    minor.filter(seen).map(({ x, text }) => ({ x: Math.max(x, x0 + TORN) + INDENT, text })), ticksOf2);
}
