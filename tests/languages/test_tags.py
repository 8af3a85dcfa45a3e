"""Which table a language tag finds, and how phrases are filled."""

from __future__ import annotations

import pytest

from timeline.dates import around, parse, words
from timeline.languages import EN, has_table, is_right_to_left, language


@pytest.mark.parametrize("tag", ["de-AT", "DE", "de-Latn-CH", "de-1996", "de-x-mine", "de-u-co-phonebk"])
def test_regions_and_variants_have_the_table_of_their_language(tag: str) -> None:
    assert has_table(tag)
    assert language(tag).months[0] == "Januar"
    assert language(tag).tag == tag


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-HK", "ur-Aran", "ur-Arab-PK"])
def test_the_script_of_the_table_may_be_named(tag: str) -> None:
    assert has_table(tag)


@pytest.mark.parametrize(
    "tag", ["zh-Hant", "zh-TW", "zh-HK", "ur-Latn", "hi-Latn", "sv", "x-mine", "i-klingon"]
)
def test_another_script_or_language_has_none(tag: str) -> None:
    assert not has_table(tag)
    assert language(tag).iso
    assert language(tag).phrases["page.heading.events"] == "Events"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ur", True), ("ur-Latn", False), ("he", True), ("az-Arab", True), ("en", False), ("sd-Deva", False)],
)
def test_a_script_in_the_tag_has_the_last_word_on_the_direction(tag: str, expected: bool) -> None:
    assert is_right_to_left(tag) is expected
    assert language(tag).right_to_left is expected


def test_a_language_is_looked_up_once() -> None:
    assert language("fr") is language("fr")
    assert language("en") is EN


@pytest.mark.parametrize(
    ("tag", "count", "text"),
    [
        ("en", 1, "1 year"),
        ("en", 1234, "1,234 years"),
        ("ru", 1, "1 год"),
        ("ru", 3, "3 года"),
        ("ru", 11, "11 лет"),
        ("ru", 21, "21 год"),
        ("ar", 1, "سنة واحدة"),
        ("ar", 2, "سنتان"),
        ("ar", 5, "5 سنوات"),
        ("ar", 11, "11 سنة"),
        ("fr", 0, "0 an"),
        ("hi", 123_456, "1,23,456 वर्ष"),
        ("fa", 7, "۷ سال"),
        ("ja", 7, "7年"),
    ],
)
def test_a_phrase_with_a_number_takes_the_form_for_it(tag: str, count: int, text: str) -> None:
    assert language(tag).counted("length.year", count) == text


@pytest.mark.parametrize(
    ("tag", "key", "text"),
    [
        ("en", "list", "a, b, c"),
        ("en", "and", "a, b and c"),
        ("de", "or", "a, b oder c"),
        ("ja", "list", "a、b、c"),
        ("ur", "and", "a، b اور c"),
        ("ar", "and", "a، b وc"),
        ("fr", "list.of_phrases", "a\u00a0; b\u00a0; c"),
    ],
)
def test_names_are_joined_as_the_language_joins_them(tag: str, key: str, text: str) -> None:
    assert language(tag).joined(["a", "b", "c"], key) == text
    assert language(tag).joined(["a"], key) == "a"


def test_a_phrase_takes_braces_in_what_it_is_filled_with_as_they_are() -> None:
    assert EN.say("event.line", date="2014", title="{title} {0}") == "2014: {title} {0}"


def test_a_sentence_that_ends_in_an_abbreviation_has_one_stop() -> None:
    russian = language("ru")
    span = words(parse("2025-07-25"), language=russian)
    assert russian.counted("page.events", 1, span=span) == "1 событие, 25 июля 2025\u00a0г."
    assert around("page.as_of", parse("-0043"), language("de")) == "Stand: 44 v. Chr."
    assert EN.say("picture.groups", groups="etc.") == "Groups: etc."
