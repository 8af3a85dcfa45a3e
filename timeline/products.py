"""What a timeline is made into: the one table of formats, from which commands, settings and pages work."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.records import NamedTuple


class Product(NamedTuple):
    """A sort of file.

    ``ending`` is what the names of such files end in. ``paged`` says that a file holds one page, where pages
    are asked for; ``painted``, that it has its fonts, or the shapes of their letters, within; ``built``, that
    it is made where everything is.
    """

    ending: str
    paged: bool = False
    painted: bool = False
    built: bool = True


PRODUCTS: Mapping[str, Product] = {
    "svg": Product(".svg", paged=True),
    "png": Product(".png", paged=True, painted=True),
    "pdf": Product(".pdf", painted=True),
    "html": Product(".html"),
    "md": Product(".md"),
    "txt": Product(".txt"),
    "description": Product(".description.txt"),
    "csl": Product(".csl.json"),
    "bib": Product(".bib"),
    "fragment": Product(".fragment.html", built=False),
}
"""The formats by name, in the order in which everything is made."""

FORMATS = tuple(PRODUCTS)
BUILT = tuple(name for name, product in PRODUCTS.items() if product.built)
"""Those of which everything consists."""
PICTURES = "svg", "html"
"""What is made where nothing is asked for."""

DENSITIES = 0.5, 8.0
"""Pixels of a PNG to a CSS pixel, least and most."""

_ALSO = {".htm": "html", ".markdown": "md"}


def of_name(name: str) -> str | None:
    """The format that the name of a file says, by its longest known ending; None where it says none."""
    endings = {**_ALSO, **{product.ending: format for format, product in PRODUCTS.items()}}
    known = [ending for ending in endings if name.lower().endswith(ending)]
    return endings[max(known, key=len)] if known else None


def may_end(name: str, format: str) -> bool:
    """Whether the name of a file lets it be of a format: it says that one, or no more than the tail of its
    ending, as ``.txt`` is that of ``.description.txt``."""
    said = of_name(name)
    return said in (None, format) or PRODUCTS[format].ending.endswith(PRODUCTS[said].ending)
