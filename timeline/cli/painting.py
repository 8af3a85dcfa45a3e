"""The options of pictures that have their fonts within, PNG and PDF.

What Windows calls its scaling and Android its density is ``--density`` here, for ``--scale`` says how time is
spread.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Collection

from timeline import __version__, pipeline
from timeline.cli import standard
from timeline.cli.arguments import Misuse
from timeline.model import Timeline
from timeline.products import DENSITIES
from timeline.provenance import Origin, origin
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.converters import Converters
    from timeline.write.typefaces import Faces


def options(parser: ArgumentParser) -> None:
    """Adds ``--density``, ``--font`` and ``--converter``."""
    parser.add_argument(
        "--density",
        metavar="N",
        type=_density,
        help="pixels of a PNG to each px of the picture, 0.5 to 8 (default: 2); its size on a page stays",
    )
    parser.add_argument(
        "--font",
        dest="fonts",
        metavar="FILE",
        action="append",
        help="a TrueType font for PNG and PDF; of several the first that has a character draws it "
        "(default: Liberation Sans, Arial or another of this machine)",
    )
    parser.add_argument(
        "--converter",
        metavar="PROGRAM",
        help="the program that draws PNG and PDF: rsvg-convert, inkscape, chromium, chrome, edge, resvg, or "
        "the path of one; none for none (default: whichever is there, for what is not set here: letters that "
        "join or turn round, and those of no font of ours)",
    )


def add_data(parser: ArgumentParser) -> None:
    """Adds ``--with-data``."""
    parser.add_argument(
        "--with-data",
        action="store_true",
        help="put the events file itself into each picture; timeline extract gives it back",
    )


def with_origin(timeline: Timeline, data: bytes, arguments: Namespace) -> Timeline:
    """The timeline with the file that it was read from, for its pictures to name."""
    path = None if arguments.file == standard.STANDARD else arguments.file
    return timeline._replace(origin=origin_of(data, path, kept=arguments.with_data))


def origin_of(data: bytes, path: str | None, *, kept: bool) -> Origin:
    """What the pictures of a file say that they come from; with its bytes, where they are to be ``kept``."""
    return origin(data, path, __version__, kept=kept)


def _density(text: str) -> float:
    low, high = DENSITIES
    try:
        if low <= float(text) <= high:
            return float(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"{text!r} is not a number from {low:g} to {high:g}")


def faces(formats: Collection[str], arguments: Namespace) -> Faces | None:
    """The fonts for all pictures of a command; None where none of the formats needs any. Raises ``Misuse``
    for an option that none of them heeds.
    """
    if arguments.density is not None and "png" not in formats:
        raise Misuse("--density is for PNG, whose pixels are counted; other pictures have no pixels")
    if not {*pipeline.PAINTED} & {*formats}:
        if arguments.fonts:
            raise Misuse("--font is for PNG and PDF; in SVG and HTML the fonts are the reader's own")
        return None
    from timeline.write.typefaces import Faces  # few commands set words

    return Faces(arguments.fonts or ())


def converters(formats: Collection[str], arguments: Namespace) -> Converters | None:
    """The programs that may draw the pictures of a command; None where none of the formats needs any. Raises
    ``Misuse`` for one that is not there, and for an option that is not heeded.
    """
    if not {*pipeline.PAINTED} & {*formats}:
        if arguments.converter is not None:
            raise Misuse("--converter is for PNG and PDF; SVG and HTML are always written here")
        return None
    from timeline.converters import NONE, ConverterFault, Converters  # few commands paint

    if arguments.fonts and arguments.converter not in (None, "auto", NONE):
        raise Misuse("--font is for words that are set here; another program takes the fonts of the machine")
    try:
        return Converters(arguments.converter)
    except ConverterFault as fault:
        raise Misuse(f"{'--converter: ' if arguments.converter else ''}{fault}") from None
