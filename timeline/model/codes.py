"""Every code of a diagnostic: one line for a list, and a longer help with an example for whoever asks.

``timeline check --explain CODE`` prints the help; docs/diagnostics.md lists them all, and a test holds the
two together, and both to the code.
"""

from __future__ import annotations

from timeline import dates
from timeline.records import NamedTuple
from timeline.source import Severity


class Code(NamedTuple):
    """What a code stands for. ``summary`` is one line without a full stop, ``help`` plain text of some
    lines."""

    severity: Severity
    summary: str
    help: str


def _error(summary: str, help: str) -> Code:
    return Code("error", summary, help.strip())


def _warning(summary: str, help: str) -> Code:
    return Code("warning", summary, help.strip())


_ENCODING = {
    "encoding-mark": _error(
        "the file begins with a byte order mark",
        """
Some editors put an invisible mark (U+FEFF) before the text. JSON does not allow it.
In the editor's "Save as", choose "UTF-8" and not "UTF-8 with BOM".""",
    ),
    "encoding-wide": _error(
        "the file is UTF-16 or UTF-32, not UTF-8",
        """
JSON files are UTF-8. In the editor's "Save as", choose "UTF-8" ("Unicode" often means UTF-16).
The rest of the file has been checked all the same.""",
    ),
    "encoding-utf8": _error(
        "some bytes are not UTF-8",
        """
The file was most likely saved in an older encoding such as Windows-1252, where "é" is the single byte 0xE9.
Save it as UTF-8. The place is that of the first of the bytes; the rest of the file has been checked.""",
    ),
    "encoding-binary": _error(
        "the file is not a text",
        """
It is a picture, an archive or a document of some program. An events file is a text that any editor can
open.""",
    ),
}

_JSON = {
    "json-empty": _error(
        "the file is empty",
        """
The smallest events file is
    {"events": []}""",
    ),
    "json-none": _error(
        "the file is not JSON",
        """
It seems to be written in another language, such as YAML, HTML or CSV. An events file begins with { and ends
with }:
    {"events": [{"date": "2014", "title": "…"}]}""",
    ),
    "json-comma-missing": _error(
        "a comma is missing between two values",
        """
Members of a list or an object are parted by commas. The place is where the comma should be, at the end of
the line before in most cases:
    "date": "2014"      <- here
    "title": "…\"""",
    ),
    "json-comma-extra": _error(
        "a comma too many",
        """
There is no comma after the last member of a list or an object, and none before the first:
    ["one", "two",]     write ["one", "two"]""",
    ),
    "json-colon": _error(
        "a colon is missing after a key",
        """
A key and its value are parted by a colon:
    "title" = "…"       write "title": "…\"""",
    ),
    "json-value": _error(
        "a key has no value",
        """
Write the value after the colon, or leave the key out:
    "title": ,          write "title": "…\"""",
    ),
    "json-quotes": _error(
        "single or curly quotes in place of double ones",
        """
JSON knows one kind of quote, the straight double one. Word processors turn it into a curly one:
    'title', “title”    write "title\"""",
    ),
    "json-quote-open": _error(
        "a closing quote is missing",
        """
A text begins with a double quote and ends with one, on the same line. The place is where the text begins:
    "title": "…,        write "title": "…",""",
    ),
    "json-quote-inside": _error(
        "a double quote inside a text",
        """
A double quote ends the text, so that one within it needs a backslash. Typographic quotes need none:
    "He said "no""      write "He said \\"no\\"" or "He said “no”\"""",
    ),
    "json-key-quotes": _error(
        "a key without quotes",
        """
Keys are texts, and texts stand in double quotes:
    title: "…"          write "title": "…\"""",
    ),
    "json-key-twice": _error(
        "a key stands twice in one object",
        """
Only one of the two values can count. JSON readers take the last without a word; here you are asked.
Keep the one that you mean. To say two things, look for a key that takes a list.""",
    ),
    "json-text-quotes": _error(
        "a text without quotes",
        """
Texts stand in double quotes:
    "title": Ceasefire  write "title": "Ceasefire\"""",
    ),
    "json-date-quotes": _error(
        "a date without quotes",
        """
JSON has no dates of its own; they are texts, in double quotes:
    "date": 2025-07-25  write "date": "2025-07-25\"""",
    ),
    "json-word": _error(
        "a word of another language for true, false or null",
        """
JSON writes true, false and null, in small letters:
    True, None          write true, null""",
    ),
    "json-number": _error(
        "a number that JSON writes otherwise",
        """
No plus sign, no leading zero, no point without digits on both sides:
    +1, 01, .5, 1.      write 1, 1, 0.5, 1
A number that is to be printed as it stands, as in a figure, is a text: "01".""",
    ),
    "json-number-finite": _error(
        "NaN, an infinity or a number too large",
        """
JSON has no NaN and no infinity, and a number such as 1e999 is more than a computer's number holds.
If it is to be printed, put it in double quotes.""",
    ),
    "json-number-long": _error(
        "a number of thousands of digits",
        """
So long a number is taken for an accident or an attack. If it is to be printed, put it in double quotes.""",
    ),
    "json-comment": _error(
        "a comment",
        """
JSON has no comments. Keys that begin with x- are your own, and may hold what a comment would:
    // ask Anna         write "x-note": "ask Anna\"""",
    ),
    "json-blank": _error(
        "an invisible character between two values",
        """
A no-break space or another invisible character came in, by copying from a web page or a word processor.
Within quotes it may stand; between values put an ordinary space.""",
    ),
    "json-control": _error(
        "a line break, a tab or another control character within a text",
        """
A text stands on one line of the file. For a line break in a summary write \\n, for a tab \\t:
    "summary": "First line\\nSecond line\"""",
    ),
    "json-escape": _error(
        "a backslash with an unknown character after it",
        """
A backslash begins one of \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits. For a backslash itself
write two:
    "C:\\Users"          write "C:\\\\Users\"""",
    ),
    "json-surrogate": _error(
        "half of a character",
        """
\\ud800 to \\udfff are halves that mean something in pairs only, as \\ud83d\\ude00. Write the character
itself; the file is UTF-8 and holds all of them.""",
    ),
    "json-bracket": _error(
        "a bracket closed by one of another kind",
        """
A list is closed by ], an object by }:
    "tags": ["a"}       write "tags": ["a"]""",
    ),
    "json-bracket-open": _error(
        "a bracket is not closed",
        """
Each [ needs its ] and each { its }. The message names the line of the opening one; the place is where the
closing one was due.""",
    ),
    "json-bracket-extra": _error(
        "a closing bracket too many",
        """
It closes nothing. Remove it, or look above for an opening one that is missing.""",
    ),
    "json-after-end": _error(
        "text after the end of the document",
        """
A file holds one object, and ends with its }. Perhaps a bracket was closed too early, or two files were
joined.""",
    ),
    "json-depth": _error(
        "brackets nested too deeply",
        """
An events file needs six levels. More than a hundred are taken for an accident or an attack.""",
    ),
    "json-unexpected": _error(
        "something that cannot stand here",
        """
Between values there are commas, colons and brackets only. What was skipped, up to the next comma or
bracket, has not been checked.""",
    ),
}

_DATE_HELP = {
    "date-syntax": """
Dates are written by EDTF (ISO 8601-2), the largest unit first:
    2014, 2021-08, 2025-07-25, 2025-05-10T15:35, 2025-05-10T15:35:00+05:30
    2014~ (about), 1984? (uncertain), 198X (in the eighties), 2001-21 (spring)
    2025-05-07/2025-05-10 (from … to), 2021-08-15/.. (still going on), -0044-03-15 (45 BCE)""",
    "date-year": """
A year of more than four digits begins with Y: Y-13800000000. There is a limit to its digits, far beyond the
age of the universe.""",
    "date-month": """
Months are 01 to 12. In their place may stand 21 to 41: seasons, quarters, thirds and halves of a year.""",
    "date-day": """
The month does not have so many days, or not in this year:
    2025-02-30          write 2025-02-28, or 2025-02 if the day is not known""",
    "date-time": """
Times go from 00:00 to 23:59:59, with 24:00:00 not among them: midnight is 00:00 of the next day.""",
    "date-offset": """
An offset from UTC is Z or + or - with hours and minutes: 2025-05-10T15:35:00+05:30.""",
    "date-order": """
The date after the / is before the one in front of it:
    2015/2014           write 2014/2015""",
    "date-gap": """
In the document's timezone the clocks were put forward over this time, so that it never was.
Check it, or give the offset that is meant: 2025-03-30T02:30:00+01:00.""",
    "date-fold": """
In the document's timezone the clocks were put back over this time, so that it was there twice.
Say which one is meant by its offset: 2025-10-26T02:30:00+02:00 or 2025-10-26T02:30:00+01:00.""",
    "zone-unknown": """
Zones have the names of the IANA database, a region and a city: "Europe/Paris", "Asia/Karachi", "UTC".
Abbreviations such as CET or IST are ambiguous.""",
}
_DATES = {code: _error(summary, _DATE_HELP[code]) for code, summary in dates.CODES.items()}

_DOCUMENT = {
    "type": _error(
        "a value of the wrong type",
        """
A text where a number should be, a single value where a list should be, and the like:
    "tags": "trade"     write "tags": ["trade"]
    "date": 2014        write "date": "2014"
In place of null, leave the key out.""",
    ),
    "key-unknown": _error(
        "a key that there is not",
        """
A slip of the pen would otherwise lose what you wrote. Keys of your own begin with x- and are left alone:
    "x-note": "ask Anna\"""",
    ),
    "key-missing": _error(
        "a key that must be there",
        """
The document needs "events", an event "date" and "title"; docs/document.md has the others.""",
    ),
    "choice": _error(
        "a word that is not among those allowed",
        """
The message lists them. They are written in small letters.""",
    ),
    "range": _error(
        "a number that is too small, too large or not whole",
        """
"importance" goes from 1 to 5, "width" from 320 to 4000, "columns" from 1 to 2.""",
    ),
    "text-empty": _error(
        "an empty text where there must be one",
        """
A title of nothing cannot be drawn. Where there is nothing to say, leave the key out.""",
    ),
    "text-lines": _error(
        "a line break in a text of one line",
        """
Line breaks may stand in a summary, a quote and a note. Titles and names are one line; the picture breaks
them where it needs to.""",
    ),
    "text-control": _error(
        "a control character in a text",
        """
Control characters cannot be drawn, and XML forbids most of them, so that the picture would not open.
They come in by copying. The place is that of the character: remove it.""",
    ),
    "text-surrogate": _error(
        "half of a character in a text",
        """
A program that cut a text in the middle of a character left a lone surrogate (U+D800 to U+DFFF). Write it
anew.""",
    ),
    "text-bidi": _warning(
        "a bidirectional control in a text",
        """
Such controls (U+202A to U+202E, U+2066 to U+2069) change the order in which a text is shown, and can make
it read otherwise than it is written. Arabic and Hebrew rarely need them.
Pictures and pages leave them out.""",
    ),
    "text-bidi-unbalanced": _warning(
        "a bidirectional control without its counterpart",
        """
A control that is not closed within its text would turn what stands beside it, too. U+202A, U+202B, U+202D
and U+202E are closed by U+202C; U+2066, U+2067 and U+2068 by U+2069.""",
    ),
    "date-plain": _error(
        "a date with doubts, or more than one, where a plain one is needed",
        """
"as_of" is the document's own today: a single date without ~ ? % X and without /:
    "as_of": "2026-03-06\"""",
    ),
    "lang": _error(
        "not a language tag",
        """
Language tags (BCP 47) are a language and, where needed, a script and a region, with hyphens: en, pt-BR,
zh-Hant.""",
    ),
    "lang-unknown": _warning(
        "a language for which there are no words",
        """
The names of months, the patterns of dates and the words around the events are there in ar, de, en, es, fa,
fr, hi, id, ja, ps, pt, ru, tr, ur and zh, whatever the region (de-AT, pt-BR). In other languages, and in
another script than the usual one (zh-Hant, ur-Latn), dates are numbers such as 2025-07-25 and the words are
English. The direction is still that of the language.""",
    ),
    "color": _error(
        "not a colour",
        """
Colours are #rgb, #rrggbb or one of the names that docs/document.md lists:
    "0072B2"            write "#0072B2\"""",
    ),
    "url": _error(
        "not a web address",
        """
Addresses are whole and begin with https:, http: or mailto:. Blanks, backslashes and invisible characters
may not stand in them, since browsers read some of those otherwise than they look:
    www.example.org     write https://www.example.org""",
    ),
    "image-src": _error(
        "not the path of a picture",
        """
The path is relative to the events file, with / between its folders; or the picture itself stands there as a
data:image/png;base64,… address (also jpeg, gif, webp). A picture on the web would be a request by whoever
opens the page: keep a copy beside the file.""",
    ),
    "id": _error(
        "not an id",
        """
Ids are letters and digits, with - _ . between them, and begin with a letter or digit:
    "id": "talks 2025"  write "id": "talks-2025\"""",
    ),
    "id-twice": _error(
        "an id that is taken",
        """
Links and groups find what they mean by its id, so each is used once. The message names the line of the
other.""",
    ),
    "id-unknown": _error(
        "an id that nothing has",
        """
An event names a group, a source or another event that is not in the file. It may be misspelt:
    "group": "polcy"    with "groups": [{"id": "policy", …}]""",
    ),
    "link-self": _error(
        "an event linked to itself",
        """
A link joins an event with another one.""",
    ),
    "event-unsourced": _error(
        "an event without sources",
        """
With --require-sources each event must name at least one source:
    "sources": ["daily8"]""",
    ),
    "event-twice": _warning(
        "two events with the same date and title",
        """
One of them is most likely a copy that was to be changed. The message names the line of the first.""",
    ),
    "link-backwards": _warning(
        "an effect before its cause",
        """
A link without a label, or with one such as "led to" or "caused", makes its event the cause of the other;
"caused by", "in response to" and the like make it the effect. Here the effect was over before the cause
began. Turn the link round, correct a date, or give it a label that says what joins the two, such as
"invokes". Dates that are marked ~ ? or % are given the benefit of the doubt.""",
    ),
    "source-early": _warning(
        "a source that is older than what it reports",
        """
The source's date is before the event's. One of the two may be wrong, or the source announces the event:
then the announcement may be an event of its own, or the source only mentions this one:
    {"source": "daily8", "stance": "mentions"}""",
    ),
    "source-unused": _warning(
        "a source that nothing cites",
        """
Only cited sources are printed. Cite it, or remove it.""",
    ),
    "group-unused": _warning(
        "a group without events",
        """
The legend shows what occurs. Give it an event, or remove it.""",
    ),
    "color-contrast": _warning(
        "a group's colour that stands out too little",
        """
Marks need a contrast of 3 : 1 with what they are drawn on (WCAG 2.2, 1.4.11). Where a group's colour has
less, its nearest shade that has it is drawn: a darker one on the light ground, a lighter one on the dark
ground, which pages have for readers who prefer it. The message says which. With "display": {"theme": "light"}
or "dark" only that ground is looked at; the theme "print" has greys of its own.""",
    ),
    "image-alt": _warning(
        "an image without a description",
        """
Whoever cannot see the image has only its "alt": a short text of what it shows. "" if it shows nothing that
matters.""",
    ),
    "image-missing": _warning(
        "a picture that cannot be shown",
        """
There is no file at the path, which starts at the folder of the events file; or it is none that every browser
shows (png, jpg, jpeg, gif, webp), by its ending or by its content; or it is larger than 2 MB, which would
make the page too heavy to send: save a smaller copy, 480 pixels wide are enough. The page is written all the
same, and says the path in place of the picture. The SVG holds no pictures.""",
    ),
}

CODES: dict[str, Code] = {**_ENCODING, **_JSON, **_DATES, **_DOCUMENT}
"""Every code, in the order of the road: the file's bytes, its JSON, its dates, the document."""
