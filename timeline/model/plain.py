"""A timeline as plain values, in the form of an events file: what the checker reads, the other way round.

The table of the document says which keys there are and in what order, and the named tuples say what is left
out where a file says nothing else. ``$schema`` and the keys of the user (``x-``) are not kept in a timeline
and do not come back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.dates import UTC
from timeline.model.document import Timeline
from timeline.model.kinds import EDTF, Either, ListOf, MapOf, Record, ZoneName
from timeline.model.table import DOCUMENT
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from timeline.model.kinds import Kind

Plain: TypeAlias = "Callable[[Any], object]"


def as_document(timeline: Timeline) -> dict[str, object]:
    """``timeline`` as the values of an events file: objects, lists, texts and whole numbers.

    Keys stand in the documented order, events in that of the file, dates as they were written; what would be
    read in the same way if it were not there is left out. Reading it gives an equal timeline, but for what a
    part of a file says of itself (``omitted``, ``selection``).
    """
    document = _record(DOCUMENT)(timeline)
    if timeline.zone == UTC:
        del document["timezone"]
    return document


def _plain(kind: Kind) -> Plain | None:
    """What makes a value of a kind plain; None where it is so already."""
    if isinstance(kind, EDTF):
        return lambda date: date.text
    if isinstance(kind, ZoneName):
        return lambda zone: zone.name
    if isinstance(kind, Record):
        return _record(kind)
    if isinstance(kind, Either):
        return _short(_record(kind.record), kind.record.rows[0].key)
    if isinstance(kind, MapOf):
        one = _record(kind.item)
        return lambda records: {id: one(record) for id, record in records.items()}
    if isinstance(kind, ListOf):
        each = _plain(kind.item)
        return list if each is None else lambda values: [each(value) for value in values]
    return None


def _record(record: Record) -> Callable[[Any], dict[str, object]]:
    """What makes an object of a record: by the rows of its table, without those that say what goes without
    saying."""
    fields: Sequence[str] = record.make._fields
    defaults = record.make._field_defaults
    rows = [
        (row.key, fields.index(name), defaults.get(name), _plain(row.kind))
        for row in record.rows
        if (name := row.key if row.field is None else row.field)
    ]

    def made(value: Any) -> dict[str, object]:
        return {
            key: held if plain is None else plain(held)
            for key, at, usual, plain in rows
            if (held := value[at]) != usual
        }

    return made


def _short(record: Callable[[Any], dict[str, object]], key: str) -> Plain:
    """An object that says no more than the value of one key is that value."""

    def made(value: Any) -> object:
        found = record(value)
        return found[key] if len(found) == 1 else found

    return made
