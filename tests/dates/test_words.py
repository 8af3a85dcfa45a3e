"""Dates in words: all of them in English, and what is particular to other languages."""

import pytest

from timeline.dates import around, parse, words, year_words
from timeline.languages import TABLES, language

WORDS = {
    "2014": "2014",
    "2021-08": "August 2021",
    "2025-07-25": "25 July 2025",
    "0520": "520",
    "0045-03-15": "15 March 45 CE",
    "-0044-03-15": "15 March 45 BCE",
    "0000": "1 BCE",
    "-0043": "44 BCE",
    # doubts
    "1944-06~": "c. June 1944",
    "1984?": "perhaps 1984",
    "1984%": "perhaps c. 1984",
    "2004-06-11?": "perhaps 11 June 2004",
    "2004-06~-11": "11 June 2004 (year and month approximate)",
    "?2004-06-~11": "11 June 2004 (year uncertain, day approximate)",
    "2004-%06-11": "11 June 2004 (month uncertain and approximate)",
    "~2004-~06": "c. June 2004",
    "-0043~": "c. 44 BCE",
    # times
    "2025-05-10T15:35": "10 May 2025, 15:35",
    "2025-05-10T15:35:00": "10 May 2025, 15:35",
    "2025-05-10T15:35:07": "10 May 2025, 15:35:07",
    "2025-05-10T15:35:07.250": "10 May 2025, 15:35:07.25",
    "2025-05-10T15:35:00+05:30": "10 May 2025, 15:35 UTC+05:30",
    "1985-04-12T23:20:30Z": "12 April 1985, 23:20:30 UTC",
    "1985-04-12T23:20:30-04": "12 April 1985, 23:20:30 UTC-04:00",
    # parts of a year
    "2001-21": "spring 2001",
    "2001-24": "winter 2001–02",
    "1999-24": "winter 1999–2000",
    "-0001-24": "winter 2–1 BCE",
    "0000-24": "winter 1 BCE – 1 CE",
    "2001-24~": "c. winter 2001–02",
    "2001-27": "autumn 2001 (northern hemisphere)",
    "2001-30": "summer 2001–02 (southern hemisphere)",
    "2001-33": "first quarter of 2001",
    "2001-36": "fourth quarter of 2001",
    "2001-38": "second third of 2001",
    "2001-41": "second half of 2001",
    "20XX-21": "spring in the 2000s",
    # unspecified digits
    "198X": "1980s",
    "15XX": "1500s",
    "16XX~": "c. 1600s",
    "190X": "1900s (decade)",
    "1XXX": "1000s (millennium)",
    "2XXX": "2000s (millennium)",
    "XXXX": "an unknown year",
    "19X5": "one of the years 19X5 (1905–1995)",
    "-198X": "a year between 1990 and 1981 BCE",
    "000X": "a year between 1 BCE and 9 CE",
    "2004-XX": "a month in 2004",
    "1985-04-XX": "a day in April 1985",
    "1985-XX-XX": "a day in 1985",
    "1984-1X": "October, November or December 1984",
    "156X-12-25": "25 December in the 1560s",
    "XXXX-12-XX": "a day in December of an unknown year",
    "1XXX-XX": "a month in the 1000s (millennium)",
    "1560-XX-25": "the 25th of a month in 1560",
    "1560-X1-02": "the 2nd of January or November 1560",
    "2004-06-1X": "a day from 10 to 19 June 2004",
    "2004-06-X1": "day 1, 11 or 21 of June 2004",
    "2023-02-2X": "a day from 20 to 28 February 2023",
    # long years
    "Y12345": "12,345 CE",
    "Y170000002": "170,000,002 CE",
    "Y-170000002": "170,000,003 BCE",
    "Y-13800000000": "13.8 billion years BCE",
    "Y-13600000000?": "perhaps 13.6 billion years BCE",
    "Y-300000~": "c. 300,000 BCE",
    "Y-299999": "300,000 BCE",
    "Y-12345": "12,346 BCE",
    "Y-13799999999": "13.8 billion years BCE",
    "Y-138E8": "about 13.8 billion years BCE",
    "Y-17E7~": "c. 170 million years BCE",
    "Y-13800000000~": "c. 13.8 billion years BCE",
    "1950S2~": "c. 1950 (1900–1999)",
    "1950S2": "about 1950 (1900–1999)",
    "1950S4": "1950",
    "Y17E8S3": "about 1.7 billion years CE (1,700,000,000–1,709,999,999 CE)",
    "-0950S1": "about 951 BCE (1000–901 BCE)",
    # intervals
    "2025-05-07/2025-05-10": "7–10 May 2025",
    "2025-04-30/2025-05-02": "30 April – 2 May 2025",
    "2024-12-30/2025-01-02": "30 December 2024 – 2 January 2025",
    "2025-05/2025-06": "May–June 2025",
    "2024-12/2025-01": "December 2024 – January 2025",
    "2014/2016": "2014–2016",
    "-0044/-0043": "45–44 BCE",
    "-0050/0020": "51 BCE – 20 CE",
    "Y-4567000000/Y-4031000000": "4.567–4.031 billion years BCE",
    "Y-4567000000~/Y-4031000000~": "c. 4.567–4.031 billion years BCE",
    "Y-2500000000/Y-538800000": "2.5 billion years – 538.8 million years BCE",
    "Y-2500000000~/Y-538800000~": "c. 2.5 billion years BCE – c. 538.8 million years BCE",
    "1500~/1600~": "c. 1500 – c. 1600",
    "2004/2006-06": "2004 – June 2006",
    "1984~/2004?": "c. 1984 – perhaps 2004",
    "2001-21/2001-23": "spring 2001 – autumn 2001",
    "2025-05-10T15:35/2025-05-10T17:00": "10 May 2025, 15:35–17:00",
    "2025-05-10T15:35+05:30/2025-05-10T17:00+05:30": "10 May 2025, 15:35–17:00 UTC+05:30",
    "2025-05-10T15:35/2025-05-11T17:00": "10 May 2025, 15:35 – 11 May 2025, 17:00",
    "2021-08-15/..": "since 15 August 2021",
    "../1985": "until 1985",
    "1985/": "from 1985, end not known",
    "/1985": "until 1985, start not known",
    # sets
    "[1667..1672]": "between 1667 and 1672",
    "[1667,1668,1670..1672]": "1667, 1668 or 1670–1672",
    "[1667, 1760-12]": "1667 or December 1760",
    "[1760-01,1760-02,1760-12..]": "January 1760, February 1760, or December 1760 or later",
    "[..1760-12-03]": "3 December 1760 or earlier",
    "[1984..]": "1984 or later",
    "{1667,1668,1670..1672}": "1667, 1668 and 1670–1672",
    "{1960,1961-12}": "1960 and December 1961",
    "{1667..1672}": "each of 1667–1672",
    "{..1984}": "1984 and all before",
}

SHORT = {
    "2014": "2014",
    "2021-08": "Aug 2021",
    "2025-07-25": "25 Jul 2025",
    "2025-05-07/2025-05-10": "7–10 May 2025",
    "2025-08/2025-09": "Aug–Sep 2025",
    "2021-08-15/..": "since 15 Aug 2021",
    "1944-06~": "c.\u00a0Jun 1944",
    "1984?": "1984?",
    "1984%": "c.\u00a01984?",
    "?2004-06-~11": "c.\u00a011 Jun 2004?",
    "-0043": "44\u00a0BCE",
    "Y-4567000000~/Y-4031000000~": "c.\u00a04.567–4.031 billion\u00a0years\u00a0BCE",
    "2025-09-10T15:35": "10 Sep 2025, 15:35",
    "1984-1X": "Oct, Nov or Dec 1984",
    "[1667,1760-12]": "1667 or Dec 1760",
}


@pytest.mark.parametrize(("text", "english"), WORDS.items(), ids=WORDS)
def test_a_date_in_words(text: str, english: str) -> None:
    assert words(parse(text)) == english


@pytest.mark.parametrize(("text", "english"), SHORT.items(), ids=SHORT)
def test_a_date_in_short_words(text: str, english: str) -> None:
    assert words(parse(text), short=True) == english


@pytest.mark.parametrize(
    ("year", "exact", "rounded"),
    [
        (2014, "2014", "2014"),
        (99, "99 CE", "99 CE"),
        (0, "1 BCE", "1 BCE"),
        (-43, "44 BCE", "44 BCE"),
        (9999, "9999", "9999"),
        (10_000, "10,000 CE", "10,000 CE"),
        (-999_999, "1 million years BCE", "1 million years BCE"),
        (-2_500_000, "2.5 million years BCE", "2.5 million years BCE"),
        (-2_500_100, "2,500,101 BCE", "2.5 million years BCE"),
        (-13_799_999_999, "13.8 billion years BCE", "13.8 billion years BCE"),
        (-13_800_000_000, "13.8 billion years BCE", "13.8 billion years BCE"),
        (1_700_000_000, "1.7 billion years CE", "1.7 billion years CE"),
        (1_234_567_890, "1,234,567,890 CE", "1.235 billion years CE"),
    ],
)
def test_a_year_in_words_is_exact_unless_it_may_be_rounded(year: int, exact: str, rounded: str) -> None:
    assert year_words(year) == exact
    assert year_words(year, rounded=True) == rounded


def test_a_day_is_only_said_of_months_that_have_it() -> None:
    assert words(parse("2004-0X-31")) == "the 31st of January, March, May, July or August 2004"


LANGUAGES = {
    # The first of the month, and what follows "since" and "until", by the unit of the date.
    ("fr", "2025-05-01"): "1er mai 2025",
    ("fr", "2021-08-15/.."): "depuis le 15 août 2021",
    ("fr", "2021-08/.."): "depuis août 2021",
    ("fr", "../1985"): "jusqu’en 1985",
    ("de", "2021-08-15/.."): "seit dem 15. August 2021",
    ("es", "2021-08-15/.."): "desde el 15 de agosto de 2021",
    ("tr", "2021/.."): "2021 yılından beri",
    # Cases.
    ("ru", "2021-08"): "август 2021\u00a0г.",
    ("ru", "2021-08-15"): "15 августа 2021\u00a0г.",
    ("ru", "2021-08/.."): "с августа 2021\u00a0г.",
    ("ru", "2021/.."): "с 2021\u00a0г.",
    ("ru", "2001-21/.."): "с весны 2001\u00a0г.",
    ("ru", "2021-08/2021-09"): "август–сентябрь 2021\u00a0г.",
    # What is said once where both ends share it.
    ("de", "2025-05-07/2025-05-10"): "7.–10. Mai 2025",
    ("pt", "2025-05-07/2025-05-10"): "7–10 de maio de 2025",
    ("zh", "2025-05-07/2025-05-10"): "2025年5月7日至10日",
    ("ja", "2025-04-30/2025-05-02"): "2025年4月30日～5月2日",
    ("hi", "2025-05/2025-06"): "मई–जून 2025",
    # Eras stand before or behind.
    ("zh", "-0044/-0043"): "公元前45–44年",
    ("tr", "-0044-03-15"): "15 Mart MÖ 45",
    ("ar", "-0050/0020"): "51 ق.م – 20 م",
    # Great numbers by what a language counts in, once for a range.
    ("ja", "Y-4567000000/Y-4031000000"): "紀元前45.67～40.31億年",
    ("es", "Y-4567000000/Y-4031000000"): "4567–4031 millones de años a. C.",
    ("zh", "Y-13799999999"): "公元前138亿年",
    ("hi", "Y-13799999999"): "13.8 अरब वर्ष ईसा-पूर्व",
    ("es", "Y-13799999999"): "13.800 millones de años a. C.",
    ("ur", "Y-2499999"): "25 لاکھ سال قبل مسیح",
    # Doubts, and dates that are not whole.
    ("fa", "1984%"): "شاید حدود ۱۹۸۴",
    ("ja", "1944-06~"): "1944年6月頃",
    ("zh", "1560-X1-02"): "1560年1月或11月2日",
    ("de", "156X-12-25"): "25. Dezember in den 1560er-Jahren",
    ("id", "198X"): "dasawarsa 1980-an",
    ("de", "2004-06~-11"): "11. Juni 2004 (Jahr und Monat ungefähr)",
    ("es", "[2025-09,2025-10]"): "septiembre de 2025 o bien octubre de 2025",
    # Times; what an offset is called is the same everywhere.
    ("de", "2025-05-10T15:35+05:30"): "10. Mai 2025, 15:35 Uhr UTC+05:30",
    ("fa", "2025-05-10T15:35/2025-05-10T17:00"): "۱۰ مهٔ ۲۰۲۵، ۱۵:۳۵–۱۷:۰۰",
    # A language without a table: numbers, as far as nobody can misread them.
    ("sv", "2025-07-25"): "2025-07-25",
    ("sv", "2025-05-10T15:35"): "2025-05-10 15:35",
    ("sv", "0520-08"): "0520-08",
    ("sv", "1944-06~"): "c. 1944-06",
    ("sv", "2021-08-15/.."): "since 2021-08-15",
    ("sv", "2025-05-07/2025-05-10"): "2025-05-07 – 2025-05-10",
    ("sv", "2025-05-10T15:35/2025-05-10T17:00"): "2025-05-10 15:35–17:00",
    ("sv", "[1667,1760-12]"): "1667 or 1760-12",
    ("sv", "2001-21"): "spring 2001",
    ("sv", "-0044-03-15"): "15 March 45 BCE",
    ("sv", "156X-12-25"): "25 December in the 1560s",
}


@pytest.mark.parametrize(("key", "expected"), LANGUAGES.items(), ids=map(" ".join, LANGUAGES))
def test_a_date_in_another_language(key: tuple[str, str], expected: str) -> None:
    tag, text = key
    assert words(parse(text), language=language(tag)) == expected


@pytest.mark.parametrize("tag", [*sorted(TABLES), "sv"])
@pytest.mark.parametrize("short", [False, True])
def test_every_kind_of_date_can_be_said_in_every_language(tag: str, short: bool) -> None:
    for text in WORDS:
        said = words(parse(text), short, language(tag))
        assert said
        assert "{" not in said


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("en", "2025-07-25", "Read 25 July 2025"),
        ("de", "2025-07-25", "Abgerufen am 25. Juli 2025"),
        ("de", "2025-07", "Abgerufen Juli 2025"),
        ("fr", "2025-07", "Consulté en juillet 2025"),
    ],
)
def test_a_phrase_around_a_date_is_the_one_for_its_unit(tag: str, text: str, said: str) -> None:
    assert around("source.read", parse(text), language(tag)) == said


@pytest.mark.parametrize(
    ("tag", "year", "said"),
    [
        ("en", -13_800_000_000, "13.8 bn BCE"),
        ("de", -2_500_000, "2,5 Mio. v. Chr."),
        ("ja", -2_500_000, "紀元前250万年"),
        ("en", 2014, "2014"),
    ],
)
def test_a_tick_has_a_short_word_for_great_numbers(tag: str, year: int, said: str) -> None:
    assert year_words(year, rounded=True, language=language(tag), short=True) == said
