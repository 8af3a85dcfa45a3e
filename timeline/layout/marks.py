"""Marks on the axis: a date is drawn as wide as it is, and its doubts are drawn as doubts.

A mark consists of pieces, most of one. Each kind of doubt has a means of its own, so that they can meet:

    where       a point (its group's shape) for what is narrower than a mark; else a bar
    fill        solid: it lasted, or a point; hollow: some time within, one of several, another date
    ends        an arrow: goes on (its head hollow where only the picture ends); an open end: not known
    steps       an end that fades in steps: about (~)
    hatching    uncertain (?); over the half whose end it is, where it is one end alone
    lines       a thin line joins what belongs together: the dates of a set, a source's other date
    halves      only the lower half has a fill: alleged
    a cross     on a mark without its fill: disputed
    a fine ring within the outline: confirmed

Status goes before doubt where both want the fill: a half or nothing is all there is to hatch, and a point
that is disputed is not hatched at all, as ring and hatching would not be seen in it. Fading, ends and joints
lie outside the fill and stay whatever the status is. Solid and hollow bars stay apart in every status: a
hollow one's half is lighter, and a disputed solid one is tinted.

Everything is drawn along a horizontal axis, with no more than what survives to be turned and mirrored. Every
group has its own shape as well as its colour, so that a copy in grey still tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline.layout import outlines
from timeline.layout.moves import turned
from timeline.layout.outlines import Outline
from timeline.layout.typeset import reserve
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Circle, Line, Path, Rect, Role, Shape, Text

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.model import Status

RADIUS = 5.0  # px of a point
SMALL = 3.6  # px of a point without a label
ASIDE = 0.68  # of a mark, the size of another date that a source gives
BAR = 9.0  # px, the thickness of a bar
THINNEST = 7.0  # px, the shortest bar
SEEN = 12.0  # px: a coarse date at least this wide is a bar, a narrower one a point
PILL = 16.0  # px, the height of a count
COUNT_SIZE = 11.0
ARROW = 8.0  # px, the length of an arrow head
UNKNOWN = 9.0  # px, the least length of what is not known of a bar
STEP = 3.5  # px, one of the steps in which an end fades …
FADES = ("fade1", "fade2", "tint")  # … and what is added to the role of a colour for each
FADE = STEP * len(FADES)
RIM = 1.5  # px, the outline of a bar
HATCH = 4.2  # px between the strokes of a bar's hatching
FINE_HATCH = 2.9  # … and of a point's

End: TypeAlias = "Literal['closed', 'open', 'cut', 'unknown']"
"""How a bar ends: where its date does, not at all, not within the picture, or nobody knows where."""


Form: TypeAlias = "Literal['date', 'interval', 'one', 'all']"

LEAST: dict[End, float] = {"closed": 0.0, "open": ARROW, "cut": ARROW, "unknown": UNKNOWN}
"""The room in px that each end needs beyond ``THINNEST``."""


class Span(NamedTuple):
    """An extent along the axis, in px, and at which ends it does not end where the date does."""

    x0: float
    x1: float
    open_start: bool = False
    open_end: bool = False

    @property
    def width(self) -> float:
        """From end to end."""
        return self.x1 - self.x0


class Piece(NamedTuple):
    """One date of an event on the axis: a point where ``x0`` and ``x1`` are the same, else a bar, in px.

    ``solid`` is whether it has a fill. ``fades`` and ``hatched`` are for its start and for its end; a point
    is drawn alike on both sides. ``sure`` is the part of a solid bar that has a fill, where not all has.
    ``aside`` makes it smaller: another date.
    """

    x0: float
    x1: float
    solid: bool
    start: End = "closed"
    end: End = "closed"
    fades: tuple[bool, bool] = (False, False)
    hatched: tuple[bool, bool] = (False, False)
    sure: Span | None = None
    aside: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is a point and not a bar."""
        return self.x0 == self.x1

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it goes along the axis, in px: its ink, and the steps of its fading."""
        rim = (RADIUS * ASIDE if self.aside else RADIUS) if self.is_point else 0.0
        before, after = (_outside(self) if fades else 0.0 for fades in self.fades)
        return self.x0 - rim - before, self.x1 + rim + after


class Mark(NamedTuple):
    """How an event is drawn on the axis.

    ``form`` is that of its date: the members of a set are one piece each. What sources say stands aside,
    after all others.
    """

    event: str | None  # its id
    words: str  # all of it in one line, for those who point at it or cannot see it
    kind: int
    colour: Role
    pieces: tuple[Piece, ...]
    form: Form = "date"
    status: Status = "reported"

    @property
    def span(self) -> Span | None:
        """From its first piece to its last; None where it is no more than a point."""
        if len(self.pieces) == 1 and self.pieces[0].is_point:
            return None
        return Span(
            min(piece.x0 for piece in self.pieces),
            max(piece.x1 for piece in self.pieces),
            any(piece.start != "closed" for piece in self.pieces),
            any(piece.end != "closed" for piece in self.pieces),
        )

    @property
    def solid(self) -> bool:
        """Whether its first date has a fill."""
        return self.pieces[0].solid

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it goes along the axis, in px."""
        starts, ends = zip(*(piece.reach for piece in self.pieces), strict=True)
        return min(starts), max(ends)


def draw(mark: Mark, y: float, radius: float = RADIUS) -> list[Shape]:
    """A mark along the axis, its middle at ``y``, its points of ``radius``."""
    shapes: list[Shape] = []
    if len(mark.pieces) > 1:
        shapes += _joints(mark, y)
    for piece in sorted(mark.pieces, key=_is_in_front):
        size = ASIDE if piece.aside else 1.0
        if piece.is_point:
            shapes += _point(mark, piece, y, radius * size)
        else:
            shapes += _bar(mark, piece, y, BAR * size)
    return shapes


def draw_upright(mark: Mark, x: float, radius: float = RADIUS) -> list[Shape]:
    """A mark along an axis that runs down, its middle at ``x``: bars are turned, the shapes of points not."""
    shapes: list[Shape] = []
    if len(mark.pieces) > 1:
        shapes += turned(_joints(mark, x))
    for piece in sorted(mark.pieces, key=_is_in_front):
        size = ASIDE if piece.aside else 1.0
        if piece.is_point:
            shapes += turned(_flanks(piece, x, radius * size, mark.colour))
            here = piece._replace(x0=x, x1=x, fades=(False, False))
            shapes += _point(mark, here, piece.x0, radius * size)
        else:
            shapes += turned(_bar(mark, piece, x, BAR * size))
    return shapes


def dot(mark: Mark, x: float, y: float) -> list[Shape]:
    """The mark as one small point at ``x``: for an event without a label."""
    main = mark.pieces[0]
    hollow = mark.form == "one"
    doubts = any(piece.hatched != (False, False) for piece in mark.pieces if not piece.aside)
    small = Piece(x, x, solid=not hollow, hatched=(doubts, doubts), fades=main.fades)
    return _point(mark, small, y, SMALL)


def point(x: float, y: float, radius: float, kind: int, colour: Role) -> Shape:
    """The mark of an event of the ``kind``-th group of which there is no doubt."""
    return _ground(kind, x, y, radius, colour, "paper", 1.2)


def _is_in_front(piece: Piece) -> bool:
    """A source's other date lies over a bar that it is within."""
    return piece.aside and piece.is_point


def _ground(
    kind: int, x: float, y: float, radius: float, fill: Role | None, stroke: Role, width: float
) -> Shape:
    if outlines.is_disc(kind):
        return Circle(x, y, radius, fill, stroke, width)
    return Path(outlines.closed(outlines.shape(kind, x, y, radius)), fill, stroke, width)


# Points


def _point(mark: Mark, piece: Piece, y: float, radius: float) -> list[Shape]:
    x, kind, colour = piece.x0, mark.kind, mark.colour
    shapes = _flanks(piece, y, radius, colour)
    hatched = any(piece.hatched) and mark.status != "disputed"
    if piece.solid and not hatched and mark.status in ("reported", "confirmed"):
        shapes.append(point(x, y, radius, kind, colour))
        if mark.status == "confirmed" and radius >= RADIUS:
            shapes.append(_ground(kind, x, y, radius * 0.6, None, "paper", 1))
        return shapes
    stroke = 1.8 if radius >= RADIUS else 1.4
    inner = outlines.shape(kind, x, y, radius - stroke / 2)
    shapes.append(_ground(kind, x, y, radius, "paper", colour, stroke))
    part = outlines.below(inner, outlines.middle_of_ink(inner)) if mark.status == "alleged" else inner
    if hatched:
        shapes.append(Path(tuple(outlines.hatch(part, FINE_HATCH)), None, colour, 1.1))
    elif mark.status == "alleged":
        shapes.append(Path(outlines.closed(part), colour if piece.solid else f"{colour}-fade2"))
    elif mark.status == "confirmed":
        shapes.append(_ground(kind, x, y, radius * 0.4, None, colour, 1))
    elif mark.status == "disputed":
        shapes += _cross(x, y, radius, colour)
    return shapes


def _flanks(piece: Piece, y: float, radius: float, colour: Role) -> list[Shape]:
    """What fades on both sides of a point."""
    if not any(piece.fades):
        return []
    tall = radius * 1.2
    step = STEP * radius / RADIUS
    shapes: list[Shape] = []
    for number, fade in enumerate(FADES):
        near = radius * 0.6 + number * step
        lefts = piece.x0 - near - step, piece.x0 + near
        shapes += [Rect(left, y - tall / 2, step, tall, f"{colour}-{fade}") for left in lefts]
    return shapes


def _cross(x: float, y: float, arm: float, colour: Role) -> list[Shape]:
    return [
        Line(x - arm, y - arm, x + arm, y + arm, colour, 1.6),
        Line(x - arm, y + arm, x + arm, y - arm, colour, 1.6),
    ]


# Bars


def _bar(mark: Mark, piece: Piece, y: float, thick: float) -> list[Shape]:
    """A bar along the axis, its middle at ``y``."""
    colour, top, bottom = mark.colour, y - thick / 2, y + thick / 2
    left, right = piece.x0 + _taken(piece, piece.start, 0), piece.x1 - _taken(piece, piece.end, 1)
    shapes: list[Shape] = []
    if right > left:
        shapes += _fill(mark, piece, outlines.box(left, right, top, bottom))
        shapes += _outline(piece, left, right, top, bottom, colour)
    for base, outward, end, fades in (
        (left, -1, piece.start, piece.fades[0]),
        (right, 1, piece.end, piece.fades[1]),
    ):
        if end in ("open", "cut"):
            shapes.append(_arrow(base, base + outward * ARROW, top, bottom, colour, hollow=end == "cut"))
        elif fades:
            shapes += _fade(mark, piece, base, outward, top, bottom)
    if mark.status == "disputed" and not piece.aside:
        shapes += _struck((left + right) / 2, y, colour)
    return shapes


def _taken(piece: Piece, end: End, side: int) -> float:
    """How much of a bar's length its end takes: an arrow's head, or the first of the steps in which it
    fades.
    """
    if end in ("open", "cut"):
        return ARROW
    return FADE - _outside(piece) if piece.fades[side] else 0.0


def _outside(piece: Piece) -> float:
    """How far an end that fades does so beyond its date: half, but all of it where the date is short."""
    return FADE if piece.x1 - piece.x0 < 3 * FADE else FADE / 2


def _fill(mark: Mark, piece: Piece, area: Outline) -> list[Shape]:
    """What is inside a bar's outline, by its status and its doubts."""
    colour = mark.colour
    (left, top), (right, bottom) = area[0], area[2]
    shapes: list[Shape] = [_area(area, "paper")]
    part = area
    if piece.sure:
        part = outlines.box(max(left, piece.sure.x0), min(right, piece.sure.x1), top, bottom)
    if mark.status == "alleged":
        part = outlines.below(part, (top + bottom) / 2)
    fill = _filling(mark, piece)
    if fill:
        shapes.append(_area(part, fill))
    if any(piece.hatched):
        halves = _hatched_part(piece, part)
        ground = colour == fill
        strokes = tuple(outlines.hatch(halves, HATCH))
        if strokes:
            shapes.append(Path(strokes, None, "paper" if ground else colour, 1.7 if ground else 1.1))
    if mark.status == "confirmed" and right - left >= THINNEST:
        inset = 2.2
        shapes.append(
            Rect(
                left + inset,
                top + inset,
                right - left - 2 * inset,
                bottom - top - 2 * inset,
                None,
                "paper" if piece.solid else colour,
                1,
            )
        )
    return shapes


def _filling(mark: Mark, piece: Piece) -> Role | None:
    """The fill of a bar; None where it stays paper."""
    if mark.status == "disputed":
        return f"{mark.colour}-tint" if piece.solid else None
    if piece.solid:
        return mark.colour
    return f"{mark.colour}-fade2" if mark.status == "alleged" and not any(piece.hatched) else None


def _hatched_part(piece: Piece, area: Outline) -> Outline:
    """All of a bar, or the half of it whose end is uncertain."""
    (left, top), (right, bottom) = area[0], area[2]
    middle = (left + right) / 2
    return outlines.box(
        left if piece.hatched[0] else middle, right if piece.hatched[1] else middle, top, bottom
    )


def _area(area: Outline, fill: Role) -> Shape:
    (left, top), (right, bottom) = area[0], area[2]
    return Rect(left, top, right - left, bottom - top, fill)


def _outline(piece: Piece, left: float, right: float, top: float, bottom: float, colour: Role) -> list[Shape]:
    """A bar's outline: none across an end that fades or is not known."""
    start = piece.start != "unknown" and not piece.fades[0]
    end = piece.end != "unknown" and not piece.fades[1]
    if start and end:
        square = piece.start == piece.end == "closed"
        return [Rect(left, top, right - left, bottom - top, None, colour, RIM, 2 if square else 0)]
    if start:
        points = [(right, top), (left, top), (left, bottom), (right, bottom)]
    elif end:
        points = [(left, top), (right, top), (right, bottom), (left, bottom)]
    else:
        return [Line(left, edge, right, edge, colour, RIM) for edge in (top, bottom)]
    return [Path(outlines.open_path(points), None, colour, RIM)]


def _fade(mark: Mark, piece: Piece, base: float, outward: int, top: float, bottom: float) -> list[Shape]:
    """The steps in which a bar's end fades, from ``base`` outward: of its fill, or of its outline."""
    shapes: list[Shape] = []
    solid = piece.solid and mark.status != "disputed"
    for number, fade in enumerate(FADES):
        near, far = base + outward * number * STEP, base + outward * (number + 1) * STEP
        role = f"{mark.colour}-{fade}"
        if not solid or mark.status == "alleged":
            shapes += [Line(near, edge, far, edge, role, RIM) for edge in (top, bottom)]
        if solid:
            high = (top + bottom) / 2 if mark.status == "alleged" else top - RIM / 2
            low = bottom if mark.status == "alleged" else bottom + RIM / 2
            shapes.append(Rect(min(near, far), high, STEP, low - high, role))
    return shapes


def _arrow(base: float, tip: float, top: float, bottom: float, colour: Role, *, hollow: bool) -> Shape:
    """A head from a bar's end to ``tip``, a little wider than the bar."""
    head = (base, top - 2), (tip, (top + bottom) / 2), (base, bottom + 2)
    if hollow:
        return Path(outlines.closed(head), "paper", colour, 1.4)
    return Path(outlines.closed(head), colour)


def _struck(x: float, y: float, colour: Role) -> list[Shape]:
    """A cross over a bar, on ground enough to be seen."""
    arm = BAR / 2 + 1.5
    ground = [line._replace(width=4.4) for line in _cross(x, y, arm, "paper") if isinstance(line, Line)]
    return [*ground, *_cross(x, y, arm, colour)]


# Joints


def _joints(mark: Mark, y: float) -> list[Shape]:
    """Thin lines between the pieces: between neighbours in a set, and from the event to what stands aside."""
    main = sorted(piece.reach for piece in mark.pieces if not piece.aside)
    role = f"{mark.colour}-fade2" if mark.form == "all" else mark.colour
    gaps = [(before[1], after[0], role) for before, after in pairwise(main)]
    for piece in mark.pieces:
        if piece.aside:
            start, end = piece.reach
            gaps += [(main[-1][1], start, mark.colour), (end, main[0][0], mark.colour)]
    return [Line(x0, y, x1, y, colour, 1) for x0, x1, colour in gaps if x1 > x0]


# Counts


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


def pack(found: Sequence[Mark]) -> list[int]:
    """A lane for each mark, those of a side of the axis in the order of their poles. Bars come first, so that
    no point's pole has to pass one; points stand outside them.
    """
    bars = sorted((*mark.reach, number) for number, mark in enumerate(found) if mark.span)
    packed = lanes([(x0 - 2, x1 + 2) for x0, x1, _ in bars])
    lane_of = {number: lane for (_, _, number), lane in zip(bars, packed, strict=True)}
    last: dict[int, float] = {}  # where the last point in each lane ends
    for number, mark in enumerate(found):
        if mark.span is None:
            start, end = mark.reach
            lane = max((lane_of[bar] for x0, x1, bar in bars if x0 < end and start < x1), default=-1) + 1
            while start < last.get(lane, float("-inf")):
                lane += 1
            last[lane] = end
            lane_of[number] = lane
    return [lane_of[number] for number in range(len(found))]
