"""``timeline add``: one more event."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from timeline import editing
from timeline.cli import change

USAGE = "DATE TITLE [KEY=VALUE]... [options]"
EXAMPLES = """\
examples:
  timeline add 2014-12-24 "National Action Plan adopted"
  timeline add 2025-07~ "A hearing" --group policy --source daily --id hearing-2025
  timeline add 2025-08/.. "An appeal" importance=4 summary="It goes on."
  timeline add -0043-03-15 "Caesar is killed" -f rome.json
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("date", metavar="DATE", help="when it was, as events files write it (EDTF)")
    add("title", metavar="TITLE", help="what happened, in one line")
    add(
        "pairs",
        metavar="KEY=VALUE",
        nargs="*",
        default=[],
        type=change.pair,
        help="more of it, as with timeline set: importance=5, summary=…",
    )
    add("--group", metavar="ID", help="the group that it belongs to")
    add(
        "--source",
        dest="sources",
        metavar="ID",
        action="append",
        default=[],
        help="a source that says so; more than one may be given",
    )
    add("--id", metavar="ID", help="what links will call it (default: made from the title)")
    change.add_file(parser)


def run(arguments: Namespace) -> int:
    """Puts the event in the order of dates."""
    return change.carry_out(
        arguments.file,
        lambda text: editing.add(
            text,
            arguments.date,
            arguments.title,
            group=arguments.group,
            sources=arguments.sources,
            id=arguments.id,
            pairs=arguments.pairs,
        ),
    )
