"""The vertical layout: time runs down, labels in order beside it, on one side or on both."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.layout.judge import faults
from timeline.layout import Options, plan
from timeline.model import Timeline, check
from timeline.scene import Group, Line, Path, Rect, Scene, Shape, Text


def timeline_of(**document: Any) -> Timeline:
    timeline, problems = check(document)
    assert timeline is not None, problems
    return timeline


def years(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"e{n}", "date": str(1900 + n), "title": f"Event {n:03}", **more} for n in range(count)]


def drawn(timeline: Timeline, **options: Any) -> Scene:
    scene = plan(timeline, Options(layout="vertical")._replace(**options))
    assert faults(scene) == []
    return scene


def flat(shapes: tuple[Shape, ...]) -> list[Shape]:
    return [one for shape in shapes for one in (flat(shape.shapes) if isinstance(shape, Group) else [shape])]


def texts(scene: Scene) -> dict[str, Text]:
    return {shape.string: shape for shape in flat(scene.shapes) if isinstance(shape, Text)}


def titles(scene: Scene) -> list[Text]:
    return [text for string, text in texts(scene).items() if string.startswith("Event ")]


def leaders(scene: Scene) -> list[Shape]:
    found = (shape for shape in scene.shapes if isinstance(shape, Line | Path))
    return [shape for shape in found if shape.stroke == "leader"]


def test_labels_stand_below_each_other_in_the_order_of_time() -> None:
    found = titles(drawn(timeline_of(events=years(12)), width=360))
    assert [text.string for text in found] == [f"Event {n:03}" for n in range(12)]
    assert all(one.y < other.y for one, other in itertools.pairwise(found))
    assert len({text.x for text in found}) == 1


@pytest.mark.parametrize(("width", "columns"), [(360, 1), (720, 1), (1200, 2)])
def test_a_wide_picture_has_a_column_on_each_side_of_the_axis(width: int, columns: int) -> None:
    found = titles(drawn(timeline_of(events=years(12)), width=width))
    assert {text.anchor for text in found} == ({"start", "end"} if columns == 2 else {"start"})


@pytest.mark.parametrize("columns", [1, 2])
def test_the_number_of_columns_can_be_asked_for(columns: int) -> None:
    for width in (360, 1200):
        found = titles(drawn(timeline_of(events=years(6)), width=width, columns=columns))
        assert len({text.anchor for text in found}) == columns


def test_a_label_has_the_summary_the_figure_and_the_numbers_of_sources() -> None:
    event = {
        "date": "2025-07-25",
        "title": "Ministers ask",
        "summary": "They name accounts.",
        "figures": [{"value": "481", "label": "accounts", "source": "b"}],
        "sources": ["a"],
    }
    sources = {"a": {"title": "A"}, "b": {"title": "B"}}
    found = texts(drawn(timeline_of(events=[event], sources=sources), width=605))
    assert {"25 Jul 2025", "Ministers ask [1]", "They name accounts.", "481", "accounts [2]"} <= found.keys()
    assert found["481"].size > 1.5 * found["They name accounts."].size
    assert "[2]" in found, "the source of a figure that is drawn is listed"


def test_where_there_is_no_room_for_lines_a_link_is_said_in_words() -> None:
    events = years(2)
    events[1]["links"] = [{"to": "e0", "label": "repeals"}]
    narrow = drawn(timeline_of(events=events), width=360)
    assert "→ repeals: Event 000" in texts(narrow)
    wide = drawn(timeline_of(events=events), width=700)
    assert not any("repeals" in string for string in texts(wide))
    assert any(isinstance(shape, Path) and shape.stroke == "link" for shape in flat(wide.shapes))


def test_an_era_is_a_band_and_its_name_a_label() -> None:
    era = {"date": "1903/1906", "title": "Quiet years"}
    scene = drawn(timeline_of(events=years(10), eras=[era]), width=605)
    band = next(shape for shape in scene.shapes if isinstance(shape, Rect) and shape.fill == "era-0")
    name = texts(scene)["Quiet years · 1903–1906"]
    assert band.y < band.y + band.height <= scene.height
    assert abs(name.y - band.y) < 120


def test_a_crowd_at_one_instant_becomes_a_count_with_leaders_to_all_its_labels() -> None:
    events = [{"id": f"e{n}", "date": "2025-05-10", "title": f"Event {n:03}"} for n in range(50)]
    scene = drawn(timeline_of(events=events), width=360)
    assert len(titles(scene)) == 50
    assert len(leaders(scene)) == 50
    assert any(text.isdigit() and 40 < int(text) < 50 for text in texts(scene))


def test_past_what_anybody_reads_the_more_important_events_have_labels() -> None:
    events = [
        {"date": f"{1700 + n // 4}-{1 + n % 4:02}", "title": f"Event {n:04}", "importance": 1 + n % 5}
        for n in range(1300)
    ]
    scene = drawn(timeline_of(events=events), width=605)
    shown = [int(text.string[6:]) % 5 + 1 for text in titles(scene)]
    assert set(shown) == {5}
    assert 200 <= len(shown) <= 260
    assert any("of 1,300 events are marked" in string for string in texts(scene))
