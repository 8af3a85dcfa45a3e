"""The desk: the one document that is being edited, and all who look at it.

It holds the draft and knows what the disk holds. What another program writes to the file meanwhile comes into
the draft: as it is where there is no unsaved work, else merged by event. What cannot be merged is a conflict,
which somebody has to decide before anything is saved. Whatever is done here is done by one at a time, and is
in the journal before it is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Condition, Event, Thread

from timeline import files, pictures
from timeline.editing import Refused
from timeline.editor import checks, operations
from timeline.editor.disk import Disk
from timeline.editor.draft import Draft, units
from timeline.editor.journal import Journal
from timeline.editor.sheet import Renewed, Sheet, whole
from timeline.records import TYPE_CHECKING
from timeline.source.splices import Splice, difference

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from timeline.dates import Zone
    from timeline.editing.merge import Conflict, Merged
    from timeline.model import Timeline

Answer: TypeAlias = "dict[str, Any]"

POLL = 0.12  # seconds between two looks at the file
NEW = '{\n  "events": []\n}\n'
"""What a file that is not there yet begins with."""

# Operations that are told in words: what has no field that shows it afterwards.
_TOLD = frozenset({"insert", "remove", "move"})


class Problem(Exception):  # noqa: N818 - an answer
    """What was asked for cannot be done. ``status`` is of HTTP; ``answer`` comes along where there is one."""

    def __init__(self, status: int, sentence: str, answer: Answer | None = None) -> None:
        super().__init__(sentence)
        self.status, self.answer = status, answer


class Desk:
    """One document, with its journal. All of its methods may be called from any thread."""

    def __init__(self, disk: Disk, journal: Journal) -> None:
        self.disk = disk
        self.journal = journal
        self.changed = Condition()  # its lock is the desk's
        self.closed = False
        self.news = 0  # grows with all that listeners want to hear of
        self.conflicts: list[tuple[str, Conflict]] = []
        self.restored = False
        self._ended = Event()
        self._numbered = 0  # conflicts so far
        self._base = disk.content.text or ""  # what the draft and the disk last had in common
        self._untouched = NEW if disk.content.data is None else None
        self.draft = Draft(NEW if disk.content.text is None else disk.content.text)
        self._notice: str | None = None
        if self._untouched is not None:
            self._notice = f"there is no {disk.name} yet; saving makes it"
        self._sheet: Sheet = whole(self.draft.text)
        self._renewed: Renewed | None = None  # what the newest revision has changed
        self._checked: tuple[int, checks.Checked] | None = None
        with self.changed:
            self._restore()

    # What everybody wants to know

    @property
    def saved(self) -> bool:
        """Whether the file says what the draft says."""
        return self.draft.text == self.disk.content.text and not self.conflicts

    @property
    def unsaved_work(self) -> bool:
        """Whether anything would be lost with the draft."""
        return not self.saved and self.draft.text != self._untouched

    @property
    def notice(self) -> str | None:
        """What the user should know and keep knowing."""
        return self.disk.content.fault or self._notice or self.journal.fault

    def state(self) -> Answer:
        """The document as the page is told of it, but for its text."""
        checked, draft = self.checked(), self.draft
        return {
            "file": self.disk.name,
            "folder": self.disk.folder,
            "revision": draft.revision,
            "hash": self.disk.hash,
            "saved": self.saved,
            "undo": draft.undo_label,
            "redo": draft.redo_label,
            "readable": self._sheet.readable,
            "errors": checked.errors,
            "warnings": len(checked.diagnostics) - checked.errors,
            "diagnostics": checks.shown(checked.diagnostics, draft.text, units_differ=draft.units_differ),
            "conflicts": [_told(number, conflict) for number, conflict in self.conflicts],
            "restored": self.restored,
            "events": checked.events,
            "notice": self.notice,
        }

    def whole(self) -> Answer:
        """The document with its text."""
        with self.changed:
            return {**self.state(), "text": self.draft.text}

    def since(self, revision: int) -> Answer:
        """The way from a revision to the newest one."""
        with self.changed:
            self._known(revision)
            return self._step(revision)

    def brief(self) -> Answer:
        """What listeners are told of."""
        with self.changed:
            return {"revision": self.draft.revision, "hash": self.disk.hash, "saved": self.saved}

    def drawn(self) -> tuple[int, Timeline | None]:
        """The newest revision and its timeline, None where it has errors."""
        with self.changed:
            return self.draft.revision, self.checked().timeline

    def versions(self) -> tuple[str, str, Timeline | None]:
        """The text on the disk and that of the draft, with its timeline, None where it has errors."""
        with self.changed:
            return self.disk.content.text or "", self.draft.text, self.checked().timeline

    def zone(self) -> Zone:
        """The document's time zone; UTC where it names none that there is."""
        with self.changed:
            return self._sheet.zone

    def checked(self) -> checks.Checked:
        """What is wrong with the draft; found out once for each revision."""
        with self.changed:
            if self._checked is None or self._checked[0] != self.draft.revision:
                found = checks.check(self._sheet, lambda src: pictures.fault(src, self.disk.folder))
                self._checked = self.draft.revision, found
            return self._checked[1]

    # What is done to it

    def edit(self, revision: int, op: object, name: str = "") -> Answer:
        """An operation on the text of a revision. Raises ``Problem``."""
        with self.changed:
            self._known(revision)
            behind = revision != self.draft.revision
            sheet = whole(self.draft.at(revision)) if behind else self._sheet
            try:
                done = operations.carry_out(sheet, op)
            except Refused as fault:
                raise Problem(400, str(fault)) from None
            text = self._rebased(sheet.text, done.text) if behind else done.text
            self._change(difference(self.draft.text, text), done.label, name)
            is_told = isinstance(op, dict) and op.get("op") in _TOLD
            said = done.said or (f"done: {done.label}" if is_told else None)
            return self._step(revision, select=done.select, said=said)

    def undo(self, revision: int) -> Answer:
        """Takes the last step back."""
        with self.changed:
            self._known(revision)
            label = self.draft.undo()
            if label is None:
                return self._step(revision, said="there is nothing to take back")
            self.journal.undone()
            self._follow()
            return self._step(revision, said=f"undone: {label}")

    def redo(self, revision: int) -> Answer:
        """Does again what was taken back last."""
        with self.changed:
            self._known(revision)
            label = self.draft.redo()
            if label is None:
                return self._step(revision, said="there is nothing to do again")
            self.journal.redone()
            self._follow()
            return self._step(revision, said=f"done again: {label}")

    def discard(self, revision: int) -> Answer:
        """Back to what the disk holds, as a change that can be taken back."""
        with self.changed:
            self._known(revision)
            there = self.disk.content.text
            self._change(difference(self.draft.text, NEW if there is None else there), "discard the changes")
            self._settle([])
            return self._step(revision, said="back to what the file says")

    def save(self, revision: int, expected: str) -> Answer:
        """Puts the draft into the file, which is expected to have this hash. Raises ``Problem``."""
        with self.changed:
            self._known(revision)
            if self._look(settled=False) or expected != self.disk.hash:
                said = "the file was changed by another program meanwhile; nothing was saved yet"
                raise Problem(412, said, self._step(revision, said=said))
            self._may_be_saved(revision)
            if self.saved:
                return self._step(revision, said="nothing has changed since it was saved")
            try:
                self.disk.write(self.draft.text)
            except files.Changed as fault:
                self._look(settled=False)
                said = str(fault).splitlines()[0]
                raise Problem(412, said, self._step(revision, said=said)) from None
            except files.FileFault as fault:
                raise Problem(409, str(fault)) from None
            self._base, self._untouched, self._notice, self.restored = self.draft.text, None, None, False
            self.draft.close_step()
            self.journal.saved()
            self._tell()
            return self._step(revision, said=f"saved {self.disk.name}")

    def _may_be_saved(self, revision: int) -> None:
        """Raises ``Problem`` where the draft must not go into the file as it is."""
        if self.disk.content.fault:
            raise Problem(
                409, f"{self.disk.content.fault}; move that file away to save this one in its place"
            )
        if self.conflicts:
            raise Problem(409, f"{_counted(len(self.conflicts), 'conflict')} to be decided first")
        if revision != self.draft.revision:
            raise Problem(409, "the document was changed in another tab meanwhile; look and save again")
        if errors := self.checked().errors:
            why = f"the text has {_counted(errors, 'error')}"
            raise Problem(422, f"nothing was saved, for {why}; the draft is kept")

    def resolve(self, revision: int, id: str, take: str) -> Answer:
        """Decides a conflict. Raises ``Problem``."""
        with self.changed:
            self._known(revision)
            conflict = dict(self.conflicts).get(id)
            if conflict is None:
                raise Problem(409, "this conflict has been decided already")
            if take not in ("mine", "theirs"):
                raise Problem(400, "take is mine or theirs")
            if take == "theirs":
                text = _take(self.draft.text, conflict)
                if text == self.draft.text:
                    raise Problem(409, f"there is no place for {conflict.what} any more; put it in by hand")
                self._change(difference(self.draft.text, text), f"take {conflict.what} from the file")
            self._settle([pair for pair in self.conflicts if pair[0] != id])
            return self._step(revision)

    # In detail

    def _change(self, splices: Sequence[Splice], label: str, name: str = "") -> None:
        if splices:
            self.draft.change(splices, label, name)
            self.journal.changed(splices, label, name)
            self._follow()

    def _follow(self) -> None:
        """Reads the draft again after a change, as far as it has to be, and tells everybody."""
        before, self._sheet = self._sheet, self._sheet.changed(self.draft.text)
        self._renewed = None if before is self._sheet else self._sheet.renewed
        if self.conflicts and self.draft.text == self.disk.content.text:
            self._settle([])
        self._tell()

    def _settle(self, conflicts: list[tuple[str, Conflict]]) -> None:
        """Goes on with these conflicts. Without any, the draft has all that the disk had to give."""
        self.conflicts = conflicts
        text = self.disk.content.text
        if not conflicts and text is not None and text != self._base:
            self.journal.found(self._base, text)
            self._base = text
        self._tell()

    def _known(self, revision: int) -> None:
        if not self.draft.knows(revision):
            raise Problem(409, "this page does not fit the document; load it anew")

    def _step(self, revision: int, **more: Any) -> Answer:
        splices = self.draft.shown(self.draft.since(revision), revision)
        told = {key: value for key, value in more.items() if value is not None}
        if revision == self.draft.revision - 1 and self._renewed is not None:
            told["renewed"] = self._told_renewed(self._renewed)
        return {**self.state(), "splices": splices, **told}

    def _told_renewed(self, renewed: Renewed) -> Answer:
        """In the units of the page."""
        first, removed, start, end, around = renewed
        offsets = [start, end, *(around or ())]
        if self.draft.units_differ:
            offsets = [units(self.draft.text, at) for at in offsets]
        return {
            "first": first,
            "removed": removed,
            "from": offsets[0],
            "to": offsets[1],
            "around": offsets[2:],
        }

    def _rebased(self, old: str, new: str) -> str:
        """The newest text with a change that was made to an older one. Raises ``Problem``."""
        merged = _merge(old, self.draft.text, new)
        if merged.conflicts:
            what = merged.conflicts[0].what
            raise Problem(409, f"{what} was changed in another tab meanwhile; look at it and change it again")
        return merged.text

    # The file

    def watch(self) -> Thread:
        """Starts to look after the file, until the desk is closed."""

        def look() -> None:
            self.checked()  # so that whoever opens the page finds it done
            while not self._ended.wait(POLL):
                with self.changed:
                    try:
                        self._look(settled=True)
                    except Exception as fault:  # whatever it is, the next look may go well
                        self._notice = f"{self.disk.name} cannot be followed: {fault}"

        thread = Thread(target=look, daemon=True)
        thread.start()
        return thread

    def _look(self, *, settled: bool) -> bool:
        """Whether the file has come to hold something else; the draft has taken it over then."""
        found = self.disk.look(settled=settled)
        if found is None:
            return False
        self.disk.accept(found)
        if found.fault is None:
            self._notice = None
            if found.text is not None:
                self._take_over(found.text)
            elif self._untouched is None:
                self._notice = f"{self.disk.name} has been deleted or moved; saving makes it again"
        self._tell()
        return True

    def _take_over(self, text: str) -> None:
        """Brings a text that stands in the file by now into the draft."""
        mine = self.draft.text
        self._untouched = None
        self.draft.close_step()
        if text == mine:
            self._settle([])
        elif mine == self._base or (self._base == "" and mine == NEW):
            self._change(difference(mine, text), "what another program changed")
            self._settle([])
        else:
            merged = _merge(self._base, mine, text)
            self._change(difference(mine, merged.text), "merge with what another program changed")
            self._settle([(self._next_number(), conflict) for conflict in merged.conflicts])
        self.draft.close_step()

    def _next_number(self) -> str:
        self._numbered += 1
        return str(self._numbered)

    def _restore(self) -> None:
        """Takes up what an earlier run has left in the journal, if that is more than the file holds."""
        work, there = self.journal.work, self.disk.content.text
        if work is None or work.draft.text in (there, work.base, NEW if there is None else there):
            self.journal.begin(self.draft, self._base, there is not None)
            return
        self.draft, self._base, self.restored = work.draft, work.base, True
        self._sheet = whole(self.draft.text)
        if there is None:
            if work.there:
                self._notice = f"{self.disk.name} has been deleted or moved; saving makes it again"
        elif there != self._base:
            self._take_over(there)

    # Who listens

    def _tell(self) -> None:
        self.news += 1
        self.changed.notify_all()

    def close(self) -> bool:
        """Ends all listening and watching; whether there is unsaved work, which the journal keeps then."""
        with self.changed:
            unsaved = self.unsaved_work
            if not self.closed:
                self.closed = True
                self._ended.set()
                self._tell()
                self.journal.end(keep=unsaved)
            return unsaved


def _told(id: str, conflict: Conflict) -> Answer:
    return {
        "id": id,
        "what": conflict.what,
        "base": conflict.base,
        "mine": conflict.mine,
        "theirs": conflict.theirs,
    }


def _merge(base: str, mine: str, theirs: str) -> Merged:
    from timeline.editing.merge import merge  # most runs never need it

    return merge(base, mine, theirs)


def _take(text: str, conflict: Conflict) -> str:
    from timeline.editing.merge import take

    return take(text, conflict)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
