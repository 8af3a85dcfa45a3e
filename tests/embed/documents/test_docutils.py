"""reStructuredText: the figure that a document gets, as docutils writes it."""

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
    module,
    program,
    run,
    started,
    words,
)
from tests.embed.hosts import Look

REPORT = "Report\n======\n\nSomething happened.\n"


def built(folder: Path, writer: str = "html5") -> str:
    """The report as docutils writes it, for which anything to be remarked upon is a failure."""
    strict = {"report_level": 1, "halt_level": 1, "embed_stylesheet": False, "output_encoding": "unicode"}
    latex = {"use_latex_citations": True, "legacy_column_widths": False}
    text = (folder / "report.rst").read_text("utf-8")
    made = module("docutils.core").publish_string(text, writer=writer, settings_overrides=strict | latex)
    assert isinstance(made, str)
    return made


def test_a_report_gets_a_figure_that_leads_to_the_page(tmp_path: Path) -> None:
    started(tmp_path, "report.rst", REPORT)
    page = Look(built(tmp_path))
    (image,) = page.all("img", inside="figure")
    assert image.attributes["alt"] == described(tmp_path)
    picture = tmp_path / image.attributes["src"]
    assert [title for title in TITLES if title not in picture.read_text("utf-8")] == []
    (link,) = page.all("a", inside="figure")
    assert leads_to_the_page(tmp_path, link.attributes["href"])
    (caption,) = page.all("figcaption")
    assert caption.text == "How the roads came"
    follows_its_events(tmp_path, "report.rst")
    assert NEW in picture.read_text("utf-8")


def test_events_and_sources_are_listed_and_their_addresses_followed(tmp_path: Path) -> None:
    started(tmp_path, "report.rst", REPORT, f"{MARKER} --list --sources")
    page = Look(built(tmp_path))
    events = [item.text for item in page.all("li", inside="ul")]
    assert [title for title, item in zip(TITLES, events, strict=True) if title not in item] == []
    (source,) = page.all("li", inside="ol")
    assert source.text == "A survey. The Office. https://example.org/survey"
    assert page.all("a", inside="ol", href="https://example.org/survey")


@pytest.mark.parametrize("ending", ["pdf", "png"])
def test_latex_takes_a_picture_of_another_format(ending: str, tmp_path: Path) -> None:
    started(tmp_path, "report.rst", REPORT, f"{MARKER} --formats {ending}")
    (tmp_path / "report.tex").write_text(built(tmp_path, "latex"), encoding="utf-8")
    engine = program("pdflatex", "texlive-latex-recommended")
    run(tmp_path, engine, "-interaction=nonstopmode", "-halt-on-error", "report.tex")
    said = words(tmp_path / "report.pdf")
    assert "How the roads came" in said
    assert (TITLES[0] in said) is (ending == "pdf")
