"""A judge of scenes, without a browser: what would a reader complain of?

``faults(scene)`` looks for texts that touch, that leave the picture, that have a line or the edge of a shape
through them or paint over them, that are too small or too faint, and for leaders that cross. Texts are taken
as wide as a wider fallback font would make them, so that a picture that passes is whole for readers without
the named fonts too.

Shapes are taken in the order of painting. What was painted before a text may lie behind it, as a ground does;
what is painted after it may not. A grid of cells finds which texts a shape could meet, so that the work grows
with the picture and not with its square.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from timeline.colours import contrast
from timeline.layout.typeset import reserve
from timeline.scene import Circle, Group, Line, Path, Rect, Role, Scene, Shape, Text

Point = tuple[float, float]
Box = tuple[float, float, float, float]

SMALLEST_TYPE = 11.0  # px
LEAST_CONTRAST = 4.5  # WCAG 2, level AA, text of any size
FAINT = 1.45  # an edge of less contrast is that of a tint behind a text, not a line through it
ASCENT, DESCENT = 0.74, 0.2  # of the type size, for letters of the named fonts
SLACK = 1.0  # px: the rounding of coordinates and the smoothing of edges
CELL = 48.0  # px
PIECES = 8  # straight pieces for one curve
SAMPLES = (0.02, 0.25, 0.5, 0.75, 0.98)  # along a text, where its ground is looked at


def faults(scene: Scene) -> list[str]:
    """Everything wrong with a picture, each fault in words that begin with its kind; none in a good one."""
    shapes = list(flat(scene.shapes))
    texts = [
        _Placed(shape, order)
        for order, shape in enumerate(shapes)
        if isinstance(shape, Text) and shape.string.strip()
    ]
    grid = _Grid((text.box, text) for text in texts)
    found = list(_alone(texts, scene))
    found += _pairs(texts, grid)
    palettes = [scene.palette] if scene.dark is None else [scene.palette, {**scene.palette, **scene.dark}]
    for order, shape in enumerate(shapes):
        if not isinstance(shape, Text):
            found += _meets(shape, order, grid, palettes)
    for text in texts:
        found += _read(text, palettes)
    return found + list(_crossing_leaders(shapes))


def flat(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """The shapes without their groups, in the order of painting."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from flat(shape.shapes)
        else:
            yield shape


def box(text: Text) -> Box:
    """Left, top, right and bottom of a text, in a font that is wider than those named."""
    width = reserve(text.string, text.size, bold=text.bold) - 2
    left = {"start": text.x, "middle": text.x - width / 2, "end": text.x - width}[text.anchor]
    return left, text.y - ASCENT * text.size, left + width, text.y + DESCENT * text.size


def outline(shape: Line | Rect | Circle | Path) -> list[list[Point]]:
    """The edge of a shape as straight pieces from point to point, one list for each run of the pen."""
    match shape:
        case Line(x1, y1, x2, y2):
            return [[(x1, y1), (x2, y2)]]
        case Rect(x, y, width, height):
            right, bottom = x + width, y + height
            return [[(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]]
        case Circle(cx, cy, r):
            turns = [step / (2 * PIECES) * math.tau for step in range(2 * PIECES + 1)]
            return [[(cx + r * math.cos(turn), cy + r * math.sin(turn)) for turn in turns]]
        case Path():
            return _runs(shape)


def crosses(start: Point, end: Point, inside: Box) -> bool:
    """Does the line from ``start`` to ``end`` pass the box? By clipping it to each side in turn (Liang,
    Barsky).
    """
    low, high = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        near, far = inside[axis] - start[axis], inside[axis + 2] - start[axis]
        if abs(step) < 1e-12:
            if near > 0 or far < 0:
                return False
            continue
        first, last = sorted((near / step, far / step))
        low, high = max(low, first), min(high, last)
    return low < high


def cut_each_other(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Do the lines a–b and c–d cross, each between its ends?"""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < -1e-6 and side(c, d, a) * side(c, d, b) < -1e-6


class _Placed:
    """A text, when it is painted, and what is found under it on the way."""

    def __init__(self, text: Text, order: int) -> None:
        self.text = text
        self.order = order
        self.box = box(text)
        left, top, right, bottom = self.box
        self.inside: Box = (left + SLACK, top + SLACK, right - SLACK, bottom - SLACK)
        self.points = [(left + share * (right - left), (top + bottom) / 2) for share in SAMPLES]
        self.grounds: list[Role] = ["paper"] * len(SAMPLES)
        self.crossed: list[tuple[Box, str]] = []  # where, and by what

    def __str__(self) -> str:
        words = self.text.string
        return f"“{words if len(words) <= 40 else words[:39] + '…'}”"


class _Grid:
    """Finds what may touch a box: everything stands in each cell that its own box reaches."""

    def __init__(self, boxed: Iterable[tuple[Box, _Placed]]) -> None:
        self.cells: dict[tuple[int, int], list[_Placed]] = defaultdict(list)
        for where, thing in boxed:
            for cell in _cells(where):
                self.cells[cell].append(thing)

    def near(self, where: Box) -> list[_Placed]:
        """The texts whose boxes touch ``where``, each once, in the order of painting."""
        keys = _cells(where)
        if len(keys) > len(self.cells):
            met = {id(text): text for texts in self.cells.values() for text in texts}
        else:
            met = {id(text): text for key in keys for text in self.cells.get(key, ())}
        touched = (text for text in met.values() if _touch(text.box, where))
        return sorted(touched, key=lambda text: text.order)


def _cells(where: Box) -> list[tuple[int, int]]:
    columns = range(int(where[0] // CELL), int(where[2] // CELL) + 1)
    rows = range(int(where[1] // CELL), int(where[3] // CELL) + 1)
    return [(column, row) for column in columns for row in rows]


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _alone(texts: Sequence[_Placed], scene: Scene) -> Iterator[str]:
    for placed in texts:
        left, top, right, bottom = placed.box
        if min(left, top) < 0 or right > scene.width or bottom > scene.height:
            yield f"cut: {placed} leaves the picture, {left:.0f} to {right:.0f} of {scene.width}"
        if placed.text.size < SMALLEST_TYPE:
            yield f"small: {placed} is {placed.text.size} px"


def _pairs(texts: Sequence[_Placed], grid: _Grid) -> Iterator[str]:
    for one in texts:
        for other in grid.near(one.box):
            if one.order < other.order and _overlap(one.box, other.box):
                yield f"overlap: {one} and {other}"


def _meets(shape: Shape, order: int, grid: _Grid, palettes: Sequence[Mapping[Role, str]]) -> Iterator[str]:
    """What a shape does to the texts around it: their new ground, paint over them, a line through them."""
    assert isinstance(shape, Line | Rect | Circle | Path)
    runs = outline(shape)
    filled = None if isinstance(shape, Line) else shape.fill
    if filled is None and shape.stroke is None:
        return
    for text in grid.near(_around(itertools.chain(*runs))):
        through = next((step for step in _steps(runs) if crosses(*step, text.inside)), None)
        colour = shape.stroke or filled
        assert colour is not None
        seen = through is not None and any(
            contrast(table[colour], table[ground]) >= FAINT for table in palettes for ground in text.grounds
        )
        name = f"crossed: a {type(shape).__name__} in {colour} runs through {text}"
        covered = [filled is not None and _covers(shape, runs, point) for point in text.points]
        if order > text.order:
            if any(covered):
                yield f"covered: a {type(shape).__name__} is painted over {text}"
            elif seen:
                yield name
            continue
        if filled is not None:
            text.grounds = [filled if now else old for now, old in zip(covered, text.grounds, strict=True)]
            text.crossed = [one for one in text.crossed if not _hides(shape, one[0])]
        if seen and through is not None:
            text.crossed.append((_around(_within(*through, text.inside)), name))


def _read(text: _Placed, palettes: Sequence[Mapping[Role, str]]) -> Iterator[str]:
    """What remains in the way of reading a text: a line through it, too little contrast."""
    yield from (name for _, name in text.crossed)
    for table in palettes:
        least = min(contrast(table[text.text.fill], table[ground]) for ground in set(text.grounds))
        if least < LEAST_CONTRAST:
            yield f"faint: {text} has a contrast of {least:.2f}"


def _crossing_leaders(shapes: Sequence[Shape]) -> Iterator[str]:
    leaders = [one for one in shapes if isinstance(one, Line | Path) and one.stroke == "leader"]
    cells: dict[tuple[int, int], list[tuple[int, Point, Point]]] = defaultdict(list)
    told = set()
    for number, leader in enumerate(leaders):
        for start, end in _steps(outline(leader)):
            for cell in _cells(_around((start, end))):
                for other, begin, stop in cells[cell]:
                    pair = (other, number)
                    if other != number and pair not in told and cut_each_other(start, end, begin, stop):
                        told.add(pair)
                        yield f"leaders: two cross near {start[0]:.0f}, {start[1]:.0f}"
                cells[cell].append((number, start, end))


def _steps(runs: Iterable[Sequence[Point]]) -> Iterator[tuple[Point, Point]]:
    for run in runs:
        yield from itertools.pairwise(run)


def _around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _within(start: Point, end: Point, inside: Box) -> tuple[Point, Point]:
    """The ends of a line, drawn in to the box that it crosses, roughly: each coordinate by itself."""

    def clamp(point: Point) -> Point:
        return (
            min(max(point[0], inside[0]), inside[2]),
            min(max(point[1], inside[1]), inside[3]),
        )

    return clamp(start), clamp(end)


def _covers(shape: Line | Rect | Circle | Path, runs: Sequence[Sequence[Point]], point: Point) -> bool:
    x, y = point
    match shape:
        case Rect(left, top, width, height):
            return left <= x <= left + width and top <= y <= top + height
        case Circle(cx, cy, r):
            return math.hypot(x - cx, y - cy) <= r
        case Path():
            return _is_inside(runs, point)
    return False


def _hides(shape: Line | Rect | Circle | Path, where: Box) -> bool:
    """Does an upright box hide the whole of another?"""
    match shape:
        case Rect(left, top, width, height):
            right, bottom = left + width, top + height
            return left <= where[0] and top <= where[1] and where[2] <= right and where[3] <= bottom
    return False


def _is_inside(runs: Sequence[Sequence[Point]], point: Point) -> bool:
    """Is a point inside an outline? By how often a ray to the right meets it."""
    x, y = point
    inside = False
    for run in runs:
        for (x1, y1), (x2, y2) in itertools.pairwise([*run, run[0]]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


def _runs(path: Path) -> list[list[Point]]:
    runs: list[list[Point]] = []
    for step in path.segments:
        numbers = [float(number) for number in step[1:]]
        match step[0]:
            case "M":
                runs.append([(numbers[0], numbers[1])])
            case "L":
                runs[-1].append((numbers[0], numbers[1]))
            case "Q":
                runs[-1] += _curve(runs[-1][-1], (numbers[0], numbers[1]), (numbers[2], numbers[3]))
            case "Z":
                runs[-1].append(runs[-1][0])
    return runs


def _curve(start: Point, control: Point, end: Point) -> list[Point]:
    """A quadratic curve from ``start``, which is left out, to ``end`` in straight pieces."""
    found = []
    for step in range(1, PIECES + 1):
        t = step / PIECES
        weights = ((1 - t) ** 2, 2 * t * (1 - t), t * t)
        x, y = (
            sum(w * point[axis] for w, point in zip(weights, (start, control, end), strict=True))
            for axis in (0, 1)
        )
        found.append((x, y))
    return found
