"""``timeline render``: from an events file to its pictures.

Everything is read, checked and drawn in memory before the first file is touched: where anything is wrong, the
old pictures stay as they were.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH118, PTH119, PTH120, PTH122

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from timeline import pipeline
from timeline.cli import files
from timeline.cli.arguments import Misuse
from timeline.cli.progress import Progress
from timeline.dates import Date, DateFault, parse
from timeline.layout import LAYOUTS, SCALES, THEMES, WIDTHS
from timeline.model import Timeline
from timeline.pipeline import Format
from timeline.records import NamedTuple

USAGE = "[FILE] [-o PATH]... [options]"
EXAMPLES = """\
examples:
  timeline render                              output/events.svg and output/events.html
  timeline render notes.json -o figure.svg     one picture
  timeline render --from 2025-05 --to 2025-05  only what touches May 2025
  timeline render --check                      in a CI: are the pictures up to date?
  timeline render - -o - < events.json         from standard input to standard output
"""


FOREIGN = (
    "bmp",
    "docx",
    "eps",
    "gif",
    "jpeg",
    "jpg",
    "odt",
    "pdf",
    "png",
    "pptx",
    "ps",
    "tif",
    "tiff",
    "webp",
)
"""Endings of formats that are not written here, whatever ``--format`` says: such a file would not open."""


class Output(NamedTuple):
    """Where to write, and what."""

    path: str
    format: Format


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    _add_outputs(parser)
    _add_looks(parser)
    _add_choice_of_events(parser)


def _add_outputs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="events.json",
        help="the events file, - for standard input (default: events.json)",
    )
    parser.add_argument(
        "-o",
        dest="outputs",
        metavar="PATH",
        action="append",
        help="a file to write, - for standard output; more than one may be given "
        "(default: output/NAME.svg and output/NAME.html)",
    )
    parser.add_argument(
        "--format",
        choices=pipeline.FORMATS,
        help="what to write where the ending of PATH does not say; without -o, the only one",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 where a file to be written is missing or stale",
    )


def _add_looks(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--layout", choices=LAYOUTS, help="how events are arranged")
    add("--scale", choices=SCALES, help="how time is spread; breaks cuts out quiet stretches")
    add(
        "--width",
        metavar="PX",
        type=_width,
        help="the picture's width in pixels, 320 to 4000 (default: 1200)",
    )
    add("--theme", choices=THEMES, help="the colours; auto follows the reader's dark mode")
    add(
        "--id-prefix",
        dest="prefix",
        metavar="P",
        type=_prefix,
        help="what the ids inside the picture begin with (default: made from the data)",
    )


def _add_choice_of_events(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--from", dest="first", metavar="DATE", help="leave out events that end before this date")
    add("--to", dest="last", metavar="DATE", help="leave out events that begin after this date")
    add(
        "--group",
        dest="groups",
        metavar="ID",
        action="append",
        default=[],
        help="keep only the events of this group; more than one may be given",
    )


def run(arguments: Namespace) -> int:
    """Draws what was asked for and writes it, or compares it with what is there."""
    outputs = _outputs(arguments)
    with Progress() as progress:
        progress.at("reading")
        outcome = pipeline.read(files.read(arguments.file), picture_fault=files.picture_fault(arguments.file))
        timeline = outcome.timeline and _chosen(outcome.timeline, arguments)
        drawn = []
        if timeline:
            for output in outputs:
                progress.at(f"drawing {output.path}")
                drawn.append((output.path, _drawn(timeline, output.format, arguments).encode()))
    if outcome.diagnostics:
        from timeline.source import show  # most files have nothing to show

        sys.stderr.write(show(outcome.diagnostics, outcome.text, files.shown(arguments.file)))
    if timeline is None:
        return 1
    if arguments.check:
        return _compare(drawn)
    _write(drawn, len(timeline.events))
    return 0


def _width(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 9 and int(text) in WIDTHS:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not a whole number from {WIDTHS[0]} to {WIDTHS[-1]}")


def _prefix(text: str) -> str:
    try:
        return pipeline.checked_prefix(text)
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from None


# What to write


def _outputs(arguments: Namespace) -> list[Output]:
    """What was asked for with -o, or what is written where nothing was."""
    if arguments.outputs:
        named = dict.fromkeys(arguments.outputs)
        for path in named:
            if files.is_folder(path):
                raise Misuse(f"cannot write {path}: it is a folder")
        outputs = [Output(path, _format(path, arguments.format)) for path in named]
    elif arguments.file == files.STANDARD:
        outputs = [Output(files.STANDARD, arguments.format or "svg")]
    else:
        stem = os.path.splitext(os.path.basename(arguments.file))[0]
        formats = [arguments.format] if arguments.format else pipeline.FORMATS
        outputs = [Output(os.path.join("output", f"{stem}.{format}"), format) for format in formats]
    for output in outputs:
        if output.path == files.STANDARD and arguments.check:
            raise Misuse("--check compares files; standard output cannot be compared")
        if files.is_same(output.path, arguments.file):
            raise Misuse(f"{output.path} is the events file itself; name another output")
    return outputs


def _format(path: str, wanted: Format | None) -> Format:
    """The format of an output, from the ending of its name or, where that says nothing, from ``--format``."""
    ending = os.path.splitext(path)[1][1:].lower()
    ending = {"htm": "html"}.get(ending, ending)
    named = next((format for format in pipeline.FORMATS if format == ending), None)
    if named and wanted and named != wanted:
        raise Misuse(f"{path} is to be {named} by its ending and {wanted} by --format")
    if path == files.STANDARD:
        return wanted or "svg"
    if ending in FOREIGN:
        raise Misuse(f"{path} has the ending of another format; end it in .svg or .html")
    if format := named or wanted:
        return format
    raise Misuse(f"{path} has an ending that says no format; end it in .svg or .html, or give --format")


def _chosen(timeline: Timeline, arguments: Namespace) -> Timeline:
    """The part of the timeline that was asked for."""
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


def _drawn(timeline: Timeline, format: Format, arguments: Namespace) -> str:
    if format == "html" and any(event.image for event in timeline.events):
        from timeline.pictures import brought_along  # few files have pictures

        timeline = brought_along(timeline, os.path.dirname(arguments.file))
    return pipeline.render(
        timeline,
        format,
        layout=arguments.layout,
        scale=arguments.scale,
        width=arguments.width,
        theme=arguments.theme,
        prefix=arguments.prefix,
    )


# What became of it


def _compare(drawn: list[tuple[str, bytes]]) -> int:
    """Says which files are not what would be written now."""
    old = [(path, files.content(path), data) for path, data in drawn]
    for path, before, data in old:
        if before != data:
            print(f"{'missing' if before is None else 'stale'}: {path}")
    if all(before == data for _, before, data in old):
        print(f"up to date: {', '.join(path for path, _ in drawn)}")
        return 0
    return 1


def _write(drawn: list[tuple[str, bytes]], events: int) -> None:
    """Saves what is new, says what was done, and sends to standard output what is meant for it."""
    named = [(path, data) for path, data in drawn if path != files.STANDARD]
    fresh = [(path, data) for path, data in named if files.content(path) != data]
    files.save(fresh)
    # Where the picture itself goes to standard output, the words must not.
    voice = sys.stdout if len(named) == len(drawn) else sys.stderr
    for path, data in named:
        size = f"({events} event{'' if events == 1 else 's'}, {_size(len(data))})"
        print(f"wrote {path} {size}" if (path, data) in fresh else f"{path} is up to date {size}", file=voice)
    for path, data in drawn:
        if path == files.STANDARD:
            files.write_output(data)


def _size(count: int) -> str:
    """A number of bytes, as file managers show it."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"
