"""What a reader has to know to read a picture rightly, in sentences for its foot, and the sources there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from timeline.dates import Zone, offset_words, words
from timeline.languages import Language
from timeline.layout import eras, scales
from timeline.layout.links import Choice
from timeline.layout.scale import Scale
from timeline.model import Era, Event, Source, Timeline, selection_words
from timeline.model.context import Context
from timeline.model.order import sources_of


def cited(
    events: Sequence[Event], sources: Mapping[str, Source], numbers: Mapping[str, int]
) -> list[tuple[int, Source]]:
    """The sources that ``events`` cite, by their numbers."""
    names = {name for event in events for name in sources_of(event)}
    return sorted((numbers[name], sources[name]) for name in names)


def of_events(
    timeline: Timeline, labelled: int, language: Language, *, focused: bool = False
) -> Iterator[str]:
    """Which part of the file is drawn, and how many of its events have no label: those that are not linked
    with the one in focus, or else the less important. Nothing is said where the language has no words for it.
    """
    if part := selection_words(timeline):
        yield language.sentence(part)
    count = len(timeline.events)
    if count == 1 and not labelled:
        yield language.say("notes.none_labelled")
    elif unlabelled := count - labelled:
        key = "notes.unlinked" if focused else "notes.unlabelled"
        if said := language.counted(key, unlabelled, all=language.number(count)):
            yield said


def of_axis(scale: Scale, offsets: Set[int | None], zone: Zone, language: Language) -> Iterator[str]:
    """How the axis departs from an even one, and whose times they are.

    ``offsets`` are those that they were written with.
    """
    if said := scales.note(scale, zone, language):
        yield said
    if offsets == {None}:
        yield language.say("notes.times_of_zone", zone=zone.name)
    elif len(offsets) == 1:
        yield language.say("notes.times_of_offset", offset=offset_words(*offsets).strip())
    elif None in offsets:
        yield language.say("notes.other_times_of_zone", zone=zone.name)
    elif offsets:
        yield language.say("notes.hours_of_zone", zone=zone.name)


def of_links(found: Choice, language: Language) -> Iterator[str]:
    """The links that are said in words, what all arrows say, and how many links are not drawn, or lead to
    other pages.
    """
    yield from map(language.sentence, found.said)
    if found.common:
        yield language.say("notes.arrows", label=found.common)
    if missing := found.missing:
        everything = language.number(missing + len(found.ties))
        yield language.counted("notes.links_not_drawn", missing, all=everything)
    if found.away:
        yield language.counted("notes.links_away", found.away)


def of_what_is_missing(
    named: Sequence[Era], placed: Sequence[eras.Stretch | None], unlisted: int, language: Language
) -> Iterator[str]:
    """The eras that lie off the axis, and that sources are not listed, if any are not."""
    if unlisted:
        yield language.say("notes.sources_left_out")
    for era, stretch in zip(named, placed, strict=True):
        if stretch is None:
            date = words(era.date, language=language)
            yield language.say("notes.off_axis", title=era.title, date=date)


def in_focus(around: Context, events: Sequence[Event], language: Language) -> str:
    """Which event the picture is about, and how much of its context is there."""
    title = events[around.focus].title
    causes, effects = len(around.causes), len(around.effects)
    if not causes and not effects:
        return language.say("focus.alone", title=title)
    led = language.counted("focus.led", causes) if causes else language.say("focus.none_led")
    came = language.counted("focus.came", effects) if effects else language.say("focus.none_came")
    return language.say("focus", title=title, led=led, came=came)
