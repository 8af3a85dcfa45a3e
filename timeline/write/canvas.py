"""Rows of pixels that colours are painted on, in the form in which a PNG file holds them.

A picture is painted in bands, so that its size is no question of memory. Nothing is done pixel by pixel where
pixels are alike: runs of one colour are copied, and what is covered partly is mixed through tables, for a
whole run at once. Colours are mixed as they stand in the file, by the share of the pixel that is covered, as
browsers and converters mix them.

There are two sorts of pixels. ``Palette`` has one byte for each, and 256 colours at the most: edges take a
colour that is there already where it is so near that no eye tells the two apart. Most pictures need no more,
and are half as large. ``Direct`` has three bytes, and every colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from timeline.records import TYPE_CHECKING
from timeline.write.raster import FULL, Window

if TYPE_CHECKING:
    from typing import TypeAlias

    from timeline.write.raster import Block

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""
Pixels: TypeAlias = "bytes | bytearray"

NEAR = 8
"""How far apart two colours of edges may be, in each of red, green and blue, for one to stand for the
other."""


class TooColourful(Exception):  # noqa: N818 - it calls for other pixels, and nobody made a mistake
    """A picture has more colours than a palette holds."""


def _mixed(under: int, over: int, level: int) -> int:
    """One of red, green and blue, where ``over`` covers ``level`` of ``FULL``; the nearest whole number."""
    return (under * (FULL - level) + over * level + FULL // 2) // FULL


class Palette:
    """Pixels of one byte: the number of their colour."""

    size = 1

    def __init__(self) -> None:
        self.colours: list[Colour] = []
        self._numbers: dict[Colour, int] = {}
        self._mixtures: dict[tuple[Colour, int], tuple[bytearray, set[int]]] = {}
        self._ramps: dict[tuple[bytes, Colour], bytes] = {}

    def solid(self, colour: Colour) -> bytes:
        """A pixel of just that colour. Raises ``TooColourful``."""
        return bytes((self._number(colour),))

    def mixed(self, under: Pixels, colour: Colour, level: int) -> Pixels:
        """Pixels of which ``colour`` covers ``level`` of ``FULL``. Raises ``TooColourful``."""
        table, known = self._mixtures.setdefault((colour, level), (bytearray(256), set()))
        for number in set(under) - known:
            pairs = zip(self.colours[number], colour, strict=True)
            red, green, blue = (_mixed(under, over, level) for under, over in pairs)
            table[number] = self._near(red, green, blue)
            known.add(number)
        return under.translate(table)

    def stamped(self, rows: Sequence[bytes], colour: Colour, ground: bytes) -> list[bytes]:
        """Rows of levels as rows of pixels, all of them ``ground`` before ``colour`` covered them so far.
        Raises ``TooColourful``.
        """
        ramp = self._ramps.get((ground, colour))
        if ramp is None:
            ramp = b"".join([ground, *(self.mixed(ground, colour, level) for level in range(1, FULL + 1))])
            self._ramps[ground, colour] = ramp = ramp.ljust(256, ground)
        return [row.translate(ramp) for row in rows]

    def _near(self, red: int, green: int, blue: int) -> int:
        """The number of that colour, or of the nearest one if it may stand for it."""
        if (red, green, blue) not in self._numbers:
            found = [
                (max(abs(r - red), abs(g - green), abs(b - blue)), number)
                for number, (r, g, b) in enumerate(self.colours)
                if -NEAR <= r - red <= NEAR
            ]
            if found and min(found)[0] <= NEAR:
                return min(found)[1]
        return self._number((red, green, blue))

    def _number(self, colour: Colour) -> int:
        number = self._numbers.get(colour)
        if number is None:
            if len(self.colours) == 256:
                raise TooColourful
            number = self._numbers[colour] = len(self.colours)
            self.colours.append(colour)
        return number


class Direct:
    """Pixels of three bytes, red, green and blue, each of which is mixed for itself."""

    size = 3

    def __init__(self) -> None:
        self._tables: dict[tuple[int, int], bytes] = {}
        self._ramps: dict[tuple[bytes, Colour], list[bytes]] = {}

    def solid(self, colour: Colour) -> bytes:
        """A pixel of just that colour."""
        return bytes(colour)

    def mixed(self, under: Pixels, colour: Colour, level: int) -> Pixels:
        """Pixels of which ``colour`` covers ``level`` of ``FULL``."""
        pixels = bytearray(under)
        for place, over in enumerate(colour):
            table = self._tables.get((over, level))
            if table is None:
                self._tables[over, level] = table = bytes(_mixed(one, over, level) for one in range(256))
            pixels[place::3] = pixels[place::3].translate(table)
        return pixels

    def stamped(self, rows: Sequence[bytes], colour: Colour, ground: bytes) -> list[bytes]:
        """Rows of levels as rows of pixels, all of them ``ground`` before ``colour`` covered them so far."""
        ramp = self._ramps.get((ground, colour))
        if ramp is None:
            ramp = [ground, *(bytes(self.mixed(ground, colour, level)) for level in range(1, FULL + 1))]
            self._ramps[ground, colour] = ramp
        return [b"".join(map(ramp.__getitem__, row)) for row in rows]


class Mask:
    """A small shape that comes again and again, such as a letter: some rows of levels, from the place of the
    shape ``left`` columns to the right and ``top`` rows down.
    """

    __slots__ = ("left", "rows", "stamps", "top")

    def __init__(self, blocks: Iterable[Block]) -> None:
        found = [*blocks]
        self.left = min((block[2] for block in found), default=0)
        self.top = min((block[0] for block in found), default=0)
        across = max((block[3] for block in found), default=0) - self.left
        rows = [bytearray(across) for _ in range(max((block[1] for block in found), default=0) - self.top)]
        for top, bottom, left, right, level in found:
            for row in rows[top - self.top : bottom - self.top]:
                row[left - self.left : right - self.left] = bytes((level,)) * (right - left)
        self.rows = [bytes(row) for row in rows]
        self.stamps: dict[tuple[bytes, Colour], list[bytes]] = {}  # what it gives on even ground


class Band:
    """Some rows of a picture. They begin with the byte that says in a PNG file how they are filtered: not."""

    def __init__(self, width: int, top: int, bottom: int, pixels: Palette | Direct, ground: Colour) -> None:
        self.window = Window(width, top, bottom)
        self._pixels = pixels
        self._length = 1 + width * pixels.size  # of a row, in bytes
        row = b"\0" + pixels.solid(ground) * width
        self.content = bytearray(row * (bottom - top))

    def paint(self, block: Block, colour: Colour) -> None:
        """Paints a block, which lies within the band."""
        top, bottom, left, right, level = block
        size, length = self._pixels.size, self._length
        start = (top - self.window.top) * length + 1 + left * size
        count = (right - left) * size
        if bottom - top > count:  # a tall one, column by column
            end = start + (bottom - top - 1) * length + 1
            columns = [slice(column, end + column - start, length) for column in range(start, start + count)]
            self._paint_columns(columns, colour, level)
            return
        pixel = self._pixels.solid(colour) * (right - left) if level == FULL else b""
        for at in range(start, start + (bottom - top) * length, length):
            row = slice(at, at + count)
            self.content[row] = pixel or self._pixels.mixed(self.content[row], colour, level)

    def _paint_columns(self, columns: list[slice], colour: Colour, level: int) -> None:
        """Paints columns of bytes, those of a pixel beside each other."""
        size = self._pixels.size
        for first in range(0, len(columns), size):
            parts = [self.content[column] for column in columns[first : first + size]]
            column = bytearray(len(parts[0]) * size)
            for place, part in enumerate(parts):
                column[place::size] = part
            column[:] = (
                self._pixels.solid(colour) * len(parts[0])
                if level == FULL
                else self._pixels.mixed(column, colour, level)
            )
            for place in range(size):
                self.content[columns[first + place]] = column[place::size]

    def stamp(self, mask: Mask, x: int, y: int, colour: Colour) -> None:
        """Paints a mask whose place is the column ``x`` and the row ``y``; any part of it may lie outside."""
        size, length = self._pixels.size, self._length
        x, y = x + mask.left, y + mask.top
        first, last = max(y, self.window.top), min(y + len(mask.rows), self.window.bottom)
        if first >= last:
            return
        width = len(mask.rows[0])
        start = (first - self.window.top) * length + 1 + x * size
        if x < 0 or x + width > self.window.width:
            cut = slice(max(-x, 0), max(self.window.width - x, 0))
            for row in mask.rows[first - y : last - y]:
                self._cover(start + cut.start * size, row[cut], colour)
                start += length
            return
        ground = bytes(self.content[start : start + size])
        stamps = mask.stamps.get((ground, colour))
        if stamps is None:
            mask.stamps[ground, colour] = stamps = self._pixels.stamped(mask.rows, colour, ground)
        plain, content = ground * width, self.content
        for number in range(first - y, last - y):
            if content.startswith(plain, start):  # nothing but the ground is there: nearly always
                content[start : start + len(plain)] = stamps[number]
            else:
                self._cover(start, mask.rows[number], colour)
            start += length

    def _cover(self, start: int, levels: bytes, colour: Colour) -> None:
        """Paints a row of levels over whatever is there, from that byte on."""
        for level, run in groupby(levels):
            end = start + sum(1 for _ in run) * self._pixels.size
            if level:
                self.content[start:end] = self._pixels.mixed(self.content[start:end], colour, level)
            start = end
