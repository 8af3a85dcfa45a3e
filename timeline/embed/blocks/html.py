"""The block in HTML: a figure with a picture of its own size, as wide as there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from timeline.embed.addresses import address, run
from timeline.embed.blocks.block import SCREEN, Block, Syntax, plain
from timeline.embed.blocks.names import identifier
from timeline.write.markup import Markup, element, opening
from timeline.write.markup import run as joined

# Templates that run over a page before it is HTML find no braces.
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "{}"} | {
    ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"
}  # fmt: skip


def escaped(text: str) -> Markup:
    """Words of an element or of an attribute in double quotes."""
    return Markup(text.translate(_SIGNS))


def image(block: Block, write: Callable[[str], Markup] = escaped) -> Markup:
    """The picture on one line, in a link where there is a page, with another one for the dark where there is.
    ``write`` escapes its words."""
    width, height = block.size
    attributes = {
        "src": address(block.picture("svg", "png", "gif")),
        "alt": write(plain(block.alt)),
        "width": write(block.width) if block.width else width,
        "height": None if block.width else height,
        "style": "max-width: 100%; height: auto",
    }
    picture = opening("img", attributes)
    if block.dark:
        dark = {"media": "(prefers-color-scheme: dark)", "srcset": address(f"{block.stem}-dark.svg")}
        picture = element("picture", None, opening("source", dark), picture)
    return element("a", {"href": address(block.page)}, picture) if block.page else picture


def listed(
    heading: str, texts: Sequence[str], *, is_numbered: bool, write: Callable[[str], Markup] = escaped
) -> Iterator[Markup]:
    """A list that opens at a click, one item on a line. ``write`` escapes its words."""
    yield joined(opening("details"), element("summary", None, write(plain(heading))))
    kind = "ol" if is_numbered else "ul"
    yield opening(kind)
    for text in texts:
        yield element("li", None, Markup(run(plain(text), write, lambda web: _followed(web, write(web)))))
    yield Markup(f"</{kind}>")
    yield Markup("</details>")


def _followed(web: str, shown: Markup) -> Markup:
    return element("a", {"href": web}, shown)


def write(block: Block) -> list[str]:
    """The lines of the block."""
    attributes = {"class": "timeline", "id": identifier(block.name) or None, "lang": block.lang}
    lines: list[str] = [opening("figure", attributes)]
    lines += block.inline.split("\n") if block.inline else [image(block)]
    if block.caption and plain(block.caption):
        lines.append(element("figcaption", None, escaped(plain(block.caption))))
    if block.events:
        lines += listed(block.heading_events, block.events, is_numbered=False)
    if block.sources:
        lines += listed(block.heading_sources, block.sources, is_numbered=True)
    return [*lines, "</figure>"]


HTML = Syntax("html", ("svg",), linked=True, dark=True, width=SCREEN, write=write)
