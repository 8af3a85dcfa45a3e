"""The page on a phone and on paper: where the picture stands, and how much room it takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import timeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]


def shown(page: Page, folder: Path, width: int) -> None:
    """Opens the page of our own file, its picture drawn ``width`` px wide."""
    file = folder / "page.html"
    file.write_text(timeline.render(timeline.load(ROOT / "events.json"), "html", width=width), "utf-8")
    page.goto(file.as_uri())


@pytest.mark.browser
def test_on_a_phone_without_script_the_picture_stands_before_the_words_in_a_frame_that_scrolls(
    browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    shown(page, tmp_path, 1200)
    frame = page.locator(".picture")
    box, events = frame.bounding_box(), page.locator("#_events").bounding_box()
    assert box is not None
    assert events is not None
    assert box["y"] + box["height"] <= events["y"]
    assert box["height"] <= 0.75 * 844 + 1
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # the page's own policy forbids to wait for a function
    assert frame.evaluate("frame => frame.scrollLeft") > 0
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [400, 1200, 4000])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_printed_picture_fits_one_sheet_that_is_turned_by_its_shape(
    page: Page, tmp_path: Path, width: int, paper: str
) -> None:
    shown(page, tmp_path, width)
    printed = page.pdf(format=paper, prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    lies = page.locator(".opening.wide").count() == 1
    assert [float(across) > float(up) for across, up in boxes] == [lies, *[False] * (len(boxes) - 1)]
    page.evaluate("document.querySelectorAll('section').forEach(one => one.remove())")
    alone = page.pdf(format=paper, prefer_css_page_size=True)
    assert len(re.findall(rb"/MediaBox", alone)) == 1
