"""What is wrong with the text of a revision, and how the page is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline import model, source
from timeline.editor.draft import units
from timeline.editor.sheet import Sheet, moved
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source.places import locate

if TYPE_CHECKING:
    from typing import Any

    from timeline.model import Timeline
    from timeline.source import Diagnostic, Problem

MOST_DIAGNOSTICS = 500
"""How many the page is told of: nobody mends more in one go."""


class Checked(NamedTuple):
    """What is wrong with a text. ``timeline`` is None where it has errors; ``events`` is their number, None
    where there is no list of them."""

    timeline: Timeline | None
    diagnostics: list[Diagnostic]
    errors: int
    events: int | None


def check(sheet: Sheet, picture_fault: Callable[[str], str | None]) -> Checked:
    """Everything that is wrong with a sheet's text."""
    reading = sheet.reading
    timeline, problems = model.check(
        reading.value, complete=reading.complete, picture_fault=picture_fault, read=sheet.reader
    )
    _place_as_before(problems, sheet)
    diagnostics = source.place(problems, reading)
    errors = sum(one.severity == "error" for one in diagnostics)
    events = reading.value.get("events") if isinstance(reading.value, dict) else None
    count = len(events) if isinstance(events, list) else None
    return Checked(None if errors else timeline, diagnostics, errors, count)


def _place_as_before(problems: Sequence[Problem], sheet: Sheet) -> None:
    """Puts into the reading where the values of problems are: in an event that is what it was, they are found
    but once."""
    spans, known = sheet.reading.spans, sheet.inner
    for path in {path for one in problems for path in (one.path, one.see) if path and len(path) > 2}:
        number = path[1]
        if path[0] != "events" or not isinstance(number, int) or number >= len(sheet.events):
            continue
        event, start, rest = sheet.value["events"][number], sheet.events[number].start, path[2:]
        held = known.get(id(event))
        if held is None or held[0] is not event:  # an id is another object's once its own is gone
            held = known[id(event)] = event, {}
        if rest not in held[1]:
            found = locate(sheet.text, start, {rest})
            held[1].update((inner, moved(span, -start)) for inner, span in found)
        if rest in held[1]:
            spans[path] = moved(held[1][rest], start)


def shown(diagnostics: Sequence[Diagnostic], text: str, *, units_differ: bool) -> list[dict[str, Any]]:
    """The first diagnostics, as the page is told of them. ``units_differ`` says whether the text has
    characters of two units of UTF-16."""
    told = diagnostics[:MOST_DIAGNOSTICS]
    lines = source.Lines(text) if told and units_differ else None
    return [_shown(one, lines.line(one.line) if lines else "") for one in told]


def _shown(one: Diagnostic, line: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "help": one.help,
        "line": one.line,
        "from": units(line, one.mark - 1),
        "to": units(line, one.mark - 1 + one.length),
        "path": one.path,
        "fix": one.fix and {"title": one.fix.title},
    }
