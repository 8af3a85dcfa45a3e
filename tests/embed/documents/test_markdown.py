"""Markdown: the picture that a document gets, on GitHub, in editors, and in what pandoc makes of it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.embed.documents.report import (
    MARKER,
    NEW,
    TITLES,
    bitmaps,
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
from tests.page.tools import node, package

REPORT = "# Report\n\nSomething happened.\n"
GITHUB = Path(__file__).with_name("github.mjs")


def on_github(document: Path) -> Look:
    """The document as GitHub shows it, whose rules of what may stand in a page are public."""
    package("rehype-sanitize/package.json")
    done = node(GITHUB, text=document.read_text("utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    return Look(done.stdout)


def in_an_editor(document: Path) -> Look:
    """The document as the preview of an editor shows it: VS Code's is the same program in JavaScript."""
    parser = module("markdown_it").MarkdownIt("commonmark", {"html": True}).enable("table")
    return Look(parser.render(document.read_text("utf-8")))


VIEWS = {"github": on_github, "editor": in_an_editor}


@pytest.mark.parametrize("view", VIEWS)
def test_a_report_gets_a_picture_that_leads_to_the_page(view: str, tmp_path: Path) -> None:
    document = started(tmp_path, "report.md", REPORT)
    page = VIEWS[view](document)
    (image,) = page.all("img", inside="a")
    assert image.attributes["alt"] == described(tmp_path)
    picture = tmp_path / image.attributes["src"]
    assert [title for title in TITLES if title not in picture.read_text("utf-8")] == []
    (link,) = page.all("a")
    assert leads_to_the_page(tmp_path, link.attributes["href"])
    assert [caption.text for caption in page.all("em")] == ["How the roads came"]
    assert page.found[0].text == "Report"
    follows_its_events(tmp_path, "report.md")
    assert NEW in picture.read_text("utf-8")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("folded", ["", "--fold"])
def test_events_and_sources_are_listed_and_their_addresses_followed(
    folded: str, view: str, tmp_path: Path
) -> None:
    page = VIEWS[view](started(tmp_path, "report.md", REPORT, f"{MARKER} --list --sources {folded}"))
    events = [item.text for item in page.all("li", inside="ul")]
    assert [title for title, item in zip(TITLES, events, strict=True) if title not in item] == []
    (source,) = page.all("li", inside="ol")
    assert source.text == "A survey. The Office. https://example.org/survey"
    assert page.all("a", inside="ol", href="https://example.org/survey")
    assert len(page.all("details")) == (2 if folded else 0)


@pytest.mark.parametrize("view", VIEWS)
def test_who_reads_in_the_dark_gets_another_picture(view: str, tmp_path: Path) -> None:
    page = VIEWS[view](started(tmp_path, "report.md", REPORT, f"{MARKER} --dark"))
    (source,) = page.all("source", inside="picture")
    assert source.attributes["media"] == "(prefers-color-scheme: dark)"
    light, dark = page.all("img", inside="picture")[0].attributes["src"], source.attributes["srcset"]
    assert (tmp_path / light).read_bytes() != (tmp_path / dark).read_bytes()
    assert [title for title in TITLES if title not in (tmp_path / dark).read_text("utf-8")] == []


def pandoc(folder: Path, *arguments: str) -> str:
    return run(folder, program("pandoc", "pandoc"), "report.md", *arguments)


def test_pandoc_puts_picture_alternative_text_and_link_into_a_word_document(tmp_path: Path) -> None:
    program("rsvg-convert", "librsvg2-bin")  # with which pandoc makes what old programs show
    started(tmp_path, "report.md", REPORT, f"{MARKER} --list")
    pandoc(tmp_path, "--output", "report.docx")
    with ZipFile(tmp_path / "report.docx") as archive:
        text = archive.read("word/document.xml").decode()
        targets = archive.read("word/_rels/document.xml.rels").decode()
        names = archive.namelist()
    assert {name.rpartition(".")[2] for name in names if "media/" in name} >= {"svg"}
    (alt,) = re.findall(r'<wp:docPr[^>]* descr="([^"]*)"', text)
    assert alt.replace("&amp;", "&") == described(tmp_path)
    assert 'Target="events-timeline.html"' in targets
    assert [title for title in TITLES if title not in text] == []


def test_pandoc_sets_the_picture_as_lines_and_words(tmp_path: Path) -> None:
    started(tmp_path, "report.md", REPORT)
    program("pdflatex", "texlive-latex-recommended")
    program("rsvg-convert", "librsvg2-bin")
    pandoc(tmp_path, "--output", "report.pdf")
    said = words(tmp_path / "report.pdf")
    assert [title for title in TITLES if title not in said] == []
    assert bitmaps(tmp_path / "report.pdf") == 0


def test_the_picture_takes_as_much_of_the_width_as_the_marker_says(tmp_path: Path) -> None:
    document = started(tmp_path, "report.md", REPORT, f"{MARKER} --show-width 60%")
    (image,) = on_github(document).all("img")
    assert image.attributes["width"] == "60%"
