"""The axis: a strip along which time runs, its ticks in one row or two, and the cuts in it.

The strip is made of the same shapes as everything else. Between two stretches it is interrupted, its torn
ends slanted, and the length of what was left out stands in the gap in words. The edges of an axis in equal
steps are dashed. An upright strip is a level one turned by a quarter, but for its texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.languages import EN, Language
from timeline.layout.breaks import UPRIGHT as UPRIGHT
from timeline.layout.cells import MAJOR_SIZE, MINOR_SIZE, Label, Ticks
from timeline.layout.elapsed import CUT_LEADING, CUT_SIZE, elapsed, in_lines, in_two
from timeline.layout.scale import Cut, Scale
from timeline.scene import Line, Path, Rect, Segment, Shape, Text

ROW = 18.0  # px, the height of a row of ticks
TEAR = 3.0  # px, how far a torn end goes to and fro
STEPS = (5.0, 4.0)  # px on and off, of the edges of an axis on which lengths say nothing
CLEAR = TEAR + 1.0  # px from a stretch's end to its first boundary


def height(rows: Sequence[Ticks]) -> float:
    """The height of the strip: one row where there is nothing for a second."""
    return 2 * ROW + 2 if any(ticks.minor_labels for ticks in rows) else ROW + 6


def strip(scale: Scale, rows: Sequence[Ticks], top: float, language: Language = EN) -> list[Shape]:
    """All of the axis, its upper edge at ``top``."""
    tall = height(rows)
    two_rows = tall > 2 * ROW
    middles = top + ROW / 2 + 1 if two_rows else top + tall / 2, top + tall - ROW / 2 - 1

    def texts(ticks: Ticks) -> list[Shape]:
        return [
            *_texts(ticks.major_labels, middles[0], MAJOR_SIZE, bold=True),
            *_texts(ticks.minor_labels, middles[1], MINOR_SIZE, bold=False),
        ]

    return _strip(scale, rows, (top, tall, ROW), texts, lambda cut: _words(cut, top + tall / 2, language))


def _strip(
    scale: Scale,
    rows: Sequence[Ticks],
    across: tuple[float, float, float],
    texts: Callable[[Ticks], list[Shape]],
    words: Callable[[Cut], list[Shape]],
) -> list[Shape]:
    """A level strip; ``across`` are its upper edge, its height, and what of that is the lower row's."""
    top, tall, _ = across
    dash = STEPS if scale.kind == "even" else ()
    shapes: list[Shape] = []
    for stretch, ticks in zip(scale.stretches, rows, strict=True):
        shapes.append(Rect(stretch.x0, top, stretch.x1 - stretch.x0, tall, "strip"))
        shapes += _boundaries(ticks, across, (stretch.x0 + CLEAR, stretch.x1 - CLEAR))
        shapes += texts(ticks)
        shapes += [Line(stretch.x0, y, stretch.x1, y, "axis", 1.5, dash) for y in (top, top + tall)]
    for cut in scale.cuts:
        shapes += [_zigzag(cut.x0, top, tall), _zigzag(cut.x1, top, tall), *words(cut)]
    return shapes


def _boundaries(ticks: Ticks, across: tuple[float, float, float], inside: tuple[float, float]) -> list[Shape]:
    """The boundaries that are ``inside`` the stretch, clear of its torn ends."""
    top, tall, lower = across
    shapes: list[Shape] = []
    for x in ticks.major:  # a month that begins within a week must not cut the week's label
        if inside[0] <= x <= inside[1]:
            through = not ticks.minor or x in ticks.minor
            shapes.append(Line(x, top, x, top + (tall if through else tall - lower), "tick"))
    shapes += [
        Line(x, top + tall - lower, x, top + tall, "tick")
        for x in ticks.minor
        if inside[0] <= x <= inside[1] and x not in ticks.major
    ]
    return shapes


def _texts(labels: Sequence[Label], middle: float, size: float, *, bold: bool) -> list[Shape]:
    role = "ink" if bold else "detail"
    return [Text(label.x, middle + 0.35 * size, label.text, size, role, bold) for label in labels]


def _words(cut: Cut, middle: float, language: Language) -> list[Shape]:
    """The time that a cut leaves out."""
    lines = in_two(elapsed(cut.end - cut.first, language))
    first = middle - CUT_LEADING * (len(lines) - 1) / 2 + 0.35 * CUT_SIZE
    return _lines(lines, (cut.x0 + cut.x1) / 2, first)


def _lines(lines: Sequence[str], x: float, first: float) -> list[Shape]:
    """The lines of a cut's words about ``x``, the baseline of the first at ``first``."""
    return [
        Text(x, first + CUT_LEADING * number, line, CUT_SIZE, "detail", anchor="middle")
        for number, line in enumerate(lines)
    ]


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


# An upright axis


def width(rows: Sequence[Ticks]) -> float:
    """The width of the upright strip: narrower where no bold label needs it all."""
    from timeline.layout.rows import TICK, UPRIGHT_INDENT, UPRIGHT_SIZE  # not needed where the axis is level
    from timeline.layout.typeset import reserve

    widest = max(
        (
            reserve(label.text, UPRIGHT_SIZE, bold=bold)
            for ticks in rows
            for bold, labels in ((True, ticks.major_labels), (False, ticks.minor_labels))
            for label in labels
        ),
        default=TICK,
    )
    return UPRIGHT if any(ticks.minor_labels for ticks in rows) else widest + 2 * UPRIGHT_INDENT


def strip_upright(
    scale: Scale, rows: Sequence[Ticks], left: float, wide: float = UPRIGHT, language: Language = EN
) -> list[Shape]:
    """All of an axis that runs down, its left edge at ``left`` and ``wide`` px to its right one: the coarser
    unit is on the left of it, the finer on the right.
    """
    from timeline.layout.moves import turned  # not needed where the axis is level
    from timeline.layout.rows import LINE, TICK, UPRIGHT_INDENT, UPRIGHT_SIZE

    def texts(ticks: Ticks) -> list[Shape]:
        down = LINE / 2 + 1.0 + 0.35 * UPRIGHT_SIZE
        start, end = left + UPRIGHT_INDENT, left + wide - UPRIGHT_INDENT
        return [
            *(Text(start, y + down, words, UPRIGHT_SIZE, "ink", True) for y, words in ticks.major_labels),
            *(
                Text(end, y + down, words, UPRIGHT_SIZE, "detail", anchor="end")
                for y, words in ticks.minor_labels
            ),
        ]

    def words(cut: Cut) -> list[Shape]:
        lines = in_lines(cut.end - cut.first, wide, language)
        first = (cut.x0 + cut.x1) / 2 - CUT_LEADING * (len(lines) - 1) / 2 + 0.35 * CUT_SIZE
        return _lines(lines, left + wide / 2, first)

    shapes = _strip(scale, rows, (left, wide, TICK), texts, words)
    return [shape if isinstance(shape, Text) else turned([shape])[0] for shape in shapes]
