"""The ruler of a picture says where time lies in it: the marks themselves are asked."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layout.test_vertical import flat, timeline_of
from timeline.dates import DAY, UNITS, days_from_civil
from timeline.layout import Options
from timeline.layout.plan import Sheet, drawn
from timeline.layout.ruler import AT_A_STEP, Ruler
from timeline.layout.scale import Scale, Stretch
from timeline.model.table import SCALES
from timeline.scene import Circle, Group, Rect

WAYS = list(product(("horizontal", "vertical", "lanes"), SCALES, ("en", "ar")))
DATES = ("1803-02-01", "1805-07-09", "1814-05-30", "1911-11-11", "1912-01-05", "2004-02-29", "2019-12-31")


def sheet(way: tuple[str, str, str], events: list[dict[str, Any]], **options: Any) -> Sheet:
    layout, scale, lang = way
    given = Options(layout=layout, scale=scale, **options)
    return drawn(timeline_of(lang=lang, events=events), given)


def points(found: Sheet) -> dict[str, tuple[float, float]]:
    """The middle of each event's round mark, by its id."""
    circles = {}
    for shape in found.scene.shapes:
        if isinstance(shape, Group) and shape.event is not None:
            circle = next(one for one in flat(shape.shapes) if isinstance(one, Circle))
            circles[shape.event] = circle.cx, circle.cy
    return circles


def named(dates: list[str]) -> list[dict[str, Any]]:
    return [{"id": f"e-{n}", "date": date, "title": f"Event {n}"} for n, date in enumerate(dates)]


def noon(date: str) -> int:
    year, month, day = (int(part) for part in date.split("-"))
    return days_from_civil(year, month, day) * DAY + DAY // 2


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
@pytest.mark.parametrize("width", [400, 1200])
def test_marks_stand_where_the_ruler_says_and_point_back_to_their_day(
    way: tuple[str, str, str], width: int
) -> None:
    events = named(list(DATES))
    found = sheet(way, events, width=width)
    ruler = found.ruler
    assert ruler is not None
    places = points(found)
    assert len(places) > 2
    for name, (x, y) in places.items():
        instant = noon(DATES[int(name[2:])])
        assert ruler.place(instant) == pytest.approx(y if ruler.upright else x, abs=0.01)
        # A tenth of a px either way is what the instant may be off.
        low, high = sorted(
            (ruler.instant(x - 0.1, y - 0.1), ruler.instant(x + 0.1, y + 0.1)),
        )
        assert low <= instant <= high


@settings(max_examples=40, deadline=None)
@given(
    way=st.sampled_from(WAYS),
    dates=st.lists(st.dates().map(str), min_size=2, max_size=9, unique=True),
    width=st.sampled_from([320, 605, 1200]),
)
def test_any_mark_stands_where_the_ruler_says(
    way: tuple[str, str, str], dates: list[str], width: int
) -> None:
    found = sheet(way, named(dates), width=width)
    assert found.ruler is not None
    for name, (x, y) in points(found).items():
        place = found.ruler.place(noon(dates[int(name[2:])]))
        # In a row of small marks each may be moved aside, to stand clear of its neighbour.
        assert place == pytest.approx(y if found.ruler.upright else x, abs=0.01 if len(dates) < 3 else 30)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_span_ends_where_the_ruler_says(lang: str) -> None:
    dates = ["1803/1810", "1805/1831", "1814/1821", "1840/1850"]
    found = sheet(("lanes", "linear", lang), named(dates), width=1200)
    assert found.ruler is not None
    for shape in found.scene.shapes:
        if isinstance(shape, Group) and shape.event is not None:
            first, last = (int(year) for year in dates[int(shape.event[2:])].split("/"))
            bar = next(one for one in flat(shape.shapes) if isinstance(one, Rect))
            ends = (
                found.ruler.place(days_from_civil(first, 1, 1) * DAY),
                found.ruler.ending(days_from_civil(last + 1, 1, 1) * DAY),
            )
            assert sorted(ends) == pytest.approx([bar.x, bar.x + bar.width], abs=0.6)
            assert (ends[0] > ends[1]) == (lang == "ar")


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_time_goes_on_past_both_ends_of_the_axis(way: tuple[str, str, str]) -> None:
    found = sheet(way, named(list(DATES)), width=1200)
    ruler = found.ruler
    assert ruler is not None
    along = range(-300, round(found.scene.height) + 300 if ruler.upright else 1500, 7)
    instants = [ruler.instant(place, place) for place in along]
    off = AT_A_STEP if way[1] == "even" else 0.01
    assert [ruler.place(instant) for instant in instants] == pytest.approx(along, abs=off)
    if ruler.mirrored is not None:
        instants.reverse()
    assert instants == sorted(instants)
    first, last = noon(DATES[0]), noon(DATES[-1])
    assert instants[0] < first < last < instants[-1]
    assert len(set(instants)) > len(instants) - 3  # a scale in steps stands still at a step


def test_deep_time_keeps_every_microsecond_past_the_end() -> None:
    year = UNITS["year"].mean
    ruler = Ruler(Scale([Stretch(-(10**10) * year, 0, 0.0, 100.0)]))
    assert ruler.instant(-100.0, 0.0) == -2 * 10**10 * year
    assert ruler.instant(200.0, 0.0) == 10**10 * year


def test_a_picture_without_events_has_no_ruler() -> None:
    assert drawn(timeline_of(events=[])).ruler is None
