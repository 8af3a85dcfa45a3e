"""Dates in words, as a report would print them.

Whatever is certain is said, and nothing else: a time without seconds is given none, an approximate date has
its "c.", and what is not known is called that. The year before 1 CE is 1 BCE; the years 1 to 99 are marked
CE, as "15 March 45" would be taken for another century. A bare "1500s" is the century 1500 to 1599; a decade
or a millennium that would read the same says so. An offset that was written is said, as "UTC" or "UTC+05:30"
in any language, and so are seconds other than :00.

    between numbers, months and years     7–10 May 2025     May–June 2025     2014–2016     15:35–17:00
    between anything longer               30 April – 2 May 2025

The patterns of each language stand in ``timeline.languages``. Where it has no table for the document's,
dates are written in numbers as far as those cannot be misread, and in English beyond: "2025-07-25", "since
2014-06", but "spring 2001", which EDTF writes 2001-21, and "44 BCE", which it writes -0043.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.languages import EN, Language
from timeline.records import NamedTuple

from .calendar import month_length
from .date import Date
from .edtf import Doubts, Parts, Time, Year, matching
from .years import NO_BREAK, share_a_unit, year_range, year_words, years_between, years_shortly

_SCALE = {1: "decade", 2: "century", 3: "millennium"}
_SURE = Doubts()


def words(date: Date, short: bool = False, language: Language = EN) -> str:
    """The date in words. ``short`` has the months' short names and says doubts by "c." and "?" alone."""
    return _words(date, _Voice(language, short, False))


def around(key: str, date: Date, language: Language, short: bool = False) -> str:
    """A phrase of the language's table around a date, such as "since": "since 15 March 2021"."""
    return _Voice(language, short, True).around(key, date)


class _Voice(NamedTuple):
    """How dates are said: in which language, how shortly, and whether in the case that "since" asks for."""

    language: Language
    short: bool
    governed: bool

    def say(self, key: str, **values: object) -> str:
        """A phrase in the variant that fits best, of those that there are."""
        phrases = self.language.phrases
        if self.short and f"{key}.short" in phrases:
            key = f"{key}.short"
        elif self.governed and f"{key}.governed" in phrases:
            key = f"{key}.governed"
        return self.language.say(key, **values)

    def around(self, key: str, date: Date) -> str:
        """A phrase around a date."""
        plain = date.form == "date" and not date.level
        variant = f"{key}.{date.unit if date.unit in ('year', 'month') else 'day'}"
        if plain and variant in self.language.phrases:
            key = variant
        return self.say(key, date=_words(date, self._replace(governed=True)))

    def month(self, number: int, *, alone: bool = False) -> str:
        """The name of a month, from 1: as it stands beside a day, or ``alone`` with its year."""
        language = self.language
        if alone and not self.governed:
            return (language.months_alone_short if self.short else language.months_alone)[number - 1]
        return (language.months_short if self.short else language.months)[number - 1]

    def year(self, year: int, *, rounded: bool = False, in_date: bool = True) -> str:
        """A year, as it stands in a date or, where it is all of the date, by itself."""
        return year_words(year, rounded, self.language, in_date=in_date or self.governed, bound=self.short)

    def approximate(self, date: str) -> str:
        """A date with "c.", from which no line break of a picture parts it."""
        text = self.say("date.approximate", date=date)
        if self.short:
            text = text.replace(f" {date}", f"{NO_BREAK}{date}").replace(f"{date} ", f"{date}{NO_BREAK}")
        return text


def _words(date: Date, voice: _Voice) -> str:
    language, form = voice.language, date.form
    if language.iso and not _can_be_in_numbers(date):
        voice = voice._replace(language=EN)
    if form == "date":
        return _common(date, voice) or _date(_parts(date), voice)
    if form == "interval":
        return _interval(date, voice)
    return _set(date, voice)


def _parts(date: Date) -> Parts:
    parts = date.parts
    assert parts is not None  # noqa: S101  # single dates alone come here
    return parts


def _can_be_in_numbers(date: Date) -> bool:
    """Whether ISO 8601 says every part of the date so that nobody can misread it."""
    if date.form != "date":
        ends = (date.start, date.end) if date.form == "interval" else date.members
        return all(_can_be_in_numbers(end) for end in ends if end is not None)
    parts = _parts(date)
    return "X" not in date.text and 100 <= parts.year.value <= 9999 and int(parts.month or "1") <= 12


# One date


def _common(date: Date, voice: _Voice) -> str | None:
    """A plain day or month: most dates are, and each part of their text has its place."""
    if date.level or date.unit not in ("day", "month"):
        return None
    number, year = int(date.text[5:7]), voice.year(int(date.text[:4]))
    if date.unit == "month":
        return voice.say("date.month", month=voice.month(number, alone=True), year=year)
    day = voice.language.day(int(date.text[8:]))
    return voice.say("date.day", day=day, month=voice.month(number), year=year)


def _date(parts: Parts, voice: _Voice) -> str:
    return _with_doubts(_plain(parts, voice), parts, voice)


def _plain(parts: Parts, voice: _Voice) -> str:
    """The date without its doubts."""
    if not parts.month:
        return _year(parts.year, voice, approximate=parts.doubts.year in ("~", "%"))
    if parts.month.isdecimal() and int(parts.month) > 12:
        return _part_of_year(int(parts.month), parts.year, voice)
    if not parts.time:
        return _days(parts, voice)
    time = voice.say("time", time=_hands(parts.time, voice)) + offset_words(parts.time.offset)
    return voice.say("date.time", date=_days(parts, voice), time=time)


def _days(parts: Parts, voice: _Voice) -> str:
    """Year, month and day."""
    if not parts.year.specified:
        return voice.say(
            "part.when", part=_day_and_month(parts, voice), when=_masked(parts.year, voice, ".when")
        )
    year = _year(parts.year, voice, in_date=True)
    if "X" in parts.month + parts.day:
        key = "part.in_year" if parts.month == "XX" else "part.of_year"
        return voice.say(key, part=_day_and_month(parts, voice), year=year)
    month = voice.month(int(parts.month), alone=not parts.day)
    if not parts.day:
        return voice.say("date.month", month=month, year=year)
    return voice.say("date.day", day=voice.language.day(int(parts.day)), month=month, year=year)


def _day_and_month(parts: Parts, voice: _Voice) -> str:
    """A day and its month, or one of them, where some digits of the date are not known."""
    language, day = voice.language, int(parts.day) if parts.day.isdecimal() else 0
    numbers = matching(parts.month, range(1, 13))
    if day:
        numbers = [number for number in numbers if month_length(_leap_if_unknown(parts), number) >= day]
    known = parts.month != "XX"
    names = [voice.month(number, alone=not parts.day) for number in numbers]
    month = language.joined(names, "or") if known else ""
    suffix = "" if known else ".unknown_month"
    if not parts.day:
        return month or voice.say("part.some_month")
    if day and "X" not in parts.month:
        return voice.say("part.day", day=language.day(day), month=month)
    if day:
        ordinal = language.in_digits(language.ordinal(day))
        return voice.say(f"part.ordinal{suffix}", day=ordinal, month=month)
    if parts.day == "XX":
        return voice.say("part.some_day_in", month=month) if known else voice.say("part.some_day")
    longest = max(month_length(_leap_if_unknown(parts), number) for number in numbers)
    days = [language.in_digits(str(number)) for number in matching(parts.day, range(1, longest + 1))]
    if len(days) > 4:
        return voice.say(f"part.days_between{suffix}", first=days[0], last=days[-1], month=month)
    return voice.say(f"part.one_of_days{suffix}", days=language.joined(days, "or"), month=month)


def _leap_if_unknown(parts: Parts) -> int:
    """The year, or one with a 29 February where it is not known."""
    return parts.year.value if parts.year.specified else 2000


def _year(year: Year, voice: _Voice, *, approximate: bool = False, in_date: bool = False) -> str:
    """The year; "about" it where its digits do not all count, unless it will be called approximate anyway."""
    if not year.specified:
        return _masked(year, voice)
    low, high = year.bounds()
    vague = (year.significant and low < high) or year.exponential
    text = voice.year(year.value, rounded=approximate or bool(vague), in_date=in_date)
    if vague and not approximate:
        text = voice.say("year.about", year=text)
    if year.significant and low < high:
        text = voice.say("date.remark", date=text, remark=year_range(low, high, voice.language))
    return text


def _masked(year: Year, voice: _Voice, use: str = "") -> str:
    """A year of which some digits are not known: "1980s", and to stand behind a day, ``use`` being ".when",
    "in the 1980s".
    """
    language = voice.language
    if year.digits == "XXXX":
        return voice.say(f"year.unknown{'_bce' if year.negative else ''}{use}")
    low, high = year.bounds()
    both = year_range(low, high, language)
    unknown = len(year.digits) - len(year.digits.rstrip("X"))
    if unknown != year.digits.count("X"):
        pattern = f"{'-' if year.negative else ''}{language.in_digits(year.digits)}"
        return voice.say(f"year.pattern{use}", pattern=pattern, range=both)
    first, last = years_between(low, high, language)
    if low < 100:
        return voice.say(f"year.between{use}", first=first, last=last, range=both)
    turn = ".turn" if unknown == 1 and low % 100 == 0 else ""
    return voice.say(f"{_SCALE[unknown]}{turn}{use}", year=first, first=first, last=last, range=both)


def _part_of_year(number: int, year: Year, voice: _Voice) -> str:
    """A season, or a part with a number: "winter 2001–02", "second quarter of 2001"."""
    if number > 32:
        name = next(
            f"{name}.{number - before}"
            for before, name in ((39, "half"), (36, "third"), (32, "quarter"))
            if number > before
        )
        return _of_year("quarter", voice.say(name), year, voice)
    season = voice.say(f"season.{(number - 21) % 4 + 1}")
    over_new_year = number in (24, 28, 30)
    text = _of_year("season", season, year, voice, over_new_year=over_new_year)
    if number < 25:
        return text
    remark = voice.say("hemisphere.north" if number < 29 else "hemisphere.south")
    return voice.say("date.remark", date=text, remark=remark)


def _of_year(kind: str, part: str, year: Year, voice: _Voice, *, over_new_year: bool = False) -> str:
    """A part of a year with its year; ``kind`` is "season" or "quarter"."""
    if not year.specified:
        return voice.say("part.when", part=part, when=_masked(year, voice, ".when"))
    text = _year(year, voice, in_date=True)
    if over_new_year:
        text = years_shortly(year.value, year.value + 1, voice.language)
    return voice.say(f"{kind}.of_year", **{kind: part}, year=text)


def _hands(time: Time, voice: _Voice) -> str:
    """A time of day as written: "15:35", "09:30:01"."""
    text = f"{time.hour:02}:{time.minute:02}"
    if time.second or time.microsecond:
        text += f":{time.second or 0:02}"
    if time.microsecond:
        text += f".{time.microsecond:06}".rstrip("0")
    return voice.language.in_digits(text)


def offset_words(offset: int | None) -> str:
    """What follows a time written with an offset, in minutes east of UTC: " UTC+05:30"; else nothing."""
    if offset is None:
        return ""
    if offset == 0:
        return " UTC"
    hours, minutes = divmod(abs(offset), 60)
    return f" UTC{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


# Doubts


def _with_doubts(text: str, parts: Parts, voice: _Voice) -> str:
    """The date with "c." or "perhaps" where all of it is in doubt alike, or else with what is."""
    marks = [
        mark for mark, written in zip(parts.doubts, ("y", parts.month, parts.day), strict=True) if written
    ]
    if not any(marks):
        return text
    if not voice.short and any(mark != marks[0] for mark in marks):
        return voice.say("date.remark", date=text, remark=_named_doubts(parts.doubts, voice))
    doubt = _strongest(marks)
    if doubt in "~%":
        text = voice.approximate(text)
    return voice.say("date.uncertain", date=text) if doubt in "?%" else text


def _strongest(marks: Sequence[str]) -> str:
    """One mark that says what several say together."""
    found = set("".join(marks))
    return found.pop() if len(found) == 1 else "%"


def _named_doubts(doubts: Doubts, voice: _Voice) -> str:
    """ "year uncertain, month and day approximate"."""
    kinds = {"?": "remark.uncertain", "~": "remark.approximate", "%": "remark.both"}
    named: dict[str, list[str]] = {}
    for name, mark in zip(Doubts._fields, doubts, strict=True):
        if mark:
            named.setdefault(mark, []).append(voice.say(f"doubt.{name}"))
    language = voice.language
    said = [voice.say(kinds[mark], parts=language.joined(names, "and")) for mark, names in named.items()]
    return language.joined(said)


# Intervals


def _interval(date: Date, voice: _Voice) -> str:
    start, end = date.start, date.end
    if start is None:
        assert end is not None  # noqa: S101  # one of the ends is there
        return voice.around("until.unknown_start" if date.lower == "unknown" else "until", end)
    if end is None:
        return voice.around("since" if date.upper == "open" else "from.unknown_end", start)
    if start.text == end.text:
        return _words(start, voice)
    voice = voice._replace(governed=False)
    return _contracted(_parts(start), _parts(end), voice) or voice.say(
        "range", first=_words(start, voice), last=_words(end, voice)
    )


def _contracted(start: Parts, end: Parts, voice: _Voice) -> str | None:
    """Both ends with what they share said once, if they are plain enough and alike."""
    if any("X" in date.text or date.doubts != _SURE for date in (start, end)):
        return _deep(start, end, voice)
    if start.time or end.time:
        return _one_day(start, end, voice)
    if not start.month and not end.month:
        if any(date.year.significant or date.year.exponential for date in (start, end)):
            return None
        return year_range(start.year.value, end.year.value, voice.language, bound=voice.short)
    if start.year != end.year or bool(start.day) != bool(end.day) or not (start.month and end.month):
        return None
    if int(start.month) > 12 or int(end.month) > 12:
        return None
    return _one_year(start, end, voice)


def _deep(start: Parts, end: Parts, voice: _Voice) -> str | None:
    """Two years of deep time that are in doubt alike: "c. 4.567–4.031 billion years BCE"."""
    low, high = start.year, end.year
    if start.doubts != end.doubts or not (low.specified and high.specified) or start.month or end.month:
        return None
    rounded = start.doubts.year in ("~", "%")
    if any(year.significant for year in (low, high)) or not share_a_unit(
        low.value, high.value, voice.language, rounded=rounded
    ):
        return None
    both = year_range(low.value, high.value, voice.language, rounded=rounded, bound=voice.short)
    return _with_doubts(both, end, voice)


def _one_year(start: Parts, end: Parts, voice: _Voice) -> str:
    """Two months or two days of one year."""
    year = voice.year(start.year.value)
    first, last = (voice.month(int(date.month), alone=not date.day) for date in (start, end))
    if not start.day:
        return voice.say("range.months", first=first, last=last, year=year)
    begin, finish = (voice.language.day(int(date.day)) for date in (start, end))
    if start.month == end.month:
        return voice.say("range.days", first=begin, last=finish, month=last, year=year)
    first, last = (
        voice.say("part.day", day=day, month=month) for day, month in ((begin, first), (finish, last))
    )
    return voice.say("range.across_months", first=first, last=last, year=year)


def _one_day(start: Parts, end: Parts, voice: _Voice) -> str | None:
    """Two times of one day with the same offset: "10 May 2025, 15:35–17:00"."""
    if (
        not start.time
        or not end.time
        or start.first_day != end.first_day
        or start.time.offset != end.time.offset
    ):
        return None
    first, last = _hands(start.time, voice), voice.say("time", time=_hands(end.time, voice))
    last += offset_words(end.time.offset)
    return voice.say("range.times", date=_days(start, voice), first=first, last=last)


# Sets


def _set(date: Date, voice: _Voice) -> str:
    language, voice = voice.language, voice._replace(governed=False)
    word = "or" if date.form == "one" else "and"
    names = [_words(member, voice) for member in date.members]
    if len(names) == 1 and date.members[0].form == "interval":
        names = [_all_of(date.members[0], word, voice)]
    if date.lower == "open":
        names[0] = voice.say("set.or_earlier" if word == "or" else "set.and_before", date=names[0])
    if date.upper == "open":
        names[-1] = voice.say("set.or_later" if word == "or" else "set.and_after", date=names[-1])
    if len(names) > 1 and any(_joins(name, language) for name in names):  # "1668, or 1670 or later"
        word += ".nested"
    return language.joined(names, word)


def _all_of(interval: Date, word: str, voice: _Voice) -> str:
    """A set that is a single range: one of its dates, or all of them."""
    start, end = interval.start, interval.end
    assert start is not None  # noqa: S101  # a range in a set has both ends
    assert end is not None  # noqa: S101
    both = _words(interval, voice)
    if word == "and":
        return voice.say("set.each", dates=both)
    governed = voice._replace(governed=True)
    return voice.say("set.between", first=_words(start, governed), last=_words(end, governed), range=both)


def _joins(name: str, language: Language) -> bool:
    """Whether a name has an "or" or "and" of its own."""
    return any(language.say(word, first="", last="") in name for word in ("or", "and"))
