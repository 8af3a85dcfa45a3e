"""The ticks of equal steps: the dates of the steps themselves.

A year stands at its first step, and the day or the time at each; what does not fit is left out, but a day
never without its year, nor a time without its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.dates import Zone, civil
from timeline.dates import clock as clock_of
from timeline.languages import Language
from timeline.layout.cells import Clock, Ticks, Words
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

TIMES: dict[str, Words] = {
    "minute": time_of,
    "second": lambda wall, own: (second_of if clock_of(wall)[2] else time_of)(wall, own),
    "microsecond": microsecond_of,
}
COARSE = {"decade": 10, "century": 100, "millennium": 1000}  # years
MOST = 1000  # steps that are asked for a label: more than any axis has room for


class _Said(NamedTuple):
    """A date in the parts that a tick has: its year, its day or month, its time; each may be missing."""

    year: str
    day: str
    time: str


def of_steps(scale: Scale, zone: Zone, clock: Zone | Clock, language: Language, *, upright: bool) -> Ticks:
    """The ticks of an even scale. Times, and their days, are those of ``clock``, the others of ``zone``."""
    stretch = scale.stretches[0]
    found = Down(stretch) if upright else Across(stretch)
    year = day = ""
    for instant, each in _steps(scale, zone, clock, language):
        x = scale.position(instant)
        if each.year != year:
            if not found.add(x, each.year, bold=True):
                continue
            year, day = each.year, ""
        words = each.day if each.day != day or not each.time else each.time
        if words and found.add(x, words, bold=False):
            day = each.day
    return found.made()


def _steps(scale: Scale, zone: Zone, clock: Zone | Clock, language: Language) -> Iterator[tuple[int, _Said]]:
    """The steps whose dates have names, with what is said of them; where all are times of one day, it is the
    whole day that takes the place of the year.
    """
    steps = scale.bent if isinstance(scale.bent, Steps) else Steps((), ())
    named = [step for step in zip(*steps, strict=True) if step[1]]
    named = named[:: max(1, len(named) // MOST)]
    eras = any(civil(zone.wall(instant))[0] < 1 for instant, _ in named)

    def years(wall: int) -> str:
        return year_of(wall, language, eras=eras)

    said = [_said(*step, zone, clock, years, language) for step in named]
    if all(each.time for each in said) and len({(each.year, each.day) for each in said}) == 1:
        said = [_Said(_whole_day(named[0][0], clock, language), each.time, each.time) for each in said]
    return zip((instant for instant, _ in named), said, strict=True)


def ranked(scale: Scale, zone: Zone, clock: Zone | Clock, language: Language) -> list[tuple[int, str, int]]:
    """The ticks of an even scale of any length, in time order: the instant, the words and the rank, which is
    0 for a year, 1 for a day and 2 for a time of it. None may stand without the one before it that has a
    lower rank.
    """
    found: list[tuple[int, str, int]] = []
    year = day = ""
    for instant, each in _steps(scale, zone, clock, language):
        if each.year != year:
            found.append((instant, each.year, 0))
            year, day = each.year, ""
        if each.day and (each.day != day or not each.time):
            found.append((instant, each.day, 1))
        elif each.time:
            found.append((instant, each.time, 2))
        day = each.day
    return found


def _whole_day(instant: int, clock: Zone | Clock, language: Language) -> str:
    return day_of_year(clock.wall(instant), language)


def _said(
    instant: int,
    unit: str,
    zone: Zone,
    clock: Zone | Clock,
    years: Callable[[int], str],
    language: Language,
) -> _Said:
    """The parts of the date at a step that are known."""
    wall = (clock if unit in TIMES else zone).wall(instant)
    if unit in TIMES:
        return _Said(years(wall), day_of_month(wall, language), TIMES[unit](wall, language))
    if unit in ("day", "month"):
        within = day_of_month if unit == "day" else month_of
        return _Said(years(wall), within(wall, language), "")
    length, year = COARSE.get(unit, 1), civil(wall)[0]
    if length > 1 and year >= length:
        first = language.in_digits(str(year - year % length))
        last = language.in_digits(str(year - year % length + length - 1))
        whole = language.say("year.range", first=first, last=last)
        return _Said(language.say(unit, year=first, first=first, last=last, range=whole), "", "")
    return _Said(years(wall), "", "")
