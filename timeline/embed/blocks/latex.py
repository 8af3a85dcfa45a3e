"""The block in LaTeX: a floating figure, and lists after it.

pdfLaTeX knows the letters of the encodings that a document has loaded, and stops at others. What has a
command that it always knows is written so. The rest stands as it is, for other engines know it; a comment
above says of which letters pdfLaTeX has to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from timeline.embed.addresses import address, pieces, run
from timeline.embed.blocks.block import PAPER, Block, Syntax, plain
from timeline.embed.blocks.names import identifier

_SIGNS = {ord(sign): f"\\{sign}" for sign in "{}#$%&_"} | {
    ord("\\"): "\\textbackslash{}",
    ord("^"): "\\textasciicircum{}",
    ord("~"): "\\textasciitilde{}",
}
_LETTERS = {
    "\xa0": "~", "\u2009": "\\,", "\u202f": "\\,", "\u2007": "~", "\u00ad": "\\-",
    "\u200b": "", "\u200e": "", "\u200f": "", "\u2060": "", "\ufeff": "",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}",
    '"': "\\symbol{34}", "`": "\\textasciigrave{}",
    "−": "\\ensuremath{-}", "≈": "\\ensuremath{\\approx}", "≠": "\\ensuremath{\\neq}",
    "≤": "\\ensuremath{\\leq}", "≥": "\\ensuremath{\\geq}", "∞": "\\ensuremath{\\infty}",
    "↔": "\\ensuremath{\\leftrightarrow}", "⇒": "\\ensuremath{\\Rightarrow}", "√": "\\ensuremath{\\surd}",
    "′": "\\ensuremath{^\\prime}", "″": "\\ensuremath{^{\\prime\\prime}}",
}  # fmt: skip
_TEXT = _SIGNS | {ord(letter): command for letter, command in _LETTERS.items()}
_LIGATURE = re.compile(r"(?<=([-',]))(?=\1)")

OLDEST = re.compile(
    r"[^\x20-\x7e¡-ª¬-º¼-ÏÑ-Ýßà-ïñ-ýÿ-ăĆ-ďĒ-ėĚ-ĥĨ-ĭİ-ķĹ-ľŁ-ňŌ-ťŨ-űŴ-žƒǄ-ǔǢǣǦ-ǩǰǴǵȘ-țȲȳ"
    r"ẞỲỳ‐-―‖‘’“”†‡•…‰‱※‽⁄₡₤₦₩₫€₱℃№℗℞℠™←-↓]"
)
"""Letters that pdfLaTeX does not know in a document that has said nothing of encodings."""
CORK = re.compile(r"[«»ÐÞðþĄąĐđĘęĮįŊŋŲųǪǫ‚„‹›]")
"""Those of them that it knows in the encoding T1."""
SHOWN = 12
"""Letters that a comment names."""
_REFUSED = set('#%{}\\^$&"~')
_STEP = re.compile(r"(?<=\w)/(?=\w)|(?<=/)/(?=\w)|\?(?=\w)|\\&")
"""Where an address may go on in the next line."""


def escaped(text: str) -> str:
    """Words that are set."""
    return _LIGATURE.sub("{}", normalize("NFC", text).translate(_TEXT))


def alternative(text: str) -> str:
    """Words that are not set, but stand beside the picture for those who cannot see it."""
    return plain(text).translate(_SIGNS)


def line(text: str) -> str:
    """Words that an item of a list consists of; addresses can be followed where the document can do that."""
    written = run(plain(text), escaped, _followed)
    return f"{{{written[0]}}}{written[1:]}" if written[:1] in ("[", "*") else written


def _followed(web: str) -> str:
    shown = _STEP.sub(r"\g<0>\\allowbreak{}", escaped(web))
    return f"\\href{{{_target(web)}}}{{{shown}}}"


def _target(web: str) -> str:
    """An address as an argument of ``\\href``, within other arguments too."""
    return "".join(f"\\{sign}" if sign in "%#&_" else sign for sign in web).replace("~", "\\%7E")


def write(block: Block) -> list[str]:
    """The lines of the block."""
    path = block.picture("pdf", "png")
    if odd := set(path) & _REFUSED:
        raise ValueError(f"the path {path} has {' '.join(sorted(odd))} in it, which LaTeX cannot take")
    headings = [block.heading_events if block.events else "", block.heading_sources if block.sources else ""]
    lines = [*_remarks([block.caption or "", *headings, *block.events, *block.sources])]
    for page in range(1, block.pages + 1):
        lines += _figure(block, path, page)
    lines += _list(block.heading_events, block.events, "itemize")
    lines += _list(block.heading_sources, block.sources, "enumerate")
    return lines


def _remarks(texts: Sequence[str]) -> Iterator[str]:
    """What a document has to load for texts, as comments."""
    odd = sorted(set(OLDEST.findall(escaped("".join(map(plain, texts))))))
    if cork := [letter for letter in odd if CORK.match(letter)]:
        yield f"% {' '.join(cork)} needs \\usepackage[T1]{{fontenc}}, XeLaTeX or LuaLaTeX"
    if others := [letter for letter in odd if letter not in cork]:
        more = " …" if len(others) > SHOWN else ""
        yield f"% {' '.join(others[:SHOWN])}{more} needs an encoding that has it, XeLaTeX or LuaLaTeX"


def _figure(block: Block, path: str, page: int) -> Iterator[str]:
    """A floating figure; the first one has the caption, and the name."""
    yield "\\begin{figure}[!htbp]"
    yield "  \\centering"
    opened = closed = ""
    if block.page:
        yield "  % without hyperref, the picture is no link"
        yield "  \\providecommand{\\href}[2]{#2}\\providecommand{\\hypersetup}[1]{}%"
        yield "  \\hypersetup{pdfborder={0 0 0}}%"
        opened, closed = f"\\href{{{_target(address(block.page))}}}{{", "}"
    options = [f"page={page}"] if block.pages > 1 else []
    width = f"width={block.share():g}\\linewidth".replace("=1\\", "=\\")
    options += [width, "height=0.92\\textheight", "keepaspectratio"]
    yield f"  {opened}\\includegraphics[{','.join(options)},%"
    yield f"    alt={{{alternative(block.told(page))}}}]{{{path}}}{closed}"
    if page == 1 and block.caption and plain(block.caption):
        yield f"  \\caption{{{escaped(plain(block.caption))}}}"
        if name := identifier(block.name):
            yield f"  \\label{{fig:{name}}}"
    yield "\\end{figure}"


def _list(heading: str, texts: Sequence[str], kind: str) -> Iterator[str]:
    if texts:
        yield f"\\par\\medskip\\noindent\\textbf{{{escaped(plain(heading))}}}\\nopagebreak"
        yield f"\\begin{{{kind}}}"
        if any(is_web for text in texts for _, is_web in pieces(text)):
            yield "  \\providecommand{\\href}[2]{#2}% where hyperref is not loaded"
        yield from (f"  \\item {line(text)}" for text in texts)
        yield f"\\end{{{kind}}}"


LATEX = Syntax("latex", ("pdf",), linked=False, dark=False, width=PAPER, write=write)
