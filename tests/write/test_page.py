"""The page: the picture and its twin in words, in one file that asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest

import timeline
from timeline.languages import TABLES

VOID = {"meta", "img", "br", "hr", "link", "input"}

RICH: dict[str, Any] = {
    "title": "A plan & its <end>",
    "subtitle": "What is known",
    "timezone": "Asia/Karachi",
    "as_of": "2026-03-06",
    "groups": [{"id": "town", "title": "The town"}],
    "eras": [{"date": "2021-08-15/..", "title": "The new council"}],
    "sources": {
        "a": {
            "title": "Council drops plan",
            "publisher": "The Daily",
            "author": "A. Writer",
            "date": "2021-08-16",
            "url": "https://example.org/a?b=1&c=2",
            "accessed": "2026-01-02",
        },
        "b": {"title": "Who dropped it?", "date": "2021-08-14"},
        "c": {"title": "Minutes", "note": "kept in the town hall"},
    },
    "events": [
        {
            "id": "drop",
            "date": "2021-08-15T15:35",
            "title": "The plan is dropped",
            "summary": "In the evening.\n\nBy 5 votes to 4.",
            "group": "town",
            "status": "disputed",
            "importance": 5,
            "sources": [
                {"source": "a", "quote": "It is over.", "locator": "p. 3"},
                {"source": "b", "date": "2021-08-14", "stance": "disputes"},
                {"source": "c", "stance": "mentions"},
            ],
            "figures": [{"value": "5 : 4", "label": "votes", "source": "a"}],
            "people": ["Ann", "Bob"],
            "places": ["The hall"],
            "tags": ["plan"],
            "url": "https://example.org/drop",
        },
        {
            "id": "plan",
            "date": "2014~",
            "title": "A plan is adopted",
            "links": [{"to": "drop", "label": "comes to"}],
        },
        {"date": "2015", "title": "Nothing happens", "links": [{"to": "drop"}]},
    ],
}  # fmt: skip


class Element(NamedTuple):
    name: str
    attributes: dict[str, str | None]
    text: str


class Reader(HTMLParser):
    """Reads a page into a list of elements with all their words, and minds that each of them is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.elements: list[Element] = []
        self.feed(page)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        self.open.append((tag, dict(attrs), []))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name, attributes, words = self.open.pop()
        assert name == tag, f"<{name}> is closed by </{tag}>"
        self.elements.append(Element(name, attributes, "".join(words)))

    def handle_data(self, data: str) -> None:
        for _, _, words in self.open:
            words.append(data)

    def all(self, name: str, kind: str | None = None) -> Iterator[Element]:
        for element in self.elements:
            if element.name == name and (
                kind is None or kind in (element.attributes.get("class") or "").split()
            ):
                yield element

    def one(self, name: str, kind: str | None = None) -> Element:
        (element,) = self.all(name, kind)
        return element


def drawn(document: dict[str, Any]) -> str:
    return timeline.render(timeline.loads(json.dumps(document)), format="html")


def page(**changes: Any) -> Reader:
    return Reader(drawn({**RICH, **changes}))


def one_event(**fields: Any) -> Reader:
    return Reader(drawn({"events": [{"date": "2014", "title": "An event", **fields}]}))


def folded(text: str) -> str:
    return " ".join(text.split())


def words_of_events(read: Reader) -> list[str]:
    return [folded(element.text) for element in read.all("li", "event")]


def test_the_events_stand_in_the_order_of_time() -> None:
    assert [element.text for element in page().all("h3")] == [
        "A plan is adopted",
        "Nothing happens",
        "The plan is dropped",
    ]


def test_an_event_says_all_that_the_file_says_of_it() -> None:
    # A term and its values are parted by the style sheet.
    words = words_of_events(page())[2].replace("People", "People: ").replace("Places", "Places: ")
    for said in (
        "15 August 2021, 15:35",
        "The town",
        "disputed",
        "In the evening.",
        "By 5 votes to 4.",
        "5 : 4 votes [1]",
        "It is over.",
        "Council drops plan [1], p. 3",
        "Who dropped it? [2] disputes this and gives another date: 14 August 2021.",
        "led here from Nothing happens",
        "linked from A plan is adopted (comes to)",
        "People: Ann, Bob",
        "Places: The hall",
        "Sources [1] [2] · Mentioned in [3]",
        "example.org/drop",
    ):
        assert said in words


def test_an_event_says_where_it_led() -> None:
    adopted, nothing, _ = words_of_events(page())
    assert "comes to → The plan is dropped" in adopted
    assert "led to → The plan is dropped" in nothing


def test_a_status_that_is_the_usual_one_is_not_said() -> None:
    assert "reported" not in words_of_events(page())[0]


def test_a_summary_is_one_paragraph_for_each_of_its_own() -> None:
    paragraphs = [element.text for element in page().all("p")]
    assert "In the evening." in paragraphs
    assert "By 5 votes to 4." in paragraphs


def test_a_source_is_a_full_reference() -> None:
    listed = [
        folded(e.text) for e in page().all("li") if (e.attributes.get("id") or "").startswith("source-")
    ]
    assert listed == [
        "A. Writer, Council drops plan. The Daily, 16 August 2021. example.org/a?b=1&c=2 "
        "Read 2 January 2026.",
        "Who dropped it? 14 August 2021.",
        "Minutes. kept in the town hall.",
    ]


def test_eras_are_listed_as_the_background() -> None:
    assert "The new council" in folded(page().one("ul", "background").text)


def test_what_a_reader_of_the_dates_must_know_stands_under_the_picture() -> None:
    captions = [folded(element.text) for element in page().all("figcaption")]
    assert [caption for caption in captions if "events" in caption] == [
        "3 events, c. 2014 to 15 August 2021, 15:35. "
        "Times that name no offset are local times of Asia/Karachi. As of 6 March 2026."
    ]


@pytest.mark.parametrize(
    ("date", "machine"),
    [
        ("2014", "2014"),
        ("2021-08", "2021-08"),
        ("2025-07-25", "2025-07-25"),
        ("2025-05-10T15:35", "2025-05-10T15:35"),
        ("2025-05-10T15:35:00+05:30", "2025-05-10T15:35:00+05:30"),
        ("2025-05-10T15:35:00Z", "2025-05-10T15:35:00Z"),
        ("0000", None),
        ("-0044-03-15", None),
        ("2014~", None),
        ("198X", None),
        ("2001-21", None),
        ("2001-34", None),
        ("2025-05-07/2025-05-10", None),
        ("[1667,1668]", None),
        ("Y-17E7", None),
    ],
)
def test_a_date_is_machine_readable_where_html_can_say_the_same(date: str, machine: str | None) -> None:
    times = [element.attributes["datetime"] for element in one_event(date=date).all("time")]
    assert times == ([machine] if machine else [])


def test_the_page_runs_under_a_policy_that_allows_its_own_style_alone() -> None:
    for theme in ("light", "auto"):
        text = drawn({**RICH, "display": {"theme": theme}})
        read = Reader(text)
        metas = {e.attributes.get("http-equiv"): e.attributes.get("content") for e in read.all("meta")}
        digests = [hashlib.sha256(style.text.encode()).digest() for style in read.all("style")]
        hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
        assert metas["Content-Security-Policy"] == (
            f"default-src 'none'; style-src {' '.join(hashes)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        assert len(hashes) == (2 if theme == "auto" else 1)
        assert not any(e.attributes.keys() & {"style", "srcset"} for e in read.elements)


def test_the_page_asks_for_nothing() -> None:
    read = page()
    assert not {e.name for e in read.elements} & {
        "script",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    }
    assert not [e for e in read.elements if "src" in e.attributes]
    assert not [key for e in read.elements for key in e.attributes if key.startswith("on")]
    assert "url(" not in next(read.all("style")).text
    assert "@import" not in next(read.all("style")).text


def test_an_image_is_shown_only_where_it_stands_in_the_file() -> None:
    pixel = "data:image/png;base64,iVBORw0KGgo="
    inside = one_event(image={"src": pixel, "alt": "A wall", "credit": "A. Painter"})
    assert inside.one("img").attributes == {"src": pixel, "alt": "A wall"}
    assert folded(inside.one("figure", "image").text) == "A. Painter"
    outside = one_event(image={"src": "photos/wall.png", "alt": "A wall"})
    assert not list(outside.all("img"))
    assert folded(outside.one("figure", "image").text) == "Picture: A wall (photos/wall.png)"


HOSTILE = "<script>alert(1)</script>\"' onload='x' &amp; </title></style> \u202egnp.exe"


def test_hostile_words_stay_words_wherever_they_stand() -> None:
    source = dict.fromkeys(("title", "publisher", "author", "note"), HOSTILE)
    event = {
        "id": "e",
        "date": "2014",
        "title": HOSTILE,
        "summary": HOSTILE,
        "group": "g",
        "sources": [{"source": "s", "quote": HOSTILE, "locator": HOSTILE}],
        "figures": [{"value": HOSTILE, "label": HOSTILE}],
        **{key: [HOSTILE] for key in ("people", "places", "tags")},
        "image": {"src": "wall.png", "alt": HOSTILE, "credit": HOSTILE},
    }
    document = {
        "title": HOSTILE,
        "subtitle": HOSTILE,
        "groups": [{"id": "g", "title": HOSTILE}],
        "eras": [{"date": "2014", "title": HOSTILE}],
        "sources": {"s": source},
        "events": [event, {"date": "2015", "title": "Another", "links": [{"to": "e", "label": HOSTILE}]}],
    }
    read = Reader(drawn(document))
    assert not list(read.all("script"))
    assert not [key for e in read.elements for key in e.attributes if key.startswith("on")]
    shown = HOSTILE.replace("\u202e", "")
    assert read.one("h1").text == shown
    assert sum(element.text == shown for element in read.all("bdi")) >= 15


def test_page_and_picture_show_the_same_letters_in_the_same_order() -> None:
    document = {"events": [{"date": "2014", "title": "\u202eevil\u202c \u2067here\u2069"}]}
    story = timeline.loads(json.dumps(document))
    for format in ("svg", "html"):
        text = timeline.render(story, format)
        assert "evil here" in text
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_words_of_the_file_beside_words_of_ours_are_isolated() -> None:
    bare = re.sub(r"<bdi>.*?</bdi>", "", drawn({**RICH, "title": "T"}).partition("<ol")[2])
    bare = re.sub(r' title="[^"]*"', "", bare)
    for said in ("is dropped", "The town<", "It is over", "p. 3", "votes", "Ann", "comes to", "The Daily"):
        assert said not in bare


@pytest.mark.parametrize(
    ("lang", "direction"),
    [
        ("en", None),
        ("ur", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("ur-Latn", None),
        ("az-Arab", "rtl"),
        ("pa", None),
    ],
)
def test_the_page_runs_in_the_direction_of_its_language(lang: str, direction: str | None) -> None:
    root = page(lang=lang).one("html")
    assert (root.attributes["lang"], root.attributes.get("dir")) == (lang, direction)


def test_words_of_ours_are_those_of_the_language_and_elsewhere_say_that_they_are_english() -> None:
    assert [e.text for e in page(lang="th").all("h2")] == ["Events", "Background", "Sources"]
    assert {e.attributes.get("lang") for e in page(lang="th").all("h2")} == {"en"}
    assert [e.text for e in page(lang="ur").all("h2")] == ["واقعات", "پس منظر", "مآخذ"]
    for lang in ("ur", "en-GB"):
        assert {e.attributes.get("lang") for e in page(lang=lang).all("h2")} == {None}


@pytest.mark.parametrize("lang", sorted(set(TABLES) - {"en"}))
def test_a_page_in_another_language_has_no_english_left(lang: str) -> None:
    document = {**RICH, "title": "T", "lang": lang}
    del document["subtitle"]
    text = re.sub(r"<style>.*?</style>|<bdi>.*?</bdi>|<svg.*?</svg>", "", drawn(document), flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", text)
    for word in ("events?", "skip", "read", "led", "linked", "from", "people", "gives", "and"):
        assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), word


def test_every_link_within_the_page_leads_somewhere_and_no_id_stands_twice() -> None:
    read = page()
    ids = [e.attributes["id"] for e in read.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    inward = [
        e.attributes["href"] or "" for e in read.all("a") if (e.attributes["href"] or "").startswith("#")
    ]
    assert {href[1:] for href in inward} <= set(ids)
    assert len(inward) > 5


def test_links_that_leave_the_page_tell_nobody_where_from() -> None:
    leaving = [
        e
        for e in page().all("a")
        if (e.attributes["href"] or "").startswith("http") and "rel" in e.attributes
    ]
    assert {e.attributes["rel"] for e in leaving} == {"noopener noreferrer"}
    assert {e.attributes["href"] for e in leaving} == {
        "https://example.org/a?b=1&c=2",
        "https://example.org/drop",
    }


def test_an_anchor_is_the_id_of_the_event_where_that_is_plain() -> None:
    document = {"events": [{"id": "a-1", "date": "2014", "title": "A"}, {"date": "2015", "title": "B"}]}
    anchors = [e.attributes["id"] for e in Reader(drawn(document)).all("li", "event")]
    assert anchors == ["event-a-1", "event.2"]


def test_a_group_has_the_colour_that_it_has_in_the_picture() -> None:
    text = drawn(RICH)
    chip = re.search(r'<svg class="chip".*?<rect class="(\S+)" .*?fill="(#\w+)"', text)
    assert chip
    assert f'class="{chip[1]}' in text.partition("<ol")[0]
    assert f'fill="{chip[2]}"' in text.partition("<ol")[0]


def test_a_page_of_some_events_says_that_it_is() -> None:
    story = timeline.loads(json.dumps(RICH))
    read = Reader(timeline.render(story, "html", first="2021", groups=["town"]))
    assert any(
        "1 of 3 events: that from 2021 in The town." in folded(one.text) for one in read.all("figcaption")
    )


def test_the_sheet_of_the_picture_is_turned_by_its_shape() -> None:
    many = [{"date": f"2014-{month:02}-{day:02}", "title": f"Event {day} of month {month}, in some words"}
            for month in range(1, 13) for day in range(1, 28, 2)]  # fmt: skip
    tall = Reader(drawn({"events": many, "display": {"width": 400}}))
    wide = Reader(drawn({"events": many[:2], "display": {"width": 1600}}))
    assert len(list(tall.all("div", "tall"))) == len(list(wide.all("div", "wide"))) == 1


def test_a_picture_stands_before_the_words_that_flow_around_it() -> None:
    text = drawn({"events": [{"date": "2014", "title": "A wall", "summary": "It falls.",
                              "image": {"src": "data:image/png;base64,iVBORw0KGgo="}}]})  # fmt: skip
    assert text.index("<h3>") < text.index('<figure class="image">') < text.index("It falls.")


def test_a_picture_without_words_of_its_own_is_called_by_its_event() -> None:
    pixel = "data:image/png;base64,iVBORw0KGgo="
    assert one_event(image={"src": pixel}).one("img").attributes["alt"] == "An event"
    assert one_event(image={"src": pixel, "alt": ""}).one("img").attributes["alt"] == ""
