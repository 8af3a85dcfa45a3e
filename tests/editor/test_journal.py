"""Unsaved work survives whatever ends the program."""

from __future__ import annotations

import json
import os
import random
import stat
import sys
import time
from pathlib import Path

import pytest

from tests.cli.program import write_events
from tests.editor.running import Running, editor
from timeline.editor.draft import Draft
from timeline.editor.journal import Busy, Journal, folder
from timeline.source.splices import difference


def new(path: Path, text: str = "one") -> tuple[Journal, Draft]:
    """A journal in the folder of a file, and the draft that it tells of."""
    journal, draft = Journal(str(path), str(path.parent)), Draft(text)
    journal.begin(draft, text, True)
    return journal, draft


def typed(journal: Journal, draft: Draft, text: str, name: str = "") -> None:
    splices = difference(draft.text, text)
    draft.change(splices, f"make it {text}", name)
    journal.changed(splices, f"make it {text}", name)


def left(journal: Journal) -> None:
    """Lets go of a journal as a killed program does."""
    journal.end(keep=True)


def again(path: Path) -> Journal:
    return Journal(str(path), str(path.parent))


def test_the_draft_comes_back_with_its_history(tmp_path: Path) -> None:
    journal, draft = new(tmp_path / "a.json")
    for text in ("two", "two 😀", "three"):
        typed(journal, draft, text)
    draft.undo()
    journal.undone()
    left(journal)
    work = again(tmp_path / "a.json").work
    assert work is not None
    assert (work.draft.text, work.base, work.there) == ("two 😀", "one", True)
    assert work.draft.redo() == "make it three"
    assert [work.draft.undo() for _ in range(4)] == ["make it three", "make it two 😀", "make it two", None]
    assert work.draft.text == "one"


def test_a_save_and_what_others_wrote_are_remembered(tmp_path: Path) -> None:
    journal, draft = new(tmp_path / "a.json")
    typed(journal, draft, "two")
    journal.saved()
    typed(journal, draft, "three")
    journal.found("two", "two too")
    left(journal)
    work = again(tmp_path / "a.json").work
    assert work is not None
    assert (work.draft.text, work.base) == ("three", "two too")


def test_every_beginning_of_a_journal_can_be_taken_up(tmp_path: Path) -> None:
    journal, draft = new(tmp_path / "a.json")
    texts = [draft.text]
    for text in ("two", "two\nthree", "é😀"):
        typed(journal, draft, text)
        texts.append(draft.text)
    left(journal)
    data = Path(journal.path).read_bytes()
    for size in range(len(data) + 1):
        Path(journal.path).write_bytes(data[:size])
        taken = again(tmp_path / "a.json")
        whole = data[:size].count(b"\n")
        if whole:
            assert taken.work is not None
            assert taken.work.draft.text == texts[whole - 1]
        else:
            assert taken.work is None
        typed(taken, taken.work.draft if taken.work else Draft(""), "more")
        left(taken)
        assert Path(journal.path).read_bytes().startswith(b"".join(data.splitlines(keepends=True)[:whole]))


def test_what_makes_no_sense_is_kept_aside(tmp_path: Path) -> None:
    journal, draft = new(tmp_path / "a.json")
    typed(journal, draft, "two")
    typed(journal, draft, "three")
    left(journal)
    path = Path(journal.path)
    lines = path.read_bytes().splitlines(keepends=True)
    damaged = lines[0] + b'{"change": [[7, "no such text", ""]], "label": "", "name": ""}\n' + lines[2]
    path.write_bytes(damaged)
    work = again(tmp_path / "a.json").work
    assert work is not None
    assert work.draft.text == "one"
    assert Path(f"{path}.damaged").read_bytes() == damaged


@pytest.mark.skipif(os.name != "posix", reason="POSIX has these rights")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    within = tmp_path / "state"
    journal = Journal(str(tmp_path / "a.json"), str(within))
    assert stat.S_IMODE(within.stat().st_mode) == 0o700
    assert stat.S_IMODE(Path(journal.path).stat().st_mode) == 0o600
    journal.end(keep=False)
    assert not Path(journal.path).exists()


def test_a_journal_has_one_writer(tmp_path: Path) -> None:
    journal, _ = new(tmp_path / "a.json")
    with pytest.raises(Busy) as busy:
        again(tmp_path / "a.json")
    assert busy.value.port == 0
    journal.listens(8765)
    with pytest.raises(Busy) as busy:
        again(tmp_path / "a.json")
    assert busy.value.port == 8765
    (tmp_path / "b.json").symlink_to(tmp_path / "a.json")
    with pytest.raises(Busy):
        again(tmp_path / "b.json")
    other = again(tmp_path / "c.json")
    other.end(keep=False)
    journal.end(keep=False)
    again(tmp_path / "a.json").end(keep=False)


def test_a_disk_that_is_full_is_said_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, draft = new(tmp_path / "a.json")
    typed(journal, draft, "two")
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        write(descriptor, bytes(data)[:7])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    typed(journal, draft, "three")
    assert journal.fault is not None
    assert "no space left" in journal.fault
    monkeypatch.setattr(os, "write", write)
    typed(journal, draft, "four")
    assert journal.fault is None
    left(journal)
    work = again(tmp_path / "a.json").work
    assert work is not None
    assert work.draft.text == "four"
    assert work.draft.undo() == "make it four"
    assert work.draft.undo() == "make it three"


def test_without_a_folder_the_editor_works_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    journal = Journal(str(tmp_path / "a.json"), str(tmp_path / "file" / "timeline"))
    assert journal.fault is not None
    assert "not safe" in journal.fault
    draft = Draft("one")
    journal.begin(draft, "one", True)
    typed(journal, draft, "two")
    journal.end(keep=True)


def test_the_folder_is_where_the_system_keeps_such_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert folder() == "/home/ada/.local/state/timeline"
    monkeypatch.setenv("XDG_STATE_HOME", "/var/ada")
    assert folder() == "/var/ada/timeline"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert folder() == "/home/ada/.local/state/timeline"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert folder() == "/home/ada/Library/Application Support/timeline"


# For real


def journals(file: Path) -> list[Path]:
    return list((file.parent / "state" / "timeline").glob("*"))


def title(running: Running) -> str:
    return str(json.loads(running.ask("/document")["text"])["title"])


def test_unsaved_work_survives_a_kill_with_its_history(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    before = file.read_bytes()
    with editor(file) as running:
        for revision, text in enumerate(("A", "Ab", "Abc"), 1):
            running.edit(revision, op="put", path=["title"], value=text, step="title" if revision > 1 else "")
        running.kill()
    assert file.read_bytes() == before
    with editor(file) as running:
        assert "unsaved changes of an earlier run have come back" in running.said[0]
        state = running.ask("/document")
        assert (state["restored"], state["saved"], title(running)) == (True, False, "Abc")
        running.ask("/undo", {"revision": state["revision"]})
        assert title(running) == "A"
        running.ask("/redo", {"revision": state["revision"]})
        assert running.save()["restored"] is False
        assert json.loads(file.read_bytes())["title"] == "Abc"
        running.end()
    assert journals(file) == []


def test_killed_at_any_moment_nothing_that_was_answered_is_lost(tmp_path: Path) -> None:
    """The seed is fixed, the moments are the machine's."""
    chance = random.Random(5)  # noqa: S311 - moments to be killed at are no secret
    file = write_events(tmp_path)
    answered = "Two events"
    for _ in range(8):
        with editor(file) as running:
            assert title(running) in (answered, f"{answered}.")
            revision = running.ask("/document")["revision"]
            until = time.monotonic() + chance.uniform(0, 0.15)
            while time.monotonic() < until:
                answered = title(running) + "."
                revision = running.edit(revision, op="put", path=["title"], value=answered)["revision"]
            answered = title(running)
            running.kill()


def test_work_that_was_kept_is_merged_with_what_others_wrote_meanwhile(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    with editor(file) as running:
        running.edit(1, op="put", path=["events", 0, "title"], value="My plan")
        running.kill()
    file.write_text(file.read_text("utf-8").replace("The plan is dropped", "Their plan"), "utf-8")
    with editor(file) as running:
        state = running.ask("/document")
        assert [event["title"] for event in json.loads(state["text"])["events"]] == ["My plan", "Their plan"]
        assert (state["conflicts"], state["saved"]) == ([], False)
        running.save()


def test_conflicts_that_were_not_decided_come_back(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    with editor(file) as running:
        running.edit(1, op="put", path=["title"], value="Mine")
        file.write_text(file.read_text("utf-8").replace("Two events", "Theirs"), "utf-8")
        until = time.monotonic() + 20
        while not running.ask("/document")["conflicts"] and time.monotonic() < until:
            time.sleep(0.05)
        running.kill()
    with editor(file) as running:
        (conflict,) = running.ask("/document")["conflicts"]
        assert (conflict["mine"], conflict["theirs"]) == ('"Mine"', '"Theirs"')


def test_a_run_without_unsaved_work_leaves_nothing_behind(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    with editor(file) as running:
        running.edit(1, op="put", path=["title"], value="New")
        running.ask("/undo", {"revision": 2})
        running.end()
    assert journals(file) == []
    with editor(file) as running:
        running.edit(1, op="put", path=["title"], value="New")
        running.save()
        running.kill()
    with editor(file) as running:
        state = running.ask("/document")
        assert (state["restored"], state["saved"], state["undo"]) == (False, True, None)


def test_where_nothing_can_be_kept_it_is_said_and_nothing_is_lost_at_the_end(tmp_path: Path) -> None:
    file = write_events(tmp_path)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "timeline").write_text("in the way", "utf-8")
    with editor(file) as running:
        assert any("not safe from a crash" in line for line in running.said)
        assert "not safe from a crash" in running.ask("/document")["notice"]
        running.edit(1, op="put", path=["title"], value="New")
        assert running.end() == f"ended; unsaved changes are in {file}.unsaved\n"
    assert json.loads(Path(f"{file}.unsaved").read_bytes())["title"] == "New"
