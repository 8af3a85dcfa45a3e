"""Choosing a part of a timeline."""

from typing import Any

import pytest

from timeline import pipeline
from timeline.dates import parse
from timeline.model import Timeline, check, select, selection_words


def timeline(*dates: str, **more: Any) -> Timeline:
    events = [{"id": f"e{at}", "date": date, "title": date} for at, date in enumerate(dates)]
    made, _ = check({"events": events, **more})
    assert made is not None
    return made


def chosen(given: Timeline, first: str | None, last: str | None) -> list[str]:
    part = select(given, first=parse(first).first if first else None, last=parse(last).last if last else None)
    return [event.title for event in part.events]


def test_events_that_touch_the_stretch_are_kept_in_their_order() -> None:
    given = timeline("2020", "2014", "2013/2014-01-01", "2014-06/2016", "2012/2020", "2013")
    assert chosen(given, "2014", "2014") == ["2014", "2013/2014-01-01", "2014-06/2016", "2012/2020"]


def test_one_bound_is_enough() -> None:
    assert chosen(timeline("2013", "2014", "2015"), "2014", None) == ["2014", "2015"]
    assert chosen(timeline("2013", "2014", "2015"), None, "2014") == ["2013", "2014"]


@pytest.mark.parametrize(("as_of", "kept"), [("2015", False), ("2017", True)])
def test_what_is_still_going_on_ends_at_as_of(as_of: str, kept: bool) -> None:
    assert chosen(timeline("2014/..", as_of=as_of), "2016", None) == ["2014/.."] * kept


def test_what_has_an_unknown_end_is_known_by_the_other() -> None:
    assert chosen(timeline("2014/", "/2014"), "2016", None) == []
    assert chosen(timeline("2014/", "/2014"), "2014", "2014") == ["2014/", "/2014"]


def test_links_to_events_that_are_left_out_go_too() -> None:
    events = [
        {"id": "a", "date": "2014", "title": "a", "links": [{"to": "b"}, {"to": "c"}], "group": "g"},
        {"id": "b", "date": "2015", "title": "b"},
        {"id": "c", "date": "2016", "title": "c", "group": "g"},
    ]
    made, _ = check({"groups": [{"id": "g", "title": "G"}], "events": events})
    assert made is not None
    part = select(made, groups=["g"])
    assert [event.id for event in part.events] == ["a", "c"]
    assert [link.to for link in part.events[0].links] == ["c"]
    assert select(made) == made


def test_a_part_says_which_part_it_is() -> None:
    groups = [{"id": "law", "title": "Law"}, {"id": "war", "title": "War"}]
    events = [
        {"date": f"2025-0{month}", "title": "One", "group": "law" if month % 2 else "war"}
        for month in range(1, 10)
    ]
    whole, _ = check({"groups": groups, "events": events})
    assert whole is not None
    assert (whole.omitted, selection_words(whole)) == (0, "")
    part = pipeline.select(whole, "2025-05", "2025-07", ["law"])
    assert part.omitted == 7
    assert selection_words(part) == "2 of 9 events: those from May 2025 to July 2025 in Law"
    one = pipeline.select(whole, last="2025-01", groups=["law", "war"])
    assert selection_words(one) == "1 of 9 events: that to January 2025 in Law or War"
    assert selection_words(pipeline.select(whole, first="2024")) == ""
