"""Which events of two versions of a file are the same ones.

They are known by their id; without one by date and title together; then by a title that no other event has,
whatever its date; and last by their date and a title much like the other. Each is matched at most once, and
the more certain match goes first. All of it is a few passes and a sort: no event is compared with all others.

A wrong match here is a sentence that surprises; for merging, where it would lose something, there is
``sameness``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from timeline.model import Event
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

Pairs: TypeAlias = "list[tuple[int, int]]"
"""Numbers of events in the old and in the new version, each at most once."""

ALIKE = 0.5  # of their letters in threes that two titles share, from which one may be the other reworded
FEW = 12  # events of one date of which each is compared with each …
NEAR = 4  # … and among more of them, with so many on either side in the order of the alphabet


def matched(old: Sequence[Event], new: Sequence[Event]) -> Pairs:
    """The pairs of events that are the same, in the order of the old version."""
    known, by_id = set(range(len(old))), {event.id: n for n, event in enumerate(new) if event.id is not None}
    pairs: Pairs = [(n, by_id[event.id]) for n, event in enumerate(old) if event.id in by_id]
    left, right = known - {a for a, _ in pairs}, set(range(len(new))) - {b for _, b in pairs}

    def take(found: Iterable[tuple[int, int]]) -> None:
        for one, other in found:
            if one in left and other in right:
                left.remove(one)
                right.remove(other)
                pairs.append((one, other))

    for key in (_date_and_title, _title):
        apart = _once(old, new) if key is _title else None
        take(_with_same(key, old, sorted(left), new, sorted(right), apart))
    take(_alike(old, sorted(left), new, sorted(right)))
    return sorted(pairs)


def _date_and_title(event: Event) -> Hashable:
    return event.date.text, event.title


def _title(event: Event) -> Hashable:
    return event.title


def _once(old: Sequence[Event], new: Sequence[Event]) -> Callable[[Event, Event], bool]:
    """Whether two events of one title are one that has moved: they do not say otherwise by two ids, or no
    other has the title. A yearly event has it every year."""
    counts = [Counter(event.title for event in events) for events in (old, new)]

    def moved(one: Event, other: Event) -> bool:
        lone = all(count[one.title] == 1 for count in counts)
        return lone or one.id is None or other.id is None

    return moved


def _with_same(
    key: Callable[[Event], Hashable],
    old: Sequence[Event],
    left: Sequence[int],
    new: Sequence[Event],
    right: Sequence[int],
    is_one: Callable[[Event, Event], bool] | None,
) -> Iterator[tuple[int, int]]:
    """Those with the same key, the first with the first."""
    waiting: dict[Hashable, list[int]] = {}
    for number in reversed(right):
        waiting.setdefault(key(new[number]), []).append(number)
    for number in left:
        others = waiting.get(key(old[number]))
        if others and (is_one is None or is_one(old[number], new[others[-1]])):
            yield number, others.pop()


def _alike(
    old: Sequence[Event], left: Sequence[int], new: Sequence[Event], right: Sequence[int]
) -> list[tuple[int, int]]:
    """Those of one date whose titles are alike, the most alike first."""
    before, after = _by_date(old, left), _by_date(new, right)
    found: list[tuple[float, int, int]] = []
    for date, ones in before.items():
        others = after.get(date, [])
        if not others:
            continue
        threes = {("old", n): _threes(old[n].title) for n in ones}
        threes |= {("new", n): _threes(new[n].title) for n in others}
        for one, other in _candidates(old, ones, new, others):
            share = _shared(threes["old", one], threes["new", other])
            if share >= ALIKE:
                found.append((-share, one, other))
    return [(one, other) for _, one, other in sorted(found)]


def _by_date(events: Sequence[Event], numbers: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number in numbers:
        found.setdefault(events[number].date.text, []).append(number)
    return found


def _candidates(
    old: Sequence[Event], ones: Sequence[int], new: Sequence[Event], others: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The pairs worth comparing: of a few events all, of many those that are near by their first or their
    last letters."""
    if len(ones) <= FEW and len(others) <= FEW:
        yield from ((one, other) for one in ones for other in others)
        return
    from bisect import bisect  # hardly any file has so many events of one date

    for step in (1, -1):
        order = sorted((new[n].title[::step], n) for n in others)
        titles = [title for title, _ in order]
        for one in ones:
            at = bisect(titles, old[one].title[::step])
            yield from ((one, other) for _, other in order[max(at - NEAR, 0) : at + NEAR])


def _threes(title: str) -> set[str]:
    """The letters of a title in overlapping threes."""
    text = f" {title.casefold()} "
    return {text[at : at + 3] for at in range(len(text) - 2)}


def _shared(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
