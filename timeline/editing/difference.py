"""What differs between two versions of an events file.

``difference`` compares two checked timelines; ``summary`` compares two texts and says in a few sentences what
has become of the one in the other. ``account`` has the words for a difference, ``comparison`` the figure.
"""

from __future__ import annotations

from timeline.editing.versions import Change, Difference, Setting, difference
from timeline.model import Timeline

__all__ = ["Change", "Difference", "Setting", "difference", "summary"]

MOST = 12
"""Sentences of a summary."""


def summary(old_text: str, new_text: str) -> list[str]:
    """What the new text of a file says that the old one does not, in at most ``MOST`` sentences and one that
    says how many more there are; where a text has errors, that it cannot be compared."""
    if old_text == new_text:
        return []
    from timeline import pipeline
    from timeline.editing.account import sentences

    old, new = (pipeline.read_text(text).timeline if text.strip() else None for text in (old_text, new_text))
    if new is None:
        return ["The new text has errors: what it says cannot be compared."]
    if old is None and old_text.strip():
        return ["The old text has errors: what has changed in it cannot be said."]
    found = sentences(difference(old or Timeline((), new.zone, lang=new.lang), new))
    if not found:
        return ["Only the writing differs: spacing, the order of keys, or keys of your own (x-…)."]
    more = len(found) - MOST
    return found if more <= 0 else [*found[:MOST], f"… and {more:,} more"]
