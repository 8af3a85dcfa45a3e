"""Reading one document over and over while it is being edited."""

from __future__ import annotations

from timeline.dates import Zone
from timeline.model.kinds import ListOf, Reader, Row, Schema
from timeline.model.remarks import Remarks
from timeline.model.table import DOCUMENT
from timeline.records import NamedTuple


def remembering(zone: Zone) -> Reader:
    """A reader of documents in a time zone that keeps what it has made of each event.

    It knows an event again by its being the same object, which nobody may have changed since.
    """
    return DOCUMENT._replace(rows=tuple(map(_with_memory, DOCUMENT.rows))).reader(zone)


def _with_memory(row: Row) -> Row:
    if row.key == "events" and isinstance(row.kind, ListOf):
        return row._replace(kind=_Remembered(row.kind))
    return row


class _Remembered(NamedTuple):
    """A list of which each item is read once."""

    kind: ListOf

    @property
    def words(self) -> str:
        return self.kind.words

    def reader(self, zone: Zone) -> Reader:
        read_item = self.kind.item.reader(zone)
        known: dict[int, tuple[object, object, Remarks | None]] = {}

        def read_once(item: object) -> object:
            held = known.get(id(item))
            if held is None or held[0] is not item:  # an id is another object's once its own is gone
                try:
                    held = item, read_item(item), None
                except Remarks as remarks:
                    held = item, None, remarks.with_traceback(None)
                known[id(item)] = held
            if held[2] is not None:
                raise Remarks(held[2].problems, held[2].value)
            return held[1]

        read_list = self.kind.reader_of(read_once)

        def read(value: object) -> object:
            if isinstance(value, list) and len(known) > 2 * len(value) + 1000:
                known.clear()  # most of it is of events that are no more
            return read_list(value)

        return read

    def schema(self) -> Schema:
        return self.kind.schema()
