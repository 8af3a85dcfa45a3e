"""The horizontal layout: one axis across the picture, labels above and below it.

From the middle outward: the strip with its ticks; on its upper edge, where some events have no label, a row with their
marks and counts; on each side the marks of that side's events, in lanes; then the labels in layers. Eras lie behind it
all, their names on top. Every part takes the height that it needs, and the picture is as high as its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from timeline.layout import axis, eras, marks
from timeline.layout.furniture import Frame
from timeline.layout.labels import Label, Type, draw
from timeline.layout.layers import Flag, Spot, place
from timeline.layout.marks import Span
from timeline.layout.scale import Scale
from timeline.layout.ticks import Ticks
from timeline.scene import Group, Line, Path, Role, Segment, Shape

LANE = 13.0  # px from one lane of marks to the next
FIRST_LANE = 10.0  # px from the strip to the middle of the first lane
NEAR = 12.0  # px from the outermost lane to the first layer, and between layers, where every pole is straight
SLANT = 0.22  # px of height for each px that a pole moves sideways
STEEPEST = 44.0  # px, the most height that slanting poles get
GAP = 3.0  # px from a pole's end to its label
TALLEST = 1.05  # the labels' height, over the picture's width, past which events go without a label …
TALL = 880.0  # … or this many px, where that is more
FAR = 150.0  # px along the axis: how far a label may be from its mark before a less important one has to go
TRIALS = ((1, 70), (2, 70), (2, 120), (3, 90), (3, 140), (4, 110), (4, 150), (5, 120), (6, 130))
"""Layers on each side, and how far in px a label may move for them to be enough: what is tried in turn."""
DENSEST = 0.75  # of a layer that labels fill at best
CROWD = 1.2  # rooms of a label: how far around it others are in its way


class Mark(NamedTuple):
    """How an event is drawn on the axis."""

    event: str | None  # its id
    words: str  # all of it in one line, for those who point at it or cannot see it
    span: Span | None  # its bar, or None for a point
    solid: bool
    doubtful: bool
    kind: int
    colour: Role


class Item(NamedTuple):
    """An event that may get a label: its number in time order, the place of its pole, its mark and its label."""

    number: int
    x: float
    importance: int
    mark: Mark
    label: Label


class Side(NamedTuple):
    """One side of the axis: the items that are labelled there and their spots, in the order of their places."""

    placed: Sequence[tuple[Item, Spot]]


def settle(items: Sequence[Item], frame: Frame) -> tuple[Side, Side]:
    """Who is labelled, on which side of the axis and where.

    The fewest layers in which everything stands near its mark are taken; where the most layers that the picture's
    height allows are not enough, the least important items give up their labels, later ones first. ``items`` come in
    the order of their places.
    """
    most = _most_layers(items, frame)
    least = sum(item.label.room for item in items) / (2 * frame.width * DENSEST)
    for layers, reach in TRIALS:
        if least <= layers <= most:
            spots = _spots(items, layers, frame, reach)
            if None not in spots:
                return _sides(items, spots)
    while True:
        spots = _spots(items, most, frame, FAR, thorough=False)
        in_the_way = _in_the_way(items, spots)
        if not in_the_way:
            return _sides(items, spots)
        items = [item for item in items if item.number not in in_the_way]


def _spots(
    items: Sequence[Item], layers: int, frame: Frame, reach: float, *, thorough: bool = True
) -> list[Spot | None]:
    flags = [Flag(item.x, item.label.room) for item in items]
    return place(flags, layers, frame.left, frame.right, reach, thorough=thorough)


def _sides(items: Sequence[Item], spots: Sequence[Spot | None]) -> tuple[Side, Side]:
    above, below = (
        [(item, spot) for item, spot in zip(items, spots, strict=True) if spot is not None and spot.side == side]
        for side in (0, 1)
    )
    return Side(above), Side(below)


def _in_the_way(items: Sequence[Item], spots: Sequence[Spot | None]) -> set[int]:
    """The numbers of items that must give up their labels for more important ones that found no room, one for each.

    An item that found no room among others as important as itself is simply left without a label.
    """
    gone: set[int] = set()
    for lost in (item for item, spot in zip(items, spots, strict=True) if spot is None):
        lesser = [
            item
            for item, spot in zip(items, spots, strict=True)
            if spot is not None
            and item.importance < lost.importance
            and item.number not in gone
            and abs(item.x - lost.x) <= CROWD * lost.label.room
        ]
        if lesser:
            gone.add(min(lesser, key=lambda item: (item.importance, abs(item.x - lost.x), item.number)).number)
    return gone


PART = 24.0  # px of axis …
MOST_IN_A_PART = 12  # … that hold no more labels than this, whatever is done
USUAL_ROOM = 180.0  # px that a label takes along the axis …
USUAL_HEIGHT = 58.0  # … and outward


def candidates(places: Sequence[float], importance: Sequence[int], frame: Frame) -> list[int]:
    """The events, by number, that could find room for a label if all went well: the most important ones of each part
    of the axis, in the order of their ``places`` (px). ``importance`` runs from 1 to 5.
    """
    parts: dict[int, list[list[int]]] = {}
    for number, place in enumerate(places):
        part = int(place // PART)
        ranks = parts.get(part)
        if ranks is None:
            ranks = parts[part] = [[], [], [], [], []]
        rank = ranks[5 - importance[number]]
        if len(rank) < MOST_IN_A_PART:
            rank.append(number)
    ranked = [[number for rank in ranks for number in rank] for ranks in parts.values()]
    room = 2 * max(frame.width * TALLEST, TALL) / USUAL_HEIGHT * frame.width / USUAL_ROOM
    most = MOST_IN_A_PART
    while most > 1 and sum(min(len(part), most) for part in ranked) > room:
        most -= 1
    chosen = [number for part in ranked for number in part[:most]]
    return sorted(chosen, key=lambda number: (places[number], number))


def _most_layers(items: Sequence[Item], frame: Frame) -> int:
    heights = sorted(item.label.height for item in items)
    usual = heights[len(heights) * 3 // 4] + NEAR if heights else 1.0
    return max(2, int(max(frame.width * TALLEST, TALL) / 2 / usual))


class Drawing(NamedTuple):
    """The shapes of a layout, from back to front, and where it ends."""

    shapes: list[Shape]
    bottom: float


def draw_all(
    sides: tuple[Side, Side],
    rug: Sequence[Tuft],
    mark_of: Callable[[int], Mark],
    scale: Scale,
    rows: Sequence[Ticks],
    bands: Sequence[eras.Band],
    frame: Frame,
    top: float,
    size: Type,
) -> Drawing:
    """Everything between the legend and the notes, from ``top`` downwards."""
    names = eras.height(bands)
    ledge = RUG if rug else 0.0
    above, below = (_Storey(side.placed) for side in sides)
    strip_top = top + names + above.height + ledge
    strip_bottom = strip_top + axis.height(rows)
    bottom = strip_bottom + below.height
    shapes = eras.draw(bands, top, bottom)
    shapes += above.poles(strip_top - ledge, -1)
    shapes += below.poles(strip_bottom, 1)
    shapes += axis.strip(scale, rows, strip_top)
    shapes += [_draw_tuft(tuft, strip_top - RUG / 2, mark_of) for tuft in rug]
    shapes += above.events(strip_top - ledge, -1, size)
    shapes += below.events(strip_bottom, 1, size)
    return Drawing(shapes, bottom)


class _Storey:
    """One side of the axis while it is drawn. Distances are from the strip outward; ``way`` is -1 above it, 1 below."""

    def __init__(self, placed: Sequence[tuple[Item, Spot]]) -> None:
        self.placed = placed
        self.lanes = _pack([item for item, _ in placed])
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
            reached += NEAR + min(SLANT * moved, STEEPEST)
            near.append(reached)
            reached += max((item.label.height for item, spot in passing if spot.layer == layer), default=0.0)
        return near, reached + (8 if near else 4)

    def _lane(self, number: int, base: float, way: int) -> float:
        return base + way * (FIRST_LANE + LANE * self.lanes[number])

    def poles(self, base: float, way: int) -> list[Shape]:
        """The leaders: straight through the lanes and the layers, slanting in between."""
        shapes: list[Shape] = []
        for number, (item, spot) in enumerate(self.placed):
            steps: list[Segment] = [
                ("M", item.x, self._lane(number, base, way)),
                ("L", item.x, base + way * self.edge),
                ("L", spot.pole, base + way * (self.near[0] - GAP)),
                ("L", spot.pole, base + way * (self.near[spot.layer] - GAP)),
            ]
            shapes.append(_leader(steps))
        return shapes

    def events(self, base: float, way: int, size: Type) -> list[Shape]:
        """Each event's mark and label, as one group with its words."""
        shapes: list[Shape] = []
        for number, (item, spot) in enumerate(self.placed):
            near = self.near[spot.layer]
            label_top = base + near if way > 0 else base - near - item.label.height
            shapes.append(
                Group(
                    (
                        *_draw_mark(item.mark, item.x, self._lane(number, base, way), marks.RADIUS),
                        *draw(item.label, size, spot.pole, label_top, item.mark.colour, to_left=spot.to_left),
                    ),
                    item.mark.words,
                    item.mark.event,
                )
            )
        return shapes


def _leader(steps: list[Segment]) -> Shape:
    """A pole as a line where it is straight, else as a path without the corners that turn nothing."""
    xs = {step[1] for step in steps}
    if len(xs) == 1:
        return Line(float(steps[0][1]), float(steps[0][2]), float(steps[-1][1]), float(steps[-1][2]), "leader")
    kept = [
        step
        for number, step in enumerate(steps)
        if not 0 < number < len(steps) - 1 or not steps[number - 1][1] == step[1] == steps[number + 1][1]
    ]
    return Path(tuple(kept), None, "leader")


def _pack(items: Sequence[Item]) -> list[int]:
    """A lane for each item's mark: the first where it touches no other."""
    extents = [_extent(item) for item in items]
    order = sorted(range(len(items)), key=lambda number: extents[number])
    packed = marks.lanes([extents[number] for number in order], len(items))
    lanes = [0] * len(items)
    for number, lane in zip(order, packed, strict=True):
        lanes[number] = lane or 0
    return lanes


def _extent(item: Item) -> tuple[float, float]:
    span = item.mark.span
    return (item.x - marks.RADIUS, item.x + marks.RADIUS) if span is None else (span.x0 - 2, span.x1 + 2)


def _draw_mark(mark: Mark, x: float, y: float, radius: float) -> list[Shape]:
    if mark.span is None:
        return [marks.point(x, y, radius, mark.kind, mark.colour, doubtful=mark.doubtful)]
    return marks.bar(mark.span, y, mark.colour, solid=mark.solid, doubtful=mark.doubtful)


RUG = 20.0  # px, the height of the row of events without labels
MOST_TITLES = 12  # that a count names before it says "and … more"


class Tuft(NamedTuple):
    """Events without labels in one part of the axis, by number; a single one keeps its own place."""

    x: float
    width: float
    numbers: Sequence[int]


def tufts(rest: Sequence[int], places: Sequence[float], frame: Frame) -> list[Tuft]:
    """The events without labels (their numbers, and everybody's places in px) in parts as wide as the widest count."""
    width = marks.PILL + 2
    while True:
        parts: dict[int, list[int]] = {}
        for number in rest:
            parts.setdefault(int((places[number] - frame.left) / width), []).append(number)
        needed = max((marks.pill_width(len(numbers)) for numbers in parts.values()), default=0.0) + 2
        if needed <= width:
            break
        width = needed
    found = []
    for part, numbers in sorted(parts.items()):
        centre = min(frame.left + (part + 0.5) * width, frame.right - width / 2)
        found.append(Tuft(centre if len(numbers) > 1 else places[numbers[0]], width - 2, numbers))
    return found


def _draw_tuft(tuft: Tuft, y: float, mark_of: Callable[[int], Mark]) -> Shape:
    if len(tuft.numbers) == 1:
        mark = mark_of(tuft.numbers[0])._replace(span=None)
        return Group(tuple(_draw_mark(mark, tuft.x, y, marks.SMALL)), mark.words, mark.event)
    named = "; ".join(mark_of(number).words for number in tuft.numbers[:MOST_TITLES])
    more = len(tuft.numbers) - MOST_TITLES
    title = f"{len(tuft.numbers)} events: {named}" + (f"; and {more} more" if more > 0 else "")
    return Group(tuple(marks.pill(tuft.x, y, len(tuft.numbers), tuft.width)), title)
