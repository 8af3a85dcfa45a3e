"""Links in their rail: labels that nothing touches, heads at their effects; and which links are drawn."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import UTC, parse
from timeline.layout.furniture import Frame
from timeline.layout.links import (
    FEW,
    FIRST,
    FOOT,
    HEAD,
    MOST,
    WIDEST,
    Choice,
    End,
    Tie,
    rail,
    rail_upright,
    which,
)
from timeline.layout.typeset import measure, reserve
from timeline.model import Event, Link
from timeline.model.table import LINKS
from timeline.scene import Circle, Group, Path, Shape, Text

Box = tuple[float, float, float, float]

LABELS = ("", "", "led to", "led to", "is cited by", "set off after the talks in Geneva had failed", "因此")


def end(number: int, x: float) -> End:
    return End(number, x, number % 3, "group-none", f"event {number}")


def tie(cause: End, effect: End, label: str = "") -> Tie:
    return Tie(cause, effect, label, f"{cause.number} → {effect.number}")


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Frame, list[Tie]]:
    width = draw(st.sampled_from([320, 605, 1200, 4000]))
    places = draw(st.lists(st.integers(-30, width + 30), min_size=2, max_size=25))
    ends = [end(number, float(x)) for number, x in enumerate(places)]
    label = st.one_of(st.sampled_from(LABELS), st.text(max_size=60))
    pairs = st.tuples(st.sampled_from(ends), st.sampled_from(ends), label)
    ties = [tie(*pair) for pair in draw(st.lists(pairs, min_size=1, max_size=30)) if pair[0] != pair[1]]
    return Frame(12.0, width - 12.0), ties


def flat(shapes: Sequence[Shape]) -> Iterator[Shape]:
    for shape in shapes:
        yield from flat(shape.shapes) if isinstance(shape, Group) else (shape,)


def strokes(shapes: Sequence[Shape]) -> Iterator[Box]:
    """The boxes of all straight pieces and corners of the links' lines."""
    for shape in flat(shapes):
        if isinstance(shape, Path) and shape.fill is None:
            at = (0.0, 0.0)
            for command, *numbers in shape.segments:
                to = (numbers[-2], numbers[-1])
                if command != "M":
                    yield min(at[0], to[0]), min(at[1], to[1]), max(at[0], to[0]), max(at[1], to[1])
                at = to


def labels(shapes: Sequence[Shape]) -> list[Box]:
    """The boxes of all lines of labels, as wide as a fallback font would make them."""
    found = []
    for text in flat(shapes):
        if isinstance(text, Text):
            width = reserve(text.string, text.size)
            left = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
            found.append((left, text.y - 10.5, left + width, text.y + 2.5))
    return found


def filled(shapes: Sequence[Shape]) -> Iterator[Box]:
    """The boxes of all marks and arrow heads."""
    for shape in flat(shapes):
        if isinstance(shape, Circle) or (isinstance(shape, Path) and shape.fill is not None):
            xs, ys = zip(*points(shape), strict=True)
            yield min(xs), min(ys), max(xs), max(ys)


def heads(shapes: Sequence[Shape]) -> list[Path]:
    return [shape for shape in flat(shapes) if isinstance(shape, Path) and shape.fill == "link"]


def touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def points(shape: Shape) -> list[tuple[float, float]]:
    if isinstance(shape, Circle):
        return [(shape.cx - shape.r, shape.cy - shape.r), (shape.cx + shape.r, shape.cy + shape.r)]
    assert isinstance(shape, Path)
    return [
        (numbers[place], numbers[place + 1])
        for _, *numbers in shape.segments
        for place in range(0, len(numbers), 2)
    ]


@given(pictures())
@settings(max_examples=150, deadline=None)
def test_labels_touch_neither_each_other_nor_a_line_nor_a_foot(picture: tuple[Frame, list[Tie]]) -> None:
    frame, ties = picture
    shapes = rail(ties, frame).draw(0.0)
    written = labels(shapes)
    assert not [pair for pair in itertools.combinations(written, 2) if touch(*pair)]
    drawn = [*strokes(shapes), *filled(shapes)]
    assert not [(label, thing) for label in written for thing in drawn if touch(label, thing)]


@given(pictures(), st.integers(0, 500))
@settings(max_examples=100, deadline=None)
def test_all_of_it_stands_in_the_frame_and_in_the_height(picture: tuple[Frame, list[Tie]], top: int) -> None:
    frame, ties = picture
    found = rail(ties, frame)
    shapes = found.draw(float(top))
    for left, upper, right, lower in labels(shapes):
        assert frame.left - 1e-6 <= left <= right <= frame.right + 1e-6
        assert top <= upper <= lower <= top + found.height
    for shape in flat(shapes):
        for x, y in [] if isinstance(shape, Text) else points(shape):
            assert frame.left - 1e-6 <= x <= frame.right + 1e-6
            assert top <= y <= top + found.height


@given(pictures())
@settings(max_examples=60, deadline=None)
def test_each_effect_has_one_arrow_head_under_its_mark_and_nothing_else_has_one(
    picture: tuple[Frame, list[Tie]],
) -> None:
    frame, ties = picture
    feet = [shape for shape in rail(ties, frame).draw(0.0) if isinstance(shape, Group)]
    reached = {f"event {tie.effect.number}" for tie in ties}
    for group in feet:
        if group.title is not None and group.title.startswith("event"):
            (*tips, mark) = group.shapes
            middle = sum(x for x, _ in points(mark)) / len(points(mark))
            assert len(tips) == (group.title in reached)
            assert all(abs(points(tip)[0][0] - middle) <= FOOT / 2 + 3 for tip in tips)
    assert {group.title for group in feet if heads([group])} == reached


@given(st.integers(20, 1180), st.integers(20, 1180))
def test_an_elbow_runs_from_its_cause_to_the_arrow_head_at_its_effect(cause: int, effect: int) -> None:
    shapes = rail([tie(end(0, cause), end(1, effect))], Frame(12, 1188)).draw(100.0)
    (elbow,) = [shape for shape in flat(shapes) if isinstance(shape, Path) and shape.fill is None]
    (head,) = heads(shapes)
    first, last = points(elbow)[0], points(elbow)[-1]
    assert abs(first[0] - cause) <= FOOT
    assert abs(last[0] - effect) <= FOOT
    tip, *base = points(head)
    assert tip[0] == last[0]
    assert tip[1] < last[1] <= base[0][1] == tip[1] + HEAD


@given(pictures())
@settings(max_examples=60, deadline=None)
def test_feet_keep_the_order_of_their_events_and_stand_apart(picture: tuple[Frame, list[Tie]]) -> None:
    frame, ties = picture
    plan = rail(ties, frame).plan
    if plan is None:
        assert not ties
        return
    places = [x for _, x in plan.stance.ends]
    assert [found.x for found, _ in plan.stance.ends] == sorted(found.x for found, _ in plan.stance.ends)
    least = FOOT * plan.stance.squeeze
    assert all(after - before >= least - 1e-6 for before, after in itertools.pairwise(places))


def test_a_link_between_events_at_one_place_is_a_small_loop() -> None:
    shapes = rail([tie(end(0, 300), end(1, 300))], Frame(12, 588)).draw(0.0)
    (elbow,) = [shape for shape in flat(shapes) if isinstance(shape, Path) and shape.fill is None]
    assert abs(points(elbow)[0][0] - points(elbow)[-1][0]) == pytest.approx(FOOT)


def test_links_to_one_effect_that_say_the_same_share_a_track_and_say_it_once() -> None:
    ends = [end(number, 100.0 + 150 * number) for number in range(5)]
    together = rail([tie(cause, ends[4], "led to") for cause in ends[:4]], Frame(12, 1188))
    assert together.plan is not None
    assert len(together.plan.trunks) == 1
    assert [text.string for text in flat(together.draw(0)) if isinstance(text, Text)] == ["led to"]
    assert len(heads(together.draw(0))) == 1


def test_links_from_one_cause_part_from_one_track() -> None:
    ends = [end(number, 100.0 + 150 * number) for number in range(5)]
    found = rail([tie(ends[2], effect) for effect in ends if effect != ends[2]], Frame(12, 1188))
    assert found.plan is not None
    assert len(found.plan.trunks) == 1
    assert len(heads(found.draw(0))) == 4


def test_links_nest_like_brackets_without_crossing() -> None:
    ends = [end(number, 100.0 + 100 * number) for number in range(8)]
    found = rail([tie(ends[number], ends[7 - number], str(number)) for number in range(4)], Frame(12, 1188))
    assert found.plan is not None
    deepest = found.plan.legs()
    legs = [(found.plan.stance.feet[foot], depth) for foot, depth in deepest.items()]
    for trunk, depth in zip(found.plan.trunks, found.plan.depths, strict=True):
        assert not [x for x, end in legs if trunk.x0 < x < trunk.x1 and end > depth]
    outer_first = sorted(zip(found.plan.trunks, found.plan.depths, strict=True), key=lambda pair: -pair[1])
    assert [trunk.text for trunk, _ in outer_first] == ["0", "1", "2", "3"]


def lines_at(shapes: Sequence[Shape], text: Text) -> list[Box]:
    """The level lines at the height of a text, from left to right."""
    return sorted(line for line in strokes(shapes) if text.y - 10 < line[1] == line[3] < text.y)


def words(shapes: Sequence[Shape]) -> list[Text]:
    return [text for text in flat(shapes) if isinstance(text, Text)]


def test_a_label_stands_in_its_track_which_is_interrupted_around_it() -> None:
    shapes = rail([tie(end(0, 100), end(1, 500), "led to")], Frame(12, 1188)).draw(0.0)
    (text,) = words(shapes)
    before, after = lines_at(shapes, text)
    assert text.x == pytest.approx(300, abs=FOOT)
    assert before[2] < labels(shapes)[0][0] < labels(shapes)[0][2] < after[0]
    assert 2 * 7 < after[0] - before[2] - measure("led to", text.size) < 2 * 10


def test_a_label_goes_where_no_leg_passes_its_track() -> None:
    ends = [end(number, x) for number, x in enumerate([100.0, 500.0, 300.0, 900.0])]
    found = rail([tie(ends[0], ends[1], "led to"), tie(ends[2], ends[3])], Frame(12, 1188))
    assert found.plan is not None
    assert found.plan.gaps == {}
    (text,) = words(found.draw(0.0))
    assert 250 < text.x < 290 or 310 < text.x < 350


def test_a_label_longer_than_its_track_stands_below_it() -> None:
    (text,) = words(rail([tie(end(0, 300), end(1, 310), "answers this")], Frame(12, 1188)).draw(0.0))
    assert text.anchor == "middle"
    assert text.x == pytest.approx(305, abs=7)
    assert text.y > FIRST + 10


@pytest.mark.parametrize(("mirrored", "anchor"), [(False, "start"), (True, "end")])
def test_a_label_stands_beside_its_track_where_legs_take_the_room_below(mirrored: bool, anchor: str) -> None:
    places = [600.0, 660.0, 590.0, 100.0, 300.0]
    ends = [end(number, 1200 - x if mirrored else x) for number, x in enumerate(places)]
    ties = [tie(ends[0], ends[1], "announced as days away"), tie(ends[2], ends[3]), tie(ends[4], ends[1])]
    shapes = rail(ties, Frame(12, 1188)).draw(0.0)
    (text,) = words(shapes)
    assert text.anchor == anchor
    ends_of_tracks = [line[0] - text.x if mirrored else text.x - line[2] for line in lines_at(shapes, text)]
    assert min(map(abs, ends_of_tracks)) == pytest.approx(5, abs=7)


def test_a_label_as_narrow_as_its_words_stands_between_legs() -> None:
    places = [600.0, 610.0, 560.0, 100.0, 650.0, 1100.0, 570.0, 640.0]
    ends = [end(number, x) for number, x in enumerate(places)]
    ties = [tie(ends[0], ends[1], "is not enough")] + [tie(ends[n], ends[n + 1]) for n in (2, 4, 6)]
    found = rail(ties, Frame(12, 1188))
    assert [text.string for text in words(found.draw(0.0))] == ["is not", "enough"]
    assert found.plan is not None
    assert found.plan.gaps == {}


def test_a_lone_foot_stands_at_its_event() -> None:
    found = rail([tie(end(0, 100), end(1, 500)), tie(end(2, 530), end(3, 900))], Frame(12, 1188))
    assert found.plan is not None
    assert [x - found.x for found, x in found.plan.stance.ends] == [0, 0, 0, 0]


def test_a_label_with_room_nowhere_else_stands_in_lines_below_its_track() -> None:
    text = "set off after the talks in Geneva had failed"
    shapes = rail([tie(end(0, 150), end(1, 250), text)], Frame(12, 348)).draw(0.0)
    assert len(words(shapes)) > 1
    assert all(top > FIRST for _, top, _, _ in labels(shapes))


@pytest.mark.parametrize(("count", "highest"), [(1, 32), (6, 120), (12, 200), (24, 330)])
def test_rails_of_labelled_links_are_flat(count: int, highest: float) -> None:
    ends = [end(number, 20.0 + number * 1150 / (count + 1)) for number in range(count + 1)]
    ties = [
        tie(ends[number], ends[(number * 5 + 3) % (count + 1)], f"led {number} times to")
        for number in range(count + 1)
    ]
    found = rail([one for one in ties if one.cause != one.effect][:count], Frame(12, 1188))
    assert found.height <= highest


def test_a_label_with_room_beside_the_legs_is_not_in_their_way() -> None:
    ends = [end(number, x) for number, x in enumerate([100.0, 400.0, 250.0, 600.0])]
    found = rail([tie(ends[0], ends[1], "led to"), tie(ends[2], ends[3], "answers this")], Frame(12, 1188))
    assert found.plan is not None
    assert found.plan.gaps == {}


def test_a_leg_without_another_way_is_interrupted_by_the_label() -> None:
    ends = [end(number, 20.0 + 20 * number) for number in range(16)]
    ties = [tie(ends[number], ends[number + 8], f"{number} led in the end to") for number in range(8)]
    found = rail(ties, Frame(12, 348))
    assert found.plan is not None
    assert found.plan.gaps


@given(pictures())
@settings(max_examples=60, deadline=None)
def test_an_upright_rail_is_narrow_and_has_no_words(picture: tuple[Frame, list[Tie]]) -> None:
    frame, ties = picture
    found = rail_upright(ties, frame.left, frame.right)
    shapes = found.draw(300.0)
    assert found.width <= FIRST + WIDEST + 10
    assert not labels(shapes)
    for shape in flat(shapes):
        for x, y in points(shape):
            assert 300 - found.width <= x <= 300
            assert frame.left - 1e-6 <= y <= frame.right + 1e-6
    assert all(points(head)[0][0] > points(head)[1][0] for head in heads(shapes))


def test_no_links_take_no_room() -> None:
    assert (rail([], Frame(0, 100)).height, rail([], Frame(0, 100)).draw(0)) == (0, [])
    assert (rail_upright([], 0, 100).width, rail_upright([], 0, 100).draw(0)) == (0, [])


def test_most_links_are_laid_out_in_no_time() -> None:
    ends = [end(number, 20.0 + number * 5.5) for number in range(MOST)]
    ties = [tie(ends[number], ends[number * 7 % MOST], "led to") for number in range(1, MOST)]
    start = time.process_time()
    rail([found for found in ties if found.cause != found.effect], Frame(12, 1188)).draw(0)
    assert time.process_time() - start < 1


def event(number: int, to: Sequence[int], importance: int = 3) -> Event:
    links = tuple(Link(f"e{other}", "led to") for other in to)
    return Event(parse("2025", UTC), f"Event {number}", f"e{number}", importance=importance, links=links)


def chosen(events: Sequence[Event], mode: str, chain: frozenset[str] = frozenset()) -> Choice:
    return which(events, lambda number: end(number, 10.0 * number), mode, chain)


def pairs(choice: Choice) -> list[tuple[int, int]]:
    return [(tie.cause.number, tie.effect.number) for tie in choice.ties]


def test_all_links_between_events_of_the_picture_are_drawn() -> None:
    events = [event(0, [1, 2]), event(1, [2, 99]), event(2, [])]
    for mode in ("auto", "all"):
        assert pairs(chosen(events, mode)) == [(0, 1), (0, 2), (1, 2)]
        assert chosen(events, mode).missing == 0
    assert chosen(events, "auto").ties[0].words == "Event 0 → Event 1: led to"


def test_none_draws_none() -> None:
    assert chosen([event(0, [1]), event(1, [])], "none") == Choice([], 0)


def on_level_axis(events: Sequence[Event], mode: str) -> Choice:
    return which(events, lambda number: end(number, 10.0 * number), mode, level=True)


def test_a_level_axis_does_not_stand_again_for_two_links_which_are_said_in_words() -> None:
    two, three = [event(0, [1]), event(1, [0])], [event(0, [1, 2]), event(1, [0]), event(2, [])]
    said = ["Event 0 → Event 1: led to", "Event 1 → Event 0: led to"]
    assert on_level_axis(two, "auto") == Choice([], 0, said)
    assert len(on_level_axis(three, "auto").ties) == 3
    assert on_level_axis(three, "auto").said == ()
    assert len(on_level_axis(two, "all").ties) == 2
    assert len(chosen(two, "auto").ties) == 2


def test_what_all_arrows_say_is_said_once_for_all() -> None:
    events = [event(number, [number + 1]) for number in range(5)]
    assert chosen([*events, event(5, [])], "auto").common == "led to"
    assert chosen([*events[:3], event(3, [])], "auto").common == ""  # few enough to be written at each
    other = events[4]._replace(links=(Link("e5", "answers"),))
    assert chosen([*events[:4], other, event(5, [])], "auto").common == ""
    assert chosen([event(0, [1, 2, 3, 4]), *(event(n, []) for n in (1, 2, 3, 4))], "auto").common == ""


def test_a_rail_does_not_repeat_what_all_arrows_say() -> None:
    ends = [end(number, 100.0 + 150 * number) for number in range(6)]
    ties = [tie(before, after, "led to") for before, after in itertools.pairwise(ends)]
    assert words(rail(ties, Frame(12, 1188)).draw(0.0)) == []
    assert len(words(rail(ties[:3], Frame(12, 1188)).draw(0.0))) == 3


def test_focus_draws_those_of_the_chain() -> None:
    events = [event(0, [1]), event(1, [2]), event(2, [3]), event(3, [])]
    assert pairs(chosen(events, "focus", frozenset({"e1", "e2"}))) == [(1, 2)]


def test_of_many_links_those_between_the_most_important_events_are_drawn() -> None:
    many = range(3, 3 + 2 * FEW)
    events = [event(0, [1, 2], 5), event(1, [2], 5), event(2, [*many], 5), *(event(n, [], 2) for n in many)]
    assert pairs(chosen(events, "auto")) == [(0, 1), (0, 2), (1, 2)]
    assert chosen(events, "auto").missing == 2 * FEW
    assert len(chosen(events, "all").ties) == 3 + 2 * FEW


@pytest.mark.parametrize("mode", [mode for mode in LINKS if mode != "none"])
def test_of_too_many_links_of_one_importance_the_first_are_drawn(mode: str) -> None:
    events = [event(number, [number + 1]) for number in range(3 * MOST)]
    limit = FEW if mode == "auto" else MOST
    choice = chosen(events, mode, frozenset(f"e{number}" for number in range(3 * MOST)))
    assert pairs(choice) == [(number, number + 1) for number in range(limit)]
    assert choice.missing == 3 * MOST - 1 - limit
