"""The road from a timeline to a scene, and the decisions that are made once for the whole picture."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import FINENESS, offset_words, words
from timeline.layout import eras, furniture, horizontal, legend, notes
from timeline.layout.breaks import broken, linear
from timeline.layout.extents import Extent, extent, extents
from timeline.layout.furniture import Frame
from timeline.layout.labelling import Item, candidates, settle
from timeline.layout.labels import Type, type_for
from timeline.layout.narrate import narrate
from timeline.layout.palette import palette
from timeline.layout.pen import Pen
from timeline.layout.scale import Scale
from timeline.layout.ticks import Clock, ticks
from timeline.model import Event, Timeline
from timeline.model.order import in_time, source_numbers
from timeline.model.table import LAYOUTS, NARROWEST, SCALES, THEMES, WIDEST
from timeline.records import NamedTuple
from timeline.scene import Rect, Role, Scene

WIDTHS = range(NARROWEST, WIDEST + 1)
LAST_LABEL = 0.09  # of the width, by which the axis ends before the picture, for labels to fly past its end
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
    offsets = _offsets(events)
    common = next(iter(offsets)) if len(offsets) == 1 else None
    clock = None if common is None else Clock(common)
    rows = ticks(scale, timeline.zone, min(set(units), key=FINENESS.index), clock)
    pen = Pen(timeline.groups, events, reaches, scale, offset_words(common))
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
    labelled = sorted(item.number for side in sides for item, _ in side)
    rug = horizontal.tufts(_others(labelled, len(events)), places, frame)

    # From here on, everything is stacked down the page.
    placed = _eras(timeline, scale, reaches)
    bands = eras.bands(placed, frame)
    alone = [tuft.numbers[0] for tuft in rug if len(tuft.numbers) == 1]
    drawn = [item.mark for side in sides for item, _ in side] + [pen.mark(number) for number in alone]
    entries = legend.entries(timeline.groups, drawn, counts=len(alone) < len(rug))
    key, y = legend.draw(entries, frame, top, size)
    drawing = horizontal.draw_all(sides, rug, pen.mark, scale, rows, bands, y + 6, size)
    cited = notes.cited([events[number] for number in labelled], timeline.sources, numbers)
    said = [
        *notes.of_events(timeline, len(labelled)),
        *notes.of_axis(scale, offsets, timeline.zone),
        *notes.of_what_is_missing(timeline.eras, placed, len(numbers) - len(cited)),
    ]
    foot, y = furniture.footer(said, cited, frame, drawing.bottom + 14, size)
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


def _offsets(events: Sequence[Event]) -> set[int | None]:
    """The offsets from UTC, in minutes, with which the times of day in the picture were written."""
    return {event.date.offset for event in events if event.date.unit in FINER_THAN_A_DAY}


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
