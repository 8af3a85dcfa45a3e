"""A part of a timeline: the events of some time and of some groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from timeline.dates import Date, Instant, around
from timeline.languages import language
from timeline.model.document import Event, Timeline


def select(
    timeline: Timeline,
    *,
    first: Instant | None = None,
    last: Instant | None = None,
    groups: Iterable[str] = (),
) -> Timeline:
    """The timeline with only the events that touch ``first`` to ``last`` (None: no bound) and belong to
    ``groups``.

    No groups means all of them. Links to events that are left out go too; sources, groups and eras stay.
    ``omitted`` counts what was left out.
    """
    is_meant = within(timeline, first=first, last=last, groups=groups)
    chosen = [event for event in timeline.events if is_meant(event)]
    dropped = {event.id for event in timeline.events} - {event.id for event in chosen}
    return timeline._replace(
        events=tuple(_without_links(event, dropped) for event in chosen),
        omitted=timeline.omitted + len(timeline.events) - len(chosen),
    )


def within(
    timeline: Timeline,
    *,
    first: Instant | None = None,
    last: Instant | None = None,
    groups: Iterable[str] = (),
) -> Callable[[Event], bool]:
    """Whether ``select`` keeps an event of the timeline, as a function."""
    wanted = frozenset(groups)
    until = timeline.as_of.last if timeline.as_of else None
    return lambda event: (not wanted or event.group in wanted) and _touches(event.date, first, last, until)


def selection_words(timeline: Timeline) -> str:
    """Which part of its file a timeline is: "12 of 21 events: those from May 2025 to July 2025 in Law".

    Empty where nothing was left out.
    """
    if not timeline.omitted:
        return ""
    own, (first, last, groups) = language(timeline.lang), timeline.selection
    titles = {group.id: group.title for group in timeline.groups}
    limits = [around("selection.from", first, own)] if first else []
    limits += [around("selection.to", last, own)] if last else []
    if groups:
        listed = own.joined([titles.get(group, group) for group in groups], "or")
        limits.append(own.say("selection.groups", groups=listed))
    count = len(timeline.events)
    everything = own.number(count + timeline.omitted)
    if not limits:
        return own.counted("selection", count, all=everything)
    within = own.phrases["selection.separator"].join(limits)
    return own.counted("selection.limited", count, all=everything, limits=within)


def _touches(date: Date, first: Instant | None, last: Instant | None, until: Instant | None) -> bool:
    """Whether a date has an instant in common with a stretch of time; what is open at its end ends at
    ``until``."""
    begin = date.first
    end = date.last
    if begin is None and date.lower == "unknown":  # known only by the other end
        begin = date.end.first if date.end else None
    if end is None:
        end = date.start.last if date.upper == "unknown" and date.start else _later(until, begin)
    return (last is None or begin is None or begin <= last) and (first is None or end is None or first <= end)


def _later(until: Instant | None, begin: Instant | None) -> Instant | None:
    """The end of something still going on: the document's "today", unless it begins after that."""
    return until if until is None or begin is None else max(until, begin)


def _without_links(event: Event, dropped: set[str | None]) -> Event:
    if not any(link.to in dropped for link in event.links):
        return event
    return event._replace(links=tuple(link for link in event.links if link.to not in dropped))
