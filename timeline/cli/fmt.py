"""``timeline fmt``: events files in their one form."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from timeline import files, source
from timeline.cli import change, standard
from timeline.cli.arguments import Misuse
from timeline.editing.canonical import canonical
from timeline.source.report import spelled

USAGE = "[FILE...] [--check]"
EXAMPLES = """\
examples:
  timeline fmt                      events.json, an event to a line where it fits
  timeline fmt a.json b.json        several files
  timeline fmt --check              for a CI: say what would change, and write nothing
  timeline fmt - < a.json > b.json  on the way from input to output

Order and values stay, so do LF or CR LF. What cannot be read as JSON is refused;
other errors (timeline check) are not in the way.
"""
LONGEST = 200
"""Characters of a line that are shown."""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("files", metavar="FILE", nargs="*", help="the files, - for standard input and output")
    change.add_file(parser)
    parser.set_defaults(file=None)
    add("--check", action="store_true", help="write nothing; exit with 1 where anything would change")


def run(arguments: Namespace) -> int:
    """Writes every file that has another form; one that cannot be read as JSON is named and left alone. The
    status is 1 where there is one, and with ``--check`` where a file has another form."""
    if arguments.files and arguments.file:
        raise Misuse("files are named with -f and without it; name them in one way")
    named = arguments.files or [arguments.file or "events.json"]
    if standard.STANDARD in named and len(named) > 1:
        raise Misuse("- is standard input and output, and stands alone")
    contents = [(path, standard.read(path)) for path in named]  # all of them, before any is written
    return max(_tidy(path, data, arguments.check) for path, data in contents)


def _tidy(path: str, data: bytes, is_check: bool) -> int:
    name = standard.shown(path)
    made = _form(name, data)
    if made is None:
        return 1
    if is_check:
        if made != data:
            print("\n".join(_difference(name, data.decode(), made.decode())))
            print(f"{name} would change; to write it: timeline fmt {path}")
        return int(made != data)
    if path == standard.STANDARD:
        standard.write_output(made)
    elif made == data:
        print(f"{name} has its form already")
    else:
        files.replace(path, made, data)
        print(f"wrote {name} in its form")
    return 0


def _form(name: str, data: bytes) -> bytes | None:
    """The content of a file in its form; None, with the reasons on standard error, where it has none."""
    text, faults = source.decode(data)
    if not faults:
        try:
            return canonical(text).encode()
        except ValueError as fault:
            reason = str(fault)
    reading = source.read(text)
    found = faults + source.place([], reading)
    if found:
        from timeline.source import show  # few files have anything to show

        sys.stderr.write(show(found, text, name))
        reason = f"{name} has errors to be mended first"
    print(f"timeline: nothing was written, for {reason}", file=sys.stderr)
    return None


def _difference(name: str, old: str, new: str) -> list[str]:
    """The first lines of what would change."""
    from timeline import lines  # only a check needs it

    found = lines.difference(old.splitlines(), new.splitlines(), 1)
    if not found:
        return [f"{name}: only the ends of lines would change"]
    rows = [f"--- {name}", f"+++ {name}", *found]
    return [*map(_clipped, rows[: files.MOST_LINES]), *(["…"] if len(rows) > files.MOST_LINES else [])]


def _clipped(line: str) -> str:
    """A line of a difference as a terminal can show it."""
    return spelled(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")
