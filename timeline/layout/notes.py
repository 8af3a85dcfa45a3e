"""What a reader has to know to read a picture rightly, in sentences for its foot, and the sources there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from timeline.dates import Zone, offset_words, words
from timeline.layout import eras, scales
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


def of_events(timeline: Timeline, labelled: int, *, focused: bool = False) -> Iterator[str]:
    """Which part of the file is drawn, and how many of its events have no label: those that are not linked
    with the one in focus, or else the less important.
    """
    if part := selection_words(timeline):
        yield f"{part}."
    count = len(timeline.events)
    unlabelled = count - labelled
    if unlabelled:
        verb = "are" if unlabelled > 1 else "is"
        some = f"{unlabelled:,} of {count:,} event{'s' if count > 1 else ''}"
        why = "no links lead to them from the one in focus" if focused else "importance decided which"
        yield f"{some} {verb} marked on the axis without a label; {why}."


def of_axis(scale: Scale, offsets: Set[int | None], zone: Zone) -> Iterator[str]:
    """How the axis departs from an even one, and whose times they are.

    ``offsets`` are those that they were written with.
    """
    if said := scales.note(scale, zone):
        yield said
    if offsets == {None}:
        yield f"Times are those of {zone.name}."
    elif len(offsets) == 1:
        yield f"Times are{offset_words(*offsets)}."
    elif None in offsets:
        yield f"Times without an offset, and hours on the axis, are those of {zone.name}."
    elif offsets:
        yield f"Hours on the axis are those of {zone.name}."


def of_what_is_missing(
    named: Sequence[Era], placed: Sequence[eras.Stretch | None], unlisted: int
) -> Iterator[str]:
    """The eras that lie off the axis, and that sources are not listed, if any are not."""
    if unlisted:
        yield "Sources that only events without a label cite are not listed."
    for era, stretch in zip(named, placed, strict=True):
        if stretch is None:
            yield f"Off the axis: {era.title} ({words(era.date)})."


def in_focus(around: Context, events: Sequence[Event]) -> str:
    """Which event the picture is about, and how much of its context is there."""
    title = events[around.focus].title
    causes, effects = len(around.causes), len(around.effects)
    if not causes and not effects:
        return f"In focus: {title} (no other event is linked with it)"
    led = f"{causes} event{'s' * (causes != 1)} led to it" if causes else "no event of the file led to it"
    came = f"{effects} followed from it" if effects else "none followed from it"
    return f"In focus: {title} ({led}, {came})"
