"""The one place that escapes text and builds elements.

Event text is hostile until it has been through here. ``Markup`` is text that has: ``element`` escapes every
child and every attribute that is a plain ``str`` and lets ``Markup`` pass, so that forgetting to escape is
not possible and escaping twice is not either.

Two kinds of cleaning stand before the escaping. Characters that XML forbids are dropped everywhere, for they
make a file unreadable whatever one escapes; and so are bidirectional embeddings, overrides and isolates, so
that the page and the picture show the same letters in the same order, and no text reads otherwise than it is
written. ``painted`` goes further, for words in a picture: renderers draw soft hyphens, zero-width spaces and
direction marks as boxes, and letters in their decomposed form with the accent beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from timeline.records import TYPE_CHECKING
from timeline.write.numbers import number

if TYPE_CHECKING:
    from typing import TypeAlias

Attributes: TypeAlias = Mapping[str, "str | float | None"]
"""Names and values in the order in which they are printed. None leaves the attribute out."""


class Markup(str):
    """Text that is markup already and is printed as it stands."""

    __slots__ = ()


def _dropped(*ranges: tuple[int, int]) -> dict[int, None]:
    return {code: None for first, last in ranges for code in range(first, last + 1)}


# The C0 and C1 controls but tab, newline and return, the surrogates, and the two noncharacters that XML 1.0
# excludes; then embeddings, overrides and isolates.
_ILLEGAL = _dropped(
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0xD800, 0xDFFF), (0xFFFE, 0xFFFF),
    (0x202A, 0x202E), (0x2066, 0x2069),
)  # fmt: skip

# Soft hyphen, zero-width space, the direction marks.
_UNPAINTABLE = _ILLEGAL | _dropped((0xAD, 0xAD), (0x200B, 0x200B), (0x200E, 0x200F))

# A run of text is one line, and so is the element that holds it.
_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\r\u2028\u2029"), " ")

# Within quotes, XML reads these as blanks unless they are written so.
_REFERENCES = {ord(blank): f"&#{ord(blank)};" for blank in "\t\n\r"}


def legal(text: str) -> str:
    """``text`` without the characters that XML forbids and without bidirectional controls."""
    # All that is dropped is unprintable in Python's sense, which is asked in a tenth of the time of a
    # translation.
    return text if text.isprintable() else text.translate(_ILLEGAL)


def painted(text: str) -> str:
    """``text`` as a picture can show it: one line, composed (NFC), and nothing in it that paints no ink."""
    if not text.isprintable():
        text = text.translate(_LINE_ENDS).translate(_UNPAINTABLE)
    if not text.isascii():
        from unicodedata import normalize  # most files never need it

        text = normalize("NFC", text)
    return text


def escape(text: str) -> Markup:
    """``text`` as the content of an element or of an attribute in double quotes."""
    return text if isinstance(text, Markup) else Markup(_escaped(text))


def opening(name: str, attributes: Attributes | None = None, end: str = ">") -> Markup:
    """The start tag of an element; ``end`` is ``"/>"`` for one that has no content."""
    return Markup(_start(name, attributes, end))


def _start(name: str, attributes: Attributes | None, end: str = ">") -> str:
    if not attributes:
        return f"<{name}{end}"
    parts = ["<", name]
    for key, value in attributes.items():
        if value is not None:
            printed = _quoted(value) if isinstance(value, str) else number(value)
            parts += (" ", key, '="', printed, '"')
    parts.append(end)
    return "".join(parts)


def element(name: str, attributes: Attributes | None = None, *children: str) -> Markup:
    """A whole element on one line. Children that are plain text are escaped."""
    if not children:
        return opening(name, attributes, "/>")
    # Most children are markup: asking them here saves half of the calls.
    inside = "".join([one if one.__class__ is Markup else _escaped(one) for one in children])
    return Markup(f"{_start(name, attributes)}{inside}</{name}>")


def block(name: str, attributes: Attributes, *children: str) -> Markup:
    """An element with each of its children on lines of their own."""
    inside = [one if one.__class__ is Markup else _escaped(one) for one in children]
    return Markup("\n".join((_start(name, attributes), *inside, f"</{name}>")))


def maybe(name: str, attributes: Attributes, *children: str) -> Iterator[Markup]:
    """An element, where there is anything to put into it."""
    if children:
        yield element(name, attributes, *children)


def run(*parts: str) -> Markup:
    """Words and elements one after the other."""
    return Markup("".join(map(_escaped, parts)))


def joined(separator: str, parts: Iterable[Markup]) -> Iterator[str]:
    """Elements with a separator between each two."""
    for position, part in enumerate(parts):
        if position:
            yield separator
        yield part


def bdi(text: str) -> Markup:
    """Words of the file: their direction is found out from themselves and ends with them."""
    return Markup(f"<bdi>{_escaped(text)}</bdi>")


def _quoted(text: str) -> str:
    return _escaped(text) if text.isprintable() else _escaped(text).translate(_REFERENCES)


def _escaped(text: str) -> str:
    if isinstance(text, Markup):
        return text
    if not text.isprintable():
        text = text.translate(_ILLEGAL)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
