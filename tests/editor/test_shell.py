"""The frame of the editor's page: the list, the tabs, the bar, and what happens when the server goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.editor.running import Running, editor, quiet
from tests.page.tools import package

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

pytestmark = pytest.mark.browser

EVENTS: list[dict[str, Any]] = [
    {"id": "plan", "date": "2014", "title": "A plan is adopted", "group": "policy"},
    {"id": "attack", "date": "2025-04-22", "title": "Attack", "links": [{"to": "plan", "label": "breaks"}]},
    {"id": "truce", "date": "2025-05-10", "title": "A truce is agreed", "group": "policy"},
    {"date": "0800~", "title": "Écluses are dug"},
]
GROUPS = [{"id": "policy", "title": "Policy", "color": "#0072B2"}]
DOCUMENT = {"title": "Four events", "timezone": "UTC", "groups": GROUPS, "events": EVENTS}
PATIENCE = 15_000  # milliseconds


def write(file: Path, document: Any = DOCUMENT) -> Path:
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "events.json")


@pytest.fixture
def running(file: Path) -> Iterator[Running]:
    with editor(file) as one:
        yield one


@pytest.fixture
def page(running: Running, context: BrowserContext) -> Iterator[Page]:
    """The editor with four events. What it throws or says on the console fails the test at its end."""
    with quiet(context) as new_page:
        yield show(new_page(), running)


def show(page: Page, running: Running) -> Page:
    page.goto(running.address)
    page.wait_for_selector("#rows [role=option]", timeout=PATIENCE)
    return page


def sees(page: Page, selector: str, words: str) -> None:
    """Waits until an element has these words."""
    page.locator(selector, has_text=words).first.wait_for(state="attached", timeout=PATIENCE)


def seen(page: Page, *selectors: str) -> list[str]:
    return [one for one in selectors if page.locator(one).is_visible()]


def titles(page: Page) -> list[str]:
    return page.locator("#rows .title").all_inner_texts()


def chosen(page: Page) -> str:
    return page.locator("#rows [aria-selected=true] .title").inner_text()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def add(page: Page, date: str, title: str) -> None:
    page.click("#add")
    page.get_by_label("Date", exact=True).locator("visible=true").last.fill(date)
    page.locator("#adding").get_by_label("Title").fill(title)
    page.keyboard.press("Enter")


# The list


def test_the_list_says_date_and_title_and_the_place_among_all(page: Page) -> None:
    assert titles(page) == [event["title"] for event in EVENTS]
    assert page.locator("#rows .date").all_inner_texts() == [event["date"] for event in EVENTS]
    last = page.locator("#rows [role=option]").last
    assert (last.get_attribute("aria-setsize"), last.get_attribute("aria-posinset")) == ("4", "4")
    dot = page.locator("#rows .dot").first
    assert dot.evaluate("dot => getComputedStyle(dot).backgroundColor") == "rgb(0, 114, 178)"
    assert dot.get_attribute("title") == "Policy"


def test_keys_move_through_the_list(page: Page) -> None:
    page.focus("#rows")
    for key, title in {"ArrowDown": 1, "End": 3, "ArrowUp": 2, "Home": 0, "PageDown": 3}.items():
        press(page, key)
        assert chosen(page) == EVENTS[title]["title"], key
        active = page.get_attribute("#rows", "aria-activedescendant")
        assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"


def test_typing_in_the_list_goes_to_the_title_that_begins_so(page: Page) -> None:
    page.focus("#rows")
    page.keyboard.type("ecl")
    assert chosen(page) == "Écluses are dug"
    page.wait_for_timeout(800)
    page.keyboard.type("att")
    assert chosen(page) == "Attack"


def test_the_search_finds_words_without_accents_and_case(page: Page) -> None:
    press(page, "/")
    page.keyboard.type("ECLUSES dug")
    assert titles(page) == ["Écluses are dug"]
    sees(page, "#count", "1 of 4 events")
    page.fill("#search", "breaks")
    assert titles(page) == ["Attack"]
    page.fill("#search", "nothing of the kind")
    assert page.locator("#list .empty").inner_text() == "No event has these words."
    page.fill("#search", "")
    press(page, "ArrowDown")
    assert page.evaluate("document.activeElement.id") == "rows"


def test_the_list_can_be_in_the_order_of_time(page: Page) -> None:
    page.get_by_role("button", name="By time").click()
    assert titles(page) == ["Écluses are dug", "A plan is adopted", "Attack", "A truce is agreed"]
    page.focus("#rows")
    press(page, "Home")
    assert chosen(page) == "Écluses are dug"


def test_an_event_is_removed_when_asked_for_and_comes_back(page: Page) -> None:
    page.focus("#rows")
    press(page, "Home", "Delete")
    asked = page.locator("#removing")
    assert "Attack" in asked.inner_text()
    press(page, "Escape")
    assert len(titles(page)) == 4
    press(page, "Delete", "Enter")
    sees(page, "#count", "3 events")
    assert "A plan is adopted" not in titles(page)
    assert page.evaluate("document.activeElement.id") == "rows"
    press(page, "Control+z")
    sees(page, "#count", "4 events")
    press(page, "Control+Shift+Z")
    sees(page, "#count", "3 events")


def test_a_new_event_is_asked_for_its_date_and_title(page: Page) -> None:
    press(page, "n")
    page.keyboard.type("7 May 2025")
    sees(page, "#adding-words", "2025-05-07")
    page.get_by_role("button", name="Write 2025-05-07").click()
    sees(page, "#adding-words", "7 May 2025")
    page.locator("#adding").get_by_label("Title").fill("Something begins")
    press(page, "Enter")
    sees(page, "#rows [aria-selected=true]", "Something begins")
    assert "Something begins" in titles(page)
    assert page.evaluate("document.activeElement.closest('#form') !== null")
    sees(page, "#saved", "Not saved")


def test_a_date_as_one_speaks_is_mended_by_enter_alone(page: Page) -> None:
    press(page, "n")
    page.keyboard.type("7 May 2025")
    press(page, "Tab")
    page.locator("#adding-what").focus()
    page.keyboard.type("Something begins")
    press(page, "Enter")
    page.locator("button:focus", has_text="Write 2025-05-07").wait_for(timeout=PATIENCE)
    press(page, "Enter")
    sees(page, "#adding-words", "7 May 2025")
    press(page, "Enter")
    sees(page, "#rows [aria-selected=true]", "Something begins")


def test_an_event_that_is_not_saved_is_marked(page: Page) -> None:
    add(page, "2025-05-07", "Something begins")
    row = page.locator("#rows [role=option]", has_text="Something begins")
    row.get_by_text("changed, not saved").wait_for(state="attached")
    assert page.locator("#rows .mark.changed").count() == 1


def test_a_group_has_in_the_list_the_colour_that_its_name_has_in_the_picture(
    running: Running, page: Page
) -> None:
    revision = running.ask("/document")["revision"]
    running.edit(revision, op="put", path=["groups", 0, "color"], value="vermilion")
    page.locator("#row-0 .dot[style*='rgb(213, 94, 0)']").wait_for(timeout=PATIENCE)


def test_ten_thousand_events_stay_quick(tmp_path: Path, context: BrowserContext) -> None:
    events = [{"date": f"{1000 + number // 10}", "title": f"Event {number}"} for number in range(10_000)]
    with editor(write(tmp_path / "long.json", {"events": events})) as running:
        page = show(context.new_page(), running)
        page.focus("#rows")
        press(page, "End")
        assert chosen(page) == "Event 9999"
        assert page.locator("#rows [role=option]").count() < 60
        took = page.evaluate(
            """() => {
              const search = document.querySelector("#search"), from = performance.now();
              search.value = "event 77";
              search.dispatchEvent(new Event("input", { bubbles: true }));
              return [performance.now() - from, document.querySelector("#count").textContent];
            }"""
        )
        assert took[1] == "280 of 10,000 events"
        assert took[0] < 500


# The bar, the tabs and the dialogs


def test_the_tabs_change_by_arrows_and_the_picture_is_one_where_there_is_no_room(page: Page) -> None:
    page.focus("#tab-events")
    press(page, "ArrowLeft")
    assert page.evaluate("document.activeElement.id") == "tab-text"
    assert seen(page, "#raw", "#picture", "#events", "#tab-picture") == ["#raw", "#picture"]
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("#picture").wait_for(state="hidden")
    press(page, "End")
    assert page.evaluate("document.activeElement.id") == "tab-picture"
    assert seen(page, "#raw", "#picture") == ["#picture"]
    page.set_viewport_size({"width": 1200, "height": 800})
    page.locator("#events").wait_for()
    assert page.locator("#picture").is_visible()


def test_on_a_telephone_the_form_is_a_page_of_its_own(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert not page.locator("#form").is_visible()
    page.click("#rows [role=option] >> nth=1")
    assert seen(page, "#list", "#form") == ["#form"]
    page.get_by_role("button", name="All events").click()
    assert page.locator("#list").is_visible()
    assert page.evaluate("document.activeElement.id") == "rows"


def test_without_a_row_the_search_has_the_focus(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.fill("#search", "agreed")
    page.click("#rows [role=option]")
    page.locator("#form").get_by_label("Title", exact=True).first.fill("Raid")
    sees(page, "#count", "0 of 4 events")
    page.get_by_role("button", name="All events").click()
    sees(page, "#list [role=status]", "No event has these words")
    assert page.evaluate("document.activeElement.id") == "search"


def test_problems_are_counted_and_lead_to_their_event(running: Running, page: Page) -> None:
    revision = running.ask("/document")["revision"]
    running.edit(revision, op="put", path=["events", 2, "date"], value="2025-13-01")
    sees(page, "#problems", "1 error")
    page.locator("#rows .mark.error").wait_for(state="attached")
    page.click("#problems")
    page.locator("#faults .fault").click()
    assert chosen(page) == "A truce is agreed"
    assert not page.locator("#faults").is_visible()


def test_the_keys_are_told(page: Page) -> None:
    press(page, "?")
    assert "new event" in page.locator("#help").inner_text()
    press(page, "Escape")
    assert not page.locator("#help").is_visible()


def test_the_help_opens_at_its_start(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    press(page, "?")
    page.locator("#help button:focus").wait_for(timeout=PATIENCE)
    places = page.locator("#help").evaluate("one => [one.scrollTop, one.scrollHeight - one.clientHeight]")
    assert places[0] == 0
    assert places[1] > 0


def test_keys_of_one_letter_can_be_switched_off(page: Page) -> None:
    press(page, "?")
    page.get_by_label("are keys").uncheck()
    press(page, "Escape", "n")
    assert not page.locator("#adding").is_visible()
    page.reload()
    page.wait_for_selector("#rows [role=option]", timeout=PATIENCE)
    press(page, "n")
    assert not page.locator("#adding").is_visible()
    page.click("#help-button")
    page.get_by_label("are keys").check()
    press(page, "Escape", "n")
    assert page.locator("#adding").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_frame(running: Running, browser: Browser, width: int, scheme: Any) -> None:
    axe = package("axe-core/axe.min.js").read_text("utf-8")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # Chromium does not let a page's policy stop what a test brings along.
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = show(context.new_page(), running)
    found = []
    for state in ("", "#add", "#help-button"):
        if state:
            page.click(state)
        page.wait_for_timeout(200)
        page.evaluate(axe)
        for fault in page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)["violations"]:
            found += [(state, fault["id"], node["html"][:160]) for node in fault["nodes"]]
        press(page, "Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert not found


# Others who work on the file


def test_what_another_program_writes_is_taken_in(file: Path, page: Page) -> None:
    page.focus("#rows")
    press(page, "End", "ArrowUp")
    write(file, DOCUMENT | {"events": [{"date": "1999", "title": "Before all"}, *EVENTS]})
    sees(page, "#rows .title", "Before all")
    sees(page, "#said", "another program")
    assert chosen(page) == "A truce is agreed"
    sees(page, "#saved", "Saved")


def test_what_is_done_in_another_window_is_seen_in_this_one(
    running: Running, page: Page, context: BrowserContext
) -> None:
    other = show(context.new_page(), running)
    add(other, "2025-05-07", "Something begins")
    sees(page, "#rows .title", "Something begins")
    press(page, "Control+z")
    sees(other, "#count", "4 events")


# A server that goes


def test_what_is_done_without_a_connection_is_sent_when_it_is_back(
    running: Running, page: Page, context: BrowserContext
) -> None:
    context.set_offline(True)
    add(page, "2025-05-07", "Something begins")
    sees(page, "#note-connection", "1 edit not sent yet")
    assert not page.locator("#adding").is_visible()
    context.set_offline(False)
    sees(page, "#rows .title", "Something begins")
    page.locator("#note-connection").wait_for(state="detached", timeout=PATIENCE)
    assert "Something begins" in running.ask("/document")["text"]
    assert not page.evaluate("localStorage.length")


def test_a_server_that_is_started_anew_is_found_at_its_new_address(
    file: Path, context: BrowserContext
) -> None:
    with editor(file) as first:
        page = show(context.new_page(), first)
        add(page, "2025-05-07", "Had by the first")
        sees(page, "#count", "5 events")
        first.kill()
        sees(page, "#note-connection", "timeline edit events.json")
        sees(page, "#saved", "Not connected")
        add(page, "2025-05-08", "Kept by the window")
        sees(page, "#note-connection", "1 edit not sent yet")
    with editor(file, port=first.port) as second:
        sees(page, "#note-connection", "new address")
        page.goto(second.address)
        sees(page, "#rows .title", "Kept by the window")
        sees(page, "#rows .title", "Had by the first")
        sees(page, "#note-restored", "Unsaved work")
        assert "Kept by the window" in second.ask("/document")["text"]
        page.get_by_role("button", name="Go back to the saved file").click()
        sees(page, "#count", "4 events")
        sees(page, "#saved", "Saved")


def test_a_window_waits_for_what_another_one_could_not_send(file: Path, context: BrowserContext) -> None:
    with editor(file) as first:
        page = show(context.new_page(), first)
        first.kill()
        sees(page, "#saved", "Not connected")
        add(page, "2025-05-08", "Kept by the window")
        sees(page, "#note-connection", "1 edit not sent yet")
    with editor(file, port=first.port) as second:
        other = show(context.new_page(), second)
        sees(other, "#rows .title", "Kept by the window")
        assert second.ask("/document")["text"].count("Kept by the window") == 1


@pytest.mark.parametrize("key", ["", "#wrong"])
def test_an_address_without_the_right_key_says_so(
    running: Running, context: BrowserContext, key: str
) -> None:
    page = context.new_page()
    page.goto(running.address.partition("#")[0] + key)
    sees(page, "#notes", "Open the whole address")
    assert not page.locator("main").is_visible()
    page.evaluate("key => { location.hash = key; }", running.token)
    page.wait_for_selector("#rows [role=option]", timeout=PATIENCE)


def test_leaving_asks_only_for_what_the_server_has_not_had(running: Running, context: BrowserContext) -> None:
    page = show(context.new_page(), running)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    add(page, "2025-05-07", "Something begins")
    sees(page, "#count", "5 events")
    page.locator("#form").get_by_label("Title", exact=True).first.fill("Typed at last")
    page.reload()
    page.wait_for_selector("#rows [role=option]", timeout=PATIENCE)
    assert not asked
    sees(page, "#rows .title", "Typed at last")
    context.set_offline(True)
    add(page, "2025-05-08", "And goes on")
    sees(page, "#note-connection", "1 edit not sent yet")
    page.close(run_before_unload=True)
    page.wait_for_event("close", timeout=PATIENCE)
    assert asked == ["beforeunload"]
