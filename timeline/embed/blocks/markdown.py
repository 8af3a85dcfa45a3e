"""The block in Markdown: a linked picture, its caption in italics, lists.

It is read by engines that agree on little: GitHub and GitLab, Python-Markdown with whatever a site has added
to it, pandoc, editors. What is a sign to any of them is written as a reference to a character, which all of
them read as that character and nothing else; a backslash serves only for those characters that all of them
escape so. Templates that run over a page before it is Markdown find no braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.embed.addresses import address, pieces, run
from timeline.embed.blocks.block import SCREEN, Block, Syntax, plain
from timeline.embed.blocks.html import escaped as escaped_in_html
from timeline.embed.blocks.html import image, listed
from timeline.write.markup import Markup

_BACKSLASHED = {ord(sign): f"\\{sign}" for sign in "\\`*_["}
_REFERRED = {ord(sign): f"&#{ord(sign)};" for sign in "~$|^{}@="}
_SIGNS = _BACKSLASHED | _REFERRED | {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}
_WEB = re.compile(r"(?<=www)\.", re.IGNORECASE)
"""What some engines take for an address, and read as if nothing in it were escaped."""
_REFERENCE = re.compile(r"&(?:#|amp|lt|gt|quot|\w+;)")
"""What engines read as a reference even within an address."""
_BOX = re.compile(r"\\\[[ xX]\]")
"""A task that may be ticked, which pandoc sees whatever is escaped in it."""
_IN_HTML = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]~$|^@=!"}

_OPENING = set("-+#!:%;=.\"'?,/")
"""What may open a block of some engine at the beginning of a line."""
_BULLET = re.compile(r"(\(?(?:\w+|#))([.)])(?=\s|$)")
_DOUBLED = re.compile(r"(?<=([-+:!]))\1")
_EMOJI = re.compile(r":(?=(?:[+-]1|100|1234|[\w+-]*[^\W\d_][\w+-]*):)")


def escaped(text: str) -> str:
    """Words within a line."""
    text = text.translate(_SIGNS)
    text = _DOUBLED.sub(lambda found: f"&#{ord(found[0])};", text)
    return _WEB.sub("&#46;", _EMOJI.sub("&#58;", text).replace("://", "&#58;//"))


def followed(text: str) -> str:
    """Words within a line, whose addresses can be followed."""
    if any(is_web and _REFERENCE.search(part) for part, is_web in pieces(text)):
        return escaped(text)
    return run(text, escaped, "<{}>".format)


def alternative(text: str) -> str:
    """Words within the brackets of a picture."""
    return escaped(plain(text)).replace("\\[", "&#91;").replace("]", "&#93;")


def line(text: str) -> str:
    """Words that a line, or an item of a list, consists of; addresses can be followed."""
    written = followed(plain(text))
    if _BOX.match(written):
        return f"{written[:4]}&#8288;{written[4:]}"
    if written[:1] in _OPENING:
        return f"&#{ord(written[0])};{written[1:]}"
    if bullet := _BULLET.match(written):
        return f"{bullet[1]}\\{bullet[2]}{written[bullet.end() :]}"
    return written


def referred(text: str) -> Markup:
    """Words within elements of HTML, where some engines look for signs and others for nothing."""
    return Markup(escaped_in_html(text).translate(_IN_HTML))


def write(block: Block) -> list[str]:
    """The lines of the block."""
    if block.inline:
        shown = block.inline.split("\n")
    elif block.width or block.dark:
        shown = [image(block, referred)]  # Markdown has no words for this
    else:
        shown = [f"![{alternative(block.alt)}]({address(block.picture('svg', 'png', 'gif'))})"]
        if block.page:
            shown = [f"[{shown[0]}]({address(block.page)})"]
    lines = ["", *shown, ""]
    if block.caption and plain(block.caption):
        lines += [f"*{followed(plain(block.caption))}*", ""]
    lines += _list(block, block.heading_events, block.events, "-")
    lines += _list(block, block.heading_sources, block.sources, "1.")
    return lines


def _list(block: Block, heading: str, texts: Sequence[str], sign: str) -> Iterator[str]:
    if not texts:
        return
    if block.folded:
        yield from listed(heading, texts, is_numbered=sign != "-", write=referred)
        yield ""
        return
    yield from (f"**{escaped(plain(heading))}**", "")
    for number, text in enumerate(texts, 1):
        yield f"{f'{number}.' if sign != '-' else sign} {line(text)}"
    yield ""


MARKDOWN = Syntax("markdown", ("svg",), linked=True, dark=True, width=SCREEN, write=write)
