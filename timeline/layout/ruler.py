"""Where time lies in a finished picture: from an instant to its place along the axis, and from a point back
to its instant, for whoever lets somebody point at the picture or drag in it.

A layout's scale may be in px of its own and knows nothing of mirroring; a ruler says what has become of both.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from timeline.dates import Instant
from timeline.layout.scale import Scale, Steps
from timeline.records import NamedTuple

AT_A_STEP = 0.5
"""The px on either side of a step that are the step itself, on an axis in equal steps."""
_PARTS = 2**40  # of a piece of axis: instants stay whole numbers, however far back


class Ruler(NamedTuple):
    """The axis of a picture. ``scale`` has its places in the layout's px.

    ``upright`` is whether time runs down; ``origin`` is how many px those places stand further along in the
    picture. ``mirrored`` is the width of a picture in which time runs from right to left, else None. Past an
    end of the axis, time goes on at the pace that it has there.
    """

    scale: Scale
    upright: bool = False
    origin: float = 0.0
    mirrored: float | None = None

    def place(self, instant: Instant) -> float:
        """How far from the left of the picture, or from its top, an instant stands, in px."""
        instants, _ = self.scale.knots
        place = self.scale.position(instant)
        if not instants[0] <= instant <= instants[-1]:
            edge = 0 if instant < instants[0] else -1
            time, room = self._pace(edge)
            place += (instant - instants[edge]) / time * room
        return self._turned(place)

    def ending(self, instant: Instant) -> float:
        """The same where something ends that goes on until just before an instant."""
        on_axis = instant <= self.scale.knots[0][-1]
        return self._turned(self.scale.ending(instant)) if on_axis else self.place(instant)

    def instant(self, x: float, y: float) -> Instant:
        """When it is at a point of the picture, in px from its upper left corner."""
        place = y - self.origin if self.upright else x if self.mirrored is None else self.mirrored - x
        instants, places = self.scale.knots
        if places[0] <= place <= places[-1]:
            step = self._step(place)
            return self.scale.instant(place) if step is None else step
        edge = 0 if place < places[0] else -1
        time, room = self._pace(edge)
        return instants[edge] + round((place - places[edge]) / room * _PARTS) * time // _PARTS

    def _step(self, place: float) -> Instant | None:
        """The instant of the step at a place: all of a date that is a step stands there, its middle too."""
        if not isinstance(self.scale.bent, Steps):
            return None
        steps = self.scale.bent.instants
        after = bisect_left(steps, place, key=self.scale.position)
        near = steps[max(0, after - 1) : after + 1]
        nearest = min(near, key=lambda step: abs(self.scale.position(step) - place))
        return nearest if abs(self.scale.position(nearest) - place) < AT_A_STEP else None

    def _pace(self, edge: int) -> tuple[int, float]:
        """Microseconds, and the px that they take, at the first (0) or the last end (-1) of the axis."""
        pieces = list(pairwise(zip(*self.scale.knots, strict=True)))
        for (first, x0), (end, x1) in pieces if edge == 0 else reversed(pieces):
            if x1 > x0:
                return end - first, x1 - x0
        return 1, 1.0  # an axis without a length

    def _turned(self, place: float) -> float:
        if self.upright:
            return place + self.origin
        return place if self.mirrored is None else self.mirrored - place
