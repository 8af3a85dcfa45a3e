"""The server of the editor: HTTP on 127.0.0.1, a fixed table of what can be asked for, and a stream of news.

Every request is judged by ``guard`` before anything else is done about it. Nothing is found by a path: the
parts of the page are read when the server starts, and what is not in the table does not exist.
"""

# os.path and open, as in timeline.files:
# ruff: noqa: PTH118, PTH120, PTH122, PTH123, PTH208

from __future__ import annotations

import json
import os
import secrets
import select
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import BoundedSemaphore
from time import monotonic

from timeline.editor import answers, guard, operations
from timeline.editor.desk import Desk, Problem
from timeline.editor.peers import is_strangers
from timeline.editor.picture import Easel
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Page: TypeAlias = "tuple[str, bytes]"

ADDRESS = "127.0.0.1"
PORT = 8765
PORTS = 20  # that are tried one after another
PATIENCE = 20.0  # seconds for a request to arrive, and for an answer to be taken
PING = 15.0  # seconds between two signs of life in a stream
STREAMS = 32  # tabs that can listen at once
CONNECTIONS = 200
LINGER = 2.0  # seconds in which somebody who was refused may end what he was saying

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def pages(folder: str) -> dict[str, Page]:
    """The parts of the page by their paths, each with its content type."""
    found: dict[str, Page] = {}
    for name in sorted(os.listdir(folder)):
        kind = KINDS.get(os.path.splitext(name)[1])
        if kind is not None:
            with open(os.path.join(folder, name), "rb") as file:
                found["/" if name == "index.html" else f"/{name}"] = (kind, file.read())
    return found


class Server(ThreadingHTTPServer):
    """Listens at a port of 127.0.0.1; 0 is any free one. Raises ``OSError``."""

    daemon_threads = True
    request_queue_size = 128  # with less, a page of many parts that comes at once waits a second for some
    allow_reuse_address = os.name == "posix"  # elsewhere it would let another program take the port over

    def __init__(self, desk: Desk, port: int, complain: Callable[[str], None] = lambda _: None) -> None:
        self.desk = desk
        self.pages = pages(os.path.join(os.path.dirname(__file__), "assets"))
        self.routes = routes(desk)
        self.complain = complain
        self.streams = BoundedSemaphore(STREAMS)
        self.connections = BoundedSemaphore(CONNECTIONS)
        super().__init__((ADDRESS, port), Handler)
        self.rules = guard.Rules(self.server_port, secrets.token_urlsafe(24), self.pages.keys())

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's own asks the network for a name
        self.server_name, self.server_port = ADDRESS, self.server_address[1]

    @property
    def address(self) -> str:
        """Where the page is, with the token that opens it."""
        return f"http://{ADDRESS}:{self.server_port}/#{self.rules.token}"

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002
        """Whether to take a connection at all: none of another user of this machine."""
        return not is_strangers(client_address[1], self.server_port)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self.connections.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.connections.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that breaks is nobody's fault."""


def start(desk: Desk, port: int | None, complain: Callable[[str], None] = lambda _: None) -> Server:
    """A server at a port, or at the first that is free of the usual ones. Raises ``OSError``."""
    if port is not None:
        return Server(desk, port, complain)
    for number in range(PORT, PORT + PORTS):
        try:
            return Server(desk, number, complain)
        except OSError:
            continue
    return Server(desk, 0, complain)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # HTTP/0.9 would be answered without a head
    timeout = PATIENCE
    disable_nagle_algorithm = True

    def parse_request(self) -> bool:
        """Reads the head of a request and judges it: nothing is done before."""
        if not super().parse_request():
            return False
        if self.headers.defects:  # what follows such a line has not been read as headers
            self._refuse(400, "that is no request: there is a line among its headers that is none")
            return False
        self._headers = list(self.headers.items())
        refusal = guard.judge(self.command, self.path, self._headers, self.server.rules)
        if refusal is not None:
            self._refuse(*refusal)
        return refusal is None

    def handle_expect_100(self) -> bool:
        """Promises nothing before the request has been judged."""
        return True

    def do_GET(self) -> None:
        if self.path == self.server.rules.stream:
            self._stream()
        else:
            kind, content = self.server.pages[self.path]
            self._answer(200, content, kind)

    def do_POST(self) -> None:
        route = self.server.routes.get(self.path)
        if route is None:
            self._refuse(404, "there is nothing of that name here")
            return
        try:
            body = _object(self._body())
            body["If-Match"] = self.headers.get("If-Match", "")
            self._say(200, route(body))
        except Problem as problem:
            self._say(problem.status, {"error": str(problem), **(problem.answer or {})})
        except ConnectionError:
            self.close_connection = True
        except Exception as fault:
            self.server.complain(f"a fault of the program at {self.path}: {type(fault).__name__}: {fault}")
            self._refuse(500, f"a fault of the program ({type(fault).__name__}); nothing was changed")

    def _body(self) -> bytes:
        """The body of the request. Whoever is slow with it is waited for as long as for a whole request."""
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        left, parts, until = guard.body_length(self._headers), [], monotonic() + PATIENCE
        while left:
            part = self.rfile.read1(min(left, 1 << 16))
            if not part or monotonic() > until:
                raise ConnectionAbortedError
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def _stream(self) -> None:
        """Tells what has changed until the listener goes or the desk closes."""
        if not self.server.streams.acquire(blocking=False):
            self._refuse(503, "too many tabs are open")
            return
        try:
            self.close_connection = True
            self._head(200, "text/event-stream", None)
            self._tell_news()
        finally:
            self.server.streams.release()

    def _tell_news(self) -> None:
        desk, told, last = self.server.desk, -1, monotonic()
        while True:
            with desk.changed:
                if desk.news == told and not desk.closed:
                    desk.changed.wait(0.5)
                if desk.closed:
                    return
                news, told, is_new = desk.brief(), desk.news, desk.news != told
            if is_new:
                self.wfile.write(f"event: changed\ndata: {json.dumps(news)}\n\n".encode())
                last = monotonic()
            elif monotonic() - last > PING:
                self.wfile.write(b": ping\n\n")
                last = monotonic()
            elif select.select([self.connection], [], [], 0)[0]:
                return  # nothing more is to come from a listener: it has hung up

    # Answers

    def _say(self, status: int, answer: Any) -> None:
        self._answer(status, json.dumps(answer).encode(), "application/json")

    def _refuse(self, status: int, sentence: str) -> None:
        """An answer that ends the connection, for what follows in it may be anything."""
        self.close_connection = True
        self._say(status, {"error": sentence})
        self._hear_out()

    def _hear_out(self) -> None:
        """Takes what is still sent and forgets it: systems tear down a connection that is closed with bytes
        in it that were not read, and the answer is lost with it."""
        until = monotonic() + LINGER
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(LINGER)
            while monotonic() < until and self.rfile.read1(1 << 16):
                pass

    def _answer(self, status: int, content: bytes, kind: str) -> None:
        self._head(status, kind, len(content))
        self.wfile.write(content)

    def _head(self, status: int, kind: str, length: int | None) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in guard.ANSWER_HEADERS:
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What http.server says to requests that are none."""
        self._refuse(code, f"that is no request: {message or 'it cannot be read'}")

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps the terminal free."""


# What can be asked for

Route: TypeAlias = "Callable[[dict[str, Any]], Any]"


def routes(desk: Desk) -> Mapping[str, Route]:
    """What can be asked for, by path: each takes the object that was sent."""
    easel = Easel()
    return {
        "/document": lambda _: desk.whole(),
        "/since": lambda body: desk.since(_revision(body)),
        "/edit": lambda body: desk.edit(_revision(body), body.get("op"), _name(body)),
        "/undo": lambda body: desk.undo(_revision(body)),
        "/redo": lambda body: desk.redo(_revision(body)),
        "/save": lambda body: desk.save(_revision(body), _expected(body)),
        "/discard": lambda body: desk.discard(_revision(body)),
        "/resolve": lambda body: desk.resolve(_revision(body), _text(body, "conflict"), _text(body, "take")),
        "/changes": lambda _: answers.changes(*desk.versions()),
        "/date": lambda body: answers.date(_text(body, "text"), desk.zone()),
        "/picture": lambda body: easel.picture(*desk.drawn(), _options(body)),
        "/drag": lambda body: easel.drag(*desk.drawn(), body),
    }


def _object(data: bytes) -> dict[str, Any]:
    """The object in a body. Raises ``Problem``."""
    try:
        body = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Problem(400, "the request is no JSON") from None
    if not isinstance(body, dict):
        raise Problem(400, "the request is no JSON object")
    return body


def _no_number(name: str) -> None:
    raise ValueError(name)


def _revision(body: Mapping[str, Any]) -> int:
    revision = body.get("revision")
    if type(revision) is not int:
        raise Problem(400, "revision has to be a whole number")
    return revision


def _text(body: Mapping[str, Any], key: str) -> str:
    text = body.get(key)
    if not isinstance(text, str):
        raise Problem(400, f"{key} has to be a text")
    return text


def _options(body: Mapping[str, Any]) -> dict[str, Any]:
    options = body.get("options", {})
    if not isinstance(options, dict):
        raise Problem(400, "options has to be an object")
    return options


def _name(body: Mapping[str, Any]) -> str:
    name = body.get("step") or ""
    if not isinstance(name, str) or len(name) > 1000 or not operations.is_whole(name):
        raise Problem(400, "step has to be a short text")
    return name


def _expected(body: Mapping[str, Any]) -> str:
    """The hash of ``If-Match``. Raises ``Problem``."""
    tag: str = body["If-Match"]
    if len(tag) < 2 or tag[0] != '"' or tag[-1] != '"':
        raise Problem(428, "say which state of the file is to be replaced: If-Match with its hash in quotes")
    return tag[1:-1]
