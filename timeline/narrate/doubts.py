"""What the doubt of a date means, in sentences: for readers who do not know what "c." and "?" stand for."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.dates import Date, around
from timeline.languages import Language

_FINE = ("day", "minute", "second", "microsecond")
_ROUGH = ("decade", "century", "millennium")


def doubts(date: Date, as_of: Date | None, language: Language) -> list[str]:
    """The sentences that explain the doubt of ``date``, in ``language``; none where there is no doubt.
    ``as_of`` is the document's own today."""
    if date.form == "interval":
        return list(_of_interval(date, as_of, language))
    if date.form != "date":
        return list(_of_set(date, language))
    return list(_of_single(date, "", language)) if date.level else []


def is_coarse(date: Date) -> bool:
    """Whether a date is a month, a year or the like, somewhere within which an event was; not of deep time,
    where a year is as fine as anything."""
    return date.form == "date" and date.unit not in _FINE and not date.text.startswith("Y")


def _of_single(date: Date, end: str, language: Language) -> Iterator[str]:
    """The sentences for a single date. ``end`` is "start_" or "end_" for one of those of an interval."""
    parts = date.parts
    if parts is None:
        return
    components = ("year", parts.month, parts.day)
    written = [doubt for part, doubt in zip(components, parts.doubts, strict=True) if part]
    said = {"~": "approximate", "?": "uncertain", "%": "both"}
    if len(set(written)) > 1:
        yield language.say("doubt.part", text=date.text)
    elif written[0]:
        yield language.say(f"doubt.{end}{said[written[0]]}")
    whole = not end and date.unit in _ROUGH and not parts.month
    if parts.year.significant or (date.unspecified and not whole):
        yield language.say("doubt.digits")


def _of_interval(date: Date, as_of: Date | None, language: Language) -> Iterator[str]:
    ends = [
        list(_of_single(one, end, language)) if one else []
        for one, end in ((date.start, "start_"), (date.end, "end_"))
    ]
    if date.start and date.end and _marks(date.start) == _marks(date.end):
        ends = [list(_of_single(date.start, "", language)), []]
    if date.lower != "closed":
        yield language.say("doubt.start_unknown" if date.lower == "unknown" else "doubt.open_start")
    yield from dict.fromkeys(ends[0] + ends[1])
    if date.upper == "unknown":
        yield language.say("doubt.end_unknown")
    elif date.upper == "open":
        if as_of is not None and (date.first is None or (as_of.last or 0) >= date.first):
            yield around("doubt.ongoing_as_of", as_of, language)
        else:
            yield language.say("doubt.ongoing")


def _marks(date: Date) -> tuple[bool, bool, bool]:
    return date.approximate, date.uncertain, date.unspecified


def _of_set(date: Date, language: Language) -> Iterator[str]:
    yield language.say("doubt.one_of" if date.form == "one" else "doubt.all_of")
    if date.approximate or date.uncertain:
        yield language.say("doubt.part", text=date.text)
    elif date.unspecified:
        yield language.say("doubt.digits")
