"""Prints the page: the picture, the same events in words, and the reader that a script makes of both.

The page is one file that opens from a disk or out of a mail and asks the network for nothing: no script, no
font, no image but those that stand in the file. It carries its own Content-Security-Policy, which allows its
style sheets and its script by their hashes, images as ``data:`` and nothing else, so that a slip in the
escaping could still run nothing.

Without the script it is whole: a picture and, below it, the events, the background and the sources. Our own
words are those of the file's language; where there is no table for it they are English, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from timeline.languages import running
from timeline.model import Timeline
from timeline.records import TYPE_CHECKING
from timeline.scene import Scene
from timeline.write import items
from timeline.write.book import Book
from timeline.write.caption import caption
from timeline.write.controls import controls, key, more
from timeline.write.data import carried, data
from timeline.write.markup import Markup, block, element, opening, painted
from timeline.write.script import script, style
from timeline.write.svg import classes, dark_rules, svg

if TYPE_CHECKING:
    from timeline.provenance import Provenance
    from timeline.write.controls import Sign

TALL = 0.8
"""Height by width from which a picture is printed larger on an upright sheet: 148 mm of height for it on a
sheet that lies, by 186 mm of width on one that stands."""
LARGE = 3000
"""Events from which on the list stands in parts that a browser with a script need not build."""
CHUNK = 200
"""Events in each of those parts."""


def page(
    timeline: Timeline,
    scenes: Sequence[Scene],
    prefix: str,
    chart: Mapping[str, object],
    signs: Sequence[Sign] = (),
    made: Provenance | None = None,
) -> str:
    """The whole page. ``scenes`` are the picture of ``timeline``, in one piece or more; ``prefix`` is part of
    the ids and classes in them, after the ``_`` with which all ids but those of events begin. ``chart`` is
    what the script draws the live figure by, as assets/types.d.ts describes it, and ``signs`` are its legend.
    ``made`` is what the page says of where it comes from. Raises ``ValueError`` where the data are too many
    that are to travel within.
    """
    pictures = [_Picture(scene, f"_{prefix}", number, len(scenes)) for number, scene in enumerate(scenes, 1)]
    book = Book(timeline, scenes[0].palette, pictures[0].prefix)
    scripts = [script()] if book.entries else []
    chunk = CHUNK if len(book.entries) > LARGE else 0
    sheets = list(_sheets(book, pictures, signs))
    used = classes(sheets) | {f"{book.prefix}-group-{number}" for number in range(len(timeline.groups))}
    dark = "".join(dark_rules(picture.scene, picture.prefix, used) for picture in pictures)
    styles = [style(), *([dark] if dark else [])]
    head = (
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": policy(styles, scripts)}),
        element("meta", {"name": "color-scheme", "content": "light dark"}),
        *_told(made),
        element("title", {}, painted(timeline.title or scenes[0].title)),
        *(element("style", {}, Markup(each)) for each in styles),
    )
    body = [
        element("a", {"class": "skip", "href": "#_events", **book.ours}, book.say("page.skip")),
        block("main", {}, *sheets, *_sections(book, chunk)),
    ]
    if scripts:
        body.append(data(book, chart, chunk))
    if made and made.origin.data is not None:
        body.append(carried(made.origin.data))
    body += (element("script", {"type": "module"}, Markup(text)) for text in scripts)
    root = {"lang": timeline.lang, "dir": "rtl" if book.language.right_to_left else None}
    return "\n".join(
        (
            "<!doctype html>",
            opening("html", root),
            block("head", {}, *head),
            block("body", {}, *body),
            "</html>\n",
        )
    )


class _Picture:
    """One of the pictures of the page: the ``number``-th of ``count``, from 1."""

    __slots__ = ("count", "number", "prefix", "scene")

    def __init__(self, scene: Scene, prefix: str, number: int, count: int) -> None:
        self.scene = scene
        self.prefix = prefix if count == 1 else f"{prefix}-{number}"
        self.number = number
        self.count = count


# The frame of the page


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The Content-Security-Policy of a page with these style sheets and scripts."""
    rules = [
        "default-src 'none'",
        f"style-src {_hashes(styles)}",
        f"script-src {_hashes(scripts) or _NONE}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


_NONE = "'none'"


def _hashes(texts: Iterable[str]) -> str:
    from base64 import b64encode
    from hashlib import sha256

    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts if text)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _told(made: Provenance | None) -> Iterator[Markup]:
    """What the page says of where it comes from."""
    if made:
        yield element("meta", {"name": "generator", "content": made.program})
        for name, value in made.fields().items():
            yield element("meta", {"name": f"timeline-{name}", "content": value})


def _sheets(book: Book, pictures: Sequence[_Picture], signs: Sequence[Sign]) -> Iterator[Markup]:
    """Title, subtitle and picture, or each page of it: what stands on sheets of their own when printed. The
    reader stands before the first picture, whose place it takes."""
    timeline = book.timeline
    scene, prefix = pictures[0].scene, pictures[0].prefix
    name = {} if timeline.title else {"class": "unseen"}  # a page without a heading has one for those who ask
    title = element("h1", name, painted(timeline.title or scene.title))
    subtitle = [element("p", {"class": "subtitle"}, timeline.subtitle)] if timeline.subtitle else []
    reader = [controls(book, key(signs, scene, prefix))] if book.entries else []
    first = [element("header", {}, title, *subtitle), *reader]
    for picture in pictures:
        sheet = {"class": f"opening {_sheet(picture.scene)}"}
        yield block("div", sheet, *first, _figure_of(book, picture))
        first = []


def _figure_of(book: Book, picture: _Picture) -> Markup:
    """The picture in its frame; its caption stands under the last page."""
    own = book.language
    name = own.say("page.picture")
    if picture.count > 1:
        number, count = own.number(picture.number), own.number(picture.count)
        name = own.say("page.picture_part", number=number, count=count)
    frame = {"class": "picture", "tabindex": "0", "role": "group", "aria-label": name}
    drawn = Markup(svg(picture.scene, picture.prefix, inline=True).rstrip())
    shown = block("div", {**frame, **book.ours}, drawn)
    if picture.number < picture.count:
        return block("figure", {"class": "timeline"}, shown)
    said = running(caption(book.timeline, [entry.event for entry in book.entries], own))
    return block("figure", {"class": "timeline"}, shown, element("figcaption", book.ours, said))


def _sheet(scene: Scene) -> str:
    """How the sheet is to be turned on which the picture is largest when printed: "wide" or "tall"."""
    return "tall" if scene.height > TALL * scene.width else "wide"


def _sections(book: Book, chunk: int) -> Iterator[Markup]:
    listed = [items.event(book, entry) for entry in book.entries]
    rest = [more(book)] if listed else []
    yield _section(book, "events", *_lists(listed, chunk), *rest)
    if eras := [items.era(book, era.date, era.title) for era in book.timeline.eras]:
        yield _section(book, "background", block("ul", {"class": "background", "role": "list"}, *eras))
    if sources := [items.source(book, book.timeline.sources[source]) for source in book.numbers]:
        yield _section(book, "sources", block("ol", {"class": "sources", "role": "list"}, *sources))


def _lists(listed: Sequence[Markup], chunk: int) -> Iterator[Markup]:
    """The list of events; of a long one its parts, which a browser with a script takes for text, and the list
    that the script fills from them."""
    frame = {"id": "_list", "class": "events", "role": "list"}
    if not chunk:
        yield block("ol", frame, *listed)
        return
    for at in range(0, len(listed), chunk):
        part = {"class": "events", "role": "list", "start": str(at + 1)}
        yield element("noscript", {}, block("ol", part, *listed[at : at + chunk]))
    yield element("ol", frame, Markup(""))


def _section(book: Book, name: str, *children: Markup) -> Markup:
    return block(
        "section",
        {"id": f"_{name}", "aria-labelledby": f"_{name}-heading"},
        element("h2", {"id": f"_{name}-heading", **book.ours}, book.say(f"page.heading.{name}")),
        *children,
    )
