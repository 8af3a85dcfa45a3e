"""A page whose every text is an attack: nothing runs, nothing leaves, nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from tests.page.hostile import ATTACKS, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WATCH = """
window.hurt = 0;
window.reports = [];
document.addEventListener("securitypolicyviolation", report => window.reports.push(report.violatedDirective));
"""

MADE = "iframe, object, embed, base, link, [onload], [onerror], [onfocus], [autofocus], [srcdoc], [ping]"
"""What only an attack would have made."""


@pytest.mark.parametrize("events", [len(ATTACKS), 3300])
@pytest.mark.parametrize("script", [True, False])
def test_nothing_runs_and_nothing_leaks(browser: Browser, tmp_path: Path, events: int, script: bool) -> None:
    file = tmp_path / "page.html"
    file.write_text(timeline.render(timeline.loads(json.dumps(hostile(events))), "html"), "utf-8")
    context = browser.new_context(java_script_enabled=script, reduced_motion="reduce")
    if script:
        context.add_init_script(WATCH)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    if script:
        _go_through(page)
        assert page.evaluate("window.hurt") == 0
        assert page.evaluate("window.reports") == []
        assert page.evaluate("document.scripts.length") == 2
    assert page.locator(MADE).count() == 0
    assert page.url.split("#")[0] == file.as_uri()
    assert said == []
    assert asked == [file.as_uri()]
    text = page.locator("#_events").inner_text()
    assert "<script>window.hurt=1</script>" in text
    assert "javascript:window.hurt=7" in text
    context.close()


def _go_through(page: Any) -> None:
    """Everything that puts words of the file anywhere."""
    page.wait_for_selector("#_figure svg, #_figure canvas")
    page.focus("#_figure")
    for _ in ATTACKS:
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("#_panel:not([hidden])")
    page.click("#_zoom-in")
    page.fill("#_search", "<script>")
    page.wait_for_timeout(300)
    page.fill("#_search", "constructor __proto__")
    page.wait_for_timeout(300)
    page.fill("#_search", "")
    page.click("#_filters-button")
    for box in page.locator("#_filters input[type=checkbox]").all()[:12]:
        box.check(force=True)
    page.wait_for_timeout(300)
    page.click("#_reset")
    page.click("#_story-button")
    page.wait_for_timeout(300)
