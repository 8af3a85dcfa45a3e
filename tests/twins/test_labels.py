"""Labels in the page: they stand as in pictures, but within a height that is given."""

from __future__ import annotations

import itertools
import random
from functools import cache
from typing import Any

from tests.twins.run import agree, twin
from timeline.layout import labelling
from timeline.layout.layers import BEHIND
from timeline.layout.spread import spread

LOW, HIGH = 20.0, 1180.0
SETTLED = """settle(...one).map((side) => ({
    height: storey(side, 0).height,
    labels: side.map(({ item, spot }) => [item.number, spot.layer, spot.toLeft, spot.pole]),
}))"""
ROOMS = ((300, 300), (140, 140), (200, 90), (60, 400), (0, 250), (20, 20))


def dice_for(seed: int) -> random.Random:
    """The same numbers in every run."""
    return random.Random(seed)  # noqa: S311 - nothing secret is drawn


def test_boxes_are_spread_as_python_spreads_them() -> None:
    dice = dice_for(1)
    table: list[tuple[object, object]] = []
    for _ in range(300):
        sizes = [dice.uniform(0, 30) for _ in range(dice.randint(0, 20))]
        wanted = [dice.choice((-50.0, 300.0, dice.uniform(0, 1000))) for _ in sizes]
        case = wanted, sizes, dice.choice((0.0, 4.5)), 0.0, dice.choice((700.0, 1000.0))
        table.append((case, spread(*case)))
    agree("labels.mjs", {"spread": table})


def test_of_many_events_as_many_hope_for_a_label_as_could_have_room_and_the_more_important_first() -> None:
    dice = dice_for(3)
    cases: list[Any] = []
    for count in (0, 1, 40, 400, 3000):
        places = sorted(dice.gauss(600, 200) for _ in range(count))
        ranks = [dice.randint(1, 5) for _ in places]
        cases.append([places, ranks, 0, count, dice.choice((400.0, 1200.0)), 560.0])
    for (places, ranks, _, count, width, height), found in zip(
        cases, twin("layers.js", "candidates(...one)", cases), strict=True
    ):
        assert found == sorted(set(found))
        assert len(found) <= max(width * height / 14e3, len({place // 24 for place in places}))
        assert len(found) == count or len(found) > 20
        for one in range(count):  # whoever does not hope is no more important than those about it who do
            about = [n for n in found if places[n] // 24 == places[one] // 24]
            assert one in about or all(ranks[n] >= ranks[one] for n in about)


def test_who_is_chosen_hopes_before_all_others_and_who_is_hidden_not_at_all() -> None:
    crowded = [[100.0] * 100, [5] * 40 + [0] + [5] * 58 + [9], 10, 100, 180.0, 58.0]
    (found,) = twin("layers.js", "candidates(...one)", [crowded])
    assert found == [99]
    wide = [*crowded[:2], 30, 100, 5000.0, 5000.0]
    (everybody,) = twin("layers.js", "candidates(...one)", [wide])
    assert everybody == [*range(30, 40), 41, 99]


def items(dice: random.Random, count: int, chosen: int | None) -> list[dict[str, Any]]:
    places = sorted(dice.choice((600.0, dice.uniform(LOW, HIGH))) for _ in range(count))
    return [
        {
            "number": number,
            "x": x,
            "importance": 9 if number == chosen else dice.randint(1, 5),
            "label": {"room": dice.uniform(60, 190), "height": dice.choice((31, 46, 46, 62, 77))},
        }
        for number, x in enumerate(places)
    ]


@cache
def settled() -> list[tuple[list[dict[str, Any]], tuple[int, int], Any]]:
    """Crowds in rooms of all sizes, every second one with a chosen event, and who is labelled."""
    dice = dice_for(4)
    cases = [
        [items(dice, count, count // 2 if turn else None), rooms, LOW, HIGH]
        for count in (0, 1, 5, 12, 30, 60, 100, 260)
        for rooms in ROOMS
        for turn in (0, 1)
    ]
    found = twin("layers.js", SETTLED, cases)
    return [(case[0], case[1], sides) for case, sides in zip(cases, found, strict=True)]  # type: ignore[misc]


def test_labels_stay_within_their_rooms_and_touch_each_other_nowhere() -> None:
    for given, rooms, sides in settled():
        for room, side in zip(rooms, sides, strict=True):
            assert side["height"] <= room
            here = []
            for number, layer, to_left, pole in side["labels"]:
                text = given[number]["label"]["room"]
                extent = (pole - text, pole + BEHIND) if to_left else (pole - BEHIND, pole + text)
                assert extent[0] >= LOW - 1e-6
                assert extent[1] <= HIGH + 1e-6
                here.append((layer, pole, *extent))
            for (layer, _, start, end), (other, pole, left, right) in itertools.permutations(here, 2):
                if layer == other:
                    assert end <= left + 1e-6 or right <= start + 1e-6
                if layer < other:  # the way to what is further out
                    assert end < pole or pole < start
            poles = [pole for *_, pole in side["labels"]]
            assert poles == sorted(poles)


def test_a_chosen_event_is_labelled_wherever_its_label_fits() -> None:
    chosen = [
        (given[len(given) // 2], rooms, sides)
        for given, rooms, sides in settled()
        if given and given[len(given) // 2]["importance"] == 9
    ]
    assert len(chosen) > 30
    for item, rooms, sides in chosen:
        labelled = {number for side in sides for number, *_ in side["labels"]}
        assert (item["number"] in labelled) == (item["label"]["height"] + labelling.BETWEEN <= max(rooms))


def test_everybody_is_labelled_where_there_is_room() -> None:
    few = [(given, sides) for given, rooms, sides in settled() if len(given) <= 12 and min(rooms) == 300]
    assert few
    for given, sides in few:
        assert sum(len(side["labels"]) for side in sides) == len(given)


def test_the_more_important_are_labelled_more_often() -> None:
    labelled, all_of_them = dict.fromkeys(range(1, 6), 0), dict.fromkeys(range(1, 6), 0)
    for given, _, sides in settled():
        with_label = {number for side in sides for number, *_ in side["labels"]}
        for item in given:
            if item["importance"] < 9:
                all_of_them[item["importance"]] += 1
                labelled[item["importance"]] += item["number"] in with_label
    shares = [labelled[rank] / all_of_them[rank] for rank in range(1, 6)]
    assert shares == sorted(shares)
