"""The lint that keeps the promise of the SVG dialect: one list of what may occur, and nothing else passes.

    python tests/write/dialect.py FILE…

names every departure and exits with 1 where there is one. The list is written down here a second time, apart
from the writer, on purpose: a new element or attribute has to be allowed before it can be printed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d?[1-9])?"
POSITIVE = r"(?!0$)(?:0|[1-9]\d*)(?:\.\d?[1-9])?"
PREFIX = r"[A-Za-z][A-Za-z0-9_-]*"
COLOR = "#[0-9a-f]{6}"
PAINT = f"none|{COLOR}"
ADDRESS = r"(?:https?://|mailto:)[^\s\\]+"
ANYTHING = r"(?s:.*)"
PAIR = f"{NUMBER} {NUMBER}"
STEPS = f"M{PAIR}(?:[ML]{PAIR}|Q{PAIR} {PAIR}|Z)*"

SURFACE = {"class": f"{PREFIX}(?: {PREFIX})?", "fill": PAINT, "stroke": COLOR, "stroke-width": POSITIVE}

MADE = {
    "data-timeline-version": r"\d+\.\d+\.\d+",
    "data-timeline-file": r"[^/\\\x00-\x1f]+",
    "data-timeline-sha256": "[0-9a-f]{64}",
    "data-timeline-options": "--[a-z].*",
    "data-timeline-page": r"[1-9]\d*/[1-9]\d*",
    "data-timeline-data": "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
}
"""Where a picture of a file comes from: nothing, or at least the version and the checksum."""

ATTRIBUTES: dict[str, dict[str, str]] = {
    "svg": {
        "width": POSITIVE,
        "height": POSITIVE,
        "viewBox": f"0 0 {POSITIVE.replace('$', ' ')} {POSITIVE}",
        "role": "img",
        "lang": "[A-Za-z0-9-]+",
        XML_LANG: "[A-Za-z0-9-]+",
        "aria-labelledby": f"({PREFIX})-t \\1-d",
        **MADE,
    },
    "title": {"id": f"{PREFIX}-t"},
    "desc": {"id": f"{PREFIX}-d"},
    "style": {},
    "g": {"data-event-id": ANYTHING},
    "a": {"href": ADDRESS, XLINK_HREF: ADDRESS, "target": "_top"},
    "rect": {"x": NUMBER, "y": NUMBER, "width": NUMBER, "height": NUMBER, "rx": POSITIVE, **SURFACE},
    "circle": {"cx": NUMBER, "cy": NUMBER, "r": POSITIVE, **SURFACE},
    "path": {"d": STEPS, **SURFACE},
    "line": {
        **dict.fromkeys(("x1", "y1", "x2", "y2"), NUMBER),
        "class": PREFIX,
        "stroke": COLOR,
        "stroke-width": POSITIVE,
        "stroke-dasharray": f"{NUMBER}(?: {NUMBER})*",
    },
    "text": {
        "x": NUMBER,
        "y": NUMBER,
        "class": PREFIX,
        "font-family": re.escape("Arial,'Liberation Sans',Arimo,Helvetica,'DejaVu Sans',sans-serif"),
        "font-size": r"[1-9]\d*(?:\.5)?",
        "font-weight": "bold",
        "fill": COLOR,
        "text-anchor": "start|middle|end",
    },
}
"""What each element may carry, and what each value must look like from its first character to its last."""

OPTIONAL = {
    *("class", "rx", "stroke", "stroke-width", "stroke-dasharray", "font-weight", "data-event-id", "id"),
    *("lang", XML_LANG),  # see _language
    *MADE,  # see _head
}

PAINTED = {"rect", "circle", "path", "line", "text"}
CHILDREN = {
    "svg": {"title", "desc", "style", "g", "a"} | PAINTED,
    "g": {"title", "g", "a"} | PAINTED,
    "a": {"text"},
}
WITH_WORDS = {"title", "desc", "style", "text"}

# One rule in each block: a program that does not know the query leaves out what stands up to the first brace.
STYLE = re.compile(rf"(?:@media \(prefers-color-scheme:dark\)\{{\.{PREFIX}\{{(?:fill|stroke):{COLOR}\}}\}})+")
UNPAINTABLE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]"
)


def departures(text: str, *, inline: bool = False) -> list[str]:
    """What in an SVG file (or, ``inline``, in an element of a page) is outside the dialect."""
    found = list(_lines(text, inline))
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as fault:
        return [*found, f"not well-formed: {fault}"]
    if root.tag != f"{SVG}svg":
        return [*found, f"the root is {root.tag}"]
    return [*found, *_language(root, inline), *_head(root), *_elements(root), *_ids(root)]


def _language(root: ElementTree.Element, inline: bool) -> Iterator[str]:
    """A file names its language for both kinds of readers; HTML has it around the element, and refuses it."""
    named = "lang" in root.attrib, XML_LANG in root.attrib
    if named != (not inline, not inline):
        yield "the language is named in a page" if inline else "the language is not named"


def _lines(text: str, inline: bool) -> Iterator[str]:
    """The file as text: what a tool sees that reads line by line."""
    first, *rest = text.split("\n")
    if (first == DECLARATION) == inline:
        yield f"the first line is {first[:40]!r}"
    if not text.endswith("</svg>\n") or "\r" in text:
        yield "the file does not end with its root and one line feed, or has other line ends"
    for number, line in enumerate([first, *rest[:-1]], 1):
        if not line.startswith("<") or line != line.rstrip():
            yield f"line {number} is not one element: {line[:40]!r}"


def _head(root: ElementTree.Element) -> Iterator[str]:
    """Size, names, and the ground that everything stands on."""
    names = [child.tag.removeprefix(SVG) for child in root]
    if names[:2] != ["title", "desc"] or not (root[0].text and root[1].text):
        yield "the root does not begin with a title and a description"
    width, height = root.get("width"), root.get("height")
    if root.get("viewBox") != f"0 0 {width} {height}":
        yield "width and height are not those of the viewBox"
    said = [name for name in MADE if name in root.attrib]
    if said and not {"data-timeline-version", "data-timeline-sha256"} <= {*said}:
        yield f"it says of where it comes from no more than {said}"
    if list(root.attrib)[len(root.attrib) - len(said) :] != said:
        yield "where it comes from does not stand in its order behind all else"
    ground = next((child for child in root if child.tag.removeprefix(SVG) in PAINTED | {"g"}), None)
    box = None if ground is None else tuple(ground.get(key) for key in ("x", "y", "width", "height"))
    if box != ("0", "0", width, height) or ground is None or ground.get("fill") == "none":
        yield "no rectangle of the whole size lies below the rest"


def _elements(root: ElementTree.Element) -> Iterator[str]:
    for parent in root.iter():
        name = parent.tag.removeprefix(SVG)
        if name not in ATTRIBUTES:
            yield f"<{name}> is not in the dialect"
            continue
        yield from _attributes(name, parent.attrib)
        yield from _words(name, parent)
        for child in parent:
            if child.tag.removeprefix(SVG) not in CHILDREN.get(name, ()):
                yield f"<{child.tag.removeprefix(SVG)}> inside <{name}>"


def _attributes(name: str, given: dict[str, str]) -> Iterator[str]:
    allowed = ATTRIBUTES[name]
    for key, value in given.items():
        if key not in allowed:
            yield f"<{name}> has {key}"
        elif not re.fullmatch(allowed[key], value):
            yield f"<{name}> has {key}={value[:60]!r}"
    for key in allowed.keys() - given.keys() - OPTIONAL:
        yield f"<{name}> has no {key}"
    if name == "a" and given.get("href") != given.get(XLINK_HREF):
        yield "<a> leads to two addresses"


def _unembedded(text: str) -> str:
    """A line without the two characters that say which way all of it runs."""
    return text[1:-1] if text[:1] in ("\u202a", "\u202b") and text.endswith("\u202c") else text


def _words(name: str, element: ElementTree.Element) -> Iterator[str]:
    text = element.text or ""
    if name not in WITH_WORDS:
        if text.strip() or any((child.tail or "").strip() for child in element):
            yield f"<{name}> holds loose words"
    elif not text.strip():
        yield f"<{name}> is empty"
    elif name == "style" and not STYLE.fullmatch(text):
        yield f"<style> is not of the one safe shape: {text[:60]!r}"
    elif UNPAINTABLE.search(_unembedded(text) if name == "text" else text):
        yield f"<{name}> holds a character that paints no ink: {text[:60]!r}"


def _ids(root: ElementTree.Element) -> Iterator[str]:
    """Title and description alone are referred to, by ids with one prefix."""
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    if ids != (root.get("aria-labelledby") or "").split():
        yield f"the ids are {ids}"


def main(paths: Iterable[str]) -> int:
    """Lints files and prints what is wrong."""
    status = 0
    for path in paths:
        for departure in departures(Path(path).read_text("utf-8")):
            sys.stdout.write(f"{path}: {departure}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
