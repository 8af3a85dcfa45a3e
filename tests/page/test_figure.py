"""The live figure, laid out by the page's modules in a browser and measured there as the pictures are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from tests import gallery
from tests.browser.test_pictures import MEASURE
from tests.write.dialect import departures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "timeline" / "write" / "assets"
SITE = "http://figure.test/"
SIZES = {"wide": (1200, 620), "medium": (700, 560), "narrow": (330, 420)}

START = """<!DOCTYPE html><title>Figure</title><body style="margin: 0"><script type="module">
import { compose, frame, marginOf, naturalHeight } from "./figure.js";
import { moveGroups, paintCanvas, paintSvg, svgText } from "./paint.js";
import { setMeasure } from "./text.js";
import { mostZoom, zoomAt } from "./scale.js";
const ink = document.createElement("canvas").getContext("2d");
setMeasure((words, size, bold) => {
  ink.font = `${bold ? "bold " : ""}${size}px Arial,'Liberation Sans',sans-serif`;
  return ink.measureText(words).width;
});
const composed = (sizes, zoom, place, choice = {}) => {
  const { scales, events } = data.chart, margin = marginOf(sizes.width);
  const most = mostZoom(data.chart, sizes.width, margin);
  const view = zoomAt(scales, sizes.width, { zoom: 1, pan: 0 }, margin, most, place * sizes.width, zoom);
  const all = { shown: new Uint8Array(events.length).fill(1), chosen: -1, ...choice };
  return { ...compose(data, { type: 13, ...sizes }, view, all), view };
};
const text = (figure) => svgText(figure, data.chart.palette, "Title", "Words <&>", data.chart.lang);
Object.assign(window, { composed, compose, frame, moveGroups, naturalHeight, paintCanvas, paintSvg, text });
</script>"""
"""What a test calls: the figure so many times as near about a place, from 0 at its left edge to 1."""


@pytest.fixture(scope="module")
def figures(browser: Browser) -> Iterator[Page]:
    """A page that has the modules and nothing else."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.route(f"{SITE}**", _serve)
    page.goto(SITE)
    page.wait_for_function("Boolean(window.composed)")
    yield page
    page.close()


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(SITE)
    if name.endswith(".js"):
        route.fulfill(body=(ASSETS / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body=START, content_type="text/html; charset=utf-8")


def given(page: Page, document: timeline.model.Timeline) -> dict[str, Any]:
    """Gives the page what a rendered one carries, and returns it."""
    html = timeline.render(document, "html")
    block = re.search(r'<script type="application/json" id="_data">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    page.evaluate("text => { window.data = JSON.parse(text); }", block[1])
    return dict(json.loads(block[1]))


def faults(page: Page, svg: str) -> list[str]:
    """What a reader would find wrong in a figure that was saved."""
    page.evaluate("svg => { document.body.innerHTML = svg; }", svg[svg.index("<svg") :])
    seen = page.evaluate_handle("document.querySelector('svg')").evaluate(MEASURE)
    return list(seen["faults"])


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", gallery.NAMES)
def test_at_every_zoom_no_text_of_the_figure_is_crossed_cut_covered_small_or_faint(
    figures: Page, name: str, size: str
) -> None:
    given(figures, gallery.load(name))
    width, height = SIZES[size]
    found = {}
    for zoom, place in ((1, 0.5), (1.7, 0.2), (4, 0.5), (4, 0.9), (30, 0.7)):
        svg = figures.evaluate(
            "([width, height, zoom, place]) => text(composed({ width, height }, zoom, place))",
            [width, height, zoom, place],
        )
        assert departures(svg) == []
        if wrong := faults(figures, svg):
            found[zoom, place] = wrong
    assert found == {}
