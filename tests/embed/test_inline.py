"""The picture as a part of the pages that hosts make."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

import timeline
from tests.embed.hosts import EVENTS, Look, rules
from tests.gallery import load
from tests.page.tools import package
from timeline.embed.figure import Figure, of
from timeline.embed.inline import inline
from timeline.request import Request, Wishes

if TYPE_CHECKING:
    from playwright.sync_api import Page

DARK = (".night {}", "@media print{.late {}}")


def drawn(name: str | None = None, **wishes: Any) -> Figure:
    read = timeline.loads(json.dumps(EVENTS)) if name is None else load(name)
    return of(read, Request(Wishes(**wishes))).fitted(720)


def test_every_id_and_every_class_begins_with_the_prefix() -> None:
    markup = inline(drawn(), "mine", DARK, narrow=True)
    look = Look(markup)
    assert all(one.startswith("mine-") for one in look.ids())
    classes = {name for one in look.found for name in one.attributes.get("class", "").split()}
    assert {name for name in classes if not name.startswith("mine-")} == {"timeline-picture"}
    sheets = re.findall(r"<style>(.*?)</style>", markup, re.DOTALL)
    assert {name for sheet in sheets for name in re.findall(r"\.([\w-]+)[ {]", sheet)} - {
        "night",
        "late",
    } <= classes


def test_dark_colours_hold_under_the_rules_of_the_host_alone() -> None:
    markup = inline(drawn(), "tl-1", DARK)
    (sheet,) = re.findall(r"<style>(.*?)</style>", markup)
    for part in ("ink{fill:#e8ebee}", "paper{fill:#14181f}"):
        assert f".night .tl-1-{part}" in sheet
        assert f"@media print{{.late .tl-1-{part}}}" in sheet
    assert "prefers-color-scheme" not in markup
    assert "<style" not in inline(drawn(), "tl-1", ())


def test_a_theme_that_somebody_chose_is_kept() -> None:
    assert rules(inline(drawn(theme="print"), "tl-1", DARK)) == []
    chosen = timeline.loads(json.dumps({**EVENTS, "display": {"theme": "dark"}}))
    assert rules(inline(of(chosen), "tl-1", DARK)) == []


def test_it_is_well_formed_and_has_no_blank_line() -> None:
    markup = inline(drawn(), "tl-1", DARK, 'A "label" & <more>', narrow=True)
    root = ElementTree.fromstring(markup)
    assert root.tag == "div"
    assert [child.attrib.get("aria-label") for child in root][1:] == ['A "label" & <more>'] * 2
    assert "\n\n" not in markup


@pytest.mark.parametrize("layout", ["horizontal", "lanes"])
def test_a_layout_that_somebody_chose_has_no_narrow_twin_but_moves_under_its_frame(layout: str) -> None:
    markup = inline(drawn(layout=layout), "tl-1", DARK, narrow=True)
    assert markup.count("<svg") == 1
    assert "overflow-x:auto" in markup
    assert "min-width:576px" in markup


def test_a_picture_that_is_narrow_already_or_very_heavy_has_no_twin() -> None:
    assert inline(drawn(width=400), "tl-1", DARK, narrow=True).count("<svg") == 1
    many = {
        "events": [
            {"date": str(year), "title": f"Event {year}", "summary": "words " * 40}
            for year in range(1000, 1900)
        ]
    }
    heavy = of(timeline.loads(json.dumps(many)), Request(Wishes(layout="vertical"))).fitted(720)
    assert len(heavy.svg()) > 250_000
    assert inline(heavy, "tl-1", DARK, narrow=True).count("<svg") == 1


@pytest.mark.parametrize("name", ["apollo-11", "fa-dudmanha"])
def test_words_stand_where_they_were_laid_out_whichever_way_the_page_runs(name: str, page: Page) -> None:
    markup = inline(drawn(name), "tl-1", ())
    found = []
    for direction in ("ltr", "rtl"):
        page.set_content(f'<!doctype html><html dir="{direction}"><body style="margin:0">{markup}')
        found.append(
            page.evaluate(
                "() => { const frame = document.querySelector('svg').getBoundingClientRect();"
                "return [...document.querySelectorAll('svg text')].map(one => {"
                "const box = one.getBoundingClientRect();"
                "return [box.left - frame.left, box.width].map(Math.round); }); }"
            )
        )
    assert found[0] == found[1]
    assert len(found[0]) > 20


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("width", [900, 390])
def test_axe_has_nothing_to_say_of_it(narrow: bool, width: int, page: Page) -> None:
    markup = inline(drawn(), "tl-1", (), narrow=narrow)
    page.set_viewport_size({"width": width, "height": 800})
    heading = "<!doctype html><html lang=en><title>A report</title><main><h1>A report</h1>"
    page.set_content(f"{heading}<figure>{markup}</figure></main>")
    page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document)")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert "svg-img-alt" in {one["id"] for one in [*found["passes"], *found["inapplicable"]]}
