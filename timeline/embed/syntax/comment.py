"""A comment of a document that may be a marker, and how it is told from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.records import NamedTuple

LIVE, IN_CODE, NOT_ALONE, WITHIN, SWALLOWS = "live", "code", "alone", "within", "swallows"
"""What comes of a marker for where it stands: it is one; it is shown as code, and left alone; it shares its
line with other text; it stands within another comment, or a tag; text below it would belong to it."""

SIGN = re.compile(r"\s*(?:(?P<opening>timeline:(?!:))|(?P<closing>/timeline(?![\w-])))")
"""How the text of a marker begins."""
FAR = 1000
"""Characters of a comment in which a file may be named that makes it like a marker."""
_LIKE = re.compile(r"\s*timelines?\b(?!::)", re.IGNORECASE)
_FILE = re.compile(r"\.json\b", re.IGNORECASE)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")


class Comment(NamedTuple):
    """A comment that begins as a marker does.

    Offsets: of the comment, and of what stands within its signs. ``prefix`` is what each line of its block
    begins with, ``standing`` one of the words above, and ``outer`` where a comment begins that it stands
    within.
    """

    start: int
    end: int
    inner: int
    inner_end: int
    prefix: str
    standing: str = LIVE
    outer: int = -1


def is_marker(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the text of a comment, from ``start`` to ``end``, is that of a marker, or of one with a slip in
    its first words.

    Pages have sections of their own that are called timelines: what is only like a marker has to name a JSON
    file, too.
    """
    end = len(text) if end is None else end
    if SIGN.match(text, start, end):
        return True
    return bool(_LIKE.match(text, start, end) and _FILE.search(text, start, min(end, start + FAR)))


def rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text without their ends, each behind its offset. A byte order mark is no part of any."""
    at, length = int(text.startswith("\ufeff")), len(text)
    while at < length:
        row = _LINE.match(text, at)
        assert row is not None  # noqa: S101 - it matches anything
        yield at, row[1]
        at = row.end()


def line_start(text: str, at: int) -> int:
    """Where the line of an offset begins."""
    found = text.rfind("\n", 0, at) + 1
    return max(found, text.rfind("\r", found, at) + 1)


class Following:
    """Where a pattern occurs next, asked of places that come in their order: each stretch of a text is looked
    through once, however often it is asked."""

    __slots__ = ("_end", "_found", "_pattern", "_text")

    def __init__(self, text: str, pattern: str, end: int | None = None) -> None:
        self._text = text
        self._end = len(text) if end is None else end
        self._pattern = re.compile(pattern)
        self._found = -1

    def at(self, place: int) -> int:
        """The offset of the first occurrence at a place or behind it; the end where there is none."""
        if self._found < place:
            found = self._pattern.search(self._text, place, self._end)
            self._found = found.start() if found else self._end
        return self._found
