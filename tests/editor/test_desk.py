"""One document, several tabs, and other programs that write to the same file."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from timeline import files
from timeline.editor import desk as desks
from timeline.editor.desk import NEW, Desk, Problem
from timeline.editor.disk import Disk, Unfit
from timeline.editor.journal import Journal

TEXT = """\
{"title": "Näve",
 "events": [
  {"id": "one", "date": "2014", "title": "One"},
  {"id": "two", "date": "2016", "title": "Two 😀", "group": "town"}
 ],
 "groups": [{"id": "town", "title": "The town"}]}"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "events.json"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def desk(file: Path) -> Iterator[Desk]:
    one = opened(file)
    one.watch()
    yield one
    one.close()


def opened(file: Path) -> Desk:
    return Desk(Disk(str(file)), Journal(str(file), str(file.parent / "state")))


def put(desk: Desk, *path: str | int, to: object, at: int | None = None, step: str = "") -> Any:
    op = {"op": "put", "path": list(path), "value": to}
    return desk.edit(desk.draft.revision if at is None else at, op, step)


def save(desk: Desk) -> Any:
    return desk.save(desk.draft.revision, desk.disk.hash)


def refused(act: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value


def wait(until: Callable[[], object]) -> None:
    """Waits for the watch over the file."""
    end = time.monotonic() + 20
    while not until():
        assert time.monotonic() < end, "the desk has not noticed"
        time.sleep(0.02)


def follow(text: str, step: Any) -> str:
    """What a tab makes of its text by a step, in UTF-16 units."""
    units = text.encode("utf-16-le")
    for at, removed, new in step["splices"]:
        units = units[: 2 * at] + new.encode("utf-16-le") + units[2 * (at + removed) :]
    return units.decode("utf-16-le")


# Saving


def test_only_what_was_changed_changes_in_the_file(desk: Desk, file: Path) -> None:
    put(desk, "events", 0, "title", to="Uno")
    assert not desk.saved
    assert file.read_bytes() == TEXT.encode()
    assert save(desk)["said"] == "saved events.json"
    assert file.read_bytes() == TEXT.replace('"One"', '"Uno"').encode()
    assert desk.saved


@pytest.mark.parametrize(
    "old", [TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r"), TEXT + "\n\n", " " + TEXT]
)
def test_line_ends_and_blanks_stay_byte_for_byte(tmp_path: Path, old: str) -> None:
    file = tmp_path / "events.json"
    file.write_bytes(old.encode())
    desk = opened(file)
    put(desk, "events", 0, "title", to="Uno")
    save(desk)
    assert file.read_bytes() == old.replace('"One"', '"Uno"').encode()
    desk.close()


def test_a_byte_order_mark_stays_until_it_is_taken_out(tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    desk = opened(file)
    state = desk.whole()
    assert state["text"] == "\ufeff" + TEXT
    assert (state["errors"], state["saved"]) == (1, True)
    desk.edit(1, {"op": "text", "at": len("\ufeff"), "removed": 0, "put": " "})
    assert refused(lambda: save(desk)).status == 422
    desk.edit(2, {"op": "text", "at": 0, "removed": 2, "put": ""})
    save(desk)
    assert file.read_bytes() == TEXT.encode()
    desk.close()


def test_a_text_with_errors_is_kept_but_not_saved(desk: Desk, file: Path) -> None:
    put(desk, "events", 0, "date", to="2025-02-30")
    problem = refused(lambda: save(desk))
    assert (problem.status, "1 error" in str(problem)) == (422, True)
    assert file.read_bytes() == TEXT.encode()
    assert "2025-02-30" in desk.draft.text


def test_warnings_do_not_keep_a_text_from_being_saved(desk: Desk, file: Path) -> None:
    state = desk.edit(1, {"op": "remove", "path": ["events", 1, "group"]})
    assert (state["errors"], state["warnings"]) == (0, 1)
    save(desk)
    assert b'"group"' not in file.read_bytes()


def test_saving_what_is_saved_says_so_and_writes_nothing(desk: Desk, file: Path) -> None:
    before = file.stat().st_mtime_ns
    assert "nothing has changed" in save(desk)["said"]
    assert file.stat().st_mtime_ns == before


def test_saving_does_not_end_the_history(desk: Desk, file: Path) -> None:
    put(desk, "title", to="A", step="title")
    save(desk)
    put(desk, "title", to="Ab", step="title")
    desk.undo(desk.draft.revision)
    assert desk.saved
    desk.undo(desk.draft.revision)
    assert desk.draft.text == TEXT
    assert not desk.saved
    save(desk)
    assert file.read_bytes() == TEXT.encode()


def test_discarding_can_be_taken_back(desk: Desk) -> None:
    put(desk, "title", to="New")
    mine = desk.draft.text
    assert desk.discard(desk.draft.revision)["saved"]
    assert desk.draft.text == TEXT
    desk.undo(desk.draft.revision)
    assert desk.draft.text == mine


def test_a_file_that_cannot_be_written_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise files.FileFault("cannot write events.json: no space left on device")

    monkeypatch.setattr(files, "replace", full)
    put(desk, "title", to="New")
    problem = refused(lambda: save(desk))
    assert (problem.status, str(problem)) == (409, "cannot write events.json: no space left on device")
    assert desk.unsaved_work


def test_a_file_that_is_not_there_begins_empty_and_is_made_by_saving(tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    desk = opened(file)
    state = desk.whole()
    assert (state["text"], state["hash"], state["saved"], state["events"]) == (NEW, "", False, 0)
    assert state["notice"] == "there is no events.json yet; saving makes it"
    assert not desk.unsaved_work
    desk.edit(1, {"op": "add", "date": "2014", "title": "The first"})
    state = save(desk)
    assert (state["saved"], state["notice"]) == (True, None)
    assert json.loads(file.read_bytes())["events"][0]["title"] == "The first"
    desk.close()


def test_an_empty_document_can_be_saved_as_it_is(tmp_path: Path) -> None:
    desk = opened(tmp_path / "events.json")
    save(desk)
    assert (tmp_path / "events.json").read_text("utf-8") == NEW
    desk.close()


# Several tabs


def test_a_tab_that_is_behind_comes_to_the_newest_text(desk: Desk) -> None:
    tab = desk.whole()["text"]
    put(desk, "events", 1, "title", to="Deux 😀😀")
    put(desk, "title", to="Mine")
    desk.undo(desk.draft.revision)
    step = desk.since(1)
    assert follow(tab, step) == desk.draft.text
    assert desk.since(step["revision"])["splices"] == []


def test_edits_of_two_tabs_at_different_places_are_merged(desk: Desk) -> None:
    tab = desk.whole()["text"]
    put(desk, "events", 0, "title", to="Uno")
    step = put(desk, "events", 1, "title", to="Dos", at=1)
    assert [event["title"] for event in json.loads(desk.draft.text)["events"]] == ["Uno", "Dos"]
    assert follow(tab, step) == desk.draft.text


def test_an_event_is_meant_even_where_its_number_is_another_by_now(desk: Desk) -> None:
    desk.edit(1, {"op": "add", "date": "2010", "title": "Earlier"})
    put(desk, "events", 0, "title", to="Uno", at=1)
    assert [event["title"] for event in json.loads(desk.draft.text)["events"]] == ["Earlier", "Uno", "Two 😀"]


def test_edits_of_two_tabs_at_one_place_are_refused_to_the_second(desk: Desk) -> None:
    put(desk, "events", 0, "title", to="Uno")
    problem = refused(lambda: put(desk, "events", 0, "title", to="Eins", at=1))
    assert problem.status == 409
    assert "another tab" in str(problem)
    assert "Uno" in desk.draft.text


def test_a_tab_that_is_behind_cannot_save_what_it_has_not_seen(desk: Desk, file: Path) -> None:
    put(desk, "title", to="New")
    assert refused(lambda: desk.save(1, desk.disk.hash)).status == 409
    assert file.read_bytes() == TEXT.encode()


@pytest.mark.parametrize("revision", [-1, 0, 2, 10**30])
def test_a_revision_that_never_was_is_refused(desk: Desk, revision: int) -> None:
    for act in (desk.since, desk.undo, desk.redo, desk.discard):
        assert refused(lambda act=act: act(revision)).status == 409  # type: ignore[misc]


def test_undo_and_redo_say_what_they_have_done(desk: Desk) -> None:
    label = put(desk, "events", 1, "title", to="Deux")["undo"]
    assert desk.undo(2)["said"] == f"undone: {label}"
    assert desk.redo(3)["said"] == f"done again: {label}"


def test_what_is_put_into_a_list_and_taken_out_is_said(desk: Desk) -> None:
    path = ["events", 0, "tags", 0]
    assert desk.edit(1, {"op": "insert", "path": path, "value": "school"})["said"].startswith("done: ")
    assert desk.edit(2, {"op": "remove", "path": path})["said"].startswith("done: ")
    assert "said" not in put(desk, "events", 0, "title", to="Uno")


def test_there_is_an_end_to_undoing(desk: Desk) -> None:
    assert "nothing to take back" in desk.undo(1)["said"]
    assert "nothing to do again" in desk.redo(1)["said"]
    assert desk.draft.revision == 1


# Other programs


def test_what_another_program_writes_appears_at_once_and_can_be_taken_back(desk: Desk, file: Path) -> None:
    begun = time.monotonic()
    file.write_bytes(TEXT.replace("One", "Uno").encode())
    wait(lambda: "Uno" in desk.draft.text)
    assert time.monotonic() - begun < 10 * desks.POLL + 2
    assert desk.saved
    state = desk.undo(desk.draft.revision)
    assert desk.draft.text == TEXT
    assert (state["saved"], state["redo"]) == (False, "what another program changed")


def test_it_is_merged_with_unsaved_work_event_by_event(desk: Desk, file: Path) -> None:
    put(desk, "events", 0, "title", to="Uno")
    file.write_bytes(TEXT.replace("Two", "Dos").encode())
    wait(lambda: "Dos" in desk.draft.text)
    assert "Uno" in desk.draft.text
    assert not desk.saved
    assert desk.state()["conflicts"] == []
    save(desk)
    assert file.read_bytes() == TEXT.replace("One", "Uno").replace("Two", "Dos").encode()


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_a_conflict_is_decided_before_anything_is_saved(desk: Desk, file: Path, take: str) -> None:
    put(desk, "events", 0, "title", to="Uno")
    theirs = TEXT.replace("One", "Eins").replace("Two", "Zwei")
    file.write_bytes(theirs.encode())
    wait(lambda: desk.conflicts)
    (conflict,) = desk.state()["conflicts"]
    assert (conflict["base"], conflict["mine"], conflict["theirs"]) == ('"One"', '"Uno"', '"Eins"')
    assert "title" in conflict["what"]
    assert "Zwei" in desk.draft.text
    problem = refused(lambda: save(desk))
    assert (problem.status, "1 conflict" in str(problem)) == (409, True)
    assert file.read_bytes() == theirs.encode()
    desk.resolve(desk.draft.revision, conflict["id"], take)
    assert desk.state()["conflicts"] == []
    save(desk)
    assert file.read_bytes() == theirs.replace("Eins", "Uno" if take == "mine" else "Eins").encode()
    assert refused(lambda: desk.resolve(desk.draft.revision, conflict["id"], take)).status == 409


def test_deciding_for_theirs_can_be_taken_back(desk: Desk, file: Path) -> None:
    put(desk, "title", to="Mine")
    file.write_bytes(TEXT.replace("Näve", "Theirs").encode())
    wait(lambda: desk.conflicts)
    desk.resolve(desk.draft.revision, desk.conflicts[0][0], "theirs")
    assert desk.saved
    desk.undo(desk.draft.revision)
    assert "Mine" in desk.draft.text


def test_both_texts_are_kept_where_one_is_no_json(desk: Desk, file: Path) -> None:
    put(desk, "title", to="Mine")
    mine = desk.draft.text
    file.write_bytes(b'{"title": "Theirs", ')
    wait(lambda: desk.conflicts)
    (conflict,) = desk.state()["conflicts"]
    assert desk.draft.text == mine
    assert conflict["theirs"] == '{"title": "Theirs", '
    desk.resolve(desk.draft.revision, conflict["id"], "mine")
    save(desk)
    assert file.read_bytes() == mine.encode()


def test_a_change_that_is_found_when_saving_is_not_overwritten(file: Path) -> None:
    desk = opened(file)  # nobody watches
    put(desk, "events", 0, "title", to="Uno")
    known, revision = desk.disk.hash, desk.draft.revision
    file.write_bytes(TEXT.replace("Two", "Dos").encode())
    problem = refused(lambda: desk.save(revision, known))
    assert problem.status == 412
    assert problem.answer is not None
    assert problem.answer["revision"] > revision, "it has been merged by then"
    assert problem.answer["hash"] != known
    assert file.read_bytes() == TEXT.replace("Two", "Dos").encode()
    save(desk)
    assert file.read_bytes() == TEXT.replace("Two", "Dos").replace("One", "Uno").encode()
    desk.close()


def test_a_tab_that_knows_an_older_file_cannot_save_over_the_newer(desk: Desk, file: Path) -> None:
    known = desk.disk.hash
    file.write_bytes(TEXT.replace("Two", "Dos").encode())
    wait(lambda: "Dos" in desk.draft.text)
    put(desk, "title", to="New")
    assert refused(lambda: desk.save(desk.draft.revision, known)).status == 412
    assert refused(lambda: desk.save(desk.draft.revision, "")).status == 412


def test_a_race_that_is_lost_while_saving_is_merged(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened(file)
    put(desk, "events", 0, "title", to="Uno")
    replace = files.replace

    def late(path: str, data: bytes, read: bytes | None) -> None:
        file.write_bytes(TEXT.replace("Two", "Dos").encode())
        replace(path, data, read)

    monkeypatch.setattr(files, "replace", late)
    assert refused(lambda: save(desk)).status == 412
    assert file.read_bytes() == TEXT.replace("Two", "Dos").encode()
    assert "Uno" in desk.draft.text
    assert "Dos" in desk.draft.text
    desk.close()


def test_a_file_that_is_deleted_is_said_and_can_be_saved_again(desk: Desk, file: Path) -> None:
    file.unlink()
    wait(lambda: desk.notice)
    state = desk.state()
    assert state["notice"] == "events.json has been deleted or moved; saving makes it again"
    assert (state["saved"], state["hash"]) == (False, "")
    assert desk.unsaved_work
    assert save(desk)["notice"] is None
    assert file.read_bytes() == TEXT.encode()


def test_a_file_that_comes_back_is_merged(desk: Desk, file: Path) -> None:
    file.unlink()
    wait(lambda: desk.notice)
    put(desk, "events", 0, "title", to="Uno")
    file.write_bytes(TEXT.replace("Two", "Dos").encode())
    wait(lambda: "Dos" in desk.draft.text)
    assert "Uno" in desk.draft.text
    assert desk.notice is None


@pytest.mark.parametrize(
    "data", [b'{"title": "\xff"}', '{"events": []}'.encode("utf-16"), b"\x00\x01\x02" * 40]
)
def test_a_file_that_is_no_text_any_more_is_said_and_never_overwritten(
    desk: Desk, file: Path, data: bytes
) -> None:
    put(desk, "title", to="Mine")
    mine = desk.draft.text
    file.write_bytes(data)
    wait(lambda: desk.notice)
    assert "no UTF-8 text any more" in str(desk.notice)
    assert refused(lambda: save(desk)).status == 409
    assert file.read_bytes() == data
    file.write_bytes(TEXT.encode())
    wait(lambda: desk.notice is None)
    assert desk.draft.text == mine
    save(desk)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights do not bind root")
def test_a_file_that_may_not_be_read_any_more_is_said(desk: Desk, file: Path) -> None:
    file.chmod(0)
    file.write_bytes(b"{}") if os.access(file, os.W_OK) else os.utime(file)
    wait(lambda: desk.notice)
    assert "cannot read" in str(desk.notice)
    file.chmod(0o644)


def test_a_folder_in_the_place_of_the_file_is_said(desk: Desk, file: Path) -> None:
    put(desk, "title", to="Mine")
    file.unlink()
    file.mkdir()
    wait(lambda: desk.notice)
    assert refused(lambda: save(desk)).status == 409
    assert "Mine" in desk.draft.text


def test_a_file_that_is_no_text_is_not_begun_with(tmp_path: Path) -> None:
    for data in (b'{"title": "\xff"}', '{"events": []}'.encode("utf-16-le")):
        (tmp_path / "events.json").write_bytes(data)
        with pytest.raises(Unfit) as caught:
            opened(tmp_path / "events.json")
        assert caught.value.diagnostics[0].code.startswith("encoding-")


def test_a_file_that_is_written_in_several_goes_is_waited_for(desk: Desk, file: Path) -> None:
    new = TEXT.replace("One", "Uno").encode()
    with file.open("wb") as written:
        for start in range(0, len(new), 20):
            written.write(new[start : start + 20])
            written.flush()
            time.sleep(0.01)
    wait(lambda: "Uno" in desk.draft.text)
    assert desk.draft.revision == 2


def test_a_look_that_fails_is_not_the_last(desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of the program")

    with monkeypatch.context() as patch:
        patch.setattr(desk.disk, "look", fail)
        wait(lambda: desk.notice == "events.json cannot be followed: a fault of the program")
    file.write_bytes(TEXT.replace("One", "Uno").encode())
    wait(lambda: "Uno" in desk.draft.text)
    assert desk.notice is None


# Listeners


def test_whoever_listens_hears_of_everything(desk: Desk, file: Path) -> None:
    heard = desk.news
    put(desk, "title", to="New")
    assert desk.news > heard
    heard = desk.news
    save(desk)
    assert desk.news > heard
    heard = desk.news
    file.unlink()
    wait(lambda: desk.news > heard)


def test_diagnostics_are_told_with_their_places_in_utf_16(desk: Desk) -> None:
    state = put(desk, "events", 1, "group", to="nowhere")
    (one,) = [each for each in state["diagnostics"] if each["severity"] == "error"]
    line = desk.draft.text.splitlines()[one["line"] - 1].encode("utf-16-le")
    assert line[2 * one["from"] : 2 * one["to"]].decode("utf-16-le") == '"nowhere"'
    assert one["path"] == ("events", 1, "group")


def test_at_most_so_many_diagnostics_are_told_and_all_are_counted(tmp_path: Path) -> None:
    events = [{"date": "never", "title": f"No. {number}"} for number in range(700)]
    (tmp_path / "events.json").write_text(json.dumps({"events": events}), "utf-8")
    desk = opened(tmp_path / "events.json")
    state = desk.state()
    assert (len(state["diagnostics"]), state["errors"]) == (500, 700)
    desk.close()
