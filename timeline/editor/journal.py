"""Unsaved work on the disk, so that it survives a closed tab, a killed program and a power cut.

While a file is edited there is a journal of it in the user's own folder for such things: lines of JSON, each
brought to the disk before the change that it tells of is answered. It begins with the text that was read, and
goes on with every change, undo, redo and save, so that a later run comes to the same text with the same
history. A last line that was not written to its end is passed over. The journal of a file is locked while the
file is edited, so that nobody edits it twice, and is gone when there is nothing unsaved at the end.
"""

# os.path and open, as in timeline.files:
# ruff: noqa: PTH103, PTH108, PTH111, PTH116, PTH118

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from errno import EPERM
from hashlib import sha256

from timeline import files
from timeline.editor.draft import Draft
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source.splices import Splice, difference

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Line: TypeAlias = "dict[str, Any]"

VERSION = 1
_FAR = 1 << 30  # an offset beyond any journal: a locked byte of Windows cannot be read by others


class Busy(Exception):  # noqa: N818 - it is another run's, and no error of the program's
    """The file is being edited by another run, which listens at ``port`` (0: it does not say)."""

    def __init__(self, port: int) -> None:
        super().__init__(f"it is being edited already at port {port}")
        self.port = port


class Work(NamedTuple):
    """What a journal tells: the draft, the text that it last had in common with the file, and whether there
    was a file."""

    draft: Draft
    base: str
    there: bool


def folder() -> str:
    """Where journals are kept on this system."""
    home = os.path.expanduser("~")
    if os.name == "nt":
        root = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        root = os.path.join(home, "Library", "Application Support")
    else:
        root = os.environ.get("XDG_STATE_HOME", "")
        if not root.startswith("/"):  # as the XDG Base Directory Specification has it
            root = os.path.join(home, ".local", "state")
    return os.path.join(root, "timeline")


class Journal:
    """The journal of a file. Raises ``Busy``.

    ``work`` is what an earlier run has left. ``fault`` says why nothing can be kept, None where it can; what
    could not be written is tried again with the next line.
    """

    def __init__(self, file: str, within: str) -> None:
        name = sha256(os.path.normcase(os.path.realpath(file)).encode("utf-8", "surrogateescape")).hexdigest()
        self.path = os.path.join(within, f"{name[:32]}.jsonl")
        self.file = os.path.realpath(file)
        self.work: Work | None = None
        self.fault: str | None = None
        self._size = 0  # of what is whole in the file
        self._waiting: list[bytes] = []
        self._descriptor = -1
        try:
            os.makedirs(within, mode=0o700, exist_ok=True)
            self._descriptor = self._locked()
            self._replay()
        except OSError as fault:
            self._broken(fault)

    def begin(self, draft: Draft, base: str, there: bool) -> None:
        """Forgets what was, and tells from now on how it goes with a draft; see ``Work``."""
        self._cut(0)
        head = {"timeline": VERSION, "file": self.file, "text": draft.text, "base": base, "there": there}
        self._waiting = [_line(head)]

    def listens(self, port: int) -> None:
        """Tells a second run where this one can be found."""
        self._write(_line({"port": port}))

    def changed(self, splices: Sequence[Splice], label: str, name: str) -> None:
        """The draft has been changed; see ``Draft.change``."""
        self._write(_line({"change": splices, "label": label, "name": name}))

    def undone(self) -> None:
        """The last step has been taken back."""
        self._write(_line({"undo": True}))

    def redone(self) -> None:
        """What was taken back has been done again."""
        self._write(_line({"redo": True}))

    def saved(self) -> None:
        """The file holds the draft."""
        self._write(_line({"saved": True}))

    def found(self, old: str, new: str) -> None:
        """The draft has all that the file had to give, which has ``new`` now where it had ``old``."""
        self._write(_line({"found": difference(old, new)}))

    def end(self, *, keep: bool) -> None:
        """Lets go of the journal, and removes it unless there is something to keep."""
        if self._descriptor < 0:
            return
        with suppress(OSError):
            if not keep and os.name == "posix":  # while it is locked, for a next run may be waiting
                os.unlink(self.path)
            os.close(self._descriptor)
            if not keep and os.name != "posix":
                os.unlink(self.path)
        self._descriptor = -1

    # Writing

    def _write(self, line: bytes) -> None:
        """Brings a line to the disk, and those that had to wait before it."""
        if self._descriptor < 0:
            return
        self._waiting.append(line)
        data = b"".join(self._waiting)
        try:
            os.lseek(self._descriptor, self._size, os.SEEK_SET)
            _write_all(self._descriptor, data)
            os.fsync(self._descriptor)
        except OSError as fault:
            self._cut(self._size)
            self._broken(fault)
            return
        self._size += len(data)
        self._waiting.clear()
        self.fault = None

    def _cut(self, size: int) -> None:
        """Ends the file there: what follows is not whole."""
        self._size = size
        with suppress(OSError):
            os.ftruncate(self._descriptor, size)

    def _broken(self, fault: OSError) -> None:
        why = files.reason(fault)
        self.fault = f"unsaved work is not safe from a crash: cannot write {self.path}: {why}"

    # Opening

    def _locked(self) -> int:
        """Opens the journal and locks it. Raises ``Busy`` and ``OSError``."""
        while True:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            descriptor = os.open(self.path, flags, 0o600)
            try:
                _make_own(descriptor)
                free = _lock(descriptor)
                if not free:
                    raise Busy(_port(descriptor))
                there = os.stat(self.path)
                if os.path.samestat(there, os.fstat(descriptor)):
                    return descriptor
            except FileNotFoundError:
                pass
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)  # its run has just ended and removed it: there is a new one, or none

    def _replay(self) -> None:
        """Reads what an earlier run has left, and cuts off what is not whole."""
        data = _read_all(self._descriptor)
        replay = _Replay()
        position = 0
        for line in data.splitlines(keepends=True):
            if not line.endswith(b"\n") or not replay.follow(line):
                break
            position += len(line)
        if data[position:].count(b"\n") > 1:  # more than a last line: kept, for whoever can make sense of it
            _write_new(f"{self.path}.damaged", data)
        self._cut(position)
        if replay.draft is not None:
            replay.draft.close_step()
            self.work = Work(replay.draft, replay.base, replay.there)


class _Replay:
    """A journal, followed line by line."""

    def __init__(self) -> None:
        self.draft: Draft | None = None
        self.base = ""
        self.there = False

    def follow(self, line: bytes) -> bool:
        """Does what a line says; whether it made sense."""
        try:
            told = json.loads(line)
            if "timeline" in told:
                self.draft, self.base, self.there = Draft(told["text"]), told["base"], told["there"]
                return bool(told["timeline"] == VERSION)
            return "port" in told or (self.draft is not None and self._follow(told, self.draft))
        except (ValueError, LookupError, TypeError, AttributeError):
            return False

    def _follow(self, told: Line, draft: Draft) -> bool:
        if "change" in told:
            splices = _fitting(draft.text, told["change"])
            draft.change(splices, told["label"], told["name"])
        elif "undo" in told:
            draft.undo()
        elif "redo" in told:
            draft.redo()
        elif "saved" in told:
            self.base, self.there = draft.text, True
            draft.close_step()
        else:
            for splice in _fitting(self.base, told["found"]):
                self.base = splice.apply(self.base)
            self.there = True
        return True


def _make_own(descriptor: int) -> None:
    """Sees to it that a journal is nobody else's: in a folder that others can write to, they could have put
    anything in its place. Raises ``OSError``."""
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise PermissionError(EPERM, "something else is in its place")
    if os.name == "posix":
        if found.st_uid != os.geteuid():
            raise PermissionError(EPERM, "it is another user's")
        os.fchmod(descriptor, 0o600)


def _fitting(text: str, told: list[list[Any]]) -> list[Splice]:
    """Splices from a journal, where each takes out what is there. Raises ``ValueError``."""
    splices = [Splice(at, removed, put) for at, removed, put in told]
    for splice in splices:
        if not text.startswith(splice.removed, splice.at) or not 0 <= splice.at <= len(text):
            raise ValueError("the journal does not fit together")
        text = splice.apply(text)
    return splices


def _line(told: Line) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _port(descriptor: int) -> int:
    """The port that a journal names last; 0 where it names none."""
    port = 0
    with suppress(OSError, ValueError, LookupError, TypeError):
        for line in _read_all(descriptor).splitlines():
            if line.startswith(b'{"port":'):
                port = int(json.loads(line)["port"])
    return port


def _lock(descriptor: int) -> bool:
    """Whether nobody else has the file; a system without locks says so of all."""
    try:
        import fcntl
    except ImportError:
        return _lock_windows(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some file systems of networks have no locks
        return True
    return True


def _lock_windows(descriptor: int) -> bool:
    import msvcrt

    os.lseek(descriptor, _FAR, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def _read_all(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    parts = []
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _write_new(path: str, data: bytes) -> None:
    """Makes a file that its user alone can read, in the place of one of that name."""
    with suppress(FileNotFoundError):
        os.unlink(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        _write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
