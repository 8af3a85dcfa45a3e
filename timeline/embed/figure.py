"""One timeline as hosts take it: the picture in the formats that they ask for, and its words."""

# os.path and open, for pathlib is a dear import:
# ruff: noqa: PTH120, PTH122, PTH119

from __future__ import annotations

import os
from functools import cached_property

from timeline import __version__, files, pictures, pipeline
from timeline.embed import paths
from timeline.provenance import origin
from timeline.records import TYPE_CHECKING
from timeline.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Literal, ParamSpec, TypeVar

    from timeline.model import Timeline
    from timeline.pipeline import Outcome
    from timeline.source import Diagnostic
    from timeline.write.typefaces import Faces

    P = ParamSpec("P")
    T = TypeVar("T")


class EmbedFault(Exception):  # noqa: N818 - it is the user's, and no error of the program's
    """A timeline cannot be put where it is wanted. The message is for the user, of one line or of several."""


def figure(path: str, request: Request | None = None, *, faces: Faces | None = None) -> Figure:
    """What the events file at ``path`` gives for a request.

    ``faces`` are the fonts of painted pictures, those of the machine where they are None. Raises
    ``EmbedFault`` for a file that cannot be read, one with errors, all of which are named, and for a request
    that cannot be fulfilled.
    """
    request = request or Request()
    try:
        data = files.read(path)
    except files.FileFault as fault:
        meant = None if os.path.lexists(path) else paths.alike(path)
        raise EmbedFault(f"{fault}; did you mean {meant}?" if meant else str(fault)) from None
    folder = os.path.dirname(path)
    outcome = pipeline.read(data, picture_fault=lambda src: pictures.fault(src, folder))
    if outcome.timeline is not None:
        told = outcome.timeline._replace(origin=origin(data, path, __version__))
        outcome = outcome._replace(timeline=told)
    return _drawable(outcome, path, request, faces)


def written(text: str, name: str, request: Request | None = None) -> Figure:
    """What an events document gives that stands in a report itself, where ``name`` is what to call it.

    Raises ``EmbedFault``, as ``figure`` does.
    """
    return _drawable(pipeline.read_text(text), name, request or Request(), None)


def of(timeline: Timeline, request: Request | None = None) -> Figure:
    """What a timeline gives that has been read already. Raises ``EmbedFault`` for a request that cannot be
    fulfilled.
    """
    return _asked(timeline, "timeline", request or Request(), (), None)


def _drawable(outcome: Outcome, name: str, request: Request, faces: Faces | None) -> Figure:
    if outcome.timeline is None:
        from timeline.source import show  # most files have nothing to show

        told = show(outcome.diagnostics, outcome.text, name)
        raise EmbedFault(f"{told}nothing was drawn, for {name} has errors")
    return _asked(outcome.timeline, name, request, outcome.diagnostics, faces)


def _asked(
    timeline: Timeline, name: str, request: Request, warnings: Sequence[Diagnostic], faces: Faces | None
) -> Figure:
    if request.wishes.pages is not None:
        raise EmbedFault("a document takes one picture; leave out pages")
    return Figure(name, request, _kept(pipeline.asked, timeline, request), warnings, faces)


class Figure:
    """A timeline, drawn and told as it was asked for. What is made is kept; all of it raises ``EmbedFault``
    where it cannot be made.
    """

    def __init__(
        self,
        path: str,
        request: Request,
        timeline: Timeline,
        warnings: Sequence[Diagnostic] = (),
        faces: Faces | None = None,
    ) -> None:
        self.path = path
        self.request = request
        self.timeline = timeline
        self.warnings = tuple(warnings)
        self._faces = faces

    def wishing(self, **wishes: Any) -> Figure:
        """The same figure, asked for with other wishes."""
        request = self.request._replace(wishes=self.request.wishes._replace(**wishes))
        return Figure(self.path, request, self.timeline, self.warnings, self._faces)

    def fitted(self, width: int) -> Figure:
        """The figure at the usual width of a host, in CSS pixels, where neither request nor file says one."""
        asked = self.request.wishes.width is not None or self.timeline.display.width is not None
        return self if asked else self.wishing(width=width)

    @property
    def lang(self) -> str:
        """The language of the file's words, as a tag."""
        return self.timeline.lang

    @property
    def title(self) -> str:
        """The title of the file, or its name where it has none."""
        name = os.path.splitext(os.path.basename(self.path))[0]
        return self.timeline.title or name

    @cached_property
    def alt(self) -> str:
        """What the picture shows, in one line of at most 250 characters."""
        return self._described("text", short=True).strip()

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height of the picture in CSS pixels."""
        return _kept(pipeline.size, self.timeline, self.request.wishes)

    @property
    def pages(self) -> int:
        """How many pages a PDF has."""
        return 1 if self.request.wishes.pages is None else len(self._sheets)

    @cached_property
    def _sheets(self) -> list[bytes]:
        return [text.encode() for text in _kept(pipeline.draw, self.timeline, "svg", self.request.wishes)]

    def svg(self) -> bytes:
        """The picture as an SVG file."""
        return self._sheets[0]

    def sheets(self) -> list[bytes]:
        """The pages as SVG files; one where the picture was not to be cut up."""
        return self._sheets

    @cached_property
    def _page(self) -> bytes:
        timeline = self.timeline
        if any(event.image for event in timeline.events):
            timeline = pictures.brought_along(timeline, os.path.dirname(self.path))
        return _kept(pipeline.draw, timeline, "html", self.request.wishes)[0].encode()

    def page(self) -> bytes:
        """The self-contained HTML page."""
        return self._page

    def fragment(self, prefix: str | None = None, *, title: str | None = None, told: bool = False) -> str:
        """The picture as a part of an HTML page, a ``figure`` element, of which several may share the page.

        Where one timeline stands there twice in the same way, each needs a ``prefix`` of its own for its ids.
        ``title`` is its caption: None for one that says how much there is to see, "" for none. ``told`` adds
        the events and the sources in words, folded up.
        """
        wishes = self.request.wishes
        if prefix is not None:
            wishes = wishes._replace(prefix=prefix)
        return _kept(pipeline.fragment, self.timeline, wishes, title=title, told=told)

    @cached_property
    def _pdf(self) -> bytes:
        return _kept(pipeline.paint, self.timeline, "pdf", self._faces, self.request.wishes)[0]

    def pdf(self) -> bytes:
        """The picture as a PDF of one page."""
        return self._pdf

    def png(self, density: float = 2.0) -> bytes:
        """The picture as PNG, ``density`` pixels to a CSS pixel."""
        return _kept(pipeline.paint, self.timeline, "png", self._faces, self.request.wishes, density)[0]

    def told(self, format: Literal["text", "markdown"] = "text") -> str:
        """The whole of it in words: what it shows, each event, the sources."""
        return self._described(format)

    def _described(self, format: str, *, short: bool = False) -> str:
        wishes = self.request.wishes
        return _kept(
            pipeline.describe, self.timeline, format, short=short, focus=wishes.focus, depth=wishes.depth
        )

    def events(self) -> list[str]:
        """A line of plain text for each event, in the order of time."""
        from timeline.narrate.report import event_lines  # few documents list them

        return event_lines(self.timeline)

    def sources(self) -> list[str]:
        """A line of plain text for each source that an event cites; the first is number 1 of the picture."""
        from timeline.narrate.report import source_lines

        return source_lines(self.timeline)


def _kept(make: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """What ``make`` gives; a wish that it cannot fulfil becomes an ``EmbedFault``."""
    try:
        return make(*arguments, **options)
    except ValueError as fault:
        raise EmbedFault(str(fault)) from None
