"""Two versions of an events file, and what differs between them: in what they say, not in how it is written.

``account`` has the words for a difference, ``comparison`` the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from timeline.dates import Date
from timeline.editing.matching import matched
from timeline.model import Event, Timeline
from timeline.model.order import in_time
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

    Thing: TypeAlias = "Literal['event', 'group', 'era', 'source']"

DISPLAY = ("layout", "scale", "theme", "width", "columns", "links", "formats")


class Change(NamedTuple):
    """What became of one event, group, era or source. ``old`` is None where it is new, ``new`` where it is
    gone; else ``keys`` are those whose values differ, as the file has them."""

    thing: Thing
    old: Any  # an Event, a Group, an Era or a Source
    new: Any
    keys: tuple[str, ...] = ()

    @property
    def is_redated(self) -> bool:
        """Whether it is in both versions, with another date."""
        return "date" in self.keys


class Setting(NamedTuple):
    """Another value for a key of the document itself, as written; None where there is none."""

    key: str
    old: str | None
    new: str | None


class Difference(NamedTuple):
    """What differs. The changes stand in the order of time, and of the file where they have no time.

    ``same`` are the events in which nothing differs, as the new version has them. ``reordered`` says whether
    those that are in both stand in another order in the file.
    """

    old: Timeline
    new: Timeline
    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    redated: tuple[Change, ...]
    changed: tuple[Change, ...]
    same: tuple[Event, ...]
    settings: tuple[Setting, ...]
    others: tuple[Change, ...]
    reordered: bool

    @property
    def events(self) -> tuple[Change, ...]:
        """What became of events: those added, removed, re-dated, and changed without another date."""
        return *self.added, *self.removed, *self.redated, *self.changed

    def __bool__(self) -> bool:
        """Whether the versions say anything different."""
        return bool(self.events or self.settings or self.others or self.reordered)


def difference(old: Timeline, new: Timeline) -> Difference:
    """What differs between two versions. Events are matched as ``matching`` does, and dates by what was
    written: a file that moves to another time zone has not re-dated them all."""
    pairs = matched(old.events, new.events)
    ours, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    gone = in_time(event for number, event in enumerate(old.events) if number not in ours)
    come = in_time(event for number, event in enumerate(new.events) if number not in theirs)
    numbers = {id(new.events[after]): before for before, after in pairs}
    kept = (event for number, event in enumerate(new.events) if number in theirs)
    both = [_change("event", old.events[numbers[id(event)]], event) for event in in_time(kept)]
    return Difference(
        old,
        new,
        tuple(Change("event", None, event) for event in come),
        tuple(Change("event", event, None) for event in gone),
        tuple(change for change in both if change.is_redated),
        tuple(change for change in both if change.keys and not change.is_redated),
        tuple(change.new for change in both if not change.keys),
        tuple(_settings(old, new)),
        tuple(_others(old, new)),
        any(one[1] > other[1] for one, other in pairwise(pairs)),
    )


# Events, groups, eras, sources


def _change(thing: Thing, old: Any, new: Any) -> Change:
    if old == new:
        return Change(thing, old, new)
    keys = (key for key in new._fields if not _is_same(getattr(old, key), getattr(new, key)))
    return Change(thing, old, new, tuple(keys))


def _is_same(old: object, new: object) -> bool:
    """Whether two values say the same. A date is what is written, whatever instants the zone makes of it."""
    if isinstance(old, Date) and isinstance(new, Date):
        return old.text == new.text
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return old == new or all(map(_is_same, old, new))
    return old == new


def _others(old: Timeline, new: Timeline) -> Iterator[Change]:
    """Groups, eras and sources."""
    yield from _by_key("group", [(group.id, group) for group in old.groups], [(g.id, g) for g in new.groups])
    yield from _by_key("era", *_named_eras(old, new))
    yield from _by_key("source", old.sources.items(), new.sources.items())


def _named_eras(old: Timeline, new: Timeline) -> Sequence[list[tuple[object, object]]]:
    """The eras with what they are known by: their title or, where that is another now, their date."""
    titles = {era.title for era in old.eras} & {era.title for era in new.eras}
    return [
        [(era.title if era.title in titles else era.date.text, era) for era in version.eras]
        for version in (old, new)
    ]


def _by_key(
    thing: Thing, old: Iterable[tuple[object, object]], new: Iterable[tuple[object, object]]
) -> Iterator[Change]:
    waiting: dict[object, list[object]] = {}
    for key, one in old:
        waiting.setdefault(key, []).append(one)
    for key, other in new:
        same = waiting.get(key)
        change = _change(thing, same.pop(0), other) if same else Change(thing, None, other)
        if change.keys or change.old is None:
            yield change
    yield from (Change(thing, one, None) for ones in waiting.values() for one in ones)


# The document


def _settings(old: Timeline, new: Timeline) -> Iterator[Setting]:
    before, after = dict(_document(old)), dict(_document(new))
    for key in before:
        if before[key] != after[key]:
            yield Setting(key, before[key], after[key])


def _document(timeline: Timeline) -> Iterator[tuple[str, str | None]]:
    """The values of the document's own keys, as written."""
    yield "title", timeline.title
    yield "subtitle", timeline.subtitle
    yield "lang", timeline.lang
    yield "timezone", timeline.zone.name
    yield "as_of", timeline.as_of.text if timeline.as_of else None
    for key in DISPLAY:
        value = getattr(timeline.display, key)
        written = ", ".join(value) if isinstance(value, tuple) else value
        yield f"display.{key}", None if written is None else str(written)
