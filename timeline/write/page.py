"""Prints the page: the picture, and the same events in words.

The page is one file that opens from a disk or out of a mail and asks the network for nothing: no script, no
font, no image but those that stand in the file as ``data:``. It carries its own Content-Security-Policy,
which allows its style sheets by their hashes and nothing else, so that a slip in the escaping could still run
nothing.

Words of the file stand in ``<bdi>`` wherever words of ours stand beside them: a right-to-left title cannot
then reorder the date next to it. Our own words are English, and say so where the file's language is another.

Ids come from event ids where those are plain enough to stand in an address (``#event-conference``), so that a
link into the page survives the next edit, and from the position in time otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from timeline.dates import Date, words
from timeline.model import Citation, Event, Figure, Image, Source, Timeline, selection_words
from timeline.model.order import in_time, source_numbers
from timeline.records import NamedTuple
from timeline.scene import Scene
from timeline.write.markup import Attributes, Markup, element, escape, opening, painted
from timeline.write.svg import dark_rules, svg

_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"])

TALL = 0.8
"""Height by width from which a picture is printed larger on an upright sheet: 148 mm of height for it on a
sheet that lies, by 186 mm of width on one that stands."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]+")

# What HTML takes for a date: EDTF's plain dates of the years 1 to 9999, and times to the millisecond.
_HTML_DATE = re.compile(
    r"(?!0000) \d{4} (?: - (?:0[1-9]|1[0-2]) (?: - \d\d"
    r" (?: T (?:[01]\d|2[0-3]) :[0-5]\d (?: :[0-5]\d (?: \.\d{1,3})? )? (?: Z | [+-]\d\d:\d\d )? )? )? )?",
    re.VERBOSE,
)


def page(timeline: Timeline, scenes: Sequence[Scene], prefix: str) -> str:
    """The whole page. ``scenes`` are the picture of ``timeline``, in one piece or more; ``prefix`` begins the
    ids and classes in them."""
    pictures = [_Picture(scene, prefix, number, len(scenes)) for number, scene in enumerate(scenes, 1)]
    book = _Book(timeline, pictures[0])
    styles = [_page_style(), *(dark_rules(picture.scene, picture.prefix) for picture in pictures)]
    head = (
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": _policy(styles)}),
        element("meta", {"name": "color-scheme", "content": "light dark"}),
        element("title", {}, painted(timeline.title or scenes[0].title)),
        element("style", {}, Markup(styles[0])),
    )
    body = (
        element("a", {"class": "skip", "href": "#events", **book.ours}, "Skip to the events in words"),
        _block("main", {}, *_sheets(book, pictures), *_sections(book)),
    )
    root = {"lang": timeline.lang, "dir": "rtl" if _is_right_to_left(timeline.lang) else None}
    return "\n".join(
        (
            "<!doctype html>",
            opening("html", root),
            _block("head", {}, *head),
            _block("body", {}, *body),
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


class _Entry(NamedTuple):
    """An event, and the id of its item on the page."""

    event: Event
    anchor: str


class _Book:
    """What the parts of a page refer to: events in time order, their anchors, the numbers of sources."""

    __slots__ = ("anchors", "entries", "groups", "incoming", "numbers", "ours", "picture", "timeline")

    def __init__(self, timeline: Timeline, picture: _Picture) -> None:
        self.timeline = timeline
        self.picture = picture  # where the page takes the colours of groups from
        events = in_time(timeline.events)
        self.entries = [_Entry(event, _anchor(event, position)) for position, event in enumerate(events, 1)]
        self.anchors = {entry.event.id: entry for entry in self.entries if entry.event.id is not None}
        self.incoming = _incoming(self.entries)
        self.numbers = source_numbers(events)
        self.groups = {group.id: position for position, group in enumerate(timeline.groups)}
        self.ours: Attributes = {} if timeline.lang.lower().split("-")[0] == "en" else {"lang": "en"}


def _anchor(event: Event, position: int) -> str:
    if event.id is not None and _PLAIN_ID.fullmatch(event.id):
        return f"event-{event.id}"
    return f"event.{position}"  # no plain id has a dot, so the two kinds never meet


def _incoming(entries: Iterable[_Entry]) -> Mapping[str, list[tuple[_Entry, str | None]]]:
    """For each event that is the end of links, where they come from and what they are called."""
    found: dict[str, list[tuple[_Entry, str | None]]] = {}
    for entry in entries:
        for link in entry.event.links:
            found.setdefault(link.to, []).append((entry, link.label))
    return found


# The frame of the page


def _page_style() -> str:
    from importlib import resources  # only a page needs it

    return resources.files("timeline.write").joinpath("assets/page.css").read_text("utf-8")


def _policy(styles: Iterable[str]) -> str:
    from base64 import b64encode
    from hashlib import sha256

    hashes = (b64encode(sha256(style.encode()).digest()).decode() for style in styles if style)
    allowed = " ".join(f"'sha256-{value}'" for value in hashes)
    return f"default-src 'none'; style-src {allowed}; img-src data:; base-uri 'none'; form-action 'none'"


def _is_right_to_left(lang: str) -> bool:
    """Whether text in a language (BCP 47) runs from right to left. A script in the tag has the last word."""
    primary, *rest = lang.lower().split("-")
    script = next((part for part in rest[:2] if len(part) == 4 and part.isalpha()), None)
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else primary in _RIGHT_TO_LEFT


def _sheets(book: _Book, pictures: Sequence[_Picture]) -> Iterator[Markup]:
    """Title, subtitle and picture, or each page of it: what stands on sheets of their own when printed."""
    timeline = book.timeline
    title = [element("h1", {}, timeline.title)] if timeline.title else []
    subtitle = [element("p", {"class": "subtitle"}, timeline.subtitle)] if timeline.subtitle else []
    heading = _maybe("header", {}, *title, *subtitle)
    for picture in pictures:
        sheet = {"class": f"opening {_sheet(picture.scene)}"}
        yield _block("div", sheet, *heading, _figure_of(book, picture))  # the heading is on the first one


def _figure_of(book: _Book, picture: _Picture) -> Markup:
    """The picture in its frame; its caption stands under the last page."""
    name = "Picture of the timeline"
    if picture.count > 1:
        name += f", page {picture.number} of {picture.count}"
    frame = {"class": "picture", "tabindex": "0", "role": "group", "aria-label": name}
    drawn = Markup(svg(picture.scene, picture.prefix, inline=True).rstrip())
    shown = _block("div", {**frame, **book.ours}, drawn)
    last = picture.number == picture.count
    caption = [element("figcaption", book.ours, *_caption(book))] if last else []
    return _block("figure", {"class": "timeline"}, shown, *caption)


def _sheet(scene: Scene) -> str:
    """How the sheet is to be turned on which the picture is largest when printed: "wide" or "tall"."""
    return "tall" if scene.height > TALL * scene.width else "wide"


def _caption(book: _Book) -> Iterator[str]:
    """How much there is to see, and what a reader of its dates has to know."""
    dates = [entry.event.date for entry in book.entries]
    if not dates:
        yield "No events."
        return
    span = words(dates[0]) if len(dates) == 1 else f"{words(dates[0])} to {words(dates[-1])}"
    if part := selection_words(book.timeline):
        yield f"{part}."
    else:
        yield f"{len(dates)} event{'s' * (len(dates) > 1)}, {span}."
    if any(_is_local_time(date) for date in dates):
        yield f" Times that name no offset are local times of {book.timeline.zone.name}."
    if book.timeline.as_of:
        yield f" As of {words(book.timeline.as_of)}."


def _is_local_time(date: Date) -> bool:
    if date.form == "interval":
        return any(end is not None and _is_local_time(end) for end in (date.start, date.end))
    return date.unit in ("minute", "second", "microsecond") and date.offset is None


def _sections(book: _Book) -> Iterator[Markup]:
    yield _section(book, "events", "Events", "ol", [_event(book, entry) for entry in book.entries])
    eras = [_era(book, era.date, era.title) for era in book.timeline.eras]
    if eras:
        yield _section(book, "background", "Background", "ul", eras)
    sources = [_source(book, book.timeline.sources[source]) for source in book.numbers]
    if sources:
        yield _section(book, "sources", "Sources", "ol", sources)


def _section(book: _Book, name: str, heading: str, kind: str, items: Iterable[Markup]) -> Markup:
    return _block(
        "section",
        {"id": name, "aria-labelledby": f"{name}-heading"},
        element("h2", {"id": f"{name}-heading", **book.ours}, heading),
        _block(kind, {"class": name, "role": "list"}, *items),
    )


# One event


def _event(book: _Book, entry: _Entry) -> Markup:
    event = entry.event
    importance = "event major" if event.importance == 5 else "event"
    return _block(
        "li",
        {"id": entry.anchor, "class": importance},
        _block("div", {"class": "when"}, *_when(book, event)),
        _block("div", {"class": "what"}, *_what(book, event)),
    )


def _when(book: _Book, event: Event) -> Iterator[Markup]:
    yield element("p", {"class": "date", **book.ours}, _time(event.date))
    if event.group is not None:
        position = book.groups[event.group]
        title = _bdi(book.timeline.groups[position].title)
        yield element("p", {"class": "group"}, _chip(book, f"group-{position}"), title)
    if event.status != "reported":
        yield element("p", {"class": f"status {event.status}", **book.ours}, event.status)


def _what(book: _Book, event: Event) -> Iterator[Markup]:
    yield element("h3", {}, _bdi(event.title))
    image = [_image(book, event.image, event.title)] if event.image else []
    beside = event.image is not None and _is_shown(event.image)
    if beside:
        yield from image  # before the words that are to stand beside it
    for paragraph in filter(None, map(str.strip, (event.summary or "").splitlines())):
        yield element("p", {}, _bdi(paragraph))
    yield from _maybe(
        "ul", {"class": "figures", "role": "list"}, *(_figure(book, each) for each in event.figures)
    )
    for citation in event.sources:
        yield from _evidence(book, event, citation)
    if not beside:
        yield from image
    yield from _maybe("ul", {"class": "links", "role": "list"}, *_links(book, event))
    yield from _maybe("dl", {"class": "facts"}, *_facts(book, event))
    yield from _maybe("p", {"class": "notes", **book.ours}, *_references(book, event))


def _figure(book: _Book, figure: Figure) -> Markup:
    """A number set large, what it counts, and who says so."""
    note = [" ", _note(book, figure.source)] if figure.source else []
    value = element("b", {}, _bdi(figure.value))
    return element("li", {}, value, " ", element("span", {}, _bdi(figure.label), *note))


def _evidence(book: _Book, event: Event, citation: Citation) -> Iterator[Markup]:
    """What a source says in its own words, and where it departs from what the file says."""
    remarks = ["disputes this"] if citation.stance == "disputes" else []
    if citation.date is not None and citation.date != event.date:
        remarks.append(f"gives another date: {words(citation.date)}")
    who = [_bdi(book.timeline.sources[citation.source].title), " ", _note(book, citation.source)]
    if citation.quote is not None:
        if citation.locator:
            who += [", ", _bdi(citation.locator)]
        if remarks:
            who += [" ", element("span", {"class": "remark", **book.ours}, " and ".join(remarks))]
        quote = element("blockquote", {}, element("p", {}, _bdi(citation.quote)))
        yield _block("figure", {"class": "quote"}, quote, element("figcaption", {}, *who))
    elif remarks:
        yield element("p", {"class": "remark", **book.ours}, *who, f" {' and '.join(remarks)}.")


def _image(book: _Book, image: Image, title: str) -> Markup:
    """A picture that stands in the file is shown; any other would be a request, and is named instead.

    Without words of its own it is called by the ``title`` of the event.
    """
    kind = "image"
    if _is_shown(image):
        words = title if image.alt is None else image.alt
        shown = element("img", {"src": image.src, "alt": painted(words)})
    else:
        kind = "image absent"
        name = [_bdi(image.alt), " (", _bdi(image.src), ")"] if image.alt else [_bdi(image.src)]
        shown = element("p", {}, element("span", book.ours, "Picture: "), *name)
    credit = [element("figcaption", {}, _bdi(image.credit))] if image.credit else []
    return _block("figure", {"class": kind}, shown, *credit)


def _is_shown(image: Image) -> bool:
    return image.src.startswith("data:image/")


def _links(book: _Book, event: Event) -> Iterator[Markup]:
    for link in event.links:
        label = _bdi(link.label) if link.label else element("span", book.ours, "led to")
        yield element("li", {}, label, " → ", _inward(book.anchors[link.to]))
    for entry, name in book.incoming.get(event.id or "", ()):
        how = element("span", book.ours, "linked from" if name else "led here from")
        yield element("li", {}, how, " ", _inward(entry), *([" (", _bdi(name), ")"] if name else []))


def _inward(entry: _Entry) -> Markup:
    return element("a", {"href": f"#{entry.anchor}"}, _bdi(entry.event.title))


def _facts(book: _Book, event: Event) -> Iterator[Markup]:
    for name, values in (("People", event.people), ("Places", event.places), ("Tags", event.tags)):
        if values:
            listed = _joined(", ", map(_bdi, values))
            yield element("div", {}, element("dt", book.ours, name), element("dd", {}, *listed))


def _references(book: _Book, event: Event) -> Iterator[str]:
    """The line that says where all this is from."""
    mentions = {citation.source for citation in event.sources if citation.stance == "mentions"}
    sources = [citation.source for citation in event.sources if citation.source not in mentions]
    parts = []
    for name, cited in (
        ("Source", sources),
        ("Mentioned in", sorted(mentions, key=book.numbers.__getitem__)),
    ):
        if notes := [_note(book, source) for source in dict.fromkeys(cited)]:
            plural = "s" if name == "Source" and len(notes) > 1 else ""
            parts.append(_run(f"{name}{plural} ", *_joined(" ", notes)))
    if event.url:
        parts.append(_outward(event.url))
    return _joined(" · ", parts)


# Dates, notes, links


def _time(date: Date) -> Markup:
    """The date in words, with the form for machines where HTML has one that says the same and no more."""
    doubtful = date.approximate or date.uncertain or date.unspecified
    if date.form == "date" and date.unit != "season" and not doubtful and _HTML_DATE.fullmatch(date.text):
        return element("time", {"datetime": date.text}, words(date))
    return element("span", {}, words(date))


def _note(book: _Book, source: str) -> Markup:
    number = book.numbers[source]
    label = f"Source {number}: {painted(book.timeline.sources[source].title)}"
    return element("a", {"class": "note", "href": f"#source-{number}", "title": label}, f"[{number}]")


def _outward(url: str) -> Markup:
    """A link that leaves the page, named by its address, so that it leads somewhere on paper too."""
    shown = url.removeprefix("https://").rstrip("/")
    return element("a", {"href": url, "rel": "noopener noreferrer"}, _bdi(shown))


def _bdi(text: str) -> Markup:
    """Words of the file: their direction is found out from themselves and ends with them."""
    return element("bdi", {}, text)


def _chip(book: _Book, role: str) -> Markup:
    """A spot of the colour that the picture gives to a group."""
    spot = {
        "class": f"{book.picture.prefix}-{role}",
        "width": "10",
        "height": "10",
        "rx": "2",
        "fill": book.picture.scene.palette.get(role, "none"),
    }
    frame = {"class": "chip", "width": "10", "height": "10", "aria-hidden": "true"}
    return element("svg", frame, element("rect", spot))


# Sources and background


def _source(book: _Book, source: Source) -> Markup:
    """A full reference: who, what, where, when, and where to read it."""
    author = [_bdi(source.author), ", "] if source.author else []
    place = [_bdi(source.publisher)] if source.publisher else []
    dated = [element("span", book.ours, _time(source.date))] if source.date else []
    sentences = [_sentence(*author, element("cite", {}, _bdi(source.title)), last=source.title)]
    if place or dated:
        sentences.append(_sentence(*_joined(", ", [*place, *dated])))
    if source.note:
        sentences.append(_sentence(_bdi(source.note), last=source.note))
    if source.url:
        sentences.append(_outward(source.url))
    if source.accessed:
        sentences.append(_sentence(element("span", book.ours, "Accessed ", _time(source.accessed))))
    return element("li", {"id": f"source-{book.numbers[source.id]}"}, *_joined(" ", sentences))


def _sentence(*parts: str, last: str = "") -> Markup:
    """Parts that end with a full stop, unless the ``last`` words of them bring their own."""
    stop = "" if last.rstrip().endswith((".", "?", "!", "…")) else "."
    return _run(*parts, stop)


def _era(book: _Book, date: Date, title: str) -> Markup:
    return element("li", {}, element("span", {"class": "date", **book.ours}, _time(date)), " ", _bdi(title))


# Putting elements together


def _block(name: str, attributes: Attributes, *children: str) -> Markup:
    """An element with each of its children on lines of their own."""
    return Markup("\n".join((opening(name, attributes), *map(escape, children), f"</{name}>")))


def _maybe(name: str, attributes: Attributes, *children: str) -> Iterator[Markup]:
    """An element, where there is anything to put into it."""
    if children:
        yield element(name, attributes, *children)


def _run(*parts: str) -> Markup:
    """Words and elements one after the other."""
    return Markup("".join(map(escape, parts)))


def _joined(separator: str, parts: Iterable[Markup]) -> Iterator[str]:
    for position, part in enumerate(parts):
        if position:
            yield separator
        yield part
