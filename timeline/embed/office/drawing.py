"""Pictures in Word's and PowerPoint's files: the markup that both have in common (DrawingML), and the parts
behind it.

A picture is a PNG, which every program shows, and with it the SVG, which newer ones show instead: an
extension of ``a:blip`` that others pass over.
"""

from __future__ import annotations

import posixpath

from timeline.embed.figure import EmbedFault
from timeline.embed.office import wanted as wants
from timeline.embed.office.job import Held
from timeline.embed.office.markup import Element, Markup, prefixes
from timeline.embed.office.picture import HEAD, mark_within, with_mark
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.embed.office.job import Job
    from timeline.embed.office.package import Package, Relation
    from timeline.embed.office.picture import Picture
    from timeline.embed.office.wanted import Mark

SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


class Ids(NamedTuple):
    """By what a part calls a picture that has just been put into the document."""

    png: str
    svg: str
    link: str | None


class Parts(NamedTuple):
    """The relations of a picture that stands in a document."""

    blip: Element | None
    png: Relation | None
    svg: Relation | None
    link: Relation | None


class Showing(NamedTuple):
    """An element that is to show other bytes than it does."""

    markup: Markup
    part: str
    element: Element
    relation: Relation | None
    extension: str
    content: bytes


class Drawings:
    """Pictures go into the package, and are found there again."""

    def __init__(self, package: Package, job: Job) -> None:
        self.package = package
        self.job = job
        self._folder = posixpath.join(posixpath.dirname(package.main), "media")
        self._added: dict[bytes, str] = {}
        self._related: dict[tuple[str, str], str] = {}
        self._showings: list[Showing] = []

    # What is there

    def mark(self, part: str, named: Element, picture: Element) -> Mark | None:
        """What a picture remembers: in its name, in the one within, or in its bytes."""
        names = [named.get("name"), *(one.get("name") for one in self._inner(picture))]
        if wants.KEPT in names:
            return None
        found = next(filter(None, map(wants.marked, names)), None)
        parts = self.parts(part, named, picture) if found is None else None
        for one in (parts.png, parts.svg) if parts else ():
            found = found or (mark_within(self.package.head(one.target, HEAD)) if one else None)
        return found

    def _inner(self, picture: Element) -> list[Element]:
        return [one for one in picture.within() if one.local == "cNvPr"]

    def parts(self, part: str, named: Element, picture: Element) -> Parts:
        """The parts of a picture."""
        family = self.package.family

        def related(element: Element | None, attribute: str) -> Relation | None:
            return self.package.related(part, element.get(attribute, family.relations)) if element else None

        blip = next(picture.all((family.drawing, "blip")), None)
        png = related(blip, "embed")
        svg = related(next(picture.all((SVG, "svgBlip")), None), "embed")
        link = related(named.child((family.drawing, "hlinkClick")), "id")
        inside = [one if one and not one.outside else None for one in (png, svg)]
        return Parts(blip, inside[0], inside[1], link)

    def held(self, parts: Parts, named: Element) -> Held:
        """What there is of a picture."""
        png, svg = (self.package.content(one.target) if one else None for one in (parts.png, parts.svg))
        return Held(png, svg, named.get("descr") or "", parts.link.target if parts.link else "")

    # What is put in

    def put(self, part: str, picture: Picture) -> Ids:
        """Puts a picture's bytes into the package, for a part to show."""
        png = self._picture(part, "png", with_mark(picture.png, picture.mark))
        svg = self._picture(part, "svg", with_mark(picture.svg, picture.mark))
        link = self._relation(part, "hyperlink", picture.link, outside=True) if picture.link else None
        return Ids(png, svg, link)

    def _picture(self, part: str, extension: str, content: bytes) -> str:
        if content not in self._added:
            self._added[content] = self.package.add(self._folder, "timeline", extension, content)
        return self._relation(part, "image", self._added[content])

    def _relation(self, part: str, kind: str, target: str, *, outside: bool = False) -> str:
        key = (part, target)
        if key not in self._related:
            self._related[key] = self.package.relate(part, kind, target, outside=outside)
        return self._related[key]

    def blip(self, ids: Ids, scope: Mapping[str, str]) -> str:
        """The element that names a picture's bytes."""
        family = self.package.family
        known, declared = prefixes(scope, {family.drawing: "a", family.relations: "r"})
        a, r = known[family.drawing], known[family.relations]
        extension = self._svg(ids.svg, a, r)
        return f'<{a}blip{declared} {r}embed="{ids.png}"><{a}extLst>{extension}</{a}extLst></{a}blip>'

    def _svg(self, id: str, a: str, r: str) -> str:
        return f'<{a}ext uri="{SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{SVG}" {r}embed="{id}"/></{a}ext>'

    def link(self, id: str | None, scope: Mapping[str, str]) -> str:
        """The element that makes an object a link; nothing without one."""
        family = self.package.family
        known, declared = prefixes(scope, {family.drawing: "a", family.relations: "r"})
        a, r = known[family.drawing], known[family.relations]
        return f'<{a}hlinkClick{declared} {r}id="{id}"/>' if id else ""

    # What is drawn anew

    def renew(
        self, markup: Markup, part: str, named: Element, drawing: Element, picture: Picture, mark: Mark
    ) -> None:
        """Shows another picture in the place of one that stands there: its bytes, its name, and its
        alternative text and link where nobody has written others. ``drawing`` is the element of the picture
        within, of which its size is not changed here."""
        parts = self.parts(part, named, drawing)
        held = self.held(parts, named)
        old, name = named.get("name"), self.job.name(picture, named.get("name"))
        markup.set(named, "name", name)
        markup.set(named, "descr", held.alt_of(picture, mark))
        for one in self._inner(drawing):
            if one is not named and one.get("name") in (old, "", None):
                markup.set(one, "name", name)
        self._rebind(markup, part, parts, picture)
        inner = [one for one in self._inner(drawing) if one is not named]
        self._relink(markup, part, [named, *inner], held, picture, mark)

    def _rebind(self, markup: Markup, part: str, parts: Parts, picture: Picture) -> None:
        """Gives the picture its new bytes: in the parts that it has where it alone has them, else in new
        ones."""
        family = self.package.family
        blip = parts.blip
        if blip is None:
            raise EmbedFault("the picture has lost its image; put {{timeline …}} in its place again")
        known, declared = prefixes(blip.scope, {family.drawing: "a", family.relations: "r"})
        a, r = known[family.drawing], known[family.relations]
        svg = with_mark(picture.svg, picture.mark)
        self._show(Showing(markup, part, blip, parts.png, "png", with_mark(picture.png, picture.mark)))
        shown = next(blip.all((SVG, "svgBlip")), None)
        if shown is not None:
            self._show(Showing(markup, part, shown, parts.svg, "svg", svg))
            return
        added = self._svg(self._picture(part, "svg", svg), a, r)
        extensions = blip.child((family.drawing, "extLst"))
        if extensions is not None:
            markup.append(extensions, added.replace(" uri=", f"{declared} uri=", 1))
        else:
            markup.append(blip, f"<{a}extLst{declared}>{added}</{a}extLst>")

    def _relink(
        self, markup: Markup, part: str, named: list[Element], held: Held, picture: Picture, mark: Mark
    ) -> None:
        """Gives a picture another link, where the one that it has is not somebody's own."""
        family = self.package.family
        link = held.link_of(picture, mark)
        if link == held.link:
            return
        id = self._relation(part, "hyperlink", link, outside=True) if link else None
        for one in named:
            old = one.child((family.drawing, "hlinkClick"))
            if old is not None and id:
                markup.set(old, "id", id, family.relations)
            elif old is not None:
                markup.remove(old)
            elif id:
                markup.prepend(one, self.link(id, one.scope))

    # Who shows what

    def _show(self, showing: Showing) -> None:
        self._showings.append(showing)

    def settle(self) -> None:
        """Puts the bytes of all renewed pictures into the package: in the parts that they have, where all
        that is shown from a part is renewed alike; else in new ones."""
        by_target: dict[str, list[Showing]] = {}
        for one in self._showings:
            by_target.setdefault(one.relation.target if one.relation else "", []).append(one)
        for target, showings in by_target.items():
            uses = self._uses(target)
            alike = len({one.content for one in showings}) == 1
            fits = target.lower().endswith(f".{showings[0].extension}") and self.package.has(target)
            if fits and alike and len(showings) == sum(uses.values()):
                self.package.replace(target, showings[0].content)
            else:
                self._move(target, uses, showings)
        self._showings = []

    def _move(self, target: str, uses: dict[tuple[str, str], int], showings: list[Showing]) -> None:
        """Lets pictures be shown from new parts; the old one goes where nobody needs it any more."""
        for one in showings:
            id = self._picture(one.part, one.extension, one.content)
            one.markup.set(one.element, "embed", id, self.package.family.relations)
            if one.relation:
                uses[one.part, one.relation.id] -= 1
        for (part, id), left in uses.items():
            if not left and (relation := self.package.related(part, id)):
                self.package.unrelate(part, relation)
        if uses and not any(uses.values()) and self.package.has(target):
            self.package.remove(target)

    def _uses(self, target: str) -> dict[tuple[str, str], int]:
        """How often each part shows a part, by the ids that it has for it."""
        found = {}
        for part, id in self.package.users(target) if target else ():
            written = self.package.content(part) or b""
            found[part, id] = written.count(f'"{id}"'.encode()) + written.count(f"'{id}'".encode())
        return found
