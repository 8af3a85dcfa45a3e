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


def without_script(page: str) -> str:
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


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
    in_the_panel, *titles = [element.text for element in page().all("h3")]
    assert in_the_panel == "The chosen event"
    assert titles == [
        "A plan is adopted",
        "Nothing happens",
        "The plan is dropped",
    ]


def test_an_event_says_all_that_the_file_says_of_it() -> None:
    # A term and its values are parted by the style sheet, and so are the dates that are given.
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
        "Who dropped it? [2] disputes this.",
        "What led here",
        "People: Ann, Bob",
        "Places: The hall",
        "Sources [1] [2] · Mentioned in [3]",
        "example.org/drop",
    ):
        assert said in words


def test_an_event_says_what_led_to_it_and_what_followed() -> None:
    adopted, nothing, dropped = words_of_events(page())
    assert "What followedcomes to → The plan is dropped 15 August 2021, 15:35" in adopted
    assert "What followedThe plan is dropped 15 August 2021, 15:35" in nothing
    assert "What led hereA plan is adopted c. 2014 (comes to)Nothing happens 2015" in dropped
    assert "What led here" not in adopted + nothing
    assert "What followed" not in dropped


def test_a_link_back_in_time_stands_among_what_led_here() -> None:
    events = [
        {"id": "plan", "date": "2014", "title": "A plan"},
        {"id": "ban", "date": "2025", "title": "A ban", "links": [{"to": "plan", "label": "invokes"}]},
    ]
    plan, ban = words_of_events(Reader(drawn({"events": events})))
    assert "What led hereinvokes → A plan 2014" in ban
    assert "What followedA ban 2025 (invokes)" in plan


def test_dates_that_differ_stand_side_by_side_the_files_own_first() -> None:
    given = page().one("div", "dates")
    assert folded(given.text) == (
        "Dates that are givenThis timeline15 August 2021, 15:35Who dropped it? [2]14 August 2021"
    )


def test_dates_that_agree_are_not_listed() -> None:
    cited = {"sources": [{"source": "s", "date": "2014"}]}
    document = {"sources": {"s": {"title": "S"}}, "events": [{"date": "2014", "title": "E", **cited}]}
    assert not list(Reader(drawn(document)).all("div", "dates"))


def test_a_doubt_is_explained_and_what_is_merely_coarse_is_said_in_the_panel_alone() -> None:
    read = page()
    assert [(folded(one.text), one.attributes["class"]) for one in read.all("p", "doubt")] == [
        ("The date is approximate.", "doubt"),
        ("It was some time within; when exactly is not known.", "doubt coarse"),
    ]


def test_a_status_that_is_the_usual_one_is_not_said() -> None:
    assert "reported" not in words_of_events(page())[0]


def test_a_summary_is_one_paragraph_for_each_of_its_own() -> None:
    paragraphs = [element.text for element in page().all("p")]
    assert "In the evening." in paragraphs
    assert "By 5 votes to 4." in paragraphs


def test_a_source_is_a_full_reference() -> None:
    listed = [
        folded(e.text) for e in page().all("li") if (e.attributes.get("id") or "").startswith("_source-")
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


def hashed(elements: Iterator[Element]) -> list[str]:
    digests = [hashlib.sha256(one.text.encode()).digest() for one in elements]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def test_the_page_runs_under_a_policy_that_allows_its_own_style_and_script_alone() -> None:
    for theme in ("light", "auto"):
        text = drawn({**RICH, "display": {"theme": theme}})
        read = Reader(text)
        metas = {e.attributes.get("http-equiv"): e.attributes.get("content") for e in read.all("meta")}
        hashes = hashed(read.all("style"))
        scripts = hashed(one for one in read.all("script") if one.attributes["type"] == "module")
        assert metas["Content-Security-Policy"] == (
            f"default-src 'none'; style-src {' '.join(hashes)}; script-src {' '.join(scripts)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        assert len(hashes) == (2 if theme == "auto" else 1)
        assert len(scripts) == 1
        assert not any(e.attributes.keys() & {"style", "srcset"} for e in read.elements)


def test_the_page_asks_for_nothing() -> None:
    read = page()
    assert not {e.name for e in read.elements} & {
        "link",
        "iframe",
        "object",
        "embed",
        "base",
    }
    assert [e.attributes["type"] for e in read.all("script")] == ["application/json", "module"]
    assert not [e for e in read.elements if e.attributes.keys() & {"action", "formaction", "ping"}]
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
    assert folded(outside.one("figure", "absent").text) == "Picture: A wall (photos/wall.png)"


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
    assert [e.attributes["type"] for e in read.all("script")] == ["application/json", "module"]
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
    _, _, lists = without_script(drawn({**RICH, "title": "T"})).partition('<section id="_events"')
    bare = re.sub(r"<bdi>.*?</bdi>", "", lists)
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
    reader = ("_help-title", "_panel-heading")  # whose language is said around them
    headings = [e for e in page(lang="th").all("h2") if e.attributes["id"] not in reader]
    assert [e.text for e in headings] == ["Events", "Background", "Sources"]
    assert {e.attributes.get("lang") for e in headings} == {"en"}
    assert [e.text for e in page(lang="ur").all("h2")][2:] == ["واقعات", "پس منظر", "مآخذ"]
    for lang in ("ur", "en-GB"):
        assert {e.attributes.get("lang") for e in page(lang=lang).all("h2")} == {None}


@pytest.mark.parametrize("lang", sorted(set(TABLES) - {"en"}))
def test_a_page_in_another_language_has_no_english_left(lang: str) -> None:
    document = {**RICH, "title": "T", "lang": lang}
    del document["subtitle"]
    text = without_script(drawn(document))
    text = re.sub(r"<style>.*?</style>|<bdi>.*?</bdi>|<svg.*?</svg>", "", text, flags=re.DOTALL)
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


def test_an_anchor_is_the_id_of_the_event_where_it_has_one() -> None:
    ids = ["a-1", None, "план.2", "events"]
    events = [{"date": f"{2014 + n}", "title": "E", **({"id": id} if id else {})} for n, id in enumerate(ids)]
    anchors = [e.attributes["id"] for e in Reader(drawn({"events": events})).all("li", "event")]
    assert anchors == ["a-1", "_event-2", "план.2", "events"]


def test_every_other_id_begins_as_that_of_no_event_can() -> None:
    read = page()
    events = {e.attributes["id"] for e in read.all("li", "event")}
    ids = {e.attributes["id"] or "" for e in read.elements if "id" in e.attributes}
    assert {id for id in ids - events if not id.startswith("_")} == set()
    assert {"_list", "_events", "_background", "_sources", "_source-1", "_data", "_reader"} <= ids


def test_a_long_list_stands_in_parts_that_a_browser_with_a_script_does_not_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from timeline.write import page as printer

    monkeypatch.setattr(printer, "LARGE", 4)
    monkeypatch.setattr(printer, "CHUNK", 2)
    document = {"events": [{"date": f"{2014 + n}", "title": f"Event {n}"} for n in range(5)]}
    read = Reader(drawn(document))
    starts = [e.attributes["start"] for e in read.all("ol", "events") if "start" in e.attributes]
    assert starts == ["1", "3", "5"]
    parts = [[e.text for e in Reader(f"<div>{part}</div>").all("h3")] for part in noscripts(drawn(document))]
    assert parts == [["Event 0", "Event 1"], ["Event 2", "Event 3"], ["Event 4"]]
    assert [e.text for e in read.all("ol", "events") if e.attributes.get("id") == "_list"] == [""]
    assert carried(read)["chunk"] == 2
    monkeypatch.setattr(printer, "LARGE", 5)
    short = Reader(drawn(document))
    assert noscripts(drawn(document)) == []
    assert [len(e.text) > 0 for e in short.all("ol", "events")] == [True]
    assert carried(short)["chunk"] == 0


def noscripts(page: str) -> list[str]:
    return re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)


def carried(read: Reader) -> dict[str, Any]:
    """What the page carries for its script."""
    (block,) = (e for e in read.all("script") if e.attributes.get("id") == "_data")
    found: dict[str, Any] = json.loads(block.text)
    return found


def test_the_page_carries_a_chart_of_the_events_that_it_lists() -> None:
    read = page()
    listed = [e.attributes["id"] for e in read.all("li", "event")]
    assert carried(read)["anchors"] == listed
    assert len(carried(read)["chart"]["events"]) == len(listed)


def test_a_page_without_events_has_no_reader() -> None:
    read = Reader(drawn({"title": "T", "events": []}))
    assert not list(read.all("script"))
    assert not [e for e in read.elements if e.attributes.get("id") == "_reader"]


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


def test_the_figure_has_a_legend_of_its_own() -> None:
    read = Reader(drawn(RICH))
    signs = [element for element in read.all("ul") if element.attributes.get("id") == "_key"]
    assert len(signs) == 1
    assert "some time within" in signs[0].text


def test_a_page_without_a_title_has_a_heading_all_the_same() -> None:
    read = Reader(drawn({"events": [{"date": "2014", "title": "A year"}]}))
    assert read.one("h1", "unseen").text == "Timeline"


def test_an_address_is_written_as_a_browser_would_ask_for_it() -> None:
    page = drawn({"events": [{"date": "2014", "title": "A", "url": "https://example.org/a?b=\"<c>'|d"}]})
    (link,) = (link for link in Reader(page).all("a") if "rel" in link.attributes)
    assert link.attributes["href"] == "https://example.org/a?b=%22%3Cc%3E'%7Cd"
