"""Writes a message that shows a timeline in a mail program: the picture, and below it the events with their
sources.

Mail programs read the least of all hosts. None of the usual ones draws SVG everywhere or fetches anything
unasked, and one of them sets HTML with a word processor; so the picture is a PNG of twice the pixels that
travels within, all style stands in attributes, and a part in plain text says everything again.

The message has no date and no id but what is asked for, and its boundaries are made from what it holds: the
same file gives the same bytes. A mail program opens it as a draft, to be sent as it stands or after a word.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH119, PTH122

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from timeline.embed.figure import EmbedFault, Figure
from timeline.languages import has_table, is_right_to_left, language
from timeline.model.order import in_time, source_numbers
from timeline.records import TYPE_CHECKING
from timeline.write.items import outward
from timeline.write.markup import Attributes, Markup, bdi, block, element, painted

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

WIDTH = 640
"""The width in CSS pixels that a picture is laid out for where nobody says one: what mail programs leave of a
window."""

_PRODUCTS: Mapping[str, tuple[str, str, Callable[[Figure], bytes]]] = {
    "html": ("text", "html", Figure.page),
    "pdf": ("application", "pdf", Figure.pdf),
    "svg": ("image", "svg+xml", Figure.svg),
    "png": ("image", "png", Figure.png),
}
ATTACHED = tuple(_PRODUCTS)
"""What can go along as an attachment."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LETTER = "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#1f2328"
_HEADING = "font-size:17px;line-height:1.3;margin:24px 0 8px"


def message(
    figure: Figure,
    to: Sequence[str] = (),
    *,
    sender: str | None = None,
    subject: str | None = None,
    date: str | None = None,
    link: str | None = None,
    attach: Sequence[str] = (),
) -> bytes:
    """The message as a file, its lines ended as mail has them.

    ``to`` and ``sender`` are addresses, each with or without a name; the ``subject`` is the title of the
    timeline where there is none; ``date`` is one of ISO 8601; ``link`` is where the picture leads;
    ``attach`` are some of ``ATTACHED``. Raises ``EmbedFault`` for what cannot stand in a message.
    """
    from email.message import EmailMessage  # dear, and only a message needs it
    from email.policy import SMTP

    figure = figure.fitted(WIDTH)
    unknown = [name for name in attach if name not in ATTACHED]
    if unknown:
        raise EmbedFault(f"{unknown[0]!r} cannot be attached; it can be one of: {', '.join(ATTACHED)}")
    picture = figure.png()
    mark = _checksum(figure, picture)
    mail = EmailMessage(policy=SMTP)
    for name, values in (("From", [sender] if sender else []), ("To", to)):
        if values:
            mail[name] = _addresses(name, values)
    mail["Subject"] = _line("subject", subject or painted(figure.title))
    if date is not None:
        mail["Date"] = _moment(date)
    mail["X-Unsent"] = "1"  # what Outlook takes for a draft
    mail.set_content(figure.told("text"), cte="quoted-printable")
    cid = f"timeline-{mark}@timeline.invalid"
    mail.add_alternative(_letter(figure, cid, link), subtype="html", cte="quoted-printable")
    _, shown = mail.iter_parts()
    assert isinstance(shown, EmailMessage)  # noqa: S101 - it has just been made
    name = _file_name(figure)
    shown.add_related(picture, "image", "png", cid=f"<{cid}>", disposition="inline", filename=f"{name}.png")
    for format in dict.fromkeys(attach):
        maintype, subtype, make = _PRODUCTS[format]
        mail.add_attachment(make(figure), maintype, subtype, filename=f"{name}.{format}")
    for number, part in enumerate(_multiparts(mail)):
        part.set_boundary(f"=_timeline_{mark}_{number}")
    return mail.as_bytes()


def _checksum(figure: Figure, picture: bytes) -> str:
    """What differs between messages that differ."""
    from hashlib import sha256  # loaded by the mail of the standard library anyway

    told = "\0".join((figure.title, *figure.events(), *figure.sources()))
    return sha256(told.encode("utf-8", "backslashreplace") + picture).hexdigest()[:16]


def _multiparts(mail: EmailMessage) -> Iterator[EmailMessage]:
    return (part for part in mail.walk() if part.is_multipart())


# The head


def _line(name: str, text: str) -> str:
    """``text``, where it is one line. Raises ``EmbedFault``: what comes behind the end of a line would be
    taken for further lines of the head."""
    if not text.strip() or _CONTROL.search(text):
        raise EmbedFault(f"the {name} is {text!r}; it has to be one line of words")
    return text


def _addresses(name: str, texts: Sequence[str]) -> str:
    """Addresses as the head has them. Raises ``EmbedFault`` for what is none."""
    from email.headerregistry import Address
    from email.utils import getaddresses

    found = []
    for text in texts:
        for words, address in getaddresses([_line(name, text)]):
            local, at, domain = address.rpartition("@")
            whole = at and local and " " not in local and address in text  # none that was guessed from others
            if not whole or not re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", domain):
                raise EmbedFault(
                    f'{text!r} is no address of a mail; write name@example.org or "A Name <name@example.org>"'
                )
            try:
                found.append(str(Address(words, addr_spec=address)))
            except ValueError:
                raise EmbedFault(f"{text!r} is no address that a mail can have in its head") from None
    return ", ".join(found)


def _moment(text: str) -> datetime:
    """A date of ISO 8601; without an offset it is in universal time. Raises ``EmbedFault``."""
    from datetime import UTC, datetime

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise EmbedFault(f"{text!r} is no date; write 2026-03-06 or 2026-03-06T09:30+01:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _file_name(figure: Figure) -> str:
    name = os.path.splitext(os.path.basename(figure.path))[0]
    return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-.") or "timeline"


# The letter


def _letter(figure: Figure, cid: str, link: str | None) -> str:
    """The part in HTML."""
    own = language(figure.lang)
    ours: Attributes = {} if has_table(figure.lang) else {"lang": "en"}
    width, height = figure.size
    shown = element(
        "img",
        {
            "src": f"cid:{cid}",
            "alt": painted(figure.alt),
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "style": "display:block;max-width:100%;height:auto;border:0",
        },
    )
    if link is not None:
        shown = element("a", {"href": _target(link)}, shown)
    parts = [block("p", {"style": "margin:0"}, shown)]
    for heading, kind, lines in (("events", "ul", _events(figure)), ("sources", "ol", _sources(figure))):
        if lines:
            parts.append(element("h2", {"style": _HEADING, **ours}, own.say(f"page.heading.{heading}")))
            parts.append(block(kind, {"style": "margin:0;padding-inline-start:28px"}, *lines))
    head = (
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", {}, painted(figure.title)),
    )
    body = block("div", {"style": f"max-width:{max(width, WIDTH):.0f}px;margin:0 auto;{_LETTER}"}, *parts)
    root: Attributes = {"lang": figure.lang, "dir": "rtl" if is_right_to_left(figure.lang) else None}
    page = block("html", root, block("head", {}, *head), block("body", {"style": "margin:16px"}, body))
    return f"<!doctype html>\n{page}\n"


def _target(link: str) -> str:
    if not re.match(r"(?:https?://|mailto:)[^\s\\]+$", link):
        raise EmbedFault(f"the link is {link!r}; it can be an address with http, https or mailto")
    return link


def _events(figure: Figure) -> list[Markup]:
    return [element("li", {"style": "margin:4px 0"}, bdi(line)) for line in figure.events()]


def _sources(figure: Figure) -> list[Markup]:
    """Each source in words, its address as a link."""
    timeline, found = figure.timeline, []
    cited = source_numbers(in_time(timeline.events))
    for line, source in zip(figure.sources(), cited, strict=True):
        url = timeline.sources[source].url
        words = bdi(line.removesuffix(url or "").rstrip())
        found.append(element("li", {"style": "margin:4px 0"}, words, *((" ", outward(url)) if url else ())))
    return found
