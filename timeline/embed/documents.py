"""Documents brought up to date: their markers found, what these ask for drawn, the blocks written anew.

Nothing is written here but by ``save``. What is wrong with any of the documents is collected, and where
anything is, there is nothing to save.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH120

from __future__ import annotations

import os
from collections.abc import Sequence

from timeline import files
from timeline.embed import paths, syntax
from timeline.embed.document import Document
from timeline.embed.figure import EmbedFault, Figure, figure
from timeline.provenance import reading
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.embed.document import Picture
    from timeline.request import Request

Kind: TypeAlias = "Literal['document', 'picture']"


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
    one line or of several. ``remarks`` are lines on what is odd but no fault. ``counts`` has every document.
    """

    changes: list[Change]
    faults: list[str]
    remarks: list[str]
    counts: dict[str, Count]


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


def updated(path: str, data: bytes, root: str | None = None) -> Update:
    """The same for one document that holds ``data`` now, whatever stands in its file."""
    work = _Work([path], root, force=False)
    work.take(path, data)
    return work.update()


def save(update: Update) -> None:
    """Writes everything that has changed, all of it or nothing. Raises ``FileFault``, also where a document
    has been changed by somebody else meanwhile."""
    drafts = [files.Draft(one.path, one.new, one.old) for one in update.changes if one.kind == "document"]
    made = [(one.path, one.new) for one in update.changes if one.kind == "picture"]
    files.replace_together(drafts, made)


class _Work:
    """All documents of a run, with the events files and pictures that they share."""

    def __init__(self, documents: Sequence[str], root: str | None, force: bool) -> None:
        self.force = force
        self._root = root
        self._documents = {os.path.realpath(path) for path in documents}
        self._figures: dict[tuple[str, Request], Figure | EmbedFault] = {}
        self._pictures: dict[str, Picture] = {}
        self._made: list[Change] = []
        self._former: dict[str, tuple[str, str]] = {}
        self._told: set[str] = set()
        self._update = Update([], [], [], {})

    def take(self, path: str, data: bytes) -> None:
        """Works out what one document needs. Raises ``ValueError`` where it is of no kind that is known."""
        language = syntax.language(path)
        if language is None:
            raise ValueError(f"{path} has an ending that says no language of documents; {endings()}")
        folder = os.path.dirname(path)
        root = folder if self._root is None else self._root
        if not paths.is_below(path, root):
            raise ValueError(f"{path} lies outside the folder {root}")
        document = Document(path, data, language, root, self)
        new = document.brought_up_to_date()
        found = self._update
        found.counts[path] = Count(document.count, document.in_code)
        for fault in document.faults:
            if fault not in self._told:
                found.faults.append(fault)
                self._told.add(fault)
        if new != data:
            found.changes.append(Change(path, new, data, "document"))

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
                raise ValueError(f"{picture.path} is there already, and was not made by this program")
            if new != old:
                self._made.append(Change(picture.path, new, old, "picture"))
        self._pictures[place] = picture

    def was_named(self, path: str, document: str) -> None:
        """Notes a file that an older block of a document names."""
        self._former.setdefault(os.path.realpath(path), (path, document))

    def _is_left(self, path: str) -> bool:
        content = files.content(path)
        return content is not None and reading.is_ours(content)


def endings() -> str:
    """A few words on the endings of documents that are known."""
    every = (ending for language in syntax.LANGUAGES.values() for ending in language.endings[:1])
    return f"known are {', '.join(f'.{ending}' for ending in every)} and the documents of offices"
