"""The legend: one entry for each group and each form of mark that occurs, and none for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.layout import marks
from timeline.layout.furniture import Drawn, Frame
from timeline.layout.labels import Type
from timeline.layout.marks import Mark
from timeline.layout.typeset import FALLBACK, reserve, wrap
from timeline.model import Group
from timeline.records import NamedTuple
from timeline.scene import Shape, Text

GAP = 22.0  # px between two entries
ICON = 22.0  # px for the mark before an entry
LEADING = 20.0


class Entry(NamedTuple):
    """One entry of a legend: how to draw its mark about a place, and its words."""

    icon: Callable[[float, float], Sequence[Shape]]
    text: str


def _bar(
    text: str, *, solid: bool, doubtful: bool = False, open_start: bool = False, open_end: bool = False
) -> Entry:
    def icon(x: float, y: float) -> Sequence[Shape]:
        span = marks.Span(x - 9, x + 7, open_start, open_end)
        return marks.bar(span, y, "group-none", solid=solid, doubtful=doubtful)

    return Entry(icon, text)


def _point(text: str, kind: int, colour: str, *, doubtful: bool = False) -> Entry:
    return Entry(lambda x, y: [marks.point(x, y, marks.RADIUS, kind, colour, doubtful=doubtful)], text)


_COUNT = Entry(lambda x, y: marks.pill(x, y, 2, marks.PILL), "so many events without a label")
_FORMS: tuple[tuple[Entry, Callable[[Mark], object]], ...] = (
    (_bar("lasted", solid=True), lambda mark: mark.span and mark.solid and not mark.doubtful),
    (_bar("some time within", solid=False), lambda mark: mark.span and not mark.solid and not mark.doubtful),
    (
        _bar("lasted, dates in doubt", solid=True, doubtful=True),
        lambda mark: mark.span and mark.solid and mark.doubtful,
    ),
    (
        _bar("some time within, in doubt", solid=False, doubtful=True),
        lambda mark: mark.span and not mark.solid and mark.doubtful,
    ),
    (
        _point("date in doubt", 0, "group-none", doubtful=True),
        lambda mark: not mark.span and mark.doubtful,
    ),
    (
        _bar("goes on, or its end is not known", solid=True, open_end=True),
        lambda mark: mark.span and mark.span.open_end,
    ),
    (
        _bar("its start is not known", solid=True, open_start=True),
        lambda mark: mark.span and mark.span.open_start,
    ),
)
"""The forms of marks in the legend's order, each with how to tell whether a mark has it."""


def entries(groups: Sequence[Group], drawn: Sequence[Mark], *, counts: bool) -> list[Entry]:
    """The entries for the marks that are ``drawn``, and for ``counts`` where there are any.

    Where all marks are of the only group there is, its colour tells nothing and needs no entry.
    """
    used = {mark.colour for mark in drawn}
    named = [
        _point(group.title, number, f"group-{number}")
        for number, group in enumerate(groups)
        if f"group-{number}" in used
    ]
    forms = [entry for entry, has_form in _FORMS if any(map(has_form, drawn))]
    told_apart = len(groups) > 1 or len(used) > 1
    return (named if told_apart else []) + forms + ([_COUNT] if counts else [])


def draw(found: Sequence[Entry], frame: Frame, top: float, size: Type) -> Drawn:
    """The entries in rows."""
    if not found:
        return [], top
    shapes: list[Shape] = []
    x, y = frame.left, top + LEADING / 2
    for entry in found:
        lines = wrap(entry.text, size.date, (frame.width - ICON) / FALLBACK)
        width = ICON + max(reserve(line, size.date) for line in lines)
        if x > frame.left and x + width > frame.right:
            x, y = frame.left, y + LEADING
        shapes += entry.icon(x + ICON / 2 - 3, y)
        for number, line in enumerate(lines):
            y += size.date * 1.25 if number else 0
            shapes.append(Text(x + ICON, y + 0.35 * size.date, line, size.date, "second"))
        x += width + GAP
    return shapes, y + LEADING / 2 + 4
