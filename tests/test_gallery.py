"""The gallery is drawn as it was when somebody last looked at it, and well in every other way too."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from tests import gallery, matrix
from tests.gallery import COMMAND, HERE, NAMES, PAGE, accept, differs, drawn, load
from tests.layout.judge import faults
from tests.write.dialect import departures
from timeline import pipeline
from timeline.layout import LAYOUTS, SCALES, THEMES, Options, plan

BOTH_SIDES = ("auto", "print")  # the first is light and dark in one scene
SAMPLE = 12  # ways to draw each document, where not all are asked for
WITHOUT_WORDS = ("he-", "th-")  # languages that the program has no words for
LANGUAGES = (
    "en",
    "ur",
    "ar",
    "fa",
    "ps",
    "hi",
    "fr",
    "de",
    "es",
    "pt",
    "ru",
    "tr",
    "zh",
    "ja",
    "id",
    "th",
    "he",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_gives_the_committed_picture(name: str) -> None:
    if differs(name, drawn(name)):
        pytest.fail(
            f"{name} is drawn differently now: look at {HERE / PAGE}, and where it is meant, run {COMMAND}",
            pytrace=False,
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_neither_errors_nor_warnings_but_of_its_language(name: str) -> None:
    outcome = pipeline.read((HERE / f"{name}.json").read_bytes())
    told = [one.code for one in outcome.diagnostics]
    assert told == (["lang-unknown"] if name[:3] in WITHOUT_WORDS else [])


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_drawn_without_a_fault_in_any_way(name: str) -> None:
    timeline = load(name)
    found = {
        matrix.words(way): wrong
        for way in matrix.ways(name, SAMPLE, BOTH_SIDES if matrix.FULL else BOTH_SIDES[:1])
        if (wrong := faults(plan(timeline, way)))
    }
    assert found == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_document_can_be_read_in_every_theme(name: str, theme: str) -> None:
    assert faults(plan(load(name), Options(theme=theme))) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_in_the_dialect(name: str) -> None:
    assert departures(drawn(name)) == []


def test_the_gallery_has_every_language_and_at_least_thirty_documents() -> None:
    spoken = {load(name).lang for name in NAMES}
    assert [language for language in LANGUAGES if language not in spoken] == []
    assert len(NAMES) >= 30


def test_no_picture_is_left_of_a_document_that_has_gone() -> None:
    kept = {path.stem for path in HERE.glob("*.svg") if not path.name.endswith(".new.svg")}
    assert kept - set(NAMES) == set()


def test_the_readme_tells_of_every_document() -> None:
    told = re.findall(r"^\| `([\w-]+)`", (HERE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(NAMES)


def test_the_samples_meet_every_layout_with_every_scale_at_every_width() -> None:
    seen = {(way.layout, way.scale, way.width) for name in NAMES for way in matrix.ways(name, SAMPLE)}
    assert seen == set(product(LAYOUTS, SCALES, matrix.WIDTHS))
    assert all(len(set(matrix.ways(name, SAMPLE))) >= SAMPLE for name in NAMES)


class TestADifference:
    """What the comparison itself does, in a folder of its own."""

    OLD, NEW = "<svg>old</svg>\n", "<svg>new</svg>\n"

    def test_is_noticed_and_shown(self, tmp_path: Path) -> None:
        (tmp_path / "one.svg").write_text(self.OLD)
        assert differs("one", self.NEW, tmp_path)
        assert (tmp_path / "one.svg").read_text() == self.OLD
        assert (tmp_path / "one.new.svg").read_text() == self.NEW
        shown = re.findall(r'src="([^"]+)"', (tmp_path / PAGE).read_text())
        assert shown == ["one.svg", "one.new.svg"] * 2

    def test_of_a_single_byte_counts(self, tmp_path: Path) -> None:
        (tmp_path / "one.svg").write_bytes(self.OLD.replace("\n", "\r\n").encode())
        assert differs("one", self.OLD, tmp_path)

    def test_that_has_gone_leaves_nothing_behind(self, tmp_path: Path) -> None:
        (tmp_path / "one.svg").write_text(self.OLD)
        assert differs("one", self.NEW, tmp_path)
        assert not differs("one", self.OLD, tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["one.svg"]

    def test_of_several_documents_is_on_one_page(self, tmp_path: Path) -> None:
        assert differs("two", self.NEW, tmp_path)
        assert differs("one", self.NEW, tmp_path)
        page = (tmp_path / PAGE).read_text()
        assert page.index("one.new.svg") < page.index("two.new.svg")
        assert "none yet" in page

    def test_is_gone_once_it_is_accepted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "one.svg").write_text(self.OLD)
        monkeypatch.setattr(gallery, "drawn", lambda _: self.NEW)
        assert accept(["one"], tmp_path) == ["one"]
        assert (tmp_path / "one.svg").read_text() == self.NEW
        assert [path.name for path in tmp_path.iterdir()] == ["one.svg"]
        assert accept(["one"], tmp_path) == []
