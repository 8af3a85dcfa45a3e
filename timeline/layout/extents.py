"""Where each event lies in time, as it will be drawn: two instants, whatever its date leaves open.

The author's ``as_of`` ends what is still going on; without it, an open or unknown end reaches as far as the
other events do. The clock is never asked. What reaches over the edge of a window is cut off there, and says
so: an end that is not the date's own must not look like one.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import Date, Instant
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias


Window: TypeAlias = "tuple[Instant | None, Instant | None]"
"""The first and the last instant that are shown; None where there is no such bound."""


class Extent(NamedTuple):
    """The instants from ``first`` up to, not including, ``end``.

    ``open_start`` and ``open_end`` say which of them the date leaves open, ``cut_start`` and ``cut_end``
    which are the window's and not the date's. ``lasts`` tells what goes on all the time from what happened
    some time within.
    """

    first: Instant
    end: Instant
    open_start: bool = False
    open_end: bool = False
    cut_start: bool = False
    cut_end: bool = False
    lasts: bool = False

    @property
    def middle(self) -> Instant:
        """The instant half way."""
        return (self.first + self.end) // 2

    @property
    def anchor(self) -> Instant:
        """The instant that stands for the whole: where what lasts begins, and else the middle."""
        return self.first if self.lasts else self.middle


def extents(dates: Sequence[Date], as_of: Date | None, window: Window = (None, None)) -> list[Extent]:
    """The extent of each date, in the same order, no further than the ``window``."""
    low, high = _reach(dates, as_of)
    found = [extent(date, low, high) for date in dates]
    return found if window == (None, None) else [clipped(reach, window) for reach in found]


def clipped(reach: Extent, window: Window) -> Extent:
    """What of an extent is in the window; of one that lies outside it, the instant at the nearer edge."""
    first, last = window
    if first is not None and reach.first < first:
        reach = reach._replace(first=first, end=max(reach.end, first + 1), cut_start=True)
    if last is not None and reach.end > last + 1:
        reach = reach._replace(first=min(reach.first, last), end=last + 1, cut_end=True)
    return reach


def extent(date: Date, low: Instant, high: Instant) -> Extent:
    """What ``date`` covers; where it is open it reaches to ``low`` or ``high``, and at least to its other
    end.
    """
    lasts = date.form == "interval"
    if date.first is not None and date.last is not None:
        return Extent(date.first, date.last + 1, False, False, False, False, lasts)
    if date.first is not None:
        return Extent(date.first, max(high, date.first + 1), open_end=True, lasts=lasts)
    if date.last is not None:
        return Extent(min(low, date.last), date.last + 1, open_start=True, lasts=lasts)
    return Extent(low, high, open_start=True, open_end=True, lasts=lasts)


def _reach(dates: Sequence[Date], as_of: Date | None) -> tuple[Instant, Instant]:
    """The first instant that any date names, and the end of the last one, or of ``as_of`` where something
    goes on.
    """
    named = [bound for date in dates for bound in (date.first, date.last) if bound is not None]
    if as_of is not None and as_of.last is not None and any(date.last is None for date in dates):
        named.append(as_of.last)
    if not named:
        return 0, 1  # no date says anything: there is still an axis
    return min(named), max(named) + 1
