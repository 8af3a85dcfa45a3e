"""new, list and show: a file to start from, and what is in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import ONE_FAULT, only_line, timeline, write_events

FILE: dict[str, Any] = {
    "groups": [{"id": "town", "title": "The town"}],
    "sources": {"daily": {"title": "A report"}},
    "events": [
        {"id": "b", "date": "2016-05", "title": "Café opens", "group": "town", "x-mine": [1]},
        {
            "id": "a",
            "date": "2014/2015",
            "title": "Plan",
            "summary": "Two lines,\nthe second.",
            "sources": [{"source": "daily", "quote": "Yes", "locator": "p. 3"}],
            "links": [{"to": "b"}],
            "tags": ["one", "two"],
        },
        {"date": "2018~", "title": "=1+1"},
    ],
}


def test_new_writes_an_example_that_can_be_drawn_at_once(tmp_path: Path) -> None:
    result = timeline("new", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == (
        "wrote events.json, an example to change; try: timeline render events.json"
    )
    assert timeline("check", cwd=tmp_path).stdout == "events.json: 4 events, nothing wrong\n"
    document = json.loads((tmp_path / "events.json").read_text("utf-8"))
    schema = json.loads((tmp_path / document["$schema"]).read_text("utf-8"))
    assert schema == json.loads(timeline("schema", cwd=tmp_path).stdout)


@pytest.mark.parametrize("arguments", [[], ["events.json"], ["-f", "events.json"]])
def test_new_never_writes_over_a_file(tmp_path: Path, arguments: list[str]) -> None:
    path = write_events(tmp_path, "mine")
    result = timeline("new", *arguments, cwd=tmp_path)
    assert (result.returncode, only_line(result)) == (
        2,
        "timeline: events.json is there already; nothing was written",
    )
    assert path.read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["events.json"]


def test_new_makes_no_folder_of_a_file(tmp_path: Path) -> None:
    result = timeline("new", "notes/", cwd=tmp_path)
    assert (result.returncode, only_line(result)) == (2, "timeline: cannot write notes/: it is a folder")


def test_new_leaves_a_schema_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "events.schema.json").write_text("mine", "utf-8")
    assert timeline("new", "notes.json", cwd=tmp_path).stdout.count("\n") == 1
    assert (tmp_path / "events.schema.json").read_text("utf-8") == "mine"


def test_new_can_write_to_standard_output(tmp_path: Path) -> None:
    assert json.loads(timeline("new", "-", cwd=tmp_path).stdout)["events"]
    assert list(tmp_path.iterdir()) == []


def test_list_has_a_line_for_each_event_in_the_order_of_time(tmp_path: Path) -> None:
    write_events(tmp_path, FILE)
    assert timeline("list", cwd=tmp_path).stdout == (
        "2014/2015  a  Plan\n"
        "2016-05    b  Café opens\n"
        "2018~      -  =1+1\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--from", "2015", "--to", "2016"], ["a", "b"]),
        (["--group", "town"], ["b"]),
        (["--search", "CAFE opens"], ["b"]),
        (["--search", '"the second"'], ["a"]),
        (["--search", "report yes"], ["a"]),
        (["--search", "the town"], ["b"]),
        (["--search", "supports"], []),
        (["--search", "plan", "--from", "2016"], []),
        (["--from", "2030"], []),
    ],
)
def test_list_keeps_what_is_sought(tmp_path: Path, arguments: list[str], ids: list[str]) -> None:
    write_events(tmp_path, FILE)
    result = timeline("list", "--format", "json", *arguments, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert [event["id"] for event in json.loads(result.stdout)] == ids


def test_a_list_as_json_has_the_events_as_they_stand_in_the_file(tmp_path: Path) -> None:
    write_events(tmp_path, FILE)
    b, a, last = FILE["events"]
    assert json.loads(timeline("list", "--format", "json", cwd=tmp_path).stdout) == [a, b, last]


def test_a_list_as_csv_runs_no_formula(tmp_path: Path) -> None:
    write_events(tmp_path, FILE)
    text = timeline("list", "--format", "csv", cwd=tmp_path).stdout
    assert text.startswith("\ufeff")
    a, b, last = csv.DictReader(io.StringIO(text[1:]))
    assert (a["summary"], a["tags"], a["sources"]) == ("Two lines,\nthe second.", "one; two", "A report")
    assert (b["group"], b["importance"], b["status"], b["url"]) == ("The town", "3", "reported", "")
    assert (last["id"], last["date"], last["title"]) == ("", "2018~", "'=1+1")


def test_show_tells_all_of_one_event(tmp_path: Path) -> None:
    write_events(tmp_path, FILE)
    assert timeline("show", "a", cwd=tmp_path).stdout == (
        "id          a\n"
        "date        2014/2015 (2014–2015)\n"
        "title       Plan\n"
        "summary     Two lines,\n"
        "            the second.\n"
        "importance  3\n"
        "status      reported\n"
        "source      daily (A report), p. 3\n"
        "            “Yes”\n"
        "tags        one; two\n"
        "link        led to: b (Café opens)\n"
    )
    assert timeline("show", "b", cwd=tmp_path).stdout.splitlines()[-1] == "linked from a (Plan): led to"
    assert timeline("show", "=1+1", cwd=tmp_path).stdout.startswith("date        2018~ (c. 2018)\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "planned"], "there is no event 'planned'; did you mean a"),
        (["list", "--group", "twon"], "--group twon: there is no group 'twon'; did you mean town"),
        (["list", "--from", "2016", "--to", "2014"], "the first date is after the last"),
    ],
)
def test_what_is_not_there_is_said_in_a_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    write_events(tmp_path, FILE)
    result = timeline(*arguments, cwd=tmp_path)
    assert (result.returncode, only_line(result)) == (2, f"timeline: {said}")


@pytest.mark.parametrize("arguments", [["list"], ["show", "a"]])
def test_the_faults_of_a_file_are_shown_in_place_of_its_events(tmp_path: Path, arguments: list[str]) -> None:
    write_events(tmp_path, ONE_FAULT)
    result = timeline(*arguments, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert "error[date-day]" in result.stderr
