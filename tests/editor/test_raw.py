"""The text of the file in the editor: what is typed comes to the document, whatever ends its lines."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.editor.running import Running, editor, quiet

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

AREA = ".raw-view textarea"
PATIENCE = 15.0  # seconds
TEXT = """{
  "title": "Three events",
  "events": [
    {"id": "plan", "date": "2014", "title": "A plan"},
    {
      "id": "attack",
      "date": "2025-04-22",
      "title": "An attack"
    },
    {"date": "2025-05-10", "title": "A truce"}
  ]
}
"""

Opened = Callable[..., "tuple[Page, Running]"]


@pytest.fixture
def opened(tmp_path: Path, context: BrowserContext) -> Iterator[Opened]:
    """Opens a text in the editor, at its tab "Text". What the page throws or says on the console fails the
    test at its end."""
    with ExitStack() as stack:
        new_page = stack.enter_context(quiet(context))

        def open_text(text: str | bytes = TEXT) -> tuple[Page, Running]:
            file = tmp_path / "events.json"
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
            running = stack.enter_context(editor(file))
            page = new_page()
            page.goto(running.address)
            page.wait_for_selector(AREA, state="attached")
            page.click("#tab-text")
            page.wait_for_selector(AREA)
            return page, running

        yield open_text


def becomes(asked: Callable[[], Any], wanted: Any) -> None:
    """Waits until an answer is the wanted one."""
    end = time.monotonic() + PATIENCE
    while asked() != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert asked() == wanted


def text(running: Running) -> str:
    found = running.ask("/document")["text"]
    assert isinstance(found, str)
    return found


def put_caret(page: Page, before: str) -> None:
    """The caret goes before a piece of the text that the textarea holds."""
    page.focus(AREA)
    page.evaluate(
        """([area, piece]) => {
          const found = document.querySelector(area);
          const at = found.value.indexOf(piece);
          if (at < 0) throw new Error(`no ${piece}`);
          found.setSelectionRange(at, at);
        }""",
        [AREA, before],
    )
    page.wait_for_timeout(50)


def around(page: Page) -> str:
    """A few characters about the caret, which stands as "|"."""
    found = page.evaluate(
        """(area) => {
          const { value, selectionStart: at } = document.querySelector(area);
          return `${value.slice(Math.max(0, at - 4), at)}|${value.slice(at, at + 4)}`;
        }""",
        AREA,
    )
    return str(found)


def drawn(page: Page, row: int) -> str:
    return str(page.text_content(f".raw-lines [data-row='{row}']"))


def test_what_is_typed_comes_to_the_document(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, ' plan"}')
    page.keyboard.type(" great, “new”")
    becomes(lambda: text(running), TEXT.replace("A plan", "A great, “new” plan"))
    assert drawn(page, 3) == TEXT.splitlines()[3].replace("A plan", "A great, “new” plan")


def test_a_fault_is_marked_said_and_listed_and_gone_when_it_is_mended(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, '14"')
    page.keyboard.type("x")
    page.wait_for_selector(".raw-lines .fault.error")
    assert page.locator("#raw details li").count() == 1
    assert "in line 4" in page.inner_text("#raw .here")
    assert page.locator(".raw-gutter .mark.error").count() == 1
    page.keyboard.press("Backspace")
    page.wait_for_selector(".raw-lines .fault", state="detached")
    assert page.is_hidden("#raw details")
    assert page.inner_text("#raw .here") == ""
    becomes(lambda: text(running), TEXT)


def test_keys_and_buttons_lead_to_faults(opened: Opened) -> None:
    broken = TEXT.replace('"2014"', '"2014-13"').replace('"2025-05-10"', '"2025-02-30"')
    page, _ = opened(broken)
    page.wait_for_selector(".raw-lines .fault")
    page.focus(AREA)
    for keys, line in {"F8": 4, "F8 ": 10, "F8  ": 4, "Shift+F8": 10}.items():
        page.keyboard.press(keys.strip())
        assert page.inner_text("#raw-place").startswith(f"Line {line},"), keys
        assert f"in line {line}" in page.inner_text("#raw .here")
    page.click("#raw details li >> nth=0 >> button.fault")
    assert page.inner_text("#raw-place").startswith("Line 4,")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.hover(".raw-lines [data-row='9'] .fault", force=True)
    page.locator("#raw .here", has_text="in line 10").wait_for()


def test_a_certain_mend_is_a_button(opened: Opened) -> None:
    page, running = opened(TEXT.replace('"2014"', '"c. 2014"'))
    page.wait_for_selector(".raw-lines .fault")
    page.focus(AREA)
    page.keyboard.press("F8")
    page.click("#raw .here button")
    becomes(lambda: text(running), TEXT.replace('"2014"', '"2014~"'))
    page.wait_for_selector(".raw-lines .fault", state="detached")


def test_all_certain_mends_are_one_step(opened: Opened) -> None:
    broken = TEXT.replace('"2014"', '"c. 2014"').replace('"2025-05-10"', '"10 May 2025"')
    page, running = opened(broken)
    page.click("#raw button:has-text('Mend all')")
    becomes(lambda: text(running), TEXT.replace('"2014"', '"2014~"'))
    page.wait_for_selector(".raw-lines .fault", state="detached")
    page.keyboard.press("Control+z")
    becomes(lambda: text(running), broken)


def test_a_burst_of_typing_is_one_step_of_undo_and_a_pause_begins_another(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, ' plan"}')
    page.keyboard.type("bcd", delay=30)
    page.wait_for_timeout(1300)
    page.keyboard.type("ef", delay=30)
    both = TEXT.replace("A plan", "Abcdef plan")
    becomes(lambda: text(running), both)
    page.keyboard.press("Control+z")
    becomes(lambda: text(running), TEXT.replace("A plan", "Abcd plan"))
    page.keyboard.press("Control+z")
    becomes(lambda: text(running), TEXT)
    becomes(lambda: around(page), ': "A| pla')
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    becomes(lambda: text(running), both)
    becomes(lambda: drawn(page, 3), both.splitlines()[3])


def test_typing_elsewhere_is_a_step_of_its_own(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, ' plan"}')
    page.keyboard.type("x")
    put_caret(page, ' truce"')
    page.keyboard.type("y")
    becomes(lambda: text(running), TEXT.replace("A plan", "Ax plan").replace("A truce", "Ay truce"))
    page.keyboard.press("Control+z")
    becomes(lambda: text(running), TEXT.replace("A plan", "Ax plan"))


def test_a_text_in_the_place_of_all_shows_its_problems(opened: Opened) -> None:
    page, _ = opened()
    page.focus(AREA)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(TEXT.replace('"2014", ', '"2014" ').replace("title", "titel"))
    page.locator("#raw .faults button", has_text="Add a comma").wait_for()


def test_changes_from_elsewhere_leave_the_caret_and_what_is_typed_in_place(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, " truce")
    for number in range(8):
        page.keyboard.type("ab")
        state = running.ask("/document")
        running.edit(state["revision"], op="put", path=["title"], value=f"Title {number}")
    wanted = TEXT.replace("A truce", f"A{'ab' * 8} truce").replace("Three events", "Title 7")
    becomes(lambda: text(running), wanted)
    becomes(lambda: page.input_value(AREA), wanted)
    assert around(page) == "abab| tru"


def test_a_change_of_the_file_comes_in_while_typing(opened: Opened, tmp_path: Path) -> None:
    page, running = opened()
    put_caret(page, " truce")
    page.keyboard.type("x")
    (tmp_path / "events.json").write_text(
        TEXT.replace("Three events", "A longer title\U0001f5fa of all"), "utf-8"
    )
    wanted = TEXT.replace("A truce", "Ax truce").replace("Three events", "A longer title\U0001f5fa of all")
    becomes(lambda: page.input_value(AREA), wanted)
    assert around(page) == ' "Ax| tru'
    page.keyboard.type("y")
    becomes(lambda: text(running), wanted.replace("Ax", "Axy"))


def test_a_word_that_is_composed_is_not_torn_by_a_change_from_elsewhere(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, " truce")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    revision = running.ask("/document")["revision"]
    running.edit(revision, op="put", path=["title"], value="A longer title of all")
    page.wait_for_timeout(400)
    keys.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    assert drawn(page, 9).endswith('"Aにほん truce"}')
    keys.send("Input.insertText", {"text": "日本"})
    wanted = TEXT.replace("A truce", "A日本 truce").replace("Three events", "A longer title of all")
    becomes(lambda: text(running), wanted)
    becomes(lambda: page.input_value(AREA), wanted)
    assert around(page) == '"A日本| tru'


def test_what_is_typed_while_the_server_is_gone_comes_to_the_next_one(opened: Opened, tmp_path: Path) -> None:
    page, running = opened()
    put_caret(page, ' plan"}')
    page.keyboard.type("one", delay=30)
    becomes(lambda: text(running), TEXT.replace("A plan", "Aone plan"))
    page.wait_for_timeout(300)
    running.kill()
    page.keyboard.type("two", delay=30)
    page.wait_for_selector("#note-connection")
    page.keyboard.type("three", delay=30)
    page.wait_for_timeout(300)
    with editor(tmp_path / "events.json", port=running.port) as again:
        page.context.new_page().goto(again.address)
        becomes(lambda: text(again), TEXT.replace("A plan", "Aonetwothree plan"))
        page.locator("#note-connection", has_text="new address").wait_for()
        assert not page.is_editable(AREA)


ASTRAL = TEXT.replace("A plan", "\U0001f600 A plan \U00010437").replace(
    "Three", "\U0001f468\u200d\U0001f469\u200d\U0001f467"
)


def test_characters_beyond_the_sixteenth_bit_do_not_move_what_is_typed_behind_them(opened: Opened) -> None:
    page, running = opened(ASTRAL)
    put_caret(page, " truce")
    page.keyboard.insert_text("\U0001f601")
    becomes(lambda: text(running), ASTRAL.replace("A truce", "A\U0001f601 truce"))
    page.keyboard.insert_text("\U0001f602")
    becomes(lambda: text(running), ASTRAL.replace("A truce", "A\U0001f601\U0001f602 truce"))
    page.keyboard.press("Backspace")
    becomes(lambda: text(running), ASTRAL.replace("A truce", "A\U0001f601 truce"))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_the_ends_of_lines_stay_as_they_are_and_new_ones_are_like_them(opened: Opened, end: str) -> None:
    whole = TEXT.replace("\n", end)
    page, running = opened(whole.encode())
    put_caret(page, ' truce"')
    page.keyboard.type("x")
    put_caret(page, ', "title": "Ax')
    page.keyboard.press("Enter")
    wanted = whole.replace('"2025-05-10", "title": "A', f'"2025-05-10"{end}    , "title": "Ax')
    becomes(lambda: text(running), wanted)
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    becomes(lambda: text(running), wanted.replace(f"{end}    , ", "    , "))


def test_mixed_ends_of_lines_and_tabs_are_kept_byte_for_byte(opened: Opened, tmp_path: Path) -> None:
    mixed = '{\r\n\t"title": "Mixed",\r\r\n\n\t"events": [\r\t\t{"date": "2014", "title": "A plan"}\n]}'
    page, running = opened(mixed.encode())
    assert page.input_value(AREA) == mixed.replace("\r\n", "\n").replace("\r", "\n")
    put_caret(page, " plan")
    page.keyboard.type("b")
    becomes(lambda: text(running), mixed.replace("A plan", "Ab plan"))
    running.save()
    assert (tmp_path / "events.json").read_bytes() == mixed.replace("A plan", "Ab plan").encode()


def test_two_ends_of_lines_do_not_become_one(opened: Opened) -> None:
    page, running = opened(b'{"title": "T",\rx\n"events": []}')
    put_caret(page, "x")
    page.keyboard.press("Delete")
    becomes(lambda: text(running), '{"title": "T",\r\r"events": []}')
    assert page.input_value(AREA) == '{"title": "T",\n\n"events": []}'


def test_text_from_right_to_left_takes_what_is_typed_where_the_caret_is(opened: Opened) -> None:
    arabic = TEXT.replace("A truce", "وقف إطلاق النار 2025 בשעה")
    page, running = opened(arabic)
    put_caret(page, " النار")
    page.keyboard.insert_text(" كل")
    becomes(lambda: text(running), arabic.replace("إطلاق", "إطلاق كل"))
    assert drawn(page, 9) == arabic.replace("إطلاق", "إطلاق كل").splitlines()[9]


def test_a_file_in_one_line_is_folded_and_stays_in_one_line(opened: Opened) -> None:
    events = [{"date": f"{1000 + number}", "title": f"Event {number} \U0001f5fa"} for number in range(400)]
    whole = json.dumps({"events": events}, ensure_ascii=False)
    page, running = opened(whole)
    assert page.input_value(AREA).replace("\n", "") == whole
    assert max(map(len, page.input_value(AREA).split("\n"))) <= 300
    put_caret(page, "Event 300")
    page.keyboard.type("The ")
    changed = whole.replace("Event 300", "The Event 300")
    becomes(lambda: text(running), changed)
    fold = page.input_value(AREA).index("\n")
    put_caret(page, "\n")
    page.keyboard.press("Delete")  # across the fold: the character behind it goes
    becomes(lambda: text(running), changed[:fold] + changed[fold + 1 :])


def test_enter_keeps_the_indent_and_goes_further_behind_an_open_bracket(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, '\n      "id": "attack"')
    page.keyboard.press("Enter")
    page.keyboard.type('"x-a": 1,')
    page.keyboard.press("Enter")
    page.keyboard.type('"x-b": 2,')
    wanted = TEXT.replace('      "id": "attack"', '      "x-a": 1,\n      "x-b": 2,\n      "id": "attack"')
    becomes(lambda: text(running), wanted)


def test_tab_leaves_the_text_and_brackets_indent(opened: Opened) -> None:
    page, running = opened()
    put_caret(page, '"id": "attack"')
    page.keyboard.press("Control+]")
    becomes(lambda: text(running), TEXT.replace('      "id": "attack"', '        "id": "attack"'))
    page.keyboard.press("Control+[")
    becomes(lambda: text(running), TEXT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"


def test_tidy_sets_the_text_out_and_can_be_undone(opened: Opened) -> None:
    untidy = TEXT.replace('"date": "2014"', '"date":   "2014"')
    page, running = opened(untidy)
    page.click("#raw button:has-text('Tidy')")
    becomes(lambda: '"date": "2014"' in text(running), True)
    becomes(lambda: '"date": "2014"' in page.input_value(AREA), True)
    page.keyboard.press("Control+z")
    becomes(lambda: page.input_value(AREA), untidy)


def test_the_caret_chooses_its_event_and_a_chosen_event_is_shown_and_marked(opened: Opened) -> None:
    page, _ = opened()
    put_caret(page, '"An attack"')
    becomes(lambda: page.locator(".raw-gutter .chosen").all_inner_texts(), ["5", "6", "7", "8", "9"])
    page.click("#tab-events")
    assert page.locator("#rows [aria-selected=true] .title").inner_text() == "An attack"
    page.click("#rows [role=option] >> nth=2")
    page.click("#tab-text")
    becomes(lambda: page.locator(".raw-gutter .chosen").all_inner_texts(), ["10"])
    assert page.inner_text("#raw-place") == "Line 10, column 5"


def test_events_are_found_in_a_text_with_faults(opened: Opened) -> None:
    page, _ = opened(TEXT.replace('"An attack"\n', '"An attack\n').replace('"2014",', '"2014"'))
    found = page.evaluate(
        """async () => {
          const { Spans } = await import("/spans.js");
          const text = document.querySelector(".raw-view textarea").value;
          const { starts, ends } = new Spans(text);
          return starts.map((start, number) => text.slice(start, ends[number]));
        }"""
    )
    assert [piece.count("date") for piece in found] == [1, 1, 1]
    assert [piece[0] + piece[-1] for piece in found] == ["{}"] * 3


RANDOM_SPLICES = """
async (rounds) => {
  const { Rows, difference } = await import("/rows.js");
  let seed = 1;
  const random = (limit) => (seed = seed * 48271 % 2147483647) % limit;
  const units = ["\\r", "\\n", "\\r\\n", "a", ",", " ", "\\ud83d\\ude00", "x".repeat(700), "y, ".repeat(900)];
  const one = () => units[random(random(9) ? 7 : 9)];
  const some = (most) => Array.from({ length: random(most + 1) }, one).join("");
  const rows = new Rows(some(30));
  for (let round = 0; round < rounds; round += 1) {
    const { text } = rows, at = random(text.length + 1);
    const removed = random(Math.min(text.length - at, random(4) ? 6 : 3000) + 1), put = some(5);
    const after = text.slice(0, at) + put + text.slice(at + removed);
    const [place, out, into] = difference(text, after, random(after.length + 1));
    if (text.slice(0, place) + into + text.slice(place + out) !== after) return ["difference", text, after];
    const before = rows.count, more = rows.replace(place, out, into), fresh = new Rows(after);
    const isSame = rows.text === after && String(rows.starts) === String(fresh.starts)
      && String(rows.folds) === String(fresh.folds) && rows.count === before + more;
    if (!isSame) return ["rows", text, at, removed, put];
    const lines = after.split(/\\r\\n?|\\n/);
    for (let row = 0; row < rows.count; row += 1) {
      if (rows.rowAt(rows.starts[row]) !== row) return ["rowAt", after, row];
      const line = rows.lineOf(row);
      if (!lines[line - 1].includes(rows.rowText(row))) return ["rowText", after, row];
      if (!rows.isFold(row) && rows.rowOfLine(line) !== row) return ["rowOfLine", after, row];
    }
    if (rows.lineOf(rows.count - 1) !== lines.length) return ["lines", after];
    if (after.length > 20000) rows.replace(0, after.length, some(20));
  }
  return null;
}
"""


def test_rows_that_follow_random_splices_are_those_of_the_new_text(opened: Opened) -> None:
    page, _ = opened()
    assert page.evaluate(RANDOM_SPLICES, 3000) is None


# A text of ten thousand events


def long_text() -> str:
    events = [
        {
            "id": f"e{number}",
            "date": f"{1000 + number // 10}-05-12",
            "title": f"Event {number} in a long list",
        }
        | {"summary": "What happened, in a sentence as people write them.", "tags": ["a", "b"]}
        for number in range(10_000)
    ]
    return json.dumps({"title": "Many", "events": events}, indent=2) + "\n"


PAINTED = """
(area) => {
  window.painted = [];
  let pressed = 0;
  const found = document.querySelector(area);
  found.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  found.addEventListener("input", () => requestAnimationFrame(() => setTimeout(() => {
    window.painted.push(performance.now() - pressed);
  })));
}
"""


def test_a_text_of_ten_thousand_events_stays_quick_and_can_be_reached_everywhere(opened: Opened) -> None:
    whole = long_text()
    page, running = opened(whole)
    assert len(page.input_value(AREA)) < len(whole) / 50, "the textarea holds but the rows about the view"
    page.focus(AREA)
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    becomes(lambda: text(running) == whole + " ", True)
    page.locator(".raw-view").evaluate("view => view.scrollTo(0, view.scrollHeight / 2)")
    page.wait_for_timeout(300)
    box = page.locator(".raw-view").bounding_box()
    assert box
    page.mouse.click(box["x"] + 200, box["y"] + box["height"] / 2)
    page.wait_for_timeout(300)
    line = int(page.inner_text("#raw-place").split()[1].rstrip(",").replace(",", ""))
    assert abs(line - whole.count("\n") / 2) < 100
    page.evaluate(PAINTED, AREA)
    page.keyboard.press("End")
    page.keyboard.type("abcdefgh", delay=60)
    page.wait_for_selector(".raw-lines .fault")
    times = sorted(page.evaluate("window.painted"))
    assert times[len(times) // 2] < 150, times  # a third of that on a machine that does nothing else
    lines = whole.splitlines()
    lines[line - 1] += "abcdefgh"
    becomes(lambda: text(running).splitlines()[: line + 1] == lines[: line + 1], True)


def test_a_selection_reaches_beyond_the_rows_that_the_textarea_holds(opened: Opened) -> None:
    whole = long_text()
    page, running = opened(whole)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.focus(AREA)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == whole
    page.keyboard.type("{")
    becomes(lambda: text(running), "{")
    page.keyboard.press("Control+z")
    becomes(lambda: text(running) == whole, True)
