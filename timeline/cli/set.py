"""``timeline set``: new values in an event."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from timeline import editing
from timeline.cli import change

USAGE = "ID KEY=VALUE... [-f FILE]"
EXAMPLES = """\
examples:
  timeline set hearing-2025 date=2025-07-28 status=confirmed
  timeline set hearing-2025 'tags=["law", "media"]'       a value can be JSON
  timeline set hearing-2025 summary=                      takes the key out
  timeline set hearing-2025 'sources.0.quote=Yes, we did' a key within a value
  timeline set "A hearing" importance=5                   an event without an id
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("id", metavar="ID", help="the event: its id, or its whole title")
    add(
        "pairs",
        metavar="KEY=VALUE",
        nargs="+",
        type=_pair,
        help="what to write there: JSON where it is that, else a text; nothing, to take the key out",
    )
    change.add_file(parser)


def run(arguments: Namespace) -> int:
    """Writes the values."""
    return change.carry_out(arguments.file, lambda text: editing.assign(text, arguments.id, arguments.pairs))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return key, value
