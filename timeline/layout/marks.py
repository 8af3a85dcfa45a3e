"""Marks on the axis: a date is drawn as wide as it is.

    point        a disc, or its group's other shape: a date that is narrower than the mark
    hollow bar   a year, a month, a day that is wide enough to be seen: it happened somewhere in there
    solid bar    an interval: it lasted from here to there
    dashed       the ends of either bar where the date is approximate, uncertain, or one of several
    arrow        an end that is open or not known
    pill         a number of events that would lie on each other

Every group has its own shape as well as its colour, so that a copy in grey still tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from timeline.layout.typeset import reserve
from timeline.records import NamedTuple
from timeline.scene import Circle, Line, Path, Rect, Role, Shape, Text

RADIUS = 5.0  # px of a point
SMALL = 3.6  # px of a point without a label
BAR = 9.0  # px, the thickness of a bar
THINNEST = 7.0  # px, the shortest bar
SEEN = 12.0  # px: a coarse date at least this wide is a bar, a narrower one a point
PILL = 16.0  # px, the height of a count
COUNT_SIZE = 11.0
ARROW = 8.0  # px, the length of an arrow head


def _polygon(
    corners: int, turn: float, swell: float
) -> Callable[[float, float, float], tuple[tuple[float, float], ...]]:
    """A regular polygon about a centre: ``swell`` makes its ink as heavy as a disc's of the same radius."""
    angles = [turn + 2 * pi * corner / corners for corner in range(corners)]

    def points(x: float, y: float, r: float) -> tuple[tuple[float, float], ...]:
        return tuple((x + swell * r * cos(angle), y + swell * r * sin(angle)) for angle in angles)

    return points


_SQUARE = _polygon(4, pi / 4, 1.27)
_DIAMOND = _polygon(4, 0, 1.3)
_TRIANGLE = _polygon(3, -pi / 2, 1.4)
_WEDGE = _polygon(3, pi / 2, 1.4)
_HEXAGON = _polygon(6, 0, 1.12)
_OUTLINES = (None, _SQUARE, _TRIANGLE, _DIAMOND, _WEDGE, _HEXAGON)
"""The shapes of groups, in turn; None is the disc."""


class Span(NamedTuple):
    """A bar's extent in px, and which of its ends are arrows."""

    x0: float
    x1: float
    open_start: bool = False
    open_end: bool = False

    @property
    def width(self) -> float:
        """From end to end."""
        return self.x1 - self.x0


class Mark(NamedTuple):
    """How an event is drawn on the axis."""

    event: str | None  # its id
    words: str  # all of it in one line, for those who point at it or cannot see it
    span: Span | None  # its bar, or None for a point
    solid: bool
    doubtful: bool
    kind: int
    colour: Role


def point(x: float, y: float, radius: float, kind: int, colour: Role, *, doubtful: bool = False) -> Shape:
    """The mark of an event of the ``kind``-th group. A doubtful one is hollow."""
    outline = _OUTLINES[kind % len(_OUTLINES)]
    fill, stroke, width = ("paper", colour, 1.8) if doubtful else (colour, "paper", 1.2)
    if outline is None:
        return Circle(x, y, radius, fill, stroke, width)
    corners = outline(x, y, radius)
    steps = [("M" if number == 0 else "L", *corner) for number, corner in enumerate(corners)]
    return Path((*steps, ("Z",)), fill, stroke, width)


def bar(span: Span, y: float, colour: Role, *, solid: bool, doubtful: bool) -> list[Shape]:
    """A bar along the axis, its middle at ``y``."""
    top, bottom = y - BAR / 2, y + BAR / 2
    left = span.x0 + (ARROW if span.open_start else 0)
    right = span.x1 - (ARROW if span.open_end else 0)
    shapes: list[Shape] = []
    fill = colour if solid and not doubtful else f"{colour}-tint" if solid else "paper"
    dashed = doubtful and right - left >= SEEN  # a shorter bar has no room for dashes
    if right > left:
        outline = None if dashed else colour
        shapes.append(
            Rect(
                left, top, right - left, BAR, fill, outline, 1.5, 0 if span.open_start or span.open_end else 2
            )
        )
        if dashed:
            shapes += [Line(left, edge, right, edge, colour, 1.5, (4, 3)) for edge in (top, bottom)]
            shapes += [Line(end, top, end, bottom, colour, 1.5, (3, 3)) for end in (left, right)]
    if span.open_start:
        shapes.append(_arrow(left, span.x0, top, bottom, colour))
    if span.open_end:
        shapes.append(_arrow(right, span.x1, top, bottom, colour))
    return shapes


def _arrow(base: float, tip: float, top: float, bottom: float, colour: Role) -> Shape:
    """A head from a bar's end to ``tip``, a little wider than the bar."""
    middle = (top + bottom) / 2
    return Path((("M", base, top - 2), ("L", tip, middle), ("L", base, bottom + 2), ("Z",)), colour)


def count_words(count: int) -> str:
    """A count short enough for a pill: exact below a thousand, then to two figures at least."""
    if count < 1000:
        return str(count)
    for size, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if count >= size:
            return f"{count / size:.1f}{letter}" if count < 10 * size else f"{count // size}{letter}"
    raise AssertionError("a count of a thousand or more is at least a thousand")


def pill_width(count: int) -> float:
    """The width of a pill, in px, with room for a wider font."""
    return max(PILL, reserve(count_words(count), COUNT_SIZE) + 6)


def pill(x: float, y: float, count: int, width: float) -> list[Shape]:
    """A count about a place on the axis."""
    return [
        Rect(x - width / 2, y - PILL / 2, width, PILL, "strip", "leader", 1, PILL / 2),
        Text(x, y + 0.35 * COUNT_SIZE, count_words(count), COUNT_SIZE, "ink", anchor="middle"),
    ]


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each interval in px, in the order given, the first lane where it touches no other.

    Intervals that come in order of their starts are packed as tightly as can be.
    """
    ends: list[float] = []
    found: list[int] = []
    for start, end in spans:
        lane = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        ends[lane] = end
        found.append(lane)
    return found
