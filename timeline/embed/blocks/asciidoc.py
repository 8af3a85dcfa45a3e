"""The block in AsciiDoc: a block image with a title, and lists after it.

AsciiDoc looks for signs in several rounds, and each round finds what the one before it has left. So what is a
sign to any of them is written as a reference to a character, which comes through all of them untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.embed.addresses import address, run
from timeline.embed.blocks.block import SCREEN, Block, Syntax, plain
from timeline.embed.blocks.names import identifier

_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in '\\`*_^~#+|{}[]<>&@"$%'}
_SHORT = re.compile(r"(?<=([-.:;=(,]))\1|(?<=\w)'(?=\w)|\((?=(?:C|R|TM)\))")
"""What is read as a dash, dots, an apostrophe, a mark of trade, a list or an entry of the index."""
_NOTE = re.compile(r"(?<= )&#91;(\d+)&#93;")


def escaped(text: str) -> str:
    """Words within a line."""
    return _SHORT.sub(lambda found: f"&#{ord(found[0])};", text.translate(_SIGNS))


def line(text: str) -> str:
    """Words that a line, or an item of a list, consists of; addresses can be followed."""
    written = _NOTE.sub(r"[\1]", run(plain(text), escaped, _followed))
    if written and not written[0].isalnum() and written[0] != "&":
        return f"&#{ord(written[0])};{written[1:]}"
    return written


def _followed(web: str) -> str:
    return f"link:++{web.replace('++', '+%2B')}++[]"


def write(block: Block) -> list[str]:
    """The lines of the block."""
    path = block.picture("svg", "png", "pdf", "gif")
    if odd := set(path) & set('{}[]<>+`"\\'):
        raise ValueError(f"the path {path} has {' '.join(sorted(odd))} in it, which AsciiDoc cannot take")
    options = [f'"{escaped(plain(block.alt))}"']
    if block.width:
        options.append(f"width={block.width}")
    options.append(f"pdfwidth={block.share() * 100:g}%")
    if block.page:
        options.append(f'link="{address(block.page)}"')
    lines = [""]
    if name := identifier(block.name):
        lines.append(f"[#{name}]")
    if block.caption and plain(block.caption):
        lines.append(f".{line(block.caption)}")
    lines += [f"image::{path}[{','.join(options)}]", ""]
    lines += _list(block.heading_events, block.events, "*")
    lines += _list(block.heading_sources, block.sources, ".")
    return lines


def _list(heading: str, texts: Sequence[str], sign: str) -> Iterator[str]:
    if texts:
        yield f".{line(heading)}"
        yield from (f"{sign} {line(text)}" for text in texts)
        yield ""


ASCIIDOC = Syntax("asciidoc", ("svg",), linked=True, dark=False, width=SCREEN, write=write)
