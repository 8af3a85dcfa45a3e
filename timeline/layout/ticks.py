"""Ticks in two rows: the unit that fits above, what it is divided into below.

A row is a row of cells, as in a calendar: a label stands just after the boundary where its unit begins, so
"2025" is beside the whole year and not on its first of January. Which units a stretch of axis gets is read
from one table, from the finest to the coarsest: the first whose labels fit. All boundaries are whole numbers
of the wall clock; they become places only when they are drawn.

On an upright axis the two rows are one column, in which a label takes a line's height: the coarser unit is on
the left, the finer on the right. Scales that are bent have ticks of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from timeline.dates import (
    DAY,
    MINUTE,
    MONTHS_SHORT,
    UNITS,
    Zone,
    civil,
    clock,
    days_from_civil,
    year_words,
)
from timeline.layout.scale import Scale, Stretch
from timeline.layout.typeset import reserve
from timeline.records import NamedTuple

MAJOR_SIZE = 13.0
MINOR_SIZE = 12.0
INDENT = 4.0  # px from a boundary to its label
TORN = 3.0  # px of a stretch's edge that may be torn
APART = 6.0  # px between two labels of a row
PITCH = 38.0  # px: boundaries closer than this are noise, even where their labels would fit
MOST = 400  # ticks of one stretch: more than any axis has room for


class Label(NamedTuple):
    """A tick's label: its left edge in px, or its upper edge on an upright axis, and its text."""

    x: float
    text: str


class Ticks(NamedTuple):
    """What stands on one stretch: boundaries in px of the two rows, their labels, and whether they are times
    of day.
    """

    major: tuple[float, ...]
    minor: tuple[float, ...]
    major_labels: tuple[Label, ...]
    minor_labels: tuple[Label, ...]
    by_the_clock: bool = False


class Step(NamedTuple):
    """One rung: every ``step``-th ``unit``, its label, and the unit of the row above with its label."""

    unit: str
    step: int
    words: Callable[[int], str]
    above: str | None


# The words, in one place.
_MONTH_OF_YEAR = "{month} {year}"
_DAY_OF_MONTH = "{day} {month}"
_DAY_OF_YEAR = "{day} {month} {year}"
_TIME_OF_DAY = "{day}, {time}"
_SECONDS = "{seconds} s"


def year_of(wall: int) -> str:
    """ "2025", "44 BCE", "13.8 bn BCE"."""
    return year_words(civil(wall)[0], rounded=True, short=True)


def month_of(wall: int) -> str:
    """ "Mar"."""
    return MONTHS_SHORT[civil(wall)[1] - 1]


def month_of_year(wall: int) -> str:
    """ "Mar 2025"."""
    return _MONTH_OF_YEAR.format(month=month_of(wall), year=year_of(wall))


def _day(wall: int) -> str:
    return str(civil(wall)[2])


def day_of_month(wall: int) -> str:
    """ "9 Mar"."""
    return _DAY_OF_MONTH.format(day=_day(wall), month=month_of(wall))


def day_of_year(wall: int) -> str:
    """ "9 Mar 2025"."""
    return _DAY_OF_YEAR.format(day=_day(wall), month=month_of(wall), year=year_of(wall))


def time_of(wall: int) -> str:
    """ "15:35"."""
    hour, minute, *_ = clock(wall)
    return f"{hour:02}:{minute:02}"


def second_of(wall: int) -> str:
    """ "15:35:09"."""
    return f"{time_of(wall)}:{clock(wall)[2]:02}"


def microsecond_of(wall: int) -> str:
    """ "09.25 s"."""
    seconds = f"{clock(wall)[2]:02}.{clock(wall)[3]:06}".rstrip("0").rstrip(".")
    return _SECONDS.format(seconds=seconds)


def minute_of_year(wall: int) -> str:
    """ "9 Mar 2025, 15:35"."""
    return _TIME_OF_DAY.format(day=day_of_year(wall), time=time_of(wall))


ABOVE: dict[str, Callable[[int], str]] = {
    "year": year_of,
    "month": month_of_year,
    "day": day_of_year,
    "minute": minute_of_year,
}
BY_THE_CLOCK = ("day", "minute")  # what stands above a row of times
LADDER = (
    *(Step("microsecond", 10**power, microsecond_of, "minute") for power in range(6)),
    *(Step("second", step, second_of, "day") for step in (1, 2, 5, 10, 15, 30)),
    *(Step("minute", step, time_of, "day") for step in (1, 2, 5, 10, 15, 30)),
    *(Step("hour", step, time_of, "day") for step in (1, 2, 3, 6, 12)),
    Step("day", 1, _day, "month"),
    Step("week", 1, _day, "month"),
    Step("month", 1, month_of, "year"),
    Step("month", 3, month_of, "year"),
    Step("month", 6, month_of, "year"),
)


class Clock(NamedTuple):
    """A clock that is always so many minutes east of UTC."""

    offset: int

    def wall(self, instant: int) -> int:
        """What it shows at an instant."""
        return instant + self.offset * MINUTE

    def boundary(self, wall: int) -> int:
        """The instant at which it shows ``wall``."""
        return wall - self.offset * MINUTE


def ticks(
    scale: Scale, zone: Zone, finest: str, clock: Clock | None = None, *, upright: bool = False
) -> list[Ticks]:
    """The ticks of each stretch of the scale, days and what is longer by the calendar of ``zone``.

    Hours and what is shorter are those of ``clock``, where there is one: that of the times in the labels.
    ``finest`` is the finest unit of any date on the axis: ticks finer than that would show what nobody knows.
    On an ``upright`` axis places are from the top down.
    """
    floor = UNITS[finest].mean if finest in UNITS else UNITS["year"].mean
    if scale.kind == "even":
        from timeline.layout.even_ticks import of_steps  # rare, and start-up is to be fast

        return [of_steps(scale, zone, clock or zone, upright=upright)]
    if scale.kind == "log":
        from timeline.layout.log_ticks import of_lengths  # rare, too

        found = of_lengths(scale, zone, floor, upright=upright)
        if found is not None:
            return [found]
    ladder = [step for step in LADDER if UNITS[step.unit].mean >= floor]
    on = _on
    if upright:
        from timeline.layout.upright import on  # not needed where the axis is level
    return [
        on(Wall(scale, stretch, zone), Wall(scale, stretch, clock or zone), ladder)
        for stretch in scale.stretches
    ]


def _on(calendar: Wall, hours: Wall, ladder: Sequence[Step]) -> Ticks:
    for step in ladder:
        axis = hours if step.above in BY_THE_CLOCK else calendar
        if axis.px(UNITS[step.unit].mean * step.step) >= PITCH / (2 if step.unit == "day" else 1):
            found = _rows(axis, step)
            if found is not None:
                return found
    return _years(calendar)


class Wall:
    """A stretch by its wall clock: whole-number walls in, px out."""

    def __init__(self, scale: Scale, stretch: Stretch, zone: Zone | Clock) -> None:
        self.scale, self.stretch, self.zone = scale, stretch, zone
        self.first, self.end = zone.wall(stretch.first), zone.wall(stretch.end)

    def px(self, length: int) -> float:
        """How long ``length`` microseconds are on the axis."""
        return length * (self.stretch.x1 - self.stretch.x0) / (self.stretch.end - self.stretch.first)

    def x(self, wall: int) -> float:
        """Where a wall time is; held at the stretch's ends."""
        instant = self.zone.boundary(wall)
        return self.scale.position(min(max(instant, self.stretch.first), self.stretch.end))

    def cells(self, unit: str, step: int) -> Iterator[tuple[int, float, float]]:
        """Each cell of the row that shows: the wall time where it begins, and its two edges in px."""
        start = UNITS[unit].floor(self.first, step)
        for _ in range(MOST):
            if start >= self.end:
                return
            after = UNITS[unit].floor(UNITS[unit].offset(start, step), step)
            yield start, self.x(start) + (TORN if start < self.first else 0.0), self.x(after)
            start = after

    def roundest_year(self) -> int:
        """Where the roundest year in the stretch begins, or the year that covers it all."""
        first, last = civil(self.first)[0], civil(self.end - 1)[0]
        power = 10 ** len(str(max(abs(first), abs(last))))
        while power:
            for step in (power, power // 2, power // 5):
                year = _round_year(last, step) if step else first
                if year > first:
                    return days_from_civil(year, 1, 1) * DAY
            power //= 10
        return days_from_civil(first, 1, 1) * DAY

    def years(self, step: int) -> Iterator[tuple[int, float, float]]:
        """The cells of a row of years. Before the common era they are round as people count them: 100 BCE."""
        year = _round_year(civil(self.first)[0], step)
        for _ in range(MOST):
            start = days_from_civil(year, 1, 1) * DAY
            if start >= self.end:
                return
            year = _next_round_year(year, step)
            right = self.x(days_from_civil(year, 1, 1) * DAY)
            yield start, self.x(start) + (TORN if start < self.first else 0.0), right


def _round_year(year: int, step: int) -> int:
    """The last round year at or before ``year``; both astronomical, so that 0 is 1 BCE."""
    if year >= step:
        return year - year % step
    before = max(1 - year, 1)  # BCE; the years before the first round one of our era are still the last one's
    return 1 + -before // step * step


def _next_round_year(year: int, step: int) -> int:
    if year > 0:
        return year + step
    before = 1 - year - step
    return 1 - before if before > 0 else step


def _rows(axis: Wall, step: Step) -> Ticks | None:
    """Both rows, or None where the labels of this rung would not fit into most of its cells."""
    minor = list(axis.cells(step.unit, step.step))
    labels = _labels(named(minor, axis, step.unit, step.step), step.words, MINOR_SIZE, bold=False)
    whole = [cell for cell in minor if cell[0] >= axis.first]
    if not labels or len(labels) < len(whole) - 2:
        return None
    major = list(axis.cells(step.above, 1)) if step.above else []
    major_labels = _labels(major, ABOVE[step.above], MAJOR_SIZE, bold=True) if step.above else []
    if not major_labels:
        return None
    by_the_clock = step.above in BY_THE_CLOCK
    return Ticks(edges(major, axis), edges(minor, axis), tuple(major_labels), tuple(labels), by_the_clock)


def _years(axis: Wall) -> Ticks:
    """One row: years, decades, … by the smallest of 1, 2, 5, 10, 20, … that fits."""
    power = 1
    while axis.px(UNITS["year"].mean * power) <= axis.stretch.x1 - axis.stretch.x0:
        for step in (power, 2 * power, 5 * power):
            if axis.px(UNITS["year"].mean * step) >= PITCH:
                cells = list(axis.years(step))
                labels = _labels(named(cells, axis, "year", step), year_of, MAJOR_SIZE, bold=True)
                if labels and len(labels) >= len(cells) - 2:
                    return Ticks(edges(cells, axis), (), tuple(labels), ())
        power *= 10
    return _one_year(axis)


def _one_year(axis: Wall) -> Ticks:
    """A stretch too narrow for any row still says when it is: by its roundest year, where that fits."""
    begin = axis.roundest_year()
    text = year_of(begin)
    room = reserve(text, MAJOR_SIZE, bold=True)
    low, high = axis.stretch.x0 + TORN + INDENT, axis.stretch.x1 - TORN - APART - room
    if high < low:
        return Ticks((), (), (), ())
    x = min(max(axis.x(begin) + INDENT, low), high)
    edges = (axis.x(begin),) if axis.x(begin) + INDENT <= x else ()
    return Ticks(edges, (), (Label(x, text),), ())


def named(
    cells: list[tuple[int, float, float]], axis: Wall, unit: str, step: int
) -> list[tuple[int, float, float]]:
    """The cells that may have a label: not one that began before the stretch, unless the label is true of all
    of it, as "2025" is of any part of the year, and "12:00" is not of any part of the afternoon.
    """
    if step == 1 and unit in ("year", "month", "day"):
        return cells
    return [cell for cell in cells if cell[0] >= axis.first]


def edges(cells: list[tuple[int, float, float]], axis: Wall) -> tuple[float, ...]:
    """The boundaries inside the stretch."""
    return tuple(left for start, left, _ in cells if start > axis.first)


def _labels(
    cells: list[tuple[int, float, float]], words: Callable[[int], str], size: float, *, bold: bool
) -> list[Label]:
    """The labels that fit into their own cells."""
    found = []
    for start, left, right in cells:
        text = words(start)
        if left + INDENT + reserve(text, size, bold=bold) + (APART - INDENT) <= right:
            found.append(Label(left + INDENT, text))
    return found
