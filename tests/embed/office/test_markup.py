"""XML that is changed by the smallest stretch."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.embed.office.markup import DEEPEST, Markup, MarkupFault, escaped, prefixes, quoted

SOURCE = (
    '<?xml version="1.0"  encoding="UTF-8"?>\r\n<!-- kept --><a:one xmlns:a="urn:a"   xmlns="urn:b"\n'
    " x='1'><two  y = \"&gt;2\"/>text<a:three>é&amp;<four /></a:three ><?kept too?></a:one>\n"
)


def read(source: str = SOURCE) -> Markup:
    return Markup(source.encode())


def test_names_are_read_with_their_namespaces_and_texts_with_what_is_around_them() -> None:
    root = read().root
    assert root.name == ("urn:a", "one")
    two, three = root.children
    assert (two.name, two.get("y"), two.tail) == (("urn:b", "two"), ">2", "text")
    assert (three.name, three.text) == (("urn:a", "three"), "é&")
    assert [one.local for one in root.within()] == ["two", "three", "four"]


def test_an_element_knows_its_own_source() -> None:
    markup = read()
    two, three = markup.root.children
    assert markup.source(two) == '<two  y = "&gt;2"/>'
    assert markup.source(three) == "<a:three>é&amp;<four /></a:three >"


def test_nothing_changes_but_what_is_changed() -> None:
    markup = read()
    two, three = markup.root.children
    markup.set(two, "y", 'a "b" < c')
    markup.remove(three.children[0])
    assert markup.written().decode() == SOURCE.replace('"&gt;2"', '"a &quot;b&quot; &lt; c"').replace(
        "<four />", ""
    )


def test_an_attribute_that_lacks_is_put_in() -> None:
    markup = read()
    markup.set(markup.root.children[0], "z", "3")
    markup.set(markup.root.children[0], "w", "4", "urn:a")
    assert '<two z="3" a:w="4"  y = ' in markup.written().decode()


def test_the_same_value_changes_nothing() -> None:
    markup = read()
    markup.set(markup.root, "x", "1")
    assert not markup.changed


def test_an_empty_element_can_be_filled_again_and_again() -> None:
    markup = read()
    two = markup.root.children[0]
    markup.append(two, "<c/>")
    markup.append(two, "<d/>")
    markup.prepend(two, "<b/>")
    assert '<two  y = "&gt;2"><b/><c/><d/></two>text' in markup.written().decode()


def test_an_attribute_of_another_namespace_is_not_taken_for_one_without() -> None:
    markup = read('<a xmlns:x="urn:x" x:name="one" name="two"/>')
    markup.set(markup.root, "name", "three")
    assert markup.written() == b'<a xmlns:x="urn:x" x:name="one" name="three"/>'


def test_prefixes_are_those_that_hold_there_or_new_ones() -> None:
    scope = {"w": "urn:w", "a": "urn:other", "p": "urn:p"}
    known, declared = prefixes(scope, {"urn:w": "w", "urn:a": "a", "urn:p": "pic"})
    assert known == {"urn:w": "w:", "urn:a": "a_:", "urn:p": "p:"}
    assert declared == ' xmlns:a_="urn:a"'


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_stays_in_utf_16(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    source = mark + '<?xml version="1.0" encoding="UTF-16"?><a>é𝄞<b/></a>'.encode(encoding)
    markup = Markup(source)
    markup.set(markup.root.children[0], "c", "ü")
    written = markup.written()
    assert written.startswith(mark)
    assert written[2:].decode(encoding) == '<?xml version="1.0" encoding="UTF-16"?><a>é𝄞<b c="ü"/></a>'
    assert ElementTree.fromstring(written).find("b") is not None


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type declaration"),
        ("<a><b></a>", "no XML"),
        ("", "no XML"),
        ("<a>\0</a>", "no XML"),
        ('<?xml version="1.0" encoding="latin-1"?><a/>', "latin-1"),
        ("<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1), "within each other"),
    ],
)
def test_what_documents_never_have_is_refused(source: str, told: str) -> None:
    with pytest.raises(MarkupFault, match=told):
        Markup(source.encode())


def test_a_million_pieces_of_text_take_no_longer_than_their_length() -> None:
    """Comments cut a text into pieces; joined one by one, they would take hours."""
    markup = Markup(b"<a>" + b"x<!---->" * 1_000_000 + b"</a>")
    assert len(markup.root.text) == 1_000_000


def test_many_namespaces_held_by_many_elements_are_refused() -> None:
    many = " ".join(f'xmlns:n{number}="u{number}"' for number in range(4000))
    source = f"<a {many}>".encode() + b'<b xmlns:x="u"/>' * 3000 + b"</a>"
    with pytest.raises(MarkupFault, match="more namespaces"):
        Markup(source)


def test_what_nobody_will_look_into_is_forgotten() -> None:
    source = b"<a>" + b"<p><t>x</t></p>" * 3 + b"<p><t>keep</t></p></a>"
    markup = Markup(source, lambda one: one.local == "p" and one.children[0].text != "keep")
    assert [len(one.children) for one in markup.root.children] == [0, 0, 0, 1]
    markup.remove(markup.root.children[1])
    assert markup.written() == source.replace(b"<p><t>x</t></p>", b"", 1)


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"))


@given(texts, texts)
def test_any_text_goes_in_as_it_is(value: str, text: str) -> None:
    markup = read("<a><b c='d'/></a>")
    markup.set(markup.root.children[0], "c", value + "\t\n")
    markup.append(markup.root, escaped(text))
    found = ElementTree.fromstring(markup.written())
    assert found[0].get("c") == value + "\t\n"
    assert found[0].tail or text == ""
    assert ElementTree.fromstring(f"<a b={quoted(value)}/>").get("b") == value
