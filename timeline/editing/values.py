"""What a value typed on a command line means, by what the table of the document expects in its place."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model.kinds import EDTF, Choice, Either, ListOf, Pattern, Record, Text
from timeline.model.table import EVENT
from timeline.records import TYPE_CHECKING
from timeline.source.strict import strict

if TYPE_CHECKING:
    from timeline.model.kinds import Kind

_RANKS = {row.key: number for number, row in enumerate(EVENT.rows)}


def is_known(key: str) -> bool:
    """Whether the documents list a key of events; others are the user's own, or mistakes."""
    return key in _RANKS


def rank(key: str) -> int:
    """The place of a key in the documented order of an event's; those of the user come last."""
    return _RANKS.get(key, len(_RANKS))


def pattern_of(path: Sequence[str | int]) -> Kind | None:
    """What the document expects at a path within an event; None where it knows of nothing there."""
    kind: Kind | None = EVENT
    for step in path:
        if isinstance(kind, Either):
            kind = kind.record
        if isinstance(kind, ListOf):
            kind = kind.item
        elif isinstance(kind, Record):
            kind = next((row.kind for row in kind.rows if row.key == step), None)
        else:
            return None
    return kind


def short_key(kind: Kind | None) -> str | None:
    """The key of an object for which a text alone may stand; None where none may."""
    return kind.record.rows[0].key if isinstance(kind, Either) else None


def meant(kind: Kind | None, written: str) -> object:
    """The JSON that was written, else the text; where only a text can stand, ``2014`` is one."""
    try:
        value: object = strict.decode(written)
    except (ValueError, RecursionError):
        return written
    if isinstance(kind, Text | Pattern | EDTF | Choice) and not isinstance(value, str):
        return written
    if isinstance(kind, Either) and not isinstance(value, str | dict):
        return written
    return value
