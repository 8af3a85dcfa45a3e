"""Scales, where they are cut, and the ticks that stand on them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import DAY, UTC, parse, zone
from timeline.layout.breaks import broken, linear
from timeline.layout.elapsed import elapsed, in_two
from timeline.layout.extents import Extent, extents
from timeline.layout.scale import Scale, Stretch
from timeline.layout.ticks import INDENT, MAJOR_SIZE, MINOR_SIZE, ticks
from timeline.layout.typeset import reserve

YEAR = 31_556_952_000_000  # microseconds, on average

instants = st.one_of(
    st.integers(-(10**4), 10**4).map(lambda day: day * DAY),
    st.integers(0, 86_400).map(lambda second: second * 10**6),
    st.integers(-13_800_000_000, 10**6).map(lambda year: year * YEAR),
)
lengths = st.sampled_from([1, 60 * 10**6, DAY, 31 * DAY, YEAR])
reaches = st.lists(
    st.tuples(instants, lengths).map(lambda pair: Extent(pair[0], pair[0] + pair[1])), min_size=1, max_size=30
)
UNIT = {1: "microsecond", 60 * 10**6: "minute", DAY: "day", 31 * DAY: "month", YEAR: "year"}


def units(found: list[Extent]) -> list[str]:
    return [UNIT[extent.end - extent.first] for extent in found]


def cut_for(*dates: str, width: float = 1100) -> Scale:
    parsed = [parse(date) for date in dates]
    return broken(extents(parsed, None), [date.unit for date in parsed], 0, width)


@given(reaches, st.integers(320, 4000))
def test_a_scale_keeps_the_order_of_time(found: list[Extent], width: int) -> None:
    for make in (linear, broken):
        scale = make(found, units(found), 12, width - 12)
        order = sorted(instant for extent in found for instant in (extent.first, extent.end))
        places = [scale.position(instant) for instant in order]
        assert places == sorted(places)
        assert all(12 <= place <= width - 12 for place in places)


@given(reaches)
def test_a_cut_never_goes_through_an_event(found: list[Extent]) -> None:
    for cut in broken(found, units(found), 0, 1100).cuts:
        assert cut.first < cut.end
        assert cut.x0 < cut.x1
        assert all(extent.end <= cut.first or extent.first >= cut.end for extent in found)


@given(reaches, st.floats(0, 1))
def test_the_inverse_of_a_scale_leads_back(found: list[Extent], share: float) -> None:
    scale = broken(found, units(found), 0, 1100)
    first, end = scale.stretches[0].first, scale.stretches[-1].end
    instant = first + round(share * (end - first))
    stretch = max(end - first, 1)
    assert abs(scale.instant(scale.position(instant)) - instant) <= 1 + stretch // 10**9


def test_a_scale_holds_what_is_off_the_axis_at_its_ends() -> None:
    scale = Scale([Stretch(0, 10, 100, 200)])
    assert (scale.position(-5), scale.position(5), scale.position(50)) == (100, 150, 200)
    assert (scale.instant(0), scale.instant(150), scale.instant(900)) == (0, 5, 10)


def test_instants_of_deep_time_come_back_whole() -> None:
    first = -13_800_000_000 * YEAR
    scale = Scale([Stretch(first, first + 100, 0, 100)])
    assert [scale.instant(place) for place in (0, 1, 99, 100)] == [first, first + 1, first + 99, first + 100]


def test_seven_quiet_years_before_a_burst_are_cut() -> None:
    burst = [f"2025-05-{day:02}" for day in range(1, 20)]
    (cut,) = cut_for("2017", *burst).cuts
    assert elapsed(cut.end - cut.first).endswith((" years", " year"))


def test_evenly_spaced_events_are_not_cut() -> None:
    assert not cut_for(*(str(year) for year in range(1990, 2020, 3))).cuts


def test_two_events_are_not_cut() -> None:
    assert not cut_for("1914", "2025-05-10").cuts


def test_what_lasts_is_not_cut_however_quiet() -> None:
    burst = [f"2025-05-{day:02}" for day in range(1, 20)]
    assert not cut_for("2017/2025-05-01", *burst).cuts


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (7, "7 years"),
        (1, "1 year"),
        (2_000_000, "2 million years"),
        (12_000, "12,000 years"),
        (1_234_567_890, "1.23 billion years"),
        (999_700_000, "1 billion years"),
    ],
)
def test_the_length_of_a_cut_is_said_in_years(years: int, words: str) -> None:
    assert elapsed(years * YEAR) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (3 * DAY, "3 days"),
        (70 * DAY, "2 months"),
        (DAY // 4, "6 hours"),
        (600 * DAY, "20 months"),
        (52 * DAY, "52 days"),
        (DAY // 24 * 7 // 4, "2 hours"),
        (DAY // 24 * 5 // 4, "1 hour"),
        (DAY * 5 // 3, "2 days"),
    ],
)
def test_the_length_of_a_cut_is_said_in_smaller_units(length: int, words: str) -> None:
    assert elapsed(length) == words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("7 years", ["7", "years"]),
        ("2 million years", ["2 million", "years"]),
        ("13,8 mil millones de años", ["13,8 mil millones", "de años"]),
        ("7年", ["7年"]),
    ],
)
def test_the_words_of_a_cut_stand_in_the_two_lines_that_are_narrowest(text: str, lines: list[str]) -> None:
    assert in_two(text) == lines


@given(reaches, st.integers(320, 2000))
def test_tick_labels_are_apart_and_inside_their_stretch(found: list[Extent], width: int) -> None:
    scale = broken(found, units(found), 0, width)
    for stretch, on in zip(scale.stretches, ticks(scale, UTC, "microsecond"), strict=True):
        for labels, size, bold in ((on.major_labels, MAJOR_SIZE, True), (on.minor_labels, MINOR_SIZE, False)):
            edges = [(label.x, label.x + reserve(label.text, size, bold=bold)) for label in labels]
            assert all(before[1] < after[0] for before, after in itertools.pairwise(edges))
            assert all(start >= stretch.x0 and end <= stretch.x1 for start, end in edges)


@given(reaches)
def test_ticks_are_few(found: list[Extent]) -> None:
    scale = linear(found, units(found), 0, 1200)
    assert all(len(on.major) + len(on.minor) < 200 for on in ticks(scale, UTC, "microsecond"))


def test_a_tick_stands_where_its_unit_begins() -> None:
    parsed = [parse(f"{year}-07-01") for year in range(2000, 2011)]
    scale = linear(extents(parsed, None), ["day"] * len(parsed), 0, 1000)
    (on,) = ticks(scale, UTC, "day")
    for label in on.major_labels:
        first = parse(label.text).first
        assert first is not None
        assert label.x - INDENT == pytest.approx(scale.position(first), abs=3.01)  # or at a torn end


def test_days_begin_by_the_documents_clock() -> None:
    karachi = zone("Asia/Karachi")
    parsed = [parse(f"2025-05-{day:02}", karachi) for day in (1, 5, 9)]
    scale = linear(extents(parsed, None), ["day"] * 3, 0, 1000)
    (on,) = ticks(scale, karachi, "day")
    first = parse("2025-05-05", karachi).first
    assert first is not None
    assert any(x == pytest.approx(scale.position(first)) for x in on.major + on.minor)


def test_no_tick_is_finer_than_the_finest_date() -> None:
    parsed = [parse(f"2025-05-{day:02}") for day in (1, 5, 9)]
    scale = linear(extents(parsed, None), ["day"] * 3, 0, 3000)
    (on,) = ticks(scale, UTC, "day")
    assert [label.text for label in on.minor_labels][:3] != []
    assert all(label.text.isdigit() for label in on.minor_labels)
