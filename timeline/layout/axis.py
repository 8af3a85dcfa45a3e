"""The axis: a strip along which time runs, its ticks in one row or two, and the cuts in it.

The strip is made of the same shapes as everything else. Between two stretches it is interrupted, its torn
ends slanted, and the length of what was left out stands in the gap in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.layout.elapsed import CUT_SIZE, elapsed
from timeline.layout.scale import Cut, Scale
from timeline.layout.ticks import MAJOR_SIZE, MINOR_SIZE, Label, Ticks
from timeline.scene import Line, Path, Rect, Segment, Shape, Text

ROW = 18.0  # px, the height of a row of ticks
TEAR = 3.0  # px, how far a torn end goes to and fro
CLEAR = TEAR + 1.0  # px from a stretch's end to its first boundary


def height(rows: Sequence[Ticks]) -> float:
    """The height of the strip: one row where there is nothing for a second."""
    return 2 * ROW + 2 if any(ticks.minor_labels for ticks in rows) else ROW + 6


def strip(scale: Scale, rows: Sequence[Ticks], top: float) -> list[Shape]:
    """All of the axis, its upper edge at ``top``."""
    tall = height(rows)
    shapes: list[Shape] = []
    for stretch, ticks in zip(scale.stretches, rows, strict=True):
        shapes.append(Rect(stretch.x0, top, stretch.x1 - stretch.x0, tall, "strip"))
        shapes += _ticks(ticks, top, tall, (stretch.x0 + CLEAR, stretch.x1 - CLEAR))
        shapes += [Line(stretch.x0, y, stretch.x1, y, "axis", 1.5) for y in (top, top + tall)]
    for cut in scale.cuts:
        shapes += _tear(cut, top, tall)
    return shapes


def _ticks(ticks: Ticks, top: float, tall: float, inside: tuple[float, float]) -> list[Shape]:
    """The boundaries that are ``inside`` the stretch, clear of its torn ends, and all labels."""
    two_rows = tall > 2 * ROW
    shapes: list[Shape] = []
    for x in ticks.major:  # a month that begins within a week must not cut the week's label
        if inside[0] <= x <= inside[1]:
            through = not ticks.minor or x in ticks.minor
            shapes.append(Line(x, top, x, top + (tall if through else tall - ROW), "tick"))
    shapes += [
        Line(x, top + tall - ROW, x, top + tall, "tick")
        for x in ticks.minor
        if inside[0] <= x <= inside[1] and x not in ticks.major
    ]
    middle = top + ROW / 2 + 1 if two_rows else top + tall / 2
    shapes += _texts(ticks.major_labels, middle, MAJOR_SIZE, bold=True)
    shapes += _texts(ticks.minor_labels, top + tall - ROW / 2 - 1, MINOR_SIZE, bold=False)
    return shapes


def _texts(labels: Sequence[Label], middle: float, size: float, *, bold: bool) -> list[Shape]:
    role = "ink" if bold else "detail"
    return [Text(label.x, middle + 0.35 * size, label.text, size, role, bold) for label in labels]


def _tear(cut: Cut, top: float, tall: float) -> list[Shape]:
    """Two torn ends, and the time between them in words."""
    number, unit = elapsed(cut.end - cut.first)
    middle, centre = top + tall / 2, (cut.x0 + cut.x1) / 2
    texts: list[Shape] = [
        Text(centre, middle + shift + 0.35 * CUT_SIZE, text, CUT_SIZE, "detail", anchor="middle")
        for text, shift in ((number, -6.5), (unit, 6.5))
    ]
    return [_zigzag(cut.x0, top, tall), _zigzag(cut.x1, top, tall), *texts]


def _zigzag(x: float, top: float, tall: float) -> Shape:
    """A torn edge: a line that goes to and fro across the end of a stretch."""
    teeth = 4
    steps: list[Segment] = [("M", x, top)]
    steps += [
        ("L", x + (TEAR if tooth % 2 else -TEAR), top + tall * (tooth + 0.5) / teeth)
        for tooth in range(teeth)
    ]
    steps.append(("L", x, top + tall))
    return Path(tuple(steps), None, "cut", 1.5)
