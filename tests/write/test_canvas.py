"""Pixels: colours are mixed by shares, in a palette as without one, in runs as one by one."""

from __future__ import annotations

from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.write.canvas import NEAR, Band, Colour, Direct, Mask, Palette, TooColourful
from timeline.write.raster import FULL, Block

WIDTH, TOP, BOTTOM = 20, 100, 130
PAPER, INK, BLUE = (255, 255, 255), (31, 35, 40), (0, 114, 178)

colours = st.sampled_from([PAPER, INK, BLUE, (213, 94, 0)])
blocks = st.builds(
    lambda top, height, left, width, level: (
        (top, min(top + height, BOTTOM), left, min(left + width, WIDTH), level)
    ),
    st.integers(TOP, BOTTOM - 1), st.integers(1, 30), st.integers(0, WIDTH - 1), st.integers(1, WIDTH),
    st.integers(1, FULL),
)  # fmt: skip
masks = st.lists(st.lists(st.integers(0, FULL), min_size=5, max_size=5), min_size=1, max_size=6)


def pixels(band: Band, sort: Palette | Direct) -> list[list[Colour]]:
    """The colours of a band, row by row."""
    length = 1 + WIDTH * sort.size
    rows = [band.content[start : start + length] for start in range(0, len(band.content), length)]
    assert all(row[0] == 0 for row in rows)
    if isinstance(sort, Palette):
        return [[sort.colours[number] for number in row[1:]] for row in rows]
    return [[(row[at], row[at + 1], row[at + 2]) for at in range(1, length, 3)] for row in rows]


def near(one: list[list[Colour]], other: list[list[Colour]], apart: int) -> bool:
    return all(
        abs(a - b) <= apart
        for row, twin in zip(one, other, strict=True)
        for first, second in zip(row, twin, strict=True)
        for a, b in zip(first, second, strict=True)
    )


def mixed(under: Colour, over: Colour, level: int) -> Colour:
    red, green, blue = (floor(a + (b - a) * level / FULL + 0.5) for a, b in zip(under, over, strict=True))
    return red, green, blue


def mask(rows: list[list[int]]) -> Mask:
    """A mask of these levels, whose place is its first pixel."""
    return Mask(
        (y, y + 1, x, x + 1, level) for y, row in enumerate(rows) for x, level in enumerate(row) if level
    )


@given(st.lists(st.tuples(blocks, colours), max_size=4))
def test_blocks_of_any_form_are_painted_as_pixel_by_pixel(painted: list[tuple[Block, Colour]]) -> None:
    sort = Direct()
    band = Band(WIDTH, TOP, BOTTOM, sort, PAPER)
    wanted = [[PAPER] * WIDTH for _ in range(TOP, BOTTOM)]
    for block, colour in painted:
        band.paint(block, colour)
        top, bottom, left, right, level = block
        for y in range(top, bottom):
            for x in range(left, right):
                wanted[y - TOP][x] = mixed(wanted[y - TOP][x], colour, level)
    assert pixels(band, sort) == wanted


@given(st.lists(st.tuples(blocks, colours), max_size=3))
def test_a_palette_paints_what_direct_colours_do(painted: list[tuple[Block, Colour]]) -> None:
    pictures = []
    for sort in (Palette(), Direct()):
        band = Band(WIDTH, TOP, BOTTOM, sort, PAPER)
        for block, colour in painted:
            band.paint(block, colour)
        pictures.append(pixels(band, sort))
    assert near(pictures[0], pictures[1], NEAR * len(painted))


@pytest.mark.parametrize("sort", [Palette, Direct])
@given(rows=masks, x=st.integers(-7, WIDTH + 2), y=st.integers(TOP - 8, BOTTOM + 2), uneven=st.booleans())
def test_a_mask_is_stamped_as_far_as_it_lies_within(
    sort: type[Palette | Direct], rows: list[list[int]], x: int, y: int, uneven: bool
) -> None:
    kind = sort()
    band = Band(WIDTH, TOP, BOTTOM, kind, PAPER)
    wanted = [[PAPER] * WIDTH for _ in range(TOP, BOTTOM)]
    if uneven:
        band.paint((TOP, BOTTOM, 3, 5, FULL), BLUE)
        for row in wanted:
            row[3:5] = [BLUE, BLUE]
    for _ in range(2):  # the second time from what is kept
        band.stamp(mask(rows), x, y, INK)
        for down, levels in enumerate(rows):
            for across, level in enumerate(levels):
                if TOP <= y + down < BOTTOM and 0 <= x + across < WIDTH:
                    row = wanted[y + down - TOP]
                    row[x + across] = mixed(row[x + across], INK, level)
    assert near(pixels(band, kind), wanted, 2 * NEAR if sort is Palette else 0)


def test_a_stamp_that_is_kept_is_one_for_its_ground_and_colour() -> None:
    sort, letter = Direct(), mask([[FULL, 32]])
    band = Band(WIDTH, TOP, BOTTOM, sort, PAPER)
    band.paint((TOP, BOTTOM, 10, 20, FULL), BLUE)
    for x, colour in ((1, INK), (11, INK), (4, BLUE), (6, INK)):
        band.stamp(letter, x, TOP, colour)
    row = pixels(band, sort)[0]
    assert row[1:3] == row[6:8] == [INK, mixed(PAPER, INK, 32)]
    assert row[4:6] == [BLUE, mixed(PAPER, BLUE, 32)]
    assert row[11:13] == [INK, mixed(BLUE, INK, 32)]


def test_a_palette_keeps_whole_colours_as_they_are_however_near() -> None:
    sort = Palette()
    band = Band(WIDTH, TOP, BOTTOM, sort, (240, 240, 240))
    band.paint((TOP, BOTTOM, 0, 1, FULL), (241, 240, 240))
    assert pixels(band, sort)[0][:2] == [(241, 240, 240), (240, 240, 240)]


def test_a_palette_ends_with_its_256th_colour() -> None:
    sort = Palette()
    band = Band(WIDTH, TOP, BOTTOM, sort, PAPER)
    for number in range(255):
        band.paint((TOP, TOP + 1, 0, 1, FULL), (number, 0, 0))
    with pytest.raises(TooColourful):
        band.paint((TOP, TOP + 1, 0, 1, FULL), (0, 1, 0))
