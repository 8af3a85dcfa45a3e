"""The live picture of the editor, and where a mark lands that is dragged in it.

An ``Easel`` stands between the document and the page. It draws the newest text that has no errors, remembers
the last picture, and answers with what the page needs to let somebody point at it: which event each part of
the picture is, and where its date lies along the axis. It changes nothing: a drag answers with a date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock

from timeline import pipeline
from timeline.model import Timeline
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import Wishes
from timeline.scene import Group

if TYPE_CHECKING:
    from typing import TypeAlias

    from timeline.dates import Date, Zone
    from timeline.dates.moving import Part
    from timeline.layout.ruler import Ruler
    from timeline.scene import Shape

Answer: TypeAlias = "dict[str, object]"
PARTS: tuple[Part, ...] = ("whole", "first", "last")
OPTIONS = ("layout", "scale", "theme", "links", "focus", "width", "from", "to", "groups")
FARTHEST = 10**6
"""The most px from the picture, and the most units, that a drag may go."""
_NOTHING_YET = "the text has errors; there is a picture as soon as it has none"


class _Drawn(NamedTuple):
    """A picture, by what it was asked for, with where time lies in it."""

    asked: tuple[int, str]
    answer: Answer
    ruler: Ruler | None


class Easel:
    """The pictures of one document. Its methods may be called from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._good: tuple[int, Timeline] | None = None
        self._drawn: _Drawn | None = None

    def picture(self, revision: int, timeline: Timeline | None, options: Mapping[str, object]) -> Answer:
        """The picture of the text of a revision: ``svg``, ``width``, ``height``, ``upright`` (time runs
        down), ``mirrored`` (from right to left), ``stale``, ``ids`` and ``spans``.

        ``timeline`` is None where that text has errors: then it is the last good one's picture, and stale.
        Instead of all that there is a ``fault``, a sentence, where the options are wrong. ``ids`` says which
        number in the file each ``data-event-id`` has, ``spans`` where on the axis its date begins and ends
        and from where it is dragged, in px, None where that end is open.
        """
        with self._lock:
            good = self._newest(revision, timeline)
            if good is None:
                return {"fault": _NOTHING_YET}
            try:
                return {**self._draw(*good, options).answer, "stale": timeline is None}
            except ValueError as fault:
                return {"fault": str(fault)}

    def drag(self, revision: int, timeline: Timeline | None, body: Mapping[str, object]) -> Answer:
        """The ``date`` to which a drag would bring an event, and its ``words``; or a ``fault``.

        ``body`` says which ``event``, by its number, which ``part`` of its date, and where to: the point
        ``x``, ``y`` of the picture with these ``options``, or so many ``steps`` of its own units.
        """
        from timeline.dates import words
        from timeline.dates.moving import Immovable

        if timeline is None:
            return {"fault": "the text has errors; dates can be dragged as soon as it has none"}
        try:
            date = self._moved(revision, timeline, body)
        except Immovable as why:
            return {"fault": f"this date stays: {why}"}
        except ValueError as fault:
            return {"fault": str(fault)}
        return {"date": date.text, "words": words(date)}

    def _newest(self, revision: int, timeline: Timeline | None) -> tuple[int, Timeline] | None:
        """The newest revision without errors."""
        if timeline is not None and (self._good is None or revision >= self._good[0]):
            self._good = revision, timeline
        return self._good

    def _draw(self, revision: int, timeline: Timeline, options: Mapping[str, object]) -> _Drawn:
        """The picture, drawn anew only where it is another than the last one. Raises ``ValueError``."""
        asked = revision, json.dumps(options, sort_keys=True)
        if self._drawn is None or self._drawn.asked != asked:
            self._drawn = _Drawn(asked, *_drawn(timeline, options))
        return self._drawn

    def _moved(self, revision: int, timeline: Timeline, body: Mapping[str, object]) -> Date:
        """The date of a drag. Raises ``ValueError``."""
        from timeline.dates import parse
        from timeline.dates.moving import moved, stepped

        number = body.get("event")
        if type(number) is not int or not 0 <= number < len(timeline.events):
            raise ValueError("there is no such event (any more)")
        part = next((known for known in PARTS if known == body.get("part")), None)
        if part is None:
            raise ValueError(f"part is {body.get('part')!r}; it can be one of: {', '.join(PARTS)}")
        date = timeline.events[number].date
        steps = body.get("steps")
        if steps is not None:
            text = stepped(date, part, _number("steps", steps), timeline.zone)
        else:
            options = body.get("options", {})
            if not isinstance(options, dict):
                raise ValueError("options is not an object")
            with self._lock:
                ruler = self._draw(revision, timeline, options).ruler
            if ruler is None:
                raise ValueError("the picture has no axis")
            instant = ruler.instant(_place(body, "x"), _place(body, "y"))
            text = moved(date, part, instant, timeline.zone)
        return parse(text, timeline.zone)


def _number(name: str, value: object) -> int:
    if type(value) is not int or abs(value) > FARTHEST:
        raise ValueError(f"{name} is {value!r}; it can be a whole number, at most {FARTHEST:,} either way")
    return value


def _place(body: Mapping[str, object], name: str) -> float:
    value = body.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= FARTHEST:
        raise ValueError(f"{name} is {value!r}; it can be a number of px, at most {FARTHEST:,} either way")
    return float(value)


# Drawing


def _drawn(timeline: Timeline, options: Mapping[str, object]) -> tuple[Answer, Ruler | None]:
    """The answer for a picture, but for whether it is stale. Raises ``ValueError``."""
    named = _named(timeline)
    numbers = {str(event.id): number for number, event in enumerate(named.events)}
    chosen = pipeline.select(named, *_selected(options, timeline.zone))
    svg, sheet = pipeline.draw_ruled(chosen, _wishes(options))
    shown = list(dict.fromkeys(_events_in(sheet.scene.shapes)))
    return {
        "svg": svg,
        "width": sheet.scene.width,
        "height": sheet.scene.height,
        "upright": bool(sheet.ruler and sheet.ruler.upright),
        "mirrored": bool(sheet.ruler and sheet.ruler.mirrored is not None),
        "ids": {id: numbers[id] for id in shown},
        "spans": {id: _span(named.events[numbers[id]].date, sheet.ruler) for id in shown if sheet.ruler},
    }, sheet.ruler


def _named(timeline: Timeline) -> Timeline:
    """The timeline with ids for all events: those without one get their number, after a sign that is in no
    id.
    """
    events = tuple(
        event if event.id is not None else event._replace(id=f"#{number}")
        for number, event in enumerate(timeline.events)
    )
    return timeline._replace(events=events)


def _selected(options: Mapping[str, object], zone: Zone) -> tuple[Date | None, Date | None, Sequence[str]]:
    """The window and the groups that are asked for. Raises ``ValueError``."""
    unknown = [name for name in options if name not in OPTIONS]
    if unknown:
        raise ValueError(f"there is no option {unknown[0]!r}; there are: {', '.join(OPTIONS)}")
    groups = options.get("groups") or ()
    if not isinstance(groups, list | tuple) or not all(isinstance(group, str) for group in groups):
        raise ValueError("groups is not a list of ids")
    return _limit(options, "from", zone), _limit(options, "to", zone), groups


def _limit(options: Mapping[str, object], name: str, zone: Zone) -> Date | None:
    """A limit of the window, where there is one. Raises ``ValueError``."""
    from timeline.dates import DateFault, parse

    value = _word(options, name)
    if value is None:
        return None
    try:
        return parse(value, zone)
    except DateFault as fault:
        raise ValueError(f"{name}: {fault}") from None


def _wishes(options: Mapping[str, object]) -> Wishes:
    """How to draw. Raises ``ValueError`` for what is no word, or no width."""
    width = options.get("width")
    if width is not None and type(width) is not int:
        raise ValueError(f"width is {width!r}, which is no whole number")
    return Wishes(
        layout=_word(options, "layout"),
        scale=_word(options, "scale"),
        theme=_word(options, "theme"),
        links=_word(options, "links"),
        focus=_word(options, "focus"),
        width=width,
    )


def _word(options: Mapping[str, object], name: str) -> str | None:
    """An option that is a word; None where it is left open. Raises ``ValueError``."""
    value = options.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}, which is no word")
    return value or None


def _events_in(shapes: Sequence[Shape]) -> Iterator[str]:
    """The ids of the events that have a part of the picture of their own."""
    for shape in shapes:
        if isinstance(shape, Group):
            if shape.event is not None:
                yield shape.event
            yield from _events_in(shape.shapes)


def _span(date: Date, ruler: Ruler) -> list[float | None]:
    """Where a date begins and ends on the axis, None where that is open, and from where it is dragged."""
    first = None if date.first is None else ruler.place(date.first)
    last = None if date.last is None else ruler.ending(date.last + 1)
    if date.form != "interval" and date.first is not None and date.last is not None:
        handle: float | None = ruler.place((date.first + date.last + 1) // 2)
    else:
        handle = last if first is None else first
    return [None if place is None else round(place, 4) for place in (first, last, handle)]
