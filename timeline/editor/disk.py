"""The file as it stands on the disk, and what others do to it."""

# os.path throughout, as in timeline.files:
# ruff: noqa: PTH100, PTH119, PTH120

from __future__ import annotations

import os
from hashlib import sha256

from timeline import files, source
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.source import Diagnostic


class Unfit(Exception):  # noqa: N818 - it is the file's, and no error of the program's
    """A file that cannot be edited as text, with what is wrong with it."""

    def __init__(self, diagnostics: list[Diagnostic], text: str) -> None:
        super().__init__(diagnostics[0].message)
        self.diagnostics, self.text = diagnostics, text


class Content(NamedTuple):
    """What a file holds: bytes and their text, None where there is no file; or the ``fault`` for which that
    cannot be said."""

    data: bytes | None = None
    text: str | None = None
    fault: str | None = None

    @property
    def hash(self) -> str:
        """Of the bytes, "" where there is no file."""
        return "" if self.data is None else sha256(self.data).hexdigest()


class Disk:
    """A file, with what it held when it was last looked at.

    Raises ``files.FileFault`` for a file that cannot be read, and ``Unfit`` for one that is no text.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = os.path.basename(path)
        self.folder = os.path.dirname(os.path.abspath(path))
        self._examined = files.signature(self.path)
        self._settling = self._examined
        data = files.read(path) if os.path.lexists(path) else None
        self.content = Content(data, None if data is None else as_text(data))
        self.hash = self.content.hash

    def look(self, *, settled: bool) -> Content | None:
        """What the file holds now, where that is something else than it was known to; None where it is the
        same. With ``settled`` a change is told of only when the file has been left alone since the last look,
        for many a program writes in several goes.
        """
        signature = files.signature(self.path)
        if settled:
            if signature == self._examined:
                return None
            if signature != self._settling:
                self._settling = signature
                return None
        self._examined = self._settling = signature
        found = self._content()
        return None if found == self.content else found

    def accept(self, content: Content) -> None:
        """Takes note of what the file holds."""
        self.content = content
        self.hash = content.hash

    def write(self, text: str) -> None:
        """Puts a text in the place of what the file is known to hold. Raises ``files.FileFault``."""
        data = text.encode()
        files.replace(self.path, data, self.content.data)
        self._examined = self._settling = files.signature(self.path)
        self.accept(Content(data, text))

    def _content(self) -> Content:
        try:
            data = files.read(self.path) if os.path.lexists(self.path) else None
            return Content(data, None if data is None else as_text(data))
        except files.FileFault as fault:
            return Content(fault=str(fault))
        except Unfit as fault:
            return Content(fault=f"{self.path} is no UTF-8 text any more: {fault}")


def as_text(data: bytes) -> str:
    """The text of a file, its byte order mark included. Raises ``Unfit``."""
    text, faults = source.decode(data)
    if any(one.code != "encoding-mark" for one in faults):
        raise Unfit([one for one in faults if one.code != "encoding-mark"], text)
    return data.decode()
