"""The road from an events file to a picture, each step a function: text in, text out, no files.

    bytes ──decode──▶ text ──read──▶ plain values ──check──▶ Timeline ──select──▶ Timeline ──plan──▶ Scene ──▶
    text

``read`` goes as far as the Timeline and brings along everything that is wrong with the file; ``render`` goes
the rest of the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from timeline import model, source
from timeline.model import Timeline
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Diagnostic

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.dates import Date
    from timeline.layout import Options
    from timeline.scene import Scene

Format: TypeAlias = "Literal['svg', 'html']"

FORMATS: tuple[Format, ...] = ("svg", "html")


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


def render(
    timeline: Timeline,
    format: Format = "svg",
    *,
    layout: str | None = None,
    scale: str | None = None,
    width: int | None = None,
    theme: str | None = None,
    first: str | Date | None = None,
    last: str | Date | None = None,
    groups: str | Iterable[str] = (),
    prefix: str | None = None,
) -> str:
    """The timeline as SVG or HTML; ``timeline.render`` says what each option means. Raises ``ValueError``."""
    from timeline import write  # late, like the layout: reading and checking need neither
    from timeline.layout import Options, plan

    _one_of("format", format, FORMATS)
    # What the caller asks for, else what the file asks for, else what suits the format: a page follows the
    # reader's dark mode, and its picture with it.
    display = timeline.display
    options = Options(
        layout=layout if layout is not None else display.layout or "auto",
        scale=scale if scale is not None else display.scale or "auto",
        theme=theme if theme is not None else display.theme or ("auto" if format == "html" else "light"),
        width=width if width is not None else display.width or Options().width,
    )
    # Leave out what was not asked for before anything is placed: the scale is made for the events that
    # remain.
    chosen = select(timeline, first, last, groups)
    # Ids come from what is drawn, never from a counter or a clock: a second run gives the same bytes.
    prefix = _fingerprint(chosen, options) if prefix is None else checked_prefix(prefix)
    if format == "svg":
        return write.svg(plan(chosen, options), prefix)
    return write.html(chosen, _untitled(plan, chosen, options), prefix)


def _untitled(plan: Callable[[Timeline, Options], Scene], timeline: Timeline, options: Options) -> Scene:
    """The picture for a page, whose own heading says the title and the subtitle."""
    scene = plan(timeline._replace(title=None, subtitle=None), options)
    return scene._replace(title=timeline.title or scene.title)


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


def _date(date: str | Date, timeline: Timeline) -> Date:
    from timeline.dates import parse

    return parse(date, timeline.zone) if isinstance(date, str) else date


def _one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    """``value``, where it is one of those that are allowed."""
    allowed = tuple(allowed)
    if value in allowed:
        return value
    listed = ", ".join(allowed) or "none in this file"
    raise ValueError(f"{name} is {value!r}; it can be one of: {listed}")


def checked_group(group: str, timeline: Timeline) -> str:
    """``group``, where it is the id of one. Raises ``ValueError``."""
    ids = {known.id: known.id for known in timeline.groups}
    if group in ids:
        return group
    from difflib import get_close_matches  # only a slip pays for it

    names = {known.title.lower(): known.id for known in timeline.groups}
    names |= {one.lower(): one for one in ids}
    close = get_close_matches(group.lower(), names, 1, 0.6)
    if close:
        raise ValueError(f"there is no group {group!r}; did you mean {names[close[0]]}")
    raise ValueError(f"there is no group {group!r}; there are: {', '.join(ids) or 'none in this file'}")


def checked_prefix(prefix: str) -> str:
    """``prefix``, where ids, classes and style rules can all begin with it. Raises ``ValueError``."""
    plain = prefix.replace("-", "").replace("_", "")
    if plain.isascii() and plain.isalnum() and prefix[0].isalpha():
        return prefix
    raise ValueError(f"prefix is {prefix!r}; it can be a letter and then letters, digits, - and _")


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
    if timeline.omitted:
        parts.append(model.selection_words(timeline))
    parts += (repr(tuple(each)) for each in (timeline.groups, timeline.eras, timeline.sources.values()))
    parts += (tuple.__repr__(event) for event in timeline.events)  # in C: a tenth of the time of its own repr
    data = "\n".join(parts).encode("utf-8", "backslashreplace")
    return f"tl-{crc32(data):08x}"
