"""What the page's script makes ticks of, as plain values: the units that divide an axis, the words for them,
and the ticks of bent scales in the order in which they find room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.dates import UNITS
from timeline.languages import Language
from timeline.layout.cells import BY_THE_CLOCK, LADDER
from timeline.records import NamedTuple

LASTING = ("year", "month", "day")
"""Units that are named in all of their parts: "12:00" is true in no part of an hour."""
YEAR = UNITS["year"].mean


class Turn(NamedTuple):
    """A tick of a bent scale: what ``ChartScale.ticks`` says of it."""

    instant: int
    words: str
    row: int
    until: int
    under: int
    least: float  # px


def by_steps(given: Sequence[tuple[int, str, int]], end: int) -> list[Turn]:
    """Ranked ticks of equal steps up to an instant. Years come first, and of them those with the most steps,
    for a label is worth as much as it tells; then days likewise, then times.
    """
    after = [len(given)] * len(given)  # the place of the next one of the same or a lower rank
    above = [-1] * len(given)  # the place of the last one before of a lower rank
    last: list[int] = []
    for place, (_, _, rank) in enumerate(given):
        while last and given[last[-1]][2] >= rank:
            after[last.pop()] = place
        above[place] = last[-1] if last else -1
        last.append(place)
    turns = sorted(range(len(given)), key=lambda place: (given[place][2], place - after[place]))
    turn_of = {-1: -1, **{place: turn for turn, place in enumerate(turns)}}
    ends = [*(instant for instant, _, _ in given), end]
    return [
        Turn(instant, said, min(rank, 1), ends[after[place]], turn_of[above[place]], 0)
        for place in turns
        for instant, said, rank in [given[place]]
    ]


def by_length(given: Sequence[tuple[int, str, int]], end: int, width: float) -> list[Turn]:
    """Ranked ticks of a logarithm up to an instant, on an axis made for so many px. What they are counted
    from is true of all of it; every three ranks of the others ask for twice its length.
    """
    return [
        Turn(
            instant,
            said,
            min(rank, 1),
            instant if rank else end,
            -1,
            round(width * 2 ** ((rank - 1) // 3)) if rank > 3 else 0,
        )
        for instant, said, rank in sorted(given, key=lambda tick: tick[2])
    ]


def ladder(finest: str, longest: int) -> list[tuple[str, int, int, bool, str, bool]]:
    """What an axis of up to so many microseconds can be divided into, the finest first: see ``Chart``."""
    found = [
        (
            step.unit,
            step.step,
            UNITS[step.unit].mean * step.step,
            step.step == 1 and step.unit in LASTING,
            step.above or "",
            step.above in BY_THE_CLOCK,
        )
        for step in LADDER
        if UNITS[step.unit].mean >= UNITS[finest].mean
    ]
    power = 1
    while power * YEAR <= 10 * longest:
        found += [
            ("year", step * power, step * power * YEAR, step * power == 1, "", False) for step in (1, 2, 5)
        ]
        power *= 10
    return found


def words_of(own: Language, lang: str) -> Mapping[str, object]:
    """What ticks are made of in a language, whose tag is ``lang``: ``TickWords``."""
    day, date = _phrase(own, "tick.day"), _in_eras(own, _phrase(own, "date.day"))
    times = dict.fromkeys(("hour", "minute"), "{time}")
    said = {
        "month": "{alone}",
        "week": day.replace("{day}", "{number}"),
        "day": day.replace("{day}", "{number}"),
        **times,
        "second": "{clock}",
        "microsecond": _phrase(own, "tick.seconds"),
    }
    timed = _phrase(own, "date.time")
    return {
        "locale": f"{lang.partition('-')[0]}-u-nu-{'arabext' if own.digits else 'latn'}",
        "digits": own.digits,
        "months": own.months_short,
        "months_alone": own.months_alone_short,
        "days": [own.day(day) for day in range(1, 32)],
        "large": [(scale, dict(phrases)) for scale, phrases in own.large_short],
        "ticks": {"year": _years(own, ""), **{unit: [words] * 3 for unit, words in said.items()}},
        "above": {
            "year": _years(own, ""),
            "month": _in_eras(own, _phrase(own, "date.month").replace("{month}", "{alone}")),
            "day": date,
            "minute": [timed.replace("{date}", words) for words in date],
        },
    }


def _phrase(own: Language, key: str) -> str:
    """A phrase as it is for a picture."""
    return own.phrases.get(f"{key}.short", own.phrases[key])


def _years(own: Language, end: str) -> list[str]:
    """What is said of a year BCE, of one that needs no era, and of a year CE."""
    return [_phrase(own, f"year{era}{end}") for era in (".bce", "", ".ce")]


def _in_eras(own: Language, date: str) -> list[str]:
    """A date with each of them. A year that has its era is not padded."""
    bce, plain, ce = _years(own, ".in_date")
    bare = date.replace("{year:0>4}", "{year}")
    return [
        bare.replace("{year}", bce),
        date.replace("{year}", plain) if plain != "{year}" else date,
        bare.replace("{year}", ce),
    ]
