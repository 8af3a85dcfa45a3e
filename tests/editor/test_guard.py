"""Who may ask: only the editor's own page, by its own name, with the token of this run."""

from __future__ import annotations

import pytest

from timeline.editor.guard import LARGEST_BODY, Refusal, Rules, body_length, judge

RULES = Rules(8765, "token-of-this-run", ("/", "/main.js"))
HOST = ("Host", "127.0.0.1:8765")
TOKEN = ("X-Timeline-Token", "token-of-this-run")
JSON = ("Content-Type", "application/json")
LENGTH = ("Content-Length", "2")
GOOD = (HOST, TOKEN, JSON, LENGTH)


def status(method: str, path: str, *headers: tuple[str, str], rules: Rules = RULES) -> int:
    """The status of the refusal; 0 where there is none."""
    refusal = judge(method, path, headers, rules)
    if refusal is None:
        return 0
    assert len(refusal.sentence) > 10
    return refusal.status


def test_the_page_is_served_to_whoever_opens_it_here() -> None:
    assert status("GET", "/", HOST) == 0
    assert status("GET", "/main.js", HOST, ("Sec-Fetch-Site", "same-origin")) == 0
    assert status("GET", "/", HOST, ("Sec-Fetch-Site", "none")) == 0, "typed, or opened by the terminal"


def test_the_pages_own_requests_pass() -> None:
    assert status("POST", "/edit", *GOOD) == 0
    assert status("POST", "/edit", *GOOD, ("Origin", "http://127.0.0.1:8765")) == 0
    assert status("POST", "/edit", *GOOD, ("Sec-Fetch-Site", "same-origin")) == 0
    assert status("GET", "/stream", HOST, TOKEN) == 0
    charset = ("content-type", "application/json; charset=utf-8")
    assert status("POST", "/edit", HOST, TOKEN, LENGTH, charset) == 0
    assert body_length(GOOD) == 2


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_each_own_name_is_accepted_as_host_and_as_origin(host: str) -> None:
    assert status("POST", "/edit", ("Host", host), TOKEN, JSON, LENGTH, ("Origin", f"http://{host}")) == 0


@pytest.mark.parametrize(
    "host",
    [
        "", "127.0.0.1", "127.0.0.1:8766", "127.0.0.1:87650", "localhost", "evil.example:8765",
        "127.0.0.1:8765.evil.example", "evil.example", "localhost.:8765", "127.1:8765", "0.0.0.0:8765",
        "user@127.0.0.1:8765", "127.0.0.1:8765@evil.example", "[::]:8765", "2130706433:8765",
        "127.0.0.1:8765, x",
    ],
)  # fmt: skip
def test_another_host_is_refused_for_every_path(host: str) -> None:
    for method, path in (("GET", "/"), ("POST", "/edit"), ("GET", "/stream")):
        assert status(method, path, ("Host", host), TOKEN, JSON, LENGTH) == 421


def test_exactly_one_host_is_asked_for() -> None:
    assert status("GET", "/") == 421
    assert status("GET", "/", HOST, HOST) == 421
    assert status("GET", "/", HOST, ("host", "evil.example")) == 421


def test_port_80_is_left_out_by_browsers() -> None:
    rules = RULES._replace(port=80)
    assert status("GET", "/", ("Host", "localhost"), ("Origin", "http://localhost"), rules=rules) == 0
    assert status("GET", "/", ("Host", "localhost:80"), rules=rules) == 0


@pytest.mark.parametrize(
    "origin",
    [
        "null", "", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:8766",
        "https://127.0.0.1:8765", "http://127.0.0.1:8765/", "http://localhost:8765.evil.example",
        "file://", "chrome-extension://abc",
    ],
)  # fmt: skip
def test_another_origin_is_refused(origin: str) -> None:
    assert status("POST", "/edit", *GOOD, ("Origin", origin)) == 403
    assert status("GET", "/", HOST, ("Origin", origin)) == 403


def test_two_origins_are_refused() -> None:
    own = ("Origin", "http://127.0.0.1:8765")
    assert status("POST", "/edit", *GOOD, own, own) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "Same-Origin", "same-origin, none"])
def test_what_another_site_has_sent_is_refused(site: str) -> None:
    assert status("POST", "/edit", *GOOD, ("Sec-Fetch-Site", site)) == 403
    assert status("GET", "/", HOST, ("Sec-Fetch-Site", site)) == 403
    assert status("GET", "/main.js", HOST, ("Sec-Fetch-Site", site)) == 403


def test_what_is_typed_can_be_a_page_alone() -> None:
    assert status("POST", "/edit", *GOOD, ("Sec-Fetch-Site", "none")) == 403
    assert status("GET", "/stream", HOST, TOKEN, ("Sec-Fetch-Site", "none")) == 403


@pytest.mark.parametrize(
    "token", ["", "token-of-this-ru", "token-of-this-run2", "TOKEN-OF-THIS-RUN", "tökén"]
)
def test_a_wrong_token_is_refused(token: str) -> None:
    assert status("POST", "/edit", HOST, JSON, LENGTH, ("X-Timeline-Token", token)) == 403
    assert status("GET", "/stream", HOST, ("X-Timeline-Token", token)) == 403


def test_the_token_is_asked_for_before_it_is_said_what_there_is() -> None:
    for path in ("/edit", "/nothing", "/../etc/passwd", "/?x=1", "http://127.0.0.1:8765/"):
        assert status("POST", path, HOST, JSON, LENGTH) == 403
    assert status("POST", "/edit", HOST, JSON, LENGTH, TOKEN, TOKEN) == 403


@pytest.mark.parametrize(
    "method", ["OPTIONS", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", ""]
)
def test_other_methods_are_refused(method: str) -> None:
    for path in ("/", "/edit", "/stream", "*"):
        assert status(method, path, *GOOD) == 405


def test_pages_are_not_posted_to_and_routes_are_not_got() -> None:
    assert status("POST", "/", *GOOD) == 405
    assert status("POST", "/stream", *GOOD) == 405
    assert status("GET", "/document", HOST, TOKEN) == 405


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
     "application/json, text/plain", "application/json;charset=utf-16"],
)  # fmt: skip
def test_a_body_that_is_no_json_is_refused(kind: str) -> None:
    assert status("POST", "/edit", HOST, TOKEN, LENGTH, ("Content-Type", kind)) == 415
    assert status("POST", "/edit", HOST, TOKEN, LENGTH) == 415
    assert status("POST", "/edit", HOST, TOKEN, LENGTH, JSON, JSON) == 415


@pytest.mark.parametrize("length", ["-1", "+2", "0x10", "two", "", "2, 2", "1e3", "²", "2.0"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert status("POST", "/edit", HOST, TOKEN, JSON, ("Content-Length", length)) == 400


def test_lengths_that_lie_are_refused() -> None:
    assert status("POST", "/edit", HOST, TOKEN, JSON) == 411
    assert status("POST", "/edit", HOST, TOKEN, JSON, LENGTH, ("Content-Length", "3")) == 400
    assert status("POST", "/edit", *GOOD, ("Transfer-Encoding", "chunked")) == 411
    assert status("GET", "/", HOST, ("Transfer-Encoding", "chunked")) == 411
    assert status("GET", "/", HOST, LENGTH) == 400


def test_a_body_has_a_limit() -> None:
    at, above = str(LARGEST_BODY), str(LARGEST_BODY + 1)
    assert status("POST", "/edit", HOST, TOKEN, JSON, ("Content-Length", at)) == 0
    assert status("POST", "/edit", HOST, TOKEN, JSON, ("Content-Length", above)) == 413
    assert status("POST", "/edit", HOST, TOKEN, JSON, ("Content-Length", "9" * 5000)) == 413


def test_a_stranger_is_told_nothing_but_that() -> None:
    refusal = judge("POST", "/edit", [("Host", "evil.example"), *GOOD[1:]], RULES)
    assert isinstance(refusal, Refusal)
    assert RULES.token not in refusal.sentence
