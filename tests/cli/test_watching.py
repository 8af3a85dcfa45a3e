"""``--watch``: an answer after each save, for as long as the file is being written."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from tests.cli.program import ONE_FAULT, command, only_line, surroundings, timeline, write_events

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


class Watching:
    """A run that watches; ``until`` reads what it says up to a line."""

    def __init__(self, run: subprocess.Popen[str]) -> None:
        self.run = run
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.run.stdout
        for line in self.run.stdout:
            self._lines.put(line.rstrip("\n"))

    def end(self) -> None:
        self.run.wait()
        self._reader.join()
        assert self.run.stdout
        self.run.stdout.close()

    def until(self, words: str) -> list[str]:
        found: list[str] = []
        try:
            while not found or words not in found[-1]:
                found.append(self._lines.get(timeout=20))
        except Empty:
            raise AssertionError(f"never said {words!r}, but {found}") from None
        return found


@contextmanager
def watching(*arguments: str, cwd: Path) -> Iterator[Watching]:
    run = subprocess.Popen(
        command(*arguments),
        cwd=cwd,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    seen = Watching(run)
    try:
        yield seen
    finally:
        run.kill()
        seen.end()


def test_check_answers_each_save_however_the_file_is_saved(tmp_path: Path) -> None:
    path = write_events(tmp_path)
    with watching("check", "--watch", cwd=tmp_path) as seen:
        assert seen.until("waiting")[:2] == [
            "timeline: reading events.json",
            "events.json: 2 events, nothing wrong",
        ]
        path.write_text(ONE_FAULT, "utf-8")  # in place, as some editors do
        assert any("error[date-day]" in line for line in seen.until("waiting"))
        beside = tmp_path / "beside"
        beside.write_text(ONE_FAULT.replace("30", "28"), "utf-8")
        beside.replace(path)  # by a new file in the place of the old one, as others do
        assert "events.json: 1 event, nothing wrong" in seen.until("waiting")


def test_a_file_that_is_away_for_a_moment_is_waited_for_and_a_missing_one_named(tmp_path: Path) -> None:
    path = write_events(tmp_path)
    with watching("check", "--watch", cwd=tmp_path) as seen:
        seen.until("waiting")
        path.unlink()
        time.sleep(0.15)
        path.write_text(ONE_FAULT, "utf-8")
        assert not any("no such file" in line for line in seen.until("waiting"))
        path.unlink()
        missing = "timeline: cannot read events.json: there is no such file"
        assert any(line.startswith(missing) for line in seen.until("waiting"))
        write_events(tmp_path)
        assert "events.json: 2 events, nothing wrong" in seen.until("waiting")


def test_render_draws_again_and_leaves_the_pictures_alone_where_the_file_has_errors(tmp_path: Path) -> None:
    path = write_events(tmp_path)
    picture = tmp_path / "x.svg"
    with watching("render", "--watch", "-o", "x.svg", cwd=tmp_path) as seen:
        seen.until("waiting")
        first = picture.read_bytes()
        path.write_text(ONE_FAULT, "utf-8")
        assert any("error[date-day]" in line for line in seen.until("waiting"))
        assert picture.read_bytes() == first
        path.write_text(ONE_FAULT.replace("30", "28").replace("No such", "One"), "utf-8")
        seen.until("wrote x.svg")  # it may have met the file half written, and said so
        assert b"One day" in picture.read_bytes()


@posix
def test_the_keyboard_ends_it_in_good_order(tmp_path: Path) -> None:
    write_events(tmp_path)
    with watching("check", "--watch", cwd=tmp_path) as seen:
        seen.until("waiting")
        seen.run.send_signal(signal.SIGINT)
        assert seen.run.wait(timeout=20) == 0


def test_what_cannot_be_watched_is_refused(tmp_path: Path) -> None:
    write_events(tmp_path)
    for arguments, said in (
        (("check", "-", "--watch"), "standard input cannot be watched; name a file"),
        (("render", "--watch", "--check"), "--check looks once, --watch again and again; give one of them"),
        (("render", "--watch", "-o", "-"), "--watch writes files; name one with -o"),
    ):
        result = timeline(*arguments, cwd=tmp_path)
        assert (result.returncode, only_line(result)) == (2, f"timeline: {said}")
