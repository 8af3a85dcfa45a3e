"""The page on languages says what the tables say."""

import re
from pathlib import Path

from timeline.dates import parse, words
from timeline.languages import TABLES, language

PAGE = (Path(__file__).parents[2] / "docs" / "languages.md").read_text(encoding="utf-8")


def test_the_page_lists_every_language_with_its_way_to_write_a_day_and_a_year_of_deep_time() -> None:
    rows = re.findall(r"^\| `(\w\w)` \| [^|]+ \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    day, deep = parse("2025-07-25"), parse("Y-2999999")
    assert rows == [
        (tag, words(day, language=language(tag)), words(deep, language=language(tag))) for tag in TABLES
    ]
