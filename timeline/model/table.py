"""The table of the document: every key, what it takes, and what it is for.

From this one table the checker reads, the JSON Schema is made, and docs/document.md is tested. To add a
key, add the field to its named tuple in document.py and a row here.
"""

from __future__ import annotations

import re

from timeline.model import patterns
from timeline.model.document import (
    Citation,
    Display,
    Era,
    Event,
    Figure,
    Group,
    Image,
    Link,
    Source,
    Timeline,
)
from timeline.model.kinds import (
    EDTF,
    Anything,
    Choice,
    Either,
    ListOf,
    MapOf,
    Pattern,
    Record,
    Row,
    Text,
    Whole,
    ZoneName,
)
from timeline.model.remarks import nearest
from timeline.products import FORMATS

LAYOUTS = ("auto", "horizontal", "vertical", "lanes")
SCALES = ("auto", "linear", "breaks", "even", "log")
THEMES = ("light", "dark", "auto", "print")
LINKS = ("auto", "none", "focus", "all")
PAPERS = ("a4", "letter", "16:9")
"""What a long picture can be cut up for: sheets that stand, and a slide."""
STATUSES = ("confirmed", "reported", "alleged", "disputed")
STANCES = ("supports", "disputes", "mentions")
NARROWEST, WIDEST = 320, 4000
"""The widths of a picture in CSS pixels."""

PALETTE = {
    "black": "#000000",
    "blue": "#0072b2",
    "gray": "#767676",
    "green": "#009e73",
    "orange": "#e69f00",
    "purple": "#cc79a7",
    "skyblue": "#56b4e9",
    "vermilion": "#d55e00",
    "yellow": "#f0e442",
}
"""Colours by name: those of Okabe and Ito (2008), which people of every colour vision can tell apart, and a
gray."""


def _color(text: str) -> str:
    """A colour as ``#rrggbb`` in small letters."""
    if text in PALETTE:
        return PALETTE[text]
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _color_help(text: str) -> str | None:
    if patterns.is_hexadecimal(text):
        return f'write "#{text}"'
    from timeline.model.slips import COLORS  # late, to keep start-up fast

    names = f"the names are {', '.join(PALETTE)}"
    code = COLORS.get(text.strip().lower())
    return f'write "{code}"; {names}' if code else nearest(text, PALETTE) or names


def _color_meant(text: str) -> str | None:
    from timeline.model.slips import COLORS, sure_word  # late, to keep start-up fast

    if patterns.is_hexadecimal(text):
        return f"#{text}"
    return COLORS.get(text.strip().lower()) or sure_word(text.lower().replace("grey", "gray"), PALETTE)


def _language_meant(text: str) -> str:
    return text.replace("_", "-")


def _url_meant(text: str) -> str | None:
    """An address that lacks what every browser puts before it; another may well be no address at all."""
    return f"https://{text}" if text.startswith("www.") and _url_help(text) else None


def _language_help(text: str) -> str | None:
    return f'write "{text.replace("_", "-")}"' if "_" in text and len(text) < 20 else None


def _url_help(text: str) -> str | None:
    if re.fullmatch(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?", text):
        return f'write "https://{text[:60]}"'
    host, _, rest = text.strip().partition("://")[2].partition("/")
    if " " in host:
        return "the name of a host has no blanks"
    return "a blank is written %20" if " " in rest else None


def _image_help(text: str) -> str | None:
    return (
        "keep a copy of the picture beside the file" if text.startswith(("http:", "https:", "//")) else None
    )


NAME = Text(blank=False)
LINE = Text()
PROSE = Text(lines=True)
ID = Pattern(patterns.ID_WORDS, "id", patterns.ID, patterns.id_help)
COLOR = Pattern(
    'a colour, as "#0072b2" or "blue"',
    "color",
    f"^(?:#[0-9A-Fa-f]{{3}}(?:[0-9A-Fa-f]{{3}})?|{'|'.join(PALETTE)}){patterns.END}",
    _color_help,
    _color,
    _color_meant,
)
URL = Pattern(
    "a web address (https://…, http://…) or mailto:…", "url", patterns.URL, _url_help, meant=_url_meant
)
IMAGE_SOURCE = Pattern(
    "the path of a picture beside the file, or a data:image/ address (png, jpeg, gif, webp)",
    "image-src",
    patterns.IMAGE,
    _image_help,
)
LANGUAGE = Pattern(
    'a language tag, as "en" or "pt-BR"', "lang", patterns.LANGUAGE, _language_help, meant=_language_meant
)

GROUP = Record(
    "group",
    Group,
    (
        Row("id", ID, "What events call the group.", required=True),
        Row("title", NAME, "The name of the group in the legend.", required=True),
        Row(
            "color",
            COLOR,
            "Its colour.",
            "`#rgb`, `#rrggbb`, or a name: " + ", ".join(f"`{n}`" for n in PALETTE) + ".",
        ),
    ),
)

ERA = Record(
    "era",
    Era,
    (
        Row(
            "date",
            EDTF(),
            "When it was.",
            "An interval in most cases, such as `2021-08-15/..`.",
            required=True,
        ),
        Row("title", NAME, "Its name, written on the band.", required=True),
        Row("color", COLOR, "Its colour.", "As for groups."),
    ),
)

SOURCE = Record(
    "source",
    Source,
    (
        Row("title", NAME, "What it is called.", required=True),
        Row("publisher", LINE, "Who published it."),
        Row("author", LINE, "Who wrote it."),
        Row("date", EDTF(), "When it was published."),
        Row("url", URL, "Where it can be read.", "An absolute `https`, `http` or `mailto` address."),
        Row("accessed", EDTF(), "When it was read there."),
        Row("note", PROSE, "Anything else that a reader should know of it.", "May have line breaks."),
    ),
)

CITATION = Record(
    "citation",
    Citation,
    (
        Row("source", LINE, "The id of the source.", "A key of the document's `sources`.", required=True),
        Row("quote", PROSE, "Its own words.", "May have line breaks."),
        Row("locator", LINE, "Where in the source.", "As `para 3`, `p. 12`, `01:15`."),
        Row(
            "date",
            EDTF(),
            "The source's own date for the event.",
            "Where it gives another than the event has. The picture says it beside the event's own, as "
            '"or 26 Jul 2025 [2]".',
        ),
        Row(
            "stance",
            Choice(STANCES),
            "What the source does to the claim.",
            "`supports` (where left out), `disputes` or `mentions`.",
        ),
    ),
)

FIGURE = Record(
    "figure",
    Figure,
    (
        Row(
            "value", NAME, "The number, as it is to be printed.", 'A text: `"481"`, `"29 %"`.', required=True
        ),
        Row("label", NAME, "What it counts.", required=True),
        Row("source", LINE, "The id of the source that gives it.", "A key of the document's `sources`."),
    ),
)

LINK = Record(
    "link",
    Link,
    (
        Row("to", LINE, "The id of the other event.", required=True),
        Row(
            "label",
            LINE,
            "What joins the two, as a verb of which this event is the subject.",
            "As `led to`, `invokes`, `suspends`. Without a label: this event led to the other.",
        ),
    ),
)

IMAGE = Record(
    "image",
    Image,
    (
        Row(
            "src",
            IMAGE_SOURCE,
            "The file of the picture.",
            "A path relative to the events file, or a `data:` address: a PNG, JPEG, GIF or WebP, a file of "
            "up to 2 MB.",
            required=True,
        ),
        Row("alt", LINE, "What it shows, for those who cannot see it."),
        Row("credit", LINE, "Who made it."),
    ),
)

EVENT = Record(
    "event",
    Event,
    (
        Row(
            "id",
            ID,
            "What links call the event.",
            "Letters and digits with `-`, `_`, `.` between them; used once.",
        ),
        Row(
            "date",
            EDTF(),
            "When it was.",
            "As `2014`, `2021-08`, `2025-07-25`, `2025-05-10T15:35`, `2014~`, `2025-05-07/2025-05-10`.",
            required=True,
        ),
        Row("title", NAME, "What happened, in one line.", required=True),
        Row("summary", PROSE, "More about it, in a few sentences.", "May have line breaks."),
        Row("group", LINE, "The id of its group."),
        Row(
            "importance",
            Whole(1, 5),
            "How much it matters, from 1 to 5.",
            "3 where left out. Decides who is labelled when there is no room for all.",
        ),
        Row(
            "status",
            Choice(STATUSES),
            "How sure it is.",
            "`confirmed`, `reported` (where left out), `alleged` or `disputed`.",
        ),
        Row(
            "sources",
            ListOf(Either(LINE, CITATION)),
            "Who says so.",
            "Ids of sources, or objects with an id in `source` and more about what it says.",
        ),
        Row("figures", ListOf(FIGURE), "Numbers that a reader remembers."),
        Row("people", ListOf(NAME), "Who took part."),
        Row("places", ListOf(NAME), "Where it was."),
        Row("tags", ListOf(NAME), "Words to find it by."),
        Row("links", ListOf(LINK), "Events that this one led to, or otherwise explains."),
        Row("url", URL, "Where to read on.", "An absolute `https`, `http` or `mailto` address."),
        Row("image", IMAGE, "A picture beside it."),
    ),
)

DISPLAY = Record(
    "display",
    Display,
    (
        Row(
            "layout",
            Choice(LAYOUTS),
            "How the events are arranged.",
            "`auto`, `horizontal`, `vertical` or `lanes`.",
        ),
        Row(
            "scale",
            Choice(SCALES),
            "How time is measured out.",
            "`auto`, `linear`, `breaks` for cut quiet stretches, `even` for equal steps, or `log` for deep "
            "time.",
        ),
        Row(
            "theme",
            Choice(THEMES),
            "The colours.",
            "`light`, `dark`, `print`, or `auto` for the reader's own.",
        ),
        Row("width", Whole(NARROWEST, WIDEST, " (pixels)"), "The width in CSS pixels.", "From 320 to 4000."),
        Row(
            "columns",
            Whole(1, 2),
            "How many columns of labels the layout `vertical` has.",
            "1, or 2 with one on each side of the axis; as there is room where left out.",
        ),
        Row(
            "links",
            Choice(LINKS),
            "Which links are drawn.",
            "`auto`, `none`, `focus` for those around the event in focus, or `all`.",
        ),
        Row(
            "formats",
            ListOf(Choice(FORMATS)),
            "What `timeline build` makes of the file.",
            ", ".join(f"`{format}`" for format in FORMATS) + "; all but the last where left out.",
        ),
    ),
)

DOCUMENT = Record(
    "document",
    Timeline,
    (
        Row("$schema", Anything(), "Where editors find the schema of this file.", field=""),
        Row("title", LINE, "The title of the picture."),
        Row("subtitle", LINE, "A line under the title."),
        Row(
            "lang", LANGUAGE, "The language of the texts.", 'A language tag (BCP 47), `"en"` where left out.'
        ),
        Row(
            "timezone",
            ZoneName(),
            "The time zone of times without an offset.",
            'An IANA name such as `"Asia/Karachi"`; `"UTC"` where left out. Days begin and end in it, too.',
            field="zone",
        ),
        Row(
            "as_of",
            EDTF(plain=True),
            'The document\'s own "today".',
            "It ends what is still going on (`2021-08-15/..`). The clock is never asked.",
        ),
        Row("groups", ListOf(GROUP), "The kinds of events.", "In the order of the legend."),
        Row("eras", ListOf(ERA), "The background behind the events."),
        Row("sources", MapOf(SOURCE), "What is cited, by id.", "An object with an id before each source."),
        Row("events", ListOf(EVENT), "The events, in any order.", required=True),
        Row(
            "display", DISPLAY, "How the author would like to see it.", "The command line has the last word."
        ),
    ),
)

RECORDS = (DOCUMENT, EVENT, CITATION, FIGURE, LINK, IMAGE, GROUP, ERA, SOURCE, DISPLAY)
