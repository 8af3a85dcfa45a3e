// Calendar, zones, and what ticks say: the twin of timeline/dates and layout/tick_words.py, on doubles. A
// wall is what clocks show, in microseconds; years are astronomical.

export const DAY = 864e8;
const CYCLE = 146097; // days of 400 years

/** How many whole lengths there are in a wall, which in deep time is rounded. @param {number} wall */
export const wholes = (wall, length = DAY) => Math.floor((wall + Math.abs(wall) * 2 ** -51) / length);

/** Year, month and day of a day. @param {number} days */
export function civil(days) {
  const cycle = Math.floor(days / CYCLE), date = new Date((days - cycle * CYCLE) * 864e5);
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
  let zone = zones.get(name);
  if (!zone) zones.set(name, (zone = isNaN(+name) && name !== "UTC" ? named(name) : fixed(+name || 0)));
  return zone;
}

/** @type {(minutes: number) => Dating.Zone} */
const fixed = (east) => ({ wall: (instant) => instant + east * 6e7, boundary: (wall) => wall - east * 6e7 });

/** @param {any} timeZone @returns {Dating.Zone} */
function named(timeZone) {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const known = new Map();
  const east = (/** @type {number} */ instant) => {
    const ms = Math.floor(Math.min(Math.max(instant / 1e3, -6.2135e13), 2.534e14));
    if (known.size > 1e4) known.clear();
    if (!known.has(ms)) {
      const words = format.format(ms);
      const [hours, minutes = 0, seconds = 0] = words.split("GMT")[1].split(":").map(Number);
      known.set(ms, (words.includes("-") ? -1e6 : 1e6) * ((Math.abs(hours) * 60 + minutes) * 60 + seconds));
    }
    return known.get(ms);
  };
  return {
    wall: (instant) => instant + east(instant),
    boundary(wall) { // the first instant at which clocks have reached it
      for (const offset of [east(wall - DAY), east(wall + DAY)]) {
        if (east(wall - offset) === offset) return wall - offset;
      }
      let [low, high] = [wall - east(wall + DAY), wall - east(wall - DAY)]; // in a gap: the jump
      for (let halving = 0; halving < 40; halving++) {
        const middle = Math.floor((low + high) / 2);
        if (middle + east(middle) >= wall) high = middle;
        else low = middle + 1;
      }
      return high;
    },
  };
}

/** eras: whether all years up to 999 are to say theirs. @type {Dating.Speech} */
export function tickWords({ words, lang }, eras) {
  const { own, say, counted, date } = spoken(words, lang), from = eras ? 1000 : 100;
  /** @type {Dating.Word} */
  const month = (wall) => words.months_alone[civil(wholes(wall))[1] - 1];
  /** @type {Dating.Word} */
  const day = (wall) => say("tick.day", { day: own(civil(wholes(wall))[2]) });
  /** @type {Dating.Word} */
  const second = (wall) =>
    own(new Date((wholes(wall, 1e6) - wholes(wall) * 86400) * 1e3).toISOString().slice(11, 19));
  /** @type {Dating.Word} */
  const time = (wall) => second(wall).slice(0, 5);
  /** @type {(counted: string[]) => string} */
  const ofEra = ([year, era]) => say(`year${era}`, { year });
  /** @type {Dating.Word} */
  const year = (wall) => ofEra(counted(civil(wholes(wall))[0], from));
  return {
    unit: {
      year, month, week: day, day, hour: time, minute: time, second,
      microsecond(wall) {
        const seconds = (((wall - wholes(wall) * DAY) % 6e7) / 1e6).toFixed(6).padStart(9, "0");
        const short = seconds.replace(/\.?0+$/, "").replace(".", words.decimal);
        return say("tick.seconds", { seconds: own(short) });
      },
    },
    above: {
      year,
      month: (wall) => say("date.month", { ...date(wall), month: month(wall) }),
      day: (wall) => say("date.day", date(wall)),
      minute: (wall) => say("date.time", { date: say("date.day", date(wall)), time: time(wall) }),
    },
    range(low, high) {
      const [[first, era], last] = [low, high].map((one) => counted(one, from));
      if (era !== last[1]) return say("year.range.apart", { first: ofEra([first, era]), last: ofEra(last) });
      const short = low >= from && high < 1e4 && Math.floor(low / 100) === Math.floor(high / 100);
      return ofEra([say("year.range", { first, last: short ? own(`${high}`.slice(-2)) : last[0] }), era]);
    },
  };
}

/** @type {Dating.WordsOf} */
function spoken(words, lang) {
  const plural = new Intl.PluralRules(lang);
  /** @type {Dating.Own} */
  const own = (text) => `${text}`.replace(/\d/g, (digit) => words.digits[+digit] ?? digit);
  /** @type {Dating.Own} */
  const number = (whole) => own(+whole < words.grouped_from ? whole :
    `${whole}`.replace(words.lakhs ? /\B(?=(\d\d)*\d{3}$)/g : /\B(?=(\d{3})+$)/g, words.thousands));
  /** @type {Dating.Say} */
  const say = (key, parts) => words.phrases[key].replace(/{(\w+)(?::0>(\d))?}/g,
    (_, name, width = 0) => parts[name].padStart(width, "0"));
  /** How a year is counted, and its era where it has to be named. @type {Dating.Counted} */
  const counted = (year, from) => {
    const many = year > 0 ? year : year > -1e4 || (year > -1e6 && year % 1e3) ? 1 - year : -year;
    const era = year > 0 ? ".ce" : ".bce";
    const great = words.large.find(([scale]) => many >= Math.max(scale * 0.9995, 1e6));
    if (!great) return [many < 1e4 ? own(many) : number(many), many >= 1e4 || year < from ? era : ""];
    const share = Math.floor((many / great[0]) * 1e3 + 0.5) / 1e3, [whole, part] = `${share}`.split(".");
    const form = great[1][plural.select(share)] ?? great[1].other;
    return [form.replace("{number}", number(whole) + (part ? words.decimal + own(part) : "")), era];
  };
  return {
    own, say, counted,
    date(wall) {
      const [number, month, day] = civil(wholes(wall)), [year, era] = counted(number, 100);
      return {
        year: say(`year${era}.in_date`, { year }), month: words.months[month - 1], day: words.days[day - 1],
      };
    },
  };
}
