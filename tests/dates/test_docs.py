"""The page on dates says what the code does."""

import re
from pathlib import Path

import pytest

from timeline.dates import CODES, FINENESS, DateFault, parse
from timeline.dates.report import describe

PAGE = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+)` \| (.+) \| (.+) \| (.+) \| ([012]) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("text", "words", "first", "last", "level"), ROWS, ids=[row[0] for row in ROWS])
def test_the_forms_are_read_as_the_page_says(
    text: str, words: str, first: str, last: str, level: str
) -> None:
    (row,) = describe([text])
    found = (row["words"], row["first"] or "none", row["last"] or "none", str(row["level"]))
    assert found == (words, first, last, level)


SLIPS = re.findall(r"^\| `([^`]+)` \| (`[^|]+) \|$", PAGE.split("## Faults")[1], re.MULTILINE)


@pytest.mark.parametrize(("text", "instead"), SLIPS)
def test_the_slips_are_answered_as_the_page_says(text: str, instead: str) -> None:
    with pytest.raises(DateFault) as caught:
        parse(text)
    assert caught.value.help == "write " + instead.replace("`", '"')


def test_the_codes_of_the_page_are_those_of_the_code() -> None:
    assert dict(re.findall(r"^\| `((?:date|zone)-\w+)` \| (.+?) \|", PAGE, re.MULTILINE)) == CODES


def test_every_unit_is_on_the_page() -> None:
    assert [unit for unit in FINENESS if f"`{unit}`" not in PAGE] == []


def test_the_page_shows_dates_of_every_level() -> None:
    assert {level for *_, level in ROWS} == {"0", "1", "2"}
