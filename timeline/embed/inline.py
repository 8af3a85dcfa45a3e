"""The picture as a part of a page that a host makes: inline SVG that follows the host's own dark mode.

All ids and classes in it begin with the prefix of the picture, and so do all of its rules: nothing around is
touched, and no other timeline on the page. A narrow screen moves the picture under itself rather than
shrinking its letters away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.embed.figure import Figure
from timeline.write.markup import Markup, element, opening

LEAST = 600
"""The width in CSS pixels below which a picture is moved and no longer shrunk."""

_START = re.compile(r"(?:<\?xml[^>]*>\s*)?<svg ([^>]*)>")
_SIZE = re.compile(r'(?:width|height|lang|xml:lang)="[^"]*" ?')
_NAMED = re.compile(r'aria-labelledby="[^"]*"')
_RULES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_RULE = re.compile(r"@media \(prefers-color-scheme:dark\)\{([^{}]*\{[^{}]*\})\}")


def inline(figure: Figure, prefix: str, dark: Sequence[str], label: str | None = None) -> str:
    """The picture in an element ``div``, its ids and classes begun with ``prefix``.

    ``dark`` are the rules that a theme of the host goes by, each with ``{}`` for a rule of the picture's:
    ``"[data-theme=dark] {}"``. ``label`` takes the place of title and description for who cannot see it.
    Raises ``EmbedFault``.
    """
    themed = figure.request.wishes.theme or figure.timeline.display.theme or "auto"
    drawn = figure.wishing(theme=themed, prefix=prefix)
    text = drawn.svg().decode().strip()
    start = _START.match(text)
    assert start is not None, "an SVG begins with its root"  # noqa: S101 - of our own writing
    width, _ = drawn.size
    style = f"width:{width:g}px;max-width:100%;min-width:{min(width, LEAST):g}px;height:auto"
    rest = _SIZE.sub("", start[1])
    if label is not None:
        named = opening("x", {"aria-label": label}, "")
        rest = _NAMED.sub(lambda _: named.removeprefix("<x "), rest)
    body = _RULES.sub(lambda found: _scoped(found[1], dark), text[start.end() :])
    frame = opening("div", {"class": "timeline-picture", "style": "overflow-x:auto"})
    return f'{frame}\n<svg style="{style}" {rest}>{body}\n</div>'


def _scoped(rules: str, dark: Sequence[str]) -> str:
    """The dark side of a picture, put under the conditions of the host's theme."""
    scoped = [one.replace("{}", rule[1]) for rule in _RULE.finditer(rules) for one in dark]
    return element("style", {}, Markup("".join(scoped))) if scoped else ""
