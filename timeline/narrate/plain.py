"""A description in the few phrases that every language has: how many events there are, from when to when, of
which groups, and which they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.dates import words
from timeline.languages import Language
from timeline.model import Event, Timeline
from timeline.narrate import facts

SHOWN = 8  # events that are named one by one


def count(events: Sequence[Event], language: Language) -> str:
    """How many there are, and from when to when."""
    if not events:
        return language.say("picture.without_events")
    first, last = (words(date, language=language) for date in facts.reach(events))
    if first == last:
        return language.counted("picture.events_at_once", len(events), date=first)
    return language.counted("picture.events", len(events), first=first, last=last)


def groups(timeline: Timeline, events: Sequence[Event], language: Language) -> Iterator[str]:
    """The groups with their numbers of events, where there are several."""
    found, _ = facts.groups(timeline, events)
    named = [
        language.say("picture.group", title=title, count=language.number(count)) for title, count in found
    ]
    if len(named) > 1:
        yield language.say("picture.groups", groups=language.joined(named))


def named(events: Sequence[Event], language: Language) -> str:
    """The most important events, in time order."""
    order = sorted(range(len(events)), key=lambda number: (-events[number].importance, number))[:SHOWN]
    shown = [events[number] for number in sorted(order)]
    lines = [
        language.say("event.line", date=words(event.date, language=language), title=event.title)
        for event in shown
    ]
    listed = language.joined(lines, "list.of_phrases")
    return language.say("picture.among", events=listed) if len(events) > SHOWN else language.sentence(listed)
