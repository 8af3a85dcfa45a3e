"""Markers in Typst, which are lines that hold nothing but a comment.

Raw text stands between backticks, over lines where there are three or more; comments between ``/*`` and
``*/`` hold others. One pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.embed.syntax.comment import IN_CODE, LIVE, Comment, is_marker, line_start

_BEGINS = re.compile(
    r"""
    (?P<escape> \\. )
    | (?P<text> (?<=[(,:={+\x20]) "(?:[^"\\\r\n]|\\.)*" )   # of code; in prose it does no harm
    | (?P<ticks> `+ )
    | (?P<block> /\* )
    | (?P<line> (?<!:) // [^\r\n]* )
    """,
    re.VERBOSE,
)
_PART = re.compile(r"/\*|\*/")
_LINE = re.compile(r"//([^\r\n]*)")


def comments(text: str) -> Iterator[Comment]:
    """The comments that are markers, or like them, in the order of the text."""
    at = 0
    while begins := _BEGINS.search(text, at):
        start, at = begins.start(), begins.end()
        if begins["line"]:
            yield from _comment(text, start, at)
        elif begins["ticks"]:
            at = _behind_raw(text, start, at)
            yield from _within(text, start, at, IN_CODE)
        elif begins["block"]:
            at = _behind_comment(text, at)
            yield from _within(text, start, at, IN_CODE)


def _comment(text: str, start: int, end: int, standing: str = LIVE) -> Iterator[Comment]:
    """A comment to the end of its line. Behind other text on its line it is only a remark."""
    line = line_start(text, start)
    prefix = text[line:start].removeprefix("\ufeff")
    inner = start + 2
    if not prefix.strip(" \t") and is_marker(text[inner:end]):
        yield Comment(start, end, inner, end, prefix, standing)


def _behind_raw(text: str, start: int, at: int) -> int:
    """The offset behind raw text that begins with the backticks from ``start`` to ``at``: behind the next as
    many, or all that is left where it is never ended. Two of them are raw text with nothing in it."""
    if at - start == 2:
        return at
    end = text.find(text[start:at], at)
    return len(text) if end < 0 else end + at - start


def _behind_comment(text: str, at: int) -> int:
    """The offset behind a comment of several lines, which may hold others."""
    depth = 1
    while depth and (part := _PART.search(text, at)):
        depth += 1 if part[0] == "/*" else -1
        at = part.end()
    return len(text) if depth else at


def _within(text: str, start: int, end: int, standing: str) -> Iterator[Comment]:
    """Markers in a stretch where none can be."""
    for found in _LINE.finditer(text, start, end):
        yield from _comment(text, found.start(), found.end(), standing)
