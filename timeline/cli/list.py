"""``timeline list``: the events of a file, in the order of time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence

from timeline import pipeline
from timeline.cli import choice, standard
from timeline.cli.arguments import add_file
from timeline.cli.faults import refused
from timeline.model import Event, Timeline
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

USAGE = "[options]"
EXAMPLES = """\
examples:
  timeline list                                   date, id and title of all events
  timeline list --from 2025-05 --search ceasefire those that touch May 2025 or later
  timeline list --format csv > events.csv         for a spreadsheet
"""

COLUMNS = (
    *("id", "date", "title", "summary", "group", "importance", "status", "people", "places", "tags"),
    *("sources", "url"),
)
"""Those that the page saves."""
DATE_WIDTH = 25  # characters of the longest date that others are lined up with


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add_file(parser)
    choice.options(parser, longer="")
    add("--search", metavar="WORDS", help="keep only the events of which all these words are said")
    add(
        "--format",
        choices=("text", "json", "csv"),
        default="text",
        help="text (the default); json, the events as they stand in the file; csv, for a spreadsheet",
    )


def run(arguments: Namespace) -> int:
    """Prints the events."""
    data = standard.read(arguments.file)
    outcome = pipeline.read(data)
    if outcome.timeline is None:
        return refused(outcome, data, arguments.file, "listed")
    found = _found(outcome.timeline, arguments)
    if arguments.format == "json":
        told = _json(found, outcome.text)
    elif arguments.format == "csv":
        told = _csv(found, outcome.timeline)
    else:
        told = _text([event for _, event in found])
    standard.write_output(told.encode())
    return 0


def _found(timeline: Timeline, arguments: Namespace) -> list[tuple[int, Event]]:
    """The events that were asked for, with their numbers in the file, in the order of time."""
    is_meant = choice.is_meant(timeline, arguments)
    found = [(number, event) for number, event in enumerate(timeline.events) if is_meant(event)]
    if arguments.search is not None:
        from timeline.model.search import search

        is_found = search(timeline, arguments.search)
        found = [(number, event) for number, event in found if is_found(event)]
    return sorted(found, key=lambda pair: pair[1].date)


def _text(events: Sequence[Event]) -> str:
    """A line for each event: its date as it is written, its id and its title, in columns."""
    dates = max((len(event.date.text) for event in events if len(event.date.text) <= DATE_WIDTH), default=0)
    ids = max((len(event.id or "-") for event in events), default=0)
    return "".join(
        f"{event.date.text:<{dates}}  {event.id or '-':<{ids}}  {event.title}\n" for event in events
    )


def _json(found: Iterable[tuple[int, Event]], text: str) -> str:
    import json

    from timeline import source

    document: Any = source.read(text).value
    events = [document["events"][number] for number, _ in found]
    return json.dumps(events, ensure_ascii=False, indent=2) + "\n"


def _csv(found: Iterable[tuple[int, Event]], timeline: Timeline) -> str:
    """What the page saves as CSV: lists with semicolons between, groups and sources by their titles."""
    import csv
    import io

    groups = {group.id: group.title for group in timeline.groups}
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for _, event in found:
        cited = dict.fromkeys(
            [one.source for one in event.sources] + [one.source for one in event.figures if one.source]
        )
        row: dict[str, object] = {
            **event._asdict(),
            "date": event.date.text,
            "group": groups.get(event.group or "", ""),
            "sources": tuple(timeline.sources[one].title for one in cited),
        }
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return "\ufeff" + written.getvalue()  # without the mark, spreadsheets take it for an older encoding


def _cell(value: object) -> str:
    """A value as text, with an apostrophe before what a spreadsheet would run as a formula."""
    import re

    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    is_formula = re.match(r"[=@\t\r＝＋－＠]|[+-](?![\d.,:/~?%XTZ+-]+$)", text)
    return f"'{text}" if is_formula else text
