"""Characters that a text may not hold, or had better not.

Refused are those that XML forbids, since they would make the picture unreadable, and the other control
characters with them. Bidirectional controls are allowed and pointed out: they can make a text read
otherwise than it is written, and where they are not balanced they reach out of their text into its
neighbours.
"""

from __future__ import annotations

import re

from timeline.model.remarks import Remarks, refuse
from timeline.source import Meant, Problem

FORBIDDEN = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufffe\\uffff"
"""What no text may hold, as the inside of a character class that Python and JavaScript read alike."""

BIDI = "\\u202a-\\u202e\\u2066-\\u2069"
_NAMES = {
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "pop directional formatting",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate",
    "\u2069": "pop directional isolate",
}
_NOTHING = "\x00\x01\x02\x03\x04\x05\x06\x07\x08" + "".join(map(chr, range(0x0E, 0x1C))) + "\x7f\ufffe\uffff"
"""Those that can be left out. Others part words or lines, so that something would have to take their place,
and those from U+0080 on are mostly letters or dashes of another encoding."""
_ISOLATES = "\u2066\u2067\u2068"


def look(text: str, lines: bool) -> None:
    """Raise ``Remarks`` on the characters of a text; ``lines`` says whether it may have line breaks.

    Whoever calls asks ``text.isprintable()`` first: it is True of nearly every text, and takes no time.
    """
    if bad := re.search(f"[{FORBIDDEN}]", text):
        named = f"the control character U+{ord(bad.group()):04X} may not stand in a text"
        all_bad = re.findall(f"[{FORBIDDEN}]", text)
        fix = Meant("without", _NOTHING) if set(all_bad) <= set(_NOTHING) else None
        refuse("text-control", named, text, column=bad.start() + 1, length=1, help="remove it", fix=fix)
    if half := re.search("[\ud800-\udfff]", text):
        named = f"U+{ord(half.group()):04X} is half of a character (a lone surrogate)"
        refuse(
            "text-surrogate",
            named,
            text.encode("utf-8", "replace").decode(),
            column=half.start() + 1,
            length=1,
        )
    if not lines and (end := re.search("[\n\r]", text)):
        message, help = "must be one line", "line breaks may stand in a summary, a quote or a note"
        outside = not re.search("[\n\r]", text.strip("\n\r"))
        fix = Meant("without", "\n\r", title="remove the line break") if outside else None
        refuse("text-lines", message, text, column=end.start() + 1, length=1, help=help, fix=fix)
    if re.search(f"[{BIDI}]", text):
        raise Remarks([_bidi(text)], text)


def _bidi(text: str) -> Problem:
    """The warning about a text with bidirectional controls, at the one that is not balanced if there is
    one."""
    loose = unbalanced(text)
    if loose is None:
        first = next(at for at, char in enumerate(text) if char in _NAMES)
        message = f"the text holds {_named(text[first])}: it may read otherwise than it is written"
        return Problem("text-bidi", "warning", message, column=first + 1, length=1)
    message = f"{_named(text[loose])} has no counterpart in this text"
    help = "remove it, or add the one that is missing"
    return Problem("text-bidi-unbalanced", "warning", message, column=loose + 1, length=1, help=help)


def _named(char: str) -> str:
    return f"the control U+{ord(char):04X} ({_NAMES[char]})"


def unbalanced(text: str) -> int | None:
    """The index of a bidirectional control without counterpart; None where all are balanced.

    By rules X1 to X8 of the Unicode bidirectional algorithm (UAX #9): an embedding or override lasts to its
    U+202C, an isolate to its U+2069, which also ends the embeddings within, and the end of a line ends
    everything.
    """
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in "\u202a\u202b\u202d\u202e" or char in _ISOLATES:
            opened.append(at)
        elif char == "\u202c":
            if not opened or text[opened[-1]] in _ISOLATES:
                return at
            opened.pop()
        elif char == "\u2069":
            if not any(text[one] in _ISOLATES for one in opened):
                return at
            while text[opened.pop()] not in _ISOLATES:
                pass  # an embedding within the isolate ends with it
        elif char in "\n\r\u2029" and opened:
            return opened[-1]
    return opened[-1] if opened else None
