"""LibreOffice's documents: paragraphs and frames become pictures, and all else stays as it is."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.embed import hosts
from tests.embed.office.making import (
    LATER,
    PLACEHOLDER,
    altered,
    contents,
    events,
    faultless,
    names,
    raw,
    refreshed,
    root,
    text,
    with_text,
)
from timeline.embed.office import Place

NAME = "report.odt"
BODY = "content.xml"
SPACE = {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    events(tmp_path)
    return tmp_path


def frames(data: bytes) -> list[ElementTree.Element]:
    return root(data, BODY).findall(".//draw:frame", SPACE)


def size(frame: ElementTree.Element) -> tuple[float, float]:
    return tuple(
        float(frame.get(f"{{{SPACE['svg']}}}{name}", "").removesuffix("cm")) for name in ("width", "height")
    )  # type: ignore[return-value]


def described(data: bytes) -> list[str | None]:
    return [one.findtext("svg:desc", None, SPACE) for one in frames(data)]


def test_a_paragraph_with_a_placeholder_becomes_a_picture_with_its_alternative_text(folder: Path) -> None:
    new = faultless(folder, text("Before", PLACEHOLDER, "After"), NAME)
    (frame,) = frames(new)
    images = [one.get(f"{{{SPACE['xlink']}}}href") for one in frame.findall("draw:image", SPACE)]
    assert images == ["Pictures/timeline1.svg", "Pictures/timeline1.png"]  # the best that can be shown first
    assert (described(new)[0] or "").startswith("Roads & bridges: 3 events from 1931 to")
    manifest = contents(new)["META-INF/manifest.xml"].decode()
    assert 'full-path="Pictures/timeline1.svg" manifest:media-type="image/svg+xml"' in manifest


def test_all_other_members_keep_every_byte_and_the_first_stays_the_first(folder: Path) -> None:
    old = text("Before", PLACEHOLDER)
    before, after = raw(old), raw(faultless(folder, old, NAME))
    assert list(after) == [*before, "Pictures/timeline1.svg", "Pictures/timeline1.png"]
    assert {name for name in before if before[name] != after[name]} == {BODY, "META-INF/manifest.xml"}
    with zipfile.ZipFile(BytesIO(faultless(folder, old, NAME))) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra, first.header_offset) == ("mimetype", 0, b"", 0)


def test_a_second_run_changes_nothing(folder: Path) -> None:
    new = faultless(folder, text(PLACEHOLDER), NAME)
    again = refreshed(folder, new, NAME)
    assert again.data is new
    assert again.places == (Place("paragraph 1", "events.json", "up to date"),)


def test_letters_that_are_spread_over_spans_are_one_placeholder(folder: Path) -> None:
    spread = (
        '{{time<text:span>line<text:s text:c="2"/></text:span><text:bookmark text:name="here"/>events.json}}'
    )
    new = contents(faultless(folder, with_text(text(PLACEHOLDER), BODY, PLACEHOLDER, spread), NAME))[
        BODY
    ].decode()
    assert '<text:bookmark text:name="here"/>' in new
    assert "{" not in new
    assert new.count("<draw:frame") == 1


def test_a_comment_a_note_and_deleted_text_are_left(folder: Path) -> None:
    deleted = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"<text:p>{PLACEHOLDER}</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>"
    )
    comment = f"<office:annotation><text:p>{PLACEHOLDER} ?</text:p></office:annotation>"
    old = with_text(text("Before", PLACEHOLDER), BODY, "<text:p>Before", f"{deleted}Before{comment}")
    done = refreshed(folder, old, NAME)
    assert len(done.places) == 1
    assert deleted in contents(done.data)[BODY].decode()
    assert comment in contents(done.data)[BODY].decode()


def test_a_caption_stands_below(folder: Path) -> None:
    new = faultless(folder, text("{{timeline events.json --caption “Roads & more”}}"), NAME)
    found = [one.text for one in root(new, BODY).iter(f"{{{SPACE['text']}}}p")]
    assert found == [None, "Roads & more"]


@pytest.mark.parametrize(
    ("link", "href"), [("https://example.org/a", "https://example.org/a"), ("page.html", "../page.html")]
)
def test_a_link_leads_out_of_the_archive(folder: Path, link: str, href: str) -> None:
    new = faultless(folder, text(f"{{{{timeline events.json --link {link}}}}}"), NAME)
    (anchor,) = root(new, BODY).iter(f"{{{SPACE['draw']}}}a")
    assert anchor.get(f"{{{SPACE['xlink']}}}href") == href
    assert refreshed(folder, new, NAME).data is new


def test_a_picture_is_no_wider_than_a_cell(folder: Path) -> None:
    table = (
        '<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table-column '
        'table:style-name="half" table:number-columns-repeated="2"/><table:table-row><table:table-cell/>'
        f"<table:table-cell><text:p>{PLACEHOLDER}</text:p></table:table-cell></table:table-row></table:table>"
    )
    style = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><style:style '
        'style:name="half" style:family="table-column"><style:table-column-properties '
        'style:column-width="8cm"/>'
        "</style:style></office:automatic-styles>"
    )
    old = with_text(text("x"), BODY, "<text:p>x</text:p>", table)
    old = with_text(old, BODY, "<office:automatic-styles/>", style)
    (frame,) = frames(faultless(folder, old, NAME))
    assert size(frame)[0] == pytest.approx(7.6, abs=0.01)


def test_changed_events_are_drawn_anew_in_the_same_members(folder: Path) -> None:
    old = faultless(folder, text(PLACEHOLDER), NAME)
    events(folder, LATER)
    done = refreshed(folder, old, NAME)
    assert done.places == (Place("paragraph 1", "events.json", "drawn anew"),)
    before, after = raw(old), raw(done.data)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        BODY,
        "Pictures/timeline1.png",
        "Pictures/timeline1.svg",
    }
    assert (described(done.data)[0] or "").startswith("Roads, bridges & ferries")
    assert refreshed(folder, done.data, NAME).data is done.data


def test_a_size_and_a_text_that_somebody_gave_it_stay(folder: Path) -> None:
    old = faultless(folder, text(PLACEHOLDER), NAME)
    width, height = size(frames(old)[0])
    new = with_text(
        old,
        BODY,
        f'svg:width="{width:.3f}cm" svg:height="{height:.3f}cm"',
        'svg:width="4in" svg:height="2in"',
    )
    new = altered(
        new,
        lambda name, body: (
            re.sub(rb"<svg:desc>.*?</svg:desc>", b"<svg:desc>Mine</svg:desc>", body) if name == BODY else body
        ),
    )
    events(folder, {**hosts.EVENTS, "title": "Roads & bridges & ferries"})
    found = faultless(folder, new, NAME)
    assert size(frames(found)[0])[0] == pytest.approx(4 * 2.54, abs=0.01)
    assert described(found) == ["Mine"]


def test_a_picture_that_somebody_put_in_its_place_is_left_without_force(folder: Path) -> None:
    old = faultless(folder, text(PLACEHOLDER), NAME)
    changed = altered(old, lambda name, body: b"mine" if name.startswith("Pictures/") else body)
    done = refreshed(folder, changed, NAME)
    assert done.data is changed
    assert "was changed" in done.faults[0]
    assert b"mine" not in contents(faultless(folder, changed, NAME, force=True)).values()


def test_a_copy_that_is_to_stay_keeps_its_bytes(folder: Path) -> None:
    old = faultless(folder, text(PLACEHOLDER), NAME)
    body = contents(old)[BODY].decode()
    found = re.search(r"<text:p>.*?</text:p>", body)
    assert found
    copy = found[0].replace(names(old, BODY)[0], "timeline: keep")
    doubled = altered(
        old, lambda name, one: body.replace(found[0], found[0] + copy).encode() if name == BODY else one
    )
    events(folder, LATER)
    new = contents(faultless(folder, doubled, NAME))
    assert new["Pictures/timeline1.svg"] == contents(old)["Pictures/timeline1.svg"]
    assert b"ferries" in new["Pictures/timeline2.svg"]


def test_a_link_may_be_asked_for_later(folder: Path) -> None:
    old = faultless(folder, text(PLACEHOLDER), NAME)
    asking = with_text(old, BODY, "events.json --width", "events.json --link https://example.org/ --width")
    new = faultless(folder, asking, NAME)
    assert [
        one.get(f"{{{SPACE['xlink']}}}href") for one in root(new, BODY).iter(f"{{{SPACE['draw']}}}a")
    ] == ["https://example.org/"]
    assert refreshed(folder, new, NAME).data is new


def test_an_encrypted_and_a_signed_document_are_left(folder: Path) -> None:
    entry = 'manifest:full-path="content.xml" manifest:media-type="text/xml"'
    data = f"{entry}><manifest:encryption-data/></manifest:file-entry>"
    encrypted = with_text(text(PLACEHOLDER), "META-INF/manifest.xml", f"{entry}/>", data)
    assert "it is encrypted" in refreshed(folder, encrypted, NAME).faults[0]
    signed = altered(text(PLACEHOLDER), lambda _, one: one, {"META-INF/documentsignatures.xml": b"<a/>"})
    assert "it is signed" in refreshed(folder, signed, NAME).faults[0]


def test_an_image_that_names_a_file_elsewhere_does_not_have_it_read(folder: Path) -> None:
    """An image may name any file; only members of the archive are read."""
    old = faultless(folder, text(PLACEHOLDER), NAME)
    outside = with_text(old, BODY, "Pictures/timeline1.png", "../../etc/passwd")
    outside = with_text(outside, BODY, "Pictures/timeline1.svg", "file:///etc/passwd")
    assert "was changed" in refreshed(folder, outside, NAME).faults[0]


def test_a_picture_that_has_lost_its_name_and_its_png_is_known_by_its_svg(folder: Path) -> None:
    """So LibreOffice leaves the second of two: with a name and a PNG of its own making."""
    old = faultless(folder, text(PLACEHOLDER), NAME)
    held = contents(old)
    body = held[BODY].replace(names(old, BODY)[0].encode(), b"Image2")
    lost = altered(old, {**held, BODY: body, "Pictures/timeline1.png": b"\x89PNG"}.get)
    assert refreshed(folder, lost, NAME).places == (Place("paragraph 1", "events.json", "up to date"),)
    events(folder, LATER)
    assert names(faultless(folder, lost, NAME), BODY)[0].startswith("timeline: events.json")
