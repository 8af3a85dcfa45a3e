"""What ticks say: a year, a month, a day or a time as short as it can be understood on an axis.

All take a wall time and a language.
"""

from __future__ import annotations

from timeline.dates import civil, clock, year_words
from timeline.languages import Language


def year_of(wall: int, language: Language, *, eras: bool = False) -> str:
    """ "2025", "44 BCE", "13.8 bn BCE". ``eras`` says CE up to the year 999."""
    return year_words(civil(wall)[0], rounded=True, language=language, short=True, eras=eras)


def month_of(wall: int, language: Language) -> str:
    """ "Mar"."""
    return language.months_alone_short[civil(wall)[1] - 1]


def month_of_year(wall: int, language: Language) -> str:
    """ "Mar 2025"."""
    return _short("date.month", language, month=month_of(wall, language), year=_year_in_date(wall, language))


def day_of(wall: int, language: Language) -> str:
    """ "9"."""
    return language.say("tick.day", day=language.in_digits(str(civil(wall)[2])))


def day_of_month(wall: int, language: Language) -> str:
    """ "9 Mar"."""
    _, month, day = civil(wall)
    return _short("part.day", language, day=language.day(day), month=language.months_short[month - 1])


def day_of_year(wall: int, language: Language) -> str:
    """ "9 Mar 2025"."""
    _, month, day = civil(wall)
    year, name = _year_in_date(wall, language), language.months_short[month - 1]
    return _short("date.day", language, day=language.day(day), month=name, year=year)


def _short(key: str, language: Language, **values: str) -> str:
    """A phrase as it is for a picture."""
    short = f"{key}.short"
    return language.say(short if short in language.phrases else key, **values)


def _year_in_date(wall: int, language: Language) -> str:
    year = civil(wall)[0]
    return year_words(year, rounded=True, language=language, short=True, in_date=True)


def time_of(wall: int, language: Language) -> str:
    """ "15:35"."""
    hour, minute, *_ = clock(wall)
    return language.in_digits(f"{hour:02}:{minute:02}")


def second_of(wall: int, language: Language) -> str:
    """ "15:35:09"."""
    return time_of(wall, language) + language.in_digits(f":{clock(wall)[2]:02}")


def microsecond_of(wall: int, language: Language) -> str:
    """ "09.25 s"."""
    seconds = f"{clock(wall)[2]:02}.{clock(wall)[3]:06}".rstrip("0").rstrip(".")
    return language.say("tick.seconds", seconds=language.in_digits(seconds.replace(".", language.decimal)))


def minute_of_year(wall: int, language: Language) -> str:
    """ "9 Mar 2025, 15:35"."""
    return language.say("date.time", date=day_of_year(wall, language), time=time_of(wall, language))
