"""The page for everybody: axe-core finds nothing to say, in any state and on any ground."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from tests.page.hostile import hostile
from tests.page.tools import ROOT, package

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

STATES = {
    "opened": "",
    "event": "document.querySelector('#_figure').focus(); press('ArrowRight')",
    "filters": "document.querySelector('#_filters-button').click()",
    "found": "type('2025')",
    "nothing": "type('qqqqq')",
    "help": "document.querySelector('#_help-button').click()",
    "save": "document.querySelector('#_save-button').click()",
    "story": "document.querySelector('#_story-button').click()",
}
"""What has been done to a page when it is looked at."""

ACTING = """
const press = key => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const type = words => {
  const field = document.querySelector("#_search");
  field.value = words;
  field.dispatchEvent(new Event("input", {bubbles: true}));
};
"""


def pages() -> dict[str, str]:
    found = {"own": (ROOT / "events.json").read_text("utf-8")}
    for name in ("every-doubt", "contested-dates", "ur-pakistan", "roman-emperors"):
        found[name] = (ROOT / f"tests/gallery/{name}.json").read_text("utf-8")
    found["hostile"] = json.dumps(hostile())
    return found


def violations(page: Page) -> list[str]:
    page.evaluate((package("axe-core/axe.min.js")).read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{each['id']}: {each['help']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


SOME = [
    ("own", 1280, "light"),
    ("own", 320, "dark"),
    ("ur-pakistan", 320, "light"),
    ("hostile", 1280, "dark"),
]
ALL = [(name, width, scheme) for name in pages() for width in (1280, 320) for scheme in ("light", "dark")]


@pytest.mark.parametrize(("name", "width", "scheme"), ALL if os.environ.get("TIMELINE_FULL") else SOME)
def test_axe_finds_nothing_in_any_state(
    browser: Browser, tmp_path: Path, name: str, width: int, scheme: Any
) -> None:
    package("axe-core/axe.min.js")
    file = tmp_path / "page.html"
    file.write_text(timeline.render(timeline.loads(pages()[name]), "html"), "utf-8")
    # Chromium does not let a page's policy stop what a test brings along.
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    found = []
    for state, action in STATES.items():
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("#_figure svg, #_figure canvas", state="attached")
        page.evaluate(f"{{ {ACTING} {action} }}")
        page.wait_for_timeout(250)
        found += [f"{state}: {one}" for one in violations(page)]
        page.close()
    context.close()
    assert not found, "\n".join(found[:12])
