"""What the page's script draws from."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.gallery import NAMES, load
from tests.page.tools import ASSETS, node, package
from timeline import render
from timeline.dates import parse
from timeline.languages import language
from timeline.layout import Options, marks, scales
from timeline.layout.chart import MANY, WIDTHS, chart
from timeline.layout.even_ticks import of_steps
from timeline.layout.extents import extents
from timeline.layout.log_ticks import of_lengths
from timeline.layout.parts import FLAGS, Part
from timeline.layout.pen import Pen
from timeline.layout.scale import Scale
from timeline.model import Timeline, check
from timeline.model.order import in_time
from timeline.model.table import SCALES, THEMES
from timeline.pipeline import select

ROOT = Path(__file__).parents[2]


def timeline_of(*events: dict[str, Any], **more: Any) -> Timeline:
    titled = [{"title": "x", **event} for event in events]
    timeline, problems = check({"events": titled, "sources": {"a": {"title": "A"}}, **more})
    assert timeline is not None, problems
    return timeline


def read(timeline: Timeline, options: Options | None = None) -> Any:
    """The chart as the page has it, gone through JSON."""
    return json.loads(json.dumps(chart(timeline, options), allow_nan=False))


def chart_of(*events: dict[str, Any], **more: Any) -> Any:
    return read(timeline_of(*events, **more))


@cache
def gallery(name: str) -> tuple[Timeline, Any]:
    """A document of the gallery, and its chart on its own scale."""
    timeline = load(name)
    return timeline, read(timeline, Options(scale=timeline.display.scale or "auto", theme="auto"))


def axis(timeline: Timeline, name: str, width: int) -> Scale:
    """The scale of that name as a picture of the timeline has it."""
    events = in_time(timeline.events)
    reaches = extents([event.date for event in events], timeline.as_of)
    units = [event.date.unit for event in events]
    own = language(timeline.lang)
    return scales.choose(name, reaches, units, 0, width, as_of=timeline.as_of, language=own)


def part(given: list[int]) -> Part:
    first, end, flags, *sure = [*given, 0][: max(3, len(given))]
    return Part(first, end, flags, (sure[0], sure[1]) if sure else None)


def place(scale: Scale, parts: list[Part], at: int | None) -> float:
    """Where a pole stands by what the contract says of it."""
    main = parts[0]
    if at is not None:
        return scale.position(at)
    if not main.flags & FLAGS["lasts"]:
        return scale.position((main.first + main.end) // 2)
    x0, x1 = scale.position(main.first), scale.ending(main.end)
    inward = min(marks.BAR, (x1 - x0) / 2)
    return x1 - inward if main.flags & FLAGS["pole_at_end"] else x0 + inward


def test_charts_have_the_shape_that_the_contract_gives_them(tmp_path: Path) -> None:
    charts = [gallery(name)[1] for name in NAMES]
    charts += [read(load("every-doubt"), Options(scale=scale)) for scale in SCALES]
    charts.append(read(timeline_of()))
    kinds = {axis["kind"] for one in charts for axis in one["scales"]}
    assert kinds == {"linear", "breaks", "even", "log"}
    source = tmp_path / "charts.ts"
    source.write_text(f"const charts: Chart[] = {json.dumps(charts)};\n", "utf-8")
    compiler, contract = package("typescript/bin/tsc"), ASSETS / "types.d.ts"
    options = ("--strict", "--noEmit", "--target", "es2023", "--lib", "es2023,dom")
    no_others = ("--typeRoots", str(tmp_path))  # not what other packages have brought along
    found = node(compiler, *options, *no_others, str(contract), str(source))
    assert not found.returncode, found.stdout[:2000] + found.stderr


def test_the_contract_and_the_code_name_the_same_flags() -> None:
    contract = (ASSETS / "types.d.ts").read_text("utf-8")
    table = contract[: contract.index("type Part =")].rpartition("/**")[2]
    assert {name: int(bit) for bit, name in re.findall(r"(\d+) ([a-z_]+)", table)} == FLAGS


@pytest.mark.parametrize("name", NAMES)
def test_every_event_stands_once_and_in_time_order(name: str) -> None:
    timeline, made = gallery(name)
    assert [timeline.events[at] for at, *_ in made["events"]] == in_time(timeline.events)
    assert sorted(at for at, *_ in made["events"]) == list(range(len(timeline.events)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_chart_gives_the_pieces_and_poles_that_pictures_have(name: str, width: int) -> None:
    timeline, made = gallery(name)
    scale = axis(timeline, timeline.display.scale or "auto", width)
    events = in_time(timeline.events)
    pen = Pen([], events, extents([event.date for event in events], timeline.as_of), scale, "")
    for number, (*_, given, at) in enumerate([*event, None][:8] for event in made["events"]):
        parts = [part(one) for one in given]
        assert pen.pieces(parts) == pen.mark(number).pieces
        assert place(scale, parts, at) == pytest.approx(pen.place(number), abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_scales_are_those_of_pictures_so_wide(name: str) -> None:
    timeline, made = gallery(name)
    assert [given["width"] for given in made["scales"]] == list(WIDTHS)
    for given in made["scales"]:
        scale = axis(timeline, timeline.display.scale or "auto", given["width"])
        assert given["kind"] == scale.kind
        assert given["stretches"] == [pytest.approx(list(stretch), abs=0.001) for stretch in scale.stretches]
        assert len(given["cuts"]) == len(scale.cuts)
        if scale.kind in ("even", "log"):
            instants, places = given["knots"]
            assert instants == list(scale.knots[0])
            assert places == pytest.approx(list(scale.knots[1]), abs=0.001)


def test_a_cut_says_in_lines_how_long_it_is() -> None:
    busy = [{"date": f"{year}-05-{day:02}"} for year in (2001, 2011) for day in range(1, 9)]
    wide = chart_of(*busy)["scales"][-1]
    assert wide["cuts"] == [["10", "years"]]


def test_very_many_events_without_cuts_share_one_scale() -> None:
    many = [{"date": f"{1000 + number // 12}-{number % 12 + 1:02}"} for number in range(MANY + 1)]
    assert [given["width"] for given in chart_of(*many)["scales"]] == [WIDTHS[-1]]


@pytest.mark.parametrize("scale", ["even", "log"])
@pytest.mark.parametrize("name", NAMES)
def test_the_ticks_of_a_bent_scale_are_those_of_the_picture_and_more(name: str, scale: str) -> None:
    timeline = load(name)
    for given in read(timeline, Options(scale=scale))["scales"]:
        ticks = given.get("ticks", [])
        bent = axis(timeline, scale, given["width"])
        own = language(timeline.lang)
        if scale == "even":
            clocks = {event.date.offset for event in timeline.events if event.date.unit == "minute"}
            if clocks - {None}:
                continue  # by another clock than the zone's
            drawn = of_steps(bent, timeline.zone, timeline.zone, own, upright=False)
        else:
            found = of_lengths(bent, timeline.zone, 1, own, upright=False)
            if found is None or not ticks:
                assert not ticks
                continue
            drawn = found
        above, floor = ({words for _, words, row, *_ in ticks if row == one} for one in (0, 1))
        assert {label.text for label in drawn.major_labels} <= above
        if scale == "even":
            assert {label.text for label in drawn.minor_labels} <= floor


def test_ticks_of_equal_steps_come_by_year_day_and_time_and_under_what_they_need() -> None:
    steps = ("2014", "2015-03-09T12:00Z", "2015-03-09T15:35Z", "2015-03-10T12:00Z")
    given = read(timeline_of(*({"date": date} for date in steps)), Options(scale="even"))["scales"][0]
    assert [[tick[1], tick[2], tick[4]] for tick in given["ticks"]] == [
        ["2015", 0, -1], ["2014", 0, -1], ["9 Mar", 1, 0], ["10 Mar", 1, 0], ["15:35", 1, 2],
    ]  # fmt: skip
    year, _, day, _, time = given["ticks"]
    assert year[3] == given["stretches"][0][1]
    assert day[0] < time[0] < day[3]


def test_ticks_of_a_logarithm_say_from_when_lengths_are_counted_and_the_roundest_come_first() -> None:
    ticks = gallery("cosmos")[1]["scales"][-1]["ticks"]
    assert [words for _, words, rank, *_ in ticks if rank == 0] == ["years before 6 Mar 2025"]
    turns = [words for _, words, *_ in ticks]
    assert turns.index("1 bn") < turns.index("100 mn") < turns.index("300 mn") < turns.index("800 mn")
    least = [tick[5] for tick in ticks]
    assert least == sorted(least)
    assert least[0] == 0 < least[-1]


def test_no_tick_is_finer_than_the_finest_date() -> None:
    given = read(
        timeline_of(*({"date": date} for date in ("0001", "1500", "1900", "2000"))), Options(scale="log")
    )["scales"][-1]
    assert given["ticks"][-1][1] == "1 year" or "year" not in given["ticks"][-1][1]
    assert not any("month" in words or "day" in words for _, words, *_ in given["ticks"][1:])


def test_dates_and_notes_are_those_of_labels_and_leave_out_the_clock_that_all_times_share() -> None:
    made = chart_of(
        {"date": "2025-05-10T15:35+05:30", "sources": ["a"]},
        {"date": "2025-05-11", "status": "alleged", "sources": [{"source": "a", "date": "2025-05-13"}]},
    )
    assert made["clock"] == 330
    assert [event[4:6] for event in made["events"]] == [
        [["10 May 2025, 15:35"], "[1]"],
        [["11 May 2025 · alleged", "or 13 May 2025\u00a0[1]"], "[1]"],
    ]


def test_the_clock_is_not_told_where_times_have_several() -> None:
    made = chart_of({"date": "2025-05-10T15:35+05:30"}, {"date": "2025-05-11T15:35Z"})
    assert made["clock"] is None
    assert made["events"][0][4] == ["10 May 2025, 15:35 UTC+05:30"]


def test_status_form_group_and_importance_are_numbers() -> None:
    groups = [{"id": "g", "title": "G"}, {"id": "h", "title": "H"}]
    made = chart_of(
        {"date": "2001", "status": "confirmed", "group": "h", "importance": 5},
        {"date": "2002/2003", "status": "disputed"},
        {"date": "{2004,2005}", "status": "alleged"},
        groups=groups,
    )
    assert [event[1:4] for event in made["events"]] == [[1, 1, 5], [7, -1, 3], [14, -1, 3]]


def test_what_goes_without_saying_is_left_out_of_parts() -> None:
    made = chart_of({"date": "2001"}, {"date": "2002/2003"}, {"date": "2004/"})
    assert [len(event[6][0]) for event in made["events"]] == [2, 3, 5]


@pytest.mark.parametrize("theme", THEMES)
def test_a_palette_has_every_role_of_groups_and_eras(theme: str) -> None:
    groups, eras = [{"id": "g", "title": "G"}], [{"title": "e", "date": "2000/2002"}]
    made = read(timeline_of({"date": "2001"}, groups=groups, eras=eras), Options(theme=theme))
    assert (made["dark"] is not None) == (theme == "auto")
    for palette in filter(None, (made["palette"], made["dark"])):
        for role in ("paper", "ink", "era-0", "era-0-name"):
            assert re.fullmatch("#[0-9a-f]{6}", palette[role])
        for name in ("group-0", "group-none", "receded"):
            assert {f"{name}{end}" for end in ("", "-text", "-fade1", "-fade2", "-tint")} <= palette.keys()


@pytest.mark.parametrize(
    ("dates", "finest"),
    [
        (("2001", "2002-05"), "month"),
        (("201X", "2002"), "year"),
        (("201X",), "year"),
        (("2001-21", "2002"), "year"),
        (("2001-05-06T12:00Z", "2002"), "minute"),
    ],
)
def test_ticks_are_no_finer_than_the_finest_date(dates: tuple[str, ...], finest: str) -> None:
    assert chart_of(*({"date": date} for date in dates))["ladder"][0][:2] == [finest, 1]


def test_an_era_that_is_open_reaches_as_far_as_any_axis() -> None:
    made = chart_of({"date": "2001"}, {"date": "2011"}, eras=[{"title": "e", "date": "2005/.."}])
    (era,) = made["eras"]
    assert era["first"] == parse("2005").first
    assert era["end"] == max(given["stretches"][-1][1] for given in made["scales"])
    assert (era["name"], era["words"], era["number"]) == ("e", "since 2005: e", 0)


def test_links_lead_from_cause_to_effect_by_numbers_in_time_order() -> None:
    made = chart_of(
        {"date": "2005", "id": "late"},
        {"date": "2001", "id": "early", "links": [{"to": "late", "label": "led to"}]},
        {"date": "2003", "links": [{"to": "late"}]},
    )
    assert made["links"] == [[0, 2, "led to"], [1, 2, ""]]


def test_a_link_out_of_a_part_of_the_file_is_left_out() -> None:
    whole = timeline_of({"date": "2001", "id": "a", "links": [{"to": "b"}]}, {"date": "2005", "id": "b"})
    made = read(select(whole, last="2003"))
    assert (len(made["events"]), made["links"]) == (1, [])


@pytest.mark.parametrize(
    ("tag", "lang", "rtl", "month"),
    [
        ("en", "en", False, "May"),
        ("de-AT", "de-AT", False, "Mai"),
        ("he", "en", True, "05"),
        ("ar", "ar", True, "مايو"),
    ],
)
def test_words_are_those_of_the_language(tag: str, lang: str, *, rtl: bool, month: str) -> None:
    made = chart_of({"date": "2001"}, lang=tag)
    assert (made["lang"], made["rtl"], made["words"]["months"][4]) == (lang, rtl, month)


def test_phrases_are_the_short_ones() -> None:
    words = chart_of({"date": "2001"}, lang="es")["words"]
    own = language("es").phrases
    assert words["above"]["day"][1] == own["date.day.short"] != own["date.day"]


def test_patterns_name_the_era_and_pad_only_a_year_without_one() -> None:
    words = chart_of({"date": "2001"}, lang="he")["words"]
    assert words["above"]["day"] == [
        "{year} BCE-{month}-{day:0>2}", "{year:0>4}-{month}-{day:0>2}", "{year} CE-{month}-{day:0>2}",
    ]  # fmt: skip


def test_a_ladder_leads_from_the_finest_date_to_steps_as_long_as_the_axis() -> None:
    rungs = chart_of({"date": "2001-05"}, {"date": "2051"})["ladder"]
    assert [rung[:2] for rung in rungs] == [
        ["month", 1], ["month", 3], ["month", 6],
        *(["year", step] for step in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
    ]  # fmt: skip
    assert [rung[3:] for rung in rungs][:4] == [
        [True, "year", False], [False, "year", False], [False, "year", False], [True, "", False],
    ]  # fmt: skip


def test_of_no_events_there_is_a_chart_without_scales() -> None:
    made = chart_of()
    assert (made["scales"], made["events"], made["eras"], made["links"]) == ([], [], [], [])


def test_a_scale_or_theme_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="scale 'round'"):
        chart(timeline_of({"date": "2001"}), Options(scale="round"))


def test_a_chart_does_not_depend_on_the_order_of_hashes() -> None:
    program = (
        "import json, timeline; from timeline.layout.chart import chart;"
        "print(json.dumps(chart(timeline.load('tests/gallery/every-doubt.json'))))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


def test_a_page_carries_the_chart_of_its_options() -> None:
    timeline = load("us-presidents")
    html = render(timeline, "html", scale="even", theme="auto")
    found = re.search('<script type="application/json" id="_data">(.*?)</script>', html, re.DOTALL)
    assert found
    assert json.loads(found[1])["chart"] == read(timeline, Options(scale="even", theme="auto"))
