"""AsciiDoc: the image that a document gets, as Asciidoctor converts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embed.documents.report import (
    MARKER,
    NEW,
    TITLES,
    described,
    follows_its_events,
    leads_to_the_page,
    program,
    run,
    started,
)
from tests.embed.hosts import Look

REPORT = "= Report\n\nSomething happened.\n"


def built(folder: Path) -> Look:
    """The report as HTML; a warning is a failure."""
    asciidoctor = program("asciidoctor", "asciidoctor")
    run(folder, asciidoctor, "--failure-level", "INFO", "--attribute", "reproducible", "report.adoc")
    return Look((folder / "report.html").read_text("utf-8"))


def test_a_report_gets_a_figure_that_leads_to_the_page(tmp_path: Path) -> None:
    started(tmp_path, "report.adoc", REPORT)
    page = built(tmp_path)
    (image,) = page.all("img")
    assert image.attributes["alt"] == described(tmp_path)
    picture = tmp_path / image.attributes["src"]
    assert [title for title in TITLES if title not in picture.read_text("utf-8")] == []
    (link,) = page.all("a", class_="image")
    assert leads_to_the_page(tmp_path, link.attributes["href"])
    assert [title.text for title in page.all("div", class_="title")] == ["Figure 1. How the roads came"]
    follows_its_events(tmp_path, "report.adoc")
    assert NEW in picture.read_text("utf-8")


def test_events_and_sources_are_listed_and_their_addresses_followed(tmp_path: Path) -> None:
    started(tmp_path, "report.adoc", REPORT, f"{MARKER} --list --sources")
    page = built(tmp_path)
    events = [item.text for item in page.all("li", inside="ul")]
    assert [title for title, item in zip(TITLES, events, strict=True) if title not in item] == []
    (source,) = page.all("li", inside="ol")
    assert source.text == "A survey. The Office. https://example.org/survey"
    assert page.all("a", inside="ol", href="https://example.org/survey")


def test_the_text_refers_to_the_figure_by_its_name(tmp_path: Path) -> None:
    started(tmp_path, "report.adoc", REPORT + "\nSee <<roads>>.\n", f"{MARKER} --name roads")
    page = built(tmp_path)
    (link,) = page.all("a", href="#roads")
    assert link.text == "How the roads came"
    assert "roads" in page.ids()


@pytest.mark.parametrize("folder", ["pictures", "./pictures/"])
def test_the_picture_is_found_where_the_document_keeps_its_images_elsewhere(
    folder: str, tmp_path: Path
) -> None:
    started(tmp_path, "report.adoc", f"= Report\n:imagesdir: {folder}\n\nSomething happened.\n")
    (image,) = built(tmp_path).all("img")
    assert (tmp_path / "pictures" / ".." / "events-timeline.svg").exists() is False  # no such folder
    (tmp_path / "pictures").mkdir()
    assert (tmp_path / image.attributes["src"]).is_file()
