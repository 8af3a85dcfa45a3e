"""Bad files stand beside the words that are expected of them.

The name of ``name.json`` says its fault, and ``name.txt`` is what is said of it. Where something else is
said, it is written to ``name.new`` for the eye to compare and to put in its place.
"""

from __future__ import annotations

from pathlib import Path


def names(folder: Path) -> list[str]:
    """The faults that a folder has files for."""
    return sorted(path.stem for path in folder.glob("*.json"))


def compare(folder: Path, name: str, said: str) -> None:
    """Fail where something else is said about a bad file than what stands beside it."""
    expected = (folder / f"{name}.txt").read_bytes().decode()
    beside = folder / f"{name}.new"
    if said != expected:
        beside.write_bytes(said.encode())
    else:
        beside.unlink(missing_ok=True)
    assert said == expected
