"""PowerPoint's presentations: a shape whose text is a placeholder becomes a picture, and pictures that were
put in earlier are drawn anew (ECMA-376 part 1, clause 19).

The picture takes the shape's place, its number, which animations know, and its role in the slide's layout
where that is one that a picture can have.
"""

from __future__ import annotations

from timeline.embed.figure import EmbedFault
from timeline.embed.office import picture as pictures
from timeline.embed.office import wanted as wants
from timeline.embed.office.archive import ArchiveFault
from timeline.embed.office.drawing import Drawings
from timeline.embed.office.markup import Element, prefixes, quoted
from timeline.embed.office.picture import Room
from timeline.embed.office.word import whole
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.embed.office.job import Job
    from timeline.embed.office.package import Package
    from timeline.embed.office.picture import Picture

_USUAL = (12192000, 6858000)  # EMU: a slide that says nothing
_ROLES = (None, "obj", "pic", "tbl", "chart", "dgm", "media", "clipArt")
"""The roles in a layout that a picture can have; a title is none of them."""
_LOW = 0.25  # of a slide's height: a box of one or two lines is where the picture begins, not what bounds it
_LEAST = 360_000  # EMU, a centimetre


class Box(NamedTuple):
    """Where a shape is, in EMU."""

    x: int
    y: int
    width: int
    height: int


def refresh(package: Package, job: Job) -> None:
    """Does the work on all slides. Raises ``ArchiveFault`` where the presentation is protected."""
    presentation = package.part(package.main).root
    slides = package.family.slides
    if presentation.child((slides, "modifyVerifier")) is not None and not job.options.force:
        raise ArchiveFault(
            "it is protected against changes by a password; save it without that first, or use --force"
        )
    size = presentation.child((slides, "sldSz"))
    whole_slide = (whole(size.get("cx")), whole(size.get("cy"))) if size is not None else _USUAL
    drawings = Drawings(package, job)
    shown = [
        Slide(drawings, part, number, whole_slide)
        for number, part in enumerate(_slides(package, presentation), 1)
    ]
    for slide in shown:
        slide.note()
    for slide in shown:
        slide.refresh()
    drawings.settle()


def _slides(package: Package, presentation: Element) -> Iterator[str]:
    """The parts of the slides, in the order in which they are shown."""
    for one in presentation.all((package.family.slides, "sldId")):
        relation = package.related(package.main, one.get("id", package.family.relations))
        if relation is not None and not relation.outside and package.has(relation.target):
            yield relation.target


class Slide:
    """A slide at work."""

    def __init__(self, drawings: Drawings, part: str, number: int, size: tuple[int, int]) -> None:
        self._drawings = drawings
        self._package = drawings.package
        self._job = drawings.job
        self._part = part
        self._where = f"slide {number}"
        self._size = size
        self._space = self._package.family.slides
        self._a = self._package.family.drawing
        self._markup = self._package.part(part)

    def note(self) -> None:
        """Notes the names that the slide's objects have."""
        for one in self._markup.root.within():
            if one.local == "cNvPr":
                self._job.taken.add(one.get("name") or "")

    def refresh(self) -> None:
        """Puts in and draws anew what there is to put in and to draw anew."""
        for one in list(self._markup.root.within()):
            with self._job.at(self._where):
                if one.name == (self._space, "sp"):
                    self._refresh(one)
                elif one.name == (self._space, "pic"):
                    self._redraw(one)
                elif one.name == (self._a, "tc") and wants.mentioned(self._text(one)):
                    raise EmbedFault("a cell of a table cannot hold a picture; put the placeholder beside it")

    def _text(self, element: Element) -> str:
        """The text of a shape, as it is read."""
        return "".join(
            one.text if one.local == "t" else " "
            for one in element.within()
            if one.space == self._a and one.local in ("t", "br", "p")
        )

    # What is put in

    def _refresh(self, shape: Element) -> None:
        text = self._text(shape)
        words = wants.typed(text)
        if words is None:
            if wants.mentioned(text):
                self._job.remark(self._where, wants.misplaced(text, "shape"))
            return
        wanted = self._job.wanted(words)
        if wanted.caption is not None:
            raise EmbedFault("a slide has no captions; write it into a text box below")
        box = self._box(shape)
        room = Room(box.width, box.height, filled=True)
        picture = self._job.pictures.new(wanted, room)
        extent = pictures.fitted(picture.size, room)
        # In the middle of its box across, and at its top: below there may be room for more.
        place = Box(box.x + (box.width - extent[0]) // 2, box.y, *extent)
        self._markup.replace(shape.start, shape.stop, self._picture(shape, picture, place))
        self._still(shape)
        self._job.shown(self._where, picture, extent, "put in")

    def _box(self, shape: Element) -> Box:
        """The place of a shape: its own, or that of its role in the layout, or in the master. Where it is no
        more than a line or two high, it is the corner from which the picture has the slide for itself."""
        found = self._placed(shape) or self._inherited(shape)
        width, height = self._size
        if found is None:
            return Box(width // 12, height // 12, width * 5 // 6, height * 5 // 6)
        grouped = any(one.local == "grpSp" for one in shape.ancestors())
        if grouped or found.height >= height * _LOW:
            return found
        x, y = max(0, min(found.x, width * 3 // 4)), max(0, min(found.y, height * 3 // 4))
        margin = min(x, width // 12)
        return Box(x, y, max(found.width, width - x - margin), height - y - min(margin or height // 24, y))

    def _placed(self, shape: Element) -> Box | None:
        frame = next((one for one in shape.within() if one.name == (self._a, "xfrm")), None)
        place = frame.child((self._a, "off")) if frame is not None else None
        size = frame.child((self._a, "ext")) if frame is not None else None
        if place is None or size is None:
            return None
        numbers = (place.get("x"), place.get("y"), size.get("cx"), size.get("cy"))
        box = Box(*map(whole, numbers))
        return box if min(box.width, box.height) > 0 else None

    def _inherited(self, shape: Element) -> Box | None:
        """The place of what has the same role in the slide's layout, or in the master of that."""
        role = next(shape.all((self._space, "ph")), None)
        part = self._part
        for kind in ("slideLayout", "slideMaster"):
            relation = next((one for one in self._package.relations(part) if one.kind == kind), None)
            if role is None or relation is None or not self._package.has(relation.target):
                return None
            part = relation.target
            for one in self._package.part(part).root.all((self._space, "sp")):
                other = next(one.all((self._space, "ph")), None)
                if other is not None and _same_role(role, other) and (box := self._placed(one)):
                    return box
        return None

    def _picture(self, shape: Element, picture: Picture, place: Box) -> str:
        """A picture in the place of a shape."""
        family, drawings = self._package.family, self._drawings
        wished = {family.slides: "p", family.drawing: "a", family.relations: "r"}
        known, declared = prefixes(shape.outside, wished)
        p, a = known[family.slides], known[family.drawing]
        scope: Mapping[str, str] = {**shape.outside, **{known[space][:-1]: space for space in wished}}
        ids = drawings.put(self._part, picture)
        named = next(shape.all((self._space, "cNvPr")), None)
        number = named.get("id") if named is not None else None
        name = self._job.name(picture)
        facts = f"id={quoted(number or '2')} name={quoted(name)} descr={quoted(picture.told)}"
        role = next(shape.all((self._space, "ph")), None)
        kept = self._markup.source(role) if role is not None and role.get("type") in _ROLES else ""
        frame = next(shape.all((self._a, "xfrm")), None)
        turned = frame.get("rot") if frame is not None else None
        rot = f" rot={quoted(turned)}" if turned else ""
        return (
            f"<{p}pic{declared}><{p}nvPicPr><{p}cNvPr {facts}>{drawings.link(ids.link, scope)}</{p}cNvPr>"
            f'<{p}cNvPicPr><{a}picLocks noChangeAspect="1"/></{p}cNvPicPr><{p}nvPr>{kept}</{p}nvPr>'
            f"</{p}nvPicPr>"
            f"<{p}blipFill>{drawings.blip(ids, scope)}<{a}stretch><{a}fillRect/></{a}stretch></{p}blipFill>"
            f'<{p}spPr><{a}xfrm{rot}><{a}off x="{place.x}" y="{place.y}"/>'
            f'<{a}ext cx="{place.width}" cy="{place.height}"/></{a}xfrm>'
            f'<{a}prstGeom prst="rect"><{a}avLst/></{a}prstGeom></{p}spPr></{p}pic>'
        )

    def _still(self, shape: Element) -> None:
        """Animations of the shape go on with the picture; those of its paragraphs have nothing to move any
        more, and PowerPoint would repair a file that has them."""
        named = next(shape.all((self._space, "cNvPr")), None)
        timing = next(self._markup.root.all((self._space, "timing")), None)
        if named is None or timing is None:
            return
        builds = [one for one in timing.all((self._space, "bldP")) if one.get("spid") == named.get("id")]
        for one in builds:
            only = one.parent is not None and all(other in builds for other in one.parent.children)
            if not only:
                self._markup.remove(one)
            elif one is builds[0] and one.parent is not None:
                self._markup.remove(one.parent)
        for one in timing.all((self._space, "spTgt")):
            if one.get("spid") == named.get("id"):
                for part in one.children:
                    self._markup.remove(part)

    # What is drawn anew

    def _redraw(self, shape: Element) -> None:
        named = next(shape.all((self._space, "cNvPr")), None)
        mark = self._drawings.mark(self._part, named, shape) if named is not None else None
        if named is None or mark is None:
            return
        wanted = self._job.remembered(mark)
        picture = self._job.pictures.again(wanted)
        held = self._drawings.held(self._drawings.parts(self._part, named, shape), named)
        if self._job.is_current(mark, picture, held):
            self._job.done(self._where, wanted, "up to date")
            return
        extent = self._resize(shape, picture, pictures.size_of(held.png, held.svg))
        self._drawings.renew(self._markup, self._part, named, shape, picture, mark)
        self._job.shown(self._where, picture, extent, "drawn anew")

    def _resize(
        self, shape: Element, picture: Picture, before: tuple[float, float] | None
    ) -> tuple[int, int]:
        """Gives a picture the height of the new one, at the width that it has, as far as the slide goes."""
        frame = next(shape.all((self._a, "xfrm")), None)
        size = frame.child((self._a, "ext")) if frame is not None else None
        place = self._placed(shape)
        if size is None or place is None:  # it is where the layout has it
            return self._size
        old = (place.width, place.height)
        room = Room(self._size[0], max(self._size[1] - max(0, place.y), _LEAST))
        new = pictures.stretched(old, before, picture.size, room)
        self._markup.set(size, "cx", str(new[0]))
        self._markup.set(size, "cy", str(new[1]))
        return new


def _same_role(role: Element, other: Element) -> bool:
    """Whether two shapes have one role: the same number, or the same kind where there is no number."""
    if role.get("idx") is not None:
        return role.get("idx") == other.get("idx")
    kinds = {"ctrTitle": "title", "subTitle": "body", None: "obj"}
    return kinds.get(role.get("type"), role.get("type")) == kinds.get(other.get("type"), other.get("type"))
