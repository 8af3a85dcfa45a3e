"""The programs from npm and Debian that judge the page: where they are, and what happens where they are not.

``npm install --prefix tests/page`` brings the ones from npm. On a machine without them the tests that need
them are skipped and say so; in a CI a missing program is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
ROOT = HERE.parents[1]
ASSETS = ROOT / "timeline" / "write" / "assets"


def program(name: str) -> str:
    """The path of a program of the machine."""
    found = shutil.which(name)
    if found is None:
        _missing(f"no {name} on this machine")
    return found


def package(path: str) -> Path:
    """A file of an npm package, by its path below node_modules."""
    found = MODULES / path
    if not found.exists():
        _missing(f"no {path.split('/')[0]} here: npm install --prefix tests/page")
    return found


def node(script: Path, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """What Node makes of a script."""
    return subprocess.run(
        [program("node"), str(script), *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd=ROOT,  # below it the linter takes files for its own
        timeout=300,
        check=False,
    )


def complaints_about(scripts: Sequence[Path], folder: Path) -> str:
    """What the type checker and the linter have against scripts, by the configurations in ``folder``."""
    types = node(package("typescript/bin/tsc"), "--project", str(folder / "tsconfig.json"))
    config = str(folder / "eslint.config.js")
    paths = map(str, scripts)
    habits = node(package("eslint/bin/eslint.js"), "--no-config-lookup", "--config", config, *paths)
    return "".join(found.stdout + found.stderr for found in (types, habits) if found.returncode)


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)
