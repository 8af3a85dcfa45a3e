"""Writers: they print a scene, and beside it the page that says the same in words, and decide nothing."""

from __future__ import annotations

from timeline.records import TYPE_CHECKING
from timeline.write.svg import svg

if TYPE_CHECKING:
    from timeline.model import Timeline
    from timeline.scene import Scene

__all__ = ["html", "svg"]


def html(timeline: Timeline, scene: Scene, prefix: str) -> str:
    """One self-contained page: the picture and, below it, the same events in words.

    ``prefix`` begins the ids of the picture. Imported only when called: a command that writes an SVG alone
    starts faster without the page.
    """
    from timeline.write.page import page

    return page(timeline, scene, prefix)
