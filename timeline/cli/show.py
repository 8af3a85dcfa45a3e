"""``timeline show``: all that a file says of one event."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from timeline import pipeline
from timeline.cli import standard
from timeline.cli.arguments import Misuse, add_file
from timeline.cli.faults import refused
from timeline.model import Event, Timeline

USAGE = "ID [-f FILE]"
EXAMPLES = """\
examples:
  timeline show hearing-2025
  timeline show "Kabul falls" -f notes.json   an event without an id
"""
KEYS = 12  # characters for the names of what is shown


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    parser.add_argument("id", metavar="ID", help="the event: its id, or its whole title")
    add_file(parser)


def run(arguments: Namespace) -> int:
    """Prints the event."""
    data = standard.read(arguments.file)
    outcome = pipeline.read(data)
    if outcome.timeline is None:
        return refused(outcome, data, arguments.file, "shown")
    event = _event(outcome.timeline, arguments.id)
    rows = "".join(_row(key, text) for key, text in _rows(outcome.timeline, event))
    standard.write_output(rows.encode())
    return 0


def _event(timeline: Timeline, one: str) -> Event:
    """The event with an id or, where there is none, with a title that no other one has."""
    for name in ("id", "title"):
        found = [event for event in timeline.events if getattr(event, name) == one]
        if len(found) == 1:
            return found[0]
        if found:
            raise Misuse(f"there are {len(found)} events with the {name} {one!r}")
    try:
        pipeline.checked_event(one, timeline)
    except ValueError as fault:
        raise Misuse(str(fault)) from None
    raise AssertionError  # it was not among them


def _row(key: str, text: str) -> str:
    first, *more = text.splitlines() or [""]
    lines = [f"{key:<{KEYS}}{first}", *(" " * KEYS + line for line in more)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _rows(timeline: Timeline, event: Event) -> Iterator[tuple[str, str]]:
    """What is said of an event, and which others link to it."""
    from timeline.dates import words
    from timeline.languages import language

    if event.id is not None:
        yield "id", event.id
    yield "date", f"{event.date.text} ({words(event.date, language=language(timeline.lang))})"
    yield "title", event.title
    if event.summary is not None:
        yield "summary", event.summary
    for group in timeline.groups:
        if group.id == event.group:
            yield "group", f"{group.id} ({group.title})"
    yield "importance", str(event.importance)
    yield "status", event.status
    for cited in event.sources:
        stance = "" if cited.stance == "supports" else cited.stance
        other = f"gives {cited.date.text}" if cited.date else ""
        notes = "".join(f", {one}" for one in (cited.locator, stance, other) if one)
        quote = f"\n“{cited.quote}”" if cited.quote else ""
        yield "source", f"{cited.source} ({timeline.sources[cited.source].title}){notes}{quote}"
    for figure in event.figures:
        yield "figure", f"{figure.value} {figure.label}" + (f" ({figure.source})" if figure.source else "")
    for name in ("people", "places", "tags"):
        if values := getattr(event, name):
            yield name, "; ".join(values)
    yield from _links(timeline, event)
    if event.url is not None:
        yield "url", event.url
    if event.image is not None:
        yield "image", event.image.src + (f" ({event.image.alt})" if event.image.alt else "")


def _links(timeline: Timeline, event: Event) -> Iterator[tuple[str, str]]:
    titles = {one.id: one.title for one in timeline.events}
    for link in event.links:
        yield "link", f"{link.label or 'led to'}: {link.to} ({titles[link.to]})"
    for one in timeline.events:
        for link in one.links:
            if event.id is not None and link.to == event.id:
                name = f"{one.id} ({one.title})" if one.id is not None else one.title
                yield "linked from", f"{name}: {link.label or 'led to'}"
