"""Widths and line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.layout.typeset import balanced, clusters, measure, reserve, wrap

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=12)
texts = st.lists(words, max_size=12).map(" ".join)


def test_a_line_is_measured_by_the_table() -> None:
    # 2048ths: H 1479, i 455; two per cent and a pixel for what renderers round
    assert measure("Hi", 20) == pytest.approx(1.02 * (1479 + 455) / 2048 * 20 + 1)


def test_bold_is_wider_and_fallback_fonts_are_wider_still() -> None:
    text = "Ministers ask platforms to block 481 accounts"
    assert measure(text, 13) < measure(text, 13, bold=True) < reserve(text, 13, bold=True)


@given(texts, st.floats(40, 400))
def test_wrapping_loses_nothing_and_adds_nothing(text: str, width: float) -> None:
    assert "".join("".join(wrap(text, 13, width)).split()) == "".join(text.split())


@given(texts, st.floats(40, 400))
def test_no_line_is_wider_than_asked_for_unless_it_is_one_cluster(text: str, width: float) -> None:
    for line in wrap(text, 13, width):
        assert measure(line, 13) <= width + 1e-6 or len(clusters(line)) == 1


@given(texts, st.floats(40, 400))
def test_balanced_lines_are_as_many_as_wrapped_ones_and_none_is_wider(text: str, width: float) -> None:
    lines, wrapped = balanced(text, 13, width), wrap(text, 13, width)
    assert len(lines) == len(wrapped)
    assert "".join("".join(lines).split()) == "".join(text.split())
    widest = [max((measure(line, 13) for line in each), default=0.0) for each in (lines, wrapped)]
    assert widest[0] <= widest[1] + 1e-6


def test_no_word_is_left_over_on_a_line_of_its_own() -> None:
    text = "Austria-Hungary declares war on Serbia"
    assert wrap(text, 13, 215) == ["Austria-Hungary declares war on", "Serbia"]
    assert balanced(text, 13, 215) == ["Austria-Hungary", "declares war on Serbia"]


@given(texts)
def test_clusters_put_together_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize(
    "cluster", [FAMILY, "🇵🇰", "e\u0301", "1\ufe0f\u20e3", "👍🏽", "क्षि", "நி", "ก่"], ids=ascii
)
def test_a_cluster_is_never_cut(cluster: str) -> None:
    assert clusters(cluster) == [cluster]
    assert wrap(cluster * 9, 13, 1) == [cluster] * 9


def test_chinese_breaks_between_characters_but_not_before_a_stop() -> None:
    lines = wrap("巴基斯坦要求平台封锁账户。", 10, 62)
    assert "".join(lines) == "巴基斯坦要求平台封锁账户。"
    assert all(not line.startswith("。") for line in lines)
    assert len(lines) > 1


def test_a_long_word_is_cut_rather_than_run_out_of_the_picture() -> None:
    lines = wrap("a" * 100, 13, 100)
    assert "".join(lines) == "a" * 100
    assert all(measure(line, 13) <= 100 for line in lines)


def test_a_no_break_space_binds() -> None:
    assert wrap("platforms to block\u00a0481", 13, 118) == ["platforms to", "block\u00a0481"]


def test_blank_text_has_no_lines() -> None:
    assert wrap("", 13, 100) == wrap("  \n ", 13, 100) == []


def test_a_number_stays_with_what_it_counts() -> None:
    assert wrap("约公元前1046年至公元前771年", 12, 90) == ["约公元前1046年", "至公元前771年"]
    assert wrap("2004年10月23日", 12, 60) == ["2004年", "10月23日"]


@pytest.mark.parametrize("width", range(80, 240, 20))
def test_no_line_of_japanese_begins_with_a_mark_that_closes_or_ends_with_one_that_opens(width: int) -> None:
    lines = wrap("新潟県中越地震で「とき325号」（下り）が脱線、しかし死傷者は出なかった。", 13, width)
    assert not any(line[0] in "」）、。っょ" for line in lines)
    assert not any(line[-1] in "「（" for line in lines)


def test_thai_breaks_at_blanks_and_a_longer_word_where_a_syllable_surely_begins() -> None:
    assert wrap("ก่อตั้ง จุฬาลงกรณ์ มหาวิทยาลัย", 13, 110) == ["ก่อตั้ง จุฬาลงกรณ์", "มหาวิทยาลัย"]
    assert wrap("การเปลี่ยนแปลงการปกครองเป็นระบอบ", 13, 172) == ["การเปลี่ยน", "แปลงการปกครอง", "เป็นระบอบ"]
