"""LibreOffice's documents: a paragraph of a text, or a frame of a presentation, whose text is a placeholder
gets a picture, and pictures that were put in earlier are drawn anew (OASIS OpenDocument 1.2 and 1.3).

A frame may hold one picture in several forms; a program shows the best that it can. So the SVG stands first,
and the PNG behind it for programs that cannot draw SVG.
"""

from __future__ import annotations

import re

from timeline.embed.figure import EmbedFault
from timeline.embed.office import picture as pictures
from timeline.embed.office import wanted as wants
from timeline.embed.office.archive import Archive, ArchiveFault
from timeline.embed.office.job import Held
from timeline.embed.office.markup import Element, Markup, MarkupFault, escaped, prefixes, quoted
from timeline.embed.office.picture import HEAD, Room, mark_within, with_mark
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.embed.office.job import Job
    from timeline.embed.office.picture import Picture
    from timeline.embed.office.wanted import Mark

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = (f"{_OASIS}{name}:1.0" for name in ("office", "text", "table"))
DRAW, PRESENTATION = (f"{_OASIS}{name}:1.0" for name in ("drawing", "presentation"))
STYLE, MANIFEST = (f"{_OASIS}{name}:1.0" for name in ("style", "manifest"))
SVG, FO = (f"{_OASIS}{name}-compatible:1.0" for name in ("svg", "xsl-fo"))
XLINK = "http://www.w3.org/1999/xlink"

_PREFIXES = {DRAW: "draw", TEXT: "text", SVG: "svg", XLINK: "xlink"}
_KINDS = {"svg": "image/svg+xml", "png": "image/png"}
_MANIFEST = "META-INF/manifest.xml"
_PARTS = ("content.xml", "styles.xml")
_BLANKS = {"s": " ", "tab": " ", "line-break": " "}
_PASSED_OVER = {(OFFICE, "annotation"), (TEXT, "note"), (TEXT, "ruby-text"), (TEXT, "p"), (TEXT, "h")}
"""Elements in a paragraph whose text is not its own."""
_CM = 360_000  # EMU
_UNITS = {"cm": _CM, "mm": _CM / 10, "in": 914_400, "pt": 12_700, "pc": 152_400, "px": 9525}
_PAGE = Room(int(17 * _CM), int(25.7 * _CM))  # an A4 page with margins of 2 cm, LibreOffice's own
_HEADED = _CM * 2  # what a header or a footer takes off the height of a page
_INDENT = 457_200  # EMU by which each level of a list is indented, as a rule
_PADDING = _CM // 5  # at both sides of a table's cell
_CAPTION = 500_000  # EMU of the height of a page that are left for a caption of a line or two
_LEAST = _CM
_LOW = (
    0.25  # of a slide's height: a frame of one or two lines is where the picture begins, not what bounds it
)


class Piece(NamedTuple):
    """A stretch of a paragraph that is part of its text."""

    start: int
    stop: int
    text: str


class Showing(NamedTuple):
    """An image that is to show other bytes than it does."""

    markup: Markup
    image: Element
    content: bytes
    extension: str


class Frame(NamedTuple):
    """A picture that was put in earlier; ``anchor`` is the link around it."""

    element: Element
    png: Element | None
    svg: Element | None
    text: Element | None
    anchor: Element | None


def refresh(data: bytes, job: Job) -> bytes:
    """The document with all pictures as they are to be. Raises ``ArchiveFault`` and ``MarkupFault``."""
    document = Document(data, job)
    document.refresh()
    return data if job.faults else document.written()


class Document:
    """A document at work."""

    def __init__(self, data: bytes, job: Job) -> None:
        self.archive = Archive(data)
        self.job = job
        if any(name.endswith("documentsignatures.xml") for name in self.archive.names):
            raise ArchiveFault("it is signed, and a change would break the signature; take that off first")
        if "mimetype" in self.archive and b"presentation" in self.archive.head("mimetype", 99):
            job.pictures.untitled = True
        self._manifest = self._part(_MANIFEST)
        if any(one.name == (MANIFEST, "encryption-data") for one in self._manifest.root.within()):
            raise ArchiveFault("it is encrypted; save it without a password first")
        self.parts = {name: self._part(name) for name in _PARTS if name in self.archive}
        self.styles = Styles([part.root for part in self.parts.values()])
        self._added: dict[bytes, str] = {}
        self._showings: list[Showing] = []

    def _part(self, name: str) -> Markup:
        try:
            return Markup(self.archive.read(name), _is_dull)
        except KeyError:
            raise ArchiveFault(f"it has no {name}, as such documents do") from None
        except MarkupFault as fault:
            raise MarkupFault(f"{name}: {fault}") from None

    def refresh(self) -> None:
        for part in self.parts.values():
            for one in part.root.within():
                if name := one.get("name", DRAW):
                    self.job.taken.add(name)
        for name, part in self.parts.items():
            Text(self, name, part).refresh()
        self._settle()

    def written(self) -> bytes:
        """The whole document as it is now."""
        for name, part in ((_MANIFEST, self._manifest), *self.parts.items()):
            if part.changed:
                self.archive.put(name, part.written())
        return self.archive.written()

    # Pictures

    def add(self, content: bytes, extension: str) -> str:
        """Puts a picture into the archive; says its name."""
        if content not in self._added:
            number = 1
            while (name := f"Pictures/timeline{number}.{extension}") in self.archive:
                number += 1
            self.archive.put(name, content)
            known, _ = prefixes(self._manifest.root.scope, {MANIFEST: "manifest"})
            m = known[MANIFEST]
            facts = f"{m}full-path={quoted(name)} {m}media-type={quoted(_KINDS[extension])}"
            self._manifest.append(self._manifest.root, f"<{m}file-entry {facts}/>")
            self._added[content] = name
        return self._added[content]

    def bytes(self, image: Element | None) -> bytes | None:
        """What an image shows; None where it is not in the archive."""
        name = _file(image)
        return self.archive.read(name) if name in self.archive else None

    def show(self, showing: Showing) -> None:
        """Lets an image show other bytes, once it is known who else shows the same."""
        self._showings.append(showing)

    def _settle(self) -> None:
        by_file: dict[str, list[Showing]] = {}
        for one in self._showings:
            by_file.setdefault(_file(one.image), []).append(one)
        for name, showings in by_file.items():
            uses = sum(self.archive.read(part).count(quoted(name).encode()) for part in self.parts)
            alike = len({one.content for one in showings}) == 1
            fits = name.lower().endswith(f".{showings[0].extension}") and name in self.archive
            if fits and alike and uses == len(showings):
                self.archive.put(name, showings[0].content)
                continue
            for one in showings:
                one.markup.set(one.image, "href", self.add(one.content, one.extension), XLINK)
            if uses == len(showings) and name in self.archive:
                self._remove(name)

    def _remove(self, name: str) -> None:
        self.archive.remove(name)
        for one in self._manifest.root.children:
            if one.get("full-path", MANIFEST) == name:
                self._manifest.remove(one)


class Styles:
    """What a document's styles say of pages, paragraphs and tables."""

    def __init__(self, roots: list[Element]) -> None:
        self._known: dict[tuple[str, str], Element] = {}
        self._layouts: dict[str, Element] = {}
        self._masters: dict[str, Element] = {}
        for root in roots:
            for one in root.within():
                name = one.get("name", STYLE) or ""
                if one.name == (STYLE, "style"):
                    self._known.setdefault((one.get("family", STYLE) or "", name), one)
                elif one.name == (STYLE, "page-layout"):
                    self._layouts.setdefault(name, one)
                elif one.name == (STYLE, "master-page"):
                    self._masters.setdefault(name, one)

    def known(self, family: str, name: str) -> bool:
        """Whether there is such a style."""
        return (family, name) in self._known

    def chain(self, family: str, name: str | None) -> Iterator[Element]:
        """A style, and those that it is made from."""
        seen: set[str] = set()
        while name is not None and name not in seen and (family, name) in self._known:
            seen.add(name)
            style = self._known[family, name]
            yield style
            name = style.get("parent-style-name", STYLE)

    def value(self, family: str, name: str | None, local: str, space: str = FO) -> str | None:
        """What a style says of one property, or what it is made from does."""
        for style in self.chain(family, name):
            for one in style.within():
                if (value := one.get(local, space)) is not None:
                    return value
        return None

    def master(self, family: str, name: str | None) -> str | None:
        """The kind of page that begins with a paragraph or a table of this style."""
        for style in self.chain(family, name):
            return style.get("master-page-name", STYLE) or None
        return None

    def page(self, master: str | None) -> Room:
        """The room within the margins of a kind of page."""
        found = self._masters.get(master or "Standard") or next(iter(self._masters.values()), None)
        layout = self._layouts.get(found.get("page-layout-name", STYLE) or "") if found is not None else None
        properties = layout.child((STYLE, "page-layout-properties")) if layout is not None else None
        if found is None or properties is None or not length(properties.get("page-width", FO)):
            return _PAGE

        def margin(side: str) -> int:
            return length(properties.get(f"margin-{side}", FO) or properties.get("margin", FO))

        width = length(properties.get("page-width", FO)) - margin("left") - margin("right")
        height = length(properties.get("page-height", FO)) - margin("top") - margin("bottom")
        columns = next(properties.all((STYLE, "columns")), None)
        width = _column(width, columns)
        height -= sum(_HEADED for one in found.children if one.local in ("header", "footer"))
        return Room(max(width, _LEAST), max(height, _LEAST))

    def slide(self, master: str | None) -> tuple[int, int]:
        """The width and the height of a slide, without regard to its margins."""
        found = self._masters.get(master or "")
        layout = self._layouts.get(found.get("page-layout-name", STYLE) or "") if found is not None else None
        properties = layout.child((STYLE, "page-layout-properties")) if layout is not None else None
        sizes = [
            properties.get(name, FO) if properties is not None else None
            for name in ("page-width", "page-height")
        ]
        return length(sizes[0]) or 28 * _CM, length(sizes[1]) or int(15.75 * _CM)

    def section(self, name: str | None, width: int) -> int:
        """The width of a column of a section."""
        style = self._known.get(("section", name or ""))
        return _column(width, next(style.all((STYLE, "columns")), None) if style is not None else None)


class Text:
    """One of a document's files with text: what is in it, and what stands in headers and masters."""

    def __init__(self, document: Document, part: str, markup: Markup) -> None:
        self.document = document
        self.markup = markup
        self._job = document.job
        self._in = "" if part == "content.xml" else "header or footer, "
        self._master: str | None = None

    def refresh(self) -> None:
        """Puts in and draws anew what there is to put in and to draw anew."""
        paragraphs = slides = 0
        taken: set[int] = set()  # frames of slides that have become pictures
        for one in self._within(self.markup.root):
            if one.name == (DRAW, "page"):
                slides += 1
            if one.name in ((TEXT, "p"), (TEXT, "h")):
                paragraphs += 1
            slide = next((two for two in one.ancestors() if two.name == (DRAW, "page")), None)
            where = f"slide {slides}" if slide is not None else f"{self._in}paragraph {paragraphs}"
            with self._job.at(where):
                if one.name in ((TEXT, "p"), (TEXT, "h"), (TABLE, "table")):
                    self._turn_page(one)
                if slide is not None and one.space == DRAW and one.parent is slide:
                    if self._refresh_shape(one, slide, where):
                        taken.add(one.start)
                elif slide is None and one.name in ((TEXT, "p"), (TEXT, "h")):
                    self._refresh_paragraph(one, where)
                if one.name == (DRAW, "frame") and one.start not in taken:
                    self._redraw(one, slide, where)

    def _within(self, root: Element) -> Iterator[Element]:
        """All elements but what was deleted, and the notes below slides."""
        waiting = list(reversed(root.children))
        while waiting:
            one = waiting.pop()
            if one.name in ((TEXT, "tracked-changes"), (PRESENTATION, "notes")):
                continue
            yield one
            waiting += reversed(one.children)

    def _turn_page(self, element: Element) -> None:
        """Notes which kind of page goes on from here."""
        family, space = ("table", TABLE) if element.local == "table" else ("paragraph", TEXT)
        master = self.document.styles.master(family, element.get("style-name", space))
        self._master = master or self._master

    # A paragraph of a text

    def _refresh_paragraph(self, paragraph: Element, where: str) -> None:
        pieces = list(_pieces(paragraph))
        text = "".join(one.text for one in pieces)
        words = wants.typed(text)
        if words is None:
            if wants.mentioned(text):
                self._job.remark(where, wants.misplaced(text, "paragraph"))
            return
        wanted = self._job.wanted(words)
        room = self._room(paragraph, captioned=bool(wanted.caption))
        picture = self._job.pictures.new(wanted, room)
        extent = pictures.fitted(picture.size, room)
        for one in pieces[1:]:
            self.markup.replace(one.start, one.stop, "")
        inline = f'text:anchor-type="as-char" {_sized(extent)} draw:z-index="0"'
        self.markup.replace(pieces[0].start, pieces[0].stop, self._frame(paragraph.scope, picture, inline))
        if wanted.caption:
            self.markup.after(paragraph, self._caption(paragraph.outside, wanted.caption))
        self._job.shown(where, picture, extent, "put in")

    def _room(self, paragraph: Element, *, captioned: bool = False) -> Room:
        """The most that a picture can have in a paragraph."""
        styles = self.document.styles
        page = styles.page(self._master)
        width, height = page.width, page.height - (_CAPTION if captioned else 0)
        for one in paragraph.ancestors():
            if one.name == (TEXT, "section"):
                width = styles.section(one.get("style-name", TEXT), width)
            elif one.name == (TEXT, "list-item"):
                width -= _INDENT
            elif one.name == (TEXT, "note"):
                height //= 4  # as for headers
            elif one.name == (TABLE, "table-cell"):
                width = min(width, self._cell(one, width))
                break
            elif one.name == (DRAW, "text-box") and one.parent is not None:
                width = min(width, length(one.parent.get("width", SVG)) - 2 * _PADDING or width)
                height = length(one.parent.get("height", SVG)) - 2 * _PADDING or height
                break
            elif one.local in ("header", "footer", "header-left", "footer-left"):
                height //= 4  # what it takes the text has no longer
                break
        style = paragraph.get("style-name", TEXT)
        for side in ("margin-left", "margin-right", "text-indent"):
            width -= max(0, length(styles.value("paragraph", style, side)))
        return Room(max(width, _LEAST), max(height, _LEAST))

    def _cell(self, cell: Element, whole: int) -> int:
        """The width of a table's cell in EMU, without its padding; ``whole`` is that of the text around."""
        row = cell.parent
        table = next((one for one in cell.ancestors() if one.name == (TABLE, "table")), None)
        if row is None or table is None:
            return whole
        widths: list[int] = []
        for one in table.all((TABLE, "table-column")):
            style = one.get("style-name", TABLE)
            width = length(self.document.styles.value("table-column", style, "column-width", STYLE))
            widths += [width] * _repeated(one, "number-columns-repeated")
        first = 0
        for one in row.children:
            if one is cell:
                break
            first += _repeated(one, "number-columns-repeated")
        span = _repeated(cell, "number-columns-spanned")
        if not widths:
            return whole
        if not all(widths):  # then all columns are alike
            widths = [whole // len(widths)] * len(widths)
        return max(_LEAST, sum(widths[first : first + span]) - 2 * _PADDING)

    def _caption(self, scope: Mapping[str, str], caption: str) -> str:
        """A paragraph below the picture."""
        known, declared = prefixes(scope, {TEXT: "text"})
        t = known[TEXT]
        styled = f' {t}style-name="Caption"' if self.document.styles.known("paragraph", "Caption") else ""
        return f"<{t}p{declared}{styled}>{escaped(caption)}</{t}p>"

    # A shape of a slide

    def _refresh_shape(self, shape: Element, slide: Element, where: str) -> bool:
        """Puts a picture into the place of a shape; whether there was one to put in."""
        text = " ".join(
            "".join(piece.text for piece in _pieces(one)) for one in shape.within() if one.name == (TEXT, "p")
        )
        words = wants.typed(text)
        if words is None:
            if wants.mentioned(text):
                self._job.remark(where, wants.misplaced(text, "shape"))
            return False
        wanted = self._job.wanted(words)
        if wanted.caption is not None:
            raise EmbedFault("a slide has no captions; write it into a text box below")
        width, height = self.document.styles.slide(slide.get("master-page-name", DRAW))
        x, y, cx, cy = (length(shape.get(name, SVG)) for name in ("x", "y", "width", "height"))
        if cy < height * _LOW or not cx:
            x, y = max(0, min(x, width * 3 // 4)), max(0, min(y, height * 3 // 4))
            margin = min(x, width // 12)
            cx, cy = max(cx, width - x - margin), height - y - min(margin or height // 24, y)
        room = Room(max(cx, _LEAST), max(cy, _LEAST), filled=True)
        picture = self._job.pictures.new(wanted, room)
        extent = pictures.fitted(picture.size, room)
        layer = shape.get("layer", DRAW) or "layout"
        number = f" draw:id={quoted(found)}" if (found := shape.get("id", DRAW)) else ""
        number += (
            f" xml:id={quoted(found)}"
            if (found := shape.get("id", "http://www.w3.org/XML/1998/namespace"))
            else ""
        )
        place = f'svg:x="{_cm(x + (room.width - extent[0]) // 2)}" svg:y="{_cm(y)}"'
        facts = f"draw:layer={quoted(layer)}{number} {_sized(extent)} {place}"
        self.markup.replace(shape.start, shape.stop, self._frame(shape.outside, picture, facts))
        self._job.shown(where, picture, extent, "put in")
        return True

    # Frames

    def _frame(self, scope: Mapping[str, str], picture: Picture, facts: str) -> str:
        """A frame with a picture; the names in ``facts`` have the usual prefixes."""
        known, declared = prefixes(scope, _PREFIXES)
        d, s, x = known[DRAW], known[SVG], known[XLINK]
        for space, prefix in _PREFIXES.items():
            facts = re.sub(rf"(^|\s){prefix}:(?=[a-z-]+=)", rf"\1{known[space]}", facts)
        svg = self.document.add(with_mark(picture.svg, picture.mark), "svg")
        png = self.document.add(with_mark(picture.png, picture.mark), "png")
        images = "".join(_image(file, d, x) for file in (svg, png))
        link = picture.link
        before, after = (f"<{d}a{declared} {_linked(link, x)}>", f"</{d}a>") if link else ("", "")
        facts = f"{d}name={quoted(self._job.name(picture))} {facts}"
        return (
            f"{before}<{d}frame{'' if link else declared} {facts}>"
            f"{images}<{s}desc>{escaped(picture.told)}</{s}desc></{d}frame>{after}"
        )

    def _redraw(self, element: Element, slide: Element | None, where: str) -> None:
        images = [one for one in element.children if one.name == (DRAW, "image")]
        png, svg = (
            next((one for one in images if _file(one).lower().endswith(ending)), None)
            for ending in (".png", ".svg")
        )
        anchor = element.parent if element.parent is not None and element.parent.name == (DRAW, "a") else None
        frame = Frame(element, png, svg, element.child((SVG, "desc")), anchor)
        mark = self._mark(frame) if images else None
        if mark is None:
            return
        wanted = self._job.remembered(mark)
        picture = self._job.pictures.again(wanted)
        held = self._held(frame)
        if self._job.is_current(mark, picture, held):
            self._job.done(where, wanted, "up to date")
            return
        extent = self._resize(frame, picture, held, slide)
        self._renew(frame, images, picture, held, mark)
        self._job.shown(where, picture, extent, "drawn anew")

    def _mark(self, frame: Frame) -> Mark | None:
        name = frame.element.get("name", DRAW)
        if name == wants.KEPT:
            return None
        found = wants.marked(name)
        for one in (frame.png, frame.svg):
            if found is None and _file(one) in self.document.archive:
                found = mark_within(self.document.archive.head(_file(one), HEAD))
        return found

    def _held(self, frame: Frame) -> Held:
        link = frame.anchor.get("href", XLINK) if frame.anchor is not None else None
        alt = frame.text.text if frame.text is not None else ""
        link = (link or "").removeprefix("../") if link and ":" not in link else link or ""
        return Held(self.document.bytes(frame.png), self.document.bytes(frame.svg), alt, link)

    def _resize(self, frame: Frame, picture: Picture, held: Held, slide: Element | None) -> tuple[int, int]:
        """Gives a picture the height of the new one, at the width that it has."""
        old = (length(frame.element.get("width", SVG)), length(frame.element.get("height", SVG)))
        before = pictures.size_of(held.png, held.svg)
        if slide is not None:
            width, height = self.document.styles.slide(slide.get("master-page-name", DRAW))
            room = Room(width, max(height - max(0, length(frame.element.get("y", SVG))), _LEAST))
            new = pictures.stretched(old, before, picture.size, room)
        else:
            new = pictures.refitted(old, before, picture.size, self._room(frame.element))
        self.markup.set(frame.element, "width", _cm(new[0]), SVG)
        self.markup.set(frame.element, "height", _cm(new[1]), SVG)
        return new

    def _renew(self, frame: Frame, images: list[Element], picture: Picture, held: Held, mark: Mark) -> None:
        """Shows other bytes under another name, with another text and link where nobody has written
        other ones."""
        markup, element = self.markup, frame.element
        markup.set(element, "name", self._job.name(picture, element.get("name", DRAW)), DRAW)
        png, svg = (with_mark(image, picture.mark) for image in (picture.png, picture.svg))
        known, declared = prefixes(element.scope, _PREFIXES)
        d, x, s = known[DRAW], known[XLINK], known[SVG]
        for one, content, extension in ((frame.svg, svg, "svg"), (frame.png, png, "png")):
            if one is not None:
                self.document.show(Showing(markup, one, content, extension))
            else:
                new = _image(self.document.add(content, extension), d, x, declared)
                # The best form first; others than these two are of an older picture.
                (markup.before if extension == "svg" else markup.after)(images[0], new)
        for one in images:
            if one is not frame.svg and one is not frame.png:
                markup.remove(one)
        alt = held.alt_of(picture, mark)
        if frame.text is None:
            markup.append(element, f"<{s}desc{declared}>{escaped(alt)}</{s}desc>")
        elif alt != held.alt:
            markup.replace(frame.text.start, frame.text.stop, f"<{s}desc{declared}>{escaped(alt)}</{s}desc>")
        self._relink(frame, picture, held, mark)

    def _relink(self, frame: Frame, picture: Picture, held: Held, mark: Mark) -> None:
        link = held.link_of(picture, mark)
        if link == held.link:
            return
        known, declared = prefixes(frame.element.outside, _PREFIXES)
        d, x = known[DRAW], known[XLINK]
        if frame.anchor is None:
            self.markup.before(frame.element, f"<{d}a{declared} {_linked(link, x)}>")
            self.markup.after(frame.element, f"</{d}a>")
        elif link:
            self.markup.set(frame.anchor, "href", _href(link), XLINK)
        else:
            self.markup.replace(frame.anchor.start, frame.anchor.inner, "")
            self.markup.replace(frame.anchor.outer, frame.anchor.stop, "")


def _is_dull(element: Element) -> bool:
    """Whether nothing in a paragraph is of use here: no frame, no placeholder, no other paragraph that is."""
    if element.name not in ((TEXT, "p"), (TEXT, "h")):
        return False
    for one in element.within():
        if one.space == DRAW or (one.name in ((TEXT, "p"), (TEXT, "h")) and (one.text or one.children)):
            return False
    return not any("{" in one.text for one in _pieces(element))


def _pieces(paragraph: Element) -> Iterator[Piece]:
    """The stretches of a paragraph's text, in their order, without that of notes and frames in it."""
    if paragraph.text:
        first = paragraph.children[0].start if paragraph.children else paragraph.outer
        yield Piece(paragraph.inner, first, paragraph.text)
    for number, one in enumerate(paragraph.children):
        if one.space == TEXT and one.local in _BLANKS:
            yield Piece(one.start, one.stop, _BLANKS[one.local])
        elif one.name not in _PASSED_OVER and one.space != DRAW:
            yield from _pieces(one)
        if one.tail:
            after = paragraph.children[number + 1 :]
            yield Piece(one.stop, after[0].start if after else paragraph.outer, one.tail)


def _image(file: str, d: str, x: str, declared: str = "") -> str:
    kind = _KINDS[file.rpartition(".")[2]]
    return (
        f'<{d}image{declared} {x}href={quoted(file)} {x}type="simple" {x}show="embed" {x}actuate="onLoad" '
        f'{d}mime-type="{kind}"/>'
    )


def _linked(link: str, x: str) -> str:
    return f'{x}type="simple" {x}href={quoted(_href(link))}'


def _href(link: str) -> str:
    """A link as these documents have it: a path begins in the archive, and so the folder is one up."""
    return link if ":" in link.split("/")[0] or link.startswith("#") else f"../{link}"


def _file(image: Element | None) -> str:
    """The member of the archive that an image shows."""
    return ((image.get("href", XLINK) if image is not None else None) or "").removeprefix("./")


def _repeated(element: Element, name: str) -> int:
    found = element.get(name, TABLE)
    return min(int(found), 1024) if found and found.isascii() and found.isdigit() else 1


def _column(width: int, columns: Element | None) -> int:
    count = columns.get("column-count", FO) if columns is not None else None
    if columns is None or not count or not count.isdigit() or not 1 < int(count) <= 45:
        return width
    return (width - (int(count) - 1) * length(columns.get("column-gap", FO))) // int(count)


def _cm(emu: int) -> str:
    return f"{emu / _CM:.3f}cm"


def _sized(extent: tuple[int, int]) -> str:
    return f'svg:width="{_cm(extent[0])}" svg:height="{_cm(extent[1])}"'


def length(value: str | None) -> int:
    """A length in EMU; 0 where there is none."""
    found = re.fullmatch(r"(-?\d{0,6}(?:\.\d{1,9})?)(cm|mm|in|pt|pc|px)", value or "")
    return int(float(found[1]) * _UNITS[found[2]]) if found and found[1] not in ("", "-") else 0
