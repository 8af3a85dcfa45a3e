"""From instants to places on the axis, and back.

A scale is a list of knots, instants on one side and pixels on the other, straight in between. One stretch
makes a linear scale; several stretches with cuts between them make a broken one: a cut is nothing but a steep
piece. The inverse is the same code with the two lists swapped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from timeline.records import NamedTuple


class Stretch(NamedTuple):
    """A part of the axis drawn at one scale: from ``first`` to ``end`` (instants) between ``x0`` and ``x1``
    (px).
    """

    first: int
    end: int
    x0: float
    x1: float


class Cut(NamedTuple):
    """Time left out between two stretches: the instants it hides, and the gap it leaves on the axis."""

    first: int
    end: int
    x0: float
    x1: float


class Scale:
    """Stretches in time order, each ending before the next begins, both on the axis and in time."""

    __slots__ = ("_instants", "_places", "stretches")

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = tuple(stretches)
        self._instants = [instant for stretch in stretches for instant in (stretch.first, stretch.end)]
        self._places = [float(place) for stretch in stretches for place in (stretch.x0, stretch.x1)]

    @property
    def cuts(self) -> list[Cut]:
        """What lies between the stretches."""
        return [
            Cut(before.end, after.first, before.x1, after.x0) for before, after in pairwise(self.stretches)
        ]

    def position(self, instant: int) -> float:
        """The place of an instant in px. Instants off the axis are held at its ends."""
        return _along(instant, self._instants, self._places)

    def instant(self, place: float) -> int:
        """The instant at a place in px, to the microsecond. Places off the axis are held at its ends."""
        return round(_along(place, self._places, self._instants))


def _along(value: float, knots: Sequence[float], targets: Sequence[float]) -> float:
    """``value`` carried from one side of the knots to the other."""
    if value <= knots[0]:
        return targets[0]
    if value >= knots[-1]:
        return targets[-1]
    after = bisect_right(knots, value)
    low, high = knots[after - 1], knots[after]
    share = (value - low) / (high - low)  # of whole numbers of any size: exact to the last bit of a float
    start, width = targets[after - 1], targets[after] - targets[after - 1]
    if isinstance(start, int):
        # Instants stay whole, however far back: only the step within the piece is rounded.
        return start + round(share * width)
    return start + share * width
