"""Where each event lies in time, as it will be drawn: two instants, whatever its date leaves open.

The author's ``as_of`` ends what is still going on; without it, an open or unknown end reaches as far as the
other events do. The clock is never asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import Date, Instant
from timeline.records import NamedTuple


class Extent(NamedTuple):
    """The instants from ``first`` up to, not including, ``end``; and which of them the date leaves open."""

    first: Instant
    end: Instant
    open_start: bool = False
    open_end: bool = False

    @property
    def middle(self) -> Instant:
        """The instant half way."""
        return (self.first + self.end) // 2


def extents(dates: Sequence[Date], as_of: Date | None) -> list[Extent]:
    """The extent of each date, in the same order."""
    low, high = _reach(dates, as_of)
    return [extent(date, low, high) for date in dates]


def extent(date: Date, low: Instant, high: Instant) -> Extent:
    """What ``date`` covers; where it is open it reaches to ``low`` or ``high``, and at least to its other
    end.
    """
    if date.first is not None and date.last is not None:
        return Extent(date.first, date.last + 1)
    if date.first is not None:
        return Extent(date.first, max(high, date.first + 1), open_end=True)
    if date.last is not None:
        return Extent(min(low, date.last), date.last + 1, open_start=True)
    return Extent(low, high, open_start=True, open_end=True)


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
