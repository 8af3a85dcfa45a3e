"""What the tests of office documents share: documents made by the libraries that people use, LibreOffice, and
a look at archives member by member.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import docx
import pptx

from tests.embed import hosts
from tests.needed import program as needed
from timeline.embed import office
from timeline.embed.office import Options, Refreshed

PLACEHOLDER = "{{timeline events.json}}"
LATER = {**hosts.EVENTS, "title": "Roads, bridges & ferries"}
"""The events after somebody has worked on them."""


class Raw(NamedTuple):
    """All there is of a member of an archive: what it holds as it lies there, and what its entry says."""

    packed: bytes
    method: int
    time: tuple[int, ...]
    extra: bytes
    comment: bytes
    flags: int
    system: tuple[int, int, int]


def raw(data: bytes) -> dict[str, Raw]:
    """The members of an archive, in the order of its directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {}
        for one in archive.infolist():
            head = data[one.header_offset : one.header_offset + 30]
            begin = (
                one.header_offset
                + 30
                + int.from_bytes(head[26:28], "little")
                + int.from_bytes(head[28:30], "little")
            )
            packed = data[one.header_offset : begin] + data[begin : begin + one.compress_size]
            found[one.filename] = Raw(
                packed, one.compress_type, one.date_time, one.extra, one.comment, one.flag_bits,
                (one.create_system, one.external_attr, one.internal_attr),
            )  # fmt: skip
        assert archive.testzip() is None
        return found


def contents(data: bytes) -> dict[str, bytes]:
    """What the members of an archive hold."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def altered(
    data: bytes, change: Callable[[str, bytes], bytes | None], more: Mapping[str, bytes] | None = None
) -> bytes:
    """The archive with other contents; None leaves a member out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for one in old.infolist():
            if (content := change(one.filename, old.read(one))) is not None:
                new.writestr(one, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return written.getvalue()


def with_text(data: bytes, name: str, old: str, new: str) -> bytes:
    """The archive with a stretch of the text of one member changed, which has to be there."""
    assert old in contents(data)[name].decode(), f"{old} is not in {name}"
    return altered(data, lambda one, text: text.replace(old.encode(), new.encode()) if one == name else text)


def events(folder: Path, document: object = None, name: str = "events.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(hosts.EVENTS if document is None else document), "utf-8")
    return path


# Documents


def word(paragraphs: Iterable[str | Sequence[str]]) -> bytes:
    """A document of Word as python-docx makes it; of a paragraph that is a list, each piece is a run."""
    document = docx.Document()
    for one in paragraphs:
        paragraph = document.add_paragraph()
        for run in [one] if isinstance(one, str) else one:
            paragraph.add_run(run)
    return saved(document)


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def slides(*texts: str) -> bytes:
    """A presentation with a slide for each text, which stands in its body."""
    presentation = pptx.Presentation()
    for text in texts:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = "What happened"
        slide.placeholders[1].text = text
    return saved(presentation)


def text(*paragraphs: str) -> bytes:
    """A document of LibreOffice as odfpy makes it."""
    from odf.opendocument import OpenDocumentText  # type: ignore[import-untyped] # it has no types
    from odf.text import P  # type: ignore[import-untyped]

    document = OpenDocumentText()
    for one in paragraphs:
        document.text.addElement(P(text=one))
    return saved(document)


# What is done to them


def refreshed(folder: Path, data: bytes, name: str = "report.docx", **options: Any) -> Refreshed:
    """A document that lies in a folder, with all its pictures."""
    return office.refreshed(str(folder / name), data, Options(**options))


def faultless(folder: Path, data: bytes, name: str = "report.docx", **options: Any) -> bytes:
    """The same where nothing may be wrong."""
    done = refreshed(folder, data, name, **options)
    assert done.faults == ()
    return done.data


def names(data: bytes, member: str) -> list[str]:
    """The names of the pictures of ours in a part, in their order."""
    root = ElementTree.fromstring(contents(data)[member])
    found = [
        one.get("name") or one.get("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}name")
        for one in root.iter()
    ]
    marks = [one for one in found if one and one.startswith("timeline: ")]
    return marks if member.endswith("content.xml") or "slide" in member else marks[::2]


def root(data: bytes, member: str) -> ElementTree.Element:
    return ElementTree.fromstring(contents(data)[member])


# LibreOffice


def libreoffice(folder: Path, kind: str, *files: Path) -> Path:
    """Has LibreOffice write files in another format; says into which folder."""
    program = needed("soffice", "libreoffice-writer-nogui libreoffice-impress-nogui")
    into = folder / f"as-{kind.partition(':')[0]}"
    profile = folder / "profile"
    done = subprocess.run(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(into), *map(str, files)],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    missing = [one.name for one in files if not (into / f"{one.stem}.{kind.partition(':')[0]}").exists()]
    assert not missing, f"LibreOffice could not open {missing}: {done.stdout}{done.stderr}"
    return into


def printed(program: str, *arguments: str | Path) -> str:
    """What one of poppler's programs prints."""
    path = needed(program, "poppler-utils")
    done = subprocess.run([path, *map(str, arguments)], capture_output=True, timeout=120, check=True)
    return done.stdout.decode("utf-8", "replace")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)
