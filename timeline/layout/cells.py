"""The calendar on a stretch of axis: cells of whole units, and the ladder of units to choose from.

A row of ticks is a row of cells, as in a calendar: a label stands just after the boundary where its unit
begins, so "2025" is beside the whole year and not on its first of January. All boundaries are whole numbers
of the wall clock; they become places only when they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from timeline.dates import DAY, MINUTE, UNITS, Zone, civil, days_from_civil, years_shortly
from timeline.languages import EN, Language
from timeline.layout.scale import Scale, Stretch
from timeline.layout.tick_words import (
    day_of,
    day_of_year,
    microsecond_of,
    minute_of_year,
    month_of,
    month_of_year,
    second_of,
    time_of,
    year_of,
)
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

Words: TypeAlias = "Callable[[int, Language], str]"
"""What a tick at a wall time says."""

MAJOR_SIZE = 13.0
MINOR_SIZE = 12.0
INDENT = 4.0  # px from a boundary to its label
TORN = 3.0  # px of a stretch's edge that may be torn
APART = 6.0  # px between two labels of a row
MOST = 400  # ticks of one stretch: more than any axis has room for
QUARTERS = (0, 7, 14, 21)  # days of a month after its first at which a row of weeks has its ticks
FAR = 10_000  # years from which on a range of them is longer than any narrow stretch


class Label(NamedTuple):
    """A tick's label: its left edge in px, or its upper edge on an upright axis, and its text."""

    x: float
    text: str


class Ticks(NamedTuple):
    """What stands on one stretch: the boundaries of the two rows in px, and their labels."""

    major: tuple[float, ...]
    minor: tuple[float, ...]
    major_labels: tuple[Label, ...]
    minor_labels: tuple[Label, ...]


class Step(NamedTuple):
    """One rung: every ``step``-th ``unit``, its label, and the unit of the row above with its label."""

    unit: str
    step: int
    words: Words
    above: str | None


ABOVE: dict[str, Words] = {
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
    Step("day", 1, day_of, "month"),
    Step("week", 1, day_of, "month"),
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


class Wall:
    """A stretch by its wall clock: whole-number walls in, px out."""

    def __init__(self, scale: Scale, stretch: Stretch, zone: Zone | Clock, language: Language = EN) -> None:
        self.scale, self.stretch, self.zone, self.language = scale, stretch, zone, language
        self.first, self.end = zone.wall(stretch.first), zone.wall(stretch.end)
        self.eras = before_our_era(scale, zone)

    def said(self, words: Words, wall: int) -> str:
        """What a tick at a wall time says."""
        if words is year_of:
            return year_of(wall, self.language, eras=self.eras)
        return words(wall, self.language)

    def years_in_words(self) -> str | None:
        """The years that the stretch spans, as short as they can be said; None where it spans but one, or
        where they are too far from our era to be said exactly.
        """
        first, last = civil(self.first)[0], civil(self.end - 1)[0]
        if first == last or not -FAR < first < last < FAR:
            return None
        return years_shortly(first, last, self.language, eras=self.eras)

    def px(self, length: int) -> float:
        """How long ``length`` microseconds are on the axis."""
        return length * (self.stretch.x1 - self.stretch.x0) / (self.stretch.end - self.stretch.first)

    def x(self, wall: int) -> float:
        """Where a wall time is; held at the stretch's ends."""
        instant = self.zone.boundary(wall)
        return self.scale.position(min(max(instant, self.stretch.first), self.stretch.end))

    def cells(self, unit: str, step: int) -> Iterator[tuple[int, float, float]]:
        """Each cell of the row that shows: the wall time where it begins, and its two edges in px."""
        if unit == "week":
            yield from self._weeks()
            return
        start = UNITS[unit].floor(self.first, step)
        for _ in range(MOST):
            if start >= self.end:
                return
            after = UNITS[unit].floor(UNITS[unit].offset(start, step), step)
            yield start, self.x(start) + (TORN if start < self.first else 0.0), self.x(after)
            start = after

    def _weeks(self) -> Iterator[tuple[int, float, float]]:
        """The cells of a row of weeks, counted from the first of each month: where they were counted on from
        month to month, the label of one would cross into the next month.
        """
        for month, _, _ in list(self.cells("month", 1)):
            starts = [month + days * DAY for days in QUARTERS]
            for start, after in pairwise([*starts, UNITS["month"].offset(month, 1)]):
                if after > self.first and start < self.end:
                    yield start, self.x(start) + (TORN if start < self.first else 0.0), self.x(after)

    def round_years(self) -> Iterator[int]:
        """Where years in the stretch begin, the roundest first; of equals the last and the first."""
        first, last = civil(self.first)[0], civil(self.end - 1)[0]
        power = 10 ** len(str(max(abs(first), abs(last))))
        while power:
            for step in filter(None, (power, power // 2, power // 5)):
                latest, earliest = _round_year(last, step), _next_round_year(_round_year(first, step), step)
                for year in (latest, earliest):
                    if first < year <= last:
                        yield days_from_civil(year, 1, 1) * DAY
            power //= 10

    def first_year(self) -> int:
        """Where the year begins in which the stretch does."""
        return days_from_civil(civil(self.first)[0], 1, 1) * DAY

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


def before_our_era(scale: Scale, zone: Zone | Clock) -> bool:
    """Whether the axis begins before our era: then what is said of years in it is said with their era."""
    return civil(zone.wall(scale.stretches[0].first))[0] < 1


def _round_year(year: int, step: int) -> int:
    """The last round year at or before ``year``; both astronomical, so that 0 is 1 BCE."""
    if year >= step:
        return year - year % step
    if year > 0:
        return 1  # from the beginning of our era to its first round year
    return 1 + -(1 - year) // step * step


def _next_round_year(year: int, step: int) -> int:
    if year > 0:
        return year - year % step + step
    before = 1 - year - step
    return 1 - before if before > 0 else 1


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
