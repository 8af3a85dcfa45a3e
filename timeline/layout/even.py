"""Equal steps from event to event: for timelines in which only the order matters.

Each instant that stands for an event is a knot, and the knots lie at equal distances; in between, the scale
is straight. So a span still begins before what happens in it, though no length says anything about time. The
axis must not pretend that it does: its ticks are the dates of the steps themselves, each at its own step, and
a note says the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from timeline.dates import UNITS
from timeline.layout.breaks import LEAST_WEIGHT
from timeline.layout.extents import Extent, Window
from timeline.layout.scale import Scale, Steps
from timeline.records import NamedTuple

END = 56.0  # px of a level axis after the last step, at least: its tick has a label
YEAR = UNITS["year"].mean
LONGEST = {"decade": 10, "century": 100, "millennium": 1000}  # years of these units
HEAD = 12.0  # px of an upright axis before the first step


def even(
    extents: Sequence[Extent],
    units: Sequence[str],
    low: float,
    high: float,
    *,
    weights: Sequence[float] | None = None,
    window: Window = (None, None),
) -> Scale:
    """The scale between ``low`` and ``high`` in px. With ``weights``, the px that each event's label needs
    along an upright axis, the step after an event is in proportion to them.
    """
    knots = _knots(extents, units, weights)
    instants = [knot.instant for knot in knots]
    first, end = _ends(extents, instants, window)
    head = [first] if first < knots[0].first else []
    if weights is None:
        steps = _level(len(knots), high - low, with_head=bool(head))
    else:
        before = [HEAD] if head else []
        share = (high - low - sum(before)) / sum(knot.size for knot in knots)
        steps = [*before, *(knot.size * share for knot in knots)]
    places = [min(place, high) for place in accumulate(steps[:-1], initial=low)]
    bends = [(instant, place) for instant, place in zip(head, places, strict=False)]
    for knot, place in zip(knots, places[len(head) :], strict=True):
        bends += [(instant, place) for instant in dict.fromkeys((knot.first, knot.instant, knot.last))]
    return Scale.through(
        [*(instant for instant, _ in bends), end],
        [*(place for _, place in bends), high],
        Steps(instants, [knot.unit for knot in knots]),
    )


class _Knot(NamedTuple):
    """The instants from ``first`` to ``last`` that are one step, the one of them that stands for its events,
    the unit of their date, and the size that their labels ask for.
    """

    first: int
    instant: int
    last: int
    unit: str
    size: float


def _knots(extents: Sequence[Extent], units: Sequence[str], weights: Sequence[float] | None) -> list[_Knot]:
    """The steps in time order: one for each instant that stands for an event. What stands for the same year,
    month or day of which nothing finer is known is one step, and so is all of that time.
    """
    at: dict[int, _Knot] = {}
    for number, extent in enumerate(extents):
        instant = extent.anchor
        unit = units[number] if _is_named(extent, units[number]) else ""
        known = at.get(instant, _Knot(instant, instant, instant, "", 0.0))
        size = known.size + (weights[number] if weights else 0.0)
        at[instant] = known._replace(unit=known.unit or unit, size=size)
    instants, ends = sorted(at), sorted({extent.end for extent in extents})
    for (first, unit), anchors in _same(extents, units).items():
        last = _last_of(first, unit, ends)
        inside = instants[bisect_left(instants, first) : bisect_right(instants, last)]
        if inside and anchors.issuperset(inside) and all(instant in at for instant in inside):
            merged = [at.pop(instant) for instant in inside]
            size = sum(knot.size for knot in merged)
            at[inside[0]] = _Knot(first, inside[0], last, unit, size)
    knots = [at[instant]._replace(size=max(at[instant].size, LEAST_WEIGHT)) for instant in sorted(at)]
    for place in range(1, len(knots)):
        before, after = knots[place - 1], knots[place]
        if before.last >= after.first:  # a winter that begins in one year, days by two clocks
            knots[place - 1 : place + 1] = (
                before._replace(last=before.instant),
                after._replace(first=after.instant),
            )
    return knots


def _same(extents: Sequence[Extent], units: Sequence[str]) -> dict[tuple[int, str], set[int]]:
    """The instants that stand for dates with a name, by what the name says: when it begins and its unit."""
    found: dict[tuple[int, str], set[int]] = {}
    for extent, unit in zip(extents, units, strict=True):
        if _is_named(extent, unit):
            found.setdefault((extent.first, unit), set()).add(extent.anchor)
    return found


def _last_of(first: int, unit: str, ends: Sequence[int]) -> int:
    """The last instant of a unit that begins with ``first``, as far as an event ends with it."""
    length = _length(unit)
    after = bisect_right(ends, first + length * 51 // 50)
    end = ends[after - 1] if after else first
    return end - 1 if 10 * (end - first) >= 9 * length else first


def _is_named(extent: Extent, unit: str) -> bool:
    """Whether the date that stands for the event is one that somebody wrote: not the middle of several, nor
    an edge of the window.
    """
    if extent.cut_start or extent.open_start:
        return False
    return extent.lasts or 10 * (extent.end - extent.first) <= 11 * _length(unit)


def _length(unit: str) -> int:
    """How long a unit of a date is, in microseconds."""
    return UNITS[unit].mean if unit in UNITS else LONGEST.get(unit, 1) * YEAR


def _level(count: int, room: float, *, with_head: bool) -> list[float]:
    """The px between the knots of a level axis with ``count`` steps, its two ends included."""
    half = room / count / 2
    head = [half] if with_head else []
    if count == 1:
        return [*head, room - sum(head)]
    tail = max(half, min(END, room / 4))
    return [*head, *[(room - sum(head) - tail) / (count - 1)] * (count - 1), tail]


def _ends(extents: Sequence[Extent], instants: Sequence[int], window: Window) -> tuple[int, int]:
    """The instants at the axis' ends: past everything by half a step, but not out of the window."""
    first, end = min(extent.first for extent in extents), max(extent.end for extent in extents)
    if len(instants) > 1:
        before, after = (instants[1] - instants[0]) // 2, (instants[-1] - instants[-2]) // 2
    else:
        before = after = (end - first) // 2
    low = min(first, instants[0] - before) - 1
    high = max(end, instants[-1] + after) + 1
    if window[0] is not None:
        low = max(low, min(window[0], first))
    if window[1] is not None:
        high = min(high, max(window[1] + 1, end))
    return low, high
