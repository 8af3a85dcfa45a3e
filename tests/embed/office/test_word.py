"""Word's documents: placeholders become pictures, pictures stay up to date, and all else stays as it is."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

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
    saved,
    with_text,
    word,
)
from timeline.embed.office import Place, opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BODY = "word/document.xml"
TOUCHED = {"[Content_Types].xml", BODY, "word/_rels/document.xml.rels"}
"""The parts that have to change when a picture comes in."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    events(tmp_path)
    return tmp_path


def extents(data: bytes, part: str = BODY) -> list[tuple[int, int]]:
    return [(int(one.get("cx", 0)), int(one.get("cy", 0))) for one in root(data, part).iter(f"{WP}extent")]


def room(section: Any) -> tuple[int, int]:
    """The width and the height of a section's text."""
    width = section.page_width - section.left_margin - section.right_margin
    return width, section.page_height - section.top_margin - section.bottom_margin


def described(data: bytes, part: str = BODY) -> list[str]:
    return [one.get("descr", "") for one in root(data, part).iter(f"{WP}docPr")]


def paragraphs(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


# What is put in


def test_a_paragraph_with_a_placeholder_becomes_a_picture_with_its_alternative_text(folder: Path) -> None:
    new = faultless(folder, word(["Before", PLACEHOLDER, "After"]))
    assert paragraphs(new) == ["Before", "", "After"]
    (shape,) = docx.Document(io.BytesIO(new)).inline_shapes
    assert (shape.width, shape.height) == extents(new)[0]
    (text,) = described(new)
    assert text.startswith("Roads & bridges: 3 events from 1931 to")
    held = contents(new)
    assert held["word/media/timeline1.png"].startswith(b"\x89PNG")
    assert b"<svg " in held["word/media/timeline1.svg"]


def test_all_other_parts_keep_every_byte(folder: Path) -> None:
    old = word(["Before", PLACEHOLDER])
    before, after = raw(old), raw(faultless(folder, old))
    assert list(after)[: len(before)] == list(before)
    assert set(after) - set(before) == {"word/media/timeline1.png", "word/media/timeline1.svg"}
    assert {name for name in before if before[name] != after[name]} == TOUCHED


def test_of_the_text_nothing_but_the_letters_of_the_placeholder_changes(folder: Path) -> None:
    old = word(["Before", PLACEHOLDER, "After"])
    before, after = (contents(data)[BODY].decode() for data in (old, faultless(folder, old)))
    start = before.index(f"<w:t>{PLACEHOLDER}</w:t>")
    stop = start + len(f"<w:t>{PLACEHOLDER}</w:t>")
    assert after.startswith(before[:start])
    assert after.endswith(before[stop:])
    assert re.fullmatch(
        r"<w:drawing.*</w:drawing>", after[start : len(after) - len(before) + stop], re.DOTALL
    )


def test_a_second_run_changes_nothing(folder: Path) -> None:
    new = faultless(folder, word([PLACEHOLDER]))
    again = refreshed(folder, new)
    assert again.data is new
    assert again.places == (Place("paragraph 1", "events.json", "up to date"),)


def test_the_same_document_gives_the_same_bytes(folder: Path) -> None:
    old = word([PLACEHOLDER])
    assert faultless(folder, old) == faultless(folder, old)


def test_a_document_without_placeholders_stays_the_very_same(folder: Path) -> None:
    old = word(["Nothing here", "{{other}}"])
    done = refreshed(folder, old)
    assert done.data is old
    assert done[1:] == ((), (), ())


def test_letters_that_are_spread_over_runs_with_marks_between_them_are_one_placeholder(folder: Path) -> None:
    between = (
        '</w:t></w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="7" w:name="here"/><w:r>'
        '<w:rPr><w:b/></w:rPr><w:t>line</w:t></w:r><w:bookmarkEnd w:id="7"/><w:r><w:tab/><w:t>'
    )
    old = with_text(word(["{{time events.json}}"]), BODY, "time ", f"time{between}")
    new = contents(faultless(folder, old))[BODY].decode()
    assert '<w:bookmarkStart w:id="7" w:name="here"/>' in new
    assert "<w:b/>" not in new  # a run of which nothing is left
    assert "<w:t>" not in new
    assert "<w:tab/>" not in new
    assert new.count("<w:drawing") == 1


def test_a_comment_on_a_placeholder_and_what_was_deleted_there_stay(folder: Path) -> None:
    old = with_text(
        word([PLACEHOLDER]),
        BODY,
        f"<w:r><w:t>{PLACEHOLDER}</w:t></w:r>",
        '<w:commentRangeStart w:id="0"/><w:del w:id="1" w:author="A"><w:r><w:delText>a map</w:delText></w:r>'
        f'</w:del><w:ins w:id="2" w:author="A"><w:r><w:t>{PLACEHOLDER}</w:t></w:r></w:ins>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    new = contents(faultless(folder, old))[BODY].decode()
    assert "<w:delText>a map</w:delText>" in new
    assert '<w:commentReference w:id="0"/>' in new
    assert re.search(r"<w:ins [^>]*><w:r><w:drawing", new)


def test_a_placeholder_that_was_deleted_is_none(folder: Path) -> None:
    deleted = f'<w:del w:id="1" w:author="A"><w:r><w:delText>{PLACEHOLDER}</w:delText></w:r></w:del>'
    old = with_text(word([PLACEHOLDER]), BODY, f"<w:r><w:t>{PLACEHOLDER}</w:t></w:r>", deleted)
    assert refreshed(folder, old).data is old


def test_a_page_break_and_a_note_beside_a_placeholder_stay(folder: Path) -> None:
    old = with_text(
        word([PLACEHOLDER]), BODY, "<w:t>", '<w:br w:type="page"/><w:t xml:space="preserve"> </w:t><w:t>'
    )
    assert '<w:br w:type="page"/>' in contents(faultless(folder, old))[BODY].decode()


def test_a_placeholder_within_a_sentence_stays_and_is_told(folder: Path) -> None:
    old = word([f"Write {PLACEHOLDER} here"])
    done = refreshed(folder, old)
    assert done.data is old
    (remark,) = done.remarks
    assert "paragraph 1: a placeholder stands beside other text" in remark


def test_tables_headers_and_notes_have_pictures_too(folder: Path) -> None:
    document = docx.Document()
    document.add_table(1, 3).cell(0, 1).text = PLACEHOLDER
    document.sections[0].header.paragraphs[0].text = PLACEHOLDER
    done = refreshed(folder, saved(document))
    assert [place.where for place in done.places] == ["paragraph 2", "header (word/header1.xml), paragraph 1"]
    (cell,), (header,) = extents(done.data), extents(done.data, "word/header1.xml")
    width, height = room(document.sections[0])
    assert cell[0] < width / 3
    assert header[1] <= height / 4


def test_a_header_that_refers_to_nothing_yet_gets_its_own_relations(folder: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = PLACEHOLDER
    new = faultless(folder, saved(document))
    assert "word/_rels/header1.xml.rels" in contents(new)
    (shape,) = docx.Document(io.BytesIO(new)).sections[0].header.paragraphs[0]._p.iter(f"{WP}inline")
    assert shape is not None


BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="3000000" cy="4000000"/><wp:docPr id="5" name="Box"/><a:graphic '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.'
    'com/office/word/2010/wordprocessingShape"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape"><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:200pt;height:300pt"><v:textbox>'
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></mc:Fallback></mc:AlternateContent>"
)


def test_a_text_box_that_stands_in_the_file_twice_has_one_picture_in_both(folder: Path) -> None:
    box = BOX.format(f"<w:p><w:r><w:t>{PLACEHOLDER}</w:t></w:r></w:p>")
    done = refreshed(folder, with_text(word(["x"]), BODY, "<w:t>x</w:t>", box))
    assert (done.faults, [place.where for place in done.places]) == ((), ["paragraph 2"])
    new = contents(done.data)
    assert new[BODY].count(b"<pic:pic>") == 2
    assert [name for name in new if "media/" in name] == [
        "word/media/timeline1.png",
        "word/media/timeline1.svg",
    ]
    ids = [one.get("id") for one in root(done.data, BODY).iter(f"{WP}docPr")]
    assert len(set(ids)) == len(ids) == 3
    assert max(extents(done.data)[1]) < 4_000_000
    events(folder, LATER)
    again = refreshed(folder, done.data)
    assert [name for name in contents(again.data) if "media/" in name] == [
        "word/media/timeline1.png",
        "word/media/timeline1.svg",
    ]
    assert refreshed(folder, again.data).data is again.data


def test_prefixes_are_those_of_the_document(folder: Path) -> None:
    def renamed(name: str, text: bytes) -> bytes:
        if name != BODY:
            return text
        return re.sub(rb"(</?|\s|xmlns:)w([:=])", rb"\1ns0\2", text)

    new = faultless(folder, altered(word([PLACEHOLDER]), renamed))
    assert len(docx.Document(io.BytesIO(new)).inline_shapes) == 1
    assert b"<ns0:drawing " in contents(new)[BODY]


def strict(data: bytes) -> bytes:
    """The document as Word saves it in the strict form."""
    pairs = [
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
    ]  # fmt: skip

    def change(_: str, text: bytes) -> bytes:
        for old, new in pairs:
            text = text.replace(old, new)
        return text.replace(b'w:w="12240"', b'w:w="612pt"')

    return altered(data, change)


def test_a_strict_document_stays_strict(folder: Path) -> None:
    usual = faultless(folder, word([PLACEHOLDER]))
    new = faultless(folder, strict(word([PLACEHOLDER])))
    assert b"schemas.openxmlformats.org/drawingml" not in contents(new)[BODY]
    (extent,) = root(new, BODY).iter("{http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing}extent")
    assert (int(extent.get("cx", 0)), int(extent.get("cy", 0))) == extents(usual)[0]
    assert refreshed(folder, new).data is new


def test_a_document_with_macros_keeps_them(folder: Path) -> None:
    old = altered(word([PLACEHOLDER]), lambda _, text: text, {"word/vbaProject.bin": b"\0macro" * 9})
    assert (
        raw(faultless(folder, old, "report.docm"))["word/vbaProject.bin"] == raw(old)["word/vbaProject.bin"]
    )


def test_two_pictures_of_one_file_have_names_of_their_own(folder: Path) -> None:
    new = faultless(folder, word([PLACEHOLDER, PLACEHOLDER]))
    first, second = names(new, BODY)
    assert second == f"{first} 2"
    assert [name for name in contents(new) if "media/" in name] == [
        "word/media/timeline1.png",
        "word/media/timeline1.svg",
    ]
    assert refreshed(folder, new).data is new


# How large, and what else can be asked for


def test_a_picture_is_as_wide_as_the_text_and_no_higher_than_a_page(folder: Path) -> None:
    many = {
        "events": [
            {"date": f"{1900 + n}", "title": f"Year {n}", "summary": "Much to say. " * 9} for n in range(40)
        ]
    }
    events(folder, many, "many.json")
    new = faultless(folder, word([PLACEHOLDER, "{{timeline many.json --layout vertical}}"]))
    width, height = room(docx.Document(io.BytesIO(new)).sections[0])
    usual, long = extents(new)
    assert width - 9525 <= usual[0] <= width
    assert long[0] <= width
    assert height - 9525 <= long[1] <= height


def test_words_too_small_to_read_are_told(folder: Path) -> None:
    done = refreshed(folder, word(["{{timeline events.json --width 2400}}"]))
    (remark,) = done.remarks
    assert "its smallest words are 2.0 points high" in remark


def test_a_width_of_the_events_file_is_heeded_where_its_words_can_be_read(folder: Path) -> None:
    events(folder, {**hosts.EVENTS, "display": {"width": 700}})
    assert "--width" not in names(faultless(folder, word([PLACEHOLDER])), BODY)[0]
    events(folder, {**hosts.EVENTS, "display": {"width": 2400}})
    done = refreshed(folder, word([PLACEHOLDER]))
    assert done.remarks == ()
    assert re.search(r"--width [5-9]\d\d ", names(done.data, BODY)[0])


def test_a_landscape_section_and_an_indent_are_heeded(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{timeline events.json --width 1600}}")
    second = document.add_section()
    second.orientation = WD_ORIENT.LANDSCAPE
    second.page_width, second.page_height = second.page_height, second.page_width
    document.add_paragraph("{{timeline events.json --width 1600}}")
    document.add_paragraph("{{timeline events.json --width 1600}}").paragraph_format.left_indent = Cm(5)
    document.styles["Quote"].paragraph_format.first_line_indent = Cm(2)
    document.add_paragraph("{{timeline events.json --width 1600}}", "Quote")
    narrow, wide, indented, styled = (one[0] for one in extents(faultless(folder, saved(document))))
    assert second.page_width and second.page_height  # noqa: PT018
    assert abs(wide - narrow - (second.page_width - second.page_height)) < 9525
    assert abs(wide - indented - Cm(5)) < 9525
    assert abs(wide - styled - Cm(2)) < 9525


def test_lines_of_a_fixed_height_are_let_grow(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph(PLACEHOLDER).paragraph_format.line_spacing = Pt(12)
    document.styles["Quote"].paragraph_format.line_spacing = Pt(12)
    document.add_paragraph(PLACEHOLDER, "Quote")
    document.add_paragraph("Text").paragraph_format.line_spacing = Pt(12)
    new = docx.Document(io.BytesIO(faultless(folder, saved(document))))
    assert [one.paragraph_format.line_spacing for one in new.paragraphs] == [1.0, 1.0, Pt(12)]


def test_a_caption_stands_below_in_its_style_and_is_the_writers_from_then_on(folder: Path) -> None:
    new = faultless(folder, word(["{{timeline events.json --caption “Roads & more”}}"]))
    picture, caption = docx.Document(io.BytesIO(new)).paragraphs
    assert (caption.text, caption.style.name if caption.style else None) == ("Roads & more", "Caption")
    assert picture.paragraph_format.keep_with_next
    assert "caption" not in names(new, BODY)[0]
    written = with_text(new, BODY, "Roads &amp; more", "My own words")
    events(folder, LATER)
    assert paragraphs(faultless(folder, written))[1] == "My own words"


def test_a_link_is_live(folder: Path) -> None:
    new = faultless(folder, word(["{{timeline events.json --link “https://example.org/a b?c=1&d”}}"]))
    (picture,) = root(new, BODY).iter(f"{WP}docPr")
    (link,) = picture
    id = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "")
    assert docx.Document(io.BytesIO(new)).part.rels[id].target_ref == "https://example.org/a%20b?c=1&d"
    assert refreshed(folder, new).data is new


def test_a_link_of_the_command_line_stays_without_it(folder: Path) -> None:
    new = faultless(folder, word([PLACEHOLDER]), link="https://example.org/")
    assert refreshed(folder, new).data is new


def test_a_page_that_is_not_there_is_told(folder: Path) -> None:
    (remark,) = refreshed(folder, word(["{{timeline events.json --link page.html}}"])).remarks
    assert "there is no page.html beside the document yet" in remark
    (folder / "page.html").write_text("")
    assert refreshed(folder, word(["{{timeline events.json --link page.html}}"])).remarks == ()


def test_a_theme_that_follows_the_reader_is_light_on_paper(folder: Path) -> None:
    events(folder, {**hosts.EVENTS, "display": {"theme": "auto"}})
    new = faultless(folder, word([PLACEHOLDER]))
    assert b"<style" not in contents(new)["word/media/timeline1.svg"]
    assert refreshed(folder, new).data is new


# What is drawn anew


def test_changed_events_are_drawn_anew_in_the_same_parts(folder: Path) -> None:
    old = faultless(folder, word(["Before", PLACEHOLDER]))
    events(folder, LATER)
    done = refreshed(folder, old)
    assert done.places == (Place("paragraph 2", "events.json", "drawn anew"),)
    before, after = raw(old), raw(done.data)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {BODY, "word/media/timeline1.png", "word/media/timeline1.svg"}
    assert described(done.data)[0].startswith("Roads, bridges & ferries: 3 events")
    assert refreshed(folder, done.data).data is done.data


def test_the_name_of_a_picture_may_be_edited_to_ask_for_another(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    new = faultless(folder, with_text(old, BODY, "events.json --width", "events.json --group road --width"))
    assert described(new)[0].endswith("1 of 3 events: that in Roads.")
    assert "--group road" in names(new, BODY)[0]


def test_a_size_that_somebody_gave_it_stays_and_follows_the_picture(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    width, height = extents(old)[0]
    small = with_text(old, BODY, f'cx="{width}" cy="{height}"', f'cx="{width // 2}" cy="{height // 2}"')
    long = {
        **hosts.EVENTS,
        "events": [
            *hosts.EVENTS["events"],
            *({"date": f"19{n}", "title": "More " * 9} for n in range(60, 80)),
        ],
    }
    events(folder, long)
    (new,), (full,) = extents(faultless(folder, small)), extents(faultless(folder, old))
    assert new[0] == width // 2
    assert new[1] / new[0] == pytest.approx(full[1] / full[0], rel=0.01)
    assert full[1] / full[0] > 1.2 * height / width


def test_what_was_cut_off_and_the_wrapping_stay(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    width, height = extents(old)[0]
    cut = with_text(old, BODY, "<a:stretch>", '<a:srcRect t="10000" b="40000"/><a:stretch>')
    cut = with_text(cut, BODY, f'cy="{height}"', f'cy="{height // 2}"')
    events(folder, LATER)
    new = faultless(folder, cut)
    assert '<a:srcRect t="10000" b="40000"/>' in contents(new)[BODY].decode()
    assert extents(new)[0] == pytest.approx((width, height // 2), rel=0.05)


def test_an_alternative_text_that_somebody_wrote_stays(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    mine = contents(old)[BODY].replace(
        described(old)[0].replace("&", "&amp;").encode(), "Süße <Straßen>".replace("<", "&lt;").encode()
    )
    written = altered(old, lambda name, text: mine if name == BODY else text)
    assert refreshed(folder, written).data is written
    events(folder, LATER)
    assert described(faultless(folder, written)) == ["Süße <Straßen>"]


def test_an_alternative_text_can_be_given_with_the_placeholder(folder: Path) -> None:
    old = faultless(folder, word(["{{timeline events.json --alt “What was built”}}"]))
    assert described(old) == ["What was built"]
    events(folder, LATER)
    assert described(faultless(folder, old)) == ["What was built"]


def test_a_picture_that_somebody_put_in_its_place_is_left_without_force(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    other = b"\x89PNG\r\n\x1a\nanother"
    changed = altered(old, lambda name, text: other if "media/" in name else text)
    events(folder, LATER)
    done = refreshed(folder, changed)
    assert done.data is changed
    (fault,) = done.faults
    assert "the picture of events.json was changed" in fault
    assert "--force" in fault
    assert other not in contents(faultless(folder, changed, force=True)).values()


def test_a_picture_that_is_to_stay_is_kept(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    kept = contents(old)[BODY].replace(names(old, BODY)[0].encode(), b"timeline: keep")
    written = altered(old, lambda name, text: kept if name == BODY else text)
    events(folder, LATER)
    done = refreshed(folder, written)
    assert done.data is written
    assert done.places == ()


def test_a_picture_that_has_lost_its_name_is_known_by_its_bytes(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    nameless = contents(old)[BODY].replace(names(old, BODY)[0].encode(), b"Grafik 1")
    written = altered(old, lambda name, text: nameless if name == BODY else text)
    assert refreshed(folder, written).places == (Place("paragraph 1", "events.json", "up to date"),)
    events(folder, LATER)
    new = faultless(folder, written)
    assert names(new, BODY)[0].startswith("timeline: events.json")


def test_a_picture_whose_svg_was_left_out_gets_it_again(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    without = altered(
        old,
        lambda name, text: (
            None
            if name.endswith(".svg")
            else re.sub(rb"<a:extLst>.*?</a:extLst>|<Relationship [^>]*\.svg\"/>", b"", text)
            if name in TOUCHED
            else text
        ),
    )
    assert b"asvg" not in contents(without)[BODY]
    assert refreshed(folder, without).data is without
    events(folder, LATER)
    new = faultless(folder, without)
    assert b"asvg:svgBlip" in contents(new)[BODY]
    assert b"ferries" in contents(new)["word/media/timeline1.svg"]


def test_a_copy_of_a_picture_that_is_to_stay_keeps_its_bytes(folder: Path) -> None:
    """Word lets a copy show the part of the first; the copy here has been told to stay."""
    old = faultless(folder, word([PLACEHOLDER]))
    body = contents(old)[BODY].decode()
    found = re.search(r"<w:p>.*?</w:p>", body, re.DOTALL)
    assert found
    copy = found[0].replace(names(old, BODY)[0], "timeline: keep")
    written = altered(
        old, lambda name, text: body.replace(found[0], found[0] + copy).encode() if name == BODY else text
    )
    events(folder, LATER)
    new = contents(faultless(folder, written))
    assert new["word/media/timeline1.png"] == contents(old)["word/media/timeline1.png"]
    assert b"ferries" in new["word/media/timeline2.svg"]


def test_a_copy_is_drawn_anew_with_the_first(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    body = contents(old)[BODY].decode()
    found = re.search(r"<w:p>.*?</w:p>", body, re.DOTALL)
    assert found
    written = altered(
        old, lambda name, text: body.replace(found[0], found[0] * 2).encode() if name == BODY else text
    )
    events(folder, LATER)
    new = contents(faultless(folder, written))
    assert [name for name in new if "media/" in name] == [
        "word/media/timeline1.png",
        "word/media/timeline1.svg",
    ]


def test_a_link_that_somebody_changed_stays(folder: Path) -> None:
    old = faultless(folder, word(["{{timeline events.json --link https://example.org/}}"]))
    mine = with_text(old, "word/_rels/document.xml.rels", "https://example.org/", "https://example.com/mine")
    events(folder, LATER)
    assert b"https://example.com/mine" in contents(faultless(folder, mine))["word/_rels/document.xml.rels"]


def test_a_link_may_be_asked_for_later(folder: Path) -> None:
    old = faultless(folder, word([PLACEHOLDER]))
    asking = with_text(old, BODY, "events.json --width", "events.json --link https://example.org/ --width")
    new = faultless(folder, asking)
    assert contents(new)[BODY].count(b"hlinkClick") == 2
    assert b"https://example.org/" in contents(new)["word/_rels/document.xml.rels"]
    assert refreshed(folder, new).data is new


# What is wrong


def test_everything_that_is_wrong_is_told_and_nothing_changes(folder: Path) -> None:
    (folder / "broken.json").write_text('{"events": [{"date": "2025-02-30", "title": "x"}]}')
    old = word(
        [
            PLACEHOLDER,
            "{{timeline broken.json}}",
            "{{timeline none.json}}",
            "{{timeline events.json --wdth 3}}",
        ]
    )
    done = refreshed(folder, old)
    assert done.data is old
    day, none, option = done.faults
    first, second = day.splitlines()[:2]
    assert first.endswith("report.docx: paragraph 2:")
    assert "broken.json:1:23: error[date-day]" in second
    assert "paragraph 3: cannot read" in none
    assert "{{timeline events.json --wdth 3}}: there is no option 'wdth'; did you mean width" in option


@pytest.mark.parametrize(
    "path",
    ["../events.json", "/etc/passwd", "a/../../events.json", "link.json", "https://example.org/a.json"],
)
def test_events_outside_of_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    inner = tmp_path / "inner"
    (inner / "a").mkdir(parents=True)
    events(tmp_path)
    (inner / "link.json").symlink_to(tmp_path / "events.json")
    done = refreshed(inner, word([f"{{{{timeline {path}}}}}"]))
    assert len(done.faults) == 1
    assert done.places == ()
    if path.endswith("events.json") and not path.startswith("https"):
        assert refreshed(inner, word([f"{{{{timeline {path}}}}}"]), root=str(tmp_path)).faults == ()


def test_a_document_that_is_signed_is_left(folder: Path) -> None:
    old = altered(word([PLACEHOLDER]), lambda _, text: text, {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    (fault,) = refreshed(folder, old).faults
    assert "it is signed" in fault


def test_a_document_that_is_protected_is_left_without_force(folder: Path) -> None:
    protection = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
    old = with_text(word([PLACEHOLDER]), "word/settings.xml", "</w:settings>", protection)
    (fault,) = refreshed(folder, old).faults
    assert "protected against changes (documentProtection: readOnly)" in fault
    assert refreshed(folder, old, force=True).faults == ()


def test_a_document_with_a_password_is_told_so(folder: Path) -> None:
    (fault,) = refreshed(folder, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).faults
    assert "protected by a password" in fault


def test_changes_that_are_tracked_are_told(folder: Path) -> None:
    old = with_text(
        word([PLACEHOLDER]), "word/settings.xml", "</w:settings>", "<w:trackRevisions/></w:settings>"
    )
    assert any("pictures are put in untracked" in one for one in refreshed(folder, old).remarks)


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("report.docx", "~$report.docx"),
        ("quarterly.docx", "~$arterly.docx"),
        ("quarter.docx", "~$uarter.docx"),
        ("quarterly.pptx", "~$quarterly.pptx"),
        ("report.odt", ".~lock.report.odt#"),
    ],
)
def test_a_document_that_is_open_elsewhere_is_noticed(tmp_path: Path, name: str, lock: str) -> None:
    assert opened(str(tmp_path / name)) is None
    (tmp_path / lock).write_bytes(b"")
    told = opened(str(tmp_path / name))
    assert told is not None
    assert "close it there first" in told


# Hostile ones


TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
OUTSIDE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="a" Target="../../../../etc/passwd" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def parts(changed: dict[str, bytes]) -> bytes:
    return altered(word([PLACEHOLDER]), changed.get)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        b"no archive at all",
        parts({BODY: b"<w:document"}),
        parts({BODY: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        parts({BODY: b"<a>" * 100_000}),
        parts({TYPES: b"<a/>", BODY: b"\xff\xfe\0"}),
        parts({RELATIONS: b"<a/>"}),
        parts({RELATIONS: OUTSIDE}),
    ],
)
@pytest.mark.parametrize("name", ["report.docx", "report.pptx", "report.odt"])
def test_what_is_no_document_is_refused_with_a_sentence(folder: Path, data: bytes, name: str) -> None:
    done = refreshed(folder, data, name)
    assert done.data is data
    (fault,) = done.faults
    assert name in fault


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_document_with_other_letters_here_and_there_is_refused_or_stays_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever stands in the parts: what comes out can be read, or nothing has changed."""
    folder = tmp_path_factory.getbasetemp()
    if not (folder / "events.json").exists():
        events(folder)
        (folder / "report.docx").write_bytes(faultless(folder, word([PLACEHOLDER, "Text"])))
    old = (folder / "report.docx").read_bytes()
    part = data.draw(st.sampled_from([BODY, TYPES, RELATIONS, "word/_rels/document.xml.rels"]))
    content = bytearray(contents(old)[part])
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.sampled_from(b'<>/"= :a0{'))
    broken = altered(old, lambda name, text: bytes(content) if name == part else text)
    done = refreshed(folder, broken, force=True)
    assert not done.faults or done.data is broken
    for name, text in contents(done.data).items():
        if done.data is not broken and name.endswith((".xml", ".rels")):
            ElementTree.fromstring(text)
