"""Where things stand in the author's text.

A fault of the text itself (``Fault``) is known by its offset; what the model finds wrong (``Problem``) is
known by the path of the value, since the model never sees the text. Both become a ``Diagnostic`` here, with
the line and column that an editor shows. A line ends at LF, CR LF or a lone CR; columns count characters
and both count from 1. ``Lines.at`` is the only place in the program where an offset becomes a line and a
column.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The keys and list indexes that lead from the document to a value; ``()`` is the document itself."""

Severity: TypeAlias = "Literal['error', 'warning']"


class Meant(NamedTuple):
    """What was certainly meant by a value, or by its key where that is at fault.

    ``how``: "instead" has ``text``, which is JSON, take the place of the value; "around" puts ``text`` before
    it and ``after`` behind it; "without" takes the characters in ``text`` out of a text; "away" leaves out
    the value with its key and a comma. ``title`` says it in a few words, where the usual ones will not do.
    """

    how: Literal["instead", "around", "without", "away"]
    text: str = ""
    after: str = ""
    title: str = ""


def instead(value: object, title: str = "") -> Meant:
    """That ``value`` was meant."""
    return Meant("instead", json.dumps(value, ensure_ascii=False), title=title)


class Problem(NamedTuple):
    """Something wrong with the value at ``path``."""

    code: str
    severity: Severity
    message: str
    path: Path = ()
    key: bool = False
    """Whether the key is at fault, and not its value."""
    column: int = 0
    """Where in the text (the value) the fault is, from 1; 0 for the whole of it."""
    length: int = 0
    """How many characters of the text are at fault; 0 for all that follow."""
    help: str | None = None
    see: Path | None = None
    """An earlier value that the message ends with: its line is appended, as in "… is already used" + " in
    line 4"."""
    whole: bool = False
    """Whether the value is one thing, as a date is: then its place is where it begins, and the part at fault
    is only marked."""
    fix: Meant | None = None
    """What was meant, where it can be one thing only."""


class Fix(NamedTuple):
    """The one change of the text that mends a fault: ``replacement`` in place of what stands between two
    offsets. ``title`` says it in a few words, as ``write "2025-05-14"``."""

    start: int
    end: int
    replacement: str
    title: str


class Fault(NamedTuple):
    """Something wrong with the text between two offsets."""

    code: str
    message: str
    start: int
    end: int
    help: str | None = None
    value: int = -1
    """The offset of the value that the fault lies in, where it begins before the fault."""
    fix: Fix | None = None
    """How to mend it, where there is one way only."""


class Diagnostic(NamedTuple):
    """Something wrong, with its place.

    ``line`` and ``column`` are where the value or the fault begins. ``mark`` is the column of what exactly is
    wrong, further into the value where only a part of it is, and ``length`` how much of it: at least 1, and
    perhaps past the end of the line by one. ``fix`` is there where the fault can be mended in one way only.
    """

    code: str
    severity: Severity
    message: str
    line: int
    column: int
    mark: int
    length: int
    help: str | None = None
    path: Path = ()
    fix: Fix | None = None


class Span(NamedTuple):
    """The offsets of a value, and of its key where it has one (-1 where not); ends are exclusive."""

    start: int
    end: int
    key_start: int = -1
    key_end: int = -1


class Reading:
    """A text as it was read.

    ``value`` is what the text says, as far as it could be read. ``faults`` are the faults of the text itself.
    ``spans`` has the places of those values that a slow reader walked through; the others are found when
    they are asked for. At the paths in ``guessed`` something was left out or put in, so that a complaint
    about just that value would be an echo of the fault; the same goes for all that begins on the lines in
    ``derailed``. ``complete`` is False where ids may have got lost
    with the text that was skipped.
    """

    __slots__ = ("complete", "derailed", "faults", "guessed", "spans", "text", "value")

    def __init__(self, text: str, value: object, spans: dict[Path, Span]) -> None:
        self.text = text
        self.value = value
        self.spans = spans
        self.faults: list[Fault] = []
        self.guessed: set[Path] = set()
        self.derailed: set[int] = set()
        self.complete = True


class Lines:
    """The lines of a text."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        ends = r"\r\n?|\n" if "\r" in text else "\n"  # which is found in half the time
        self._starts = [0, *(end.end() for end in re.finditer(ends, text))]

    def at(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line without its end; empty past the last line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def diagnostic(self, fault: Fault, severity: Severity = "error", path: Path = ()) -> Diagnostic:
        """A fault with its line and column. A fault of several lines is marked in the first."""
        line, mark = self.at(fault.start)
        left = len(self.line(line)) - mark + 1
        length = max(1, min(fault.end - fault.start, left))
        column = self.at(fault.value)[1] if fault.value >= 0 else mark
        return Diagnostic(
            fault.code, severity, fault.message, line, column, mark, length, fault.help, path, fault.fix
        )


def place(problems: Iterable[Problem], reading: Reading) -> list[Diagnostic]:
    """Everything that is wrong, the text's own faults included, in the order of the text.

    Problems of values that had to be guessed are left out: the fault that made us guess is there already.
    """
    problems = [problem for problem in problems if problem.path not in reading.guessed]
    if not problems and not reading.faults:
        return []
    lines = Lines(reading.text)
    found = [lines.diagnostic(fault) for fault in reading.faults]
    spans = _spans(
        reading, {path for problem in problems for path in (problem.path, problem.see) if path is not None}
    )
    for problem in problems:
        span = spans[problem.path]
        if reading.derailed and lines.at(span.start)[0] in reading.derailed:
            continue
        message = problem.message
        if problem.see is not None:
            message += f" in line {lines.at(spans[problem.see].start)[0]}"
        start, end = _mark(problem, span, reading.text)
        value = span.start + 1 if problem.whole and start > span.start else -1  # within the quotes
        fix = _fix(problem, problem.fix, span, reading.text) if problem.fix else None
        fault = Fault(problem.code, message, start, end, problem.help, value, fix)
        found.append(lines.diagnostic(fault, problem.severity, problem.path))
    return sorted(found, key=_in_the_text)


def _in_the_text(one: Diagnostic) -> tuple[int, int, int, str, str, str]:
    return one.line, one.column, one.mark, one.severity, one.code, one.message


_ESCAPE = r"(?s:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\?.)"
"""What stands in a literal for one character of its value. Compiled where it is used, for few files have
faults."""


def _mark(problem: Problem, span: Span, text: str) -> tuple[int, int]:
    """The offsets that are to be marked for a problem at ``span``."""
    if problem.key and span.key_start >= 0:
        return span.key_start, span.key_end
    if text[span.start : span.start + 1] in ("{", "["):
        return span.start, span.start + 1
    if not problem.column:
        return span.start, span.end
    quoted = text[span.start : span.start + 1] in "\"'"
    offsets = [
        one.start()
        for one in re.compile(_ESCAPE).finditer(text, span.start + quoted, max(span.end - quoted, span.start))
    ]
    offsets.append(max(span.end - quoted, span.start))
    last = len(offsets) - 1
    start = min(problem.column - 1, last)
    return offsets[start], offsets[min(start + problem.length, last)] if problem.length else offsets[last]


def _fix(problem: Problem, meant: Meant, span: Span, text: str) -> Fix | None:
    """What was meant, as a change of the text; None where it cannot be made here."""
    if meant.how == "away":
        stretch = _with_comma(text, span) if problem.path else None
        named = "the key" if span.key_start >= 0 else "it"
        return Fix(*stretch, "", meant.title or f"leave {named} out") if stretch else None
    start, end = (span.key_start, span.key_end) if problem.key else (span.start, span.end)
    try:
        json.loads(text[start:end])
    except (ValueError, RecursionError):  # what is no JSON is to be mended first
        return None
    new = meant.text
    if meant.how == "without":
        return Fix(start, end, _without(text[start:end], new), meant.title or "remove it")
    if meant.how == "around":
        new = f"{meant.text}{text[start:end]}{meant.after}"
    shown = new if len(new) <= _SHOWN else f"{new[: _SHOWN - 1]}…"
    return Fix(start, end, new, meant.title or f"write {shown}")


_SHOWN = 60
"""Characters of a replacement that its title shows."""


def _without(literal: str, characters: str) -> str:
    """A text as it is written, without some of its characters, however they are escaped."""
    written = (one[0] for one in re.compile(_ESCAPE).finditer(literal, 1, len(literal) - 1))
    return '"' + "".join(one for one in written if json.loads(f'"{one}"') not in characters) + '"'


def _with_comma(text: str, span: Span) -> tuple[int, int] | None:
    """A member and the comma that goes with it: the one before it, or else the one after. None where anything
    but blanks stands between."""
    start = span.key_start if span.key_start >= 0 else span.start
    before = text[:start].rstrip(" \t\n\r")
    if before.endswith(","):
        return len(before) - 1, span.end
    follows = after_blank(text, span.end)
    if not before.endswith(("{", "[")):
        return None
    if text.startswith(",", follows):
        return start, after_blank(text, follows + 1)
    return (start, span.end) if text[follows : follows + 1] in ("}", "]") else None


def _spans(reading: Reading, paths: set[Path]) -> dict[Path, Span]:
    """The place of each path; of a path that leads nowhere, the place of its last step that is there."""
    asked: dict[Path, set[Path]] = {}
    for path in paths:
        known = path
        while known not in reading.spans:
            known = known[:-1]
        asked.setdefault(known, set()).add(path[len(known) :])
    found = dict(reading.spans)
    for known, rests in asked.items():
        for rest, span in locate(reading.text, reading.spans[known].start, rests - {()}):
            found[known + rest] = span
    for path in paths - found.keys():
        nearest = path
        while nearest not in found:
            nearest = nearest[:-1]
        found[path] = found[nearest]
    return found


_BLANK = re.compile(r"[ \t\n\r]*")
_raw_decode = json.JSONDecoder().raw_decode


def locate(text: str, start: int, paths: set[Path]) -> Iterator[tuple[Path, Span]]:
    """The places of ``paths`` (none empty) within the faultless value at ``start``.

    Only the containers on the way are walked. Everything else is passed over by the C scanner, so that one
    fault among a hundred thousand events costs little more than reading them once.
    """
    rests: dict[str | int, set[Path]] = {}
    for path in paths:
        rests.setdefault(path[0], set()).add(path[1:])
    if not rests or text[start : start + 1] not in ("{", "["):
        return
    for step, span in members(text, start):
        if step not in rests:
            continue
        yield (step,), span
        for rest, inner in locate(text, span.start, rests.pop(step) - {()}):
            yield (step, *rest), inner
        if not rests:
            return


def members(text: str, start: int) -> Iterator[tuple[str | int, Span]]:
    """The members of the faultless object or list at ``start``, each with its place."""
    position = after_blank(text, start + 1)
    index = 0
    while text[position] not in "]}":
        step: str | int = index
        key_start = key_end = -1
        if text[start] == "{":
            key_start = position
            step, key_end = _raw_decode(text, position)
            position = after_blank(text, after_blank(text, key_end) + 1)
        try:
            _, end = _raw_decode(text, position)
        except RecursionError:  # it could be read, but from a shallower stack than ours
            return
        yield step, Span(position, end, key_start, key_end)
        position = after_blank(text, end)
        if text[position] == ",":
            position = after_blank(text, position + 1)
        index += 1


def after_blank(text: str, position: int) -> int:
    """The first offset from a position on at which no blank of JSON stands."""
    blank = _BLANK.match(text, position)
    return blank.end() if blank else position
