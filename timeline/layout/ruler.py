"""Where time lies in a finished picture: from an instant to its place along the axis, and from a point back
to its instant, for whoever lets somebody point at the picture or drag in it.

A layout's scale may be in px of its own and knows nothing of mirroring; a ruler says what has become of both.
"""

from __future__ import annotations

from itertools import pairwise

from timeline.dates import Instant
from timeline.layout.scale import Scale
from timeline.records import NamedTuple

_PARTS = 1024  # of a px, to which what lies past the ends of an axis is told apart


class Ruler(NamedTuple):
    """The axis of a picture. ``scale`` has its places in the layout's px.

    ``upright`` is whether time runs down; ``origin`` is how many px those places stand further along in the
    picture. ``mirrored`` is the width of a picture in which time runs from right to left, else None.
    """

    scale: Scale
    upright: bool = False
    origin: float = 0.0
    mirrored: float | None = None

    def place(self, instant: Instant) -> float:
        """How far from the left of the picture, or from its top, an instant stands, in px."""
        return self._in_picture(self.scale.position(instant))

    def ending(self, instant: Instant) -> float:
        """The same where something ends that goes on until just before an instant."""
        return self._in_picture(self.scale.ending(instant))

    def instant(self, x: float, y: float) -> Instant:
        """When it is at a point of the picture, in px from its upper left corner. Past an end of the axis,
        time goes on at the pace that it has there.
        """
        along = y if self.upright else x if self.mirrored is None else self.mirrored - x
        along -= self.origin
        instants, places = self.scale.knots
        if places[0] <= along <= places[-1]:
            return self.scale.instant(along)
        edge, ways = (0, 1) if along < places[0] else (-1, -1)
        pieces = list(pairwise(zip(instants, places, strict=True)))[::ways]
        pace = next(((low, high) for low, high in pieces if high[1] > low[1]), None)
        if pace is None:  # an axis without a length
            return instants[edge]
        (first, x0), (end, x1) = pace
        beyond = round((along - places[edge]) * _PARTS)
        return instants[edge] + beyond * (end - first) // max(1, round((x1 - x0) * _PARTS))

    def _in_picture(self, place: float) -> float:
        if self.upright:
            return place + self.origin
        return place if self.mirrored is None else self.mirrored - place
