"""Finds the fonts in which a picture's texts are set, and sets them: a glyph for each character, from left to
right.

The layout has measured with the widths of Liberation Sans, which Arial, Arimo and Helvetica share, so these
are looked for first; others are wider, and serve for the characters that these lack. Nothing but the names of
files is asked for: fontconfig is not there on every machine.

That a character has a glyph is not enough. Arabic letters change their forms, Devanagari ones their order,
Hebrew runs the other way, and an accent that is no part of its letter has to be put above it: what all that
takes is called shaping, and is not here. A text that needs it is refused by the character, never set wrongly.
"""

# os.path and open throughout, for pathlib is a dear import:
# ruff: noqa: PTH111, PTH113, PTH118, PTH119, PTH122, PTH123

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from timeline.languages import is_right_to_left
from timeline.records import NamedTuple
from timeline.scene import Scene, Text
from timeline.write.markup import painted
from timeline.write.truetype import Font, FontFault, count

FAMILIES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Liberation Sans", ("liberationsans-regular.ttf",), ("liberationsans-bold.ttf",)),
    ("Arial", ("arial.ttf",), ("arialbd.ttf", "arial bold.ttf")),
    ("Arimo", ("arimo-regular.ttf", "arimo[wght].ttf"), ("arimo-bold.ttf",)),
    ("Helvetica", ("helvetica.ttc", "helvetica.ttf"), ("helvetica.ttc", "helvetica-bold.ttf")),
    ("DejaVu Sans", ("dejavusans.ttf",), ("dejavusans-bold.ttf",)),
    ("Noto Sans", ("notosans-regular.ttf", "notosans[wdth,wght].ttf"), ("notosans-bold.ttf",)),
    ("Roboto", ("roboto-regular.ttf", "roboto[wdth,wght].ttf"), ("roboto-bold.ttf",)),
)
"""Families in the order in which they are asked for a character, with the names of their files, regular and
bold, in small letters. The first four have the same widths."""

LARGEST = 64 * 1024 * 1024  # bytes of a font file; the largest collections of Chinese fonts have some 40 MB
FACES = 64  # of a collection that are looked at
DEPTH = 6  # folders within folders; Debian has its fonts at the second level

SHAPED = """
    AHOM BALINESE BATAK BENGALI BHAIKSUKI BRAHMI BUGINESE BUHID CHAKMA CHAM DEVANAGARI DOGRA GRANTHA GUJARATI
    GUNJALA GURMUKHI HANUNOO JAVANESE KAITHI KANNADA KAWI KAYAH KHMER KHOJKI KHUDAWADI LAO LEPCHA LIMBU
    MAHAJANI MAKASAR MALAYALAM MARCHEN MASARAM MEETEI MODI MONGOLIAN MYANMAR NANDINAGARI NEWA ORIYA PHAGS-PA
    REJANG SAURASHTRA SHARADA SIDDHAM SINHALA SOYOMBO SUNDANESE SYLOTI TAGALOG TAGBANWA TAI TAKRI TAMIL TELUGU
    THAI TIBETAN TIRHUTA ZANABAZAR
    """
"""Scripts that run from left to right and need shaping, by the first word of their letters' names."""

_JOINER = "\u200d"
_JAMO = range(0x1100, 0x1200)  # parts of Korean syllables that are no syllable of Unicode
_UNSEEN = dict.fromkeys((0x200C, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F))
"""What asks for nothing where letters do not join: non-joiners, and the wish for a form of a symbol."""


class Unwritable(ValueError):  # noqa: N818 - it is about a text or a font, and no error of the program's
    """A picture cannot be written with the fonts that are there; the message says why, and what would help.

    ``by_converter`` is whether a program that draws the SVG, and has fonts of its own, could; ``cause`` is
    then the reason in few words.
    """

    def __init__(self, message: str, *, by_converter: bool, cause: str = "") -> None:
        super().__init__(message)
        self.by_converter = by_converter
        self.cause = cause


class Run(NamedTuple):
    """Glyphs of one font, one after another. ``x`` is where the first begins, in px; the next begins its
    advance further on.
    """

    font: Font
    x: float
    glyphs: tuple[int, ...]
    characters: tuple[str, ...]


class Faces:
    """The fonts of a picture, read when a text needs them."""

    def __init__(self, files: Sequence[str] = ()) -> None:
        """``files`` are fonts to take in place of the machine's own, in their order: the first that has a
        character draws it.
        """
        self.are_named = bool(files)
        """Whether it was said which fonts to take."""
        self._files = files
        self._read: dict[str, list[Font] | FontFault] = {}
        self._chosen: dict[tuple[str, bool], tuple[Font, int]] = {}

    def placed(self, text: Text) -> list[Run]:
        """The glyphs of a text, run by run from left to right, where its anchor wants them. Raises
        ``Unwritable``.
        """
        runs: list[tuple[Font, list[int], list[str]]] = []
        for character in painted(text.string).translate(_UNSEEN):
            font, glyph = self._chosen.get((character, text.bold)) or self._choose(character, text)
            if not runs or runs[-1][0] is not font:
                runs.append((font, [], []))
            runs[-1][1].append(glyph)
            runs[-1][2].append(character)
        widths = [sum(map(font.advance, glyphs)) * text.size / font.units for font, glyphs, _ in runs]
        x = text.x - sum(widths) * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
        placed = []
        for (font, glyphs, characters), width in zip(runs, widths, strict=True):
            placed.append(Run(font, x, tuple(glyphs), tuple(characters)))
            x += width
        return placed

    def _choose(self, character: str, text: Text) -> tuple[Font, int]:
        """The first font that has a character, and its glyph. Raises ``Unwritable``."""
        if reason := _shaping(character):
            why = f"{_brief(character)} {reason}"
            raise Unwritable(f"{_named(character, text.string)} {reason}", by_converter=True, cause=why)
        for font in self._fonts(text.bold):
            try:
                glyph = font.glyph(character)
            except FontFault as fault:
                raise _unusable(font.name, fault) from None
            if glyph:
                self._chosen[character, text.bold] = font, glyph
                return font, glyph
        why = f"{_brief(character)} is in no font of ours"
        raise Unwritable(self._missing(character, text), by_converter=True, cause=why)

    def _fonts(self, bold: bool) -> Iterator[Font]:
        """The fonts to ask, in their order; for bold words the others too, after all that are bold. Raises
        ``Unwritable`` for one that was named and is none; one of the machine's is passed over.
        """
        for path in self._files:
            font = self._face(bold_beside(path) if bold else path, bold)
            if isinstance(font, FontFault):
                raise _unusable(path, font)
            yield font
        for family in () if self._files else FAMILIES:
            for path in self._paths((*family[2], *family[1]) if bold else family[1]):
                font = self._face(path, bold)
                if isinstance(font, Font):
                    yield font
                    break
        if bold:
            yield from self._fonts(bold=False)

    def _face(self, path: str, bold: bool) -> Font | FontFault:
        """The font in a file; of a collection the first that is upright, and bold where that is asked for."""
        if path not in self._read:
            try:
                self._read[path] = read(path)
            except FontFault as fault:
                self._read[path] = fault
        held = self._read[path]
        if isinstance(held, FontFault):
            return held
        return min(held, key=lambda font: (font.is_slanted, font.is_bold is not bold))

    def _paths(self, names: Sequence[str]) -> Iterator[str]:
        for name in names:
            if path := self._installed.get(name):
                yield path

    @cached_property
    def _installed(self) -> dict[str, str]:
        """The font files on the machine that may be asked for."""
        return installed()

    def _missing(self, character: str, text: Text) -> str:
        """Why a character has no glyph."""
        if asked := ", ".join(dict.fromkeys(font.name for font in self._fonts(text.bold))):
            return (
                f"{_named(character, text.string)} is not in the fonts that are there ({asked}); name the "
                "file of a TrueType font that has it (--font)"
            )
        faults = "".join(f"; {path}: {one}" for path, one in self._read.items())
        return (
            "there is no font here to set the words in: none of "
            f"{', '.join(family for family, _, _ in FAMILIES)} is in {', '.join(folders())}{faults}; install "
            "one (on Debian: apt-get install fonts-liberation), or name the file of a TrueType font (--font)"
        )


def _unusable(named: str, fault: FontFault) -> Unwritable:
    return Unwritable(f"the font {named} cannot be used: {fault}", by_converter=False)


def named(fonts: Iterable[Font]) -> str:
    """What fonts are called, each with the checksum that it carries, by which two of one name differ."""
    return ", ".join(sorted({f"{font.name} {font.checksum:08x}" for font in fonts}))


def check(scene: Scene) -> None:
    """Raises ``Unwritable`` for a picture that runs from right to left: even words of another script, and
    what stands between numbers, are in another order there.
    """
    if is_right_to_left(scene.lang):
        raise Unwritable(
            f"the picture is in a language that runs from right to left ({scene.lang})",
            by_converter=True,
            cause=f"the language {scene.lang} runs from right to left",
        )


def _shaping(character: str) -> str | None:
    """Why a character cannot be set by itself; None where it can be."""
    if unicodedata.bidirectional(character) in ("R", "AL", "AN", "RLE", "RLO", "RLI"):
        return "runs from right to left"
    category = unicodedata.category(character)
    name = unicodedata.name(character, "")
    if category[0] == "L" and name.partition(" ")[0] in SHAPED.split():
        return f"is of a script whose letters depend on their neighbours ({name.split()[0].capitalize()})"
    if category[0] == "M" or ord(character) in _JAMO:
        return "has to be put to the character before it"
    if character == _JOINER:
        return "makes one sign of the two beside it"
    return None


def _named(character: str, string: str) -> str:
    """A character, and where it stands: ``"क" (U+0915, DEVANAGARI LETTER KA) in "कथा"``."""
    name = unicodedata.name(character, "")
    place = string if len(string) <= 60 else f"{string[:57]}..."
    return f'{_shown(character)}(U+{ord(character):04X}{name and ", "}{name}) in "{place}"'


def _brief(character: str) -> str:
    """A character alone: ``"क" (U+0915)``."""
    return f"{_shown(character)}(U+{ord(character):04X})"


def _shown(character: str) -> str:
    seen = character.isprintable() and not unicodedata.combining(character)
    return f'"{character}" ' if seen else ""


def folders() -> list[str]:
    """Where this system keeps fonts, the user's own folders first."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        local, windows = os.environ.get("LOCALAPPDATA"), os.environ.get("WINDIR", r"C:\Windows")
        own = [os.path.join(local, "Microsoft", "Windows", "Fonts")] if local else []
        return [*own, os.path.join(windows, "Fonts")]
    if sys.platform == "darwin":
        return [os.path.join(home, "Library/Fonts"), "/Library/Fonts", "/System/Library/Fonts"]
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local/share")
    return [
        os.path.join(data, "fonts"),
        os.path.join(home, ".fonts"),
        "/usr/local/share/fonts",
        "/usr/share/fonts",
        "/run/current-system/sw/share/X11/fonts",  # NixOS
    ]


def installed() -> dict[str, str]:
    """The files in this system's folders that have a name of ``FAMILIES``, by that name."""
    wanted = {name for _, regular, bold in FAMILIES for name in (*regular, *bold)}
    found: dict[str, str] = {}
    for folder in folders():
        for path in _files(folder, DEPTH):
            name = os.path.basename(path).lower()
            if name in wanted:
                found.setdefault(name, path)
    return found


def _files(folder: str, depth: int) -> Iterator[str]:
    """The files in a folder and below, in an order that does not depend on the disk."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:  # most of the folders are not there
        return
    for entry in inside:
        if entry.is_file():
            yield entry.path
        elif depth and entry.is_dir():
            yield from _files(entry.path, depth - 1)


def read(path: str) -> list[Font]:
    """The fonts in a file, at least one. Raises ``FontFault``."""
    content = _content(path)
    fonts = [Font.read(content, index) for index in range(min(count(content), FACES))]
    if not fonts:
        raise FontFault("it holds no font")
    return fonts


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        raise FontFault(f"it cannot be read ({(fault.strerror or str(fault)).lower()})") from None
    if len(content) > LARGEST:
        raise FontFault(f"it is larger than {LARGEST // 1024**2} MB")
    return content


def bold_beside(path: str) -> str:
    """The bold font that stands beside a regular one under the usual names, else the same file."""
    stem, ending = os.path.splitext(path)
    plain = stem[: -len("-regular")] if stem.lower().endswith(("-regular", " regular")) else stem
    for name in (f"{plain}-Bold", f"{plain} Bold", f"{plain}-bold", f"{plain}bd"):
        if os.path.isfile(name + ending):
            return name + ending
    return path
