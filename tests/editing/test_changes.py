"""The editing commands on texts: what was asked for changes, and nothing that the user wrote beside it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import UTC
from timeline.editing import Change, Refused, add, assign, assign_to_document, checked, remove, rename
from timeline.editing.order import place_in_time

ODD = """{ "events":[
    {"date":"2014",  "title" :"One", "id":"one", "x-mine": {"b":1,"a":[ 1,2 ]} },

  {
     "title": "Two \\u2013 escaped",
     "id": "two",
     "date": "2016",
     "links": [ {"to":"one", "label": "recalls"}, {"to": "three", "label": "led to"} ]
  },
    {"id": "three", "date": "2018", "title": "3",
      "links": [{"to": "one", "label":"recalls"}]}],
"title":"Odd",
"x-note": "as I like it"
}"""


def values(text: str) -> Any:
    return json.loads(text)


def changed_lines(old: str, new: str) -> list[str]:
    """The lines that are not in both, with - or + before them."""
    lines = difflib.ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


CHANGES: dict[str, Callable[[str], Change]] = {
    "add": lambda text: add(text, "2015", "A new one", id="new"),
    "assign": lambda text: assign(text, "two", [("summary", "More"), ("date", "2016-05")]),
    "remove": lambda text: remove(text, "two"),
    "force": lambda text: remove(text, "one", force=True),
    "rename": lambda text: rename(text, "one", "uno"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n  "])
def test_line_ends_and_the_end_of_the_file_stay_as_they_are(name: str, end: str, last: str) -> None:
    change = CHANGES[name]
    text = ODD + last
    assert change(text.replace("\n", end)).text == change(text).text.replace("\n", end)
    assert change(text).text == change(ODD).text + last


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "assign",
            [
                '-      "date": "2016",\n',
                '+      "date": "2016-05",\n',
                '+      "summary": "More",\n',
            ],
        ),
        (
            "rename",
            [
                '-     {"date":"2014",  "title" :"One", "id":"one", "x-mine": {"b":1,"a":[ 1,2 ]} },\n',
                '+     {"date":"2014",  "title" :"One", "id":"uno", "x-mine": {"b":1,"a":[ 1,2 ]} },\n',
                '-      "links": [ {"to":"one", "label": "recalls"}, {"to": "three", "label": "led to"} ]\n',
                '+      "links": [ {"to":"uno", "label": "recalls"}, {"to": "three", "label": "led to"} ]\n',
                '-       "links": [{"to": "one", "label":"recalls"}]}],\n',
                '+       "links": [{"to": "uno", "label":"recalls"}]}],\n',
            ],
        ),
    ],
)
def test_of_oddly_written_text_only_the_lines_concerned_change(name: str, lines: list[str]) -> None:
    assert changed_lines(ODD, CHANGES[name](ODD).text) == lines


def test_a_new_event_takes_no_line_away() -> None:
    new = add(ODD, "2015", "A new one", id="new").text
    assert [line for line in changed_lines(ODD, new) if line[0] == "-"] == []
    assert [event["id"] for event in values(new)["events"]] == ["one", "new", "two", "three"]


def test_what_was_done_is_said_with_the_neighbours() -> None:
    assert add(ODD, "2015", "X", id="x")[1:] == ("added x to", "between one and two")
    assert add(ODD, "2013", "X", id="x")[1:] == ("added x to", "before one")
    assert add(ODD, "2019", "X", id="x")[1:] == ("added x to", "behind three")
    assert add("{}", "2019", "X", id="x")[1:] == ("added x to", "")
    assert values(add("{}", "2019", "X", id="x").text) == {
        "events": [{"id": "x", "date": "2019", "title": "X"}]
    }


def placed(date: str, *dates: str, zone: str = "UTC") -> list[str]:
    text = json.dumps({"timezone": zone, "events": [{"date": one, "title": "Old"} for one in dates]})
    return [event["date"] for event in values(add(text, date, "New").text)["events"]]


def test_a_new_event_stands_in_the_order_of_dates() -> None:
    assert placed("2015", "2014", "2016") == ["2014", "2015", "2016"]
    assert placed("-0043-03-15", "-0100", "0001") == ["-0100", "-0043-03-15", "0001"]
    assert placed("2015", "2016", "2014") == ["2016", "2015", "2014"], "a file that runs backwards"
    assert placed("2015", "2014", "2020", "2013", "2016") == ["2014", "2020", "2013", "2015", "2016"]
    assert placed("2015", "2014", "no date", "2016") == ["2014", "no date", "2015", "2016"]
    assert placed("never", "2014", "2016") == ["2014", "2016", "never"]
    assert placed("2025-05-10T01:00+05:00", "2025-05-09", "2025-05-11") == [
        "2025-05-09", "2025-05-10T01:00+05:00", "2025-05-11",
    ]  # fmt: skip


YEARS = st.integers(1000, 1020).map(str)


@given(st.lists(YEARS, max_size=12), YEARS)
def test_a_new_event_leaves_an_ordered_file_ordered(dates: list[str], date: str) -> None:
    for backwards in (False, True):
        ordered = sorted(dates, reverse=backwards)
        if backwards and len(set(ordered)) < 2:
            continue  # that says no direction
        after = placed(date, *ordered)
        assert after == sorted([*dates, date], reverse=backwards)


@given(st.lists(YEARS, max_size=12), YEARS)
def test_no_other_place_would_have_fewer_events_on_the_wrong_side(dates: list[str], date: str) -> None:
    place = place_in_time(date, dates, UTC)

    backwards = sum((one < other) - (other < one) for one, other in pairwise(dates)) < 0

    def wrong(at: int) -> int:
        before, behind = dates[:at], dates[at:]
        if backwards:
            return sum(one < date for one in before) + sum(one >= date for one in behind)
        return sum(one > date for one in before) + sum(one <= date for one in behind)

    assert wrong(place) == min(map(wrong, range(len(dates) + 1)))


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Kabul falls", "kabul-falls"),
        ("The Senate’s  committee (again)!", "the-senates-committee-again"),
        ("National Action Plan adopted by the parliament of Pakistan", "national-action-plan-adopted-by-the"),
        ("Łódź 1905", "łódź-1905"),
        ("बंदरगाह समिति", "बंदरगाह-समिति"),
        ("…", "event"),
        ("港" * 60, "港" * 40),
        ("क" * 39 + "ि" + "िक", "क" * 38),
    ],
)
def test_an_id_is_made_of_the_first_words_in_any_script(title: str, id: str) -> None:
    text = add('{"events": []}', "2014", title).text
    assert values(text)["events"][0]["id"] == id
    assert checked(text.encode(), lambda text: Change(text, "")).diagnostics == []


def test_an_id_that_is_taken_gets_the_year_and_then_a_number() -> None:
    text = '{"events": []}'
    for _ in range(4):
        text = add(text, "2025-05", "Kabul falls").text
    ids = [event["id"] for event in values(text)["events"]]
    assert ids == ["kabul-falls", "kabul-falls-2025", "kabul-falls-2", "kabul-falls-3"]


def assigned(**written: str) -> Any:
    event = {"id": "a", "date": "2014", "title": "A", "sources": ["app"], "image": {"src": "a.png"}}
    pairs = [(key.replace("__", "."), value) for key, value in written.items()]
    (event,) = values(assign(json.dumps({"events": [event]}), "a", pairs).text)["events"]
    return event


def test_a_value_is_json_where_the_document_can_take_it() -> None:
    assert assigned(importance="5")["importance"] == 5
    assert assigned(tags='["a", "b"]')["tags"] == ["a", "b"]
    assert assigned(date="2015")["date"] == "2015", "a year is no number"
    assert assigned(title="true")["title"] == "true"
    assert assigned(title='"quoted"')["title"] == "quoted"
    assert assigned(summary="{not json")["summary"] == "{not json"
    assert assigned(summary="NaN")["summary"] == "NaN"
    assert assigned(figures='[{"value": "1", "label": "one"}]', figures__0__value="481")["figures"] == [
        {"value": "481", "label": "one"}
    ]


def test_dots_lead_into_values() -> None:
    assert assigned(image__alt="A wall")["image"] == {"src": "a.png", "alt": "A wall"}
    assert assigned(sources__0__quote="Yes")["sources"] == [{"source": "app", "quote": "Yes"}]
    assert assigned(sources__1="other")["sources"] == ["app", "other"]
    assert assigned(sources__1__source="b", sources__1__quote="7")["sources"][1] == {
        "source": "b",
        "quote": "7",
    }
    assert assigned(links__0__to="b")["links"] == [{"to": "b"}]


def test_nothing_takes_a_key_out() -> None:
    assert "image" not in assigned(image="")
    assert "sources" not in assigned(sources__0=""), "and a list with nothing else in it"
    assert "image" not in assigned(image__src="")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("id", "b", "links go by the id; to change both: timeline rename ID NEW"),
        ("summary", "", "there is no summary to be removed"),
        ("title.x", "b", "title is a single value; nothing in it is called x"),
        ("sources.x", "b", "sources is a list; say which of it by its number, as sources.0 "
         "(there are 0 to 0, or 1 for one more)"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_refused_in_words(key: str, value: str, words: str) -> None:
    with pytest.raises(Refused) as raised:
        assigned(**{key.replace(".", "__"): value})
    assert str(raised.value) == words


def test_a_new_key_stands_where_the_documents_list_it() -> None:
    text = '{"events": [{"date": "2014", "title": "A", "tags": ["a"], "x-mine": 1}]}'
    text = assign(text, "A", [("summary", "S"), ("url", "https://example.org"), ("x-other", "1")]).text
    text = rename(text, "A", "a").text
    keys = list(values(text)["events"][0])
    assert keys == ["id", "date", "title", "summary", "tags", "url", "x-mine", "x-other"]


def test_an_event_that_others_link_to_is_kept_unless_forced() -> None:
    with pytest.raises(
        Refused, match=r"^one is linked to by two, three; --force takes these links out, too$"
    ):
        remove(ODD, "one")
    text, done, detail = remove(ODD, "one", force=True)
    assert (done, detail) == ("removed one from", "with the links to it from two, three")
    two, three = values(text)["events"]
    assert two["links"] == [{"to": "three", "label": "led to"}]
    assert "links" not in three


def test_an_id_is_changed_wherever_it_stands() -> None:
    text, done, detail = rename(ODD, "one", "uno")
    assert values(text) == values(ODD.replace('"one"', '"uno"'))
    assert (done, detail) == ("renamed one to uno in", "with 2 links to it")
    with pytest.raises(Refused, match=r"^another event has the id 'two' already$"):
        rename(ODD, "one", "two")
    assert rename(ODD, "one", "one").text == ODD


def test_an_unknown_event_is_met_with_what_may_be_meant() -> None:
    long = '{"events": [{"id": "national-action-plan-adopted", "date": "2014", "title": "A"}]}'
    with pytest.raises(
        Refused, match=r"^there is no event 'Plan'; did you mean national-action-plan-adopted$"
    ):
        remove(long, "Plan")
    with pytest.raises(Refused, match=r"^there is no event 'tow'; did you mean two$"):
        remove(ODD, "tow")
    twins = '{"events": [{"date": "2014", "title": "A"}, {"date": "2015", "title": "A"}]}'
    with pytest.raises(Refused, match=r"^there are 2 events with the title 'A'$"):
        remove(twins, "A")


def codes(text: str, change: Callable[[str], Change]) -> tuple[bool, list[str]]:
    result = checked(text.encode(), change)
    return result.change is not None, [one.code for one in result.diagnostics]


def test_a_text_with_errors_is_not_kept_and_they_are_said() -> None:
    assert codes(ODD, lambda text: add(text, "2025-02-30", "X")) == (False, ["date-day"])
    assert codes(ODD, lambda text: add(text, "2025", "X", group="g")) == (False, ["id-unknown"])
    assert codes(ODD, lambda text: assign(text, "one", [("title", "")])) == (False, ["key-missing"])
    assert codes("{,", CHANGES["add"])[0] is False
    assert codes("[]", CHANGES["add"])[0] is False
    assert codes("\ufeff" + ODD, CHANGES["add"]) == (False, ["encoding-mark"])


def test_a_fault_can_be_mended_by_a_change() -> None:
    faulty = ODD.replace('"2016"', '"2016-02-30"')
    assert codes(faulty, lambda text: assign(text, "two", [("date", "2016-02-29")])) == (True, [])
    result = checked(faulty.encode(), lambda text: assign(text, "one", [("title", "Uno")]))
    assert result.change is None
    assert result.text == faulty, "the faults that were there are shown where they stand"
    assert [one.code for one in result.diagnostics] == ["date-day"]


def test_only_those_warnings_are_said_that_are_new() -> None:
    text = '{"groups": [{"id": "g", "title": "G"}], "events": [{"date": "2014", "title": "A"}]}'
    assert codes(text, lambda text: add(text, "2013", "B")) == (True, [])
    assert codes(text, lambda text: add(text, "2014", "A")) == (True, ["event-twice"])


def test_links_are_renamed_and_removed_from_all_of_many_events() -> None:
    hub = {"id": "hub", "date": "2014", "title": "Hub"}
    spokes = [
        {"date": "2015", "title": f"No. {number}", "links": [{"to": "hub"}, {"to": "x"}, {"to": "hub"}]}
        for number in range(500)
    ]
    text = json.dumps({"title": "é", "events": [hub, *spokes, {"id": "x", "date": "2016", "title": "X"}]})
    renamed, _, detail = rename(text, "hub", "néw")
    assert renamed == text.replace('"hub"', '"n\\u00e9w"'), (
        "letters stay escaped where the author escapes them"
    )
    assert detail == "with 1,000 links to it"
    left = values(remove(text, "hub", force=True).text)["events"][:-1]
    assert [event["links"] for event in left] == [[{"to": "x"}]] * 500


def test_an_event_may_be_renamed_that_links_to_itself() -> None:
    text = '{"events": [{"id": "a", "date": "2014", "title": "A", "links": [{"to": "a"}]}]}'
    assert rename(text, "a", "b").text == text.replace('"a"', '"b"')


def to_document(text: str, **keys: str) -> Any:
    pairs = [(key.replace("__", "."), value) for key, value in keys.items()]
    return values(assign_to_document(text, pairs).text)


def test_values_of_the_document_are_written_in_their_documented_places() -> None:
    text = '{"events": []}'
    made = assign_to_document(
        text,
        [
            ("sources.daily.title", "481 accounts"),
            ("sources.daily.date", "2025"),
            ("groups.law.title", "Law"),
            ("groups.war.title", "War"),
            ("groups.law.color", "green"),
            ("display.width", "605"),
            ("subtitle", "2014"),
            ("title", "Who knew"),
        ],
    )
    assert made.done.startswith("changed sources.daily.title, sources.daily.date, groups.law.title")
    assert list(values(made.text)) == ["title", "subtitle", "groups", "sources", "events", "display"]
    assert values(made.text) == {
        "title": "Who knew",
        "subtitle": "2014",
        "groups": [{"id": "law", "title": "Law", "color": "green"}, {"id": "war", "title": "War"}],
        "sources": {"daily": {"title": "481 accounts", "date": "2025"}},
        "events": [],
        "display": {"width": 605},
    }


def test_groups_and_sources_are_found_by_their_ids_though_these_have_dots() -> None:
    text = """{"groups": [{"id": "a", "title": "A"}, {"id": "a.b", "title": "AB"}],
      "sources": {"s": {"title": "S"}, "s.t": {"title": "ST"}}, "events": []}"""
    made = to_document(text, groups__a__b__color="blue", sources__s__t__url="https://example.org/")
    assert made["groups"] == [{"id": "a", "title": "A"}, {"id": "a.b", "title": "AB", "color": "blue"}]
    assert made["sources"]["s.t"] == {"title": "ST", "url": "https://example.org/"}
    made = to_document(text, groups__a="", groups__0__title="New", sources__s="", sources__s__t__title="T")
    assert made["groups"] == [{"id": "a.b", "title": "New"}]
    assert made["sources"] == {"s.t": {"title": "T"}}
    assert "groups" not in to_document(text, groups__a="", groups__a__b="")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("importance", "5", "importance is a key of events; say of which one: timeline set ID importance=…"),
        ("events.0.title", "A", "events are changed one by one: timeline set ID KEY=VALUE"),
        ("groups.law", "", "there is no group 'law'"),
        ("groups.law", "Law", "there is no group 'law'; to make it: timeline set groups.law.title=…"),
        ("sources.daily", "", "there is no sources.daily to be removed"),
    ],
)
def test_what_cannot_be_set_of_a_document_is_refused_in_words(key: str, value: str, words: str) -> None:
    with pytest.raises(Refused) as raised:
        to_document(ODD, **{key.replace(".", "__"): value})
    assert str(raised.value) == words


def test_more_keys_of_a_new_event_are_read_like_those_that_are_set() -> None:
    made = add(ODD, "2015", "New", pairs=[("importance", "4"), ("sources.0.source", "s"), ("summary", "5")])
    [event] = [one for one in values(made.text)["events"] if one["title"] == "New"]
    assert event == {
        "id": "new",
        "date": "2015",
        "title": "New",
        "summary": "5",
        "importance": 4,
        "sources": [{"source": "s"}],
    }
    with pytest.raises(Refused, match=r"^date is not given as KEY=VALUE here; see: timeline add --help$"):
        add(ODD, "2015", "New", pairs=[("date", "2016")])
