"""The file format of PNG (ISO/IEC 15948): chunks with checksums, what they say of a picture, and a reader
that finds out whether a file is whole.

The file says at what density it was painted, so that it stands in a document at the scene's own size; that
its colours are sRGB; and the title and the description of the scene.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise

from timeline.provenance import DATA, PREFIX
from timeline.provenance.png import SIGNATURE
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.write.markup import painted

if TYPE_CHECKING:
    from timeline.provenance import Provenance
    from timeline.scene import Scene

_INCH = 0.0254  # m, and 96 CSS px
_HEADER = struct.Struct(">IIBBBBB")  # width, height, bits, kind, packing, filtering, interlacing
_PIECE = 2**20  # bytes that are unpacked at a time
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Numbers to a pixel, by the kind of colours."""
_PALETTE = 3


class PngFault(ValueError):  # noqa: N818 - the fault is the file's
    """A file is no whole PNG; the message says what is wrong with it, and begins with "it"."""


class Pixels(NamedTuple):
    """The pixels of a picture as the file holds them: rows one after another, each behind a byte that says
    how it is filtered, ``packed`` by zlib. ``kind`` is 2 for red, green and blue, 3 for places in the
    ``palette``, and the others of the standard; ``alpha`` is the chunk ``tRNS``.
    """

    width: int
    height: int
    kind: int
    packed: bytes
    palette: bytes = b""
    bits: int = 8
    alpha: bytes = b""
    interlaced: bool = False

    @property
    def row(self) -> int:
        """The bytes of a row, the filter's among them."""
        return 1 + (self.width * self.bits * _SAMPLES[self.kind] + 7) // 8


def written(pixels: Pixels, scene: Scene, density: float, made: Provenance | None = None) -> bytes:
    """The file of a scene's picture, ``density`` pixels to a CSS pixel, with what it says of itself."""
    return b"".join((SIGNATURE, *_chunks(pixels, scene, density, made)))


def _chunks(pixels: Pixels, scene: Scene, density: float, made: Provenance | None) -> Iterator[bytes]:
    """The parts of the file, in the order that the standard asks for."""
    size, interlacing = (pixels.width, pixels.height), int(pixels.interlaced)
    yield _chunk(b"IHDR", _HEADER.pack(*size, pixels.bits, pixels.kind, 0, 0, interlacing))
    yield _chunk(b"sRGB", b"\1")  # where colours have to be moved, they keep their relations
    if pixels.palette:
        yield _chunk(b"PLTE", pixels.palette)
    if pixels.alpha:
        yield _chunk(b"tRNS", pixels.alpha)
    to_a_metre = round(96 * density / _INCH)
    yield _chunk(b"pHYs", struct.pack(">IIB", to_a_metre, to_a_metre, 1))
    for keyword, text in (("Title", scene.title), ("Description", scene.description)):
        if text := painted(text):
            yield text_chunk(keyword, text, scene.lang)
    if made:
        yield text_chunk("Software", made.program)
        yield from (text_chunk(PREFIX + name, value) for name, value in made.fields().items())
    yield _chunk(b"IDAT", pixels.packed)
    if made and made.origin.data is not None:
        yield _packed_text(PREFIX + DATA, made.origin.data)
    yield _chunk(b"IEND", b"")


def text_chunk(keyword: str, text: str, lang: str = "") -> bytes:
    """International text: the keyword, not packed, the language, no translated keyword, UTF-8."""
    return _chunk(b"iTXt", f"{keyword}\0\0\0{lang}\0\0{text}".encode())


def _packed_text(keyword: str, text: bytes) -> bytes:
    """The same of many bytes in UTF-8, packed."""
    return _chunk(b"iTXt", f"{keyword}\0\1\0\0\0".encode() + zlib.compress(text, 9))


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(content, zlib.crc32(name))
    return b"".join((struct.pack(">I", len(content)), name, content, struct.pack(">I", checksum)))


# And back


def read(content: bytes) -> Pixels:
    """The pixels of a file that anybody may have written. Raises ``PngFault`` where it is not whole:
    checksums that are wrong, chunks that are missing, pixels that are too few or too many.
    """
    found: dict[bytes, list[bytes]] = {}
    names = []
    for name, data in _read_chunks(content):
        found.setdefault(name, []).append(data)
        names.append(name)
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND" or len(found[b"IHDR"][0]) != _HEADER.size:
        raise PngFault("it does not begin and end as a PNG does")
    width, height, bits, kind, packing, filtering, interlacing = _HEADER.unpack(found[b"IHDR"][0])
    if not (width and height and kind in _SAMPLES and bits in (1, 2, 4, 8, 16) and interlacing < 2):
        raise PngFault("its header says what cannot be")
    if packing or filtering:
        raise PngFault("it is packed in a way that no standard knows")
    if (kind == _PALETTE) > (b"PLTE" in found):
        raise PngFault("it has no palette, from which its colours are to be taken")
    places = [place for place, name in enumerate(names) if name == b"IDAT"]
    if not places or any(after - before != 1 for before, after in pairwise(places)):
        raise PngFault("it has no pixels, or has them in two places")
    pixels = Pixels(
        width,
        height,
        kind,
        b"".join(found[b"IDAT"]),
        found.get(b"PLTE", [b""])[0],
        bits,
        found.get(b"tRNS", [b""])[0],
        bool(interlacing),
    )
    if not pixels.interlaced:  # nobody here writes the others, and their rows are of several lengths
        _measure(pixels)
    return pixels


def _read_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk. Raises ``PngFault``."""
    if not content.startswith(SIGNATURE):
        raise PngFault("it is no PNG" if content else "it is empty")
    at = len(SIGNATURE)
    while at < len(content):
        if at + 12 > len(content):
            raise PngFault("it breaks off")
        (length,) = struct.unpack_from(">I", content, at)
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(content):
            raise PngFault("it breaks off")
        if struct.unpack_from(">I", content, at - 4)[0] != zlib.crc32(data, zlib.crc32(name)):
            raise PngFault(f"the checksum of its chunk {name.decode('ascii', 'replace')} is wrong")
        yield name, data


def _measure(pixels: Pixels) -> None:
    """Raises ``PngFault`` where the pixels cannot be unpacked, or are not as many as the header says."""
    wanted = pixels.row * pixels.height
    unpacker, got, rest = zlib.decompressobj(), 0, pixels.packed
    try:
        while got <= wanted:  # never all of it at once: a small file can hold gigabytes
            piece = unpacker.decompress(rest, _PIECE)
            got, rest = got + len(piece), unpacker.unconsumed_tail
            if not piece:
                break
    except zlib.error:
        raise PngFault("its pixels cannot be unpacked") from None
    if got != wanted or not unpacker.eof:
        raise PngFault(f"its pixels are not {pixels.width} × {pixels.height}, as its header says")


def cropped(pixels: Pixels, width: int, height: int) -> Pixels:
    """The part of a picture at its left and upper edges, in whole bytes to the pixel.

    A filter looks to the left and up only, so that what is left of each row stays as it is.
    """
    smaller = pixels._replace(width=min(width, pixels.width), height=min(height, pixels.height))
    if smaller == pixels or pixels.interlaced or pixels.bits < 8:
        return pixels
    unpacked = zlib.decompress(pixels.packed)
    before, after = pixels.row, smaller.row
    rows = (unpacked[at : at + after] for at in range(0, before * smaller.height, before))
    return smaller._replace(packed=zlib.compress(b"".join(rows), 6))
