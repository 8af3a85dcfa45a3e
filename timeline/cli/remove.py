"""``timeline remove``: an event less."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from timeline import editing
from timeline.cli import change

USAGE = "ID [--force] [-f FILE]"
EXAMPLES = """\
examples:
  timeline remove hearing-2025
  timeline remove hearing-2025 --force   with the links that lead to it
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    parser.add_argument("id", metavar="ID", help="the event: its id, or its whole title")
    parser.add_argument("--force", action="store_true", help="take out the links of others to it, too")
    change.add_file(parser)


def run(arguments: Namespace) -> int:
    """Takes the event out."""
    return change.carry_out(
        arguments.file, lambda text: editing.remove(text, arguments.id, force=arguments.force)
    )
