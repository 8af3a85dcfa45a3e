"""Typst: the figure that a document gets, compiled by Typst itself."""

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
    module,
    pages,
    placed,
    started,
    words,
)
from timeline import load

REPORT = "= Report\n\nSomething happened.\n"


def built(folder: Path) -> Path:
    """The PDF of the report."""
    typst = module("typst")
    typst.compile(folder / "report.typ", output=folder / "report.pdf")
    return folder / "report.pdf"


def test_a_report_gets_a_figure_with_its_caption_alternative_text_and_words(tmp_path: Path) -> None:
    started(tmp_path, "report.typ", REPORT)
    report = built(tmp_path)
    said = words(report)
    assert [title for title in TITLES if title not in said] == []
    assert "Figure 1: How the roads came" in said
    assert bitmaps(report) == 0
    assert f"/Alt({described(tmp_path)})".encode() in report.read_bytes()
    follows_its_events(tmp_path, "report.typ")
    said = words(built(tmp_path))
    assert NEW in said
    assert TITLES[1] not in said


def test_the_text_refers_to_the_figure_by_its_name(tmp_path: Path) -> None:
    started(tmp_path, "report.typ", REPORT + "\nSee @fig-roads.\n", f"{MARKER} --name roads")
    assert "See Figure 1." in words(built(tmp_path))


def test_the_picture_is_a_link_where_one_is_asked_for(tmp_path: Path) -> None:
    page = "https://example.org/a_(b)/50%25/#roads"
    started(tmp_path, "report.typ", REPORT, f'{MARKER} --link "{page}"')
    assert set(links(built(tmp_path))) == {page}


def test_events_and_sources_are_listed_and_their_addresses_followed(tmp_path: Path) -> None:
    started(tmp_path, "report.typ", REPORT, f"{MARKER} --list --sources")
    report = built(tmp_path)
    assert set(links(report)) == {"https://example.org/survey"}
    said = words(report)
    assert [title for title in TITLES if said.count(title) != 2] == []  # in the picture and in the list
    assert "1. A survey. The Office." in said


@pytest.mark.parametrize(("options", "figures"), [("", 6), (" --formats pdf", 6), (" --layout vertical", 1)])
def test_a_long_timeline_goes_over_pages_or_is_set_smaller_and_nothing_of_it_is_cut(
    options: str, figures: int, tmp_path: Path
) -> None:
    events = (ROOT / "events.json").read_text("utf-8")
    document = started(tmp_path, "report.typ", REPORT, f"events.json{options}", events)
    report = built(tmp_path)
    assert document.read_text("utf-8").count("#figure(") == figures
    assert pages(report) == figures + (figures == 1)  # the first page of several has room for the heading
    said = "".join(word.text for word in placed(report))
    titles = ["".join(event.title.split()) for event in load(ROOT / "events.json").events]
    assert [title for title in titles if title not in said] == []


def test_it_takes_as_much_of_the_width_as_the_marker_says(tmp_path: Path) -> None:
    heights = []
    for marker in (MARKER, f"{MARKER} --show-width 50%"):
        started(tmp_path, "report.typ", REPORT, marker)
        (title,) = [word for word in placed(built(tmp_path)) if word.text == "bridges"]
        heights.append(title.bottom - title.top)
    assert heights[1] == pytest.approx(heights[0] / 2, rel=0.02)
