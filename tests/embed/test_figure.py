"""One timeline as hosts take it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import timeline
from timeline.embed.figure import EmbedFault, figure
from timeline.request import Request, Wishes

EVENTS = {
    "title": "Two moons",
    "sources": {"nasa": {"title": "Mission report", "publisher": "NASA"}},
    "events": [
        {"id": "sputnik", "date": "1957-10-04", "title": "Sputnik 1"},
        {"id": "apollo", "date": "1969-07-20", "title": "Apollo 11 lands", "sources": ["nasa"]},
    ],
}


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "events.json"
    file.write_text(json.dumps(EVENTS, indent=2), encoding="utf-8")
    return str(file)


def test_a_figure_gives_the_same_pictures_as_the_program(path: str) -> None:
    made = figure(path, Request(Wishes(width=720)))
    tl = timeline.load(path)
    assert made.svg().decode() == timeline.render(tl, width=720)
    assert made.page().decode() == timeline.render(tl, "html", width=720)
    assert made.png()[:8] == b"\x89PNG\r\n\x1a\n"
    assert made.pdf()[:5] == b"%PDF-"
    assert made.size[0] == 720
    assert f'height="{made.size[1]:g}"' in made.svg().decode()


def test_a_figure_has_the_words_of_its_part_of_the_file(path: str) -> None:
    made = figure(path, Request(first="1960"))
    assert made.title == "Two moons"
    assert made.lang == "en"
    assert "Two moons" in made.alt
    assert "\n" not in made.alt
    assert made.events() == ["20 July 1969: Apollo 11 lands [1]"]
    assert made.sources() == ["Mission report. NASA."]
    assert made.told("markdown").startswith("# Two moons\n")


def test_a_file_with_errors_is_refused_with_all_of_them(path: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    wrong = text.replace("1957-10-04", "1957-02-30").replace("07-20", "13-20")
    Path(path).write_text(wrong, encoding="utf-8")
    with pytest.raises(EmbedFault) as caught:
        figure(path)
    assert f"{path}:12:" in str(caught.value)
    assert f"{path}:17:" in str(caught.value)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (Request(Wishes(pages="a4")), "a document takes one picture; leave out pages"),
        (Request(Wishes(focus="apolo")), "there is no event 'apolo'; did you mean apollo"),
        (Request(groups=("x",)), "there is no group 'x'"),
        (Request(first="1980"), "no event of the file lies between"),
        (Request(first="1980-13"), "there is no month 13"),
    ],
)
def test_a_request_that_cannot_be_fulfilled_is_refused(path: str, request_: Request, words: str) -> None:
    with pytest.raises(EmbedFault, match=words):
        figure(path, request_)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedFault, match=r"cannot read .*none\.json"):
        figure(str(tmp_path / "none.json"))
