"""Any valid document becomes a picture that tells the truth: every event is marked, and no text touches
another.

The boxes of texts are taken as wide as a wider fallback font would make them, so that what holds here holds
for readers without the named fonts too. The browser tests measure the same with real fonts, on fewer
documents.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import documents
from tests.layout.judge import faults, flat
from tests.write.dialect import departures
from timeline.layout import LAYOUTS, SCALES, THEMES, Options, plan
from timeline.model import Timeline, check
from timeline.scene import Group, Rect, Scene, Text
from timeline.write import svg

DATES = (
    "2014", "2021-08", "2025-04-22", "2025-05-07/2025-05-10", "2021-08-15/..", "../1985", "1985/", "/1985",
    "2025-05-10T15:35", "2025-05-10T15:35:01+05:30", "2014~", "1984?", "198X", "2001-21",
    "[1667,1668,1670..1672]", "{1960,1961-12}", "-0044-03-15", "Y-13800000000", "Y170000002", "1950S2",
    "0000", "9999-12-31T23:59:59Z", "2025-07-25", "2025-07-26", "XXXX-12-25",
)  # fmt: skip
WORDS = (
    "Ceasefire",
    "agreed",
    "平台封锁账户",
    "الميناء",
    "👩‍👩‍👧‍👦",
    "a" * 60,
    "of",
    "the",
    "481",
    "<&>",
    "क्षि",
    "\u202eodd",
)

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
dates = st.sampled_from(DATES) | st.dates().map(str)
events = st.fixed_dictionaries(
    {"date": dates, "title": texts},
    optional={
        "group": st.sampled_from("gh"),
        "importance": st.integers(1, 5),
        "status": st.sampled_from(["confirmed", "alleged", "disputed"]),
        "sources": st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
        "summary": texts,
        "figures": st.lists(
            st.fixed_dictionaries({"value": st.sampled_from(["481", "$7.3 bn", "a" * 40]), "label": texts}),
            max_size=2,
        ),
        "links": st.lists(st.tuples(st.integers(0, 29), st.none() | texts), max_size=2),
    },
)
def linked(document: Any) -> Any:
    """The document with ids for its events, and with those of its links that lead to another event."""
    events = document["events"]
    found = []
    for number, event in enumerate(events):
        links = [
            {"to": f"e{to}", **({"label": label} if label else {})}
            for to, label in event.get("links", [])
            if to < len(events) and to != number
        ]
        found.append({**event, "id": f"e{number}", "links": links})
    return {**document, "events": found}


values = st.fixed_dictionaries(
    {
        "events": st.lists(events, max_size=30),
        "groups": st.just([{"id": "g", "title": "One", "color": "#ffee00"}, {"id": "h", "title": "Two"}]),
        "sources": st.fixed_dictionaries(
            {name: st.builds(lambda title: {"title": title}, texts) for name in "abc"}
        ),
    },
    optional={
        "title": texts,
        "subtitle": texts,
        "timezone": st.sampled_from(["UTC", "Asia/Karachi", "Europe/Berlin"]),
        "as_of": st.just("2026-03-06"),
        "eras": st.lists(
            st.builds(lambda date, title: {"date": date, "title": title}, dates, texts), max_size=4
        ),
    },
).map(linked)


def options_of(chosen: dict[str, Any]) -> Options:
    return Options()._replace(**chosen)


options = st.fixed_dictionaries(
    {
        "layout": st.sampled_from(LAYOUTS),
        "scale": st.sampled_from(SCALES),
        "theme": st.sampled_from(THEMES),
        "width": st.sampled_from([320, 360, 605, 1200, 4000]) | st.integers(320, 4000),
        "columns": st.sampled_from([None, 1, 2]),
        "links": st.sampled_from(["auto", "none", "all"]),
    }
).map(options_of)
drawing = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def timeline_of(document: Any) -> Timeline:
    timeline, problems = check(document)
    assert timeline is not None, problems
    return timeline


def texts_of(scene: Scene) -> list[Text]:
    return [shape for shape in flat(scene.shapes) if isinstance(shape, Text)]


def marked(scene: Scene) -> int:
    """How many events the picture marks, alone or in a count. Where events have ids, what has none is the
    foot of a link.
    """
    groups = [shape for shape in scene.shapes if isinstance(shape, Group) and shape.title]
    with_ids = any(group.event is not None for group in groups)
    count = 0
    for group in groups:
        several = re.match(r"(\d+) events: ", group.title or "")
        painted = any(not isinstance(part, Text) for part in group.shapes) and not is_era(group)
        count += int(several.group(1)) if several else painted and (group.event is not None or not with_ids)
    return count


def is_era(group: Group) -> bool:
    first = group.shapes[0]
    return isinstance(first, Rect) and (first.fill or "").startswith("era-")


@drawing
@given(values, options)
def test_every_event_is_marked_alone_or_in_a_count(document: Any, how: Options) -> None:
    timeline = timeline_of(document)
    assert marked(plan(timeline, how)) == len(timeline.events)


@drawing
@given(values, options)
def test_every_picture_is_well_formed_and_in_the_dialect(document: Any, how: Options) -> None:
    assert departures(svg(plan(timeline_of(document), how), "tl-test")) == []


@drawing
@given(values, options)
def test_no_text_is_crossed_cut_covered_small_or_faint_and_no_leaders_cross(
    document: Any, how: Options
) -> None:
    assert faults(plan(timeline_of(document), how)) == []


@pytest.mark.parametrize("name", sorted(documents.DOCUMENTS))
def test_the_same_document_gives_the_same_scene(name: str) -> None:
    timeline = timeline_of(documents.DOCUMENTS[name]())
    assert plan(timeline) == plan(timeline)


def test_the_more_important_of_a_crowd_are_labelled() -> None:
    crowd = [
        {
            "date": f"2025-05-{1 + number % 28:02}",
            "title": f"Event number {number}",
            "importance": 1 + number % 5,
        }
        for number in range(300)
    ]
    scene = plan(timeline_of({"events": crowd}))
    shown = [
        int(found.group(1)) % 5 + 1
        for text in texts_of(scene)
        if (found := re.search(r"number (\d+)", text.string))
    ]
    assert shown
    assert sum(shown) / len(shown) > 4
    assert any("of 300 events are marked" in text.string for text in texts_of(scene))


def said_of(document: Any) -> list[str]:
    return [text.string for text in texts_of(plan(timeline_of(document)))]


def test_another_date_of_a_source_is_said_beside_the_first() -> None:
    event = {"date": "2025-07-25", "title": "x", "sources": ["a", {"source": "b", "date": "2025-07-26"}]}
    sources = {"a": {"title": "A"}, "b": {"title": "B"}}
    assert "or 26 Jul 2025 [2]" in said_of({"events": [event], "sources": sources})


def test_a_source_that_disputes_an_event_is_named_beside_it() -> None:
    event = {"date": "2025-07-25", "title": "x", "sources": [{"source": "a", "stance": "disputes"}]}
    assert "disputed by [1]" in said_of({"events": [event], "sources": {"a": {"title": "A"}}})


def test_the_most_important_titles_are_bold() -> None:
    events = [{"date": "2014", "title": "minor"}, {"date": "2015", "title": "major", "importance": 5}]
    bold = {text.string: text.bold for text in texts_of(plan(timeline_of({"events": events})))}
    assert bold["major"]
    assert not bold["minor"]


def test_the_legend_has_only_what_occurs() -> None:
    scene = plan(timeline_of({"events": [{"date": "2025-05-07/2025-05-10", "title": "Fighting"}]}))
    said = [text.string for text in texts_of(scene)]
    assert "lasted" in said
    assert "some time within" not in said
    assert "date in doubt" not in said


def test_an_event_without_an_end_reaches_the_documents_own_today() -> None:
    document = {
        "as_of": "2026-03-06",
        "events": [{"date": "2021/..", "title": "Rule"}, {"date": "2022", "title": "x"}],
    }
    assert "goes on" in [text.string for text in texts_of(plan(timeline_of(document)))]


@pytest.mark.parametrize(
    "wrong",
    [
        Options(layout="spiral"),
        Options(scale="bent"),
        Options(theme="neon"),
        Options(width=319),
        Options(width=4001),
    ],
)
def test_an_option_that_there_is_not_is_refused(wrong: Options) -> None:
    with pytest.raises(ValueError, match=r"layout|scale|theme|width"):
        plan(timeline_of({"events": []}), wrong)


def test_a_document_without_events_is_a_picture_too() -> None:
    scene = plan(timeline_of({"title": "Nothing yet", "events": []}))
    assert departures(svg(scene, "tl-test")) == []
    assert scene.description == "A timeline without events."
