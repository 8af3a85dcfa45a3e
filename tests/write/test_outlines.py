"""Outlines: shapes keep their areas, strokes have SVG's corners, curves stay where they are."""

from __future__ import annotations

from itertools import pairwise
from math import hypot, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.write.test_raster import area
from timeline.write.outlines import FLATNESS, Stretch, backwards, box, dashed, ellipse, stretches, stroked
from timeline.write.raster import FULL, Outline, Point, Window, cover

sizes = st.floats(0.5, 3000)
places = st.floats(-100, 100).map(lambda place: round(place, 3))


def covered(outlines: list[Outline]) -> float:
    """How many pixels they cover together."""
    blocks = cover(outlines, Window(200, 0, 200))
    return sum((bottom - top) * (right - left) * level for top, bottom, left, right, level in blocks) / FULL


@given(sizes, sizes)
def test_an_ellipse_has_its_area(rx: float, ry: float) -> None:
    assert area(ellipse(7, -3, rx, ry)) == pytest.approx(pi * rx * ry)


@given(sizes)
def test_a_circle_stays_near_its_radius(r: float) -> None:
    outline = ellipse(0, 0, r, r)
    middles = [((x0 + x1) / 2, (y0 + y1) / 2) for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]])]
    assert all(abs(hypot(x, y) - r) <= FLATNESS for x, y in [*outline, *middles])


@given(sizes, sizes, sizes)
def test_a_rounded_box_lacks_just_its_corners(width: float, height: float, radius: float) -> None:
    rx, ry = min(radius, width / 2), min(radius, height / 2)
    lacking = width * height - area(box(3, 4, width, height, radius, radius))
    assert lacking == pytest.approx((4 - pi) * rx * ry, abs=4 * FLATNESS * (rx + ry))


def test_a_corner_of_a_stroke_comes_to_a_point() -> None:
    corner = Stretch([(20, 20), (60, 20), (60, 60)], closed=False)
    assert covered([*stroked(corner, 8)]) == 44 * 8 + 36 * 8
    assert covered([*stroked(Stretch(corner.points[::-1], closed=False), 8)]) == 44 * 8 + 36 * 8


def test_a_corner_that_is_too_sharp_is_cut_off() -> None:
    sharp = Stretch([(20, 20), (120, 20), (20, 30)], closed=False)
    outlines = [*stroked(sharp, 8)]
    assert max(x for outline in outlines for x, _ in outline) < 125
    blunt = Stretch([(20, 20), (120, 20), (20, 100)], closed=False)
    assert max(x for outline in stroked(blunt, 8) for x, _ in outline) > 130


def test_a_closed_stroke_has_no_gap_where_it_begins() -> None:
    square = stretches([("M", 20, 20), ("L", 60, 20), ("L", 60, 60), ("L", 20, 60), ("Z",)])
    assert covered([*stroked(square[0], 8)]) == 48 * 48 - 32 * 32
    returning = stretches([("M", 20, 20), ("L", 60, 20), ("L", 60, 60), ("L", 20, 60), ("L", 20, 20), ("Z",)])
    assert covered([*stroked(returning[0], 8)]) == 48 * 48 - 32 * 32


def test_a_ring_is_an_outline_and_one_that_goes_back() -> None:
    ring = [ellipse(100, 100, 50, 50), backwards(ellipse(100, 100, 40, 40))]
    assert covered(ring) == pytest.approx(pi * (2500 - 1600), abs=2)


@given(st.tuples(places, places), st.tuples(places, places), st.tuples(places, places))
def test_a_flattened_curve_stays_where_the_curve_is(start: Point, bend: Point, end: Point) -> None:
    (stretch,) = stretches([("M", *start), ("Q", *bend, *end), ("L", 500, 500)])
    for number in range(65):
        t = number / 64
        x, y = (
            (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
            for a, b, c in zip(start, bend, end, strict=True)
        )
        assert min(distance((x, y), *edge) for edge in pairwise(stretch.points)) <= FLATNESS + 1e-9


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the nearest of an edge."""
    x, y = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * x + (point[1] - start[1]) * y) / (x * x + y * y)
    along = min(max(along, 0.0), 1.0)
    return hypot(start[0] + along * x - point[0], start[1] + along * y - point[1])


def test_points_that_fall_together_and_lone_ones_draw_nothing() -> None:
    assert stretches([("M", 5, 5), ("L", 5, 5), ("Z",)]) == []
    assert stretches([("M", 5, 5), ("M", 7, 7), ("L", 7, 9)]) == [Stretch([(7, 7), (7, 9)], closed=False)]


def test_after_a_closed_part_the_pen_stands_where_that_began() -> None:
    first, second = stretches([("M", 1, 1), ("L", 9, 1), ("L", 9, 9), ("Z",), ("L", 1, 5)])
    assert first.closed
    assert second == Stretch([(1, 1), (1, 5)], closed=False)


def test_dashes_come_by_turns_and_end_with_the_line() -> None:
    assert list(dashed((0, 0), (10, 0), (3, 2))) == [((0, 0), (3, 0)), ((5, 0), (8, 0))]
    assert list(dashed((0, 0), (0, 12), (3, 2)))[-1] == ((0, 10), (0, 12))


def test_an_odd_number_of_lengths_is_taken_twice() -> None:
    assert list(dashed((0, 0), (10, 0), (2,))) == [((0, 0), (2, 0)), ((4, 0), (6, 0)), ((8, 0), (10, 0))]


def test_a_line_without_dashes_is_whole_and_one_without_length_nothing() -> None:
    assert list(dashed((1, 2), (3, 4), ())) == [((1, 2), (3, 4))]
    assert list(dashed((1, 2), (1, 2), (3, 2))) == []


def test_a_slanted_stroke_is_as_long_and_as_wide_as_it_is() -> None:
    slanted = Stretch([(20, 20), (80, 80)], closed=False)
    assert covered([*stroked(slanted, 6)]) == pytest.approx(60 * sqrt(2) * 6, abs=2)
