"""Prints the lines of HTML that show a finished page of ours in a frame of somebody else's page.

The frame is shut off: the page in it runs its script and may open what a reader clicks, and reaches nothing
of the page around it. Which is why it cannot set its own height: it says how tall it is, again whenever that
changes, and a script of a few lines beside the frame listens to that frame alone. Where scripts are not
wanted, the frame keeps the shape of the picture and the page scrolls within.
"""

from __future__ import annotations

import re
from html import unescape

from timeline import files
from timeline.embed.figure import EmbedFault
from timeline.write.markup import Markup, element

SANDBOX = (
    "allow-scripts",  # the reader of the page, which its own policy knows by a hash
    "allow-popups",
    "allow-popups-to-escape-sandbox",  # a source in a new tab is not ours to shut off
    "allow-top-navigation-by-user-activation",  # a link that is clicked leaves the frame
    "allow-downloads",  # the picture and the list, which the page saves
)
"""What the page in the frame may do; without "allow-same-origin" it is a stranger wherever it comes from."""
FIRST = 640
"""The height of a frame before it has been heard of, in CSS pixels: the picture, with most of its tools."""

_TITLE = re.compile(r"<title>([^<]*)</title>")
_PICTURE = re.compile(r'<svg [^<>]*viewBox="0 0 ([\d.]+) ([\d.]+)" role="img"')
_UNSAFE = {ord(one): f"%{ord(one):02X}" for one in " \"<>\\^`{|}%?#"}


def snippet(path: str, name: str | None = None, source: str | None = None, *, script: bool = True) -> str:
    """The lines that show the page at ``path``, which this program has made, in a frame.

    ``name`` is what the frame is called for those who do not see it, the title of the page where it is None;
    ``source`` is the address of the page as the frame has to ask for it, its ``path`` where it is None.
    Without ``script`` the frame has a shape instead of the height of the page. Raises ``EmbedFault``.
    """
    title, width, height = _looked_at(path)
    shape = f"height:auto;min-height:{FIRST}px;aspect-ratio:{width}/{height}"
    frame = {
        "class": "timeline",
        "src": source or path.replace("\\", "/").translate(_UNSAFE),
        "title": name or title,
        "width": "100%",
        "height": str(FIRST),
        "loading": "lazy",
        "sandbox": " ".join(SANDBOX),
        "allow": "clipboard-write",
        "style": "border:0" if script else f"border:0;{shape}",
    }
    lines = [element("iframe", frame, Markup(""))]
    if script:
        lines.append(Markup(f"<script>\n{_listener()}</script>"))
    return "\n".join(lines) + "\n"


def _looked_at(path: str) -> tuple[str, str, str]:
    """Title of a page, and width and height of the picture in it."""
    try:
        text = files.read(path).decode("utf-8", "replace")
    except files.FileFault as fault:
        raise EmbedFault(str(fault)) from None
    title, picture = _TITLE.search(text), _PICTURE.search(text)
    if not title or not picture or 'id="_events"' not in text:
        raise EmbedFault(
            f"{path} is not a page of this program; make one: timeline render events.json -o page.html"
        )
    return unescape(title[1]), picture[1], picture[2]


def _listener() -> str:
    from importlib import resources  # only a frame needs it

    return resources.files("timeline.embed").joinpath("assets", "frame.js").read_text("utf-8")
