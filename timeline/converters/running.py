"""Runs a program, for so long and no longer, and hears what it says."""

# os.path and open, for pathlib is a dear import:
# ruff: noqa: PTH118, PTH123

from __future__ import annotations

import os
import sys
from contextlib import suppress

from timeline.converters.programs import BROWSER, ConverterFault, Program
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

LARGEST = 2_000_000_000
"""Bytes of what a program may have written."""


def run(command: list[str], folder: str, patience: float) -> str:
    """Runs a program to its end, and gives what it said. Raises ``ConverterFault`` where it cannot be run,
    takes too long, or ends with a fault.
    """
    import subprocess

    own = {
        "SOURCE_DATE_EPOCH": "0",  # whoever heeds it writes no time of today into the file
        "INKSCAPE_PROFILE_DIR": os.path.join(folder, "profile"),
    }
    log = os.path.join(folder, "said.txt")
    with open(log, "wb") as said:  # and no pipe, which what is left running would keep open
        try:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments, without a shell
                command,
                cwd=folder,
                env={**os.environ, **own},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as fault:
            raise ConverterFault(f"it cannot be run ({(fault.strerror or str(fault)).lower()})") from None
        try:
            status = process.wait(patience)
        except subprocess.TimeoutExpired:
            _end(process)
            raise ConverterFault(f"it was not done after {patience:g} seconds") from None
        except BaseException:  # as where the user interrupts us: it has a session of its own
            _end(process)
            raise
    with open(log, "rb") as file:
        words = file.read(100_000).decode("utf-8", "replace")
    if status:
        raise ConverterFault(f"it ended with status {status}{_last(words)}")
    return words


def _end(process: Popen[bytes]) -> None:
    """Ends a program with all that it has started."""
    with suppress(OSError):
        if os.name == "posix":
            from signal import SIGKILL

            os.killpg(process.pid, SIGKILL)
        process.kill()
    with suppress(Exception):
        process.wait(5)


def _last(words: str) -> str:
    """The last line that a program said, to stand in brackets."""
    lines = ["".join(filter(str.isprintable, line)).strip() for line in words.splitlines()]
    last = next((line for line in reversed(lines) if line), "")
    return f" ({last[:160]})" if last else ""


def heed(said: str, *, by_name: bool) -> None:
    """Raises ``ConverterFault`` where resvg says that letters are missing, or may be."""
    import re

    if found := re.search(r"No fonts with an? (\S+) character", said):
        raise ConverterFault(f"it has no font with {found[1]}")
    if "Fallback from" in said and not by_name:
        raise ConverterFault(
            "it takes fallback fonts, in which it loses signs; ask for it by name if it is to"
        )


def written(path: str, said: str) -> bytes:
    """What a program has written. Raises ``ConverterFault``."""
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        raise ConverterFault(f"it ended well and wrote nothing{_last(said)}") from None
    if not content or len(content) > LARGEST:
        raise ConverterFault(
            "it wrote an empty file" if not content else "it wrote more than any picture has"
        )
    return content


def version(program: Program) -> str:
    """The name and the version that a program says of itself."""
    import re
    import subprocess

    if program.kind == BROWSER and sys.platform == "win32":  # there the question opens a window
        return program.name
    said = ""
    with suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run(  # noqa: S603 - as above
            [program.path, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=10,
            check=False,
        ).stdout.decode("utf-8", "replace")
    number = re.search(r"\d+(?:\.\d+)+", said[:1000])
    if number is None:
        return program.name
    called = said[: number.start()].strip() if program.kind == BROWSER else program.kind
    return f"{called or program.name} {number[0]}"
