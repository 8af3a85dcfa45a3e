"""Pictures that other programs have drawn say the same of themselves as our own, and are held to the same."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.write.test_pdf import FACES, poppler, run
from tests.write.test_svg import scene
from timeline.provenance import Provenance, origin
from timeline.provenance.reading import told
from timeline.scene import Scene, Text
from timeline.write import foreign
from timeline.write.foreign import Unfit
from timeline.write.pdf import pdf
from timeline.write.pdf_reading import Document, entries
from timeline.write.png_file import read

DATA = b'{"events": [{"date": "2014", "title": "One"}]}'
MADE = Provenance(
    origin(DATA, "folder/events.json", "0.1.0", kept=True), ("--width", "640"), None, "program 1.2"
)
WORDS = scene(Text(10, 20, "a source", 12, "ink", href="https://example.org/"))
ASKED = WORDS._replace(title="Заголовок", description="Что видно", lang="ru")
DATED = (
    b"<< /Title (theirs) /Producer (cairo 1.16.0 \\(x\\)) /CreationDate (D:20261122180928+00'00') "
    b"/ModDate (D:2026) >>"
)


def png(mode: str = "RGB", size: tuple[int, int] = (1280, 721), **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "white").save(out, "PNG", **options)
    return out.getvalue()


def theirs(*scenes: Scene) -> bytes:
    """A PDF as another program would write it: with its own title, a producer and dates."""
    content = pdf(scenes or (WORDS,), FACES)
    size = Document(content).size
    body = b"%d 0 obj\n%b\nendobj\n" % (size, DATED)
    end = re.search(rb"/Size (\d+) (/Root \d+ 0 R) /Info \d+ 0 R", content)
    assert end is not None
    table = b"xref\n%d 1\n%010d 00000 n \n" % (size, len(content))
    places = size + 1, end[2], size, Document(content).start
    trailer = b"trailer\n<</Size %d %b /Info %d 0 R /Prev %d>>\n" % places
    return b"".join((content, body, table, trailer, b"startxref\n%d\n%%%%EOF\n" % (len(content) + len(body))))


# PNG


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_a_png_keeps_its_pixels_and_says_what_ours_say(mode: str) -> None:
    from PIL.PngImagePlugin import PngInfo

    chatter = PngInfo()
    chatter.add_text("Software", "www.inkscape.org")
    chatter.add_text("date:create", "2026-11-22")
    content = png(mode, dpi=(72, 72), pnginfo=chatter)
    whole = foreign.png(content, ASKED, (1280, 721), 2, MADE)
    picture = Image.open(BytesIO(whole))
    assert picture.mode == mode
    assert picture.tobytes() == Image.open(BytesIO(content)).tobytes()
    assert picture.info["dpi"] == pytest.approx((192, 192), abs=0.02)
    assert (picture.info["Title"], picture.info["Description"]) == ("Заголовок", "Что видно")
    assert picture.info["Software"] == "timeline 0.1.0"
    assert b"2026" not in whole
    assert told(whole)["fonts"] == "program 1.2"
    read(whole)


def test_what_a_png_has_too_much_of_is_cut_off() -> None:
    whole = foreign.png(png(size=(1300, 1000)), ASKED, (1280, 721), 2)
    assert Image.open(BytesIO(whole)).size == (1280, 721)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"<svg/>", "it is no PNG"),
        (png()[:-20], "it breaks off"),
        (png(size=(1280, 700)), "it is 1280 × 700 pixels large in place of 1280 × 721"),
        (png(size=(640, 721)), "it is 640 × 721 pixels large in place of 1280 × 721"),
    ],
)
def test_a_png_that_is_not_the_picture_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Unfit) as fault:
        foreign.png(content, ASKED, (1280, 721), 2)
    assert str(fault.value) == words


def test_a_pixel_more_or_less_is_a_matter_of_rounding() -> None:
    assert Image.open(BytesIO(foreign.png(png(size=(1280, 720)), ASKED, (1280, 721), 2))).size == (1280, 720)


# PDF


@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_is_kept_and_says_what_ours_say(packed: bool, tmp_path: Path) -> None:
    content = theirs()
    if packed:
        (tmp_path / "in.pdf").write_bytes(content)
        run("qpdf", "qpdf", "--object-streams=generate", tmp_path / "in.pdf", tmp_path / "packed.pdf")
        content = (tmp_path / "packed.pdf").read_bytes()
    file = tmp_path / "whole.pdf"
    file.write_bytes(foreign.pdf(content, [ASKED], "Заголовок", MADE))
    run("qpdf", "qpdf", "--check", file)
    said = poppler("pdfinfo", "-custom", file) + poppler("pdfinfo", file)
    assert re.search(r"^Title: +Заголовок$", said, re.MULTILINE)
    assert re.search(r"^Subject: +Что видно$", said, re.MULTILINE)
    assert re.search(r"^Creator: +timeline 0\.1\.0$", said, re.MULTILINE)
    assert re.search(r"^Producer: +cairo 1\.16\.0 \(x\)$", said, re.MULTILINE)
    assert re.search(r"^timeline-fonts: +program 1\.2$", said, re.MULTILINE)
    assert "Date:" not in said
    assert "<rdf:li>ru</rdf:li>" in poppler("pdfinfo", "-meta", file)
    assert "a source" in poppler("pdftotext", file, "-")
    assert "https://example.org/" in poppler("pdfinfo", "-url", file)
    run("pdfdetach", "poppler-utils", "-save", "1", "-o", tmp_path / "events.json", file)
    assert (tmp_path / "events.json").read_bytes() == DATA
    document = Document(file.read_bytes())
    assert document.entries(document.root)["Lang"] == b"(ru)"
    assert document.is_packed is packed


def test_files_that_are_attached_already_stay(tmp_path: Path) -> None:
    attached = pdf(
        [WORDS], FACES, None, MADE._replace(origin=origin(b"[]", "other.json", "0.1.0", kept=True))
    )
    content = attached.replace(b"/EmbeddedFiles", b"/OtherNames   ")
    whole = foreign.pdf(content, [ASKED], None, MADE)
    document = Document(whole)
    names = entries(document.entries(document.root)["Names"])
    assert names.keys() == {"OtherNames", "EmbeddedFiles"}
    assert b"other.json" in names["OtherNames"]
    file = tmp_path / "whole.pdf"
    file.write_bytes(whole)
    run("qpdf", "qpdf", "--check", file)


def test_the_time_in_a_pdf_goes_and_the_same_picture_gives_the_same_bytes() -> None:
    first, second = (
        foreign.pdf(theirs().replace(b"20261122180928", time), [ASKED])
        for time in (b"20260101000000", b"20261231235959")
    )
    assert first == second
    assert b"Date" not in first


def test_what_is_lost_in_a_pdf_is_no_longer_in_its_table(tmp_path: Path) -> None:
    content = theirs()
    at = content.rindex(b"\nxref\n")
    size = Document(content).size
    broken = content[:at] + content[at:].replace(
        b"trailer\n", b"%d 1\n0000000015 00000 n \ntrailer\n" % size, 1
    )
    assert Document(broken).lost() == [size]
    whole = foreign.pdf(broken, [ASKED])
    assert Document(whole).lost() == []
    (tmp_path / "whole.pdf").write_bytes(whole)
    run("qpdf", "qpdf", "--check", tmp_path / "whole.pdf")


def test_pages_of_several_sizes_are_kept_in_their_order() -> None:
    scenes = [ASKED, ASKED._replace(height=100.0)]
    whole = foreign.pdf(theirs(WORDS, WORDS._replace(height=100.0)), scenes)
    assert Document(whole).pages() == [(480, 270.38), (480, 75)]
    with pytest.raises(Unfit, match=r"its page 1 has 480 × 270.38 in place of 480 × 75 points"):
        foreign.pdf(theirs(WORDS, WORDS._replace(height=100.0)), scenes[::-1])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"%!PS", "it is no PDF"),
        (theirs()[:-100], "it breaks off"),
        (theirs(WORDS, WORDS), "it has 2 pages in place of 1"),
        (theirs(WORDS._replace(width=816.0, height=1056.0)),
         "its page 1 has 612 × 792 in place of 480 × 270.375 points"),
        (theirs().replace(b"stream\nx", b"stream\ny", 1), "its stream 5 cannot be unpacked"),
    ],
)  # fmt: skip
def test_a_pdf_that_is_not_the_picture_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Unfit) as fault:
        foreign.pdf(content, [ASKED])
    assert str(fault.value) == words
