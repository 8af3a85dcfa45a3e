"""The sentences of a description, each with how much it matters.

What a description has room for is chosen by how much each sentence matters, and said in the order in which
they stand here. A title or a date so long that it would drive out everything else is clipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.dates import UNITS, Date, civil, parse, words, year_words
from timeline.languages import EN, Language, language, running
from timeline.model import Era, Event, Timeline, selection_words
from timeline.model.context import Context
from timeline.narrate import facts, plain
from timeline.narrate.phrases import PHRASES
from timeline.records import NamedTuple

TITLE, DATE, GROUPS = 90, 80, 300  # characters of a title, a date and a list of groups in running text
CLAUSE = 600  # characters of what is said at one go in a language that has not the phrases for more
FEW = 3  # spans that go on, and eras, that are listed and not only counted
LISTED = 6  # groups that are
STATUSES = ("alleged", "disputed")
_UNITS = ("year", "month", "day", "hour", "minute", "second", "microsecond")


class Sentence(NamedTuple):
    """``weight`` is the less, the more it matters."""

    weight: int
    text: str


def voice(tag: str) -> Language:
    """The language in which a document is described: its own, or English where that has not the phrases."""
    own = language(tag)
    if "told.reach" in own.phrases:
        return own
    base = own if own.iso else EN  # without a table: English around dates in numbers
    return base._replace(phrases={**base.phrases, **PHRASES})


def can_tell(own: Language) -> bool:
    """Whether a document in a language gets the whole description, which may be in English."""
    return own.iso or own.tag.partition("-")[0].lower() == "en" or "told.reach" in own.phrases


def sentences(
    timeline: Timeline, events: Sequence[Event], focus: Context | None = None
) -> Iterator[Sentence]:
    """All that is to be said of ``events``, which stand in time order and are those of the timeline."""
    own = language(timeline.lang)
    if not can_tell(own):
        yield from _in_few_words(timeline, events, own)
        return
    tell = Teller(timeline, events, voice(timeline.lang))
    if part := tell.part():
        yield Sentence(1, part)
    yield Sentence(0, tell.reach(by_group=True))
    if focus is not None:
        yield Sentence(1, tell.focus(focus))
    if len(events) > 1:
        yield from tell.of_many()
    yield from tell.of_doubts()
    yield from tell.of_background()


def _in_few_words(timeline: Timeline, events: Sequence[Event], own: Language) -> Iterator[Sentence]:
    """What can be said in a language that has not the phrases for more."""
    if part := selection_words(timeline):
        yield Sentence(1, own.sentence(part))
    yield Sentence(0, clipped(plain.count(events, own), CLAUSE))
    for text in plain.groups(timeline, events, own):
        yield Sentence(2, text)
    if events:
        yield Sentence(1, clipped(plain.named(events, own), CLAUSE))


class Teller(NamedTuple):
    """Finds the words for what ``facts`` finds."""

    timeline: Timeline
    events: Sequence[Event]
    language: Language

    def say(self, key: str, **values: object) -> str:
        return self.language.say(key, **values)

    def counted(self, key: str, count: int, **values: object) -> str:
        """A phrase about a number of things, small numbers in words where the language has them so."""
        category = self.language.plural(count, "")
        return self.say(f"{key}.{category}", count=self.number(count), **values)

    def number(self, count: int) -> str:
        small = self.language.phrases.get("told.numbers", "").split()
        return small[count] if count < len(small) else self.language.number(count)

    def date(self, date: Date) -> str:
        """A date in words; of one that is too long for a sentence, the years only."""
        said = words(date, language=self.language)
        if len(said) <= DATE:
            return said
        bounds = (date.first if date.first is not None else date.last, date.last)
        years = [civil(self.timeline.zone.wall(bound))[0] for bound in bounds if bound is not None]
        ends = [year_words(year, rounded=True, language=self.language) for year in dict.fromkeys(years)]
        return clipped(self.say("year.range.apart", first=ends[0], last=ends[-1]), DATE)

    def event(self, event: Event) -> str:
        return self.say("told.event", title=clipped(event.title, TITLE), date=self.date(event.date))

    def listed(self, events: Sequence[Event]) -> str:
        return self.language.joined([self.event(event) for event in events], "and")

    def reach(self, by_group: bool = False) -> str:
        """How many events there are, and from when to when; of which groups only if so wished."""
        events = self.events
        if not events:
            return self.say("told.none")
        if len(events) == 1:
            return self.say("told.single", event=self.event(events[0]))
        first, last = facts.reach(events)
        count, begin, end = self.language.number(len(events)), self.date(first), self.date(last)
        if begin == end:
            return self._at_once(count, first)
        if day := self._one_day(first, last):
            return self.say("told.one_day", count=count, date=day)
        ends = {"count": count, "first": begin, "last": end}
        groups, without = facts.groups(self.timeline, events)
        if len(groups) < 2 or without:
            return self.say("told.reach", **ends)
        number, listed = self.number(len(groups)), self.groups(groups)
        if by_group and listed:
            return self.say("told.reach_by_group", **ends, number=number, groups=listed)
        return self.say("told.reach_in_groups", **ends, number=number)

    def _one_day(self, first: Date, last: Date) -> str:
        """Two times of one day in words; empty where they are something else, or something goes on."""
        (day, one, _), (same, two, _) = first.text.partition("T"), last.text.partition("T")
        if not one or not two or day != same or first.offset != last.offset or self._is_open():
            return ""
        if first.form != "date" or last.form != "date":
            return ""
        return words(parse(f"{first.text}/{last.text}", self.timeline.zone), language=self.language)

    def _at_once(self, count: str, date: Date) -> str:
        if self._is_open():
            return self.say("told.only_count", count=count)
        sure = not date.level and date.form == "date" and date.unit in ("day", "month", "year")
        key = f"told.at_once.{date.unit}" if sure else "told.at_once"
        return self.say(key, count=count, date=self.date(date))

    def _is_open(self) -> bool:
        """Whether any event has no bound on one side."""
        return any(event.date.first is None or event.date.last is None for event in self.events)

    def part(self) -> str:
        """Which part of its file this is; empty where it is all of it."""
        part = selection_words(self.timeline)
        return self.say("told.part", part=part) if part else ""

    def crowd(self) -> str:
        """Where most of the events are; empty where nothing stands out."""
        crowd = facts.crowd(self.events, self.timeline.zone)
        if crowd is None:
            return ""
        count = self.language.number(crowd.holds)
        return self.say(f"told.most.{crowd.unit}", count=count, date=self.date(crowd.date))

    def focus(self, focus: Context) -> str:
        event, around = self.event(self.events[focus.focus]), len(focus.numbers) - 1
        if not around:
            return self.say("told.focus", event=event)
        return self.counted("told.focus", around, event=event)

    def of_many(self) -> Iterator[Sentence]:
        """What can be said of several events only."""
        groups, without = facts.groups(self.timeline, self.events)
        if groups and without and (listed := self.groups(groups, without)):
            yield Sentence(3, self.say("told.groups", groups=listed))
        if crowd := self.crowd():
            yield Sentence(1, crowd)
        if quiet := facts.quiet(self.events):
            length, about = self.length(quiet.length)
            ends = {"first": self.date(quiet.before), "last": self.date(quiet.after)}
            yield Sentence(4, self.say("told.quiet_about" if about else "told.quiet", length=length, **ends))
        yield from self._which()
        if span := facts.longest(self.events):
            yield Sentence(6, self.say("told.longest", event=self.event(span)))
        if going := facts.going_on(self.events):
            few = len(going) <= FEW
            key = "told.going_on" if few else "told.many_going_on"
            listed = self.listed(going) if few else ""
            number = self.number(len(going))
            text = self.counted(key, len(going), events=listed) if few else self.say(key, count=number)
            yield Sentence(5, text)

    def groups(self, groups: Sequence[tuple[str, int]], without: int = 0) -> str:
        """The groups and how many events each has; empty where they are too many for a sentence."""
        number = self.language.number
        named = [self.say("told.group", title=title, count=number(count)) for title, count in groups]
        if without:
            named.append(self.say("told.ungrouped", count=number(without)))
        listed = self.language.joined(named, "and")
        return listed if len(groups) <= LISTED and len(listed) <= GROUPS else ""

    def _which(self) -> Iterator[Sentence]:
        """The events that matter most, all where they are few, or those at the ends."""
        events = self.events
        main = facts.main(events)
        if 0 < len(main) <= facts.MAIN and len(main) < len(events):
            yield Sentence(2, self.counted("told.main", len(main), events=self.listed(main)))
        elif len(events) <= facts.MAIN:
            yield Sentence(2, self.say("told.these", events=self.listed(events)))
        elif len(main) < len(events) and main:
            yield Sentence(2, self.say("told.among_main", events=self.listed(main[: facts.MAIN])))
        elif facts.has_ends(events):
            first, last = self.event(events[0]), self.event(events[-1])
            yield Sentence(2, self.say("told.ends", first=first, last=last))

    def of_doubts(self) -> Iterator[Sentence]:
        """What is not sure: dates, and whether it happened."""
        found = facts.doubts(self.events)
        clauses = [self.counted(f"told.{kind}", n) for kind, n in zip(found._fields, found, strict=True) if n]
        if clauses and len(self.events) > 1:  # of a single event its date has said so
            yield Sentence(3, self._sentence(clauses))
        kinds: list[str] = [event.status for event in self.events]
        statuses = [(kind, kinds.count(kind)) for kind in STATUSES]
        if told := [self.counted(f"told.{kind}", count) for kind, count in statuses if count]:
            yield Sentence(3, self._sentence(told))

    def _sentence(self, clauses: list[str]) -> str:
        """Clauses as one sentence."""
        return self.say("told.clauses", clauses=self.language.joined(clauses, "and"))

    def of_background(self) -> Iterator[Sentence]:
        """Eras, links and sources."""
        if self.timeline.eras and self.events:
            yield Sentence(6, self._eras(self.timeline.eras))
        if links := facts.links(self.events):
            yield Sentence(5, self._links(links))
        if cited := facts.sources(self.events):
            yield Sentence(4, self.counted("told.sources", cited))

    def _eras(self, eras: Sequence[Era]) -> str:
        if len(eras) > FEW:
            return self.say("told.many_eras", count=self.number(len(eras)))
        named = [(clipped(era.title, TITLE), self.date(era.date)) for era in eras]
        listed = [self.say("told.event", title=title, date=date) for title, date in named]
        return self.say("told.eras", eras=self.language.joined(listed, "and"))

    def _links(self, links: int) -> str:
        hub = facts.hub(self.events)
        if hub is None:
            return self.counted("told.links", links)
        event, most = self.event(hub[0]), self.number(hub[1])
        if hub[1] == links:
            return self.say("told.links_all", count=most, event=event)
        return self.say("told.links_hub", count=self.number(links), most=most, event=event)

    def length(self, length: int) -> tuple[str, bool]:
        """A length of time in words, rounded to the largest unit of which it has two; and whether by much."""
        years = length // UNITS["year"].mean
        if years >= 10**6:
            return self._great(years), True
        unit = next((unit for unit in _UNITS if length >= 1.95 * UNITS[unit].mean), "microsecond")
        exact = length / UNITS[unit].mean
        count = round(exact)
        return self.counted(f"length.{unit}", count), abs(exact - count) > 0.02 * count

    def _great(self, years: int) -> str:
        """Millions of years and more, to two figures."""
        scale = next(scale for scale, _ in self.language.large if years >= scale)
        step = 10 ** (len(str(years)) - 2)
        return self.language.amount(self.language.large, round(years / step) * step * 1000 // scale, scale)


def clipped(text: str, most: int) -> str:
    """A text of at most so many characters, cut behind a word where it can be."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–-") + "…"


def fitting(said: Sequence[Sentence], most: int) -> str:
    """Those of the sentences that matter most, in their own order, as one paragraph of at most so many
    characters."""
    room, kept = most + 1, list[int]()  # with each goes a blank, of which the first is none
    for number in sorted(range(len(said)), key=lambda number: (said[number].weight, number)):
        if len(said[number].text) < room:
            kept.append(number)
            room -= len(said[number].text) + 1
    return running(capital(said[number].text) for number in sorted(kept))


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
