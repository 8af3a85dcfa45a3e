"""From instants to places on the axis, and back.

A scale is a list of knots, instants on one side and pixels on the other, straight in between. One stretch
makes a linear scale; several stretches with cuts between them make a broken one: a cut is nothing but a steep
piece. Knots inside a stretch bend it, into equal steps or into a logarithm. The inverse is the same code with
the two lists swapped.
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


class Steps(NamedTuple):
    """Equal steps: the instants to which they lead, in time order, and the unit of the date at each, which is
    empty where that date has no name.
    """

    instants: Sequence[int]
    units: Sequence[str]


class Before(NamedTuple):
    """A logarithm of the time before an instant: of lengths from ``least`` (microseconds) up; below, it is
    straight. ``at_the_end`` says whether the axis goes on to the instant itself.
    """

    instant: int
    least: int
    at_the_end: bool


class Scale:
    """Stretches in time order, each ending before the next begins, both on the axis and in time.

    ``bent`` is None where every stretch is proportional to time, and else says how the one stretch is not.
    """

    __slots__ = ("_instants", "_places", "bent", "stretches")

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = tuple(stretches)
        self.bent: Steps | Before | None = None
        self._instants = [instant for stretch in stretches for instant in (stretch.first, stretch.end)]
        self._places = [float(place) for stretch in stretches for place in (stretch.x0, stretch.x1)]

    @classmethod
    def through(cls, instants: Sequence[int], places: Sequence[float], bent: Steps | Before) -> Scale:
        """One stretch through knots: instants that increase, and their places in px, which never decrease."""
        scale = cls([Stretch(instants[0], instants[-1], places[0], places[-1])])
        scale._instants, scale._places, scale.bent = list(instants), list(places), bent
        return scale

    @property
    def knots(self) -> tuple[Sequence[int], Sequence[float]]:
        """Instants, and their places in px, between which it is straight."""
        return self._instants, self._places

    @property
    def kind(self) -> str:
        """What sort of scale it is: "linear", "breaks", "even" or "log"."""
        match self.bent:
            case Steps():
                return "even"
            case Before():
                return "log"
        return "breaks" if len(self.stretches) > 1 else "linear"

    @property
    def cuts(self) -> list[Cut]:
        """What lies between the stretches."""
        return [
            Cut(before.end, after.first, before.x1, after.x0) for before, after in pairwise(self.stretches)
        ]

    def position(self, instant: int) -> float:
        """The place of an instant in px. Instants off the axis are held at its ends."""
        return _along(instant, self._instants, self._places)

    def ending(self, instant: int) -> float:
        """The place in px where something ends that goes on until just before an instant. That differs from
        its position only where a step is the whole of a unit: the next one begins with the next.
        """
        return self.position(instant - 1 if isinstance(self.bent, Steps) else instant)

    def instant(self, place: float) -> int:
        """The instant at a place in px, to the microsecond. Places off the axis are held at its ends."""
        return round(_along(place, self._places, self._instants))


_PARTS = 2**53


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
        # Instants stay whole, however far back: the share is a whole number of parts of 2⁵³, as in a float.
        return start + (int(share * _PARTS) * int(width) + _PARTS // 2) // _PARTS
    return start + share * width
