"""Choosing a part of a timeline."""

from typing import Any

import pytest

from timeline.dates import parse
from timeline.model import Timeline, check, select


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
