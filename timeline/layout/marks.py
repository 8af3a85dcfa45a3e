"""Marks on the axis: a date is drawn as wide as it is, and its doubts are drawn as doubts.

A mark consists of pieces, most of one. Each kind of doubt has a means of its own, so that they can meet:

    where       a point (its group's shape) for a moment; else a bar, never too narrow to be seen as one
    fill        solid: it lasted, or a point; hollow: some time within, one of several, another date
    ends        an arrow: goes on (its head hollow where only the picture ends); an open end: not known
    steps       an end that fades in steps: about (~)
    hatching    uncertain (?); over the half whose end it is, where it is one end alone
    lines       a thin line joins what belongs together: the dates of a set, a source's other date
    halves      only the lower half has a fill: alleged
    stroke      through a mark without its fill, and beyond it: disputed
    ring        a fine one within the outline: confirmed

Where status and doubt both want the fill, an alleged mark is hatched in its empty half, a disputed point is
not hatched, and a hatched mark has no ring: its label says the rest. Fading, ends and joints lie outside the
fill and stay whatever the status is. Solid and hollow bars stay apart in every status: a hollow one's half is
lighter, and a disputed solid one is tinted. What a source says aside has no status of its own.

Everything is drawn along a horizontal axis, with no more than what survives to be turned and mirrored. Every
group has its own shape as well as its colour, so that a copy in grey still tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline.languages import EN, Language
from timeline.layout import outlines
from timeline.layout.moves import turned
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
THINNEST = 11.0  # px, the shortest bar: longer than it is thick, so that it is not taken for a square
SHORT = 9.0  # px, the shortest hollow bar: of a month or a year on an axis of many
SEEN = 12.0  # px: a finer date at least this wide is a bar, a narrower one a point
PILL = 16.0  # px, the height of a count
COUNT_SIZE = 11.0
ARROW = 8.0  # px, the length of an arrow head
UNKNOWN = 9.0  # px, the least length of what is not known of a bar
STEP = 3.5  # px, one of the steps in which an end fades …
FADES = ("fade1", "fade2", "tint")  # … and what is added to the role of a colour for each
FADE = STEP * len(FADES)
RIM = 1.5  # px, the outline of a bar …
HOLLOW = 1.7  # … and of a hollow point
RING = 0.68  # of a point, the size of a ring in it …
INSET = 2.3  # … and px from a bar's edge to one in it
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

    def rim(self, x: float) -> float:
        """How far from its middle a pole at ``x`` ends: at the edge of a bar, or within a point or a
        joint.
        """
        over_bar = any(not piece.is_point and piece.x0 <= x <= piece.x1 for piece in self.pieces)
        return BAR / 2 if over_bar else 0.0


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
    return _point(mark, as_dot(mark, x).pieces[0], y, SMALL)


def as_dot(mark: Mark, x: float = 0.0) -> Mark:
    """The mark with no more than what ``dot`` shows of it."""
    main = mark.pieces[0]
    hollow = mark.form == "one"
    doubts = any(piece.hatched != (False, False) for piece in mark.pieces if not piece.aside)
    small = Piece(x, x, solid=not hollow, hatched=(doubts, doubts), fades=main.fades)
    return mark._replace(pieces=(small,), form="one" if hollow else "date")


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
    status = "reported" if piece.aside else mark.status
    hatched = any(piece.hatched) and status != "disputed"
    shapes = _flanks(piece, y, radius, colour)
    if piece.solid and not hatched and status in ("reported", "confirmed"):
        if status == "reported" or radius < RADIUS:
            return [*shapes, point(x, y, radius, kind, colour)]
        ring = _ground(kind, x, y, RING * radius, None, "paper", 1)
        return [*shapes, _ground(kind, x, y, radius, colour, colour, 1.2), ring]
    stroke = HOLLOW if radius >= RADIUS else 0.75 * HOLLOW
    shapes.append(_ground(kind, x, y, radius - 0.2, "paper", colour, stroke))
    inner = outlines.shape(kind, x, y, radius - stroke / 2)  # a little of the outline too: no seam is seen
    if status == "alleged":
        inner, lower = outlines.halves(inner, y)
        shapes.append(Path(outlines.closed(lower), colour if piece.solid else f"{colour}-fade2"))
    if hatched:
        shapes.append(Path(tuple(outlines.hatch(inner, FINE_HATCH)), None, colour, 1.1))
    elif status == "confirmed":
        shapes.append(_ground(kind, x, y, radius * 0.4, None, colour, 1))
    elif status == "disputed":
        shapes.append(_stroke_out(x, y, radius, colour))
    return shapes


def _flanks(piece: Piece, y: float, radius: float, colour: Role) -> list[Shape]:
    """What fades on both sides of a point."""
    if not any(piece.fades):
        return []
    near, step = 0.6 * radius, STEP * radius / RADIUS
    steps = _steps(piece.x0 - near, -step, y, 1.2 * radius, colour)
    return steps + _steps(piece.x0 + near, step, y, 1.2 * radius, colour)


def _steps(base: float, step: float, y: float, tall: float, colour: Role) -> list[Shape]:
    """Boxes ``tall`` px high about ``y`` that get lighter from ``base`` on; ``step`` is signed."""
    return [
        Rect(base + step * number + min(step, 0), y - tall / 2, abs(step), tall, f"{colour}-{fade}")
        for number, fade in enumerate(FADES)
    ]


def _stroke_out(x: float, y: float, radius: float, colour: Role) -> Line:
    """A stroke through a mark and beyond it, parallel to no side of any shape."""
    along, up = 0.75 * (radius + 2), 1.05 * (radius + 2)
    return Line(x - along, y + up, x + along, y - up, colour, 1.7)


# Bars


def _bar(mark: Mark, piece: Piece, y: float, thick: float) -> list[Shape]:
    """A bar along the axis, its middle at ``y``."""
    status = "reported" if piece.aside else mark.status
    colour, top, bottom = mark.colour, y - thick / 2, y + thick / 2
    left, right = body(piece)
    full = piece.solid and status != "disputed"
    shapes: list[Shape] = []
    for base, way, fades in ((left, -1, piece.fades[0]), (right, 1, piece.fades[1])):
        if fades:
            shapes += _fade(base, way * STEP, y, thick, colour, full=full, half=status == "alleged")
    if right > left:
        shapes += _fill(piece, status, (left, right), (top, bottom), colour)
        shapes += _outline(piece, left, right, top, bottom, colour)
    for base, way, end in ((left, -1, piece.start), (right, 1, piece.end)):
        if end in ("open", "cut"):
            shapes.append(_arrow(base, base + way * ARROW, top, bottom, colour, hollow=end == "cut"))
    if status == "disputed":
        stroke = _stroke_out((left + right) / 2, y, BAR / 2, colour)
        shapes += [stroke._replace(stroke="paper", width=4.2), stroke]  # to be told from hatching
    return shapes


def body(piece: Piece) -> tuple[float, float]:
    """From where to where a bar's outline goes: without what its ends take."""
    return piece.x0 + _taken(piece, piece.start, 0), piece.x1 - _taken(piece, piece.end, 1)


def _taken(piece: Piece, end: End, side: int) -> float:
    """How much of a bar's length its end takes: an arrow's head, or the first of the steps in which it
    fades.
    """
    if end in ("open", "cut"):
        return ARROW
    return FADE - _outside(piece) if piece.fades[side] else 0.0


def _outside(piece: Piece) -> float:
    """How far an end that fades does so beyond its date: half of a long solid bar's, else all of it."""
    return FADE / 2 if piece.solid and piece.x1 - piece.x0 >= 3 * FADE else FADE


def _fill(
    piece: Piece, status: Status, ends: tuple[float, float], edges: tuple[float, float], colour: Role
) -> list[Shape]:
    """What is inside a bar's outline, by its status and its doubts."""
    (left, right), (top, bottom) = ends, edges
    shapes: list[Shape] = [_area(left, right, top, bottom, "paper")]
    start, end = _known(piece, ends)
    middle = (top + bottom) / 2 if status == "alleged" else top
    role = _filling(piece, status, colour)
    if role and end > start:
        shapes.append(_area(start, end, middle, bottom, role))
    if any(piece.hatched):
        box = hatched_box(piece, status, ends, edges)
        dark = role == colour and status != "alleged"  # then the strokes are of paper, and broad
        strokes = tuple(outlines.hatch(outlines.box(*box), HATCH))
        if strokes:
            shapes.append(Path(strokes, None, "paper" if dark else colour, 1.7 if dark else 1.1))
    elif status == "confirmed" and right - left > SHORT - 0.01:
        long, high = right - left - 2 * INSET, bottom - top - 2 * INSET
        shapes.append(
            Rect(left + INSET, top + INSET, long, high, None, "paper" if piece.solid else colour, 1)
        )
    return shapes


def _known(piece: Piece, ends: tuple[float, float]) -> tuple[float, float]:
    """From where to where a bar has its fill: all of it, but where not both of its ends are known."""
    if piece.sure is None:
        return ends
    return max(ends[0], piece.sure.x0), min(ends[1], piece.sure.x1)


def hatched_box(
    piece: Piece,
    status: Status,
    ends: tuple[float, float] | None = None,
    edges: tuple[float, float] | None = None,
) -> tuple[float, float, float, float]:
    """The part of a bar that is hatched: its left and right edge, its top and its bottom. Its body goes from
    ``ends`` to ``ends``, and across it from ``edges`` to ``edges``; they are those of a bar whose middle is
    at 0 where they are not given.
    """
    thick = BAR * ASIDE if piece.aside else BAR
    top, bottom = edges or (-thick / 2, thick / 2)
    start, end = _known(piece, ends or body(piece))
    half = (start + end) / 2
    low, high = start if piece.hatched[0] else half, end if piece.hatched[1] else half
    return low, high, top, (top + bottom) / 2 if status == "alleged" else bottom


def _filling(piece: Piece, status: Status, colour: Role) -> Role | None:
    """The fill of a bar; None where it stays paper."""
    if status == "disputed":
        return f"{colour}-tint" if piece.solid else None
    if piece.solid:
        return colour
    return f"{colour}-fade2" if status == "alleged" else None


def _area(left: float, right: float, top: float, bottom: float, fill: Role) -> Shape:
    return Rect(left, top, right - left, bottom - top, fill)


def _outline(piece: Piece, left: float, right: float, top: float, bottom: float, colour: Role) -> list[Shape]:
    """A bar's outline: none across an end that is not known, or into which a fill fades."""
    start = piece.start != "unknown" and not (piece.fades[0] and piece.solid)
    end = piece.end != "unknown" and not (piece.fades[1] and piece.solid)
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


def _fade(
    base: float, step: float, y: float, thick: float, colour: Role, *, full: bool, half: bool
) -> list[Shape]:
    """The steps in which a bar's end fades: of its fill, of its lower ``half``, or, where it has none,
    lower ones beside it.
    """
    if not full:
        return _steps(base, step, y, 0.6 * thick, colour)
    if not half:
        return _steps(base, step, y, thick + RIM, colour)
    upper = _steps(base, step, y - thick / 2, RIM, colour)
    return upper + _steps(base, step, y + thick / 4 + RIM / 4, thick / 2 + RIM / 2, colour)


def _arrow(base: float, tip: float, top: float, bottom: float, colour: Role, *, hollow: bool) -> Shape:
    """A head from a bar's end to ``tip``, a little wider than the bar."""
    head = (base, top - 2), (tip, (top + bottom) / 2), (base, bottom + 2)
    if hollow:
        return Path(outlines.closed(head), "paper", colour, 1.4)
    return Path(outlines.closed(head), colour)


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


def count_words(count: int, language: Language = EN) -> str:
    """A count short enough for a pill: exact below a thousand, then to two figures at least."""
    return language.in_digits(_count(count).replace(".", language.decimal))


def _count(count: int) -> str:
    if count < 1000:
        return str(count)
    for size, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if count >= size:
            return f"{count / size:.1f}{letter}" if count < 10 * size else f"{count // size}{letter}"
    raise AssertionError("a count of a thousand or more is at least a thousand")


def pill_width(count: int, language: Language = EN) -> float:
    """The width of a pill, in px, with room for a wider font."""
    return max(PILL, reserve(count_words(count, language), COUNT_SIZE) + 6)


def pill(x: float, y: float, count: int, width: float, language: Language = EN) -> list[Shape]:
    """A count about a place on the axis."""
    return [
        Rect(x - width / 2, y - PILL / 2, width, PILL, "strip", "leader", 1, PILL / 2),
        Text(x, y + 0.35 * COUNT_SIZE, count_words(count, language), COUNT_SIZE, "ink", anchor="middle"),
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
