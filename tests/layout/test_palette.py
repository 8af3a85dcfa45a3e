"""Every theme can be read, whatever colours the file asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.colours import contrast
from timeline.layout.palette import THEMES, palette

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(st.sampled_from(sorted(THEMES)), st.lists(colours, max_size=5), st.lists(colours, max_size=3))
def test_every_group_can_be_seen_and_read_in_every_theme(
    theme: str, groups: list[str], eras: list[str]
) -> None:
    roles = palette(theme, groups, eras)
    grounds = [roles["paper"], *(roles[f"era-{number}"] for number in range(len(eras)))]
    for number in range(len(groups)):
        assert contrast(roles[f"group-{number}"], roles["paper"]) >= 3
        assert all(contrast(roles[f"group-{number}-text"], ground) >= 4.5 for ground in grounds)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_the_fixed_texts_of_a_theme_can_be_read_on_paper_and_on_the_axis(theme: str) -> None:
    roles = THEMES[theme].roles
    for text in ("ink", "second", "detail"):
        assert contrast(roles[text], roles["paper"]) >= 4.5
        assert contrast(roles[text], roles["strip"]) >= 4.5
    assert contrast(roles["leader"], roles["paper"]) >= 3
    assert contrast(roles["link"], roles["paper"]) >= 3


def test_no_group_is_less_important_than_another_in_print() -> None:
    roles = palette("print", ["#0072b2", None, None, None], [])
    assert {roles[f"group-{number}-text"] for number in range(4)} == {roles["ink"]}
