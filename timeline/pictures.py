"""Pictures beside an events file, put into the page itself: a page asks for nothing, so it must bring them
along."""

# os.path and open, for pathlib is a dear import:
# ruff: noqa: PTH118, PTH123

from __future__ import annotations

import os
from base64 import b64encode

from timeline.model import Event, Timeline

TYPES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp"}
"""The endings of the pictures that every browser shows, and how ``data:`` addresses name them."""


def fault(src: str, folder: str) -> str | None:
    """What keeps a picture in ``folder`` from being brought along; None where nothing does."""
    if _kind(src) is None:
        return f"its ending is none of {', '.join(TYPES)}"
    if not _is_inside(src, folder):
        return "it lies outside the folder of the events file"
    try:
        with open(os.path.join(folder, src), "rb") as file:
            file.read(1)
    except FileNotFoundError:
        return "there is no such file"
    except (OSError, ValueError) as refusal:
        return (getattr(refusal, "strerror", None) or str(refusal)).lower()
    return None


def brought_along(timeline: Timeline, folder: str) -> Timeline:
    """The timeline with the pictures that stand in ``folder`` in place of their paths.

    A picture that cannot be read keeps its path; ``fault`` says why.
    """
    return timeline._replace(events=tuple(_with_picture(event, folder) for event in timeline.events))


def _with_picture(event: Event, folder: str) -> Event:
    image = event.image
    kind = None if image is None or image.src.startswith("data:") else _kind(image.src)
    if image is None or kind is None or not _is_inside(image.src, folder):
        return event
    try:
        with open(os.path.join(folder, image.src), "rb") as file:
            data = b64encode(file.read()).decode()
    except (OSError, ValueError):
        return event
    return event._replace(image=image._replace(src=f"data:image/{kind};base64,{data}"))


def _is_inside(src: str, folder: str) -> bool:
    """Whether a path leads to a file in ``folder`` or below it, symbolic links followed.

    An events file may come from anybody, and a page be published: nothing from elsewhere may get into it.
    """
    inside = os.path.realpath(folder)
    try:
        return os.path.commonpath([inside, os.path.realpath(os.path.join(folder, src))]) == inside
    except ValueError:  # another drive, or a character that no path has
        return False


def _kind(src: str) -> str | None:
    """The type of a picture by the ending of its path."""
    return TYPES.get(src.rpartition(".")[2].lower())
