"""The names by which a document refers to a figure."""

from __future__ import annotations

import re
from unicodedata import normalize


def identifier(name: str, prefix: str = "") -> str:
    """A name of ASCII letters, digits and hyphens that begins with a letter, or "" where none is left."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    if not words:
        return ""
    return f"{prefix}{words}" if prefix or words[0].isalpha() else f"t-{words}"
