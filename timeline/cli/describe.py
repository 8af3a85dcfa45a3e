"""``timeline describe``: what an events file shows, in words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from timeline import pipeline
from timeline.cli import choice, standard
from timeline.cli.arguments import Misuse
from timeline.cli.faults import refused

USAGE = "[FILE] [options]"
EXAMPLES = """\
examples:
  timeline describe                        a paragraph on the whole, each event, the sources
  timeline describe --short                one line, as alt text for the picture
  timeline describe --format markdown --from 2025-05 --to 2025-05
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add(
        "file",
        metavar="FILE",
        nargs="?",
        default="events.json",
        help="the events file, - for standard input (default: events.json)",
    )
    add(
        "--format",
        choices=("text", "markdown", "prose"),
        default="text",
        help="text (the default), markdown, or prose: the long description of the picture",
    )
    add("--short", action="store_true", help="one line of at most 250 characters")
    choice.add_focus(parser, "say how many events links join with this one")
    choice.options(parser)


def run(arguments: Namespace) -> int:
    """Prints the description."""
    data = standard.read(arguments.file)
    outcome = pipeline.read(data)
    timeline = outcome.timeline and choice.chosen(outcome.timeline, arguments)
    if timeline is None:
        return refused(outcome, data, arguments.file, "described")
    try:
        told = pipeline.describe(
            timeline,
            arguments.format,
            short=arguments.short,
            focus=arguments.focus,
            depth=arguments.depth,
        )
    except ValueError as fault:
        raise Misuse(str(fault)) from None
    standard.write_output(told.encode())
    return 0
