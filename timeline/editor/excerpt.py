"""Editing within one event of a long document without reading the rest of it.

An edit is proved by reading the whole text again, and writes as its neighbours do. Both can be had of an
*excerpt*: the text without most of its events. What differs between the excerpt and what the edit makes of it
is then the same in the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from timeline.editor.sheet import Sheet
from timeline.source import Path

FEW = 20
"""Events for which it is not worth while."""


def edit_near(sheet: Sheet, path: Path, edit: Callable[[str, Path], str]) -> str:
    """The text of a sheet with ``edit`` made at a path. What ``edit`` does to a text at a path must depend on
    nothing but the event that the path leads into, what surrounds the events, and the hand that wrote them.
    """
    number = path[1] if len(path) > 2 and path[0] == "events" else -1
    if not isinstance(number, int) or not 0 <= number < len(sheet.events) > FEW:
        return edit(sheet.text, path)
    kept = sorted({0, number, *_telling(sheet)})
    parts = [sheet.text[: sheet.events[0].end]]
    parts += (sheet.text[sheet.events[one - 1].end : sheet.events[one].end] for _, one in pairwise(kept))
    place = kept.index(number)
    event = sheet.events[number]
    end = sum(map(len, parts[: place + 1]))
    start = end - (event.end - event.start)
    short = "".join(parts) + sheet.text[sheet.events[-1].end :]
    made = edit(short, ("events", place, *path[2:]))
    rest = len(short) - end
    if made[:start] != short[:start] or (len(made) - rest < start) or made[len(made) - rest :] != short[end:]:
        return edit(sheet.text, path)  # it has reached beyond its event
    return sheet.text[: event.start] + made[start : len(made) - rest] + sheet.text[event.end :]


def _telling(sheet: Sheet) -> list[int]:
    """An event that tells how letters beyond ASCII are written in the document, where it has any."""
    text = sheet.text
    found = re.search(r"[^\x00-\x7f]" if not text.isascii() else r"\\u(?!00[01])", text)
    number = sheet.event_at(found.start(), found.end()) if found else -1
    return [number] if number >= 0 else []
