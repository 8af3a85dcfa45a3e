"""The data of the page: JSON that may stand in a script element and comes back as it was."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.write.test_page import HOSTILE, RICH
from timeline import write
from timeline.model.plain import as_document
from timeline.pipeline import read_text
from timeline.write.book import Book
from timeline.write.data import data, embedded

ASSETS = Path(write.__file__).with_name("assets")
KEY = re.compile(r'"((?:reader|mark|status|link|event|list)\.\w+)"')
"""Keys of phrases, as the script names them."""
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def block(document: dict[str, Any], chunk: int = 0) -> tuple[str, dict[str, Any]]:
    """The element, and what a browser would read in it."""
    timeline = read_text(json.dumps(document)).timeline
    assert timeline is not None
    text = data(Book(timeline, {}, "_t"), {"events": [1.5]}, chunk)
    found = re.fullmatch(r'<script type="application/json" id="_data">(.*)</script>', text, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return found[1], read


@given(PLAIN)
def test_what_is_embedded_comes_back_as_it_was(values: Any) -> None:
    assert json.loads(embedded(values)) == values


@given(PLAIN)
def test_nothing_embedded_could_end_the_script_or_be_taken_for_markup(values: Any) -> None:
    text = embedded(values)
    assert not set(text) & set("&<>\u2028\u2029\u202e\u2066\x7f\ufffe")
    assert text.encode("utf-8")  # lone surrogates too stand by their numbers


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "]]>", "&lt;", "\u2028", "\u202e"])
def test_the_element_ends_where_it_should_whatever_is_in_it(text: str) -> None:
    class Reader(HTMLParser):
        words = ""

        def handle_data(self, data: str) -> None:
            self.words += data

    reader = Reader()
    reader.feed(f"<script>{embedded([text])}</script>")
    reader.close()
    assert json.loads(reader.words) == [text]


def test_numbers_that_json_does_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        embedded([float("nan")])


def test_the_page_carries_the_file_the_chart_and_what_goes_with_them() -> None:
    _, read = block(RICH)
    timeline = read_text(json.dumps(RICH)).timeline
    assert timeline is not None
    assert read["document"] == as_document(timeline)
    assert read["chart"] == {"events": [1.5]}
    assert read["chunk"] == 0
    assert read["anchors"] == ["plan", "_event-2", "drop"]  # in time order
    assert [one["csl"]["id"] for one in read["citations"]] == ["a", "b", "c"]


def test_hostile_words_come_through_unchanged() -> None:
    text, read = block({"title": HOSTILE, "events": [{"date": "2014", "title": HOSTILE}]})
    assert read["document"]["title"] == read["document"]["events"][0]["title"] == HOSTILE
    assert "<" not in text


def test_the_phrases_are_those_of_the_page_and_none_is_left_out_that_the_script_says() -> None:
    said = {key for file in ASSETS.glob("*.js") for key in KEY.findall(file.read_text("utf-8"))}
    assert said
    for lang in ("en", "ar", "th"):
        phrases = block({**RICH, "lang": lang})[1]["phrases"]
        assert {key for key in said if not has(phrases, key)} == set()
    assert block({**RICH, "lang": "de"})[1]["phrases"]["reader.search"] == "Suchen"


def has(phrases: dict[str, str], key: str) -> bool:
    """Whether a phrase is there, or its form for other numbers."""
    return key in phrases or f"{key}.other" in phrases
