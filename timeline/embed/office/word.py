"""Word's documents: a paragraph whose text is a placeholder gets a picture, and pictures that were put in
earlier are drawn anew (ECMA-376 part 1, clause 17, and 20.4 for drawings in a text).

Word spreads what somebody has typed in one go over several runs, with spelling marks, bookmarks and comments
between them. Only the letters of a placeholder go; the picture takes the place of the first of them.
"""

from __future__ import annotations

import re

from timeline.embed.figure import EmbedFault
from timeline.embed.office import picture as pictures
from timeline.embed.office import wanted as wants
from timeline.embed.office.archive import ArchiveFault
from timeline.embed.office.drawing import Drawings
from timeline.embed.office.markup import Element, Markup, escaped, prefixes, quoted
from timeline.embed.office.picture import Room
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.embed.office.drawing import Ids
    from timeline.embed.office.job import Done, Job
    from timeline.embed.office.package import Package, Relation
    from timeline.embed.office.picture import Picture

COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"

_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
_LETTERS = {"t": "", "tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}
_PASSED_OVER = {"del", "moveFrom", "p", "txbxContent", "pPr", "rPr", "pict", "drawing", "object"}
"""Elements in a paragraph whose text is not its own, or not there any more."""
_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
    "spacing",
)  # fmt: skip
"""The properties of a paragraph in the order that they must have, as far as it matters here."""
_TWIP = 635  # EMU, of which a point has 20
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}
_CELL = 108  # twips at the left and right of a table's cell, where it says nothing else
_INDENT = 720  # twips by which each level of a list is indented, as a rule
_INSET = 91440  # EMU at the left and right of a text box, where it says nothing else
_CAPTION = 500_000  # EMU of the height of a page that are left for a caption of a line or two
_PAGE = (12240, 15840)  # twips: Word's own page, where a section says nothing
_MARGIN = 1440


class Style(NamedTuple):
    """A style of paragraphs."""

    based_on: str | None
    properties: Element | None


class Styles(NamedTuple):
    """The styles of paragraphs by their ids, and the ids of the usual one and of the one for captions;
    ``defaults`` holds where no style says anything."""

    known: dict[str, Style]
    usual: str
    caption: str | None
    defaults: Element | None


def refresh(package: Package, job: Job) -> None:
    """Does the work in all texts of a document. Raises ``ArchiveFault`` where it is protected."""
    document = Document(package, job)
    if (kind := document.protection) and not job.options.force:
        raise ArchiveFault(
            f"it is protected against changes (documentProtection: {kind}); lift that first "
            "(in Word: Review > Restrict Editing), or use --force"
        )
    document.refresh()


class Document:
    """A Word document at work."""

    def __init__(self, package: Package, job: Job) -> None:
        self.package = package
        self.job = job
        self.drawings = Drawings(package, job)
        self.word = package.family.word
        self._ids: set[int] = set()
        self.styles = self._read_styles()
        self.main = package.part(package.main, self._is_dull)
        self.sections = [
            one
            for one in self.main.root.all((self.word, "sectPr"))
            if one.parent is None or one.parent.local != "sectPrChange"
        ]
        self.texts = [Text(self, package.main, self.main, "")]
        for relation in package.relations(package.main):
            if relation.kind in _STORIES and not relation.outside and package.has(relation.target):
                markup = package.part(relation.target, self._is_dull)
                self.texts.append(Text(self, relation.target, markup, self._called(relation), relation))

    def refresh(self) -> None:
        for text in self.texts:
            self._note(text.markup.root)
        for text in self.texts:
            text.refresh()
        self.drawings.settle()
        if self._setting("trackRevisions") and any(one.done != "up to date" for one in self.job.places):
            self.job.remark("settings", "changes are tracked in this document; pictures are put in untracked")

    def _note(self, root: Element) -> None:
        """Notes the numbers and the names that objects have already."""
        for one in root.within():
            if one.local in ("docPr", "cNvPr"):
                number = one.get("id") or ""
                if number.isascii() and number.isdigit() and one.local == "docPr":
                    self._ids.add(int(number))
                self.job.taken.add(one.get("name") or "")

    def id(self) -> int:
        """A number that no object of the document has."""
        number = max(self._ids, default=0) + 1
        if number > 2**31 - 2:
            number = next(free for free in range(1, 2**31) if free not in self._ids)
        self._ids.add(number)
        return number

    def _is_dull(self, element: Element) -> bool:
        """Whether nothing in a paragraph is of use here: no picture, no end of a section, no placeholder."""
        if element.name != (self.word, "p"):
            return False
        for one in element.within():
            if one.local in ("docPr", "sectPr") or (one.name == (self.word, "p") and one.children):
                return False
        return "{" not in letters(element, self.word)[0]

    def _called(self, relation: Relation) -> str:
        return f"{relation.kind} ({relation.target}), "

    # What stands elsewhere

    def _related(self, kind: str) -> Element | None:
        for one in self.package.relations(self.package.main):
            if one.kind == kind and not one.outside and self.package.has(one.target):
                return self.package.part(one.target).root
        return None

    def _setting(self, name: str) -> Element | None:
        """A setting of the document, where it is on."""
        root = self._related("settings")
        found = root.child((self.word, name)) if root is not None else None
        off = found is not None and found.get("val", self.word) in ("0", "false", "off")
        return None if off else found

    @property
    def protection(self) -> str | None:
        """What may be done with a document that is protected; None where it is not."""
        found = self._setting("documentProtection")
        if found is None or found.get("enforcement", self.word) not in ("1", "true", "on"):
            return None
        return found.get("edit", self.word) or "readOnly"

    def _read_styles(self) -> Styles:
        root, found = self._related("styles"), Styles({}, "", None, None)
        for one in root.within() if root is not None else ():
            if one.name == (self.word, "pPrDefault"):
                found = found._replace(defaults=one.child((self.word, "pPr")))
            if one.name != (self.word, "style") or one.get("type", self.word) != "paragraph":
                continue
            id = one.get("styleId", self.word) or ""
            found.known[id] = Style(self._value(one, "basedOn"), one.child((self.word, "pPr")))
            if (self._value(one, "name") or "").lower() == "caption":
                found = found._replace(caption=id)
            if one.get("default", self.word) in ("1", "true", "on"):
                found = found._replace(usual=id)
        return found

    def _value(self, element: Element, name: str) -> str | None:
        child = element.child((self.word, name))
        return child.get("val", self.word) if child is not None else None

    def property(self, paragraph: Element, name: str, *attributes: str) -> str | None:
        """What holds for a paragraph: its own word, or that of its style, or of what that is based on."""
        own = paragraph.child((self.word, "pPr"))
        layers = [own]
        style = self._value(own, "pStyle") if own is not None else None
        style = style if style is not None else self.styles.usual
        seen: set[str] = set()
        while style is not None and style in self.styles.known and style not in seen:
            seen.add(style)
            style, properties = self.styles.known[style]
            layers.append(properties)
        for layer in (*layers, self.styles.defaults):
            found = layer.child((self.word, name)) if layer is not None else None
            for attribute in attributes if found is not None else ():
                if found is not None and (value := found.get(attribute, self.word)) is not None:
                    return value
        return None

    # How much room there is

    def section(self, text: Text, element: Element) -> Element | None:
        """The section in which something stands: the next one to end, or the first to show a header."""
        if text.relation is None:
            return next((one for one in self.sections if one.start > element.start), None)
        for one in self.sections:
            for reference in one.children:
                if reference.get("id", self.package.family.relations) == text.relation.id:
                    return one
        return self.sections[-1] if self.sections else None

    def page(self, section: Element | None) -> Room:
        """The width of a section's text, or of its columns, and the height of its pages without margins."""

        def measure(name: str, attribute: str, usual: int) -> int:
            found = section.child((self.word, name)) if section is not None else None
            return twips(found.get(attribute, self.word) if found is not None else None, usual)

        sides = measure("pgMar", "left", _MARGIN) + measure("pgMar", "right", _MARGIN)
        ends = abs(measure("pgMar", "top", _MARGIN)) + abs(measure("pgMar", "bottom", _MARGIN))
        width = measure("pgSz", "w", _PAGE[0]) - sides - measure("pgMar", "gutter", 0)
        height = measure("pgSz", "h", _PAGE[1]) - ends
        columns = section.child((self.word, "cols")) if section is not None else None
        if columns is not None:
            widths = [twips(one.get("w", self.word), 0) for one in columns.children if one.local == "col"]
            count = int(number) if (number := columns.get("num", self.word) or "1").isdigit() else 1
            if any(widths):
                width = min(filter(None, widths))
            elif 1 < count <= 45:
                width = (width - (count - 1) * twips(columns.get("space", self.word), 720)) // count
        return Room(max(width, 600) * _TWIP, max(height, 600) * _TWIP)

    def room(self, text: Text, paragraph: Element, *, captioned: bool = False) -> Room:
        """The most that a picture can have in a paragraph."""
        page = self.page(self.section(text, paragraph))
        width, height = page.width, page.height
        if text.relation is not None:
            height //= 4  # what it takes the text has no longer
        for one in paragraph.ancestors():
            if one.name == (self.word, "tc"):
                width = min(self._cell(one) or width, width)
                break
            if one.local == "txbxContent":
                width, height = self._box(one) or (width, height)
                break
        indents = (("left", "start"), ("right", "end"), ("firstLine",))
        for names in indents:
            width -= max(0, twips(self.property(paragraph, "ind", *names), 0)) * _TWIP
        if self.property(paragraph, "ind", "left", "start") is None:
            width -= self._level(paragraph) * _INDENT * _TWIP
        least = 600 * _TWIP
        return Room(max(width, least), max(height - (_CAPTION if captioned else 0), least))

    def _level(self, paragraph: Element) -> int:
        """How deep in a list a paragraph stands by its own word; 0 where it stands in none."""
        own = paragraph.child((self.word, "pPr"))
        numbered = own.child((self.word, "numPr")) if own is not None else None
        if numbered is None or self._value(numbered, "numId") in (None, "0"):
            return 0
        return min(whole(self._value(numbered, "ilvl")), 8) + 1

    def _cell(self, cell: Element) -> int | None:
        """The width of a table's cell in EMU, without its margins."""
        row, table = cell.parent, next((one for one in cell.ancestors() if one.local == "tbl"), None)
        if row is None or table is None:
            return None
        grid = table.child((self.word, "tblGrid"))
        columns = [twips(one.get("w", self.word), 0) for one in grid.children] if grid is not None else []
        first = 0
        for one in row.all((self.word, "tc")):
            span = self._span(one)
            if one is cell:
                width = sum(columns[first : first + span])
                break
            first += span if one.parent is row else 0
        else:  # the cell stands in a content control
            width = 0
        own = next(cell.all((self.word, "tcW")), None)
        if not width and own is not None and own.get("type", self.word) == "dxa":
            width = twips(own.get("w", self.word), 0)
        return (width - 2 * _CELL) * _TWIP if width > 2 * _CELL else None

    def _span(self, cell: Element) -> int:
        properties = cell.child((self.word, "tcPr"))
        span = self._value(properties, "gridSpan") if properties is not None else None
        return int(span) if span and span.isdigit() else 1

    def _box(self, content: Element) -> tuple[int, int] | None:
        """Width and height of a text box in EMU, without its insets."""
        around = list(content.ancestors())
        # A box may be there twice, the second time for older programs; what the first says holds for both.
        around.sort(key=lambda one: one.name != (COMPATIBILITY, "AlternateContent"))
        for one in around:
            if one.local in ("inline", "anchor", "AlternateContent"):
                extent = next((found for found in one.within() if found.local == "extent"), None)
                if extent is not None:
                    return _inset(*(whole(extent.get(name)) for name in ("cx", "cy")))
            if one.space == VML and (style := one.get("style")):
                sizes = [_css(style, name) for name in ("width", "height")]
                if all(sizes):
                    return _inset(*sizes)
        return None


class Text:
    """One of a document's texts: its body, a header, the footnotes."""

    def __init__(
        self, document: Document, part: str, markup: Markup, called: str, relation: Relation | None = None
    ) -> None:
        self.document = document
        self.part = part
        self.markup = markup
        self.relation = relation
        self._called = called
        self._again = False
        self._word = document.word

    def refresh(self) -> None:
        """Puts in and draws anew what there is to put in and to draw anew."""
        number = 0
        for paragraph in self.markup.root.all((self._word, "p")):
            # What older programs show in the place of a text box says the same again.
            self._again = any(one.name == (COMPATIBILITY, "Fallback") for one in paragraph.ancestors())
            number += not self._again
            where = f"{self._called}paragraph {number}"
            with self.document.job.at(where):
                self._refresh(paragraph, where)
            for one, drawing in self._drawings(paragraph):
                with self.document.job.at(where):
                    self._redraw(one, drawing, paragraph, where)

    def _refresh(self, paragraph: Element, where: str) -> None:
        job = self.document.job
        if not paragraph.children:
            return
        text, elements = letters(paragraph, self._word)
        words = wants.typed(text)
        if words is not None:
            wanted = job.wanted(words)
            room = self.document.room(self, paragraph, captioned=bool(wanted.caption))
            self._put(paragraph, elements, job.pictures.new(wanted, room), room, where)
        elif wants.mentioned(text):
            job.remark(where, wants.misplaced(text, "paragraph"))

    # What is put in

    def _put(
        self, paragraph: Element, elements: list[Element], picture: Picture, room: Room, where: str
    ) -> None:
        document, markup, wanted = self.document, self.markup, picture.wanted
        extent = pictures.fitted(picture.size, room)
        ids = document.drawings.put(self.part, picture)
        # Only the first element that has letters is sure to be a run's own.
        markup.replace(
            elements[0].start, elements[0].stop, self._drawing(elements[0].outside, picture, ids, extent)
        )
        for run, of_run in _by_run(elements):
            rest = [one for one in of_run if one is not elements[0]]
            if run is not elements[0].parent and _is_spent(run, of_run):
                markup.remove(run)
            else:
                for one in rest:
                    markup.remove(one)
        self._set_properties(paragraph, captioned=bool(wanted.caption))
        if wanted.caption:
            markup.after(paragraph, self._caption(paragraph.outside, wanted.caption))
        self._tell(picture, extent, where, "put in")

    def _tell(self, picture: Picture, extent: tuple[int, int], where: str, done: Done) -> None:
        if not self._again:
            self.document.job.shown(where, picture, extent, done)

    def _drawing(self, scope: Mapping[str, str], picture: Picture, ids: Ids, extent: tuple[int, int]) -> str:
        """A picture in the line of the text."""
        family, drawings = self.document.package.family, self.document.drawings
        wished = {
            family.word: "w", family.in_text: "wp", family.drawing: "a", family.picture: "pic",
            family.relations: "r",
        }  # fmt: skip
        known, declared = prefixes(scope, wished)
        w, wp, a, pic, _ = (known[space] for space in wished)
        inner = {**scope, **{known[space][:-1]: space for space in wished}}
        number, size = self.document.id(), 'cx="{}" cy="{}"'.format(*extent)
        name = self.document.job.name(picture)
        facts = f'id="{number}" name={quoted(name)} descr={quoted(picture.told)}'
        link = drawings.link(ids.link, inner)
        return (
            f'<{w}drawing{declared}><{wp}inline distT="0" distB="0" distL="0" distR="0">'
            f'<{wp}extent {size}/><{wp}effectExtent l="0" t="0" r="0" b="0"/>'
            f"<{wp}docPr {facts}>{link}</{wp}docPr>"
            f'<{wp}cNvGraphicFramePr><{a}graphicFrameLocks noChangeAspect="1"/></{wp}cNvGraphicFramePr>'
            f'<{a}graphic><{a}graphicData uri="{family.picture}"><{pic}pic>'
            f"<{pic}nvPicPr><{pic}cNvPr {facts}>{link}</{pic}cNvPr>"
            f'<{pic}cNvPicPr><{a}picLocks noChangeAspect="1"/></{pic}cNvPicPr></{pic}nvPicPr>'
            f"<{pic}blipFill>{drawings.blip(ids, inner)}<{a}stretch><{a}fillRect/></{a}stretch>"
            f"</{pic}blipFill>"
            f'<{pic}spPr><{a}xfrm><{a}off x="0" y="0"/><{a}ext {size}/></{a}xfrm>'
            f'<{a}prstGeom prst="rect"><{a}avLst/></{a}prstGeom></{pic}spPr>'
            f"</{pic}pic></{a}graphicData></{a}graphic></{wp}inline></{w}drawing>"
        )

    def _caption(self, scope: Mapping[str, str], caption: str) -> str:
        """A paragraph below the picture."""
        known, declared = prefixes(scope, {self._word: "w"})
        w, style = known[self._word], self.document.styles.caption
        styled = f"<{w}pPr><{w}pStyle {w}val={quoted(style)}/></{w}pPr>" if style else ""
        slanted = "" if style else f"<{w}rPr><{w}i/></{w}rPr>"
        run = f'<{w}r>{slanted}<{w}t xml:space="preserve">{escaped(caption)}</{w}t></{w}r>'
        return f"<{w}p{declared}>{styled}{run}</{w}p>"

    def _set_properties(self, paragraph: Element, *, captioned: bool) -> None:
        """Lets the line be as high as the picture, of which Word else shows a strip; keeps the picture on
        the page of its caption."""
        exact = self.document.property(paragraph, "spacing", "lineRule") == "exact"
        known, declared = prefixes(paragraph.scope, {self._word: "w"})
        w = known[self._word]
        own = paragraph.child((self._word, "pPr"))
        added = {}
        if captioned and (own is None or own.child((self._word, "keepNext")) is None):
            added["keepNext"] = f"<{w}keepNext/>"
        spacing = own.child((self._word, "spacing")) if own is not None else None
        if exact and spacing is not None:
            self.markup.set(spacing, "line", "240", self._word)
            self.markup.set(spacing, "lineRule", "auto", self._word)
        elif exact:
            added["spacing"] = f'<{w}spacing {w}line="240" {w}lineRule="auto"/>'
        if not added:
            return
        if own is None:
            self.markup.prepend(paragraph, f"<{w}pPr{declared}>{''.join(added.values())}</{w}pPr>")
            return
        for name, text in added.items():
            earlier = [one for one in own.children if one.local in _ORDER[: _ORDER.index(name)]]
            new = text.replace("/>", f"{declared}/>") if declared else text
            if earlier:
                self.markup.after(earlier[-1], new)
            else:
                self.markup.prepend(own, new)

    # What is drawn anew

    def _drawings(self, paragraph: Element) -> Iterator[tuple[Element, Element]]:
        """The pictures of a paragraph: each with the element that has its name, which is that of the whole
        drawing where there is but one in it."""
        family = self.document.package.family
        for container in _own(paragraph, self._word):
            if container.name not in ((family.in_text, "inline"), (family.in_text, "anchor")):
                continue
            found = [one for one in container.all((family.picture, "pic")) if _drawn_by(one) is container]
            whole_drawing = container.child((family.in_text, "docPr"))
            for one in found:
                inner = next(one.all((family.picture, "cNvPr")), None)
                alone = one.parent is not None and one.parent.local == "graphicData"
                named = whole_drawing if alone else inner
                if named is not None:
                    yield named, one

    def _redraw(self, named: Element, drawing: Element, paragraph: Element, where: str) -> None:
        document, job = self.document, self.document.job
        mark = document.drawings.mark(self.part, named, drawing)
        if mark is None:
            return
        wanted = job.remembered(mark)
        picture = job.pictures.again(wanted)
        held = document.drawings.held(document.drawings.parts(self.part, named, drawing), named)
        if job.is_current(mark, picture, held):
            if not self._again:
                job.done(where, wanted, "up to date")
            return
        extent = self._resize(
            named, drawing, picture, pictures.size_of(held.png, held.svg), document.room(self, paragraph)
        )
        document.drawings.renew(self.markup, self.part, named, drawing, picture, mark)
        self._tell(picture, extent, where, "drawn anew")

    def _resize(
        self,
        named: Element,
        drawing: Element,
        picture: Picture,
        before: tuple[float, float] | None,
        room: Room,
    ) -> tuple[int, int]:
        """Gives a picture the height of the new one, at the width that it has."""
        family = self.document.package.family
        container = named.parent if named.local == "docPr" else None
        extents = [container.child((family.in_text, "extent")) if container is not None else None]
        frame = next(drawing.all((family.drawing, "xfrm")), None)
        extents.append(frame.child((family.drawing, "ext")) if frame is not None else None)
        there = [one for one in extents if one is not None]
        if not there:
            raise EmbedFault("the picture has lost its size; put {{timeline …}} in its place again")
        old = (whole(there[0].get("cx")), whole(there[0].get("cy")))
        new = pictures.refitted(old, before, picture.size, room)
        for one in there:
            self.markup.set(one, "cx", str(new[0]))
            self.markup.set(one, "cy", str(new[1]))
        return new


def letters(paragraph: Element, word: str) -> tuple[str, list[Element]]:
    """The text of a paragraph as it is read, and the elements that have it."""
    found = [
        one
        for one in _own(paragraph, word)
        if one.space == word and one.local in _LETTERS and one.get("type", word) in (None, "textWrapping")
    ]
    return "".join(one.text if one.local == "t" else _LETTERS[one.local] for one in found), found


def _own(paragraph: Element, word: str) -> Iterator[Element]:
    """The elements of a paragraph, without those of other paragraphs in it, and without what was deleted."""
    waiting = list(reversed(paragraph.children))
    while waiting:
        one = waiting.pop()
        yield one
        if one.space == word and one.local in _PASSED_OVER - {"drawing"}:
            continue
        waiting += reversed(one.children)


def _drawn_by(picture: Element) -> Element | None:
    """The drawing that a picture belongs to; a text box is a drawing with others in its text."""
    return next((one for one in picture.ancestors() if one.local in ("inline", "anchor")), None)


def _inset(width: int, height: int) -> tuple[int, int]:
    """The room in a text box of this size."""
    return max(1, width - 2 * _INSET), max(1, height - _INSET)


def _css(style: str, name: str) -> int:
    """A length in a style sheet in EMU; 0 where there is none."""
    found = re.search(rf"(?:^|;)\s*{name}:\s*([\d.]{{1,9}}(?:pt|in|cm|mm))", style)
    return twips(found[1] if found else None, 0) * _TWIP


def _by_run(elements: list[Element]) -> list[tuple[Element, list[Element]]]:
    runs: list[tuple[Element, list[Element]]] = []
    for one in elements:
        if one.parent is not None:
            if not runs or runs[-1][0] is not one.parent:
                runs.append((one.parent, []))
            runs[-1][1].append(one)
    return runs


def _is_spent(run: Element, elements: list[Element]) -> bool:
    """Whether nothing is left of a run but how its letters looked."""
    gone = {one.start for one in elements}
    return all(one.start in gone or one.local in ("rPr", "lastRenderedPageBreak") for one in run.children)


def twips(value: str | None, usual: int) -> int:
    """A length in twentieths of a point; a strict document may say it with its unit."""
    found = re.fullmatch(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|pi)?", value or "")
    if not found:
        return usual
    return int(float(found[1]) * (20 * _POINTS[found[2]] if found[2] else 1))


def whole(value: str | None) -> int:
    """A whole number of a drawing; 0 where it is none."""
    return int(value) if value and re.fullmatch(r"-?\d{1,12}", value) else 0
