"""What a reader sees: pictures and pages are opened in a browser and measured there, letter by letter."""

from __future__ import annotations

import base64
import json
import struct
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from tests.documents import DOCUMENTS

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

HERE = Path(__file__).parent
MEASURE = (HERE / "measure.js").read_text(encoding="utf-8")
MEASURE_PAGE = (HERE / "measure_page.js").read_text(encoding="utf-8")
EVENTS = HERE.parents[1] / "events.json"

# The families that the picture names, whose widths the layout reckons with, and the widest family that a
# reader who has none of them is likely to see.
NAMED = None
WIDEST = "DejaVu Sans"


def picture(document: dict[str, Any], **options: Any) -> str:
    return timeline.render(timeline.loads(json.dumps(document)), format="svg", **options)


def own_picture(**options: Any) -> str:
    return timeline.render(timeline.load(EVENTS), format="svg", **options)


def measure(page: Page, svg: str, font: str | None) -> list[str]:
    """The faults of a picture, for a reader who has ``font`` alone or the families that the picture names."""
    page.set_content(f"<!DOCTYPE html><body style='margin: 0'>{svg[svg.index('<svg') :]}")
    wanted = font or "Liberation Sans"
    if not page.evaluate(HAS_FONT, wanted):
        pytest.fail(f"{wanted} is not installed; measuring another font would prove nothing", pytrace=False)
    page.evaluate(SET_FONT, font)
    seen = page.evaluate_handle("document.querySelector('svg')").evaluate(MEASURE)
    assert seen["texts"] > 0
    return list(seen["faults"])


SET_FONT = """font => {
  for (const text of font ? document.querySelectorAll("text") : []) text.setAttribute("font-family", font);
}"""
HAS_FONT = """font => {
  const ink = document.createElement("canvas").getContext("2d");
  const width = family => { ink.font = `40px ${family}`; return ink.measureText("mmmWWWiiil0123").width; };
  return width(`"${font}", monospace`) !== width("monospace") || width(`"${font}", serif`) !== width("serif");
}"""


@pytest.mark.browser
@pytest.mark.parametrize("font", [NAMED, WIDEST], ids=["named", "widest"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_in_a_hard_picture_no_text_is_crossed_cut_covered_small_or_faint(
    page: Page, name: str, font: str | None
) -> None:
    assert measure(page, picture(DOCUMENTS[name]()), font) == []


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_our_own_picture_is_flawless_in_every_theme(page: Page, theme: str) -> None:
    assert measure(page, own_picture(theme=theme), NAMED) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 605, 1000, 1920, 4000])
def test_our_own_picture_is_flawless_at_any_width(page: Page, width: int) -> None:
    assert measure(page, own_picture(width=width), WIDEST) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["fourteen", "long-words", "scripts", "crowd"])
def test_a_hard_picture_is_flawless_on_a_phone(page: Page, name: str) -> None:
    assert measure(page, picture(DOCUMENTS[name](), width=320), WIDEST) == []


@pytest.mark.browser
@pytest.mark.parametrize("fault", ["overlap", "cut", "crossed", "covered", "small", "faint", "leaders"])
def test_the_measure_finds_each_fault_that_it_looks_for(page: Page, fault: str) -> None:
    """A measure that never finds anything would pass every picture."""
    good = '<text x="20" y="50" font-size="14" fill="#222222">a label of some length</text>'
    bad = {
        "overlap": '<text x="60" y="54" font-size="14" fill="#222222">another</text>',
        "cut": '<text x="280" y="90" font-size="14" fill="#222222">too far right</text>',
        "crossed": '<line x1="0" y1="46" x2="300" y2="46" stroke="#949494"/>',
        "covered": '<rect x="0" y="30" width="300" height="40" fill="#ffffff"/>',
        "small": '<text x="20" y="90" font-size="10.5" fill="#222222">tiny</text>',
        "faint": '<text x="20" y="90" font-size="14" fill="#949494">pale</text>',
        "leaders": '<g data-event-id="a"><path d="M0 80L90 95" stroke="#222222" fill="none"/></g>'
        '<g data-event-id="b"><path d="M0 95L90 80" stroke="#222222" fill="none"/></g>',
    }[fault]
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 300 100">'
    ground = '<rect width="300" height="100" fill="#ffffff"/>'
    faults = measure(page, f"{head}{ground}{good}{bad}</svg>", NAMED)
    assert [found.split(":")[0] for found in faults] == [fault]
    assert measure(page, f"{head}{ground}{good}</svg>", NAMED) == []


@pytest.fixture
def own_page(context: BrowserContext, tmp_path: Path) -> Page:
    """Our own page, opened from disk, as asking for nothing and complaining of nothing."""
    file = tmp_path / "events.html"
    file.write_text(timeline.render(timeline.load(EVENTS), format="html"), encoding="utf-8")
    return opened(context, file)


def opened(context: BrowserContext, file: Path) -> Page:
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri(), wait_until="networkidle")
    assert heard == [], "the page asked for something, broke its own security policy or complained"
    return page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_own_page_fits_its_window_and_can_be_read_in_it(own_page: Page, width: int, scheme: str) -> None:
    own_page.set_viewport_size({"width": width, "height": 900})
    own_page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert own_page.evaluate(MEASURE_PAGE) == []


@pytest.mark.browser
def test_our_own_page_prints_dark_on_white_even_for_a_reader_of_dark_pages(own_page: Page) -> None:
    own_page.emulate_media(media="print", color_scheme="dark")
    assert own_page.evaluate(MEASURE_PAGE) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["long-words", "scripts", "crowd"])
def test_a_page_of_hard_words_is_no_wider_than_a_phone(
    context: BrowserContext, tmp_path: Path, name: str
) -> None:
    file = tmp_path / f"{name}.html"
    loaded = timeline.loads(json.dumps(DOCUMENTS[name]()))
    file.write_text(timeline.render(loaded, format="html"), encoding="utf-8")
    page = opened(context, file)
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate(MEASURE_PAGE) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("style", "complaint"),
    [
        ("width: 2000px", "px wide"),
        ("color: #949494", "contrast"),
        ("font-size: 10px", "small"),
        ("width: 20px; overflow: hidden", "is cut"),
    ],
)
def test_the_measure_of_pages_finds_each_fault_that_it_looks_for(
    page: Page, style: str, complaint: str
) -> None:
    page.set_content(f"<!DOCTYPE html><p style='{style}'>incomprehensibly")
    faults = page.evaluate(MEASURE_PAGE)
    assert len(faults) == 1
    assert complaint in faults[0]
    page.set_content("<!DOCTYPE html><p>incomprehensibly")
    assert page.evaluate(MEASURE_PAGE) == []


@pytest.mark.browser
@pytest.mark.librsvg
@pytest.mark.parametrize("name", ["events", "two", "scripts", "hundred"])
def test_librsvg_draws_the_picture_whole(rsvg_convert: str, page: Page, tmp_path: Path, name: str) -> None:
    svg = own_picture() if name == "events" else picture(DOCUMENTS[name]())
    source, target = tmp_path / f"{name}.svg", tmp_path / f"{name}.png"
    source.write_text(svg, encoding="utf-8")
    run = subprocess.run([rsvg_convert, "-o", target, source], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    png = target.read_bytes()
    page.set_content(f"<!DOCTYPE html>{svg[svg.index('<svg') :]}")
    declared = page.evaluate(
        "[...'width height'.split(' ')].map(n => +document.querySelector('svg').getAttribute(n))"
    )
    assert list(struct.unpack(">2I", png[16:24])) == pytest.approx(declared, abs=1)
    assert page.evaluate(FRAME_COLOURS, base64.b64encode(png).decode()) == 1, (
        "ink touches the edge of the picture"
    )


FRAME_COLOURS = """async base64 => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const frame = [[0, 0, width, 1], [0, height - 1, width, 1], [0, 0, 1, height], [width - 1, 0, 1, height]];
  const pixels = frame.flatMap(box => [...new Uint32Array(canvas.getImageData(...box).data.buffer)]);
  return new Set(pixels).size;
}"""
