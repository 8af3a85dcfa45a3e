"""The judge finds each fault that it looks for, and none in a good picture: one that never complained would
pass everything.
"""

from __future__ import annotations

import pytest

from tests.layout.judge import faults
from timeline.scene import Circle, Group, Line, Path, Rect, Scene, Shape, Text

PALETTE = {"paper": "#ffffff", "ink": "#222222", "leader": "#8c939b", "pale": "#b9c0c8", "tint": "#f0f2f4"}
LABEL = Text(20, 50, "a label of some length", 14, "ink")
ARC = (("M", 0.0, 46.0), ("Q", 60.0, 46.0, 60.0, 90.0))


def scene(*shapes: Shape, dark: dict[str, str] | None = None) -> Scene:
    ground = Rect(0, 0, 300, 100, "paper")
    return Scene(300, 100, (ground, *shapes), PALETTE, dark, "A picture", "One label.", "en")


def kinds(*shapes: Shape) -> list[str]:
    return [fault.split(":")[0] for fault in faults(scene(*shapes))]


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("overlap", Text(60, 54, "another", 14, "ink")),
        ("cut", Text(270, 90, "too far right", 14, "ink")),
        ("cut", Text(20, 90, "too far left", 14, "ink", anchor="end")),
        ("small", Text(20, 90, "tiny", 10.5, "ink")),
        ("faint", Text(20, 90, "pale", 14, "pale")),
        ("crossed", Line(0, 46, 300, 46, "leader")),
        ("crossed", Line(10, 100, 120, 0, "leader")),
        ("crossed", Path(ARC, None, "leader")),
        ("crossed", Rect(60, 20, 200, 50, None, "leader")),
        ("covered", Rect(0, 30, 300, 40, "tint")),
        ("covered", Circle(90, 46, 20, "ink")),
        ("covered", Path((("M", 0, 0), ("L", 300, 0), ("L", 150, 100), ("Z",)), "tint")),
        ("crossed", Circle(28, 52, 5, "ink")),
    ],
)
def test_each_fault_is_found(kind: str, shape: Shape) -> None:
    assert kinds(LABEL) == []
    assert kinds(LABEL, shape) == [kind]


def test_leaders_that_cross_are_found_and_those_that_share_an_end_are_not() -> None:
    down = Line(10, 70, 90, 95, "leader")
    assert kinds(LABEL, down, Line(10, 95, 90, 70, "leader")) == ["leaders"]
    assert kinds(LABEL, down, Line(10, 70, 90, 80, "leader")) == []


def test_what_is_painted_before_a_text_is_its_ground() -> None:
    assert kinds(Rect(0, 20, 300, 60, "tint"), LABEL) == []
    assert kinds(Rect(0, 20, 300, 60, "ink"), LABEL) == ["faint"]
    assert kinds(Rect(60, 20, 240, 60, "ink"), LABEL) == ["crossed", "faint"]


def test_a_line_that_is_painted_over_before_the_text_is_none() -> None:
    line = Line(0, 46, 300, 46, "leader")
    assert kinds(line, LABEL) == ["crossed"]
    assert kinds(line, Rect(0, 20, 300, 60, "tint"), LABEL) == []
    assert kinds(line, Rect(0, 20, 100, 60, "tint"), LABEL) == ["crossed"]


def test_the_edge_of_a_tint_is_no_line() -> None:
    assert kinds(Rect(60, 20, 200, 60, "tint"), LABEL) == []


def test_shapes_in_groups_are_judged_too() -> None:
    assert kinds(LABEL, Group((Group((Line(0, 46, 300, 46, "leader"),)),), "A group")) == ["crossed"]


def test_the_dark_side_of_a_picture_is_judged_too() -> None:
    dark = {"paper": "#14181f", "ink": "#333333"}
    found = faults(scene(LABEL, dark=dark))
    assert [fault.split(":")[0] for fault in found] == ["faint"]
    assert faults(scene(LABEL, dark={"paper": "#14181f", "ink": "#eeeeee"})) == []
