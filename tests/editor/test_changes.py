"""The dialogs before saving: what will change in the file, and which of two versions is to stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editor.running import Running, editor, quiet
from tests.editor.test_raw import TEXT, becomes, text
from tests.page.tools import package

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "events.json"
    made.write_text(TEXT, "utf-8")
    return made


@pytest.fixture
def running(file: Path) -> Iterator[Running]:
    with editor(file) as one:
        yield one


@pytest.fixture
def page(running: Running, context: BrowserContext) -> Iterator[Page]:
    with quiet(context) as new_page:
        page = new_page()
        page.goto(running.address)
        page.wait_for_selector(".raw-view textarea", state="attached")
        yield page


def put(page: Page, running: Running, title: str) -> None:
    """Another title for the document, as another window would write it; the page has taken it in."""
    state = running.ask("/document")
    running.edit(state["revision"], op="put", path=["title"], value=title)
    page.wait_for_selector("#save:enabled")
    page.wait_for_timeout(200)


def write(page: Page, old: str, new: str) -> None:
    """Writes in the text as a user would: what is chosen is typed over."""
    page.click("#tab-text")
    page.focus(".raw-view textarea")
    page.evaluate(
        """(old) => {
          const area = document.querySelector(".raw-view textarea"), at = area.value.indexOf(old);
          area.setSelectionRange(at, at + old.length);
        }""",
        old,
    )
    page.wait_for_timeout(50)
    page.keyboard.insert_text(new)


def test_ctrl_s_shows_what_changes_and_enter_saves_it(page: Page, file: Path) -> None:
    write(page, "Three events", "Some events")
    page.keyboard.press("Control+s")
    page.wait_for_selector("#changes[open] .diff")
    assert page.inner_text("#changes .diff del").endswith('"title": "Three events",')
    assert page.inner_text("#changes .diff ins").endswith('"title": "Some events",')
    assert page.inner_text("#changes .diff del").startswith("-")
    assert page.inner_text("#changes .summary")
    assert file.read_text("utf-8") == TEXT
    page.keyboard.press("Enter")
    page.wait_for_selector("#changes", state="hidden")
    assert file.read_text("utf-8") == TEXT.replace("Three", "Some")
    assert page.inner_text("#saved") == "Saved"
    page.keyboard.press("Control+s")
    page.locator("#said", has_text="Nothing to save").wait_for()
    assert page.is_hidden("#changes")


def test_escape_leaves_the_file_as_it_is(page: Page, running: Running, file: Path) -> None:
    put(page, running, "Some events")
    page.click("#save")
    page.wait_for_selector("#changes .diff")
    page.keyboard.press("Escape")
    page.wait_for_selector("#changes", state="hidden")
    assert file.read_text("utf-8") == TEXT
    assert text(running) == TEXT.replace("Three", "Some")


def test_changes_are_thrown_away_after_asking_and_come_back(page: Page, running: Running) -> None:
    put(page, running, "Some events")
    page.click("#save")
    page.click("#changes button:has-text('Discard all changes')")
    page.locator("#changes .sure", has_text="Undo").wait_for()
    page.keyboard.press("Enter")  # keeps them
    page.wait_for_selector("#changes .sure", state="detached")
    assert text(running) == TEXT.replace("Three", "Some")
    page.click("#changes button:has-text('Discard all changes')")
    page.click("#changes button:text-is('Discard')")
    becomes(lambda: text(running), TEXT)
    assert page.is_hidden("#changes")
    page.keyboard.press("Control+z")
    becomes(lambda: text(running), TEXT.replace("Three", "Some"))


def test_with_errors_nothing_is_saved_and_they_are_listed(page: Page, file: Path) -> None:
    write(page, '"2014"', '"2014-13"')
    page.wait_for_selector("#problems.error")
    page.keyboard.press("Control+s")
    page.locator("#changes h2", has_text="Nothing can be saved yet").wait_for()
    assert page.locator("#changes .faults button").count() == 1
    assert page.is_disabled("#changes button.main")
    page.keyboard.press("Enter")
    assert file.read_text("utf-8") == TEXT
    if page.is_hidden("#changes"):  # the button "Back" had the focus
        page.keyboard.press("Control+s")
    page.click("#changes .faults button")
    assert page.inner_text("#raw-place").startswith("Line 4,")
    assert page.is_visible("#raw .here .mark.error")


def test_however_long_the_dialog_is_its_start_and_its_buttons_are_in_sight(
    page: Page, running: Running
) -> None:
    events = [{"id": f"event-{number}", "date": "2014", "title": f"Event {number}"} for number in range(60)]
    revision = running.ask("/document")["revision"]
    running.edit(revision, op="put", path=["events"], value=events)
    page.wait_for_selector("#save:enabled")
    page.keyboard.press("Control+s")
    page.wait_for_selector("#changes .diff")
    page.wait_for_timeout(200)
    height = page.evaluate("innerHeight")
    for seen in ("#changes-title", "#changes button.main"):
        box = page.locator(seen).bounding_box()
        assert box
        assert 0 <= box["y"] <= height - box["height"]
    dialog, ends = (page.locator(one).bounding_box() for one in ("#changes", "#changes .ends"))
    assert dialog
    assert ends
    assert abs(dialog["y"] + dialog["height"] - ends["y"] - ends["height"]) <= 2


def test_a_long_difference_is_folded(page: Page, running: Running) -> None:
    events = [{"date": f"{1000 + number}", "title": f"Event {number}"} for number in range(200)]
    state = running.ask("/document")
    whole = json.dumps({"events": events}, indent=2)
    running.edit(state["revision"], op="text", at=0, removed=len(TEXT), put=whole)
    page.wait_for_selector("#save:enabled")
    page.click("#save")
    page.wait_for_selector("#changes .diff")
    assert page.locator("#changes .diff > :is(ins, del, div)").count() == 300
    page.click("#changes .diff button")
    assert page.locator("#changes .diff ins").count() > 700


def test_a_change_while_the_dialog_is_open_is_shown_in_it(page: Page, running: Running) -> None:
    put(page, running, "Some events")
    page.click("#save")
    page.wait_for_selector("#changes .diff")
    put(page, running, "Few events")
    page.locator("#changes .diff ins", has_text="Few events").wait_for()


def conflict(page: Page, running: Running, file: Path) -> None:
    """The title of an event is written here and by another program."""
    state = running.ask("/document")
    running.edit(state["revision"], op="put", path=["events", 1, "title"], value="An attack on tourists")
    page.wait_for_selector("#save:enabled")
    file.write_text(TEXT.replace("An attack", "A raid"), "utf-8")
    page.wait_for_selector("#conflicts-button:visible")


def test_conflicts_wait_until_one_version_is_chosen(page: Page, running: Running, file: Path) -> None:
    conflict(page, running, file)
    page.click("#save")
    page.locator("#changes .alarm", has_text="Choose there first").wait_for()
    assert page.is_disabled("#changes button.main")
    page.click("#changes button:has-text('Look at both')")
    page.locator("#conflicts pre").first.wait_for()
    assert page.locator("#conflicts pre").all_inner_texts() == [
        '"An attack"',
        '"An attack on tourists"',
        '"A raid"',
    ]
    assert page.locator("#conflicts mark").all_inner_texts() == [" on tourists", "A", "raid"]
    page.click("#conflicts button:has-text('Later')")
    assert page.is_visible("#conflicts-button")
    page.click("#conflicts-button")
    page.check("#conflicts input[value=mine]")
    page.click("#conflicts button.main")
    page.wait_for_selector("#conflicts", state="hidden")
    assert page.is_hidden("#conflicts-button")
    assert "An attack on tourists" in text(running)
    page.keyboard.press("Control+s")
    page.wait_for_selector("#changes .diff")
    page.keyboard.press("Enter")
    page.wait_for_selector("#changes", state="hidden")
    assert "An attack on tourists" in file.read_text("utf-8")


def test_all_of_theirs_can_be_taken(page: Page, running: Running, file: Path) -> None:
    conflict(page, running, file)
    page.click("#conflicts-button")
    page.click("#conflicts button:has-text('Choose all theirs')")
    page.click("#conflicts button.main")
    becomes(lambda: "A raid" in text(running) and "tourists" not in text(running), True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_and_the_dialogs_have_no_fault_of_accessibility(
    page: Page, running: Running, file: Path, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    write(page, "Three events", "Some events")
    write(page, '"2014"', '"2014-13"')
    page.wait_for_selector(".raw-lines .fault")
    page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
    shown = {"#raw": "", "#changes": "#save", "#conflicts": "#conflicts-button"}
    for part, button in shown.items():
        if part == "#conflicts":
            write(page, '"2014-13"', '"2014"')
            page.wait_for_selector("#problems", state="hidden")
            conflict(page, running, file)
        if button:
            page.click(button)
            page.wait_for_timeout(400)
        found = page.evaluate("part => axe.run(part)", part)["violations"]
        assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found], part
        page.keyboard.press("Escape")
