"""Shapes moved, turned and mirrored, so that each part of a picture is drawn once and placed anywhere.

Texts are moved and mirrored but never turned: who turns a drawing sets its texts afterwards. A mirrored text
keeps its own direction; only the side at which it is anchored changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.records import TYPE_CHECKING
from timeline.scene import Circle, Group, Line, Path, Rect, Segment, Shape, Text

if TYPE_CHECKING:
    from typing import TypeAlias

    from timeline.scene import Anchor

Point: TypeAlias = tuple[float, float]
_OTHER_SIDE: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}


def moved(shapes: Sequence[Shape], dx: float, dy: float) -> list[Shape]:
    """The shapes ``dx`` px further to the right and ``dy`` px further down."""
    return [_mapped(shape, lambda x, y: (x + dx, y + dy), _as_it_is) for shape in shapes]


def turned(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes with across and down exchanged: what ran along a level axis runs along an upright one.

    Raises ``ValueError`` for a text.
    """
    return [_mapped(shape, lambda x, y: (y, x), _no_text) for shape in shapes]


def mirrored(shapes: Sequence[Shape], width: float) -> list[Shape]:
    """The shapes of a picture ``width`` px wide as they stand where everything runs from right to left."""
    return [_mapped(shape, lambda x, y: (width - x, y), _other_side) for shape in shapes]


def _as_it_is(text: Text) -> Text:
    return text


def _other_side(text: Text) -> Text:
    return text._replace(anchor=_OTHER_SIDE[text.anchor])


def _no_text(text: Text) -> Text:
    raise ValueError(f"a text cannot be turned: {text.string!r}")


def _mapped(shape: Shape, to: Callable[[float, float], Point], of_text: Callable[[Text], Text]) -> Shape:
    """The shape with each of its points carried to where ``to`` puts it."""
    match shape:
        case Text():
            x, y = to(shape.x, shape.y)
            return of_text(shape)._replace(x=x, y=y)
        case Line():
            (x1, y1), (x2, y2) = to(shape.x1, shape.y1), to(shape.x2, shape.y2)
            return shape._replace(x1=x1, y1=y1, x2=x2, y2=y2)
        case Circle():
            x, y = to(shape.cx, shape.cy)
            return shape._replace(cx=x, cy=y)
        case Rect():
            (x0, y0), (x1, y1) = to(shape.x, shape.y), to(shape.x + shape.width, shape.y + shape.height)
            x, y = min(x0, x1), min(y0, y1)
            return shape._replace(x=x, y=y, width=max(x0, x1) - x, height=max(y0, y1) - y)
        case Path():
            return shape._replace(segments=tuple(_segment(segment, to) for segment in shape.segments))
        case Group():
            return shape._replace(shapes=tuple(_mapped(inner, to, of_text) for inner in shape.shapes))


def _segment(segment: Segment, to: Callable[[float, float], Point]) -> Segment:
    command, *numbers = segment
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return (command, *(value for x, y in pairs for value in to(x, y)))
