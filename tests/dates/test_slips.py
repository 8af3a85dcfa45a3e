"""Whoever makes one of the usual slips is told what to write, and nothing that would draw something else."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import MONTHS, DateFault, parse

from .test_properties import PLAIN_DAYS, TEXTS, UNHURRIED


def fault_of(text: str) -> DateFault:
    with pytest.raises(DateFault) as caught:
        parse(text)
    return caught.value


def offered(text: str) -> list[str]:
    """The dates that the help for a text says to write; none for a date."""
    try:
        parse(text)
    except DateFault as fault:
        help = fault.help or ""
        return re.findall('"(.*?)"', help) if help.startswith('write "') else []
    return []


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("2025-02-30", 'the last day is "2025-02-28"'),
        ("14 May 2025", 'write "2025-05-14"'),
        ("14th of May 2025", 'write "2025-05-14"'),
        ("May 14, 2025", 'write "2025-05-14"'),
        ("sept 2 2025", 'write "2025-09-02"'),
        ("Friday, 25 July 2025", 'write "2025-07-25"'),
        ("7–10 May 2025", 'write "2025-05-07/2025-05-10"'),
        ("May 2025", 'write "2025-05"'),
        ("14/05/2025", 'write "2025-05-14"'),
        ("14.5.2025", 'write "2025-05-14"'),
        ("04/05/2025", 'write "2025-05-04" for 4 May, or "2025-04-05" for 5 April'),
        ("2025/05/14", 'write "2025-05-14"'),
        ("2025-5-1", 'write "2025-05-01"'),
        ("2025-5", 'write "2025-05"'),
        ("2025-5-1T9:30", 'write "2025-05-01T09:30"'),
        ("20250514", 'write "2025-05-14"'),
        ("12345", 'write "Y12345"'),
        ("-13800000000", 'write "Y-13800000000"'),
        ("+12345", 'write "Y12345"'),
        ("Y2014", 'write "2014"'),
        ("Y-44", 'write "-0044" for 45 BCE, or "-0043" for 44 BCE'),
        ("45", 'write "0045"'),
        ("c. 1911", 'write "1911~"'),
        ("ca. May 1911", 'write "1911-05~"'),
        ("perhaps 1984", 'write "1984?"'),
        ("1984 (?)", 'write "1984?"'),
        ("1911?~", 'write "1911%"'),
        ("2004-06~?", 'write "2004-06%"'),
        ("44 BC", 'write "-0043"'),
        ("44 B.C.E.", 'write "-0043"'),
        ("1 BCE", 'write "0000"'),
        ("AD 79", 'write "0079"'),
        ("1980s", 'write "198X"'),
        ("16th century", 'write "15XX"'),
        ("198u", 'write "198X"'),
        ("19uu", 'write "19XX"'),
        ("1985-04-xx", 'write "1985-04-XX"'),
        ("y17e7", 'write "Y17E7"'),
        ("spring 2001", 'write "2001-21"'),
        ("2025-Q1", 'write "2025-33"'),
        ("Q1 2025", 'write "2025-33"'),
        ("2025-W20", 'write "2025-05-12/2025-05-18"'),
        ("2020-W53-7", 'write "2021-01-03"'),
        ("2024-366", 'write "2024-12-31"'),
        ("2014-2016", 'write "2014/2016"'),
        ("2014–2016", 'write "2014/2016"'),
        ("2014 - 2016", 'write "2014/2016"'),
        ("2014 to May 2016", 'write "2014/2016-05"'),
        ("2014-16", 'write "2014/2016"'),
        ("2014..2016", 'write "2014/2016"'),
        ("2014/present", 'write "2014/.."'),
        ("2014–now", 'write "2014/.."'),
        ("2014-present", 'write "2014/.."'),
        ("1984/unknown", 'write "1984/"'),
        ("open/1984", 'write "../1984"'),
        ("since 2021", 'write "2021/.."'),
        ("until May 1985", 'write "../1985-05"'),
        ("2025-05-10t15:35", 'write "2025-05-10T15:35"'),
        ("2025-05-10T15:35z", 'write "2025-05-10T15:35Z"'),
        ("2025-05-10 15:35", 'write "2025-05-10T15:35"'),
        ("2025-05-10T15", 'write "2025-05-10T15:00"'),
        ("2025-05-10T153512", 'write "2025-05-10T15:35:12"'),
        ("2025-05-10T15:35+0530", 'write "2025-05-10T15:35+05:30"'),
        ("2025-05-10T15:35+5:30", 'write "2025-05-10T15:35+05:30"'),
        ("2025-05-10T15:35:12,5Z", 'write "2025-05-10T15:35:12.5Z"'),
        ("2025-05-10T15:00/17:00", 'write "2025-05-10T15:00/2025-05-10T17:00"'),
        (" 2014 ", 'write "2014"'),
        ("2014\n", 'write "2014"'),
        ("−0044", 'write "-0044" for 45 BCE, or "-0043" for 44 BCE'),
        ("2025–05–14", 'write "2025-05-14"'),
        ("٢٠٢٥", 'write "2025"'),
        ("２０２５-０５", 'write "2025-05"'),
        ("1914/18", 'write "1914/1918"'),
        ("1914–18", 'write "1914/1918"'),
        ("1999/00", 'write "1999/2000"'),
        ("1999-00", 'write "1999/2000"'),
        ("1914-18", 'write "1914/1918"'),
        ("2009/10", 'write "2009-10" for the month, or "2009/2010" for the years'),
        ("2014-05-25/26", 'write "2014-05-25/2014-05-26"'),
        ("2014-05-25/06-02", 'write "2014-05-25/2014-06-02"'),
        ("2014-05/06", 'write "2014-05/2014-06"'),
        ("12/1990", 'write "1990-12"'),
        ("Y-6.6E7", 'write "Y-66E6"'),
        ("66 million years ago", 'write "Y-66E6"'),
        ("–44", 'write "-0044" for 45 BCE, or "-0043" for 44 BCE'),
        ("—0044", 'write "-0044" for 45 BCE, or "-0043" for 44 BCE'),
        ("-44", 'write "-0044" for 45 BCE, or "-0043" for 44 BCE'),
        ("–1984", 'write "-1984" for 1985 BCE, "-1983" for 1984 BCE, or "/1984" for an unknown start'),
        ("-753-04-21", 'write "-0753-04-21" for 754 BCE, or "-0752-04-21" for 753 BCE'),
        ("15 March 44 BC", 'write "-0043-03-15"'),
        ("2nd century BC", 'write "-01XX"'),
        ("1st century BC", 'write "-0099/0000"'),
        ("3 BC-2 AD", 'write "-0002/0002"'),
        ("27 BC – AD 14", 'write "-0026/0014"'),
        ("44–14 BC", 'write "-0043/-0013"'),
        ("AD 69–79", 'write "0069/0079"'),
        ("1500s", 'write "15XX" for the century 1500–1599, or "150X" for the decade 1500–1509'),
        ("1900s", 'write "19XX" for the century 1900–1999, or "190X" for the decade 1900–1909'),
        ("before 1900", 'write "[..1900]" for one event, or "../1900" for something that lasted until then'),
        ("after 1900", 'write "[1900..]" for one event, or "1900/.." for something that lasts from then on'),
        ("2014-00-00", 'write "2014"'),
        ("2014-05-00", 'write "2014-05"'),
        ("between 1900 and 1905", 'write "[1900..1905]"'),
        ("between 7 and 10 May 2025", 'write "[2025-05-07..2025-05-10]"'),
        ("from 1900 to 1905", 'write "1900/1905"'),
        ("1900 or 1901", 'write "[1900,1901]"'),
        ("1900 and 1905", 'write "{1900,1905}"'),
        ("[1900-1901]", 'write "[1900..1901]"'),
        ("19??", 'write "19XX"'),
        ("19--", 'write "19XX"'),
        ("2014-??-??", 'write "2014-XX-XX"'),
        (
            "mid-1990s",
            'write "[1994..1996]" for one event in these years, "1994/1996" for something that '
            'lasted, or "199X" for the whole decade',
        ),
        ("1984-", 'write "1984/.." for what still goes on, or "1984/" for an end that is not known'),
        ("1990-Dec", 'write "1990-12"'),
        ("May 7–10, 2025", 'write "2025-05-07/2025-05-10"'),
        ("28 April – 3 May 2025", 'write "2025-04-28/2025-05-03"'),
        ("1. September 1939", 'write "1939-09-01"'),
        ("c1300", 'write "1300~"'),
        ("c. 1911?", 'write "1911%"'),
        ("20th c.", 'write "19XX"'),
        ("winter 2001-02", 'write "2001-24"'),
        ("1984 ?", 'write "1984?"'),
        ("2020-05-04 3:00 pm", 'write "2020-05-04T15:00"'),
        ("4 May 2020 12:30 am", 'write "2020-05-04T00:30"'),
        ("14 May 2025, 15:35", 'write "2025-05-14T15:35"'),
        (
            "2025-05-10T15:35 CET",
            'write the offset, such as "+05:30": abbreviations of time zones are ambiguous',
        ),
        (
            "2025-05-10T15:35 IST",
            'write the offset, such as "+05:30": abbreviations of time zones are ambiguous',
        ),
        ("2025-05-10 15:35 UTC+5", 'write "2025-05-10T15:35+05:00"'),
        ("1918-11-11 11:00 GMT", 'write "1918-11-11T11:00Z"'),
        ("31 February 2025", 'the last day is "2025-02-28"'),
        ("30.2.2025", 'the last day is "2025-02-28"'),
        ("20250230", 'the last day is "2025-02-28"'),
        ("2016–2014", 'the earlier date comes first'),
        ("today", 'write the date itself, as in "2014-05-25"'),
        ("2025-05-10T15:35~", 'qualify the day and leave the time out, as in "2014-05-25~"'),
        ("[2025-05-10T15:35~]", 'qualify the day and leave the time out, as in "2014-05-25~"'),
        (
            "c. 2025-05-10T15:35",
            'a time of day takes no qualifier: leave the word out, or leave the time out and qualify '
            'the day',
        ),
        ("2004?~-06", 'write "2004%-06"'),
        ("Y2014-05-14", 'write "2014-05-14"'),
    ],
)  # fmt: skip
def test_a_usual_slip_is_answered_with_what_was_probably_meant(text: str, help: str) -> None:
    assert fault_of(text).help == help


@pytest.mark.parametrize("text", ["present", "Now", "today"])
def test_the_present_is_not_a_date(text: str) -> None:
    assert fault_of(text).help == 'write the date itself, as in "2014-05-25"'


@pytest.mark.parametrize(
    "text",
    [
        "2025-366",
        "2025-W54",
        "45/45/2025",
        "garbage",
        "10.5",
        "c. c.",
        "05-12",
        "12 - 2025",
        "45/50",
        "90s",
        "May 7",
    ],
)
def test_what_cannot_be_guessed_is_not_guessed(text: str) -> None:
    assert offered(text) == []


def test_a_date_that_is_well_understood_and_does_not_exist_is_refused_for_that() -> None:
    fault = fault_of("31 February 2025")
    assert (fault.code, fault.message, fault.column) == ("date-day", "February 2025 has 28 days", 1)
    assert fault_of("10–7 May 2025").code == "date-order"


# Properties

YEAR = st.integers(1, 9999)
SCRAPS = (
    "/|-|–|—| - | – | to |..| or | and | until |, | | BC| AD|s|"
    "?|c. |before |after |from |between |since |until |[|]|mid-| century|th|Y-|T|:|"
    " 3:00 pm| 15:35| CET| UTC+5|~|E7|.|early |now|May | June|Q1|W20"
)
JOINTS = st.sampled_from(SCRAPS.split("|"))
PIECES = st.one_of(
    JOINTS, YEAR.map(str), st.integers(0, 40).map(str), st.integers(0, 40).map("{:02}".format), TEXTS
)


@settings(UNHURRIED, max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=7).map("".join))
def test_what_is_offered_is_a_date_that_does_not_end_before_it_starts(text: str) -> None:
    for date in map(parse, offered(text)):
        assert date.first is None or date.last is None or date.first <= date.last


DAY_SPELLINGS = st.sampled_from(
    [
        "{d} {m} {y:04}",
        "{m} {d}, {y:04}",
        "{d}. {m} {y:04}",
        "{y:04}-{m:.3}-{d}",
        "{d}-{m:.3}-{y:04}",
        "{y:04}/{n}/{d}",
        "{y:04}.{n:02}.{d:02}",
        "{d}th of {m} {y:04}",
        "{d} {m} {y} AD",
        "{y:04}{n:02}{d:02}",
    ]
)


@UNHURRIED
@given(PLAIN_DAYS, DAY_SPELLINGS)
def test_a_day_is_offered_however_it_is_spelled(day: str, spelling: str) -> None:
    y, n, d = map(int, day.split("-"))
    if y:
        assert offered(spelling.format(y=y, n=n, d=d, m=MONTHS[n - 1])) == [day]


@UNHURRIED
@given(PLAIN_DAYS)
def test_a_day_before_christ_is_in_the_year_that_counts_one_less(day: str) -> None:
    y, n, d = map(int, day.split("-"))
    if y:
        year = "0000" if y == 1 else f"-{y - 1:04}"
        assert offered(f"{d} {MONTHS[n - 1]} {y} BC") == [f"{year}-{day[5:]}"]
        assert offered(f"{y} BC") == [year]


@UNHURRIED
@given(
    st.integers(1000, 9999), st.integers(1000, 9999), st.sampled_from(["–", " - ", " to ", "..", "from to"])
)
def test_two_years_are_offered_as_an_interval_in_their_order(one: int, other: int, joint: str) -> None:
    text = f"from {one} to {other}" if joint == "from to" else f"{one}{joint}{other}"
    assert offered(text) == ([f"{one}/{other}"] if one <= other else [])


@UNHURRIED
@given(st.integers(1000, 9999), st.integers(13, 99))
def test_an_end_of_two_digits_is_in_the_century_of_the_start(year: int, end: int) -> None:
    whole = year // 100 * 100 + end
    for text in (f"{year}/{end}", f"{year}–{end}"):
        assert offered(text) == ([f"{year}/{whole}"] if whole >= year else [])


@pytest.mark.parametrize(
    "text", ["c. " * 20, "1 to 2 – 3 .. " * 4, "from " * 12, "? ~ % BC AD " * 5, "1 " * 30]
)
def test_a_heap_of_slips_is_seen_through_quickly(text: str) -> None:
    assert len(str(fault_of(text[:60]))) < 300
