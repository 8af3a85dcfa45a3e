"""Reads TrueType fonts: which glyph a character has, how wide it is, what it looks like, whether it may be
embedded.

A font is a directory of tables. Seven of them are enough to draw: ``cmap`` gives characters their glyphs,
``hmtx`` the advances, ``loca`` and ``glyf`` the outlines, and ``head``, ``hhea`` and ``maxp`` the measures of
these. ``OS/2`` says what the licence allows, ``name`` what the font is called. All numbers are big-endian;
lengths are in units of the font, y up. The rules are those of the OpenType specification, 1.9.

A font file may come from anybody. Every offset is held against the length of its table, a glyph that contains
itself is refused, and so is one of more points than any letter has: what is wrong is said in a sentence that
begins with "it", as in ``f"{path}: {fault}"``.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

    from timeline.scene import Segment

    Contours: TypeAlias = "list[list[Point]]"

TRUETYPE = (b"\x00\x01\x00\x00", b"true")
NEEDED = ("head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf")
MOST_POINTS = 10_000  # of a glyph; the richest drawings in colourless fonts have some thousands
MOST_PARTS = 1_000  # of a glyph that is put together; letters with accents have two or three
DEEPEST = 16  # glyphs within glyphs; real fonts stop at two or three
MOST_GROUPS = 100_000  # of characters that follow one another; there are not more glyphs than 65,535

# Bits of a simple glyph's points.
ON_CURVE, SHORT_X, SHORT_Y, REPEATED, SAME_X, SAME_Y = 1, 2, 4, 8, 16, 32
# Bits of a component.
WORDS, OFFSETS, ONE_SCALE, MORE, TWO_SCALES, MATRIX, INSTRUCTED = 1, 2, 8, 32, 64, 128, 256
SCALED_OFFSETS = 0x0800

RESTRICTED, NO_SUBSETTING, BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
"""What ``fsType`` in ``OS/2`` can forbid. The low four bits are one choice; where an old font sets several,
the kindest counts, so that only a lone 2 forbids embedding."""


class FontFault(ValueError):  # noqa: N818 - the fault is the font's
    """A font cannot be used; the message says what is wrong with it."""


class Point(NamedTuple):
    """A point of an outline, on the curve or beside it, as the control of a quadratic piece."""

    x: float
    y: float
    on: bool


class Component(NamedTuple):
    """A glyph that stands in another one. ``at`` is where its number stands in the record of the other, and
    ``end`` where all that is said of it there ends; ``first`` and ``second`` are an offset, or the numbers of
    two points that have to meet.
    """

    at: int
    end: int
    flags: int
    glyph: int
    first: int
    second: int
    matrix: tuple[float, float, float, float]


class Font:
    """One TrueType font, its tables taken apart as far and as late as they are needed."""

    def __init__(self, tables: Mapping[str, memoryview]) -> None:
        self.tables = tables
        with _whole("head"):
            (self.units,) = struct.unpack_from(">H", tables["head"], 18)
            self.box: tuple[int, int, int, int] = struct.unpack_from(">4h", tables["head"], 36)
            self._style, self._long = struct.unpack_from(">H4xh", tables["head"], 44)
        with _whole("maxp"):
            (self.count,) = struct.unpack_from(">H", tables["maxp"], 4)
        with _whole("hhea"):
            self.ascent, self.descent = struct.unpack_from(">hh", tables["hhea"], 4)
            (self._measured,) = struct.unpack_from(">H", tables["hhea"], 34)
        if not 16 <= self.units <= 16384:
            raise FontFault(f"it is damaged: {self.units} units to the em, where 16 to 16384 are possible")
        if not (1 <= self._measured <= self.count and self._long in (0, 1)):
            raise FontFault("it is damaged: its tables head, hhea and maxp contradict each other")
        wanted = {
            "hmtx": 4 * self._measured + 2 * (self.count - self._measured),
            "loca": (self.count + 1) * (4 if self._long else 2),
            "maxp": 32,
        }
        for tag, length in wanted.items():
            if len(tables[tag]) < length:
                raise _short(tag)
        self._find = _character_map(tables["cmap"])
        self._drawn: dict[int, Contours] = {}
        self._outlines: dict[int, tuple[Segment, ...]] = {}

    @classmethod
    def read(cls, content: bytes, index: int = 0) -> Font:
        """The font in the content of a file, or the one with the number ``index`` in a collection. Raises
        ``FontFault``.
        """
        tables = _tables(content, index)
        if missing := [tag for tag in NEEDED if tag not in tables]:
            raise FontFault(f"it has no table {missing[0]}, without which no outline can be drawn")
        return cls(tables)

    @cached_property
    def name(self) -> str:
        """What the font calls itself: "Liberation Sans Bold"."""
        return self._named(4) or self._named(1) or self.postscript_name

    @cached_property
    def postscript_name(self) -> str:
        """The same without blanks, "LiberationSans-Bold", for programs."""
        plain = (one for one in self._named(6) if (one.isascii() and one.isalnum()) or one == "-")
        return "".join(plain) or "Font"

    @property
    def checksum(self) -> int:
        """What the font says of all its bytes: a number that hardly another font has."""
        return int(struct.unpack_from(">I", self.tables["head"], 8)[0])

    @property
    def is_bold(self) -> bool:
        """Whether the font says that it is bold."""
        return bool(self._style & 1)

    @property
    def is_slanted(self) -> bool:
        """Whether the font says that it is italic."""
        return bool(self._style & 2)

    @cached_property
    def cap_height(self) -> int:
        """How high an H is; where the font does not say, its ascent."""
        table = self.tables.get("OS/2", b"")
        if len(table) >= 90 and struct.unpack_from(">H", table)[0] >= 2:
            return int(struct.unpack_from(">h", table, 88)[0]) or int(self.ascent)
        return int(self.ascent)

    @property
    def licence(self) -> int:
        """The bits of ``fsType``; 0, which allows everything, where the font does not say."""
        table = self.tables.get("OS/2", b"")
        return int(struct.unpack_from(">H", table, 8)[0]) if len(table) >= 10 else 0

    @property
    def may_be_embedded(self) -> bool:
        """Whether the licence lets a document carry the outlines."""
        return self.licence & 0x000F != RESTRICTED and not self.licence & BITMAPS_ONLY

    @property
    def may_be_subset(self) -> bool:
        """Whether the licence lets a document carry a part of the font."""
        return not self.licence & NO_SUBSETTING

    def glyph(self, character: str) -> int:
        """The number of a character's glyph, 0 where the font has none. Raises ``FontFault``."""
        with _whole("cmap"):
            found = self._find(ord(character))
        return found if found < self.count else 0

    def advance(self, glyph: int) -> int:
        """How far it is from a glyph's origin to the next one's, in units."""
        # The last advance stands for all glyphs after it: a font of one width has only one.
        return int(struct.unpack_from(">H", self.tables["hmtx"], 4 * min(glyph, self._measured - 1))[0])

    def bearing(self, glyph: int) -> int:
        """How far the ink begins to the right of the origin, in units."""
        over = glyph - self._measured
        at = 4 * glyph + 2 if over < 0 else 4 * self._measured + 2 * over
        return int(struct.unpack_from(">h", self.tables["hmtx"], at)[0])

    def record(self, glyph: int) -> memoryview:
        """What the table ``glyf`` says of a glyph; nothing for a blank. Raises ``FontFault``."""
        if not 0 <= glyph < self.count:
            raise FontFault(f"it is damaged: it has {self.count} glyphs, and one of them refers to {glyph}")
        if self._long:
            start, end = struct.unpack_from(">II", self.tables["loca"], 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">HH", self.tables["loca"], 2 * glyph))
        if not start <= end <= len(self.tables["glyf"]):
            raise FontFault(f"it is damaged: the outline of glyph {glyph} lies outside of its table glyf")
        return self.tables["glyf"][start:end]

    def outline(self, glyph: int) -> tuple[Segment, ...]:
        """A glyph's outline in straight and quadratic segments, in units, y up, from the origin on the
        baseline; () for a blank. To be filled by the nonzero rule. Raises ``FontFault``.
        """
        found = self._outlines.get(glyph)
        if found is None:
            contours = self._contours(glyph, ())
            if contours and len(record := self.record(glyph)) >= 10:
                # The ink begins where hmtx says, whatever the points say.
                shift = self.bearing(glyph) - struct.unpack_from(">h", record, 2)[0]
                contours = _moved(contours, shift, 0)
            found = tuple(segment for contour in contours for segment in _segments(contour))
            self._outlines[glyph] = found
        return found

    def _named(self, wanted: int) -> str:
        """The name with a number in the table ``name``, in English where there is a choice; "" for none."""
        table = self.tables.get("name", b"")
        try:
            return min(_names(table, wanted), default=(0, ""))[1]
        except struct.error:
            return ""

    def _contours(self, glyph: int, around: tuple[int, ...]) -> Contours:
        """The closed lines of a glyph that stands in the glyphs ``around``. Raises ``FontFault``."""
        found = self._drawn.get(glyph)
        if found is not None:
            return found
        if glyph in around or len(around) > DEEPEST:
            raise FontFault(f"it is damaged: the glyph {glyph} contains itself")
        record = self.record(glyph)
        with _whole("glyf"):
            lines = struct.unpack_from(">h", record)[0] if record else 0
            if lines >= 0:
                found = _simple(record, lines) if lines else []
            else:
                found = self._composite(record, (*around, glyph))
        if sum(map(len, found)) > MOST_POINTS:
            raise FontFault(f"a glyph of it has more than {MOST_POINTS:,} points")
        self._drawn[glyph] = found
        return found

    def _composite(self, record: memoryview, around: tuple[int, ...]) -> Contours:
        whole: Contours = []
        points = 0
        for number, part in enumerate(components(record)):
            if number == MOST_PARTS:
                raise FontFault(f"a glyph of it is made of more than {MOST_PARTS:,} others")
            found = _transformed(self._contours(part.glyph, around), part.matrix)
            right, up = _offset(part, whole, found)
            whole += _moved(found, right, up)
            points += sum(map(len, found))
            if points > MOST_POINTS:  # before the next one doubles them
                break
        return whole


def count(content: bytes) -> int:
    """How many fonts a file holds: one, where it is no collection."""
    if content[:4] != b"ttcf" or len(content) < 12:
        return 1
    return int(struct.unpack_from(">I", content, 8)[0])


def _short(table: str) -> FontFault:
    return FontFault(f"it is damaged: its table {table} ends too early")


@contextmanager
def _whole(table: str) -> Iterator[None]:
    """Reads in a table; turns what reaches beyond its end into a ``FontFault``."""
    try:
        yield
    except (struct.error, IndexError):
        raise _short(table) from None


def _tables(content: bytes, index: int) -> dict[str, memoryview]:
    """The tables of a font by their names. Raises ``FontFault``."""
    try:
        start = _beginning(content, index)
        kind, count = struct.unpack_from(">4sH", content, start)
        _check_kind(kind)
        entries = [struct.unpack_from(">4s4xII", content, start + 12 + 16 * one) for one in range(count)]
    except struct.error:
        raise FontFault("it is no font, or ends in its first lines") from None
    whole = memoryview(content)  # fonts of a collection share tables of many megabytes
    tables = {}
    for tag, offset, length in entries:
        name = tag.decode("latin-1")
        if offset + length > len(content):
            raise FontFault(f"it is cut short: its table {name!a} should end at byte {offset + length:,}")
        if name not in tables:
            tables[name] = whole[offset : offset + length]
    return tables


def _beginning(content: bytes, index: int) -> int:
    """Where a font begins in a file that may be a collection."""
    if not 0 <= index < count(content):
        held = "one font" if count(content) == 1 else f"{count(content)} fonts"
        raise FontFault(f"it holds {held}, counted from 0, and none with the number {index}")
    return int(struct.unpack_from(">I", content, 12 + 4 * index)[0]) if content[:4] == b"ttcf" else 0


def _check_kind(kind: bytes) -> None:
    if kind == b"OTTO":
        raise FontFault("its outlines are PostScript ones (CFF); one with TrueType outlines is needed")
    if kind in (b"wOFF", b"wOF2"):
        raise FontFault("it is packed for the web (WOFF); the unpacked font (.ttf) is needed")
    if kind not in TRUETYPE:
        raise FontFault("it is no TrueType font")


def _names(table: bytes | memoryview, wanted: int) -> Iterator[tuple[int, str]]:
    """The readings of one name, each with its rank: English first, then Windows', then the Macintosh's."""
    if len(table) < 6:
        return
    count, strings = struct.unpack_from(">2xHH", table)
    for one in range(min(count, (len(table) - 6) // 12)):
        platform, _, language, number, length, offset = struct.unpack_from(">6H", table, 6 + 12 * one)
        raw = bytes(table[strings + offset : strings + offset + length])
        if number == wanted and raw:
            if platform in (0, 3):
                yield (0 if language in (0, 0x0409) else 2), raw.decode("utf-16-be", "replace")
            elif platform == 1:
                yield (1 if language == 0 else 3), raw.decode("mac-roman", "replace")


def _character_map(table: memoryview) -> Callable[[int], int]:
    """What gives a code point its glyph, 0 for none. Raises ``FontFault``."""
    with _whole("cmap"):
        (count,) = struct.unpack_from(">H", table, 2)
        places = [struct.unpack_from(">HHI", table, 4 + 8 * one) for one in range(count)]
        readers = {4: _in_segments, 12: _in_groups}
        found = {}
        for platform, encoding, at in places:
            (format,) = struct.unpack_from(">H", table, at)
            if (platform == 0 or (platform == 3 and encoding in (1, 10))) and format in readers:
                found[format] = at
        if not found:
            raise FontFault("it has no table of Unicode characters (cmap of format 4 or 12)")
        widest = max(found)  # the one with the characters beyond U+FFFF
        return readers[widest](table, found[widest])


def _in_segments(table: memoryview, at: int) -> Callable[[int], int]:
    """Format 4: runs of characters up to U+FFFF, each with a distance to its glyphs or a list of them."""
    count = struct.unpack_from(">H", table, at + 6)[0] // 2
    row = f">{count}H"
    ends, starts, deltas, ranges = (
        struct.unpack_from(row, table, place)
        for place in (at + 14, at + 16 + 2 * count, at + 16 + 4 * count, at + 16 + 6 * count)
    )
    lists = at + 16 + 6 * count

    def glyph(point: int) -> int:
        number = bisect_left(ends, point)
        if number == count or point < starts[number]:
            return 0
        if not ranges[number]:
            return int(point + deltas[number]) & 0xFFFF
        # An offset in a list counts from the place where it stands itself.
        place = lists + 2 * number + ranges[number] + 2 * (point - starts[number])
        listed: int = struct.unpack_from(">H", table, place)[0]
        return (listed + deltas[number]) & 0xFFFF if listed else 0

    return glyph


def _in_groups(table: memoryview, at: int) -> Callable[[int], int]:
    """Format 12: runs of characters, each with the glyph of its first."""
    (count,) = struct.unpack_from(">I", table, at + 12)
    if at + 16 + 12 * count > len(table):
        raise _short("cmap")
    if count > MOST_GROUPS:
        raise FontFault(f"its table cmap has more than {MOST_GROUPS:,} groups of characters")
    groups = list(struct.iter_unpack(">III", table[at + 16 : at + 16 + 12 * count]))
    ends = [end for _, end, _ in groups]

    def glyph(point: int) -> int:
        number = bisect_left(ends, point)
        if number == count or point < groups[number][0]:
            return 0
        return int(groups[number][2] + point - groups[number][0])

    return glyph


def _simple(record: memoryview, lines: int) -> Contours:
    """The contours of a glyph that is drawn and not put together."""
    ends = struct.unpack_from(f">{lines}H", record, 10)
    if any(after <= before for before, after in pairwise(ends)):
        raise FontFault("it is damaged: the contours of a glyph are out of order")
    if ends[-1] >= MOST_POINTS:
        raise FontFault(f"a glyph of it has more than {MOST_POINTS:,} points")
    at = 10 + 2 * lines
    at += 2 + struct.unpack_from(">H", record, at)[0]  # past the instructions for hinting
    flags, at = point_flags(record, at, ends[-1] + 1)
    across, at = _coordinates(record, at, flags, SHORT_X, SAME_X)
    upward, at = _coordinates(record, at, flags, SHORT_Y, SAME_Y)
    points = [Point(x, y, bool(flag & ON_CURVE)) for x, y, flag in zip(across, upward, flags, strict=True)]
    return [points[before + 1 : last + 1] for before, last in pairwise((-1, *ends))]


def point_flags(record: memoryview, at: int, count: int) -> tuple[bytes, int]:
    """The flags of ``count`` points, and where they end. Raises ``IndexError`` for a record too short."""
    flags = bytearray()
    while len(flags) < count:
        flag = record[at]
        at += 1
        flags.append(flag)
        if flag & REPEATED:
            flags += bytes([flag]) * record[at]
            at += 1
    return bytes(flags[:count]), at


def _coordinates(record: memoryview, at: int, flags: bytes, short: int, same: int) -> tuple[list[int], int]:
    """One coordinate of all points, each told as the step from the one before, and where they end."""
    found = []
    place = 0
    for flag in flags:
        if flag & short:
            place += record[at] if flag & same else -record[at]
            at += 1
        elif not flag & same:
            place += struct.unpack_from(">h", record, at)[0]
            at += 2
        found.append(place)
    return found, at


def components(record: memoryview) -> Iterator[Component]:
    """The glyphs that make up another one. Raises ``struct.error`` where the record ends before them."""
    at, flags = 10, MORE
    while flags & MORE:
        flags, glyph = struct.unpack_from(">HH", record, at)
        numbers = {0: ">BB", WORDS: ">HH", OFFSETS: ">bb", WORDS | OFFSETS: ">hh"}[flags & (WORDS | OFFSETS)]
        first, second = struct.unpack_from(numbers, record, at + 4)
        start, at = at, at + 4 + struct.calcsize(numbers)
        matrix, at = _matrix(record, at, flags)
        yield Component(start + 2, at, flags, glyph, first, second, matrix)


def _matrix(record: memoryview, at: int, flags: int) -> tuple[tuple[float, float, float, float], int]:
    """How a component is scaled, and where that ends; the numbers are 16384ths."""
    if flags & ONE_SCALE:
        (scale,) = struct.unpack_from(">h", record, at)
        return (scale / 16384, 0.0, 0.0, scale / 16384), at + 2
    if flags & TWO_SCALES:
        across, up = struct.unpack_from(">hh", record, at)
        return (across / 16384, 0.0, 0.0, up / 16384), at + 4
    if flags & MATRIX:
        a, b, c, d = struct.unpack_from(">4h", record, at)
        return (a / 16384, b / 16384, c / 16384, d / 16384), at + 8
    return (1.0, 0.0, 0.0, 1.0), at


def _offset(part: Component, whole: Contours, found: Contours) -> tuple[float, float]:
    """How far a component is moved to its place in the whole."""
    if not part.flags & OFFSETS:
        anchor = [point for contour in whole for point in contour][part.first]
        meeting = [point for contour in found for point in contour][part.second]
        return anchor.x - meeting.x, anchor.y - meeting.y
    if part.flags & SCALED_OFFSETS:
        a, b, c, d = part.matrix
        return part.first * a + part.second * c, part.first * b + part.second * d
    return part.first, part.second


def _transformed(contours: Contours, matrix: tuple[float, float, float, float]) -> Contours:
    a, b, c, d = matrix
    if (a, b, c, d) == (1.0, 0.0, 0.0, 1.0):
        return contours
    return [[Point(a * x + c * y, b * x + d * y, on) for x, y, on in contour] for contour in contours]


def _moved(contours: Contours, right: float, up: float) -> Contours:
    if not (right or up):
        return contours
    return [[Point(x + right, y + up, on) for x, y, on in contour] for contour in contours]


def _segments(contour: list[Point]) -> Iterator[Segment]:
    """A closed line of points as segments. Between two points beside the curve lies one on it, half-way."""
    if len(contour) < 2:  # a lone point is an anchor for accents and has no area
        return
    first = next((number for number, point in enumerate(contour) if point.on), None)
    if first is None:
        start = _between(contour[-1], contour[0])
        walk = [*contour, start]
    else:
        start = contour[first]
        walk = [*contour[first + 1 :], *contour[: first + 1]]
    yield "M", start.x, start.y
    control: Point | None = None
    for point in walk:
        if point.on:
            yield (
                ("L", point.x, point.y) if control is None else ("Q", control.x, control.y, point.x, point.y)
            )
            control = None
        else:
            if control is not None:
                middle = _between(control, point)
                yield "Q", control.x, control.y, middle.x, middle.y
            control = point
    yield ("Z",)


def _between(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2, True)
