"""Days and civil dates, and the units of time axes."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import (
    DAY,
    HOUR,
    MINUTE,
    UNITS,
    civil,
    civil_from_days,
    clock,
    days_from_civil,
    is_leap,
    month_length,
)

UNHURRIED = settings(deadline=None)  # machines that build are slow now and then
EPOCH = date(1970, 1, 1)
FAR = st.integers(-(10**15), 10**15)


@UNHURRIED
@given(st.dates())
def test_days_are_those_of_datetime_from_year_1_to_9999(day: date) -> None:
    days = days_from_civil(day.year, day.month, day.day)
    assert days == (day - EPOCH).days
    assert civil_from_days(days) == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    "year", [-400, -399, -100, -4, -1, 0, 1, 4, 100, 400, 1900, 1970, 2000, 12345, -(10**12)]
)
def test_days_of_a_year_follow_each_other(year: int) -> None:
    first = days_from_civil(year, 1, 1)
    dates = [(year, month, day) for month in range(1, 13) for day in range(1, month_length(year, month) + 1)]
    assert [civil_from_days(first + n) for n in range(len(dates))] == dates
    assert days_from_civil(year + 1, 1, 1) == first + len(dates) == first + (366 if is_leap(year) else 365)


@UNHURRIED
@given(FAR)
def test_any_day_comes_back_from_its_civil_date(days: int) -> None:
    year, month, day = civil_from_days(days)
    assert 1 <= day <= month_length(year, month)
    assert days_from_civil(year, month, day) == days


@UNHURRIED
@given(FAR)
def test_the_calendar_repeats_after_400_years(days: int) -> None:
    year, month, day = civil_from_days(days)
    assert civil_from_days(days + 146_097) == (year + 400, month, day)


@UNHURRIED
@given(st.datetimes())
def test_wall_times_are_taken_apart_as_by_datetime(moment: datetime) -> None:
    wall = (moment - datetime(1970, 1, 1)) // timedelta(microseconds=1)
    assert civil(wall) == (moment.year, moment.month, moment.day)
    assert clock(wall) == (moment.hour, moment.minute, moment.second, moment.microsecond)


@UNHURRIED
@given(
    FAR.map(lambda days: days * DAY // 7), st.sampled_from(sorted(UNITS)), st.sampled_from([1, 2, 5, 10, 100])
)
def test_a_boundary_of_a_unit_is_at_or_before_and_the_next_one_after(wall: int, name: str, step: int) -> None:
    unit = UNITS[name]
    boundary = unit.floor(wall, step)
    following = unit.offset(boundary, step)
    assert boundary <= wall < following
    assert unit.floor(boundary, step) == boundary
    assert unit.floor(following, step) == following
    assert unit.offset(following, -step) == boundary


@pytest.mark.parametrize("step", [1, 2, 5, 10, 1000, 10**9])
@pytest.mark.parametrize("year", [-13_800_000_000, -44, 0, 7, 2025])
def test_years_stand_at_multiples_of_their_step(year: int, step: int) -> None:
    floored = UNITS["year"].floor(days_from_civil(year, 7, 1) * DAY, step)
    assert civil(floored) == (year - year % step, 1, 1)
    assert clock(floored) == (0, 0, 0, 0)


def test_months_step_from_january_and_weeks_from_monday() -> None:
    wall = days_from_civil(2025, 5, 14) * DAY + 15 * HOUR
    assert civil(UNITS["month"].floor(wall, 3)) == (2025, 4, 1)
    assert civil(UNITS["week"].floor(wall, 1)) == (2025, 5, 12)
    assert clock(UNITS["hour"].floor(wall, 6)) == (12, 0, 0, 0)
    assert clock(UNITS["minute"].floor(wall + 44 * MINUTE, 15)) == (15, 30, 0, 0)


def test_a_month_later_is_the_last_day_where_there_is_no_such_day() -> None:
    wall = days_from_civil(2024, 1, 31) * DAY + HOUR
    assert civil(UNITS["month"].offset(wall, 1)) == (2024, 2, 29)
    assert civil(UNITS["year"].offset(days_from_civil(2024, 2, 29) * DAY, -1)) == (2023, 2, 28)


def test_units_are_listed_from_the_finest_and_know_their_mean_length() -> None:
    means = [unit.mean for unit in UNITS.values()]
    assert means == sorted(means)
    assert UNITS["year"].mean == 12 * UNITS["month"].mean == 146_097 * DAY // 400
