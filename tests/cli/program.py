"""The program as its users run it: a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

TWO_EVENTS: dict[str, Any] = {
    "title": "Two events",
    "groups": [{"id": "town", "title": "The town"}],
    "events": [
        {"id": "first", "date": "2014", "title": "A plan is adopted", "group": "town"},
        {"date": "2021-08-15", "title": "The plan is dropped"},
    ],
}
ONE_FAULT = '{"events": [{"date": "2025-02-30", "title": "No such day"}]}'


def timeline(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs ``timeline`` in ``cwd``."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        input=stdin,
        env=surroundings(**environment),
        capture_output=True,
        check=False,
        timeout=60,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "timeline", *map(str, arguments)]


def surroundings(**environment: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **environment}


def write_events(folder: Path, document: object = TWO_EVENTS, name: str = "events.json") -> Path:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return path


def only_line(result: subprocess.CompletedProcess[str]) -> str:
    """What was said on standard error, if it was one line and no traceback."""
    (line,) = result.stderr.splitlines()
    return line
