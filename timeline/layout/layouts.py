"""Which layout a timeline is drawn in where nobody says: by the picture's width and by what there is to draw.

    lanes        most events last, and there are several of them: bars, a band for each group
    vertical     the picture is narrow, or has more labels than stand well beside a level axis
    horizontal   all else; and where there are so many events that only an overview is left

The numbers are those of ``docs/layouts.md``, which tells users the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.layout.plot import Arrangement, Plot
from timeline.model import Event

PHONE = 560  # px of width below which there is no room for labels side by side
COLUMN = 900  # px of width, below which a level axis holds only …
IN_A_COLUMN = 10  # … so many events
ABREAST = 40  # events that a level axis of any width holds
READ = 160  # events past which nobody reads a list, and only an overview helps
SEVERAL = 4  # spans that make lanes worth their while …
SPANS = 0.5  # … where they are at least this share of the events


def layout_for(events: Sequence[Event], width: float) -> str:
    """One of the names of ``arranger``, for a picture ``width`` px wide."""
    count = len(events)
    if count > READ:
        return "horizontal"
    spans = sum(event.date.form == "interval" for event in events)
    if width >= PHONE and spans >= SEVERAL and spans >= SPANS * count:
        return "lanes"
    if width < PHONE or count > (IN_A_COLUMN if width < COLUMN else ABREAST):
        return "vertical"
    return "horizontal"


def arranger(name: str) -> Callable[[Plot], Arrangement]:
    """The function that lays out in the layout of this name; only the module that is needed is imported."""
    if name == "vertical":
        from timeline.layout.vertical import arrange
    elif name == "lanes":
        from timeline.layout.lanes import arrange
    else:
        from timeline.layout.horizontal import arrange
    return arrange
