"""Merging what two people made of one events file, event by event.

The merged text has all changes of both. Where both changed the same thing differently it holds *mine*, and a
``Conflict`` says so, from which ``take`` can put *theirs* in its place later.

Events are followed by their ids, or by date and title, wherever in the file they go; so are groups, eras,
sources, links, citations and words in lists by what names them. Inside an event every key is merged by
itself. Lists that nobody knows, as those under keys of the author's own, are values like a number.

The merged text is one of the two, with the changes of the other spliced in as they were written. It is
*theirs*, unless only *mine* writes otherwise what it does not say otherwise, as after ``timeline fmt``. It is
read again: it has to say what the merged values say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Sequence

from timeline.editing.sameness import IDENTITIES, Fields, marked, matched
from timeline.lines import longest_rising
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Span, collector_paused
from timeline.source.edit import Member, compose, first_indent, fitted, indent_at, line_end, named, start_of
from timeline.source.places import after_blank, members
from timeline.source.strict import has_lone_surrogate, strict

if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    _Any = TypeVar("_Any")


class Which(NamedTuple):
    """A member of a list: what its keys may hold, as each side has them, and its number, which counts where
    several are alike."""

    marks: tuple[tuple[str, tuple[str | None, ...]], ...]
    near: int


Step: TypeAlias = "str | Which"


class Conflict(NamedTuple):
    """Something that both sides changed, each in its own way.

    ``what`` it is, in words. ``where`` leads to it, by names that survive other edits; it is empty where the
    whole file is meant. ``base``, ``mine`` and ``theirs`` are JSON as it was written, None where there was or
    is nothing. ``behind`` is what stood before theirs, where mine has nothing.
    """

    what: str
    where: tuple[Step, ...]
    base: str | None
    mine: str | None
    theirs: str | None
    behind: Step | None = None


class Merged(NamedTuple):
    """The merged text, and where it holds mine although theirs is another."""

    text: str
    conflicts: list[Conflict]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Three versions of a text made one; ``base`` is what both sides began with. Never raises.

    Where one of them cannot be read as JSON, and both sides changed it, the whole file is one conflict.
    """
    if theirs in (base, mine):
        return Merged(mine, [])
    if mine == base:
        return Merged(theirs, [])
    try:
        with collector_paused():
            return _merged(_Side(base), _Side(mine), _Side(theirs))
    except (ValueError, RecursionError):  # no JSON, or nested deeper than we can follow
        return _whole(base, mine, theirs)


def take(text: str, conflict: Conflict) -> str:
    """The text with their side of a conflict in place of mine, wherever that is by now. Where the place is
    gone, or the text cannot be read, it is left as it is. Never raises.
    """
    if not conflict.where:
        return text if conflict.theirs is None else conflict.theirs
    try:
        changed = _taken(_Side(text), conflict)
        _Side(changed)
    except (ValueError, RecursionError):
        return text
    return changed


# The three texts


class _Side:
    """A text and what it says, numbers as they are written, so that 1, 1.0 and true differ. Raises
    ``ValueError`` where it is not faultless JSON."""

    def __init__(self, text: str) -> None:
        strict.decode(text)
        if has_lone_surrogate(text):
            raise ValueError("half of a character")
        self.text = text
        self.inside: dict[int, list[_Node]] = {}
        self.pairs: dict[int, dict[int, int]] = {}
        self.root = _Node(self, Span(after_blank(text, 0), len(text.rstrip(" \t\n\r"))), _values(text))


def _as_written(digits: str) -> tuple[str]:
    return (digits,)


_values = json.JSONDecoder(parse_int=_as_written, parse_float=_as_written).decode


class _Node(NamedTuple):
    """A value, and where it stands."""

    side: _Side
    span: Span
    value: Any

    def text(self) -> str:
        return self.side.text[self.span.start : self.span.end]

    def members(self) -> list[_Node]:
        """The members of an object or of a list."""
        side, start = self.side, self.span.start
        known = side.inside.get(start)
        if known is None:
            values = self.value.values() if isinstance(self.value, dict) else self.value
            found = zip(members(side.text, start), values, strict=True)
            known = side.inside[start] = [_Node(side, span, value) for (_, span), value in found]
        return known

    def keys(self) -> dict[str, _Node]:
        """The members of an object. A text that stands for a citation is one with this source alone."""
        if isinstance(self.value, str):
            return {"source": self}
        return dict(zip(self.value, self.members(), strict=True))

    def indent(self) -> str:
        return indent_at(self.side.text, start_of(self.span))

    def loose(self) -> str:
        """The text of the value, as it would be written at the beginning of a line."""
        return fitted(self.text(), self.indent(), "", "\n")


def _same(one: _Node | None, other: _Node | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(one.value == other.value)


def _merged(base: _Side, mine: _Side, theirs: _Side) -> Merged:
    from_mine = _rewrites(base.root, mine.root, ()) and not _rewrites(base.root, theirs.root, ())
    start, other = (mine, theirs) if from_mine else (theirs, mine)
    work = _Work(start, from_mine)
    made = work.made(base.root, start.root, other.root, lambda: _DOCUMENT)
    if made is None or any(not conflict.where for conflict in work.conflicts):
        return _whole(base.text, mine.text, theirs.text)
    span = start.root.span
    text = start.text[: span.start] + made.text_in(work.line) + start.text[span.end :]
    if _values(text) != made.value:
        raise ValueError("the merged text does not say what it should")
    return Merged(text, work.conflicts)


def _whole(base: str, mine: str, theirs: str) -> Merged:
    what = "the whole file, which cannot be merged event by event"
    return Merged(mine, [Conflict(what, (), base, mine, theirs)])


# Where things are


class _Place(NamedTuple):
    """Where a value is: the steps that lead there; what to call it, alone and behind “of”; what to call that
    which holds it; and the step before it in their text."""

    steps: tuple[Step, ...] = ()
    what: str = "the document"
    owner: str = ""
    holder: str = ""
    behind: Step | None = None

    def key(self, key: str, behind: str | None) -> _Place:
        if self.steps == ("sources",):
            return _Place((*self.steps, key), f"source {key}", f"source {key}", "", behind)
        words = f"the {key} of {self.owner}" if self.owner else f"the {key}"
        return _Place((*self.steps, key), words, words, self.owner, behind)

    def member(self, which: Which, value: object, behind: Which | None) -> _Place:
        noun, keys = _NOUNS.get(self.steps[-1], ("member", ()))
        held: dict[str, Any] = value if isinstance(value, dict) else {"source": value}
        for key in keys:
            if isinstance(held.get(key), str):
                noun += f" {held[key][:60]}" if key in ("id", "to", "source") else f" “{held[key][:60]}”"
                break
        words = f"the {noun} of {self.holder}" if self.holder else noun
        return _Place((*self.steps, which), words, words.removeprefix("event "), self.holder, behind)


_DOCUMENT = _Place()
_NOUNS: dict[Step, tuple[str, tuple[str, ...]]] = {
    "events": ("event", ("id", "title", "date")),
    "groups": ("group", ("id", "title")),
    "eras": ("era", ("title", "date")),
    "links": ("link to", ("to",)),
    "sources": ("source", ("source",)),
    "figures": ("figure", ("label", "value")),
}
"""What the members of lists are called, and the keys that hold a name."""


def _identities(steps: tuple[Step, ...]) -> tuple[Fields, ...]:
    """What names the members of the list at a place; nothing, where they are part of one value."""
    return IDENTITIES.get(tuple(step if isinstance(step, str) else "*" for step in steps), ())


def _which(nodes: Sequence[_Node | None], identities: Sequence[Fields], near: int) -> Which:
    """What a member is known by, whichever of ``nodes``, the same member in several texts, will be there."""
    values = [node.value for node in nodes if node is not None]
    named = (fields for fields in identities if any(marked(value, fields) is not None for value in values))
    marks = []
    for field in next(named, ()) or ("",):
        held = dict.fromkeys(marked(value, (field,) if field else ()) for value in values)
        if len(held) > 1:
            held.pop(None, None)  # where one side has given it an id, nothing without one is meant
        marks.append((field, tuple(held)))
    return Which(tuple(marks), near)


def _found(values: Sequence[object], which: Which) -> int | None:
    """The number of the member that is meant; of several the nearest to where it was."""
    fit = [
        number
        for number, value in enumerate(values)
        if all(marked(value, (field,) if field else ()) in allowed for field, allowed in which.marks)
    ]
    return min(fit, key=lambda number: abs(number - which.near), default=None)


# The work


class _Made(NamedTuple):
    """What came of a value: the text of the start with ``text`` spliced in, or that of a ``foreign`` node."""

    value: Any
    text: str = ""
    foreign: _Node | None = None

    def text_in(self, line: str, indent: str = "") -> str:
        if self.foreign is None:
            return self.text
        return fitted(self.foreign.text(), self.foreign.indent(), indent, line)


class _Part(NamedTuple):
    """A member in the three texts, as far as it is there."""

    base: _Node | None
    start: _Node | None
    other: _Node | None


class _Work:
    """One merge: ``start`` is the text that is spliced into, and ``is_mine`` whether that is mine."""

    def __init__(self, start: _Side, is_mine: bool) -> None:
        self.start, self.is_mine = start, is_mine
        self.line = line_end(start.text)
        self.conflicts: list[Conflict] = []

    def whose(self, start: _Any, other: _Any) -> tuple[_Any, _Any]:
        """What is mine, and what is theirs."""
        return (start, other) if self.is_mine else (other, start)

    def made(
        self, base: _Node | None, start: _Node | None, other: _Node | None, place: Callable[[], _Place]
    ) -> _Made | None:
        """What becomes of a value; None where it is to be left out."""
        if start is not None and other is not None and start.value == other.value:
            is_rewritten = base is not None and base.value == start.value and base.text() == start.text()
            return _foreign(other) if is_rewritten and other.text() != start.text() else _kept(start)
        if _same(base, other):
            return _kept(start)
        is_untouched = _same(base, start)
        if is_untouched and (start is None or other is None):
            return _foreign(other)
        if base is not None and start is not None and is_untouched and base.text() == start.text():
            return _foreign(other)
        if start is not None and other is not None:
            deeper = self.deeper(base, start, other, place())
            if deeper is not None:
                return deeper
        if is_untouched:
            return _foreign(other)
        self.conflicts.append(self.conflict(_Part(base, start, other), place()))
        return _kept(start) if self.is_mine else _foreign(other)

    def conflict(self, part: _Part, place: _Place) -> Conflict:
        mine, theirs = self.whose(part.start, part.other)
        what = place.what
        if mine is None or theirs is None:
            what += ": removed here, changed there" if mine is None else ": changed here, removed there"
        base, own, their = (None if node is None else node.loose() for node in (part.base, mine, theirs))
        return Conflict(what, place.steps, base, own, their, place.behind if mine is None else None)

    def deeper(self, base: _Node | None, start: _Node, other: _Node, place: _Place) -> _Made | None:
        """What becomes of an object or a list whose members are merged one by one; None for other values."""
        if isinstance(start.value, dict) and isinstance(other.value, dict):
            has_base = base is not None and isinstance(base.value, dict)
            is_citation = base is not None and isinstance(base.value, str) and "source" in other.value
            return self.of_objects(base if has_base or is_citation else None, start, other, place)
        identities = _identities(place.steps)
        if identities and isinstance(start.value, list) and isinstance(other.value, list):
            has_base = base is not None and isinstance(base.value, list)
            return self.of_lists(base if has_base else None, start, other, place, identities)
        return None

    def of_objects(self, base: _Node | None, start: _Node, other: _Node, place: _Place) -> _Made:
        before, ones, others = base.keys() if base else {}, start.keys(), other.keys()
        theirs = list(self.whose(ones, others)[1])

        def at(key: str) -> _Place:
            number = theirs.index(key) if key in theirs else 0
            return place.key(key, theirs[number - 1] if number else None)

        made: dict[str, _Made] = {}
        for key in [*ones, *(key for key in others if key not in ones)]:
            one = self.made(before.get(key), ones.get(key), others.get(key), lambda key=key: at(key))  # type: ignore[misc]
            if one is not None:
                made[key] = one
        order = self.order(list(before), list(ones), list(others), made)
        parts = [_Part(None, ones.get(key), others.get(key)) for key in order]
        text = self.composed(start, list(ones.values()), parts, [made[key] for key in order])
        return _Made({key: made[key].value for key in order}, text)

    def of_lists(
        self, base: _Node | None, start: _Node, other: _Node, place: _Place, identities: Sequence[Fields]
    ) -> _Made:
        before, ones, others = base.members() if base else [], start.members(), other.members()
        parts = _parts(before, ones, others, identities)
        mine_all, there = self.whose(ones, others)
        here, places = ({node.span.start: n for n, node in enumerate(one)} for one in (mine_all, there))

        def at(part: _Part) -> _Place:
            mine, theirs = self.whose(part.start, part.other)
            place_there = places[theirs.span.start] if theirs is not None else 0
            near = here[mine.span.start] if mine is not None else place_there
            behind = _which(there[place_there - 1 : place_there], identities, place_there - 1)
            shown = mine or theirs or part.base
            return place.member(
                _which(part, identities, near), shown and shown.value, behind if place_there else None
            )

        made: dict[int, _Made] = {}
        for number, part in enumerate(parts):
            one = self.made(*part, lambda part=part: at(part))  # type: ignore[misc]
            if one is not None:
                made[number] = one
        old, new, newer = (_in_order(parts, side) for side in range(3))
        order = self.order(old, new, newer, made)
        text = self.composed(start, ones, [parts[number] for number in order], [made[n] for n in order])
        return _Made([made[number].value for number in order], text)

    def order(
        self, base: Sequence[Any], start: Sequence[Any], other: Sequence[Any], present: Collection[Any]
    ) -> list[Any]:
        """Members in the order of the start; those that only the other has, or has moved, stand behind the
        one that they stand behind there. What both have moved stands where mine has it.
        """
        gone = _moved(base, other) & set(start)
        if self.is_mine and gone:
            gone -= _moved(base, start)
        staying = [one for one in start if one in present and one not in gone]
        known = set(staying)
        result: list[Any] = []
        following: dict[Any, list[Any]] = {}
        row = result
        for one in other:
            if one in known:
                row = following.setdefault(one, [])
            elif one in present:
                row.append(one)
        for one in staying:
            result += [one, *following.get(one, [])]
        return result

    def composed(
        self, start: _Node, there: Sequence[_Node], parts: Sequence[_Part], made: Sequence[_Made]
    ) -> str:
        """The text of a container of the start with other members."""
        text, around = self.start.text, [node.span for node in there]
        places = {span.start: number for number, span in enumerate(around)}
        new = []
        for part, one in zip(parts, made, strict=True):
            if part.start is not None:
                span = part.start.span
                lead = text[start_of(span) : span.start]
                indent = indent_at(text, start_of(span)) if one.foreign else ""
                new.append(Member(lead + one.text_in(self.line, indent), places[span.start]))
            elif part.other is not None:
                node = part.other
                member = node.side.text[start_of(node.span) : node.span.end]
                if around:
                    indent = indent_at(text, start_of(around[0]))
                else:
                    indent = first_indent(text, start.span, member) or indent_at(text, start.span.start)
                new.append(Member(fitted(member, node.indent(), indent, self.line)))
        return compose(text, start.span, around, new)


def _kept(node: _Node | None) -> _Made | None:
    return None if node is None else _Made(node.value, node.text())


def _foreign(node: _Node | None) -> _Made | None:
    return None if node is None else _Made(node.value, "", node)


def _parts(
    before: Sequence[_Node], ones: Sequence[_Node], others: Sequence[_Node], identities: Sequence[Fields]
) -> list[_Part]:
    """Which members of three lists are the same."""
    to_one, to_other = _matched(before, ones, identities), _matched(before, others, identities)
    known, others_known = set(to_one.values()), set(to_other.values())
    left = [number for number in range(len(ones)) if number not in known]
    right = [number for number in range(len(others)) if number not in others_known]
    new, newer = [ones[number].value for number in left], [others[number].value for number in right]
    added = matched(new, newer, identities, is_new=True)
    parts = []
    for number, node in enumerate(before):
        one, another = to_one.get(number), to_other.get(number)
        parts.append(
            _Part(node, None if one is None else ones[one], None if another is None else others[another])
        )
    parts += [_Part(None, ones[left[one]], others[right[another]]) for one, another in added.items()]
    paired = set(added.values())
    parts += [_Part(None, ones[number], None) for at, number in enumerate(left) if at not in added]
    parts += [_Part(None, None, others[number]) for at, number in enumerate(right) if at not in paired]
    return parts


def _matched(
    before: Sequence[_Node], after: Sequence[_Node], identities: Sequence[Fields]
) -> dict[int, int]:
    """Which members of a list of the base are which of another; found once for each two lists."""
    if not before or not after:
        return {}
    first = after[0]
    known = first.side.pairs.get(first.span.start)
    if known is None:
        old, new = [node.value for node in before], [node.value for node in after]
        known = first.side.pairs[first.span.start] = matched(old, new, identities)
    return known


def _in_order(parts: Sequence[_Part], side: int) -> list[int]:
    """The numbers of the parts that one of the three texts has, in its order."""
    there = [
        (node.span.start, number) for number, part in enumerate(parts) if (node := part[side]) is not None
    ]
    return [number for _, number in sorted(there)]


def _moved(old: Sequence[Hashable], new: Sequence[Hashable]) -> set[Hashable]:
    """The fewest members without which the rest of both have one order."""
    places = {one: number for number, one in enumerate(old)}
    common = [one for one in new if one in places]
    return set(common) - {common[place] for place in longest_rising([places[one] for one in common])}


# Which text to begin with


def _rewrites(base: _Node, side: _Node, steps: tuple[Step, ...]) -> bool:
    """Whether a text writes anything otherwise than the base that it does not say otherwise."""
    if not steps:
        around = [
            (node.side.text[: node.span.start], node.side.text[node.span.end :]) for node in (base, side)
        ]
        if around[0] != around[1]:
            return True
    if base.value == side.value:
        return base.text() != side.text()
    if isinstance(base.value, dict) and isinstance(side.value, dict):
        before, after = base.keys(), side.keys()
        old, new = list(before.values()), list(after.values())
        places = {key: number for number, key in enumerate(after)}
        pairs = {number: places[key] for number, key in enumerate(before) if key in places}
        names = list(before)
    elif isinstance(base.value, list) and isinstance(side.value, list) and _identities(steps):
        old, new = base.members(), side.members()
        pairs = _matched(old, new, _identities(steps))
        names = ["*"] * len(old)
    else:
        return False
    gaps = _gaps(base, old), _gaps(side, new)
    for one, other in pairs.items():
        is_row = pairs.get(one - 1, -1) == other - 1
        if is_row and gaps[0][one] != gaps[1][other]:
            return True
        if _rewrites(old[one], new[other], (*steps, names[one])):
            return True
    is_end = pairs.get(len(old) - 1, -1) == len(new) - 1
    return is_end and gaps[0][-1] != gaps[1][-1]


def _gaps(node: _Node, inside: Sequence[_Node]) -> list[str]:
    """What stands before each member, its key included, and behind the last."""
    text, ends = node.side.text, [node.span.start, *(one.span.end for one in inside)]
    starts = [*(one.span.start for one in inside), node.span.end]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


# Their side after all


def _taken(side: _Side, conflict: Conflict) -> str:
    """The text with theirs. Raises ``ValueError`` where there is no place for it."""
    node = side.root
    for step in conflict.where[:-1]:
        inside, place = _inside(node, step)
        if place is None:
            return side.text
        node = inside[place]
    last = conflict.where[-1]
    inside, place = _inside(node, last)
    if place is None and conflict.theirs is None:
        return side.text
    span = node.span
    new = [Member(_member_text(one), number) for number, one in enumerate(inside)]
    if conflict.theirs is None:
        new = [one for one in new if one.place != place]
    else:
        there = inside[place] if place is not None else inside[0] if inside else node
        indent, line = there.indent(), line_end(side.text)
        if not inside:
            indent = first_indent(side.text, span, conflict.theirs) or indent
        theirs = fitted(conflict.theirs, "", indent, line)
        if place is not None:
            lead = side.text[start_of(there.span) : there.span.start]
            new[place] = Member(lead + theirs, place)
        else:
            if isinstance(last, str):
                theirs = named(side.text, there.span, last, theirs)
            new.insert(_behind(node, conflict.behind), Member(theirs))
    composed = compose(side.text, span, [one.span for one in inside], new)
    return side.text[: span.start] + composed + side.text[span.end :]


def _inside(node: _Node, step: Step) -> tuple[list[_Node], int | None]:
    """The members of an object or a list, and the number of the one that a step leads to."""
    if isinstance(step, str) and isinstance(node.value, dict):
        keys = node.keys()
        return node.members(), list(keys).index(step) if step in keys else None
    if not isinstance(step, str) and isinstance(node.value, list):
        return node.members(), _found(node.value, step)
    raise ValueError("the place is gone")


def _behind(node: _Node, step: Step | None) -> int:
    """Where among the members of a node what stood behind ``step`` is to stand."""
    if step is None:
        return 0
    inside, place = _inside(node, step)
    return len(inside) if place is None else place + 1


def _member_text(node: _Node) -> str:
    return node.side.text[start_of(node.span) : node.span.end]
