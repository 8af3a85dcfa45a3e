"""Markers in Markdown, which are comments of HTML.

The blocks of a document are followed as CommonMark defines them, as far as it takes to know what is code:
quotes and list items that contain other blocks, fences, indented code, HTML. What others have added to
CommonMark and indents its content (admonitions, tabs, footnotes, definitions) is followed, too. One pass, and
each line is looked at once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from timeline.embed.syntax.comment import (
    IN_CODE,
    LIVE,
    NOT_ALONE,
    WITHIN,
    Comment,
    Following,
    is_marker,
    rows,
)

QUOTE = -1
"""A container that is a quote; others are as many columns as their content is indented by."""
TAB = 4
CODE = 4
"""Columns of indentation from which on a block is code."""

_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_ADDED = re.compile(r"(?:!!!|\?\?\?\+?|===\+?!?)[ \t]+\S|\[\^[^\]\s]+\]:")
_DEFINITION = re.compile(r"[:~](?=[ \t])")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_RAW = re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog"
    r"|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe"
    r"|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table"
    r"|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[ \t>]|/>|$)",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(
    r"""</?[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[^<>"'`=\s]+(?:="[^"]*"|='[^']*')?)*[ \t]*/?>[ \t]*$"""
)
_LEAF = re.compile(r"#{1,6}(?:[ \t]|$)|[-=]+[ \t]*$")
_MATTER = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_OPENING = re.compile("<!--")
_TICKS = re.compile(r"\\`|`+")


def comments(text: str) -> Iterator[Comment]:
    """The comments that are markers, or like them, in the order of the text."""
    return _Blocks(text).comments()


class _Blocks:
    """The open blocks of a document while it is read line by line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._containers: list[int] = []
        self._fence = ""
        """What opened the fence that we are in."""
        self._is_raw = False  # in an element whose content is text
        self._is_html = False  # in a block of HTML, up to the next blank line
        self._in_paragraph = False
        self._is_bare = False  # in an item of a list in which nothing stands yet
        self._ends = Following(text, "-->")
        self._blanks = Following(text, r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n|\Z)")
        self._comment = -1  # where the comment begins that was read last
        self._hidden = 0  # offset up to which a comment reaches that has been read

    def comments(self) -> Iterator[Comment]:
        after = _behind_matter(self._text)
        for at, line in rows(self._text):
            if at < after:
                yield from _shown(at, line, IN_CODE)
            elif at < self._hidden:
                yield from self._behind_comment(at, line)
            else:
                yield from self._line(at, line)

    def _behind_comment(self, at: int, line: str) -> Iterator[Comment]:
        """A line that begins within a comment; what stands behind its end is text."""
        inside = line[: max(0, self._hidden - at)]
        yield from _shown(at, inside, WITHIN, outer=self._comment)
        yield from _shown(at + len(inside), line[len(inside) :], NOT_ALONE)

    def _line(self, at: int, line: str) -> Iterator[Comment]:
        place, indent, held = self._continued(line)
        is_blank = place == len(line)
        if held == len(self._containers) and (self._fence or self._is_raw):
            yield from _shown(at, line, IN_CODE)
            self._close(line[place:], indent)
            return
        self._fence, self._is_raw = "", False
        if is_blank:
            self._in_paragraph = self._is_html = False
            # An item may not begin with two blank lines.
            del self._containers[held - (self._is_bare and held == len(self._containers)) :]
            self._is_bare = False
            return
        if self._is_html and held == len(self._containers):
            yield from self._html(at, line, place)
            return
        self._is_html = False
        lazy = self._in_paragraph and held < len(self._containers)
        opened = self._containers[:held]
        start, indent = _opened(line, place, indent, opened, self._in_paragraph and not lazy)
        is_new = len(opened) > held
        if lazy and not is_new and not self._interrupts(line[start:], indent):
            yield from self._text_line(at, line, start)  # a paragraph goes on without its signs
            return
        self._in_paragraph = self._in_paragraph and not is_new and not lazy
        self._containers = opened
        self._is_bare = is_new and start == len(line) and opened[-1] != QUOTE
        yield from self._leaf(at, line, start, indent)

    def _continued(self, line: str) -> tuple[int, int, int]:
        """How far a line continues the containers: the place of its first character behind them, by how many
        columns that is indented, and how many of them hold it."""
        place, column = _past_blanks(line, 0, 0)
        base = 0
        for count, container in enumerate(self._containers):
            if container == QUOTE:
                if column - base >= CODE or line[place : place + 1] != ">":
                    return place, column - base, count
                place, column, base = _past_quote(line, place, column)
            elif place == len(line) or column - base >= container:
                base += container
            else:
                return place, column - base, count
        return place, max(0, column - base), len(self._containers)

    def _close(self, rest: str, indent: int) -> None:
        """Ends what is open and held as code, where this line does."""
        if self._is_raw:
            self._is_raw = not _RAW_END.search(rest)
        elif indent < CODE and rest.startswith(self._fence) and not rest.strip(self._fence[0]).strip(" \t"):
            self._fence = ""

    def _interrupts(self, rest: str, indent: int) -> bool:
        """Whether a line begins a block of its own where a paragraph could go on."""
        begins = rest.startswith("<!--") or any(sign.match(rest) for sign in (_FENCE, _RULE, _RAW, _LEAF))
        return indent < CODE and begins

    def _leaf(self, at: int, line: str, start: int, indent: int) -> Iterator[Comment]:
        """The block that begins or goes on behind the containers of a line."""
        rest = line[start:]
        if indent >= CODE and not self._in_paragraph:
            yield from _shown(at, line, IN_CODE)
        elif indent < CODE and (fence := _FENCE.match(rest)):
            self._fence, self._in_paragraph = fence[1] or fence[2], False
            yield from _shown(at, line, IN_CODE)
        elif indent < CODE and _RAW.match(rest):
            self._is_raw, self._in_paragraph = not _RAW_END.search(rest), False
            yield from _shown(at, line, IN_CODE)
        elif indent < CODE and rest.startswith("<!--"):
            self._in_paragraph = False
            yield from self._comment_block(at, line, start)
        elif indent < CODE and (_TAG.match(rest) or (not self._in_paragraph and _ANY_TAG.match(rest))):
            self._in_paragraph, self._is_html = False, True
            yield from self._html(at, line, start)
        else:
            self._in_paragraph = bool(rest) and not _LEAF.match(rest) and not _RULE.match(rest)
            yield from self._text_line(at, line, start)

    def _html(self, at: int, line: str, start: int) -> Iterator[Comment]:
        """A line of HTML, in which nothing of Markdown counts."""
        if line.startswith("<!--", start):
            yield from self._comment_block(at, line, start)
        else:
            yield from self._text_line(at, line, start, is_html=True)

    def _comment_block(self, at: int, line: str, start: int) -> Iterator[Comment]:
        """A comment that begins a block: it reaches to its end, over blank lines too."""
        text, begin = self._text, at + start
        inner_end = self._ends.at(begin + 4)
        end = min(len(text), inner_end + 3)
        self._comment, self._hidden = begin, end
        if is_marker(text, begin + 4, inner_end):
            behind = _rest_of_line(text, end)
            standing = NOT_ALONE if behind.strip() or inner_end == len(text) else LIVE
            yield Comment(begin, end, begin + 4, inner_end, _prefix(line, start), standing)
        else:
            yield from _shown(at, line[: end - at], WITHIN, start + 4, begin)
        if end < at + len(line):
            yield from self._text_line(at, line, end - at)

    def _text_line(self, at: int, line: str, start: int, *, is_html: bool = False) -> Iterator[Comment]:
        """A line of text: markers in it do not stand alone, unless they are shown as code."""
        if "<!--" not in line[start:]:
            return
        spans = [] if is_html else _code_spans(line)
        for found in _OPENING.finditer(line, start):
            place = found.start()
            if at + place < self._hidden:
                continue
            if _is_within(place, spans):
                yield from _shown(at, line[: place + 60], IN_CODE, place)
                continue
            end = self._ends.at(at + place + 4)
            if end > self._blanks.at(at + place):
                continue  # no comment: within a paragraph it would have to end
            self._comment, self._hidden = at + place, end + 3
            if is_marker(self._text, at + place + 4, end):
                yield Comment(at + place, end + 3, at + place + 4, end, "", NOT_ALONE)


# Lines


def _past_blanks(line: str, place: int, column: int) -> tuple[int, int]:
    """The place and the column of the next character that is no blank."""
    while place < len(line) and line[place] in " \t":
        column += TAB - column % TAB if line[place] == "\t" else 1
        place += 1
    return place, column


def _past_quote(line: str, place: int, column: int) -> tuple[int, int, int]:
    """The same behind the sign of a quote, and the column where its content begins."""
    after, behind = _past_blanks(line, place + 1, column + 1)
    has_blank = line[place + 1 : place + 2] in (" ", "\t")
    return after, behind, column + 1 + has_blank


def _opened(line: str, place: int, indent: int, containers: list[int], in_paragraph: bool) -> tuple[int, int]:
    """Adds to the containers those that begin on a line; the place behind them, and its indentation."""
    column = _past_blanks(line[:place], 0, 0)[1] if not line[:place].strip() else _column(line, place)
    base = column - indent
    while place < len(line) and column - base < CODE:
        rest = line[place:]
        if rest[0] == ">":
            place, column, base = _past_quote(line, place, column)
            containers.append(QUOTE)
        elif _ADDED.match(rest):
            containers.append(column - base + TAB)
            return place, column - base  # its own line is text
        elif (item := _ITEM.match(rest) or _DEFINITION.match(rest)) and not _RULE.match(rest):
            if in_paragraph and not _may_interrupt(rest, item[0]):
                break
            width = len(item[0])
            after, behind = _past_blanks(line, place + width, column + width)
            is_close = after < len(line) and behind - column - width <= CODE
            content = behind if is_close else column + width + 1
            containers.append(content - base)
            place, column, base = after, behind, content
        else:
            break
        in_paragraph = False
    return place, max(0, column - base)


def _column(line: str, place: int) -> int:
    """The column of a place in a line."""
    column = 0
    for char in line[:place]:
        column += TAB - column % TAB if char == "\t" else 1
    return column


def _may_interrupt(rest: str, sign: str) -> bool:
    """Whether an item of a list may follow a paragraph without a blank line."""
    return bool(rest[len(sign) :].strip()) and (sign in ("-", "+", "*", ":") or sign[:-1] == "1")


def _prefix(line: str, start: int) -> str:
    """What continues the containers of a line: its quotes as they are, blanks for the sign of an item."""
    return re.sub(r"[^\s>]", " ", line[:start])


def _rest_of_line(text: str, at: int) -> str:
    found = re.compile(r"[^\r\n]*").match(text, at)
    return found[0] if found else ""


def _behind_matter(text: str) -> int:
    """The offset behind the metadata that a document begins with, 0 where it has none."""
    if opened := _MATTER.match(text):
        sign = r"---|\.\.\." if opened[1] == "---" else r"\+\+\+"
        if closed := re.compile(rf"^(?:{sign})[ \t]*\r?$", re.MULTILINE).search(text, opened.end()):
            return closed.end()
    return 0


def _shown(at: int, line: str, standing: str, start: int = 0, outer: int = -1) -> Iterator[Comment]:
    """Markers in a stretch of a line where none can be; ``outer`` is where a comment round them begins."""
    ends = Following(line, "-->")
    for found in _OPENING.finditer(line, start):
        inner = found.end()
        inner_end = ends.at(inner)
        if is_marker(line, inner, inner_end):
            end = at + min(len(line), inner_end + 3)
            yield Comment(at + found.start(), end, at + inner, at + inner_end, "", standing, outer)


# Code within a line


def _code_spans(line: str) -> list[tuple[int, int]]:
    """The stretches of a line that are code: from as many backticks to the next as many."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(line) if found[0][0] == "`"]
    last: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        last.setdefault(end - start, []).append(number)
    spans, number = [], 0
    while number < len(runs):
        start, end = runs[number]
        same = last[end - start]
        following = bisect_right(same, number)
        if following < len(same):
            number = same[following]
            spans.append((start, runs[number][1]))
        number += 1
    return spans


def _is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    found = bisect_right(spans, (place, len(spans) and spans[-1][1]))
    return found > 0 and spans[found - 1][0] <= place < spans[found - 1][1]
