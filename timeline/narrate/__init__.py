"""The words beside the picture: what a timeline shows, for those who hear it, search for it, or print it.

Three lengths of the same: ``paragraph`` is what stands in the picture, ``brief`` what fits an alt text, and
``timeline.narrate.report`` writes the whole of it, with every event.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.languages import language
from timeline.model import Event, Timeline
from timeline.model.context import Context
from timeline.narrate import plain
from timeline.narrate.sentences import Teller, can_tell, clipped, fitting, sentences, voice

__all__ = ["BRIEF", "PARAGRAPH", "brief", "paragraph"]

PARAGRAPH, BRIEF = 900, 250
"""The most characters that each has."""


def paragraph(
    timeline: Timeline, events: Sequence[Event], focus: Context | None = None, most: int = PARAGRAPH
) -> str:
    """One paragraph of at most ``most`` characters on ``events``: those of the timeline, in time order.

    ``focus`` has the number of one of them, and of those around it.
    """
    return fitting(list(sentences(timeline, events, focus)), most)


def brief(timeline: Timeline, events: Sequence[Event]) -> str:
    """The title, how many events there are, from when to when, where most are; of a part, which one it is."""
    tell = Teller(timeline, events, voice(timeline.lang))
    own = language(timeline.lang)
    said = tell.reach() if can_tell(own) else plain.count(events, own)
    for more in (tell.crowd(), tell.part()) if can_tell(own) else ():
        if more and len(said) + len(more) < BRIEF:
            said = f"{said} {more}"
    room = BRIEF - len(said) - len(tell.say("told.title", title="", sentence=""))
    if timeline.title and room >= len(timeline.title[:20]):
        title = clipped(timeline.title.rstrip(" .:;"), room)
        ended = title.endswith(("?", "!", "؟", "。"))
        said = f"{title} {said}" if ended else tell.say("told.title", title=title, sentence=said)
    return clipped(said, BRIEF)
