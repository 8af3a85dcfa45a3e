"""Dates: how EDTF writes them, when they are, how sure they are, and how to say them. Knows nothing of
files."""

from timeline.languages.en import MONTHS, MONTHS_SHORT

from .calendar import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    UNITS,
    Unit,
    civil,
    civil_from_days,
    clock,
    days_from_civil,
    is_leap,
    month_length,
)
from .date import FINENESS, Date, Instant
from .edtf import Doubts, Parts
from .faults import CODES, DateFault
from .parsing import parse
from .words import around, offset_words, words
from .years import year_words, years_shortly
from .zones import UTC, Zone, zone

__all__ = [
    "CODES",
    "DAY",
    "FINENESS",
    "HOUR",
    "MINUTE",
    "MONTHS",
    "MONTHS_SHORT",
    "SECOND",
    "UNITS",
    "UTC",
    "Date",
    "DateFault",
    "Doubts",
    "Instant",
    "Parts",
    "Unit",
    "Zone",
    "around",
    "civil",
    "civil_from_days",
    "clock",
    "days_from_civil",
    "is_leap",
    "month_length",
    "offset_words",
    "parse",
    "words",
    "year_words",
    "years_shortly",
    "zone",
]
