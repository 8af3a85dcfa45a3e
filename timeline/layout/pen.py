"""How each event is drawn on a given axis: the place of its pole, its mark, and its label.

A date that spans less than ``marks.SEEN`` is a point at its middle if it is a day or finer. A month or a year
is no moment: a short hollow bar stands for it, unless the axis is so long that nobody would tell the two
apart. The members of a set are points and bars of their own; where they would lie on each other, those that
would are one; and where that leaves but one of several, two stand for them, side by side. Another date that a
source gives stands beside the event even where it would lie on it: as near as it can be told from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.dates import DAY, words
from timeline.languages import EN, Language
from timeline.layout import marks
from timeline.layout.extents import Extent
from timeline.layout.labels import Label, Type, brackets, date_line, label
from timeline.layout.marks import Mark, Piece, Span
from timeline.layout.parts import (
    ASIDE,
    CUT,
    FADE,
    HATCH,
    HOLLOW,
    LASTS,
    MOMENT,
    OPEN,
    POLE_AT_END,
    UNKNOWN,
    Part,
    other_dates,
    parts_of,
    standing,
)
from timeline.layout.scale import Scale
from timeline.model import Event, Group
from timeline.records import TYPE_CHECKING
from timeline.scene import Role

if TYPE_CHECKING:
    from timeline.layout.marks import End

TWIN = 4.0  # px, how far from their middle two points stand that stand for several
COARSE = 28 * DAY  # the least that a date spans which is no moment …
FINE = 0.5, 3000  # … unless it is less than so many px wide, and the axis more than so many of it long
TELLS_APART = 1.2 * marks.RADIUS  # px, the least from one member of a set to a point after it …
SEPARATE = 3.0  # … and to a short bar


class Pen:
    """What is known of how each event is drawn; asked by the event's number in time order."""

    def __init__(
        self,
        groups: Sequence[Group],
        events: Sequence[Event],
        reaches: Sequence[Extent],
        scale: Scale,
        common: str,
        numbers: Mapping[str, int] | None = None,
        in_focus: frozenset[int] | None = None,
        language: Language = EN,
    ) -> None:
        """``events`` in time order with their ``reaches``; for ``common`` see ``labels.date_line``.

        ``numbers`` are those of the sources. All but the events ``in_focus`` recede; None for none.
        """
        self.in_focus, self.language = in_focus, language
        self.events, self.reaches, self.scale, self.common = events, reaches, scale, common
        self.low, self.high = scale.stretches[0].first, scale.stretches[-1].end
        self.numbers = numbers or {}
        self.kinds = {group.id: number for number, group in enumerate(groups)}

    def place(self, number: int) -> float:
        """Where the event's pole stands: on the middle of its date, near the beginning of what lasts, or
        its end where that alone is known, on the first of several dates.
        """
        date = self.events[number].date
        reach = standing(date, self.reaches[number], self.low, self.high)
        if not reach.lasts:
            return self.scale.position(reach.middle)
        x0, x1 = self.scale.position(reach.first), self.scale.ending(reach.end)
        inward = min(marks.BAR, (x1 - x0) / 2)
        return x1 - inward if date.form == "interval" and date.start is None else x0 + inward

    def mark(self, number: int) -> Mark:
        """How the event is drawn on the axis."""
        event = self.events[number]
        kind = self.kinds.get(event.group or "")
        return Mark(
            event.id,
            self.said(number),
            0 if kind is None else kind,
            colour(kind, recedes=self.in_focus is not None and number not in self.in_focus),
            self.pieces(parts_of(event, self.reaches[number], self.low, self.high)),
            event.date.form,
            event.status,
        )

    def label(self, number: int, size: Type, numbers: Mapping[str, int], *, figures: bool = False) -> Label:
        """What the event's label says, with its ``figures`` or without."""
        event = self.events[number]
        return label(event, numbers, size, self.language, common=self.common, figures=figures)

    def said(self, number: int) -> str:
        """The event in one line, with the dates that sources give instead."""
        event, language = self.events[number], self.language
        told = [language.say("event.line", date=date_line(event, language), title=event.title)]
        for source, date in other_dates(event):
            given = words(date, True, language)
            by = self.numbers.get(source)
            if by:
                note = brackets([by], language)
                told.append(language.say("mark.source_gives", note=note, date=given))
            else:
                told.append(language.say("mark.a_source_gives", date=given))
        return language.joined(told, "list.of_phrases")

    def pieces(self, parts: Sequence[Part]) -> tuple[Piece, ...]:
        """The parts of an event as they stand on the axis."""
        own = _told_apart([self._piece(part) for part in parts if not part.flags & ASIDE])
        return *own, *(_beside(self._piece(part), own) for part in parts if part.flags & ASIDE)

    def _piece(self, part: Part) -> Piece:
        """A part as it stands on the axis."""
        flags = part.flags
        x0, x1 = self.scale.position(part.first), self.scale.ending(part.end)
        lasts, hollow = bool(flags & LASTS), bool(flags & HOLLOW)
        start, end = _end(flags, 0, beyond=part.first < self.low), _end(flags, 1, beyond=part.end > self.high)
        fades = bool(flags & FADE[0]) and start == "closed", bool(flags & FADE[1]) and end == "closed"
        hatched = bool(flags & HATCH[0]), bool(flags & HATCH[1])
        if not lasts and start == end == "closed" and x1 - x0 < marks.SEEN:
            middle, short = (x0 + x1) / 2, max(x1 - x0, marks.SHORT) / 2
            if not flags & MOMENT and self._is_coarse(part, x1 - x0):
                return Piece(middle - short, middle + short, False, fades=fades, hatched=hatched)
            return Piece(middle, middle, not hollow, fades=fades, hatched=hatched)
        heads = sum(marks.LEAST[kind] for kind in (start, end))
        short = marks.THINNEST + heads - (x1 - x0)
        if short > 0:
            x0, x1 = x0 - short / 2, x1 + short / 2
        return Piece(x0, x1, lasts and not hollow, start, end, fades, hatched, self._sure(part))

    def _is_coarse(self, part: Part, width: float) -> bool:
        """Is a date that is so many px wide no moment to those who see the whole axis?"""
        length = part.end - part.first
        least, most = FINE
        return length >= COARSE and (width >= least or self.high - self.low <= most * length)

    def _sure(self, part: Part) -> Span | None:
        """Of what begins or ends nobody knows when, the date that is known."""
        if part.sure is None:
            return None
        x0, x1 = self.scale.position(part.sure[0]), self.scale.ending(part.sure[1])
        least = max(0.0, marks.THINNEST - (x1 - x0))
        return Span(x0 - least, x1) if part.flags & POLE_AT_END else Span(x0, x1 + least)


def _end(flags: int, side: int, *, beyond: bool) -> End:
    """How a part ends on one side: as its date does, or as the axis does where it goes on ``beyond``."""
    if flags & OPEN[side]:
        return "open"
    if flags & UNKNOWN[side]:
        return "unknown"
    return "cut" if beyond or flags & CUT[side] else "closed"


def colour(kind: int | None, *, recedes: bool = False) -> Role:
    """The role of the colour of a group, by its number; None for an event without one."""
    return "receded" if recedes else "group-none" if kind is None else f"group-{kind}"


def _told_apart(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The members of a set without those that would lie on others; two for all where no more than one is
    left.
    """
    kept = [pieces[0]]
    for piece in pieces[1:]:
        room = TELLS_APART if piece.is_point else SEPARATE
        if not _is_short(piece) or piece.x0 - kept[-1].x1 >= room:
            kept.append(piece)
    if len(kept) > 1 or len(pieces) == 1 or not _is_short(kept[0]):
        return tuple(kept)
    middle, half = (pieces[0].x0 + pieces[-1].x1) / 2, (kept[0].x1 - kept[0].x0) / 2
    aside = TWIN if kept[0].is_point else half + SEPARATE / 2
    return tuple(kept[0]._replace(x0=x - half, x1=x + half) for x in (middle - aside, middle + aside))


def _is_short(piece: Piece) -> bool:
    """Is it a point, or no longer than the shortest bar?"""
    return piece.x1 - piece.x0 < marks.SHORT + 0.01


def _beside(other: Piece, pieces: Sequence[Piece]) -> Piece:
    """Another date, smaller, and clear of a point that it would lie on."""
    other = other._replace(aside=True)
    if not other.is_point or not pieces[0].is_point or len(pieces) > 1:
        return other
    main, clear = pieces[0].x0, (1 + marks.ASIDE) * marks.RADIUS + 1.5
    if abs(other.x0 - main) >= clear:
        return other
    x = main - clear if other.x0 < main else main + clear
    return other._replace(x0=x, x1=x)
