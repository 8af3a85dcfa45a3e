"""The programs of this machine draw the gallery: what they make is the picture of the SVG, whole, with its
words in it, and the same each time.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from PIL import Image

import timeline
from tests import matrix
from tests.converters.machines import real
from tests.gallery import NAMES, load
from tests.renderers.compare import difference
from tests.renderers.judged import MOST
from tests.renderers.programs import DPI, ZOOM
from tests.write.test_pdf import poppler, run
from timeline import pipeline
from timeline.converters import Converters
from timeline.languages import is_right_to_left
from timeline.model import Timeline
from timeline.provenance import origin
from timeline.request import Wishes
from timeline.write.markup import painted
from timeline.write.pdf_reading import Document

SHAPED = tuple(name for name in NAMES if load(name).lang in {"ar", "fa", "he", "hi", "ps", "th", "ur"})
FOREIGN = (*SHAPED, *(name for name in NAMES if load(name).lang in {"ja", "zh"}))
"""The documents that are not set here, in any fonts of a machine."""
PROGRAMS = "rsvg-convert", "inkscape", "chromium"
SAMPLE = "ar-qanat-as-suways", "hi-antariksh"


def document(name: str) -> Timeline:
    return load(name)._replace(origin=origin(b"[]", f"{name}.json", "0.1.0"))


@cache
def drawn(name: str, format: str, program: str = "") -> bytes:
    """A picture of the gallery as a program draws it; as it comes by itself where none is named."""
    converters = Converters(real(program) if program else "auto")
    (content,) = pipeline.paint(document(name), "png" if format == "png" else "pdf", converters=converters)
    assert converters.used
    return content


def reference(name: str, folder: Path, rsvg_convert: str) -> tuple[Path, tuple[int, int]]:
    """The picture of the SVG as librsvg draws it, and its size in px."""
    (svg,) = pipeline.draw(load(name), "svg")
    (folder / "picture.svg").write_text(svg, encoding="utf-8")
    run(
        rsvg_convert,
        "librsvg2-bin",
        "--zoom",
        str(ZOOM),
        "--output",
        folder / "known.png",
        folder / "picture.svg",
    )
    width, height = pipeline.size(load(name), Wishes())
    return folder / "known.png", (round(width), round(height))


@pytest.mark.librsvg
@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_set_here_is_drawn_by_another_program_and_agrees_with_librsvg(
    name: str, tmp_path: Path, rsvg_convert: str
) -> None:
    known, size = reference(name, tmp_path, rsvg_convert)
    ours = tmp_path / "ours.png"
    ours.write_bytes(drawn(name, "png"))
    found = difference(known, ours, size)
    assert (found.missing, found.added) == ([], [])
    assert found.share < MOST / 10
    (tmp_path / "ours.pdf").write_bytes(drawn(name, "pdf"))
    poppler("pdftoppm", "-png", "-singlefile", "-r", str(DPI), tmp_path / "ours.pdf", tmp_path / "printed")
    found = difference(known, tmp_path / "printed.png", size)
    assert (found.missing, found.added) == ([], [])
    assert found.share < MOST


@pytest.mark.parametrize("name", FOREIGN)
def test_the_pdf_is_whole_and_every_title_is_found_in_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / "picture.pdf"
    file.write_bytes(drawn(name, "pdf"))
    run("qpdf", "qpdf", "--check", file)
    assert_says_every_title(name, file)
    told = poppler("pdfinfo", file)
    assert re.search(f"^Title: +{re.escape(load(name).title or '')}$", told, re.MULTILINE)
    assert "Date:" not in told


def assert_says_every_title(name: str, file: Path) -> None:
    """What runs from right to left comes out with some words turned round where letters join to one sign, and
    where, as in Nastaliq, each stands lower than the one before: most of its words are found."""
    lang = load(name).lang
    words = letters(poppler("pdftotext", "-raw", file, "-"))
    titles = [load(name).title or "", *(event.title for event in load(name).events)]
    if not is_right_to_left(lang):
        assert [title for title in titles if letters(title) not in words] == []
        return
    wanted = [word for title in titles for word in title.split()]
    missing = [word for word in wanted if letters(word) not in words]
    assert len(missing) <= len(wanted) * (0.2 if lang == "ur" else 0.05), missing


def letters(text: str) -> str:
    """The letters of a text, in the one form that all their forms stand for; of lam and alef, which make one
    sign, in one order."""
    plain = "".join(one for one in normalize("NFKC", painted(text)) if one.isalnum())
    return plain.replace("\u0644\u0627", "\u0627\u0644")


@pytest.mark.browser
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", FOREIGN if matrix.FULL else SAMPLE)
def test_each_program_draws_the_picture(name: str, program: str, tmp_path: Path, rsvg_convert: str) -> None:
    known, size = reference(name, tmp_path, rsvg_convert)
    ours = tmp_path / "ours.png"
    ours.write_bytes(drawn(name, "png", program))
    with Image.open(ours) as picture:
        assert picture.size == tuple(side * ZOOM for side in size)
        assert picture.info["timeline-fonts"].lower().startswith(program)
    file = tmp_path / "ours.pdf"
    file.write_bytes(drawn(name, "pdf", program))
    run("qpdf", "qpdf", "--check", file)
    poppler("pdftoppm", "-png", "-singlefile", "-r", str(DPI), file, tmp_path / "printed")
    for made in (ours, tmp_path / "printed.png"):
        found = difference(known, made, size)
        if program != "inkscape" or name not in SHAPED or load(name).lang in ("hi", "th"):
            assert (found.missing, found.added) == ([], [])
            assert found.share < MOST


@pytest.mark.browser
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("format", ["png", "pdf"])
def test_the_same_picture_gives_the_same_bytes(program: str, format: str) -> None:
    first = drawn("hi-antariksh", format, program)
    drawn.cache_clear()
    assert drawn("hi-antariksh", format, program) == first


@pytest.mark.browser
@pytest.mark.parametrize("program", ["rsvg-convert", "chromium"])
def test_pages_become_one_pdf_and_a_png_each(program: str, tmp_path: Path) -> None:
    wishes, converters = Wishes(pages="a4"), Converters(real(program))
    many = document("shakespeare")
    (content,) = pipeline.paint(many, "pdf", wishes=wishes, converters=converters)
    (tmp_path / "x.pdf").write_bytes(content)
    run("qpdf", "qpdf", "--check", tmp_path / "x.pdf")
    own = pipeline.paint(many, "pdf", wishes=wishes, converters=Converters("none"))[0]
    sizes = Document(own).pages()
    assert len(sizes) > 1
    for ours, theirs in zip(sizes, Document(content).pages(), strict=True):
        assert theirs == pytest.approx(ours, abs=1)
    pictures = pipeline.paint(many, "png", wishes=wishes, density=1, converters=converters)
    assert [Image.open(BytesIO(one)).size for one in pictures] == [
        (round(width / 0.75), round(height / 0.75)) for width, height in sizes
    ]


@pytest.mark.browser
def test_links_can_be_followed_in_what_other_programs_draw(tmp_path: Path) -> None:
    for program in PROGRAMS:
        (tmp_path / "x.pdf").write_bytes(drawn("apollo-11", "pdf", program))
        run("qpdf", "qpdf", "--check", tmp_path / "x.pdf")
        assert "https://www.nasa.gov/history/alsj/a11/a11.html" in poppler(
            "pdfinfo", "-url", tmp_path / "x.pdf"
        )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 500])
def test_a_browser_draws_pictures_that_are_narrower_than_its_windows(width: int) -> None:
    (content,) = pipeline.paint(
        load("hi-antariksh"),
        "png",
        wishes=Wishes(width=width),
        density=1.5,
        converters=Converters(real("chromium")),
    )
    picture = Image.open(BytesIO(content)).convert("L")
    assert picture.width == width * 1.5
    ink = np.asarray(picture).min(axis=1) < 128
    rows = np.flatnonzero(ink)
    assert rows[0] < 60
    assert picture.height - rows[-1] < 60  # down to its last line


@pytest.mark.browser
@pytest.mark.parametrize("program", PROGRAMS)
def test_words_that_look_like_markup_are_words_to_every_program(
    program: str, tmp_path: Path, rsvg_convert: str
) -> None:
    """What breaks a page out of its form would be drawn as a page of complaint, and none would notice."""
    title = "]]></text></svg><script>1</script> & &amp; <!-- 'कथा' \" %PDF @page{size:9cm}"
    events = [
        {"date": "2014", "title": title},
        {"date": "2015", "title": "Two", "url": "https://example.org/?a=1&b='"},
    ]
    story = timeline.loads(json.dumps({"title": title, "lang": "hi", "events": events}))
    (svg,) = pipeline.draw(story, "svg")
    (tmp_path / "picture.svg").write_text(svg, encoding="utf-8")
    run(rsvg_convert, "librsvg2-bin", "--output", tmp_path / "known.png", tmp_path / "picture.svg")
    (tmp_path / "x.png").write_bytes(timeline.paint(story, density=1, converter=real(program)))
    width, height = pipeline.size(story, Wishes())
    found = difference(tmp_path / "known.png", tmp_path / "x.png", (round(width), round(height)))
    assert (found.missing, found.added) == ([], [])
    (tmp_path / "x.pdf").write_bytes(timeline.paint(story, "pdf", converter=real(program)))
    run("qpdf", "qpdf", "--check", tmp_path / "x.pdf")
    assert "</svg><script>1</script>" in poppler("pdftotext", tmp_path / "x.pdf", "-")


def test_resvg_draws_what_its_fonts_have(tmp_path: Path) -> None:
    """The binding of Python's registry brings its command along."""
    beside = Path(sys.executable).with_name("resvg")
    program = shutil.which("resvg") or (str(beside) if beside.is_file() else None)
    if program is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse('no resvg on this machine (it is part of the extra "test")')
    converters = Converters(program)
    (content,) = pipeline.paint(document("apollo-11"), "png", density=1, converters=converters)
    (tmp_path / "x.png").write_bytes(content)
    assert converters.used.startswith("resvg ")
    with Image.open(tmp_path / "x.png") as picture:
        assert picture.width == 1200
    with pytest.raises(ValueError, match="resvg cannot draw it: it has no font with"):
        pipeline.paint(document("hi-antariksh"), "png", converters=converters)
