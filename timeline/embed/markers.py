"""The markers of a document: where each begins and ends, and everything that is wrong with them.

A marker is a comment that says what to put in, and another that ends the block:

    <!-- timeline: events.json --width 720 -->
    … the block …
    <!-- /timeline sha256:1a2b3c4d -->

Between the two stands what the program writes; all else is the author's and never changes. The checksum is
that of the block as it was written, so that a block that somebody has changed by hand is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.embed import syntax
from timeline.embed.syntax import Comment, Language
from timeline.records import NamedTuple
from timeline.source.places import Fault, Lines

DIGITS = 12
"""How many of the checksum's digits are written."""
LEAST = 8
"""How many of them it takes at least."""

_CHECKSUM = re.compile(r"\s*(?:sha256:([0-9a-f]+))?\s*")
_END_OF_LINE = re.compile(r"[^\r\n]*(\r\n?|\n|\Z)")
_LINES = re.compile(r"\r\n?|\n")


class Marker(NamedTuple):
    """A marker of a document.

    Offsets: ``options`` to ``options_end`` is what it asks for, ``first`` to ``last`` the block in whole
    lines, ``sign`` to ``sign_end`` what stands within the ending comment. ``prefix`` begins each line of the
    block, ``line_end`` ends it. ``checksum`` is what the ending comment says, "" where it says nothing.
    """

    start: int
    options: int
    options_end: int
    first: int
    last: int
    sign: int
    sign_end: int
    end: int
    prefix: str
    line_end: str
    checksum: str

    def block(self, text: str) -> list[str]:
        """The lines of the block in the document, without what they all begin with."""
        held = text[self.first : self.last]
        lines = _LINES.split(held)[:-1]
        return [_without(line, self.prefix) for line in lines]


class Found(NamedTuple):
    """The markers of a document, what is wrong, and how many are shown as code and left alone."""

    markers: list[Marker]
    faults: list[Fault]
    in_code: int


def find(text: str, language: Language) -> Found:
    """The markers of a document."""
    finder = _Finder(text, language)
    for comment in syntax.comments(text, language):
        finder.take(comment)
    finder.finish()
    return finder.found


def checksum(lines: Sequence[str]) -> str:
    """The checksum of a block. Blanks at the ends of lines, and blank lines at both ends, which editors take
    away or add, do not count."""
    from hashlib import sha256  # not every document has a block

    return sha256("\n".join(stripped(lines)).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def stripped(lines: Sequence[str]) -> list[str]:
    """The lines of a block as far as they count."""
    kept = [line.rstrip() for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    first = next((number for number, line in enumerate(kept) if line), 0)
    return kept[first:]


def agrees(said: str, lines: Sequence[str]) -> bool:
    """Whether a checksum, perhaps one of fewer digits, is that of a block."""
    least = min(len(said), DIGITS)
    return least >= LEAST and checksum(lines)[:least] == said[:least]


class _Finder:
    """Comments on their way to be the beginnings and ends of markers."""

    def __init__(self, text: str, language: Language) -> None:
        self.found = Found([], [], 0)
        self._text = text
        self._language = language
        self._open: list[Comment] = []
        self._nested: list[tuple[Marker, Comment]] = []  # with the marker round each
        self._lines = Lines(text)

    def take(self, comment: Comment) -> None:
        """The next comment of the document that is like a marker."""
        if comment.standing == syntax.IN_CODE:
            self.found = self.found._replace(in_code=self.found.in_code + 1)
        elif comment.standing == syntax.WITHIN:
            where = f" that begins in line {self._line(comment.outer)}" if comment.outer >= 0 else ""
            message = f"this marker stands within the comment or tag{where}"
            self._fault(
                "marker-within", message, comment, "comments hold no others; end the one round it first"
            )
        elif comment.standing == syntax.NOT_ALONE:
            help = "a marker has its lines to itself, and they are no part of a paragraph"
            self._fault("marker-alone", "this marker shares its line with other text", comment, help)
            self._pair(comment)
        else:
            if comment.standing == syntax.SWALLOWS:
                message = "what is indented below this end belongs to its comment, and is not shown"
                self._fault(
                    "marker-below", message, comment, "put a line between the two that has nothing but .."
                )
            self._pair(comment)

    def finish(self) -> None:
        """Complains of what is nested or has not been ended, and puts everything into its order."""
        for comment in self._open:
            end = self._written("/timeline")
            help = f"below its block should stand: {end}"
            self._fault("marker-unmatched", "this marker has no end", comment, help)
        for marker, outer in self._nested:
            if outer in self._open:  # which was never ended, and does not hold it
                self.found.markers.append(marker)
                continue
            message = f"this marker stands within the block of the one in line {self._line(outer.start)}"
            help = "a block holds no other; move this marker out of it"
            self.found.faults.append(Fault("marker-nested", message, marker.start, marker.options_end, help))
        around = {outer.start for _, outer in self._nested}
        kept = [marker for marker in self.found.markers if marker.start not in around]
        self.found.markers[:] = sorted(kept, key=lambda marker: marker.start)
        self.found.faults.sort(key=lambda fault: fault.start)

    def _pair(self, comment: Comment) -> None:
        sign = syntax.SIGN.match(self._text, comment.inner, comment.inner_end)
        if sign is None:
            said = self._text[comment.inner : comment.inner_end].split()
            file = next((word for word in said if ".json" in word), "events.json")
            help = f"a marker begins as in: {self._written(f'timeline: {file}')}"
            self._fault("marker-unknown", "this is like a marker, but is none", comment, help)
        elif sign["opening"]:
            self._open.append(comment)
        else:
            self._close(comment, sign.end())

    def _close(self, comment: Comment, at: int) -> None:
        """The end of a marker; ``at`` is where its own text goes on."""
        if not self._open:
            help = f"above its block should stand: {self._written('timeline: events.json')}"
            self._fault("marker-unmatched", "this ends a marker, and none is open", comment, help)
            return
        opening = self._open.pop()
        said = _CHECKSUM.fullmatch(self._text, at, comment.inner_end)
        if not said or (said[1] and len(said[1]) < LEAST):
            help = f"without one it is written as {self._written('/timeline')}"
            message = "the end of a marker holds its checksum and nothing else"
            self._fault("marker-checksum", message, comment, help)
        elif syntax.LIVE == opening.standing == comment.standing:
            marker = self._marker(opening, comment, said[1] or "")
            if self._open:
                self._nested.append((marker, self._open[-1]))
            else:
                self.found.markers.append(marker)

    def _marker(self, opening: Comment, closing: Comment, said: str) -> Marker:
        text = self._text
        sign = syntax.SIGN.match(text, opening.inner)
        behind = _END_OF_LINE.match(text, opening.end)
        assert sign is not None  # noqa: S101 - it has been found there before
        assert behind is not None  # noqa: S101 - it matches anything
        ending = text[closing.inner : closing.inner_end]
        inner = closing.inner + len(ending) - len(ending.lstrip())
        line_start = closing.start - self._lines.at(closing.start)[1] + 1
        return Marker(
            opening.start,
            sign.end(),
            opening.inner_end,
            behind.end(),
            max(behind.end(), line_start),
            inner,
            inner + len(ending.strip()),
            closing.end,
            opening.prefix,
            behind[1] or "\n",
            said,
        )

    def _written(self, inner: str) -> str:
        return f"{self._language.before}{inner}{self._language.after}"

    def _line(self, offset: int) -> int:
        return self._lines.at(offset)[0]

    def _fault(self, code: str, message: str, comment: Comment, help: str) -> None:
        self.found.faults.append(Fault(code, message, comment.start, comment.end, help))


def _without(line: str, prefix: str) -> str:
    """A line of a block without what it begins with; an empty one may lack the blanks at its end."""
    if line.startswith(prefix):
        return line[len(prefix) :]
    return "" if line.rstrip() == prefix.rstrip() else line
