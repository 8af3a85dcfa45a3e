"""``timeline render``: from an events file to its pictures.

Everything is read, checked and drawn in memory before the first file is touched: where anything is wrong, the
old pictures stay as they were.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH118, PTH119, PTH122

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from timeline import files, pipeline
from timeline.cli import choice, outputs, painting, standard, watching
from timeline.cli.arguments import Misuse
from timeline.cli.faults import refused
from timeline.cli.outputs import Output
from timeline.cli.progress import Progress
from timeline.layout import LAYOUTS, SCALES, THEMES, WIDTHS
from timeline.model.table import LINKS, PAPERS
from timeline.products import FORMATS, PICTURES, PRODUCTS, may_end, of_name
from timeline.request import Wishes, checked_prefix, whole_number

USAGE = "[FILE] [-o PATH]... [options]"
EXAMPLES = """\
examples:
  timeline render                              output/events.svg and output/events.html
  timeline render notes.json -o figure.svg     one picture
  timeline render --from 2025-05 --to 2025-05  only what touches May 2025
  timeline render -o figure.png -o figure.pdf  for programs that take no SVG
  timeline render -o list.md -o sources.bib    the events in words; the references
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


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    _add_outputs(parser)
    _add_looks(parser)
    painting.options(parser)
    painting.add_data(parser)
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
    add(
        "--caption",
        metavar="TEXT",
        help='what stands below a fragment, "" for nothing (default: how many events there are)',
    )
    add("--list", action="store_true", help="the events and sources in words below a fragment, folded up")


def run(arguments: Namespace) -> int:
    """Draws what was asked for and writes it, or compares it with what is there."""
    outputs = _outputs(arguments)
    words = arguments.caption is not None or arguments.list
    if words and all(output.format != "fragment" for output in outputs):
        raise Misuse("--caption and --list are for a part of a page; end PATH in .fragment.html")
    if not arguments.watch:
        return _render(arguments, outputs)
    if arguments.check:
        raise Misuse("--check looks once, --watch again and again; give one of them")
    if any(output.path == standard.STANDARD for output in outputs):
        raise Misuse("--watch writes files; name one with -o")
    return watching.again(arguments.file, lambda: _render(arguments, outputs))


def _render(arguments: Namespace, named: list[Output]) -> int:
    with Progress() as progress:
        formats = {output.format for output in named}
        faces, converters = painting.faces(formats, arguments), painting.converters(formats, arguments)
        means = outputs.Means(faces, arguments.density, converters, arguments.caption, arguments.list)
        wishes = Wishes(**{name: getattr(arguments, name) for name in Wishes._fields})
        progress.at("reading")
        data = standard.read(arguments.file)
        outcome = pipeline.read(data, picture_fault=standard.picture_fault(arguments.file))
        timeline = outcome.timeline and choice.chosen(outcome.timeline, arguments)
        made = []
        if timeline:
            timeline = painting.with_origin(timeline, data, arguments)
            for output in named:
                progress.at(f"drawing {output.path}")
                made += outputs.make(timeline, output, wishes, arguments.file, means)
    if timeline is None:
        return refused(outcome, data, arguments.file, "drawn")
    outputs.keep_apart(made, [arguments.file])
    if outcome.diagnostics:
        from timeline.source import show  # most files have nothing to show

        sys.stderr.write(show(outcome.diagnostics, outcome.text, standard.shown(arguments.file)))
    left = outputs.left_over(named, made) if arguments.pages else []
    if arguments.check:
        return outputs.compare(made, left)
    outputs.write(made, left)
    return 0


def width(text: str) -> int:
    """The width of a picture, as it was typed. Raises ``ArgumentTypeError``."""
    number = whole_number(text)
    if number is not None and number in WIDTHS:
        return number
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
        paths = dict.fromkeys(arguments.outputs)
        for path in paths:
            if files.is_folder(path):
                raise Misuse(f"cannot write {path}: it is a folder")
        named = [Output(path, _format(path, arguments.format)) for path in paths]
    elif arguments.file == standard.STANDARD:
        named = [Output(standard.STANDARD, arguments.format or "svg")]
    else:
        stem = os.path.splitext(os.path.basename(arguments.file))[0]
        formats = [arguments.format] if arguments.format else PICTURES
        named = [
            Output(os.path.join("output", f"{stem}{PRODUCTS[format].ending}"), format) for format in formats
        ]
    for output in named:
        if output.path == standard.STANDARD and arguments.check:
            raise Misuse("--check compares files; standard output cannot be compared")
        if output.path == standard.STANDARD and PRODUCTS[output.format].paged and arguments.pages:
            kind = output.format.upper()
            raise Misuse(f"--pages makes several {kind} files; name them with -o, as -o page.{output.format}")
        if files.is_same(output.path, arguments.file):
            raise Misuse(f"{output.path} is the events file itself; name another output")
    return named


def _format(path: str, wanted: str | None) -> str:
    """The format of an output, from the ending of its name or, where that says nothing, from ``--format``."""
    if path == standard.STANDARD:
        return wanted or "svg"
    if os.path.splitext(path)[1][1:].lower() in FOREIGN:
        raise Misuse(f"{path} has the ending of another format; end it in {_endings()}")
    named = of_name(path)
    if wanted and not may_end(path, wanted):
        raise Misuse(f"{path} is to be {named} by its ending and {wanted} by --format")
    if format := wanted or named:
        return format
    raise Misuse(f"{path} has an ending that says no format; end it in {_endings()}, or give --format")


def _endings() -> str:
    *most, last = (product.ending for product in PRODUCTS.values())
    return f"{', '.join(most)} or {last}"
