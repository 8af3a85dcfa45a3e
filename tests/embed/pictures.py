"""Pictures for the pages on hosts, as small as files as they can be with their colours true."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

COLOURS = 256
SURE = 32
"""How many of the most frequent are kept in any case: they are grounds, lines and marks."""
APART = 14
"""How far from these and one another the others are, on a scale of 255."""


def save(picture: Image.Image, path: Path) -> None:
    """Writes a picture in its most frequent colours, every pixel in the nearest of them.

    Marks and lines keep their colours exactly; only shades at the edges of letters give way. What Pillow
    chooses by itself are means, in which blue marks are no longer blue.
    """
    pixels = np.asarray(picture.convert("RGB"), dtype=np.int32)
    colours, place, counts = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    kept = np.empty((0, 3), dtype=np.int32)
    for colour in colours[np.argsort(-counts, kind="stable")]:
        is_another = len(kept) < SURE or (abs(kept - colour).max(axis=1) >= APART).all()
        if len(kept) < COLOURS and is_another:
            kept = np.vstack((kept, colour))
    nearest = np.array([((kept - colour) ** 2).sum(axis=1).argmin() for colour in colours], dtype=np.uint8)
    small = Image.fromarray(nearest[place].reshape(pixels.shape[:2]), "P")
    small.putpalette(kept.astype(np.uint8).tobytes())
    small.save(path, optimize=True)
