"""The whole of a timeline in words, as plain text or as Markdown: what it shows, each event, and the sources.

Plain text has a line for each event, without breaks of ours, so that it can be pasted anywhere. In Markdown
the words of the file are words: whatever in them could be taken for markup has a backslash before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from timeline.dates import Date, words
from timeline.languages import Language, language, running
from timeline.model import Event, Figure, Source, Timeline
from timeline.model.context import Context
from timeline.model.order import in_time, source_numbers
from timeline.narrate.sentences import capital, sentences
from timeline.records import NamedTuple

FORMATS = ("text", "markdown")

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


class Style(NamedTuple):
    """How a format writes what the report has."""

    plain: Callable[[str], str]  # words of the file
    title: str
    heading: str
    event: str
    more: str  # a line below an event
    era: str
    source: str


STYLES: Mapping[str, Style] = {
    "text": Style(str, "{text}", "{text}", "  {text}", "    {text}", "  {text}", "  [{number}] {text}"),
    "markdown": Style(
        lambda text: _MARKUP.sub(r"\\\1", text),
        "# {text}",
        "## {text}",
        "- {text}",
        "\n  {text}",
        "- {text}",
        "{number}. {text}",
    ),
}


def report(timeline: Timeline, events: Sequence[Event], focus: Context | None, format: str) -> str:
    """The title, a paragraph on all of it, the events one by one, eras and sources.

    ``events`` are those of the timeline in time order, ``format`` is one of ``FORMATS``.
    """
    style = STYLES[format]
    reporter = Reporter(timeline, language(timeline.lang), style, source_numbers(events))
    said = running(capital(sentence.text) for sentence in sentences(timeline, events, focus))
    title = [style.title.format(text=style.plain(timeline.title))] if timeline.title else []
    subtitle = [style.plain(timeline.subtitle)] if timeline.subtitle else []
    blocks = ["\n".join(title), "\n".join(subtitle), style.plain(said)]
    eras = [style.era.format(text=reporter.era(era.date, era.title)) for era in timeline.eras]
    sources = [
        style.source.format(number=number, text=reporter.source(timeline.sources[source]))
        for source, number in reporter.numbers.items()
    ]
    for heading, lines in (
        ("events", [line for event in events for line in reporter.event(event)]),
        ("background", eras),
        ("sources", sources),
    ):
        if lines:
            head = style.heading.format(text=reporter.language.say(f"page.heading.{heading}"))
            blocks += [head, "\n".join(lines)] if format == "markdown" else ["\n".join([head, *lines])]
    return "\n\n".join(filter(None, blocks)) + "\n"


def event_lines(timeline: Timeline) -> list[str]:
    """Each event in one line of plain text, in the order of time, with the numbers of its sources."""
    return [*map(_reporter(timeline).line, in_time(timeline.events))]


def source_lines(timeline: Timeline) -> list[str]:
    """Each source that an event cites in one line of plain text: the first is number 1, and so on."""
    reporter = _reporter(timeline)
    return [reporter.source(timeline.sources[source]) for source in reporter.numbers]


def _reporter(timeline: Timeline) -> Reporter:
    return reporter_of(timeline, in_time(timeline.events))


def reporter_of(timeline: Timeline, events: Sequence[Event]) -> Reporter:
    """Who writes of ``events``, those of the timeline in time order, in plain text."""
    return Reporter(timeline, language(timeline.lang), STYLES["text"], source_numbers(events))


class Reporter(NamedTuple):
    """Writes the parts of a report."""

    timeline: Timeline
    language: Language
    style: Style
    numbers: Mapping[str, int]

    def event(self, event: Event) -> Iterator[str]:
        """The line of an event, and what the file says more of it."""
        yield self.style.event.format(text=self.line(event))
        for text in (*self.departures(event), *self.summary(event), *map(self.figure, event.figures)):
            yield self.style.more.format(text=text)

    def line(self, event: Event) -> str:
        """When, what, and the numbers of the sources that say so."""
        notes = self.notes([citation.source for citation in event.sources])
        return f"{self.dated(event)} {notes}".rstrip()

    def dated(self, event: Event) -> str:
        """When, what, and how sure."""
        said = self.language.say
        when = self.date(event.date)
        if event.status != "reported":
            when = said("label.status", date=when, status=said(f"status.{event.status}"))
        return said("event.line", date=when, title=self.style.plain(event.title))

    def departures(self, event: Event) -> Iterator[str]:
        """Where sources depart from what the file says."""
        for cited in event.sources:
            notes = self.notes([cited.source])
            if cited.date is not None and cited.date != event.date:
                yield self.language.say("label.or_date", date=self.date(cited.date), notes=notes)
            if cited.stance == "disputes":
                yield self.language.say("label.disputed_by", notes=notes)

    def summary(self, event: Event) -> Iterator[str]:
        for paragraph in filter(None, map(str.strip, (event.summary or "").splitlines())):
            yield self.style.plain(paragraph)

    def figure(self, figure: Figure) -> str:
        notes = self.notes([figure.source] if figure.source else [])
        return f"{self.style.plain(figure.value)} {self.style.plain(figure.label)} {notes}".rstrip()

    def era(self, date: Date, title: str) -> str:
        return self.language.say("event.line", date=self.date(date), title=self.style.plain(title))

    def source(self, source: Source) -> str:
        """A full reference: who, what, where, when, and where to read it."""
        title = source.title
        if source.author:
            title = self.language.say("source.by", author=source.author, title=title)
        when = [self.date(source.date)] if source.date else []
        comma = self.language.say("source.parts")
        place = comma.join([source.publisher, *when] if source.publisher else when)
        found = [self.style.plain(" ".join(part.split())) for part in (title, place, source.note) if part]
        parts = [self.language.sentence(part) for part in found]
        return running([*parts, *([self.style.plain(source.url)] if source.url else [])])

    def notes(self, sources: Sequence[str]) -> str:
        bracketed = (self.language.in_digits(f"[{self.numbers[one]}]") for one in dict.fromkeys(sources))
        return " ".join(map(self.style.plain, bracketed))

    def date(self, date: Date) -> str:
        return words(date, language=self.language)
