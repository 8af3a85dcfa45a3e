"""What ``embed`` puts into a document of an office is, to ``verify``, what the events file gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.embed.office.making import LATER, PLACEHOLDER, altered, events, faultless, slides, text, word
from timeline.provenance import reading
from timeline.verification import Verdict, verify

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "report.docx": lambda: word([PLACEHOLDER]),
    "slides.pptx": lambda: slides(PLACEHOLDER),
    "report.odt": lambda: text(PLACEHOLDER),
}


def verdicts(folder: Path, data: bytes, name: str) -> dict[str, Verdict]:
    """The verdict on each picture of a document, by its name there."""
    found = [(one.kind, verify(one, str(folder / name))) for one in reading.pictures(data)]
    assert {kind for kind, _ in found} == {"svg", "png"}
    return dict(found)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pictures_that_were_just_put_into_a_document_are_what_the_file_gives(
    tmp_path: Path, name: str
) -> None:
    events(tmp_path)
    done = faultless(tmp_path, DOCUMENTS[name](), name)
    for verdict in verdicts(tmp_path, done, name).values():
        assert verdict.judgement == "current", verdict.said
    events(tmp_path, LATER)
    assert {one.judgement for one in verdicts(tmp_path, done, name).values()} == {"outdated"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_drawing_that_was_changed_in_its_document_is_altered_for_all_its_mark(
    tmp_path: Path, name: str
) -> None:
    events(tmp_path)
    done = faultless(tmp_path, DOCUMENTS[name](), name)
    changed = altered(done, lambda member, data: data.replace(b"<text ", b'<text opacity="0.5" ', 1)
                      if member.endswith(".svg") else data)  # fmt: skip
    assert changed != done
    found = verdicts(tmp_path, changed, name)
    assert found["svg"].judgement == "altered"
    assert found["png"].judgement == "current"
