"""``timeline embed`` as its users type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import ONE_FAULT, TWO_EVENTS, only_line, timeline, write_events

MARKER = "<!-- timeline: events.json -->\n<!-- /timeline -->\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_events(tmp_path)
    (tmp_path / "report.md").write_text("# Report\n", "utf-8")
    return tmp_path


def test_from_an_empty_marker_to_a_report_that_is_kept_up_to_date(folder: Path) -> None:
    nothing = timeline("embed", "report.md", cwd=folder)
    assert (nothing.returncode, nothing.stdout) == (
        0,
        "report.md has no markers; timeline embed --init report.md puts one in\n",
    )
    first = timeline("embed", "--init", "report.md", cwd=folder)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == (
        "wrote events-timeline.svg\nwrote events-timeline.html\nwrote report.md (1 timeline)\n"
    )
    again = timeline("embed", "report.md", cwd=folder)
    assert (again.returncode, again.stdout) == (0, "report.md is up to date (1 timeline)\n")
    assert timeline("embed", "--check", "report.md", cwd=folder).returncode == 0

    write_events(folder, json.dumps(TWO_EVENTS).replace("2014", "2013"))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    stale = timeline("embed", "--check", "report.md", cwd=folder)
    assert (stale.returncode, stale.stderr) == (1, "")
    shown = stale.stdout.splitlines()
    assert shown[:5] == [
        "stale: events-timeline.svg",
        "stale: events-timeline.html",
        "--- report.md",
        "+++ report.md",
        "@@ -4,4 +4,4 @@",
    ]
    assert sum(line.startswith("+") for line in shown) == sum(line.startswith("-") for line in shown) == 3
    assert shown[-1] == "to bring all of it up to date: timeline embed report.md"
    assert {path: path.read_bytes() for path in folder.iterdir()} == before

    assert timeline("embed", "report.md", cwd=folder).returncode == 0
    assert timeline("embed", "--check", "report.md", cwd=folder).returncode == 0
    assert "from 2013" in (folder / "report.md").read_text("utf-8")


def test_check_tells_a_missing_picture(folder: Path) -> None:
    timeline("embed", "--init", "report.md", cwd=folder)
    (folder / "events-timeline.svg").unlink()
    told = timeline("embed", "--check", "report.md", cwd=folder)
    assert told.returncode == 1
    assert told.stdout.splitlines()[0] == "missing: events-timeline.svg"


def test_where_one_document_has_errors_none_is_written(folder: Path) -> None:
    (folder / "report.md").write_text(MARKER, "utf-8")
    (folder / "bad.md").write_text("x\n\n<!-- /timeline -->\n", "utf-8")
    told = timeline("embed", "report.md", "bad.md", cwd=folder)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        "bad.md:3:1: error[marker-unmatched]: this ends a marker, and none is open\n"
        "    3 | <!-- /timeline -->\n"
        "      | ^^^^^^^^^^^^^^^^^^\n"
        "   help: above its block should stand: <!-- timeline: events.json -->\n"
        "timeline: nothing was written, for there are errors\n"
    )
    assert (folder / "report.md").read_text("utf-8") == MARKER
    assert timeline("embed", "--check", "report.md", "bad.md", cwd=folder).returncode == 1


def test_the_faults_of_an_events_file_are_shown_once(folder: Path) -> None:
    write_events(folder, ONE_FAULT)
    (folder / "report.md").write_text(f"{MARKER}\n{MARKER}", "utf-8")
    told = timeline("embed", "report.md", cwd=folder)
    assert told.returncode == 1
    assert told.stderr.count("error[marker-events]") == 2
    assert told.stderr.count("error[date-day]") == 1


def test_the_first_marker_asks_for_what_is_said_and_stands_where_it_is_said(folder: Path) -> None:
    (folder / "report.md").write_text("# One\n\nTwo\n", "utf-8")
    line = [
        "embed",
        "report.md",
        "--init",
        "--after",
        "1",
        "--marker",
        "events.json --width 400 --name plans",
    ]
    assert timeline(*line, cwd=folder).returncode == 0
    text = (folder / "report.md").read_text("utf-8")
    assert text.startswith("# One\n\n<!-- timeline: events.json --width 400 --name plans -->\n")
    assert text.endswith(" -->\n\nTwo\n")
    assert (folder / "plans.svg").exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ([], "name the documents, as timeline embed report.md"),
        (["events.json"], "events.json has the ending of no document (it is drawn by: timeline render)"),
        (["nowhere.md"], "cannot read nowhere.md: there is no such file"),
        (["report.md", "--after", "3"], "--after goes with --init; give that, too, or neither"),
        (["report.md", "--from", "a@example.org"], "--from goes with --mail"),
        (["report.md", "--no-script"], "--no-script goes with --iframe"),
        (["--iframe", "--mail", "report.md"], "--iframe and --mail are at odds; give one of them"),
        (["--mail", "--check", "events.json", "-o", "x.eml"], "--mail and --check are at odds"),
        (["--init", "--check", "report.md"], "--init writes and --check does not; give one of them"),
        (["--init", "--after", "7", "report.md"], "there is no line 7; the document has 1"),
        (["--init", "report.docx"], "write {{timeline events.json}} into report.docx yourself"),
        (["--mail", "events.json"], "--mail needs -o and the path of the message; - is standard output: "),
        (["report.md", "--root", "elsewhere"], "report.md lies outside the folder elsewhere"),
        (["report.md", "--chek"], "unknown option --chek; did you mean --check"),
    ],
)
def test_the_command_used_wrongly_is_told_in_a_line(folder: Path, line: list[str], words: str) -> None:
    told = timeline("embed", *line, cwd=folder)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.splitlines()[0].startswith(f"timeline: {words}")
    assert (folder / "report.md").read_text("utf-8") == "# Report\n"


def test_a_first_marker_for_a_file_of_another_name_is_told_how_to_name_it(folder: Path) -> None:
    (folder / "events.json").rename(folder / "strike 1914.json")
    told = timeline("embed", "--init", "report.md", cwd=folder)
    assert (told.returncode, told.stderr) == (
        2,
        "timeline: there is no events.json; --marker names another events file: "
        "timeline embed --init --marker '\"strike 1914.json\"' report.md\n",
    )
    assert (folder / "report.md").read_text("utf-8") == "# Report\n"
    done = timeline("embed", "--init", "--marker", '"strike 1914.json"', "report.md", cwd=folder)
    assert done.returncode == 0, done.stderr


def test_a_document_of_an_office_without_timelines_is_told_how_to_ask_for_one(folder: Path) -> None:
    docx = pytest.importorskip("docx")
    docx.Document().save(folder / "report.docx")
    told = timeline("embed", "report.docx", cwd=folder)
    assert (told.returncode, told.stdout) == (
        0,
        "report.docx has no timelines; "
        "{{timeline events.json}}, in a paragraph or a box of its own, asks for one\n",
    )


def test_options_may_stand_between_the_documents(folder: Path) -> None:
    (folder / "other.md").write_text(MARKER, "utf-8")
    told = timeline("embed", "report.md", "--force", "other.md", cwd=folder)
    assert told.returncode == 0, told.stderr
    assert "wrote other.md (1 timeline)" in told.stdout


def test_a_document_changed_meanwhile_is_left_alone(folder: Path) -> None:
    folder.joinpath("report.md").write_text(MARKER, "utf-8")
    folder.chmod(0o755)
    (folder / "events-timeline.svg").mkdir()
    told = timeline("embed", "report.md", cwd=folder)
    assert told.returncode == 1
    assert "events-timeline.svg is there already, and is no file" in told.stderr
    assert (folder / "report.md").read_text("utf-8") == MARKER


def test_a_folder_of_documents_is_named_from_elsewhere(folder: Path) -> None:
    (folder / "docs").mkdir()
    write_events(folder / "docs")
    (folder / "docs" / "a.md").write_text(MARKER, "utf-8")
    told = timeline("embed", "docs/a.md", cwd=folder)
    assert told.stdout.splitlines()[-1] == "wrote docs/a.md (1 timeline)"
    assert (folder / "docs" / "events-timeline.svg").exists()
    assert "](events-timeline.svg)" in (folder / "docs" / "a.md").read_text("utf-8")


def test_a_file_that_cannot_be_written_leaves_all_others_as_they_were(folder: Path) -> None:
    (folder / "report.md").write_text(MARKER, "utf-8")
    (folder / "figures").write_text("a file where a folder should be", "utf-8")
    (folder / "other.md").write_text(MARKER.replace("events.json", "events.json --folder figures"), "utf-8")
    told = timeline("embed", "report.md", "other.md", cwd=folder)
    assert told.returncode == 2
    assert only_line(told).startswith("timeline: cannot write figures/events-timeline.svg")
    assert (folder / "report.md").read_text("utf-8") == MARKER
    assert not (folder / "events-timeline.svg").exists()
