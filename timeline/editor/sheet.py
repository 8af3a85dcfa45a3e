"""The text of a revision, with what it says and where its events stand.

Most changes are made within one event. What stands around it is then neither read nor looked for again: one
more key pressed in a document of ten thousand events costs little more than in one of ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from timeline import source
from timeline.dates import Zone
from timeline.editor.draft import Splice
from timeline.model.check import zone_of
from timeline.model.kinds import Reader
from timeline.model.memory import remembering
from timeline.records import TYPE_CHECKING
from timeline.source import Path, Reading, Span
from timeline.source.places import members
from timeline.source.strict import has_lone_surrogate, strict

if TYPE_CHECKING:
    from typing import Any


class Sheet:
    """A text as it was read. ``events`` are the places of the events in it, none where it has faults."""

    __slots__ = ("_zone", "events", "reader", "reading")

    def __init__(self, text: str) -> None:
        self.reading = source.read(text)
        self.events = [] if self.reading.faults else _places(text, self.reading.value)
        self._zone: Zone = zone_of(self.reading.value)
        self.reader: Reader = remembering(self._zone)
        self._mark()

    @property
    def text(self) -> str:
        return self.reading.text

    @property
    def value(self) -> Any:
        return self.reading.value

    @property
    def readable(self) -> bool:
        """Whether the text is JSON without a fault."""
        return not self.reading.faults

    def event_at(self, start: int, end: int) -> int:
        """The number of the event within whose brackets a stretch of the text lies, -1 where none is."""
        number = bisect_right(self.events, start, key=_start) - 1
        inside = number >= 0 and self.events[number].start < start and end < self.events[number].end
        return number if inside else -1

    def changed(self, splices: Sequence[Splice], text: str) -> Sheet:
        """The sheet of the text that the splices make of this one's."""
        sheet = self._changed_within(splices, text) if splices else self
        if sheet is None:
            sheet = Sheet(text)
            if sheet._zone == self._zone:
                sheet.reader = self.reader
        return sheet

    def _changed_within(self, splices: Sequence[Splice], text: str) -> Sheet | None:
        """The same, where all splices lie within one event and leave it one; None where not."""
        first = splices[0]
        number = self.event_at(first.at, first.at + len(first.removed))
        if number < 0:
            return None
        start, end = self.events[number].start, self.events[number].end
        for splice in splices:
            if not (start < splice.at and splice.at + len(splice.removed) < end):
                return None
            end += len(splice.put) - len(splice.removed)
        written = text[start:end]
        try:
            value = strict.decode(written)
        except (ValueError, RecursionError):
            return None
        if not isinstance(value, dict) or has_lone_surrogate(written):
            return None
        return self._with(number, value, end - self.events[number].end, text)

    def _with(self, number: int, value: object, grown: int, text: str) -> Sheet:
        """The sheet with another event, whose text is so much longer."""
        sheet = Sheet.__new__(Sheet)
        document = dict(self.value)
        document["events"] = [*self.value["events"]]
        document["events"][number] = value
        before, old = self.events[:number], self.events[number]
        moved = [Span(one.start + grown, one.end + grown) for one in self.events[number + 1 :]]
        sheet.events = [*before, Span(old.start, old.end + grown), *moved]
        whole: Path = ()
        root = self.reading.spans[whole]
        sheet.reading = Reading(text, document, {whole: Span(root.start, root.end + grown)})
        sheet._zone, sheet.reader = self._zone, self.reader
        sheet._mark()
        return sheet

    def _mark(self) -> None:
        """Lets the reading know where the events stand, so that nobody looks for them again."""
        self.reading.spans.update((("events", number), span) for number, span in enumerate(self.events))


def _start(span: Span) -> int:
    return span.start


def _places(text: str, value: object) -> list[Span]:
    """The places of the events in a text without faults."""
    if not isinstance(value, dict) or not isinstance(value.get("events"), list):
        return []
    start = len(text) - len(text.lstrip(" \t\n\r"))
    listed = next(span for key, span in members(text, start) if key == "events")
    return [span for _, span in members(text, listed.start)]
