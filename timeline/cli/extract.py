"""``timeline extract``: the events file that a picture brings along, byte for byte."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from timeline import files
from timeline.cli import standard, verify
from timeline.cli.arguments import Misuse
from timeline.provenance.limits import Unreadable
from timeline.provenance.reading import Picture

USAGE = "PICTURE [-o FILE]"
EXAMPLES = """\
A picture brings its events file along where it was made with --with-data.

examples:
  timeline extract figure.svg                  to standard output
  timeline extract figure.png -o events.json
  timeline extract report.docx -o events.json  of the picture that stands in it
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("picture", metavar="PICTURE", help="an SVG, PNG, PDF or HTML file, or a document with one")
    add("-o", dest="output", metavar="FILE", help="the file to make (default: standard output)")
    add("--force", action="store_true", help="put it in the place of the file that is there")


def run(arguments: Namespace) -> int:
    """Gives the file back."""
    data, path = _data(arguments.picture), arguments.output
    if path is None or path == standard.STANDARD:
        standard.write_output(data)
        return 0
    if files.is_folder(path):
        raise Misuse(f"cannot write {path}: it is a folder; name the file")
    if files.is_same(path, arguments.picture):
        raise Misuse(f"{path} is the picture itself; name another file")
    there = files.content(path)
    if there == data:
        print(f"{path} is the same already")
        return 0
    if there is not None and not arguments.force:
        raise Misuse(f"{path} is there already and is another one; nothing was written (--force replaces it)")
    files.replace(path, data, there)
    print(f"wrote {path}")
    return 0


def _data(path: str) -> bytes:
    """The events file that the picture at a path brings along. Raises ``FileFault`` and ``Misuse``."""
    try:
        found = verify.read(path)
        brought, places = _brought(found)
    except Unreadable as fault:
        raise Misuse(f"nothing can be taken out of {path}: {fault}") from None
    if not found:
        raise Misuse(f"{path} {verify.SILENT}")
    if brought is None:
        raise Misuse(f"{path} does not bring its events file along; it was made without --with-data")
    if len(places) > 1:
        listed = ", ".join(places)
        raise Misuse(
            f"{path} brings several events files along: those of {listed}; take out one of the pictures"
        )
    return brought


def _brought(found: Sequence[Picture]) -> tuple[bytes | None, list[str]]:
    """The events file that pictures bring along, and the place of a picture that does; of two where they
    bring different ones. No more than two files are held at once. Raises ``Unreadable``."""
    first, places = None, []
    for one in found:
        data = one.data
        if data is None or data == first:
            continue
        places.append(one.place)
        if first is not None:
            break
        first = data
    return first, places
