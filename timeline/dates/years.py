"""Years in English: BCE and CE, and the millions and billions of deep time."""

from __future__ import annotations

_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def year_words(year: int, rounded: bool = False) -> str:
    """An astronomical year: 2014 is "2014", -43 is "44 BCE", 45 is "45 CE".

    From a million on, years are counted in millions and more where three decimals say them exactly:
    -13799999999 is "13.8 billion years BCE". ``rounded`` is for ticks and for years that are approximate
    anyway: then three decimals are always enough, and the year that BCE is off by is dropped.
    """
    count = year if year > 0 else 1 - year
    if rounded and count > 10**6:
        count = abs(year)
    for scale, name in _LARGE:
        if count >= scale:
            thousandths, rest = divmod(count * 1000 + (scale // 2 if rounded else 0), scale)
            if rest and not rounded:
                break
            whole, part = divmod(thousandths, 1000)
            decimals = f".{part:03}".rstrip("0") if part else ""
            return f"{whole:,}{decimals} {name} years {'CE' if year > 0 else 'BCE'}"
    return "".join(counted(year))


def counted(year: int) -> tuple[str, str]:
    """The year's number and its era: ("44", " BCE"), ("2014", "")."""
    count, era = (year, " CE") if year > 0 else (1 - year, " BCE")
    if count >= 10_000:
        return f"{count:,}", era
    return str(count), era if year < 100 else ""


def year_range(low: int, high: int) -> str:
    """ "1984–2004", "45–44 BCE", "1 BCE – 99 CE"."""
    (first, era), (last, last_era) = counted(low), counted(high)
    return f"{first}–{last}{era}" if era == last_era else f"{first}{era} – {last}{last_era}"
