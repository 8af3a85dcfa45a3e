"""Markers in reStructuredText, which are its comments.

Whatever is indented below a comment belongs to it, below a directive to that, and below a paragraph that ends
in ``::`` is code. A marker's own options may go on in such lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.embed.syntax.comment import IN_CODE, NOT_ALONE, SWALLOWS, WITHIN, Comment, is_marker, rows

CODE = frozenset(
    (
        "code", "code-block", "code-cell", "csv-table", "date", "digraph", "doctest", "graph", "graphviz",
        "highlight", "image", "include", "ipython", "ipython3", "jupyter-execute", "literalinclude", "math",
        "mermaid", "parsed-literal", "plantuml", "plot", "productionlist", "prompt", "raw", "replace",
        "sourcecode", "testcleanup", "testcode", "testoutput", "testsetup", "uml",
    )
)  # fmt: skip
"""Directives whose content is no text of the document; markers in that of any other are live."""

_EXPLICIT = re.compile(r"\.\.(?:[ \t]+|$)")
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|[ \t]*)?([A-Za-z][\w.+:-]*?)[ \t]?::(?=[ \t]|$)")
_ADORNMENT = re.compile(r"([!-/:-@[-`{-~])\1{2,}")
_FIELD = re.compile(r":[^:\s](?:[^:]*[^:\s])?:(?:[ \t]|$)")
_CONSTRUCT = re.compile(r"\[[^\]]+\](?:[ \t]|$)|_[^:]*:|__|\|[^|]+\|")
_ITEM = re.compile(r"(?:[-*+•‣⁃]|(?:\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)]))[ \t]+")
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def comments(text: str) -> Iterator[Comment]:
    """The comments that are markers, or like them, in the order of the text."""
    blocks = _Blocks()
    for at, line in rows(text):
        body = line.lstrip(" \t")
        if not body:
            yield from blocks.blank_line()
        else:
            yield from blocks.line(at, line, body, _columns(line[: len(line) - len(body)]))
    yield from blocks.end()


class _Blocks:
    """What the lines of a document stand in."""

    def __init__(self) -> None:
        self._marker: Comment | None = None
        """The marker that was read last, to whose comment belongs whatever is indented below it."""
        self._goes_on = False  # its own text, up to a blank line
        self._is_end = False  # it ends a block
        self._edge = -1
        """What is indented by more than this is code; -1: nothing is."""
        self._sign = ""
        """What each line of code begins with where it is not indented; "?" where that is still open."""
        self._coming = -1
        """The edge of code that begins behind a blank line; -1: none does."""
        self._paragraph = -1
        """Where the text of the line above begins, if a paragraph could go on there."""
        self._block = -1
        """Where the directive, or the like, of the line above begins, whose own words may go on."""
        self._rows = 0  # of that paragraph
        self._is_empty = False  # the comment above has no word yet

    def end(self) -> Iterator[Comment]:
        """The marker that is still open."""
        if self._marker:
            yield self._marker
        self._marker = None

    def blank_line(self) -> Iterator[Comment]:
        if self._is_empty or self._sign not in (
            "",
            "?",
        ):  # what they begin does not go on behind a blank line
            self._edge, self._sign = -1, ""
        if self._coming >= 0:
            self._edge, self._sign, self._coming = self._coming, "?", -1
        self._is_empty = self._goes_on = False
        self._paragraph = self._block = -1
        return iter(())

    def line(self, at: int, line: str, body: str, indent: int) -> Iterator[Comment]:
        """A line that is not blank."""
        start = at + len(line) - len(body)
        is_sign = body.startswith(("..\t", ".. ")) and is_marker(body[2:])
        found = Comment(start, at + len(line), start + 2, at + len(line), line[: start - at])
        if self._marker and indent > _columns(self._marker.prefix):
            yield from self._below(self._marker, found, is_sign)
            return
        yield from self.end()
        is_text = self._paragraph == indent or 0 <= self._block < indent
        if self._coming >= 0 and self._rows > 1 and indent > self._coming:
            self._edge = self._coming  # a line alone would be a term, and this its definition
        self._rows = self._rows + 1 if is_text else 1
        self._paragraph = self._coming = -1
        self._is_empty = False
        if self._holds(body, indent):
            if is_sign:
                yield found._replace(standing=IN_CODE)
        elif is_sign and not is_text:
            self._marker, self._goes_on = found, True
            self._is_end = body[2:].lstrip().startswith("/")
        else:
            if is_sign:
                yield found._replace(standing=NOT_ALONE)
            self._begin(body, indent, is_text)

    def _below(self, marker: Comment, found: Comment, is_sign: bool) -> Iterator[Comment]:
        """A line that belongs to the comment of a marker."""
        if self._goes_on:
            self._marker = marker._replace(end=found.end, inner_end=found.end)
        elif is_sign:
            yield found._replace(standing=WITHIN, outer=marker.start)
        elif self._is_end:
            self._marker = marker._replace(standing=SWALLOWS)

    def _holds(self, body: str, indent: int) -> bool:
        """Whether a line is code; where it is not, the code has come to its end."""
        if 0 <= self._edge < indent and self._sign in ("", "?"):
            self._sign = ""
            return True
        if self._sign == "?" and indent == self._edge and body[0] in _SIGNS:
            self._sign = body[0]
        if self._sign not in ("", "?") and indent == self._edge and body[0] == self._sign:
            return True
        self._edge, self._sign = -1, ""
        return False

    def _begin(self, body: str, indent: int, is_text: bool) -> None:
        """A line that is no code itself, but may have some below it; ``is_text`` says that it goes on with a
        paragraph."""
        explicit = _EXPLICIT.match(body)
        if explicit and not is_text:
            self._is_empty = explicit.end() == len(body)
            is_hidden = _hides(body[explicit.end() :])
            self._edge, self._block = (indent, -1) if is_hidden else (-1, indent)
        elif is_text or not (_ADORNMENT.fullmatch(body.rstrip()) or _FIELD.match(body)):
            self._paragraph = _edge(body, indent)
            if body.rstrip().endswith("::"):
                self._coming = self._paragraph


def _hides(body: str) -> bool:
    """Whether what is indented below an explicit block, whose text behind the dots is given, is no text of
    the document: below a comment, and below directives of code."""
    if directive := _DIRECTIVE.match(body):
        return directive[1].lower() in CODE
    return not _CONSTRUCT.match(body)


def _edge(body: str, indent: int) -> int:
    """The column where the text of a line begins, behind the signs of list items."""
    at = 0
    while item := _ITEM.match(body, at):
        indent += _columns(item[0])
        at = item.end()
    return indent


def _columns(blanks: str) -> int:
    return len(blanks.expandtabs(8))
