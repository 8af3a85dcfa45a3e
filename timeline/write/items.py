"""Prints the items of the page's lists: each event with all that the file says of it, each source as a full
reference, each era.

The item of an event is what a reader without the script sees of it, what is printed, and what the panel shows
a copy of; the script makes no words about an event.

Words of the file stand in ``<bdi>`` wherever words of ours stand beside them: a right-to-left title cannot
then reorder the date next to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.dates import Date, around
from timeline.languages import running
from timeline.model import Citation, Event, Figure, Image, Source
from timeline.model.context import points_back
from timeline.narrate.doubts import doubts, is_coarse
from timeline.write.book import Book, Entry
from timeline.write.markup import Markup, bdi, block, element, escape, joined, maybe, painted, run

_ASKED = {ord(character): f"%{ord(character):02X}" for character in "\"<>^`{|}"}
"""What browsers write otherwise when they ask for an address: HTML wants it written so."""

# What HTML takes for a date: EDTF's plain dates of the years 1 to 9999, and times to the millisecond.
_HTML_DATE = re.compile(
    r"(?!0000) \d{4} (?: - (?:0[1-9]|1[0-2]) (?: - \d\d"
    r" (?: T (?:[01]\d|2[0-3]) :[0-5]\d (?: :[0-5]\d (?: \.\d{1,3})? )? (?: Z | [+-]\d\d:\d\d )? )? )? )?",
    re.VERBOSE,
)


# One event


def event(book: Book, entry: Entry) -> Markup:
    """The item of an event."""
    importance = "event major" if entry.event.importance == 5 else "event"
    return block(
        "li",
        {"id": entry.anchor, "class": importance},
        block("div", {"class": "when"}, *_when(book, entry.event)),
        block("div", {"class": "what"}, *_what(book, entry)),
    )


def _when(book: Book, event: Event) -> Iterator[Markup]:
    yield element("p", {"class": "date", **book.ours}, _time(book, event.date))
    if said := doubts(event.date, book.timeline.as_of, book.language):
        yield element("p", {"class": "doubt", **book.ours}, running(said))
    elif is_coarse(event.date):
        yield book.once(_coarse, "doubt.within")
    if event.group is not None:
        yield book.once(_group, event.group)
    if event.status != "reported":
        yield book.once(_status, event.status)


def _coarse(book: Book, phrase: str) -> Markup:
    """What goes without saying in a list, and is said in the panel alone."""
    return element("p", {"class": "doubt coarse", **book.ours}, book.say(phrase))


def _group(book: Book, group: str) -> Markup:
    position = book.groups[group]
    title = bdi(book.timeline.groups[position].title)
    return element("p", {"class": "group"}, _chip(book, f"group-{position}"), title)


def _status(book: Book, status: str) -> Markup:
    return element("p", {"class": f"status {status}", **book.ours}, book.say(f"status.{status}"))


def _what(book: Book, entry: Entry) -> Iterator[Markup]:
    event = entry.event
    yield element("h3", {}, element("a", {"href": f"#{entry.anchor}"}, bdi(event.title)))
    image = [_image(book, event.image, event.title)] if event.image else []
    beside = event.image is not None and _is_shown(event.image)
    if beside:
        yield from image  # before the words that are to stand beside it
    for paragraph in filter(None, map(str.strip, (event.summary or "").splitlines())):
        yield element("p", {}, bdi(paragraph))
    yield from maybe(
        "ul", {"class": "figures", "role": "list"}, *(_figure(book, each) for each in event.figures)
    )
    for citation in event.sources:
        yield from _evidence(book, citation)
    yield from _dates(book, event)
    if not beside:
        yield from image
    yield from maybe("div", {"class": "context"}, *_context(book, entry))
    yield from maybe("dl", {"class": "facts"}, *_facts(book, event))
    yield from maybe("p", {"class": "notes", **book.ours}, *_references(book, event))


def _figure(book: Book, figure: Figure) -> Markup:
    """A number set large, what it counts, and who says so."""
    note = [" ", book.once(_note, figure.source)] if figure.source else []
    value = element("b", {}, bdi(figure.value))
    return element("li", {}, value, " ", element("span", {}, bdi(figure.label), *note))


def _evidence(book: Book, citation: Citation) -> Iterator[Markup]:
    """What a source says in its own words, and whether it disputes what the file says."""
    own = book.language
    remarks = own.say("page.disputes") if citation.stance == "disputes" else ""
    who = [bdi(book.timeline.sources[citation.source].title), " ", book.once(_note, citation.source)]
    if citation.quote is not None:
        if citation.locator:
            who += [own.say("source.parts"), bdi(citation.locator)]
        if remarks:
            who += [" ", element("span", {"class": "remark", **book.ours}, remarks)]
        quote = element("blockquote", {}, element("p", {}, bdi(citation.quote)))
        yield block("figure", {"class": "quote"}, quote, element("figcaption", {}, *who))
    elif remarks:
        said = book.filled("page.evidence", source=run(*who), remarks=remarks)
        yield element("p", {"class": "remark", **book.ours}, said)


def _dates(book: Book, event: Event) -> Iterator[Markup]:
    """The dates that are given, the file's first, where a source gives another."""
    given = [cited for cited in event.sources if cited.date is not None]
    if all(cited.date == event.date for cited in given):
        return
    rows = [_given(element("span", book.ours, book.say("reader.dates_file")), book, event.date)]
    for cited in given:
        who = run(bdi(book.timeline.sources[cited.source].title), " ", book.once(_note, cited.source))
        if cited.date is not None:
            rows.append(_given(who, book, cited.date))
    yield element("div", {"class": "dates"}, book.once(_heading, "dates"), element("dl", {}, *rows))


def _given(who: Markup, book: Book, date: Date) -> Markup:
    return element("div", {}, element("dt", {}, who), element("dd", book.ours, _time(book, date)))


def _image(book: Book, image: Image, title: str) -> Markup:
    """A picture that stands in the file is shown; any other would be a request, and is named instead.

    Without words of its own it is called by the ``title`` of the event.
    """
    kind = "image"
    if _is_shown(image):
        alt = title if image.alt is None else image.alt
        shown = element("img", {"src": image.src, "alt": painted(alt)})
    else:
        kind = "absent"
        name = [bdi(image.alt), " (", bdi(image.src), ")"] if image.alt else [bdi(image.src)]
        shown = element("p", {}, element("span", book.ours, book.say("page.image")), " ", *name)
    credit = [element("figcaption", {}, bdi(image.credit))] if image.credit else []
    return block("figure", {"class": kind}, shown, *credit)


def _is_shown(image: Image) -> bool:
    return image.src.startswith("data:image/")


def _context(book: Book, entry: Entry) -> Iterator[Markup]:
    """What led to an event and what followed from it, as far as links tell, each in time order."""
    before: list[tuple[int, Markup]] = []
    after: list[tuple[int, Markup]] = []
    event = entry.event
    for link in event.links:
        other = book.anchors[link.to]
        how = (bdi(link.label), f" {book.say('link.arrow')} ") if link.label else ()
        side = before if points_back(event, link, other.event) else after
        side.append((other.number, element("li", {}, *how, *_inward(book, other))))
    for other, link in book.incoming.get(event.id, ()) if event.id is not None else ():
        named = (" (", bdi(link.label), ")") if link.label else ()
        side = after if points_back(other.event, link, event) else before
        side.append((other.number, element("li", {}, *_inward(book, other), *named)))
    for phrase, side in (("led_here", before), ("followed", after)):
        if side:
            side.sort()
            items = (item for _, item in side)
            yield element("div", {}, book.once(_heading, phrase), element("ul", {"role": "list"}, *items))


def _heading(book: Book, phrase: str) -> Markup:
    return element("h4", book.ours, book.say(f"reader.{phrase}"))


def _inward(book: Book, entry: Entry) -> Iterator[Markup]:
    """A link to an event on the page, and its date."""
    yield element("a", {"href": f"#{entry.anchor}"}, bdi(entry.event.title))
    yield Markup(" ")
    yield element("span", {"class": "then", **book.ours}, book.words(entry.event.date))


def _facts(book: Book, event: Event) -> Iterator[Markup]:
    for name, values in (("people", event.people), ("places", event.places), ("tags", event.tags)):
        if values:
            listed = joined(book.say("list"), (book.once(_name, value) for value in values))
            yield element("div", {}, book.once(_term, name), element("dd", {}, *listed))


def _term(book: Book, name: str) -> Markup:
    return element("dt", book.ours, book.say(f"page.{name}"))


def _name(book: Book, value: str) -> Markup:  # noqa: ARG001 - remembered by the book, like what depends on it
    return bdi(value)


def _references(book: Book, event: Event) -> Iterator[str]:
    """The line that says where all this is from."""
    mentions = {citation.source for citation in event.sources if citation.stance == "mentions"}
    sources = [citation.source for citation in event.sources if citation.source not in mentions]
    parts = []
    if notes := [book.once(_note, source) for source in dict.fromkeys(sources)]:
        form = book.language.plural(len(notes), "")
        parts.append(book.filled(f"page.sources.{form}", notes=run(*joined(" ", notes))))
    if notes := [book.once(_note, source) for source in sorted(mentions, key=book.numbers.__getitem__)]:
        parts.append(book.filled("page.mentioned_in", notes=run(*joined(" ", notes))))
    if event.url:
        parts.append(outward(event.url))
    return joined(" · ", parts)


# Dates, notes, links


def _time(book: Book, date: Date) -> Markup:
    """The date in words, with the form for machines where HTML has one that says the same and no more."""
    doubtful = date.approximate or date.uncertain or date.unspecified
    if date.form == "date" and date.unit != "season" and not doubtful and _HTML_DATE.fullmatch(date.text):
        return element("time", {"datetime": date.text}, book.words(date))
    return element("span", {}, book.words(date))


def _accessed(book: Book, date: Date) -> Markup:
    """When a source was read, the date with its form for machines where the phrase has it as it stands."""
    said, alone = around("source.read", date, book.language), book.words(date)
    before, found, after = said.partition(alone)
    return run(before, _time(book, date), after) if found else escape(said)


def _note(book: Book, source: str) -> Markup:
    number = book.numbers[source]
    counted, title = book.language.in_digits(str(number)), painted(book.timeline.sources[source].title)
    label = book.say("source.numbered", number=counted, title=title)
    return element("a", {"class": "note", "href": f"#_source-{number}", "title": label}, f"[{counted}]")


def outward(url: str) -> Markup:
    """A link that leaves the page, and any frame around it, named by its address, so that it leads somewhere
    on paper too."""
    shown = url.removeprefix("https://").rstrip("/")
    leaving = {"target": "_top", "rel": "noopener noreferrer"}
    return element("a", {"href": url.translate(_ASKED), **leaving}, bdi(shown))


def _chip(book: Book, role: str) -> Markup:
    """A spot of the colour that the picture gives to a group."""
    spot = {
        "class": f"{book.prefix}-{role}",
        "width": "10",
        "height": "10",
        "rx": "2",
        "fill": book.palette.get(role, "none"),
    }
    frame = {"class": "chip", "width": "10", "height": "10", "aria-hidden": "true"}
    return element("svg", frame, element("rect", spot))


# Sources and background


def source(book: Book, source: Source) -> Markup:
    """A full reference: who, what, where, when, and where to read it."""
    comma = book.say("source.parts")
    author = [bdi(source.author), comma] if source.author else []
    place = [bdi(source.publisher)] if source.publisher else []
    dated = [element("span", book.ours, _time(book, source.date))] if source.date else []
    sentences = [_sentence(book, *author, element("cite", {}, bdi(source.title)), last=source.title)]
    if place or dated:
        sentences.append(_sentence(book, *joined(comma, [*place, *dated])))
    if source.note:
        sentences.append(_sentence(book, bdi(source.note), last=source.note))
    if source.url:
        sentences.append(outward(source.url))
    if source.accessed:
        sentences.append(_sentence(book, element("span", book.ours, _accessed(book, source.accessed))))
    return element("li", {"id": f"_source-{book.numbers[source.id]}"}, *joined(" ", sentences))


def _sentence(book: Book, *parts: str, last: str = "") -> Markup:
    """Parts that end with a full stop, unless the ``last`` words of them bring their own."""
    return run(*parts, book.language.sentence(last)[len(last) :])


def era(book: Book, date: Date, title: str) -> Markup:
    """The item of an era."""
    return element(
        "li", {}, element("span", {"class": "date", **book.ours}, _time(book, date)), " ", bdi(title)
    )
