"""Timelines in notebooks.

    %load_ext timeline.embed.jupyter
    timeline.load("events.json")                         a timeline at the end of a cell is drawn …
    show("events.json", width=900, first="1950")         … and so is a file, with options
    %timeline events.json --width 900 --from 1950        the same, as on the command line
    %%timeline                                           an events document in the cell itself

``show`` alone needs no ``%load_ext``: ``from timeline.embed.jupyter import show``.

An output holds the picture in several forms, and whoever shows the notebook takes the one that it likes best:
HTML with live links, SVG, PDF for LaTeX, and words. Its ids begin with the number of the cell and the place
within it, so that one timeline may be shown twice, and running all cells again gives the same notebook.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

from timeline.embed.figure import EmbedFault, Figure, figure, of, written
from timeline.embed.inline import inline
from timeline.embed.options import typed
from timeline.model import Timeline
from timeline.request import Request, Wishes, checked_prefix, named, requested, words
from timeline.write.markup import Markup, block, element

if TYPE_CHECKING:
    from os import PathLike

    from IPython.core.interactiveshell import InteractiveShell

WIDTH = 720
"""What a picture is drawn for where neither call nor file says a width: its letters can be read in print."""
DARK = ("[data-jp-theme-light=false] {}", ".vscode-dark {}", "html[theme=dark] {}")
"""When a notebook is dark: in JupyterLab and what nbconvert makes, in VS Code, in Colab."""
OWN = ("alt", "caption")


def show(
    timeline: Timeline | str | PathLike[str],
    *,
    layout: str | None = None,
    scale: str | None = None,
    theme: str | None = None,
    width: int | None = None,
    columns: int | None = None,
    links: str | None = None,
    focus: str | None = None,
    depth: int | None = None,
    first: str | None = None,
    last: str | None = None,
    groups: str | Iterable[str] = (),
    prefix: str | None = None,
    alt: str | None = None,
    caption: str | None = None,
) -> Picture:
    """A timeline, or the one in an events file, as a notebook shows it.

    The options are those of ``timeline.render``. ``alt`` takes the place of the description for readers who
    do not see the picture, ``caption`` stands below it. Raises ``EmbedFault`` for a file that has errors or
    cannot be read, and for an option that cannot be fulfilled.
    """
    wishes = Wishes(
        layout=layout,
        scale=scale,
        theme=theme,
        width=width,
        columns=columns,
        links=links,
        focus=focus,
        depth=depth,
        prefix=None if prefix is None else _checked(prefix),
    )
    request = Request(wishes, first, last, (groups,) if isinstance(groups, str) else tuple(groups))
    drawn = of(timeline, request) if isinstance(timeline, Timeline) else figure(str(timeline), request)
    return Picture(drawn, alt, caption)


def _checked(prefix: str) -> str:
    try:
        return checked_prefix(prefix)
    except ValueError as fault:
        raise EmbedFault(str(fault)) from None


class Picture:
    """A timeline that a notebook can show, in the form that it likes best."""

    def __init__(self, drawn: Figure, alt: str | None = None, caption: str | None = None) -> None:
        self._figure = drawn.fitted(WIDTH)
        self._alt = alt
        self._caption = caption
        self._figure.size  # noqa: B018 - what cannot be drawn is to be told where it is asked for

    def __repr__(self) -> str:
        return f"<{self._figure.alt}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Called by IPython, which leaves out of it what is not wanted."""
        del include, exclude
        drawn = self._figure
        bundle = {
            "text/html": self._html(),
            "image/svg+xml": drawn.svg().decode(),
            "text/plain": drawn.told(),
        }
        with suppress(EmbedFault):  # nothing here may be able to set its letters; LaTeX then takes the SVG
            bundle["application/pdf"] = b64encode(drawn.pdf()).decode()
        return bundle

    def _html(self) -> str:
        """The picture inline, its links live. Notebooks that are not trusted take SVG and rules of style out,
        and leave the words of the picture lying about: then an image is seen in its place.
        """
        wanted = self._figure.request.wishes.prefix
        prefix = wanted or f"{_likeness(self._figure)}-{_place_in_notebook()}"
        rules = f".{prefix}-still{{display:none}}.{prefix}-live{{display:block!important}}"
        source = f"data:image/svg+xml;base64,{b64encode(self._figure.svg()).decode()}"
        still = {"class": f"{prefix}-still", "alt": self._alt or self._figure.alt, "src": source}
        picture = Markup(inline(self._figure, prefix, DARK, self._alt))
        live = block("div", {"class": f"{prefix}-live", "hidden": ""}, picture)
        caption = [element("figcaption", {}, self._caption)] if self._caption else []
        shown = (element("style", {}, Markup(rules)), element("img", still), live, *caption)
        return block("figure", {"class": "timeline", "style": "margin:0"}, *shown)


def _likeness(drawn: Figure) -> str:
    """What differs between most timelines."""
    return f"tl-{crc32(' '.join((drawn.alt, *words(drawn.request))).encode()):08x}"


_cell, _shown = 0, 0
"""The number of the cell that showed the last picture, and how many it has shown."""


def _place_in_notebook() -> str:
    """The number of the cell that runs, and how many pictures it has shown by now."""
    global _cell, _shown
    cell = _running_cell()
    _cell, _shown = cell, _shown + 1 if cell == _cell else 1
    return f"{_cell}-{_shown}"


def _running_cell() -> int:
    from IPython.core.getipython import get_ipython  # there is a notebook, or somebody who plays one

    shell = get_ipython()
    return 0 if shell is None else int(shell.execution_count)


# The extension


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Called by ``%load_ext``: timelines are drawn from now on, and there is ``%timeline``."""
    if formatter := shell.display_formatter:
        formatter.mimebundle_formatter.for_type(Timeline, _bundle)
        # A timeline is a tuple, and how tuples are written would count for more than the bundle.
        formatter.formatters["text/plain"].for_type(Timeline, _write)
    shell.register_magic_function(_magic, magic_kind="line_cell", magic_name="timeline")  # type: ignore[call-arg, arg-type]  # IPython's decorator hides self
    shell.push({"show": show}, interactive=False)  # type: ignore[no-untyped-call]


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Called by ``%unload_ext``."""
    if formatter := shell.display_formatter:
        formatter.mimebundle_formatter.pop(Timeline)
        formatter.formatters["text/plain"].pop(Timeline)


def _bundle(timeline: Timeline, *_: Any, **__: Any) -> dict[str, str]:
    return Picture(of(timeline))._repr_mimebundle_()


def _write(timeline: Timeline, printer: Any, _cycle: bool) -> None:
    printer.text(of(timeline).told())


def _magic(line: str, cell: str | None = None) -> Picture:
    """``%timeline events.json --width 900``, or ``%%timeline`` above an events document."""
    from IPython.core.error import UsageError  # told without a traceback

    try:
        asked = typed(line)
        path = asked.pop(0) if asked and not asked[0].startswith("--") else None
        if (path is None) == (cell is None):
            raise ValueError("name a file, as in %timeline events.json, or write one below %%timeline")
        values = named(asked)
        own = {name: str(values.pop(name)) for name in OWN if name in values}
        request = requested(values, OWN)
        # The magic itself is line 1 of the cell.
        drawn = figure(path, request) if path is not None else written(f"\n{cell}", "cell", request)
        return Picture(drawn, own.get("alt"), own.get("caption"))
    except (EmbedFault, ValueError) as fault:
        raise UsageError(str(fault)) from None
