"""Which events of a file are meant: the options that leave some out, for each command that has them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable

from timeline import pipeline
from timeline.cli.arguments import Misuse
from timeline.dates import Date, DateFault, parse
from timeline.model import Event, Timeline
from timeline.model.context import DEPTH
from timeline.model.select import within
from timeline.request import whole_number


def options(parser: ArgumentParser, longer: str = "; what lasts longer is drawn with an arrow there") -> None:
    """Adds ``--from``, ``--to`` and ``--group``; ``longer`` says what becomes of events that last longer."""
    add = parser.add_argument
    add("--from", dest="first", metavar="DATE", help=f"leave out events that end before this date{longer}")
    add("--to", dest="last", metavar="DATE", help=f"leave out events that begin after this date{longer}")
    add(
        "--group",
        dest="groups",
        metavar="ID",
        action="append",
        default=[],
        help="keep only the events of this group; more than one may be given",
    )


def add_focus(parser: ArgumentParser, what: str) -> None:
    """Adds ``--focus``, which does ``what``, and ``--depth``."""
    parser.add_argument("--focus", metavar="ID", help=what)
    parser.add_argument(
        "--depth",
        metavar="N",
        type=_depth,
        help=f"how many links away the context of --focus reaches (default: {DEPTH})",
    )


def chosen(timeline: Timeline, arguments: Namespace) -> Timeline:
    """The part of the timeline that was asked for, with the event in focus in it. Raises ``Misuse``."""
    kept = part(timeline, arguments)
    if arguments.focus is not None:
        try:
            pipeline.checked_event(arguments.focus, timeline)
            pipeline.checked_event(arguments.focus, kept)
        except ValueError as fault:
            raise Misuse(f"--focus {arguments.focus}: {fault}") from None
    return kept


def _depth(text: str) -> int:
    if number := whole_number(text):
        return number
    raise ArgumentTypeError(f"{text!r} is not a whole number from 1")


def is_meant(timeline: Timeline, arguments: Namespace) -> Callable[[Event], bool]:
    """Whether an event is among those that were asked for, as a function. Raises ``Misuse``."""
    first, last = _bounds(timeline, arguments)
    low, high = first and first.first, last and last.last
    if low is not None and high is not None and low > high:
        raise Misuse("the first date is after the last")
    return within(timeline, first=low, last=high, groups=arguments.groups)


def _bounds(timeline: Timeline, arguments: Namespace) -> tuple[Date | None, Date | None]:
    """The dates of ``--from`` and ``--to``. Raises ``Misuse``, for an unknown group as well."""
    for group in arguments.groups:
        try:
            pipeline.checked_group(group, timeline)
        except ValueError as fault:
            raise Misuse(f"--group {group}: {fault}") from None
    return _date("--from", arguments.first, timeline), _date("--to", arguments.last, timeline)


def part(timeline: Timeline, arguments: Namespace) -> Timeline:
    """The part of the timeline from ``--from`` to ``--to`` in the groups. Raises ``Misuse``."""
    first, last = _bounds(timeline, arguments)
    try:
        return pipeline.select(timeline, first, last, arguments.groups)
    except ValueError as fault:
        raise Misuse(str(fault)) from None


def _date(option: str, text: str | None, timeline: Timeline) -> Date | None:
    try:
        return None if text is None else parse(text, timeline.zone)
    except DateFault as fault:
        raise Misuse(f"{option} {text}: {fault}") from None
