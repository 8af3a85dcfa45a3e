"""Boxes in rows: none touches another, no bound is passed, and room is shared out fairly."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.layout.packing import APART, Box, level, pack

boxes = st.builds(
    lambda x, width, above, below: Box(x, x + width, above, below),
    st.integers(0, 900),
    st.integers(1, 300),
    st.integers(5, 20),
    st.integers(5, 60),
)
offers = st.lists(st.lists(boxes, min_size=1, max_size=2), max_size=40)


@given(offers, st.integers(0, 400) | st.just(10**9))
def test_boxes_of_a_row_stand_apart_and_within_its_height(found: list[list[Box]], highest: int) -> None:
    packed = pack(found, highest)
    placed = [
        (spot[0], ways[spot[1]]) for ways, spot in zip(found, packed.spots, strict=True) if spot is not None
    ]
    for (one_row, one), (other_row, other) in itertools.combinations(placed, 2):
        if one_row == other_row:
            assert one.x1 + APART <= other.x0 or other.x1 + APART <= one.x0
    for row, box in placed:
        assert (box.above <= packed.rows[row].above, box.below <= packed.rows[row].below) == (True, True)
    assert packed.height <= highest


@given(offers)
def test_everybody_finds_room_where_rows_may_be_as_many_as_they_like(found: list[list[Box]]) -> None:
    assert None not in pack(found).spots


def test_boxes_that_are_clear_of_each_other_share_a_row() -> None:
    assert len(pack([[Box(100 * x, 100 * x + 60, 5, 5)] for x in range(9)]).rows) == 1


def test_a_second_way_is_taken_where_the_first_would_need_another_row() -> None:
    first, second = Box(0, 100, 5, 5), [Box(50, 150, 5, 5), Box(120, 220, 5, 5)]
    assert list(pack([[first], second]).spots) == [(0, 0), (0, 1)]


@pytest.mark.parametrize(
    ("needs", "room", "height"),
    [
        ([10, 100], 60, 50),
        ([10, 20], 60, 20),
        ([100, 100, 100], 60, 20),
        ([], 60, 0),
        ([5, 5, 5], float("inf"), 5),
    ],
)
def test_nobody_gets_more_than_they_need_and_the_others_alike(
    needs: list[float], room: float, height: float
) -> None:
    assert level(needs, room) == height
