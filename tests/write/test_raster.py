"""Coverage: each pixel has the share of itself that an outline covers, whatever part of it is asked for."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.write.raster import FULL, Block, Outline, Point, Window, cover, cover_box

WINDOW = Window(24, 0, 24)
coordinates = st.floats(-10, 34, allow_subnormal=False)
inside = st.floats(0, 24, allow_subnormal=False)


def levels(blocks: list[Block]) -> dict[Point, int]:
    """The level of each pixel that is covered; none is painted twice."""
    found: dict[Point, int] = {}
    for top, bottom, left, right, level in blocks:
        assert 0 < level <= FULL
        for y in range(top, bottom):
            for x in range(left, right):
                assert (x, y) not in found
                found[x, y] = level
    return found


def area(outline: Outline) -> float:
    """Its area, by the rule of surveyors."""
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]))) / 2


def within(outline: Outline, x: int, y: int) -> Outline:
    """The part of a convex outline that lies in a pixel, cut off side by side."""
    for axis, sign, limit in ((0, 1, x), (0, -1, -x - 1), (1, 1, y), (1, -1, -y - 1)):
        part: list[Point] = []
        for start, end in pairwise([*outline, outline[0]]):
            here, there = sign * start[axis] - limit, sign * end[axis] - limit
            if here >= 0:
                part.append(start)
            if here * there < 0:
                share = here / (here - there)
                part.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
        if not part:
            return [(0, 0)]
        outline = part
    return outline


@given(st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=3))
def test_a_pixel_has_the_share_of_itself_that_a_triangle_covers(triangle: Outline) -> None:
    found = levels(list(cover([triangle], WINDOW)))
    for y in range(24):
        for x in range(24):
            exact = area(within(triangle, x, y)) * FULL
            assert abs(found.get((x, y), 0) - exact) < 0.5 + 1e-6


@given(
    st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=9),
    st.integers(1, 24), st.integers(0, 12), st.integers(1, 12),
)  # fmt: skip
def test_a_part_of_a_picture_is_covered_as_it_is_in_the_whole(
    outline: Outline, width: int, top: int, height: int
) -> None:
    whole = levels(list(cover([outline], Window(40, -12, 40))))
    part = levels(list(cover([outline], Window(width, top, top + height))))
    wanted = {(x, y): level for (x, y), level in whole.items() if x < width and top <= y < top + height}
    # A half of a level is rounded up or down with the last digit of an edge that was cut elsewhere.
    assert all(abs(part.get(place, 0) - wanted.get(place, 0)) <= 1 for place in part | wanted)


@given(coordinates, coordinates, coordinates, coordinates)
def test_a_box_is_covered_as_its_outline_is(x0: float, y0: float, x1: float, y1: float) -> None:
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    boxed = levels(list(cover_box(left, top, right, bottom, WINDOW)))
    outlined = levels(list(cover([[(left, top), (right, top), (right, bottom), (left, bottom)]], WINDOW)))
    assert all(abs(boxed.get(place, 0) - outlined.get(place, 0)) <= 1 for place in boxed | outlined)


@given(inside, inside, st.floats(0.5, 6), st.floats(0.5, 6))
def test_opposite_outlines_leave_out_what_both_go_round(
    x: float, y: float, width: float, height: float
) -> None:
    assume(x + width <= 24 and y + height <= 24)
    outer = [(0.0, 0.0), (24.0, 0.0), (24.0, 24.0), (0.0, 24.0)]
    hole = [(x, y), (x, y + height), (x + width, y + height), (x + width, y)]
    found = levels(list(cover([outer, hole], WINDOW)))
    middle = floor(x + width / 2), floor(y + height / 2)
    if x <= middle[0] and middle[0] + 1 <= x + width and y <= middle[1] and middle[1] + 1 <= y + height:
        assert middle not in found
    assert abs(sum(found.values()) / FULL - (24 * 24 - width * height)) < 0.01 * 24


def test_what_two_outlines_cover_both_is_covered_once() -> None:
    one = [(2.0, 2.0), (10.0, 2.0), (10.0, 10.0), (2.0, 10.0)]
    other = [(6.0, 6.0), (14.0, 6.0), (14.0, 14.0), (6.0, 14.0)]
    found = levels(list(cover([one, other], WINDOW)))
    assert len(found) == 64 + 64 - 16
    assert set(found.values()) == {FULL}


def test_a_run_of_pixels_that_are_covered_alike_is_one_block() -> None:
    assert list(cover([[(2.0, 3.0), (2000.0, 3.0), (2000.0, 4.0), (2.0, 4.0)]], Window(3000, 0, 9))) == [
        (3, 4, 2, 2000, FULL)
    ]
    assert list(cover_box(2, 3, 2000, 4000, Window(3000, 0, 5000))) == [(3, 4000, 2, 2000, FULL)]


@pytest.mark.parametrize("slope", [1e-9, 1e-300, 1e9])
def test_edges_that_are_nearly_level_or_upright_do_no_harm(slope: float) -> None:
    outline = [(1.0, 1.0), (20.0, 1.0 + slope), (20.0, 20.0), (1.0, 20.0)]
    found = levels(list(cover([outline], Window(24, 0, 24))))
    assert all(0 <= x < ceil(20) and 1 <= y < 24 for x, y in found)
