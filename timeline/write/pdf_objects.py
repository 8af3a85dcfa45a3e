"""The file format of PDF: numbered objects, a table of where each begins, and a reader that checks both.

By ISO 32000-1 (PDF 1.7), with a plain cross-reference table, which every reader has known since 1.0. Streams
are packed. Nothing comes from a clock: the identifier is made of the content.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping

_HEADER = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"  # bytes that no text has, for programs that tell texts from others
_ENTRY = 20  # bytes of a line of the table


class Objects:
    """The objects of a file, by their numbers from ``first`` on."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """The number of an object that will be put in later, since others have to name it before."""
        self._bodies.append(b"")
        return self._first + len(self._bodies) - 1

    def put(self, number: int, body: str) -> None:
        """Gives a reserved object its content."""
        self._bodies[number - self._first] = body.encode("ascii")

    def add(self, body: str) -> int:
        """The number of a new object."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: Mapping[str, str] | None = None, *, packed: bool = True) -> int:
        """The number of a new object that carries bytes."""
        filters = {"Filter": "/FlateDecode"} if packed else {}
        data = zlib.compress(data, 9) if packed else data
        head = dictionary({**(entries or {}), **filters, "Length": str(len(data))})
        self._bodies.append(b"".join((head.encode("ascii"), b"\nstream\n", data, b"\nendstream")))
        return self._first + len(self._bodies) - 1

    def bodies(self) -> dict[int, bytes]:
        """What the objects are, by their numbers."""
        return dict(enumerate(self._bodies, self._first))

    def file(self, root: int, information: int) -> bytes:
        """The whole file; ``root`` is the number of its catalogue."""
        parts, places, at = [_HEADER], [], len(_HEADER)
        for number, body in enumerate(self._bodies, 1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            places.append(at)
            parts.append(part)
            at += len(part)
        whole = b"".join(parts)
        trailer = {
            "Size": str(len(places) + 1),
            "Root": reference(root),
            "Info": reference(information),
            "ID": array([identifier(whole)] * 2),
        }
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        parts.append(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode("ascii"))
        parts.append(f"trailer\n{dictionary(trailer)}\nstartxref\n{at}\n%%EOF\n".encode("ascii"))
        return b"".join(parts)


def identifier(content: bytes) -> str:
    """What tells a file from others. Checksums are enough, since nobody gains by a collision, and load no
    cryptographic library.
    """
    return f"<{zlib.crc32(content):08x}{zlib.adler32(content):08x}{len(content):016x}>"


def reference(number: int) -> str:
    """How one object names another."""
    return f"{number} 0 R"


def dictionary(entries: Mapping[str, str]) -> str:
    """Names and values, the values printed already."""
    return f"<<{' '.join(f'/{name} {value}' for name, value in entries.items())}>>"


def array(values: Iterable[str]) -> str:
    """Values one after another, printed already."""
    return f"[{' '.join(values)}]"


def text(string: str) -> str:
    """Words that a reader is shown."""
    if string.isascii() and string.isprintable():
        return literal(string)
    return f"<feff{string.encode('utf-16-be', 'replace').hex()}>"


def literal(string: str) -> str:
    """ASCII characters as they are."""
    escaped = string.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"


def faults(content: bytes) -> list[str]:
    """What is wrong with the build of a file from ``Objects``: nothing, where every object is where the table
    says, every stream as long as it says, and every reference leads to an object.
    """
    end = re.search(rb"trailer\n<<(.*)>>\nstartxref\n(\d+)\n%%EOF\n\Z", content[-2000:], re.DOTALL)
    if not content.startswith(_HEADER) or end is None:
        return ["it does not begin and end as a PDF file does"]
    start = int(end[2])
    table = re.compile(rb"xref\n0 (\d+)\n0000000000 65535 f \n").match(content, start)
    if table is None:
        return [f"there is no table of objects at byte {start}"]
    size = int(table[1])
    lines = content[table.end() : table.end() + _ENTRY * (size - 1)]
    places = [int(lines[at : at + 10]) for at in range(0, len(lines), _ENTRY)]
    if len(places) != size - 1 or b"/Size %d " % size not in end[1]:
        return [f"its table does not hold the {size} objects that it announces"]
    bounds = zip(places, [*places[1:], start], strict=True)
    found: list[str] = []
    for number, (begin, after) in enumerate(bounds, 1):
        found += _faults(number, content[begin:after], size)
    return found + [f"the trailer leads to no object {one}" for one in _dangling(end[1], size)]


def _faults(number: int, part: bytes, size: int) -> Iterator[str]:
    """What is wrong with one object."""
    if not (part.startswith(b"%d 0 obj\n" % number) and part.endswith(b"\nendobj\n")):
        yield f"the object {number} is not where the table says"
        return
    head, stream, data = part.partition(b">>\nstream\n")
    if stream:
        length = re.search(rb"/Length (\d+)\Z", head)
        if length is None or data[int(length[1]) :] != b"\nendstream\nendobj\n":
            yield f"the stream {number} is not as long as it says"
        elif b"/FlateDecode" in head:
            yield from _unpacked(number, data[: int(length[1])])
    yield from (f"the object {number} leads to no object {one}" for one in _dangling(head, size))


def _unpacked(number: int, data: bytes) -> Iterator[str]:
    try:
        zlib.decompress(data)
    except zlib.error:
        yield f"the stream {number} cannot be unpacked"


def _dangling(part: bytes, size: int) -> list[int]:
    """The numbers that are referred to and belong to no object."""
    outside_strings = re.sub(rb"\((?:\\.|[^\\()])*\)", b"", part)
    named = [int(one) for one in re.findall(rb"(?<!\S|\d)\[?(\d+) 0 R\b", outside_strings)]
    return [one for one in named if not 1 <= one < size]
