"""The usual slips in writing a date, and what was probably meant.

Nothing here is ever read as a date: what is found is put into the help of a fault, and the file stays as
unambiguous as it was. A suggestion is made only where the reader accepts it, and where a text has several
meanings each suggestion says which is its own. A fault has a fix where there is one suggestion and the text
can hardly have meant anything else; where it can, ``_GUESSED`` says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, product

from .calendar import days_from_civil
from .faults import DateFault, quote
from .spellings import (
    ABOUT,
    SPELLINGS,
    Match,
    Offer,
    Offers,
    Spelling,
    fault_of,
    first_good,
    proposed,
    single,
)

_LONGEST = 60  # characters of a text that is looked into


def explain(text: str, fault: DateFault) -> DateFault:
    """The fault with the help that fits the slip, if the text is one of those known here."""
    if len(text) > _LONGEST:
        return fault
    offers = _meant(text)
    help = _write(offers) if offers else fault.help
    fix = offers[0].text if len(offers) == 1 and _is_certain(text, offers[0].text, fault) else None
    odd = next((char for char in text if char.isdecimal() and not char.isascii()), None)
    if odd:
        message = f"{quote(odd)} is not one of the digits 0 to 9"
        return DateFault(fault.code, message, text.index(odd) + 1, 1, help, fix)
    if offers:
        message = "a date begins with its year" if _begins_otherwise(text, offers) else fault.message
        return DateFault(fault.code, message, fault.column, fault.length, help, fix)
    return _advised(text, fault) or _impossible(text, fault) or fault


def _begins_otherwise(text: str, offers: Offers) -> bool:
    """Whether the number with which a text begins is the year of none of the dates that may be meant. Years
    before our era are counted otherwise there, so that they tell nothing."""
    first = re.match(r"\d{1,3}(?!\d)", text, re.ASCII)
    return first is not None and not any(
        offer.text.startswith(("-", first[0].zfill(4))) for offer in offers
    )


def _write(offers: Offers) -> str:
    """ "write A", "write A or B", "write A for this, or B for that"."""
    several = len(offers) > 1 and all(offer.meaning for offer in offers)
    shown = [f'"{offer.text}"' + (f" for {offer.meaning}" if several else "") for offer in offers]
    if several:
        return f"write {', '.join(shown[:-1])}, or {shown[-1]}"
    return f"write {' or '.join(shown)}"


def _meant(text: str) -> Offers:
    """What the text may mean as EDTF: nothing, one date, or several where it is ambiguous."""
    return list(single(text)) or first_good(chain(proposed(text, _WHOLES), _intervals(text)))


def _impossible(text: str, fault: DateFault) -> DateFault | None:
    """Why what was meant is no date: "31 February 2025" is well understood."""
    if fault.code != "date-syntax":
        return None
    for offer in chain.from_iterable(
        (*proposed(text, SPELLINGS), *proposed(text, _WHOLES), *_intervals(text))
    ):
        found = fault_of(offer.text)
        if found and found.code in ("date-day", "date-month", "date-time", "date-order"):
            return found.at(1, len(text))
    return None


# What is certain


_GUESSED = (
    r"\d{1,3}-?",  # a year of the first centuries, or a later one without its hundreds
    r".*[xu]\d.*",  # digits left open among others, which nobody does on purpose
    r"\d{6}",  # a month, or a day of another century
    r"\d{4}-\d{3}",  # a day of the year, or a hyphen too few
    r"\d{4}\.\d+",  # a month, or a part of a year
    r".*\d{4}[-/.]0\d[-/.]\d(?!\d).*",  # a day without its 0, or its 1, where the month has its own
    r"[^\[{]*\.\..*",  # an interval, or a day within it
    r"(?:between|until|till|through|up to) .*",  # of what lasted, and of what happened once
    r".*\d{4}-\d\d-\d\dT\d\d(?:Z|[+-].*)?",  # an hour, of which the minutes would be made up
    r"(?!.*:).*\d ?[ap]\.?m\b.*",
)
"""Texts with one suggestion only, which may have meant something else all the same."""

_WITH_NOTHING = r"(?!\d\d99-00$)-?\d{4}(?:-\d\d)?(?:-00)+"
_EITHER_WAY = r"(?<!\d)(\d\d?)([/.-])(\d\d?)\2\d{4}(?!\d)"
_WEEKDAYS = ("thu", "fri", "sat", "sun", "mon", "tue", "wed")
"""The first day of 1970 was a Thursday."""


def _is_certain(text: str, offer: str, fault: DateFault) -> bool:
    """Whether a text that is no date can have meant nothing but what is offered.

    What is well formed and does not exist, as a 13th month, may be a mistyped number; only months and days 00
    are known for what they are, the nothing of a table.
    """
    plain = text.strip()
    if fault.code not in ("date-syntax", "date-offset") and not re.fullmatch(_WITH_NOTHING, plain):
        return False
    if any(re.fullmatch(pattern, plain, re.IGNORECASE | re.ASCII) for pattern in _GUESSED):
        return False
    for one, _, other in re.findall(_EITHER_WAY, plain, re.ASCII):
        if int(one) <= 12 and int(other) <= 12 and int(one) != int(other):
            return False
    early = r"(?<!\d)0\d{3}(?!\d)"  # a year whose hundreds may have been left out, where no era is named
    if re.search(early, offer) and not re.search(rf"{early}|[abc]\.?[dce]\b", plain, re.IGNORECASE):
        return False
    if "Y" in offer and not re.search("[a-z]", plain, re.IGNORECASE):
        return False  # a long year, or a digit too many
    return _is_its_weekday(plain, offer)


def _is_its_weekday(text: str, offer: str) -> bool:
    """Whether the day of the week that a text names, if any, is that of the one date that is offered."""
    named = re.findall(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b", text.lower())
    if not named:
        return True
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)(?![\d/])", offer)
    if not day or len(named) > 1 or "/" in offer:
        return False
    weekday = _WEEKDAYS[days_from_civil(*map(int, day.groups())) % 7]
    return weekday == str(named[0])


# Intervals


_NOW = r"present|now|today|ongoing|open|date"
_SEPARATORS = (
    r"/", r" ?[–—] ?", r"\.\.", r"--", r" - ", r" to ", r" until ",
    rf"(?i:(?<=^\d{{4}})-(?=\d{{4}}$|(?:{_NOW})$))",
    r"(?=.*[A-Za-z])-|(?<=[A-Za-z.])-",  # between words, not between the numbers of one date
)  # fmt: skip


def _intervals(text: str) -> Iterator[Offers]:
    """Two dates with something else than a slash between them, or with a slip in one of them."""
    for separator in _SEPARATORS:
        ends = re.split(separator, text, flags=re.ASCII)
        if len(ends) == 2:
            yield from _joined(ends[0].strip(), ends[1].strip())


def _joined(start: str, end: str, left: str = "", between: str = "/", right: str = "") -> Iterator[Offers]:
    """The ways to read two texts as the ends of an interval, or of a range in a set."""
    starts, ends = _limit(start) or _completed(start, end), _limit(end)
    short = [(one, Offer(last)) for one in starts for last in _abbreviated(start, one.text, end)]
    whole = zip(starts, ends, strict=True) if len(starts) == len(ends) else product(starts, ends)
    for pairs in (short, whole):
        yield [
            Offer(f"{left}{one.text}{between}{last.text}{right}", one.meaning or last.meaning)
            for one, last in pairs
        ]


def _limit(text: str) -> Offers:
    """The dates that an end may be. Some digits alone are a day or month, and not a year of the first
    centuries."""
    if re.fullmatch(_NOW, text, re.IGNORECASE):
        return [Offer("..")]
    if text.lower() in ("", "unknown", "?"):
        return [Offer("")]
    if text == "..":
        return [Offer(text)]
    return [] if re.fullmatch(r"\d{1,3}", text) else list(single(text))


def _completed(start: str, end: str) -> Offers:
    """A start that shares the last words of the end: 7 to 10 May 2025, 44 to 14 BC."""
    shared = end.split()
    return next(filter(None, (_limit(" ".join([start, *shared[at:]])) for at in range(1, len(shared)))), [])


def _abbreviated(written: str, start: str, end: str) -> list[str]:
    """An end that leaves out what it has in common with the start: 1914/18, 2014-05-25/26."""
    if "T" in start and re.match(r"\d\d:\d\d", end):
        return [f"{start.partition('T')[0]}T{end}"]
    start = start.rstrip("?~%")
    shared = start[: -len(end)] if re.fullmatch(r"\d\d?|\d\d-\d\d", end) else ""
    whole = re.fullmatch(r"-?\d\d\d?" if len(start.lstrip("-")) == 4 and "-" not in end else r".*\d-", shared)
    return [shared + end] if whole and not (start.startswith("-") and start not in written) else []


# Intervals and sets in words


def _from_to(match: Match) -> Offers:
    return first_good(_joined(match[1], match[2]))


def _between(match: Match) -> Offers:
    return first_good(_joined(match[1], match[2], "[", "..", "]"))


def _bracketed(match: Match) -> Offers:
    left, inside, right = match.groups()
    halves = (re.split(separator, inside, flags=re.ASCII) for separator in (*_SEPARATORS, "-"))
    pairs = (
        _joined(ends[0].strip(), ends[1].strip(), left, "..", right) for ends in halves if len(ends) == 2
    )
    return first_good(chain.from_iterable(pairs)) or [
        Offer(f"{left}{','.join(one)}{right}") for one in _alternatives(re.split(_LISTED, inside))
    ]


def _one_of(match: Match) -> list[str]:
    return [f"[{','.join(one)}]" for one in _alternatives(re.split(_LISTED, match[0]))]


def _all_of(match: Match) -> list[str]:
    return [f"{{{','.join(one)}}}" for one in _alternatives(re.split(_LISTED, match[0]))]


def _alternatives(texts: list[str]) -> list[list[str]]:
    """The members of a set, if each of its texts can be one date only."""
    found = [_limit(text.strip()) or _completed(text.strip(), texts[-1].strip()) for text in texts]
    return [[offers[0].text for offers in found]] if all(len(offers) == 1 for offers in found) else []


def _before(match: Match) -> Offers:
    return _once_or_lasting(match, "[..{}]", "../{}", "something that lasted until then")


def _after(match: Match) -> Offers:
    return _once_or_lasting(match, "[{}..]", "{}/..", "something that lasts from then on")


def _once_or_lasting(match: Match, once: str, lasting: str, meaning: str) -> Offers:
    dates = single(match[1])
    if len(dates) != 1:
        return []
    one = dates[0].text
    return [Offer(once.format(one), "one event"), Offer(lasting.format(one), meaning)]


def _left_open(match: Match) -> Offers:
    return [
        Offer(f"{match[1]}/..", "what still goes on"),
        Offer(f"{match[1]}/", "an end that is not known"),
    ]


_LISTED = r",? or |,? and | ?[;&] ?|(?<=\d{4}), ?(?=\d{4}\b)"
_UNTIL = r"to|until|till|through"

_WHOLES: list[Spelling] = [
    (rf"from (.+?) (?:{_UNTIL}) (.+)", _from_to),
    (r"between (.+?) (?:and|&) (.+)", _between),
    (r"(\[)(.+)(\])", _bracketed),
    (r"(\{)(.+)(\})", _bracketed),
    (r".+ or .+", _one_of),
    (r".+ and .+", _all_of),
    (r"(?:before|prior to|by) (.+)", _before),
    (r"after (.+)", _after),
    (r"(?:since|from) (.+)", lambda m: [f"{one.text}/.." for one in single(m[1])]),
    (rf"(?:{_UNTIL}|up to) (.+)", lambda m: [f"../{one.text}" for one in single(m[1])]),
    (r"(\d{4}) ?[-–—] ?", _left_open),
]
"""What people write of more than one date, or of less, and what it may mean."""


# What has no date to offer


def _advised(text: str, fault: DateFault) -> DateFault | None:
    for pattern, advice in _ADVICE:
        if re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII):
            return DateFault(fault.code, fault.message, fault.column, fault.length, advice)
    return None


_CLOCK = r"\d\d?:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?"
_ADVICE = [
    (_NOW, 'write the date itself, as in "2014-05-25"'),
    (
        rf".*{_CLOCK} ?[(\[]?(?!UTC|GMT|[ap]m)[a-z]{{2,}}[a-z/_+-]*[)\]]?",
        'write the offset, such as "+05:30": abbreviations of time zones are ambiguous',
    ),
    (
        rf"{ABOUT}.*{_CLOCK}.*",
        "a time of day takes no qualifier: leave the word out, or leave the time out and qualify the day",
    ),
]
"""Texts that nothing can be offered for, and what to do about them."""
