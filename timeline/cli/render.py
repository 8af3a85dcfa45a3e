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
from itertools import count, takewhile

from timeline import files, pipeline
from timeline.cli import choice, painting, standard, watching
from timeline.cli.arguments import Misuse
from timeline.cli.faults import refused
from timeline.cli.progress import Progress
from timeline.layout import LAYOUTS, SCALES, THEMES, WIDTHS
from timeline.model import Timeline
from timeline.model.table import LINKS, PAPERS
from timeline.pipeline import Format, Painted
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import Wishes, checked_prefix

if TYPE_CHECKING:
    from timeline.write.typefaces import Faces

USAGE = "[FILE] [-o PATH]... [options]"
EXAMPLES = """\
examples:
  timeline render                              output/events.svg and output/events.html
  timeline render notes.json -o figure.svg     one picture
  timeline render --from 2025-05 --to 2025-05  only what touches May 2025
  timeline render -o figure.png -o figure.pdf  for programs that take no SVG
  timeline render --focus ceasefire -o why.svg what led to one event, and what followed
  timeline render --pages a4 -o report.svg     report-1.svg, report-2.svg, …
  timeline render --watch                      again after each save, until Ctrl+C
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
    format: Format | Painted


FORMATS: tuple[Format | Painted, ...] = (*pipeline.FORMATS, *pipeline.PAINTED)
ENDINGS = ".svg, .html, .png or .pdf"
PAGED = ("svg", "png")
"""The formats of which a file holds one page."""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    _add_outputs(parser)
    _add_looks(parser)
    painting.options(parser)
    choice.add_focus(parser, "show this event in its context; all else recedes")
    choice.options(parser)


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
        choices=FORMATS,
        help="what to write where the ending of PATH does not say; without -o, the only one",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 where a file to be written is missing or stale",
    )
    watching.option(parser, "draw")


def _add_looks(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--layout", choices=LAYOUTS, help="how events are arranged; auto chooses by what there is")
    add("--links", choices=LINKS, help="the links that are drawn; focus: those around the event in focus")
    add(
        "--columns",
        type=int,
        choices=(1, 2),
        help="columns of labels in the layout vertical (default: as there is room)",
    )
    add(
        "--scale",
        choices=SCALES,
        help="how time is spread; breaks cuts out quiet stretches, log is for deep time",
    )
    add(
        "--width",
        metavar="PX",
        type=width,
        help="the picture's width in pixels, 320 to 4000 (default: 1200)",
    )
    add(
        "--pages",
        choices=PAPERS,
        help="cut a long picture up: an SVG or PNG for each page, NAME-1.svg and on, or an HTML page or a "
        "PDF with all of them",
    )
    add("--theme", choices=THEMES, help="the colours; auto follows the reader's dark mode")
    add(
        "--id-prefix",
        dest="prefix",
        metavar="P",
        type=_prefix,
        help="what the ids inside the picture begin with (default: made from the data)",
    )


def run(arguments: Namespace) -> int:
    """Draws what was asked for and writes it, or compares it with what is there."""
    outputs = _outputs(arguments)
    if not arguments.watch:
        return _render(arguments, outputs)
    if arguments.check:
        raise Misuse("--check looks once, --watch again and again; give one of them")
    if any(output.path == standard.STANDARD for output in outputs):
        raise Misuse("--watch writes files; name one with -o")
    return watching.again(arguments.file, lambda: _render(arguments, outputs))


def _render(arguments: Namespace, outputs: list[Output]) -> int:
    with Progress() as progress:
        faces = painting.faces({output.format for output in outputs}, arguments)
        progress.at("reading")
        data = standard.read(arguments.file)
        outcome = pipeline.read(data, picture_fault=standard.picture_fault(arguments.file))
        timeline = outcome.timeline and choice.chosen(outcome.timeline, arguments)
        drawn = []
        if timeline:
            for output in outputs:
                progress.at(f"drawing {output.path}")
                drawn += _drawn(timeline, output, arguments, faces)
    if timeline is None:
        return refused(outcome, data, arguments.file, "drawn")
    if outcome.diagnostics:
        from timeline.source import show  # most files have nothing to show

        sys.stderr.write(show(outcome.diagnostics, outcome.text, standard.shown(arguments.file)))
    left_over = _left_over(outputs, drawn) if arguments.pages else []
    if arguments.check:
        return _compare(drawn, left_over)
    _write(drawn, len(timeline.events), left_over)
    return 0


def width(text: str) -> int:
    """The width of a picture, as it was typed. Raises ``ArgumentTypeError``."""
    if text.isascii() and text.isdigit() and len(text) < 9 and int(text) in WIDTHS:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not a whole number from {WIDTHS[0]} to {WIDTHS[-1]}")


def _prefix(text: str) -> str:
    try:
        return checked_prefix(text)
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
    elif arguments.file == standard.STANDARD:
        outputs = [Output(standard.STANDARD, arguments.format or "svg")]
    else:
        stem = os.path.splitext(os.path.basename(arguments.file))[0]
        formats = [arguments.format] if arguments.format else pipeline.FORMATS
        outputs = [Output(os.path.join("output", f"{stem}.{format}"), format) for format in formats]
    for output in outputs:
        if output.path == standard.STANDARD and arguments.check:
            raise Misuse("--check compares files; standard output cannot be compared")
        if output.path == standard.STANDARD and output.format in PAGED and arguments.pages:
            kind = output.format.upper()
            raise Misuse(f"--pages makes several {kind} files; name them with -o, as -o page.{output.format}")
        if files.is_same(output.path, arguments.file):
            raise Misuse(f"{output.path} is the events file itself; name another output")
    return outputs


def _format(path: str, wanted: Format | Painted | None) -> Format | Painted:
    """The format of an output, from the ending of its name or, where that says nothing, from ``--format``."""
    ending = os.path.splitext(path)[1][1:].lower()
    ending = {"htm": "html"}.get(ending, ending)
    named = next((format for format in FORMATS if format == ending), None)
    if named and wanted and named != wanted:
        raise Misuse(f"{path} is to be {named} by its ending and {wanted} by --format")
    if path == standard.STANDARD:
        return wanted or "svg"
    if ending in FOREIGN:
        raise Misuse(f"{path} has the ending of another format; end it in {ENDINGS}")
    if format := named or wanted:
        return format
    raise Misuse(f"{path} has an ending that says no format; end it in {ENDINGS}, or give --format")


def _drawn(
    timeline: Timeline, output: Output, arguments: Namespace, faces: Faces | None
) -> list[tuple[str, bytes]]:
    """The files that an output becomes, each with its content."""
    if output.format == "html" and any(event.image for event in timeline.events):
        from timeline.pictures import brought_along  # few files have pictures

        timeline = brought_along(timeline, os.path.dirname(arguments.file))
    wishes = Wishes(**{name: getattr(arguments, name) for name in Wishes._fields})
    try:
        if output.format == "svg" or output.format == "html":
            contents = [text.encode() for text in pipeline.draw(timeline, output.format, wishes)]
        else:
            contents = pipeline.paint(timeline, output.format, faces, wishes, arguments.density)
    except ValueError as fault:
        raise Misuse(str(fault)) from None
    if output.format not in PAGED or not arguments.pages:
        return [(output.path, contents[0])]
    paths = [_page_path(output.path, number) for number in range(1, len(contents) + 1)]
    for path in paths:
        if files.is_same(path, arguments.file):
            raise Misuse(f"{path} is the events file itself; name another output")
    return list(zip(paths, contents, strict=True))


def _page_path(path: str, number: int) -> str:
    """The name of one page of a picture: "report-2.svg"."""
    stem, ending = os.path.splitext(path)
    return f"{stem}-{number}{ending}"


def _left_over(outputs: list[Output], drawn: list[tuple[str, bytes]]) -> list[str]:
    """The pages of earlier, longer pictures that lie behind the last one that there is now."""
    written = {path for path, _ in drawn}
    found: list[str] = []
    for output in outputs:
        if output.format in PAGED:
            paths = (_page_path(output.path, number) for number in count(1))
            there = takewhile(lambda path: path in written or files.content(path) is not None, paths)
            found += [path for path in there if path not in written]
    return found


# What became of it


def _compare(drawn: list[tuple[str, bytes]], left_over: list[str]) -> int:
    """Says which files are not what would be written now."""
    for path in left_over:
        print(f"left over from before: {path}")
    old = [(path, files.content(path), data) for path, data in drawn]
    for path, before, data in old:
        if before != data:
            print(f"{'missing' if before is None else 'stale'}: {path}")
    if all(before == data for _, before, data in old):
        print(f"up to date: {', '.join(path for path, _ in drawn)}")
        return 0
    return 1


def _write(drawn: list[tuple[str, bytes]], events: int, left_over: list[str]) -> None:
    """Saves what is new, says what was done, and sends to standard output what is meant for it."""
    named = [(path, data) for path, data in drawn if path != standard.STANDARD]
    fresh = [(path, data) for path, data in named if files.content(path) != data]
    files.save(fresh)
    # Where the picture itself goes to standard output, the words must not.
    voice = sys.stdout if len(named) == len(drawn) else sys.stderr
    for path, data in named:
        size = f"({events} event{'' if events == 1 else 's'}, {_size(len(data))})"
        print(f"wrote {path} {size}" if (path, data) in fresh else f"{path} is up to date {size}", file=voice)
    for path in left_over:
        print(f"{path} is left over from before: there is no such page now", file=voice)
    for path, data in drawn:
        if path == standard.STANDARD:
            standard.write_output(data)


def _size(count: int) -> str:
    """A number of bytes, as file managers show it."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"
