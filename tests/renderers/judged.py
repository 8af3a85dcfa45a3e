"""What is asked of each renderer, and what cannot be."""

from __future__ import annotations

from tests.renderers.compare import Difference

MOST = 0.0015
"""The share of clearly different pixels that is still agreement: a few words of a script for which two
programs take another fallback font. Where both have the same fonts, the share is under 0.0005."""

NOT_LATIN = frozenset({"ar", "fa", "he", "hi", "ja", "ps", "th", "ur", "zh"})
# By renderer: the languages whose letters it draws otherwise, and why. Nothing here could change that: a
# picture names families and cannot bring them along.
EXCEPTIONS = {
    "cairosvg": (NOT_LATIN, "takes no fallback font: a letter that the first family lacks is an empty box"),
    "resvg": (
        NOT_LATIN,
        "takes a fallback font of whatever weight: most words come out bold",
    ),
    "inkscape": (
        frozenset({"ar", "fa", "he", "ps", "ur"}),
        "sets the words of a line with both directions from left to right",
    ),
}


def complaints(renderer: str, language: str, found: Difference) -> list[str]:
    """What is wrong with the picture of a document in that language; nothing where it is to be expected."""
    languages, _ = EXCEPTIONS.get(renderer, (frozenset(), ""))
    if language in languages:
        return []
    told = []
    if found.share > MOST:
        told.append(f"{found.share:.2%} of its pixels are clearly different")
    if found.missing:
        told.append(f"something is missing at {found.missing[:5]}")
    if found.added:
        told.append(f"something is there that should not be at {found.added[:5]}")
    return told
