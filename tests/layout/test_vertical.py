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


def test_a_link_is_a_line_where_there_is_room_and_said_in_words_where_it_has_a_label_or_no_line() -> None:
    def drawn_with(width: int, columns: int = 1, **link: str) -> tuple[bool, bool]:
        events = years(2)
        events[1]["links"] = [{"to": "e0", **link}]
        scene = drawn(timeline_of(events=events), width=width, columns=columns)
        line = any(isinstance(shape, Path) and shape.stroke == "link" for shape in flat(scene.shapes))
        label = f"{link['label']}: " if link else ""
        return line, f"→ {label}Event 000" in texts(scene)

    assert drawn_with(360, label="repeals") == (False, True)
    assert drawn_with(360) == (False, True)
    assert drawn_with(700, label="repeals") == (True, True)
    assert drawn_with(700) == (True, False)
    assert drawn_with(1200, columns=2) == (False, True)


def test_an_era_is_a_band_and_its_name_a_label() -> None:
    era = {"date": "1903/1906", "title": "Quiet years"}
    scene = drawn(timeline_of(events=years(10), eras=[era]), width=605)
    band = next(shape for shape in scene.shapes if isinstance(shape, Rect) and shape.fill == "era-0")
    name = texts(scene)["Quiet years"]
    assert band.y < band.y + band.height <= scene.height
    assert abs(name.y - band.y) < 120


def test_a_crowd_at_one_instant_becomes_a_count_and_a_bracket_along_all_its_labels() -> None:
    events = [{"id": f"e{n}", "date": "2025-05-10", "title": f"Event {n:03}"} for n in range(50)]
    scene = drawn(timeline_of(events=events), width=360)
    assert len(titles(scene)) == 50
    lines = [one for one in leaders(scene) if isinstance(one, Line)]
    stubs = [one for one in lines if one.y1 == one.y2 and one.x2 - one.x1 < 10]
    upright = [one for one in lines if one.x1 == one.x2]
    assert (len(stubs), len(upright)) == (50, 1)
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
