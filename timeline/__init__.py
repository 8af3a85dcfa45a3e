"""Draws hand-edited ``events.json`` files as timelines for reports.

    import timeline

    tl = timeline.load("events.json")
    svg = timeline.render(tl, format="svg", width=900)

What is wrong with a file is raised as one ``TimelineError`` that carries every diagnostic with its line and
column. Nothing here reads the clock, the locale or the network: the same file gives the same text everywhere.
"""

from __future__ import annotations

TYPE_CHECKING = False  # True to a type checker; the constant of ``typing`` would cost its import

# Rooms are imported where they are used, so that each command pays for what it needs and no more.
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike
    from typing import Literal

    from timeline.dates import Date
    from timeline.model import Timeline
    from timeline.pipeline import Outcome
    from timeline.source import Diagnostic

__version__ = "0.1.0"
__all__ = [
    "TimelineError",
    "__version__",
    "describe",
    "load",
    "loads",
    "pages",
    "paint",
    "references",
    "render",
]


class TimelineError(ValueError):
    """An events file has errors. ``diagnostics`` holds all that is to be said of it, its warnings included.

    As a string it is what ``timeline check`` prints: every fault with its line and what would mend it.
    """

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)

    def __reduce__(self) -> tuple[type[TimelineError], tuple[str, tuple[Diagnostic, ...]]]:
        return TimelineError, (str(self), self.diagnostics)


def load(path: str | PathLike[str], *, with_data: bool = False) -> Timeline:
    """The timeline in the events file at ``path``. Its pictures say from which file they were made, and bring
    the file itself along where they are wanted ``with_data``; docs/provenance.md tells more.

    Raises ``TimelineError`` where the file has errors, ``OSError`` where it cannot be read.
    """
    from timeline import pipeline
    from timeline.provenance import origin

    with open(path, "rb") as file:  # noqa: PTH123 - pathlib would be the dearest import of all
        data = file.read()
    tl = _faultless(pipeline.read(data), str(path))
    return tl._replace(origin=origin(data, str(path), __version__, kept=with_data))


def loads(text: str) -> Timeline:
    """The timeline in the text of an events file. Raises ``TimelineError`` where it has errors."""
    from timeline import pipeline

    return _faultless(pipeline.read_text(text), "<text>")


def render(
    tl: Timeline,
    format: Literal["svg", "html"] = "svg",
    *,
    layout: str | None = None,
    scale: str | None = None,
    width: int | None = None,
    theme: str | None = None,
    columns: int | None = None,
    links: str | None = None,
    focus: str | None = None,
    depth: int | None = None,
    pages: str | None = None,
    first: str | Date | None = None,
    last: str | Date | None = None,
    groups: str | Iterable[str] = (),
    prefix: str | None = None,
    folder: str | PathLike[str] | None = None,
) -> str:
    """The timeline as the text of an SVG file or of a self-contained HTML page.

    ``layout``, ``scale``, ``theme``, ``width``, ``columns`` and ``links`` take what ``display`` takes in the
    file (docs/document.md); what is None is taken from there, and from the program where that says nothing.
    ``width`` is in CSS pixels. The theme "auto" follows the reader's dark mode.

    ``focus`` is the id of an event to show in its context: what led to it and what followed from it, as far
    as ``depth`` links away (2 where it is None), stand full, and all else recedes.

    ``pages`` cuts a long picture up for paper, "a4" or "letter", or for slides, "16:9": an HTML page then has
    them one below the other. An SVG file holds one picture; ``timeline.pages`` makes several.

    ``first`` and ``last`` keep the events that touch the time between them, both included, and either may be
    left out. They are dates as the file writes them, "2025-05" or "2025-05-10", or such a date parsed. What
    lasts longer is drawn with an arrow where it is cut. ``groups`` keeps the events of these groups: a list
    of ids, or one id. What is drawn says that it is a part. ``prefix`` begins the ids in the picture, so that
    several may stand on one page: a letter, then letters, digits, - and _. Without one it is made from the
    data and the options.

    ``folder`` is where the paths of pictures start, as a rule the folder of the events file: a page brings
    the pictures that it finds there along, as the command does. Without it no file is looked for, and the
    page says the paths.

    Raises ``ValueError`` for an option that is not one of these, and where no event is left to draw.
    """
    from timeline.pipeline import draw
    from timeline.request import Wishes

    if pages is not None and format == "svg":
        raise ValueError("an SVG file holds one page; timeline.pages makes one for each")
    if folder is not None and format == "html":
        from timeline.pictures import brought_along

        tl = brought_along(tl, str(folder))
    wishes = Wishes(
        layout=layout,
        scale=scale,
        theme=theme,
        width=width,
        columns=columns,
        links=links,
        focus=focus,
        depth=depth,
        pages=pages,
        prefix=prefix,
    )
    return draw(_part(tl, first, last, groups, focus), format, wishes)[0]


def pages(
    tl: Timeline,
    paper: str = "a4",
    *,
    layout: str | None = None,
    scale: str | None = None,
    theme: str | None = None,
    columns: int | None = None,
    links: str | None = None,
    focus: str | None = None,
    depth: int | None = None,
    first: str | Date | None = None,
    last: str | Date | None = None,
    groups: str | Iterable[str] = (),
    prefix: str | None = None,
) -> list[str]:
    """The timeline cut up for paper, "a4" or "letter", or for slides, "16:9": the texts of one SVG file each.

    The options, and what is raised, are those of ``render``. The paper decides the width.
    """
    from timeline.pipeline import draw
    from timeline.request import Wishes

    wishes = Wishes(
        layout=layout,
        scale=scale,
        theme=theme,
        columns=columns,
        links=links,
        focus=focus,
        depth=depth,
        pages=paper,
        prefix=prefix,
    )
    return draw(_part(tl, first, last, groups, focus), "svg", wishes)


def paint(
    tl: Timeline,
    format: Literal["png", "pdf"] = "png",
    *,
    density: float | None = None,
    fonts: Sequence[str | PathLike[str]] = (),
    converter: str | None = None,
    layout: str | None = None,
    scale: str | None = None,
    width: int | None = None,
    theme: str | None = None,
    columns: int | None = None,
    links: str | None = None,
    focus: str | None = None,
    depth: int | None = None,
    pages: str | None = None,
    first: str | Date | None = None,
    last: str | Date | None = None,
    groups: str | Iterable[str] = (),
) -> bytes:
    """The timeline as the bytes of a PNG or of a PDF: pictures that have their fonts within.

    ``density`` is the number of pixels of a PNG to a CSS pixel, 2 where it is None. ``fonts`` are TrueType
    files that set the words, in place of those of the machine: of several the first that has a character.
    ``converter`` is the program that draws what cannot be set here, or everything where it is named: a name
    or a path, "none" for none; where it is None, ``TIMELINE_CONVERTER`` says it, or the machine has one.

    ``pages`` cuts a long picture up; a PDF has them all, and a PNG holds one. The other options are those of
    ``render``.

    Raises ``ValueError`` for an option that is not one of these, where no event is left to draw, and where
    nothing on this machine can draw the words: the message says which, and what to install.
    """
    from timeline import pipeline
    from timeline.converters import Converters
    from timeline.request import Wishes
    from timeline.write.typefaces import Faces

    if pages is not None and format == "png":
        raise ValueError("a PNG holds one page; a PDF has them all, and timeline.pages makes an SVG for each")
    wishes = Wishes(
        layout=layout,
        scale=scale,
        theme=theme,
        width=width,
        columns=columns,
        links=links,
        focus=focus,
        depth=depth,
        pages=pages,
    )
    faces, converters = Faces([str(font) for font in fonts]), Converters(converter)
    part = _part(tl, first, last, groups, focus)
    return pipeline.paint(part, format, faces, wishes, density, converters)[0]


def describe(
    tl: Timeline,
    format: Literal["text", "markdown", "prose"] = "text",
    *,
    short: bool = False,
    focus: str | None = None,
    depth: int | None = None,
    first: str | Date | None = None,
    last: str | Date | None = None,
    groups: str | Iterable[str] = (),
) -> str:
    """The timeline in words, as plain text or as Markdown: a paragraph on the whole, each event, the sources.
    "prose" is the long description of the picture: all that it says, in paragraphs of running words.

    ``short`` gives one line of at most 250 characters instead, to stand as the alt text of the picture. The
    other options, and what is raised, are those of ``render``. Ends with a line break.
    """
    from timeline import pipeline

    part = _part(tl, first, last, groups, focus)
    return pipeline.describe(part, format, short=short, focus=focus, depth=depth)


def references(
    tl: Timeline,
    format: Literal["csl", "bib"] = "csl",
    *,
    first: str | Date | None = None,
    last: str | Date | None = None,
    groups: str | Iterable[str] = (),
) -> str:
    """The sources that the events cite, in the order of their numbers in the picture, as the text of a file
    of CSL-JSON or, with "bib", of BibTeX.

    The other options, and what is raised, are those of ``render``.
    """
    from timeline import pipeline

    return pipeline.references(_part(tl, first, last, groups), format)


def _part(
    tl: Timeline,
    first: str | Date | None,
    last: str | Date | None,
    groups: str | Iterable[str],
    focus: str | None = None,
) -> Timeline:
    """The events that are asked for; ``focus`` is to be one of the whole file's. Raises ``ValueError``."""
    from timeline import pipeline

    if focus is not None:
        pipeline.checked_event(focus, tl)
    return pipeline.select(tl, first, last, groups)


def _faultless(outcome: Outcome, name: str) -> Timeline:
    if outcome.timeline is None:
        from timeline.source import show

        raise TimelineError(show(outcome.diagnostics, outcome.text, name).rstrip("\n"), outcome.diagnostics)
    return outcome.timeline
