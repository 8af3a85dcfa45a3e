"""The block in Org: a picture with its affiliated keywords, and lists after it.

Org has no sign that escapes others; its manual's way is a blank without width, which ends whatever a sign
would begin. The picture is no link: a figure within a link is no LaTeX, and pandoc loses the caption of one.
The caption is the link instead.

In LaTeX, Org wants a package and a program for an SVG. Where the document has not loaded that package, the
PDF of the same name is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.embed.addresses import run
from timeline.embed.blocks.block import SCREEN, Block, Syntax, plain
from timeline.embed.blocks.names import identifier

BLANK, JOINT = "\u200b", "\u2060"
"""A blank without width, and what has none and is no blank: signs of emphasis count where a blank is before
them, most others where none is behind them.
"""
_EMPHASIS = re.compile(r"(?<![^\W_])(?=[*/_=~+](?:\S|$))|(?<=\w)(?=:[^\s\d])")
"""Before what ``BLANK`` would not help. Links need no brackets: elisp:(…) is one."""
_SIGNS = re.compile(
    r"""\b(?:src|call)(?=_)         # code
    | [_^](?=\S|$)                  # what stands lower or higher
    | \\                            # entities, LaTeX, ends of lines
    | <(?=[<\w%])                   # links, targets, times
    | \[(?=[\[%/@ xX-]|fn:|cite|\d{3,})
    | \](?=\])
    | \{(?=\{) | @(?=@) | -(?=-) | :(?=:)
    """,
    re.VERBOSE,
)
_BULLET = re.compile(r"\(?\w+(?=[.)](?:\s|$))")
_ATTRIBUTE = re.compile(r" (?=:\S)")
_REFUSED = set('[]\\{}<>"')
_LATEX = r"#+LATEX: \providecommand{\includesvg}[2][]{\includegraphics[#1]{#2.pdf}}"


def escaped(text: str) -> str:
    """Words within a line."""
    text = _SIGNS.sub(lambda found: found[0] + BLANK, _EMPHASIS.sub(JOINT, text))
    return text.replace("$", r"\dollar{}" + JOINT) if text.count("$") > 1 else text


def line(text: str, *, follows: bool = True) -> str:
    """Words that a line, or an item of a list, consists of; addresses can be followed, or not."""
    written = run(plain(text), escaped, "[[{}]]".format) if follows else escaped(plain(text))
    if written and not written[0].isalnum():
        return JOINT + written if written[0] != JOINT else written
    if bullet := _BULLET.match(written):
        return f"{bullet[0]}{BLANK}{written[bullet.end() :]}"
    return written


def write(block: Block) -> list[str]:
    """The lines of the block."""
    path = _path(block.picture("svg", "png", "pdf"))
    lines = [""]
    if path.endswith(".svg") and "pdf" in block.endings:
        lines.append(_LATEX)
    link = _link(block.page) if block.page else ""
    caption = plain(block.caption or "")
    if caption and link:
        words = line(caption, follows=False)  # no link within a link
        lines.append(f"#+CAPTION: [[{link}][{words}{BLANK if words.endswith(']') else ''}]]")
    elif caption:
        lines.append(f"#+CAPTION: {line(caption)}")
    if name := identifier(block.name, "fig-"):
        lines.append(f"#+NAME: {name}")
    alt = _ATTRIBUTE.sub("\xa0", " " + plain(block.alt)).strip(" ").replace("{{", "{" + BLANK + "{")
    lines.append(
        f"#+ATTR_HTML: :alt {alt} :width {block.width or f'{block.size[0]:g}'} :style max-width: 100%"
    )
    lines.append(
        f"#+ATTR_LATEX: :placement [!htbp] :width {block.share():g}\\linewidth".replace(" 1\\", " \\")
    )
    is_alone = not link or caption
    lines.append(f"[[file:{path}]]" if is_alone else f"[[{link}][file:{path}]]")
    lines.append("")
    lines += _list(block.heading_events, block.events, is_numbered=False)
    lines += _list(block.heading_sources, block.sources, is_numbered=True)
    return lines


def _path(path: str) -> str:
    if odd := set(path) & _REFUSED:
        raise ValueError(f"the path {path} has {' '.join(sorted(odd))} in it, which Org cannot take")
    if "::" in path:
        raise ValueError(f"the path {path} has :: in it, behind which Org looks for a place in the file")
    return path


def _link(page: str) -> str:
    return _path(page) if re.match(r"https?:", page) else f"file:{_path(page)}"


def _list(heading: str, texts: Sequence[str], *, is_numbered: bool) -> Iterator[str]:
    if texts:
        yield from (line(heading), "")
        for number, text in enumerate(texts, 1):
            yield f"{f'{number}.' if is_numbered else '-'} {line(text)}"
        yield ""


ORG = Syntax("org", ("svg", "pdf"), linked=True, dark=False, width=SCREEN, write=write)
