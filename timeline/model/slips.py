"""What people write in place of what the document asks for, and what it would be.

``KEYS`` has, for each record, the words that other formats and common sense offer for its keys; a likeness of
letters alone takes "start" for "status". ``COLORS`` has the names that people try beside the palette's. The
``…_shape`` functions say how a value of the wrong JSON type would be written. All of this is imported only
once something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

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
        "formats": "format output outputs",
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

UNSURE: dict[str, str] = {
    "document": "description summary date today updated era",
    "event": "end until to enddate time day what text note notes body content rank priority causes related "
    "certainty confidence type kind",
    "citation": "name title text page pages paragraph para section status position",
    "figure": "unit text",
    "link": "title name text type",
    "image": "caption description text title source url",
    "era": "end until to",
    "source": "website site medium comment description headline year",
    "display": "colors colours direction",
}
"""Those of the words in ``KEYS`` that may have meant something else as well: a note of one's own, one end of
a stretch of time, a rank of which the first is the highest."""

BY_ONE_TEXT = frozenset({"link", "image"})
"""Records for which a text may stand: it can only be that of the one key that they must have."""

_ENDS = (("start", "end"), ("from", "to"), ("begin", "end"), ("first", "last"))


def meant_key(record: str, key: str) -> str | None:
    """The key of a record that another word stands for."""
    word = re.sub(r"[\s_-]", "", key.lower())
    return next((meant for meant, others in KEYS[record].items() if word in others.split()), None)


def sure_key(record: str, key: str, known: Collection[str], present: Collection[str]) -> str | None:
    """The key of a record that another word can only stand for, in an object with the keys ``present``: where
    that key is not among them, and no second word for it."""

    def meant_by(other: str) -> str | None:
        return _same(other, known) or meant_key(record, other) or sure_word(other, known)

    meant = meant_by(key)
    if meant is None or meant in present:
        return None
    word = re.sub(r"[\s_-]", "", key.lower())
    if not _same(key, known) and word in UNSURE.get(record, "").split():
        return None
    rivals = [other for other in present if other != key and other not in known]
    return None if any(meant_by(other) == meant for other in rivals) else meant


def sure_word(word: str, known: Iterable[str]) -> str | None:
    """The one of a few words that another can only be a slip of: the same but for capitals and blanks, or for
    one letter that is not the first. "unconfirmed" is no slip of "confirmed", nor "night" of "light"."""
    known = tuple(known)
    if same := _same(word, known):
        return same
    plain = _plain(word)
    close = [one for one in known if len(plain) > 3 and _is_slip_of_the_pen(plain, _plain(one))]
    return close[0] if len(close) == 1 else None


def _is_slip_of_the_pen(written: str, word: str) -> bool:
    """Another letter makes another word of a short one too easily."""
    swapped = sorted(written) == sorted(word)
    is_other_letter = len(written) == len(word) and not swapped
    if (written[0] != word[0] and not swapped) or (is_other_letter and len(word) < 7):
        return False
    return _is_one_slip(written, word)


def sure_id(written: str, known: Iterable[str]) -> str | None:
    """The one id that another can only be a slip of.

    Ids differ by little on purpose: "iran" and "iraq", "hearing-2024" and "hearing-2025", "report" and
    "reports". So nothing but capitals and what stands between the words may differ, or else, within a longer
    word, two letters that have changed places or one that is missing or too many. No other id may be near.
    """
    from difflib import get_close_matches  # late, to keep start-up fast

    known = tuple(known)
    folded = _folded(written)
    same = [one for one in known if _folded(one) == folded]
    if same:
        return same[0] if len(same) == 1 else None
    close = [one for one in known if _is_slip_in_a_word(folded, _folded(one))]
    if len(close) != 1 or get_close_matches(written[:100], known, 2, 0.85)[1:]:
        return None
    return close[0]


def _folded(id: str) -> str:
    """An id in small letters, with its words joined in one way."""
    return re.sub(r"[\s_.-]+", "-", id.strip().casefold())


def _is_slip_in_a_word(written: str, known: str) -> bool:
    words, others = written.split("-"), known.split("-")
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    one, other = differing[0]
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < 5:
        return False
    is_other_letter = len(one) == len(other) and sorted(one) != sorted(other)
    return one[0] == other[0] and one[-1] == other[-1] and not is_other_letter and _is_one_slip(one, other)


def _plain(word: str) -> str:
    return re.sub(r"[\W_]", "", word.casefold())


def _same(word: str, known: Iterable[str]) -> str | None:
    """The one of some words that is the same but for capitals, blanks and hyphens."""
    same = [one for one in known if _plain(one) == _plain(word)]
    return same[0] if len(same) == 1 else None


def _is_one_slip(one: str, other: str) -> bool:
    """Whether a letter more, less or other, or two neighbours swapped, make one word of another."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:][::-1], other[start:][::-1]
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])


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


def sure_dates(value: object) -> str | None:
    """A date that was given as an object with nothing but its first and its last day."""
    if isinstance(value, dict):
        for first, last in _ENDS:
            if value.keys() == {first, last} and _is_plain(value[first]) and _is_plain(value[last]):
                return f"{value[first]}/{value[last]}"
    return None


def is_one(text: str) -> bool:
    """Whether a text can only be one item of a list, and not several with something between them."""
    parted = r"[,;/|&+\n、，；،؛·•]| [-–—] | (?:and|et|und|e|y|och|en) "
    return bool(text.strip()) and not re.search(parted, text)


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


def sure_number(value: object, low: int, high: int) -> int | None:
    """The number that a text is, perhaps with the unit of a width."""
    digits = re.fullmatch(r"\s*([0-9]{1,9})(?: ?px)?\s*", value) if isinstance(value, str) else None
    return int(digits[1]) if digits and low <= int(digits[1]) <= high else None


def _is_plain(value: object) -> bool:
    """Whether a value may be a date in a list or an object."""
    return isinstance(value, str | int) and len(str(value)) <= 30
