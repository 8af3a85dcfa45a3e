"""The reader around the live figure: markup that waits for the script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.write.test_page import RICH, Element, Reader, folded
from timeline import write
from timeline.languages import TABLES, language
from timeline.pipeline import read_text
from timeline.write.book import Book
from timeline.write.controls import ICONS, KEYS, MOST, controls, more

BUTTONS = (
    "_filters-button", "_story-button", "_save-button", "_help-button", "_reset", "_zoom-in", "_zoom-out",
    "_fit", "_previous", "_next", "_copy-link", "_close", "_story-back", "_story-on", "_story-end",
)  # fmt: skip


def markup(**changes: Any) -> str:
    timeline = read_text(json.dumps({**RICH, **changes})).timeline
    assert timeline is not None
    return controls(Book(timeline, {}, "_t"))


def reader(**changes: Any) -> Reader:
    return Reader(markup(**changes))


def by_id(read: Reader, id: str) -> Element:
    (found,) = (element for element in read.elements if element.attributes.get("id") == id)
    return found


def choices(read: Reader, name: str) -> list[str | None]:
    boxes = [box for box in read.all("input") if box.attributes.get("name") == name]
    assert {box.attributes["type"] for box in boxes} <= {"checkbox"}
    return [box.attributes["value"] for box in boxes]


def test_all_of_it_is_hidden_until_the_script_shows_it() -> None:
    read = reader()
    assert "hidden" in by_id(read, "_reader").attributes
    for id in ("_filters", "_story", "_panel", "_copy"):
        assert "hidden" in by_id(read, id).attributes
    assert "open" not in by_id(read, "_help").attributes


def test_every_element_that_the_script_asks_for_is_there() -> None:
    asked = set()
    for file in Path(write.__file__).with_name("assets").glob("*.js"):
        asked |= set(re.findall(r"""["'#](_[a-z]+(?:-[a-z]+)*)\b""", file.read_text(encoding="utf-8")))
    assert "_figure" in asked
    page = markup() + more(Book(read_text(json.dumps(RICH)).timeline, {}, "_t"))  # type: ignore[arg-type]
    there = set(re.findall(r' id="([^"]+)"', page)) | {"_list", "_data", "_events", "_sources", "_source"}
    assert asked - there == set()


def test_the_ids_are_ones_that_no_event_can_have() -> None:
    ids = [element.attributes["id"] for element in reader().elements if "id" in element.attributes]
    assert all(id and id.startswith("_") for id in ids)
    assert len(ids) == len(set(ids))


def test_every_button_has_words_and_sends_nothing() -> None:
    read = reader()
    for id in BUTTONS:
        button = by_id(read, id)
        assert button.name == "button"
        assert button.attributes["type"] == "button"
        assert button.text.strip() or button.attributes["aria-label"]
    forms = [form.attributes.get("method") for form in read.all("form")]
    assert forms.count("dialog") == 1
    assert set(forms) == {None, "dialog"}


def test_fields_are_labelled() -> None:
    read = reader()
    assert by_id(read, "_search").attributes["aria-label"] == "Search"
    assert [folded(label.text) for label in read.all("label")][-3:-1] == ["From", "To"]
    for id in ("_from", "_to"):
        described = (by_id(read, id).attributes["aria-describedby"] or "").split()
        assert [by_id(read, one).name for one in described] == ["p", "p"]
    assert [folded(legend.text) for legend in read.all("legend")] == [
        "Group", "Person", "Place", "Tag", "Status", "Source", "Period",
    ]  # fmt: skip


def test_filters_name_what_occurs_and_nothing_else() -> None:
    read = reader(groups=[{"id": "none", "title": "Unused"}, {"id": "town", "title": "The town"}])
    assert choices(read, "group") == ["town"]
    assert choices(read, "person") == ["Ann", "Bob"]
    assert choices(read, "status") == ["reported", "disputed"]
    assert choices(read, "source") == ["a", "b", "c"]
    assert "[2] Who dropped it?" in folded(by_id(read, "_source").text)
    bare = reader(events=[{"date": "2014", "title": "E"}])
    assert [folded(legend.text) for legend in bare.all("legend")] == ["Period"]


def test_of_very_many_values_those_with_the_most_events_are_listed_in_the_order_of_their_mention() -> None:
    events = [{"date": f"{1000 + n}", "title": "E", "people": [f"P{n}"]} for n in range(MOST + 20)]
    events += [{"date": "2500", "title": "E", "people": [f"P{n}", "last"]} for n in range(20, MOST + 20)]
    listed = choices(reader(events=events), "person")
    assert listed == [*(f"P{n}" for n in range(20, MOST + 19)), "last"]


def test_a_value_that_an_event_names_twice_counts_once() -> None:
    events = [{"date": "1000", "title": "E", "tags": ["twice"] * 2}]
    tags = [f"T{number}" for number in range(MOST)]
    events += [{"date": date, "title": "E", "tags": [tag]} for date in ("1001", "1002") for tag in tags]
    assert "twice" not in choices(reader(events=events), "tag")


def test_the_sheet_lists_every_key_that_a_button_answers_to() -> None:
    read = reader()
    listed = {folded(kbd.text) for kbd in read.all("kbd")}
    assert len(list(read.all("dt"))) == len(KEYS)
    keys = {element.attributes["data-key"] for element in read.elements if "data-key" in element.attributes}
    assert {(key or "").replace("-", "−") for key in keys} <= listed
    assert {"/", "?", "s", "n", "p", "+", "-", "0"} == keys


def test_single_keys_can_be_switched_off() -> None:
    box = by_id(reader(), "_keys")
    assert box.attributes["type"] == "checkbox"
    assert "checked" in box.attributes


def test_icons_are_pictures_of_their_own_and_not_read_out() -> None:
    text = markup()
    assert text.count("<svg") == text.count('aria-hidden="true"') >= len(ICONS)
    assert "url(" not in text
    assert "href=" not in text


@pytest.mark.parametrize("lang", sorted(TABLES))
def test_every_word_is_in_the_language_of_the_page(lang: str) -> None:
    read = reader(lang=lang)
    own = language(lang)
    assert by_id(read, "_search").attributes["placeholder"] == own.say("reader.search")
    assert folded(by_id(read, "_help-button").text) == own.say("reader.help")
    assert "lang" not in by_id(read, "_reader").attributes


def test_where_there_is_no_table_words_are_english_and_those_of_the_file_are_not() -> None:
    read = reader(lang="th")
    assert by_id(read, "_reader").attributes["lang"] == "en"
    assert by_id(read, "_panel-body").attributes["lang"] == "th"
    assert {bdi.attributes["lang"] for bdi in read.all("bdi")} == {"th"}
