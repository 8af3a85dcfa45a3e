"""Markers in HTML, which are its comments.

Tags, comments and the elements whose content is no markup are told apart as a browser does it; what stands in
``<pre>`` is shown as code as well. One pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.embed.syntax.comment import (
    IN_CODE,
    LIVE,
    NOT_ALONE,
    WITHIN,
    Comment,
    Following,
    is_marker,
    line_start,
)

CODE = ("script", "style", "textarea", "pre", "title", "xmp", "template")
"""Elements that may show a marker, or hold what is no part of the page."""

_BEGINS = re.compile(r"<!--|<!\[CDATA\[|<[?]|</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTES = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?)*+>""")
_BLANKS = re.compile(r"[ \t\f]*")


def comments(text: str) -> Iterator[Comment]:
    """The comments that are markers, or like them, in the order of the text."""
    at, ends = 0, Following(text, "-->")
    while begins := _BEGINS.search(text, at):
        start = begins.start()
        if begins[0] == "<!--":
            inner_end = ends.at(start + 4)
            at = min(len(text), inner_end + 3)
            if is_marker(text, start + 4, inner_end):
                yield _marker(text, start, at, inner_end)
            else:
                yield from _within(text, start + 4, at, WITHIN, start)
        elif begins[1]:
            at = _behind_tag(text, begins.end())
            name = begins[1].lower()
            if name in CODE and begins[0][1] != "/":
                start, at = at, _behind_element(text, at, name)
                yield from _within(text, start, at, IN_CODE)
            else:
                yield from _within(text, start, at, WITHIN, start)
        else:
            sign = "]]>" if begins[0] != "<?" else "?>"
            found = text.find(sign, begins.end())
            at = found + len(sign) if found >= 0 else len(text)
            yield from _within(text, start, at, IN_CODE)


def _marker(text: str, start: int, end: int, inner_end: int) -> Comment:
    """A marker, which has to have its lines to itself."""
    line = line_start(text, start)
    before = text[line:start].removeprefix("\ufeff")
    blanks = _BLANKS.match(text, end)
    behind = blanks.end() if blanks else end
    alone = (
        not before.strip(" \t\f") and inner_end + 3 == end and text[behind : behind + 1] in ("", "\r", "\n")
    )
    return Comment(start, end, start + 4, inner_end, before if alone else "", LIVE if alone else NOT_ALONE)


def _behind_tag(text: str, at: int) -> int:
    """The offset behind a tag whose name ends at ``at``; one that never ends takes all that is left."""
    closed = _ATTRIBUTES.match(text, at)
    return closed.end() if closed else len(text)


def _behind_element(text: str, at: int, name: str) -> int:
    """The offset behind the content of an element."""
    closed = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return closed.start() if closed else len(text)


def _within(text: str, start: int, end: int, standing: str, outer: int = -1) -> Iterator[Comment]:
    """Markers in a stretch where none can be; ``outer`` is where that begins."""
    ends = Following(text, "-->", end)
    for found in re.compile("<!--").finditer(text, start, end):
        inner_end = ends.at(found.end())
        if is_marker(text, found.end(), inner_end):
            yield Comment(found.start(), min(end, inner_end + 3), found.end(), inner_end, "", standing, outer)
