"""Labels in layers on both sides of the axis: who stands where, so that nothing overlaps and little moves.

A label is a flag: its text flies to the right or to the left of a pole that stands on its mark. The layers of
a side are rows, numbered from the axis outward. A label in an outer layer leaves a narrow *stub* in every
nearer one, where its pole passes. A pole slants between the axis and the first layer, if at all, and is
straight from there on. As the poles of a side keep the order of their marks, no two of them cross.

Poles first want their marks, or, where many marks share a place, the places beside it that ``spread`` gives
them. Then each flag takes the side, the layer and the way to fly that move it least. Of a crowd, the later
half flies to the right, the last one innermost; the earlier half flies to the left, the first one innermost:
each pole then passes beside the flags below it, and the crowd opens like a fan.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from timeline.layout.spread import spread
from timeline.records import NamedTuple

STUB = 3.5  # px kept free on each side of a pole
BEHIND = 6.0  # px kept free behind a flag's pole, where its text does not fly
BESIDE = 6.0  # px from the pole of one mark to that of another at the same place; every second is on one side
CHOICES = ((45.0, 150.0), (45.0, 40.0), (15.0, 150.0), (100.0, 150.0))
"""Ways to choose: the movement along the axis in px that a label accepts rather than go one layer further
out, and the movement for which it keeps the first way to fly that it is offered.
"""
LAYER = 60.0  # px, about what a layer is high
LEFTWARD = 25.0  # px that a label may stand further off rather than be set to the left of its pole
SHARED = 0.5  # px of movement that are worth going to the emptier side, for each label there that is one more
MENDED = 2  # flags without room: with no more, other choices are tried, and others asked to move
HOPELESS = 0.12  # of all flags: the same where they are many


class Flag(NamedTuple):
    """A label to be placed: the place of its mark in px, and the room that its text takes beside its pole."""

    x: float
    room: float
    weight: float = 1.0  # how much its distance from its mark counts


class Spot(NamedTuple):
    """Where a flag stands: the side of the axis (0 or 1), its layer, which way its text flies, and its pole
    in px.

    ``cost`` is what the choice was made by: the pole's movement in px, and a price for what else is worth
    avoiding.
    """

    cost: float
    side: int
    layer: int
    to_left: bool
    pole: float


def place(
    flags: Sequence[Flag], layers: int, low: float, high: float, reach: float, *, thorough: bool = True
) -> list[Spot | None]:
    """A spot for each of the ``flags``, which come in the order of their marks, in ``layers`` layers on each
    side.

    Everything stays between ``low`` and ``high`` and no pole stands further than ``reach`` from its mark (all
    in px). None stands for a flag that found no room. No order of choosing is best for all crowds, so several
    are tried, and of those that leave the fewest out the one with the labels nearest to their marks is taken;
    only few are if the search need not be ``thorough``.
    """
    wanted = _beside_each_other(flags, low, high)
    best: list[Spot | None] = [None] * len(flags)
    fewest, least = len(flags), float("inf")
    for outward, nearby in CHOICES if thorough else CHOICES[:1]:
        bounds = _Bounds(low, high, reach, outward, min(nearby, reach))
        for number, (order, ways) in enumerate(_orders(flags)):
            if number > 1 and (fewest or not thorough):
                break  # the others rarely find room where these do not, but often a nearer place
            spots = _choose(wanted, layers, bounds, fewest, order, ways)
            if spots is None:
                continue
            found = spots.count(None), _distance(flags, spots)
            if found < (fewest, least):
                best, (fewest, least) = spots, found
        if fewest > max(MENDED, HOPELESS * len(flags)):
            return best
    if thorough and 0 < fewest <= MENDED:
        _mend(wanted, best, layers, _Bounds(low, high, reach, CHOICES[0][0], reach))
    return best


def _orders(flags: Sequence[Flag]) -> Iterator[tuple[Sequence[int], tuple[bool, ...]]]:
    """The orders in which flags choose, by number, each with the ways in which they may fly at first."""
    to_right = range(len(flags) - 1, -1, -1)  # flying to the right, the last one innermost
    to_left = range(len(flags))  # flying to the left, the first one innermost
    yield to_right, (False,)
    yield to_left, (True,)
    yield to_right, (True, False)
    yield sorted(to_right, key=lambda number: -flags[number].weight), (True, False)


def _distance(flags: Sequence[Flag], spots: Sequence[Spot | None]) -> float:
    """How far the labels are from their marks, in px, each by its weight."""
    return sum(
        (abs(spot.pole - flag.x) + LAYER * spot.layer + LEFTWARD * spot.to_left) * flag.weight
        for flag, spot in zip(flags, spots, strict=True)
        if spot is not None
    )


class _Bounds(NamedTuple):
    """What a choice must keep to: the ends of the picture, the longest movement, and the prices of CHOICES;
    all in px.
    """

    low: float
    high: float
    reach: float
    outward: float
    nearby: float


def _choose(
    wanted: Sequence[Flag],
    layers: int,
    bounds: _Bounds,
    fewest: int,
    order: Sequence[int],
    ways: tuple[bool, ...],
) -> list[Spot | None] | None:
    """A spot for each flag, chosen one after the other, first for the ``ways`` of flying, then for both.

    None as soon as it is clear that more than ``fewest`` will find no room.
    """
    sides = _Side(layers), _Side(layers)
    chosen: dict[int, Spot] = {}
    near = bounds._replace(reach=bounds.nearby)
    for number in order:
        _take(number, wanted[number], sides, chosen, near, ways)
    # Places only fill up: whoever found none by these ways within the same reach will find none by them now.
    rest = tuple(way for way in (True, False) if near.reach < bounds.reach or way not in ways)
    lost = 0
    for number in reversed(order):
        if number not in chosen:
            _take(number, wanted[number], sides, chosen, bounds, rest)
            lost += number not in chosen
            if lost > fewest:
                return None
    return [chosen.get(number) for number in range(len(wanted))]


def _mend(wanted: Sequence[Flag], spots: list[Spot | None], layers: int, bounds: _Bounds) -> None:
    """Find room for flags that found none, by moving one other flag for each where that is enough."""
    for lost in [number for number, spot in enumerate(spots) if spot is None]:
        near = sorted(range(len(wanted)), key=lambda number: abs(wanted[number].x - wanted[lost].x))
        for other in near[1 : 2 * layers + 8]:
            chosen = {
                number: spot for number, spot in enumerate(spots) if spot is not None and number != other
            }
            sides = _Side(layers), _Side(layers)
            for number, spot in chosen.items():
                sides[spot.side].take(number, wanted[number], spot)
            _take(lost, wanted[lost], sides, chosen, bounds, ways=(True, False))
            if lost in chosen:
                _take(other, wanted[other], sides, chosen, bounds, ways=(True, False))
            if lost in chosen and (other in chosen or spots[other] is None):
                spots[:] = [chosen.get(number) for number in range(len(wanted))]
                break


def _beside_each_other(flags: Sequence[Flag], low: float, high: float) -> list[Flag]:
    """The flags with their poles so far apart that every second one, on a side of its own, is clear of the
    next.
    """
    stub = min(BESIDE, (high - low) / max(len(flags), 1))
    starts = spread([flag.x - stub / 2 for flag in flags], [stub] * len(flags), 0.0, low, high)
    return [flag._replace(x=start + stub / 2) for start, flag in zip(starts, flags, strict=True)]


class _Side:
    """One side of the axis while places are chosen.

    Each layer has its ``rows``, what is taken in it, and its ``walls``, where no pole can come to it through
    the nearer ones, both as intervals in px; ``poles`` are those of all layers with the numbers of
    their flags, in that order, which is also the order of their places.
    """

    def __init__(self, layers: int) -> None:
        self.rows: list[list[tuple[float, float]]] = [[] for _ in range(layers)]
        self.walls: list[list[tuple[float, float]]] = [[] for _ in range(layers)]
        self.poles: list[tuple[int, float]] = []

    def between(self, number: int, low: float, high: float) -> tuple[float, float]:
        """Between which places flag ``number`` may have its pole, so that the marks' order is kept."""
        after = bisect_left(self.poles, (number, low))
        if after:
            low = max(low, self.poles[after - 1][1] + 2 * STUB)
        if after < len(self.poles):
            high = min(high, self.poles[after][1] - 2 * STUB)
        return low, high

    def take(self, number: int, flag: Flag, found: Spot) -> None:
        """Keep free what the flag and its pole need."""
        left, right = (flag.room, BEHIND) if found.to_left else (BEHIND, flag.room)
        stub, text = (found.pole - STUB, found.pole + STUB), (found.pole - left, found.pole + right)
        self.rows[found.layer].append(text)
        for row in self.rows[: found.layer]:
            row.append(stub)
        for wall in self.walls[1 : found.layer + 1]:
            wall.append((stub[0] - STUB, stub[1] + STUB))
        for wall in self.walls[found.layer + 1 :]:
            wall.append((text[0] - STUB, text[1] + STUB))
        insort(self.poles, (number, found.pole))


def _take(
    number: int,
    flag: Flag,
    sides: tuple[_Side, _Side],
    chosen: dict[int, Spot],
    bounds: _Bounds,
    ways: tuple[bool, ...],
) -> None:
    """Give the flag the cheapest place that there is, if there is one within reach."""
    best: Spot | None = None
    for side in (0, 1):
        for to_left in ways:
            best = _cheapest(number, flag, sides, side, bounds, best, to_left=to_left)
    if best is not None:
        sides[best.side].take(number, flag, best)
        chosen[number] = best


def _cheapest(
    number: int,
    flag: Flag,
    sides: tuple[_Side, _Side],
    side: int,
    bounds: _Bounds,
    best: Spot | None,
    *,
    to_left: bool,
) -> Spot | None:
    """The flag's cheapest place on one side, flying one way: the movement, and a price for every layer.

    ``best`` is the cheapest one elsewhere, which comes back where none here is cheaper.
    """
    here = sides[side]
    left, right = (flag.room, BEHIND) if to_left else (BEHIND, flag.room)
    low, high = here.between(number, bounds.low + left, bounds.high - right)
    start = min(max(flag.x, low), high)
    near, far = flag.x - bounds.reach, flag.x + bounds.reach  # what stands further off is in nobody's way
    if low > high or not near <= start <= far:
        return best
    fuller = len(here.poles) - len(sides[1 - side].poles)
    for layer, row in enumerate(here.rows):
        price = bounds.outward * layer + SHARED * fuller
        if best is not None and abs(start - flag.x) + price > best.cost:
            break
        taken = [one for one in here.walls[layer] if one[0] < far and one[1] > near]
        taken += [(a - right, b + left) for a, b in row if a - right < far and b + left > near]
        before, after = _around(start, taken)
        is_before = low <= before and (after > high or flag.x - before <= after - flag.x)
        pole = before if is_before else after
        moved = abs(pole - flag.x)
        if pole <= high and moved <= bounds.reach:
            found = Spot(moved + price, side, layer, to_left, pole)
            best = found if best is None or found < best else best
    return best


def _around(start: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """The nearest places before and after ``start`` that are inside none of the ``taken`` intervals, or twice
    ``start`` where that is inside none itself.
    """
    taken.sort()
    first = last = float("-inf")  # the run of intervals that overlap each other
    for begin, end in taken:
        if begin < last:
            if end > last:
                last = end
        elif start < last or begin >= start:
            break
        else:
            first, last = begin, end
    return (first, last) if first < start < last else (start, start)
