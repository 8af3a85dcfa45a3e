"""The rug: a row with the events that have no label, as small marks, or as counts where they would lie on
each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.languages import Language
from timeline.layout import marks
from timeline.layout.furniture import Frame
from timeline.layout.marks import Mark
from timeline.records import NamedTuple
from timeline.scene import Group, Shape

RUG = 20.0  # px, the height of the row of events without labels
MOST_TITLES = 12  # that a count names before it says "and … more"


class Tuft(NamedTuple):
    """Events without labels in one part of the axis, by number; a single one keeps its own place."""

    x: float
    width: float
    numbers: Sequence[int]


def tufts(rest: Sequence[int], places: Sequence[float], frame: Frame, language: Language) -> list[Tuft]:
    """The events without labels (their numbers, and everybody's places in px) in parts as wide as the widest
    count.
    """
    width = marks.PILL + 2
    while True:
        parts: dict[int, list[int]] = {}
        for number in rest:
            parts.setdefault(int((places[number] - frame.left) / width), []).append(number)
        widths = [marks.pill_width(len(numbers), language) for numbers in parts.values()]
        needed = max(widths, default=0.0) + 2
        if needed <= width:
            break
        width = needed
    found = []
    for part, numbers in sorted(parts.items()):
        centre = min(frame.left + (part + 0.5) * width, frame.right - width / 2)
        found.append(Tuft(centre if len(numbers) > 1 else places[numbers[0]], width - 2, numbers))
    return found


def draw_tuft(tuft: Tuft, y: float, mark_of: Callable[[int], Mark], language: Language) -> Shape:
    """A part of the rug, its middle at ``y``: a count that names some of its events, or the one there is."""
    if len(tuft.numbers) == 1:
        mark = mark_of(tuft.numbers[0])
        return Group(tuple(marks.dot(mark, tuft.x, y)), mark.words, mark.event)
    count = len(tuft.numbers)
    named = [mark_of(number).words for number in tuft.numbers[:MOST_TITLES]]
    if count > MOST_TITLES:
        named.append(language.counted("mark.more", count - MOST_TITLES))
    title = language.counted("mark.events", count, events=language.joined(named, "list.of_phrases"))
    return Group(tuple(marks.pill(tuft.x, y, count, tuft.width, language)), title)
