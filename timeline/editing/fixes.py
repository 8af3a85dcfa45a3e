"""What is certainly wrong with a text and can be mended in one way only, mended.

The checker says with a fault how it is mended, where it is certain; here that is done, and proved. A text is
read again after each round, since one fault may hide another, and a round is kept only where

- what the text says is what the checker had understood of it, but for the values that were at fault;
- the faults are gone, and no error has come that was not there before.

Of a round that fails its halves are tried, so that a fix that does not hold keeps no other from being made.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Set
from operator import itemgetter

from timeline import model, pipeline, source
from timeline.editing.checking import beyond
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Diagnostic, Path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

TRIALS = 200
"""How often a text is read at most. A usual one is read three or four times."""

CLEAR = frozenset(
    {"json-comment", "json-key-twice", "json-number", "json-number-finite", "json-number-long"}
    | {"json-control", "json-escape", "json-surrogate", "json-after-end"}
)
"""Faults of the JSON that leave no doubt where the values near them begin and end."""

FOLLOWING = 3
"""How many more rounds may be needed until a fix shows itself to be good: a key that was unknown is named
rightly, and its value, which nobody had looked at, is a date as people write it."""


class Mended(NamedTuple):
    """A stretch of a text, by its offsets, and what stands there now, with the faults that were mended so."""

    start: int
    end: int
    new: str
    reasons: tuple[Diagnostic, ...]


class Fixed(NamedTuple):
    """A text with all that is certain mended. ``fixes`` are in the old text, in its order and apart from each
    other; ``left`` are the errors of the new one."""

    text: str
    fixes: list[Mended]
    left: list[Diagnostic]


def mended(text: str, one: Diagnostic) -> str | None:
    """The text with one of its errors mended by the ``fix`` that it has; None where that would not hold, or
    where an unclear fault of the JSON is to be mended before it."""
    work = _Work(_read(text))
    kind = _of_the_json if _of_the_json(one) else _of_the_values
    rounds = _tried(work.state, [one]) if one.fix and one in work.open(kind) else []
    return rounds[0][0].text if rounds else None


def fixed_file(data: bytes) -> Fixed:
    """The same as ``fixed`` for the bytes of a file, whose new ones are ``text`` in UTF-8.

    A file with bytes that are no text is left as it is. The fixes of an encoding stand at the start of it.
    """
    text, faults = source.decode(data)
    if not all(one.fix for one in faults):
        return Fixed(text, [], [one for one in pipeline.read(data).diagnostics if one.severity == "error"])
    result = fixed(text)
    return result._replace(fixes=[Mended(0, 0, "", (one,)) for one in faults] + result.fixes)


def fixed(text: str) -> Fixed:
    """The text with every certain fault mended, until nothing certain is left."""
    before = _read(text)
    work = _Work(before)
    while work.mend(_of_the_json) or work.mend(_of_the_values):
        pass  # what is mended may let something else be read
    return Fixed(work.state.text, work.fixes, work.state.errors)


# Reading


class _State(NamedTuple):
    """A text as it was read: what it says, and the errors in it."""

    text: str
    value: object
    errors: list[Diagnostic]


def _read(text: str) -> _State:
    with source.collector_paused():
        reading = source.read(text)
        _, problems = model.check(reading.value, complete=reading.complete)
    errors = [one for one in source.place(problems, reading) if one.severity == "error"]
    return _State(text, reading.value, errors)


def _of_the_json(one: Diagnostic) -> bool:
    return one.code.startswith("json-")


def _of_the_values(one: Diagnostic) -> bool:
    return not _of_the_json(one)


def _apart(errors: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Those errors with fixes that can be made at once, the faults of the JSON before others."""
    kept: list[tuple[int, int, Diagnostic]] = []
    for one in sorted(errors, key=_of_the_values):
        if one.fix is None:
            continue
        start, end = one.fix.start, one.fix.end
        place = bisect_left(kept, start, key=itemgetter(0))
        before = kept[place - 1][1] if place else -1
        after = kept[place][0] if place < len(kept) else end + 1
        if before < start and end < after:
            kept.insert(place, (start, end, one))
    return [one for _, _, one in kept]


def _applied(text: str, chosen: Sequence[Diagnostic]) -> str:
    pieces, at = [], 0
    for one in chosen:
        if one.fix:
            pieces += [text[at : one.fix.start], one.fix.replacement]
            at = one.fix.end
    return "".join([*pieces, text[at:]])


# Rounds


class _Work:
    """A text on the way to one without certain faults."""

    def __init__(self, state: _State) -> None:
        self.state = state
        self.fixes: list[Mended] = []
        self.refused: set[tuple[str, str, Path, int]] = set()
        self.trials = TRIALS

    def mend(self, kind: Callable[[Diagnostic], bool]) -> bool:
        """Makes all fixes of a kind, round by round; whether there were any."""
        self.refused.clear()
        before = self.state
        while True:
            chosen = _apart([one for one in self.open(kind) if _called(one) not in self.refused])
            if not chosen or not self.half_by_half(chosen):
                return self.state is not before

    def open(self, kind: Callable[[Diagnostic], bool]) -> list[Diagnostic]:
        """The errors of a kind. A value waits until the JSON around it is clear, for it may be another."""
        errors = [one for one in self.state.errors if kind(one)]
        if kind is _of_the_json:
            return errors
        unclear = [one.line for one in self.state.errors if _of_the_json(one) and one.code not in CLEAR]
        unread = {near for line in unclear for near in (line - 1, line, line + 1)}
        return [one for one in errors if one.line not in unread]

    def half_by_half(self, chosen: list[Diagnostic]) -> bool:
        """Makes these fixes, or as many of them as hold; whether there were any."""
        if not self.trials:
            return False
        self.trials -= 1
        rounds = _tried(self.state, chosen)
        if rounds:
            for state, made in rounds:
                self.fixes = _together(self.fixes, self.state.text, made)
                self.state = state
            return True
        if len(chosen) == 1:
            self.refused.add(_called(chosen[0]))
            return False
        middle = len(chosen) // 2
        return self.half_by_half(chosen[:middle]) or self.half_by_half(chosen[middle:])


def _called(one: Diagnostic) -> tuple[str, str, Path, int]:
    """What an error is known by from one round to the next. The JSON's faults have their lines, since their
    fixes leave all lines in place."""
    return one.code, one.message, one.path, one.line if _of_the_json(one) else 0


def _tried(state: _State, chosen: Sequence[Diagnostic]) -> list[tuple[_State, Sequence[Diagnostic]]]:
    """The states that these fixes lead to, each with what was mended to reach it; none where they fail."""
    after = _read(_applied(state.text, chosen))
    if _of_the_json(chosen[0]):
        return [(after, chosen)] if _holds(state, after, chosen) else []
    rounds = [(after, chosen)]
    before = state
    for _ in range(1 + FOLLOWING):
        if not _differs_only(before.value, after.value, (), {one.path for one in chosen}):
            return []
        fresh = beyond(after.errors, state.errors)
        if not fresh:
            return rounds if len(after.errors) < len(state.errors) else []
        if not all(one.fix for one in fresh):
            return []
        before, chosen = after, _apart(fresh)
        after = _read(_applied(before.text, chosen))
        rounds.append((after, chosen))
    return []


def _holds(before: _State, after: _State, chosen: Sequence[Diagnostic]) -> bool:
    """Whether the JSON says what it was understood to say, with these faults less and no other."""
    faults, others = (
        Counter(one.code for one in errors if _of_the_json(one)) for errors in (before.errors, after.errors)
    )
    faults.subtract(one.code for one in chosen)
    return others <= faults and _exact(before.value) == _exact(after.value)


def _differs_only(old: Any, new: Any, path: Path, allowed: Set[Path]) -> bool:
    """Whether two values are the same but at ``allowed`` paths of the old one: there a value may be another,
    or stand under another key, or what was null be gone."""
    if _exact(old) == _exact(new):
        return True
    if path in allowed:
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        return _pairs_differ_only(old, new, path, allowed)
    if isinstance(old, list) and isinstance(new, list):
        kept = [
            (number, one)
            for number, one in enumerate(old)
            if len(old) == len(new) or not (one is None and (*path, number) in allowed)
        ]
        return len(kept) == len(new) and all(
            _differs_only(one, other, (*path, number), allowed)
            for (number, one), other in zip(kept, new, strict=True)
        )
    return False


def _pairs_differ_only(old: dict[str, Any], new: dict[str, Any], path: Path, allowed: Set[Path]) -> bool:
    others = iter(new.items())
    for key, value in old.items():
        here = (*path, key)
        if here in allowed and value is None and key not in new:
            continue
        name, other = next(others, (None, None))
        if name != key and not (name is not None and here in allowed and _exact(value) == _exact(other)):
            return False
        if name == key and not _differs_only(value, other, here, allowed):
            return False
    return next(others, None) is None


def _exact(value: object) -> str:
    """A value so that 1, 1.0 and true are three, and the order of keys counts."""
    return json.dumps(value)


# What was done, in the old text


class _Place(NamedTuple):
    """A stretch of the text between two rounds: what was mended before, or what is to be mended now."""

    start: int
    end: int
    earlier: Mended | None
    now: Diagnostic | None


def _together(earlier: Sequence[Mended], text: str, chosen: Sequence[Diagnostic]) -> list[Mended]:
    """All that was mended, by the offsets of the old text: what ``earlier`` led to is ``text``, and there
    ``chosen`` are mended now. What touches becomes one."""
    places: list[_Place] = []
    shift = 0
    for one in earlier:
        places.append(_Place(one.start + shift, one.start + shift + len(one.new), one, None))
        shift += len(one.new) - (one.end - one.start)
    places += [_Place(one.fix.start, one.fix.end, None, one) for one in chosen if one.fix]
    made: list[Mended] = []
    shift = 0
    for cluster in _clusters(sorted(places, key=itemgetter(0, 1))):
        start, end = cluster[0].start, max(one.end for one in cluster)
        first = start - shift
        then = [one.earlier for one in cluster if one.earlier]
        now = [one.now for one in cluster if one.now]
        shift += sum(len(one.new) - (one.end - one.start) for one in then)
        new = _applied(text[:end], now)[start:]
        reasons = [reason for one in then for reason in one.reasons]
        made.append(Mended(first, end - shift, new, (*reasons, *now)))
    return made


def _clusters(places: Sequence[_Place]) -> list[list[_Place]]:
    """Places that touch or overlap, together."""
    clusters: list[list[_Place]] = []
    end = -1
    for one in places:
        if clusters and one.start <= end:
            clusters[-1].append(one)
        else:
            clusters.append([one])
        end = max(end, one.end)
    return clusters
