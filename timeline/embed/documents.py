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
from timeline.embed.shared import Shared
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.embed.syntax import Language

Kind: TypeAlias = "Literal['document', 'picture']"
OFFICE = (
    ".docx .docm .dotx .dotm .pptx .pptm .potx .potm .ppsx .ppsm .odt .ott .odp .otp".split()  # noqa: SIM905
)
"""The endings of documents that are no texts; a test compares them with those that are read there."""


class Change(NamedTuple):
    """A file that is to be written, and what it held when it was read; None: there was none. ``place`` is
    where its path led then."""

    path: str
    new: bytes
    old: bytes | None
    kind: Kind
    place: str = ""


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
    for one in update.changes:
        _refuse_moved(one)
    drafts = [files.Draft(one.path, one.new, one.old) for one in update.changes if one.kind == "document"]
    made = [(one.path, one.new) for one in update.changes if one.kind == "picture"]
    files.replace_together(drafts, [*beside, *made])


def _refuse_moved(change: Change) -> None:
    """Raises ``Changed`` where a path leads elsewhere by now, and so perhaps out of the folder, and where
    somebody has put another picture there."""
    if change.place and os.path.realpath(change.path) != change.place:
        raise files.Changed(f"{change.path} leads elsewhere than a moment ago; nothing was written")
    if change.kind == "picture" and files.content(change.path) not in (change.old, change.new):
        raise files.Changed(
            f"{change.path} was changed by somebody else meanwhile and is left as it is; nothing was written"
        )


class _Work:
    """All documents of a run."""

    def __init__(self, documents: Sequence[str], root: str | None, force: bool) -> None:
        self._root = root
        self._shared = Shared(documents, force)
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
            document = Document(path, data, _language(path), root, self._shared)
            new = document.brought_up_to_date()
            self._update.counts[path] = Count(document.count, document.in_code)
            self._tell(document.faults)
        if new != data:
            place = os.path.realpath(path)
            self._update.changes.append(Change(path, new, data, "document", place))

    def _refresh(self, path: str, data: bytes) -> bytes:
        """The same for a document of an office."""
        from timeline.embed import office  # most documents are texts

        done = office.refreshed(path, data, office.Options(force=self._shared.force, root=self._root))
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
        pictures = [Change(path, new, old, "picture", place) for path, new, old, place in self._shared.made]
        remarks = [*found.remarks, *self._shared.left()]
        return found._replace(changes=[*pictures, *found.changes], remarks=remarks)


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
