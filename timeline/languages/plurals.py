"""Which plural form a number takes, by the rules of Unicode's CLDR (version 44 and later).

Each function takes the whole part of a number and the digits of its fraction without trailing zeros, "" for
a whole number, and gives the name of a category. What people call the "many" of French, Spanish and
Portuguese are whole millions: "1.000.000 de eventos".
"""

from __future__ import annotations


def none(whole: int, fraction: str) -> str:  # noqa: ARG001
    """Chinese, Indonesian, Japanese: nothing changes."""
    return "other"


def single(whole: int, fraction: str) -> str:
    """English, German, Pashto, Turkish, Urdu: one thing exactly."""
    return "one" if whole == 1 and not fraction else "other"


def up_to_one(whole: int, fraction: str) -> str:
    """Hindi and Persian: nothing at all, what is less than one, and one."""
    return "one" if whole == 0 or (whole == 1 and not fraction) else "other"


def below_two(whole: int, fraction: str) -> str:
    """French and Portuguese: whatever is less than two."""
    return "one" if whole < 2 else _millions(whole, fraction)


def spanish(whole: int, fraction: str) -> str:
    """One thing exactly, and whole millions."""
    return "one" if whole == 1 and not fraction else _millions(whole, fraction)


def _millions(whole: int, fraction: str) -> str:
    return "many" if whole and not fraction and whole % 1_000_000 == 0 else "other"


def russian(whole: int, fraction: str) -> str:
    """By the last digit, where the last but one is not a 1."""
    if fraction:
        return "other"
    if whole % 10 == 1 and whole % 100 != 11:
        return "one"
    return "few" if 2 <= whole % 10 <= 4 and not 12 <= whole % 100 <= 14 else "many"


def arabic(whole: int, fraction: str) -> str:
    """Nothing, one, two; then by the last two digits."""
    if fraction:
        return "other"
    if whole < 3:
        return ("zero", "one", "two")[whole]
    if 3 <= whole % 100 <= 10:
        return "few"
    return "many" if whole % 100 >= 11 else "other"
