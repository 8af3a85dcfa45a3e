"""timeline describe: what a file shows, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import ONE_FAULT, ROOT, only_line, timeline, write_events

DOCUMENT = {
    "title": "Two *events*",
    "groups": [{"id": "town", "title": "The town"}],
    "eras": [{"date": "2010/..", "title": "The new council"}],
    "sources": {
        "a": {"title": "Plan adopted", "author": "A. Writer", "publisher": "The Daily", "date": "2014-05",
              "url": "https://example.org/a_b", "note": "Not seen."},
        "b": {"title": "Who dropped it?"},
    },
    "events": [
        {"id": "first", "date": "2014", "title": "A plan_1 is adopted", "group": "town", "sources": ["a"],
         "summary": "By 5 votes to 4.", "figures": [{"value": "5", "label": "votes", "source": "b"}]},
        {"id": "last", "date": "2021-08-15", "title": "The plan is dropped", "status": "disputed",
         "sources": [{"source": "b", "date": "2021-08-14", "stance": "disputes"}],
         "links": [{"to": "first"}]},
    ],
}  # fmt: skip

TEXT = """\
Two *events*

2 events from 2014 to 15 August 2021. By group: The town (1) and no group (1). They are \
“A plan_1 is adopted” (2014) and “The plan is dropped” (15 August 2021). \
A source gives another date for one event. One event is disputed. \
In the background: “The new council” (since 2010). One link joins two of them. Two sources are cited.

Events
  2014: A plan_1 is adopted [1]
    By 5 votes to 4.
    5 votes [2]
  15 August 2021 · disputed: The plan is dropped [2]
    or 14 August 2021 [2]
    disputed by [2]

Background
  since 2010: The new council

Sources
  [1] A. Writer: Plan adopted. The Daily, May 2014. Not seen. https://example.org/a_b
  [2] Who dropped it?
"""


def test_describe_tells_all_that_the_file_says(tmp_path: Path) -> None:
    write_events(tmp_path, DOCUMENT)
    result = timeline("describe", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == TEXT


def test_describe_in_markdown_takes_no_word_of_the_file_for_markup(tmp_path: Path) -> None:
    write_events(tmp_path, DOCUMENT)
    said = timeline("describe", "--format", "markdown", cwd=tmp_path).stdout
    assert said.startswith("# Two \\*events\\*\n\n2 events from")
    assert "\n## Events\n\n- 2014: A plan\\_1 is adopted \\[1\\]\n\n  By 5 votes to 4.\n" in said
    assert "\n## Sources\n\n1. A. Writer: Plan adopted." in said


def test_describe_for_alt_text_is_one_line(tmp_path: Path) -> None:
    write_events(tmp_path, DOCUMENT)
    result = timeline("describe", "--short", cwd=tmp_path)
    assert result.stdout == "Two *events*: 2 events from 2014 to 15 August 2021.\n"


def test_the_readme_shows_what_is_said_of_our_own_file() -> None:
    said = timeline("describe", "events.json", "--short", cwd=ROOT).stdout
    assert f"```text\n{said}```" in (ROOT / "README.md").read_text("utf-8")


def test_a_part_and_an_event_in_focus_can_be_described(tmp_path: Path) -> None:
    write_events(tmp_path, DOCUMENT)
    part = timeline("describe", "--to", "2015", "--short", cwd=tmp_path).stdout
    assert (
        part == "Two *events*: A single event, “A plan_1 is adopted” (2014). 1 of 2 events: that to 2015.\n"
    )
    said = timeline("describe", "--focus", "first", cwd=tmp_path).stdout
    assert "In focus is “A plan_1 is adopted” (2014), with one event that links join with it." in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--focus", "frist"], "--focus frist: there is no event 'frist'; did you mean first"),
        (["--depth", "2"], "depth counts the links from the event in focus; say which one that is"),
        (["--from", "2025-13"], "--from 2025-13: "),
        (["nowhere.json"], "cannot read nowhere.json: there is no such file"),
    ],
)
def test_what_cannot_be_described_is_said_in_one_line(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    write_events(tmp_path, DOCUMENT)
    result = timeline("describe", *arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result).startswith(f"timeline: {words}")


def test_a_file_with_errors_is_not_described(tmp_path: Path) -> None:
    write_events(tmp_path, ONE_FAULT)
    result = timeline("describe", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert "error[date-day]" in result.stderr
