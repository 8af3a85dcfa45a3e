"""Marks drawn once, for the page to put wherever its zoom asks for them.

A point looks the same anywhere. A bar is drawn for a length, and every number in its drawing grows evenly
with that length, and with the ends of the part of it that is known. So the page needs no rules of drawing: a
*stamp* holds the shapes of a mark, each number in them plain or a list of what it is at no length in the
origin, and how much it grows for each px of x, of y, of the length, and of the known part's start and end, as
far as it does. What does not grow evenly is a stamp of its own: a short bar fades otherwise than a long one.
Hatching has the more strokes the longer it is: its box stands in the stamp, and the page draws the strokes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import mul

from timeline.layout import marks
from timeline.layout.marks import End, Mark, Piece, Span
from timeline.layout.parts import ASIDE, CUT, FADE, HATCH, HOLLOW, LASTS, MOMENT, OPEN, POLE_AT_END, UNKNOWN
from timeline.records import TYPE_CHECKING
from timeline.scene import Circle, Line, Path, Rect, Role, Shape

if TYPE_CHECKING:
    from typing import TypeAlias

    from timeline.model import Status

    Plain: TypeAlias = Mapping[str, object]
    Lengths: TypeAlias = tuple[float, float, float]
    """The length of a bar and the ends of its known part, in px."""
    Draw: TypeAlias = Callable[[Lengths], Iterator[Plain]]

ALONE = MOMENT | POLE_AT_END
"""The flags of a part that do not change its looks."""
SHORT, LONG = (20.0, 7.0, 13.0), (400.0, 170.0, 230.0)
"""Of a bar less than three times as long as an end that fades, and of a longer one: any lengths would do."""


def stamps(kind: int, colour: Role, status: Status, flags: int) -> Plain:
    """What a part with these flags looks like in an event of this group, colour and status: the least length
    of its bar in px, and its looks as a small point, as a point, as a short bar for a date that is no moment,
    as a short and as a long bar for as long as it is, None where it is never that. Each look has its shapes,
    how many px it reaches beyond its ends, and how many before them it has its body.
    """
    lasts, hollow = bool(flags & LASTS), bool(flags & HOLLOW)
    heads = sum(marks.LEAST[_end(flags, side)] for side in (0, 1))
    narrow = not lasts and not heads

    def stamp(lengths: Lengths, *, solid: bool, point: bool = False, small: bool = False) -> Plain:
        def draw(lengths: Lengths) -> Iterator[Plain]:
            piece = _piece(flags, (0.0, *lengths[1:]) if point else lengths, solid=solid)
            mark = Mark(None, "", kind, colour, (piece,), "one" if hollow else "date", status)
            return _plain(marks.dot(mark, 0.0, 0.0) if small else marks.draw(mark, 0.0), mark)

        end = 0.0 if point else lengths[0]
        piece = _piece(flags, (end, *lengths[1:]), solid=solid)
        (before, after), (left, right) = piece.reach, marks.body(piece)
        return {
            "shapes": list(_stamp(draw, lengths)),
            "rims": [_px(-before), _px(after - end)],
            "inset": [_px(left), _px(end - right)],
        }

    looks = [
        stamp(SHORT, solid=not hollow, point=True, small=True),
        stamp(SHORT, solid=not hollow, point=True) if narrow else None,
        stamp(SHORT, solid=False) if narrow and not hollow else None,
        stamp(SHORT, solid=lasts and not hollow),
        stamp(LONG, solid=lasts and not hollow),
    ]
    return {"least": marks.THINNEST + heads, "looks": looks}


def _piece(flags: int, lengths: Lengths, *, solid: bool) -> Piece:
    length, known_start, known_end = lengths
    start, end = (_end(flags, side) for side in (0, 1))
    fades = start == "closed" and bool(flags & FADE[0]), end == "closed" and bool(flags & FADE[1])
    hatched = bool(flags & HATCH[0]), bool(flags & HATCH[1])
    sure = Span(known_start, known_end) if "unknown" in (start, end) else None
    return Piece(0.0, length, solid, start, end, fades, hatched, sure, bool(flags & ASIDE))


def _end(flags: int, side: int) -> End:
    if flags & OPEN[side]:
        return "open"
    if flags & UNKNOWN[side]:
        return "unknown"
    return "cut" if flags & CUT[side] else "closed"


def _stamp(draw: Draw, lengths: Lengths) -> Iterator[Plain]:
    """The shapes, each number with how much it grows for one px more of each of the lengths."""
    length, start, end = lengths
    longer = draw((length + 1, start, end)), draw((length, start + 1, end)), draw((length, start, end + 1))
    for shape, *others in zip(draw(lengths), *longer, strict=True):
        yield {
            name: _grown(value, [other[name] for other in others], lengths, _moves(name))
            for name, value in shape.items()
        }


def _moves(name: str) -> tuple[int, int]:
    """How much a number of a shape grows with x and y."""
    return int(name in {"x", "x1", "x2"}), int(name in {"y", "y1", "y2"})


def _grown(value: object, others: Sequence[object], lengths: Lengths, moves: tuple[int, int]) -> object:
    """A value of a shape at some lengths, and with a px more of each of these, as a stamp has it."""
    if isinstance(value, tuple):
        columns = zip(*(other for other in others if isinstance(other, tuple)), strict=True)
        return [
            _grown(one, each, lengths, (number % 2, 1 - number % 2))  # of a step to x, y, x, y …
            for number, (one, each) in enumerate(zip(value, columns, strict=True))
        ]
    if not isinstance(value, float | int):
        return value
    growth = [round(other - value, 4) + 0.0 for other in others if isinstance(other, float | int)]
    found = [_px(value - sum(map(mul, growth, lengths))), *moves, *growth]
    while len(found) > 1 and not found[-1]:
        del found[-1]
    return found if len(found) > 1 else found[0]


def _px(value: float) -> float:
    return round(value, 3) + 0.0


# Shapes as the page has them: timeline/write/assets/types.d.ts


def _plain(shapes: Sequence[Shape], mark: Mark) -> Iterator[Plain]:
    piece = mark.pieces[0]
    for shape in shapes:
        match shape:
            case Line(x1, y1, x2, y2, stroke, width, _):
                yield {"is": "line", "x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": stroke, "width": width}
            case Rect(x, y, width, height, fill, stroke, thick, radius):
                box = {"is": "rect", "x": x, "y": y, "width": width, "height": height}
                yield {**box, **_paint(fill, stroke, thick), **({"radius": radius} if radius else {})}
            case Circle(x, y, radius, fill, stroke, thick):
                yield {"is": "circle", "x": x, "y": y, "r": radius, **_paint(fill, stroke, thick)}
            case Path(_, _, stroke, thick) if any(piece.hatched) and not piece.is_point and _strokes(shape):
                x0, x1, top, bottom = marks.hatched_box(piece, "reported" if piece.aside else mark.status)
                box = {"is": "hatch", "x": x0, "y": top, "width": x1 - x0, "height": bottom - top}
                yield {**box, "gap": marks.HATCH, **_paint(None, stroke, thick)}
            case Path(segments, fill, stroke, thick):
                yield {"is": "path", "segments": segments, **_paint(fill, stroke, thick)}
            case _:
                raise AssertionError(f"no mark is made of {shape!r}")


def _paint(fill: Role | None, stroke: Role | None, thick: float) -> Plain:
    """The fill and the stroke of a shape, as far as it has them."""
    filled = {"fill": fill} if fill else {}
    return {**filled, **({"stroke": stroke, "thick": thick} if stroke else {})}


def _strokes(shape: Path) -> bool:
    """Whether a path is strokes beside each other, and no outline."""
    return all(step[0] == "ML"[number % 2] for number, step in enumerate(shape.segments))
