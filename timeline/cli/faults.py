"""What is said of a file with errors, by each command that meets one."""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH113

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from timeline import pipeline
from timeline.cli import standard
from timeline.source import Diagnostic


def refused(outcome: pipeline.Outcome, data: bytes, path: str, undone: str) -> int:
    """The exit status for a file with errors, which are named on standard error; ``undone`` is what was not
    done for their sake."""
    from timeline.source import show  # most files have nothing to show

    name = standard.shown(path)
    sys.stderr.write(show(outcome.diagnostics, outcome.text, name))
    sys.stderr.write(f"timeline: nothing was {undone}, for {name} has errors\n")
    sys.stderr.write(offer(outcome.diagnostics, data, path))
    return 1


def offer(diagnostics: Sequence[Diagnostic], data: bytes, path: str) -> str:
    """A line on how those are mended that can be mended in one way only; empty where there are none."""
    is_there = path == standard.STANDARD or os.path.isfile(path)  # what git has kept cannot be mended
    if not is_there or not any(one.fix for one in diagnostics):
        return ""
    from shlex import quote  # few files have faults

    from timeline.editing.fixes import fixed_file

    count = len(fixed_file(data).fixes)  # that one could be mended is sure only once it has been
    file = "" if path == "events.json" else f" -f {quote(path)}"
    return f"{count:,} of these can be mended by: timeline fix{file}\n" if count else ""
