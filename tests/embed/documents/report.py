"""A report in a folder of its own: the timeline put into it, the report built, the picture looked for.

Each syntax has its own test of that, and all of them the same end: the events change, and the document with
them.
"""

from __future__ import annotations

import html
import importlib
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.cli.program import ROOT, timeline
from tests.embed.hosts import EVENTS, changed, write
from tests.needed import missing, program

__all__ = ["ROOT", "program"]

TITLES = [event["title"] for event in EVENTS["events"]]
NEW = "A tunnel is dug"
"""The title that one of the events gets later."""
MARKER = 'events.json --caption "How the roads came"'


def run(folder: Path, *command: str | Path) -> str:
    """What a program prints that has to succeed."""
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, check=False, timeout=120)
    printed = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, f"{command[0]}: {printed[-3000:]}{done.stderr.decode()[-3000:]}"
    return printed


def started(
    folder: Path, name: str, text: str, marker: str = MARKER, events: str | dict[str, Any] = EVENTS
) -> Path:
    """A document in a folder that holds nothing else but events, into which one command has put them."""
    write(folder, {"events.json": events, name: text})
    done = timeline("embed", "--init", "--marker", marker, name, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / name


def described(folder: Path) -> str:
    """What the picture shows, in the line that is its alternative text."""
    return timeline("describe", "--short", cwd=folder).stdout.strip()


def leads_to_the_page(folder: Path, target: str) -> bool:
    """Whether a link goes to the page of the timeline, which lies beside the document."""
    text = (folder / unquote(target)).read_text("utf-8")
    return text.startswith("<!doctype html>") and all(title in text for title in TITLES)


def follows_its_events(folder: Path, name: str) -> None:
    """Changes an event: ``--check`` fails and writes nothing, ``embed`` mends, ``--check`` is content."""
    assert timeline("embed", "--check", name, cwd=folder).returncode == 0
    write(folder, {"events.json": changed(EVENTS, 1, title=NEW)})
    before = contents(folder)
    done = timeline("embed", "--check", name, cwd=folder)
    assert (done.returncode, contents(folder)) == (1, before)
    assert timeline("embed", name, cwd=folder).returncode == 0
    assert contents(folder) != before
    assert timeline("embed", "--check", name, cwd=folder).returncode == 0


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def words(pdf: Path) -> str:
    """The words of a PDF, in one line."""
    return " ".join(run(pdf.parent, program("pdftotext", "poppler-utils"), "-raw", pdf, "-").split())


class Word(NamedTuple):
    """A word of a page, and where it stands there, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def placed(pdf: Path) -> list[Word]:
    """The words of a PDF that lie within its pages, in order."""
    printed = run(pdf.parent, program("pdftotext", "poppler-utils"), "-bbox", pdf, "-")
    found = []
    for page in re.split(r"<page ", printed)[1:]:
        width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for numbers, text in re.findall(r"<word ([^>]*)>([^<]*)<", page):
            left, top, right, bottom = map(float, re.findall(r'"([-\d.]+)"', numbers))
            if left >= 0 and top >= 0 and right <= width and bottom <= height:
                found.append(Word(html.unescape(text), left, top, right, bottom))
    return found


def links(pdf: Path) -> list[str]:
    """Where the links of a PDF lead."""
    printed = run(pdf.parent, program("pdfinfo", "poppler-utils"), "-url", pdf)
    return [line.split()[2] for line in printed.splitlines()[1:]]


def bitmaps(pdf: Path) -> int:
    """How many pictures of pixels there are in a PDF."""
    printed = run(pdf.parent, program("pdfimages", "poppler-utils"), "-list", pdf)
    return len(printed.splitlines()) - 2


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    printed = run(pdf.parent, program("pdfinfo", "poppler-utils"), pdf)
    return next(int(line.split()[1]) for line in printed.splitlines() if line.startswith("Pages:"))


def module(name: str) -> Any:
    """A host that is a module of Python. Skips the test where it is not installed, but fails it in a CI."""
    try:
        return importlib.import_module(name)
    except ImportError:
        missing(f'{name} is not installed (it is part of the extra "test")')
