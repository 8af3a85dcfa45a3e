"""Contrast, by WCAG 2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.colours import channels, contrast, mix, readable

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#000000", 21), ("#0072B2", 5.19), ("#D55E00", 3.87), ("#767676", 4.54), ("#ffffff", 1)],
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert contrast(colour, "#ffffff") == pytest.approx(ratio, abs=0.01)


@given(colours, colours, st.sampled_from([3.0, 4.5]))
def test_a_readable_shade_is_readable_or_the_best_there_is(colour: str, ground: str, ratio: float) -> None:
    found = readable(colour, ground, ratio)
    assert contrast(found, ground) >= ratio or found in ("#000000", "#ffffff")


@given(colours)
def test_a_colour_that_is_readable_is_left_alone(colour: str) -> None:
    if contrast(colour, "#ffffff") >= 4.5:
        assert readable(colour, "#ffffff", 4.5) == colour


def test_short_colours_are_read_too() -> None:
    assert channels("#0af") == channels("#00aaff") == (0, 170, 255)


def test_mixing_gives_one_solid_colour() -> None:
    assert mix("#ffffff", "#000000", 0.5) == "#808080"
