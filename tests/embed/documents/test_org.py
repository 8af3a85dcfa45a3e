"""Org: the figure that a document gets, as Emacs exports it, and as pandoc reads it."""

from __future__ import annotations

from pathlib import Path

from tests.embed.documents.report import (
    MARKER,
    NEW,
    TITLES,
    bitmaps,
    described,
    follows_its_events,
    leads_to_the_page,
    program,
    run,
    started,
    words,
)
from tests.embed.hosts import Look

REPORT = "#+TITLE: Report\n#+OPTIONS: toc:nil\n\nSomething happened.\n"


def built(folder: Path, writer: str = "html") -> Path:
    """The report as Emacs exports it."""
    emacs = (
        program("emacs", "emacs-nox"),
        "--quick",
        "--batch",
        "report.org",
        "--eval",
        f"(require 'ox-{writer})",
    )
    run(folder, *emacs, "--eval", f"(org-{writer}-export-to-{writer})")
    return folder / f"report.{'tex' if writer == 'latex' else writer}"


def test_a_report_gets_a_figure_whose_caption_leads_to_the_page(tmp_path: Path) -> None:
    started(tmp_path, "report.org", REPORT)
    page = Look(built(tmp_path).read_text("utf-8"))
    (image,) = page.all("img")
    assert image.attributes["alt"] == described(tmp_path)
    picture = tmp_path / image.attributes["src"]
    assert [title for title in TITLES if title not in picture.read_text("utf-8")] == []
    (link,) = [link for link in page.all("a") if link.text == "How the roads came"]
    assert leads_to_the_page(tmp_path, link.attributes["href"])
    follows_its_events(tmp_path, "report.org")
    assert NEW in picture.read_text("utf-8")


def test_in_latex_the_same_figure_shows_the_pdf(tmp_path: Path) -> None:
    started(tmp_path, "report.org", REPORT)
    built(tmp_path, "latex")
    engine = program("pdflatex", "texlive-latex-recommended")
    run(tmp_path, engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "report.tex")
    said = words(tmp_path / "report.pdf")
    assert [title for title in TITLES if title not in said] == []
    assert "Figure 1: How the roads came" in said
    assert bitmaps(tmp_path / "report.pdf") == 0


def test_events_and_sources_are_listed_and_their_addresses_followed(tmp_path: Path) -> None:
    started(tmp_path, "report.org", REPORT, f"{MARKER} --list --sources")
    page = Look(built(tmp_path).read_text("utf-8"))
    events = [item.text for item in page.all("li", inside="ul")]
    assert [title for title, item in zip(TITLES, events, strict=True) if title not in item] == []
    (source,) = page.all("li", inside="ol")
    assert source.text == "A survey. The Office. https://example.org/survey"
    assert page.all("a", inside="ol", href="https://example.org/survey")


def test_without_a_caption_the_picture_itself_is_the_link(tmp_path: Path) -> None:
    started(tmp_path, "report.org", REPORT, "events.json")
    page = Look(built(tmp_path).read_text("utf-8"))
    assert page.all("img", inside="a")
    built(tmp_path, "latex")
    engine = program("pdflatex", "texlive-latex-recommended")
    run(tmp_path, engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "report.tex")
    assert TITLES[0] in words(tmp_path / "report.pdf")


def test_the_text_refers_to_the_figure_by_its_name(tmp_path: Path) -> None:
    started(tmp_path, "report.org", REPORT + "\nSee [[fig-roads]].\n", f"{MARKER} --name roads")
    page = Look(built(tmp_path).read_text("utf-8"))
    assert [link.text for link in page.all("a") if link.attributes["href"].startswith("#")] == ["1"]


def test_pandoc_finds_picture_caption_and_alternative_text(tmp_path: Path) -> None:
    started(tmp_path, "report.org", REPORT)
    page = Look(run(tmp_path, program("pandoc", "pandoc"), "report.org", "--to", "html"))
    (image,) = page.all("img", inside="figure")
    assert (tmp_path / image.attributes["src"]).is_file()
    assert image.attributes["alt"] == described(tmp_path)
    assert [caption.text for caption in page.all("figcaption")] == ["How the roads came"]
