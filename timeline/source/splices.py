"""What differs between two texts, as stretches to be replaced."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.records import NamedTuple

LONG = 2000
"""Characters from which on it pays to look for several stretches in the place of one."""


class Splice(NamedTuple):
    """At ``at``, ``removed`` taken out and ``put`` put in its place."""

    at: int
    removed: str
    put: str

    def back(self) -> Splice:
        """What takes this one back."""
        return Splice(self.at, self.put, self.removed)

    def apply(self, text: str) -> str:
        """The text with it made, all of which is copied but once."""
        return "".join((text[: self.at], self.put, text[self.at + len(self.removed) :]))


def difference(old: str, new: str) -> list[Splice]:
    """The splices, to be made one after another, that make one text of another: the one stretch in which they
    differ, or where that is long and has as many lines in both, those parts of its lines."""
    if old == new:
        return []
    start, end = alike(old, new)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if len(before) > LONG:
        lines, others = before.splitlines(keepends=True), after.splitlines(keepends=True)
        if len(lines) == len(others) > 1:
            return _by_line(start, lines, others)
    return [Splice(start, before, after)]


def alike(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts begin with alike, and how many of the rest they end with alike.

    Found by halving, for comparing whole stretches is what Python does fast.
    """
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    start, low, high = low, 0, min(len(one), len(other)) - low
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return start, low


def _by_line(at: int, lines: Sequence[str], others: Sequence[str]) -> list[Splice]:
    """One splice for each line that has changed, each at its place after those before it."""
    found = []
    for line, other in zip(lines, others, strict=True):
        if line != other:
            start, end = alike(line, other)
            found.append(Splice(at + start, line[start : len(line) - end], other[start : len(other) - end]))
        at += len(other)
    return found
