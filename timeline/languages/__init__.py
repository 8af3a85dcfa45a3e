"""Languages: month names, the patterns of dates, plurals, and every phrase that a picture or a page says.

A language's table is imported when its language is asked for; only English is always there.
"""

from __future__ import annotations

from timeline.languages.en import LANGUAGE as EN
from timeline.languages.language import Language, running

__all__ = ["EN", "TABLES", "Language", "has_table", "is_right_to_left", "language", "running"]

TABLES = {
    "ar": "arab", "de": "latn", "en": "latn", "es": "latn", "fa": "arab", "fr": "latn", "hi": "deva",
    "id": "latn", "ja": "jpan", "ps": "arab", "pt": "latn", "ru": "cyrl", "tr": "latn", "ur": "arab",
    "zh": "hans",
}  # fmt: skip
"""The languages that have a table, and the script that it is written in."""

_SAME_SCRIPT = {"aran": "arab"}  # the Nastaliq hand, in which Urdu is set, has the same letters
_TRADITIONAL = frozenset(["tw", "hk", "mo"])  # the regions where Chinese is written so
_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"])

_known: dict[str, Language] = {"en": EN}


def language(tag: str) -> Language:
    """The language of a tag (BCP 47): "de-AT" is German.

    A tag without a table gives English phrases, dates in numbers, and its own direction: see ``has_table``.
    """
    found = _known.get(tag)
    if found is None:
        found = _known[tag] = _table(tag)._replace(tag=tag) if has_table(tag) else _without_table(tag)
    return found


def has_table(tag: str) -> bool:
    """Whether there is a table for the language of a tag in the script of the tag.

    Regions make no difference but one: in Taiwan, Hong Kong and Macau Chinese has the traditional script.
    """
    primary, script, region = _parts(tag)
    if primary == "zh" and not script and region in _TRADITIONAL:
        return False
    return primary in TABLES and script in ("", TABLES[primary])


def is_right_to_left(tag: str) -> bool:
    """Whether text in the language of a tag runs from right to left. A script in it has the last word."""
    primary, script, _ = _parts(tag)
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else primary in _RIGHT_TO_LEFT


def _parts(tag: str) -> tuple[str, str, str]:
    """Language, script and region of a tag in small letters, "" for what it does not name."""
    primary, *rest = tag.lower().split("-")
    script = region = ""
    for part in rest:
        if len(part) == 1:  # what follows is an extension or of private use
            break
        if len(part) == 4 and part.isalpha() and not region:
            script = script or part
        elif len(part) == 2 and not region:
            region = part
    return primary, _SAME_SCRIPT.get(script, script), region


def _table(tag: str) -> Language:
    from importlib import import_module  # only other languages than English need it

    primary = _parts(tag)[0]
    found: Language = import_module(f"timeline.languages.{primary}").LANGUAGE
    return found


def _without_table(tag: str) -> Language:
    from timeline.languages.iso import in_numbers  # only a language without a table needs it

    found = in_numbers(EN)._replace(tag=tag, right_to_left=is_right_to_left(tag))
    if not found.right_to_left:
        return found
    turned = {key: phrase.replace("→", "←") for key, phrase in found.phrases.items()}
    return found._replace(phrases=turned)
