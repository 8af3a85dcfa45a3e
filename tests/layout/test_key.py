"""The key of a figure that can be zoomed: the marks from afar and from near, and no others."""

from __future__ import annotations

import json
from typing import Any

import timeline
from timeline.layout.key import key


def words(*events: dict[str, Any], **document: Any) -> list[str]:
    read = timeline.loads(json.dumps({"events": list(events), **document}))
    return [sign.text for sign in key(read)]


def event(date: str, **more: Any) -> dict[str, Any]:
    return {"date": date, "title": "It happens", **more}


def test_a_day_is_a_point_from_afar_and_a_bar_from_near() -> None:
    assert words(event("2014-03-01"), event("2020-03-02")) == ["some time within"]
    assert words(event("2014-03-01T10:00Z"), event("2020-03-02T11:00Z")) == []


def test_every_group_is_named_that_has_events_and_no_other() -> None:
    groups = [{"id": name, "title": name.title()} for name in "abc"]
    found = words(event("2014-03-01", group="a"), event("2015", group="c"), groups=groups)
    assert found[:2] == ["A", "C"]
    assert "B" not in found


def test_doubts_are_explained_where_they_occur() -> None:
    assert "about: its ends fade" in words(event("2014~"), event("2015"))
    assert "uncertain" in words(event("2014?"), event("2015"))
    assert "disputed" in words(event("2014", status="disputed"), event("2015"))


def test_counts_are_explained_where_there_may_be_any() -> None:
    many = [event(f"20{number:02}") for number in range(13)]
    assert "so many events without a label" in words(*many)
    assert "so many events without a label" not in words(*many[:12])


def test_an_empty_timeline_has_no_key() -> None:
    assert words() == []
