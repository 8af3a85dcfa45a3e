"""What the doubt of a date means, in sentences."""

from __future__ import annotations

import pytest

from timeline.dates import parse
from timeline.languages import TABLES, language
from timeline.narrate.doubts import doubts, is_coarse

EN = language("en")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2025-07-25", []),
        ("2025-05-10T15:35", []),
        ("2025-05-07/2025-05-10", []),
        ("2014", []),
        ("198X", []),
        ("2014~", ["The date is approximate."]),
        ("2014-05?", ["The date is uncertain."]),
        ("2014-05-03%", ["The date is approximate and uncertain."]),
        ("2014-~05-03", ["Part of the date is in doubt: 2014-~05-03."]),
        ("?2014-05", ["Part of the date is in doubt: ?2014-05."]),
        ("2014-05-XX", ["Digits of the date are not known."]),
        ("1X84", ["Digits of the date are not known."]),
        ("198X-05", ["Digits of the date are not known."]),
        ("Y171010000S3", ["Digits of the date are not known."]),
        ("2014~/2015", ["The beginning is approximate."]),
        ("2014/2015?", ["The end is uncertain."]),
        ("2014~/2015?", ["The beginning is approximate.", "The end is uncertain."]),
        ("2014~/2015~", ["The date is approximate."]),
        ("2014-05-XX/2015", ["Digits of the date are not known."]),
        ("/2015", ["When it began is not known."]),
        ("2014/", ["When it ended is not known."]),
        ("../2015", ["It began earlier than can be said."]),
        ("2014?/..", ["The beginning is uncertain.", "It went on as of 6 March 2026."]),
        ("2030/..", ["It goes on."]),
        ("[1667,1668]", ["It was one of these dates; which one is not known."]),
        ("{1667,1668}", ["It was on each of these dates."]),
        ("[1667~,1668]", [
            "It was one of these dates; which one is not known.",
            "Part of the date is in doubt: [1667~,1668].",
        ]),
    ],
)  # fmt: skip
def test_the_doubt_of_a_date_is_explained(date: str, said: list[str]) -> None:
    assert doubts(parse(date), parse("2026-03-06"), EN) == said


def test_what_goes_on_goes_on_where_the_document_has_no_today() -> None:
    assert doubts(parse("2014/.."), None, EN) == ["It goes on."]


@pytest.mark.parametrize("date", ["2014", "2014-05", "2001-21", "198X", "-0044", "2014~"])
def test_a_month_a_year_and_what_is_longer_are_coarse(date: str) -> None:
    assert is_coarse(parse(date))


@pytest.mark.parametrize("date", ["2014-05-03", "2014-05-03T10:00", "2014/2015", "[2014,2015]", "Y-4540000"])
def test_days_spans_sets_and_years_of_deep_time_are_not_coarse(date: str) -> None:
    assert not is_coarse(parse(date))


@pytest.mark.parametrize("lang", sorted(TABLES))
def test_every_language_says_it(lang: str) -> None:
    for date in ("2014~", "2014~/2015?", "2014/..", "[1667,1668]", "1X84", "/2015"):
        found = doubts(parse(date), parse("2026-03-06"), language(lang))
        assert found
        assert all(found)
