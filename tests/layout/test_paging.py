"""A long timeline on pages: every event is on one, none is higher than its sheet, and what is cut says so."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.layout.judge import faults
from tests.layout.test_vertical import flat, texts, timeline_of, years
from timeline.layout import Options, paging
from timeline.layout.paging import PAPERS, pages
from timeline.layout.plan import Sheet, sheet
from timeline.model.table import PAPERS as KNOWN
from timeline.scene import Group, Path, Rect, Scene, Text


def events_of(scene: Scene) -> list[str]:
    return [one.event for one in scene.shapes if isinstance(one, Group) and one.event]


def book(
    events: list[dict[str, Any]], paper: str = "a4", layout: str = "vertical", **more: Any
) -> list[Scene]:
    found = pages(timeline_of(events=events, title="Long", **more), Options(layout=layout), paper)
    assert [fault for scene in found for fault in faults(scene)] == []
    return found


@pytest.mark.parametrize("layout", ["horizontal", "vertical", "lanes"])
@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_every_event_is_on_one_page_in_order_and_each_fits_its_sheet(paper: str, layout: str) -> None:
    found = book(years(90, summary="What there is to say of it in a sentence or two."), paper, layout)
    assert len(found) > 1 or layout == "lanes"
    places = [{int(event[1:]) for event in events_of(scene)} for scene in found]
    assert sorted(number for page in places for number in page) == list(range(90))
    assert all(max(page) < min(after) for page, after in pairwise(places))
    for scene in found:
        assert (scene.width, scene.height <= PAPERS[paper].height) == (PAPERS[paper].width, True)


def test_each_page_says_which_it_is_in_words_that_are_not_parted() -> None:
    found = book(years(70))
    for number, scene in enumerate(found, 1):
        assert f"Long ({number}\u00a0of\u00a0{len(found)})" in texts(scene)


def test_the_subtitle_stands_on_the_first_page_alone() -> None:
    first, *rest = book(years(70), subtitle="Seventy years")
    assert "Seventy years" in texts(first)
    assert rest
    assert not [scene for scene in rest if "Seventy years" in texts(scene)]


@pytest.mark.parametrize("count", [1, 5, 60])
def test_slides_are_as_high_as_a_screen_with_type_to_be_read_from_afar(count: int) -> None:
    for scene in book(years(count), "16:9"):
        paper = scene.shapes[0]
        assert isinstance(paper, Rect)
        assert (scene.height, paper.height) == (720, 720)
        labels = [one for one in flat(scene.shapes) if isinstance(one, Text) and one.string[:6] == "Event "]
        assert labels
        assert min(label.size for label in labels) >= 16


def dated(days: list[str]) -> list[dict[str, Any]]:
    summary = "What there is to say of it in a sentence or two."
    return [
        {"id": f"e{number}", "date": day, "title": f"Event {number:03}", "summary": summary}
        for number, day in enumerate(days)
    ]


@pytest.mark.parametrize("layout", ["horizontal", "vertical", "lanes"])
def test_a_page_ends_between_days_and_not_within_one(layout: str) -> None:
    days = [
        f"2025-{3 + day // 14:02}-{1 + 2 * (day % 14):02}T{9 + hour:02}:00"
        for day in range(42)
        for hour in range(3)
    ]
    found = book(dated(days), "16:9", layout)
    assert len(found) > 1
    for scene in found:
        shown = [int(event[1:]) for event in events_of(scene)]
        assert len(shown) % 3 == 0
        assert min(shown) % 3 == 0


def test_a_page_ends_where_time_passes_rather_than_where_events_crowd() -> None:
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 2, 3, 4)]
    for scene in book(dated(days)):
        assert min(int(event[1:]) for event in events_of(scene)) % 4 == 0


def test_pages_are_about_equally_full() -> None:
    for count in range(20, 60, 3):
        heights = [scene.height for scene in book(years(count, summary="It is so. " * 9))]
        assert min(heights) > 0.55 * max(heights), count


def linked() -> list[dict[str, Any]]:
    events = years(70, summary="What there is to say of it in a sentence or two.")
    events[3]["links"] = [{"to": "e69", "label": "led to"}, {"to": "e68"}, {"to": "e4"}]
    events[69]["links"] = [{"to": "e0"}]
    return events


def test_a_label_names_the_page_of_what_its_event_led_to() -> None:
    found = book(linked())
    said = [" ".join(texts(scene)) for scene in found]
    assert f"→ led to: Event 069 (page {len(found)})" in said[0]
    assert f"→ Event 068 (page {len(found)})" in said[0]
    assert "→ Event 000 (page 1)" in said[-1]
    assert "Event 004 (page" not in "".join(said)
    assert not [words for words in said if "other page" in words]


@pytest.mark.parametrize("layout", ["horizontal", "lanes"])
def test_pages_with_a_level_axis_say_how_many_links_lead_to_others(layout: str) -> None:
    events = linked() if layout == "horizontal" else [{**event, "group": "g"} for event in linked()]
    found = book(events, "16:9", layout, groups=[{"id": "g", "title": "G"}])
    assert "2 links lead to events on other pages." in texts(found[0])
    assert "1 link leads to an event on another page." in texts(found[-1])
    assert not [text for scene in found[1:-1] for text in texts(scene) if "other page" in text]


def test_links_that_are_not_wanted_are_not_said_either() -> None:
    for layout in ("horizontal", "vertical"):
        found = pages(timeline_of(events=linked()), Options(layout=layout, links="none"), "a4")
        assert len(found) > 1
        assert not [text for scene in found for text in texts(scene) if "page" in text]


def test_few_pages_are_drawn_to_find_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = 0

    def counted(*arguments: Any) -> Sheet:
        nonlocal drawn
        drawn += 1
        return sheet(*arguments)

    monkeypatch.setattr(paging, "sheet", counted)
    for events in (years(70), dated(["2025-05-10"] * 50), years(60, summary="What there is to say. " * 7)):
        drawn = 0
        assert len(book(events)) < drawn < 2.5 * len(events)


def test_a_timeline_that_fits_one_page_is_not_numbered() -> None:
    (scene,) = book(years(3))
    assert "Long" in texts(scene)


def test_what_goes_on_stands_on_every_page_that_it_touches_with_arrows_where_it_is_cut() -> None:
    span = {"id": "long", "date": "1910/1960", "title": "All the time"}
    found = book([*years(70), span])
    with_it = [number for number, scene in enumerate(found) if "long" in events_of(scene)]
    assert len(with_it) > 1
    assert with_it == list(range(with_it[0], with_it[-1] + 1))
    middle = found[with_it[1]]
    mark = next(one for one in middle.shapes if isinstance(one, Group) and one.event == "long")
    heads = [one for one in flat(mark.shapes) if isinstance(one, Path) and one.fill == "paper"]
    assert heads, "an arrow head, hollow, as the page cuts it and not its date"


def test_sources_keep_their_numbers_on_all_pages() -> None:
    events = [{**event, "sources": [f"s{number % 9}"]} for number, event in enumerate(years(70))]
    sources = {f"s{number}": {"title": f"Source {number}"} for number in range(9)}
    for scene in book(events, sources=sources):
        shown = texts(scene)
        for number in range(9):
            assert (f"[{number + 1}]" in shown) == (f"Source {number}." in shown)
            for string in shown:
                if string.startswith("Event ") and int(string[6:9]) % 9 == number:
                    assert string.endswith(f"[{number + 1}]")


def test_an_event_too_long_for_a_sheet_makes_its_page_longer() -> None:
    events = years(3)
    events[1]["summary"] = "very " * 900
    found = book(events)
    assert [scene.height > PAPERS["a4"].height for scene in found].count(True) == 1


def test_fifty_events_of_one_day_are_divided_too() -> None:
    events = [{"id": f"e{n}", "date": "2025-05-10", "title": f"Event {n:03}"} for n in range(50)]
    found = book(events)
    assert sum(len(set(events_of(scene))) for scene in found) == 50


def test_the_papers_are_those_that_can_be_asked_for() -> None:
    assert tuple(PAPERS) == KNOWN
    with pytest.raises(ValueError, match="paper 'a5' is not one of a4, letter, 16:9"):
        pages(timeline_of(events=[]), Options(), "a5")


def test_an_event_in_focus_stays_so_on_every_page() -> None:
    events = years(40, summary="What there is to say of it in a sentence or two.")
    events[3]["links"] = [{"to": "e30"}]
    found = pages(timeline_of(events=events), Options(layout="lanes", focus="e3"), "16:9")
    shown = {string for scene in found for string in texts(scene) if string.startswith("Event ")}
    assert shown == {"Event 003", "Event 030"}
    for scene in found:
        assert any(string.startswith("In focus: Event 003") for string in texts(scene))


def test_all_pages_have_the_same_layout() -> None:
    chosen = pages(timeline_of(events=years(200)), Options(), "a4")
    asked = pages(timeline_of(events=years(200)), Options(layout="vertical"), "a4")
    assert len(chosen) > 2
    assert chosen == asked


def test_events_that_recede_need_no_page_of_their_own() -> None:
    events = years(40)
    events[3]["links"] = [{"to": "e30"}]
    found = pages(timeline_of(events=events), Options(focus="e3"), "a4")
    assert len(found) < 4
