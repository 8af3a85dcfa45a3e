"""The pictures that lie in the repository are those that the program draws today."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EVENTS = ROOT / "events.json"
COMMITTED = ("events.svg", "events.html")


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_committed_pictures_are_not_stale() -> None:
    result = run("render", "--check")
    said = result.stdout + result.stderr
    assert result.returncode == 0, f"{said}\nto renew them: python3 -m timeline render"


def test_our_own_file_calls_for_no_remark() -> None:
    result = run("check", "--strict", "--require-sources")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Karachi", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "ur_PK.UTF-8"},
    ],
    ids=["Karachi", "Newfoundland"],
)
def test_any_machine_draws_the_same_bytes(elsewhere: dict[str, str], tmp_path: Path) -> None:
    drawn = [tmp_path / name for name in COMMITTED]
    options = [part for file in drawn for part in ("-o", file)]
    result = run("render", EVENTS, *options, **elsewhere)
    assert result.returncode == 0, result.stderr
    for file in drawn:
        assert file.read_bytes() == (ROOT / "output" / file.name).read_bytes()


def test_a_stale_picture_is_named_and_left_alone(tmp_path: Path) -> None:
    shutil.copy(EVENTS, tmp_path)
    picture = tmp_path / "events.svg"
    picture.write_text("<svg/>", encoding="utf-8")
    result = run("render", tmp_path / "events.json", "-o", picture, "--check")
    assert result.returncode == 1
    assert "events.svg" in result.stdout + result.stderr
    assert picture.read_text(encoding="utf-8") == "<svg/>"
