"""Programs of this machine that make a PNG or a PDF of an SVG, for what is not set here: letters that join or
turn round, and those for which there is no font of ours.

They are asked in the order in which they were seen to be faithful, and quick:

- rsvg-convert and Inkscape set every script well, Inkscape but for lines of both directions, which it sets
  from left to right: pictures with such letters it is not given;
- browsers are next, for they take a second to start. They are given a page that holds the picture, since of
  an SVG itself they print a sheet of letter paper;
- resvg is last. It takes fallback fonts in whatever weight, loses vowel signs on the way, and tells of it; so
  what it tells decides, unless somebody asked for it by name.

Each one runs in a folder of its own, without a shell, without input, and for so long and no longer. What it
has written is judged by the caller: a program that ends well may have written nothing, or half.
"""

# os.path and open, for pathlib is a dear import:
# ruff: noqa: PTH111, PTH112, PTH118

from __future__ import annotations

import os
from collections.abc import Callable

from timeline.converters.commands import Job, Picture, command, put, unsuited
from timeline.converters.programs import (
    KINDS,
    RESVG,
    ConverterFault,
    Program,
    found,
    how_to_install,
    named,
    stem,
)
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

__all__ = ["KINDS", "ConverterFault", "Converters", "Job", "Picture", "Program"]

VARIABLE = "TIMELINE_CONVERTER"
"""Where a user may say which program it is to be, once for all."""
AUTO, NONE = "auto", "none"
"""What may be wished for beside programs: whichever there is, and none of them."""
PATIENCE = 60.0
"""Seconds that a program may take for a picture, and as many more for each page."""

_SNAP = "/usr/bin/snap"


class Converters:
    """The programs that may be asked, by one wish for all pictures of a command."""

    def __init__(self, wanted: str | None = None, *, patience: float = PATIENCE) -> None:
        """``wanted`` is a name or a path, "none" for none and "auto" for whichever there is; where it is None
        the environment says it. Raises ``ConverterFault`` for a program that is not known, or not there.
        """
        asked = wanted or os.environ.get(VARIABLE, "").strip() or AUTO
        self.is_forbidden = asked == NONE
        """Whether no program is to be asked."""
        self.is_explicit = wanted is not None
        """Whether the caller said it, and not the environment."""
        self.program = None
        """The one that is to draw whatever is drawn; None where it is asked only if it has to be."""
        try:
            self.program = None if asked in (AUTO, NONE) else named(asked)
        except ConverterFault as fault:
            raise ConverterFault(f"{'' if wanted else f'{VARIABLE}: '}{fault}") from None
        self.used = ""
        """What drew last, with its version, "rsvg-convert 2.54.7"; the caller empties it."""
        self.cause = ""
        """Why it had to, in few words, as the caller says it."""
        self._patience = patience

    def draw(self, job: Job, accept: Callable[[list[bytes], str], T]) -> T:
        """What ``accept`` makes of the files that a program has drawn, and of its name and version. It
        raises ``ValueError`` for files that are not what they should be, with a sentence about them that
        begins with "it"; then the next program is asked.

        Raises ``ConverterFault`` where none is left.
        """
        if self.is_forbidden:
            raise ConverterFault("a program that shapes text could draw it, and none is to be asked")
        from timeline.converters.fonts import without_font  # few pictures need another program
        from timeline.converters.running import version

        if missing := without_font(job.words):
            raise ConverterFault(missing)
        failed = []
        for program in [self.program] if self.program else found():
            reason = unsuited(program, job, by_name=self.program is not None)
            try:
                if reason:
                    raise ConverterFault(reason)
                contents = _drawn(program, job, self._patience, by_name=self.program is not None)
                by = version(program)
                result = accept(contents, by)
            except ValueError as fault:  # a ConverterFault is one, and so is what ``accept`` raises
                failed.append(f"{program.name} cannot draw it: {fault}")
                continue
            self.used = by
            return result
        if not failed:
            raise ConverterFault(f"no program that draws it from the SVG is here: {how_to_install()}")
        more = "" if self.program else f"; {how_to_install()}"
        raise ConverterFault("; ".join(failed) + more)


def _drawn(program: Program, job: Job, patience: float, *, by_name: bool) -> list[bytes]:
    """The files that a program writes: a PNG for each picture, or one PDF. Raises ``ConverterFault``."""
    from tempfile import TemporaryDirectory

    from timeline.converters.running import heed, run, written

    jobs = [job] if job.format == "pdf" else [job._replace(pictures=[one]) for one in job.pictures]
    patience *= len(job.pictures) if job.format == "pdf" else 1
    contents = []
    for one in jobs:
        # What a browser has left running for a moment may write into the folder while it goes.
        with TemporaryDirectory(
            prefix="timeline-", dir=_reachable(program), ignore_cleanup_errors=True
        ) as folder:
            put(program, one, folder)
            said = run(command(program, one, folder), folder, patience)
            if program.kind == RESVG:
                heed(said, by_name=by_name)
            contents.append(written(os.path.join(folder, f"out.{job.format}"), said))
    return contents


def _reachable(program: Program) -> str | None:
    """The folder that a program can see; None for the system's own for what is passing. One that runs as a
    snap has a ``/tmp`` of its own, and sees nothing hidden."""
    if os.path.realpath(program.path) == _SNAP or program.path.startswith("/snap/"):
        folder = os.path.expanduser(f"~/snap/{stem(program.path)}/common")
        return folder if os.path.isdir(folder) else os.path.expanduser("~")
    return None
