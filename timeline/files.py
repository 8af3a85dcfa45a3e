"""Files in and out.

A file is replaced whole or not at all. Its new content is written beside it, under a name of its own, brought
to the disk, and only then moved into its place. Where several files are saved, all of them are written before
the first is moved: a disk that fills up on the second leaves the first one as it was. The file's permissions
stay, and where a name is a symbolic link it is the file behind it that changes.

``save`` is for what the program makes, and ``replace`` for what its users write: that never puts a new text
in the place of one that it has not read. All of them raise ``FileFault``.
"""

# os.path and open throughout, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH101, PTH103, PTH105, PTH108, PTH112, PTH116, PTH118, PTH120, PTH121, PTH123, PTH208

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

from timeline.records import NamedTuple

MOST_LINES = 40
"""Lines of a difference that are shown."""
LEFT = 60.0
"""Seconds after which a half-written file may be taken for left behind. Where the folder is shared, the
process that wrote it may be one of another machine: it has had time enough then."""
TICK = 100_000_000
"""Nanoseconds within which two writings of a file may bear the same time: the clocks of file systems tick
slowly."""


class FileFault(Exception):  # noqa: N818 - it is the system's, or another writer's, and no error of the program's
    """A file could not be read or written. The message is one line for the user, perhaps with a difference
    below it."""


class Changed(FileFault):
    """A file has been changed by somebody else, and was left as it is."""


class Staged(NamedTuple):
    """New content on the disk, waiting to be moved into its place."""

    beside: str
    place: str


class Draft(NamedTuple):
    """What a user's file is to hold, and what it held when it was read; None: there was no file."""

    path: str
    data: bytes
    read: bytes | None


def read(path: str) -> bytes:
    """The bytes of a file. Raises ``FileFault``."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as fault:
        raise FileFault(f"cannot read {path}: {reason(fault)}") from None


def content(path: str) -> bytes | None:
    """What a file holds now; None where there is no such file, or none that can be read again."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def signature(path: str) -> tuple[int, int, int] | None:
    """What differs where a file has been written or replaced, and costs next to nothing to ask: when it was
    written, its size, and its number on the disk. None where there is no such file, or none that can be read
    again."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None


class Watch:
    """What one file holds, as far as it has been looked at; made, it has looked once.

    It looks by name, since editors put a new file in the place of the old one. ``content`` is None where
    there is no file that can be read.
    """

    __slots__ = ("_path", "_seen", "_settled", "content")

    def __init__(self, path: str) -> None:
        self._path = path
        self._settled = False
        self._seen, self.content = signature(path), content(path)

    def changed(self) -> bool:
        """Looks again: whether ``content`` is another one now. Costs next to nothing while nobody writes."""
        seen = signature(self._path)
        if seen == self._seen and self._settled:
            return False
        self._settled = seen is None or time.time_ns() - seen[0] > TICK
        self._seen, before = seen, self.content
        self.content = content(self._path)
        return self.content != before


def save(contents: Iterable[tuple[str, bytes]]) -> None:
    """Puts every content into its file, making the folders that are missing. Raises ``FileFault``."""
    waiting: list[Staged] = []
    try:
        for path, data in contents:
            waiting += _staged(path, data)
        while waiting:
            _move(waiting[0])
            waiting.pop(0)
    finally:
        for staged in waiting:
            with suppress(OSError):
                os.unlink(staged.beside)


def replace(path: str, data: bytes, read: bytes | None) -> None:
    """Puts ``data`` in the place of ``read``, what the file held when it was read; None: there was no file.

    Where the file holds anything else by now, it is left alone, and the new text is kept beside it. A file
    with several names (hard links) is written in place, so that it stays one file; until that is done, its
    old text stands beside it. Raises ``FileFault``.
    """
    replace_together([Draft(path, data, read)])


def replace_together(drafts: Sequence[Draft], made: Iterable[tuple[str, bytes]] = ()) -> None:
    """Replaces several files as ``replace`` does, and saves what the program has ``made`` to go with them.

    All of it is on the disk, and each file found as it was read, before the first one changes. Raises
    ``FileFault``.
    """
    waiting: list[Staged] = []
    spare: list[Staged] = []
    try:
        for path, data in made:
            waiting += _staged(path, data)
        for draft in drafts:
            (spare if _is_written_in_place(draft) else waiting).extend(_staged_draft(draft))
        with ExitStack() as locks:
            for place in sorted({os.path.realpath(draft.path) for draft in drafts}):  # one order, no deadlock
                locks.enter_context(_alone(place))
            for draft in drafts:
                _refuse_changed(draft)
            for draft in drafts:
                if _is_written_in_place(draft):
                    _write_in_place(draft.path, draft.data, draft.read or b"")
            while waiting:
                _move(waiting[0])
                waiting.pop(0)
    finally:
        for staged in waiting + spare:
            with suppress(OSError):
                os.unlink(staged.beside)


def is_same(path: str, other: str) -> bool:
    """Whether two names lead to one file."""
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


def is_below(path: str, folder: str) -> bool:
    """Whether what a path names lies in a folder or below it, or would lie there; symbolic links are
    followed.

    Whatever names files and may come from anybody is held to it: nothing from elsewhere gets into what is
    published, and nothing elsewhere is written.
    """
    bounds = os.path.realpath(folder)
    try:
        return os.path.commonpath([bounds, os.path.realpath(path)]) == bounds
    except ValueError:  # another drive, or a character that no path has
        return False


def is_folder(path: str) -> bool:
    """Whether a folder has this name, or the name can be no other's."""
    return os.path.isdir(path) or path.endswith(("/", os.sep))


def reason(fault: OSError) -> str:
    """What the system has against it, in a few words."""
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    if isinstance(fault, IsADirectoryError):
        return "it is a folder"
    return (fault.strerror or str(fault)).lower()


def _staged(path: str, data: bytes) -> list[Staged]:
    """The same as ``_stage``, which raises what the system says; raises ``FileFault``."""
    try:
        return _stage(path, data)
    except OSError as fault:
        raise FileFault(f"cannot write {path}: {reason(fault)}") from None


def _staged_draft(draft: Draft) -> list[Staged]:
    """Writes a draft beside the file that it is for. Raises ``FileFault``, too where no such file could ever
    be compared with what was read."""
    place = os.path.realpath(draft.path)
    try:
        before = _status(place)
        if before is not None and not stat.S_ISREG(before.st_mode):
            raise FileFault(
                f"cannot edit {draft.path}: it is no file that can be read again; - is standard input"
            )
        staged = _stage(draft.path, draft.data)
        _clear(os.path.dirname(place))
    except OSError as fault:
        raise FileFault(f"cannot write {draft.path}: {reason(fault)}") from None
    return staged


def _is_written_in_place(draft: Draft) -> bool:
    """Whether the file has several names, and was there when it was read."""
    try:
        return draft.read is not None and os.stat(draft.path).st_nlink > 1
    except OSError:
        return False


def _refuse_changed(draft: Draft) -> None:
    """Raises ``Changed`` where a file is not as it was read; the draft is kept beside it then."""
    path, data, read = draft
    place = os.path.realpath(path)
    there = content(place)
    if there != read or (read is None and os.path.lexists(place)):
        kept = _kept_beside(path, ".mine", data)
        raise Changed(
            f"{path} was changed by somebody else meanwhile and is left as it is; "
            f"the new text is in {kept}{_difference(path, there or b'', kept, data)}"
        )


def _stage(path: str, data: bytes) -> list[Staged]:
    """Writes the content beside its place. A pipe or a device has no beside: it is written to directly."""
    place = os.path.realpath(path)
    before = _status(place)
    if before is not None and stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError
    if before is not None and not stat.S_ISREG(before.st_mode):
        with open(place, "wb") as file:
            file.write(data)
        return []
    if before is not None and not os.access(place, os.W_OK):
        raise PermissionError(0, "the file is read-only")
    folder = os.path.dirname(place)
    os.makedirs(folder, exist_ok=True)
    beside, descriptor = _new_file(folder)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            if before is not None:
                _keep_rights(beside, before)
    except BaseException:
        os.unlink(beside)
        raise
    return [Staged(beside, place)]


@contextmanager
def _alone(path: str) -> Iterator[None]:
    """Where the system has locks, makes another run of this program wait until the block has ended."""
    try:
        import fcntl  # POSIX alone has it

        file = os.open(path, os.O_RDONLY)
    except (ImportError, OSError):  # no locks, or no file yet
        yield
        return
    try:
        with suppress(OSError):  # some file systems of networks have none
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def _kept_beside(path: str, ending: str, data: bytes) -> str:
    """Writes ``data`` to a file that nobody has yet, named after ``path``; says its name."""
    for number in range(1, 1000):
        beside = f"{path}{ending}" + (f"-{number}" if number > 1 else "")
        try:
            with open(beside, "xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            continue
        except OSError as fault:
            with suppress(OSError):
                os.unlink(beside)
            raise FileFault(f"cannot write {beside}: {reason(fault)}") from None
        return beside
    raise FileFault(f"there are too many files {path}{ending}-…; remove some")


def _difference(path: str, there: bytes, other: str, data: bytes) -> str:
    """What a file would have to lose and gain to say the same as another, in lines below a message."""
    from timeline import lines  # hardly any run needs it

    before, after = (text.decode(errors="replace").splitlines() for text in (there, data))
    found = lines.difference(before, after, 1)
    rows = [f"--- {path}", f"+++ {other}", *found] if found else []
    more = [f"… and {len(rows) - MOST_LINES:,} lines more"] if len(rows) > MOST_LINES else []
    return "".join(f"\n{row}" for row in rows[:MOST_LINES] + more)


def _write_in_place(path: str, data: bytes, old: bytes) -> None:
    backup = _kept_beside(path, ".backup", old)
    try:
        with open(path, "r+b") as file:
            file.write(data)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise FileFault(f"cannot write {path}: {reason(fault)}; its old text is in {backup}") from None
    os.unlink(backup)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _new_file(folder: str) -> tuple[str, int]:
    """A file that nobody else has, with the rights that a new file has here."""
    attempt = 0
    while True:
        path = os.path.join(folder, f".timeline-{os.getpid()}-{attempt}.tmp")
        try:
            return path, os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
            )
        except FileExistsError:
            attempt += 1


def _clear(folder: str) -> None:
    """Takes away what writers that were killed have left beside the files of a folder."""
    for name in os.listdir(folder):
        if found := re.fullmatch(r"\.timeline-(\d{1,9})-\d+\.tmp", name):
            path = os.path.join(folder, name)
            with suppress(OSError):
                if time.time() - os.stat(path).st_mtime > LEFT and not _is_running(int(found[1])):
                    os.unlink(path)


def _is_running(process: int) -> bool:
    if os.name != "posix":  # elsewhere the asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _keep_rights(path: str, before: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with suppress(OSError):  # only the owner's own group, or root, may
            os.chown(path, before.st_uid, before.st_gid)
    os.chmod(path, stat.S_IMODE(before.st_mode))


def _move(staged: Staged) -> None:
    try:
        os.replace(staged.beside, staged.place)
    except OSError as fault:
        raise FileFault(f"cannot write {staged.place}: {reason(fault)}") from None
    if hasattr(os, "O_DIRECTORY"):  # where folders can be synced, the new name is to survive a power cut too
        with suppress(OSError):
            folder = os.open(os.path.dirname(staged.place), os.O_RDONLY | os.O_DIRECTORY)
            os.fsync(folder)
            os.close(folder)
