"""The key of a page's figure: the legend that holds at every zoom.

A picture explains the marks that stand on it. A figure that can be zoomed shows a day as a point and, nearer,
as the bar that it is: its key is the legend of the marks from afar and from near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.languages import language
from timeline.layout import legend
from timeline.layout.breaks import linear
from timeline.layout.extents import Extent, extents
from timeline.layout.marks import Mark
from timeline.layout.pen import Pen
from timeline.layout.plan import window_of
from timeline.layout.scale import Scale
from timeline.model import Event, Timeline
from timeline.model.order import in_time
from timeline.records import NamedTuple
from timeline.scene import Shape

AFAR, NEAR = 1100.0, 400_000.0  # px, the lengths of the axes
COUNTED = 12  # events, from which some may have to be counted
MIDDLE = 12.0, 8.0  # px, of the place that a mark has beside its words


class Sign(NamedTuple):
    """One entry: a mark in a box 24 px wide and 16 px high, and what it means."""

    shapes: Sequence[Shape]
    text: str


def key(timeline: Timeline) -> list[Sign]:
    """The signs of a timeline's figure, in the order of a legend."""
    own, events = language(timeline.lang), in_time(timeline.events)
    if not events:
        return []
    reaches = extents([event.date for event in events], timeline.as_of, window_of(timeline.selection))
    some, units = _unlike(events, reaches), [event.date.unit for event in events]
    # To scale throughout: cuts would bring some events nearer than they are from afar.
    axes = (linear(reaches, units, 0.0, width) for width in (AFAR, NEAR))
    marks = [mark for axis in axes for mark in _marks(timeline, some, axis)]
    found = legend.entries(timeline.groups, marks, counts=len(events) > COUNTED, language=own)
    return [Sign(tuple(entry.icon(*MIDDLE)), entry.text) for entry in found]


def _unlike(events: Sequence[Event], reaches: Sequence[Extent]) -> list[tuple[Event, Extent]]:
    """One event of each sort of which the marks may look otherwise than others."""
    found: dict[object, tuple[Event, Extent]] = {}
    for event, reach in zip(events, reaches, strict=True):
        date = event.date
        doubts = date.approximate or date.uncertain or date.form != "date"
        sort = event.group, event.status, date.unit, reach[2:], date.text if doubts or event.sources else None
        found.setdefault(sort, (event, reach))
    return list(found.values())


def _marks(timeline: Timeline, some: Sequence[tuple[Event, Extent]], axis: Scale) -> Iterator[Mark]:
    events, reaches = [event for event, _ in some], [reach for _, reach in some]
    return map(Pen(timeline.groups, events, reaches, axis, "").mark, range(len(events)))
