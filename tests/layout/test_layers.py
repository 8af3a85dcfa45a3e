"""Labels in layers: none touches another, and no pole crosses another or a label."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from timeline.layout.layers import Flag, Spot, place

LOW, HIGH, REACH = 20.0, 1180.0, 150.0
flags = st.lists(
    st.tuples(st.integers(20, 1100), st.integers(60, 220)).map(
        lambda pair: Flag(float(pair[0]), float(pair[1]))
    ),
    max_size=40,
).map(lambda found: sorted(found, key=lambda flag: flag.x))


def text_box(flag: Flag, spot: Spot) -> tuple[float, float]:
    return (spot.pole - flag.room, spot.pole) if spot.to_left else (spot.pole, spot.pole + flag.room)


@given(flags, st.integers(1, 6))
def test_labels_of_a_layer_do_not_overlap(found: list[Flag], layers: int) -> None:
    spots = place(found, layers, LOW, HIGH, REACH)
    placed = [
        (spot.side, spot.layer, *text_box(flag, spot))
        for flag, spot in zip(found, spots, strict=True)
        if spot
    ]
    for one, other in itertools.combinations(sorted(placed), 2):
        if one[:2] == other[:2]:
            assert one[3] <= other[2]  # the room includes what is kept free
    assert all(start >= LOW and end <= HIGH for _, _, start, end in placed)


@given(flags, st.integers(1, 6))
def test_no_pole_goes_through_a_label_of_a_nearer_layer(found: list[Flag], layers: int) -> None:
    spots = place(found, layers, LOW, HIGH, REACH)
    placed = [(flag, spot) for flag, spot in zip(found, spots, strict=True) if spot]
    for flag, spot in placed:
        start, end = text_box(flag, spot)
        for _, other in placed:
            if other.side == spot.side and other.layer > spot.layer:
                assert not start < other.pole < end


@given(flags, st.integers(1, 6))
def test_poles_keep_the_order_of_their_marks_and_stay_near_them(found: list[Flag], layers: int) -> None:
    spots = place(found, layers, LOW, HIGH, REACH)
    for side in (0, 1):
        poles = [spot.pole for spot in spots if spot and spot.side == side]
        assert all(before < after for before, after in itertools.pairwise(poles))
    stubs = 6 * len(found)  # what marks at one place move to stand beside each other
    assert all(
        abs(spot.pole - flag.x) <= REACH + stubs for flag, spot in zip(found, spots, strict=True) if spot
    )


def test_a_single_label_stands_on_its_mark() -> None:
    (spot,) = place([Flag(300, 180)], 1, LOW, HIGH, REACH)
    assert spot
    assert (spot.pole, spot.layer, spot.to_left) == (300, 0, False)


def test_labels_with_room_all_stand_in_the_first_layer_and_straight() -> None:
    found = [Flag(x, 100) for x in (40.0, 200.0, 400.0, 700.0, 1000.0)]
    spots = place(found, 3, LOW, HIGH, REACH)
    assert all(
        spot and spot.layer == 0 and spot.pole == flag.x for flag, spot in zip(found, spots, strict=True)
    )


def test_a_crowd_at_one_place_opens_like_a_fan() -> None:
    spots = place([Flag(600, 180)] * 8, 3, LOW, HIGH, REACH)
    assert None not in spots
    assert {spot.to_left for spot in spots if spot} == {True, False}
