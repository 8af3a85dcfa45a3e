"""Cuts a font down to the glyphs that a document uses, to be carried by the document.

What stays is what is needed to draw: the outlines, numbered anew, and the advances. What a glyph is made of
comes along. Left out are the tables that say which character has which glyph, since the document says that
itself, and all programs for hinting, which nobody runs at the resolution of a printer.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from timeline.records import NamedTuple
from timeline.write.truetype import (
    INSTRUCTED,
    SAME_X,
    SAME_Y,
    SHORT_X,
    SHORT_Y,
    Font,
    FontFault,
    components,
    point_flags,
)

_MAGIC = 0xB1B0AFBA  # what the checksum of a whole font has to come to
_HINTING = slice(14, 28)  # of maxp: how much room the programs need


class Subset(NamedTuple):
    """A font file, and the new number of each glyph that was asked for."""

    content: bytes
    numbers: Mapping[int, int]


def subset(font: Font, glyphs: Iterable[int]) -> Subset:
    """The font with ``glyphs``, and with the one that stands for missing characters as number 0.

    The whole font where its licence forbids subsets. Raises ``FontFault`` where it forbids embedding, and for
    a glyph that is damaged.
    """
    if not font.may_be_embedded:
        raise FontFault("its licence (fsType in its table OS/2) does not allow to embed it in a document")
    asked = sorted({0, *glyphs})
    for glyph in asked:
        font.outline(glyph)  # a reader of the document should not be the first to find out
    if not font.may_be_subset:
        return Subset(_file(font.tables), {glyph: glyph for glyph in asked})
    numbers = _with_components(font, asked)
    records = [_renumbered(font.record(glyph), numbers) for glyph in numbers]
    return Subset(_file(_tables(font, list(numbers), records)), {glyph: numbers[glyph] for glyph in asked})


def _with_components(font: Font, glyphs: Iterable[int]) -> dict[int, int]:
    """The new numbers of ``glyphs``, in their order, and after them of what they are made of."""
    numbers: dict[int, int] = {}
    waiting = list(glyphs)
    for glyph in waiting:  # grows on the way
        if glyph not in numbers:
            numbers[glyph] = len(numbers)
            record = font.record(glyph)
            if _is_composite(record):
                waiting += [part.glyph for part in components(record)]
    return numbers


def _is_composite(record: memoryview) -> bool:
    return bool(record) and bool(struct.unpack_from(">h", record)[0] < 0)


def _renumbered(record: memoryview, numbers: Mapping[int, int]) -> bytes:
    """The record of a glyph without its program, and with the new numbers of what it is made of."""
    if not _is_composite(record):
        return _unhinted(record)
    new = bytearray(record)
    end = 10
    for part in components(record):
        struct.pack_into(">HH", new, part.at - 2, part.flags & ~INSTRUCTED, numbers[part.glyph])
        end = part.end
    return bytes(new[:end])


def _unhinted(record: memoryview) -> bytes:
    lines = struct.unpack_from(">h", record)[0] if record else 0
    if not lines:
        return b""
    at = 10 + 2 * lines
    last, program = struct.unpack_from(">HH", record, at - 2)
    start = at + 2 + program
    flags, end = point_flags(record, start, last + 1)
    for short, same in ((SHORT_X, SAME_X), (SHORT_Y, SAME_Y)):
        end += sum(1 if flag & short else 0 if flag & same else 2 for flag in flags)
    return bytes(record[:at]) + b"\0\0" + bytes(record[start:end])


def _tables(font: Font, glyphs: list[int], records: list[bytes]) -> dict[str, bytes]:
    """The tables of a font that holds ``glyphs``, with their ``records``."""
    outlines, places = bytearray(), [0]
    for record in records:
        outlines += _padded(record)
        places.append(len(outlines))
    head, hhea, maxp = (bytearray(font.tables[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, 1)  # loca tells its places in whole bytes
    struct.pack_into(">H", hhea, 34, len(glyphs))
    struct.pack_into(">H", maxp, 4, len(glyphs))
    maxp[_HINTING] = struct.pack(">7H", 1, *[0] * 6)
    measures = [(font.advance(glyph), font.bearing(glyph)) for glyph in glyphs]
    return {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
        "hmtx": b"".join(struct.pack(">Hh", *each) for each in measures),
        "loca": struct.pack(f">{len(places)}I", *places),
        "glyf": bytes(outlines),
    }


def _file(tables: Mapping[str, bytes | memoryview]) -> bytes:
    """A font file of these tables, its checksums reckoned."""
    power = len(tables).bit_length() - 1  # for a search by halves
    head = bytearray(tables["head"])
    head[8:12] = bytes(4)  # the sum of all is taken without itself
    contents = {tag: bytes(table) for tag, table in sorted(tables.items())} | {"head": bytes(head)}
    search = 16 << power
    directory = struct.pack(">IHHHH", 0x00010000, len(tables), search, power, 16 * len(tables) - search)
    start, body = len(directory) + 16 * len(tables), bytearray()
    for tag, table in contents.items():
        directory += struct.pack(">4sIII", tag.encode("latin-1"), _sum(table), start + len(body), len(table))
        body += _padded(table)
    adjustment = (_MAGIC - _sum(directory) - _sum(bytes(body))) & 0xFFFFFFFF
    at = list(contents).index("head")
    (place,) = struct.unpack_from(">I", directory, 12 + 16 * at + 8)
    struct.pack_into(">I", body, place - start + 8, adjustment)
    return directory + bytes(body)


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)


def _sum(content: bytes) -> int:
    """The checksum of a table: of its numbers of four bytes."""
    words = _padded(content)
    numbers: tuple[int, ...] = struct.unpack(f">{len(words) // 4}I", words)
    return sum(numbers) & 0xFFFFFFFF
