"""PDF: the file is whole, its picture is that of the SVG, its words can be found, its links followed, and it
says what it is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gallery import HERE, NAMES, load
from tests.renderers.compare import difference
from tests.renderers.judged import MOST
from tests.renderers.programs import DPI, ZOOM
from tests.write.fonts import box, built
from tests.write.test_svg import PALETTE, circles, lines, outlines, rects, scene
from timeline.layout import Options, plan
from timeline.scene import Circle, Group, Line, Rect, Scene, Shape, Text
from timeline.scene import Path as Outline
from timeline.write import svg
from timeline.write.markup import painted
from timeline.write.pdf import pdf
from timeline.write.pdf_objects import faults
from timeline.write.typefaces import Faces, Unwritable

SHAPED = {"ar", "fa", "he", "hi", "ja", "ps", "th", "ur", "zh"}
"""The languages of the gallery whose letters need another program, or fonts of another kind."""
WRITTEN = tuple(name for name in NAMES if load(name).lang not in SHAPED)
FACES = Faces()

lettering = st.text(st.sampled_from("Ag é—Ωж(\\)<"), min_size=1)
texts = st.builds(
    Text, st.floats(-99, 999), st.floats(-99, 999), lettering, st.sampled_from([11, 13.5]),
    st.sampled_from(sorted(PALETTE)), st.booleans(), st.sampled_from(["start", "middle", "end"]),
    st.none() | st.just("https://example.org/(a)\\ü?b=<c>"),
)  # fmt: skip
shapes = st.recursive(
    st.one_of(lines, rects, circles, outlines, texts),
    lambda inner: st.builds(Group, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


def run(program: str, package: str, *arguments: str | Path) -> str:
    """What a program prints. Skips the test where there is no such program, but fails it in a CI."""
    if shutil.which(program) is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse(f"no {program} on this machine (Debian: {package})")
    ran = subprocess.run([program, *arguments], capture_output=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr) == (0, b""), ran.stderr.decode()
    return ran.stdout.decode()


def poppler(program: str, *arguments: str | Path) -> str:
    return run(program, "poppler-utils", *arguments)


def saved(folder: Path, content: bytes) -> Path:
    file = folder / "picture.pdf"
    file.write_bytes(content)
    return file


@cache
def planned(name: str) -> Scene:
    """The scene of a document of the gallery, as its picture there was drawn."""
    document = load(name)
    wished = document.display
    usual = Options()
    return plan(
        document,
        Options(
            layout=wished.layout or usual.layout,
            scale=wished.scale or usual.scale,
            theme=wished.theme or usual.theme,
            width=wished.width or usual.width,
            columns=wished.columns,
            links=wished.links or usual.links,
        ),
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_the_file_is_whole_and_every_title_of_the_gallery_is_found_in_it(name: str, tmp_path: Path) -> None:
    file = saved(tmp_path, pdf([planned(name)], FACES))
    run("qpdf", "qpdf", "--check", file)
    words = "".join(poppler("pdftotext", "-raw", file, "-").split())
    titles = [load(name).title or "", *(event.title for event in load(name).events)]
    assert [title for title in titles if "".join(painted(title).split()) not in words] == []


@pytest.mark.librsvg
@pytest.mark.parametrize("name", WRITTEN)
def test_the_picture_is_the_one_that_librsvg_draws_of_the_svg(
    name: str, tmp_path: Path, rsvg_convert: str
) -> None:
    drawn = planned(name)
    assert svg(drawn, "tl").count("<text") == (HERE / f"{name}.svg").read_text("utf-8").count("<text")
    agrees(drawn, tmp_path, rsvg_convert)


def agrees(drawn: Scene, folder: Path, rsvg_convert: str) -> None:
    """Holds the PDF of a scene, as poppler draws it, to its SVG, as librsvg does."""
    file = saved(folder, pdf([drawn], FACES))
    poppler("pdftoppm", "-png", "-singlefile", "-r", str(DPI), file, folder / "ours")
    picture = folder / "picture.svg"
    picture.write_text(svg(drawn, "tl"), encoding="utf-8")
    subprocess.run(
        [rsvg_convert, "--zoom", str(ZOOM), "--output", folder / "known.png", picture],
        check=True,
        timeout=120,
    )
    found = difference(folder / "known.png", folder / "ours.png", (round(drawn.width), round(drawn.height)))
    assert (found.missing, found.added) == ([], [])
    assert found.share < MOST / 10  # both have the same fonts


@pytest.mark.librsvg
@pytest.mark.parametrize(
    "shape",
    [
        Line(20, 30, 300, 90.5, "ink", 3, (12, 5)),
        Line(300, 300, 300, 30, "group-0", 0.0),
        Rect(40, 40, 200, 100, "group-0", "ink", 4, 30),
        Rect(40, 40, 200, 60, None, "ink", 4, 300),
        Rect(40, 40, 200, 0, "group-0", "ink", 4),
        Circle(200, 200, 90, "group-0", "ink", 5),
        Circle(200, 200, 0, "group-0", "ink", 5),
        Outline((("M", 30, 30), ("Q", 200, 300, 400, 40), ("L", 420, 200), ("Z",)), "group-0", "ink", 3),
        Outline(
            (("M", 30, 30), ("L", 300, 30), ("L", 35, 60), ("M", 50, 100), ("L", 90, 300)), None, "ink", 9
        ),
        Outline((("M", 30, 30), ("L", 90, 30), ("L", 90, 90), ("Z",), ("L", 10, 200)), None, "ink", 3),
        Text(320, 200, "Ωmega: жизнь — 1990", 40, "ink", True, "middle"),
        Text(320, 200, "Vĩnh Long ★", 40, "group-0", False, "end"),
        Group((Rect(10, 10, 90, 90, "ink"), Group((Rect(50, 50, 90, 90, "group-0"),)))),
    ],
    ids=lambda shape: type(shape).__name__,
)
def test_each_shape_is_drawn_as_librsvg_draws_it(shape: Shape, tmp_path: Path, rsvg_convert: str) -> None:
    agrees(scene(shape), tmp_path, rsvg_convert)


@settings(max_examples=60, deadline=None)
@given(st.lists(shapes, max_size=4))
def test_every_scene_gives_a_whole_file(some: list[Shape]) -> None:
    assert faults(pdf([scene(*some)], FACES)) == []


def test_title_description_and_language_stand_where_readers_look_for_them(tmp_path: Path) -> None:
    drawn = scene()._replace(title="Vorgänge & (Ämter)", description="Was zu sehen ist", lang="de-AT")
    file = saved(tmp_path, pdf([drawn], FACES))
    told = poppler("pdfinfo", file)
    assert re.search(r"^Title: +Vorgänge & \(Ämter\)$", told, re.MULTILINE)
    assert re.search(r"^Subject: +Was zu sehen ist$", told, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", told, re.MULTILINE)
    assert re.search(r"^Page size: +480 x 270.38 pts$", told, re.MULTILINE)  # 640 × 360.5 px
    assert "Date:" not in told
    metadata = poppler("pdfinfo", "-meta", file)
    assert "Vorgänge &amp; (Ämter)</rdf:li>" in metadata
    assert "<rdf:li>de-AT</rdf:li>" in metadata
    assert b"/Lang (de-AT)" in file.read_bytes()


def test_a_file_of_several_pages_has_the_title_of_the_whole(tmp_path: Path) -> None:
    pages = [scene()._replace(title=f"A title ({number} of 2)") for number in (1, 2)]
    told = poppler("pdfinfo", saved(tmp_path, pdf(pages, FACES, "A title")))
    assert re.search(r"^Title: +A title$", told, re.MULTILINE)
    assert "Title:           A title (1 of 2)" in poppler("pdfinfo", saved(tmp_path, pdf(pages, FACES)))


def test_a_reader_who_cannot_see_is_given_the_description_and_the_links(tmp_path: Path) -> None:
    file = saved(
        tmp_path, pdf([scene(Text(10, 20, "a source", 12, "ink", href="https://example.org/"))], FACES)
    )
    structure = poppler("pdfinfo", "-struct-text", file)
    assert re.findall(r"^ *(Document|Figure|\"a source\"|Link)", structure, re.MULTILINE) == [
        "Document",
        "Figure",
        '"a source"',
        "Link",
    ]
    assert b"/Alt (What is to be seen)" in file.read_bytes()


def test_a_link_lies_over_its_words_and_leads_to_its_address(tmp_path: Path) -> None:
    words = Text(320, 100, "the report", 20, "ink", anchor="middle", href="https://example.org/ü?a=(1)")
    file = saved(tmp_path, pdf([scene(), scene(words)], FACES))
    told = poppler("pdfinfo", "-url", file)
    assert re.findall(r"^ +2 +Annotation +(\S+)$", told, re.MULTILINE) == ["https://example.org/%C3%BC?a=(1)"]
    rectangle = re.search(rb"/Rect \[([\d. ]+)\]", file.read_bytes())
    assert rectangle is not None
    left, bottom, right, top = (float(side) / 0.75 for side in rectangle[1].split())
    assert (left + right) / 2 == pytest.approx(320, abs=0.1)
    assert 85 < right - left < 95
    assert bottom < 360.5 - 100 < top < bottom + 25  # the baseline lies inside


def test_each_font_is_embedded_once_and_leads_back_to_characters(tmp_path: Path) -> None:
    some = [Text(10, y, f"Ωmega a\u00a0b {y}", 12, "ink", bold) for y in (20, 50) for bold in (False, True)]
    file = saved(tmp_path, pdf([scene(*some), scene(*some)], FACES))
    table = [line.split() for line in poppler("pdffonts", file).splitlines()[2:]]
    assert [re.sub(r"^[A-Z]{6}\+", "", row[0]) for row in table] == ["LiberationSans", "LiberationSans-Bold"]
    assert all(row[1:7] == ["CID", "TrueType", "Identity-H", "yes", "yes", "yes"] for row in table)
    assert poppler("pdftotext", "-raw", file, "-").count("Ωmega") == 8
    maps = [each for each in streams(file.read_bytes()) if b"beginbfchar" in each]
    assert len(maps) == 2
    for each in maps:  # both blanks, of which poppler makes one, though they share a glyph
        assert {b"<0020>", b"<00a0>", b"<03a9>"} <= set(re.findall(rb" (<\w+>)\n", each))


def streams(content: bytes) -> list[bytes]:
    """What the packed streams of a file hold."""
    packed = re.findall(rb"/FlateDecode /Length \d+>>\nstream\n(.*?)\nendstream", content, re.DOTALL)
    return [zlib.decompress(each) for each in packed]


def test_pages_have_sizes_of_their_own_and_a_picture_of_any_length_fits_on_one(tmp_path: Path) -> None:
    long = scene(Text(10, 99_000, "the end", 12, "ink"))._replace(height=100_000.0)
    file = saved(tmp_path, pdf([scene(), long, scene()._replace(width=100.0)], FACES))
    run("qpdf", "qpdf", "--check", file)
    told = poppler("pdfinfo", "-l", "3", file)
    assert re.findall(r"size: +([\d.]+) x ([\d.]+)", told)[0] == ("480", "270.38")
    assert re.findall(r"size: +([\d.]+) x", told)[2] == "75"
    units = re.search(rb"/MediaBox \[0 0 [\d.]+ ([\d.]+)\][^\n]*/UserUnit (\d+)", file.read_bytes())
    assert units is not None
    assert float(units[1]) <= 14400
    assert float(units[1]) * int(units[2]) == pytest.approx(75_000, abs=1)
    assert "the end" in poppler("pdftotext", "-f", "2", "-l", "2", file, "-")


def test_the_same_scenes_give_the_same_bytes_in_every_process() -> None:
    program = (
        "import sys, hashlib\n"
        "from tests.write.test_pdf import FACES, pdf, planned\n"
        "print(hashlib.sha256(pdf([planned('every-doubt')], FACES)).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


WHOLE = pdf([scene(Text(10, 20, "a source", 12, "ink", href="https://example.org/"))], FACES)


@pytest.mark.parametrize(
    ("damaged", "found"),
    [
        (WHOLE[:-1], "does not begin and end"),
        (WHOLE.replace(b"3 0 obj", b"3  0 obj", 1), "no table of objects"),
        (WHOLE.replace(b"/Size ", b"/Size 1", 1), "objects that it announces"),
        (re.sub(rb"/Length (\d)", rb"/Length 9", WHOLE, count=1), "not as long as it says"),
        (re.sub(rb"/Parent \d 0 R", b"/Parent 0 0 R", WHOLE, count=1), "leads to no object 0"),
        (WHOLE.replace(b"stream\nx", b"stream\ny", 1), "cannot be unpacked"),
        (WHOLE.replace(b"\n7 0 obj", b"\n8 0 obj", 1), "object 7 is not where the table says"),
    ],
)
def test_a_damaged_file_is_found_out(damaged: bytes, found: str) -> None:
    assert any(found in fault for fault in faults(damaged))


def test_a_number_that_is_none_and_a_colour_that_is_missing_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        pdf([scene(Line(0, 0, float("nan"), 1, "ink"))], FACES)
    with pytest.raises(KeyError):
        pdf([scene(Line(0, 0, 1, 1, "no such role"))], FACES)


def test_a_font_whose_licence_forbids_it_is_not_embedded(tmp_path: Path) -> None:
    font = tmp_path / "bound.ttf"
    font.write_bytes(built({"A": box()}, licence=2, name="Bound"))
    with pytest.raises(Unwritable, match="the font Bound cannot be used: its licence"):
        pdf([scene(Text(0, 0, "A", 12, "ink"))], Faces([str(font)]))


def test_a_font_that_may_not_be_cut_is_embedded_whole(tmp_path: Path) -> None:
    font = tmp_path / "whole.ttf"
    font.write_bytes(built({"A": box(), "B": box(), "C": box()}, licence=0x100, name="Whole"))
    file = saved(tmp_path, pdf([scene(Text(0, 20, "CA", 12, "ink"))], Faces([str(font)])))
    run("qpdf", "qpdf", "--check", file)
    assert poppler("pdffonts", file).splitlines()[2].split()[0] == "Whole"
    assert "CA" in poppler("pdftotext", file, "-")


def test_words_from_right_to_left_are_refused() -> None:
    with pytest.raises(Unwritable, match="right to left"):
        pdf([scene()._replace(lang="ar")], FACES)
