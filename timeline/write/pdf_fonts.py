"""The fonts of a PDF: each carried once, cut down to what its texts need, and with the way back from glyphs
to characters, by which the words can be searched, copied and read out.

In the texts, a character of a font has a number of its own (a CID), even where two share a glyph, as a blank
and a no-break space do: so each of them is found again.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Sequence

from timeline.write.numbers import number
from timeline.write.pdf_objects import Objects, array, dictionary, literal, reference
from timeline.write.subset import subset
from timeline.write.truetype import Font, FontFault
from timeline.write.typefaces import Run, Unwritable

_SYMBOLIC = 4  # its characters are numbered in a way of its own
_STEMS = {
    False: 88,
    True: 150,
}  # StemV: how thick a stem is, in thousandths; asked for, and used for no embedded font
_LINES = 100  # of a list in a character map, at most
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class _Used:
    """A font of the document: what it is called in the pages, and the numbers of its characters from 1."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.numbers: dict[tuple[int, str], int] = {}


class Fonts:
    """The fonts of a document in the order in which its pages use them."""

    def __init__(self) -> None:
        self._used: dict[Font, _Used] = {}

    def shown(self, run: Run) -> tuple[str, str]:
        """The name of a run's font, and its characters as a string of their numbers."""
        used = self._used.get(run.font)
        if used is None:
            used = self._used[run.font] = _Used(f"F{len(self._used) + 1}")
        known = used.numbers
        pairs = zip(run.glyphs, run.characters, strict=True)
        return used.name, "".join([f"{known.setdefault(pair, len(known) + 1):04x}" for pair in pairs])

    @property
    def used(self) -> Collection[Font]:
        """The fonts themselves."""
        return self._used.keys()

    def embed(self, objects: Objects) -> str:
        """Puts the fonts into the file, and gives the dictionary of their names. Raises ``Unwritable``."""
        return dictionary(
            {used.name: reference(_embedded(font, used, objects)) for font, used in self._used.items()}
        )


def _embedded(font: Font, used: _Used, objects: Objects) -> int:
    """The number of one font in the file. Raises ``Unwritable``."""
    characters = list(used.numbers)  # in the order of their numbers
    try:
        part = subset(font, [glyph for glyph, _ in characters])
    except FontFault as fault:
        raise Unwritable(f"the font {font.name} cannot be used: {fault}", by_converter=False) from None
    name = f"/{_tag(part.content) if font.may_be_subset else ''}{font.postscript_name}"
    thousandths = 1000 / font.units
    file = objects.stream(part.content, {"Length1": str(len(part.content))})
    numbers = [0, *(part.numbers[glyph] for glyph, _ in characters)]
    descriptor = {
        "Type": "/FontDescriptor",
        "FontName": name,
        "Flags": str(_SYMBOLIC),
        "FontBBox": array(number(side * thousandths) for side in font.box),
        "ItalicAngle": "0",
        "Ascent": number(font.ascent * thousandths),
        "Descent": number(font.descent * thousandths),
        "CapHeight": number(font.cap_height * thousandths),
        "StemV": str(_STEMS[font.is_bold]),
        "FontFile2": reference(file),
    }
    widths = array(number(font.advance(glyph) * thousandths) for glyph, _ in characters)
    collection = {"Registry": literal("Adobe"), "Ordering": literal("Identity"), "Supplement": "0"}
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": dictionary(collection),
        "FontDescriptor": reference(objects.add(dictionary(descriptor))),
        "W": array(("1", widths)),
        "CIDToGIDMap": reference(objects.stream(struct.pack(f">{len(numbers)}H", *numbers))),
    }
    whole = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": name,
        "Encoding": "/Identity-H",
        "DescendantFonts": array([reference(objects.add(dictionary(descendant)))]),
        "ToUnicode": reference(objects.stream(_unicode([character for _, character in characters]))),
    }
    return objects.add(dictionary(whole))


def _tag(content: bytes) -> str:
    """Six letters that tell this part of a font from others of the same name."""
    rest, letters = zlib.crc32(content), ""
    for _ in range(6):
        rest, letter = divmod(rest, 26)
        letters += chr(ord("A") + letter)
    return f"{letters}+"


def _unicode(characters: Sequence[str]) -> bytes:
    """The map from numbers to characters, in PostScript."""
    lines = [
        f"<{cid:04x}> <{character.encode('utf-16-be').hex()}>\n"
        for cid, character in enumerate(characters, 1)
    ]
    lists = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    body = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in lists)
    return _MAP.format(body).encode("ascii")
