"""The vertical layout: time runs down the page, and each event has a whole column for what is said of it.

From the axis outward: the strip with its ticks; where there are any, a column of counts; the marks, in lanes;
a corridor for the leaders; the labels, kept in time order and spread so that they move least. With two
columns, one on each side of the axis, each label takes the side on which it stands nearer to its mark. An
era is a band behind everything, and its name a label among the others, at the band's upper edge.

The axis is as long as its labels are high: that is what makes the picture grow rather than squeeze. How wide
a label's column is depends on how many lanes the marks need, and so on the axis, and so on the labels:
lanes start from the fewest and are added until all have enough, which ends, as they are bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline.dates import words
from timeline.languages import Language
from timeline.layout import axis, blocks, links, marks
from timeline.layout.blocks import Block
from timeline.layout.eras import Stretch, apart
from timeline.layout.labels import POLE_WIDTH
from timeline.layout.marks import Mark
from timeline.layout.moves import moved
from timeline.layout.plot import Arrangement, Drawing, Plot, others
from timeline.layout.rug import Tuft, draw_tuft
from timeline.layout.spread import spread
from timeline.records import NamedTuple
from timeline.scene import Group, Line, Path, Rect, Role, Segment, Shape

MOST = 240  # labels; nobody reads a longer page
MANY = 1000  # events
MOST_COUNTED = 99_000  # events in one count, among those whose counts are widest
CROWD = 4  # labels of one place that share a leader, which ends in a bracket along them …
BRACKET = 5.0  # … so many px before their poles
TORN_OFF = 12.0  # px that an era's name may stand from its band's edge before a leader ties them
APART = 12.0  # px between two labels
LOOSE = 1.08  # the axis over its labels' height: room to stand nearer to the marks
SHORTEST = 220.0  # px of axis
LANE = 13.0  # px from one lane of marks to the next
FIRST_LANE = 10.0  # px from the strip, or the counts, to the middle of the first lane
LANES = 0.12  # of the picture's width at most for lanes; marks that find none stand in counts
SPARE = 2  # lanes more than that, where they are enough for all
CORRIDOR = 0.04  # of the picture's width, in which leaders slant …
NARROWEST_CORRIDOR, WIDEST_CORRIDOR = 16.0, 44.0  # … but at least and at most so many px
INDENT = 8.0  # px from a label's pole to its text
GAP = 3.0  # px from a leader's end to the label's pole
NARROWEST_STRIP = 40.0  # px
FIRST_LINE = 8.0  # px from a label's top to the middle of its first line
BUCKET = marks.PILL + 2  # px of axis that share a count
RAIL = 560.0  # px of picture from which links are drawn
LEAST_COLUMN = 76.0  # px of text, below which there is one column
TWO_COLUMNS = 900.0  # px of picture from which there are two
ERA_SIZE = 12.0


class _Entry(NamedTuple):
    """Something with a label: its place along the axis in px; an event's number and mark, or the era's."""

    x: float
    block: Block
    colour: Role
    number: int | None = None
    mark: Mark | None = None
    era: Stretch | None = None


class _Side(NamedTuple):
    """What stands on one side of the axis: labels, each with its top and its lane, and counts.

    An entry without a lane has its mark in one of the counts, or is an era.
    """

    entries: Sequence[_Entry]
    tops: Sequence[float]
    lanes: Sequence[int | None]
    counts: Sequence[tuple[float, Sequence[int]]]
    language: Language

    @property
    def lanes_taken(self) -> int:
        return max((lane + 1 for lane in self.lanes if lane is not None), default=0)

    @property
    def counts_width(self) -> float:
        widths = [marks.pill_width(len(numbers), self.language) + 6 for _, numbers in self.counts]
        return max(widths, default=0.0)


class _Room(NamedTuple):
    """What is kept free across the picture: on each side lanes, and px for counts; px for the links and
    for the strip.
    """

    lanes: tuple[int, int] = (0, 1)
    counts: tuple[float, float] = (0.0, 0.0)
    rail: float = 0.0
    strip: float = NARROWEST_STRIP


def arrange(plot: Plot) -> Arrangement:
    """Who is labelled, on which side of the axis and where."""
    two = plot.columns == 2 or (plot.columns is None and plot.width >= TWO_COLUMNS and len(plot.events) > 3)
    labelled = _chosen(plot)
    # Where there are many events, a second try would cost more than some room to spare.
    room = _Room(lanes=(int(two), 1)) if len(plot.events) <= MANY else _generous(plot, two=two)
    while True:
        page = _Page(plot, labelled, room, two=two)
        if two and page.column < LEAST_COLUMN:  # whoever asked for two: there is no room for them
            return arrange(plot._replace(columns=1))
        needed = page.needed()
        if needed == room:
            return page.arrangement()
        room = needed


def _generous(plot: Plot, *, two: bool) -> _Room:
    """Room for whatever there may be."""
    lanes, counts = _most_lanes(plot), marks.pill_width(MOST_COUNTED, plot.language) + 6
    return _Room((lanes if two else 0, lanes), (counts if two else 0.0, counts), 0.0, axis.UPRIGHT)


def _most_lanes(plot: Plot) -> int:
    return max(3, int(plot.width * LANES / LANE))


def _chosen(plot: Plot) -> list[int]:
    """The events with labels: the most important ones, and of equal ones some from all over the axis."""
    chosen: list[int] = []
    for importance in (5, 4, 3, 2, 1):
        rank = [number for number in plot.candidates if plot.events[number].importance == importance]
        room = min(MOST - len(chosen), len(rank))
        chosen += [rank[place * len(rank) // room] for place in range(room)]
    return sorted(chosen)


class _Page:
    """The layout for one division of the width."""

    def __init__(self, plot: Plot, labelled: Sequence[int], room: _Room, *, two: bool) -> None:
        self.plot, self.room, self.labelled = plot, room, labelled
        frame = plot.frame
        self.corridor = min(max(plot.width * CORRIDOR, NARROWEST_CORRIDOR), WIDEST_CORRIDOR)
        self.most_lanes = _most_lanes(plot)
        taken = [self._edge(side) + self.corridor + INDENT for side in ((0, 1) if two else (1,))]
        self.column = (frame.width - room.strip - room.rail - sum(taken)) / len(taken)
        self.strip = frame.left + room.rail + (self.column + taken[0] if two else 0.0)
        # Between two columns, and beside a narrow one, there is no place for links.
        self.has_rail = not two and plot.width >= RAIL
        said = self._blocks()
        heights = sum(block.height + APART for block in said.values())
        self.length = max(SHORTEST, heights * LOOSE / len(taken))
        weights = [0.0] * len(plot.events)
        for number, block in said.items():
            weights[number] = block.height + APART
        self.scale = plot.axis(0.0, self.length, weights)
        self.eras = plot.eras(self.scale)
        self.rows = plot.rows(self.scale, upright=True)
        self.pen = plot.pen(self.scale)
        self.choice = plot.ties(self.pen)
        self.sides = self._sides(said, two=two)
        self.rail = links.rail_upright(
            self.choice.ties if self.has_rail else (), 0.0, self.length, plot.language
        )

    def _edge(self, side: int) -> float:
        """From the strip to where the lanes of a side end, in px."""
        lanes = self.room.lanes[side]
        return self.room.counts[side] + (FIRST_LANE + LANE * (lanes - 0.5) if lanes else 2.0)

    def _blocks(self) -> dict[int, Block]:
        plot, common = self.plot, self.plot.common_words
        events, own = plot.events, plot.language
        # A line in a fallback font may run into the margin, as there is nothing else there.
        width = self.column + plot.frame.left - 2
        said = (
            line
            for number in self.labelled
            for line in blocks.said_of_date(events[number], plot.numbers, own, common)
        )
        column = width, blocks.dates_column(said, plot.size.date, width)
        led_to = plot.links_in_words(all_of_them=not self.has_rail)
        return {
            number: blocks.block(
                events[number],
                plot.numbers,
                plot.size,
                column,
                plot.colour(number),
                own,
                common,
                led_to.get(number, ()),
            )
            for number in self.labelled
        }

    # Who stands where

    def _sides(self, said: dict[int, Block], *, two: bool) -> tuple[_Side, _Side]:
        entries = [
            _Entry(self.pen.place(number), block, self.plot.colour(number), number, self.pen.mark(number))
            for number, block in said.items()
        ]
        entries += [self._era(number, era) for number, era in enumerate(self.eras) if era is not None]
        entries.sort(key=lambda entry: (entry.x, entry.number is not None))
        left: list[_Entry] = []
        right: list[_Entry] = []
        filled = [0.0, 0.0]
        for entry in entries:
            starts = [max(bottom, entry.x - FIRST_LINE) for bottom in filled]
            on_left = two and (starts[0], filled[0]) < (starts[1], filled[1])
            (left if on_left else right).append(entry)
            filled[not on_left] = starts[not on_left] + entry.block.height + APART
        unlabelled = others(self.labelled, len(self.plot.events))
        return self._side(left, []), self._side(right, unlabelled)

    def _era(self, number: int, era: Stretch) -> _Entry:
        written = self.plot.timeline.eras[number]
        date = words(written.date, True, self.plot.language)
        block = blocks.ribbon(era.name, date, ERA_SIZE, self.column)
        return _Entry(max(era.x0, 0.0) + FIRST_LINE, block, f"era-{number}-name", era=era)

    def _side(self, entries: Sequence[_Entry], unlabelled: Sequence[int]) -> _Side:
        sizes = [entry.block.height for entry in entries]
        high = max(self.length, sum(sizes) + APART * len(sizes))
        tops = spread([entry.x - FIRST_LINE for entry in entries], sizes, APART, 0.0, high)
        with_marks = [(place, entry.mark) for place, entry in enumerate(entries) if entry.mark]
        packed = marks.pack([mark for _, mark in with_marks])
        # One mark more or less is no crowd: lanes for it take less room than a count.
        needed = max(packed, default=-1) + 1
        most = needed if needed <= self.most_lanes + SPARE else self.most_lanes
        lanes: list[int | None] = [None] * len(entries)
        crowded: list[int] = []
        for (place, _), lane in zip(with_marks, packed, strict=True):
            number = entries[place].number
            if lane < most:
                lanes[place] = lane
            elif number is not None:
                crowded.append(number)
        counts = self._counts(sorted((*unlabelled, *crowded)))
        return _Side(entries, tops, lanes, counts, self.plot.language)

    def _counts(self, numbers: Iterable[int]) -> list[tuple[float, list[int]]]:
        """The events by the stretch of axis that shares a count; a single one keeps its own place."""
        parts: dict[int, list[int]] = {}
        for number in numbers:
            parts.setdefault(int(self.pen.place(number) / BUCKET), []).append(number)
        return [
            ((part + 0.5) * BUCKET if len(found) > 1 else self.pen.place(found[0]), found)
            for part, found in sorted(parts.items())
        ]

    def needed(self) -> _Room:
        """What this layout would need across; no less than it was given."""
        lanes = [max(side.lanes_taken, had) for side, had in zip(self.sides, self.room.lanes, strict=True)]
        counts = [max(side.counts_width, had) for side, had in zip(self.sides, self.room.counts, strict=True)]
        return _Room(
            (lanes[0], lanes[1]),
            (counts[0], counts[1]),
            max(self.rail.width, self.room.rail),
            max(axis.UPRIGHT if self.scale.cuts else axis.width(self.rows), self.room.strip),
        )

    # What is drawn

    def arrangement(self) -> Arrangement:
        """What has been decided."""
        labelled = set(self.labelled)
        counts = [numbers for side in self.sides for _, numbers in side.counts]
        alone = [
            number
            for side in self.sides
            for _, numbers in side.counts
            if len(numbers) == 1
            for number in numbers
        ]
        drawn = [
            entry.mark
            for side in self.sides
            for entry, lane in zip(side.entries, side.lanes, strict=True)
            if entry.mark and lane is not None
        ]
        return Arrangement(
            self.scale,
            self.labelled,
            drawn + [marks.as_dot(self.pen.mark(number)) for number in alone],
            any(len(numbers) > 1 and not labelled.issuperset(numbers) for numbers in counts),
            self.eras,
            self.choice._replace(common=""),  # labels say it in words
            self.draw,
            crowds=any(len(numbers) > 1 and not labelled.isdisjoint(numbers) for numbers in counts),
            upright=True,
        )

    def draw(self, top: float) -> Drawing:
        """Everything, with the axis beginning at ``top``."""
        bottom = max(
            self.length,
            *(
                high + entry.block.height + 4
                for side in self.sides
                for entry, high in zip(side.entries, side.tops, strict=True)
            ),
        )
        shapes = self._bands()
        bases = self.strip, self.strip + self.room.strip
        for side, found in enumerate(self.sides):
            shapes += self._leaders(found, bases[side], side)
        shapes += axis.strip_upright(self.scale, self.rows, self.strip, self.room.strip, self.plot.language)
        shapes += self.rail.draw(self.strip)
        for side, found in enumerate(self.sides):
            shapes += self._counted(found, bases[side], side)
            shapes += self._labels(found, bases[side], side)
        return Drawing(moved(shapes, 0.0, top), top + bottom)

    def _bands(self) -> list[Shape]:
        """The eras' bands, the longest furthest back."""
        frame = self.plot.frame
        stretches = enumerate(apart(self.eras))
        shown = [(era.x0 - era.x1, number, era) for number, era in stretches if era is not None]
        return [
            Rect(frame.left, era.x0, frame.width, era.x1 - era.x0, f"era-{number}")
            for _, number, era in sorted(shown)
        ]

    def _across(self, base: float, side: int, lane: int) -> float:
        """The middle of a lane."""
        return base + (1 if side else -1) * (self.room.counts[side] + FIRST_LANE + LANE * lane)

    def _pole(self, base: float, side: int) -> float:
        return base + (1 if side else -1) * (self._edge(side) + self.corridor)

    def _leaders(self, found: _Side, base: float, side: int) -> list[Shape]:
        """From each mark, or the count that it stands in, level out of the lanes and then to its label."""
        way = 1 if side else -1
        edge, end = base + way * self._edge(side), self._pole(base, side) - way * GAP
        counts = base + way * (self.room.counts[side] / 2 + 1)
        shapes: list[Shape] = []
        bracket = end - way * BRACKET  # where brackets stand, and no line slants any more
        for run in _runs(found):
            entries = [found.entries[place] for place in run]
            y = entries[0].x
            ends = [found.tops[place] + FIRST_LINE for place in run]
            if entries[0].era is not None:
                if abs(ends[0] - y) > TORN_OFF:
                    start = base + way * (self.room.counts[side] + 2)
                    shapes.append(_leader(start, edge, y, (bracket, ends[0]), (end, ends[0])))
                continue
            lanes = [found.lanes[place] for place in run]
            starts = [counts if lane is None else self._across(base, side, lane) for lane in lanes]
            if len(run) < CROWD:
                for entry, start, to in zip(entries, starts, ends, strict=True):
                    shapes.append(_leader(start, edge, entry.x, (bracket, to), (end, to)))
                continue
            nearest = min(starts, key=lambda x: abs(x - edge))
            shapes.append(_leader(nearest, edge, y, (bracket, min(max(y, ends[0]), ends[-1]))))
            shapes.append(Line(bracket, ends[0], bracket, ends[-1], "leader"))
            shapes += [Line(bracket, to, end, to, "leader") for to in ends]
        return shapes

    def _counted(self, found: _Side, base: float, side: int) -> list[Shape]:
        middle = base + (1 if side else -1) * (self.room.counts[side] / 2 + 1)
        width = self.room.counts[side] - 4
        return [
            draw_tuft(Tuft(middle, width, numbers), y, self.pen)
            for y, numbers in found.counts
        ]

    def _labels(self, found: _Side, base: float, side: int) -> list[Shape]:
        pole = self._pole(base, side)
        way = 1 if side else -1
        shapes: list[Shape] = []
        for entry, top, lane in zip(found.entries, found.tops, found.lanes, strict=True):
            text = list(blocks.draw(entry.block, pole + way * INDENT, top, to_left=not side))
            if entry.era is not None:
                far = pole + way * (INDENT + self.column)
                ribbon = Rect(min(pole, far), top, abs(far - pole), entry.block.height, entry.colour)
                shapes.append(Group((ribbon, *text), entry.era.words))
            elif entry.mark is not None:
                bar = Line(pole, top, pole, top + entry.block.height, entry.colour, POLE_WIDTH)
                if lane is None:  # its mark is in a count, which says so itself
                    shapes += [bar, Group(tuple(text), entry.mark.words, entry.mark.event)]
                    continue
                across = self._across(base, side, lane)
                mark = marks.draw_upright(entry.mark, across)
                shapes.append(Group((*mark, bar, *text), entry.mark.words, entry.mark.event))
        return shapes


def _runs(found: _Side) -> list[list[int]]:
    """The entries, by their places, in runs of those whose marks stand at one place of the axis."""
    runs: list[list[int]] = []
    for place, entry in enumerate(found.entries):
        before = found.entries[runs[-1][-1]] if runs else None
        together = before is not None and before.era is None and entry.era is None
        if together and before is not None and abs(before.x - entry.x) < 0.5:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _leader(start: float, edge: float, y: float, *ends: tuple[float, float]) -> Shape:
    """A line at ``y`` from ``start`` to ``edge``, and from there to each of the ``ends`` in turn."""
    if all(abs(to - y) < 0.05 for _, to in ends):
        return Line(start, y, ends[-1][0], y, "leader")
    steps: tuple[Segment, ...] = (("M", start, y), ("L", edge, y), *(("L", *end) for end in ends))
    return Path(steps, None, "leader")
