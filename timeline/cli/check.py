"""``timeline check``: everything that is wrong with a file, in one run."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from timeline.cli import standard, watching
from timeline.cli.arguments import Misuse
from timeline.cli.faults import offer
from timeline.source import Diagnostic

USAGE = "[FILE]... [options]"
EXAMPLES = """\
examples:
  timeline check                       everything that is wrong with events.json
  timeline check notes.json --strict   for a CI: warnings count as errors
  timeline check --watch               again after each save, until Ctrl+C
  timeline check --explain date-day    what a code in square brackets means
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add(
        "files",
        metavar="FILE",
        nargs="*",
        default=["events.json"],
        help="an events file, - for standard input (default: events.json)",
    )
    add(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text for people (the default), json for programs, github for annotations in its workflows",
    )
    add("--strict", action="store_true", help="exit with 1 where there are warnings, too")
    add("--require-sources", action="store_true", help="make an event without sources an error")
    watching.option(parser, "check")
    add("--explain", metavar="CODE", help="tell more of one kind of fault, and read no file")


def run(arguments: Namespace) -> int:
    """Prints what is wrong. The status is 1 where anything is."""
    if arguments.explain:
        return _explain(arguments.explain)
    if not arguments.watch:
        return _check_all(arguments)
    if len(arguments.files) > 1:
        raise Misuse("one file can be watched at a time")
    return watching.again(arguments.files[0], lambda: _check_all(arguments))


def _check_all(arguments: Namespace) -> int:
    from timeline import pipeline
    from timeline.source import show

    status, told = 0, []
    for path in arguments.files:
        data = standard.read(path)
        outcome = pipeline.read(
            data,
            require_sources=arguments.require_sources,
            picture_fault=standard.picture_fault(path),
        )
        name = standard.shown(path)
        told.append(show(outcome.diagnostics, outcome.text, name, arguments.format))
        if arguments.format == "text":
            count = len(outcome.timeline.events) if outcome.timeline else None
            told.append(f"{name}: {_verdict(outcome.diagnostics, count)}\n")
            told.append(offer(outcome.diagnostics, data, path))
        if outcome.timeline is None or (arguments.strict and outcome.diagnostics):
            status = 1
    sys.stdout.write(_one_list(told) if arguments.format == "json" else "".join(told))
    return status


def _one_list(lists: Sequence[str]) -> str:
    """JSON lists as one."""
    if len(lists) == 1:
        return lists[0]
    import json

    return json.dumps([row for one in lists for row in json.loads(one)], indent=2) + "\n"


def _verdict(diagnostics: Sequence[Diagnostic], events: int | None) -> str:
    """The last line: how much is wrong, or how much there is."""
    errors = sum(one.severity == "error" for one in diagnostics)
    counts = [_counted(errors, "error"), _counted(len(diagnostics) - errors, "warning")]
    found = ", ".join(filter(None, counts)) or "nothing wrong"
    return found if events is None else f"{_counted(events, 'event') or 'no events'}, {found}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}" if count else ""


def _explain(code: str) -> int:
    from timeline.model import CODES

    if code not in CODES:
        from difflib import get_close_matches

        close = get_close_matches(code, CODES, 1, 0.5)
        raise Misuse(f"there is no code {code!r}" + (f"; did you mean: {close[0]}" if close else ""))
    entry = CODES[code]
    print(f"{code}: {entry.severity}: {entry.summary}\n\n{entry.help}")
    return 0
