"""How an event of a band may stand: its mark, and its label in, beside or below it.

A *plate* is a bar high enough for text: an interval, or a date that is wide on the axis, of which nothing is
in doubt. Where the label fits into it, it stands there, and nowhere else. Otherwise it stands on the right of
the mark, or on the left, and where both edges of the picture are too near, below it on a short leader. Its
first line is at the height of the mark, so that the dates of a row stand on one line.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.layout import labels, marks
from timeline.layout.labels import Label
from timeline.layout.marks import Mark, Piece
from timeline.layout.packing import Box
from timeline.layout.pen import Pen
from timeline.layout.plot import Plot
from timeline.layout.typeset import FALLBACK, FALLBACK_BOLD, reserve
from timeline.records import NamedTuple
from timeline.scene import Group, Line, Path, Rect, Role, Segment, Shape, Text

PLATE = 20.0  # px, the height of a plate
PADDING = 3.0  # px above and below the lines of a plate that has several
INSET = 7.0  # px from a plate's end to its text, and a little less behind it
BESIDE = 6.0  # px from a mark to its label
STEM = 9.0  # px from a mark to the label below it …
AFTER_STEM = 2.0  # … of which the leader leaves some
ASIDE = 3.0  # px from a date to the title on the same line
AROUND = 1.0  # px of a mark's outline
OUTLINE = 1.2  # px, that of a plate
STRIPE = 4.0  # px of its solid beginning
FINE = 2.4  # px from it to the finer one of what is confirmed
LONGEST_NEAR = 150.0  # px that what is nearer to a mark may take where date and title share a line
NARROWEST = 24.0  # px of a plate that could hold any text
MOST = 1e6  # px, a column that breaks no line
MOST_LINES = 3  # of text on a plate
HEAD = marks.BAR / 2 + 3  # px from the middle of a mark to the tip of what is widest of it


class Manner(NamedTuple):
    """How labels are set: how wide a column they are broken into, and how long one may be to stay on one
    line, both in columns of the picture's type.
    """

    column: float
    one_line: float


class Lettering(NamedTuple):
    """A label with each line in its place: ``texts`` about the end that is nearest to the mark, their width,
    and how far they stand above and below the middle of the first line.
    """

    texts: Sequence[Text]
    width: float
    above: float
    below: float


class Placard(NamedTuple):
    """One way for an event to stand: the room that it takes in a row, and its parts about the row's line."""

    number: int
    mark: Mark
    pole: float
    box: Box
    texts: Sequence[Text]
    plate: tuple[float, float] | None = None  # how far it stands above and below the line
    stem: float = 0.0  # how far a leader goes down from the line

    def draw(self, y: float) -> Shape:
        """The event as one group with its words, the row's line at ``y``."""
        shapes: list[Shape] = []
        if self.stem:
            shapes.append(Line(self.pole, y, self.pole, y + self.stem, "leader"))
        if self.plate is None:
            shapes += marks.draw(self.mark, y)
        else:
            shapes += plate(self.mark, self.mark.pieces[0], y - self.plate[0], y + self.plate[1])
        shapes += [text._replace(y=round(y + text.y, 2)) for text in self.texts]
        return Group(tuple(shapes), self.mark.words, self.mark.event)


class Placards:
    """The ways in which the events of one picture may stand between two places on the axis, in one manner."""

    def __init__(self, plot: Plot, pen: Pen, low: float, high: float, manner: Manner) -> None:
        """``low`` and ``high`` are the edges of the room in px."""
        self.plot, self.pen, self.low, self.high = plot, pen, low, high
        self.column = plot.size.column * manner.column
        self.one_line = plot.size.column * manner.one_line

    def ways(self, number: int) -> list[Placard]:
        """Each way for an event to stand, the best first; at least one."""
        mark, pole = self.pen.mark(number), self.pen.place(number)
        plate = None
        if _is_plain(mark):
            if (inside := self._inside(number, mark, pole)) is not None:
                return [inside]
            plate = (PLATE / 2, PLATE / 2) if mark.pieces[0].solid else None
        bare = Placard(number, mark, pole, Box(*_reach(mark), *(plate or (HEAD, HEAD))), (), plate)
        label = self._label(number, self.column)
        for one_line in (self.one_line, 0.0):
            right = self._beside(bare, label, one_line, to_left=False)
            left = self._beside(bare, label, one_line, to_left=True)
            if found := [right] * (right.box.x1 <= self.high) + [left] * (left.box.x0 >= self.low):
                return found
        return [self._under(bare, label)]

    def _beside(self, bare: Placard, label: Label, one_line: float, *, to_left: bool) -> Placard:
        """``bare``, a mark without a label, with its label on one side."""
        lettering = self._set(label, bare.mark.colour, one_line, to_left=to_left)
        box, room = bare.box, BESIDE + lettering.width
        box = Box(
            box.x0 - room if to_left else box.x0,
            box.x1 if to_left else box.x1 + room,
            max(lettering.above, box.above),
            max(lettering.below, box.below),
        )
        x = bare.box.x0 - BESIDE if to_left else bare.box.x1 + BESIDE
        return bare._replace(box=box, texts=_moved(lettering.texts, x))

    def _label(self, number: int, column: float) -> Label:
        return self.pen.label(number, self.plot.size._replace(column=column), self.plot.numbers)

    def _inside(self, number: int, mark: Mark, pole: float) -> Placard | None:
        """The event as a plate with its label on it, if there is room: in one line or in few."""
        left, right = _body(mark.pieces[0])
        left, room = left + INSET, right - left - 2 * INSET
        if room < NARROWEST:
            return None
        for column in (MOST, room / FALLBACK_BOLD):
            label = self._label(number, column)
            if column != MOST and not _is_whole(label, self._label(number, MOST)):
                return None
            lettering = self._set(label, mark.colour, room, to_left=False, on_plate=True)
            lines = 1 if lettering.below == lettering.above else len(lettering.texts)
            if lettering.width <= room and lines <= MOST_LINES:
                pad = PADDING if lines > 1 else PLATE / 2 - lettering.below
                plate = lettering.above + pad, lettering.below + pad
                box = Box(*_reach(mark), *plate)
                return Placard(number, mark, pole, box, _moved(lettering.texts, left), plate)
        return None

    def _under(self, bare: Placard, label: Label) -> Placard:
        """``bare``, a mark without a label, with its label below, where there is room on neither side."""
        lettering = self._set(label, bare.mark.colour, self.one_line, to_left=False)
        box = bare.box
        x = max(self.low, min(bare.pole - BESIDE, self.high - lettering.width))
        drop = box.below + STEM + lettering.above
        texts = [text._replace(y=text.y + drop) for text in _moved(lettering.texts, x)]
        box = Box(min(box.x0, x), max(box.x1, x + lettering.width), box.above, drop + lettering.below)
        return bare._replace(box=box, texts=texts, stem=drop - lettering.above - AFTER_STEM)

    def _set(
        self, label: Label, colour: Role, one_line: float, *, to_left: bool, on_plate: bool = False
    ) -> Lettering:
        """The label's lines, its date and its title on the same line where they are short enough."""
        size = self.plot.size
        texts = labels.texts(label, size, 0.0, 0.0, colour, "end" if to_left else "start")
        if on_plate:  # whose tint takes from a colour's contrast
            texts = [text._replace(fill="ink") for text in texts]
        widths = [reserve(text.string, text.size, bold=text.bold) for text in texts]
        first = texts[0].y - 0.35 * texts[0].size  # the middle of the first line
        short = on_plate or widths[to_left] <= LONGEST_NEAR
        if len(texts) == 2 and short and sum(widths) + ASIDE <= one_line:
            return Lettering(_abreast(texts, widths, to_left=to_left), sum(widths) + ASIDE, first, first)
        raised = [text._replace(y=text.y - first) for text in texts]
        if to_left:
            raised, width = _block(raised, widths)
            return Lettering(raised, width, first, label.height - first)
        return Lettering(raised, max(widths), first, label.height - first)


def _abreast(texts: Sequence[Text], widths: Sequence[float], *, to_left: bool) -> list[Text]:
    """A date and its title on one line. The one beside the mark is anchored there: what a font leaves of its
    room lies between the two.
    """
    date, title = (text._replace(y=0.35 * text.size) for text in texts)
    if to_left:
        return [date._replace(x=-(widths[1] + ASIDE)), title]
    return [date, title._replace(x=widths[0] + ASIDE)]


def _block(texts: Sequence[Text], widths: Sequence[float]) -> tuple[list[Text], float]:
    """Lines on the left of a mark with a straight left edge, and their width. The longest is held at its end,
    so that it ends near the mark in any font; the others begin where it does in the font that is named.
    """
    longest = max(range(len(texts)), key=widths.__getitem__)
    long = (widths[longest] - 1) / (FALLBACK_BOLD if texts[longest].bold else FALLBACK)
    edge = max([long, *(width for number, width in enumerate(widths) if number != longest)])
    found = [text._replace(x=-edge, anchor="start") for text in texts]
    found[longest] = texts[longest]._replace(x=long - edge)
    return found, edge - long + widths[longest]


def _is_whole(label: Label, unbroken: Label) -> bool:
    """Are the dates in one piece, and the title broken between its words alone?"""
    return label.dates == unbroken.dates and " ".join(label.lines) == " ".join(unbroken.lines)


def is_plate(mark: Mark) -> bool:
    """Is the mark a plate even where there is no room for text on it?"""
    return _is_plain(mark) and mark.solid


def _is_plain(mark: Mark) -> bool:
    """Is the mark a bar that shows no doubt, so that it may be a plate?"""
    piece = mark.pieces[0]
    certain = not any(piece.fades) and not any(piece.hatched) and "unknown" not in (piece.start, piece.end)
    single = len(mark.pieces) == 1 and not piece.is_point
    return single and certain and mark.form != "one" and mark.status in ("confirmed", "reported")


def _reach(mark: Mark) -> tuple[float, float]:
    """From where to where a mark goes along the axis, with its outline."""
    x0, x1 = mark.reach
    return x0 - AROUND, x1 + AROUND


def _body(piece: Piece) -> tuple[float, float]:
    """A plate without the heads of its arrows."""
    left = piece.x0 + (marks.ARROW if piece.start != "closed" else 0)
    return left, piece.x1 - (marks.ARROW if piece.end != "closed" else 0)


def _moved(texts: Sequence[Text], x: float) -> list[Text]:
    return [text._replace(x=round(text.x + x, 2)) for text in texts]


def plate(mark: Mark, piece: Piece, top: float, bottom: float) -> list[Shape]:
    """A bar with room for text: tinted where it lasted, empty where it happened at some time within, with a
    finer line inside where it is confirmed. An end that is open is an arrow head, hollow where only the
    picture ends.
    """
    left, right = _body(piece)
    colour, middle = mark.colour, (top + bottom) / 2
    shapes: list[Shape] = []
    for base, tip, end in ((left, piece.x0, piece.start), (right, piece.x1, piece.end)):
        if end != "closed":
            head: list[Segment] = [("M", base, top), ("L", tip, middle), ("L", base, bottom), ("Z",)]
            shapes.append(Path(tuple(head), "paper" if end == "cut" else colour, colour, OUTLINE))
    radius = min(3.0, (right - left) / 4) if piece.start == piece.end == "closed" else 0.0
    fill = f"{colour}-tint" if piece.solid else "paper"
    shapes.append(Rect(left, top, right - left, bottom - top, fill, colour, OUTLINE, radius))
    if piece.solid and right - left > 2 * STRIPE:
        shapes.append(Rect(left, top, STRIPE, bottom - top, colour, None, 1.0, radius))
    if mark.status == "confirmed" and right - left > 4 * FINE:
        shapes.append(
            Rect(left + FINE, top + FINE, right - left - 2 * FINE, bottom - top - 2 * FINE, None, colour, 0.8)
        )
    return shapes
