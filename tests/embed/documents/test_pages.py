"""What the pages of the documentation show of a document is what the program writes into it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.embed.documents.photographs import CAPTION, EVENTS
from tests.embed.documents.report import started
from tests.embed.photographs import DOCS

PAGES = {"latex": "tex", "typst": "typ", "restructuredtext": "rst", "asciidoc": "adoc", "org": "org"}
EMPTY = {
    "tex": "\\documentclass{article}\n\\begin{document}\n\\end{document}\n",
    "org": "#+TITLE: A report\n",
}
BLOCK = re.compile(r"^[^\w\n]+timeline: events.*?^\W+/timeline sha256:\w+$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_block_that_is_written(page: str, tmp_path: Path) -> None:
    ending = PAGES[page]
    document = started(tmp_path, f"report.{ending}", EMPTY.get(ending, ""), CAPTION, json.dumps(EVENTS))
    (shown,) = BLOCK.findall((DOCS / f"{page}.md").read_text("utf-8"))
    # A page leaves out the end of the alternative text, and has some checksum.
    pattern = re.sub(r"sha256:\w+", r"sha256:\\w+", re.escape(shown).replace("…", ".*"))
    (written,) = BLOCK.findall(document.read_text("utf-8"))
    assert re.fullmatch(pattern, written), written
