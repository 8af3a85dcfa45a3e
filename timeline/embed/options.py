"""What a marker asks for: the events file, how its picture is drawn, and what stands with it.

The text of a marker is split into words as a shell would do it, and nothing else is done with it: no variable
is filled in, no pattern expanded, and nothing is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from timeline import request as requests
from timeline.embed import addresses
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import Request
from timeline.source.places import Fault

if TYPE_CHECKING:
    from typing import Any

PICTURES = ("svg", "png", "pdf")
"""The formats of pictures that can stand beside a document."""
HOW = "as in: timeline: events.json --width 720"

_BLANKS = re.compile(r"(?:[ \t\f]|(?:\r\n?|\n)(?:[ \t]*>)*)+")
"""Blanks, and the ends of lines with the signs of a quote that the marker stands in."""
_PLAIN = re.compile(r"""[^\s"'\\]+""")
_DASH = re.compile(r"-?[\u2010-\u2015\u2212][\u2010-\u2015\u2212-]*(?=[A-Za-z])")
"""What programs make of two hyphens that are typed."""
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)%")
_NAME = re.compile(r"\w(?:[\w. -]*\w)?")


class Word(NamedTuple):
    """A word of a marker without its quotes, and the offsets between which it stands."""

    text: str
    start: int
    end: int
    is_quoted: bool = False
    """Whether it begins with a quote, and so is no option whatever it says."""

    @property
    def is_option(self) -> bool:
        return self.text.startswith("--") and not self.is_quoted


class Marked(NamedTuple):
    """What one marker asks for.

    ``events`` is the path as it is written. ``link`` is what the picture leads to, ``page`` whether that is
    the page beside it; None: whatever suits the document. ``formats`` are those of the pictures, the one to
    be shown first; none: whatever suits the document.
    """

    events: Word
    request: Request = Request()
    caption: str | None = None
    alt: str | None = None
    name: str | None = None
    folder: str = ""
    lists_events: bool = False
    lists_sources: bool = False
    is_folded: bool = False
    is_inline: bool = False
    is_dark: bool = False
    page: bool | None = None
    link: str | None = None
    shown_width: str | None = None
    formats: tuple[str, ...] = ()


class _Open(ValueError):  # noqa: N818 - it is the user's, and goes no further
    """A quote is not closed; ``place`` is where it opens."""

    def __init__(self, place: int) -> None:
        super().__init__("this quotation mark opens a text that does not end")
        self.place = place


def read(text: str, start: int = 0, end: int | None = None) -> tuple[Marked | None, list[Fault]]:
    """What stands between two offsets of a text, behind ``timeline:``, and everything that is wrong with
    it."""
    end = len(text) if end is None else end
    try:
        words = split(text, start, end)
    except _Open as fault:
        help = 'a text of several words stands in two of them, as in: --caption "Two words"'
        return None, [Fault("marker-quote", str(fault), fault.place, fault.place + 1, help)]
    if not words or words[0].is_option:
        place = words[0].start if words else start
        return None, [Fault("marker-file", "here the events file should stand", place, place + 1, HOW)]
    return _marked(words[0], words[1:])


def split(text: str, start: int, end: int) -> list[Word]:
    """The words between two offsets. A backslash keeps a quotation mark, a blank or another backslash from
    being more than that; elsewhere it is itself. Raises ``ValueError`` for a quote that is not closed."""
    words: list[Word] = []
    at = _behind_blanks(text, start, end)
    while at < end:
        begin, parts = at, []
        while at < end and not _BLANKS.match(text, at):
            part, at = _part(text, at, end)
            parts.append(part)
        words.append(Word("".join(parts), begin, at, text[begin] in "\"'"))
        at = _behind_blanks(text, at, end)
    return words


def typed(text: str) -> list[str]:
    """The words of a line, for hosts that know its place only as a whole. Raises ``ValueError``."""
    return [word.text for word in split(text, 0, len(text))]


def _behind_blanks(text: str, at: int, end: int) -> int:
    blanks = _BLANKS.match(text, at, end)
    return blanks.end() if blanks else at


def _part(text: str, at: int, end: int) -> tuple[str, int]:
    """A part of a word, in quotes or not, and the offset behind it."""
    char = text[at]
    if char in "\"'":
        return _quoted(text, at, end)
    if char == "\\":
        if at + 1 < end and text[at + 1] in "\\\"' \t":
            return text[at + 1], at + 2
        return char, at + 1
    plain = _PLAIN.match(text, at, end)
    return (plain[0], plain.end()) if plain else (char, at + 1)


def _quoted(text: str, at: int, end: int) -> tuple[str, int]:
    """A text in quotes; its lines are joined. Raises ``_Open``."""
    mark, parts, begin = text[at], [], at + 1
    place = begin
    while place < end and text[place] != mark:
        if mark == '"' and text[place] == "\\" and place + 1 < end and text[place + 1] in '\\"':
            parts.append(text[begin:place])
            begin = place + 1
            place += 1
        place += 1
    if place >= end:
        raise _Open(at)
    parts.append(text[begin:place])
    return re.sub(r"[ \t]*(?:\r\n?|\n)(?:[ \t]*>)*[ \t]*", " ", "".join(parts)), place + 1


# The options of the block itself


def _text(value: str) -> str:
    return value


def _list_of_formats(value: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",")))
    for format in formats:
        requests.one_of("formats", format, PICTURES)
    return formats


def _share(value: str) -> str:
    found = _SHARE.fullmatch(value)
    if found and 0 < float(found[1]) <= 100:
        return value
    raise ValueError(f"show-width is {value!r}; it is a part of the text's width, as 80%")


def _name(value: str) -> str:
    if _NAME.fullmatch(value):
        return value
    raise ValueError(
        f"name is {value!r}; it can have letters, digits, blanks, - _ and . within; --folder names a folder"
    )


_VALUES: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "caption": ("caption", _text),
    "alt": ("alt", _text),
    "name": ("name", _name),
    "folder": ("folder", _text),
    "link": ("link", addresses.checked),
    "show-width": ("shown_width", _share),
    "formats": ("formats", _list_of_formats),
}
_FLAGS: Mapping[str, tuple[str, bool]] = {
    "list": ("lists_events", True),
    "sources": ("lists_sources", True),
    "fold": ("is_folded", True),
    "inline": ("is_inline", True),
    "dark": ("is_dark", True),
    "page": ("page", True),
    "no-link": ("page", False),
}
OWN = (*_VALUES, *_FLAGS)
"""The options of a marker that are not those of any picture."""


def _marked(events: Word, words: Sequence[Word]) -> tuple[Marked | None, list[Fault]]:
    """What the words behind the events file ask for."""
    reader = _Reader()
    for option in _options(words):
        reader.take(option)
    reader.finish(events, words)
    return (None if reader.faults else Marked(events, **reader.fields)), reader.faults


def _options(words: Sequence[Word]) -> list[list[Word]]:
    """The words of each option: its name, and its value where one follows."""
    options: list[list[Word]] = []
    for word in words:
        last = options[-1][0] if options and len(options[-1]) == 1 else None
        takes = last and (last.is_option or _DASH.match(last.text)) and "=" not in last.text
        if last and takes and last.text[2:] not in _FLAGS and not word.is_option:
            options[-1].append(word)
        else:
            options.append([word])
    return options


class _Reader:
    """Options on their way into a ``Marked``, and what is wrong with them."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._asked: dict[str, object] = {}

    def take(self, option: Sequence[Word]) -> None:
        """Reads one option."""
        try:
            said = option if option[0].is_option else option[:1]
            ((name, value),) = requests.named(["=".join(word.text for word in said)], _FLAGS).items()
            if name in _FLAGS:
                field, value = _FLAGS[name]
                self._set(field, name, value)
            elif name in _VALUES:
                field, reader = _VALUES[name]
                self._set(field, name, reader(str(value)))
            else:
                requests.requested({name: value}, OWN)
                self._ask(name, str(value))
        except ValueError as fault:
            self._fault(str(fault), option)

    def finish(self, events: Word, words: Sequence[Word]) -> None:
        """Reads what only all of the options say."""
        if self.faults:
            return
        try:
            self.fields["request"] = requests.requested(self._asked)
            if self.fields.get("link") and self.fields.get("page") is False:
                raise ValueError("--link and --no-link are at odds; leave out one of them")
            if self.fields.get("link") and self.fields.get("page"):
                raise ValueError("--link and --page are at odds; leave out one of them")
        except ValueError as fault:
            self._fault(str(fault), words or [events])

    def _set(self, field: str, name: str, value: object) -> None:
        if field in self.fields:
            raise ValueError(
                f"{name} is given twice; give it once"
                if field != "page"
                else "--page and --no-link are at odds"
            )
        self.fields[field] = value

    def _ask(self, name: str, value: str) -> None:
        if name in self._asked and name != "group":
            raise ValueError(f"{name} is given twice; give it once")
        if name == "group":
            held = self._asked.setdefault(name, [])
            assert isinstance(held, list)  # noqa: S101 - it is the one made here
            held.append(value)
        else:
            self._asked[name] = value

    def _fault(self, message: str, option: Sequence[Word]) -> None:
        odd = any(sign in word.text for word in option for sign in "“”„«»")
        help = "quotation marks are straight ones here: \" or '" if odd else None
        if dash := _DASH.match(option[0].text):
            help = f"a dash stands there for two hyphens: --{option[0].text[dash.end() :]}"
        self.faults.append(Fault("marker-option", message, option[0].start, option[-1].end, help))
