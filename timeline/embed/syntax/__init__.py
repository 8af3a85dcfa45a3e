"""How the documents of reports write comments, for a marker is one, and what they show as code.

Each language has a reader of its own, which goes through a text once and gives the comments that are markers,
or like them, each with where it stands. Nothing here knows what a marker asks for.
"""

from __future__ import annotations

from importlib import import_module

from timeline.embed.syntax.comment import IN_CODE, LIVE, NOT_ALONE, SIGN, SWALLOWS, WITHIN, Comment
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "IN_CODE",
    "LANGUAGES",
    "LIVE",
    "NOT_ALONE",
    "SIGN",
    "SWALLOWS",
    "WITHIN",
    "Comment",
    "Language",
    "comments",
    "language",
]


class Language(NamedTuple):
    """A language of documents: the endings of its files, the signs round a comment, where it is read, and
    the pattern of a line that ends a document, where there is one."""

    name: str
    endings: tuple[str, ...]
    before: str
    after: str
    reader: str
    tail: str = ""


LANGUAGES: Mapping[str, Language] = {
    one.name: one
    for one in (
        Language("markdown", ("md", "markdown", "mdown", "mkd", "qmd", "rmd"), "<!-- ", " -->", "markdown"),
        Language("html", ("html", "htm"), "<!-- ", " -->", "html", r"[ \t]*</[bB][oO][dD][yY]\s*>"),
        Language("rst", ("rst", "rest"), ".. ", "", "rst"),
        Language("latex", ("tex", "latex", "ltx"), "% ", "", "lines:latex", r"[ \t]*\\end\{document\}"),
        Language("typst", ("typ",), "// ", "", "typst"),
        Language("asciidoc", ("adoc", "asciidoc", "asc"), "// ", "", "lines:asciidoc"),
        Language("org", ("org",), "# ", "", "lines:org"),
    )
}
"""The languages by their names."""


def language(path: str) -> Language | None:
    """The language of a document, by the ending of its name."""
    ending = path.rpartition(".")[2].lower()
    return next((one for one in LANGUAGES.values() if ending in one.endings), None)


def comments(text: str, language: Language) -> Iterator[Comment]:
    """The comments of a document that are markers, or like them, in the order of the text."""
    module, _, name = language.reader.partition(":")
    read: Callable[[str], Iterator[Comment]] = getattr(
        import_module(f"timeline.embed.syntax.{module}"), name or "comments"
    )
    return read(text)
