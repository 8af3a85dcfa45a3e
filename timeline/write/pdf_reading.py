"""Reads PDF files that other programs have written, as far as is needed to know whether they are whole and
how large their pages are, and to add to them.

By ISO 32000-1. A value is kept as the bytes in which it stands. Objects are found by the tables at the end of
the file, plain or packed, and never by looking for them. What is encrypted is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

    Entries: TypeAlias = "dict[str, bytes]"

MOST = 1_000_000  # objects; pictures have some hundreds
DEEPEST = 64  # values within values, and pages within pages

_BLANK = rb"\x00\t\n\x0c\r "
_ORDINARY = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"  # what numbers, names and words consist of
_SKIPPED = re.compile(rb"(?:[%b]|%%[^\r\n]*)*" % _BLANK)
_STRING = re.compile(rb"<[0-9A-Fa-f%b]*>" % _BLANK)
_REFERENCE = re.compile(rb"(\d{1,10})[%b]+(\d{1,5})[%b]+R(?!%b)" % (_BLANK, _BLANK, _ORDINARY))
_NAME = re.compile(rb"/(%b*)" % _ORDINARY)
_WORD = re.compile(rb"%b+" % _ORDINARY)
_IN_STRING = re.compile(rb"[()]|\\.", re.DOTALL)
_ANY_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_OBJECT = re.compile(rb"(\d{1,10})[%b]+\d{1,5}[%b]+obj(?!%b)" % (_BLANK, _BLANK, _ORDINARY))
_STREAM = re.compile(rb"stream\r?\n")
_STREAM_END = re.compile(rb"[%b]*endstream" % _BLANK)
_START = re.compile(rb"startxref[%b]+(\d+)[%b]+%%%%EOF[%b]*\Z" % (_BLANK, _BLANK, _BLANK))
_SECTION = re.compile(rb"(\d+)[%b]+(\d+)[%b]+" % (_BLANK, _BLANK))
_LINE = re.compile(rb"(\d{10}) (\d{5}) ([fn])[%b]{1,2}" % _BLANK)


class PdfFault(ValueError):  # noqa: N818 - the fault is the file's
    """A file is no whole PDF; the message says what is wrong with it, and begins with "it"."""


class Place(NamedTuple):
    """Where an object is: ``at`` a byte of the file, or, in the stream of objects ``pack``, how many others
    stand before it."""

    at: int
    pack: int | None = None


class Document:
    """A file, its tables read. Raises ``PdfFault`` where they do not hold, as all its methods do."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        if not content.startswith(b"%PDF-"):
            raise PdfFault("it is no PDF" if content else "it is empty")
        end = _START.search(content, max(0, len(content) - 2048))
        if end is None:
            raise PdfFault("it breaks off")
        self.start = int(end[1])
        """Where the newest table begins."""
        self.trailer: Entries = {}
        self.is_packed = not content.startswith(b"xref", self.start)
        """Whether the newest table is a stream."""
        self._places: dict[int, Place | None] = {}
        self._packs: dict[int, list[bytes]] = {}
        self._read_tables()
        if "Encrypt" in self.trailer:
            raise PdfFault("it is encrypted")

    @property
    def size(self) -> int:
        """One more than the highest number of an object."""
        return max(_whole(self.trailer, "Size"), 1 + max(self._places, default=0))

    @property
    def root(self) -> int:
        """The number of the catalogue."""
        return self._reference(self.trailer.get("Root", b""))

    def entries(self, number: int) -> Entries:
        """The entries of an object that is a dictionary, or of a stream's."""
        return entries(self.body(number))

    def body(self, number: int) -> bytes:
        """An object as it stands in the file, without what is around it; of a stream what stands before its
        bytes."""
        place = self._places.get(number)
        if place is None:
            raise PdfFault(f"it has no object {number}, and refers to it")
        if place.pack is None:
            begin, end = self._extent(number, place.at)
            return self.content[begin:end]
        objects = self._pack(place.pack)
        if place.at >= len(objects):
            raise PdfFault(f"its object {number} is not where its table says")
        return objects[place.at]

    def value(self, raw: bytes) -> bytes:
        """A value, or what it leads to where it is a reference."""
        found = _REFERENCE.fullmatch(raw)
        return self.body(int(found[1])) if found else raw

    def stream(self, number: int) -> bytes:
        """The bytes of a stream, unpacked."""
        place = self._places.get(number)
        if place is None or place.pack is not None:
            raise PdfFault(f"its object {number} is no stream")
        return self._unpacked(number, place.at)

    def pages(self) -> list[tuple[float, float]]:
        """The width and the height of each page, in points."""
        tree = self._reference(self.entries(self.root).get("Pages", b""))
        return list(self._sizes(tree, b"", 0))

    def lost(self) -> list[int]:
        """The numbers of objects that are not where the tables say, and that nothing on a page leads to:
        cairo leaves some behind. Raises ``PdfFault`` where it is an object that is needed, and for a stream
        that is not as long as it says or cannot be unpacked.
        """
        lost, wanted = [], self._needed()
        for number, place in self._places.items():
            if place is not None and (number in wanted or self._is_there(number, place)):
                self._check(number, place)
            elif place is not None:
                lost.append(number)
        return lost

    def _needed(self) -> set[int]:
        """The numbers of all objects that the catalogue leads to."""
        needed, found = set[int](), [self.root]
        while found:
            number = found.pop()
            if number not in needed and self._places.get(number):  # what is nowhere is nothing, says the rule
                needed.add(number)
                found += _led_to(self.body(number))
        return needed

    def _is_there(self, number: int, place: Place) -> bool:
        head = place.pack is None and _OBJECT.match(self.content, place.at)
        return place.pack is not None or bool(head and int(head[1]) == number)

    def _check(self, number: int, place: Place) -> None:
        packing = _entries_if_any(self.body(number)).get("Filter", b"")
        known = re.sub(rb"[\[\]%b]" % _BLANK, b"", packing) in (b"", b"/FlateDecode")
        if known and place.pack is None and _STREAM.match(self.content, self._after(number, place.at)):
            self._unpacked(number, place.at)

    def _sizes(self, number: int, box: bytes, depth: int) -> Iterator[tuple[float, float]]:
        if depth > DEEPEST:
            raise PdfFault("its pages contain themselves")
        found = self.entries(number)
        box = found.get("MediaBox", box)
        if "Kids" in found:
            for kid in items(self.value(found["Kids"])):
                yield from self._sizes(self._reference(kid), box, depth + 1)
            return
        try:
            left, bottom, right, top = (float(self.value(side)) for side in items(self.value(box)))
            unit = float(found.get("UserUnit", b"1"))
        except ValueError:
            raise PdfFault("it has a page without a size") from None
        yield abs(right - left) * unit, abs(top - bottom) * unit

    def _reference(self, raw: bytes) -> int:
        found = _REFERENCE.fullmatch(raw)
        if found is None:
            raise PdfFault("it has no pages")
        return int(found[1])

    # Where objects are

    def _extent(self, number: int, at: int) -> tuple[int, int]:
        """Where the value of an object begins and ends."""
        head = _OBJECT.match(self.content, at)
        if head is None or int(head[1]) != number:
            raise PdfFault(f"its object {number} is not where its table says")
        begin = _skipped(self.content, head.end())
        return begin, _end(self.content, begin)

    def _after(self, number: int, at: int) -> int:
        return _skipped(self.content, self._extent(number, at)[1])

    def _unpacked(self, number: int, at: int) -> bytes:
        """The bytes of the stream that begins there."""
        begin, end = self._extent(number, at)
        head = entries(self.content[begin:end])
        stream = _STREAM.match(self.content, _skipped(self.content, end))
        if stream is None:
            raise PdfFault(f"its object {number} is no stream")
        length = _whole({"Length": self.value(head.get("Length", b""))}, "Length")
        data = self.content[stream.end() : stream.end() + length]
        if not _STREAM_END.match(self.content, stream.end() + length):
            raise PdfFault(f"its stream {number} is not as long as it says")
        if "Filter" not in head:
            return data
        try:
            data = zlib.decompress(data)
        except zlib.error:
            raise PdfFault(f"its stream {number} cannot be unpacked") from None
        return _undone(data, entries(head["DecodeParms"])) if "DecodeParms" in head else data

    def _pack(self, number: int) -> list[bytes]:
        """The objects in a stream of objects."""
        if number not in self._packs:
            head, data = self.entries(number), self.stream(number)
            first, count = _whole(head, "First"), _whole(head, "N")
            numbers = _numbers(data[:first].split()[: 2 * count])
            places = [first + place for place in numbers[1::2]]
            self._packs[number] = [data[at : _end(data, _skipped(data, at))].strip() for at in places]
        return self._packs[number]

    def _read_tables(self) -> None:
        """Reads the newest table, and those that it says are older: what is newest counts."""
        at: int | None = self.start
        seen: set[int] = set()
        while at is not None:
            if at in seen or at >= len(self.content):
                raise PdfFault(f"there is no table of objects at byte {at}")
            seen.add(at)
            read = self._plain if self.content.startswith(b"xref", at) else self._stream_table
            trailer = read(at)
            self.trailer = {**trailer, **self.trailer}
            at = _whole(trailer, "Prev") if "Prev" in trailer else None

    def _plain(self, at: int) -> Entries:
        """The entries of a table in lines of text, into ``_places``; its trailer."""
        at = _skipped(self.content, at + len(b"xref"))
        while section := _SECTION.match(self.content, at):
            at = section.end()
            first, count = int(section[1]), int(section[2])
            self._allow(first + count)
            for number in range(first, first + count):
                line = _LINE.match(self.content, at)
                if line is None:
                    raise PdfFault("its table of objects is damaged")
                self._places.setdefault(number, Place(int(line[1])) if line[3] == b"n" else None)
                at = line.end()
            at = _skipped(self.content, at)
        if not self.content.startswith(b"trailer", at):
            raise PdfFault("its table of objects is damaged")
        begin = _skipped(self.content, at + len(b"trailer"))
        return entries(self.content[begin : _end(self.content, begin)])

    def _stream_table(self, at: int) -> Entries:
        """The same of a table that is a stream."""
        head = _OBJECT.match(self.content, at)
        if head is None:
            raise PdfFault(f"there is no table of objects at byte {at}")
        begin, end = self._extent(int(head[1]), at)
        trailer = entries(self.content[begin:end])
        data = self._unpacked(int(head[1]), at)
        widths = _numbers(items(trailer.get("W", b"[]")))
        index = _numbers(items(trailer.get("Index", b"[0 %d]" % _whole(trailer, "Size"))))
        if len(widths) != 3 or len(index) % 2 or sum(index[1::2]) * sum(widths) > len(data):
            raise PdfFault("its table of objects is damaged")
        place = 0
        for first, count in zip(index[::2], index[1::2], strict=True):
            self._allow(first + count)
            for number in range(first, first + count):
                kind, one, two = _fields(data[place : place + sum(widths)], widths)
                found = {1: Place(one), 2: Place(two, one)}.get(kind)
                self._places.setdefault(number, found)
                place += sum(widths)
        return trailer

    def _allow(self, size: int) -> None:
        if size > MOST:
            raise PdfFault("it has more objects than any picture")


# Values


def entries(raw: bytes) -> Entries:
    """The entries of a dictionary, each value as it stands there. Raises ``PdfFault``."""
    if not raw.startswith(b"<<"):
        raise PdfFault("it has something else where a dictionary should be")
    found: Entries = {}
    at = _skipped(raw, 2)
    while not raw.startswith(b">>", at):
        name = _NAME.match(raw, at)
        if name is None:
            raise PdfFault("it has a dictionary that does not hold names and values")
        begin = _skipped(raw, name.end())
        end = _end(raw, begin)
        found[name[1].decode("latin-1")] = raw[begin:end]
        at = _skipped(raw, end)
    return found


def _entries_if_any(raw: bytes) -> Entries:
    return entries(raw) if raw.startswith(b"<<") else {}


def _led_to(raw: bytes) -> list[int]:
    """The numbers of the objects that a value refers to."""
    return [int(found[1]) for found in _REFERENCE.finditer(_ANY_STRING.sub(b"", raw))]


def items(raw: bytes) -> list[bytes]:
    """The values of an array. Raises ``PdfFault``."""
    if not raw.startswith(b"["):
        raise PdfFault("it has something else where an array should be")
    found = []
    at = _skipped(raw, 1)
    while not raw.startswith(b"]", at):
        end = _end(raw, at)
        found.append(raw[at:end])
        at = _skipped(raw, end)
    return found


def _skipped(content: bytes, at: int) -> int:
    """Where something stands again, after blanks and comments."""
    blank = _SKIPPED.match(content, at)
    return blank.end() if blank else at


def _end(content: bytes, at: int, depth: int = 0) -> int:
    """Where the value ends that begins there. Raises ``PdfFault``."""
    if depth > DEEPEST:
        raise PdfFault("it has values within values without end")
    for opening, closing in ((b"<<", b">>"), (b"[", b"]")):
        if content.startswith(opening, at):
            at = _skipped(content, at + len(opening))
            while not content.startswith(closing, at):
                at = _skipped(content, _end(content, at, depth + 1))
            return at + len(closing)
    if content.startswith(b"(", at):
        return _string_end(content, at)
    for simple in (_STRING, _REFERENCE, _NAME, _WORD):
        if found := simple.match(content, at):
            return found.end()
    raise PdfFault("it breaks off" if at >= len(content) else f"it has no value at byte {at}")


def _string_end(content: bytes, at: int) -> int:
    """Brackets within a string are in pairs, or behind a backslash."""
    depth = 0
    for found in _IN_STRING.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise PdfFault("it breaks off")


def _whole(found: Entries, name: str) -> int:
    """An entry that is a whole number, 0 and more. Raises ``PdfFault``."""
    raw = found.get(name, b"")
    if not re.fullmatch(rb"\d{1,10}", raw):
        raise PdfFault(f"it does not say its {name}")
    return int(raw)


def _numbers(raw: Sequence[bytes]) -> list[int]:
    """Whole numbers, 0 and more. Raises ``PdfFault``."""
    if not all(re.fullmatch(rb"\d{1,10}", one) for one in raw):
        raise PdfFault("its table of objects is damaged")
    return [int(one) for one in raw]


def _fields(row: bytes, widths: list[int]) -> tuple[int, int, int]:
    """What a row of a packed table says: the kind is 1 where it is left out."""
    first, second, _ = widths
    kind = int.from_bytes(row[:first], "big") if first else 1
    return (
        kind,
        int.from_bytes(row[first : first + second], "big"),
        int.from_bytes(row[first + second :], "big"),
    )


def _undone(data: bytes, parameters: Entries) -> bytes:
    """Data of which each row is written as the difference to the one above it. Raises ``PdfFault``."""
    predictor = _whole(parameters, "Predictor") if "Predictor" in parameters else 1
    if predictor == 1:
        return data
    columns = _whole(parameters, "Columns") if "Columns" in parameters else 1
    if predictor < 10 or {*parameters} - {"Predictor", "Columns"}:
        raise PdfFault("its table of objects is packed in a way that is not read here")
    above, rows = bytes(columns), []
    for at in range(0, len(data), columns + 1):
        how, row = data[at], data[at + 1 : at + 1 + columns]
        if how not in (0, 2) or len(row) != columns:
            raise PdfFault("its table of objects is packed in a way that is not read here")
        above = row if how == 0 else bytes((one + up) & 0xFF for one, up in zip(row, above, strict=True))
        rows.append(above)
    return b"".join(rows)
