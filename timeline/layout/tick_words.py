"""What ticks say: a year, a month, a day or a time as short as it can be understood on an axis.

All take a wall time.
"""

from __future__ import annotations

from timeline.dates import MONTHS_SHORT, civil, clock, year_words

# The words, in one place.
_MONTH_OF_YEAR = "{month} {year}"
_DAY_OF_MONTH = "{day} {month}"
_DAY_OF_YEAR = "{day} {month} {year}"
_TIME_OF_DAY = "{day}, {time}"
_SECONDS = "{seconds} s"


def year_of(wall: int) -> str:
    """ "2025", "44 BCE", "13.8 bn BCE"."""
    return year_words(civil(wall)[0], rounded=True, short=True)


def month_of(wall: int) -> str:
    """ "Mar"."""
    return MONTHS_SHORT[civil(wall)[1] - 1]


def month_of_year(wall: int) -> str:
    """ "Mar 2025"."""
    return _MONTH_OF_YEAR.format(month=month_of(wall), year=year_of(wall))


def day_of(wall: int) -> str:
    """ "9"."""
    return str(civil(wall)[2])


def day_of_month(wall: int) -> str:
    """ "9 Mar"."""
    return _DAY_OF_MONTH.format(day=day_of(wall), month=month_of(wall))


def day_of_year(wall: int) -> str:
    """ "9 Mar 2025"."""
    return _DAY_OF_YEAR.format(day=day_of(wall), month=month_of(wall), year=year_of(wall))


def time_of(wall: int) -> str:
    """ "15:35"."""
    hour, minute, *_ = clock(wall)
    return f"{hour:02}:{minute:02}"


def second_of(wall: int) -> str:
    """ "15:35:09"."""
    return f"{time_of(wall)}:{clock(wall)[2]:02}"


def microsecond_of(wall: int) -> str:
    """ "09.25 s"."""
    seconds = f"{clock(wall)[2]:02}.{clock(wall)[3]:06}".rstrip("0").rstrip(".")
    return _SECONDS.format(seconds=seconds)


def minute_of_year(wall: int) -> str:
    """ "9 Mar 2025, 15:35"."""
    return _TIME_OF_DAY.format(day=day_of_year(wall), time=time_of(wall))
