"""The quick way to read: the strict C scanner, over the whole text at once.

A text that is not faultless is read again by the slow reader, which says what is wrong with it and where.
"""

from __future__ import annotations

import gc

from timeline.records import TYPE_CHECKING
from timeline.source.places import Path, Reading, Span
from timeline.source.strict import NotStrict, has_lone_surrogate, strict

if TYPE_CHECKING:
    from typing import Self

_ROOT: Path = ()


def read(text: str) -> Reading:
    """What a text says; see ``Reading``. Never raises: whatever is wrong stands in the reading's faults."""
    with collector_paused():
        try:
            value = strict.decode(text)
        except (ValueError, RecursionError):
            value = NotStrict
    if value is NotStrict or has_lone_surrogate(text):
        from timeline.source.recover import scan  # late, to keep start-up fast: few texts have faults

        return scan(text)
    return Reading(text, value, {_ROOT: Span(len(text) - len(text.lstrip(" \t\n\r")), len(text))})


class collector_paused:  # noqa: N801 - read as a verb, as contextlib's own are
    """Keeps the cyclic garbage collector off in a ``with`` block, and leaves it as it was.

    A document is one growing tree without cycles. The collector walks it again each time it has grown by a
    quarter and never finds anything: half of the time it takes to read a hundred thousand events.
    """

    __slots__ = ("_was_on",)

    def __enter__(self) -> Self:
        self._was_on = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, *raised: object) -> None:
        if self._was_on:
            gc.enable()
