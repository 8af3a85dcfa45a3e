"""PowerPoint's presentations: shapes become pictures, and all else stays as it is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Emu, Inches

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
    saved,
    slides,
    with_text,
)
from timeline.embed.office import Place

FIRST = "ppt/slides/slide1.xml"
NAME = "talk.pptx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    events(tmp_path)
    return tmp_path


def shapes(data: bytes, slide: int = 0) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(data)).slides[slide].shapes)


def picture(data: bytes, slide: int = 0) -> Any:
    (found,) = [one for one in shapes(data, slide) if one.name.startswith("timeline: ")]
    return found


def box(text: str, left: float, top: float, width: float, height: float) -> bytes:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    shape.text_frame.text = text
    return saved(presentation)


def test_a_body_with_a_placeholder_becomes_a_picture_in_its_place_and_role(folder: Path) -> None:
    old = slides(PLACEHOLDER)
    body = shapes(old)[1]
    found = picture(faultless(folder, old, NAME))
    assert found.is_placeholder
    assert found.placeholder_format.type == PP_PLACEHOLDER.OBJECT
    assert found.placeholder_format.idx == body.placeholder_format.idx
    assert found.shape_id == body.shape_id
    assert found.image.content_type == "image/png"
    assert body.left <= found.left
    assert body.top <= found.top
    assert found.left + found.width <= body.left + body.width
    assert found.top + found.height <= body.top + body.height
    described = found._element.nvPicPr.cNvPr.get("descr")
    assert described.startswith("Roads & bridges: 3 events from 1931 to")


def test_all_other_parts_keep_every_byte(folder: Path) -> None:
    old = slides("Nothing", PLACEHOLDER)
    before, after = raw(old), raw(faultless(folder, old, NAME))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "ppt/slides/slide2.xml", "ppt/slides/_rels/slide2.xml.rels"}
    assert set(after) - set(before) == {"ppt/media/timeline1.png", "ppt/media/timeline1.svg"}
    assert list(after)[: len(before)] == list(before)


def test_a_second_run_changes_nothing(folder: Path) -> None:
    new = faultless(folder, slides(PLACEHOLDER), NAME)
    again = refreshed(folder, new, NAME)
    assert again.data is new
    assert again.places == (Place("slide 1", "events.json", "up to date"),)


def test_a_title_that_is_a_placeholder_gives_up_its_role(folder: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = PLACEHOLDER
    found = picture(faultless(folder, saved(presentation), NAME))
    assert found.shape_type == MSO_SHAPE_TYPE.PICTURE
    assert found.top + found.height <= presentation.slide_height


def test_a_box_of_one_line_is_where_the_picture_begins(folder: Path) -> None:
    found = picture(faultless(folder, box(PLACEHOLDER, 1, 2, 2, 0.4), NAME))
    assert found.top == Inches(2)
    assert found.width > Inches(5)
    assert found.left + found.width <= Inches(10)


def test_a_large_box_is_filled_and_not_left(folder: Path) -> None:
    found = picture(faultless(folder, box(PLACEHOLDER, 1, 2, 6, 4), NAME))
    assert found.width == pytest.approx(Inches(6), abs=2) or found.height == pytest.approx(Inches(4), abs=2)
    assert Inches(1) - 2 <= found.left
    assert found.left + found.width <= Inches(7) + 2


def test_a_shape_within_a_group_stays_within_it(folder: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(4), Inches(3)).text_frame.text = PLACEHOLDER
    (found,) = shapes(faultless(folder, saved(presentation), NAME))[0].shapes
    assert found.name.startswith("timeline: events.json")
    assert found.width <= Inches(4)


def test_letters_that_are_spread_over_runs_are_one_placeholder(folder: Path) -> None:
    parts = '{{time</a:t></a:r><a:r><a:rPr lang="de-DE" dirty="0" err="1"/><a:t>line events.json'
    old = with_text(slides(PLACEHOLDER), FIRST, "{{timeline events.json", parts)
    assert picture(faultless(folder, old, NAME)) is not None


def test_the_animation_of_a_shape_goes_on_with_its_picture(folder: Path) -> None:
    timing = (
        '<p:timing><p:tnLst><p:par><p:cTn id="1"><p:childTnLst><p:set><p:cBhvr><p:cTn id="6"/><p:tgtEl>'
        '<p:spTgt spid="3"><p:txEl><p:pRg st="0" end="0"/></p:txEl></p:spTgt></p:tgtEl></p:cBhvr></p:set>'
        '</p:childTnLst></p:cTn></p:par></p:tnLst><p:bldLst><p:bldP spid="3" grpId="0" build="p"/></p:bldLst>'
        "</p:timing>"
    )
    old = with_text(slides(PLACEHOLDER), FIRST, "</p:clrMapOvr>", f"</p:clrMapOvr>{timing}")
    new = contents(faultless(folder, old, NAME))[FIRST].decode()
    assert '<p:spTgt spid="3"></p:spTgt>' in new
    assert "bldLst" not in new
    assert 'id="3" name="timeline: ' in new


def test_a_cell_of_a_table_is_told_that_it_can_hold_none(folder: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(1, 1, 0, 0, Inches(4), Inches(1)).table
    table.cell(0, 0).text = PLACEHOLDER
    (fault,) = refreshed(folder, saved(presentation), NAME).faults
    assert "talk.pptx: slide 1: a cell of a table cannot hold a picture" in fault


def test_a_caption_is_refused_with_a_way_out(folder: Path) -> None:
    (fault,) = refreshed(folder, slides("{{timeline events.json --caption “Roads”}}"), NAME).faults
    assert "write it into a text box below" in fault


def test_a_link_is_live(folder: Path) -> None:
    found = picture(faultless(folder, slides("{{timeline events.json --link https://example.org/}}"), NAME))
    assert found.click_action.hyperlink.address == "https://example.org/"


def test_slides_are_counted_as_they_are_shown(folder: Path) -> None:
    presentation = pptx.Presentation(io.BytesIO(slides("one", PLACEHOLDER)))
    ids = presentation.slides._sldIdLst
    ids.insert(0, ids[1])
    assert refreshed(folder, saved(presentation), NAME).places[0].where == "slide 1"


def test_changed_events_are_drawn_anew_in_the_same_parts(folder: Path) -> None:
    old = faultless(folder, slides(PLACEHOLDER), NAME)
    events(folder, LATER)
    done = refreshed(folder, old, NAME)
    assert done.places == (Place("slide 1", "events.json", "drawn anew"),)
    before, after = raw(old), raw(done.data)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        FIRST,
        "ppt/media/timeline1.png",
        "ppt/media/timeline1.svg",
    }
    assert refreshed(folder, done.data, NAME).data is done.data


def test_a_picture_that_was_moved_and_made_smaller_stays_so(folder: Path) -> None:
    presentation = pptx.Presentation(io.BytesIO(faultless(folder, slides(PLACEHOLDER), NAME)))
    (moved,) = [one for one in presentation.slides[0].shapes if one.name.startswith("timeline: ")]
    moved.left, moved.top = Inches(3), Inches(4)
    moved.width, moved.height = Emu(moved.width // 2), Emu(moved.height // 2)
    events(folder, LATER)
    found = picture(faultless(folder, saved(presentation), NAME))
    assert (found.left, found.top, found.width) == (Inches(3), Inches(4), moved.width)
    assert found.height == pytest.approx(moved.height, rel=0.1)


def test_a_picture_that_grows_stays_on_its_slide(folder: Path) -> None:
    old = faultless(folder, slides(PLACEHOLDER), NAME)
    many = [
        {"date": f"19{n}", "title": "More to say " * 5, "summary": "And more. " * 9} for n in range(60, 90)
    ]
    events(folder, {**hosts.EVENTS, "events": [*hosts.EVENTS["events"], *many]})
    found = picture(faultless(folder, old, NAME))
    assert found.top + found.height <= pptx.Presentation(io.BytesIO(old)).slide_height


def test_a_copied_slide_shares_its_picture_with_the_first(folder: Path) -> None:
    """PowerPoint lets both slides show one part; renewed alike, they go on doing so."""
    old = faultless(folder, slides(PLACEHOLDER, "x"), NAME)
    held = contents(old)
    second = {
        "ppt/slides/slide2.xml": held[FIRST],
        "ppt/slides/_rels/slide2.xml.rels": held["ppt/slides/_rels/slide1.xml.rels"],
    }
    copied = altered(old, second.get)
    events(folder, LATER)
    new = faultless(folder, copied, NAME)
    assert [name for name in contents(new) if "timeline" in name] == [
        "ppt/media/timeline1.png",
        "ppt/media/timeline1.svg",
    ]
    assert names(new, FIRST)[0] + " 2" == names(new, "ppt/slides/slide2.xml")[0]


def test_a_presentation_that_is_protected_is_left_without_force(folder: Path) -> None:
    old = with_text(
        slides(PLACEHOLDER),
        "ppt/presentation.xml",
        "</p:presentation>",
        '<p:modifyVerifier algorithmName="SHA-512"/></p:presentation>',
    )
    (fault,) = refreshed(folder, old, NAME).faults
    assert "protected against changes by a password" in fault
    assert refreshed(folder, old, NAME, force=True).faults == ()
