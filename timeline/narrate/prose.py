"""The whole of a timeline in running words: the long description of its picture, for those who do not see it.

It says everything that the picture does, and is plain text without lists or marks, so that it can be read
out, or stand as an appendix: the title, what is to be seen, a paragraph for each event in the order of time,
the background, and the sources by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timeline.dates import Date, around
from timeline.languages import Language, running
from timeline.model import Event, Link, Timeline
from timeline.model.context import Context
from timeline.narrate.doubts import doubts
from timeline.narrate.facts import is_local_time
from timeline.narrate.report import Reporter, reporter_of
from timeline.narrate.sentences import FEW, can_tell, capital, sentences, voice


def prose(timeline: Timeline, events: Sequence[Event], focus: Context | None) -> str:
    """All of it, in paragraphs with an empty line between. ``events`` are those of the timeline in time
    order."""
    writer = _Writer(timeline, events)
    said = [capital(sentence.text) for sentence in sentences(timeline, events, focus)]
    if any(is_local_time(event.date) for event in events):
        said.append(writer.language.say("page.local_times", zone=timeline.zone.name))
    if timeline.as_of:
        said.append(around("page.as_of", timeline.as_of, writer.language))
    head = filter(None, (timeline.title, timeline.subtitle))
    parts = [*head, running(said), *map(writer.event, events), *writer.background(), *writer.sources()]
    return "\n\n".join(parts) + "\n"


class _Writer:
    """Writes the paragraphs. What the file's language has no phrases for is told in fewer words."""

    def __init__(self, timeline: Timeline, events: Sequence[Event]) -> None:
        self.timeline = timeline
        self.reporter: Reporter = reporter_of(timeline, events)
        self.language: Language = self.reporter.language
        self.voice = voice(timeline.lang) if can_tell(self.language) else None
        self.groups: Mapping[str, str] = {group.id: group.title for group in timeline.groups}
        self.ids: Mapping[str, Event] = {event.id: event for event in events if event.id is not None}

    def event(self, event: Event) -> str:
        """What is said of one event: when, what, how sure, what more, and who says so."""
        said = [self.language.sentence(self.reporter.dated(event)), *self.doubts(event)]
        said += map(self.sentence, self.reporter.summary(event))
        said += (self.sentence(self.reporter.figure(figure)) for figure in event.figures)
        said += self.departures(event)
        if event.group is not None and len(self.groups) > 1:
            said.append(self.named("reader.group", self.groups[event.group]))
        said += self.links(event)
        notes = self.reporter.notes([cited.source for cited in event.sources])
        return f"{running(said)} {notes}".rstrip()

    def doubts(self, event: Event) -> list[str]:
        """What the doubt of its date means."""
        return doubts(event.date, self.timeline.as_of, self.language)

    def departures(self, event: Event) -> Iterator[str]:
        """Where sources depart from what the file says."""
        for cited in event.sources:
            note = self.reporter.notes([cited.source])
            if cited.date is not None and cited.date != event.date:
                date = self.reporter.date(cited.date)
                yield self.sentence(self.language.say("mark.source_gives", note=note, date=date))
            if cited.stance == "disputes":
                yield self.sentence(self.language.say("label.disputed_by", notes=note))

    def links(self, event: Event) -> Iterator[str]:
        """What it led to, of what is told here."""
        led = [(link, self.ids[link.to]) for link in event.links if link.to in self.ids]
        if self.voice is not None:
            yield from (capital(self.link(link, self.mention(effect))) for link, effect in led)
        elif led:
            told = [self.link(link, self.mention(effect)) for link, effect in led]
            yield self.named("reader.followed", self.language.joined(told, "list.of_phrases"))

    def link(self, link: Link, effect: str) -> str:
        if self.voice is None:
            return self.language.say("event.line", date=link.label, title=effect) if link.label else effect
        if link.label:
            return self.voice.say("told.linked", label=link.label, event=effect)
        return self.voice.say("told.led_to", event=effect)

    def mention(self, event: Event) -> str:
        return self.dated(event.title, event.date)

    def dated(self, title: str, date: Date) -> str:
        """What something is called and when it was, within a sentence."""
        when = self.reporter.date(date)
        if self.voice is None:
            return self.language.say("picture.group", title=title, count=when)
        return self.voice.say("told.event", title=title, date=when)

    def background(self) -> Iterator[str]:
        """All eras, in one paragraph, where they have not been told of already."""
        eras = [self.dated(era.title, era.date) for era in self.timeline.eras]
        if not eras:
            return
        if self.voice is None:
            yield self.named("page.heading.background", self.language.joined(eras, "list.of_phrases"))
        elif len(eras) > FEW or not self.timeline.events:
            yield self.voice.say("told.eras", eras=self.voice.joined(eras, "and"))

    def sources(self) -> Iterator[str]:
        """The full references, each with the number by which it is meant."""
        for source, number in self.reporter.numbers.items():
            numbered = self.language.in_digits(f"[{number}]")
            yield f"{numbered} {self.reporter.source(self.timeline.sources[source])}"

    def named(self, key: str, text: str) -> str:
        """A sentence on one thing: what it is, and the words for it."""
        return self.sentence(self.language.say("event.line", date=self.language.say(key), title=text))

    def sentence(self, text: str) -> str:
        return capital(self.language.sentence(text))
