"""The page in Firefox: another engine draws, zooms, chooses and goes back alike."""

from __future__ import annotations

import json
from pathlib import Path

import timeline
from tests.page.tools import HERE, ROOT, node, package, program


def test_firefox_draws_zooms_chooses_and_goes_back(tmp_path: Path) -> None:
    package("puppeteer-core/package.json")
    page = tmp_path / "page.html"
    page.write_text(timeline.render(timeline.load(ROOT / "events.json"), "html"), "utf-8")
    run = node(HERE / "firefox.mjs", program("firefox-esr"), str(page), str(tmp_path / "page.png"))
    assert not run.returncode, run.stderr
    found = json.loads(run.stdout)
    assert found["said"] == found["requests"] == []
    assert found["first"] > 20
    assert found["hash"]
    assert found["next"] not in ("", found["hash"])
    assert found["back"] == found["hash"]
    assert found["panel"]
