"""The rug: a row with the events that have no label, as small marks, or as counts where they would lie on
each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from timeline.languages import Language
from timeline.layout import marks
from timeline.layout.furniture import Frame
from timeline.layout.pen import Pen
from timeline.records import NamedTuple
from timeline.scene import Group, Shape

RUG = 20.0  # px, the height of the row of events without labels
ROOM = 6.0  # px from the middle of a small mark to where what is beside it may begin
MOST_TITLES = 12  # that a count names before it says "and … more"


class Tuft(NamedTuple):
    """Events without labels in one part of the axis, by number; a single one keeps its own place."""

    x: float
    width: float
    numbers: Sequence[int]


def tufts(rest: Sequence[int], places: Sequence[float], frame: Frame, language: Language) -> list[Tuft]:
    """The events without labels (their numbers, and everybody's places in px) in parts as wide as the widest
    count, and a little wider, for they fill the frame.
    """
    needed = marks.PILL + 2
    while True:
        count = max(int(frame.width / needed), 1)
        width = frame.width / count
        parts: dict[int, list[int]] = {}
        for number in rest:
            part = int((places[number] - frame.left) / width)
            parts.setdefault(max(0, min(part, count - 1)), []).append(number)
        widths = [marks.pill_width(len(numbers), language) for numbers in parts.values()]
        needed = max(widths, default=0.0) + 2
        if needed <= width or count == 1:
            break
    shown = {part: (places[numbers[0]] if len(numbers) == 1 else None) for part, numbers in parts.items()}
    return [
        Tuft(_kept_clear(part, shown, width, frame.left), width - 2, numbers)
        for part, numbers in sorted(parts.items())
    ]


def _kept_clear(part: int, shown: Mapping[int, float | None], width: float, left: float) -> float:
    """Where in its part something stands: a count in the middle, a single mark at its own place, but not so
    near to a count or a mark beside it that they would touch.
    """
    start, x = left + part * width, shown[part]
    if x is None:
        return start + width / 2
    for neighbour, edge, way in ((part - 1, start, 1), (part + 1, start + width, -1)):
        other = shown.get(neighbour, -inf)
        if other is None or abs(other - x) < 2 * ROOM:
            x = max(x, edge + ROOM) if way > 0 else min(x, edge - ROOM)
    return x


def draw_tuft(tuft: Tuft, y: float, pen: Pen) -> Shape:
    """A part of the rug, its middle at ``y``: a count that names some of its events, or the one there is."""
    language = pen.language
    if len(tuft.numbers) == 1:
        mark = pen.mark(tuft.numbers[0])
        return Group(tuple(marks.dot(mark, tuft.x, y)), mark.words, mark.event)
    count = len(tuft.numbers)
    named = [pen.said(number) for number in tuft.numbers[:MOST_TITLES]]
    if count > MOST_TITLES:
        named.append(language.counted("mark.more", count - MOST_TITLES))
    title = language.counted("mark.events", count, events=language.joined(named, "list.of_phrases"))
    return Group(tuple(marks.pill(tuft.x, y, count, tuft.width, language)), title)
