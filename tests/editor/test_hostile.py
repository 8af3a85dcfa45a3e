"""The editor under attack: by pages of strangers, over bare sockets, by what stands in a file, and by others
who use the machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.cli.program import TWO_EVENTS, command, surroundings, write_events
from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.editor.running import Running, editor
from tests.page.hostile import ATTACKS, hostile
from timeline.editor import guard, server
from timeline.editor.desk import Desk
from timeline.editor.disk import Disk
from timeline.editor.journal import Journal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from timeline.editor.guard import Headers, Refusal, Rules

STRANGER = (Path(__file__).parent / "stranger.js").read_bytes()
PAGE = b"<!DOCTYPE html><title>x</title><body><script>" + STRANGER + b"</script>"
PATIENCE = 15_000  # milliseconds
WORDS = ("A plan is adopted", "The plan is dropped", "Two events", "import ", "<!DOCTYPE", "--paper")
"""What stands in the file and in the parts of the page."""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with editor(write_events(tmp_path)) as one:
        yield one


def is_untouched(running: Running) -> bool:
    state = running.ask("/document")
    return state["revision"] == 1 and bool(state["saved"])


# Pages of strangers


class Request(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    refusal: Refusal | None


class Watched(NamedTuple):
    """A server in this process, and all requests that came."""

    server: server.Server
    file: Path
    requests: list[Request]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self) -> list[str]:
        """Everything that can be asked for, and something that cannot."""
        return [*self.server.pages, *self.server.routes, self.server.rules.stream, "/nothing"]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    judge, requests = guard.judge, list[Request]()

    def judged(method: str, path: str, headers: Headers, rules: Rules) -> Refusal | None:
        refusal = judge(method, path, headers, rules)
        requests.append(Request(method, path, {name.lower(): value for name, value in headers}, refusal))
        return refusal

    monkeypatch.setattr(guard, "judge", judged)
    file = write_events(tmp_path)
    desk = Desk(Disk(str(file)), Journal(str(file), str(tmp_path / "state")))
    one = server.start(desk, 0)
    thread = Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield Watched(one, file, requests)
    one.shutdown()
    thread.join()
    one.server_close()
    desk.close()


class Evil(ThreadingHTTPServer):
    """A stranger's server: a page, and the headers of all that came."""

    daemon_threads = True

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), EvilPage)


class EvilPage(BaseHTTPRequestHandler):
    server: Evil

    def do_GET(self) -> None:
        self.server.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def evil() -> Iterator[Evil]:
    one = Evil()
    thread = Thread(target=one.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield one
    one.shutdown()
    thread.join()
    one.server_close()


@pytest.fixture(scope="module")
def chromium(browser: Browser) -> Iterator[Callable[[str], Browser]]:
    """Gives a browser for which names lead where a rule says."""
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    opened: list[Browser] = []

    def launch(rule: str) -> Browser:
        flags = [*CHROMIUM_FLAGS, f"--host-resolver-rules={rule}"]
        opened.append(browser.browser_type.launch(executable_path=program, args=flags))
        return opened[-1]

    yield launch
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def fooled(chromium: Callable[[str], Browser]) -> Browser:
    """A browser for which a stranger's name leads to this machine."""
    return chromium("MAP evil.example 127.0.0.1")


@pytest.fixture
def context(fooled: Browser) -> Iterator[BrowserContext]:
    fresh = fooled.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
    yield fresh
    fresh.close()


def attacked(
    watched: Watched, context: BrowserContext, page: str, base: str, paths: list[str]
) -> dict[str, set[str]]:
    """What came of each means of a stranger's page. Whatever it was, it read nothing and changed nothing, and
    each path had the same of it: nobody learns which there are."""
    before = watched.file.read_bytes()
    user = context.new_page()
    user.goto(watched.server.address)
    user.wait_for_selector("#rows [role=option]", timeout=PATIENCE)
    user.wait_for_selector("#picture [data-event-id]", timeout=PATIENCE)
    watched.requests.clear()
    stranger = context.new_page()
    stranger.goto(page)
    found = stranger.evaluate("([base, paths]) => attack(base, paths)", [base, paths])
    assert {one.path for one in watched.requests} >= set(paths), "every path was really asked for"
    assert [one for one in watched.requests if one.refusal is None] == []
    told = json.dumps(found)
    assert watched.server.rules.token not in told
    assert [word for word in WORDS if word in told] == []
    assert watched.file.read_bytes() == before
    desk = watched.server.desk
    assert (desk.draft.revision, desk.draft.text, desk.saved) == (1, before.decode(), True)
    assert user.url == watched.server.address
    assert user.locator("#saved").inner_text() == "Saved"
    outcomes: dict[str, set[str]] = {}
    for means, _, came_of_it in found:
        outcomes.setdefault(means, set()).add(came_of_it)
    sizes = outcomes.pop("size")
    assert sizes == {"0"} or base != watched.base
    assert len(outcomes) > 55
    assert {means: came for means, came in outcomes.items() if len(came) > 1} == {}
    return outcomes


SOME = ["/", "/main.js", "/document", "/stream", "/nothing"]


@pytest.mark.browser
@pytest.mark.parametrize(("host", "paths"), [("127.0.0.1", []), ("evil.example", SOME)])
def test_a_page_of_another_origin_reads_nothing_and_changes_nothing(
    watched: Watched, evil: Evil, context: BrowserContext, host: str, paths: list[str]
) -> None:
    page = f"http://{host}:{evil.server_port}/"
    outcomes = attacked(watched, context, page, watched.base, paths or watched.paths)
    assert set().union(*outcomes.values()) <= {"nothing", "sent"}


class Rebound(BaseRequestHandler):
    """A stranger's name that leads to his own page first, and to the editor from then on."""

    editor = 0

    def handle(self) -> None:
        if self.request.recv(10, socket.MSG_PEEK) == b"GET /page ":
            self.request.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
            return
        with socket.create_connection(("127.0.0.1", self.editor)) as there:
            back = Thread(target=handed_on, args=(there, self.request), daemon=True)
            back.start()
            handed_on(self.request, there)
            back.join()


def handed_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(1 << 16):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


@pytest.mark.browser
def test_a_name_that_comes_to_lead_to_this_machine_opens_nothing(
    watched: Watched, chromium: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the browser it is all one origin, so the page may read the refusals, which say nothing."""
    port = watched.server.server_port
    monkeypatch.setattr(Rebound, "editor", port)
    with ThreadingTCPServer(("127.0.0.1", 0), Rebound) as name:
        name.daemon_threads = True
        Thread(target=name.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        fooled = chromium(f"MAP evil.example:{port} 127.0.0.1:{name.server_address[1]}")
        base = f"http://evil.example:{port}"
        outcomes = attacked(watched, fooled.new_context(), f"{base}/page", base, SOME)
        name.shutdown()
    assert any(one.startswith("basic 421") for one in outcomes["fetch POST"])
    quiet = {"nothing", "sent", "loaded", "basic 421 "}
    assert {
        one for came in outcomes.values() for one in came - quiet if "no other server" not in one
    } == set()


# What stands in a file

WATCH = """
window.hurt = 0;
window.reports = [];
document.addEventListener("securitypolicyviolation", (report) => {
  reports.push(`${report.violatedDirective} ${report.blockedURI} ${report.sourceFile}:${report.lineNumber}`);
});
"""
MADE = (
    "iframe, object, embed, base, link[href*=evil], img, script:not([src='/main.js']), [onload], [onerror], "
    "[onfocus], [autofocus]:not(button), [srcdoc], [ping], a[href^=javascript], [style*=url]"
)
"""What only an attack would have made."""
ADDRESSES = (
    "javascript:window.hurt=20",
    "java\tscript:window.hurt=21",
    " javascript:window.hurt=22",
    "data:text/html,<script>parent.hurt=23</script>",
    "//evil.example/x.png",
    "http://evil.example/x.png",
    'https://evil.example/" onload=window.hurt=24 x="',
    "file:///etc/passwd",
    "../../../../etc/passwd",
)
COLOURS = (
    "red;background:url(http://evil.example/x)",
    "url(http://evil.example/x)",
    "var(--x,url(//evil.example))",
)


def broken() -> dict[str, Any]:
    """A file in which every field is an attack, those too that no good file could have."""
    document = hostile()
    every = " ".join(ATTACKS)
    document |= dict.fromkeys(("lang", "timezone", "as_of", "layout", "scale", "theme", *ATTACKS), every)
    document["groups"] += [{"id": f"{attack}'\"", "title": attack, "color": attack} for attack in ATTACKS]
    document["groups"] += [{"id": f"colour-{n}", "title": "x", "color": one} for n, one in enumerate(COLOURS)]
    document["eras"] += [{"date": attack, "title": attack, "color": COLOURS[0]} for attack in ATTACKS[:4]]
    document["sources"] |= {attack: {"title": attack, "url": attack, "date": attack} for attack in ATTACKS}
    for number, event in enumerate(document["events"]):
        attack, address = ATTACKS[number], ADDRESSES[number % len(ADDRESSES)]
        event |= {"url": address, "image": {"src": address, "alt": attack}, attack: attack}
        event |= {"sources": [{"source": attack, "quote": attack}, {"url": address, "title": attack}, attack]}
        if number % 3 == 1:
            event |= {
                "id": f"'\"{attack}",
                "date": attack,
                "group": attack,
                "icon": attack,
                "color": COLOURS[1],
            }
        if number % 3 == 2:
            event |= {
                "links": [{"to": attack, "label": attack}, attack],
                "figures": attack,
                "tags": {attack: 1},
            }
    document["events"].append({"id": "x" * 9000, "date": "2015", "title": "\u202e" + "W" * 20_000})
    document["events"].append(every)
    return document


@pytest.mark.browser
@pytest.mark.parametrize("document", [hostile(), broken()], ids=["good", "broken"])
def test_nothing_in_a_file_runs_or_asks_for_anything(
    context: BrowserContext, tmp_path: Path, document: dict[str, Any]
) -> None:
    file = write_events(tmp_path, document, name="<img src=x onerror=window.hurt=30>'\".json")
    context.add_init_script(WATCH)
    page = context.new_page()
    said, asked = list[str](), list[str]()
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("popup", lambda other: said.append(other.url))
    context.on("request", lambda request: asked.append(request.url))
    with editor(file) as running:
        page.goto(running.address)
        page.wait_for_selector("#rows [role=option]", timeout=PATIENCE)
        _go_through(page, running)
        _come_into_conflict(page, running, file)
        assert page.evaluate("window.hurt") == 0
        assert page.evaluate("window.reports") == []
        assert page.locator(MADE).evaluate_all("all => all.map((one) => one.outerHTML.slice(0, 200))") == []
        assert page.url == running.address
        own = f"http://127.0.0.1:{running.port}/"
        assert [url for url in asked if not url.startswith(own)] == []
        assert [url for url in asked if running.token in url.partition("#")[0]] == []
    assert said == []


def _go_through(page: Page, running: Running) -> None:
    """Everything that shows words of the file."""
    page.focus("#rows")
    for _ in range(len(ATTACKS) + 2):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(30)
    page.fill("#search", "<script>")
    page.fill("#search", "")
    page.click("#tab-document")
    page.wait_for_timeout(200)
    for control in page.locator("#document input:visible").all()[:6]:
        control.focus()
    page.click("#tab-text")
    page.wait_for_timeout(200)
    page.keyboard.press("Control+End")
    marks = page.locator("#picture [data-event-id]")
    assert marks.count() or running.ask("/document")["errors"]
    for mark in marks.all()[:3]:
        mark.hover(force=True)
        mark.focus()
    page.click("#tab-events")
    if page.locator("#problems").is_visible():
        page.click("#problems")
        page.wait_for_selector("#faults[open]")
        page.wait_for_timeout(200)
        page.keyboard.press("Escape")
    page.click("#add")
    page.locator("#adding input").first.fill(ATTACKS[1])
    page.locator("#adding input").nth(1).fill(ATTACKS[2])
    page.wait_for_timeout(200)
    page.keyboard.press("Escape")
    page.focus("#rows")
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    page.wait_for_timeout(200)
    page.keyboard.press("Escape")


def _come_into_conflict(page: Page, running: Running, file: Path) -> None:
    """Changes a title here and in the file, looks at both dialogs, and takes the other's."""
    here, there = (f"{ATTACKS[number]} {ATTACKS[6]} {word}" for number, word in ((0, "here"), (3, "there")))
    running.edit(running.ask("/document")["revision"], op="put", path=["title"], value=here)
    running.edit(running.ask("/document")["revision"], op="put", path=["events", 2, ATTACKS[1]], value=here)
    page.wait_for_selector("#save:not([disabled])", timeout=PATIENCE)
    page.click("#save")
    page.wait_for_selector("#changes[open] .diff", timeout=PATIENCE)
    page.keyboard.press("Escape")
    document = json.loads(file.read_text("utf-8"))
    document["title"] = there
    file.write_text(json.dumps(document), "utf-8")
    page.click("#conflicts-button:visible", timeout=PATIENCE)
    page.locator("#conflicts[open]", has_text="there").wait_for(timeout=PATIENCE)
    page.get_by_role("button", name="Choose all theirs").click()
    page.get_by_role("button", name="Use what is chosen").click()
    page.wait_for_selector("#conflicts-button", state="hidden", timeout=PATIENCE)
    assert json.loads(running.ask("/document")["text"])["title"] == there


@pytest.mark.browser
def test_a_link_in_the_picture_tells_nobody_where_it_was_followed(
    context: BrowserContext, tmp_path: Path, evil: Evil
) -> None:
    document = json.loads(json.dumps(TWO_EVENTS))
    document["sources"] = {"s": {"title": "A paper", "url": f"http://127.0.0.1:{evil.server_port}/followed"}}
    document["events"][0]["sources"] = ["s"]
    with editor(write_events(tmp_path, document)) as running:
        page = context.new_page()
        page.goto(running.address)
        page.locator("#picture svg a").first.wait_for(timeout=PATIENCE)
        with context.expect_page() as opened:
            page.locator("#picture svg a").first.click()
        opened.value.wait_for_load_state()
        assert opened.value.evaluate("[window.opener, document.referrer]") == [None, ""]
        ((path, headers),) = [one for one in evil.got if one[0] == "/followed"]
        assert "referer" not in headers
        assert running.token not in f"{path} {headers}"


# Bare sockets


def spoken(running: Running, data: bytes) -> bytes:
    """What the server answers to bytes, until it hangs up."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        with suppress(OSError):  # it may hang up on what is too much
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        parts = []
        while part := connection.recv(1 << 16):
            parts.append(part)
        return b"".join(parts)


def request(first: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([first, *headers, "", ""]).encode("latin-1") + body


class Speaker:
    """Requests as the page would send them, with parts of them replaced."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.host = f"Host: 127.0.0.1:{running.port}"
        self.own: tuple[str, ...] = (
            f"X-Timeline-Token: {running.token}",
            "Content-Type: application/json",
            "Content-Length: 2",
        )

    def post(
        self, *headers: str, path: str = "/document", body: bytes = b"{}", host: str | None = None
    ) -> bytes:
        named = self.host if host is None else host
        return request(f"POST {path} HTTP/1.1", *filter(None, [named, *self.own, *headers]), body=body)

    def statuses(self, data: bytes) -> list[int]:
        """The statuses of all answers to bytes."""
        answer = spoken(self.running, data)
        assert b"Traceback" not in answer
        return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d+) ", answer)]


@pytest.fixture
def speaker(running: Running) -> Speaker:
    return Speaker(running)


def test_only_the_own_host_is_answered(speaker: Speaker) -> None:
    port = speaker.running.port
    for name in ("127.0.0.1", "localhost", "[::1]"):
        assert speaker.statuses(speaker.post(host=f"Host: {name}:{port}")) == [200]
    strange = (
        "evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"127.0.0.1.:{port}",
        f"localhost.:{port}", f"LOCALHOST:{port}", f"[::ffff:127.0.0.1]:{port}", f"[0:0:0:0:0:0:0:1]:{port}",
        f"127.1:{port}", f"0.0.0.0:{port}", f"2130706433:{port}", f"0x7f.1:{port}", f"127.0.0.1:0{port}",
        f"evil@127.0.0.1:{port}", f"127.0.0.1:{port}@evil", f"127.0.0.1:{port},evil",
        f"127.0.0.1:{port} evil", f"127.0.0.1:{port}/", f"127.0.0.1.evil.example:{port}",
        f"localhost.evil.example:{port}", "",
    )  # fmt: skip
    for one in strange:
        assert speaker.statuses(speaker.post(host=f"Host: {one}")) == [421], one
    assert speaker.statuses(speaker.post(host="")) == [421]
    assert speaker.statuses(speaker.post(speaker.host)) == [421], "twice the same is once too many"
    assert speaker.statuses(speaker.post("Host: evil.example")) == [421]
    assert speaker.statuses(speaker.post(host=f"X: y\r\nHost:\r\n 127.0.0.1:{port}")) == [421]
    assert is_untouched(speaker.running)


def test_only_the_own_origin_is_answered(speaker: Speaker) -> None:
    port = speaker.running.port
    good = [f"Origin: http://127.0.0.1:{port}", "Sec-Fetch-Site: same-origin"]
    assert speaker.statuses(speaker.post(*good)) == [200]
    strange = (
        "null", "http://evil.example", f"http://evil.example:{port}", f"http://127.0.0.1:{port + 1}", "",
        "http://127.0.0.1", f"https://127.0.0.1:{port}", f"http://localhost:{port}", f"http://[::1]:{port}",
        f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port} http://evil.example", "file://", "about:blank",
        f"HTTP://127.0.0.1:{port}", f"chrome-extension://{port}", f"http://127.0.0.1:{port}\x00",
    )  # fmt: skip
    for one in strange:
        assert speaker.statuses(speaker.post(f"Origin: {one}")) == [403], one
        assert speaker.statuses(request("GET / HTTP/1.1", speaker.host, f"Origin: {one}")) == [403], one
    assert speaker.statuses(speaker.post(*good, good[0])) == [403]
    for site in ("cross-site", "same-site", "none", "", "same-origin, cross-site", "Same-Origin"):
        assert speaker.statuses(speaker.post(f"Sec-Fetch-Site: {site}")) == [403], site
    for site in ("cross-site", "same-site"):
        assert speaker.statuses(request("GET / HTTP/1.1", speaker.host, f"Sec-Fetch-Site: {site}")) == [403]
    assert is_untouched(speaker.running)


def test_only_the_own_token_is_taken(speaker: Speaker) -> None:
    token = speaker.running.token
    others = (
        "",
        token[:-1],
        token + "=",
        token.swapcase(),
        f'"{token}"',
        f"{token},{token}",
        "\xff",
        "x" * 9000,
    )
    for one in others:
        speaker.own = (f"X-Timeline-Token: {one}", *speaker.own[1:])
        assert speaker.statuses(speaker.post()) == [403], one
        stream = request("GET /stream HTTP/1.1", speaker.host, speaker.own[0])
        assert speaker.statuses(stream) == [403], one
    speaker.own = speaker.own[1:]
    elsewhere = (f"Cookie: token={token}", f"Authorization: Bearer {token}", f"Referer: http://x/#{token}")
    for header in elsewhere:
        assert speaker.statuses(speaker.post(header)) == [403]
    assert speaker.statuses(speaker.post(path=f"/document?token={token}")) == [403]
    twice = [f"X-Timeline-Token: {token}"] * 2
    assert speaker.statuses(speaker.post(*twice)) == [403]
    assert is_untouched(speaker.running)


def test_the_token_is_compared_in_the_same_time_whatever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock would be fooled by a busy machine: it is asked whether the comparison is one that takes no less
    time for a wrong one."""
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return compare_digest(one, other)

    monkeypatch.setattr(guard, "compare_digest", compare)
    rules = guard.Rules(8765, "right", ("/",))
    for token in ("wrong", "right", ""):
        headers = [("Host", "127.0.0.1:8765"), (guard.TOKEN_HEADER, token), ("Content-Length", "2")]
        guard.judge("POST", "/edit", headers, rules)
    assert compared == [(b"wrong", b"right"), (b"right", b"right"), (b"", b"right")]


def test_a_refusal_ends_the_connection_and_nothing_behind_it_is_heard(speaker: Speaker) -> None:
    op = b'{"revision": 1, "op": {"op": "put", "path": ["title"], "value": "Smuggled"}}'
    own = speaker.own[:2]
    smuggled = request("POST /edit HTTP/1.1", speaker.host, *own, f"Content-Length: {len(op)}", body=op)
    long, short = f"Content-Length: {len(smuggled)}", "Content-Length: 2"
    refused = {
        403: request("POST /undo HTTP/1.1", speaker.host, own[1], long),
        404: request("POST /nothing HTTP/1.1", speaker.host, *own, long),
        405: request("PUT /edit HTTP/1.1", speaker.host, *own, long),
        421: request("POST /edit HTTP/1.1", "Host: evil.example", *own, long),
        411: request("POST /edit HTTP/1.1", speaker.host, *own, "Transfer-Encoding: chunked"),
        415: request("POST /edit HTTP/1.1", speaker.host, own[0], "Content-Type: text/plain", long),
        413: request("POST /edit HTTP/1.1", speaker.host, *own, "Content-Length: 99999999999"),
        400: request("GET / HTTP/1.1", speaker.host, long),
    }
    for status, data in refused.items():
        assert speaker.statuses(data + smuggled) == [status]
    disputed = [
        [short, "Transfer-Encoding: chunked"], [short, "Transfer-Encoding: identity"], [short, long],
        [short, short], ["Content-Length: 2, 2"], ["Content-Length: -1"], ["Content-Length: +2"],
        ["Content-Length: 0x2"], ["Content-Length: 2\xb2"], ["Content-Length: " + "9" * 5000],
        [short, "no header", "Transfer-Encoding: chunked"], [short, "Transfer-Encoding : chunked"],
        ["Content-Length:"],
    ]  # fmt: skip
    for headers in disputed:
        data = request("POST /undo HTTP/1.1", speaker.host, *own, *headers, body=b"{}" + smuggled)
        (status,) = speaker.statuses(data)
        assert status in (400, 411, 413), headers
    assert is_untouched(speaker.running)
    assert speaker.statuses(speaker.post() + smuggled) == [200, 200], "it would have been done"


def test_a_refusal_arrives_however_much_was_sent(speaker: Speaker) -> None:
    for size in (1 << 20, guard.LARGEST_BODY + 1):
        answer = speaker.running.send("POST", "/edit", b"x" * size, {"Content-Type": "application/json"})
        assert answer.status in (403, 413)
    assert speaker.running.post("/edit", {"x": "y" * (guard.LARGEST_BODY + 1)}).status == 413
    assert is_untouched(speaker.running)


def test_what_is_no_path_leads_nowhere(speaker: Speaker) -> None:
    port = speaker.running.port
    paths = [
        "/document/", "/document?x", "/document#x", "/document;x", "/./document", "/x/../document",
        "/%64ocument", "/../desk.py", "/%2e%2e/desk.py", "/..%2fdesk.py", "/..\\desk.py",
        "/main.js%00", "/main.js\x00",
        "document", "*", "", f"http://127.0.0.1:{port}/document", f"http://evil.example:{port}/document",
        "/etc/passwd", "//etc/passwd", "/assets/main.js", "/desk.py", "/types.d.ts", "/Document", "/\xff",
        str(Path(server.__file__)), f"file://{server.__file__}", "/document HTTP/1.1 x",
    ]  # fmt: skip
    for path in paths:
        assert speaker.statuses(speaker.post(path=path))[:1] in ([404], [400], [403]), path
        (status,) = speaker.statuses(request(f"GET {path} HTTP/1.1", speaker.host))
        assert status in (400, 404, 405), path
    for method in ("OPTIONS", "TRACE", "HEAD", "PUT", "PATCH", "DELETE", "CONNECT", "get", "TIMELINE", "PRI"):
        for path in ("/", "/document", "/stream"):
            data = request(f"{method} {path} HTTP/1.1", speaker.host, *speaker.own, body=b"{}")
            assert speaker.statuses(data) == [405], (method, path)
    assert is_untouched(speaker.running)


def test_nothing_is_ever_answered_without_a_head(speaker: Speaker) -> None:
    for data in (
        b"GET /\r\n\r\n", f"GET /\r\n{speaker.host}\r\n\r\n".encode(), b"\0" * 100,
        b"\r\n" * 9 + b"GET\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET / HTTP/1.1\n" * 300,
    ):  # fmt: skip
        answer = spoken(speaker.running, data)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 "), data
        assert answer == b"" or b"nosniff" in answer
    assert is_untouched(speaker.running)


ROUTES = ("/since", "/edit", "/undo", "/redo", "/save", "/discard", "/resolve", "/date", "/picture", "/drag")
DEEP = 100_000


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def test_no_body_of_whatever_kind_hurts(running: Running) -> None:
    texts: list[bytes] = [
        b"", b"{", b"null", b"[]", b"1", b"[" * DEEP, b'{"a":' * DEEP, b"\xff", b"\x00",
        b'{"a":' + b"[" * DEEP + b"]" * DEEP + b"}", b'{"revision": ' + b"9" * 100_000 + b"}",
        b'{"revision": -1e999}', b'{"revision": NaN}', '{"revision": 0}'.encode("utf-16"),
        b'\xef\xbb\xbf{"revision": 0}', b'{"revision": 0, "revision": 99}',
    ]  # fmt: skip
    headers = {"X-Timeline-Token": running.token, "Content-Type": "application/json", "If-Match": '"x"'}
    for route in ROUTES:
        for text in texts:
            answer = running.send("POST", route, text, headers)
            assert answer.status < 500, (route, text[:40])
    values: list[Any] = [
        None,
        True,
        -1,
        10**30,
        1.5,
        "",
        "\ud800",
        "x" * 1001,
        [],
        {},
        [[]],
        {"": None},
        nested(400),
    ]
    for route in ROUTES:
        for key in (
            "revision",
            "op",
            "step",
            "conflict",
            "take",
            "text",
            "options",
            "event",
            "part",
            "steps",
            "x",
        ):
            for value in values:
                good = {"revision": 1, "conflict": "1", "take": "mine", "event": 0, "part": "whole"}
                answer = running.post(route, {**good, key: value}, If_Match='"x"')
                assert answer.status < 500, (route, key, value)
    state = running.ask("/document")
    assert state["text"] == json.dumps(TWO_EVENTS)
    assert running.end().count("\n") == 1


PATHS: list[Any] = [
    [], ["nothing", 0, 0], ["events", -1], ["events", 2**70, "title"], ["events", 99, "title"],
    ["events", "0"], ["title", "x"], ["events", 0, "title", 0], [0], [True], [1.0], [None], [[]],
    [{}], ["\ud800"],
    ["a"] * 30, "title", {}, None, 5, ["__proto__"], [""], ["events", 0, "sources", 5],
]  # fmt: skip
VALUES: list[Any] = ["\ud800", {"\udfff": 1}, 10**4000, nested(300), "\0\r\n\u2028", {"": {"": []}}, 1e308]


def test_no_operation_whatever_it_says_hurts(running: Running) -> None:
    ops: list[dict[str, Any]] = [
        {"op": op, "path": path, "value": "x", "place": 1}
        for op in ("put", "insert", "remove", "move") for path in PATHS
    ]  # fmt: skip
    ops += [
        {"op": "put", "path": ["events", 0, key], "value": one} for key in ("title", "x") for one in VALUES
    ]
    ops += [{"op": "text", "at": at, "removed": 0, "put": put} for at in (-1, 0, 1, 2**70) for put in
            ("[" * DEEP, '{"a":' * DEEP, "9" * DEEP, "\ud800", "\udc00", "\0", "\ufeff", "\r")]  # fmt: skip
    ops += [
        {"op": "text", "at": 0, "removed": removed, "put": "x"} for removed in (-1, 2**70, True, "1", None)
    ]
    ops += [{"op": "move", "path": ["events", 0], "place": place} for place in (-1, 99, 2**70, "x", None)]
    ops += [
        {"op": "delete", "event": number, "force": force} for number in (-1, 9, "0") for force in (True, 1)
    ]
    ops += [{"op": "rename", "event": 0, "id": id} for id in ("", "\ud800", 5, "x" * 10_000, "<'\">", None)]
    ops += [
        {"op": "add", "date": date, "title": "x", "group": "?"} for date in ("", "9" * 10_000, 5, "\ud800")
    ]
    ops += [{"op": name} for name in ("", "tidy ", "__class__", "fix", "add", "text", "rename", "delete")]
    good = {"op": "put", "path": ["title"], "value": "x"}
    for step in ("\ud800", "x" * 1001, 5, ["x"]):
        assert running.post("/edit", {"revision": 1, "op": good, "step": step}).status == 400
    revision = 1
    for op in ops:
        answer = running.post("/edit", {"revision": revision, "op": op})
        assert answer.status in (200, 400), (str(op)[:80], answer.body[:200])
        if answer.status == 200:
            for route in ("/picture", "/changes"):
                assert running.post(route).status == 200, (route, str(op)[:80])
            assert (
                running.post("/edit", {"revision": answer.json["revision"], "op": {"op": "tidy"}}).status
                < 500
            )
            while (state := running.ask("/document"))["undo"]:
                running.ask("/undo", {"revision": state["revision"]})
            revision = state["revision"]
        assert running.ask("/document")["text"] == json.dumps(TWO_EVENTS), str(op)[:80]
    assert running.end().count("\n") == 1


def test_a_long_text_is_taken_and_taken_back(running: Running) -> None:
    long = "\\" * 5_000_000
    state = running.edit(1, op="put", path=["events", 0, "note"], value=long)
    assert len(running.ask("/document")["text"]) > 10_000_000
    running.ask("/undo", {"revision": state["revision"]})
    assert running.ask("/document")["saved"] is True


def test_those_who_hold_connections_do_not_keep_others_from_theirs(running: Running) -> None:
    slow, streams = [], []
    for number in range(150):
        connection = socket.create_connection(("127.0.0.1", running.port), timeout=10)
        connection.sendall(
            (b"", b"POST /edit HTT", f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nX:".encode())[
                number % 3
            ]
        )
        slow.append(connection)
    for _ in range(40):
        connection = socket.create_connection(("127.0.0.1", running.port), timeout=10)
        connection.sendall(
            request(
                "GET /stream HTTP/1.1",
                f"Host: 127.0.0.1:{running.port}",
                f"X-Timeline-Token: {running.token}",
            )
        )
        streams.append(connection)
    begun = time.monotonic()
    heads = [connection.recv(12) for connection in streams]
    assert heads.count(b"HTTP/1.1 200") == server.STREAMS
    assert heads.count(b"HTTP/1.1 503") == 40 - server.STREAMS
    for revision in range(1, 6):
        running.edit(revision, op="put", path=["title"], value=f"Title {revision}")
    assert time.monotonic() - begun < 10
    for connection in slow + streams:
        connection.close()


# Others who use the machine


posix = pytest.mark.skipif(os.name != "posix", reason="POSIX has these rights")
NOBODY = 65534


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def journal(tmp_path: Path) -> Path:
    """Where the journal of events.json is kept."""
    one = Journal(str(tmp_path / "events.json"), str(tmp_path / "state" / "timeline"))
    one.end(keep=False)
    return Path(one.path)


@posix
def test_drafts_are_their_users_own_whatever_the_umask(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    before = os.umask(0)
    try:
        with editor(file) as running:
            running.edit(1, op="put", path=["title"], value="Secret")
            kept = tmp_path / "state" / "timeline"
            assert rights(kept) == 0o700
            (one,) = kept.iterdir()
            assert rights(one) == 0o600
            assert b"Secret" in one.read_bytes()
            if os.geteuid() == 0:
                done = subprocess.run(["cat", one], user=NOBODY, capture_output=True, check=False)
                assert done.returncode != 0
                assert done.stdout == b""
    finally:
        os.umask(before)


@posix
def test_what_made_no_sense_in_a_journal_is_its_users_own_too(tmp_path: Path) -> None:
    place, victim = journal(tmp_path), tmp_path / "victim"
    victim.write_text("precious", "utf-8")
    place.write_text("secret\n" * 3, "utf-8")
    place.chmod(0o666)
    Path(f"{place}.damaged").symlink_to(victim)
    Journal(str(tmp_path / "events.json"), str(place.parent)).end(keep=True)
    damaged = Path(f"{place}.damaged")
    assert not damaged.is_symlink()
    assert damaged.read_text("utf-8") == "secret\n" * 3
    assert (rights(damaged), rights(place)) == (0o600, 0o600)
    assert victim.read_text("utf-8") == "precious"


@posix
@pytest.mark.parametrize(
    "trick", ["symbolic link", "hard link", "pipe", "folder", "link to nothing", "another's"]
)
def test_what_stands_in_the_place_of_a_journal_is_left_alone(tmp_path: Path, trick: str) -> None:
    place, victim = journal(tmp_path), tmp_path / "victim"
    victim.write_text("precious\n" * 3, "utf-8")
    victim.chmod(0o644)
    if trick == "symbolic link":
        place.symlink_to(victim)
    elif trick == "hard link":
        place.hardlink_to(victim)
    elif trick == "pipe":
        os.mkfifo(place)
    elif trick == "folder":
        place.mkdir()
    elif trick == "link to nothing":
        place.symlink_to(tmp_path / "made")
    elif os.geteuid() == 0:
        place.write_text("precious\n" * 3, "utf-8")
        os.chown(place, NOBODY, NOBODY)
    else:
        pytest.skip("only root can give a file away")
    with editor(write_events(tmp_path)) as running:
        assert any("unsaved work is not safe" in line for line in running.said)
        running.edit(1, op="put", path=["title"], value="Secret")
        assert "Secret" in running.ask("/document")["text"]
        running.end()
    assert victim.read_text("utf-8") == "precious\n" * 3
    assert rights(victim) == 0o644
    assert not (tmp_path / "made").exists()
    assert [one for one in place.parent.iterdir() if one != place] == []


def test_the_token_stands_nowhere_but_in_the_address(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    with editor(file) as running:
        token = running.token
        assert len(token) >= 32
        running.edit(1, op="put", path=["title"], value="New")
        answers = [running.send("GET", "/"), running.send("GET", "/main.js"), running.post("/document")]
        answers += [
            running.post("/nothing"),
            running.post("/edit", {"revision": "x"}),
            running.send("POST", "/edit"),
        ]
        assert [one.status for one in answers] == [200, 200, 200, 404, 400, 403]
        assert not any(token.encode() in one.body or token in str(one.headers) for one in answers)
        files = [one for one in tmp_path.rglob("*") if one.is_file()]
        assert len(files) == 2
        assert not any(token.encode() in one.read_bytes() for one in files)
        state = {"XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path / "state")}
        again = subprocess.run(
            command("edit", file, "--no-browser"),
            env=surroundings(**state), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert again.returncode == 2
        assert token not in again.stdout + again.stderr
        if sys.platform == "linux":
            assert token.encode() not in Path(f"/proc/{running.process.pid}/cmdline").read_bytes()
        assert "".join(running.said).count(token) == 1
        assert token not in running.end()
    with editor(file) as running:
        assert running.token != token
