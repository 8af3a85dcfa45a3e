"""A picture is held against its events file, and the verdict is true: of the same file, of a changed one, of
a changed picture, another version, other fonts.
"""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests import gallery
from tests.provenance.pictures import DOCUMENT, FORMATS, ran
from tests.provenance.test_reading import chunk
from timeline import __version__, files, pictures, pipeline
from timeline.provenance import origin, reading
from timeline.provenance.png import SIGNATURE, chunks
from timeline.request import Request, Wishes
from timeline.verification import Means, Verdict, verify
from timeline.write.typefaces import Faces

WAYS = (
    Request(),
    Request(Wishes(width=640, theme="dark", layout="vertical", scale="even")),
    Request(Wishes(focus="first", depth=1, prefix="own"), "2013", "2020", ("town",)),
)


class Folder:
    """A folder with an events file and pictures of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.events = path / "events.json"
        self.write(DOCUMENT)

    def write(self, document: Any) -> None:
        self.events.write_text(json.dumps(document, indent=1), "utf-8")

    def draw(self, format: str, request: Request | None = None, **options: Any) -> Path:
        """Draws the file as it is now."""
        request, data = request or Request(), self.events.read_bytes()
        version, kept = options.pop("version", __version__), options.pop("kept", False)
        told = pipeline.read(data).timeline
        assert told is not None
        told = told._replace(origin=origin(data, str(self.events), version, kept=kept))
        asked = pipeline.asked(pictures.brought_along(told, str(self.path)), request)
        path = self.path / f"picture.{format}"
        path.write_bytes(pipeline.made(asked, format, request.wishes, **options)[0])
        return path

    def verdict(self, path: Path, file: Path | None = None, faces: Faces | None = None) -> Verdict:
        (picture,) = reading.pictures(path.read_bytes())
        return verify(picture, str(path), None if file is None else str(file), Means(faces))

    def judged(self, path: Path) -> str:
        return self.verdict(path).judgement


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("request_", WAYS)
@pytest.mark.parametrize("kept", [False, True])
def test_a_picture_of_the_file_as_it_is_is_current(
    folder: Folder, format: str, request_: Request, kept: bool
) -> None:
    path = folder.draw(format, request_, kept=kept)
    assert folder.verdict(path) == Verdict("current", f"is what {folder.events} gives", str(folder.events))


@pytest.mark.parametrize("name", gallery.NAMES)
def test_every_picture_of_the_gallery_is_what_its_document_gives(name: str) -> None:
    path = gallery.HERE / f"{name}.svg"
    (picture,) = reading.pictures(path.read_bytes())
    assert verify(picture, str(path)).judgement == "current"


def test_a_png_of_another_density_is_made_again_in_that_one(folder: Folder) -> None:
    assert folder.judged(folder.draw("png", density=0.75)) == "current"


def test_each_page_is_held_against_itself(folder: Folder) -> None:
    events = [{"date": f"{1900 + number}", "title": f"Event {number}"} for number in range(60)]
    folder.write({"events": events})
    data = folder.events.read_bytes()
    told = pipeline.read(data).timeline
    assert told is not None
    told = told._replace(origin=origin(data, "events.json", __version__))
    pages = pipeline.draw(told, "svg", Wishes(pages="a4"))
    paths = [folder.path / f"page-{number}.svg" for number in range(len(pages))]
    for path, page in zip(paths, pages, strict=True):
        path.write_text(page, "utf-8")
    assert {folder.judged(path) for path in paths} == {"current"}
    folder.write({"events": [*events[:30], {"date": "1930-05", "title": "Another"}, *events[30:]]})
    assert {folder.judged(path) for path in paths} == {"outdated"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kept", [False, True])
def test_a_picture_of_an_earlier_file_is_outdated(folder: Folder, format: str, kept: bool) -> None:
    path = folder.draw(format, kept=kept)
    events = [{**DOCUMENT["events"][0], "date": "2015"}, {"date": "2022", "title": "New"}]
    folder.write({**DOCUMENT, "events": events})
    found = folder.verdict(path)
    assert found.judgement == "outdated"
    assert found.said.startswith(f"is outdated: {folder.events} has changed since")
    assert found.changes == (
        ("added: 2022: New", "removed: 15 August 2021: The plan is dropped", "first: 2014 → 2015")
        if kept
        else ()
    )
    assert all(change in found.said for change in found.changes)


def test_of_many_changes_some_are_told_and_the_rest_counted(folder: Folder) -> None:
    path = folder.draw("svg", kept=True)
    folder.write({"events": [{"date": f"{1900 + number}", "title": "x" * 300} for number in range(9)]})
    found = folder.verdict(path)
    assert found.said.endswith(f"; {len(found.changes) - 3} more")
    assert len(found.said) < 700


def test_a_change_that_is_not_drawn_is_said_to_be_none(folder: Folder) -> None:
    path = folder.draw("svg", Request(last="2016"))
    folder.write({**DOCUMENT, "x-note": "only ours"})
    assert "though in nothing that is drawn here" in folder.verdict(path).said
    assert folder.judged(path) == "outdated"


def test_a_file_that_has_errors_now_or_lacks_what_was_asked_for_gives_no_picture_any_more(
    folder: Folder,
) -> None:
    path = folder.draw("svg", Request(groups=("town",)))
    folder.write({"events": DOCUMENT["events"][1:]})
    assert "there is no group 'town'" in folder.verdict(path).said
    folder.events.write_text("{", "utf-8")
    assert "has errors now" in folder.verdict(path).said
    assert folder.judged(path) == "outdated"


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_that_was_changed_is_altered(folder: Folder, format: str) -> None:
    path = folder.draw(format)
    content = path.read_bytes()
    changed = {
        "svg": lambda: content.replace(b"A plan is adopted", b"A plan is refused"),
        "html": lambda: content.replace(b"A plan is adopted", b"A plan is refused", 1),
        "png": lambda: repainted(content),
        "pdf": lambda: re.sub(rb"(/Title ?)\(Two", rb"\1(Ten", content),
    }[format]()
    assert changed != content
    path.write_bytes(changed)
    found = folder.verdict(path)
    assert found.judgement == "altered"
    assert found.said.endswith("events.json is still the file that it was made from")


def repainted(content: bytes, level: int = 6, change: bool = True) -> bytes:
    """A PNG with one pixel of another colour, or with all of them packed in another way."""
    parts = [SIGNATURE]
    for name, held in chunks(content):
        data = bytes(held)
        if name == b"IDAT":
            rows = bytearray(zlib.decompress(data))
            rows[-1] ^= change
            data = zlib.compress(bytes(rows), level)
        parts.append(chunk(name, data))
    return b"".join(parts)


def test_another_packing_is_no_change(folder: Folder) -> None:
    path = folder.draw("png", kept=True)
    path.write_bytes(repainted(path.read_bytes(), 1, change=False))
    assert "packed by another zlib" in folder.verdict(path).said
    path = folder.draw("pdf", kept=True)
    path.write_bytes(repacked(path.read_bytes()))
    assert "packed by another zlib" in folder.verdict(path).said
    assert folder.judged(path) == "current"


def test_notes_of_others_beside_the_pixels_are_no_change(folder: Folder) -> None:
    path = folder.draw("png")
    for note in (
        chunk(b"tEXt", b"Comment\0of the office"),
        chunk(b"tIME", bytes(7)),
        chunk(b"iTXt", b"a\0\0\0\0\0b"),
    ):
        content = path.read_bytes()
        path.write_bytes(content[:33] + note + content[33:])
        assert "with other notes beside them" in folder.verdict(path).said
        assert folder.judged(path) == "current"
    for part in (chunk(b"gAMA", bytes(4)), chunk(b"tRNS", b"\0")):
        path.write_bytes(content[:33] + part + content[33:])
        assert folder.judged(path) == "altered"


def repacked(content: bytes) -> bytes:
    """A PDF with its streams packed in another way; its table, which no reader here looks at, is left."""

    def packed(found: re.Match[bytes]) -> bytes:
        data = zlib.compress(zlib.decompress(found[3]), 0)
        return b"/Length %d%b%b\nendstream" % (len(data), found[2], data)

    return re.sub(rb"/Length (\d+)(>>\nstream\n)(x.*?)\nendstream", packed, content, flags=re.DOTALL)


def test_line_ends_of_windows_are_no_change(folder: Folder) -> None:
    for format in ("svg", "html"):
        path = folder.draw(format)
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert folder.judged(path) == "current"


def test_an_svg_that_was_only_written_anew_is_the_same_drawing(folder: Folder) -> None:
    path = folder.draw("svg", Request(Wishes(theme="auto")), kept=True)
    path.write_bytes(ran("xmllint", "--format", path))
    assert "written by another program" in folder.verdict(path).said
    for wrong in ('onload="x()"', 'viewBox="0 0 9 9"', 'width="9"'):
        changed = re.sub(f' {wrong.partition("=")[0]}="[^"]*"', "", path.read_text("utf-8"), count=1)
        other = folder.path / "other.svg"
        other.write_text(changed.replace("<svg ", f"<svg {wrong} ", 1), "utf-8")
        assert folder.judged(other) == "altered"
    for more in ("<script/>", "<rect/>", "words", "<style>*{fill:red}</style>", "<!-- words -->"):
        path.with_name("other.svg").write_text(
            path.read_text("utf-8").replace("</svg>", f"{more}</svg>"), "utf-8"
        )
        assert folder.judged(path.with_name("other.svg")) == "altered"


def test_a_picture_in_a_page_is_held_against_its_drawing(folder: Folder) -> None:
    path = folder.draw("fragment", Request(Wishes(prefix="own")))
    assert "in a page" in folder.verdict(path).said
    assert folder.judged(path) == "current"
    text = path.read_text("utf-8")
    armoured = re.sub("(?<=>)([^<]+)(?=<)", lambda found: "".join(f"&#{ord(one)};" for one in found[1]), text)
    path.write_text(armoured, "utf-8")
    assert folder.judged(path) == "current"
    path.write_text(text.replace("A plan is adopted", "A plan is refused"), "utf-8")
    assert folder.judged(path) == "altered"


def test_a_page_is_held_against_the_pictures_that_it_brings_along(folder: Folder) -> None:
    (folder.path / "wall.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    event = {"date": "2014", "title": "A wall", "image": {"src": "wall.png", "alt": "The wall"}}
    folder.write({"events": [event]})
    path = folder.draw("html")
    assert folder.judged(path) == "current"
    (folder.path / "wall.png").write_bytes(b"\x89PNG\r\n\x1a\n another")
    assert folder.judged(path) == "altered"


@pytest.mark.parametrize("format", FORMATS)
def test_another_version_is_named_and_whether_it_draws_the_same(folder: Folder, format: str) -> None:
    found = folder.verdict(folder.draw(format, version="0.0.1"))
    assert found.judgement == "other-version"
    assert found.said == f"was made by timeline 0.0.1; timeline {__version__} draws the same"
    path = folder.draw("svg", version="0.0.1")
    path.write_bytes(path.read_bytes().replace(b"#1f2328", b"#000000"))
    assert (
        folder.verdict(path).said
        == f"was made by timeline 0.0.1; timeline {__version__} does not draw the same"
    )


@pytest.mark.parametrize("format", ["png", "pdf"])
def test_other_fonts_are_named_and_nothing_else_is_claimed(folder: Folder, format: str) -> None:
    other = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    if files.content(other) is None:
        pytest.skip("no DejaVu Sans on this machine")
    path = folder.draw(format, faces=Faces([other]))
    found = folder.verdict(path)
    assert found.judgement == "undecided"
    assert re.search(
        "cannot be compared: it was drawn with DejaVu Sans.*, and here it would be with ", found.said
    )
    assert not re.search("[0-9a-f]{8}", found.said.replace(str(folder.events), ""))
    assert folder.verdict(path, faces=Faces([other])).judgement == "current"


def test_another_edition_of_a_font_is_another_font(folder: Folder) -> None:
    path = folder.draw("pdf")
    path.write_bytes(re.sub(rb"(timeline-fonts ?\([^)]*?) [0-9a-f]{8}", rb"\1 00000000", path.read_bytes()))
    assert "another edition of that" in folder.verdict(path).said


def test_the_file_is_looked_for_beside_the_picture_and_one_folder_up(folder: Folder) -> None:
    path = folder.draw("svg")
    inside = folder.path / "output" / "picture.svg"
    inside.parent.mkdir()
    inside.write_bytes(path.read_bytes())
    assert folder.verdict(inside).file == str(folder.events)
    (inside.parent / "events.json").write_text(
        "{}"
    )  # another one by that name: that with the checksum is meant
    assert folder.verdict(inside).file == str(folder.events)
    deep = inside.parent / "deep" / "er" / "picture.svg"
    deep.parent.mkdir(parents=True)
    deep.write_bytes(path.read_bytes())
    found = folder.verdict(deep)
    assert (found.judgement, found.file) == ("undecided", None)
    assert found.said.startswith("was made from events.json, which is neither beside it nor one folder up")
    assert folder.verdict(deep, folder.events).judgement == "current"


@pytest.mark.parametrize(
    "name", ["../events.json", "..", ".", "", "/etc/passwd", "a/../events.json", "..\\events.json"]
)
def test_a_name_in_a_picture_leads_to_no_other_folder(folder: Folder, name: str) -> None:
    path = folder.draw("svg")
    inside = folder.path / "a" / "b" / "picture.svg"
    inside.parent.mkdir(parents=True)
    inside.write_bytes(path.read_bytes().replace(b'file="events.json"', f'file="{name}"'.encode()))
    assert folder.verdict(inside).file is None


def test_a_picture_from_standard_input_needs_to_be_told_its_file(folder: Folder) -> None:
    path = folder.draw("svg")
    path.write_bytes(path.read_bytes().replace(b' data-timeline-file="events.json"', b""))
    assert "came by no name" in folder.verdict(path).said
    assert folder.verdict(path, folder.events).judgement == "current"


@pytest.mark.parametrize(
    "options",
    [
        "--nonsense 3",
        "--width 5",
        "word",
        "--density x",
        "--density 9999",
        "--density nan",
        "--from 2025-13",
        "--focus gone",
    ],
)
def test_options_that_there_are_not_cannot_be_fulfilled_and_are_named(folder: Folder, options: str) -> None:
    path = folder.draw("svg", Request(Wishes(width=640)))
    path.write_bytes(path.read_bytes().replace(b"--width 640", options.encode()))
    found = folder.verdict(path)
    assert found.judgement == "undecided"
    assert "cannot be made again" in found.said


def test_a_picture_in_another_pdf_is_current_as_far_as_that_can_be_seen(folder: Folder) -> None:
    path = folder.draw("pdf")
    report = folder.path / "report.pdf"
    ran("qpdf", "--empty", "--pages", path, "--", report)
    assert folder.verdict(report) == Verdict(
        "current",
        f"was made from {folder.events} as it is; whether it was changed there cannot be seen",
        str(folder.events),
    )
    folder.write({**DOCUMENT, "title": "Another"})
    assert folder.verdict(report).said == f"is outdated: {folder.events} has changed since"
