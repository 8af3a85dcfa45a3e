"""Prints the page: the picture, and the same events in words.

The page is one file that opens from a disk or out of a mail and asks the network for nothing: no script, no
font, no image but those that stand in the file as ``data:``. It carries its own Content-Security-Policy,
which allows its style sheets by their hashes and nothing else, so that a slip in the escaping could still run
nothing.

Words of the file stand in ``<bdi>`` wherever words of ours stand beside them: a right-to-left title cannot
then reorder the date next to it. Our own words are those of the file's language; where there is no table for
it they are English, and say so.

Ids come from event ids where those are plain enough to stand in an address (``#event-conference``), so that a
link into the page survives the next edit, and from the position in time otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from timeline.dates import Date, around, words
from timeline.languages import has_table, language, running
from timeline.model import Citation, Event, Figure, Image, Source, Timeline, selection_words
from timeline.model.order import in_time, source_numbers
from timeline.narrate.facts import reach
from timeline.records import NamedTuple
from timeline.scene import Scene
from timeline.write.markup import Attributes, Markup, element, escape, opening, painted
from timeline.write.svg import dark_rules, svg

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
        element("a", {"class": "skip", "href": "#events", **book.ours}, book.say("page.skip")),
        _block("main", {}, *_sheets(book, pictures), *_sections(book)),
    )
    root = {"lang": timeline.lang, "dir": "rtl" if book.language.right_to_left else None}
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

    __slots__ = (
        "anchors",
        "entries",
        "groups",
        "incoming",
        "language",
        "numbers",
        "ours",
        "picture",
        "say",
        "timeline",
    )

    def __init__(self, timeline: Timeline, picture: _Picture) -> None:
        self.timeline = timeline
        self.picture = picture  # where the page takes the colours of groups from
        events = in_time(timeline.events)
        self.entries = [_Entry(event, _anchor(event, position)) for position, event in enumerate(events, 1)]
        self.anchors = {entry.event.id: entry for entry in self.entries if entry.event.id is not None}
        self.incoming = _incoming(self.entries)
        self.numbers = source_numbers(events)
        self.groups = {group.id: position for position, group in enumerate(timeline.groups)}
        self.language = language(timeline.lang)
        self.say = self.language.say
        self.ours: Attributes = {} if has_table(timeline.lang) else {"lang": "en"}


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
    own = book.language
    name = own.say("page.picture")
    if picture.count > 1:
        number, count = own.number(picture.number), own.number(picture.count)
        name = own.say("page.picture_part", number=number, count=count)
    frame = {"class": "picture", "tabindex": "0", "role": "group", "aria-label": name}
    drawn = Markup(svg(picture.scene, picture.prefix, inline=True).rstrip())
    shown = _block("div", {**frame, **book.ours}, drawn)
    last = picture.number == picture.count
    caption = [element("figcaption", book.ours, running(_caption(book)))] if last else []
    return _block("figure", {"class": "timeline"}, shown, *caption)


def _sheet(scene: Scene) -> str:
    """How the sheet is to be turned on which the picture is largest when printed: "wide" or "tall"."""
    return "tall" if scene.height > TALL * scene.width else "wide"


def _caption(book: _Book) -> Iterator[str]:
    """How much there is to see, and what a reader of its dates has to know, in sentences."""
    own, dates = book.language, [entry.event.date for entry in book.entries]
    if not dates:
        yield own.say("page.no_events")
        return
    if part := selection_words(book.timeline):
        yield own.sentence(part)
    else:
        yield own.counted("page.events", len(dates), span=_span(book))
    if any(_is_local_time(date) for date in dates):
        yield own.say("page.local_times", zone=book.timeline.zone.name)
    if book.timeline.as_of:
        yield around("page.as_of", book.timeline.as_of, own)


def _span(book: _Book) -> str:
    """The only date, or the first and the last that are named."""
    own, events = book.language, [entry.event for entry in book.entries]
    if len(events) == 1:
        return words(events[0].date, language=own)
    first, last = (words(date, language=own) for date in reach(events))
    return first if first == last else own.say("page.span", first=first, last=last)


def _is_local_time(date: Date) -> bool:
    if date.form == "interval":
        return any(end is not None and _is_local_time(end) for end in (date.start, date.end))
    return date.unit in ("minute", "second", "microsecond") and date.offset is None


def _sections(book: _Book) -> Iterator[Markup]:
    yield _section(book, "events", "ol", [_event(book, entry) for entry in book.entries])
    eras = [_era(book, era.date, era.title) for era in book.timeline.eras]
    if eras:
        yield _section(book, "background", "ul", eras)
    sources = [_source(book, book.timeline.sources[source]) for source in book.numbers]
    if sources:
        yield _section(book, "sources", "ol", sources)


def _section(book: _Book, name: str, kind: str, items: Iterable[Markup]) -> Markup:
    return _block(
        "section",
        {"id": name, "aria-labelledby": f"{name}-heading"},
        element("h2", {"id": f"{name}-heading", **book.ours}, book.say(f"page.heading.{name}")),
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
    yield element("p", {"class": "date", **book.ours}, _time(book, event.date))
    if event.group is not None:
        position = book.groups[event.group]
        title = _bdi(book.timeline.groups[position].title)
        yield element("p", {"class": "group"}, _chip(book, f"group-{position}"), title)
    if event.status != "reported":
        yield element(
            "p", {"class": f"status {event.status}", **book.ours}, book.say(f"status.{event.status}")
        )


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
    own = book.language
    found = [own.say("page.disputes")] if citation.stance == "disputes" else []
    if citation.date is not None and citation.date != event.date:
        found.append(own.say("page.other_date", date=words(citation.date, language=own)))
    remarks = own.joined(found, "and") if found else ""
    who = [_bdi(book.timeline.sources[citation.source].title), " ", _note(book, citation.source)]
    if citation.quote is not None:
        if citation.locator:
            who += [own.say("source.parts"), _bdi(citation.locator)]
        if remarks:
            who += [" ", element("span", {"class": "remark", **book.ours}, remarks)]
        quote = element("blockquote", {}, element("p", {}, _bdi(citation.quote)))
        yield _block("figure", {"class": "quote"}, quote, element("figcaption", {}, *who))
    elif remarks:
        said = _filled(book, "page.evidence", source=_run(*who), remarks=remarks)
        yield element("p", {"class": "remark", **book.ours}, said)


def _image(book: _Book, image: Image, title: str) -> Markup:
    """A picture that stands in the file is shown; any other would be a request, and is named instead.

    Without words of its own it is called by the ``title`` of the event.
    """
    kind = "image"
    if _is_shown(image):
        alt = title if image.alt is None else image.alt
        shown = element("img", {"src": image.src, "alt": painted(alt)})
    else:
        kind = "image absent"
        name = [_bdi(image.alt), " (", _bdi(image.src), ")"] if image.alt else [_bdi(image.src)]
        shown = element("p", {}, element("span", book.ours, book.say("page.image")), " ", *name)
    credit = [element("figcaption", {}, _bdi(image.credit))] if image.credit else []
    return _block("figure", {"class": kind}, shown, *credit)


def _is_shown(image: Image) -> bool:
    return image.src.startswith("data:image/")


def _links(book: _Book, event: Event) -> Iterator[Markup]:
    arrow = book.say("link.arrow")
    for link in event.links:
        label = _bdi(link.label) if link.label else element("span", book.ours, book.say("page.led_to"))
        yield element("li", {}, label, f" {arrow} ", _inward(book.anchors[link.to]))
    for entry, name in book.incoming.get(event.id or "", ()):
        how = element("span", book.ours, book.say("page.linked_from" if name else "page.led_here_from"))
        yield element("li", {}, how, " ", _inward(entry), *([" (", _bdi(name), ")"] if name else []))


def _inward(entry: _Entry) -> Markup:
    return element("a", {"href": f"#{entry.anchor}"}, _bdi(entry.event.title))


def _facts(book: _Book, event: Event) -> Iterator[Markup]:
    for name, values in (("people", event.people), ("places", event.places), ("tags", event.tags)):
        if values:
            listed = _joined(book.say("list"), map(_bdi, values))
            term = element("dt", book.ours, book.say(f"page.{name}"))
            yield element("div", {}, term, element("dd", {}, *listed))


def _references(book: _Book, event: Event) -> Iterator[str]:
    """The line that says where all this is from."""
    mentions = {citation.source for citation in event.sources if citation.stance == "mentions"}
    sources = [citation.source for citation in event.sources if citation.source not in mentions]
    parts = []
    if notes := [_note(book, source) for source in dict.fromkeys(sources)]:
        form = book.language.plural(len(notes), "")
        parts.append(_filled(book, f"page.sources.{form}", notes=_run(*_joined(" ", notes))))
    if notes := [_note(book, source) for source in sorted(mentions, key=book.numbers.__getitem__)]:
        parts.append(_filled(book, "page.mentioned_in", notes=_run(*_joined(" ", notes))))
    if event.url:
        parts.append(_outward(event.url))
    return _joined(" · ", parts)


# Dates, notes, links


def _time(book: _Book, date: Date) -> Markup:
    """The date in words, with the form for machines where HTML has one that says the same and no more."""
    doubtful = date.approximate or date.uncertain or date.unspecified
    if date.form == "date" and date.unit != "season" and not doubtful and _HTML_DATE.fullmatch(date.text):
        return element("time", {"datetime": date.text}, words(date, language=book.language))
    return element("span", {}, words(date, language=book.language))


def _accessed(book: _Book, date: Date) -> Markup:
    """When a source was read, the date with its form for machines where the phrase has it as it stands."""
    said, alone = around("source.read", date, book.language), words(date, language=book.language)
    before, found, after = said.partition(alone)
    return _run(before, _time(book, date), after) if found else escape(said)


def _note(book: _Book, source: str) -> Markup:
    number = book.numbers[source]
    counted, title = book.language.in_digits(str(number)), painted(book.timeline.sources[source].title)
    label = book.say("source.numbered", number=counted, title=title)
    return element("a", {"class": "note", "href": f"#source-{number}", "title": label}, f"[{counted}]")


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
    comma = book.say("source.parts")
    author = [_bdi(source.author), comma] if source.author else []
    place = [_bdi(source.publisher)] if source.publisher else []
    dated = [element("span", book.ours, _time(book, source.date))] if source.date else []
    sentences = [_sentence(book, *author, element("cite", {}, _bdi(source.title)), last=source.title)]
    if place or dated:
        sentences.append(_sentence(book, *_joined(comma, [*place, *dated])))
    if source.note:
        sentences.append(_sentence(book, _bdi(source.note), last=source.note))
    if source.url:
        sentences.append(_outward(source.url))
    if source.accessed:
        sentences.append(_sentence(book, element("span", book.ours, _accessed(book, source.accessed))))
    return element("li", {"id": f"source-{book.numbers[source.id]}"}, *_joined(" ", sentences))


def _sentence(book: _Book, *parts: str, last: str = "") -> Markup:
    """Parts that end with a full stop, unless the ``last`` words of them bring their own."""
    return _run(*parts, book.language.sentence(last)[len(last) :])


def _era(book: _Book, date: Date, title: str) -> Markup:
    return element(
        "li", {}, element("span", {"class": "date", **book.ours}, _time(book, date)), " ", _bdi(title)
    )


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


def _filled(book: _Book, key: str, **values: str) -> Markup:
    """A phrase of ours with words and elements in its places."""
    return Markup(
        escape(book.language.phrases[key]).format(**{name: escape(value) for name, value in values.items()})
    )


def _joined(separator: str, parts: Iterable[Markup]) -> Iterator[str]:
    for position, part in enumerate(parts):
        if position:
            yield separator
        yield part
