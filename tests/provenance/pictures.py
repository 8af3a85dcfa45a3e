"""Pictures to be read again: one small file in each format, and programs that write them anew."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from timeline import __version__, pipeline
from timeline.model import Timeline
from timeline.provenance import origin
from timeline.request import Request

FORMATS = ("svg", "html", "png", "pdf")
NAME = "plan & <co> (1).json"
DOCUMENT: dict[str, Any] = {
    "title": "Two events",
    "groups": [{"id": "town", "title": "The town"}],
    "events": [
        {"id": "first", "date": "2014", "title": "A plan is adopted → “Ä”", "group": "town"},
        {"date": "2021-08-15", "title": "The plan is dropped"},
    ],
}
DATA = (json.dumps(DOCUMENT, ensure_ascii=False, indent=1) + "\r\n\n").encode()
"""With line ends of both kinds, and with letters that are not of ASCII: to be given back as they are."""


def read(
    data: bytes = DATA, name: str | None = NAME, version: str = __version__, *, kept: bool = False
) -> Timeline:
    """The timeline of a file, as commands have it."""
    told = pipeline.read(data).timeline
    assert told is not None
    return told._replace(origin=origin(data, name, version, kept=kept))


def made(format: str, request: Request | None = None, density: float | None = None, **reading: Any) -> bytes:
    """The picture of that file, the first page of it."""
    request = request or Request()
    return pipeline.made(pipeline.asked(read(**reading), request), format, request.wishes, density=density)[0]


def ran(*command: str | Path, cwd: Path | None = None) -> bytes:
    """What a program prints. In a CI it has to be there."""
    if shutil.which(str(command[0])) is None:
        if os.environ.get("CI"):
            pytest.fail(f"no {command[0]} on this machine, and a CI must have it", pytrace=False)
        pytest.skip(f"no {command[0]} on this machine")
    return subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, check=True, timeout=120).stdout
