"""What a value typed on a command line means, by what the table of the document expects in its place."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model.kinds import EDTF, Choice, Either, ListOf, MapOf, Pattern, Record, Text
from timeline.model.table import DOCUMENT, EVENT
from timeline.records import TYPE_CHECKING
from timeline.source.strict import strict

if TYPE_CHECKING:
    from timeline.model.kinds import Kind


def documented_keys(path: Sequence[str | int]) -> tuple[str, ...]:
    """The keys of the object at a path of a document, in the order in which the documents list them; none
    where they know of no object there."""
    kind = _kind_at(DOCUMENT, path)
    kind = kind.record if isinstance(kind, Either) else kind
    return tuple(row.key for row in kind.rows) if isinstance(kind, Record) else ()


def pattern_of(path: Sequence[str | int]) -> Kind | None:
    """What the document expects at a path within an event; None where it knows of nothing there."""
    return _kind_at(EVENT, path)


def _kind_at(kind: Kind | None, path: Sequence[str | int]) -> Kind | None:
    for step in path:
        if isinstance(kind, Either):
            kind = kind.record
        if isinstance(kind, ListOf | MapOf):
            kind = kind.item
        elif isinstance(kind, Record):
            kind = next((row.kind for row in kind.rows if row.key == step), None)
        else:
            return None
    return kind


def pattern_at(path: Sequence[str | int]) -> Kind | None:
    """What is expected at a path of a document; None where it knows of nothing there."""
    return _kind_at(DOCUMENT, path)


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
