"""Eras that follow each other stay apart; all others keep their ends."""

from __future__ import annotations

import pytest

from timeline.layout.eras import SEAM, Stretch, apart


def ends(*eras: tuple[float, float]) -> list[tuple[float, float]]:
    found = apart([Stretch(x0, x1, "n", "n") for x0, x1 in eras])
    return [(era.x0, era.x1) for era in found if era is not None]


@pytest.mark.parametrize("meet", [99.0, 100.0, 101.0])
def test_between_an_era_and_the_next_is_a_seam(meet: float) -> None:
    (_, end), (start, _) = ends((0, 100), (meet, 200))
    assert start - end == pytest.approx(SEAM)
    assert 98 < end < start < 102


def test_the_order_of_the_file_does_not_matter() -> None:
    assert ends((100, 200), (0, 100)) == ends((0, 100), (100, 200))[::-1]


def test_eras_that_overlap_or_lie_apart_keep_their_ends() -> None:
    assert ends((0, 100), (50, 200), (300, 400)) == [(0, 100), (50, 200), (300, 400)]


def test_an_era_that_is_all_but_as_narrow_as_a_seam_is_not_lost() -> None:
    assert ends((0, 100), (100, 103), (103, 200))[1] == (100, 103)


def test_an_era_that_is_off_the_axis_stays_none() -> None:
    assert apart([None, Stretch(0, 10, "n", "n")])[0] is None
