"""The road from an events file to a picture, each step a function: text in, text out, no files.

    bytes ──decode──▶ text ──read──▶ plain values ──check──▶ Timeline ──select──▶ Timeline ──plan──▶ Scene ──▶
    text, or the bytes of a painted picture

``read`` goes as far as the Timeline and brings along everything that is wrong with the file; ``select`` keeps
a part of it; ``draw`` and ``paint`` go the rest of the way. A page also takes the ``chart`` from which its
script draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from timeline import model, products, source
from timeline.model import Display, Timeline
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import ALLOWED, Request, Wishes, checked_prefix, nearest, one_of, words
from timeline.source import Diagnostic

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.converters import Converters
    from timeline.dates import Date
    from timeline.layout import Options
    from timeline.layout.plan import Sheet
    from timeline.provenance import Provenance
    from timeline.scene import Scene
    from timeline.write.typefaces import Faces

Format: TypeAlias = "Literal['svg', 'html']"
Painted: TypeAlias = "Literal['png', 'pdf']"

DRAWN: tuple[Format, ...] = ("svg", "html")
"""What is written as text, the words in whatever fonts its readers have."""
PAINTED: tuple[Painted, ...] = ("png", "pdf")
"""What has its fonts, or the shapes of their letters, within."""
TOLD: Mapping[str, str] = {"txt": "text", "md": "markdown", "description": "prose"}
"""What says it in words, and in which of their forms."""
REFERENCES = "csl", "bib"
"""What holds the sources alone."""
LISTED = 12  # ids that are named where another one was asked for


class Outcome(NamedTuple):
    """What came of reading a file. ``timeline`` is None where any of the ``diagnostics`` is an error."""

    timeline: Timeline | None
    diagnostics: list[Diagnostic]
    text: str


def read(
    data: bytes,
    *,
    require_sources: bool = False,
    picture_fault: Callable[[str], str | None] | None = None,
) -> Outcome:
    """Reads and checks the bytes of an events file. Never raises: what is wrong stands in the outcome.

    ``require_sources`` makes an event without sources an error. ``picture_fault`` says what is wrong with
    the path of a picture, None where nothing is; without it no picture is looked for.
    """
    text, faults = source.decode(data)
    if faults and not text:  # not a text at all; that it holds no events goes without saying
        return Outcome(None, faults, text)
    outcome = read_text(text, require_sources=require_sources, picture_fault=picture_fault)
    if not faults:
        return outcome
    everything = sorted((*faults, *outcome.diagnostics), key=lambda one: (one.line, one.column))
    return Outcome(None, everything, text)


def read_text(
    text: str,
    *,
    require_sources: bool = False,
    picture_fault: Callable[[str], str | None] | None = None,
) -> Outcome:
    """The same for what has been decoded already."""
    with source.collector_paused():
        reading = source.read(text)
        timeline, problems = model.check(
            reading.value,
            require_sources=require_sources,
            complete=reading.complete,
            picture_fault=picture_fault,
        )
    diagnostics = source.place(problems, reading)
    if any(one.severity == "error" for one in diagnostics):
        timeline = None
    return Outcome(timeline, diagnostics, text)


def draw(timeline: Timeline, format: Format = "svg", wishes: Wishes | None = None) -> list[str]:
    """The timeline as SVG or HTML: one text, or an SVG for each page where pages are wished for.

    Raises ``ValueError`` for a wish that cannot be fulfilled.
    """
    from timeline import write  # late, like the layout: reading and checking need neither

    wishes = wishes or Wishes()
    one_of("format", format, DRAWN)
    _check(wishes, timeline)
    options = _options(wishes, timeline.display, format)
    prefix = _prefix(timeline, wishes, options)
    if format == "html":
        from timeline.layout.chart import chart  # only a page needs them
        from timeline.layout.key import key

        scenes = _untitled(timeline, options, wishes.pages)
        with source.collector_paused():
            charted, signs = chart(timeline, options), key(timeline)
        return [write.html(timeline, scenes, prefix, charted, signs, provenance(timeline, wishes))]
    scenes = _scenes(timeline, options, wishes.pages)
    said = _provenances(timeline, wishes, len(scenes))
    if wishes.pages is None:
        return [write.svg(scenes[0], prefix, made=said[0])]
    numbered = enumerate(zip(scenes, said, strict=True), 1)
    return [write.svg(scene, f"{prefix}-{number}", made=made) for number, (scene, made) in numbered]


def fragment(
    timeline: Timeline,
    wishes: Wishes | None = None,
    *,
    title: str | None = None,
    told: bool = False,
) -> str:
    """The timeline as a part of somebody else's page; ``write.fragment`` says what it has of its own.

    Raises ``ValueError`` for a wish that cannot be fulfilled.
    """
    from timeline.write.fragment import fragment  # late, as above

    wishes = wishes or Wishes()
    _check(wishes, timeline)
    options = _options(wishes, timeline.display, "svg")
    prefix = _prefix(timeline, wishes, options)
    scenes = _scenes(timeline, options, wishes.pages)
    # Data never travel in what stands on somebody else's page: they would weigh more than the picture.
    bare = timeline._replace(origin=timeline.origin and timeline.origin._replace(data=None))
    said = _provenances(bare, wishes, len(scenes))
    return fragment(timeline, scenes, prefix, title=title, told=told, made=said)


def paint(
    timeline: Timeline,
    format: Painted,
    faces: Faces | None = None,
    wishes: Wishes | None = None,
    density: float | None = None,
    converters: Converters | None = None,
) -> list[bytes]:
    """The timeline as PNG, ``density`` pixels to a CSS pixel (2 where it is None), or as PDF: one file, or a
    PNG for each page where pages are wished for. A PDF holds them all. The words are set in the fonts of
    ``faces``, or of the machine; where that cannot be, one of the ``converters`` draws it, or of those that
    the machine has.

    Raises ``ValueError`` for a wish that cannot be fulfilled, and as ``Unwritable``, which is one, where
    nothing here can draw the words.
    """
    wishes = wishes or Wishes()
    one_of("format", format, PAINTED)
    _check(wishes, timeline)
    scenes = _scenes(timeline, _options(wishes, timeline.display, "svg"), wishes.pages)
    from timeline.painting import means, painted  # late, like all writers

    by = means(faces, converters, density)
    if format == "pdf":
        said = [provenance(timeline, wishes)]
    else:
        said = _provenances(timeline, wishes, len(scenes), extra_options(density))
    return painted(scenes, format, by, timeline.title, said)


def made(
    timeline: Timeline,
    format: str,
    wishes: Wishes | None = None,
    *,
    faces: Faces | None = None,
    density: float | None = None,
    converters: Converters | None = None,
    caption: str | None = None,
    told: bool = False,
) -> list[bytes]:
    """The timeline in one of the ``products.FORMATS``: the bytes of one file, or of one for each page where
    pages are wished for and a file of that format holds one. What a format has no use for is not heeded.

    Raises ``ValueError`` for a format and a wish that there is not, and where the words cannot be set.
    """
    checked_format(format)
    wishes = wishes or Wishes()
    for painted in PAINTED:
        if format == painted:
            return paint(timeline, painted, faces, wishes, density, converters)
    for drawn in DRAWN:
        if format == drawn:
            return [text.encode() for text in draw(timeline, drawn, wishes)]
    if format == "fragment":
        return [fragment(timeline, wishes, title=caption, told=told).encode()]
    if format in REFERENCES:
        _check(wishes, timeline)
        return [references(timeline, format).encode()]
    return [describe(timeline, TOLD[format], focus=wishes.focus, depth=wishes.depth).encode()]


def draw_ruled(timeline: Timeline, wishes: Wishes, prefix: str = "tl") -> tuple[str, Sheet]:
    """The timeline as SVG, and what tells where time lies in it, for whoever lets somebody point at it.

    Raises ``ValueError`` for a wish that cannot be fulfilled.
    """
    from timeline import write  # late, as above
    from timeline.layout.plan import drawn

    _check(wishes, timeline)
    with source.collector_paused():
        sheet = drawn(timeline, _options(wishes, timeline.display, "svg"))
        return write.svg(sheet.scene, prefix), sheet


def describe(
    timeline: Timeline,
    format: str = "text",
    *,
    short: bool = False,
    focus: str | None = None,
    depth: int | None = None,
) -> str:
    """The timeline in words; ``timeline.describe`` says what each option means. Raises ``ValueError``."""
    from timeline.model.context import DEPTH, context
    from timeline.model.order import in_time
    from timeline.narrate import brief

    one_of("format", format, tuple(TOLD.values()))
    _check(Wishes(focus=focus, depth=depth), timeline)
    events = in_time(timeline.events)
    if short:
        return brief(timeline, events) + "\n"
    around = None if focus is None else context(events, focus, depth or DEPTH)
    if format == "prose":
        from timeline.narrate.prose import prose  # an alt text has no need of either

        return prose(timeline, events, around)
    from timeline.narrate.report import report

    return report(timeline, events, around, format)


def references(timeline: Timeline, format: str = "csl") -> str:
    """The sources that the events cite, in the order of their numbers in the picture, as CSL-JSON or, with
    "bib", as BibTeX. Raises ``ValueError`` for another format."""
    from timeline.languages import language
    from timeline.model.order import in_time, source_numbers
    from timeline.write.citations import bibliography, csl_json, keys

    one_of("format", format, REFERENCES)
    sources = [timeline.sources[source] for source in source_numbers(in_time(timeline.events))]
    own = language(timeline.lang)
    return csl_json(sources, own) if format == "csl" else bibliography(sources, keys(timeline.sources), own)


def _check(wishes: Wishes, timeline: Timeline) -> None:
    """Raises ``ValueError`` for a wish that is none of those there are, or at odds with another one."""
    for name, allowed in ALLOWED.items():
        value = getattr(wishes, name)
        if value is not None:
            one_of(name, value, allowed)
    if wishes.focus is not None:
        checked_event(wishes.focus, timeline)
    elif wishes.depth is not None:
        raise ValueError("depth counts the links from the event in focus; say which one that is")
    if wishes.depth is not None and (not isinstance(wishes.depth, int) or wishes.depth < 1):
        raise ValueError(f"depth is {wishes.depth!r}; it can be a whole number from 1")
    if wishes.pages is not None and wishes.width is not None:
        raise ValueError("pages are as wide as their paper; leave out the width")


def provenance(timeline: Timeline, wishes: Wishes, extra: tuple[str, ...] = ()) -> Provenance | None:
    """What a picture says of where it comes from; None where nobody knows it. ``extra`` are options that its
    format has beside the ``wishes``."""
    if timeline.origin is None:
        return None
    from timeline.provenance import Provenance

    first, last, groups = timeline.selection
    request = Request(wishes, first and first.text, last and last.text, groups)
    return Provenance(timeline.origin, (*words(request), *extra))


def extra_options(density: float | None) -> tuple[str, ...]:
    """The options of a PNG that no other format has, as they are typed; what is as usual is left out."""
    from timeline.write.png import DENSITY

    return () if density in (None, DENSITY) else ("--density", f"{density:g}")


def _provenances(
    timeline: Timeline, wishes: Wishes, count: int, extra: tuple[str, ...] = ()
) -> list[Provenance | None]:
    """The same for each file of a picture that is cut up into ``count`` of them, if it is."""
    whole = provenance(timeline, wishes, extra)
    if whole is None or wishes.pages is None:
        return [whole] * count
    return [whole._replace(page=(number, count)) for number in range(1, count + 1)]


def _options(wishes: Wishes, display: Display, format: Format) -> Options:
    """What the caller asks for, else what the file asks for, else what suits the format."""
    from timeline.layout import Options

    usual = Options(theme="auto" if format == "html" else "light")  # a page follows the reader's dark mode
    return Options(
        layout=wishes.layout or display.layout or usual.layout,
        scale=wishes.scale or display.scale or usual.scale,
        theme=wishes.theme or display.theme or usual.theme,
        width=wishes.width if wishes.width is not None else display.width or usual.width,
        columns=wishes.columns or display.columns,
        links=wishes.links or display.links or usual.links,
        focus=wishes.focus,
        depth=wishes.depth or usual.depth,
    )


def _scenes(timeline: Timeline, options: Options, paper: str | None) -> list[Scene]:
    """The picture, or its pages."""
    if paper is None:
        from timeline.layout import plan

        return [plan(timeline, options)]
    from timeline.layout.paging import pages

    return pages(timeline, options, paper)


def _untitled(timeline: Timeline, options: Options, paper: str | None) -> list[Scene]:
    """The pictures for a page, whose own heading says the title and the subtitle."""
    scenes = _scenes(timeline._replace(title=None, subtitle=None), options, paper)
    return [scene._replace(title=timeline.title or scene.title) for scene in scenes]


def select(
    timeline: Timeline,
    first: str | Date | None = None,
    last: str | Date | None = None,
    groups: str | Iterable[str] = (),
) -> Timeline:
    """The events from ``first`` to ``last`` in ``groups`` (ids, or one of them); all where nothing is said.

    Raises ``ValueError`` for an unknown group, a date that is none, an end before the start, and where
    nothing is left.
    """
    groups = (groups,) if isinstance(groups, str) else tuple(groups)  # a lone id is one, not its letters
    if first is None and last is None and not groups:
        return timeline
    for group in groups:
        checked_group(group, timeline)
    selection = model.Selection(
        None if first is None else _date(first, timeline),
        None if last is None else _date(last, timeline),
        groups,
    )
    low = selection.first and selection.first.first
    high = selection.last and selection.last.last
    if low is not None and high is not None and low > high:
        raise ValueError("the first date is after the last")
    chosen = model.select(timeline, first=low, last=high, groups=groups)
    if timeline.events and not chosen.events:
        raise ValueError("no event of the file lies between these dates and in these groups")
    return chosen._replace(selection=selection)


def asked(timeline: Timeline, request: Request) -> Timeline:
    """The part of a timeline that a request is for, with the event in focus in it. Raises ``ValueError``."""
    kept = select(timeline, request.first, request.last, request.groups)
    if request.wishes.focus is not None:
        checked_event(request.wishes.focus, timeline)
        checked_event(request.wishes.focus, kept)
    return kept


def size(timeline: Timeline, wishes: Wishes | None = None) -> tuple[float, float]:
    """Width and height of the picture, in CSS pixels. Raises ``ValueError`` for a wish that cannot be
    fulfilled."""
    wishes = wishes or Wishes()
    _check(wishes, timeline)
    scene = _scenes(timeline, _options(wishes, timeline.display, "svg"), None)[0]
    return scene.width, scene.height


def _date(date: str | Date, timeline: Timeline) -> Date:
    from timeline.dates import parse

    return parse(date, timeline.zone) if isinstance(date, str) else date


def checked_group(group: str, timeline: Timeline) -> str:
    """``group``, where it is the id of one. Raises ``ValueError``."""
    return _checked("group", group, {known.id: known.title for known in timeline.groups})


def checked_event(event: str, timeline: Timeline) -> str:
    """``event``, where it is the id of one. Raises ``ValueError``."""
    known = {one.id: one.title for one in timeline.events if one.id is not None}
    if event not in known and timeline.omitted:
        raise ValueError(f"the event {event!r} is not among those that are drawn")
    return _checked("event", event, known)


def checked_format(format: str) -> str:
    """``format``, where it is one of those that a timeline is made into. Raises ``ValueError``."""
    one_of("format", format, products.FORMATS)
    return format


def _checked(named: str, one: str, titles: Mapping[str, str]) -> str:
    """``one``, where it is an id in ``titles``. Raises ``ValueError``, with what may have been meant."""
    if one in titles:
        return one
    ids = {title.lower(): id for id, title in titles.items()} | {id.lower(): id for id in titles}
    if meant := nearest(one.lower(), ids):
        raise ValueError(f"there is no {named} {one!r}; did you mean {meant}")
    if holding := [id for text, id in ids.items() if one and one.lower() in text]:
        some = ", ".join(list(dict.fromkeys(holding))[:LISTED])
        raise ValueError(f"there is no {named} {one!r}; did you mean {some}")
    listed = ", ".join(list(titles)[:LISTED]) or "none in this file"
    more = f" and {len(titles) - LISTED:,} more" if len(titles) > LISTED else ""
    raise ValueError(f"there is no {named} {one!r}; there are: {listed}{more}")


def _prefix(timeline: Timeline, wishes: Wishes, options: Options) -> str:
    """What the ids in a picture begin with: what is wished for, or else what comes from what is drawn, never
    from a counter or a clock, so that a second run gives the same bytes. Raises ``ValueError``.
    """
    return checked_prefix(wishes.prefix) if wishes.prefix is not None else _fingerprint(timeline, options)


def _fingerprint(timeline: Timeline, options: Options) -> str:
    """``tl-`` and eight digits that differ between timelines, or drawings of one, that meet on a page.

    A checksum is enough, since nobody gains by a collision, and is there without loading a cryptographic
    library.
    """
    from zlib import crc32

    parts = [
        repr(tuple(options)),
        repr((timeline.title, timeline.subtitle, timeline.lang, timeline.zone.name)),
    ]
    if any(timeline.selection):
        parts.append(repr(tuple(timeline.selection)))
    parts += (repr(tuple(each)) for each in (timeline.groups, timeline.eras, timeline.sources.values()))
    parts += (tuple.__repr__(event) for event in timeline.events)  # in C: a tenth of the time of its own repr
    data = "\n".join(parts).encode("utf-8", "backslashreplace")
    return f"tl-{crc32(data):08x}"
