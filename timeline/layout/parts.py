"""What a date gives to be drawn, whatever the scale: from which instant to which, and what is known of it.

An event has one part, or one for each member of a set, and after them one for each other date that a
source gives. ``pen`` makes pieces in px of them on a scale, and ``chart`` hands them to the page, which does
the same on scales of its own.

Two things wait for the scale: an end that is closed here is cut where the axis ends before it, and fades only
where it is still closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.dates import Date, Instant
from timeline.layout.extents import Extent, extent
from timeline.model import Event
from timeline.records import NamedTuple

FLAGS: Mapping[str, int] = {
    "lasts": 1,  # all the time; else it happened some time within
    "hollow": 2,  # one of several dates, or another one than the event's
    "open_start": 4,
    "open_end": 8,
    "unknown_start": 16,
    "unknown_end": 32,
    "cut_start": 64,  # where not the date begins but the window
    "cut_end": 128,
    "fade_start": 256,  # about
    "fade_end": 512,
    "hatch_start": 1024,  # uncertain
    "hatch_end": 2048,
    "aside": 4096,  # another date, which a source gives
    "moment": 8192,  # where it is narrow a point, however long it is: never a short bar
    "pole_at_end": 16384,  # of what lasts, its end alone is known
}
"""The bits of a part's flags."""

LASTS, HOLLOW, ASIDE, MOMENT, POLE_AT_END = (
    FLAGS[name] for name in ("lasts", "hollow", "aside", "moment", "pole_at_end")
)
OPEN, UNKNOWN, CUT, FADE, HATCH = (
    (FLAGS[f"{name}_start"], FLAGS[f"{name}_end"]) for name in ("open", "unknown", "cut", "fade", "hatch")
)


class Part(NamedTuple):
    """One date, from ``first`` up to, not including, ``end``; ``flags`` are a sum of ``FLAGS``.

    ``sure`` is the known one of two dates, with its own end, where the other end is unknown.
    """

    first: Instant
    end: Instant
    flags: int = 0
    sure: tuple[Instant, Instant] | None = None


def parts_of(event: Event, reach: Extent, low: Instant, high: Instant) -> list[Part]:
    """The parts of an event that reaches so far, on an axis from ``low`` to ``high``: those of its date, in
    the order of time, then those aside. What lies off the axis is left out where anything is on it.
    """
    parts = _members(event.date, reach, low, high) if event.date.members else [_part(event.date, reach)]
    for _, date in other_dates(event):
        there = extent(date, low, high)
        if _shows(there, low, high):
            parts.append(_part(date, there, HOLLOW | ASIDE))
    return parts


def other_dates(event: Event) -> Iterator[tuple[str, Date]]:
    """The ids of sources that give the event another date than it has, each with that date."""
    for citation in event.sources:
        if citation.date is not None and citation.date[1:3] != event.date[1:3]:
            yield citation.source, citation.date


def standing(date: Date, reach: Extent, low: Instant, high: Instant) -> Extent:
    """How far that one of its dates reaches at which an event has its pole: the first of several as written,
    and of one of several all of them.
    """
    if date.form == "all" and date.lower == "closed":
        return extent(date.members[0], low, high)
    return reach


def pole(date: Date, reach: Extent, main: Part, low: Instant, high: Instant) -> Instant | None:
    """Where an event has its pole that has it elsewhere than its ``main`` part, the first one, says; else
    None. It says the beginning of what lasts, its end with ``pole_at_end``, and else the middle.
    """
    if not date.members:
        return None
    at = standing(date, reach, low, high)
    lasts = bool(main.flags & LASTS)
    if at.lasts == lasts and (at.first == main.first if lasts else at.middle == (main.first + main.end) // 2):
        return None
    return at.anchor


def _members(date: Date, whole: Extent, low: Instant, high: Instant) -> list[Part]:
    """The members of a set that are on the axis; where none is, at least that it is about the time between
    them.
    """
    reaches = [(member, extent(member, low, high)) for member in sorted(date.members)]
    if whole.open_start:
        member, reach = reaches[0]
        reaches[0] = member, reach._replace(first=whole.first, open_start=True)
    if whole.open_end:
        member, reach = reaches[-1]
        reaches[-1] = member, reach._replace(end=whole.end, open_end=True)
    flags = HOLLOW if date.form == "one" else 0
    shown = [_part(member, reach, flags) for member, reach in reaches if _shows(reach, low, high)]
    return shown or [_part(date, whole, HOLLOW)]


def _part(date: Date, reach: Extent, flags: int = 0) -> Part:
    """A date that reaches so far, with more ``flags`` than its own."""
    first, end, open_start, open_end, cut_start, cut_end, _ = reach
    if date.form == "interval":
        flags |= LASTS | (POLE_AT_END if date.start is None else 0)
    elif flags & HOLLOW:
        flags |= MOMENT
    if open_start:
        flags |= (UNKNOWN if date.lower == "unknown" else OPEN)[0]
    elif cut_start:
        flags |= CUT[0]
    if open_end:
        flags |= (UNKNOWN if date.upper == "unknown" else OPEN)[1]
    elif cut_end:
        flags |= CUT[1]
    if date.approximate or date.uncertain:
        flags |= _doubts(date)
    return Part(first, end, flags, _sure(date) if flags & (UNKNOWN[0] | UNKNOWN[1]) else None)


def _doubts(date: Date) -> int:
    """The flags of what is approximate, and of what is uncertain, at either end."""
    ends = (date.start, date.end) if date.form == "interval" else (date, date)
    flags = 0
    for side, end in enumerate(ends):
        if end is not None:
            flags |= (FADE[side] if end.approximate else 0) | (HATCH[side] if end.uncertain else 0)
    return flags


def _sure(date: Date) -> tuple[Instant, Instant] | None:
    """Of what begins or ends nobody knows when, the date that is known."""
    known = date.start or date.end
    if known is None or known.first is None or known.last is None:
        return None
    return known.first, known.last + 1


def _shows(reach: Extent, low: Instant, high: Instant) -> bool:
    """Whether any of an extent is on the axis."""
    return reach.end > low and reach.first < high
