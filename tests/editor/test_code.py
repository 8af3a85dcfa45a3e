"""The script of the editor: its types, its habits, and that the page is served all of it and nothing else."""

from __future__ import annotations

import re

from tests.editor.running import ROOT
from tests.page.tools import node, package

HERE = ROOT / "tests" / "editor"
ASSETS = ROOT / "timeline" / "editor" / "assets"
SCRIPTS = sorted(ASSETS.glob("*.js"))


def test_the_types_of_the_script_hold() -> None:
    found = node(package("typescript/bin/tsc"), "--project", str(HERE / "tsconfig.json"))
    assert not found.returncode, found.stdout + found.stderr


def test_the_linter_finds_nothing_in_the_script() -> None:
    config = str(HERE / "eslint.config.js")
    paths = map(str, SCRIPTS)
    found = node(package("eslint/bin/eslint.js"), "--no-config-lookup", "--config", config, *paths)
    assert not found.returncode, found.stdout + found.stderr
