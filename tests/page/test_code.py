"""The page's script: its types, its habits, and its size."""

from __future__ import annotations

import re

from tests.page.tools import ASSETS, HERE, node, package

MOST = 60_000  # bytes of script and style together, as they are written
SCRIPTS = sorted(ASSETS.glob("*.js"))


def test_the_types_of_the_script_hold() -> None:
    found = node(package("typescript/bin/tsc"), "--project", str(HERE / "tsconfig.json"))
    assert not found.returncode, found.stdout + found.stderr


def test_the_linter_finds_nothing_in_the_script() -> None:
    config = str(HERE / "eslint.config.js")
    paths = map(str, SCRIPTS)
    found = node(package("eslint/bin/eslint.js"), "--no-config-lookup", "--config", config, *paths)
    assert not found.returncode, found.stdout + found.stderr


def test_script_and_style_stay_small() -> None:
    sizes = {file.name: file.stat().st_size for file in [*SCRIPTS, *ASSETS.glob("*.css")]}
    assert SCRIPTS
    assert sum(sizes.values()) < MOST, sizes


def test_no_text_can_become_markup_or_code() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc"
        r"|\beval\b|new Function|setTimeout\(\s*[\"'`]|javascript:"
    )
    found = {file.name: sinks.findall(file.read_text(encoding="utf-8")) for file in SCRIPTS}
    assert not [name for name, sinks_of_it in found.items() if sinks_of_it], found
