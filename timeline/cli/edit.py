"""``timeline edit``: the events file in a web editor on this machine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress

from timeline import files
from timeline.cli import standard
from timeline.cli.arguments import Misuse
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.editor.desk import Desk
    from timeline.editor.server import Server

TURN = 0.001
"""Seconds that a thread computes while another waits: an edit, which is a matter of many short steps, is to
wait no longer at each of them for the picture that is being drawn."""
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
    """Serves the editor until it is interrupted. The status is 1 for a file that is no text."""
    from timeline.editor.disk import Unfit

    path = arguments.file
    try:
        desk = _desk(path)
    except Unfit as fault:
        from timeline.source import show

        sys.stderr.write(show(fault.diagnostics, fault.text, path))
        print(f"timeline: {path} cannot be edited: only text in UTF-8 can", file=sys.stderr)
        return 1
    server = _server(desk, arguments.port)
    with suppress(KeyboardInterrupt):
        _end_when_told()
        _greet(path, desk, server)
        if not arguments.no_browser:
            _open(server.address)
        server.serve_forever(poll_interval=0.2)
    unsaved = desk.close()
    server.server_close()
    print(_farewell(path, desk, unsaved))
    return 0


def _end_when_told() -> None:
    """Makes what the system or a closed terminal sends the same as Ctrl+C. Collects garbage again, too: this
    is no short run, as those of other commands are, and has several things to do at once."""
    import gc
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has one of them
            signal.signal(getattr(signal, name), signal.default_int_handler)
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(TURN)


def _open(address: str) -> None:
    """Opens a page in the user's browser, where there is a screen: one of text would take the terminal."""
    import os
    import webbrowser

    if os.name == "nt" or sys.platform == "darwin" or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        webbrowser.open(address)


def _desk(path: str) -> Desk:
    """The document of a file. Raises ``Misuse``, ``FileFault`` and ``Unfit``."""
    import os

    from timeline.editor.desk import Desk
    from timeline.editor.disk import Disk
    from timeline.editor.journal import Busy, Journal, folder

    if path == standard.STANDARD:
        raise Misuse("the editor needs a file; it cannot edit standard input")
    if files.is_folder(path):
        raise Misuse(f"cannot edit {path}: it is a folder")
    if os.path.exists(path) and files.content(path) is None:  # noqa: PTH110 - pathlib is dear to import
        files.read(path)  # says why
        raise Misuse(f"cannot edit {path}: it is no file that can be read again")
    disk = Disk(path)
    if not files.is_folder(disk.folder):
        raise Misuse(f"cannot edit {path}: there is no folder {disk.folder}")
    try:
        return Desk(disk, Journal(path, folder()))
    except Busy as busy:
        where = f" at http://127.0.0.1:{busy.port}/ (its terminal shows the whole address)"
        raise Misuse(f"{path} is being edited already{where if busy.port else ''}") from None


def _server(desk: Desk, port: int | None) -> Server:
    from timeline.editor.server import start

    if port is not None and not 0 <= port < 65536:
        desk.close()
        raise Misuse(f"there is no port {port}; ports are 1 to 65535, and 0 is any that is free")
    try:
        server = start(desk, port, _complain)
    except OSError as fault:
        desk.close()
        raise Misuse(f"cannot listen at port {port}: {files.reason(fault)}") from None
    desk.journal.listens(server.server_port)
    desk.watch()
    return server


def _greet(path: str, desk: Desk, server: Server) -> None:
    """Says where the page is, and what the user should know at once."""
    if desk.restored:
        print("unsaved changes of an earlier run have come back; save or discard them in the editor")
    if desk.notice:
        print(desk.notice)
    print(f"editing {path} at {server.address}")
    print("Ctrl+C ends it", flush=True)


def _farewell(path: str, desk: Desk, unsaved: bool) -> str:
    if not unsaved:
        return f"ended; {path} has all changes"
    if not desk.journal.fault:
        return f"ended; unsaved changes are kept and come back with: timeline edit {path}"
    beside = f"{path}.unsaved"
    files.save([(beside, desk.draft.text.encode())])
    return f"ended; unsaved changes are in {beside}"


def _complain(sentence: str) -> None:
    print(f"timeline: {sentence}", file=sys.stderr, flush=True)
