"""The legend: one entry for each group and each form of mark that occurs, and none for the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from timeline.languages import EN, Language
from timeline.layout import marks
from timeline.layout.furniture import Drawn, Frame
from timeline.layout.labels import Type
from timeline.layout.marks import Mark, Piece, Span
from timeline.layout.typeset import FALLBACK, reserve, wrap
from timeline.model import Group
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Shape, Text

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from timeline.layout.marks import End, Form
    from timeline.model import Status

Icon: TypeAlias = "Callable[[float, float], Sequence[Shape]]"
"""Draws a mark about a place."""

Test: TypeAlias = "Callable[[Mark], object]"

GAP = 22.0  # px between two entries
ICON = 22.0  # px for the mark before an entry
LEADING = 20.0
LOW = 6.5  # px above and below the middle of a plate
TWO = 4.2  # px, the radius of two points side by side


class Entry(NamedTuple):
    """One entry of a legend: how to draw its mark about a place, and its words."""

    icon: Icon
    text: str


def _piece(x: float, *, solid: bool = True, end: End = "closed", start: End = "closed", **more: Any) -> Piece:
    """A bar as wide as an entry's mark may be."""
    return Piece(x - 9, x + 8, solid, start, end, **more)


def _two(x: float, *, solid: bool = True, second: bool = True, aside: bool = False) -> tuple[Piece, ...]:
    return Piece(x - 4, x - 4, solid), Piece(x + 6, x + 6, second, aside=aside)


def _unknown(x: float, start: End, end: End) -> Piece:
    sure = Span(x - 9, x - 1) if start == "closed" else Span(x, x + 8)
    return _piece(x, start=start, end=end, sure=sure)


def _of(
    pieces: Callable[[float], tuple[Piece, ...]],
    form: Form = "date",
    status: Status = "reported",
    radius: float = marks.RADIUS,
) -> Icon:
    """What draws a mark of such pieces, as of an event without a group."""
    return lambda x, y: marks.draw(Mark(None, "", 0, "group-none", pieces(x), form, status), y, radius)


def _has(condition: Callable[[Piece], object]) -> Test:
    """Whether a date of the event itself is drawn in some way."""
    return lambda mark: any(condition(piece) for piece in mark.pieces if not piece.aside)


def _bar(condition: Callable[[Piece], object]) -> Test:
    return _has(lambda piece: not piece.is_point and condition(piece))


def _is_hatched(piece: Piece, mark: Mark) -> bool:
    """Whether a piece that is uncertain looks it: a disputed point does not."""
    return any(piece.hatched) and not (piece.is_point and not piece.aside and mark.status == "disputed")


_FORMS: tuple[tuple[str, Icon, Test], ...] = (
    ("legend.lasted", _of(lambda x: (_piece(x),)), _bar(lambda piece: piece.solid)),
    (
        "legend.within",
        _of(lambda x: (_piece(x, solid=False),)),
        lambda mark: mark.form != "one" and _bar(lambda piece: not piece.solid)(mark),
    ),
    (
        "legend.about",
        _of(lambda x: (Piece(x + 1, x + 9, True, fades=(True, False)),)),
        _has(lambda piece: any(piece.fades)),
    ),
    (
        "legend.uncertain",
        _of(lambda x: (Piece(x, x, True, hatched=(True, True)),)),
        lambda mark: any(_is_hatched(piece, mark) for piece in mark.pieces),
    ),
    (
        "legend.one_of",
        _of(lambda x: _two(x, solid=False, second=False), "one", radius=TWO),
        lambda mark: mark.form == "one",
    ),
    (
        "legend.each_of",
        _of(_two, "all", radius=TWO),
        lambda mark: mark.form == "all",
    ),
    (
        "legend.other_date",
        _of(lambda x: _two(x, second=False, aside=True), radius=TWO),
        lambda mark: any(piece.aside for piece in mark.pieces),
    ),
    ("legend.goes_on", _of(lambda x: (_piece(x, end="open"),)), _has(lambda piece: piece.end == "open")),
    (
        "legend.began_earlier",
        _of(lambda x: (_piece(x, start="open"),)),
        _has(lambda piece: piece.start == "open"),
    ),
    (
        "legend.goes_on_beyond",
        _of(lambda x: (_piece(x, end="cut"),)),
        _has(lambda piece: "cut" in (piece.start, piece.end)),
    ),
    (
        "legend.end_unknown",
        _of(lambda x: (_unknown(x, "closed", "unknown"),)),
        _has(lambda piece: piece.end == "unknown"),
    ),
    (
        "legend.start_unknown",
        _of(lambda x: (_unknown(x, "unknown", "closed"),)),
        _has(lambda piece: piece.start == "unknown"),
    ),
    (
        "status.confirmed",
        _of(lambda x: (Piece(x, x, True),), status="confirmed"),
        lambda mark: mark.status == "confirmed",
    ),
    (
        "status.alleged",
        _of(lambda x: (Piece(x, x, True),), status="alleged"),
        lambda mark: mark.status == "alleged",
    ),
    (
        "status.disputed",
        _of(lambda x: (Piece(x, x, True),), status="disputed"),
        lambda mark: mark.status == "disputed",
    ),
)
"""The forms of marks in the legend's order: the key of its words, how to draw one, and how to tell whether a
mark has it."""


def _plate(start: End = "closed", end: End = "closed") -> Icon:
    """What draws a bar as a plate, though not as high as one with text."""

    def icon(x: float, y: float) -> Sequence[Shape]:
        from timeline.layout.placards import plate

        piece = _piece(x, start=start, end=end)
        return plate(Mark(None, "", 0, "group-none", (piece,)), piece, y - LOW, y + LOW)

    return icon


_PLATES: Mapping[str, Icon] = {
    "legend.lasted": _plate(),
    "legend.goes_on": _plate(end="open"),
    "legend.began_earlier": _plate(start="open"),
    "legend.goes_on_beyond": _plate(end="cut"),
}
"""How the forms that a plate can have are drawn where there are plates."""


def entries(
    groups: Sequence[Group],
    drawn: Sequence[Mark],
    *,
    counts: bool,
    crowds: bool = False,
    plates: bool = False,
    language: Language = EN,
) -> list[Entry]:
    """The entries for the marks that are ``drawn``; for ``counts`` of events without labels, and ``crowds``,
    the counts of those with labels, where there are any. ``plates`` says that bars without doubts are drawn
    as plates.

    Where all marks are of the only group there is, its colour tells nothing and needs no entry. What recedes
    is a dot, whatever its date is.
    """
    full = [mark for mark in drawn if mark.colour != "receded"]
    used = {mark.colour for mark in full}
    told_apart = len(groups) > 1 or len(used) > 1
    found = _groups(groups, full) if told_apart else []
    found += _forms(full, language, plates=plates)
    if counts:
        found.append(Entry(_pill(language), language.say("legend.count")))
    if crowds:
        found.append(Entry(_pill(language), language.say("legend.crowd")))
    if len(full) < len(drawn):
        found.append(Entry(_receded, language.say("legend.receded")))
    return found


def _groups(groups: Sequence[Group], drawn: Sequence[Mark]) -> list[Entry]:
    """The groups of the marks: each with its shape, or with a bar where it has no point."""
    found: list[Entry] = []
    for number, group in enumerate(groups):
        own = [mark for mark in drawn if mark.colour == f"group-{number}"]
        if own:
            found.append(Entry(_swatch(number, own), group.title))
    return found


def _swatch(number: int, own: Sequence[Mark]) -> Icon:
    """What stands for a group with these marks of its ``own``."""
    colour = f"group-{number}"
    if any(piece.is_point for mark in own for piece in mark.pieces):
        return lambda x, y: [marks.point(x, y, marks.RADIUS, number, colour)]
    solid = any(mark.solid for mark in own)
    return lambda x, y: marks.draw(Mark(None, "", number, colour, (_piece(x, solid=solid),)), y)


def _forms(drawn: Sequence[Mark], language: Language, *, plates: bool) -> list[Entry]:
    """The forms that the marks have. That a plate lasted is plain where nothing else has to be said."""
    found = [(icon, key) for key, icon, has_form in _FORMS if any(map(has_form, drawn))]
    if plates:
        from timeline.layout.placards import is_plate  # one layout alone has them

        plain = [mark for mark in drawn if is_plate(mark)]
        tests = {key: has_form for key, _, has_form in _FORMS}
        found = [
            (_PLATES[key] if key in _PLATES and any(map(tests[key], plain)) else icon, key)
            for icon, key in found
        ]
        if [key for _, key in found] == ["legend.lasted"]:
            return []
    return [Entry(icon, language.say(key)) for icon, key in found]


def _pill(language: Language) -> Icon:
    return lambda x, y: marks.pill(x, y, 2, marks.PILL, language)


def _receded(x: float, y: float) -> list[Shape]:
    return [marks.point(x, y, marks.SMALL, 0, "receded")]


def draw(found: Sequence[Entry], frame: Frame, top: float, size: Type) -> Drawn:
    """The entries in rows."""
    if not found:
        return [], top
    shapes: list[Shape] = []
    x, y = frame.left, top + LEADING / 2
    for entry in found:
        lines = wrap(entry.text, size.date, (frame.width - ICON) / FALLBACK)
        width = ICON + max(reserve(line, size.date) for line in lines)
        if x > frame.left and x + width > frame.right:
            x, y = frame.left, y + LEADING
        shapes += entry.icon(x + ICON / 2 - 3, y)
        for number, line in enumerate(lines):
            y += size.date * 1.25 if number else 0
            shapes.append(Text(x + ICON, y + 0.35 * size.date, line, size.date, "second"))
        x += width + GAP
    return shapes, y + LEADING / 2 + 4
