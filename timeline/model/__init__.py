"""The document: what an events file says, and everything that can be wrong with it."""

from __future__ import annotations

from timeline.model.check import check
from timeline.model.document import (
    Citation,
    Display,
    Era,
    Event,
    Figure,
    Group,
    Image,
    Link,
    Selection,
    Source,
    Stance,
    Status,
    Timeline,
)
from timeline.model.select import select, selection_words
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from timeline.model.codes import CODES

__all__ = [
    "CODES",
    "Citation",
    "Display",
    "Era",
    "Event",
    "Figure",
    "Group",
    "Image",
    "Link",
    "Selection",
    "Source",
    "Stance",
    "Status",
    "Timeline",
    "check",
    "schema",
    "select",
    "selection_words",
]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of an events file, as plain values."""
    from timeline.model.json_schema import schema  # late, to keep start-up fast: one command needs it

    return schema()


def __getattr__(name: str) -> object:
    """``CODES``, read when it is asked for: the long helps are many, and most runs explain nothing."""
    if name == "CODES":
        from timeline.model.codes import CODES

        return CODES
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
