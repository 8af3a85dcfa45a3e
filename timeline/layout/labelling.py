"""Who gets a label: everybody where there is room, and where there is not, the more important.

First the events that could have one at all are chosen, few enough for labels to be made for them. Then layers
are tried, few before many, until each label stands near its mark. Where the most layers that a picture should
have are not enough, the least important events give up their labels; they keep their marks, and the picture
says how many they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.layout.furniture import Frame
from timeline.layout.labels import Label
from timeline.layout.layers import Flag, Spot, place
from timeline.layout.marks import Mark
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

BETWEEN = 12.0  # px from one layer to the next
TALLEST = 1.05  # the labels' height, over the picture's width, past which events go without a label …
TALL = 1250.0, 1600.0  # … but at least and at most this many px
FAR = 150.0  # px along the axis: how far a label may be from its mark before a less important one has to go
TRIALS = ((1, 70), (2, 70), (2, 120), (3, 90), (3, 140), (4, 110), (4, 150), (5, 120), (6, 130))
"""Layers on each side, and how far in px a label may move for them to be enough: what is tried in turn."""
DENSEST = 0.75  # of a layer that labels fill at best
FEW = 60  # labels, for which every way of placing them is tried; more take their time …
SOME = 250  # … and past these only the most layers are
WEIGHT = 1.6  # how much nearer to its mark an event should be labelled than one a step less important
CROWD = 1.2  # rooms of a label: how far around it others are in its way


class Item(NamedTuple):
    """An event that may get a label: its number in time order, its pole's place, its mark and its label."""

    number: int
    x: float
    importance: int
    mark: Mark
    label: Label


Placed: TypeAlias = "Sequence[tuple[Item, Spot]]"
"""One side of the axis: the items with a label there and their spots, in the order of their places."""


def settle(items: Sequence[Item], frame: Frame) -> tuple[Placed, Placed]:
    """Who is labelled, on which side of the axis and where.

    The fewest layers in which everything stands near its mark are taken; where the most layers that the
    picture's height allows are not enough, the least important items give up their labels, later ones first.
    ``items`` come in the order of their places.
    """
    most = _most_layers(items, frame)
    thorough = len(items) <= FEW
    least = sum(item.label.room for item in items) / (2 * frame.width * DENSEST)
    for layers, reach in (*TRIALS, *((more, FAR) for more in range(TRIALS[-1][0] + 1, most + 1))):
        if least <= layers <= most and len(items) <= SOME:
            spots = _spots(items, layers, frame, reach, thorough=thorough)
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
    flags = [Flag(item.x, item.label.room, WEIGHT**item.importance) for item in items]
    return place(flags, layers, frame.left, frame.right, reach, thorough=thorough)


def _sides(items: Sequence[Item], spots: Sequence[Spot | None]) -> tuple[Placed, Placed]:
    above, below = (
        [
            (item, spot)
            for item, spot in zip(items, spots, strict=True)
            if spot is not None and spot.side == side
        ]
        for side in (0, 1)
    )
    return above, below


def _in_the_way(items: Sequence[Item], spots: Sequence[Spot | None]) -> set[int]:
    """The numbers of items that must give up their labels for more important ones that found no room, one for
    each.

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
            gone.add(
                min(lesser, key=lambda item: (item.importance, abs(item.x - lost.x), item.number)).number
            )
    return gone


PART = 24.0  # px of axis …
MOST_IN_A_PART = 12  # … that hold no more labels than this, whatever is done
USUAL_ROOM = 180.0  # px that a label takes along the axis …
USUAL_HEIGHT = 58.0  # … and outward


def candidates(places: Sequence[float], importance: Sequence[int], frame: Frame) -> list[int]:
    """The events, by number, that could find room for a label if all went well: the most important ones of
    each part of the axis, in the order of their ``places`` (px). ``importance`` runs from 1 to 5.
    """
    parts: dict[int, list[list[int]]] = {}
    for number, x in enumerate(places):
        part = int(x // PART)
        ranks = parts.get(part)
        if ranks is None:
            ranks = parts[part] = [[], [], [], [], []]
        rank = ranks[5 - importance[number]]
        if len(rank) < MOST_IN_A_PART:
            rank.append(number)
    ranked = [[number for rank in ranks for number in rank] for ranks in parts.values()]
    room = _tallest(frame) / USUAL_HEIGHT * frame.width / USUAL_ROOM
    most = MOST_IN_A_PART
    while most > 1 and sum(min(len(part), most) for part in ranked) > room:
        most -= 1
    chosen = [number for part in ranked for number in part[:most]]
    return sorted(chosen, key=lambda number: (places[number], number))


def _most_layers(items: Sequence[Item], frame: Frame) -> int:
    heights = sorted(item.label.height for item in items)
    usual = heights[len(heights) * 3 // 4] + BETWEEN if heights else 1.0
    return max(2, int(_tallest(frame) / 2 / usual))


def _tallest(frame: Frame) -> float:
    """How high the labels of both sides together may stand."""
    return min(max(frame.width * TALLEST, TALL[0]), TALL[1])
