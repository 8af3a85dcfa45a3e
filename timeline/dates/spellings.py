"""How people write single dates, and which EDTF they may mean.

A table of patterns for the whole text, each with the function that says what was meant. Nothing here is ever
read as a date; ``slips`` offers it to whoever wrote the text, and offers only what the reader accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from timeline.languages.en import MONTHS
from timeline.records import TYPE_CHECKING, NamedTuple

from .calendar import civil_from_days, days_from_civil
from .date import from_reading
from .edtf import read
from .faults import DateFault
from .zones import UTC

if TYPE_CHECKING:
    from typing import TypeAlias


class Offer(NamedTuple):
    """A date that may be meant, and, for a text of several meanings, what it would mean."""

    text: str
    meaning: str = ""


Match: TypeAlias = "re.Match[str]"
Offers: TypeAlias = "list[Offer]"
Spelling: TypeAlias = "tuple[str, Callable[[Match], Iterable[Offer | str]]]"


def fault_of(text: str) -> DateFault | None:
    """Why a text is not a date, or is over before it begins; None for a good one."""
    try:
        from_reading(read(text), UTC)
    except DateFault as fault:
        return fault
    return None


def proposed(text: str, table: list[Spelling]) -> Iterable[Offers]:
    """What each row of a table that fits the text makes of it, good or not."""
    for pattern, suggest in table:
        match = re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII)
        if match:
            yield [Offer(one) if isinstance(one, str) else one for one in suggest(match)]


def first_good(proposals: Iterable[Offers]) -> Offers:
    """The dates of the first proposal that has any, each once."""
    for offers in proposals:
        good = [offer for offer in offers if fault_of(offer.text) is None]
        if good:
            return list({offer.text: offer for offer in reversed(good)}.values())[::-1]
    return []


@lru_cache(1000)  # a text of many prefixes comes by the same rest on many ways
def single(text: str) -> tuple[Offer, ...]:
    """What a text may mean as a single date, itself first of all."""
    if fault_of(text) is None:
        return (Offer(text),)
    return tuple(first_good(proposed(text, SPELLINGS)) or _tidied(text))


def _tidied(text: str) -> tuple[Offer, ...]:
    """The text without blanks around it, with plain digits, dashes and capitals."""
    tidy = "".join(str(int(char)) if char.isdecimal() else char for char in text.strip())
    tidy = re.sub("[\u2212\u2010\u2011\uff0d]", "-", tidy).replace("?~", "%").replace("~?", "%")
    if re.fullmatch(r"-?[0-9xu]{4}(-[0-9xu]{2}){0,2}[?~%]?", tidy, re.IGNORECASE):
        tidy = tidy.upper().replace("U", "X")  # "u" was the X of the first draft of EDTF
    elif re.fullmatch(r"y-?\d+(e\d+)?(s\d+)?|\d{4}s\d", tidy, re.IGNORECASE | re.ASCII):
        tidy = tidy.upper()
    return single(tidy) if tidy != text else ()


def _year(year: int) -> str:
    return f"Y{year}" if abs(year) > 9999 else f"{'-' if year < 0 else ''}{abs(year):04}"


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _date(year: str, month: str, day: str | None = None) -> str:
    number = int(month) if month.isdecimal() else _month(month)
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def _day(number: int) -> str:
    year, month, day = civil_from_days(number)
    return f"{year:04}-{month:02}-{day:02}"


# Days and months


def _either_way(match: Match) -> Offers:
    one, other, year = match.groups()
    return [
        Offer(_date(year, month, day), f"{int(day)} {MONTHS[int(month) % 13 - 1]}")
        for day, month in ((one, other), (other, one))
    ]


def _compact(match: Match) -> list[str]:
    """Digits without hyphens: a day, a month, or else a long year."""
    year, month, day = match.groups()
    return [_date(year, month, day)] if 1 <= int(month) <= 12 else [f"Y{match[0]}"]


def _year_and_number(match: Match) -> Offers:
    """After a slash or a point: a month, or the end of some years."""
    year, number = match.groups()
    months = [Offer(_date(year, number), "the month")] if 1 <= int(number) <= 12 else []
    end = year[: 4 - len(number)] + number
    if number == "00":  # 1999/00
        end = f"{int(end) + 100:04}"
    return [*months, Offer(f"{year}/{end}", "the years")]


def _week(match: Match) -> list[str]:
    """The days of an ISO week, or one of them. Week 1 has 4 January in it; day 0 was a Thursday."""
    year, week, day = int(match[1]), int(match[2]), match[3]
    fourth = days_from_civil(year, 1, 4)
    monday = fourth - (fourth + 3) % 7 + (week - 1) * 7
    days = [monday + int(day) - 1] if day else [monday, monday + 6]
    return ["/".join(_day(number) for number in days)]


def _day_of_year(match: Match) -> list[str]:
    year = int(match[1])
    day = days_from_civil(year, 1, 1) + int(match[2]) - 1
    return [_day(day)] if civil_from_days(day)[0] == year else []


def _season(match: Match) -> list[str]:
    return [f"{match[2]}-{_SEASONS[match[1].lower()]}"]


def _blanks(match: Match) -> list[str]:
    """Digits left open with anything but X."""
    return [re.sub(r"[?_*]", "X", match[0])]


# Times


def _timed(match: Match) -> list[str]:
    day, hour, minute, second, half, zone = match.groups()
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return []
        number = number % 12 + (12 if half.lower() == "p" else 0)
    elif not minute:
        return []
    time = f"T{number:02}:{minute or '00'}" + (f":{second.replace(',', '.')}" if second else "")
    return [offer.text + time + _offset(zone or "") for offer in single(day)]


def _offset(written: str) -> str:
    number = re.fullmatch(r"(?:utc|gmt)?([+-])(\d\d?)(?::?(\d\d))?", written, re.IGNORECASE)
    if number:
        return f"{number[1]}{int(number[2]):02}:{number[3] or '00'}"
    return "Z" if written else ""


def _without_colons(match: Match) -> list[str]:
    day, hour, minute, second = match.groups()
    return [f"{day}T{hour}:{minute or '00'}" + (second and f":{second}")]


# Years


def _minus(match: Match) -> Offers:
    """A year below 0, which counts one further than its number before Christ."""
    dash, digits, rest = match.groups()
    year, rest = int(digits), re.sub(r"-(\d)(?!\d)", r"-0\1", rest)
    if not year:
        return []
    offers = [
        Offer(f"-{year:04}{rest}", f"{year + 1} BCE"),
        Offer(_year(1 - year) + rest, f"{year} BCE"),
    ]
    if dash != "-" and year >= 1000:  # more likely the dash of "until"
        offers.append(Offer(f"/{year}{rest}", "an unknown start"))
    return offers


def _era(sign: int) -> Callable[[Match], list[str]]:
    """A date of positive years, moved before Christ for a negative sign: the year before 1 is 0."""

    def meant(match: Match) -> list[str]:
        rest = " ".join(group for group in match.groups() if group)
        lone = re.fullmatch(r"\d[\d,]*", rest)
        if lone:
            year = int(rest.replace(",", ""))
            return [_year(1 - year if sign < 0 else year)] if year else []
        padded = re.sub(r"\b\d{1,4}$", lambda digits: f"{int(digits[0]):04}", rest)
        dates = [offer.text for text in (padded, rest) for offer in single(text)]
        return [f"{_in_era(date, sign)}{date[4:]}" for date in dates if re.match(r"\d{4}(?![\dX])", date)]

    return meant


def _in_era(date: str, sign: int) -> str:
    year = int(date[:4])
    return _year(1 - year if sign < 0 else year)


def _years_ago(match: Match) -> list[str]:
    """Millions and billions, which are of the same digits whether counted from today or from year 1."""
    number, scale = match[1], match[2][0].lower()
    whole, _, part = number.partition(".")
    zeros = (9 if scale in "bg" else 6) - len(part)
    return [f"Y-{(whole + part).lstrip('0')}E{zeros}"] if zeros >= 0 else []


def _decimal(match: Match) -> list[str]:
    sign, whole, part, exponent = match.groups()
    zeros = int(exponent) - len(part)
    return [f"Y{sign}{(whole + part).lstrip('0')}E{zeros}"] if zeros >= 0 else []


def _hundreds(match: Match) -> Offers:
    first = match[1].zfill(2)
    return [
        Offer(f"{first}XX", f"the century {first}00–{first}99"),
        Offer(f"{first}0X", f"the decade {first}00–{first}09"),
    ]


def _century(match: Match) -> list[str]:
    return _ages(int(match[1]), 2, bool(match[2]) and match[2][0] in "bB")


def _millennium(match: Match) -> list[str]:
    return _ages(int(match[1]), 3, bool(match[2]) and match[2][0] in "bB")


def _ages(number: int, zeros: int, before: bool) -> list[str]:
    """The century or millennium of a number. Before Christ they end in the year 1, so that the digits fit;
    the first ends in 1 BCE, which no negative year is."""
    if not 1 <= number <= 10 ** (4 - zeros):
        return []
    digits = f"{number - 1:0{4 - zeros}}"
    if not before:
        return [digits + "X" * zeros]
    return [f"-{digits}{'X' * zeros}" if number > 1 else f"-0{10**zeros - 1:03}/0000"]


def _part(whole: str, meaning: str, zeros: int, which: str) -> Offers:
    """The early, middle or late part of a decade or century, which EDTF has no form for."""
    first, last = {"e": ("0", "3"), "m": ("4", "6"), "l": ("7", "9")}[which.lower()[0]]
    start, end = whole + first + "0" * (zeros - 1), whole + last + "9" * (zeros - 1)
    return [
        Offer(f"[{start}..{end}]", "one event in these years"),
        Offer(f"{start}/{end}", "something that lasted"),
        Offer(whole + "X" * zeros, f"the whole {meaning}"),
    ]


# Doubts


def _doubted(mark: str) -> Callable[[Match], Offers]:
    def meant(match: Match) -> Offers:
        return [
            offer._replace(text=_marked(offer.text, mark))
            for offer in single(match[1])
            if "/" not in offer.text
        ]

    return meant


def _marked(date: str, mark: str) -> str:
    if date[-1] in "?~%":
        return date if date[-1] == mark else date[:-1] + "%"
    return date + mark


_NAMES = "|".join(f"{name[:3]}(?:{name[3:]}|{name[3:4]})?\\.?" if len(name) > 3 else name for name in MONTHS)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_TH = "(?:st|nd|rd|th)"
_CENTURY = rf"(?:the )?(\d\d?){_TH}[ -](?:century|cent\.?|c\.?)"
_BC, _AD = r"b\.?c\.?(?:e\.?)?", r"(?:a\.?d\.?|c\.?e\.?)"
_DASH = "[-\u2010-\u2015\u2212\uff0d]"
_CLOCK = r"(\d\d?)(?::(\d\d)(?::(\d\d(?:[.,]\d+)?))?)?"
_ZONE = r"z|utc|gmt|(?:utc|gmt)?[+-]\d\d?(?::?\d\d)?"
ABOUT = r"(?:(?:circa|about|around|approx(?:imately|\.)?|roughly) |ca?\. ?|ca? |ca?(?=\d))"

SPELLINGS: list[Spelling] = [
    # 2014-00-00; 19??; 2014-05-??; 19--
    (r"(?!\d\d99-00$)(-?\d{4})(?:-00){1,2}", lambda m: [m[1]]),
    (r"(-?\d{4}-(?:0[1-9]|1[0-2]))-00", lambda m: [m[1]]),
    (r"(?=.{4}(?:-|$))\d{1,4}[?_*]*(?:-(?:\d\d|[?_*]{2})){0,2}", _blanks),
    (r"\d\d--|\d{3}-", lambda m: [m[0].replace("-", "X")]),
    # 14 May 2025; 1. May 1939; 7-May-2025; May 14, 2025; May 7–10, 2025; May 2025; 1990-Dec
    (
        rf"{_DAY_NAME}(\d\d?)(?:{_TH}|\.)?[- /]?(?:of )?({_NAMES}),?[- /]?(\d{{4}})",
        lambda m: [_date(m[3], m[2], m[1])],
    ),
    (rf"{_DAY_NAME}({_NAMES}) (\d\d?){_TH}?,? (\d{{4}})", lambda m: [_date(m[3], m[1], m[2])]),
    (
        rf"({_NAMES}) (\d\d?) ?(?:{_DASH}|to) ?(\d\d?),? (\d{{4}})",
        lambda m: [f"{_date(m[4], m[1], m[2])}/{_date(m[4], m[1], m[3])}"],
    ),
    (rf"({_NAMES}),?(?: of)?[- /]?(\d{{4}})", lambda m: [_date(m[2], m[1])]),
    (rf"(\d{{4}}),?[- /]?({_NAMES})(?:[- /](\d\d?)(?:{_TH})?)?", lambda m: [_date(m[1], m[2], m[3])]),
    # 14/05/2025; 2025/05/14; 2025-5-1; 05/2025; 2025/05; 20250514; 12345
    (r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", _either_way),
    (r"(\d{4})[/.\u2013](\d\d?)[/.\u2013](\d\d?)", lambda m: [_date(*m.groups())]),
    (r"(-?\d{4})-(\d\d?)(?:-(\d\d?))?", lambda m: [_date(*m.groups())]),
    (r"(\d{4})-(\d\d)", _year_and_number),
    (r"(\d\d?)[/.-](\d{4})", lambda m: [_date(m[2], m[1])] if int(m[1]) <= 12 else []),
    (r"(\d{4})[/.\u2013\u2014](\d\d?)", _year_and_number),
    (r"(\d{4})(\d\d)(\d\d)?", _compact),
    (r"(?!\d{4}(?:0[1-9]|1[0-2])\d\d$)\+?(-?\d{5,})", lambda m: [f"Y{m[1]}"]),
    (r"\+(\d{4}.*)", lambda m: single(m[1])),
    (r"\d{1,3}", lambda m: [f"{int(m[0]):04}"]),
    (r"Y(\d{4}(?:-.*)?)", lambda m: single(m[1])),
    (rf"Y?({_DASH})(\d{{1,4}})((?:-\d\d?){{0,2}}[?~%]?)", _minus),
    (rf"Y{_DASH}(\d.*)", lambda m: single(f"Y-{m[1]}") if not m[0].startswith("Y-") else []),
    (r"Y(-?)(\d+)\.(\d+)E(\d{1,3})", _decimal),
    # 2025-05-10 15:35; 4 May 2020, 3:00 pm; 11:00 GMT; 2025-05-10T1535
    (
        rf"(.+?)(?:T|,? +(?:at )?){_CLOCK}(?: ?([ap])\.?m\.?)?(?: ?({_ZONE}))?",
        _timed,
    ),
    (r"(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)?((?:\d\d)?)", _without_colons),
    # 2025-W20; 2024-366; 2025-Q1; spring 2001; winter 2001-02
    (r"(\d{4})-?W(0[1-9]|[1-4]\d|5[0-3])(?:-?([1-7]))?", _week),
    (r"(\d{4})-(\d{3})", _day_of_year),
    (r"(\d{4})[- ]?Q([1-4])", lambda m: [f"{m[1]}-{32 + int(m[2])}"]),
    (r"Q([1-4])[ /-]?(\d{4})", lambda m: [f"{m[2]}-{32 + int(m[1])}"]),
    (r"(winter),? (?:of )?(\d{4})[-/\u2013](?:\d\d)?\d\d", _season),
    (r"(spring|summer|autumn|fall|winter),? (?:of )?(\d{4})", _season),
    # 1980s; 1500s; mid-1990s; 16th century; 2nd century BC
    (r"(?:the )?(\d\d?)00'?s", _hundreds),
    (r"(?:the )?(\d{3})0'?s", lambda m: [f"{m[1]}X"]),
    (r"(?:the )?(early|mid|middle|late)[ -](?:the )?(\d{3})0'?s", lambda m: _part(m[2], "decade", 1, m[1])),
    (
        rf"(?:the )?(early|mid|middle|late)[ -]{_CENTURY}",
        lambda m: _part(f"{int(m[2]) - 1:02}", "century", 2, m[1]),
    ),
    (rf"{_CENTURY}(?: ({_BC}|{_AD}))?", _century),
    (rf"(?:the )?(\d\d?){_TH}[ -]millennium(?: ({_BC}|{_AD}))?", _millennium),
    # c. 1911; perhaps 1984; 1984 (?); 1984 ?
    (rf"{ABOUT}(.+)", _doubted("~")),
    (r"(?:perhaps|possibly|maybe|probably) (.+)", _doubted("?")),
    (r"(.+?) ?(?:\(\?\)|\?)", _doubted("?")),
    (r"(.+?) ?~", _doubted("~")),
    (r"(.+?) ?%", _doubted("%")),
    # 44 BC; 15 March 44 BC; 79 AD; 24 August AD 79; 66 million years ago
    (r"(\d+(?:\.\d+)?) ?(million|billion|Ma|Ga|mya|bya)(?: years?)?(?: ago| bce?| bp)?", _years_ago),
    (rf"(.+?),? ?{_BC}", _era(-1)),
    (rf"(.+?),? ?{_AD}", _era(1)),
    (rf"(?:(.+) )?{_AD} ?(\d+)", _era(1)),
]  # fmt: skip
"""What people write, and what it may mean. The first that gives a date is taken."""
