"""Reads start tags of SVG and HTML, and nothing else: no document type, no entity but those of characters, no
element within another one. So it takes what sanitizers, optimisers and other people's pages have made of a
picture, and what would blow up a parser is to it a text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from timeline.provenance import DATA, PREFIX
from timeline.provenance.limits import Unreadable, named

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
_ATTRIBUTE = re.compile(rf"""([^\s"'<>/=]++)(?:\s*+=\s*+({_VALUE}))?+""")
_TAG = re.compile(
    rf"""<(?:[\w.-]{{1,40}}:)?(svg|meta)((?:\s++[^\s"'<>/=]++(?:\s*+=\s*+{_VALUE})?+)*+)\s*+/?+>""",
    re.IGNORECASE,
)
_PARTS = re.compile(
    rf"""(</?+([a-zA-Z][\w:.-]*+)((?:\s++[^\s"'<>/=]++(?:\s*+=\s*+{_VALUE})?+)*+)\s*+/?+>)|([^<]++)"""
)
_END = re.compile(r"</(?:[\w.-]{1,40}:)?svg\s*+>", re.IGNORECASE)
_FIRST = re.compile(
    r"(?:\ufeff|\s++|<\?[^>]*+>|<!DOCTYPE(?:[^>\[]|\[[^\]]*+\])*+>|<!--.*?-->)*+<(?:[\w.-]{1,40}:)?svg[\s>]",
    re.DOTALL,
)
_FREE = (
    *("width", "height", "style", "class", "role", "aria-", "lang", "xml:lang", "direction", "tabindex"),
    "focusable",
)
"""How the attributes begin that a page may give a root in its own way."""
_BLOCK = re.compile(
    r"""<script\b[^<>]*?\bid=["']?_file["']?[^<>]*+>\s*+"([A-Za-z0-9+/=\s]*+)"\s*+</script""", re.IGNORECASE
)


def text(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a mark; what is neither is passed over."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8", "replace")


def is_svg(text: str) -> bool:
    """Whether a text is an SVG file whose own root says where it comes from, and none that stands in it."""
    first = _FIRST.match(text)
    root = first and _TAG.match(text, text.rindex("<", 0, first.end()))
    return bool(root and f"data-{PREFIX}sha256" in attributes(root[2]))


def page(text: str) -> dict[str, str]:
    """What a page of this program says of where it comes from. Raises ``Unreadable``."""
    tags = (found[2] for found in _TAG.finditer(text) if found[1].lower() == "meta" and PREFIX in found[2])
    return named((one.get("name", ""), one.get("content", "")) for one in map(attributes, tags))


def roots(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each SVG in a text that says where it comes from: the whole element, and the attributes of its root.
    One that has no end goes as far as the next."""
    last: tuple[re.Match[str], dict[str, str]] | None = None
    for found in _TAG.finditer(text):
        if found[1].lower() == "svg" and PREFIX in found[2]:
            given = attributes(found[2])
            if f"data-{PREFIX}sha256" in given:
                if last:
                    yield _element(text, last[0], found.start()), last[1]
                last = found, given
    if last:
        yield _element(text, last[0], len(text)), last[1]


def of_root(attributes: Mapping[str, str]) -> dict[str, str]:
    """What the root of an SVG says of where it comes from. Raises ``Unreadable``."""
    said = {
        name.removeprefix("data-"): value for name, value in attributes.items() if name.startswith("data-")
    }
    return named(said.items())


def block(text: str) -> str | None:
    """The data that a page brings along, in base64; None where it has none."""
    found = _BLOCK.search(text)
    return found and found[1]


def of_data(attributes: Mapping[str, str]) -> str | None:
    """The same of the root of an SVG."""
    return attributes.get(f"data-{PREFIX}{DATA}")


def decoded(base64: str) -> bytes:
    """The bytes behind a text. Raises ``Unreadable``."""
    from binascii import Error, a2b_base64

    try:
        return a2b_base64("".join(base64.split()), strict_mode=True)
    except (Error, ValueError):
        raise Unreadable("it is damaged: its data are no base64") from None


def shapes(svg: str, *, inline: bool = False) -> list[object]:
    """What is drawn by an SVG, in its order: elements with their attributes, and words. How it is written is
    left out; of one that is ``inline`` so is what its page may say in its own way: how large it is, what it
    is called, and the style sheet. Where two are the same, the drawing is.
    """
    found: list[object] = []
    styled = False
    root = _TAG.search(svg)
    for tag, full, held, words in _PARTS.findall(_element(svg, root, len(svg)) if root else svg):
        name = full.rpartition(":")[2].lower()
        if tag:
            styled = inline and name == "style" and not tag.startswith("</")
        if tag and not tag.startswith("</") and not styled:
            given = attributes(held).items()
            free = _FREE if name == "svg" and inline else ()
            found.append((name, frozenset(one for one in given if not one[0].startswith(("xmlns", *free)))))
        elif not styled and (said := " ".join(unescape(words).split())):
            found.append(said)
    return found


def _element(text: str, root: re.Match[str], most: int) -> str:
    """An SVG as far as its end tag, or up to the offset ``most``; none of this program's has another one
    within."""
    if root[0].endswith("/>"):
        return root[0]
    end = _END.search(text, root.end(), most)
    return text[root.start() : end.end() if end else most]


def attributes(text: str) -> dict[str, str]:
    """The attributes of a start tag; where one is there twice, the first counts."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        plain = value[1:-1] if value[:1] in ("'", '"') else value
        found.setdefault(name.lower(), unescape(plain))
    return found
