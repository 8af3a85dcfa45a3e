"""What the documents of one run have in common: the events files that they name, each drawn once for all that
ask the same of it, and the pictures beside them, of which each path has one.

Nothing is written here: ``made`` is what would have to be.
"""

# os.path, for pathlib would be among the dearest imports of the program:

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from timeline import files
from timeline.embed.figure import EmbedFault, Figure, figure
from timeline.provenance import reading
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.provenance import Provenance
    from timeline.request import Request


class Picture(NamedTuple):
    """A file beside a document: what is asked of it, by which two of one name are told apart, how it is made,
    what it would say of itself where its bytes differ from machine to machine, and who asks for it."""

    path: str
    asked: tuple[object, ...]
    make: Callable[[], bytes]
    made: Provenance | None
    marker: str

    def is_in(self, content: bytes) -> bool:
        """Whether a content is surely this picture, though it may be set in other fonts; False where it has
        to be drawn to be compared."""
        return self.made is not None and reading.says(content, self.made)


class Shared:
    """What is in common, by the real paths of the ``documents``; ``force`` has pictures overwritten that are
    not the program's own.

    ``made`` are the pictures that differ: each path, what it is to hold, what it holds now, None where there
    is no file, and where the path leads now. ``laid_out`` are figures as a language of documents takes them.
    """

    def __init__(self, documents: Sequence[str], force: bool) -> None:
        self.force = force
        self.made: list[tuple[str, bytes, bytes | None, str]] = []
        self.laid_out: dict[tuple[str, str, Request], Figure] = {}
        self._documents = {os.path.realpath(path) for path in documents}
        self._figures: dict[tuple[str, Request], Figure | EmbedFault] = {}
        self._pictures: dict[str, Picture] = {}
        self._former: dict[str, tuple[str, str]] = {}

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
                self.made.append((picture.path, new, old, place))
        self._pictures[place] = picture

    def was_named(self, path: str, document: str) -> None:
        """Notes a file that an older block of a document names."""
        self._former.setdefault(os.path.realpath(path), (path, document))

    def left(self) -> list[str]:
        """A line on each picture of ours that an older block named, and nobody asks for now."""
        return [
            f"{path} is left over: no marker of {document} asks for it now"
            for place, (path, document) in self._former.items()
            if place not in self._pictures and reading.is_ours(files.content(path) or b"")
        ]
