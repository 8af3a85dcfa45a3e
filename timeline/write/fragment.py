"""Prints a part of somebody else's page: the picture as inline SVG, its caption and, and all of it in
words where that is asked for.

What is around it is not ours, and nothing of ours may reach it. There is no style sheet and no ``style``
attribute, so that a strict Content-Security-Policy has nothing to forbid; the picture's width is an attribute
and shrinks with the room that there is. All ids and classes inside the picture begin with its prefix; the
few other classes are for the host's own style sheet. Only a picture that follows the reader's dark mode
brings rules along, for its prefixed classes and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import zip_longest

from timeline.languages import Language, has_table, is_right_to_left, language, running
from timeline.model import Timeline
from timeline.model.order import in_time, source_numbers
from timeline.narrate.report import event_lines, source_lines
from timeline.records import TYPE_CHECKING
from timeline.scene import Scene
from timeline.write.caption import caption
from timeline.write.items import outward
from timeline.write.markup import Attributes, Markup, bdi, block, element
from timeline.write.svg import svg

if TYPE_CHECKING:
    from timeline.provenance import Provenance

_TAG = re.compile(r"(<[^>]*>)")


def fragment(
    timeline: Timeline,
    scenes: Sequence[Scene],
    prefix: str,
    *,
    title: str | None = None,
    told: bool = False,
    made: Sequence[Provenance | None] = (),
) -> str:
    """A ``figure`` element with the pictures of ``timeline``, whose ids and classes begin with ``prefix``.

    ``title`` is the caption; one that says how much there is to see stands there where it is None, and none
    where it is empty. ``told`` adds the events and the sources in words, folded up. ``made`` is what each
    picture says of where it comes from.
    """
    own = language(timeline.lang)
    ours: Attributes = {} if has_table(timeline.lang) else {"lang": "en"}
    events = in_time(timeline.events)
    parts = []
    for number, (scene, origin) in enumerate(zip_longest(scenes, made), 1):
        named = prefix if len(scenes) == 1 else f"{prefix}-{number}"
        drawn = Markup(svg(scene, named, guest=True, made=origin).rstrip())
        parts.append(block("div", {"class": "timeline-picture"}, drawn))
    if title is None:
        said, ours_said = running(caption(timeline, events, own)), ours
    else:
        said, ours_said = title, {}
    below = [*_told(timeline, own, ours)] if told else []
    if below:  # in the caption, for nothing may stand behind it
        words = [element("p", ours_said, said)] if said else []
        parts.append(block("figcaption", {}, *words, *below))
    elif said:
        parts.append(element("figcaption", ours_said, said))
    direction = "rtl" if is_right_to_left(timeline.lang) else None
    return block("figure", {"class": "timeline", "lang": timeline.lang, "dir": direction}, *parts) + "\n"


def _told(timeline: Timeline, own: Language, ours: Attributes) -> Iterator[Markup]:
    """The events and the sources in words, each list below a summary that unfolds it."""
    events = [element("li", {}, bdi(line)) for line in event_lines(timeline)]
    cited = [timeline.sources[source] for source in source_numbers(in_time(timeline.events))]
    lines = zip(source_lines(timeline), cited, strict=True)
    sources = [element("li", {}, *_source(line, source.url or "")) for line, source in lines]
    for name, listed in (("events", events), ("sources", sources)):
        if listed:
            summary = element("summary", ours, own.say(f"page.heading.{name}"))
            yield block("details", {"class": "timeline-words"}, summary, block("ol", {}, *listed))


def _source(line: str, url: str) -> Iterator[str]:
    """A source in words, its address as a link."""
    yield bdi(line.removesuffix(url).rstrip())
    if url:
        yield " "
        yield outward(url)


def unframed(fragment: str) -> str:
    """What stands in the figure, for a host that has a figure of its own around it."""
    return fragment.strip().split("\n", 1)[1].rpartition("\n")[0]


def armoured(fragment: str) -> str:
    """The same fragment, proof against Markdown: engines that read on inside HTML find nothing there to read.

    It has no blank line and each line begins with a tag; in its words all that could be taken for markup is
    written as a character reference; and it stands in a ``div``, which all of them know for a block.
    """
    parts = (part if part.startswith("<") else _plain(part) for part in _TAG.split(fragment.strip()))
    return f"<div>\n{''.join(parts)}\n</div>\n"


def _plain(words: str) -> str:
    """Escaped words with references for all but letters, digits, blanks and the ends of lines."""
    return "".join(one if one.isalnum() or one in " \n" else f"&#{ord(one)};" for one in unescape(words))
