"""Paints a scene as a PNG file, with nothing but the standard library.

Neither a clock nor the machine comes into it: the same scene in the same fonts gives the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import partial
from math import ceil, floor, isfinite

from timeline.colours import channels
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Circle, Group, Line, Path, Rect, Role, Scene, Segment, Shape, Text
from timeline.write.canvas import Band, Direct, Mask, Palette, TooColourful
from timeline.write.outlines import Stretch, backwards, box, dashed, ellipse, stretches, stroked
from timeline.write.png_file import Pixels, read, written
from timeline.write.raster import Window, cover, cover_box
from timeline.write.truetype import FontFault
from timeline.write.typefaces import Faces, Unwritable, check, named

if TYPE_CHECKING:
    from timeline.provenance import Provenance
    from timeline.write.canvas import Colour
    from timeline.write.raster import Outline
    from timeline.write.truetype import Font

DENSITY = 2.0
"""Pixels to a CSS pixel: enough for print and for screens with small pixels."""
LARGEST = 2**15
"""Pixels of a side; hardly a program opens larger ones."""

_SHIFTS = 4  # places within a pixel at which a letter is painted; only across, for a line has one baseline
_BAND = 128  # rows that are painted at a time
_LEVEL = 6  # of compression: 9 takes six times as long for 4 % less


class _Job(NamedTuple):
    """Something to paint, and the rows that it touches."""

    top: int
    bottom: int  # the row after the last one
    paint: Callable[[Band], None]


def png(scene: Scene, faces: Faces, density: float = DENSITY, made: Provenance | None = None) -> bytes:
    """The scene as a PNG file, in its light colours, ``density`` pixels to a CSS pixel. ``made`` is what the
    file says of where it comes from.

    Raises ``Unwritable`` for a text that cannot be set in the ``faces``, ``ValueError`` where the picture
    would have no pixels or more than ``LARGEST`` on a side, or a number of the scene is not finite,
    ``KeyError`` where a role is not in its palette.
    """
    check(scene)
    width, height = size(scene, density)
    painter = _Painter(scene, faces, density)
    jobs = list(painter.jobs(scene.shapes))
    colours = {role: channels(colour) for role, colour in scene.palette.items()}
    ground = colours.get("paper", (255, 255, 255))
    palette = Palette()
    try:
        packed = _painted(jobs, (width, height), palette, ground)
        pixels = Pixels(width, height, 3, packed, b"".join(map(bytes, palette.colours)))
    except TooColourful:
        pixels = Pixels(width, height, 2, _painted(jobs, (width, height), Direct(), ground))
    if made:
        made = made._replace(fonts=named(painter.fonts))
    content = written(pixels, scene, density, made)
    if read(content) != pixels:  # then this program has a fault, and not its user
        raise AssertionError("the PNG does not hold the pixels that were painted")
    return content


def size(scene: Scene, density: float) -> tuple[int, int]:
    """The width and the height in pixels; a part of a pixel is one. Raises ``ValueError``."""
    if not (isfinite(density) and density > 0):
        raise ValueError(f"density is {density!r}; it can be a number above 0")
    width, height = (ceil(round(length * density, 6)) for length in (scene.width, scene.height))
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        raise ValueError(
            f"the picture would be {width} × {height} pixels large; a PNG can have 1 to {LARGEST} on a side. "
            "A lower density makes it smaller, and pages cut it up"
        )
    return width, height


def _painted(jobs: list[_Job], size: tuple[int, int], pixels: Palette | Direct, ground: Colour) -> bytes:
    """All pixels, compressed, painted band by band. Raises ``TooColourful``."""
    width, height = size
    todos: list[list[_Job]] = [[] for _ in range(0, height, _BAND)]
    for job in jobs:
        first, last = max(job.top, 0) // _BAND, (min(job.bottom, height) - 1) // _BAND
        for todo in todos[first : last + 1] if last >= 0 else ():
            todo.append(job)
    packer = zlib.compressobj(_LEVEL)
    parts = []
    for top, todo in zip(range(0, height, _BAND), todos, strict=True):
        band = Band(width, top, min(top + _BAND, height), pixels, ground)
        for job in todo:
            job.paint(band)
        parts.append(packer.compress(band.content))
    return b"".join((*parts, packer.flush()))


# The shapes


class _Painter:
    """Turns the shapes of a scene into jobs, in pixels."""

    def __init__(self, scene: Scene, faces: Faces, density: float) -> None:
        self._palette = scene.palette
        self._faces = faces
        self._density = density
        self._masks: dict[tuple[Font, int, float, int], Mask] = {}

    @property
    def fonts(self) -> set[Font]:
        """Those from which letters have been taken."""
        return {font for font, _, _, _ in self._masks}

    def jobs(self, shapes: tuple[Shape, ...]) -> Iterator[_Job]:
        """What there is to paint, the lowest first. The list of shapes is closed: a new one has to be painted
        here.
        """
        for shape in shapes:
            match shape:
                case Text():
                    yield from self._text(shape)
                case Line():
                    yield from self._line(shape)
                case Circle():
                    yield from self._circle(shape)
                case Path():
                    yield from self._path(shape)
                case Rect():
                    yield from self._rect(shape)
                case Group():
                    yield from self.jobs(shape.shapes)
                case _:
                    from typing import assert_never  # late, as no shape comes here

                    assert_never(shape)

    def _colour(self, role: Role) -> Colour:
        return channels(self._palette[role])

    def _pixels(self, *lengths: float) -> list[float]:
        """Lengths in pixels. Raises ``ValueError`` where one is not finite."""
        if not all(map(isfinite, lengths)):
            raise ValueError(f"numbers of a picture have to be finite, and among these are others: {lengths}")
        return [length * self._density for length in lengths]

    def _fill(self, outlines: list[Outline], role: Role | None) -> Iterator[_Job]:
        """The job that fills what the outlines go round."""
        if role is not None and outlines:
            heights = [y for outline in outlines for _, y in outline]
            paint = partial(_paint_outlines, outlines, self._colour(role))
            yield _Job(floor(min(heights)), ceil(max(heights)), paint)

    def _fill_box(self, x: float, y: float, width: float, height: float, role: Role | None) -> Iterator[_Job]:
        if role is not None:
            paint = partial(_paint_box, (x, y, x + width, y + height), self._colour(role))
            yield _Job(floor(y), ceil(y + height), paint)

    def _line(self, line: Line) -> Iterator[_Job]:
        x1, y1, x2, y2, width, *dash = self._pixels(
            line.x1, line.y1, line.x2, line.y2, line.width, *line.dash
        )
        for start, end in dashed((x1, y1), (x2, y2), dash):
            left, right = sorted((start[0], end[0]))
            top, bottom = sorted((start[1], end[1]))
            if top == bottom:
                yield from self._fill_box(left, top - width / 2, right - left, width, line.stroke)
            elif left == right:
                yield from self._fill_box(left - width / 2, top, width, bottom - top, line.stroke)
            else:
                stretch = Stretch([start, end], closed=False)
                yield from self._fill([*stroked(stretch, width)], line.stroke)

    def _rect(self, rect: Rect) -> Iterator[_Job]:
        x, y, width, height, radius, stroke = self._pixels(
            rect.x, rect.y, rect.width, rect.height, rect.radius, rect.stroke_width
        )
        if width <= 0 or height <= 0:
            return
        rx, ry = min(radius, width / 2), min(radius, height / 2)
        if radius <= 0:
            yield from self._fill_box(x, y, width, height, rect.fill)
        else:
            yield from self._fill([box(x, y, width, height, rx, ry)], rect.fill)
        half = stroke / 2
        rounded = (rx + half, ry + half) if radius > 0 else ()
        ring = [box(x - half, y - half, width + stroke, height + stroke, *rounded)]
        if min(width, height) > stroke:
            inner = box(x + half, y + half, width - stroke, height - stroke, rx - half, ry - half)
            ring.append(backwards(inner))
        yield from self._fill(ring, rect.stroke)

    def _circle(self, circle: Circle) -> Iterator[_Job]:
        cx, cy, r, stroke = self._pixels(circle.cx, circle.cy, circle.r, circle.stroke_width)
        if r <= 0:
            return
        yield from self._fill([ellipse(cx, cy, r, r)], circle.fill)
        ring = [ellipse(cx, cy, r + stroke / 2, r + stroke / 2)]
        if r > stroke / 2:
            ring.append(backwards(ellipse(cx, cy, r - stroke / 2, r - stroke / 2)))
        yield from self._fill(ring, circle.stroke)

    def _path(self, path: Path) -> Iterator[_Job]:
        drawn = stretches((command, *self._pixels(*numbers)) for command, *numbers in path.segments)
        yield from self._fill([stretch.points for stretch in drawn], path.fill)
        (width,) = self._pixels(path.stroke_width)
        yield from self._fill([one for stretch in drawn for one in stroked(stretch, width)], path.stroke)

    def _text(self, text: Text) -> Iterator[_Job]:
        """The job that sets a text: letter by letter, each at the nearest place that there is a mask for."""
        _, y, size = self._pixels(text.x, text.y, text.size)
        baseline = floor(y + 0.5)
        letters: list[tuple[Mask, int]] = []
        for run in self._faces.placed(text):
            step = size / run.font.units
            x = run.x * self._density
            for glyph in run.glyphs:
                column, shift = divmod(floor(x * _SHIFTS + 0.5), _SHIFTS)
                mask = self._mask(run.font, glyph, size, shift)
                if mask.rows:
                    letters.append((mask, column))
                x += run.font.advance(glyph) * step
        if letters:
            top = baseline + min(mask.top for mask, _ in letters)
            bottom = baseline + max(mask.top + len(mask.rows) for mask, _ in letters)
            yield _Job(top, bottom, partial(_paint_letters, letters, baseline, self._colour(text.fill)))

    def _mask(self, font: Font, glyph: int, size: float, shift: int) -> Mask:
        """A letter ``size`` px large, ``shift`` of ``_SHIFTS`` of a pixel to the right of its place."""
        key = font, glyph, size, shift
        mask = self._masks.get(key)
        if mask is None:
            self._masks[key] = mask = _drawn(font, glyph, size / font.units, shift / _SHIFTS)
        return mask


def _drawn(font: Font, glyph: int, step: float, shift: float) -> Mask:
    """A glyph as a mask, ``step`` px to a unit of the font. Raises ``Unwritable`` for a broken font."""
    try:
        segments = font.outline(glyph)
    except FontFault as fault:
        raise Unwritable(f"the font {font.name} cannot be used: {fault}", by_converter=False) from None
    outlines = [stretch.points for stretch in stretches(_placed(segments, step, shift))]
    if not outlines:
        return Mask(())
    # All of it has to be in the window, so it is moved into one, and the mask moved back.
    left, right, top, bottom = (
        edge(point[axis] for outline in outlines for point in outline)
        for axis in (0, 1)
        for edge in (min, max)
    )
    across = floor(left)
    moved = [[(x - across, y) for x, y in outline] for outline in outlines]
    mask = Mask(cover(moved, Window(ceil(right) - across, floor(top), ceil(bottom))))
    mask.left += across
    return mask


def _placed(segments: tuple[Segment, ...], step: float, shift: float) -> Iterator[Segment]:
    """Segments of a glyph, y up, in pixels, y down."""
    for command, *numbers in segments:
        points = zip(numbers[::2], numbers[1::2], strict=True)
        yield (command, *(number for x, y in points for number in (shift + x * step, -y * step)))


def _paint_outlines(outlines: list[Outline], colour: Colour, band: Band) -> None:
    for block in cover(outlines, band.window):
        band.paint(block, colour)


def _paint_box(edges: tuple[float, float, float, float], colour: Colour, band: Band) -> None:
    for block in cover_box(*edges, band.window):
        band.paint(block, colour)


def _paint_letters(letters: list[tuple[Mask, int]], baseline: int, colour: Colour, band: Band) -> None:
    for mask, column in letters:
        band.stamp(mask, column, baseline, colour)
