"""The page's script: its types, its habits, and its size."""

from __future__ import annotations

import json
import re

import timeline
from tests.page.tools import ASSETS, HERE, ROOT, complaints_about, node, package
from timeline.write.script import uncommented

MOST = 82_000  # bytes of script and style together
SCRIPTS = sorted(ASSETS.glob("*.js"))


def test_the_types_of_the_script_hold_and_the_linter_finds_nothing() -> None:
    assert complaints_about(SCRIPTS, HERE) == ""


TOKENS = """
import { tokenizer } from "acorn";
const read = (text) => [...tokenizer(text, { ecmaVersion: 2022, sourceType: "module" })]
  .map((token) => text.slice(token.start, token.end));
let all = "";
for await (const part of process.stdin) all += part;
for (const [name, whole, bare] of JSON.parse(all))
  if (JSON.stringify(read(whole)) !== JSON.stringify(read(bare))) console.log(name);
"""


def test_a_module_without_its_comments_is_the_same_program() -> None:
    package("acorn/package.json")
    script = HERE / "node_modules" / ".tokens.mjs"  # where it finds the tokenizer
    script.write_text(TOKENS, "utf-8")
    texts = [(file.name, text := file.read_text("utf-8"), uncommented(text)) for file in SCRIPTS]
    found = node(script, text=json.dumps(texts))
    assert not found.returncode, found.stderr
    assert found.stdout == ""


def test_what_a_page_carries_of_script_and_style_is_small() -> None:
    page = timeline.render(timeline.load(ROOT / "events.json"), "html")
    carried = re.findall(r"<style>(.*?)</style>|<script type=.module.>(.*?)</script>", page, re.DOTALL)
    assert len(carried) == 2 + page.count("<style>") - 1
    assert sum(len((style + script).encode()) for style, script in carried) < MOST


def test_no_text_can_become_markup_or_code() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc"
        r"|\beval\b|new Function|setTimeout\(\s*[\"'`]|javascript:"
    )
    found = {file.name: sinks.findall(file.read_text(encoding="utf-8")) for file in SCRIPTS}
    assert not [name for name, sinks_of_it in found.items() if sinks_of_it], found
