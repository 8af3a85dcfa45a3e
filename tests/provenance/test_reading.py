"""What a picture says is found again after other programs have had it, and no file, whoever made it, gets
more than a short answer.
"""

from __future__ import annotations

import gzip
import io
import re
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.provenance.pictures import DATA, FORMATS, NAME, made, ran, read
from timeline import pipeline
from timeline.provenance import PREFIX
from timeline.provenance.limits import LARGEST, LONGEST, MOST, Unreadable
from timeline.provenance.png import SIGNATURE, chunks
from timeline.provenance.reading import Picture, is_ours, pictures, provenance, says, told
from timeline.request import Request, Wishes

SECONDS = 5.0
"""In which any file has to be done with; on a quiet machine a fraction of one is enough."""


def only(content: bytes) -> Picture:
    (picture,) = pictures(content)
    return picture


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(*parts: bytes) -> bytes:
    """A PNG of one pixel with these chunks before its pixel."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"".join((SIGNATURE, head, *parts, chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b"")))


def pdf(*objects: bytes) -> bytes:
    bodies = b"".join(b"%d 0 obj\n%b\nendobj\n" % pair for pair in enumerate(objects, 1))
    return b"%PDF-1.7\n" + bodies + b"trailer\n<</Size 9>>\nstartxref\n0\n%%EOF\n"


# Found again


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kept", [False, True])
def test_what_a_picture_says_is_what_it_was_told(format: str, kept: bool) -> None:
    request = Request(Wishes(width=640, focus="first", prefix="a"), "2013", "2022", ("town",))
    picture = only(made(format, request, kept=kept))
    expected = pipeline.provenance(pipeline.asked(read(kept=kept), request), request.wishes)
    assert expected is not None
    assert picture.kind == format
    assert picture.data == (DATA if kept else None)
    found = provenance(picture.said)
    assert found._replace(fonts="") == expected._replace(origin=expected.origin._replace(data=None))
    assert bool(found.fonts) is (format in ("png", "pdf"))


@pytest.mark.parametrize("format", FORMATS)
def test_a_long_file_comes_back_as_well(format: str) -> None:
    data = DATA.replace(b'"title": "Two', b'"x-more": "%b", "title": "Two' % (b"more " * 100_000))
    assert only(made(format, data=data, kept=True)).data == data


def rewritten_svg(folder: Path) -> dict[str, bytes]:
    path = folder / "a.svg"
    path.write_bytes(made("svg", kept=True))
    ran("inkscape", path, "--export-plain-svg", f"--export-filename={folder / 'plain.svg'}")
    ran("inkscape", path, "--export-type=svg", f"--export-filename={folder / 'own.svg'}")
    ElementTree.register_namespace("s", "http://www.w3.org/2000/svg")
    ElementTree.parse(path).write(folder / "prefixed.svg", "utf-16")
    return {
        "xmllint": ran("xmllint", "--format", path),
        "canonical": ran("xmllint", "--c14n", path),
        **{name: (folder / f"{name}.svg").read_bytes() for name in ("plain", "own", "prefixed")},
        "packed": gzip.compress(path.read_bytes()),
        "inlined": b"<!doctype html>\n<p>1 &lt; 2 <br> " + path.read_bytes().partition(b"\n")[2],
    }


def test_other_programs_keep_what_an_svg_says(tmp_path: Path) -> None:
    for name, content in rewritten_svg(tmp_path).items():
        picture = only(content)
        assert (name, picture.said["file"], picture.data == DATA) == (name, NAME, True)
        assert picture.kind == ("inline" if name == "inlined" else "svg")


def test_other_programs_keep_what_a_pdf_says(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made("pdf", kept=True))
    ways = {
        "plain": ("--qdf",),
        "packed": ("--object-streams=generate",),
        "unpacked": ("--stream-data=uncompress",),
        "linear": ("--linearize",),
    }
    for name, options in ways.items():
        ran("qpdf", *options, path, tmp_path / f"{name}.pdf")
        picture = only((tmp_path / f"{name}.pdf").read_bytes())
        assert (name, picture.said["file"], picture.data == DATA) == (name, NAME, True)


def test_a_locked_pdf_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made("pdf", kept=True))
    ran("qpdf", "--encrypt", "", "", "256", "--", path, tmp_path / "locked.pdf")
    with pytest.raises(Unreadable, match="encrypted"):
        pictures((tmp_path / "locked.pdf").read_bytes())


def test_of_a_pdf_with_changes_behind_its_end_the_last_word_counts() -> None:
    picture = made("pdf")
    changed = b"99 0 obj\n<</timeline-file(other \\050\\)\\\n.json)>>\nendobj\n%%EOF\n"
    assert only(picture + changed).said["file"] == "other ().json"


@pytest.mark.parametrize("kind", ["iTXt", "zip", "tEXt", "zTXt"])
def test_the_texts_of_a_png_are_found_in_any_of_their_forms(kind: str) -> None:
    with Image.open(io.BytesIO(made("png", kept=True))) as image:
        image.load()
        info = PngInfo()
        for key, value in image.text.items():  # type: ignore[attr-defined]
            if kind in ("iTXt", "zip"):
                info.add_itxt(key, value, zip=kind == "zip")
            elif key != f"{PREFIX}data":
                info.add_text(key, value.encode("ascii", "replace").decode(), zip=kind == "zTXt")
        saved = io.BytesIO()
        image.save(saved, "png", pnginfo=info)
    picture = only(saved.getvalue())
    assert picture.said["file"] == NAME
    assert picture.data == (DATA if kind in ("iTXt", "zip") else None)


def test_the_pictures_of_a_document_are_found_by_their_places() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("word/media/logo.png", png())
        archive.writestr("word/media/broken.png", SIGNATURE + b"....")
        archive.writestr("word/media/image1.png", made("png", kept=True))
        archive.writestr("word/media/image2.svg", made("svg"))
    found = pictures(held.getvalue())
    assert [(one.kind, one.place) for one in found] == [
        ("png", "word/media/image1.png"),
        ("svg", "word/media/image2.svg"),
    ]
    assert [one.data for one in found] == [DATA, None]


def test_several_pictures_of_a_page_are_found() -> None:
    fragments = [pipeline.fragment(read(name=name)) for name in ("a.json", "b.json")]
    found = pictures("<h1>Two</h1>".join(fragments).encode())
    assert [(one.kind, one.place, one.said["file"]) for one in found] == [
        ("inline", "picture 1", "a.json"),
        ("inline", "picture 2", "b.json"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"{}",
        b"\xff" * 100,
        b"<svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        png(),
        pdf(),
    ],
)
def test_what_says_nothing_holds_no_picture(content: bytes) -> None:
    assert pictures(content) == []
    assert not is_ours(content)


@pytest.mark.parametrize("format", FORMATS)
def test_whether_a_picture_is_the_one_that_would_be_made_is_told_without_making_it(format: str) -> None:
    content = made(format)
    wished = pipeline.provenance(read(), Wishes())
    assert wished is not None
    assert is_ours(content)
    assert says(content, wished)
    digest = wished.origin.sha256
    others = [
        wished._replace(options=("--width", "640")),
        wished._replace(page=(1, 2)),
        wished._replace(origin=wished.origin._replace(name="b")),
        wished._replace(origin=wished.origin._replace(version="9")),
        wished._replace(origin=wished.origin._replace(data=DATA)),
        wished._replace(origin=wished.origin._replace(sha256=digest[::-1])),
    ]
    assert not any(says(content, other) for other in others)
    assert not says(b"<svg/>", wished)


def test_what_holds_a_picture_is_not_taken_for_one() -> None:
    """Else somebody's own page or poster would be written over by a picture of its name."""
    own = "<svg xmlns='http://www.w3.org/2000/svg'><text>A poster</text>"
    poster = (own + made("svg").decode().partition("?>")[2] + "</svg>").encode()
    page = f"<h1>My words</h1>{pipeline.fragment(read())}".encode()
    wished = pipeline.provenance(read(), Wishes())
    assert wished is not None
    for content in (poster, page, zipped(("a.png", made("png")))):
        assert len(pictures(content)) == 1
        assert not is_ours(content)
        assert not says(content, wished)


# Whoever made it


def test_data_with_another_checksum_are_not_given_out() -> None:
    for format in ("svg", "html", "png"):
        content = made(format, kept=True)
        digest = told(content)["sha256"].encode()
        changed = content.replace(digest, digest[::-1])
        with pytest.raises(Unreadable, match="checksum is another one"):
            _ = only(changed).data
    content = made("pdf", kept=True)
    digest = told(content)["sha256"].encode()
    assert only(content.replace(digest, digest[::-1])).data is None


@cache
def bomb(size: int) -> bytes:
    """Many zeros, packed: a thousandth of them."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b"\0" * 2**20) for _ in range(size >> 20)) + packer.flush()


def zipped(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


SHA = b"timeline-sha256\0\0\0\0\0" + b"0" * 64
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a png whose data unpack to a gigabyte": lambda: png(
        chunk(b"iTXt", SHA), chunk(b"iTXt", b"timeline-data\0\1\0\0\0" + bomb(2**30))
    ),
    "a png whose name unpacks to a gigabyte": lambda: png(chunk(b"zTXt", b"timeline-file\0\0" + bomb(2**30))),
    "a png with a chunk longer than itself": lambda: SIGNATURE + b"\x7f\xff\xff\xffiTXt" + b"timeline-file\0",
    "a png with no end": lambda: png(chunk(b"iTXt", SHA))[:-12],
    "a png with a million parts": lambda: SIGNATURE + chunk(b"tEXt", b"") * 1_000_001,
    "a png that says too much": lambda: png(chunk(b"tEXt", b"timeline-file\0" + b"x" * (LONGEST + 1))),
    "a pdf whose object stream unpacks to a gigabyte": lambda: pdf(
        b"<</Type/ObjStm/Filter/FlateDecode/Length 9>>\nstream\n" + bomb(2**30) + b"\nendstream"
    ),
    "a pdf whose attachment unpacks to a gigabyte": lambda: pdf(
        b"<</timeline-sha256(%b)>>" % (b"0" * 64),
        b"<</Type/EmbeddedFile/Filter/FlateDecode/Length 9>>\nstream\n" + bomb(2**30) + b"\nendstream",
    ),
    "a pdf with an attachment longer than itself": lambda: pdf(
        b"<</timeline-sha256(%b)>>" % (b"0" * 64),
        b"<</Type/EmbeddedFile/Length 999999999>>\nstream\nx\nendstream",
    ),
    "a pdf with many packed objects": lambda: (
        pdf(b"<</Type/ObjStm/Filter/FlateDecode>>\nstream\n" + zlib.compress(b"") + b"\nendstream") * 10_001
    ),
    "a packed svg of a gigabyte": lambda: gzip.compress(b"<svg>" + b" " * 2**27),
    "a document with many packed pictures": lambda: zipped(
        *((f"{number}.svg", gzip.compress(b"<svg>" + b" " * 2**22)) for number in range(100))
    ),
    "a document with a picture of a gigabyte": lambda: zipped(("a.png", SIGNATURE + b"\0" * (LARGEST + 1))),
    "a document with too many pictures": lambda: zipped(
        *((f"{number}.png", b"") for number in range(MOST + 1))
    ),
    "a document that is none": lambda: b"PK\3\4" + b"\0" * 100,
    "an svg that says too much": lambda: made("svg").replace(NAME.encode()[:4], b"x" * (LONGEST + 1)),
    "an svg without a version": lambda: re.sub(b"data-timeline-version", b"data-timeline-x", made("svg")),
    "an svg whose checksum is none": lambda: re.sub(rb'(sha256=")\w+', rb"\1" + b"g" * 64, made("svg")),
    "an svg on an impossible page": lambda: made("svg").replace(
        b"data-timeline-file", b'data-timeline-page="9" data-timeline-file'
    ),
    "an svg whose options have no end": lambda: made("svg").replace(
        b"data-timeline-file", b'data-timeline-options="\'" data-timeline-file'
    ),
    "an svg whose data are none": lambda: made("svg", kept=True).replace(
        b'data-timeline-data="', b'data-timeline-data="?'
    ),
}


def taken_apart(content: bytes) -> list[bytes | None]:
    """What all pictures of a file bring along, once all that they say has been read."""
    found = pictures(content)
    for picture in found:
        provenance(picture.said)
    return [picture.data for picture in found]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name: str) -> None:
    content = HOSTILE[name]()
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(Unreadable, match=r"^(it|its|the|something|what it) "):
        taken_apart(content)
    assert time.process_time() - begun < SECONDS
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 4 * LARGEST
    assert told(content) is not None  # and is_ours never raises


def test_entities_are_neither_declared_nor_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE svg [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file://{secret}">]>'
    svg = made("svg").decode().replace("?>", f"?>{declared}", 1)
    svg = svg.replace("plan &amp;", "&l11;&f;", 1)
    begun = time.process_time()
    assert only(svg.encode()).said["file"].startswith("&l11;&f;")
    assert only(svg.encode()).kind == "svg"
    assert time.process_time() - begun < SECONDS


LONG = 2_000_000
ENDLESS = {
    "tags": "<svg " * (LONG // 5),
    "attributes": "<svg " + "a " * (LONG // 2),
    "blanks": "<svg" + " " * LONG,
    "blanks before a value": "<svg a" + " " * LONG + "=" + " " * LONG,
    "quotes": '<svg a="' * (LONG // 8),
    "an open quote": "<svg a='" + '<meta b="' * (LONG // 9),
    "scripts": "<script id=" * (LONG // 11),
    "comments": "<!--" * (LONG // 4),
    "instructions": "<?" * (LONG // 2),
    "types": "<!DOCTYPE [" * (LONG // 11),
    "prefixes": "<" + "a" * LONG,
    "metas": '<meta name="timeline-file" content=' * (LONG // 36),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_text_without_end_is_read_in_one_pass(name: str) -> None:
    begun = time.process_time()
    assert told(ENDLESS[name].encode()) == {}
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "part",
    [
        b"/timeline-a(",
        b"/timeline-a<",
        b"/ObjStm ",
        b"/ObjStm stream\n",
        b"/EmbeddedFile ",
        b"\\",
        b"/timeline-a(()",
        b"/Encrypt ",
        b"/ObjStm/FlateDecode stream\n" + zlib.compress(b"") * 10,
    ],
)
def test_a_pdf_without_end_is_read_in_one_pass(part: bytes) -> None:
    begun = time.process_time()
    assert told(b"%PDF-1.7 " + part * (LONG // len(part))) == {}
    assert time.process_time() - begun < SECONDS


def test_roots_without_an_end_are_not_held_once_for_each() -> None:
    root = re.search(b"<svg[^>]*>", made("svg"))
    assert root is not None
    content = root[0] * (MOST - 1) + b"x" * LONG
    found = pictures(content)
    assert len(found) == MOST - 1
    assert sum(len(one.content) for one in found) <= len(content)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_a_picture_with_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(SMALL[data.draw(st.sampled_from(FORMATS))])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        part = data.draw(st.binary(max_size=8))
        content[at : at + data.draw(st.integers(0, 40))] = part
    with suppress(Unreadable):
        assert {*taken_apart(bytes(content))} <= {DATA, None}


SMALL = {format: made(format, kept=True) for format in FORMATS}


def test_the_chunks_of_a_png_are_those_that_were_written() -> None:
    assert [name for name, _ in chunks(png(chunk(b"tEXt", b"a\0b")))] == [b"IHDR", b"tEXt", b"IDAT", b"IEND"]


@pytest.mark.parametrize("program", ["pdflatex", "lualatex", "qpdf", "pdfunite"])
def test_a_pdf_that_was_put_into_another_one_still_says_where_it_comes_from(
    program: str, tmp_path: Path
) -> None:
    path, report = tmp_path / "a.pdf", tmp_path / "report.pdf"
    path.write_bytes(made("pdf", kept=True))
    if program == "qpdf":
        ran("qpdf", "--empty", "--pages", path, "--", report)
    elif program == "pdfunite":
        ran("pdfunite", path, path, report)
    else:
        text = (
            r"\documentclass{article}\usepackage{graphicx}\begin{document}\includegraphics{a}\end{document}"
        )
        (tmp_path / "report.tex").write_text(text)
        ran(
            program,
            "-interaction=batchmode",
            f"-output-directory={tmp_path}",
            tmp_path / "report.tex",
            cwd=tmp_path,
        )
    picture = only(report.read_bytes())
    assert (picture.kind, picture.place, picture.said["file"], picture.data) == (
        "part",
        "picture 1",
        NAME,
        None,
    )
    assert picture.said == only(path.read_bytes()).said
