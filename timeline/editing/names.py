"""Ids made from titles, to be read and typed."""

from __future__ import annotations

from collections.abc import Container
from itertools import count
from unicodedata import category, normalize

LONGEST = 40
"""Characters of an id, where its words can be parted; what makes it unique comes on top."""


def readable_id(title: str, date: str, taken: Container[object]) -> str:
    """An id that is not ``taken``: the first words of the title in small letters with hyphens between them.

    Where that is another event's, the year of the date comes behind it, or a number.
    """
    words = "".join(map(_in_id, normalize("NFC", title).lower())).split()
    made = words[0][:LONGEST] if words else "event"
    while words and category(words[0][len(made) : len(made) + 1] or " ").startswith("M"):
        made = made[:-1]  # no sign without the letter that it belongs to
    for word in words[1:]:
        if len(made) + 1 + len(word) > LONGEST:
            break
        made += f"-{word}"
    year = date[:4] if date[:4].isascii() and date[:4].isdigit() else ""
    candidates = [made, *([f"{made}-{year}"] if year else [])]
    for number in count(2):
        for one in candidates:
            if one not in taken:
                return one
        candidates = [f"{made}-{number}"]
    raise AssertionError  # numbers do not end


def _in_id(char: str) -> str:
    """A letter, a digit, or a sign that belongs to one, as it is; nothing for what stands within words."""
    if char.isalnum() or category(char).startswith("M"):
        return char
    return "" if char in "'’ʼ\u00ad\u200d" else " "
