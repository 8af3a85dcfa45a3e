"""Puts timelines into a document on its way through pandoc, which hands its tree over and takes it back as
JSON.

Two things in a document are timelines: a code block of the class ``timeline``, which names an events file or
holds one, and a picture of that class, whose source is an events file:

    ``` {.timeline events=events.json caption="What happened"}
    ```
    ![What *happened*](events.json){.timeline width=80%}

What becomes of them depends on the format that pandoc writes: inline SVG in HTML, a PDF for LaTeX, a PNG for
office programs, SVG files for most others, and the events in words where there are no pictures. The tree has
no lines and columns, and so a fault is told with the number of the timeline in the document and its file.

Before its API 1.23, of pandoc 3, there was no figure in the tree: a paragraph with one picture was taken for
one, and the caption for what the picture shows. There a figure is made of what there was.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH119, PTH120

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from timeline.embed import figure as figures
from timeline.embed.addresses import checked
from timeline.embed.figure import EmbedFault, Figure
from timeline.embed.naming import stem
from timeline.embed.options import typed
from timeline.embed.paths import inside
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import NAMES, named, nearest, requested
from timeline.write.fragment import unframed
from timeline.write.markup import Markup, element

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Node: TypeAlias = "dict[str, Any]"
"""An element of the tree: its type ``t``, and its content ``c`` where it has any."""

FOLDER = "timeline-figures"
"""Where pictures are written, from the folder in which pandoc runs; ``timeline-folder`` of the document says
another."""
CLASS = "timeline"
FIGURES = [1, 23]
"""The first API of pandoc that has figures."""

HTML = ("html", "html4", "html5", "chunkedhtml", "revealjs", "slidy", "slideous", "s5", "dzslides")
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(HTML, "html"),
    **dict.fromkeys(("latex", "beamer", "context", "pdf"), "pdf"),
    **dict.fromkeys(("docx", "odt", "opendocument", "pptx", "rtf", "icml", "fb2", "jira", "texinfo"), "png"),
    **dict.fromkeys(
        (
            *("epub", "epub2", "epub3", "typst", "rst", "org", "ipynb", "json", "native", "xml", "tei"),
            *("asciidoc", "asciidoctor", "asciidoc_legacy", "docbook", "docbook4", "docbook5", "textile"),
            *("commonmark", "commonmark_x", "gfm", "markdown", "markdown_github", "markdown_mmd", "markua"),
            *("markdown_phpextra", "markdown_strict", "mediawiki", "dokuwiki", "xwiki", "zimwiki", "muse"),
            "djot",
            *("jats", "jats_archiving", "jats_articleauthoring", "jats_publishing"),
        ),
        "svg",
    ),
}
"""What a format is given: inline SVG, or a file of that ending; nothing: words."""
WIDTHS = {"pptx": 1100, "beamer": 900, "docx": 560, "odt": 640, "html": 800, "svg": 800}
USUAL = 640
"""What a picture is laid out for where nobody says a width, in CSS pixels: by the format, or by its kind;
else the column of a printed page."""
TALLEST = 800
"""The height in CSS pixels that a page of an office program has for a picture."""
COLUMN = 5.83
"""The width in inches of the text in a Word document that pandoc makes, where nobody gives it another."""

_OWN = ("events", "caption", "alt", "link", "list", "sources")
_KEPT = re.compile(r"data-|aria-|fig-|(?:height|style|title|role|lang|dir|loading|key)$")
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:%|cm|mm|in|pt|em|px)")
_SAFE = re.compile(r"[\w.-]+(?:/[\w.-]+)*", re.ASCII)
_ATTRIBUTE = re.compile(r' aria-labelledby="[^"]*"')


class Asked(NamedTuple):
    """What a document asks for in one place. ``figure`` is drawn as asked; ``caption`` are the elements of a
    caption, None where there is none. ``attributes`` are those that the picture keeps.
    """

    figure: Figure
    path: str
    id: str
    classes: Sequence[str]
    attributes: Sequence[Sequence[str]]
    caption: Sequence[Node] | None
    alt: str
    said_alt: bool
    link: str | None
    lists: bool
    sources: bool


class Filtered(NamedTuple):
    """The document with its timelines, and the files that it names, each with its content."""

    document: Node
    files: Sequence[tuple[str, bytes]]


def filtered(document: Node, target: str) -> Filtered:
    """A document of pandoc's with pictures in the places of its timelines, for the format ``target``.

    Paths are taken from the folder in which the program runs, as pandoc takes them. Raises ``EmbedFault``
    with everything that is wrong with any of the timelines.
    """
    room = _Room(document, target)
    room.walk(document["blocks"])
    if room.faults:
        raise EmbedFault("\n".join(room.faults))
    return Filtered(document, [*room.files.items()])


class _Room:
    """A document while it is walked through."""

    def __init__(self, document: Node, target: str) -> None:
        self.target = re.split(r"[+-]", os.path.basename(target), maxsplit=1)[0]
        self.kind = _KINDS.get(self.target, "")
        self.has_figures = document["pandoc-api-version"] >= FIGURES
        self.files: dict[str, bytes] = {}
        self.faults: list[str] = []
        self._meta = document["meta"]
        self._count = 0
        self._prefixes = Counter[str]()

    def walk(self, elements: list[Any]) -> None:
        """Puts figures and pictures into the places of all timelines below, in the order of the document."""
        at = 0
        while at < len(elements):
            one = elements[at]
            found = _found(one) if isinstance(one, dict) else None
            if found is not None:
                new = self._made(*found)
                elements[at : at + 1] = new
                at += len(new)
                continue
            below = one.get("c") if isinstance(one, dict) else one
            if isinstance(below, list):
                self.walk(below)
            at += 1

    def _made(self, kind: str, attr: list[Any], source: str, caption: list[Node] | None) -> list[Node]:
        """What takes the place of a timeline; nothing where there is something wrong with it."""
        self._count += 1
        try:
            if kind == "block":
                asked = self._asked(attr, *_body(source), caption)
                return self._listed(asked, self._figure(asked))
            asked = self._asked(attr, source, {}, caption)
            if kind == "figure":
                return self._listed(asked, self._figure(asked))
            return self._inline(asked)
        except (EmbedFault, ValueError) as fault:
            self.faults.append(f"timeline {self._count} of the document: {fault}")
            return []

    # What is asked for

    def _asked(
        self, attr: list[Any], source: str, more: Mapping[str, object], caption: Sequence[Node] | None
    ) -> Asked:
        """Reads attributes and source; a ``{`` begins an events document. Raises ``ValueError`` and
        ``EmbedFault``."""
        id, classes, pairs = attr
        values, kept = _read(pairs)
        values = {**more, **values}
        own = {name: str(values.pop(name)) for name in _OWN if name in values}
        for name, value in own.items():
            if name in ("list", "sources") and value not in ("true", "yes", "no", "false"):
                raise ValueError(f"{name} is {value!r}; it can be yes or no")
        request = requested(values, _OWN)
        path = own.get("events", "")
        if path and source:
            raise ValueError(f"two events files are named, {path} and {source}; leave out one of them")
        path = path or source
        if not path:
            raise ValueError('no events file is named; say events="events.json"')
        if path.startswith("{"):
            drawn, path = figures.written(path, "the events in the document", request), ""
        else:
            drawn = figures.figure(_local(path), request)
        drawn = drawn.fitted(WIDTHS.get(self.target, WIDTHS.get(self.kind, USUAL)))
        if own.get("caption"):
            caption = _words(own["caption"])
        return Asked(
            drawn,
            path,
            id,
            [name for name in classes if name != CLASS],
            kept,
            caption or None,
            own.get("alt") or drawn.alt,
            bool(own.get("alt")),
            checked(own["link"]) if own.get("link") else None,
            own.get("list") in ("true", "yes"),
            own.get("sources") in ("true", "yes"),
        )

    # What it becomes

    def _figure(self, asked: Asked) -> list[Node]:
        """A figure of its own among the blocks."""
        if not self.kind:
            return [_node("Div", [_attr(asked, named=True), self._told(asked)])]
        if self.kind == "html":
            return self._html_figure(asked)
        picture = self._picture(asked)
        if self.target == "pptx":  # it shows as the caption what elsewhere tells what the picture shows
            url = [picture["c"][2][0], asked.alt]
            shown = _node("Image", [_attr(asked, named=True), list(asked.caption or []), url])
            return [_node("Para", [_linked(shown, asked.link)])]
        if asked.caption is None:
            picture["c"][0][0] = asked.id
            return [_node("Para", [self._shown(picture, asked)])]
        if self.has_figures:
            shown = self._shown(picture, asked)
            return [_node("Figure", [[asked.id, [], []], _caption(asked), [_node("Plain", [shown])]])]
        if asked.link or self.target == "docx":
            return _apart(picture, asked)
        picture["c"][0][0] = asked.id
        picture["c"][0][2].append(["alt", asked.alt])
        picture["c"][1:] = [list(asked.caption), [picture["c"][2][0], "fig:"]]
        return [_node("Para", [picture])]

    def _html_figure(self, asked: Asked) -> list[Node]:
        """Inline SVG, whose links work and whose words are found."""
        classes, lang = [CLASS, *asked.classes], asked.figure.lang
        drawn = _raw("RawBlock", self._inline_svg(asked))
        if self.has_figures:
            return [_node("Figure", [[asked.id, classes, [["lang", lang]]], _caption(asked), [drawn]])]
        start = {"id": asked.id or None, "class": " ".join(classes), "lang": lang}
        begin = element("figure", start, "").removesuffix("</figure>")
        below: list[Node] = []
        if asked.caption is not None:
            caption = _node("Plain", list(asked.caption))
            below = [_raw("RawBlock", "<figcaption>"), caption, _raw("RawBlock", "</figcaption>")]
        return [_raw("RawBlock", begin), drawn, *below, _raw("RawBlock", "</figure>")]

    def _inline_svg(self, asked: Asked) -> str:
        """The picture in its box, with ids of its own however often it stands in the document."""
        text = asked.figure.fragment(title="")
        known = re.search(r' id="([^"]*)-t"', text)
        prefix = known[1] if known else CLASS
        self._prefixes[prefix] += 1
        if self._prefixes[prefix] > 1:
            text = asked.figure.fragment(f"{prefix}-{self._prefixes[prefix]}", title="")
        box = unframed(text)
        if asked.said_alt:
            label = element("svg", {"aria-label": asked.alt}).removeprefix("<svg").removesuffix("/>")
            box = _ATTRIBUTE.sub(lambda _: label, box, count=1)
        if styles := _styles(asked):
            box = box.replace("<div ", element("div", {"style": styles}).removesuffix("/>") + " ", 1)
        return box

    def _inline(self, asked: Asked) -> list[Node]:
        """A picture among words."""
        if not self.kind:
            return _words(f"[{asked.alt}]")
        if self.kind == "html":
            box = self._inline_svg(asked)
            drawn = Markup(box[box.index("<svg") : box.rindex("</svg>") + 6])
            styles = _styles(asked)
            boxed = element("span", {"style": f"display:inline-block;{styles}"}, drawn) if styles else drawn
            return [_raw("RawInline", boxed)]
        picture = self._picture(asked)
        picture["c"][0][0] = asked.id
        return [self._shown(picture, asked)]

    def _shown(self, picture: Node, asked: Asked) -> Node:
        """The picture, in its link where it is to have one."""
        return _linked(_typst(picture, asked) if self.target == "typst" else picture, asked.link)

    def _picture(self, asked: Asked) -> Node:
        """The picture as a file, remembered to be written."""
        drawn = asked.figure
        data = {"svg": drawn.svg, "pdf": drawn.pdf, "png": drawn.png}[self.kind]()
        folder = _folder(self._meta)
        path = f"{folder}/{_name(asked)}.{self.kind}"
        self.files[path] = data
        attr = _attr(asked)
        if self.target in ("docx", "odt"):
            self._sized(attr[2], *drawn.size)
        return _node("Image", [attr, _words(asked.alt), [path, ""]])

    def _sized(self, pairs: list[Any], width: float, height: float) -> None:
        """Sees to it that a picture is not higher than its page; and that it is as wide as asked for where
        pandoc knows no parts of a width."""
        if not any(name in ("width", "height") for name, _ in pairs):
            pairs.append(["width", f"{width * min(1, TALLEST / height) / 96:.2f}in"])
        for pair in pairs:
            in_parts = pair[0] == "width" and pair[1].endswith("%")
            if in_parts and self.target == "docx" and not self.has_figures:
                pair[1] = f"{float(pair[1][:-1]) / 100 * COLUMN:.2f}in"

    # Words

    def _told(self, asked: Asked) -> list[Node]:
        """The whole of it in words, for a format without pictures."""
        title = _node("Para", [_node("Strong", _words(asked.figure.title))])
        caption = [_node("Para", list(asked.caption))] if asked.caption else []
        shown = _node("Para", _words(asked.alt))
        return [title, *caption, shown, *_lists(asked.figure, events=True, sources=True)]

    def _listed(self, asked: Asked, blocks: list[Node]) -> list[Node]:
        """Blocks, and below them the lists that are asked for."""
        if not self.kind or not (asked.lists or asked.sources):
            return blocks
        lists = _lists(asked.figure, events=asked.lists, sources=asked.sources)
        return [*blocks, _node("Div", [["", ["timeline-words"], []], lists])]


def _found(node: Node) -> tuple[str, list[Any], str, list[Node] | None] | None:
    """What an element is where it is a timeline, with its attributes, its source and its caption."""
    kind, content = node.get("t"), node.get("c") or []
    if kind == "CodeBlock" and CLASS in content[0][1]:
        return "block", content[0], content[1], None
    if kind == "Image" and CLASS in content[0][1]:
        return "inline", content[0], content[2][0], None
    if kind == "Para" and (image := _only_timeline(content)) and image["c"][2][1].startswith("fig:"):
        return "figure", image["c"][0], image["c"][2][0], image["c"][1]
    if kind == "Figure" and len(content[2]) == 1 and (image := _only_timeline(content[2][0].get("c"))):
        id, classes, pairs = content[0]
        own = image["c"][0]
        attr = [id or own[0], [*classes, *own[1]], [*pairs, *own[2]]]
        return "figure", attr, image["c"][2][0], _inlines(content[1][1])
    return None


def _only_timeline(inlines: Any) -> Node | None:
    """The timeline that is all that stands in a paragraph."""
    if not isinstance(inlines, list) or len(inlines) != 1 or not isinstance(inlines[0], dict):
        return None
    one: Node = inlines[0]
    return one if one["t"] == "Image" and CLASS in one["c"][0][1] else None


def _inlines(blocks: Sequence[Node]) -> list[Node]:
    """The inline elements of a caption, its paragraphs one after the other."""
    found: list[Node] = []
    for block in blocks:
        if block["t"] in ("Plain", "Para"):
            found += [*([{"t": "Space"}] if found else []), *block["c"]]
    return found


def _body(text: str) -> tuple[str, Mapping[str, object]]:
    """What stands in a code block: an events document, or a path and options as in a marker; or nothing."""
    if text.lstrip().startswith("{"):
        return text.strip(), {}
    words = typed(text)
    if words and words[0].startswith("--"):
        return "", named(words)
    return (words[0], named(words[1:])) if words else ("", {})


def _read(pairs: Sequence[Sequence[str]]) -> tuple[dict[str, object], list[Sequence[str]]]:
    """Attributes as options of a timeline, and those that the picture keeps. Raises ``ValueError`` for one
    that looks like a misspelt option."""
    values: dict[str, object] = {}
    kept: list[Sequence[str]] = []
    groups: list[str] = []
    for name, value in pairs:
        if name == "width" and _SIZE.fullmatch(value):
            kept.append((name, value))
        elif name == "group":
            groups += re.split(r"[,\s]+", value.strip())
        elif name in ("fig-alt", "fig-cap"):
            values[{"fig-alt": "alt", "fig-cap": "caption"}[name]] = value
        elif name in NAMES or name in _OWN:
            values[name] = value
        elif not _KEPT.match(name) and (meant := nearest(name, {one: one for one in (*NAMES, *_OWN)})):
            raise ValueError(f"there is no option {name!r}; did you mean {meant}")
        else:
            kept.append((name, value))
    if groups:
        values["group"] = groups
    return values, kept


def _local(path: str) -> str:
    """The path of an events file as pandoc has it, which writes some characters as in addresses."""
    from urllib.parse import unquote  # only a document with a timeline needs it

    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", path):
        raise ValueError(f"{path} is no path of a file here; nothing is fetched from elsewhere")
    return path if os.path.exists(path) else unquote(path)  # noqa: PTH110 - as above


def _folder(meta: Mapping[str, Node]) -> str:
    """Where pictures are written: below the folder in which pandoc runs. Raises ``ValueError``."""
    value = meta.get("timeline-folder")
    if value is None:
        return FOLDER
    text = "".join(_string(value)).rstrip("/")
    if not _SAFE.fullmatch(text):
        raise ValueError(f"timeline-folder is {text!r}; it can be a path of letters, digits, - _ . and /")
    return inside("", text, ".")


def _string(value: Any) -> Iterator[str]:
    """The words of a value of the metadata."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _string(one)
    elif isinstance(value, dict):
        yield from (" ",) if value.get("t") == "Space" else _string(value.get("c"))


def _name(asked: Asked) -> str:
    """What a picture's file is called, without its ending: the same from run to run, another for another
    picture."""
    from zlib import crc32

    if not asked.path:
        told = repr((asked.figure.timeline, asked.figure.request))
        return f"timeline-{crc32(told.encode('utf-8', 'backslashreplace')):08x}"
    name, folder = stem(asked.path, asked.figure.request), os.path.dirname(asked.path)
    return f"{name}-{crc32(folder.encode('utf-8', 'surrogateescape')):08x}" if folder else name


# Elements


def _node(kind: str, content: Any) -> Node:
    return {"t": kind, "c": content}


def _raw(kind: str, text: str) -> Node:
    return _node(kind, ["html", text])


def _attr(asked: Asked, *, named: bool = False) -> list[Any]:
    return [asked.id if named else "", list(asked.classes), [list(pair) for pair in asked.attributes]]


def _words(text: str) -> list[Node]:
    """A text as inline elements."""
    found: list[Node] = []
    for word in text.split():
        found += [{"t": "Space"}, _node("Str", word)]
    return found[1:]


def _typst(picture: Node, asked: Asked) -> Node:
    """A picture as Typst's own words: pandoc would leave out what it shows."""
    told = asked.alt.replace("\\", "\\\\").replace('"', '\\"')
    (id, _, pairs), _, (path, _) = picture["c"]
    sizes = [f", {name}: {_length(value)}" for name, value in pairs if name in ("width", "height")]
    label = f" <{id}>" if id else ""
    return _node("RawInline", ["typst", f'#image("{path}", alt: "{told}"{"".join(sizes)}){label}'])


def _length(value: str) -> str:
    """A length as Typst has it, which knows no pixels."""
    return f"{float(value[:-2]) * 0.75:g}pt" if value.endswith("px") else value


def _caption(asked: Asked) -> list[Any]:
    return [None, [] if asked.caption is None else [_node("Plain", list(asked.caption))]]


def _styles(asked: Asked) -> str:
    """The size that is asked for, as HTML has it from pandoc."""
    sizes = (pair for pair in asked.attributes if pair[0] in ("width", "height"))
    return ";".join(f"{name}:{value}" for name, value in sizes)


def _linked(inline: Node, link: str | None) -> Node:
    return inline if link is None else _node("Link", [["", [], []], [inline], [link, ""]])


def _apart(picture: Node, asked: Asked) -> list[Node]:
    """A figure as two paragraphs, in the styles that Word's figures have from pandoc."""
    shown = _node("Para", [_linked(picture, asked.link)])
    told = _node("Para", list(asked.caption or []))
    return [
        _node("Div", [[asked.id, [], [["custom-style", "Captioned Figure"]]], [shown]]),
        _node("Div", [["", [], [["custom-style", "Image Caption"]]], [told]]),
    ]


def _lists(figure: Figure, *, events: bool, sources: bool) -> list[Node]:
    """The events, and the sources by their numbers."""
    found: list[Node] = []
    if events and (lines := figure.events()):
        found.append(_node("BulletList", [_item(line) for line in lines]))
    if sources and (lines := figure.sources()):
        numbered = [1, {"t": "Decimal"}, {"t": "Period"}]
        found.append(_node("OrderedList", [numbered, [_item(line) for line in lines]]))
    return found


def _item(line: str) -> list[Node]:
    return [_node("Plain", _words(line))]
