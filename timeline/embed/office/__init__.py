"""Timelines in the documents of Word, PowerPoint and LibreOffice.

A paragraph or a shape whose text is ``{{timeline events.json}}`` becomes a picture; a picture that was put in
so is drawn anew when its events have changed. All else in the document stays as it is, to the byte.
"""

# os.path, for pathlib is a dear import:
# ruff: noqa: PTH110, PTH118, PTH122

from __future__ import annotations

import os

from timeline.embed.office.archive import ArchiveFault
from timeline.embed.office.job import Job, Options, Place, Refreshed
from timeline.embed.office.markup import MarkupFault

__all__ = ["ENDINGS", "Options", "Place", "Refreshed", "opened", "refreshed"]

_WORD = (".docx", ".docm", ".dotx", ".dotm")
_SLIDES = (".pptx", ".pptm", ".potx", ".potm", ".ppsx", ".ppsm")
_OPEN = (".odt", ".ott", ".odp", ".otp")
ENDINGS = (*_WORD, *_SLIDES, *_OPEN)
"""The endings of files that are documents of this sort."""

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what files of Word 97 begin with, and encrypted ones of today


def refreshed(path: str, data: bytes, options: Options | None = None) -> Refreshed:
    """A document with all its timelines as their events files are now.

    ``path`` is where it lies, from which the events files are found, and ``data`` what it holds. Nothing is
    written, and nothing raised for what stands in the document: what is wrong is in ``faults``.
    """
    job = Job(path, options or Options())
    new = data
    try:
        new = _done(data, os.path.splitext(path)[1].lower(), job)
    except (ArchiveFault, MarkupFault) as fault:
        job.faults.append(f"{path}: {fault}")
    return Refreshed(data if job.faults else new, tuple(job.places), tuple(job.faults), tuple(job.remarks))


def _done(data: bytes, ending: str, job: Job) -> bytes:
    if data.startswith(_OLD):
        raise ArchiveFault(
            "it is protected by a password, or of the time before 2007; save it without a password, or anew"
        )
    if ending in _OPEN:
        from timeline.embed.office import opendocument  # one kind of document at a time

        return opendocument.refresh(data, job)
    from timeline.embed.office.package import Package

    package = Package(data)
    if package.is_signed:
        raise ArchiveFault("it is signed, and a change would break the signature; take that off first")
    if ending in _WORD:
        from timeline.embed.office.word import refresh
    else:
        from timeline.embed.office.slides import refresh
    refresh(package, job)
    return data if job.faults else package.written()


def opened(path: str) -> str | None:
    """What to tell the user where another program has the document open, who would else write over the new
    pictures with his next save; None where none has."""
    folder, name = os.path.split(path)
    # PowerPoint puts two letters before the name; Word hides the name's first two behind them, of short
    # names fewer.
    hidden = min(2, max(0, len(os.path.splitext(name)[0]) - 6))
    locks = {f".~lock.{name}#": "LibreOffice"}
    locks.update(dict.fromkeys((f"~${name}", f"~${name[hidden:]}"), "Microsoft Office"))
    for lock, program in locks.items():
        if os.path.exists(os.path.join(folder, lock)):
            return (
                f"{path}: {program} has it open; close it there first. If it is not open, remove "
                f"{os.path.join(folder, lock)}, or use --force"
            )
    return None
