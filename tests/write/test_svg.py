"""SVG: every scene that there can be is printed in the dialect, and what is in the scene is in the print."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.write.dialect import SVG, XLINK_HREF, departures
from timeline.scene import Circle, Group, Line, Rect, Scene, Shape, Text
from timeline.scene import Path as Outline
from timeline.write import svg
from timeline.write.markup import painted

PALETTE = {"paper": "#ffffff", "ink": "#1f2328", "group-0": "#0072b2"}
DARK = {"paper": "#14181f", "ink": "#e8ebee", "group-0": "#0072b2"}


def scene(*shapes: Shape, dark: dict[str, str] | None = None) -> Scene:
    paper = Rect(0, 0, 640, 360.5, "paper")
    return Scene(640, 360.5, (paper, *shapes), PALETTE, dark, "A title", "What is to be seen", "en")


def elements(text: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(text).iter(SVG + name))


lengths = st.floats(-5000, 5000)
sizes = st.floats(0.01, 5000)
roles = st.sampled_from(sorted(PALETTE))
surfaces = {"fill": st.none() | roles, "stroke": st.none() | roles, "stroke_width": sizes}
words = st.text(min_size=1).filter(lambda text: painted(text).strip())
addresses = st.none() | st.just("https://example.org/a?b=1&c='2'") | st.just("mailto:a@example.org")
lines = st.builds(
    Line, lengths, lengths, lengths, lengths, roles, sizes, st.just(()) | st.tuples(sizes, sizes)
)
rects = st.builds(Rect, lengths, lengths, sizes, sizes, **surfaces, radius=st.just(0.0) | sizes)
circles = st.builds(Circle, lengths, lengths, sizes, **surfaces)
later = st.one_of(
    st.tuples(st.sampled_from("ML"), lengths, lengths),
    st.tuples(st.just("Q"), lengths, lengths, lengths, lengths),
    st.tuples(st.just("Z")),
)
outlines = st.builds(
    Outline,
    st.builds(lambda x, y, rest: (("M", x, y), *rest), lengths, lengths, st.lists(later, max_size=5)),
    **surfaces,
)
texts = st.builds(
    Text, lengths, lengths, words, st.sampled_from([11, 12, 13.5]), roles, st.booleans(),
    st.sampled_from(["start", "middle", "end"]), addresses,
)  # fmt: skip
shapes = st.recursive(
    lines | rects | circles | outlines | texts,
    lambda inner: st.builds(
        Group, st.lists(inner, max_size=4).map(tuple), st.none() | words, st.none() | st.text()
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(shapes, max_size=8), st.sampled_from([None, DARK]), st.booleans())
def test_every_scene_is_printed_in_the_dialect(
    some: list[Shape], dark: dict[str, str] | None, inline: bool
) -> None:
    assert departures(svg(scene(*some, dark=dark), "tl-01234567", inline=inline), inline=inline) == []


@settings(deadline=None)
@given(st.lists(texts, max_size=5))
def test_every_text_of_a_scene_is_in_the_print(some: list[Text]) -> None:
    printed = [element.text for element in elements(svg(scene(*some), "p"), "text")]
    assert printed == [painted(text.string) for text in some]


def test_a_file_begins_with_a_declaration_and_an_inline_element_does_not() -> None:
    assert svg(scene(), "p").startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert svg(scene(), "p", inline=True).startswith("<svg ")


def test_the_root_says_what_it_is_in_words_and_numbers() -> None:
    root = ElementTree.fromstring(svg(scene(), "fig"))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("640", "360.5", "0 0 640 360.5")
    assert (root.get("role"), root.get("lang"), root.get("aria-labelledby")) == ("img", "en", "fig-t fig-d")
    assert [(child.get("id"), child.text) for child in root][:2] == [
        ("fig-t", "A title"),
        ("fig-d", "What is to be seen"),
    ]


def test_an_event_is_a_group_with_its_id_and_its_words() -> None:
    text = svg(scene(Group((Circle(1, 2, 3, "ink"),), "2014: <A plan>", 'a"b')), "p")
    (group,) = elements(text, "g")
    assert group.get("data-event-id") == 'a"b'
    assert [child.text for child in group.findall(f"{SVG}title")] == ["2014: <A plan>"]


def test_a_link_goes_round_the_whole_text() -> None:
    (link,) = elements(
        svg(scene(Text(1, 2, "there", 12, "ink", href="https://example.org/?a=1&b=2")), "p"), "a"
    )
    assert link.get("href") == link.get(XLINK_HREF) == "https://example.org/?a=1&b=2"
    assert link.get("target") == "_top"
    assert [child.text for child in link] == ["there"]


def test_the_font_list_is_written_exactly_so() -> None:
    text = svg(scene(Text(1, 2, "a", 12, "ink")), "p")
    assert "font-family=\"Arial,'Liberation Sans',Arimo,Helvetica,'DejaVu Sans',sans-serif\"" in text


def test_only_a_scene_with_a_dark_side_has_classes_and_a_style_sheet() -> None:
    drawn = Circle(1, 2, 3, "ink", "paper"), Line(0, 0, 1, 1, "group-0")
    assert "class" not in svg(scene(*drawn), "p")
    text = svg(scene(*drawn, dark=DARK), "p")
    (style,) = elements(text, "style")
    assert re.findall(r"\{\.([\w-]+)\{(\w+):(#\w+)\}\}", style.text or "") == [
        ("p-paper", "fill", "#14181f"),
        ("p-paper-s", "stroke", "#14181f"),
        ("p-ink", "fill", "#e8ebee"),
    ], "nor does what is nowhere need a rule, nor a colour that is the same in the dark"
    assert elements(text, "circle")[0].get("class") == "p-ink p-paper-s"


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="must be finite"):
        svg(scene(Line(0, float("nan"), 1, 1, "ink")), "p")


def test_ten_thousand_texts_are_printed_in_a_moment() -> None:
    from time import process_time

    many = scene(*(Text(x, x / 7, "a label of usual length", 12, "ink") for x in range(10_000)))
    start = process_time()
    svg(many, "p")
    assert process_time() - start < 2  # seconds; a tenth of that is usual


FAULTS = {
    "an element": '<rect x="1" y="1" width="2" height="2" fill="#000000"/>\n<ellipse/>',
    "an attribute": '<rect x="1" y="1" width="2" height="2" fill="#000000" style="fill:red"/>',
    "a colour": '<rect x="1" y="1" width="2" height="2" fill="red"/>',
    "a number": '<rect x="1.500" y="1" width="2" height="2" fill="none"/>',
    "a handler": '<circle cx="1" cy="1" r="2" fill="none" onclick="x()"/>',
    "an address": '<a href="javascript:x()" xlink:href="javascript:x()" target="_top"/>',
    "an empty line": "",
    "a loose word": "<g>word</g>",
    "an id": '<g id="x"/>',
    "a style sheet": "<style>text{fill:red}</style>",
}


def with_fault(fault: str) -> str:
    return svg(scene(), "p").replace("</svg>", f"{fault}\n</svg>")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_lint_finds(fault: str) -> None:
    assert len(departures(with_fault(fault))) >= 1


def test_the_lint_is_a_program_that_names_the_file_and_the_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    path.write_text(with_fault(FAULTS["a colour"]), "utf-8")
    lint = [sys.executable, "tests/write/dialect.py", str(path)]
    result = subprocess.run(lint, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert (result.returncode, result.stdout) == (1, f"{path}: <rect> has fill='red'\n")


def test_librsvg_draws_what_is_printed(rsvg_convert: str, tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    path.write_text(svg(scene(Text(10, 20, "words", 12, "ink"), dark=DARK), "p"), "utf-8")
    result = subprocess.run([rsvg_convert, path], capture_output=True, check=True)
    assert result.stdout.startswith(b"\x89PNG")
    assert result.stderr == b""


def _walk(some: tuple[Shape, ...]) -> Iterator[Shape]:
    for shape in some:
        yield shape
        if isinstance(shape, Group):
            yield from _walk(shape.shapes)


@settings(deadline=None)
@given(st.lists(shapes, max_size=6).map(tuple))
def test_every_shape_becomes_one_element(some: tuple[Shape, ...]) -> None:
    names = {Line: "line", Rect: "rect", Circle: "circle", Outline: "path", Text: "text", Group: "g"}
    printed = ElementTree.fromstring(svg(scene(*some), "p"))
    found = [element.tag.removeprefix(SVG) for element in printed.iter()]
    wanted = [names[type(shape)] for shape in _walk(some)]
    assert [name for name in found[3:] if name in names.values()] == ["rect", *wanted]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("25 جولائی 2025 [3]", "\u202b25 جولائی 2025 [3]\u202c"),
        ("BBC نے بتایا", "\u202bBBC نے بتایا\u202c"),
        ("2014–2016", "\u202b2014–2016\u202c"),
        ("خبر۔ https://example.org/a/ دیکھیں", "\u202bخبر۔ \u202ahttps://example.org/a/\u202c دیکھیں\u202c"),
        ("A < B & C", "A < B & C"),
        ("1947", "1947"),
        ("\u202eجنگ\u202c < \u2066خبر", "\u202bجنگ < خبر\u202c"),
    ],
)
def test_mixed_lines_of_a_right_to_left_picture_are_set_in_that_order(said: str, printed: str) -> None:
    text = Text(10, 20, said, 12, "ink", anchor="end")
    turned = scene(text)._replace(lang="ur")
    assert [element.text for element in elements(svg(turned, "tl"), "text")] == [printed]
    assert not set(svg(scene(text), "tl")) & set("\u202a\u202b\u202c")
