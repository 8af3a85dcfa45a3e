"""What led to what: links, drawn in a rail beside the axis, where no leader and no label comes.

A link is an elbow: down from its cause's foot, along a track, up to its effect's foot, an arrow head at the
end. The rules of the rail:

    feet      an event stands on one foot where all its links leave it, or all reach it, and on two where
              some do this and some that. Feet stand apart, in the order of their events; of those at one
              place, the order is that in which the fewest links cross
    trunks    links that say the same and have their effect, or else their cause, in common run on one track
              and join, or part, in curves that show which way they go
    tracks    a short one lies nearer to the axis than one that spans it, so that they nest like brackets;
              those that only overlap cross once, at a right angle
    labels    once for a trunk: in its track, which is interrupted around it, or, where that is too short, in
              lines below it, or beside it at the same depth; where as few legs of deeper tracks come down as
              can be. One that has to come down there all the same is interrupted: no line runs through a
              word. What all arrows say stands at none of them but in a note

All of it is worked out along an axis that runs to the right, with depths from the strip's edge downwards. The
upright rail is the same one turned by a quarter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import pairwise

from timeline.languages import EN, Language
from timeline.layout import marks
from timeline.layout.furniture import Frame
from timeline.layout.spread import spread
from timeline.layout.typeset import FALLBACK, measure, reserve, wrap
from timeline.model import Event, Link
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Anchor, Group, Path, Role, Segment, Shape, Text

if TYPE_CHECKING:
    from typing import TypeAlias

    Turn: TypeAlias = Callable[[float, float], tuple[float, float]]
    """From a place along the axis and a depth, in px, to a point of the picture."""

Elsewhere: TypeAlias = "Mapping[str, tuple[str, int]]"
"""Events on other pages, by their ids: the title, and the page's number."""

NOWHERE: Elsewhere = {}

FEW = 24  # links that a picture carries without being asked to
A_LINK = 48.0  # px of a level axis for each of them
HANDFUL = 2  # links, for which an axis does not stand a second time: they are said in words
SEVERAL = 4  # arrows, from which it is said once for all what all of them say
MOST = 200  # links that are drawn where all are asked for: more would be a grey field

FOOT = 9.0  # px along the axis for one foot
EDGE = 3.0  # px of the frame's ends without feet: marks are wider than feet that are pressed together
MARK = 6.5  # px, the depth of an event's mark
SOLE = 11.5  # px, the depth of arrow heads' tips, and where legs begin
HEAD = 6.5  # px, the length of an arrow head …
HALF_HEAD = 3.3  # … and half its width
FIRST = 22.0  # px, the depth of the first track …
FURTHER = 7.0  # … and so much more where a label of its row stands below a foot
PITCH = 11.0  # px from one track to the next …
LABELLED = 16.0  # … and from one with a label at its own depth: corners of the next come up towards that
CROWDED = 12  # trunks, past which those 16 px are …
TIGHT = 14.0  # … as many as keep labels and corners just apart
BEND = 6.0  # px, the radius of corners
STROKE = 1.25
APART = 7.0  # px between two tracks, or labels, in one row
AFTER = 4.0  # px below the last track …
AFTER_LABEL = 8.0  # … or below one with a label at its depth

SIZE = 12.0  # px, the type size of labels
LEADING = 14.0
ASCENT, DESCENT = 10.5, 2.5  # px that a line takes above and below its baseline
CENTRED = 4.0  # px from a track down to the baseline of a label in it
AROUND = 8.0  # px, the least from a label to the line that it interrupts
STUB = 5.0  # px of straight track, the least between such a label and a corner
BELOW = 3.0  # px from a track to the room of a label below it
BEFORE = 9.0  # px from there to the next track: its corners lie in it
CLEAR = 5.0  # px on either side of a label, in which no leg should come down …
NARROWLY = 1.0  # … and in which none does without being interrupted
COLUMNS = 96.0, 216.0  # px at which labels below are broken: at least and at most, while …
MOST_LINES = 4  # … so many lines are enough
NARROW_LINES = 3  # of a label as narrow as its words, at most
TRIALS = 8  # arrangements that are looked at to keep legs off labels
INTERRUPTED = 12.0  # crossings, as bad as which a leg interrupted by a label is …
STOREY = 8.0  # … and px of height, as bad as one …
BESIDE = 4.0  # … and how bad a label beside its track is

WIDEST = 88.0  # px, for the tracks of an upright rail
TIGHTEST = 4.0  # px from one track of it to the next; more tracks than that share them
TOLD = 12  # links that are named to those who point at a trunk


def few(width: float) -> int:
    """How many links an axis ``width`` px long carries without being asked to."""
    return min(FEW, int(width / A_LINK))


class End(NamedTuple):
    """An event at one end of a link: its number, its place along the axis in px, its mark and its words."""

    number: int
    x: float
    kind: int
    colour: Role
    words: str


class Tie(NamedTuple):
    """A link to be drawn: that ``cause`` led to ``effect``; its label, which may be empty, and all of it in
    words.
    """

    cause: End
    effect: End
    label: str
    words: str


class Choice(NamedTuple):
    """The links to draw, and how many others there are between events of the picture.

    ``said`` are links in words, which stand at the picture's foot in place of arrows, ``common`` is what all
    arrows say, if that is said there too, ``away`` how many links lead to events on other pages.
    """

    ties: list[Tie]
    missing: int
    said: Sequence[str] = ()
    common: str = ""
    away: int = 0


def which(
    events: Sequence[Event],
    end: Callable[[int], End],
    mode: str,
    chain: Set[str] = frozenset(),
    few: int = FEW,
    language: Language = EN,
    *,
    level: bool = False,
) -> Choice:
    """The links among ``events`` to draw in one of ``LINKS``; ``end`` tells how an event's end is drawn, by
    its number.

    "focus" draws those between events whose ids are in ``chain``, and knows no others. "auto" draws all where
    they are no more than ``few``, and else those whose ends are both among the most important events; but
    where the axis is ``level`` a ``HANDFUL`` is said in words. Past ``MOST``, importance decides in every
    mode.
    """
    if mode == "none":
        return Choice([], 0)
    by_id = {event.id: number for number, event in enumerate(events) if event.id is not None}
    found = [
        (number, by_id[link.to], link.label or "")
        for number, event in enumerate(events)
        if event.links and (mode != "focus" or event.id in chain)
        for link in event.links
        if link.to in by_id and (mode != "focus" or link.to in chain)
    ]
    limit = few if mode == "auto" else MOST
    kept = _most_important(events, found, limit) if len(found) > limit else found
    ties = []
    for cause, effect, label in kept:
        key = "link.words_labelled" if label else "link.words"
        words = language.say(key, cause=events[cause].title, effect=events[effect].title, label=label)
        ties.append(Tie(end(cause), end(effect), label, words))
    if level and mode == "auto" and len(found) <= HANDFUL:
        return Choice([], 0, [tie.words for tie in ties])
    return Choice(ties, len(found) - len(kept), (), _common(ties))


def leading_away(
    events: Sequence[Event], elsewhere: Elsewhere, mode: str, chain: Set[str] = frozenset()
) -> list[tuple[int, Link]]:
    """The links that lead from ``events`` to those ``elsewhere``, each with its cause's number, in the same
    modes.
    """
    if mode == "none":
        return []
    return [
        (number, link)
        for number, event in enumerate(events)
        if event.links and (mode != "focus" or event.id in chain)
        for link in event.links
        if link.to in elsewhere
    ]


def _common(ties: Sequence[Tie]) -> str:
    """What ties say that all say the same, where it would have to be written at several of them; else
    nothing.
    """
    parted = len({tie.cause.number for tie in ties}) > 1 < len({tie.effect.number for tie in ties})
    return ties[0].label if len(ties) >= SEVERAL and parted and len({tie.label for tie in ties}) == 1 else ""


def _most_important(
    events: Sequence[Event], found: Sequence[tuple[int, int, str]], limit: int
) -> list[tuple[int, int, str]]:
    """The at most ``limit`` links between the most important events, in the order in which they were found.

    Links of the same importance are drawn all or not at all, unless they alone are too many.
    """
    weights = [min(events[cause].importance, events[effect].importance) for cause, effect, _ in found]
    ranked = sorted(range(len(found)), key=lambda number: -weights[number])
    level = weights[ranked[limit]]
    whole = [number for number in ranked[:limit] if weights[number] > level]
    return [found[number] for number in sorted(whole or ranked[:limit])]


class Rail(NamedTuple):
    """Links below a strip that runs to the right: how high they are, and their shapes."""

    height: float
    plan: _Plan | None

    def draw(self, top: float) -> list[Shape]:
        """The shapes, where the strip's lower edge is at ``top``."""
        return _draw(self.plan, lambda x, depth: (x, top + depth)) if self.plan else []


class UprightRail(NamedTuple):
    """Links to the left of a strip that runs downwards: how wide they are, and their shapes."""

    width: float
    plan: _Plan | None

    def draw(self, right: float) -> list[Shape]:
        """The shapes, where the strip's left edge is at ``right``."""
        return _draw(self.plan, lambda x, depth: (right - depth, x)) if self.plan else []


def rail(ties: Sequence[Tie], frame: Frame, language: Language = EN) -> Rail:
    """The rail of ``ties`` between the frame's ends, as high as they need. At most some hundreds of them: see
    ``which``.
    """
    if not ties:
        return Rail(0.0, None)
    if _common(ties):
        ties = [tie._replace(label="") for tie in ties]
    stance = _stand(ties, frame)
    nest = _nest(_trunks(ties, stance))
    ways = [_ways(trunk, stance, frame) for trunk in nest.trunks]
    best = _search(nest, ways, stance, frame)
    trunks = [trunk._replace(label=label) for trunk, label in zip(nest.trunks, best.labels, strict=True)]
    plan = _Plan(trunks, best.depths, stance, {}, language)
    _interrupt(plan)
    return Rail(best.height, plan)


def rail_upright(ties: Sequence[Tie], top: float, bottom: float, language: Language = EN) -> UprightRail:
    """The rail of ``ties``, whose places are those down a page between ``top`` and ``bottom``, without labels
    and never wider than a narrow page can spare: tracks draw together, and then share their places.
    """
    if not ties:
        return UprightRail(0.0, None)
    stance = _stand(ties, Frame(top, bottom))
    nest = _nest(_trunks([tie._replace(label="") for tie in ties], stance))
    rows = _rows(nest, [None] * len(nest.trunks), [0] * len(nest.trunks))
    count = max(rows) + 1
    tracks = min(count, int(WIDEST / TIGHTEST) + 1)
    pitch = min(PITCH, WIDEST / max(1, tracks - 1))
    depths = [FIRST + pitch * (row * tracks // count) for row in rows]
    return UprightRail(max(depths) + AFTER, _Plan(nest.trunks, depths, stance, {}, language))


class _Foot(NamedTuple):
    """Where links leave the event of a number, or where they reach it."""

    number: int
    arrives: bool


class _Stance(NamedTuple):
    """The places in px of all feet and of the marks above them, and how far all are pressed together."""

    feet: Mapping[_Foot, float]
    ends: Sequence[tuple[End, float]]
    squeeze: float


class _Label(NamedTuple):
    """A way to write a label: its lines, and half the width in px that each of them and all of it reserves;
    whether it stands at its track's depth, or below it; where its middle may be, from place to place, and
    where it is; and which of its ends stays where it is in a font of another width.
    """

    lines: tuple[str, ...]
    halves: tuple[float, ...]
    half: float
    level: bool
    stretches: Sequence[tuple[float, float]]
    x: float
    anchor: Anchor = "middle"

    @property
    def room(self) -> float:
        """From its track down to its own end, in px; to the next track there is more."""
        return 0.0 if self.level else BELOW + LEADING * len(self.lines)

    @property
    def margin(self) -> float:
        """From its track to the rail's end, in px."""
        return AFTER_LABEL if self.level else self.room + AFTER

    def baseline(self, number: int) -> float:
        """From its track down to the baseline of a line, in px."""
        return CENTRED if self.level else BELOW + LEADING * number + 11


class _Trunk(NamedTuple):
    """Links on one track, from ``x0`` to ``x1``: between a hub, where they meet, and each of the feet."""

    hub: _Foot
    feet: Sequence[_Foot]
    x0: float
    x1: float
    words: Sequence[str]
    text: str
    label: _Label | None


class _Plan(NamedTuple):
    """Trunks with the depths of their tracks, the places of the feet, and where legs are interrupted, from
    depth to depth.
    """

    trunks: list[_Trunk]
    depths: list[float]
    stance: _Stance
    gaps: dict[_Foot, list[tuple[float, float]]]
    language: Language

    def legs(self) -> dict[_Foot, float]:
        """How deep each foot's leg goes: to the deepest of its tracks."""
        deepest: dict[_Foot, float] = {}
        for trunk, depth in zip(self.trunks, self.depths, strict=True):
            for foot in (trunk.hub, *trunk.feet):
                deepest[foot] = max(deepest.get(foot, depth), depth)
        return deepest


def _stand(ties: Sequence[Tie], frame: Frame) -> _Stance:
    """Where the feet of all ends stand: as near to their events as the others allow."""
    ends = {end.number: end for tie in ties for end in (tie.cause, tie.effect)}
    ways: dict[_Foot, list[float]] = {}
    for tie in ties:
        ways.setdefault(_Foot(tie.cause.number, False), []).append(tie.effect.x - tie.cause.x)
        ways.setdefault(_Foot(tie.effect.number, True), []).append(tie.cause.x - tie.effect.x)
    lean = {foot: _lean(sum(way) / len(way)) for foot, way in ways.items()}
    own: dict[int, list[_Foot]] = {}
    for foot in sorted(lean, key=lambda foot: (lean[foot], foot)):
        own.setdefault(foot.number, []).append(foot)
    order = sorted(own, key=lambda number: (ends[number].x, sum(lean[foot] for foot in own[number]), number))
    low, high = frame.left + EDGE, frame.right - EDGE
    squeeze = min(1.0, (high - low) * 0.999 / (FOOT * len(lean)))
    pace = FOOT * squeeze
    sizes = [pace * len(own[number]) for number in order]
    wanted = [ends[number].x - size / 2 for number, size in zip(order, sizes, strict=True)]
    lefts = spread(wanted, sizes, 0.0, low, high)
    feet = {
        foot: left + pace * (place + 0.5)
        for number, left in zip(order, lefts, strict=True)
        for place, foot in enumerate(own[number])
    }
    middles = [left + size / 2 for left, size in zip(lefts, sizes, strict=True)]
    return _Stance(feet, [(ends[number], x) for number, x in zip(order, middles, strict=True)], squeeze)


def _lean(way: float) -> float:
    """How a foot is ordered among those at its place, by the way in px that its links go: those that go left
    before those that go right, and of either the longer inside, under whose tracks the shorter ones nest.
    """
    return 1 / way if abs(way) > 1e-6 else 0.0


def _trunks(ties: Sequence[Tie], stance: _Stance) -> list[_Trunk]:
    """The ties in trunks: each goes with those that share its effect, or its cause, whichever are more."""
    sharing: dict[tuple[_Foot, str], int] = {}
    for tie in ties:
        for hub, _ in _hubs(tie):
            sharing[hub, tie.label] = sharing.get((hub, tie.label), 0) + 1
    members: dict[tuple[_Foot, str], dict[_Foot, str]] = {}
    for tie in ties:
        hub, foot = max(_hubs(tie), key=lambda pair: sharing[pair[0], tie.label])
        members.setdefault((hub, tie.label), {})[foot] = tie.words
    found = []
    for (hub, text), words in members.items():
        places = [stance.feet[foot] for foot in (hub, *words)]
        found.append(
            _Trunk(hub, [*words], min(places), max(places), [*words.values()], " ".join(text.split()), None)
        )
    return found


def _hubs(tie: Tie) -> tuple[tuple[_Foot, _Foot], tuple[_Foot, _Foot]]:
    """The two feet of a tie, each with the other: the effect's first, as what has many causes is told best
    by one arrow.
    """
    cause, effect = _Foot(tie.cause.number, False), _Foot(tie.effect.number, True)
    return (effect, cause), (cause, effect)


class _Nest(NamedTuple):
    """Trunks, their numbers from the shortest to the longest, and for each the numbers of those that it
    spans.
    """

    trunks: list[_Trunk]
    order: Sequence[int]
    spanned: Sequence[Sequence[int]]


def _nest(trunks: list[_Trunk]) -> _Nest:
    order = sorted(range(len(trunks)), key=lambda number: trunks[number].x1 - trunks[number].x0)
    spanned: list[list[int]] = [[] for _ in trunks]
    for place, number in enumerate(order):
        _, _, x0, x1, *_ = trunks[number]
        spanned[number] = [
            other for other in order[:place] if x0 <= trunks[other].x0 and trunks[other].x1 <= x1
        ]
    return _Nest(trunks, order, spanned)


def _ways(trunk: _Trunk, stance: _Stance, frame: Frame) -> list[_Label]:
    """The ways in which a trunk's label can be written: in its track, beside it, below it."""
    if not trunk.text:
        return []
    half = max(reserve(trunk.text, SIZE) / 2 + 0.5, measure(trunk.text, SIZE) / 2 + AROUND)
    middle = (trunk.x0 + trunk.x1) / 2
    level = _Label((trunk.text,), (half,), half, True, (), middle)
    ways = []
    inside = _inside(trunk, stance, half)
    if inside:
        ways.append(level._replace(stretches=inside, x=_nearest(middle, inside)))
    if 2 * half <= COLUMNS[1]:
        right, left = trunk.x1 + half + CLEAR, trunk.x0 - half - CLEAR
        beside: list[tuple[float, Anchor]] = [(right, "start"), (left, "end")]
        ways += [
            level._replace(stretches=(), x=x, anchor=anchor)
            for x, anchor in beside
            if frame.left + half <= x <= frame.right - half
        ]
    if not inside:
        ways += _below(trunk, frame)
    return ways


def _inside(trunk: _Trunk, stance: _Stance, half: float) -> list[tuple[float, float]]:
    """Where in its track the middle of a label may be: between two of its feet, clear of their corners."""
    places = sorted(stance.feet[foot] for foot in (trunk.hub, *trunk.feet))
    away = BEND + STUB + half
    return [(a + away, b - away) for a, b in pairwise(places) if b - a >= 2 * away]


def _below(trunk: _Trunk, frame: Frame) -> list[_Label]:
    """A trunk's label in lines below its track, under all of it that can be, or covering it: in the usual
    way, and as narrow as its words allow, to stand between legs.
    """
    usual = min(max(trunk.x1 - trunk.x0, COLUMNS[0]), COLUMNS[1], frame.width)
    for width in (usual, min(COLUMNS[1], frame.width), frame.width):
        lines = _even(trunk.text, width)
        if len(lines) <= MOST_LINES:
            break
    narrow = wrap(trunk.text, SIZE, max(measure(word, SIZE) for word in trunk.text.split()))
    kinds = [lines, narrow] if len(lines) < len(narrow) <= NARROW_LINES else [lines]
    return [_set_below(each, trunk, frame) for each in kinds]


def _set_below(lines: Sequence[str], trunk: _Trunk, frame: Frame) -> _Label:
    halves = [reserve(line, SIZE) / 2 for line in lines]
    half = max(halves)
    first, last = sorted((trunk.x0 + half, trunk.x1 - half))
    stretch = max(first, frame.left + half), min(last, frame.right - half)
    if stretch[0] > stretch[1]:  # at the frame's end
        stretch = (_nearest(first, [(frame.left + half, frame.right - half)]),) * 2
    x = _nearest((trunk.x0 + trunk.x1) / 2, [stretch])
    return _Label(tuple(lines), tuple(halves), half, False, (stretch,), x)


def _nearest(x: float, stretches: Sequence[tuple[float, float]]) -> float:
    """The place within ``stretches`` that is nearest to ``x``."""
    return min((min(max(x, low), high) for low, high in stretches), key=lambda place: abs(place - x))


def _even(text: str, width: float) -> list[str]:
    """A text in as few lines of at most ``width`` px as can be, and these about equally long."""
    lines = wrap(text, SIZE, width / FALLBACK)
    while len(lines) > 1 and width > COLUMNS[0]:
        width -= SIZE
        narrower = wrap(text, SIZE, width / FALLBACK)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


class _Arrangement(NamedTuple):
    """The depths of trunks' tracks in px, their labels in place, how many legs meet each of these, how high
    all is, and how bad.
    """

    depths: list[float]
    labels: Sequence[_Label | None]
    met: Sequence[int]
    height: float
    cost: float


def _search(nest: _Nest, ways: Sequence[Sequence[_Label]], stance: _Stance, frame: Frame) -> _Arrangement:
    """The best of a few arrangements. Where legs come down on a label, it may stand clear of them further
    out, or be written in another way: that is worth some trials.
    """
    labels = _likely(nest, ways, stance)
    delays = [0] * len(labels)
    best = first = _arranged(nest, labels, delays, stance, frame)
    trials = TRIALS if len(labels) <= FEW else 0
    for number in sorted(nest.order, key=lambda number: -first.met[number]):
        others = [way for way in ways[number] if way is not labels[number]]
        for label, delay in [(labels[number], 2), *((way, 0) for way in others), (labels[number], 1)]:
            if not trials or not best.met[number]:
                break
            trials -= 1
            trial_labels, trial_delays = [*labels], [*delays]
            trial_labels[number], trial_delays[number] = label, delay
            trial = _arranged(nest, trial_labels, trial_delays, stance, frame)
            if trial.cost < best.cost:
                best, labels, delays = trial, trial_labels, trial_delays
    return best


def _likely(nest: _Nest, ways: Sequence[Sequence[_Label]], stance: _Stance) -> list[_Label | None]:
    """For each trunk the way to write its label that is likely to be the best, as if the legs of all longer
    trunks came down further than its track.
    """
    found: list[_Label | None] = [None] * len(ways)
    later: list[float] = []
    for number in reversed(nest.order):
        trunk = nest.trunks[number]
        if ways[number]:
            costs = []
            for way in ways[number]:
                _, met, _ = _settled(way, later)
                price = BESIDE if way.anchor != "middle" else way.room / STOREY
                costs.append(INTERRUPTED * met + price)
            found[number] = ways[number][costs.index(min(costs))]
        for foot in (trunk.hub, *trunk.feet):
            insort(later, stance.feet[foot])
    return found


def _arranged(
    nest: _Nest, labels: Sequence[_Label | None], delays: Sequence[int], stance: _Stance, frame: Frame
) -> _Arrangement:
    """The trunks in rows, each so many rows further out than it has to be, and their labels where the fewest
    legs meet them.
    """
    rows = _rows(nest, labels, delays)
    deeper = _deeper(nest, rows, stance)
    placed = [*labels]
    met = [0] * len(rows)
    firsts = [FIRST] * len(rows)
    crossings = 0
    for number, low, high in _neighbours(nest, labels, rows, frame):
        trunk, label, legs = nest.trunks[number], labels[number], deeper[rows[number]]
        crossings += bisect_left(legs, trunk.x1) - bisect_right(legs, trunk.x0)
        if label is not None:
            placed[number], met[number], near = _settled(label, legs, low, high)
            firsts[number] += FURTHER if near and label.level else 0.0
    depths = _depths(nest, placed, rows, firsts)
    height = max(
        depth + (label.margin if label else AFTER) for depth, label in zip(depths, placed, strict=True)
    )
    cost = INTERRUPTED * sum(met) + crossings + height / STOREY
    return _Arrangement(depths, placed, met, height, cost)


def _depths(
    nest: _Nest, labels: Sequence[_Label | None], rows: Sequence[int], firsts: Sequence[float]
) -> list[float]:
    """How deep each track is: as near to the axis as its own ``firsts`` and what lies over it in rows nearer
    to the axis allow. What does not lie over it may be as deep, or deeper.
    """
    depths = [0.0] * len(rows)
    above: list[tuple[float, float, float]] = []  # from place to place, and how deep the next may be
    row_before: list[tuple[float, float, float]] = []
    row = 0
    labelled = LABELLED if len(rows) <= CROWDED else TIGHT
    for number in sorted(range(len(rows)), key=rows.__getitem__):
        if rows[number] != row:
            row = rows[number]
            above += row_before
            row_before = []
        trunk, label = nest.trunks[number], labels[number]
        start, end = _reserved(trunk, label)
        low, high = start - APART, end + APART
        depth = max([least for a, b, least in above if a < high and low < b], default=0.0)
        depths[number] = depth = max(depth, firsts[number])
        row_before.append((start, end, depth + (labelled if label else PITCH)))
        if label and not label.level:
            row_before.append((label.x - label.half, label.x + label.half, depth + label.room + BEFORE))
    return depths


def _reserved(trunk: _Trunk, label: _Label | None) -> tuple[float, float]:
    """What nothing else in its row may touch: the track with its label."""
    if label is None:
        return trunk.x0, trunk.x1
    return min(trunk.x0, label.x - label.half), max(trunk.x1, label.x + label.half)


def _rows(nest: _Nest, labels: Sequence[_Label | None], delays: Sequence[int]) -> list[int]:
    """A row for each trunk, from the axis outward: further out than all that it spans, and by its delay more,
    in the first row where it meets no other. No row is left empty.
    """
    rows = [-1] * len(labels)
    filled: list[list[tuple[float, float]]] = []
    for number in nest.order:
        start, end = _reserved(nest.trunks[number], labels[number])
        row = max([rows[other] for other in nest.spanned[number]], default=-1) + 1 + delays[number]
        while row < len(filled) and any(a < end + APART and start < b + APART for a, b in filled[row]):
            row += 1
        while row >= len(filled):
            filled.append([])
        filled[row].append((start, end))
        rows[number] = row
    used = {row: place for place, row in enumerate(sorted(set(rows)))}
    return [used[row] for row in rows]


def _deeper(nest: _Nest, rows: Sequence[int], stance: _Stance) -> list[list[float]]:
    """For each row the places of the legs that come down through it to deeper ones, in order."""
    deepest: dict[_Foot, int] = {}
    for trunk, row in zip(nest.trunks, rows, strict=True):
        for foot in (trunk.hub, *trunk.feet):
            deepest[foot] = max(deepest.get(foot, row), row)
    legs = sorted((stance.feet[foot], row) for foot, row in deepest.items())
    return [[x for x, end in legs if end > row] for row in range(max(rows) + 1)]


def _neighbours(
    nest: _Nest, labels: Sequence[_Label | None], rows: Sequence[int], frame: Frame
) -> Iterable[tuple[int, float, float]]:
    """The numbers of all trunks, and between which places their labels may move without meeting another
    trunk of their row, wherever that one's label moves between its own.
    """
    in_rows: list[list[tuple[float, float, int]]] = [[] for _ in range(max(rows) + 1)]
    for number, (trunk, label) in enumerate(zip(nest.trunks, labels, strict=True)):
        in_rows[rows[number]].append((*_reserved(trunk, label), number))
    for row in in_rows:
        row.sort()
        ends = [frame.left, *((a[1] + b[0]) / 2 for a, b in pairwise(row)), frame.right]
        for (_, _, number), low, high in zip(row, ends, ends[1:], strict=False):
            yield number, low + APART / 2 * (low > frame.left), high - APART / 2 * (high < frame.right)


def _settled(
    label: _Label, legs: Sequence[float], low: float = float("-inf"), high: float = float("inf")
) -> tuple[_Label, int, int]:
    """The label where it meets the fewest of ``legs`` (in order), and comes near to the fewest, and of such
    places at the nearest to its own; and both numbers. It stays between ``low`` and ``high``.
    """
    reach, away = label.half + NARROWLY, label.half + CLEAR
    if bisect_left(legs, label.x + away) == bisect_right(legs, label.x - away):
        return label, 0, 0

    def cost(x: float) -> tuple[int, int, float]:
        met, near = (
            bisect_left(legs, x + far - 1e-6) - bisect_right(legs, x - far + 1e-6) for far in (reach, away)
        )
        return met, near, abs(x - label.x)

    places = [label.x]
    for first, last in label.stretches:
        start, end = max(first, low + label.half), min(last, high - label.half)
        if start < end:
            between = legs[bisect_left(legs, start - away) : bisect_right(legs, end + away)]
            places += [start, end]
            places += [x for leg in between for x in (leg - away, leg + away) if start < x < end]
    costs = [cost(x) for x in places]
    best = min(costs)
    return label._replace(x=places[costs.index(best)]), best[0], best[1]


def _interrupt(plan: _Plan) -> None:
    """Note where legs are interrupted: around the lines of labels that they would run through."""
    legs = [(plan.stance.feet[foot], foot, depth) for foot, depth in plan.legs().items()]
    for trunk, depth in zip(plan.trunks, plan.depths, strict=True):
        label = trunk.label
        if label is None:
            continue
        for x, foot, end in legs:
            if end <= depth or abs(x - label.x) >= label.half + NARROWLY:
                continue
            for number, half in enumerate(label.halves):
                if abs(x - label.x) < half + NARROWLY:
                    baseline = depth + label.baseline(number)
                    gap = baseline - ASCENT - 0.5, baseline + DESCENT + 0.5
                    plan.gaps.setdefault(foot, []).append(gap)


def _draw(plan: _Plan, turn: Turn) -> list[Shape]:
    """All trunks, then the feet on top of them."""
    shapes: list[Shape] = []
    legs = plan.legs()
    for trunk, depth in sorted(zip(plan.trunks, plan.depths, strict=True), key=lambda pair: -pair[1]):
        parts: list[Shape] = [_path(steps, turn) for steps in _elbows(trunk, depth, plan, legs) if steps]
        if trunk.label is not None:
            parts += _written(trunk.label, depth, turn)
        shapes.append(Group(tuple(parts), _told(trunk.words, plan.language)))
    head = max(0.5, plan.stance.squeeze)
    for end, x in plan.stance.ends:
        arrow = plan.stance.feet.get(_Foot(end.number, True))
        mark = marks.point(*turn(x, MARK), marks.SMALL * head, end.kind, end.colour)
        tip = [] if arrow is None else [_head(arrow, HALF_HEAD * head, turn)]
        shapes.append(Group((*tip, mark), end.words))
    return shapes


def _told(words: Sequence[str], language: Language) -> str:
    """What those hear who point at a trunk."""
    told = list(words[:TOLD])
    if len(words) > TOLD:
        told.append(language.counted("mark.more", len(words) - TOLD))
    return language.joined(told, "list.of_phrases")


def _written(label: _Label, depth: float, turn: Turn) -> Iterable[Shape]:
    for number, line in enumerate(label.lines):
        start = label.x + label.half * {"start": -1, "middle": 0, "end": 1}[label.anchor]
        yield Text(*turn(start, depth + label.baseline(number)), line, SIZE, "second", anchor=label.anchor)


def _head(x: float, half: float, turn: Turn) -> Shape:
    corners = (x, SOLE - 1), (x + half, SOLE - 1 + HEAD), (x - half, SOLE - 1 + HEAD)
    steps = [("M" if not number else "L", *turn(*corner)) for number, corner in enumerate(corners)]
    return Path((*steps, ("Z",)), "link")


Step: TypeAlias = "tuple[str, tuple[tuple[float, float], ...]]"
"""A step of a path, its points by place and depth."""


def _path(steps: Sequence[Step], turn: Turn) -> Shape:
    segments: list[Segment] = [
        (command, *(length for point in points for length in turn(*point))) for command, points in steps
    ]
    return Path(tuple(segments), None, "link", STROKE)


def _elbows(trunk: _Trunk, depth: float, plan: _Plan, legs: dict[_Foot, float]) -> Iterable[Sequence[Step]]:
    """The paths of a trunk: on each side of the hub a whole elbow from the farthest foot, and from the others
    their legs, which join its track. A leg is drawn with the deepest of its tracks: ``legs``, from which it
    is taken when it is drawn, so that nothing is drawn twice.
    """
    hub = plan.stance.feet[trunk.hub]
    farthest_first = sorted(trunk.feet, key=lambda foot: (-abs(plan.stance.feet[foot] - hub), foot))
    reached: set[bool] = set()  # sides
    for foot in farthest_first:
        x = plan.stance.feet[foot]
        way = 1.0 if x < hub else -1.0
        bend = min(BEND, abs(hub - x) / 2)
        steps = [*_leg(foot, x, depth, bend, plan, legs), ("Q", ((x, depth), (x + way * bend, depth)))]
        if (x < hub) not in reached or abs(hub - x) < 4 * BEND:
            rise = _leg(trunk.hub, hub, depth, bend, plan, legs)
            steps += _track(x + way * bend, hub - way * bend, depth, trunk.label)
            steps += [("Q", ((hub, depth), (hub, depth - bend))), *_backwards(rise)]
        reached.add(x < hub)
        yield steps


def _track(start: float, end: float, depth: float, label: _Label | None) -> list[Step]:
    """The steps along a track, interrupted around a label that stands in it."""
    steps: list[Step] = [("L", ((end, depth),))]
    if label is None or not label.level or not min(start, end) < label.x < max(start, end):
        return steps
    half = label.half if start < end else -label.half
    return [("L", ((label.x - half, depth),)), ("M", ((label.x + half, depth),)), *steps]


def _leg(
    foot: _Foot, x: float, depth: float, bend: float, plan: _Plan, legs: dict[_Foot, float]
) -> list[Step]:
    """The steps down a leg to where it bends: all of it the first time, in pieces where it is interrupted;
    later, and for tracks that part from it on its way, only the point there.
    """
    end = depth - bend
    corner: Step = ("M", ((x, end),))
    if legs.get(foot) != depth:
        return [corner]
    del legs[foot]
    steps: list[Step] = []
    start = SOLE + (HEAD - 2 if foot.arrives else 0)
    for first, last in sorted(plan.gaps.get(foot, ())):
        if first > start:
            steps += [("M", ((x, start),)), ("L", ((x, first),))]
        start = last
    return [*steps, ("M", ((x, start),)), ("L", ((x, end),))]


def _backwards(leg: Sequence[Step]) -> list[Step]:
    """What goes on up a leg from where it bends."""
    points = [points[0] for _, points in leg][::-1]
    steps: list[Step] = [("L" if number % 2 else "M", (point,)) for number, point in enumerate(points)]
    return steps[1:]
