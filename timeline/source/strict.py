"""The C scanner of ``json``, made strict.

By itself it takes the last of two equal keys without a word, reads NaN and 1e999, and lets through lone
surrogates, which crash whoever writes the text as UTF-8 later.
"""

from __future__ import annotations

import json
import re
import sys
from math import isfinite


class NotStrict(ValueError):  # noqa: N818 - a verdict, seen by nobody outside
    """The text is something that ``json`` reads and we do not."""


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotStrict("a key stands twice")
    return made


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise NotStrict("a number too large")
    return number


def _constant(name: str) -> object:
    raise NotStrict(name)


strict = json.JSONDecoder(object_pairs_hook=_distinct, parse_float=_finite, parse_constant=_constant)


def has_lone_surrogate(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether a stretch of JSON text escapes half of a character, as in ``"\\ud83d"`` alone."""
    if text.find("\\u", start, end) < 0:  # as in nearly every text; the patterns are dear
        return False
    if not re.compile(r"\\u[dD][89a-fA-F]").search(text, start, end):
        return False
    # An escaped backslash before a "u" is no escape: hence the first alternative, which takes pairs of them.
    halves = re.compile(
        r"\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})",
        re.DOTALL,
    )
    return any(half.group(1) for half in halves.finditer(text, start, end))
