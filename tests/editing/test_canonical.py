"""The one form of an events file: the same values, written in one way, and no line wider than it must be."""

from __future__ import annotations

import json
import os
import re
from typing import Any
from unicodedata import category, east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.source import random_edits
from timeline.editing.canonical import WIDTH, canonical
from timeline.editing.starter import EXAMPLE

CASES = int(os.environ.get("TIMELINE_FORMS", "300"))


def test_an_event_has_a_line_where_it_fits_and_else_its_keys_do() -> None:
    event = {"id": "a", "date": "2014", "title": "A"}
    long = {**event, "summary": "word " * 20, "tags": ["b", "c"], "sources": [{"quote": "w " * 20}] * 2}
    document = {
        "title": "T", "groups": [{"id": "g", "title": "G"}], "eras": [],
        "sources": {"x": {"title": "X"}}, "display": {"width": 800}, "events": [event, long], "x-a": [1, 2],
    }  # fmt: skip
    words, quote = "word " * 20, "w " * 20
    assert canonical(json.dumps(document)) == (
        "{\n"
        '  "title": "T",\n'
        '  "groups": [\n'
        '    {"id": "g", "title": "G"}\n'
        "  ],\n"
        '  "eras": [],\n'
        '  "sources": {\n'
        '    "x": {"title": "X"}\n'
        "  },\n"
        '  "display": {"width": 800},\n'
        '  "events": [\n'
        '    {"id": "a", "date": "2014", "title": "A"},\n'
        "    {\n"
        '      "id": "a",\n'
        '      "date": "2014",\n'
        '      "title": "A",\n'
        f'      "summary": "{words}",\n'
        '      "tags": ["b", "c"],\n'
        '      "sources": [\n'
        f'        {{"quote": "{quote}"}},\n'
        f'        {{"quote": "{quote}"}}\n'
        "      ]\n"
        "    }\n"
        "  ],\n"
        '  "x-a": [1, 2]\n'
        "}\n"
    )


def test_the_example_to_start_from_has_the_form() -> None:
    assert canonical(EXAMPLE) == EXAMPLE


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ('"\\u00e9\\u4e2d\\ud83d\\ude00\\/"', '"é中😀/"'),
        ('"\\u00E9 \\"q\\" \\\\ \\n \\u000a \\u0022 \\t"', '"é \\"q\\" \\\\ \\n \\u000a \\u0022 \\t"'),
        ('"\\u202e \\u200b \\u00AD \\ufe0f \\u3164"', '"\\u202e \\u200b \\u00AD \\ufe0f \\u3164"'),
        ('"\u200d \u00a0 \u202e \x7f"', '"\u200d \u00a0 \u202e \x7f"'),
        ("[1.0,1e5,-0,10000000000000000000000000,0.10]", "[1.0, 1e5, -0, 10000000000000000000000000, 0.10]"),
        ('{"\\u0061":null,"\\u0007":true}', None),
        ("  [ ]\n", "[]"),
        ("{ }", "{}"),
    ],
)
def test_numbers_stay_and_letters_show_where_they_can_be_seen(written: str, form: str | None) -> None:
    if form is None:
        assert canonical(written) == '{\n  "a": null,\n  "\\u0007": true\n}\n'
    else:
        assert canonical(written) == form + "\n"


def test_lines_end_as_the_first_one_does() -> None:
    form = canonical(EXAMPLE)
    assert canonical(EXAMPLE.replace("\n", "\r\n")) == form.replace("\n", "\r\n")
    assert canonical(EXAMPLE.replace("\n", "\r")) == form
    assert canonical(EXAMPLE.replace("\n", "")) == form
    assert canonical(EXAMPLE.replace("\n", "\r\n", 1)) == form.replace("\n", "\r\n")


@pytest.mark.parametrize("letter", ["a", "é", "中", "😀", "e\u0301", "ａ"])
def test_width_is_that_of_a_terminal(letter: str) -> None:
    def lines(count: int) -> int:
        events = [{"date": "2014", "title": letter * count}]
        return canonical(json.dumps({"events": events}, ensure_ascii=False)).count("\n")

    columns = 2 if east_asian_width(letter[0]) in "WF" else 1
    room = WIDTH - len('    {"date": "2014", "title": ""},')
    assert lines(room // columns) == 5
    assert lines(room // columns + 1) == 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1,]", "the text cannot be read as JSON: a comma before the ] (line 1)"),
        ('{\n"a": 1, "a": 2}', "cannot be read as JSON"),
        ('"\\ud800"', "cannot be read as JSON"),
        ("[NaN]", "cannot be read as JSON"),
        ("[1e999]", "cannot be read as JSON"),
        ('{"\\u200b": 1, "\u200b": 2}', "cannot be read as JSON"),
        ("", "cannot be read as JSON"),
        ("[" * 100_000 + "]" * 100_000, "cannot be read as JSON"),
    ],
)
def test_a_text_with_faults_is_refused_with_the_first_of_them(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        canonical(text)


DOCUMENTS = st.randoms(use_true_random=False).map(
    lambda chance: (chance, random_edits.value(chance, depth=chance.choice((1, 3, 5))))
)
LISTS = ("groups", "eras", "sources", "events")


@st.composite
def documents(draw: st.DrawFn) -> tuple[Any, str]:
    """A value, at times under the keys of an events file, and a text that says it."""
    chance, value = draw(DOCUMENTS)
    if chance.random() < 0.7:
        event = {"title": "wide 中 " * chance.randrange(12), "at": chance.choice((1, 1.5, "é"))}
        value = {chance.choice(LISTS): value, "events": [event], "x": random_edits.value(chance)}
    return value, random_edits.written(chance, value)


def terminal_width(line: str) -> int:
    seen = (char for char in line if category(char) not in ("Mn", "Me", "Cf"))
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in seen)


@given(documents())
@settings(max_examples=CASES, deadline=None)
def test_any_document_in_any_writing_gets_its_form(drawn: tuple[Any, str]) -> None:
    value, text = drawn
    form = canonical(text)
    assert json.dumps(json.loads(form)) == json.dumps(value)
    assert canonical(form) == form
    assert form.endswith("\n")
    for line in map(str.rstrip, form.split("\n")):
        if terminal_width(line) > WIDTH:
            rest = re.sub(r'^\s*("(?:[^"\\]|\\.)*": )?', "", line).rstrip(",")
            assert not isinstance(json.loads(rest), dict | list) or rest in ("{}", "[]")


@given(documents())
@settings(max_examples=CASES, deadline=None)
def test_the_form_does_not_depend_on_blanks(drawn: tuple[Any, str]) -> None:
    value, _ = drawn
    narrow = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert canonical(json.dumps(value, ensure_ascii=False, indent=3)) == canonical(narrow)
