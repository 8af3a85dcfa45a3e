"""Time zones: gaps, folds, midnights, and the years that the database does not know."""

from datetime import UTC as DATETIME_UTC
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import DAY, HOUR, MINUTE, UTC, DateFault, days_from_civil, parse, zone
from timeline.dates.report import describe

BERLIN = zone("Europe/Berlin")
KOLKATA = zone("Asia/Kolkata")
NAMES = [
    "UTC",
    "Europe/Berlin",
    "Asia/Kolkata",
    "America/New_York",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
]
UNHURRIED = settings(deadline=None)  # the first use of a zone reads it from the disk
EPOCH = datetime(1970, 1, 1, tzinfo=DATETIME_UTC)


def wall(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return days_from_civil(year, month, day) * DAY + hour * HOUR + minute * MINUTE


def test_a_time_without_an_offset_is_in_the_zone_and_one_with_an_offset_is_not() -> None:
    assert parse("2025-05-10T15:35", KOLKATA).first == wall(2025, 5, 10, 10, 5)
    assert parse("2025-05-10T15:35Z", KOLKATA).first == wall(2025, 5, 10, 15, 35)
    assert parse("2025-05-10T15:35:00.5", KOLKATA).first == wall(2025, 5, 10, 10, 5) + 500_000


def test_days_begin_at_the_midnights_of_the_zone() -> None:
    date = parse("2025-03-30", BERLIN)
    assert date.first == wall(2025, 3, 29, 23)
    assert date.last == wall(2025, 3, 30, 22) - 1  # an hour is left out in this night
    (row,) = describe(["2025-03-30"], BERLIN)
    assert (row["first"], row["last"]) == ("2025-03-30", "2025-03-30")
    assert parse("2025", BERLIN).last == wall(2025, 12, 31, 23) - 1
    assert parse("2025-03~", BERLIN).last == wall(2025, 3, 31, 22) - 1


def test_a_local_time_that_never_was_is_refused_with_its_place() -> None:
    with pytest.raises(DateFault) as caught:
        parse("2025-03-30T02:30", BERLIN)
    fault = caught.value
    assert (fault.code, fault.column, fault.length) == ("date-gap", 12, 5)
    assert "Europe/Berlin" in fault.message
    assert fault.help == "they went from 2025-03-30T02:00 on to 2025-03-30T03:00"


def test_a_local_time_that_was_twice_is_refused_and_an_offset_settles_it() -> None:
    with pytest.raises(DateFault) as caught:
        parse("2025/2025-10-26T02:30:00", BERLIN)
    fault = caught.value
    assert (fault.code, fault.column, fault.length) == ("date-fold", 17, 8)
    assert '"+02:00"' in (fault.help or "")
    assert '"+01:00"' in (fault.help or "")
    first, second = parse("2025-10-26T02:30+02:00", BERLIN), parse("2025-10-26T02:30+01:00", BERLIN)
    assert first.first is not None
    assert second.first == first.first + HOUR


def test_the_hours_beside_a_change_of_clocks_are_fine() -> None:
    assert parse("2025-03-30T01:59", BERLIN).first == wall(2025, 3, 30, 0, 59)
    assert parse("2025-03-30T03:00", BERLIN).first == wall(2025, 3, 30, 1)
    assert parse("2025-10-26T01:59", BERLIN).first == wall(2025, 10, 25, 23, 59)
    assert parse("2025-10-26T03:00", BERLIN).first == wall(2025, 10, 26, 2)


def test_a_day_that_was_left_out_is_refused() -> None:
    apia = zone("Pacific/Apia")
    for text, column in (("2011-12-30", 1), ("[2011-12-29, 2011-12-30]", 14)):
        with pytest.raises(DateFault) as caught:
            parse(text, apia)
        assert (caught.value.code, caught.value.column, caught.value.length) == ("date-gap", column, 10)
    before, after = parse("2011-12-29", apia), parse("2011-12-31", apia)
    assert before.last is not None
    assert after.first == before.last + 1


def test_a_day_whose_midnight_was_left_out_begins_when_the_clocks_jump() -> None:
    sao_paulo = zone("America/Sao_Paulo")
    assert parse("2018-11-04", sao_paulo).first == wall(2018, 11, 4, 3)
    toronto = zone("America/Toronto")  # 1919-03-30, from 23:30 on to 00:30
    assert toronto.boundary(wall(1919, 3, 31)) == wall(1919, 3, 31, 4, 30)


@pytest.mark.parametrize("year", [-13_800_000_000, -44, 0, 1, 9999, 10_000, 12_345, 10**12])
def test_years_that_the_database_does_not_know_have_the_zone_too(year: int) -> None:
    first = BERLIN.boundary(wall(year, 1, 1))
    assert BERLIN.wall(first) == wall(year, 1, 1)
    mean = 53 * MINUTE + 28_000_000  # the local mean time of Berlin
    assert wall(year, 1, 1) - first == (HOUR if year > 1893 else mean)


def test_the_rules_of_a_zone_repeat_after_400_years() -> None:
    with pytest.raises(DateFault) as caught:
        BERLIN.instant(wall(12_025, 3, 30, 2, 30))
    assert caught.value.code == "date-gap"
    assert BERLIN.instant(wall(12_025, 7, 1)) == wall(12_025, 6, 30, 22)


@UNHURRIED
@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)), st.sampled_from(NAMES))
def test_instants_and_walls_are_those_of_zoneinfo(moment: datetime, name: str) -> None:
    instant = (moment.replace(tzinfo=DATETIME_UTC) - EPOCH) // timedelta(microseconds=1)
    local = moment.replace(tzinfo=DATETIME_UTC).astimezone(ZoneInfo(name)).replace(tzinfo=DATETIME_UTC)
    shown = zone(name).wall(instant)
    assert shown == (local - EPOCH) // timedelta(microseconds=1)
    try:
        assert zone(name).instant(shown) == instant
    except DateFault as fault:
        assert fault.code == "date-fold"  # noqa: PT017  # what was shown was not skipped


@UNHURRIED
@given(st.integers(-(10**13), 10**13), st.integers(0, 10**7), st.sampled_from(NAMES))
def test_boundaries_never_go_back_and_are_where_the_clocks_have_arrived(
    seconds: int, more: int, name: str
) -> None:
    one, other = seconds * 1_000_000, (seconds + more) * 1_000_000
    place = zone(name)
    assert place.boundary(one) <= place.boundary(other)
    assert place.wall(place.boundary(one)) >= one


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("Asia/Karatchi", 'did you mean "Asia/Karachi"?'),
        ("europe/berlin", 'did you mean "Europe/Berlin"?'),
        ("Karachi", 'did you mean "Asia/Karachi"?'),
        ("New York", 'did you mean "America/New_York"?'),
        ("utc", 'did you mean "UTC"?'),
    ],
)
def test_an_unknown_zone_is_refused_and_the_nearest_name_told(name: str, help: str) -> None:
    with pytest.raises(DateFault) as caught:
        zone(name)
    assert (caught.value.code, caught.value.column) == ("zone-unknown", 1)
    assert caught.value.help == help


@pytest.mark.parametrize(
    ("name", "time", "instead"),
    [
        ("UTC+5", "+05:00", "Etc/GMT-5"),
        ("GMT-3", "-03:00", "Etc/GMT+3"),
        ("UTC\u22125", "-05:00", "Etc/GMT+5"),
        ("+05:30", "+05:30", "Asia/Karachi"),
        ("-0500", "-05:00", "Etc/GMT+5"),
        ("UTC+14", "+14:00", "Etc/GMT-14"),
        ("CET+1", "+05:30", "Asia/Karachi"),
        ("UTC+99", "+05:30", "Asia/Karachi"),
    ],
)
def test_an_offset_is_no_zone_and_belongs_into_each_time(name: str, time: str, instead: str) -> None:
    with pytest.raises(DateFault) as caught:
        zone(name)
    help = caught.value.help or ""
    assert f'"2025-05-10T15:35{time}"' in help
    assert f'"{instead}"' in help
    assert "did you mean" not in help
    if "Etc" in instead:
        assert zone(instead).instant(0) == parse(f"1970-01-01T00:00{time}").first


@pytest.mark.parametrize("name", ["CEST", "IST", "AEST", "PST"])
def test_an_abbreviation_is_not_taken_for_the_zone_it_looks_like(name: str) -> None:
    with pytest.raises(DateFault) as caught:
        zone(name)
    assert "ambiguous" in (caught.value.help or "")


def test_an_offset_of_nothing_is_utc() -> None:
    with pytest.raises(DateFault) as caught:
        zone("UTC+0")
    assert caught.value.help == 'write "UTC"'


@pytest.mark.parametrize(
    "name",
    ["", "/", "../UTC", "America", "a\x00b", "\ud800", "localtime", "right/UTC", "posixrules", "x" * 10_000],
)
def test_what_is_no_name_of_a_place_is_refused_without_another_exception(name: str) -> None:
    with pytest.raises(DateFault) as caught:
        zone(name)
    assert caught.value.code == "zone-unknown"


def test_zones_are_equal_by_name() -> None:
    assert zone("UTC") is UTC
    assert zone("Europe/Berlin") == BERLIN != KOLKATA
    assert len({zone("Europe/Berlin"), BERLIN}) == 1
