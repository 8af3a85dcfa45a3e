"""Layout: where everything on a picture stands. It takes a ``Timeline`` and ends in a ``Scene``."""

from timeline.layout.plan import LAYOUTS, SCALES, THEMES, WIDTHS, Options, plan

__all__ = ["LAYOUTS", "SCALES", "THEMES", "WIDTHS", "Options", "plan"]
