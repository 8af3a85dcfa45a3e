"""Edits: the value changes, and of the text no more than has to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.source import random_edits
from tests.source.random_edits import BLANKS
from timeline.source.edit import insert, move, put, remove

CASES = int(os.environ.get("TIMELINE_EDITS", "300"))
"""How many Hypothesis makes up: it looks for the hard ones, but slowly."""
SEEDS = int(os.environ.get("TIMELINE_EDITS", "10000"))

LINES = """{
  "title": "Walls",
  "x-mine":   [1,2,   3],
  "events": [
    {"date": "2014", "title": "One"},
    {
      "date": "2015",
      "title": "Two",
      "tags": ["a", "b"]
    }
  ]
}
"""


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (lambda text: put(text, ("events", 0, "title"), "Uno"), '"title": "One"', '"title": "Uno"'),
        (lambda text: put(text, ("events", 0, "status"), "alleged"), '"One"}', '"One", "status": "alleged"}'),
        (
            lambda text: put(text, ("events", 1, "group"), "g"),
            '["a", "b"]\n    }',
            '["a", "b"],\n      "group": "g"\n    }',
        ),
        (lambda text: put(text, ("events", 1, "tags"), ["a", "c"]), '["a", "b"]', '["a", "c"]'),
        (lambda text: put(text, ("events", 1, "tags", 1), "ü"), '"b"]', '"ü"]'),
        (lambda text: insert(text, ("events", 1, "tags", 0), "z"), '["a", "b"]', '["z", "a", "b"]'),
        (lambda text: remove(text, ("events", 1, "tags", 0)), '["a", "b"]', '["b"]'),
        (lambda text: remove(text, ("x-mine", 1)), "[1,2,   3]", "[1,   3]"),
        (lambda text: remove(text, ("x-mine",)), '\n  "x-mine":   [1,2,   3],', ""),
        (lambda text: remove(text, ("title",)), '"title": "Walls",\n  ', ""),
        (
            lambda text: insert(text, ("subtitle",), "All of them", before="x-mine"),
            '"Walls",\n',
            '"Walls",\n  "subtitle": "All of them",\n',
        ),
        (
            lambda text: insert(text, ("events", 1), {"date": "2014-05", "title": "New"}),
            '"One"},\n',
            '"One"},\n    {"date": "2014-05", "title": "New"},\n',
        ),
        (
            lambda text: insert(text, ("events", 2), {"date": "2016", "title": "New", "tags": ["c"]}),
            "\n    }\n  ]",
            '\n    },\n    {\n      "date": "2016",\n      "title": "New",\n      "tags": ["c"]\n    }\n  ]',
        ),
    ],
)
def test_an_edit_changes_the_smallest_stretch_in_the_neighbours_style(
    edit: Any, before: str, after: str
) -> None:
    assert LINES.count(before) == 1
    assert edit(LINES) == LINES.replace(before, after)


def test_what_is_moved_takes_its_own_text_along() -> None:
    first = LINES[LINES.index('{"date"') : LINES.index(",\n    {\n")]
    second = LINES[LINES.index("{\n      ") : LINES.index("    }") + 5]
    swapped = LINES.replace(first, "@").replace(second, first).replace("@", second)
    assert move(LINES, ("events", 1), 0) == swapped
    assert move(LINES, ("events", 1), 1) == LINES


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_tabs_and_a_missing_last_line_end_stay(end: str) -> None:
    text = LINES.replace("    ", "\t\t").replace("  ", "\t").rstrip().replace("\n", end)
    made = insert(text, ("events", 2), {"date": "2016", "title": "New"})
    assert made.startswith(text[: text.rindex("}", 0, text.rindex("]"))])
    assert f',{end}\t\t{{{end}\t\t\t"date": "2016",' in made
    assert made.count("\r") == (0 if end == "\n" else len(made.split(end)) - 1)


def test_compact_text_stays_compact() -> None:
    text = '{"events":[{"date":"2014","title":"One"}]}'
    made = insert(text, ("events", 1), {"date": "2015", "title": "Two"})
    assert made == '{"events":[{"date":"2014","title":"One"},{"date":"2015","title":"Two"}]}'


def test_the_first_event_of_an_empty_list_stands_on_a_line_of_its_own() -> None:
    text = '{\n  "events": []\n}\n'
    made = insert(text, ("events", 0), {"date": "2014", "title": "One"})
    assert made == '{\n  "events": [\n    {"date": "2014", "title": "One"}\n  ]\n}\n'


def test_letters_are_escaped_where_the_author_escapes_them() -> None:
    assert put('{"title": "caf\\u00e9"}', ("title",), "thé") == '{"title": "th\\u00e9"}'
    assert put('{"title": "café", "a": 1}', ("a",), "thé") == '{"title": "café", "a": "thé"}'


def test_a_path_that_leads_nowhere_is_refused() -> None:
    edits: tuple[Callable[[], str], ...] = (
        lambda: put(LINES, ("events", 7, "title"), "x"),
        lambda: remove(LINES, ("nothing",)),
        lambda: remove(LINES, ()),
        lambda: insert(LINES, ("events", 9), {}),
        lambda: insert(LINES, ("title",), "x"),
        lambda: move(LINES, ("events", 0), 5),
        lambda: move(LINES, ("title",), 0),
    )
    for edit in edits:
        with pytest.raises(LookupError):
            edit()


def test_values_that_json_does_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        put(LINES, ("title",), float("nan"))


# Any document, written in any way


@given(st.randoms(use_true_random=False))
@settings(max_examples=CASES, deadline=None)
def test_any_edit_of_any_text_says_what_the_same_edit_of_the_values_says(chance: Random) -> None:
    random_edits.case(chance)


def test_ten_thousand_random_documents_are_edited_without_harm() -> None:
    for number in range(SEEDS):
        random_edits.case(Random(number))  # noqa: S311 - no secrets


def alike(one: str, other: str) -> int:
    """How many characters at both ends of two texts are the same, none counted twice."""
    least = min(len(one), len(other))
    first = next((n for n in range(least) if one[n] != other[n]), least)
    least -= first
    return first + next((n for n in range(least) if one[-1 - n] != other[-1 - n]), least)


@given(st.randoms(use_true_random=False))
@settings(max_examples=CASES, deadline=None)
def test_what_is_put_in_or_taken_out_is_one_stretch_and_all_else_stays(chance: Random) -> None:
    value = [random_edits.value(chance) for _ in range(chance.randrange(4))]
    text = random_edits.written(chance, value)
    longer = insert(text, (chance.randint(0, len(value)),), random_edits.value(chance))
    assert alike(text, longer) == len(text) or (not value and longer.split() != text.split())
    inner = chance.choice(random_edits.paths(value))
    if inner:
        shorter = remove(text, inner)
        assert alike(text, shorter) == len(shorter)


@given(st.randoms(use_true_random=False))
@settings(max_examples=CASES, deadline=None)
def test_of_a_list_of_texts_every_other_stays_as_it_was_written(chance: Random) -> None:
    values = [random_edits.value(chance) for _ in range(chance.randint(2, 5))]
    texts = [random_edits.written(chance, value) for value in values]
    gaps = [chance.choice(BLANKS) + "," + chance.choice(BLANKS) for _ in texts[1:]]
    text = "[" + texts[0] + "".join(gap + each for gap, each in zip(gaps, texts[1:], strict=True)) + "]"
    number = chance.randrange(len(values))
    new = random_edits.value(chance, 0)
    assume(json.dumps(new) != json.dumps(values[number]))
    before = "[" + "".join(each + gap for each, gap in zip(texts[:number], gaps, strict=False))
    after = "".join(gap + each for gap, each in zip(gaps[number:], texts[number + 1 :], strict=False)) + "]"
    changed = put(text, (number,), new)
    assert changed.startswith(before)
    assert changed.endswith(after)
    assert json.loads(changed[len(before) : len(changed) - len(after)]) == new


def test_a_new_key_has_the_blanks_of_the_key_beside_it() -> None:
    text = '[{"a":1}, {"b" : 2}]'
    assert put(text, (1, "c"), 3) == '[{"a":1}, {"b" : 2, "c" : 3}]'
    assert put(text, (0, "c"), 3) == '[{"a":1,"c":3}, {"b" : 2}]'
