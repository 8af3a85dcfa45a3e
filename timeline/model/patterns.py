"""The forms of texts, as regular expressions that Python and JavaScript read alike.

The checker and the JSON Schema both use them, and an editor runs the schema's in JavaScript, where ``\\d``
and ``\\w`` are narrower than in Python and ``$`` does not stop before a last line break. So none of these
stands here.
"""

from __future__ import annotations

import re

from timeline.model.characters import FORBIDDEN

END = "(?![\\s\\S])"
"""The end of the text."""

_INVISIBLE = "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufffe\\uffff"
"""Zero-width and bidirectional characters, and what is no character at all."""


def text(blank: bool, lines: bool) -> str:
    """A text without forbidden characters, perhaps with line breaks, perhaps empty."""
    barred = FORBIDDEN + ("" if lines else "\\n\\r")
    return f"^(?![\\s\\S]*[{barred}])" + ("" if blank else "[\\s\\S]*\\S")


# Ids are letters and digits of any script with - _ and . between them: what may stand in a link or a
# command line without quotes. Put the other way round, since JavaScript knows no letters beyond ASCII: no
# other ASCII characters, and no blanks or controls.
_OTHER_ASCII = "\\u0000-\\u002c\\u002f\\u003a-\\u0040\\u005b-\\u005e\\u0060\\u007b-\\u007f"
_NOT_IN_ID = f"\\s{_OTHER_ASCII}\\u0080-\\u00a0{_INVISIBLE}"
ID = f"^(?![-_.])[^{_NOT_IN_ID}]+{END}"
ID_WORDS = "letters and digits with - _ . between them"


def id_help(written: str) -> str | None:
    """The id that is nearest to what was written."""
    kept = "-".join("".join(char if char.isalnum() or char in "_." else " " for char in written).split())
    kept = kept.strip("-_.")
    return f'write "{kept}"' if kept and len(kept) <= 60 else None


def is_hexadecimal(text: str) -> bool:
    """Whether a text is a colour that lacks its ``#``."""
    return re.fullmatch("[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?", text) is not None


# URLs. No blanks, controls, invisible characters or backslashes: browsers drop or rewrite them, and with them
# "java\tscript:" is a script. Then an allow-list of schemes, and for a web address a host.
_URL_CHAR = f"[^\\s\\u0000-\\u0020\\u005c\\u007f-\\u00a0{_INVISIBLE}]"
_HOST_START = "[^\\s\\u0000-\\u002c\\u002e\\u002f\\u003a-\\u0040\\u005c\\u005e\\u0060\\u007b-\\u00a0]"
URL = (
    f"^(?:[Hh][Tt][Tt][Pp][Ss]?://(?=[^/?#]*{_HOST_START}){_URL_CHAR}+"
    f"|[Mm][Aa][Ii][Ll][Tt][Oo]:(?={_URL_CHAR}*@){_URL_CHAR}+){END}"
)
IMAGE = (
    f"^(?:data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={{0,2}}"
    f"|(?![/#?])(?![^/?#]*:){_URL_CHAR}+){END}"
)

# RFC 5646, section 2.1, with the tags that it keeps from older times.
_GRANDFATHERED = (
    "en-GB-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
    "|sgn-(?:BE-FR|BE-NL|CH-DE)"
)
LANGUAGE = (
    "^(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})"  # language
    "(?:-[A-Za-z]{4})?"  # script
    "(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"  # region
    "(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"  # variants
    "(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"  # extensions
    "(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"  # private use
    f"|[Xx](?:-[A-Za-z0-9]{{1,8}})+|{_GRANDFATHERED}){END}"
)

# EDTF, levels 0 to 2. The calendar (is there a 30th of February?) and the order of an interval's ends are
# beyond a pattern: it takes some texts that are no dates, and refuses none that is one.
_MARK = "[?~%]?"
# After "Y" the years of more than four digits, some of which an exponent may stand for: 17E7.
_LONG_YEAR = "|".join(
    ["[1-9][0-9]{4,}(?:E[0-9]+)?"]
    + [f"[1-9][0-9]{{{4 - zeros}}}E0*(?:[{zeros}-9]|[1-9][0-9]+)" for zeros in (1, 2, 3, 4)]
)
_YEAR = f"(?:-?[0-9X]{{4}}(?:S[0-9]+)?|Y-?(?:{_LONG_YEAR})(?:S[0-9]+)?)"
_TIME = "T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
_PAIR = f"{_MARK}[0-9X]{{2}}{_MARK}"
_ONE = f"{_MARK}{_YEAR}{_MARK}(?:-{_PAIR}(?:-{_PAIR}(?:{_TIME})?)?)?"
_EDGE = f"(?:{_ONE}|\\.\\.)?"
_MEMBER = f"{_ONE}(?:\\.\\.{_ONE})?"
_MEMBERS = f"(?:\\.\\.)?{_MEMBER}(?:, *{_MEMBER})*(?:\\.\\.)?"
DATE = f"^(?:{_ONE}|{_ONE}/{_EDGE}|{_EDGE}/{_ONE}|\\[{_MEMBERS}\\]|\\{{{_MEMBERS}\\}}){END}"

_PLAIN_YEAR = f"(?:-?[0-9]{{4}}|Y-?(?:{_LONG_YEAR}))(?:S[0-9]+)?"
PLAIN_DATE = f"^{_PLAIN_YEAR}(?:-[0-9]{{2}}(?:-[0-9]{{2}}(?:{_TIME})?)?)?{END}"
