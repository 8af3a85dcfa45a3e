// Calendar, zones, and what ticks say, on doubles. A wall is what clocks show, in microseconds; years are
// astronomical.

const DAY = 864e8, CYCLE = 146097; // days of 400 years

/** How many whole lengths there are in a wall, which in deep time is rounded. @param {number} wall */
export const wholes = (wall, length = DAY) => Math.floor((wall + Math.abs(wall) * 2 ** -51) / length);

/** Year, month and day. @param {number} wall */
export function civil(wall) {
  const days = wholes(wall), cycle = Math.floor(days / CYCLE);
  const date = new Date((days - cycle * CYCLE) * 864e5);
  return [date.getUTCFullYear() + 400 * cycle, date.getUTCMonth() + 1, date.getUTCDate()];
}

/** The wall at which a day begins, of a month of any number. @param {number} year */
export function dawn(year, month = 1, day = 1) {
  const cycle = Math.floor(year / 400);
  return (Date.UTC(2000 + year - 400 * cycle, month - 1, day) / 864e5 + (cycle - 5) * CYCLE) * DAY;
}

/** @type {Map<string | number, Dating.Zone>} */
const zones = new Map();

/** By IANA name, or minutes east of UTC. @param {string | number} name */
export function zoneOf(name) {
  const known = zones.get(name);
  if (known) return known;
  const east = typeof name === "number" ? () => name * 6e7 : offsets(name);
  /** @type {Dating.Zone} */
  const zone = {
    wall: (instant) => instant + east(instant),
    boundary(wall) {
      const around = [east(wall - DAY), east(wall + DAY)];
      let low = wall - Math.max(...around), high = wall - Math.min(...around);
      while (low < high && low + east(low) < wall) { // clocks have changed
        const middle = Math.floor((low + high) / 2);
        if (middle + east(middle) < wall) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
  zones.set(name, zone);
  return zone;
}

/** @type {Dating.Offsets} */
function offsets(timeZone) {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }), known = new Map();
  return (instant) => {
    const ms = Math.floor(Math.max(Math.min(instant / 1e3, 2e14), -6e13));
    const words = known.get(ms) ?? format.format(ms);
    if (known.size > 1e4) known.clear();
    known.set(ms, words);
    const [, sign, hours = 0, minutes = 0, seconds = 0] = words.match(/GMT(.)?(\d+)?:?(\d+)?:?(\d+)?/);
    return (hours * 3600 + minutes * 60 + +seconds) * (sign === "-" ? -1e6 : 1e6);
  };
}

/** Tells what ticks say. Years before one have to name their era. @type {Dating.Speech} */
export function speech({ locale, digits, months, months_alone, days, large }, eras) {
  const { format } = new Intl.NumberFormat(locale), plural = new Intl.PluralRules(locale);
  const precise = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, maximumFractionDigits: 6 });
  const own = (/** @type {string} */ text) => text.replace(/\d/g, (digit) => digits[+digit] ?? digit);
  return (patterns, wall) => {
    const [year, month, day] = civil(wall);
    const many = year > 0 ? year : year > -1e4 || (year > -1e6 && year % 1e3) ? 1 - year : -year;
    const [scale, forms] = large.find(([least]) => many >= Math.max(least * 0.9995, 1e6)) ?? [0, {}];
    const share = Math.round((many / scale) * 1e3) / 1e3;
    const clock = own(new Date((wholes(wall, 1e6) - wholes(wall) * 86400) * 1e3).toISOString().slice(11, 19));
    /** @type {Record<string, string>} */
    const parts = {
      year: scale ? (forms[plural.select(share)] ?? forms.other).replace("{number}", format(share)) :
        many < 1e4 ? own(`${many}`) : format(many),
      month: months[month - 1], alone: months_alone[month - 1], day: days[day - 1], number: own(`${day}`),
      clock, time: clock.slice(0, 5), seconds: precise.format((wall - wholes(wall, 6e7) * 6e7) / 1e6),
    };
    const era = many < 1e4 && year >= eras ? 1 : year > 0 ? 2 : 0;
    return patterns[era].replace(/{(\w+)(?::0>(\d))?}/g, (_, key, width = 0) => parts[key].padStart(width, "0"));
  };
}
