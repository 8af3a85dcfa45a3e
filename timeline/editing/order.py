"""Where a new event belongs among those of a file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from timeline.dates import Date, DateFault, Zone, parse


def place_in_time(date: object, dates: Sequence[object], zone: Zone) -> int:
    """The place in a list of events for one with ``date``; ``dates`` are those that stand there, in EDTF, and
    in the ``zone`` of the document where they say no other.

    It is the place where the fewest of the others come on the wrong side, and the last such place; a list
    that mostly runs backwards is kept running backwards. Last of all, where the date cannot be read.
    """
    new, read = _date(date, zone), [_date(one, zone) for one in dates]
    if new is None:
        return len(read)
    known = [one for one in read if one is not None]
    steps = sum((one < other) - (other < one) for one, other in pairwise(known))
    wrong_before = [one is not None and (one < new if steps < 0 else new < one) for one in read]
    wrong_behind = [one is not None and not wrong for one, wrong in zip(read, wrong_before, strict=True)]
    cost = least = sum(wrong_behind)
    place = 0
    for number in range(len(read)):
        cost += wrong_before[number] - wrong_behind[number]
        if cost <= least:
            least, place = cost, number + 1
    return place


def _date(text: object, zone: Zone) -> Date | None:
    try:
        return parse(text, zone) if isinstance(text, str) else None
    except DateFault:
        return None
