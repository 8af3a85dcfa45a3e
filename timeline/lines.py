"""What differs between two texts, line by line.

``difflib`` finds few lines, and takes minutes where two long texts have little in common. So it is asked of
short stretches only. Long texts are parted at lines that each of them has but once, at as many as stand in
one order (as in the "patience" difference by Bram Cohen); a long stretch without any is another one as a
whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from timeline.records import NamedTuple

SHORT = 500
"""Lines of both texts of which ``difflib`` is asked: it takes a few hundredths of a second at most."""


class Stretch(NamedTuple):
    """As many lines that are alike, from a line of the old text and one of the new text on."""

    old: int
    new: int
    length: int


class Change(NamedTuple):
    """Lines of the old text that others of the new text have taken the place of; both may be none."""

    old: int
    old_end: int
    new: int
    new_end: int


def difference(old: Sequence[str], new: Sequence[str], around: int) -> list[str]:
    """The lines of a unified difference, each behind its mark: "-", "+", or a blank for those ``around`` what
    differs, with a line that begins with "@@" before each stretch. Nothing for the same lines.
    """
    found: list[str] = []
    for group in _grouped(_changes(old, new), 2 * around):
        lead = min(around, group[0].old)
        trail = min(around, len(old) - group[-1].old_end)
        start, end = group[0].old - lead, group[-1].old_end + trail
        place = _range(start, end), _range(group[0].new - lead, group[-1].new_end + trail)
        found.append(f"@@ -{place[0]} +{place[1]} @@")
        for change in group:
            found += [f" {line}" for line in old[start : change.old]]
            found += [f"-{line}" for line in old[change.old : change.old_end]]
            found += [f"+{line}" for line in new[change.new : change.new_end]]
            start = change.old_end
        found += [f" {line}" for line in old[start:end]]
    return found


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places in a row of numbers of the most that rise from one to the next (by patience sorting)."""
    ends: list[int] = []
    rows: list[int] = []
    for number in numbers:
        row = bisect_left(ends, number)
        ends[row : row + 1] = [number]
        rows.append(row)
    wanted, found = len(ends) - 1, []
    for place in reversed(range(len(numbers))):
        if rows[place] == wanted:
            wanted -= 1
            found.append(place)
    return found[::-1]


def _range(start: int, end: int) -> str:
    """Lines as the head of a stretch names them; of none, the line before."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + (length > 0)},{length}"


def _grouped(changes: Sequence[Change], near: int) -> Iterator[list[Change]]:
    """Changes that are shown together, for no more lines lie between them than would be shown beside them."""
    group: list[Change] = []
    for change in changes:
        if group and change.old - group[-1].old_end > near:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    changes, one, other = [], 0, 0
    for kept in (*_kept(old, new), Stretch(len(old), len(new), 0)):
        if kept.old > one or kept.new > other:
            changes.append(Change(one, kept.old, other, kept.new))
        one, other = kept.old + kept.length, kept.new + kept.length
    return changes


def _kept(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """The lines that stay, in their order."""
    one = other = 0
    anchors = _anchors(old, new) if len(old) + len(new) > SHORT else []
    for here, there in (*anchors, (len(old), len(new))):
        for start, begin, length in _alike(old[one:here], new[other:there]):
            yield Stretch(one + start, other + begin, length)
        if here < len(old):
            yield Stretch(here, there, 1)
        one, other = here + 1, there + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The lines that both texts have once, as many as stand in one order."""
    counts = Counter(old), Counter(new)
    places = {line: place for place, line in enumerate(new) if counts[1][line] == 1}
    both = [
        (place, places[line]) for place, line in enumerate(old) if counts[0][line] == 1 and line in places
    ]
    return [both[place] for place in longest_rising([there for _, there in both])]


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The lines of a stretch that stay: those at both ends, and what ``difflib`` finds between where that is
    short."""
    least = min(len(old), len(new))
    head = next((n for n in range(least) if old[n] != new[n]), least)
    tail = next((n for n in range(least - head) if old[-1 - n] != new[-1 - n]), least - head)
    if head:
        yield 0, 0, head
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if before and after and len(before) + len(after) <= SHORT:
        from difflib import SequenceMatcher  # dear to import, and hardly any run needs it

        for block in SequenceMatcher(None, before, after).get_matching_blocks():
            if block.size:
                yield block.a + head, block.b + head, block.size
    if tail:
        yield len(old) - tail, len(new) - tail, tail
