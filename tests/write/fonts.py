"""Fonts for tests: those of this machine, and small ones built for one case each."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent  # type: ignore[import-untyped]

from timeline.write.typefaces import installed

HERE = installed()
NEEDED = ("liberationsans-regular.ttf", "liberationsans-bold.ttf", "dejavusans.ttf")
if missing := set(NEEDED) - HERE.keys():
    reason = (
        f"not on this machine: {', '.join(sorted(missing))} (Debian: fonts-liberation, fonts-dejavu-core)"
    )
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and a CI must have them", pytrace=False)
    pytest.skip(reason, allow_module_level=True)
LIBERATION, BOLD, DEJAVU = (Path(HERE[name]) for name in NEEDED)


def box(width: int = 500, height: int = 700) -> Glyph:
    """A glyph that is a box."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, height), (width, height), (width, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def composite(*names: str) -> Glyph:
    """A glyph that is others, each a little further to the right."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for number, name in enumerate(names):
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = name, 10 * number, 0, 0x4
        glyph.components.append(part)
    return glyph


def built(glyphs: dict[str, Glyph], *, licence: int = 0, name: str = "Test", characters: str = "") -> bytes:
    """A font of ``glyphs`` by their names; a name of one letter is that character's glyph, and so is
    each of ``characters`` the first one's.
    """
    order = [".notdef", *glyphs]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(order)
    known = {ord(letter): letter for letter in glyphs if len(letter) == 1}
    font.setupCharacterMap(known | {ord(one): next(iter(glyphs)) for one in characters})
    font.font.recalcBBoxes = False  # which would follow a glyph that contains itself for ever
    font.setupGlyf({".notdef": Glyph(), **glyphs}, calcGlyphBounds=False)
    for glyph in font.font["glyf"].glyphs.values():
        for side in ("xMin", "yMin", "xMax", "yMax"):
            if not hasattr(glyph, side):
                setattr(glyph, side, 0)
    font.setupHorizontalMetrics({one: (600, getattr(font.font["glyf"][one], "xMin", 0)) for one in order})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": name, "styleName": "Regular", "fullName": name, "psName": name})
    font.setupOS2(fsType=licence)
    font.setupPost()
    return saved(font.font)


def saved(font: TTFont) -> bytes:
    """The content of a font's file."""
    out = BytesIO()
    font.save(out)
    return out.getvalue()
