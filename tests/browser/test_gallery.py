"""The gallery in a browser, with the fonts that a reader has: measured letter by letter, in many of the ways
in which it can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tests import matrix
from tests.browser.test_pictures import NAMED, WIDEST, measure
from tests.gallery import NAMES, drawn, load
from timeline.layout import Options, plan
from timeline.model import Timeline
from timeline.write import svg

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

THEMES = ("light", "dark", "print")
SAMPLE = 2  # ways to draw each document beside its own, where not all are asked for


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One page for all pictures: opening a new one for each would take longer than measuring."""
    page = browser.new_page(viewport={"width": 1920, "height": 900})
    yield page
    page.close()


class Tally:
    """What was measured, for a line at the end."""

    def __init__(self) -> None:
        self.pictures = self.faulty = 0
        self.seconds = 0.0

    def faults(self, window: Page, picture: str, font: str | None) -> list[str]:
        start = perf_counter()
        found = measure(window, picture, font)
        self.seconds += perf_counter() - start
        self.pictures += 1
        self.faulty += bool(found)
        return found


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    counted = Tally()
    yield counted
    measured = f"{counted.pictures} pictures measured in {counted.seconds:.0f} s, {counted.faulty} faulty"
    matrix.announce(request.config, f"gallery in the browser: {measured}")


@pytest.mark.browser
@pytest.mark.parametrize("font", [NAMED, WIDEST], ids=["named", "widest"])
@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_drawn_without_a_fault(window: Page, tally: Tally, name: str, font: str | None) -> None:
    assert tally.faults(window, drawn(name), font) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_drawn_without_a_fault_in_other_ways(window: Page, tally: Tally, name: str) -> None:
    timeline = load(name)
    # The theme changes no place: each in turn will do, and the judge of scenes sees all of them.
    ways = [
        way._replace(theme=THEMES[number % len(THEMES)])
        for number, way in enumerate(matrix.ways(name, SAMPLE), start=NAMES.index(name))
    ]
    found = {
        matrix.words(way): wrong
        for way in ways
        if (wrong := tally.faults(window, picture(timeline, way), WIDEST))
    }
    assert found == {}


def picture(timeline: Timeline, way: Options) -> str:
    return svg(plan(timeline, way), "tl-test")
