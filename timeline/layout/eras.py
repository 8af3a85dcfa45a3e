"""Eras: quiet bands behind the events, each with its name on a slim ribbon at the top.

The names are stacked where they would meet, so that eras may overlap. A name that is longer than its band
runs on beside it, or, at the picture's right edge, begins before it; one that is longer than the picture
takes more lines. Where one begins as another ends, a gap keeps them from looking like one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from timeline.layout.furniture import Frame
from timeline.layout.marks import lanes
from timeline.layout.typeset import FALLBACK, reserve, wrap
from timeline.records import NamedTuple
from timeline.scene import Group, Rect, Shape, Text

SIZE = 12.0
LEADING = 15.0
INDENT = 6.0
APART = 3.0  # px between two ribbons
MEET = 2.0  # px: an era that begins so near to another's end follows it …
SEAM = 2.0  # … and this much is left between the two


class Stretch(NamedTuple):
    """An era on the axis: its ends in px, its name, and the whole of it in words."""

    x0: float
    x1: float
    name: str
    words: str


class Band(NamedTuple):
    """An era ready to be drawn: where its name begins, the name's lines, and where its ribbon lies from the
    top.
    """

    era: Stretch
    number: int  # its place in the file, and so in the palette
    text_x: float
    lines: Sequence[str]
    top: float
    height: float


def apart(stretches: Sequence[Stretch | None]) -> list[Stretch | None]:
    """The eras as they are drawn: a little shorter where one ends and another begins."""
    starts = sorted(era.x0 for era in stretches if era is not None)
    ends = sorted(era.x1 for era in stretches if era is not None)
    return [None if era is None else _shortened(era, starts, ends) for era in stretches]


def _shortened(era: Stretch, starts: Sequence[float], ends: Sequence[float]) -> Stretch:
    """An era that leaves half a seam where it meets one of the ends, and one of the starts."""
    if era.x1 - era.x0 <= 4 * SEAM:
        return era
    before, after = _nearest(ends, era.x0), _nearest(starts, era.x1)
    x0 = era.x0 if before is None else max(era.x0, (before + era.x0 + SEAM) / 2)
    x1 = era.x1 if after is None else min(era.x1, (after + era.x1 - SEAM) / 2)
    return era._replace(x0=x0, x1=x1)


def _nearest(places: Sequence[float], x: float) -> float | None:
    """Of the places in order the one nearest to ``x``, if they meet."""
    after = bisect_left(places, x)
    near = [place for place in places[max(after - 1, 0) : after + 1] if abs(place - x) <= MEET]
    return min(near, key=lambda place: abs(place - x), default=None)


def bands(stretches: Sequence[Stretch | None], frame: Frame) -> list[Band]:
    """The eras with their ribbons stacked, in the file's order; those that are None are left out."""
    shown = {number: era for number, era in enumerate(apart(stretches)) if era is not None}
    widest = (frame.width - 2 * INDENT) / FALLBACK
    names = {number: wrap(era.name, SIZE, widest) for number, era in shown.items()}
    reaches = {number: _reach(era, names[number], frame) for number, era in shown.items()}
    order = sorted(shown, key=lambda number: (reaches[number][0], -reaches[number][1], number))
    rows = dict(zip(order, lanes([reaches[number] for number in order]), strict=True))
    heights = [0.0] * (max(rows.values(), default=-1) + 1)
    for number, row in rows.items():
        heights[row] = max(heights[row], len(names[number]) * LEADING + 3)
    tops = [sum(heights[:row]) + APART * row for row in range(len(heights))]
    return [
        Band(era, number, reaches[number][0] + INDENT, names[number], tops[row], heights[row])
        for (number, era), row in zip(shown.items(), (rows[number] for number in shown), strict=True)
    ]


def _reach(era: Stretch, lines: Sequence[str], frame: Frame) -> tuple[float, float]:
    """From where to where a ribbon and its name go."""
    width = max((reserve(line, SIZE) for line in lines), default=0.0) + 2 * INDENT
    if era.x0 + width > frame.right:
        return min(era.x0, max(frame.left, frame.right - width)), frame.right
    return era.x0, max(era.x1, era.x0 + width)


def height(found: Sequence[Band]) -> float:
    """The height of all ribbons."""
    return max(band.top + band.height for band in found) + 6 if found else 0.0


def draw(found: Sequence[Band], top: float, bottom: float) -> list[Shape]:
    """The bands from ``top`` to ``bottom``, the widest furthest back, then the ribbons with the names."""
    behind = sorted(found, key=lambda band: (band.era.x0 - band.era.x1, band.number))
    shapes: list[Shape] = [
        Rect(band.era.x0, top, band.era.x1 - band.era.x0, bottom - top, f"era-{band.number}")
        for band in behind
    ]
    for band in found:
        era, y = band.era, top + band.top
        ribbon = Rect(era.x0, y, era.x1 - era.x0, band.height, f"era-{band.number}-name")
        texts = [
            Text(band.text_x, y + LEADING * line + 12.5, text, SIZE, "second")
            for line, text in enumerate(band.lines)
        ]
        shapes.append(Group((ribbon, *texts), era.words))
    return shapes
