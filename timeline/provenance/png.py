"""Reads the texts of a PNG: chunks ``iTXt``, ``tEXt`` and ``zTXt``, as any program may have left them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from timeline.provenance import DATA, PREFIX
from timeline.provenance.limits import LARGEST, LONGEST, Unreadable, inflated, named

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 1_000_000
"""The largest pictures have some ten thousand."""


def chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """The chunks of a file, each with its name. Raises ``Unreadable`` where one is cut off, or there are too
    many."""
    view, at = memoryview(content), len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        if at + 12 > len(content):
            break
        length, name = struct.unpack_from(">I4s", content, at)
        if at + 12 + length > len(content):
            raise Unreadable("it is cut off")
        yield name, view[at + 8 : at + 8 + length]
        if name == b"IEND":
            return
        at += 12 + length
    raise Unreadable("it is cut off" if at + 12 > len(content) else "it has too many parts")


def said(content: bytes) -> dict[str, str]:
    """What a picture says of where it comes from. Raises ``Unreadable``."""
    return named(
        (keyword, _text(name, rest, LONGEST * 4).decode("utf-8", "replace"))
        for keyword, name, rest in _texts(content)
        if keyword.startswith(PREFIX) and keyword != PREFIX + DATA
    )


def text(content: bytes, wanted: str) -> bytes | None:
    """The first text of a keyword, in the bytes that stand there; None where there is none. Raises
    ``Unreadable``."""
    found = ((name, rest) for keyword, name, rest in _texts(content) if keyword == wanted)
    first = next(found, None)
    return None if first is None else _text(*first, LARGEST)


def _texts(content: bytes) -> Iterator[tuple[str, bytes, memoryview]]:
    """The texts, each by its keyword, with the kind of its chunk and the rest of that."""
    for name, held in chunks(content):
        if name in (b"iTXt", b"tEXt", b"zTXt"):
            keyword, nul, _ = bytes(held[:80]).partition(b"\0")
            if nul:
                yield keyword.decode("latin-1"), name, held[len(keyword) + 1 :]


def _text(name: bytes, rest: memoryview, most: int) -> bytes:
    """What stands behind the keyword; of an international one without its languages."""
    if name == b"zTXt":
        return inflated(rest[1:], most)
    if name == b"tEXt":
        return bytes(rest)
    packed, behind = bytes(rest[:1]) == b"\1", bytes(rest[2:])
    _, _, behind = behind.partition(b"\0")
    _, _, behind = behind.partition(b"\0")
    return inflated(behind, most) if packed else behind
