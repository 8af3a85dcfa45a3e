"""The two orders that a picture and its page must share: of the events, and of the sources that they cite."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from timeline.model.document import Event

_BOUNDS_THEN_TEXT = itemgetter(1, 2, 0)  # of a date: by the C function, as most files have no open dates


def in_time(events: Iterable[Event]) -> list[Event]:
    """The events in the order of their dates; those with the same date stay in the file's order."""
    events = list(events)
    try:
        return sorted(events, key=lambda event: _BOUNDS_THEN_TEXT(event.date))
    except TypeError:  # an open end is None, which the plain order cannot place
        return sorted(events, key=lambda event: event.date)


def source_numbers(events: Iterable[Event]) -> dict[str, int]:
    """The number of each source that is cited: in the order in which ``events`` first cite them, from 1."""
    numbers: dict[str, int] = {}
    for event in events:
        for citation in event.sources:
            if citation.source not in numbers:
                numbers[citation.source] = len(numbers) + 1
        for figure in event.figures:
            if figure.source is not None and figure.source not in numbers:
                numbers[figure.source] = len(numbers) + 1
    return numbers


def sources_of(event: Event) -> set[str]:
    """The ids of the sources that an event cites, its figures included. What only an older version of the
    file says, in a comparison, has no source."""
    return {citation.source for citation in event.sources if citation.source} | {
        figure.source for figure in event.figures if figure.source is not None
    }
