"""The page in a frame of another page: it is as tall as it says, and nobody else is heard."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

import timeline
from tests.cli import program
from timeline.embed.figure import EmbedFault
from timeline.embed.frame import snippet

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

EVENTS: dict[str, Any] = {
    "title": "Roads & bridges",
    "sources": {"survey": {"title": "A survey", "url": "https://example.org/survey"}},
    "events": [
        {"date": "1931", "title": "A bridge is built", "sources": ["survey"]},
        {"date": "1944-09", "title": "It is blown up", "summary": "Nobody was on it."},
        {"date": "1951-05-02", "title": "A new one stands in its place"},
    ],
}


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two pages, in which the program is run."""
    monkeypatch.chdir(tmp_path)
    for name, count in (("short", 3), ("long one", 2)):
        text = json.dumps({**EVENTS, "title": f"Roads & bridges, {name}", "events": EVENTS["events"][:count]})
        (tmp_path / f"{name}.html").write_text(timeline.render(timeline.loads(text), "html"), "utf-8")
    return tmp_path


@pytest.fixture
def framed(pages: Path, page: Page) -> Callable[..., Page]:
    """Opens a report with two pages in frames."""

    def opened(*, script: bool = True) -> Page:
        one, other = (snippet(f"{name}.html", script=script) for name in ("short", "long one"))
        report = pages / "report.html"
        text = f"<!doctype html><meta charset=utf-8><h1>A report</h1>{one}<p>Between{other}"
        report.write_text(text, "utf-8")
        page.goto(report.as_uri())
        return page

    return opened


def heights(page: Page) -> list[tuple[float, float]]:
    """The height of each frame and that of the page in it."""
    found = []
    for element in page.query_selector_all("iframe"):
        frame, box = element.content_frame(), element.bounding_box()
        assert frame
        assert box
        found.append((box["height"], frame.evaluate("document.documentElement.offsetHeight")))
    return found


def settled(page: Page) -> list[tuple[float, float]]:
    """The heights once they follow one another no more; the wait is the test that they come to rest."""
    last: list[tuple[float, float]] = []
    for _ in range(50):
        page.wait_for_timeout(100)
        if last == (last := heights(page)):
            return last
    pytest.fail(f"the frames never come to rest: {last}")


def test_each_frame_is_as_tall_as_its_own_page(framed: Callable[..., Page]) -> None:
    (one, its_page), (other, other_page) = settled(framed())
    assert (one, other) == (its_page + 1, other_page + 1)
    assert one > other  # three events and two


def test_a_frame_grows_with_its_page_and_shrinks_again(framed: Callable[..., Page]) -> None:
    page = framed()
    before = settled(page)
    frame = inner(page, 0)
    frame.evaluate("document.body.append(Object.assign(document.createElement('div'), {id: 'more'}))")
    frame.evaluate("document.getElementById('more').style.height = '300px'")
    grown = settled(page)
    assert grown[0][0] == before[0][0] + 300
    assert grown[1] == before[1]
    frame.evaluate("document.getElementById('more').remove()")
    assert settled(page) == before


def test_nothing_in_a_framed_page_has_to_be_scrolled_to(framed: Callable[..., Page]) -> None:
    page = framed()
    for width in (1200, 700, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for at in (0, 1):
            page.query_selector_all("iframe")[at].scroll_into_view_if_needed()  # what is far off sleeps
            settled(page)
            rest = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
            assert inner(page, at).evaluate(rest) <= 0, width


def inner(page: Page, at: int) -> Frame:
    frame = page.query_selector_all("iframe")[at].content_frame()
    assert frame
    return frame


@pytest.mark.parametrize(
    "message",
    [
        "{type: 'timeline-height', height: 4000}",  # right, but not from the frame
        "{type: 'timeline-height', height: '4000'}",
        "null",
        "'timeline-height'",
    ],
)
def test_who_is_not_the_frame_is_not_heard(framed: Callable[..., Page], message: str) -> None:
    page = framed()
    before = settled(page)
    page.evaluate(f"postMessage({message}, '*')")
    assert settled(page) == before


@pytest.mark.parametrize(
    ("height", "becomes"),
    [
        *(("Infinity", None), ("NaN", None), ("'4000'", None), ("{}", None)),
        *(("-5", 50), ("1e9", 20_000), ("70.5", 71)),
    ],
)
def test_a_frame_is_heard_about_itself_alone_and_within_bounds(
    framed: Callable[..., Page], height: str, becomes: int | None
) -> None:
    page = framed()
    before = settled(page)
    inner(page, 0).evaluate(f"parent.postMessage({{type: 'timeline-height', height: {height}}}, '*')")
    page.wait_for_timeout(200)
    after = [element.get_attribute("height") for element in page.query_selector_all("iframe")]
    usual = [f"{frame:.0f}" for frame, _ in before]
    if becomes is None:
        assert after == usual
    else:  # the other one may have come nearer, and have been heard
        assert after[0] == str(becomes)


def test_the_framed_page_works_and_reaches_nothing_around_it(framed: Callable[..., Page]) -> None:
    said: list[str] = []
    page = framed()
    page.on("pageerror", lambda fault: said.append(str(fault)))
    settled(page)
    frame = inner(page, 0)
    frame.click("#_list h3 a")
    assert frame.evaluate("document.querySelector('#_panel').hidden") is False
    assert frame.evaluate("origin") == "null"
    with pytest.raises(Exception, match="cross-origin"):
        frame.evaluate("parent.document.title")
    assert said == []


def test_a_link_in_a_frame_leads_out_of_it(framed: Callable[..., Page]) -> None:
    page = framed()
    settled(page)
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="read"))
    inner(page, 0).click("#_sources a[href^=http]")
    page.wait_for_url("https://example.org/survey")
    assert page.inner_text("body") == "read"


def test_without_a_script_the_frame_keeps_the_shape_of_the_picture(framed: Callable[..., Page]) -> None:
    page = framed(script=False)
    assert "<script>" not in page.content()
    for width, least in ((1200, 640), (3000, 641)):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = [element.bounding_box() for element in page.query_selector_all("iframe")]
        assert all(box and box["height"] >= least for box in boxes)


def test_the_command_prints_the_frame_named_by_its_page_or_as_asked(pages: Path) -> None:
    printed = program.timeline("embed", "--iframe", "long one.html", cwd=pages)
    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout == snippet("long one.html")
    frame = ElementTree.fromstring(printed.stdout.partition("\n")[0])
    assert (frame.get("title"), frame.get("src")) == ("Roads & bridges, long one", "long%20one.html")
    assert "allow-same-origin" not in frame.get("sandbox", "")
    named = ("--name", 'A "road"', "--src", "https://example.org/r?a&b", "--no-script")
    asked = program.timeline("embed", "--iframe", "short.html", *named, cwd=pages).stdout
    frame = ElementTree.fromstring(asked)
    assert (frame.get("title"), frame.get("src")) == ('A "road"', "https://example.org/r?a&b")


def test_a_file_that_is_no_page_of_ours_is_refused(pages: Path) -> None:
    (pages / "other.html").write_text("<!doctype html><title>Other</title><p>Not ours")
    for path, words in (("other.html", "not a page of this program"), ("gone.html", "gone.html")):
        with pytest.raises(EmbedFault, match=words):
            snippet(path)
    wrong = program.timeline("embed", "--iframe", "other.html", cwd=pages)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "timeline render events.json -o page.html" in program.only_line(wrong)


@pytest.mark.parametrize("part", ["<title>", "<svg ", '<svg viewBox="0 0 1'])
def test_a_page_without_end_is_refused_in_one_pass(pages: Path, part: str) -> None:
    (pages / "other.html").write_text(part * 100_000)
    begun = time.process_time()
    with pytest.raises(EmbedFault, match="not a page of this program"):
        snippet("other.html")
    assert time.process_time() - begun < 5


def test_the_page_on_frames_names_the_script_by_its_hash(pages: Path, page: Page) -> None:
    text = (program.ROOT / "docs" / "embedding" / "iframe.md").read_text("utf-8")
    (hashed,) = re.findall(r"'sha256-[^']+'", text)
    policy = f"default-src 'none'; frame-src file:; script-src {hashed}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    lines = snippet("short.html").replace(' style="border:0"', "")
    (pages / "report.html").write_text(f"<!doctype html>{head}<p>A{lines}", "utf-8")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((pages / "report.html").as_uri())
    ((frame, inside),) = settled(page)
    assert frame >= inside
    assert said == []
