"""What stands below a picture in HTML: how much there is to see, and what is to be known of its dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.dates import around, words
from timeline.languages import Language
from timeline.model import Event, Timeline, selection_words
from timeline.narrate.facts import is_local_time, reach


def caption(timeline: Timeline, events: Sequence[Event], own: Language) -> Iterator[str]:
    """The caption of a timeline, whose ``events`` come in time order, sentence by sentence in ``own``."""
    dates = [event.date for event in events]
    if not dates:
        yield own.say("page.no_events")
        return
    if part := selection_words(timeline):
        yield own.sentence(part)
    else:
        yield own.counted("page.events", len(dates), span=_span(events, own))
    if any(is_local_time(date) for date in dates):
        yield own.say("page.local_times", zone=timeline.zone.name)
    if timeline.as_of:
        yield around("page.as_of", timeline.as_of, own)


def _span(events: Sequence[Event], own: Language) -> str:
    """The only date, or the first and the last that are named."""
    if len(events) == 1:
        return words(events[0].date, language=own)
    first, last = (words(date, language=own) for date in reach(events))
    return first if first == last else own.say("page.span", first=first, last=last)
