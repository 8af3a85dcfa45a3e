"""The axis of the page is that of the picture: the same lines, the same places, the same ticks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from itertools import product

import pytest

from tests.gallery import NAMES, load
from tests.twins.run import Table, agree, plain
from timeline.dates import DAY, FINENESS, UNITS, civil, days_from_civil, zone
from timeline.languages import Language, language
from timeline.layout import Options, typeset
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
    return choose(
        kind, reaches, units, 0, width, as_of=timeline.as_of, window=shared.window, language=shared.language
    )


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
        places = [width * part / 20 for part in range(21)]
        given = {"made": made(scale, width), "width": width, "instants": instants}
        position.append((given, [scale.position(instant) for instant in instants]))
        ending.append((given, [scale.ending(instant) for instant in instants]))
        back.append(
            ({**given, "places": places}, [scale.position(scale.instant(place)) for place in places])
        )
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
