"""How the width of the axis is shared out: one even scale, or busy stretches with the quiet between them cut
out.

News is bursty: seven quiet years, then four events in an afternoon. On an even scale the afternoon is a
smudge, so the quiet is cut. Which cuts are worth making is decided by what they are for, the labels: on a
stretch whose events lie evenly no label has to move; the more they crowd, the further labels are from their
marks. The *strain* of a stretch is that distance, summed over its events, when they stand in their true
places and their labels evenly. The cuts are the ones that make the least strain in all, where each cut costs
something too; a dynamic programme over the widest gaps finds them. A cut never goes through an event, a span
or a coarse date: they leave no gap.

Every stretch gets a share of the width by the number of its events, or by the size of their labels where that
is known, but is never drawn finer than its finest date deserves: on an axis in days no day is wider than its
own tick label.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, sqrt

from timeline.dates import DAY, UNITS, days_from_civil
from timeline.languages import EN, Language
from timeline.layout.elapsed import NARROWEST_CUT, cut_height, cut_width
from timeline.layout.extents import Extent, Window
from timeline.layout.scale import Scale, Stretch
from timeline.records import NamedTuple

MARGIN = 16.0  # px of axis before a stretch's first mark and after its last
NARROWEST = {"year": 82.0, "month": 88.0, "day": 88.0}  # px of a stretch: "2013–25", "Mar 2026" in bold …
NARROWEST_OTHER = 108.0  # … "10 May 2025"
CANDIDATES = 24  # gaps that are looked at; the widest ones
COST = 0.005  # of a cut: the share of the width by which every label has to come nearer
EAGER = COST / 5  # the same where the author asks for cuts
QUIET = 1.75  # a gap is worth cutting if it is so many times as long as the shorter stretch beside it
QUIETER = 3.5  # … and so many times as long as the shorter gap beside it
BURST = 3  # events that make up for a cut of a gap that without it would be shorter than the cut itself
ROOM_FOR_A_CUT = 150.0  # px of axis that each cut must find …
ROOM_UPRIGHT = 110.0  # … and on an upright one, where words take less of it
LEAST_UPRIGHT = {"year": 44.0, "month": 44.0, "day": 44.0}  # px of a stretch of an upright axis: two lines …
LEAST_UPRIGHT_OTHER = 62.0  # … or three: "10 May / 2025 / 15:35"
UPRIGHT = 74.0  # px, how wide an upright axis is
LEAST_WEIGHT = 4.0  # px for an event that has no label

EARLY, LATE = (days_from_civil(year, 1, 1) * DAY for year in (1000, 10_000))  # years of four digits

POINT = 11.9  # px: what is no wider looks like a moment, and does not seem to take its time
CELL = {"month": 40, **dict.fromkeys(("day", "minute", "second", "microsecond"), POINT)}
# px, the width of one unit that shows all there is to see …
WIDEST_CELL = 60  # … and of the other units: one tick label
ROOMY = 3.0  # an axis without cuts is drawn up to so many times as fine, before more time is shown around


class Block(NamedTuple):
    """Events whose extents touch, so that nothing can be cut between them: their bounds, and sums over them.

    ``events`` events with middles t and ranks r have the sums of t, t², and r·t: enough for the strain of any
    run of blocks. They are whole numbers, so nothing is lost however far apart the instants are.
    """

    first: int
    end: int
    events: int
    total: int
    squares: int
    ranked: int
    finest: float  # px per microsecond at which the finest date is as wide as its tick label
    narrowest: float  # px that the stretch's own ticks need
    size: float  # the share of the axis that the events ask for
    labels: float  # px that their labels need along it; 0 where it is not known


def linear(
    extents: Sequence[Extent],
    units: Sequence[str],
    low: float,
    high: float,
    *,
    weights: Sequence[float] | None = None,
    window: Window = (None, None),
) -> Scale:
    """One stretch that holds everything. ``low`` and ``high`` are the ends of the axis in px.

    ``weights`` are the px that each label needs along an upright axis; None for a level one. No time outside
    the ``window`` is shown.
    """
    axis = _Axis(low, high, weights is not None, window)
    return _scale([_joined(_blocks(extents, units, weights))], axis)


def broken(
    extents: Sequence[Extent],
    units: Sequence[str],
    low: float,
    high: float,
    *,
    eager: bool = False,
    weights: Sequence[float] | None = None,
    window: Window = (None, None),
    language: Language = EN,
) -> Scale:
    """Stretches with cuts between them, or a single stretch where no cut is worth its place.

    ``eager`` sets a lower price on cuts; the words in them are of the ``language``. For the others see
    ``linear``.
    """
    axis = _Axis(low, high, weights is not None, window, language)
    blocks = _candidates(_blocks(extents, units, weights))
    most = int((high - low) / (ROOM_UPRIGHT if axis.upright else ROOM_FOR_A_CUT))
    stretches = _cut(blocks, high - low, most, EAGER if eager else COST)
    scale = _scale(stretches, axis)
    if len(stretches) > 1 and not axis.upright and not _has_room(scale, stretches):
        return _scale([_joined(blocks)], axis)
    return scale


def _has_room(scale: Scale, stretches: Sequence[Block]) -> bool:
    """Does any stretch of a broken axis have room for a tick's label?"""
    pairs = zip(scale.stretches, stretches, strict=True)
    return any(placed.x1 - placed.x0 >= block.narrowest - 1 for placed, block in pairs)


class _Axis(NamedTuple):
    """Where the axis lies: its ends in px, which way it runs, and the time that it may show."""

    low: float
    high: float
    upright: bool
    window: Window
    language: Language = EN

    def gap(self, length: int) -> float:
        """The px of a cut."""
        if self.upright:
            return cut_height(length, UPRIGHT, self.language)
        return cut_width(length, self.language)


def _blocks(extents: Sequence[Extent], units: Sequence[str], weights: Sequence[float] | None) -> list[Block]:
    """The blocks of all extents, in time order."""
    order = sorted(range(len(extents)), key=extents.__getitem__)
    blocks: list[Block] = []
    for rank, number in enumerate(order):
        extent = extents[number]
        middle = extent.middle
        one = Block(
            extent.first,
            extent.end,
            1,
            middle,
            middle * middle,
            rank * middle,
            *_needs(extent, units[number], upright=weights is not None),
            max(weights[number], LEAST_WEIGHT) if weights else 1,
            weights[number] if weights else 0.0,
        )
        if blocks and extent.first <= blocks[-1].end:
            blocks[-1] = _pair(blocks[-1], one)
        else:
            blocks.append(one)
    return blocks


def _needs(extent: Extent, unit: str, *, upright: bool) -> tuple[float, float]:
    """The finest scale that a date deserves, in px per microsecond, and the narrowest stretch for its ticks
    in px.
    """
    known = UNITS.get(unit)
    length = known.mean if known else extent.end - extent.first
    if upright:
        narrowest = LEAST_UPRIGHT.get(unit, LEAST_UPRIGHT_OTHER)
    else:
        narrowest = NARROWEST.get(unit, NARROWEST_OTHER) if EARLY < extent.first < LATE else NARROWEST_OTHER
    return CELL.get(unit, WIDEST_CELL) / length, narrowest


def _joined(blocks: Sequence[Block]) -> Block:
    """Neighbouring blocks as one."""
    if len(blocks) == 1:
        return blocks[0]
    return Block(
        blocks[0].first,
        max(block.end for block in blocks),
        sum(block.events for block in blocks),
        sum(block.total for block in blocks),
        sum(block.squares for block in blocks),
        sum(block.ranked for block in blocks),
        max(block.finest for block in blocks),
        max(block.narrowest for block in blocks),
        sum(block.size for block in blocks),
        sum(block.labels for block in blocks),
    )


def _pair(one: Block, other: Block) -> Block:
    """Two neighbouring blocks as one: what ``_joined`` makes of them, for every event of a crowd."""
    first, end, events, total, squares, ranked, finest, narrowest, size, labels = one
    _, end2, events2, total2, squares2, ranked2, finest2, narrowest2, size2, labels2 = other
    return Block(
        first,
        max(end, end2),
        events + events2,
        total + total2,
        squares + squares2,
        ranked + ranked2,
        max(finest, finest2),
        max(narrowest, narrowest2),
        size + size2,
        labels + labels2,
    )


def _candidates(blocks: list[Block]) -> list[Block]:
    """The blocks joined again across all but the widest gaps, so that what follows stays small."""
    gaps = sorted(range(1, len(blocks)), key=lambda place: blocks[place].first - blocks[place - 1].end)
    starts = [0, *sorted(gaps[-CANDIDATES:]), len(blocks)]
    return [_joined(blocks[start:stop]) for start, stop in pairwise(starts)]


def _cut(blocks: Sequence[Block], width: float, most: int, cost: float) -> list[Block]:
    """The blocks joined into the stretches of least strain, with at most ``most`` cuts."""
    size, every = len(blocks), sum(block.events for block in blocks)
    ranks = [0]
    for block in blocks:
        ranks.append(ranks[-1] + block.events)
    strains = {
        (start, stop): _strain(_joined(blocks[start:stop]), ranks[start], width / every)
        for start in range(size)
        for stop in range(start + 1, size + 1)
    }
    price = cost * width * every
    wide = (blocks[-1].end - blocks[0].first) * NARROWEST_CUT / width  # what is as long as a cut is wide
    # best[cuts][start, stop]: the least strain of blocks[:stop] in cuts + 1 stretches of which
    # blocks[start:stop] is the last one, and where the one before it starts
    best: list[dict[tuple[int, int], tuple[float, int]]] = [
        {(0, stop): (strains[0, stop], 0) for stop in range(1, size + 1)}
    ]
    for _ in range(min(most, size - 1)):
        after: dict[tuple[int, int], tuple[float, int]] = {}
        for (before, start), (strain, _) in best[-1].items():
            for stop in range(start + 1, size + 1):
                burst = min(ranks[start] - ranks[before], ranks[stop] - ranks[start]) >= BURST
                if (burst or _gap(blocks, start) >= wide) and _is_quiet(blocks, before, start, stop):
                    found = strain + price + strains[start, stop], before
                    after[start, stop] = min(after.get((start, stop), found), found)
        best.append(after)
    return _traced(blocks, best)


def _is_quiet(blocks: Sequence[Block], before: int, start: int, stop: int) -> bool:
    """Is the gap before blocks[start] long for where it is: beside the shorter of the two stretches that it
    parts, and beside the shorter of the gaps next to it?
    """
    gap = _gap(blocks, start)
    stretches = blocks[start - 1].end - blocks[before].first, blocks[stop - 1].end - blocks[start].first
    beside = [_gap(blocks, other) for other in (start - 1, start + 1) if 0 < other < len(blocks)]
    return gap >= QUIET * min(stretches) and gap >= QUIETER * min(beside, default=0)


def _gap(blocks: Sequence[Block], after: int) -> int:
    """The length of the gap before blocks[after]."""
    return blocks[after].first - blocks[after - 1].end


def _traced(blocks: Sequence[Block], best: Sequence[dict[tuple[int, int], tuple[float, int]]]) -> list[Block]:
    """The stretches of the cheapest way to the last block."""
    ways = [
        (strain, cuts, start)
        for cuts, found in enumerate(best)
        for (start, stop), (strain, _) in found.items()
        if stop == len(blocks)
    ]
    _, cuts, start = min(ways)
    stop = len(blocks)
    stretches: list[Block] = []
    while True:
        stretches.insert(0, _joined(blocks[start:stop]))
        if not start:
            return stretches
        start, stop, cuts = best[cuts][start, stop][1], start, cuts - 1


def _strain(block: Block, rank: int, pitch: float) -> float:
    """How far labels ``pitch`` px apart would be from their marks, summed over the block: their number times
    the root of the mean square. ``rank`` is the place of the block's first event among all.

    Labels stand by rank and marks by time, so it is what a straight line through rank over time leaves over:
    nothing where events lie evenly, and nothing for one event or two.
    """
    n = block.events
    if n < 3:
        return 0.0
    ranks = n * rank + n * (n - 1) // 2
    shared = n * block.ranked - ranks * block.total  # n² × the covariance of rank and time, as a whole number
    times = n * block.squares - block.total * block.total  # n² × the variance of time
    spread = n * n * (n * n - 1) // 12  # n² × the variance of rank
    left_over = spread - shared * shared / times if times else spread
    return pitch * sqrt(max(left_over, 0.0))


def _scale(stretches: Sequence[Block], axis: _Axis) -> Scale:
    """The stretches on the axis, each with its share of the width and a margin that shows some time around
    it. A cut is as wide as the words for what the margins leave of it.
    """
    gaps = [axis.gap(after.first - before.end) for before, after in pairwise(stretches)]
    while True:
        scale = _placed(stretches, axis, gaps)
        needed = [max(gap, axis.gap(cut.end - cut.first)) for gap, cut in zip(gaps, scale.cuts, strict=True)]
        if needed == gaps:
            return scale
        gaps = needed


def _placed(stretches: Sequence[Block], axis: _Axis, gaps: Sequence[float]) -> Scale:
    """The stretches on the axis, with ``gaps`` of so many px between them."""
    placed: list[Stretch] = []
    x = axis.low
    widths = _shares(stretches, axis.high - axis.low - sum(gaps))
    for number, (width, gap) in enumerate(zip(widths, [*gaps, 0.0], strict=True)):
        first, end = _with_margins(stretches, number, width, axis.window)
        placed.append(Stretch(first, end, x, x + width))
        x += width + gap
    return Scale(placed)


def _shares(stretches: Sequence[Block], room: float) -> list[float]:
    """Widths that add up to ``room``: by size, within each stretch's own bounds as far as they allow."""
    squeeze = min(1.0, room / sum(stretch.narrowest for stretch in stretches))
    least = [stretch.narrowest * squeeze for stretch in stretches]
    most = [
        max(narrowest, stretch.labels, (stretch.end - stretch.first) * stretch.finest + 2 * MARGIN)
        for stretch, narrowest in zip(stretches, least, strict=True)
    ]
    if sum(most) <= room:  # everything is as fine as it needs to be: what is over is shared out alike
        return [width * room / sum(most) for width in most]
    widths: dict[int, float] = {}
    free = set(range(len(stretches)))
    while free:
        left = room - sum(width for number, width in widths.items() if number not in free)
        sizes = sum(stretches[number].size for number in free)
        wish = {number: left * stretches[number].size / sizes for number in free}
        widths.update({number: min(max(wish[number], least[number]), most[number]) for number in free})
        # Those settle first whose bounds take, or leave, more than the others' bounds leave or take.
        over = sum(widths[number] - wish[number] for number in free)
        bound = {number for number in free if (widths[number] - wish[number]) * over > 0}
        free -= bound or free
    return [widths[number] for number in range(len(stretches))]


def _with_margins(stretches: Sequence[Block], number: int, width: float, window: Window) -> tuple[int, int]:
    """The instants at the two ends of a stretch ``width`` px wide: its own, and some before and after, but
    none outside the window.
    """
    block = stretches[number]
    length = block.end - block.first
    inner = max(width - 2 * MARGIN, width / 2)
    roomy = ROOMY if len(stretches) == 1 and block.finest <= POINT / DAY else 1  # no minute ever takes room
    finest = min(inner / length, block.finest * roomy)
    margin = ceil((width / finest - length) / 2)
    before = (block.first - stretches[number - 1].end) * 2 // 5 if number else margin
    after = (stretches[number + 1].first - block.end) * 2 // 5 if number + 1 < len(stretches) else margin
    first, end = block.first - max(min(margin, before), 1), block.end + max(min(margin, after), 1)
    if window[0] is not None:
        first = max(first, min(window[0], block.first))
    if window[1] is not None:
        end = min(end, max(window[1] + 1, block.end))
    return first, end
