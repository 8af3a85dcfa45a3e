"""Joins the modules of the page's script, in ``assets/``, into one text.

The modules are written so that joining is all it takes: a module imports by name from those before it and
exports declarations, and no two of them use one name at their top level. A test holds them to that.
"""

from __future__ import annotations

import re

MODULES = (
    "shapes", "text", "scale", "dates", "ticks", "axis", "layers", "marks", "links", "figure", "paint",
    "view", "find", "panel", "story", "save", "main",
)  # fmt: skip
"""In the order in which they are joined."""

IMPORT = re.compile(r'^import \{[\w$,\s]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function\b|const\b|class\b)", re.MULTILINE)


def script() -> str:
    """The whole script, as it stands in the page."""
    from importlib import resources  # only a page needs it

    assets = resources.files("timeline.write").joinpath("assets")
    return "\n".join(joinable(assets.joinpath(f"{name}.js").read_text("utf-8")) for name in MODULES)


def joinable(module: str) -> str:
    """A module without what names the others."""
    return EXPORT.sub("", IMPORT.sub("", module)).strip() + "\n"
