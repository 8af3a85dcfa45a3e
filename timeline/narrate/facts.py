"""What is true of a timeline as a whole: what its description says, found by counting.

Every claim holds by the events' own bounds. An event lies in a month where all that its date may cover does;
a stretch is quiet where no event's date reaches into it, and what is open or unknown at an end may reach
anywhere; a span lasts longest where no doubt about its ends or another's could change that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from timeline.dates import Date, Instant, Zone, civil, parse
from timeline.model import Event, Timeline
from timeline.records import NamedTuple

CROWD = 4  # events, from which on it is worth saying where most of them are
CLEAR = (3, 5)  # the share of them that is a clear majority
SHORT = 2  # where most are is worth saying if it is at most half of the whole time
QUIET = 5  # a stretch is worth saying from a fifth of the whole time on
MAIN = 4  # events that are named


class Crowd(NamedTuple):
    """The shortest day, month, year or decade with a clear majority of the events; how many it ``holds``."""

    unit: str
    date: Date
    holds: int


class Quiet(NamedTuple):
    """A stretch without events: the dates on its two sides, and its length in microseconds."""

    before: Date
    after: Date
    length: int


class Doubts(NamedTuple):
    """How many events have a date of each doubtful kind; one date may be of several kinds."""

    approximate: int = 0
    uncertain: int = 0
    unspecified: int = 0
    either: int = 0  # one of several dates
    unbounded: int = 0  # a beginning or an end that is not known
    elsewhere: int = 0  # sources give another date


def reach(events: Sequence[Event]) -> tuple[Date, Date]:
    """The earliest and the latest date that is named, of ``events`` in time order.

    Of a span that is the date of its beginning or its end.
    """
    lows = [event.date for event in _until_bounded(events)]
    low = min((_lower(date) for date in lows), key=_low_of)
    latest = max((event.date for event in events), key=_high_of)
    return low, _upper(latest)


def crowd(events: Sequence[Event], zone: Zone) -> Crowd | None:
    """Where most of ``events`` (in time order) are, days counted in ``zone``; None where nothing stands out.

    What has more than half of the events has the one in the middle: so only its day, month, year and decade
    have to be looked at.
    """
    bounded = [event.date for event in events if event.date.first is not None]
    if len(events) < CROWD or not bounded:
        return None
    middle = bounded[len(bounded) // 2].first or 0
    for unit, text in _periods(zone, middle):
        period = parse(text, zone)
        count = sum(1 for date in bounded if _is_within(date, period))
        if count * CLEAR[1] >= len(events) * CLEAR[0]:
            return Crowd(unit, period, count) if _is_short(period, events) else None
    return None


def quiet(events: Sequence[Event]) -> Quiet | None:
    """The longest stretch between ``events`` (in time order), where it is a good part of the whole."""
    found: Quiet | None = None
    holder: Date | None = None  # the one that reaches furthest so far
    for event in events:
        date = event.date
        if holder is not None and holder.last is not None and date.first is not None:
            length = date.first - holder.last - 1
            if length > (found.length if found else 0):
                found = Quiet(_upper(holder), _lower(date), length)
        if holder is None or (holder.last is not None and (date.last is None or date.last > holder.last)):
            holder = date
        if date.last is None:
            break
    if found is None or len(events) < 3:
        return None
    low, high = reach(events)
    return found if found.length * QUIET >= _high_of(high) - _low_of(low) else None


def longest(events: Sequence[Event]) -> Event | None:
    """The span that surely lasts longer than any other, of two at least."""
    spans = [event for event in events if event.date.form == "interval"]
    if len(spans) < 2 or any(span.date.first is None or span.date.last is None for span in spans):
        return None
    best = max(spans, key=lambda span: _lengths(span.date)[0])
    least = _lengths(best.date)[0]
    return best if all(_lengths(span.date)[1] < least for span in spans if span is not best) else None


def going_on(events: Sequence[Event]) -> list[Event]:
    """The spans that have not ended."""
    return [event for event in events if event.date.last is None and event.date.upper == "open"
            and event.date.form == "interval"]  # fmt: skip


def doubts(events: Sequence[Event]) -> Doubts:
    """How many dates are in doubt, and how."""
    counts = [0] * len(Doubts._fields)
    for event in events:
        date = event.date
        if date.level:  # EDTF's level 0 knows no doubts
            kinds = (
                date.approximate,
                date.uncertain,
                date.unspecified,
                date.form == "one",
                "unknown" in (date.lower, date.upper),
            )
            for kind, has in enumerate(kinds):
                counts[kind] += has
        if any(cited.date is not None and cited.date != date for cited in event.sources):
            counts[-1] += 1
    return Doubts(*counts)


def groups(timeline: Timeline, events: Sequence[Event]) -> tuple[list[tuple[str, int]], int]:
    """The titles of the groups that occur, each with the number of its events, and the events without one."""
    counts = Counter([event.group for event in events])
    return [(group.title, counts[group.id]) for group in timeline.groups if counts[group.id]], counts[None]


def sources(events: Sequence[Event]) -> int:
    """How many sources are cited, for events or for figures."""
    cited = {citation.source for event in events for citation in event.sources}
    return len(cited | {figure.source for event in events for figure in event.figures if figure.source})


def main(events: Sequence[Event]) -> list[Event]:
    """The events of the greatest importance, where that is more than the usual; in time order."""
    top = max(event.importance for event in events)
    return [event for event in events if event.importance == top] if top > 3 else []


def links(events: Sequence[Event]) -> int:
    """How many links join two of the events."""
    known = {event.id for event in events}
    return sum(link.to in known for event in events for link in event.links)


def has_ends(events: Sequence[Event]) -> bool:
    """Whether one event alone begins first, and one last; ``events`` in time order, two at least."""
    firsts = [event.date.first for event in (*events[:2], *events[-2:])]
    return None not in firsts and firsts[0] != firsts[1] and firsts[2] != firsts[3]


def hub(events: Sequence[Event]) -> tuple[Event, int] | None:
    """The event at which more links meet than at any other, three at least, and how many they are."""
    ends: Counter[int] = Counter()
    numbers = {event.id: number for number, event in enumerate(events) if event.id is not None}
    for number, event in enumerate(events):
        for link in event.links:
            if link.to in numbers:
                ends.update((number, numbers[link.to]))
    (most, count), (_, second) = (*ends.most_common(2), (0, 0), (0, 0))[:2]
    return (events[most], count) if count > max(second, 2) else None


def _until_bounded(events: Sequence[Event]) -> Iterator[Event]:
    """The events, in time order, up to the first that has a beginning: no later one can begin before it."""
    for event in events:
        yield event
        if event.date.first is not None:
            return


def _low_of(date: Date) -> Instant:
    """The first instant that a date names, were it that of its end."""
    return date.first if date.first is not None else date.last if date.last is not None else 0


def _high_of(date: Date) -> Instant:
    """The last instant that a date names, were it that of its beginning's end."""
    if date.last is not None:
        return date.last
    begin = date.start if date.form == "interval" and date.start else date
    return begin.last if begin.last is not None else begin.first if begin.first is not None else 0


def _lower(date: Date) -> Date:
    """Where a date begins: of a span the first of its two dates, or the only one."""
    return (date.start or date.end or date) if date.form == "interval" else date


def _upper(date: Date) -> Date:
    """Where a date ends."""
    return (date.end or date.start or date) if date.form == "interval" else date


def _periods(zone: Zone, instant: Instant) -> Iterator[tuple[str, str]]:
    """The day, month, year and decade of an instant, as EDTF writes them, those that it can write so."""
    year, month, day = civil(zone.wall(instant))
    if not -9999 <= year <= 9999:
        return
    text = f"{year:04}" if year >= 0 else f"-{-year:04}"
    yield "day", f"{text}-{month:02}-{day:02}"
    yield "month", f"{text}-{month:02}"
    yield "year", text
    if year >= 100:
        yield "decade", f"{text[:3]}X"


def _is_short(period: Date, events: Sequence[Event]) -> bool:
    """Whether a period is a small part of the whole time; where it is not, the whole time says as much."""
    first, last = reach(events)
    low, high = _low_of(first), _high_of(last)
    within = min(high, _high_of(period)) - max(low, _low_of(period))
    return within * SHORT <= high - low


def is_local_time(date: Date) -> bool:
    """Whether a date is a time of day that names no offset, or one of its ends is."""
    if date.form == "interval":
        return any(end is not None and is_local_time(end) for end in (date.start, date.end))
    return date.unit in ("minute", "second", "microsecond") and date.offset is None


def _is_within(date: Date, period: Date) -> bool:
    first, last = date.first, date.last
    low, high = period.first, period.last
    return first is not None and last is not None and low is not None and high is not None and (
        low <= first and last <= high
    )  # fmt: skip


def _lengths(date: Date) -> tuple[int, int]:
    """The least and the greatest time that a span with two ends can have lasted, in microseconds."""
    start, end = date.start, date.end
    assert start is not None  # noqa: S101  # only spans with two ends are measured
    assert end is not None  # noqa: S101
    first, until, since, last = start.first or 0, start.last or 0, end.first or 0, end.last or 0
    return max(since - until, 0), last - first + 1
