"""Time zones: from what a wall clock shows to the moment it is, and back.

The rules come from the system's tz database through ``zoneinfo``, which knows the years 1 to 9999. Outside
them the zone goes on as it is at that end: before, on the local mean time that the database begins with;
after, by its last rules, which repeat with the calendar every 400 years.
"""

from __future__ import annotations

from timeline.records import TYPE_CHECKING

from .calendar import DAY, MINUTE, SECOND, civil_from_days, clock
from .faults import DateFault, quote

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_400_YEARS = 146_097 * DAY
_MOST = 2 * DAY  # further from UTC than any zone has been, and then some
_KNOWN_FROM = -62_135_596_800 * SECOND + _MOST  # 0001-01-01
_KNOWN_TO = 253_402_300_800 * SECOND - _MOST  # 10000-01-01
_NOT_PLACES = (
    "localtime",
    "posixrules",
    "Factory",
    "posix/",
    "right/",
)  # of this machine alone, or with leap seconds
_REMEMBERED = 100_000


class Zone:
    """A time zone. UTC is ``UTC``; the others come from ``zone``. Equal to any other of the same name."""

    __slots__ = ("_info", "_midnights", "name")

    def __init__(self, name: str, info: ZoneInfo | None) -> None:
        self.name = name
        self._info = info
        self._midnights: dict[int, int] = {}

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Zone) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def wall(self, instant: int) -> int:
        """What the clocks of the zone show at an instant; both in microseconds, see ``calendar``."""
        if self._info is None:
            return instant
        return instant + self._offset_at(instant)

    def instant(self, wall: int) -> int:
        """When the clocks of the zone show a wall time.

        Raises ``DateFault``: "date-gap" where they never did, "date-fold" where they did twice.
        """
        if self._info is None:
            return wall
        earlier, later = self._offsets_for(wall)
        if earlier == later:
            return wall - earlier
        if earlier < later:
            raise self._gap(wall)
        first, second = _offset_text(earlier), _offset_text(later)
        raise DateFault(
            "date-fold",
            f"the clocks of {self.name} showed {_wall_text(wall)} twice",
            help=f'add the offset that is meant: "{first}" for the first time, "{second}" for the second',
        )

    def boundary(self, wall: int) -> int:
        """The first instant at which the clocks of the zone have reached a wall time, whatever they skip or
        repeat.

        Never decreases with ``wall``, and never raises: for midnights and ticks.
        """
        if self._info is None:
            return wall
        earlier, later = self._offsets_for(wall)
        if earlier >= later:
            return wall - earlier
        # In a gap: the answer is the moment of the jump.
        low, high = wall - later, wall - earlier
        while low < high:
            middle = (low + high) // 2
            if self.wall(middle) >= wall:
                high = middle
            else:
                low = middle + 1
        return low

    def midnight(self, day: int) -> int:
        """The instant at which a day begins. Remembered, as the events of a file share their days."""
        if self._info is None:
            return day * DAY
        instant = self._midnights.get(day)
        if instant is None:
            if len(self._midnights) >= _REMEMBERED:
                self._midnights.clear()
            instant = self._midnights[day] = self.boundary(day * DAY)
        return instant

    def _offset_at(self, instant: int) -> int:
        """Microseconds east of UTC at an instant."""
        from datetime import UTC, datetime, timedelta  # here to keep start-up fast

        seconds = _known(instant) // SECOND
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        return _microseconds(moment.astimezone(self._info).utcoffset())

    def _offsets_for(self, wall: int) -> tuple[int, int]:
        """The offsets that a wall time has when it is read by the rules before and after a change of the
        clocks."""
        from datetime import datetime, timedelta  # here to keep start-up fast

        seconds = _known(wall) // SECOND
        local = (datetime(1970, 1, 1) + timedelta(seconds=seconds)).replace(tzinfo=self._info)
        return _microseconds(local.utcoffset()), _microseconds(local.replace(fold=1).utcoffset())

    def _gap(self, wall: int) -> DateFault:
        jump = self.boundary(wall)
        before, after = self.wall(jump - 1) + 1, self.wall(jump)
        return DateFault(
            "date-gap",
            f"the clocks of {self.name} never showed {_wall_text(wall)}",
            help=f"they went from {_wall_text(before)} on to {_wall_text(after)}",
        )


UTC = Zone("UTC", None)


def zone(name: str) -> Zone:
    """The zone with an IANA name, such as "Asia/Karachi". Raises ``DateFault`` "zone-unknown"."""
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # here to keep start-up fast

    try:
        if name.startswith(_NOT_PLACES):
            raise KeyError(name)
        return Zone(name, ZoneInfo(name))
    except (KeyError, ValueError, OSError):  # not there; not a name; a folder of the database
        raise _unknown(name) from None


def _unknown(name: str) -> DateFault:
    from zoneinfo import available_timezones  # here to keep start-up fast

    known = sorted(key for key in available_timezones() if not key.startswith(_NOT_PLACES))
    plain = {key.lower(): key for key in known} | {key.lower().rpartition("/")[2]: key for key in known}
    if known:
        help, fix = _instead(name.strip(), plain), _meant(name.strip(), plain)
    else:
        help, fix = "this machine has no time zone database; the Python package tzdata is one", None
    return DateFault("zone-unknown", f"there is no time zone {quote(name)}", 1, len(name) or 1, help, fix)


def _meant(name: str, plain: dict[str, str]) -> str | None:
    """The one zone that a place can have meant: its name but for capitals, blanks and one letter too many or
    missing."""
    from difflib import SequenceMatcher  # here to keep start-up fast

    sought = name.lower().replace(" ", "_")[:60]
    if "/" not in sought or any(char.isdigit() for char in sought):
        return None  # cities of one name are many, and abbreviations more
    if sought in plain:
        return plain[sought]
    like = [one for one in plain if abs(len(one) - len(sought)) == 1 and one[:4] == sought[:4]]
    close = set()
    for one in like:
        steps = [step[0] for step in SequenceMatcher(None, sought, one, autojunk=False).get_opcodes()]
        if len(steps) - steps.count("equal") == 1 and "replace" not in steps:
            close.add(plain[one])
    return close.pop() if len(close) == 1 else None


def _instead(name: str, plain: dict[str, str]) -> str:
    """What to write instead of a name, given all names by their lower case. An offset or an abbreviation is
    like some other name, but would be another time."""
    import re  # here to keep start-up fast
    from difflib import get_close_matches

    sought = name.lower().replace(" ", "_")[:60]
    offset = re.fullmatch(r"([A-Za-z]{0,5}) ?([+\u2212-])(\d\d?)(?::?(\d\d))?", name, re.ASCII)
    if offset:
        return _fixed(*offset.groups())
    if sought not in plain and re.fullmatch("[A-Z]{2,5}", name):
        return 'abbreviations of time zones are ambiguous: name a place, as in "Asia/Karachi"'
    close = get_close_matches(sought, plain, 1, 0.7)
    if close:
        return f'did you mean "{plain[close[0]]}"?'
    return 'zones are named after places, as in "Asia/Karachi", or "UTC"'


def _fixed(base: str, sign: str, hours: str, minutes: str | None) -> str:
    """Where an offset is written that is the same all year."""
    east, hour, minute = sign == "+", int(hours), int(minutes or 0)
    if base.upper() not in ("", "UTC", "GMT", "Z") or hour > 14 or minute > 59:
        east, hour, minute = True, 5, 30  # from where it counts is not known: an example
    elif not hour and not minute:
        return 'write "UTC"'
    offset = f"{'+' if east else '-'}{hour:02}:{minute:02}"
    help = f'fixed offsets are written in each time, as in "2025-05-10T15:35{offset}"; name a place here'
    if minute or hour > (14 if east else 12):
        return f'{help}, as in "Asia/Karachi"'
    return f'{help}, or "Etc/GMT{"-" if east else "+"}{hour}" (its sign is the reverse)'


def _known(time: int) -> int:
    """A time within the years that zoneinfo knows, at which the same rules hold."""
    if time < _KNOWN_FROM:
        return _KNOWN_FROM
    if time >= _KNOWN_TO:
        return time - ((time - _KNOWN_TO) // _400_YEARS + 1) * _400_YEARS
    return time


def _microseconds(offset: object) -> int:
    from datetime import timedelta  # here to keep start-up fast

    assert isinstance(offset, timedelta)  # noqa: S101  # ZoneInfo gives one for every datetime
    return (offset.days * 86_400 + offset.seconds) * SECOND


def _offset_text(offset: int) -> str:
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset) // MINUTE
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


def _wall_text(wall: int) -> str:
    year, month, day = civil_from_days(wall // DAY)
    hour, minute, second, _ = clock(wall)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}" + (f":{second:02}" if second else "")
