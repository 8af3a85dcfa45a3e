"""HTML: the figure that a page gets, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.embed.documents.report import (
    MARKER,
    NEW,
    TITLES,
    described,
    follows_its_events,
    leads_to_the_page,
    started,
)
from tests.embed.hosts import Look

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPORT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Report</title>
<body>
<h1>Report</h1>
<p>Something happened.</p>
</body>
</html>
"""


def test_a_page_gets_a_figure_that_leads_to_the_page_of_the_timeline(tmp_path: Path) -> None:
    document = started(tmp_path, "report.html", REPORT)
    page = Look(document.read_text("utf-8"))
    (image,) = page.all("img", inside="figure")
    assert image.attributes["alt"] == described(tmp_path)
    picture = tmp_path / image.attributes["src"]
    assert [title for title in TITLES if title not in picture.read_text("utf-8")] == []
    (link,) = page.all("a", inside="figure")
    assert leads_to_the_page(tmp_path, link.attributes["href"])
    assert [caption.text for caption in page.all("figcaption")] == ["How the roads came"]
    follows_its_events(tmp_path, "report.html")
    assert NEW in picture.read_text("utf-8")


@pytest.mark.browser
def test_it_is_as_wide_as_there_is_room_and_keeps_its_shape(page: Page, tmp_path: Path) -> None:
    document = started(tmp_path, "report.html", REPORT, f"{MARKER} --list --sources")
    page.goto(document.as_uri())
    shapes = {}
    for width in (1200, 400):
        page.set_viewport_size({"width": width, "height": 900})
        box = page.locator("figure img").bounding_box()
        assert box is not None
        shapes[width] = box
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert shapes[1200]["width"] == 720
    assert shapes[400]["width"] < 400
    ratios = [box["height"] / box["width"] for box in shapes.values()]
    assert ratios[0] == pytest.approx(ratios[1], rel=0.01)
    page.get_by_text("Sources").click()
    assert page.get_by_role("link", name="https://example.org/survey").is_visible()
