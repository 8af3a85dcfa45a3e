"""The length of what a cut leaves out, in words short enough for the gap."""

from __future__ import annotations

from timeline.dates import UNITS
from timeline.languages import EN, Language
from timeline.layout.typeset import reserve

CUT_SIZE = 11.0  # px, the type in a cut
CUT_LEADING = 13.0  # px from one line of it to the next
NARROWEST_CUT = 50.0  # px: "months" between two torn ends
_UNITS = ("year", "month", "day", "hour", "minute", "second", "microsecond")
TWO = {"year": 1.75, "month": 1.75}  # of a unit that are two; of the others it is whatever is nearer to two
ONE = 0.97  # of a unit that are one


def elapsed(length: int, language: Language = EN) -> str:
    """A length of time (microseconds) as a rounded number and its unit, in the largest unit of which it has
    two, or the single one that it is nearest to.
    """
    for unit in _UNITS:
        many = length / UNITS[unit].mean
        count = int(many + 0.5)
        if many >= TWO.get(unit, 1.5) or (unit != "month" and ONE <= many < 1.5):
            return _years(count, language) if count >= 10_000 else language.counted(f"length.{unit}", count)
    return language.counted("length.microsecond", 1)


def _years(count: int, language: Language) -> str:
    """Ten thousand years and more, to three figures."""
    step = 10 ** (len(str(count)) - 3)
    count = round(count / step) * step
    if count < 10**6:
        return language.counted("length.year", count)
    scale = next(scale for scale, _ in language.large if count >= scale)
    return language.say("length.great", years=language.amount(language.large, count * 1000 // scale, scale))


def in_two(text: str) -> list[str]:
    """The words for a length in the two lines that are narrowest; in one where no blank parts them."""
    parts = text.split(" ")
    halves = [[" ".join(parts[:at]), " ".join(parts[at:])] for at in range(len(parts) - 1, 0, -1)]
    return min(halves, key=_width) if halves else [text]


def _width(lines: list[str]) -> float:
    return max(reserve(line, CUT_SIZE) for line in lines)


def in_lines(length: int, width: float, language: Language = EN) -> list[str]:
    """The words for a length, in one line where it is no wider than ``width`` px, else in two."""
    text = elapsed(length, language)
    return [text] if reserve(text, CUT_SIZE) <= width else in_two(text)


def cut_height(length: int, width: float, language: Language = EN) -> float:
    """The gap in px that a cut needs on an upright axis ``width`` px wide."""
    return len(in_lines(length, width, language)) * CUT_LEADING + 14


def cut_width(length: int, language: Language = EN) -> float:
    """The gap in px that a cut of ``length`` microseconds needs for its words."""
    return max(NARROWEST_CUT, _width(in_two(elapsed(length, language))) + 12)
