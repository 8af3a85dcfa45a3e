"""The desk: the one document that is being edited, and all who look at it.

It holds the draft and knows what the disk holds. What another program writes to the file meanwhile comes into
the draft: as it is where there is no unsaved work, else merged by event. Whatever is done here is done by one
at a time.
"""

# os.path throughout, as in timeline.files:
# ruff: noqa: PTH118, PTH119, PTH120, PTH123

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from threading import Condition, Event, Thread

from timeline import files, pictures, pipeline, source
from timeline.editing import Refused
from timeline.editor import operations
from timeline.editor.draft import Draft, Splice, difference, units
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from timeline.model import Timeline
    from timeline.source import Diagnostic

Answer: TypeAlias = "dict[str, Any]"

MOST_DIAGNOSTICS = 500
POLL = 0.12  # seconds between two looks at the file
NEW = '{\n  "events": []\n}\n'
"""What a file that is not there yet begins with."""


class Unfit(Exception):  # noqa: N818 - it is the file's, and no error of the program's
    """A file that cannot be edited as text, with what is wrong with it."""

    def __init__(self, diagnostics: list[Diagnostic], text: str) -> None:
        super().__init__("the file is not UTF-8 text")
        self.diagnostics, self.text = diagnostics, text


class Problem(Exception):  # noqa: N818 - an answer
    """What was asked for cannot be done. ``status`` is of HTTP; ``answer`` comes along where there is one."""

    def __init__(self, status: int, sentence: str, answer: Answer | None = None) -> None:
        super().__init__(sentence)
        self.status, self.answer = status, answer


class Checked(NamedTuple):
    """What is wrong with the text of a revision."""

    revision: int
    diagnostics: list[Diagnostic]
    readable: bool
    events: int | None
    errors: int


class Desk:
    """One document. Raises ``files.FileFault`` for a file that cannot be read and ``Unfit`` for one that is
    no text."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.folder = os.path.dirname(os.path.abspath(path))
        self.changed = Condition()  # its lock is the desk's
        self.closed = False
        self.news = 0  # grows with whatever listeners want to hear of
        there = os.path.lexists(path)
        self.disk: bytes | None = files.read(path) if there else None
        text = NEW if self.disk is None else readable(self.disk)
        self.base = text if there else ""
        self.draft = Draft(text)
        self.timeline: Timeline | None = None  # the last one without a fault
        self.restored = False
        self.notice: str | None = None if there else f"there is no {path} yet; saving makes it"
        self.conflicts: list[Any] = []
        self._checked: Checked | None = None
        self._ended = Event()

    # What everybody wants to know

    @property
    def hash(self) -> str:
        return "" if self.disk is None else sha256(self.disk).hexdigest()

    @property
    def saved(self) -> bool:
        return self.disk is not None and self.draft.text == self.base

    def state(self) -> Answer:
        """The document as the page is told of it, but for its text."""
        checked, draft = self.checked(), self.draft
        return {
            "file": os.path.basename(self.path),
            "folder": self.folder,
            "revision": draft.revision,
            "hash": self.hash,
            "saved": self.saved,
            "undo": draft.undo_label,
            "redo": draft.redo_label,
            "readable": checked.readable,
            "errors": checked.errors,
            "warnings": len(checked.diagnostics) - checked.errors,
            "diagnostics": self._shown(checked.diagnostics[:MOST_DIAGNOSTICS]),
            "conflicts": [],
            "restored": self.restored,
            "events": checked.events,
            "notice": self.notice,
        }

    def whole(self) -> Answer:
        with self.changed:
            return {**self.state(), "text": self.draft.text}

    def since(self, revision: int) -> Answer:
        """The way from a revision to the newest one."""
        with self.changed:
            self._known(revision)
            return self._step(revision)

    def news_of(self) -> Answer:
        with self.changed:
            return {"revision": self.draft.revision, "hash": self.hash, "saved": self.saved}

    # What is done to it

    def edit(self, revision: int, op: object, name: str = "") -> Answer:
        """An operation on the text of a revision. Raises ``Problem``."""
        with self.changed:
            self._known(revision)
            text = self.draft.at(revision)
            try:
                done = operations.carry_out(text, op)
            except Refused as fault:
                raise Problem(400, str(fault)) from None
            new = done.text
            if revision != self.draft.revision:
                new = self._merged(text, new)
            self._change(difference(self.draft.text, new), done.label, name)
            return self._step(revision, select=done.select, said=done.said)

    def undo(self, revision: int) -> Answer:
        return self._back_or_forth(revision, self.draft.undo, "there is nothing to take back")

    def redo(self, revision: int) -> Answer:
        return self._back_or_forth(revision, self.draft.redo, "there is nothing to do again")

    def _back_or_forth(self, revision: int, act: Callable[[], str | None], nothing: str) -> Answer:
        with self.changed:
            self._known(revision)
            label = act()
            if label is None:
                return self._step(revision, said=nothing)
            self._tell()
            return self._step(revision)

    def discard(self, revision: int) -> Answer:
        """Back to what the disk holds, as a change that can be taken back."""
        with self.changed:
            self._known(revision)
            self._change(difference(self.draft.text, self.base), "discard the changes")
            return self._step(revision)

    def save(self, revision: int, expected: str) -> Answer:
        """Puts the draft into the file, which is expected to have this hash. Raises ``Problem``."""
        with self.changed:
            self._known(revision)
            if expected != self.hash or self._look():
                said = "the file was changed by another program meanwhile; look at it and save again"
                raise Problem(412, said, self._step(revision, said=said))
            if revision != self.draft.revision:
                raise Problem(409, "the document was changed in another tab meanwhile; save again")
            if self.saved:
                return self._step(revision, said="nothing has changed since it was saved")
            if self.checked().errors:
                raise Problem(422, "the text has errors; nothing was saved, but the draft is kept")
            data = self.draft.text.encode()
            try:
                files.replace(self.path, data, self.disk)
            except files.FileFault as fault:
                raise Problem(409, str(fault).splitlines()[0]) from None
            self.disk, self.base = data, self.draft.text
            self.notice, self.restored = None, False
            self.draft.close_step()
            self._tell()
            return self._step(revision, said="saved")

    def changes(self) -> Answer:
        """What saving would change in the file."""
        from difflib import unified_diff

        with self.changed:
            before, after = self.base, self.draft.text
        lines = list(unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))[2:]
        return {"lines": [[line[:1], line[1:]] for line in lines], "summary": []}

    def _change(self, splices: Sequence[Splice], label: str, name: str = "") -> None:
        if splices:
            self.draft.change(splices, label, name)
            self._tell()

    def _merged(self, old: str, new: str) -> str:
        raise Problem(409, "the document was changed in another tab at the same place")

    def _look(self) -> bool:
        """Whether the file holds something else than it is known to; then it has been taken over."""
        return False

    # Who listens

    def _tell(self) -> None:
        self.news += 1
        self.changed.notify_all()

    def close(self) -> None:
        """Ends all listening."""
        with self.changed:
            self.closed = True
            self._ended.set()
            self._tell()

    # In detail

    def _known(self, revision: int) -> None:
        if not self.draft.knows(revision):
            raise Problem(409, "this page is of an earlier run; load it anew")

    def _step(self, revision: int, **more: Any) -> Answer:
        splices = self.draft.shown(self.draft.since(revision), revision)
        told = {key: value for key, value in more.items() if value is not None}
        return {**self.state(), "splices": splices, **told}

    def checked(self) -> Checked:
        """What is wrong with the draft; read once for each revision."""
        if self._checked is None or self._checked.revision != self.draft.revision:
            text = self.draft.text
            reading = source.read(text)
            outcome = pipeline.read_text(text, picture_fault=lambda src: pictures.fault(src, self.folder))
            value = reading.value
            events = value.get("events") if isinstance(value, dict) else None
            self._checked = Checked(
                self.draft.revision,
                outcome.diagnostics,
                not reading.faults,
                len(events) if isinstance(events, list) else None,
                sum(one.severity == "error" for one in outcome.diagnostics),
            )
            if outcome.timeline is not None:
                self.timeline = outcome.timeline
        return self._checked

    def _shown(self, diagnostics: Sequence[Diagnostic]) -> list[Answer]:
        lines = source.Lines(self.draft.text) if diagnostics else None
        shown = []
        for one in diagnostics:
            line = lines.line(one.line) if lines else ""
            shown.append(
                {
                    "code": one.code,
                    "severity": one.severity,
                    "message": one.message,
                    "help": one.help,
                    "line": one.line,
                    "from": units(line, one.mark - 1),
                    "to": units(line, one.mark - 1 + one.length),
                    "path": list(one.path),
                    "fix": None,
                }
            )
        return shown


def readable(data: bytes) -> str:
    """The text of a file, its byte order mark included. Raises ``Unfit``."""
    text, faults = source.decode(data)
    if any(one.code != "encoding-mark" for one in faults):
        raise Unfit(faults, text)
    return data.decode()
