"""What a document may say, rule by rule, beside the bad files."""

import json
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import source
from timeline.layout.palette import palette
from timeline.model import CODES, Timeline, check, slips
from timeline.model.characters import unbalanced
from timeline.model.kinds import Record
from timeline.model.table import PALETTE, RECORDS
from timeline.source import Problem

EVENT = {"date": "2014", "title": "Plan"}


def codes(values: Any, **options: Any) -> list[str]:
    return [problem.code for problem in check(values, **options)[1]]


def document(**event: Any) -> dict[str, Any]:
    return {"events": [{**EVENT, **event}]}


def good(values: Any) -> Timeline:
    timeline, problems = check(values)
    assert problems == []
    assert timeline is not None
    return timeline


def test_the_smallest_document_is_good() -> None:
    assert good({"events": []}).events == ()


def test_a_whole_document_becomes_a_timeline() -> None:
    timeline = good(
        {
            "$schema": "x",
            "title": "News",
            "timezone": "Asia/Karachi",
            "as_of": "2026-03-06",
            "lang": "pt-BR",
            "x-mine": [None],
            "groups": [
                {"id": "g", "title": "G", "color": "#07C"},
                {"id": "h", "title": "H", "color": "blue"},
            ],
            "eras": [{"date": "2013/..", "title": "Era"}],
            "sources": {"a": {"title": "A", "url": "https://example.org/?a=b"}, "x-note": "mine"},
            "events": [
                {**EVENT, "id": "p", "group": "g", "sources": ["a", {"source": "a", "quote": "one\ntwo"}]},
                {**EVENT, "date": "2015-01-01", "group": "h", "links": [{"to": "p", "label": "invokes"}]},
            ],
            "display": {"width": 900.0, "formats": ["svg", "csl"]},
        }
    )
    assert timeline.zone.name == "Asia/Karachi"
    assert [group.color for group in timeline.groups] == ["#0077cc", PALETTE["blue"]]
    assert timeline.sources.keys() == {"a"}
    assert timeline.sources["a"].id == "a"
    assert [cited.quote for cited in timeline.events[0].sources] == [None, "one\ntwo"]
    assert (
        timeline.events[1].date.first == 1_420_052_400_000_000
    )  # midnight in Karachi, five hours east of UTC
    assert timeline.display.width == 900
    assert timeline.display.formats == ("svg", "csl")
    assert timeline.as_of is not None
    assert timeline.as_of.text == "2026-03-06"


def test_importance_and_status_have_their_defaults() -> None:
    (event,) = good(document()).events
    assert (event.importance, event.status, event.id) == (3, "reported", None)


def test_keys_of_ones_own_are_kept_silent_everywhere() -> None:
    values = document(**{"x-a": float("inf"), "links": [], "image": {"src": "a.png", "alt": "", "x-b": 1}})
    values["display"] = {"x-c": {}}
    good(values)


@pytest.mark.parametrize(
    "url", ["https://example.org", "HTTP://x/%20y?z#a", "mailto:a@b.org", "https://пример.рф/я"]
)
def test_whole_addresses_are_good(url: str) -> None:
    good(document(url=url))


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "/a", "//example.org", "javascript:alert(1)", "java\tscript:x", "\x01javascript:x",
     "data:x", "ftp://x", "https:", "https:///x", "https://?q", "https://exa mple.org", "https://a\\b", "https://a\u202eb",
     "https://a\n", " https://a", "mailto:", "mailto:x", "https://a\u200bb", "vbscript:x", "https://#a"],
)  # fmt: skip
def test_other_addresses_are_refused(url: str) -> None:
    assert codes(document(url=url)) == ["url"]


@pytest.mark.parametrize("src", ["a.png", "img/a.png", "../a.jpg", "data:image/png;base64,AA=="])
def test_pictures_are_beside_the_file_or_in_it(src: str) -> None:
    good(document(image={"src": src, "alt": "x"}))


@pytest.mark.parametrize(
    "src", ["", "/a.png", "//x/a.png", "https://x/a.png", "C:\\a.png", "c:a.png", "a\nb.png",
            "data:image/svg+xml;base64,AA",
            "data:text/html,x", "javascript:x"]
)  # fmt: skip
def test_pictures_elsewhere_are_refused(src: str) -> None:
    assert codes(document(image={"src": src, "alt": "x"})) == ["image-src"]


@pytest.mark.parametrize(
    "tag", ["en", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1901", "x-mine", "en-x-a", "i-hak"]
)
def test_well_formed_language_tags_are_good(tag: str) -> None:
    timeline, problems = check({"lang": tag, "events": []})
    assert timeline is not None
    assert timeline.lang == tag
    assert {problem.code for problem in problems} <= {"lang-unknown"}


@pytest.mark.parametrize("tag", ["sv", "zh-Hant", "ur-Latn", "x-mine"])
def test_a_language_without_words_is_warned_of(tag: str) -> None:
    assert codes({"lang": tag, "events": []}) == ["lang-unknown"]


@pytest.mark.parametrize("tag", ["", "e", "en_GB", "en-", "english language", "en-GBR-x", "12", "en\n"])
def test_other_language_tags_are_refused(tag: str) -> None:
    assert codes({"lang": tag, "events": []}) == ["lang"]


@pytest.mark.parametrize("name", ["a", "talks-2025", "a.b_c", "план", "会議", "2014"])
def test_ids_are_letters_and_digits_of_any_script(name: str) -> None:
    assert good(document(id=name)).events[0].id == name


@pytest.mark.parametrize("name", ["", "a b", "-a", ".a", "a/b", 'a"b', "a\n", "a\u202eb", "a&b", "a\u00a0b"])
def test_ids_hold_nothing_else(name: str) -> None:
    assert codes(document(id=name)) == ["id"]


@pytest.mark.parametrize("value", [0, 6, 2.5, -1, 10**30, 1e300])
def test_importance_is_from_1_to_5(value: float) -> None:
    assert codes(document(importance=value)) == ["range"]


@pytest.mark.parametrize("value", [True, None, "3", [], {}])
def test_importance_is_a_number(value: object) -> None:
    assert codes(document(importance=value)) == ["type"]


@pytest.mark.parametrize("as_of", ["2014/2015", "2014~", "201X", "[2014,2015]", "../2014"])
def test_as_of_is_one_date_without_doubts(as_of: str) -> None:
    assert codes({"as_of": as_of, "events": []}) == ["date-plain"]


def test_the_zone_is_read_before_the_dates_wherever_it_stands() -> None:
    late = good({"events": [{**EVENT, "date": "2014-01-01T00:00"}], "timezone": "Asia/Karachi"})
    assert late.events[0].date.first == good(document(date="2013-12-31T19:00Z")).events[0].date.first


def test_a_bad_zone_does_not_hide_what_else_is_wrong() -> None:
    assert sorted(codes({"timezone": "Nowhere", **document(date="2014-13")})) == [
        "date-month",
        "zone-unknown",
    ]


def test_a_date_fault_marks_its_place_in_the_text() -> None:
    (problem,) = check(document(date="2025-02-30"))[1]
    assert problem.path == ("events", 0, "date")
    assert (problem.column, problem.length) == (9, 2)


def test_one_event_can_have_several_faults() -> None:
    values = document(date="x", title="", group="g", importance=9, tags=[1, "", "ok"])
    assert sorted(codes(values)) == ["date-syntax", "id-unknown", "range", "text-empty", "text-empty", "type"]


def test_a_missing_list_of_sources_makes_no_echo_at_each_event() -> None:
    assert codes({"sources": [], "groups": 3, **document(sources=["a"], group="g")}) == ["type", "type"]


def test_ids_are_not_judged_where_a_part_of_the_text_was_skipped() -> None:
    values = document(sources=["a"], group="g", links=[{"to": "z"}])
    assert codes(values, complete=False) == []


def test_sources_are_required_only_where_asked() -> None:
    assert codes(document()) == []
    assert codes(document(), require_sources=True) == ["event-unsourced"]


@pytest.mark.parametrize(
    ("label", "warned"),
    [
        (None, True),
        ("led to", True),
        ("Caused", True),
        ("invokes", False),
        ("caused by", False),
        ("suspends", False),
    ],
)
def test_an_effect_before_its_cause_is_pointed_out(label: str | None, warned: bool) -> None:
    link = {"to": "a"} if label is None else {"to": "a", "label": label}
    values = {"events": [{"id": "a", **EVENT}, {"date": "2015", "title": "Talks", "links": [link]}]}
    assert codes(values) == ["link-backwards"] * warned


def test_a_link_back_in_time_from_an_event_without_a_title_is_no_more_than_that() -> None:
    values = {"events": [{"id": "a", **EVENT}, {"date": "2015", "links": [{"to": "a"}]}]}
    assert codes(values) == ["key-missing"]


@pytest.mark.parametrize("date", ["2015~", "2015?", "2014-12-31", "../2015", "2014/2016"])
def test_a_doubtful_order_is_not_pointed_out(date: str) -> None:
    values = {"events": [{"id": "a", **EVENT}, {"date": date, "title": "Talks", "links": [{"to": "a"}]}]}
    assert codes(values) == []


def test_a_source_of_the_day_before_may_be_from_another_zone() -> None:
    sources = {"a": {"title": "A", "date": "2014-06-01"}}
    assert codes({"sources": sources, **document(date="2014-06-02", sources=["a"])}) == ["source-early"]
    assert codes({"sources": sources, **document(date="2014-06-02T01:00+09:00", sources=["a"])}) == []


def test_a_source_is_held_to_its_own_date_for_the_event() -> None:
    cited = {"source": "a", "date": "2014-05-31"}
    sources = {"a": {"title": "A", "date": "2014-06-01"}}
    assert codes({"sources": sources, **document(date="2014-06-02", sources=[cited])}) == []


@pytest.mark.parametrize(
    ("text", "at"),
    [("abc", None), ("\u202aa\u202c", None), ("\u2067a\u202ab\u2069", None), ("\u202e", 0), ("a\u202c", 1),
     ("\u2066a\u2066b\u2069", 0), ("\u202aa\nb\u202c", 0), ("\u2069", 0), ("\u2066\u202c\u2069", 1)],
)  # fmt: skip
def test_bidirectional_controls_are_balanced_within_a_line(text: str, at: int | None) -> None:
    assert unbalanced(text) == at


def test_bidirectional_controls_are_warnings_and_the_text_is_kept() -> None:
    timeline, problems = check(document(title="a\u2067b\u2069"))
    assert [(problem.code, problem.severity) for problem in problems] == [("text-bidi", "warning")]
    assert timeline is not None
    assert timeline.events[0].title == "a\u2067b\u2069"


@pytest.mark.parametrize("title", ["日本語", "🇵🇰 👩‍👩‍👧", "عربي", "a\u00a0b\u00adc", "a\tb", "naïve"])
def test_texts_of_any_script_are_good(title: str) -> None:
    assert good(document(title=title)).events[0].title == title


KEYS = st.sampled_from(
    [
        "$schema", "title", "subtitle", "lang", "timezone", "as_of", "groups", "eras", "sources",
        "events", "display", "id", "date", "summary", "group", "importance", "status", "figures",
        "people", "places", "tags", "links", "url", "image", "src", "alt", "to", "label", "source",
        "quote", "locator", "stance", "value", "color", "layout", "scale", "theme", "width",
        "x-mine",
    ]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Lo"]), max_size=3),
    st.sampled_from(
        ["2014", "2014/2013", "a", "Europe/Paris", "en", "https://x", "reported", "", "2014-02-30"]
    ),
)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, ANYTHING, max_size=6) | ANYTHING)
@settings(max_examples=400)
def test_any_json_value_gives_a_timeline_or_errors(values: Any) -> None:
    timeline, problems = check(values, require_sources=True)
    assert (timeline is None) == any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert problem.code in CODES
        assert problem.severity == CODES[problem.code].severity
        assert (
            problem.message[0].islower()
            or problem.message[0] in '“"'
            or problem.message.startswith(("U+", "February"))
        )


@given(st.dictionaries(KEYS, ANYTHING, max_size=6))
def test_every_problem_of_any_document_has_a_place(values: dict[str, Any]) -> None:
    reading = source.read(json.dumps({"events": [values]}, allow_nan=False) if _is_strict(values) else "{}")
    problems: list[Problem] = check(reading.value)[1]
    assert len(source.place(problems, reading)) == len(problems) + len(reading.faults)


def _is_strict(values: Any) -> bool:
    text = json.dumps(values)
    return "NaN" not in text and "Infinity" not in text and "\\ud" not in text


def test_a_deeply_nested_value_of_ones_own_is_left_alone() -> None:
    deep: list[Any] = []
    for _ in range(sys.getrecursionlimit() * 3):
        deep = [deep]
    good({"events": [], "x-deep": deep})
    assert codes({"events": [], "title": deep}) == ["type"]


def helps(values: object) -> list[str | None]:
    return [problem.help for problem in check(values)[1]]


@pytest.mark.parametrize(
    ("fields", "help"),
    [
        ({"links": "b"}, 'write [{"to": "b"}]'),
        ({"links": ["b"]}, 'write {"to": "b"}'),
        ({"sources": "nyt"}, 'write ["nyt"]'),
        ({"tags": "trade"}, 'write ["trade"]'),
        ({"figures": "481"}, None),
        ({"sources": {"source": "nyt"}}, "put it in [ ], for there may be several"),
        ({"image": "wall.jpg"}, 'write {"src": "wall.jpg"}'),
        ({"image": [{"src": "wall.jpg"}]}, "remove the [ ] round it"),
        ({"importance": "4 of 5"}, "write 4"),
        ({"importance": "9"}, None),
        ({"date": ["1990", "1991"]}, 'write "1990/1991" for from … to, "[1990,1991]" for one of them'),
        ({"date": [1990, 1991, 1995]}, 'write "[1990,1991,1995]" for one of them'),
        ({"date": {"start": "1990", "end": 1991}}, 'write "1990/1991"'),
        ({"date": {"from": "1990-01"}}, 'a stretch of time is "start/end", as "2014/2021-08"'),
        ({"date": None}, 'an event must have one: a rough date will do, as "2014~" or "201X"'),
        ({"title": None}, "an event must have one"),
        ({"summary": None}, "leave the key out where there is nothing to say"),
        ({"tags": [None]}, "remove it from the list"),
        ({"url": "example.com"}, 'write "https://example.com"'),
        ({"url": "www.example.com/a?b"}, 'write "https://www.example.com/a?b"'),
        ({"url": "https://exa mple.org/a b"}, "the name of a host has no blanks"),
        ({"url": "https://example.org/a b"}, "a blank is written %20"),
        ({"url": "a text. With words"}, None),
    ],
)
def test_a_help_says_how_the_value_would_be_written(fields: dict[str, Any], help: str | None) -> None:
    assert helps(document(**fields))[0] == help


@pytest.mark.parametrize(
    ("values", "help"),
    [
        (None, 'the smallest events file is {"events": []}'),
        ({"events": None}, "the document must have one"),
        ({"eras": {"date": "2014", "title": "x"}, "events": []}, "put it in [ ], for there may be several"),
        ({"display": {"width": "800px"}, "events": []}, "write 800"),
        ({"sources": [{"id": "a", "title": "A"}], "events": []},
         'write {"id": {…}}, with the id of each before it'),
    ],
)  # fmt: skip
def test_a_help_for_the_whole_file_says_how_it_would_be_written(values: object, help: str) -> None:
    assert helps(values) == [help]


def test_a_colour_beyond_the_palette_is_told_by_its_digits() -> None:
    group = {"id": "a", "title": "A", "color": "Red"}
    (help,) = helps({"groups": [group], "events": [{"date": "2014", "title": "x", "group": "a"}]})
    assert help is not None
    assert help.startswith('write "#ff0000"; the names are black, blue')


@pytest.mark.parametrize(
    ("record", "key", "meant"),
    [
        ("group", "name", "title"), ("group", "label", "title"), ("event", "description", "summary"),
        ("event", "start", "date"), ("event", "when", "date"), ("event", "start_date", "date"),
        ("event", "Heading", "title"), ("event", "label", "title"), ("event", "name", "title"),
        ("citation", "id", "source"), ("document", "timeZone", "timezone"), ("document", "asOf", "as_of"),
        ("link", "target", "to"), ("image", "url", "src"), ("event", "titel", "title"),
    ],
)  # fmt: skip
def test_another_word_for_a_key_is_understood(record: str, key: str, meant: str) -> None:
    (made,) = (one for one in RECORDS if one.name == record)
    assert made.unknown(key).help == f'did you mean "{meant}"?'


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record.name))
def test_the_other_words_lead_to_keys_and_are_none_themselves(record: Record) -> None:
    keys = {row.key for row in record.rows}
    words = [word for others in slips.KEYS[record.name].values() for word in others.split()]
    assert slips.KEYS[record.name].keys() <= keys
    assert not keys & set(words)
    assert len(words) == len(set(words))
    assert all(word.isalpha() and word.islower() for word in words)


def test_a_source_may_mention_what_is_to_come() -> None:
    def early(**citation: str) -> list[str]:
        event = {"date": "2015", "title": "x", "sources": [{"source": "a", **citation}]}
        return codes({"sources": {"a": {"title": "A", "date": "2014"}}, "events": [event]})

    assert early() == ["source-early"]
    assert early(stance="mentions") == []


def test_a_key_by_another_word_is_one_fault_and_not_two() -> None:
    assert codes({"events": [{"start": "2014", "title": "x"}]}) == ["key-unknown"]
    assert codes({"events": [{"x-start": "2014", "title": "x"}]}) == ["key-missing"]


def test_one_instant_written_twice_is_one_date() -> None:
    events = [{"date": date, "title": "a"} for date in ("2025-05-10T10:05Z", "2025-05-10T15:35+05:30")]
    assert codes({"events": events}) == ["event-twice"]


@given(
    st.integers(0, 0xFFFFFF).map("#{:06x}".format), st.sampled_from(["light", "dark", "auto", "print", None])
)
def test_the_shade_that_is_told_is_drawn_and_needs_no_other(colour: str, theme: str | None) -> None:
    def faults(color: str) -> list[Problem]:
        group = {"id": "g", "title": "G", "color": color}
        display = {"display": {"theme": theme}} if theme else {}
        return check({"groups": [group], "events": [{**EVENT, "group": "g"}], **display})[1]

    drawn = [palette(ground, [colour], [])["group-0"] for ground in ("light", "dark") if theme != "print"]
    changed = {
        shade
        for shade, ground in zip(drawn, ("light", "dark"), strict=False)
        if shade != colour and theme in (ground, "auto", None)
    }
    found = faults(colour)
    assert [one.code for one in found] == ["color-contrast"] * len(changed)
    assert {shade for shade in changed if any(shade in (one.help or "") for one in found)} == changed
    assert not any(faults(shade) for shade in changed)
