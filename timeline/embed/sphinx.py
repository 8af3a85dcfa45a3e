"""The directive ``timeline`` for Sphinx, in reStructuredText and in MyST.

Add ``timeline.embed.sphinx`` to ``extensions`` in ``conf.py``; docs/embedding/sphinx.md says what the
directive takes. Sphinx imports this file, and nothing else does.

The directive reads and checks the events file, so that its faults are told with the line of the document, and
leaves a placeholder in a figure of the ordinary kind: captions, names, numbers and references to it are
Sphinx's own. What the placeholder becomes is up to the builder, and so is decided when a document is written:

    HTML                      inline SVG, its links live and its words in the search index, or an image
    EPUB, help viewers        an image, SVG or PNG
    LaTeX, rinohtype, …       an image, PDF; several where it is higher than a page
    text, man, linkcheck, …   the events in words
"""

# Sphinx hands over paths as texts, and takes them so:
# ruff: noqa: PTH118

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from zlib import crc32

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.i18n import search_image_for_language
from sphinx.util.osutil import relative_uri

from timeline import __version__, files
from timeline.embed.addresses import checked, pieces
from timeline.embed.figure import EmbedFault, Figure, figure
from timeline.embed.inline import inline
from timeline.embed.naming import plain_stem
from timeline.languages import has_table, language
from timeline.request import NAMES, nearest, requested

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

WIDTH = 720
"""What a picture is drawn for where neither directive nor file says a width: the columns of most themes are
about so wide, and in a wider picture, shrunk, the letters would be too small."""
DARK = ("[data-theme=dark] {}", "@media (prefers-color-scheme:dark){[data-theme=auto] {}}")
"""When a theme is dark: furo, the PyData theme and those that are built on them."""
TYPES = (("application/pdf", "pdf"), ("image/svg+xml", "svg"), ("image/png", "png"))
"""What a builder may take, the best first."""

COLUMN = 624, 690
"""What a page of Sphinx's LaTeX holds beside a caption: width and height, in CSS pixels."""
SHRUNK = 0.85
"""How far a picture may be shrunk to fit its page, so that its letters can still be read."""

logger = logging.getLogger(__name__)


class timeline_picture(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801 - docutils' custom
    """Where a picture is to stand. ``path`` is relative to the source folder; ``asked`` is the request as the
    author made it, ``request`` the one that is fitted to the column."""


class timeline_words(nodes.Invisible, nodes.Element):  # type: ignore[misc]  # noqa: N801 - docutils' custom
    """Words for the search index alone."""


# The directive


class _Options(dict[str, "Callable[[str | None], Any]"]):
    """The options, and an answer to each name that is none of them."""

    def __missing__(self, name: str) -> Callable[[str | None], Any]:
        def refuse(_: str | None) -> None:
            meant = nearest(name, {known: known for known in self})
            hint = f"did you mean {meant}" if meant else f"there are: {', '.join(sorted(self))}"
            raise ValueError(f"there is no such option; {hint}")

        return refuse


class TimelineDirective(SphinxDirective):
    """``.. timeline:: events.json``"""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = _Options(
        dict.fromkeys(NAMES, directives.unchanged_required)
        | {
            "alt": directives.unchanged_required,
            "align": lambda given: directives.choice(given, ("left", "center", "right")),
            "caption": directives.unchanged_required,
            "class": directives.class_option,
            "figwidth": lambda given: directives.length_or_percentage_or_unitless(given, "px"),
            "image": directives.flag,
            "inline": directives.flag,
            "link": lambda given: checked(directives.unchanged_required(given)),
            "list": directives.flag,
            "name": directives.unchanged_required,
            "page": directives.flag,
            "sources": directives.flag,
        }
    )

    def run(self) -> list[nodes.Node]:
        """The figure, and what is listed below it; a message where the timeline cannot be drawn."""
        try:
            return self._nodes()
        except (EmbedFault, ValueError) as fault:
            told = f"timeline {self.arguments[0]}: {fault}"
            return [self.state.document.reporter.error(told, line=self.lineno)]

    def _nodes(self) -> list[nodes.Node]:
        path = self._path()
        if "image" in self.options and "inline" in self.options:
            raise ValueError("image and inline exclude each other; give one of them")
        request = requested(self._asked())
        asked = figure(_shown(os.path.join(self.env.srcdir, path)), request)
        drawn = asked.fitted(self.config.timeline_width)
        self._tell_warnings(drawn)
        picture = timeline_picture(
            path=path,
            request=drawn.request,
            asked=asked.request,
            alt=self.options.get("alt") or drawn.alt,
            label=self.options.get("alt"),
            prefix=self._prefix(request.wishes.prefix),
            link=self.options.get("link"),
            page="page" in self.options,
            form=next((form for form in ("image", "inline") if form in self.options), None),
            events="list" in self.options,
            sources="sources" in self.options,
        )
        self.set_source_info(picture)
        return [self._framed(picture), *_lists(drawn, picture["events"], picture["sources"])]

    def _path(self) -> str:
        """The events file, relative to the source folder; the translated one where there is one."""
        named_file = search_image_for_language(self.arguments[0], self.env)
        path, absolute = self.env.relfn2path(named_file)
        self.env.note_dependency(path)  # first, so that a file that is mended or made is noticed
        roots = [os.path.join(self.env.srcdir, root) for root in (".", *self.config.timeline_roots)]
        if not any(files.is_below(absolute, root) for root in roots):
            raise ValueError("it lies outside the source folder; timeline_roots in conf.py can allow that")
        return path

    def _asked(self) -> dict[str, object]:
        """The options that say what is drawn. Docutils takes each once: groups stand in one, with commas."""
        asked: dict[str, object] = {name: self.options[name] for name in NAMES if name in self.options}
        if "group" in asked:
            asked["group"] = [group for group in re.split(r"[\s,]+", self.options["group"]) if group]
        return asked

    def _prefix(self, wanted: str | None) -> str:
        """What the ids in the picture begin with: no two of a document alike, nor of several in one page."""
        taken: dict[str, int] = self.env.temp_data.setdefault("timeline-prefixes", {})  # type: ignore[assignment]
        if wanted is not None and wanted in taken:
            raise ValueError(f"the picture in line {taken[wanted]} has the id-prefix {wanted} already")
        document = crc32(self.env.docname.encode())
        prefix = wanted or f"tl-{document:08x}-{self.env.new_serialno('timeline') + 1}"
        taken[prefix] = self.lineno
        return prefix

    def _tell_warnings(self, drawn: Figure) -> None:
        for one in drawn.warnings:
            told = f"{drawn.path}:{one.line}:{one.column}: {one.message}"
            where = self.get_location()
            logger.warning("%s", told, location=where, type="timeline", subtype=one.code)

    def _framed(self, picture: timeline_picture) -> nodes.figure:
        """The figure with its caption and legend, and with its name, by which it is referred to."""
        framed = nodes.figure("", picture, classes=["timeline", *self.options.get("class", ())])
        self.set_source_info(framed)
        if "align" in self.options:
            framed["align"] = self.options["align"]
        if "figwidth" in self.options:
            framed["width"] = self.options["figwidth"]
        content = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, content)
        legend = list(content.children)
        caption = None
        if "caption" in self.options:
            inner, messages = self.state.inline_text(self.options["caption"], self.lineno)
            caption = nodes.caption(self.options["caption"], "", *inner, *messages)
            self.set_source_info(caption)
        elif legend and isinstance(legend[0], nodes.paragraph):
            first = legend.pop(0)
            caption = nodes.caption(first.rawsource, "", *first.children)
            caption.source, caption.line = first.source, first.line
        if caption is not None:
            framed += caption
        if legend:
            framed += nodes.legend("", *legend)
        self.add_name(framed)
        return framed


# What the placeholder becomes


class Pictures(SphinxPostTransform):
    """Puts into the place of each placeholder what the builder takes."""

    default_priority = 150  # before images are converted (200) and links collected (800)
    application: Sphinx

    def run(self, **_: Any) -> None:
        if self.application.builder.name == "gettext":
            return  # what is to be translated are captions; events have a file for each language
        for placeholder in list(self.document.findall(timeline_picture)):
            try:
                made = list(self._made(placeholder))
            except EmbedFault as fault:
                where = placeholder["path"]
                logger.warning("timeline %s: %s", where, fault, location=placeholder, type="timeline")
                made = [_alternative(placeholder)]
            placeholder.replace_self(made)

    def _made(self, placeholder: timeline_picture) -> Iterator[nodes.Node]:
        builder = self.application.builder
        web = builder.format == "html" and not getattr(builder, "embedded", False)
        kind = next((kind for mime, kind in TYPES if mime in builder.supported_image_types), None)
        if kind is None:
            yield _alternative(placeholder)
            self._tell(placeholder)
        elif web and kind == "svg" and (placeholder["form"] or self.config.timeline_form) == "inline":
            drawn = _drawn(self.env.srcdir, placeholder)
            prefix, dark, label = placeholder["prefix"], self.config.timeline_dark, placeholder["label"]
            shown = inline(drawn, prefix, dark, label, narrow=self.config.timeline_narrow)
            yield nodes.raw("", shown, format="html", classes=["no-search"])
            yield from self._more(placeholder, drawn)
        elif builder.format == "latex":
            yield self._printed(placeholder)
        else:
            drawn = _drawn(self.env.srcdir, placeholder)
            data = {"pdf": drawn.pdf, "svg": drawn.svg, "png": drawn.png}[kind]()
            picture = self._image(placeholder, data, kind)
            href = self._page(placeholder) if web else placeholder["link"]
            yield picture if href is None else nodes.reference("", "", picture, refuri=href, internal=False)
            if web:
                yield timeline_words("", nodes.Text("\n".join((drawn.title, *drawn.events()))))

    def _printed(self, placeholder: timeline_picture) -> nodes.image:
        """The picture for LaTeX. One that its page would shrink too far is cut up; the further pages of it
        stand in figures of their own."""
        from timeline.layout.paging import PAPERS  # paper alone needs it

        drawn = _drawn(self.env.srcdir, placeholder)
        width, height = drawn.size
        if height * min(1, COLUMN[0] / width) > COLUMN[1] / SHRUNK:
            paper = "a4" if "a4" in self.config.latex_elements.get("papersize", "") else "letter"
            drawn = drawn.wishing(width=None, pages=paper)
            width, height = PAPERS[paper][:2]
        shown = round(width * min(1, COLUMN[0] / width, COLUMN[1] / height))
        picture = self._image(placeholder, drawn.pdf(), "pdf")
        picture["width"] = f"{shown}px"
        name = self.env.images[picture["uri"]][1]
        framed = placeholder.parent
        for number in range(drawn.pages, 1, -1):
            options = rf"page={number},width={shown}\sphinxpxdimen"
            code = rf"\noindent\sphinxincludegraphics[{{{options}}}]{{{{{name[:-4]}}}.pdf}}"
            further = nodes.figure("", nodes.raw("", code, format="latex"))
            framed.parent.insert(framed.parent.index(framed) + 1, further)
        return picture

    def _more(self, placeholder: timeline_picture, drawn: Figure) -> Iterator[nodes.Node]:
        """What belongs to an inline picture: words for the search, and the link below its caption."""
        yield timeline_words("", nodes.Text("\n".join((drawn.title, *drawn.events()))))
        href = self._page(placeholder)
        if href is not None:
            link = nodes.reference("", "", nodes.Text(_page_words(drawn)), refuri=href, internal=False)
            framed = placeholder.parent
            if not isinstance(framed[-1], nodes.legend):
                framed += nodes.legend()
            framed[-1] += nodes.paragraph("", "", link, classes=["timeline-page"])

    def _image(self, placeholder: timeline_picture, data: bytes, kind: str) -> nodes.image:
        """The picture as a file of the builder's, registered as Sphinx's own converters do it."""
        folder = os.path.join(self.env.doctreedir, "images")
        path = os.path.join(folder, f"{plain_stem(placeholder['path'])}-{crc32(data):08x}.{kind}")
        files.save([(path, data)])
        self.env.images.add_file(self.env.docname, path)
        picture = nodes.image(uri=path, alt=placeholder["alt"], candidates={"*": path})
        picture.source, picture.line = placeholder.source, placeholder.line
        return picture

    def _page(self, placeholder: timeline_picture) -> str | None:
        """Where a picture leads: to the page that is made for it here, or to where the author says."""
        if not placeholder["page"]:
            return None if placeholder["link"] is None else str(placeholder["link"])
        data = _drawn(self.env.srcdir, placeholder, "asked").page()
        target = f"_timelines/{plain_stem(placeholder['path'])}-{crc32(data):08x}.html"
        files.save([(os.path.join(self.application.outdir, target), data)])
        return relative_uri(self.application.builder.get_target_uri(self.env.docname), target)

    def _tell(self, placeholder: timeline_picture) -> None:
        """Lists events and sources below a figure that can have no picture, where they are not listed yet."""
        drawn = _drawn(self.env.srcdir, placeholder)
        framed = placeholder.parent
        at = framed.parent.index(framed) + 1
        framed.parent[at:at] = _lists(drawn, not placeholder["events"], not placeholder["sources"])


def _drawn(folder: str | os.PathLike[str], placeholder: timeline_picture, request: str = "request") -> Figure:
    """The figure that a placeholder stands for, by one of its requests."""
    return figure(_shown(os.path.join(folder, placeholder["path"])), placeholder[request])


def _alternative(placeholder: timeline_picture) -> nodes.paragraph:
    """The picture in a sentence."""
    return nodes.paragraph("", placeholder["alt"], translatable=False)


def _lists(drawn: Figure, events: bool, sources: bool) -> list[nodes.Node]:
    """The events and the sources in words, as far as they are wanted and there are any."""
    dots = _list(nodes.bullet_list(bullet="*"), drawn.events(), "timeline-events") if events else []
    numbers = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
    return [*dots, *(_list(numbers, drawn.sources(), "timeline-sources") if sources else [])]


def _list(listed: Any, lines: Iterable[str], name: str) -> list[Any]:
    """``lines`` as items of a list, their addresses live; nothing where there are none."""
    for line in lines:
        listed += nodes.list_item("", nodes.paragraph("", "", *_linked(line), translatable=False))
    listed["classes"].append(name)
    return [listed] if len(listed) else []


def _linked(line: str) -> Iterator[nodes.Node]:
    for part, is_web in pieces(line):
        if is_web:
            yield nodes.reference("", part, refuri=part, internal=False)
        elif part:
            yield nodes.Text(part)


def _page_words(drawn: Figure) -> str:
    own = language(drawn.lang if has_table(drawn.lang) else "en")
    return own.say("page.interactive")


def _shown(path: str) -> str:
    """A path as it is told: from where the builder was started, if it is below."""
    relative = os.path.relpath(path)
    return path if relative.startswith(os.pardir) else relative


def _skip(_writer: object, _node: nodes.Node) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""

    class Bound(Pictures):
        application = app  # of which a transform is not told

    app.add_node(timeline_words, html=(_skip, None))
    app.add_directive("timeline", TimelineDirective)
    app.add_post_transform(Bound)
    app.add_config_value("timeline_width", WIDTH, "env", (int,))
    app.add_config_value("timeline_form", "inline", "html", (str,))
    app.add_config_value("timeline_narrow", True, "html", (bool,))
    app.add_config_value("timeline_dark", DARK, "html", (tuple, list))
    app.add_config_value("timeline_roots", (), "env", (tuple, list))
    # Not to be set: pictures are drawn anew where this program is another one than at the last build.
    app.add_config_value("timeline_version", __version__, "env", (str,))
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
