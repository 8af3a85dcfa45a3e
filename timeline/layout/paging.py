"""A long timeline on pages: each a picture of its own, with the axis, the eras and the lanes' names on it.

Pages are filled from the first event on. Each takes as many events, in time order, as its sheet has room for
with all their labels; how many that are is found by trying, twice as many and then half as many. What goes on
from one page to the next stands on both, with arrows where the page cuts it. A page takes one event at least,
so that one with a very long label makes its page longer than the sheet: nothing is ever left out. In the end
the pages share the events evenly, where they still fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timeline.dates import Instant
from timeline.layout.layouts import READ, layout_for
from timeline.layout.plan import Options, Sheet, Whole, checked, sheet, whole
from timeline.model import Event, Timeline
from timeline.model.order import in_time
from timeline.records import NamedTuple
from timeline.scene import Scene


class Paper(NamedTuple):
    """What a page has room for, in px of 1/96 inch."""

    width: int
    height: int


PAPERS: Mapping[str, Paper] = {
    "a4": Paper(605, 880),  # 16 × 23 cm, the text area of an A4 sheet with usual margins
    "letter": Paper(624, 864),  # 6.5 × 9 inches
    "16:9": Paper(1280, 720),  # a slide
}


def pages(timeline: Timeline, options: Options, paper: str) -> list[Scene]:
    """The pictures of a timeline on sheets of a ``paper``, one of ``PAPERS``, in order; its width counts, and
    not that of the ``options``.

    Raises ``ValueError`` for an option or a paper there is not.
    """
    if paper not in PAPERS:
        raise ValueError(f"paper {paper!r} is not one of {', '.join(PAPERS)}")
    options = checked(options._replace(width=PAPERS[paper].width))
    events = in_time(timeline.events)
    if options.layout == "auto":  # one for all pages; an overview is not what pages are for
        options = options._replace(layout=layout_for(events[:READ], options.width))
    book = _Book(timeline, events, options, PAPERS[paper].height, whole(timeline, options))
    parts = book.evened(list(book.parts()))
    if len(parts) < 2:
        return [sheet(timeline, options, book.shared).scene]
    return [book.sheet(part, number, len(parts)).scene for number, part in enumerate(parts, 1)]


class _Book(NamedTuple):
    """A timeline while it is divided into pages; ``events`` in time order."""

    timeline: Timeline
    events: Sequence[Event]
    options: Options
    height: int
    shared: Whole

    def parts(self) -> Iterator[range]:
        """The events of each page, by their numbers."""
        start, usual = 0, 8
        while start < len(self.events):
            stop = start + self._most(start, usual)
            yield range(start, stop)
            start, usual = stop, stop - start

    def evened(self, parts: list[range]) -> list[range]:
        """As many parts of about the same number of events each, if they fit too: the last page of a book
        should not be nearly empty.
        """
        count, pages = len(self.events), len(parts)
        even = [range(count * number // pages, count * (number + 1) // pages) for number in range(pages)]
        return even if all(map(self._fits, even)) else parts

    def _most(self, start: int, usual: int) -> int:
        """How many events from ``start`` on fit a page; ``usual`` is where the search begins."""
        left = len(self.events) - start
        fits, fails = 0, left + 1
        trial = min(usual, left)
        while fits + 1 < fails:
            if self._fits(range(start, start + trial)):
                fits = trial
                trial = min(max(trial * 2, 1), left) if fails > left else (fits + fails) // 2
            else:
                fails = trial
                trial = (fits + fails) // 2
            trial = max(trial, 1)
        return max(fits, 1)

    def _fits(self, part: range) -> bool:
        found = self.sheet(part, 88, 88)
        return found.scene.height <= self.height and not found.unlabelled

    def sheet(self, part: range, number: int, count: int) -> Sheet:
        """The page with the events of a part and what goes on from the pages before: the ``number``-th of
        ``count``.
        """
        first = self.events[part.start].date.first if part.start else None
        going_on = [
            event
            for event in self.events[: part.start]
            if event.date.form == "interval" and not _is_over(event, first)
        ]
        own = self.shared.language
        page_of = own.say("picture.page", number=own.number(number), count=own.number(count))
        title = own.say("picture.paged", title=self.timeline.title or "", page=page_of).strip()
        events = (*going_on, *self.events[part.start : part.stop])
        part_of_it = self.timeline._replace(title=title, events=events)
        return sheet(part_of_it, self.options, self.shared._replace(window=(first, self._end(part))))

    def _end(self, part: range) -> Instant | None:
        """The instant before the next page; None where that begins no later than this one's last event."""
        if part.stop == len(self.events):
            return None
        last, after = self.events[part.stop - 1].date.first, self.events[part.stop].date.first
        return after - 1 if after is not None and (last is None or last < after) else None


def _is_over(event: Event, instant: Instant | None) -> bool:
    last = event.date.last
    return last is not None and instant is not None and last < instant
