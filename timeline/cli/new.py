"""``timeline new``: an events file to start from."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace

from timeline import files
from timeline.cli import standard
from timeline.cli.arguments import Misuse
from timeline.editing.starter import EXAMPLE, SCHEMA

USAGE = "[FILE]"
EXAMPLES = """\
examples:
  timeline new              a small example as events.json, and a schema for editors
  timeline new notes.json
  timeline new -            the example alone, to standard output
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("file", metavar="FILE", nargs="?", help="the file to make (default: events.json)")
    add("-f", "--file", dest="named", metavar="FILE", help="the same, as with the other commands")


def run(arguments: Namespace) -> int:
    """Writes the example, and beside it the schema that it names, where none is there."""
    path = arguments.file or arguments.named or "events.json"
    if arguments.file and arguments.named:
        raise Misuse("FILE is given twice")
    if path == standard.STANDARD:
        standard.write_output(EXAMPLE.encode())
        return 0
    if files.is_folder(path):
        raise Misuse(f"cannot write {path}: it is a folder")
    if os.path.lexists(path):
        raise Misuse(f"{path} is there already; nothing was written")
    files.replace(path, EXAMPLE.encode(), None)
    print(f"wrote {path}, an example to change; try: timeline render {path}")
    schema = os.path.join(os.path.dirname(path), SCHEMA)  # noqa: PTH118, PTH120 - pathlib is dear to import
    if not os.path.lexists(schema):
        from timeline.model import schema as made

        files.replace(schema, (json.dumps(made(), ensure_ascii=False, indent=2) + "\n").encode(), None)
        print(f"wrote {schema}, for completion and checks in editors")
    return 0
