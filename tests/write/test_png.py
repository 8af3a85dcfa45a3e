"""PNG: files that other programs read, with the picture in them that the SVG shows."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from io import BytesIO
from math import pi
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests import matrix
from tests.gallery import NAMES, load
from tests.renderers.compare import difference
from tests.renderers.programs import ZOOM
from tests.write import test_svg as strategies
from tests.write.fonts import BOLD, LIBERATION
from timeline.languages import is_right_to_left
from timeline.layout import Options, plan
from timeline.scene import Anchor, Circle, Group, Line, Rect, Scene, Segment, Shape, Text
from timeline.scene import Path as Outline
from timeline.write import canvas, svg
from timeline.write import png as writer
from timeline.write.png import LARGEST, png
from timeline.write.typefaces import Faces, Unwritable

PALETTE = {"paper": "#ffffff", "ink": "#000000", "blue": "#0072b2"}
WIDTH, HEIGHT = 120, 90
FACES = Faces((str(LIBERATION),))

# Documents that can be set without shaping and with the fonts of any machine.
LANGUAGES = {name: load(name).lang for name in NAMES}
WRITABLE = [
    name
    for name, lang in LANGUAGES.items()
    if not is_right_to_left(lang) and lang not in ("hi", "ja", "th", "zh")
]
SAMPLE = (
    "apollo-11", "every-doubt", "july-1914", "long-words", "report-737-max", "ru-gagarin", "twelve-groups"
)  # fmt: skip


def scene(*shapes: Shape, palette: dict[str, str] | None = None, **words: str) -> Scene:
    said = {"title": "A title", "description": "What is to be seen", "lang": "en", **words}
    return Scene(WIDTH, HEIGHT, shapes, palette or PALETTE, None, **said)


def opened(content: bytes) -> Image.Image:
    Image.open(BytesIO(content)).verify()  # which reads all checksums
    return Image.open(BytesIO(content))


def pixels(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(opened(content).convert("RGB"))


def ink(*shapes: Shape, density: float = 2) -> float:
    """How many CSS px are black, all shades of grey reckoned in."""
    picture = pixels(png(scene(*shapes), FACES, density)).astype(float)
    return float((255 - picture[:, :, 0]).sum() / 255 / density**2)


def chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        found.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + length]))
        at += length + 12
    return found


# The file


@pytest.mark.parametrize(
    ("density", "size"), [(1, (120, 90)), (2, (240, 180)), (3, (360, 270)), (1.25, (150, 113))]
)
def test_a_picture_has_its_density_in_pixels_and_in_its_dots_per_inch(
    density: float, size: tuple[int, int]
) -> None:
    picture = opened(png(scene(), FACES, density))
    assert picture.size == size
    assert picture.info["dpi"] == pytest.approx((96 * density, 96 * density), abs=0.02)


def test_a_picture_says_its_title_and_what_is_to_be_seen_in_any_script() -> None:
    picture = opened(png(scene(title="Хронология — 年表", description="Two\nlines"), FACES))
    assert picture.info["Title"] == "Хронология — 年表"
    assert picture.info["Title"].lang == "en"
    assert picture.info["Description"] == "Two lines"


def test_a_title_without_letters_is_left_out() -> None:
    assert "Title" not in opened(png(scene(title=""), FACES)).info


def test_the_parts_of_the_file_come_in_the_order_of_the_standard() -> None:
    content = png(scene(), FACES)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    names = [name for name, _ in chunks(content)]
    assert names == [b"IHDR", b"sRGB", b"PLTE", b"pHYs", b"iTXt", b"iTXt", b"IDAT", b"IEND"]


def test_a_picture_of_many_colours_has_no_palette_and_all_of_them() -> None:
    palette = {f"colour-{number}": f"#{number % 256:02x}{number // 256:02x}80" for number in range(300)}
    boxes = [Rect(number % 20 * 4, number // 20 * 4, 4, 4, f"colour-{number}") for number in range(300)]
    picture = opened(png(scene(*boxes, palette=palette), FACES))
    assert picture.mode == "RGB"
    for number in range(300):
        wanted = (number % 256, number // 256, 128)
        assert picture.getpixel((number % 20 * 8 + 4, number // 20 * 8 + 4)) == wanted


def test_the_same_scene_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import sys, timeline; from timeline.layout import Options, plan;"
        "from timeline.write.png import png; from timeline.write.typefaces import Faces;"
        "sys.stdout.buffer.write(png(plan(timeline.load(sys.argv[1]), Options()), Faces()))"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, str(root / "tests" / "gallery" / "every-doubt.json")]
    drawn = {
        subprocess.run(
            command, cwd=root, env={**os.environ, **elsewhere}, capture_output=True, check=True
        ).stdout
        for elsewhere in (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Karachi"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "C"},
        )
    }
    assert len(drawn) == 1


# What is refused


@pytest.mark.parametrize("density", [0, -1, float("nan"), float("inf"), 1e-9])
def test_a_density_without_pixels_is_refused(density: float) -> None:
    with pytest.raises(ValueError, match=r"density|pixels"):
        png(scene()._replace(width=WIDTH if density else 0), FACES, density)


def test_a_picture_that_hardly_a_program_opens_is_refused_by_its_size() -> None:
    with pytest.raises(ValueError, match=f"32770 pixels large; a PNG can have 1 to {LARGEST} on a side"):
        png(scene()._replace(height=16385), FACES)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("place", range(5))
def test_numbers_that_are_not_finite_are_refused(number: float, place: int) -> None:
    shapes: list[Shape] = [
        Line(number, 0, 5, 5, "ink"),
        Rect(0, number, 5, 5, "ink"),
        Circle(5, 5, number, "ink"),
        Outline((("M", 0, 0), ("Q", 1, 1, number, 2)), "ink"),
        Text(0, number, "A", 12, "ink"),
    ]
    with pytest.raises(ValueError, match="finite"):
        png(scene(shapes[place]), FACES)


def test_a_text_that_cannot_be_set_is_refused() -> None:
    with pytest.raises(Unwritable, match=r"U\+0939"):
        png(scene(Text(0, 20, "हिन्दी", 12, "ink")), FACES)
    with pytest.raises(Unwritable, match="right to left"):
        png(scene(lang="he"), FACES)


# The shapes


@pytest.mark.parametrize(
    ("shape", "area"),
    [
        (Rect(10.25, 10.5, 20.5, 7.75, "ink"), 20.5 * 7.75),
        (Rect(10, 10, 20, 8, None, "ink", 1.5), 21.5 * 9.5 - 18.5 * 6.5),
        (Rect(10, 10, 20, 12, "ink", radius=4), 20 * 12 - (4 - pi) * 16),
        (Rect(10, 10, 20, 12, None, "ink", 2, 4), 22 * 14 - 18 * 10 - (4 - pi) * (25 - 9)),
        (Rect(10, 10, 3, 3, None, "ink", 4), 49),
        (Circle(40, 40, 9.5, "ink"), pi * 9.5**2),
        (Circle(40, 40, 9.5, None, "ink", 1.25), pi * 2 * 9.5 * 1.25),
        (Line(10, 10.3, 50, 10.3, "ink", 1.5), 60),
        (Line(10.6, 10, 10.6, 50, "ink", 0.25), 10),
        (Line(10, 10, 40, 50, "ink", 2), 100),
        (Line(10, 10, 10, 10, "ink", 2), 0),
        (Line(10, 10, 50, 10, "ink", 2, (3, 2)), 48),
        (Line(10, 10, 34, 42, "ink", 2, (3, 2)), 48),
        (Outline((("M", 10, 10), ("L", 50, 10), ("L", 10, 40)), "ink"), 600),
        (Outline((("M", 10, 10), ("L", 50, 10), ("L", 10, 40), ("Z",)), None, "ink", 2), 240),
        (Outline((("M", 10, 10), ("Q", 30, 40, 50, 10)), "ink"), 2 / 3 * 40 * 15),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("density", [1, 2, 2.5])
def test_a_shape_has_as_much_ink_as_its_area(
    shape: Shape, area: float, density: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canvas, "NEAR", 0)  # no colour stands for another one
    assert ink(shape, density=density) == pytest.approx(area, rel=0.003, abs=0.2)


def test_shapes_are_painted_in_their_order_and_groups_in_theirs() -> None:
    below, above = Rect(10, 10, 20, 20, "blue"), Group((Rect(20, 10, 20, 20, "ink"),))
    picture = pixels(png(scene(below, above), FACES))
    assert picture[40, 30].tolist() == [0, 0x72, 0xB2]
    assert picture[40, 50].tolist() == [0, 0, 0]
    picture = pixels(png(scene(above, below), FACES))
    assert picture[40, 50].tolist() == [0, 0x72, 0xB2]


def test_the_ground_is_the_palette_s_paper() -> None:
    picture = pixels(png(scene(palette={**PALETTE, "paper": "#14181f"}), FACES))
    assert (picture == [0x14, 0x18, 0x1F]).all()


def test_a_text_stands_where_its_anchor_wants_it() -> None:
    anchors: tuple[tuple[Anchor, int, int], ...] = (("start", 60, 110), ("middle", 35, 85), ("end", 10, 60))
    for anchor, first, last in anchors:
        picture = pixels(png(scene(Text(60, 40, "HHHH", 17.3, "ink", anchor=anchor)), FACES))
        columns = np.flatnonzero((picture[:, :, 0] < 128).any(axis=0)) / 2
        rows = np.flatnonzero((picture[:, :, 0] < 128).any(axis=1)) / 2
        assert columns[0] == pytest.approx(first, abs=2)
        assert columns[-1] == pytest.approx(last, abs=2)
        assert rows[-1] == pytest.approx(39.5, abs=0.5)  # the baseline


def test_a_bold_text_has_more_ink() -> None:
    assert BOLD.parent == LIBERATION.parent  # or there would be none beside the font that is named
    assert ink(Text(5, 40, "Timeline", 16, "ink", bold=True)) > 1.2 * ink(Text(5, 40, "Timeline", 16, "ink"))


def test_a_picture_does_not_depend_on_the_bands_in_which_it_is_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = plan(load("every-doubt"), Options())
    monkeypatch.setattr(canvas, "NEAR", 0)  # which colour stands for which is a matter of order
    pictures = []
    for rows in (7, 128, 5000):
        monkeypatch.setattr(writer, "_BAND", rows)
        pictures.append(pixels(png(drawn, FACES, 1)))
    for other in pictures[1:]:
        # An edge that is cut elsewhere may differ in its last digit, and a level by one.
        assert int(np.abs(pictures[0].astype(int) - other).max()) <= 255 / 64 + 1


@settings(max_examples=60, deadline=None)
@given(st.lists(strategies.lines | strategies.rects | strategies.circles | strategies.outlines, max_size=4))
def test_shapes_anywhere_are_painted_as_far_as_they_are_seen(shapes: list[Shape]) -> None:
    whole = [shape._replace(dash=()) if isinstance(shape, Line) else shape for shape in shapes]
    picture = opened(png(scene(*whole, palette=strategies.PALETTE), FACES, 1))
    assert picture.size == (WIDTH, HEIGHT)
    picture.load()


@settings(max_examples=60, deadline=None)
@given(st.floats(-60, 160), st.floats(-60, 130), st.floats(4, 60), st.booleans())
def test_of_a_shape_that_is_partly_outside_the_rest_is_painted(
    x: float, y: float, r: float, disc: bool
) -> None:
    diamond = Outline((("M", x - r, y), ("L", x, y - r), ("L", x + r, y), ("L", x, y + r)), "ink")
    shape = Circle(x, y, r, "ink") if disc else diamond
    wide = scene(_moved(shape, 200))._replace(width=WIDTH + 400, height=HEIGHT + 400)
    around = pixels(png(wide, FACES, 1))[200 : 200 + HEIGHT, 200 : 200 + WIDTH]
    assert (
        np.abs(around.astype(int) - pixels(png(scene(shape), FACES, 1))).max()
        <= 255 / 64 + 1 + 2 * canvas.NEAR
    )


def _moved(shape: Circle | Outline, by: int) -> Shape:
    """The shape further to the right and down."""
    if isinstance(shape, Circle):
        return shape._replace(cx=shape.cx + by, cy=shape.cy + by)
    segments: list[Segment] = [
        (command, *(number + by for number in numbers)) for command, *numbers in shape.segments
    ]
    return shape._replace(segments=tuple(segments))


# The pictures


@pytest.mark.librsvg
@pytest.mark.parametrize("name", WRITABLE)
def test_a_picture_agrees_with_librsvg_s_of_the_svg(name: str, tmp_path: Path, rsvg_convert: str) -> None:
    drawn = plan(load(name), Options())
    (tmp_path / "our.png").write_bytes(png(drawn, FACES, ZOOM))
    (tmp_path / "picture.svg").write_text(svg(drawn, "tl"), encoding="utf-8")
    command = [rsvg_convert, "--zoom", str(ZOOM), "--output", "their.png", "picture.svg"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with Image.open(tmp_path / "our.png") as our, Image.open(tmp_path / "their.png") as their:
        assert our.size == their.size
    found = difference(
        tmp_path / "their.png", tmp_path / "our.png", (round(drawn.width), round(drawn.height))
    )
    assert found.share < 0.0002
    assert (found.missing, found.added) == ([], [])


@pytest.mark.parametrize("name", WRITABLE if matrix.FULL else SAMPLE)
def test_a_picture_of_the_gallery_needs_a_palette_only(name: str) -> None:
    assert opened(png(plan(load(name), Options()), FACES)).mode == "P"
