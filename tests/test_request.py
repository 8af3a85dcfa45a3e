"""How a picture is asked for, in words and in tables."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import request
from timeline.model.table import LAYOUTS, LINKS, SCALES, THEMES
from timeline.request import Request, Wishes


def test_options_are_read_as_they_are_typed() -> None:
    typed = ["--width", "720", "--group=press", "--group", "army", "--from", "-0044-03", "--layout", "lanes"]
    asked = request.requested(request.named(typed))
    assert asked == Request(Wishes(layout="lanes", width=720), "-0044-03", None, ("press", "army"))


def test_flags_take_no_value() -> None:
    assert request.named(["--list", "--width", "720"], {"list"}) == {"list": True, "width": "720"}
    with pytest.raises(ValueError, match="--list takes no value"):
        request.named(["--list=yes"], {"list"})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["width", "720"], "'width' is no option; an option begins with two hyphens"),
        (["--"], "'--' is no option"),
        (["--width"], "--width lacks its value"),
        (["--from", "--to", "1950"], "--from lacks its value"),
        (["--widht", "720"], "there is no option 'widht'; did you mean width"),
        (["--zzz", "1"], "there is no option 'zzz'; there are: layout, scale"),
        (["--capton", "1"], "there is no option 'capton'; did you mean caption"),
        (["--width", "72"], "width is '72'; it can be a whole number from 320 to 4000"),
        (["--width", "720", "--width", "800"], "width is given twice; give it once"),
        (["--layout", "lane"], "layout is 'lane'; it can be one of: .*; did you mean lanes"),
        (["--columns", "3"], "columns is '3'; it can be one of: 1, 2"),
        (["--depth", "0"], "depth is '0'; it can be a whole number from 1"),
        (["--from="], "from is ''; it takes a text"),
        (["--id-prefix", "1"], "prefix is '1'; it can be a letter"),
        (["--pages", "a4", "--width", "720"], "pages are as wide as their paper"),
    ],
)
def test_what_cannot_be_asked_for_is_said_with_what_can(typed: list[str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        request.requested(request.named(typed), also=("caption",))


def test_a_table_of_settings_may_hold_numbers_dates_and_lists() -> None:
    table = tomllib.loads('width = 720\ncolumns = 2\nfrom = 1914\nto = 1914-06-28\ngroup = ["a", "b"]')
    asked = request.requested(table)
    assert asked == Request(Wishes(width=720, columns=2), "1914", "1914-06-28", ("a", "b"))
    with pytest.raises(ValueError, match="width is True"):
        request.requested({"width": True})


ASKED = st.builds(
    Request,
    st.builds(
        Wishes,
        layout=st.none() | st.sampled_from(LAYOUTS),
        scale=st.none() | st.sampled_from(SCALES),
        theme=st.none() | st.sampled_from(THEMES),
        width=st.none() | st.integers(320, 4000),
        columns=st.none() | st.sampled_from([1, 2]),
        links=st.none() | st.sampled_from(LINKS),
        focus=st.none() | st.from_regex("[a-z]{1,9}", fullmatch=True),
        depth=st.none() | st.integers(1, 99),
        pages=st.none(),
        prefix=st.none() | st.from_regex("[a-z][a-z0-9-]{0,5}", fullmatch=True),
    ),
    st.none() | st.sampled_from(["1950", "-0044-03-15", "2001-21"]),
    st.none() | st.sampled_from(["1950", "2025-05-10T15:35:00+05:30"]),
    st.lists(st.from_regex("[a-z]{1,9}", fullmatch=True), max_size=3).map(tuple),
)


@given(ASKED)
def test_a_request_written_and_read_again_is_the_same(asked: Request) -> None:
    assert request.requested(request.named(request.words(asked))) == asked
