"""What the tests of hosts share: running one in a folder of its own, and looking into what it makes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.cli import program

EVENTS: dict[str, Any] = {
    "title": "Roads & bridges",
    "groups": [{"id": "road", "title": "Roads"}, {"id": "bridge", "title": "Bridges"}],
    "sources": {
        "survey": {"title": "A survey", "publisher": "The Office", "url": "https://example.org/survey"}
    },
    "events": [
        {"date": "1931", "title": "A viaduct is built", "group": "bridge", "sources": ["survey"]},
        {"date": "1944-09", "title": "It is blown up", "group": "bridge", "summary": "Nobody was on it."},
        {"date": "1951-05-02", "title": "The motorway opens", "group": "road", "sources": ["survey"]},
    ],
}


def write(folder: Path, files: dict[str, str | dict[str, Any]]) -> None:
    """Puts files into a folder, documents as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), "utf-8")


def touch(folder: Path, name: str, content: str | dict[str, Any]) -> None:
    """Changes a file so that whoever goes by the times of files notices, however coarse those are."""
    path = folder / name
    later = path.stat().st_mtime + 5 if path.exists() else None
    write(folder, {name: content})
    if later:
        os.utime(path, (later, later))


def run(module: str, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a host, as ``python -m``."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        env=program.surroundings(**environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def changed(events: dict[str, Any], number: int, **values: str) -> dict[str, Any]:
    """The document with another event ``number``."""
    listed = list(events["events"])
    listed[number] = {**listed[number], **values}
    return {**events, "events": listed}


class Element:
    """An element of a page: its name, attributes and words."""

    def __init__(self, name: str, attributes: dict[str, str], parents: tuple[Element, ...]) -> None:
        self.name, self.attributes, self.parents = name, attributes, parents
        self.words: list[str] = []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


class Look(HTMLParser):
    """The elements of a page, in order."""

    EMPTY = frozenset(
        {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
    )

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.found.append(element)
        if tag not in self.EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.EMPTY:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(element.name == tag for element in self._open):
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, name: str, inside: str | None = None, **attributes: str) -> list[Element]:
        """The elements of a name, within one of another name, with attributes of these values."""
        return [
            element
            for element in self.found
            if element.name == name
            and (inside is None or any(parent.name == inside for parent in element.parents))
            and all(element.attributes.get(key.rstrip("_")) == value for key, value in attributes.items())
        ]

    def pictures(self) -> list[Element]:
        """The pictures inline, without the twins for narrow pages, which the search is told to leave out."""
        framed = (
            one
            for one in self.all("svg")
            if one.parents and one.parents[-1].attributes.get("class") == "timeline-picture"
        )
        return [one for one in framed if "data-search-exclude" not in one.attributes]

    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.found if "id" in element.attributes]


def rules(page: str) -> list[str]:
    """The classes that the style sheets within pictures have rules for."""
    sheets = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    return re.findall(r"\.(tl-[\w-]+)\{", sheets)
