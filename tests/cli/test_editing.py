"""The editing commands as their users type them: what they say, write, and leave alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import ONE_FAULT, only_line, timeline, write_events

THREE = """{
  "events": [
    {"id": "a", "date": "2014", "title": "Plan"},
    {"id": "b", "date": "2016", "title": "Talks", "links": [{"to": "a", "label": "invokes"}]},
    {"date": "2018", "title": "Accord"}
  ]
}
"""


def events(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))["events"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "2015", "A hearing"], "added a-hearing to events.json, between a and b\n"),
        (["add", "-0044-03-15", "Ides"], "added ides (15 March 45 BCE) to events.json, before a\n"),
        (["set", "a", "date=2015", "importance=5"], "changed date, importance of a in events.json\n"),
        (["set", "a", "date=2014"], "events.json says so already\n"),
        (["set", "Accord", "date=2019"], "changed date of Accord in events.json\n"),
        (["set", "title=The whole", "lang=de"], "changed title, lang in events.json\n"),
        (["add", "2015", "A hearing", "importance=4"], "added a-hearing to events.json, between a and b\n"),
        (["remove", "b"], "removed b from events.json\n"),
        (["remove", "a", "--force"], "removed a from events.json, with the links to it from b\n"),
        (["rename", "a", "plan"], "renamed a to plan in events.json, with 1 link to it\n"),
        (["rename", "Accord", "accord"], "renamed Accord to accord in events.json\n"),
    ],
)
def test_a_change_is_said_in_a_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    write_events(tmp_path, THREE)
    result = timeline(*arguments, cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, said, "")
    assert timeline("check", cwd=tmp_path).stdout.endswith("nothing wrong\n")
    assert [path.name for path in tmp_path.iterdir()] == ["events.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["set", "aa", "date=2015"], "there is no event 'aa'; did you mean a"),
        (
            ["set", "a", "date"],
            "argument KEY=VALUE: 'date' is not KEY=VALUE; texts with blanks stand in quotes",
        ),
        (["set", "lks", "date=2015"], "there is no event 'lks'; did you mean b"),
        (["set", "a"], "what is to be set of 'a'? KEY=VALUE is missing"),
        (["set", "date=2015"], "date is a key of events; say of which one: timeline set ID date=…"),
        (["set", "a", "id=c"], "links go by the id; to change both: timeline rename ID NEW"),
        (["remove", "a"], "a is linked to by b; --force takes these links out, too"),
        (["add", "2015"], "the following arguments are required: TITLE"),
        (["add", "2015", "A", "--id", "b"], "another event has the id 'b' already"),
        (["rename", "a", "b"], "another event has the id 'b' already"),
        (["add", "2015", "A", "-f", "no.json"], "cannot read no.json: there is no such file"),
        (
            ["set", "a", "x-note=\udcff"],
            "an argument holds something that is no text in UTF-8; nothing was written",
        ),
    ],
)
def test_what_cannot_be_done_is_a_line_and_the_status_2(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    path = write_events(tmp_path, THREE)
    result = timeline(*arguments, cwd=tmp_path)
    assert (result.returncode, result.stderr.splitlines()[0]) == (2, f"timeline: {said}")
    assert path.read_text("utf-8") == THREE


def test_a_change_that_makes_an_error_is_shown_as_check_shows_it_and_not_written(tmp_path: Path) -> None:
    path = write_events(tmp_path, THREE)
    result = timeline("set", "a", "date=2025-02-30", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == (
        "events.json:3:26: error[date-day]: February 2025 has 28 days\n"
        '    3 |     {"id": "a", "date": "2025-02-30", "title": "Plan"},\n'
        "      |                                  ^^\n"
        '   help: the last day is "2025-02-28"\n'
        "timeline: nothing was written, for events.json would have errors\n"
    )
    assert path.read_text("utf-8") == THREE


def test_a_file_with_errors_is_changed_only_where_that_mends_them(tmp_path: Path) -> None:
    path = write_events(tmp_path, ONE_FAULT)
    result = timeline("add", "2014", "One more", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        "timeline: nothing was written, for events.json has errors to be mended first"
    )
    assert path.read_text("utf-8") == ONE_FAULT
    assert timeline("set", "No such day", "date=2025-02-28", cwd=tmp_path).returncode == 0
    assert path.read_text("utf-8") == ONE_FAULT.replace("30", "28")


def test_text_that_is_no_json_is_left_as_it_is(tmp_path: Path) -> None:
    for text in ('{"events": [', "[]", '{"events": 1}', "", '\ufeff{"events": []}'):
        path = write_events(tmp_path, text)
        result = timeline("add", "2014", "One", cwd=tmp_path)
        assert result.returncode == 1
        assert ": error[" in result.stderr
        assert result.stderr.endswith("nothing was written, for events.json has errors to be mended first\n")
        assert path.read_text("utf-8") == text


def test_a_new_warning_is_shown_and_the_change_made(tmp_path: Path) -> None:
    path = write_events(tmp_path, THREE)
    result = timeline("add", "2014", "Plan", cwd=tmp_path)
    assert result.returncode == 0
    assert "warning[event-twice]" in result.stderr
    assert [event.get("id") for event in events(path)] == ["a", "plan", "b", None]


def test_standard_input_is_changed_on_its_way_to_standard_output(tmp_path: Path) -> None:
    text = THREE.replace("\n", "\r\n").rstrip()
    result = timeline("rename", "b", "talks", "-f", "-", cwd=tmp_path, stdin=text.encode())
    assert result.stdout == text.replace('"b"', '"talks"')
    assert result.stderr == "renamed b to talks in standard input\n"
    assert list(tmp_path.iterdir()) == []


def test_groups_and_sources_have_to_be_known(tmp_path: Path) -> None:
    document = {
        "groups": [{"id": "law", "title": "Law"}],
        "sources": {"daily": {"title": "A report"}, "weekly": {"title": "Another"}},
        "events": [],
    }
    path = write_events(tmp_path, document)
    sources = ["--source", "daily", "--source", "weekly"]
    result = timeline("add", "2014", "A law", "--group", "lawn", *sources, cwd=tmp_path)
    assert (result.returncode, "did you mean" in result.stderr) == (1, True)
    result = timeline("add", "2014", "A law", "--group", "law", *sources, "--id", "x", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "added x to events.json\n", "")
    assert events(path) == [
        {"id": "x", "date": "2014", "title": "A law", "group": "law", "sources": ["daily", "weekly"]}
    ]


def test_without_a_file_it_is_said_that_there_is_none(tmp_path: Path) -> None:
    result = timeline("add", "2014", "One", cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result).startswith("timeline: cannot read events.json: there is no such file")


def test_an_event_whose_title_has_the_form_of_a_pair_can_be_changed(tmp_path: Path) -> None:
    path = write_events(tmp_path, {"events": [{"date": "1905", "title": "E=mc²"}]})
    assert timeline("set", "E=mc²", "importance=5", cwd=tmp_path).returncode == 0
    assert events(path) == [{"date": "1905", "title": "E=mc²", "importance": 5}]


def test_a_new_group_and_source_are_made_without_a_word_on_their_being_unused(tmp_path: Path) -> None:
    path = write_events(tmp_path, THREE)
    result = timeline("set", "groups.law.title=Law", "sources.daily.title=A report", cwd=tmp_path)
    said = "changed groups.law.title, sources.daily.title in events.json\n"
    assert (result.returncode, result.stdout, result.stderr) == (0, said, "")
    added = timeline("add", "2015", "A law", "--group", "law", "--source", "daily", cwd=tmp_path)
    assert (added.returncode, added.stderr) == (0, "")
    assert events(path)[1]["sources"] == ["daily"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["set", "a", "-f", "events.json", "importance=5"],
        ["set", "-f", "events.json", "a", "importance=5"],
        ["set", "a", "importance=5", "-f", "events.json"],
        ["add", "-0044", "New", "--id", "new", "importance=5"],
        ["add", "--id", "new", "-0044", "New", "importance=5"],
        ["add", "-0044", "--id", "new", "New", "importance=5"],
    ],
)
def test_pairs_may_stand_before_and_behind_options(tmp_path: Path, arguments: list[str]) -> None:
    path = write_events(tmp_path, THREE)
    result = timeline(*arguments, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert events(path)[0]["importance"] == 5
