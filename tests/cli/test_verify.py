"""``timeline verify`` and ``timeline extract`` as their users run them, and on pictures within documents."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import TWO_EVENTS, command, only_line, surroundings, timeline, write_events
from tests.provenance.pictures import ran

PICTURES = ("a.svg", "a.html", "a.png", "a.pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an events file, pictures of it, and pictures that bring it along."""
    write_events(tmp_path)
    for options in (("",), ("with-", "--with-data", "--width", "700")):
        outputs = [word for name in PICTURES for word in ("-o", f"{options[0]}{name}")]
        done = timeline("render", *options[1:], *outputs, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    return tmp_path


def later(folder: Path) -> None:
    """The same file with a change."""
    text = (folder / "events.json").read_text("utf-8")
    (folder / "events.json").write_text(text.replace("2021-08-15", "2021-08-16"), "utf-8")


def extracted(picture: str | Path, cwd: Path) -> bytes:
    done = subprocess.run(
        command("extract", picture), cwd=cwd, env=surroundings(), capture_output=True, check=True
    )
    return done.stdout


def test_pictures_of_the_file_as_it_is_are_said_to_be_that(folder: Path) -> None:
    done = timeline("verify", *PICTURES, *(f"with-{name}" for name in PICTURES), cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    names = (*PICTURES, *(f"with-{name}" for name in PICTURES))
    assert done.stdout.splitlines() == [f"{name}: is what events.json gives" for name in names]


def test_pictures_of_an_earlier_file_are_outdated_and_those_that_have_it_within_say_what_changed(
    folder: Path,
) -> None:
    later(folder)
    done = timeline("verify", "a.png", "with-a.pdf", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "a.png: is outdated: events.json has changed since",
        "with-a.pdf: is outdated: events.json has changed since: "
        "“The plan is dropped”: 15 August 2021 → 16 August 2021",
    ]


def test_what_says_nothing_cannot_be_verified(folder: Path) -> None:
    (folder / "other.svg").write_text("<svg/>")
    (folder / "locked.pdf").write_bytes(b"PK\3\4")
    done = timeline("verify", "a.svg", "other.svg", "locked.pdf", "missing.png", ".", cwd=folder)
    assert done.returncode == 2
    first, *rest = done.stdout.splitlines()
    assert first == "a.svg: is what events.json gives"
    assert [line.partition(" ")[0] for line in rest] == ["other.svg:", "locked.pdf:", "missing.png:", ".:"]
    assert rest[2:] == [
        "missing.png: cannot be read: there is no such file",
        ".: cannot be read: it is a folder",
    ]


def test_the_events_file_may_stand_last_or_be_named(folder: Path) -> None:
    (folder / "data").mkdir()
    shutil.move(folder / "events.json", folder / "data" / "events.json")
    assert timeline("verify", "a.svg", cwd=folder).returncode == 2
    for words in (
        ("a.svg", "a.png", "data/events.json"),
        ("--file", "data/events.json", "a.svg"),
        ("a.svg", "--format", "json", "data/events.json"),
    ):
        assert timeline("verify", *words, cwd=folder).returncode == 0
    (folder / "notes.txt").write_bytes((folder / "data" / "events.json").read_bytes())
    assert timeline("verify", "a.svg", "-f", "notes.txt", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("events.json",), "name the pictures that were made from events.json"),
        (("events.json", "a.svg"), "events.json is an events file"),
        (("a.svg", "events.json", "events.json"), "events.json is an events file"),
        (("a.svg", "nowhere.json"), "cannot read nowhere.json: there is no such file"),
        ((), "the following arguments are required: PICTURE"),
    ],
)
def test_a_line_that_can_be_read_in_two_ways_is_refused(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    done = timeline("verify", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_programs_get_the_same_as_json(folder: Path) -> None:
    later(folder)
    done = timeline("verify", "with-a.svg", "a.pdf", "missing.png", "--format", "json", cwd=folder)
    first, second, third = json.loads(done.stdout)
    assert done.returncode == 2
    assert first["verdict"] == "outdated"
    assert first["changes"] == ["“The plan is dropped”: 15 August 2021 → 16 August 2021"]
    assert (first["picture"], first["place"], first["file"]) == ("with-a.svg", "", "events.json")
    assert {**first["made"], "sha256": ""} == {
        "version": first["made"]["version"], "file": "events.json", "sha256": "", "options": "--width 700",
    }  # fmt: skip
    assert "fonts" in second["made"]
    assert (third["verdict"], third["made"], third["file"]) == ("undecided", {}, None)


def test_a_font_that_was_named_is_to_be_named_again(folder: Path) -> None:
    font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    if not Path(font).exists():
        pytest.skip("no DejaVu Sans on this machine")
    assert timeline("render", "-o", "dejavu.png", "--font", font, cwd=folder).returncode == 0
    done = timeline("verify", "dejavu.png", cwd=folder)
    assert done.returncode == 2
    assert "it was drawn with DejaVu Sans" in done.stdout
    assert timeline("verify", "dejavu.png", "--font", font, cwd=folder).returncode == 0


# The file within


@pytest.mark.parametrize("name", PICTURES)
def test_the_file_comes_back_byte_for_byte(folder: Path, name: str) -> None:
    data = (folder / "events.json").read_bytes()
    assert extracted(f"with-{name}", folder) == data
    done = timeline("extract", f"with-{name}", "-o", "back.json", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "wrote back.json\n")
    assert (folder / "back.json").read_bytes() == data
    assert timeline("render", "back.json", "-o", "back.svg", "--check", cwd=folder).returncode == 1


def test_nothing_is_overwritten_unless_that_is_asked_for(folder: Path) -> None:
    later(folder)
    changed = (folder / "events.json").read_bytes()
    done = timeline("extract", "with-a.svg", "-o", "events.json", cwd=folder)
    assert done.returncode == 2
    assert "events.json is there already" in only_line(done)
    assert (folder / "events.json").read_bytes() == changed
    done = timeline("extract", "with-a.svg", "-o", "events.json", "--force", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "wrote events.json\n")
    assert timeline("verify", "with-a.svg", cwd=folder).returncode == 0
    assert (
        timeline("extract", "with-a.svg", "-o", "events.json", cwd=folder).stdout
        == "events.json is the same already\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a.svg",), "it was made without --with-data"),
        (("events.json",), "says nothing of where it comes from"),
        (("missing.svg",), "there is no such file"),
        (("with-a.svg", "-o", "."), "it is a folder"),
        (("with-a.svg", "-o", "with-a.svg", "--force"), "is the picture itself"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = timeline("extract", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in only_line(done)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_name_that_a_picture_names_decides_no_path(folder: Path) -> None:
    content = (folder / "with-a.svg").read_bytes()
    (folder / "evil.svg").write_bytes(content.replace(b'file="events.json"', b'file="../../evil.json"'))
    before = {*folder.parent.rglob("*")}
    assert extracted("evil.svg", folder) == (folder / "events.json").read_bytes()
    assert {*folder.parent.rglob("*")} == before


def test_pictures_in_a_word_document_are_verified_there_even_once_another_program_has_saved_it(
    folder: Path,
) -> None:
    docx = pytest.importorskip("docx")
    document: Any = docx.Document()
    document.add_picture(str(folder / "with-a.png"))
    document.save(folder / "report.docx")
    ran("soffice", "--headless", "--convert-to", "odt", "--outdir", folder, folder / "report.docx")
    for name in ("report.docx", "report.odt"):
        done = timeline("verify", name, cwd=folder)
        assert done.returncode == 0, done.stdout
        assert done.stdout.startswith(f"{name}, ")
        assert extracted(name, folder) == (folder / "events.json").read_bytes()
    later(folder)
    assert timeline("verify", "report.docx", cwd=folder).returncode == 1


def test_a_document_with_pictures_of_several_files_is_not_guessed_at(folder: Path) -> None:
    write_events(folder, {"events": TWO_EVENTS["events"][1:]}, "other.json")
    timeline("render", "other.json", "-o", "other.svg", "--with-data", cwd=folder)
    inside = (folder / "with-a.svg").read_text("utf-8"), (folder / "other.svg").read_text("utf-8")
    (folder / "page.html").write_text("<p>Two".join(one.partition("\n")[2] for one in inside), "utf-8")
    done = timeline("extract", "page.html", cwd=folder)
    assert done.returncode == 2
    assert "picture 1, picture 2" in only_line(done)
    done = timeline("verify", "page.html", cwd=folder)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
