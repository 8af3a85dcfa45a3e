"""Equal steps from event to event: for timelines in which only the order matters.

Each instant that stands for an event is a knot, and the knots lie at equal distances; in between, the scale
is straight. So a span still begins before what happens in it, though no length says anything about time. The
axis must not pretend that it does: its ticks are the dates of the steps themselves, each at its own step, and
a note says the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from timeline.dates import UNITS
from timeline.layout.breaks import LEAST_WEIGHT
from timeline.layout.extents import Extent, Window
from timeline.layout.scale import Scale, Steps

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
    unit_at: dict[int, str] = {}
    size_at: dict[int, float] = {}
    for number, extent in enumerate(extents):
        unit = units[number] if _is_named(extent, units[number]) else ""
        unit_at[extent.anchor] = unit_at.get(extent.anchor) or unit
        size_at[extent.anchor] = size_at.get(extent.anchor, 0.0) + (weights[number] if weights else 0.0)
    instants = sorted(unit_at)
    first, end = _ends(extents, instants, window)
    head = [first] if first < instants[0] else []
    if weights is None:
        steps = _level(len(instants), high - low, with_head=bool(head))
    else:
        sizes = [max(size_at[instant], LEAST_WEIGHT) for instant in instants]
        before = [HEAD] if head else []
        share = (high - low - sum(before)) / sum(sizes)
        steps = [*before, *(size * share for size in sizes)]
    places = [min(place, high) for place in accumulate(steps[:-1], initial=low)]
    return Scale.through(
        [*head, *instants, end], [*places, high], Steps(instants, [unit_at[instant] for instant in instants])
    )


def _is_named(extent: Extent, unit: str) -> bool:
    """Whether the date that stands for the event is one that somebody wrote: not the middle of several, nor
    an edge of the window.
    """
    if extent.cut_start or extent.open_start:
        return False
    length = UNITS[unit].mean if unit in UNITS else LONGEST.get(unit, 1) * YEAR
    return extent.lasts or 10 * (extent.end - extent.first) <= 11 * length


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
