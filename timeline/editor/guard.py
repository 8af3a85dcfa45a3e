"""Who may ask the editor's server for anything: its own page in a browser on this machine, and nobody else.

A page of a stranger, open in the same browser, can send requests to any port of the machine, and can make
its own name lead there. So every request is judged before anything is done about it, by what browsers put
into it and no page can change: to whom it believes it speaks (``Host``), which page sent it (``Origin``,
``Sec-Fetch-Site``), and the token, which only the page has that was opened with the address from the
terminal. ``judge`` looks at nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hmac import compare_digest

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

Headers: TypeAlias = "Sequence[tuple[str, str]]"

LARGEST_BODY = 32 * 1024 * 1024
"""Bytes: several times the largest document that is a pleasure to edit."""
HTTP_PORT = 80  # browsers leave it out
TOKEN_HEADER = "X-Timeline-Token"  # noqa: S105 - its name, not its value

ANSWER_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)
"""What every answer says, so that a browser does as little as it can with it."""


class Rules(NamedTuple):
    """What a server goes by: the port that it listens at, the token of this run, the paths that are parts of
    the page and can be had without the token, and the one that is a stream."""

    port: int
    token: str
    pages: Collection[str]
    stream: str = "/stream"


class Refusal(NamedTuple):
    """An HTTP status, and a sentence for whoever asked."""

    status: int
    sentence: str


def judge(method: str, path: str, headers: Headers, rules: Rules) -> Refusal | None:
    """What is against a request, None where nothing is. ``path`` is the target as it was sent."""
    return (
        _stranger(method, path, headers, rules)
        or _wrong_method(method, path, rules)
        or _without_token(path, headers, rules)
        or _wrong_body(method, headers)
    )


def body_length(headers: Headers) -> int:
    """The length of the body of a request that was not refused, in bytes."""
    return int(next(iter(_all(headers, "Content-Length")), "0"))


def _stranger(method: str, path: str, headers: Headers, rules: Rules) -> Refusal | None:
    """Refuses what was meant for another server, and what another page has sent."""
    ports = ("", f":{HTTP_PORT}") if rules.port == HTTP_PORT else (f":{rules.port}",)
    own = {f"{name}{port}" for name in ("127.0.0.1", "localhost", "[::1]") for port in ports}
    hosts, origins = _all(headers, "Host"), _all(headers, "Origin")
    if len(hosts) != 1 or hosts[0] not in own:
        return Refusal(421, f"this is the editor of timeline at 127.0.0.1:{rules.port}, and no other server")
    if len(origins) > 1 or any(origin != f"http://{hosts[0]}" for origin in origins):
        return Refusal(403, "only the editor's own page may ask")
    sites = _all(headers, "Sec-Fetch-Site")
    typed = method == "GET" and path in rules.pages
    if len(sites) > 1 or any(site != "same-origin" and not (site == "none" and typed) for site in sites):
        return Refusal(403, "only the editor's own page may ask")
    return None


def _wrong_method(method: str, path: str, rules: Rules) -> Refusal | None:
    wanted = "GET" if path in rules.pages or path == rules.stream else "POST"
    return None if method == wanted else Refusal(405, f"this is asked for with {wanted}")


def _without_token(path: str, headers: Headers, rules: Rules) -> Refusal | None:
    if path in rules.pages:
        return None
    tokens = _all(headers, TOKEN_HEADER)
    if len(tokens) == 1 and compare_digest(tokens[0].encode(errors="replace"), rules.token.encode()):
        return None
    return Refusal(403, "this page is of an earlier run; open the address that the terminal shows now")


def _wrong_body(method: str, headers: Headers) -> Refusal | None:
    """Refuses a body that is no JSON, has no length or too much of it, or has none of the two methods."""
    lengths = _all(headers, "Content-Length")
    if _all(headers, "Transfer-Encoding"):
        return Refusal(411, "the request has to say how long its body is")
    if len(lengths) > 1 or any(not (length.isascii() and length.isdigit()) for length in lengths):
        return Refusal(400, "the length of the body is no number")
    if method == "GET":
        return None if lengths in ([], ["0"]) else Refusal(400, "there is a body where none belongs")
    if not lengths:
        return Refusal(411, "the request has to say how long its body is")
    if len(lengths[0]) > len(str(LARGEST_BODY)) or int(lengths[0]) > LARGEST_BODY:
        return Refusal(413, f"that is more than {LARGEST_BODY // 1024**2} MB in one go")
    kinds = _all(headers, "Content-Type")
    kind = kinds[0].lower().replace(" ", "") if len(kinds) == 1 else ""
    if kind not in ("application/json", "application/json;charset=utf-8"):
        return Refusal(415, "the body has to be JSON: Content-Type: application/json")
    return None


def _all(headers: Headers, name: str) -> list[str]:
    """The values of all headers of a name, without the blanks around them."""
    return [value.strip(" \t") for key, value in headers if key.lower() == name.lower()]
