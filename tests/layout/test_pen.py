"""From dates to the pieces of marks."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from timeline.layout import marks
from timeline.layout.extents import extents
from timeline.layout.marks import Mark
from timeline.layout.pen import Pen
from timeline.layout.scale import Scale, Stretch
from timeline.model import check

DECADE = "1980/1989"


def pen_for(first: dict[str, Any], wide: float = 1000) -> Pen:
    """A pen for an axis over the eighties, ``wide`` px long, and an event on it."""
    events = [{"title": "x", **first}, {"title": "y", "date": DECADE}]
    sources = {"a": {"title": "A"}, "b": {"title": "B"}}
    timeline, problems = check({"events": events, "sources": sources})
    assert timeline is not None, problems
    reaches = extents([event.date for event in timeline.events], None)
    axis = Scale([Stretch(reaches[1].first, reaches[1].end, 0, wide)])
    return Pen([], timeline.events, reaches, axis, "", {"a": 1, "b": 2})


def mark_of(date: str, wide: float = 1000, **more: Any) -> Mark:
    return pen_for({"date": date, **more}, wide).mark(0)


@pytest.mark.parametrize(
    ("date", "fades", "hatched"),
    [
        ("1984~/1986", (True, False), (False, False)),
        ("1984/1986~", (False, True), (False, False)),
        ("1984/1986?", (False, False), (False, True)),
        ("1984%/1986", (True, False), (True, False)),
        ("1984~", (True, True), (False, False)),
        ("1984-05-06?", (False, False), (True, True)),
        ("1984-?05", (False, False), (True, True)),
    ],
)
def test_each_end_has_its_own_doubts(date: str, fades: tuple[bool, bool], hatched: tuple[bool, bool]) -> None:
    (piece,) = mark_of(date).pieces
    assert (piece.fades, piece.hatched) == (fades, hatched)


@pytest.mark.parametrize(
    ("date", "ends"),
    [
        ("1984/..", ("closed", "open")),
        ("../1984", ("open", "closed")),
        ("1984/", ("closed", "unknown")),
        ("/1984", ("unknown", "closed")),
        ("1975/1984", ("cut", "closed")),
        ("1984/1995", ("closed", "cut")),
        ("[..1984]", ("open", "closed")),
        ("1984/1986", ("closed", "closed")),
    ],
)
def test_a_bar_ends_as_its_date_does_or_as_the_axis_does(date: str, ends: tuple[str, str]) -> None:
    (piece,) = mark_of(date).pieces
    assert (piece.start, piece.end) == ends


def test_of_what_ends_nobody_knows_when_the_known_date_alone_is_filled() -> None:
    (piece,) = mark_of("1984/").pieces
    assert piece.sure is not None
    assert piece.sure.x0 == piece.x0
    assert piece.sure.width == pytest.approx(100, abs=1)


def test_each_member_of_a_set_is_a_piece_and_none_of_one_of_them_is_solid() -> None:
    one, each = mark_of("[1982,1984-05-06,1986..1987]"), mark_of("{1982,1984-05-06,1986..1987}")
    assert [piece.is_point for piece in one.pieces] == [False, True, False]
    assert not any(piece.solid for piece in one.pieces)
    assert [piece.solid for piece in each.pieces] == [False, True, True]


def test_two_points_stand_for_a_set_that_is_too_narrow_to_be_told_apart() -> None:
    one = mark_of("[1984-05-06,1984-05-08,1984-05-09]")
    first, second = one.pieces
    assert second.x0 - first.x0 > marks.RADIUS
    assert first.x0 < pen_for({"date": "1984-05-08"}).place(0) < second.x0


def test_members_off_the_axis_are_not_held_at_its_ends() -> None:
    assert len(mark_of("[1975,1984-05-06,1995]").pieces) == 1
    (between,) = mark_of("[1975,1995]").pieces
    assert (between.start, between.end, between.solid) == ("cut", "cut", False)


def test_an_end_that_the_picture_cuts_does_not_fade() -> None:
    (piece,) = mark_of("1975~/1984~").pieces
    assert (piece.start, piece.fades) == ("cut", (False, True))


@pytest.mark.parametrize(
    ("other", "side"), [("1984-05-05", -1), ("1984-05-07", 1), ("1982-05-06", -1), ("1987-05-06", 1)]
)
def test_another_date_of_a_source_stands_clear_on_its_side(other: str, side: int) -> None:
    said = mark_of("1984-05-06", sources=["a", {"source": "b", "date": other}])
    event, aside = said.pieces
    assert (event.aside, aside.aside) == (False, True)
    assert not aside.solid
    gap = aside.reach[0] - event.reach[1] if side > 0 else event.reach[0] - aside.reach[1]
    assert gap >= 1
    assert "; source [2] gives " in said.words


def test_a_source_that_gives_the_same_date_or_one_off_the_axis_adds_no_mark() -> None:
    assert len(mark_of("1984-05-06", sources=[{"source": "b", "date": "1984-05-06"}]).pieces) == 1
    far = mark_of("1984-05-06", sources=[{"source": "b", "date": "1950"}])
    assert len(far.pieces) == 1
    assert far.words.endswith("source [2] gives 1950")


@pytest.mark.parametrize(
    ("date", "low", "high"),
    [
        ("1984", 430, 470),
        ("1984/1986", 400, 410),
        ("../1984", 490, 500),
        ("{1981-01,1989}", 100, 110),
        ("{1982..1983,1989}", 200, 210),
        ("[1981-01-01,1988-12-31]", 495, 505),
    ],
)
def test_a_pole_stands_where_the_eye_looks_for_the_event(date: str, low: float, high: float) -> None:
    assert low <= pen_for({"date": date}).place(0) <= high


def test_a_mark_has_its_events_status() -> None:
    assert mark_of("1984", status="alleged").status == "alleged"


@pytest.mark.parametrize("date", ["1984", "1984-05", "1984-05-XX", "1984~", "1984-21"])
def test_a_month_or_a_year_is_a_short_hollow_bar_however_narrow_and_never_a_moment(date: str) -> None:
    (piece,) = mark_of(date, 60).pieces
    assert not piece.is_point
    assert not piece.solid
    assert piece.x1 - piece.x0 == pytest.approx(marks.SHORT)
    assert (piece.x0 + piece.x1) / 2 == pytest.approx(pen_for({"date": date}, 60).place(0), abs=1)


def test_a_day_is_a_moment_unless_it_is_wide() -> None:
    assert mark_of("1984-05-06", 60).pieces[0].is_point


def test_years_on_an_axis_of_thousands_that_nobody_could_see_are_points() -> None:
    def year(last: str, wide: float) -> Mark:
        reach = [{"title": "x", "date": "1984"}, {"title": "y", "date": f"{last}/2000"}]
        timeline, _ = check({"events": reach})
        assert timeline is not None
        reaches = extents([event.date for event in timeline.events], None)
        axis = Scale([Stretch(reaches[1].first, reaches[1].end, 0, wide)])
        return Pen([], timeline.events, reaches, axis, "").mark(0)

    assert year("Y-13000000000", 1000).pieces[0].is_point
    assert year("-2000", 1000).pieces[0].is_point
    assert not year("-2000", 4000).pieces[0].is_point
    assert not year("0001", 600).pieces[0].is_point


def test_the_members_of_a_set_of_years_do_not_lie_on_each_other_however_narrow() -> None:
    for date in ("{1982,1984}", "{1982,1984,1989}", "[1982,1984]"):
        pieces = mark_of(date, 30).pieces
        assert len(pieces) > 1
        for before, after in itertools.pairwise(pieces):
            assert after.x0 - before.x1 >= 2
