"""The road from a timeline to a scene, and the decisions that are made once for the whole picture."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.layout import furniture, horizontal, legend, notes
from timeline.layout.extents import extents
from timeline.layout.furniture import Frame
from timeline.layout.labels import Type, type_for
from timeline.layout.narrate import narrate
from timeline.layout.palette import palette
from timeline.layout.plot import Plot
from timeline.model import Event, Timeline
from timeline.model.order import in_time, source_numbers
from timeline.model.table import LAYOUTS, NARROWEST, SCALES, THEMES, WIDEST
from timeline.records import NamedTuple
from timeline.scene import Rect, Role, Scene

WIDTHS = range(NARROWEST, WIDEST + 1)


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
    plot = Plot(
        timeline,
        events,
        extents([event.date for event in events], timeline.as_of),
        source_numbers(events),
        frame,
        size,
        options.width,
        options.scale,
    )
    made = horizontal.arrange(plot)
    entries = legend.entries(timeline.groups, made.drawn, counts=made.counts)
    key, y = legend.draw(entries, frame, top, size)
    drawing = made.draw(y + 6)
    cited = notes.cited([events[number] for number in made.labelled], timeline.sources, plot.numbers)
    said = [
        *notes.of_events(timeline, len(made.labelled)),
        *notes.of_axis(made.scale, plot.offsets, timeline.zone),
        *notes.of_what_is_missing(timeline.eras, made.eras, len(plot.numbers) - len(cited)),
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
