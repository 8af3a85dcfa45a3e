"""Pictures beside an events file, put into the page itself: a page asks for nothing, so it must bring them
along.

Only what is surely a picture goes into a page: a file in the folder of the events file or below it, of a type
that every browser shows, whose content begins as that type does, and not so large that the page could no
longer be sent by mail.
"""

# os.path and open, for pathlib is a dear import:
# ruff: noqa: PTH116, PTH118, PTH123

from __future__ import annotations

import os
import re
import stat
from base64 import b64encode
from collections.abc import Mapping

from timeline.files import is_below
from timeline.model import Event, Timeline

LIMIT = 2_000_000
"""The most bytes that a picture may have."""
TYPES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp"}
"""The endings of the pictures that every browser shows, and how ``data:`` addresses name them."""
BEGINNINGS: Mapping[str, re.Pattern[bytes]] = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
"""The first bytes of a picture of each type."""


class _Unfit(Exception):  # noqa: N818 - it says what is wrong with a picture, and goes no further
    """A picture cannot be brought along; the message is the end of a sentence that says why."""


def fault(src: str, folder: str) -> str | None:
    """What keeps a picture in ``folder`` from being brought along; None where nothing does."""
    try:
        _content(src, folder)
    except _Unfit as reason:
        return str(reason)
    return None


def brought_along(timeline: Timeline, folder: str) -> Timeline:
    """The timeline with the pictures that stand in ``folder`` in place of their paths.

    A picture that cannot be brought along keeps its path; ``fault`` says why.
    """
    return timeline._replace(events=tuple(_with_picture(event, folder) for event in timeline.events))


def _with_picture(event: Event, folder: str) -> Event:
    image = event.image
    if image is None or image.src.startswith("data:"):
        return event
    try:
        kind, data = _content(image.src, folder)
    except _Unfit:
        return event
    return event._replace(image=image._replace(src=f"data:image/{kind};base64,{b64encode(data).decode()}"))


def _content(src: str, folder: str) -> tuple[str, bytes]:
    """The type and the bytes of a picture. Raises ``_Unfit``."""
    kind = TYPES.get(src.rpartition(".")[2].lower())
    if kind is None:
        raise _Unfit(f"its ending is none of {', '.join(TYPES)}")
    path = os.path.join(folder, src)
    if not is_below(path, folder):
        raise _Unfit("it lies outside the folder of the events file")
    data = _bytes(path)
    if len(data) > LIMIT:
        raise _Unfit(f"it is larger than {LIMIT // 1_000_000} MB")
    if not BEGINNINGS[kind].match(data):
        found = next((other for other, begins in BEGINNINGS.items() if begins.match(data)), None)
        hint = f"; it is {found.upper()}" if found else ""
        raise _Unfit(f"its content is not {kind.upper()}, as its ending says{hint}")
    return kind, data


def _bytes(path: str) -> bytes:
    """What a file holds, and one byte more than a picture may have at most. Raises ``_Unfit``."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # from a pipe one would read for ever
            raise _Unfit("it is no file")
        with open(path, "rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise _Unfit("there is no such file") from None
    except (OSError, ValueError) as refusal:
        raise _Unfit((getattr(refusal, "strerror", None) or str(refusal)).lower()) from None
