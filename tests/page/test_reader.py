"""What a reader does with the page: finds, chooses, copies, follows and saves, by mouse, keys and finger."""

from __future__ import annotations

import csv
import io
import json
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from tests.write.dialect import departures
from timeline.model.check import check

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Download, Page

ROOT = Path(__file__).parents[2]
OWN = json.loads((ROOT / "events.json").read_text("utf-8"))

pytestmark = pytest.mark.browser


@pytest.fixture
def own(address: Callable[[str], str]) -> str:
    """The address of the page of our own events, on the disk."""
    return address("own")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who lets the page write to the clipboard."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    fresh.grant_permissions(["clipboard-read", "clipboard-write"])
    yield fresh
    fresh.close()


@pytest.fixture
def reader(page: Page, own: str) -> Page:
    """The page of our own events."""
    return opened(page, own)


FAULTS: list[str] = []


@pytest.fixture(autouse=True)
def _no_page_complains() -> Iterator[None]:
    """Whatever a page says on the console, or throws, fails the test."""
    FAULTS.clear()
    yield
    assert FAULTS == []


def opened(page: Page, place: str) -> Page:
    page.on("console", lambda message: FAULTS.append(message.text))
    page.on("pageerror", lambda fault: FAULTS.append(str(fault)))
    page.goto(place)
    page.wait_for_selector("html.live #_count:not(:empty)")
    return page


def of(context: BrowserContext, folder: Path, events: list[Any], **more: str) -> Page:
    """The opened page of a few events."""
    file = folder / "few.html"
    document = timeline.loads(json.dumps({**more, "events": events}))
    file.write_text(timeline.render(document, "html"), "utf-8")
    return opened(context.new_page(), file.as_uri())


def look_for(page: Page, words: str) -> None:
    page.fill("#_search", words)
    page.wait_for_timeout(250)  # it waits until the reader rests


def tick(page: Page, name: str, value: str) -> None:
    if page.locator("#_filters").is_hidden():
        page.click("#_filters-button")
    page.locator(f'#_filters input[name="{name}"][value="{value}"]').check()


def shown(page: Page) -> list[str]:
    """The ids of what stands in the list."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('#_list > li')].filter(li => li.checkVisibility()).map(li => li.id)"
    )
    return ids


def chosen(page: Page) -> str | None:
    """The title in the panel."""
    panel = page.locator("#_panel")
    return panel.locator("h3").inner_text() if panel.is_visible() else None


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


def title(id: str) -> str:
    return str(next(event["title"] for event in OWN["events"] if event["id"] == id))


# Search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pahalgam attack", {"pahalgam-2025"}),
        ("ATTACK   Pahalgam", {"pahalgam-2025"}),
        ("portal women parliamentary", {"women-portal-2026"}),
        ('"parliamentary leaders"', {"women-portal-2026"}),
        ("“parliamentary leaders”", {"women-portal-2026"}),
        ('"leaders parliamentary"', set()),
        ("pahalgam portal", set()),
        ("2025-05-17", {"trump-modi-may"}),
        ("“17 May 2025”", {"trump-modi-may"}),
        ("sindoor-2025", set()),  # an id is no text
    ],
)
def test_search_finds_events_with_all_the_words(reader: Page, words: str, found: set[str]) -> None:
    look_for(reader, words)
    assert found <= set(shown(reader)) if found else not shown(reader)
    if found and words[0] not in '"“':
        assert len(shown(reader)) < 4


@pytest.mark.parametrize(
    ("event", "text"),
    [(event, text) for event in range(0, 24, 5) for text in ("title", "summary", "people", "tags")],
)
def test_search_finds_an_event_by_each_of_its_texts(reader: Page, event: int, text: str) -> None:
    words = OWN["events"][event].get(text) or OWN["events"][event]["title"]
    look_for(reader, words if isinstance(words, str) else words[0])
    assert OWN["events"][event]["id"] in shown(reader)


def test_search_finds_events_by_quote_figure_and_source(reader: Page) -> None:
    for text, expected in texts_beside():
        look_for(reader, f"“{text}”")
        assert set(shown(reader)) == expected, text


def texts_beside() -> Iterator[tuple[str, set[str]]]:
    """A quote, the label of a figure and the title of a source, each with the events that have it."""
    cited = [one for event in OWN["events"] for one in event.get("sources", [])]
    quotes = [one["quote"] for one in cited if "quote" in one and "“" not in one["quote"]]
    labels = [figure["label"] for event in OWN["events"] for figure in event.get("figures", [])]
    cites = {event["id"]: json.dumps(event, ensure_ascii=False) for event in OWN["events"]}
    for text in (quotes[0], labels[0]):
        yield text, {id for id, said in cites.items() if json.dumps(text, ensure_ascii=False)[1:-1] in said}
    source, about = next(iter(OWN["sources"].items()))
    yield about["title"], {id for id, said in cites.items() if f'"{source}"' in said}


def test_search_folds_accents_and_case(context: BrowserContext, tmp_path: Path) -> None:
    titles = {
        "Élection à Besançon": "election a BESANCON",
        "Ärger in Zürich": "arger zurich",
        "Ўзбекистон": "узбек",
        "서울의 봄": "서울",
        "がっこう": "がっこう",
        "حُرِّيَّة": "حرية",
        "İstanbul": "istanbul",
    }
    page = of(
        context, tmp_path, [{"date": f"20{number:02}", "title": text} for number, text in enumerate(titles)]
    )
    for number, words in enumerate(titles.values(), 1):
        look_for(page, words)
        assert shown(page) == [f"_event-{number}"], words


def test_the_count_says_how_many_are_shown(reader: Page) -> None:
    everything = len(OWN["events"])
    assert reader.inner_text("#_count") == f"{everything} of {everything} shown"
    look_for(reader, "pahalgam")
    assert reader.inner_text("#_count") == f"{len(shown(reader))} of {everything} shown"
    look_for(reader, "no such words")
    assert reader.inner_text("#_count") == "Nothing is found."


def test_escape_empties_the_search_field(reader: Page) -> None:
    look_for(reader, "pahalgam")
    reader.press("#_search", "Escape")
    assert reader.input_value("#_search") == ""
    assert len(shown(reader)) == len(OWN["events"])
    assert fragment(reader) == ""


def test_enter_in_the_search_field_sends_nothing(reader: Page, own: str) -> None:
    look_for(reader, "pahalgam")
    reader.press("#_search", "Enter")
    reader.wait_for_timeout(100)
    assert reader.url == f"{own}#q=pahalgam"


# Filters


def having(**wanted: Any) -> list[str]:
    """The ids of the events with any of the values under each of the keys."""

    def values(event: Any, key: str) -> list[str]:
        if key == "sources":
            cited = [*event.get("sources", []), *event.get("figures", [])]
            return [one if isinstance(one, str) else one.get("source") for one in cited]
        value = event.get(key, "reported" if key == "status" else [])
        return value if isinstance(value, list) else [value]

    def fits(event: Any) -> bool:
        return all({*values(event, key)} & {*some} for key, some in wanted.items())

    return [event["id"] for event in OWN["events"] if fits(event)]


def test_values_of_one_filter_are_alternatives_and_filters_combine(reader: Page) -> None:
    tick(reader, "group", "trade")
    assert set(shown(reader)) == set(having(group=["trade"]))
    tick(reader, "group", "diplomacy")
    assert set(shown(reader)) == set(having(group=["trade", "diplomacy"]))
    tick(reader, "person", "Dar")
    assert set(shown(reader)) == set(having(group=["trade", "diplomacy"], people=["Dar"]))
    look_for(reader, "petroleum")
    assert shown(reader) == ["petroleum-2026"]
    assert fragment(reader) == "q=petroleum&group=diplomacy&group=trade&person=Dar"


@pytest.mark.parametrize(
    ("name", "key"), [("person", "people"), ("place", "places"), ("tag", "tags"), ("source", "sources")]
)
def test_each_filter_keeps_the_events_that_have_its_value(reader: Page, name: str, key: str) -> None:
    value = reader.locator(f'#_filters input[name="{name}"]').first.get_attribute("value")
    tick(reader, name, str(value))
    assert set(shown(reader)) == set(having(**{key: [value]}))
    assert shown(reader)


def test_events_are_filtered_by_status(context: BrowserContext, tmp_path: Path) -> None:
    statuses = ("confirmed", "reported", None, "disputed")
    events = [
        {"date": f"201{number}", "title": f"Event {number}", **({"status": one} if one else {})}
        for number, one in enumerate(statuses)
    ]
    page = of(context, tmp_path, events)
    tick(page, "status", "reported")
    assert shown(page) == ["_event-2", "_event-3"]
    tick(page, "status", "disputed")
    assert shown(page) == ["_event-2", "_event-3", "_event-4"]


PERIODS: list[tuple[str, str, set[str]]] = [
    ("", "2014", {"nap-2014"}),
    ("-0044-03", "2014", {"nap-2014"}),
    ("2015", "2020", set()),
    ("2026", "", {"petroleum-2026", "dar-iran", "tarar-2026", "women-portal-2026"}),
    ("2025-05-08", "2025-05-08", {"sindoor-2025"}),
    ("2025-07", "2025-07-28", {"conference-2025", "dar-rubio"}),
    ("2025-07-25", "2025-07-25", {"conference-2025", "dar-rubio"}),
    ("2025-05-10", "2025-05", {"sindoor-2025", "rubio-munir", "dgmo-call", "ceasefire-agreed",
                               "ceasefire-in-effect", "trump-modi-may"}),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last", "found"), PERIODS)
def test_a_period_keeps_what_overlaps_it(reader: Page, first: str, last: str, found: set[str]) -> None:
    reader.click("#_filters-button")
    reader.fill("#_from", first)
    reader.fill("#_to", last)
    reader.locator("#_to").blur()
    others = {"takeover-2021", "trade-2023", "trade-2024"}  # what lasts is in many periods
    assert {*shown(reader)} - others == found


@pytest.mark.parametrize("text", ["May 2025", "2025-13", "2025-02-30", "2025-7", "25.7.2025"])
def test_what_is_no_date_is_said_and_changes_nothing(reader: Page, text: str) -> None:
    reader.click("#_filters-button")
    reader.fill("#_from", text)
    reader.locator("#_from").blur()
    assert reader.get_attribute("#_from", "aria-invalid") == "true"
    assert reader.get_attribute("#_to", "aria-invalid") == "false"
    assert text in reader.inner_text("#_bad-date")
    assert len(shown(reader)) == len(OWN["events"])
    reader.fill("#_from", "2025")
    reader.locator("#_from").blur()
    assert reader.get_attribute("#_from", "aria-invalid") == "false"
    assert reader.locator("#_bad-date").is_hidden()


def test_digits_of_the_page_s_language_are_digits_of_a_date(context: BrowserContext, tmp_path: Path) -> None:
    events = [{"date": "2014", "title": "یک"}, {"date": "2025", "title": "دو"}]
    page = of(context, tmp_path, events, lang="fa")
    page.click("#_filters-button")
    page.fill("#_from", "۲۰۲۰")
    page.locator("#_from").blur()
    assert shown(page) == ["_event-2"]


def test_escape_closes_the_filters_and_keeps_the_focus(reader: Page) -> None:
    tick(reader, "group", "policy")
    reader.keyboard.press("Escape")
    assert reader.locator("#_filters").is_hidden()
    assert reader.evaluate("document.activeElement.id") == "_filters-button"
    assert fragment(reader) == "group=policy"


def test_show_all_drops_everything_that_was_asked(reader: Page) -> None:
    look_for(reader, "trade")
    tick(reader, "group", "trade")
    reader.fill("#_from", "2025")
    reader.locator("#_from").blur()
    reader.click("#_reset")
    assert len(shown(reader)) == len(OWN["events"])
    assert reader.input_value("#_search") == reader.input_value("#_from") == ""
    assert fragment(reader) == ""


# The address


def test_a_second_tab_finds_what_the_address_says(context: BrowserContext, reader: Page) -> None:
    look_for(reader, "“trade deal” 25%")
    look_for(reader, "trump")
    tick(reader, "group", "trade")
    tick(reader, "person", "Dar")
    reader.fill("#_from", "2025-07")
    reader.locator("#_from").blur()
    reader.focus("#_figure")
    reader.keyboard.press("ArrowRight")
    second = opened(context.new_page(), reader.url)
    assert shown(second) == shown(reader)
    assert shown(second)
    assert chosen(second) == chosen(reader)
    assert chosen(second)
    assert second.url == reader.url
    assert second.input_value("#_search") == "trump"
    assert second.input_value("#_from") == "2025-07"


def test_a_link_to_an_event_opens_there(context: BrowserContext, own: str) -> None:
    page = opened(context.new_page(), f"{own}#nap-2014")
    assert chosen(page) == title("nap-2014")
    assert page.locator("#_panel h3").evaluate("one => one.getBoundingClientRect().top < innerHeight")
    page.wait_for_timeout(300)
    assert page.locator("#_panel h3").evaluate("one => one.getBoundingClientRect().bottom > 0")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_shared_link_shows_the_panel(context: BrowserContext, own: str, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, f"{own}#women-portal-2026")
    page.wait_for_timeout(400)
    top = page.locator("#_panel h3").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < 700


def test_back_and_forward_lead_from_event_to_event(reader: Page) -> None:
    reader.focus("#_figure")
    reader.keyboard.press("ArrowRight")
    first = chosen(reader)
    reader.keyboard.press("ArrowRight")
    second = chosen(reader)
    look_for(reader, "trade")
    reader.go_back()
    assert chosen(reader) == first != second
    assert len(shown(reader)) == len(OWN["events"])
    reader.go_forward()
    assert chosen(reader) == second
    assert reader.input_value("#_search") == "trade"
    reader.go_back()
    reader.go_back()
    assert chosen(reader) is None
    assert fragment(reader) == ""


def test_typing_adds_no_steps_to_the_history(reader: Page) -> None:
    before = reader.evaluate("history.length")
    reader.locator("#_search").press_sequentially("trade deal", delay=30)
    reader.wait_for_timeout(250)
    assert fragment(reader) == "q=trade+deal"
    assert reader.evaluate("history.length") == before


def test_a_link_to_another_part_of_the_page_changes_nothing(reader: Page) -> None:
    look_for(reader, "trade")
    found = shown(reader)
    reader.evaluate("document.querySelector('#_list > li:not([hidden]) a.note').click()")
    reader.wait_for_timeout(100)
    assert fragment(reader).startswith("_source-")
    assert shown(reader) == found
    reader.go_back()
    assert shown(reader) == found


# The panel


def choose(page: Page, id: str) -> None:
    """By a link."""
    page.evaluate(f"location.hash = {json.dumps(id)}")
    page.wait_for_timeout(100)


def test_the_panel_shows_the_item_with_its_references_in_full(reader: Page) -> None:
    choose(reader, "conference-2025")
    panel = reader.locator("#_panel-body")
    item = reader.locator("li#conference-2025")
    assert panel.locator("> div").inner_text().split() == item.inner_text().split()
    notes = set(panel.locator("> div a.note").all_inner_texts())
    references = panel.locator(".sources > li")
    assert len(notes) == references.count()
    for note, reference in zip(sorted(notes, key=lambda one: int(one[1:-1])), references.all(), strict=True):
        number = int(note[1:-1])
        full = reader.locator(f"#_source-{number}")
        assert full.inner_text() in reference.inner_text().replace("\n", " ")
        assert reference.evaluate("one => getComputedStyle(one).counterReset") == f"source {number - 1}"
    ids: list[str] = reader.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len({*ids})


def test_a_note_in_the_panel_leads_to_its_reference_there(reader: Page) -> None:
    choose(reader, "conference-2025")
    note = reader.locator("#_panel-body > div a.note").last
    number = note.inner_text()[1:-1]
    note.click()
    assert reader.evaluate("document.activeElement.id") == f"_reference-{number}"
    assert fragment(reader) == "conference-2025"


def test_a_title_in_the_list_chooses_its_event(reader: Page) -> None:
    reader.click("li#dar-rubio h3 a")
    assert chosen(reader) == title("dar-rubio")
    assert fragment(reader) == "dar-rubio"
    assert reader.evaluate("document.activeElement.id") == "_panel"
    assert reader.locator("#_panel h3").evaluate("one => one.getBoundingClientRect().top >= 0")


def test_links_in_list_and_panel_choose_their_event(reader: Page) -> None:
    link = reader.locator("#_list .context a").first
    goal = str(link.get_attribute("href"))[1:]
    link.click()
    assert chosen(reader) == title(goal)
    assert fragment(reader) == goal
    assert reader.evaluate("document.activeElement.id") == "_panel"
    assert reader.locator("#_panel").evaluate("one => one.getBoundingClientRect().top < innerHeight")
    link = reader.locator("#_panel-body .context a").first
    goal = str(link.get_attribute("href"))[1:]
    link.press("Enter")
    assert chosen(reader) == title(goal)
    assert reader.evaluate("document.activeElement.id") == "_panel"


def test_previous_and_next_walk_the_shown_events_in_time_order(reader: Page) -> None:
    look_for(reader, "trade")
    order = shown(reader)
    assert len(order) > 2
    choose(reader, f"{order[0]}&q=trade")
    assert reader.locator("#_previous").is_disabled()
    walked = [fragment(reader).split("&")[0]]
    while reader.locator("#_next").is_enabled():
        reader.click("#_next")
        walked.append(fragment(reader).split("&")[0])
    assert walked == order
    assert reader.evaluate("document.activeElement.id") == "_panel"  # a button out of use keeps no focus
    reader.click("#_previous")
    assert fragment(reader).split("&")[0] == order[-2]


def test_a_filter_gives_and_takes_previous_and_next(reader: Page) -> None:
    choose(reader, "sindoor-2025")
    assert reader.locator("#_next").is_enabled()
    look_for(reader, title("sindoor-2025"))
    assert reader.locator("#_previous").is_disabled()
    assert reader.locator("#_next").is_disabled()
    look_for(reader, "")
    reader.click("#_next")
    assert chosen(reader) == title("vance-modi")


def test_choosing_in_the_figure_keeps_the_focus_there_and_says_the_event(reader: Page) -> None:
    reader.focus("#_figure")
    reader.keyboard.press("ArrowRight")
    assert reader.evaluate("document.activeElement.id") == "_figure"
    said = reader.text_content("#_said")
    assert said == f"1 of {len(OWN['events'])}: 2014. {title('nap-2014')}"
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "_panel"
    reader.keyboard.press("Escape")
    assert chosen(reader) is None
    assert reader.evaluate("document.activeElement.id") == "_figure"
    assert fragment(reader) == ""


def test_closing_the_panel_gives_the_focus_back(reader: Page) -> None:
    choose(reader, "nap-2014")
    reader.click("#_close")
    assert reader.locator("#_panel").is_hidden()
    assert reader.evaluate("document.activeElement.id") == "_figure"


# Copying


def test_the_link_is_copied(reader: Page) -> None:
    choose(reader, "nap-2014")
    reader.click("#_copy-link")
    reader.locator("#_said", has_text="Copied.").wait_for(state="attached")
    assert reader.evaluate("navigator.clipboard.readText()") == reader.url
    assert reader.locator("#_copy-link.done").count() == 1


def test_citations_are_copied_in_three_forms(reader: Page) -> None:
    choose(reader, "conference-2025")
    kept = json.loads(str(reader.text_content("#_data")))["citations"]
    reference = reader.locator("#_panel-body .sources > li").first
    number = int(str(reference.get_attribute("id")).split("-")[1])
    for name, form in (("Text", "text"), ("BibTeX", "bibtex"), ("CSL-JSON", "csl")):
        reader.evaluate("navigator.clipboard.writeText('')")
        reference.get_by_role("button", name=name).click()
        awaited(lambda: reader.evaluate("navigator.clipboard.readText()"))
        copied = reader.evaluate("navigator.clipboard.readText()")
        assert (json.loads(copied)[0] if form == "csl" else copied) == kept[number - 1][form]


def test_where_nothing_can_be_copied_the_text_is_selected(browser: Browser, own: str) -> None:
    fresh = browser.new_context()
    fresh.add_init_script("delete Navigator.prototype.clipboard")
    page = opened(fresh.new_page(), f"{own}#nap-2014")
    page.click("#_copy-link")
    page.wait_for_selector("textarea.copy")
    assert page.evaluate("getSelection().toString()") == page.url
    assert page.evaluate("document.activeElement.value") == page.url
    assert "copy it from here" in str(page.get_attribute("textarea.copy", "aria-label"))
    page.locator("#_panel-body .cite button").first.click()
    assert page.evaluate("getSelection().toString()") != page.url
    page.click("#_next")
    assert page.locator("textarea.copy").is_hidden()
    fresh.close()


# Story


def told() -> list[str]:
    return [event["id"] for event in OWN["events"] if event.get("importance", 3) >= 3]


def step(page: Page) -> str:
    return page.inner_text("#_story-step")


def anchor(page: Page) -> str:
    return fragment(page).split("&")[0]


def test_the_story_goes_through_what_matters_by_buttons_and_keys(reader: Page) -> None:
    reader.click("#_story-button")
    assert step(reader) == f"Step 1 of {len(told())}"
    assert reader.get_attribute("#_story-button", "aria-pressed") == "true"
    assert set(shown(reader)) == set(told())
    walked = [anchor(reader)]
    for number in range(1, len(told())):
        if number % 2:
            reader.click("#_story-on")
        else:
            reader.keyboard.press("n")
        walked.append(anchor(reader))
    assert walked == [id for id in in_time() if id in told()]
    assert step(reader) == f"Step {len(told())} of {len(told())}"
    reader.keyboard.press("n")
    assert anchor(reader) == walked[-1]
    reader.keyboard.press("p")
    assert anchor(reader) == walked[-2]
    reader.click("#_story-back")
    assert anchor(reader) == walked[-3]
    reader.click("#_story-end")
    assert reader.locator("#_story").is_hidden()
    assert reader.get_attribute("#_story-button", "aria-pressed") == "false"
    assert len(shown(reader)) == len(OWN["events"])
    assert reader.evaluate("document.activeElement.id") == "_story-button"


def test_a_link_can_lead_into_the_story(context: BrowserContext, reader: Page) -> None:
    reader.click("#_story-button")
    reader.click("#_story-on")
    second = opened(context.new_page(), reader.url)
    assert step(second) == step(reader) == f"Step 2 of {len(told())}"
    assert chosen(second) == chosen(reader)


def in_time() -> list[str]:
    made = timeline.load(ROOT / "events.json")
    from timeline.model.order import in_time as ordered

    return [str(event.id) for event in ordered(made.events)]


def test_the_story_begins_at_the_chosen_event_and_ends_with_escape(reader: Page) -> None:
    choose(reader, "conference-2025")
    reader.click("#_story-button")
    order = [id for id in in_time() if id in told()]
    assert step(reader) == f"Step {order.index('conference-2025') + 1} of {len(order)}"
    reader.keyboard.press("Escape")
    assert reader.locator("#_story").is_hidden()
    assert chosen(reader) == title("conference-2025")


def test_the_story_is_of_the_shown_events_of_least_importance_where_there_are_no_others(reader: Page) -> None:
    look_for(reader, "“US goods trade with Pakistan”")
    few = shown(reader)
    assert few
    assert not {*few} & {*told()}
    reader.click("#_story-button")
    assert step(reader) == f"Step 1 of {len(few)}"
    look_for(reader, "")
    assert step(reader).endswith(f"of {len(told())}")


def test_letters_in_the_search_field_turn_no_page_of_the_story(reader: Page) -> None:
    reader.click("#_story-button")
    before = fragment(reader)
    reader.locator("#_search").press_sequentially("n")
    assert fragment(reader) == before


@pytest.mark.parametrize(("way", "number"), [(-120, 2), (-30, 1), (120, 1)])
def test_a_swipe_on_the_panel_is_a_step_of_the_story(
    browser: Browser, own: str, way: int, number: int
) -> None:
    screen: Any = {"viewport": {"width": 400, "height": 800}, "has_touch": True}
    fresh = browser.new_context(**screen, reduced_motion="reduce")
    page = opened(fresh.new_page(), own)
    page.click("#_story-button")
    page.locator("#_panel h3").scroll_into_view_if_needed()
    box = page.locator("#_panel h3").bounding_box()
    assert box
    x, y = 200, box["y"] + 5
    client = fresh.new_cdp_session(page)

    def touch(kind: str, dx: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x + dx, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0)
    for part in range(1, 6):
        touch("touchMove", way * part / 5)
    touch("touchEnd", way)
    assert step(page).startswith(f"Step {number} ")
    fresh.close()


def test_the_story_prints_what_it_tells(reader: Page) -> None:
    reader.click("#_story-button")
    reader.emulate_media(media="print")
    assert shown(reader) == [id for id in in_time() if id in told()]


# Saving


def saved(page: Page, kind: str) -> Download:
    page.click("#_save-button")
    with page.expect_download() as begun:
        page.click(f'[data-save="{kind}"]')
    return begun.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_menu_stands_below_its_button(reader: Page, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    reader.click("#_save-button")
    button, menu = (reader.locator(id).bounding_box() for id in ("#_save-button", "#_save"))
    assert button
    assert menu
    assert 0 <= menu["y"] - button["y"] - button["height"] < 10
    assert menu["x"] < button["x"] + button["width"] <= menu["x"] + menu["width"] + 1


def test_a_file_is_called_by_the_title(reader: Page) -> None:
    name = saved(reader, "json").suggested_filename
    assert name == "Pakistan-asks-platforms-to-block-accounts-of-banned-groups-the-context.json"


def test_the_saved_figure_is_in_the_dialect_of_our_pictures(reader: Page) -> None:
    text = content(saved(reader, "svg")).decode()
    assert departures(text) == []
    root = ElementTree.fromstring(text)
    assert root.get("width") == str(reader.evaluate("document.querySelector('#_figure').clientWidth"))
    assert OWN["title"] in "".join(root.itertext())


def test_the_saved_png_is_the_figure_at_twice_its_size(reader: Page) -> None:
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(content(saved(reader, "png"))))
    size = reader.locator("#_figure").evaluate("one => [one.clientWidth, one.clientHeight]")
    assert list(image.size) == [2 * length for length in size]
    colours = image.convert("RGB").getcolors(1 << 24)
    assert len(colours) > 10
    assert (255, 255, 255) in [colour for _, colour in sorted(colours)[-2:]]


def test_the_saved_data_are_those_of_the_file(reader: Page) -> None:
    data = json.loads(content(saved(reader, "json")))
    made, problems = check(data)
    assert problems == []
    assert made == timeline.load(ROOT / "events.json")


@pytest.mark.parametrize("words", ["trade", "pahalgam", "no such words"])
def test_the_saved_data_of_a_part_are_a_whole_file(reader: Page, words: str) -> None:
    look_for(reader, words)
    found = set(shown(reader))
    data = json.loads(content(saved(reader, "json")))
    made, problems = check(data)
    assert made is not None
    assert [problem for problem in problems if problem.severity == "error" or "unused" in problem.code] == []
    assert {event["id"] for event in data["events"]} == found
    order = [event["id"] for event in OWN["events"] if event["id"] in found]
    assert [event["id"] for event in data["events"]] == order


def rows(text: bytes) -> list[dict[str, str]]:
    assert text.startswith("\ufeff".encode())
    assert text.count(b"\n") == text.count(b"\r\n") or b'"' in text
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_the_saved_table_has_a_row_for_each_shown_event(reader: Page) -> None:
    look_for(reader, "trade")
    table = rows(content(saved(reader, "csv")))
    assert [row["id"] for row in table] == shown(reader)
    columns = "id,date,title,summary,group,importance,status,people,places,tags,sources,url"
    assert ",".join(table[0]) == columns
    kept = {event["id"]: event for event in OWN["events"]}
    for row in table:
        event = kept[row["id"]]
        assert row["title"] == event["title"]
        assert row["date"] == event["date"]
        assert row["summary"] == event.get("summary", "")
        assert row["people"].split("; ") == event.get("people", [""])


def test_no_cell_of_the_table_is_a_formula(context: BrowserContext, tmp_path: Path) -> None:
    cells = {
        "=1+1": "'=1+1",
        "+1-800": "+1-800",
        "-5": "-5",
        "@SUM(A1)": "'@SUM(A1)",
        "\t=1": "'\t=1",
        'a "quote", and\nmore': 'a "quote", and\nmore',
        "-cmd|' /C calc'!A0": "'-cmd|' /C calc'!A0",
        "−5 °C": "−5 °C",
    }
    events = [
        {"date": f"-00{number}", "title": "An event", "summary": text}
        for number, text in enumerate(cells, 10)
    ]
    table = rows(content(saved(of(context, tmp_path, events), "csv")))
    assert {row["summary"] for row in table} == {*cells.values()}
    assert {row["date"] for row in table} == {event["date"] for event in events}


# 100,000 events


def awaited(holds: Callable[[], object]) -> None:
    """Waits until something holds; a browser would have to evaluate a string, which the policy forbids."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it never came")


def test_many_events_are_found_listed_chosen_and_saved(page: Page, address: Callable[[str], str]) -> None:
    page.set_default_timeout(120_000)
    opened(page, address("100000"))
    listed = page.locator("#_list > li")
    awaited(lambda: listed.count() == 200)
    look_for(page, "event 77")
    awaited(lambda: not page.inner_text("#_count").startswith("100"))
    count = page.inner_text("#_count")
    assert "100,000 shown" in count or "100000 shown" in count
    assert listed.count() == 200
    assert all("77" in text for text in listed.all_inner_texts())
    page.click("#_more")
    awaited(lambda: listed.count() == 400)
    page.focus("#_figure")
    page.keyboard.press("ArrowRight")
    assert fragment(page).split("&")[0] == listed.first.get_attribute("id")
    table = rows(content(saved(page, "csv")))
    assert len(table) == int(count.split(" of ")[0].replace(",", ""))
    second = opened(page.context.new_page(), page.url)
    assert chosen(second) == chosen(page)
    assert second.inner_text("#_count") == count
