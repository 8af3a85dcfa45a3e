"""A difference of lines makes the one text of the other, and is soon found however long they are."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from timeline import lines

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "{", "}"]), max_size=30)


def patched(old: Sequence[str], difference: Sequence[str]) -> list[str]:
    """The old lines with a unified difference applied, as ``patch`` would."""
    made: list[str] = []
    at = 0
    for line in difference:
        if found := re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line):
            start = int(found[1]) - (found[2] != "0")
            made += old[at:start]
            at = start
            assert len(made) == int(found[3]) - (found[4] != "0")
            continue
        if line[0] != "+":
            assert old[at] == line[1:]
            at += 1
        if line[0] != "-":
            made.append(line[1:])
    return [*made, *old[at:]]


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_a_difference_makes_the_one_text_of_the_other(old: list[str], new: list[str], around: int) -> None:
    found = lines.difference(old, new, around)
    assert patched(old, found) == new
    assert bool(found) == (old != new)


@given(st.data())
def test_of_a_long_text_no_more_is_shown_than_was_changed(data: st.DataObject) -> None:
    old = [f"line {number}" if number % 3 else "}" for number in range(900)]
    new = list(old)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(new) - 1))
        put = data.draw(st.sampled_from([[], ["x"], ["}", "x"]]))
        new[place : place + data.draw(st.integers(0, 2))] = put
    found = lines.difference(old, new, 1)
    assert patched(old, found) == new
    assert sum(line[0] in "-+" for line in found) <= 40


def test_lines_that_are_alike_stand_around_what_differs() -> None:
    old, new = list("abcdefgh"), list("abcDefgh")
    assert lines.difference(old, new, 1) == ["@@ -3,3 +3,3 @@", " c", "-d", "+D", " e"]
    assert lines.difference(old, [*old, "i"], 0) == ["@@ -8,0 +9 @@", "+i"]
    assert lines.difference([], ["a"], 1) == ["@@ -0,0 +1 @@", "+a"]


def test_two_long_texts_with_nothing_in_common_but_brackets_are_compared_at_once() -> None:
    old = [line for number in range(25_000) for line in ("{", f"  {number}", f"  x{number}", "}")]
    new = [line for number in range(25_000) for line in ("{", f"    {number}", f"    x{number}", "}")]
    begun = time.process_time()
    found = lines.difference(old, new, 2)
    assert time.process_time() - begun < 5  # with difflib alone it is minutes
    assert patched(old, found) == new


def test_the_longest_row_rises() -> None:
    assert lines.longest_rising([3, 1, 2, 5, 4]) in ([1, 2, 3], [1, 2, 4])
    assert lines.longest_rising([]) == []
