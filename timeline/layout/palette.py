"""Colours: the themes as tables of roles, each of them readable by the arithmetic of ``timeline.colours``.

The categories are Okabe and Ito's colours for colour-blind readers, in the order in which they stay furthest
apart. Text never takes a mark's colour as it is: it takes the nearest shade of it that reaches 4.5 : 1 on the
ground (WCAG 2.2, success criterion 1.4.3), and a mark the nearest shade that reaches 3 : 1 (1.4.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from timeline.colours import GROUNDS, MARK_CONTRAST, TEXT_CONTRAST, contrast, mix, readable
from timeline.records import NamedTuple

LIGHTER = (("fade1", 0.7), ("fade2", 0.45), ("tint", 0.22))
"""The steps from a mark's colour to the paper, and how much of the colour is in each."""

RIBBON_CONTRAST = 1.4  # an edge of more is seen as a line


class Theme(NamedTuple):
    """The fixed roles, and the colours that groups and eras take in turn."""

    roles: Mapping[str, str]
    categories: tuple[str, ...]
    neutral: str  # the mark of an event without a group
    era_tint: float  # how much of an era's colour is mixed into the paper


_LIGHT = Theme(
    {
        "paper": GROUNDS["light"],
        "ink": "#1f2328",
        "second": "#444b53",
        "detail": "#555c64",
        "leader": "#8c939b",
        "link": "#69717a",
        "strip": "#eef0f3",
        "tick": "#b9c0c8",
        "axis": "#3b424a",
        "cut": "#767d85",
        "rule": "#d9dde2",
    },
    ("#0072b2", "#d55e00", "#009e73", "#b85c92", "#8c6d1f", "#56739e", "#a33b20", "#4d7c3a"),
    "#5c636b",
    0.08,
)
_DARK = Theme(
    {
        "paper": GROUNDS["dark"],
        "ink": "#e8ebee",
        "second": "#c2c9d1",
        "detail": "#a8b3bf",
        "leader": "#7d8791",
        "link": "#98a2ad",
        "strip": "#232a34",
        "tick": "#48525f",
        "axis": "#c2c9d1",
        "cut": "#8b949e",
        "rule": "#2f3844",
    },
    ("#56b4e9", "#e69f00", "#2fbf95", "#dd94b9", "#d8c65a", "#9db7dc", "#f0815f", "#9ccb7f"),
    "#a8b3bf",
    0.09,
)
# Lightnesses that stay apart on a copier: 25, 45, 60 and 35 of 100, then again.
_PRINT = Theme(
    {
        "paper": "#ffffff",
        "ink": "#000000",
        "second": "#222222",
        "detail": "#333333",
        "leader": "#6e6e6e",
        "link": "#5a5a5a",
        "strip": "#f0f0f0",
        "tick": "#9a9a9a",
        "axis": "#000000",
        "cut": "#555555",
        "rule": "#c4c4c4",
    },
    ("#1a1a1a", "#767676", "#444444", "#909090"),
    "#5c5c5c",
    0.12,
)
THEMES: Mapping[str, Theme] = {"light": _LIGHT, "dark": _DARK, "print": _PRINT}


def palette(theme: str, groups: Iterable[str | None], eras: Iterable[str | None]) -> dict[str, str]:
    """The ``#rrggbb`` of every role, for a theme and the colours that the file's groups and eras ask for.

    A group or an era without a colour takes the theme's next one. In the theme ``print`` all of them do, and
    texts take none: a grey one would look less important than a black one.
    """
    table = THEMES[theme]
    paper = table.roles["paper"]
    colours = dict(table.roles)
    grounds = [paper]  # what a label may stand on
    for number, colour in enumerate(eras):
        wish = (None if theme == "print" else colour) or table.neutral
        colours[f"era-{number}"] = mix(paper, wish, table.era_tint)
        colours[f"era-{number}-name"] = _ribbon(paper, wish, table.era_tint)
        grounds.append(colours[f"era-{number}"])
    worst = min(grounds, key=lambda ground: contrast(ground, table.roles["ink"]))
    asked = [None if theme == "print" else colour for colour in groups]
    named = [(f"group-{number}", colour) for number, colour in enumerate(asked)]
    named += [("group-none", table.neutral), ("receded", table.roles["leader"])]
    for number, (name, colour) in enumerate(named):
        wish = colour or table.categories[number % len(table.categories)]
        colours[name] = readable(wish, paper, MARK_CONTRAST)
        shade = table.roles["ink"] if theme == "print" else wish
        colours[f"{name}-text"] = readable(shade, worst, TEXT_CONTRAST + 0.15)  # smooth edges take some
        for suffix, share in LIGHTER:
            colours[f"{name}-{suffix}"] = mix(paper, colours[name], share)
    return colours


def _ribbon(paper: str, wish: str, tint: float) -> str:
    """The ground of an era's name: about twice the tint of its band, and never so much that the ribbon's end
    would look like a line where a name runs on beyond it.
    """
    shades = (mix(paper, wish, (2.2 - step / 20) * tint) for step in range(45))
    return next(shade for shade in shades if contrast(shade, paper) <= RIBBON_CONTRAST)
