"""Markers in reStructuredText, which are its comments.

Whatever is indented below a comment belongs to it, below a directive to that, and below a paragraph that ends
in ``::`` is code. A marker's own options may go on in such lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.embed.syntax.comment import IN_CODE, Comment, is_marker, rows

CODE = frozenset(
    (
        "code", "code-block", "code-cell", "csv-table", "digraph", "doctest", "graph", "graphviz",
        "highlight", "ipython", "ipython3", "jupyter-execute", "literalinclude", "math", "mermaid",
        "parsed-literal", "plantuml", "plot", "productionlist", "prompt", "raw", "sourcecode",
        "testcleanup", "testcode", "testoutput", "testsetup", "uml",
    )
)  # fmt: skip
"""Directives whose content is no text of the document; markers in that of any other are live."""

_EXPLICIT = re.compile(r"\.\.(?:[ \t]+|$)")
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|[ \t]*)?([A-Za-z][\w.+:-]*?)[ \t]?::(?=[ \t]|$)")
_CONSTRUCT = re.compile(r"\[[^\]]+\](?:[ \t]|$)|_[^:]*:|__|\|[^|]+\|")
_ITEM = re.compile(r"(?:[-*+•‣⁃]|(?:\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)]))[ \t]+")
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def comments(text: str) -> Iterator[Comment]:
    """The comments that are markers, or like them, in the order of the text."""
    code, marker = _Code(), None
    for at, line in rows(text):
        body = line.lstrip(" \t")
        indent = _columns(line[: len(line) - len(body)])
        if marker and body and indent > _columns(marker.prefix):
            marker = marker._replace(end=at + len(line), inner_end=at + len(line))
            continue
        if marker:
            yield marker
            marker = None
        if not body:
            code.blank_line()
            continue
        is_code = code.holds(body, indent)
        if body.startswith(("..\t", ".. ")) and is_marker(body[2:]):
            start = at + len(line) - len(body)
            prefix = line[: start - at]
            marker = Comment(start, at + len(line), start + 2, at + len(line), prefix)
            if is_code:
                yield marker._replace(standing=IN_CODE)
                marker = None
        elif not is_code:
            code.begin(body, indent)
    if marker:
        yield marker


class _Code:
    """The code that the lines of a document are in, or may be in from the next one on."""

    def __init__(self) -> None:
        self._edge = -1
        """What is indented by more than this is code; -1: nothing is."""
        self._sign = ""
        """What each line of code begins with where it is not indented; "?" where that is still open."""
        self._is_empty = False
        self._after_blank = True

    def blank_line(self) -> None:
        if self._is_empty:  # a comment without a word ends here
            self._edge = -1
        self._is_empty = False
        self._after_blank = True

    def holds(self, body: str, indent: int) -> bool:
        """Whether a line is code; where it is not, the code has come to its end."""
        after_blank, self._after_blank, self._is_empty = self._after_blank, False, False
        if 0 <= self._edge < indent and self._sign in ("", "?"):
            self._sign = ""
            return True
        if self._sign == "?" and indent == self._edge and after_blank and body[0] in _SIGNS:
            self._sign = body[0]
        if self._sign not in ("", "?") and indent == self._edge and body[0] == self._sign:
            return True
        self._edge, self._sign = -1, ""
        return False

    def begin(self, body: str, indent: int) -> None:
        """A line that is no code itself, but may have some below it."""
        if explicit := _EXPLICIT.match(body):
            self._is_empty = explicit.end() == len(body)
            self._edge = indent if _hides(body[explicit.end() :]) else -1
        elif body.rstrip().endswith("::"):
            self._edge, self._sign = _edge(body, indent), "?"


def _hides(body: str) -> bool:
    """Whether what is indented below an explicit block, whose text behind the dots is given, is no text of
    the document: below a comment, and below directives of code."""
    if directive := _DIRECTIVE.match(body):
        return directive[1].lower() in CODE
    return not _CONSTRUCT.match(body)


def _edge(body: str, indent: int) -> int:
    """The column where the text of a line begins, behind the signs of list items."""
    while item := _ITEM.match(body):
        indent += _columns(item[0])
        body = body[item.end() :]
    return indent


def _columns(blanks: str) -> int:
    return len(blanks.expandtabs(8))
