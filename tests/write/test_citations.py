"""Sources as a reader's own papers cite them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.languages import language
from timeline.model import Source
from timeline.write.citations import MONTHS, SPECIALS, bibtex, citation, csl, csl_date, latex, reference

EN = language("en")
NEWS = Source(
    "app-2025", "Pakistan asks for {blocks} & more", publisher="The Daily", author="A. Writer and Sons",
    date=parse("2025-07-26"), url="https://example.org/a_b?c=50%25#d", accessed=parse("2026-01-02"),
    note="Front page.\nSeen on paper.",
)  # fmt: skip
MINUTES = Source("minutes", "Minutes")


def entry(source: Source) -> tuple[str, str, dict[str, str]]:
    """The kind, the key and the fields of an entry, as a parser reads them."""
    library = parse_string(bibtex(source, EN))
    assert not library.failed_blocks
    (one,) = library.entries
    return one.entry_type, one.key, {field.key: field.value for field in one.fields}


def test_a_reference_says_who_what_where_and_when() -> None:
    assert reference(NEWS, EN) == (
        "A. Writer and Sons, Pakistan asks for {blocks} & more. The Daily, 26 July 2025. "
        "Front page. Seen on paper. https://example.org/a_b?c=50%25#d Read 2 January 2026."
    )
    assert reference(MINUTES, EN) == "Minutes."


def test_an_entry_for_bibtex_has_what_is_known() -> None:
    kind, key, fields = entry(NEWS)
    assert (kind, key) == ("online", "app-2025")
    assert fields == {
        "author": "{A. Writer and Sons}",  # the braces keep "and" from making two of them
        "title": r"{Pakistan asks for \textbraceleft{}blocks\textbraceright{} \& more}",
        "organization": "{The Daily}",
        "year": "2025", "month": "jul", "day": "26",
        "url": "https://example.org/a_b?c=50%25#d", "urldate": "2026-01-02",
        "note": "Front page. Seen on paper.",
    }  # fmt: skip
    assert entry(MINUTES) == ("misc", "minutes", {"title": "{Minutes}"})


def unescaped(text: str) -> str:
    for code, escaped in sorted(SPECIALS.items(), key=lambda pair: -len(pair[1])):
        text = text.replace(escaped, f"\ue000{code}\ue001") if len(escaped) > 2 else text
    for code, escaped in SPECIALS.items():
        text = text.replace(escaped, chr(code)) if len(escaped) == 2 else text
    for code in SPECIALS:
        text = text.replace(f"\ue000{code}\ue001", chr(code))
    return text


@settings(deadline=None)
@given(st.text(st.sampled_from('aZ 9{}\\%$#_&~^@",=éж漢'), min_size=1).filter(str.strip))
def test_any_words_come_through_bibtex(words: str) -> None:
    title = entry(Source("s", words))[2]["title"]
    assert unescaped(title[1:-1]) == " ".join(words.split())


def test_what_means_something_to_latex_is_escaped() -> None:
    assert latex("50 % of $5 & more_#1") == r"50 \% of \$5 \& more\_\#1"
    assert latex("~^\\") == r"\textasciitilde{}\textasciicircum{}\textbackslash{}"


@pytest.mark.parametrize(("id", "key"), [("a.b-c_1", "a.b-c_1"), ("план.2", "план.2"), ("🌊", "source")])
def test_a_key_is_the_id_as_far_as_a_key_can_be(id: str, key: str) -> None:
    assert entry(Source(id, "T"))[1] == key


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        ("2025", {"year": "2025"}),
        ("2025-07", {"year": "2025", "month": "jul"}),
        ("2025-07-26T10:00Z", {"year": "2025", "month": "jul", "day": "26"}),
        ("2025~", {"date": "2025~", "year": "c. 2025"}),
        ("2025-07-31~", {"date": "2025-07-31~", "year": "c. 31 July 2025"}),
        ("-0044", {"date": "-0044", "year": "45 BCE"}),
    ],
)
def test_a_date_has_the_fields_that_all_programs_read_alike(date: str, fields: dict[str, str]) -> None:
    found = entry(Source("s", "T", date=parse(date)))[2]
    assert {key: found[key] for key in found if key != "title"} == fields


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025?", "perhaps 2025."),  # pandoc drops the doubt
        ("2025-07/2025-08", "July–August 2025."),  # Typst, the beginning
        ("198X", "1980s."),  # of which Typst makes 1989
        ("~2025-07-31", "31 July 2025 (year approximate)."),
        ("[2024,2025]", "2024 or 2025."),
        ("2001-21", "spring 2001."),
        ("Y17000", "17,000 CE."),
    ],
)
def test_a_date_that_a_program_would_bend_stands_in_words_in_the_note(date: str, words: str) -> None:
    found = entry(Source("s", "T", date=parse(date)))[2]
    assert {key: found[key] for key in found if key != "title"} == {"note": words}
    assert entry(Source("s", "T", date=parse(date), note="Seen."))[2]["note"] == f"{words} Seen."


def test_the_months_are_those_of_bibtex() -> None:
    assert [month[:3].lower() for month in EN.months] == list(MONTHS)


def test_an_item_of_csl_has_what_is_known_and_claims_no_more() -> None:
    assert csl(NEWS, EN) == {
        "id": "app-2025", "type": "webpage", "title": "Pakistan asks for {blocks} & more",
        "author": [{"literal": "A. Writer and Sons"}], "container-title": "The Daily",
        "issued": {"date-parts": [[2025, 7, 26]]}, "accessed": {"date-parts": [[2026, 1, 2]]},
        "URL": "https://example.org/a_b?c=50%25#d", "note": "Front page.\nSeen on paper.",
    }  # fmt: skip
    assert csl(MINUTES, EN) == {"id": "minutes", "type": "document", "title": "Minutes"}
    mailed = MINUTES._replace(publisher="The town", url="mailto:a@example.org")
    assert csl(mailed, EN)["publisher"] == "The town"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2025", {"date-parts": [[2025]]}),
        ("2025-07", {"date-parts": [[2025, 7]]}),
        ("2025-07-26", {"date-parts": [[2025, 7, 26]]}),
        ("2025-07-26T10:00:00+05:30", {"date-parts": [[2025, 7, 26]]}),
        ("2025-07/2025-08-02", {"date-parts": [[2025, 7], [2025, 8, 2]]}),
        ("2025-07-26~", {"date-parts": [[2025, 7, 26]], "circa": True}),
        ("2025?", {"date-parts": [[2025]], "circa": True}),
        ("2001-21", {"date-parts": [[2001]], "season": 1}),
        ("2001-24~", {"date-parts": [[2001]], "season": 4, "circa": True}),
        ("2001-31", {"date-parts": [[2001]], "season": 3}),  # autumn in the south
        ("2001-33", {"literal": "first quarter of 2001"}),
        ("198X", {"literal": "1980s"}),
        ("2025-07~/2025-08", {"literal": "c. July 2025 – August 2025"}),
        ("2025-07-26/..", {"literal": "since 26 July 2025"}),
        ("[2024,2025]", {"literal": "2024 or 2025"}),
        ("-0044-03-15", {"literal": "15 March 45 BCE"}),
        ("Y17000", {"literal": "17,000 CE"}),
    ],
)
def test_a_date_of_csl_says_what_the_file_says(date: str, said: dict[str, Any]) -> None:
    assert csl_date(parse(date), EN) == said


def test_a_doubt_of_one_part_is_not_made_one_of_the_whole() -> None:
    assert "literal" in csl_date(parse("2025-~07-26"), EN)
    assert "literal" in csl_date(parse("?2025-07"), EN)


def test_all_three_forms_are_plain_values() -> None:
    assert json.loads(json.dumps(citation(NEWS, EN))).keys() == {"text", "bibtex", "csl"}
    assert citation(NEWS, language("de"))["text"] != citation(NEWS, EN)["text"]
