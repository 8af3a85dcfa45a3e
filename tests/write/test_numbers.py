"""Numbers in print."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.write.numbers import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (-0.004, "0"), (0.006, "0.01"), (1, "1"), (100, "100"), (1.5, "1.5"),
        (-2.25, "-2.25"), (1 / 3, "0.33"), (9.999, "10"), (1200.0, "1200"), (1e15, "1000000000000000"),
    ],
)  # fmt: skip
def test_a_number_has_two_decimals_at_most_and_none_that_say_nothing(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        number(value)


@settings(deadline=None)
@given(st.floats(-1e9, 1e9))
def test_a_printed_number_is_plain_and_within_half_a_hundredth(value: float) -> None:
    text = number(value)
    assert re.fullmatch(r"-?(0|[1-9]\d*)(\.\d?[1-9])?", text)
    assert text != "-0"
    assert abs(float(text) - value) <= 0.005 + 1e-6
