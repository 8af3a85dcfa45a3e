"""The markup of pages, judged by the Nu HTML checker: what it calls an error is one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import timeline
from tests.page.hostile import hostile
from tests.page.tools import ROOT, package, program

# The checker does not know that a list without bullets is none for some screen readers, reads no hashes in a
# policy that stands in the page, and dislikes the slashes that make the page well-formed XML as well.
# Years before 1000 are years, and it takes a handful of words for another language. It does
# not know highlights in a style sheet, and names no more of them than what follows the colons.
KNOWN = (
    "role is unnecessary",
    "Inline style violates",
    "Inline script violates",
    "Trailing slash",
    "Year may be mistyped",
    "appears to be written in",
)
HIGHLIGHT = "highlight(found)"


def large() -> dict[str, Any]:
    """So many events that the list stands in pieces."""
    events = [{"date": f"{1000 + number // 4}", "title": f"Event {number}"} for number in range(3200)]
    return {"title": "Large", "events": events}


def documents() -> dict[str, str]:
    found = {"own": (ROOT / "events.json").read_text("utf-8")}
    found |= {file.stem: file.read_text("utf-8") for file in sorted((ROOT / "tests/gallery").glob("*.json"))}
    found["hostile"] = json.dumps(hostile())
    found["large"] = json.dumps(large())
    found["empty"] = json.dumps({"events": []})
    return found


def test_the_checker_finds_no_error_in_any_page(tmp_path: Path) -> None:
    jar = package("vnu-jar/build/dist/vnu.jar")
    for name, text in documents().items():
        (tmp_path / f"{name}.html").write_text(timeline.render(timeline.loads(text), "html"), "utf-8")
    command = [program("java"), "-jar", str(jar), "--format", "json", "--exit-zero-always", str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stderr
    messages = json.loads(said)["messages"]
    found = [
        f"{Path(each['url']).name}:{each.get('lastLine')}: {each['message']}"
        for each in messages
        if each["type"] == "error" or not any(known in each["message"] for known in KNOWN)
        if not each.get("extract", "").startswith(HIGHLIGHT)
    ]
    if found:
        pytest.fail("\n".join(found[:20]), pytrace=False)
