"""``timeline rename``: another id for an event."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from timeline import editing
from timeline.cli import change

USAGE = "ID NEW [-f FILE]"
EXAMPLES = """\
examples:
  timeline rename hearing-2025 hearing    in the links of other events, too
  timeline rename "Kabul falls" kabul     an id for an event that has none
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    parser.add_argument("id", metavar="ID", help="the event: its id, or its whole title")
    parser.add_argument("new", metavar="NEW", help="its new id")
    change.add_file(parser)


def run(arguments: Namespace) -> int:
    """Writes the id wherever it stands."""
    return change.carry_out(arguments.file, lambda text: editing.rename(text, arguments.id, arguments.new))
