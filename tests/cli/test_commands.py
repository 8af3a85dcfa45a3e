"""check, date and schema, and the first word of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import timeline as package
from tests.cli.program import ONE_FAULT, ROOT, only_line, timeline, write_events
from timeline.cli import main
from timeline.cli.arguments import COMMANDS
from timeline.model import CODES


def test_check_shows_every_fault_with_its_place_and_counts_them(tmp_path: Path) -> None:
    write_events(tmp_path, ONE_FAULT)
    result = timeline("check", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.startswith("events.json:1:")
    assert result.stdout.splitlines()[-1] == "events.json: 1 error"


def test_check_of_a_good_file_says_how_much_there_is(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("check", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "events.json: 2 events, nothing wrong\n")


def test_check_for_programs_prints_nothing_but_json(tmp_path: Path) -> None:
    write_events(tmp_path, ONE_FAULT)
    (fault,) = json.loads(timeline("check", "--format", "json", cwd=tmp_path).stdout)
    assert fault["code"] == "date-day"
    write_events(tmp_path)
    assert json.loads(timeline("check", "--format", "json", cwd=tmp_path).stdout) == []


def test_check_for_github_prints_annotations(tmp_path: Path) -> None:
    write_events(tmp_path, ONE_FAULT)
    assert timeline("check", "--format", "github", cwd=tmp_path).stdout.startswith(
        "::error file=events.json,line=1,"
    )


def test_strict_makes_a_warning_count(tmp_path: Path) -> None:
    write_events(
        tmp_path, {"groups": [{"id": "idle", "title": "Idle"}], "events": [{"date": "2014", "title": "One"}]}
    )
    assert timeline("check", cwd=tmp_path).returncode == 0
    assert timeline("check", "--strict", cwd=tmp_path).returncode == 1


def test_sources_can_be_required(tmp_path: Path) -> None:
    write_events(tmp_path)
    assert timeline("check", "--require-sources", cwd=tmp_path).returncode == 1


def test_check_reads_standard_input(tmp_path: Path) -> None:
    result = timeline("check", "-", cwd=tmp_path, stdin=ONE_FAULT.encode())
    assert result.stdout.startswith("standard input:1:")


def test_explain_tells_more_of_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "date-day"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "date-day: error: there is no such day in this month",
        "",
        "The month does not have so many days, or not in this year:",
        "    2025-02-30          write 2025-02-28, or 2025-02 if the day is not known",
    ]


@pytest.mark.parametrize("code", CODES)
def test_explain_is_prose_for_every_code(capsys: pytest.CaptureFixture[str], code: str) -> None:
    assert main(["check", "--explain", code]) == 0
    first, blank, *rest = capsys.readouterr().out.splitlines()
    assert first.endswith(CODES[code].summary)
    assert (blank, rest) == ("", CODES[code].help.splitlines())


def test_explain_knows_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "date-dya"]) == 2
    assert "did you mean: date-day" in capsys.readouterr().err


def test_date_takes_negative_years_for_dates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "-0044-03-15", "2014~", "--format", "json"]) == 0
    ides, circa = json.loads(capsys.readouterr().out)
    assert (ides["first"], ides["words"]) == ("-0044-03-15", "15 March 45 BCE")
    assert circa["valid"]


def test_date_fails_where_one_text_is_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "2014", "2025-02-30"]) == 1
    shown = capsys.readouterr().out
    assert "2014" in shown
    assert "February 2025 has 28 days" in shown


def test_schema_prints_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_help_is_short_and_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == main(["--help"]) == main(["-h"]) == 0
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) <= 3 * 36
    assert "timeline render" in shown


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    import tomllib

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"timeline {package.__version__}\n"
    assert (
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        == package.__version__
    )


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("rendr", "did you mean: timeline render"),
        ("cheque", "did you mean: timeline check"),
        ("events.json", "did you mean: timeline render events.json"),
        ("xyzzy", f"the commands are: {', '.join(COMMANDS)}"),
    ],
)
def test_an_unknown_command_is_met_with_what_may_be_meant(tmp_path: Path, word: str, hint: str) -> None:
    result = timeline(word, cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result) == f"timeline: unknown command {word!r}; {hint}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["date", "-x"], "unknown option -x"),
        (["check", "--strikt"], "unknown option --strikt; did you mean --strict"),
        (["render", "--width=900", "--colour=red"], "unknown option --colour"),
    ],
)
def test_an_unknown_option_is_named(tmp_path: Path, arguments: list[str], words: str) -> None:
    result = timeline(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.splitlines()[0] == f"timeline: {words}"


def test_after_two_dashes_nothing_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "--", "-x"]) == 1
    assert "-x" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("src", "reason"),
    [("wall.png", "there is no such file"), ("wall.tiff", "its ending is none of png, jpg, jpeg, gif, webp")],
)
def test_check_warns_of_a_picture_that_is_not_there(tmp_path: Path, src: str, reason: str) -> None:
    (tmp_path / "there.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    events = [
        {"date": "2014", "title": name, "image": {"src": name, "alt": "A wall"}}
        for name in ("there.png", src)
    ]
    write_events(tmp_path, {"events": events})
    result = timeline("check", cwd=tmp_path)
    assert result.returncode == 0
    assert f"warning[image-missing]: the picture cannot be shown: {reason}\n" in result.stdout
    assert result.stdout.endswith("events.json: 2 events, 1 warning\n")
    assert timeline("check", "--strict", cwd=tmp_path).returncode == 1
    assert timeline("check", "events.json", cwd=tmp_path / "..").returncode == 2
    assert timeline("check", f"{tmp_path.name}/events.json", cwd=tmp_path / "..").stdout.count("[image-") == 1


def test_several_files_are_checked_in_one_run(tmp_path: Path) -> None:
    write_events(tmp_path)
    write_events(tmp_path, ONE_FAULT, "faulty.json")
    told = timeline("check", "events.json", "faulty.json", cwd=tmp_path)
    assert told.returncode == 1
    assert told.stdout.startswith("events.json: 2 events, nothing wrong\nfaulty.json:1:")
    assert told.stdout.endswith("faulty.json: 1 error\n")
    told = timeline("check", "events.json", "faulty.json", "--format", "json", cwd=tmp_path)
    rows = json.loads(told.stdout)
    assert [row["file"] for row in rows] == ["faulty.json"]
    watched = timeline("check", "events.json", "faulty.json", "--watch", cwd=tmp_path)
    assert (watched.returncode, only_line(watched)) == (2, "timeline: one file can be watched at a time")


def test_help_with_the_name_of_a_command_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "add"]) == 0
    said = capsys.readouterr().out
    assert main(["add", "--help"]) == 0
    assert said == capsys.readouterr().out
    assert said.startswith("usage: timeline add DATE TITLE")
