"""The format of PNG: what we write is whole, and what is not whole is found out."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from timeline.provenance.png import SIGNATURE
from timeline.scene import Scene
from timeline.write.png_file import Pixels, PngFault, cropped, read, written

SCENE = Scene(4, 3, (), {}, None, "A title", "What is to be seen", "en")
GREY = b"".join(b"\0" + bytes(range(row, row + 12)) for row in range(3))
PIXELS = Pixels(4, 3, 2, zlib.compress(GREY))
WHOLE = written(PIXELS, SCENE, 2)
AT = WHOLE.index(b"IDAT")


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def header(*values: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", *values))


def file(*chunks: bytes) -> bytes:
    return b"".join((SIGNATURE, *chunks, chunk(b"IEND", b"")))


def test_what_is_written_is_read_back_as_it_was() -> None:
    assert read(WHOLE) == PIXELS
    paletted = Pixels(4, 3, 3, zlib.compress(b"\0\1\1\0\0" * 3), b"\0\0\0\xff\xff\xff", alpha=b"\x80")
    assert read(written(paletted, SCENE, 2)) == paletted


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_files_of_every_kind_are_read(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (13, 7)).save(out, "PNG")
    pixels = read(out.getvalue())
    assert (pixels.width, pixels.height) == (13, 7)
    again = Image.open(BytesIO(written(pixels, SCENE, 2)))
    again.load()
    assert (again.mode, again.size) == (mode, (13, 7))


@pytest.mark.parametrize(
    ("damaged", "found"),
    [
        (b"", "it is empty"),
        (b"<html>", "it is no PNG"),
        (WHOLE[:-5], "it breaks off"),
        (WHOLE[:-12], "begin and end"),
        (WHOLE[: AT + 8], "it breaks off"),
        (WHOLE[: AT + 6] + b"?" + WHOLE[AT + 7 :], "the checksum of its chunk IDAT is wrong"),
        (SIGNATURE, "begin and end"),
        (file(chunk(b"IDAT", b"")), "begin and end"),
        (file(header(0, 3, 8, 2, 0, 0, 0), chunk(b"IDAT", b"")), "what cannot be"),
        (file(header(4, 3, 8, 5, 0, 0, 0), chunk(b"IDAT", b"")), "what cannot be"),
        (file(header(4, 3, 8, 2, 1, 0, 0), chunk(b"IDAT", b"")), "packed in a way"),
        (file(header(4, 3, 8, 3, 0, 0, 0), chunk(b"IDAT", b"")), "no palette"),
        (file(header(4, 3, 8, 2, 0, 0, 0)), "no pixels"),
        (
            file(header(4, 3, 8, 2, 0, 0, 0), *[chunk(b"IDAT", b""), chunk(b"tEXt", b"")] * 2),
            "in two places",
        ),
        (file(header(4, 3, 8, 2, 0, 0, 0), chunk(b"IDAT", b"no zlib")), "cannot be unpacked"),
        (file(header(4, 4, 8, 2, 0, 0, 0), chunk(b"IDAT", PIXELS.packed)), "not 4 × 4"),
        (file(header(4, 2, 8, 2, 0, 0, 0), chunk(b"IDAT", PIXELS.packed)), "not 4 × 2"),
        (file(header(4, 3, 8, 2, 0, 0, 0), chunk(b"IDAT", PIXELS.packed[:-3])), "not 4 × 3"),
    ],
)
def test_a_damaged_file_is_found_out(damaged: bytes, found: str) -> None:
    with pytest.raises(PngFault, match=found):
        read(damaged)


def test_a_file_that_would_unpack_to_gigabytes_is_not_unpacked_to_its_end() -> None:
    packer = zlib.compressobj()
    zeros = bytes(2**20)
    packed = b"".join([packer.compress(zeros) for _ in range(300)]) + packer.flush()
    with pytest.raises(PngFault, match="not 4 × 3"):
        read(file(header(4, 3, 8, 2, 0, 0, 0), chunk(b"IDAT", packed)))


def test_a_large_picture_is_measured_to_its_last_byte() -> None:
    large = Pixels(3000, 1000, 2, zlib.compress(bytes(9001 * 1000)))
    assert read(written(large, SCENE, 2)) == large


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_picture_is_cropped_at_its_right_and_lower_edges(mode: str) -> None:
    """Whatever filters its rows have: Pillow chooses another one for each."""
    source = Image.radial_gradient("L").convert(mode)
    out = BytesIO()
    source.save(out, "PNG")
    part = Image.open(BytesIO(written(cropped(read(out.getvalue()), 100, 37), SCENE, 2)))
    assert part.tobytes() == source.crop((0, 0, 100, 37)).tobytes()


def test_a_picture_that_is_small_enough_is_left_as_it_is() -> None:
    assert cropped(PIXELS, 4, 3) is PIXELS
    assert cropped(PIXELS, 9, 3) is PIXELS
