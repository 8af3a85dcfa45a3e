"""Dates in English, as a report would print them.

Whatever is certain is said, and nothing else: a time without seconds is given none, an approximate date has
its "c.", and what is not known is called that. The year before 1 CE is 1 BCE; the years 1 to 99 are marked
CE, as "15 March 45" would be taken for another century. A bare "1500s" is the century 1500 to 1599; a decade
or a millennium that would read the same says so. An offset that was written is said, as "UTC" or "UTC+05:30",
and so are seconds other than :00.

    between numbers, months and years     7–10 May 2025     May–June 2025     2014–2016     15:35–17:00
    between anything longer               30 April – 2 May 2025
"""

from __future__ import annotations

from collections.abc import Sequence

from .calendar import MONTHS, MONTHS_SHORT, month_length
from .date import Date
from .edtf import Doubts, Parts, Time, Year, matching
from .years import counted, year_range, year_words

_ORDINALS = ("first", "second", "third", "fourth")
_SEASONS = ("spring", "summer", "autumn", "winter")
_SCALE = {2: "century", 1: "decade", 3: "millennium"}
_SURE = Doubts()


def words(date: Date, short: bool = False) -> str:
    """The date in English. ``short`` has the months' short names and says doubts by "c." and "?" alone."""
    if date.form == "date":
        return _common(date, short) or _date(_parts(date), short)
    if date.form == "interval":
        return _interval(date, short)
    return _set(date, short)


def _parts(date: Date) -> Parts:
    parts = date.parts
    assert parts is not None  # noqa: S101  # single dates alone come here
    return parts


# One date


def _common(date: Date, short: bool) -> str | None:
    """A plain day or month: most dates are, and each part of their text has its place."""
    if date.level or date.unit not in ("day", "month"):
        return None
    month = (MONTHS_SHORT if short else MONTHS)[int(date.text[5:7]) - 1]
    year = year_words(int(date.text[:4]))
    return f"{int(date.text[8:])} {month} {year}" if date.unit == "day" else f"{month} {year}"


def _date(parts: Parts, short: bool) -> str:
    return _with_doubts(_plain(parts, short), parts, short)


def _plain(parts: Parts, short: bool) -> str:
    """The date without its doubts."""
    if not parts.month:
        return _year(parts.year, approximate=parts.doubts.year in ("~", "%"))
    if parts.month.isdecimal() and int(parts.month) > 12:
        return _part_of_year(int(parts.month), parts.year)
    text = " ".join(filter(None, (_day_and_month(parts, short), _of_year(parts))))
    return f"{text}, {_clock(parts.time)}" if parts.time else text


def _day_and_month(parts: Parts, short: bool) -> str:
    names = MONTHS_SHORT if short else MONTHS
    months = matching(parts.month, range(1, 13))
    month = names[months[0] - 1] if "X" not in parts.month else ""
    day = str(int(parts.day)) if parts.day.isdecimal() else ""
    if day:
        months = [number for number in months if month_length(_leap_if_unknown(parts), number) >= int(day)]
    if month and (day or not parts.day):
        return f"{day} {month}".lstrip()
    if not month and parts.month != "XX":
        month = _either([names[number - 1] for number in months])
    if not parts.day:
        return month or "a month"
    if day:
        return f"the {_ordinal(int(day))} of {month or 'a month'}"
    if parts.day == "XX":
        return f"a day in {month}" if month else "a day"
    longest = max(month_length(_leap_if_unknown(parts), number) for number in months)
    days = matching(parts.day, range(1, longest + 1))
    if len(days) > 4:
        return f"a day from {days[0]} to {days[-1]} {month or 'of a month'}"
    return f"day {_either([str(number) for number in days])} of {month or 'a month'}"


def _leap_if_unknown(parts: Parts) -> int:
    """The year, or one with a 29 February where it is not known."""
    return parts.year.value if parts.year.specified else 2000


def _of_year(parts: Parts) -> str:
    """The year behind a month: "2004" after a name, "in the 1560s" after one that is not certain."""
    year = parts.year
    if year.digits == "XXXX":
        return "of an unknown year" + (" BCE" if year.negative else "")
    if year.specified:
        unnamed = parts.month == "XX"
        return ("in " if unnamed else "") + _year(year)
    return f"in {_masked_year(year)}"


def _year(year: Year, approximate: bool = False) -> str:
    """The year; "about" it where its digits do not all count, unless it will be called approximate anyway."""
    if not year.specified:
        return _masked_year(year).removeprefix("the ")
    low, high = year.bounds()
    about = "" if approximate else "about "
    if year.significant and low < high:
        return f"{about}{year_words(year.value, rounded=True)} ({year_range(low, high)})"
    if year.exponential:
        return f"{about}{year_words(year.value, rounded=True)}"
    return year_words(year.value, rounded=approximate)


def _masked_year(year: Year) -> str:
    """A year of which some digits are not known, to stand after "in": "the 1980s"."""
    if year.digits == "XXXX":
        return "an unknown year" + (" BCE" if year.negative else "")
    low, high = year.bounds()
    unknown = len(year.digits) - len(year.digits.rstrip("X"))
    if unknown != year.digits.count("X"):
        return f"one of the years {'-' if year.negative else ''}{year.digits} ({year_range(low, high)})"
    if low < 100:
        (first, era), (last, last_era) = counted(low), counted(high)
        return f"a year between {first}{era if era != last_era else ''} and {last}{last_era}"
    longer = low % 10 ** (unknown + 1) == 0 if unknown == 1 else unknown == 3
    return f"the {low}s" + (f" ({_SCALE[unknown]})" if longer else "")


def _part_of_year(number: int, year: Year) -> str:
    """A season, or a part with a number: "winter 2001–02", "second quarter of 2001"."""
    if number > 32:
        place, name = next(
            (number - first, name)
            for first, name in ((40, "half"), (37, "third"), (33, "quarter"))
            if number >= first
        )
        return f"{_ORDINALS[place]} {name} of {_masked_year(year) if not year.specified else _year(year)}"
    season = _SEASONS[(number - 21) % 4]
    where = ("", " (northern hemisphere)", " (southern hemisphere)")[(number - 21) // 4]
    if not year.specified:
        return f"{season} in {_masked_year(year)}{where}"
    over_new_year = season == ("winter" if number < 29 else "summer")
    return f"{season} {_two_years(year.value) if over_new_year else year_words(year.value)}{where}"


def _two_years(year: int) -> str:
    """A year and the next one: "2001–02"."""
    both = year_range(year, year + 1)
    return f"{year}–{(year + 1) % 100:02}" if 100 <= year < 9999 and year % 100 < 99 else both


def _clock(time: Time) -> str:
    """A time of day as written: "15:35", "09:30:01 UTC"."""
    return _hands(time) + offset_words(time.offset)


def _hands(time: Time) -> str:
    text = f"{time.hour:02}:{time.minute:02}"
    if time.second or time.microsecond:
        text += f":{time.second or 0:02}"
    if time.microsecond:
        text += f".{time.microsecond:06}".rstrip("0")
    return text


def offset_words(offset: int | None) -> str:
    """What follows a time written with an offset, in minutes east of UTC: " UTC+05:30"; else nothing."""
    if offset is None:
        return ""
    if offset == 0:
        return " UTC"
    hours, minutes = divmod(abs(offset), 60)
    return f" UTC{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _either(names: Sequence[str], word: str = "or") -> str:
    """ "October, November or December"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


# Doubts


def _with_doubts(text: str, parts: Parts, short: bool) -> str:
    """The date with "c." or "perhaps" where all of it is in doubt alike, or else with what is."""
    marks = [
        mark for mark, written in zip(parts.doubts, ("y", parts.month, parts.day), strict=True) if written
    ]
    if not any(marks):
        return text
    doubt = _strongest(marks)
    if short:
        return ("c. " if doubt in "~%" else "") + text + ("?" if doubt in "?%" else "")
    if all(mark == marks[0] for mark in marks):
        return ("perhaps " if doubt in "?%" else "") + ("c. " if doubt in "~%" else "") + text
    return f"{text} ({_named_doubts(parts.doubts)})"


def _strongest(marks: Sequence[str]) -> str:
    """One mark that says what several say together."""
    found = set("".join(marks))
    return found.pop() if len(found) == 1 else "%"


def _named_doubts(doubts: Doubts) -> str:
    """ "year uncertain, month and day approximate"."""
    kinds = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
    named: dict[str, list[str]] = {}
    for name, mark in zip(Doubts._fields, doubts, strict=True):
        if mark:
            named.setdefault(mark, []).append(name)
    return ", ".join(f"{_either(names, 'and')} {kinds[mark]}" for mark, names in named.items())


# Intervals


def _interval(date: Date, short: bool) -> str:
    start, end = date.start, date.end
    if start is None:
        assert end is not None  # noqa: S101  # one of the ends is there
        return f"until {words(end, short)}" + (", start not known" if date.lower == "unknown" else "")
    if end is None:
        if date.upper == "open":
            return f"since {words(start, short)}"
        return f"from {words(start, short)}, end not known"
    if start.text == end.text:
        return words(start, short)
    return _contracted(_parts(start), _parts(end), short) or f"{words(start, short)} – {words(end, short)}"


def _contracted(start: Parts, end: Parts, short: bool) -> str | None:
    """Both ends with what they share said once, if they are plain enough and alike."""
    if any("X" in date.text or date.doubts != _SURE for date in (start, end)):
        return None
    names = MONTHS_SHORT if short else MONTHS
    if start.time or end.time:
        return _one_day(start, end, short)
    if not start.month and not end.month:
        if any(date.year.significant or date.year.exponential for date in (start, end)):
            return None
        return year_range(start.year.value, end.year.value)
    if start.year != end.year or bool(start.day) != bool(end.day) or not (start.month and end.month):
        return None
    if int(start.month) > 12 or int(end.month) > 12:
        return None
    year = year_words(start.year.value)
    first, last = names[int(start.month) - 1], names[int(end.month) - 1]
    if not start.day:
        return f"{first}–{last} {year}"
    if start.month == end.month:
        return f"{int(start.day)}–{int(end.day)} {last} {year}"
    return f"{int(start.day)} {first} – {int(end.day)} {last} {year}"


def _one_day(start: Parts, end: Parts, short: bool) -> str | None:
    """Two times of one day with the same offset: "10 May 2025, 15:35–17:00"."""
    if (
        not start.time
        or not end.time
        or start.first_day != end.first_day
        or start.time.offset != end.time.offset
    ):
        return None
    day = _plain(start._replace(time=None), short)
    return f"{day}, {_hands(start.time)}–{_hands(end.time)}{offset_words(end.time.offset)}"


# Sets


def _set(date: Date, short: bool) -> str:
    word = "or" if date.form == "one" else "and"
    names = [words(member, short) for member in date.members]
    if len(names) == 1 and date.members[0].form == "interval":
        start, end = date.members[0].start, date.members[0].end
        assert start is not None  # noqa: S101  # a range in a set has both ends
        assert end is not None  # noqa: S101
        whole = f"{words(start, short)} and {words(end, short)}" if word == "or" else f"each of {names[0]}"
        names = [f"between {whole}" if word == "or" else whole]
    if date.lower == "open":
        names[0] += " or earlier" if word == "or" else " and all before"
    if date.upper == "open":
        names[-1] += " or later" if word == "or" else " and all after"
    if len(names) == 1:
        return names[0]
    # As in "1668, or 1670 or later".
    comma = "," if any(" or " in name or " and " in name for name in names) else ""
    return f"{', '.join(names[:-1])}{comma} {word} {names[-1]}"
