"""For languages without a table: dates in the numbers of ISO 8601, which need no words, and English."""

from __future__ import annotations

from timeline.languages.language import Language

_MONTHS = tuple(f"{month:02}" for month in range(1, 13))
_PATTERNS = {
    "date.day": "{year:0>4}-{month}-{day:0>2}",
    "date.month": "{year:0>4}-{month}",
    "date.time": "{date} {time}",
    "part.day": "{month}-{day:0>2}",
    "range.days": "{year:0>4}-{month}-{first:0>2} – {year:0>4}-{month}-{last:0>2}",
    "range.months": "{year:0>4}-{first} – {year:0>4}-{last}",
    "range.across_months": "{year:0>4}-{first} – {year:0>4}-{last}",
    "range.times": "{date} {first}–{last}",
}


def in_numbers(words: Language) -> Language:
    """A language with the phrases of ``words``, but with dates in numbers."""
    return words._replace(
        months=_MONTHS,
        months_short=_MONTHS,
        months_alone=_MONTHS,
        months_alone_short=_MONTHS,
        phrases={**words.phrases, **_PATTERNS},
        iso=True,
    )
