"""The picture that goes into a document: which width it is laid out for, how large it stands there, and the
bytes of it, which remember what they are.
"""

# os.path, for pathlib is a dear import:
# ruff: noqa: PTH110, PTH113, PTH120

from __future__ import annotations

import os
import re
import struct
from contextlib import suppress
from functools import cached_property
from xml.sax.saxutils import unescape

from timeline.embed import paths
from timeline.embed.figure import EmbedFault, Figure, figure
from timeline.embed.office import wanted as wants
from timeline.embed.office.markup import quoted
from timeline.model.table import NARROWEST, WIDEST
from timeline.provenance.limits import Unreadable
from timeline.provenance.office import ATTRIBUTE, MARKED, unmarked, untitled
from timeline.provenance.png import SIGNATURE, chunks
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.write.png_file import text_chunk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.embed.office.wanted import Mark, Wanted
    from timeline.request import Request
    from timeline.write.typefaces import Faces

PX = 9525
"""English Metric Units, of which an inch has 914,400, to a CSS pixel."""
DENSITY = 2.0
"""Pixels of the PNG to a CSS pixel."""
HEAD = 4096
"""Bytes of an image within which its mark stands."""

_SMALLEST = 11  # px of the smallest words of a picture
_LEAST = 5.0  # pt: what can be read in print, if not with joy
_EASY = 6.0  # pt: what small print has; most words of a picture are a little larger
_STEPS = (1, 1.1, 1.2, 1.3, 1.5, 1.75, 2, 2.4)  # of the room's width: what may be laid out to be made smaller
_NARROW = (0.5, 0.6, 0.7, 0.85)  # and to be made larger
_MANY = 3000  # events, from which laying out several times takes too long
_SIZE = re.compile(rb'<svg [^>]*? width="([\d.]{1,9})" height="([\d.]{1,9})"')
_KEYWORD = b"timeline\0\0\0\0\0"  # keyword; not compressed, no language, no translation
_AFTER_HEADER = len(SIGNATURE) + 25


class Room(NamedTuple):
    """The most that a picture can have at its place, in EMU."""

    width: int
    height: int
    filled: bool = (
        False  # whether a picture is made larger than it is, as on a slide, which is seen from afar
    )


class Picture:
    """What one place of a document is to show. All of it raises ``EmbedFault`` where it cannot be made."""

    def __init__(self, wanted: Wanted, drawn: Figure, *, untitled: bool = False) -> None:
        self.wanted = wanted
        self._figure = drawn
        self._untitled = untitled
        self._png: bytes | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in CSS pixels."""
        return self._figure.size

    @property
    def alt(self) -> str:
        """What the picture shows, in one line."""
        return self._figure.alt

    @property
    def told(self) -> str:
        """The same as the document wishes it to be said, if it does."""
        return self.alt if self.wanted.alt is None else self.wanted.alt

    @property
    def link(self) -> str:
        """Where it leads, as documents write it; "" where it leads nowhere."""
        return wants.target(self.wanted.link or "")

    @property
    def title(self) -> str:
        return self._figure.title

    @property
    def svg(self) -> bytes:
        svg = self._figure.svg()
        return untitled(svg) if self._untitled else svg

    @property
    def png(self) -> bytes:
        if self._png is None:
            self._png = self._figure.png(DENSITY)
        return self._png

    @cached_property
    def mark(self) -> str:
        """What it is to remember, with the checksums of what stands in the document from now on."""
        contents = (self.png, bare(self.svg), self.alt, self.link)
        return wants.mark(self.wanted, wants.Sums(*(wants.checksum(content) for content in contents)))


class Pictures:
    """The pictures of one document, each drawn once, and no more of them than is asked for."""

    def __init__(self, document: str, root: str | None, faces: Faces | None) -> None:
        self._folder = os.path.dirname(document)
        self._root = self._folder if root is None else root
        self._faces = faces
        self._figures: dict[tuple[str, Request], Figure] = {}
        self.untitled = False
        """Whether the SVG goes without titles: exported from LibreOffice’s presentations, a picture would
        have the last of them for its alternative text."""

    def new(self, wanted: Wanted, room: Room) -> Picture:
        """A picture for a place that has this much room. Where the place does not say a width, nor the events
        file one with which the words can be read there, it is the one with which they are largest, and
        belongs to what is wanted from then on."""
        drawn = self._figure(wanted)
        wishes, usual = wanted.request.wishes, drawn.timeline.display.width
        if wishes.width is None and (usual is None or points(drawn.size, fitted(drawn.size, room)) < _LEAST):
            request = wanted.request._replace(wishes=wishes._replace(width=self._width(wanted, room)))
            wanted = wanted._replace(request=request)
        return self.again(wanted)

    def again(self, wanted: Wanted) -> Picture:
        """The picture that was put in with this."""
        return Picture(wanted, self._figure(wanted), untitled=self.untitled)

    def _width(self, wanted: Wanted, room: Room) -> int:
        """The width for which a picture is laid out. On a page it is the one with which it takes least of
        the page, of those with which it is easy to read; else the one with which its words are largest."""
        drawn = self._figure(wanted)
        steps = [*(_NARROW if room.filled else ()), *_STEPS]
        steps = steps if len(drawn.timeline.events) <= _MANY else [1.5]
        widths = sorted({self._clamped(room.width / PX * step) for step in steps})
        sizes = {width: drawn.wishing(width=width).size for width in widths}
        extents = {width: fitted(size, room) for width, size in sizes.items()}
        high = {width: round(points(sizes[width], extents[width]), 1) for width in widths}
        easy = [] if room.filled else [width for width in widths if high[width] >= _EASY]
        if easy:
            return min(easy, key=lambda width: extents[width][1])
        return max(widths, key=lambda width: high[width])

    @staticmethod
    def _clamped(width: float) -> int:
        return max(NARROWEST, min(WIDEST, int(width)))

    def _figure(self, wanted: Wanted) -> Figure:
        key = (wanted.events, wanted.request)
        if key not in self._figures:
            first = next((one for (events, _), one in self._figures.items() if events == wanted.events), None)
            path = first.path if first else self._located(wanted.events)
            self._figures[key] = _light(figure(path, wanted.request, faces=self._faces))
        return self._figures[key]

    def _located(self, events: str) -> str:
        """The path of an events file, which has to lie under the root."""
        try:
            path = paths.inside(self._folder, events, self._root)
        except ValueError as fault:
            raise EmbedFault(f"{fault}; --root names another") from None
        if os.path.exists(path) and not os.path.isfile(path):
            raise EmbedFault(f"cannot read {path}: it is no file")
        return path


def _light(drawn: Figure) -> Figure:
    """The same figure in light colours where it would follow the reader's: a document has one colour, and
    word processors take no styles in an SVG."""
    theme = drawn.request.wishes.theme or drawn.timeline.display.theme
    return drawn.wishing(theme="light") if theme == "auto" else drawn


# How large


def scale(size: tuple[float, float], room: Room) -> float:
    """What a picture is made smaller by, so that it fits in; 1 where it fits as it is, or more where it is to
    fill the room."""
    return min(2.0 if room.filled else 1.0, room.width / PX / size[0], room.height / PX / size[1])


def fitted(size: tuple[float, float], room: Room) -> tuple[int, int]:
    """Width and height in EMU of a picture of this size in CSS pixels: its own, or what there is room
    for."""
    factor = scale(size, room) * PX
    return max(1, int(size[0] * factor)), max(1, int(size[1] * factor))


def refitted(
    old: tuple[int, int], before: tuple[float, float] | None, size: tuple[float, float], room: Room
) -> tuple[int, int]:
    """Width and height in EMU of a picture that takes the place of one that stood there with ``old`` ones,
    and had the size ``before`` in CSS pixels.

    Where nobody has changed its size, it is fitted anew; else the width stays, and the height changes as that
    of the picture does, so that what was cut off or stretched stays so.
    """
    if before is None or min(*old, *before) <= 0:
        return fitted(size, room)
    usual = fitted(before, room)
    if all(abs(one - other) <= 2 * PX for one, other in zip(old, usual, strict=True)):
        return fitted(size, room)
    return stretched(old, before, size, room)


def stretched(
    old: tuple[int, int], before: tuple[float, float] | None, size: tuple[float, float], room: Room
) -> tuple[int, int]:
    """Width and height in EMU: the width as it was, and the height as that of the picture has changed, but no
    higher than there is room."""
    if before is None or min(*old, *before) <= 0:
        return fitted(size, room)
    height = old[1] * (size[1] / size[0]) / (before[1] / before[0])
    factor = min(1.0, max(room.height, old[1]) / height)
    return max(1, round(old[0] * factor)), max(1, round(height * factor))


def points(size: tuple[float, float], extent: tuple[int, int]) -> float:
    """How high the smallest words are of a picture that has an ``extent`` in EMU, in points."""
    return _SMALLEST * 0.75 * extent[0] / PX / size[0]


def tiny(size: tuple[float, float], extent: tuple[int, int]) -> str | None:
    """What to say of a picture whose words have become too small to read."""
    high = points(size, extent)
    if high >= _LEAST:
        return None
    return (
        f"its smallest words are {high:.1f} points high there; a landscape page, or a part of the events "
        "(--from, --to, --group), makes them larger"
    )


# What the bytes remember


def with_mark(image: bytes, text: str) -> bytes:
    """The PNG or SVG with its mark in it, for programs that keep no names of pictures."""
    if not image.startswith(SIGNATURE):
        return image.replace(b"<svg ", f"<svg {ATTRIBUTE}={quoted(text)} ".encode(), 1)
    return image[:_AFTER_HEADER] + text_chunk("timeline", text) + image[_AFTER_HEADER:]


def mark_within(image: bytes) -> Mark | None:
    """The mark in a PNG or SVG, of which the first ``HEAD`` bytes do."""
    if found := MARKED.search(image):
        return wants.marked(unescape(found[1].decode("utf-8", "replace"), {"&quot;": '"'}))
    for kind, data, _ in _chunks(image):
        if kind == b"iTXt" and data.startswith(_KEYWORD):
            return wants.marked(data[len(_KEYWORD) :].decode("utf-8", "replace"))
    return None


def bare(image: bytes) -> bytes:
    """The PNG or SVG as checksums know it: without its mark, and an SVG without titles of its parts. All that
    can be seen is there."""
    for kind, data, at in _chunks(image):
        if kind == b"iTXt" and data.startswith(_KEYWORD):
            return image[:at] + image[at + 12 + len(data) :]
    return image if image.startswith(SIGNATURE) else untitled(unmarked(image))


def size_of(png: bytes | None, svg: bytes | None) -> tuple[float, float] | None:
    """Width and height in CSS pixels of a picture that was put in earlier; None where nothing of it says so.
    The PNG may have been painted anew by another program, at a density of its own."""
    found = _SIZE.search((svg or b"")[:HEAD])
    if found:
        return float(found[1]), float(found[2])
    if png is None or not png.startswith(SIGNATURE) or len(png) < _AFTER_HEADER:
        return None
    width, height = struct.unpack_from(">LL", png, 16)
    return width / DENSITY, height / DENSITY


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """The chunks before the pixels: kind, content and where each begins."""
    at = len(SIGNATURE)
    with suppress(Unreadable):  # no more than the beginning of the file may be here
        for kind, data in chunks(png) if png.startswith(SIGNATURE) else ():
            if kind == b"IDAT":
                return
            yield kind, bytes(data), at
            at += 12 + len(data)
