"""The rug: small marks and counts that do not touch, each near its place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline.languages import EN
from timeline.layout.furniture import Frame
from timeline.layout.marks import SMALL
from timeline.layout.rug import ROOM, tufts

FRAME = Frame(12, 348)


@given(st.lists(st.floats(FRAME.left, FRAME.right), max_size=120))
def test_nothing_touches_and_everybody_stands_near_their_place(places: list[float]) -> None:
    found = tufts(range(len(places)), places, FRAME, EN)
    assert sorted(number for tuft in found for number in tuft.numbers) == list(range(len(places)))
    ends = []
    for tuft in found:
        half = 1.4 * SMALL if len(tuft.numbers) == 1 else tuft.width / 2
        ends.append((tuft.x - half, tuft.x + half))
        allowed = ROOM if len(tuft.numbers) == 1 else tuft.width
        assert all(abs(places[number] - tuft.x) <= allowed for number in tuft.numbers)
    assert all(after[0] - before[1] >= 1 for before, after in pairwise(ends))


def test_a_mark_alone_keeps_its_own_place() -> None:
    assert [tuft.x for tuft in tufts([0, 1], [100.0, 200.0], FRAME, EN)] == [100, 200]
