"""The ticks of equal steps: the dates of the steps themselves.

A year stands at its first step, and the day or the time at each; what does not fit is left out, but a day
never without its year, nor a time without its day.
"""

from __future__ import annotations

from timeline.dates import Zone, civil
from timeline.dates import clock as clock_of
from timeline.layout.cells import Clock, Ticks
from timeline.layout.rows import Across, Down
from timeline.layout.scale import Scale, Steps
from timeline.layout.tick_words import (
    day_of_month,
    day_of_year,
    microsecond_of,
    month_of,
    second_of,
    time_of,
    year_of,
)
from timeline.records import NamedTuple

TIMES = {
    "minute": time_of,
    "second": lambda wall: second_of(wall) if clock_of(wall)[2] else time_of(wall),
    "microsecond": microsecond_of,
}
COARSE = {"decade": 10, "century": 100, "millennium": 1000}  # years
MOST = 1000  # steps that are asked for a label: more than any axis has room for

# The words, in one place.
_YEARS = "{year}s"


class _Said(NamedTuple):
    """A date in the parts that a tick has: its year, its day or month, its time; each may be missing."""

    year: str
    day: str
    time: str


def of_steps(scale: Scale, zone: Zone, clock: Zone | Clock, *, upright: bool) -> Ticks:
    """The ticks of an even scale. Times, and their days, are those of ``clock``, the others of ``zone``."""
    stretch = scale.stretches[0]
    found = Down(stretch) if upright else Across(stretch)
    steps = scale.bent if isinstance(scale.bent, Steps) else Steps((), ())
    named = [step for step in zip(*steps, strict=True) if step[1]]
    named = named[:: max(1, len(named) // MOST)]
    said = [_said(*step, zone, clock) for step in named]
    if all(each.time for each in said) and len({(each.year, each.day) for each in said}) == 1:
        said = [_Said(_whole_day(named[0][0], clock), each.time, each.time) for each in said]
    year = day = ""
    for (instant, _), each in zip(named, said, strict=True):
        x = scale.position(instant)
        if each.year != year:
            if not found.add(x, each.year, bold=True):
                continue
            year, day = each.year, ""
        words = each.day if each.day != day or not each.time else each.time
        if words and found.add(x, words, bold=False):
            day = each.day
    return found.made()


def _whole_day(instant: int, clock: Zone | Clock) -> str:
    return day_of_year(clock.wall(instant))


def _said(instant: int, unit: str, zone: Zone, clock: Zone | Clock) -> _Said:
    """The parts of the date at a step that are known."""
    wall = (clock if unit in TIMES else zone).wall(instant)
    if unit in TIMES:
        return _Said(year_of(wall), day_of_month(wall), TIMES[unit](wall))
    if unit in ("day", "month"):
        return _Said(year_of(wall), day_of_month(wall) if unit == "day" else month_of(wall), "")
    length, year = COARSE.get(unit, 1), civil(wall)[0]
    if length > 1 and year >= length:
        return _Said(_YEARS.format(year=year - year % length), "", "")
    return _Said(year_of(wall), "", "")
