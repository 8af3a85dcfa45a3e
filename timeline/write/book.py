"""What the parts of a page refer to: the events in time order, their anchors, the numbers of the sources, and
the words of the page.

The item of an event is called by the event's own id, so that a link into the page survives the next edit, and
by its position in time where it has none. Every other id on the page begins with ``_``, as no id of an event
does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from timeline.dates import Date, words
from timeline.languages import has_table, language
from timeline.model import Event, Link, Timeline
from timeline.model.order import in_time, source_numbers
from timeline.records import NamedTuple
from timeline.write.markup import Attributes, Markup, escape


class Entry(NamedTuple):
    """An event, the id of its item on the page, and its number in time order, from 1."""

    event: Event
    anchor: str
    number: int


class Book:
    """``entries`` are the events of ``timeline`` in time order, ``anchors`` those of them with an id by that,
    ``incoming`` for each id the entries that link to it, ``numbers`` the sources that are
    cited, in the order of their numbers. ``say`` gives a phrase, ``ours`` the language of our words where it
    is another than the page's. ``prefix`` begins the classes of the picture, whose ``palette`` it holds.
    """

    __slots__ = (
        "_made", "_said", "anchors", "entries", "groups", "incoming", "language", "numbers", "ours",
        "palette", "prefix", "say", "timeline",
    )  # fmt: skip

    def __init__(self, timeline: Timeline, palette: Mapping[str, str], prefix: str) -> None:
        self._made: dict[tuple[object, str], Markup] = {}
        self._said: dict[str, str] = {}
        self.timeline = timeline
        self.palette = palette
        self.prefix = prefix
        events = in_time(timeline.events)
        self.entries = [Entry(event, event.id or f"_event-{at}", at) for at, event in enumerate(events, 1)]
        self.anchors = {entry.event.id: entry for entry in self.entries if entry.event.id is not None}
        self.incoming = _incoming(self.entries)
        self.numbers = source_numbers(events)
        self.groups = {group.id: position for position, group in enumerate(timeline.groups)}
        self.language = language(timeline.lang)
        self.say = self.language.say
        self.ours: Attributes = {} if has_table(timeline.lang) else {"lang": "en"}

    def words(self, date: Date) -> str:
        """A date of the file in words."""
        found = self._said.get(date.text)
        if found is None:
            found = self._said[date.text] = words(date, language=self.language)
        return found

    def once(self, make: Callable[[Book, str], Markup], about: str) -> Markup:
        """What ``make`` gives, made once for however many places of the page have it."""
        found = self._made.get((make, about))
        if found is None:
            found = self._made[make, about] = make(self, about)
        return found

    def filled(self, key: str, **values: str) -> Markup:
        """A phrase of ours with words and elements in its places."""
        places = {name: escape(value) for name, value in values.items()}
        return Markup(escape(self.language.phrases[key]).format(**places))


def _incoming(entries: Iterable[Entry]) -> Mapping[str, list[tuple[Entry, Link]]]:
    """For each event that is the end of links, where they come from."""
    found: dict[str, list[tuple[Entry, Link]]] = {}
    for entry in entries:
        for link in entry.event.links:
            found.setdefault(link.to, []).append((entry, link))
    return found
