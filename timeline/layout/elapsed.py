"""The length of what a cut leaves out, in words short enough for the gap."""

from __future__ import annotations

from timeline.dates import UNITS
from timeline.layout.typeset import reserve

CUT_SIZE = 11.0  # px, the type in a cut
CUT_LEADING = 13.0  # px from one line of it to the next
NARROWEST_CUT = 50.0  # px: "months" between two torn ends
_UNITS = ("year", "month", "day", "hour", "minute", "second", "microsecond")
_GREAT = ((10**9, "billion"), (10**6, "million"))

# The words, in one place.
_NUMBER_OF = "{number} {name}"
_INSTANT = "1", "instant"


def elapsed(length: int) -> tuple[str, str]:
    """A length of time (microseconds) as a rounded number and its unit, in the largest unit of which it has
    two, or the single one that it is nearest to.
    """
    for unit in _UNITS:
        count = round(length / UNITS[unit].mean)
        if length >= 1.75 * UNITS[unit].mean or (
            unit != "month" and 0.97 <= length / UNITS[unit].mean <= 1.5
        ):
            return _count(count), f"{unit}s" if count != 1 else unit
    return _INSTANT


def _count(count: int) -> str:
    for size, name in _GREAT:
        if count >= size:
            return _NUMBER_OF.format(number=f"{count / size:.3g}", name=name)
    return f"{round(count, 3 - len(str(count))):,}" if count >= 10_000 else str(count)


def in_lines(length: int, width: float) -> list[str]:
    """The words for a length, in one line where it is no wider than ``width`` px, else in two."""
    number, unit = elapsed(length)
    line = _NUMBER_OF.format(number=number, name=unit)
    return [line] if reserve(line, CUT_SIZE) <= width else [number, unit]


def cut_height(length: int, width: float) -> float:
    """The gap in px that a cut needs on an upright axis ``width`` px wide."""
    return len(in_lines(length, width)) * CUT_LEADING + 14


def cut_width(length: int) -> float:
    """The gap in px that a cut of ``length`` microseconds needs for its words."""
    return max(NARROWEST_CUT, *(reserve(text, CUT_SIZE) + 12 for text in elapsed(length)))
