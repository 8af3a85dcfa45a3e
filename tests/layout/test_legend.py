"""The legend explains every form that is drawn, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.layout.test_marks import places
from tests.layout.test_pen import mark_of
from timeline.layout import legend
from timeline.layout.marks import Mark
from timeline.model import Group

OTHER: dict[str, Any] = {"sources": ["a", {"source": "b", "date": "1986-05-06"}]}


def words(*drawn: Mark, groups: tuple[Group, ...] = (), counts: bool = False, **more: Any) -> list[str]:
    return [entry.text for entry in legend.entries(groups, drawn, counts=counts, **more)]


@pytest.mark.parametrize(
    ("date", "more", "said"),
    [
        ("1984-05-06", {}, []),
        ("1984", {}, ["some time within"]),
        ("198X", {}, ["some time within"]),
        ("1984/1986", {}, ["lasted"]),
        ("1984-05-06~", {}, ["about: its ends fade"]),
        ("1984-05-06?", {}, ["uncertain"]),
        ("1984-05-06%", {}, ["about: its ends fade", "uncertain"]),
        ("[1982,1984]", {}, ["one of these dates"]),
        ("{1982-05-06,1984-05-06}", {}, ["on each of these dates"]),
        ("1984-05-06", OTHER, ["another date, by a source"]),
        ("1984/..", {}, ["lasted", "goes on"]),
        ("../1984", {}, ["lasted", "began earlier"]),
        ("1984/1995", {}, ["lasted", "goes on beyond the picture"]),
        ("1984/", {}, ["lasted", "its end is not known"]),
        ("/1984", {}, ["lasted", "its start is not known"]),
        ("1984-05-06", {"status": "confirmed"}, ["confirmed"]),
        ("1984-05-06", {"status": "alleged"}, ["alleged"]),
        ("1984-05-06?", {"status": "disputed"}, ["disputed"]),
        ("1984?", {"status": "disputed"}, ["some time within", "uncertain", "disputed"]),
    ],
)
def test_each_form_is_said_in_words_and_no_other(date: str, more: dict[str, Any], said: list[str]) -> None:
    assert words(mark_of(date, **more)) == said


def test_a_form_that_occurs_twice_is_said_once() -> None:
    assert words(mark_of("1984"), mark_of("1985")) == ["some time within"]


def test_groups_are_told_apart_where_there_are_several_colours() -> None:
    groups = (Group("g", "One"), Group("h", "Two"))
    one, other = (mark_of("1984-05-06")._replace(colour=f"group-{number}") for number in (0, 1))
    assert words(one, groups=groups) == ["One"]
    assert words(one, other, groups=groups) == ["One", "Two"]
    assert words(one, groups=groups[:1]) == []


def test_every_icon_stays_clear_of_the_words_after_it() -> None:
    dates = (
        "1984~",
        "1985?",
        "[1982,1984]",
        "{1982,1984}",
        "1984/..",
        "../1984",
        "1984/",
        "/1984",
        "1975/1995",
    )
    drawn = [mark_of(date) for date in dates] + [mark_of("1984-05-06", 1000, **OTHER)]
    drawn += [mark_of("1984", 1000, status=status) for status in ("confirmed", "alleged", "disputed")]
    entries = legend.entries((), drawn, counts=True)
    assert len(entries) == len(legend._FORMS) + 1  # those that are tested are all that there are
    for entry in entries:
        for x, _ in places(entry.icon(legend.ICON / 2 - 3, 0)):
            assert -2 <= x <= legend.ICON - 2, entry.text


def test_counts_of_events_with_and_without_labels_are_told_apart() -> None:
    moment = mark_of("1984-05-06")
    assert words(moment, counts=True) == ["so many events without a label"]
    assert words(moment, crowds=True) == ["so many events at one place"]


def test_what_recedes_is_one_entry_whatever_its_date_is() -> None:
    receded = [mark_of(date)._replace(colour="receded") for date in ("1984", "1984/1986", "[1982,1984]")]
    assert words(mark_of("1984-05-06"), *receded) == ["not linked with the event in focus"]


@pytest.mark.parametrize(("date", "bar"), [("1984-05-06", False), ("1984/1986", True), ("1984", True)])
def test_a_group_without_a_point_is_shown_as_a_bar(date: str, bar: bool) -> None:
    groups = (Group("g", "One"), Group("h", "Two"))
    own, other = mark_of(date), mark_of("1985-05-06")
    drawn = [own._replace(colour="group-0"), other._replace(colour="group-1")]
    one, two = legend.entries(groups, drawn, counts=False)[:2]
    assert (one.text, two.text) == ("One", "Two")
    widths = [max(xs) - min(xs) for xs in ([x for x, _ in places(each.icon(0, 0))] for each in (one, two))]
    assert (widths[0] > 15, widths[1] > 15) == (bar, False)


def test_among_plates_that_one_lasted_is_plain_unless_something_else_is_said() -> None:
    lasting = mark_of("1984/1986")
    assert words(lasting, plates=True) == []
    assert words(lasting, mark_of("1984/.."), plates=True) == ["lasted", "goes on"]


def test_bars_without_doubts_are_explained_by_plates_where_they_are_plates() -> None:
    drawn = [mark_of("1984/1986"), mark_of("1984/..")]
    fills = [
        {getattr(shape, "fill", None) for entry in legend.entries((), drawn, counts=False, plates=plates)
         for shape in entry.icon(0, 0)}
        for plates in (False, True)
    ]  # fmt: skip
    assert ["group-none-tint" in found for found in fills] == [False, True]
