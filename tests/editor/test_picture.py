"""The live picture of the editor: what is answered for it, and what is dragged in it with a browser."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.editor.running import Running, editor, quiet
from timeline import pipeline
from timeline.editor.picture import Easel
from timeline.model import Timeline

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

EVENTS: list[dict[str, Any]] = [
    {"date": "2001~", "title": "Nameless"},
    {"id": "reign", "date": "2003/2005", "title": "A reign"},
    {"id": "day", "date": "2008-05-04", "title": "One day"},
    {"id": "set", "date": "[2010,2012]", "title": "One of two"},
    {"id": "open", "date": "2015/..", "title": "Goes on"},
]
PATIENCE = 15_000  # milliseconds
SOON = 1.5  # seconds, on a machine that tests much else; half of one is what it takes alone


def document(**more: Any) -> dict[str, Any]:
    return {"title": "Five events", "events": EVENTS, **more}


def timeline_of(**more: Any) -> Timeline:
    outcome = pipeline.read_text(json.dumps(document(**more)))
    assert outcome.timeline is not None, outcome.diagnostics
    return outcome.timeline


WIDE = {"width": 800, "layout": "horizontal", "scale": "linear"}


# What is answered


def test_a_picture_says_whose_its_parts_are_and_where_their_dates_lie() -> None:
    answer: Any = Easel().picture(1, timeline_of(), WIDE)
    assert answer["ids"] == {"#0": 0, "reign": 1, "day": 2, "set": 3, "open": 4}
    assert answer["svg"].count('data-event-id="#0"') == 1
    assert answer["width"] == 800
    assert not answer["upright"] and not answer["mirrored"] and not answer["stale"]  # noqa: PT018
    first, last, handle = answer["spans"]["reign"]
    assert first == handle < last
    assert answer["spans"]["open"][1] is None
    first, last, handle = answer["spans"]["#0"]
    assert handle == pytest.approx((first + last) / 2, abs=0.02)


def test_an_id_that_is_made_up_is_nobodys_own() -> None:
    events = [{"date": "2001", "title": "Nameless"}, {"id": "0", "date": "2002", "title": "Zero"}]
    assert Easel().picture(1, timeline_of(events=events), WIDE)["ids"] == {"#0": 0, "0": 1}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"layout": "round"}, "layout is 'round'; it can be one of: auto, horizontal"),
        ({"scale": 3}, "scale is 3, which is no word"),
        ({"width": 100}, "width 100 is not a whole number from 320"),
        ({"width": "wide"}, "width is 'wide', which is no whole number"),
        ({"from": "May 2001"}, "from: "),
        ({"from": "2010", "to": "2001"}, "the first date is after the last"),
        ({"to": "1990"}, "no event of the file lies between these dates"),
        ({"groups": ["x"]}, "there is no group 'x'"),
        ({"groups": "x"}, "groups is not a list of ids"),
        ({"focus": "dya"}, "there is no event 'dya'; did you mean day"),
        ({"depth": 3}, "there is no option 'depth'"),
    ],
)
def test_options_that_are_wrong_are_told_in_a_sentence(options: dict[str, object], words: str) -> None:
    fault = Easel().picture(1, timeline_of(), options)["fault"]
    assert isinstance(fault, str)
    assert words in fault


def test_a_window_and_a_focus_keep_the_numbers_of_the_file() -> None:
    easel, timeline = Easel(), timeline_of()
    assert easel.picture(1, timeline, {**WIDE, "from": "2007", "to": "2009"})["ids"] == {"day": 2}
    ids: Any = easel.picture(1, timeline, {**WIDE, "focus": "#0"})["ids"]
    assert ids["#0"] == 0


def test_while_the_text_has_errors_the_last_good_picture_stays_and_nothing_is_dragged() -> None:
    easel = Easel()
    assert "the text has errors" in str(easel.picture(1, None, WIDE)["fault"])
    good = easel.picture(2, timeline_of(), WIDE)
    assert easel.picture(3, None, WIDE) == {**good, "stale": True}
    answer = easel.drag(3, None, {"event": 0, "part": "whole", "steps": 1})
    assert "the text has errors" in str(answer["fault"])


def test_an_older_revision_that_comes_late_is_not_drawn_for_the_newest() -> None:
    easel = Easel()
    easel.picture(5, timeline_of(title="Newer"), WIDE)
    assert "Newer" in str(easel.picture(4, timeline_of(title="Older"), WIDE)["svg"])


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("layout", ["horizontal", "vertical", "lanes"])
@pytest.mark.parametrize("scale", ["linear", "breaks", "even", "log"])
def test_a_mark_dropped_on_anothers_place_gets_its_date(lang: str, layout: str, scale: str) -> None:
    easel, timeline = Easel(), timeline_of(lang=lang)
    options = {"width": 1200, "layout": layout, "scale": scale}
    spans: Any = easel.picture(1, timeline, options)["spans"]

    def dropped(event: int, part: str, place: float) -> object:
        x, y = (5, place) if layout == "vertical" else (place, 5)
        body = {"event": event, "part": part, "x": x, "y": y, "options": options}
        answer = easel.drag(1, timeline, body)
        return answer.get("date", answer)

    assert dropped(0, "whole", spans["day"][2]) == "2008~"
    assert dropped(1, "last", spans["open"][0]) == "2003/2014"
    assert dropped(1, "whole", spans["open"][0]) == "2015/2017"
    assert dropped(1, "first", spans["open"][0]) == "2005/2005"
    for number, name in ((0, "#0"), (1, "reign"), (2, "day"), (4, "open")):
        assert dropped(number, "whole", spans[name][2]) == EVENTS[number]["date"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"event": 3, "part": "whole", "steps": 1}, "this date stays: a set of dates"),
        ({"event": 4, "part": "last", "steps": 1}, "this date stays: its end is open"),
        ({"event": 9, "part": "whole", "steps": 1}, "there is no such event"),
        ({"event": True, "part": "whole", "steps": 1}, "there is no such event"),
        ({"event": 0, "part": "half", "steps": 1}, "part is 'half'"),
        ({"event": 0, "part": "whole", "steps": 1.5}, "steps is 1.5"),
        ({"event": 0, "part": "whole", "steps": 10**30}, "whole number, at most"),
        ({"event": 0, "part": "whole", "options": WIDE}, "x is None"),
        ({"event": 0, "part": "whole", "x": float("nan"), "y": 0, "options": WIDE}, "x is nan"),
        ({"event": 0, "part": "whole", "x": 1, "y": 1, "options": []}, "options is not an object"),
    ],
)
def test_a_drag_that_cannot_be_is_told_in_a_sentence(body: dict[str, object], words: str) -> None:
    assert words in str(Easel().drag(1, timeline_of(), body)["fault"])


def test_a_step_says_the_date_and_its_words() -> None:
    answer = Easel().drag(1, timeline_of(), {"event": 0, "part": "whole", "steps": -2})
    assert answer == {"date": "1999~", "words": "c. 1999"}


# In a browser

browser_test = pytest.mark.browser


@contextmanager
def opened(context: BrowserContext, folder: Path, **more: Any) -> Iterator[tuple[Page, Running]]:
    """The editor with a document, its picture there. What it throws or says on the console fails the test."""
    file = folder / "events.json"
    file.write_text(json.dumps(document(**more), indent=2, ensure_ascii=False) + "\n", "utf-8")
    with quiet(context) as new_page, editor(file) as running:
        page = new_page()
        page.set_viewport_size({"width": 1400, "height": 900})
        page.goto(running.address)
        page.wait_for_selector(".live", timeout=PATIENCE)
        yield page, running
        page.close()


def part(page: Page, name: str) -> Locator:
    return page.locator(f'.live [data-event-id="{name}"]')


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def mark(page: Page, name: str) -> tuple[float, float]:
    """The middle of an event's mark on the screen."""
    return middle(part(page, name).locator(":is(circle, path, rect):not(.reach)").first)


def drag(page: Page, start: tuple[float, float], by: tuple[float, float], *, drop: bool = True) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0] / 2, start[1] + by[1] / 2)
    page.mouse.move(start[0] + by[0], start[1] + by[1])
    page.locator(".drag-words").wait_for(state="visible", timeout=PATIENCE)
    if drop:
        page.mouse.up()


def dates(running: Running) -> list[str]:
    return [event["date"] for event in json.loads(running.ask("/document")["text"])["events"]]


def until(running: Running, number: int, date: str) -> None:
    """Waits until an event has a date."""
    end = time.monotonic() + PATIENCE / 1000
    while dates(running)[number] != date:
        assert time.monotonic() < end, dates(running)
        time.sleep(0.05)


def sees(page: Page, selector: str, words: str) -> None:
    page.locator(selector, has_text=words).first.wait_for(state="attached", timeout=PATIENCE)


def holds(page: Page, condition: str) -> None:
    """Waits until a condition holds: by asking, since the page lets nobody evaluate a string in it."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


def year_in_px(page: Page, running: Running) -> float:
    """How far apart two years stand in the picture that is shown."""
    width = page.locator(".picture-sheet").evaluate("sheet => sheet.clientWidth")
    answer = running.ask("/picture", {"options": {"width": width, "scale": "linear", "layout": ""}})
    first, last, _ = answer["spans"]["reign"]
    return float(last - first) / 3


LINEAR = {"display": {"scale": "linear", "layout": "horizontal"}}


@browser_test
def test_a_click_chooses_an_event_and_moves_nothing(context: BrowserContext, tmp_path: Path) -> None:
    with opened(context, tmp_path) as (page, running):
        x, y = mark(page, "day")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 2, y + 1)
        page.mouse.up()
        sees(page, "#rows [aria-selected=true]", "One day")
        assert part(page, "day").get_attribute("aria-current") == "true"
        assert page.locator(".overlay .outline").count() == 2
        assert running.ask("/document")["revision"] == running.ask("/document")["revision"]
        assert dates(running) == [event["date"] for event in EVENTS]


@browser_test
@pytest.mark.parametrize("name", ["#0", "day"])
def test_a_mark_that_is_dragged_moves_its_date_in_one_step_of_undo(
    context: BrowserContext, tmp_path: Path, name: str
) -> None:
    with opened(context, tmp_path, **LINEAR) as (page, running):
        year = year_in_px(page, running)
        drag(page, mark(page, name), (3 * year, 40), drop=False)
        sees(page, ".drag-words", "2004" if name == "#0" else "2011")
        page.mouse.up()
        number = 0 if name == "#0" else 2
        sees(page, "#said", "2004" if name == "#0" else "2011")
        moved = dates(running)[number]
        assert moved == "2004~" if name == "#0" else moved.startswith("2011-05-")
        holds(page, "!document.querySelector('.ghost').childElementCount")
        page.click("#undo")
        until(running, number, EVENTS[number]["date"])
        page.wait_for_selector("#undo:disabled", timeout=PATIENCE)


@browser_test
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_end_of_a_span_is_dragged_by_its_handle(
    context: BrowserContext, tmp_path: Path, lang: str
) -> None:
    with opened(context, tmp_path, lang=lang, **LINEAR) as (page, running):
        way = -1 if lang == "ar" else 1
        year = abs(year_in_px(page, running))
        page.mouse.click(*mark(page, "reign"))
        page.locator(".handle").nth(1).wait_for()
        drag(page, middle(page.locator(".handle[data-part=last]")), (2 * way * year, 0))
        until(running, 1, "2003/2007")
        holds(page, "!document.querySelector('.ghost').childElementCount")
        drag(page, middle(page.locator(".handle[data-part=first]")), (-way * year, 0))
        until(running, 1, "2002/2007")


@browser_test
def test_escape_lets_go(context: BrowserContext, tmp_path: Path) -> None:
    with opened(context, tmp_path, **LINEAR) as (page, running):
        drag(page, mark(page, "day"), (120, 0), drop=False)
        page.keyboard.press("Escape")
        page.mouse.up()
        sees(page, "#said", "Not moved")
        page.locator(".drag-words").wait_for(state="hidden", timeout=PATIENCE)
        assert dates(running) == [event["date"] for event in EVENTS]


@browser_test
def test_what_cannot_be_moved_says_so_beside_the_pointer(context: BrowserContext, tmp_path: Path) -> None:
    with opened(context, tmp_path, **LINEAR) as (page, running):
        drag(page, mark(page, "set"), (90, 0), drop=False)
        sees(page, ".drag-words.alarm", "a set of dates cannot be moved")
        page.mouse.up()
        sees(page, "#alarm", "A set of dates cannot be moved".lower())
        assert dates(running)[3] == "[2010,2012]"


@browser_test
def test_in_a_picture_that_runs_down_marks_are_dragged_down(context: BrowserContext, tmp_path: Path) -> None:
    display = {"scale": "linear", "layout": "vertical"}
    with opened(context, tmp_path, display=display) as (page, running):
        year = year_in_px(page, running)
        drag(page, mark(page, "#0"), (200, 2 * year))
        until(running, 0, "2003~")


@browser_test
def test_a_mark_goes_on_with_the_pointer_where_the_picture_is_scrolled_meanwhile(
    context: BrowserContext, tmp_path: Path
) -> None:
    display = {"layout": "vertical", "scale": "linear"}
    events = [{"id": f"e{n}", "date": str(1800 + n), "title": f"Event {n}"} for n in range(160)]
    with opened(context, tmp_path, events=events, display=display) as (page, running):
        x, y = mark(page, "e5")
        drag(page, (x, y), (0, 20), drop=False)
        page.mouse.wheel(0, 300)
        holds(page, "document.querySelector('.picture-sheet').scrollTop > 250")
        page.mouse.move(x, y + 21)
        spans = running.ask("/picture", {"options": {"width": 900}})["spans"]
        years = round(320 / (spans["e1"][2] - spans["e0"][2]))
        page.mouse.up()
        sees(page, "#said", "Event 5: 18")
        assert int(dates(running)[5]) == pytest.approx(1805 + years, abs=2)


@browser_test
def test_in_a_picture_that_runs_from_right_to_left_later_is_to_the_left(
    context: BrowserContext, tmp_path: Path
) -> None:
    with opened(context, tmp_path, lang="ar", **LINEAR) as (page, running):
        drag(page, mark(page, "#0"), (-2 * abs(year_in_px(page, running)), 0))
        until(running, 0, "2003~")
        part(page, "#0").focus()
        page.keyboard.press("Alt+ArrowLeft")
        until(running, 0, "2004~")


@browser_test
def test_keys_go_from_event_to_event_and_move_them(context: BrowserContext, tmp_path: Path) -> None:
    with opened(context, tmp_path, **LINEAR) as (page, running):
        focused = "document.activeElement.getAttribute('data-event-id')"
        part(page, "#0").focus()
        for key, name in {"ArrowRight": "reign", "End": "open", "ArrowLeft": "set", "Home": "#0"}.items():
            page.keyboard.press(key)
            assert page.evaluate(focused) == name, key
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        sees(page, "#rows [aria-selected=true]", "A reign")
        for _ in range(3):
            page.keyboard.press("Alt+ArrowRight")
        until(running, 1, "2006/2008")
        sees(page, "#said", "A reign: 2006–2008")
        page.keyboard.press("Alt+Shift+ArrowLeft")
        until(running, 1, "2006/2007")
        holds(page, f"{focused} === 'reign'")
        page.click("#undo")
        until(running, 1, "2006/2008")
        page.click("#undo")
        until(running, 1, "2003/2005")
        assert part(page, "day").get_attribute("tabindex") == "-1"


@browser_test
def test_a_picture_that_the_text_has_left_behind_says_so(context: BrowserContext, tmp_path: Path) -> None:
    with opened(context, tmp_path) as (page, running):
        state = running.ask("/document")
        running.edit(state["revision"], op="put", path=["events", 2, "date"], value="2008-13-04")
        sees(page, ".picture-note", "this is the last picture without")
        assert part(page, "day").count() == 1
        page.click("#undo")
        page.locator(".picture-note").first.wait_for(state="hidden", timeout=PATIENCE)


@browser_test
def test_the_picture_keeps_focus_scroll_and_choice_when_it_is_renewed(
    context: BrowserContext, tmp_path: Path
) -> None:
    display = {"layout": "vertical", "scale": "linear"}
    events = [{"id": f"e{n}", "date": str(1800 + n), "title": f"Event {n}"} for n in range(160)]
    with opened(context, tmp_path, events=events, display=display) as (page, running):
        part(page, "e140").locator("text").first.click()
        scrolled = page.locator(".picture-sheet").evaluate("sheet => sheet.scrollTop")
        assert scrolled > 300
        state = running.ask("/document")
        running.edit(state["revision"], op="put", path=["events", 3, "title"], value="Another title")
        sees(page, ".live text", "Another title")
        assert page.locator(".picture-sheet").evaluate("sheet => sheet.scrollTop") == scrolled
        assert page.evaluate("() => document.activeElement.getAttribute('data-event-id')") == "e140"
        assert part(page, "e140").get_attribute("aria-current") == "true"


@browser_test
def test_a_finger_scrolls_over_what_is_not_chosen_and_drags_what_is(
    context: BrowserContext, tmp_path: Path
) -> None:
    with opened(context, tmp_path, **LINEAR) as (page, running):
        touch = page.context.new_cdp_session(page)

        def swipe(x: float, y: float, by: float) -> None:
            points = [(x + by * step / 4, y) for step in range(5)]
            for kind, (px, py) in zip(["touchStart", *["touchMove"] * 4], points, strict=True):
                body = {"type": kind, "touchPoints": [{"x": px, "y": py}]}
                touch.send("Input.dispatchTouchEvent", body)
            page.wait_for_timeout(300)
            touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        year = year_in_px(page, running)
        page.mouse.click(*mark(page, "reign"))
        swipe(*mark(page, "#0"), 2 * year)
        page.wait_for_timeout(300)
        assert dates(running)[0] == "2001~"
        page.mouse.click(*mark(page, "#0"))
        swipe(*mark(page, "#0"), 2 * year)
        until(running, 0, "2003~")


@browser_test
def test_the_bar_chooses_how_it_is_drawn_and_tells_a_wrong_date(
    context: BrowserContext, tmp_path: Path
) -> None:
    with opened(context, tmp_path, **LINEAR) as (page, _):
        page.get_by_label("Width", exact=True).select_option("605")
        page.wait_for_selector('.live[width="605"]', timeout=PATIENCE)
        page.get_by_label("Layout", exact=True).select_option("vertical")
        page.locator(".picture-bar input[name=from]").fill("2007")
        page.keyboard.press("Enter")
        part(page, "#0").wait_for(state="detached", timeout=PATIENCE)
        page.locator(".picture-bar input[name=to]").fill("May 2010")
        page.keyboard.press("Enter")
        sees(page, ".picture-note", "to: ")
        assert part(page, "day").count() == 1


@browser_test
def test_the_picture_is_as_wide_as_its_pane(context: BrowserContext, tmp_path: Path) -> None:
    with opened(context, tmp_path) as (page, _):
        for width in (1100, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            holds(
                page,
                """document.querySelector('.live').getAttribute('width')
                    === String(document.querySelector('.picture-sheet').clientWidth)""",
            )


@browser_test
def test_ten_thousand_events_are_drawn_anew_at_once(context: BrowserContext, tmp_path: Path) -> None:
    events = [
        {"id": f"e{n}", "date": f"{1600 + n % 420}-{n % 12 + 1:02}-{n % 28 + 1:02}", "title": f"Event {n}"}
        for n in range(10_000)
    ]
    with opened(context, tmp_path, events=events) as (page, running):
        took = []
        for attempt in range(3):
            state = running.ask("/document")
            start = time.monotonic()
            running.edit(state["revision"], op="put", path=["title"], value=f"Anew {attempt}")
            sees(page, ".live text", f"Anew {attempt}")
            took.append(time.monotonic() - start)
        assert min(took) < SOON, took
