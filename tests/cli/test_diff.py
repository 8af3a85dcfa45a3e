"""``timeline diff`` in real git repositories: what is compared, what is said, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import ONE_FAULT, TWO_EVENTS, only_line, timeline, write_events

FIRST, SECOND = TWO_EVENTS["events"]
CHANGED: dict[str, Any] = {**TWO_EVENTS, "events": [{**FIRST, "date": "2014-12"}, SECOND]}
REDATED = "first (A plan is adopted): 2014 → December 2014"


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, document: object, name: str = "events.json") -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    write_events(folder, document, name)
    git(folder, "add", "--", name)
    git(folder, "commit", "-q", "-m", "x")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose last commit has two events, of which the file re-dates one."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, TWO_EVENTS)
    write_events(tmp_path, CHANGED)
    return tmp_path


# What is compared


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("events.json",),
        ("HEAD:events.json",),
        ("HEAD:",),
        ("main:events.json", "events.json"),
        ("HEAD:", "events.json"),
        ("HEAD:./events.json", "./events.json"),
        (":events.json",),
    ],
)
def test_the_last_commit_is_compared_with_the_file(repository: Path, arguments: tuple[str, ...]) -> None:
    done = timeline("diff", *arguments, cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert REDATED in done.stdout


def test_two_revisions_are_compared(repository: Path) -> None:
    commit(repository, CHANGED)
    done = timeline("diff", "HEAD~1:events.json", "HEAD:events.json", cwd=repository)
    assert done.stdout.startswith("HEAD~1:events.json → HEAD:events.json\n1 re-dated, 1 unchanged\n")
    assert REDATED in done.stdout


def test_a_path_in_a_revision_starts_at_the_current_folder(repository: Path) -> None:
    commit(repository, TWO_EVENTS, "reports/notes.json")
    write_events(repository / "reports", CHANGED, "notes.json")
    for folder, old in (
        (repository, "HEAD:reports/notes.json"),
        (repository / "reports", "HEAD:notes.json"),
        (repository, f"HEAD:{repository}/reports/notes.json"),
    ):
        new = "notes.json" if folder.name == "reports" else "reports/notes.json"
        assert REDATED in timeline("diff", old, new, cwd=folder).stdout
    assert REDATED in timeline("diff", "notes.json", cwd=repository / "reports").stdout
    assert (
        REDATED in timeline("diff", str(repository / "reports" / "notes.json"), cwd=repository.parent).stdout
    )


def test_a_revision_without_a_path_means_the_other_file(repository: Path) -> None:
    commit(repository, TWO_EVENTS, "my-notes.json")
    write_events(repository, CHANGED, "my-notes.json")
    assert REDATED in timeline("diff", "HEAD:", "my-notes.json", cwd=repository).stdout
    data = json.dumps(CHANGED).encode()
    assert REDATED in timeline("diff", "HEAD:", "-", cwd=repository, stdin=data).stdout


def test_two_files_need_no_repository(tmp_path: Path) -> None:
    write_events(tmp_path, TWO_EVENTS, "old.json")
    write_events(tmp_path, CHANGED, "new.json")
    assert REDATED in timeline("diff", "old.json", "new.json", cwd=tmp_path).stdout


def test_standard_input_can_be_either_version(tmp_path: Path) -> None:
    write_events(tmp_path)
    data = json.dumps(CHANGED).encode()
    assert REDATED in timeline("diff", "events.json", "-", cwd=tmp_path, stdin=data).stdout
    back = timeline("diff", "-", "events.json", cwd=tmp_path, stdin=data)
    assert "first (A plan is adopted): December 2014 → 2014" in back.stdout


def test_a_file_with_a_colon_in_its_name_is_a_file(repository: Path) -> None:
    write_events(repository, TWO_EVENTS, "HEAD:events.json")
    write_events(repository, {**TWO_EVENTS, "title": "Another"}, "events.json")
    commit(repository, CHANGED, "other.json")
    done = timeline("diff", "HEAD:events.json", "events.json", cwd=repository)
    assert REDATED not in done.stdout
    assert "title reworded" in done.stdout


# What is said


def test_nothing_differs(repository: Path) -> None:
    write_events(repository, TWO_EVENTS)
    done = timeline("diff", cwd=repository)
    assert (done.returncode, done.stdout) == (0, "HEAD:events.json → events.json: nothing differs\n")
    write_events(repository, json.dumps(TWO_EVENTS, indent=4))
    assert "only the writing differs" in timeline("diff", cwd=repository).stdout


def test_the_words_come_as_markdown_and_as_json(repository: Path) -> None:
    paste = timeline("diff", "--format", "markdown", cwd=repository).stdout
    assert paste.startswith(
        "### HEAD:events.json → events.json\n\n1 re-dated, 1 unchanged\n\n**Re-dated**\n\n- first"
    )
    values = json.loads(timeline("diff", "--format", "json", cwd=repository).stdout)
    assert values["redated"][0]["changes"] == {"date": {"old": "2014", "new": "2014-12"}}


def test_the_exit_status_tells_a_difference_only_where_that_is_asked_for(repository: Path) -> None:
    assert timeline("diff", cwd=repository).returncode == 0
    assert timeline("diff", "--exit-code", cwd=repository).returncode == 1
    write_events(repository, TWO_EVENTS)
    assert timeline("diff", "--exit-code", cwd=repository).returncode == 0


# The figure


def test_the_figure_is_drawn_as_svg_and_as_a_page(repository: Path) -> None:
    done = timeline("diff", "-o", "a.svg", "-o", "b.html", "--width", "700", cwd=repository)
    assert done.returncode == 0
    assert REDATED in done.stdout
    assert done.stderr == "wrote a.svg\nwrote b.html\n"
    assert 'width="700"' in (repository / "a.svg").read_text("utf-8")
    assert "was 2014" in (repository / "a.svg").read_text("utf-8")
    assert "2014 → December 2014" in (repository / "b.html").read_text("utf-8")


def test_a_figure_to_standard_output_stands_there_alone(repository: Path) -> None:
    done = timeline("diff", "-o", "-", cwd=repository)
    assert done.stdout.startswith("<?xml")
    assert done.stdout.rstrip().endswith("</svg>")


def test_the_figure_is_drawn_as_it_is_asked_for(repository: Path) -> None:
    drawn = timeline("diff", "-o", "-", "--layout", "lanes", "--theme", "dark", cwd=repository).stdout
    assert "#14181f" in drawn
    part = timeline("diff", "-o", "-", "--from", "2020", cwd=repository).stdout
    assert "1 of 2 events" in part
    assert "December 2014" not in part


def test_the_figure_never_takes_the_place_of_a_version(tmp_path: Path) -> None:
    write_events(tmp_path, TWO_EVENTS, "old.svg")
    write_events(tmp_path, CHANGED, "new.json")
    done = timeline("diff", "old.svg", "new.json", "-o", "old.svg", cwd=tmp_path)
    assert done.returncode == 2
    assert json.loads((tmp_path / "old.svg").read_text("utf-8")) == TWO_EVENTS


# What is refused


def test_a_version_with_errors_is_named_as_check_names_it_and_nothing_is_drawn(repository: Path) -> None:
    write_events(repository, ONE_FAULT)
    done = timeline("diff", "-o", "a.svg", cwd=repository)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("events.json:1:")
    assert "error[date-day]" in done.stderr
    assert not (repository / "a.svg").exists()
    commit(repository, ONE_FAULT)
    write_events(repository)
    assert timeline("diff", cwd=repository).stderr.startswith("HEAD:events.json:1:")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere:events.json", "events.json"), "git knows no revision 'nowhere'"),
        (("HEAD~99:",), "git knows no revision 'HEAD~99'"),
        (("HEAD:missing.json", "events.json"), "there is no missing.json in that revision"),
        (("HEAD:folder", "events.json"), "it is a folder"),
        (("events.json", "missing.json"), "there is no such file"),
        (("HEAD",), "there is no file HEAD; where a revision is meant: timeline diff HEAD:"),
        (("HEAD~1..HEAD",), "where a revision is meant: timeline diff HEAD~1: HEAD:"),
        (("-", "-"), "not both"),
        (("-",), "timeline diff - NEW"),
        (("events.json", "-o", "a.png"), "end it in .svg or .html"),
        (("C:\\x.json", "events.json"), "C:\\x.json: there is no such file"),
        (("C:/x.json", "events.json"), "C:/x.json: there is no such file"),
        (("--", "--output=stolen:x", "events.json"), "no revision begins with a hyphen"),
        (("-o", "a.svg", "--from", "2030"), "no event of the file lies between"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    repository: Path, arguments: tuple[str, ...], words: str
) -> None:
    commit(repository, TWO_EVENTS, "folder/notes.json")
    done = timeline("diff", *arguments, cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in only_line(done)
    assert not (repository / "stolen").exists()


def test_without_a_repository_that_is_said(tmp_path: Path) -> None:
    write_events(tmp_path)
    done = timeline("diff", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert done.returncode == 2
    assert "there is no git repository here" in only_line(done)


def test_before_the_first_commit_that_is_asked_for(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    write_events(tmp_path)
    words = "git knows no revision 'HEAD'; has anything been committed?"
    assert words in only_line(timeline("diff", cwd=tmp_path))


def test_without_git_that_is_said(repository: Path) -> None:
    done = timeline("diff", cwd=repository, PATH=os.path.dirname(sys.executable) + "/nothing")  # noqa: PTH120
    assert done.returncode == 2
    assert "git, which is not installed" in only_line(done)


@pytest.mark.parametrize(
    "odd", ["HEAD^{/x", "HEAD:a\nb", "HEAD:$(touch stolen)", "HEAD;touch stolen:x", "HEAD:é"]
)
def test_odd_names_reach_git_as_they_are_and_no_shell(repository: Path, odd: str) -> None:
    done = timeline("diff", odd, "events.json", cwd=repository)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (repository / "stolen").exists()


def test_what_git_is_told_to_convert_is_not_converted(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.json diff=odd\n", "utf-8")
    git(repository, "config", "diff.odd.textconv", "touch stolen; cat")
    assert REDATED in timeline("diff", cwd=repository).stdout
    assert not (repository / "stolen").exists()
