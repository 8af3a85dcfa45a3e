"""What a marker asks for, in every syntax, and what all of them do with its words.

The words of an events file are hostile wherever they come to stand: no host may read anything in them but
words. Here they become plain lines; each syntax then writes them so that its own parser gives them back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from timeline.records import NamedTuple
from timeline.write.markup import legal

PAPER = 605
"""Pixels to a column of 16 cm, as on an A4 sheet with usual margins: type is as large there as drawn."""
SCREEN = 720
"""Pixels to the column of text of most web pages, which are from 650 to 850 wide."""
NEARLY = 0.9
"""Of a column: what is so wide is made as wide as it is."""


class Block(NamedTuple):
    """The picture that stands between two markers, and what stands around it.

    ``stem`` is the path of its files without their ending, from the document, with ``/``; ``endings`` are
    those that are there, best first. ``page`` is what the picture links to, a path from the document or a
    whole address, ``width`` how much of the text's width it takes, as ``80%``; all of it where it is None.
    ``size`` is in CSS pixels. ``events`` and ``sources`` are lines of plain text, the sources in the order of
    their numbers. ``name`` is what the document refers to it by. ``inline`` is markup that stands in place of
    the picture, where the syntax has room for it; ``pages`` is how many pages the picture has.
    """

    stem: str
    endings: tuple[str, ...]
    alt: str
    size: tuple[float, float]
    caption: str | None = None
    page: str | None = None
    width: str | None = None
    events: Sequence[str] = ()
    sources: Sequence[str] = ()
    dark: bool = False
    heading_events: str = "Events"
    heading_sources: str = "Sources"
    lang: str = "en"
    name: str = ""
    inline: str = ""
    folded: bool = False
    pages: int = 1

    def share(self, column: int = PAPER) -> float:
        """How much of the text's width the picture takes, from 0 to 1, where a column has so many pixels.
        None is made larger than it was drawn."""
        if self.width:
            return float(self.width.rstrip("%")) / 100
        share = self.size[0] / column
        return 1 if share > NEARLY else round(share, 2)

    def told(self, page: int) -> str:
        """The alternative text of one of the pages."""
        return self.alt if self.pages == 1 else f"{self.alt} ({page}/{self.pages})"

    def picture(self, *shown: str) -> str:
        """The file to show, with the first ending of those there are that the host can show."""
        ending = next((ending for ending in self.endings if ending in shown), None)
        if ending is None:
            given = " or ".join(self.endings)
            raise ValueError(f"this document can show {' or '.join(shown)}, and not {given}")
        return f"{self.stem}.{ending}"


class Syntax(NamedTuple):
    """How one syntax shows a timeline.

    ``pictures`` are the endings of the files that it wants, ``linked`` is whether a picture in it can be
    followed to its page, ``dark`` whether it can show another one to who reads in the dark. ``width`` is how
    many CSS pixels a picture is laid out for where nobody says. ``write`` gives the lines between the
    markers, without their ends; it raises ``ValueError`` for what cannot be shown.
    """

    name: str
    pictures: tuple[str, ...]
    linked: bool
    dark: bool
    width: int
    write: Callable[[Block], list[str]]


ENDS = dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def plain(text: str) -> str:
    """A text in one line, without blanks at its ends or more than one in a row, and without the
    characters that no document may hold. Blanks that do not break a line stay."""
    return re.sub(" {2,}", " ", legal(text.translate(ENDS))).strip()
