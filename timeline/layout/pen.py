"""How each event is drawn on a given axis: the place of its pole, its mark, and its label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.dates import Date
from timeline.layout import marks
from timeline.layout.extents import Extent
from timeline.layout.labels import Label, Type, date_line, label
from timeline.layout.marks import Mark, Span
from timeline.layout.scale import Scale
from timeline.model import Event, Group


class Pen:
    """What is known of how each event is drawn; asked by the event's number in time order."""

    def __init__(
        self,
        groups: Sequence[Group],
        events: Sequence[Event],
        reaches: Sequence[Extent],
        scale: Scale,
        common: str,
    ) -> None:
        """``events`` in time order with their ``reaches``; for ``common`` see ``labels.date_line``."""
        self.events, self.reaches, self.scale, self.common = events, reaches, scale, common
        self.kinds = {group.id: number for number, group in enumerate(groups)}

    def place(self, number: int) -> float:
        """Where the event's pole stands: on the middle of its date, or near the beginning of what lasts."""
        reach = self.reaches[number]
        if self.events[number].date.form != "interval":
            return self.scale.position(reach.middle)
        x0, x1 = self.scale.position(reach.first), self.scale.position(reach.end)
        return x0 + min(marks.BAR, (x1 - x0) / 2)

    def mark(self, number: int) -> Mark:
        """How the event is drawn on the axis."""
        event = self.events[number]
        kind = self.kinds.get(event.group or "")
        span = self._span(number)
        return Mark(
            event.id,
            f"{date_line(event)}: {event.title}",
            span,
            event.date.form == "interval",
            _is_doubtful(event.date),
            0 if kind is None else kind,
            "group-none" if kind is None else f"group-{kind}",
        )

    def _span(self, number: int) -> Span | None:
        """The event's bar, or None where it is too narrow for one and nothing lasts."""
        reach = self.reaches[number]
        x0, x1 = self.scale.position(reach.first), self.scale.position(reach.end)
        lasts = self.events[number].date.form == "interval"
        if not lasts and not reach.open_start and not reach.open_end and x1 - x0 < marks.SEEN:
            return None
        short = marks.THINNEST + marks.ARROW * (reach.open_start + reach.open_end) - (x1 - x0)
        if short > 0:
            x0, x1 = x0 - short / 2, x1 + short / 2
        return Span(x0, x1, reach.open_start, reach.open_end)

    def label(self, number: int, size: Type, numbers: Mapping[str, int]) -> Label:
        """What the event's label says."""
        return label(self.events[number], numbers, size, common=self.common)


def _is_doubtful(date: Date) -> bool:
    return date.approximate or date.uncertain or date.form == "one"
