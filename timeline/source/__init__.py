"""The author's text: reading it, saying where each value stands in it, and showing what is wrong with it."""

from timeline.source.encoding import decode
from timeline.source.places import (
    Diagnostic,
    Fault,
    Fix,
    Lines,
    Meant,
    Path,
    Problem,
    Reading,
    Severity,
    Span,
    instead,
    place,
)
from timeline.source.quick import collector_paused, read

__all__ = [
    "Diagnostic",
    "Fault",
    "Fix",
    "Lines",
    "Meant",
    "Path",
    "Problem",
    "Reading",
    "Severity",
    "Span",
    "collector_paused",
    "decode",
    "instead",
    "place",
    "read",
    "scan",
    "show",
]


def scan(text: str) -> Reading:
    """What a text says, by the slow reader that recovers from faults and names each of them."""
    from timeline.source.recover import scan  # late, to keep start-up fast: few texts have faults

    return scan(text)


def show(diagnostics: list[Diagnostic], text: str, name: str, format: str = "text") -> str:
    """Diagnostics in the words of ``format``: "text" for people, "json" for programs, "github" for its
    workflows.

    ``text`` is what they are about and ``name`` what to call it. The result ends with a line break unless
    empty.
    """
    from timeline.source.report import show  # late, to keep start-up fast: few texts have faults

    return show(diagnostics, text, name, format)
