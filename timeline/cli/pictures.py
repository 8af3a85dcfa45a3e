"""Pictures beside an events file, put into the page itself: a page asks for nothing, so it must bring them
along."""

from __future__ import annotations

import os
import sys
from base64 import b64encode

from timeline.cli import files
from timeline.cli.arguments import Misuse
from timeline.model import Event, Timeline

TYPES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp"}
"""The endings of the pictures that every browser shows, and how ``data:`` addresses name them."""


def brought_along(timeline: Timeline, folder: str) -> Timeline:
    """The timeline with the pictures that stand in ``folder`` in place of their paths.

    A picture that cannot be read is named on standard error, and on the page by its path.
    """
    return timeline._replace(events=tuple(_with_picture(event, folder) for event in timeline.events))


def _with_picture(event: Event, folder: str) -> Event:
    image = event.image
    if image is None or image.src.startswith("data:"):
        return event
    path = os.path.join(folder, image.src)  # noqa: PTH118 - pathlib is a dear import
    kind = TYPES.get(path.rpartition(".")[2].lower())
    try:
        if kind is None:
            raise Misuse(f"cannot show {path}: its ending is none of {', '.join(TYPES)}")
        data = b64encode(files.read(path)).decode()
    except Misuse as fault:
        print(f"timeline: {fault}; the page names it instead", file=sys.stderr)
        return event
    return event._replace(image=image._replace(src=f"data:image/{kind};base64,{data}"))
