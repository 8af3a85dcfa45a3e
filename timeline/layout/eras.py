"""Eras: quiet bands behind the events, each with its name on a slim ribbon at the top.

The names are stacked where they would meet, so that eras may overlap. A name that is longer than its band
runs on beside it, or, at the picture's right edge, begins before it; one that is longer than the picture
takes more lines.
"""

from __future__ import annotations

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


def bands(stretches: Sequence[Stretch | None], frame: Frame) -> list[Band]:
    """The eras with their ribbons stacked, in the file's order; those that are None are left out."""
    shown = {number: era for number, era in enumerate(stretches) if era is not None}
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
