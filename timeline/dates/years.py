"""Years in words: BCE and CE, and the millions and billions of deep time."""

from __future__ import annotations

from timeline.languages import EN, Language


def year_words(
    year: int, rounded: bool = False, language: Language = EN, *, short: bool = False, in_date: bool = False
) -> str:
    """An astronomical year: 2014 is "2014", -43 is "44 BCE", 45 is "45 CE".

    From a million on, years are counted in millions and more where three decimals say them exactly:
    -13799999999 is "13.8 billion years BCE". ``rounded`` is for ticks and for years that are approximate
    anyway: then three decimals are always enough, and the year that BCE is off by is dropped. ``short`` is
    for ticks, too: "13.8 bn BCE". ``in_date`` is the year as it stands behind a month.
    """
    if 100 <= year < 10_000:  # most years are
        pattern = language.phrases["year.in_date" if in_date else "year"]
        return pattern.format(year=language.in_digits(str(year)))
    count = year if year > 0 else 1 - year
    if rounded and count > 10**6:
        count = abs(year)
    if count >= 10**6:
        table = language.large_short if short else language.large
        for scale, _ in table:
            thousandths, rest = divmod(count * 1000 + (scale // 2 if rounded else 0), scale)
            if thousandths >= 1000:
                if rest and not rounded:
                    break
                return _of_era(
                    language.amount(table, thousandths, scale), "ce" if year > 0 else "bce", language
                )
    number, era = _counted(year, language)
    return _of_era(number, era, language, in_date=in_date)


def _counted(year: int, language: Language) -> tuple[str, str]:
    """The year's number, and the era that it has to name: "44" and "bce", "2014" and ""."""
    count, era = (year, "ce") if year > 0 else (1 - year, "bce")
    if count >= 10_000:
        return language.number(count), era
    return language.in_digits(str(count)), era if year < 100 else ""


def _of_era(number: str, era: str, language: Language, *, in_date: bool = False) -> str:
    key = f"year.{era}" if era else "year"
    return language.phrases[f"{key}.in_date" if in_date else key].format(year=number)


def year_range(low: int, high: int, language: Language = EN) -> str:
    """ "1984–2004", "45–44 BCE", "1 BCE – 99 CE"."""
    (first, era), (last, last_era) = _counted(low, language), _counted(high, language)
    if era == last_era:
        return _of_era(language.say("year.range", first=first, last=last), era, language)
    first, last = _of_era(first, era, language), _of_era(last, last_era, language)
    return language.say("year.range.apart", first=first, last=last)


def years_between(low: int, high: int, language: Language = EN) -> tuple[str, str]:
    """The two ends of a range of years, the era named once where that is enough: ("45", "44 BCE")."""
    (first, era), (last, last_era) = _counted(low, language), _counted(high, language)
    return (first if era == last_era else _of_era(first, era, language)), _of_era(last, last_era, language)


def two_years(year: int, language: Language = EN) -> str:
    """A year and the next one: "2001–02"."""
    if not (100 <= year < 9999 and year % 100 < 99):
        return year_range(year, year + 1, language)
    first, last = (language.in_digits(text) for text in (str(year), f"{(year + 1) % 100:02}"))
    return _of_era(language.say("year.range", first=first, last=last), "", language)
