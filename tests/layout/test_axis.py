"""The strip as it is drawn: its labels are apart from each other and from every line, and each of them is
true.
"""

from __future__ import annotations

import itertools
from datetime import UTC as DATETIME_UTC
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layout.test_scales import made, names, widths, written
from timeline.dates import DAY, FINENESS, UTC, parse
from timeline.layout import axis
from timeline.layout.rows import LINE
from timeline.layout.scale import Before, Scale, Steps, Stretch
from timeline.layout.ticks import INDENT, TORN, Label, Ticks, ticks
from timeline.layout.typeset import reserve
from timeline.scene import Line, Path, Rect, Shape, Text

YEAR = 31_556_952_000_000
quick = settings(deadline=None, max_examples=150)


def finest(texts: list[str]) -> str:
    return min((parse(text).unit for text in texts), key=FINENESS.index)


def drawn(
    name: str, texts: list[str], width: float, *, upright: bool
) -> tuple[Scale, list[Ticks], list[Shape]]:
    """The scale of these dates, its ticks, and the strip at 100 px from the edge."""
    scale, _ = made(name, texts, width, weights=[60.0] * len(texts) if upright else None)
    rows = ticks(scale, UTC, finest(texts), upright=upright)
    strip = axis.strip_upright if upright else axis.strip
    return scale, rows, strip(scale, rows, 100.0)


def box(text: Text) -> tuple[float, float, float, float]:
    """Left, top, right and bottom, in a font that is wider than those named."""
    width = reserve(text.string, text.size, bold=text.bold)
    left = {"start": text.x, "middle": text.x - width / 2, "end": text.x - width}[text.anchor]
    return left, text.y - 0.72 * text.size, left + width, text.y + 0.2 * text.size


def meets(line: Line, around: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = around
    x0, x1 = sorted((line.x1, line.x2))
    y0, y1 = sorted((line.y1, line.y2))
    return x0 < right and x1 > left and y0 < bottom and y1 > top


@quick
@given(names, written, widths, st.booleans())
def test_no_label_of_the_axis_meets_another_or_a_line(
    name: str, texts: list[str], width: float, upright: bool
) -> None:
    _, _, shapes = drawn(name, texts, width, upright=upright)
    labels = [shape for shape in shapes if isinstance(shape, Text)]
    lines = [shape for shape in shapes if isinstance(shape, Line)]
    for one, other in itertools.combinations(map(box, labels), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for label in labels:
        assert not any(meets(line, box(label)) for line in lines), label


@quick
@given(names, written, widths, st.booleans())
def test_every_label_of_the_axis_is_inside_its_stretch_or_its_cut(
    name: str, texts: list[str], width: float, upright: bool
) -> None:
    scale, rows, shapes = drawn(name, texts, width, upright=upright)
    wide = axis.UPRIGHT if upright else axis.height(rows)
    parts = [(x0, x1) for _, _, x0, x1 in (*scale.stretches, *scale.cuts)]
    for label in (shape for shape in shapes if isinstance(shape, Text)):
        left, top, right, bottom = box(label)
        along, across = ((top, bottom), (left, right)) if upright else ((left, right), (top, bottom))
        assert any(low - 0.5 <= along[0] and along[1] <= high + 0.5 for low, high in parts), label
        assert across[0] >= 99.0
        assert across[1] <= 101.0 + wide


@quick
@given(names, written, widths, st.booleans())
def test_every_axis_has_a_label(name: str, texts: list[str], width: float, upright: bool) -> None:
    scale, rows, _ = drawn(name, texts, width, upright=upright)
    if isinstance(scale.bent, Steps) and not any(scale.bent.units):
        return  # no step is a date that somebody wrote
    assert any(on.major_labels for on in rows)


def said(moment: datetime) -> set[str]:
    """What a tick at a moment may say, as ``strftime`` has it."""
    day, year, month = str(moment.day), year_of(moment.year), f"{moment:%b}"
    time, seconds = f"{moment:%H:%M}", f"{moment:%S.%f}".rstrip("0").rstrip(".") + " s"
    coarse = {f"{moment.year - moment.year % step}s" for step in (10, 100, 1000)}
    coarse |= {f"{moment.year} CE"} if moment.year < 1000 else set()  # beside years before our era
    return coarse | {
        year, month, day, time, f"{moment:%H:%M:%S}", seconds, f"{day} {month}", f"{month} {year}",
        f"{day} {month} {year}", f"{day} {month} {year}, {time}",
    }  # fmt: skip


def year_of(year: int) -> str:
    return f"{year} CE" if year < 100 else str(year)


def at_ticks(on: Ticks, *, upright: bool) -> list[tuple[float, str]]:
    """The labels that stand at a tick, with its place. Lines of one label are joined."""
    found: list[tuple[float, str]] = []
    for places, labels in ((on.major, on.major_labels), (on.minor, on.minor_labels)):
        rest: list[Label] = list(labels)
        for place in places:
            start = place if upright else place + INDENT
            here = [label for label in rest if label.x == pytest.approx(start, abs=1e-6)]
            if here:
                text, x = here[0].text, here[0].x
                while upright and (more := [label for label in rest if label.x == pytest.approx(x + LINE)]):
                    if any(more[0].x == pytest.approx(other) for other in places):
                        break
                    text, x = f"{text} {more[0].text}", more[0].x
                found.append((place, text))
    return found


@quick
@given(st.sampled_from(["linear", "breaks", "auto", "even"]), written, widths, st.booleans())
def test_every_tick_is_at_the_date_that_its_label_says(
    name: str, texts: list[str], width: float, upright: bool
) -> None:
    scale, rows, _ = drawn(name, texts, width, upright=upright)
    for on in rows:
        for place, text in at_ticks(on, upright=upright):
            instant = scale.instant(place + 1e-9)
            if isinstance(scale.bent, Steps):
                instant = min(scale.bent.instants, key=lambda step: abs(scale.position(step) - place))
            if -62_135_596_800 * 10**6 <= instant < 253_402_300_800 * 10**6:
                moment = datetime(1970, 1, 1, tzinfo=DATETIME_UTC) + timedelta(microseconds=instant)
                assert text in said(moment)


WORDS = {
    "bn": 10**9 * YEAR, "mn": 10**6 * YEAR, "tn": 10**12 * YEAR, "year": YEAR, "month": YEAR / 12,
    "months": YEAR / 12, "day": 86_400e6, "days": 86_400e6, "hour": 3600e6, "hours": 3600e6, "min": 60e6,
    "s": 1e6, "µs": 1,
}  # fmt: skip


@quick
@given(written, widths, st.booleans())
def test_every_tick_of_a_logarithm_is_as_long_ago_as_its_label_says(
    texts: list[str], width: float, upright: bool
) -> None:
    scale, (on,), _ = drawn("log", texts, width, upright=upright)
    assert isinstance(scale.bent, Before)
    if not any(label.text.startswith(("years", "before")) for label in on.major_labels):
        return  # by the calendar
    for place, text in zip(on.minor, on.minor_labels, strict=True):
        number, _, unit = text.text.partition(" ")
        length = int(number.replace(",", "")) * WORDS.get(unit, YEAR)
        assert scale.position(scale.bent.instant - round(length)) == pytest.approx(place, abs=1e-3)


def test_deep_time_has_tenfold_ticks_and_says_from_when_they_count() -> None:
    _, (on,), _ = drawn("log", ["Y-13787000000", "2026-03-05"], 1100, upright=False)
    assert [label.text for label in on.major_labels] == ["years before 6 Mar 2026"]
    assert [label.text for label in on.minor_labels] == [
        "10 bn", "1 bn", "100 mn", "10 mn", "1 mn", "100,000", "10,000", "1,000", "100", "10", "1 year",
        "1 month",
    ]  # fmt: skip


def test_equal_steps_are_labelled_with_their_own_dates() -> None:
    _, (on,), _ = drawn("even", ["2014", "2025-04-22", "2025-05", "2025-05-10T15:35"], 1000, upright=False)
    assert [label.text for label in on.major_labels] == ["2014", "2025"]
    assert [label.text for label in on.minor_labels] == ["22 Apr", "10 May", "May"]


def test_steps_within_a_day_are_labelled_with_their_times() -> None:
    texts = ["2025-05-10T15:35", "2025-05-10T15:36", "2025-05-10T17:00"]
    _, (on,), _ = drawn("even", texts, 600, upright=False)
    assert [label.text for label in on.major_labels] == ["10 May 2025"]
    assert [label.text for label in on.minor_labels] == ["15:35", "15:36", "17:00"]


def test_a_stretch_too_narrow_for_ticks_names_its_roundest_year() -> None:
    scale, _ = made("linear", ["Y-4567000000", "Y-3700000000"], 110)
    (on,) = ticks(scale, UTC, "year")
    assert [label.text for label in on.major_labels] == ["4.7 bn BCE"]


@pytest.mark.parametrize("cut", ["1 year", "13 years", "12 billion years"])
def test_a_cut_of_an_upright_axis_says_how_much_it_leaves_out(cut: str) -> None:
    first = {"1 year": "2023-04", "13 years": "2011-09", "12 billion years": "Y-12000000000"}[cut]
    texts = [
        first,
        *(f"2024-{month:02}-01" for month in range(7, 13)),
        *(f"2025-01-{day:02}" for day in range(1, 9)),
    ]
    scale, _ = made("breaks", texts, 900, weights=[60.0] * len(texts))
    shapes = axis.strip_upright(scale, ticks(scale, UTC, "day", upright=True), 0.0)
    words = " ".join(shape.string for shape in shapes if isinstance(shape, Text) and shape.anchor == "middle")
    assert cut in words


def test_an_upright_strip_may_be_given_a_width() -> None:
    scale, _ = made("linear", ["2001", "2009"], 400)
    rows = ticks(scale, UTC, "year", upright=True)
    shapes = axis.strip_upright(scale, rows, 10.0, 90.0)
    assert max(shape.x + shape.width for shape in shapes if isinstance(shape, Rect)) == 100.0
    assert not any(isinstance(shape, Path) for shape in shapes)
    assert all(label.x >= scale.stretches[0].x0 + TORN for on in rows for label in on.major_labels)


def test_a_short_stretch_of_an_upright_axis_still_says_the_time() -> None:
    texts = ["2010-05-06T09:30:00", *(f"2010-05-06T14:45:{second}" for second in (13, 28, 33, 40))]
    scale, _ = made("breaks", texts, 500, weights=[60.0] * len(texts))
    first = ticks(scale, UTC, "second", upright=True)[0]
    assert [label.text for label in first.major_labels] == ["6 May", "2010"]
    assert [label.text for label in first.minor_labels] == ["09:30:00"]


def test_seconds_that_nobody_wrote_are_not_on_an_even_axis() -> None:
    texts = ["1969-07-20T20:17:40Z", "1969-07-21T21:35:00Z", "1969-07-21T21:36:01Z"]
    _, (on,), _ = drawn("even", texts, 600, upright=False)
    assert [label.text for label in on.minor_labels] == ["20 Jul", "21 Jul", "21:36:01"]


@quick
@given(names, written, widths)
def test_an_upright_strip_is_as_narrow_as_its_labels_allow(name: str, texts: list[str], width: float) -> None:
    scale, _ = made(name, texts, width, weights=[60.0] * len(texts))
    rows = ticks(scale, UTC, finest(texts), upright=True)
    wide = axis.UPRIGHT if scale.cuts else axis.width(rows)
    assert wide <= axis.UPRIGHT
    shapes = axis.strip_upright(scale, rows, 100.0, wide)
    labels = [box(shape) for shape in shapes if isinstance(shape, Text)]
    assert all(left >= 99.0 and right <= 101.0 + wide for left, _, right, _ in labels)


def test_our_era_begins_with_a_tick_of_its_own() -> None:
    scale, _ = made("linear", ["-0029", "0040"], 900)
    (on,) = ticks(scale, UTC, "year")
    said = [label.text for label in on.major_labels]
    assert said == sorted(said, key=lambda text: int(text.split()[0]) * (-1 if "BCE" in text else 1))
    assert {"10 BCE", "1 CE", "10 CE"} <= set(said)


def test_years_beside_years_before_our_era_all_say_theirs() -> None:
    for texts, last in ((["-0029", "0140"], "120 CE"), (["0060", "0140"], "120")):
        scale, _ = made("linear", texts, 900)
        (on,) = ticks(scale, UTC, "year")
        assert last in [label.text for label in on.major_labels]
    scale, _ = made("even", ["-0029", "0140"], 900)
    assert [label.text for label in ticks(scale, UTC, "year")[0].major_labels] == ["30 BCE", "140 CE"]


def part(first: str, after: str, long: float) -> Scale:
    """An axis from one date to another."""
    begin, end = parse(first).first, parse(after).first
    assert begin is not None
    assert end is not None
    return Scale([Stretch(begin, end, 0.0, long)])


@pytest.mark.parametrize("upright", [False, True])
def test_a_short_stretch_of_several_years_names_them_all(upright: bool) -> None:
    (on,) = ticks(part("2013-06", "2025-02", 40.0 if upright else 82.0), UTC, "year", upright=upright)
    assert [label.text for label in on.major_labels] == ["2013–25"]
    assert not on.major


def test_weeks_are_counted_from_the_first_of_each_month() -> None:
    (on,) = ticks(part("2025-03-30", "2025-05-20", 500.0), UTC, "day")
    assert [label.text for label in on.minor_labels] == ["1", "8", "15", "22", "1", "8", "15"]
    assert on.major[0] == on.minor[0]


def test_the_first_day_of_a_stretch_stands_under_its_own_month() -> None:
    (on,) = ticks(part("2025-07-22", "2025-08-05", 88.0), UTC, "day")
    assert [label.text for label in on.major_labels] == ["2025"]
    assert [label.text for label in on.minor_labels] == ["Jul"]


def test_the_edges_of_an_axis_in_equal_steps_are_dashed() -> None:
    for name, dashed in (("even", True), ("linear", False), ("log", False)):
        _, _, shapes = drawn(name, ["2001", "2004", "2024"], 700, upright=False)
        edges = [shape for shape in shapes if isinstance(shape, Line) and shape.stroke == "axis"]
        assert [bool(edge.dash) for edge in edges] == [dashed] * 2


def test_a_gap_shorter_than_its_cut_is_cut_only_beside_a_burst() -> None:
    lonely = ["1960", "1980", "1995-05", "1995-10", "2010", "2024"]
    scale, _ = made("breaks", lonely, 1100)
    assert all(cut.end - cut.first > 366 * DAY for cut in scale.cuts)
