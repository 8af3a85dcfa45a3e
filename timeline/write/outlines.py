"""Shapes as closed outlines of straight edges, for a writer that fills outlines and knows nothing else.

Curves are cut into edges that stay within ``FLATNESS`` of them. A stroke is the union of a box for each of
its edges and a wedge for each of its corners, all going round in the same direction, with the ends and joints
that SVG has where nothing is said: butt caps, and mitres up to ``MITRE`` times half the width, beyond which
the corner is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil, hypot, pi, sqrt

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.scene import Segment
    from timeline.write.raster import Outline, Point

FLATNESS = 0.03  # px
MITRE = 4.0  # stroke-miterlimit, where SVG leaves it open


class Stretch(NamedTuple):
    """A part of a path that is drawn without lifting the pen."""

    points: list[Point]
    closed: bool


def stretches(segments: Iterable[Segment]) -> list[Stretch]:
    """The stretches of a path in pixels, its curves flattened, points that fall together counted once."""
    found: list[Stretch] = []
    points: list[Point] = []
    for command, *numbers in segments:
        if command == "M":
            if points:
                found.append(Stretch(points, closed=False))
            points = [(numbers[0], numbers[1])]
        elif command == "Z":
            found.append(Stretch(points, closed=True))
            points = points[:1]
        else:
            ends = [(numbers[0], numbers[1])] if command == "L" else _curve(points[-1], *numbers)
            points += [end for start, end in pairwise([points[-1], *ends]) if start != end]
    if points:
        found.append(Stretch(points, closed=False))
    return [stretch for stretch in found if len(stretch.points) > 1]


def _curve(start: Point, x1: float, y1: float, x2: float, y2: float) -> list[Point]:
    """The points of a quadratic curve behind its start.

    A curve is off its chord by a quarter of the second difference of its points at the most, and cut into n
    parts by a part of that in n².
    """
    x0, y0 = start
    bend = hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2) / 4
    count = max(1, ceil(sqrt(bend / FLATNESS)))
    points = []
    for number in range(1, count):
        t = number / count
        a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        points.append((a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2))
    return [*points, (x2, y2)]


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline:
    """The outline of an ellipse, of the ellipse's area exactly."""
    unit = _quarter(max(rx, ry))
    full = _turned(unit, 1, 1) + _turned(unit, -1, 1) + _turned(unit, -1, -1) + _turned(unit, 1, -1)
    # The edges cut off a little all around, which a slightly larger ellipse makes good.
    (x0, y0), (x1, y1) = unit[:2]
    larger = sqrt(pi / (2 * (len(unit) - 1) * (x0 * y1 - x1 * y0)))
    return [(cx + rx * larger * x, cy + ry * larger * y) for x, y in full]


def box(x: float, y: float, width: float, height: float, rx: float = 0.0, ry: float = 0.0) -> Outline:
    """The outline of an upright box with rounded corners."""
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx <= 0 or ry <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    left, right, top, bottom = x + rx, x + width - rx, y + ry, y + height - ry
    unit = _quarter(max(rx, ry))
    corners = ((right, bottom, 1, 1), (left, bottom, -1, 1), (left, top, -1, -1), (right, top, 1, -1))
    return [
        (cx + rx * px, cy + ry * py)
        for cx, cy, across, down in corners
        for px, py in _turned(unit, across, down)
    ]


_QUARTERS: dict[int, list[Point]] = {}


def _quarter(radius: float) -> list[Point]:
    """Points on a quarter of the circle around the origin with radius 1, from (1, 0) to (0, 1), near enough
    to each other for ``radius`` px.

    They come from halving angles with square roots, which are the same on every machine; sines are not.
    """
    # An arc of the angle a is off its chord by r (1 - cos a/2), nearly r a² / 8.
    doublings = 1
    while radius * (pi / 2 / 2**doublings) ** 2 / 8 > FLATNESS:
        doublings += 1
    if doublings not in _QUARTERS:
        points = [(1.0, 0.0), (0.0, 1.0)]
        for _ in range(doublings):
            halves = [_between(*pair) for pair in pairwise(points)]
            points = [point for pair in zip(points, halves, strict=False) for point in pair] + points[-1:]
        _QUARTERS[doublings] = points
    return _QUARTERS[doublings]


def _between(one: Point, other: Point) -> Point:
    x, y = one[0] + other[0], one[1] + other[1]
    length = sqrt(x * x + y * y)
    return x / length, y / length


def _turned(unit: list[Point], across: int, down: int) -> list[Point]:
    """The quarter in another quadrant, in the direction that goes on round the circle."""
    points = [(across * x, down * y) for x, y in unit]
    return points if across == down else points[::-1]


def backwards(outline: Outline) -> Outline:
    """The same outline the other way round: where both are filled, what it goes round is left out."""
    return outline[::-1]


def stroked(stretch: Stretch, width: float) -> Iterator[Outline]:
    """The outlines of a stroke along a stretch."""
    points = [*stretch.points]
    if stretch.closed and points[0] == points[-1]:
        points.pop()
    if stretch.closed:
        points.append(points[0])
    half = width / 2
    normals = [_normal(*pair, half) for pair in pairwise(points)]
    for (x0, y0), (x1, y1), (nx, ny) in zip(points, points[1:], normals, strict=False):
        yield [(x0 - nx, y0 - ny), (x1 - nx, y1 - ny), (x1 + nx, y1 + ny), (x0 + nx, y0 + ny)]
    corners = list(zip(points[1:], normals, normals[1:], strict=False))
    if stretch.closed:
        corners.append((points[0], normals[-1], normals[0]))
    for corner, before, after in corners:
        yield from _joint(corner, before, after, half)


def _normal(start: Point, end: Point, half: float) -> Point:
    """What leads from an edge to the right side of its stroke, seen along it with y down."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = hypot(x, y)
    return -y / length * half, x / length * half


def _joint(corner: Point, before: Point, after: Point, half: float) -> Iterator[Outline]:
    """The wedge that is missing on the outer side of a corner between two edges with these normals."""
    turn = before[0] * after[1] - before[1] * after[0]
    if turn == 0:
        return  # straight on, or straight back, where a mitre would have no end
    (x, y), outer = corner, -1 if turn > 0 else 1
    first = (x + outer * before[0], y + outer * before[1])
    last = (x + outer * after[0], y + outer * after[1])
    wedge = [corner, first, last]
    # The tip lies on the sum of the normals, at 2 half² / |sum|² of it; |sum| is 2 half cos(angle / 2).
    mx, my = before[0] + after[0], before[1] + after[1]
    square = mx * mx + my * my
    if square * MITRE * MITRE >= 4 * half * half:
        stretch = outer * 2 * half * half / square
        wedge.insert(2, (x + stretch * mx, y + stretch * my))
    yield wedge if turn > 0 else wedge[::-1]


def dashed(start: Point, end: Point, dash: Sequence[float]) -> Iterator[tuple[Point, Point]]:
    """The strokes of a dashed line: its lengths are drawn and left out by turns, over and over. An odd number
    of lengths is taken twice, as in SVG.
    """
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    pattern = [*dash, *dash] if len(dash) % 2 else [*dash]
    period = sum(pattern)
    if not length:
        return
    if period <= 0:
        yield start, end
        return
    for turn in range(ceil(length / period)):
        at = turn * period
        for drawn, skipped in zip(pattern[::2], pattern[1::2], strict=True):
            low, high = at / length, min((at + drawn) / length, 1.0)
            if low < high:
                first, last = ((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in (low, high))
                yield first, last
            at += drawn + skipped
