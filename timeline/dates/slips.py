"""The usual slips in writing a date, and what was probably meant.

Nothing here is ever read as a date: what is found is put into the help of a fault, and the file stays as
unambiguous as it was. A suggestion is made only where the reader accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from .calendar import MONTHS, civil_from_days, days_from_civil
from .edtf import read
from .faults import DateFault, quote

_NAMES = "|".join(f"{name[:3]}(?:{name[3:]}|{name[3:4]})?\\.?" if len(name) > 3 else name for name in MONTHS)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NOW = r"present|now|today|ongoing|open|date"
_BETWEEN_YEARS = rf"(?i:(?<=^\d{{4}})-(?=\d{{4}}$|(?:{_NOW})$))"
_LONGEST = 60  # characters of a text that is looked into


def explain(text: str, fault: DateFault) -> DateFault:
    """The fault with the help that fits the slip, if the text is one of those known here."""
    if len(text) > _LONGEST:
        return fault
    message, meant = fault.message, _meant(text)
    odd = next((char for char in text if char.isdecimal() and not char.isascii()), None)
    if odd:
        message = f"{quote(odd)} is not one of the digits 0 to 9"
        return DateFault(fault.code, message, text.index(odd) + 1, 1, _write(meant) or fault.help)
    if re.fullmatch(_NOW, text, re.IGNORECASE):
        help = 'write the date; for what still goes on, write ".." as the end: "2014/.."'
        return DateFault(fault.code, f"{quote(text)} is not a date", 1, len(text), help)
    if not meant:
        return fault
    if len(meant) > 1:
        message += "; day and month could be either way round"
    return DateFault(fault.code, message, fault.column, fault.length, _write(meant))


def _write(suggestions: list[str]) -> str | None:
    return "write " + " or ".join(f'"{suggestion}"' for suggestion in suggestions) if suggestions else None


def _meant(text: str) -> list[str]:
    """What the text may mean as EDTF: nothing, one date, or several where it is ambiguous."""
    found = _date_meant(text) or [one for one in _as_interval(text) if _valid(one)]
    return sorted(set(found))


def _date_meant(text: str) -> list[str]:
    """What the text may mean as a single date."""
    return [one for one in _tidied(text) if _valid(one)] or _by_table(text)


def _valid(text: str) -> bool:
    try:
        read(text)
    except DateFault:
        return False
    return True


def _or_itself(text: str) -> list[str]:
    return [text] if _valid(text) else _date_meant(text)


def _tidied(text: str) -> list[str]:
    """The text without blanks around it, with plain digits, dashes and capitals."""
    tidy = "".join(str(int(char)) if char.isdecimal() else char for char in text.strip())
    for wrong, right in (
        ("\u2212", "-"),
        ("\u2010", "-"),
        ("\u2011", "-"),
        ("?~", "%"),
        ("~?", "%"),
        ("\uff0d", "-"),
    ):
        tidy = tidy.replace(wrong, right)
    if tidy == text:
        return _capitals(text)
    return _or_itself(tidy)


def _capitals(text: str) -> list[str]:
    """The text with the letters of dates raised, and with the X that was "u" in EDTF's first draft."""
    unspecified = r"-?[0-9XU]{4}(-[0-9XU]{2}){0,2}[?~%]?"
    raised = text.upper()
    if re.fullmatch(unspecified, raised):
        raised = raised.replace("U", "X")
    return [raised] if raised != text else []


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _day_first(match: re.Match[str]) -> list[str]:
    return [_iso(match[3], str(_month(match[2])), match[1])]


def _month_first(match: re.Match[str]) -> list[str]:
    return [_iso(match[3], str(_month(match[1])), match[2])]


def _colons(match: re.Match[str]) -> list[str]:
    day, hour, minute, second = match.groups()
    return [f"{day}T{hour}:{minute or '00'}" + (second and f":{second}")]


def _approximate(match: re.Match[str]) -> list[str]:
    return [f"{date}~" for date in _or_itself(match[1])]


def _uncertain(match: re.Match[str]) -> list[str]:
    return [f"{date}?" for date in _or_itself(match[1])]


def _before_christ(match: re.Match[str]) -> list[str]:
    year = int(match[1].replace(",", "")) - 1
    return [_year(-year)]


def _year(year: int) -> str:
    return f"Y{year}" if abs(year) > 9999 else f"{'-' if year < 0 else ''}{abs(year):04}"


def _either_way(match: re.Match[str]) -> list[str]:
    one, other, year = match.groups()
    return [_iso(year, other, one), _iso(year, one, other)]


def _digits(match: re.Match[str]) -> list[str]:
    """Digits without hyphens: a day, a month, or a long year."""
    text = match[0]
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)?", text)
    if compact:
        dated = "-".join(group for group in compact.groups() if group)
        if _valid(dated):
            return [dated]
    return [f"Y{text.lstrip('+')}"]


def _week(match: re.Match[str]) -> list[str]:
    """The days of an ISO week, or one of them. Week 1 has 4 January in it; day 0 was a Thursday."""
    year, week, day = int(match[1]), int(match[2]), match[3]
    fourth = days_from_civil(year, 1, 4)
    monday = fourth - (fourth + 3) % 7 + (week - 1) * 7
    days = [monday + int(day) - 1] if day else [monday, monday + 6]
    return ["/".join(_day(number) for number in days)]


def _day_of_year(match: re.Match[str]) -> list[str]:
    year = int(match[1])
    day = days_from_civil(year, 1, 1) + int(match[2]) - 1
    return [_day(day)] if civil_from_days(day)[0] == year else []


def _day(number: int) -> str:
    year, month, day = civil_from_days(number)
    return f"{year:04}-{month:02}-{day:02}"


def _century(match: re.Match[str]) -> list[str]:
    return [f"{int(match[1]) - 1:02}XX"]


def _padded(match: re.Match[str]) -> list[str]:
    year, month, day, time = match.groups()
    written = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return [written + re.sub(r"^[T ]+(?=\d:)", "T0", time).replace(" ", "T")]


_Suggestion: TypeAlias = Callable[[re.Match[str]], list[str]]

_TABLE: list[tuple[str, _Suggestion]] = [
    # 14 May 2025; May 14, 2025; 7–10 May 2025; May 2025
    (rf"{_DAY_NAME}(\d\d?)(?:st|nd|rd|th)?(?: of)? ({_NAMES}),? (\d{{4}})", _day_first),
    (rf"{_DAY_NAME}({_NAMES}) (\d\d?)(?:st|nd|rd|th)?,? (\d{{4}})", _month_first),
    (
        rf"(\d\d?) ?[-–] ?(\d\d?) ({_NAMES}) (\d{{4}})",
        lambda m: ["/".join(_iso(m[4], str(_month(m[3])), day) for day in (m[1], m[2]))],
    ),
    (rf"({_NAMES}),? (\d{{4}})", lambda m: [f"{m[2]}-{_month(m[1]):02}"]),
    # 14/05/2025, 14.5.2025; 2025/05/14; 2025-5-1; 2025-05-14 15:35; 20250514; 12345
    (r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", _either_way),
    (r"(\d{4})[/.\u2013](\d\d?)[/.\u2013](\d\d?)", lambda m: [_iso(m[1], m[2], m[3])]),
    (r"(-?\d{4})-(\d\d?)(?:-(\d\d?))?((?:[T ]+\d.*)?)", _padded),
    (r"[-+]?\d{5,}", _digits),
    (r"\+(\d{4}.*)", lambda m: _or_itself(m[1])),
    (r"\d{1,3}", lambda m: [f"{int(m[0]):04}"]),
    (r"(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)?((?:\d\d)?)", _colons),
    (r"(.*T\d\d:\d\d:\d\d),(\d.*)", lambda m: [f"{m[1]}.{m[2]}"]),
    (r"(.*T\d\d:\d\d(?::\d\d)?) ?([+-])(\d\d?):?(\d\d)", lambda m: [f"{m[1]}{m[2]}{int(m[3]):02}:{m[4]}"]),
    (r"(\d{4})-?W(0[1-9]|[1-4]\d|5[0-3])(?:-?([1-7]))?", _week),
    (r"(\d{4})-(\d{3})", _day_of_year),
    (r"(\d{4})[- ]?Q([1-4])", lambda m: [f"{m[1]}-{32 + int(m[2])}"]),
    (r"Q([1-4])[ /-]?(\d{4})", lambda m: [f"{m[2]}-{32 + int(m[1])}"]),
    (r"(\d\d)(\d\d)-(\d\d)", lambda m: [f"{m[1]}{m[2]}/{m[1]}{m[3]}"] if m[3] > m[2] else []),
    # c. 1911; 1911 (?); 44 BC; 1980s; 16th century; spring 2001
    (r"(?:c|ca|circa|about|around|approx(?:imately)?|roughly)(?:\. ?| )(.+)", _approximate),
    (r"(?:perhaps|possibly|maybe|probably) (.+)", _uncertain),
    (r"(.+?) ?\(\?\)", _uncertain),
    (r"(\d[\d,]{0,20}) ?b\.?c\.?(?:e\.?)?", _before_christ),
    (r"(\d+) ?(?:a\.?d\.?|c\.?e\.?)", lambda m: [_year(int(m[1]))]),
    (r"(?:a\.?d\.?|c\.?e\.?) ?(\d+)", lambda m: [_year(int(m[1]))]),
    (r"(?:the )?(\d{3})0'?s", lambda m: [f"{m[1]}X"]),
    (r"(?:the )?(\d\d?)(?:st|nd|rd|th) century", _century),
    (r"(spring|summer|autumn|fall|winter),? (?:of )?(\d{4})", lambda m: [f"{m[2]}-{_SEASONS[m[1].lower()]}"]),
    # since 2021; until 1985
    (r"(?:since|from|after) (.+)", lambda m: [f"{one}/.." for one in _or_itself(m[1])]),
    (r"(?:until|till|before|up to) (.+)", lambda m: [f"../{one}" for one in _or_itself(m[1])]),
]  # fmt: skip
"""What people write, as a pattern for the whole text, and what it may mean. The first that gives a date is
taken."""


def _by_table(text: str) -> list[str]:
    found: list[str] = []
    for pattern, suggest in _TABLE:
        match = re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII)
        if match and not found:
            found = [suggestion for suggestion in suggest(match) if _valid(suggestion)]
    return found


def _as_interval(text: str) -> list[str]:
    """Two dates with something else than a slash between them, or with a slip in one of them."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d\S*)/(\d\d:\d\d\S*)", text, re.ASCII)
    if match:
        return [f"{match[1]}{match[2]}/{match[1]}T{match[3]}"]
    for separator in (r"/", r" ?[–—] ?", r"\.\.", r"--", r" - ", r" to ", r" until ", _BETWEEN_YEARS):
        ends = re.split(separator, text, flags=re.ASCII)
        if len(ends) == 2:
            start, end = (_end(one.strip()) for one in ends)
            if start is not None and end is not None:
                return [f"{start}/{end}"]
    return []


def _end(text: str) -> str | None:
    if re.fullmatch(_NOW, text, re.IGNORECASE):
        return ".."
    if text.lower() in ("", "unknown", "?"):
        return ""
    if text == "..":
        return text
    found = _or_itself(text)
    return found[0] if len(found) == 1 else None
