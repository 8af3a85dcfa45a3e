"""Lists of what there is to say: sections of items of lines, to be set in plain text, Markdown or a page.

A line may show the old and the new form of a text; ``marked`` finds out which words of the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

Piece: TypeAlias = "tuple[str, bool]"
"""A stretch of a text, and whether it differs."""

CLIPPED = 90  # characters of a text within a sentence
AROUND = 40  # characters that are left of what is alike, beside what differs
LONGEST = 600  # words and blanks of which it is found out how they differ

_SINGLE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # of scripts without blanks between words
WORD = re.compile(rf"[{_SINGLE}]|[^\W{_SINGLE}]+|\s+|[^\w\s]")


class Line(NamedTuple):
    """Something in words; where a text was reworded also its ``old`` and ``new`` form, each in one line."""

    text: str
    old: str = ""
    new: str = ""


class Item(NamedTuple):
    """One or more lines about one thing, which has a ``name`` where there is one to call it by."""

    name: str
    lines: Sequence[Line]


class Section(NamedTuple):
    """Items under a heading."""

    heading: str
    items: Sequence[Item]


def clipped(text: str) -> str:
    """A text as it stands in a sentence: in one line, and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= CLIPPED else f"{text[: CLIPPED - 1].rpartition(' ')[0] or text[:CLIPPED]} …"


def marked(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """The two forms of a text in pieces, word by word, each with whether it differs. Long stretches that are
    alike are left out, but for what stands beside what differs."""
    one, other = WORD.findall(old), WORD.findall(new)
    before: list[Piece] = []
    after: list[Piece] = []
    steps = _steps(one, other)
    for place, (alike, a0, a1, b0, b1) in enumerate(steps):
        gone, come = "".join(one[a0:a1]), "".join(other[b0:b1])
        first, last = not place, place == len(steps) - 1
        differs = not alike or (gone.isspace() and not first and not last)  # a blank between two that do
        if not differs:
            gone = come = _elided(gone, first=first, last=last)
        before.append((gone, differs))
        after.append((come, differs))
    return _run_together(before), _run_together(after)


def _steps(one: Sequence[str], other: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """The way from one row of words to the other: stretches of both, and whether they are alike. What begins
    and what ends alike costs nothing; between, very many words are all taken for others."""
    from difflib import SequenceMatcher  # only what was reworded needs it

    least = min(len(one), len(other))
    head = next((n for n in range(least) if one[n] != other[n]), least)
    tail = next((n for n in range(least - head) if one[-1 - n] != other[-1 - n]), least - head)
    ends = len(one) - tail, len(other) - tail
    found = [(True, 0, head, 0, head)] if head else []
    if max(ends) - head > LONGEST:
        found.append((False, head, ends[0], head, ends[1]))
    else:
        matcher = SequenceMatcher(None, one[head : ends[0]], other[head : ends[1]], autojunk=False)
        found += [
            (code == "equal", head + a0, head + a1, head + b0, head + b1)
            for code, a0, a1, b0, b1 in matcher.get_opcodes()
        ]
    return [*found, *([(True, ends[0], len(one), ends[1], len(other))] if tail else [])]


def _elided(text: str, *, first: bool, last: bool) -> str:
    """A stretch that is alike, with a gap where it is long: what stands beside what differs is left, in whole
    words where there are blanks."""
    if len(text) <= 2 * AROUND + 10:
        return text
    head, tail = text[:AROUND], text[-AROUND:]
    head = "" if first else f"{head.rpartition(' ')[0] or head} "
    tail = "" if last else f" {tail.partition(' ')[2] or tail}"
    return f"{head}…{tail}"


def _run_together(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces without empty ones, neighbours of one kind as one."""
    found: list[Piece] = []
    for text, differs in pieces:
        if found and found[-1][1] == differs:
            found[-1] = found[-1][0] + text, differs
        elif text:
            found.append((text, differs))
    return found
