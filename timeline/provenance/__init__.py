"""Where a picture comes from, as it is said in the picture itself.

Every picture of a file says what the file was called, which bytes it had, which version of the program drew
it and what was asked for; with the file's own bytes within, if that is wished for. Nothing else is said: no
path, no time, no machine. Each format has a place of its own for it:

    SVG   attributes ``data-timeline-…`` of the root, which optimisers, sanitizers and Inkscape keep where
          they throw ``<metadata>`` away, and which no reader shows; the data as one more, in base64
    HTML  ``<meta name="timeline-…">``; the data as a block of JSON, a string in base64
    PNG   chunks ``iTXt`` with the keywords ``timeline-…``; the data as one more, packed
    PDF   keys ``timeline-…`` of the document information, and the metadata of each page, which go along
          where TeX puts it into another one; the data as an attached file

``reading`` finds it again, in files that anybody may have made.
"""

from __future__ import annotations

from timeline.records import NamedTuple

PREFIX = "timeline-"
"""What the names begin with under which a picture says these things."""
DATA = "data"
"""The name of the file's own bytes among them."""
SMALL = 1_000_000
"""Bytes up to which a checksum is made sooner than the library is loaded that makes it faster."""
LARGEST_TEXT = 7_000_000
"""Bytes that may travel in a text: with a third more, as base64, they stay below the 10 MB at which libxml2,
with which half of all programs read SVG, gives an attribute up."""


class Origin(NamedTuple):
    """What a timeline was read from: the checksum of an events file's bytes, and its name without folders;
    None where it came by no name, as from standard input. ``version`` is the program's own. The ``data`` are
    there where they are to travel in the picture.
    """

    version: str
    sha256: str
    name: str | None = None
    data: bytes | None = None


class Provenance(NamedTuple):
    """What one picture says of itself. ``options`` are those that were asked for, as they are typed; what the
    file itself asks for is not among them. ``page`` is which of how many it is, where a picture was cut up,
    and ``fonts`` are those in which its words are set, where it has them within.
    """

    origin: Origin
    options: tuple[str, ...] = ()
    page: tuple[int, int] | None = None
    fonts: str = ""

    @property
    def program(self) -> str:
        """The program and its version, as formats name what made them."""
        return f"timeline {self.origin.version}"

    def fields(self) -> dict[str, str]:
        """What it says, but for the data, by name; always in the same order."""
        said = {
            "version": self.origin.version,
            "file": self.origin.name or "",
            "sha256": self.origin.sha256,
            "options": _joined(self.options),
            "page": "{}/{}".format(*self.page) if self.page else "",
            "fonts": self.fonts,
        }
        return {name: value for name, value in said.items() if value}

    def attributes(self) -> dict[str, str]:
        """The same as attributes of an element, the data with them. Raises ``ValueError`` for data that are
        too many."""
        found = {f"data-{PREFIX}{name}": value for name, value in self.fields().items()}
        if self.origin.data is not None:
            found[f"data-{PREFIX}{DATA}"] = base64(self.origin.data)
        return found


def origin(data: bytes, path: str | None, version: str, *, kept: bool = False) -> Origin:
    """The origin of what is read from the bytes of a file, by its path; ``kept`` says that they travel."""
    return Origin(version, sha256(data), path and _shown(path), data if kept else None)


def sha256(data: bytes) -> str:
    """The checksum of some bytes, in hexadecimal digits."""
    if len(data) <= SMALL:  # OpenSSL is as dear to load as reading and checking a file of fifty events is
        from contextlib import suppress
        from importlib import import_module

        for name in "_sha2", "_sha256":  # since Python 3.12, and before
            with suppress(ImportError):
                return str(import_module(name).sha256(data).hexdigest())
    from hashlib import sha256

    return sha256(data).hexdigest()


def base64(data: bytes) -> str:
    """Bytes as a text. They are not packed: what packs them differs between machines, and the text must not.
    Raises ``ValueError`` for too many."""
    if len(data) > LARGEST_TEXT:
        most = f"{LARGEST_TEXT / 1e6:.0f} MB"
        raise ValueError(
            f"the events file has {len(data) / 1e6:.1f} MB, and an SVG or a page can carry {most} of data; "
            "leave the data out, or let a PDF or PNG carry them"
        )
    from binascii import b2a_base64

    return b2a_base64(data, newline=False).decode("ascii")


def _shown(path: str) -> str:
    """A file's name without folders, as far as it is text."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return "".join(one if one.isprintable() else "\ufffd" for one in name)


def _joined(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    from shlex import join  # most pictures are drawn as their file wants them

    return join(words)
