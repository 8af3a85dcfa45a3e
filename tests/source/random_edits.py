"""Random documents, written in random ways, and random edits of them: each says what the same edit of the
values says, and leaves every other stretch of the text as it was.

    python -m tests.source.random_edits 1000000 [SEED]

tries as many cases and says how long it took. The tests try some, with a source of chance that Hypothesis
rules.
"""

from __future__ import annotations

import json
import sys
import time
from random import Random
from typing import Any

from timeline.source.edit import insert, move, put, remove
from timeline.source.places import Path, Span, members

KEYS = ("date", "title", "x-a", "ä", '"', "\\", "a b", "")
BLANKS = ("", "", " ", " ", "  ", "\n", "\n  ", "\r\n\t", "\r", " \n\n ")
LETTERS = 'abé"\\/\n\t\u2028😀م '


def value(chance: Random, depth: int = 3) -> Any:
    kind = chance.randrange(12 if depth else 6)
    if kind > 8:
        return {key: value(chance, depth - 1) for key in chance.sample(KEYS, chance.randrange(5))}
    if kind > 5:
        return [value(chance, depth - 1) for _ in range(chance.randrange(5))]
    plain = (
        None,
        chance.random() < 0.5,
        chance.randint(-(10**20), 10**20) if chance.random() < 0.5 else chance.randrange(3),
        (chance.random() - 0.5) * 10.0 ** chance.randint(-30, 30),
    )
    return plain[kind] if kind < 4 else "".join(chance.choices(LETTERS, k=chance.randrange(7)))


def written(chance: Random, one: Any) -> str:
    """A value as somebody might write it: any blanks anywhere, escapes or none."""

    def blank() -> str:
        return chance.choice(BLANKS)

    if isinstance(one, dict):
        pairs = ((written(chance, key), written(chance, each)) for key, each in one.items())
        parts = [f"{key}{blank()}:{blank()}{each}" for key, each in pairs]
    elif isinstance(one, list):
        parts = [written(chance, each) for each in one]
    else:
        return json.dumps(one, ensure_ascii=chance.random() < 0.5)
    opening, closing = "{}" if isinstance(one, dict) else "[]"
    return opening + blank() + f"{blank()},{blank()}".join(parts) + blank() + closing


def case(chance: Random) -> None:
    """A document and up to four edits of it."""
    held = {key: value(chance) for key in chance.sample(KEYS, chance.randint(1, 5))}
    text = chance.choice(BLANKS) + written(chance, held) + chance.choice(BLANKS)
    for _ in range(chance.randint(1, 4)):
        path = chance.choice(paths(held))
        before = text
        held, text, touched = _edited(chance, held, text, path)
        assert json.dumps(json.loads(text)) == json.dumps(held), (before, path)
        _same_elsewhere(before, text, touched)


def _edited(chance: Random, held: Any, text: str, path: Path) -> tuple[Any, str, Path]:
    """One edit, done to the values and to the text, and the path of the value in which it took place."""
    there, parent = at(held, path), at(held, path[:-1])
    kind = chance.choice(("put", "insert", "remove", "move"))
    if kind == "remove" and path:
        del parent[path[-1]]
        return held, remove(text, path), path[:-1]
    if kind == "move" and path and isinstance(parent, list):
        place = chance.randrange(len(parent))
        parent.insert(place, parent.pop(int(path[-1])))
        return held, move(text, path, place), path[:-1]
    new = value(chance)
    if kind == "insert" and isinstance(there, list):
        place = chance.randint(0, len(there))
        there.insert(place, new)
        return held, insert(text, (*path, place), new), path
    if not path:
        return new, put(text, path, new), path
    parent[path[-1]] = new
    return held, put(text, path, new), path


def _same_elsewhere(before: str, after: str, path: Path) -> None:
    """Up to the value at ``path``, and from its end on, a text is what it was, byte for byte."""
    old, new = span(before, path), span(after, path)
    assert before[: old.start] == after[: new.start], (before, after, path)
    assert before[old.end :] == after[new.end :], (before, after, path)


def span(text: str, path: Path) -> Span:
    """Where a value stands, found from the outside inwards."""
    found = Span(len(text) - len(text.lstrip(" \t\n\r")), len(text.rstrip(" \t\n\r")))
    for step in path:
        found = dict(members(text, found.start))[step]
    return found


def paths(one: Any, path: Path = ()) -> list[Path]:
    steps = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
    return [path, *(inner for step, each in steps for inner in paths(each, (*path, step)))]


def at(one: Any, path: Path) -> Any:
    for step in path:
        one = one[step]
    return one


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began = time.perf_counter()
    for number in range(count):
        # A case that fails can be had again by its number alone.
        case(Random(seed * 10**9 + number))  # noqa: S311
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{count:,} documents, each edited one to four times: {seconds:.0f} s\n")
