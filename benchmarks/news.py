"""Makes events files as long as one likes that read like news: bursts, quiet weeks, spans, citations, links.

    python benchmarks/news.py 100000 > news.json

The same count and seed give the same bytes. Whatever the count, the events fill the same quarter of a
century, and a longer file is a denser one. It is written as it is made, a million events as easily as ten. An
event takes 500 to 700 bytes, and nothing in a file calls for a word from ``timeline check``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2000, 1, 3, 6, 0, tzinfo=UTC)
YEARS = 25.0

WHO = (
    "The harbour board",
    "The city council",
    "The ministry of water",
    "The rail operator",
    "The national library",
    "The audit office",
    "The port workers’ union",
    "The energy regulator",
    "The coast guard",
    "The university senate",
    "The court of appeal",
    "The health agency",
    "The central bank",
    "The fisheries union",
    "The river commission",
)
WHAT = (
    "approves the budget",
    "publishes its annual report",
    "opens an inquiry into delays",
    "signs a supply agreement",
    "halts work after a flood warning",
    "names a new chair",
    "rejects the appeal",
    "extends the deadline to spring",
    "begins the second phase of dredging",
    "releases a draft plan for comment",
    "hears the first witnesses",
    "suspends night services",
    "restores service on all lines",
    "closes the old depot",
    "issues an apology",
    "warns of a shortage and asks households to store water for three days",
)
WHERE = (
    "Norhaven",
    "Sankt Ilm",
    "Port Ellery",
    "Vale",
    "Ostermark",
    "Rio Claro",
    "Kirkwall Quay",
    "Tall Bridge",
)
SAID = (
    "The decision was taken after two days of talks.",
    "Officials gave no reason for the delay.",
    "Residents had asked for it since the spring.",
    "A spokesperson said that the costs would be met in full.",
    "The opposition called it too little and too late.",
    "It is the third such step within a year.",
)
GROUPS = (
    ("policy", "Policy", "#0072B2"),
    ("works", "Works", "#D55E00"),
    ("law", "Law", "#009E73"),
    ("economy", "Economy", "#CC79A7"),
)
LANES = tuple(group for group, _, _ in GROUPS)
SOURCES = 40

# How long until the next event, as a share of the mean: mostly at once, now and then after a long silence.
GAPS = (0.04, 0.9, 16.0)
GAP_WEIGHTS = (0.80, 0.15, 0.05)


def events(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """``count`` events in the order of time."""
    chance = random.Random(seed)
    mean = timedelta(days=365.25 * YEARS / max(count, 1))
    now = START
    for number in range(count):
        now += mean * chance.expovariate(1.0) * chance.choices(GAPS, GAP_WEIGHTS)[0]
        yield _event(chance, number, count, now)


def document(count: int, seed: int = 1) -> dict[str, Any]:
    """A whole events file of ``count`` events."""
    return {**head(count), "events": list(events(count, seed))}


def head(count: int) -> dict[str, Any]:
    """What stands in the file before its events."""
    used = min(count, SOURCES)
    return {
        "title": "News of a harbour town",
        "subtitle": "Invented events, for measuring",
        "timezone": "UTC",
        "as_of": "2030-01-01",
        "groups": [{"id": id, "title": title, "color": color} for id, title, color in GROUPS[:count]],
        "sources": {f"paper-{n}": {"title": f"The Norhaven Courier, series {n}"} for n in range(used)},
    }


def _event(chance: random.Random, number: int, count: int, now: datetime) -> dict[str, Any]:
    event = {
        "id": f"e{number}",
        "date": _date(chance, now),
        # The running number keeps titles apart: two events alike in date and title would be worth a warning.
        "title": f"{chance.choice(WHO)} {chance.choice(WHAT)} ({number})",
        "summary": " ".join(chance.sample(SAID, 3)),
        "group": LANES[number] if number < len(LANES) else chance.choice(LANES),
        "importance": chance.choices((1, 2, 3, 4, 5), (20, 30, 35, 12, 3))[0],
        "sources": [
            {
                "source": f"paper-{number % SOURCES}",
                "quote": chance.choice(SAID),
                "locator": f"page {chance.randint(1, 48)}, column {chance.randint(1, 5)}",
            }
        ],
        "people": [f"{chance.choice('ABCDEFGHJKLMNPRSTVW')}. {chance.choice(WHERE)}"],
        "places": [chance.choice(WHERE)],
        "tags": ["harbour", f"file {number % 97}"],
    }
    if chance.random() < 0.1:
        event["figures"] = [{"value": str(chance.randint(2, 900)), "label": "households concerned"}]
    later = number + chance.randint(1, 8)
    if chance.random() < 0.08 and later < count:
        event["links"] = [{"to": f"e{later}", "label": "leads to"}]
    return event


def _date(chance: random.Random, now: datetime) -> str:
    """``now`` as one report would give it: to the minute, day, month or year, or as a span."""
    form = chance.choices(("minute", "day", "span", "month", "about", "year"), (25, 55, 10, 6, 3, 1))[0]
    if form == "span":
        return f"{now:%Y-%m-%d}/{now + timedelta(days=chance.randint(1, 30)):%Y-%m-%d}"
    return f"{now:{_FORMS[form]}}"


_FORMS = {
    "minute": "%Y-%m-%dT%H:%MZ",
    "day": "%Y-%m-%d",
    "month": "%Y-%m",
    "about": "%Y-%m-%d~",
    "year": "%Y",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write an events file of COUNT events to standard output.")
    parser.add_argument("count", metavar="COUNT", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    first = json.dumps(head(arguments.count), ensure_ascii=False, indent=2)
    sys.stdout.write(first.removesuffix("\n}") + ',\n  "events": [')
    for number, event in enumerate(events(arguments.count, arguments.seed)):
        sys.stdout.write(("," if number else "") + "\n    " + json.dumps(event, ensure_ascii=False))
    sys.stdout.write("\n  ]\n}\n")


if __name__ == "__main__":
    main()
