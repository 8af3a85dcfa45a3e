"""How much is read of a file that anybody may have made, and what is said where it is too much."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from timeline.provenance import DATA, PREFIX

LONGEST = 20_000
"""Characters in which one thing may be said, but for the data."""
LARGEST = 64 * 1024 * 1024
"""Bytes that what is packed may come to."""
MOST = 1_000
"""Pictures in one file."""
_STEP = 1 << 16


class Unreadable(ValueError):  # noqa: N818 - the fault is the file's
    """A file cannot be read as a picture; the message says why, of an "it"."""


class TooMuch(Unreadable):
    """What is packed in a file comes to more than is read of it."""


def inflated(data: bytes | memoryview, most: int = LARGEST, window: int = 15) -> bytes:
    """Packed data, unpacked as far as they go; ``window`` is as zlib has it. Raises ``TooMuch`` for more
    than ``most`` bytes, and ``Unreadable`` for what is not packed.

    They may end long before the end of ``data``: no more than a step behind that is looked at.
    """
    packed = zlib.decompressobj(window)
    found, length, at = [], 0, 0
    try:
        while at < len(data) and not packed.eof and length <= most:
            found.append(packed.decompress(data[at : at + _STEP], most + 1 - length))
            length += len(found[-1])
            at += _STEP
    except zlib.error:
        raise Unreadable("it is damaged: something in it cannot be unpacked") from None
    if length > most:
        size = f"{most / 1024**2:.0f} MB" if most >= 1024**2 else f"{most:,} bytes"
        raise TooMuch(f"something in it unpacks to more than {size}")
    return b"".join(found)


def named(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What is said, by names without ``PREFIX``, each in one line; the data and what others say are left out.
    Raises ``Unreadable`` for a text that is too long."""
    found: dict[str, str] = {}
    for name, value in texts:
        if name.startswith(PREFIX) and name != PREFIX + DATA:
            if len(value) > LONGEST:
                raise Unreadable(f"what it says as {name[:60]} is longer than {LONGEST:,} characters")
            found[name.removeprefix(PREFIX)] = "".join(
                one if one.isprintable() else "\ufffd" for one in value
            )
    return found
