"""Finds again what pictures say of where they come from, in files that anybody may have made.

Nothing in a file is believed: lengths are held against what is there, what is packed is unpacked up to a
limit and no further, documents declare nothing, and no name becomes a path. Where a file is too much, or
cannot be what it seems to be, ``Unreadable`` is raised; whatever else it holds is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from timeline.provenance import DATA, PREFIX, Origin, Provenance, sha256
from timeline.provenance.limits import LARGEST, MOST, TooMuch, Unreadable, inflated
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Kind: TypeAlias = "Literal['svg', 'html', 'png', 'pdf', 'inline', 'part']"

_PACKED, _GZIP = b"\x1f\x8b", 31  # what packed files begin with, and what zlib calls them


class Picture(NamedTuple):
    """A picture that says where it comes from, and what it says, by name.

    ``content`` is the file that it is, or the element, where it is ``inline``, an SVG that stands in somebody
    else's page. A ``part`` stands in somebody else's PDF, which is the ``content`` then. ``place`` is where
    in a file that holds several it is, and "" where it is the file itself. ``find`` gives the events file
    that it brings along, if it does.
    """

    kind: Kind
    content: bytes
    said: Mapping[str, str]
    find: Callable[[], bytes | None]
    place: str = ""

    @property
    def data(self) -> bytes | None:
        """The bytes of the events file that it brings along; None where it does not. Raises ``Unreadable``
        where they are not those that it says it was made from."""
        found = self.find()
        if found is not None and sha256(found) != self.said["sha256"]:
            raise Unreadable(
                "the data within are not those that it was made from: their checksum is another one"
            )
        return found


def pictures(content: bytes) -> list[Picture]:
    """The pictures of a file that say where they come from: the file itself, or those that stand in it.
    Raises ``Unreadable``."""
    if content[:4] != b"PK\3\4":
        return _of_file(content)
    from timeline.provenance.archive import members

    found: list[Picture] = []
    left = LARGEST  # for what is packed once more
    for name, member in members(content):
        try:
            packed = member[:2] == _PACKED
            data = inflated(member, left, _GZIP) if packed else member
            left -= len(data) if packed else 0
            inside = _of_file(data)
        except TooMuch:
            raise
        except Unreadable:  # it need not be ours
            continue
        found += (one._replace(place=_shown(name)) for one in inside)
    return found


def told(content: bytes) -> Mapping[str, str]:
    """What a file says of where it comes from, by name: of several pictures the first; nothing where there is
    none. Never raises."""
    try:
        found = pictures(content)
    except Unreadable:
        return {}
    return found[0].said if found else {}


def is_ours(content: bytes) -> bool:
    """Whether this program made a file from an events file, as far as it says so itself: the file as it is.
    One that holds such a picture, as a page, a report or a drawing does, is somebody else's. Never raises."""
    return _itself(content) is not None


def says(content: bytes, made: Provenance) -> bool:
    """Whether a picture says that it was made from the same file, with the same options, by the same version,
    and brings that file along or not, as ``made``. In which fonts its words are set is not asked. Never
    raises."""
    try:
        found = _itself(content)
        if not found or found.data != made.origin.data:
            return False
    except Unreadable:
        return False
    wanted, said = made.fields(), found.said
    return all(said.get(name) == wanted.get(name) for name in {*wanted, *said} - {"fonts"})


def _itself(content: bytes) -> Picture | None:
    """The picture that a file is; None where it is none, or holds one. Never raises."""
    try:
        found = [] if content[:4] == b"PK\3\4" else _of_file(content)
    except Unreadable:
        return None
    return next((one for one in found if not one.place), None)


def provenance(said: Mapping[str, str]) -> Provenance:
    """What a picture says, taken apart. Raises ``Unreadable``."""
    digest, version = said.get("sha256", ""), said.get("version", "")
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise Unreadable("it names no checksum of an events file")
    if not 0 < len(version) < 30 or not version.isascii():
        raise Unreadable("it names no version of this program")
    origin = Origin(version, digest, said.get("file"))
    return Provenance(origin, _words(said.get("options", "")), _page(said.get("page")), said.get("fonts", ""))


def _of_file(content: bytes) -> list[Picture]:
    """The pictures of a file that is no archive."""
    from timeline.provenance import pdf, png

    if content.startswith(png.SIGNATURE):
        return _one("png", content, png.said(content), lambda: png.text(content, PREFIX + DATA))
    if b"%PDF-" in content[:1024]:
        said = pdf.said(content)
        if said.get("sha256"):
            return [Picture("pdf", content, said, lambda: pdf.attached(content, said["sha256"]))]
        parts = enumerate(pdf.of_pages(content), 1)
        return [Picture("part", content, one, lambda: None, f"picture {number}") for number, one in parts]
    return _of_text(inflated(content, LARGEST, _GZIP) if content[:2] == _PACKED else content)


def _of_text(content: bytes) -> list[Picture]:
    from timeline.provenance import markup

    text = markup.text(content)
    said = markup.page(text)
    if said.get("sha256"):
        return _one("html", content, said, lambda: _decoded(markup.block(text)))
    found = [*_roots(text)]
    if len(found) == 1 and markup.is_svg(text):
        return [found[0]._replace(kind="svg", content=content, place="")]
    return found


def _roots(text: str) -> Iterator[Picture]:
    """The pictures that stand in a text."""
    from timeline.provenance import markup

    for number, (element, attributes) in enumerate(markup.roots(text), 1):
        if number > MOST:
            raise Unreadable(f"it holds more than {MOST:,} pictures")
        encoded = markup.of_data(attributes)
        said = markup.of_root(attributes)
        yield Picture("inline", element.encode(), said, partial(_decoded, encoded), f"picture {number}")


def _decoded(encoded: str | None) -> bytes | None:
    from timeline.provenance.markup import decoded

    return None if encoded is None else decoded(encoded)


def _one(
    kind: Kind, content: bytes, said: Mapping[str, str], find: Callable[[], bytes | None]
) -> list[Picture]:
    return [Picture(kind, content, said, find)] if said.get("sha256") else []


def _shown(name: str) -> str:
    return "".join(one if one.isprintable() else "\ufffd" for one in name)


def _words(options: str) -> tuple[str, ...]:
    if not options:
        return ()
    from shlex import split

    try:
        return tuple(split(options))
    except ValueError:
        raise Unreadable("the options that it names are not to be understood") from None


def _page(page: str | None) -> tuple[int, int] | None:
    if not page:
        return None
    number, _, count = page.partition("/")
    if not all(one.isascii() and one.isdigit() and len(one) < 7 for one in (number, count)):
        raise Unreadable(f"it says that it is page {page[:20]!r}")
    return int(number), int(count)
