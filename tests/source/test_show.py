"""Diagnostics in print."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.source import Diagnostic, Fix, show

ONE = Diagnostic(
    "date-day", "error", "February 2025 has 28 days", 2, 12, 20, 2, 'the last day is "2025-02-28"', ("a", 0)
)
TEXT = '{\n  "date": "2025-02-30",\n}'


def test_people_see_the_line_a_caret_under_the_fault_and_a_help() -> None:
    assert show([ONE], TEXT, "events.json") == (
        "events.json:2:12: error[date-day]: February 2025 has 28 days\n"
        '    2 |   "date": "2025-02-30",\n'
        "      |                    ^^\n"
        '   help: the last day is "2025-02-28"\n'
    )


def _columns(text: str) -> int:
    """The columns of a terminal that a text takes, tabs aside."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("before", ["", "\t", "日本", "\t日\t", "é", "\u202e", "\x07"])
def test_the_caret_stands_under_its_text_behind(before: str) -> None:
    one = ONE._replace(line=1, column=1, mark=len(before) + 1, length=1)
    shown = show([one], before + "X", "e").split("\n")
    source, marks = shown[1], shown[2]
    assert source.count("\t") == marks.count("\t")
    assert _columns(source[: source.index("X")].replace("\t", "")) == len(
        marks[: marks.index("^")].replace("\t", "")
    )


def test_a_long_line_is_cut_to_a_window_round_the_caret() -> None:
    line = "a" * 5_000 + "X" + "b" * 5_000
    one = ONE._replace(line=1, column=5_001, mark=5_001, length=1)
    _, source, marks, *_ = show([one], line, "e").split("\n")
    assert len(source) < 120
    assert source[marks.index("^")] == "X"


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.integers(1, 32), st.integers(1, 9))
def test_nothing_that_a_terminal_obeys_is_printed(line: str, column: int, length: int) -> None:
    one = ONE._replace(line=1, column=column, length=length, message=line, help=line)
    shown = show([one], line, line)
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_people_see_two_hundred_and_how_to_see_the_rest_while_programs_see_all() -> None:
    many = [ONE] * 1231
    assert show(many, TEXT, "e").count("date-day") == 200
    assert show(many, TEXT, "e").endswith("… and 1,031 more; to see all: timeline check --format json\n")
    assert len(json.loads(show(many, TEXT, "e", "json"))) == 1231
    assert show(many, TEXT, "e", "github").count("\n") == 1231
    assert "more" not in show([ONE] * 200, TEXT, "e")


def test_json_has_every_part_and_the_path_as_a_pointer() -> None:
    (row,) = json.loads(show([ONE._replace(path=("a/b", 0, "~"))], TEXT, "e.json", "json"))
    assert row == {
        "file": "e.json",
        "code": "date-day",
        "severity": "error",
        "message": "February 2025 has 28 days",
        "line": 2,
        "column": 12,
        "mark": 20,
        "length": 2,
        "help": 'the last day is "2025-02-28"',
        "path": "/a~1b/0/~0",
        "fix": None,
    }


def test_json_says_how_a_fault_is_mended() -> None:
    fix = Fix(13, 25, '"2025-02-28"', 'write "2025-02-28"')
    (row,) = json.loads(show([ONE._replace(fix=fix)], TEXT, "e.json", "json"))
    assert row["fix"] == {
        "start": 13,
        "end": 25,
        "replacement": '"2025-02-28"',
        "title": 'write "2025-02-28"',
    }


def test_annotations_are_escaped_as_github_wants_it() -> None:
    one = ONE._replace(message="100 %: a,\nb", help=None)
    assert show([one], TEXT, "a,b:c.json", "github") == (
        "::error file=a%2Cb%3Ac.json,line=2,col=20,endColumn=22,title=date-day::100 %25: a,%0Ab\n"
    )


def test_no_diagnostics_say_nothing_and_an_empty_list_in_json() -> None:
    assert show([], TEXT, "e") == ""
    assert show([], TEXT, "e", "github") == ""
    assert json.loads(show([], TEXT, "e", "json")) == []


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="xml"):
        show([ONE], TEXT, "e", "xml")
