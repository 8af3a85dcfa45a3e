"""timeline render with PNG and PDF: pictures that have their fonts within."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.program import ROOT, only_line, timeline, write_events
from tests.converters.machines import real, script
from tests.write.fonts import DEJAVU, LIBERATION
from timeline.products import PRODUCTS
from timeline.write.png import LARGEST

PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")
LONG = {"events": [{"date": str(year), "title": f"The year {year}"} for year in range(1900, 2000)]}


def test_a_picture_is_painted_as_its_ending_says(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("render", "-o", "x.png", "-o", "x.pdf", "-o", "x.svg", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert [line.split(" (")[0] for line in result.stdout.splitlines()] == [
        "wrote x.png", "wrote x.pdf", "wrote x.svg"
    ]  # fmt: skip
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")
    with Image.open(tmp_path / "x.png") as picture:
        assert picture.width == 2400
        assert picture.info["dpi"] == pytest.approx((192, 192), abs=0.1)


def test_the_format_may_be_named_too(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("render", "--format", "png", cwd=tmp_path)
    assert result.stdout.startswith("wrote output/events.png (2 events, ")
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["events.png"]


def test_what_is_painted_without_an_output_is_svg_and_html_as_before(tmp_path: Path) -> None:
    write_events(tmp_path)
    timeline("render", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == ["events.html", "events.svg"]


def test_the_density_counts_pixels_and_leaves_the_size_alone(tmp_path: Path) -> None:
    write_events(tmp_path)
    timeline("render", "-o", "x.png", "--width", "400", "--density", "1.5", cwd=tmp_path)
    with Image.open(tmp_path / "x.png") as picture:
        assert picture.width == 600
        assert picture.info["dpi"] == pytest.approx((144, 144), abs=0.1)


def test_a_font_that_is_named_sets_the_words(tmp_path: Path) -> None:
    write_events(tmp_path)
    for name, font in (("liberation", LIBERATION), ("dejavu", DEJAVU)):
        result = timeline("render", "-o", f"{name}.pdf", "--font", str(font), cwd=tmp_path)
        assert result.returncode == 0, result.stderr
    assert b"DejaVuSans" in (tmp_path / "dejavu.pdf").read_bytes()
    assert b"DejaVuSans" not in (tmp_path / "liberation.pdf").read_bytes()


def test_pages_are_a_png_each_and_one_pdf(tmp_path: Path) -> None:
    write_events(tmp_path, LONG)
    result = timeline("render", "-o", "x.png", "-o", "x.pdf", "--pages", "a4", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[:4] == ["events.json", "x-1.png", "x-2.png", "x-3.png"]
    assert names[-1] == "x.pdf"
    count = len(names) - 2
    assert f"/Count {count}".encode() in (tmp_path / "x.pdf").read_bytes()


def test_pages_of_an_earlier_and_longer_picture_are_told_of(tmp_path: Path) -> None:
    write_events(tmp_path, LONG)
    timeline("render", "-o", "x.png", "--pages", "a4", "--density", "1", cwd=tmp_path)
    write_events(tmp_path)
    result = timeline("render", "-o", "x.png", "--pages", "a4", "--density", "1", cwd=tmp_path)
    assert "x-2.png is left over from before: there is no such page now" in result.stdout


def test_a_painted_picture_can_be_checked(tmp_path: Path) -> None:
    write_events(tmp_path)
    timeline("render", "-o", "x.png", cwd=tmp_path)
    assert timeline("render", "-o", "x.png", "--check", cwd=tmp_path).stdout == "up to date: x.png\n"
    write_events(tmp_path, LONG)
    result = timeline("render", "-o", "x.png", "--check", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "stale: x.png\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "x.svg", "--density", "2"], "--density is for PNG, whose pixels are counted; "),
        (["-o", "x.pdf", "--density", "2"], "--density is for PNG, whose pixels are counted; "),
        (["-o", "x.svg", "--font", "a.ttf"], "--font is for PNG and PDF; "),
        (["-o", "x.png", "--font", "a.ttf"], "the font a.ttf cannot be used: it cannot be read "),
        (["-o", "x.svg", "--converter", "inkscape"], "--converter is for PNG and PDF; "),
        (
            ["-o", "x.png", "--converter", "paint"],
            "--converter: 'paint' is none of the programs that are known",
        ),
        (
            ["-o", "x.png", "--converter", "./rsvg-convert"],
            "--converter: ./rsvg-convert is no program that can",
        ),
        (
            ["-o", "x.png", "--font", "a.ttf", "--converter", "rsvg-convert"],
            "--font is for words that are set here; another program takes the fonts of the machine",
        ),
        (["-o", "-", "--format", "png", "--pages", "a4"], "--pages makes several PNG files; name them with "),
    ],
)
def test_what_cannot_be_painted_is_refused_in_one_line(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    write_events(tmp_path)
    result = timeline("render", *arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result).startswith(f"timeline: {words}")
    assert [path.name for path in tmp_path.iterdir()] == ["events.json"]


SHAPED: dict[str, Any] = {"events": [{"date": "2014", "title": "कथा"}]}
KA = '"क" (U+0915, DEVANAGARI LETTER KA) in "कथा" is of a script whose letters depend on their neighbours'


def test_words_that_cannot_be_set_leave_every_old_picture_as_it_was(tmp_path: Path) -> None:
    write_events(tmp_path, SHAPED)
    (tmp_path / "x.svg").write_text("old", "utf-8")
    result = timeline("render", "-o", "x.svg", "-o", "x.png", "--converter", "none", cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result) == (
        f"timeline: {KA} (Devanagari); a program that shapes text could draw it, and none is to be asked"
    )
    assert (tmp_path / "x.svg").read_text("utf-8") == "old"


def test_words_that_cannot_be_set_are_drawn_by_another_program_which_is_said(tmp_path: Path) -> None:
    real("rsvg-convert")
    write_events(tmp_path, SHAPED)
    result = timeline("render", "-o", "x.png", "-o", "x.pdf", "-o", "x.svg", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    said = (
        r"; drawn by rsvg-convert [\d.]+: \"क\" \(U\+0915\) is of a script whose letters depend on their "
        r"neighbours \(Devanagari\)\)"
    )
    png, pdf, svg = result.stdout.splitlines()
    assert re.fullmatch(r"wrote x\.png \(1 event, \d+ kB" + said, png)
    assert re.fullmatch(r"wrote x\.pdf \(1 event, \d+ kB" + said, pdf)
    assert "drawn by" not in svg
    with Image.open(tmp_path / "x.png") as picture:
        assert picture.width == 2400
        assert picture.info["dpi"] == pytest.approx((192, 192), abs=0.1)
        assert picture.info["timeline-fonts"].startswith("rsvg-convert ")
    assert timeline("render", "-o", "x.png", "-o", "x.pdf", "--check", cwd=tmp_path).returncode == 0
    printed = timeline("render", "-o", "-", "--format", "png", cwd=tmp_path, PATH="/nowhere")
    assert (printed.returncode, printed.stdout) == (2, "")


def test_another_program_may_be_asked_to_draw_what_could_be_set_here(tmp_path: Path) -> None:
    path = real("rsvg-convert")
    write_events(tmp_path)
    for program in ("rsvg-convert", path):
        result = timeline("render", "-o", "x.pdf", "--converter", program, cwd=tmp_path)
        assert re.search(r" kB; drawn by rsvg-convert [\d.]+\)$", result.stdout.strip()), result.stderr
    own = timeline("render", "-o", "x.pdf", cwd=tmp_path, TIMELINE_CONVERTER="none")
    assert own.stdout.startswith("wrote x.pdf (2 events, ")
    assert "drawn by" not in own.stdout
    result = timeline("render", "-o", "x.pdf", cwd=tmp_path, TIMELINE_CONVERTER=path)
    assert "drawn by rsvg-convert" in result.stdout


def test_a_program_that_is_named_and_fails_leaves_the_old_picture(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "x.png").write_text("old", "utf-8")
    broken = script(tmp_path, "rsvg-convert", "open(OUT, 'w').write('no picture')")
    result = timeline("render", "-o", "x.png", "--converter", broken, cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result) == "timeline: rsvg-convert cannot draw it: it is no PNG"
    assert (tmp_path / "x.png").read_text("utf-8") == "old"


def test_without_another_program_the_message_says_what_to_install(tmp_path: Path) -> None:
    write_events(tmp_path, SHAPED)
    script(tmp_path, "apt-get", "")
    result = timeline("render", "-o", "x.png", cwd=tmp_path, PATH=str(tmp_path))
    assert result.returncode == 2
    assert only_line(result) == (
        f"timeline: {KA} (Devanagari); no program that draws it from the SVG is here: apt-get install "
        "librsvg2-bin brings rsvg-convert; Inkscape, Chromium and Chrome do as well"
    )


def test_a_font_that_is_named_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    write_events(tmp_path, SHAPED)
    result = timeline("render", "-o", "x.png", "--font", LIBERATION, cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result).endswith(
        "(Devanagari); leave out the font, and another program may draw it in those of the machine"
    )
    write_events(tmp_path)
    result = timeline(
        "render", "-o", "x.pdf", "--font", LIBERATION, cwd=tmp_path, TIMELINE_CONVERTER="browser"
    )
    assert (result.returncode, "drawn by" in result.stdout) == (0, False)


@pytest.mark.parametrize("density", ["0.4", "9", "-2", "nan", "two", ""])
def test_a_density_beyond_reason_is_refused(tmp_path: Path, density: str) -> None:
    write_events(tmp_path)
    result = timeline("render", "-o", "x.png", f"--density={density}", cwd=tmp_path)
    assert result.returncode == 2
    assert f"argument --density: {density!r} is not a number from 0.5 to 8" in result.stderr


def test_the_page_on_formats_has_a_row_for_each_and_its_commands_work(tmp_path: Path) -> None:
    rows = re.findall(r"^\| `(\.[\w.]+)` \|", PAGE, re.MULTILINE)
    assert rows == [product.ending for product in PRODUCTS.values()]
    assert f"more than {LARGEST:,} pixels" in PAGE
    write_events(tmp_path)
    for line in re.findall(r"^python3 -m timeline (.+)$", PAGE, re.MULTILINE):
        result = timeline(*shlex.split(line), cwd=tmp_path)
        assert (result.returncode, result.stderr) == (0, "")
