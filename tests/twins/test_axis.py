"""The axis of the page is that of the picture: the same lines, the same places, the same ticks."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, product
from math import log10
from typing import Any

import pytest

from tests.gallery import NAMES, load
from tests.twins.run import agree, answers, differences, plain
from timeline.dates import DAY, FINENESS, UNITS, Zone, civil, days_from_civil, zone
from timeline.languages import Language, language
from timeline.layout import Options, typeset
from timeline.layout.axis import strip
from timeline.layout.cells import before_our_era
from timeline.layout.chart import chart
from timeline.layout.elapsed import elapsed, in_two
from timeline.layout.extents import extents
from timeline.layout.leading import leading
from timeline.layout.plan import whole
from timeline.layout.scale import Scale, Stretch
from timeline.layout.scales import choose
from timeline.layout.tick_data import ladder
from timeline.layout.tick_words import (
    day_of,
    day_of_year,
    microsecond_of,
    minute_of_year,
    month_of,
    month_of_year,
    second_of,
    time_of,
    year_of,
)
from timeline.layout.ticks import INDENT, MAJOR_SIZE, MINOR_SIZE, Clock, Ticks, ticks
from timeline.layout.typeset import clusters
from timeline.model.order import in_time

WIDTHS = (300, 360, 520, 760, 1100, 1500, 2000)
LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "hi", "id", "ja", "ps", "pt", "ru", "tr", "ur", "zh", "sw")
ZONES = ("UTC", "Asia/Karachi", "America/New_York", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia")
YEAR = UNITS["year"].mean
EXACT = 2**53  # up to which doubles tell whole numbers apart
SAYING = (month_of, month_of_year, day_of, day_of_year, time_of, second_of, minute_of_year)
FINEST = [unit for unit in FINENESS if unit in UNITS]


@cache
def charted(name: str) -> dict[str, object]:
    """What ticks have to know of that document of the gallery."""
    found = chart(load(name))
    return {key: found[key] for key in ("lang", "words", "zone", "clock", "ladder")}


@cache
def scaled(name: str, kind: str, width: int) -> Scale:
    """The document's axis, so many px long."""
    timeline = load(name)
    events, shared = in_time(timeline.events), whole(timeline, Options())
    reaches = extents([event.date for event in events], timeline.as_of, shared.window)
    units = [event.date.unit for event in events]
    today, own = timeline.as_of, shared.language
    return choose(kind, reaches, units, 0.0, float(width), as_of=today, window=shared.window, language=own)


def finest(name: str) -> str:
    """The finest unit of the document's dates, as far as ticks know units."""
    found = min({event.date.unit for event in load(name).events}, key=FINENESS.index)
    return found if found in UNITS else "year"


def drawn(name: str, scale: Scale) -> list[Ticks]:
    """The ticks that Python gives that axis."""
    found, timeline = charted(name), load(name)
    clock = Clock(found["clock"]) if isinstance(found["clock"], int) else None
    return ticks(scale, timeline.zone, finest(name), clock, language=language(timeline.lang))


def made(scale: Scale, width: float, own: Language | None = None) -> dict[str, object]:
    """A scale as the page has it."""
    own = own or language("en")
    found: dict[str, object] = {
        "width": width,
        "kind": scale.kind,
        "stretches": scale.stretches,
        "cuts": [in_two(elapsed(cut.end - cut.first, own)) for cut in scale.cuts],
    }
    if scale.bent is not None:
        found["knots"] = scale.knots
    return found


def rows(found: Ticks) -> list[dict[str, object]]:
    """Ticks as the page has them."""
    return [
        {"at": found.major, "labels": [label._asdict() for label in found.major_labels]},
        {"at": found.minor, "labels": [label._asdict() for label in found.minor_labels]},
    ]


def spaced(found: list[Any]) -> list[Any]:
    """Ticks of the page with the blanks of Python: in French, those of numbers are others."""
    for line in found:
        for label in line["labels"]:
            label["text"] = label["text"].replace("\u202f", "\xa0")
    return found


def axes() -> list[tuple[str, Scale, int]]:
    """Axes in proportion to time of all documents, whole or with cuts."""
    every = product(NAMES, ("linear", "breaks"), WIDTHS)
    return [(name, scaled(name, kind, width), width) for name, kind, width in every if load(name).events]


def test_lines_break_where_they_do_in_the_picture() -> None:
    """In scripts that part words by blanks, and where no word has to be cut."""
    titles = {event.title for name in NAMES for event in load(name).events}
    sizes = product(sorted(titles), (11.0, 13.0), (60.0, 131.0, 200.0), (False, True))
    cases = [
        ((text, size, width, bold), typeset.balanced(text, size, width, bold=bold))
        for text, size, width, bold in sizes
        if all(ord(letter) < 0xE00 for letter in text)
        and all(typeset.measure(word, size, bold=bold) <= width for word in text.split(" "))
    ]
    assert len(cases) > 5000
    widths = [
        ((text, 13, bold), typeset.reserve(text, 13, bold=bold))
        for text in sorted(titles)
        for bold in (False, True)
    ]
    heights = [((size, text), leading(size, text)) for text in sorted(titles) for size in (11.0, 13.0, 15.0)]
    agree("axis.mjs", {"balanced": cases, "reserve": widths, "leading": heights})


def test_lines_hold_every_letter_fit_and_begin_with_nothing_that_closes() -> None:
    titles = {event.title for name in NAMES for event in load(name).events}
    titles |= {
        "東京（日本）で、会議が開かれた。2025年3月9日",
        "การประชุมที่กรุงเทพมหานครเริ่มต้นขึ้น",
        "a\u00a0b « c » x–y",
    }
    cases = [
        (text, size, width, bold)
        for text, size, width, bold in product(
            sorted(titles), (11.0, 13.0), (30.0, 60.0, 131.0), (False, True)
        )
    ]
    for (text, size, width, bold), lines in zip(
        cases, answers("axis.mjs", {"balanced": cases})["balanced"], strict=True
    ):
        assert "".join(lines).replace(" ", "") == re.sub(r"[ \u3000]", "", text)
        for line in lines:
            assert line == line.strip(" ")
            assert len(clusters(line)) == 1 or typeset.measure(line, size, bold=bold) <= width + 0.01
            if width == 131.0:
                assert line[0] not in "）、。」"
                assert line[-1] not in "（「"


def test_instants_have_the_places_that_they_have_in_the_picture() -> None:
    position: list[tuple[object, object]] = []
    ending: list[tuple[object, object]] = []
    back: list[tuple[object, object]] = []
    for name, kind, width in product(NAMES, ("linear", "breaks", "even", "log"), (360, 1100)):
        if not load(name).events:
            continue
        scale = scaled(name, kind, width)
        reaches = extents([event.date for event in load(name).events], load(name).as_of)
        instants = [instant for reach in reaches for instant in (reach.first, reach.anchor, reach.end)]
        places = [width * (part + 0.37) / 20 for part in range(20)]
        given = {"made": made(scale, width), "width": width, "instants": instants}
        position.append((given, [scale.position(instant) for instant in instants]))
        ending.append((given, [scale.ending(instant) for instant in instants]))
        back.append(({**given, "places": places}, [scale.instant(place) for place in places]))
    agree("axis.mjs", {"position": position, "ending": ending, "instant": back})


def alike(cases: list[tuple[dict[str, object], list[Ticks]]]) -> float:
    """Which part of all stretches has the very ticks that Python gives it."""
    found = answers("axis.mjs", {"ticks": [given for given, _ in cases]})["ticks"]
    same = [
        not differences(json.loads(json.dumps(rows(one))), spaced(line))
        for (_, expected), lines in zip(cases, found, strict=True)
        for one, line in zip(expected, lines, strict=True)
    ]
    return sum(same) / len(same)


def test_the_ticks_of_documents_are_those_of_their_pictures() -> None:
    """But for some stretches too narrow for a row, where pictures find a range or a rounder year, and for
    some at whose ends labels are missing.
    """
    cases = []
    for name, scale, width in axes():
        given = {"made": made(scale, width), "width": width, "chart": charted(name)}
        cases.append((given, drawn(name, scale)))
    assert alike(cases) > 0.92


def test_the_strip_is_that_of_the_picture() -> None:
    cases: list[tuple[object, object]] = []
    for name, scale, width in axes():
        if width == 1100 and len(scale.stretches) == 1:
            own = language(load(name).lang)
            given = {"made": made(scale, width, own), "width": width, "chart": charted(name), "top": 40}
            cases.append((given, [plain(shape) for shape in strip(scale, drawn(name, scale), 40.0, own)]))
    assert len(cases) > 20
    agree("axis.mjs", {"strip": cases})


@pytest.mark.parametrize("kind", ["even", "log"])
def test_bent_axes_have_ticks_that_do_not_touch_and_stand_where_they_say(kind: str) -> None:
    cases: list[dict[str, Any]] = []
    for name, width in product(NAMES, WIDTHS):
        found: Any = chart(load(name), Options(scale=kind))["scales"]
        cases += [
            {"made": given, "width": width, "chart": charted(name)} for given in found if "ticks" in given
        ]
    found = answers("axis.mjs", {"ticks": cases, "placed": cases})
    shown = 0
    for case, [(bold, fine)], places in zip(cases, found["ticks"], found["placed"], strict=True):
        given = case["made"]["ticks"]
        assert apart(bold["labels"], bold=True)
        assert apart(fine["labels"], bold=False)
        told: dict[tuple[str, int], list[float]] = {(text, row): [] for _, text, row, *_ in given}
        for (_, text, row, *_), place in zip(given, places, strict=True):
            told[text, row].append(max(place, places[0] if kind == "log" and not row else 3.0) + 4)
        for number, line in enumerate((bold, fine)):
            for label in line["labels"]:
                assert any(abs(label["x"] - x) <= 3.01 for x in told[label["text"], number])
        shown += bool(bold["labels"] and (fine["labels"] or not any(tick[2] for tick in given)))
    assert shown > 0.9 * len(cases)


def apart(labels: list[Any], *, bold: bool) -> bool:
    """Whether no label touches the next one, in any font."""
    ordered = sorted(labels, key=lambda label: label["x"])
    size = typeset_size(bold)
    return all(
        one["x"] + typeset.reserve(one["text"], size, bold=bold) <= after["x"]
        for one, after in pairwise(ordered)
    )


def typeset_size(bold: bool) -> float:  # it is the only thing
    """Of the labels of a row."""
    return MAJOR_SIZE if bold else MINOR_SIZE


def some_axis(dice: random.Random) -> tuple[Scale, float]:
    """An axis of any length of time anywhere, whole or with a cut, as far as doubles tell its ends apart."""
    width = dice.uniform(300, 2000)
    year = dice.choice([dice.uniform(1900, 2100), dice.uniform(-3000, 5000), -(10 ** dice.uniform(3.5, 10))])
    first = round((year - 1970) * YEAR)
    shortest = 2.5 if abs(first) < EXACT / 2 else log10(abs(first)) - 10
    length = round(10 ** dice.uniform(shortest, 20))
    if dice.random() < 0.7:
        return Scale([Stretch(first, first + length, 0.0, width)]), width
    share = dice.uniform(0.1, 0.9) * (width - 50)
    end, start = first + length // 3, first + length // 2
    return Scale([Stretch(first, end, 0.0, share), Stretch(start, first + length, share + 50, width)]), width


def some_cases(count: int) -> list[tuple[dict[str, Any], Scale, list[Ticks]]]:
    """Axes in every zone and language, as the page has them, with the ticks that Python gives them."""
    dice = random.Random(1)  # noqa: S311  # cases, and no secrets
    cases = []
    for number in range(count):
        scale, width = some_axis(dice)
        tag, place, unit = LANGUAGES[number % len(LANGUAGES)], dice.choice(ZONES), dice.choice(FINEST)
        clock = dice.choice([None, 0, 300, -210])
        longest = scale.stretches[-1].end - scale.stretches[0].first
        words = chart(load("bare")._replace(lang=tag))
        facts = {**words, "zone": place, "clock": clock, "ladder": ladder(unit, longest)}
        found = ticks(
            scale, zone(place), unit, None if clock is None else Clock(clock), language=language(tag)
        )
        given = {"made": made(scale, width), "width": width, "chart": facts, "tag": tag}
        cases.append((given, scale, found))
    return cases


def test_ticks_are_alike_in_every_zone_and_language_and_at_every_scale() -> None:
    """But where pictures have a range of years, a rounder year or one row more."""
    assert alike([(given, found) for given, _, found in some_cases(640)]) > 0.88


def test_every_label_is_true_of_its_place_and_touches_no_other() -> None:
    cases = some_cases(320)
    found = answers("axis.mjs", {"ticks": [given for given, _, _ in cases]})["ticks"]
    for (given, scale, _), lines in zip(cases, found, strict=True):
        own, facts = language(given["tag"]), given["chart"]
        clocks: list[Zone | Clock] = [zone(facts["zone"]), zone(facts["zone"])]
        if facts["clock"] is not None:
            clocks[1] = Clock(facts["clock"])
        for stretch, line in zip(scale.stretches, lines, strict=True):
            first = year_of(clocks[0].wall(stretch.first), own, eras=True)
            widest = typeset.reserve(first, MAJOR_SIZE, bold=True)
            assert line[0]["labels"] or stretch.x1 - stretch.x0 < max(120, 1.2 * widest)
            for row, bold in zip(spaced(line), (True, False), strict=True):
                assert apart(row["labels"], bold=bold)
                for label in row["labels"]:
                    assert stretch.x0 <= label["x"]
                    assert label["x"] + typeset.reserve(label["text"], typeset_size(bold)) <= stretch.x1
                    assert label["text"] in said_at(scale, label["x"] - INDENT, clocks, own)


def said_at(scale: Scale, place: float, clocks: Sequence[Zone | Clock], own: Language) -> set[str]:
    """All that a tick can truly say at a place in px, as exact as doubles are."""
    instants = [scale.instant(place + nudge) for nudge in (-0.01, -1e-6, 0, 1e-6, 0.01)]
    walls = [clock.wall(instant) for clock in clocks for instant in instants]
    eras = before_our_era(scale, clocks[0])
    said = {words(wall, own) for words in SAYING for wall in walls}
    said |= {microsecond_of(wall - wall % step, own) for wall in walls for step in (1, 10**4, 10**5)}
    return said | {year_of(wall, own, eras=eras) for wall in walls}


def test_a_part_of_an_axis_has_the_ticks_of_an_axis_that_is_no_more_than_it() -> None:
    dice = random.Random(5)  # noqa: S311  # cases, and no secrets
    cases: list[tuple[dict[str, Any], Ticks]] = []
    facts = {**charted("bare"), "zone": "Asia/Karachi"}
    for _ in range(400):
        width, low = dice.uniform(2000, 6000), dice.uniform(0, 1000)
        high = low + 900
        first, length = round(dice.uniform(-800, 60) * YEAR), round(10 ** dice.uniform(12, 18))
        scale = Scale([Stretch(first, first + length, 0.0, width)])
        part = Scale([Stretch(scale.instant(low), scale.instant(high), low, high)])
        (found,) = ticks(part, zone("Asia/Karachi"), "minute", language=language("en"))
        words = {**facts, "ladder": ladder("minute", length)}
        cases.append(
            ({"made": made(scale, width), "width": width, "chart": words, "low": low, "high": high}, found)
        )
    parts = answers("axis.mjs", {"part": [given for given, _ in cases]})["part"]
    same = 0
    for (given, found), part in zip(cases, parts, strict=True):
        low, high = given["low"], given["high"]
        assert any(low + INDENT <= label["x"] for label in part[0]["labels"])  # the bold unit is named
        same += not differences(inner(rows(found), low, high), inner(part, low, high))
    assert same > 0.9 * len(cases)  # where labels hardly fit, it is the cells at the edges that decide


def inner(lines: list[Any], low: float, high: float) -> list[Any]:
    """What stands well within two places."""
    return [
        {
            "at": [x for x in line["at"] if low + 10 < x < high - 10],
            "labels": [dict(label) for label in line["labels"] if low + 10 < label["x"] < high - 120],
        }
        for line in lines
    ]


def test_days_years_and_clocks_are_those_of_the_calendar() -> None:
    dice = random.Random(2)  # noqa: S311  # cases, and no secrets
    days = [*range(-800_000, 800_000, 997), *(dice.randint(-(10**13), 10**13) for _ in range(200))]
    walls = [dice.randint(-6 * 10**16, 4 * 10**15) // 4 * 4 for _ in range(300)]
    walls += [days_from_civil(year, month, 1) * DAY for year in (1975, 2011, 2026) for month in range(1, 13)]
    walls += [dice.randint(0, 2 * 10**9) * 1_000_000 for _ in range(200)]
    tables: dict[str, list[tuple[object, object]]] = {
        "civil": [((day * DAY,), civil(day * DAY)) for day in days],
        "wall": [((name, walls), [zone(name).wall(wall) - wall for wall in walls]) for name in ZONES],
        "boundary": [((name, walls), [zone(name).boundary(wall) - wall for wall in walls]) for name in ZONES],
    }
    agree("axis.mjs", tables)


@pytest.mark.parametrize("kind", ["linear", "breaks", "log"])
def test_an_instant_under_the_pointer_stays_there_while_the_axis_is_drawn_out(kind: str) -> None:
    scales = [made(scaled("report-737-max", kind, width), width) for width in (360, 1100)]
    dice = random.Random(4)  # noqa: S311  # cases, and no secrets
    cases: list[tuple[object, object]] = []
    for _ in range(200):
        zoom = 10 ** dice.uniform(0, 4)
        width, margin = dice.uniform(320, 2500), 16
        view = {"zoom": zoom, "pan": dice.random() * zoom * width}
        given = {"scales": scales, "width": width, "margin": margin, "view": view}
        place = dice.uniform(margin, width - margin)
        cases.append(({**given, "place": place, "factor": 10 ** dice.uniform(0, 1)}, place))
    agree("axis.mjs", {"zoomAt": cases})


def test_a_view_shows_no_more_than_the_axis_and_its_margins_and_no_cut_widens() -> None:
    scale = scaled("report-737-max", "breaks", 1100)
    assert scale.cuts
    cuts = [cut.x1 - cut.x0 for cut in scale.cuts]
    room, drawn = sum(cuts), 1100 - sum(cuts)
    views = [{"zoom": 0.3, "pan": 50}, {"zoom": 4, "pan": -9}, {"zoom": 9e9, "pan": 1e99}]
    given = {"scales": [made(scale, 1100)], "width": 1132, "margin": 16, "most": 500, "views": views}
    answer = {
        "zooms": [1, 4, 500],
        "starts": [16, 16, 1116 - 500 * drawn - room],
        "ends": [1116, 16 + 4 * drawn + room, 1116],
        "cuts": [cuts] * 3,
        "drawn": [drawn, 4 * drawn, 500 * drawn],
    }
    agree("axis.mjs", {"clampView": [(given, answer)]})
