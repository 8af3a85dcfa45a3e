"""What becomes of an SVG that ``embed`` puts into a document of an office: it gets a mark, by which it is
known again there, and in a presentation of LibreOffice it goes without titles. Nothing of that can be seen.
"""

from __future__ import annotations

import re

ATTRIBUTE = "data-timeline-embed"
"""The attribute of its root that is the mark."""
MARKED = re.compile(rb'<svg data-timeline-embed="([^"]*)" ')

_TITLES = re.compile(rb"<(title|desc)\b[^>]*>[^<]*</\1>\n?| aria-labelledby=\"[^\"]*\"")


def unmarked(svg: bytes) -> bytes:
    """The SVG without its mark."""
    return MARKED.sub(b"<svg ", svg, count=1)


def untitled(svg: bytes) -> bytes:
    """The SVG without the titles that are shown of its parts."""
    return _TITLES.sub(b"", svg)
