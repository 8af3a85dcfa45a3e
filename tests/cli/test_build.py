"""``timeline build``: from an empty folder to everything that a report needs, and again after changes."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import ONE_FAULT, ROOT, TWO_EVENTS, only_line, timeline, write_events
from tests.cli.test_watching import posix, watching
from tests.write.fonts import DEJAVU
from timeline.products import BUILT, PRODUCTS

PAGE = (ROOT / "docs" / "build.md").read_text("utf-8")
ALL = [f"output/events{PRODUCTS[format].ending}" for format in BUILT]
DEVANAGARI = {"events": [{"date": "2014", "title": "कथा"}]}
THREE = {**TWO_EVENTS, "events": [*TWO_EVENTS["events"], {"date": "2025-05-10", "title": "A new plan"}]}
REPORT = """\
# Report

<!-- timeline: events.json --width 605 -->
<!-- /timeline -->

The end.
"""


def settings(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[project]\nname = 'x'\n\n[tool.timeline]\n{text}", "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def made(folder: Path) -> list[str]:
    """The files that are there beside what was put there."""
    return sorted({*files(folder)} - {"events.json", "pyproject.toml", "report.md", "other.json"})


def build(folder: Path, *arguments: str, status: int = 0) -> list[str]:
    """What is said by a run that complains of nothing."""
    result = timeline("build", *arguments, cwd=folder)
    assert (result.returncode, result.stderr) == (status, "")
    return result.stdout.splitlines()


def refused(folder: Path, *arguments: str, status: int = 2) -> str:
    """What a run complains of that changes nothing."""
    before = files(folder)
    result = timeline("build", *arguments, cwd=folder)
    assert (result.returncode, result.stdout) == (status, ""), result.stderr
    assert files(folder) == before
    assert "Traceback" not in result.stderr
    return result.stderr


# Without settings


def test_everything_is_made_of_a_file_and_kept_up_to_date(tmp_path: Path) -> None:
    write_events(tmp_path)
    said = build(tmp_path)
    assert [line.split()[1] for line in said] == ALL
    assert said[0].startswith("wrote output/events.svg (2 events, ")
    assert made(tmp_path) == sorted(ALL)
    before = files(tmp_path)
    again = build(tmp_path)
    assert [line.split()[0] for line in again] == ALL
    assert all(" is up to date (" in line for line in again)
    assert build(tmp_path, "--check") == [f"up to date: {', '.join(ALL)}"]
    assert files(tmp_path) == before
    write_events(tmp_path, THREE)
    stale = build(tmp_path, "--check", status=1)
    assert stale == [f"stale: {path}" for path in ALL if not path.endswith(("csl.json", "bib"))]
    build(tmp_path)
    assert build(tmp_path, "--check")[0].startswith("up to date: ")
    (tmp_path / ALL[1]).unlink()
    assert build(tmp_path, "--check", status=1) == [f"missing: {ALL[1]}"]


def test_the_files_are_those_of_render(tmp_path: Path) -> None:
    write_events(tmp_path)
    build(tmp_path, "-o", "built")
    for path in ALL:
        name = Path(path).name
        timeline("render", "-o", f"rendered/{name}", cwd=tmp_path)
        assert (tmp_path / "rendered" / name).read_bytes() == (tmp_path / "built" / name).read_bytes()


def test_the_file_itself_may_say_which_formats_it_is_for(tmp_path: Path) -> None:
    write_events(tmp_path, {**TWO_EVENTS, "display": {"formats": ["bib", "svg", "bib"]}})
    build(tmp_path)
    assert made(tmp_path) == ["output/events.bib", "output/events.svg"]
    build(tmp_path, "--only", "svg", "-o", "x")
    assert made(tmp_path)[2:] == ["x/events.svg"]
    assert "there is nothing to build as pdf: " in refused(tmp_path, "--only", "pdf")


def test_several_files_are_built_at_once(tmp_path: Path) -> None:
    write_events(tmp_path)
    write_events(tmp_path, THREE, "other.json")
    build(tmp_path, "events.json", "other.json", "--only", "svg,txt", "--only", "fragment")
    names = [f"{stem}{end}" for stem in ("events", "other") for end in (".fragment.html", ".svg", ".txt")]
    assert made(tmp_path) == [f"output/{name}" for name in names]


def test_faults_of_all_files_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    write_events(tmp_path, ONE_FAULT)
    write_events(tmp_path, ONE_FAULT, "other.json")
    said = refused(tmp_path, "events.json", "other.json", status=1)
    assert "events.json:1:23: error[date-day]" in said
    assert "other.json:1:23: error[date-day]" in said
    assert said.count("timeline: nothing was built, for") == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "pgn"], "argument --only: format is 'pgn'; it can be one of: svg, png, "),
        (["--only", "svg,"], "argument --only: format is ''; "),
        (["-"], "what is built is named after its file; standard input has no name: see timeline render"),
        (["--check", "--watch"], "--check looks once, --watch again and again; give one of them"),
        (["none.json"], "cannot read none.json: there is no such file"),
        (["--only", "svg", "--density", "3"], "--density is for PNG, whose pixels are counted; "),
        (["--only", "svg", "--font", "a.ttf"], "--font is for PNG and PDF; "),
        (["events.json", "x/../events.json", "sub/events.json"], "cannot read sub/events.json: "),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, arguments: list[str], words: str) -> None:
    write_events(tmp_path)
    (tmp_path / "x").mkdir()
    assert refused(tmp_path, *arguments).startswith(f"timeline: {words}")


def test_two_files_of_one_name_would_write_over_each_other(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "sub").mkdir()
    write_events(tmp_path / "sub", THREE)
    said = refused(tmp_path, "events.json", "sub/events.json")
    assert said == (
        "timeline: events.json and sub/events.json would both be output/events.svg; "
        "give one of them another name\n"
    )


def test_without_an_events_file_the_way_to_a_first_one_is_named(tmp_path: Path) -> None:
    assert "timeline new writes one to start from" in refused(tmp_path)


def test_what_cannot_be_set_is_named_with_the_way_to_all_else(tmp_path: Path) -> None:
    write_events(tmp_path, DEVANAGARI)
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "events.svg").write_text("old", "utf-8")
    said = refused(tmp_path, "events.json", "--converter", "none").splitlines()
    assert said[0].startswith('timeline: cannot make output/events.png and output/events.pdf: "क" (U+0915, ')
    rest = said[1].removeprefix("nothing was built; all else: timeline ")
    assert timeline(*shlex.split(rest), cwd=tmp_path).returncode == 0
    assert made(tmp_path) == sorted({*ALL} - {"output/events.png", "output/events.pdf"})


# By the settings of a project


def test_settings_say_what_is_built_in_any_folder_of_the_project(tmp_path: Path) -> None:
    write_events(tmp_path, THREE)
    settings(tmp_path, """\
output = "figures"
formats = ["svg", "md"]
width = 605

[[tool.timeline.pictures]]
name = "late"
from = "2021"

[[tool.timeline.pictures]]
name = "events-dark"
theme = "dark"
formats = ["svg"]
""")  # fmt: skip
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    said = build(below)
    assert said[0].startswith("wrote ../../figures/events.svg (3 events, ")
    names = ["events-dark.svg", "events.md", "events.svg", "late.md", "late.svg"]
    assert made(tmp_path) == [f"figures/{name}" for name in names]
    figures = {path.name: path.read_text("utf-8") for path in (tmp_path / "figures").iterdir()}
    assert 'width="605"' in figures["late.svg"]
    assert "A plan is adopted" not in figures["late.md"]
    assert figures["events-dark.svg"] != figures["events.svg"]
    assert build(tmp_path, "--check")[0].startswith("up to date: figures/events.svg, ")


def test_a_file_that_is_named_is_built_as_the_settings_say_of_it(tmp_path: Path) -> None:
    write_events(tmp_path)
    write_events(tmp_path, THREE, "other.json")
    settings(tmp_path, "formats = ['txt']\n[[tool.timeline.pictures]]\nname = 'late'\nfrom = 2021\n")
    build(tmp_path, "other.json", "-o", "x")
    assert made(tmp_path) == ["x/other.txt"]
    build(tmp_path, "events.json", "-o", "y")
    assert made(tmp_path)[1:] == ["y/events.txt", "y/late.txt"]


def test_fonts_and_density_and_the_data_are_those_of_the_settings(tmp_path: Path) -> None:
    write_events(tmp_path)
    shutil.copy(DEJAVU, tmp_path / "font.ttf")
    settings(tmp_path, "fonts = 'font.ttf'\ndensity = 1\nformats = ['png', 'pdf']\nwith-data = true\n")
    build(tmp_path)
    content = files(tmp_path / "output")
    assert b"DejaVuSans" in content["events.pdf"]
    assert int.from_bytes(content["events.png"][16:20], "big") == 1200
    extracted = timeline("extract", "output/events.png", "-o", "-", cwd=tmp_path)
    assert json.loads(extracted.stdout) == TWO_EVENTS
    build(tmp_path, "--density", "2")
    assert int.from_bytes((tmp_path / "output" / "events.png").read_bytes()[16:20], "big") == 2400


def test_faults_in_the_settings_are_named_with_their_lines(tmp_path: Path) -> None:
    write_events(tmp_path)
    settings(tmp_path, "widht = 605\nformats = ['pgn']\n")
    (tmp_path / "a").mkdir()
    assert (
        refused(tmp_path, status=1)
        == """\
pyproject.toml:5:1: error[setting-unknown]: there is no setting “widht”
    5 | widht = 605
      | ^^^^^
   help: did you mean width?

pyproject.toml:6:1: error[setting-value]: formats names 'pgn', which there is not
    6 | formats = ['pgn']
      | ^^^^^^^
   help: did you mean png?
timeline: nothing was built, for pyproject.toml has errors
"""
    )
    assert refused(tmp_path / "a", status=1).startswith("../pyproject.toml:5:1: error[setting-unknown]")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("group = 'twon'", "events.json: there is no group 'twon'; did you mean town"),
        ("from = 2030", "events.json: no event of the file lies between these dates and in these groups"),
        ("from = '2025-02-30'", "events.json: February 2025 has 28 days"),
        ("depth = 2", "cannot make output/events.svg and output/events.png and "),
        ("events = 'none.json'", "cannot read none.json: there is no such file"),
        ("documents = 'none.md'", "cannot read none.md: there is no such file"),
        (
            "[[tool.timeline.pictures]]\nname = 'may'\nfocus = 'frist'",
            "the picture “may” in pyproject.toml: there is no event 'frist'; did you mean first",
        ),
        (
            "pictures = [{name = 'a'}, {name = 'A'}]",
            "the picture “a” in pyproject.toml and the picture “A” in pyproject.toml would both be output/A",
        ),
    ],
)
def test_what_the_settings_cannot_have_meant_is_refused(tmp_path: Path, text: str, words: str) -> None:
    write_events(tmp_path)
    settings(tmp_path, f"{text}\n")
    assert refused(tmp_path).startswith(f"timeline: {words}")


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
@pytest.mark.parametrize("key", ["events", "output", "documents", "fonts"])
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path, key: str) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    write_events(project)
    write_events(outside)
    (project / "link").symlink_to(outside)
    settings(project, f"{key} = 'link/events.json'\n")
    before = files(tmp_path)
    result = timeline("build", cwd=project)
    assert result.returncode == 2
    assert only_line(result) == "timeline: link/events.json in pyproject.toml leads out of its folder"
    assert files(tmp_path) == before


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_nothing_is_written_through_a_link_out_of_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "output").mkdir(parents=True)
    (tmp_path / "precious").write_text("mine", "utf-8")
    (project / "output" / "events.svg").symlink_to(tmp_path / "precious")
    write_events(project)
    settings(project, "formats = ['txt', 'svg']\n")
    result = timeline("build", cwd=project)
    assert result.returncode == 2
    assert only_line(result) == (
        "timeline: output/events.svg is a link that leads out of the folder of pyproject.toml"
    )
    assert (tmp_path / "precious").read_text("utf-8") == "mine"
    assert not (project / "output" / "events.txt").exists()


def test_the_nearest_settings_count_as_far_as_the_repository_reaches(tmp_path: Path) -> None:
    settings(tmp_path, "output = 'outer'\nformats = ['txt']\n")
    inner = tmp_path / "repository" / "package"
    inner.mkdir(parents=True)
    write_events(inner)
    (inner / "pyproject.toml").write_text("[project]\nname = 'timeline-report'\n", "utf-8")  # none of ours
    write_events(tmp_path)
    build(inner)
    assert made(tmp_path)[0] == "outer/events.txt"
    (tmp_path / "repository" / ".git").mkdir()
    build(inner, "--only", "svg")
    assert (inner / "output" / "events.svg").exists()


@posix
def test_settings_in_a_folder_of_everybody_are_not_those_of_a_project_in_it(tmp_path: Path) -> None:
    settings(tmp_path, "output = 'project'\nformats = ['txt']\n")
    write_events(tmp_path)
    project = tmp_path / "project"
    project.mkdir()
    write_events(project)
    tmp_path.chmod(0o1777)
    build(project, "--only", "svg")
    assert made(project)[0] == "output/events.svg"


def test_the_events_file_is_never_an_output(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    write_events(tmp_path, name="output/events.csl.json")
    settings(
        tmp_path, "events = 'output/events.csl.json'\npictures = [{name = 'events'}]\nformats = ['csl']\n"
    )
    assert "output/events.csl.json is the events file itself" in refused(tmp_path)


def test_a_document_of_the_project_is_never_an_output(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "events.md").write_text(REPORT, "utf-8")
    write_events(tmp_path)
    settings(tmp_path, "documents = 'output/events.md'\n")
    assert refused(tmp_path).startswith(
        "timeline: output/events.md is a document of the project and would be "
    )


def test_pages_of_an_earlier_and_longer_picture_are_told_of(tmp_path: Path) -> None:
    many = {"events": [{"date": str(year), "title": f"The year {year}"} for year in range(1900, 2000)]}
    write_events(tmp_path, many)
    settings(tmp_path, "pages = 'a4'\nformats = ['svg']\n")
    assert len(build(tmp_path)) > 2
    write_events(tmp_path)
    said = build(tmp_path)
    assert said[0].startswith("wrote output/events-1.svg")
    assert said[1] == "output/events-2.svg is left over from before: there is no such page now"


# A CI whose fonts are others


def test_a_check_asks_painted_pictures_what_they_show_and_not_for_their_bytes(tmp_path: Path) -> None:
    write_events(tmp_path)
    build(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    write_events(other)
    build(other, "--font", str(DEJAVU))
    for name in ("events.png", "events.pdf"):
        assert (tmp_path / "output" / name).read_bytes() != (other / "output" / name).read_bytes()
        shutil.copy(other / "output" / name, tmp_path / "output" / name)
    assert build(tmp_path, "--check")[0].startswith("up to date: ")
    assert build(tmp_path, "--check", "--density", "3", status=1) == ["stale: output/events.png"]
    settings(tmp_path, "width = 700\nformats = ['png', 'pdf']\n")
    assert build(tmp_path, "--check", status=1) == ["stale: output/events.png", "stale: output/events.pdf"]


# Documents


def test_documents_are_kept_up_to_date_with_all_else(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    settings(tmp_path, "formats = ['svg']\ndocuments = ['report.md']\n")
    assert [*build(tmp_path, "--check", status=1)][-1].startswith("missing: output/events.svg")
    build(tmp_path)
    text = (tmp_path / "report.md").read_text("utf-8")
    found = re.search(r"\]\(([^)]+\.svg)\)", text)
    assert found
    assert (tmp_path / found[1]).is_file()
    assert "The end." in text
    assert build(tmp_path, "--check")[-1] == "up to date: report.md"
    assert build(tmp_path)[-1] == "report.md is up to date"
    write_events(tmp_path, THREE)
    stale = build(tmp_path, "--check", status=1)
    assert {f"stale: {found[1]}", "stale: report.md", "stale: output/events.svg"} <= {*stale}
    build(tmp_path)
    assert "3 events" in (tmp_path / "report.md").read_text("utf-8")
    assert build(tmp_path, "--check")[-1] == "up to date: report.md"


def test_what_is_wrong_in_a_document_keeps_everything_as_it_was(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "report.md").write_text(REPORT.replace("--width", "--widht"), "utf-8")
    settings(tmp_path, "documents = ['report.md']\n")
    said = refused(tmp_path, status=1)
    assert said.startswith("report.md:3:")
    assert "did you mean" in said
    assert said.endswith("timeline: nothing was built\n")


def test_a_document_without_markers_is_told_of(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "report.md").write_text("# Report\n", "utf-8")
    settings(tmp_path, "formats = 'txt'\ndocuments = ['report.md']\n")
    result = timeline("build", cwd=tmp_path)
    assert result.returncode == 0
    assert only_line(result) == "report.md has no markers; timeline embed --init report.md puts one in"


def test_a_document_of_an_office_without_placeholders_is_told_what_to_write_into_it(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    docx.Document().save(tmp_path / "report.docx")
    write_events(tmp_path)
    settings(tmp_path, "formats = 'txt'\ndocuments = ['report.docx']\n")
    told = only_line(timeline("build", cwd=tmp_path))
    assert told.startswith("report.docx has no timelines; {{timeline events.json}}, in a paragraph or a box")


def test_a_document_of_an_office_is_kept_up_to_date_too(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    report = docx.Document()
    report.add_paragraph("{{timeline events.json}}")
    report.save(tmp_path / "report.docx")
    write_events(tmp_path)
    settings(tmp_path, "formats = 'txt'\ndocuments = 'report.docx'\n")
    assert any(line.startswith("wrote report.docx") for line in build(tmp_path))
    assert len(docx.Document(tmp_path / "report.docx").inline_shapes) == 1
    assert build(tmp_path, "--check")[-1] == "up to date: report.docx"
    write_events(tmp_path, THREE)
    assert "stale: report.docx" in build(tmp_path, "--check", status=1)
    build(tmp_path)
    assert build(tmp_path, "--check")[-1] == "up to date: report.docx"


def test_a_chosen_format_or_file_leaves_documents_alone(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    settings(tmp_path, "documents = ['report.md']\n")
    build(tmp_path, "--only", "svg")
    build(tmp_path, "events.json")
    assert (tmp_path / "report.md").read_text("utf-8") == REPORT


# Again and again


@posix
def test_it_watches_the_events_and_the_settings(tmp_path: Path) -> None:
    write_events(tmp_path)
    settings(tmp_path, "formats = ['txt']\n")
    with watching("build", "--watch", cwd=tmp_path) as seen:
        assert any("wrote output/events.txt" in line for line in seen.until("waiting"))
        write_events(tmp_path, THREE)
        assert any("wrote output/events.txt (3 events" in line for line in seen.until("waiting"))
        settings(tmp_path, "formats = ['txt', 'pgn']\n")
        assert any("error[setting-value]" in line for line in seen.until("waiting"))
        settings(tmp_path, "formats = ['txt', 'md']\n")
        assert any("wrote output/events.md (3 events" in line for line in seen.until("waiting"))


# What the page says


def test_the_page_tells_of_every_file_and_its_settings_work(tmp_path: Path) -> None:
    rows: list[Any] = re.findall(r"^\| `(\w+)` \| `events([\w.]+)` \|", PAGE, re.MULTILINE)
    assert rows == [(format, product.ending) for format, product in PRODUCTS.items()]
    shown = PAGE.split("```toml\n")[1].split("```")[0]
    (tmp_path / "pyproject.toml").write_text(shown.replace(', "slides.pptx"', ""), "utf-8")
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    write_events(tmp_path, THREE)
    build(tmp_path)
    listed = ["events.svg", "events.pdf", "events.bib", "may.svg", "may.pdf", "may.bib", "events-dark.svg"]
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == sorted(listed)
    assert all(f"{path}`" in PAGE for path in listed)
