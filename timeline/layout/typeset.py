"""How wide a text is, and where its lines break, without a font to ask.

Two widths are told apart. ``measure`` is what the named fonts need: 1.02 × the sum of the advances, and a
pixel, fits every one of two thousand real strings in Liberation Sans. ``reserve`` is what a place must be
kept free for: 1.2 × that sum is what DejaVu Sans takes, the widest fallback a reader is likely to have. Lines
are broken by the first and kept apart by the second, so a reader without the named fonts sees the same lines
and still no collision.

Scripts that the table does not hold have fixed, generous widths, as measured in Noto fonts: 1 em for a wide
East Asian character, 1.25 em for an emoji, 0.65 em for an Arabic letter, 0.61 em for a letter of most Indic
scripts and Thai, 1.02 em for Tamil and its long-lettered neighbours. Marks that combine and characters that
are not painted have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from timeline.layout.advances import BOLD, REGULAR

UNITS_PER_EM = 2048
FIT = 1.02  # kerning and rounding in the renderers that were measured
FALLBACK = 1.2  # DejaVu Sans over Liberation Sans, the worst of two thousand strings
FALLBACK_BOLD = 1.25  # the same for the bold faces
HALVINGS = 6  # of the width in which lines are evened out: to the 64th of what there is to gain
MISSING_ACCENT = 1.15  # an accented letter that comes from a fallback font, over its base letter

_REGULAR = {character: units for units, characters in REGULAR.items() for character in characters}
_BOLD = {character: units for units, characters in BOLD.items() for character in characters}

_OPENING = "([{“‘«‹「『（【《〈"
_CLOSING = ")]}”’»›」』）】》〉,.:;!?、。，．：；！？・ーっゃゅょッャュョ々"
_BLANKS = dict.fromkeys(
    map(ord, "\t\n\v\f\r\u2028\u2029\u3000"), " "
)  # but not U+00A0, which is there to bind
_JOINER = "\u200d"
_FIRST_VOWELS = "เแโใไເແໂໃໄ"  # written before the consonant after which they are said
_EMOJI_TAIL = "\ufe0f\u20e3"


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in the named fonts, in px, never less than what they draw."""
    return FIT * _em(text, bold) * size + 1


def reserve(text: str, size: float, *, bold: bool = False) -> float:
    """The width to keep free for one line, in px, so that a wider fallback font fits too."""
    return (FALLBACK_BOLD if bold else FALLBACK) * _em(text, bold) * size + 1


def _em(text: str, bold: bool) -> float:
    """The sum of the advances, in em."""
    table = _BOLD if bold else _REGULAR
    try:
        return sum([table[character] for character in text]) / UNITS_PER_EM
    except KeyError:
        return sum(_cluster_em(cluster, bold) for cluster in clusters(text))


def _cluster_em(cluster: str, bold: bool) -> float:
    if len(cluster) > 1 and (_JOINER in cluster or cluster[-1] in _EMOJI_TAIL or _is_flag(cluster[0])):
        return 1.25
    return sum(_character_em(character, bold) for character in cluster)


@lru_cache(maxsize=4096)
def _character_em(character: str, bold: bool) -> float:
    """The advance of one character in em: from the table, from its base letter, or by its script."""
    units = (_BOLD if bold else _REGULAR).get(character)
    if units is not None:
        return units / UNITS_PER_EM
    import unicodedata  # late: most pictures never leave the table

    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.25 if _is_emoji(character) else 1.0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return MISSING_ACCENT * _character_em(base, bold)
    return _script_em(character)


def _script_em(character: str) -> float:
    """Fixed widths, on the generous side, for scripts outside the table."""
    point = ord(character)
    if 0x0590 <= point <= 0x08FF or 0xFB1D <= point <= 0xFEFC:  # Hebrew, Arabic and their presentation forms
        return 0.68
    if 0x0B80 <= point <= 0x0BFF or 0x0D00 <= point <= 0x0DFF or 0x1000 <= point <= 0x109F:  # Tamil … Myanmar
        return 1.02
    if 0x0900 <= point <= 0x0EFF:  # Devanagari … Lao
        return 0.65
    if 0x1D400 <= point <= 0x1D7FF or point < 0x2000:  # alphabets with letters like ours
        return 0.8
    return 1.25  # symbols, and whatever else there may be


def _is_emoji(character: str) -> bool:
    return character >= "\U0001f000" or "\u2600" <= character <= "\u27bf"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def clusters(text: str) -> list[str]:
    """The pieces of ``text`` that must not be cut: a letter with its marks, an emoji sequence, a flag."""
    if text.isascii():
        return list(text)
    import unicodedata

    pieces: list[str] = []
    for character in text:
        if pieces and _continues(pieces[-1], character, unicodedata.category(character)):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _continues(cluster: str, character: str, category: str) -> bool:
    """Does ``character`` belong to the cluster before it? The part of UAX 29 that timelines meet."""
    if category in ("Mn", "Me", "Mc") or character in _EMOJI_TAIL or character == _JOINER:
        return True
    if cluster[-1] == _JOINER or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if (
        cluster[-1] in "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d"
    ):  # a virama binds the next consonant
        return category == "Lo"
    return _is_flag(character) and len(cluster) == 1 and _is_flag(cluster)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """``text`` in lines of at most ``width`` px: broken at blanks, between East Asian characters, and, where
    a single word is wider than the line, between clusters. Nothing is left out but the blanks at the breaks.
    """
    return _broken(_measured(text, bold), _limit(size, width), bold)


def balanced(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """``text`` in as few lines as ``wrap`` needs for ``width`` px, and these as even as they can be: broken
    at the narrowest width that needs no more of them, so that no word is left over on a line of its own.
    """
    pieces, limit = _measured(text, bold), _limit(size, width)
    lines = _broken(pieces, limit, bold)
    widest = max((room for _, room, _ in pieces), default=0.0)
    if len(lines) < 2 or widest > limit:  # a word that must be cut is cut as late as can be
        return lines
    least = max(widest, sum(room for _, room, _ in pieces) / len(lines))
    for _ in range(HALVINGS):
        middle = (least + limit) / 2
        narrower = _broken(pieces, middle, bold)
        if len(narrower) > len(lines):
            least = middle
        else:
            limit, lines = middle, narrower
    return lines


def _limit(size: float, width: float) -> float:
    """How much a line of ``width`` px holds, in em."""
    return max(width - 1, 1.0) / (FIT * size)


def _measured(text: str, bold: bool) -> list[tuple[str, float, bool]]:
    """The pieces of ``text``, each with its advance in em and whether a blank stands before it."""
    return [(word, _em(word, bold), blank) for word, blank in parts(text)]


def _broken(pieces: Sequence[tuple[str, float, bool]], limit: float, bold: bool) -> list[str]:
    """Measured pieces in lines of at most ``limit`` em."""
    space = _em(" ", bold)
    lines: list[str] = []
    line, filled = "", 0.0
    for word, room, blank in pieces:
        gap = space if blank and line else 0.0
        if line and filled + gap + room > limit:
            lines.append(line)
            line, filled, gap = "", 0.0, 0.0
        cut = _cut(word, limit, bold) if room > limit else [word]
        lines += cut[:-1]
        line += (" " if gap else "") + cut[-1]
        filled += gap + (room if len(cut) == 1 else _em(cut[-1], bold))
    return [*lines, line] if line else lines


def parts(text: str) -> list[tuple[str, bool]]:
    """The pieces between which a line may break, each with whether a blank stands before it."""
    found: list[tuple[str, bool]] = []
    for word in text.translate(_BLANKS).split(" "):
        if not word:
            continue
        if word.isascii():
            found.append((word, True))
            continue
        blank = True
        for piece in _breakable(word):
            found.append((piece, blank))
            blank = False
    return found


def _breakable(word: str) -> list[str]:
    """One word without blanks, cut where East Asian text may break: not before closing marks, not after
    opening, and not between a number and what it counts, as in the parts of a date.
    """
    pieces: list[str] = []
    for cluster in clusters(word):
        glued = (
            not pieces
            or not (_is_ideographic(cluster[0]) or _is_ideographic(pieces[-1][-1]))
            or cluster[0] in _CLOSING
            or pieces[-1][-1] in _OPENING
            or pieces[-1][-1].isdecimal()
        )
        if glued and pieces:
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces


def _is_ideographic(character: str) -> bool:
    """Han, kana, and the full-width marks among them; Hangul is spaced, and breaks at its blanks."""
    return "\u2e80" <= character <= "\ua4cf" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def _cut(word: str, limit: float, bold: bool) -> list[str]:
    """A word wider than a line, in pieces of at most ``limit`` em and of at least one cluster."""
    pieces: list[str] = [""]
    filled = 0.0
    for part in _syllables(word):
        fits = _em(part, bold) <= limit
        for cluster in [part] if fits else clusters(part):
            room = _em(cluster, bold)
            if pieces[-1] and filled + room > limit:
                pieces.append("")
                filled = 0.0
            pieces[-1] += cluster
            filled += room
    return pieces


def _syllables(word: str) -> list[str]:
    """The parts of a word between which a line does the least harm: clusters, but for Thai and Lao, whose
    words are not parted by blanks, what begins with one of the vowels that begin a syllable.
    """
    found = clusters(word)
    if not any(cluster[0] in _FIRST_VOWELS for cluster in found):
        return found
    syllables: list[str] = [""]
    for cluster in found:
        if cluster[0] in _FIRST_VOWELS and syllables[-1]:
            syllables.append("")
        syllables[-1] += cluster
    return syllables
