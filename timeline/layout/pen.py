"""How each event is drawn on a given axis: the place of its pole, its mark, and its label.

A date that spans less than ``marks.SEEN`` is a point at its middle if it is a day or finer. A month or a year
is no moment: a short hollow bar stands for it, unless the axis is so long that nobody would tell the two
apart. The members of a set are points and bars of their own; where they would lie on each other, those that
would are one; and where that leaves but one of several, two stand for them, side by side. Another date that a
source gives stands beside the event even where it would lie on it: as near as it can be told from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.dates import DAY, Date, words
from timeline.languages import EN, Language
from timeline.layout import marks
from timeline.layout.extents import Extent, extent
from timeline.layout.labels import Label, Type, brackets, date_line, label
from timeline.layout.marks import Mark, Piece, Span
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
        self.numbers = numbers or {}
        self.kinds = {group.id: number for number, group in enumerate(groups)}

    def place(self, number: int) -> float:
        """Where the event's pole stands: on the middle of its date, near the beginning of what lasts, or
        its end where that alone is known, on the first of several dates.
        """
        date, reach = self.events[number].date, self.reaches[number]
        form = date.form
        if form == "all" and date.lower == "closed":
            date = date.members[0]
            form, reach = date.form, self._extent(date)
        if form != "interval":
            return self.scale.position(reach.middle)
        x0, x1 = self.scale.position(reach.first), self.scale.ending(reach.end)
        inward = min(marks.BAR, (x1 - x0) / 2)
        return x1 - inward if date.start is None else x0 + inward

    def mark(self, number: int) -> Mark:
        """How the event is drawn on the axis."""
        event = self.events[number]
        kind = self.kinds.get(event.group or "")
        said = self.language.say("event.line", date=date_line(event, self.language), title=event.title)
        if event.date.members:
            pieces = self._members(number)
        else:
            pieces = (self._piece(event.date, self.reaches[number]),)
        if event.sources and any(citation.date for citation in event.sources):
            pieces, said = self._with_other_dates(event, pieces, said)
        return Mark(
            event.id,
            said,
            0 if kind is None else kind,
            colour(kind, recedes=self.in_focus is not None and number not in self.in_focus),
            pieces,
            event.date.form,
            event.status,
        )

    def label(self, number: int, size: Type, numbers: Mapping[str, int], *, figures: bool = False) -> Label:
        """What the event's label says, with its ``figures`` or without."""
        event = self.events[number]
        return label(event, numbers, size, self.language, common=self.common, figures=figures)

    def _piece(self, date: Date, reach: Extent, *, hollow: bool = False) -> Piece:
        """A date as it stands on the axis. ``hollow`` keeps it from looking certain."""
        x0, x1 = self.scale.position(reach.first), self.scale.ending(reach.end)
        lasts = date.form == "interval"
        start, end = self._ends(date, reach)
        fades = hatched = (False, False)
        if date.approximate or date.uncertain:
            fades, hatched = _doubts(date)
            fades = fades[0] and start == "closed", fades[1] and end == "closed"
        if not lasts and start == end == "closed" and x1 - x0 < marks.SEEN:
            middle, short = (x0 + x1) / 2, max(x1 - x0, marks.SHORT) / 2
            if date.form == "date" and not hollow and self._is_coarse(reach, x1 - x0):
                return Piece(middle - short, middle + short, False, fades=fades, hatched=hatched)
            return Piece(middle, middle, not hollow, fades=fades, hatched=hatched)
        sure = self._sure(date) if "unknown" in (start, end) else None
        heads = sum(marks.LEAST[kind] for kind in (start, end))
        short = marks.THINNEST + heads - (x1 - x0)
        if short > 0:
            x0, x1 = x0 - short / 2, x1 + short / 2
        return Piece(x0, x1, lasts and not hollow, start, end, fades, hatched, sure)

    def _is_coarse(self, reach: Extent, width: float) -> bool:
        """Is a date that is so many px wide no moment to those who see the whole axis?"""
        length = reach.end - reach.first
        least, most = FINE
        whole = self.scale.stretches[-1].end - self.scale.stretches[0].first
        return length >= COARSE and (width >= least or whole <= most * length)

    def _ends(self, date: Date, reach: Extent) -> tuple[End, End]:
        """How the bar of a date ends: as its date does, or as the axis does where that is shorter."""
        first, last = self.scale.stretches[0].first, self.scale.stretches[-1].end
        start: End = "closed"
        end: End = "closed"
        if reach.open_start:
            start = "unknown" if date.lower == "unknown" else "open"
        elif reach.cut_start or reach.first < first:
            start = "cut"
        if reach.open_end:
            end = "unknown" if date.upper == "unknown" else "open"
        elif reach.cut_end or reach.end > last:
            end = "cut"
        return start, end

    def _sure(self, date: Date) -> Span | None:
        """Of what begins or ends nobody knows when, the date that is known."""
        known = date.start or date.end
        if known is None:
            return None
        reach = self._extent(known)
        x0, x1 = self.scale.position(reach.first), self.scale.ending(reach.end)
        least = max(0.0, marks.THINNEST - (x1 - x0))
        return Span(x0, x1 + least) if date.start else Span(x0 - least, x1)

    def _extent(self, date: Date) -> Extent:
        """A date's extent, where it is open as far as the axis goes."""
        return extent(date, self.scale.stretches[0].first, self.scale.stretches[-1].end)

    def _shows(self, reach: Extent) -> bool:
        """Whether any of an extent is on the axis."""
        return reach.end > self.scale.stretches[0].first and reach.first < self.scale.stretches[-1].end

    # Several dates

    def _members(self, number: int) -> tuple[Piece, ...]:
        """The members of a set, in the order of time."""
        date, whole = self.events[number].date, self.reaches[number]
        reaches = [(member, self._extent(member)) for member in sorted(date.members)]
        if whole.open_start:
            member, reach = reaches[0]
            reaches[0] = member, reach._replace(first=whole.first, open_start=True)
        if whole.open_end:
            member, reach = reaches[-1]
            reaches[-1] = member, reach._replace(end=whole.end, open_end=True)
        hollow = date.form == "one"
        pieces = [
            self._piece(member, reach, hollow=hollow) for member, reach in reaches if self._shows(reach)
        ]
        # Where the picture shows a time between them, it shows at least that they are about it.
        return _told_apart(pieces) if pieces else (self._piece(date, whole, hollow=True),)

    def _with_other_dates(
        self, event: Event, pieces: tuple[Piece, ...], said: str
    ) -> tuple[tuple[Piece, ...], str]:
        """``pieces`` and what is ``said`` of them, and the dates that sources give instead."""
        found, told, language = list(pieces), [said], self.language
        for citation in event.sources:
            date = citation.date
            if date is None or date[1:3] == event.date[1:3]:
                continue
            by = self.numbers.get(citation.source)
            given = words(date, True, language)
            if by:
                note = brackets([by], language)
                told.append(language.say("mark.source_gives", note=note, date=given))
            else:
                told.append(language.say("mark.a_source_gives", date=given))
            reach = self._extent(date)
            if self._shows(reach):
                found.append(_beside(self._piece(date, reach, hollow=True), pieces))
        return tuple(found), language.joined(told, "list.of_phrases")


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


def _doubts(date: Date) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
    """Which ends of a date are approximate, and which uncertain."""
    if date.form != "interval":
        return (date.approximate,) * 2, (date.uncertain,) * 2
    ends = date.start, date.end
    return (
        (ends[0] is not None and ends[0].approximate, ends[1] is not None and ends[1].approximate),
        (ends[0] is not None and ends[0].uncertain, ends[1] is not None and ends[1].uncertain),
    )
