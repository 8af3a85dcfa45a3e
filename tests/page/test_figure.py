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


@pytest.mark.browser
def test_what_lies_on_either_side_of_the_view_is_labelled_so_that_panning_shows_no_bare_ground(
    figures: Page,
) -> None:
    given(figures, gallery.load("us-presidents"))
    labelled = figures.evaluate("""() => {
        const { targets, labelled } = composed({ width: 700, height: 560 }, 3, 0.5);
        const boxes = targets.filter(({ y0, y1, events }) => y1 - y0 !== 24 && events.length === 1);
        return { labelled: labelled.length, left: boxes.filter(({ x1 }) => x1 < 0).length,
          right: boxes.filter(({ x0 }) => x0 > 700).length,
          across: boxes.filter(({ x0, x1 }) => [0, 700].some((edge) => x0 < edge && x1 > edge)).length };
    }""")
    assert labelled["left"] >= 2
    assert labelled["right"] >= 2
    assert labelled["across"] == 0


@pytest.mark.browser
def test_the_chosen_event_has_a_label_and_what_was_not_asked_for_recedes(figures: Page) -> None:
    events = given(figures, gallery.load("languages-of-programming"))["chart"]["events"]
    for chosen in range(0, len(events), 4):
        seen = figures.evaluate(
            """chosen => {
            const shown = Uint8Array.from(data.chart.events, (_, number) => number % 2);
            const { labelled, shapes } = composed({ width: 330, height: 420 }, 1, 0.5, { shown, chosen });
            const dots = shapes.filter((one) => one.shapes?.[0].fill === "receded");
            return { labelled, receded: dots.map(({ event }) => event) };
        }""",
            chosen,
        )
        assert chosen in seen["labelled"]
        assert all(number % 2 or number == chosen for number in seen["labelled"])
        assert seen["receded"]
        assert all(number % 2 == 0 and number != chosen for number in seen["receded"])


@pytest.mark.browser
def test_every_event_in_view_answers_to_a_pointer_in_an_area_of_24_px(figures: Page) -> None:
    events = given(figures, gallery.load("report-737-max"))["chart"]["events"]
    targets = figures.evaluate("composed({ width: 700, height: 560 }, 1, 0.5).targets")
    assert {number for target in targets for number in target["events"]} == set(range(len(events)))
    for target in targets:
        assert target["x1"] - target["x0"] >= 24
        assert target["y1"] - target["y0"] >= 24
        assert target["words"]


@pytest.mark.browser
def test_in_a_zooming_frame_marks_move_to_where_they_are_laid_out_then(figures: Page) -> None:
    given(figures, gallery.load("apollo-11"))
    off = figures.evaluate("""() => {
        const sizes = { width: 1200, height: 620 };
        const before = composed(sizes, 1.5, 0.5), after = composed(sizes, 2, 0.5);
        const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
        const groups = before.shapes.slice(before.ground);
        paintSvg(groups, data.chart.palette, layer);
        moveGroups(layer, groups, (at) => after.scale.position(at) - before.scale.position(at));
        const isMark = ({ y0, y1, events }) => y1 - y0 === 24 && events.length === 1;
        const middles = ({ targets }) =>
          new Map(targets.filter(isMark).map(({ x0, x1, events }) => [events[0], (x0 + x1) / 2]));
        const [old, now] = [middles(before), middles(after)];
        return groups.flatMap(({ event }, number) => {
          if (!old.has(event) || !now.has(event)) return [];
          const moved = layer.children[number].transform.baseVal.getItem(0).matrix.e;
          return Math.abs(old.get(event) + moved - now.get(event));
        });
    }""")
    assert len(off) > 5
    assert max(off) <= 3


@pytest.mark.browser
def test_the_axis_stays_at_its_height_at_every_zoom(figures: Page) -> None:
    for name in ("us-presidents", "july-1914", "overlapping-eras"):
        given(figures, gallery.load(name))
        tops = figures.evaluate("""() => [1, 2, 5, 40].map((zoom) => {
            const { shapes, ground } = composed({ width: 1200, height: 620 }, zoom, 0.6);
            return shapes.slice(0, ground).find(({ is, fill }) => is === "rect" && fill === "strip").y;
        })""")
        assert len(set(tops)) == 1


@pytest.mark.browser
def test_the_natural_height_has_room_for_every_label_and_ends_at_the_limit(figures: Page) -> None:
    events = given(figures, timeline.load(ROOT / "events.json"))["chart"]["events"]
    heights = figures.evaluate(
        "[1200, 500].map((height) => naturalHeight(data, { width: 1200, height, type: 13 }))"
    )
    assert 260 <= heights[0] < 1200
    assert heights[1] == 500
    labelled = figures.evaluate("height => composed({ width: 1200, height }, 1, 0.5).labelled", heights[0])
    assert labelled == list(range(len(events)))


@pytest.mark.browser
def test_an_event_that_goes_on_across_the_whole_view_is_still_there(figures: Page) -> None:
    events = given(figures, gallery.load("us-presidents"))["chart"]["events"]
    longest = max(range(len(events)), key=lambda number: events[number][6][0][1] - events[number][6][0][0])
    view = figures.evaluate(
        """number => {
        const [[first, end]] = data.chart.events[number][6], sizes = { width: 700, height: 560, type: 13 };
        const choice = { shown: new Uint8Array(data.chart.events.length).fill(1), chosen: -1 }, zoom = 400;
        const whole = compose(data, sizes, { zoom, pan: 0 }, choice).scale;
        return compose(data, sizes, { zoom, pan: whole.position((first + end) / 2) }, choice).labelled;
    }""",
        longest,
    )
    assert view == [longest]


@pytest.mark.browser
def test_a_canvas_shows_what_the_elements_show(figures: Page) -> None:
    given(figures, gallery.load("every-doubt"))
    shapes = figures.evaluate("""() => {
        const figure = composed({ width: 700, height: 560 }, 1, 0.5);
        const canvas = document.createElement("canvas"), ground = data.chart.palette.paper;
        Object.assign(canvas, { width: 700, height: 560 });
        const ink = canvas.getContext("2d");
        ink.fillStyle = ground;
        ink.fillRect(0, 0, 700, 560);
        paintCanvas(figure.shapes, data.chart.palette, ink);
        window.painted = ink.getImageData(0, 0, 700, 560).data;
        window.svg = text(figure);
    }""")
    assert shapes is None
    share = figures.evaluate("""async () => {
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: 700, height: 560 });
        const ink = canvas.getContext("2d");
        ink.drawImage(image, 0, 0);
        const other = ink.getImageData(0, 0, 700, 560).data;
        let differ = 0;
        for (let at = 0; at < other.length; at += 4) {
            const far = [0, 1, 2].map((n) => Math.abs(painted[at + n] - other[at + n]));
            differ += Math.max(...far) > 64;
        }
        return differ / (700 * 560);
    }""")
    assert share < 0.01
