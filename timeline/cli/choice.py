"""Which events of a file are meant: the options that leave some out, for each command that has them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from timeline import pipeline
from timeline.cli.arguments import Misuse
from timeline.dates import Date, DateFault, parse
from timeline.model import Timeline


def options(parser: ArgumentParser) -> None:
    """Adds ``--from``, ``--to`` and ``--group``."""
    add = parser.add_argument
    cut = "what lasts longer is drawn with an arrow there"
    add("--from", dest="first", metavar="DATE", help=f"leave out events that end before this date; {cut}")
    add("--to", dest="last", metavar="DATE", help=f"leave out events that begin after this date; {cut}")
    add(
        "--group",
        dest="groups",
        metavar="ID",
        action="append",
        default=[],
        help="keep only the events of this group; more than one may be given",
    )


def chosen(timeline: Timeline, arguments: Namespace) -> Timeline:
    """The part of the timeline that was asked for. Raises ``Misuse``."""
    first = _date("--from", arguments.first, timeline)
    last = _date("--to", arguments.last, timeline)
    for group in arguments.groups:
        try:
            pipeline.checked_group(group, timeline)
        except ValueError as fault:
            raise Misuse(f"--group {group}: {fault}") from None
    try:
        return pipeline.select(timeline, first, last, arguments.groups)
    except ValueError as fault:
        raise Misuse(str(fault)) from None


def _date(option: str, text: str | None, timeline: Timeline) -> Date | None:
    try:
        return None if text is None else parse(text, timeline.zone)
    except DateFault as fault:
        raise Misuse(f"{option} {text}: {fault}") from None
