"""What the page's script draws from: all of a picture that does not depend on how near it is seen.

The values are plain ones, for they are data for another language: dicts, lists and tuples of numbers and
texts that become JSON, in the shapes that ``timeline/write/assets/types.d.ts`` gives them (``Chart``).
Instants are those of ``timeline.dates``, places are px.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.dates import FINENESS, UNITS, offset_words, words
from timeline.languages import has_table
from timeline.layout import scales
from timeline.layout.elapsed import elapsed, in_two
from timeline.layout.extents import Extent, extent, extents
from timeline.layout.labels import brackets, date_line, dated
from timeline.layout.parts import CUT, OPEN, UNKNOWN, Part, parts_of, pole
from timeline.layout.pen import colour
from timeline.layout.plan import Options, Whole, checked, colours, whole
from timeline.layout.plot import common_offset
from timeline.layout.scale import Scale
from timeline.layout.stamps import ALONE, stamps
from timeline.layout.tick_data import Turn, by_length, by_steps, ladder, words_of
from timeline.layout.ticks import Clock
from timeline.model import Event, Timeline
from timeline.model.order import in_time, sources_of
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Role

if TYPE_CHECKING:
    from typing import TypeAlias

    from timeline.model import Status

    Plain: TypeAlias = Mapping[str, object]
    """An object of JSON."""
    ChartEvent: TypeAlias = tuple[
        int, int, int, int, list[str], str, list[tuple[int, ...]], *tuple[int, ...]
    ]
    """As the page has it: at, style, kind, importance, dates, notes, parts, and a pole where it needs one."""

WIDTHS = (360, 1100)  # px of the axes: on a telephone, and on a screen
MANY = 3000  # events, from which one axis without cuts does for all widths
STATUSES: dict[Status, int] = {"reported": 0, "confirmed": 1, "alleged": 2, "disputed": 3}
NAMED = list(STATUSES)
FORMS = {"date": 0, "interval": 1, "one": 2, "all": 3}


def chart(timeline: Timeline, options: Options | None = None) -> Plain:
    """The chart of a timeline. Raises ``ValueError`` for an option there is not."""
    options = checked(options or Options())
    shared = whole(timeline, options._replace(focus=None))
    events, own = in_time(timeline.events), shared.language
    reaches = extents([event.date for event in events], timeline.as_of, shared.window)
    base = _Base(timeline, events, reaches, options.scale, shared)
    axes = base.axes()
    low = min((axis.stretches[0].first for axis in axes), default=0)
    high = max((axis.stretches[-1].end for axis in axes), default=0)
    drawn = base.drawn(low, high)
    lang = timeline.lang if has_table(timeline.lang) else "en"
    light, dark = colours(timeline, options.theme)
    return {
        "lang": lang,
        "rtl": own.right_to_left,
        "palette": light,
        "dark": dark,
        "scales": [base.scale(axis) for axis in axes],
        "zone": 0 if timeline.zone.name == "UTC" else timeline.zone.name,
        "clock": base.common,
        "ladder": ladder(base.finest, high - low),
        "words": words_of(own, lang),
        "events": drawn,
        "stamps": _stamps(drawn),
        "eras": base.eras(low, high),
        "links": base.links(),
    }


class _Base(NamedTuple):
    """What a chart is made from: the events in time order, and how far they reach."""

    timeline: Timeline
    events: Sequence[Event]
    reaches: Sequence[Extent]
    asked: str  # the scale
    shared: Whole

    # The axis

    def axes(self) -> list[Scale]:
        """The scales for axes of different lengths, the shortest first. They are dear where there are very
        many events: there an axis without cuts stands for one of any length.
        """
        if not self.events:
            return []
        widest = self._axis(WIDTHS[-1])
        if len(self.events) > MANY and len(widest.stretches) == 1:
            return [widest]
        return [*map(self._axis, WIDTHS[:-1]), widest]

    def _axis(self, width: int) -> Scale:
        return scales.choose(
            self.asked,
            self.reaches,
            [event.date.unit for event in self.events],
            0.0,
            float(width),
            as_of=self.timeline.as_of,
            window=self.shared.window,
            language=self.shared.language,
        )

    def scale(self, axis: Scale) -> Plain:
        """A ``ChartScale``."""
        own = self.shared.language
        found: dict[str, object] = {
            "width": round(axis.stretches[-1].x1),
            "kind": axis.kind,
            "stretches": [(first, end, _px(x0), _px(x1)) for first, end, x0, x1 in axis.stretches],
            "cuts": [in_two(elapsed(cut.end - cut.first, own)) for cut in axis.cuts],
        }
        if axis.bent is not None:
            instants, places = axis.knots
            found["knots"] = list(instants), [_px(place) for place in places]
            ticks = self._ticks(axis)
            if ticks or axis.kind == "even":
                found["ticks"] = ticks
        return found

    def _ticks(self, axis: Scale) -> list[Turn]:
        """The ticks of a scale that is bent."""
        zone, own, end = self.timeline.zone, self.shared.language, axis.stretches[-1].end
        if axis.kind == "even":
            from timeline.layout.even_ticks import ranked as steps  # rare, and start-up is to be fast

            return by_steps(steps(axis, zone, zone if self.common is None else Clock(self.common), own), end)
        from timeline.layout.log_ticks import ranked as lengths  # rare, too

        return by_length(lengths(axis, zone, UNITS[self.finest].mean, own), end, axis.stretches[-1].x1)

    @property
    def common(self) -> int | None:
        """The offset from UTC, in minutes, that all times of day share; None where they do not."""
        return common_offset(self.events)

    @property
    def finest(self) -> str:
        """The finest unit of any date, as far as ticks know units: "year" for a decade and a season."""
        found = min({event.date.unit for event in self.events}, key=FINENESS.index, default="year")
        return found if found in UNITS else "year"

    # What stands on it

    def drawn(self, low: int, high: int) -> list[ChartEvent]:
        """Each event as a ``ChartEvent``, on an axis from ``low`` to ``high`` (instants)."""
        places = {id(event): place for place, event in enumerate(self.timeline.events)}
        kinds: dict[str | None, int] = {group.id: kind for kind, group in enumerate(self.timeline.groups)}
        common, own, numbers = offset_words(self.common), self.shared.language, self.shared.numbers
        said: dict[str, list[str]] = {}
        found: list[ChartEvent] = []
        for event, reach in zip(self.events, self.reaches, strict=True):
            date = event.date
            if event.status == "reported" and not event.sources:  # most of very many
                lines = said.get(date.text)
                if lines is None:
                    lines = said[date.text] = [date_line(event, own, common)]
            else:
                lines = dated(event, numbers, own, common)
            cited = sources_of(event) if event.sources or event.figures else ()
            parts = parts_of(event, reach, low, high)
            at = pole(date, reach, parts[0], low, high)
            one = (
                places[id(event)],
                STATUSES[event.status] + 4 * FORMS[date.form],
                kinds.get(event.group, -1),
                event.importance,
                lines,
                brackets(sorted(numbers[source] for source in cited), own) if cited else "",
                [_short(part, low, high) for part in parts],
            )
            found.append(one if at is None else (*one, at))
        return found

    def eras(self, low: int, high: int) -> list[Plain]:
        """The eras in the file's order, as far as the axis goes where they are open."""
        own = self.shared.language
        found: list[Plain] = []
        for number, era in enumerate(self.timeline.eras):
            reach = extent(era.date, low, high)
            said = own.say("event.line", date=words(era.date, language=own), title=era.title)
            found.append(
                {"first": reach.first, "end": reach.end, "name": era.title, "words": said, "number": number}
            )
        return found

    def links(self) -> list[tuple[int, int, str]]:
        """The links between events that are there."""
        by_id = {event.id: number for number, event in enumerate(self.events) if event.id is not None}
        return [
            (number, by_id[link.to], link.label or "")
            for number, event in enumerate(self.events)
            for link in event.links
            if link.to in by_id
        ]


def _px(place: float) -> float:
    """A place as exact as anybody can see it."""
    return round(place, 3)


def _short(part: Part, low: int, high: int) -> tuple[int, ...]:
    """A part without what goes without saying, its ends cut where the axis ends before them."""
    first, end, flags, sure = part
    if first < low and not flags & (OPEN[0] | UNKNOWN[0]):
        flags |= CUT[0]
    if end > high and not flags & (OPEN[1] | UNKNOWN[1]):
        flags |= CUT[1]
    if sure:
        return first, end, flags, *sure
    return (first, end, flags) if flags else (first, end)


def _stamps(drawn: Sequence[ChartEvent]) -> Plain:
    """What the marks look like, by "group,status,flags" of events and their parts."""
    keys = {
        (event[2], event[1] % 4, part[2] & ~ALONE if len(part) > 2 else 0): None
        for event in drawn
        for part in event[6]
    }
    return {
        f"{kind},{status},{flags}": stamps(max(kind, 0), _colour(kind), NAMED[status], flags)
        for kind, status, flags in keys
    }


def _colour(kind: int) -> Role:
    return colour(kind if kind >= 0 else None)
