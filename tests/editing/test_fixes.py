"""What can be mended in one way only is mended, and nothing else is touched."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import pipeline, source
from timeline.dates import MONTHS
from timeline.editing import fixes
from timeline.editing.fixes import Fixed, fixed, fixed_file
from timeline.source import Diagnostic

ROOT = Path(__file__).parents[2]
BAD = sorted([*ROOT.glob("tests/source/bad/*.json"), *ROOT.glob("tests/model/bad/*.json")])


def event(more: str) -> str:
    return f'{{"events": [{{"date": "2014", "title": "A", {more}}}]}}'


def dated(date: str) -> str:
    return f'{{"events": [{{"date": {date}, "title": "A"}}]}}'


def grouped(id: str, written: str) -> str:
    return (
        f'{{"groups": [{{"id": "{id}", "title": "B"}}],'
        f' "events": [{{"date": "2014", "title": "A", "group": "{written}"}}]}}'
    )


def coloured(color: str) -> str:
    return grouped("b", "b").replace('"B"', f'"B", "color": "{color}"')


def counted(value: str) -> str:
    return event(f'"figures": [{{"value": {value}, "label": "B"}}]')


MENDED: dict[str, list[tuple[str, str | None]]] = {
    # The JSON
    "json-comma-extra": [
        ('{"events": [],}', '{"events": []}'),
        ('{"events": [,]}', '{"events": []}'),
        ('{"x-a": [1,, 2], "events": []}', '{"x-a": [1, 2], "events": []}'),
        ('{"events": [];}', '{"events": []}'),
        ('{"events": [\n],,,\n}', '{"events": [\n]\n}'),
    ],
    "json-comma-missing": [
        ('{"title": "A"\n "events": []}', '{"title": "A",\n "events": []}'),
        ('{"title": "A"; "events": []}', '{"title": "A", "events": []}'),
        ("{\"title\": \"A\" 'events': []}", '{"title": "A", "events": []}'),
        ('{"x-a": [{} {}], "events": []}', '{"x-a": [{}, {}], "events": []}'),
        ('{"x-a": ["a"\n"b"], "events": []}', '{"x-a": ["a",\n"b"], "events": []}'),
    ],
    "json-colon": [
        ('{"title" "A", "events": []}', '{"title": "A", "events": []}'),
        ('{"title" = "A", "events": []}', '{"title" : "A", "events": []}'),
        ('{"title" => "A", "events": []}', '{"title" : "A", "events": []}'),
    ],
    "json-quotes": [
        ("{'events': []}", '{"events": []}'),
        ("{'title': 'It\\'s \"it\"', 'events': []}", '{"title": "It\'s \\"it\\"", "events": []}'),
        ("{'title': 'It's', 'events': []}", '{"title": "It\'s", "events": []}'),
        ("{“title”: „A\\u0042“, “events”: []}", '{"title": "A\\u0042", "events": []}'),
    ],
    "json-quote-open": [
        ('{"title": "A,\n "events": []}', '{"title": "A",\n "events": []}'),
        ('{"title: "A", "events": []}', '{"title": "A", "events": []}'),
        ('{"events": [],\n "title": "A\n}\n', '{"events": [],\n "title": "A"\n}\n'),
    ],
    "json-quote-inside": [
        (
            '{"title": "He said "no" twice", "events": []}',
            '{"title": "He said \\"no\\" twice", "events": []}',
        ),
        ('{"events": [], "title": "The "Plan" and the "Talks"\n}', None),
        (
            '{"events": [], "title": "The "Plan" and (the "Talks") go"\n}',
            '{"events": [], "title": "The \\"Plan\\" and (the \\"Talks\\") go"\n}',
        ),
    ],
    "json-key-quotes": [('{events: [],\n title" : "A"}', '{"events": [],\n "title" : "A"}')],
    "json-text-quotes": [
        ('{"title": Plan of action, "events": []}', '{"title": "Plan of action", "events": []}'),
        (dated("14 May 2025"), dated('"2025-05-14"')),
    ],
    "json-date-quotes": [(dated("2014-05-25"), dated('"2014-05-25"')), (dated("2014~"), dated('"2014~"'))],
    "json-word": [('{"x-a": [True, None], "events": []}', '{"x-a": [true, null], "events": []}')],
    "json-blank": [
        ('{"events":\xa0[]}', '{"events": []}'),
        ('{"events":\u200b[]}\ufeff\n', '{"events":[]}\n'),
    ],
    "json-control": [
        ('{"title": "a\tb", "events": []}', '{"title": "a\\tb", "events": []}'),
        ('{"title": "a\x01b", "events": []}', '{"title": "ab", "events": []}'),
    ],
    "json-escape": [('{"title": "It\\\'s", "events": []}', '{"title": "It\'s", "events": []}')],
    "json-bracket": [('{"x-a": [1}, "events": []}', '{"x-a": [1], "events": []}')],
    "json-bracket-extra": [('{"events": []}\n}\n', '{"events": []}\n\n')],
    "json-after-end": [('{"events": []};\n', '{"events": []}\n')],
    # Dates
    "date-syntax": [
        (dated('"14 May 2025"'), dated('"2025-05-14"')),
        (dated('"c. 1911"'), dated('"1911~"')),
        (dated('"44 BC"'), dated('"-0043"')),
        (dated('"14/05/2025"'), dated('"2025-05-14"')),
        (dated('"05/05/2025"'), dated('"2025-05-05"')),
        (dated('"Friday, 25 July 2025"'), dated('"2025-07-25"')),
        (dated('"1914–18"'), dated('"1914/1918"')),
        (dated('"14 May 2025, 15:35"'), dated('"2025-05-14T15:35"')),
        (dated('"\\u0031914–18"'), dated('"1914/1918"')),
    ],
    "date-offset": [(dated('"2025-05-10T15:35+0530"'), dated('"2025-05-10T15:35+05:30"'))],
    "date-month": [(dated('"2014-00-00"'), dated('"2014"'))],
    "date-day": [(dated('"2014-05-00"'), dated('"2014-05"'))],
    "zone-unknown": [
        ('{"timezone": "Asia/Karatchi", "events": []}', '{"timezone": "Asia/Karachi", "events": []}'),
        ('{"timezone": "america/new york", "events": []}', '{"timezone": "America/New_York", "events": []}'),
    ],
    # The document
    "type": [
        (dated("2014"), dated('"2014"')),
        (dated("20140525"), dated('"2014-05-25"')),
        (dated('{"start": "2014", "end": "May 2016"}'), dated('"2014/2016-05"')),
        (counted("29.50"), counted('"29.50"')),
        (event('"id": 7'), event('"id": "7"')),
        (event('"importance": "3"'), event('"importance": 3')),
        ('{"display": {"width": "800px"}, "events": []}', '{"display": {"width": 800}, "events": []}'),
        (event('"tags": "law"'), event('"tags": ["law"]')),
        (event('"tags": {}'), event('"tags": []')),
        (event('"image": "a.png"'), event('"image": {"src": "a.png"}')),
        (event('"summary": null'), '{"events": [{"date": "2014", "title": "A"}]}'),
        (event('"people": ["B", null]'), event('"people": ["B"]')),
        ('{"title": null, "events": []}', '{"events": []}'),
        ('{"title": null,\n "lang": null,\n "events": []}', '{"events": []}'),
        ('{"events": {"date": 2014, "title": "A"}}', '{"events": [{"date": "2014", "title": "A"}]}'),
    ],
    "key-unknown": [
        ('{"events": [{"date": "2014", "titel": "A"}]}', '{"events": [{"date": "2014", "title": "A"}]}'),
        ('{"events": [{"date": "2014", "headline": "A"}]}', '{"events": [{"date": "2014", "title": "A"}]}'),
        ('{"events": [{"year": 2014, "Title": "A"}]}', '{"events": [{"date": "2014", "title": "A"}]}'),
        ('{"events": [{"start": "14 May 2025", "title": "A"}]}', dated('"2025-05-14"')),
        ('{"asOf": "2026-03-06", "Events": []}', '{"as_of": "2026-03-06", "events": []}'),
        (event('"tag": "law"'), event('"tags": ["law"]')),
    ],
    "choice": [
        (event('"status": "Confirmd"'), event('"status": "confirmed"')),
        ('{"display": {"scale": "linaer"}, "events": []}', '{"display": {"scale": "linear"}, "events": []}'),
    ],
    "text-lines": [(event('"places": ["\\nB\\n"]'), event('"places": ["B"]'))],
    "text-control": [
        (event('"summary": "\\u0001a\\u00e9\\u0001\\u0000\\t"'), event('"summary": "a\\u00e9\\t"'))
    ],
    "lang": [('{"lang": "pt_BR", "events": []}', '{"lang": "pt-BR", "events": []}')],
    "color": [
        (coloured("red"), coloured("#ff0000")),
        (coloured("e0f"), coloured("#e0f")),
        (coloured("Grey"), coloured("gray")),
    ],
    "url": [
        (event('"url": "www.example.org/a"'), event('"url": "https://www.example.org/a"')),
        (event('"url": " https://example.org"'), event('"url": "https://example.org"')),
    ],
    "id-unknown": [
        (grouped("the-court", "The Court"), grouped("the-court", "the-court")),
        (grouped("court-cases", "cuort-cases"), grouped("court-cases", "court-cases")),
        (grouped("hearing-2025", "hearng-2025"), grouped("hearing-2025", "hearing-2025")),
    ],
}  # fmt: skip
"""By the code of a fault: texts, and what they are afterwards; None for the text itself."""

LEFT = [
    # What is lost, or which of two counts
    '{"events": [] /* ask Anna */}',
    '{"title": "A", "title": "B", "events": []}',
    '{"events": [{"date": "2014", "title": "A",\n {"date": "2015", "title": "B"}]}',
    '{"events": [{"date": "2014", "ti',
    '{"events": []} {"events": []}',
    # What may be a text or a number, one text or two
    '{"x-a": [01, +1, .5], "events": []}',
    '{"x-a": [1 2], "events": []}',
    '{"x-a": ["one " "two"], "events": []}',
    '{"x-a": ["""one"" a"], "events": []}',
    '{"title": "Court," "lang": "en", "events": []}',
    event('"tags": ["law" 1]'),
    event('"tags": ["law"\n1]'),
    '{"title": "Court\',\n "events": []}',
    '{"title": Plan, and more, "events": []}',
    '{"title": flase, "events": []}',
    '{"tags": {"law" "media"}, "events": []}',
    '{"title": "C:\\Users\\x", "events": []}',
    '{"title": "5" screens", "events": []}',
    '{"title": "The "Plan", "Talks" and more", "events": []}',
    '{"title": "a\x0bb", "events": []}',
    '{"title": "a\nb", "events": []}',
    # Dates of two meanings, of none, or that may be mistyped
    *(
        dated(f'"{date}"')
        for date in (
            "03/04/2025", "2025-02-30", "2016/2014", "2014-16", "2025-13", "45", "20155", "202505",
            "2025-101", "1900s", "before 1900", "until 1985", "between 7 and 10 May 2025", "2025-05-10T15",
            "4 May 2020 3 pm", "Monday, 25 July 2025", "04/05/2025 - 03/06/2025", "12101912", "2014..2016",
            "today", "201-", "201~", "20114~", "2025-05-4", "20x4",
        )
    ),
    '{"as_of": "c. 2026", "events": []}',
    '{"timezone": "PST", "events": []}',
    '{"timezone": "US/Western", "events": []}',
    '{"timezone": "Etc/GMT+15", "events": []}',
    '{"timezone": "Europe/Lindon", "events": []}',
    '{"timezone": "Europe/Berlin", "events": [{"date": "31 March 2024, 02:30", "title": "A"}]}',
    # Keys that would lose something, or mean something else
    '{"events": [{"start": "2014", "end": "2016", "title": "A"}]}',
    '{"events": [{"end": "2016", "title": "A"}]}',
    '{"events": [{"date": "2014", "title": "A", "headline": "B"}]}',
    '{"events": [{"date": "2014", "headline": "A", "name": "B"}]}',
    event('"note": "ask Anna"'),
    event('"rank": 1'),
    event('"category": "b"'),
    # Values
    event('"status": "unconfirmed"'),
    '{"display": {"theme": "night"}, "events": []}',
    '{"display": {"layout": "lines"}, "events": []}',
    coloured("cream"),
    event('"tags": "law, media"'),
    event('"importance": "3 stars"'),
    event('"url": "report.pdf"'),
    event('"people": "Smith and Jones"'),
    '{"events": [{"date": "2014", "title": null}]}',
    '{"events": [{"date": "2014", "title": "A\\nB"}]}',
    '{"events": [{"date": "2014", "title": "A\\u0096B"}]}',
    # References that may well be right
    grouped("courts", "court"),
    grouped("iraq", "iran"),
    grouped("hearing-2024", "hearing-2025"),
    grouped("korea", "korean"),
    '{"events": [{"id": "a", "date": "2014", "title": "A"}, {"id": "a", "date": "2015", "title": "B"}]}',
    '{"events": [{"id": "a b", "date": "2014", "title": "A"}]}',
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "mended"), [(code, *pair) for code, pairs in MENDED.items() for pair in pairs]
)
def test_a_fault_of_one_meaning_is_mended(code: str, text: str, mended: str | None) -> None:
    result = fixed(text)
    assert result.text == (text if mended is None else mended)
    if mended is not None:
        assert result.left == []
        assert code in {reason.code for one in result.fixes for reason in one.reasons}
    holds(text, result)


@pytest.mark.parametrize("text", LEFT)
def test_a_fault_of_two_meanings_is_left(text: str) -> None:
    result = fixed(text)
    assert result.text == text
    assert result.fixes == []
    assert result.left


def holds(text: str, result: Fixed) -> None:
    """What is true of every text and what became of it."""
    rebuilt = text
    for one in reversed(result.fixes):
        rebuilt = rebuilt[: one.start] + one.new + rebuilt[one.end :]
    assert rebuilt == result.text, "the fixes are all that has changed"
    after = result.fixes[1:]
    assert all(one.end < other.start for one, other in zip(result.fixes, after, strict=False))
    assert len(result.left) <= len(errors(text))
    assert (len(result.left) < len(errors(text))) == bool(result.fixes)
    assert result.left == errors(result.text)
    assert fixed(result.text).text == result.text, "a second run finds nothing"


def errors(text: str) -> list[Diagnostic]:
    return [one for one in pipeline.read_text(text).diagnostics if one.severity == "error"]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_no_bad_file_is_made_worse(path: Path) -> None:
    text, _ = source.decode(path.read_bytes())
    result = fixed(text)
    holds(text, result)
    if not any(one.code.startswith("json-") for one in errors(text)):
        said = Counter((one.code, one.message) for one in errors(text))
        assert Counter((one.code, one.message) for one in result.left) <= said


@pytest.mark.parametrize("path", sorted(ROOT.glob("tests/gallery/*.json")), ids=lambda path: path.stem)
def test_a_good_file_stays_as_it_is(path: Path) -> None:
    data = path.read_bytes()
    result = fixed_file(data)
    assert (result.text.encode(), result.fixes, result.left) == (data, [], [])


def test_one_error_is_mended_alone_and_only_where_that_holds() -> None:
    text = '{"events": [{"date": \'14 May 2025\', "titel": "A"}]}'
    quotes, key = [one for one in errors(text) if one.fix]
    assert fixes.mended(text, key) is None, "the JSON around it is to be clear before"
    clear = fixes.mended(text, quotes)
    assert clear == text.replace("'", '"')
    assert [fixes.mended(clear, one) for one in errors(clear) if one.fix] == [
        clear.replace("14 May 2025", "2025-05-14"),
        clear.replace("titel", "title"),
    ]


def test_an_error_is_not_mended_into_another_one() -> None:
    gap = '{"timezone": "Europe/Berlin", "events": [{"date": "31 March 2024, 02:30", "title": "A"}]}'
    (one,) = errors(gap)
    assert one.fix
    assert fixes.mended(gap, one) is None


def test_faults_in_one_place_are_mended_one_after_the_other_the_json_first() -> None:
    assert fixed('{"events": [{"date": \'14 May 2025\', "titel": "A"}]}').text == dated('"2025-05-14"')


def test_a_fix_that_does_not_hold_keeps_no_other_from_being_made() -> None:
    good = '{"date": "14 May 2025", "title": "A"}'
    gap = '{"date": "31 March 2024, 02:30", "title": "B"}'  # no clock showed it
    text = f'{{"timezone": "Europe/Berlin", "events": [{good}, {good}, {gap}, {good}]}}'
    result = fixed(text)
    assert result.text == text.replace("14 May 2025", "2025-05-14")
    assert [one.code for one in result.left] == ["date-syntax"]


def test_a_thousand_faults_are_mended_in_a_few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '{"events": [' + ",\n".join(['{"date": "14 May 2025", "titel": "A",}'] * 1000) + "]}"
    monkeypatch.setattr(fixes, "TRIALS", 4)
    assert fixed(text).left == []


def test_line_ends_escapes_and_blanks_stay() -> None:
    text = '{\r\n\t"title" :"\\u00e9",\r\n\t"events":[ ] , \r\n}\r\n'
    assert fixed(text).text == text.replace(" , ", "  ")


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbf{"events": []}',
        '{"events": []}'.encode("utf-16"),
        '{"events": []}'.encode("utf-16-be"),
        '{"events": []}'.encode("utf-32"),
    ],
)
def test_another_encoding_is_written_as_utf_8(data: bytes) -> None:
    result = fixed_file(data)
    assert (result.text, result.left) == ('{"events": []}', [])
    assert [reason.code[:8] for one in result.fixes for reason in one.reasons] == ["encoding"]


def test_a_file_with_bytes_of_another_encoding_is_left_as_it_is() -> None:
    result = fixed_file('{"title": "Élysée", "events": [],}'.encode("cp1252"))
    assert result.fixes == []
    assert {one.code for one in result.left} == {"encoding-utf8", "json-comma-extra"}


def test_the_documentation_names_what_is_mended() -> None:
    told = (ROOT / "docs/diagnostics.md").read_text("utf-8").partition("## What `timeline fix` mends")[2]
    codes = re.findall(r"^\| `([a-z0-9-]+)` \|", told, re.MULTILINE)
    assert set(codes) == MENDED.keys() | {"encoding-mark", "encoding-wide"}
    assert len(codes) == len(set(codes))


# Good documents, with the usual slips made in them

WORDS = st.text(st.sampled_from("abcdeéüxyz' 日"), min_size=1, max_size=12).map(
    lambda text: f"B{text.strip()}b"
)
DAYS = st.dates().map(str)
EVENTS = st.fixed_dictionaries(
    {"date": DAYS, "title": WORDS, "importance": st.integers(1, 5), "status": st.just("reported")},
    optional={"summary": WORDS, "tags": st.lists(WORDS, min_size=1, max_size=3), "x-note": WORDS},
)
DOCUMENTS = st.fixed_dictionaries({"title": WORDS, "events": st.lists(EVENTS, min_size=1, max_size=4)})


def in_words(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f'"{int(day)} {MONTHS[int(month) - 1]} {year}"'


A_TEXT = r'"([^"\\]*)"'
SLIPS = (
    (r"(?<=[^\s{[]),$", ""),  # a comma is missing
    (r"(?<=[^\s{[,])$(?!\n\s*[^\s}\]])", ","),  # one too many
    (r",$", ";"),
    (rf"{A_TEXT}(?=,?$)", lambda match: "'" + match[1].replace("'", "\\'") + "'"),
    (rf"{A_TEXT}(?=,?$)", r"“\1”"),
    (r'"([a-z]+)"(?=: )', r"\1"),
    (r'"(\d{4}-\d\d-\d\d)"', r"\1"),
    (r'"(\d{4})-(\d\d)-(\d\d)"', in_words),
    (r'"(\d{4})-(\d\d)-(\d\d)"', r'"\1/\2/\3"'),
    (r'": ', '" = '),
    (r": ", ":\xa0"),
    (r'(?<="title": )"([^"\']*)"', r"\1"),
    (r'(?<=")importance', "Importance"),
    (r'(?<=")status', "statsu"),
    (r'(?<=")title(?=": "[^"]*",?\n\s*"importance)', "headline"),
    (r"(?<=\"importance\": )(\d)", r'"\1"'),
    (r'"reported"', '"Reported "'),
    (r'(?<=[^{[]")(?=,\n\s*"[a-z-]+":)', ""),
)  # fmt: skip


def slipped(text: str, slips: list[tuple[int, float]]) -> str:
    """The text with some slips, no two of them on neighbouring lines. A slip is its number and how far down
    in the text it is made."""
    taken: set[int] = set()
    for number, place in slips:
        pattern, replacement = SLIPS[number]
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if not found:
            continue
        match = found[int(place * len(found))]
        line = text[: match.start()].count("\n")
        if taken & {line - 1, line, line + 1}:
            continue
        taken.add(line)
        made = replacement(match) if callable(replacement) else match.expand(replacement)
        text = text[: match.start()] + made + text[match.end() :]
    return text


@settings(max_examples=200, deadline=None)
@given(
    DOCUMENTS,
    st.lists(
        st.tuples(st.integers(0, len(SLIPS) - 1), st.floats(0, 1, exclude_max=True)), min_size=1, max_size=4
    ),
)
def test_a_good_document_with_slips_is_what_it_was(document: Any, slips: list[tuple[int, float]]) -> None:
    text = json.dumps(document, indent=2, ensure_ascii=False)
    broken = slipped(text, slips)
    result = fixed(broken)
    assert result.left == []
    assert json.loads(result.text) == document
    assert list(json.loads(result.text)["events"][0]) == list(document["events"][0])
    if broken != text:
        holds(broken, result)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(BAD),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 3), st.sampled_from(["", *"\"',}]{[:a1\n"])),
        max_size=4,
    ),
)  # fmt: skip
def test_no_text_is_made_worse(path: Path, edits: list[tuple[float, int, str]]) -> None:
    text, _ = source.decode(path.read_bytes()[:2000])
    for place, length, new in edits:
        at = int(place * len(text))
        text = text[:at] + new + text[at + length :]
    holds(text, fixed(text))
