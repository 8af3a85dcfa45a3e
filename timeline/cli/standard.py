"""Files by the names that the command line gives them: ``-`` is standard input, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from timeline import files
from timeline.cli.arguments import Misuse
from timeline.files import FileFault

STANDARD = "-"
"""The name that means standard input, or standard output."""
DEFAULT = "events.json"
"""The file of a line that names none."""


def read(path: str) -> bytes:
    """The bytes of a file, or of standard input. Raises ``FileFault``, and ``Misuse`` for what cannot be read
    from."""
    if path == DEFAULT and not os.path.lexists(path):
        raise FileFault(f"cannot read {path}: there is no such file; timeline new writes one to start from")
    if path != STANDARD:
        return files.read(path)
    try:
        return sys.stdin.buffer.read() if sys.stdin else b""
    except OSError as fault:
        raise Misuse(f"cannot read {shown(path)}: {files.reason(fault)}") from None


def write_output(data: bytes) -> None:
    """Sends bytes to standard output, where text would be at the mercy of the locale. Raises ``OSError``, and
    ``Misuse`` where it is closed."""
    if sys.stdout is None:
        raise Misuse("cannot write to standard output: it is closed")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def shown(path: str) -> str:
    """A path as it is named to the user."""
    return "standard input" if path == STANDARD else path


def picture_fault(path: str) -> Callable[[str], str | None]:
    """What is wrong with the path of a picture that the events file at ``path`` names, if anything is."""
    folder = os.path.dirname(path)  # noqa: PTH120 - pathlib would be among the dearest imports

    def fault(src: str) -> str | None:
        from timeline import pictures  # few files have pictures

        return pictures.fault(src, folder)

    return fault
