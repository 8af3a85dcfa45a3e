"""Prints the reader: what stands around the live figure, from the search field to the sheet of keys.

All of it is hidden until the script has drawn the figure, for without the script none of it would work. It is
markup like any other and says everything in the words of the page; the script finds its parts by their ids,
fills in what depends on the reader's doings, and adds nothing but the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from timeline.model import Event
from timeline.model.order import sources_of
from timeline.model.table import STATUSES
from timeline.records import TYPE_CHECKING
from timeline.scene import Scene, Shape
from timeline.write.book import Book
from timeline.write.markup import Attributes, Markup, block, element, escape, maybe, opening, run
from timeline.write.svg import icon

if TYPE_CHECKING:
    from typing import TypeAlias

    Sign: TypeAlias = tuple[Sequence[Shape], str]
    """The shapes of a mark in a box of ``SIGN``, and what it means."""

SIGN = 24, 16
"""The width and the height of a mark in the legend, in px."""
FILES = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json", "csv": "text/csv"}
"""What a reader can save, and its media types."""
MOST = 100
"""Values of one kind that are listed to filter by; of more, those with the most events."""

CANVAS = 1500
"""Events; the figure of more is painted on a canvas instead of being made of elements."""

KEYS = (
    ("arrows", ("←", "→")),
    ("ends", ("Home", "End")),
    ("enter", ("Enter",)),
    ("escape", ("Esc",)),
    ("zoom", ("+", "−")),
    ("pan", ("Shift ←", "Shift →")),
    ("fit", ("0",)),
    ("search", ("/",)),
    ("story", ("s", "n", "p")),
    ("help", ("?",)),
)
"""The keys on the sheet, by what they do."""

ICONS = {
    "filters": "M2 4h12M4.5 8h7M7 12h2",
    "story": "M5 3l8 5l-8 5z",
    "save": "M8 2v8M4.5 7L8 10.5L11.5 7M2.5 13.5h11",
    "zoom-in": "M3 8h10M8 3v10",
    "zoom-out": "M3 8h10",
    "fit": "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
    "previous": "M10 3L5 8l5 5",
    "next": "M6 3l5 5l-5 5",
    "link": "M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5L7.5 13A3 3 0 0 1 3 8.5L4.5 7",
    "close": "M3.5 3.5l9 9M12.5 3.5l-9 9",
}
"""Paths in a square of 16 by 16, drawn with a pen of 1.5."""


def controls(book: Book, legend: Iterable[Markup] = ()) -> Markup:
    """The whole reader, hidden, with the ``legend`` of its figure."""
    return block(
        "div",
        {"id": "_reader", "class": "reader", "hidden": "", **book.ours},
        _tools(book),
        _filters(book),
        _story(book),
        *legend,
        block("div", {"id": "_stage"}, _drawing(book), _panel(book)),
        _help(book),
        _filled_later("p", "_said", {"class": "unseen", "role": "status"}),
    )


def key(signs: Sequence[Sign], scene: Scene, prefix: str) -> Iterator[Markup]:
    """The legend of the figure: ``signs`` in the colours of the ``scene`` that stands on the page with
    ``prefix``.
    """
    entries = [
        element("li", {}, icon(shapes, *SIGN, scene, prefix), element("bdi", {}, text))
        for shapes, text in signs
    ]
    return maybe("ul", {"id": "_key", "role": "list"}, *entries)


def more(book: Book) -> Markup:
    """The button below a long list; the script says on it how many more there are."""
    return element("button", {"id": "_more", "type": "button", "hidden": "", **book.ours}, " ")


# The line of tools


def _tools(book: Book) -> Markup:
    say = book.say
    search = element(
        "input",
        {"id": "_search", "type": "search", "name": "q", "form": "_filters", "data-key": "/",
         "aria-label": say("reader.search"), "placeholder": say("reader.search"), "autocomplete": "off",
         "spellcheck": "false"},
    )  # fmt: skip
    found = block(
        "form",
        {"id": "_find", "role": "search", "aria-label": say("reader.toolbar")},
        search,
        _button(book, "filters", {"aria-expanded": "false", "aria-controls": "_filters"}),
        _filled_later("output", "_count", {"for": "_search", "aria-live": "polite", "dir": "auto"}),
    )
    return block(
        "div",
        {"class": "tools"},
        found,
        _button(book, "story", {"aria-pressed": "false", "data-key": "s"}),
        _button(book, "save", {"popovertarget": "_save"}),
        _save(book),
        _button(book, "help", {"aria-haspopup": "dialog", "data-key": "?"}),
    )


def _save(book: Book) -> Markup:
    items = (
        element(
            "button",
            {"type": "button", "data-save": kind, "data-type": media, "popovertarget": "_save"},
            book.say(f"reader.save_{kind}"),
        )
        for kind, media in FILES.items()
    )
    return block("div", {"id": "_save", "popover": "", "data-name": f"{_file_name(book)}."}, *items)


def _file_name(book: Book) -> str:
    """The letters and digits of the title, what stands between them a hyphen each."""
    kept = (sign if category(sign)[0] in "LMN" else " " for sign in book.timeline.title or "timeline")
    return "-".join("".join(kept).split())[:100]


def _story(book: Book) -> Markup:
    say = book.say
    telling: Attributes = {"id": "_telling", "hidden": "", "aria-label": say("reader.story")}
    return block(
        "div",
        {"id": "_story", "role": "group", "aria-label": say("reader.story"), "hidden": ""},
        _plain_button("_story-back", _icon("previous"), say("reader.story_back"), key="p"),
        element("input", {**telling, "type": "checkbox", "name": "story", "form": "_filters"}),
        _filled_later("span", "_story-step", {"dir": "auto"}),
        _plain_button("_story-on", say("reader.story_on"), _icon("next"), key="n"),
        _plain_button("_story-end", say("reader.story_end")),
    )


# Filters


def _filters(book: Book) -> Markup:
    reset = _plain_button("_reset", book.say("reader.reset"))
    return block(
        "form",
        {"id": "_filters", "aria-label": book.say("reader.filters"), "hidden": ""},
        *(_fieldset(book, kind, choices) for kind, choices in _choices(book) if choices),
        _period(book),
        reset,
    )


def _choices(book: Book) -> Iterator[tuple[str, Sequence[tuple[str, Markup]]]]:
    """The values of each kind that occur, with their names, in the order of the legend or of their first
    mention."""
    events = [entry.event for entry in book.entries]
    timeline = book.timeline
    grouped = {event.group for event in events}
    yield "group", [(group.id, _name(book, group.title)) for group in timeline.groups if group.id in grouped]
    for kind, values in (
        ("person", (event.people for event in events)),
        ("place", (event.places for event in events)),
        ("tag", (event.tags for event in events)),
    ):
        yield kind, [(value, _name(book, value)) for value in _frequent(values)]
    held = {event.status for event in events}
    statuses = [status for status in STATUSES if status in held]
    named = [(status, escape(book.say(f"status.{status}"))) for status in statuses]
    yield "status", named if len(named) > 1 else []
    yield "source", [(source, _source(book, source)) for source in _cited(book, events)]


def _source(book: Book, source: str) -> Markup:
    number = book.language.in_digits(str(book.numbers[source]))
    return run(f"[{number}] ", _name(book, book.timeline.sources[source].title))


def _name(book: Book, text: str) -> Markup:
    """Words of the file, among words of ours."""
    return element("bdi", {"lang": book.timeline.lang} if book.ours else {}, text)


def _cited(book: Book, events: Iterable[Event]) -> list[str]:
    if len(book.numbers) <= MOST:
        return list(book.numbers)
    return sorted(_frequent(map(sources_of, events)), key=book.numbers.__getitem__)


def _frequent(lists: Iterable[Iterable[str]]) -> list[str]:
    """The values in most of the lists, ``MOST`` at the most, in the order of their first mention."""
    counts = Counter[str]()
    for values in lists:
        counts.update(dict.fromkeys(values, 1))
    kept = {value for value, _ in counts.most_common(MOST)}
    return [value for value in counts if value in kept]


def _fieldset(book: Book, kind: str, choices: Iterable[tuple[str, Markup]]) -> Markup:
    boxes = (
        element(
            "label", {}, element("input", {"type": "checkbox", "name": kind, "value": value}),
            element("span", {}, name),
        )
        for value, name in choices
    )  # fmt: skip
    legend = element("legend", {}, book.say(f"reader.{kind}"))
    return block("fieldset", {"id": f"_{kind}"}, legend, block("div", {}, *boxes))


def _period(book: Book) -> Markup:
    fields = (
        element(
            "label", {}, book.say(f"reader.{name}"), " ",
            element("input", {"id": f"_{name}", "name": name, "aria-describedby": "_date-hint _bad-date",
                              "autocomplete": "off", "spellcheck": "false", "size": "10"}),
        )
        for name in ("from", "to")
    )  # fmt: skip
    return block(
        "fieldset",
        {"class": "period"},
        element("legend", {}, book.say("reader.period")),
        *fields,
        element("p", {"id": "_date-hint", "dir": "auto"}, book.say("reader.date_hint")),
        _filled_later("p", "_bad-date", {"role": "alert"}),
    )


# The figure and the panel beside it


def _drawing(book: Book) -> Markup:
    say = book.say
    figure = {
        "id": "_figure", "tabindex": "0", "role": "group", "aria-label": say("reader.figure"),
        "aria-describedby": "_figure-keys",
    }  # fmt: skip
    overview = {
        "id": "_overview", "tabindex": "0", "role": "slider", "aria-label": say("reader.overview"),
        "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "50",
    }  # fmt: skip
    unseen = {"aria-hidden": "true"}
    if len(book.entries) > CANVAS:
        layer = element("canvas", unseen, "")
    else:
        layer = element("svg", unseen, element("g"), element("g"))
    columns = {"viewBox": "0 0 400 1", "preserveAspectRatio": "none", **unseen}
    bars = element("svg", columns, element("path"))
    zoom = block(
        "div",
        {"class": "zoom"},
        _icon_button(book, "zoom-in", "+"),
        _icon_button(book, "zoom-out", "-"),
        _icon_button(book, "fit", "0"),
    )
    return block(
        "div",
        {"class": "drawing"},
        element("p", {"id": "_figure-keys", "class": "unseen"}, say("reader.figure_keys")),
        element("div", figure, layer),
        block("div", {"class": "strip"}, element("div", overview, bars, element("div", {}, "")), zoom),
    )


def _panel(book: Book) -> Markup:
    header = block(
        "div",
        {"class": "bar"},
        _icon_button(book, "previous"),
        _icon_button(book, "next"),
        _plain_button("_copy-link", _icon("link"), book.say("reader.copy_link")),
        _icon_button(book, "close"),
    )
    failed = book.say("reader.copy_failed")
    copied = {"id": "_copy", "class": "copy", "readonly": "", "hidden": "", "title": failed}
    labelled = {"id": "_panel", "tabindex": "-1", "aria-labelledby": "_panel-heading", "hidden": ""}
    title = element("h2", {"id": "_panel-heading", "class": "unseen"}, book.say("reader.panel"))
    body = {"lang": book.timeline.lang} if book.ours else {}
    reading = block(
        "div",
        {"id": "_panel-body", **body},
        element("div", {}, element("h3", book.ours, book.say("reader.panel"))),
        element("h4", book.ours, book.say("reader.references")),
        element("ol", {"class": "sources", "role": "list"}, " "),
    )
    field = element("textarea", {**copied, "aria-label": failed}, "")
    return block("aside", labelled, title, header, field, reading, _cite(book))


def _cite(book: Book) -> Markup:
    """What stands below each reference, to be copied by the script: buttons that copy it in several forms."""
    words = book.say("reader.cite")
    forms = {"text": book.say("reader.cite_text"), "bibtex": "BibTeX", "csl": "CSL-JSON"}
    buttons = (
        element("button", {"type": "button", "data-cite": form}, name) for form, name in forms.items()
    )
    named = {"class": "cite", "role": "group", "aria-label": words, **book.ours}
    return element("template", {"id": "_cite"}, element("span", named, words, " ", *buttons))


def _help(book: Book) -> Markup:
    rows = (
        element(
            "div", {}, element("dt", {}, *_spaced(element("kbd", {}, key) for key in keys)),
            element("dd", {}, book.say(f"reader.key.{name}")),
        )
        for name, keys in KEYS
    )  # fmt: skip
    single = {"id": "_keys", "type": "checkbox", "checked": ""}
    return block(
        "dialog",
        {"id": "_help", "aria-labelledby": "_help-title"},
        element("h2", {"id": "_help-title"}, book.say("reader.help_title")),
        block("dl", {}, *rows),
        element("label", {}, element("input", single), element("span", {}, book.say("reader.single_keys"))),
        element("p", {"dir": "auto"}, book.say("reader.pointer")),
        element("form", {"method": "dialog"}, element("button", {}, book.say("reader.close"))),
    )


# Buttons


def _button(book: Book, name: str, more: Attributes) -> Markup:
    """A button of the line of tools, with a picture where there is one, and words."""
    attributes: Attributes = {"id": f"_{name}-button", "type": "button", **more}
    icon = [_icon(name)] if name in ICONS else []
    return element("button", attributes, *icon, book.say(f"reader.{name}"))


def _plain_button(id: str, *children: str, key: str | None = None) -> Markup:
    return element("button", {"id": id, "type": "button", "data-key": key}, *children)


def _icon_button(book: Book, name: str, key: str | None = None) -> Markup:
    """A button whose words are heard, and seen when a pointer rests on it; ``key`` does the same."""
    said = book.say(f"reader.{name.replace('-', '_')}")
    attributes = {"id": f"_{name}", "type": "button", "aria-label": said, "title": said, "data-key": key}
    return element("button", attributes, _icon(name))


def _icon(name: str) -> Markup:
    frame = {
        "class": "icon", "viewBox": "0 0 16 16", "width": "16", "height": "16", "fill": "none",
        "stroke": "currentColor", "stroke-width": "1.5", "aria-hidden": "true",
    }  # fmt: skip
    return element("svg", frame, element("path", {"d": ICONS[name]}))


def _spaced(parts: Iterable[Markup]) -> Iterator[str]:
    for part in parts:
        yield part
        yield " "


def _filled_later(name: str, id: str, attributes: Attributes) -> Markup:
    """An element whose words or figure come from the script."""
    return Markup(f"{opening(name, {'id': id, **attributes})}</{name}>")
