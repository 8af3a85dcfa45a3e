"""Read the text of an EDTF date, levels 0 to 2, into its parts.

The grammar is the Library of Congress's profile of ISO 8601-2 (https://www.loc.gov/standards/datetime/), read
by hand. Each reader takes the whole text and a position, and gives what it has read and the position after
it; where it cannot go on it raises a ``DateFault`` with that place.

    whole     = date | limit "/" limit | set
    limit     = date | ".." (open) | nothing (unknown)
    set       = ("[" | "{") [".."] member {"," {blank} member} [".."] ("]" | "}")
    member    = date [".." date]
    date      = component ["-" component ["-" component [time]]]      year, month or part of a year, day
    component = [qualifier] digits [qualifier]
    qualifier = "?" (uncertain) | "~" (approximate) | "%" (both)
    time      = "T" hh ":" mm [":" ss ["." digits]] ["Z" | ("+" | "-") hh [":" mm]]

A year is four digits, with "-" before it for astronomical years below 0, or "Y" and more digits, with "E" and
an exponent; "S" and a number after it say how many of its digits are significant. "X" stands for an
unspecified digit. A qualifier on the left of a component is about that component, one on its right about it
and all before it.

What is read is also known to exist: a date's parts come with the first and the last day that it may mean,
found by going through the years, months and days that its digits leave open, in order, until one exists.
Where EDTF leaves a choice, docs/dates.md says what was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from timeline.languages.en import MONTHS
from timeline.records import TYPE_CHECKING, NamedTuple

from .calendar import days_from_civil, month_length, month_start
from .faults import DateFault, quote
from .years import year_words

if TYPE_CHECKING:
    from typing import Any, Literal, NoReturn, TypeAlias

Edge: TypeAlias = "Literal['closed', 'open', 'unknown']"

MAX_YEAR_DIGITS = 30
"""Digits that a year may have, its exponent multiplied out. The age of the universe needs eleven; the limit
keeps a slip such as ``Y1E999999999`` from being worked out."""

GROUPINGS = {
    21: ("season", 3, 3), 22: ("season", 6, 3), 23: ("season", 9, 3), 24: ("season", 12, 3),  # anywhere
    25: ("season", 3, 3), 26: ("season", 6, 3), 27: ("season", 9, 3), 28: ("season", 12, 3),  # of the north
    29: ("season", 9, 3), 30: ("season", 12, 3), 31: ("season", 3, 3), 32: ("season", 6, 3),  # of the south
    33: ("quarter", 1, 3), 34: ("quarter", 4, 3), 35: ("quarter", 7, 3), 36: ("quarter", 10, 3),
    37: ("quadrimester", 1, 4), 38: ("quadrimester", 5, 4), 39: ("quadrimester", 9, 4),
    40: ("semester", 1, 6), 41: ("semester", 7, 6),
}  # fmt: skip
"""The parts of a year that stand where a month would: unit, first month, months. Seasons are the
meteorological ones; one that begins in December ends in the next year."""

_YEAR = re.compile(r"(-?)([0-9X]{4})(?![0-9X])(?:S([0-9]+))?")
_DIGITS = re.compile(r"[0-9X]*")
_TIME = re.compile(
    r"T([0-9]{2}):([0-9]{2})"
    r"(?::([0-9]{2})(?:\.([0-9]+))?)?"  # a range may follow, so ".." is not the point of a fraction
    r"(Z|[+-][0-9]{2}(?::[0-9]{2})?)?(?![0-9:+-])"
)
# Compiled where they are used: few files have such dates.
_UNSPECIFIED_AT_THE_END = r"[0-9]{3}X|[0-9]{2}XX|[0-9]{4}-XX(-XX)?|[0-9]{4}-[0-9]{2}-XX"  # level 1
_LONG_YEAR = r"Y(-?)([1-9][0-9]*)(?:E([0-9]+))?(?:S([0-9]+))?"

_DATE_FORMS = 'a date is written "2014", "2014-05" or "2014-05-25"'
_TIME_FORMS = 'a time is written "2014-05-25T15:35" or "2014-05-25T15:35:00+05:30"'


class Year(NamedTuple):
    """A year as written. ``digits`` are without the sign and with the exponent multiplied out;
    ``significant`` is how many of them count, 0 for all; ``exponential`` is whether an exponent was
    written."""

    digits: str
    negative: bool = False
    significant: int = 0
    exponential: bool = False

    @property
    def specified(self) -> bool:
        """Whether no digit is X."""
        return "X" not in self.digits

    @property
    def value(self) -> int:
        """The astronomical year; of a specified year only."""
        return -int(self.digits) if self.negative else int(self.digits)

    def bounds(self) -> tuple[int, int]:
        """The first and the last year that it may be."""
        if self.significant:
            digits = self.digits.lstrip("0") or "0"
            scale = int("1" + "0" * (len(digits) - self.significant))
            low = int(digits) // scale * scale
            high = low + scale - 1
        else:
            low, high = int(self.digits.replace("X", "0")), int(self.digits.replace("X", "9"))
        if self.negative:
            return -high, -low or -1  # there is no year minus 0
        return low, high

    def each(self, backwards: bool = False) -> Iterator[int]:
        """The years that it may be, in order."""
        if self.specified:
            yield self.value
            return
        sign = -1 if self.negative else 1
        digits = "9876543210" if backwards != self.negative else "0123456789"
        for number in product(*(digits if digit == "X" else digit for digit in self.digits)):
            if (year := int("".join(number))) or not self.negative:
                yield sign * year


class Doubts(NamedTuple):
    """What the qualifiers say of each component: "", "?", "~" or "%"."""

    year: str = ""
    month: str = ""
    day: str = ""


class Time(NamedTuple):
    """A time of day as written. ``second`` and ``microsecond`` are None where they are not written,
    ``offset`` is in minutes east of UTC, or None. ``at`` and ``length`` are its place in the text."""

    at: int
    length: int
    hour: int
    minute: int
    second: int | None = None
    microsecond: int | None = None
    offset: int | None = None


class Parts(NamedTuple):
    """One date. ``month`` is two digits that may be X or name a part of the year, ``day`` two digits that may
    be X; either is "" where it is not written. ``at`` is the date's place in the text."""

    at: int
    text: str
    level: int
    year: Year
    month: str
    day: str
    doubts: Doubts
    time: Time | None
    first_day: int
    last_day: int


class Component(NamedTuple):
    """A year, month or day, its place in the text, and the qualifiers on either side of it."""

    value: Any  # a Year, or the two characters of a month or a day
    at: int
    left: str = ""
    right: str = ""


class Span(NamedTuple):
    """An interval, or a range in a set."""

    at: int
    text: str
    level: int
    start: Parts | None
    end: Parts | None
    lower: Edge
    upper: Edge


class Collection(NamedTuple):
    """A set: one of its members, or all of them. ``lower`` and ``upper`` are open where ".." stands there."""

    at: int
    text: str
    level: int
    form: Literal["one", "all"]
    members: tuple[Parts | Span, ...]
    lower: Edge
    upper: Edge


def read(text: str) -> Parts | Span | Collection:
    """What the text says. Raises ``DateFault``."""
    if not text:
        raise DateFault("date-syntax", "the date is empty", help=_DATE_FORMS)
    reader = _set if text[0] in "[{" else _date_or_interval
    value, position = reader(text, 0)
    if position < len(text):
        _refuse_rest(text, position)
    return value


def read_date(text: str) -> Parts:
    """The parts of a text that is known to be a single date."""
    parts, _ = _date(text, 0)
    return parts


# Intervals and sets


def _date_or_interval(text: str, position: int) -> tuple[Parts | Span, int]:
    start, lower, position = _limit(text, position)
    if not text.startswith("/", position):
        if start is None:
            raise DateFault(
                "date-syntax", '".." stands alone', 1, 2, 'an interval is written "2014/.." or "../2014"'
            )
        return start, position
    end, upper, position = _limit(text, position + 1)
    if start is None and end is None:
        raise DateFault("date-syntax", "neither end of the interval is a date", 1, len(text), _DATE_FORMS)
    level = max(_limit_level(start), _limit_level(end))
    return Span(0, text[:position], level, start, end, lower, upper), position


def _limit(text: str, position: int) -> tuple[Parts | None, Edge, int]:
    if text.startswith("..", position):
        return None, "open", position + 2
    if position == len(text) or text[position] == "/":
        return None, "unknown", position
    parts, position = _date(text, position)
    return parts, "closed", position


def _limit_level(parts: Parts | None) -> int:
    """The level of an interval's end: open and unknown ones are of level 1, unspecified digits here of level
    2."""
    if parts is None:
        return 1
    return 2 if "X" in parts.text else parts.level


def _set(text: str, position: int) -> tuple[Collection, int]:
    at = position
    form: Literal["one", "all"] = "one" if text[at] == "[" else "all"
    closing = "]" if form == "one" else "}"
    position += 1
    lower: Edge = "open" if text.startswith("..", position) else "closed"
    if lower == "open":
        position += 2
    members: list[Parts | Span] = []
    while True:
        member, position = _member(text, position, closing)
        members.append(member)
        if not text.startswith(",", position):
            break
        position += 1
        while text.startswith(" ", position):
            position += 1
    upper: Edge = "open" if text.startswith("..", position) else "closed"
    if upper == "open":
        position += 2
    if not text.startswith(closing, position):
        _refuse_in_set(text, position, closing)
    position += 1
    return Collection(at, text[at:position], 2, form, tuple(members), lower, upper), position


def _member(text: str, position: int, closing: str) -> tuple[Parts | Span, int]:
    at = position
    start, position = _date(text, position)
    if not text.startswith("..", position) or text.startswith(closing, position + 2):
        return start, position
    end, position = _date(text, position + 2)
    return Span(at, text[at:position], 2, start, end, "closed", "closed"), position


def _refuse_in_set(text: str, position: int, closing: str) -> NoReturn:
    if text[position : position + 1] in ("?", "~", "%"):
        _refuse_rest(text, position)  # only after a time has it not been read yet
    if position == len(text):
        message = f'the set is not closed: "{closing}" is missing'
    elif text[position] == "/":
        message = 'a range in a set is written with ".." and not with "/"'
    else:
        message = f'"," or "{closing}" is expected, not {quote(text[position])}'
    raise DateFault("date-syntax", message, position + 1, 1, 'a set is written "[1667,1668,1670..1672]"')


# One date


def _date(text: str, position: int) -> tuple[Parts, int]:
    at = position
    year, position = _component(text, position, _year)
    components: list[Component] = [year]
    month = day = Component("", position)
    if text.startswith("-", position):
        if len(year.value.digits) > 4 or year.value.significant:
            _refuse_after_whole_year(text, year.at, position)
        month, position = _component(text, position + 1, _month)
        components.append(month)
    if month.value and text.startswith("-", position):
        day, position = _component(text, position + 1, _day)
        components.append(day)
    first_day, last_day = _extent(year.value, month, day)
    time: Time | None = None
    if text.startswith("T", position):
        precise = bool(day.value) and not re.search("[?~%X]", text[at:position])
        time, position = _time(text, position, precise)
    written = text[at:position]
    return Parts(
        at,
        written,
        _level(written, components),
        year.value,
        month.value,
        day.value,
        _doubts(components),
        time,
        first_day,
        last_day,
    ), position


def _component(
    text: str, position: int, reader: Callable[[str, int], tuple[Any, int]]
) -> tuple[Component, int]:
    left, at = _qualifier(text, position)
    value, position = reader(text, at)
    right, position = _qualifier(text, position)
    return Component(value, at, left, right), position


def _qualifier(text: str, position: int) -> tuple[str, int]:
    mark = text[position : position + 1]
    if mark not in ("?", "~", "%"):
        return "", position
    if text[position + 1 : position + 2] in ("?", "~", "%"):
        raise DateFault(
            "date-syntax",
            f'two qualifiers, "{text[position : position + 2]}"; uncertain and approximate together is "%"',
            position + 1,
            2,
            'one mark is enough, as in "1911%"',
        )
    return mark, position + 1


def _year(text: str, position: int) -> tuple[Year, int]:
    if text.startswith("Y", position):
        return _long_year(text, position)
    match = _YEAR.match(text, position)
    if match is None:
        _refuse_year(text, position)
    sign, digits, significant = match.groups()
    if sign and digits == "0000":
        raise DateFault("date-syntax", "year 0 has no sign", position + 1, 5, '1 BCE is written "0000"')
    year = Year(digits, bool(sign))
    if significant is not None:
        year = year._replace(significant=_significant(significant, year, match.start(3)))
    return year, match.end()


def _long_year(text: str, position: int) -> tuple[Year, int]:
    match = re.compile(_LONG_YEAR).match(text, position)
    if match is None:
        help = 'a year beyond four digits is written "Y170000002", "Y-17E7" or "Y171010000S3"'
        raise DateFault("date-syntax", 'a year is expected after "Y"', position + 2, 1, help)
    sign, digits, exponent, significant = match.groups()
    length = match.end() - position
    zeros = (
        int(exponent.lstrip("0")[:9] or 0) if exponent else 0
    )  # nine digits are past the limit in any case
    if len(digits) + zeros > MAX_YEAR_DIGITS:
        message = f"the year has more than {MAX_YEAR_DIGITS} digits"
        raise DateFault("date-year", message, position + 1, length)
    year = Year(digits + "0" * zeros, bool(sign), exponential=exponent is not None)
    if len(year.digits) < 5:
        short = f"{sign}{year.digits:0>4}"
        message = '"Y" is for years of more than four digits'
        help = f'write "{short}"' if length == len(text) else _DATE_FORMS
        raise DateFault("date-syntax", message, position + 1, length, help)
    if significant is not None:
        year = year._replace(significant=_significant(significant, year, match.start(4)))
    return year, match.end()


def _significant(written: str, year: Year, position: int) -> int:
    """How many digits count, out of the number after "S"."""
    most = len(year.digits.lstrip("0")) or 1
    count = int(written[:9])
    if not year.specified or not 0 < count <= most:
        message = f'there are no {written[:9]} significant digits in the year "{year.digits}"'
        help = 'write how many of the year\'s digits count, as in "1950S2", which is 1900 to 1999'
        raise DateFault("date-syntax", message, position + 1, len(written), help)
    return count


def _refuse_year(text: str, position: int) -> NoReturn:
    digits_at = position + text.startswith(("-", "+"), position)
    digits = _DIGITS.match(text, digits_at).group()  # type: ignore[union-attr]  # it matches nothing at least
    if text.startswith("+", position):
        message, length = "a year has no plus sign", 1
    elif digits:
        message, length = f"a year has four digits, {quote(digits)} has {len(digits)}", len(digits)
        if len(digits) > 4:
            message += '; a longer one begins with "Y"'
        position = digits_at
    elif position < len(text):
        message, length = f"a year is expected, not {quote(text[position:])}", 1
    else:
        message, length = "a year is expected at the end", 1
    raise DateFault("date-syntax", message, position + 1, length, _DATE_FORMS)


def _refuse_after_whole_year(text: str, at: int, position: int) -> NoReturn:
    message = "a year that begins with Y or has significant digits has no months or days"
    help = f"write {quote(text[at:position])}, the whole year"
    raise DateFault("date-syntax", message, position + 1, len(text) - position, help)


def _month(text: str, position: int) -> tuple[str, int]:
    return _pair(text, position, "month")


def _day(text: str, position: int) -> tuple[str, int]:
    return _pair(text, position, "day")


def _pair(text: str, position: int, name: str) -> tuple[str, int]:
    digits = _DIGITS.match(text, position).group()  # type: ignore[union-attr]  # it matches nothing at least
    if len(digits) == 2:
        return digits, position + 2
    if digits:
        message = f"a {name} has two digits, {quote(digits)} has {len(digits)}"
    elif position < len(text):
        message = f"a {name} of two digits is expected, not {quote(text[position:])}"
    else:
        message = f"a {name} of two digits is expected at the end"
    raise DateFault("date-syntax", message, position + 1, len(digits) or 1, _DATE_FORMS)


def _doubts(components: Sequence[Component]) -> Doubts:
    """What the qualifiers say of each component."""
    found = []
    after = ""
    for component in reversed(components):
        after = _both(after, component.right)
        found.append(_both(component.left, after))
    return Doubts(*reversed(found))


def _both(first: str, second: str) -> str:
    """One qualifier that says what two say."""
    if not first or not second:
        return first or second
    return first if first == second else "%"


def _level(written: str, components: Sequence[Component]) -> int:
    """The EDTF level that a date needs."""
    *others, last = components
    year: Year = components[0].value
    grouping = len(components) > 1 and components[1].value.isdecimal() and int(components[1].value)
    bare = written.removeprefix("-").rstrip("?~%")
    unspecified = "X" in bare
    if (
        year.significant
        or year.exponential
        or grouping > 24
        or last.left
        or any(component.left or component.right for component in others)
        or (unspecified and not re.fullmatch(_UNSPECIFIED_AT_THE_END, bare))
    ):
        return 2
    if unspecified or year.negative or len(year.digits) > 4 or grouping > 12 or last.right:
        return 1
    return 0


# Which days it may be


def matching(pattern: str, numbers: range) -> list[int]:
    """The numbers whose two digits fit the pattern, in which X is any digit."""
    if "X" not in pattern:
        return [int(pattern)] if int(pattern) in numbers else []
    tens, ones = pattern[0], pattern[1]
    return [n for n in numbers if tens in ("X", str(n // 10)) and ones in ("X", str(n % 10))]


def _extent(year: Year, month: Component, day: Component) -> tuple[int, int]:
    """The first and the last day that year, month and day may mean."""
    low, high = year.bounds()
    if not month.value:
        return days_from_civil(low, 1, 1), days_from_civil(high + 1, 1, 1) - 1
    if month.value.isdecimal() and int(month.value) in GROUPINGS:
        if day.value:
            message = f'"{month.value}" is a part of a year, which has no days'
            raise DateFault("date-syntax", message, day.at + 1, 2, 'write the month, as in "2014-05-25"')
        _, start, length = GROUPINGS[int(month.value)]
        return month_start(low, start), month_start(high, start + length) - 1
    months = matching(month.value, range(1, 13))
    if not months:
        help = "months are 01 to 12; 21 to 41 are seasons, quarters, thirds and halves of a year"
        raise DateFault("date-month", f"there is no month {month.value}", month.at + 1, 2, help)
    if not day.value:
        return month_start(low, months[0]), month_start(high, months[-1] + 1) - 1
    days = matching(day.value, range(1, 32))
    first = _existing(year.each(), months, days)
    last = _existing(year.each(backwards=True), months[::-1], days[::-1])
    if first is None or last is None:
        _refuse_day(year, months, day)
    return first, last


def _existing(years: Iterator[int], months: list[int], days: list[int]) -> int | None:
    """The first day that exists among the combinations, in their order."""
    if not any(day <= month_length(2000, month) for month in months for day in days):
        return None  # not even in a leap year
    for year in years:
        for month in months:
            for day in days:
                if day <= month_length(year, month):
                    return days_from_civil(year, month, day)
    return None


def _refuse_day(year: Year, months: list[int], day: Component) -> NoReturn:
    help: str | None = None
    names = " or ".join(MONTHS[month - 1] for month in months) if len(months) < 3 else "month"
    if not year.specified or len(months) > 1:
        message = f"no {names} of the years that this may be has a day {day.value}"
    else:
        written = f"{'-' if year.negative else ''}{year.digits}-{months[0]:02}"
        of_year = f"{names} {year_words(year.value)}"
        if day.value == "00":
            message, help = f"{of_year} has no day 00", f'the first day is "{written}-01"'
        else:
            length = month_length(year.value, months[0])
            message, help = f"{of_year} has {length} days", f'the last day is "{written}-{length}"'
    raise DateFault("date-day", message, day.at + 1, 2, help)


# Time of day


def _time(text: str, position: int, precise: bool) -> tuple[Time, int]:
    if not precise:
        message = "a time of day needs a whole day before it, without ?, ~, % or X"
        raise DateFault("date-syntax", message, position + 1, len(text) - position, _TIME_FORMS)
    match = _TIME.match(text, position)
    if match is None:
        _refuse_time(text, position)
    hour, minute, second, fraction, offset = match.groups()
    for group, name, end in ((1, "hour", 24), (2, "minute", 60), (3, "second", 60)):
        if match[group] and int(match[group]) >= end:
            _refuse_number(match, group, name, end)
    time = Time(
        at=position + 1,
        length=match.end() - position - 1,
        hour=int(hour),
        minute=int(minute),
        second=None if second is None else int(second),
        microsecond=None if fraction is None else int(f"{fraction[:6]:0<6}"),
        offset=None if offset is None else _offset(offset, match.start(5)),
    )
    return time, match.end()


def _refuse_time(text: str, position: int) -> NoReturn:
    """Say how far a time could be read."""
    hours_and_minutes = re.compile("T[0-9]{2}:[0-9]{2}(:[0-9]{2})?").match(text, position)
    if hours_and_minutes and text.startswith(("+", "-"), hours_and_minutes.end()):
        at = hours_and_minutes.end()
        help = 'an offset is written "+05:30", "-04" or "Z"'
        raise DateFault("date-offset", f"{quote(text[at:])} is not an offset", at + 1, len(text) - at, help)
    rest = text[position + 1 :]
    message = f"{quote(rest)} is not a time of day" if rest else 'a time of day is expected after "T"'
    raise DateFault("date-syntax", message, position + 2, len(rest) or 1, _TIME_FORMS)


def _refuse_number(match: re.Match[str], group: int, name: str, end: int) -> NoReturn:
    number = match[group]
    message = f"there is no {name} {number}"
    help = f"{name}s are 00 to {end - 1}"
    if name == "hour" and number == "24" and match[2] == "00" and match[3] in (None, "00"):
        message, help = "24:00 is not used", 'midnight at the end of a day is "T00:00" of the next'
    elif name == "second" and number == "60":
        message, help = "leap seconds have no place on this time line", "write the second before it, 59"
    raise DateFault("date-time", message, match.start(group) + 1, 2, help)


def _offset(written: str, position: int) -> int:
    """Minutes east of UTC."""
    if written == "Z":
        return 0
    hours, minutes = int(written[1:3]), int(written[4:] or 0)
    help = 'offsets are up to "+23:59" and "-23:59"; none is "Z"'
    if hours > 23 or minutes > 59 or (written[0] == "-" and hours == minutes == 0):
        raise DateFault("date-offset", f'there is no offset "{written}"', position + 1, len(written), help)
    return (-1 if written[0] == "-" else 1) * (hours * 60 + minutes)


# Faults


def _refuse_rest(text: str, position: int) -> NoReturn:
    done, rest = text[:position], text[position:]
    help = _DATE_FORMS
    if rest[0] in "?~%" and "T" in done:
        message = "a time of day takes no qualifier"
        help = 'qualify the day and leave the time out, as in "2014-05-25~"'
    elif rest[0] == "/":
        message, help = "an interval has two ends", 'an interval is written "2014/2016"'
    elif rest.startswith("..") and done[0] not in "[{":
        message, help = (
            '".." is for sets',
            'an interval is written "2014/2016" or "2014/..", a set "[2014..2016]"',
        )
    else:
        message = f"the date is complete after {quote(done)}, but {quote(rest)} follows"
    raise DateFault("date-syntax", message, position + 1, len(rest), help)
