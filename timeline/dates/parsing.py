"""From a text to a date: common forms at once, others by the reader, and a word on what is neither."""

from __future__ import annotations

import re

from .calendar import DAY, HOUR, MINUTE, SECOND, days_from_civil, month_length
from .date import FINENESS, PLAIN, Date, Traits, bound, from_reading, in_zone, whole_days
from .edtf import Collection, Parts, Span, read
from .faults import DateFault
from .zones import UTC, Zone

# Nine dates of ten in a file are of these forms; reading them at once is five times as fast as part by part.
# What does not fit, or fits and does not exist, goes to the reader, which knows what to say.
_COMMON = re.compile(
    r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2})"
    r"(?:T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?(Z|[+-][01][0-9]:[0-5][0-9])?)?)?)?"
).fullmatch


def parse(text: str, zone: Zone = UTC) -> Date:
    """The date that a text means.

    ``zone`` is where days begin and end, and where a time without an offset was taken. Raises ``DateFault``
    with the place in the text, also for a text that could not be a date in that zone.
    """
    match = _COMMON(text)
    if match is None:
        return _common_interval(text, zone) or from_reading(_read(text), zone)
    year, month, day, hour, minute, second, offset = match.groups()
    y = int(year)
    if day is not None:
        m, d = int(month), int(day)
        if not 0 < d <= month_length(y, m) or offset == "-00:00":
            return from_reading(_read(text), zone)
        begin = days_from_civil(y, m, d)
        if hour is not None:
            return _common_time(
                text, zone, begin * DAY + int(hour) * HOUR + int(minute) * MINUTE, second, offset
            )
        return whole_days(text, begin, begin, "day", PLAIN, zone)
    if month is not None:
        m = int(month)
        begin = days_from_civil(y, m, 1)
        return whole_days(text, begin, begin + month_length(y, m) - 1, "month", PLAIN, zone)
    return whole_days(text, days_from_civil(y, 1, 1), days_from_civil(y, 12, 31), "year", PLAIN, zone)


def _common_time(text: str, zone: Zone, wall: int, second: str | None, offset: str | None) -> Date:
    if second is not None:
        wall += int(second) * SECOND
        unit, length = "second", SECOND
    else:
        unit, length = "minute", MINUTE
    if offset is None:
        first = in_zone(wall, zone, 12, len(text) - 11)
        return Date(text, first, first + length - 1, unit, PLAIN)
    minutes = 0
    if offset != "Z":
        minutes = int(offset[1:3]) * 60 + int(offset[4:])
        minutes = -minutes if offset[0] == "-" else minutes
    first = wall - minutes * MINUTE
    return Date(text, first, first + length - 1, unit, Traits(offset=minutes))


def _common_interval(text: str, zone: Zone) -> Date | None:
    """An interval between two dates of the common forms; None for what is not one, or not a good one."""
    first_text, slash, last_text = text.partition("/")
    if not slash or not _COMMON(first_text) or not _COMMON(last_text):
        return None
    try:
        start, end = parse(first_text, zone), parse(last_text, zone)
    except DateFault:
        return None  # the reader will meet it again, and knows its place in the whole text
    if bound(end.last) < bound(start.first):
        return None
    unit = min(start.unit, end.unit, key=FINENESS.index)
    return Date(text, start.first, end.last, unit, Traits(form="interval", start=start, end=end))


def _read(text: str) -> Parts | Span | Collection:
    """What the reader says. Where it stopped at a usual slip, the fault tells what was probably meant."""
    try:
        return read(text)
    except DateFault as fault:
        from .slips import explain  # read only when something is wrong, to keep start-up fast

        raise explain(text, fault) from None
