"""A logarithm of the time before some instant: from the big bang to this afternoon on one axis.

Every tenfold length of time takes the same room, so that the instant itself can never be reached. The last
piece is straight, therefore: it begins at the shortest length that the events need. Between knots that are so
near to each other that nobody sees a difference the logarithm is a straight line too, which keeps instants
whole numbers, whatever their size, and their order safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log2

from timeline.layout.extents import Extent, Window
from timeline.layout.scale import Before, Scale

MARGIN = 16.0  # px of axis before the first mark
LAST = 44.0  # px of the straight piece, at most …
LAST_SHARE = 0.2  # … and of the axis
KNOTS = 20  # for each doubling of time: a straight piece is off by less than a fifth of a pixel
_FINE = 52  # bits of a factor that are kept


def log(
    extents: Sequence[Extent],
    low: float,
    high: float,
    *,
    as_of: int | None = None,
    window: Window = (None, None),
) -> Scale:
    """The scale between ``low`` and ``high`` in px. ``as_of`` is the end of the author's today, before which
    time is counted if nothing is later.
    """
    last = max(extent.end for extent in extents)
    today = last if as_of is None else max(last, as_of)
    nearest = today - last
    least = _least([today - extent.anchor for extent in extents], by_itself=as_of is None or as_of < last)
    oldest = today - min(extent.first for extent in extents)
    to_the_end = 2 * nearest < least
    if to_the_end:
        oldest = _further(max(oldest, 2 * least), least, high - low)
        until = 0
    else:
        pad = (oldest - nearest) // 16 + 1
        if oldest < 2 * nearest:  # nearly straight: no use in measuring it by its ratio
            oldest, least = oldest + pad, max(nearest - pad, 1)
        else:
            oldest, least = _further(oldest, nearest, high - low), max(nearest * 7 // 8, 1)
        until = least
    if window[0] is not None:
        oldest = min(oldest, max(today - window[0], today - min(extent.first for extent in extents)))
    if window[1] is not None:
        until = max(until, min(today - window[1] - 1, nearest))
        least = max(least, until)
    if not to_the_end:
        least = until
    tail = min(LAST, (high - low) * LAST_SHARE) if until < least else 0.0
    lengths, places = _bent(oldest, least, low, high - tail)
    if until < least:
        lengths, places = [*lengths, until], [*places, high]
    return Scale.through([today - length for length in lengths], places, Before(today, least, until < least))


def _least(lengths: Sequence[int], *, by_itself: bool) -> int:
    """The shortest length with a place on the logarithm. Where time is counted from the last event
    ``by_itself``, how long that took does not stretch the axis over lengths in which there is nothing.
    """
    different = sorted(set(lengths))
    if by_itself and len(different) > 1 and different[1] > 10 * different[0]:
        return different[1] // 10
    return different[0]


def _further(length: int, least: int, room: float) -> int:
    """A length that is longer by the margin, on an axis of ``room`` px that begins with it."""
    doublings = (log2(length) - log2(least)) * MARGIN / room
    return max(_times(length, doublings), length + 1)


def _bent(oldest: int, least: int, low: float, high: float) -> tuple[list[int], list[float]]:
    """Lengths from ``oldest`` to ``least``, and the places in px of their logarithms."""
    if least >= oldest:
        return [oldest], [low]
    doublings = log2(oldest) - log2(least)
    count = max(1, ceil(doublings * KNOTS))
    lengths, places = [oldest], [low]
    for knot in range(1, count):
        length = _times(least, doublings * (count - knot) / count)
        if least < length < lengths[-1]:  # a few microseconds have fewer lengths than knots
            lengths.append(length)
            places.append(low + (high - low) * knot / count)
    return [*lengths, least], [*places, high]


def _times(length: int, doublings: float) -> int:
    """``length`` doubled so many times, as a whole number of any size."""
    whole = int(doublings)
    return (length * int(2 ** (doublings - whole + _FINE)) << whole) >> _FINE
