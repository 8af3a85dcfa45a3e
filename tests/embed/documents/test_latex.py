"""LaTeX: the figure that a document gets, set by pdfLaTeX and by XeLaTeX."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embed.documents.report import (
    MARKER,
    NEW,
    ROOT,
    TITLES,
    bitmaps,
    described,
    follows_its_events,
    links,
    placed,
    program,
    run,
    started,
    words,
)
from timeline import load

REPORT = """\\documentclass{article}
\\usepackage{graphicx}%s
\\begin{document}
Something happened.
\\end{document}
"""
LINKED = "\n\\usepackage{hyperref}"
ENGINES = {"pdflatex": "texlive-latex-recommended", "xelatex": "texlive-xetex"}


def built(folder: Path, engine: str = "pdflatex") -> Path:
    """The PDF of the report, which is set twice, as references need it."""
    command = (program(engine, ENGINES[engine]), "-interaction=nonstopmode", "-halt-on-error")
    printed = [run(folder, *command, "-no-shell-escape", "report.tex") for _ in range(2)][1]
    complaints = ("overfull", "warning")  # of pdfTeX, too, which takes only PDF that is not too new
    assert [line for line in printed.splitlines() if any(one in line.lower() for one in complaints)] == []
    return folder / "report.pdf"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_report_gets_a_figure_with_a_caption_and_words_that_can_be_searched(
    engine: str, tmp_path: Path
) -> None:
    document = started(tmp_path, "report.tex", REPORT % "")
    report = built(tmp_path, engine)
    said = words(report)
    assert [title for title in TITLES if title not in said] == []
    assert "Figure 1: How the roads came" in said
    assert bitmaps(report) == 0
    assert f"alt={{{described(tmp_path)}}}".replace("&", "\\&") in document.read_text("utf-8")
    follows_its_events(tmp_path, "report.tex")
    said = words(built(tmp_path, engine))
    assert NEW in said
    assert TITLES[1] not in said


def test_the_text_refers_to_the_figure_by_its_name(tmp_path: Path) -> None:
    text = (REPORT % "").replace("happened.", "happened: Figure~\\ref{fig:roads}.")
    started(tmp_path, "report.tex", text, f"{MARKER} --name roads")
    assert "happened: Figure 1." in words(built(tmp_path))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_picture_is_a_link_where_the_document_loads_hyperref(engine: str, tmp_path: Path) -> None:
    page = "https://example.org/a_(b)/50%25/#roads"
    started(tmp_path, "report.tex", REPORT % LINKED, f'{MARKER} --link "{page}"')
    assert links(built(tmp_path, engine)) == [page]


def test_without_hyperref_it_is_none_and_nothing_else_is_different(tmp_path: Path) -> None:
    started(tmp_path, "report.tex", REPORT % "", f"{MARKER} --link https://example.org/#roads --sources")
    report = built(tmp_path)
    assert links(report) == []
    assert "Figure 1: How the roads came" in words(report)
    assert "A survey. The Office. https://example.org/survey" in words(report)


def test_events_and_sources_are_listed_and_their_addresses_followed(tmp_path: Path) -> None:
    started(tmp_path, "report.tex", REPORT % LINKED, f"{MARKER} --list --sources")
    report = built(tmp_path)
    assert links(report) == ["https://example.org/survey"]
    said = words(report)
    assert [title for title in TITLES if said.count(title) != 2] == []  # in the picture and in the list
    assert "1. A survey. The Office." in said


@pytest.mark.parametrize(("options", "figures"), [("", 6), (" --layout vertical", 1)])
def test_a_long_timeline_goes_over_pages_or_is_set_smaller(
    options: str, figures: int, tmp_path: Path
) -> None:
    events = (ROOT / "events.json").read_text("utf-8")
    document = started(tmp_path, "report.tex", REPORT % "", f"events.json{options}", events)
    report = built(tmp_path)  # where LaTeX would warn of a float that is too large
    assert document.read_text("utf-8").count("\\begin{figure}") == figures
    said = "".join(word.text for word in placed(report))
    titles = ["".join(event.title.split()) for event in load(ROOT / "events.json").events]
    assert [title for title in titles if title not in said] == []


@pytest.mark.parametrize(("share", "points"), [("", 345), (" --show-width 50%", 172.5)])
def test_it_takes_as_much_of_the_width_as_the_marker_says(share: str, points: float, tmp_path: Path) -> None:
    started(tmp_path, "report.tex", REPORT % "", MARKER + share)
    report = built(tmp_path)
    (title,) = [word for word in placed(report) if word.text == "bridges"]
    drawn = next(word for word in placed(tmp_path / "events-timeline-print.pdf") if word.text == "bridges")
    scale = (title.bottom - title.top) / (drawn.bottom - drawn.top)
    assert scale == pytest.approx(points / 72.27 * 96 / 605, rel=0.02)
