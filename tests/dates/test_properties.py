"""What holds for every date: made up by the grammar, or spoilt."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import UTC, Date, DateFault, parse, words, zone
from timeline.dates.date import from_reading
from timeline.dates.edtf import read
from timeline.dates.report import describe, table

UNHURRIED = settings(deadline=None)  # the first use of a zone reads it from the disk

QUALIFIER = st.sampled_from(["", "", "", "?", "~", "%"])
YEARS = st.one_of(
    st.integers(0, 9999).map("{:04}".format),
    st.integers(-9999, -1).map("{:05}".format),
    st.sampled_from(["198X", "19XX", "1XXX", "XXXX", "19X5", "-01XX", "1950S2", "-0950S1"]),
    st.builds("Y{}{}".format, st.sampled_from(["", "-"]), st.integers(10_000, 10**12)),
    st.builds(
        "Y{}{}E{}{}".format,
        st.sampled_from(["", "-"]),
        st.integers(1, 99),
        st.integers(4, 12),
        st.sampled_from(["", "S1"]),
    ),
)
MONTHS = st.one_of(st.integers(1, 12).map("{:02}".format), st.sampled_from(["XX", "0X", "1X", "X1", "X2"]))
DAYS = st.one_of(
    st.integers(1, 28).map("{:02}".format), st.sampled_from(["29", "30", "XX", "0X", "2X", "X5"])
)
TIMES = st.builds(
    "T{:02}:{:02}{}{}".format,
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", ":00", ":59", ":07.25"]),
    st.sampled_from(["", "Z", "+05:30", "-04", "-00:30"]),
)
PLAIN_DAYS = st.builds(
    "{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(1, 12), st.integers(1, 28)
)


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A date of one to three components with any qualifiers, or a day with a time."""
    if draw(st.integers(0, 4)) == 0:
        return draw(PLAIN_DAYS) + draw(TIMES)
    text = draw(QUALIFIER) + draw(YEARS) + draw(QUALIFIER)
    if "Y" in text or "S" in text or draw(st.booleans()):
        return text
    if draw(st.integers(0, 3)) == 0:
        return f"{text}-{draw(QUALIFIER)}{draw(st.integers(21, 41))}{draw(QUALIFIER)}"
    text += f"-{draw(QUALIFIER)}{draw(MONTHS)}{draw(QUALIFIER)}"
    return text + f"-{draw(QUALIFIER)}{draw(DAYS)}{draw(QUALIFIER)}" if draw(st.booleans()) else text


def is_date(text: str) -> bool:
    try:
        parse(text)
    except DateFault:
        return False
    return True


SINGLE = dates().filter(is_date)
INTERVALS = st.one_of(
    st.builds("{}/{}".format, SINGLE, SINGLE).filter(is_date),
    st.builds("{}{}".format, SINGLE, st.sampled_from(["/..", "/"])),
    st.builds("{}{}".format, st.sampled_from(["../", "/"]), SINGLE),
)
MEMBERS = st.lists(st.one_of(SINGLE, st.builds("{}..{}".format, SINGLE, SINGLE)), min_size=1, max_size=4)
SETS = st.builds(
    lambda members, brackets, lower, upper, comma: (
        brackets[0] + lower + comma.join(members) + upper + brackets[1]
    ),
    MEMBERS,
    st.sampled_from(["[]", "{}"]),
    st.sampled_from(["", ".."]),
    st.sampled_from(["", ".."]),
    st.sampled_from([",", ", "]),
).filter(is_date)
TEXTS = st.one_of(SINGLE, SINGLE, INTERVALS, SETS)
DATES = TEXTS.map(parse)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo"]).map(zone)


@UNHURRIED
@given(TEXTS, ZONES)
def test_a_date_keeps_its_text_and_does_not_end_before_it_begins(text: str, place: object) -> None:
    try:
        date = parse(text, place)  # type: ignore[arg-type]
    except DateFault as fault:
        assert fault.code in ("date-gap", "date-fold", "date-order")  # noqa: PT017  # true of that place alone
        return
    assert date.text == text
    assert date.first is None or date.last is None or date.first <= date.last
    assert date.level in (0, 1, 2)


@UNHURRIED
@given(TEXTS)
def test_the_text_of_a_date_and_of_its_ends_and_members_reads_as_the_same(text: str) -> None:
    date = parse(text)
    assert parse(date.text) == date
    for part in filter(None, (date.start, date.end, *date.members)):
        if part.form == "date":
            assert parse(part.text) == part
            assert parse(part.text).traits == part.traits


COMMON_DATES = st.one_of(
    st.integers(0, 9999).map("{:04}".format), PLAIN_DAYS, PLAIN_DAYS.map(lambda day: day[:7]),
    st.builds("{}{}".format, PLAIN_DAYS, TIMES),
)  # fmt: skip


@UNHURRIED
@given(st.one_of(TEXTS, COMMON_DATES, st.builds("{}/{}".format, COMMON_DATES, COMMON_DATES).filter(is_date)))
def test_the_short_way_for_common_dates_says_what_the_reader_says(text: str) -> None:
    short_way, long_way = parse(text), from_reading(read(text), UTC)
    assert tuple(short_way) == tuple(long_way)
    assert short_way.traits == long_way.traits


@UNHURRIED
@given(DATES)
def test_words_are_never_empty_and_never_raise(date: Date) -> None:
    for english in (words(date), words(date, short=True)):
        assert english == english.strip()
        assert english
        assert "  " not in english


@UNHURRIED
@given(DATES, DATES, DATES)
def test_order_is_total_and_agrees_with_equality_and_hash(a: Date, b: Date, c: Date) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (a < b or a == b)
    assert (a >= b) == (a > b or a == b)
    assert (a == b) == (hash(a) == hash(b) and a.text == b.text and a.first == b.first)
    assert not (a <= b <= c) or a <= c
    assert all(one <= other for one, other in pairwise(sorted([c, b, a])))
    assert sorted([a, b, c]) == sorted([c, a, b])


def test_order_is_by_beginning_then_end_then_text_and_no_beginning_is_first() -> None:
    texts = [
        "../1985",
        "../1986",
        "1985-01-01",
        "1985-01",
        "1985",
        "1985?",
        "1985~",
        "1985/",
        "1985/..",
        "1985-01-02",
    ]
    assert [date.text for date in sorted(map(parse, reversed(texts)))] == texts


def test_a_date_is_not_equal_to_anything_else_and_not_ordered_with_it() -> None:
    date = parse("2014")
    assert date != tuple(date)
    assert date != "2014"
    assert (date == None) is False  # noqa: E711  # the operator is what is tested
    with pytest.raises(TypeError):
        _ = date < "2014"


def test_the_same_text_in_another_zone_is_another_date_unless_it_has_an_offset() -> None:
    berlin = zone("Europe/Berlin")
    assert parse("2014") != parse("2014", berlin)
    assert parse("2014-01-01T00:00Z") == parse("2014-01-01T00:00Z", berlin)


@UNHURRIED
@given(TEXTS, st.data())
def test_a_spoilt_date_is_read_or_refused_within_the_text(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    kind = data.draw(st.sampled_from(["cut", "drop", "insert", "swap"]))
    other = data.draw(st.one_of(st.sampled_from("0123456789XYSET?~%-/.,:[]{} +Z"), st.characters()))
    spoilt = {
        "cut": text[:at],
        "drop": text[:at] + text[at + 1 :],
        "insert": text[:at] + other + text[at:],
        "swap": text[:at] + other + text[at + 1 :],
    }[kind]
    refused_in_its_place(spoilt)


@UNHURRIED
@given(st.one_of(st.text(max_size=40), st.text("0123456789XYSET?~%-/.,:[]{} +Z", max_size=20)))
def test_any_text_is_read_or_refused_within_the_text(text: str) -> None:
    refused_in_its_place(text)


def refused_in_its_place(text: str) -> None:
    try:
        english = words(parse(text))
    except DateFault as caught:
        fault = caught
    else:
        assert english
        return
    assert 1 <= fault.column <= len(text) + 1
    assert fault.length >= 1
    assert fault.column + fault.length <= max(len(text), fault.column) + 1
    assert fault.message


@UNHURRIED
@given(st.lists(st.one_of(TEXTS, st.text(max_size=12)), max_size=5))
def test_rows_and_their_table_can_be_made_of_any_texts(texts: list[str]) -> None:
    rows = describe(texts)
    assert [row["text"] for row in rows] == texts
    assert len(table(rows).splitlines()) == len(texts) + 1
