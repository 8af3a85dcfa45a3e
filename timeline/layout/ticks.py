"""Ticks in two rows: the unit that fits above, what it is divided into below.

Which units a stretch of axis gets is read from one table, from the finest to the coarsest: the first whose
labels fit. On an upright axis the two rows are one column, in which a label takes a line's height: the
coarser unit is on the left, the finer on the right. Scales that are bent have ticks of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import UNITS, Zone
from timeline.languages import EN, Language
from timeline.layout.cells import (
    ABOVE,
    APART,
    BY_THE_CLOCK,
    INDENT,
    LADDER,
    MAJOR_SIZE,
    MINOR_SIZE,
    TORN,
    Clock,
    Label,
    Step,
    Ticks,
    Wall,
    Words,
    edges,
    named,
)
from timeline.layout.scale import Scale
from timeline.layout.tick_words import year_of
from timeline.layout.typeset import reserve

__all__ = ["INDENT", "MAJOR_SIZE", "MINOR_SIZE", "TORN", "Clock", "Label", "Ticks", "ticks"]

PITCH = 38.0  # px: boundaries closer than this are noise, even where their labels would fit


def ticks(
    scale: Scale,
    zone: Zone,
    finest: str,
    clock: Clock | None = None,
    *,
    upright: bool = False,
    language: Language = EN,
) -> list[Ticks]:
    """The ticks of each stretch of the scale, days and what is longer by the calendar of ``zone``.

    Hours and what is shorter are those of ``clock``, where there is one: that of the times in the labels.
    ``finest`` is the finest unit of any date on the axis: ticks finer than that would show what nobody knows.
    On an ``upright`` axis places are from the top down.
    """
    floor = UNITS[finest].mean if finest in UNITS else UNITS["year"].mean
    if scale.kind == "even":
        from timeline.layout.even_ticks import of_steps  # rare, and start-up is to be fast

        return [of_steps(scale, zone, clock or zone, language, upright=upright)]
    if scale.kind == "log":
        from timeline.layout.log_ticks import of_lengths  # rare, too

        found = of_lengths(scale, zone, floor, language, upright=upright)
        if found is not None:
            return [found]
    ladder = [step for step in LADDER if UNITS[step.unit].mean >= floor]
    on = _on
    if upright:
        from timeline.layout.upright import on  # not needed where the axis is level
    return [
        on(Wall(scale, stretch, zone, language), Wall(scale, stretch, clock or zone, language), ladder)
        for stretch in scale.stretches
    ]


def _on(calendar: Wall, hours: Wall, ladder: Sequence[Step]) -> Ticks:
    for step in ladder:
        axis = hours if step.above in BY_THE_CLOCK else calendar
        if axis.px(UNITS[step.unit].mean * step.step) >= PITCH / (2 if step.unit == "day" else 1):
            found = _rows(axis, step)
            if found is not None:
                return found
    return _years(calendar)


def _rows(axis: Wall, step: Step) -> Ticks | None:
    """Both rows, or None where the labels of this rung would not fit into most of its cells."""
    minor = list(axis.cells(step.unit, step.step))
    labels = _labels(axis, named(minor, axis, step.unit, step.step), step.words, MINOR_SIZE, bold=False)
    whole = [cell for cell in minor if cell[0] >= axis.first]
    if not labels or len(labels) < len(whole) - 2:
        return None
    major = list(axis.cells(step.above, 1)) if step.above else []
    major_labels = _labels(axis, major, ABOVE[step.above], MAJOR_SIZE, bold=True) if step.above else []
    if not major_labels or not _is_named(labels[0], major, major_labels):
        return None
    return Ticks(edges(major, axis), edges(minor, axis), tuple(major_labels), tuple(labels))


def _is_named(label: Label, cells: Sequence[tuple[int, float, float]], labels: Sequence[Label]) -> bool:
    """Whether the first of the finer labels stands under one of the coarser: else "1" would seem to be of the
    month before.
    """
    left, right = next((left, right) for _, left, right in reversed(cells) if left < label.x)
    return any(left < other.x < right for other in labels)


def _years(axis: Wall) -> Ticks:
    """One row: years, decades, … by the smallest of 1, 2, 5, 10, 20, … that fits."""
    power = 1
    while axis.px(UNITS["year"].mean * power) <= axis.stretch.x1 - axis.stretch.x0:
        for step in (power, 2 * power, 5 * power):
            if axis.px(UNITS["year"].mean * step) >= PITCH:
                cells = list(axis.years(step))
                labels = _labels(axis, named(cells, axis, "year", step), year_of, MAJOR_SIZE, bold=True)
                if labels and len(labels) >= len(cells) - 2:
                    found = Ticks(edges(cells, axis), (), tuple(labels), ())
                    return found if len(labels) > 1 else _whole(axis) or found
        power *= 10
    return _one_year(axis)


def _whole(axis: Wall) -> Ticks | None:
    """The years of a stretch as a range, which is true of all of it, where that fits: a single tick would say
    nothing of its length.
    """
    text, x = axis.years_in_words(), axis.stretch.x0 + TORN + INDENT
    if text is None or x + reserve(text, MAJOR_SIZE, bold=True) > axis.stretch.x1 - TORN - APART:
        return None
    return Ticks((), (), (Label(x, text),), ())


def _one_year(axis: Wall) -> Ticks:
    """A stretch too narrow for any row still says when it is: by all its years, or by the roundest one whose
    label fits beside where it begins, or else, at its left end, by the year in which it does.
    """
    whole = _whole(axis)
    if whole:
        return whole

    def fits(begin: int, x: float) -> Label | None:
        text = axis.said(year_of, begin)
        room = reserve(text, MAJOR_SIZE, bold=True)
        return Label(x, text) if x + room <= axis.stretch.x1 - TORN - APART else None

    for begin in axis.round_years():
        tick = axis.x(begin)
        if tick >= axis.stretch.x0 + TORN and (label := fits(begin, tick + INDENT)):
            return Ticks((tick,), (), (label,), ())
    label = fits(axis.first_year(), axis.stretch.x0 + TORN + INDENT)
    return Ticks((), (), (label,) if label else (), ())


def _labels(
    axis: Wall, cells: list[tuple[int, float, float]], words: Words, size: float, *, bold: bool
) -> list[Label]:
    """The labels that fit into their own cells."""
    found = []
    for start, left, right in cells:
        text = axis.said(words, start)
        if left + INDENT + reserve(text, size, bold=bold) + (APART - INDENT) <= right:
            found.append(Label(left + INDENT, text))
    return found
