"""What a label of the vertical layout says: more than a flag can, for there is a whole column for it.

The date and the title as in every layout; below them the summary, the figures set large, and what the event
led to in words. Where the column is wide the date stands in a column of its own before the text. Lines are
broken by what a fallback font would take, as a column has a picture's edge behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from timeline.languages import Language
from timeline.layout.labels import STRESSED, Type, brackets, dated
from timeline.layout.leading import leading
from timeline.layout.typeset import FALLBACK, FALLBACK_BOLD, reserve, wrap
from timeline.model import Event, Figure
from timeline.records import NamedTuple
from timeline.scene import Role, Shape, Text

NO_BREAK = "\u00a0"
WIDE = 380.0  # px of a column from which the date stands beside the text …
DATES = 0.36  # … if its line takes no more than this share of the column …
LEAST_DATES = 70.0  # … and a column of so many px, or more, holds the dates that do
GUTTER = 14.0  # px between the dates and the texts
FIGURE = 21.0  # px, the type of a figure


class Run(NamedTuple):
    """One line of a block: its left edge and its baseline from the block's corner, in px."""

    x: float
    y: float
    text: str
    size: float
    role: Role
    bold: bool


class Block(NamedTuple):
    """A label ready to be placed: its lines, and how high it is, in px."""

    runs: tuple[Run, ...]
    height: float


class _Column:
    """Lines set one below the other."""

    def __init__(self, x: float, width: float) -> None:
        self.x, self.width, self.y = x, width, 0.0
        self.runs: list[Run] = []

    def set(self, text: str, size: float, role: Role, *, bold: bool = False, indent: float = 0.0) -> None:
        """``text`` in as many lines as it needs."""
        room = (self.width - indent) / (FALLBACK_BOLD if bold else FALLBACK)
        for line in wrap(text, size, room, bold=bold):
            height = leading(size, line)
            self.y += height
            baseline = round(self.y - height / 2 + 0.35 * size, 2)
            said = line.replace(NO_BREAK, " ")
            self.runs.append(Run(self.x + indent, baseline, said, size, role, bold))


def dates_column(lines: Iterable[str], size: float, width: float) -> float:
    """How wide the dates' own column is in a column of ``width`` px: as the widest of the dates' ``lines``
    that may stand in it, with the gutter; 0 where there is no room for one.
    """
    if width < WIDE:
        return 0.0
    rooms = [reserve(line, size, bold=True) for line in lines]
    return GUTTER + max([LEAST_DATES, *(room for room in rooms if room <= DATES * width)])


def said_of_date(event: Event, numbers: Mapping[str, int], language: Language, common: str) -> list[str]:
    """What a label says of an event's date, and what sources say against it, a line each."""
    return dated(event, numbers, language, common)


def block(
    event: Event,
    numbers: Mapping[str, int],
    size: Type,
    column: tuple[float, float],
    colour: Role,
    language: Language,
    common: str = "",
    led_to: Sequence[str] = (),
) -> Block:
    """The label of one event in a ``column``: its width in px, and that of the dates' part of it.

    ``numbers`` are those of the sources, ``led_to`` its links in words; for ``common`` see ``date_line``.
    """
    width, dates_width = column
    said = said_of_date(event, numbers, language, common)
    beside = dates_width > 0 and all(
        reserve(line, size.date, bold=True) <= dates_width - GUTTER + 0.01 for line in said
    )
    text = _Column(dates_width, width - dates_width)
    dates = _Column(0.0, dates_width) if beside else text
    for line in said:
        dates.set(line, size.date, f"{colour}-text", bold=True)
    _say(text, event, numbers, size, colour, language, led_to)
    runs = (*dates.runs, *text.runs) if beside else tuple(text.runs)
    return Block(runs, max(dates.y, text.y))


def _say(
    text: _Column,
    event: Event,
    numbers: Mapping[str, int],
    size: Type,
    colour: Role,
    language: Language,
    led_to: Sequence[str],
) -> None:
    cited = {numbers[citation.source] for citation in event.sources if citation.source}
    notes = brackets(sorted(cited), language)
    larger = event.importance >= STRESSED
    title = f"{event.title}{NO_BREAK}{notes}" if notes else event.title
    text.set(title, size.label + (2 if larger else 0), "ink", bold=True)
    for paragraph in filter(None, map(str.strip, (event.summary or "").splitlines())):
        text.set(paragraph, size.date, "second")
    for figure in event.figures:
        _set_large(text, figure, numbers, size, colour, language)
    for words in led_to:
        text.set(words, size.date, "detail")


def _set_large(
    text: _Column,
    figure: Figure,
    numbers: Mapping[str, int],
    size: Type,
    colour: Role,
    language: Language,
) -> None:
    """A figure with its words beside it, or below it where it is too long for that."""
    number = numbers.get(figure.source) if figure.source else None
    note = NO_BREAK + brackets([number], language) if number else ""
    words = figure.label + note
    wide = reserve(figure.value, FIGURE, bold=True) + 8
    text.y += 3
    top = text.y
    text.set(figure.value, FIGURE, f"{colour}-text", bold=True)
    below = text.y
    if wide > text.width * 0.45 or below - top > 1.5 * leading(FIGURE):
        text.set(words, size.date, "second")
        return
    lines = _Column(text.x, text.width)
    lines.y = top + leading(FIGURE) / 2 - leading(size.date, words) / 2 + 1
    lines.set(words, size.date, "second", indent=wide)
    if len(lines.runs) > 1:  # two lines share the figure's height, more hang below it
        lift = min(leading(size.date, words) / 2, lines.y - below)
        lines.runs = [run._replace(y=round(run.y - lift, 2)) for run in lines.runs]
        lines.y -= lift
    text.runs += lines.runs
    text.y = max(below, lines.y) + 1


def ribbon(name: str, date: str, size: float, width: float) -> Block:
    """The name of an era and its date in a column ``width`` px wide, with a little room around them: on one
    line where they fit, as two runs, so that neither is drawn into the other's direction.
    """
    column = _Column(0.0, width - 6)
    column.y = 2.0
    column.set(name, size, "second")
    after = reserve(name, size) + GUTTER
    if len(column.runs) == 1 and after + reserve(date, size) <= width - 6:
        column.y = 2.0
        column.set(date, size, "second", indent=after)
        column.y = max(column.y, 2.0 + leading(size, name))
    else:
        column.set(date, size, "second")
    return Block(tuple(column.runs), column.y + 3)


def draw(block: Block, x: float, top: float, *, to_left: bool) -> Iterator[Shape]:
    """The texts of a block whose corner, the one beside the axis, is at ``x`` and ``top``."""
    for run in block.runs:
        if to_left:
            yield Text(x - run.x, top + run.y, run.text, run.size, run.role, run.bold, "end")
        else:
            yield Text(x + run.x, top + run.y, run.text, run.size, run.role, run.bold)
