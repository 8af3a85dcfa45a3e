"""Timelines in fenced blocks, for Python-Markdown and what is built on it, MkDocs above all.

    ```timeline
    events.json --width 720 --from 1950 --caption "How it came to this"
    ```

The words are those of the command line and may go on for several lines, the first of them behind the word
``timeline``. In place of a path the block may hold an events document itself, ``{ "events": [ … ] }``.

``markdown_extensions: [timeline.embed.markdown]`` is all that MkDocs has to be told; docs/embedding/mkdocs.md
says what a block takes. Python-Markdown imports this file, and nothing else does.
"""

# Paths are texts here, as in MkDocs:
# ruff: noqa: PTH111, PTH118, PTH120

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from timeline import files
from timeline.embed.addresses import checked, pieces
from timeline.embed.figure import EmbedFault, Figure, figure, written
from timeline.embed.inline import inline
from timeline.embed.naming import plain_stem
from timeline.embed.options import typed
from timeline.languages import has_table, language
from timeline.records import NamedTuple
from timeline.request import named, requested
from timeline.write.markup import Markup, block, element

if TYPE_CHECKING:
    from markdown import Markdown

WIDTH = 720
"""What a picture is drawn for where neither block nor file says a width: the column of MkDocs' themes."""
DARK = ("[data-md-color-scheme=slate] {}", "[data-bs-theme=dark] {}")
"""When a theme is dark: Material, and MkDocs' own."""
FLAGS = ("image", "list", "page", "sources")
OWN = ("alt", "caption", "link", "name", *FLAGS)
"""The block's own options, beside those that say what is drawn."""

_FENCE = re.compile(r"(?P<before>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<word>[^\s`{]*)(?P<rest>[^`]*)$")
_CONTAINER = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d+[.)][ \t]|!!!|\?\?\?|===|///|\[\^|:[ \t])")


def makeExtension(**settings: Any) -> TimelineExtension:  # noqa: N802 - the name that Python-Markdown calls
    """Called by Python-Markdown."""
    return TimelineExtension(**settings)


class TimelineExtension(Extension):  # type: ignore[misc]  # Python-Markdown states no types
    """Takes the blocks ``timeline`` out of a document before anything else reads them."""

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "root": ["", "outside MkDocs: the folder of events files (default: where the program runs)"],
            "roots": [[], "further folders that events files may lie in"],
            "width": [WIDTH, "the width of pictures that name none, in px"],
            "narrow": [True, "whether pictures bring a second drawing along for telephones"],
            "dark": [list(DARK), "rules that hold where the page is dark, each with {} for a picture's own"],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Called by Python-Markdown: before fences of code (25), after white space is made even (30)."""
        md.preprocessors.register(Blocks(md, self.getConfigs()), "timeline", 26)


def fence(source: str, language: str, css_class: str, options: object, md: Markdown, **_: Any) -> str:
    """One block, as ``custom_fences`` of pymdownx.superfences has it made; MkDocs reports what is wrong."""
    del language, css_class, options
    from pymdownx.superfences import SuperFencesException  # whoever calls this has it

    try:
        return Page(md, TimelineExtension().getConfigs()).shown(source.split("\n"), None)
    except EmbedFault as fault:
        raise SuperFencesException(str(fault)) from None


class Blocks(Preprocessor):  # type: ignore[misc]  # Python-Markdown states no types
    """Finds the blocks ``timeline`` and puts what they stand for in their place."""

    def __init__(self, md: Markdown, settings: Mapping[str, Any]) -> None:
        super().__init__(md)
        self._settings = settings

    def run(self, lines: list[str]) -> list[str]:
        """The lines of a document, each block one line that stands for its markup."""
        page = Page(self.md, self._settings)
        found: list[str] = []
        at = 0
        while at < len(lines):
            opening = _FENCE.match(lines[at])
            end = opening and _end(lines, at, opening)
            if opening is None or end is None:
                found.append(lines[at])
                at += 1
                continue
            if opening["word"] != "timeline" or _is_code(lines, at):
                found += lines[at : end + 1]
            else:
                before = opening["before"]
                inner = (line.removeprefix(before) for line in lines[at + 1 : end])
                markup = page.shown([opening["rest"], *inner], at + 1)
                found += [before.rstrip(), before + self.md.htmlStash.store(markup), before.rstrip()]
            at = end + 1
        return found


def _end(lines: Sequence[str], start: int, opening: re.Match[str]) -> int | None:
    """The line in which a fence ends, if it does."""
    closing = re.compile(rf"[ \t>]*{re.escape(opening['fence'])}{re.escape(opening['fence'][0])}*[ \t]*$")
    return next((number for number in range(start + 1, len(lines)) if closing.match(lines[number])), None)


def _is_code(lines: Sequence[str], at: int) -> bool:
    """Whether a line is indented as code, and not as what belongs to an item of a list or the like."""
    depth = _depth(lines[at])
    if depth < 4:
        return False
    above = (line for line in reversed(lines[:at]) if line.strip() and _depth(line) < depth)
    parent = next(above, None)
    return parent is None or _CONTAINER.match(parent) is None


def _depth(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


class Site(NamedTuple):
    """Where a document stands that is a page of a site: the folder of all pages, its own path in that folder,
    and the folder of the settings. ``links`` is what MkDocs rewrites links by; it knows the site's files.
    """

    docs: str
    page: str
    base: str
    links: Any = None


def _site(md: Markdown) -> Site | None:
    """The site that a document is being read for, told by what its maker has put beside us."""
    if "relpath" in md.treeprocessors and hasattr(md.treeprocessors["relpath"], "path_to_url"):
        links = md.treeprocessors["relpath"]
        base = os.path.dirname(links.config.config_file_path or "")
        return Site(links.config.docs_dir, links.file.src_uri, base, links)
    if "rendering_context" in md.preprocessors:  # Zensical, which follows upon Material
        context = md.preprocessors["rendering_context"]
        base = str(context.config["root_dir"])
        return Site(os.path.join(base, context.config["docs_dir"]), context.page.path, base)
    return None


class Page:
    """The document that blocks stand in: where its paths begin, and who hears of faults."""

    def __init__(self, md: Markdown, settings: Mapping[str, Any]) -> None:
        self._md = md
        self._settings = settings
        self._site = _site(md)
        self._links = self._site and self._site.links
        self._document = crc32((self._site.page if self._site else "\n".join(md.lines)).encode())

    def shown(self, lines: Sequence[str], line: int | None) -> str:
        """The markup for the lines of a block, the first behind the word ``timeline``, in ``line``.

        What is wrong is told by MkDocs, which goes on unless it is to be strict; else raises ``EmbedFault``.
        """
        try:
            return self._shown(lines, line)
        except (EmbedFault, ValueError) as fault:
            told = f"{self._place(line)}timeline: {fault}"
            if self._links is None:
                raise EmbedFault(told) from None
            _log().error(told)
            return element("pre", {"class": "timeline-fault"}, str(fault))

    def _shown(self, lines: Sequence[str], line: int | None) -> str:
        asked, options = self._figure(lines, line)
        drawn = asked.fitted(int(self._settings["width"]))
        for one in drawn.warnings:
            told = f"{drawn.path}:{one.line}:{one.column}: {one.message}"
            (_log() if self._links else logging.getLogger("MARKDOWN")).warning(
                "%s%s", self._place(line), told
            )
        prefix = drawn.request.wishes.prefix or f"tl-{self._document:08x}-{self._md.htmlStash.html_counter}"
        picture: str
        if "image" in options:
            width, height = drawn.size
            source = self._made(drawn, drawn.svg(), "svg")
            said = {"src": source, "alt": str(options.get("alt") or drawn.alt)}
            picture = element("img", {**said, "width": width, "height": height, "style": "height:auto"})
        else:
            label = str(options["alt"]) if "alt" in options else None
            dark, narrow = self._settings["dark"], bool(self._settings["narrow"])
            picture = Markup(inline(drawn, prefix, dark, label, narrow=narrow))
        name = options.get("name")
        attributes = {"class": "timeline", "id": str(name) if name else None}
        framed = block("figure", attributes, picture, *_caption(options, self._link(asked, options)))
        return "\n".join((framed, *_lists(drawn, options)))

    def _figure(self, lines: Sequence[str], line: int | None) -> tuple[Figure, dict[str, object]]:
        """The figure that a block asks for, and those of its options that are the block's own."""
        body = "\n".join(lines[1:])
        in_place = body.lstrip().startswith("{")
        words = typed(lines[0] if in_place else "\n".join(lines))
        path = None if in_place or not words or words[0].startswith("--") else words.pop(0)
        values = named(words, FLAGS)
        own = {name: values.pop(name) for name in OWN if name in values}
        request = requested(values, OWN)
        if in_place:
            # The lines before it are blank, so that faults are told with the lines of the document.
            blank = 0 if line is None else line + self._above()
            drawn = written("\n" * blank + body, self._name(), request)
        elif path is None:
            raise ValueError("it names no events file; write ```timeline, and below it events.json")
        else:
            drawn = figure(self._path(path), request)
        return drawn, own

    def _path(self, path: str) -> str:
        """Where an events file lies: beside the page, or below the folder of all pages where it begins with
        a slash. Raises ``ValueError`` for one that is elsewhere."""
        if self._site is None:
            root = beside = os.path.expanduser(self._settings["root"]) or os.curdir
            base = root
        else:
            root, base = self._site.docs, self._site.base
            beside = os.path.dirname(os.path.join(root, self._site.page))
        found = os.path.join(root, path.lstrip("/")) if path.startswith("/") else os.path.join(beside, path)
        roots = [root, *(os.path.join(base, one) for one in self._settings["roots"])]
        if not any(files.is_below(found, one) for one in roots):
            raise ValueError(f"{path} lies outside {os.path.relpath(root)}; the setting roots can allow that")
        shown = os.path.relpath(found)
        return found if shown.startswith(os.pardir) else shown

    def _name(self) -> str:
        if self._site is None:
            return "<text>"
        return os.path.relpath(os.path.join(self._site.docs, self._site.page))

    def _place(self, line: int | None) -> str:
        return f"{self._name()}: " if line is None else f"{self._name()}:{line + self._above()}: "

    def _above(self) -> int:
        """How many lines of the file stand above the text: those of its head, which MkDocs reads itself."""
        text = "\n".join(self._md.lines).strip()
        whole = ""
        if self._site is not None:
            kept = files.content(os.path.join(self._site.docs, self._site.page))
            whole = (kept or b"").decode(errors="replace").replace("\r\n", "\n")
        return whole.partition(text)[0].count("\n") if text in whole else 0

    def _link(self, drawn: Figure, options: Mapping[str, object]) -> Iterator[Markup]:
        """The link to the page that is made for a timeline, or to where the author says."""
        target = options.get("link")
        if "page" in options:
            href = self._made(drawn, drawn.page(), "html")
        elif isinstance(target, str):
            href = str(self._links.path_to_url(checked(target))) if self._links else checked(target)
        else:
            return
        own = language(drawn.lang if has_table(drawn.lang) else "en")
        yield element("a", {"href": href}, own.say("page.interactive"))

    def _made(self, drawn: Figure, data: bytes, ending: str) -> str:
        """Puts a file into the site; its address as seen from this page."""
        if self._links is None:
            raise ValueError("a file can only be put into a site of MkDocs; leave out image and page")
        from mkdocs.structure.files import File  # whoever has such a site has it

        if not hasattr(File, "generated"):
            raise ValueError("MkDocs 1.6 is needed for files that are made; leave out image and page")
        uri = f"timelines/{plain_stem(drawn.path)}-{crc32(data):08x}.{ending}"
        made: File | None = self._links.files.get_file_from_path(uri)
        if made is None:
            made = File.generated(self._links.config, uri, content=data)
            self._links.files.append(made)
        return made.url_relative_to(self._links.file)


def _caption(options: Mapping[str, object], link: Iterable[Markup]) -> Iterator[Markup]:
    parts: list[str] = [str(options["caption"])] if "caption" in options else []
    for one in link:
        parts += [element("br"), one] if parts else [one]
    if parts:
        yield element("figcaption", {}, *parts)


def _lists(drawn: Figure, options: Mapping[str, object]) -> Iterator[Markup]:
    """The events and the sources in words, as far as they are asked for and there are any."""
    for name, tag, lines in (("list", "ul", drawn.events()), ("sources", "ol", drawn.sources())):
        if name in options and lines:
            items = (element("li", {}, *_linked(line)) for line in lines)
            yield block(tag, {"class": f"timeline-{'events' if name == 'list' else name}"}, *items)


def _linked(line: str) -> Iterator[str]:
    for part, is_web in pieces(line):
        yield element("a", {"href": part}, part) if is_web else part


def _log() -> logging.Logger:
    """Whose errors and warnings MkDocs counts."""
    return logging.getLogger("mkdocs.plugins.timeline")
