"""A long timeline on pages: each a picture of its own, with the axis, the eras and the lanes' names on it.

Where pages end is weighed: room that stays empty at the foot of a page, by its square, against ends between
events that belong together, those of one day above all, and those that follow each other more closely than
most. How high a page would be is guessed from the texts on it, and found out by drawing it where it seems to
belong to the best division; what turns out otherwise is weighed again. A page takes one event at least, so
that one with a very long label makes its page longer than the sheet: nothing is ever left out.

What goes on from one page to the next stands on both, with arrows where the page cuts it. The subtitle stands
on the first page alone. Slides are all as high as a screen, and their type is that of slides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from timeline.dates import Instant
from timeline.layout.labels import Type
from timeline.layout.layouts import READ, layout_for
from timeline.layout.links import Elsewhere
from timeline.layout.plan import Options, Sheet, Whole, checked, sheet, whole
from timeline.model import Event, Timeline
from timeline.model.order import in_time
from timeline.records import NamedTuple
from timeline.scene import Rect, Scene

SAME_DAY = 0.4  # as bad as a page of which √0.4 is empty: an end between two events of one day …
NEAR = 0.06  # … and one between two that follow each other at once, where most do not
DAY = 86_400 * 10**6  # in instants
ROUNDS = 30  # of weighing, before pages are taken as they come
TRUST = 1.3  # times what a page is guessed to be full, up to which it is worth drawing
USUAL = 8  # events on a page, before anything is known
TITLE, LINE = 3.0, 45.0  # an event's weight: lines for its date and title, and characters to a line


class Paper(NamedTuple):
    """What a page has room for, in px of 1/96 inch; its type, if not that of its width; whether each page is
    exactly as high.
    """

    width: int
    height: int
    size: Type | None = None
    is_screen: bool = False


SLIDE = Type(title=32, subtitle=20, label=18, date=16, note=13, column=250)

PAPERS: Mapping[str, Paper] = {
    "a4": Paper(605, 880),  # 16 × 23 cm, the text area of an A4 sheet with usual margins
    "letter": Paper(624, 864),  # 6.5 × 9 inches
    "16:9": Paper(1280, 720, SLIDE, is_screen=True),
}


def pages(timeline: Timeline, options: Options, paper: str) -> list[Scene]:
    """The pictures of a timeline on sheets of a ``paper``, one of ``PAPERS``, in order; its width counts, and
    not that of the ``options``.

    Raises ``ValueError`` for an option or a paper there is not.
    """
    if paper not in PAPERS:
        raise ValueError(f"paper {paper!r} is not one of {', '.join(PAPERS)}")
    sheets = PAPERS[paper]
    options = checked(options._replace(width=sheets.width))
    events = in_time(timeline.events)
    if options.layout == "auto":  # one for all pages; an overview is not what pages are for
        options = options._replace(layout=layout_for(events[:READ], options.width))
    shared = whole(timeline, options)._replace(size=sheets.size)
    book = _Book(timeline, events, options, sheets.height, shared, {})
    parts = book.parts()
    scenes = [book.sheet(number, parts).scene for number in range(len(parts))]
    if len(parts) < 2:
        scenes = [sheet(timeline, options, shared).scene]
    return [_padded(scene, sheets.height) for scene in scenes] if sheets.is_screen else scenes


def _padded(scene: Scene, height: int) -> Scene:
    """The scene, at least ``height`` px high: with more paper below it."""
    if scene.height >= height:
        return scene
    paper = Rect(0, 0, scene.width, height, "paper")
    return scene._replace(height=height, shapes=(paper, *scene.shapes[1:]))


class _Book(NamedTuple):
    """A timeline while it is divided into pages; ``events`` in time order, ``tried`` are the parts that have
    been drawn: how full each page would be, more than 1 where it does not fit.
    """

    timeline: Timeline
    events: Sequence[Event]
    options: Options
    height: int
    shared: Whole
    tried: dict[range, float]

    def parts(self) -> list[range]:
        """The events of each page, by their numbers."""
        found = best = self._as_they_come()
        if len(found) < 2:
            return found
        weights = _sums([_weight(event) for event in self.events])
        ends = _ends(self.events)
        for _ in range(ROUNDS):
            found = self._divided(weights, ends)
            unknown = [part for part in found if part not in self.tried]
            if not unknown:
                break
            for part in unknown:
                self._fullness(part)
            best = min(best, found, key=lambda parts: self._price(parts, ends))
        return min(best, found, key=lambda parts: self._price(parts, ends))

    def _as_they_come(self) -> list[range]:
        """Pages with as many events as fit, one after the other: what is found out here is the ground for
        guesses.
        """
        parts: list[range] = []
        start, usual = 0, USUAL
        while start < len(self.events):
            stop = start + self._most(start, usual)
            parts.append(range(start, stop))
            start, usual = stop, stop - start
        return parts

    def _most(self, start: int, usual: int) -> int:
        """How many events from ``start`` on fit a page; ``usual`` is where the search begins."""
        left = len(self.events) - start
        fits, fails = 0, left + 1
        trial = min(usual, left)
        while fits + 1 < fails:
            if self._fullness(range(start, start + trial)) <= 1:
                fits = trial
                trial = min(trial * 2, left) if fails > left else (fits + fails) // 2
            else:
                fails = trial
                trial = (fits + fails) // 2
            trial = max(trial, 1)
        return max(fits, 1)

    def _divided(self, weights: Sequence[float], ends: Sequence[float]) -> list[range]:
        """The best division, as far as is known: pages that have not been drawn are guessed."""
        count = len(self.events)
        base, slope = self._guess(weights)
        longest = max((part.stop - part.start for part, full in self.tried.items() if full <= 1), default=1)
        prices = [0.0] + [float("inf")] * count
        before = [0] * (count + 1)
        for stop in range(1, count + 1):
            for start in range(stop - 1, max(-1, stop - 2 * longest - 1), -1):
                full = self.tried.get(range(start, stop))
                if full is None:
                    full = base + slope * (weights[stop] - weights[start])
                    if full > TRUST and stop - start > 1:
                        break
                    full = min(full, 1.0)
                price = prices[start] + _cost(full, stop - start) + ends[stop]
                if price < prices[stop]:
                    prices[stop], before[stop] = price, start
        parts, stop = [], count
        while stop:
            parts.append(range(before[stop], stop))
            stop = before[stop]
        return parts[::-1]

    def _guess(self, weights: Sequence[float]) -> tuple[float, float]:
        """How full a page is without an event, and by how much each unit of weight fills it: the line nearest
        to all pages that were drawn (least squares).
        """
        drawn = [(weights[part.stop] - weights[part.start], full) for part, full in self.tried.items()]
        mean = sum(weight for weight, _ in drawn) / len(drawn)
        level = sum(full for _, full in drawn) / len(drawn)
        spread = sum((weight - mean) ** 2 for weight, _ in drawn)
        slope = sum((weight - mean) * (full - level) for weight, full in drawn) / spread if spread else 0.0
        return (level - slope * mean, slope) if slope > 0 else (0.0, level / mean)

    def _price(self, parts: Sequence[range], ends: Sequence[float]) -> float:
        return sum(_cost(self._fullness(part), len(part)) + ends[part.stop] for part in parts)

    def _fullness(self, part: range) -> float:
        """How much of its sheet a page fills, more than 1 where it does not fit."""
        if part not in self.tried:
            trial = [range(part.start), part, range(part.stop, len(self.events))]
            found = self.sheet(1, trial, 88, 88)
            full = found.scene.height / self.height
            self.tried[part] = max(full, TRUST) if found.unlabelled else full
        return self.tried[part]

    def sheet(self, place: int, parts: Sequence[range], number: int = 0, count: int = 0) -> Sheet:
        """The page with the events of the part at ``place`` and what goes on from the pages before. It calls
        itself the ``number``-th of ``count``, or else by that place.
        """
        part = parts[place]
        number, count = number or place + 1, count or len(parts)
        first = self.events[part.start].date.first if part.start else None
        going_on = [
            event
            for event in self.events[: part.start]
            if event.date.form == "interval" and not _is_over(event, first)
        ]
        own = self.shared.language
        page = own.say("picture.page", number=own.number(number), count=own.number(count))
        title = own.say("picture.paged", title=self.timeline.title or "", page=page.replace(" ", "\u00a0"))
        events = (*going_on, *self.events[part.start : part.stop])
        part_of_it = self.timeline._replace(
            title=title.strip(),
            subtitle=None if part.start else self.timeline.subtitle,
            events=events,
        )
        shared = self.shared._replace(
            window=(first, self._end(part)),
            elsewhere=self._elsewhere(events, parts, number if number > len(parts) else 0),
        )
        return sheet(part_of_it, self.options, shared)

    def _elsewhere(self, shown: Sequence[Event], parts: Sequence[range], trial: int) -> Elsewhere:
        """The events that links of those ``shown`` lead to on other pages, by their ids: the title, and the
        page's number, which is that of a ``trial`` while none is known.
        """
        focused = self.shared.full if self.options.links != "all" else None
        here = {event.id for event in shown}
        away = {link.to for event in shown for link in event.links} - here
        return {
            event.id: (event.title, trial or number)
            for number, part in enumerate(parts, 1)
            for event in (self.events[part.start : part.stop] if away else ())
            if event.id is not None and event.id in away and (focused is None or event in focused)
        }

    def _end(self, part: range) -> Instant | None:
        """The instant before the next page; None where that begins no later than this one's last event."""
        if part.stop == len(self.events):
            return None
        last, after = self.events[part.stop - 1].date.first, self.events[part.stop].date.first
        return after - 1 if after is not None and (last is None or last < after) else None


def _cost(full: float, events: int) -> float:
    """How bad a page is by what stays empty; one that does not fit is out of the question, but for the only
    event on it.
    """
    if full > 1:
        return 0.0 if events == 1 else 1e9
    return (1 - full) ** 2


def _ends(events: Sequence[Event]) -> list[float]:
    """For each number of events how bad it is to end a page after as many."""
    starts = [event.date.first for event in events]
    gaps = [
        after - before if before is not None and after is not None else None
        for before, after in pairwise(starts)
    ]
    known = sorted(gap for gap in gaps if gap is not None)
    median = known[len(known) // 2] if known else 0
    return [0.0, *(_parting(gap, start, median) for gap, start in zip(gaps, starts, strict=False)), 0.0]


def _parting(gap: int | None, start: Instant | None, median: int) -> float:
    """How bad it is to part two events, of which the first is at ``start`` and the other a ``gap`` later."""
    if gap is None or start is None:
        return 0.0
    if start // DAY == (start + gap) // DAY:
        return SAME_DAY
    return NEAR * (1 - gap / median) if gap < median else 0.0


def _weight(event: Event) -> float:
    """About how many lines an event takes."""
    figures = sum(1.5 + len(figure.label) / LINE for figure in event.figures)
    return TITLE + (len(event.title) + len(event.summary or "")) / LINE + figures


def _sums(weights: Sequence[float]) -> list[float]:
    """What the first so many weigh together."""
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    return sums


def _is_over(event: Event, instant: Instant | None) -> bool:
    last = event.date.last
    return last is not None and instant is not None and last < instant
