"""The table of formats, and that every one of them is made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import timeline
from tests.cli.program import TWO_EVENTS, only_line, write_events
from tests.cli.program import timeline as program
from timeline import pipeline
from timeline.products import BUILT, FORMATS, PICTURES, PRODUCTS, may_end, of_name
from timeline.request import Wishes

BEGINNINGS = {
    "svg": b"<svg ",
    "png": b"\x89PNG\r\n",
    "pdf": b"%PDF-",
    "html": b"<!doctype html>",
    "md": b"# Two events\n",
    "txt": b"Two events\n",
    "description": b"Two events\n",
    "csl": b"[]\n",
    "bib": b"% No event cites a source.\n",
    "fragment": b"<figure",
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_made_and_twice_the_same(format: str) -> None:
    tl = timeline.loads(json.dumps(TWO_EVENTS))
    (content,) = pipeline.made(tl, format)
    assert content.removeprefix(b'<?xml version="1.0" encoding="UTF-8"?>\n').startswith(BEGINNINGS[format])
    assert pipeline.made(tl, format) == [content]


@pytest.mark.parametrize("format", FORMATS)
def test_only_what_holds_one_page_becomes_several_files(format: str) -> None:
    events = [{"date": str(year), "title": f"The year {year}"} for year in range(1900, 2000)]
    tl = timeline.loads(json.dumps({"events": events}))
    assert (len(pipeline.made(tl, format, Wishes(pages="a4"))) > 1) is PRODUCTS[format].paged


@pytest.mark.parametrize("format", FORMATS)
def test_a_wish_that_there_is_not_is_refused_in_every_format(format: str) -> None:
    tl = timeline.loads(json.dumps(TWO_EVENTS))
    with pytest.raises(ValueError, match="there is no event 'frist'; did you mean first"):
        pipeline.made(tl, format, Wishes(focus="frist"))


def test_a_format_that_there_is_not_is_met_with_what_may_be_meant() -> None:
    tl = timeline.loads(json.dumps(TWO_EVENTS))
    with pytest.raises(ValueError, match=r"format is 'pgn'; .* did you mean png"):
        pipeline.made(tl, "pgn")


def test_the_table_is_of_one_piece() -> None:
    assert len({product.ending for product in PRODUCTS.values()}) == len(PRODUCTS)
    assert {*PICTURES} <= {*BUILT} <= {*FORMATS}
    painted = {format for format, product in PRODUCTS.items() if product.painted}
    assert painted == {*pipeline.PAINTED}
    for format, product in PRODUCTS.items():
        assert of_name(f"a/b.c{product.ending}") == format


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("x.description.txt", "description"),
        ("x.TXT", "txt"),
        ("x.Csl.Json", "csl"),
        ("x.json", None),
        ("x.htm", "html"),
        ("x.fragment.html", "fragment"),
        ("description.txt", "txt"),
        ("x", None),
        ("svg", None),
        (".svg", "svg"),
    ],
)
def test_the_longest_ending_says_the_format(name: str, format: str | None) -> None:
    assert of_name(name) == format


@pytest.mark.parametrize(
    ("name", "format", "may"),
    [
        ("alt.txt", "description", True),  # it says a part of the ending
        ("refs.json", "csl", True),  # it says nothing
        ("x.html", "fragment", True),
        ("x.description.txt", "txt", False),
        ("x.svg", "png", False),
    ],
)
def test_a_name_lets_a_file_be_what_it_does_not_deny(name: str, format: str, may: bool) -> None:
    assert may_end(name, format) is may


def test_render_writes_them_all_by_their_endings(tmp_path: Path) -> None:
    write_events(tmp_path)
    outputs = [f"x{product.ending}" for product in PRODUCTS.values()]
    result = program("render", *(word for path in outputs for word in ("-o", path)), cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert [line.split()[1] for line in result.stdout.splitlines()] == outputs
    for format, path in zip(FORMATS, outputs, strict=True):
        content = (tmp_path / path).read_bytes()
        assert content.removeprefix(b'<?xml version="1.0" encoding="UTF-8"?>\n').startswith(
            BEGINNINGS[format]
        )
    check = program("render", "--check", *(word for path in outputs for word in ("-o", path)), cwd=tmp_path)
    assert check.returncode == 0, check.stdout


def test_render_says_which_endings_there_are(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = program("render", "-o", "x.json", cwd=tmp_path)
    assert result.returncode == 2
    assert all(product.ending in only_line(result) for product in PRODUCTS.values())
    assert program("render", "-o", "x.json", "--format", "csl", cwd=tmp_path).returncode == 0
