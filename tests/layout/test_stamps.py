"""Stamps: what is put together of them is what is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul
from typing import Any

import pytest

from timeline.layout import marks
from timeline.layout.marks import HATCH, Mark, Piece, Span
from timeline.layout.outlines import box, hatch
from timeline.layout.parts import FLAGS
from timeline.layout.stamps import ALONE, stamps
from timeline.scene import Circle, Line, Path, Rect

STATUSES = ("reported", "confirmed", "alleged", "disputed")
SIDES = ("start", "end")
LOOKS = [
    0,
    FLAGS["lasts"],
    *(
        FLAGS["lasts"] | FLAGS[f"{kind}_{side}"]
        for kind in ("open", "unknown", "cut", "fade")
        for side in SIDES
    ),
    FLAGS["hatch_start"] | FLAGS["hatch_end"],
    FLAGS["lasts"] | FLAGS["hatch_end"] | FLAGS["fade_start"],
    FLAGS["fade_start"] | FLAGS["fade_end"],
    FLAGS["hollow"],
    FLAGS["hollow"] | FLAGS["aside"],
]


def looks(kind: int, colour: str, status: Any, flags: int) -> Any:
    return stamps(kind, colour, status, flags)["looks"]


def grown(value: Any, lengths: Sequence[float]) -> Any:
    if isinstance(value, list) and not isinstance(value[0], float | int):
        return [grown(one, lengths) for one in value]
    return sum(map(mul, value, (1, 0, 0, *lengths))) if isinstance(value, list) else value


def put(stamp: Mapping[str, Any], lengths: Sequence[float]) -> object:
    """The shape that a stamp makes for these lengths."""
    one = {name: grown(value, lengths) for name, value in stamp.items()}
    fill, stroke, thick = one.get("fill"), one.get("stroke"), one.get("thick", 1)
    match one["is"]:
        case "line":
            return Line(one["x1"], one["y1"], one["x2"], one["y2"], one["stroke"], one["width"])
        case "rect":
            corner = one["x"], one["y"]
            return Rect(*corner, one["width"], one["height"], fill, stroke, thick, one.get("radius", 0))
        case "circle":
            return Circle(one["x"], one["y"], one["r"], fill, stroke, thick)
        case "hatch":
            area = box(one["x"], one["x"] + one["width"], one["y"], one["y"] + one["height"])
            return Path(tuple(hatch(area, one["gap"])), None, stroke, thick)
    return Path(tuple(tuple(step) for step in one["segments"]), fill, stroke, thick)


def numbers(shape: Any) -> list[Any]:
    """Everything in a shape, numbers to the hundredth of a px; how thick nothing is does not matter."""
    found = list(shape)
    if isinstance(shape, Rect | Circle | Path) and shape.stroke is None:
        found = [each for name, each in zip(shape._fields, shape, strict=True) if name != "stroke_width"]
    flat: list[Any] = []
    for each in found:
        steps = isinstance(shape, Path) and each is shape[0]
        flat += [part for step in each for part in step] if steps else [each]
    return [type(shape).__name__, *flat]


def assert_alike(drawn: Sequence[Any], expected: Sequence[Any]) -> None:
    for one, other in zip(map(numbers, drawn), map(numbers, expected), strict=True):
        for a, b in zip(one, other, strict=True):
            assert a == pytest.approx(b, abs=0.02) if isinstance(b, float) else a == b


def piece(flags: int, length: float, known: tuple[float, float], *, solid: bool) -> Piece:
    ends: list[Any] = [
        next((kind for kind in ("open", "unknown", "cut") if flags & FLAGS[f"{kind}_{side}"]), "closed")
        for side in SIDES
    ]
    fades = [bool(flags & FLAGS[f"fade_{side}"]) for side in SIDES]
    hatched = [bool(flags & FLAGS[f"hatch_{side}"]) for side in SIDES]
    sure = Span(*known) if "unknown" in ends else None
    doubts = (fades[0], fades[1]), (hatched[0], hatched[1])
    return Piece(0, length, solid, ends[0], ends[1], *doubts, sure, bool(flags & FLAGS["aside"]))


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("flags", LOOKS)
@pytest.mark.parametrize("length", [24.0, 31.0, 32.0, 77.0, 3000.0])
def test_a_bar_of_any_length_is_put_together_as_it_is_drawn(status: Any, flags: int, length: float) -> None:
    solid = bool(flags & FLAGS["lasts"]) and not flags & FLAGS["hollow"]
    known = length * 0.3, length * 0.6
    mark = Mark(None, "", 2, "group-2", (piece(flags, length, known, solid=solid),), "date", status)
    stamp = looks(2, "group-2", status, flags)[4 if length >= 31.5 else 3]
    assert_alike([put(shape, (length, *known)) for shape in stamp["shapes"]], marks.draw(mark, 0))
    assert (-stamp["rims"][0], length + stamp["rims"][1]) == pytest.approx(mark.reach)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", range(7))
@pytest.mark.parametrize("flags", [flags for flags in LOOKS if not flags & 0xFD])
def test_a_point_is_put_together_as_it_is_drawn(status: Any, kind: int, flags: int) -> None:
    hollow = bool(flags & FLAGS["hollow"])
    point = piece(flags, 0, (0, 0), solid=not hollow)
    mark = Mark(None, "", kind, "group-1", (point,), "one" if hollow else "date", status)
    small, whole, *_ = looks(kind, "group-1", status, flags)
    assert_alike([put(shape, (0, 0, 0)) for shape in whole["shapes"]], marks.draw(mark, 0))
    assert_alike([put(shape, (0, 0, 0)) for shape in small["shapes"]], marks.dot(mark, 0, 0))
    assert (-whole["rims"][0], whole["rims"][1]) == pytest.approx(mark.reach)


def test_what_lasts_or_has_no_end_is_never_a_point_and_a_moment_never_a_short_bar() -> None:
    for flags in (FLAGS["lasts"], FLAGS["open_end"], FLAGS["cut_start"]):
        assert looks(0, "group-0", "reported", flags)[1:3] == [None, None]
    assert looks(0, "group-0", "reported", FLAGS["hollow"])[2] is None


def test_hatching_is_a_box_for_the_page_to_fill() -> None:
    stamp = looks(0, "group-0", "reported", FLAGS["lasts"] | FLAGS["hatch_start"])[4]
    (hatching,) = (shape for shape in stamp["shapes"] if shape["is"] == "hatch")
    assert (hatching["x"], hatching["width"]) == ([0, 1], [0, 0, 0, 0.5])
    assert hatching["gap"] == HATCH


def test_flags_that_change_nothing_are_left_out_of_keys() -> None:
    for flags in (0, FLAGS["lasts"]):
        with_them = stamps(1, "group-1", "alleged", flags | ALONE)
        assert with_them == stamps(1, "group-1", "alleged", flags)
