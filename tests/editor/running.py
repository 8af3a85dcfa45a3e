"""The editor as its users run it: a process of its own, which keeps unsaved work in a folder of its own.

with editor(tmp_path / "events.json") as running:
    running.ask("/document")["text"]
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).parents[2]
LONGEST = 60  # seconds: a machine that tests everything at once is slow


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Running:
    """An editor that runs. ``address`` opens its page; ``said`` is what it has printed so far."""

    def __init__(self, process: subprocess.Popen[str], said: list[str]) -> None:
        self.process = process
        self.said = said
        self.address = next(word for line in said for word in line.split() if word.startswith("http://"))
        self.token = self.address.partition("#")[2]
        self.port = int(self.address.partition("#")[0].rstrip("/").rpartition(":")[2])

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """A request as it stands, without anything that the page would add."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        """A request as the page would send it; names of further headers are written with ``_``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = json.dumps({} if body is None else body).encode()
        own = {"X-Timeline-Token": self.token, "Content-Type": "application/json"}
        return self.send("POST", path, sent, own | named)

    def ask(self, path: str, body: object = None, **headers: str) -> Any:
        """The JSON that answers a request of the page, which has to succeed."""
        answer = self.post(path, body, **headers)
        assert answer.status == 200, (answer.status, answer.body[:500])
        return answer.json

    def edit(self, revision: int, **op: object) -> Any:
        """``edit(1, op="put", path=[…], value=…)``; ``step`` names the step of undo."""
        step = op.pop("step", None)
        return self.ask("/edit", {"revision": revision, "op": op} | ({"step": step} if step else {}))

    def save(self) -> Any:
        state = self.ask("/document")
        return self.ask("/save", {"revision": state["revision"]}, If_Match=f'"{state["hash"]}"')

    def end(self) -> str:
        """Ends it as Ctrl+C does, and gives what it said at last."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=LONGEST)[0]

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.kill()
        self.process.communicate(timeout=LONGEST)


@contextmanager
def editor(file: Path, *options: str, state: Path | None = None, port: int = 0) -> Iterator[Running]:
    """``timeline edit FILE --no-browser --port 0``, until the block ends. Unsaved work is kept in ``state``,
    or in the folder ``state`` beside the file."""
    folder = state or file.parent / "state"
    folder.mkdir(exist_ok=True, parents=True)
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "XDG_STATE_HOME": str(folder),
        "LOCALAPPDATA": str(folder),
        "HOME": str(folder),
    }
    command = [sys.executable, "-m", "timeline", "edit", str(file), "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        [*command, *options],
        cwd=file.parent,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Running(process, _until_it_listens(process))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=LONGEST)


@contextmanager
def quiet(context: BrowserContext) -> Iterator[Callable[[], Page]]:
    """Makes pages. What one of them throws or says on the console fails the test at the end of the block;
    that a resource failed to load is said of every refusal, and of a server that is gone."""
    found: list[str] = []

    def new_page() -> Page:
        page = context.new_page()
        page.on("console", lambda message: found.append(f"console: {message.text}"))
        page.on("pageerror", lambda fault: found.append(f"thrown: {fault}"))
        return page

    yield new_page
    assert not [one for one in found if "Failed to load resource" not in one]


def _until_it_listens(process: subprocess.Popen[str]) -> list[str]:
    """The lines that it prints up to the one that says how to end it."""
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.rstrip("\n"))
        if "Ctrl+C" in line:
            return said
    raise AssertionError("\n".join(said))
