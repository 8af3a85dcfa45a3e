"""Finds a few things in a PDF without reading all of it: keys by their names, and files that are attached.

Programs that write a PDF anew number its objects otherwise, repair its table, or put small objects together
into packed ones; so nothing is looked for by its number. Where a key is there several times the last one
counts, for changes are appended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.provenance import PREFIX, sha256
from timeline.provenance.limits import LARGEST, LONGEST, MOST, Unreadable, inflated, named
from timeline.provenance.markup import attributes

MOST_STREAMS = 10_000
"""Packed ones that are looked into."""

_INSIDE = rb"(?:[^\\()]|\\.)*+"
_STRING = re.compile(
    rb"/(%b[a-z0-9]{1,20})\s*+(?:\((%b(?:\(%b\)%b)*+)\)|<([0-9A-Fa-f\s]*+)>)"
    % (PREFIX.encode(), *[_INSIDE] * 3),
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_CONTROLS = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_LOCKED = re.compile(rb"/Encrypt\s*+(?:\d+\s+\d+\s+R|<<)")
_DESCRIPTION = re.compile(rb"<rdf:Description\b([^<>]{1,200000}+)>")
_STREAM = re.compile(rb"stream\r?\n")
_OBJECTS, _FILE = re.compile(rb"/ObjStm\b"), re.compile(rb"/EmbeddedFile\b")
_HEAD = 4_000  # bytes from a stream's kind to its beginning, at most


def said(content: bytes) -> dict[str, str]:
    """What a file says of where it comes from. Raises ``Unreadable``."""
    if b"/PTEX." in content:  # TeX keeps what is said of the files that it takes pages from, beside its own
        return {}
    strings = _strings(content) or [one for part in _streams(content, _OBJECTS) for one in _strings(part)]
    found = named(strings)
    if _LOCKED.search(content) and not found.get("sha256", "").isalnum():
        raise Unreadable("it is encrypted")
    return found


def of_pages(content: bytes) -> list[dict[str, str]]:
    """What single pages say of where they come from, wherever they have been put; each once. Raises
    ``Unreadable``."""
    found: list[dict[str, str]] = []
    for tag in _DESCRIPTION.finditer(content):
        if b"timeline:sha256" in tag[1]:
            said = attributes(tag[1].decode("utf-8", "replace")).items()
            one = named((name.replace(":", "-"), value) for name, value in said)
            if one not in found:
                found.append(one)
        if len(found) > MOST:
            raise Unreadable(f"it holds more than {MOST:,} pictures")
    return found


def attached(content: bytes, digest: str) -> bytes | None:
    """The attached file with a checksum; None where there is none. Raises ``Unreadable``."""
    return next((data for data in _streams(content, _FILE) if sha256(data) == digest), None)


def _strings(part: bytes) -> list[tuple[str, str]]:
    """The keys that begin with ``PREFIX``, and what they hold."""
    return [
        (found[1].decode("ascii"), _decoded(_plain(found[2]) if found[3] is None else _from_hex(found[3])))
        for found in _STRING.finditer(part)
        if found.end() - found.start() <= 8 * LONGEST
    ]


def _streams(content: bytes, kind: re.Pattern[bytes]) -> Iterator[bytes]:
    """The contents of all streams of a kind, up to ``LARGEST`` bytes of them. Raises ``Unreadable``."""
    left = LARGEST
    for number, found in enumerate(kind.finditer(content)):
        begin = _STREAM.search(content, found.end(), found.end() + _HEAD)
        if number == MOST_STREAMS:
            raise Unreadable("it has too many parts")
        if begin is None:
            continue
        before = max(found.start() - _HEAD, 0)
        head = content[max(before, content.rfind(b" obj", before, found.start())) : begin.start()]
        data = _stream(content, begin.end(), head, left)
        left -= len(data)
        yield data


def _stream(content: bytes, at: int, head: bytes, most: int) -> bytes:
    """What a stream holds that begins at a place; ``head`` is its dictionary."""
    if b"/FlateDecode" in head:
        return inflated(memoryview(content)[at:], most)
    length = re.search(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R)\b", head)
    end = at + int(length[1]) if length else content.find(b"endstream", at)
    if not at <= end <= min(len(content), at + most):
        raise Unreadable("it is damaged: something in it is cut off")
    return content[at:end]


def _plain(string: bytes) -> bytes:
    """The bytes of a string in parentheses."""

    def meant(found: re.Match[bytes]) -> bytes:
        one = found[1]
        return bytes([int(one, 8) & 255]) if one.isdigit() and one < b"8" else _CONTROLS.get(one, one)

    return _ESCAPED.sub(meant, string)


def _from_hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


def _decoded(string: bytes) -> str:
    """The words of a string that readers are shown."""
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "replace")
    if string.startswith(b"\xef\xbb\xbf"):
        return string[3:].decode("utf-8", "replace")
    return string.decode("latin-1")  # of what this program writes there no more than ASCII
