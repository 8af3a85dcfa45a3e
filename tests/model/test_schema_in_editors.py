"""What the schema does for people in their own editor, by the engine that VS Code has for JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.page import tools
from timeline.editing.starter import EXAMPLE
from timeline.model import schema
from timeline.model.table import EVENT

SCRIPT = Path(__file__).with_name("language_service.mjs")


def asked(marked: str) -> dict[str, Any]:
    """What the engine says to a text, and at each place marked ``▮`` in it."""
    pieces = marked.split("▮")
    at = [sum(map(len, pieces[: number + 1])) for number in range(len(pieces) - 1)]
    question = json.dumps({"schema": schema(), "text": "".join(pieces), "at": at})
    home = tools.package("vscode-json-languageservice/package.json")
    done = tools.node(SCRIPT, str(home), text=question)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def document(event: str, rest: str = "") -> str:
    return f'{{\n"$schema": "./events.schema.json",\n{rest}"events": [\n{event}\n]\n}}'


def labels(answer: dict[str, Any], place: int = 0) -> set[str]:
    return {item["label"] for item in answer["completions"][place]}


def test_the_example_of_new_has_no_red_lines() -> None:
    assert asked(EXAMPLE)["faults"] == []


def test_the_projects_own_file_has_no_red_lines() -> None:
    text = (tools.ROOT / "events.json").read_text("utf-8")
    assert asked(text.replace("{", '{"$schema": "./events.schema.json",', 1))["faults"] == []


def test_the_keys_of_an_event_are_offered_and_those_that_are_there_are_not() -> None:
    found = labels(asked(document('{"date": "2014", "title": "T", ▮}')))
    assert found == {row.key for row in EVENT.rows} - {"date", "title"}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            '{"date": "2014", "title": "T", "status": ▮}',
            {'"confirmed"', '"reported"', '"alleged"', '"disputed"'},
        ),
        (
            '{"date": "2014", "title": "T", "sources": [{"source": "a", "stance": ▮}]}',
            {'"disputes"', '"supports"'},
        ),
    ],
)
def test_the_words_of_a_list_are_offered(marked: str, expected: set[str]) -> None:
    assert labels(asked(document(marked))) >= expected


def test_a_whole_event_is_offered_where_one_may_stand() -> None:
    items = asked(document("▮"))["completions"][0]
    assert any('"date"' in item["insert"] and '"title"' in item["insert"] for item in items)


def test_a_key_tells_what_it_is_for() -> None:
    (hover,) = asked(document('{"d▮ate": "2014", "title": "T"}'))["hovers"]
    assert "EDTF" in hover


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ('{"date": "14 May 2025", "title": "T"}', "Must be a date, as 2014,"),
        ('{"date": "2014"}', '"title"'),
        ('{"date": "2014", "title": "T", "importance": 9}', "5"),
        ('{"date": "2014", "title": "T", "sumary": "S"}', "sumary"),
        ('{"date": "2014", "title": "T",}', "comma"),
        ('{"date": "2014", "date": "2015", "title": "T"}', "Duplicate"),
    ],
)
def test_a_fault_gets_a_red_line_in_its_place(event: str, said: str) -> None:
    faults = asked(document(event))["faults"]
    assert [one["line"] for one in faults] == [4] * len(faults)
    assert any(said in one["message"] for one in faults), faults
