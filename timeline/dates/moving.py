"""Dates moved along the time line, as when somebody drags a mark: written anew as they were written before.

A date is moved by whole units of what was written: a year by years, a decade by decades, ``Y-66E6`` by
millions of years, a quarter by quarters, a time by its minutes or its tenths of a second. Its doubts, its
offset and its form stay. A time without an offset stays what the clocks of its zone show; what they skip, and
what they show twice, is passed over.

    2014~            →  2015~                     1950S2              →  2050S2
    2004-06~-11      →  2004-06~-12               2014-05/2016        →  2015-05/2017   by the coarser unit
"""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.records import TYPE_CHECKING, NamedTuple

from .calendar import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    UNITS,
    civil_from_days,
    clock,
    days_from_civil,
)
from .date import Date, Instant, bound
from .edtf import GROUPINGS, MAX_YEAR_DIGITS, Parts, Year, read_date
from .faults import DateFault
from .parsing import parse
from .zones import UTC, Zone

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

_Written: TypeAlias = "Callable[..., str]"
"""Writes a year, with a month, a day and a time where the date has them, between the marks of doubt."""
Part: TypeAlias = "Literal['whole', 'first', 'last']"

_FORM = re.compile(
    r"(?P<before>[?~%]?)(?P<year>Y?-?[0-9X]+(?:E[0-9]+)?(?:S[0-9]+)?)(?P<after>[?~%]?)"
    r"(?:-(?P<m0>[?~%]?)(?P<month>[0-9X]{2})(?P<m1>[?~%]?))?"
    r"(?:-(?P<d0>[?~%]?)(?P<day>[0-9X]{2})(?P<d1>[?~%]?))?"
    r"(?:T(?P<clock>[0-9:.]+)(?P<offset>.*))?"
)
_MONTHS = 12
_LAST = 9999  # the last year that is written without a "Y", and so may have months
_KINDS = (
    (21, 22, 23, 24), (25, 26, 27, 28), (31, 32, 29, 30),  # the southern year begins with autumn
    (33, 34, 35, 36), (37, 38, 39), (40, 41),
)  # fmt: skip
"""The codes of the parts of a year, as they follow on each other in it."""


class Immovable(ValueError):  # noqa: N818  # about what somebody wrote, as a DateFault is
    """Why a date cannot be moved, in a sentence without its full stop."""


def moved(date: Date, part: Part, instant: Instant, zone: Zone = UTC) -> str:
    """The text of the date whose place is nearest to an instant, the earlier one of two as near.

    The place of a single date is its middle; that of an interval its beginning, that of its "last" part its
    end. "whole" moves both ends of an interval by as many units, "first" or "last" one of them and never past
    the other. ``zone`` is that by which the date was parsed. Raises ``Immovable``.
    """
    shift = _shift(date, part, zone)
    if part == "first" and date.last is not None:
        instant = min(instant, date.last)
    elif part == "last" and date.first is not None:
        instant = max(instant, date.first + 1)
    count = shift.nearest(instant)
    while shift.fault(count) == "date-order":  # a unit of which more than half is past the other end
        count = shift.readable(count + (1 if part == "last" else -1), 1 if part == "last" else -1)
    return shift.text(count)


def stepped(date: Date, part: Part, count: int, zone: Zone = UTC) -> str:
    """The text of the date so many units later, earlier where negative. Raises ``Immovable``, also where one
    end would pass the other.
    """
    shift = _shift(date, part, zone)
    count = shift.readable(count, 1 if count > 0 else -1)
    if shift.fault(count) == "date-order":
        raise Immovable("what lasts cannot end before it begins")
    return shift.text(count)


# One date, counted


class _Counted(NamedTuple):
    """A date as a number of units, each some ``months`` or, where that is 0, some ``micros`` long.

    ``write`` is the text of a number of units, and ``wall``, of what is not counted in months, the wall time
    with which it begins.
    """

    number: int
    months: int
    micros: int
    write: Callable[[int], str]
    wall: int = 0

    @property
    def mean(self) -> int:
        """How long a unit is, in microseconds, more or less."""
        return self.months * UNITS["month"].mean or self.micros

    def after(self, count: int) -> str:
        """The text of the date so many units on."""
        return self.write(self.number + count)


def _counted(date: Date) -> _Counted:
    """How a single date is counted. Raises ``Immovable``."""
    parts = read_date(date.text)
    match = _FORM.fullmatch(parts.text)
    assert match is not None  # noqa: S101  # it has been read
    found = match.groupdict()
    year, month, day = parts.year, parts.month, parts.day

    def written(years: str, months: str = month, days: str = day, time: str = "") -> str:
        text = f"{found['before']}{years}{found['after']}"
        if months:
            text += f"-{found['m0']}{months}{found['m1']}"
        if days:
            text += f"-{found['d0']}{days}{found['d1']}"
        return text + time

    _refuse_inner_gaps(parts)
    if not year.specified:
        return _scores(year, written)
    if not month or not month.isdecimal():
        return _years(year, written, exponent=_exponent(found["year"]), alone=not month)
    if int(month) > _MONTHS:
        return _groupings(year.value, int(month), written)
    if not day or not day.isdecimal():
        return _months(year.value, int(month), written)
    begin = days_from_civil(year.value, int(month), int(day))
    if parts.time is None:
        return _Counted(begin, 0, DAY, lambda number: written(*_civil_texts(number)), begin * DAY)
    time, offset = parts.time, found["offset"]
    wall = begin * DAY + time.hour * HOUR + time.minute * MINUTE
    wall += (time.second or 0) * SECOND + (time.microsecond or 0)
    step, clock_text = _clock(found["clock"])

    def at(number: int) -> str:
        day, rest = divmod(number * step, DAY)
        return written(*_civil_texts(day), f"T{clock_text(rest)}{offset}")

    return _Counted(wall // step, 0, step, at, wall)


def _refuse_inner_gaps(parts: Parts) -> None:
    """Unspecified digits are moved along with what they belong to, but only from the end of a date."""
    digits = parts.year.digits
    if digits.count("X") != len(digits) - len(digits.rstrip("X")) or digits == "XXXX":
        raise Immovable("a year with such digits unspecified cannot be moved")
    unspecified = [not parts.year.specified]
    for pair in (parts.month, parts.day):
        if "X" in pair and pair != "XX":
            raise Immovable("a month or a day with one digit unspecified cannot be moved")
        if pair:
            unspecified.append("X" in pair)
    if sorted(unspecified) != unspecified or (unspecified[0] and len(unspecified) > 1):
        raise Immovable("a date with unspecified digits before others cannot be moved")


def _exponent(year: str) -> int | None:
    """The number after "E" in a year as written."""
    match = re.search("E([0-9]+)", year)
    return None if match is None else int(match[1])


def _years(year: Year, written: _Written, *, exponent: int | None, alone: bool) -> _Counted:
    """A year, which steps as far as its exponent or its significant digits say; ``alone`` where no
    unspecified month follows.
    """
    ten = 10 ** (exponent or 0)
    zeros = len(year.digits.lstrip("0") or "0") - year.significant if year.significant else 0
    step = max(ten, 10**zeros)
    rest = year.value % step

    def write(number: int) -> str:
        reached = number * step + rest
        size = abs(reached)
        sign = "-" if reached < 0 else ""
        mark = ""
        if year.significant:
            count = len(str(size)) - zeros
            if count < 1 or (reached < 0) != year.negative:
                raise Immovable("a year with so few significant digits cannot come so near to the year 0")
            mark = f"S{count}"
        if size <= _LAST or not alone:
            return written(_year_text(reached) + mark)
        if size >= 10**MAX_YEAR_DIGITS:
            raise Immovable(f"a year has at most {MAX_YEAR_DIGITS} digits")
        digits = str(size) if exponent is None else f"{size // ten}E{exponent}"
        return written(f"Y{sign}{digits}{mark}")

    return _Counted(year.value // step, _MONTHS * step, 0, write)


def _scores(year: Year, written: _Written) -> _Counted:
    """A decade, a century or a millennium: those before year 0 are counted by their years' digits too."""
    known = year.digits.rstrip("X")
    size = len(year.digits) - len(known)
    number = -int(known) - 1 if year.negative else int(known)

    def write(number: int) -> str:
        digits = f"{-number - 1 if number < 0 else number:0{4 - size}}"
        if len(digits) > 4 - size:
            raise Immovable("only a year of four digits can have unspecified ones")
        return written(f"{'-' if number < 0 else ''}{digits}{'X' * size}")

    return _Counted(number, _MONTHS * 10**size, 0, write)


def _groupings(year: int, code: int, written: _Written) -> _Counted:
    """A season, a quarter, a third or a half of a year."""
    family = next(kind for kind in _KINDS if code in kind)
    length = GROUPINGS[code][2]

    def write(number: int) -> str:
        years, place = divmod(number, len(family))
        return written(_year_text(years), str(family[place]))

    return _Counted(year * len(family) + family.index(code), length, 0, write)


def _months(year: int, month: int, written: _Written) -> _Counted:
    def write(number: int) -> str:
        years, place = divmod(number, _MONTHS)
        return written(_year_text(years), f"{place + 1:02}")

    return _Counted(year * _MONTHS + month - 1, 1, 0, write)


def _clock(text: str) -> tuple[int, Callable[[int], str]]:
    """The unit of a time of day in microseconds, and how such a time is written."""
    whole, _, fraction = text.partition(".")
    if whole.count(":") == 1:
        return MINUTE, lambda wall: "{:02}:{:02}".format(*clock(wall))
    if not fraction:
        return SECOND, lambda wall: "{:02}:{:02}:{:02}".format(*clock(wall))

    def with_fraction(wall: int) -> str:
        hour, minute, second, micro = clock(wall)
        return f"{hour:02}:{minute:02}:{second:02}.{f'{micro:06}'[: len(fraction)]:0<{len(fraction)}}"

    return 10 ** max(0, 6 - len(fraction)), with_fraction


def _civil_texts(day: int) -> tuple[str, str, str]:
    year, month, day = civil_from_days(day)
    return _year_text(year), f"{month:02}", f"{day:02}"


def _year_text(year: int) -> str:
    if abs(year) > _LAST:
        raise Immovable(f"a year beyond {_LAST} has no months or days")
    return f"{'-' if year < 0 else ''}{abs(year):04}"


# A date, or the parts of an interval, by so many units


class _Shift(NamedTuple):
    """What moves. ``write`` gives the text of the date so many units on, ``end`` that of the single date in
    it by whose ``place`` one judges how far that is. A unit is about ``mean`` microseconds long.
    """

    own: Date
    zone: Zone
    write: Callable[[int], str]
    end: Callable[[int], str]
    place: Callable[[Date], Instant]
    mean: int

    def text(self, count: int) -> str:
        """The date so many units on; where that is none, as it was written."""
        return self.write(count) if count else self.own.text

    def fault(self, count: int) -> str | None:
        """The code of what is wrong with that date, if anything is."""
        try:
            parse(self.text(count), self.zone)
        except DateFault as fault:
            return fault.code
        return None

    def readable(self, count: int, way: int) -> int:
        """The first number of units from ``count`` on, upwards or downwards, at which the zone's clocks and
        calendar show such a date, and only once.
        """
        if self._is_shown(count):
            return count
        near, far = 0, 1
        while not self._is_shown(count + way * far):
            near, far = far, 2 * far
        while far - near > 1:
            middle = (near + far) // 2
            near, far = (near, middle) if self._is_shown(count + way * middle) else (middle, far)
        return count + way * far

    def _is_shown(self, count: int) -> bool:
        return self.fault(count) not in ("date-gap", "date-fold")

    def nearest(self, instant: Instant) -> int:
        """The number of units after which the date stands nearest to the instant."""
        # As the clocks show it, since a guess may be a time that no clock shows.
        has_offset = parse(self.end(0)).offset is not None
        sought, count = instant if has_offset else self.zone.wall(instant), 0
        while True:  # units of a kind are about as long: this comes nearer each time
            far = sought - self.place(parse(self.end(count)))
            further = abs(far) // self.mean
            if not further:
                break
            count += further if far > 0 else -further
        near = self._around(count)
        return min(near, key=lambda one: (abs(self._stands(one) - instant), one))

    def _around(self, count: int) -> set[int]:
        """That number of units and those next to it, as far as such dates can be written."""
        found: set[int] = set()
        refused: Immovable | None = None
        for one, way in ((0, -1), (0, 1), (-1, -1), (1, 1)):
            try:
                found.add(self.readable(count + one, way))
            except Immovable as why:
                refused = why
        if refused is not None and not found:
            raise refused
        return found

    def _stands(self, count: int) -> Instant:
        return self.place(parse(self.end(count), self.zone))


def _shift(date: Date, part: Part, zone: Zone) -> _Shift:
    """How a part of a date moves. Raises ``Immovable``."""
    if date.form in ("one", "all"):
        raise Immovable("a set of dates cannot be moved; write its dates anew")
    start, end = date.start, date.end
    if date.form == "date":
        if part != "whole":
            raise Immovable("only what lasts has a beginning and an end to be moved")
        counted = _counted(date)
        return _Shift(date, zone, counted.after, counted.after, _middle, counted.mean)
    for which, limit, name in (("first", start, "beginning"), ("last", end, "end")):
        if part == which and limit is None:
            raise Immovable(f"its {name} is open; write a date there, and it can be moved")
    before, slash, after = date.text.partition("/")
    if end is not None and (start is None or part == "last"):
        last = _counted(end)
        return _Shift(date, zone, lambda n: f"{before}{slash}{last.after(n)}", last.after, _ending, last.mean)
    assert start is not None  # noqa: S101  # one end of an interval is a date
    first = _counted(start)
    if end is None or part == "first":
        return _Shift(
            date, zone, lambda n: f"{first.after(n)}{slash}{after}", first.after, _beginning, first.mean
        )
    last = _counted(end)
    coarser = max(first, last, key=lambda one: one.mean)
    begins, ends = _along(first, coarser), _along(last, coarser)
    return _Shift(date, zone, lambda n: f"{begins(n)}{slash}{ends(n)}", begins, _beginning, coarser.mean)


def _along(counted: _Counted, coarser: _Counted) -> Callable[[int], str]:
    """How one end of an interval moves by units that may be those of the other end."""
    if not coarser.months:
        return lambda count: counted.after(count * (coarser.micros // counted.micros))
    if counted.months:
        if coarser.months % counted.months:
            raise Immovable("its ends are dates of kinds that do not move together; move one at a time")
        return lambda count: counted.after(count * (coarser.months // counted.months))

    def after(count: int) -> str:
        wall = UNITS["month"].offset(counted.wall, count * coarser.months)
        return counted.write(wall // counted.micros)

    return after


def _middle(date: Date) -> Instant:
    return (bound(date.first) + bound(date.last) + 1) // 2


def _beginning(date: Date) -> Instant:
    return bound(date.first)


def _ending(date: Date) -> Instant:
    return bound(date.last) + 1
