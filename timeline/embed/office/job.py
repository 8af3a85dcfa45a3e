"""What one run over a document is to do, and what comes of it."""

# os.path, for pathlib is a dear import:
# ruff: noqa: PTH110, PTH118, PTH120

from __future__ import annotations

import os
from contextlib import contextmanager

from timeline.embed.figure import EmbedFault
from timeline.embed.office import wanted as wants
from timeline.embed.office.picture import Pictures, bare, tiny
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal, TypeAlias

    from timeline.embed.office.picture import Picture
    from timeline.embed.office.wanted import Mark, Wanted
    from timeline.write.typefaces import Faces

    Done: TypeAlias = Literal["put in", "drawn anew", "up to date"]

_SHOWN = 60  # letters of a placeholder that are quoted


class Options(NamedTuple):
    """What whoever runs the program says of all documents.

    ``force`` draws anew what was changed by hand. Events files lie under the folder ``root``, or under that
    of the document where it is None. ``link`` is for pictures that name none of their own; ``faces`` are the
    fonts, those of the machine where they are None.
    """

    force: bool = False
    root: str | None = None
    link: str | None = None
    faces: Faces | None = None


class Place(NamedTuple):
    """A place of a document that asks for a timeline: where it is, the events file as it is written there,
    and what was done."""

    where: str
    events: str
    done: Done


class Refreshed(NamedTuple):
    """A document as it is now. ``data`` is the very object that was given where nothing has to change, as is
    so where there are any ``faults``. These and the ``remarks`` are whole messages for the user."""

    data: bytes
    places: tuple[Place, ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]


class Job:
    """The state of a run: what was asked for, and everything that is to be told afterwards."""

    def __init__(self, path: str, options: Options) -> None:
        self.path = path
        self.options = options
        self.pictures = Pictures(path, options.root, options.faces)
        self.places: list[Place] = []
        self.faults: list[str] = []
        self.remarks: list[str] = []
        self.taken: set[str] = set()
        """The names of the document's objects, of which no two should be the same."""

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """What goes wrong in here is told of this place, and the next place has its turn."""
        try:
            yield
        except EmbedFault as fault:
            self.fault(where, str(fault))

    def fault(self, where: str, message: str) -> None:
        """Notes what is wrong at a place; once, where a place stands twice in the document."""
        between = "\n" if "\n" in message else " "  # what has lines of its own names files and places itself
        told = f"{self.path}: {where}:{between}{message}"
        if told not in self.faults:
            self.faults.append(told)

    def remark(self, where: str, message: str) -> None:
        """Notes what the user should know of a place."""
        told = f"{self.path}: {where}: {message}"
        if told not in self.remarks:
            self.remarks.append(told)

    def done(self, where: str, wanted: Wanted, done: Done) -> None:
        """Notes what was done at a place."""
        place = Place(where, wanted.events, done)
        self.places.append(place)

    def shown(self, where: str, picture: Picture, extent: tuple[int, int], done: Done) -> None:
        """Notes what a picture shows now that has an ``extent`` in EMU, and what should be known of it."""
        self.done(where, picture.wanted, done)
        self._look_for_page(where, picture.wanted.link)
        if small := tiny(picture.size, extent):
            self.remark(where, small)

    def name(self, picture: Picture, old: str | None = None) -> str:
        """The name of a picture, another than all names of the document but its ``old`` one."""
        name = wants.unique(picture.mark, self.taken - {old})
        self.taken.add(name)
        return name

    def wanted(self, words: str) -> Wanted:
        """What the words of a placeholder ask for. Raises ``EmbedFault``, with the words."""
        try:
            return self._linked(wants.wanted(words))
        except ValueError as fault:
            raise EmbedFault(f"{{{{timeline {words[:_SHOWN]}}}}}: {fault}") from None

    def remembered(self, mark: Mark) -> Wanted:
        """What a picture that was put in earlier asks for. Raises ``EmbedFault``, with its mark."""
        try:
            wanted = self._linked(wants.wanted(mark.words))
            if wanted.caption is not None:
                raise ValueError(
                    "a caption is put in with a placeholder; that of a picture is written by hand"
                )
        except ValueError as fault:
            raise EmbedFault(f"the picture “timeline: {mark.words[:_SHOWN]}”: {fault}") from None
        return wanted

    def _linked(self, wanted: Wanted) -> Wanted:
        link = self.options.link
        if wanted.link is not None or link is None:
            return wanted
        return wanted._replace(link=wants.checked_link(link))

    def is_current(self, mark: Mark, picture: Picture, held: Held) -> bool:
        """Whether a picture in the document is what would be put there now. Raises ``EmbedFault`` where it is
        not what was put there: then somebody has worked on it."""
        sums = mark.sums
        if sums is None or not held.is_intact(sums):
            if self.options.force:
                return False
            what = "has no checksum" if sums is None else "was changed, by hand or by another program"
            raise EmbedFault(
                f"the picture of {picture.wanted.events} {what}, and is left as it is; --force draws it "
                f"anew, and the name “{wants.KEPT}” keeps it for good"
            )
        alt = wants.checksum(picture.alt)
        link = wants.checksum(picture.link)
        return (
            sums.svg == wants.checksum(bare(picture.svg))
            and picture.wanted.alt is None
            and (sums.alt == alt or sums.alt != wants.checksum(held.alt))
            and (sums.link == link or sums.link != wants.checksum(held.link))
        )

    def _look_for_page(self, where: str, link: str | None) -> None:
        """Notes that a link leads to a file that is not there."""
        if link and ":" not in link and not link.startswith("#"):
            file = link.partition("#")[0]
            if not os.path.exists(os.path.join(os.path.dirname(self.path), file)):
                self.remark(where, f"there is no {file} beside the document yet, to which the picture links")


class Held(NamedTuple):
    """What a document holds of a picture that was put in earlier."""

    png: bytes | None
    svg: bytes | None
    alt: str
    link: str  # "" where there is none

    def is_intact(self, sums: wants.Sums) -> bool:
        """Whether it is still what was put there. Word may pack the PNG anew, and LibreOffice leave the SVG
        out: one of them is enough."""
        if self.svg is not None and wants.checksum(bare(self.svg)) == sums.svg:
            return True
        return self.png is not None and wants.checksum(bare(self.png)) == sums.png

    def alt_of(self, picture: Picture, mark: Mark) -> str:
        """The alternative text of the picture that takes its place: what somebody has written stays."""
        if picture.wanted.alt is not None:
            return picture.wanted.alt
        ours = mark.sums is not None and wants.checksum(self.alt) == mark.sums.alt
        return picture.alt if ours or (not self.alt and mark.sums is None) else self.alt

    def link_of(self, picture: Picture, mark: Mark) -> str:
        """The same of the link."""
        ours = mark.sums.link == wants.checksum(self.link) if mark.sums else not self.link
        return picture.link if ours else self.link
