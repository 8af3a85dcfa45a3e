"""Ticks placed one by one, where no calendar says which come next: each takes its room or is refused.

``Across`` fills the two rows of a level axis, ``Down`` the one column of an upright one. Both take the tick
of a coarser unit (bold) or of a finer one, at a place in px, and answer whether its label found room.
"""

from __future__ import annotations

from bisect import bisect, insort

from timeline.layout.breaks import UPRIGHT
from timeline.layout.cells import APART, INDENT, MAJOR_SIZE, MINOR_SIZE, TORN, Label, Ticks
from timeline.layout.scale import Stretch
from timeline.layout.typeset import parts, reserve

LINE = 17.0  # px, the height of a label's line on an upright axis
UPRIGHT_SIZE = 12.0  # px, the type on an upright axis
UPRIGHT_INDENT = 3.0  # px from its edges to a label
TICK = 24.0  # px, the length of the tick of a finer unit on an upright axis


class Taken:
    """Parts of a line that are taken; none may overlap another."""

    def __init__(self) -> None:
        self.parts: list[tuple[float, float]] = []

    def is_free(self, start: float, end: float) -> bool:
        """Whether nothing is taken between two places."""
        after = bisect(self.parts, (start, start))
        return (not after or self.parts[after - 1][1] <= start) and (
            after == len(self.parts) or end <= self.parts[after][0]
        )

    def take(self, start: float, end: float) -> None:
        """Take what is free."""
        insort(self.parts, (start, end))


class Across:
    """The rows of a level stretch of axis."""

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.ticks: tuple[list[float], list[float]] = [], []
        self.labels: tuple[list[Label], list[Label]] = [], []
        self._taken = Taken(), Taken()

    def add(self, x: float, text: str, *, bold: bool) -> bool:
        """A tick at ``x`` with its label behind it, if it fits."""
        row = 0 if bold else 1
        end = x + INDENT + reserve(text, MAJOR_SIZE if bold else MINOR_SIZE, bold=bold) + (APART - INDENT)
        if end > self.stretch.x1 or not self._taken[row].is_free(x, end):
            return False
        self._taken[row].take(x, end)
        self.labels[row].append(Label(max(x, self.stretch.x0 + TORN) + INDENT, text))
        if x > self.stretch.x0:
            self.ticks[row].append(x)
        return True

    def made(self) -> Ticks:
        """All that found room, in the order of time."""
        return _made(self.ticks, self.labels)


class Down:
    """The column of an upright stretch of axis. Labels that share a tick stand side by side if they can, and
    else below each other.
    """

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.ticks: tuple[list[float], list[float]] = [], []
        self.labels: tuple[list[Label], list[Label]] = [], []
        self.blocks: dict[float, tuple[float, float]] = {}  # by tick: where its bold lines end, and how wide
        self._taken = Taken()

    def add(self, y: float, text: str, *, bold: bool, until: float | None = None) -> bool:
        """A tick at ``y`` with its label under it, if it fits, and above ``until``."""
        end = self.stretch.x1 if until is None else until
        if bold:
            return self._major(y, text, end)
        return self._minor(y, text, end, self._block(y, within=until is not None))

    def _block(self, y: float, *, within: bool) -> tuple[float, float] | None:
        """The bold label of the tick at ``y``; or the one that reaches past ``y`` from above, where a label
        may stand further down ``within`` its own cell.
        """
        for tick, block in self.blocks.items():
            if tick == y or (within and tick < y < block[0]):
                return block
        return None

    def _major(self, y: float, text: str, until: float) -> bool:
        top = max(y, self.stretch.x0 + TORN)
        lines = in_column(text)
        bottom = top + LINE * len(lines)
        if not lines or bottom + TORN > until or not self._taken.is_free(y, bottom):
            return False
        self._taken.take(y, bottom)
        self.blocks[y] = bottom, max(reserve(line, UPRIGHT_SIZE, bold=True) for line in lines)
        self.labels[0].extend(Label(top + LINE * number, line) for number, line in enumerate(lines))
        if y > self.stretch.x0:
            self.ticks[0].append(y)
        return True

    def _minor(self, y: float, text: str, until: float, block: tuple[float, float] | None) -> bool:
        width = reserve(text, UPRIGHT_SIZE)
        top = start = max(y, self.stretch.x0 + TORN)
        if block:
            start, widest = block
            beside = width + widest + 2 * UPRIGHT_INDENT + APART <= UPRIGHT
            top = top if beside else start
        bottom = top + LINE
        if width + 2 * UPRIGHT_INDENT > UPRIGHT or bottom + TORN > until:
            return False
        if bottom > start:
            if not self._taken.is_free(start, bottom):
                return False
            self._taken.take(start, bottom)
        self.labels[1].append(Label(top, text))
        if y > self.stretch.x0:
            self.ticks[1].append(y)
        return True

    def is_clear(self, y: float) -> bool:
        """Whether a tick of the finer unit can stand there without touching a bold label."""
        return not any(
            block < y < bottom and widest + TICK + UPRIGHT_INDENT > UPRIGHT
            for block, (bottom, widest) in self.blocks.items()
        )

    def made(self) -> Ticks:
        """All that found room, in the order of time."""
        return _made(self.ticks, self.labels)


def _made(ticks: tuple[list[float], list[float]], labels: tuple[list[Label], list[Label]]) -> Ticks:
    (major, minor), (major_labels, minor_labels) = ticks, labels
    return Ticks(
        tuple(sorted(major)), tuple(sorted(minor)), tuple(sorted(major_labels)), tuple(sorted(minor_labels))
    )


def in_column(text: str) -> list[str]:
    """The lines of a bold label on an upright axis; none where a word is too long for it."""
    room = UPRIGHT - 2 * UPRIGHT_INDENT
    lines: list[str] = []
    for word, blank in parts(text):
        longer = f"{lines[-1]}{' ' * blank}{word}" if lines else word
        if lines and reserve(longer, UPRIGHT_SIZE, bold=True) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if all(reserve(line, UPRIGHT_SIZE, bold=True) <= room for line in lines) else []
