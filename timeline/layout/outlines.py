"""The outlines of marks as polygons, and what lies inside one: its halves, hatching.

Nothing is clipped by whoever shows the picture: a half and a hatch are cut out here, by arithmetic. All
outlines are convex, so that a line enters and leaves one once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil, cos, floor, pi, sin

from timeline.records import TYPE_CHECKING
from timeline.scene import Segment

if TYPE_CHECKING:
    from typing import TypeAlias

Place: TypeAlias = "tuple[float, float]"
"""x and y in px."""

Outline: TypeAlias = "tuple[Place, ...]"
"""The corners in turn."""

ROUND = 24  # corners that make a disc, to 1/100 of its radius


def _polygon(corners: int, turn: float, swell: float) -> Callable[[float, float, float], Outline]:
    """A regular polygon about a centre: ``swell`` makes its ink as heavy as a disc's of the same radius."""
    angles = [turn + 2 * pi * corner / corners for corner in range(corners)]

    def points(x: float, y: float, r: float) -> Outline:
        return tuple((x + swell * r * cos(angle), y + swell * r * sin(angle)) for angle in angles)

    return points


_SQUARE = _polygon(4, pi / 4, 1.27)
_DIAMOND = _polygon(4, 0, 1.3)
_TRIANGLE = _polygon(3, -pi / 2, 1.4)
_WEDGE = _polygon(3, pi / 2, 1.4)
_HEXAGON = _polygon(6, 0, 1.12)
_DISC = _polygon(ROUND, 0, 1)
_SHAPES = (_DISC, _SQUARE, _TRIANGLE, _DIAMOND, _WEDGE, _HEXAGON)


def is_disc(kind: int) -> bool:
    """Whether the shape of the ``kind``-th group is the disc."""
    return kind % len(_SHAPES) == 0


def shape(kind: int, x: float, y: float, radius: float) -> Outline:
    """The shape of the ``kind``-th group about a place; groups past the last shape begin again."""
    return _SHAPES[kind % len(_SHAPES)](x, y, radius)


def box(x0: float, x1: float, top: float, bottom: float) -> Outline:
    """An upright box."""
    return (x0, top), (x1, top), (x1, bottom), (x0, bottom)


def halves(outline: Outline, middle: float) -> tuple[Outline, Outline]:
    """What of an outline lies above the height ``middle``, and what below."""
    upper: list[Place] = []
    lower: list[Place] = []
    for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]):
        (upper if y0 < middle else lower).append((x0, y0))
        if (y0 < middle) != (y1 < middle):
            crossing = x0 + (x1 - x0) * (middle - y0) / (y1 - y0), middle
            upper.append(crossing)
            lower.append(crossing)
    return tuple(upper), tuple(lower)


def hatch(outline: Outline, gap: float) -> list[Segment]:
    """Strokes from lower left to upper right across an outline, ``gap`` px apart."""
    sums = [x + y for x, y in outline]  # the same all along a stroke
    step = gap * 2**0.5
    steps: list[Segment] = []
    middle = (min(sums) + max(sums)) / 2
    first, last = ceil((min(sums) - middle) / step), floor((max(sums) - middle) / step)
    for number in range(first, last + 1):
        ends = _chord(outline, middle + number * step)
        if ends and abs(ends[1][0] - ends[0][0]) > 0.5:
            steps += [("M", *ends[0]), ("L", *ends[1])]
    return steps


def _chord(outline: Outline, total: float) -> tuple[Place, Place] | None:
    """Where the line x + y = ``total`` enters an outline and leaves it."""
    found: list[Place] = []
    for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]):
        before, after = x0 + y0 - total, x1 + y1 - total
        if (before < 0) != (after < 0):
            share = before / (before - after)
            found.append((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
    return (found[0], found[1]) if len(found) == 2 else None


def closed(outline: Sequence[Place]) -> tuple[Segment, ...]:
    """The steps of a path round an outline."""
    return (*open_path(outline), ("Z",))


def open_path(points: Sequence[Place]) -> tuple[Segment, ...]:
    """The steps of a path from the first point to the last."""
    return tuple(("L" if number else "M", *point) for number, point in enumerate(points))
