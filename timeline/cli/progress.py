"""A line on the terminal that says what takes so long, and nothing at all where it does not or nobody
looks."""

from __future__ import annotations

import sys
from types import TracebackType

from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event, Thread
    from typing import Self

PATIENCE = 1.0  # seconds that a reader waits without asking
_CLEAR = "\r\x1b[K"


class Progress:
    """In a ``with`` block, shows the step that ``at`` last named, once ``PATIENCE`` has run out.

    The line is rewritten in place and gone at the end; other output should come after the block.
    """

    def __init__(self) -> None:
        self._step = ""
        self._ended: Event | None = None
        self._watch: Thread | None = None

    def at(self, step: str) -> None:
        """Names what is being done from now on."""
        self._step = step

    def __enter__(self) -> Self:
        if sys.stderr is not None and sys.stderr.isatty():
            from threading import Event, Thread  # only a terminal needs them

            self._ended = Event()
            self._watch = Thread(target=self._show, args=(self._ended,), daemon=True)
            self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ended and self._watch:
            self._ended.set()
            self._watch.join()

    def _show(self, ended: Event) -> None:
        seconds = PATIENCE
        while not ended.wait(PATIENCE):
            print(f"{_CLEAR}{self._step} … {seconds:.0f} s", end="", file=sys.stderr, flush=True)
            seconds += PATIENCE
        if seconds > PATIENCE:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
