"""What differs between two versions of a file: which events are the same, what is said, and the figure."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.gallery import NAMES, load
from tests.layout.judge import faults, flat
from tests.matrix import WIDTHS
from tests.write.dialect import departures
from timeline import loads
from timeline.editing import account, comparison
from timeline.editing.difference import Difference, difference
from timeline.languages import TABLES
from timeline.layout import LAYOUTS, SCALES, Options
from timeline.model import Timeline
from timeline.narrate.listed import marked
from timeline.scene import Group, Scene, Text
from timeline.write import svg

PLAN: dict[str, Any] = {"id": "plan", "date": "2014", "title": "A plan is adopted"}
TRUCE: dict[str, Any] = {"id": "truce", "date": "2025-05-10", "title": "The truce takes effect"}
DROPPED: dict[str, Any] = {"id": "dropped", "date": "2021-08-15", "title": "The plan is dropped"}


def version(*events: dict[str, Any], **document: Any) -> Timeline:
    return loads(json.dumps({**document, "events": events}))


def between(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Difference:
    return difference(version(*old), version(*new))


def without_id(event: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {key: value for key, value in {**event, **other}.items() if key != "id"}


def said(found: Difference) -> list[str]:
    return account.sentences(found)


# Which events are the same


def test_versions_that_say_the_same_differ_in_nothing() -> None:
    found = between([PLAN, TRUCE], [PLAN, TRUCE])
    assert not found
    assert [event.id for event in found.same] == ["plan", "truce"]
    assert said(found) == []


def test_events_are_added_removed_redated_and_reworded() -> None:
    found = between(
        [PLAN, TRUCE, DROPPED],
        [
            {**PLAN, "title": "A plan is announced"},
            {**TRUCE, "date": "2025-05-10T15:35"},
            {**DROPPED, "id": "other", "date": "2022", "title": "It ends"},
        ],
    )
    assert said(found) == [
        "added: 2022: It ends (other)",
        "removed: 15 August 2021: The plan is dropped (dropped)",
        "truce: 10 May 2025 → 10 May 2025, 15:35",
        "plan: title reworded",
    ]


def test_an_id_wins_over_whatever_else_is_alike() -> None:
    found = between([PLAN, TRUCE], [{**PLAN, "id": "truce"}, {**TRUCE, "id": "plan"}])
    assert (found.added, found.removed) == ((), ())
    assert {change.new.id for change in found.redated} == {"plan", "truce"}


def test_without_an_id_the_date_and_the_title_say_which_it_is() -> None:
    found = between(
        [without_id(PLAN), without_id(TRUCE)], [without_id(TRUCE), without_id(PLAN, summary="More")]
    )
    assert said(found) == [
        "“A plan is adopted”: summary added: More",
        "the events stand in another order in the file",
    ]


def test_without_an_id_an_event_with_the_same_title_is_redated() -> None:
    assert said(between([without_id(PLAN)], [without_id(PLAN, date="2015")])) == [
        "“A plan is adopted”: 2014 → 2015"
    ]


def test_without_an_id_an_event_of_the_same_date_with_a_title_much_alike_is_reworded() -> None:
    found = between([without_id(PLAN)], [without_id(PLAN, title="A plan was adopted")])
    assert [change.keys for change in found.changed] == [("title",)]


def test_a_title_that_is_not_like_the_other_makes_another_event_of_the_same_date() -> None:
    found = between([without_id(PLAN)], [without_id(PLAN, title="Floods in the south")])
    assert (len(found.added), len(found.removed)) == (1, 1)


def test_a_yearly_event_of_the_next_year_is_not_the_last_one_redated() -> None:
    budgets = [
        {"id": f"budget-{year}", "date": f"{year}", "title": "The budget"} for year in (2019, 2020, 2021)
    ]
    found = between(budgets[:2], budgets[1:])
    assert [change.new.id for change in found.added] == ["budget-2021"]
    assert [change.old.id for change in found.removed] == ["budget-2019"]


def test_an_event_with_another_id_and_nothing_else_is_the_same_renamed() -> None:
    assert said(between([PLAN], [{**PLAN, "id": "nap"}])) == ["nap: id plan → nap"]


def test_of_several_titles_the_most_alike_are_taken() -> None:
    old = [
        without_id(PLAN, title="The first plan is adopted"),
        without_id(PLAN, title="The second plan is adopted"),
    ]
    new = [
        without_id(PLAN, title="The second plan was adopted"),
        without_id(PLAN, title="The first plan was adopted"),
    ]
    pairs = {(change.old.title, change.new.title) for change in between(old, new).changed}
    assert pairs == {(old[0]["title"], new[1]["title"]), (old[1]["title"], new[0]["title"])}


def test_each_event_is_matched_once() -> None:
    found = between([without_id(PLAN)], [without_id(PLAN), without_id(PLAN)])
    assert (len(found.same), len(found.added), len(found.removed)) == (1, 1, 0)


def test_another_time_zone_redates_nothing() -> None:
    timed = {**TRUCE, "date": "2025-05-10T17:00"}
    found = difference(version(timed, timezone="Asia/Karachi"), version(timed, timezone="Asia/Kolkata"))
    assert said(found) == ["timezone Asia/Karachi → Asia/Kolkata"]


@pytest.mark.parametrize("kind", ["ids", "no ids", "one date and no ids"])
def test_ten_times_as_many_events_take_about_ten_times_as_long(kind: str) -> None:
    def took(count: int) -> float:
        old = [
            {"id": f"e{n}", "date": f"{1900 + n % 100}", "title": f"Event {n} of a few"} for n in range(count)
        ]
        if kind != "ids":
            old = [without_id(event) for event in old]
        if kind == "one date and no ids":
            old = [{**event, "date": "2001"} for event in old]
        new = [{**event, "title": event["title"] + " more"} for event in old]
        versions = version(*old), version(*new)
        start = time.process_time()
        assert len(difference(*versions).changed) > 0.9 * count
        return time.process_time() - start

    few, many = (min(took(count) for _ in range(3)) for count in (1_000, 10_000))
    assert many < 50 * few  # a quadratic step would make it a hundred


# What is said


def test_each_key_of_an_event_has_its_words() -> None:
    sources = {"a": {"title": "A"}, "b": {"title": "B"}, "c": {"title": "C"}}
    groups = [{"id": "p", "title": "Policy"}, {"id": "t", "title": "Trade"}]
    old = {
        **PLAN,
        "group": "p",
        "status": "alleged",
        "sources": ["a", {"source": "b", "quote": "It was so."}],
        "people": ["Ann", "Bob"],
        "figures": [{"value": "481", "label": "accounts"}],
        "links": [{"to": "truce"}],
        "image": {"src": "a.png", "alt": "One"},
        "url": "https://example.org/a",
    }
    new = {
        **PLAN,
        "group": "t",
        "importance": 5,
        "sources": [{"source": "b", "quote": "It was not so.", "date": "2013"}, "c"],
        "people": ["Bob", "Cid", "Dee"],
        "figures": [{"value": "500", "label": "accounts"}],
        "tags": ["new"],
        "links": [{"to": "truce", "label": "led to"}],
        "image": {"src": "a.png", "alt": "Two"},
    }
    rest = {"groups": groups, "sources": sources}
    found = difference(version(old, TRUCE, **rest), version(new, TRUCE, **rest))
    assert said(found) == [
        "plan: moved from Policy to Trade",
        "plan: importance 3 → 5",
        "plan: status alleged → reported",
        "plan: source added: c",
        "plan: source removed: a",
        "plan: source b: quote reworded",
        "plan: source b: its date added: 2013",
        "plan: figure 481 accounts: value 481 → 500",
        "plan: people added: Cid and Dee",
        "plan: person removed: Ann",
        "plan: tag added: new",
        "plan: link to truce: label added: led to",
        "plan: url removed: https://example.org/a",
        "plan: image: another alt",
    ]


def test_what_stands_around_the_events_has_its_words() -> None:
    old = version(
        {**PLAN, "group": "p", "sources": ["a"]},
        title="Old times",
        as_of="2025-01-01",
        groups=[{"id": "p", "title": "Policy"}],
        eras=[{"date": "2010/2012", "title": "Before"}, {"date": "2013/2014", "title": "Then"}],
        sources={"a": {"title": "A paper", "date": "2014"}},
        display={"width": 900},
    )
    new = version(
        {**PLAN, "group": "p", "sources": ["a"]},
        title="New times",
        lang="de",
        as_of="2025-02-01",
        groups=[{"id": "p", "title": "Policies", "color": "#0072B2"}],
        eras=[{"date": "2010/2011", "title": "Before"}, {"date": "2015/2016", "title": "After"}],
        sources={"a": {"title": "A paper", "date": "2015"}, "b": {"title": "B"}},
    )
    assert said(difference(old, new)) == [
        "title reworded",
        "lang en → de",
        "as of 2025-01-01 → 2025-02-01",
        "display.width removed: 900",
        "group p: title reworded",
        "group p: color added: #0072b2",
        "era Before: 2010–2012 → 2010–2011",
        "era After added",
        "era Then removed",
        "source a: 2014 → 2015",
        "source b added",
    ]


def test_dates_that_read_alike_are_said_as_they_are_written() -> None:
    found = between([{**TRUCE, "date": "2025-05-10"}], [{**TRUCE, "date": "2025-05-10/2025-05-10"}])
    assert said(found) == ["truce: “2025-05-10” → “2025-05-10/2025-05-10”"]


def test_what_differs_in_a_reworded_text_is_marked() -> None:
    found = between([PLAN], [{**PLAN, "title": "A plan is announced today"}])
    text = account.report(found, "old → new", "text")
    assert "      - A plan is [adopted]\n      + A plan is [announced today]\n" in text
    paste = account.report(found, "old → new", "markdown")
    assert "    - old: A plan is ~~adopted~~\n    - new: A plan is **announced today**\n" in paste


def test_long_stretches_that_are_alike_are_left_out() -> None:
    long = "word " * 60
    old, new = marked(f"{long}one {long}", f"{long}two {long}")
    assert [differs for _, differs in old] == [False, True, False]
    assert "".join(text for text, _ in old).startswith("…")
    assert sum(len(text) for text, _ in old) < 110
    assert (old[1], new[1]) == (("one", True), ("two", True))


def test_texts_without_blanks_are_compared_letter_by_letter() -> None:
    old, new = marked("計画を採択した", "計画を発表した")
    assert [text for text, differs in old if differs] == ["採択"]
    assert [text for text, differs in new if differs] == ["発表"]


def test_words_of_the_file_are_no_markup_in_markdown() -> None:
    found = between([], [{**PLAN, "title": "*Not* <b>bold</b> [link](x)"}])
    assert "\\*Not\\* \\<b\\>bold\\</b\\> \\[link\\](x)" in account.report(found, "a → b", "markdown")


def test_values_for_programs_are_those_of_the_file() -> None:
    found = between([PLAN, TRUCE], [{**PLAN, "date": "2014-12", "tags": ["x"]}, DROPPED])
    values = json.loads(json.dumps(account.values(found, "a", "b")))
    assert values["added"] == [{"id": "dropped", "date": "2021-08-15", "title": "The plan is dropped"}]
    assert values["removed"] == [{"id": "truce", "date": "2025-05-10", "title": "The truce takes effect"}]
    (redated,) = values["redated"]
    assert redated["changes"] == {
        "date": {"old": "2014", "new": "2014-12"},
        "tags": {"old": [], "new": ["x"]},
    }
    assert (values["old"], values["new"], values["unchanged"]) == ("a", "b", 0)


# A summary


def test_a_summary_has_the_sentences_and_says_how_much_more_there_is() -> None:
    few = between([PLAN, TRUCE], [PLAN, {**TRUCE, "date": "2025-05-11"}])
    assert account.summary(few) == ["truce: 10 May 2025 → 11 May 2025"]
    many = [{"date": f"{1900 + n}", "title": f"Number {n}"} for n in range(account.MOST + 31)]
    found = account.summary(between([], many))
    assert len(found) == account.MOST + 1
    assert found[-1] == "… and 31 more"


def test_where_nothing_differs_a_summary_says_that_only_the_writing_can() -> None:
    (only,) = account.summary(between([PLAN], [PLAN]))
    assert only.startswith("Only the writing differs")


# The figure


def mutated(timeline: Timeline) -> Timeline:
    """The timeline with events taken out, put in, re-dated and reworded."""
    events, kept = timeline.events, []
    for number, event in enumerate(events):
        changes: dict[int, dict[str, Any]] = {
            2: {"date": events[(number * 7 + 3) % len(events)].date},
            3: {"title": f"{event.title} anew"},
            4: {"summary": "Something else"},
        }
        if number % 6 != 1:
            kept.append(event._replace(links=(), **changes.get(number % 6, {})))
    fresh = [
        events[3 * number % len(events)]._replace(id=None, title=f"A new event, number {number}", links=())
        for number in range(max(1, len(events) // 8))
    ]
    return timeline._replace(events=(*kept, *fresh))


def drawn(found: Difference, **options: Any) -> Scene:
    shown = comparison.comparison(found, "HEAD~3:events.json", "events.json")
    return comparison.picture(shown, Options(**options))


def texts(scene: Scene) -> str:
    return " ".join(shape.string for shape in flat(scene.shapes) if isinstance(shape, Text))


SMALL = [name for name in NAMES if len(load(name).events) < 120]


@pytest.mark.parametrize("name", SMALL)
def test_no_text_of_a_figure_touches_another(name: str) -> None:
    one, other = load(name), mutated(load(name))
    first = SMALL.index(name)
    for turn, (old, new) in enumerate(((one, other), (other, one))):
        found = difference(old, new)
        for place, layout in enumerate(LAYOUTS):
            step = first + turn + place
            scene = drawn(
                found, layout=layout, width=WIDTHS[step % 4], scale=SCALES[step % len(SCALES)], theme="auto"
            )
            assert faults(scene) == []
            assert departures(svg(scene, "x")) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_our_own_figure_is_whole_in_every_layout_and_width(layout: str, width: int) -> None:
    one = load("july-1914")
    assert faults(drawn(difference(one, mutated(one)), layout=layout, width=width)) == []


@pytest.fixture
def four() -> Difference:
    news = {"id": "news", "date": "2025-06-01", "title": "Something new"}
    moved = {**TRUCE, "date": "2025-05-12"}
    reworded = {**PLAN, "date": "2025-05-20", "title": "A plan is announced"}
    old = [{**PLAN, "date": "2025-05-20"}, TRUCE, {**DROPPED, "date": "2025-05-02"}]
    still = [{"id": f"s{day}", "date": f"2025-05-{day}", "title": f"Day {day}"} for day in (15, 16, 25)]
    return between([*old, *still], [reworded, moved, news, *still])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_figure_says_what_became_of_each_event(four: Difference, layout: str) -> None:
    said = texts(drawn(four, layout=layout))
    for words in (
        "Added: 1",
        "Removed: 1",
        "Re-dated: 1",
        "Changed: 1",
        "Unchanged: 3",
        "· removed",
        "was 10 May 2025",
    ):
        assert words in said
    assert "disputed" not in said
    assert "source" not in said
    assert "[0]" not in said
    assert "A plan is announced (was “A plan is adopted”)" in " ".join(said.split())
    assert "Day 15" not in said


def test_the_date_that_an_event_had_is_on_the_axis_even_before_all_others() -> None:
    found = between([{**TRUCE, "date": "1914"}, PLAN], [{**TRUCE, "date": "2025"}, PLAN])
    scene = drawn(found, layout="horizontal")
    assert "191" in texts(scene)
    marks = [group for group in scene.shapes if isinstance(group, Group) and group.event == "truce"]
    assert marks[0].title == "2025: The truce takes effect; was 1914"


def test_a_date_of_the_same_extent_is_said_in_words() -> None:
    found = between([PLAN, TRUCE], [{**PLAN, "date": "2014~"}, TRUCE])
    assert "(was 2014)" in texts(drawn(found))


def test_statuses_sources_and_links_of_the_file_are_not_drawn() -> None:
    disputed = {**PLAN, "status": "disputed", "sources": ["a"], "links": [{"to": "truce"}]}
    old = version(TRUCE, sources={"a": {"title": "A paper"}})
    new = version(TRUCE, disputed, sources={"a": {"title": "A paper"}})
    said = texts(drawn(difference(old, new)))
    assert "removed" not in said
    assert "A paper" not in said
    assert "→ The truce" not in said


def test_a_figure_without_differences_says_so() -> None:
    assert "no event differs" in texts(drawn(between([PLAN, TRUCE], [PLAN, TRUCE])))
    assert "no event differs" in texts(drawn(between([], [])))


def test_a_crowded_figure_says_that_changed_events_have_no_label() -> None:
    events = [{"date": f"2025-05-{1 + n % 28:02}", "title": f"Event number {n}"} for n in range(400)]
    said = texts(drawn(between([], events), layout="horizontal", width=360))
    assert "are marked without a label" in said


def test_the_legend_counts_kinds_of_which_no_mark_stands_alone() -> None:
    old = [{"id": f"e{n}", "date": f"{1900 + n % 100}", "title": f"Number {n}"} for n in range(2000)]
    new: list[dict[str, Any]] = [{**old[7], "date": "2001"}, *old[:7], *old[8:]]
    new += [
        {"date": f"{1900 + n % 100}", "title": f"Another, number {n}", "importance": 5} for n in range(900)
    ]
    said = texts(drawn(between(old, new), layout="horizontal"))
    for words in ("Added: 900", "Re-dated: 1", "Unchanged: 1,999"):
        assert words in said


@pytest.mark.parametrize("tag", sorted(TABLES))
def test_a_figure_speaks_the_language_of_its_file(tag: str) -> None:
    old, new = version(PLAN, TRUCE, lang=tag), version(PLAN, {**TRUCE, "date": "2025-05-12"}, lang=tag)
    scene = drawn(difference(old, new), width=720)
    assert faults(scene) == []
    assert scene.description.count("10") <= 1
    if tag != "en":
        assert "Re-dated" not in texts(scene)


def test_the_description_names_the_events_of_each_kind(four: Difference) -> None:
    assert drawn(four).description == (
        "HEAD~3:events.json → events.json. Added: Something new (1 June 2025). "
        "Removed: The plan is dropped (2 May 2025). Re-dated: The truce takes effect (12 May 2025). "
        "Changed: A plan is announced (was “A plan is adopted”) (20 May 2025)."
    )


def test_the_same_difference_gives_the_same_bytes(four: Difference) -> None:
    shown = comparison.comparison(four, "a", "b")
    assert comparison.svg(shown, {}) == comparison.svg(shown, {})
    assert comparison.svg(shown, {"width": 900}) != comparison.svg(shown, {})


def test_a_page_has_the_figure_and_the_words_and_runs_nothing(four: Difference) -> None:
    page = comparison.page(comparison.comparison(four, "a<b", "c"), four, {})
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "a&lt;b → c" in page
    assert "a<b" not in page
    for words in (
        "<h2>Added</h2>",
        "<del>adopted</del>",
        "<ins>announced</ins>",
        "10 May 2025 → 12 May 2025",
    ):
        assert words in page
