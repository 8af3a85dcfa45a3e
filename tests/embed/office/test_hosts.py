"""The whole way, from an empty folder to what LibreOffice shows: the picture is there, its words can be found
where it is a drawing, it has its alternative text, and its link is live. And back: what LibreOffice saves of
a document is still known.
"""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.program import timeline
from tests.embed.office.making import (
    LATER,
    PLACEHOLDER,
    contents,
    events,
    faultless,
    libreoffice,
    names,
    printed,
    refreshed,
    slides,
    squeezed,
    text,
    with_text,
    word,
)
from tests.needed import program as needed

LINKED = "{{timeline events.json --link https://example.org/roads}}"
TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
WRITER, IMPRESS = (f"pdf:{name}_pdf_Export:{TAGGED}" for name in ("writer", "impress"))
DOCUMENTS = ("report.docx", "paper.odt", "talk.pptx", "lecture.odp")
ALT = "Roads & bridges: 3 events from 1931 to"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a document of each kind, events, and what LibreOffice prints of the documents."""
    needed("soffice", "libreoffice-writer-nogui libreoffice-impress-nogui")
    folder = tmp_path_factory.mktemp("office")
    events(folder)
    (folder / "report.docx").write_bytes(word(["Before", LINKED, "After"]))
    (folder / "paper.odt").write_bytes(text("Before", LINKED, "After"))
    (folder / "talk.pptx").write_bytes(slides(LINKED))
    (folder / "lecture.pptx").write_bytes(slides(LINKED))
    made = libreoffice(folder, "odp", folder / "lecture.pptx")
    (made / "lecture.odp").rename(folder / "lecture.odp")
    done = timeline("embed", *DOCUMENTS, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"wrote {name} (1 timeline)" for name in DOCUMENTS]
    libreoffice(folder, WRITER, folder / "report.docx", folder / "paper.odt")
    libreoffice(folder, IMPRESS, folder / "talk.pptx", folder / "lecture.odp")
    return folder


def alternatives(pdf: bytes) -> list[str]:
    """The alternative texts of a tagged PDF."""
    found = re.findall(rb"/Alt\s*<feff([0-9a-f]+)>", pdf, re.IGNORECASE)
    return [bytes.fromhex(one.decode()).decode("utf-16-be") for one in found]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_libreoffice_shows_the_picture_with_its_text_and_its_link(folder: Path, name: str) -> None:
    pdf = folder / "as-pdf" / f"{name.partition('.')[0]}.pdf"
    assert any(one.startswith(ALT) for one in alternatives(pdf.read_bytes()))
    assert "https://example.org/roads" in printed("pdfinfo", "-url", pdf)
    words = squeezed(printed("pdftotext", pdf, "-"))
    assert "{{" not in words
    if name.endswith((".odt", ".odp")):  # the SVG, drawn
        assert "A viaduct is built" in words
        assert "The motorway opens" in words
    else:  # the PNG, at its full density
        assert re.search(r"^\s*1\s+\d+\s+image\s+\d{3,4}", printed("pdfimages", "-list", pdf), re.MULTILINE)


@pytest.mark.parametrize("name", ["report.docx", "paper.odt"])
def test_the_picture_stands_between_its_neighbours_on_one_page(folder: Path, name: str) -> None:
    pdf = folder / "as-pdf" / f"{name.partition('.')[0]}.pdf"
    assert re.search(r"Pages:\s+1\n", printed("pdfinfo", pdf))
    words = squeezed(printed("pdftotext", "-layout", pdf, "-"))
    assert words.startswith("Before")
    assert words.strip().endswith("After")


def test_check_fails_when_the_events_have_changed_and_embed_mends_it(folder: Path) -> None:
    before = {name: (folder / name).read_bytes() for name in DOCUMENTS}
    fine = timeline("embed", "--check", *DOCUMENTS, cwd=folder)
    assert (fine.returncode, fine.stderr) == (0, "")
    events(folder, LATER)
    try:
        stale = timeline("embed", "--check", *DOCUMENTS, cwd=folder)
        assert stale.returncode == 1
        assert [line.partition(":")[0] for line in stale.stdout.splitlines()[:4]] == list(DOCUMENTS)
        assert before == {name: (folder / name).read_bytes() for name in DOCUMENTS}
        assert timeline("embed", *DOCUMENTS, cwd=folder).returncode == 0
        assert timeline("embed", "--check", *DOCUMENTS, cwd=folder).returncode == 0
        for name in DOCUMENTS:
            drawn = [
                held for file, held in contents((folder / name).read_bytes()).items() if file.endswith(".svg")
            ]
            assert len(drawn) == 1
            assert b"Roads, bridges &amp; ferries" in drawn[0]
    finally:
        events(folder)
        for name, data in before.items():
            (folder / name).write_bytes(data)


def test_a_document_that_is_open_elsewhere_is_not_written(folder: Path) -> None:
    events(folder, LATER)
    lock = folder / ".~lock.paper.odt#"
    lock.write_text("somebody")
    try:
        before = (folder / "paper.odt").read_bytes()
        done = timeline("embed", "paper.odt", cwd=folder)
        assert done.returncode == 2
        assert "LibreOffice has it open" in done.stderr
        assert (folder / "paper.odt").read_bytes() == before
    finally:
        lock.unlink()
        events(folder)


SAVED = {
    "docx": ("word/document.xml", ["report.docx"]),
    "odt": ("content.xml", ["report.docx", "paper.odt"]),
    "pptx": ("ppt/slides/slide1.xml", ["talk.pptx"]),
    "odp": ("content.xml", ["talk.pptx", "lecture.odp"]),
}
"""The part with the pictures in each kind of document, and of what LibreOffice makes such documents here."""


def test_what_libreoffice_saves_is_still_known_and_renewed(folder: Path, tmp_path: Path) -> None:
    """Name, alternative text and link travel along, whatever the document was before."""
    for kind, (part, sources) in SAVED.items():
        into = libreoffice(tmp_path, kind, *(folder / name for name in sources))
        for name in (f"{Path(one).stem}.{kind}" for one in sources):
            events(tmp_path)
            old = (into / name).read_bytes()
            done = refreshed(tmp_path, old, name)
            assert (done.faults, [one.done for one in done.places]) == ((), ["up to date"]), name
            assert done.data is old
            events(tmp_path, LATER)
            new = faultless(tmp_path, old, name)
            assert any(b"ferries" in one for file, one in contents(new).items() if file.endswith(".svg"))
            assert "ferries" in contents(new)[part].decode()
            assert names(new, part)[0].startswith("timeline: events.json --width")
            assert refreshed(tmp_path, new, name).data is new
            (tmp_path / f"{Path(name).stem}-{kind}.{kind}").write_bytes(new)
    made = libreoffice(tmp_path, "pdf", *sorted(tmp_path.glob("*-*.*")))
    assert len(list(made.glob("*.pdf"))) == 6
    for one in made.glob("*.pdf"):
        assert "https://example.org/roads" in printed("pdfinfo", "-url", one), one.name


def test_a_picture_that_libreoffice_painted_anew_is_renewed_with_force(folder: Path, tmp_path: Path) -> None:
    """As a document of Word it saves a drawing as an image of its own making."""
    events(tmp_path)
    into = libreoffice(tmp_path, "docx", folder / "paper.odt")
    data = (into / "paper.docx").read_bytes()
    (fault,) = refreshed(tmp_path, data, "paper.docx").faults
    assert "was changed, by hand or by another program" in fault
    new = faultless(tmp_path, data, "paper.docx", force=True)
    assert refreshed(tmp_path, new, "paper.docx").data is new


def test_a_document_of_pandoc_is_shown_with_pictures_in_lists_and_tables(tmp_path: Path) -> None:
    """Not in footnotes: over a tall one at the end of a page LibreOffice 7.4 never comes to an end."""
    events(tmp_path)
    source = f"{PLACEHOLDER}\n\n- item\n\n  {PLACEHOLDER}\n\n| a | b |\n|---|---|\n| {PLACEHOLDER} | y |\n"
    for kind in ("docx", "odt"):
        command = [needed("pandoc", "pandoc"), "-f", "markdown", "-o", str(tmp_path / f"{kind}.{kind}")]
        subprocess.run(command, input=source.encode(), check=True)
        done = timeline("embed", f"{kind}.{kind}", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, f"wrote {kind}.{kind} (3 timelines)\n")
    made = libreoffice(tmp_path, "pdf", tmp_path / "docx.docx", tmp_path / "odt.odt")
    for kind in ("docx", "odt"):
        assert "{{" not in printed("pdftotext", made / f"{kind}.pdf", "-")


def test_a_long_report_takes_no_longer_than_a_moment(tmp_path: Path) -> None:
    """Some thousand pages, and a placeholder at their end; in time of the processor."""
    events(tmp_path)
    one = f"<w:p><w:r><w:t>{'Much is said in a report. ' * 20}</w:t></w:r></w:p>"
    data = with_text(word([PLACEHOLDER]), "word/document.xml", "<w:body>", f"<w:body>{one * 20_000}")
    begun = time.process_time()
    (place,) = refreshed(tmp_path, data).places
    assert place.where == "paragraph 20001"
    assert time.process_time() - begun < 8
