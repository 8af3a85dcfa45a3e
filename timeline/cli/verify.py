"""``timeline verify``: whether pictures are what their events file would give now."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from timeline import files, pipeline
from timeline.cli import painting
from timeline.cli.arguments import Misuse
from timeline.files import FileFault
from timeline.provenance.limits import Unreadable
from timeline.provenance.reading import Picture, pictures
from timeline.records import NamedTuple
from timeline.verification import STATUS, Means, Verdict, verify

USAGE = "PICTURE... [FILE] [options]"
EXAMPLES = """\
A picture says itself from which file, with which options and by which version
it was made. That file is looked for beside it and one folder up.

exit status: 0 all are what the file gives now, 1 one is not, 2 one cannot be
told, for it says nothing or its file is not there

examples:
  timeline verify output/events.svg            is it what ../events.json gives now?
  timeline verify figure.png data/events.json  the file is somewhere else
  timeline verify *.svg *.pdf --format json    for programs
  timeline verify report.docx                  the pictures that stand in it
"""

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is looked into."""
SILENT = (
    "says nothing of where it comes from: it was not made by timeline from a file, "
    "or what it said has been taken out"
)


class Told(NamedTuple):
    """What is said of one picture. ``picture`` is None where there is none in the file."""

    path: str
    picture: Picture | None
    verdict: Verdict


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add(
        "pictures",
        metavar="PICTURE",
        nargs="+",
        help="an SVG, PNG, PDF or HTML file, or a document with some",
    )
    add(
        "-f",
        "--file",
        metavar="FILE",
        help="their events file; where it ends in .json it may stand last, too",
    )
    add("--format", choices=("text", "json"), default="text", help="text (the default), or json for programs")
    add(
        "--font",
        dest="fonts",
        metavar="FILE",
        action="append",
        help="the TrueType font that PNG and PDF were made with, where one was named then",
    )
    add("--converter", metavar="PROGRAM", help="the program that drew them, where one was named then")
    parser.set_defaults(density=None)


def run(arguments: Namespace) -> int:
    """Says of each picture whether it is what its file gives."""
    paths, file = _named(arguments)
    means = Means()
    if arguments.fonts or arguments.converter:
        faces = painting.faces(pipeline.PAINTED, arguments)
        means = Means(faces, painting.converters(pipeline.PAINTED, arguments))
    told = [one for path in paths for one in _told(path, file, means)]
    if arguments.format == "json":
        print(json.dumps([_plain(one) for one in told], ensure_ascii=False, indent=2))
    else:
        for one in told:
            print(_line(one))
    return max(STATUS[one.verdict.judgement] for one in told)


def read(path: str) -> list[Picture]:
    """The pictures in a file that say where they come from. Raises ``FileFault`` and ``Unreadable``."""
    seen = files.signature(path)
    if seen is not None and seen[1] > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST / 1024**2:.0f} MB")
    return pictures(files.read(path))


def _named(arguments: Namespace) -> tuple[list[str], str | None]:
    """The pictures, and the events file where there is one among what was named. Raises ``Misuse``."""
    paths, file = list(arguments.pictures), arguments.file
    if file is None and paths[-1].endswith(".json"):
        file = paths.pop()
    if events := [path for path in paths if path.endswith(".json")]:
        raise Misuse(
            f"{events[0]} is an events file; one may stand behind the pictures, or be named by --file"
        )
    if not paths:
        raise Misuse(f"name the pictures that were made from {file}, as: timeline verify figure.svg {file}")
    return paths, file


def _told(path: str, file: str | None, means: Means) -> Iterator[Told]:
    """What is said of each picture in a file, or of the file where there is none. Raises ``FileFault`` for an
    events file that cannot be read."""
    try:
        found = read(path)
    except Unreadable as fault:
        yield Told(path, None, Verdict("undecided", f"cannot be verified: {fault}"))
        return
    except FileFault as fault:
        said = str(fault).removeprefix(f"cannot read {path}: ")
        yield Told(path, None, Verdict("undecided", f"cannot be read: {said}"))
        return
    if not found:
        yield Told(path, None, Verdict("undecided", SILENT))
    for picture in found:
        yield Told(path, picture, verify(picture, path, file, means))


def _line(told: Told) -> str:
    place = told.picture.place if told.picture else ""
    return f"{told.path}{place and ', '}{place}: {told.verdict.said}"


def _plain(told: Told) -> dict[str, object]:
    """The same for programs."""
    return {
        "picture": told.path,
        "place": told.picture.place if told.picture else "",
        "verdict": told.verdict.judgement,
        "said": told.verdict.said,
        "file": told.verdict.file,
        "changes": [*told.verdict.changes],
        "made": {**told.picture.said} if told.picture else {},
    }
