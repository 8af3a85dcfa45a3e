"""The JSON Schema says the same as the checker."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import bad_files
from tests.model.test_check import ANYTHING, KEYS
from timeline import source
from timeline.model import check, schema

ROOT = Path(__file__).parents[2]
BAD = Path(__file__).parent / "bad"
SCHEMA = schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)

BEYOND = {
    "date-year", "date-month", "date-day", "date-time", "date-offset", "date-order", "date-gap", "date-fold",
    "zone-unknown", "id-unknown", "id-twice", "link-self", "text-surrogate",
}  # fmt: skip
"""Errors that only the checker sees: the calendar, the zones, and what one part of a file says of another."""


def agree(values: Any) -> None:
    errors = {problem.code for problem in check(values)[1] if problem.severity == "error"}
    if not errors:
        assert list(VALIDATOR.iter_errors(values)) == []
    elif errors - BEYOND:
        assert not VALIDATOR.is_valid(values), errors


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", bad_files.names(BAD))
def test_schema_and_checker_agree_on_the_bad_file(name: str) -> None:
    agree(source.read((BAD / f"{name}.json").read_text()).value)


def test_schema_and_checker_agree_on_the_projects_own_events() -> None:
    agree(json.loads((ROOT / "events.json").read_text()))


@given(st.dictionaries(KEYS, ANYTHING, max_size=6))
@settings(max_examples=200)
def test_schema_and_checker_agree_on_any_document(values: dict[str, Any]) -> None:
    values.setdefault("events", [])
    if _has_no_surrogate(values):
        agree(values)


def _has_no_surrogate(values: Any) -> bool:
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


REAL = json.loads((ROOT / "events.json").read_text())


@given(st.data())
@settings(max_examples=200)
def test_schema_and_checker_agree_on_real_events_with_one_value_replaced(data: st.DataObject) -> None:
    values = copy.deepcopy({**REAL, "events": REAL["events"][:3] + REAL["events"][14:15]})
    at: Any = values
    while True:
        step = data.draw(st.sampled_from(sorted(at)) if isinstance(at, dict) else st.integers(0, len(at) - 1))
        if not isinstance(at[step], dict | list) or not at[step] or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[step]
    at[step] = data.draw(ANYTHING)
    if _has_no_surrogate(values):
        agree(values)


FORMS = [
    "1985-04-12", "1985-04", "1985", "1985-04-12T23:20:30", "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30+04:30", "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08",
    "Y170000002", "Y-170000002", "2001-21", "1984?", "2004-06~", "2004-06-11%", "201X", "20XX",
    "2004-XX", "1985-04-XX", "1985-XX-XX", "1985-04-12/..", "1985-04/", "../1985-04-12", "/1985",
    "-1985", "Y-17E7", "1950S2", "Y171010000S3", "Y3388E2S3", "2001-34", "[1667,1668,1670..1672]",
    "[..1760-12-03]", "[1760-12..]", "{1667,1668}", "{1960,1961-12}", "{..1984}",
    "2004-06-~01/2004-06-~20", "2004?-06-11", "?2004-06-~11", "2004-%06-11", "156X-12-25",
    "15XX-12-XX", "XXXX-12-XX", "1XXX-XX", "1984-XX", "2025-05-10T15:35",
]  # fmt: skip
"""Dates of every form that EDTF has."""


@pytest.mark.parametrize("date", FORMS)
def test_the_pattern_takes_every_form_of_date(date: str) -> None:
    agree({"events": [{"date": date, "title": "x"}]})
    assert VALIDATOR.is_valid({"events": [{"date": date, "title": "x"}]})


@given(st.text(st.sampled_from("0129XY-/.?~%TZ:+E S[]{},"), max_size=14))
def test_the_pattern_takes_every_date_that_is_one(date: str) -> None:
    agree({"events": [{"date": date, "title": "x"}]})


def parts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(inner for member in value.values() for inner in parts(member))]
    return [inner for member in value for inner in parts(member)] if isinstance(value, list) else []


def test_nothing_stands_beside_a_reference_and_all_lead_to_definitions() -> None:
    references = [part for part in parts(SCHEMA) if "$ref" in part]
    assert references
    for part in references:
        assert len(part) == 1
        assert part["$ref"].removeprefix("#/definitions/") in SCHEMA["definitions"]


def test_every_key_is_described_and_keys_of_ones_own_are_allowed() -> None:
    records = [part for part in parts(SCHEMA) if "properties" in part and "additionalProperties" in part]
    assert len(records) == 10
    for record in records:
        assert record["additionalProperties"] is False
        assert "^x-" in record["patternProperties"]
        for key in record["properties"].values():
            assert key["description"]
            assert key["markdownDescription"]


def test_editors_are_offered_one_event() -> None:
    (snippet,) = SCHEMA["definitions"]["event"]["defaultSnippets"]
    assert snippet["body"].keys() == {"date", "title"}


def test_patterns_hold_nothing_that_python_and_javascript_read_differently() -> None:
    patterns = [part["pattern"] for part in parts(SCHEMA) if isinstance(part.get("pattern"), str)]
    assert patterns
    for pattern in patterns:
        assert not re.search(r"\\[dwbDWBAZ]|\(\?[<P]|(?<!\\)\$", pattern), pattern


def test_each_call_gives_a_schema_of_its_own() -> None:
    schema()["definitions"]["event"]["properties"].clear()
    assert schema() == SCHEMA


@pytest.mark.parametrize("exponent", ["", "E0", "E1", "E02", "E3", "E4", "E17"])
def test_the_pattern_knows_which_years_have_more_than_four_digits(exponent: str) -> None:
    for digits in ("1", "12", "123", "1234", "12345", "123456"):
        agree({"events": [{"date": f"Y-{digits}{exponent}", "title": "x"}]})
