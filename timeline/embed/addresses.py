"""Addresses in running words, which readers are to follow, and addresses as links have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from timeline.write.markup import legal

_WEB = re.compile(r"https?://[^\s<>\"“”«»]+")
_LAST = ".,;:!?…'’"


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A line in stretches, and whether each of them is an address to be followed."""
    at = 0
    for found in _WEB.finditer(text):
        web = found[0].rstrip(_LAST)
        for opening, closing in ("()", "[]", "{}"):
            while web.endswith(closing) and web.count(closing) > web.count(opening):
                web = web[:-1].rstrip(_LAST)
        if len(web) > len("https://"):
            yield text[at : found.start()], False
            yield web, True
            at = found.start() + len(web)
    yield text[at:], False


def run(text: str, words: Callable[[str], str], web: Callable[[str], str]) -> str:
    """A line as it is written where ``words`` writes its words and ``web`` what can be followed."""
    return "".join(web(address(part)) if is_web else words(part) for part, is_web in pieces(text) if part)


def checked(link: str) -> str:
    """``link``, where a reader may be led there: a path, or an address with http, https or mailto, and none
    that takes its beginning from the page. Raises ``ValueError``.
    """
    scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", link)
    is_known = scheme is None or scheme[1].lower() in ("http", "https", "mailto")
    is_plain = link.strip() == link and link.isprintable() and not link.startswith(("//", "\\"))
    if link and is_known and is_plain:
        return link
    raise ValueError(f"link is {link!r}; it can be a path, or an address with http, https or mailto")


def address(target: str) -> str:
    """A path or an address as it stands in a link: nothing in it that is a sign to any syntax."""
    if re.match(r"(?:https?|mailto):", target, re.IGNORECASE):
        return quote(legal(target), safe="/-._~:?#@!&()+,;=%")
    first = target.partition("/")[0]
    return ("./" if ":" in first else "") + quote(legal(target), safe="/-._~@+,=")
