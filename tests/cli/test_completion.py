"""Completion, asked for as the shells ask, and in the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.program import ROOT, timeline, write_events
from timeline.cli.arguments import COMMANDS, parser
from timeline.cli.completion import FILES, candidates


def shell(name: str) -> str:
    """Where a shell is. In a CI it has to be there."""
    found = shutil.which(name)
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"no {name} here")
    assert found, f"{name} is missing"
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an events file, and a ``timeline`` on the path."""
    write_events(tmp_path)
    program = tmp_path / "bin" / "timeline"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m timeline "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts(*words: str) -> list[str]:
    return [one.text for one in candidates(words)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["desc"], ["describe"]),
        (["render", "--layo"], ["--layout"]),
        (["render", "--layout", "v"], ["vertical"]),
        (["render", "--layout=v"], ["--layout=vertical"]),
        (["render", "--layout", "=", "v"], ["vertical"]),  # as bash takes it apart
        (["render", "--layout", "="], ["auto", "horizontal", "vertical", "lanes"]),
        (["render", "--group", "t"], ["town"]),
        (["render", "--focus", ""], ["first"]),
        (["render", ""], [FILES]),
        (["render", "-o", "x"], [FILES]),
        (["build", "-o", "x"], [FILES]),
        (["build", "--only", "p"], ["png", "pdf"]),
        (["build", ""], [FILES]),
        (["render", "--width", ""], []),
        (["show", ""], ["first"]),
        (["set", "first", "impor"], ["importance="]),
        (["set", "ti"], ["title=", "timezone="]),
        (["add", "2014", "A", "impor"], ["importance="]),
        (["set", "first", "title=x", "stat"], ["status="]),
        (["set", "first", "status=re"], ["status=reported"]),
        (["set", "first", "status", "=", "re"], ["reported"]),
        (["set", "first", "group="], ["group=town"]),
        (["rename", "first", ""], []),
        (["diff", ""], [FILES]),
        (["diff", "HEAD:events.json", ""], [FILES]),
        (["check", "--explain", "date-d"], ["date-day"]),
        (["nonsense", ""], []),
        (["show", "-f", "nowhere.json", ""], []),
    ],
)
def test_a_word_is_completed_by_what_may_stand_there(words: list[str], expected: list[str]) -> None:
    assert texts(*words) == expected


def test_ids_are_those_of_the_file_that_the_line_names(folder: Path) -> None:
    write_events(folder, {"events": [{"id": "other", "date": "2020", "title": "T"}]}, "notes.json")
    assert texts("show", "-f", "notes.json", "") == ["other"]
    assert texts("show", "--file=notes.json", "") == ["other"]
    assert texts("render", "notes.json", "--focus", "") == ["other"]


def test_a_file_with_errors_gives_no_ids_and_no_noise(folder: Path) -> None:
    write_events(folder, "{")
    done = timeline("completion", "bash", "--", "show", "", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_option_of_every_command_is_offered() -> None:
    for name in COMMANDS:
        known = {o for action in parser(name)[1]._actions for o in action.option_strings if o != "-h"}
        offered = set(texts(name, "-"))
        assert {option for option in known if option.startswith("--")} <= offered


@pytest.mark.usefixtures("folder")
def test_bash_completes() -> None:
    def completed(*words: str) -> list[str]:
        line = " ".join(f"'{word}'" for word in ("timeline", *words))
        script = (
            f'eval "$(timeline completion bash)"; COMP_WORDS=({line}); COMP_CWORD={len(words)}; '
            "_timeline; printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        done = subprocess.run(
            [shell("bash"), "--norc", "-c", script], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.split()

    assert completed("desc") == ["describe"]
    assert completed("render", "--layout", "v") == ["vertical"]
    assert completed("show", "fi") == ["first"]
    assert completed("check", "ev") == ["events.json"]


@pytest.mark.usefixtures("folder")
def test_fish_completes() -> None:
    def completed(line: str) -> list[str]:
        script = f"timeline completion fish | source; complete -C '{line}'"
        done = subprocess.run(
            [shell("fish"), "--no-config", "-c", script],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout.splitlines()

    assert completed("timeline desc") == [f"describe\t{COMMANDS['describe']}"]
    assert completed("timeline render --layout v") == ["vertical"]
    assert completed("timeline show fi") == ["first\t2014 A plan is adopted"]
    assert [line.partition("\t")[0] for line in completed("timeline check ev")] == ["events.json"]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("timeline desc", "timeline describe "),
        ("timeline render --layout ver", "timeline render --layout vertical "),
        ("timeline show fi", "timeline show first "),
        ("timeline set first impo", "timeline set first importance="),
        ("timeline check ev", "timeline check events.json "),
    ],
)
@pytest.mark.usefixtures("folder")
def test_zsh_completes(typed: str, becomes: str, tmp_path: Path) -> None:
    """In a terminal of its own, since zsh completes nowhere else: what stands on the line after Tab."""
    (tmp_path / ".zshrc").write_text(
        "unsetopt beep; PROMPT='ready>'; autoload -Uz compinit; compinit -u -D\n"
        'eval "$(timeline completion zsh)"\n'
        "show-line() { print -r -- \"[$BUFFER]\" > line; }; zle -N show-line; bindkey '^X' show-line\n",
        "utf-8",
    )
    main, other = pty.openpty()
    environment = {**os.environ, "ZDOTDIR": str(tmp_path), "TERM": "dumb", "HOME": str(tmp_path)}
    run = subprocess.Popen(
        [shell("zsh"), "-i"], stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True
    )
    os.close(other)
    said = tmp_path / "line"
    try:
        _read_until(main, b"ready>")
        os.write(main, typed.encode() + b"\t\x18")
        until = time.monotonic() + 30
        while not (said.exists() and said.read_text("utf-8").endswith("]\n")):
            assert time.monotonic() < until, "zsh has not answered"
            _drain(main)
        assert said.read_text("utf-8") == f"[{becomes}]\n"
    finally:
        run.kill()
        run.wait()
        os.close(main)


def _read_until(terminal: int, words: bytes) -> None:
    seen, until = b"", time.monotonic() + 30
    while words not in seen:
        assert time.monotonic() < until, seen
        seen += _drain(terminal)


def _drain(terminal: int) -> bytes:
    readable, _, _ = select.select([terminal], [], [], 0.05)
    return os.read(terminal, 4096) if readable else b""
