"""What each form of a mark is made of, and that it keeps to the room it says it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.layout import marks, outlines
from timeline.layout.marks import Mark, Piece, Span
from timeline.layout.palette import palette
from timeline.model import Status
from timeline.scene import Circle, Line, Path, Rect, Shape

NEITHER, START, BOTH = (False, False), (True, False), (True, True)
STATUSES = ("reported", "confirmed", "alleged", "disputed")
KINDS = range(6)

sides = st.tuples(st.booleans(), st.booleans())
ends = st.sampled_from(["closed", "open", "cut", "unknown"])
widths = st.floats(marks.THINNEST, 300)
points = st.builds(
    lambda x, solid, fades, hatched, aside: Piece(x, x, solid, fades=fades, hatched=hatched, aside=aside),
    st.floats(0, 900),
    st.booleans(),
    st.sampled_from([NEITHER, BOTH]),
    st.sampled_from([NEITHER, BOTH]),
    st.booleans(),
)
bars = st.builds(
    lambda x, width, solid, start, end, fades, hatched, aside: Piece(
        x, x + width + marks.LEAST[start] + marks.LEAST[end], solid, start, end, fades, hatched, aside=aside
    ),
    st.floats(0, 900), widths, st.booleans(), ends, ends, sides, sides, st.booleans(),
)  # fmt: skip
drawn = st.builds(
    lambda kind, pieces, form, status: Mark(
        "e", "words", kind, f"group-{kind}", (pieces[0]._replace(aside=False), *pieces[1:]), form, status
    ),
    st.sampled_from(KINDS),
    st.lists(points | bars, min_size=1, max_size=4),
    st.sampled_from(["date", "one", "all"]),
    st.sampled_from(STATUSES),
)


def mark(*pieces: Piece, kind: int = 0, status: Status = "reported") -> Mark:
    return Mark("e", "words", kind, "group-0", pieces, "date", status)


def point(hatched: tuple[bool, bool] = NEITHER, fades: tuple[bool, bool] = NEITHER) -> Piece:
    return Piece(100, 100, True, hatched=hatched, fades=fades)


def places(shapes: Sequence[Shape]) -> Iterator[tuple[float, float]]:
    """The corners of all ink."""
    for shape in shapes:
        match shape:
            case Line():
                yield from ((shape.x1, shape.y1), (shape.x2, shape.y2))
            case Rect():
                yield from ((shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height))
            case Circle():
                yield from (
                    (shape.cx - shape.r, shape.cy - shape.r),
                    (shape.cx + shape.r, shape.cy + shape.r),
                )
            case Path():
                yield from ((float(step[-2]), float(step[-1])) for step in shape.segments if len(step) > 2)


@given(drawn)
def test_a_mark_keeps_to_its_reach_and_its_lane(one: Mark) -> None:
    x0, x1 = one.reach
    swell = 2.5  # a polygon's corners reach further than a disc of its weight, a stroke through it too
    for x, y in places(marks.draw(one, 50)):
        assert x0 - swell <= x <= x1 + swell
        assert abs(y - 50) <= 7.5


@given(drawn)
def test_every_colour_of_a_mark_is_in_the_palette(one: Mark) -> None:
    roles = palette("light", [None] * 6, [])
    for shape in marks.draw(one, 50):
        fill = None if isinstance(shape, Line) else shape.fill  # type: ignore[union-attr]
        stroke = shape.stroke  # type: ignore[union-attr]
        assert {fill, stroke} - {None} <= roles.keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("piece", [point(), Piece(100, 140, True), Piece(100, 140, False), point(BOTH, BOTH)])
def test_alleged_disputed_and_reported_differ_in_more_than_colour(kind: int, piece: Piece) -> None:
    looks = {
        tuple(type(shape)(*shape) for shape in marks.draw(mark(piece, kind=kind, status=status), 0))
        for status in ("reported", "alleged", "disputed")
    }
    assert len(looks) == 3


@pytest.mark.parametrize("status", STATUSES)
def test_what_lasted_and_what_was_some_time_within_stay_apart_in_every_status(status: Status) -> None:
    solid, hollow = (marks.draw(mark(Piece(0, 60, fill), status=status), 0) for fill in (True, False))
    assert solid != hollow


def test_a_plain_point_is_one_shape_and_takes_its_radius() -> None:
    assert marks.draw(mark(point()), 0) == [Circle(100, 0, marks.RADIUS, "group-0", "paper", 1.2)]
    assert mark(point()).reach == (100 - marks.RADIUS, 100 + marks.RADIUS)
    assert mark(point()).span is None


def test_an_end_that_fades_does_so_in_steps_from_dark_to_light_on_its_side_alone() -> None:
    steps = [
        shape
        for shape in marks.draw(mark(Piece(100, 200, True, fades=START)), 0)
        if isinstance(shape, Rect) and shape.fill in ("group-0-fade1", "group-0-fade2", "group-0-tint")
    ]
    assert [step.fill for step in sorted(steps, key=lambda step: -step.x)] == [
        "group-0-fade1",
        "group-0-fade2",
        "group-0-tint",
    ]
    assert min(step.x for step in steps) < 100 < max(step.x + step.width for step in steps) < 150


def test_one_uncertain_end_is_hatched_over_its_half() -> None:
    paths = [
        shape
        for shape in marks.draw(mark(Piece(100, 200, False, hatched=START)), 0)
        if isinstance(shape, Path)
    ]
    assert len(paths) == 1
    assert all(100 <= x <= 150 for x, _ in places(paths))


def test_an_end_that_is_not_known_has_no_outline_across_it() -> None:
    shapes = marks.draw(mark(Piece(100, 200, True, end="unknown", sure=Span(100, 120))), 0)
    outline = next(shape for shape in shapes if isinstance(shape, Path))
    assert [x for x, _ in places([outline])] == [200, 100, 100, 200]
    fills = [shape for shape in shapes if isinstance(shape, Rect) and shape.fill == "group-0"]
    assert [(fill.x, fill.width) for fill in fills] == [(100, 20)]


def test_the_pictures_end_is_told_from_one_that_is_open() -> None:
    heads = [marks.draw(mark(Piece(0, 60, True, end=end)), 0)[-1] for end in ("open", "cut")]
    assert [head.fill for head in heads if isinstance(head, Path)] == ["group-0", "paper"]


def test_joints_lie_between_the_pieces() -> None:
    one = mark(Piece(0, 0, False), Piece(40, 80, False), Piece(200, 200, False))
    joints = [shape for shape in marks.draw(one, 0) if isinstance(shape, Line)]
    assert [(line.x1, line.x2) for line in joints] == [(5, 40), (80, 195)]


def test_what_a_source_says_aside_has_no_status() -> None:
    aside = Piece(130, 130, False, aside=True)
    shapes = marks.draw(mark(point(), aside, status="disputed"), 0)
    assert sum(isinstance(shape, Line) for shape in shapes) == 2  # the joint, and a stroke through the event


def test_a_pole_ends_at_a_bars_edge_and_else_in_the_middle() -> None:
    one = mark(Piece(0, 40, False), Piece(100, 140, False))
    assert (one.rim(20), one.rim(70)) == (marks.BAR / 2, 0)


def area(outline: outlines.Outline) -> float:
    following = [*outline[1:], *outline[:1]]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(outline, following, strict=True))) / 2


@given(st.sampled_from(KINDS), st.floats(-4, 4))
def test_the_halves_of_an_outline_make_the_whole(kind: int, height: float) -> None:
    whole = outlines.shape(kind, 0, 0, 5)
    upper, lower = outlines.halves(whole, height)
    assert area(upper) + area(lower) == pytest.approx(area(whole))
    assert all(y <= height + 1e-9 for _, y in upper)
    assert all(y >= height - 1e-9 for _, y in lower)


@given(st.sampled_from(KINDS), st.floats(1, 20), st.floats(2, 8))
def test_hatching_stays_within_its_outline(kind: int, radius: float, gap: float) -> None:
    outline = outlines.shape(kind, 3, 7, radius)
    following = [*outline[1:], *outline[:1]]
    for x, y in places([Path(tuple(outlines.hatch(outline, gap)), None)]):
        turns = [
            (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
            for (x0, y0), (x1, y1) in zip(outline, following, strict=True)
        ]
        assert min(turns) >= -1e-6 or max(turns) <= 1e-6


def test_hatching_is_as_dense_as_asked() -> None:
    strokes = outlines.hatch(outlines.box(0, 100, 0, 9), 4)
    assert len(strokes) / 2 == pytest.approx(109 / (4 * 2**0.5), abs=1.5)
