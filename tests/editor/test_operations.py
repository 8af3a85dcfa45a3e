"""What the page can ask to be done to the text, and that it is the same however long the document is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.editing import Refused
from timeline.editor import checks, excerpt, sheet
from timeline.editor.operations import OPERATIONS, Done, carry_out
from timeline.editor.sheet import Sheet, whole

TEXT = """\
{
  "title": "Näve",
  "events": [
    {"id": "one", "date": "2014", "title": "One", "x-mine": [1, 2]},
    {
      "date": "2016",
      "title": "Two",
      "sources": ["daily"],
      "links": [{"to": "one"}, {"to": "three", "label": "led to"}]
    },
    {"id": "three", "date": "2018", "title": "Three 😀 end", "links": [{"to": "one"}]}
  ]
}
"""


def done(op: dict[str, Any], text: str = TEXT) -> Done:
    return carry_out(whole(text), op)


def values(op: dict[str, Any], text: str = TEXT) -> Any:
    return json.loads(done(op, text).text)


def refused(op: Any, text: str = TEXT) -> str:
    with pytest.raises(Refused) as caught:
        carry_out(whole(text), op)
    return str(caught.value)


def test_a_value_is_put_in_place_of_another_and_nothing_else_changes() -> None:
    made = done({"op": "put", "path": ["events", 0, "title"], "value": "Uno"})
    assert made.text == TEXT.replace('"One"', '"Uno"')
    assert made.label == "change title of one"


def test_a_new_key_of_an_event_stands_where_the_documents_list_it() -> None:
    text = done({"op": "put", "path": ["events", 0, "summary"], "value": "So"}).text
    assert '"title": "One", "summary": "So", "x-mine"' in text


def test_lists_and_objects_that_are_missing_on_the_way_are_made() -> None:
    event = values({"op": "put", "path": ["events", 2, "image", "alt"], "value": "A wall"})["events"][2]
    assert event["image"] == {"alt": "A wall"}
    event = values({"op": "insert", "path": ["events", 0, "figures", 0], "value": {"value": "3"}})["events"][
        0
    ]
    assert event["figures"] == [{"value": "3"}]
    event = values({"op": "put", "path": ["events", 0, "links", 0, "to"], "value": "three"})["events"][0]
    assert event["links"] == [{"to": "three"}]
    assert "place 0" in refused({"op": "put", "path": ["events", 0, "links", 1, "to"], "value": "three"})


def test_a_member_is_inserted_at_its_place_or_behind_the_last() -> None:
    for place in range(3):
        sources = values({"op": "insert", "path": ["events", 1, "links", place], "value": {"to": "x"}})
        assert sources["events"][1]["links"][place] == {"to": "x"}
    made = done({"op": "insert", "path": ["events", 3], "value": {"date": "2020", "title": "Four"}})
    assert made.select == 3
    assert json.loads(made.text)["events"][3]["title"] == "Four"
    assert "not in the document" in refused({"op": "insert", "path": ["events", 5], "value": {}})


def test_what_a_removal_leaves_empty_inside_an_event_goes_with_it() -> None:
    assert "sources" not in values({"op": "remove", "path": ["events", 1, "sources", 0]})["events"][1]
    assert len(values({"op": "remove", "path": ["events", 1, "links", 0]})["events"][1]["links"]) == 1
    assert len(values({"op": "remove", "path": ["events", 0]})["events"]) == 2


def test_a_member_is_moved() -> None:
    made = done({"op": "move", "path": ["events", 0], "place": 2})
    assert [event["title"] for event in json.loads(made.text)["events"]] == ["Two", "Three 😀 end", "One"]
    assert made.select == 2


def test_an_event_is_added_in_the_order_of_dates_and_chosen() -> None:
    made = done({"op": "add", "date": "2017", "title": "Between", "group": "town"})
    assert made.select == 2
    assert json.loads(made.text)["events"][2] == {
        "id": "between", "date": "2017", "title": "Between", "group": "town",
    }  # fmt: skip
    assert made.said == "added “Between” between “Two” and three"
    assert "needs a date and a title" in refused({"op": "add", "date": " ", "title": "x"})


def test_renaming_takes_all_links_along() -> None:
    events = values({"op": "rename", "event": 0, "id": "uno"})["events"]
    assert events[0]["id"] == "uno"
    assert [link["to"] for event in events for link in event.get("links", [])] == ["uno", "three", "uno"]
    assert next(iter(values({"op": "rename", "event": 1, "id": "two"})["events"][1])) == "id"
    assert "already" in refused({"op": "rename", "event": 0, "id": "three"})


def test_an_event_that_others_link_to_is_deleted_with_these_links_or_not_at_all() -> None:
    assert "linked to by “Two”, three" in refused({"op": "delete", "event": 0, "force": False})
    events = values({"op": "delete", "event": 0, "force": True})["events"]
    assert [event.get("links") for event in events] == [[{"to": "three", "label": "led to"}], None]
    assert len(values({"op": "delete", "event": 1, "force": False})["events"]) == 2


def test_raw_text_is_changed_by_utf_16_units() -> None:
    at = TEXT.index(" end") + 1  # the emoji before it has two units
    made = done({"op": "text", "at": at, "removed": 4, "put": "!"})
    assert made.text == TEXT.replace("😀 end", "😀!")
    assert "past the end" in refused({"op": "text", "at": len(TEXT), "removed": 4, "put": ""})


def test_halves_of_characters_become_whole_ones_or_are_refused() -> None:
    low = TEXT.index("😀") + 1  # the second unit, by which 😀 becomes 😁
    assert done({"op": "text", "at": low, "removed": 1, "put": "\ude01"}).text == TEXT.replace("😀", "😁")
    assert "half of a character" in refused({"op": "text", "at": low, "removed": 1, "put": ""})
    assert "half of a character" in refused({"op": "text", "at": 0, "removed": 0, "put": "\ud83d"}, "{}")


def test_the_certain_fix_of_a_diagnostic_is_made() -> None:
    text = TEXT.replace('"2016"', '"14 May 2016"')
    diagnostics = checks.check(whole(text), lambda _: None).diagnostics
    (one,) = [each for each in diagnostics if each.code.startswith("date-")]
    made = done({"op": "fix", "code": one.code, "line": one.line, "from": one.mark - 1}, text)
    assert made.text == TEXT.replace('"2016"', '"2016-05-14"')
    assert "no certain way" in refused({"op": "fix", "code": one.code, "line": one.line, "from": 0}, text)


def test_a_fix_that_would_not_hold_is_refused() -> None:
    date = '"31 March 2024, 02:30"'  # no clock showed it
    text = TEXT.replace('"title": "Näve"', '"timezone": "Europe/Berlin"').replace('"2016"', date)
    (one,) = [each for each in checks.check(whole(text), lambda _: None).diagnostics if each.fix]
    assert "something else" in refused(
        {"op": "fix", "code": one.code, "line": one.line, "from": one.mark - 1}, text
    )


def test_a_fix_that_waits_for_the_json_says_which_line_is_first() -> None:
    text = '{"events": [\n {"date": "14 May 2025", "title": "One"}\n {"date": "2026", "title": "Two"}\n]}\n'
    found = checks.check(whole(text), lambda _: None).diagnostics
    (one,) = [each for each in found if each.code == "date-syntax"]
    op = {"op": "fix", "code": one.code, "line": one.line, "from": one.mark - 1}
    assert refused(op, text) == "mend line 2 first: a comma is missing after this"


def test_all_that_is_certain_is_mended_at_once() -> None:
    text = TEXT.replace('"2016"', '"14 May 2016"').replace('"One", ', '"One"  ')
    made = done({"op": "mend"}, text)
    assert made.text == TEXT.replace('"2016"', '"2016-05-14"').replace('"One", ', '"One",  ')
    assert made.said == "mended 2, 1 left"  # no source is called daily
    assert "for certain" in refused({"op": "mend"})


def test_the_text_is_tidied() -> None:
    made = done({"op": "tidy"})
    assert json.loads(made.text) == json.loads(TEXT)
    assert done({"op": "tidy"}, made.text).text == made.text


@pytest.mark.parametrize(
    "op",
    [
        None, [], "put", {}, {"op": "explode"}, {"op": ["put"]}, {"op": "put"},
        {"op": "put", "path": "events"},
        {"op": "put", "path": ["events", -1], "value": 1}, {"op": "put", "path": ["events", 1.0], "value": 1},
        {"op": "put", "path": ["events", True], "value": 1}, {"op": "put", "path": [], "value": {}},
        {"op": "put", "path": ["title"]}, {"op": "put", "path": ["a"] * 21, "value": 1},
        {"op": "put", "path": ["\ud800"], "value": 1}, {"op": "put", "path": ["title"], "value": "\ud800"},
        {"op": "put", "path": ["title"], "value": float("nan")},
        {"op": "put", "path": ["title", "x"], "value": 1}, {"op": "put", "path": ["events", "x"], "value": 1},
        {"op": "remove", "path": []}, {"op": "remove", "path": ["nowhere"]},
        {"op": "remove", "path": ["events", 9]},
        {"op": "insert", "path": ["events"], "value": 1}, {"op": "insert", "path": ["title", 0], "value": 1},
        {"op": "move", "path": ["events", 0], "place": 3},
        {"op": "move", "path": ["events", 0], "place": "1"},
        {"op": "move", "path": ["title"], "place": 0}, {"op": "move", "path": [], "place": 0},
        {"op": "add", "date": 2014, "title": "x"}, {"op": "add", "date": "2014", "title": "x", "group": 1},
        {"op": "add", "date": "2014", "title": "\udc00"},
        {"op": "rename", "event": 9, "id": "x"}, {"op": "rename", "event": 0, "id": None},
        {"op": "delete", "event": 9, "force": True}, {"op": "delete", "event": 0, "force": "yes"},
        {"op": "delete", "event": 10**30, "force": True},
        {"op": "text", "at": -1, "removed": 0, "put": ""}, {"op": "text", "at": 0, "removed": 0, "put": 1},
        {"op": "text", "at": 10**9, "removed": 0, "put": ""},
        {"op": "fix", "code": "x", "line": 1, "from": 0},
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_a_sentence(op: Any) -> None:
    assert len(refused(op)) > 10


@pytest.mark.parametrize("name", sorted(OPERATIONS.keys() - {"text", "fix", "mend"}))
def test_a_text_with_faults_has_to_be_mended_first(name: str) -> None:
    op = {"op": name, "path": ["events", 0], "value": "x", "place": 0, "event": 0, "id": "x",
          "force": True, "date": "2014", "title": "x"}  # fmt: skip
    assert "mended first" in refused(op, TEXT.replace('"2014"', '"2014'))


# However long


def long(count: int, one_line: bool, escaped: bool) -> str:
    events = [
        {"date": f"{1900 + number}", "title": f"Événement {number}" if number % 7 == 3 else f"No. {number}"}
        for number in range(count)
    ]
    if one_line:
        return json.dumps({"events": events, "title": "Long"}, ensure_ascii=escaped)
    lines = ",\n\t".join(json.dumps(event, ensure_ascii=escaped) for event in events)
    return f'{{"title": "Long", "events": [\n\t{lines}\n], "groups": []}}\n'


PLACES = st.integers(0, 41)
OPS = st.one_of(
    st.builds(
        lambda n, v: {"op": "put", "path": ["events", n, "title"], "value": v}, PLACES, st.text(max_size=4)
    ),
    st.builds(lambda n: {"op": "put", "path": ["events", n, "image", "alt"], "value": "é"}, PLACES),
    st.builds(
        lambda n: {"op": "put", "path": ["events", n], "value": {"date": "1900", "title": "x"}}, PLACES
    ),
    st.builds(lambda n: {"op": "insert", "path": ["events", n, "tags", 0], "value": "é"}, PLACES),
    st.builds(lambda n: {"op": "insert", "path": ["events", n], "value": {"date": "1900"}}, PLACES),
    st.builds(lambda n: {"op": "remove", "path": ["events", n]}, PLACES),
    st.builds(lambda n: {"op": "remove", "path": ["events", n, "title"]}, PLACES),
    st.builds(lambda n, p: {"op": "move", "path": ["events", n], "place": p}, PLACES, PLACES),
    st.builds(lambda d: {"op": "add", "date": str(d), "title": "é"}, st.integers(1890, 1950)),
    st.builds(lambda n: {"op": "delete", "event": n, "force": False}, PLACES),
    st.builds(lambda n: {"op": "rename", "event": n, "id": "é"}, PLACES),
    st.just({"op": "put", "path": ["title"], "value": "Lönger"}),
    st.just({"op": "put", "path": ["events"], "value": []}),
    st.just({"op": "insert", "path": ["groups", 0], "value": {"id": "g", "title": "é"}}),
    st.just({"op": "remove", "path": ["events"]}),
)


def outcome(op: dict[str, Any], on: Sheet) -> object:
    try:
        return carry_out(on, op)
    except Refused as fault:
        return str(fault)


@settings(max_examples=300, deadline=None)
@given(OPS, st.booleans(), st.booleans())
def test_an_operation_does_the_same_to_an_excerpt_as_to_the_whole(
    op: dict[str, Any], one_line: bool, escaped: bool
) -> None:
    on = whole(long(40, one_line, escaped))
    assert excerpt.FEW < 40
    short = outcome(op, on)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excerpt, "FEW", 100)
        assert short == outcome(op, on)


STRAYS = st.sampled_from([*'"{}[],:x\n\\😀', "12", '{"date": "1900", "title": "x"},', "\r\n"])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), STRAYS | st.just("")), min_size=1, max_size=4),
    st.booleans(),
)
def test_a_changed_sheet_says_what_one_says_that_is_read_whole(
    changes: list[tuple[float, int, str]], one_line: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "FEW", 3)
        text = long(12, one_line, False)
        one = whole(text)
        for place, removed, put in changes:
            at = int(place * len(text))
            text = text[:at] + put + text[at + removed :]
            one = one.changed(text)
            other = whole(text)
            assert one.value == other.value
            assert one.readable == other.readable
            assert one.events == other.events
            assert checks.check(one, lambda _: None) == checks.check(other, lambda _: None)
