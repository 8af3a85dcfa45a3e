"""Prints a scene as SVG, in one dialect that looks the same wherever it was tried.

Browsers, office programs, converters and typesetters each read another part of SVG. What all of them read
alike is little, and this writer prints nothing else:

- presentation attributes, no ``style`` and no style sheet, colours as ``#rrggbb`` or ``none``;
- one ``<text>`` for one run in one style, everything about its type repeated on it, its baseline a number;
- no references from one element to another: no markers, patterns, clips, filters, symbols;
- one element on a line, no blank lines, attributes always in the same order;
- where the picture comes from as ``data-`` attributes of the root;
- an ``id`` on title and description only, with a prefix, so that two pictures may share a page;
- no ``direction``, under which the anchors of texts mean different sides in different programs. In a picture
  that runs from right to left each text is anchored at the side where it has to end, and one that the base
  direction would set in the wrong order stands between U+202B and U+202C, an address in it between U+202A and
  U+202C. Chromium, librsvg, resvg and LibreOffice obey these, where U+200F at both ends leaves a Latin word
  that comes first on the left. Inkscape obeys nothing of the kind: it sets mixed lines from left to right.

The exception is a scene that follows the reader's dark mode. Its shapes carry a class for each colour, and
one style sheet gives the dark values, each rule in an ``@media`` block of its own: one office program skips
such a block only up to the first closing brace and would apply the rest of its rules to everyone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from timeline.languages import is_right_to_left
from timeline.records import TYPE_CHECKING
from timeline.scene import Circle, Group, Line, Path, Rect, Role, Scene, Shape, Text
from timeline.write.markup import Attributes, Markup, element, escape, opening, painted
from timeline.write.numbers import number

if TYPE_CHECKING:
    from timeline.provenance import Provenance

FONTS = "Arial,'Liberation Sans',Arimo,Helvetica,'DejaVu Sans',sans-serif"
"""Families of the same widths first; programs that know no aliases need a family that is really installed."""

_EMBEDDED = "\u202b", "\u202c"  # from right to left
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_ADDRESS = "\u202a", "\u202c"  # from left to right

_DECLARATION = Markup('<?xml version="1.0" encoding="UTF-8"?>')


def svg(
    scene: Scene,
    prefix: str,
    *,
    inline: bool = False,
    guest: bool = False,
    made: Provenance | None = None,
) -> str:
    """The scene as an SVG document, or, ``inline``, as an element to stand in an HTML page. The page's own
    style sheets have to hold the ``dark_rules`` then. As a ``guest`` it stands in somebody else's page: it
    brings its own rules, and shrinks where there is less room than it would like.

    ``prefix`` begins every id and class; ``made`` is what the root says of where the picture comes from.
    Raises ``ValueError`` where a number of the scene is not finite, or the data are too many that are to
    travel within, ``KeyError`` where a role is not in its palette.
    """
    lines = [] if inline or guest else [_DECLARATION]
    said = made.attributes() if made else {}
    lines.append(_root(scene, prefix, said, inline=inline, guest=guest))
    lines.append(element("title", {"id": f"{prefix}-t"}, painted(scene.title)))
    lines.append(element("desc", {"id": f"{prefix}-d"}, painted(scene.description)))
    shapes: list[Markup] = []
    paint = _Paint(scene, prefix)
    for shape in scene.shapes:
        _print(shape, paint, shapes)
    if scene.dark and not inline and (rules := dark_rules(scene, prefix, classes(shapes))):
        lines.append(element("style", {}, rules))
    lines += [*shapes, Markup("</svg>\n")]
    return "\n".join(lines)


def icon(shapes: Sequence[Shape], width: float, height: float, scene: Scene, prefix: str) -> Markup:
    """Shapes as a small picture among the words of a page, in the colours of the ``scene`` that stands there
    with ``prefix``; for the eye alone.
    """
    lines: list[Markup] = []
    for shape in shapes:
        _print(shape, _Paint(scene, prefix), lines)
    across, down = number(width), number(height)
    box = {"width": across, "height": down, "viewBox": f"0 0 {across} {down}", "aria-hidden": "true"}
    return Markup("".join((opening("svg", {"class": "icon", **box}), *lines, "</svg>")))


def dark_rules(scene: Scene, prefix: str, used: Container[str]) -> str:
    """The style sheet that gives each role, as far as its class is ``used``, its colour for a dark ground;
    empty where the scene has none.
    """
    return "".join(
        f"@media (prefers-color-scheme:dark){{.{prefix}-{role}{suffix}{{{paint}:{color}}}}}"
        for role, color in (scene.dark or {}).items()
        if color != scene.palette.get(role)
        for suffix, paint in (("", "fill"), ("-s", "stroke"))
        if f"{prefix}-{role}{suffix}" in used
    )


def classes(printed: Iterable[str]) -> set[str]:
    """The classes of all elements in some markup."""
    import re  # only what has a dark side needs it

    found = (names for part in printed for names in re.findall(' class="([^"]+)"', part))
    return {name for names in found for name in names.split()}


def _root(scene: Scene, prefix: str, said: Attributes, *, inline: bool, guest: bool) -> Markup:
    width, height = number(scene.width), number(scene.height)
    # HTML takes the language from what is around, and refuses it here.
    tag = None if inline or guest else scene.lang
    return opening(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
            # An attribute and no style, which many pages forbid; without a height the box keeps its shape.
            "width": f"min(100%,{width}px)" if guest else width,
            "height": None if guest else height,
            "viewBox": f"0 0 {width} {height}",
            # A page that runs from right to left must not turn the sides round at which texts are anchored.
            "direction": "ltr" if guest else None,
            "role": "img",
            "lang": tag,
            "xml:lang": tag,
            "aria-labelledby": f"{prefix}-t {prefix}-d",
            **said,  # behind the size, which many a program looks for in the first bytes alone
        },
    )


class _Paint:
    """Says what a role looks like: its colour, and its class where the picture has a dark side."""

    __slots__ = ("_dark", "_palette", "_prefix", "right_to_left")

    def __init__(self, scene: Scene, prefix: str) -> None:
        self._palette = scene.palette
        self._dark = scene.dark or {}
        self._prefix = prefix
        self.right_to_left = is_right_to_left(scene.lang)

    def fill(self, role: Role | None) -> str:
        return "none" if role is None else self._palette[role]

    def stroke(self, role: Role | None) -> str | None:
        return None if role is None else self._palette[role]

    def classes(self, fill: Role | None, stroke: Role | None = None) -> str | None:
        """The value of ``class``; None where nothing changes in the dark."""
        names = [f"{self._prefix}-{fill}"] if fill in self._dark else []
        if stroke in self._dark:
            names.append(f"{self._prefix}-{stroke}-s")
        return " ".join(names) or None


def _print(shape: Shape, paint: _Paint, lines: list[Markup]) -> None:
    """Appends the lines of one shape. The list of shapes is closed: a new one has to be printed here."""
    match shape:
        case Text():
            lines += _linked(shape.href, _text(shape, paint))
        case Line():
            lines.append(element("line", _line(shape, paint)))
        case Circle():
            lines.append(element("circle", _circle(shape, paint)))
        case Path():
            lines.append(element("path", _path(shape, paint)))
        case Rect():
            lines.append(element("rect", _rect(shape, paint)))
        case Group():
            lines.append(opening("g", {"data-event-id": shape.event}))
            if shape.title is not None:
                lines.append(element("title", {}, painted(shape.title)))
            for inner in shape.shapes:
                _print(inner, paint, lines)
            lines.append(Markup("</g>"))
        case _:
            from typing import assert_never  # late, as no shape comes here

            assert_never(shape)


def _text(text: Text, paint: _Paint) -> Markup:
    attributes: Attributes = {
        "x": text.x,
        "y": text.y,
        "class": paint.classes(text.fill),
        "font-family": FONTS,
        "font-size": text.size,
        "font-weight": "bold" if text.bold else None,
        "fill": paint.fill(text.fill),
        "text-anchor": text.anchor,
    }
    words = painted(text.string)
    return element("text", attributes, _in_order(words) if paint.right_to_left else words)


def _in_order(text: str) -> Markup:
    """A text of a picture that runs from right to left, in that order even where the base direction is the
    other one. What has no letter of such a script is in the words of another, and keeps its own order.
    """
    import re  # only such pictures need it

    own = re.search(_RIGHT_TO_LEFT, text)
    if text.isdecimal() or (own is None and any(character.isalpha() for character in text)):
        return escape(text)
    return Markup("".join((_EMBEDDED[0], *_with_addresses(re.split(r"(https?://\S+)", text)), _EMBEDDED[1])))


def _with_addresses(parts: Sequence[str]) -> Iterator[str]:
    """Words and addresses by turns, escaped, the addresses kept whole."""
    for turn, part in enumerate(parts):
        yield f"{_ADDRESS[0]}{escape(part)}{_ADDRESS[1]}" if turn % 2 else escape(part)


def _linked(href: str | None, inner: Markup) -> Sequence[Markup]:
    """The element, inside a link where there is an address: one that leaves any frame around the picture."""
    if href is None:
        return (inner,)
    return opening("a", {"href": href, "xlink:href": href, "target": "_top"}), inner, Markup("</a>")


def _line(line: Line, paint: _Paint) -> Attributes:
    return {
        "x1": line.x1,
        "y1": line.y1,
        "x2": line.x2,
        "y2": line.y2,
        "class": paint.classes(None, line.stroke),
        "stroke": paint.stroke(line.stroke),
        "stroke-width": line.width,
        "stroke-dasharray": " ".join(map(number, line.dash)) or None,
    }


def _rect(rect: Rect, paint: _Paint) -> Attributes:
    return {
        "x": rect.x,
        "y": rect.y,
        "width": rect.width,
        "height": rect.height,
        "rx": rect.radius or None,
        **_surface(rect, paint),
    }


def _circle(circle: Circle, paint: _Paint) -> Attributes:
    return {"cx": circle.cx, "cy": circle.cy, "r": circle.r, **_surface(circle, paint)}


def _path(path: Path, paint: _Paint) -> Attributes:
    steps = (command + " ".join(map(number, numbers)) for command, *numbers in path.segments)
    return {"d": "".join(steps), **_surface(path, paint)}


def _surface(shape: Rect | Circle | Path, paint: _Paint) -> Attributes:
    """How an area is filled and outlined."""
    return {
        "class": paint.classes(shape.fill, shape.stroke),
        "fill": paint.fill(shape.fill),
        "stroke": paint.stroke(shape.stroke),
        "stroke-width": None if shape.stroke is None else shape.stroke_width,
    }
