"""The page's style sheet and its script: the modules in ``assets/``, joined into one text.

The modules are written so that joining is all it takes: a module imports by name from those before it and
exports declarations, and no two of them use one name at their top level. A test holds them to that. What
stands in comments, types among it, is for those who read the modules, and does not go along.
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
COMMENT = re.compile(
    r"^[ \t]*//.*\n|[ \t]+//[ ].*|^[ \t]*/\*(?:(?!\*/)[\s\S])*\*/[ \t]*\n|/\*(?:(?!\*/)[\s\S])*\*/[ ]?",
    re.MULTILINE,
)
"""A line, the end of one, some lines, or some words."""
_SET_IN = re.compile(r"^ +|;?\s*(?=\})", re.MULTILINE)
"""What a style sheet needs no more where nobody reads it. No text in it may hold a brace."""


def script() -> str:
    """The whole script, as it stands in the page."""
    return "\n".join(joinable(_asset(f"{name}.js")) for name in MODULES)


def style(name: str = "page.css") -> str:
    """A style sheet, as it stands in its page: without what is there for the eye alone."""
    return _SET_IN.sub("", uncommented(_asset(name)))


def _asset(name: str) -> str:
    from importlib import resources  # only a page needs it

    return resources.files("timeline.write").joinpath("assets", name).read_text("utf-8")


def joinable(module: str) -> str:
    """A module without what names the others, and without comments."""
    return uncommented(EXPORT.sub("", IMPORT.sub("", module))).strip() + "\n"


def uncommented(text: str) -> str:
    """A module or a style sheet without comments. No text or pattern in it may look like one."""
    return re.sub(r"\n{2,}", "\n", COMMENT.sub("", text))
