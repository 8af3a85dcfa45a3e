"""What a document asks for, as word processors write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.embed.office.wanted import (
    KEPT,
    Sums,
    Wanted,
    checked_link,
    mark,
    marked,
    mentioned,
    misplaced,
    target,
    typed,
    unique,
    wanted,
    words,
)
from timeline.request import Request, Wishes

SUMS = Sums("00000000", "11111111", "22222222", "33333333")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{timeline events.json}}", ["events.json"]),
        ("  {{ timeline  a/b.json --width 720 }}\n", ["a/b.json", "--width", "720"]),
        ("{{timeline “My events.json”}}", ["My events.json"]),
        ("{{timeline „My events.json“}}", ["My events.json"]),
        ("{{timeline « My events.json »}}", ["My events.json"]),
        (
            "{{timeline events.json –width 720 —layout lanes}}",
            ["events.json", "--width", "720", "--layout", "lanes"],
        ),
        (
            "{{timeline\u00a0events.json\u202f--from\u00a0-0044-03-15}}",
            ["events.json", "--from", "-0044-03-15"],
        ),
        ("{{timeline ev\u00adents.json\u200b}}", ["events.json"]),
        (
            "{{timeline Malik’s.json --caption “What he’s said”}}",
            ["Malik’s.json", "--caption", "What he’s said"],
        ),
        (
            "{{timeline events.json --link=“https://example.org/a b”}}",
            ["events.json", "--link=https://example.org/a b"],
        ),
        ("{{timeline events\u2011new.json}}", ["events-new.json"]),
        ("{{Timeline events.json}}", ["events.json"]),
    ],
)
def test_what_a_word_processor_makes_of_it_is_read_as_it_was_meant(text: str, said: list[str]) -> None:
    found = typed(text)
    assert found is not None
    assert words(found) == said


@pytest.mark.parametrize(
    "text", ["", "timeline events.json", "{{timelines}}", "{{timeline a}} b", "x {{timeline a}}"]
)
def test_other_text_is_no_placeholder(text: str) -> None:
    assert typed(text) is None


def test_a_placeholder_within_a_sentence_is_noticed() -> None:
    assert mentioned("Write {{timeline events.json}} here.")
    assert not mentioned("Write {{date}} here.")


def test_options_are_read_as_everywhere() -> None:
    found = wanted("events.json --width 720 --group a --group b --alt “Two roads” --link page.html")
    expected = Request(Wishes(width=720), groups=("a", "b"))
    assert found == Wanted("events.json", expected, "page.html", "Two roads", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "path of an events file"),
        ("--width 720", "path of an events file"),
        ("a.json --widht 720", "did you mean width"),
        ("a.json --width", "lacks its value"),
        ("a.json --width ten", "whole number"),
        ("a.json --list", "--list is for documents that are texts; here there are --link, --alt, "),
        ("a.json --no-link", "--no-link is for documents that are texts"),
        ("a.json “b", "not closed"),
        ("a.json --link javascript:alert(1)", "it can be a path, or an address with http"),
        ("a.json --link file:///etc/passwd", "it can be a path, or an address with http"),
        ("a.json --link /etc/passwd", "beside the document"),
        ("a.json --captoin x", "did you mean caption"),
        ("a.json --alt x --alt y", "given twice"),
    ],
)
def test_what_cannot_be_meant_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        wanted(text)


@pytest.mark.parametrize("text", ["{{timeline: a.json}}", "{{ timeline: a.json }}", "{{Timeline a.json}}"])
def test_a_placeholder_may_have_the_colon_of_a_marker(text: str) -> None:
    assert typed(text) == "a.json"


def test_a_placeholder_that_is_not_closed_is_told_as_that() -> None:
    assert misplaced("{{timeline a.json", "shape").startswith("a placeholder has no end; it is written as {{")
    assert misplaced("See {{timeline a.json}}.", "shape").endswith("alone in its shape it gets a picture")


paths = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp")), min_size=1, max_size=12
)


@given(
    paths.filter(lambda path: path[0] not in "-–—‐‑‒―−"),
    st.integers(320, 4000),
    st.none() | st.just("a b.html"),
)
def test_a_mark_says_what_was_wanted(path: str, width: int, link: str | None) -> None:
    if any(one in path for one in "\"'“”„‘’«»\u2011"):
        return
    asked = Wanted(f"{path}.json", Request(Wishes(width=width)), link)
    found = marked(mark(asked, SUMS))
    assert found is not None
    assert found.sums == SUMS
    assert wanted(found.words) == asked


def test_the_name_that_a_program_makes_of_a_second_one_is_read_as_the_first() -> None:
    name = mark(Wanted("a b.json"), SUMS)
    assert marked(unique(name, {name})) == marked(name) != None  # noqa: E711 - and it is one
    assert unique(name, {name, f"{name} 2"}) == f"{name} 3"


def test_a_mark_that_people_made_has_no_checksum() -> None:
    found = marked("timeline: events.json --width 720")
    assert found is not None
    assert (found.words, found.sums) == ("events.json --width 720", None)


@pytest.mark.parametrize(
    "name", [None, "", "Picture 1", "timeline", "timeline: our project", KEPT, "Timeline: a.json"]
)
def test_other_names_are_no_marks(name: str | None) -> None:
    assert marked(name) is None


def test_links_are_written_as_addresses() -> None:
    assert target("my page.html") == "my%20page.html"
    assert target("https://example.org/ü?a=b&c#d") == "https://example.org/%C3%BC?a=b&c#d"
    assert target("https://example.org/%C3%BC") == "https://example.org/%C3%BC"
    assert checked_link("mailto:a@example.org") == "mailto:a@example.org"
