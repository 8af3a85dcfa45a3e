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
_FIRST = re.compile(
    r"(?:\ufeff|\s++|<\?[^>]*+>|<!DOCTYPE(?:[^>\[]|\[[^\]]*+\])*+>|<!--.*?-->)*+<(?:[\w.-]{1,40}:)?svg[\s>]",
    re.DOTALL,
)
_BLOCK = re.compile(
    r"""<script\b[^<>]*?\bid=["']?_file["']?[^<>]*+>\s*+"([A-Za-z0-9+/=\s]*+)"\s*+</script""", re.IGNORECASE
)


def text(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a mark; what is neither is passed over."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8", "replace")


def is_svg(text: str) -> bool:
    """Whether a text is an SVG file, by its first element."""
    return _FIRST.match(text) is not None


def page(text: str) -> dict[str, str]:
    """What a page of this program says of where it comes from. Raises ``Unreadable``."""
    metas = (attributes for name, attributes in _tags(text) if name == "meta")
    return named((one.get("name", ""), one.get("content", "")) for one in metas)


def roots(text: str) -> Iterator[dict[str, str]]:
    """The attributes of each SVG in a text that says where it comes from."""
    for name, attributes in _tags(text):
        if name == "svg" and f"data-{PREFIX}sha256" in attributes:
            yield attributes


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


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The start tags, each with its attributes; where one is there twice, the first counts."""
    for found in _TAG.finditer(text):
        if PREFIX in found[2]:
            attributes: dict[str, str] = {}
            for name, value in _ATTRIBUTE.findall(found[2]):
                plain = value[1:-1] if value[:1] in ("'", '"') else value
                attributes.setdefault(name.lower(), unescape(plain))
            yield found[1].lower(), attributes
