"""The forms of the editor: what is typed arrives in the file by the smallest change, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editor.running import Running, editor, quiet
from tests.page.tools import package
from timeline.model import table
from timeline.model.kinds import Choice
from timeline.model.table import CITATION, DISPLAY, DOCUMENT, ERA, EVENT, GROUP, IMAGE, LINK, SOURCE
from timeline.products import FORMATS

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

TEXT = """{
  "title": "Four events", "lang": "en", "timezone": "Asia/Karachi",
  "groups": [
    {"id": "policy", "title": "Policy", "color": "#0072B2"},
    {"id": "war", "title": "War"}
  ],
  "eras": [{"date": "2021/..", "title": "An era"}],
  "sources": {
    "app": {"title": "A press report", "publisher": "APP"},
    "book": {"title": "A book", "author": "N. N.", "date": "1950"}
  },
  "events": [
    {"title": "A plan is adopted", "id": "plan", "date": "2014",
     "x-mine": {"kept": [1,2]}},
    {"id": "attack", "date": "2025-04-22", "title": "Attack", "group": "war",
     "sources": ["app", {"source": "book", "locator": "p. 3"}],
     "links": [{"to": "plan"}], "people": ["Ali", "Béla"]},
    {"id": "truce", "date": "2025-05-07/2025-05-10", "title": "A truce",
     "links": [{"to": "plan", "label": "ends"}]},
    {"date": "1911~", "title": "Nameless"}
  ]
}
"""
FAULTY = TEXT.replace(
    '    {"date": "1911~"',
    """    {"id": "odd", "date": 1950, "title": ["two", "lines"], "tags": ["one", 2], "image": "picture.png",
     "sources": {"app": 1}},
    {"id": "wrong", "date": "14 May 2025", "title": "Wrong", "importance": 9},
    {"date": "1911~\"""",
)
PATIENCE = 15  # seconds


@pytest.fixture
def text() -> str:
    """What the file says at first."""
    return TEXT


@pytest.fixture
def file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "events.json"
    file.write_text(text, "utf-8", newline="")
    return file


@pytest.fixture
def running(file: Path) -> Iterator[Running]:
    with editor(file) as one:
        yield one


@pytest.fixture
def open_page(context: BrowserContext) -> Iterator[Callable[[Running], Page]]:
    """Opens the editor in one page more. What one throws or complains of fails the test at its end."""
    with quiet(context) as new_page:

        def open_one(running: Running) -> Page:
            page = new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(running.address)
            page.wait_for_selector("#rows [role=option]")
            return page

        yield open_one


@pytest.fixture
def page(running: Running, open_page: Callable[[Running], Page]) -> Page:
    return open_page(running)


def choose(page: Page, title: str) -> None:
    page.locator("#rows [role=option]", has_text=title).click()


def key(page: Page, *keys: str) -> Locator:
    """The field at a path of keys in the form that is shown; places of a list are counted from 0."""
    found = page.locator(".keyed").locator("visible=true")
    for one in keys:
        found = found.locator(f'[data-key="{one}"]').first
    return found


def unfold(page: Page, heading: str) -> None:
    page.locator(".keyed summary").get_by_text(heading, exact=True).click()


def field(page: Page, *keys: str) -> Locator:
    return key(page, *keys).locator("input, textarea, select").first


def becomes(running: Running, old: str, new: str, text: str = TEXT) -> str:
    """Waits until the text is as it was but for one stretch, and gives the new one."""
    assert text.count(old) == 1
    expected = text.replace(old, new)
    wait_for(lambda: running.ask("/document")["text"], expected)
    return expected


def wait_for(look: Callable[[], object], expected: object) -> None:
    end = time.monotonic() + PATIENCE
    while (found := look()) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert found == expected


# One value


def test_a_word_typed_into_a_title_changes_the_title_in_the_file_and_not_one_byte_more(
    page: Page, running: Running, file: Path
) -> None:
    choose(page, "A plan is adopted")
    field(page, "title").press("End")
    page.keyboard.type(" at last", delay=20)
    expected = becomes(running, '"A plan is adopted"', '"A plan is adopted at last"')
    running.save()
    assert file.read_bytes() == expected.encode()


def test_a_visit_to_a_field_is_one_step_of_undo_and_undo_is_seen_in_the_field(
    page: Page, running: Running
) -> None:
    choose(page, "A plan is adopted")
    field(page, "title").press("End")
    for word in (" one", " two", " three"):
        page.keyboard.type(word)
        page.wait_for_timeout(250)
    page.keyboard.press("Tab")
    page.keyboard.type("A summary.")
    text = becomes(running, '"A plan is adopted"', '"A plan is adopted one two three"')
    becomes(running, '"date": "2014",', '"date": "2014", "summary": "A summary.",', text)
    page.keyboard.press("Control+z")
    wait_for(lambda: running.ask("/document")["text"], text)
    page.keyboard.press("Control+z")
    wait_for(lambda: running.ask("/document")["text"], TEXT)
    wait_for(field(page, "title").input_value, "A plan is adopted")


def test_what_was_typed_a_moment_before_undo_is_undone(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    field(page, "title").fill("Something else")
    page.keyboard.press("Control+z")
    wait_for(field(page, "title").input_value, "A plan is adopted")
    wait_for(lambda: running.ask("/document")["redo"] is not None, True)
    assert running.ask("/document")["text"] == TEXT


def test_an_emptied_field_takes_its_key_along_and_a_required_one_stays_empty(
    page: Page, running: Running
) -> None:
    choose(page, "Attack")
    field(page, "sources", "1", "locator").fill("")
    text = becomes(running, '{"source": "book", "locator": "p. 3"}', '{"source": "book"}')
    field(page, "title").fill("")
    becomes(running, '"Attack"', '""', text)


def test_a_choice_is_written_at_once_in_the_documented_place(page: Page, running: Running) -> None:
    choose(page, "Attack")
    field(page, "group").select_option("policy")
    text = becomes(running, '"group": "war"', '"group": "policy"')
    field(page, "status").select_option("disputed")
    text = becomes(running, '"group": "policy",', '"group": "policy", "status": "disputed",', text)
    key(page, "importance").get_by_label("4").check()
    text = becomes(running, '"group": "policy",', '"group": "policy", "importance": 4,', text)
    field(page, "group").select_option("")
    text = becomes(running, ' "group": "policy",', "", text)
    key(page, "importance").get_by_label("usual").check()
    becomes(running, ' "importance": 4,', "", text)


def test_a_new_group_is_made_beside_the_others_and_chosen(page: Page, running: Running) -> None:
    choose(page, "A truce")
    field(page, "group").select_option(label="new group…")
    page.keyboard.type("High diplomacy")
    page.locator(".draft").get_by_label("orange").click()
    page.locator(".draft").get_by_role("button", name="Add").click()
    new = '{"id": "high-diplomacy", "title": "High diplomacy", "color": "orange"}'
    text = TEXT.replace('{"id": "war", "title": "War"}', f'{{"id": "war", "title": "War"}},\n    {new}')
    becomes(running, '"title": "A truce",', '"title": "A truce", "group": "high-diplomacy",', text)
    wait_for(field(page, "group").input_value, "high-diplomacy")


# Dates


def test_a_date_says_in_words_how_it_is_read_while_it_is_typed(page: Page) -> None:
    choose(page, "A plan is adopted")
    date = field(page, "date")
    for text, words in (
        ("198X", "1980s"),
        ("2021-08-15/..", "since 15 August 2021"),
        ("-0044-03-15", "15 March 45 BCE"),
    ):
        date.fill(text)
        key(page, "date").locator(".words", has_text=words).wait_for()


@pytest.mark.parametrize("text", [FAULTY])
def test_a_slip_in_a_date_is_told_below_it_and_mended_by_a_button(page: Page, running: Running) -> None:
    choose(page, "Wrong")
    date = key(page, "date")
    date.locator(".words.wrong").wait_for()
    assert date.locator("input").get_attribute("aria-invalid") == "true"
    date.get_by_role("button", name="2025-05-14").first.click()
    becomes(running, '"14 May 2025"', '"2025-05-14"', FAULTY)
    date.locator(".words", has_text="14 May 2025").wait_for()
    wait_for(lambda: date.locator("input").get_attribute("aria-invalid"), "false")


def test_a_date_moves_by_its_own_unit_by_buttons_and_keys(page: Page, running: Running) -> None:
    choose(page, "A truce")
    key(page, "date").get_by_role("button", name="A unit later").click()
    text = becomes(running, "2025-05-07/2025-05-10", "2025-05-08/2025-05-11")
    date = field(page, "date")
    date.press("Alt+ArrowDown")
    date.press("Alt+ArrowDown")
    date.press("Alt+ArrowDown")
    becomes(running, "2025-05-08/2025-05-11", "2025-05-05/2025-05-08", text)
    wait_for(date.input_value, "2025-05-05/2025-05-08")
    page.keyboard.press("Control+z")
    wait_for(lambda: running.ask("/document")["text"], text)


# Sources, figures, links


def test_a_short_citation_is_widened_when_there_is_more_to_say_and_stays_short_until_then(
    page: Page, running: Running
) -> None:
    choose(page, "Attack")
    first = key(page, "sources", "0")
    first.locator("summary").click()
    first.get_by_label("Quote").fill("on Friday")
    becomes(running, '["app", {', '[{"source": "app", "quote": "on Friday"}, {')


def test_a_source_is_found_by_words_of_its_title_and_cited_in_short(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    unfold(page, "Sources")
    page.get_by_role("combobox", name="Add a source").fill("press")
    page.keyboard.press("Enter")
    becomes(running, '"date": "2014",', '"date": "2014", "sources": ["app"],')


def test_a_new_source_gets_an_id_from_its_publisher_and_is_cited(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    unfold(page, "Sources")
    page.get_by_role("combobox", name="Add a source").fill("Plan in detail")
    page.keyboard.press("Enter")
    draft = page.locator(".draft")
    assert draft.get_by_label("Title").input_value() == "Plan in detail"
    draft.get_by_label("Publisher").fill("The Dawn’s Own")
    draft.get_by_label("Published").fill("2014-12-25")
    draft.locator(".words", has_text="25 December 2014").wait_for()
    draft.get_by_role("button", name="Add").click()
    book = '"book": {"title": "A book", "author": "N. N.", "date": "1950"}'
    new = '{"title": "Plan in detail", "publisher": "The Dawn’s Own", "date": "2014-12-25"}'
    text = TEXT.replace(book, f'{book},\n    "the-dawns-own-2014": {new}')
    becomes(running, '"date": "2014",', '"date": "2014", "sources": ["the-dawns-own-2014"],', text)


def test_citations_change_places_and_go_by_buttons_that_keep_the_focus(page: Page, running: Running) -> None:
    choose(page, "Attack")
    page.get_by_role("button", name="Move down: A press report").click()
    text = becomes(
        running,
        '["app", {"source": "book", "locator": "p. 3"}]',
        '[{"source": "book", "locator": "p. 3"}, "app"]',
    )
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith("Move up: A press report")
    page.get_by_role("button", name="Remove: A book").click()
    text = becomes(running, '{"source": "book", "locator": "p. 3"}, "app"', '"app"', text)
    page.get_by_role("button", name="Remove: A press report").click()
    becomes(running, '"sources": ["app"],\n     ', "", text)


def test_a_figure_is_written_with_its_first_letter(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    unfold(page, "Figures")
    page.get_by_role("button", name="Add figure").click()
    assert running.ask("/document")["text"] == TEXT
    page.keyboard.type("29 %")
    page.keyboard.press("Tab")
    page.keyboard.type("of all plans")
    becomes(
        running, '"date": "2014",', '"date": "2014", "figures": [{"value": "29 %", "label": "of all plans"}],'
    )


def test_a_link_is_picked_by_title_and_an_event_without_an_id_gets_one(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    page.get_by_role("combobox", name="Add a link to an event").fill("nameless")
    page.keyboard.press("Enter")
    wait_for(lambda: '"links": [{"to": "nameless"}]' in running.ask("/document")["text"], True)
    page.keyboard.type("led to")
    text = TEXT.replace('{"date": "1911~"', '{"id": "nameless", "date": "1911~"')
    becomes(
        running, '"date": "2014",', '"date": "2014", "links": [{"to": "nameless", "label": "led to"}],', text
    )


def test_a_link_leads_to_its_event_and_back(page: Page) -> None:
    choose(page, "Attack")
    page.get_by_role("button", name="Go to it").click()
    wait_for(field(page, "title").input_value, "A plan is adopted")
    page.locator(".linked").get_by_role("button", name="A truce").click()
    wait_for(field(page, "title").input_value, "A truce")


# Lists of words


def test_people_are_added_changed_and_taken_out(page: Page, running: Running) -> None:
    choose(page, "Attack")
    page.get_by_label("Add: people").fill("Chen")
    page.keyboard.press("Enter")
    page.keyboard.type("Dora")
    page.keyboard.press("Enter")
    text = becomes(running, '"people": ["Ali", "Béla"]', '"people": ["Ali", "Béla", "Chen", "Dora"]')
    field(page, "people", "1").fill("Bela")
    text = becomes(running, "Béla", "Bela", text)
    page.get_by_role("button", name="Remove Ali").click()
    text = becomes(running, '"Ali", ', "", text)
    for name in ("Bela", "Chen", "Dora"):
        page.get_by_role("button", name=f"Remove {name}").click()
    becomes(running, ', "people": ["Bela", "Chen", "Dora"]', "", text)


def test_words_that_the_document_has_elsewhere_are_suggested(page: Page) -> None:
    choose(page, "A plan is adopted")
    unfold(page, "People, places, tags")
    page.get_by_label("Add: people").focus()
    assert key(page, "people").locator("datalist option").evaluate_all(
        "all => all.map((one) => one.value)"
    ) == ["Ali", "Béla"]


# The id, a second one, and the end of an event


def test_another_id_goes_into_all_links_when_the_field_is_left(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    unfold(page, "Id")
    field(page, "id").fill("plan-2014")
    page.wait_for_timeout(300)
    assert running.ask("/document")["text"] == TEXT
    page.keyboard.press("Tab")
    expected = TEXT.replace('"id": "plan"', '"id": "plan-2014"').replace('"to": "plan"', '"to": "plan-2014"')
    wait_for(lambda: running.ask("/document")["text"], expected)


def test_an_id_of_another_event_is_refused_and_stays_in_the_field(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    unfold(page, "Id")
    field(page, "id").fill("truce")
    page.keyboard.press("Enter")
    page.locator("#alarm", has_text="already").wait_for()
    assert running.ask("/document")["text"] == TEXT
    assert field(page, "id").input_value() == "truce"


def test_an_event_goes_with_the_links_to_it_after_it_was_said_who_links_there(
    page: Page, running: Running
) -> None:
    choose(page, "A plan is adopted")
    page.locator("#form").get_by_role("button", name="Remove").last.click()
    dialog = page.locator("#removing")
    said = dialog.inner_text()
    assert "“Attack”" in said
    assert "“A truce”" in said
    dialog.get_by_role("button", name="Remove").click()
    wait_for(lambda: len(json.loads(running.ask("/document")["text"])["events"]), 3)
    assert '"to"' not in running.ask("/document")["text"]


def test_a_second_event_like_one_stands_behind_it_with_an_id_of_its_own(page: Page, running: Running) -> None:
    choose(page, "A truce")
    page.locator("#form").get_by_role("button", name="Duplicate").click()
    wait_for(lambda: len(json.loads(running.ask("/document")["text"])["events"]), 5)
    one, other = json.loads(running.ask("/document")["text"])["events"][2:4]
    assert other == {**one, "id": "truce-2"}
    wait_for(field(page, "id").input_value, "truce-2")


# What the form cannot show


@pytest.mark.parametrize("text", [FAULTY])
def test_values_of_an_unexpected_shape_are_shown_as_they_are_and_never_written_over(
    page: Page, running: Running
) -> None:
    page.locator("#rows [role=option]").nth(3).click()
    for name, json_text in (
        ("date", "1950"),
        ("title", '"lines"'),
        ("image", '"picture.png"'),
        ("sources", '"app": 1'),
    ):
        assert json_text in key(page, name).locator("> .aside").inner_text()
        assert not key(page, name).locator("input, textarea").locator("visible=true").count()
    assert key(page, "tags", "1").locator("pre").inner_text() == "2"
    field(page, "summary").fill("Said.")
    old = '"title": ["two", "lines"],'
    becomes(running, old, f'{old} "summary": "Said.",', FAULTY)


def test_keys_of_the_user_are_shown(page: Page) -> None:
    choose(page, "A plan is adopted")
    own = page.locator("#form .own > details")
    own.locator("summary").click()
    assert '"x-mine"' in own.inner_text()


@pytest.mark.parametrize("text", [FAULTY])
def test_a_fault_stands_below_its_field_and_describes_it(page: Page) -> None:
    choose(page, "Wrong")
    fault = key(page, "importance").locator(".faults")
    fault.locator("li", has_text="1 to 5").wait_for()
    assert str(fault.get_attribute("id")) in (key(page, "importance").get_attribute("aria-describedby") or "")


def test_while_the_text_cannot_be_read_the_form_rests_and_says_why(page: Page, running: Running) -> None:
    choose(page, "A plan is adopted")
    state = running.ask("/document")
    running.edit(state["revision"], op="text", at=0, removed=1, put="")
    page.locator("#form .notice", has_text="cannot be read as JSON").wait_for()
    assert page.locator("#form .keyed").evaluate("node => node.inert")
    page.locator("#form .notice button").click()
    page.locator("#raw").wait_for(state="visible")
    running.ask("/undo", {"revision": state["revision"] + 1})
    page.click("#tab-events")
    page.locator("#form .notice").wait_for(state="hidden")
    field(page, "title").fill("On again")
    becomes(running, '"A plan is adopted"', '"On again"')


# Two at once


def test_what_others_change_is_seen_while_what_is_being_typed_stays(
    page: Page, running: Running, open_page: Callable[[Running], Page]
) -> None:
    other = open_page(running)
    for one in (page, other):
        choose(one, "Attack")
    title = field(page, "title")
    title.press("End")
    page.keyboard.type(" at")
    field(other, "date").fill("2025-04-23")
    page.keyboard.type(" dawn")
    text = becomes(running, '"Attack"', '"Attack at dawn"', TEXT.replace("2025-04-22", "2025-04-23"))
    wait_for(field(page, "date").input_value, "2025-04-23")
    wait_for(field(other, "title").input_value, "Attack at dawn")
    assert title.evaluate("node => [document.activeElement === node, node.selectionStart]") == [True, 14]
    assert running.ask("/document")["text"] == text


# The document


def test_the_document_is_filled_in_by_its_own_tab(page: Page, running: Running) -> None:
    page.click("#tab-document")
    field(page, "subtitle").fill("And a line")
    text = becomes(running, '"Four events",', '"Four events", "subtitle": "And a line",')
    field(page, "as_of").fill("2026-03-06")
    key(page, "as_of").locator(".words", has_text="6 March 2026").wait_for()
    text = becomes(running, '"Asia/Karachi",', '"Asia/Karachi", "as_of": "2026-03-06",', text)
    field(page, "groups", "1", "title").fill("Wars")
    text = becomes(running, '"War"', '"Wars"', text)
    key(page, "groups", "1").get_by_label("vermilion").click()
    text = becomes(running, '"Wars"', '"Wars", "color": "vermilion"', text)
    field(page, "eras", "0", "date").fill("2021-08-15/..")
    becomes(running, '"2021/.."', '"2021-08-15/.."', text)


def test_a_source_that_is_cited_stays_and_says_by_how_many(page: Page, running: Running) -> None:
    page.click("#tab-document")
    book = key(page, "sources", "book")
    assert "cited by 1 event" in book.locator("summary").inner_text()
    book.locator("summary").click()
    assert book.get_by_role("button", name="Remove").is_disabled()
    book.get_by_label("Publisher").fill("A press")
    becomes(running, '"A book", ', '"A book", "publisher": "A press", ')


def test_a_display_begins_with_its_first_key_and_refuses_a_width_that_is_none(
    page: Page, running: Running
) -> None:
    page.click("#tab-document")
    unfold(page, "Display")
    field(page, "display", "width").fill("wide")
    key(page, "display", "width").get_by_text("320 to 4000").wait_for()
    assert running.ask("/document")["text"] == TEXT
    field(page, "display", "width").fill("1200")
    wait_for(lambda: json.loads(running.ask("/document")["text"]).get("display"), {"width": 1200})
    field(page, "display", "layout").select_option("lanes")
    wait_for(lambda: json.loads(running.ask("/document")["text"])["display"].get("layout"), "lanes")


def fields_in(found: Locator) -> dict[str, list[str]]:
    """The keys of the fields that stand directly in an object's, with what can be chosen in each."""
    keys = found.evaluate("""(node) => [":scope", ":scope > .fold"].flatMap((around) =>
        [...node.querySelectorAll(`${around} > .fields > .field`)].map((field) => [field.dataset.key,
          [...field.querySelectorAll(":scope > .control > select option")].map(({ value }) => value)]))""")
    return {key: [value for value in values if value and value.isprintable()] for key, values in keys}


def test_every_key_of_the_document_has_its_field_and_every_choice_its_words(page: Page) -> None:
    choose(page, "Attack")
    page.click("#tab-document")
    page.locator("#document .entries summary").first.click()
    shown = [
        (EVENT, "#form .keyed > fieldset > .control"),
        (CITATION, '#form [data-key="sources"] li > fieldset > .control'),
        (LINK, '#form [data-key="links"] li > fieldset > .control'),
        (IMAGE, '#form [data-key="image"] > .control'),
        (DOCUMENT, "#document .keyed > fieldset > .control"),
        (GROUP, '#document [data-key="groups"] li > fieldset > .control'),
        (ERA, '#document [data-key="eras"] li > fieldset > .control'),
        (SOURCE, "#document .entries details[open] > .control"),
        (DISPLAY, '#document [data-key="display"] > .control'),
    ]
    for record, selector in shown:
        fields = fields_in(page.locator(selector).first)
        assert set(fields) == {row.key for row in record.rows}, record.name
        for row in record.rows:
            if isinstance(row.kind, Choice):
                assert set(fields[row.key]) == set(row.kind.values), row.key
    assert page.evaluate("import('/form.js').then(({ PALETTE }) => PALETTE)") == table.PALETTE
    assert page.evaluate("import('/form.js').then(({ FORMATS }) => FORMATS)") == list(FORMATS)


# Whom it must serve


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_forms(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    choose(page, "Attack")
    page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
    for tab, node in (("#tab-events", "#form"), ("#tab-document", "#document")):
        page.click(tab)
        page.evaluate(
            "node => { for (const one of document.querySelectorAll(`${node} details`)) one.open = true; }",
            node,
        )
        page.wait_for_timeout(300)
        found = page.evaluate("async (node) => (await axe.run(node)).violations", node)
        assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_at_320_pixels_nothing_of_the_forms_is_cut_off(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    choose(page, "Attack")
    for tab, node in (("#tab-events", "#form"), ("#tab-document", "#document")):
        page.click(tab)
        page.evaluate(
            "node => { for (const one of document.querySelectorAll(`${node} details`)) one.open = true; }",
            node,
        )
        assert page.locator(node).evaluate("node => node.scrollWidth <= node.clientWidth")


def test_of_ten_thousand_events_one_is_opened_within_a_tenth_of_a_second(
    tmp_path: Path, open_page: Callable[[Running], Page]
) -> None:
    many = [
        {
            "id": f"e{n}",
            "date": f"{1900 + n % 120}",
            "title": f"Event {n}",
            "sources": ["app"],
            "tags": [f"t{n % 50}"],
            "links": [{"to": f"e{(n + 1) % 10_000}"}],
        }
        for n in range(10_000)
    ]
    file = tmp_path / "events.json"
    file.write_text(json.dumps({"sources": {"app": {"title": "A report"}}, "events": many}), "utf-8")
    with editor(file) as running:
        page = open_page(running)
        page.wait_for_timeout(1000)
        times = page.evaluate("""async () => {
            const times = [];
            for (const key of ["ArrowDown", "ArrowDown", "End", "Home", "ArrowDown"]) {
                const start = performance.now();
                const pressed = new KeyboardEvent("keydown", { key, bubbles: true });
                document.getElementById("rows").dispatchEvent(pressed);
                document.getElementById("form").getBoundingClientRect();
                times.push(performance.now() - start);
                await new Promise((over) => setTimeout(over, 300));
            }
            return times;
        }""")
        assert sorted(times)[len(times) // 2] < 100, times
        page.get_by_role("combobox", name="Add a link to an event").fill("event 7777")
        page.locator("#form .options li", has_text="Event 7777").first.wait_for()
