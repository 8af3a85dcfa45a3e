"""What a picture says is in the language of its document, all of it, and runs the way that language runs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from timeline import pipeline
from timeline.languages import EN, TABLES, language
from timeline.layout import Options, plan
from timeline.layout.moves import mirrored
from timeline.scene import Group, Scene, Shape, Text
from timeline.scene import Path as Outline

GALLERY = Path(__file__).parents[1] / "gallery"
OTHERS = sorted(set(TABLES) - {"en"})
FORMS = ("every-doubt", "cosmos", "apollo-11")
WAYS = [
    Options(layout="horizontal"),
    Options(layout="vertical", width=360),
    Options(layout="lanes"),
    Options(layout="horizontal", scale="even"),
    Options(layout="vertical", scale="log"),
    Options(layout="horizontal", scale="log"),
    Options(layout="horizontal", width=320),
]

SAID = {"title", "subtitle", "summary", "label", "author", "publisher", "note", "quote", "locator", "value"}
"""The keys of words of a document."""

UNITS = {"min", "s", "km", "h"}
"""Of the words of the English table, those that other languages write as it does."""


def document(name: str, lang: str) -> Any:
    """A document of the gallery whose own words are all the same and no language's."""
    found = json.loads((GALLERY / f"{name}.json").read_text(encoding="utf-8"))
    found["lang"] = lang
    return _silent(found)


def _silent(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _silent(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_silent(inner, key) for inner in value]
    said = (
        "title",
        "subtitle",
        "summary",
        "label",
        "author",
        "publisher",
        "note",
        "quote",
        "locator",
        "value",
    )
    return "·" if key in said and isinstance(value, str) else value


def drawn(found: Any, how: Options) -> Scene:
    outcome = pipeline.read(json.dumps(found).encode())
    assert outcome.timeline is not None, outcome.diagnostics
    return plan(outcome.timeline, how)


def strings(shapes: Any) -> list[str]:
    """All texts, and all words for those who point at something."""
    said = []
    for shape in shapes:
        if isinstance(shape, Text):
            said.append(shape.string)
        elif isinstance(shape, Group):
            said += [shape.title or "", *strings(shape.shapes)]
    return said


ENGLISH = {
    word.lower()
    for phrase in (*EN.phrases.values(), *EN.months, *EN.months_short)
    for word in re.findall(r"[A-Za-z]{3,}", re.sub(r"\{\w+\}|UTC", "", phrase))
}


@pytest.mark.parametrize("lang", OTHERS)
def test_no_word_of_a_picture_is_english(lang: str) -> None:
    own = language(lang)
    theirs = " ".join((*own.phrases.values(), *own.months, *own.months_short)).lower()
    shared = {word for word in ENGLISH if re.search(rf"\b{word}\b", theirs)}
    for name in FORMS:
        for how in WAYS:
            scene = drawn(document(name, lang), how)
            said = " ".join((*strings(scene.shapes), scene.title, scene.description))
            bare = re.sub(r"https?://\S+|UTC\S*|\b[A-Z]\w+/[A-Z]\w+", "", said)
            found = {word.lower() for word in re.findall(r"\b[A-Za-z]{3,}\b", bare)}
            assert not (found & ENGLISH) - shared - UNITS, (name, how)


@pytest.mark.parametrize("lang", ["ur", "ar", "fa", "ps", "he"])
@pytest.mark.parametrize("layout", ["horizontal", "vertical", "lanes"])
def test_a_right_to_left_picture_has_its_title_on_the_right_and_its_first_event_before_its_last(
    lang: str, layout: str
) -> None:
    events = [{"id": "a", "date": "1990", "title": "الف"}, {"id": "b", "date": "2020", "title": "ب"}]
    scene = drawn({"title": "عنوان", "lang": lang, "events": events}, Options(layout=layout))
    title = next(shape for shape in scene.shapes if isinstance(shape, Text) and shape.string == "عنوان")
    assert (title.x, title.anchor) == (scene.width - 28, "end")
    if layout != "vertical":
        first, last = (middle(one(scene, name)) for name in ("a", "b"))
        assert first > last


def one(scene: Scene, event: str) -> Group:
    return next(shape for shape in scene.shapes if isinstance(shape, Group) and shape.event == event)


def middle(group: Group) -> float:
    """The middle of an event's mark."""
    places = [x for shape in group.shapes for x in across(shape)]
    return (min(places) + max(places)) / 2


def across(shape: Shape) -> list[float]:
    if isinstance(shape, Outline):
        return [x for _, *numbers in shape.segments for x in numbers[::2]]
    if isinstance(shape, Text | Group):
        return []
    name = "cx" if hasattr(shape, "cx") else "x1" if hasattr(shape, "x1") else "x"
    return [getattr(shape, name)]


def test_mirrored_twice_a_picture_is_as_it_was() -> None:
    scene = drawn(document("every-doubt", "en"), WAYS[0])
    again = mirrored(mirrored(scene.shapes, scene.width), scene.width)
    assert strings(again) == strings(scene.shapes)
    assert [shape.x for shape in again if isinstance(shape, Text)] == pytest.approx(
        [shape.x for shape in scene.shapes if isinstance(shape, Text)]
    )


def test_the_digits_of_counts_notes_and_ticks_are_those_of_the_language() -> None:
    sources = {"a": {"title": "منبع"}}
    events = [{"date": f"20{n:02}", "title": "رویداد", "sources": ["a"]} for n in range(10, 20)]
    scene = drawn({"lang": "fa", "sources": sources, "events": events}, Options())
    assert not re.search("[0-9]", "".join(strings(scene.shapes)))
