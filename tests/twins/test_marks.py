"""Marks in the page: every shape of every mark is the one that pictures have, on axes of any length."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.gallery import NAMES, load
from tests.twins.run import agree, plain
from timeline.layout import Options, marks
from timeline.layout.chart import chart
from timeline.layout.extents import extents
from timeline.layout.pen import Pen
from timeline.layout.scale import Before, Scale, Steps, Stretch
from timeline.model.order import in_time
from timeline.scene import Line

if TYPE_CHECKING:
    from timeline.model import Timeline
    from timeline.scene import Shape

ZOOMS = 1.0, 7.0


def zoomed(given: Any, zoom: float) -> tuple[Any, Scale]:
    """A scale of a chart drawn out, for the page and for a pen."""
    stretches = [
        (first, end, float(x0 * zoom), float(x1 * zoom)) for first, end, x0, x1 in given["stretches"]
    ]
    found = {**given, "width": stretches[-1][3], "stretches": stretches}
    if "knots" not in given:
        return found, Scale([Stretch(*stretch) for stretch in stretches])
    instants, places = given["knots"][0], [float(place * zoom) for place in given["knots"][1]]
    bent = Steps([], []) if given["kind"] == "even" else Before(instants[-1], 1, at_the_end=True)
    return {**found, "knots": [instants, places]}, Scale.through(instants, places, bent)


def drawn(shapes: list[Shape]) -> list[object]:
    """Shapes without joints so short that only the last bits of their ends tell them from none; how thick
    nothing is does not matter.
    """
    found = [plain(one) for one in shapes if not isinstance(one, Line) or abs(one.x2 - one.x1) > 1e-6]
    return [{**one, "thick": 1} if "thick" in one and not one["stroke"] else one for one in found]


def dot(mark: marks.Mark) -> list[object]:
    """The mark of the first date alone as a small point."""
    return drawn(marks.dot(mark._replace(pieces=mark.pieces[:1]), 9, 5))


@cache
def document(name: str, kind: str) -> tuple[Timeline, Any]:
    timeline = load(name)
    return timeline, json.loads(json.dumps(chart(timeline, Options(scale=kind))))


@pytest.mark.parametrize("kind", ["auto", "linear", "breaks", "even", "log"])
def test_marks_are_drawn_as_in_pictures(kind: str) -> None:
    alone: list[tuple[object, object]] = []
    together: list[tuple[object, object]] = []
    for name in NAMES:
        timeline, made = document(name, kind)
        events = in_time(timeline.events)
        reaches = extents([event.date for event in events], timeline.as_of)
        for given, scale in (zoomed(given, zoom) for given in made["scales"] for zoom in ZOOMS):
            pen = Pen(timeline.groups, events, reaches, scale, "")
            found = [pen.mark(number) for number in range(len(events))]
            poles = [pen.place(number) for number in range(len(events))]
            cases = [[given, event, mark.colour] for event, mark in zip(made["events"], found, strict=True)]
            expected = [
                {
                    "pole": pole,
                    "shapes": drawn(marks.draw(mark, 50)),
                    "dot": dot(mark),
                    "reach": mark.reach,
                }
                for mark, pole in zip(found, poles, strict=True)
            ]
            alone.append(({"stamps": made["stamps"], "cases": cases}, expected))
            order = sorted(range(len(events)), key=poles.__getitem__)
            together.append(
                (
                    {"stamps": made["stamps"], "cases": [cases[n] for n in order]},
                    marks.pack([found[n] for n in order]),
                )
            )
    agree("marks.mjs", {"drawn": alone, "lanes": together})


def test_counts_have_the_size_that_they_have_in_pictures() -> None:
    table = [
        (
            [90, 50, marks.count_words(count), marks.pill_width(count)],
            [plain(one) for one in marks.pill(90, 50, count, marks.pill_width(count))],
        )
        for count in (2, 12, 345, 1200, 45678)
    ]
    agree("marks.mjs", {"pill": table})
