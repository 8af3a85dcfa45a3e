"""Finding events by what is said of them, with case and accents left aside, as the page does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from timeline.model.document import Event, Timeline
from timeline.model.order import sources_of

_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
"""Marks that readers leave out as they like; in other scripts marks are letters."""
_UNSAID = {"group", "status", "stance", "source", "to", "src"}
"""Keys of words that are the program's, or that lead elsewhere."""


def search(timeline: Timeline, sought: str) -> Callable[[Event], bool]:
    """Whether every word of ``sought``, and every phrase in quotes, occurs in what the file says of an event,
    its group's and its sources' titles included."""
    parts = re.split('["“”„«»]', _folded(sought))
    words = [word for part in parts[::2] for word in part.split()]
    words += [part.strip() for part in parts[1::2] if part.strip()]
    groups = {group.id: group.title for group in timeline.groups}

    def is_found(event: Event) -> bool:
        cited = [timeline.sources[one] for one in sorted(sources_of(event))]
        said = _folded("\n".join(_texts((event, groups.get(event.group or ""), *cited))))
        return all(word in said for word in words)

    return is_found


def _texts(value: object) -> Iterator[str]:
    """The texts in a value, a date as it was written."""
    if isinstance(value, str):
        yield value
    elif (text := getattr(value, "text", None)) is not None:
        yield text
    elif isinstance(value, tuple):
        names = getattr(value, "_fields", ())
        for number, each in enumerate(value):
            if not names or names[number] not in _UNSAID:
                yield from _texts(each)


def _folded(text: str) -> str:
    return _ACCENTS.sub("", normalize("NFKD", text)).lower()
