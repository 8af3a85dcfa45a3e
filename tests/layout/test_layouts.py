"""Which layout is taken where nobody says, as docs/layouts.md tells it; and one event in focus."""

from __future__ import annotations

from typing import Any

import pytest

from tests.layout.judge import faults
from tests.layout.test_vertical import flat, texts, timeline_of, years
from timeline.layout import Options, plan
from timeline.layout.layouts import layout_for
from timeline.scene import Group, Scene


def spans(count: int) -> list[dict[str, Any]]:
    return [{"date": f"{1900 + n}/{1905 + n}", "title": f"Term {n}"} for n in range(count)]


@pytest.mark.parametrize(
    ("events", "width", "layout"),
    [
        (years(3), 1200, "horizontal"),
        (years(40), 1200, "horizontal"),
        (years(41), 1200, "vertical"),
        (years(160), 1200, "vertical"),
        (years(161), 1200, "horizontal"),
        (years(161), 360, "horizontal"),
        (years(10), 605, "horizontal"),
        (years(11), 605, "vertical"),
        (years(11), 900, "horizontal"),
        (years(1), 559, "vertical"),
        (spans(4), 1200, "lanes"),
        (spans(4), 560, "lanes"),
        (spans(4), 559, "vertical"),
        (spans(3), 1200, "horizontal"),
        (spans(4) + years(4), 1200, "lanes"),
        (spans(4) + years(5), 1200, "horizontal"),
    ],
)
def test_the_layout_is_chosen_by_width_number_and_spans(
    events: list[dict[str, Any]], width: int, layout: str
) -> None:
    timeline = timeline_of(events=events)
    assert layout_for(timeline.events, width) == layout
    assert plan(timeline, Options(width=width)) == plan(timeline, Options(width=width, layout=layout))


# Focus

CHAIN: list[dict[str, Any]] = [
    {"id": "cause", "date": "2001", "title": "Cause", "links": [{"to": "middle"}]},
    {"id": "middle", "date": "2002", "title": "Middle", "links": [{"to": "effect"}]},
    {"id": "effect", "date": "2003", "title": "Effect", "links": [{"to": "end"}]},
    {"id": "end", "date": "2004", "title": "End"},
    {"id": "aside", "date": "2005", "title": "Aside", "importance": 5},
]


def focused(layout: str, depth: int = 1, **options: Any) -> Scene:
    chosen = Options(layout=layout, focus="middle", depth=depth)._replace(**options)
    scene = plan(timeline_of(title="All of it", events=CHAIN), chosen)
    assert faults(scene) == []
    return scene


@pytest.mark.parametrize("layout", ["horizontal", "vertical", "lanes"])
@pytest.mark.parametrize(
    ("depth", "full"), [(1, {"Cause", "Middle", "Effect"}), (2, {"Cause", "Middle", "Effect", "End"})]
)
def test_what_led_to_an_event_and_what_followed_stands_full_and_all_else_recedes(
    layout: str, depth: int, full: set[str]
) -> None:
    scene = focused(layout, depth)
    assert {title for title in texts(scene) if title in {"Cause", "Middle", "Effect", "End", "Aside"}} == full
    for group in scene.shapes:
        if isinstance(group, Group) and group.event:
            title = next(event["title"] for event in CHAIN if event["id"] == group.event)
            colours = {getattr(shape, "fill", None) for shape in flat(group.shapes)}
            colours |= {getattr(shape, "stroke", None) for shape in flat(group.shapes)}
            assert ("receded" in colours) == (title not in full)


def test_the_title_says_which_event_is_in_focus() -> None:
    scene = focused("horizontal")
    assert "In focus: Middle (1 event led to it, 1 followed from it)" in texts(scene)
    assert scene.title == "All of it – In focus: Middle (1 event led to it, 1 followed from it)"


def test_only_the_links_of_the_context_are_drawn() -> None:
    def said(scene: Scene) -> set[str]:
        titles = (shape.title or "" for shape in scene.shapes if isinstance(shape, Group))
        return {title for title in titles if "→" in title}

    assert said(focused("horizontal")) == {"Cause → Middle", "Middle → Effect"}
    assert said(focused("horizontal", links="none")) == set()
    assert said(focused("horizontal", links="all")) == {"Cause → Middle", "Middle → Effect", "Effect → End"}
