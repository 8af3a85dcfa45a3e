"""What led to an event and what followed from it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline.model.context import Context, context


def found(focus: str, links: dict[str, list[Any]], depth: int = 2, **dates: str) -> tuple[str, str]:
    """The causes and the effects of an event, each a text of ids; ``links`` has the ends of each one's links.

    An end is an id, or an id and a label. Events are dated in their order, unless ``dates`` says otherwise.
    """
    ids = list(dict.fromkeys([*links, *(_end(one)[0] for ends in links.values() for one in ends)]))
    events = [
        {
            "id": id,
            "date": dates.get(id, f"{2000 + number}"),
            "title": id,
            "links": [
                {"to": to, **({"label": label} if label else {})}
                for to, label in map(_end, links.get(id, []))
            ],
        }
        for number, id in enumerate(ids)
    ]
    read = timeline.loads(json.dumps({"events": events})).events
    reached = context(read, focus, depth)
    assert read[reached.focus].id == focus
    assert reached.numbers == {reached.focus, *reached.causes, *reached.effects}
    first, second = (
        "".join(str(read[number].id) for number in side) for side in (reached.causes, reached.effects)
    )
    return first, second


def _end(end: Any) -> tuple[str, str | None]:
    return (end, None) if isinstance(end, str) else end


CHAIN = {"a": ["b"], "b": ["c"], "c": ["d"], "d": ["e"], "e": ["f"], "f": ["g"]}


@pytest.mark.parametrize(
    ("depth", "around"), [(0, ("", "")), (1, ("c", "e")), (2, ("bc", "ef")), (9, ("abc", "efg"))]
)
def test_a_context_reaches_as_many_links_as_it_is_told(depth: int, around: tuple[str, str]) -> None:
    assert found("d", CHAIN, depth) == around


def test_the_cause_of_an_effect_is_no_part_of_the_context() -> None:
    assert found("a", {"a": ["b"], "x": ["b"]}, 9) == ("", "b")


def test_a_circle_of_links_ends_and_each_event_stands_on_its_nearer_side() -> None:
    assert found("a", {"a": ["b"], "b": ["c"], "c": ["a"]}, 9) == ("c", "b")
    assert found("a", {"a": ["b"], "b": ["a"]}, 9) == ("b", "")
    assert found("a", {"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": ["e"], "e": ["a"]}, 9) == ("de", "bc")


def test_a_label_that_names_the_cause_turns_the_link_round() -> None:
    assert found("a", {"a": [("b", "was caused by"), ("c", "led to"), ("d", "in response to")]}) == (
        "bd",
        "c",
    )


def test_a_label_that_says_nothing_of_the_order_leaves_it_to_the_dates() -> None:
    links = {"a": [("b", "invokes"), ("c", "suspends")]}
    assert found("a", links, a="2010", b="2009", c="2011") == ("b", "c")
    assert found("b", links, a="2010", b="2009", c="2011") == ("", "ac")
    assert found("a", links, a="2010", b="2010-01-01/2010-12-31", c="2010") == ("", "bc")


def test_an_event_without_an_id_is_part_of_the_context_too() -> None:
    events = [
        {"date": "2014", "title": "Nameless", "links": [{"to": "a"}]},
        {"id": "a", "date": "2015", "title": "A"},
    ]
    assert context(timeline.loads(json.dumps({"events": events})).events, "a") == Context(1, (0,), ())


def test_an_id_that_no_event_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no event has the id 'z'"):
        context((), "z")


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=20), st.integers(0, 6)
)
def test_every_event_of_a_context_has_a_neighbour_that_is_one_step_nearer(
    pairs: list[tuple[str, str]], depth: int
) -> None:
    links: dict[str, list[Any]] = {id: [] for id in "abcdef"}
    for one, two in pairs:
        if one != two:
            links[one].append(two)
    causes, effects = found("a", links, depth)
    assert "a" not in causes + effects
    assert not set(causes) & set(effects)
    reach, edge = {"a"}, {"a"}  # by sets, both ways at once: what is joined at all within so many steps
    for _ in range(depth):
        edge = {two for one in edge for two in links[one]}
        reach |= edge
    assert set(effects) <= reach <= set(effects) | set(causes) | {"a"}
