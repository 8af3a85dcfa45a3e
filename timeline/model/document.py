"""What a checked events file says, as frozen values.

Nothing here checks: a ``Timeline`` comes from ``timeline.model.check`` alone, so whoever holds one may rely
on every id being known, every date being real and every text being safe to print. The classes are named
tuples because they cost a tenth of a dataclass to define and half of one to make, and a picture of three
events should not wait for either.
"""

from __future__ import annotations

from collections.abc import Mapping

from timeline.dates import Date, Zone
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.provenance import Origin

Status: TypeAlias = "Literal['confirmed', 'reported', 'alleged', 'disputed']"
Stance: TypeAlias = "Literal['supports', 'disputes', 'mentions']"


class Group(NamedTuple):
    """A kind of event; its colour and the shape of its mark tell it from the others."""

    id: str
    title: str
    color: str | None = None


class Era(NamedTuple):
    """A stretch of time behind the events."""

    date: Date
    title: str
    color: str | None = None


class Source(NamedTuple):
    """Something that can be cited."""

    id: str
    title: str
    publisher: str | None = None
    author: str | None = None
    date: Date | None = None
    url: str | None = None
    accessed: Date | None = None
    note: str | None = None


class Citation(NamedTuple):
    """What one source says of one event. ``date`` is the source's own date for the event, where it gives
    another. In a comparison of two versions of a file the older one stands for the source, whose id is ""
    then."""

    source: str
    quote: str | None = None
    locator: str | None = None
    date: Date | None = None
    stance: Stance = "supports"


class Figure(NamedTuple):
    """A number that a reader remembers, as it is to be printed."""

    value: str
    label: str
    source: str | None = None


class Link(NamedTuple):
    """This event led to, invokes, or otherwise explains the event ``to``."""

    to: str
    label: str | None = None


class Image(NamedTuple):
    """A picture beside an event."""

    src: str
    alt: str | None = None
    credit: str | None = None


class Event(NamedTuple):
    """One dated event. ``id`` is None where the author gave none: then nothing can refer to it."""

    date: Date
    title: str
    id: str | None = None
    summary: str | None = None
    group: str | None = None
    importance: int = 3
    status: Status = "reported"
    sources: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    url: str | None = None
    image: Image | None = None


class Display(NamedTuple):
    """How the author would like to see the file; the command line overrides it. None is "not said"."""

    layout: str | None = None
    scale: str | None = None
    theme: str | None = None
    width: int | None = None
    columns: int | None = None
    links: str | None = None
    formats: tuple[str, ...] | None = None


class Selection(NamedTuple):
    """What was asked for of a file: the events from ``first`` to ``last`` (None: no bound) in ``groups``
    (ids; none: all groups)."""

    first: Date | None = None
    last: Date | None = None
    groups: tuple[str, ...] = ()


class Timeline(NamedTuple):
    """A whole events file. ``events`` stand in the file's order; ``sources`` too, by id.

    Of a part of a file, ``omitted`` is the number of events that were left out, and ``selection`` what was
    asked for. Both are to be told to whoever sees the part. ``origin`` is the file that it was read from, for
    pictures to name, where that is known.
    """

    events: tuple[Event, ...]
    zone: Zone
    title: str | None = None
    subtitle: str | None = None
    lang: str = "en"
    as_of: Date | None = None
    groups: tuple[Group, ...] = ()
    eras: tuple[Era, ...] = ()
    sources: Mapping[str, Source] = {}
    display: Display = Display()
    omitted: int = 0
    selection: Selection = Selection()
    origin: Origin | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; where they were read from is no part of that."""
        return isinstance(other, Timeline) and tuple.__eq__(self[:-1], other[:-1])

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-1])
