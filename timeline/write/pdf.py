"""Prints scenes as a PDF: each one a page of its own size, its words as words, its links live.

One px is 0.75 points, as CSS has it, so that the picture has in a document the size that it was laid out
for. The words are set in fonts that the file carries. Whoever cannot see the picture is given its
description: each page is one figure with a text in its place, and the links are named and can be reached.
Title and language stand where readers, catalogues and archives look for them. There are no dates in the file:
the same scenes give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from timeline.colours import channels
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Circle, Group, Line, Path, Rect, Role, Scene, Shape, Text
from timeline.write.markup import painted
from timeline.write.numbers import number
from timeline.write.pdf_about import catalogue, information, on_page
from timeline.write.pdf_fonts import Fonts
from timeline.write.pdf_objects import Objects, array, dictionary, faults, literal, reference, text
from timeline.write.typefaces import Faces, Run, check, named

if TYPE_CHECKING:
    from timeline.provenance import Provenance

POINTS = 0.75
"""Points in a px."""
LARGEST = 14400
"""Units that a page may be wide and high; of a larger one the unit is made larger."""

_ARC = 0.5522847498
"""How long the arms of a cubic curve are that comes nearest to a quarter of a circle of radius 1."""
_MITRE = "4 M"  # where SVG cuts off the tips of corners


class _Link(NamedTuple):
    """An address, and the box of its words in px."""

    href: str
    words: str
    left: float
    top: float
    right: float
    bottom: float


def pdf(
    scenes: Sequence[Scene], faces: Faces, title: str | None = None, made: Provenance | None = None
) -> bytes:
    """The scenes as the pages of one file. ``title`` is what the whole is called, where the first scene's own
    says more, as which page it is; ``made`` is what the file says of where it comes from.

    Raises ``Unwritable`` for words that cannot be set in the fonts of ``faces``, ``ValueError`` where a
    number of a scene is not finite, ``KeyError`` where a role is not in its palette.
    """
    objects, fonts = Objects(), Fonts()
    pages = [_Page(scene, faces, fonts) for scene in scenes]
    if made:
        made = made._replace(fonts=named(fonts.used))
    root, tree, resources, structure = (objects.reserve() for _ in range(4))
    place = 0
    for page in pages:
        page.put(objects, tree, resources, place, made)
        place += 1 + len(page.links)
    objects.put(resources, dictionary({"Font": fonts.embed(objects)}))
    kids = array(reference(page.number) for page in pages)
    objects.put(tree, dictionary({"Type": "/Pages", "Kids": kids, "Count": str(len(pages))}))
    _put_structure(objects, structure, pages)
    first = scenes[0]._replace(title=title or scenes[0].title)
    program = made.program if made else ""
    entries = {
        "Type": "/Catalog",
        "Pages": reference(tree),
        "MarkInfo": "<</Marked true>>",
        "StructTreeRoot": reference(structure),
        **catalogue(objects, first, made, program),
    }
    objects.put(root, dictionary(entries))
    said = information(first, made)
    if program:
        said["Producer"] = text(program)
    content = objects.file(root, objects.add(dictionary(said)))
    if wrong := faults(content):  # then this program has a fault, and not its user
        raise AssertionError(f"the PDF is not whole: {'; '.join(wrong)}")
    return content


class _Page:
    """A scene on its way to a page."""

    def __init__(self, scene: Scene, faces: Faces, fonts: Fonts) -> None:
        check(scene)
        self.scene = scene
        self.number = 0  # of its object, once it has one
        self.links: list[_Link] = []
        self.annotations: list[int] = []
        self._faces = faces
        self._fonts = fonts
        self._unit = max(1, ceil(max(scene.width, scene.height) * POINTS / LARGEST))
        self._scale = POINTS / self._unit
        # From here on y goes down, in px, as the scene has it.
        self._steps = [
            "q",
            f"{self._scale:.6g} 0 0 {-self._scale:.6g} 0 {self._length(scene.height)} cm",
            _MITRE,
        ]
        for shape in scene.shapes:
            self._draw(shape)
        self._steps.append("Q")

    def put(self, objects: Objects, tree: int, resources: int, place: int, made: Provenance | None) -> None:
        """Puts the page, what stands on it and its links into the file. ``place`` is where the structure
        keeps what the page is, and after it what each link is; ``made`` is where the page comes from.
        """
        steps = ["/Figure <</MCID 0>> BDC", *self._steps, "EMC\n"]
        content = objects.stream("\n".join(steps).encode("ascii"))
        self.annotations = [
            objects.add(self._annotation(link, place + after)) for after, link in enumerate(self.links, 1)
        ]
        entries = {
            "Type": "/Page",
            "Parent": reference(tree),
            "MediaBox": self.box,
            "Resources": reference(resources),
            "Contents": reference(content),
            "StructParents": str(place),
            "Tabs": "/S",  # from link to link as the structure has them
        }
        if made:
            entries["Metadata"] = on_page(objects, made)
        if self._unit > 1:
            entries["UserUnit"] = str(self._unit)
        if self.annotations:
            entries["Annots"] = array(map(reference, self.annotations))
        self.number = objects.add(dictionary(entries))

    def _annotation(self, link: _Link, place: int) -> str:
        """What makes an address live."""
        low, high = self.scene.height - link.bottom, self.scene.height - link.top
        return dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": array(map(self._length, (link.left, low, link.right, high))),
                "Border": "[0 0 0]",
                "F": "4",  # to be printed, as far as there is anything
                "Contents": text(link.words),
                "A": dictionary({"S": "/URI", "URI": literal(_address(link.href))}),
                "StructParent": str(place),
            }
        )

    @property
    def box(self) -> str:
        """The page's edges."""
        return array(("0", "0", self._length(self.scene.width), self._length(self.scene.height)))

    def _length(self, px: float) -> str:
        return number(px * self._scale)

    def _draw(self, shape: Shape) -> None:
        """Appends the steps that draw one shape. The list of shapes is closed: a new one has to be drawn
        here.
        """
        match shape:
            case Text():
                self._write(shape)
            case Line():
                self._stroke(shape)
            case Rect():
                if shape.width > 0 and shape.height > 0:  # PDF would draw the others as hairlines
                    self._paint(shape, _rect(shape))
            case Circle():
                if shape.r > 0:
                    self._paint(
                        shape,
                        _rounded(shape.cx - shape.r, shape.cy - shape.r, 2 * shape.r, 2 * shape.r, shape.r),
                    )
            case Path():
                self._paint(shape, _path(shape))
            case Group():
                for inner in shape.shapes:
                    self._draw(inner)
            case _:
                from typing import assert_never  # late, as no shape comes here

                assert_never(shape)

    def _stroke(self, line: Line) -> None:
        if line.width <= 0:  # a line of no width is the thinnest that there is, to PDF
            return
        dash = f"{array(map(number, line.dash))} 0 d "
        self._steps.append(
            f"{self._colour(line.stroke)} RG {number(line.width)} w {dash if line.dash else ''}"
            f"{_points(line.x1, line.y1)} m {_points(line.x2, line.y2)} l S{' [] 0 d' if line.dash else ''}"
        )

    def _paint(self, shape: Rect | Circle | Path, outline: str) -> None:
        """Fills and strokes an outline."""
        stroked = shape.stroke if shape.stroke_width > 0 else None
        if shape.fill is not None:
            self._steps.append(f"{self._colour(shape.fill)} rg")
        if stroked is not None:
            self._steps.append(f"{self._colour(stroked)} RG {number(shape.stroke_width)} w")
        how = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
        self._steps.append(f"{outline} {how[shape.fill is not None, stroked is not None]}")

    def _write(self, text: Text) -> None:
        runs = self._faces.placed(text)
        if not runs:
            return
        steps = [f"BT {self._colour(text.fill)} rg"]
        for run in runs:
            name, string = self._fonts.shown(run)
            place = f"1 0 0 -1 {_points(run.x, text.y)} Tm"  # letters stand upright though y goes down
            steps.append(f"/{name} {number(text.size)} Tf {place} <{string}> Tj")
        self._steps += [*steps, "ET"]
        if text.href is not None:
            self.links.append(_link(text, text.href, runs))

    def _colour(self, role: Role) -> str:
        return " ".join(f"{channel / 255:.4g}" for channel in channels(self.scene.palette[role]))


def _link(text: Text, href: str, runs: Sequence[Run]) -> _Link:
    """The box of a text's line."""
    font, last = runs[0].font, runs[-1]
    up, down = text.size * font.ascent / font.units, text.size * font.descent / font.units
    width = sum(map(last.font.advance, last.glyphs)) * text.size / last.font.units
    return _Link(href, painted(text.string), runs[0].x, text.y - up, last.x + width, text.y - down)


def _points(*numbers: float) -> str:
    return " ".join(map(number, numbers))


def _rect(rect: Rect) -> str:
    if rect.radius <= 0:
        return f"{_points(rect.x, rect.y, rect.width, rect.height)} re"
    return _rounded(rect.x, rect.y, rect.width, rect.height, rect.radius)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A box with round corners, from the left end of its upper side on and with the clock. Where a side is
    too short for two corners, they are as long as half of it, as in SVG.
    """
    right, bottom = x + width, y + height
    across, down = min(radius, width / 2), min(radius, height / 2)
    ahead, below = across * (1 - _ARC), down * (1 - _ARC)
    steps = (
        (x + across, y, "m"),
        (right - across, y, "l"),
        (right - ahead, y, right, y + below, right, y + down, "c"),
        (right, bottom - down, "l"),
        (right, bottom - below, right - ahead, bottom, right - across, bottom, "c"),
        (x + across, bottom, "l"),
        (x + ahead, bottom, x, bottom - below, x, bottom - down, "c"),
        (x, y + down, "l"),
        (x, y + below, x + ahead, y, x + across, y, "c"),
    )
    return " ".join(f"{_points(*numbers)} {operator}" for *numbers, operator in steps) + " h"


def _path(path: Path) -> str:
    return " ".join(_segments(path))


def _segments(path: Path) -> Iterator[str]:
    """PDF has cubic curves only: the controls of a quadratic one go two thirds of the way to its own."""
    x = y = start_x = start_y = 0.0
    for command, *numbers in path.segments:
        if command == "Z":
            yield "h"
            x, y = start_x, start_y
            continue
        *control, to_x, to_y = numbers
        if command == "Q":
            cx, cy = control
            ends = ((x + 2 * cx) / 3, (y + 2 * cy) / 3, (to_x + 2 * cx) / 3, (to_y + 2 * cy) / 3)
            yield f"{_points(*ends, to_x, to_y)} c"
        else:
            yield f"{_points(to_x, to_y)} {command.lower()}"
        x, y = to_x, to_y
        if command == "M":
            start_x, start_y = x, y


def _address(href: str) -> str:
    """An address in ASCII, as PDF wants it: everything else is written as its bytes in UTF-8."""
    plain = (
        chr(byte) if 0x21 <= byte <= 0x7E and chr(byte) not in '<>"{}|\\^`' else f"%{byte:02X}"
        for byte in href.encode()
    )
    return "".join(plain)


def _put_structure(objects: Objects, root: int, pages: Sequence[_Page]) -> None:
    """What the pages are, for who reads them out: a document of figures with descriptions, and links."""
    document = objects.reserve()
    kids: list[int] = []
    parents: list[str] = []  # by place: the element of a page's content, or of a link
    for page in pages:
        figure = {
            "Type": "/StructElem",
            "S": "/Figure",
            "P": reference(document),
            "Pg": reference(page.number),
            "K": "0",
            "T": text(painted(page.scene.title)),
            "Alt": text(painted(page.scene.description)),
            "A": dictionary({"O": "/Layout", "Placement": "/Block", "BBox": page.box}),
        }
        kids.append(objects.add(dictionary(figure)))
        parents.append(array([reference(kids[-1])]))
        for link, annotation in zip(page.links, page.annotations, strict=True):
            held = {"Type": "/OBJR", "Obj": reference(annotation), "Pg": reference(page.number)}
            entries = {
                "Type": "/StructElem",
                "S": "/Link",
                "P": reference(document),
                "K": dictionary(held),
                "Alt": text(link.words),
            }
            kids.append(objects.add(dictionary(entries)))
            parents.append(reference(kids[-1]))
    whole = {"Type": "/StructElem", "S": "/Document", "P": reference(root), "K": array(map(reference, kids))}
    objects.put(document, dictionary(whole))
    places = array(f"{place} {parent}" for place, parent in enumerate(parents))
    entries = {
        "Type": "/StructTreeRoot",
        "K": reference(document),
        "ParentTree": reference(objects.add(dictionary({"Nums": places}))),
        "ParentTreeNextKey": str(len(parents)),
    }
    objects.put(root, dictionary(entries))
