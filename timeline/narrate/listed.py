"""Lists of what there is to say: sections of items of lines, to be set in plain text, in Markdown or in a
page.

A line may show the old and the new form of a text, in pieces of which those that differ are marked.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

Piece: TypeAlias = "tuple[str, bool]"
"""A stretch of a text, and whether it differs."""


class Line(NamedTuple):
    """Something in words; where a text was reworded also its ``old`` and its ``new`` form."""

    text: str
    old: Sequence[Piece] = ()
    new: Sequence[Piece] = ()


class Item(NamedTuple):
    """One or more lines about one thing, which has a ``name`` where there is one to call it by."""

    name: str
    lines: Sequence[Line]


class Section(NamedTuple):
    """Items under a heading."""

    heading: str
    items: Sequence[Item]
