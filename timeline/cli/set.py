"""``timeline set``: new values in an event, or in the document."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from timeline import editing
from timeline.cli import change
from timeline.cli.arguments import Misuse

USAGE = "[ID] KEY=VALUE... [-f FILE]"
EXAMPLES = """\
examples:
  timeline set hearing-2025 date=2025-07-28 status=confirmed
  timeline set hearing-2025 'tags=["law", "media"]'       a value can be JSON
  timeline set hearing-2025 summary=                      takes the key out
  timeline set hearing-2025 'sources.0.quote=Yes, we did' a key within a value
  timeline set "A hearing" importance=5                   an event without an id

without an ID, of the whole document; groups and sources go by their ids, and are
made where they are not there yet:
  timeline set title="The hearings" timezone=Asia/Karachi
  timeline set groups.policy.title=Policy groups.policy.color=green
  timeline set sources.daily.title="481 accounts" sources.daily.url=https://example.org/
  timeline set sources.daily=                             takes the source out
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("id", metavar="ID", help="the event: its id, or its whole title; left out for the document itself")
    add(
        "pairs",
        metavar="KEY=VALUE",
        nargs="*",
        type=change.pair,
        help="what to write there: JSON where it is that, else a text; nothing, to take the key out",
    )
    change.add_file(parser)


def run(arguments: Namespace) -> int:
    """Writes the values."""
    one, pairs = arguments.id, arguments.pairs
    if is_of_document(one, alone=not pairs):
        first = change.pair(one)
        return change.carry_out(
            arguments.file,
            lambda text: editing.assign_to_document(text, [first, *pairs]),
            ("group-unused", "source-unused"),  # what is new is not used yet
        )
    if not pairs:
        raise Misuse(f"what is to be set of {one!r}? KEY=VALUE is missing\nsee: timeline set --help")
    return change.carry_out(arguments.file, lambda text: editing.assign(text, one, pairs))


def is_of_document(word: str, *, alone: bool) -> bool:
    """Whether the first word is a key of the document with its value, and not what an event is called: the
    title of one may hold a "=", too, but never stands ``alone``."""
    from timeline.editing.values import documented_keys

    key, equals, _ = word.partition("=")
    known = key.partition(".")[0] in documented_keys(()) or key.startswith("x-")
    return bool(equals and key) and (alone or known)
