"""The road from a timeline to a scene, and the decisions that are made once for the whole picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.dates import FINENESS, Date, offset_words, words
from timeline.layout import eras, furniture, horizontal, legend, marks
from timeline.layout.breaks import broken, linear
from timeline.layout.extents import Extent, extent, extents
from timeline.layout.furniture import Frame
from timeline.layout.labelling import Item, Mark, candidates, settle
from timeline.layout.labels import Label, Type, date_line, label, type_for
from timeline.layout.marks import Span
from timeline.layout.narrate import narrate
from timeline.layout.palette import palette
from timeline.layout.scale import Scale
from timeline.layout.ticks import Clock, Ticks, ticks
from timeline.model import Event, Source, Timeline, selection_words
from timeline.model.order import in_time, source_numbers
from timeline.records import NamedTuple
from timeline.scene import Rect, Role, Scene

LAYOUTS = ("auto", "horizontal")
SCALES = ("auto", "linear", "breaks")
THEMES = ("light", "dark", "auto", "print")
WIDTHS = range(320, 4001)
LAST_LABEL = (
    0.09  # of the width: the axis ends so much before the picture does, for labels to fly past its end
)
FINER_THAN_A_DAY = ("minute", "second", "microsecond")


class Options(NamedTuple):
    """How to draw: one of ``LAYOUTS``, of ``SCALES``, of ``THEMES``, and a width in px, one of ``WIDTHS``."""

    layout: str = "auto"
    scale: str = "auto"
    theme: str = "light"
    width: int = 1200


def plan(timeline: Timeline, options: Options | None = None) -> Scene:
    """The picture of a timeline, every shape in its place. Raises ValueError for an option there is not."""
    options = options or Options()
    _known(options)
    size = type_for(options.width)
    margin = 28.0 if options.width >= 900 else 20.0 if options.width >= 500 else 12.0
    frame = Frame(margin, options.width - margin)

    # Time order is the order of everything that follows: of labels, of notes, of sources.
    events = in_time(timeline.events)
    head, y = furniture.heading(timeline, frame, margin * 0.7, size)
    body, y = _body(timeline, events, options, frame, y + 2, size) if events else _empty(frame, y, size)
    height = round(y + margin * 0.6)
    return Scene(
        options.width,
        height,
        (Rect(0, 0, options.width, height, "paper"), *head, *body),
        _palette("light" if options.theme == "auto" else options.theme, timeline),
        _palette("dark", timeline) if options.theme == "auto" else None,
        timeline.title or "Timeline",
        narrate(timeline, events),
        timeline.lang,
    )


def _empty(frame: Frame, top: float, size: Type) -> furniture.Drawn:
    return furniture.footer(["There are no events yet."], [], frame, top + 6, size)


def _body(
    timeline: Timeline, events: Sequence[Event], options: Options, frame: Frame, top: float, size: Type
) -> furniture.Drawn:
    """Everything below the heading, from ``top`` downwards; ``events`` come in time order."""
    # The axis comes first: whatever is drawn takes its place from it.
    reaches = extents([event.date for event in events], timeline.as_of)
    units = [event.date.unit for event in events]
    ends = frame.left, frame.right - LAST_LABEL * options.width
    if options.scale == "linear":
        scale = linear(reaches, units, *ends)
    else:
        scale = broken(reaches, units, *ends, eager=options.scale == "breaks")
    rows = ticks(scale, timeline.zone, min(set(units), key=FINENESS.index), _common_clock(events))
    pen = _Pen(timeline, events, reaches, scale)
    places = [pen.place(number) for number in range(len(events))]

    # Labels are made for those events alone that might have room for one: there may be a million others.
    numbers = source_numbers(events)
    hopeful = candidates(places, [event.importance for event in events], frame)
    items = [
        Item(
            number,
            places[number],
            events[number].importance,
            pen.mark(number),
            pen.label(number, size, numbers),
        )
        for number in hopeful
    ]
    sides = settle(items, frame)
    labelled = sorted(item.number for side in sides for item, _ in side.placed)
    rug = horizontal.tufts(_others(labelled, len(events)), places, frame)

    # From here on, everything is stacked down the page.
    placed = _eras(timeline, scale, reaches)
    bands = eras.bands(placed, frame)
    alone = [tuft.numbers[0] for tuft in rug if len(tuft.numbers) == 1]
    drawn = [pen.mark(number) for number in (*labelled, *alone)]
    entries = legend.entries(timeline.groups, drawn, counts=len(alone) < len(rug))
    key, y = legend.draw(entries, frame, top, size)
    drawing = horizontal.draw_all(sides, rug, pen.mark, scale, rows, bands, y + 6, size)
    cited = _cited(timeline, [events[number] for number in labelled], numbers)
    notes = _notes(timeline, events, pen, rows, len(events) - len(labelled))
    if len(cited) < len(numbers):
        notes.append("Sources that only events without a label cite are not listed.")
    notes += [
        f"Off the axis: {era.title} ({words(era.date)})."
        for era, stretch in zip(timeline.eras, placed, strict=True)
        if stretch is None
    ]
    foot, y = furniture.footer(notes, cited, frame, drawing.bottom + 14, size)
    return [*key, *drawing.shapes, *foot], y


def _known(options: Options) -> None:
    """Raise ValueError for an option that there is not."""
    for name, value, known in (
        ("layout", options.layout, LAYOUTS),
        ("scale", options.scale, SCALES),
        ("theme", options.theme, THEMES),
    ):
        if value not in known:
            raise ValueError(f"{name} {value!r} is not one of {', '.join(known)}")
    if options.width not in WIDTHS:
        raise ValueError(f"width {options.width!r} is not a whole number from {WIDTHS[0]} to {WIDTHS[-1]}")


def _palette(theme: str, timeline: Timeline) -> dict[Role, str]:
    return palette(theme, [group.color for group in timeline.groups], [era.color for era in timeline.eras])


class _Pen:
    """What is known of how each event is drawn; asked by the event's number in time order."""

    def __init__(
        self, timeline: Timeline, events: Sequence[Event], reaches: Sequence[Extent], scale: Scale
    ) -> None:
        self.events, self.reaches, self.scale = events, reaches, scale
        self.kinds = {group.id: number for number, group in enumerate(timeline.groups)}
        self.common = _common_offset(events)

    def place(self, number: int) -> float:
        """Where the event's pole stands: on the middle of its date, or near the beginning of what lasts."""
        reach = self.reaches[number]
        if self.events[number].date.form != "interval":
            return self.scale.position(reach.middle)
        x0, x1 = self.scale.position(reach.first), self.scale.position(reach.end)
        return x0 + min(marks.BAR, (x1 - x0) / 2)

    def mark(self, number: int) -> Mark:
        """How the event is drawn on the axis."""
        event = self.events[number]
        kind = self.kinds.get(event.group or "")
        span = self._span(number)
        return Mark(
            event.id,
            f"{date_line(event)}: {event.title}",
            span,
            event.date.form == "interval",
            _is_doubtful(event.date),
            0 if kind is None else kind,
            "group-none" if kind is None else f"group-{kind}",
        )

    def _span(self, number: int) -> Span | None:
        """The event's bar, or None where it is too narrow for one and nothing lasts."""
        reach = self.reaches[number]
        x0, x1 = self.scale.position(reach.first), self.scale.position(reach.end)
        lasts = self.events[number].date.form == "interval"
        if not lasts and not reach.open_start and not reach.open_end and x1 - x0 < marks.SEEN:
            return None
        short = marks.THINNEST + marks.ARROW * (reach.open_start + reach.open_end) - (x1 - x0)
        if short > 0:
            x0, x1 = x0 - short / 2, x1 + short / 2
        return Span(x0, x1, reach.open_start, reach.open_end)

    def label(self, number: int, size: Type, numbers: Mapping[str, int]) -> Label:
        """What the event's label says."""
        return label(self.events[number], numbers, size, common=self.common)


def _is_doubtful(date: Date) -> bool:
    return date.approximate or date.uncertain or date.form == "one"


def _common_offset(events: Sequence[Event]) -> str:
    """What every time in the picture says of its offset, if all say the same."""
    offsets = {offset_words(event.date.offset) for event in events if event.date.unit in FINER_THAN_A_DAY}
    return offsets.pop() if len(offsets) == 1 else ""


def _common_clock(events: Sequence[Event]) -> Clock | None:
    """The clock that all times in the picture were read from, if it is one and they say which."""
    offsets = {event.date.offset for event in events if event.date.unit in FINER_THAN_A_DAY}
    offset = offsets.pop() if len(offsets) == 1 else None
    return None if offset is None else Clock(offset)


def _others(labelled: Sequence[int], count: int) -> list[int]:
    """The numbers below ``count`` that are not in ``labelled``."""
    with_label = set(labelled)
    return [number for number in range(count) if number not in with_label]


def _eras(timeline: Timeline, scale: Scale, reaches: Sequence[Extent]) -> list[eras.Stretch | None]:
    """Each era on the axis, in the file's order; None for one that lies off it."""
    low, high = min(reach.first for reach in reaches), max(reach.end for reach in reaches)
    begin, end = scale.stretches[0].first, scale.stretches[-1].end
    found: list[eras.Stretch | None] = []
    for era in timeline.eras:
        reach = extent(era.date, low, high)
        if reach.end <= begin or reach.first >= end:
            found.append(None)
            continue
        x0 = scale.stretches[0].x0 if reach.open_start else scale.position(reach.first)
        x1 = scale.stretches[-1].x1 if reach.open_end else scale.position(reach.end)
        found.append(eras.Stretch(x0, max(x1, x0 + 2), era.title, f"{words(era.date)}: {era.title}"))
    return found


def _cited(
    timeline: Timeline, events: Sequence[Event], numbers: Mapping[str, int]
) -> list[tuple[int, Source]]:
    """The sources that the labelled events cite, with their numbers."""
    cited = {citation.source for event in events for citation in event.sources}
    return sorted((numbers[name], timeline.sources[name]) for name in cited)


def _notes(
    timeline: Timeline, events: Sequence[Event], pen: _Pen, rows: Sequence[Ticks], unlabelled: int
) -> list[str]:
    """What a reader has to know to read the picture rightly."""
    notes = [f"{said}."] if (said := selection_words(timeline)) else []
    if unlabelled:
        some = (
            f"{unlabelled:,} of {len(events):,} events are"
            if unlabelled > 1
            else f"1 of {len(events):,} events is"
        )
        notes.append(f"{some} marked on the axis without a label; importance decided which.")
    if pen.scale.cuts:
        notes.append(
            "Quiet times are cut out of the axis: each cut says how much, and each stretch has its own scale."
        )
    if pen.common:
        notes.append(f"Times are{pen.common}.")
    elif any(ticks.by_the_clock for ticks in rows):
        notes.append(f"The hours on the axis are those of {timeline.zone.name}.")
    return notes
