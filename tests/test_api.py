"""The Python interface: load, loads, render, paint, and the one exception."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import timeline
from tests.converters.machines import script
from tests.write.fonts import DEJAVU
from timeline import TimelineError

ROOT = Path(__file__).parents[1]
GOOD = json.dumps(
    {
        "title": "A short story",
        "groups": [{"id": "town", "title": "The town"}],
        "events": [
            {"date": "2014", "title": "A plan is adopted", "group": "town"},
            {"date": "2021-08-15", "title": "The plan is dropped"},
        ],
    }
)
TWO_FAULTS = '{"events": [\n{"date": "2025-02-30", "title": "One"},\n{"date": "2025-13", "title": "Two"}]}'


def test_a_file_and_its_text_are_the_same_timeline(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_text(GOOD, "utf-8")
    assert timeline.load(path) == timeline.load(str(path)) == timeline.loads(GOOD)


def test_every_fault_of_a_file_comes_in_one_exception() -> None:
    with pytest.raises(TimelineError) as raised:
        timeline.loads(TWO_FAULTS)
    fault = raised.value
    assert isinstance(fault, ValueError)
    assert [(one.code, one.line) for one in fault.diagnostics] == [("date-day", 2), ("date-month", 3)]
    assert "2025-02-30" in str(fault)
    assert "2025-13" in str(fault)


def test_the_exception_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(TWO_FAULTS, "utf-8")
    with pytest.raises(TimelineError, match=r"bad\.json:2:"):
        timeline.load(path)


def test_the_exception_survives_the_way_between_processes() -> None:
    with pytest.raises(TimelineError) as raised:
        timeline.loads(TWO_FAULTS)
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own bytes
    assert (str(again), again.diagnostics) == (str(raised.value), raised.value.diagnostics)


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{", '"x"', '{"events": "\ud800"}', "\ufeff{}", "[" * 100_000]
)
def test_whatever_is_read_is_a_timeline_or_a_timeline_error(text: str) -> None:
    with pytest.raises(TimelineError) as raised:
        timeline.loads(text)
    assert raised.value.diagnostics


def test_a_file_that_cannot_be_read_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        timeline.load(tmp_path / "nowhere.json")


def test_bytes_that_are_no_text_are_a_timeline_error(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(TimelineError):
        timeline.load(path)


def test_render_gives_svg_or_html() -> None:
    story = timeline.loads(GOOD)
    assert timeline.render(story).startswith("<?xml")
    assert timeline.render(story, format="html").startswith("<!doctype html>")


def test_the_same_timeline_gives_the_same_text() -> None:
    for format in ("svg", "html"):
        assert timeline.render(timeline.loads(GOOD), format) == timeline.render(timeline.loads(GOOD), format)


def test_another_timeline_or_other_options_give_other_ids() -> None:
    story = timeline.loads(GOOD)
    other = timeline.loads(GOOD.replace("adopted", "accepted"))
    pictures = [timeline.render(story), timeline.render(story, width=700), timeline.render(other)]
    prefixes = {picture.partition('id="tl-')[2][:8] for picture in pictures}
    assert len(prefixes) == 3


def test_what_no_option_says_is_taken_from_the_file() -> None:
    wide = timeline.loads(GOOD.replace('"title": "A short story"', '"title": "S", "display": {"width": 900}'))
    assert 'width="900"' in timeline.render(wide)
    assert 'width="640"' in timeline.render(wide, width=640)


def test_a_page_says_the_title_once_and_names_the_picture_after_it() -> None:
    page = timeline.render(timeline.loads(GOOD), format="html")
    assert (
        page.count(">A short story<") == 3
    )  # of the page, of its heading, and in the picture for those who hear it


def test_events_can_be_left_out() -> None:
    story = timeline.loads(GOOD)
    for options in ({"last": "2014"}, {"first": "2013", "last": "2015"}, {"groups": ["town"]}):
        picture = timeline.render(story, **options)
        assert "A plan is adopted" in picture
        assert "The plan is" + " dropped" not in picture


def test_one_group_may_stand_without_a_list() -> None:
    story = timeline.loads(GOOD)
    assert timeline.render(story, groups="town") == timeline.render(story, groups=["town"])


@pytest.mark.parametrize(
    "options",
    [
        {"format": "png"}, {"layout": "spiral"}, {"scale": "cubic"}, {"theme": "red"}, {"width": 319},
        {"width": 4001}, {"width": 0}, {"first": "2025-13"}, {"first": "2022", "last": "2021"},
        {"first": "2030"},
        {"groups": ["village"]}, {"groups": "village"},
        {"columns": 3}, {"links": "some"}, {"focus": "nowhere"}, {"depth": 2}, {"pages": "a4"},
        {"format": "html", "pages": "a3"}, {"format": "html", "pages": "a4", "width": 700},
        {"prefix": "1x"}, {"prefix": ""}, {"prefix": "a b"}, {"prefix": 'a"'},
    ],
)  # fmt: skip
def test_an_option_that_there_is_not_is_a_value_error_that_names_it(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        timeline.render(timeline.loads(GOOD), **options)


def test_importing_the_package_imports_no_room() -> None:
    script = "import sys, timeline; print(*[name for name in sys.modules if name.startswith('timeline')])"
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["timeline"]


def test_a_page_brings_the_pictures_of_a_folder_along_as_the_command_does(tmp_path: Path) -> None:
    (tmp_path / "wall.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    path, drawn = tmp_path / "im.json", tmp_path / "im.html"
    event = {"date": "2014", "title": "A wall", "image": {"src": "wall.png", "alt": "The wall"}}
    path.write_text(json.dumps({"events": [event]}), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "timeline", "render", path, "-o", drawn],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    story = timeline.load(path)
    assert timeline.render(story, "html", folder=tmp_path) == drawn.read_text("utf-8")
    assert '<img src="data:image/png;base64,' in drawn.read_text("utf-8")
    assert "<img" not in timeline.render(story, "html")
    assert timeline.render(story, folder=tmp_path) == timeline.render(story)


def test_a_picture_from_outside_the_folder_is_not_brought_along(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "inside" / "link.png").symlink_to(tmp_path / "secret.png")
    for src in ("../secret.png", "link.png"):
        image = {"src": src, "alt": "x"}
        story = timeline.loads(json.dumps({"events": [{"date": "2014", "title": "a", "image": image}]}))
        assert "data:image/png;base64" not in timeline.render(story, "html", folder=tmp_path / "inside")


def test_references_are_those_that_the_events_cite() -> None:
    sources = {"a": {"title": "A minute book"}, "b": {"title": "A letter"}}
    events = [
        {"date": "2021", "title": "Later", "sources": ["a"]},
        {"date": "2014", "title": "Earlier", "sources": ["b"]},
    ]
    story = timeline.loads(json.dumps({"sources": sources, "events": events}))
    assert [item["title"] for item in json.loads(timeline.references(story))] == ["A letter", "A minute book"]
    assert timeline.references(story, "bib", first="2020").startswith("@misc{a,")
    with pytest.raises(ValueError, match="no event of the file lies between these dates"):
        timeline.references(story, last="2000")


def test_prose_is_the_long_description() -> None:
    told = timeline.describe(timeline.loads(GOOD), "prose")
    assert told.startswith("A short story\n\n2 events from 2014 to 15 August 2021.")
    assert told.endswith("\n\n2014: A plan is adopted.\n\n15 August 2021: The plan is dropped.\n")


# PNG and PDF


def test_paint_gives_the_bytes_of_a_png_or_a_pdf() -> None:
    story = timeline.loads(GOOD)
    png = timeline.paint(story)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png == timeline.paint(story, "png", density=2, converter="none")
    assert int.from_bytes(png[16:20], "big") == 2400
    assert int.from_bytes(timeline.paint(story, width=400, density=1.5)[16:20], "big") == 600
    assert timeline.paint(story, "pdf").startswith(b"%PDF-")


def test_paint_draws_what_render_draws() -> None:
    """A part of the events, in a layout, cut up in pages: all options of the one are options of the other."""
    many = {"events": [{"date": str(year), "title": f"Year {year}"} for year in range(1800, 2000)]}
    story = timeline.loads(json.dumps(many))
    pdf = timeline.paint(story, "pdf", pages="a4", first="1850", last="1949", layout="vertical")
    count = len(timeline.pages(story, "a4", first="1850", last="1949", layout="vertical"))
    assert count > 1
    assert f"/Count {count}>>".encode() in pdf


def test_paint_takes_fonts_and_programs_as_the_command_does(tmp_path: Path) -> None:
    story = timeline.loads(GOOD)
    assert b"DejaVuSans" in timeline.paint(story, "pdf", fonts=[DEJAVU])
    program = script(tmp_path, "rsvg-convert", "sys.exit(1)")
    with pytest.raises(ValueError, match="rsvg-convert cannot draw it: it ended with status 1"):
        timeline.paint(story, converter=str(program))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"format": "svg"}, "format is 'svg'; it can be one of: png, pdf"),
        ({"pages": "a4"}, "a PNG holds one page"),
        ({"layout": "round"}, "layout is 'round'"),
        ({"density": 0}, "density is 0"),
        ({"first": "2050"}, "no event of the file lies between"),
        ({"converter": "paint"}, "'paint' is none of the programs that are known"),
        ({"fonts": ["nowhere.ttf"]}, r"the font nowhere\.ttf cannot be used: it cannot be read"),
        ({"fonts": [DEJAVU], "converter": "rsvg-convert"}, "a font that is named"),
    ],
)
def test_paint_refuses_what_there_is_not(
    options: dict[str, Any], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path, "rsvg-convert", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ValueError, match=words):
        timeline.paint(timeline.loads(GOOD), **options)
