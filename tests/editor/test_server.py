"""The server as browsers and strangers meet it: over sockets, as a process of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import command, surroundings, write_events
from tests.editor.running import ROOT, Running, editor
from timeline.editor import server
from timeline.editor.desk import Desk
from timeline.editor.disk import Disk
from timeline.editor.journal import Journal


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with editor(write_events(tmp_path)) as one:
        yield one


def spoken(running: Running, data: bytes) -> bytes:
    """What the server answers to bytes, until it hangs up."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        parts = []
        while part := connection.recv(1 << 16):
            parts.append(part)
        return b"".join(parts)


def head(running: Running, first: str, *headers: str, host: bool = True) -> bytes:
    named = [f"Host: 127.0.0.1:{running.port}"] if host else []
    return "\r\n".join([first, *named, *headers, "", ""]).encode()


def is_untouched(running: Running) -> bool:
    state = running.ask("/document")
    return state["revision"] == 1 and bool(state["saved"])


# What it gives


def test_every_answer_says_what_a_browser_must_not_do_with_it(running: Running) -> None:
    answers = [
        running.send("GET", "/"),
        running.post("/document"),
        running.post("/nothing"),
        running.send("GET", "/x"),
    ]
    assert [answer.status for answer in answers] == [200, 200, 404, 405]
    for answer in answers:
        told = {name.lower(): value for name, value in answer.headers.items()}
        assert told["x-content-type-options"] == "nosniff"
        assert told["cache-control"] == "no-store"
        assert told["x-frame-options"] == "DENY"
        assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
        assert told["referrer-policy"] == "no-referrer"
        assert told["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert "server" not in told
        assert not any(name.startswith("access-control") for name in told)


def test_the_page_and_its_parts_need_no_token_and_nothing_else_is_served(running: Running) -> None:
    assert running.send("GET", "/").headers["Content-Type"] == "text/html; charset=utf-8"
    assert running.send("GET", "/main.js").headers["Content-Type"] == "text/javascript; charset=utf-8"
    for path in ("/types.d.ts", "/../desk.py", "/%2e%2e/desk.py", "/index.html", "/?x", "/main.js/"):
        assert running.send("GET", path).status == 405
        assert running.post(path).status == 404
    assert is_untouched(running)


def test_a_connection_serves_one_request_after_the_other(running: Running) -> None:
    connection = HTTPConnection("127.0.0.1", running.port, timeout=10)
    headers = {"X-Timeline-Token": running.token, "Content-Type": "application/json"}
    used = set()
    for revision in (1, 2, 3):
        op = {"op": "put", "path": ["title"], "value": f"Title {revision}"}
        connection.request("POST", "/edit", json.dumps({"revision": revision, "op": op}), headers)
        assert json.loads(connection.getresponse().read())["revision"] == revision + 1
        used.add(connection.sock.getsockname())
    assert len(used) == 1
    connection.close()


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    desk = Desk(Disk(str(write_events(tmp_path))), Journal(str(tmp_path / "events.json"), str(tmp_path)))
    one = server.start(desk, 0)
    try:
        assert one.server_address[0] == "127.0.0.1"
        assert len(one.rules.token) >= 32
        assert one.address == f"http://127.0.0.1:{one.server_port}/#{one.rules.token}"
    finally:
        one.server_close()
        desk.close()


# What it refuses


def test_strangers_get_nothing_and_change_nothing(running: Running) -> None:
    own = f"127.0.0.1:{running.port}"
    op = json.dumps({"revision": 1, "op": {"op": "put", "path": ["title"], "value": "Stolen"}}).encode()
    good = {"X-Timeline-Token": running.token, "Content-Type": "application/json"}
    tried: list[tuple[int, dict[str, str]]] = [
        (421, {**good, "Host": f"evil.example:{running.port}"}),
        (421, {**good, "Host": "evil.example"}),
        (403, {**good, "Origin": "https://evil.example"}),
        (403, {**good, "Origin": "null"}),
        (403, {**good, "Sec-Fetch-Site": "cross-site"}),
        (403, {**good, "Sec-Fetch-Site": "same-site"}),
        (403, {**good, "Sec-Fetch-Site": "none"}),
        (403, {"Content-Type": "application/json"}),
        (403, {**good, "X-Timeline-Token": "guess"}),
        (415, {**good, "Content-Type": "text/plain"}),
        (415, {**good, "Content-Type": "application/x-www-form-urlencoded"}),
    ]
    for path in ("/edit", "/save", "/undo", "/discard", "/document", "/picture"):
        for status, headers in tried:
            answer = running.send("POST", path, op, {"Host": own, **headers})
            assert answer.status == status
            assert running.token.encode() not in answer.body
            assert b"A plan is adopted" not in answer.body
    preflight = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert running.send("OPTIONS", "/edit", None, preflight).status == 403
    assert running.send("OPTIONS", "/edit").status == 405
    assert is_untouched(running)
    assert running.end() == "ended; " + running.said[-2].split()[1] + " has all changes\n"


@pytest.mark.parametrize(
    ("first", "headers", "status"),
    [
        ("GET / HTTP/1.1", ["Host: evil.example"], b"421"),
        ("GET http://evil.example/ HTTP/1.1", [], b"405"),
        ("GET /document HTTP/1.1", [], b"405"),
        ("POST /edit HTTP/1.1", ["Transfer-Encoding: chunked"], b"403"),
        ("BREW / HTTP/1.1", [], b"405"),
        ("GET / HTTP/3.0", [], b"505"),
        ("GET / HTTP/x", [], b"400"),
        ("GET", [], b"400"),
        ("\x16\x03\x01 hello", [], b"400"),
        ("GET /" + "a" * 70_000 + " HTTP/1.1", [], b"414"),
        ("GET / HTTP/1.1", [f"X-{number}: x" for number in range(200)], b"431"),
        ("GET / HTTP/1.1", ["X: " + "x" * 70_000], b"431"),
    ],
)  # fmt: skip
def test_what_is_no_request_of_the_page_is_refused_with_a_status(
    running: Running, first: str, headers: list[str], status: bytes
) -> None:
    answer = spoken(running, head(running, first, *headers))
    assert status in answer.split(b"\r\n")[0] or answer.startswith(b'{"error"')
    assert b'{"error": "' in answer
    assert b"Traceback" not in answer
    assert is_untouched(running)
    assert running.end().count("\n") == 1, "nothing but its last line stands in the terminal"


def test_a_body_in_chunks_is_refused_even_with_the_token(running: Running) -> None:
    token = f"X-Timeline-Token: {running.token}"
    chunked = head(
        running, "POST /undo HTTP/1.1", token, "Content-Type: application/json", "Transfer-Encoding: chunked"
    )
    assert b" 411 " in spoken(running, chunked + b"2\r\n{}\r\n0\r\n\r\n")
    both = head(running, "POST /undo HTTP/1.1", token, "Content-Length: 2", "Content-Length: 20")
    assert b" 400 " in spoken(running, both + b"{}")
    short = head(
        running, "POST /undo HTTP/1.1", token, "Content-Type: application/json", "Content-Length: 200"
    )
    assert spoken(running, short + b'{"revision": 1}') == b"", "nothing is done that was not sent to its end"
    assert is_untouched(running)


ROUTES = ("/since", "/edit", "/undo", "/redo", "/save", "/discard", "/resolve", "/date", "/picture", "/drag")
BODIES: list[bytes] = [
    b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000, b'{"revision": NaN}',
    b'{"revision": 1e999}', b'{"revision": ' + b"9" * 5000 + b"}", b'{"revision": -1}', b'{"revision": true}',
    b'{"revision": 99}', b'{"revision": 1.0}', b'{"revision": "1"}',
]  # fmt: skip


def test_hostile_bodies_get_a_sentence_and_hurt_nothing(running: Running) -> None:
    headers = {"X-Timeline-Token": running.token, "Content-Type": "application/json"}
    for route in ROUTES:
        for body in BODIES:
            answer = running.send("POST", route, body, {**headers, "If-Match": '"x"'})
            fine = route in ("/picture", "/drag") and answer.status == 200
            assert fine or 400 <= answer.status < 500, (route, body[:40], answer.status)
            assert fine or len(answer.json["error"]) > 10
    assert is_untouched(running)
    assert running.end().count("\n") == 1


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("/edit", {"revision": 1, "op": {"op": "put", "path": ["title"], "value": "x"}, "step": 3}),
        ("/edit", {"revision": 1, "op": {"op": "put", "path": ["title"], "value": "\ud800"}}),
        ("/edit", {"revision": 1, "op": {"op": "put", "path": [{}], "value": 1}}),
        ("/edit", {"revision": 1, "op": None}),
        ("/edit", {"revision": 1}),
        ("/resolve", {"revision": 1, "conflict": "1", "take": "both"}),
        ("/resolve", {"revision": 1, "conflict": 1, "take": "mine"}),
        ("/date", {"text": None}),
        ("/picture", {"options": []}),
        ("/save", {"revision": 1}),
    ],
)
def test_values_of_a_wrong_kind_are_refused(running: Running, route: str, body: object) -> None:
    answer = running.post(route, body)
    assert 400 <= answer.status < 500
    assert len(answer.json["error"]) > 10
    assert is_untouched(running)


# News


class Listener:
    """A stream that is being read."""

    def __init__(self, running: Running) -> None:
        self.connection = HTTPConnection("127.0.0.1", running.port, timeout=10)
        self.connection.request("GET", "/stream", headers={"X-Timeline-Token": running.token})
        self.answer = self.connection.getresponse()

    def next(self) -> Any:
        """The data of the next event; None where the stream has ended."""
        while line := self.answer.readline():
            if line.startswith(b"data: "):
                return json.loads(line[6:])
        return None


def test_listeners_hear_of_every_change(running: Running) -> None:
    one, other = Listener(running), Listener(running)
    assert one.answer.headers["Content-Type"] == "text/event-stream"
    state = running.ask("/document")
    assert one.next() == {"revision": 1, "hash": state["hash"], "saved": True}
    other.next()
    running.edit(1, op="put", path=["title"], value="New")
    for listener in (one, other):
        told = listener.next()
        assert (told["revision"], told["saved"]) == (2, False)
    running.save()
    assert one.next()["saved"]


def test_a_stream_ends_with_the_server_and_a_tab_that_goes_leaves_its_place(running: Running) -> None:
    for _ in range(3):
        listeners = [Listener(running) for _ in range(server.STREAMS)]
        assert all(one.answer.status == 200 for one in listeners)
        assert Listener(running).answer.status == 503
        for one in listeners:
            one.answer.close()
            one.connection.close()
        time.sleep(1.5)
    last = Listener(running)
    last.next()
    running.end()
    assert last.next() is None


def test_a_client_that_is_stuck_blocks_nobody(running: Running) -> None:
    own = [f"X-Timeline-Token: {running.token}", "Content-Type: application/json", "Content-Length: 100"]
    stuck = []
    for data in (b"", b"POST /edit HTT", head(running, "POST /edit HTTP/1.1", *own) + b"{"):
        connection = socket.create_connection(("127.0.0.1", running.port))
        connection.sendall(data)
        stuck.append(connection)
    deaf = Listener(running)  # listens, and never reads
    begun = time.monotonic()
    for revision in range(1, 30):
        running.edit(revision, op="put", path=["title"], value="x" * revision)
    assert time.monotonic() - begun < 15
    running.end()
    assert deaf.connection is not None
    for connection in stuck:
        connection.close()


def test_whoever_does_not_send_what_he_promised_is_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Thread

    monkeypatch.setattr(server, "PATIENCE", 0.5)
    monkeypatch.setattr(server.Handler, "timeout", 0.5)
    desk = Desk(Disk(str(write_events(tmp_path))), Journal(str(tmp_path / "events.json"), str(tmp_path)))
    one = server.start(desk, 0)
    thread = Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        with socket.create_connection(("127.0.0.1", one.server_port), timeout=10) as connection:
            lines = [
                "POST /undo HTTP/1.1", f"Host: 127.0.0.1:{one.server_port}", "Content-Length: 50",
                f"X-Timeline-Token: {one.rules.token}", "Content-Type: application/json", "", "",
            ]  # fmt: skip
            connection.sendall("\r\n".join(lines).encode())
            for _ in range(20):  # a byte now and then is not enough
                try:
                    connection.sendall(b" ")
                except OSError:
                    break
                time.sleep(0.1)
            assert connection.recv(100) == b""
    except ConnectionResetError:
        pass
    finally:
        one.shutdown()
        thread.join()
        one.server_close()
        desk.close()


# The command


def test_it_is_ended_by_one_key_and_says_so_in_one_line(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    with editor(file) as one:
        assert one.end() == f"ended; {file} has all changes\n"
        assert one.process.returncode == 0
    with editor(file) as one:
        one.edit(1, op="put", path=["title"], value="New")
        one.process.send_signal(signal.SIGTERM)
        said = one.process.communicate(timeout=20)[0]
        assert said == f"ended; unsaved changes are kept and come back with: timeline edit {file}\n"


def test_a_file_is_edited_once_at_a_time(running: Running, tmp_path: Path) -> None:
    state = {"XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path / "state")}
    again = subprocess.run(
        command("edit", "events.json", "--no-browser"),
        cwd=tmp_path, env=surroundings(**state), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert again.returncode == 2
    assert f"being edited already at http://127.0.0.1:{running.port}/" in again.stderr
    assert running.token not in again.stderr
    assert running.ask("/document")["revision"] == 1


def test_a_port_that_is_taken_is_named_or_passed_over(running: Running, tmp_path: Path) -> None:
    other = write_events(tmp_path, name="other.json")
    refused = pytest.raises(AssertionError, match=f"cannot listen at port {running.port}")
    with refused, editor(other, port=running.port):
        pass
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(("127.0.0.1", server.PORT))
        taken.listen()
    except OSError:
        pass  # somebody else has it: as good
    desk = Desk(Disk(str(other)), Journal(str(other), str(tmp_path / "state" / "timeline")))
    one = server.start(desk, None)
    assert one.server_port != server.PORT
    one.server_close()
    desk.close()
    taken.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-"], "needs a file"),
        (["."], "it is a folder"),
        (["no/such/folder/events.json"], "there is no folder"),
        (["events.json", "--port", "65536"], "there is no port 65536"),
        (["events.json", "--port", "-1"], "there is no port -1"),
        (["wide.json"], "only text in UTF-8 can"),
        (["bytes.json"], "only text in UTF-8 can"),
    ],
)
def test_what_cannot_be_edited_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    write_events(tmp_path)
    (tmp_path / "wide.json").write_bytes('{"events": []}'.encode("utf-16"))
    (tmp_path / "bytes.json").write_bytes(b'{"title": "\xe9t\xe9", "events": []}')
    done = subprocess.run(
        command("edit", *arguments, "--no-browser"),
        cwd=tmp_path, env=surroundings(XDG_STATE_HOME=str(tmp_path / "state")),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_other_commands_do_not_load_the_server() -> None:
    code = "import sys, timeline.cli; timeline.cli.main(['check']); print('http' in sys.modules)"
    done = subprocess.run(
        ["python3", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.endswith("False\n")
