"""What the editing commands share: read, change, check, save, and say so."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence

from timeline import editing, files, source
from timeline.cli import arguments, standard
from timeline.cli.arguments import Misuse
from timeline.editing import Change


def add_file(parser: ArgumentParser) -> None:
    """Adds ``--file``."""
    arguments.add_file(parser, "input and output")


def pair(text: str) -> tuple[str, str]:
    """A word of the form KEY=VALUE as its two parts."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise ArgumentTypeError(f"{text!r} is not KEY=VALUE; texts with blanks stand in quotes")
    return key, value


def carry_out(path: str, change: Callable[[str], Change], expected: Sequence[str] = ()) -> int:
    """Changes a file and says what was done. A file that would have errors is left as it is, and they are
    shown; the status is 1 then. Warnings with codes that are ``expected`` of the change are kept back. Raises
    ``Misuse``."""
    data = standard.read(path)
    name = standard.shown(path)
    try:
        result = editing.checked(data, change, standard.picture_fault(path))
        new = result.change.text.encode() if result.change else data
    except editing.Refused as fault:
        raise Misuse(str(fault)) from None
    except UnicodeEncodeError:  # the shell may hand on bytes that are no text
        raise Misuse("an argument holds something that is no text in UTF-8; nothing was written") from None
    if shown := [one for one in result.diagnostics if one.code not in expected]:
        from timeline.source import show  # most changes leave nothing to show

        sys.stderr.write(show(shown, result.text, name))
    if result.change is None:
        print(f"timeline: nothing was written, for {name} {_why(result.text, data)}", file=sys.stderr)
        return 1
    # Where the text itself goes to standard output, the words must not.
    voice = sys.stderr if path == standard.STANDARD else sys.stdout
    if path == standard.STANDARD:
        standard.write_output(new)
    elif new != data:
        files.replace(path, new, data)
    if new == data:
        print(f"{name} says so already", file=voice)
    else:
        detail = f", {result.change.detail}" if result.change.detail else ""
        print(f"{result.change.done} {name}{detail}", file=voice)
    return 0


def _why(text: str, data: bytes) -> str:
    is_old = source.decode(data)[0] == text
    return "has errors to be mended first" if is_old else "would have errors"
