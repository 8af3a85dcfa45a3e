"""The picture in a few sentences, for those who hear it or cannot see it, and for whoever searches for it."""

from __future__ import annotations

from timeline.narrate import paragraph as narrate

__all__ = ["narrate"]
