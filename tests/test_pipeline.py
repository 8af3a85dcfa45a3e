"""The road from a timeline to its pictures: what is asked for reaches the layout, and nothing else does."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

import pytest

import timeline
from timeline import layout, pipeline
from timeline.layout import Options
from timeline.model import Timeline
from timeline.request import Wishes
from timeline.scene import Scene

DOCUMENT: dict[str, Any] = {
    "title": "A short story",
    "groups": [{"id": "town", "title": "The town"}],
    "events": [
        {"id": "plan", "date": "2014", "title": "A plan is adopted", "links": [{"to": "end"}]},
        {"id": "end", "date": "2021-08-15", "title": "The plan is dropped"},
    ],
}


def story(**changes: Any) -> Timeline:
    return timeline.loads(json.dumps({**DOCUMENT, **changes}))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The options of every picture that is planned."""
    seen: list[Options] = []
    plan = layout.plan

    def planned(timeline: Timeline, options: Options) -> Scene:
        seen.append(options)
        return plan(timeline, options._replace(focus=None))

    monkeypatch.setattr(layout, "plan", planned)
    return seen


@pytest.fixture
def three_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that is always cut into three."""

    def pages(timeline: Timeline, options: Options, paper: str) -> list[Scene]:
        scene = layout.plan(timeline, options)
        return [scene._replace(title=f"{scene.title}, {paper}, {number} of 3") for number in (1, 2, 3)]

    module = ModuleType("timeline.layout.paging")
    module.pages = pages  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)


def test_what_is_asked_for_reaches_the_layout(asked: list[Options]) -> None:
    wishes = Wishes(theme="dark", width=700, columns=2, links="none", focus="plan", depth=3)
    pipeline.draw(story(), "svg", wishes)
    assert asked == [Options(theme="dark", width=700, columns=2, links="none", focus="plan", depth=3)]


def test_the_caller_overrides_the_file_and_the_file_the_program(asked: list[Options]) -> None:
    display = {"scale": "linear", "theme": "dark", "width": 900, "columns": 1, "links": "all"}
    pipeline.draw(story(display=display), "svg", Wishes(width=640, links="none"))
    assert asked == [Options(scale="linear", theme="dark", width=640, columns=1, links="none")]
    pipeline.draw(story(), "html")
    assert asked[1] == Options(theme="auto")


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (Wishes(theme="drak"), "theme is 'drak'; it can be one of: .*; did you mean dark"),
        (Wishes(links="al"), "links is 'al'; it can be one of: auto, none, focus, all; did you mean all"),
        (Wishes(columns=3), "columns is 3; it can be one of: 1, 2"),
        (Wishes(layout="zzz"), "layout is 'zzz'; it can be one of: auto, [a-z, ]*$"),
        (Wishes(pages="A4"), "pages is 'A4'; it can be one of: a4, letter, 16:9; did you mean a4"),
        (Wishes(focus="plna"), "there is no event 'plna'; did you mean plan"),
        (Wishes(focus="The plan is dropped"), "there is no event '.*'; did you mean end"),
        (Wishes(focus="zzz"), "there is no event 'zzz'; there are: plan, end$"),
        (Wishes(depth=2), "depth counts the links from the event in focus"),
        (Wishes(focus="plan", depth=0), "depth is 0; it can be a whole number from 1"),
        (Wishes(pages="a4", width=900), "pages are as wide as their paper; leave out the width"),
        (Wishes(prefix="1x"), "prefix is '1x'"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_named_with_what_may_be_meant(wishes: Wishes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        pipeline.draw(story(), "svg", wishes)


def test_of_many_ids_a_dozen_is_named() -> None:
    events = [{"id": f"e{number}", "date": "2014", "title": f"Event {number}"} for number in range(15)]
    with pytest.raises(ValueError, match=r"there is no event 'zzz'; there are: e0, .*e11 and 3 more$"):
        pipeline.draw(story(events=events), "svg", Wishes(focus="zzz"))


def test_an_event_that_was_left_out_cannot_be_in_focus() -> None:
    with pytest.raises(ValueError, match="the event 'plan' is not among those that are drawn"):
        timeline.render(story(), focus="plan", first="2020")
    with pytest.raises(ValueError, match="there is no event 'plna'; did you mean plan"):
        timeline.render(story(), focus="plna", first="2020")


@pytest.mark.usefixtures("three_pages")
def test_each_page_is_an_svg_with_ids_of_its_own() -> None:
    texts = timeline.pages(story(), "letter", prefix="fig")
    assert [text.count("<?xml") for text in texts] == [1, 1, 1]
    assert [f'id="fig-{number}-t"' in text for number, text in enumerate(texts, 1)] == [True] * 3
    assert ["letter, 2 of 3" in text for text in texts] == [False, True, False]


@pytest.mark.usefixtures("three_pages")
def test_an_html_page_holds_all_the_pages_one_after_the_other() -> None:
    page = timeline.render(story(), "html", pages="a4", prefix="fig")
    assert page.count('<figure class="timeline">') == page.count("<svg xmlns") == 3
    assert [f"page {number} of 3" in page for number in (1, 2, 3)] == [True] * 3
    assert page.count("<h1>") == page.count("2 events, 2014 to 15 August 2021.") == 1
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_one_svg_cannot_hold_several_pages() -> None:
    with pytest.raises(ValueError, match="an SVG file holds one page"):
        timeline.render(story(), pages="a4")


def test_pictures_of_other_parts_have_other_ids() -> None:
    whole, part = timeline.render(story()), timeline.render(story(), first="2013")
    assert whole.partition('id="tl-')[2][:8] != part.partition('id="tl-')[2][:8]
