"""Pictures for the pages on hosts, as small as files as they can be with their colours true."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PIL import Image

COLOURS = 256


def save(picture: Image.Image, path: Path) -> None:
    """Writes a picture in its most frequent colours.

    The colours of marks and lines are among these, as they are; only shades at the edges of letters give way
    to the nearest. What Pillow chooses by itself are means, in which blue marks are no longer blue.
    """
    whole = picture.convert("RGB")
    counts = Counter(zip(*(band.tobytes() for band in whole.split()), strict=True))
    frequent = [colour for colour, _ in counts.most_common(COLOURS)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in frequent for part in colour])
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
