"""How dates are read, told to the one who wrote them: the rows that ``timeline date`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .calendar import civil, clock
from .date import FINENESS, Date, Instant
from .faults import DateFault
from .parsing import parse
from .words import words
from .zones import UTC, Zone

_FINER_THAN_A_DAY = FINENESS[: FINENESS.index("day")]
_COLUMNS = ("text", "level", "first", "last", "unit", "words")


def describe(texts: Iterable[str], zone: Zone = UTC) -> list[dict[str, Any]]:
    """One row for each text, in order, ready for ``json.dumps``.

    Every row has ``text``, ``valid``, ``level``, ``first``, ``last``, ``unit`` and ``words``, and where the
    text is not valid these are None but the first two, and ``error`` and ``column`` (from 1) follow.
    """
    return [_row(text, zone) for text in texts]


def _row(text: str, zone: Zone) -> dict[str, Any]:
    try:
        date = parse(text, zone)
    except DateFault as fault:
        row: dict[str, Any] = {"text": text, "valid": False}
        row |= dict.fromkeys(_COLUMNS[1:])
        return row | {"error": str(fault), "column": fault.column}
    return {
        "text": text,
        "valid": True,
        "level": date.level,
        "first": bound_text(date.first, date, zone),
        "last": bound_text(date.last, date, zone),
        "unit": date.unit,
        "words": words(date),
    }


def bound_text(instant: Instant | None, date: Date, zone: Zone = UTC) -> str | None:
    """A bound of a date as ISO 8601 writes it: a day of ``zone``, or for units finer than a day a second of
    UTC.

    Years outside 0 to 9999 have a sign and as many digits as it takes. None stays None.
    """
    if instant is None:
        return None
    if date.unit not in _FINER_THAN_A_DAY:
        return _day_text(zone.wall(instant))
    hour, minute, second, _ = clock(instant)
    return f"{_day_text(instant)}T{hour:02}:{minute:02}:{second:02}Z"


def _day_text(wall: int) -> str:
    year, month, day = civil(wall)
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"


def table(rows: Iterable[dict[str, Any]]) -> str:
    """The rows as a table for a terminal, columns aligned, each line ended.

    A text that is not valid has its fault in place of the rest. A bound that is open or not known is "-".
    """
    head = [column.upper() for column in _COLUMNS]
    lines = [[_shown(row[column]) for column in _COLUMNS] if row["valid"] else _fault(row) for row in rows]
    full = [line for line in [head, *lines] if len(line) == len(head)]
    widths = [max(len(line[column]) for line in full) for column in range(len(head))]
    widths[0] = max(len(line[0]) for line in [head, *lines])
    return "".join(_line(cells, widths) for cells in [head, *lines])


def _shown(value: object) -> str:
    if value is None:
        return "-"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in str(value))


def _fault(row: dict[str, Any]) -> list[str]:
    return [_shown(row["text"]), f"not valid: {row['error']} (column {row['column']})"]


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip() + "\n"
