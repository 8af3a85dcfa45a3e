"""Reading, quick and slow, against ``json`` where that has an answer."""

import gc
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.source import Lines, Problem, collector_paused, decode, place, read, scan

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
SOUP = st.text(st.sampled_from("{}[]\",:'\\/*#u0dD8 \n\r\ttrue2014-NaN“”x\u00a0\x01é"), max_size=60)


@given(JSON, st.sampled_from([None, 2]), st.booleans())
def test_both_readers_read_what_json_reads(value: Any, indent: int | None, ascii: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii)
    for reading in (read(text), scan(text)):
        assert reading.value == value
        assert not reading.faults


@given(SOUP)
@settings(max_examples=300)
def test_any_text_is_read_or_has_a_fault_with_a_place(text: str) -> None:
    for reading in (read(text), scan(text)):
        lines = Lines(text)
        for one in place([], reading):
            assert 1 <= one.column <= len(lines.line(one.line)) + 1
            assert one.length >= 1
        try:
            good = json.loads(text, parse_constant=pytest.fail)
        except (ValueError, pytest.fail.Exception):
            assert reading.faults
        else:
            assert reading.faults or reading.value == good


@given(JSON, st.data())
def test_a_valid_text_with_one_character_changed_is_read_or_has_a_fault(
    value: Any, data: st.DataObject
) -> None:
    text = json.dumps({"events": [value]}, indent=1)
    at = data.draw(st.integers(0, len(text) - 1))
    changed = (
        text[:at] + data.draw(st.sampled_from(["", '"', ",", "}", "]", ":", "\n", "\\"])) + text[at + 1 :]
    )
    reading = read(changed)
    place([Problem("x", "error", "x", path) for path in _paths(reading.value)], reading)
    try:
        json.loads(changed)
    except ValueError:
        assert reading.faults


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for step, member in steps for inner in _paths(member, (*path, step)))]


@given(JSON)
def test_every_value_of_a_faultless_text_has_its_place(value: Any) -> None:
    text = json.dumps(value, indent=1)
    lines = Lines(text)
    paths = _paths(value)
    for one in place([Problem("x", "error", "x", path) for path in paths], read(text)):
        member = value
        for step in one.path:
            member = member[step]
        rest = text[lines._starts[one.line - 1] + one.column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == member


@pytest.mark.parametrize("fault", ['"x" "y"', "1,", "'x'", "NaN"])
def test_values_beside_a_fault_have_their_places_too(fault: str) -> None:
    text = f'{{"a": [1, {{"b": "here"}}], "c": [{fault}],\n "d": [[[true]]]}}'
    problems = [Problem("x", "error", "x", ("a", 1, "b")), Problem("x", "error", "x", ("d", 0, 0, 0))]
    placed = {one.path: (one.line, one.column) for one in place(problems, read(text)) if one.code == "x"}
    assert placed == {("a", 1, "b"): (1, text.index('"here"') + 1), ("d", 0, 0, 0): (2, 10)}


def test_a_column_within_a_text_counts_each_escape_as_the_character_it_stands_for() -> None:
    text = '{"a": "\\ud83d\\ude00\\n\\"é"}'
    (one,) = place([Problem("x", "error", "x", ("a",), column=4, length=1)], read(text))
    assert text[one.column - 1 :][: one.length] == "é"


def test_a_problem_of_a_guessed_value_is_left_out() -> None:
    reading = read('{"date": NaN, "title": 1}')
    problems = [Problem("x", "error", "x", ("date",)), Problem("y", "error", "y", ("title",))]
    assert [one.code for one in place(problems, reading)] == ["json-number-finite", "y"]


def test_a_line_ends_at_lf_cr_lf_or_cr() -> None:
    lines = Lines("a\nb\r\nc\rd")
    assert [lines.at(offset) for offset in (0, 2, 5, 7)] == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert [lines.line(number) for number in range(6)] == ["", "a", "b", "c", "d", ""]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5_000, "[" * 100_000 + "]" * 100_000])
def test_deep_nesting_is_a_fault_and_no_overflow(text: str) -> None:
    assert "json-depth" in {fault.code for fault in read(text).faults}


def test_a_missing_comma_is_placed_at_the_end_of_the_line_before() -> None:
    text = '{\n  "a": 1  \n\n  "b": 2\n}'
    (one,) = place([], read(text))
    assert (one.code, one.line, one.column) == ("json-comma-missing", 2, 9)


def test_one_missing_quote_is_one_fault() -> None:
    text = '{"events": [\n {"date": "2014", "title": "Plan", "tags": ["a", "b"]},\n {"date": "2015"}\n]}'
    for at in (match.start() for match in re.finditer('"', text[: text.index("\n", 20)])):
        faults = read(text[:at] + text[at + 1 :]).faults
        assert 1 <= len(faults) <= 2, text[:at] + text[at + 1 :]


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_paused_and_left_as_it_was(was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    try:
        paused = collector_paused()
        with paused:
            assert not gc.isenabled()
        assert gc.isenabled() == was_on
    finally:
        gc.enable()


@given(st.text(), st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]))
def test_other_unicode_encodings_are_named_and_read_on(title: str, codec: str) -> None:
    text = json.dumps({"title": title}, ensure_ascii=False)
    decoded, faults = decode(text.encode(codec))
    assert decoded == text
    assert [fault.code for fault in faults] == ["encoding-wide"]


@given(st.text())
def test_utf_8_without_a_mark_is_decoded_in_silence(title: str) -> None:
    text = json.dumps({"title": title}, ensure_ascii=False)
    assert decode(text.encode()) == (text, [])


@given(st.binary(max_size=40))
def test_any_bytes_are_decoded_to_a_text_that_utf_8_can_hold(data: bytes) -> None:
    decode(data)[0].encode()


@pytest.mark.parametrize(
    "text",
    [
        '{"date": "2014"; "title": "a"}',
        '{"date": 2014; "title": "a"}',
        '{"date": "2014";\n "title": "a"}',
        '["2014"; "a"]',
        '[["a"]; ["b"]]',
        '[{"a": 1}; {"b": true}]',
        '{"a": null; "b": "x; y"}',
    ],
)
def test_a_semicolon_for_a_comma_is_one_fault_and_costs_nothing(text: str) -> None:
    reading = scan(text)
    assert [fault.message for fault in reading.faults] == ["a ; in place of a comma"]
    assert reading.value == json.loads(re.sub(r";(?! y)", ",", text))


def test_a_semicolon_at_the_end_is_one_too_many() -> None:
    assert [fault.message for fault in scan('{"a": "b";}').faults] == ["a ; before the }"]


def test_a_semicolon_after_a_quote_inside_a_text_is_a_part_of_it() -> None:
    reading = scan('{"a": "so "he"; and she", "b": 1}')
    assert [fault.code for fault in reading.faults] == ["json-quote-inside"]
    assert isinstance(reading.value, dict)
    assert reading.value["b"] == 1
