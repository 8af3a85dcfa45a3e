"""A date: what was written, when it was at the earliest and at the latest, and how sure that is. ``parsing``
makes one of a text.

Two dates are equal when they have the same bounds and the same text. They are ordered by their first instant,
then by their last, then by their text, so that sorting is total and agrees with equality. A date without a
beginning stands before all others, and among those that begin together one without an end stands last.
"""

from __future__ import annotations

from timeline.records import TYPE_CHECKING, NamedTuple

from .calendar import DAY, HOUR, MINUTE, SECOND
from .edtf import GROUPINGS, Collection, Edge, Parts, Span, read_date
from .faults import DateFault, quote
from .zones import UTC, Zone

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Instant: TypeAlias = int
"""Microseconds since 1970-01-01T00:00:00Z in the proleptic Gregorian calendar, for any year, of any size."""

Form: TypeAlias = "Literal['date', 'interval', 'one', 'all']"

FINENESS = (
    "microsecond", "second", "minute", "day", "month", "season", "quarter", "quadrimester", "semester",
    "year", "decade", "century", "millennium",
)  # fmt: skip
"""The units that a date can have, the finest first."""


class Traits(NamedTuple):
    """What only some dates have; ``Date`` shows each of them under the same name."""

    level: int = 0
    form: Form = "date"
    approximate: bool = False
    uncertain: bool = False
    unspecified: bool = False
    lower: Edge = "closed"
    upper: Edge = "closed"
    offset: int | None = None
    start: Date | None = None
    end: Date | None = None
    members: tuple[Date, ...] = ()


PLAIN = Traits()
"""Those of nine dates of ten."""


class Date(NamedTuple):
    """A date as ``parse`` makes it.

    ``text`` is as written. ``first`` and ``last`` are the first and the last instant that it may cover, the
    last one included; None where that end is open or unknown. ``unit`` is the finest component written, one
    of ``FINENESS``; a year with unspecified digits is a decade, century or millennium. A named tuple of few
    fields, the rare ones being shared, because a file may hold a hundred thousand dates.
    """

    text: str
    first: Instant | None
    last: Instant | None
    unit: str
    traits: Traits

    @property
    def level(self) -> int:
        """The EDTF level that the text needs: 0, 1 or 2."""
        return self.traits.level

    @property
    def form(self) -> Form:
        """ "date", "interval", or for sets "one" of the members or "all" of them."""
        return self.traits.form

    @property
    def approximate(self) -> bool:
        """Whether anything in it is marked ~ or %."""
        return self.traits.approximate

    @property
    def uncertain(self) -> bool:
        """Whether anything in it is marked ? or %."""
        return self.traits.uncertain

    @property
    def unspecified(self) -> bool:
        """Whether anything in it is marked X."""
        return self.traits.unspecified

    @property
    def lower(self) -> Edge:
        """How an interval or set begins: "closed" with a date, "open" with "..", "unknown" with nothing."""
        return self.traits.lower

    @property
    def upper(self) -> Edge:
        """How an interval or set ends; see ``lower``."""
        return self.traits.upper

    @property
    def offset(self) -> int | None:
        """Minutes east of UTC as written, 0 for "Z"; None where no offset stands in the text."""
        return self.traits.offset

    @property
    def start(self) -> Date | None:
        """The first date of an interval; None where it is open or unknown, and for other forms."""
        return self.traits.start

    @property
    def end(self) -> Date | None:
        """The last date of an interval; see ``start``."""
        return self.traits.end

    @property
    def members(self) -> tuple[Date, ...]:
        """The dates of a set, its ranges as intervals; empty for other forms."""
        return self.traits.members

    @property
    def parts(self) -> Parts | None:
        """The components of a single date with the doubts about each; None for intervals and sets.

        Read from the text anew each time: few dates are ever asked.
        """
        return read_date(self.text) if self.form == "date" else None

    def _order(self) -> tuple[bool, int, bool, int, str]:
        return self.first is not None, self.first or 0, self.last is None, self.last or 0, self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and self[:3] == other[:3]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:3])

    def __lt__(self, other: object) -> bool:
        return self._order() < other._order() if isinstance(other, Date) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._order() <= other._order() if isinstance(other, Date) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._order() > other._order() if isinstance(other, Date) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._order() >= other._order() if isinstance(other, Date) else NotImplemented

    def __repr__(self) -> str:
        return f"Date({self.text!r})"


def from_reading(reading: Parts | Span | Collection, zone: Zone) -> Date:
    """The date that the reader has read, bounded in a zone. Raises ``DateFault``."""
    if isinstance(reading, Parts):
        return _single(reading, zone)
    if isinstance(reading, Span):
        return _interval(reading, zone)
    return _set(reading, zone)


def _single(parts: Parts, zone: Zone) -> Date:
    doubts = "".join(parts.doubts)
    traits = Traits(
        level=parts.level,
        approximate="~" in doubts or "%" in doubts,
        uncertain="?" in doubts or "%" in doubts,
        unspecified="X" in parts.text,
    )
    if parts.time is None:
        place = parts.at + 1, len(parts.text)
        return whole_days(parts.text, parts.first_day, parts.last_day, _unit(parts), traits, zone, place)
    time = parts.time
    wall = parts.first_day * DAY + time.hour * HOUR + time.minute * MINUTE
    wall += (time.second or 0) * SECOND + (time.microsecond or 0)
    if time.offset is None:
        first = in_zone(wall, zone, time.at + 1, time.length)
    else:
        first = wall - time.offset * MINUTE
    unit = _unit(parts)
    length = {"minute": MINUTE, "second": SECOND, "microsecond": 1}[unit]
    return Date(parts.text, first, first + length - 1, unit, traits._replace(offset=time.offset))


def whole_days(
    text: str,
    first: int,
    last: int,
    unit: str,
    traits: Traits,
    zone: Zone,
    place: tuple[int, int] | None = None,
) -> Date:
    """A date that covers whole days."""
    if zone is UTC:
        return Date(text, first * DAY, (last + 1) * DAY - 1, unit, traits)
    begin, end = zone.midnight(first), zone.midnight(last + 1) - 1
    if begin > end:  # as on an island that went over the date line
        column, length = place or (1, len(text))
        raise DateFault("date-gap", f"this day was left out in {zone.name}", column, length)
    return Date(text, begin, end, unit, traits)


def in_zone(wall: int, zone: Zone, column: int, length: int) -> Instant:
    """The instant of a wall time, whose place in the text is told for the fault."""
    try:
        return zone.instant(wall)
    except DateFault as fault:
        raise fault.at(column, length) from None


def _unit(parts: Parts) -> str:
    if parts.time is not None:
        if parts.time.second is None:
            return "minute"
        return "second" if parts.time.microsecond is None else "microsecond"
    if parts.day:
        return "day"
    if parts.month:
        return (
            GROUPINGS[int(parts.month)][0] if parts.month.isdecimal() and int(parts.month) > 12 else "month"
        )
    digits = parts.year.digits
    unspecified = len(digits) - len(digits.rstrip("X"))
    if unspecified != digits.count("X") or unspecified == 4:
        return "year"  # 1X5X, or no year at all: nothing that has a name
    return ("year", "decade", "century", "millennium")[unspecified]


def _interval(span: Span, zone: Zone) -> Date:
    start = _single(span.start, zone) if span.start else None
    end = _single(span.end, zone) if span.end else None
    if start and end and span.end and bound(end.last) < bound(start.first):
        message = f"the end, {quote(end.text)}, is before the start, {quote(start.text)}"
        raise DateFault("date-order", message, span.end.at + 1, len(end.text), "the earlier date comes first")
    ends = [date for date in (start, end) if date]
    return Date(
        span.text,
        start.first if start else None,
        end.last if end else None,
        min((date.unit for date in ends), key=FINENESS.index),
        _traits_of(ends)._replace(
            level=span.level, form="interval", lower=span.lower, upper=span.upper, start=start, end=end
        ),
    )


def _set(collection: Collection, zone: Zone) -> Date:
    members = tuple(from_reading(member, zone) for member in collection.members)
    return Date(
        collection.text,
        None if collection.lower == "open" else min(bound(member.first) for member in members),
        None if collection.upper == "open" else max(bound(member.last) for member in members),
        min((member.unit for member in members), key=FINENESS.index),
        _traits_of(members)._replace(
            level=2, form=collection.form, lower=collection.lower, upper=collection.upper, members=members
        ),
    )


def bound(instant: Instant | None) -> Instant:
    """The bound of a date that has one: single dates always do, and so do ranges in sets."""
    assert instant is not None  # noqa: S101
    return instant


def _traits_of(dates: list[Date] | tuple[Date, ...]) -> Traits:
    return Traits(
        approximate=any(date.approximate for date in dates),
        uncertain=any(date.uncertain for date in dates),
        unspecified=any(date.unspecified for date in dates),
    )
