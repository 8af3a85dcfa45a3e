"""Every route, as the page uses it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import ROOT, write_events
from tests.editor.running import Running, editor

STATE = {
    "file", "folder", "revision", "hash", "saved", "undo", "redo", "readable", "errors", "warnings",
    "diagnostics", "conflicts", "restored", "events", "notice",
}  # fmt: skip


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with editor(write_events(tmp_path)) as one:
        yield one


def test_the_document_comes_with_its_state(running: Running, tmp_path: Path) -> None:
    state = running.ask("/document")
    assert state.keys() == STATE | {"text"}
    assert (state["file"], state["folder"]) == ("events.json", str(tmp_path))
    assert state["text"].encode() == (tmp_path / "events.json").read_bytes()
    assert (state["revision"], state["events"], state["readable"], state["saved"]) == (1, 2, True, True)


def test_an_edit_answers_with_a_step(running: Running) -> None:
    text = running.ask("/document")["text"]
    step = running.edit(1, op="put", path=["events", 0, "title"], value="New")
    assert step.keys() == STATE | {"splices"}
    ((at, removed, put),) = step["splices"]
    assert json.loads(text[:at] + put + text[at + removed :])["events"][0]["title"] == "New"
    assert running.ask("/since", {"revision": 1})["splices"] == step["splices"]


def test_undo_and_redo_go_through_all_of_it(running: Running) -> None:
    for revision in range(1, 6):
        running.edit(revision, op="put", path=["title"], value=f"Title {revision}")
    state: Any = {"revision": 6}
    for _ in range(5):
        state = running.ask("/undo", {"revision": state["revision"]})
    assert (state["undo"], state["saved"]) == (None, True)
    for _ in range(5):
        state = running.ask("/redo", {"revision": state["revision"]})
    assert json.loads(running.ask("/document")["text"])["title"] == "Title 5"
    state = running.ask("/discard", {"revision": state["revision"]})
    assert (state["saved"], state["undo"]) == (True, "discard the changes")


def test_saving_needs_to_know_what_it_replaces(running: Running, tmp_path: Path) -> None:
    running.edit(1, op="put", path=["title"], value="New")
    hash = running.ask("/document")["hash"]
    for tag, status in (("", 428), (hash, 428), ('""', 412), (f'"{hash[:-1]}"', 412), (f'W/"{hash}"', 428)):
        assert running.post("/save", {"revision": 2}, If_Match=tag).status == status
    saved = running.ask("/save", {"revision": 2}, If_Match=f'"{hash}"')
    assert saved["saved"]
    assert saved["hash"] != hash
    assert json.loads((tmp_path / "events.json").read_bytes())["title"] == "New"


def test_what_is_in_the_way_of_saving_is_said(running: Running, tmp_path: Path) -> None:
    hash = running.ask("/document")["hash"]
    running.edit(1, op="put", path=["events", 0, "date"], value="2025-02-30")
    answer = running.post("/save", {"revision": 2}, If_Match=f'"{hash}"')
    assert (answer.status, "error" in answer.json["error"]) == (422, True)
    running.ask("/undo", {"revision": 2})
    running.edit(3, op="put", path=["title"], value="Mine")
    file = tmp_path / "events.json"
    file.write_text(file.read_text("utf-8").replace("A plan", "The plan"), "utf-8")
    answer = running.post("/save", {"revision": 4}, If_Match=f'"{hash}"')
    assert answer.status == 412
    assert answer.json.keys() >= STATE | {"splices", "error"}


def test_a_conflict_is_decided(running: Running, tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    running.edit(1, op="put", path=["title"], value="Mine")
    file.write_text(file.read_text("utf-8").replace("Two events", "Theirs"), "utf-8")
    until = time.monotonic() + 20
    while not (state := running.ask("/document"))["conflicts"]:
        assert time.monotonic() < until
    (conflict,) = state["conflicts"]
    assert conflict.keys() == {"id", "what", "base", "mine", "theirs"}
    body = {"revision": state["revision"], "conflict": conflict["id"], "take": "theirs"}
    assert running.ask("/resolve", body)["conflicts"] == []
    assert running.ask("/document")["saved"]


def test_what_saving_would_change_is_shown_in_lines_and_sentences(running: Running) -> None:
    assert running.ask("/changes") == {"lines": [], "summary": []}
    running.edit(1, op="add", date="2015-03", title="A hearing")
    changes = running.ask("/changes")
    assert {mark for mark, _ in changes["lines"]} <= {" ", "-", "+", "@"}
    assert any(mark == "+" and "A hearing" in line for mark, line in changes["lines"])
    assert any("A hearing" in sentence for sentence in changes["summary"])


def test_what_only_another_writing_would_change_is_said_to_be_that(running: Running) -> None:
    running.edit(1, op="text", at=1, removed=0, put=" ")
    changes = running.ask("/changes")
    assert changes["lines"]
    assert [sentence.split(":")[0] for sentence in changes["summary"]] == ["Only the writing differs"]


def test_a_date_is_read_in_words_or_its_fault_is_told(running: Running) -> None:
    assert running.ask("/date", {"text": "2014~"}) == {"words": "c. 2014"}
    fault = running.ask("/date", {"text": "14 May 2014"})["fault"]
    assert (fault["fix"], fault["column"]) == ("2014-05-14", 1)
    assert running.ask("/date", {"text": "1" * 10_000})["fault"]["message"]


def test_times_are_read_in_the_zone_of_the_document(tmp_path: Path) -> None:
    with editor(ROOT / "events.json", state=tmp_path) as running:
        assert "fault" not in running.ask("/date", {"text": "2025-05-10T15:35"})
    write_events(tmp_path, {"timezone": "Europe/Paris", "events": []}, "paris.json")
    with editor(tmp_path / "paris.json") as running:
        gap = running.ask("/date", {"text": "2025-03-30T02:30"})
        assert "fault" in gap, "the clocks of Paris never showed this time"


def test_the_picture_is_that_of_the_newest_text_without_errors(running: Running) -> None:
    picture = running.ask("/picture", {"options": {}})
    assert picture["svg"].rstrip().endswith("</svg>")
    assert sorted(picture["ids"].values()) == [0, 1]
    assert not picture["stale"]
    running.edit(1, op="put", path=["events", 0, "date"], value="never")
    assert running.ask("/picture", {"options": {}}) == {**picture, "stale": True}


def test_a_drag_answers_with_a_date_and_changes_nothing(running: Running) -> None:
    moved = running.ask("/drag", {"event": 1, "part": "whole", "steps": 1})
    assert (moved["date"], moved["words"]) == ("2021-08-16", "16 August 2021")
    assert running.ask("/document")["revision"] == 1


def test_an_operation_that_is_refused_says_why(running: Running) -> None:
    answer = running.post("/edit", {"revision": 1, "op": {"op": "remove", "path": ["nowhere"]}})
    assert (answer.status, "nowhere" in answer.json["error"]) == (400, True)
