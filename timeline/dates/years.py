"""Years in words: BCE and CE, and the millions and billions of deep time."""

from __future__ import annotations

from timeline.languages import EN, Language
from timeline.languages.language import Large

ROUND = 1000  # years: of what is deeper than FAR before our era, such numbers are estimates …
FAR = 10_000  # … and the year by which BCE is off says nothing
NO_BREAK = "\u00a0"


def year_words(
    year: int,
    rounded: bool = False,
    language: Language = EN,
    *,
    short: bool = False,
    in_date: bool = False,
    eras: bool = False,
    bound: bool = False,
) -> str:
    """An astronomical year: 2014 is "2014", -43 is "44 BCE", 45 is "45 CE".

    From a million on, years are counted in millions and more where three decimals say them exactly:
    -13799999999 is "13.8 billion years BCE". So is -13800000000, for round years of deep time are estimates.
    ``rounded`` is for ticks and for years that are approximate anyway: then three decimals are always enough.
    ``short`` is for ticks, too: "13.8 bn BCE". ``in_date`` is the year as it stands behind a month, ``eras``
    says CE up to 999, for what stands beside years BCE, and ``bound`` keeps the era in the number's line.
    """
    if 100 <= year < 10_000 and not (eras and year < 1000):  # most years are
        pattern = language.phrases["year.in_date" if in_date else "year"]
        return pattern.format(year=language.in_digits(str(year)))
    table = language.large_short if short else language.large
    great = _great(year, table, rounded=rounded)
    if great:
        return _of_era(language.amount(table, *great), _era(year), language, bound=bound)
    number, era = _counted(year, language, eras=eras)
    return _of_era(number, era, language, in_date=in_date, bound=bound)


def _era(year: int) -> str:
    return "ce" if year > 0 else "bce"


def _count(year: int, *, rounded: bool = False) -> int:
    """How many years before or after the beginning of our era; round ones of deep time stay round."""
    estimate = (year <= -FAR and year % ROUND == 0) or (rounded and year <= -(10**6))
    return abs(year) if year > 0 or estimate else 1 - year


def _great(year: int, table: Large, *, rounded: bool = False) -> tuple[int, int] | None:
    """The year in thousandths of one of the great numbers, and which; None where three decimals are not
    enough.
    """
    count = _count(year, rounded=rounded)
    for scale, _ in table if count >= 10**6 else ():
        thousandths, rest = divmod(count * 1000 + (scale // 2 if rounded else 0), scale)
        if thousandths >= 1000:
            return (thousandths, scale) if rounded or not rest else None
    return None


def _counted(year: int, language: Language, *, eras: bool = False) -> tuple[str, str]:
    """The year's number, and the era that it has to name: "44" and "bce", "2014" and ""."""
    count = _count(year)
    if count >= 10_000:
        return language.number(count), _era(year)
    return language.in_digits(str(count)), _era(year) if year < (1000 if eras else 100) else ""


def _of_era(number: str, era: str, language: Language, *, in_date: bool = False, bound: bool = False) -> str:
    key = f"year.{era}" if era else "year"
    pattern = language.phrases[f"{key}.in_date" if in_date else key]
    if bound:
        pattern, number = pattern.replace(" ", NO_BREAK), bind_last(number)
    return pattern.format(year=number)


def bind_last(text: str) -> str:
    """A text whose last blank no line break takes: "billion years" is one piece, as is "c. 44"."""
    head, blank, last = text.rpartition(" ")
    return f"{head}{NO_BREAK}{last}" if blank else text


def year_range(
    low: int,
    high: int,
    language: Language = EN,
    *,
    rounded: bool = False,
    eras: bool = False,
    bound: bool = False,
) -> str:
    """ "1984–2004", "45–44 BCE", "1 BCE – 99 CE", "4.567–4.031 billion years BCE". For the rest see
    ``year_words``.
    """
    ends = [_great(year, language.large, rounded=rounded) for year in (low, high)]
    if ends[0] and ends[1] and _era(low) == _era(high):
        return _of_era(_great_range(ends[0], ends[1], language), _era(high), language, bound=bound)
    (first, era), (last, last_era) = (_counted(year, language, eras=eras) for year in (low, high))
    if era == last_era:
        both = language.say("year.range", first=first, last=last)
        return _of_era(both, era, language, bound=bound)
    first, last = _of_era(first, era, language), _of_era(last, last_era, language)
    return language.say("year.range.apart", first=first, last=last)


def share_a_unit(low: int, high: int, language: Language, *, rounded: bool = False) -> bool:
    """Whether two years are counted in the same great number of years, so that a range names it once."""
    ends = [_great(year, language.large, rounded=rounded) for year in (low, high)]
    return bool(ends[0] and ends[1] and ends[0][1] == ends[1][1] and _era(low) == _era(high))


def _great_range(low: tuple[int, int], high: tuple[int, int], language: Language) -> str:
    """Two great numbers of years of one era, the unit named once if it is the same."""
    if low[1] != high[1]:
        first, last = (language.amount(language.large, *end) for end in (low, high))
        return language.say("year.range.apart", first=first, last=last)
    last = language.amount(language.large, *high)
    number = language.number(*_decimal(high[0]))
    first = language.number(*_decimal(low[0]))
    return last.replace(number, language.say("year.range", first=first, last=number), 1)


def _decimal(thousandths: int) -> tuple[int, str]:
    """The whole part and the digits of the fraction."""
    whole, part = divmod(thousandths, 1000)
    return whole, f"{part:03}".rstrip("0") if part else ""


def years_between(low: int, high: int, language: Language = EN) -> tuple[str, str]:
    """The two ends of a range of years, the era named once where that is enough: ("45", "44 BCE")."""
    (first, era), (last, last_era) = _counted(low, language), _counted(high, language)
    return (first if era == last_era else _of_era(first, era, language)), _of_era(last, last_era, language)


def years_shortly(low: int, high: int, language: Language = EN, *, eras: bool = False) -> str:
    """A range of years as short as it can be: "2001–02"."""
    if not (1000 if eras else 100) <= low <= high < 10_000 or low // 100 != high // 100:
        return year_range(low, high, language, eras=eras)
    first, last = (language.in_digits(text) for text in (str(low), f"{high % 100:02}"))
    return _of_era(language.say("year.range", first=first, last=last), "", language)
