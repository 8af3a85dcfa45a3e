"""What led to an event and what followed from it, as far as links tell.

A link says by its label which of its two events came first: "led to" and the like, or no label at all, make
its event the cause, "caused by" and the like the effect. Any other label ("invokes", "suspends") leaves that
to their dates and, where those are the same, to the way that the link points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timeline.model.document import Event, Link
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

DEPTH = 2
"""How many links away from the event its context reaches, where nobody says."""

CAUSING = (
    "led to", "leads to", "caused", "causes", "resulted in", "results in", "triggered", "triggers",
    "prompted", "prompts", "brought about", "brings about", "gave rise to", "gives rise to",
)  # fmt: skip
"""Labels of links that make the event a cause of the other. No label at all says the same."""

CAUSED = (
    "caused by", "triggered by", "prompted by", "result of", "resulted from", "results from", "due to",
    "because of", "response to", "responds to", "responded to", "reaction to", "reacts to", "reacted to",
    "follows",
)  # fmt: skip
"""Labels of links that make the event an effect of the other."""


class Context(NamedTuple):
    """An event and those around it, by their numbers in a sequence of events, counted from 0.

    ``causes`` came before the ``focus`` and ``effects`` after it; each of them in the sequence's order.
    """

    focus: int
    causes: tuple[int, ...]
    effects: tuple[int, ...]

    @property
    def numbers(self) -> frozenset[int]:
        """All of them."""
        return frozenset((self.focus, *self.causes, *self.effects))


def context(events: Sequence[Event], focus: str, depth: int = DEPTH) -> Context:
    """What is joined with the event whose id is ``focus``, at most ``depth`` links away, in linear time.

    An event that is reached both ways, in a circle of links, stands on the side on which it is nearer, and
    among the causes where it is as near on both. Raises ``ValueError`` where no event has the id.
    """
    numbers = {event.id: number for number, event in enumerate(events) if event.id is not None}
    if focus not in numbers:
        raise ValueError(f"no event has the id {focus!r}")
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for cause, effect in _pairs(events, numbers):
        before.setdefault(effect, []).append(cause)
        after.setdefault(cause, []).append(effect)
    start = numbers[focus]
    causes, effects = _reached(start, before, depth), _reached(start, after, depth)
    return Context(
        start,
        tuple(sorted(one for one, steps in causes.items() if one not in effects or steps <= effects[one])),
        tuple(sorted(one for one, steps in effects.items() if one not in causes or steps < causes[one])),
    )


def direction(label: str | None) -> Literal["causes", "caused", ""]:
    """What a link's label makes of its event: the cause of the other, its effect, or neither."""
    words = " ".join((label or "").lower().split())
    if any(phrase in words for phrase in CAUSED):
        return "caused"
    return "causes" if not words or words in CAUSING else ""


def _pairs(events: Sequence[Event], numbers: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """The two events of each link, the one that came first in front."""
    for number, event in enumerate(events):
        for link in event.links:
            other = numbers.get(link.to)
            if other is None or other == number:
                continue
            yield (other, number) if points_back(event, link, events[other]) else (number, other)


def points_back(event: Event, link: Link, other: Event) -> bool:
    """Whether the event that a link leads to came before its own."""
    said = direction(link.label)
    if said:
        return said == "caused"
    same = (event.date.first, event.date.last) == (other.date.first, other.date.last)
    return not same and other.date < event.date


def _reached(start: int, neighbours: Mapping[int, Sequence[int]], depth: int) -> dict[int, int]:
    """How many steps away each event is that can be reached from ``start`` in at most ``depth``."""
    steps = {start: 0}
    edge = [start]
    for step in range(1, depth + 1):
        edge = list(dict.fromkeys(two for one in edge for two in neighbours.get(one, ()) if two not in steps))
        if not edge:
            break
        steps.update(dict.fromkeys(edge, step))
    del steps[start]
    return steps
