"""The one form in which ``timeline fmt`` writes an events file.

Two blanks of indent; each event, group, era and source on a line of its own where that has room in 100
columns, else each of its keys, and so on inwards. Order is kept, and so are numbers, as they were written.
Letters that were escaped stand as themselves, but for those that must be escaped and those that nobody would
see. Lines end as the first one does, with LF or CR LF: which of them belongs in a file is for the author's
system to say, and often it rewrites them at every checkout.
"""

from __future__ import annotations

import json
import marshal
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, repeat

from timeline import source
from timeline.records import TYPE_CHECKING
from timeline.source.report import columns
from timeline.source.strict import strict

if TYPE_CHECKING:
    from typing import Any

WIDTH = 100
"""Columns that a line may take, where it can be broken at all."""

UNIT = "  "
IN_LINES = ("groups", "eras", "sources", "events")
"""The keys of the document whose members have a line of their own each, however few they are."""

MANY = 20
"""From how many values on it pays to encode them in one go."""


def canonical(text: str) -> str:
    """The text in the one form, saying what it said. Raises ``ValueError``, in words for the user, for a text
    that cannot be read as JSON, or is nested more deeply than can be written.
    """
    with source.collector_paused():
        reading = source.read(text)
        if reading.faults:
            first = reading.faults[0]
            line, _ = source.Lines(text).at(first.start)
            raise ValueError(f"the text cannot be read as JSON: {first.message} (line {line})")
        try:
            made = _Writer(text).written()
            proved = _exact(strict.decode(made)) == _exact(reading.value)
        except RecursionError:
            raise ValueError("the text is nested too deeply to be written anew") from None
    if not proved:
        raise AssertionError("the form would have changed what the text says; nothing was changed")
    return made


def _exact(value: Any) -> bytes:
    """The same for the same values in the same order, and for no others: a 1 is no true.

    Version 2 of the format is the last that says the same of equal texts, whether or not they are one object.
    It takes a tenth of the time of writing JSON.
    """
    return marshal.dumps(value, 2)


_ESCAPES = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)(?:\\(?:u[0-9a-fA-F]{4}|.))*")
"""A run of escapes. The pattern begins with the backslash, so that the scanner can leap to the next one."""

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Characters without a shape of their own that Python takes for printable: fillers, joiners and selectors of
variants (Unicode, Default_Ignorable_Code_Point)."""


class _Writer:
    """Writes a faultless text anew.

    The C encoder of ``json`` does the work. What it would write in its own way goes through it in disguise,
    with characters that the text does not have: a number as a text between two of them, and another in place
    of the backslash and of the quote of an escape that is kept.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        unused = (char for char in map(chr, range(0xE000, 0x110000)) if char not in text)
        self.number, self.backslash, self.quote, self.between = islice(unused, 4)
        self.escapes = "\\" in text
        self.runs: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.lines: list[str] = []
        self.encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def written(self) -> str:
        plain = _ESCAPES.sub(self._disguised, self.text) if self.escapes else self.text
        value = json.JSONDecoder(parse_int=self._tagged, parse_float=self._tagged).decode(plain)
        if isinstance(value, dict) and value:
            self._document(value)
        else:
            self._value(value, self._in_a_line(value), "", "", "")
        first = self.text.find("\n")
        end = "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"
        return self._bare(end.join(self.lines)) + end

    # What was written, in disguise and back

    def _tagged(self, digits: str) -> str:
        return f"{self.number}{digits}{self.number}"

    def _disguised(self, found: re.Match[str]) -> str:
        run = found[0]
        known = self.runs.get(run)
        if known is None:
            known = self.runs[run] = "".join(map(self._letter, _ESCAPE.findall(run)))
        return known

    def _letter(self, escape: str) -> str:
        """The letter that an escape stands for, or the escape in disguise."""
        letter: str = json.loads(f'"{escape}"')
        if letter == "/" or (letter.isprintable() and letter not in '"\\' and not _UNSEEN.match(letter)):
            return letter
        return escape.replace("\\", self.backslash).replace('"', self.quote)

    def _bare(self, encoded: str) -> str:
        """What was encoded, without disguise. A text or a number, which has one line however long it is,
        keeps it until all is written."""
        if self.number in encoded:
            encoded = encoded.replace(f'"{self.number}', "").replace(f'{self.number}"', "")
        if self.escapes:
            encoded = encoded.replace(self.quote, '"').replace(self.backslash, "\\")
        return encoded

    def _in_a_line(self, value: object) -> str:
        return f'"{value}"' if isinstance(value, str) else self._bare(self.encode(value))

    def _in_a_line_each(self, values: Sequence[object]) -> list[str]:
        """Every value in one line. Many are encoded in one go, which is several times as fast."""
        if len(values) < MANY:
            return [self._in_a_line(value) for value in values]
        parts = [part for value in values for part in (value, self.between)]
        return f"{self._bare(self.encode(parts)[1:-1])}, ".split(f', "{self.between}", ')[:-1]

    def _named(self, key: str) -> str:
        """A key with its colon."""
        name = self.names.get(key)
        if name is None:
            name = self.names[key] = self._bare(f'"{key}": ')
        return name

    # Lines

    def _document(self, document: dict[str, Any]) -> None:
        self.lines.append("{")
        for place, (key, value) in enumerate(document.items(), 1):
            comma = "," if place < len(document) else ""
            if key in IN_LINES and value and isinstance(value, dict | list):
                self._broken(value, UNIT, self._named(key), comma)
            else:
                self._value(value, self._in_a_line(value), UNIT, self._named(key), comma)
        self.lines.append("}")

    def _value(self, value: Any, line: str, indent: str, key: str, comma: str) -> None:
        """Writes a value that is ``line`` in one line, and in several where that does not fit."""
        can_be_broken = value and isinstance(value, dict | list)
        if can_be_broken and not fits(key + line, WIDTH - len(indent) - len(comma)):
            self._broken(value, indent, key, comma)
        else:
            self.lines.append(f"{indent}{key}{line}{comma}")

    def _broken(self, value: Any, indent: str, key: str, comma: str) -> None:
        """Writes an object or a list with a line for each member, or more."""
        is_object = isinstance(value, dict)
        members = list(value.values()) if is_object else value
        names = [self._named(key) for key in value] if is_object else repeat("", len(members))
        inner = indent + UNIT
        room, add = WIDTH - len(inner) - 1, self.lines.append
        add(f"{indent}{key}{'{' if is_object else '['}")
        for member, name, line in zip(members, names, self._in_a_line_each(members), strict=True):
            if isinstance(member, str) or (len(line) + len(name) <= room and (name + line).isascii()):
                add(f"{inner}{name}{line},")  # as nearly always: a call for each would be the dearest part
            else:
                self._value(member, line, inner, name, ",")
        self.lines[-1] = self.lines[-1][:-1]
        add(f"{indent}{'}' if is_object else ']'}{comma}")


def fits(line: str, room: int) -> bool:
    """Whether a line takes no more than ``room`` columns of a terminal."""
    if line.isascii():
        return len(line) <= room
    if len(line.encode("ascii", "ignore")) > room:  # as of nearly all that are too long
        return False
    return sum(map(_columns, line)) <= room


_columns = lru_cache(maxsize=8192)(columns)
