"""Passes sentence on what an audit of finished pictures has measured.

    node audit.mjs FILE… --font-swap "DejaVu Sans" --json | python tests/browser/judge_audit.py

The audit, an instrument that shows a file in a browser, counts what it sees and never fails. This reads its
JSON from standard input, prints a line for each file and each fault, and exits 1 where there is any: a
picture of this program has no overlapping, cut, covered, crossed or faint text, in its own font or another,
and no type under 11 px.

Its count of lines that cross is not judged: it takes the arrows of links and the hatching of doubtful marks
for leaders, and those may cross. measure.js knows which lines are leaders.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SMALLEST_TYPE = 11
LEAST_CONTRAST = 4.5

# Figures that have to be zero, by their place in the audit's JSON.
FAULTS = (
    "overlap.pairs",
    "overlap.self",
    "text.clipped",
    "text.truncated",
    "covered.full",
    "covered.part",
    "crossed.texts",
    "crossed.byShapeEdge",
    "contrast.under45",
    "contrast.failAA",
    "facts.hairlines",
    "facts.duplicateIds",
    "external.requests",
    "fontSwap.overlaps",
    "fontSwap.clipped",
    "fontSwap.truncated",
    "fontSwap.crossed",
    "fontSwap.crossedByEdge",
)
# The same for a picture alone: a page may keep texts for screen readers where no eye finds them.
SVG_FAULTS = ("text.outside", "fontSwap.outside")
PAGE_FAULTS = ("widths.320.overflow", "widths.768.overflow", "widths.1200.overflow")


def faults(result: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one file, in the audit's own names."""
    yield from result["errors"]
    svg = result["facts"]["kind"] == "svg"
    for name in (*FAULTS, *(SVG_FAULTS if svg else PAGE_FAULTS)):
        if (value := _figure(result, name)) != 0:
            yield f"{name} is {value}"
    # A wide picture is shown smaller than it is; its type is judged at its own width.
    name = "text.minFontNatural" if svg else "text.minFont"
    if (size := _figure(result, name)) < SMALLEST_TYPE:
        yield f"{name} is {size} px"
    if (least := _figure(result, "contrast.min")) < LEAST_CONTRAST:
        yield f"contrast.min is {least}"
    if not _figure(result, "fontSwap.available"):
        yield f"{_figure(result, 'fontSwap.font')} is not installed, so the swap of fonts proves nothing"
    if svg and result["facts"].get("parserError"):
        yield f"not well-formed: {result['facts']['parserError']}"


def _figure(result: dict[str, Any], name: str) -> Any:
    """The figure of that name. One that is not there is an error, not a zero: the audit has changed."""
    value: Any = result
    for step in name.split("."):
        value = value[step]
    return value


def main() -> int:
    read = json.load(sys.stdin)
    results = read if isinstance(read, list) else [read]
    broken = 0
    for result in results:
        found = list(faults(result))
        broken += bool(found)
        verdict = f"{'FAULTY' if found else 'good  '} {Path(result['file']).name}"
        sys.stdout.write("\n         ".join((verdict, *found)) + "\n")
    sys.stdout.write(f"audit: {len(results) - broken} of {len(results)} files are good\n")
    return 1 if broken or not results else 0


if __name__ == "__main__":
    sys.exit(main())
