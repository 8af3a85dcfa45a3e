"""A scene: everything that stands on a picture, placed, in one small closed list of shapes.

``layout`` makes scenes and ``write`` prints them; they know nothing of each other. Lengths are CSS pixels, x
to the right and y down, from the picture's top left corner. A text's ``y`` is its baseline. Colours are names
of roles ("ink", "paper", "group-0"); the scene's palette says what each one is, so that a theme is a table
and not a branch.
"""

from __future__ import annotations

from collections.abc import Mapping

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Anchor: TypeAlias = "Literal['start', 'middle', 'end']"
Role: TypeAlias = str
"""The name of a colour in a palette."""


class Line(NamedTuple):
    """A straight stroke from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: Role
    width: float = 1.0
    dash: tuple[float, ...] = ()


class Rect(NamedTuple):
    """An upright box, its corners rounded by ``radius``."""

    x: float
    y: float
    width: float
    height: float
    fill: Role | None
    stroke: Role | None = None
    stroke_width: float = 1.0
    radius: float = 0.0


class Circle(NamedTuple):
    """A disc, or a ring where ``fill`` is the paper."""

    cx: float
    cy: float
    r: float
    fill: Role | None
    stroke: Role | None = None
    stroke_width: float = 1.0


Segment: TypeAlias = tuple[str, *tuple[float, ...]]
"""One step of a path: ``("M", x, y)``, ``("L", x, y)``, ``("Q", x1, y1, x, y)`` or ``("Z",)``, all
absolute."""


class Path(NamedTuple):
    """An outline of straight and quadratic segments."""

    segments: tuple[Segment, ...]
    fill: Role | None
    stroke: Role | None = None
    stroke_width: float = 1.0


class Text(NamedTuple):
    """One run of text in one style. Never more than one line."""

    x: float
    y: float
    string: str
    size: float
    fill: Role
    bold: bool = False
    anchor: Anchor = "start"
    href: str | None = None


class Group(NamedTuple):
    """Shapes that belong together, painted in order.

    ``title`` is what a reader is told who points at the group or has it read out. ``event`` is the id of the
    event that the group draws, or None where it draws none, or several.
    """

    shapes: tuple[Shape, ...]
    title: str | None = None
    event: str | None = None


Shape: TypeAlias = Line | Rect | Circle | Path | Text | Group


class Scene(NamedTuple):
    """A whole picture.

    ``palette`` gives each role its ``#rrggbb``; ``dark`` gives other values for readers who have chosen a
    dark ground, where the picture should follow them, and is None where it should not. ``title`` and
    ``description`` are the picture in words.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    palette: Mapping[Role, str]
    dark: Mapping[Role, str] | None
    title: str
    description: str
    lang: str
