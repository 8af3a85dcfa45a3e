"""The picture in a few sentences, for those who hear it or cannot see it, and for whoever searches for it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import words
from timeline.model import Event, Timeline

SHOWN = 8  # events that are named one by one


def narrate(timeline: Timeline, events: Sequence[Event]) -> str:
    """How many events there are, from when to when, of which groups, and which they are; ``events`` in time
    order.
    """
    if not events:
        return "A timeline without events."
    said = [_count(events), _groups(timeline, events), _named(events)]
    return " ".join(sentence for sentence in said if sentence)


def _count(events: Sequence[Event]) -> str:
    if len(events) == 1:
        return "One event."
    first, last = words(events[0].date), words(events[-1].date)
    when = f"all {first}" if first == last else f"from {first} to {last}"
    return f"{len(events):,} events, {when}."


def _groups(timeline: Timeline, events: Sequence[Event]) -> str:
    counts = {group.title: sum(event.group == group.id for event in events) for group in timeline.groups}
    named = [f"{title} ({count})" for title, count in counts.items() if count]
    return f"Groups: {', '.join(named)}." if len(named) > 1 else ""


def _named(events: Sequence[Event]) -> str:
    """The most important events, in time order."""
    order = sorted(range(len(events)), key=lambda number: (-events[number].importance, number))[:SHOWN]
    named = "; ".join(f"{words(events[number].date)}: {events[number].title}" for number in sorted(order))
    begin = "Among them: " if len(events) > SHOWN else ""
    return f"{begin}{named}."
