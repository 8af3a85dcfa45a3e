"""First and last instants, levels and units where the standard's examples do not go."""

import pytest

from timeline.dates import HOUR, MINUTE, DateFault, Doubts, parse
from timeline.dates.report import describe

TABLE = """
# Parts of a year, all of them
2001-22        1  season        2001-06-01  2001-08-31
2001-23        1  season        2001-09-01  2001-11-30
2001-24        1  season        2001-12-01  2002-02-28
2003-24        1  season        2003-12-01  2004-02-29
2001-25        2  season        2001-03-01  2001-05-31
2001-26        2  season        2001-06-01  2001-08-31
2001-27        2  season        2001-09-01  2001-11-30
2001-28        2  season        2001-12-01  2002-02-28
2001-29        2  season        2001-09-01  2001-11-30
2001-30        2  season        2001-12-01  2002-02-28
2001-31        2  season        2001-03-01  2001-05-31
2001-32        2  season        2001-06-01  2001-08-31
2001-33        2  quarter       2001-01-01  2001-03-31
2001-34        2  quarter       2001-04-01  2001-06-30
2001-35        2  quarter       2001-07-01  2001-09-30
2001-36        2  quarter       2001-10-01  2001-12-31
2001-37        2  quadrimester  2001-01-01  2001-04-30
2001-38        2  quadrimester  2001-05-01  2001-08-31
2001-39        2  quadrimester  2001-09-01  2001-12-31
2001-40        2  semester      2001-01-01  2001-06-30
2001-41        2  semester      2001-07-01  2001-12-31
20XX-24        2  season        2000-12-01  2100-02-28
-0001-24       1  season        -0001-12-01 0000-02-29
# Unspecified digits
XXXX           2  year          0000-01-01  9999-12-31
1XXX           2  millennium    1000-01-01  1999-12-31
15XX           1  century       1500-01-01  1599-12-31
198X           1  decade        1980-01-01  1989-12-31
19X5           2  year          1905-01-01  1995-12-31
-1XXX          2  millennium    -1999-01-01 -1000-12-31
-000X          1  decade        -0009-01-01 -0001-12-31
1560-XX-25     2  day           1560-01-25  1560-12-25
15XX-12-XX     2  day           1500-12-01  1599-12-31
2014-X1-X1     2  day           2014-01-01  2014-11-21
2014-X2-3X     2  day           2014-12-30  2014-12-31
2014-XX-31     2  day           2014-01-31  2014-12-31
2014-0X        2  month         2014-01-01  2014-09-30
20XX-02-29     2  day           2000-02-29  2096-02-29
18XX-02-29     2  day           1804-02-29  1896-02-29
XXXX-02-29     2  day           0000-02-29  9996-02-29
-000X-02-29    2  day           -0008-02-29 -0004-02-29
19XX-02-XX     2  day           1900-02-01  1999-02-28
201X-XX        2  month         2010-01-01  2019-12-31
16XX~          1  century       1600-01-01  1699-12-31
# Years: around 0, long, exponents, significant digits
0000           0  year          0000-01-01  0000-12-31
0000-02-29     0  day           0000-02-29  0000-02-29
-0044-03-15    1  day           -0044-03-15 -0044-03-15
-0004-02-29    1  day           -0004-02-29 -0004-02-29
Y12345         1  year          +12345-01-01 +12345-12-31
Y-13800000000  1  year          -13800000000-01-01 -13800000000-12-31
Y17E8S3        2  year          +1700000000-01-01 +1709999999-12-31
Y-17E7S1       2  year          -199999999-01-01 -100000000-12-31
-1950S2        2  year          -1999-01-01 -1900-12-31
1950S4         2  year          1950-01-01  1950-12-31
0950S2         2  year          0950-01-01  0959-12-31
1950S2~        2  year          1900-01-01  1999-12-31
Y1E29          2  year          +100000000000000000000000000000-01-01 +100000000000000000000000000000-12-31
# Qualifiers, whole and on components
1984%          1  year          1984-01-01  1984-12-31
?1984          2  year          1984-01-01  1984-12-31
2001-21~       1  season        2001-03-01  2001-05-31
2001-~21       2  season        2001-03-01  2001-05-31
Y12345?        1  year          +12345-01-01 +12345-12-31
# Intervals
2004/2004-03   0  month         2004-01-01  2004-03-31
2004-06-11/2004-06  0  day      2004-06-11  2004-06-30
2004/2004      0  year          2004-01-01  2004-12-31
2001-21/2001-34  2  season      2001-03-01  2001-06-30
Y-13800000000/-0044  1  year    -13800000000-01-01 -0044-12-31
198X/1995      2  year          1980-01-01  1995-12-31
2025-05-10T15:35/2025-05-11  0  minute  2025-05-10T15:35:00Z  2025-05-11T23:59:59Z
2025-05-10T15:35:00+05:30/..  1  second  2025-05-10T10:05:00Z  -
# Sets
[1667]         2  year          1667-01-01  1667-12-31
[1985-04..1985-06,1984]  2  month  1984-01-01  1985-06-30
{1984..}       2  year          1984-01-01  -
# Times
2025-05-10T15:35            0  minute       2025-05-10T15:35:00Z  2025-05-10T15:35:59Z
2025-05-10T15:35Z           0  minute       2025-05-10T15:35:00Z  2025-05-10T15:35:59Z
2025-05-10T15:35+05:30      0  minute       2025-05-10T10:05:00Z  2025-05-10T10:05:59Z
2025-05-10T23:30-14:00      0  minute       2025-05-11T13:30:00Z  2025-05-11T13:30:59Z
2025-05-10T00:00:00+23:59   0  second       2025-05-09T00:01:00Z  2025-05-09T00:01:00Z
-0044-03-15T12:00           1  minute       -0044-03-15T12:00:00Z -0044-03-15T12:00:59Z
9999-12-31T23:59-01         0  minute       +10000-01-01T00:59:00Z +10000-01-01T00:59:59Z
2025-05-10T15:35:12.123456789Z  0  microsecond  2025-05-10T15:35:12Z  2025-05-10T15:35:12Z
"""
ROWS = [line.split() for line in TABLE.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "level", "unit", "first", "last"), ROWS, ids=[row[0] for row in ROWS])
def test_a_date_has_its_level_unit_and_bounds(
    text: str, level: str, unit: str, first: str, last: str
) -> None:
    (row,) = describe([text])
    assert row["valid"], row
    found = (str(row["level"]), row["unit"], row["first"] or "-", row["last"] or "-")
    assert found == (level, unit, first, last)


def test_fractions_of_a_second_are_read_to_the_microsecond() -> None:
    date = parse("1970-01-01T00:00:01.5")
    assert (date.first, date.last) == (1_500_000, 1_500_000)
    assert parse("1970-01-01T00:00:00.1234567").first == 123_456


def test_the_last_instant_is_the_microsecond_before_the_end() -> None:
    assert parse("1970-01-01").last == 24 * HOUR - 1
    assert parse("1970-01-01T00:00").last == MINUTE - 1


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("2004-06-11", ("", "", "")),
        ("2004-06-11%", ("%", "%", "%")),
        ("2004-06~-11", ("~", "~", "")),
        ("2004?-06-11", ("?", "", "")),
        ("?2004-06-~11", ("?", "", "~")),
        ("2004?-06-~11", ("?", "", "~")),
        ("2004-%06-11", ("", "%", "")),
        ("2004?-06~-11", ("%", "~", "")),
        ("2004?-06?-11", ("?", "?", "")),
        ("?2004-06-11~", ("%", "~", "~")),
        ("~2004?-?06~-?11%", ("%", "%", "%")),
    ],
)
def test_a_qualifier_is_about_its_component_on_the_left_and_all_before_it_on_the_right(
    text: str, doubts: tuple[str, str, str]
) -> None:
    date = parse(text)
    assert date.parts is not None
    assert date.parts.doubts == Doubts(*doubts)
    assert date.uncertain == any(mark in "?%" for mark in doubts if mark)
    assert date.approximate == any(mark in "~%" for mark in doubts if mark)


def test_an_interval_has_its_ends_and_the_doubts_of_both() -> None:
    date = parse("1984~/2004-06?")
    assert (date.form, date.lower, date.upper) == ("interval", "closed", "closed")
    assert date.start is not None
    assert date.end is not None
    assert (date.start.text, date.end.text) == ("1984~", "2004-06?")
    assert date.approximate
    assert date.uncertain
    assert date.parts is None


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("1985/..", "closed", "open"),
        ("../1985", "open", "closed"),
        ("1985/", "closed", "unknown"),
        ("/1985", "unknown", "closed"),
    ],
)
def test_an_end_without_a_date_is_open_or_unknown(text: str, lower: str, upper: str) -> None:
    date = parse(text)
    assert (date.lower, date.upper) == (lower, upper)
    assert [date.start is None, date.end is None] == [lower != "closed", upper != "closed"]


def test_a_set_has_its_members_and_ranges_are_intervals() -> None:
    date = parse("{1667, 1668,1670..1672}")
    assert date.form == "all"
    assert [(member.text, member.form) for member in date.members] == [
        ("1667", "date"), ("1668", "date"), ("1670..1672", "interval"),
    ]  # fmt: skip
    assert parse("[..1667,1670..]").form == "one"
    assert (parse("[..1667,1670..]").lower, parse("[..1667,1670..]").upper) == ("open", "open")


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2025-05-10T15:35", None), ("2025-05-10T15:35Z", 0), ("2025-05-10T15:35:00+05:30", 330),
        ("2025-05-10T15:35:00-04", -240), ("2025-05-10T15:35:00.5-00:30", -30), ("2025", None),
    ],
)  # fmt: skip
def test_an_offset_is_kept_as_minutes_east(text: str, offset: int | None) -> None:
    assert parse(text).offset == offset


def test_a_year_beyond_thirty_digits_is_refused_at_once() -> None:
    for text in ("Y1E999999999", "Y1E30", "Y" + "9" * 100_000, "Y1E" + "9" * 100_000):
        with pytest.raises(DateFault) as caught:
            parse(text)
        assert caught.value.code == "date-year"
    assert parse("Y1E29").unit == "year"


def test_a_date_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        parse("2014").text = "2015"  # type: ignore[misc]


def test_the_year_0_has_a_significant_digit_too() -> None:
    (row,) = describe(["0000S1"])
    assert (row["first"], row["last"]) == ("0000-01-01", "0000-12-31")
