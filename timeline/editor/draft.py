"""The text that is being edited, with all that it has been: every change can be taken back, and none is
forgotten by saving.

A change of the text is a few ``Splice``s. A *step* is what undo takes back at once; a *revision* is the
number of a text, and grows with every change, undo and redo included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline.records import NamedTuple
from timeline.source.splices import Splice

BEYOND = re.compile("[\U00010000-\U0010ffff]")
"""A character that takes two units of UTF-16."""


class Step(NamedTuple):
    """What undo takes back at once. ``label`` says in words what it did; changes that follow each other
    under one ``name`` are one step, those under none never."""

    label: str
    name: str
    splices: tuple[Splice, ...]


class Draft:
    """A text with its history."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.revision = 1
        self._changes: list[tuple[Splice, ...]] = []  # the n-th leads from revision n + 1 to the next
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = False  # whether the next change may still belong to the last step
        self._beyond = len(BEYOND.findall(text)) if not text.isascii() else 0

    @property
    def units_differ(self) -> bool:
        """Whether the text has characters of two units of UTF-16."""
        return self._beyond > 0

    @property
    def undo_label(self) -> str | None:
        """What ``undo`` would take back, None where there is nothing."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What ``redo`` would do again, None where there is nothing."""
        return self._undone[-1].label if self._undone else None

    def change(self, splices: Sequence[Splice], label: str, name: str = "") -> None:
        """Makes a change, and forgets what had been taken back. A change of nothing is none."""
        if not splices:
            return
        self._apply(splices)
        last = self._done[-1] if self._done else None
        if last and self._open and name and last.name == name:
            self._done[-1] = Step(last.label, name, (*last.splices, *splices))
        else:
            self._done.append(Step(label, name, tuple(splices)))
        self._undone.clear()
        self._open = True

    def undo(self) -> str | None:
        """Takes the last step back and gives its label; None where there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._apply([splice.back() for splice in reversed(step.splices)])
        self._undone.append(step)
        self._open = False
        return step.label

    def redo(self) -> str | None:
        """Takes back the last ``undo`` and gives the step's label; None where there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._apply(step.splices)
        self._done.append(step)
        self._open = False
        return step.label

    def close_step(self) -> None:
        """Makes the next change a step of its own, whatever its name."""
        self._open = False

    def knows(self, revision: int) -> bool:
        """Whether the text ever had this revision."""
        return 1 <= revision <= self.revision

    def since(self, revision: int) -> list[Splice]:
        """The way from a revision that was to the text as it is."""
        return [splice for change in self._changes[revision - 1 :] for splice in change]

    def at(self, revision: int) -> str:
        """The text as it was at a revision."""
        text = self.text
        for splice in reversed(self.since(revision)):
            text = splice.back().apply(text)
        return text

    def _apply(self, splices: Sequence[Splice]) -> None:
        for splice in splices:
            self.text = splice.apply(self.text)
            self._beyond += len(BEYOND.findall(splice.put)) - len(BEYOND.findall(splice.removed))
        self._changes.append(tuple(splices))
        self.revision += 1

    # Offsets as browsers count them

    def shown(self, splices: Iterable[Splice], revision: int) -> list[tuple[int, int, str]]:
        """Splices that follow each other from a revision on, in UTF-16 code units."""
        if not self._beyond and not any(BEYOND.search(one.removed + one.put) for one in splices):
            return [(one.at, len(one.removed), one.put) for one in splices]
        text, shown = self.at(revision), []
        for one in splices:
            shown.append((units(text, one.at), len(one.removed) + len(BEYOND.findall(one.removed)), one.put))
            text = one.apply(text)
        return shown


def units(text: str, offset: int) -> int:
    """An offset in UTF-16 code units."""
    return offset + (0 if text.isascii() else len(BEYOND.findall(text, 0, offset)))
