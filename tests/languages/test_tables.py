"""The tables of languages, held to each other and to CLDR as the Babel package has it."""

from __future__ import annotations

import re
import string
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale, dates, numbers

from timeline.dates import parse, words
from timeline.languages import EN, TABLES, language

LANGUAGES = sorted(TABLES)
OTHERS = [tag for tag in LANGUAGES if tag != "en"]
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
VARIANTS = ("short", "governed", "year", "month", "day")

YEARS = {"year", "first", "last", "range"}
"""A range of years comes as its ends, as a whole, and as the year that it is called by: a pattern takes what
it needs."""


def places(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


def split(key: str) -> tuple[str, str]:
    """A key without its variant, and the variant."""
    base, _, last = key.rpartition(".")
    return (base, last) if last in (*CATEGORIES, *VARIANTS) and base in BASES else (key, "")


PLURALS = {key.removesuffix(".other") for key in EN.phrases if key.endswith(".other")}
BASES = PLURALS | {key for key in EN.phrases if not key.endswith((".one", ".other", ".short"))}


@pytest.mark.parametrize("tag", OTHERS)
def test_a_table_has_the_keys_of_the_english_one_and_their_variants_alone(tag: str) -> None:
    assert {split(key)[0] for key in language(tag).phrases} == BASES
    needed = BASES - PLURALS
    assert needed <= language(tag).phrases.keys()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_phrase_has_the_places_of_the_english_one(tag: str) -> None:
    for key, phrase in language(tag).phrases.items():
        base, variant = split(key)
        english = EN.phrases[f"{base}.other" if base in PLURALS else base]
        wanted, found = places(english), places(phrase)
        if base.startswith(("decade", "century", "millennium", "year.between", "set.between")):
            assert found <= YEARS, key
            assert found, key
        elif variant in ("zero", "one", "two"):
            assert found <= wanted, key
            assert wanted - found <= {"count", "first", "last", "date"}, key
        else:
            assert found == wanted, key


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_phrase_with_a_number_has_all_plural_forms_of_its_language(tag: str) -> None:
    wanted = {*Locale.parse(tag).plural_form.tags, "other"}
    for key in PLURALS:
        found = {category for category in CATEGORIES if f"{key}.{category}" in language(tag).phrases}
        assert found == wanted, key


@pytest.mark.parametrize("tag", LANGUAGES)
def test_numbers_take_the_plural_form_that_cldr_gives_them(tag: str) -> None:
    rule, plural = Locale.parse(tag).plural_form, language(tag).plural
    for number in (*range(300), 1000, 1001, 10_000, 999_999, 10**6, 10**6 + 1, 5 * 10**6):
        assert plural(number, "") == rule(number), number
    for text in ("0.5", "1.5", "1.1", "2.5", "3.25", "11.3", "1000000.5"):
        whole, _, fraction = text.partition(".")
        assert plural(int(whole), fraction) == rule(Decimal(text)), text


SPELT_OTHERWISE = {
    # CLDR writes three months of Pashto in two ways; the commoner is the same everywhere here.
    "ps": {"سېپتمبر": "سپتمبر", "فېبروري": "فبروري"},
    # Months have numbers in Chinese, as CLDR's own patterns for dates have it.
    "zh": {f"{numeral}月": f"{number}月" for number, numeral in enumerate("一二三四五六七八九十", 1)}
    | {"十一月": "11月", "十二月": "12月"},
}  # fmt: skip


def months(tag: str, context: str, width: str) -> list[str]:
    names = Locale.parse(tag).months[context][width].values()
    return [SPELT_OTHERWISE.get(tag, {}).get(name, name) for name in names]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_months_in_dates_are_those_of_cldr(tag: str) -> None:
    assert list(language(tag).months) == months(tag, "format", "wide")
    assert list(language(tag).months_short) == months(tag, "format", "abbreviated")


@pytest.mark.parametrize("tag", ["fa", "ps", "ru"])
def test_months_that_stand_alone_are_those_of_cldr(tag: str) -> None:
    assert list(language(tag).months_alone) == months(tag, "stand-alone", "wide")
    assert list(language(tag).months_alone_short) == months(tag, "stand-alone", "abbreviated")


@pytest.mark.parametrize("tag", sorted(set(LANGUAGES) - {"fa", "ps", "ru"}))
def test_in_other_languages_months_that_stand_alone_are_the_same(tag: str) -> None:
    """German has a second row of abbreviations in CLDR, without full stops, that its own dates never use."""
    found = language(tag)
    assert (found.months_alone, found.months_alone_short) == (found.months, found.months_short)


LONG: dict[str, Callable[[str], str]] = {
    # The day before the month, as in reports of most of the world; CLDR's "en" is that of the United States.
    "en": lambda text: re.sub(r"(\w+) (\d+), (\d+)", r"\2 \1 \3", text),
    # No comma before the year, as newspapers of Pakistan have it.
    "ur": lambda text: text.replace("،", ""),
    # The first of a month is an ordinal, as in any French text; CLDR's patterns cannot say so.
    "fr": lambda text: re.sub(r"^1 ", "1er ", text),
    # The same in Brazil.
    "pt": lambda text: re.sub(r"^1 ", "1º ", text),
    # A no-break space, as many fonts lack CLDR's narrow one.
    "ru": lambda text: text.replace("\u202f", "\u00a0"),
    "ps": lambda text: text.replace("سېپتمبر", "سپتمبر"),
}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_days_are_written_as_cldr_writes_them_but_for_the_departures_listed(tag: str) -> None:
    for month in range(1, 13):
        for day in (1, 25):
            moment = date(2025, month, day)
            cldr = dates.format_date(moment, "long", locale=tag)
            ours = words(parse(moment.isoformat()), language=language(tag))
            western = ours.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
            assert western == LONG.get(tag, str)(cldr)


@pytest.mark.parametrize("tag", OTHERS)
def test_months_with_their_years_are_written_as_cldr_writes_them(tag: str) -> None:
    for month in range(1, 13):
        cldr = dates.format_skeleton("yMMMM", date(2025, month, 1), locale=tag)
        ours = words(parse(f"2025-{month:02}"), language=language(tag))
        western = ours.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
        expected = LONG["ps"](cldr) if tag == "ps" else cldr
        if tag in ("fa", "ps"):  # CLDR's form for dates with a day, where this is the one that stands alone
            wide = Locale.parse(tag).months["format"]["wide"][month]
            expected = expected.replace(wide, language(tag).months_alone[month - 1])
        assert western == expected.replace("\u202f", "\u00a0")


@pytest.mark.parametrize("tag", OTHERS)
def test_eras_are_called_as_cldr_abbreviates_them(tag: str) -> None:
    """English has BCE and CE, which CLDR has as an alternative."""
    eras = Locale.parse(tag).eras["abbreviated"]
    assert eras[0] in language(tag).phrases["year.bce"]
    assert eras[1] in language(tag).phrases["year.ce"]


@pytest.mark.parametrize("tag", sorted({*LANGUAGES} - {"fa", "ps"}))
def test_numbers_are_written_as_cldr_writes_them(tag: str) -> None:
    """But for CLDR's narrow no-break space in French, which many fonts lack: it is a wider one here."""
    for number in (7, 999, 1234, 12_345, 1_234_567):
        cldr = numbers.format_decimal(number, locale=tag)
        if tag == "es" and number == 1234:
            cldr = "1234"  # four digits stay together by a rule of CLDR that Babel does not follow
        assert language(tag).number(number) == cldr.replace("\u202f", "\u00a0")
    assert language(tag).number(13, "8") == numbers.format_decimal(13.8, locale=tag)


@pytest.mark.parametrize("tag", ["fa", "ps"])
def test_persian_and_pashto_have_their_own_digits_and_signs_between_them(tag: str) -> None:
    locale, found = Locale.parse(tag), language(tag)
    assert locale.default_numbering_system == "arabext"
    assert found.decimal == locale.number_symbols["arabext"]["decimal"]
    assert found.thousands == locale.number_symbols["arabext"]["group"]
    assert [unicodedata.digit(digit) for digit in found.digits] == list(range(10))
    assert found.number(1_234_567, "8") == "۱٬۲۳۴٬۵۶۷٫۸"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_languages_run_in_the_direction_that_cldr_says(tag: str) -> None:
    assert language(tag).right_to_left == (Locale.parse(tag).text_direction == "rtl")


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if TABLES[tag] != "latn"])
def test_no_latin_words_are_left_in_other_scripts(tag: str) -> None:
    texts = [*language(tag).phrases.values(), *language(tag).months, *language(tag).months_short]
    texts += [
        form for _, forms in (*language(tag).large, *language(tag).large_short) for form in forms.values()
    ]
    for text in texts:
        bare = re.sub(r"\{\w+\}|\b(UTC|SVG|PNG|JSON|CSV)\b", "", text)
        assert not re.search("[A-Za-z]", bare), text


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if language(tag).right_to_left])
def test_dates_to_type_have_direction_marks_around_them_where_text_runs_from_right_to_left(tag: str) -> None:
    """Without them the parts of 2025-07-25 after a word in Arabic letters would stand in reverse order."""
    for key in ("reader.date_hint", "reader.bad_date"):
        phrase = language(tag).phrases[key]
        assert re.findall(r"\d+(?:-\d+)+", phrase) == ["2025-07", "2025-07-25"]
        assert re.findall("\u200e([-0-9]+)\u200e", phrase) == ["2025-07", "2025-07-25"]


@pytest.mark.parametrize("tag", OTHERS)
def test_no_phrase_of_several_words_is_the_english_one(tag: str) -> None:
    phrases = language(tag).phrases
    for key, english in EN.phrases.items():
        if len(re.findall("[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", english))) > 1:
            assert phrases.get(key) != english, key


@pytest.mark.parametrize("tag", LANGUAGES)
def test_texts_hold_no_blanks_where_none_belong(tag: str) -> None:
    for key, phrase in language(tag).phrases.items():
        assert "  " not in phrase, key
        if key not in ("list", "list.of_phrases", "selection.separator", "source.parts"):
            assert phrase == phrase.strip(), key


@pytest.mark.parametrize("tag", LANGUAGES)
def test_great_numbers_have_a_name_from_a_million_on(tag: str) -> None:
    found = language(tag)
    for table in (found.large, found.large_short):
        scales = [scale for scale, _ in table]
        assert scales == sorted(scales, reverse=True)
        assert scales[-1] <= 10**6
        for _, forms in table:
            assert "other" in forms
            assert all(places(form) == {"number"} for form in forms.values())


def test_only_english_is_imported_until_another_language_is_asked_for() -> None:
    code = (
        "import sys, timeline.languages as l; before = {m for m in sys.modules if m.startswith(l.__name__)};"
        "l.language('de'); print(*sorted(m.rpartition('.')[2] for m in before))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["en", "language", "languages", "plurals"]
