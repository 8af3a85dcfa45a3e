"""Files in and out: whatever goes wrong is one line and a status, and never costs an old file."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.program import command, only_line, surroundings, timeline, write_events
from timeline import files
from timeline.files import FileFault

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and signals as POSIX has them")
needs_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    for name in ("render", "check"):
        result = timeline(name, "nowhere.json", cwd=tmp_path)
        assert result.returncode == 2
        assert only_line(result) == "timeline: cannot read nowhere.json: there is no such file"


def test_without_a_file_the_first_one_to_make_is_named(tmp_path: Path) -> None:
    for name in ("render", "check", "list"):
        said = only_line(timeline(name, cwd=tmp_path))
        assert said.startswith("timeline: cannot read events.json: ")
        assert said.endswith("; timeline new writes one to start from")


def test_a_folder_in_place_of_the_file_is_one_line(tmp_path: Path) -> None:
    result = timeline("render", ".", "-o", "x.svg", cwd=tmp_path)
    assert (result.returncode, only_line(result)) == (2, "timeline: cannot read .: it is a folder")


def test_a_folder_in_place_of_the_output_is_one_line(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "x.svg").mkdir()
    result = timeline("render", "-o", "x.svg", "-o", "y.svg", cwd=tmp_path)
    assert (result.returncode, only_line(result)) == (2, "timeline: cannot write x.svg: it is a folder")
    assert not (tmp_path / "y.svg").exists()


def test_a_file_in_place_of_the_folder_is_one_line(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "output").write_text("", "utf-8")
    result = timeline("render", cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result).startswith("timeline: cannot write output/events.svg: ")


@posix
def test_a_read_only_file_or_folder_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbid)  # root, as tests often are, may write everywhere
    with pytest.raises(FileFault, match=r"^cannot write .*x\.svg: permission denied$"):
        files.save([(str(tmp_path / "x.svg"), b"new")])


@needs_full_device
def test_a_full_device_is_one_line(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("render", "-o", "/dev/full", "--format", "svg", cwd=tmp_path)
    assert (result.returncode, only_line(result)) == (
        2,
        "timeline: cannot write /dev/full: no space left on device",
    )


@needs_full_device
@pytest.mark.parametrize(
    "arguments", [["render", "-o", "-"], ["date", "2014"], ["schema"], ["--help"], ["check", "--help"]]
)
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    write_events(tmp_path)
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            command(*arguments),
            cwd=tmp_path,
            env=surroundings(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr == "timeline: cannot write to standard output: no space left on device\n"


def test_a_disk_that_fills_up_on_the_second_file_leaves_the_first_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(b"old")
    synced: list[int] = []

    def full_the_second_time(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_the_second_time)
    with pytest.raises(FileFault, match="second: no space left on device"):
        files.save([(str(first), b"new"), (str(second), b"new")])
    assert first.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["first"]


@posix
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.save([(str(path), b"new")])
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    files.save([(str(tmp_path / "x"), b"new")])
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far/real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("far/real")
    files.save([(str(tmp_path / "link"), b"new")])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far/real").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["real"]


@posix
def test_a_closed_pipe_is_no_error_to_speak_of(tmp_path: Path) -> None:
    write_events(tmp_path)
    with subprocess.Popen(
        command("schema"), cwd=tmp_path, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@posix
def test_an_interrupt_is_one_line_and_its_status(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("render", "-", "-o", "x.svg"),
        cwd=tmp_path, env=surroundings(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        _wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr
        assert process.stderr.read() == "timeline: interrupted\n"
    assert list(tmp_path.iterdir()) == []


def _wait_until_it_reads(pid: int) -> None:
    """Waits until a process sleeps with the pipeline loaded, that is, until it waits for its input."""
    syscall, maps = Path(f"/proc/{pid}/syscall"), Path(f"/proc/{pid}/wchan")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        time.sleep(0.05)
        with_pipe = maps.exists() and "pipe" in maps.read_text("utf-8")
        reads_stdin = syscall.exists() and syscall.read_text("utf-8").startswith("0 0x0 ")
        if with_pipe or reads_stdin:
            return
    time.sleep(1)  # no such files on this system, or not for us


@posix
def test_a_standard_output_that_is_closed_is_one_line(tmp_path: Path) -> None:
    write_events(tmp_path)
    closed = ["sh", "-c", '"$@" >&-', "sh", *command("render", "-o", "-")]
    result = subprocess.run(
        closed, cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=False
    )
    assert (result.returncode, only_line(result)) == (
        2,
        "timeline: cannot write to standard output: it is closed",
    )
