"""Writers: they print a scene, and beside it the page that says the same in words, and decide nothing."""

from __future__ import annotations

from timeline.records import TYPE_CHECKING
from timeline.write.svg import svg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.model import Timeline
    from timeline.provenance import Provenance
    from timeline.scene import Scene
    from timeline.write.controls import Sign

__all__ = ["html", "svg"]


def html(
    timeline: Timeline,
    scenes: Sequence[Scene],
    prefix: str,
    chart: Mapping[str, object],
    signs: Sequence[Sign] = (),
    made: Provenance | None = None,
) -> str:
    """One self-contained page: the picture, or the pages of it, and below it the same events in words.

    ``prefix`` begins the ids of the pictures; the script draws its figure from the ``chart``, and the
    ``signs`` explain its marks; ``made`` is what the head says of where the page comes from. Imported only
    when called: a command that writes an SVG alone starts faster without the page.
    """
    from timeline.write.page import page

    return page(timeline, scenes, prefix, chart, signs, made)
