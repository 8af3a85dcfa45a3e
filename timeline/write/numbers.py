"""The one place that prints numbers."""

from __future__ import annotations

from math import isfinite


def number(value: float) -> str:
    """``value`` in plain digits: at most two decimals, no trailing zeros, never ``-0``.

    Raises ``ValueError`` for NaN and the infinities: a picture that holds one is drawn differently
    everywhere.
    """
    if not isfinite(value):
        raise ValueError(f"{value} cannot be drawn: a coordinate must be finite")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
