"""What people write in place of what the document asks for, and what it would be.

``KEYS`` has, for each record, the words that other formats and common sense offer for its keys; a likeness of
letters alone takes "start" for "status". ``COLORS`` has the names that people try beside the palette's. The
``…_shape`` functions say how a value of the wrong JSON type would be written. All of this is imported only
once something is wrong.
"""

from __future__ import annotations

import re

KEYS: dict[str, dict[str, str]] = {
    "document": {
        "title": "name heading headline",
        "subtitle": "description summary subheading",
        "lang": "language locale",
        "timezone": "tz zone",
        "as_of": "today now date updated",
        "groups": "categories group kinds tracks lanes",
        "eras": "periods background backgrounds phases era",
        "sources": "references bibliography citations source",
        "events": "items entries data timeline event",
        "display": "options settings config style view",
    },
    "event": {
        "id": "key slug",
        "date": "start when begin from day time datetime timestamp startdate year dates end until to enddate",
        "title": "name heading headline label what text",
        "summary": "description desc details body note notes content",
        "group": "category type kind track lane groups",
        "importance": "weight priority rank",
        "status": "certainty confidence",
        "sources": "source references reference refs citations citation evidence",
        "figures": "numbers stats statistics figure",
        "people": "persons person who actors participants",
        "places": "place where location locations",
        "tags": "tag keywords labels",
        "links": "causes ledto related",
        "url": "website href uri web",
        "image": "picture photo img media thumbnail",
    },
    "citation": {
        "source": "id ref key name title",
        "quote": "text quotation words",
        "locator": "page pages paragraph para where section",
        "date": "when",
        "stance": "status position",
    },
    "figure": {"value": "number amount count", "label": "name title unit text what"},
    "link": {"to": "target id event ref href", "label": "title name text type relation verb"},
    "image": {
        "src": "url path file href source",
        "alt": "caption description text title",
        "credit": "author by copyright photographer",
    },
    "group": {"id": "key slug", "title": "name label heading", "color": "colour fill"},
    "era": {
        "date": "start when from begin period dates interval end until to",
        "title": "name label heading",
        "color": "colour fill",
    },
    "source": {
        "title": "name headline heading",
        "publisher": "outlet newspaper journal site website medium",
        "author": "authors by writer creator",
        "date": "published year when",
        "url": "link href uri web",
        "accessed": "retrieved visited",
        "note": "notes description comment",
    },
    "display": {
        "layout": "orientation direction",
        "theme": "colors colours mode",
        "width": "size",
        "columns": "cols column",
        "links": "arrows",
    },
}
"""For each record and each of its keys, the other words for it, in small letters and in one word."""

COLORS = {
    "aqua": "#00ffff", "brown": "#a52a2a", "cyan": "#00ffff", "fuchsia": "#ff00ff", "gold": "#ffd700",
    "indigo": "#4b0082", "lime": "#00ff00", "magenta": "#ff00ff", "maroon": "#800000", "navy": "#000080",
    "olive": "#808000", "pink": "#ffc0cb", "red": "#ff0000", "silver": "#c0c0c0", "teal": "#008080",
    "violet": "#ee82ee", "white": "#ffffff",
}  # fmt: skip
"""The names of CSS (CSS Color Module Level 4) that people try first, where the palette has no such name."""

_ENDS = (("start", "end"), ("from", "to"), ("begin", "end"), ("first", "last"))


def meant_key(record: str, key: str) -> str | None:
    """The key of a record that another word stands for."""
    word = re.sub(r"[\s_-]", "", key.lower())
    return next((meant for meant, others in KEYS[record].items() if word in others.split()), None)


def date_shape(value: object) -> str | None:
    """How a date would be written that was given as a list or an object."""
    if isinstance(value, dict):
        for first, last in _ENDS:
            if _is_plain(value.get(first)) and _is_plain(value.get(last)):
                return f'write "{value[first]}/{value[last]}"'
        return 'a stretch of time is "start/end", as "2014/2021-08"'
    if isinstance(value, list) and value and all(map(_is_plain, value)):
        one_of = f'"[{",".join(map(str, value))}]" for one of them'
        return (
            f'write "{value[0]}/{value[1]}" for from … to, {one_of}' if len(value) == 2 else f"write {one_of}"
        )
    return None


def list_shape(value: object, key: str | None) -> str | None:
    """How a single value would stand in its list. Items are objects with the one key ``key``, where there
    is one."""
    if isinstance(value, dict):
        return "put it in [ ], for there may be several" if value else "write []"
    if isinstance(value, str) and len(value) <= 60:
        return f'write [{{"{key}": "{value}"}}]' if key else f'write ["{value}"]'
    return None


def object_shape(value: object, key: str | None) -> str | None:
    """How a text would stand in an object that must have the one key ``key``."""
    if isinstance(value, str) and key and len(value) <= 60:
        return f'write {{"{key}": "{value}"}}'
    return "remove the [ ] round it" if isinstance(value, list) and len(value) == 1 else None


def number_shape(value: object, low: int, high: int) -> str | None:
    """The number that a text begins with, as in ``"800px"``."""
    digits = re.match(r"\s*([0-9]{1,9})", value) if isinstance(value, str) else None
    return f"write {int(digits[1])}" if digits and low <= int(digits[1]) <= high else None


def _is_plain(value: object) -> bool:
    """Whether a value may be a date in a list or an object."""
    return isinstance(value, str | int) and len(str(value)) <= 30
