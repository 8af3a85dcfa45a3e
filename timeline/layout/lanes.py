"""The layout in lanes: one band for each group, its spans as bars packed into rows, its points between them.

From the top down: the names of the eras, the strip with its ticks, the bands in the file's order with those
events last that belong to no group, and, where the picture is tall or has links, the strip again, with the
links below it. A band has its name on the left, or above its rows where the picture is narrow. Below its rows
it has one for the marks and counts of those of its events that have no label. Eras lie behind it all.

Labels are tried in several manners, and the one in which the bands are lowest is taken. Where they are too
high in each, the highest bands give up labels, those of the less important events first.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.languages import Language
from timeline.layout import axis, eras, links, marks
from timeline.layout.furniture import Frame
from timeline.layout.labelling import candidates
from timeline.layout.leading import leading
from timeline.layout.marks import Mark, Piece
from timeline.layout.packing import BETWEEN, Packed, level, pack
from timeline.layout.pen import Pen
from timeline.layout.placards import HEAD, Manner, Placard, Placards, plate
from timeline.layout.plot import Arrangement, Drawing, Plot
from timeline.layout.rug import RUG, Tuft, draw_tuft, tufts
from timeline.layout.scale import Scale
from timeline.layout.typeset import FALLBACK_BOLD, reserve, wrap
from timeline.records import NamedTuple
from timeline.scene import Group, Line, Role, Shape, Text

BESIDE_FROM = 700.0  # px of picture from which bands have their names on the left
WIDEST_NAME = 0.16  # of the picture
ICON = 18.0  # px for the mark before a name
SWATCH = 12.5  # px, the width and the height of a bar before a name
GUTTER = 14.0  # px from the names to the axis
ENDS = 14.0  # px by which the axis ends before the picture
NAME_SIZE = 13.0
NAME_LEADING = 17.0
PADDING = 8.0  # px above and below what is in a band
LEAST_BAND = 60.0  # px of rows that every band may have, however many there are
TALLEST = 1.05  # the rows' height, over the picture's width, past which events go without a label …
TALL = 1250.0, 1600.0  # … but at least and at most this many px
SURE = 60  # events that all have labels, however high the rows
MANY = 300  # events, for which only the first two manners are tried
TALL_ENOUGH = 900.0  # px of bands, below which the strip is repeated
SMALLEST = 22.0 * 130.0  # px² that a label takes at least
MANNERS = (Manner(1.0, 1.6), Manner(1.25, 0.0), Manner(1.0, 0.0), Manner(1.25, 2.2))
WORTH = 0.8  # of a band's height: labels stand on the left too where it saves so much
CLEAR = 4.0  # px from a grid line to what interrupts it
SHORTEST = 10.0  # px of a grid line


class Band(NamedTuple):
    """A group's part of the picture: its name in lines, its mark, and the numbers of its events."""

    name: Sequence[str]
    kind: int
    colour: Role
    numbers: Sequence[int]


class Filled(NamedTuple):
    """A band with its placards packed into rows, each with its row, and its events without a label."""

    band: Band
    packed: Packed
    placards: Sequence[tuple[int, Placard]]
    rug: Sequence[Tuft]


def arrange(plot: Plot) -> Arrangement:
    """Who is labelled, and in which row of which band everything stands."""
    names_room = _names_room(plot)
    found = bands(plot, names_room)
    column = _column(found) if plot.width >= BESIDE_FROM else 0.0
    ends = Frame(plot.frame.left + column, plot.frame.right)
    scale = plot.axis(ends.left + (0 if column else ENDS), ends.right - ENDS)
    pen = plot.pen(scale)
    places = [pen.place(number) for number in range(len(plot.events))]
    filled = _fill(plot, pen, found, places, ends)
    labelled = sorted(placard.number for one in filled for _, placard in one.placards)
    alone = [tuft.numbers[0] for one in filled for tuft in one.rug if len(tuft.numbers) == 1]
    shown = [placard.mark for one in filled for _, placard in one.placards]
    placed, choice = plot.eras(scale), plot.ties(pen, links.few(ends.width))
    picture = _Picture(plot, pen, scale, filled, links.rail(choice.ties, ends, plot.language), column)
    return Arrangement(
        scale,
        labelled,
        shown + [marks.as_dot(pen.mark(number)) for number in alone],
        any(len(tuft.numbers) > 1 for one in filled for tuft in one.rug),
        placed,
        choice,
        lambda top: picture.draw(eras.bands(placed, ends), top),
        any(band.name for band in found),
    )


def _names_room(plot: Plot) -> float:
    """The px in which a line of a name has to stay."""
    room = WIDEST_NAME * plot.width if plot.width >= BESIDE_FROM else plot.frame.width
    return room - ICON


def bands(plot: Plot, room: float) -> list[Band]:
    """The bands from the top down, their names in lines at most ``room`` px wide. A band that is the only one
    and no group's has none.
    """
    groups = plot.timeline.groups
    numbers: dict[str | None, list[int]] = {}
    for number, event in enumerate(plot.events):
        numbers.setdefault(event.group, []).append(number)
    found = [
        Band(_name(group.title, room), kind, f"group-{kind}", numbers[group.id])
        for kind, group in enumerate(groups)
        if group.id in numbers
    ]
    if None in numbers:
        found.append(
            Band(
                _name(plot.language.say("lanes.ungrouped"), room) if found else [],
                0,
                "group-none",
                numbers[None],
            )
        )
    return found


def _name(title: str, room: float) -> list[str]:
    return wrap(title, NAME_SIZE, room / FALLBACK_BOLD, bold=True)


def _column(found: Sequence[Band]) -> float:
    """The px that names on the left take."""
    widths = [reserve(line, NAME_SIZE, bold=True) for band in found for line in band.name]
    return ICON + max(widths) + GUTTER if widths else 0.0


def _fill(plot: Plot, pen: Pen, found: Sequence[Band], places: Sequence[float], ends: Frame) -> list[Filled]:
    """The bands with their rows, in the manner that leaves the fewest events without a label, or the lowest
    of those.
    """
    few = len(places) <= SURE
    tallest = float("inf") if few else min(max(plot.width * TALLEST, TALL[0]), TALL[1])
    hopeful = _hopeful(plot, found, places, ends, tallest)
    trials = []
    for manner in MANNERS if len(places) <= MANY else MANNERS[:2]:
        placards = Placards(plot, pen, ends.left, ends.right, manner)
        offers = [[placards.ways(number) for number in numbers] for numbers in hopeful]
        trials.append((_pack(plot, offers, tallest), offers))
    packed, offers = min(trials, key=lambda trial: _cost(trial[0]))
    return [_filled(*parts, places, ends, plot.language) for parts in zip(found, packed, offers, strict=True)]


def _cost(packed: Sequence[Packed]) -> tuple[int, float]:
    """What a manner is judged by: labels that found no room, and the height of all rows."""
    return sum(one.spots.count(None) for one in packed), sum(one.height for one in packed)


def _filled(
    band: Band,
    packed: Packed,
    offers: Sequence[Sequence[Placard]],
    places: Sequence[float],
    ends: Frame,
    language: Language,
) -> Filled:
    placards = [
        (spot[0], ways[spot[1]]) for ways, spot in zip(offers, packed.spots, strict=True) if spot is not None
    ]
    with_label = {placard.number for _, placard in placards}
    rest = [number for number in band.numbers if number not in with_label]
    return Filled(band, packed, placards, tufts(rest, places, ends, language))


def _hopeful(
    plot: Plot, found: Sequence[Band], places: Sequence[float], ends: Frame, tallest: float
) -> list[list[int]]:
    """The events of each band that might have room for a label, by number."""
    chosen: list[list[int]] = []
    for band in found:
        among = [number for number in band.numbers if plot.in_focus is None or number in plot.in_focus]
        if len(plot.events) <= SURE:
            chosen.append(among)
            continue
        importance = [plot.events[number].importance for number in among]
        few = candidates([places[number] for number in among], importance, ends)
        chosen.append([among[number] for number in few])
    most = max(1.0, level([len(few) for few in chosen], ends.width * tallest / SMALLEST))
    return [_thinned(few, plot, int(most)) for few in chosen]


def _thinned(numbers: list[int], plot: Plot, most: int) -> list[int]:
    """At most ``most`` of the events: the more important ones, and among equals some of every part."""
    kept: list[int] = []
    for importance in range(5, 0, -1):
        equal = [number for number in numbers if plot.events[number].importance == importance]
        room = min(most - len(kept), len(equal))
        kept += [equal[place * len(equal) // room] for place in range(room)]
    return sorted(kept)


def _pack(plot: Plot, offers: Sequence[Sequence[list[Placard]]], tallest: float) -> list[Packed]:
    """Each band's placards in rows; together the rows are no higher than ``tallest``, if that can be."""
    packed = [_low(band) for band in offers]
    bound = max(level([one.height for one in packed], tallest), LEAST_BAND)
    return [
        one if one.height <= bound else _bounded(plot, band, bound)
        for one, band in zip(packed, offers, strict=True)
    ]


def _low(offers: Sequence[list[Placard]]) -> Packed:
    """The placards in rows as low as can be, most labels on the right."""
    order = range(len(offers))
    right = _packed(offers, order, ways=1)
    either = _packed(offers, order, ways=2)
    return either if either.height <= WORTH * right.height else right


def _bounded(plot: Plot, offers: Sequence[list[Placard]], highest: float) -> Packed:
    """As many of the more important events as find room in rows not higher than that, and then whoever else
    does. Packed in time order, more of them find room than if the most important came first.
    """
    places = {ways[0].number: place for place, ways in enumerate(offers)}

    def chosen(count: int) -> list[int]:
        return [places[number] for number in _thinned(list(places), plot, count)]

    def fits(count: int) -> bool:
        first = chosen(count)
        return pack([[way.box for way in offers[place]] for place in first]).height <= highest

    low, high = 0, len(offers)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    first = chosen(low)
    taken = set(first)
    rest = [place for place in range(len(offers)) if place not in taken]
    rest.sort(key=lambda place: -plot.events[offers[place][0].number].importance)
    return _packed(offers, first + rest, ways=2, highest=highest)


def _packed(
    offers: Sequence[list[Placard]], order: Sequence[int], ways: int, highest: float = float("inf")
) -> Packed:
    """The placards packed in that order; the spots come in the order of the offers."""
    rows, spots = pack([[way.box for way in offers[number][:ways]] for number in order], highest)
    found = dict(zip(order, spots, strict=True))
    return Packed(rows, [found[number] for number in range(len(offers))])


class _Picture:
    """The layout while it is drawn."""

    def __init__(
        self,
        plot: Plot,
        pen: Pen,
        scale: Scale,
        filled: Sequence[Filled],
        rail: links.Rail,
        column: float,
    ) -> None:
        self.plot, self.pen, self.scale, self.ticks = plot, pen, scale, plot.rows(scale)
        self.filled, self.rail, self.column = filled, rail, column

    def draw(self, named: Sequence[eras.Band], top: float) -> Drawing:
        """Everything between the legend and the notes, from ``top`` downwards."""
        strip_top = top + eras.height(named)
        first = y = strip_top + axis.height(self.ticks)
        strips = axis.strip(self.scale, self.ticks, strip_top, self.plot.language)
        shapes: list[Shape] = []
        for number, one in enumerate(self.filled):
            if number:
                shapes.append(Line(self.plot.frame.left, y, self.plot.frame.right, y, "rule"))
            part = self._band(one, y)
            shapes += part.shapes
            y = part.bottom
        if y - first > TALL_ENOUGH or self.rail.height:
            strips += axis.strip(self.scale, self.ticks, y, self.plot.language)
            y += axis.height(self.ticks)
            shapes += self.rail.draw(y)
            y += self.rail.height
        return Drawing([*eras.draw(named, top, y), *strips, *shapes], y)

    def _band(self, one: Filled, top: float) -> Drawing:
        """One band from its edge to the next one's."""
        y = top + PADDING
        first = one.packed.rows[0].above if self.column and one.packed.rows else HEAD
        name = self._name(one, y + first)
        tall = NAME_LEADING * len(one.band.name)
        rows_top = y if self.column else y + tall + (4 if tall else 0)
        lines, bottom = _lines(one.packed, rows_top)
        if one.rug:
            bottom += (BETWEEN if lines else 0) + RUG
        bottom = max(bottom, y + tall)
        marked: list[Shape] = [placard.draw(lines[row]) for row, placard in one.placards]
        marked += [draw_tuft(tuft, bottom - RUG / 2, self.pen) for tuft in one.rug]
        grid = self._grid(_texts([*name, *marked]), top, bottom + PADDING)
        return Drawing([*grid, *name, *marked], bottom + PADDING)

    def _name(self, one: Filled, middle: float) -> list[Shape]:
        """The band's mark and name, the middle of the first line at ``middle``."""
        band, left = one.band, self.plot.frame.left
        if not band.name:
            return []
        shapes = _swatch(one, left, middle)
        for number, line in enumerate(band.name):
            y = middle + 0.35 * NAME_SIZE + NAME_LEADING * number
            shapes.append(Text(left + ICON, round(y, 2), line, NAME_SIZE, f"{band.colour}-text", bold=True))
        return shapes

    def _grid(self, texts: Sequence[Text], top: float, bottom: float) -> list[Shape]:
        """Thin lines at the major ticks of a band, interrupted where ``texts`` stand."""
        blocks = [_around(text) for text in texts]
        shapes: list[Shape] = []
        for x in self._major():
            stops = sorted((y0, y1) for x0, x1, y0, y1 in blocks if x0 < x < x1)
            free = _free(stops, top, bottom)
            shapes += [Line(x, start, x, end, "rule") for start, end in free if end - start >= SHORTEST]
        return shapes

    def _major(self) -> list[float]:
        """The boundaries of the upper row of ticks, clear of cuts, in px."""
        return [
            x
            for stretch, ticks in zip(self.scale.stretches, self.ticks, strict=True)
            for x in ticks.major
            if stretch.x0 + axis.CLEAR <= x <= stretch.x1 - axis.CLEAR
        ]


def _swatch(one: Filled, left: float, middle: float) -> list[Shape]:
    """What stands for a band before its name: its shape, or a bar where it has no point."""
    kind, colour = one.band.kind, one.band.colour
    drawn = [placard.mark for _, placard in one.placards]
    has_points = any(piece.is_point for mark in drawn for piece in mark.pieces)
    if has_points or not drawn or any(len(tuft.numbers) == 1 for tuft in one.rug):
        return [marks.point(left + marks.RADIUS + 1, middle, marks.RADIUS, kind, colour)]
    bar = Piece(left, left + SWATCH, any(mark.solid for mark in drawn))
    return plate(Mark(None, "", kind, colour, (bar,)), bar, middle - SWATCH / 2, middle + SWATCH / 2)


def _texts(shapes: Sequence[Shape]) -> list[Text]:
    """All texts, those in groups too."""
    parts = (part for shape in shapes for part in (shape.shapes if isinstance(shape, Group) else (shape,)))
    return [part for part in parts if isinstance(part, Text)]


def _around(text: Text) -> tuple[float, float, float, float]:
    """The left, right, top and bottom of the room in which no line may come near a text."""
    width = reserve(text.string, text.size, bold=text.bold)
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    half, middle = leading(text.size, text.string) / 2, text.y - 0.35 * text.size
    top, bottom = min(text.y - text.size, middle - half), max(text.y + 0.4 * text.size, middle + half)
    return left - CLEAR, left + width + CLEAR, top, bottom


def _lines(packed: Packed, top: float) -> tuple[list[float], float]:
    """The line of each row, and where the last row ends."""
    lines: list[float] = []
    for row in packed.rows:
        lines.append(top + row.above)
        top += row.height + BETWEEN
    return lines, top - (BETWEEN if lines else 0)


def _free(stops: Sequence[tuple[float, float]], low: float, high: float) -> list[tuple[float, float]]:
    """What is left of ``low`` to ``high`` between the stops, which come in the order of their starts."""
    found = []
    for start, end in stops:
        if start > low:
            found.append((low, start))
        low = max(low, end)
    return [*found, (low, high)] if high > low else found
