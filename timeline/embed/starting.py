"""The first marker of a document, in the language of that document."""

from __future__ import annotations

import re

from timeline.embed import markers
from timeline.embed.syntax import Language
from timeline.source.places import Lines

_LINE_END = re.compile(r"\r\n?|\n")


def started(text: str, language: Language, asked: str, after: int | None = None) -> str:
    """A text with one marker more, whose block is empty. ``asked`` is what it asks for.

    It stands behind the line ``after``, 0 being the very beginning; at the end of what the document shows
    where that is None. Raises ``ValueError`` where no marker can stand.
    """
    for marker in markers.find(text, language).markers:
        if text[marker.options : marker.options_end].strip() == asked.strip():
            line = Lines(text).at(marker.start)[0]
            raise ValueError(f"line {line} asks for that already; without --init it is brought up to date")
    found = _LINE_END.search(text)
    line_end = found[0] if found else "\n"
    at = _end(text, language) if after is None else _behind(text, after)
    before, behind = text[:at], text[at:]
    # A blank line on both sides keeps the marker out of the paragraphs there.
    lead = "" if not before or before.endswith(("\n", "\r")) else line_end
    last = re.split(_LINE_END, before.removesuffix(line_end))[-1] if before else ""
    lead += line_end if last.strip() else ""
    signs = [f"timeline: {asked}", "/timeline"]
    written = "".join(f"{language.before}{sign}{language.after}{line_end}" for sign in signs)
    trail = line_end if behind and not _LINE_END.match(behind) else ""
    new = before + lead + written + trail + behind
    _look(text, new, at + len(lead), language)
    return new


def _look(old: str, new: str, at: int, language: Language) -> None:
    """Raises ``ValueError`` where the marker that is new at an offset is none to who reads the text."""
    if markers.find(old, language).faults:
        return  # they are told in their places
    found = markers.find(new, language)
    if found.faults or not any(marker.start == at for marker in found.markers):
        line = Lines(new).at(at)[0]
        raise ValueError(
            f"in line {line} a marker would be shown as code, or stand within something else; "
            "name another line with --after"
        )


def _end(text: str, language: Language) -> int:
    """Where what a document shows ends."""
    if language.tail:
        for found in reversed([*re.finditer(language.tail, text)]):
            return found.start()
    return len(text)


def _behind(text: str, line: int) -> int:
    """The offset behind a line. Raises ``ValueError`` where there is no such line."""
    ends = [found.end() for found in _LINE_END.finditer(text)]
    if not text.endswith(("\n", "\r")) and text:
        ends.append(len(text))
    if not 0 <= line <= len(ends):
        raise ValueError(f"there is no line {line}; the document has {len(ends):,}")
    return ends[line - 1] if line else 0
