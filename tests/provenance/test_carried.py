"""Every picture says from which file, by which version and with which options it was made, and nothing else:
where its ordinary readers look for it, and in no words that a reader sees.
"""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page

import timeline
from tests.cli.program import ROOT
from tests.provenance.pictures import DATA, FORMATS, NAME, made, ran, read
from tests.write.dialect import departures
from timeline import __version__, pipeline
from timeline.provenance import LARGEST_TEXT, Origin, Provenance, origin
from timeline.provenance import sha256 as checksum
from timeline.request import Request, Wishes

DIGEST = sha256(DATA).hexdigest()
SAID = {"version": __version__, "file": NAME, "sha256": DIGEST}
ASKED = Request(Wishes(width=640, theme="dark", focus="first"), "2013", "2022", ("town",))
OPTIONS = "--theme dark --width 640 --focus first --from 2013 --to 2022 --group town"


def root(svg: bytes) -> dict[str, str]:
    """What the root of an SVG says in attributes of data."""
    found = ElementTree.fromstring(svg).attrib.items()
    return {key.removeprefix("data-timeline-"): value for key, value in found if key.startswith("data-")}


def metas(page: bytes) -> dict[str, str]:
    tags = re.findall(r'<meta name="([^"]+)" content="([^"]*)"/>', page.decode())
    return {name: unescape(content) for name, content in tags}


def test_an_svg_says_it_in_its_root() -> None:
    assert root(made("svg")) == SAID
    assert root(made("svg", ASKED)) == {**SAID, "options": OPTIONS}


def test_a_page_says_it_in_its_head() -> None:
    said = {f"timeline-{key}": value for key, value in {**SAID, "options": OPTIONS}.items()}
    found = metas(made("html", ASKED))
    assert {key: value for key, value in found.items() if "timeline" in key} == said
    assert found["generator"] == f"timeline {__version__}"


def test_a_png_says_it_in_its_texts() -> None:
    with Image.open(BytesIO(made("png", ASKED, density=3))) as image:
        image.load()
        found = {**image.text}  # type: ignore[attr-defined]
    fonts = found.pop("timeline-fonts")
    assert re.fullmatch(r"([\w ]+ [0-9a-f]{8})(, [\w ]+ [0-9a-f]{8})*", fonts)
    assert {key.removeprefix("timeline-"): value for key, value in found.items() if "timeline-" in key} == {
        **SAID,
        "options": f"{OPTIONS} --density 3",
    }
    assert found["Software"] == f"timeline {__version__}"


def test_a_pdf_says_it_in_its_information(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made("pdf", ASKED))
    lines = ran("pdfinfo", "-custom", path).decode().splitlines()
    found = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
    fonts = found.pop("timeline-fonts")
    assert re.search("[0-9a-f]{8}", fonts)
    assert {key.removeprefix("timeline-"): value for key, value in found.items() if "timeline-" in key} == {
        **SAID,
        "options": OPTIONS,
    }
    assert found["Producer"] == f"timeline {__version__}"
    assert f"<pdf:Producer>timeline {__version__}</pdf:Producer>" in path.read_bytes().decode("latin-1")


@pytest.mark.parametrize("format", FORMATS)
def test_the_file_travels_where_that_is_wished(format: str, tmp_path: Path) -> None:
    picture = made(format, kept=True)
    if format == "svg":
        assert base64.b64decode(root(picture)["data"]) == DATA
    elif format == "html":
        (held,) = re.findall(
            r'<script type="application/json" id="_file">"([^"]*)"</script>', picture.decode()
        )
        assert base64.b64decode(held) == DATA
    elif format == "png":
        with Image.open(BytesIO(picture)) as image:
            image.load()
            assert image.text["timeline-data"].encode() == DATA  # type: ignore[attr-defined]
    else:
        path = tmp_path / "a.pdf"
        path.write_bytes(picture)
        assert f"1: {NAME}" in ran("pdfdetach", "-list", path).decode()
        ran("pdfdetach", "-save", "1", "-o", tmp_path / "out.json", path)
        assert (tmp_path / "out.json").read_bytes() == DATA
        assert b"No syntax or stream encoding errors" in ran("qpdf", "--check", path)


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_of_no_file_says_nothing(format: str) -> None:
    told = read()._replace(origin=None)
    picture = pipeline.made(told, format)[0]
    assert not any(name.encode() in picture for name in ("timeline-sha256", "timeline-version", "timeline 0"))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kept", [False, True])
def test_no_picture_says_in_which_folder_a_file_lies(format: str, kept: bool) -> None:
    there = made(format, name="/home/jane doe/secret/plan & <co> (1).json", kept=kept)
    assert there == made(format, name=rf"C:\Users\jane\{NAME}", kept=kept) == made(format, kept=kept)


@pytest.mark.parametrize("format", FORMATS)
def test_standard_input_has_no_name(format: str) -> None:
    assert b"timeline-file" not in made(format, name=None)


def test_what_the_file_itself_asks_for_is_no_option() -> None:
    data = DATA.replace(b'"title": "Two', b'"display": {"width": 640, "theme": "dark"}, "title": "Two')
    assert root(made("svg", data=data)).keys() == SAID.keys()


def test_each_page_of_a_picture_says_which_it_is() -> None:
    events = [{"date": f"{1900 + number}", "title": f"Event {number}"} for number in range(60)]
    data = str({"events": events}).replace("'", '"').encode()
    pages = pipeline.draw(read(data), "svg", Wishes(pages="a4"))
    assert len(pages) > 1
    numbers = [root(page.encode())["page"] for page in pages]
    assert numbers == [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]


def test_a_name_that_is_no_text_cannot_spoil_a_picture() -> None:
    name = 'a\n\x00\udcff\u202e"&<>.json'
    for format in FORMATS:
        assert made(format, name=name)
    svg = made("svg", name=name, kept=True)
    assert root(svg)["file"] == 'a\ufffd\ufffd\ufffd\ufffd"&<>.json'
    assert departures(svg.decode()) == []


@pytest.mark.parametrize("request_", [Request(), ASKED])
@pytest.mark.parametrize("kept", [False, True])
def test_an_svg_that_says_it_is_in_the_dialect(request_: Request, kept: bool) -> None:
    assert departures(made("svg", request_, kept=kept).decode()) == []


def test_the_lint_of_the_dialect_sees_what_is_said_in_another_form() -> None:
    svg = made("svg", ASKED).decode()
    for wrong in (
        svg.replace(DIGEST, DIGEST.upper()),
        svg.replace('data-timeline-version="', 'data-timeline-version="v'),
        svg.replace(f' data-timeline-sha256="{DIGEST}"', ""),
        svg.replace("data-timeline-options", "data-timeline-optons"),
        svg.replace(' role="img"', "").replace(f'{OPTIONS}"', f'{OPTIONS}" role="img"'),
    ):
        assert wrong != svg
        assert departures(wrong)


def test_a_file_too_large_for_a_text_may_travel_in_a_pdf_alone() -> None:
    data = DATA.replace(b"\n\n", b" " * LARGEST_TEXT)
    for format in ("svg", "html"):
        with pytest.raises(ValueError, match=r"has 7\.0 MB, and an SVG or a page can carry 7 MB"):
            made(format, data=data, kept=True)
    assert made("pdf", data=data, kept=True)


@pytest.mark.browser
def test_no_reader_sees_any_of_it(page: Page) -> None:
    """Neither as words of the page nor as a picture that differs."""
    shown = []
    for told in (read(kept=True), read()._replace(origin=None)):
        page.set_content(pipeline.fragment(told) + "".join(pipeline.draw(told)).partition("\n")[2])
        shown.append((page.inner_text("body"), page.screenshot()))
    assert shown[0] == shown[1]


def test_a_part_of_somebody_elses_page_says_it_too_but_never_carries_the_file() -> None:
    fragment = pipeline.fragment(read(kept=True))
    assert f'data-timeline-sha256="{DIGEST}"' in fragment
    assert "data-timeline-data" not in fragment
    assert "timeline-sha256" not in re.sub("<[^>]*>", "", fragment)


def test_the_ids_of_a_picture_do_not_depend_on_where_it_comes_from() -> None:
    ids = {
        re.findall(rb'id="(tl-\w+)', made("svg", name=name, kept=kept))[0]
        for name in ("a", "b")
        for kept in (0, 1)
    }
    assert len(ids) == 1


def test_timelines_that_say_the_same_are_equal_wherever_they_come_from(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(DATA)
    here, there = timeline.load(path), timeline.load(path, with_data=True)
    text = timeline.loads(DATA.decode())
    assert here == there == text
    assert (here != text) is False  # which has a rule of its own
    assert here.origin == Origin(__version__, DIGEST, "a.json")
    assert (there.origin, text.origin) == (Origin(__version__, DIGEST, "a.json", DATA), None)
    assert here != here._replace(title="Another")
    assert here != tuple(here)


def test_from_python_and_by_command_a_picture_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(DATA)
    for option, kept in (((), False), (("--with-data",), True)):
        command = [sys.executable, "-m", "timeline", "render", path, "-o", "-", "--width", "700", *option]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        assert run.stdout.decode() == timeline.render(timeline.load(path, with_data=kept), width=700)


def test_a_checksum_is_the_same_however_it_is_made() -> None:
    for size in (0, 1, 999_999, 1_000_000, 1_000_001, 3_000_000):
        assert checksum(b"x" * size) == sha256(b"x" * size).hexdigest()


def test_a_small_file_is_hashed_without_loading_a_cryptographic_library(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(DATA)
    script = (
        "import sys; from timeline.cli import main; "
        f"main(['render', {str(path)!r}, '-o', {str(tmp_path / 'a.svg')!r}]); "
        "print('_hashlib' in sys.modules, 'shlex' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "False False"


def test_options_are_said_as_a_shell_takes_them() -> None:
    said = Provenance(Origin("1", DIGEST), ("--focus", 'it\'s a "day"')).fields()
    assert said["options"] == """--focus 'it'"'"'s a "day"'"""


def test_the_name_of_a_file_in_a_folder_of_windows_is_its_last_part() -> None:
    assert origin(b"", r"a\b/c.json", "1").name == "c.json"
