"""Merging: what both sides changed is in the text or in a conflict, and what neither did stays as it was."""

from __future__ import annotations

import copy
import json
import os
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.source import random_edits
from timeline.editing.canonical import canonical
from timeline.editing.merge import Merged, merge, take

CASES = int(os.environ.get("TIMELINE_MERGES", "150"))

BASE = """{
  "title": "Walls",
  "groups": [{"id": "g", "title": "G"}],
  "sources": {"x": {"title": "X"}},
  "events": [
    {"id": "one", "date": "2014", "title": "One"},
    {
      "id": "two",
      "date": "2015",
      "title": "Two",
      "sources": ["x", {"source": "y", "quote": "Yes"}],
      "tags": ["a", "b"],
      "links": [{"to": "one", "label": "recalls"}]
    },
    {"date": "2016", "title": "Three",   "summary": "It is \\u00e9"}
  ]
}
"""


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def both(mine: tuple[str, str], theirs: tuple[str, str]) -> Merged:
    """What comes of a change on each side."""
    return merge(BASE, changed(BASE, mine), changed(BASE, theirs))


TITLE = ('"Walls"', '"Walls of the north"')
THREE = ',\n    {"date": "2016", "title": "Three",   "summary": "It is \\u00e9"}'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TITLE, ('"One"', '"Uno"')),
        (('"title": "One"', '"title": "Uno"'), ('"2014"', '"2014-05"')),
        (('"One"}', '"One", "status": "alleged"}'), ('"2014"', '"2014-05"')),
        (('"a", "b"', '"a", "b", "c"'), ('"a", "b"', '"b"')),
        (('"x", {"source": "y"', '"x", "z", {"source": "y"'), ('"Yes"', '"Yes", "locator": "p. 1"')),
        (('["x", {', '[{"source": "x", "quote": "No"}, {'), ('"Yes"', '"No"')),
        (('"recalls"', '"follows"'), ('"label": "recalls"}', '"label": "recalls"}, {"to": "three"}')),
        ((THREE, ""), ('"2014"', '"2013"')),
        (('    {"id": "one"', '    {"id": "new", "date": "2013", "title": "New"},\n    {"id": "one"'),
         ('"Three"', '"Drei"')),
        (('{"title": "X"}', '{"title": "X"}, "y": {"title": "Y"}'), ('{"title": "X"}', '{"title": "Ex"}')),
        (('"id": "g", "title": "G"', '"id": "g", "title": "Gee"'),
         ('"title": "G"}', '"title": "G", "color": "red"}')),
        (('"date": "2016", "title": "Three"', '"date": "2017", "title": "Three"'), ('It is', 'It was')),
        (('"Walls",', '"Walls", "x-own": [1, 1.0, true],'), ('"One"', '"Uno"')),
    ],
)  # fmt: skip
def test_changes_of_different_things_are_both_there_whoever_made_them(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    text, conflicts = both(one, other)
    assert conflicts == []
    again, none = both(other, one)
    assert none == []
    assert values(again) == values(text)
    for old, new in (one, other):
        old_values, new_values = values(BASE), values(changed(BASE, (old, new)))
        assert new_values - old_values <= values(text)
        assert not (old_values - new_values) & values(text)


def values(text: str) -> set[str]:
    """All that a text says, each value with the keys that lead there."""
    found = set()

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                walk(each, f"{path}/{key}")
        elif isinstance(value, list):
            for each in value:
                name = each.get("id", each.get("source", "")) if isinstance(each, dict) else ""
                is_short = path.endswith("/sources") and isinstance(each, str)
                walk({"source": each} if is_short else each, f"{path}/{name}")
        else:
            found.add(f"{path}={json.dumps(value)}")

    walk(json.loads(text), "")
    return found


def test_lists_of_words_are_merged_word_by_word() -> None:
    text, conflicts = both(('"a", "b"', '"a", "b", "c"'), ('"a", "b"', '"d", "b"'))
    assert conflicts == []
    assert json.loads(text)["events"][1]["tags"] == ["d", "b", "c"]


def test_a_citation_of_one_word_and_its_longer_form_are_one_citation() -> None:
    text, conflicts = both(
        ('["x", {', '[{"source": "x", "quote": "No"}, {'),
        ('["x", {', '[{"source": "x", "locator": "p. 1"}, {'),
    )
    assert conflicts == []
    assert json.loads(text)["events"][1]["sources"][0] == {"source": "x", "quote": "No", "locator": "p. 1"}


def test_events_are_followed_where_they_go() -> None:
    first = '\n    {"id": "one", "date": "2014", "title": "One"},'
    mine = changed(BASE, (first, ""), (THREE, THREE + "," + first[:-1]))
    theirs = changed(BASE, ('"One"', '"Uno"'), ('"Two"', '"Zwei"'))
    text, conflicts = merge(BASE, mine, theirs)
    assert conflicts == []
    assert text == changed(mine, ('"One"', '"Uno"'), ('"Two"', '"Zwei"'))
    assert merge(BASE, theirs, mine).text == text


@pytest.mark.parametrize(
    ("mine", "theirs", "what", "values"),
    [
        (TITLE, ('"Walls"', '"Mauern"'), "the title", ('"Walls"', '"Walls of the north"', '"Mauern"')),
        (('"One"', '"Uno"'), ('"One"', '"Un"'), "the title of one", ('"One"', '"Uno"', '"Un"')),
        (
            ('"Yes"', '"Ja"'),
            ('"Yes"', '"Oui"'),
            "the quote of the source y of two",
            ('"Yes"', '"Ja"', '"Oui"'),
        ),
        (
            ('"recalls"', '"a"'),
            ('"recalls"', '"b"'),
            "the label of the link to one of two",
            ('"recalls"', '"a"', '"b"'),
        ),
        (('"X"', '"Y"'), ('"X"', '"Z"'), "the title of source x", ('"X"', '"Y"', '"Z"')),
        (('"G"', '"H"'), ('"G"', '"I"'), "the title of group g", ('"G"', '"H"', '"I"')),
        (
            ('"One"}', '"One", "status": "alleged"}'),
            ('"One"}', '"One", "status": "disputed"}'),
            "the status of one",
            (None, '"alleged"', '"disputed"'),
        ),
        (
            ('It is', 'It was'),
            ('It is', 'It will be'),
            "the summary of “Three”",
            ('"It is \\u00e9"', '"It was \\u00e9"', '"It will be \\u00e9"'),
        ),
        (
            (',   "summary": "It is \\u00e9"', ""),
            ('It is', 'It was'),
            "the summary of “Three”: removed here, changed there",
            ('"It is \\u00e9"', None, '"It was \\u00e9"'),
        ),
        (
            ('\n    {"id": "one", "date": "2014", "title": "One"},', ""),
            ('"One"', '"Uno"'),
            "event one: removed here, changed there",
            ('{"id": "one", "date": "2014", "title": "One"}', None,
             '{"id": "one", "date": "2014", "title": "Uno"}'),
        ),
        (
            ('"One"', '"Uno"'),
            ('\n    {"id": "one", "date": "2014", "title": "One"},', ""),
            "event one: changed here, removed there",
            ('{"id": "one", "date": "2014", "title": "One"}',
             '{"id": "one", "date": "2014", "title": "Uno"}', None),
        ),
    ],
)  # fmt: skip
def test_what_both_changed_is_mine_until_theirs_is_taken(
    mine: tuple[str, str], theirs: tuple[str, str], what: str, values: tuple[str | None, ...]
) -> None:
    text, conflicts = both(mine, theirs)
    (conflict,) = conflicts
    assert conflict.what == what
    assert conflict[2:5] == values
    assert text == changed(BASE, mine)
    assert take(text, conflict).replace(",   ", ", ") == changed(BASE, theirs).replace(",   ", ", ")


def test_an_event_with_another_id_is_known_by_date_and_title_and_one_retold_by_its_neighbours() -> None:
    for mine, theirs in (
        (('"id": "two"', '"id": "zwei"'), ('"recalls"', '"follows"')),
        (('"Three"', '"Drei"'), ("It is", "It was")),
    ):
        assert both(mine, theirs) == (changed(BASE, mine, theirs), [])


def test_theirs_can_be_taken_after_other_edits() -> None:
    text, (title, status) = merge(
        BASE,
        changed(BASE, ('"Three"', '"Drei"'), ("It is", "It was")),
        changed(BASE, ('"Three"', '"Trois"'), ("It is", "It will be")),
    )
    new = '    {"id": "zero", "date": "2013", "title": "0"},\n'
    text = changed(text, ('    {"id": "one"', new + '    {"id": "one"'))
    for order in ([title, status], [status, title]):
        done = text
        for conflict in order:
            done = take(done, conflict)
        assert done == changed(text, ('"Drei"', '"Trois"'), ("It was", "It will be"))
    gone = changed(text, (THREE.replace("Three", "Drei").replace("It is", "It was"), ""))
    assert take(gone, title) == gone
    assert take("{", title) == "{"


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    text, conflicts = merge(
        BASE,
        changed(BASE, ('"One"', '"Uno"'), TITLE),
        changed(BASE, ('"One"', '"Uno"'), ("It is", "It was")),
    )
    assert (text, conflicts) == (changed(BASE, ('"One"', '"Uno"'), TITLE, ("It is", "It was")), [])


def test_of_a_text_that_they_have_reformatted_only_my_values_change() -> None:
    theirs = canonical(BASE)
    assert theirs != BASE
    text, conflicts = merge(BASE, changed(BASE, ("It is", "It was")), theirs)
    assert (text, conflicts) == (changed(theirs, ('"It is é"', '"It was \\u00e9"')), [])


def test_where_only_i_have_reformatted_their_values_go_into_mine() -> None:
    mine = canonical(BASE)
    theirs = changed(BASE, ('"One"', '"Uno"'))
    assert merge(BASE, mine, theirs) == (changed(mine, ('"One"', '"Uno"')), [])
    assert merge(BASE, BASE.rstrip(), theirs).text == theirs.rstrip()
    assert merge(BASE, BASE.replace("\n", "\r\n"), theirs).text == theirs.replace("\n", "\r\n")


def test_an_event_of_mine_keeps_its_text_with_the_indent_and_the_line_ends_of_theirs() -> None:
    new = ',\n    {\n      "date": "2017", "title" : "N\\u00e9w",\n      "importance": 5}'
    theirs = changed(BASE, ('"One"', '"Uno"')).replace("\n  ", "\n\t").replace("\n", "\r\n")
    text, conflicts = merge(BASE, changed(BASE, (THREE, THREE + new)), theirs)
    assert conflicts == []
    assert '{\r\n\t    "date": "2017", "title" : "N\\u00e9w",\r\n\t    "importance": 5}' in text
    assert text.startswith(theirs[:-20])


@pytest.mark.parametrize("broken", ["", "{", "[1,]", '{"a": 1, "a": 2}', '"\\ud800"', "[" * 5000])
def test_a_text_that_cannot_be_read_is_one_conflict(broken: str) -> None:
    other = changed(BASE, TITLE)
    for base, mine, theirs in ((broken, BASE, other), (BASE, broken, other), (BASE, other, broken)):
        text, (conflict,) = merge(base, mine, theirs)
        assert text == mine
        assert conflict[1:5] == ((), base, mine, theirs)
        assert take(text, conflict) == theirs


def test_events_named_alike_keep_their_own_changes() -> None:
    twins = [{"date": "2014", "title": "Vote", "summary": word} for word in ("a", "b", "c")]
    base = json.dumps({"events": twins})
    text, conflicts = merge(base, base.replace('"b"', '"mine"'), base.replace('"c"', '"theirs"'))
    assert conflicts == []
    assert [event["summary"] for event in json.loads(text)["events"]] == ["a", "mine", "theirs"]
    text, conflicts = merge(base, json.dumps({"events": twins[1:]}), base.replace('"c"', '"theirs"'))
    assert conflicts == []
    assert [event["summary"] for event in json.loads(text)["events"]] == ["b", "theirs"]


# Any documents, written and changed in any way

CHANCE = st.randoms(use_true_random=False)
VALUES = CHANCE.map(random_edits.value)


def written(draw: Any, value: Any) -> str:
    """A value as somebody might write it."""
    return random_edits.written(draw(CHANCE), value)


EVENTS = st.lists(
    st.fixed_dictionaries(
        {"date": st.integers(2000, 2009).map(str), "title": st.sampled_from(["A", "B", "C", "é"])},
        optional={"summary": st.text("ab ", max_size=4), "importance": st.integers(1, 5), "x-own": VALUES},
    ),
    max_size=8,
)


@st.composite
def named_events(draw: st.DrawFn) -> dict[str, Any]:
    events = draw(EVENTS)
    tags = st.lists(st.sampled_from("pqrst"), unique=True, max_size=4)
    for number, event in enumerate(events):
        event["id"] = f"e{number}"
        if draw(st.booleans()):
            event["tags"] = draw(tags)
    return {"title": "T", "events": events, "x-list": [1, {"a": None}], "sources": {"s": {"title": "S"}}}


def edited(draw: Any, document: dict[str, Any], numbers: list[int], side: str) -> None:
    """Changes of events with these numbers, each new value with the name of its side."""
    by_id = {event["id"]: event for event in document["events"]}
    for number in numbers:
        event = by_id[f"e{number}"]
        kind = draw(st.sampled_from(["title", "new", "remove key", "remove", "tag", "own"]))
        if kind == "title":
            event["title"] = f"{side} {draw(st.text(max_size=4))}"
        elif kind == "new":
            event["url"] = f"https://{side}.example/{number}"
        elif kind == "remove key":
            event.pop("summary", None)
        elif kind == "remove":
            document["events"].remove(event)
        elif kind == "tag":
            event["tags"] = [*event.get("tags", []), f"{side} {number}"]
        else:
            event["x-own"] = [side, draw(VALUES)]
    document[f"x-{side}"] = draw(VALUES)
    place = draw(st.integers(0, len(document["events"])))
    document["events"].insert(place, {"id": f"new-{side}", "date": "2010", "title": f"New of {side}"})


@given(st.data())
@settings(max_examples=CASES, deadline=None)
def test_changes_of_different_events_give_what_both_together_give(data: st.DataObject) -> None:
    draw = data.draw
    base = draw(named_events())
    numbers = draw(st.permutations(range(len(base["events"]))))
    cut = draw(st.integers(0, len(numbers)))
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    edited(draw, mine, list(numbers[:cut]), "mine")
    edited(draw, theirs, list(numbers[cut:]), "theirs")
    texts = [written(draw, one) for one in (base, mine, theirs)]
    text, conflicts = merge(*texts)
    assert conflicts == []
    made = json.loads(text)
    old, ours, others = ({event["id"]: event for event in one["events"]} for one in (base, mine, theirs))
    expected = {**old, **{n: e for n, e in ours.items() if e != old.get(n)}}
    expected |= {n: e for n, e in others.items() if e != old.get(n)}
    expected = {n: e for n, e in expected.items() if n not in old or (n in ours and n in others)}
    assert {event["id"]: event for event in made["events"]} == expected
    assert len(made["events"]) == len(expected)
    stayed = [event["id"] for event in base["events"] if event["id"] in expected]
    assert [event["id"] for event in made["events"] if event["id"] in old] == stayed
    assert {**made, "events": 0} == {**mine, **theirs, "events": 0}


def scalars(value: Any) -> list[str]:
    """Every text, number and word in a value."""
    if isinstance(value, dict | list):
        members = value.values() if isinstance(value, dict) else value
        return [one for each in members for one in scalars(each)]
    return [json.dumps(value)]


@st.composite
def three(draw: st.DrawFn) -> tuple[list[Any], list[str]]:
    base = draw(st.one_of(named_events(), VALUES))
    values = [base]
    for side in ("mine", "theirs"):
        other = copy.deepcopy(base)
        if isinstance(other, dict) and "sources" in other and draw(st.booleans()):
            numbers = draw(st.lists(st.integers(0, 7), unique=True))
            edited(draw, other, [n for n in numbers if n < len(other["events"])], side)
        elif draw(st.booleans()):
            other = draw(st.one_of(named_events(), VALUES))
        values.append(other)
    return values, [written(draw, one) for one in values]


@given(three())
@settings(max_examples=CASES, deadline=None)
def test_nothing_new_on_either_side_is_lost(drawn: tuple[list[Any], list[str]]) -> None:
    (base, mine, theirs), texts = drawn
    text, conflicts = merge(*texts)
    kept = scalars(json.loads(text))
    in_conflict = [
        one
        for conflict in conflicts
        for side in (conflict.mine, conflict.theirs)
        if side is not None
        for one in scalars(json.loads(side))
    ]
    old = set(scalars(base))
    for side in (mine, theirs):
        assert set(scalars(side)) - old <= set(kept) | set(in_conflict)
    for conflict in conflicts:
        done = take(text, conflict)
        if conflict.theirs is not None:
            assert set(scalars(json.loads(conflict.theirs))) <= set(scalars(json.loads(done)))


def unordered(value: Any) -> Any:
    """A value whose lists hold their members in whatever order."""
    if isinstance(value, dict):
        return {key: unordered(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((unordered(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


@given(st.data())
@settings(max_examples=CASES, deadline=None)
def test_all_of_theirs_taken_is_what_they_would_have_merged(data: st.DataObject) -> None:
    base = data.draw(named_events())
    texts = [written(data.draw, base)]
    for side in ("mine", "theirs"):
        other = copy.deepcopy(base)
        numbers = data.draw(st.lists(st.integers(0, 7), unique=True))
        edited(data.draw, other, [number for number in numbers if number < len(base["events"])], side)
        texts.append(written(data.draw, other))
    text, conflicts = merge(*texts)
    for conflict in data.draw(st.permutations(conflicts)):
        text = take(text, conflict)
    theirs, same = merge(texts[0], texts[2], texts[1])
    assert unordered(json.loads(text)) == unordered(json.loads(theirs))
    assert [(one.mine, one.theirs) for one in conflicts] == [(one.theirs, one.mine) for one in same]


@given(three())
@settings(max_examples=CASES, deadline=None)
def test_where_one_side_did_nothing_the_other_stays_byte_for_byte(drawn: tuple[list[Any], list[str]]) -> None:
    base, mine, theirs = drawn[1]
    assert merge(base, base, theirs) == (theirs, [])
    assert merge(base, mine, base) == (mine, [])
    assert merge(base, mine, mine) == (mine, [])


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_text_makes_it_fail(base: str, mine: str, theirs: str) -> None:
    text, conflicts = merge(base, mine, theirs)
    for conflict in conflicts:
        take(text, conflict)
    assert text == (theirs if mine == base else mine)


@pytest.mark.parametrize("key", ["id", "x-name"])
def test_what_a_merge_costs_grows_with_the_length_of_the_file(key: str) -> None:
    """With every event changed on both sides: eight times as many may not cost thirty-two times as much."""

    def cost(count: int) -> float:
        events = [{key: f"e{n}", "date": str(1900 + n % 120), "title": f"Event {n}"} for n in range(count)]
        base = json.dumps({"events": events})
        mine = base.replace('"title": "Event', '"title": "My event')
        theirs = base.replace("}", ', "url": ""}')
        began = process_time()
        assert merge(base, mine, theirs).conflicts == []
        return process_time() - began

    assert min(cost(2400) for _ in range(3)) < 32 * min(cost(300) for _ in range(3))
