"""The ticks of a logarithmic scale: round lengths of time before its end.

First come those that everybody counts in (a day, a year, a thousand years), then the tenfold ones between
them, then twos and fives, then the rest, as far as there is room. On one row stands what they are all counted
from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import log10

from timeline.dates import DAY, UNITS, Zone
from timeline.languages import Language
from timeline.layout.cells import Ticks
from timeline.layout.rows import Across, Down
from timeline.layout.scale import Before, Scale
from timeline.layout.tick_words import day_of_year, minute_of_year, year_of
from timeline.records import NamedTuple

FEWEST = 3  # ticks; where there are fewer, dates tell more
YEAR = UNITS["year"].mean
YEARS_SAY = 10 * YEAR  # from which on "before 2026" is exact enough

# The keys of what stands over the ticks, the longest first; the last two are for an upright axis.
YEARS_BEFORE = ("log.years_before", "log.years_before_that", "log.years")
BEFORE = ("log.before", "log.before_that")
UPRIGHT_YEARS, UPRIGHT_BEFORE = ("log.years",), ("log.before_that",)
SHORT = {"minute": "tick.minutes", "second": "tick.seconds", "microsecond": "tick.microseconds"}

DENSITIES = (2.1, 3.6, 7.5)  # times a label's room that a tenfold length takes, for each density of ticks
DIGITS = ((1,), (1, 3), (1, 2, 5), (1, 2, 3, 4, 5, 6, 8))  # of the numbers of years, by density
SMALL = {
    "month": ((1,), (1, 3), (1, 3, 6), (1, 2, 3, 6, 9)),
    "day": ((1,), (1, 10), (1, 2, 5, 10), (1, 2, 3, 5, 10, 20)),
    "hour": ((1,), (1, 6), (1, 3, 6, 12), (1, 2, 3, 6, 12, 18)),
    "minute": ((1,), (1, 10), (1, 10, 30), (1, 2, 5, 10, 20, 30)),
    "second": ((1,), (1, 10), (1, 10, 30), (1, 2, 5, 10, 20, 30)),
    "microsecond": ((1, 1000), *[(1, 10, 100, 1000, 10**4, 10**5)] * 3),
}
"""How many of each smaller unit have a tick, by density."""
LABEL = 62.0  # px of a level axis for one label: "100 mn" …
LABEL_UPRIGHT = 24.0  # … and of an upright one


def of_lengths(scale: Scale, zone: Zone, floor: int, language: Language, *, upright: bool) -> Ticks | None:
    """The ticks of a logarithmic scale; None where there are hardly any. None is finer than ``floor``
    microseconds.
    """
    if not isinstance(scale.bent, Before):
        return None
    before, stretch = scale.bent, scale.stretches[0]
    longest = before.instant - stretch.first
    shortest = max(before.least, floor)
    density = _density(scale, before, LABEL_UPRIGHT if upright else LABEL)
    wanted = [one for one in _lengths(longest, density, language) if shortest <= one.length <= longest]
    found = Down(stretch) if upright else Across(stretch)
    years = any(one.length > YEAR for one in wanted)
    level, column = (YEARS_BEFORE, UPRIGHT_YEARS) if years else (BEFORE, UPRIGHT_BEFORE)
    for head in _heads(column if upright else level, before, zone, language):
        if found.add(stretch.x0, head, bold=True):
            break
    for one in sorted(wanted, key=lambda one: (one.turn, -one.length)):
        found.add(scale.position(before.instant - one.length), one.words, bold=False)
    return found.made() if len(found.labels[1]) >= FEWEST else None


def ranked(scale: Scale, zone: Zone, floor: int, language: Language) -> list[tuple[int, str, int]]:
    """The ticks of a logarithmic scale drawn ever longer, in time order: the instant, the words and the rank.
    Rank 0 says from when lengths are counted; the others come the later the more room there has to be. There
    are none where ``of_lengths`` has none.
    """
    made = of_lengths(scale, zone, floor, language, upright=False)
    if made is None or not isinstance(scale.bent, Before):
        return []
    before, longest = scale.bent, scale.bent.instant - scale.stretches[0].first
    fit = _density(scale, before)
    ranks: dict[int, tuple[str, int]] = {}
    for density in range(fit, len(DENSITIES) + 1):
        for one in _lengths(longest, density, language):
            if max(before.least, floor) <= one.length <= longest:
                ranks.setdefault(one.length, (one.words, 1 + one.turn + 3 * (density - fit)))
    lengths = sorted(ranks.items(), reverse=True)
    return [
        *((scale.stretches[0].first, head.text, 0) for head in made.major_labels),
        *((before.instant - length, *told) for length, told in lengths),
    ]


def _heads(keys: Iterable[str], before: Before, zone: Zone, language: Language) -> Iterator[str]:
    """From when lengths are counted, by the phrases of ``keys``."""
    date, _ = said(before, zone, language)
    for key in keys:
        variant = f"{key}.day"  # where the date is one with a day
        known = before.least < YEARS_SAY and variant in language.phrases
        yield language.say(variant if known else key, date=date)


def _density(scale: Scale, before: Before, label: float = LABEL) -> int:
    """How densely ticks may stand, of which each label takes so many px."""
    room = _tenfold(scale, before) / label
    return sum(room >= least for least in DENSITIES)


def _tenfold(scale: Scale, before: Before) -> float:
    """The px that a tenfold length of time takes."""
    stretch, longest = scale.stretches[0], before.instant - scale.stretches[0].first
    width = scale.position(before.instant - before.least) - stretch.x0
    return width / max(log10(longest) - log10(before.least), 1e-9)


def said(before: Before, zone: Zone, language: Language) -> tuple[str, bool]:
    """From when lengths are counted, in words that are as exact as the shortest of them asks for, and whether
    from the end of what the words name.
    """
    wall = zone.wall(before.instant)
    if before.least >= YEARS_SAY:
        return year_of(wall - 1, language), False
    if wall % DAY == 0:
        return day_of_year(wall - 1, language), True
    return minute_of_year(wall, language), False


class _Length(NamedTuple):
    """A round length in microseconds, its words, and when it is its turn to find room."""

    turn: int
    length: int
    words: str


def _lengths(longest: int, density: int, language: Language) -> Iterator[_Length]:
    """Round lengths up to about ``longest``, as many as ``density`` asks for."""
    for unit, numbers in SMALL.items():
        for number in numbers[density]:
            words = _short(unit, number, language)
            turn = 0 if unit in ("day", "hour") and number == 1 else 1 if number == 1 else 2
            yield _Length(turn, UNITS[unit].mean * number, words)
    power, tens = 1, 0
    while power * YEAR <= longest:
        for digit in DIGITS[density]:
            turn = 2 if digit > 1 else 1 if tens % 3 else 0
            yield _Length(turn, digit * power * YEAR, _years(digit * power, language))
        power, tens = power * 10, tens + 1


def _short(unit: str, number: int, language: Language) -> str:
    """A number of months or less: "3 months", "10 min"."""
    if unit in SHORT:
        return language.say(SHORT[unit], **{f"{unit}s": language.number(number)})
    return language.counted(f"length.{unit}", number)


def _years(number: int, language: Language) -> str:
    """ "1 year", "300", "20,000", "100 mn"."""
    if number == 1:
        return language.counted("length.year", 1)
    scale = next((scale for scale, _ in language.large_short if number >= scale >= 10**6), None)
    if scale is None:
        return language.number(number)
    return language.amount(language.large_short, number * 1000 // scale, scale)
