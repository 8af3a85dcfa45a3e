"""The road from a timeline to a scene, and the decisions that are made once for the whole picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.layout import furniture, legend, links, notes
from timeline.layout.extents import Window, extents
from timeline.layout.furniture import Frame
from timeline.layout.labels import Type, type_for
from timeline.layout.layouts import arranger, layout_for
from timeline.layout.palette import palette
from timeline.layout.plot import Plot
from timeline.model import Event, Selection, Timeline
from timeline.model.context import DEPTH, Context, context
from timeline.model.order import in_time, source_numbers, sources_of
from timeline.model.table import LAYOUTS, NARROWEST, SCALES, THEMES, WIDEST
from timeline.narrate import paragraph
from timeline.records import NamedTuple
from timeline.scene import Rect, Role, Scene

LINKS = links.MODES
WIDTHS = range(NARROWEST, WIDEST + 1)


class Options(NamedTuple):
    """How to draw: one of ``LAYOUTS``, of ``SCALES``, of ``THEMES``, and a width in px, one of ``WIDTHS``.

    ``columns`` of labels, 1 or 2, are those of the vertical layout, None where it may choose. ``links`` is
    one of ``LINKS``. ``focus`` is the id of the event to show in its context, ``depth`` how many links away
    that reaches.
    """

    layout: str = "auto"
    scale: str = "auto"
    theme: str = "light"
    width: int = 1200
    columns: int | None = None
    links: str = "auto"
    focus: str | None = None
    depth: int = DEPTH


def plan(timeline: Timeline, options: Options | None = None) -> Scene:
    """The picture of a timeline, every shape in its place. Raises ValueError for an option there is not."""
    return sheet(timeline, checked(options or Options())).scene


class Sheet(NamedTuple):
    """A picture, and how many of its events have no label."""

    scene: Scene
    unlabelled: int


def sheet(
    timeline: Timeline,
    options: Options,
    numbers: Mapping[str, int] | None = None,
    window: Window | None = None,
) -> Sheet:
    """The picture of a timeline. It may be a page of a longer one: then it shares the ``numbers`` of sources,
    and shows no more than a ``window`` of the time. Without one, that is what the timeline was selected by.
    """
    size = type_for(options.width)
    margin = 28.0 if options.width >= 900 else 20.0 if options.width >= 500 else 12.0
    frame = Frame(margin, options.width - margin)

    # Time order is the order of everything that follows: of labels, of notes, of sources.
    events = in_time(timeline.events)
    numbers = source_numbers(events) if numbers is None else numbers
    window = _window(timeline.selection) if window is None else window
    around = None if options.focus is None else context(events, options.focus, options.depth)
    focus = "" if around is None else notes.in_focus(around, events)
    head, y = furniture.heading(timeline, frame, margin * 0.7, size, focus)
    if events:
        plot = _plot(timeline, events, options, frame, size, numbers, window, around)
        (body, y), unlabelled = _body(plot, options, y + 2)
    else:
        (body, y), unlabelled = _empty(frame, y, size), 0
    height = round(y + margin * 0.6)
    scene = Scene(
        options.width,
        height,
        (Rect(0, 0, options.width, height, "paper"), *head, *body),
        _palette("light" if options.theme == "auto" else options.theme, timeline),
        _palette("dark", timeline) if options.theme == "auto" else None,
        " – ".join(filter(None, (timeline.title, focus))) or "Timeline",
        paragraph(timeline, events, around),
        timeline.lang,
    )
    return Sheet(scene, unlabelled)


def _empty(frame: Frame, top: float, size: Type) -> furniture.Drawn:
    return furniture.footer(["There are no events yet."], [], frame, top + 6, size)


def _plot(
    timeline: Timeline,
    events: Sequence[Event],
    options: Options,
    frame: Frame,
    size: Type,
    numbers: Mapping[str, int],
    window: Window,
    around: Context | None,
) -> Plot:
    """What the layout starts from; ``events`` come in time order."""
    focus = None if around is None else around.numbers
    return Plot(
        timeline,
        events,
        extents([event.date for event in events], timeline.as_of, window),
        numbers,
        frame,
        size,
        options.width,
        options.scale,
        options.columns,
        "focus" if options.links == "auto" and focus is not None else options.links,
        focus,
        window,
    )


def _body(plot: Plot, options: Options, top: float) -> tuple[furniture.Drawn, int]:
    """Everything below the heading, from ``top`` downwards, and how many events have no label."""
    timeline, events, frame = plot.timeline, plot.events, plot.frame
    layout = layout_for(events, options.width) if options.layout == "auto" else options.layout
    made = arranger(layout)(plot)
    entries = legend.entries(() if made.names_groups else timeline.groups, made.drawn, counts=made.counts)
    key, y = legend.draw(entries, frame, top, plot.size)
    drawing = made.draw(y + 6)
    cited = notes.cited([events[number] for number in made.labelled], timeline.sources, plot.numbers)
    all_cited = {name for event in events for name in sources_of(event)}
    said = [
        *notes.of_events(timeline, len(made.labelled), focused=plot.in_focus is not None),
        *notes.of_axis(made.scale, plot.offsets, timeline.zone),
        *filter(None, [links.note(made.untied, made.tied)]),
        *notes.of_what_is_missing(timeline.eras, made.eras, len(all_cited) - len(cited)),
    ]
    foot, y = furniture.footer(said, cited, frame, drawing.bottom + 14, plot.size)
    return ([*key, *drawing.shapes, *foot], y), len(events) - len(made.labelled)


def checked(options: Options) -> Options:
    """The options. Raises ValueError for one that there is not."""
    choices: tuple[tuple[str, str | int | None, Sequence[str | int | None]], ...] = (
        ("layout", options.layout, LAYOUTS),
        ("scale", options.scale, SCALES),
        ("theme", options.theme, THEMES),
        ("columns", options.columns, (None, 1, 2)),
        ("links", options.links, LINKS),
    )
    for name, value, known in choices:
        if value not in known:
            raise ValueError(f"{name} {value!r} is not one of {', '.join(map(str, known))}")
    if options.width not in WIDTHS:
        raise ValueError(f"width {options.width!r} is not a whole number from {WIDTHS[0]} to {WIDTHS[-1]}")
    return options


def _window(selection: Selection) -> Window:
    """The instants that a part of a file was asked for by."""
    first, last = selection.first, selection.last
    return None if first is None else first.first, None if last is None else last.last


def _palette(theme: str, timeline: Timeline) -> dict[Role, str]:
    return palette(theme, [group.color for group in timeline.groups], [era.color for era in timeline.eras])
