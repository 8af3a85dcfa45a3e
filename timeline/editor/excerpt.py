"""Editing a place of a long document without reading the rest of it.

An edit is proved by reading the whole text again, and writes as its neighbours do. Both can be had of an
*excerpt*: the text without most of its events. What differs between the excerpt and what the edit makes of it
is then the same in the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable

from timeline.editor.sheet import Sheet
from timeline.source import Path
from timeline.source.splices import Splice, alike

FEW = 20
"""Events for which it is not worth while."""


def edit_near(sheet: Sheet, path: Path, edit: Callable[[str, Path], str]) -> str:
    """The text of a sheet with ``edit`` made at a path.

    What ``edit`` does to a text must depend on nothing but the event at the path and those beside it, what
    surrounds the events, and the hand that wrote them.
    """
    within = path[:1] == ("events",)
    number = path[1] if within and len(path) > 1 else 0
    concerns_all = not path or path == ("events",)
    if concerns_all or not isinstance(number, int) or not max(FEW, number - 1) < len(sheet.events):
        return edit(sheet.text, path)
    kept = _kept(sheet, number)
    stretches = _stretches(sheet, kept)
    short = "".join(sheet.text[start:end] for start, end in stretches)
    there: Path = ("events", bisect_left(kept, number), *path[2:]) if within else path
    made = edit(short, there)
    splice = _in_the_whole(short, made, stretches)
    return edit(sheet.text, path) if splice is None else splice.apply(sheet.text)


def _kept(sheet: Sheet, number: int) -> list[int]:
    """The events of the excerpt: the first two, from which others learn how events are parted, those around
    the number, and one that tells how letters beyond ASCII are written."""
    text = sheet.text
    found = re.search(r"[^\x00-\x7f]" if not text.isascii() else r"\\u(?!00[01])", text)
    telling = sheet.event_at(found.start(), found.end()) if found else -1
    return sorted(
        one for one in {0, 1, telling, number - 1, number, number + 1} if 0 <= one < len(sheet.events)
    )


def _stretches(sheet: Sheet, kept: Iterable[int]) -> list[tuple[int, int]]:
    """Where the text of the excerpt stands in the whole: each event with what parts it from the one before,
    neighbours together."""
    events = sheet.events
    found = [(0, events[0].end)]
    for number in kept:
        start, end = events[number - 1].end if number else 0, events[number].end
        if start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    if found[-1][1] == events[-1].end:
        return [*found[:-1], (found[-1][0], len(sheet.text))]
    return [*found, (events[-1].end, len(sheet.text))]


def _in_the_whole(short: str, made: str, stretches: Iterable[tuple[int, int]]) -> Splice | None:
    """What was done to the excerpt, at its place in the whole; None where it reaches beyond."""
    start, end = alike(short, made)
    splice = Splice(start, short[start : len(short) - end], made[start : len(made) - end])
    passed = 0
    for first, last in stretches:
        at = splice.at - passed
        if at >= 0 and at + len(splice.removed) <= last - first:
            return splice._replace(at=first + at)
        passed += last - first
    return None
