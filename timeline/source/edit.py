"""Changing an author's text by the smallest stretch that says something else.

Each function takes a faultless text and gives another, in which only what has to change has changed: order,
spacing, escapes, line ends and unknown keys stay as they are, byte for byte. What is put in is written as its
neighbours are: on a line of its own or beside them, as far indented, with the same blanks after colons and
commas. What is moved takes its own text along.

No result leaves this file unproved: it is read again, and has to say exactly what the old text said with the
change made to its values. The functions raise ``LookupError`` for a path that leads nowhere, and
``ValueError`` for a text that cannot be read or a value that JSON does not have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source.places import Path, Span, after_blank, members
from timeline.source.strict import strict

if TYPE_CHECKING:
    from typing import Any


def put(text: str, path: Path, value: object) -> str:
    """The text with ``value`` at ``path``: in place of what is there, or as the last key of an object.

    Where an object or a list takes the place of another, only those of their members change that differ.
    """
    old = strict.decode(text)
    if path and isinstance(path[-1], str) and path[-1] not in _at(old, path[:-1]):
        return insert(text, path, value)
    changed = text
    for edit in _differences(_at(old, path), value, path):
        changed = edit.apply(changed)
    return _proved(changed, _with(old, path, value))


def insert(text: str, path: Path, value: object, before: str | None = None) -> str:
    """The text with ``value`` as a new member. The path ends with its key, or with the place that it takes in
    a list, which may be one past the last. A new key stands before the key ``before``, or last.
    """
    old = strict.decode(text)
    parent, step = _at(old, path[:-1]), path[-1] if path else None
    place = -1
    if isinstance(parent, dict) and isinstance(step, str) and step not in parent:
        place = list(parent).index(before) if before in parent else len(parent)
    elif isinstance(parent, list) and isinstance(step, int) and 0 <= step <= len(parent):
        place = step
    if place < 0:
        raise LookupError(f"nothing can be put at {path!r}")
    return _proved(_Insert(path, value, place).apply(text), _with_member(old, path, value, place))


def remove(text: str, path: Path) -> str:
    """The text without the value at ``path``, its key and the comma beside it."""
    old = strict.decode(text)
    _at(old, path)
    if not path:
        raise LookupError("a document cannot be taken out of itself")
    return _proved(_Remove(path).apply(text), _without(old, path))


def move(text: str, path: Path, place: int) -> str:
    """The text with the member of a list at ``path`` taken out and put in again as its ``place``-th, from 0.
    """
    old = strict.decode(text)
    value, siblings = _at(old, path), _at(old, path[:-1])
    if not path or not isinstance(siblings, list) or not 0 <= place < len(siblings):
        raise LookupError(f"{path!r} cannot be moved to {place}")
    span = _locate(text, path)
    there = (*path[:-1], place)
    edit = _Insert(there, value, place, text[span.start : span.end])
    changed = edit.apply(_Remove(path).apply(text)) if path[-1] != place else text
    return _proved(changed, _with_member(_without(old, path), there, value, place))


# A container with members from two texts


class Member(NamedTuple):
    """A member of a container that is composed: its text, with its key, and which of those that were there it
    is, or has taken the place of; -1 for a new one."""

    text: str
    place: int = -1


def compose(text: str, outer: Span, around: Sequence[Span], new: Sequence[Member]) -> str:
    """The text of the container at ``outer``, which has its members at ``around``, with ``new`` ones instead.

    A member that was there brings along what stood before it; a new one is parted from its neighbours as the
    first two are, and begins a line where they do.
    """
    if not around:
        return _filled(text, outer, new)
    if not new:
        return text[outer.start] + text[outer.end - 1]
    comma = _comma(text, outer, around)
    parts = [text[outer.start : start_of(around[0])]]
    for number, member in enumerate(new):
        if number:
            place = member.place
            parts.append(text[around[place - 1].end : start_of(around[place])] if place > 0 else comma)
        parts.append(member.text)
    parts.append(text[around[-1].end : outer.end])
    return "".join(parts)


def _filled(text: str, outer: Span, new: Sequence[Member]) -> str:
    """An empty container with its first members, parted and indented as the author does elsewhere."""
    if not new:
        return text[outer.start : outer.end]
    hand, indent = _Hand(text, outer), indent_at(text, outer.start)
    inner = first_indent(text, outer, new[0].text)
    if inner is None:
        return text[outer.start] + hand.comma.join(member.text for member in new) + text[outer.end - 1]
    gap = hand.line + inner
    lines = gap + f",{gap}".join(member.text for member in new)
    return text[outer.start] + lines + hand.line + indent + text[outer.end - 1]


def first_indent(text: str, outer: Span, member: str) -> str | None:
    """The indent of the first member of an empty container; None where it stands beside the bracket. It
    stands on a line of its own where there were lines, or where a list of objects in a text of several lines
    begins.
    """
    hand = _Hand(text, outer)
    had_lines = len(text[outer.start : outer.end].splitlines()) > 1
    if had_lines or (member.startswith("{") and hand.lines and text[outer.start] == "["):
        return indent_at(text, outer.start) + hand.unit
    return None


def fitted(member: str, old: str, new: str, line: str) -> str:
    """A member of another text, with the line ends of this one, and ``new`` for ``old`` where its own lines
    begin. No text within a faultless document has line ends, so that only blanks change.
    """
    if "\n" not in member and "\r" not in member:
        return member
    pattern = rf"(?:\r\n?|\n)({re.escape(old)})?"
    return re.sub(pattern, lambda found: line if found[1] is None else line + new, member)


def named(text: str, near: Span, key: str, value: str) -> str:
    """A member with a key, as those at ``near`` are written."""
    hand = _Hand(text, near)
    return hand.plain(key) + hand.colon + value


def line_end(text: str) -> str:
    """What ends the first line, and a new one."""
    return _Hand(text, Span(0, 0)).line


def _at(value: Any, path: Path) -> Any:
    for number, step in enumerate(path):
        known = isinstance(value, dict) and step in value
        if not known and not (isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)):
            raise LookupError(f"there is nothing at {path[: number + 1]!r}")
        value = value[step]
    return value


def _with(value: Any, path: Path, new: object) -> Any:
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = _with(value[path[0]], path[1:], new)
    return changed


def _with_member(value: Any, path: Path, new: object, place: int) -> Any:
    parent = _at(value, path[:-1])
    if isinstance(parent, list):
        return _with(value, path[:-1], [*parent[:place], new, *parent[place:]])
    pairs = list(parent.items())
    return _with(value, path[:-1], dict([*pairs[:place], (path[-1], new), *pairs[place:]]))


def _without(value: Any, path: Path) -> Any:
    parent = _at(value, path[:-1])
    rest: Any
    if isinstance(parent, list):
        rest = [each for number, each in enumerate(parent) if number != path[-1]]
    else:
        rest = {key: each for key, each in parent.items() if key != path[-1]}
    return _with(value, path[:-1], rest)


def _proved(text: str, value: object) -> str:
    """The text, where it says ``value``: the same members in the same order, and no 1 for a true."""
    if _exact(strict.decode(text)) != _exact(value):
        raise AssertionError("an edit would have changed something else; nothing was changed")
    return text


def _exact(value: object) -> str:
    return json.dumps(value, allow_nan=False)


# How one value becomes another


def _differences(old: Any, new: Any, path: Path) -> Iterator[_Replace | _Remove | _Insert]:
    """Edits that make ``new`` of what is at ``path``, each to be applied to what the ones before it left."""
    if _exact(old) == _exact(new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and new and old:
        kept = [key for key in old if key in new]
        if kept and kept == [key for key in new if key in old]:
            yield from (_Remove((*path, key)) for key in old if key not in new)
            for place, (key, value) in enumerate(new.items()):
                if key in old:
                    yield from _differences(old[key], value, (*path, key))
                else:
                    yield _Insert((*path, key), value, place)
            return
    if isinstance(old, list) and isinstance(new, list) and new and old:
        yield from _of_lists(old, new, path)
        return
    yield _Replace(path, new)


def _of_lists(old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[_Replace | _Remove | _Insert]:
    """What is alike at both ends stays; in between, members change, and come or go after them."""
    least = min(len(old), len(new))
    first = next((n for n in range(least) if _exact(old[n]) != _exact(new[n])), least)
    least -= first
    last = next((n for n in range(least) if _exact(old[-1 - n]) != _exact(new[-1 - n])), least)
    before, after = old[first : len(old) - last], new[first : len(new) - last]
    for number, (one, other) in enumerate(zip(before, after, strict=False), first):
        yield from _differences(one, other, (*path, number))
    shared = first + min(len(before), len(after))
    yield from (_Remove((*path, shared)) for _ in before[len(after) :])
    for number, value in enumerate(after[len(before) :], shared):
        yield _Insert((*path, number), value, number)


# Edits of the text


class _Replace(NamedTuple):
    """``value`` in place of what is at ``path``."""

    path: Path
    value: object

    def apply(self, text: str) -> str:
        span = _locate(text, self.path)
        new = _Hand(text, span).write(self.value, span, indent_at(text, span.start))
        return text[: span.start] + new + text[span.end :]


class _Remove(NamedTuple):
    """Nothing in place of the member at ``path``."""

    path: Path

    def apply(self, text: str) -> str:
        outer = _locate(text, self.path[:-1])
        around = list(members(text, outer.start))
        place = next(number for number, (step, _) in enumerate(around) if step == self.path[-1])
        if len(around) == 1:
            return text[: outer.start + 1] + text[outer.end - 1 :]
        if place:
            return text[: around[place - 1][1].end] + text[around[place][1].end :]
        return text[: start_of(around[0][1])] + text[start_of(around[1][1]) :]


class _Insert(NamedTuple):
    """A member more, the ``place``-th; ``written`` is the text of its value where it has one already."""

    path: Path
    value: object
    place: int
    written: str | None = None

    def apply(self, text: str) -> str:
        outer = _locate(text, self.path[:-1])
        around = [span for _, span in members(text, outer.start)]
        if not around:
            return self._alone(text, outer)
        beside = around[max(self.place - 1, 0)]
        like = next((one for one in (beside, *around) if self._is_like(text, one)), None)
        member = self._member(text, beside, like, indent_at(text, start_of(beside)))
        comma = _comma(text, outer, around)
        if self.place:
            return text[: beside.end] + comma + member + text[beside.end :]
        return text[: start_of(beside)] + member + comma + text[start_of(beside) :]

    def _is_like(self, text: str, span: Span) -> bool:
        opening = "{" if isinstance(self.value, dict) else "[" if isinstance(self.value, list) else ""
        return isinstance(self.path[-1], int) and text[span.start : span.start + 1] == opening

    def _alone(self, text: str, outer: Span) -> str:
        """In an empty container."""
        indent = first_indent(text, outer, "{" if isinstance(self.value, dict) else "")
        member = self._member(text, outer, None, indent_at(text, outer.start) if indent is None else indent)
        return text[: outer.start] + _filled(text, outer, [Member(member)]) + text[outer.end :]

    def _member(self, text: str, beside: Span, like: Span | None, indent: str) -> str:
        hand = _Hand(text, Span(start_of(beside), beside.end))
        value = self.written if self.written is not None else hand.write(self.value, like, indent)
        step = self.path[-1]
        return value if isinstance(step, int) else hand.plain(step) + hand.colon + value


def _locate(text: str, path: Path) -> Span:
    """The place of the value at a path that is there."""
    start = after_blank(text, 0)
    span = Span(start, len(text.rstrip(" \t\n\r")))
    for step in path:
        span = next(span for name, span in members(text, span.start) if name == step)
    return span


def start_of(span: Span) -> int:
    """Where a member begins: with its key, where it has one."""
    return span.key_start if span.key_start >= 0 else span.start


def indent_at(text: str, offset: int) -> str:
    """The blanks at the beginning of the line in which an offset is."""
    line = text.rfind("\n", 0, offset) + 1
    line = max(line, text.rfind("\r", line, offset) + 1)
    return text[line : after_blank(text, line)] if after_blank(text, line) <= offset else ""


def _comma(text: str, outer: Span, around: Sequence[Span]) -> str:
    """What parts two members here: as between the first two, or as before the only one."""
    if len(around) > 1:
        return text[around[0].end : start_of(around[1])]
    before = text[outer.start + 1 : start_of(around[0])]
    return "," + before if "\n" in before or "\r" in before else _Hand(text, outer).comma


class _Hand:
    """How an author writes: line ends, indents, blanks after colons and commas, letters beyond ASCII."""

    def __init__(self, text: str, near: Span) -> None:
        found = re.search(r"\r\n?|\n", text)
        self.text, self.lines = text, found is not None
        self.line = found[0] if found else "\n"
        unit = re.search(r"[\[{][ \t]*(?:\r\n?|\n)([ \t]+)", text)
        self.unit = unit[1] if unit else "  "
        colon = re.compile(r'"[ \t]*:[ \t]*')
        beside = colon.search(text, near.start, near.end) or colon.search(text)
        self.colon = beside[0][1:] if beside else ": "
        self.comma = "," if beside and beside[0].endswith(":") else ", "
        self.ascii = text.isascii() and re.search(r"\\u(?!00[01])", text) is not None

    def plain(self, value: object) -> str:
        """A text, a number or a word."""
        return json.dumps(value, ensure_ascii=self.ascii, allow_nan=False)

    def write(self, value: object, like: Span | None, indent: str) -> str:
        """A value as the one at ``like`` is written, in lines or in one; ``indent`` is that of the line in
        which it begins.
        """
        if not isinstance(value, dict | list) or not value:
            return self.plain(value)
        there = dict(members(self.text, like.start)) if like and self.text[like.start] in "{[" else {}
        broken = bool(there) and self._begins_a_line(next(iter(there.values())))
        inner = indent + self.unit if broken else indent
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        found = []
        for step, each in pairs:
            name = self.plain(step) + self.colon if isinstance(step, str) else ""
            pattern = there.get(step) or (there.get(0) if isinstance(value, list) else None)
            found.append(name + self.write(each, pattern, inner))
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if not broken:
            return opening + self.comma.join(found) + closing
        parts = f",{self.line}{inner}".join(found)
        return f"{opening}{self.line}{inner}{parts}{self.line}{indent}{closing}"

    def _begins_a_line(self, span: Span) -> bool:
        before = self.text[: start_of(span)].rstrip(" \t")
        return before[-1:] in ("\n", "\r")
