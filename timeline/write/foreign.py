"""Pictures that another program has drawn from the SVG: brought into the form of our own, so that they say
the same of themselves, and judged by the same measure before they are called done.

Of a PNG the pixels are kept and nothing else. A PDF is kept as it is and added to at its end, as the format
has it: title, description, language, where it comes from. What the program wrote into it of the time is
overwritten with blanks: the same picture is to give the same bytes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence

from timeline.records import TYPE_CHECKING
from timeline.write import png_file
from timeline.write.pdf_about import catalogue, information
from timeline.write.pdf_objects import Objects, array, dictionary, identifier, reference, text
from timeline.write.pdf_reading import Document, PdfFault, entries, items
from timeline.write.png_file import PngFault

if TYPE_CHECKING:
    from timeline.provenance import Provenance
    from timeline.scene import Scene

POINTS = 0.75
"""Points in a px."""

_DATES = re.compile(rb"/(?:CreationDate|ModDate)\s*\([^()\\]*\)")
_NEAR = 1.0  # points, or pixels, that a side may differ from what was asked for: programs round as they like


class Unfit(ValueError):  # noqa: N818 - it is about another program's work
    """What a program has drawn is not the picture that it was to draw. The message begins with "it"."""


def png(
    content: bytes, scene: Scene, size: tuple[int, int], density: float, made: Provenance | None = None
) -> bytes:
    """A PNG of a scene as our own would be, with the pixels of another one; ``size`` is how many it should
    have. What it has more of, on the right and below, is cut off. Raises ``Unfit``.
    """
    try:
        pixels = png_file.cropped(png_file.read(content), *size)
    except PngFault as fault:
        raise Unfit(str(fault)) from None
    has = pixels.width, pixels.height
    if any(abs(one - other) > _NEAR for one, other in zip(has, size, strict=True)):
        raise Unfit(f"it is {has[0]} × {has[1]} pixels large in place of {size[0]} × {size[1]}")
    whole = png_file.written(pixels, scene, density, made)
    png_file.read(whole)
    return whole


def pdf(
    content: bytes, scenes: Sequence[Scene], title: str | None = None, made: Provenance | None = None
) -> bytes:
    """A PDF whose pages are the scenes, as another program has drawn it, with what our own say of themselves.
    Raises ``Unfit``.
    """
    try:
        document = Document(_DATES.sub(lambda date: b" " * len(date[0]), content))
        lost = document.lost()
        _compare(document.pages(), [(scene.width * POINTS, scene.height * POINTS) for scene in scenes])
        first = scenes[0]._replace(title=title or scenes[0].title)
        whole = _added(document, first, made, lost)
        if left := Document(whole).lost():
            raise PdfFault(f"it has no object {left[0]}")
    except PdfFault as fault:
        raise Unfit(str(fault)) from None
    return whole


def _compare(have: Sequence[tuple[float, float]], wanted: Sequence[tuple[float, float]]) -> None:
    """Raises ``Unfit`` where pages are missing or have other sizes than they should."""
    if len(have) != len(wanted):
        raise Unfit(f"it has {_counted(len(have))} in place of {len(wanted)}")
    for number, (one, other) in enumerate(zip(have, wanted, strict=True), 1):
        if any(abs(side - should) > _NEAR for side, should in zip(one, other, strict=True)):
            sizes = " in place of ".join("{:g} × {:g}".format(*size) for size in (one, other))
            raise Unfit(f"its page {number} has {sizes} points")


def _counted(pages: int) -> str:
    return f"{pages} page{'' if pages == 1 else 's'}"


def _added(document: Document, scene: Scene, made: Provenance | None, lost: Sequence[int]) -> bytes:
    """The file with a newer catalogue and newer information behind it, and without what is lost in it."""
    objects = Objects(document.size)
    root = _shown(document.entries(document.root))
    ours = catalogue(objects, scene, made)
    if "Names" in ours and "Names" in root:
        listed = _shown(entries(document.value(root["Names"].encode("latin-1"))))
        ours["Names"] = dictionary(listed | _shown(entries(ours["Names"].encode("ascii"))))
    told = information(scene, made)
    if "Info" in document.trailer:
        before = _shown(entries(document.value(document.trailer["Info"])))
        told |= {name: before[name] for name in ("Producer",) if name in before}
    if made:
        told["Creator"] = text(made.program)  # what the other program has made a PDF of
    number = objects.add(dictionary(told))
    bodies = {document.root: dictionary(root | ours).encode("latin-1"), **objects.bodies()}
    return _update(document, bodies, lost, reference(number))


def _shown(found: Mapping[str, bytes]) -> dict[str, str]:
    return {name: raw.decode("latin-1") for name, raw in found.items()}


def _update(document: Document, bodies: Mapping[int, bytes], lost: Collection[int], info: str) -> bytes:
    """The file with newer objects at its end, and with a table of these of the kind that it has."""
    parts, at = [document.content, b"\n"], len(document.content) + 1
    places: dict[int, int | None] = dict.fromkeys(lost)
    for number, body in sorted(bodies.items()):
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        places[number] = at
        at += len(parts[-1])
    new = identifier(b"".join(parts))
    old = items(document.trailer["ID"])[0].decode("latin-1") if "ID" in document.trailer else new
    trailer = {
        "Size": str(1 + max(document.size - 1, *bodies)),
        "Root": document.trailer["Root"].decode("ascii"),
        "Info": info,
        "ID": array((old, new)),
        "Prev": str(document.start),
    }
    parts += _packed_table(places, trailer, at) if document.is_packed else _table(places, trailer)
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


def _table(places: Mapping[int, int | None], trailer: Mapping[str, str]) -> Iterator[bytes]:
    """A table of objects in lines of text, behind it the trailer. A place that is None is free."""
    yield b"xref\n"
    for first, last in _stretches(places):
        yield b"%d %d\n" % (first, last - first + 1)
        for number in range(first, last + 1):
            place = places[number]
            yield b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place
    yield b"trailer\n%b\n" % dictionary(trailer).encode("latin-1")


def _packed_table(places: Mapping[int, int | None], trailer: Mapping[str, str], at: int) -> Iterator[bytes]:
    """The same as a stream ``at`` that byte, which is an object itself."""
    number = int(trailer["Size"])
    places = {**places, number: at}
    rows = (
        struct.pack(">BQH", *((0, 0, 65535) if place is None else (1, place, 0)))
        for _, place in sorted(places.items())
    )
    data = b"".join(rows)
    index = array(f"{first} {last - first + 1}" for first, last in _stretches(places))
    own = {"Type": "/XRef", "W": "[1 8 2]", "Index": index, "Length": str(len(data))}
    head = dictionary({**trailer, **own, "Size": str(number + 1)}).encode("latin-1")
    yield b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, head, data)


def _stretches(numbers: Collection[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of numbers that follow one another."""
    for first in sorted(set(numbers) - {number + 1 for number in numbers}):
        last = first
        while last + 1 in numbers:
            last += 1
        yield first, last
