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
    labels    below their track, once for a trunk, where as few legs of deeper tracks come down as can be;
              one that has to come down there all the same is interrupted: no line runs through a word

All of it is worked out along an axis that runs to the right, with depths from the strip's edge downwards. The
upright rail is the same one turned by a quarter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from timeline.layout import marks
from timeline.layout.furniture import Frame
from timeline.layout.spread import spread
from timeline.layout.typeset import FALLBACK, reserve, wrap
from timeline.model import Event
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Group, Path, Role, Segment, Shape, Text

if TYPE_CHECKING:
    from typing import TypeAlias

    Turn: TypeAlias = Callable[[float, float], tuple[float, float]]
    """From a place along the axis and a depth, in px, to a point of the picture."""

MODES = ("auto", "none", "focus", "all")
FEW = 24  # links that a picture carries without being asked to
MOST = 200  # links that are drawn where all are asked for: more would be a grey field

FOOT = 10.0  # px along the axis for one foot
EDGE = 3.0  # px of the frame's ends without feet: marks are wider than feet that are pressed together
MARK = 6.5  # px, the depth of an event's mark
SOLE = 11.5  # px, the depth of arrow heads' tips, and where legs begin
HEAD = 6.5  # px, the length of an arrow head …
HALF_HEAD = 3.3  # … and half its width
FIRST = 27.0  # px, the depth of the first track
PITCH = 11.0  # px from one track to the next
BEND = 6.0  # px, the radius of corners
STROKE = 1.25
APART = 7.0  # px between two tracks, or labels, in one row
AFTER = 6.0  # px below the last track

SIZE = 12.0  # px, the type size of labels
LEADING = 14.0
BELOW = 3.0  # px from a track to the room of its label
BEFORE = 9.0  # px from there to the next track: its corners lie in it
CLEAR = 3.0  # px on either side of a label, in which no leg comes down
COLUMNS = 96.0, 216.0  # px at which labels are broken: at least and at most, while …
MOST_LINES = 4  # … so many lines are enough
TRIALS = 60  # arrangements that are looked at to keep legs off labels
INTERRUPTED = 4.0  # crossings, as bad as which a leg interrupted by a label is …
STOREY = 12.0  # … and px of height, as bad as one

WIDEST = 88.0  # px, for the tracks of an upright rail
TIGHTEST = 4.0  # px from one track of it to the next; more tracks than that share them
TOLD = 12  # links that are named to those who point at a trunk


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
    """The links to draw, and how many others there are between events of the picture."""

    ties: list[Tie]
    missing: int


def which(
    events: Sequence[Event], end: Callable[[int], End], mode: str, chain: Set[str] = frozenset()
) -> Choice:
    """The links among ``events`` to draw in one of ``MODES``; ``end`` tells how an event's end is drawn, by
    its number.

    "focus" draws those between events whose ids are in ``chain``, and knows no others. "auto" draws all where
    they are few, and else those whose ends are both among the most important events. Past ``MOST``,
    importance decides in every mode.
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
    limit = FEW if mode == "auto" else MOST
    kept = _most_important(events, found, limit) if len(found) > limit else found
    ties = []
    for cause, effect, label in kept:
        words = f"{events[cause].title} → {events[effect].title}"
        ties.append(Tie(end(cause), end(effect), label, f"{words}: {label}" if label else words))
    return Choice(ties, len(found) - len(kept))


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


def note(missing: int, drawn: int) -> str:
    """A sentence that says how many links are not drawn; empty where all are."""
    if not missing:
        return ""
    return f"{missing:,} of {missing + drawn:,} links are not drawn; importance decided which."


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


def rail(ties: Sequence[Tie], frame: Frame) -> Rail:
    """The rail of ``ties`` between the frame's ends, as high as they need. At most some hundreds of them: see
    ``which``.
    """
    if not ties:
        return Rail(0.0, None)
    stance = _stand(ties, frame)
    trunks = [
        trunk._replace(label=_label(trunk, frame)) if trunk.text else trunk for trunk in _trunks(ties, stance)
    ]
    # Where legs come down on a label, it may stand clear of them further out: that is worth some trials.
    delays = [0] * len(trunks)
    best = _arranged(trunks, delays, stance, frame)
    trials = TRIALS if len(trunks) <= FEW else 0
    for number in range(len(trunks)):
        for delay in (1, 2, 3):
            if trials and best.met[number]:
                trials -= 1
                trial = _arranged(trunks, [*delays[:number], delay, *delays[number + 1 :]], stance, frame)
                if trial.cost < best.cost:
                    best, delays[number] = trial, delay
    return Rail(best.height, best.plan)


class _Arrangement(NamedTuple):
    """A plan, its height in px, how many legs meet each trunk's label, and how bad it all is."""

    plan: _Plan
    height: float
    met: Sequence[int]
    cost: float


def _arranged(trunks: Sequence[_Trunk], delays: Sequence[int], stance: _Stance, frame: Frame) -> _Arrangement:
    """The trunks in rows, each so many rows further out than it has to be, and their labels where the fewest
    legs meet them.
    """
    rows = _rows(trunks, delays)
    bands = [0.0] * (max(rows) + 1)
    for trunk, row in zip(trunks, rows, strict=True):
        bands[row] = max(bands[row], trunk.label.band if trunk.label else 0.0)
    depths = [FIRST]
    for band in bands[:-1]:
        depths.append(depths[-1] + (band + BEFORE if band else PITCH))
    plan = _Plan([*trunks], [depths[row] for row in rows], stance, {})
    met = _settle_labels(plan, rows, frame)
    height = depths[-1] + bands[-1] + AFTER
    return _Arrangement(plan, height, met, INTERRUPTED * sum(met) + plan.crossings() + height / STOREY)


def rail_upright(ties: Sequence[Tie], top: float, bottom: float) -> UprightRail:
    """The rail of ``ties``, whose places are those down a page between ``top`` and ``bottom``, without labels
    and never wider than a narrow page can spare: tracks draw together, and then share their places.
    """
    if not ties:
        return UprightRail(0.0, None)
    stance = _stand(ties, Frame(top, bottom))
    trunks = _trunks([tie._replace(label="") for tie in ties], stance)
    rows = _rows(trunks, [0] * len(trunks))
    count = max(rows) + 1
    tracks = min(count, int(WIDEST / TIGHTEST) + 1)
    pitch = min(PITCH, WIDEST / max(1, tracks - 1))
    depths = [FIRST + pitch * (row * tracks // count) for row in rows]
    return UprightRail(max(depths) + AFTER, _Plan(trunks, depths, stance, {}))


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
    """A label's lines, the middle of its place in px, and half the width that it reserves."""

    lines: tuple[str, ...]
    x: float
    half: float

    @property
    def band(self) -> float:
        """The room below its track, in px."""
        return BELOW + LEADING * len(self.lines)


class _Trunk(NamedTuple):
    """Links on one track, from ``x0`` to ``x1``: between a hub, where they meet, and each of the feet."""

    hub: _Foot
    feet: Sequence[_Foot]
    x0: float
    x1: float
    words: Sequence[str]
    text: str
    label: _Label | None

    @property
    def reserved(self) -> tuple[float, float]:
        """What nothing else in its row may touch: the track with its label."""
        if self.label is None:
            return self.x0, self.x1
        return min(self.x0, self.label.x - self.label.half), max(self.x1, self.label.x + self.label.half)


class _Plan(NamedTuple):
    """Trunks with the depths of their tracks, the places of the feet, and where legs are interrupted, from
    depth to depth.
    """

    trunks: list[_Trunk]
    depths: list[float]
    stance: _Stance
    gaps: dict[_Foot, list[tuple[float, float]]]

    def legs(self) -> dict[_Foot, float]:
        """How deep each foot's leg goes: to the deepest of its tracks."""
        deepest: dict[_Foot, float] = {}
        for trunk, depth in zip(self.trunks, self.depths, strict=True):
            for foot in (trunk.hub, *trunk.feet):
                deepest[foot] = max(deepest.get(foot, depth), depth)
        return deepest

    def crossings(self) -> int:
        """How often a leg crosses a track."""
        legs = [(self.stance.feet[foot], depth) for foot, depth in self.legs().items()]
        return sum(
            trunk.x0 < x < trunk.x1 and end > depth
            for trunk, depth in zip(self.trunks, self.depths, strict=True)
            for x, end in legs
        )


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


def _label(trunk: _Trunk, frame: Frame) -> _Label:
    """A trunk's label in lines, its place the middle of the track as far as the frame allows."""
    usual = min(max(trunk.x1 - trunk.x0, COLUMNS[0]), COLUMNS[1], frame.width)
    for width in (usual, min(COLUMNS[1], frame.width), frame.width):
        lines = _even(trunk.text, width)
        if len(lines) <= MOST_LINES:
            break
    half = max(reserve(line, SIZE) for line in lines) / 2
    middle = (trunk.x0 + trunk.x1) / 2
    return _Label(tuple(lines), min(max(middle, frame.left + half), frame.right - half), half)


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


def _rows(trunks: Sequence[_Trunk], delays: Sequence[int]) -> list[int]:
    """A row for each trunk, from the axis outward: further out than all that it spans, and by its delay more,
    in the first row where it meets no other. No row is left empty.
    """
    rows = [-1] * len(trunks)
    filled: list[list[tuple[float, float]]] = []
    placed: list[int] = []
    widths = [end - start for start, end in (trunk.reserved for trunk in trunks)]
    for number in sorted(range(len(trunks)), key=widths.__getitem__):
        trunk = trunks[number]
        spanned = [
            rows[other] for other in placed if trunk.x0 <= trunks[other].x0 and trunks[other].x1 <= trunk.x1
        ]
        start, end = trunk.reserved
        row = max(spanned, default=-1) + 1 + delays[number]
        while row < len(filled) and any(a < end + APART and start < b + APART for a, b in filled[row]):
            row += 1
        while row >= len(filled):
            filled.append([])
        filled[row].append((start, end))
        rows[number] = row
        placed.append(number)
    used = {row: place for place, row in enumerate(sorted(set(rows)))}
    return [used[row] for row in rows]


def _settle_labels(plan: _Plan, rows: Sequence[int], frame: Frame) -> list[int]:
    """Move each label along its track to where the fewest legs come down, and interrupt those that do: so
    many for each trunk.
    """
    met = [0] * len(rows)
    deepest = plan.legs()
    legs = sorted((plan.stance.feet[foot], foot, depth) for foot, depth in deepest.items())
    order = sorted(range(len(rows)), key=lambda number: (rows[number], plan.trunks[number].reserved))
    for place, number in enumerate(order):
        trunk, depth = plan.trunks[number], plan.depths[number]
        if trunk.label is None:
            continue
        # the neighbours before have moved already, those after may not be moved into
        low, high = frame.left, frame.right
        if place and rows[order[place - 1]] == rows[number]:
            low = plan.trunks[order[place - 1]].reserved[1] + APART
        if place + 1 < len(order) and rows[order[place + 1]] == rows[number]:
            high = plan.trunks[order[place + 1]].reserved[0] - APART
        deeper = [(x, foot) for x, foot, end in legs if end > depth]
        label = _moved(trunk, trunk.label, [x for x, _ in deeper], low, high)
        plan.trunks[number] = trunk._replace(label=label)
        for x, foot in deeper:
            if abs(x - label.x) < label.half + CLEAR:
                met[number] += 1
                plan.gaps.setdefault(foot, []).append((depth + 2, depth + label.band + 2))
    return met


def _moved(trunk: _Trunk, label: _Label, legs: Sequence[float], low: float, high: float) -> _Label:
    """The label where it meets the fewest of ``legs`` (in order), and of such places the nearest to its own.

    It stays below its track, or, where it is wider, goes on covering it or stands beside its end, and between
    ``low`` and ``high``.
    """
    first, last = trunk.x0 + label.half, trunk.x1 - label.half
    if first > last:
        beyond = min(trunk.x1 - trunk.x0, FOOT) + CLEAR
        first, last = last - beyond, first + beyond
    first, last = max(first, low + label.half), min(last, high - label.half)
    away = label.half + CLEAR
    beside = [x for leg in legs for x in (leg - away, leg + away) if first <= x <= last]

    def cost(x: float) -> tuple[int, float]:
        met = bisect_left(legs, x + away - 1e-6) - bisect_right(legs, x - away + 1e-6)
        return met, abs(x - label.x)

    return label._replace(x=min([label.x, *beside], key=cost))


def _draw(plan: _Plan, turn: Turn) -> list[Shape]:
    """All trunks, then the feet on top of them."""
    shapes: list[Shape] = []
    legs = plan.legs()
    for trunk, depth in sorted(zip(plan.trunks, plan.depths, strict=True), key=lambda pair: -pair[1]):
        parts: list[Shape] = [_path(steps, turn) for steps in _elbows(trunk, depth, plan, legs) if steps]
        if trunk.label is not None:
            parts += _written(trunk.label, depth, turn)
        shapes.append(Group(tuple(parts), _told(trunk.words)))
    head = max(0.5, plan.stance.squeeze)
    for end, x in plan.stance.ends:
        arrow = plan.stance.feet.get(_Foot(end.number, True))
        mark = marks.point(*turn(x, MARK), marks.SMALL * head, end.kind, end.colour)
        tip = [] if arrow is None else [_head(arrow, HALF_HEAD * head, turn)]
        shapes.append(Group((*tip, mark), end.words))
    return shapes


def _told(words: Sequence[str]) -> str:
    """What those hear who point at a trunk."""
    more = len(words) - TOLD
    return "; ".join(words[:TOLD]) + (f"; and {more} more" if more > 0 else "")


def _written(label: _Label, depth: float, turn: Turn) -> Iterable[Shape]:
    for number, line in enumerate(label.lines):
        x, y = turn(label.x, depth + BELOW + LEADING * number + 11)
        yield Text(x, y, line, SIZE, "second", anchor="middle")


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
            steps += [("L", ((hub - way * bend, depth),)), ("Q", ((hub, depth), (hub, depth - bend)))]
            steps += _backwards(rise)
        reached.add(x < hub)
        yield steps


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
        steps += [("M", ((x, start),)), ("L", ((x, first),))]
        start = last
    return [*steps, ("M", ((x, start),)), ("L", ((x, end),))]


def _backwards(leg: Sequence[Step]) -> list[Step]:
    """What goes on up a leg from where it bends."""
    points = [points[0] for _, points in leg][::-1]
    steps: list[Step] = [("L" if number % 2 else "M", (point,)) for number, point in enumerate(points)]
    return steps[1:]
