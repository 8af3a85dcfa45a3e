"""Doing a command again whenever its file has been saved, until Ctrl+C."""

from __future__ import annotations

import gc
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import suppress

from timeline.cli import standard
from timeline.cli.arguments import Misuse
from timeline.files import FileFault, Watch

LOOK = 0.05
"""Seconds from one look at the file to the next: with it, an answer is there 0.2 s after a save."""
ABSENT = 0.5
"""Seconds for which a file may be away: some programs take the old one away before they write the new one."""


def option(parser: ArgumentParser, what: str) -> None:
    """Adds ``--watch``, which does ``what`` again after each save."""
    parser.add_argument("--watch", action="store_true", help=f"{what} again each time the file is saved")


def again(path: str, work: Callable[[], int]) -> int:
    """Does ``work`` now and after each change of the file at ``path``, until Ctrl+C, and returns 0. What a
    run finds wrong with its arguments and files is said, and the next one waited for. Raises ``Misuse`` for
    what cannot be watched.

    A line is said before and after each run, for programs that read along.
    """
    return again_for(lambda: [path], work)


def again_for(paths: Callable[[], Sequence[str]], work: Callable[[], int]) -> int:
    """The same for several files, which are asked for before each run: it may be that what is wrong with one
    of them keeps the others from being known."""
    gc.enable()  # a short run has no need of it, but this one may last for days
    with suppress(KeyboardInterrupt):
        while True:
            watched = paths()
            if standard.STANDARD in watched:
                raise Misuse("standard input cannot be watched; name a file")
            watches = [Watch(path) for path in watched]
            named = ", ".join(watched)
            print(f"timeline: reading {named}", flush=True)
            try:
                work()
            except (Misuse, FileFault) as fault:
                print(f"timeline: {fault}", file=sys.stderr, flush=True)
            print(f"timeline: waiting for {named} to be saved; Ctrl+C ends", flush=True)
            _wait(watches)
    return 0


def _wait(watches: Sequence[Watch]) -> None:
    while not (changed := [watch for watch in watches if watch.changed()]):
        time.sleep(LOOK)
    away = time.monotonic() + ABSENT
    while any(watch.content is None for watch in changed) and time.monotonic() < away:
        time.sleep(LOOK)
        for watch in changed:
            watch.changed()
