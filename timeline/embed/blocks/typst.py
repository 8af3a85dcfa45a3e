"""The block in Typst: a figure, and lists after it.

Whether figures float is for the document to say, with ``#set figure(placement: auto)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.embed.addresses import address, run
from timeline.embed.blocks.block import PAPER, Block, Syntax, plain
from timeline.embed.blocks.names import identifier

_SIGNS = {ord(sign): f"\\{sign}" for sign in "\\#$*_`<>@~[]"}
_SHORT = re.compile(r"/(?=/)|-(?=[-?\d])|\.(?=\.\.)")
"""Comments, and what Typst reads as dashes, minus signs and dots of its own."""
_OPENING = re.compile(r"[-+=/]|\d+(?=\.)")


def escaped(text: str) -> str:
    """Words within a line."""
    return _SHORT.sub(lambda found: f"\\{found[0]}", text.translate(_SIGNS))


def quoted(text: str) -> str:
    """A string of code."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def line(text: str) -> str:
    """Words that a paragraph begins with; addresses can be followed."""
    written = run(plain(text), escaped, lambda web: f"#link({quoted(web)});")
    if opening := _OPENING.match(written):
        at = opening.end() - 1 if opening[0] in "-+=/" else opening.end()
        return f"{written[:at]}\\{written[at:]}"
    return written


def write(block: Block) -> list[str]:
    """The lines of the block."""
    lines: list[str] = []
    for page in range(1, block.pages + 1):
        lines += _figure(block, page)
    lines += _list(block.heading_events, block.events, "-")
    lines += _list(block.heading_sources, block.sources, "+")
    return lines


def _figure(block: Block, page: int) -> Iterator[str]:
    """A figure with one page of the picture; the first one has the caption, and the name."""
    path = block.picture("svg", "pdf", "png")
    if block.pages > 1 and path.endswith(".svg"):
        path = f"{block.stem}-{page}.svg"
    number = f", page: {page}" if block.pages > 1 and path.endswith(".pdf") else ""
    yield "#figure("
    yield f"  link({quoted(address(block.page))}, image(" if block.page else "  image("
    yield f"    {quoted(path)}{number},"
    yield f'    width: {block.share() * 100:g}%, fit: "contain",  // and no higher than the page'
    yield f"    alt: {quoted(plain(block.told(page)))},"
    yield "  ))," if block.page else "  ),"
    has_caption = page == 1 and block.caption and plain(block.caption)
    if has_caption:
        yield f"  caption: [{line(block.caption or '')}],"
    name = identifier(block.name, "fig-") if has_caption else ""
    yield f") <{name}>" if name else ")"


def _list(heading: str, texts: Sequence[str], sign: str) -> Iterator[str]:
    if texts:
        yield from ("", f"*{escaped(plain(heading))}*", "")
        yield from (f"{sign} {line(text)}" for text in texts)


TYPST = Syntax("typst", ("svg",), linked=False, dark=False, width=PAPER, write=write)
