"""A timeline as plain values: the form of the file, and the way back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import DOCUMENTS
from tests.gallery import NAMES, load
from timeline.model import Timeline
from timeline.model.plain import as_document
from timeline.model.table import DOCUMENT, EVENT
from timeline.pipeline import read_text

DATES = ("2014", "2014~", "2021-08-15", "2025-05-10T15:35+05:30", "2021-08-15/..", "[1667,1668..]")


def made(document: Any) -> Timeline:
    timeline = read_text(json.dumps(document)).timeline
    assert timeline is not None
    return timeline


def back(timeline: Timeline) -> Timeline:
    return made(as_document(timeline))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_the_gallery_comes_back_equal(name: str) -> None:
    timeline = load(name)
    assert back(timeline) == timeline


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_file_that_is_hard_to_draw_comes_back_equal(name: str) -> None:
    timeline = made(DOCUMENTS[name]())
    assert back(timeline) == timeline


letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Cn", "Co"))
texts = st.text(letters, min_size=1).filter(str.strip)
lines = st.lists(texts, max_size=2)
dates = st.sampled_from(DATES)


def some(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


citations = st.one_of(
    st.just("s"),
    some({"source": st.just("s")}, quote=texts, locator=texts, date=dates,
         stance=st.sampled_from(["supports", "disputes", "mentions"])),
)  # fmt: skip
events = some(
    {"date": dates, "title": texts},
    summary=texts, group=st.just("g"), importance=st.integers(1, 5),
    status=st.sampled_from(["confirmed", "reported", "alleged", "disputed"]),
    sources=st.lists(citations, max_size=2), people=lines, places=lines, tags=lines,
    figures=st.lists(some({"value": texts, "label": texts}, source=st.just("s")), max_size=1),
    links=st.lists(some({"to": st.just("end")}, label=texts), max_size=1),
    url=st.just("https://example.org/a?b"),
    image=some({"src": st.just("a.png")}, alt=texts, credit=texts),
)  # fmt: skip
END = {"id": "end", "date": "2030", "title": "Where links lead to"}
documents = some(
    {
        "events": st.lists(events, max_size=3).map(lambda found: [*found, END]),
        "groups": st.just([{"id": "g", "title": "G", "color": "skyblue"}]),
        "sources": some({"s": some({"title": texts}, publisher=texts, date=dates, note=texts)}),
    },
    title=texts, subtitle=texts, lang=st.sampled_from(["en", "ur"]), as_of=st.just("2026-03-06"),
    timezone=st.sampled_from(["UTC", "Asia/Karachi"]),
    display=some({}, width=st.just(900), theme=st.just("dark"), formats=st.just(["svg", "bib"])),
    eras=st.lists(some({"date": dates, "title": texts}, color=st.just("#abc")), max_size=1),
)  # fmt: skip


@settings(deadline=None)  # zones are read from the disk
@given(documents)
def test_any_document_comes_back_equal(document: dict[str, Any]) -> None:
    timeline = made(document)
    assert back(timeline) == timeline


def test_keys_stand_in_the_documented_order_and_events_in_that_of_the_file() -> None:
    document = as_document(made({
        "events": [
            {"tags": ["t"], "title": "Late", "importance": 4, "date": "2020", "id": "b"},
            {"title": "Early", "date": "2010"},
        ],
        "timezone": "Asia/Karachi",
        "title": "T",
    }))  # fmt: skip
    documented = [row.key for row in DOCUMENT.rows]
    assert list(document) == sorted(document, key=documented.index)
    events: Any = document["events"]
    assert [event["title"] for event in events] == ["Late", "Early"]
    assert list(events[0]) == sorted(events[0], key=[row.key for row in EVENT.rows].index)


def test_what_goes_without_saying_is_left_out() -> None:
    document = {
        "lang": "en", "timezone": "UTC", "display": {},
        "sources": {"s": {"title": "S"}},
        "events": [{
            "date": "2014~", "title": "E", "importance": 3, "status": "reported", "people": [],
            "sources": [{"source": "s", "stance": "supports"}, {"source": "s", "locator": "p. 1"}],
        }],
    }  # fmt: skip
    assert as_document(made(document)) == {
        "sources": {"s": {"title": "S"}},
        "events": [{"date": "2014~", "title": "E", "sources": ["s", {"source": "s", "locator": "p. 1"}]}],
    }
