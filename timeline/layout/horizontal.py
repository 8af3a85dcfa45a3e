"""The horizontal layout: one axis across the picture, labels above and below it.

From the middle outward: the strip with its ticks; on its upper edge, where some events have no label, a row
with their marks and counts; on each side the marks of that side's events, in lanes; then the labels in
layers. Where there are links, the axis stands a second time below all that, and they hang from it. Eras lie
behind it all, their names on top. Every part takes the height that it needs, and the picture is as high as
its parts.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from timeline.layout import axis, eras, links, marks
from timeline.layout.labelling import BETWEEN, FEW, Item, Placed, candidates, settle
from timeline.layout.labels import Label, Type, draw
from timeline.layout.pen import Pen
from timeline.layout.plot import Arrangement, Drawing, Plot, others
from timeline.layout.rug import RUG, Tuft, draw_tuft, tufts
from timeline.layout.scale import Scale
from timeline.layout.ticks import Ticks
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Group, Line, Path, Segment, Shape

if TYPE_CHECKING:
    from typing import TypeAlias

Labels: TypeAlias = "dict[tuple[int, bool], Label]"
"""Labels by the number of their event and whether they show its figures."""
LANE = 13.0  # px from one lane of marks to the next
FIRST_LANE = 10.0  # px from the strip to the middle of the first lane
SLANT = 0.22  # px of height for each px that a pole moves sideways
STEEPEST = 44.0  # px, the most height that slanting poles get
COUNTS = 4  # the importance from which an event's figures are set large
GAP = 3.0  # px from a pole's end to its label
MARGINS = 0.09, 0.0
"""Of the width, by which the axis ends before the picture: some labels of its last events then fly past its
end, others need none of it. With more events than FEW the first is taken.
"""
NEARER = 0.5  # px of height that are worth it for all labels to stand 1 px nearer to their marks


def arrange(plot: Plot) -> Arrangement:
    """Who is labelled, on which side of the axis and where."""
    frame, size = plot.frame, plot.size
    scale, pen, places, sides = _fitted(plot)
    labelled = sorted(item.number for side in sides for item, _ in side)
    rug = tufts(others(labelled, len(plot.events)), places, frame, plot.language)
    alone = [tuft.numbers[0] for tuft in rug if len(tuft.numbers) == 1]
    rows, placed = plot.rows(scale), plot.eras(scale)
    choice = plot.ties(pen, links.few(frame.width))
    rail = links.rail(choice.ties, frame, plot.language)
    return Arrangement(
        scale,
        labelled,
        [item.mark for side in sides for item, _ in side]
        + [marks.as_dot(pen.mark(number)) for number in alone],
        len(alone) < len(rug),
        placed,
        choice,
        lambda top: draw_all(sides, rug, rail, pen, scale, rows, eras.bands(placed, frame), top, size),
    )


class _Fit(NamedTuple):
    """An axis, who draws on it, the events' places on it in px, and the labels on its two sides."""

    scale: Scale
    pen: Pen
    places: Sequence[float]
    sides: tuple[Placed, Placed]


def _fitted(plot: Plot) -> _Fit:
    """The axis of the length that suits its labels best: the most labels first, then the lowest picture with
    the labels near their marks.
    """
    made: Labels = {}
    fits = [_fit(plot, margin, made) for margin in (MARGINS if len(plot.candidates) <= FEW else MARGINS[:1])]
    return min(fits, key=_cost) if len(fits) > 1 else fits[0]


def _fit(plot: Plot, margin: float, made: Labels) -> _Fit:
    """The labels beside an axis that ends ``margin`` of the picture's width before the picture. Labels
    that were ``made`` for another length of it are not made again.
    """
    frame = plot.frame
    scale = plot.axis(frame.left, frame.right - margin * plot.width)
    pen = plot.pen(scale)
    places = [pen.place(number) for number in range(len(plot.events))]

    # Labels are made for those events alone that might have room for one: there may be a million others.
    among = plot.candidates
    importance = [plot.events[number].importance for number in among]
    hopeful = [among[place] for place in candidates([places[number] for number in among], importance, frame)]
    return _Fit(scale, pen, places, _sides(plot, pen, hopeful, places, made))


def _cost(fit: _Fit) -> tuple[int, float]:
    """How many labels there are, less than none, and how high the picture with them and how far they are from
    their marks, in px.
    """
    storeys = [_Storey(placed) for placed in fit.sides]
    count = sum(map(len, fit.sides))
    far = sum(
        abs(spot.pole - item.x) + storey.near[spot.layer]
        for storey in storeys
        for item, spot in storey.placed
    )
    return -count, sum(storey.height for storey in storeys) + NEARER * far / max(count, 1)


def _sides(
    plot: Plot, pen: Pen, hopeful: Sequence[int], places: Sequence[float], made: Labels
) -> tuple[Placed, Placed]:
    """The labels on both sides: with the figures of important events where that costs no label its place."""
    events = plot.events
    counting = {
        number for number in hopeful if events[number].figures and events[number].importance >= COUNTS
    }
    if counting:
        sides = settle(_items(plot, pen, hopeful, places, counting, made), plot.frame)
        if sum(map(len, sides)) == len(hopeful):
            return sides
    return settle(_items(plot, pen, hopeful, places, frozenset(), made), plot.frame)


def _items(
    plot: Plot, pen: Pen, hopeful: Sequence[int], places: Sequence[float], counting: Set[int], made: Labels
) -> list[Item]:
    """The events that may get a label; those ``counting`` show their figures in it."""
    return [
        Item(
            number,
            places[number],
            plot.events[number].importance,
            pen.mark(number),
            _label(plot, pen, number, made, figures=number in counting),
        )
        for number in hopeful
    ]


def _label(plot: Plot, pen: Pen, number: int, made: Labels, *, figures: bool) -> Label:
    key = number, figures
    if key not in made:
        made[key] = pen.label(number, plot.size, plot.numbers, figures=figures)
    return made[key]


def draw_all(
    sides: tuple[Placed, Placed],
    rug: Sequence[Tuft],
    rail: links.Rail,
    pen: Pen,
    scale: Scale,
    rows: Sequence[Ticks],
    bands: Sequence[eras.Band],
    top: float,
    size: Type,
) -> Drawing:
    """Everything between the legend and the notes, from ``top`` downwards."""
    names = eras.height(bands)
    ledge = RUG if rug else 0.0
    above, below = (_Storey(placed) for placed in sides)
    strip_top = top + names + above.height + ledge
    strip_bottom = strip_top + axis.height(rows)
    again = strip_bottom + below.height + 4  # where the axis stands a second time, with the links on it
    links_top = again + axis.height(rows)
    bottom = links_top + rail.height if rail.height else strip_bottom + below.height
    shapes = eras.draw(bands, top, bottom)
    shapes += above.poles(strip_top - ledge, -1)
    shapes += below.poles(strip_bottom, 1)
    shapes += axis.strip(scale, rows, strip_top, pen.language)
    if rail.height:
        shapes += [*axis.strip(scale, rows, again, pen.language), *rail.draw(links_top)]
    shapes += [draw_tuft(tuft, strip_top - RUG / 2, pen) for tuft in rug]
    shapes += above.events(strip_top - ledge, -1, size)
    shapes += below.events(strip_bottom, 1, size)
    return Drawing(shapes, bottom)


class _Storey:
    """One side of the axis while it is drawn.

    Distances are from the strip outward; ``way`` is -1 above the strip and 1 below it.
    """

    def __init__(self, placed: Placed) -> None:
        self.placed = placed
        self.lanes = marks.pack([item.mark for item, _ in placed])
        count = max(self.lanes, default=-1) + 1
        self.edge = FIRST_LANE + LANE * (count - 0.5) + 3 if count else 0.0
        self.near, self.height = self._layers()

    def _layers(self) -> tuple[list[float], float]:
        """How far from the strip each layer begins, and where the last one ends."""
        near: list[float] = []
        reached = self.edge
        for layer in range(max((spot.layer for _, spot in self.placed), default=-1) + 1):
            passing = [(item, spot) for item, spot in self.placed if spot.layer >= layer]
            moved = max(abs(spot.pole - item.x) for item, spot in passing) if not layer else 0.0
            reached += BETWEEN + min(SLANT * moved, STEEPEST)
            near.append(reached)
            reached += max((item.label.height for item, spot in passing if spot.layer == layer), default=0.0)
        return near, reached + (8 if near else 4)

    def _lane(self, number: int, base: float, way: int) -> float:
        return base + way * (FIRST_LANE + LANE * self.lanes[number])

    def poles(self, base: float, way: int) -> list[Shape]:
        """The leaders: straight through the lanes and the layers, slanting in between."""
        shapes: list[Shape] = []
        heads = self._heads()
        for number, (item, spot) in enumerate(self.placed):
            head = heads[item.x]
            edge = self.placed[head][0].x, base + way * self.edge
            rim = way * item.mark.rim(item.x)
            foot = (item.x, self._lane(number, base, way) + rim) if number == head else edge
            bend = spot.pole, base + way * (self.near[0] - GAP)
            end = spot.pole, base + way * (self.near[spot.layer] - GAP)
            shapes.append(_leader([foot, edge, bend, end]))
        return shapes

    def _heads(self) -> dict[float, int]:
        """Of the marks at one place, the number of the outermost: from it all their poles start."""
        heads: dict[float, int] = {}
        for number, (item, _) in enumerate(self.placed):
            head = heads.setdefault(item.x, number)
            if self.lanes[number] > self.lanes[head]:
                heads[item.x] = number
        return heads

    def events(self, base: float, way: int, size: Type) -> list[Shape]:
        """Each event's mark and label, as one group with its words."""
        shapes: list[Shape] = []
        for number, (item, spot) in enumerate(self.placed):
            near = self.near[spot.layer]
            label_top = base + near if way > 0 else base - near - item.label.height
            shapes.append(
                Group(
                    (
                        *marks.draw(item.mark, self._lane(number, base, way)),
                        *draw(item.label, size, spot.pole, label_top, item.mark.colour, to_left=spot.to_left),
                    ),
                    item.mark.words,
                    item.mark.event,
                )
            )
        return shapes


def _leader(points: Sequence[tuple[float, float]]) -> Shape:
    """A pole through ``points``: a line where it is straight, else a path without the points where nothing
    turns.
    """
    kept = [
        point
        for number, point in enumerate(points)
        if number in (0, len(points) - 1)
        or (point != points[number - 1] and not points[number - 1][0] == point[0] == points[number + 1][0])
    ]
    if len(kept) == 2:
        return Line(*kept[0], *kept[1], "leader")
    steps: list[Segment] = [("M" if not number else "L", *point) for number, point in enumerate(kept)]
    return Path(tuple(steps), None, "leader")
