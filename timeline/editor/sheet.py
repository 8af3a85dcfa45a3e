"""The text of a revision, with what it says and where its events stand.

Most changes are made within one event, or between two. What stands around them is then neither read nor
looked for again: one more key pressed in a document of ten thousand events costs little more than in one of
ten. To that end a changed text is read as an *excerpt*, from which all events are left out but those that may
have changed and one on either side; what could be read between these two was read as it would be in the
whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from timeline import source
from timeline.dates import Zone
from timeline.model.check import zone_of
from timeline.model.kinds import Reader
from timeline.model.memory import remembering
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Fault, Path, Reading, Span
from timeline.source.places import members
from timeline.source.splices import alike

if TYPE_CHECKING:
    from typing import Any

FEW = 50
"""Events that are read faster than it is found out which of them have changed."""
MOST_FORGOTTEN = 1000
"""Events that are no more of which it is remembered where their values were."""
LINE_END = re.compile(r"\r\n?|\n")
_ROOT: Path = ()


class Renewed(NamedTuple):
    """What of a document may be another than in the text before: from event ``first`` on so many ``removed``,
    in whose place stand those between the offsets ``start`` and ``end``, and where ``around`` is not None,
    what stands before and behind its two offsets, the list's brackets included."""

    first: int
    removed: int
    start: int
    end: int
    around: tuple[int, int] | None


class Sheet:
    """A text as it was read."""

    __slots__ = ("_good", "events", "inner", "reader", "reading", "renewed", "zone")

    def __init__(
        self,
        reading: Reading,
        events: Sequence[Span],
        before: Sheet | None,
        renewed: Renewed | None = None,
    ) -> None:
        self.reading = reading
        self.events = events
        """The places of the events, none where the text has faults."""
        self.zone: Zone = zone_of(reading.value)
        same = before is not None and before.zone == self.zone
        self.reader: Reader = before.reader if before is not None and same else remembering(self.zone)
        """What makes a timeline of the values, and remembers those events that it has read."""
        self._good: Sheet | None = None if self.readable else before and (before._good or before)
        """The last sheet without faults, where this one has some."""
        self.renewed = renewed
        """What has changed since the sheet that it has come from; None where that may be anything."""
        self.inner: dict[int, tuple[object, dict[Path, Span]]] = {}
        """Where in events, by their ids as objects, values were found, counted from the event's start."""
        if before is not None and len(before.inner) <= 2 * len(events) + MOST_FORGOTTEN:
            self.inner = before.inner
        for number, span in enumerate(events):  # so that nobody has to look for them
            reading.spans["events", number] = span

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

    def changed(self, text: str) -> Sheet:
        """The sheet of a text that this one's has become."""
        if text == self.text:
            return self
        good = self if self.readable else self._good
        if good is None or len(good.events) <= FEW:
            return whole(text, self)
        part = _part(good, text)
        reading = source.read(part.text)
        events = _composed(good, part, reading)
        if events is None or any(_names_a_line(fault) for fault in reading.faults):
            return whole(text, self)
        renewed = _renewed(part, self.events, events) if self.readable and events else None
        return Sheet(_in_the_whole(good, part, reading, text), events, self, renewed)


def whole(text: str, before: Sheet | None = None) -> Sheet:
    """The sheet of a text, all of which is read; ``before`` is the one that it has come from."""
    reading = source.read(text)
    return Sheet(reading, [] if reading.faults else _places(text, reading.value), before)


class _Part(NamedTuple):
    """An excerpt of a changed text, without the events ``1:left`` and ``right:-1`` of those that there were.

    ``left`` and ``right`` are the neighbours of what may have changed, -1 and the number of all events where
    there is none. What stands in the excerpt from ``head`` on stands in the whole text ``skipped`` further
    on, and from ``tail`` on as much further again as the other events are long. ``grown`` is what the text
    has become longer.
    """

    text: str
    left: int
    right: int
    head: int
    skipped: int
    tail: int
    grown: int


def _part(good: Sheet, text: str) -> _Part:
    events = good.events
    start, end = alike(good.text, text)
    grown = len(text) - len(good.text)
    left = bisect_left(events, start, key=_end) - 1
    right = bisect_right(events, len(good.text) - end, key=_start)
    head = events[0].start
    begin = events[left].start if left >= 0 else head
    stop = (events[right].end if right < len(events) else events[-1].end) + grown
    if left < 0:
        head = begin = 0
    if right >= len(events):
        stop = len(text)
    after = text[events[-1].end + grown :] if right < len(events) else ""
    short = text[:head] + text[begin:stop] + after
    return _Part(short, left, right, head, begin - head, len(short) - len(after), grown)


def _names_a_line(fault: Fault) -> bool:
    """Whether the words of a fault speak of another line, whose number may be another in the whole."""
    return re.search(r"\bline \d", f"{fault.message} {fault.help}") is not None


def _composed(good: Sheet, part: _Part, reading: Reading) -> list[Span] | None:
    """The places of all events, where the neighbours could be read as what they were; empty where the text
    has faults."""
    value = reading.value
    listed = value.get("events") if isinstance(value, dict) else None
    old = good.value["events"]
    beside = [old[number] for number in (part.left, part.right) if 0 <= number < len(old)]
    if not isinstance(listed, list) or len(listed) < len(beside):
        return None
    if part.left >= 0 and listed[0] != old[part.left]:
        return None
    if part.right < len(old) and listed[-1] != old[part.right]:
        return None
    if reading.faults:
        return []
    places = _places(part.text, value)
    if part.left >= 0 and places[0].start != part.head:
        return None
    if part.right < len(old) and places[-1].end != part.tail:
        return None
    middle = places[part.left >= 0 : len(places) - (part.right < len(old))]
    return [
        *good.events[: part.left + 1],
        *_moved_by(part.skipped, middle),
        *_moved_by(part.grown, good.events[part.right :]),
    ]


def _renewed(part: _Part, old: Sequence[Span], new: Sequence[Span]) -> Renewed:
    first, behind = part.left + 1, len(old) - part.right
    some = new[first : len(new) - behind]
    start, end = (some[0].start, some[-1].end) if some else (0, 0)
    within = part.left >= 0 and behind > 0
    return Renewed(first, part.right - first, start, end, None if within else (new[0].start, new[-1].end))


def moved(span: Span, more: int) -> Span:
    """A place so many characters further on."""
    start, end, key_start, key_end = span
    if key_start < 0:
        return Span(start + more, end + more, -1, -1)
    return Span(start + more, end + more, key_start + more, key_end + more)


def _moved_by(more: int, places: Sequence[Span]) -> Sequence[Span]:
    """The places of events, which have no keys, so many characters further on."""
    return [Span(start + more, end + more, -1, -1) for start, end, _, _ in places] if more else places


def _in_the_whole(good: Sheet, part: _Part, reading: Reading, text: str) -> Reading:
    """The reading of an excerpt as one of the whole text."""
    value: Any = reading.value
    old = good.value["events"]
    listed = value["events"]
    middle = listed[part.left >= 0 : len(listed) - (part.right < len(old))]
    document = {**value, "events": [*old[: part.left + 1], *middle, *old[part.right :]]}
    whole = Reading(text, document, {})
    if not reading.faults:
        root = reading.spans[_ROOT]
        whole.spans[_ROOT] = Span(root.start, root.end + len(text) - len(part.text))
        return whole
    _move_faults(good, part, reading, whole, len(document["events"]) - len(listed))
    return whole


def _move_faults(good: Sheet, part: _Part, reading: Reading, whole: Reading, more: int) -> None:
    """What was found wrong in an excerpt, in the places of the whole text; it has so many events more."""
    value: Any = whole.value
    count = len(value["events"])
    moved = _Moved(good, part, whole.text, count - more - 1, more)
    whole.faults = list(map(moved.fault, reading.faults))
    whole.guessed = set(map(moved.path, reading.guessed))
    whole.derailed = set(map(moved.line, reading.derailed))
    whole.complete = reading.complete
    whole.spans.update((moved.path(path), moved.span(span)) for path, span in reading.spans.items())
    whole.spans.update((("events", n), span) for n, span in enumerate(good.events[: part.left + 1]))
    first = count - len(good.events) + part.right
    after = _moved_by(part.grown, good.events[part.right :])
    whole.spans.update((("events", n), span) for n, span in enumerate(after, first))


class _Moved:
    """From places in an excerpt to those in the whole text."""

    def __init__(self, good: Sheet, part: _Part, text: str, last: int, more: int) -> None:
        self.part = part
        self.rest = len(text) - len(part.text)
        self.last = last if part.right < len(good.events) else -1
        self.before = max(part.left, 0)
        self.more = more
        self.starts = [0, *(end.end() for end in LINE_END.finditer(part.text))]
        tail = part.tail + part.skipped
        self.lines_before = len(LINE_END.findall(text, part.head, part.head + part.skipped))
        self.lines_after = len(LINE_END.findall(text, tail, tail + self.rest - part.skipped))

    def offset(self, at: int) -> int:
        if at < self.part.head:
            return at
        return at + (self.part.skipped if at <= self.part.tail else self.rest)

    def span(self, span: Span) -> Span:
        return Span(*(self.offset(at) if at >= 0 else at for at in span))

    def path(self, path: Path) -> Path:
        if len(path) < 2 or path[0] != "events" or not isinstance(path[1], int):
            return path
        return ("events", path[1] + (self.more if path[1] == self.last else self.before), *path[2:])

    def line(self, number: int) -> int:
        ends = self.starts[number] if number < len(self.starts) else len(self.part.text) + 1
        if ends <= self.part.head:
            return number
        after = self.starts[number - 1] > self.part.tail
        return number + self.lines_before + (self.lines_after if after else 0)

    def fault(self, fault: Fault) -> Fault:
        fix = fault.fix
        return fault._replace(
            start=self.offset(fault.start),
            end=self.offset(fault.end),
            value=self.offset(fault.value) if fault.value >= 0 else -1,
            fix=fix and fix._replace(start=self.offset(fix.start), end=self.offset(fix.end)),
        )


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def _places(text: str, value: object) -> list[Span]:
    """The places of the events in a text without faults."""
    if not isinstance(value, dict) or not isinstance(value.get("events"), list):
        return []
    start = len(text) - len(text.lstrip(" \t\n\r"))
    listed = next(span for key, span in members(text, start) if key == "events")
    return [span for _, span in members(text, listed.start)]
