"""What labels say."""

from __future__ import annotations

import json
from typing import Any

from timeline import loads
from timeline.languages import EN
from timeline.layout.labels import dated, label, texts, type_for

SOURCES = {"a": {"title": "A"}, "b": {"title": "B"}}


def event_of(**values: Any) -> Any:
    document = {"events": [{"date": "2025-07-25", "title": "x", **values}], "sources": SOURCES}
    return loads(json.dumps(document)).events[0]


def test_a_status_that_the_objection_below_it_repeats_is_left_out() -> None:
    event = event_of(status="disputed", sources=[{"source": "b", "stance": "disputes"}])
    assert dated(event, {"a": 1, "b": 2}, EN) == ["25 Jul 2025", "disputed by\u00a0[2]"]


def test_a_status_that_no_source_is_named_for_is_said() -> None:
    assert dated(event_of(status="disputed"), {}, EN) == ["25 Jul 2025 \u00b7 disputed"]
    alleged = event_of(status="alleged", sources=[{"source": "b", "stance": "disputes"}])
    assert dated(alleged, {"b": 1}, EN) == ["25 Jul 2025 \u00b7 alleged", "disputed by\u00a0[1]"]


def test_figures_stand_apart_from_what_is_above_them_and_within_the_label() -> None:
    event = event_of(figures=[{"value": "481", "label": "accounts"}, {"value": "9", "label": "groups"}])
    size = type_for(1200)
    made = label(event, {}, size, figures=True)
    lines = {text.string: text for text in texts(made, size, 0, 0, "group-0", "start")}
    tops = {said: text.y - text.size * 0.72 for said, text in lines.items()}
    assert tops["481"] - lines["x"].y >= 10
    assert tops["9"] - lines["accounts"].y >= 10
    assert max(text.y for text in lines.values()) <= made.height
