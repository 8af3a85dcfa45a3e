"""All scales keep their promises on any dates: order, whole instants, a window that nothing leaves."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layout.test_plan import dates
from timeline.dates import DAY, UNITS, UTC, Date, parse, zone
from timeline.layout.breaks import broken, linear
from timeline.layout.extents import Extent, clipped, extents
from timeline.layout.marks import SEEN
from timeline.layout.scale import Before, Scale, Steps
from timeline.layout.scales import choose, note
from timeline.model.table import SCALES

YEAR = UNITS["year"].mean
TODAY = parse("2026-03-06")

written = st.lists(dates, min_size=1, max_size=30)
names = st.sampled_from(SCALES)
widths = st.sampled_from([320.0, 360.0, 605.0, 1200.0, 4000.0]) | st.floats(260, 4000)
windows = st.sampled_from(
    [(None, None), ("1900", "2020"), ("2025-05-08", None), (None, "1985-06"), ("2000", "2001")]
)
quick = settings(deadline=None, max_examples=80)


def window_of(ends: tuple[str | None, str | None]) -> tuple[int | None, int | None]:
    first, last = (parse(end) if end else None for end in ends)
    return first.first if first else None, last.last if last else None


def made(
    name: str,
    texts: list[str],
    width: float = 1000.0,
    *,
    as_of: Date | None = TODAY,
    window: tuple[int | None, int | None] = (None, None),
    weights: list[float] | None = None,
) -> tuple[Scale, list[Extent]]:
    """The scale of events with these dates, and their extents."""
    parsed = [parse(text) for text in texts]
    reaches = extents(parsed, as_of, window)
    units = [date.unit for date in parsed]
    scale = choose(name, reaches, units, 12.0, 12.0 + width, as_of=as_of, window=window, weights=weights)
    return scale, reaches


def places(scale: Scale, texts: list[str]) -> list[float]:
    """Where the marks of events with these dates stand."""
    return [scale.position(reach.anchor) for reach in extents([parse(text) for text in texts], TODAY)]


@quick
@given(names, written, widths, windows, st.booleans())
def test_every_scale_keeps_the_order_of_time_between_its_ends(
    name: str, texts: list[str], width: float, ends: tuple[str | None, str | None], upright: bool
) -> None:
    weights = [40.0 + number for number in range(len(texts))] if upright else None
    scale, reaches = made(name, texts, width, window=window_of(ends), weights=weights)
    order = sorted(instant for reach in reaches for instant in (reach.first, reach.anchor, reach.end))
    found = [scale.position(instant) for instant in order]
    assert found == sorted(found)
    assert scale.stretches[0].x0 == 12.0
    assert scale.stretches[-1].x1 == pytest.approx(12.0 + width)
    assert all(12.0 <= place <= 12.0 + width + 1e-6 for place in found)
    assert scale.stretches[0].first <= order[0] < order[-1] <= scale.stretches[-1].end


@quick
@given(names, written, widths)
def test_the_inverse_of_every_scale_leads_back(name: str, texts: list[str], width: float) -> None:
    scale, _ = made(name, texts, width)
    marks = [12.0 + width * part / 50 for part in range(51)]
    instants = [scale.instant(place) for place in marks]
    assert all(type(instant) is int for instant in instants)
    assert instants == sorted(instants)
    for stretch in scale.stretches:
        for place in (stretch.x0 + (stretch.x1 - stretch.x0) * part / 7 for part in range(8)):
            back = scale.position(scale.instant(place))
            a_microsecond = scale.position(scale.instant(place) + 1) - scale.position(
                scale.instant(place) - 1
            )
            assert back == pytest.approx(place, abs=1e-6 + a_microsecond)


@quick
@given(names, written, st.sampled_from([("1900", "2020"), ("2025-05-08", "2025-06"), ("2000", "2001")]))
def test_an_axis_covers_no_more_than_its_window(name: str, texts: list[str], ends: tuple[str, str]) -> None:
    first, last = window_of(ends)
    assert first is not None
    assert last is not None
    scale, reaches = made(name, texts, window=(first, last))
    assert all(first <= reach.first < reach.end <= last + 1 for reach in reaches)
    assert scale.stretches[0].first >= first
    assert scale.stretches[-1].end <= last + 1


def test_what_reaches_over_the_windows_edge_is_cut_there_and_says_so() -> None:
    window = window_of(("2000", "2009"))
    before, across, after, whole, inside = extents(
        [parse(text) for text in ("1995/2003", "1990/2015", "2005/2012", "2001/2002", "2004")], None, window
    )
    assert (before.cut_start, before.cut_end) == (True, False)
    assert (across.cut_start, across.cut_end) == (True, True)
    assert (after.cut_start, after.cut_end) == (False, True)
    assert not whole.cut_start | whole.cut_end | inside.cut_start | inside.cut_end
    assert before.first == across.first == window[0]
    assert across.end == after.end == (window[1] or 0) + 1


def test_a_coarse_date_is_cut_by_the_window_like_a_span() -> None:
    (reach,) = extents([parse("2025")], None, window_of(("2025-05", None)))
    assert reach.cut_start
    assert reach.first == parse("2025-05").first


def test_what_goes_on_is_open_and_cut_where_the_window_ends_before_today() -> None:
    (reach,) = extents([parse("2021-08-15/..")], TODAY, window_of((None, "2023")))
    assert (reach.open_end, reach.cut_end) == (True, True)
    assert reach.end == parse("2024").first


def test_what_lies_outside_the_window_shrinks_to_its_edge() -> None:
    assert clipped(Extent(0, 10), (20, None))[:2] == (20, 21)
    assert clipped(Extent(30, 40), (None, 20))[:2] == (20, 21)


# Equal steps


@quick
@given(st.lists(dates, min_size=2, max_size=30), widths)
def test_equal_steps_are_equal(texts: list[str], width: float) -> None:
    scale, reaches = made("even", texts, width)
    found = [scale.position(anchor) for anchor in sorted({reach.anchor for reach in reaches})]
    steps = [after - before for before, after in itertools.pairwise(found)]
    assert all(step == pytest.approx(steps[0]) for step in steps)
    assert all(step > 0 for step in steps)


def test_steps_are_in_proportion_to_the_labels_where_their_sizes_are_known() -> None:
    scale, _ = made("even", ["2001", "2002", "2010"], 400, weights=[100.0, 50.0, 50.0])
    first, second, third = places(scale, ["2001", "2002", "2010"])
    assert second - first == pytest.approx(2 * (third - second))


def test_a_broken_axis_is_shared_out_by_the_labels_sizes_where_they_are_known() -> None:
    texts = ["1900", *(f"2025-05-{day:02}" for day in (1, 9, 20, 28))]
    reaches = extents([parse(text) for text in texts], None)
    units = ["year", "day", "day", "day", "day"]
    small, large = (
        broken(reaches, units, 0, 2000, eager=True, weights=[first, 200.0, 200.0, 200.0, 200.0]).stretches
        for first in (50.0, 800.0)
    )
    assert len(small) == len(large) == 2
    assert large[0].x1 > 3 * small[0].x1


@pytest.mark.parametrize("weights", [None, [40.0] * 4])
def test_events_of_the_same_year_are_one_step(weights: list[float] | None) -> None:
    texts = ["Y-538800000~/Y-251900000~", "Y-251900000~", "Y-251900000~/Y-66000000~", "Y-66000000~"]
    scale, reaches = made("even", texts, 400, weights=weights)
    assert isinstance(scale.bent, Steps)
    assert len(scale.bent.instants) == 3
    for reach in reaches[1], reaches[3]:
        assert scale.position(reach.first) == scale.position(reach.anchor) == scale.ending(reach.end)
    assert scale.ending(reaches[0].end) == scale.position(reaches[2].first)


def test_years_that_follow_each_other_are_steps_and_take_no_time() -> None:
    scale, reaches = made("even", ["2001", "2002", "2003"])
    found = [(scale.position(reach.first), scale.ending(reach.end)) for reach in reaches]
    assert all(start == end for start, end in found)
    assert found == sorted(set(found))


def test_a_year_in_which_something_else_has_a_step_is_as_long_as_those() -> None:
    scale, reaches = made("even", ["2001", "2001-03-04", "2001-09-10", "2002"])
    first, second = (scale.position(reaches[number].anchor) for number in (1, 2))
    assert scale.position(reaches[0].first) < first < second < scale.ending(reaches[0].end)


def test_units_that_overlap_in_part_keep_the_order_of_time() -> None:
    scale, reaches = made("even", ["2001", "2001-24", "2002-12-01", "2000-12-31T23:30"])
    order = sorted(instant for reach in reaches for instant in (reach.first, reach.anchor, reach.end - 1))
    found = [scale.position(instant) for instant in order]
    assert found == sorted(found)


@pytest.mark.parametrize("name", ["linear", "breaks", "auto"])
@pytest.mark.parametrize("text", ["1969-07-20T20:17:40", "1969-07-20T20:17", "1969-07-20T20:17:40.25"])
def test_a_moment_never_looks_as_if_it_took_time(name: str, text: str) -> None:
    for others in ([], ["1969-07-01", "1969-07-02", "1969-07-03"]):
        scale, reaches = made(name, [*others, text])
        assert scale.position(reaches[-1].end) - scale.position(reaches[-1].first) < SEEN


# The logarithm


def test_tenfold_lengths_of_time_take_the_same_room() -> None:
    scale, _ = made("log", ["Y-13787000000", "2026-03-05"])
    assert isinstance(scale.bent, Before)
    now = scale.bent.instant
    found = [scale.position(now - 10**power * YEAR) for power in range(10)]
    steps = [before - after for before, after in itertools.pairwise(found)]
    assert all(step == pytest.approx(steps[0], abs=0.3) for step in steps)


def test_the_big_bang_and_this_afternoon_stand_on_one_axis() -> None:
    texts = ["Y-13787000000", "Y-66040000", "-0044-03-15", "1969-07-20", "2026-03-05", "2026-03-06T15:35"]
    scale, _ = made("log", texts)
    found = places(scale, texts)
    assert all(after - before > 40 for before, after in itertools.pairwise(found))


@quick
@given(st.sampled_from(["2026-03-06T15:35:00.000001", "Y-1E29", "1926", "2026-03-06"]), widths)
def test_a_single_event_has_a_logarithmic_axis_too(text: str, width: float) -> None:
    scale, (reach,) = made("log", [text], width)
    assert 12.0 <= scale.position(reach.first) < scale.position(reach.end) <= 12.0 + width


@pytest.mark.parametrize("as_of", [TODAY, None])
def test_events_a_second_apart_are_apart_on_a_logarithmic_axis(as_of: Date | None) -> None:
    texts = ["2026-03-06T15:35:01Z", "2026-03-06T15:35:02Z"]
    scale, reaches = made("log", texts, as_of=as_of)
    first, second = (scale.position(reach.anchor) for reach in reaches)
    assert second - first > 100


def test_time_is_counted_from_today_or_from_what_is_later() -> None:
    for texts, instant in (
        (["1900", "2000"], parse("2026-03-07").first),
        (["1900", "2040"], parse("2041").first),
    ):
        scale, _ = made("log", texts)
        assert isinstance(scale.bent, Before)
        assert scale.bent.instant == instant


# What is said of a scale


@pytest.mark.parametrize("name", ["linear", "even", "log"])
def test_a_scale_that_is_not_to_scale_says_so(name: str) -> None:
    scale, _ = made(name, ["1900", "1950", "2000"])
    said = note(scale, UTC)
    assert (said is None) == (name == "linear")


def test_the_note_of_a_logarithm_names_the_instant_as_exactly_as_is_needed() -> None:
    for texts, words in (
        (["-3000", "1453"], "before 2026,"),
        (["1453", "2026-03-05"], "the end of 6 Mar 2026"),
    ):
        scale, _ = made("log", texts)
        assert words in (note(scale, UTC) or "")


def test_the_note_of_a_logarithm_is_by_the_documents_clock() -> None:
    karachi = zone("Asia/Karachi")
    today = parse("2026-03-06", karachi)
    parsed = [parse("1900", karachi), parse("2026-03-05", karachi)]
    scale = choose("log", extents(parsed, today), ["year", "day"], 0, 1000, as_of=today)
    assert "the end of 6 Mar 2026" in (note(scale, karachi) or "")


def test_a_scale_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="bent"):
        choose("bent", [Extent(0, DAY)], ["day"], 0, 100)


def test_auto_is_what_breaks_is_with_dearer_cuts() -> None:
    texts = ["2014", *(f"2025-05-{day:02}" for day in range(1, 20))]
    reaches = extents([parse(text) for text in texts], None)
    units = ["year", *["day"] * 19]
    for name, other in (
        ("auto", broken(reaches, units, 0, 900)),
        ("breaks", broken(reaches, units, 0, 900, eager=True)),
        ("linear", linear(reaches, units, 0, 900)),
    ):
        assert choose(name, reaches, units, 0, 900).stretches == other.stretches
