"""How far apart two pictures of one drawing are, for an eye and not for a machine.

Renderers differ in the smoothing of edges and by a pixel in where a letter stands; nobody sees that. So the
pictures are brought to their natural size and blurred a little, and a pixel counts as clearly different only
where no pixel within ``REACH`` of the other picture comes near it, in either direction.

What the share of such pixels could hide, one word missing from a large picture, the cells show: a cell of
``CELL`` px that holds ink in one picture and, with its neighbours, next to none in the other is a place where
something is missing or misplaced.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from tests.renderers.programs import REFERENCE, size

REACH = 2  # px
CLEARLY = 64  # of 255, in any of red, green and blue
CELL = 12  # px, about the size of a letter
INK = 0.05  # of the most that a cell can hold, less is a thin line or a smooth edge
LEAST = 0.25  # of the ink of a cell that must be found in it or around it

Pixels = np.ndarray[Any, np.dtype[Any]]


class Difference(NamedTuple):
    """The share of clearly different pixels, and the places where one of the two misses something."""

    share: float
    missing: list[tuple[int, int]]  # x and y in px, of the middle of a cell: in the first picture only
    added: list[tuple[int, int]]  # in the second only


def difference(first: Path, second: Path, size: tuple[int, int]) -> Difference:
    """How far two PNG files are apart, both taken as pictures of ``size`` px."""
    one, other = _open(first, size), _open(second, size)
    share = float((_beyond(one, other) | _beyond(other, one)).mean())
    cells = [_ink(picture, one[1, 1]) for picture in (one, other)]
    return Difference(share, _without(*cells), _without(*reversed(cells)))


def differs(svg: Path, folder: Path) -> Difference:
    """How far the picture of a file in ``folder`` is apart from Chromium's, in the folder beside it."""
    name = f"{svg.stem}.png"
    return difference(folder.parent / REFERENCE / name, folder / name, size(svg))


def _open(path: Path, size: tuple[int, int]) -> Pixels:
    with Image.open(path) as picture:
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    return np.asarray(paper.resize(size, Image.Resampling.BOX).filter(ImageFilter.BoxBlur(0.5)))


def _beyond(one: Pixels, other: Pixels) -> Pixels:
    """Which pixels of ``other`` are clearly lighter or darker than all of ``one`` within reach."""
    dark, light = _extreme(one, np.minimum), _extreme(one, np.maximum)
    # Small unsigned numbers are quick, and never go below zero: the greater is taken first.
    apart = np.maximum(np.maximum(other, light) - light, dark - np.minimum(dark, other))
    clearly: Pixels = (apart > CLEARLY).any(axis=2)
    return clearly


def _extreme(pixels: Pixels, choose: Callable[..., Pixels]) -> Pixels:
    """Each pixel's least or greatest neighbour within reach: down the columns first, then along the rows."""
    for _ in range(2):
        framed = np.pad(pixels, ((REACH, REACH), (0, 0), (0, 0)), mode="edge")
        for shift in range(2 * REACH + 1):
            pixels = choose(pixels, framed[shift : shift + len(pixels)])
        pixels = np.ascontiguousarray(pixels.swapaxes(0, 1))
    return pixels


def _ink(picture: Pixels, paper: Pixels) -> Pixels:
    """How much of each cell is not paper, from 0 to 1."""
    apart = np.abs(picture.astype(np.int16) - paper).max(axis=2) / 255
    height, width = (length // CELL for length in apart.shape)
    cells: Pixels = (
        apart[: height * CELL, : width * CELL].reshape(height, CELL, width, CELL).mean(axis=(1, 3))
    )
    return cells


def _without(one: Pixels, other: Pixels) -> list[tuple[int, int]]:
    """The cells with ink in ``one`` of which ``other`` has next to none, there or beside."""
    framed = np.pad(other, 1)
    height, width = other.shape
    around = np.max([framed[y : y + height, x : x + width] for y in range(3) for x in range(3)], axis=0)
    places = np.argwhere((one > INK) & (around < LEAST * one))
    return [(int(x) * CELL + CELL // 2, int(y) * CELL + CELL // 2) for y, x in places]
