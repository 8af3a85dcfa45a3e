"""How much of each pixel an outline covers, exactly.

Every edge of the outline adds, to the pixels that it runs through, the change of coverage that it makes there
and to their right: its height within the row of pixels, divided between a pixel and its right neighbour by
the area to the right of the edge. Summed from the left, the changes of a row are the coverage of its pixels.
What one contour covers and another one, which runs the other way round, takes away again, comes out by
itself, and so does everything between two edges, however long, without a look at its pixels.

The method is that of Raph Levien's font-rs ("Inside the fastest font renderer in the world", 2016), which
sums signed areas as David Turner's smooth rasteriser in FreeType does; with a sparse row in place of a table
of all pixels, it takes wide shapes as well as letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil, floor

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Outline: TypeAlias = Sequence[Point]
"""The corners of a closed outline, in pixels, y down."""

FULL = 64
"""The level of a pixel that is covered wholly. A step is a quarter of what an eye can tell apart on an
edge."""

Block: TypeAlias = tuple[int, int, int, int, int]
"""An upright box of pixels that are covered alike: its first row, the row after its last, its first column,
the column after its last, and the level from 1 to ``FULL``."""

_Row: TypeAlias = dict[int, float]  # by column: how much more is covered from it on


class Window(NamedTuple):
    """The part of the picture that is wanted: its width from column 0, its first row, the row after its
    last."""

    width: int
    top: int
    bottom: int


def cover(outlines: Iterable[Outline], window: Window) -> Iterator[Block]:
    """What the outlines cover of a window, row by row from the top and from left to right.

    An area that several outlines go round in the same direction is covered once; in opposite directions they
    take away from each other.
    """
    rows: dict[int, _Row] = {}
    for outline in outlines:
        x0, y0 = outline[-1]
        for x1, y1 in outline:
            if y0 < y1:
                _descend(rows, x0, y0, x1, y1, 1.0, window)
            elif y0 > y1:
                _descend(rows, x1, y1, x0, y0, -1.0, window)
            x0, y0 = x1, y1
    for y in sorted(rows):
        yield from _summed(rows[y], y, window.width)


def cover_box(left: float, top: float, right: float, bottom: float, window: Window) -> Iterator[Block]:
    """The same for an upright box, in nine blocks at the most, however large it is."""
    across = list(_cells(left, right, 0, window.width))
    for y0, y1, height in _cells(top, bottom, window.top, window.bottom):
        for x0, x1, width in across:
            level = round(height * width * FULL)
            if level:
                yield y0, y1, x0, x1, level


def _cells(start: float, end: float, low: int, high: int) -> Iterator[tuple[int, int, float]]:
    """The cells from ``low`` to ``high`` that a stretch covers, and how far: its two ends and all between."""
    start, end = max(start, low), min(end, high)
    if start >= end:
        return
    first, last = floor(start), ceil(end)
    if last - first == 1:
        yield first, last, end - start
        return
    whole, after = ceil(start), floor(end)
    if first < whole:
        yield first, whole, whole - start
    if whole < after:
        yield whole, after, 1.0
    if after < last:
        yield after, last, end - after


def _summed(row: _Row, y: int, width: int) -> Iterator[Block]:
    """The blocks of a row, from what changes in it."""
    covered = 0.0
    level = start = 0
    for x in sorted(row):
        if x >= width:
            break
        covered += row[x]
        now = round(min(abs(covered), 1.0) * FULL)
        if now != level:
            if level:
                yield y, y + 1, start, x, level
            level, start = now, x
    if level:
        yield y, y + 1, start, width, level


def _descend(
    rows: dict[int, _Row], x0: float, y0: float, x1: float, y1: float, sign: float, window: Window
) -> None:
    """Adds an edge that goes down, cut to the window: what lies left of it covers all that it has, as an edge
    at column 0 would; what lies right of it covers nothing.
    """
    slope = (x1 - x0) / (y1 - y0)
    if y0 < window.top:
        x0, y0 = x0 + slope * (window.top - y0), float(window.top)
    if y1 > window.bottom:
        x1, y1 = x1 - slope * (y1 - window.bottom), float(window.bottom)
    if y0 >= y1:
        return
    if min(x0, x1) >= 0 and max(x0, x1) <= window.width:
        _add(rows, x0, y0, x1, y1, sign)
        return
    crossings = [y0 + (limit - x0) / slope for limit in (0, window.width)] if slope else []
    ends = [y0, *sorted(y for y in crossings if y0 < y < y1), y1]
    for start, end in pairwise(ends):
        left, right = (min(max(x0 + slope * (y - y0), 0.0), window.width) for y in (start, end))
        _add(rows, left, start, right, end, sign)


def _add(rows: dict[int, _Row], x0: float, y0: float, x1: float, y1: float, sign: float) -> None:
    """Adds an edge that goes down within the window, row by row."""
    y, last = floor(y0), ceil(y1) - 1
    if y == last:
        _add_to_row(rows.setdefault(y, {}), x0, x1, (y1 - y0) * sign)
        return
    slope = (x1 - x0) / (y1 - y0)
    x = x0
    while y <= last:
        low, high = max(y0, y), min(y1, y + 1)
        end = x1 if y == last else x0 + slope * (high - y0)
        _add_to_row(rows.setdefault(y, {}), x, end, (high - low) * sign)
        x = end
        y += 1


def _add_to_row(row: _Row, x0: float, x1: float, height: float) -> None:
    """Adds a part of an edge that stays within one row, ``height`` high."""
    if x0 > x1:
        x0, x1 = x1, x0  # the areas are the same
    column, last = int(x0), ceil(x1) - 1
    if last <= column:  # within one column
        right = height * ((x0 + x1) / 2 - column)
        row[column] = row.get(column, 0.0) + height - right
        row[column + 1] = row.get(column + 1, 0.0) + right
        return
    # The coverage grows in each column by the area of what the edge has left behind: a triangle in the first
    # column, steps of equal height in those between, and what is missing to the whole height in the last two.
    rise = height / (x1 - x0)
    before = 0.0
    for edge in range(column, last + 1):
        reach = min(edge + 1, x1)
        start = max(edge, x0)
        area = rise * ((start - x0) + (reach - x0)) / 2 * (reach - start) + height * (edge + 1 - reach)
        row[edge] = row.get(edge, 0.0) + area - before
        before = area
    row[last + 1] = row.get(last + 1, 0.0) + height - before
