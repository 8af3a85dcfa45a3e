"""From bytes to text. An events file is UTF-8 without a mark; anything else is named, and read on as far as
it goes."""

from __future__ import annotations

import re

from timeline.source.places import Diagnostic, Fault, Fix, Lines

_MARKS = (  # UTF-32 first: its little-endian mark begins with the one of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
# The same without a mark, by where the zero bytes of the first two characters, both ASCII, stand. Compiled
# when they are needed: hardly any file needs them.
_ZEROS = (
    (rb"[^\0]\0\0\0[^\0]\0\0\0", "utf-32-le", "UTF-32"),
    (rb"\0\0\0[^\0]\0\0\0[^\0]", "utf-32-be", "UTF-32"),
    (rb"[^\0]\0[^\0]\0", "utf-16-le", "UTF-16"),
    (rb"\0[^\0]\0[^\0]", "utf-16-be", "UTF-16"),
)
_SAVE = "save the file as UTF-8 without a byte order mark"


def decode(data: bytes) -> tuple[str, list[Diagnostic]]:
    """The text of a file, and what is wrong with its encoding. Bytes that mean nothing become U+FFFD."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = ""
    if text and text[0] != "\ufeff" and "\0" not in text:
        return text, []
    return _wide(data) or _utf8(data)


def _wide(data: bytes) -> tuple[str, list[Diagnostic]] | None:
    """The text of a file in UTF-16 or UTF-32; None if it does not look like one."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _in_codec(data[len(mark) :], codec, name)
    for zeros, codec, name in _ZEROS:
        if re.match(zeros, data):
            return _in_codec(data, codec, name)
    return None


def _in_codec(data: bytes, codec: str, name: str) -> tuple[str, list[Diagnostic]]:
    text = data.decode(codec, "replace")
    whole = "\ufffd" not in text
    fix = Fix(0, 0, "", "write the file as UTF-8") if whole else None
    fault = Fault("encoding-wide", f"the file is {name}, not UTF-8", 0, 1, _SAVE, fix=fix)
    return text, [Lines(text).diagnostic(fault)]


def _utf8(data: bytes) -> tuple[str, list[Diagnostic]]:
    # The error handler puts U+DC80 + n for the byte 0x80 + n, which real UTF-8 never yields: so each byte
    # that means nothing shows itself in the text, at its place.
    text = data.decode("utf-8", "surrogateescape")
    faults = []
    if text.startswith("\ufeff"):
        text = text[1:]
        fix = Fix(0, 0, "", "remove the mark")
        faults.append(Fault("encoding-mark", "the file begins with a byte order mark", 0, 1, _SAVE, fix=fix))
    if _is_binary(text):
        fault = Fault("encoding-binary", "this is not a text file", 0, 1, "is this the right file?")
        return "", [Lines("").diagnostic(fault)]
    faults += (_stray(run.group(), run.start()) for run in re.finditer("[\udc80-\udcff]+", text))
    lines = Lines(text)
    return re.sub("[\udc80-\udcff]", "\ufffd", text), [lines.diagnostic(fault) for fault in faults]


def _is_binary(text: str) -> bool:
    """Whether more than a tenth of the characters are bytes that mean nothing or control characters."""
    return len(re.findall("[\udc80-\udcff\x00-\x08\x0e-\x1f]", text)) > 1 + len(text) // 10


def _stray(run: str, start: int) -> Fault:
    """The fault of bytes that are not UTF-8, with what they would be in the encoding they most likely come
    from."""
    stray = run.encode("utf-8", "surrogateescape")
    named = "byte" if len(stray) == 1 else "bytes"
    shown = " ".join(f"0x{byte:02X}" for byte in stray[:4]) + (" …" if len(stray) > 4 else "")
    meant = stray.decode("cp1252", "ignore")
    hint = f"in Windows-1252 it would be “{meant[:4]}”; save the file as UTF-8" if meant else _SAVE
    return Fault(
        "encoding-utf8", f"the {named} {shown} here cannot be read as UTF-8", start, start + len(run), hint
    )
