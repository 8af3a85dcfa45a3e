// What stands on the axis, as far as it shows: the twin of timeline/layout/ticks.py, cells.py and rows.py. A
// cell is a whole unit, [wall, left, right]; its label stands behind the boundary where it begins.

import { DAY, civil, dawn, tickWords, wholes, zoneOf } from "./dates.js";
import { reserve } from "./text.js";

const PITCH = 38, INDENT = 4, TORN = 3, LABELS_APART = 6; // px
export const BOLD_SIZE = 13, FINE_SIZE = 12; // px
/** @type {Record<Unit, number>} */
const MEAN = {
  microsecond: 1, second: 1e6, minute: 6e7, hour: 36e8, day: DAY, week: 7 * DAY, month: 2629746e6,
  year: 31556952e6,
};
/** @type {[Unit, Ticking.Above, number[]][]} */
const LADDER = [
  ["microsecond", "minute", [1, 10, 100, 1e3, 1e4, 1e5]], ["second", "day", [1, 2, 5, 10, 15, 30]],
  ["minute", "day", [1, 2, 5, 10, 15, 30]], ["hour", "day", [1, 2, 3, 6, 12]], ["day", "month", [1]],
  ["week", "month", [1]], ["month", "year", [1, 3, 6]],
];

/** Of each stretch, what shows between two places; what began before edge is named there.
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
        const axis = above === "day" || above === "minute" ? hours : calendar, length = MEAN[unit] * step;
        if (axis.px(length) < PITCH / (unit === "day" ? 2 : 1)) continue;
        const exact = length > Math.abs(axis.start) * 2 ** -51; // as far as doubles are
        const found = exact && twoRows(axis, unit, above, step, edge);
        if (found) return found;
      }
    }
    return yearRow(calendar, edge);
  });
}

/** @type {Ticking.Rows} */
const rows = (majorLabels, major = [], minorLabels = [], minor = []) =>
  ({ major, minor, majorLabels, minorLabels });

/** A stretch by its wall clock. @type {Ticking.WallOf} */
function wallOf(scale, stretch, { wall, boundary }, said, low, high) {
  const { first, end, x0, x1 } = stretch, start = wall(first);
  const from = wall(Math.max(first, scale.instant(low))), until = wall(Math.min(end, scale.instant(high)));
  /** @param {number} at */
  const x = (at) => scale.position(Math.min(Math.max(boundary(at), first), end));
  return {
    x0, x1, x, said, start, end: wall(end), all: low <= x0 && x1 <= high,
    px: (length) => (length * (x1 - x0)) / (end - first),
    cells(unit, step) {
      /** @type {Ticking.Cell[]} */
      const cells = [];
      for (let at = from; at < until && cells.length < 400;) {
        const [begin, after] = cellAt(unit, step, at);
        cells.push([begin, x(begin) + (begin < start ? TORN : 0), x(after)]);
        at = after;
      }
      return cells;
    },
  };
}

/** Where the cell of a wall begins, and the next one. @type {Ticking.CellAt} */
function cellAt(unit, step, wall) {
  const [year, month, day] = civil(wholes(wall));
  if (unit === "year") {
    const first = roundYear(year, step);
    return [dawn(first), dawn(nextYear(first, step))];
  }
  if (unit === "month") return [0, step].map((on) => dawn(year, month - ((month - 1) % step) + on));
  if (unit === "week") { // from the first of each month
    const days = Math.min(day - 1 - ((day - 1) % 7), 21);
    return [dawn(year, month, 1 + days), days < 21 ? dawn(year, month, 8 + days) : dawn(year, month + 1)];
  }
  const length = MEAN[unit] * step, first = wholes(wall, length) * length;
  return [first, first + length];
}

/** Round as people count: 100 BCE is, and the year 1. @type {Ticking.Round} */
const roundYear = (year, step) =>
  year >= step ? year - (year % step) : year > 0 ? 1 : 1 - Math.ceil((1 - year) / step) * step;
/** @type {Ticking.Round} */
const nextYear = (year, step) =>
  year > 0 ? year - (year % step) + step : 1 - year > step ? year + step : 1;

/** @type {Ticking.Fitting} */
const fitting = (cells, words, bold) =>
  cells.map(([wall, left, right]) => ({ x: left + INDENT, text: words(wall), right }))
    .filter(({ x, text, right }) => x - INDENT + room(text, bold) <= right);

/** @type {(text: string, bold: boolean) => number} */
const room = (text, bold) => reserve(text, bold ? BOLD_SIZE : FINE_SIZE, bold) + LABELS_APART;

/** @type {(cells: Ticking.Cell[], axis: Ticking.Wall) => number[]} */
const bounds = (cells, axis) => cells.filter(([wall]) => wall > axis.start).map(([, left]) => left);

/** Puts the label of a cell that goes on past the edge there, if it fits. @type {Ticking.Stick} */
function stick(labels, edge, bold) {
  const label = labels.findLast(({ x }) => x < edge + INDENT);
  if (label && edge + room(label.text, bold) <= label.right) label.x = edge + INDENT;
}

/** @type {Ticking.TwoRows} */
function twoRows(axis, unit, above, step, edge) {
  const minor = axis.cells(unit, step), whole = minor.filter(([wall]) => wall >= axis.start);
  const lasting = step === 1 && (unit === "month" || unit === "day"); // true of any part of its cell
  const labels = fitting(lasting ? minor : whole, axis.said.unit[unit], false);
  if (!labels.length || labels.length < whole.length - 2) return null;
  const major = axis.cells(above, 1), bold = fitting(major, axis.said.above[above], true);
  if (!axis.all && bold.length < major.length / 2) return null; // one that is named may be out of view
  const over = major.findLast(([, left]) => left < labels[0].x); // else "1" would be of the month before
  if (!over || !bold.some(({ x }) => over[1] < x && x < over[2])) return null;
  stick(bold, edge, true);
  if (lasting) stick(labels, edge, false);
  return rows(bold, bounds(major, axis), labels, bounds(minor, axis));
}

/** @type {Ticking.YearRow} */
function yearRow(axis, edge) {
  for (let power = 1; axis.px(MEAN.year * power) <= axis.x1 - axis.x0; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) {
      if (axis.px(MEAN.year * step) < PITCH) continue;
      const cells = axis.cells("year", step);
      const whole = cells.filter(([wall]) => step === 1 || wall >= axis.start);
      const labels = fitting(whole, axis.said.unit.year, true);
      if (!labels.length || labels.length < cells.length - 2) continue;
      if (step === 1) stick(labels, edge, true);
      return (axis.all && labels.length < 2 && fewYears(axis, true)) || rows(labels, bounds(cells, axis));
    }
  }
  return fewYears(axis, true) ?? fewYears(axis, false) ?? rows([]);
}

/** What a stretch too narrow for a row says: all its years, or the roundest that fits, or the first.
 *  @type {Ticking.FewYears} */
function fewYears(axis, all) {
  const first = civil(wholes(axis.start))[0], last = civil(Math.ceil(axis.end / DAY) - 1)[0];
  const left = axis.x0 + TORN;
  /** @type {(tick: number, text: string, ticks?: number[]) => Ticks | null} */
  const beside = (tick, text, ticks) =>
    tick < left || tick + INDENT + room(text, true) > axis.x1 - TORN ? null :
      rows([{ x: tick + INDENT, text }], ticks);
  if (all) {
    return first === last || first <= -1e4 || last >= 1e4 ? null : beside(left, axis.said.range(first, last));
  }
  for (let power = 10 ** `${Math.max(Math.abs(first), Math.abs(last))}`.length; power >= 1; power /= 10) {
    for (const step of power > 1 ? [power, power / 2, power / 5] : [1]) {
      for (const year of [roundYear(last, step), nextYear(roundYear(first, step), step)]) {
        const tick = axis.x(dawn(year)), text = axis.said.unit.year(dawn(year));
        const found = first < year && year <= last && beside(tick, text, [tick]);
        if (found) return found;
      }
    }
  }
  return beside(left, axis.said.unit.year(dawn(first)));
}

/** What finds room; of equal steps no day without its year, no time without its day. @type {Ticking.Bent} */
function bentTicks(scale, given, low, high, edge) {
  const even = scale.kind === "even", [{ x0, x1 }] = scale.stretches;
  const drawn = (x1 - x0) / scale.made.width; // every three ranks of a logarithm ask for twice the length
  const wanted = given.filter(([, , rank]) => rank < 4 || 2 ** Math.floor((rank - 1) / 3) <= drawn);
  if (!even) wanted.sort((a, b) => a[2] - b[2]);
  /** @type {Ticking.Fitted[][]} */
  const labels = [[], []], told = ["", "", ""];
  let shown = 0; // ranks
  for (const [instant, text, rank] of wanted) {
    const x = scale.position(instant);
    const add = (/** @type {number} */ row, /** @type {string} */ words) => {
      const right = x + room(words, !row);
      const fits = right <= x1 && !labels[row].some((other) => other.x < right && x < other.right);
      if (fits) labels[row].push({ x, text: words, right });
      return fits;
    };
    told[rank] = text;
    shown = even ? Math.min(shown, rank) : 2;
    if (shown > 1) add(rank && 1, text);
    else while (shown <= Math.min(rank, 1) && add(shown, told[shown])) shown++;
  }
  const [major, minor] = labels.map((row) => row.sort((a, b) => a.x - b.x).map(({ x, text }, i) =>
    ({ tick: x, x: Math.max(x, x0 + TORN) + INDENT, text, right: row[i + 1]?.x ?? x1 })));
  stick(major, edge, true);
  const [bold, fine] = [major, minor].map((row) => row.filter(({ x, right }) => x <= high && right >= low));
  const [above, below] = [bold, fine].map((row) => row.map(({ tick }) => tick).filter((tick) => tick > x0));
  return rows(bold, above, fine, below);
}
