"""Diagnostics in print: for people, for programs, and as annotations of a GitHub workflow.

The form for people quotes the line and marks the place under it. The mark must stand right under its text
in any terminal: tabs are repeated, wide characters take two columns, combining ones none, and what a
terminal would obey instead of showing (control characters, bidirectional controls) is spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.source.places import Diagnostic, Lines

MOST = 200
"""How many diagnostics a person is shown. Nobody mends more in one go, and a terminal scrolls no further."""

WINDOW = 100
"""How many characters of a long line are shown, about half of them before the fault."""

_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


def show(diagnostics: Sequence[Diagnostic], text: str, name: str, format: str = "text") -> str:
    """Diagnostics as "text", "json" or "github"; empty where there are none, except for JSON's empty list."""
    if format == "json":
        return _json(diagnostics, name)
    if format == "github":
        return "".join(_annotation(one, name) for one in diagnostics)
    if format != "text":
        raise ValueError(f"no such format: {format}")
    lines = Lines(text) if diagnostics else None
    shown = [_framed(one, lines.line(one.line), name) for one in diagnostics[:MOST]] if lines else []
    if len(diagnostics) > MOST:
        rest = len(diagnostics) - MOST
        shown.append(f"… and {rest:,} more; to see all: timeline check --format json\n")
    return "\n".join(shown)


def spelled(text: str) -> str:
    """A text with each character that a terminal would obey spelled as ``<U+202E>``."""
    return _OBEYED.sub(lambda char: f"<U+{ord(char.group()):04X}>", text)


# For people


def _framed(one: Diagnostic, line: str, name: str) -> str:
    source, marks = _window(line, one.mark - 1, one.length)
    gutter = max(5, len(str(one.line)))
    rows = [
        spelled(f"{name}:{one.line}:{one.column}: {one.severity}[{one.code}]: {one.message}"),
        f"{one.line:{gutter}} | {source}",
        f"{'':{gutter}} | {marks}",
    ]
    if one.help:
        rows.append(f"   help: {spelled(one.help)}")
    return "\n".join(rows) + "\n"


def _window(line: str, start: int, length: int) -> tuple[str, str]:
    """The part of a line round a fault, and the row of carets to stand under it."""
    first = max(0, min(start - WINDOW // 2, len(line) - WINDOW))
    last = min(len(line), first + WINDOW)
    before = ["…"] if first else []
    cells = before + [_cell(char) for char in line[first:last]] + (["…"] if last < len(line) else [])
    at = start - first + len(before)
    # Marks may reach past the end of the line by one: a comma is missing *after* something.
    marked = cells[at : at + length]
    pad = "".join("\t" if cell == "\t" else " " * columns(cell) for cell in cells[:at])
    return "".join(cells).rstrip(), pad + "^" * max(
        1, sum(1 if cell == "\t" else columns(cell) for cell in marked)
    )


def _cell(char: str) -> str:
    return char if char == "\t" else spelled(char)


def columns(cell: str) -> int:
    """How many columns of a terminal a character (or the spelling of one) takes."""
    if cell.isascii():
        return len(cell)
    from unicodedata import category, east_asian_width  # late, to keep start-up fast

    if category(cell[0]) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(cell[0]) in ("W", "F") else 1


# For programs


def _json(diagnostics: Sequence[Diagnostic], name: str) -> str:
    import json

    rows = [
        {
            "file": name,
            **one._asdict(),
            "path": _pointer(one.path),
            "fix": one.fix._asdict() if one.fix else None,
        }
        for one in diagnostics
    ]
    return json.dumps(rows, indent=2) + "\n"


def _pointer(path: tuple[str | int, ...]) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _annotation(one: Diagnostic, name: str) -> str:
    """A workflow command; GitHub shows it beside the line. The escapes are those of its own toolkit."""
    message = one.message + (f"\nhelp: {one.help}" if one.help else "")
    properties = {
        "file": name,
        "line": str(one.line),
        "col": str(one.mark),
        "endColumn": str(one.mark + one.length),
        "title": one.code,
    }
    named = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{one.severity} {named}::{_escaped(message)}\n"


def _escaped(text: str, more: str = "") -> str:
    escaped = _OBEYED.sub(
        lambda char: char.group() if char.group() in "\r\n" else spelled(char.group()), text
    )
    for char in "%\r\n" + more:  # the percent sign first, or it would escape the escapes
        escaped = escaped.replace(char, f"%{ord(char):02X}")
    return escaped
