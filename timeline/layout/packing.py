"""Boxes packed into rows: as few and as low as can be, nothing touching.

A box has its place along the axis, and how far it stands above and below the line of its row. Whoever could
stand in more than one way offers several boxes, the best first. Each is put where the rows grow least by it,
and among equals into the first row.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from timeline.records import NamedTuple

APART = 8.0  # px between two boxes of a row
BETWEEN = 5.0  # px between two rows


class Box(NamedTuple):
    """From ``x0`` to ``x1`` along the axis, ``above`` and ``below`` the line of a row; all in px."""

    x0: float
    x1: float
    above: float
    below: float


class Row:
    """Boxes beside each other. ``above`` and ``below`` are those of its highest boxes."""

    def __init__(self) -> None:
        self.above = self.below = 0.0
        self.taken: list[tuple[float, float]] = []

    @property
    def height(self) -> float:
        """From its top to its bottom."""
        return self.above + self.below

    def growth(self, box: Box) -> float:
        """By how many px the row would grow."""
        return max(box.above - self.above, 0.0) + max(box.below - self.below, 0.0)

    def is_free(self, box: Box) -> bool:
        """Is there room for the box between those that it holds?"""
        after = bisect_left(self.taken, (box.x0, box.x1))
        if after < len(self.taken) and self.taken[after][0] < box.x1 + APART:
            return False
        return not after or self.taken[after - 1][1] + APART <= box.x0

    def take(self, box: Box) -> None:
        """Keep the box's place free of others."""
        insort(self.taken, (box.x0, box.x1))
        self.above, self.below = max(self.above, box.above), max(self.below, box.below)


class Packed(NamedTuple):
    """Rows from the top down, and of each box that was offered its row and which way it stands; None for one
    that found no room.
    """

    rows: Sequence[Row]
    spots: Sequence[tuple[int, int] | None]

    @property
    def height(self) -> float:
        """From the first row's top to the last one's bottom."""
        return sum(row.height for row in self.rows) + BETWEEN * max(len(self.rows) - 1, 0)


def pack(offers: Sequence[Sequence[Box]], highest: float = float("inf")) -> Packed:
    """A place for each of the ``offers``, in the order in which they come, in rows that are together at most
    ``highest`` px high.
    """
    rows: list[Row] = []
    spots: list[tuple[int, int] | None] = []
    left = highest
    for ways in offers:
        best: tuple[float, int, int] | None = None
        for number, row in enumerate(rows):
            for way, box in enumerate(ways):
                growth = row.growth(box)
                if (best is None or growth < best[0]) and growth <= left and row.is_free(box):
                    best = growth, number, way
            if best is not None and not best[0]:
                break
        new = ways[0].above + ways[0].below + (BETWEEN if rows else 0.0)
        if new <= left and (best is None or new < best[0]):
            best = new, len(rows), 0
            rows.append(Row())
        if best is not None:
            left -= best[0]
            rows[best[1]].take(ways[best[2]])
        spots.append(None if best is None else (best[1], best[2]))
    return Packed(rows, spots)


def level(needs: Sequence[float], room: float) -> float:
    """The height to which a room fills up that is poured into vessels of these heights: nobody gets more than
    they need, and the others alike.
    """
    for number, need in enumerate(sorted(needs)):
        if need * (len(needs) - number) >= room:
            return room / (len(needs) - number)
        room -= need
    return max(needs, default=0.0)
