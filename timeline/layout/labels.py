"""What a label says, how large it is set, and the shapes it becomes.

A label is the date in words, bold and in its group's colour, over the title, which is bold too where the
event is among the most important; the numbers of its sources follow the title in brackets. What a source says
against it, another date or that it never was, stands between the two. Both are broken into lines here, once,
and never shortened: a still picture has no tooltip to turn to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.dates import words
from timeline.languages import EN, Language
from timeline.layout.leading import leading
from timeline.layout.typeset import balanced, reserve
from timeline.model import Citation, Event, Figure
from timeline.model.order import sources_of
from timeline.records import NamedTuple
from timeline.scene import Anchor, Line, Role, Shape, Text

TEXT_INDENT = 6.0  # px from a label's pole to its text
TEXT_AFTER = 10.0  # px kept free after the text
POLE_WIDTH = 2.0
FIGURE = 19.0  # px, the type of a figure that is set large
APART = 5.0  # px between a figure and what stands above it
STRESSED = 5  # the importance from which a title is bold
NO_BREAK = "\u00a0"


class Type(NamedTuple):
    """Type sizes in px for one width of picture, and the width at which labels are broken."""

    title: float
    subtitle: float
    label: float
    date: float
    note: float
    column: float


def type_for(width: float) -> Type:
    """Sizes for a picture ``width`` px wide, shown at that width."""
    if width < 500:
        return Type(title=18, subtitle=13, label=12, date=12, note=11, column=min(132.0, width * 0.36))
    if width < 900:
        return Type(title=19, subtitle=13.5, label=12, date=12, note=11, column=150)
    return Type(title=23, subtitle=15, label=13, date=12, note=11, column=172)


class Label(NamedTuple):
    """A label to be placed: its lines, and the room in px that it takes beside its pole and along it.

    ``figures`` are set large below the title, each over its own words.
    """

    dates: tuple[str, ...]
    lines: tuple[str, ...]
    bold: bool
    room: float
    height: float
    figures: tuple[tuple[str, tuple[str, ...]], ...] = ()


def label(
    event: Event,
    numbers: Mapping[str, int],
    size: Type,
    language: Language = EN,
    *,
    common: str = "",
    figures: bool = False,
) -> Label:
    """The label of one event, with its ``figures`` or without. ``numbers`` are those of the sources; for
    ``common`` see ``date_line``.
    """
    dates: list[str] = []
    for line_of_date in dated(event, numbers, language, common):
        broken = balanced(line_of_date, size.date, size.column, bold=True)
        dates += [line.replace(NO_BREAK, " ") for line in broken]
    bold = event.importance >= STRESSED
    lines = _title(event, numbers, size, language, bold=bold)
    widths = [reserve(line, size.date, bold=True) for line in dates]
    widths += [reserve(line, size.label, bold=bold) for line in lines]
    height = sum(leading(size.date, line) for line in dates)
    height += sum(leading(size.label, line) for line in lines)
    large = tuple(_figure(each, numbers, size, language) for each in event.figures) if figures else ()
    for value, said in large:
        widths.append(reserve(value, FIGURE, bold=True))
        widths += [reserve(line, size.date) for line in said]
        height += APART + leading(FIGURE, value) + sum(leading(size.date, line) for line in said)
    room = TEXT_INDENT + max(widths) + TEXT_AFTER
    return Label(tuple(dates), tuple(lines), bold, room, height, large)


def _figure(
    figure: Figure, numbers: Mapping[str, int], size: Type, language: Language
) -> tuple[str, tuple[str, ...]]:
    """A figure and its words in lines, the number of its source bound to the last one."""
    note = NO_BREAK + brackets([numbers[figure.source]], language) if figure.source else ""
    lines = balanced(figure.label + note, size.date, size.column)
    return figure.value, tuple(line.replace(NO_BREAK, " ") for line in lines)


def _title(
    event: Event, numbers: Mapping[str, int], size: Type, language: Language, *, bold: bool
) -> list[str]:
    """The title in lines, the notes' numbers bound to its last word: they must not stand on a line of their
    own.
    """
    notes = brackets(sorted(numbers[source] for source in sources_of(event)), language)
    bound = f"{event.title}{NO_BREAK}{notes}" if notes else event.title
    lines = balanced(bound, size.label, size.column, bold=bold)
    return [line.replace(NO_BREAK + notes, " " + notes) for line in lines]


def dated(event: Event, numbers: Mapping[str, int], language: Language, common: str = "") -> list[str]:
    """The date of a label, and what sources say against it. Where these are named as disputing the event, its
    status would only say so again. For ``common`` see ``date_line``.
    """
    against = objections(event, numbers, language)
    named = event.status == "disputed" and bool(_deniers(event))
    shown = event._replace(status="reported") if named else event
    return [date_line(shown, language, common), *against]


def _deniers(event: Event) -> set[str]:
    """The sources that dispute the event and give no other date."""
    dating = {citation.source for citation in event.sources if _gives_another_date(event, citation)}
    return {citation.source for citation in event.sources if citation.stance == "disputes"} - dating


def _gives_another_date(event: Event, citation: Citation) -> bool:
    return citation.date is not None and citation.date[1:3] != event.date[1:3]


def objections(event: Event, numbers: Mapping[str, int], language: Language) -> list[str]:
    """What sources say against the date, or against the event: "or 26 Jul 2025 [3]", "disputed by [4]"."""
    other = {
        numbers[citation.source]: words(citation.date, True, language)
        for citation in event.sources
        if citation.date is not None and _gives_another_date(event, citation)
    }
    said = [
        _bound("label.or_date", brackets([number], language), language, date=date)
        for number, date in other.items()
    ]
    denied = brackets(sorted(numbers[source] for source in _deniers(event)), language)
    return [*said, _bound("label.disputed_by", denied, language)] if denied else said


def _bound(key: str, notes: str, language: Language, **values: str) -> str:
    """A phrase with the numbers of notes, from which no line break parts them."""
    return language.say(key, notes=notes, **values).replace(f" {notes}", NO_BREAK + notes)


def brackets(numbers: Sequence[int], language: Language) -> str:
    """Numbers of notes as they follow a title: "[1–3,5]"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs]
    return language.in_digits(f"[{','.join(parts)}]") if parts else ""


def date_line(event: Event, language: Language, common: str = "") -> str:
    """The date in words, and a status out of the ordinary.

    ``common`` are the words for the offset that all the picture's times share, as " UTC+05:30": a note below
    the picture says them once for all, and no label repeats them.
    """
    date = words(event.date, True, language)
    if common:
        date = date.replace(common, "")
    if event.status == "reported":
        return date
    return language.say("label.status", date=date, status=language.say(f"status.{event.status}"))


def draw(
    label: Label, size: Type, pole: float, top: float, colour: Role, *, to_left: bool
) -> Sequence[Shape]:
    """The shapes of a label whose pole is at ``pole`` and whose first line begins at ``top``."""
    x = pole - TEXT_INDENT if to_left else pole + TEXT_INDENT
    rule = Line(pole, top, pole, top + label.height, colour, POLE_WIDTH)
    return [rule, *texts(label, size, x, top, colour, "end" if to_left else "start")]


def texts(label: Label, size: Type, x: float, top: float, colour: Role, anchor: Anchor) -> list[Text]:
    """The lines of a label, the first of which begins at ``top``."""
    found: list[Text] = []
    y = top

    def add(line: str, size: float, role: Role, *, bold: bool) -> None:
        nonlocal y
        high = leading(size, line)
        # The baseline lies half the capitals' height below the middle of the line's room.
        baseline = round(y + high / 2 + 0.35 * size, 2)
        found.append(Text(x, baseline, line, size, role, bold, anchor))
        y += high

    for line in label.dates:
        add(line, size.date, f"{colour}-text", bold=True)
    for line in label.lines:
        add(line, size.label, "ink", bold=label.bold)
    for value, said in label.figures:
        y += APART
        add(value, FIGURE, f"{colour}-text", bold=True)
        for line in said:
            add(line, size.date, "second", bold=False)
    return found
