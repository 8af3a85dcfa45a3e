"""Machines for tests: folders of programs that do what a test wants of them, in place of the real ones."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.needed import missing

REAL = {name: shutil.which(name) for name in ("rsvg-convert", "inkscape", "chromium")}
DEBIAN = {"rsvg-convert": "librsvg2-bin", "inkscape": "inkscape", "chromium": "chromium"}


def real(name: str) -> str:
    """The path of a program. Skips the test where it is not there, but fails it in a CI."""
    return REAL[name] or missing(f"no {name} on this machine (Debian: {DEBIAN[name]})")


def script(folder: Path, name: str, lines: str) -> Path:
    """A program of that name, in Python. ``OUT`` is the file that it was told to write, ``ARGS`` all that it
    was told.
    """
    path = folder / name
    path.write_text(
        f"#!{sys.executable} -S\n"
        "import os, sys, time\n"
        "ARGS = sys.argv[1:]\n"
        "if '--version' in ARGS:\n    print(os.path.basename(sys.argv[0]), 'version 9.8.7'); sys.exit()\n"
        "OUT = next((a.rpartition('=')[2] for a in ARGS if '=out.' in a or '/out.' in a), 'out.png')\n"
        "OUT = next((a for a in ARGS if a.startswith('out.')), OUT)\n"
        f"{lines}\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return path
