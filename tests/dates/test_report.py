"""The rows and the table of ``timeline date``."""

import json

from timeline.dates import zone
from timeline.dates.report import describe, table


def test_a_valid_text_has_exactly_these_fields_in_this_order() -> None:
    (row,) = describe(["2014~"])
    assert list(row.items()) == [
        ("text", "2014~"), ("valid", True), ("level", 1), ("first", "2014-01-01"), ("last", "2014-12-31"),
        ("unit", "year"), ("words", "c. 2014"),
    ]  # fmt: skip


def test_a_text_that_is_not_valid_has_its_error_and_column_too() -> None:
    (row,) = describe(["2025-02-30"])
    assert list(row.items()) == [
        ("text", "2025-02-30"), ("valid", False), ("level", None), ("first", None), ("last", None),
        ("unit", None), ("words", None),
        ("error", 'February 2025 has 28 days; the last day is "2025-02-28"'), ("column", 9),
    ]  # fmt: skip


def test_rows_are_in_order_and_are_json() -> None:
    rows = describe(["2014", "x", "2013"])
    assert [row["text"] for row in json.loads(json.dumps(rows))] == ["2014", "x", "2013"]


def test_days_are_of_the_zone_and_times_of_utc() -> None:
    day, time, mixed = describe(
        ["2025-05-10", "2025-05-10T15:35", "2025-05-10/2025-05-10T15:35"], zone("Asia/Kolkata")
    )
    assert (day["first"], day["last"]) == ("2025-05-10", "2025-05-10")
    assert (time["first"], time["last"]) == ("2025-05-10T10:05:00Z", "2025-05-10T10:05:59Z")
    assert (mixed["first"], mixed["last"]) == ("2025-05-09T18:30:00Z", "2025-05-10T10:05:59Z")


def test_the_table_has_a_line_for_each_text_and_is_aligned() -> None:
    assert table(describe(["2014~", "1985/..", "2025-02-30"])) == (
        "TEXT        LEVEL  FIRST       LAST        UNIT  WORDS\n"
        "2014~       1      2014-01-01  2014-12-31  year  c. 2014\n"
        "1985/..     1      1985-01-01  -           year  since 1985\n"
        '2025-02-30  not valid: February 2025 has 28 days; the last day is "2025-02-28" (column 9)\n'
    )


def test_the_table_stays_on_its_lines_whatever_the_text() -> None:
    assert "a\\u000ab\\u001b" in table(describe(["a\nb\x1b"]))
