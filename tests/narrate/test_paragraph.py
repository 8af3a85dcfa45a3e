"""The words beside the picture are true, and short enough, whatever the file."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline
from tests.documents import DOCUMENTS
from timeline.dates import civil
from timeline.model import Event, Timeline
from timeline.model.context import context
from timeline.model.order import in_time
from timeline.narrate import BRIEF, PARAGRAPH, brief, facts, paragraph
from timeline.narrate.sentences import CLAUSE, clipped


def read(document: dict[str, Any]) -> Timeline:
    return timeline.loads(json.dumps(document))


def told(*dates: str, **document: Any) -> str:
    """What is said of a file with such events: titled A, B, C …, all of the usual importance."""
    events = [{"id": f"e{n}", "date": date, "title": chr(65 + n)} for n, date in enumerate(dates)]
    story = read({"events": events, **document})
    return paragraph(story, in_time(story.events))


def with_events(*events: dict[str, Any], **document: Any) -> str:
    made = [
        {"date": f"{1900 + number}", "title": chr(65 + number), **event}
        for number, event in enumerate(events)
    ]
    return told(events=made, **document)


# What is said


def test_a_file_without_events_is_called_that() -> None:
    assert told() == "A timeline without events."


def test_a_single_event_is_named() -> None:
    assert told("2014~") == "A single event, “A” (c. 2014)."


def test_the_reach_is_that_of_the_earliest_and_the_latest_date() -> None:
    assert told("2014", "2015-05/2020-06", "2016").startswith("3 events from 2014 to June 2020.")
    assert told("../1985", "1990", "1995/..").startswith("3 events from 1985 to 1995.")


def test_events_on_one_date_and_within_one_day_are_said_to_be() -> None:
    assert told("2020-12-14", "2020-12-14").startswith("2 events, all on 14 December 2020.")
    assert told("2020", "2020").startswith("2 events, all in 2020.")
    assert told("2020~", "2020~").startswith("2 events, all dated c. 2020.")
    assert told("2020/..", "2020/..").startswith("2 events.")
    assert told("2020-12-14T09:30Z", "2020-12-14T16:00Z").startswith(
        "2 events within one day: 14 December 2020, 09:30–16:00 UTC."
    )


def test_groups_are_counted() -> None:
    groups = [{"id": id, "title": id.upper()} for id in "abc"]
    said = with_events({"group": "a"}, {"group": "a"}, {"group": "b"}, groups=groups)
    assert "3 events from 1900 to 1902 in two groups: A (2) and B (1)." in said
    said = with_events({"group": "a"}, {}, {"group": "b"}, groups=groups)
    assert "3 events from 1900 to 1902. By group: A (1), B (1) and no group (1)." in said


def test_where_most_events_are_is_said_by_the_shortest_period_that_has_them() -> None:
    day = told("2001", "2025-05-10", "2025-05-10", "2025-05-10", "2025-05-10")
    month = told("2001", "2025-05-09", "2025-05-10", "2025-05-10", "2025-05")
    year = told("2001", "2025-05-09", "2025-06", "2025-07-10", "2025")
    decade = told("2001", "2022", "2023", "2024", "2029")
    assert "Most of them (4) are on 10 May 2025." in day
    assert "Most of them (4) are in May 2025." in month
    assert "Most of them (4) are in 2025." in year
    assert "Most of them (4) are in the 2020s." in decade
    assert "Most" not in told("2001", "2022", "2023", "2014", "2015")


def test_the_longest_quiet_stretch_is_said_where_nothing_reaches_into_it() -> None:
    assert "The longest quiet stretch, six years, lies between 2014 and 2021." in told("2014", "2021", "2022")
    assert "quiet" not in told("2014/2025", "2021", "2022")
    assert "quiet" not in told("2014/..", "2021", "2022")
    assert "quiet" not in told("2014", "/2021", "2022")
    assert "about 9 billion years" in told("Y-13600000000", "Y-4567000000", "2020")


def test_what_lasts_longest_is_said_where_no_doubt_is_left() -> None:
    assert "“A” (1900–1950) lasts longest." in told("1900/1950", "1910/1920", "1905")
    assert "lasts longest" not in told("1900/1910", "1910/1920")
    assert "lasts longest" not in told("1900/1950", "1910/..")


def test_what_goes_on_is_named_or_counted() -> None:
    assert "One of them goes on: “B” (since 2001)." in told("2000", "2001/..")
    assert "Four of them go on." in told("2000/..", "2001/..", "2002/..", "2003/..")


def test_doubts_are_counted_by_their_kinds() -> None:
    said = told("2014~", "2015~", "2016?", "201X", "[2010,2011]", "2010/")
    assert (
        "Two dates are approximate, one date is uncertain, one date is known in part, "
        "one date is left open between several and one has a beginning or an end that is not known."
    ) in said


def test_other_dates_and_statuses_are_counted() -> None:
    cited = {"sources": [{"source": "s", "date": "1950"}]}
    said = with_events(
        cited, {"status": "alleged"}, {"status": "disputed"}, {"status": "disputed"},
        sources={"s": {"title": "S"}},
    )  # fmt: skip
    assert "A source gives another date for one event." in said
    assert "One event is alleged and two events are disputed." in said
    assert "One source is cited." in said


def test_the_main_events_are_named_and_where_there_are_none_all_or_the_ends() -> None:
    assert "The most important is “B” (1901)." in with_events({}, {"importance": 5}, {})
    assert "They are “A” (1900), “B” (1901) and “C” (1902)." in with_events({}, {}, {})
    assert "The first is “A” (1900), the last to begin “F” (1905)." in with_events(*[{}] * 6)
    said = with_events(*[{"importance": 5}] * 5, {})
    assert "Among the most important are “A” (1900), “B” (1901), “C” (1902) and “D” (1903)." in said


def test_links_are_counted_and_the_event_where_they_meet_is_named() -> None:
    to_first = {"links": [{"to": "x"}]}
    said = with_events({"id": "x"}, to_first, to_first, to_first)
    assert "Three links join them, all of which meet at “A” (1900)." in said
    said = with_events({"id": "x"}, to_first, to_first, {"id": "y", **to_first}, {"links": [{"to": "y"}]})
    assert "Four links join them, three of which meet at “A” (1900)." in said
    assert "One link joins two of them." in with_events({"id": "x"}, to_first)


def test_the_event_in_focus_comes_first_and_a_part_is_called_one() -> None:
    first = {"id": "a", "date": "1900", "title": "A", "links": [{"to": "b"}]}
    others = [{"id": "b", "date": "1901", "title": "B"}, {"date": "1950", "title": "C"}]
    story = read({"events": [first, *others]})
    events = in_time(story.events)
    assert "In focus is “B” (1901), with one event that links join with it." in paragraph(
        story, events, context(events, "b")
    )
    part = timeline.describe(story, last="1901", short=True)
    assert part == "2 events from 1900 to 1901. 2 of 3 events: those to 1901.\n"


def test_a_document_in_another_language_is_described_in_its_own_words_or_in_english() -> None:
    assert told("2014", "2015", lang="de").startswith("2 Ereignisse, 2014 bis 2015.")
    assert told("2014-05-01", "2015", lang="he").startswith("2 events from 2014-05-01 to 2015.")


# That it is true, and fits

hours = st.sampled_from(["T00:00Z", "T09:30Z", "T23:59Z"])
days = st.builds("{:04}-{:02}-{:02}".format, st.integers(1995, 2004), st.integers(1, 12), st.integers(1, 28))
months = st.builds("{:04}-{:02}".format, st.integers(1998, 2001), st.integers(1, 12))
years = st.integers(1, 2100).map("{:04}".format)
singles = st.one_of(
    days,
    months,
    years,
    st.builds("{}{}".format, days, hours),
    st.sampled_from(["-0043-03-15", "-0099", "Y-13800000000", "Y170000002", "198X", "2001-21", "2000-XX"]),
    st.builds("{}{}".format, years, st.sampled_from("~?%")),
)


@st.composite
def spans(draw: st.DrawFn) -> str:
    first, last = sorted((draw(days), draw(days)))
    return draw(st.sampled_from([f"{first}/{last}", f"{first}/..", f"../{last}", f"{first}/", f"/{last}"]))


sets = st.builds("[{},{}]".format, days, months) | st.builds("[..{}]".format, days)
texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=400)
events_of = st.fixed_dictionaries(
    {"date": st.one_of(singles, spans(), sets), "title": texts},
    optional={
        "importance": st.integers(1, 5),
        "group": st.sampled_from("gh"),
        "status": st.sampled_from(["confirmed", "reported", "alleged", "disputed"]),
    },
)


@st.composite
def stories(draw: st.DrawFn) -> Timeline:
    events = draw(st.lists(events_of, max_size=9))
    for number, event in enumerate(events):
        event["id"] = f"e{number}"
        if number and draw(st.booleans()):
            event["links"] = [{"to": f"e{draw(st.integers(0, number - 1))}"}]
    groups = [{"id": "g", "title": draw(texts)}, {"id": "h", "title": "H"}]
    lang = draw(st.sampled_from(["en", "de", "zh", "th", "en-GB"]))
    zone = draw(st.sampled_from(["UTC", "Asia/Karachi", "America/St_Johns"]))
    return read({"title": draw(texts), "lang": lang, "timezone": zone, "groups": groups, "events": events})


@given(stories())
@settings(max_examples=200, deadline=None)
def test_every_file_can_be_described_within_the_limits(story: Timeline) -> None:
    events = in_time(story.events)
    focus = context(events, "e0") if events else None
    for said, most in ((paragraph(story, events, focus), PARAGRAPH), (brief(story, events), BRIEF)):
        assert 0 < len(said) <= most
        assert "{" not in said or "{" in repr(story)
        assert "\n" not in said
    for format in ("text", "markdown"):
        report = timeline.describe(story, format)
        assert report.endswith("\n")


@given(stories())
@settings(max_examples=300, deadline=None)
def test_every_claim_holds_by_an_independent_count(story: Timeline) -> None:
    events = in_time(story.events)
    if not events:
        return
    _judge_reach(events)
    _judge_crowd(story, events)
    _judge_quiet(events)
    _judge_longest(events)
    found = facts.doubts(events)
    assert found.approximate == sum("~" in one.date.text or "%" in one.date.text for one in events)
    assert found.uncertain == sum("?" in one.date.text or "%" in one.date.text for one in events)
    assert found.unspecified == sum("X" in one.date.text for one in events)
    assert found.either == sum(one.date.text.startswith("[") for one in events)
    assert len(facts.going_on(events)) == sum(one.date.text.endswith("/..") for one in events)
    assert facts.links(events) == sum(len(one.links) for one in events)
    groups, without = facts.groups(story, events)
    assert sum(count for _, count in groups) + without == len(events)


def _bounds(event: Event) -> list[int]:
    return [bound for bound in (event.date.first, event.date.last) if bound is not None]


def _judge_reach(events: list[Event]) -> None:
    first, last = facts.reach(events)
    bounds = [bound for event in events for bound in _bounds(event)]
    assert (first.first if first.first is not None else first.last) <= min(bounds)  # type: ignore[operator]
    assert (last.last if last.last is not None else last.first) >= max(bounds)  # type: ignore[operator]


def _judge_crowd(story: Timeline, events: list[Event]) -> None:
    """Where most are said to be, most are, by the calendar; and no shorter period has as clear a majority."""
    crowd = facts.crowd(events, story.zone)
    cut = {"day": 3, "month": 2, "year": 1}
    counts: dict[str, dict[tuple[int, ...], int]] = {unit: {} for unit in ("day", "month", "year", "decade")}
    for event in events:
        if event.date.first is None or event.date.last is None:
            continue
        first, last = (civil(story.zone.wall(bound)) for bound in (event.date.first, event.date.last))
        for unit, found in counts.items():
            one, other = ((end[0] // 10,) if unit == "decade" else end[: cut[unit]] for end in (first, last))
            if one == other and (unit != "decade" or one[0] >= 10) and -9999 <= first[0] <= 9999:
                found[one] = found.get(one, 0) + 1
    clear = {unit: max(found.values(), default=0) for unit, found in counts.items()}
    if crowd is not None:
        assert crowd.holds == clear[crowd.unit]
        assert crowd.holds * 5 >= len(events) * 3
        for unit in list(counts)[: list(counts).index(crowd.unit)]:
            assert clear[unit] * 5 < len(events) * 3


def _judge_quiet(events: list[Event]) -> None:
    """No event reaches into the quiet stretch, and no stretch between two events is longer and as quiet."""
    quiet = facts.quiet(events)
    if quiet is None:
        return
    low, high = quiet.before.last, quiet.after.first
    assert low is not None
    assert high is not None
    assert quiet.length == high - low - 1
    for event in events:
        assert _is_apart(event, low + 1, high - 1)
    for one in events:
        for other in events:
            begin, end = one.date.last, other.date.first
            if begin is not None and end is not None and end - begin - 1 > quiet.length:
                assert not all(_is_apart(event, begin + 1, end - 1) for event in events)


def _is_apart(event: Event, low: int, high: int) -> bool:
    first, last = event.date.first, event.date.last
    return (last is not None and last < low) or (first is not None and first > high)


def _judge_longest(events: list[Event]) -> None:
    best = facts.longest(events)
    if best is None:
        return
    spans = [event for event in events if event.date.form == "interval"]
    assert len(spans) > 1
    sure = best.date.end.first - best.date.start.last  # type: ignore[union-attr,operator]
    for span in spans:
        assert span is best or sure > span.date.last - span.date.first  # type: ignore[operator]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hard_files_are_described_too(name: str) -> None:
    story = read(DOCUMENTS[name]())
    events = in_time(story.events)
    assert 0 < len(brief(story, events)) <= BRIEF
    said = paragraph(story, events)
    assert 0 < len(said) <= PARAGRAPH
    assert re.match(r"A single event|[\d,]+ ", said)


def test_long_titles_are_clipped_behind_a_word() -> None:
    assert clipped("one two three", 13) == "one two three"
    assert clipped("one two three", 12) == "one two…"
    assert clipped("x" * 20, 10) == "x" * 9 + "…"
    assert len(clipped("word " * 1000, CLAUSE)) <= CLAUSE
