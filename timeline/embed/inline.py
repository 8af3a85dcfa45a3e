"""The picture as a part of a page that a host makes: inline SVG that follows the host's own dark mode.

All ids and classes in it begin with the prefix of the picture, and so do all of its rules: nothing around is
touched, and no other timeline on the page. Where there is little room, as on a telephone, a second drawing
is seen in place of the first, made for so little room; or the picture is moved under its frame. Its letters
are never shrunk away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.embed.figure import Figure
from timeline.languages import is_right_to_left
from timeline.write.markup import Attributes, Markup, element, opening

SHRUNK, LEAST = 0.8, 600
"""How far a picture without a narrow twin may be shrunk, and to how many CSS pixels in any case; where there
is less room it is moved."""
NARROW, BELOW, UP_TO = 340, 540, 480
"""The width that the narrow twin is drawn for, the room below which it is seen, and what it grows to."""
AS_DRAWN = "height:auto;direction:ltr;unicode-bidi:isolate"
"""Keeps the shape, and the ends of texts where they are, on pages that run from right to left too."""
HEAVY = 250_000
"""How many bytes a picture may have and still bring a twin along."""

_START = re.compile(r"(?:<\?xml[^>]*>\s*)?<svg ([^>]*)>")
_SIZE = re.compile(r'(?:width|height|lang|xml:lang)="[^"]*" ?')
_NAMED = re.compile(r'aria-labelledby="[^"]*"')
_RULES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_RULE = re.compile(r"@media \(prefers-color-scheme:dark\)\{([^{}]*\{[^{}]*\})\}")


def inline(
    figure: Figure, prefix: str, dark: Sequence[str], label: str | None = None, *, narrow: bool = False
) -> str:
    """The picture in an element ``div``, its ids and classes begun with ``prefix``.

    ``dark`` are the rules that a theme of the host goes by, each with ``{}`` for a rule of the picture's:
    ``"[data-theme=dark] {}"``. ``label`` takes the place of title and description for who cannot see it.
    ``narrow`` brings the twin along, where the layout was not chosen by somebody. Raises ``EmbedFault``.
    """
    themed = figure.request.wishes.theme or figure.timeline.display.theme or "auto"
    drawn = figure.wishing(theme=themed, prefix=prefix)
    if narrow and _is_narrowable(drawn):
        return _twins(drawn, prefix, dark, label)
    width = drawn.size[0]
    style = f"width:{width:g}px;max-width:100%;min-width:{min(SHRUNK * width, LEAST):g}px;{AS_DRAWN}"
    start = ";direction:rtl" if is_right_to_left(drawn.lang) else ""  # it is moved from its right end then
    moved = {"tabindex": "0", "role": "group", "aria-label": drawn.title}  # by keys too
    frame = _frame(drawn, f"overflow-x:auto{start}", moved)
    return f"{frame}\n{_picture(drawn, dark, label, {'style': style})}\n</div>"


def _twins(drawn: Figure, prefix: str, dark: Sequence[str], label: str | None) -> str:
    """Two drawings, of which one is seen."""
    twin, width = drawn.wishing(prefix=f"{prefix}-n", width=NARROW, columns=1), drawn.size[0]
    seen = f"@container (max-width:{BELOW}px){{.{prefix}-w{{display:none}}.{prefix}-n{{display:block}}}}"
    rules = f".{prefix}-w{{display:block}}.{prefix}-n{{display:none}}{seen}"
    wide_style = f"width:{width:g}px;max-width:100%;{AS_DRAWN}"
    twin_style = f"width:100%;max-width:{UP_TO}px;{AS_DRAWN}"
    parts = (
        _frame(drawn, f"container-type:inline-size;width:{width:g}px;max-width:100%;margin:auto"),
        element("style", {}, Markup(rules)),
        _picture(drawn, dark, label, {"class": f"{prefix}-w", "style": wide_style}),
        _picture(twin, dark, label, {"class": f"{prefix}-n", "style": twin_style, "data-search-exclude": ""}),
        "</div>",
    )
    return "\n".join(parts)


def _frame(drawn: Figure, style: str, more: Attributes | None = None) -> str:
    return opening("div", {"class": "timeline-picture", "lang": drawn.lang, "style": style, **(more or {})})


def _is_narrowable(drawn: Figure) -> bool:
    """Whether a narrow twin is worth its bytes, and likely to be good."""
    layout = drawn.request.wishes.layout or drawn.timeline.display.layout or "auto"
    return layout in ("auto", "vertical") and drawn.size[0] > BELOW and len(drawn.svg()) <= HEAVY


def _picture(drawn: Figure, dark: Sequence[str], label: str | None, attributes: Attributes) -> str:
    """The element ``svg``, with ``attributes`` in place of its size."""
    text = drawn.svg().decode().strip()
    start = _START.match(text)
    assert start is not None, "an SVG begins with its root"  # noqa: S101 - of our own writing
    own = opening("svg", attributes, "")
    rest = _SIZE.sub("", start[1])
    if label is not None:
        named = opening("x", {"aria-label": label}, "").removeprefix("<x ")
        rest = _NAMED.sub(lambda _: named, rest)
    body = _RULES.sub(lambda found: _scoped(found[1], dark), text[start.end() :])
    if "<a " in body:  # an image is one thing, in which nobody looks for links
        rest = rest.replace('role="img"', 'role="group"')
    return f"{own} {rest}>{body}"


def _scoped(rules: str, dark: Sequence[str]) -> str:
    """The dark side of a picture, put under the conditions of the host's theme."""
    scoped = [one.replace("{}", rule[1]) for rule in _RULE.finditer(rules) for one in dark]
    return element("style", {}, Markup("".join(scoped))) if scoped else ""
