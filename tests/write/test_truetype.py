"""TrueType: what is read of a font is what another reader reads of it, and no font ends the program."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.sfnt import calcChecksum  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.write.fonts import BOLD, DEJAVU, LIBERATION, box, built, composite, saved
from timeline.scene import Segment
from timeline.write.subset import Subset, subset
from timeline.write.truetype import MOST_PARTS, Font, FontFault, count

FONTS = (LIBERATION, BOLD, DEJAVU)
WORDS = "Ångström, 1990–1995: Ωραία Москва ﬁ №"


def font(path: Path) -> Font:
    return Font.read(path.read_bytes())


def oracle(content: bytes) -> TTFont:
    return TTFont(BytesIO(content), checkChecksums=2, lazy=False)


def expected(known: TTFont, name: str) -> list[Segment]:
    """The outline of a glyph as fontTools gives it, in our segments."""
    glyphs = known.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    drawn = known["glyf"][name]
    if (
        drawn.isComposite()
    ):  # which it does not bring to where hmtx says that its ink begins, as FreeType does
        shifted = DecomposingRecordingPen(glyphs)
        pen.replay(TransformPen(shifted, (1, 0, 0, 1, known["hmtx"][name][1] - drawn.xMin, 0)))
        pen = shifted
    found: list[Segment] = []
    for operation, points in pen.value:
        found += pieces(operation, points)
    return tidied(found)


def pieces(operation: str, points: Any) -> Iterator[Segment]:
    if operation != "qCurveTo":
        yield {"moveTo": "M", "lineTo": "L", "closePath": "Z"}[operation], *(points[0] if points else ())
        return
    controls, end = list(points[:-1]), points[-1]
    if end is None:  # none of its points is on the curve
        end = middle(controls[-1], controls[0])
        yield "M", *end
    for one, after in zip(controls, [*controls[1:], None], strict=True):
        yield "Q", *one, *(end if after is None else middle(one, after))


def middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def tidied(segments: list[Segment]) -> list[Segment]:
    """Without contours of one point, and without the line back that "Z" draws as well."""
    found: list[Segment] = []
    start: tuple[float, ...] = ()
    for segment in segments:
        if segment[0] == "M":
            start = segment[1:]
        if segment[0] == "Z" and found[-1][0] == "L" and found[-1][1:] == start:
            found.pop()
        if segment[0] == "Z" and found[-1][0] == "M":
            found.pop()
        else:
            found.append(segment)
    return found


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_characters_advances_and_outlines_are_those_that_fonttools_reads(path: Path) -> None:
    ours, known = font(path), TTFont(path)
    for point, name in known.getBestCmap().items():
        assert ours.glyph(chr(point)) == known.getGlyphID(name)
    names = known.getGlyphOrder()
    for glyph in range(0, len(names), 1 if len(names) < 1000 else 23):
        assert ours.advance(glyph) == known["hmtx"][names[glyph]][0]
        assert tidied(list(ours.outline(glyph))) == expected(known, names[glyph]), names[glyph]


def test_a_character_that_a_font_lacks_has_the_glyph_0() -> None:
    ours = font(LIBERATION)
    assert [ours.glyph(one) for one in "日\U0001f600\U00100000"] == [0, 0, 0]
    assert font(DEJAVU).glyph("\U0001d538") > 0  # beyond U+FFFF


def test_a_font_says_what_it_is_called() -> None:
    assert (font(BOLD).name, font(BOLD).postscript_name) == ("Liberation Sans Bold", "LiberationSans-Bold")
    assert [font(path).is_bold for path in FONTS] == [False, True, False]
    assert not font(LIBERATION).is_slanted


def test_components_are_scaled_and_put_where_points_meet() -> None:
    whole = composite("A", "A")
    scaled, meeting = whole.components
    scaled.transform, scaled.flags = [[0.5, 0.25], [0.0, 0.5]], 0x4 | 0x80
    meeting.firstPt, meeting.secondPt, meeting.flags = 2, 0, 0
    del meeting.x, meeting.y
    content = built({"A": box(), "B": whole})
    ours = Font.read(content)
    known = oracle(content)["glyf"]
    outline = tidied(list(ours.outline(ours.glyph("B"))))
    places = [segment[1:] for segment in outline if segment[0] != "Z"]
    assert places == list(known["B"].getCoordinates(known)[0])


def test_a_font_of_a_collection_is_read_by_its_number() -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(BOLD), TTFont(LIBERATION)]
    out = BytesIO()
    collection.save(out)
    content = out.getvalue()
    assert count(content) == 2
    assert [Font.read(content, index).is_bold for index in (0, 1)] == [True, False]
    with pytest.raises(FontFault, match="holds 2 fonts, counted from 0, and none with the number 2"):
        Font.read(content, 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is no font"),
        (b"%PDF-1.7 and more of it than a font's first line", "it is no TrueType font"),
        (b"OTTO" + bytes(8), "PostScript"),
        (b"wOF2" + bytes(8), "packed for the web"),
        (b"ttcf" + bytes(8), "none with the number 0"),
        (b"\x00\x01\x00\x00" + bytes(8), "no table head"),
        (b"\x00\x01\x00\x00\xff\xff" + bytes(6), "ends in its first lines"),
    ],
)
def test_what_is_no_truetype_font_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FontFault, match=reason):
        Font.read(content)


def test_a_glyph_that_contains_itself_is_refused() -> None:
    loop = Font.read(built({"A": composite("B"), "B": composite("A")}))
    with pytest.raises(FontFault, match="contains itself"):
        loop.outline(loop.glyph("A"))
    with pytest.raises(FontFault, match="contains itself"):
        subset(loop, [loop.glyph("A")])


def test_a_glyph_that_doubles_at_every_step_is_refused() -> None:
    steps = {after: composite(before, before) for before, after in pairwise("ABCDEFGHIJKLMNOP")}
    doubling = Font.read(built({"A": box(), **steps}))
    with pytest.raises(FontFault, match="more than 10,000 points"):
        doubling.outline(doubling.glyph("P"))
    many = Font.read(built({"A": box(), "B": composite(*["A"] * (MOST_PARTS + 1))}))
    with pytest.raises(FontFault, match="more than 1,000 others"):
        many.outline(many.glyph("B"))


def use(content: bytes) -> None:
    """All that a writer asks of a font."""
    ours = Font.read(content)
    glyphs = [ours.glyph(character) for character in WORDS]
    for glyph in glyphs:
        ours.advance(glyph)
    assert (ours.name, ours.postscript_name, ours.cap_height) is not None
    subset(ours, glyphs)


def places(content: bytes) -> dict[str, int]:
    """Where the tables of a font begin."""
    (tables,) = struct.unpack_from(">H", content, 4)
    entries = [struct.unpack_from(">4s4xI", content, 12 + 16 * one) for one in range(tables)]
    return {tag.decode(): place for tag, place in entries}


PLAIN = LIBERATION.read_bytes()
STARTS = places(PLAIN)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(STARTS)), st.integers(0, 400), st.integers(0, 255)), min_size=1
    ),
    st.just(0) | st.integers(1, 300_000),
)
def test_a_damaged_font_is_read_or_refused_in_a_sentence(
    changes: list[tuple[str, int, int]], cut: int
) -> None:
    content = bytearray(PLAIN)
    for table, offset, byte in changes:
        content[min(STARTS[table] + offset, len(content) - 1)] = byte
    try:
        use(bytes(content[: len(content) - cut]))
    except FontFault as fault:
        said = str(fault)
    else:
        said = "nothing"
    assert said.isprintable()


@pytest.mark.parametrize("table", sorted(STARTS))
def test_a_font_that_is_cut_off_anywhere_is_refused(table: str) -> None:
    for length in (STARTS[table], STARTS[table] + 3):
        with pytest.raises(FontFault):
            use(PLAIN[:length])


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_subset_is_a_whole_font_with_the_same_glyphs(path: Path) -> None:
    ours = font(path)
    glyphs = [ours.glyph(character) for character in WORDS]
    part = subset(ours, glyphs)
    assert len(part.content) < 8000
    assert calcChecksum(part.content) == 0xB1B0AFBA
    known = oracle(part.content)
    names = known.getGlyphOrder()
    for old, new in part.numbers.items():
        assert known["hmtx"][names[new]] == (ours.advance(old), ours.bearing(old))
        assert expected(known, names[new]) == tidied(list(ours.outline(old)))
    assert set(part.numbers) == {0, *glyphs}


def test_a_subset_brings_along_what_its_glyphs_are_made_of() -> None:
    ours = Font.read(built({"A": box(), "B": composite("A", "A"), "C": composite("B", "A"), "D": box()}))
    part = subset(ours, [ours.glyph("C")])
    assert len(oracle(part.content).getGlyphOrder()) == 4  # with the one for missing characters
    assert sorted(part.numbers) == [0, ours.glyph("C")]


def test_a_subset_does_not_depend_on_the_order_of_its_glyphs() -> None:
    ours = font(LIBERATION)
    assert subset(ours, [5, 70, 9]) == subset(ours, [70, 9, 5, 9])


def embedded(licence: int) -> Subset:
    ours = Font.read(built({"A": box(), "B": box()}, licence=licence))
    return subset(ours, [ours.glyph("A")])


def test_a_font_is_embedded_only_as_its_licence_allows() -> None:
    for licence in (0, 4, 8, 2 | 4):  # of several the kindest counts
        assert len(oracle(embedded(licence).content).getGlyphOrder()) == 2
    for licence in (2, 0x200, 8 | 0x200):
        with pytest.raises(FontFault, match="licence"):
            embedded(licence)


def test_a_font_that_may_not_be_cut_is_embedded_whole() -> None:
    whole = embedded(0x100)
    assert oracle(whole.content).getGlyphOrder() == [".notdef", "A", "B"]
    assert whole.numbers == {0: 0, 1: 1}
    assert calcChecksum(whole.content) == 0xB1B0AFBA


def test_a_font_without_a_table_of_unicode_characters_is_refused() -> None:
    known = TTFont(LIBERATION)
    known["cmap"].tables = [one for one in known["cmap"].tables if one.platformID == 1]
    with pytest.raises(FontFault, match="Unicode"):
        Font.read(saved(known))
