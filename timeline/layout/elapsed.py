"""The length of what a cut leaves out, in words short enough for the gap."""

from __future__ import annotations

from timeline.dates import UNITS
from timeline.layout.typeset import reserve

CUT_SIZE = 11.0  # px, the type in a cut
NARROWEST_CUT = 50.0  # px: "months" between two torn ends
_UNITS = ("year", "month", "day", "hour", "minute", "second", "microsecond")
_GREAT = ((10**9, "billion"), (10**6, "million"))


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
    return "1", "instant"


def _count(count: int) -> str:
    for size, name in _GREAT:
        if count >= size:
            return f"{count / size:.3g} {name}"
    return f"{count:,}" if count >= 10_000 else str(count)


def cut_width(length: int) -> float:
    """The gap in px that a cut of ``length`` microseconds needs for its words."""
    return max(NARROWEST_CUT, *(reserve(text, CUT_SIZE) + 12 for text in elapsed(length)))
