"""What a date gives to be drawn, whatever the scale."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from timeline.dates import parse
from timeline.layout.extents import Extent, Window, extents
from timeline.layout.parts import FLAGS, Part, other_dates, parts_of, pole
from timeline.model import Event, check

LOW, HIGH = (parse(date).first or 0 for date in ("1980", "1990"))


def event_of(date: str, **more: Any) -> Event:
    sources = {"a": {"title": "A"}, "b": {"title": "B"}}
    timeline, problems = check({"events": [{"title": "x", "date": date, **more}], "sources": sources})
    assert timeline is not None, problems
    return timeline.events[0]


def reach_of(event: Event, window: Window = (None, None)) -> Extent:
    return extents([event.date, parse("1980/1989")], None, window)[0]


def parts(date: str, **more: Any) -> list[Part]:
    event = event_of(date, **more)
    return parts_of(event, reach_of(event), LOW, HIGH)


def said(part: Part) -> str:
    """The names of a part's flags."""
    return " ".join(name for name, bit in FLAGS.items() if part.flags & bit)


def span(date: str) -> tuple[int | None, int | None]:
    found = parse(date)
    return found.first, None if found.last is None else found.last + 1


def test_no_two_flags_share_a_bit() -> None:
    assert all(one & other == 0 for one, other in combinations(FLAGS.values(), 2))
    assert all(bit == 1 << place for place, bit in enumerate(FLAGS.values()))


@pytest.mark.parametrize(
    ("date", "flags"),
    [
        ("1984", ""),
        ("1984-05-06T12:00Z", ""),
        ("1984/1986", "lasts"),
        ("1984/..", "lasts open_end"),
        ("../1984", "lasts open_start pole_at_end"),
        ("1984/", "lasts unknown_end"),
        ("/1984", "lasts unknown_start pole_at_end"),
        ("1984~", "fade_start fade_end"),
        ("1984?", "hatch_start hatch_end"),
        ("1984~/1986?", "lasts fade_start hatch_end"),
        ("1984%/..", "lasts open_end fade_start hatch_start"),
    ],
)
def test_a_part_says_what_is_known_of_its_date(date: str, flags: str) -> None:
    (part,) = parts(date)
    assert said(part) == flags


def test_a_part_covers_its_date_and_reaches_over_open_ends() -> None:
    assert parts("1984-05")[0][:2] == span("1984-05")
    assert parts("1984/..")[0][:2] == (span("1984")[0], HIGH)


def test_of_an_end_that_is_not_known_the_date_that_is_known_is_sure() -> None:
    assert parts("1984/")[0].sure == parts("/1984")[0].sure == span("1984")
    assert parts("1984/..")[0].sure is parts("1984/1986")[0].sure is None


def test_what_reaches_over_the_edge_of_a_window_is_cut_there() -> None:
    event = event_of("1983/1987")
    window = parse("1984").first, parse("1985").last
    (part,) = parts_of(event, reach_of(event, window), LOW, HIGH)
    assert said(part) == "lasts cut_start cut_end"
    assert part[:2] == span("1984/1985")


def test_one_of_several_is_hollow_and_a_moment_and_each_of_several_is_neither() -> None:
    assert [said(part) for part in parts("[1984,1986..1987]")] == ["hollow moment", "lasts hollow"]
    assert [said(part) for part in parts("{1984,1986..1987}")] == ["", "lasts"]


def test_members_stand_in_time_order_however_they_are_written() -> None:
    assert [part[:2] for part in parts("{1986,1982,1984}")] == [span("1982"), span("1984"), span("1986")]


def test_the_outer_members_go_on_where_their_set_does() -> None:
    assert [said(part) for part in parts("{..1982,1984,1986..}")] == ["open_start", "", "open_end"]


def test_members_off_the_axis_are_left_out_and_where_all_are_the_time_between_them_stands() -> None:
    assert [part[:2] for part in parts("[1970,1984,1999]")] == [span("1984")]
    (between,) = parts("[1970,1999]")
    assert (between[:2], said(between)) == (span("1970/1999"), "hollow moment")


def test_other_dates_of_sources_stand_aside_after_the_events_own() -> None:
    event = event_of("1984", sources=["a", {"source": "b", "date": "1982~"}])
    assert [(source, date.text) for source, date in other_dates(event)] == [("b", "1982~")]
    own, aside = parts_of(event, reach_of(event), LOW, HIGH)
    assert (said(own), said(aside)) == ("", "hollow fade_start fade_end aside moment")
    assert aside[:2] == span("1982")


@pytest.mark.parametrize("other", ["1984", "1950"])
def test_a_source_that_gives_the_same_date_or_one_off_the_axis_adds_no_part(other: str) -> None:
    assert len(parts("1984", sources=[{"source": "b", "date": other}])) == 1


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("1984", None),
        ("1984/1986", None),
        ("../1984", None),
        ("{1982,1984}", None),
        ("{1982..1983,1989}", None),
        ("{1984,1982}", "1984"),
        ("[1982,1984]", "1982/1984"),
        ("{..1982,1984}", "1980/1984"),
    ],
)
def test_a_pole_is_told_where_the_first_part_does_not_say_it(date: str, at: str | None) -> None:
    event = event_of(date)
    reach = reach_of(event)
    found = pole(event.date, reach, parts_of(event, reach, LOW, HIGH)[0], LOW, HIGH)
    if at is None:
        assert found is None
    else:
        first, end = span(at)
        assert first is not None
        assert end is not None
        assert found == (first + end) // 2
