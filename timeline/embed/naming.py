"""What the pictures beside a document are called.

A name depends on nothing but the events file and what is asked for: it stays when markers come and go around
it, and documents in one folder that ask for the same picture share it.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH119, PTH122

from __future__ import annotations

import os
import re

from timeline.request import Request, words

LONGEST = 48
"""Characters of options that a name shows whole."""

_ODD = re.compile(r"[^\w.]+|\.+(?=$|-)")


PRINT = "-print"
"""What the name of a picture ends in that is laid out for a sheet of paper, narrower than for a screen. One
folder may hold both."""


def stem(events: str, request: Request, name: str | None = None) -> str:
    """The name without its ending: ``name``, or "events-timeline" with the options behind it where there are
    any."""
    if name:
        return name
    file = os.path.splitext(os.path.basename(events.replace("\\", "/")))[0]
    asked = [word.removeprefix("--") for word in words(request)]
    options = _plain("-".join(asked))
    if len(options) > LONGEST:
        from zlib import crc32  # few markers ask for so much

        options = f"{options[: LONGEST - 9].rstrip('-')}-{crc32(chr(0).join(asked).encode()):08x}"
    return "-".join(part for part in (_plain(file) or "events", "timeline", options) if part)


def plain_stem(events: str) -> str:
    """The name of an events file without its ending, in letters that LaTeX and addresses take as they are."""
    name = os.path.splitext(os.path.basename(events))[0]
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "timeline"


def _plain(text: str) -> str:
    """A text as a part of a file's name that no system, address or syntax takes for anything else."""
    return _ODD.sub("-", text.replace("_", "-")).strip("-.")
