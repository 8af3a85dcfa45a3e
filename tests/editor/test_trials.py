"""Whole sittings at the editor, as somebody has them who writes a report: by keys alone, in two windows,
beside another program, and over a server that is killed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.editor.running import Running, editor

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

PATIENCE = 15_000  # milliseconds
EVENTS: list[dict[str, Any]] = [
    {"id": "plan", "date": "2014", "title": "A plan"},
    {"id": "attack", "date": "2025-04-22", "title": "An attack", "links": [{"to": "plan"}]},
    {"id": "truce", "date": "2025-05-10", "title": "A truce"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "events.json", EVENTS)


@pytest.fixture
def running(file: Path) -> Iterator[Running]:
    with editor(file) as one:
        yield one


def write(file: Path, events: list[dict[str, Any]]) -> Path:
    """Writes the file as another program does."""
    file.write_text(json.dumps({"title": "Three events", "events": events}, indent=2) + "\n", "utf-8")
    return file


def opened(context: BrowserContext, running: Running, what: str = "#rows [role=option]") -> Page:
    page = context.new_page()
    page.goto(running.address)
    page.wait_for_selector(what, timeout=PATIENCE)
    return page


def sees(page: Page, selector: str, words: str) -> None:
    """Waits until an element has these words."""
    page.locator(selector, has_text=words).first.wait_for(state="attached", timeout=PATIENCE)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    """Goes there by the key Tab alone."""
    for _ in range(60):
        if page.locator(selector).evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def retitle(page: Page, event: str, title: str) -> None:
    """Writes another title into the form of an event."""
    page.locator("#rows [role=option]", has_text=event).click()
    field = page.locator("#form textarea").first
    field.fill(title)
    sees(page, "#rows [aria-selected=true]", title)


def saves(page: Page) -> None:
    press(page, "Control+s")
    page.wait_for_selector("#changes .diff", timeout=PATIENCE)
    press(page, "Enter")
    page.wait_for_selector("#changes", state="hidden", timeout=PATIENCE)
    sees(page, "#saved", "Saved")


def test_a_document_is_begun_and_saved_by_keys_alone(tmp_path: Path, context: BrowserContext) -> None:
    file = tmp_path / "events.json"
    with editor(file) as running:
        page = opened(context, running, "#list .empty")
        for number, (date, title) in enumerate([("2021/..", "It goes on"), ("1911~", "About then")], 1):
            tab_to(page, "#add")
            press(page, "Enter")
            page.locator("#adding-date:focus").wait_for(timeout=PATIENCE)
            page.keyboard.type(date)
            press(page, "Tab")
            page.keyboard.type(title)
            press(page, "Enter")
            sees(page, "#count", f"{number} event")
            page.locator("#form input:focus").wait_for(timeout=PATIENCE)
        tab_to(page, "#form select >> nth=1")
        page.keyboard.type("disputed")
        tab_to(page, "#tab-events")
        press(page, "ArrowRight")
        tab_to(page, "#document textarea >> nth=0")
        page.keyboard.type("Two events")
        sees(page, "#picture svg", "Two events")
        saves(page)
    wanted = [("1911~", "About then", "disputed"), ("2021/..", "It goes on", None)]
    document = json.loads(file.read_text("utf-8"))
    assert document["title"] == "Two events"
    assert [(one["date"], one["title"], one.get("status")) for one in document["events"]] == wanted


def test_the_focus_stays_near_when_undo_takes_away_what_held_it(
    running: Running, context: BrowserContext
) -> None:
    page = opened(context, running)
    page.click("#tab-document")
    page.locator("#document summary", has_text="Eras").click()
    page.get_by_role("button", name="Add era").click()
    page.keyboard.type("An age")
    sees(page, "#undo", "era")
    press(page, "Control+z")
    page.locator("#document summary:focus", has_text="Eras").wait_for(timeout=PATIENCE)


def test_two_windows_write_at_different_events_and_one_saves_both(
    running: Running, file: Path, context: BrowserContext
) -> None:
    one, other = opened(context, running), opened(context, running)
    retitle(one, "A plan", "A plan of one")
    retitle(other, "A truce", "A truce of the other")
    sees(one, "#rows .title", "A truce of the other")
    sees(other, "#rows .title", "A plan of one")
    assert one.locator("#form textarea").first.input_value() == "A plan of one"
    saves(other)
    sees(one, "#saved", "Saved")
    titles = [event["title"] for event in json.loads(file.read_text("utf-8"))["events"]]
    assert titles == ["A plan of one", "An attack", "A truce of the other"]


def test_unsaved_work_stands_beside_what_another_program_writes_to_another_event(
    running: Running, file: Path, context: BrowserContext
) -> None:
    page = opened(context, running)
    retitle(page, "An attack", "An attack, reworded")
    write(file, [EVENTS[0] | {"title": "Their plan"}, *EVENTS[1:]])
    sees(page, "#rows .title", "Their plan")
    assert page.locator("#form textarea").first.input_value() == "An attack, reworded"
    assert not page.locator("#conflicts-button").is_visible()
    saves(page)
    titles = [event["title"] for event in json.loads(file.read_text("utf-8"))["events"]]
    assert titles == ["Their plan", "An attack, reworded", "A truce"]


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_one_event_written_here_and_elsewhere_is_asked_about_and_then_saved(
    running: Running, file: Path, context: BrowserContext, take: str
) -> None:
    page, titles = opened(context, running), {"mine": "My truce", "theirs": "Their truce"}
    retitle(page, "A truce", titles["mine"])
    write(file, [*EVENTS[:2], EVENTS[2] | {"title": titles["theirs"]}])
    page.wait_for_selector("#conflicts-button:visible", timeout=PATIENCE)
    assert json.loads(file.read_text("utf-8"))["events"][2]["title"] == titles["theirs"]
    page.focus("#conflicts-button")
    press(page, "Enter")
    page.check(f"#conflicts input[value={take}]")
    page.click("#conflicts button.main")
    page.wait_for_selector("#conflicts-button", state="hidden", timeout=PATIENCE)
    sees(page, "#rows .title", titles[take])
    if take == "mine":
        saves(page)
    sees(page, "#saved", "Saved")
    assert json.loads(file.read_text("utf-8"))["events"][2]["title"] == titles[take]


def test_what_is_typed_on_after_the_server_was_killed_is_there_when_it_is_started_again(
    file: Path, context: BrowserContext
) -> None:
    with editor(file) as first:
        page = opened(context, first)
        retitle(page, "A plan", "A plan that it had")
        first.kill()
        sees(page, "#saved", "Not connected")
        page.locator("#form textarea").first.press_sequentially(" and more")
        sees(page, "#note-connection", "not sent yet")
        page.locator("#form textarea").nth(1).press_sequentially("A summary")
        sees(page, "#note-connection", "2 edits not sent yet")
    with editor(file, port=first.port) as second:
        page.close()
        page = opened(context, second)
        sees(page, "#rows .title", "A plan that it had and more")
        page.locator("#rows [role=option]").first.click()
        assert page.locator("#form textarea").nth(1).input_value() == "A summary"
        saves(page)
    event = json.loads(file.read_text("utf-8"))["events"][0]
    assert (event["title"], event["summary"]) == ("A plan that it had and more", "A summary")


def test_a_window_that_is_closed_with_unsaved_work_finds_it_again(
    running: Running, file: Path, context: BrowserContext
) -> None:
    page = opened(context, running)
    retitle(page, "A truce", "A truce at last")
    page.close()
    assert "at last" not in file.read_text("utf-8")
    again = opened(context, running)
    sees(again, "#rows .title", "A truce at last")
    sees(again, "#saved", "Not saved")
    press(again, "Control+z")
    sees(again, "#said", "Undone")
    sees(again, "#saved", "Saved")
