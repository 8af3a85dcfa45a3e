"""How a picture is asked for: which part of an events file, and how it is to be drawn.

The same options are typed on the command line, stand in the markers of a report, in a project's settings and
in the directives of its host, and travel in a finished picture, so that it can be made again. Here they have
their names, here their values are read, and from here they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from timeline.model.table import LAYOUTS, LINKS, NARROWEST, PAPERS, SCALES, THEMES, WIDEST
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

ALLOWED: Mapping[str, Sequence[object]] = {
    "layout": LAYOUTS,
    "scale": SCALES,
    "theme": THEMES,
    "columns": (1, 2),
    "links": LINKS,
    "pages": PAPERS,
}
"""The wishes for which there is a list of words."""


class Wishes(NamedTuple):
    """What a caller asks for, where it does; ``timeline.render`` says what each of them means."""

    layout: str | None = None
    scale: str | None = None
    theme: str | None = None
    width: int | None = None
    columns: int | None = None
    links: str | None = None
    focus: str | None = None
    depth: int | None = None
    pages: str | None = None
    prefix: str | None = None


class Request(NamedTuple):
    """Which part of a file, as its dates were typed and by the ids of its groups, and how it is drawn."""

    wishes: Wishes = Wishes()
    first: str | None = None
    last: str | None = None
    groups: tuple[str, ...] = ()


# From words, and back into them


def named(words: Sequence[str], flags: Collection[str] = ()) -> dict[str, object]:
    """Options by their names, without the dashes: ``["--width", "720", "--group=a", "--group", "b"]`` gives
    ``{"width": "720", "group": ["a", "b"]}``.

    One of the ``flags`` takes no value and is True. Raises ``ValueError`` for what is no option, and for an
    option without its value.
    """
    found: dict[str, object] = {}
    rest = list(reversed(words))
    while rest:
        word = rest.pop()
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise ValueError(f"{word!r} is no option; an option begins with two hyphens, as --width 720")
        if name in flags:
            if equals:
                raise ValueError(f"--{name} takes no value")
            found[name] = True
            continue
        if not equals:
            if not rest or rest[-1].startswith("--"):
                raise ValueError(f"--{name} lacks its value")
            value = rest.pop()
        found[name] = value if name not in found else [*_listed(found[name]), value]
    return found


def requested(values: Mapping[str, object], also: Collection[str] = ()) -> Request:
    """The request in options by their names, whose values are texts, or numbers and lists of texts.

    ``also`` are names that the caller reads himself; they are looked for where a name is misspelt. Raises
    ``ValueError`` for an unknown name and for a value that its option cannot have.
    """
    read: dict[str, Any] = {}
    for name, value in values.items():
        if name not in _OPTIONS:
            meant = nearest(name, {known: known for known in (*_OPTIONS, *also)})
            hint = f"did you mean {meant}" if meant else f"there are: {', '.join((*_OPTIONS, *also))}"
            raise ValueError(f"there is no option {name!r}; {hint}")
        field, reader = _OPTIONS[name]
        read[field] = reader(name, value)
    part = {field: read.pop(field) for field in ("first", "last", "groups") if field in read}
    if "pages" in read and "width" in read:
        raise ValueError("pages are as wide as their paper; leave out the width")
    return Request(Wishes(**read), **part)


def words(request: Request) -> list[str]:
    """The request as it is typed, always in the same order; what is as usual is left out."""
    values = {**request.wishes._asdict(), "first": request.first, "last": request.last}
    said: list[str] = []
    for name, (field, _) in _OPTIONS.items():
        found = request.groups if field == "groups" else [values[field]]
        for value in found:
            if value is not None:
                said += (f"--{name}", str(value))
    return said


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


# What each option takes


def _text(name: str, value: object) -> str:
    if isinstance(value, str) and value:
        return value
    if isinstance(value, list | tuple):
        raise ValueError(f"{name} is given twice; give it once")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # 1914 in a table of settings is a year
    if hasattr(value, "isoformat"):
        return str(value.isoformat())  # so is 1914-06-28, which TOML takes for a date of its own kind
    raise ValueError(f"{name} is {value!r}; it takes a text")


def _choice(name: str, value: object) -> object:
    allowed = {str(one): one for one in ALLOWED[name]}
    text = _text(name, value)
    one_of(name, text, tuple(allowed))
    return allowed[text]


def _whole(name: str, value: object) -> int:
    if number := whole_number(_text(name, value)):
        return number
    raise ValueError(f"{name} is {value!r}; it can be a whole number from 1")


def _width(name: str, value: object) -> int:
    number = whole_number(_text(name, value))
    if number and NARROWEST <= number <= WIDEST:
        return number
    raise ValueError(f"{name} is {value!r}; it can be a whole number from {NARROWEST} to {WIDEST}")


def _prefix(name: str, value: object) -> str:
    return checked_prefix(_text(name, value))


def _ids(name: str, value: object) -> tuple[str, ...]:
    return tuple(_text(name, one) for one in (value if isinstance(value, list | tuple) else [value]))


_OPTIONS: Mapping[str, tuple[str, Callable[[str, object], object]]] = {
    "layout": ("layout", _choice),
    "scale": ("scale", _choice),
    "theme": ("theme", _choice),
    "width": ("width", _width),
    "columns": ("columns", _choice),
    "links": ("links", _choice),
    "focus": ("focus", _text),
    "depth": ("depth", _whole),
    "pages": ("pages", _choice),
    "from": ("first", _text),
    "to": ("last", _text),
    "group": ("groups", _ids),
    "id-prefix": ("prefix", _prefix),
}

NAMES = tuple(_OPTIONS)
"""The options by the names that users write."""


# What any value may have to be


def one_of(name: str, value: object, allowed: Sequence[object]) -> None:
    """Raises ``ValueError`` where ``value`` is none of those that are allowed."""
    if value not in allowed:
        listed = ", ".join(str(one) for one in allowed)
        meant = nearest(str(value).lower(), {str(one).lower(): str(one) for one in allowed})
        hint = f"; did you mean {meant}" if meant else ""
        raise ValueError(f"{name} is {value!r}; it can be one of: {listed}{hint}")


def whole_number(text: str) -> int | None:
    """The number from 1 that is typed in at most eight digits; None where something else is."""
    return int(text) or None if text.isascii() and text.isdigit() and len(text) < 9 else None


def checked_prefix(prefix: str) -> str:
    """``prefix``, where ids, classes and style rules can all begin with it. Raises ``ValueError``."""
    plain = prefix.replace("-", "").replace("_", "")
    if plain.isascii() and plain.isalnum() and prefix[0].isalpha():
        return prefix
    raise ValueError(f"prefix is {prefix!r}; it can be a letter and then letters, digits, - and _")


def nearest(word: str, known: Mapping[str, str]) -> str | None:
    """What the key in ``known`` that a word resembles most stands for, if any resembles it."""
    from difflib import get_close_matches  # only a slip pays for it

    close = get_close_matches(word[:100], known, 1, 0.6)
    return known[close[0]] if close else None
