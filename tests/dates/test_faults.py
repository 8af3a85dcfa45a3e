"""What is not a date is refused: where, with which code, and with what to write instead."""

import pickle

import pytest

from timeline.dates import CODES, DateFault, parse


def fault_of(text: str) -> DateFault:
    with pytest.raises(DateFault) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "code", "column", "length", "words"),
    [
        ("", "date-syntax", 1, 1, "empty"),
        ("20", "date-syntax", 1, 2, "four digits"),
        ("2014-", "date-syntax", 6, 1, "month of two digits is expected at the end"),
        ("2014-05-", "date-syntax", 9, 1, "day of two digits is expected at the end"),
        ("2014-05-1", "date-syntax", 9, 1, 'two digits, "1" has 1'),
        ("2014-05-10-11", "date-syntax", 11, 3, "complete"),
        ("+2014", "date-syntax", 1, 1, "plus"),
        ("-0000", "date-syntax", 1, 5, "no sign"),
        ("-0000-01-01", "date-syntax", 1, 5, "no sign"),
        ("Y", "date-syntax", 2, 1, "after"),
        ("Y2014", "date-syntax", 1, 5, "more than four digits"),
        ("Y17E1", "date-syntax", 1, 5, "more than four digits"),
        ("Y17E7-12-26", "date-syntax", 6, 6, "no months"),
        ("1950S0", "date-syntax", 6, 1, "significant"),
        ("1950S5", "date-syntax", 6, 1, "significant"),
        ("195XS2", "date-syntax", 6, 1, "significant"),
        ("2025-13-01", "date-month", 6, 2, "no month 13"),
        ("2025-00", "date-month", 6, 2, "no month 00"),
        ("2001-42", "date-month", 6, 2, "no month 42"),
        ("2014-2X", "date-month", 6, 2, "no month 2X"),
        ("2001-21-05", "date-syntax", 9, 2, "no days"),
        ("2025-02-30", "date-day", 9, 2, "February 2025 has 28 days"),
        ("2024-02-30", "date-day", 9, 2, "February 2024 has 29 days"),
        ("1900-02-29", "date-day", 9, 2, "February 1900 has 28 days"),
        ("-0044-02-30", "date-day", 10, 2, "February 45 BCE has 29 days"),
        ("2025-04-31", "date-day", 9, 2, "April 2025 has 30 days"),
        ("2025-01-32", "date-day", 9, 2, "January 2025 has 31 days"),
        ("2025-01-00", "date-day", 9, 2, "no day 00"),
        ("2004-02-3X", "date-day", 9, 2, "29 days"),
        ("1XX1-02-29", "date-day", 9, 2, "no February"),
        ("2014-X1-32", "date-day", 9, 2, "day 32"),
        ("2025-05-10T25:00", "date-time", 12, 2, "no hour 25"),
        ("2025-05-10T24:00", "date-time", 12, 2, "24:00"),
        ("2025-05-10T15:60", "date-time", 15, 2, "no minute 60"),
        ("2016-12-31T23:59:60Z", "date-time", 18, 2, "leap seconds"),
        ("2025-05-10T15:35:61", "date-time", 18, 2, "no second 61"),
        ("2025-05-10T", "date-syntax", 12, 1, "after"),
        ("2025-05-10T15", "date-syntax", 12, 2, "not a time"),
        ("2025-05T15:35", "date-syntax", 8, 6, "whole day"),
        ("2025-05-XXT15:35", "date-syntax", 11, 6, "whole day"),
        ("2025-05-10~T15:35", "date-syntax", 12, 6, "whole day"),
        ("2025-05-10T15:35~", "date-syntax", 17, 1, "no qualifier"),
        ("2025-05-10T15:35+5:30", "date-offset", 17, 5, "not an offset"),
        ("2025-05-10T15:35+24:00", "date-offset", 17, 6, "no offset"),
        ("2025-05-10T15:35+05:60", "date-offset", 17, 6, "no offset"),
        ("2025-05-10T15:35-00:00", "date-offset", 17, 6, "no offset"),
        ("1911?~", "date-syntax", 5, 2, '"%"'),
        ("?~1911", "date-syntax", 1, 2, '"%"'),
        ("2016/2014", "date-order", 6, 4, "before the start"),
        ("2014-05-02/2014-05-01", "date-order", 12, 10, "before the start"),
        ("[1670..1667]", "date-order", 8, 4, "before the start"),
        ("2025-05-10T15:35Z/2025-05-10T15:35+05:30", "date-order", 19, 22, "before the start"),
        ("2014/2015/2016", "date-syntax", 10, 5, "two ends"),
        ("2014/2015-02-30", "date-day", 14, 2, "28 days"),
        ("../..", "date-syntax", 1, 5, "neither end"),
        ("/", "date-syntax", 1, 1, "neither end"),
        ("../", "date-syntax", 1, 3, "neither end"),
        ("..", "date-syntax", 1, 2, "alone"),
        ("2014..2016", "date-syntax", 5, 6, "sets"),
        ("[]", "date-syntax", 2, 1, "year is expected"),
        ("[..]", "date-syntax", 4, 1, "year is expected"),
        ("[1667", "date-syntax", 6, 1, "not closed"),
        ("[1667}", "date-syntax", 6, 1, "expected"),
        ("[1667,]", "date-syntax", 7, 1, "year is expected"),
        ("[ 1667]", "date-syntax", 2, 1, "year is expected"),
        ("[1667 ,1668]", "date-syntax", 6, 1, "expected"),
        ("[1667/1668]", "date-syntax", 6, 1, '".."'),
        ("[1667..,1668]", "date-syntax", 8, 1, "year is expected"),
        ("[1667]?", "date-syntax", 7, 1, "complete"),
        ("[1667]/1668", "date-syntax", 7, 5, "two ends"),
        ("(2004)-06", "date-syntax", 1, 1, "year is expected"),
        ("2014\x00", "date-syntax", 5, 1, "\\u0000"),
        ("\ud800", "date-syntax", 1, 1, "\\ud800"),
    ],
)
def test_a_fault_has_its_code_and_place_and_says_what_was_read(
    text: str, code: str, column: int, length: int, words: str
) -> None:
    fault = fault_of(text)
    assert (fault.code, fault.column, fault.length) == (code, column, length), str(fault)
    assert words in fault.message


def test_digits_of_other_scripts_are_named() -> None:
    fault = fault_of("2025-0٥")
    assert "٥" in fault.message
    assert fault.column == 7


def test_a_long_text_is_quoted_in_part_and_refused_quickly() -> None:
    for text in ("c. " * 100_000, "x" * 100_000, "[" + "1667," * 100_000, "2014" + " " * 100_000):
        assert len(str(fault_of(text))) < 300


def test_a_fault_reads_as_message_and_help_and_survives_pickling() -> None:
    fault = fault_of("2025-02-30")
    assert str(fault) == 'February 2025 has 28 days; the last day is "2025-02-28"'
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301  # our own bytes
    assert vars(again) == vars(fault)


def test_every_code_raised_here_is_in_the_table() -> None:
    for text in (
        "",
        "Y1E99",
        "2025-13",
        "2025-02-30",
        "2025-01-01T25:00",
        "2025-01-01T00:00+99:00",
        "2/1",
        "2/1",
    ):
        assert fault_of(text).code in CODES
