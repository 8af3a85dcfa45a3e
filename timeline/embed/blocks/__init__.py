"""What stands between two markers of a document, in the syntax of each."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.embed.blocks.block import Block, Syntax
from timeline.embed.blocks.html import HTML
from timeline.embed.blocks.markdown import MARKDOWN
from timeline.embed.blocks.rst import RST

__all__ = ["SYNTAXES", "Block", "Syntax"]

SYNTAXES: Mapping[str, Syntax] = {one.name: one for one in (MARKDOWN, HTML, RST)}
"""The syntaxes by their names."""
