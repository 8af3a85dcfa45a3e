"""The seam where text becomes markup."""

from __future__ import annotations

import html
import sys
from unicodedata import normalize
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.write.markup import Markup, element, escape, legal, opening, painted

ANY_TEXT = st.text(st.characters(max_codepoint=sys.maxunicode))  # lone surrogates and controls included


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_comes_back_out_of_an_element_as_it_went_in(text: str) -> None:
    read = ElementTree.fromstring(element("p", {}, text)).text or ""
    assert read == legal(text).replace("\r\n", "\n").replace("\r", "\n")  # as XML reads line ends


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_comes_back_out_of_an_attribute_as_it_went_in(text: str) -> None:
    assert ElementTree.fromstring(element("p", {"title": text})).get("title") == legal(text)


@settings(deadline=None)
@given(ANY_TEXT)
def test_html_reads_the_same_text_as_xml(text: str) -> None:
    assert html.unescape(escape(text)) == legal(text)


@settings(deadline=None)
@given(ANY_TEXT)
def test_painted_text_is_one_composed_line(text: str) -> None:
    shown = painted(text)
    assert shown.splitlines() == ([shown] if shown else [])
    assert normalize("NFC", shown) == shown
    assert painted(shown) == shown


@pytest.mark.parametrize(
    "code", [0xAD, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069, 0x00, 0x1B, 0x9F, 0xD800, 0xFFFE]
)
def test_what_renderers_draw_as_boxes_is_not_painted(code: int) -> None:
    assert painted(f"a{chr(code)}b") == "ab"


def test_what_joins_letters_and_emoji_is_kept() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert painted(family) == family


def test_accents_are_composed() -> None:
    assert painted("e\u0301") == "\u00e9"


def test_markup_is_not_escaped_twice() -> None:
    assert element("p", {}, element("b", {}, "a < b")) == "<p><b>a &lt; b</b></p>"
    assert escape(Markup("<br/>")) == "<br/>"


def test_attributes_keep_their_order_and_none_is_left_out() -> None:
    assert opening("a", {"z": "1", "b": None, "a": 2.5}) == '<a z="1" a="2.5">'


def test_a_quote_does_not_end_an_attribute() -> None:
    assert element("a", {"title": '"><script>'}) == '<a title="&quot;&gt;&lt;script&gt;"/>'
