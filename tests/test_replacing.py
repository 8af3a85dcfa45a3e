"""What a user wrote is replaced only by what was made of it, and never lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.cli.program import ROOT
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

FLICKER = """
import sys
from timeline import files
print(flush=True)
while True:
    for old, new in ((b"a", b"b"), (b"b", b"a")):
        files.replace(sys.argv[1], new * 300_000, old * 300_000)
"""
KILLS = int(os.environ.get("TIMELINE_KILLS", "20"))


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
def test_a_writer_that_is_killed_leaves_the_old_text_or_the_new_one_whole(tmp_path: Path) -> None:
    path, chance = tmp_path / "events.json", Random(5)  # noqa: S311 - moments, no secrets
    seen = set()
    for _ in range(KILLS):
        path.write_bytes(b"a" * 300_000)
        command = [sys.executable, "-c", FLICKER, str(path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()  # it begins
            time.sleep(chance.random() / 5)
            writer.kill()
        text = path.read_bytes()
        assert text in (b"a" * 300_000, b"b" * 300_000)
        seen.add(text[:1])
    assert seen == {b"a", b"b"}, "it was killed before and after"
