"""What a user wrote is replaced only by what was made of it, and never lost."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import ROOT, command, only_line, surroundings, timeline, write_events
from timeline import files
from timeline.files import FileFault

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links as POSIX has them")

WRITER = """
import sys
from timeline import files
from timeline.files import FileFault
sys.stdin.read()
before = files.read(sys.argv[1])
try:
    files.replace(sys.argv[1], before + b"a line\\n", before)
except FileFault:
    sys.exit(7)
"""

KILLER = """
import os, random, signal, sys, time
from timeline import files

path, kills, two_names = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "2"
other, backup = path + ".other", path + ".backup"
chance, seen = random.Random(5), set()
texts = [b"a" * 300_000, b"b" * 300_000]
for _ in range(kills):
    with open(path, "wb") as file:
        file.write(texts[0])
    if two_names and not os.path.exists(other):
        os.link(path, other)
    writer = os.fork()
    if not writer:
        while True:
            for old, new in (texts, texts[::-1]):
                files.replace(path, new, old)
    time.sleep(chance.random() / 30)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    with open(path, "rb") as file:
        text = file.read()
    if two_names and os.path.exists(backup):
        with open(backup, "rb") as file:
            kept = file.read()
        os.unlink(backup)
        text = text if text in texts else kept  # half of it in place: the whole of the old one is beside it
    if text not in texts:
        sys.exit(f"{len(text)} bytes that begin {text[:20]}")
    seen.add(text[:1])
print(len(seen))
"""
KILLS = int(os.environ.get("TIMELINE_KILLS", "500"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
def test_the_new_text_takes_the_place_of_the_old_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.replace(str(path), b"new", b"old")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["events.json"]


def test_a_file_that_somebody_changed_is_left_and_the_new_text_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(b"theirs")
    for kept in ("events.json.mine", "events.json.mine-2"):
        with pytest.raises(FileFault, match="changed by somebody else meanwhile") as raised:
            files.replace(str(path), kept.encode(), b"old")
        first, *difference = str(raised.value).splitlines()
        assert first.endswith(f"the new text is in {path.parent / kept}")
        assert difference[-2:] == ["-theirs", f"+{kept}"]
    assert path.read_bytes() == b"theirs"
    assert (tmp_path / "events.json.mine").read_bytes() == b"events.json.mine", "nor is an earlier one lost"
    assert names(tmp_path) == ["events.json", "events.json.mine", "events.json.mine-2"]


def test_of_a_long_difference_the_first_lines_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(b"")
    with pytest.raises(FileFault) as raised:
        files.replace(str(path), b"a line\n" * 10_000, b"old")
    *_, last = str(raised.value).splitlines()
    assert last == "… and 9,963 lines more"


def test_a_file_that_somebody_removed_or_made_is_left_so(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    with pytest.raises(FileFault, match="meanwhile"):
        files.replace(str(path), b"new", b"old")
    assert names(tmp_path) == ["events.json.mine"]
    path.write_bytes(b"theirs")
    with pytest.raises(FileFault, match="meanwhile"):
        files.replace(str(path), b"new", None)
    assert path.read_bytes() == b"theirs"


def test_a_file_that_was_not_there_is_made(tmp_path: Path) -> None:
    files.replace(str(tmp_path / "folder/events.json"), b"new", None)
    assert (tmp_path / "folder/events.json").read_bytes() == b"new"


@posix
def test_a_symbolic_link_leads_to_the_new_text(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    files.replace(str(tmp_path / "link"), b"new", b"old")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@posix
def test_a_file_with_two_names_stays_one_file(tmp_path: Path) -> None:
    path, other = tmp_path / "events.json", tmp_path / "other"
    path.write_bytes(b"the old text")
    other.hardlink_to(path)
    files.replace(str(path), b"new", b"the old text")
    assert path.read_bytes() == other.read_bytes() == b"new"
    assert path.samefile(other)
    assert names(tmp_path) == ["events.json", "other"]


@posix
def test_where_a_file_with_two_names_cannot_be_written_its_old_text_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(b"old")
    (tmp_path / "other").hardlink_to(path)
    sync, synced = os.fsync, []

    def full_at_last(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 3:  # after the text beside, and the backup
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full_at_last)
    with pytest.raises(FileFault, match=r"no space left on device; its old text is in .*\.backup$"):
        files.replace(str(path), b"new", b"old")
    assert (tmp_path / "events.json.backup").read_bytes() == b"old"


@posix
def test_of_two_that_write_at_once_one_is_told(tmp_path: Path) -> None:
    """Each of eight processes adds its own line to what it read; whoever is told keeps its text beside."""
    path = tmp_path / "events.json"
    path.write_bytes(b"")
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) for _ in range(8)]
    for writer in writers:
        assert writer.stdin
        writer.stdin.close()  # now: all of them have started
    told = [writer.wait(30) for writer in writers]
    assert set(told) <= {0, 7}
    assert len(path.read_bytes().splitlines()) == told.count(0)
    assert len(names(tmp_path)) == 1 + told.count(7)


@posix
def test_what_is_no_file_is_not_edited(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileFault, match="it is no file that can be read again"):
        files.replace(str(tmp_path / "pipe"), b"new", b"old")


def test_where_nothing_can_be_written_beside_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileFault, match="no space left on device"):
        files.replace(str(path), b"new", b"old")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["events.json"]


@posix
@pytest.mark.parametrize("names_of_it", [1, 2])
def test_a_writer_that_is_killed_leaves_the_old_text_or_the_new_one_whole(
    tmp_path: Path, names_of_it: int
) -> None:
    """A file with two names is written in place: its old text then stands whole beside it."""
    path = tmp_path / "events.json"
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(path), str(KILLS), str(names_of_it)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", ""), "it was killed before and after"


@posix
def test_what_a_killed_writer_left_is_taken_away_by_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(b"old")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, running, fresh = (
        tmp_path / f".timeline-{process}-{number}.tmp"
        for number, process in enumerate((dead.pid, os.getpid(), dead.pid))
    )
    for one in (left, running, fresh):
        one.write_bytes(b"half of")
    for one in (left, running):
        os.utime(one, (0, 0))
    files.replace(str(path), b"new", b"old")
    assert set(names(tmp_path)) == {"events.json", running.name, fresh.name}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_on_a_full_disk_the_old_text_stays_and_nothing_lies_about(small_disk: Path) -> None:
    write_events(small_disk)
    before = (small_disk / "events.json").read_bytes()
    (small_disk / "filler").write_bytes(b"x" * 245_000)
    room = os.statvfs(small_disk)
    (small_disk / "rest").write_bytes(b"x" * (room.f_bavail * room.f_frsize))
    for arguments in (
        ("set", "first", "title=Another"),
        ("add", "2020", "Title"),
        ("rename", "first", "1st"),
    ):
        done = timeline(*arguments, cwd=small_disk)
        assert done.returncode == 2
        assert only_line(done) == "timeline: cannot write events.json: no space left on device"
        assert (small_disk / "events.json").read_bytes() == before
        assert names(small_disk) == ["events.json", "filler", "rest"]
    (small_disk / "rest").unlink()
    assert timeline("set", "first", "title=Another", cwd=small_disk).returncode == 0


def test_on_a_disk_that_fills_while_a_file_of_two_names_is_written_its_old_text_is_there(
    small_disk: Path,
) -> None:
    path = small_disk / "events.json"
    path.write_bytes(b"a" * 60_000)
    (small_disk / "other").hardlink_to(path)
    for size in (130_000, 190_000, 300_000):
        with pytest.raises(FileFault, match="no space left on device"):
            files.replace(str(path), b"b" * size, b"a" * 60_000)
        whole = [one.read_bytes() for one in small_disk.iterdir()]
        assert b"a" * 60_000 in whole
        for backup in small_disk.glob("*.backup*"):
            path.write_bytes(backup.read_bytes())
            backup.unlink()


def test_a_read_only_disk_is_one_line(small_disk: Path) -> None:
    write_events(small_disk)
    before = (small_disk / "events.json").read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = timeline("set", "first", "title=Another", cwd=small_disk)
    assert (done.returncode, only_line(done)) == (
        2,
        "timeline: cannot write events.json: the file is read-only",
    )
    assert (small_disk / "events.json").read_bytes() == before


@posix
def test_two_that_change_one_file_by_command_at_once_lose_nothing(tmp_path: Path) -> None:
    """Whatever is in the file in the end, each title is in it or in a text kept beside it."""
    write_events(tmp_path, {"events": []})
    titles = [f"Event {number}" for number in range(6)]
    runs = [
        subprocess.Popen(
            command("add", "2020", title), cwd=tmp_path, env=surroundings(), stderr=subprocess.PIPE, text=True
        )
        for title in titles
    ]
    told = [(run.communicate(timeout=60)[1], run.returncode) for run in runs]
    texts = "".join(path.read_text("utf-8") for path in tmp_path.glob("events.json*"))
    assert all(title in texts for title in titles)
    assert all(json.loads(path.read_bytes()) for path in tmp_path.glob("events.json*"))
    for said, status in told:
        assert (status == 0) == ("changed by somebody else meanwhile" not in said)


def test_of_texts_that_belong_together_none_is_replaced_where_one_was_changed(tmp_path: Path) -> None:
    report, other, picture = (tmp_path / name for name in ("report.md", "other.md", "made/picture.svg"))
    report.write_bytes(b"report\n")
    other.write_bytes(b"somebody was here\n")
    drafts = [
        files.Draft(str(report), b"a new report\n", b"report\n"),
        files.Draft(str(other), b"another\n", b"other\n"),
    ]
    with pytest.raises(files.Changed, match=r"other\.md was changed by somebody else"):
        files.replace_together(drafts, [(str(picture), b"<svg/>")])
    assert report.read_bytes() == b"report\n"
    assert other.read_bytes() == b"somebody was here\n"
    assert (tmp_path / "other.md.mine").read_bytes() == b"another\n"
    assert not picture.exists()
    assert sorted(tmp_path.glob("**/.timeline-*")) == []

    other.write_bytes(b"other\n")
    files.replace_together(drafts, [(str(picture), b"<svg/>")])
    assert (report.read_bytes(), other.read_bytes()) == (b"a new report\n", b"another\n")
    assert picture.read_bytes() == b"<svg/>"
