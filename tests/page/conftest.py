"""Finished pages of three lengths, opened as a reader opens them; none says or asks for anything unseen."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from benchmarks import news

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).parents[2]
LENGTHS = {"own": 0, "500": 500, "100000": 100_000}
"""The events of invented pages by their names; "own" are ours."""
TOLD = 100
"""Of the longest page, the events with more than a date and a title: a span, tags and a source."""


def lean(count: int) -> dict[str, Any]:
    """A file of so many events with as little as an event can have, but for some: it is their number that
    is tried."""
    chance = random.Random(7)  # noqa: S311 - nothing here is secret
    events: list[dict[str, Any]] = []
    for number in range(count):
        day = date(1900, 1, 1) + timedelta(chance.randrange(45_000))
        group, importance = "abc"[number % 3], chance.randint(1, 5)
        event = {"date": f"{day}", "title": f"Event {number} in the long list", "importance": importance}
        if number % (count // TOLD) == 0:
            event |= {"date": f"{day}/{day + timedelta(400)}", "tags": ["told"], "sources": ["paper"]}
        events.append(event | {"group": group})
    groups = [{"id": id, "title": f"Group {id}"} for id in "abc"]
    return {"groups": groups, "sources": {"paper": {"title": "A paper"}}, "events": events}


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
                text = json.dumps((lean if LENGTHS[name] > 10_000 else news.document)(LENGTHS[name]))
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
