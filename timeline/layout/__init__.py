"""Layout: where everything on a picture stands. It takes a ``Timeline`` and ends in a ``Scene``, or in the
``chart`` from which a page draws such pictures itself.
"""

from timeline.layout.plan import WIDTHS, Options, plan
from timeline.model.table import LAYOUTS, SCALES, THEMES

__all__ = ["LAYOUTS", "SCALES", "THEMES", "WIDTHS", "Options", "plan"]
