"""PDF files of other programs: read by their tables, of every kind; what is damaged is found out."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.write.test_pdf import FACES, run
from tests.write.test_svg import scene
from timeline.scene import Text
from timeline.write.pdf import pdf
from timeline.write.pdf_reading import Document, PdfFault, entries, items

LINK = Text(10, 20, "a source (1)", 12, "ink", href="https://example.org/(a)")
PAGES = [scene(LINK), scene(LINK)._replace(width=100.0)]
PLAIN = pdf(PAGES, FACES)


def rewritten(folder: Path, *options: str) -> bytes:
    """The same file as qpdf writes it, with tables of another kind."""
    (folder / "in.pdf").write_bytes(PLAIN)
    run("qpdf", "qpdf", *options, folder / "in.pdf", folder / "out.pdf")
    return (folder / "out.pdf").read_bytes()


def test_pages_are_read_with_their_sizes() -> None:
    document = Document(PLAIN)
    assert document.pages() == [(480, 270.38), (75, 270.38)]
    assert document.lost() == []
    assert not document.is_packed
    assert {"Type", "Pages", "Lang", "Metadata"} <= document.entries(document.root).keys()


@pytest.mark.parametrize(
    "options",
    [
        ["--object-streams=generate"],
        ["--object-streams=generate", "--linearize"],
        ["--object-streams=disable", "--linearize"],
        ["--stream-data=uncompress", "--qdf"],
        ["--object-streams=generate", "--compress-streams=n"],
    ],
    ids=" ".join,
)
def test_tables_of_every_kind_are_read(options: list[str], tmp_path: Path) -> None:
    document = Document(rewritten(tmp_path, *options))
    assert document.is_packed is ("--object-streams=generate" in options)
    assert document.pages() == Document(PLAIN).pages()
    assert document.lost() == []
    assert document.entries(document.root)["Lang"] == b"(en)"


def test_what_is_encrypted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PdfFault, match="encrypted"):
        Document(rewritten(tmp_path, "--encrypt", "a", "b", "256", "--"))


@pytest.mark.parametrize(
    ("damaged", "found"),
    [
        (b"", "it is empty"),
        (b"\x89PNG", "it is no PDF"),
        (PLAIN[:-200], "it breaks off"),
        (re.sub(rb"startxref\n\d+", b"startxref\n12", PLAIN), "there is no table of objects at byte 12"),
        (re.sub(rb"startxref\n\d+", b"startxref\n99999999", PLAIN), "no table of objects at byte 99999999"),
        (PLAIN.replace(b"xref\n0 ", b"xref\n0 9999999", 1), "more objects than any picture"),
        (PLAIN.replace(b" 00000 n \n", b" 0000 n\n", 1), "its table of objects is damaged"),
        (PLAIN.replace(b"\n1 0 obj\n<<", b"\n1 0 obj\n[[", 1), "value|dictionary"),
        (PLAIN.replace(b"/Pages 2 0 R", b"/Pages  null", 1), "it has no pages"),
        (re.sub(rb"/Root \d+", b"/Root 999", PLAIN), "it has no object 999"),
        (re.sub(rb"/Length \d", b"/Length 9", PLAIN, count=1), "its stream 5 is not as long as it says"),
        (re.sub(rb"/MediaBox \[(.*?)\]", rb"/MediaBox (\1)", PLAIN, count=1), "page without a size"),
        (PLAIN.replace(b"/MediaBox [0 0 ", b"/MediaBox [0 % ", 1), "breaks off|value|dictionary"),
        (PLAIN.replace(b"stream\nx", b"stream\ny", 1), "cannot be unpacked"),
        (PLAIN.replace(b"\n3 0 obj\n", b"\n3 0 abj\n", 1), "its object 3 is not where its table says"),
    ],
)
def test_a_damaged_file_is_found_out(damaged: bytes, found: str) -> None:
    with pytest.raises(PdfFault, match=found):
        read(damaged)


def read(content: bytes) -> None:
    document = Document(content)
    document.pages()
    document.lost()


def test_an_object_that_is_nowhere_and_that_nothing_leads_to_is_lost_and_no_more() -> None:
    """As cairo 1.16 leaves one behind in every file with a link."""
    number = Document(PLAIN).size
    at = PLAIN.rindex(b"xref\n0 ")
    table = (
        PLAIN[at:]
        .replace(b"trailer", b"0000000015 00000 n \ntrailer", 1)
        .replace(b"0 %d\n" % number, b"0 %d\n" % (number + 1), 1)
    )
    document = Document(PLAIN[:at] + table)
    assert document.lost() == [number]
    assert document.pages() == Document(PLAIN).pages()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=3))
def test_whatever_stands_in_a_file_it_is_read_or_refused(at: int, other: bytes) -> None:
    with suppress(PdfFault):
        read(PLAIN[:at] + other + PLAIN[at + len(other) :])


def test_whatever_stands_in_a_packed_file_it_is_read_or_refused(tmp_path: Path) -> None:
    packed = rewritten(tmp_path, "--object-streams=generate", "--compress-streams=n")
    chance = Random(6)  # noqa: S311 - no secret
    for _ in range(1500):
        at = chance.randrange(len(packed))
        with suppress(PdfFault):
            read(packed[:at] + chance.randbytes(chance.randrange(1, 4)) + packed[at + 1 :])


@settings(max_examples=200, deadline=None)
@given(st.text("()<>[]{}/% \n\\0123456789RobjA.-"))
def test_values_of_any_form_are_read_or_refused(text: str) -> None:
    for reader in (entries, items):
        for brackets in ("<<{}>>", "[{}]"):
            with suppress(PdfFault):
                reader(brackets.format(text).encode())


def test_values_are_kept_as_they_stand() -> None:
    raw = b"<</A (a \\) (b) c)/B[1 2 0 R<< /C /D >>]%comment\n/E<feff> /F 3 0 R/G -1.5/H true>>"
    assert entries(raw) == {
        "A": b"(a \\) (b) c)",
        "B": b"[1 2 0 R<< /C /D >>]",
        "E": b"<feff>",
        "F": b"3 0 R",
        "G": b"-1.5",
        "H": b"true",
    }
    assert items(entries(raw)["B"]) == [b"1", b"2 0 R", b"<< /C /D >>"]


def test_values_within_values_have_an_end() -> None:
    with pytest.raises(PdfFault, match="without end"):
        items(b"[" * 5000)
    with pytest.raises(PdfFault, match="breaks off"):
        items(b"[(" + b"(" * 5000)


def test_what_mutool_writes_is_read(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(PLAIN)
    run("mutool", "mupdf-tools", "clean", "-gggz", tmp_path / "in.pdf", tmp_path / "out.pdf")
    assert Document((tmp_path / "out.pdf").read_bytes()).pages() == Document(PLAIN).pages()
