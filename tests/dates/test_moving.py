"""Dates moved along the time line: the unit, the doubts and the way of writing stay."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.dates.test_properties import INTERVALS, SINGLE
from timeline.dates import DAY, MINUTE, Date, parse, zone
from timeline.dates.moving import Immovable, Part, moved, stepped

BERLIN, APIA = zone("Europe/Berlin"), zone("Pacific/Apia")
UNHURRIED = settings(deadline=None)


def middle(date: Date) -> int:
    assert date.first is not None
    assert date.last is not None
    return (date.first + date.last + 1) // 2


def instant(text: str) -> int:
    return middle(parse(text))


@pytest.mark.parametrize(
    ("text", "count", "reached"),
    [
        ("2014", 1, "2015"),
        ("2014~", -15, "1999~"),
        ("0001", -2, "-0001"),
        ("?9999", 1, "?Y10000"),
        ("Y10000%", -1, "9999%"),
        ("Y170000002", 3, "Y170000005"),
        ("Y-66E6", 2, "Y-64E6"),
        ("Y-17E7~", -3, "Y-20E7~"),
        ("Y1E6", -1, "0000"),
        ("1950S2", 1, "2050S2"),
        ("1950S2", 85, "Y10450S3"),
        ("Y3388E2S3", 2, "Y3408E2S3"),
        ("198X", 2, "200X"),
        ("000X", -1, "-000X"),
        ("-01XX?", 1, "-00XX?"),
        ("1XXX", 1, "2XXX"),
        ("2004-XX", 1, "2005-XX"),
        ("2004-XX-XX", -1, "2003-XX-XX"),
        ("1985-12-XX", 1, "1986-01-XX"),
        ("2014-12", 1, "2015-01"),
        ("-0001-12", 1, "0000-01"),
        ("2001-24", 1, "2002-21"),
        ("2001-25?", -1, "2000-28?"),
        ("2001-32", 1, "2001-29"),
        ("2001-30", 1, "2002-31"),
        ("2001-36", 1, "2002-33"),
        ("2001-39", 1, "2002-37"),
        ("2001-41", -1, "2001-40"),
        ("2004-02-28", 2, "2004-03-01"),
        ("-9998-01-01", -1, "-9999-12-31"),
        ("2004-06~-30", 1, "2004-07~-01"),
        ("?2004-06-~11", 20, "?2004-07-~01"),
        ("2025-05-10T23:59", 1, "2025-05-11T00:00"),
        ("2025-05-10T15:35:59+05:30", 1, "2025-05-10T15:36:00+05:30"),
        ("2025-05-10T00:00-04", -1, "2025-05-09T23:59-04"),
        ("2025-05-10T15:35:59.9Z", 1, "2025-05-10T15:36:00.0Z"),
        ("2025-05-10T15:35:59.12345678", 1, "2025-05-10T15:35:59.12345700"),
        ("2014/2016", 1, "2015/2017"),
        ("2014-05/2016", 1, "2015-05/2017"),
        ("2014/2016-02-29", 1, "2015/2017-02-28"),
        ("2001-21/2001-33", 4, "2002-21/2002-33"),
        ("2001-05-07T10:00/2001-05-08", 1, "2001-05-08T10:00/2001-05-09"),
        ("1984~/1985-06?", -1, "1983~/1984-06?"),
        ("2014-05-25/..", 1, "2014-05-26/.."),
        ("/1985", 1, "/1986"),
    ],
)
def test_a_step_is_one_unit_of_what_was_written(text: str, count: int, reached: str) -> None:
    assert stepped(parse(text), "whole", count) == reached


@pytest.mark.parametrize(
    ("text", "part", "reason"),
    [
        ("[1667,1668]", "whole", "set"),
        ("{1960..1970}", "first", "set"),
        ("156X-12-25", "whole", "unspecified"),
        ("1X5X", "whole", "unspecified"),
        ("XXXX", "whole", "unspecified"),
        ("2004-1X", "whole", "unspecified"),
        ("2004-XX-25", "whole", "unspecified"),
        ("198X-XX", "whole", "unspecified"),
        ("2014", "first", "only what lasts"),
        ("2014/..", "last", "its end is open"),
        ("/2014", "first", "its beginning is open"),
        ("2001-21/2001-37", "whole", "one at a time"),
    ],
)
def test_what_cannot_be_moved_says_why(text: str, part: Part, reason: str) -> None:
    with pytest.raises(Immovable, match=reason):
        stepped(parse(text), part, 1)
    with pytest.raises(Immovable, match=reason):
        moved(parse(text), part, 0)


@pytest.mark.parametrize(
    ("text", "count", "reason"),
    [
        ("9999-12-31", 1, "no months"),
        ("-9999-XX", -1, "no months"),
        ("999X", 1, "four digits"),
        ("0150S2", -100, "year 0"),
        ("Y9E29", 1, "30 digits"),
    ],
)
def test_what_cannot_be_written_says_why(text: str, count: int, reason: str) -> None:
    with pytest.raises(Immovable, match=reason):
        stepped(parse(text), "whole", count)


def test_the_ends_of_an_interval_move_one_at_a_time_and_never_past_each_other() -> None:
    date = parse("2014-05-10/2014-06~")
    assert stepped(date, "first", 3) == "2014-05-13/2014-06~"
    assert stepped(date, "last", -1) == "2014-05-10/2014-05~"
    with pytest.raises(Immovable, match="before it begins"):
        stepped(date, "last", -2)
    with pytest.raises(Immovable, match="before it begins"):
        stepped(date, "first", 60)
    assert moved(date, "first", instant("2099")) == "2014-06-30/2014-06~"
    assert moved(date, "last", instant("1999")) == "2014-05-10/2014-05~"
    assert moved(parse("2010/2014"), "last", instant("1999")) == "2010/2010"
    assert moved(parse("2010/2014"), "first", instant("2099")) == "2014/2014"


def test_the_end_that_is_moved_goes_to_the_boundary_that_is_nearest() -> None:
    date = parse("2010/2014")
    assert moved(date, "first", instant("2011-05-01")) == "2011/2014"
    assert moved(date, "first", instant("2011-09-01")) == "2012/2014"
    assert moved(date, "last", instant("2016-05-01")) == "2010/2015"
    assert moved(date, "last", instant("2016-09-01")) == "2010/2016"
    assert moved(date, "whole", instant("2011-09-01")) == "2012/2016"


def test_a_local_time_passes_over_what_its_zone_skips_or_shows_twice() -> None:
    before = parse("2025-03-30T01:59", BERLIN)
    assert stepped(before, "whole", 1, BERLIN) == "2025-03-30T03:00"
    assert stepped(parse("2025-03-30T03:00", BERLIN), "whole", -1, BERLIN) == "2025-03-30T01:59"
    assert stepped(parse("2025-10-26T01:59", BERLIN), "whole", 1, BERLIN) == "2025-10-26T03:00"
    fine = parse("2025-10-26T01:59:59.999999", BERLIN)
    assert stepped(fine, "whole", 1, BERLIN) == "2025-10-26T03:00:00.000000"
    assert stepped(parse("2025-03-29T02:30/2025-04-05", BERLIN), "whole", 1, BERLIN).startswith("2025-03-31")
    assert stepped(parse("2011-12-29", APIA), "whole", 1, APIA) == "2011-12-31"


@pytest.mark.parametrize(("at", "reached"), [("00:30", "01:59"), ("00:50", "01:59"), ("01:40", "03:00")])
def test_a_time_dropped_where_clocks_show_it_twice_goes_to_the_nearest_that_is_shown_once(
    at: str, reached: str
) -> None:
    # From 00:00 to 02:00 UTC the clocks in Berlin show all times from 02:00 to 03:00 twice.
    there = instant(f"2025-10-26T{at}Z")
    assert moved(parse("2025-10-20T12:00", BERLIN), "whole", there, BERLIN) == f"2025-10-26T{reached}"


# What holds for all of them


def movable(text: str) -> Date:
    date = parse(text)
    try:
        stepped(date, "whole", 1)
        stepped(date, "whole", -1)
    except Immovable:
        assume(False)
    return date


def place_of(date: Date) -> int:
    """Where moving by the whole takes a date to be."""
    if date.form == "date":
        return middle(date)
    if date.first is not None:
        return date.first
    assert date.last is not None
    return date.last + 1


def traits(date: Date) -> Iterator[object]:
    yield from (date.unit, date.form, date.approximate, date.uncertain, date.unspecified, date.offset)
    yield from (date.lower, date.upper)
    for one in (date, date.start, date.end):
        if one is not None and one.parts is not None:
            yield one.parts.doubts


@UNHURRIED
@given(st.one_of(SINGLE, INTERVALS))
def test_moved_to_its_own_place_a_date_is_what_it_was(text: str) -> None:
    date = movable(text)
    assert moved(date, "whole", place_of(date)) == text
    if date.form == "interval" and date.start and date.end:
        assert date.first is not None
        assert date.last is not None
        assert moved(date, "first", date.first) == text
        assert moved(date, "last", date.last + 1) == text


@UNHURRIED
@given(st.one_of(SINGLE, INTERVALS), st.integers(-5000, 5000))
def test_a_moved_date_can_be_read_and_keeps_its_unit_and_doubts(text: str, count: int) -> None:
    date = movable(text)
    try:
        reached = parse(stepped(date, "whole", count))
        after = parse(stepped(date, "whole", count + 1))
    except Immovable:
        assume(False)
    assert list(traits(reached)) == list(traits(date))
    assert place_of(reached) < place_of(after)
    assert (place_of(reached) > place_of(date)) == (count > 0)


@UNHURRIED
@given(SINGLE, st.integers(-(10**9), 10**9))
def test_no_neighbour_is_nearer(text: str, minutes: int) -> None:
    date = movable(text)
    there = place_of(date) + minutes * MINUTE
    try:
        reached = parse(moved(date, "whole", there))
        neighbours = [parse(stepped(reached, "whole", one)) for one in (-1, 1)]
    except Immovable:
        assume(False)
    assert all(abs(place_of(reached) - there) <= abs(place_of(other) - there) for other in neighbours)


@given(st.dates(), st.integers(-1_000_000, 1_000_000))
def test_days_are_those_of_datetime(day: datetime.date, count: int) -> None:
    try:
        reached = day + datetime.timedelta(days=count)
    except OverflowError:
        assume(False)
    assert stepped(parse(str(day)), "whole", count) == str(reached)
    assert moved(parse(str(day)), "whole", instant(str(reached)) + DAY // 3) == str(reached)


@UNHURRIED
@given(
    st.datetimes(datetime.datetime(1900, 1, 2), datetime.datetime(2100, 1, 1)),
    st.integers(-10_000_000, 10_000_000),
)
def test_local_minutes_are_those_that_datetime_knows(wall: datetime.datetime, count: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")

    def shown(at: datetime.datetime) -> bool:
        first, second = (at.replace(tzinfo=berlin, fold=fold).utcoffset() for fold in (0, 1))
        return first == second

    wall = wall.replace(second=0, microsecond=0)
    reached = wall + datetime.timedelta(minutes=count)
    assume(shown(wall))
    assume(shown(reached))
    assume(1900 < reached.year < 2200)
    date = parse(f"{wall:%Y-%m-%dT%H:%M}", BERLIN)
    written = f"{reached:%Y-%m-%dT%H:%M}"
    assert stepped(date, "whole", count, BERLIN) == written
    assert moved(date, "whole", middle(parse(written, BERLIN)) + MINUTE // 3, BERLIN) == written
