"""The ticks of an upright axis by the calendar: what ``ticks`` does for a level one."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import UNITS
from timeline.layout.cells import ABOVE, BY_THE_CLOCK, Step, Ticks, Wall, Words, edges, named
from timeline.layout.rows import LINE, Down
from timeline.layout.tick_words import year_of

PITCH = 26.0  # px: boundaries closer than this are noise


def on(calendar: Wall, hours: Wall, ladder: Sequence[Step]) -> Ticks:
    """The ticks of one stretch by the first rung that fits: days by ``calendar``, times by ``hours``."""
    for step in ladder:
        axis = hours if step.above in BY_THE_CLOCK else calendar
        if step.above and axis.px(UNITS[step.unit].mean * step.step) >= PITCH:
            found = _column(axis, step, step.above)
            if found is not None:
                return found
    return _years(calendar)


def _column(axis: Wall, step: Step, above: str) -> Ticks | None:
    """Both units, or None where the labels of this rung would not fit into most of its cells."""
    down = Down(axis.stretch)
    majors = list(axis.cells(above, 1))
    _fill(down, axis, majors, ABOVE[above], bold=True)
    if not down.blocks:
        return None
    minors = list(axis.cells(step.unit, step.step))
    _fill(down, axis, named(minors, axis, step.unit, step.step), step.words, bold=False)
    whole = [cell for cell in minors if cell[0] >= axis.first]
    labels = down.labels[1]
    if not labels or len(labels) + len(down.blocks) < len(whole) - 2:
        return None
    clear = tuple(y for y in edges(minors, axis) if down.is_clear(y))
    return down.made()._replace(major=edges(majors, axis), minor=clear)


def _fill(
    down: Down,
    axis: Wall,
    cells: Sequence[tuple[int, float, float]],
    words: Words,
    *,
    bold: bool,
) -> int:
    """The labels of cells that have room for theirs; how many have."""
    return sum(
        down.add(axis.x(start), axis.said(words, start), bold=bold, until=bottom)
        for start, _, bottom in cells
    )


def _years(axis: Wall) -> Ticks:
    """Years, decades, … alone, by the smallest of 1, 2, 5, 10, 20, … that fits."""
    power = 1
    while axis.px(UNITS["year"].mean * power) <= axis.stretch.x1 - axis.stretch.x0:
        for step in (power, 2 * power, 5 * power):
            if axis.px(UNITS["year"].mean * step) >= PITCH:
                down = Down(axis.stretch)
                cells = list(axis.years(step))
                fit = _fill(down, axis, named(cells, axis, "year", step), year_of, bold=True)
                if fit and fit >= len(cells) - 2:
                    found = down.made()._replace(major=edges(cells, axis))
                    return found if fit > 1 else _whole(axis) or found
        power *= 10
    return _one_year(axis)


def _whole(axis: Wall) -> Ticks | None:
    """The years of a stretch as a range, where that fits."""
    down, text = Down(axis.stretch), axis.years_in_words()
    if text is None or not down.add(axis.stretch.x0, text, bold=True):
        return None
    return down.made()._replace(major=())


def _one_year(axis: Wall) -> Ticks:
    """A stretch too short for any of that still says when it is: by all its years, or by the roundest one
    whose label fits below where it begins, or else, at its upper end, by the year in which it does.
    """
    whole = _whole(axis)
    if whole:
        return whole
    down = Down(axis.stretch)
    latest = axis.stretch.x1 - 2 * LINE - LINE / 2
    for begin in axis.round_years():
        if axis.x(begin) <= latest:
            down.add(axis.x(begin), axis.said(year_of, begin), bold=True)
            return down.made()
    down.add(axis.stretch.x0, axis.said(year_of, axis.first_year()), bold=True)
    return down.made()._replace(major=())
