"""What stands around a timeline: its title above it, notes and sources below it.

Each function takes the top of the room that it may fill and gives back its shapes and the top of what comes
next. All of it flows: a narrow picture gets more lines, never smaller type.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import around, words
from timeline.languages import Language, running
from timeline.layout.labels import Type
from timeline.layout.typeset import FALLBACK, FALLBACK_BOLD, balanced, reserve, wrap
from timeline.model import Source, Timeline
from timeline.records import NamedTuple
from timeline.scene import Line, Shape, Text

Drawn = tuple[list[Shape], float]


class Frame(NamedTuple):
    """The picture's left and right margins, in px from its left edge."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """What is between them."""
        return self.right - self.left


def heading(timeline: Timeline, frame: Frame, top: float, size: Type, focus: str = "") -> Drawn:
    """Title and subtitle, as many lines as they need, and which event is in ``focus``, if one is."""
    shapes: list[Shape] = []
    y = top
    # broken by what a fallback font would take: a long line must not run out of the picture in it
    for text, type_size, role, bold in (
        (timeline.title, size.title, "ink", True),
        (timeline.subtitle, size.subtitle, "second", False),
        (focus, size.subtitle, "ink", True),
    ):
        for line in balanced(text or "", type_size, frame.width / FALLBACK_BOLD, bold=bold):
            y += round(type_size * 1.25)
            shapes.append(Text(frame.left, y - round(type_size * 0.3), line, type_size, role, bold))
        y += 4 if text else 0
    return shapes, y


def footer(
    notes: Sequence[str],
    sources: Sequence[tuple[int, Source]],
    frame: Frame,
    top: float,
    size: Type,
    language: Language,
) -> Drawn:
    """Notes, then the numbered sources in columns."""
    if not notes and not sources:
        return [], top
    shapes: list[Shape] = [Line(frame.left, top, frame.right, top, "rule")]
    y = top + 8
    leading = round(size.note * 1.36)
    for note in notes:
        for line in balanced(note, size.note, frame.width / FALLBACK):
            y += leading
            shapes.append(Text(frame.left, y - 4, line, size.note, "detail"))
    if not sources:
        return shapes, y + 4
    if notes:
        y += 6
    listed, y = _columns(sources, frame, y, size.note, leading, language)
    return shapes + listed, y + 4


def _columns(
    sources: Sequence[tuple[int, Source]],
    frame: Frame,
    top: float,
    size: float,
    leading: float,
    language: Language,
) -> Drawn:
    """The sources in columns of equal width, read downwards, about equally long."""
    count = max(1, min(3, int(frame.width // 360), len(sources)))
    gap = 24.0
    width = (frame.width - gap * (count - 1)) / count
    hang = reserve(_bracketed(sources[-1][0], language), size) + 5
    room = (width - hang) / FALLBACK
    entries = [(number, source, wrap(reference(source, language), size, room)) for number, source in sources]
    total = sum(len(lines) for _, _, lines in entries)
    shapes: list[Shape] = []
    column, filled, y, bottom = 0, 0, top, top
    for number, source, lines in entries:
        if column < count - 1 and filled >= total * (column + 1) / count:
            column, y = column + 1, top
        x = frame.left + column * (width + gap)
        shapes.append(Text(x, y + leading - 4, _bracketed(number, language), size, "detail"))
        for line in lines:
            y += leading
            shapes.append(Text(x + hang, y - 4, line, size, "detail", href=source.url))
        filled += len(lines)
        bottom = max(bottom, y)
    return shapes, bottom


def _bracketed(number: int, language: Language) -> str:
    return language.in_digits(f"[{number}]")


def reference(source: Source, language: Language) -> str:
    """A source as a line of a list: who, what, where, when, and what is not known."""
    title = source.title
    if source.author:
        title = language.say("source.by", author=source.author, title=title)
    parts = [
        title,
        source.publisher,
        words(source.date, language=language) if source.date else None,
        source.note,
        around("source.read", source.accessed, language) if source.accessed else None,
    ]
    sentences = [language.sentence(part) for part in parts if part]
    # The address comes last and bare: a full stop behind it would seem a part of it.
    return running([*sentences, source.url] if source.url else sentences)
