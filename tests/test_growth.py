"""What a long file costs: in proportion to its length, also when something in it is wrong.

Two lengths are compared, eight times apart. A step that looks through the whole text again for every event
makes the longer one sixty-four times as dear; the tests fail at half of that, far above what a busy machine
makes of a proportional one, and the least of several runs counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from time import process_time

import pytest

from timeline import pipeline

TITLE = "x" * 200
SHORT, TIMES, LIMIT, RUNS = 500, 8, 32, 3


def document(events: int) -> str:
    """A faultless file of so many events, one on each line."""
    lines = [
        json.dumps(
            {"id": f"e{number}", "date": f"2025-01-{number % 28 + 1:02}", "title": f"{number} {TITLE}"}
        )
        for number in range(events)
    ]
    return '{"events": [\n' + ",\n".join(lines) + "\n]}"


def in_the_middle(old: str, new: str) -> Callable[[str], str]:
    """Puts ``new`` for the first ``old`` of the text's second half."""

    def spoil(text: str) -> str:
        half = len(text) // 2
        return text[:half] + text[half:].replace(old, new, 1)

    return spoil


FILES: dict[str, Callable[[str], str]] = {
    "no fault": str,
    "a bad date": in_the_middle('"2025-01-', '"2025-13-'),
    "bad dates everywhere": lambda text: text.replace('"2025-01-', '"2025-13-'),
    "an unknown key": in_the_middle('"title"', '"titel"'),
    "a missing comma": in_the_middle("},\n", "}\n"),
    "missing commas everywhere": lambda text: text.replace("},\n", "}\n"),
    "a missing quote": in_the_middle('"2025', "2025"),
    "a missing bracket": in_the_middle("},\n", ",\n"),
    "a comment": in_the_middle(",\n", ", // so much for that\n"),
    "a lone surrogate": in_the_middle(" xx", " \\ud800"),
    "an end too soon": lambda text: text[: len(text) // 2],
}


@pytest.mark.parametrize("spoil", FILES.values(), ids=FILES)
def test_a_file_is_read_in_proportion_to_its_length(spoil: Callable[[str], str]) -> None:
    short, long = (spoil(document(events)).encode() for events in (SHORT, SHORT * TIMES))
    assert _seconds(long) < LIMIT * _seconds(short)


def _seconds(data: bytes) -> float:
    """The processor time of reading, the least of several runs."""
    found = []
    for _ in range(RUNS):
        start = process_time()
        pipeline.read(data)
        found.append(process_time() - start)
    return min(found)


def test_a_slip_in_a_long_file_of_one_line_turns_nothing_after_it_inside_out() -> None:
    events = [{"date": "2014", "title": f"{number} {TITLE}"} for number in range(4_000)]
    whole = json.dumps({"events": events})
    half = whole.index('"title"', len(whole) // 2)
    assert len(pipeline.read_text(f"{whole[:half]}x{whole[half:]}").diagnostics) < 6
