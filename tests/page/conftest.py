"""Finished pages of three lengths, opened as a reader opens them, and nothing said or asked for behind the reader's back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import timeline
from benchmarks import news

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).parents[2]
LENGTHS = {"own": 0, "500": 500, "100000": 100_000}
"""The events of invented pages by their names; "own" are ours."""

VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Gives the address of a page on the disk by its name, made when it is first asked for."""
    folder, made = tmp_path_factory.mktemp("pages"), dict[str, str]()

    def of(name: str) -> str:
        if name not in made:
            text = (ROOT / "events.json").read_text("utf-8")
            if LENGTHS[name]:
                text = json.dumps(news.document(LENGTHS[name]))
            file = folder / f"{name}.html"
            file.write_text(timeline.render(timeline.loads(text), "html"), "utf-8")
            made[name] = file.as_uri()
        return made[name]

    return of


@pytest.fixture
def visit(address: Callable[[str], str]) -> Iterator[Callable[[BrowserContext, str], Page]]:
    """Opens a page by its name; what it then says on the console, throws, asks for or violates fails the
    test at its end."""
    found: list[str] = []
    opened: list[Page] = []

    def open_page(context: BrowserContext, name: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.add_init_script(VIOLATIONS)
        page.on("console", lambda message: found.append(f"console: {message.text}"))
        page.on("pageerror", lambda fault: found.append(f"thrown: {fault}"))
        page.goto(address(name))
        page.on("request", lambda request: found.append(f"asked for: {request.url}"))
        assert not found
        page.wait_for_selector("html.live #_overview[aria-valuetext]")
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        found += [f"violated: {directive}" for directive in page.evaluate("window.violations")]
        page.close()
    assert not found
