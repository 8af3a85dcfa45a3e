"""What a picture says about itself at its foot."""

from __future__ import annotations

from typing import Any

import pytest

from tests.layout.test_plan import said_of, texts_of, timeline_of
from timeline import pipeline
from timeline.languages import EN
from timeline.layout import notes, plan
from timeline.layout.links import Choice, End, Tie

TIMES = {
    "one offset": (["2025-05-10T15:35+05:30"], "Times are UTC+05:30."),
    "no offset": (["2025-05-10T15:35"], "Times are those of Asia/Karachi."),
    "some without": (
        ["2025-05-10T15:35", "2025-05-10T15:35+05:30"],
        "Times without an offset, and hours on the axis, are those of Asia/Karachi.",
    ),
    "several": (
        ["2025-05-10T15:35Z", "2025-05-10T15:35+05:30"],
        "Hours on the axis are those of Asia/Karachi.",
    ),
}


def document(dates: list[str], **more: Any) -> dict[str, Any]:
    events = [{"date": date, "title": f"number {number}"} for number, date in enumerate(dates)]
    return {"timezone": "Asia/Karachi", "events": events, **more}


@pytest.mark.parametrize("kind", TIMES)
def test_the_foot_says_whose_times_they_are(kind: str) -> None:
    dates, note = TIMES[kind]
    assert note in said_of(document(dates))


def test_days_need_no_clock() -> None:
    said = said_of(document(["2025-05-10", "2025-06-10"]))
    assert not [text for text in said if text.startswith(("Times", "Hours"))]


def test_the_hours_on_the_axis_are_those_of_the_labels() -> None:
    said = said_of(document(["2025-05-10T12:00+05:30", "2025-05-10T15:35+05:30"]))
    assert "12:00" in said, "a tick on the hour of the labels' own clock"


def test_an_era_off_the_axis_is_named_and_not_drawn() -> None:
    eras = [{"date": "1914/1918", "title": "First World War"}]
    said = said_of(document(["1920-01", "1925-02"], eras=eras))
    assert "Off the axis: First World War (1914–1918)." in said
    assert "First World War" not in said


def test_years_before_our_era_are_round_as_people_count_them() -> None:
    said = said_of(document(["-0700", "-0300", "0400", "0800"]))
    ticks = [text for text in said if text.endswith(" BCE") and text not in ("701 BCE", "301 BCE")]
    assert ticks
    assert all(int(tick.split()[0]) % 10 == 0 for tick in ticks)


def test_a_part_of_a_file_says_that_it_is_one() -> None:
    part = pipeline.select(timeline_of(document(["2014", "2020", "2025"])), first="2019")
    assert "2 of 3 events: those from 2019." in [text.string for text in texts_of(plan(part))]


def test_a_note_says_how_many_links_are_not_drawn() -> None:
    end = End(0, 0.0, 0, "ink", "")
    drawn = [Tie(end, end, "", "")] * 23
    assert list(notes.of_links(Choice(drawn, 0), EN)) == []
    assert list(notes.of_links(Choice(drawn, 1), EN)) == [
        "1 of 24 links is not drawn; importance decided which."
    ]
    assert list(notes.of_links(Choice([*drawn, drawn[0]], 1200), EN)) == [
        "1,200 of 1,224 links are not drawn; importance decided which."
    ]
