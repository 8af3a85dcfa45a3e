"""Typefaces: the fonts of a machine in their order; each text is set where it belongs, or refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.write.fonts import BOLD, DEJAVU, LIBERATION, box, built
from timeline.scene import Anchor, Scene, Text
from timeline.write import typefaces
from timeline.write.truetype import FontFault
from timeline.write.typefaces import FAMILIES, Faces, Unwritable, bold_beside, check, installed, read


def text(string: str, *, bold: bool = False, anchor: Anchor = "start") -> Text:
    return Text(100, 50, string, 20, "ink", bold, anchor)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has fonts in one folder only, and none yet."""
    monkeypatch.setattr(typefaces, "folders", lambda: [str(tmp_path)])
    return tmp_path


def test_a_text_begins_ends_or_has_its_middle_where_it_is_anchored() -> None:
    faces = Faces()
    (first,) = faces.placed(text("Timeline"))
    width = sum(map(first.font.advance, first.glyphs)) * 20 / first.font.units
    assert first.x == 100
    assert "".join(first.characters) == "Timeline"
    assert faces.placed(text("Timeline", anchor="middle"))[0].x == pytest.approx(100 - width / 2)
    assert faces.placed(text("Timeline", anchor="end"))[0].x == pytest.approx(100 - width)


def test_a_character_that_the_first_font_lacks_comes_from_the_next_one() -> None:
    runs = Faces().placed(text("Việt"))
    assert [("".join(run.characters), run.font.name) for run in runs] == [
        ("Vi", "Liberation Sans"),
        ("ệ", "DejaVu Sans"),
        ("t", "Liberation Sans"),
    ]
    assert runs[0].x < runs[1].x < runs[2].x
    assert Faces().placed(text("x", bold=True))[0].font.is_bold


def test_what_paints_nothing_asks_for_no_glyph() -> None:
    (run,) = Faces().placed(text("e\u0301\u00ad\u200b\u200c\u2060\ufe0e"))
    assert run.characters == ("é",)
    assert Faces().placed(text("")) == []


@pytest.mark.parametrize(
    ("string", "words"),
    [
        ("कथा", '"क" (U+0915, DEVANAGARI LETTER KA) in "कथा" is of a script whose letters depend on'),
        ("ไทย", "(Thai)"),
        ("1 שנה", '"ש" (U+05E9, HEBREW LETTER SHIN) in "1 שנה" runs from right to left'),
        ("سنة", "ARABIC LETTER SEEN"),
        ("x\u0302", "(U+0302, COMBINING CIRCUMFLEX ACCENT) in"),
        ("👨\u200d👩", "U+1F468"),
        ("a\u200db", "makes one sign of the two beside it"),
        (
            "日本",
            '"日" (U+65E5, CJK UNIFIED IDEOGRAPH-65E5) in "日本" is not in the fonts that are there (Lib',
        ),
        ("\ue000" + "a" * 100, '(U+E000) in "\ue000aaa'),
    ],
)
def test_a_text_that_cannot_be_set_is_refused_by_the_character(string: str, words: str) -> None:
    with pytest.raises(Unwritable) as refusal:
        Faces().placed(text(string))
    assert words in str(refusal.value)
    assert refusal.value.by_converter


def test_a_symbol_of_a_script_that_needs_shaping_needs_none_itself() -> None:
    assert Faces([str(DEJAVU)]).placed(text("\u0e3f"))[0].characters == ("\u0e3f",)  # the sign of the baht


def test_a_picture_from_right_to_left_is_refused_whatever_its_words() -> None:
    scene = Scene(10, 10, (), {}, None, "Title", "Description", "he")
    with pytest.raises(Unwritable, match=r"runs from right to left \(he\)"):
        check(scene)
    check(scene._replace(lang="en"))


def test_named_fonts_stand_in_place_of_the_machines_own() -> None:
    faces = Faces([str(DEJAVU)])
    assert faces.placed(text("x"))[0].font.name == "DejaVu Sans"
    with pytest.raises(Unwritable, match=r"not in the fonts that are there \(DejaVu Sans\)"):
        faces.placed(text("日"))
    both = Faces([str(LIBERATION), str(DEJAVU)])
    assert [run.font.name for run in both.placed(text("x★"))] == ["Liberation Sans", "DejaVu Sans"]


def test_bold_words_take_the_bold_font_beside_a_named_one() -> None:
    assert Faces([str(LIBERATION)]).placed(text("x", bold=True))[0].font.name == "Liberation Sans Bold"
    assert bold_beside(str(LIBERATION)) == str(BOLD)
    assert bold_beside("/nowhere/Lonely-Regular.ttf") == "/nowhere/Lonely-Regular.ttf"


def test_a_named_font_that_is_none_is_refused_each_time(tmp_path: Path) -> None:
    other = tmp_path / "other.ttf"
    other.write_text("no font")
    for path, reason in ((other, "no TrueType font"), (tmp_path / "absent.ttf", "no such file")):
        faces = Faces([str(path)])
        for _ in range(2):
            with pytest.raises(Unwritable, match=reason) as refusal:
                faces.placed(text("x"))
            assert str(path) in str(refusal.value)
            assert not refusal.value.by_converter


def test_the_machines_fonts_are_asked_in_the_order_of_the_table(machine: Path) -> None:
    (machine / "deep" / "er").mkdir(parents=True)
    for name, file in (("Third", "deep/Roboto-Regular.ttf"), ("Second", "deep/er/DejaVuSans.ttf")):
        (machine / file).write_bytes(built({"A": box()}, name=name, characters="xyz"))
    (machine / "Arial.TTF").write_bytes(built({"B": box()}, name="First"))
    faces = Faces()
    assert [run.font.name for run in faces.placed(text("BAx"))] == ["First", "Second"]
    assert [family for family, _, _ in FAMILIES][:4] == ["Liberation Sans", "Arial", "Arimo", "Helvetica"]


def test_bold_words_are_set_in_a_regular_font_where_no_bold_one_has_the_character(machine: Path) -> None:
    (machine / "arialbd.ttf").write_bytes(built({"A": box()}, name="Bold"))
    (machine / "arial.ttf").write_bytes(built({"A": box(), "B": box()}, name="Regular"))
    faces = Faces()
    runs = faces.placed(text("AB", bold=True))
    assert [run.font.name for run in runs] == ["Bold", "Regular"]
    assert runs[1].font is faces.placed(text("B"))[0].font  # and a document carries it once
    with pytest.raises(Unwritable, match=r"that are there \(Bold, Regular\)"):
        faces.placed(text("C", bold=True))


def test_a_damaged_font_of_the_machine_is_passed_over(machine: Path) -> None:
    (machine / "arial.ttf").write_bytes(b"damaged in every way")
    with pytest.raises(Unwritable, match=r"arial\.ttf: it is no TrueType font; install one"):
        Faces().placed(text("A"))
    (machine / "DejaVuSans.ttf").write_bytes(built({"A": box()}, name="Sound"))
    assert Faces().placed(text("A"))[0].font.name == "Sound"


def test_without_any_font_the_message_says_what_to_install(machine: Path) -> None:
    with pytest.raises(Unwritable, match="fonts-liberation") as refusal:
        Faces().placed(text("A"))
    assert str(machine) in str(refusal.value)
    assert installed() == {}


def test_a_font_larger_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "LARGEST", 1024**2)
    (tmp_path / "large.ttf").write_bytes(bytes(1024**2 + 1))
    with pytest.raises(FontFault, match="larger than 1 MB"):
        read(str(tmp_path / "large.ttf"))


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", "/usr/share/fonts"),
        ("darwin", "/System/Library/Fonts"),
        ("win32", r"C:\Windows"),
    ],
)
def test_each_system_is_asked_for_fonts_where_it_keeps_them(
    platform: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("WINDIR", raising=False)
    assert any(place.startswith(folder) for place in typefaces.folders())
