"""From plain values to a timeline: one door, whoever comes through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.dates import UTC, DateFault, Zone, zone
from timeline.model.document import Timeline
from timeline.model.kinds import Reader
from timeline.model.remarks import Remarks
from timeline.model.rules import ABOUT_IDS, RULES, events_without_sources, missing_pictures
from timeline.model.table import DOCUMENT
from timeline.source import Problem, collector_paused


def check(
    values: object,
    *,
    require_sources: bool = False,
    complete: bool = True,
    picture_fault: Callable[[str], str | None] | None = None,
    read: Reader | None = None,
) -> tuple[Timeline | None, list[Problem]]:
    """The timeline that ``values`` (as from ``json``) describe, and everything that is wrong with them.

    The timeline is None where any problem is an error. ``require_sources`` makes an event without sources
    an error; ``complete`` is False where values are missing that the author wrote, so that ids may seem
    unknown which are not. ``picture_fault`` says what is wrong with the path of a picture; without it no
    file is looked for. ``read`` is a ``remembering`` reader, for whoever checks a document over and over.
    Never raises, whatever the values are.
    """
    with collector_paused():
        timeline, problems = _read(values, read or DOCUMENT.reader(zone_of(values)))
        problems += _across(values, timeline, complete)
        if require_sources:
            problems += events_without_sources(timeline)
        if picture_fault:
            problems += missing_pictures(timeline, picture_fault)
    return (None if any(one.severity == "error" for one in problems) else timeline), problems


def _read(values: object, read: Reader) -> tuple[Timeline, list[Problem]]:
    """The timeline as far as it can be read, and what was wrong in reading it."""
    try:
        return read(values), []
    except Remarks as remarks:
        if values is None:  # a text of its own, for a whole file cannot be left out
            smallest = 'the smallest events file is {"events": []}'
            remarks.problems = [one._replace(help=smallest) for one in remarks.problems]
        named = [
            one._replace(message=f"the document {one.message}") if one.message.startswith("must ") else one
            for one in remarks.problems
        ]
        made: Timeline = remarks.value  # of a record something is made, whatever its faults
        return made, named


def zone_of(values: object) -> Zone:
    """The document's time zone, which its dates need; UTC for the rest of the check where it has none that
    we know."""
    name = values.get("timezone") if isinstance(values, dict) else None
    try:
        return zone(name) if isinstance(name, str) else UTC
    except DateFault:
        return UTC


def _across(values: object, timeline: Timeline, complete: bool) -> Iterator[Problem]:
    """The problems that only the whole document shows."""
    if not isinstance(values, dict):
        return
    # A list of groups that is no list has been reported; that each event's group is unknown is then only an
    # echo.
    shapes = {"events": list, "groups": list, "sources": dict}
    unread = {key for key, shape in shapes.items() if key in values and not isinstance(values[key], shape)}
    unread |= {"events"} - values.keys()
    for rule, judged in RULES:
        if not judged & unread and (complete or rule not in ABOUT_IDS):
            yield from rule(timeline)
