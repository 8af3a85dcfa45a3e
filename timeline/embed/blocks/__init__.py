"""What stands between two markers of a document, in the syntax of each."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.embed.blocks.asciidoc import ASCIIDOC
from timeline.embed.blocks.block import Block, Syntax
from timeline.embed.blocks.html import HTML
from timeline.embed.blocks.latex import LATEX
from timeline.embed.blocks.markdown import MARKDOWN
from timeline.embed.blocks.org import ORG
from timeline.embed.blocks.rst import RST
from timeline.embed.blocks.typst import TYPST

__all__ = ["SYNTAXES", "Block", "Syntax"]

SYNTAXES: Mapping[str, Syntax] = {one.name: one for one in (MARKDOWN, HTML, RST, LATEX, TYPST, ASCIIDOC, ORG)}
"""The syntaxes by their names."""
