"""Prints the page of what differs between two versions of a file: the figure, and below it the same in words.

As the other page it is one file that asks the network for nothing and carries a Content-Security-Policy; it
has no script at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.languages import is_right_to_left
from timeline.narrate.listed import Item, Line, Piece, Section, marked
from timeline.scene import Scene
from timeline.write.markup import Markup, bdi, block, element, opening, painted, run
from timeline.write.page import policy
from timeline.write.script import style
from timeline.write.svg import classes, dark_rules, svg


def page(
    scene: Scene, prefix: str, subtitle: str, counts: str, sections: Sequence[Section], words: str = "en"
) -> str:
    """The whole page. ``subtitle`` says what is compared, ``counts`` how much differs; the words of both and
    of the ``sections`` are in the language ``words``, whatever that of the file is."""
    drawn = Markup(svg(scene, f"_{prefix}", inline=True).rstrip())
    dark = dark_rules(scene, f"_{prefix}", classes([drawn]))
    styles = [style("changes.css"), *([dark] if dark else [])]
    head = (
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": policy(styles, [])}),
        element("meta", {"name": "color-scheme", "content": "light dark"}),
        element("title", {}, painted(f"{scene.title}: {subtitle}")),
        *(element("style", {}, Markup(each)) for each in styles),
    )
    ours = {"lang": words, "dir": "ltr"}
    heading = element("h1", {}, painted(scene.title)), element("p", {"class": "subtitle", **ours}, subtitle)
    body = block(
        "main",
        {},
        block("header", {}, *heading),
        block("figure", {"tabindex": "0", "role": "group", "aria-label": subtitle, **ours}, drawn),
        element("p", {"class": "counts", **ours}, counts),
        *(_section(section, ours) for section in sections),
    )
    root = {"lang": scene.lang, "dir": "rtl" if is_right_to_left(scene.lang) else None}
    parts = opening("html", root), block("head", {}, *head), block("body", {}, body)
    return "\n".join(("<!doctype html>", *parts, "</html>\n"))


def _section(section: Section, ours: dict[str, str]) -> Markup:
    items = [block("li", {}, *_item(item)) for item in section.items]
    return block("section", ours, element("h2", {}, section.heading), block("ul", {"role": "list"}, *items))


def _item(item: Item) -> Iterator[Markup]:
    first = True
    for line in item.lines:
        name = [element("b", {}, bdi(item.name)), ": "] if item.name and first else []
        yield element("p", {}, run(*name, bdi(line.text)))
        yield from _forms(line)
        first = False


def _forms(line: Line) -> Iterator[Markup]:
    if not line.old and not line.new:
        return
    before, after = marked(line.old, line.new)
    yield element("p", {"class": "form", "data-sign": "−"}, _pieces(before, "del"))
    yield element("p", {"class": "form", "data-sign": "+"}, _pieces(after, "ins"))


def _pieces(pieces: Sequence[Piece], mark: str) -> Markup:
    parts = [element(mark, {}, text) if differs else text for text, differs in pieces]
    return element("bdi", {}, run(*parts))
