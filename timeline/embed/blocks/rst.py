"""The block in reStructuredText: the figure directive, and lists after it.

The words of an option are taken as they stand, those of a paragraph are escaped with backslashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.embed.addresses import address, run
from timeline.embed.blocks.block import SCREEN, Block, Syntax, plain
from timeline.embed.blocks.names import identifier

_SIGNS = re.compile(r"[\\*`|<>]|_(?!\w)|(?<!\w)_|__+")
_BULLET = re.compile(r"(\(?(?:\w+|#))([.)])(?=\s|$)")
_RULE = re.compile(r"([^\w\s])\1*$")


def escaped(text: str) -> str:
    """Words within a paragraph."""
    text = _SIGNS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)
    return re.sub(r":(?=:)", r":\\ ", text)


def line(text: str) -> str:
    """Words that a paragraph begins with; addresses can be followed."""
    return _begun(run(plain(text), escaped, _followed).removeprefix("\\ ").removesuffix("\\ "))


def _begun(written: str) -> str:
    """Text at the beginning of a line, where it is nothing but text."""
    if _RULE.match(written):
        return f"\\ {written}"
    if written and not written[0].isalnum() and written[0] not in "\\`":
        return f"\\{written}"
    if bullet := _BULLET.match(written):
        return f"{bullet[1]}\\{bullet[2]}{written[bullet.end() :]}"
    return written


def _followed(web: str) -> str:
    """A link that ends where it ends, whatever follows."""
    shown = escaped(web)
    return f"\\ `{shown} <{web.replace('_', '%5F') if web.endswith('_') else web}>`__\\ "


def write(block: Block) -> list[str]:
    """The lines of the block."""
    # Spaces in a path have to be escaped, and nothing else can be: the path is taken for an address.
    path = block.picture("svg", "png", "gif", "pdf")
    if odd := set(path) & set('#?%\\"<>'):
        signs = " ".join(sorted(odd))
        raise ValueError(f"the path {path} has {signs} in it, which reStructuredText cannot take")
    lines = ["", f".. figure:: {plain(path).replace(' ', chr(92) + ' ')}"]
    if name := identifier(block.name):
        lines.append(f"   :name: {name}")
    lines.append(f"   :alt: {plain(block.alt)}")
    if block.page:
        lines.append(f"   :target: {re.sub('_$', '%5F', address(block.page))}")
    width = "100%" if block.share(SCREEN) == 1 else f"{block.size[0]:g}px"
    lines.append(f"   :width: {block.width or width}")
    if block.caption and plain(block.caption):
        lines += ["", f"   {line(block.caption)}"]
    lines.append("")
    lines += _list(block.heading_events, block.events, is_numbered=False)
    lines += _list(block.heading_sources, block.sources, is_numbered=True)
    return lines


def _list(heading: str, texts: Sequence[str], *, is_numbered: bool) -> Iterator[str]:
    if texts:
        yield from (f".. rubric:: {_begun(escaped(plain(heading)))}", "")
        for number, text in enumerate(texts, 1):
            yield f"{f'{number}.' if is_numbered else '-'} {line(text)}"
        yield ""


RST = Syntax("rst", ("svg",), linked=True, dark=False, width=SCREEN, write=write)
