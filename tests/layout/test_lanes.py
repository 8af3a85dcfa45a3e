"""Lanes: a band for each group, bars and points packed into rows, nothing lost and nothing touching."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import documents
from tests.layout.judge import faults, flat
from tests.layout.test_plan import dates, drawing, linked, marked, texts, timeline_of, values
from timeline.layout import Options
from timeline.layout.placards import PLATE
from timeline.layout.plan import Sheet, sheet, whole
from timeline.layout.typeset import measure, reserve
from timeline.model.table import SCALES
from timeline.scene import Circle, Group, Rect, Scene, Shape, Text

widths = st.sampled_from([320, 360, 699, 700, 1200, 4000]) | st.integers(320, 4000)
spans = st.tuples(st.integers(1800, 2030), st.integers(0, 90)).map(
    lambda pair: f"{pair[0]}/{pair[0] + pair[1]}"
)
reigns = st.builds(
    lambda events, named: {
        "as_of": "2026-03-06",
        "groups": [{"id": str(number), "title": title} for number, title in enumerate(named)],
        "events": [
            {**event, "group": str(number % len(named))} if number % 4 or not number % 8 else event
            for number, event in enumerate(events)
        ],
    },
    st.lists(
        st.fixed_dictionaries({"date": spans | dates, "title": texts, "importance": st.integers(1, 5)}),
        min_size=1,
        max_size=50,
    ),
    st.lists(texts, min_size=1, max_size=12),
).map(linked)


def drawn_as(document: Any, how: Options) -> Sheet:
    timeline = timeline_of(document)
    return sheet(timeline, how, whole(timeline, how))


def lanes(document: Any, width: int = 1200, scale: str = "auto", links: str = "auto") -> Scene:
    how = Options(layout="lanes", width=width, scale=scale, links=links)
    return drawn_as(document, how).scene


def spoken(scene: Scene) -> list[str]:
    return [shape.string for shape in flat(scene.shapes) if isinstance(shape, Text)]


def baseline(scene: Scene, string: str, *, bold: bool = False) -> float:
    return next(
        shape.y
        for shape in flat(scene.shapes)
        if isinstance(shape, Text) and shape.string == string and shape.bold == bold
    )


@drawing
@given(values | reigns, widths, st.sampled_from(SCALES))
def test_nothing_touches_or_is_cut_or_crossed(document: Any, width: int, scale: str) -> None:
    assert faults(lanes(document, width, scale)) == []


@drawing
@given(values | reigns, widths)
def test_every_event_is_marked_once(document: Any, width: int) -> None:
    assert marked(lanes(document, width)) == len(document["events"])


@drawing
@given(values | reigns, widths)
def test_what_an_event_is_drawn_with_stays_off_the_others(document: Any, width: int) -> None:
    groups = [shape for shape in lanes(document, width).shapes if isinstance(shape, Group) and shape.event]
    rooms = [room(group) for group in groups]
    for number, one in enumerate(rooms):
        for other in rooms[:number]:
            beside = one[0] >= other[2] or other[0] >= one[2]
            assert beside or one[1] >= other[3] or other[1] >= one[3]


def room(group: Group) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that is in a group, as boxes and as texts in a wide font."""
    boxes = []
    for shape in flat((group,)):
        if isinstance(shape, Text):
            width = reserve(shape.string, shape.size, bold=shape.bold) - 2
            left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
            boxes.append((left, shape.y - 0.74 * shape.size, left + width, shape.y + 0.2 * shape.size))
        elif isinstance(shape, Rect):
            boxes.append((shape.x, shape.y, shape.x + shape.width, shape.y + shape.height))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


REIGNS = {
    "groups": [
        {"id": "t", "title": "Tudor"},
        {"id": "empty", "title": "Nobody"},
        {"id": "s", "title": "Stuart"},
    ],
    "events": [
        {"date": "1600", "title": "Without a house"},
        {"date": "1603/1625", "title": "James I", "group": "s"},
        {"date": "1509/1547", "title": "Henry VIII", "group": "t"},
        {"date": "1558/1603", "title": "Elizabeth I", "group": "t"},
    ],
}


@pytest.mark.parametrize("width", [360, 1200])
def test_bands_stand_in_the_files_order_with_the_others_last(width: int) -> None:
    scene = lanes(REIGNS, width)
    order = [baseline(scene, name) for name in ("Henry VIII", "James I", "Without a house")]
    assert order == sorted(order)
    assert "Other" in spoken(scene)


def test_a_group_without_events_gets_no_band() -> None:
    assert "Nobody" not in spoken(lanes(REIGNS))


def test_a_file_without_groups_is_one_band_without_a_name() -> None:
    assert "Other" not in spoken(lanes({"events": [{"date": "2014", "title": "x"}]}))


def test_a_name_stands_beside_its_band_where_there_is_room_and_else_above_it() -> None:
    wide, narrow = lanes(REIGNS, 1200), lanes(REIGNS, 360)
    date = "1509–1547"
    assert abs(baseline(wide, "Tudor", bold=True) - baseline(wide, date, bold=True)) < 15
    assert baseline(narrow, "Tudor", bold=True) < baseline(narrow, date, bold=True) - 15


def test_a_label_stands_on_its_bar_only_with_room_to_spare() -> None:
    events = [
        {"date": "1901/1960", "title": "Long", "id": "long"},
        {"date": "1970/1972", "title": "Short", "id": "short"},
    ]
    found = {
        shape.event: shape
        for shape in lanes({"events": events}).shapes
        if isinstance(shape, Group) and shape.event
    }
    for name, inside in (("long", True), ("short", False)):
        bar = next(shape for shape in found[name].shapes if isinstance(shape, Rect))
        for text in (shape for shape in found[name].shapes if isinstance(shape, Text)):
            width = reserve(text.string, text.size, bold=text.bold)
            left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
            assert (bar.x + 6 <= left and left + width + 6 <= bar.x + bar.width) == inside


def parts_of(scene: Scene, name: str) -> tuple[list[Text], list[Rect]]:
    """The texts and the boxes of an event."""
    found = list(flat(group for group in scene.shapes if _is_of(group, name)))
    return [one for one in found if isinstance(one, Text)], [one for one in found if isinstance(one, Rect)]


def _is_of(shape: Shape, name: str) -> bool:
    return isinstance(shape, Group) and shape.event == name


def test_a_date_begins_at_its_mark_whether_its_title_is_beside_or_below_it() -> None:
    events = [
        {"date": "1901/1903", "title": "Short", "id": "beside"},
        {"date": "1910-01-12/1912-11-23", "title": "A title of more words than one", "id": "below"},
        {"date": "1990/2010", "title": "x"},
    ]
    scene = lanes({"events": events}, scale="linear")
    gaps = []
    for name, two in (("beside", False), ("below", True)):
        texts, boxes = parts_of(scene, name)
        baselines = [text.y for text in texts]
        assert (max(baselines) - min(baselines) > 10) == two
        assert texts[0].anchor == "start"
        gaps.append(texts[0].x - max(box.x + box.width for box in boxes))
    assert gaps[0] == pytest.approx(gaps[1], abs=0.1)


def test_on_the_left_of_its_mark_a_label_is_a_block_that_ends_near_it() -> None:
    events = [
        {"date": "1901", "title": "First"},
        {"date": "1999-11-12/2000-11-23", "title": "A shorter title than date", "id": "x"},
    ]
    texts, boxes = parts_of(lanes({"events": events}), "x")
    edges = [text.x - (measure(text.string, text.size, bold=text.bold) if text.anchor == "end" else 0)
             for text in texts]  # fmt: skip
    assert len(texts) > 1
    assert max(edges) - min(edges) < 6
    ends = max(
        edge + measure(text.string, text.size, bold=text.bold)
        for edge, text in zip(edges, texts, strict=True)
    )
    assert 0 < min(box.x for box in boxes) - ends < 20


def test_a_plate_has_one_line_where_that_fits() -> None:
    events = [{"date": "1901-02-03/1990-04-05", "title": "Long", "id": "x"}]
    texts, boxes = parts_of(lanes({"events": events}), "x")
    assert len(texts) == 2
    assert texts[0].y == pytest.approx(texts[1].y, abs=1)
    assert {box.height for box in boxes} == {PLATE}


def test_a_band_without_a_point_is_named_beside_a_bar() -> None:
    def icon(*held: str) -> set[str]:
        events = [{"date": date, "title": "x", "group": "g"} for date in held]
        scene = lanes({"groups": [{"id": "g", "title": "G"}], "events": events})
        left = [shape for shape in flat(scene.shapes) if isinstance(shape, Rect | Circle)]
        return {type(shape).__name__ for shape in left if "group-0" in (shape.fill or "") and _x(shape) < 45}

    assert icon("1901/1950", "1960/1980") == {"Rect"}
    assert icon("1901/1950", "1960-05-06") == {"Circle"}


def _x(shape: Rect | Circle) -> float:
    return shape.x if isinstance(shape, Rect) else shape.cx


def test_spans_that_do_not_overlap_share_a_row() -> None:
    events = [{"date": f"{1900 + 30 * number}", "title": f"n{number}"} for number in range(4)]
    scene = lanes({"events": events})
    assert len({baseline(scene, f"n{number}") for number in range(4)}) == 1


def test_a_file_of_few_events_labels_all_of_them_however_narrow() -> None:
    events = [{"date": f"2025-05-{1 + number % 3:02}", "title": f"Event {number}"} for number in range(60)]
    drawn = drawn_as({"events": events}, Options(layout="lanes", width=320))
    assert drawn.unlabelled == 0


def test_of_a_crowd_the_more_important_keep_their_labels() -> None:
    events = [
        {
            "id": f"e{number}",
            "date": f"2025-05-{1 + number % 28:02}",
            "title": f"Event {number}",
            "importance": 1 + number % 5,
        }
        for number in range(600)
    ]
    drawn = drawn_as({"events": events}, Options(layout="lanes"))
    shown = [int(words.split()[1]) % 5 + 1 for words in spoken(drawn.scene) if words.startswith("Event ")]
    assert len(shown) == 600 - drawn.unlabelled
    assert sum(shown) / len(shown) > 4
    assert marked(drawn.scene) == 600


def test_the_axis_is_repeated_below_a_tall_picture() -> None:
    events = [{"date": f"2025-05-{1 + number % 3:02}", "title": f"Event {number}"} for number in range(60)]
    tall, low = (spoken(lanes({"events": events[:count]}, 360)) for count in (60, 3))
    years = [[words for words in said if words == "May 2025"] for said in (tall, low)]
    assert [len(found) for found in years] == [2, 1]


@pytest.mark.parametrize("name", sorted(documents.DOCUMENTS))
@pytest.mark.parametrize("width", [320, 1200])
def test_hard_documents_have_no_faults(name: str, width: int) -> None:
    document = documents.DOCUMENTS[name]()
    assert faults(lanes(document, width)) == []
    assert marked(lanes(document, width, links="none")) == len(document["events"])
