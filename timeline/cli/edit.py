"""``timeline edit``: the events file in a web editor on this machine."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from timeline import files
from timeline.cli import standard
from timeline.cli.arguments import Misuse

USAGE = "[FILE] [options]"
EXAMPLES = """\
examples:
  timeline edit                 events.json in the browser; Ctrl+C here ends it
  timeline edit notes.json      a file that is not there yet is made by the first save
  timeline edit --no-browser    print the address alone
"""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("file", metavar="FILE", nargs="?", default="events.json", help="the file (default: events.json)")
    add(
        "--port",
        metavar="N",
        type=int,
        help="the port to listen at, 0 for any that is free (default: 8765 or the next free one)",
    )
    add("--no-browser", action="store_true", help="do not open the page, only print its address")


def run(arguments: Namespace) -> int:
    """Serves the editor until it is interrupted."""
    from timeline.editor.desk import Desk
    from timeline.editor.server import start

    path, port = arguments.file, arguments.port
    if path == standard.STANDARD:
        raise Misuse("the editor needs a file of its own; it cannot edit standard input")
    if files.is_folder(path):
        raise Misuse(f"cannot edit {path}: it is a folder")
    if port is not None and not 0 <= port < 65536:
        raise Misuse(f"there is no port {port}; ports are 0 to 65535")
    desk = Desk(path)
    try:
        server = start(desk, port, _complain)
    except OSError as fault:
        raise Misuse(f"cannot listen at port {port}: {files.reason(fault)}") from None
    print(f"editing {path} at {server.address}", flush=True)
    print("Ctrl+C ends it", flush=True)
    if not arguments.no_browser:
        import webbrowser

        webbrowser.open(server.address)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        pass
    finally:
        desk.close()
        server.server_close()
    print("ended")
    return 0


def _complain(sentence: str) -> None:
    print(f"timeline: {sentence}", file=sys.stderr, flush=True)
