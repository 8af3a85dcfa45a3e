"""What tests share: the browser and the SVG renderer that a reader would use, where the machine has them.

On a machine without one, the tests that need it are skipped and say why. In a CI, which sets the environment
variable ``CI``, nothing is skipped in silence: there a missing program is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The browser sees local files only; what would make it call home, or wait for a graphics card, is switched
# off.
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        _missing(f"no Chromium on this machine (looked for {', '.join(CHROMIUM_NAMES)})")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing('playwright is not installed (it is part of the extra "test")')
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh reader: no cache, no cookies, motion reduced."""
    fresh = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page 1200 px wide."""
    return context.new_page()


@pytest.fixture(scope="session")
def rsvg_convert() -> str:
    """The path of librsvg's converter."""
    program = shutil.which("rsvg-convert")
    if program is None:
        _missing("no rsvg-convert on this machine (Debian: librsvg2-bin)")
    return program


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and a CI must have it", pytrace=False)
    pytest.skip(reason)
