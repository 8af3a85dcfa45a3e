"""What every layout starts from, and what every layout answers with.

``plan`` makes a ``Plot`` of a timeline: its events in time order, how far each reaches, the room there is. A
layout takes it and decides who is labelled and where everything stands along the axis: an ``Arrangement``.
That is asked first for what the legend and the notes have to explain, and then to draw itself below them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from timeline.dates import FINENESS, offset_words, words
from timeline.languages import EN, Language
from timeline.layout import scales
from timeline.layout.eras import Stretch
from timeline.layout.extents import Extent, Window, extent
from timeline.layout.furniture import Frame
from timeline.layout.labels import Type
from timeline.layout.links import FEW, NOWHERE, Choice, Elsewhere, End, leading_away, which
from timeline.layout.marks import Mark
from timeline.layout.pen import Pen, colour
from timeline.layout.scale import Scale
from timeline.layout.ticks import Clock, Ticks, ticks
from timeline.model import Event, Timeline
from timeline.records import NamedTuple
from timeline.scene import Role, Shape

FINER_THAN_A_DAY = ("minute", "second", "microsecond")


def _offsets(events: Sequence[Event]) -> set[int | None]:
    return {event.date.offset for event in events if event.date.unit in FINER_THAN_A_DAY}


def common_offset(events: Sequence[Event]) -> int | None:
    """The offset from UTC, in minutes, that all times of day in ``events`` share; None where they do not."""
    offsets = _offsets(events)
    return next(iter(offsets)) if len(offsets) == 1 else None


class Plot(NamedTuple):
    """A timeline ready to be laid out.

    ``events`` stand in time order, and so do their ``reaches``; an event's number is its place among them.
    ``numbers`` are those of the sources. ``scale`` and ``links`` are what the options ask for; ``columns`` is
    None where the layout may choose.
    """

    timeline: Timeline
    events: Sequence[Event]
    reaches: Sequence[Extent]
    numbers: Mapping[str, int]
    frame: Frame
    size: Type
    width: float  # px of the whole picture
    scale: str = "auto"
    columns: int | None = None
    links: str = "auto"
    in_focus: frozenset[int] | None = None  # the events that stand full; None where all do
    window: Window = (None, None)  # the time that may be shown
    language: Language = EN
    elsewhere: Elsewhere = NOWHERE  # what links lead to on other pages
    besides: Sequence[tuple[Extent, str]] = ()  # what else the axis has to show, with the unit of each

    def axis(self, low: float, high: float, weights: Sequence[float] | None = None) -> Scale:
        """The scale that was asked for, from ``low`` to ``high`` in px, as ``scales.choose`` has it."""
        return scales.choose(
            self.scale,
            [*self.reaches, *(reach for reach, _ in self.besides)],
            [*self.units, *(unit for _, unit in self.besides)],
            low,
            high,
            weights=weights and [*weights, *(0.0 for _ in self.besides)],
            as_of=self.timeline.as_of,
            window=self.window,
            language=self.language,
        )

    @property
    def units(self) -> list[str]:
        """The unit of each event's date."""
        return [event.date.unit for event in self.events]

    @property
    def offsets(self) -> set[int | None]:
        """The offsets from UTC, in minutes, with which the times of day in the picture were written."""
        return _offsets(self.events)

    @property
    def common(self) -> int | None:
        """The one offset that all times share, if they do: then a note says it, and no label."""
        return common_offset(self.events)

    @property
    def common_words(self) -> str:
        """The words for that offset, which labels leave out."""
        return offset_words(self.common)

    @property
    def candidates(self) -> Sequence[int]:
        """The events that may have a label."""
        return range(len(self.events)) if self.in_focus is None else sorted(self.in_focus)

    def colour(self, number: int) -> Role:
        """The role of the colour of an event that has a label."""
        groups, group = self.timeline.groups, self.events[number].group
        return colour(next((kind for kind, each in enumerate(groups) if each.id == group), None))

    def pen(self, scale: Scale) -> Pen:
        """Who draws the events on an axis with this scale."""
        groups, events, reaches = self.timeline.groups, self.events, self.reaches
        common, numbers = self.common_words, self.numbers
        return Pen(groups, events, reaches, scale, common, numbers, self.in_focus, self.language)

    def ties(self, pen: Pen, few: int | None = None) -> Choice:
        """The links to draw between the places of that axis. ``few`` is given for a level one: no more than
        so many are drawn unasked, and those to other pages are counted, for no label says them there.
        """

        def end(number: int) -> End:
            mark = pen.mark(number)
            return End(number, pen.place(number), mark.kind, mark.colour, mark.words)

        if few is None:
            return which(self.events, end, self.links, self._chain(), FEW, self.language)
        found = which(self.events, end, self.links, self._chain(), few, self.language, level=True)
        away = leading_away(self.events, self.elsewhere, self.links, self._chain())
        return found._replace(away=len(away))

    def links_in_words(self, *, all_of_them: bool) -> dict[int, list[str]]:
        """The same links as sentences, by the number of the event that they stand at: all, or those that have
        a label, which a line alone does not say, and those to other pages.
        """
        said: dict[int, list[str]] = {}
        for number, link in leading_away(self.events, self.elsewhere, self.links, self._chain()):
            title, page = self.elsewhere[link.to]
            key = "link.led_to_labelled_on_page" if link.label else "link.led_to_on_page"
            how = self.language.say(key, effect=title, label=link.label, page=self.language.number(page))
            said.setdefault(number, []).append(how)
        places = [End(number, 0.0, 0, "", "") for number in range(len(self.events))]
        for tie in which(self.events, places.__getitem__, self.links, self._chain()).ties:
            if not tie.label and not all_of_them:
                continue
            title = self.events[tie.effect.number].title
            key = "link.led_to_labelled" if tie.label else "link.led_to"
            how = self.language.say(key, effect=title, label=tie.label)
            said.setdefault(tie.cause.number, []).append(how)
        return said

    def _chain(self) -> frozenset[str]:
        """The ids of the events in focus."""
        ids = (self.events[number].id for number in self.in_focus or ())
        return frozenset(name for name in ids if name is not None)

    def rows(self, scale: Scale, *, upright: bool = False) -> list[Ticks]:
        """The ticks of that axis, as fine as the finest date deserves; ``upright`` for one that runs down."""
        clock = None if self.common is None else Clock(self.common)
        finest = min(set(self.units), key=FINENESS.index)
        return ticks(scale, self.timeline.zone, finest, clock, upright=upright, language=self.language)

    def eras(self, scale: Scale) -> list[Stretch | None]:
        """Each era on that axis, in the file's order; None for one that lies off it."""
        low, high = min(reach.first for reach in self.reaches), max(reach.end for reach in self.reaches)
        begin, end = scale.stretches[0].first, scale.stretches[-1].end
        found: list[Stretch | None] = []
        for era in self.timeline.eras:
            reach = extent(era.date, low, high)
            if reach.end <= begin or reach.first >= end:
                found.append(None)
                continue
            x0 = scale.stretches[0].x0 if reach.open_start else scale.position(reach.first)
            x1 = scale.stretches[-1].x1 if reach.open_end else scale.ending(reach.end)
            date = words(era.date, language=self.language)
            said = self.language.say("event.line", date=date, title=era.title)
            found.append(Stretch(x0, max(x1, x0 + 2), era.title, said))
        return found


class Drawing(NamedTuple):
    """The shapes of a layout, from back to front, and where it ends."""

    shapes: list[Shape]
    bottom: float


class Arrangement(NamedTuple):
    """What a layout has decided.

    ``labelled`` are the numbers of the events with a label, ``drawn`` the marks that stand alone, ``counts``
    whether others stand in counts. ``eras`` are those of the axis. ``draw`` takes the top of the room below
    the legend. Where time runs down, ``upright``, the scale counts its px from there.
    """

    scale: Scale
    labelled: Sequence[int]
    drawn: Sequence[Mark]
    counts: bool
    eras: Sequence[Stretch | None]
    links: Choice
    draw: Callable[[float], Drawing]
    names_groups: bool = False  # whether the groups' names and marks stand in it, so that no legend has to
    crowds: bool = False  # whether counts stand for the marks of events that have labels
    upright: bool = False


def others(labelled: Sequence[int], count: int) -> list[int]:
    """The numbers below ``count`` that are not in ``labelled``."""
    with_label = set(labelled)
    return [number for number in range(count) if number not in with_label]
