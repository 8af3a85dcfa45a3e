"""What a document asks for, as people type it and as a picture remembers it.

A *placeholder*, ``{{timeline events.json --width 720}}``, is typed into a word processor, which makes what it
likes of it: quotation marks become curly, two hyphens a dash, blanks get wider. All of that is read as it was
meant.

A *mark* is the name of a picture, which people see in the list of a document's objects and may edit there:
``timeline: events.json --width 720 sha256:…``. The checksum is four short ones: of the PNG, of the SVG, of
the alternative text and of the link, as they were put there. What still has its checksum may be replaced.
"""

from __future__ import annotations

import re
from hashlib import sha256

from timeline import request
from timeline.embed import addresses, options
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN = ("link", "alt", "caption")
"""The options that a picture in a document has beside those of every picture."""
ELSEWHERE = tuple(name for name in options.OWN if name not in OWN)
"""Options that markers in texts have, and placeholders have not."""
KEPT = "timeline: keep"
"""The name of a picture that was a timeline's and is to stay as it is."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLACEHOLDER = re.compile(r"\s*\{\s*\{\s*timeline\b:?(?P<words>[^{}]*)\}\s*\}\s*", re.IGNORECASE | re.DOTALL)
_MENTIONED = re.compile(r"\{\s*\{\s*timeline\b", re.IGNORECASE)
_CLOSED = re.compile(r"\{\s*\{\s*timeline\b[^{}]*\}\s*\}", re.IGNORECASE)
_MARK = re.compile(
    r"timeline:\s*(?P<words>.*?)(?:\s*\bsha256:(?P<sums>[0-9a-f]{32})(?:\s+\d+)?)?\s*", re.DOTALL
)
_QUOTES = {**dict.fromkeys('"“”„', '"“”'), **dict.fromkeys("'‘’", "'‘’"), "«": "»", "»": "«"}
"""What may close a quotation that began so; word processors differ by language."""
_DASHES = re.compile(r"[\u2010-\u2015\u2212-]+(?=[A-Za-z])")


class Sums(NamedTuple):
    """Checksums of what was put into a document: eight hexadecimal digits each."""

    png: str
    svg: str
    alt: str
    link: str


class Wanted(NamedTuple):
    """A picture that a document asks for."""

    events: str  # the path as it was written
    request: Request = Request()
    link: str | None = None
    alt: str | None = None
    caption: str | None = None


class Mark(NamedTuple):
    """What a picture remembers; ``sums`` is None where people have made the mark."""

    words: str
    sums: Sums | None


def typed(text: str) -> str | None:
    """The words of a placeholder, where the text is one and nothing else."""
    found = _PLACEHOLDER.fullmatch(text.translate(_INVISIBLE))
    return found["words"].strip() if found else None


def mentioned(text: str) -> bool:
    """Whether a placeholder begins in the text."""
    return bool(_MENTIONED.search(text.translate(_INVISIBLE)))


def misplaced(text: str, place: str) -> str:
    """Why a placeholder that begins in the text of a ``place``, as a paragraph, is none."""
    if not _CLOSED.search(text.translate(_INVISIBLE)):
        return "a placeholder has no end; it is written as {{timeline events.json}}"
    return f"a placeholder stands beside other text; alone in its {place} it gets a picture"


def marked(name: str | None) -> Mark | None:
    """What the name of a picture says, where it is a mark."""
    found = _MARK.fullmatch(name or "")
    if not found or not found["words"] or name == KEPT:
        return None
    sums = found["sums"]
    if sums is None and ".json" not in found["words"]:
        return None  # somebody's own name for it
    return Mark(found["words"], Sums(*(sums[at : at + 8] for at in range(0, 32, 8))) if sums else None)


def mark(wanted: Wanted, sums: Sums) -> str:
    """The name of a picture. Alternative text and caption have been written into the document, and are the
    document's from then on."""
    return f"timeline: {_said(wanted)} sha256:{''.join(sums)}"


def wanted(text: str) -> Wanted:
    """The picture that the words of a placeholder or of a mark ask for. Raises ``ValueError``."""
    said = words(text)
    if not said or said[0].startswith("--"):
        raise ValueError("the path of an events file is expected first, as in {{timeline events.json}}")
    for word in said[1:]:
        if word.startswith("--") and (name := word[2:].partition("=")[0]) in ELSEWHERE:
            raise ValueError(f"--{name} is for documents that are texts; here there are {_listed()}")
    values = request.named(said[1:])
    own: dict[str, str | None] = dict.fromkeys(OWN)
    for name in OWN:
        value = values.pop(name, None)
        if isinstance(value, list):
            raise ValueError(f"{name} is given twice; give it once")
        own[name] = None if value is None else str(value)
    link = checked_link(own["link"]) if own["link"] else None
    return Wanted(said[0], request.requested(values, OWN), link, own["alt"], own["caption"])


def _listed() -> str:
    every = [f"--{name}" for name in (*OWN, *request.NAMES) if name != "pages"]
    return f"{', '.join(every[:-1])} and {every[-1]}"


def words(text: str) -> list[str]:
    """The words of a line, as a shell has them, and as a word processor makes them: a word may stand in any
    quotation marks, and an option may begin with a dash. Raises ``ValueError`` for a mark that is not closed.
    """
    found: list[str] = []
    rest = text.translate(_INVISIBLE).replace("\u2011", "-").strip()
    while rest:
        dashes = _DASHES.match(rest)
        word, rest = _word(f"--{rest[dashes.end() :]}" if dashes else rest)
        found.append(word)
        rest = rest.lstrip()
    return found


def _word(text: str) -> tuple[str, str]:
    """The first word of a text, and what follows it."""
    head = re.match(r"--[A-Za-z-]+=", text)  # --link="…": the value is quoted
    start = head.end() if head else 0
    closing = _QUOTES.get(text[start : start + 1])
    if closing:
        for end in range(start + 1, len(text)):
            if text[end] in closing and (end + 1 == len(text) or text[end + 1].isspace()):
                said = text[start + 1 : end]
                return text[:start] + (said.strip() if text[start] in "«»" else said), text[end + 1 :]
        raise ValueError(f"the quotation mark before {text[start + 1 : start + 21]!r} is not closed")
    word = text.split(maxsplit=1)[0]
    return word, text[len(word) :]


def _said(wanted: Wanted) -> str:
    said = [wanted.events, *request.words(wanted.request)]
    if wanted.link is not None:
        said += ("--link", wanted.link)
    return " ".join(map(_quoted, said))


def _quoted(word: str) -> str:
    """A word, in quotation marks where it would not be read again as one."""
    if word and not any(one.isspace() for one in word) and word[0] not in _QUOTES:
        return word
    return (
        f'"{word}"'
        if '"' not in word
        else f"“{word}”"
        if "”" not in word and "“" not in word
        else f"'{word}'"
    )


def checked_link(link: str) -> str:
    """``link``, where it is a web address or the path of a file beside the document.
    Raises ``ValueError``."""
    if addresses.checked(link).startswith("/") or any(one in '<>"' for one in link):
        raise ValueError(
            f"link is {link!r}; it can be a web address, or the path of a file beside the document"
        )
    return link


def target(link: str) -> str:
    """A link as documents write it: in ASCII, its blanks and letters encoded where they are not yet."""
    from urllib.parse import quote  # few pictures have a link

    path = link if ":" in link.split("/")[0] else link.replace("\\", "/")
    return quote(path, safe="%/:?#[]@!$&'()*+,;=~-._")


def checksum(content: bytes | str) -> str:
    """Eight hexadecimal digits: enough to see that a picture is not the one that was put there."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:8]


def unique(name: str, taken: Sequence[str] | set[str]) -> str:
    """A name that no other object of the document has: LibreOffice gives the second one a name of its own."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} {number}"
    return found
