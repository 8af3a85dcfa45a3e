"""The script of the editor: its types, its habits, and that the page is served all of it and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from tests.editor.running import ROOT, editor
from tests.page.tools import complaints_about, package, program
from timeline.model import search

HERE = ROOT / "tests" / "editor"
ASSETS = ROOT / "timeline" / "editor" / "assets"
SCRIPTS = sorted(ASSETS.glob("*.js"))


def test_the_types_of_the_script_hold_and_the_linter_finds_nothing() -> None:
    assert complaints_about(SCRIPTS, HERE) == ""


def test_no_text_can_become_markup_or_code() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc|setHTML"
        r"|\beval\b|new Function|setTimeout\(\s*[\"'`]|javascript:|\bstyle=|\bon[a-z]+=\""
    )
    files = [*SCRIPTS, ASSETS / "index.html"]
    found = {file.name: sinks.findall(file.read_text(encoding="utf-8")) for file in files}
    assert not [name for name, sinks_of_it in found.items() if sinks_of_it], found


def test_every_module_is_served_and_asked_for(tmp_path: Path) -> None:
    with editor(tmp_path / "events.json") as running:
        served = {name: running.send("GET", f"/{name}").body for name in (file.name for file in SCRIPTS)}
    assert served == {file.name: file.read_bytes() for file in SCRIPTS}
    imports = re.compile(r"""(?:from|import\()\s*"\./([\w-]+\.js)\"""")
    asked = {"main.js"}.union(*(imports.findall(text.decode()) for text in served.values()))
    assert asked == set(served)


def test_a_search_in_the_page_leaves_out_the_marks_that_a_search_by_command_does() -> None:
    found = re.search(r"ACCENTS = /(\[.*\])/g", (ASSETS / "words.js").read_text(encoding="utf-8"))
    assert found
    assert found[1].encode().decode("unicode_escape") == search._ACCENTS.pattern


def test_the_checker_finds_no_error_in_the_page() -> None:
    jar = package("vnu-jar/build/dist/vnu.jar")
    command = [program("java"), "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    page = str(ASSETS / "index.html")
    said = subprocess.run([*command, page], capture_output=True, text=True, check=True, timeout=300).stderr
    assert not json.loads(said)["messages"]
