"""Says whether a picture is what its events file would give now.

A picture says itself from which file, by which version and with which options it was made. So it can be made
again, as it was then, from the file as it is now. Where that gives another one, the reason is in the file, in
the picture, in another version of the program or in other fonts; the verdict says in which.
"""

# os.path, for pathlib is a dear import:
# ruff: noqa: PTH118, PTH119, PTH120

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from timeline import __version__, files, pictures, pipeline
from timeline.pipeline import Outcome
from timeline.products import DENSITIES
from timeline.provenance import Origin, Provenance, sha256
from timeline.provenance.limits import Unreadable, inflated
from timeline.provenance.markup import shapes
from timeline.provenance.office import unmarked, untitled
from timeline.provenance.png import chunks
from timeline.provenance.reading import Picture, provenance, told
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import Request, named, requested

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from timeline.converters import Converters
    from timeline.model import Timeline
    from timeline.write.typefaces import Faces

    Judgement: TypeAlias = Literal["current", "outdated", "altered", "other-version", "undecided"]

STATUS = {"current": 0, "outdated": 1, "altered": 1, "other-version": 1, "undecided": 2}
"""The exit status of a command that says so."""
MOST = 3
"""Changes of the events file that are told in a line."""
LONGEST = 150
"""Characters of each of them there."""


class Verdict(NamedTuple):
    """What is to be said of one picture: ``said``, in one line that goes on from its name. ``file`` is the
    events file that it was held against. ``changes`` are what differs in that since then, a sentence each,
    where the picture has the earlier one within.
    """

    judgement: Judgement
    said: str
    file: str | None = None
    changes: tuple[str, ...] = ()


_Part: TypeAlias = "tuple[bytes, bytes]"
"""What is not packed in a part of a file, and what is."""


class Means(NamedTuple):
    """By what painted pictures are made again."""

    faces: Faces | None = None
    converters: Converters | None = None


class _Again(NamedTuple):
    """What came of making a picture again: whether it is ``same``, and in what it is not to the byte; why it
    could not be made; the fonts in which it is set here.
    """

    same: bool = False
    but: str = ""
    fault: str = ""
    fonts: str = ""


def verify(picture: Picture, path: str, file: str | None = None, means: Means | None = None) -> Verdict:
    """The verdict on a picture in the file at ``path``. ``file`` is its events file, where that is not to be
    looked for beside the picture and one folder up; ``means`` are those of the machine where they are None.
    Raises ``FileFault`` for an events file that cannot be read.
    """
    try:
        made, carried = provenance(picture.said), picture.data
    except Unreadable as fault:
        return Verdict("undecided", f"cannot be verified: {fault}")
    found = file or _found(made.origin, path)
    if found is None:
        return Verdict("undecided", _lost(made.origin))
    data = files.read(found)
    outcome = pipeline.read(data)
    again = _again(picture, made, outcome, carried, os.path.dirname(found), means or Means())
    if sha256(data) != made.origin.sha256:
        return _outdated(made.origin, found, outcome, carried, again)
    return _unchanged(picture, made, found, again)


# The events file


def _found(origin: Origin, path: str) -> str | None:
    """The path of the events file: of those by its name, beside the picture and one folder up, the one with
    its checksum, else the first; None where there is none."""
    name = origin.name
    if not name or name in (".", "..") or any(one in name for one in "/\\:\0"):
        return None
    folder = os.path.dirname(path)
    there = [os.path.join(folder, name), os.path.normpath(os.path.join(folder, os.pardir, name))]
    held = {one: content for one in there if (content := files.content(one)) is not None}
    same = (one for one, content in held.items() if sha256(content) == origin.sha256)
    return next(same, next(iter(held), None))


def _lost(origin: Origin) -> str:
    if origin.name is None:
        return "was made from what came by no name; say which file that was: --file FILE"
    return (
        f"was made from {origin.name}, which is neither beside it nor one folder up; say where: --file FILE"
    )


# Making it again


def _again(
    picture: Picture,
    made: Provenance,
    outcome: Outcome,
    carried: bytes | None,
    folder: str,
    means: Means,
) -> _Again:
    """The picture made again from a file, with the version, the name and the data that it had then."""
    if outcome.timeline is None:
        return _Again(fault="it has errors (timeline check)")
    if picture.kind == "part":
        return _Again()
    try:
        request, density = _asked(made.options)
        timeline = pipeline.asked(outcome.timeline, request)
        timeline = timeline._replace(origin=made.origin._replace(data=carried))
        drawn = _drawn(picture, timeline, request, density, folder, means)
    except ValueError as fault:
        return _Again(fault=str(fault))
    number, count = made.page or (1, 1)
    if len(drawn) != count or not 1 <= number <= count:
        return _Again()
    content = drawn[number - 1]
    fonts = told(content).get("fonts", "")
    if content == picture.content:
        return _Again(same=True, fonts=fonts)
    but = _almost(picture, content)
    return _Again(same=but is not None, but=but or "", fonts=fonts)


def _asked(options: Sequence[str]) -> tuple[Request, float | None]:
    """What was asked for, and the density of a PNG. Raises ``ValueError``."""
    values = named(options)
    density = values.pop("density", None)
    if density is None:
        return requested(values), None
    low, high = DENSITIES
    if not low <= float(str(density)) <= high:  # what a picture names may be anything
        raise ValueError(f"density is {density}; it can be a number from {low:g} to {high:g}")
    return requested(values), float(str(density))


def _drawn(
    picture: Picture,
    timeline: Timeline,
    request: Request,
    density: float | None,
    folder: str,
    means: Means,
) -> list[bytes]:
    """The files of the picture. Raises ``ValueError``."""
    if picture.kind == "html" and any(event.image for event in timeline.events):
        timeline = pictures.brought_along(timeline, folder)
    format = "svg" if picture.kind == "inline" else picture.kind
    return pipeline.made(
        timeline,
        format,
        request.wishes,
        faces=means.faces,
        density=density,
        converters=means.converters,
    )


def _almost(picture: Picture, content: bytes) -> str | None:
    """In what else than its bytes a picture is the same as the one with this ``content``; None where it is
    another one."""
    if picture.kind in ("svg", "html") and picture.content.replace(b"\r\n", b"\n") == content:
        return "with other line ends"
    if picture.kind == "svg" and unmarked(picture.content) in (content, untitled(content)):
        return "with the mark by which a document knows it"
    if picture.kind in ("svg", "inline"):
        inline = picture.kind == "inline"
        there = picture.content if inline else unmarked(picture.content)
        mine, other = (shapes(one.decode("utf-8", "replace"), inline=inline) for one in (content, there))
        return ("in a page" if inline else "written by another program") if mine == other else None
    if picture.kind == "html":
        return None
    for parts, but in _PARTS[picture.kind]:
        with suppress(Unreadable):
            if _are_same(parts(content), parts(picture.content)):
                return but
    return None


def _are_same(mine: Iterable[_Part], other: Iterable[_Part]) -> bool:
    """Whether the parts of two files are the same once they are unpacked. Raises ``Unreadable``."""
    ours, theirs = list(mine), list(other)
    if [head for head, _ in ours] != [head for head, _ in theirs]:
        return False
    for (_, one), (_, two) in zip(ours, theirs, strict=True):
        if one != two:
            data = inflated(one)
            if inflated(two, len(data)) != data:
                return False
    return True


def _parts_of_png(content: bytes) -> Iterator[_Part]:
    """The chunks of a PNG: what is not packed in each, and what is."""
    for name, held in chunks(content):
        packed = 0 if name == b"IDAT" else len(held)
        if name == b"iTXt":
            keyword = bytes(held).find(b"\0")
            packed = keyword + 5 if bytes(held[keyword : keyword + 2]) == b"\0\1" else len(held)
        yield name + bytes(held[:packed]), bytes(held[packed:])


def _parts_of_pdf(content: bytes) -> Iterator[_Part]:
    """The objects of a PDF as this program writes them, without their lengths; its table is left out."""
    for part in content.split(b"\nendobj\n")[:-1]:
        head, stream, data = part.partition(b">>\nstream\n")
        if b"/FlateDecode" in head:
            yield re.sub(rb"/Length \d+", b"", head) + stream, data
        else:
            yield part, b""


def _without_notes(content: bytes) -> Iterator[_Part]:
    """The chunks of a PNG but for the texts that others may have put in, and the time."""
    for head, packed in _parts_of_png(content):
        if head[:4] not in (b"tEXt", b"zTXt", b"tIME") and not (
            head[:4] == b"iTXt" and b"timeline-" not in head[:16]
        ):
            yield head, packed


_PARTS: Mapping[str, tuple[tuple[Callable[[bytes], Iterator[_Part]], str], ...]] = {
    "png": (
        (_parts_of_png, "packed by another zlib"),
        (_without_notes, "pixel by pixel, with other notes beside them"),
    ),
    "pdf": ((_parts_of_pdf, "packed by another zlib"),),
}
"""By what painted pictures are compared that are not the same bytes, and what is to be said then."""


# What is to be said


def _unchanged(picture: Picture, made: Provenance, found: str, again: _Again) -> Verdict:
    """The verdict where the events file is the one that it was."""
    version = made.origin.version
    if again.fault:
        return Verdict("undecided", f"cannot be made again from {found}: {again.fault}", found)
    if picture.kind == "part":
        unseen = "whether it was changed there cannot be seen"
        by = "" if version == __version__ else f", by timeline {version}; this is timeline {__version__}"
        judged: Judgement = "other-version" if by else "current"
        return Verdict(judged, f"was made from {found} as it is{by}; {unseen}", found)
    if version != __version__:
        draws = "draws the same" if again.same else "does not draw the same"
        return Verdict(
            "other-version", f"was made by timeline {version}; timeline {__version__} {draws}", found
        )
    if again.same:
        but = again.but and f", {again.but}"
        return Verdict("current", f"is what {found} gives{but}", found)
    if again.fonts != made.fonts:
        here, there = _without_checksums(again.fonts), _without_checksums(made.fonts)
        which = "another edition of that" if here == there else here
        said = f"cannot be compared: it was drawn with {there}, and here it would be with {which}"
        return Verdict("undecided", f"{said}; {found} is still the file that it was made from", found)
    who = "the page it stands in" if picture.kind == "inline" else "a program that wrote it anew"
    said = (
        f"was changed after it was made, by hand or by {who}; {found} is still the file that it was made from"
    )
    return Verdict("altered", said, found)


def _outdated(origin: Origin, found: str, outcome: Outcome, carried: bytes | None, again: _Again) -> Verdict:
    """The verdict where the events file is another one now."""
    other = os.path.basename(found) != origin.name and origin.name is not None
    changed = f"is outdated: {found} " + (
        f"is not the {origin.name} that it was made from" if other else "has changed since"
    )
    if outcome.timeline is None:
        return Verdict("outdated", f"{changed}, and has errors now (timeline check)", found)
    if again.fault:
        return Verdict("outdated", f"{changed}, and gives no such picture any more: {again.fault}", found)
    if again.same:
        return Verdict("outdated", f"{changed}, though in nothing that is drawn here", found)
    before = None if carried is None else pipeline.read(carried).timeline
    if before is None:
        return Verdict("outdated", changed, found)
    changes = tuple(_changes(before, outcome.timeline))
    some = [one if len(one) <= LONGEST else f"{one[: LONGEST - 1]}…" for one in changes[:MOST]]
    more = [f"{len(changes) - MOST:,} more"] if len(changes) > MOST else []
    return Verdict("outdated", f"{changed}: {'; '.join([*some, *more])}" if some else changed, found, changes)


def _changes(before: Timeline, after: Timeline) -> list[str]:
    from timeline.editing.account import sentences  # few pictures bring their file along
    from timeline.editing.difference import difference

    return sentences(difference(before, after))


def _without_checksums(fonts: str) -> str:
    """The names of fonts, as a picture names them."""
    return (
        " and ".join(re.sub(r" [0-9a-f]{8}$", "", one) for one in fonts.split(", "))
        or "no font that it names"
    )
