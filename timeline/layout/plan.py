"""The road from a timeline to a scene, and the decisions that are made once for the whole picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from timeline.dates import Date
from timeline.languages import Language, language
from timeline.layout import furniture, legend, notes
from timeline.layout.extents import Window, extents
from timeline.layout.furniture import Frame
from timeline.layout.labels import Type, type_for
from timeline.layout.layouts import arranger, layout_for
from timeline.layout.links import NOWHERE, Elsewhere
from timeline.layout.moves import mirrored
from timeline.layout.palette import palette
from timeline.layout.plot import Plot
from timeline.layout.ruler import Ruler
from timeline.model import Event, Selection, Timeline
from timeline.model.context import DEPTH, context
from timeline.model.order import in_time, source_numbers, sources_of
from timeline.model.table import LAYOUTS, LINKS, NARROWEST, SCALES, THEMES, WIDEST
from timeline.narrate import paragraph
from timeline.records import NamedTuple
from timeline.scene import Rect, Role, Scene

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
    return drawn(timeline, options).scene


def drawn(timeline: Timeline, options: Options | None = None) -> Sheet:
    """The same with what is to be known of it, such as where its axis lies."""
    options = checked(options or Options())
    return sheet(timeline, options, whole(timeline, options))


class Whole(NamedTuple):
    """What all pages of a timeline share: the numbers of its sources, its language, and the event in focus.

    ``focus`` says which event that is, in words, and ``full`` are the events of its context; None for all.
    ``size`` is the type where it is not that of the width, ``elsewhere`` what links lead to on other pages.
    ``asides`` are dates beside those of the events that the axis has to show, and ``retouched`` makes another
    legend of the usual one.
    """

    numbers: Mapping[str, int]
    window: Window
    language: Language
    focus: str = ""
    full: frozenset[Event] | None = None
    size: Type | None = None
    elsewhere: Elsewhere = NOWHERE
    asides: Sequence[Date] = ()
    retouched: Callable[[list[legend.Entry]], list[legend.Entry]] = list


def whole(timeline: Timeline, options: Options) -> Whole:
    """What a timeline's pages share; the window is that by which it was selected."""
    events = in_time(timeline.events)
    found = Whole(source_numbers(events), window_of(timeline.selection), language(timeline.lang))
    if options.focus is None:
        return found
    around = context(events, options.focus, options.depth)
    full = frozenset(events[number] for number in around.numbers)
    return found._replace(focus=notes.in_focus(around, events, found.language), full=full)


class Sheet(NamedTuple):
    """A picture, how many events have no label in it that should have one (those in focus, or all), and where
    time lies in it: None where there are no events, and so no axis.
    """

    scene: Scene
    unlabelled: int
    ruler: Ruler | None = None


def sheet(timeline: Timeline, options: Options, shared: Whole) -> Sheet:
    """The picture of a timeline, or of a page of one; ``shared`` is that of the whole."""
    size = shared.size or type_for(options.width)
    margin = 28.0 if options.width >= 900 else 20.0 if options.width >= 500 else 12.0
    frame = Frame(margin, options.width - margin)

    # Time order is the order of everything that follows: of labels, of notes, of sources.
    events, own = in_time(timeline.events), shared.language
    head, y = furniture.heading(timeline, frame, margin * 0.7, size, shared.focus)
    if events:
        plot = _plot(timeline, events, options, frame, size, shared)
        (body, y), unlabelled, ruler = _body(plot, options, shared, y + 2)
    else:
        (body, y), unlabelled, ruler = _empty(frame, y, size, own), 0, None
    height = round(y + margin * 0.6)
    shapes = [*head, *body]
    if own.right_to_left:
        shapes = mirrored(shapes, options.width)
        ruler = ruler and ruler._replace(mirrored=None if ruler.upright else float(options.width))
    has_focus = options.focus is not None and any(event.id == options.focus for event in events)
    around = context(events, options.focus, options.depth) if options.focus and has_focus else None
    scene = Scene(
        options.width,
        height,
        (Rect(0, 0, options.width, height, "paper"), *shapes),
        *colours(timeline, options.theme),
        " – ".join(filter(None, (timeline.title, shared.focus))) or own.say("picture.untitled"),
        paragraph(timeline, events, around),
        timeline.lang,
    )
    return Sheet(scene, unlabelled, ruler)


def _empty(frame: Frame, top: float, size: Type, own: Language) -> furniture.Drawn:
    return furniture.footer([own.say("notes.no_events")], [], frame, top + 6, size, own)


def _plot(
    timeline: Timeline,
    events: Sequence[Event],
    options: Options,
    frame: Frame,
    size: Type,
    shared: Whole,
) -> Plot:
    """What the layout starts from; ``events`` come in time order."""
    full = shared.full
    focus = None if full is None else frozenset(n for n, event in enumerate(events) if event in full)
    dates = [*(event.date for event in events), *shared.asides]
    reaches = extents(dates, timeline.as_of, shared.window)
    besides = zip(reaches[len(events) :], (date.unit for date in shared.asides), strict=True)
    return Plot(
        timeline,
        events,
        reaches[: len(events)],
        shared.numbers,
        frame,
        size,
        options.width,
        options.scale,
        options.columns,
        "focus" if options.links == "auto" and focus is not None else options.links,
        focus,
        shared.window,
        shared.language,
        shared.elsewhere,
        tuple(besides),
    )


def _body(plot: Plot, options: Options, shared: Whole, top: float) -> tuple[furniture.Drawn, int, Ruler]:
    """Everything below the heading, from ``top`` downwards, how many events have no label, and the axis."""
    timeline, events, frame, own = plot.timeline, plot.events, plot.frame, plot.language
    layout = layout_for(events, options.width) if options.layout == "auto" else options.layout
    made = arranger(layout)(plot)
    groups = () if made.names_groups else timeline.groups
    entries = legend.entries(
        groups,
        made.drawn,
        counts=made.counts,
        crowds=made.crowds,
        plates=layout == "lanes",
        language=own,
    )
    key, y = legend.draw(shared.retouched(entries), frame, top, plot.size)
    drawing = made.draw(y + 6)
    ruler = Ruler(made.scale, upright=True, origin=y + 6) if made.upright else Ruler(made.scale)
    cited = notes.cited([events[number] for number in made.labelled], timeline.sources, plot.numbers)
    all_cited = {name for event in events for name in sources_of(event)}
    said = [
        *notes.of_events(timeline, len(made.labelled), own, focused=plot.in_focus is not None),
        *notes.of_axis(made.scale, plot.offsets, timeline.zone, own),
        *notes.of_links(made.links, own),
        *notes.of_what_is_missing(timeline.eras, made.eras, len(all_cited) - len(cited), own),
    ]
    foot, y = furniture.footer(said, cited, frame, drawing.bottom + 14, plot.size, own)
    return ([*key, *drawing.shapes, *foot], y), len(plot.candidates) - len(made.labelled), ruler


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


def window_of(selection: Selection) -> Window:
    """The instants that a part of a file was asked for by."""
    first, last = selection.first, selection.last
    return None if first is None else first.first, None if last is None else last.last


def colours(timeline: Timeline, theme: str) -> tuple[dict[Role, str], dict[Role, str] | None]:
    """The palette of a theme, and the one for a dark ground where it follows the reader's."""

    groups, eras = [group.color for group in timeline.groups], [era.color for era in timeline.eras]
    if theme == "auto":
        return palette("light", groups, eras), palette("dark", groups, eras)
    return palette(theme, groups, eras), None
