"""The proleptic Gregorian calendar in whole numbers, for any year in either direction.

Three ways to name a moment, and the arithmetic between them:

    day      how many days after 1970-01-01 (negative before it)
    wall     what a wall clock and a calendar show, as the microseconds that would have gone by since
             1970-01-01T00:00:00 if that clock had never been put forward or back
    civil    (year, month, day), the year counted as astronomers do: 1 is 1 CE, 0 is 1 BCE, -1 is 2 BCE

``datetime`` stops at the years 1 and 9999, and floats lose the days of deep time; neither is used here. The
calendar repeats after 400 years, in which it has 97 leap days. Python divides towards minus infinity, so
every formula holds before year 0 as it stands.

    days before 1 January of the years of one cycle, and what they have in them

        year     0      1        100      101      200      300      400
        days     0      366      36525    36890    73049    109573   146097
                 leap            common            common   common   leap: the next cycle begins

The years 100, 200 and 300 are why a century is one day shorter than 25 times four years.
"""

from __future__ import annotations

from collections.abc import Callable

from timeline.records import NamedTuple

SECOND = 1_000_000
"""Microseconds."""
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = tuple(sum(_LENGTHS[:month]) for month in range(12))  # days of a common year before each month
_LEAP_DAYS_BEFORE_1970 = 1969 // 4 - 1969 // 100 + 1969 // 400
_EPOCH = 1969 * 365 + _LEAP_DAYS_BEFORE_1970  # days from 0001-01-01 to 1970-01-01
_400_YEARS = 400 * 365 + 97
_100_YEARS = 100 * 365 + 24
_4_YEARS = 4 * 365 + 1

assert _EPOCH == 719_162  # noqa: S101  # as datetime.date(1970, 1, 1).toordinal() - 1 has it
assert _400_YEARS == 4 * _100_YEARS + 1 == 146_097  # noqa: S101
assert _100_YEARS == 25 * _4_YEARS - 1  # noqa: S101
assert _400_YEARS % 7 == 0  # noqa: S101  # so that weekdays repeat after 400 years too


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """How many days the month (1 to 12) has."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def days_from_civil(year: int, month: int, day: int) -> int:
    """The day of a civil date that exists."""
    past = year - 1
    leap_day = month > 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (
        past * 365 + past // 4 - past // 100 + past // 400 + _BEFORE[month - 1] + leap_day + day - 1 - _EPOCH
    )


def civil_from_days(days: int) -> tuple[int, int, int]:
    """The civil date of a day."""
    cycles, rest = divmod(days + _EPOCH, _400_YEARS)
    # The last day of a cycle, and the last of four years, would begin a fifth century and a fifth year: min()
    # keeps each of them in the year that it ends.
    centuries = min(rest // _100_YEARS, 3)
    rest -= centuries * _100_YEARS
    fours, rest = divmod(rest, _4_YEARS)
    singles = min(rest // 365, 3)
    rest -= singles * 365
    year = cycles * 400 + centuries * 100 + fours * 4 + singles + 1
    month = rest // 29  # this month (from 0) or, late in the year, one too many
    month = min(month, 11)
    while _days_before(year, month) > rest:
        month -= 1
    return year, month + 1, rest - _days_before(year, month) + 1


def _days_before(year: int, month: int) -> int:
    return _BEFORE[month] + (month > 1 and is_leap(year))


def month_start(year: int, month: int) -> int:
    """The first day of a month, which may be past 12 or before 1: month 13 is next year's January."""
    years, month = divmod(month - 1, 12)
    return days_from_civil(year + years, month + 1, 1)


def civil(wall: int) -> tuple[int, int, int]:
    """(year, month, day) of a wall time."""
    return civil_from_days(wall // DAY)


def clock(wall: int) -> tuple[int, int, int, int]:
    """(hour, minute, second, microsecond) of a wall time."""
    seconds, microsecond = divmod(wall % DAY, SECOND)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return hour, minute, second, microsecond


class Unit(NamedTuple):
    """A unit of a time axis, as ``UNITS`` lists them.

    ``floor(wall, step)`` is the last boundary at or before a wall time, where every ``step``-th boundary
    counts. ``offset(wall, count)`` is the wall time so many units later (earlier where negative). ``mean`` is
    the unit's mean length in microseconds, to choose by and not to count with.

    Boundaries stand where people look for them: years at multiples of the step (…, 1990, 2000), months at
    multiples from January, days, hours and what is finer at multiples from 1970-01-01T00:00, which for any
    step that divides the next unit is that unit's start. Weeks begin on Mondays.
    """

    name: str
    mean: int
    floor: Callable[[int, int], int]
    offset: Callable[[int, int], int]


def _even(name: str, length: int, origin: int = 0) -> Unit:
    """A unit that is always as long."""

    def floor(wall: int, step: int = 1) -> int:
        return wall - (wall - origin) % (length * step)

    def offset(wall: int, count: int) -> int:
        return wall + length * count

    return Unit(name, length, floor, offset)


def _monthly(name: str, months: int) -> Unit:
    """A unit that is some months long. A day that the month reached does not have becomes its last."""

    def floor(wall: int, step: int = 1) -> int:
        year, month, _ = civil(wall)
        count = year * 12 + month - 1
        return month_start(0, count - count % (months * step) + 1) * DAY

    def offset(wall: int, count: int) -> int:
        year, month, day = civil(wall)
        years, month = divmod(month - 1 + months * count, 12)
        day = min(day, month_length(year + years, month + 1))
        return days_from_civil(year + years, month + 1, day) * DAY + wall % DAY

    return Unit(name, _400_YEARS * DAY * months // (400 * 12), floor, offset)


UNITS: dict[str, Unit] = {
    unit.name: unit
    for unit in (
        _even("microsecond", 1),
        _even("second", SECOND),
        _even("minute", MINUTE),
        _even("hour", HOUR),
        _even("day", DAY),
        _even("week", 7 * DAY, origin=-3 * DAY),  # 1970-01-01 was a Thursday
        _monthly("month", 1),
        _monthly("year", 12),
    )
}
"""The units of a time axis by name, from the finest to the coarsest."""
