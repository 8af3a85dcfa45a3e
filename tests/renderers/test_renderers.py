"""Other programs draw the pictures as Chromium does, nothing missing and nothing misplaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests import matrix
from tests.gallery import NAMES, drawn, load
from tests.renderers.compare import Difference, difference, differs
from tests.renderers.judged import complaints
from tests.renderers.programs import REFERENCE, RENDERERS, Renderer

# A sample has each script in it once, what an example shows, and spans, links, doubts and eras.
SAMPLE = (
    "apollo-11", "ar-qanat-as-suways", "contested-dates", "every-doubt", "hi-antariksh", "july-1914",
    "long-words", "ru-gagarin", "th-rattanakosin", "us-presidents", "zh-chaodai",
)  # fmt: skip
SIZE = (300, 120)


def demand(renderer: Renderer) -> None:
    """Skips a test whose renderer is not there; in a CI, where all of them have to be, fails it."""
    if missing := renderer.missing():
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse(f"{renderer.name} is not on this machine: {', '.join(missing)}")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The SVG files, with Chromium's pictures of them beside them."""
    chromium = RENDERERS[0]
    demand(chromium)
    folder = tmp_path_factory.mktemp("svg")
    files = [folder / f"{name}.svg" for name in (NAMES if matrix.FULL else SAMPLE)]
    for svg in files:
        svg.write_text(drawn(svg.stem), encoding="utf-8")
    (folder / REFERENCE).mkdir()
    chromium.draw(files, folder / REFERENCE)
    return files


@pytest.mark.browser
@pytest.mark.parametrize("renderer", RENDERERS[1:], ids=lambda renderer: renderer.name)
def test_a_renderer_agrees_with_chromium(
    renderer: Renderer, pictures: list[Path], request: pytest.FixtureRequest
) -> None:
    demand(renderer)
    folder = pictures[0].parent
    (folder / renderer.name).mkdir()
    renderer.draw(pictures, folder / renderer.name)
    wrong, shares = {}, []
    for svg in pictures:
        found = differs(svg, folder / renderer.name)
        shares.append(f"{svg.stem} {found.share:.3%}")
        if told := complaints(renderer.name, load(svg.stem).lang, found):
            wrong[svg.stem] = told
    matrix.announce(request.config, f"{renderer.name}, clearly different pixels: {', '.join(shares)}")
    assert wrong == {}


def drawing(*boxes: tuple[int, int, int, int], colour: str = "#222222") -> Image.Image:
    """A picture of dark boxes on white, as words are on paper."""
    picture = Image.new("RGB", SIZE, "white")
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill=colour)
    return picture


WORDS = (20, 20, 90, 30), (20, 60, 90, 70), (180, 60, 250, 70)


def compared(picture: Image.Image, folder: Path) -> Difference:
    """That picture against the one with all of ``WORDS``."""
    drawing(*WORDS).save(folder / "one.png")
    picture.save(folder / "other.png")
    return difference(folder / "one.png", folder / "other.png", SIZE)


def test_smooth_edges_and_a_shift_of_a_pixel_are_no_difference(tmp_path: Path) -> None:
    moved = drawing(*((x0 + 1, y0 + 1, x1 + 1, y1 + 1) for x0, y0, x1, y1 in WORDS))
    for other in (drawing(*WORDS), drawing(*WORDS).filter(ImageFilter.GaussianBlur(1)), moved):
        assert compared(other, tmp_path) == Difference(0, [], [])


def test_a_picture_of_twice_the_size_is_the_same_picture(tmp_path: Path) -> None:
    larger = drawing(*WORDS).resize((2 * SIZE[0], 2 * SIZE[1]), Image.Resampling.NEAREST)
    assert compared(larger, tmp_path) == Difference(0, [], [])


def test_a_missing_word_is_noticed(tmp_path: Path) -> None:
    found = compared(drawing(*WORDS[:2]), tmp_path)
    assert found.share > 0.01
    assert found.missing
    assert not found.added
    assert all(170 < x < 260 and 50 < y < 80 for x, y in found.missing)


def test_a_word_in_another_place_is_noticed_in_both(tmp_path: Path) -> None:
    found = compared(drawing(*WORDS[:2], (180, 100, 250, 110)), tmp_path)
    assert found.missing
    assert found.added


def test_a_shift_of_many_pixels_and_another_colour_are_noticed(tmp_path: Path) -> None:
    moved = drawing(*((x0 + 8, y0, x1 + 8, y1) for x0, y0, x1, y1 in WORDS))
    assert compared(moved, tmp_path).share > 0.01
    assert compared(drawing(*WORDS, colour="#dd2222"), tmp_path).share > 0.04


def test_complaints_are_kept_from_what_a_renderer_is_known_for() -> None:
    bad = Difference(0.01, [(6, 6)], [])
    assert complaints("cairosvg", "zh", bad) == []
    assert len(complaints("cairosvg", "en", bad)) == 2
    assert len(complaints("librsvg", "zh", bad)) == 2
    assert complaints("librsvg", "en", Difference(0.0001, [], [])) == []
