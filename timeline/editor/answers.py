"""Answers in words, which change nothing: how a date reads, and what saving would change."""

from __future__ import annotations

from collections.abc import Sequence

from timeline import lines, pipeline
from timeline.dates import DateFault, parse, words
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from timeline.dates import Zone
    from timeline.model import Timeline

Answer: TypeAlias = "dict[str, Any]"

LONGEST_DATE = 500
"""Characters: more than any date has, whatever it lists."""
AROUND = 2  # lines that are left of what is alike, beside what differs
MOST_LINES = 2_000
NOTHING = '{"events": []}'
LONGEST_LINE = 1_000


def date(text: str, zone: Zone) -> Answer:
    """How a date reads in a document's zone: its ``words``, or the ``fault`` with its place in the text."""
    try:
        if len(text) > LONGEST_DATE:
            raise DateFault("date-syntax", "this is too long for a date", LONGEST_DATE)
        return {"words": words(parse(text, zone))}
    except DateFault as fault:
        told = ("message", "column", "length", "help", "fix")
        return {"fault": {key: getattr(fault, key) for key in told}}


def changes(old: str, new: str, timeline: Timeline | None) -> Answer:
    """What differs between the text of the file and the draft, which is that of ``timeline``.

    There are ``lines`` with a mark each, and a ``summary`` in sentences, none where either has errors.
    """
    summary = [] if old == new else _summary(old, timeline)
    return {"lines": list(map(_line, _lines(old, new))), "summary": summary}


def _summary(old: str, timeline: Timeline | None) -> list[str]:
    from timeline.editing.account import summary  # these need nearly the whole program
    from timeline.editing.difference import difference

    before = pipeline.read_text(old or NOTHING).timeline
    return [] if before is None or timeline is None else summary(difference(before, timeline))


def _lines(old: str, new: str) -> Sequence[str]:
    """The lines of a difference, a line that begins with @ before each stretch."""
    found = lines.difference(old.splitlines(), new.splitlines(), AROUND)
    if old and new and not found and old != new:
        return ["@ the ends of lines alone differ"]
    rest = len(found) - MOST_LINES
    return found if rest <= 0 else [*found[:MOST_LINES], f"@ … and {rest:,} lines more"]


def _line(line: str) -> tuple[str, str]:
    text = line[1:]
    return line[:1], text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + " …"
