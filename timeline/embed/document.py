"""One document: what its markers ask for, and its text with the blocks that this gives.

A text that results is read back before it counts: its markers have to be found again, each with the block
that was made for it. So no title of an event, whatever it holds, can become a marker or the end of one.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH113, PTH120

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from timeline import source
from timeline.embed import markers, naming, options, paths
from timeline.embed.blocks import SYNTAXES, Block
from timeline.embed.figure import EmbedFault, Figure
from timeline.embed.shared import Picture
from timeline.languages import language as words_of
from timeline.pipeline import provenance
from timeline.records import TYPE_CHECKING
from timeline.request import words
from timeline.source.places import Fault, Lines

if TYPE_CHECKING:
    from timeline.embed.markers import Marker
    from timeline.embed.options import Marked
    from timeline.embed.shared import Shared
    from timeline.embed.syntax import Language
    from timeline.provenance import Provenance
    from timeline.request import Request


MARK = b"\xef\xbb\xbf"
"""The mark that some editors put before a text in UTF-8; it stays."""
SCREEN = "markdown"
"""The language whose pictures are as wide as those of a screen."""

PAGED = "latex", "typst"
"""The languages of documents that are printed, and take a picture on several pages."""
PAPER = "a4"
TALLEST = 1.45
"""How many times as high as wide a picture may be on one sheet of paper; a taller one would be shown so small
that its words could hardly be read."""

_DATES = "--from", "--to"
_PICTURE = re.compile(r"""(?<![^\s"'()<>\[\]{},|:])[^\s"'()<>\[\]{},|:]+\.(?:svg|png|pdf|html)(?![\w.])""")
_IMAGES = re.compile(r"^:imagesdir:[ \t]*(\S[^\r\n]*?)[ \t]*$", re.MULTILINE)


class _Unfit(Exception):  # noqa: N818 - it is the author's, and goes no further
    """A marker cannot be served."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Document:
    """A document on its way to be up to date.

    ``faults`` are whole messages, ``count`` is how many markers there are, and ``in_code`` how many more are
    shown as code.
    """

    def __init__(self, path: str, data: bytes, language: Language, root: str, shared: Shared) -> None:
        self.count = self.in_code = 0
        self.faults: list[str] = []
        self._path = path
        self._data = data
        self._language = language
        self._syntax = SYNTAXES[language.name]
        self._folder = os.path.dirname(path)
        self._root = root
        self._shared = shared
        self._text = ""
        self._found: list[Fault] = []
        self._beyond: list[str] = []
        self._names: set[str] = set()
        self._inlined: dict[tuple[str, ...], int] = {}

    def brought_up_to_date(self) -> bytes:
        """The bytes of the document as they should be; as they were where anything is wrong."""
        mark = MARK if self._data.startswith(MARK) else b""
        self._text, faults = source.decode(self._data[len(mark) :])
        if faults:
            self.faults.append(source.show(faults, self._text, self._path))
            return self._data
        found = markers.find(self._text, self._language)
        self.count, self.in_code = len(found.markers), found.in_code
        self._found += found.faults
        blocks = [self._served(marker) for marker in found.markers]
        whole = [block for block in blocks if block is not None]
        text = self._text
        if not self._found:
            text = self._composed(found.markers, whole)
            self._read_back(text, found.markers, whole)
        if not self._found:
            return mark + text.encode()
        self._tell()
        return self._data

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _images(self) -> list[tuple[int, str]]:
        """Where an AsciiDoc document says in which folder its pictures lie, and in which."""
        return [(found.start(), found[1]) for found in _IMAGES.finditer(self._text)]

    def _tell(self) -> None:
        """Makes messages of what has been found."""
        found = sorted(self._found, key=lambda fault: fault.start)
        shown = source.show([self._lines.diagnostic(fault) for fault in found], self._text, self._path)
        self.faults += [shown, *dict.fromkeys(self._beyond)]

    # What a marker asks for

    def _served(self, marker: Marker) -> list[str] | None:
        """The lines of a marker's block; None, with a fault found, where there can be none."""
        marked, faults = options.read(self._text, marker.options, marker.options_end)
        self._found += faults
        if marked is None:
            return None
        try:
            lines = self._written(marker, marked)
            self._guard(marker, lines)
        except _Unfit as unfit:
            self._found.append(unfit.fault)
            return None
        return lines

    def _written(self, marker: Marker, marked: Marked) -> list[str]:
        """The lines of a block, its pictures on their way. Raises ``_Unfit``."""
        figure = self._figure(marker, marked)
        try:
            block = self._block(marker, marked, figure)
            return [line.rstrip() for line in self._syntax.write(block)]
        except EmbedFault as fault:
            raise self._refused(marker, str(fault)) from None
        except ValueError as fault:
            raise self._refused(marker, str(fault)) from None

    def _figure(self, marker: Marker, marked: Marked) -> Figure:
        """The figure of a marker's events file. Raises ``_Unfit``."""
        word = marked.events
        try:
            path = paths.inside(self._folder, word.text, self._root)
        except ValueError as fault:
            help = "--root on the command line widens what a document may name"
            raise _Unfit(Fault("marker-outside", str(fault), word.start, word.end, help)) from None
        if not os.path.isfile(path):
            meant = paths.alike(path)
            help = f"did you mean {meant}? " if meant else ""
            help += "a path begins in the folder of the document"
            raise _Unfit(Fault("marker-file", f"there is no file {path}", word.start, word.end, help))
        key = self._language.name, os.path.realpath(path), marked.request
        laid_out = self._shared.laid_out
        try:
            if key not in laid_out:
                laid_out[key] = self._laid_out(path, marked.request)
            return laid_out[key]
        except EmbedFault as fault:
            told = str(fault)
            if "\n" not in told:
                raise self._refused(marker, told) from None
            self._beyond.append(told + "\n")
            raise _Unfit(
                Fault("marker-events", f"{path} has errors, which are shown below", word.start, word.end)
            ) from None

    def _laid_out(self, path: str, request: Request) -> Figure:
        """A figure at the size that suits the document: as wide as its text, or in print on as many pages as
        it takes. Raises ``EmbedFault``."""
        wishes = request.wishes
        whole = self._shared.figure(path, request._replace(wishes=wishes._replace(pages=None)))
        if wishes.pages is not None:
            if self._language.name not in PAGED:
                raise EmbedFault(f"pages are for {' and '.join(PAGED)}; other documents take one picture")
            return whole.wishing(pages=wishes.pages)
        fitted = whole.fitted(self._syntax.width)
        if self._language.name in PAGED and wishes.width is None and wishes.layout is None:
            width, height = fitted.size
            if height > TALLEST * width:
                return whole.wishing(pages=PAPER)
        return fitted

    def _refused(self, marker: Marker, message: str) -> _Unfit:
        """A fault of a marker's options, at the one that the message names, if it names any."""
        events, *asked = options.split(self._text, marker.options, marker.options_end)
        for before, word in zip([events, *asked], asked, strict=False):
            option, _, value = word.text.rpartition("=") if word.is_option else (before.text, "", word.text)
            if option in _DATES and message == _misread(value):
                return _Unfit(Fault("marker-option", f"{option} {value}: {message}", word.start, word.end))
        named = [
            word
            for word in asked
            if word.text and (f"{word.text.rpartition('=')[2]!r}" in message or word.text in message.split())
        ]
        about = message.split(maxsplit=1)[0]
        named += [word for word in asked if word.is_option and word.text[2:].partition("=")[0] == about]
        first, last = (named[0], named[0]) if named else (asked[0], asked[-1]) if asked else (events, events)
        return _Unfit(Fault("marker-option", message, first.start, last.end))

    def _block(self, marker: Marker, marked: Marked, figure: Figure) -> Block:
        """What is to stand between the marker's comments. Raises ``ValueError`` and ``EmbedFault``."""
        if marked.is_dark and not self._syntax.dark:
            raise ValueError(f"--dark is for pages on a screen; {self._language.name} has none for the dark")
        name = naming.stem(marked.events.text, marked.request, marked.name)
        is_print = self._syntax.width != SYNTAXES[SCREEN].width and marked.request.wishes.width is None
        folder = "" if marked.folder in ("", ".", "./") else f"{marked.folder.rstrip('/')}/"
        stem = f"{folder}{name}{naming.PRINT if is_print else ''}"
        formats = marked.formats or self._syntax.pictures
        page = marked.link
        if not marked.is_inline:
            self._add_pictures(marker, figure, stem, formats)
            if marked.is_dark:
                dark = figure.wishing(theme="dark")
                self._add(marker, f"{stem}-dark.svg", (dark.path, dark.request, "svg"), dark.svg)
        links = self._syntax.linked and not marked.is_inline if marked.page is None else marked.page
        if page is None and links:
            page = f"{stem}.html"
            self._add(marker, page, (figure.path, figure.request, "html"), figure.page)
        say = words_of(figure.lang).say
        label = "" if name in self._names else name  # a document may not have one twice
        self._names.add(name)
        return Block(
            stem=self._from_images(marker, stem),
            endings=tuple(formats),
            alt=figure.alt if marked.alt is None else marked.alt,
            size=figure.size,
            caption=marked.caption,
            page=page,
            width=marked.shown_width,
            events=figure.events() if marked.lists_events else (),
            sources=figure.sources() if marked.lists_sources else (),
            dark=marked.is_dark,
            heading_events=say("page.heading.events"),
            heading_sources=say("page.heading.sources"),
            lang=figure.lang,
            name=label,
            inline=self._inline(figure) if marked.is_inline else "",
            folded=marked.is_folded,
            pages=figure.pages,
        )

    def _add_pictures(self, marker: Marker, figure: Figure, stem: str, formats: Sequence[str]) -> None:
        """Has the pictures of a marker made. Raises ``ValueError`` and ``EmbedFault``."""
        drawn: dict[str, Callable[[], bytes]] = {"svg": figure.svg, "png": figure.png, "pdf": figure.pdf}
        for format in formats:
            # Where words are set in fonts, those of another machine make other bytes of the same picture.
            made = None if format == "svg" else provenance(figure.timeline, figure.request.wishes)
            asked = figure.path, figure.request, format
            if figure.pages > 1 and format != "pdf":
                if format == "png":
                    raise ValueError("a picture of several pages can be pdf or svg; leave out png")
                for number, sheet in enumerate(figure.sheets(), 1):
                    self._add(marker, f"{stem}-{number}.svg", asked, partial(bytes, sheet))
            else:
                self._add(marker, f"{stem}.{format}", asked, drawn[format], made)

    def _add(
        self,
        marker: Marker,
        path: str,
        asked: tuple[object, ...],
        make: Callable[[], bytes],
        made: Provenance | None = None,
    ) -> None:
        """Has one file made, at a path from the document. Raises ``ValueError`` and ``EmbedFault``."""
        where = paths.inside(self._folder, path, self._root)
        line = self._lines.at(marker.start)[0]
        self._shared.add(Picture(where, asked, make, made, f"line {line} of {self._path}"))

    def _inline(self, figure: Figure) -> str:
        """The picture as markup. Raises ``ValueError`` where the language takes none, and ``EmbedFault``."""
        from zlib import crc32  # few documents have pictures within

        from timeline.write.fragment import armoured, unframed

        if self._language.name not in ("html", "markdown"):
            raise ValueError("--inline is for HTML and Markdown; other documents take a picture as a file")
        asked = figure.path, *words(figure.request)
        self._inlined[asked] = number = self._inlined.get(asked, 0) + 1
        # The same picture once more has the same ids, which a page may have once.
        prefix = None if number == 1 else f"tl-{crc32(chr(0).join(asked).encode()):08x}-{number}"
        made = unframed(figure.fragment(prefix, title=""))
        return made if self._language.name == "html" else armoured(made).strip()

    def _from_images(self, marker: Marker, stem: str) -> str:
        """A path as AsciiDoc wants it where the document says in which folder all its pictures lie."""
        if self._language.name != "asciidoc":
            return stem
        at = bisect_left(self._images, (marker.start, ""))
        folder = self._images[at - 1][1] if at else "."
        if "{" in folder or folder.startswith("/") or "://" in folder:
            return stem
        return os.path.relpath(stem, folder).replace(os.sep, "/")

    # What stands there

    def _guard(self, marker: Marker, lines: Sequence[str]) -> None:
        """Keeps what somebody has written by hand. Raises ``_Unfit``."""
        held = marker.block(self._text)
        if self._shared.force or markers.stripped(held) in ([], markers.stripped(lines)):
            return
        if markers.agrees(marker.checksum, held):
            self._note_pictures(held)
            return
        code, message = "block-edited", "the block was changed by hand since it was written"
        help = "to have it written anew: --force; to keep it, take away the comments round it"
        if not marker.checksum:
            code, message = "block-foreign", "what stands in this block was not written by timeline"
            help = "move it out of the block, or have it overwritten: --force"
        block = self._text[marker.first : marker.last]
        start = marker.first + len(block) - len(block.lstrip())
        raise _Unfit(Fault(code, message, start, start + len(block.split("\n")[0]), help))

    def _note_pictures(self, held: Sequence[str]) -> None:
        """Notes the files that a block names which goes."""
        from urllib.parse import unquote  # few blocks change

        for line in held:
            for found in _PICTURE.findall(line):
                try:
                    path = paths.inside(self._folder, unquote(found), self._root)
                except ValueError:
                    continue
                self._shared.was_named(path, self._path)

    # The text

    def _composed(self, found: Sequence[Marker], blocks: Sequence[Sequence[str]]) -> str:
        """The text with the blocks in it, where they differ from those that are there."""
        parts: list[str] = []
        at = 0
        for marker, lines in zip(found, blocks, strict=True):
            for start, end, new in self._splices(marker, lines):
                parts += (self._text[at:start], new)
                at = end
        return "".join([*parts, self._text[at:]])

    def _splices(self, marker: Marker, lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        held = [line.rstrip() for line in marker.block(self._text)]
        if held != list(lines):
            blank = marker.prefix.rstrip()
            written = (f"{marker.prefix if line else blank}{line}{marker.line_end}" for line in lines)
            yield marker.first, marker.last, "".join(written)
        if not markers.agrees(marker.checksum, lines):
            yield marker.sign, marker.sign_end, f"/timeline sha256:{markers.checksum(lines)}"

    def _read_back(self, text: str, found: Sequence[Marker], blocks: Sequence[Sequence[str]]) -> None:
        """Complains where the new text would not be read as it is meant."""
        again = markers.find(text, self._language)
        if again.in_code == self.in_code and not again.faults and len(again.markers) == len(found):
            for marker, old, lines in zip(again.markers, found, blocks, strict=True):
                if [line.rstrip() for line in marker.block(text)] != list(lines):
                    self._found.append(_unreadable(old))
            return
        self._found += [_unreadable(marker) for marker in found[:1]]


def _misread(date: str) -> str | None:
    """What is wrong with a date, if anything is."""
    from timeline.dates import parse  # only a fault asks

    try:
        parse(date)
    except ValueError as fault:
        return str(fault)
    return None


def _unreadable(marker: Marker) -> Fault:
    message = "the block of this marker would not be found again, so it is not written"
    return Fault("marker-place", message, marker.start, marker.options_end, "put the marker elsewhere")
