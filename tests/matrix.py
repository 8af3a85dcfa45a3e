"""Every way in which a document of the gallery can be drawn, and a sample of them for those in a hurry.

With the environment variable ``TIMELINE_FULL`` set the tests take all of them, which is for a change of the
layout; without it a share that differs from one document to the next, so that the gallery as a whole has seen
every layout with every scale at every width.
"""

from __future__ import annotations

import os
from itertools import product
from typing import TYPE_CHECKING

from tests.gallery import NAMES
from timeline.layout import LAYOUTS, SCALES, Options

if TYPE_CHECKING:
    import pytest

WIDTHS = (360, 720, 1200, 1920)
FULL = bool(os.environ.get("TIMELINE_FULL"))


def ways(name: str, count: int, themes: tuple[str, ...] = ("auto",)) -> list[Options]:
    """``count`` ways to draw that document, spread evenly over all there are; all in a full run."""
    every = [
        Options(layout=layout, scale=scale, theme=theme, width=width)
        for layout, scale, width, theme in product(LAYOUTS, SCALES, WIDTHS, themes)
    ]
    if FULL or count >= len(every):
        return every
    # A step without a common divisor with the number of ways meets each of them before any comes again.
    step = next(step for step in range(len(every) * 2 // 5 | 1, len(every)) if _coprime(step, len(every)))
    first = NAMES.index(name) * count
    return [every[(first + number) * step % len(every)] for number in range(count)]


def words(way: Options) -> str:
    """A way to draw, in as few words as tell it apart."""
    return f"{way.layout} {way.scale} {way.theme} {way.width}"


def announce(config: pytest.Config, line: str) -> None:
    """Prints a line to whoever runs the tests, where pytest would keep it to itself."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    capture = config.pluginmanager.get_plugin("capturemanager")
    if terminal and capture:
        with capture.global_and_fixture_disabled():
            terminal.ensure_newline()
            terminal.write_line(line)


def _coprime(one: int, other: int) -> bool:
    from math import gcd

    return gcd(one, other) == 1
