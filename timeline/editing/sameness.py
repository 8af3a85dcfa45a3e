"""Which members of two lists are the same, by what names them.

It works on plain values, so that files with errors can be merged, too, and on every list of a document.
Likeness is no ground for it, since a wrong match would merge two events into one. For telling what differs,
``matching`` goes further.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence

from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Fields: TypeAlias = "tuple[str, ...]"
"""Keys that name a member together; none for a member that is its own name, as a word is."""

_WORDS: tuple[Fields, ...] = ((),)

IDENTITIES: dict[tuple[str, ...], tuple[Fields, ...]] = {
    ("events",): (("id",), ("date", "title")),
    ("groups",): (("id",), ("title",)),
    ("eras",): (("title", "date"), ("title",), ("date",)),
    ("events", "*", "sources"): (("source",),),
    ("events", "*", "links"): (("to",),),
    ("events", "*", "figures"): (("label",), ("value",)),
    ("events", "*", "people"): _WORDS,
    ("events", "*", "places"): _WORDS,
    ("events", "*", "tags"): _WORDS,
}
"""What names the members of each list, the most certain first. Other lists are values as a whole."""


def marked(value: Any, fields: Fields) -> str | None:
    """What a member is known by; None where it has none of the keys."""
    if isinstance(value, str) and fields == ("source",):
        return repr(value)
    if not fields or not isinstance(value, dict):
        return repr(value)
    if len(fields) == 1:
        return repr(value[fields[0]]) if fields[0] in value else None
    held = [value.get(field) for field in fields]
    return repr(held) if any(one is not None for one in held) else None


def matched(
    old: Sequence[Any], new: Sequence[Any], identities: Sequence[Fields], is_new: bool = False
) -> dict[int, int]:
    """The numbers of old members with those of the new ones that they have become.

    Of several that are named alike, those that are equal belong together, and the others in their order. What
    is left is matched by its neighbours, where it shares a key. ``is_new`` says that both are new ones, each
    from another side: then two with names of their own are two.
    """
    pairs: dict[int, int] = {}
    left, right = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))

    def pair(found: Iterable[tuple[int, int]]) -> None:
        for one, other in found:
            pairs[one] = other
            del left[one], right[other]

    for number, fields in enumerate(identities):
        ones, others = _by_mark(old, left, fields), _by_mark(new, right, fields)
        for mark, here in ones.items():
            there = others.get(mark, [])
            has_names = number and is_new and _has(old[here[0]], identities[0])
            if there and not (has_names and _has(new[there[0]], identities[0])):
                pair(list(_twins(old, here, new, there)))
    if left and right and not is_new and len(identities[-1]) > 1:
        pair(_neighbours(old, left, new, right, pairs, identities))
    return pairs


def _has(value: Any, fields: Fields) -> bool:
    return isinstance(value, dict) and all(field in value for field in fields)


def _by_mark(values: Sequence[Any], numbers: Iterable[int], fields: Fields) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number in numbers:
        mark = marked(values[number], fields)
        if mark is not None:
            found.setdefault(mark, []).append(number)
    return found


def _twins(
    old: Sequence[Any], here: Sequence[int], new: Sequence[Any], there: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Members of one name: equal ones, then the rest as they come."""
    if len(here) == len(there) == 1:
        yield here[0], there[0]
        return
    waiting: dict[str, deque[int]] = {}
    for number in there:
        waiting.setdefault(repr(new[number]), deque()).append(number)
    rest, used = [], set()
    for number in here:
        others = waiting.get(repr(old[number]))
        if others:
            other = others.popleft()
            used.add(other)
            yield number, other
        else:
            rest.append(number)
    yield from zip(rest, [number for number in there if number not in used], strict=False)


def _neighbours(
    old: Sequence[Any],
    left: Container[int],
    new: Sequence[Any],
    right: Container[int],
    pairs: dict[int, int],
    identities: Sequence[Fields],
) -> list[tuple[int, int]]:
    """Those without a name of their own between the same two members that share one of its keys."""
    gaps: dict[tuple[int, bool, str, str], deque[int]] = {}
    back, before = {other: one for one, other in pairs.items()}, -1
    for number, value in enumerate(new):
        before = back.get(number, before)
        if number in right:
            for half in _halves(value, identities):
                gaps.setdefault((before, *half), deque()).append(number)
    found: list[tuple[int, int]] = []
    used: set[int] = set()
    before = -1
    for number, value in enumerate(old):
        before = number if number in pairs else before
        if number not in left:
            continue
        for has_name, key, mark in _halves(value, identities):
            for other_has in (False,) if has_name else (False, True):
                near = gaps.get((before, other_has, key, mark), deque())
                while near and near[0] in used:
                    near.popleft()
                if near and (not found or found[-1][0] != number):
                    used.add(near[0])
                    found.append((number, near.popleft()))
    return found


def _halves(value: Any, identities: Sequence[Fields]) -> Iterator[tuple[bool, str, str]]:
    """The keys of a member that are each half of a name, with whether it has a name of its own."""
    for key in reversed(identities[-1]):  # a title says more than a date
        if _has(value, (key,)):
            yield _has(value, identities[0]), key, repr(value[key])
