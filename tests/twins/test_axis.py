"""The axis of the page is that of the picture: the same lines, the same places, the same ticks."""

from __future__ import annotations

import json
import random
from functools import cache
from itertools import product
from math import log10

import pytest

from tests.gallery import NAMES, load
from tests.twins.run import agree, answers, differences, plain
from timeline.dates import DAY, FINENESS, UNITS, civil, days_from_civil, zone
from timeline.languages import Language, language
from timeline.layout import Options, even_ticks, log_ticks, typeset
from timeline.layout.axis import strip
from timeline.layout.chart import chart
from timeline.layout.elapsed import elapsed, in_two
from timeline.layout.extents import extents
from timeline.layout.leading import leading
from timeline.layout.plan import whole
from timeline.layout.scale import Scale, Stretch
from timeline.layout.scales import choose
from timeline.layout.ticks import Clock, Ticks, ticks
from timeline.model.order import in_time

WIDTHS = (300, 360, 520, 760, 1100, 1500, 2000)
LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "hi", "id", "ja", "ps", "pt", "ru", "tr", "ur", "zh", "sw")
ZONES = ("UTC", "Asia/Karachi", "America/New_York", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia")
YEAR = UNITS["year"].mean
EXACT = 2**53  # up to which doubles tell whole numbers apart
FINEST = [unit for unit in FINENESS if unit in UNITS]


@cache
def charted(name: str) -> dict[str, object]:
    """What ticks have to know of that document of the gallery."""
    found = chart(load(name))
    return {key: found[key] for key in ("lang", "words", "zone", "clock", "finest")}


@cache
def scaled(name: str, kind: str, width: int) -> Scale:
    """The document's axis, so many px long."""
    timeline = load(name)
    events, shared = in_time(timeline.events), whole(timeline, Options())
    reaches = extents([event.date for event in events], timeline.as_of, shared.window)
    units = [event.date.unit for event in events]
    today, own = timeline.as_of, shared.language
    return choose(kind, reaches, units, 0.0, float(width), as_of=today, window=shared.window, language=own)


def drawn(name: str, scale: Scale) -> list[Ticks]:
    """The ticks that Python gives that axis."""
    found, timeline = charted(name), load(name)
    clock = Clock(found["clock"]) if isinstance(found["clock"], int) else None
    return ticks(scale, timeline.zone, str(found["finest"]), clock, language=language(timeline.lang))


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


def row(found: Ticks) -> dict[str, object]:
    """Ticks as the page has them."""
    return {
        "major": found.major,
        "minor": found.minor,
        "majorLabels": [label._asdict() for label in found.major_labels],
        "minorLabels": [label._asdict() for label in found.minor_labels],
    }


def axes() -> list[tuple[str, Scale, int]]:
    """Axes in proportion to time of all documents, whole or with cuts."""
    every = product(NAMES, ("linear", "breaks"), WIDTHS)
    return [(name, scaled(name, kind, width), width) for name, kind, width in every if load(name).events]


def test_lines_break_where_they_do_in_the_picture() -> None:
    titles = {event.title for name in NAMES for event in load(name).events}
    sizes = product(sorted(titles), (11.0, 13.0), (60.0, 131.0, 200.0), (False, True))
    cases = [
        ((text, size, width, bold), typeset.balanced(text, size, width, bold=bold))
        for text, size, width, bold in sizes
    ]
    widths = [
        ((text, 13, bold), [typeset.measure(text, 13, bold=bold), typeset.reserve(text, 13, bold=bold)])
        for text in sorted(titles)
        for bold in (False, True)
    ]
    heights = [((size, text), leading(size, text)) for text in sorted(titles) for size in (11.0, 13.0, 15.0)]
    agree("axis.mjs", {"balanced": cases, "reserve": widths, "leading": heights})


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


def test_the_ticks_of_every_document_are_those_of_its_picture() -> None:
    rows: list[tuple[object, object]] = []
    strips: list[tuple[object, object]] = []
    for name, scale, width in axes():
        own = language(load(name).lang)
        given = {"made": made(scale, width, own), "width": width, "chart": charted(name), "top": 40}
        found = drawn(name, scale)
        rows.append((given, [row(one) for one in found]))
        if width == 1100:
            strips.append((given, [plain(shape) for shape in strip(scale, found, 40.0, own)]))
    agree("axis.mjs", {"ticks": rows, "strip": strips})


def test_bent_axes_have_the_ticks_of_their_pictures() -> None:
    cases: list[tuple[object, object]] = []
    for name, kind, width in product(NAMES, ("even", "log"), WIDTHS):
        if not load(name).events:
            continue
        timeline, facts, scale = load(name), charted(name), scaled(name, kind, width)
        own, floor = language(timeline.lang), UNITS[str(facts["finest"])].mean
        clock = Clock(facts["clock"]) if isinstance(facts["clock"], int) else timeline.zone
        if kind == "even":
            told = even_ticks.ranked(scale, timeline.zone, clock, own)
        else:
            told = log_ticks.ranked(scale, timeline.zone, floor, own)
        given = {**made(scale, width), **({"ticks": told} if told else {})}
        found = drawn(name, scale)
        places = {scale.position(instant) for instant, _, _ in told}
        if told and not places.issuperset(found[0].major):
            continue  # a year at its second step, which only a picture's own room tells to name
        cases.append(({"made": given, "width": width, "chart": facts}, [row(one) for one in found]))
    assert len(cases) > 500
    agree("axis.mjs", {"ticks": cases})


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


def test_ticks_are_alike_in_every_zone_and_language_and_at_every_scale() -> None:
    dice = random.Random(1)  # noqa: S311  # cases, and no secrets
    cases: list[tuple[object, object]] = []
    for number in range(640):
        scale, width = some_axis(dice)
        tag, place, finest = LANGUAGES[number % len(LANGUAGES)], dice.choice(ZONES), dice.choice(FINEST)
        clock = dice.choice([None, 0, 300, -210])
        own = language(tag)
        words = chart(load("bare")._replace(lang=tag))
        facts = {**words, "zone": place, "clock": clock, "finest": finest}
        given = {"made": made(scale, width, own), "width": width, "chart": facts}
        found = ticks(scale, zone(place), finest, None if clock is None else Clock(clock), language=own)
        cases.append((given, [row(one) for one in found]))
    agree("axis.mjs", {"ticks": cases})


def test_a_part_of_an_axis_has_the_ticks_of_an_axis_that_is_no_more_than_it() -> None:
    dice = random.Random(5)  # noqa: S311  # cases, and no secrets
    cases: list[tuple[object, object]] = []
    facts = {**charted("bare"), "zone": "Asia/Karachi", "finest": "minute"}
    for _ in range(400):
        width, low = dice.uniform(2000, 6000), dice.uniform(0, 1000)
        high = low + 900
        first, length = round(dice.uniform(-800, 60) * YEAR), round(10 ** dice.uniform(12, 18))
        scale = Scale([Stretch(first, first + length, 0.0, width)])
        part = Scale([Stretch(scale.instant(low), scale.instant(high), low, high)])
        (found,) = ticks(part, zone("Asia/Karachi"), "minute", language=language("en"))
        given = {"made": made(scale, width), "width": width, "chart": facts, "low": low, "high": high}
        bounds = [[x for x in row if low + 10 < x < high - 10] for row in (found.major, found.minor)]
        labels = [
            [label._asdict() for label in row if low + 10 < label.x < high - 120]
            for row in (found.major_labels, found.minor_labels)
        ]
        named = found.major_labels[0].text
        cases.append((given, {"bounds": bounds, "labels": labels, "named": named}))
    parts = answers("axis.mjs", {"part": [given for given, _ in cases]})["part"]
    assert all(part["named"] for part in parts)
    same = [
        not differences(json.loads(json.dumps(expected)), part)
        for (_, expected), part in zip(cases, parts, strict=True)
    ]
    assert sum(same) > 0.9 * len(cases)  # where labels hardly fit, it is the cells at the edges that decide


def test_days_years_and_clocks_are_those_of_the_calendar() -> None:
    dice = random.Random(2)  # noqa: S311  # cases, and no secrets
    days = [*range(-800_000, 800_000, 997), *(dice.randint(-(10**13), 10**13) for _ in range(200))]
    walls = [dice.randint(-6 * 10**16, 4 * 10**15) // 4 * 4 for _ in range(300)]
    walls += [days_from_civil(year, month, 1) * DAY for year in (1975, 2011, 2026) for month in range(1, 13)]
    walls += [dice.randint(0, 2 * 10**9) * 1_000_000 for _ in range(200)]
    tables: dict[str, list[tuple[object, object]]] = {
        "civil": [((day,), civil(day * DAY)) for day in days],
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
