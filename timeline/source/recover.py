"""The slow reader: it goes on after a fault, so that one run names every fault of a text.

Its rules:

- What is faultless is read by the C scanner, container by container; only a container with a fault in it is
  walked by hand. So one fault in a large file costs little, and an event without a fault is read as ever.
- Each fault is reported once, where a person would mend it: a missing comma at the end of the value before
  it, an unclosed bracket where the closing one was due, a missing quote at the opening one.
- What is meant is guessed where there is one likely meaning (a date without quotes, a Python word, single
  quotes), and the guess goes on to be checked like any value. Where there is none, the value is None, its
  path is put into ``guessed``, and nothing more is said about it.
- A fault has a fix where it can be mended in one way only. What is left to guess has none: where a bracket
  was to stand, which of two values counts, whether a number is a text, what a comment is worth. Nor has
  anything on a line that is read inside out.
- Every step moves forward, and nesting is followed to ``DEPTH`` levels only: no text makes it loop or
  overflow.

The readers share one shape: they take the offset at which something begins (and its path) and give the
value and the offset after it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from timeline.source.places import Fault, Fix, Lines, Path, Reading, Span
from timeline.source.strict import has_lone_surrogate, strict

DEPTH = 100
"""How deeply a value may be nested. Events files need six levels; a Python stack has room for some three
hundred."""

BLANK = re.compile(r"[ \t\n\r]*")
COMMENT = re.compile(r"//[^\n\r]*|/\*.*?(?:\*/|\Z)|\#[^\n\r]*", re.DOTALL)
ODD_BLANK = re.compile(
    r"[\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+"
)
BEGINS_A_VALUE = re.compile(r'[{\[\d-]|true|false|null|"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')
AFTER_VALUE = re.compile(r"[\s,;\]}:]|/[/*]|#|\Z")
PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
ESCAPE = re.compile(r'\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))')
MEANING = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
LOW_HALF = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
NEXT_LINE_IS_JSON = re.compile(r'\s*(?:"(?:[^"\\\n\r]|\\.)*"\s*[:,\]}]|[\]}{]|\Z)')
"""After the end of a line: whether what follows cannot be the rest of a text that was broken in two."""
KEY_THEN_COLON = re.compile(r'"(?:[^"\\\n\r]|\\.)*"\s*:')
OPEN_KEY = re.compile(r'"([\w$-]+)\s*:\s*(?=")')
"""A key whose closing quote is missing: ``"title: "…"``."""
QUOTE_INSIDE = re.compile(r'[^\n\r]*?"(?=\s*(?:,\s*["{\[]|[}\]]|,?[ \t]*(?:[\n\r]|\Z)))')
"""The rest of a text that has quotes inside: as far as a quote that something structural follows."""
NAME = re.compile(r"([^\W\d][\w$-]*|\d[\w-]*)(?:\"(?=\s*[:=]))?")
"""A key without quotes, or without its first."""
RUN = re.compile(r"[^,\n\r\]}\"'{\[]*?(?=\s*(?://|/\*|\s\#|;\s*[\"'{\[\]}\n\r]|[,\n\r\]}\"'{\[]|\Z))")
"""An unquoted value: to the next comma, bracket, quote or comment of its line."""
GOES_ON = re.compile(r'[ \t]+(?:[-–/] ?)?(?![\w$-]+"?\s*[:=])(?=[^\W\d])')
"""After a number: whether it begins a text without quotes, as in ``14 May 2025``, and the next is no key."""
SEMICOLON = re.compile(r";\s*(?:[\"{\[\]}]|\Z)")
"""One that was meant to part two members, and is no part of a text with quotes inside."""
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
DATE = re.compile(r"[-+~?%]*(?:[\dX]{4}|Y-?\d+)(?:[-/~?%TZS][-\w:/.+~?%]*|X[-\w/~?%.]*)")
A_KEY = re.compile(r'(?:"(?:[^"\\\n\r]|\\.)*"|\'[^\'"\n\r]*\'|[“„][^“”"\n\r]*[”“]|[^\W\d][\w$-]*"?)\s*[:=]')
"""A key, well written or not, with its colon."""
_LINE_END = r"[ \t]*(?:[\n\r]|\Z)"
FOLLOWS_IN_OBJECT = re.compile(rf"\s*(?:[}}\]]|;?,?{_LINE_END}|,\s*{A_KEY.pattern})")
FOLLOWS_IN_LIST = re.compile(rf'\s*(?:[}}\]]|,?{_LINE_END}|,\s*["{{\[])')
AFTER_QUOTED = re.compile(rf"\s*(?:[:=}}\]]|[,;]?{_LINE_END}|[,;]\s*[\"'`“„”‘«{{\[\w-])")
AFTER_BARE = re.compile(rf"\s*(?:[}}\],;]|{_LINE_END}|//|/\*|\#)")
"""What comes after a value that has ended for certain: a key's, a list's, one in odd quotes, one in none."""
PAIRED_QUOTES = re.compile(r'[^"\\]*(?:(?<![^\s(\["])"(?=[^\s"])[^"\\]*(?<=[^\s"])"(?![\w"])[^"\\]*)+')
"""A text with quotes round parts of it: each pair opens before a word and closes after one."""
NEXT_LINE_GOES_ON = re.compile(r'\s*(?:"(?:[^"\\\n\r]|\\.)*"\s*:|[}\]]\s*[,}\]\n\r])')
PARTING = "\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
"""Control characters that part words or lines, so that something has to take their place."""
INSIDE = {'"': '\\"', "\t": "\\t", "\\'": "'", "\\`": "`"}
"""What stands otherwise between double quotes than between single ones."""
QUOTE = re.compile(r'(?<!\\)(?:\\\\)*"')
TOKEN = re.compile(r'"(?:[^"\\\n\r]|\\.)*"?|[\[\]{},]')
QUOTES = {"'": "'", "`": "`'", "“": '”“"', "„": '“”"', "”": '”"', "‘": "’‘", "’": "’", "«": "»"}
WORDS = {
    **dict.fromkeys(("True", "TRUE", "yes", "Yes"), ("true", True)),
    **dict.fromkeys(("False", "FALSE", "no", "No"), ("false", False)),
    **dict.fromkeys(("None", "Null", "NULL", "nil", "undefined"), ("null", None)),
}
SURE_WORDS = WORDS.keys() - {"yes", "Yes", "no", "No"}
"""Those that cannot be texts without quotes."""
NOT_FINITE = frozenset({"NaN", "nan", "Infinity", "-Infinity", "+Infinity", "inf", "-inf"})
CLOSER = {"{": "}", "[": "]"}
OPENER = {"}": "{", "]": "["}


def scan(text: str) -> Reading:
    """What a text says, with all its faults; see ``Reading``. Never raises."""
    return _Scanner(text).document()


def _cut(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


class _Scanner:
    """One walk through one text."""

    __slots__ = ("faulty", "forgiven", "found", "lines", "odd", "opened", "paths", "reading", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.reading = Reading(text, None, {(): Span(0, len(text))})
        self.found: set[tuple[str, int]] = set()
        self.faulty: set[int] = set()  # the lines with faults
        self.odd: dict[int, bool] = {}  # which of them have an odd number of quotes
        self.opened: list[int] = []  # offsets of the brackets that are still open
        self.paths: list[Path] = []  # and the paths of their containers
        self.forgiven = -1  # the offset at which a missing comma is the echo of another fault

    def fault(
        self, code: str, message: str, start: int, end: int, help: str | None = None, fix: Fix | None = None
    ) -> None:
        """Report a fault once, however often the reader comes by, and leave out its echoes.

        On a line with an odd number of quotes, inside and outside change places somewhere: what is found
        wrong after the first fault comes of that, and so do brackets that do not match later on.
        """
        if (code, start) in self.found:
            return
        self.found.add((code, start))
        line = self.line(start)
        if line in self.faulty and self.is_odd(line):
            self.derail(line)
        elif not (
            self.reading.derailed and code.startswith(("json-bracket", "json-unexpected", "json-after"))
        ):
            self.faulty.add(line)
            self.reading.faults.append(Fault(code, message, start, end, help, fix=fix))

    def is_odd(self, line: int) -> bool:
        """Whether a line has an odd number of quotes: counted once, for all of a file may be one line."""
        if line not in self.odd:
            self.odd[line] = len(QUOTE.findall(self.lines.line(line))) % 2 == 1
        return self.odd[line]

    def derail(self, line: int) -> None:
        """Take note that the rest of a line was read inside out, with all that is open round it."""
        self.reading.derailed.add(line)
        self.reading.guessed.update(self.paths)
        self.reading.complete = False

    def line(self, offset: int) -> int:
        return self.lines.at(offset)[0]

    def at(self, position: int) -> str:
        """The character at an offset; empty at the end of the text."""
        return self.text[position : position + 1]

    # The document

    def document(self) -> Reading:
        reading = self.reading
        start = self.blank(0)
        if start == len(self.text):
            self.fault("json-empty", "the file is empty", 0, 1, 'the smallest events file is {"events": []}')
            reading.guessed.add(())
        elif self.at(start) in "{[" or self.is_clean_scalar(start):
            reading.value, end = self.value(start, ())
            reading.spans[()] = Span(start, end)
            self.tail(self.blank(end))
        else:
            self.foreign(start)
            reading.guessed.add(())
        if reading.derailed:
            reading.faults = [
                one._replace(fix=None) if self.line(one.start) in reading.derailed else one
                for one in reading.faults
            ]
        return reading

    def is_clean_scalar(self, start: int) -> bool:
        """Whether the text is JSON, though no object: then what it should be is the model's affair."""
        read = self.clean(start)
        return read is not None and not self.text[read[1] :].strip(" \t\n\r")

    def foreign(self, start: int) -> None:
        """Name the language that the file seems to be written in."""
        head = self.text[start : start + 400]
        if head.startswith("<"):
            guess = "it looks like HTML or XML"
        elif head.startswith('"') and KEY_THEN_COLON.match(head):
            guess = "is the { at the start missing?"
        elif re.match(r"---|[\w-]+:\s", head):
            guess = "it looks like YAML"
        elif re.match(r"[^\n\r]*[,;\t][^\n\r]*[\n\r]", head):
            guess = "it looks like a table (CSV)"
        else:
            guess = 'an events file begins with { and its events, as in {"events": [ … ]}'
        self.fault("json-none", "this is not JSON", start, start + 1, guess)

    def tail(self, position: int) -> None:
        """Whatever stands after the end of the document."""
        char = self.at(position)
        if not char:
            return
        last = not self.text[position + 1 :].strip(" \t\n\r")
        if char in "]}":
            self.fault(
                "json-bracket-extra",
                f"this {char} closes nothing",
                position,
                position + 1,
                f"remove the {char}",
                None if self.reading.faults or not last else _removed(position, char),
            )
            self.tail(self.blank(position + 1))
            return
        end = self.lines.at(position)[0]
        stop = position + max(1, len(self.lines.line(end)) - self.lines.at(position)[1] + 1)
        self.reading.complete = False
        self.fault(
            "json-after-end",
            "the document has ended before this",
            position,
            stop,
            "a file holds one { … }",
            _removed(position, char) if last and char in ",;" else None,
        )

    # Between values

    def blank(self, position: int) -> int:
        """The offset of what comes after blanks, comments (a fault) and blanks that JSON does not know
        (another)."""
        while True:
            position = self.match(BLANK, position)
            if comment := COMMENT.match(self.text, position):
                end = comment.end()
                hint = 'remove it, or keep it in a key of your own, as "x-note": "…"'
                self.fault("json-comment", "JSON has no comments", position, end, hint)
            elif odd := ODD_BLANK.match(self.text, position):
                end = odd.end()
                named = f"U+{ord(self.text[position]):04X}"
                message = f"the invisible character {named} may stand within quotes only"
                fix = Fix(position, end, _plain_blanks(odd.group()), "write an ordinary space, or nothing")
                self.fault(
                    "json-blank", message, position, end, "put an ordinary space there, or nothing", fix
                )
            else:
                return position
            position = end

    def match(self, pattern: re.Pattern[str], position: int) -> int:
        """The end of a pattern that can match the empty text."""
        matched = pattern.match(self.text, position)
        return matched.end() if matched else position

    def skip(self, position: int) -> int:
        """The offset of the next comma or closing bracket that belongs to the container we are in."""
        depth = 0
        for token in TOKEN.finditer(self.text, position):
            char = token.group()
            if depth == 0 and char in ",]}":
                return token.start()
            depth += (char in "[{") - (char in "]}")
        return len(self.text)

    # Values

    def value(self, start: int, path: Path) -> tuple[object, int]:
        clean = self.clean(start)
        if clean is not None and not (type(clean[0]) in (int, float) and GOES_ON.match(self.text, clean[1])):
            return clean
        char = self.at(start)
        if char in CLOSER:
            return self.container(start, path)
        if char == '"':
            return self.string(start)
        if char in QUOTES:
            return self.quoted(start)
        return self.word(start, path)

    def clean(self, start: int) -> tuple[object, int] | None:
        """A value that the C scanner reads, with the offset after it; None where it has a fault.

        What can be seen not to be one is not given to it: for each of its faults it counts lines from the
        beginning of the text.
        """
        if not BEGINS_A_VALUE.match(self.text, start):
            return None
        try:
            value, end = strict.raw_decode(self.text, start)
        except (ValueError, RecursionError):
            return None
        if not AFTER_VALUE.match(self.text, end) or has_lone_surrogate(self.text, start, end):
            return None
        return value, end

    # Objects and lists

    def container(self, start: int, path: Path) -> tuple[object, int]:
        """An object or a list with a fault in it."""
        if len(path) >= DEPTH:
            return self.too_deep(start, path)
        is_object = self.at(start) == "{"
        made: dict[str, object] | list[object] = {} if is_object else []
        self.opened.append(start)
        self.paths.append(path)
        end = self.members(made, start, path)
        self.paths.pop()
        self.opened.pop()
        return made, end

    def too_deep(self, start: int, path: Path) -> tuple[object, int]:
        self.fault("json-depth", f"brackets are nested more than {DEPTH} levels deep", start, start + 1)
        self.reading.guessed.add(path)
        self.reading.complete = False
        return None, self.skip(start)

    def members(self, made: dict[str, object] | list[object], start: int, path: Path) -> int:
        """Read what stands between two brackets into ``made``; gives the offset after the closing one."""
        closer = CLOSER[self.at(start)]
        comma = -1  # where the comma before the position stands, -1 where there is none
        position = self.blank(start + 1)
        while True:
            char = self.at(position)
            if char == closer:
                if comma >= 0:
                    self.fault(
                        "json-comma-extra",
                        f"a comma before the {closer}",
                        comma,
                        comma + 1,
                        "remove the comma",
                        _removed(comma, self.at(comma)),
                    )
                return position + 1
            if char == ",":
                message = "two commas in a row" if comma >= 0 else f"a comma right after the {self.at(start)}"
                fix = _removed(position, char)
                self.fault("json-comma-extra", message, position, position + 1, "remove the comma", fix)
                position = self.blank(position + 1)
                continue
            if self.must_end(made, position):
                after, ended = self.not_closed(start, position, path)
                if ended:
                    return after
                position, comma = self.blank(after), -1
                continue
            end = self.member(made, position, path)
            comma, position = self.separator(made, end, path)

    def separator(self, made: object, end: int, path: Path) -> tuple[int, int]:
        """The comma after a member that ends at ``end`` (-1 for none), and the offset of what comes next."""
        position = self.blank(end)
        char = self.at(position)
        if char == ",":
            return position, self.blank(position + 1)
        if not char or char in "]}" or end == self.forgiven:
            return -1, position
        if char == ";":
            return self.semicolon(made, position)
        if char in '"{[-_$' or char in QUOTES or char.isalnum():
            fix = Fix(end, end, ",", "add a comma") if self.parts(made, end, position) else None
            self.fault(
                "json-comma-missing", "a comma is missing after this", end, end + 1, "add a comma here", fix
            )
            return position, position
        if char == ":" and isinstance(made, list):
            message, hint = "a name with a value stands in a list", "is a { missing before the name?"
        else:
            message, hint = f"{char} is not expected here", "a comma or a closing bracket must follow a value"
        self.unexpected(position, message, path, hint)
        return self.separator(made, self.skip(position), path)

    def parts(self, made: object, end: int, position: int) -> bool:
        """Whether there are two members for certain, one before ``end`` and one from ``position`` on: in an
        object, a key with its colon follows; in a list, no text follows that may go on with the one before.
        A text that ends with a comma has got the one that is missing.
        """
        if self.text[end - 2 : end] in (',"', ';"'):
            return False
        if isinstance(made, dict):
            return A_KEY.match(self.text, position) is not None
        if self.at(end - 1) in "]}":
            return self.at(position) in '{["'
        in_pieces = self.text[end - 2 : end - 1].isspace() or self.at(position + 1).isspace()
        return self.at(end - 1) == '"' and (
            self.at(position) in "{[" or (self.at(position) == '"' and position > end and not in_pieces)
        )

    def semicolon(self, made: object, position: int) -> tuple[int, int]:
        """A semicolon after a member: like ``separator``, of which it is a part."""
        after = self.blank(position + 1)
        if self.at(after) in ("]", "}"):
            message = f"a ; before the {self.at(after)}"
            self.fault(
                "json-comma-extra", message, position, position + 1, "remove the ;", _removed(position, ";")
            )
            return -1, after
        fix = Fix(position, position + 1, ",", "write a comma")
        self.fault(
            "json-comma-missing",
            "a ; in place of a comma",
            position,
            position + 1,
            "write a comma",
            fix if self.parts(made, len(self.text[:position].rstrip()), after) else None,
        )
        return position, after

    def unexpected(self, position: int, message: str, path: Path, hint: str | None = None) -> None:
        self.fault("json-unexpected", message, position, position + 1, hint)
        self.reading.guessed.add(path)
        self.reading.complete = False

    def must_end(self, made: object, position: int) -> bool:
        """Whether a container cannot go on at ``position``, though its bracket is not there."""
        char = self.at(position)
        if not char or char in "]}":
            return True
        if isinstance(made, dict):
            return char in "{["
        # A key within a list that has begun well, and whose owner takes keys: the list was to end before it.
        key_next = char == '"' and KEY_THEN_COLON.match(self.text, position) is not None
        return key_next and bool(made) and self.outer() == "{"

    def not_closed(self, start: int, position: int, path: Path) -> tuple[int, bool]:
        """A container that does not end where it should: where to go on, and whether it has ended there."""
        char = self.at(position)
        if not char:
            self.ends_early(path)
            return position, True
        opener = self.at(start)
        named = f"the {opener} of line {self.line(start)}"
        closer = CLOSER[opener]
        if char in OPENER and self.mistyped(start, position + 1):
            message = f"{named} is closed by a {char}"
            fix = Fix(position, position + 1, closer, f"write {closer}")
            self.fault("json-bracket", message, position, position + 1, f"write {closer}", fix)
            return position + 1, True
        if char in OPENER and not any(self.at(outer) == OPENER[char] for outer in self.opened[:-1]):
            message = f"this {char} closes nothing"
            self.fault("json-bracket-extra", message, position, position + 1, f"remove the {char}")
            return position + 1, False
        self.fault(
            "json-bracket-open",
            f"{named} is not closed",
            position,
            position + 1,
            f"add a {closer} before this",
        )
        self.reading.guessed.add(path)
        self.forgiven = position
        return position, True

    def mistyped(self, start: int, after: int) -> bool:
        """Whether the wrong bracket before ``after`` was meant to close the container: what follows would
        fit."""
        if len(self.opened) < 2:
            return not self.text[after:].strip()
        follows = self.text[self.blank(after) :][:200]
        if self.at(start) == "[":  # it closed by "}", within an object that goes on or ends
            return re.match(r',\s*"[^"\n]*"\s*:', follows) is not None and self.outer() == "{"
        return re.match(r",\s*\{", follows) is not None and self.outer() == "["

    def outer(self) -> str:
        """The bracket of the container around this one; empty for the outermost."""
        return self.at(self.opened[-2]) if len(self.opened) > 1 else ""

    def ends_early(self, path: Path) -> None:
        """The text ends within brackets: one fault for all of them, after the last thing that was written."""
        open_ones = [f"the {self.at(start)} of line {self.line(start)}" for start in reversed(self.opened)]
        named = " and ".join(open_ones[:3]) + (" and others" if len(open_ones) > 3 else "")
        closers = "".join(CLOSER[self.at(start)] for start in reversed(self.opened))
        last = len(self.text.rstrip())
        verb = "is" if len(open_ones) == 1 else "are"
        if "json-bracket-open" not in {fault.code for fault in self.reading.faults if fault.start == last}:
            message = f"the file ends, and {named} {verb} not closed"
            self.fault("json-bracket-open", message, last, last + 1, f"add {_cut(closers, 10)} at the end")
        self.reading.guessed.add(path)
        self.reading.complete = False

    def member(self, made: dict[str, object] | list[object], position: int, path: Path) -> int:
        """Read one member into ``made``; gives the offset after it."""
        if isinstance(made, dict):
            return self.pair(made, position, path)
        inner = (*path, len(made))
        value, end = self.read(position, inner)
        self.reading.spans[inner] = Span(position, end)
        made.append(value)
        return end

    def pair(self, made: dict[str, object], position: int, path: Path) -> int:
        key, key_end = self.key(position, path)
        if key is None:
            return key_end
        inner = (*path, key)
        if key in made:
            first = self.line(self.reading.spans[inner].key_start)
            message = f"the key “{_cut(key)}” stands twice in one object, first in line {first}"
            self.fault("json-key-twice", message, position, key_end, "keep one of the two")
        start = self.colon(key, key_end)
        if start < 0:
            value, end = None, self.forgiven
            start = end
            self.reading.guessed.add(inner)
        else:
            value, end = self.read(start, inner)
        self.reading.spans[inner] = Span(start, end, position, key_end)
        made[key] = value
        return end

    def colon(self, key: str, key_end: int) -> int:
        """The offset of the value after a key; -1 where there is none, with ``forgiven`` set to where we go
        on."""
        if key_end == self.forgiven:  # the key had lost its closing quote, and the value begins here
            return key_end
        position = self.blank(key_end)
        char = self.at(position)
        if char == ":":
            start = self.blank(position + 1)
            if self.at(start) not in ("", ",", "}", "]") and not KEY_THEN_COLON.match(self.text, start):
                return start
            key_end = position + 1
        elif char == "=":
            after = position + (2 if self.text.startswith("=>", position) else 1)
            fix = Fix(position, after, ":", "write a colon")
            self.fault("json-colon", "a = in place of a colon", position, position + 1, "write a colon", fix)
            return self.blank(after)
        elif char and char not in ",}]":
            sure = self.is_pair(key_end, position)
            self.fault(
                "json-colon",
                "a colon is missing after this key",
                key_end,
                key_end + 1,
                "add a colon here",
                Fix(key_end, key_end, ":", "add a colon") if sure else None,
            )
            return position
        self.fault("json-value", f"the key “{_cut(key)}” has no value", key_end, key_end + 1)
        self.forgiven = key_end
        return -1

    def is_pair(self, key_end: int, position: int) -> bool:
        """Whether a text and a faultless value beside it are a key and its value, with others after them."""
        read = self.clean(position)
        if read is None or "\n" in self.text[key_end:position] or self.at(key_end - 1) != '"':
            return False
        after = self.match(BLANK, read[1])
        return self.at(after) == "," and A_KEY.match(self.text, self.match(BLANK, after + 1)) is not None

    def key(self, position: int, path: Path) -> tuple[str | None, int]:
        """A key with the offset after it; None where there is none."""
        text = self.text
        char = self.at(position)
        if opened := OPEN_KEY.match(text, position):
            name = opened.group(1)
            message = f"the key “{_cut(name)}” lacks its closing quote"
            fix = Fix(position, opened.end(1), f'"{name}"', f'write "{_cut(name)}"')
            self.fault("json-quote-open", message, position, opened.end(1), f'write "{_cut(name)}":', fix)
            self.forgiven = opened.end()
            return name, opened.end()
        if char == '"':
            return self.string(position)
        if char in QUOTES:
            return self.quoted(position)
        if name_here := NAME.match(text, position):
            name = name_here.group(1)
            hint = f'write "{_cut(name)}"'
            sure = self.at(self.match(BLANK, name_here.end())) in (":", "=")
            self.fault(
                "json-key-quotes",
                "a key must stand in double quotes",
                position,
                name_here.end(),
                hint,
                Fix(position, name_here.end(), f'"{name}"', hint) if sure else None,
            )
            return name, name_here.end()
        self.unexpected(
            position, f"{char} is not expected here", path, "a key in double quotes must stand here"
        )
        return None, self.skip(position + 1)

    def read(self, start: int, path: Path) -> tuple[object, int]:
        """A value within a container; a text with quotes inside is taken to its real end."""
        value, end = self.value(start, path)
        after = self.at(end)
        if not isinstance(value, str) or self.at(start) != '"' or end == self.forgiven:
            return value, end
        if SEMICOLON.match(self.text, end):
            return value, end
        if (after.strip() and after not in ',:]}"/#') or (after == " " and self.at(end + 1).isalpha()):
            rest = QUOTE_INSIDE.match(self.text, end)
            if rest and self.text[end - 1] == '"':
                hint = r"write \" for a quote inside a text, or use “ and ”"
                fix = self.escaped(start, rest.end(), path)
                self.fault("json-quote-inside", "this quote ends the text too early", end - 1, end, hint, fix)
                return self.text[start + 1 : rest.end() - 1], rest.end()
        return value, end

    def escaped(self, start: int, end: int, path: Path) -> Fix | None:
        """A backslash before each quote inside the text from ``start`` to ``end``, where they stand in pairs
        round something and what follows can follow a text only."""
        inside = self.text[start + 1 : end - 1]
        after = FOLLOWS_IN_LIST if path and isinstance(path[-1], int) else FOLLOWS_IN_OBJECT
        if not PAIRED_QUOTES.fullmatch(inside) or not after.match(self.text, end):
            return None
        return Fix(start, end, '"' + inside.replace('"', '\\"') + '"', 'write \\" for the quotes inside')

    # Texts

    def string(self, start: int) -> tuple[str, int]:
        """A text in double quotes."""
        pieces: list[str] = []
        position = start + 1
        while True:
            end = self.match(PLAIN, position)
            pieces.append(self.text[position:end])
            char = self.at(end)
            if char == '"':
                return "".join(pieces), end + 1
            if char == "\\":
                piece, position = self.escape(end)
            elif not char or (char in "\n\r" and NEXT_LINE_IS_JSON.match(self.text, end)):
                return self.never_closed(start, end, pieces)
            else:
                piece, position = self.control(end)
            pieces.append(piece)

    def never_closed(self, start: int, end: int, pieces: list[str]) -> tuple[str, int]:
        """A text that runs into the end of its line; a comma at the end was meant to stand after it."""
        line = self.text[start:end].rstrip()
        body = line.rstrip(" \t,]}")  # brackets at the end of a line belong to the line, not to the text
        tail = line[len(body) :].strip()
        sure = (
            tail in ("", ",")
            and body[-1] not in "'`´“”„‘’«»;:"
            and not re.search(r"[\[\]{}]", body)
            and NEXT_LINE_GOES_ON.match(self.text, end)
        )
        closed = start + len(body)
        self.fault(
            "json-quote-open",
            "this text lacks its closing quote",
            start,
            closed,
            'add a " at its end',
            Fix(closed, closed, '"', 'add a " at its end') if sure else None,
        )
        return "".join(pieces).rstrip(" \t\r\n,]}"), start + max(1, len(body))

    def control(self, position: int) -> tuple[str, int]:
        """A control character within a text, which JSON wants escaped."""
        char = self.text[position]
        if char in "\n\r":
            end = position + (2 if self.text.startswith("\r\n", position) else 1)
            hint = "write the text on one line; in a summary, a quote or a note, \\n stands for a line break"
            self.fault("json-control", "a line break within a text", position, end, hint)
            return " ", end  # so that a title is not called two lines as well
        named = "tab" if char == "\t" else f"control character U+{ord(char):04X}"
        hint = r"write \t for it" if char == "\t" else "remove it"
        sure = char == "\t" or char not in PARTING
        fix = Fix(position, position + 1, r"\t" if char == "\t" else "", hint) if sure else None
        self.fault("json-control", f"a {named} within a text", position, position + 1, hint, fix)
        return (char if char == "\t" else "" if sure else " "), position + 1

    def escape(self, position: int) -> tuple[str, int]:
        """What a backslash and the characters after it stand for."""
        escape = ESCAPE.match(self.text, position)
        if not escape:
            end = (
                min(position + 2, len(self.text))
                if self.at(position + 1) not in ("\n", "\r")
                else position + 1
            )
            shown = self.text[position:end]
            hint = r"write \\ for a backslash"
            fix = Fix(position, end, "'", "write ' without a backslash") if shown == "\\'" else None
            self.fault("json-escape", f"{shown} is not an escape that JSON knows", position, end, hint, fix)
            return self.text[position + 1 : end], end
        simple, digits = escape.groups()
        if simple:
            return MEANING.get(simple, simple), escape.end()
        number = int(digits, 16)
        if not 0xD800 <= number <= 0xDFFF:
            return chr(number), escape.end()
        low = LOW_HALF.match(self.text, escape.end())
        if number < 0xDC00 and low:
            return chr(0x10000 + ((number - 0xD800) << 10) + int(low.group(1), 16) - 0xDC00), low.end()
        message = f"{escape.group()} is half of a character (a lone surrogate)"
        self.fault("json-surrogate", message, position, escape.end(), "write the character itself")
        return "\ufffd", escape.end()

    def quoted(self, start: int) -> tuple[str, int]:
        """A text in quotes that JSON does not know."""
        opener = self.text[start]
        closers = re.escape(QUOTES[opener])
        body = re.compile(rf"((?:\\.|[^\n\r\\])*?)[{closers}](?=\s*(?:[,:\]}}]|\Z|[\n\r]))").match(
            self.text, start + 1
        )
        message = (
            "a text must stand in double quotes" if opener in "'`" else f"{opener} is not a quote to JSON"
        )
        end = body.end() if body else max(self.match(RUN, start + 1), start + 1)
        text = body.group(1) if body else self.text[start + 1 : end]
        plain = _in_double_quotes(text)
        text = text.replace("\\'", "'") if plain is None else strict.decode(plain)
        help = f'write "{text}"' if len(text) <= 40 and '"' not in text else 'use " on both sides'
        sure = body and plain is not None and text == text.strip() and AFTER_QUOTED.match(self.text, end)
        fix = Fix(start, end, plain, f"write {_cut(plain)}") if sure and plain is not None else None
        self.fault("json-quotes", message, start, end, help, fix)
        return text, end

    # Words and numbers

    def word(self, start: int, path: Path) -> tuple[object, int]:
        """Whatever stands without quotes where a value should."""
        date = DATE.match(self.text, start)
        end = date.end() if date and AFTER_VALUE.match(self.text, date.end()) else self.match(RUN, start)
        word = self.text[start:end]
        for reader in _WORD_READERS:
            if (read := reader(self, word, start, path)) is not None:
                return read[0], end
        if not word:
            char = self.at(start)
            self.unexpected(start, f"{char} is not expected here", path, "a value must stand here")
            self.reading.guessed.add(path)
            return None, max(start + 1, self.skip(start + 1))
        hint = f'write "{word}"' if len(word) <= 40 else None
        self.fault(
            "json-text-quotes",
            "a text must stand in double quotes",
            start,
            end,
            hint,
            self.text_fix(word, end),
        )
        return word, end

    def is_valued(self, start: int) -> bool:
        """Whether a key with its colon stands before a value."""
        return self.text[max(0, start - 40) : start].rstrip()[-1:] in (":", "=", ">")

    def text_fix(self, word: str, end: int) -> Fix | None:
        """The quotes round a text that has none: for the value of a key, where it is no slip of another word
        and a comma in it cannot be taken for its end."""
        from difflib import get_close_matches  # late, to keep start-up fast

        if not self.is_valued(end - len(word)) or ":" in word or not FOLLOWS_IN_OBJECT.match(self.text, end):
            return None
        if get_close_matches(
            word.lower(), ("true", "false", "null", "none", "undefined", "yes", "no"), 1, 0.7
        ):
            return None
        quoted = _in_double_quotes(word)
        return Fix(end - len(word), end, quoted, f"write {_cut(quoted)}") if quoted else None

    def special(self, word: str, start: int, path: Path) -> tuple[object] | None:
        """NaN, infinity, and the words of other languages for true, false and null."""
        if word in NOT_FINITE:
            self.reading.guessed.add(path)
            self.fault("json-number-finite", f"{word} is not a number to JSON", start, start + len(word))
            return (None,)
        if word not in WORDS:
            return None
        name, value = WORDS[word]
        end = start + len(word)
        fix = Fix(start, end, name, f"write {name}") if word in SURE_WORDS else None
        self.fault("json-word", f"{word} is not a word of JSON", start, end, f"write {name}", fix)
        return (value,)

    def number(self, word: str, start: int, path: Path) -> tuple[object] | None:
        """A number that is well written and cannot be kept."""
        if not NUMBER.fullmatch(word):
            return None
        self.reading.guessed.add(path)
        if "e" in word.lower() or "." in word:
            if math.isfinite(float(word)):
                return (float(word),)
            message = f"{_cut(word)} is more than a number can hold"
            self.fault("json-number-finite", message, start, start + len(word))
        else:
            message = f"a number of {len(word.lstrip('-'))} digits is too long"
            self.fault(
                "json-number-long", message, start, start + len(word), "put it in double quotes, as a text"
            )
        return (None,)

    def date(self, word: str, start: int, path: Path) -> tuple[object] | None:
        """A date without quotes."""
        if not DATE.fullmatch(word):
            return None
        message = "a date must stand in double quotes"
        end = start + len(word)
        sure = AFTER_BARE.match(self.text, end) and (isinstance(path[-1], int) or self.is_valued(start))
        fix = Fix(start, end, f'"{word}"', f'write "{word}"') if sure else None
        self.fault("json-date-quotes", message, start, end, f'write "{word}"', fix)
        return (word,)

    def bad_number(self, word: str, start: int, path: Path) -> tuple[object] | None:
        """Something like a number that JSON writes otherwise: ``01``, ``+1``, ``.5``, ``1.``, ``0x10``,
        ``1_000``."""
        if not re.fullmatch(r"[-+]?(?:\.?\d[\w.]*(?:[-+]\d+)?)", word):
            return None
        plain = word.lstrip("+").replace("_", "")
        plain = re.sub(r"^(-?)0+(?=\d)", r"\1", plain)
        plain = re.sub(r"\.(?!\d)", "", re.sub(r"^(-?)\.", r"\g<1>0.", plain))
        hint = f"write {plain}" if NUMBER.fullmatch(plain) else "put it in double quotes if it is a text"
        self.reading.guessed.add(path)
        self.fault(
            "json-number", f"{_cut(word)} is not how JSON writes a number", start, start + len(word), hint
        )
        return (None,)


def _removed(position: int, char: str) -> Fix:
    return Fix(position, position + 1, "", "remove the comma" if char == "," else f"remove the {char}")


def _plain_blanks(odd: str) -> str:
    """A space for each blank, nothing for what has no width."""
    return "".join(" " if char.isspace() else "" for char in odd)


def _in_double_quotes(inside: str) -> str | None:
    """What stands between other quotes, or none, between double ones; None where it has an escape that JSON
    does not know."""
    plain = re.sub(r'\\.|["\t]', lambda found: INSIDE.get(found[0], found[0]), inside, flags=re.DOTALL)
    quoted = f'"{plain}"'
    try:
        strict.decode(quoted)
    except ValueError:
        return None
    return None if has_lone_surrogate(quoted) else quoted


_WORD_READERS: tuple[Callable[[_Scanner, str, int, Path], tuple[object] | None], ...] = (
    _Scanner.special,
    _Scanner.number,
    _Scanner.date,
    _Scanner.bad_number,
)
