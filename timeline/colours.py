"""The arithmetic of colours: how to mix two without opacity, and the contrast by which WCAG 2.2 judges them.

What warns of a colour and what draws it go by the same numbers, so both have them from here. Colours are
``#rrggbb``.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXT_CONTRAST = 4.5
"""What a text needs against its ground (success criterion 1.4.3)."""
MARK_CONTRAST = 3.0
"""What a mark needs (1.4.11)."""
GROUNDS: Mapping[str, str] = {"light": "#ffffff", "dark": "#14181f"}
"""What the themes draw on that keep the colours of the file."""

_SHADES = 50  # steps from a colour to black or white when a readable shade is looked for


def channels(colour: str) -> tuple[int, int, int]:
    """``#rrggbb`` or ``#rgb`` as three numbers from 0 to 255."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def mix(ground: str, colour: str, share: float) -> str:
    """``share`` of ``colour`` over ``ground``, as one solid colour: no renderer has to know opacity."""
    blended = (round(a + (b - a) * share) for a, b in zip(channels(ground), channels(colour), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*blended)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str, ratio: float) -> str:
    """``colour``, or the nearest shade of it towards black or white that stands out from ``ground`` by
    ``ratio``.
    """
    end = max("#000000", "#ffffff", key=lambda extreme: contrast(extreme, ground))
    shades = (mix(colour, end, step / _SHADES) for step in range(_SHADES + 1))
    return next((shade for shade in shades if contrast(shade, ground) >= ratio), end)
