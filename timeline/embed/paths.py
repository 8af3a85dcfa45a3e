"""Paths that a document names: to a file in its own folder or below, and to nothing else.

A document may come from anybody. What it names is read or written only where it lies in one folder, symbolic
links followed.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH117, PTH118, PTH119, PTH120

from __future__ import annotations

import os
import re

from timeline.files import is_below
from timeline.request import nearest

_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f]")


def inside(folder: str, path: str, root: str) -> str:
    """``path``, as it is written in a document in ``folder``, as a path from here, where what it names lies
    in ``root`` or below. Raises ``ValueError``, with a sentence that begins with the path.
    """
    if not path or _FORBIDDEN.search(path):
        raise ValueError(f"{path!r} is no path of a file")
    if _ADDRESS.match(path):
        raise ValueError(f"{path} is no path of a file here; nothing is fetched from elsewhere")
    if os.path.isabs(path) or path.startswith(("/", "\\", "~")):
        raise ValueError(f"{path} is no path from the folder of the document")
    joined = os.path.join(folder, path)
    if not is_below(joined, root):
        raise ValueError(f"{path} leads out of the folder {_named(root)}")
    return joined


def alike(path: str) -> str | None:
    """Of the files beside a path at which there is none, the name of the events file that may be meant; None
    where none resembles it, nor is the only one."""
    try:
        with os.scandir(os.path.dirname(path) or ".") as found:
            there = sorted(one.name for one in found if one.name.lower().endswith(".json") and one.is_file())
    except OSError:
        return None
    meant = nearest(os.path.basename(path).lower(), {name.lower(): name for name in there})
    return meant or (there[0] if len(there) == 1 else None)


def _named(root: str) -> str:
    return "of the document" if root in ("", ".") else root
