"""Documents brought up to date: their markers found, what these ask for drawn, the blocks written anew.

Nothing is written here but by ``save``. What is wrong with any of the documents is collected, and where
anything is, there is nothing to save.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH120, PTH122

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from timeline import files, source
from timeline.embed import syntax
from timeline.embed.document import MARK, Document
from timeline.embed.figure import EmbedFault, Figure, figure
from timeline.provenance import reading
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.embed.document import Picture
    from timeline.embed.syntax import Language
    from timeline.request import Request

Kind: TypeAlias = "Literal['document', 'picture']"
OFFICE = (
    ".docx .docm .dotx .dotm .pptx .pptm .potx .potm .ppsx .ppsm .odt .ott .odp .otp".split()  # noqa: SIM905
)
"""The endings of documents that are no texts; a test compares them with those that are read there."""


class Change(NamedTuple):
    """A file that is to be written, and what it held when it was read; None: there was none."""

    path: str
    new: bytes
    old: bytes | None
    kind: Kind


class Count(NamedTuple):
    """How many markers a document has, and how many more it shows as code."""

    markers: int
    in_code: int = 0


class Update(NamedTuple):
    """What documents need to be up to date.

    ``changes`` are the files that differ; there are none where there are ``faults``, which are messages of
    one line or of several. ``remarks`` are lines on what is odd but no fault. ``counts`` has every document,
    and ``places`` says of those that are no texts what differs in them.
    """

    changes: list[Change]
    faults: list[str]
    remarks: list[str]
    counts: dict[str, Count]
    places: dict[str, list[str]]


def brought_up_to_date(documents: Sequence[str], root: str | None = None, *, force: bool = False) -> Update:
    """What the documents at these paths need.

    What they name has to lie in the folder of each, or in ``root`` where that is given. ``force`` has blocks
    overwritten that were changed by hand, and pictures that are not the program's own. Raises ``FileFault``
    for a document that cannot be read, and ``ValueError`` for one of a kind that is not known.
    """
    work = _Work(documents, root, force)
    for path in dict.fromkeys(documents):
        work.take(path, files.read(path))
    return work.update()


def started(path: str, asked: str, root: str | None = None, *, after: int | None = None) -> Update:
    """What a document needs that is to have one marker more, which asks for ``asked``.

    It goes behind the line ``after``, or to the end. Raises as ``brought_up_to_date`` does, and
    ``ValueError`` where no marker can be put.
    """
    from timeline.embed.starting import started  # the first time only

    data = files.read(path)
    language = _language(path)
    mark = MARK if data.startswith(MARK) else b""
    text, faults = source.decode(data[len(mark) :])
    as_it_is = brought_up_to_date([path], root)
    if faults or as_it_is.faults:
        return as_it_is
    work = _Work([path], root, force=False)
    work.take(path, mark + started(text, language, asked, after).encode())
    update = work.update()
    update.changes[:] = [one._replace(old=data) if one.path == path else one for one in update.changes]
    return update


def save(update: Update, *, force: bool = False, beside: Iterable[tuple[str, bytes]] = ()) -> None:
    """Writes everything that has changed, and what is made ``beside``, all of it or nothing. Raises
    ``FileFault``, also where a document has been changed by somebody else meanwhile, or is open in a program
    that would write over it; ``force`` does not ask for such a program."""
    for one in [] if force else update.changes:
        if one.path in update.places:
            from timeline.embed.office import opened  # most documents are texts

            if told := opened(one.path):
                raise files.FileFault(told)
    drafts = [files.Draft(one.path, one.new, one.old) for one in update.changes if one.kind == "document"]
    made = [(one.path, one.new) for one in update.changes if one.kind == "picture"]
    files.replace_together(drafts, [*beside, *made])


class _Work:
    """All documents of a run, with the events files and pictures that they share."""

    def __init__(self, documents: Sequence[str], root: str | None, force: bool) -> None:
        self.force = force
        self.laid_out: dict[tuple[str, str, Request], Figure] = {}  # by language of documents
        self._root = root
        self._documents = {os.path.realpath(path) for path in documents}
        self._figures: dict[tuple[str, Request], Figure | EmbedFault] = {}
        self._pictures: dict[str, Picture] = {}
        self._made: list[Change] = []
        self._former: dict[str, tuple[str, str]] = {}
        self._told: set[str] = set()
        self._update = Update([], [], [], {}, {})

    def take(self, path: str, data: bytes) -> None:
        """Works out what one document needs. Raises ``ValueError`` where it is of no kind that is known."""
        if is_office(path):
            new = self._refresh(path, data)
        else:
            root = os.path.dirname(path) if self._root is None else self._root
            if not files.is_below(path, root):
                raise ValueError(f"{path} lies outside the folder {root}")
            document = Document(path, data, _language(path), root, self)
            new = document.brought_up_to_date()
            self._update.counts[path] = Count(document.count, document.in_code)
            self._tell(document.faults)
        if new != data:
            self._update.changes.append(Change(path, new, data, "document"))

    def _refresh(self, path: str, data: bytes) -> bytes:
        """The same for a document of an office."""
        from timeline.embed import office  # most documents are texts

        done = office.refreshed(path, data, office.Options(force=self.force, root=self._root))
        found = self._update
        self._tell(done.faults)
        found.counts[path] = Count(len(done.places))
        found.remarks.extend(done.remarks)
        found.places[path] = [
            f"{path}: {place.where}: {place.events} would be {place.done}"
            for place in done.places
            if place.done != "up to date"
        ]
        return done.data

    def _tell(self, faults: Sequence[str]) -> None:
        """Takes messages in, each once."""
        for fault in faults:
            if fault not in self._told:
                self._update.faults.append(fault if fault.endswith("\n") else f"{fault}\n")
                self._told.add(fault)

    def update(self) -> Update:
        """What all of them need."""
        found = self._update
        if found.faults:
            return found._replace(changes=[])
        left = [
            f"{path} is left over: no marker of {document} asks for it now"
            for place, (path, document) in self._former.items()
            if place not in self._pictures and self._is_left(path)
        ]
        return found._replace(changes=[*self._made, *found.changes], remarks=[*found.remarks, *left])

    def figure(self, path: str, request: Request) -> Figure:
        """The figure of an events file, made once for all that ask the same. Raises ``EmbedFault``."""
        key = os.path.realpath(path), request
        if key not in self._figures:
            try:
                self._figures[key] = figure(path, request)
            except EmbedFault as fault:
                self._figures[key] = fault
        found = self._figures[key]
        if isinstance(found, EmbedFault):
            raise found
        return found

    def add(self, picture: Picture) -> None:
        """Takes a picture among those that have to be there. Raises ``ValueError`` where its place is
        another's, and ``EmbedFault`` where it cannot be drawn."""
        place = os.path.realpath(picture.path)
        if known := self._pictures.get(place):
            if known.asked != picture.asked:
                raise ValueError(
                    f"{picture.path} is what {known.marker} asks for, with other events or options"
                )
            return
        if place in self._documents or any(place == events for events, _ in self._figures):
            raise ValueError(f"{picture.path} is one of the files that are read here")
        old = files.content(picture.path)
        if old is None and os.path.lexists(picture.path):  # a folder, a pipe, a link to nowhere
            raise ValueError(f"{picture.path} is there already, and is no file")
        if old is None or not picture.is_in(old):
            new = picture.make()
            if old is not None and new != old and not self.force and not reading.is_ours(old):
                raise ValueError(
                    f"{picture.path} is there already, and was not made by this program; "
                    "another --name leaves it be, --force on the command line writes over it"
                )
            if new != old:
                self._made.append(Change(picture.path, new, old, "picture"))
        self._pictures[place] = picture

    def was_named(self, path: str, document: str) -> None:
        """Notes a file that an older block of a document names."""
        self._former.setdefault(os.path.realpath(path), (path, document))

    def _is_left(self, path: str) -> bool:
        content = files.content(path)
        return content is not None and reading.is_ours(content)


def is_office(path: str) -> bool:
    """Whether a document is one of an office."""
    return os.path.splitext(path)[1].lower() in OFFICE


def without(path: str, count: Count) -> str:
    """What is to be said of a document that asks for no timeline: how it would."""
    if is_office(path):
        asks = "{{timeline events.json}}, in a paragraph or a box of its own, asks for one"
        return f"{path} has no timelines; {asks}"
    shown = (
        f" ({count.in_code} {'is' if count.in_code == 1 else 'are'} shown as code)" if count.in_code else ""
    )
    return f"{path} has no markers{shown}; timeline embed --init {path} puts one in"


def _language(path: str) -> Language:
    """The language of a document. Raises ``ValueError`` where it is not known."""
    if language := syntax.language(path):
        return language
    every = [ending for language in syntax.LANGUAGES.values() for ending in language.endings[:1]]
    known = ", ".join(f".{ending}" for ending in every)
    hint = " (it is drawn by: timeline render)" if path.lower().endswith(".json") else ""
    raise ValueError(f"{path} has the ending of no document{hint}; known are {known}, .docx, .pptx and .odt")
