"""``spread`` puts boxes as near to where they want to be as can be."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.layout.spread import spread

places = st.integers(-200, 400).map(float)
widths = st.integers(0, 60).map(float)
boxes = st.lists(st.tuples(places, widths), max_size=40)


def movement(wanted: list[float], found: list[float]) -> float:
    return sum((place - wish) ** 2 for place, wish in zip(found, wanted, strict=True))


@given(boxes, st.integers(0, 9))
def test_boxes_stay_in_order_apart_and_between_the_ends(
    given_boxes: list[tuple[float, float]], gap: int
) -> None:
    wanted, sizes = [place for place, _ in given_boxes], [size for _, size in given_boxes]
    high = sum(sizes) + gap * len(sizes) + 50
    found = spread(wanted, sizes, gap, 0, high)
    edges = [(place, place + size) for place, size in zip(found, sizes, strict=True)]
    assert all(after[0] - before[1] >= gap - 1e-6 for before, after in itertools.pairwise(edges))
    assert all(start >= -1e-6 and end <= high + 1e-6 for start, end in edges)


@given(boxes)
def test_boxes_that_are_apart_do_not_move(given_boxes: list[tuple[float, float]]) -> None:
    sizes = [size for _, size in given_boxes]
    wanted = list(itertools.accumulate([size + 1 for size in sizes], initial=5.0))[:-1]
    assert spread(wanted, sizes, 1, 0, 10_000) == pytest.approx(wanted)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), min_size=1, max_size=3), st.integers(0, 2))
def test_no_other_places_on_a_grid_need_less_movement(given_boxes: list[tuple[int, int]], gap: int) -> None:
    wanted, sizes = [float(place) for place, _ in given_boxes], [float(size) for _, size in given_boxes]
    high = 20
    found = movement(wanted, spread(wanted, sizes, gap, 0, high))
    for other in itertools.product(range(high + 1), repeat=len(sizes)):
        edges = [(place, place + size) for place, size in zip(other, sizes, strict=True)]
        apart = all(after[0] - before[1] >= gap for before, after in itertools.pairwise(edges))
        if apart and edges[-1][1] <= high:
            assert found <= movement(wanted, [float(place) for place in other]) + 1e-9


@given(st.lists(st.tuples(places, st.integers(1, 60).map(float)), min_size=1, max_size=30), st.floats(-3, 3))
def test_moving_any_run_of_boxes_a_little_makes_it_no_better(
    given_boxes: list[tuple[float, float]], step: float
) -> None:
    wanted, sizes = [place for place, _ in given_boxes], [size for _, size in given_boxes]
    high = sum(sizes) + 60
    found = spread(wanted, sizes, 0, 0, high)
    for first, last in itertools.combinations(range(len(sizes) + 1), 2):
        other = [place + (step if first <= number < last else 0) for number, place in enumerate(found)]
        edges = [(place, place + size) for place, size in zip(other, sizes, strict=True)]
        apart = all(after[0] >= before[1] for before, after in itertools.pairwise(edges))
        if apart and edges[0][0] >= 0 and edges[-1][1] <= high:
            assert movement(wanted, found) <= movement(wanted, other) + 1e-6


def test_boxes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        spread([0, 0], [60, 60], 0, 0, 100)


def test_no_boxes_need_no_places() -> None:
    assert spread([], []) == []
